//! The parts of a page behind its header: which heading means what, and the small parsers of the short parts.

use super::desk::{Desk, Row, joined};
use super::{furniture, items, prose};
use crate::article::language::to_bcp47;
use crate::article::{AbstractKind, Accession, Chemical, Grant, Keyword, Qualifier, RelationKind, Scheme, Text};
use crate::citation;

/// What stands under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The abstract, keywords, copyright.
    Abstract(AbstractKind),
    /// Keywords under a heading of their own.
    Keywords,
    /// Conflicts of interest.
    Conflict,
    /// Figures and their captions.
    Figures,
    /// Works that are related in some way.
    Related(RelationKind),
    /// Works that this one cites.
    References,
    /// Publication types.
    Types,
    /// MeSH headings.
    Mesh,
    /// Substances.
    Substances,
    /// MeSH supplementary concepts.
    Concepts,
    /// Accession numbers in data banks.
    Accessions,
    /// People whom the work is about.
    Subjects,
    /// Grants.
    Grants,
    /// Links of the site, none of them the article's.
    Links,
}

/// Headings and what they mean. Those of relations are known to [`citation::relation_label`].
const HEADINGS: &[(&str, Part)] = &[
    ("Abstract", Part::Abstract(AbstractKind::Main)),
    ("ABSTRACT", Part::Abstract(AbstractKind::Main)),
    ("Excerpt", Part::Abstract(AbstractKind::Main)),
    ("Plain language summary", Part::Abstract(AbstractKind::PlainLanguage)),
    ("Plain Language Summary", Part::Abstract(AbstractKind::PlainLanguage)),
    ("Graphical abstract", Part::Abstract(AbstractKind::Graphical)),
    ("Graphical Abstract", Part::Abstract(AbstractKind::Graphical)),
    ("Keywords", Part::Keywords),
    ("Conflict of interest statement", Part::Conflict),
    ("Figures", Part::Figures),
    ("Similar articles", Part::Related(RelationKind::Similar)),
    ("Cited by", Part::Related(RelationKind::CitedBy)),
    ("References", Part::References),
    ("Publication types", Part::Types),
    ("Publication type", Part::Types),
    ("MeSH terms", Part::Mesh),
    ("Substances", Part::Substances),
    ("Supplementary concepts", Part::Concepts),
    ("Associated data", Part::Accessions),
    ("Secondary source ID", Part::Accessions),
    ("Personal name as subject", Part::Subjects),
    ("Personal name as subjects", Part::Subjects),
    ("Grants and funding", Part::Grants),
    ("Grant support", Part::Grants),
    ("Related information", Part::Links),
    ("LinkOut - more resources", Part::Links),
    ("Full Text Sources", Part::Links),
    ("Images from this publication", Part::Links),
    ("Sections", Part::Links),
];

/// The part that a line is the heading of.
pub fn heading(line: &str) -> Option<Part> {
    if let Some((_, part)) = HEADINGS.iter().find(|(heading, _)| *heading == line) {
        return Some(part.clone());
    }
    if line.starts_with("Abstract in ") && abstract_language(line).is_some() {
        return Some(Part::Abstract(AbstractKind::Main));
    }
    let short = line.len() <= 50 && line.starts_with(char::is_uppercase) && !line.ends_with('.');
    short.then(|| citation::relation_label(line)).flatten().map(Part::Related)
}

/// The language of another abstract, where a line is the heading of one: `Abstract in Spanish`, `in French`.
pub fn abstract_language(line: &str) -> Option<Vec<&str>> {
    let names = line.strip_prefix("Abstract in ").or_else(|| line.strip_prefix("in "))?;
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    names.iter().all(|name| to_bcp47(name).is_some()).then_some(names)
}

/// Reads what stands under a heading.
pub fn place(part: &Part, rows: &[Row<'_>], desk: &mut Desk<'_>) {
    match part {
        Part::Abstract(kind) => place_abstracts(kind, rows, desk),
        Part::Keywords => prose::keywords(&joined(rows), desk),
        Part::Conflict => prose::conflict_of_interest(&joined(rows), desk),
        Part::Figures => figures(rows, desk),
        Part::Related(kind) => items::place_related(kind, rows, desk),
        Part::References => items::place_references(rows, desk),
        Part::Types => rows.iter().for_each(|row| desk.publication_type(row.text)),
        Part::Mesh => rows.iter().for_each(|row| mesh(row.text, desk)),
        Part::Substances => {
            let names = rows.iter().map(|row| Chemical { name: row.text.to_owned(), ..Chemical::default() });
            desk.article.chemicals.extend(names);
        }
        Part::Concepts => {
            let terms = rows.iter().map(|row| Keyword::new(row.text, Scheme::Supplementary));
            desk.article.keywords.extend(terms);
        }
        Part::Accessions => rows.iter().for_each(|row| accession(*row, desk)),
        Part::Subjects => {
            let names = rows.iter().map(|row| Keyword::new(row.text, Scheme::PersonalName));
            desk.article.keywords.extend(names);
        }
        Part::Grants => {
            desk.article.grants.extend(rows.iter().map(|row| Grant::parse_medline(row.text)));
        }
        Part::Links => {}
    }
}

/// The abstract, and perhaps others in further languages, each under a line that names its language.
fn place_abstracts(kind: &AbstractKind, rows: &[Row<'_>], desk: &mut Desk<'_>) {
    let mut kind = kind.clone();
    let mut language: Option<String> = None;
    let mut start = 0;
    for (place, row) in rows.iter().enumerate() {
        let Some(names) = abstract_language(row.text) else { continue };
        one_abstract(&rows[start..place], &kind, language.as_deref(), desk);
        start = place + 1;
        // `in English, Spanish` only says which there are.
        if let [name] = names[..] {
            language = to_bcp47(name);
            kind = if name == "English" { AbstractKind::Main } else { AbstractKind::Translated };
        }
    }
    one_abstract(&rows[start..], &kind, language.as_deref(), desk);
}

fn one_abstract(rows: &[Row<'_>], kind: &AbstractKind, language: Option<&str>, desk: &mut Desk<'_>) {
    let known = desk.article.abstracts.len();
    prose::place_abstract(rows, false, kind.clone(), desk);
    if let (Some(added), Some(language)) = (desk.article.abstracts.get_mut(known), language) {
        added.language = Some(language.to_owned());
    }
}

/// Captions. A label alone belongs to a picture, whose caption repeats it.
fn figures(rows: &[Row<'_>], desk: &mut Desk<'_>) {
    let mut label: Option<&str> = None;
    for row in rows {
        let text = row.text.trim_end_matches("See this image and copyright information in PMC").trim_end();
        let bare = text.trim_end_matches(['.', ':']);
        let numbered = bare.rsplit(' ').next().is_some_and(|word| word.chars().any(|c| c.is_ascii_digit()));
        if bare.len() <= 24 && numbered && bare.to_lowercase().starts_with("fig") {
            label = Some(bare);
            continue;
        }
        if matches!(text, "" | "-" | "All figures (1)") || text.starts_with("All figures (") {
            continue;
        }
        let caption = match label.take() {
            Some(label) if !text.to_lowercase().starts_with("fig") => format!("{label}. {text}"),
            _ => text.to_owned(),
        };
        // A page shows a caption cut short, and whole when it is opened.
        let cut = caption.trim_end_matches('…');
        let known =
            desk.article.figures.last_mut().filter(|known| {
                known.plain().starts_with(cut) || caption.starts_with(known.plain().trim_end_matches('…'))
            });
        match known {
            Some(known) if known.plain().len() < caption.len() => *known = Text::new(&caption),
            Some(_) => {}
            None => desk.article.figures.push(Text::new(&caption)),
        }
    }
}

/// A heading, perhaps with a qualifier. A page prints one line for each qualifier of a heading; MEDLINE has them in one.
fn mesh(line: &str, desk: &mut Desk<'_>) {
    let starred = |text: &str| {
        let text = text.trim();
        let bare = text.strip_suffix('*').or_else(|| text.strip_prefix('*')).unwrap_or(text).trim();
        (bare.to_owned(), bare.len() < text.len())
    };
    let mut parts = line.split(" / ");
    let (term, major) = starred(parts.next().unwrap_or(""));
    let qualifiers: Vec<Qualifier> = parts
        .map(|part| {
            let (name, major) = starred(part);
            Qualifier { name, id: None, major }
        })
        .collect();
    if term.is_empty() {
        return;
    }
    let last = desk.article.keywords.last_mut().filter(|last| last.scheme == Scheme::Mesh && last.term.plain() == term);
    match last {
        Some(last) if !last.qualifiers.is_empty() && !qualifiers.is_empty() => last.qualifiers.extend(qualifiers),
        _ => desk.article.keywords.push(Keyword { major, qualifiers, ..Keyword::new(&term, Scheme::Mesh) }),
    }
}

/// `ClinicalTrials.gov/NCT01234567`; a number alone where it says whose it is.
fn accession(row: Row<'_>, desk: &mut Desk<'_>) {
    let text = row.text;
    let (bank, number) = match text.split_once('/').or_else(|| text.split_once(": ")) {
        Some((bank, number)) => (bank.trim(), number.trim()),
        None if text.starts_with("NCT") => ("ClinicalTrials.gov", text),
        None => return desk.unplaced(text, row.range()),
    };
    desk.article.accessions.push(Accession { bank: bank.to_owned(), number: number.to_owned() });
}

/// Whether a row is dropped wherever it stands. How many references there are is read from a button.
pub fn drop_row(row: Row<'_>, desk: &mut Desk<'_>) -> bool {
    if let Some(count) = furniture::reference_count(row.text) {
        desk.article.reference_count = Some(count.to_owned());
        return true;
    }
    furniture::is_furniture(row.text)
}

/// Collaborators: `MetaSUB Consortium: Jane Roe, John Doe`.
pub fn split_group(text: &str) -> (Option<&str>, &str) {
    match text.split_once(':') {
        Some((group, names)) if group.len() <= 200 && !group.contains(',') => (Some(group.trim()), names.trim()),
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::rows;
    use super::*;
    use crate::article::Article;
    use crate::log::Log;

    fn read(part: Part, text: &str) -> Article {
        let (mut article, mut log) = (Article::default(), Log::new());
        place(&part, &rows(text), &mut Desk { article: &mut article, log: &mut log });
        article
    }

    #[test]
    fn mesh_headings_gather_their_qualifiers() {
        let article =
            read(Part::Mesh, "Humans\nIron / blood*\nIron / metabolism\nHLA-A*02:01 Antigen\nFemale*\nRoe*Doe");
        let headings: Vec<_> = article.keywords.iter().map(|keyword| keyword.heading(true)).collect();
        assert_eq!(headings, ["Humans", "Iron/*blood/metabolism", "HLA-A*02:01 Antigen", "*Female", "Roe*Doe"]);
    }

    #[test]
    fn captions() {
        let article =
            read(Part::Figures, "Figure 1\nFigure 1. Incidence of…\nFigure 1. Incidence of it.\nFigure 2\nAlone.");
        let captions: Vec<_> = article.figures.iter().map(Text::plain).collect();
        assert_eq!(captions, ["Figure 1. Incidence of it.", "Figure 2. Alone."]);
    }

    #[test]
    fn accessions() {
        let article = read(Part::Accessions, "ClinicalTrials.gov/NCT01234567\nGEO/GSE1\nNCT00000001\nwhat");
        let found: Vec<_> = article.accessions.iter().map(|a| format!("{}/{}", a.bank, a.number)).collect();
        assert_eq!(found, ["ClinicalTrials.gov/NCT01234567", "GEO/GSE1", "ClinicalTrials.gov/NCT00000001"]);
        assert_eq!(article.extra.len(), 1);
    }

    #[test]
    fn languages_of_abstracts() {
        assert_eq!(abstract_language("in English, Spanish"), Some(vec!["English", "Spanish"]));
        assert_eq!(abstract_language("in mice"), None);
    }
}
