//! The reader as a whole: edges of records, odd input, and in [`samples`] what the samples say.

mod samples;

use super::*;
use crate::article::{DateRole, RelationKind, Slot};
use crate::format::{Cut, ReadOptions, Splitter};
use proptest::prelude::*;
use samples::SAMPLES;

fn splitter() -> Box<dyn Splitter> {
    FORMAT.reader.unwrap()(&ReadOptions::default())
}

/// Cuts with the buffer growing by `step` bytes: `r`ecords and `g`aps.
fn cuts(input: &[u8], step: usize) -> Vec<(char, String)> {
    let mut splitter = splitter();
    let (mut from, mut to, mut found) = (0, 0, Vec::new());
    loop {
        let at_end = to == input.len();
        let (name, length) = match splitter.cut(&input[from..to], at_end) {
            Cut::More if at_end => break,
            Cut::More => {
                to = (to + step).min(input.len());
                continue;
            }
            Cut::Gap(length) => ('g', length),
            Cut::Record(length) => ('r', length),
            other => panic!("{other:?}"),
        };
        assert!(length > 0 && from + length <= to);
        found.push((name, String::from_utf8_lossy(&input[from..from + length]).into_owned()));
        from += length;
    }
    assert_eq!(from, input.len(), "bytes are left");
    found
}

fn records(input: &str) -> Vec<String> {
    let found = cuts(input.as_bytes(), input.len().max(1)).into_iter();
    found.filter(|(name, _)| *name == 'r').map(|(_, text)| text).collect()
}

fn read_one(record: &str) -> (Article, Log, Outcome) {
    let (mut article, mut log) = (Article::default(), Log::new());
    let outcome = Reader.parse(record, &mut article, &mut log);
    for problem in log.problems() {
        assert!(record.get(problem.at.clone()).is_some(), "{problem:?}");
    }
    (article, log, outcome)
}

fn read(input: &str) -> Vec<(Article, Log, Outcome)> {
    records(input).iter().map(|record| read_one(record)).collect()
}

const SEED: &str = include_str!("../../../samples/pubmed-text/37090727.txt");

#[test]
fn the_seed() {
    let found = read(SEED);
    let [(article, log, Outcome::Whole)] = &found[..] else { panic!("{} records", found.len()) };
    let one = |slot| article.values(slot).join(" | ");
    assert_eq!(
        one(Slot::Title),
        "Immunotherapy resistance in non-small-cell lung cancer: From mechanism to clinical strategies"
    );
    assert_eq!(one(Slot::Pmid), "37090727");
    assert_eq!(one(Slot::Pmcid), "PMC10115980");
    assert_eq!(one(Slot::Doi), "10.3389/fimmu.2023.1129465");
    assert!(
        one(Slot::Abstract).starts_with("The high primary") && one(Slot::Abstract).ends_with("antitumor treatments.")
    );
    assert_eq!(one(Slot::Keywords), "NSCLC | TME | clinical strategies | immune cells | immunotherapy");
    assert_eq!(one(Slot::Copyright), "Copyright © 2023 Zhou and Yang.");
    assert!(one(Slot::ConflictOfInterest).starts_with("The authors declare"));
    assert_eq!(article.date(DateRole::Issued).unwrap().edtf(), "2023");
    assert!(article.inferred.contains(Slot::DateIssued));
    assert!(article.contributors.is_empty() && article.extra.is_empty());
    let codes: Vec<_> = log.problems().iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::Inferred], "{:?}", log.problems());
    for (kind, expected) in [(RelationKind::Similar, 5), (RelationKind::CitedBy, 5), (RelationKind::References, 1)] {
        assert_eq!(article.related(&kind).count(), expected, "{kind:?}");
    }
    assert_eq!(article.relations.iter().filter(|r| r.all_ids().any(|id| id.kind == IdKind::Pmid)).count(), 10);
    for relation in &article.relations {
        let text = relation.text.as_deref().unwrap();
        let other = relation.article.as_deref().unwrap();
        assert!(!other.title.is_empty() && other.container.best_title().is_some(), "{text}");
        assert!(
            other.citation_date().is_some() && other.volume.is_some() && other.issue.is_some()
                || text.contains("16:1538969"),
            "{text}"
        );
        assert!(other.pages.is_some() || other.article_number.is_some(), "{text}");
        assert!(other.id(&IdKind::Doi).is_some(), "{text}");
        let review = other.publication_types.iter().any(|term| term.name == "Review");
        assert_eq!(review, text.ends_with("Review."), "{text}");
    }
}

#[test]
fn edges_do_not_depend_on_the_buffer() {
    let twice = format!("{SEED}{SEED}\n{SEED}");
    for input in [SEED, &twice] {
        let whole = cuts(input.as_bytes(), input.len());
        for step in [1, 2, 7, 64] {
            assert_eq!(cuts(input.as_bytes(), step), whole, "steps of {step}");
        }
    }
}

#[test]
fn what_cannot_be_read_is_rejected_with_a_reason() {
    for (text, reason) in [
        (include_str!("../../../samples/pubmed-text/bad/pmid-list.txt"), "only numbers"),
        (include_str!("../../../samples/pubmed-text/bad/not-pubmed.txt"), "neither a citation"),
    ] {
        let found = read(text);
        let [(_, log, Outcome::Rejected)] = &found[..] else { panic!("{text}") };
        assert_eq!(log.problems()[0].code, Code::UnreadableRecord);
        assert!(log.problems()[0].message.starts_with(reason), "{:?}", log.problems());
    }
    let missing = read(include_str!("../../../samples/pubmed-text/bad/no-title.txt"));
    assert!(missing[0].1.problems().iter().any(|problem| problem.code == Code::MissingTitle));
}

#[test]
fn pages_without_a_line_end_between_them_are_parted() {
    for (text, expected) in [
        (format!("{SEED}{SEED}"), 2),
        (format!("{SEED}\n{SEED}\n\n{SEED}"), 3),
        (format!("{SEED}{}", include_str!("../../../samples/pubmed-text/page-browser.txt")), 2),
        (format!("{}{SEED}", include_str!("../../../samples/pubmed-text/page-browser.txt")), 2),
        (format!("{SEED}\n\n{}", include_str!("../../../samples/pubmed-text/page-tool.txt")), 2),
        (format!("{}{SEED}", include_str!("../../../samples/pubmed-text/page-tool.txt")), 2),
        (format!("{}{SEED}", include_str!("../../../samples/pubmed-text/abstract.txt")), 4),
        (format!("{}\n{SEED}", include_str!("../../../samples/pubmed-text/summary.txt")), 6),
    ] {
        let found = read(&text);
        assert_eq!(found.len(), expected);
        assert!(found.iter().all(|(article, log, outcome)| {
            *outcome == Outcome::Whole
                && article.extra.is_empty()
                && log.problems().iter().all(|p| p.code == Code::Inferred)
        }));
    }
}

#[test]
fn a_mail_may_hold_an_export() {
    let text = "Subject: 1 selected item: 2103712 - PubMed\n\n1. Genet Couns. 1990;1(1):91-5.\n\nA title.\n\nRoe J.\n\nText.\n";
    let found = read(text);
    let [(article, log, Outcome::Whole)] = &found[..] else { panic!("{}", found.len()) };
    assert_eq!(article.id(&IdKind::Pmid), Some("2103712"));
    assert_eq!((article.title.plain(), article.contributors.len(), article.extra.len()), ("A title", 1, 0));
    assert!(log.problems().is_empty(), "{:?}", log.problems());
}

#[test]
fn odd_headers() {
    for (text, slot, expected) in [
        ("Comment\nJAMA\n. 2014 Feb 12;311(6):579.\nA title\nPMID: 1\n", "title", "A title"),
        ("Comment\nJAMA\n. 2014 Feb 12;311(6):579.\nA title\nPMID: 1\n", "publication_types", "Comment"),
        (". 2014 Feb 12;311(6):579.\nThe journal was cut off\nPMID: 1\n", "volume", "311"),
        (
            "A title\n- PMID: 1\nUpdate in\ndoi: 10.1101/2020.01.01.1\n",
            "relations",
            "update-in: doi: 10.1101/2020.01.01.1",
        ),
        ("A title\n- PMID: 1\nReview title\n", "extra", "text=Review title"),
        // Below the preprint server's name, its mark.
        ("bioRxiv\n[Preprint]\n. 2023 Aug 20:2023.08.19.5.\nA title\nPMID: 1\n", "kind", "article"),
        ("bioRxiv\n[Preprint]. 2023 Aug 20:2023.08.19.5.\nA title\nPMID: 1\n", "container_nlm", "bioRxiv"),
        ("bioRxiv\n[Preprint]\n. 2023 Aug 20:2023.08.19.5.\nA title\nPMID: 1\n", "title", "A title"),
        // The authors of an item are a group.
        (
            "A title\n- PMID: 1\nErratum in\nDepartment of error.\nThe Lancet Editors.\nLancet. 2020;395:e102.\nPMID: 2\n",
            "relations",
            "erratum-in: Department of error. The Lancet Editors. Lancet. 2020;395:e102. PMID: 2",
        ),
        // NLM's acronyms for agencies abroad end with a line.
        (
            "A title\n- PMID: 1\nGrants and funding\nWT_/Wellcome Trust/United Kingdom\n203141/Z/16/Z/WT_/Wellcome Trust/United Kingdom\n",
            "grants",
            "WT_/Wellcome Trust/United Kingdom | 203141/Z/16/Z/WT_/Wellcome Trust/United Kingdom",
        ),
        // A copy that lost the journal.
        ("[Preprint]\n. 2023 Aug 20:2023.08.19.5.\nA title\nPMID: 1\n", "title", "A title"),
        // Banners of the site.
        (
            "Retracted article\nSee the retraction notice\nJAMA\n. 2014 Feb 12;311(6):579.\nA title\nPMID: 1\n",
            "title",
            "A title",
        ),
        // A first line that the date is parted from is no record of an export, though marks such as `(1)` follow.
        (
            "JAMA\n. 2014 Feb 12;311(6):579.\nA title\nPMID: 1\nAbstract\n\nGroups (1) and (2).\n\nMethods: two.\n",
            "title",
            "A title",
        ),
    ] {
        let (article, ..) = read_one(text);
        assert_eq!(article.values(Slot::by_name(slot).unwrap()).join(" | "), expected, "{text}");
    }
}

#[test]
fn pages_of_books() {
    let book = "In: StatPearls [Internet]. Treasure Island (FL): StatPearls Publishing; 2024 Jan–.\n2023 Jul 4.\n";
    let title = "Myocardial Infarction\nNathan Ojha 1, Amit S Dhamoon 2\n";
    let rest = "Affiliations Expand\nPMID: 30725761 Bookshelf ID: NBK537076\nFree Books & Documents\nExcerpt\n\
                An excerpt.\n\nCopyright © 2024, StatPearls Publishing LLC.\n\nSections\nEtiology\n\n\
                Similar articles\nAnother one.\nRoe J.\nHeart. 2019 Jan;105(1):20-26.\nPMID: 29083808\n";
    for text in [format!("Book\n{book}{title}{rest}"), format!("Review\n{title}{book}{rest}")] {
        let found = read(&text);
        let [(article, log, Outcome::Whole)] = &found[..] else { panic!("{}", found.len()) };
        for (slot, expected) in [
            ("kind", "chapter"),
            ("title", "Myocardial Infarction"),
            ("authors", "Ojha, Nathan | Dhamoon, Amit S"),
            ("container_title", "StatPearls"),
            ("date", "2023-07-04"),
            ("pmid", "30725761"),
            ("book_accession", "NBK537076"),
            ("abstract", "An excerpt."),
            ("extra", ""),
        ] {
            let slot = Slot::by_name(slot).unwrap_or_else(|| panic!("no slot {slot}"));
            assert_eq!(article.values(slot).join(" | "), expected, "{slot:?} in {text}");
        }
        assert_eq!(article.relations.len(), 1, "{text}");
        assert!(log.problems().iter().all(|problem| problem.code == Code::Inferred), "{:?}", log.problems());
    }
}

#[test]
fn groups_and_acronyms_are_told_apart() {
    let (article, ..) = read_one(
        "A title\n- PMID: 1\nErratum in\nDepartment of error.\nThe Lancet Editors.\nLancet. 2020;395:e102.\nPMID: 2\n\
         Grants and funding\nWT_/Wellcome Trust/United Kingdom\n203141/Z/16/Z/WT_/Wellcome Trust/United Kingdom\n",
    );
    let item = article.relations[0].article.as_ref().unwrap();
    assert_eq!((item.title.plain(), item.contributors.len()), ("Department of error", 1));
    let grants: Vec<_> = article.grants.iter().map(|g| (g.number.as_deref(), g.acronym.as_deref())).collect();
    assert_eq!(grants, [(None, Some("WT_")), (Some("203141/Z/16/Z"), Some("WT_"))]);
}

#[test]
fn a_group_may_be_the_only_author() {
    let text = "JAMA\n. 2014 Feb 12;311(6):579-86.\nA title of ours\nMany Labs\nPMID: 24519297\nAbstract\nText.\n";
    let (article, log, _) = read_one(text);
    assert_eq!((article.contributors.len(), article.extra.len()), (1, 0), "{:?}", log.problems());
}

#[test]
fn long_lines_take_linear_time() {
    let start = std::time::Instant::now();
    for text in [
        format!("T\n- PMID: 1\nAbstract\n{}", "PMID: 1 ".repeat(12_000)),
        format!("T\n- PMID: 1\nAbstract\nKeywords: {}", (0..20_000).map(|n| format!("k{n};")).collect::<String>()),
        format!(
            "JAMA\n. 2014 Feb;1(1):1.\nT\n{}\nPMID: 1",
            (0..12_000).map(|n| format!("A B{n} {n}, ")).collect::<String>()
        ),
        format!("1. JAMA. 2014 Feb;1(1):1.\n\n{}", "Roe J(1), ".repeat(12_000)),
        "a. 2".repeat(40_000),
        "x\n".repeat(40_000),
        "Figures\nFig. A caption of its own.\n".repeat(4_000),
    ] {
        cuts(text.as_bytes(), 65_536).iter().for_each(|(_, record)| {
            read_one(record);
        });
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn truncation_loses_no_byte_and_does_not_panic() {
    for end in (0..SEED.len()).step_by(23).filter(|end| SEED.is_char_boundary(*end)) {
        for record in records(&SEED[..end]) {
            read_one(&record);
        }
    }
}

#[test]
fn bytes_of_another_encoding_do_not_move_the_edges() {
    let text = include_str!("../../../samples/pubmed-text/abstract.txt").replace("Renström", "Renstroem");
    let mut bytes = text.into_bytes();
    let at = bytes.windows(5).position(|window| window == b"Malm\xc3").unwrap();
    bytes.splice(at + 4..at + 6, [0xf6]);
    assert_eq!(cuts(&bytes, 64).iter().filter(|(name, _)| *name == 'r').count(), 3);
}

#[test]
fn numbered_references_are_no_records() {
    let text =
        "A title\n- PMID: 1\nReferences\n\n1. Nature. 2010;1(1):2.\n\n2. Roe J, Doe J. A title. Nature. 2010;1(1):2.\n";
    assert_eq!(records(text).len(), 1);
}

#[test]
fn oversize_records_are_passed_on() {
    let mut splitter = splitter();
    assert_eq!(splitter.cut(b"Some title\n- PMID: 1\nxxxx", false), Cut::More);
    splitter.skip(22);
    assert_eq!(splitter.cut(b"xxxx\n\n\n1. JAMA. 2014;1(1):2.\n", false), Cut::Record(7));
}

#[test]
fn other_formats_are_not_claimed() {
    for head in [
        "TY  - JOUR\nAN  - 123\n",
        "PMID- 11111111\nOWN - NLM\n",
        "@article{a,\n abstract = {PMID: 123},\n}\n",
        "[{\"PMID\": \"123\"}]",
        "<p>PMID: 123</p>",
        "PMID,Title,Authors\n",
        "\"PMID\",\"Title\"\n",
        "Nothing to see here.\n",
        "",
    ] {
        assert_eq!(sniff(head), Likely::No, "{head}");
    }
    assert_eq!(sniff("24519297\n20215610\n"), Likely::Maybe);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "(?s).{0,400}") {
        for record in records(&text) {
            read_one(&record);
        }
        sniff(&text);
    }

    #[test]
    fn shuffled_lines_are_survived(
        picks in proptest::collection::vec((0..SAMPLES.len(), 0usize..200, any::<bool>()), 1..60),
        step in 1usize..90,
    ) {
        let mut text = String::new();
        for (sample, line, glued) in picks {
            let lines: Vec<&str> = SAMPLES[sample].0.lines().collect();
            text.push_str(lines[line % lines.len()]);
            if !glued {
                text.push('\n');
            }
        }
        let whole = cuts(text.as_bytes(), text.len().max(1));
        prop_assert_eq!(&cuts(text.as_bytes(), step), &whole);
        for (_, record) in whole {
            read_one(&record);
        }
    }
}
