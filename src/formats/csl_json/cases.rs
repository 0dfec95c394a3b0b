//! What members of items mean, case by case.

use super::FORMAT;
use crate::article::{Article, Kind, Name, Slot};
use crate::format::{Cut, Outcome, ReadOptions};
use crate::log::{Code, Log};

/// Reads one item.
fn read(json: &str) -> (Article, Log, Outcome) {
    let mut splitter = FORMAT.reader.unwrap()(&ReadOptions::default());
    let (mut article, mut log) = (Article::default(), Log::new());
    let mut rest = json;
    loop {
        match splitter.cut(rest.as_bytes(), true) {
            Cut::Record(length) => {
                let outcome = splitter.parser().parse(&rest[..length], &mut article, &mut log);
                return (article, log, outcome);
            }
            Cut::Gap(length) | Cut::Frame(length) | Cut::Prelude(length) => rest = &rest[length..],
            other => panic!("{other:?} in {json}"),
        }
    }
}

/// Slots and values of an item, as `slot=value` lines, without those that every item has here.
fn shown(article: &Article) -> Vec<String> {
    let mut lines = article.lines(&[Slot::Kind, Slot::Key]);
    lines.retain(|line| line != "title=T");
    lines
}

/// Reads an item of some type with a title and the members given.
#[track_caller]
fn check(kind: &str, members: &str, expected: &[&str]) {
    let json = format!(r#"{{"id": "a", "type": "{kind}", "title": "T", {members}}}"#);
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    expected.sort();
    assert_eq!(shown(&read(&json).0), expected, "{json}");
}

#[test]
fn names_of_two_lists() {
    for (members, expected) in [
        (r#""part-number": "1", "supplement-number": "2""#, &["part=1", "supplement=2"][..]),
        (r#""part": "1", "supplement": "2""#, &["part=1", "supplement=2"]),
        (r#""license": "CC0""#, &["license=CC0"]),
        (
            r#""container-title": "Journal", "journalAbbreviation": "J.""#,
            &["container_title=Journal", "container_iso=J."],
        ),
        (
            r#""container-title": "Journal", "container-title-short": "J""#,
            &["container_title=Journal", "container_nlm=J"],
        ),
        (r#""container-title-short": "J.", "journalAbbreviation": "J.""#, &["container_iso=J."]),
        (r#""title-short": "S", "shortTitle": "S""#, &["short_title=S", "extra=shortTitle=S"]),
        (r#""event": "E""#, &["event_name=E", "extra=event=E"]),
        (r#""event": "E", "event-title": "F""#, &["event_name=F", "extra=event=E"]),
        (r#""event-title": "F", "event": "E""#, &["event_name=F", "extra=event=E"]),
        (r#""volume-title": "V", "volume-title-short": "W""#, &["volume_title=V", "extra=volume-title-short=W"]),
        (
            r#""dimensions": "90 min", "scale": "1:10", "authority": "Court""#,
            &["dimensions=90 min", "scale=1:10", "authority=Court"],
        ),
    ] {
        check("book", members, expected);
    }
    let key = |members: &str| read(&format!(r#"{{"type": "book", "title": "T", {members}}}"#)).0.key;
    for (members, expected) in [
        (r#""id": "a", "citation-key": "b""#, "a"),
        (r#""id": "http://zotero.org/users/1/items/A", "citation-key": "b""#, "b"),
        (r#""citation-key": "b""#, "b"),
        (r#""id": 7"#, "7"),
    ] {
        assert_eq!(key(members).as_deref(), Some(expected), "{members}");
    }
}

#[test]
fn types() {
    for (name, kind) in [
        ("journal-article", Kind::JournalArticle),
        ("posted-content", Kind::Preprint),
        ("article", Kind::Preprint),
        ("proceedings-article", Kind::ConferencePaper),
        ("book-chapter", Kind::Chapter),
        ("monograph", Kind::Book),
        ("edited-book", Kind::EditedBook),
        ("reference-book", Kind::Book),
        ("dissertation", Kind::Thesis),
        ("peer-review", Kind::Review),
        ("reference-entry", Kind::Entry),
        ("misc", Kind::Document),
        ("motion-picture", Kind::MotionPicture),
        ("program", Kind::Software),
        ("unpublished", Kind::Manuscript),
        ("Article-Journal", Kind::JournalArticle),
        ("legal case", Kind::LegalCase),
        ("unheard-of", Kind::Other("unheard-of".into())),
    ] {
        assert_eq!(read(&format!(r#"{{"id": "a", "type": "{name}", "title": "T"}}"#)).0.kind, kind, "{name}");
    }
}

#[test]
fn names() {
    for (json, group, expected) in [
        (r#"{"literal": "Iron Group"}"#, true, "Iron Group"),
        (r#"{"literal": "Smith, John"}"#, false, "Smith, John"),
        (r#"{"name": "Crossref Group"}"#, true, "Crossref Group"),
        (r#"{"family": "World Health Organization"}"#, true, "World Health Organization"),
        (r#"{"family": "Aristotle"}"#, false, "Aristotle"),
        (r#"{"given": "Plato"}"#, false, "Plato"),
        (r#"{"family": "毛", "given": "泽东"}"#, false, "毛, 泽东"),
        (r#"{"family": "van Raaij", "given": "M. J."}"#, false, "van Raaij, M. J."),
        (r#"{"family": "Smith", "given": "John, Jr."}"#, false, "Smith, John, Jr."),
        (r#"{"family": "King", "given": "Martin", "suffix": "Jr", "comma-suffix": true}"#, false, "King, Martin, Jr"),
        (r#"{"family": "Mao", "given": "Zedong", "static-ordering": 1}"#, false, "Mao, Zedong"),
        (r#"{"family": "Doe", "given": "", "suffix": ""}"#, false, "Doe"),
        (r#"{"family": "Berg", "given": "Jan", "non-dropping-particle": "van"}"#, false, "van Berg, Jan"),
        (r#""Smith, J""#, false, "Smith, J"),
        (r#"{"lastName": "Smith", "firstName": "J"}"#, false, "Smith, J"),
    ] {
        let (article, ..) = read(&format!(r#"{{"id": "a", "type": "book", "title": "T", "author": [{json}]}}"#));
        let name = &article.contributors[0].name;
        assert_eq!((matches!(name, Name::Group(_)), name.inverted().as_ref()), (group, expected), "{json}");
    }
    let json = r#"{"family": "D", "ORCID": "http://orcid.org/0000-0002-1825-0097", "affiliation": [{"name": "Univ"}]}"#;
    check("book", &format!(r#""author": [{json}]"#), &["authors=D", "orcids=0000-0002-1825-0097", "affiliations=Univ"]);
}

#[test]
fn dates() {
    for (json, edtf, literal) in [
        (r#"{"date-parts": [[1998, 12], [1999, 1]]}"#, "1998-12/1999-01", None),
        (r#"{"date-parts": [["2003"]], "season": "1"}"#, "2003-21", None),
        (r#"{"date-parts": [[2003]], "season": "summer"}"#, "2003-22", None),
        (r#"{"date-parts": [[2003, 13]]}"#, "2003-21", None),
        (r#"{"date-parts": [[2003, 24]]}"#, "2003-24", None),
        (r#"{"date-parts": [[2003, 0, 0]]}"#, "2003", None),
        (r#"{"date-parts": [["2003", "Feb"]]}"#, "2003-02", None),
        (r#"{"date-parts": [[2003]], "circa": true}"#, "2003~", None),
        (r#"{"date-parts": [[-44, 3, 15]]}"#, "-0043-03-15", None),
        (r#"{"date-parts": [[2003, 2, 3], [0, 0, 0]]}"#, "2003-02-03/..", None),
        (r#"[{"date-parts": ["1957", "1", "1"]}]"#, "1957-01-01", None),
        (r#"{"year": 2003, "month": 2, "day": 3}"#, "2003-02-03", None),
        (r#""2003-02/2003-04""#, "2003-02/2003-04", None),
        (r#""2003~""#, "2003~", None),
        ("2003", "2003", None),
        (r#"{"raw": "February 3, 2003"}"#, "2003-02-03", None),
        (r#"{"raw": "2003-02-03/2003-03-04"}"#, "2003-02-03/2003-03-04", None),
        (r#"{"raw": "circa 1850"}"#, "1850~", None),
        (r#"{"raw": "3-5 June 2019"}"#, "2019-06-03/2019-06-05", None),
        (r#"{"raw": "Monday, 3 February 2003"}"#, "2003-02-03", None),
        (r#"{"literal": "Spring 2003"}"#, "2003-21", None),
        (r#"{"literal": "in press"}"#, "", Some("in press")),
        (r#"{"date-parts": [[2003]], "literal": "in press"}"#, "2003", Some("in press")),
    ] {
        let (article, ..) = read(&format!(r#"{{"id": "a", "type": "book", "title": "T", "issued": {json}}}"#));
        let date = &article.dates[0].date;
        assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{json}");
    }
    for json in [r#"{"date-parts": [[null]]}"#, r#"{"date-parts": [[]]}"#, r#"{"date-parts": []}"#, "null"] {
        check("book", &format!(r#""issued": {json}"#), &[]);
    }
    check("book", r#""issued": "in press""#, &["date=in press", "status=in-press"]);
    check(
        "article-journal",
        r#""published-print": {"date-parts": [[2019, 5]]}, "published-online": {"date-parts": [[2019, 4]]}, "submitted": {"date-parts": [[2018]]}, "available-date": {"date-parts": [[2019, 4]]}, "original-date": {"date-parts": [[1900]]}, "event-date": {"date-parts": [[2017]]}, "accessed": {"date-parts": [[2020, 1, 2]]}"#,
        &[
            "date_print=2019-05",
            "date_epub=2019-04",
            "date_received=2018",
            "date_original=1900",
            "event_date=2017",
            "date_accessed=2020-01-02",
        ],
    );
}

#[test]
fn texts() {
    for (source, plain, marks) in [
        ("CO<sub>2</sub> & iron", "CO2 & iron", 1),
        ("a < b", "a < b", 0),
        ("<i>a <b>b</b></i>", "a b", 2),
        ("<jats:italic>a</jats:italic>", "a", 1),
        ("<scp>a</scp>", "a", 1),
        (r#"<span style=\"font-variant:small-caps;\">a</span>"#, "a", 1),
        (r#"<span class=\"nocase\">pH</span>"#, "pH", 1),
        ("a &amp; b &lt; c", "a & b < c", 0),
        ("<foo>a", "<foo>a", 0),
    ] {
        let (article, ..) = read(&format!(r#"{{"id": "a", "type": "book", "title": "{source}"}}"#));
        assert_eq!((article.title.plain(), article.title.marks().len()), (plain, marks), "{source}");
    }
    for (members, expected) in [
        (r#""keyword": "a, b""#, &["keywords=a", "keywords=b"][..]),
        (r#""keyword": ["a", "b, c"]"#, &["keywords=a", "keywords=b, c"]),
        (r#""ISSN": "1234-5679, 2049-3630""#, &["issn=1234-5679", "issn=2049-3630"]),
        (r#""ISSN": "1234-5679 2049-3630""#, &["issn=1234-5679", "issn=2049-3630"]),
        (r#""ISBN": ["978-3-16-148410-0"]"#, &["isbn=9783161484100"]),
        (
            r#""page": 7, "number-of-pages": 30, "volume": 3, "issue": 4"#,
            &["pages=7", "page_count=30", "volume=3", "issue=4"],
        ),
        (r#""page-first": "7""#, &["pages=7", "extra=page-first=7"]),
        (r#""page": "7-9", "page-first": "7""#, &["pages=7-9", "extra=page-first=7"]),
        (r#""page": "S12-S19""#, &["pages=S12-S19"]),
        (r#""number": "e12", "page": "e12""#, &["article_number=e12"]),
        (r#""language": "English""#, &["language=en"]),
        (r#""DOI": "https://doi.org/10.1234/ABC""#, &["doi=10.1234/ABC"]),
        (r#""PMCID": "99""#, &["pmcid=PMC99"]),
        (r#""URL": "http://a.org http://b.org""#, &["url=http://a.org", "url=http://b.org"]),
        (r#""note": "PMID: 5\nfree text""#, &["pmid=5", "notes=free text"]),
        (r#""note": "{:original-date:1900}{:authority:Court}""#, &["date_original=1900", "authority=Court"]),
        (
            r#""note": "editor: Doe || John\neditor: Roe || Ann\nvolume: 1\nvolume: 2""#,
            &["editors=Doe, John", "editors=Roe, Ann", "volume=1", "notes=volume: 2"],
        ),
        (
            r#""note": "author: Doe || John\ntex.a: b\nCitation Key: x\ngenre: G""#,
            &["authors=Doe, John", "notes=tex.a: b", "genre=G", "extra=citation-key=x"],
        ),
    ] {
        check("article-journal", members, expected);
    }
}

/// As Crossref's API has them.
#[test]
fn members_of_crossref() {
    for (kind, members, expected) in [
        (
            "journal-article",
            r#""container-title": ["Iron"], "short-container-title": ["I."], "ISSN": ["1234-5679"], "subtitle": ["S"]"#,
            &["container_title=Iron", "container_iso=I.", "issn=1234-5679", "subtitle=S"][..],
        ),
        (
            "journal-article",
            r#""journal-issue": {"issue": "3"}"#,
            &["issue=3", r#"extra=journal-issue={"issue": "3"}"#],
        ),
        (
            "journal-article",
            r#""journal-issue": {"issue": "3"}, "issue": "4""#,
            &["issue=4", r#"extra=journal-issue={"issue": "3"}"#],
        ),
        (
            "proceedings-article",
            r#""event": {"name": "Iron 2019", "location": "Rome", "start": {"date-parts": [[2019, 6, 3]]}, "end": {"date-parts": [[2019, 6, 5]]}}"#,
            &[
                "event_name=Iron 2019",
                "event_place=Rome",
                "event_date=2019-06-03/2019-06-05",
                r#"extra=event={"name": "Iron 2019", "location": "Rome", "start": {"date-parts": [[2019, 6, 3]]}, "end": {"date-parts": [[2019, 6, 5]]}}"#,
            ],
        ),
        (
            "dissertation",
            r#""institution": [{"name": "Univ", "place": ["Rome"]}], "degree": ["PhD"]"#,
            &["publisher=Univ", "place=Rome", "genre=PhD", r#"extra=institution={"name": "Univ", "place": ["Rome"]}"#],
        ),
        (
            "journal-article",
            r#""update-to": [{"type": "erratum", "DOI": "10.1234/x"}], "subject": ["A", "B, C"]"#,
            &[
                "relations=erratum-for: 10.1234/x",
                "keywords=A",
                "keywords=B, C",
                r#"extra=update-to={"type": "erratum", "DOI": "10.1234/x"}"#,
            ],
        ),
        ("journal-article", r#""article-number": "e12", "page": "e12""#, &["article_number=e12"]),
        ("journal-article", r#""license": [{"URL": "http://l.org"}]"#, &["license=http://l.org"]),
    ] {
        check(kind, members, expected);
    }
}

#[test]
fn damage_costs_a_value() {
    for (members, code) in [
        (r#""DOI": "none""#, Some(Code::UnfitValue)),
        (r#""ISSN": "1234-5670""#, Some(Code::SuspectIdentifier)),
        (r#""issued": {"date-parts": [[2001, 2, 31]]}"#, Some(Code::UnreadableDate)),
        (r#""author": "Smith, J""#, Some(Code::UnfitValue)),
        (r#""author": 5"#, Some(Code::UnfitValue)),
        (r#""volume": {"x": 1}"#, Some(Code::UnfitValue)),
        (r#""volume": "1", "volume": "2""#, Some(Code::RepeatedField)),
        (r#""volume": "1" "issue": "2""#, Some(Code::Mended)),
        (r#""volume": "1", "unheard": 1"#, Some(Code::UnknownTag)),
        (r#""volume": null, "author": [], "issue": """#, None),
    ] {
        let json = format!(r#"{{"id": "a", "type": "book", "title": "T", {members}}}"#);
        let (article, log, outcome) = read(&json);
        assert_eq!((article.title.plain(), outcome), ("T", Outcome::Whole), "{json}");
        assert_eq!(log.problems().first().map(|problem| problem.code), code, "{json}");
    }
}
