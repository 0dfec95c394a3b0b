//! Lists of other works on a page: similar, citing, commenting, cited. Which lines make an item, and what it says.

use super::desk::{Desk, Row, span};
use super::look;
use crate::article::{Article, RelationKind};
use crate::citation;

/// Labels of links at the end of a reference.
const LABELS: &[&str] = &["DOI", "PMC", "PubMed", "PubMed Disclaimer"];

/// Reads the items of a list of works that PubMed knows itself.
pub fn place_related(kind: &RelationKind, rows: &[Row<'_>], desk: &mut Desk<'_>) {
    for item in group(rows) {
        let lines: Vec<&str> =
            item.iter().map(|row| look::unbulleted(row.text)).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        let text = lines.join("\n");
        let found = citation::parse_item(&text).or_else(|| {
            let one = lines.join(" ");
            let cited =
                citation::parse(&one).filter(|_| look::is_citation(&one)).or_else(|| citation::parse_cite(&one));
            cited.filter(|found| found.rest.trim().is_empty())
        });
        desk.related(kind.clone(), &text, found.map(|found| found.article), true, span(item));
    }
}

/// Cuts rows into items. Lines with nothing but a dash stand between items; where there are none, an item ends with the
/// line that has its PMID, or with a citation that no PMID follows.
fn group<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<&'r [Row<'a>]> {
    let bare = |row: &Row<'_>| look::unbulleted(row.text).is_empty() && row.text.len() <= 3;
    if rows.iter().any(bare) {
        return rows.split(bare).filter(|item| !item.is_empty()).collect();
    }
    let mut items = Vec::new();
    let mut start = 0;
    for (place, row) in rows.iter().enumerate() {
        let next = rows.get(place + 1);
        let flag = next.is_some_and(|next| is_flag(next.text));
        let has_pmid = look::leading_pmid(row.text).is_some() || row.text.contains(" PMID: ") || is_flag(row.text);
        let citation = look::is_citation(look::unbulleted(row.text)) || look::holds_citation(row.text);
        let pmid_follows = next.is_some_and(|next| look::leading_pmid(next.text).is_some());
        let bulleted = next.is_some_and(|next| look::unbulleted(next.text).len() < next.text.len());
        if !flag && (has_pmid || (citation && !pmid_follows) || bulleted || next.is_none()) {
            items.push(&rows[start..=place]);
            start = place + 1;
        }
    }
    items
}

/// Whether a line only says something about the item before it.
fn is_flag(text: &str) -> bool {
    text.len() <= 60
        && text.ends_with('.')
        && text.split_inclusive('.').map(|part| part.trim().trim_end_matches('.')).all(|part| {
            matches!(part, "Free PMC article" | "Free article" | "No abstract available")
                || citation::publication_type(part).is_some()
        })
}

/// Reads a list of references, each in the style of its publisher.
pub fn place_references(rows: &[Row<'_>], desk: &mut Desk<'_>) {
    for row in rows {
        let text = without_labels(row.text);
        if text.is_empty() {
            continue;
        }
        let found = citation::parse_reference(text).article;
        let known = found != Article::default();
        desk.related(RelationKind::References, text, known.then_some(found), false, row.range());
    }
}

/// A reference without the marks of the list and the link labels at its end.
fn without_labels(text: &str) -> &str {
    let mut text = text;
    loop {
        let bare = look::unbulleted(text);
        if bare.len() == text.len() {
            break;
        }
        text = bare;
    }
    if LABELS.contains(&text) {
        return "";
    }
    loop {
        let bare = LABELS.iter().find_map(|label| {
            let rest = text.strip_suffix(label)?.strip_suffix([' ', '\u{a0}'])?.trim_end();
            let rest = rest.strip_suffix(['-', '–'])?;
            (rest.is_empty() || rest.ends_with(char::is_whitespace)).then(|| rest.trim_end())
        });
        match bare {
            Some(bare) => text = bare,
            None => return text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::rows;
    use super::*;

    #[test]
    fn items() {
        for (input, expected) in [
            ("-\na\n-\nb\nc", &["a", "b c"][..]),
            (
                "T one.\nRoe J.\nJAMA. 2014;1:2.\nPMID: 1\nT two.\nPMID: 2Review.",
                &["T one. Roe J. JAMA. 2014;1:2. PMID: 1", "T two. PMID: 2Review."],
            ),
            (
                "T one.J X. 2014;1:2. PMID: 1\nT two.J X. 2014;1:2. PMID: 2",
                &["T one.J X. 2014;1:2. PMID: 1", "T two.J X. 2014;1:2. PMID: 2"],
            ),
            ("JAMA. 2014;1:2.\nBMJ. 2015;1:3.", &["JAMA. 2014;1:2.", "BMJ. 2015;1:3."]),
            (
                "T one.\nRoe J.\nJAMA. 2014;1:2.\nPMID: 1\nFree PMC article.\nT two.\nPMID: 2",
                &["T one. Roe J. JAMA. 2014;1:2. PMID: 1 Free PMC article.", "T two. PMID: 2"],
            ),
            ("cut off", &["cut off"]),
        ] {
            let rows = rows(input);
            let items: Vec<_> = group(&rows).into_iter().map(super::super::desk::joined).collect();
            assert_eq!(items, expected, "{input}");
        }
    }

    #[test]
    fn labels_of_links() {
        for (input, expected) in [
            ("- Felip E. Lancet (2021) 398. doi: 10.1/x - DOI - PubMed", "Felip E. Lancet (2021) 398. doi: 10.1/x"),
            ("Roe J. JAMA. 2014;1:2. - PMC - PubMed", "Roe J. JAMA. 2014;1:2."),
            ("Roe J. About PubMed", "Roe J. About PubMed"),
            ("-", ""),
            ("- DOI", ""),
        ] {
            assert_eq!(without_labels(input), expected, "{input}");
        }
    }
}
