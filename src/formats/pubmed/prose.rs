//! The abstract and what is printed with it: labels of its sections, keywords, copyright lines.
//!
//! A label is told from an ordinary `word: text` by a closed list of labels, in any case, or by its capitals; capitals count
//! only where an abstract has two labels or more. Once one label is sure, other short phrases at the start of a paragraph
//! are labels too.

use super::desk::{Desk, Row};
use crate::article::text::squeeze;
use crate::article::{
    Abstract, AbstractKind, Date, DateRole, IdKind, Keyword, Notice, NoticeKind, Scheme, Section, Slot, Text,
};
use crate::log::{Code, shown};
use std::collections::HashSet;
use std::ops::Range;

/// Labels that PubMed and journals print, in lower case.
const LABELS: &[&str] = &[
    "aim",
    "aims",
    "aims and objectives",
    "approach",
    "background",
    "background and aim",
    "background and aims",
    "background and objective",
    "background and objectives",
    "background and purpose",
    "background/aims",
    "background & aims",
    "case description",
    "case presentation",
    "case report",
    "case summary",
    "clinical relevance",
    "clinical trial registration",
    "conclusion",
    "conclusion and relevance",
    "conclusions",
    "conclusions and relevance",
    "context",
    "contribution",
    "data collection and analysis",
    "data extraction",
    "data extraction and synthesis",
    "data sources",
    "data synthesis",
    "design",
    "design and methods",
    "design, setting, and participants",
    "discussion",
    "evidence acquisition",
    "evidence review",
    "evidence synthesis",
    "experimental design",
    "exposure",
    "exposures",
    "findings",
    "funding",
    "highlights",
    "hypothesis",
    "implications",
    "importance",
    "innovation",
    "impact",
    "intervention",
    "interventions",
    "interpretation",
    "introduction",
    "keywords",
    "key points",
    "level of evidence",
    "limitations",
    "main findings",
    "main outcome measure",
    "main outcome measures",
    "main outcomes and measures",
    "main results",
    "material and methods",
    "materials and methods",
    "measurements",
    "measurements and main results",
    "method",
    "methodology",
    "methods",
    "methods and findings",
    "methods and results",
    "objective",
    "objectives",
    "observations",
    "outcomes",
    "participants",
    "patients",
    "patients and methods",
    "primary outcome",
    "purpose",
    "purpose of review",
    "rationale",
    "recent findings",
    "recommendations",
    "registration",
    "relevance",
    "result",
    "results",
    "results and conclusions",
    "search methods",
    "search strategy",
    "selection criteria",
    "setting",
    "settings",
    "significance",
    "statement",
    "study design",
    "study selection",
    "subjects",
    "subjects and methods",
    "summary",
    "trial registration",
    "trial registration number",
];

/// Words before a list of keywords.
const KEYWORDS: &[&str] =
    &["Keywords:", "Key words:", "KEYWORDS:", "KEY WORDS:", "Key Words:", "Keywords -", "Key words -"];

/// How a line begins that says who holds the rights.
const COPYRIGHT: &[&str] = &[
    "©",
    "Copyright ©",
    "Copyright (c)",
    "Copyright (C)",
    "Copyright 1",
    "Copyright 2",
    "(c) 1",
    "(c) 2",
    "(C) 1",
    "(C) 2",
    "Published by ",
    "Crown Copyright",
    "Crown copyright",
    "Copyright: ©",
    "Copyright \u{a9}",
    "Georg Thieme Verlag",
    "This is an open access article",
    "This article is a U.S. Government work",
    "This article is protected by copyright",
    "The Author(s).",
    "Thieme. All rights reserved",
];

/// The keywords behind their label.
pub fn keyword_line(text: &str) -> Option<&str> {
    KEYWORDS.iter().find_map(|label| text.strip_prefix(label)).map(str::trim)
}

/// Whether a paragraph is a notice of copyright.
pub fn is_copyright(text: &str) -> bool {
    COPYRIGHT.iter().any(|start| text.starts_with(start)) && text.len() < 1000
}

/// Adds keywords: `a; b; c.`
pub fn keywords(list: &str, desk: &mut Desk<'_>) {
    let list = squeeze(list);
    let list = list.strip_suffix('.').unwrap_or(&list);
    let commas = !list.contains(';') && list.contains(", ");
    let separator = if commas { ',' } else { ';' };
    let mut seen = HashSet::new();
    for term in list.split(separator).map(str::trim).filter(|term| !term.is_empty() && seen.insert(*term)) {
        desk.article.keywords.push(Keyword::new(term, Scheme::Author));
    }
}

/// Adds a notice of copyright.
pub fn copyright(text: &str, desk: &mut Desk<'_>) {
    notice(NoticeKind::Copyright, text, desk);
}

/// Adds a notice, unless the last one says the same.
pub fn notice(kind: NoticeKind, text: &str, desk: &mut Desk<'_>) {
    let notice = Notice { kind, text: squeeze(text).into_owned(), url: None };
    if !notice.text.is_empty() && desk.article.notices.last() != Some(&notice) {
        desk.article.notices.push(notice);
    }
}

/// Infers the year of publication from the copyright, where the text states no date.
pub fn infer_year(desk: &mut Desk<'_>, at: Range<usize>) {
    if desk.article.citation_date().is_some() {
        return;
    }
    let Some(year) = desk.article.notice(&NoticeKind::Copyright).and_then(|found| year_of(&found.text)) else { return };
    desk.article.add_date(DateRole::Issued, Date::year(year));
    desk.article.inferred.insert(Slot::DateIssued);
    desk.log.add(Code::Inferred, at, format!("no date is stated; the year {year} was taken from the copyright"));
}

/// The first year in a text.
fn year_of(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .find(|year| (1900..=2100).contains(year))
}

/// A label and the text behind it, where a paragraph begins with something like a label.
fn label(text: &str) -> Option<(&str, &str)> {
    let at = text.find(':').filter(|at| (2..=80).contains(at))?;
    let (label, rest) = (&text[..at], &text[at + 1..]);
    let fine = label.starts_with(|c: char| c.is_uppercase())
        && (rest.is_empty() || rest.starts_with(char::is_whitespace))
        && !label.contains([';', '=', '?', '!'])
        && label.split(' ').count() <= 8;
    fine.then(|| (label.trim(), rest.trim()))
}

/// How sure it is that a phrase is a label: 2 by the list, 1 by its capitals, 0 by its place alone.
fn certainty(label: &str) -> u8 {
    let bare = label.trim_end_matches(['.', '—', '–', '-', ' ']).to_lowercase();
    let bare = bare.replace(" & ", " and ");
    if LABELS.contains(&bare.as_str()) {
        return 2;
    }
    let capitals = label.chars().filter(|c| c.is_uppercase()).count();
    u8::from(capitals >= 3 && !label.contains(char::is_lowercase))
}

/// A short phrase without a verb's company: up to four words, no period inside.
fn is_phrase(label: &str) -> bool {
    label.split(' ').count() <= 4 && !label.contains(". ") && label.len() <= 40
}

/// Paragraphs to the sections of an abstract. Lines that are `wrapped` go on with the paragraph before; else each line is
/// a paragraph.
pub fn sections(paragraphs: &[&str], wrapped: bool) -> Vec<Section> {
    let found: Vec<Option<(&str, &str)>> = paragraphs.iter().map(|text| label(text)).collect();
    let surest = found.iter().flatten().map(|(label, _)| certainty(label)).max().unwrap_or(0);
    let capitals = found.iter().flatten().filter(|(label, _)| certainty(label) >= 1).count();
    // A single word in capitals may be anything: `DNA: a review`.
    let labelled = surest == 2 || capitals >= 2;
    let mut sections: Vec<(Option<&str>, String)> = Vec::new();
    for (text, found) in paragraphs.iter().zip(found) {
        let found = found.filter(|(label, _)| {
            let sure = certainty(label);
            labelled && (sure >= 1 || (!wrapped && is_phrase(label)))
        });
        match (found, sections.last_mut()) {
            (Some((label, rest)), _) => sections.push((Some(label), squeeze(rest).into_owned())),
            (None, Some((_, last))) => {
                if !last.is_empty() {
                    last.push(if wrapped { ' ' } else { '\n' });
                }
                last.push_str(&squeeze(text));
            }
            (None, None) => sections.push((None, squeeze(text).into_owned())),
        }
    }
    let sections = sections.into_iter().filter(|(label, text)| label.is_some() || !text.is_empty());
    sections
        .map(|(label, text)| Section { label: label.map(str::to_owned), category: None, text: Text::new(&text) })
        .collect()
}

/// Reads the paragraphs of an abstract, its keywords and copyright lines among them.
pub fn place_abstract(rows: &[Row<'_>], wrapped: bool, kind: AbstractKind, desk: &mut Desk<'_>) {
    let mut texts: Vec<&str> = Vec::new();
    let mut in_keywords: Option<String> = None;
    let mut in_copyright: Option<String> = None;
    for row in rows {
        let mut text = row.text;
        if let Some(list) = keyword_line(text) {
            in_keywords = Some(list.to_owned());
            in_copyright = None;
            continue;
        }
        if is_copyright(text) {
            if let Some(before) = in_copyright.replace(text.to_owned()) {
                copyright(&before, desk);
            }
            continue;
        }
        match (&mut in_keywords, &mut in_copyright) {
            (_, Some(open)) if wrapped => {
                open.push(' ');
                open.push_str(text);
                continue;
            }
            (Some(open), None) if wrapped && !open.ends_with('.') => {
                open.push(' ');
                open.push_str(text);
                continue;
            }
            _ => {}
        }
        if let Some((before, list)) = glued_keywords(text) {
            in_keywords = Some(list.to_owned());
            text = before;
        }
        texts.push(text);
    }
    if let Some(list) = in_keywords {
        keywords(&list, desk);
    }
    if let Some(text) = in_copyright {
        copyright(&text, desk);
    }
    let sections = sections(&texts, wrapped);
    if !sections.is_empty() {
        desk.article.abstracts.push(Abstract { kind, sections, ..Abstract::default() });
    }
}

/// Parts a paragraph from the list of keywords at its end.
fn glued_keywords(text: &str) -> Option<(&str, &str)> {
    let (at, label) = KEYWORDS.iter().filter_map(|label| Some((text.rfind(label)?, label))).max()?;
    let list = text[at + label.len()..].trim();
    let before = text[..at].trim_end();
    (list.len() <= 600 && list.contains([';', ',']) && before.ends_with(['.', ')', ']', '?'])).then_some((before, list))
}

/// Adds a conflict of interest statement.
pub fn conflict_of_interest(text: &str, desk: &mut Desk<'_>) {
    notice(NoticeKind::ConflictOfInterest, text, desk);
}

/// Tells that a record has no title.
pub fn tell_missing_title(desk: &mut Desk<'_>) {
    if desk.article.title.is_empty() {
        let id = desk.article.id(&IdKind::Pmid).or(desk.article.ids.first().map(|id| id.value.as_str()));
        let what = match id {
            Some(id) => format!("the record {} has no title", shown(id)),
            None => "the record has no title".to_owned(),
        };
        desk.log.add(Code::MissingTitle, 0..0, what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::log::Log;

    fn shown(paragraphs: &[&str], wrapped: bool) -> Vec<String> {
        let sections = sections(paragraphs, wrapped).into_iter();
        sections.map(|s| format!("{}|{}", s.label.as_deref().unwrap_or(""), s.text.plain())).collect()
    }

    #[test]
    fn labels() {
        for (input, wrapped, expected) in [
            (&["BACKGROUND: a", "METHODS: b"][..], true, &["BACKGROUND|a", "METHODS|b"][..]),
            (
                &["Importance: a", "Main outcomes and measures: b"],
                false,
                &["Importance|a", "Main outcomes and measures|b"],
            ),
            (&["CONTEXT.—: a", "OBJECTIVE.—: b"], true, &["CONTEXT.—|a", "OBJECTIVE.—|b"]),
            (&["ANTECEDENTES: a", "MÉTODOS: b"], true, &["ANTECEDENTES|a", "MÉTODOS|b"]),
            (&["DNA: a review of it"], false, &["|DNA: a review of it"]),
            (&["We did: this", "and that"], true, &["|We did: this and that"]),
            (&["Methods: a", "Second paragraph."], false, &["Methods|a\nSecond paragraph."]),
            (&["Methods: a", "Patient population: b"], false, &["Methods|a", "Patient population|b"]),
        ] {
            assert_eq!(shown(input, wrapped), expected, "{input:?}");
        }
    }

    #[test]
    fn keywords_lose_their_last_period() {
        let (mut article, mut log) = (Article::default(), Log::new());
        keywords("NSCLC; TME; vitamin B12.", &mut Desk { article: &mut article, log: &mut log });
        let terms: Vec<_> = article.keywords.iter().map(|keyword| keyword.term.plain()).collect();
        assert_eq!(terms, ["NSCLC", "TME", "vitamin B12"]);
    }

    #[test]
    fn glued() {
        assert_eq!(glued_keywords("It ends. Key words: a, b."), Some(("It ends.", "a, b.")));
        assert_eq!(glued_keywords("The words Keywords: are"), None);
    }

    #[test]
    fn years() {
        assert_eq!(year_of("Copyright © 2023 Zhou and Yang."), Some(2023));
        assert_eq!(year_of("Published by Elsevier"), None);
    }
}
