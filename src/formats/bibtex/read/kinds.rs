//! Types of entries, with the aliases and the types of other data models that are met.

use crate::article::Kind;

/// What an entry type is read as; the name in small letters.
pub fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "article" | "suppperiodical" => Kind::JournalArticle,
        "book" | "mvbook" | "manual" | "reference" | "mvreference" | "commentary" => Kind::Book,
        "booklet" => Kind::Pamphlet,
        "collection" | "mvcollection" => Kind::EditedBook,
        "inbook" | "bookinbook" | "suppbook" | "incollection" | "suppcollection" | "inpress" => Kind::Chapter,
        "inreference" => Kind::EncyclopediaEntry,
        "proceedings" | "mvproceedings" => Kind::Proceedings,
        "inproceedings" | "conference" => Kind::ConferencePaper,
        "thesis" | "phdthesis" | "mastersthesis" => Kind::Thesis,
        "report" | "techreport" => Kind::Report,
        "standard" => Kind::Standard,
        "unpublished" => Kind::Manuscript,
        "misc" | "bibnote" => Kind::Document,
        "online" | "electronic" | "www" | "webpage" => Kind::Webpage,
        "dataset" | "data" => Kind::Dataset,
        "software" | "softwareversion" | "softwaremodule" | "codefragment" | "program" => Kind::Software,
        "patent" => Kind::Patent,
        "periodical" => Kind::Periodical,
        "video" | "movie" => Kind::MotionPicture,
        "audio" | "music" => Kind::Song,
        "artwork" | "image" => Kind::Graphic,
        "jurisdiction" => Kind::LegalCase,
        "legislation" => Kind::Legislation,
        // The manual: legal documents such as treaties.
        "legal" => Kind::Treaty,
        "letter" | "letters" => Kind::PersonalCommunication,
        "performance" => Kind::Performance,
        "review" => Kind::Review,
        "newsarticle" => Kind::NewspaperArticle,
        "talk" | "presentation" => Kind::Speech,
        "map" => Kind::Map,
        "preprint" => Kind::Preprint,
        _ => return None,
    })
}

/// The genre that an entry type tells.
pub fn genre_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "phdthesis" => "PhD thesis",
        "mastersthesis" => "Master's thesis",
        "manual" => "manual",
        _ => return None,
    })
}

/// Journals that the American Astronomical Society's macros stand for; ADS writes them.
const JOURNALS: &[(&str, &str)] = &[
    ("aj", "The Astronomical Journal"),
    ("actaa", "Acta Astronomica"),
    ("araa", "Annual Review of Astronomy and Astrophysics"),
    ("apj", "The Astrophysical Journal"),
    ("apjl", "The Astrophysical Journal Letters"),
    ("apjs", "The Astrophysical Journal Supplement Series"),
    ("ao", "Applied Optics"),
    ("apss", "Astrophysics and Space Science"),
    ("aap", "Astronomy and Astrophysics"),
    ("aapr", "The Astronomy and Astrophysics Review"),
    ("aaps", "Astronomy and Astrophysics Supplement Series"),
    ("azh", "Astronomicheskii Zhurnal"),
    ("baas", "Bulletin of the American Astronomical Society"),
    ("icarus", "Icarus"),
    ("jcap", "Journal of Cosmology and Astroparticle Physics"),
    ("jcp", "The Journal of Chemical Physics"),
    ("jgr", "Journal of Geophysical Research"),
    ("jqsrt", "Journal of Quantitative Spectroscopy and Radiative Transfer"),
    ("jrasc", "Journal of the Royal Astronomical Society of Canada"),
    ("memras", "Memoirs of the Royal Astronomical Society"),
    ("mnras", "Monthly Notices of the Royal Astronomical Society"),
    ("na", "New Astronomy"),
    ("nar", "New Astronomy Reviews"),
    ("nat", "Nature"),
    ("nature", "Nature"),
    ("nphysa", "Nuclear Physics A"),
    ("pasa", "Publications of the Astronomical Society of Australia"),
    ("pasj", "Publications of the Astronomical Society of Japan"),
    ("pasp", "Publications of the Astronomical Society of the Pacific"),
    ("physrep", "Physics Reports"),
    ("planss", "Planetary and Space Science"),
    ("pra", "Physical Review A"),
    ("prb", "Physical Review B"),
    ("prc", "Physical Review C"),
    ("prd", "Physical Review D"),
    ("pre", "Physical Review E"),
    ("prl", "Physical Review Letters"),
    ("procspie", "Proceedings of SPIE"),
    ("psj", "The Planetary Science Journal"),
    ("qjras", "Quarterly Journal of the Royal Astronomical Society"),
    ("rmxaa", "Revista Mexicana de Astronomía y Astrofísica"),
    ("sci", "Science"),
    ("solphys", "Solar Physics"),
    ("sovast", "Soviet Astronomy"),
    ("ssr", "Space Science Reviews"),
];

/// The journal of a macro such as `\apj`.
pub fn journal(value: &str) -> Option<&'static str> {
    let name = value.trim_matches(['{', '}', ' ']).strip_prefix('\\')?.trim_end();
    JOURNALS.iter().find(|(known, _)| *known == name).map(|(_, title)| *title)
}
