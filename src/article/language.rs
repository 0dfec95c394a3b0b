//! Names and codes of languages.
//!
//! The model holds BCP 47 tags. NLM writes three-letter MARC codes, PubMed's pages English names, BibLaTeX the names of
//! babel. A language that is not in the table stays as found.

/// A row: BCP 47 tag, MARC (ISO 639-2/B) code, English name, babel's name or nothing.
type Row = (&'static str, &'static str, &'static str, &'static str);

const LANGUAGES: &[Row] = &[
    ("en", "eng", "English", "english"),
    ("af", "afr", "Afrikaans", "afrikaans"),
    ("am", "amh", "Amharic", "amharic"),
    ("ar", "ara", "Arabic", "arabic"),
    ("az", "aze", "Azerbaijani", ""),
    ("be", "bel", "Belarusian", "belarusian"),
    ("bg", "bul", "Bulgarian", "bulgarian"),
    ("bn", "ben", "Bengali", "bengali"),
    ("bs", "bos", "Bosnian", "bosnian"),
    ("ca", "cat", "Catalan", "catalan"),
    ("cs", "cze", "Czech", "czech"),
    ("cy", "wel", "Welsh", "welsh"),
    ("da", "dan", "Danish", "danish"),
    ("de", "ger", "German", "ngerman"),
    ("el", "gre", "Greek, Modern", "greek"),
    ("eo", "epo", "Esperanto", "esperanto"),
    ("es", "spa", "Spanish", "spanish"),
    ("et", "est", "Estonian", "estonian"),
    ("eu", "baq", "Basque", "basque"),
    ("fa", "per", "Persian", "persian"),
    ("fi", "fin", "Finnish", "finnish"),
    ("fr", "fre", "French", "french"),
    ("ga", "gle", "Irish", "irish"),
    ("gd", "gla", "Scottish Gaelic", "scottish"),
    ("gl", "glg", "Galician", "galician"),
    ("he", "heb", "Hebrew", "hebrew"),
    ("hi", "hin", "Hindi", "hindi"),
    ("hr", "hrv", "Croatian", "croatian"),
    ("hu", "hun", "Hungarian", "magyar"),
    ("hy", "arm", "Armenian", "armenian"),
    ("id", "ind", "Indonesian", "indonesian"),
    ("is", "ice", "Icelandic", "icelandic"),
    ("it", "ita", "Italian", "italian"),
    ("ja", "jpn", "Japanese", "japanese"),
    ("ka", "geo", "Georgian", "georgian"),
    ("kk", "kaz", "Kazakh", ""),
    ("ko", "kor", "Korean", "korean"),
    ("ky", "kir", "Kyrgyz", ""),
    ("la", "lat", "Latin", "latin"),
    ("lb", "ltz", "Luxembourgish", ""),
    ("lt", "lit", "Lithuanian", "lithuanian"),
    ("lv", "lav", "Latvian", "latvian"),
    ("mi", "mao", "Maori", ""),
    ("mk", "mac", "Macedonian", "macedonian"),
    ("ml", "mal", "Malayalam", "malayalam"),
    ("mn", "mon", "Mongolian", "mongolian"),
    ("ms", "may", "Malay", "malay"),
    ("nl", "dut", "Dutch", "dutch"),
    ("no", "nor", "Norwegian", "norsk"),
    ("nb", "nob", "Norwegian Bokmål", "norsk"),
    ("nn", "nno", "Norwegian Nynorsk", "nynorsk"),
    ("pl", "pol", "Polish", "polish"),
    ("ps", "pus", "Pushto", ""),
    ("pt", "por", "Portuguese", "portuguese"),
    ("ro", "rum", "Romanian", "romanian"),
    ("ru", "rus", "Russian", "russian"),
    ("rw", "kin", "Kinyarwanda", ""),
    ("sa", "san", "Sanskrit", "sanskrit"),
    ("sk", "slo", "Slovak", "slovak"),
    ("sl", "slv", "Slovenian", "slovene"),
    ("sq", "alb", "Albanian", "albanian"),
    ("sr", "srp", "Serbian", "serbian"),
    ("sv", "swe", "Swedish", "swedish"),
    ("sw", "swa", "Swahili", ""),
    ("ta", "tam", "Tamil", "tamil"),
    ("te", "tel", "Telugu", "telugu"),
    ("th", "tha", "Thai", "thai"),
    ("tr", "tur", "Turkish", "turkish"),
    ("uk", "ukr", "Ukrainian", "ukrainian"),
    ("ur", "urd", "Urdu", "urdu"),
    ("uz", "uzb", "Uzbek", ""),
    ("vi", "vie", "Vietnamese", "vietnamese"),
    ("xh", "xho", "Xhosa", ""),
    ("zh", "chi", "Chinese", "chinese"),
    ("zu", "zul", "Zulu", ""),
    ("mul", "mul", "Multiple Languages", ""),
    ("und", "und", "Undetermined", ""),
];

/// Other spellings of the second and third columns.
const ALIASES: &[(&str, &str)] = &[
    ("deu", "de"),
    ("fra", "fr"),
    ("nld", "nl"),
    ("zho", "zh"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("ell", "el"),
    ("fas", "fa"),
    ("isl", "is"),
    ("ron", "ro"),
    ("eus", "eu"),
    ("hye", "hy"),
    ("kat", "ka"),
    ("mkd", "mk"),
    ("msa", "ms"),
    ("sqi", "sq"),
    ("cym", "cy"),
    ("scr", "hr"),
    ("scc", "sr"),
    ("greek", "el"),
    ("german", "de"),
    ("american", "en-US"),
    ("usenglish", "en-US"),
    ("british", "en-GB"),
    ("ukenglish", "en-GB"),
    ("canadian", "en-CA"),
    ("australian", "en-AU"),
    ("naustrian", "de-AT"),
    ("austrian", "de-AT"),
    ("nswissgerman", "de-CH"),
    ("swissgerman", "de-CH"),
    ("brazilian", "pt-BR"),
    ("brazil", "pt-BR"),
    ("mexican", "es-MX"),
    ("francais", "fr"),
    ("hungarian", "hu"),
    ("slovenian", "sl"),
    ("norwegian", "no"),
    ("farsi", "fa"),
    ("bahasa", "id"),
];

/// The BCP 47 tag of a language given as a tag, a three-letter code, an English name or babel's name, in any case. `None`
/// when the language is not known.
pub fn to_bcp47(name: &str) -> Option<String> {
    let name = name.trim();
    let found = LANGUAGES.iter().find(|(tag, marc, english, babel)| {
        [tag, marc, english, babel].iter().any(|known| known.eq_ignore_ascii_case(name)) && !name.is_empty()
    });
    if let Some((tag, ..)) = found {
        return Some((*tag).to_owned());
    }
    if let Some((_, tag)) = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)) {
        return Some((*tag).to_owned());
    }
    // A tag with a region or script: `pt-BR`, `zh-Hans`.
    let (primary, rest) = name.split_once(['-', '_'])?;
    let known = LANGUAGES.iter().any(|(tag, ..)| tag.eq_ignore_ascii_case(primary));
    let tidy = rest.len() >= 2 && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (known && tidy).then(|| format!("{}-{rest}", primary.to_ascii_lowercase()))
}

fn row(tag: &str) -> Option<&'static Row> {
    let primary = tag.split('-').next().unwrap_or(tag);
    LANGUAGES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(primary))
}

/// MARC's three-letter code, as NLM writes it; the tag itself when there is none.
pub fn to_marc(tag: &str) -> &str {
    row(tag).map_or(tag, |(_, marc, ..)| marc)
}

/// Babel's name, as BibLaTeX's `langid` wants it.
pub fn to_babel(tag: &str) -> Option<&'static str> {
    if let Some((babel, _)) = [
        ("american", "en-US"),
        ("british", "en-GB"),
        ("canadian", "en-CA"),
        ("australian", "en-AU"),
        ("naustrian", "de-AT"),
        ("nswissgerman", "de-CH"),
        ("brazilian", "pt-BR"),
    ]
    .iter()
    .find(|(_, regional)| regional.eq_ignore_ascii_case(tag))
    {
        return Some(babel);
    }
    row(tag).map(|(.., babel)| *babel).filter(|babel| !babel.is_empty())
}

/// The English name.
pub fn to_english(tag: &str) -> Option<&'static str> {
    row(tag).map(|(_, _, english, _)| *english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        for (input, expected) in [
            ("eng", Some("en")),
            ("ger", Some("de")),
            ("deu", Some("de")),
            ("French", Some("fr")),
            ("ngerman", Some("de")),
            ("pt-BR", Some("pt-BR")),
            ("pt_BR", Some("pt-BR")),
            ("zh-Hans", Some("zh-Hans")),
            ("Klingon", None),
            ("", None),
        ] {
            assert_eq!(to_bcp47(input).as_deref(), expected, "{input}");
        }
        assert_eq!((to_marc("de"), to_marc("pt-BR"), to_marc("tlh")), ("ger", "por", "tlh"));
        assert_eq!((to_babel("en-GB"), to_babel("de"), to_babel("kk")), (Some("british"), Some("ngerman"), None));
    }
}
