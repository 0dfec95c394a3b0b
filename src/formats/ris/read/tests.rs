//! What tags mean, and that what was read is written back.

mod by_type;
mod producers;

use super::*;
use crate::article::Slots;
use crate::format::{Out, WriteOptions, Writer};
use crate::formats::ris::{FORMAT, tags::TAGS, types::TYPES};
use crate::log::Code;
use proptest::prelude::*;

fn read(record: &str) -> (Article, Log, Outcome) {
    let (mut article, mut log) = (Article::default(), Log::new());
    let outcome = Ris::new(&ReadOptions::default()).parse(record, &mut article, &mut log);
    (article, log, outcome)
}

fn write(article: &Article) -> String {
    write_and_log(article).0
}

fn write_and_log(article: &Article) -> (String, Log) {
    let (mut out, mut log) = (Out::new(), Log::new());
    let mut writer: Box<dyn Writer> = FORMAT.writer.unwrap()(&WriteOptions::default());
    writer.article(article, &mut out, &mut log);
    (String::from_utf8(out.bytes().to_vec()).unwrap().replace("\r\n", "\n"), log)
}

/// Slots and values of a record, as `slot=value` lines.
fn shown(article: &Article) -> Vec<String> {
    article.lines(&[Slot::Kind])
}

/// Reads `TYPE` and lines, and compares all slots.
#[track_caller]
fn check(code: &str, lines: &str, expected: &[&str]) {
    let record = format!("TY  - {code}\n{lines}\nER  - \n");
    let (article, ..) = read(&record);
    let mut found = shown(&article);
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{record}");
}

#[test]
fn journals() {
    for (lines, expected) in [
        ("T2  - Journal of Iron\nJ2  - J. Iron", &["container_title=Journal of Iron", "container_iso=J. Iron"][..]),
        ("JF  - Journal of Iron\nJO  - J Iron", &["container_title=Journal of Iron", "container_nlm=J Iron"]),
        ("T2  - Journal of Iron\nJO  - J. Iron", &["container_title=Journal of Iron", "container_iso=J. Iron"]),
        ("JO  - Journal of Iron\nT2  - Rust", &["container_title=Journal of Iron", "issue_title=Rust"]),
        (
            "JO  - Journal of Iron\nT2  - Rust\nDP  - EBSCOhost",
            &["container_title=Journal of Iron", "subtitle=Rust", "source_db=EBSCOhost"],
        ),
        ("JO  - Iron\nJF  - Iron\nJ1  - Iron", &["container_title=Iron"]),
        ("J2  - J Iron", &["container_title=J Iron", "container_nlm=J Iron"]),
        ("JA  - J. Iron\nT2  - Journal of Iron", &["container_title=Journal of Iron", "container_iso=J. Iron"]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check("JOUR", &format!("TI  - A\n{lines}"), &expected);
    }
}

#[test]
fn pages() {
    for (lines, expected) in [
        ("SP  - 1344\nEP  - 57", &["pages=1344-1357"][..]),
        ("SP  - S12-S19", &["pages=S12-S19"]),
        ("SP  - 12\nEP  - 12", &["pages=12"]),
        ("SP  - 12-19\nEP  - 8", &["pages=12-19", "extra=EP=8"]),
        ("SP  - 12-19\nEP  - 19", &["pages=12-19"]),
        ("EP  - 19\nSP  - 12", &["pages=12-19"]),
        ("SP  - 12\nEP  - 12-19", &["pages=12-19"]),
        ("EP  - 19", &["pages=19"]),
        ("C7  - e0123\nSP  - e0123", &["article_number=e0123"]),
        ("SP  - e0123456", &["article_number=e0123456"]),
        ("SP  - 12345", &["pages=12345"]),
        ("SE  - 7", &["pages=7"]),
        ("SP  - 7\nSE  - 7", &["pages=7"]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check("JOUR", &format!("TI  - A\n{lines}"), &expected);
    }
    check("BOOK", "TI  - A\nSP  - 312", &["title=A", "page_count=312"]);
    check("BOOK", "TI  - A\nSP  - 3\nEP  - 9", &["title=A", "pages=3-9"]);
    check("THES", "TI  - A\nVL  - PhD\nSP  - xii, 300", &["title=A", "genre=PhD", "page_count=xii, 300"]);
    check("THES", "TI  - A\nVL  - 2", &["title=A", "volume=2"]);
}

#[test]
fn identifiers() {
    for (lines, expected) in [
        ("DO  - https://doi.org/10.1234/ABC.5", &["doi=10.1234/ABC.5"][..]),
        ("DO  - not available", &["extra=DO=not available"]),
        ("M3  - 10.1234/a", &["doi=10.1234/a"]),
        ("M3  - 10.1234/a\nDO  - 10.1234/A", &["doi=10.1234/A"]),
        ("M3  - 10.1234/a\nDO  - 10.1234/b", &["doi=10.1234/b", "extra=M3=10.1234/a"]),
        ("L3  - 10.1234/a", &["doi=10.1234/a"]),
        ("UR  - https://doi.org/10.1234/a", &["doi=10.1234/a", "url=https://doi.org/10.1234/a"]),
        ("N1  - doi: 10.1234/a", &["doi=10.1234/a"]),
        ("ID  - 10.1234/a", &["doi=10.1234/a"]),
        ("AN  - 10.1234/a", &["doi=10.1234/a"]),
        ("AN  - 31234567\nDB  - PubMed", &["pmid=31234567", "source_db=PubMed"]),
        ("AN  - 31234567", &["pmid=31234567"]),
        ("AN  - WOS:0001", &["other_ids=wos:WOS:0001"]),
        ("C2  - PMC12", &["pmcid=PMC12"]),
        ("C2  - 31234567\nDB  - Scopus", &["pmid=31234567", "source_db=Scopus"]),
        ("C2  - 123", &["extra=C2=123"]),
        ("C5  - 27123456\nU2  - L612\nDB  - Embase", &["pmid=27123456", "other_ids=embase:L612", "source_db=Embase"]),
        ("C6  - NIHMS123", &["manuscript_id=NIHMS123"]),
        ("C6  - OCT 2021", &["date_epub=2021-10"]),
        ("SN  - 1234-5679, 2049-3630", &["issn=1234-5679", "issn=2049-3630"]),
        ("SN  - 1533-4406 (Electronic)\n0028-4793 (Linking)", &["issn_electronic=1533-4406", "issn_linking=0028-4793"]),
        ("SN  - 9783161484100", &["isbn=9783161484100"]),
        ("U1  - 1234-5679", &["issn=1234-5679"]),
        ("ID  - 12", &["extra=ID=12"]),
        ("ID  - Okafor2019", &["id=Okafor2019"]),
        ("M2  - PMID: 12\nM2  - PMCID: PMC3", &["pmid=12", "pmcid=PMC3"]),
        ("N1  - PMID: 12", &["pmid=12"]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check("JOUR", &format!("TI  - A\n{lines}"), &expected);
    }
    check("RPRT", "TI  - A\nSN  - R-7", &["title=A", "number=R-7"]);
    check("EBOOK", "TI  - A\nC7  - PMC7", &["title=A", "pmcid=PMC7", "extra=TY=EBOOK"]);
}

#[test]
fn people() {
    for (code, lines, expected) in [
        ("JOUR", "AU  - Okafor, Ngozi A., Jr.", &["authors=Okafor, Ngozi A., Jr.", "suffixes=Jr."][..]),
        ("JOUR", "AU  - Northern Trials Group,", &["group_authors=Northern Trials Group"]),
        ("JOUR", "AU  - Poe, E; Low, S", &["authors=Poe, E", "authors=Low, S"]),
        ("JOUR", "AU  - Poe, E and Low, S", &["authors=Poe, E", "authors=Low, S"]),
        ("JOUR", "AU  - Poe, E & Low, S", &["authors=Poe, E", "authors=Low, S"]),
        ("JOUR", "AU  - Poe, E., Low, S. T.", &["authors=Poe, E.", "authors=Low, S. T."]),
        ("JOUR", "AU  - Poe, Ann (Ed.)\nAU  - {Health, Inc}", &["editors=Poe, Ann", "group_authors=Health, Inc"]),
        ("JOUR", "AU  - 张三;李四\nAU  - 中国科学院", &["authors=张三", "authors=李四", "group_authors=中国科学院"]),
        ("JOUR", "AU  - Ann Poe\nAU  - World Bank", &["authors=Poe, Ann", "group_authors=World Bank"]),
        ("JOUR", "AU  - Low, S\nAU  - Ann Poe", &["authors=Low, S", "group_authors=Ann Poe"]),
        ("JOUR", "AU  - Petrov IV\nAU  - et al.", &["authors=Petrov, I. V.", "et_al=true"]),
        ("EDBOOK", "AU  - Poe, E", &["editors=Poe, E"]),
        ("CHAP", "A2  - Poe, E\nA3  - Low, S", &["editors=Poe, E", "series_editors=Low, S"]),
        ("BOOK", "A2  - Poe, E\nA3  - Low, S\nT2  - X", &["series_editors=Poe, E", "editors=Low, S", "series=X"]),
        ("CONF", "A4  - Acme Corp", &["event_sponsor=Acme Corp"]),
        ("THES", "A3  - Poe, E", &["contributors=Poe, E"]),
        ("PAT", "AU  - Poe, E", &["contributors=Poe, E"]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        let record = format!("TY  - {code}\nTI  - A\n{lines}\nER  - \n");
        let (article, ..) = read(&record);
        let mut found: Vec<String> = shown(&article).into_iter().filter(|line| !line.starts_with("extra=TY")).collect();
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{record}");
    }
    let (article, ..) = read("TY  - BOOK\nT1  - A\nA2  - Poe, E\nER  - \n");
    assert_eq!(article.values(Slot::Editors), ["Poe, E"], "a record of 2001");
}

#[test]
fn dates_and_status() {
    for (lines, expected) in [
        ("PY  - 2003///Spring", &["date=2003-21"][..]),
        ("PY  - 2019\nDA  - 2019/04/05/", &["date=2019-04-05"]),
        ("PY  - 2019\nDA  - July", &["date=2019-07"]),
        ("PY  - in press", &["date=in press", "status=in-press"]),
        ("PY  - 2004\nDA  - 2005/01/02", &["date=2004", "extra=DA=2005/01/02"]),
        ("ET  - 2019/03/28", &["date_epub=2019-03-28"]),
        ("Y2  - 2019/01/31/", &["date_accessed=2019-01-31"]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check("JOUR", &format!("TI  - A\n{lines}"), &expected);
    }
    check("ELEC", "TI  - A\nVL  - 2021\nM1  - March 3", &["title=A", "date_accessed=2021-03-03"]);
}

#[test]
fn texts() {
    for (lines, expected) in [
        ("KW  - a; b", &["keywords=a", "keywords=b"][..]),
        ("KW  - a, b", &["keywords=a", "keywords=b"]),
        ("KW  - a, b\nKW  - c", &["keywords=a, b", "keywords=c"]),
        ("KW  - a\nb", &["keywords=a", "keywords=b"]),
        ("AB  - One.\n\nTwo.", &["abstract=One.\nTwo."]),
        ("AB  - One\nII  - two", &["abstract=One\nII - two"]),
        ("AB  - A &lt; B &amp;amp; C", &["abstract=A < B &amp; C"]),
        ("AB  - Short.\nN2  - The longer one.", &["abstract=The longer one.", "notes=Short."]),
        ("AB  - Same.\nN2  - Same.", &["abstract=Same."]),
        ("N1  - A", &[]),
        ("N1  - Label: x\nRN  - y", &["notes=Label: x", "notes=y"]),
        ("LA  - eng; French", &["language=en", "language=fr"]),
        ("M3  - Review", &["publication_types=Review"]),
        ("XX  - foo\nYY  - bar\nXX  - baz", &["extra=XX=foo", "extra=YY=bar", "extra=XX=baz"]),
        ("C1  - note\nC1  - more", &["extra=C1=note", "extra=C1=more"]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check("JOUR", &format!("TI  - A\n{lines}"), &expected);
    }
    let (article, ..) = read("TY  - JOUR\nTI  - Iron and the <i>HFE</i> gene\nER  - \n");
    assert_eq!((article.title.plain(), article.title.marks().len()), ("Iron and the HFE gene", 1));
}

#[test]
fn kinds() {
    for (lines, kind) in [
        ("TY  - JOUR\nTI  - A", Kind::JournalArticle),
        ("TY  - JOURN\nTI  - A", Kind::JournalArticle),
        ("TI  - A", Kind::JournalArticle),
        ("TY  - \nTI  - A", Kind::JournalArticle),
        ("TY  - label.ris.referenceType.BOOK_CHAPTER\nTI  - A", Kind::Chapter),
        ("TY  - JOUR\nM3  - Preprint", Kind::Preprint),
        ("TY  - JOUR\nT2  - bioRxiv", Kind::Preprint),
        ("TY  - BOOK\nA3  - Poe, E", Kind::EditedBook),
        ("TY  - EDBOOK\nAU  - Poe, E", Kind::EditedBook),
        ("TY  - JFULL\nT2  - Nature", Kind::Periodical),
        ("TY  - UNPD\nTI  - A", Kind::Manuscript),
        ("TY  - WEB\nTI  - A", Kind::Webpage),
        ("TY  - FOO\nTI  - A", Kind::Document),
    ] {
        assert_eq!(read(&format!("{lines}\nER  - \n")).0.kind, kind, "{lines}");
    }
}

#[test]
fn broken_records() {
    for (record, outcome, code) in [
        ("TY  - JOUR\nTI  - A\n", Outcome::Whole, Some(Code::Mended)),
        ("AU  - X, Y\nTI  - A\nER  - \n", Outcome::Whole, Some(Code::Mended)),
        ("TY - JOUR\nTI - A\nER - \n", Outcome::Whole, Some(Code::Mended)),
        ("TY  - JOUR\nTI  - A", Outcome::Partial, Some(Code::TruncatedRecord)),
        ("TY  - JOUR\nTI  - A\u{7}\nER  - \n", Outcome::Whole, Some(Code::Mended)),
        ("TY  - JOUR\nTI  - A\nAU  - SmiTY  - BOOK\nER  - \n", Outcome::Whole, Some(Code::Ambiguous)),
        ("XX  - A\n", Outcome::Rejected, Some(Code::UnreadableRecord)),
        ("TY  - JOUR\nTI  - A\nER  - ", Outcome::Whole, None),
    ] {
        let (_, log, found) = read(record);
        assert_eq!(found, outcome, "{record:?}");
        assert_eq!(log.problems().first().map(|problem| problem.code), code, "{record:?}");
    }
}

#[test]
fn the_old_and_the_new_specification_give_the_same() {
    let (old, ..) = read(
        "TY  - JOUR\nT1  - A\nA1  - Poe, E\nJF  - Journal of Iron\nJO  - J. Iron\nY1  - 2019/04/05\nN2  - Text.\nVL  - 1\nCP  - 2\nER  - \n",
    );
    let (new, ..) = read(
        "TY  - JOUR\nTI  - A\nAU  - Poe, E\nT2  - Journal of Iron\nJ2  - J. Iron\nPY  - 2019\nDA  - 2019/04/05\nAB  - Text.\nVL  - 1\nIS  - 2\nER  - \n",
    );
    assert_eq!(old, new);
}

/// Every tag of every type, with several values: what was read is written and read again.
#[test]
fn all_that_was_read_comes_back() {
    const VALUES: [&str; 12] = [
        "Word",
        "12",
        "31234567",
        "2019",
        "2019/04/05",
        "10.1234/x",
        "PMC12",
        "1234-5679",
        "9783161484100",
        "Poe, Ann, Jr.",
        "https://example.org/a",
        "Some words, with a comma",
    ];
    let mut codes: Vec<&str> = TYPES.iter().map(|row| row.code).chain(["FOO"]).collect();
    codes.dedup();
    let mut wrong = Vec::new();
    let bare = |mut article: Article| {
        // What follows from other fields.
        article.inferred = Slots::NONE;
        article
    };
    for code in codes {
        for row in TAGS {
            if matches!(row.tag, "TY" | "ER") {
                continue;
            }
            // Keys have no blanks.
            let key = matches!(row.tag, "ID" | "LB");
            for value in VALUES.into_iter().filter(|value| !key || !value.contains(' ')) {
                let record = format!("TY  - {code}\nTI  - Title\n{}  - {value}\nER  - \n", row.tag);
                let article = bare(read(&record).0);
                let written = write(&article);
                let back = bare(read(&written).0);
                // A PMID brings PubMed with it.
                let mut back = back;
                if article.source_db.is_none() {
                    back.source_db = None;
                }
                let (mut before, mut after) = (shown(&article), shown(&back));
                before.sort();
                after.sort();
                if after != before {
                    wrong.push(format!("{code} {} {value}: {before:?}, then {after:?}", row.tag));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} records:\n{}", wrong.len(), wrong[..wrong.len().min(300)].join("\n"));
}

const WORDS: [&str; 16] = [
    "Word",
    "Other words",
    "12",
    "31234567",
    "2019",
    "2019/04/05",
    "July",
    "10.1234/x",
    "10.1234/y",
    "PMC12",
    "1234-5679",
    "9783161484100",
    "Poe, Ann, Jr.",
    "World Bank",
    "https://example.org/a",
    "A &amp; <i>B</i>; C",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// Whatever lines a record has: what was read is written and read again.
    #[test]
    fn generated_records_come_back(
        code in 0..TYPES.len(),
        lines in prop::collection::vec((0..TAGS.len() + 2, 0..WORDS.len()), 1..12),
    ) {
        let mut record = format!("TY  - {}\nTI  - Title\n", TYPES[code].code);
        for (tag, word) in lines {
            let tag = TAGS.get(tag).map_or("XX", |row| row.tag);
            // Keys have no blanks.
            let blank_key = matches!(tag, "ID" | "LB") && WORDS[word].contains(' ');
            // No range has three ends.
            let has = |tag: &&str| record.contains(&format!("\n{tag}  - "));
            const ENDS: [&str; 3] = ["SP", "EP", "LP"];
            let third_end = ENDS.contains(&tag) && (has(&tag) || ENDS.iter().filter(|tag| has(tag)).count() == 2);
            if !matches!(tag, "TY" | "ER" | "TI") && !blank_key && !third_end {
                record.push_str(&format!("{tag}  - {}\n", WORDS[word]));
            }
        }
        record.push_str("ER  - \n");
        let article = read(&record).0;
        let (written, log) = write_and_log(&article);
        let back = read(&written).0;
        // What the writer says that it cannot say, and PubMed, which a PMID brings with it.
        let said: Slots = log.flattenings().iter().map(|(slot, _)| *slot).collect();
        let said = said.or(log.lost_slots());
        let lines = |article: &Article| {
            let mut lines = shown(article);
            lines.retain(|line| {
                let name = line.split('=').next().unwrap_or("");
                name != "source_db" && !said.iter().any(|slot| slot.name() == name)
            });
            lines.sort();
            lines
        };
        prop_assert_eq!(lines(&back), lines(&article), "{}\n{}", record, written);
    }
}

#[test]
fn large_records_cost_little() {
    let authors = "AU  - Family, Given\n".repeat(3000);
    let lines = "AB  - ".to_owned() + &"a line of text that goes on and on\n".repeat(100_000);
    let unknown = "XX  - foo\n".repeat(100_000);
    let numbers: String = (0..20_000).map(|n| format!("M2  - wos: {n}\nKW  - {n}\nUR  - http://{n}\n")).collect();
    let long = format!("TI  - {}\n", "word ".repeat(200_000));
    for body in [authors, lines, unknown, numbers, long] {
        let start = std::time::Instant::now();
        let (article, ..) = read(&format!("TY  - JOUR\n{body}ER  - \n"));
        write(&article);
        assert!(start.elapsed().as_secs() < 10, "{} bytes", body.len());
    }
}
