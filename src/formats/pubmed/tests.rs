//! The reader as a whole, over the samples.

use super::*;
use crate::article::{DateRole, RelationKind, Slot};
use crate::format::{Cut, ReadOptions, Settings, Splitter};

fn splitter() -> Box<dyn Splitter> {
    FORMAT.reader.unwrap()(&ReadOptions { settings: Settings::default() })
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
    assert_eq!(
        article.relations.iter().filter(|r| r.all_ids().any(|id| id.kind == crate::article::IdKind::Pmid)).count(),
        10
    );
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
        assert!(other.id(&crate::article::IdKind::Doi).is_some(), "{text}");
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
fn zz_dump() {
    let Ok(path) = std::env::var("DUMP") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    println!("== {path} sniff {:?}", sniff(&text[..text.len().min(2000)]));
    for (kind, cut) in cuts(text.as_bytes(), 64) {
        if kind == 'g' {
            println!("GAP {cut:?}");
            continue;
        }
        let (article, log, outcome) = read_one(&cut);
        println!("---- {outcome:?}");
        for slot in Slot::ALL {
            let values = article.values(*slot);
            if !values.is_empty() {
                println!("{}: {}", slot.name(), values.join(" | "));
            }
        }
        for r in &article.relations {
            println!("   {} -> {:?}", r.kind.as_str(), r.article.as_ref().map(|a| (a.title.plain(), a.container.nlm.as_deref(), a.date(DateRole::Issued).map(|d| d.edtf()), a.volume.as_deref(), a.ids.len())));
        }
        for c in &article.contributors { if !c.affiliations.is_empty() || c.equal || c.email.is_some() || c.group.is_some() { println!("   {} {:?} {} {:?} {:?}", c.name.inverted(), c.affiliations, c.equal, c.email, c.group); } }
        for a in &article.abstracts { println!("   {:?} {:?} {:?}", a.kind, a.language, a.sections.iter().map(|s| s.label.as_deref().unwrap_or("")).collect::<Vec<_>>()); }
        for problem in log.problems() {
            println!("  {} {:?} {}", problem.code.name(), problem.at, problem.message);
        }
    }
}
