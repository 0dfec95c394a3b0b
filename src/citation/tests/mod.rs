//! Tests that go through all readers.

mod rows;

use super::*;
use crate::article::{DateRole, IdKind, Kind, RelationKind, Role, Status};
use proptest::prelude::*;
use rows::{CITATIONS, CITES, ITEMS, REFERENCES};

fn parts(found: &Citation) -> [String; 7] {
    let article = &found.article;
    let own = |value: Option<&str>| value.unwrap_or("").to_owned();
    let pages = match &article.article_number {
        Some(number) => format!("#{number}"),
        None => own(article.pages.as_ref().map(|pages| pages.expanded())),
    };
    [
        own(article.container.nlm.as_deref()),
        article.date(DateRole::Issued).map(|date| date.edtf()).unwrap_or_default(),
        own(article.volume.as_deref()),
        own(article.issue.as_deref()),
        pages,
        own(article.id(&IdKind::Doi)),
        own(article.id(&IdKind::Pmid)),
    ]
}

#[test]
fn citations_are_read_to_their_end() {
    for (text, expected) in CITATIONS {
        let found = parse(text).unwrap_or_else(|| panic!("not read: {text}"));
        assert_eq!((parts(&found), found.rest.as_str()), (expected.map(str::to_owned), ""), "{text}");
    }
}

fn shown(found: &Citation) -> [String; 3] {
    let article = &found.article;
    let types: Vec<&str> = article.publication_types.iter().map(|term| term.name.as_str()).collect();
    let authors: Vec<_> = article.authors().map(|author| author.name.short().into_owned()).collect();
    [article.title.plain().to_owned(), authors.join("|"), types.join("|")]
}

#[test]
fn items_of_lists() {
    for (text, [title, types], expected) in ITEMS {
        let found = parse_item(text).unwrap_or_else(|| panic!("not read: {text}"));
        let [found_title, _, found_types] = shown(&found);
        assert_eq!((found_title.as_str(), found_types.as_str(), found.rest.as_str()), (*title, *types, ""), "{text}");
        assert_eq!(parts(&found), expected.map(str::to_owned), "{text}");
    }
    for text in ["", "Full text links", "Figures", "See all similar articles", "A title. 2020 was a year. Nothing."] {
        assert_eq!(parse_item(text), None, "{text}");
    }
    let authors = parse_item("T\nSmith J, Doe A; Iron Group.\nLancet. 2016;1:1-3.\nPMID: 2").unwrap();
    assert_eq!(shown(&authors)[1], "Smith J|Doe A|Iron Group");
}

#[test]
fn whole_references() {
    for (text, expected, citation) in CITES {
        let found = parse_cite(text).unwrap_or_else(|| panic!("not read: {text}"));
        assert_eq!(shown(&found), expected.map(str::to_owned), "{text}");
        assert_eq!((parts(&found), found.rest.as_str()), (citation.map(str::to_owned), ""), "{text}");
    }
    for text in ["", "Not a reference at all.", "Smith J. Title. 2000"] {
        assert_eq!(parse_cite(text), None, "{text}");
    }
}

#[test]
fn books() {
    let found = parse_cite(CITES[8].0).unwrap().article;
    assert_eq!(found.kind, Kind::Chapter);
    assert_eq!(found.container.title.as_ref().unwrap().plain(), "GeneReviews(®)");
    assert_eq!(found.container.place.as_deref(), Some("Seattle (WA)"));
    assert_eq!(found.container.publisher.as_deref(), Some("University of Washington, Seattle"));
    assert_eq!(found.by_role(&Role::Editor).count(), 2);
    assert_eq!(found.date(DateRole::Revised).unwrap().edtf(), "2022-02-17");
    assert_eq!(found.date(DateRole::Collection).unwrap().edtf(), "1993/2024");
    let found = parse_cite(CITES[6].0).unwrap().article;
    assert_eq!(found.id(&IdKind::BookAccession), Some("NBK537183"));
    assert_eq!(found.url(), Some("https://www.ncbi.nlm.nih.gov/books/NBK537183/"));
}

#[test]
fn notes() {
    let preprint = parse(CITATIONS[5].0).unwrap().article;
    assert_eq!(preprint.kind, Kind::Preprint);
    assert_eq!(preprint.id(&IdKind::Pmcid), Some("PMC10327099"));
    let [update] = &preprint.relations[..] else { panic!("{:?}", preprint.relations) };
    let other = update.article.as_ref().unwrap();
    assert_eq!(update.kind, RelationKind::UpdateIn);
    assert_eq!(other.container.nlm.as_deref(), Some("Am J Hum Genet"));
    assert_eq!(other.id(&IdKind::Doi), Some("10.1016/j.ajhg.2023.10.011"));
    let errata = parse(CITATIONS[28].0).unwrap().article;
    let printed: Vec<_> = errata.relations.iter().map(|relation| relation.text.as_deref().unwrap()).collect();
    assert_eq!(printed, ["Nat Rev Drug Discov. 2019 Mar 18", "Nat Rev Drug Discov. 2019 Apr 24"]);
    let two = parse("J X. 2000;1:1. Comment in: J A. 2000;1:2. doi: 10.1234/a. J B. 2001;3:4. PMID: 5.").unwrap();
    assert_eq!((two.article.relations.len(), two.article.id(&IdKind::Pmid)), (2, Some("5")));
    let odd = parse("J X. 2000;1:1. Erratum in: [dosage error in text]. PMID: 5.").unwrap();
    assert_eq!(odd.article.relations[0].text.as_deref(), Some("[dosage error in text]."));
    assert_eq!((odd.article.id(&IdKind::Pmid), odd.rest.as_str()), (Some("5"), ""));
    assert_eq!(parse(CITATIONS[9].0).unwrap().article.status, Some(Status::AheadOfPrint));
    let rest = parse("J X. 2000;1:1. Strange words here. PMID: 5; PMCID: PMC6.").unwrap();
    assert_eq!((rest.rest.as_str(), rest.article.id(&IdKind::Pmid)), ("Strange words here.", Some("5")));
    let types = parse("Review J X. 2000;1:1. English, French. Clinical Trial, Phase II. PMID: 5, version 2.").unwrap();
    assert_eq!(types.article.languages, ["en", "fr"]);
    assert_eq!(shown(&types)[2], "Review|Clinical Trial, Phase II");
}

#[test]
fn references_of_publishers() {
    for (text, [title, authors], expected) in REFERENCES {
        let found = parse_reference(text);
        let [found_title, found_authors, _] = shown(&found);
        assert_eq!((found_title.as_str(), found_authors.as_str()), (*title, *authors), "{text}");
        let mut found_parts = parts(&found);
        found_parts[0] = found.article.container.best_title().unwrap_or("").to_owned();
        assert_eq!(found_parts, expected.map(str::to_owned), "{text}");
    }
    assert!(parse_reference(REFERENCES[0].0).article.et_al);
    assert_eq!(parse_reference("Personal communication.").rest, "Personal communication.");
}

fn read_all_ways(text: &str) {
    parse(text);
    parse_cite(text);
    parse_item(text);
    parse_reference(text);
    parse_authors(text);
    if let Some(at) = find_citation(text) {
        assert!(text.is_char_boundary(at));
    }
}

/// Everything that is tested above.
fn samples() -> Vec<&'static str> {
    let citations = CITATIONS.iter().map(|row| row.0);
    let longer =
        ITEMS.iter().map(|row| row.0).chain(CITES.iter().map(|row| row.0)).chain(REFERENCES.iter().map(|row| row.0));
    citations.chain(longer).collect()
}

#[test]
fn long_texts_take_linear_time() {
    // A reader that is not linear makes itself felt here.
    for unit in [
        ". 2000. ",
        "A. 2000;1:1. ",
        "(",
        "Erratum in: ",
        "Update in: J X. 2000;1:1. ",
        "doi: 10.1234/x. ",
        "PMID: ",
        "A, ",
        "Smith J, ",
        "; Group",
        "[Internet]. ",
        ". In: ",
        "12, ",
        " (2019) ",
        "Review. ",
        "1-2, ",
        " - ",
        "é.",
        "J X. 2000. ",
        "Smith, J., ",
        "\n. 2000;",
        "(2019). ",
        "PMID: 1x PubMed ",
        "et al. ",
        ": ",
        "Comment in: x PMID: ",
    ] {
        let text = unit.repeat(30_000 / unit.len());
        read_all_ways(&text);
        read_all_ways(&format!("Smith J. Title. J X. 2000;1:1. {text}"));
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC*") {
        read_all_ways(&text);
    }

    #[test]
    fn damaged_strings_are_survived(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        put in "(\\PC|[.;:() 0-9é\u{2013}\n]){0,4}",
        take in 0..6_usize,
    ) {
        let samples = samples();
        let text: Vec<char> = samples[which.index(samples.len())].chars().collect();
        let at = cut.index(text.len());
        let mended: String = text[..at].iter().copied().chain(put.chars()).chain(text[(at + take).min(text.len())..].iter().copied()).collect();
        read_all_ways(&mended);
        read_all_ways(&text[..at].iter().collect::<String>());
    }
}
