//! Abstracts, keywords, funding, statements, captions.

use crate::article::{
    Abstract, AbstractKind, Article, Grant, Keyword, Notice, NoticeKind, Qualifier, Scheme, Section, Text,
};
use crate::markup::xml::Xml;

/// `kwd-group-type` and `vocab` of a scheme; others go by their own names.
const SCHEMES: &[(Scheme, &str, &str)] = &[
    (Scheme::Author, "author", ""),
    (Scheme::Mesh, "MeSH", "mesh"),
    (Scheme::Supplementary, "supplementary-concepts", "mesh"),
    (Scheme::Gene, "genes", ""),
    (Scheme::PersonalName, "personal-names", ""),
];

fn scheme(scheme: &Scheme) -> (&str, &str) {
    match scheme {
        Scheme::Other(owner) => (owner, ""),
        known => SCHEMES.iter().find(|(row, ..)| row == known).map_or(("", ""), |(_, name, vocab)| (name, vocab)),
    }
}

/// Conflicts of interest.
pub fn author_notes(xml: &mut Xml, article: &Article) {
    xml.group("author-notes", |xml| {
        for notice in notices(article, &NoticeKind::ConflictOfInterest) {
            xml.open("fn", &[("fn-type", "coi-statement")]);
            statement(xml, notice);
            xml.close("fn");
        }
    });
}

fn notices<'a>(article: &'a Article, kind: &'a NoticeKind) -> impl Iterator<Item = &'a Notice> {
    article.notices.iter().filter(move |notice| notice.kind == *kind)
}

/// The words of a notice, and its address.
fn statement(xml: &mut Xml, notice: &Notice) {
    paragraphs(xml, &notice.text);
    if let Some(url) = &notice.url {
        xml.line();
        xml.start("p", &[]);
        xml.leaf("ext-link", &[("ext-link-type", "uri"), ("xlink:href", url)], url);
        xml.end("p");
    }
}

fn paragraphs(xml: &mut Xml, text: &str) {
    text.split('\n').for_each(|paragraph| xml.leaf_line("p", &[], paragraph));
}

/// Copyright and licence.
pub fn permissions(xml: &mut Xml, article: &Article) {
    let statements: Vec<&Notice> = notices(article, &NoticeKind::Copyright).collect();
    statements.iter().for_each(|notice| xml.leaf_line("copyright-statement", &[], &notice.text));
    // Of several statements it is not sure which year goes with which holder.
    if let [only] = statements[..] {
        let (year, holder) = year_and_holder(&only.text);
        if let Some(year) = year {
            xml.leaf_line("copyright-year", &[], year);
        }
        if let Some(holder) = holder {
            xml.leaf_line("copyright-holder", &[], holder);
        }
    }
    for notice in notices(article, &NoticeKind::License) {
        let text = notice.text.trim();
        let bare = Some(text).filter(|text| text.starts_with("http") && !text.contains(char::is_whitespace));
        let url = notice.url.as_deref().or(bare);
        xml.open("license", &[("xlink:href", url.unwrap_or(""))]);
        if let Some(url) = url {
            xml.leaf_line("ali:license_ref", &[], url);
        }
        if bare.is_none() || notice.url.is_some() {
            paragraphs_named(xml, "license-p", text);
        }
        xml.close("license");
    }
}

fn paragraphs_named(xml: &mut Xml, name: &str, text: &str) {
    text.split('\n').for_each(|paragraph| xml.leaf_line(name, &[], paragraph));
}

/// Year and holder, where a copyright statement is nothing but these: `© 2019 The Authors.`
fn year_and_holder(statement: &str) -> (Option<&str>, Option<&str>) {
    let mut rest = statement.trim();
    let mut marked = false;
    while let Some(mark) = ["Copyright", "copyright", "\u{a9}", "(c)", "(C)"].iter().find(|m| rest.starts_with(**m)) {
        rest = rest[mark.len()..].trim_start();
        marked = true;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !marked || digits != 4 {
        return (None, None);
    }
    let (year, rest) = rest.split_at(4);
    let lone = rest.is_empty() || rest.starts_with([' ', ',', '.']);
    if !lone || rest.contains(|c: char| c.is_ascii_digit()) {
        return (None, None);
    }
    let rest = rest.trim_start_matches([',', '.', ' ']);
    let holder = rest.strip_prefix("by ").unwrap_or(rest);
    let holder = holder.strip_suffix('.').unwrap_or(holder).trim_end();
    let lower = holder.to_lowercase();
    let more = holder.contains([';', ':', '\n', '\u{a9}'])
        || holder.contains(". ")
        || ["licen", "rights", "publish", "under ", "behalf"].iter().any(|word| lower.contains(word));
    (Some(year), Some(holder).filter(|holder| !holder.is_empty() && !more))
}

/// All abstracts: the main one and its variants, then those in other languages.
pub fn abstracts(xml: &mut Xml, article: &Article) {
    let translated = |found: &&Abstract| found.kind == AbstractKind::Translated;
    for found in article.abstracts.iter().filter(|found| !translated(found)) {
        let kind = match &found.kind {
            AbstractKind::PlainLanguage => "plain-language-summary",
            AbstractKind::Graphical => "graphical",
            AbstractKind::Other(name) => name,
            _ => "",
        };
        abstract_element(xml, "abstract", kind, found);
    }
    for found in article.abstracts.iter().filter(translated) {
        abstract_element(xml, "trans-abstract", "", found);
    }
}

fn abstract_element(xml: &mut Xml, name: &str, kind: &str, found: &Abstract) {
    let language = found.language.as_deref().filter(|tag| super::front::is_language_tag(tag)).unwrap_or("");
    xml.open(name, &[("abstract-type", kind), ("xml:lang", language)]);
    // Paragraphs may stand before sections, not behind them.
    let bare = |section: &&Section| section.label.is_none() && section.category.is_none();
    let lead = found.sections.iter().take_while(bare).count();
    let (paragraphs, sections) = found.sections.split_at(lead);
    paragraphs.iter().for_each(|section| rich_paragraphs(xml, &section.text));
    for section in sections {
        let category = section.category.as_deref().unwrap_or("").to_lowercase();
        xml.open("sec", &[("sec-type", &category)]);
        if let Some(label) = &section.label {
            xml.leaf_line("title", &[], label);
        }
        rich_paragraphs(xml, &section.text);
        xml.close("sec");
    }
    if let Some(copyright) = &found.copyright {
        xml.open("sec", &[("sec-type", "copyright")]);
        self::paragraphs(xml, copyright);
        xml.close("sec");
    }
    xml.close(name);
}

fn rich_paragraphs(xml: &mut Xml, text: &Text) {
    for paragraph in text.split('\n') {
        xml.rich_line("p", &[], &paragraph);
    }
}

/// One `kwd-group` a scheme, in the order in which the schemes first appear, and one for the substances.
pub fn keywords(xml: &mut Xml, article: &Article) {
    let groups = super::grouped(article.keywords.iter(), |keyword| &keyword.scheme);
    for (kind, list) in groups {
        let (name, vocab) = scheme(kind);
        xml.open("kwd-group", &[("kwd-group-type", name), ("vocab", vocab)]);
        for keyword in list {
            if keyword.scheme == Scheme::Mesh || !keyword.qualifiers.is_empty() {
                heading(xml, keyword, vocab);
            } else {
                let attributes = [
                    ("vocab", vocab),
                    ("vocab-term-identifier", keyword.id.as_deref().unwrap_or("")),
                    ("content-type", if keyword.major { "major" } else { "" }),
                ];
                xml.rich_line("kwd", &attributes, &keyword.term);
            }
        }
        xml.close("kwd-group");
    }
    if !article.chemicals.is_empty() {
        xml.open("kwd-group", &[("kwd-group-type", "substances")]);
        for chemical in &article.chemicals {
            xml.line();
            xml.start("compound-kwd", &[("vocab-term-identifier", chemical.id.as_deref().unwrap_or(""))]);
            xml.leaf("compound-kwd-part", &[("content-type", "substance")], &chemical.name);
            if let Some(registry) = &chemical.registry {
                xml.leaf("compound-kwd-part", &[("content-type", "registry-number")], registry);
            }
            xml.end("compound-kwd");
        }
        xml.close("kwd-group");
    }
}

/// A heading: one `compound-kwd` for each qualifier, since JATS has one identifier for a whole `compound-kwd`.
fn heading(xml: &mut Xml, keyword: &Keyword, vocab: &str) {
    let mut pair = |qualifier: Option<&Qualifier>| {
        let id = |id: Option<&String>| id.map_or("", String::as_str).to_owned();
        let whole = id(keyword.id.as_ref()) + &id(qualifier.and_then(|qualifier| qualifier.id.as_ref()));
        xml.line();
        xml.start("compound-kwd", &[("vocab", vocab), ("vocab-term-identifier", &whole)]);
        let kind = if keyword.major { "descriptor-major" } else { "descriptor" };
        xml.rich("compound-kwd-part", &[("content-type", kind)], &keyword.term);
        if let Some(qualifier) = qualifier {
            let kind = if qualifier.major { "qualifier-major" } else { "qualifier" };
            xml.leaf("compound-kwd-part", &[("content-type", kind)], &qualifier.name);
        }
        xml.end("compound-kwd");
    };
    match &keyword.qualifiers[..] {
        [] => pair(None),
        qualifiers => qualifiers.iter().for_each(|qualifier| pair(Some(qualifier))),
    }
}

/// Grants, and funding in words.
pub fn funding(xml: &mut Xml, article: &Article) {
    article.grants.iter().for_each(|grant| award(xml, grant));
    for notice in notices(article, &NoticeKind::Funding) {
        xml.line();
        xml.start("funding-statement", &[]);
        xml.text(&notice.text);
        if let Some(url) = &notice.url {
            xml.text(" ");
            xml.leaf("ext-link", &[("ext-link-type", "uri"), ("xlink:href", url)], url);
        }
        xml.end("funding-statement");
    }
}

fn award(xml: &mut Xml, grant: &Grant) {
    xml.open("award-group", &[]);
    if grant.agency.is_some() || grant.country.is_some() {
        let country = grant.country.as_deref().unwrap_or("");
        xml.leaf_line("funding-source", &[("country", country)], grant.agency.as_deref().unwrap_or(""));
    }
    if grant.number.is_some() || grant.acronym.is_some() {
        // The acronym is that of the institute that numbers its grants.
        let institute = grant.acronym.as_deref().unwrap_or("");
        xml.leaf_line("award-id", &[("assigning-authority", institute)], grant.number.as_deref().unwrap_or(""));
    }
    xml.close("award-group");
}

/// Where the data are, other statements, and notes.
pub fn back_notes(xml: &mut Xml, article: &Article) {
    for notice in notices(article, &NoticeKind::DataAvailability) {
        xml.open("sec", &[("sec-type", "data-availability")]);
        xml.leaf_line("title", &[], "Data availability");
        statement(xml, notice);
        xml.close("sec");
    }
    for notice in &article.notices {
        if let NoticeKind::Other(heading) = &notice.kind {
            xml.open("notes", &[]);
            xml.leaf_line("title", &[], heading);
            statement(xml, notice);
            xml.close("notes");
        }
    }
    for note in &article.notes {
        xml.open("notes", &[("notes-type", "note")]);
        paragraphs(xml, note);
        xml.close("notes");
    }
}

/// Captions, as figures without pictures.
pub fn figures(xml: &mut Xml, article: &Article) {
    xml.group("floats-group", |xml| {
        for caption in &article.figures {
            xml.open("fig", &[]);
            xml.open("caption", &[]);
            rich_paragraphs(xml, caption);
            xml.close("caption");
            xml.close("fig");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Out;

    #[test]
    fn year_and_holder_only_where_they_are_certain() {
        for (statement, expected) in [
            ("© 2019 The Authors", (Some("2019"), Some("The Authors"))),
            ("Copyright © 2019, Elsevier Inc.", (Some("2019"), Some("Elsevier Inc"))),
            ("(c) 2019 by Made-up Press", (Some("2019"), Some("Made-up Press"))),
            ("© 2019 Elsevier Inc. All rights reserved.", (Some("2019"), None)),
            ("© 2019-2020 Press", (None, None)),
            ("© 2019 Press, 2020 Others", (None, None)),
            ("2019 The Authors", (None, None)),
            ("© The Authors 2019", (None, None)),
            ("© 2019", (Some("2019"), None)),
            ("© Author(s) (or their employer(s)) 2022. Re-use permitted under CC BY-NC.", (None, None)),
            ("", (None, None)),
        ] {
            assert_eq!(year_and_holder(statement), expected, "{statement:?}");
        }
    }

    #[test]
    fn headings_go_pair_by_pair() {
        let mut iron = Keyword::parse_mesh("Iron/blood/*metabolism");
        iron.id = Some("D007501".into());
        iron.qualifiers[1].id = Some("Q000378".into());
        let article = Article { keywords: vec![iron], ..Article::default() };
        let mut out = Out::new();
        keywords(&mut Xml::new(&mut out, 0), &article);
        let text = std::str::from_utf8(out.bytes()).unwrap();
        assert!(text.contains("vocab-term-identifier=\"D007501Q000378\""), "{text}");
        assert!(text.contains("<compound-kwd-part content-type=\"qualifier-major\">metabolism</compound-kwd-part>"));
        assert_eq!(text.matches(">Iron<").count(), 2);
    }

    #[test]
    fn paragraphs_never_follow_sections() {
        let section = |label: Option<&str>, text: &str| Section {
            label: label.map(str::to_owned),
            category: None,
            text: Text::new(text),
        };
        let found = Abstract {
            sections: vec![section(None, "a\nb"), section(Some("AIM"), "c"), section(None, "d")],
            ..Abstract::default()
        };
        let article = Article { abstracts: vec![found], ..Article::default() };
        let mut out = Out::new();
        abstracts(&mut Xml::new(&mut out, 0), &article);
        let text: String = std::str::from_utf8(out.bytes()).unwrap().split_whitespace().collect();
        assert_eq!(
            text,
            "<abstract><p>a</p><p>b</p><sec><title>AIM</title><p>c</p></sec><sec><p>d</p></sec></abstract>"
        );
    }
}
