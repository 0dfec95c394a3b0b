//! CSV (RFC 4180) and TSV.
//!
//! The writer's table has one row a record and one column a slot; `--set csv.columns=` chooses others than the usual ones.
//! Lists in a cell stand between `; `, and a `;` inside a value is doubled (`a;;b`), except in addresses and identifiers.
//! The authors' cell has persons as `Family, Given, Suffix` and groups with a comma at their end (`Iron Group,`), in the
//! order of the byline. Dates are EDTF, abstracts keep their paragraphs.
//!
//! `--set csv.rows=author` and the like give the long form, one row for each author, keyword,
//! heading, reference or affiliation of a record; such a table is not put together again.
//!
//! The reader takes back what the writer wrote, and takes PubMed's export. Tables of other databases are not read.

mod cell;
mod columns;
mod items;
mod long;
mod pubmed;
mod read;
mod rows;
mod write;

use crate::format::{Format, Opt, Values};

const OPTIONS: &[Opt] = &[
    Opt {
        name: "columns",
        meaning: "which columns are written, in which order; all for every one",
        values: Values::Checked("pmid,doi,title", |text| columns::parse(text).map(|_| ())),
    },
    Opt {
        name: "rows",
        meaning: "what is a row: a record, or in the long form each author, keyword, heading, reference or affiliation",
        values: Values::OneOf(long::NAMES),
    },
    Opt {
        name: "separator",
        meaning: "what stands between the values of a list in one cell",
        values: Values::Checked("; ", |text| cell::Separator::parse(text).map(|_| ())),
    },
    Opt {
        name: "guard",
        meaning: "a ' before cells that a spreadsheet would take for a formula; taken off when reading",
        values: Values::Flag(true),
    },
    Opt { name: "bom", meaning: "a byte-order mark at the start, as Excel wants it", values: Values::Flag(false) },
    Opt { name: "line-ending", meaning: "what ends a row", values: Values::OneOf(&["crlf", "lf"]) },
];

/// CSV.
pub static CSV: Format = Format {
    name: "csv",
    title: "CSV",
    family: "csv",
    extensions: &["csv"],
    sniff: |head| read::sniff(head, b','),
    options: OPTIONS,
    reader: Some(|options| Box::new(rows::Rows::new(read::Settings::new(options, b',')))),
    writer: Some(|options| long::writer(options, b',')),
    shaped: false,
};

/// TSV (tab-separated values).
pub static TSV: Format = Format {
    name: "tsv",
    title: "TSV (tab-separated values)",
    family: "csv",
    extensions: &["tsv", "tab"],
    sniff: |head| read::sniff(head, b'\t'),
    options: OPTIONS,
    reader: Some(|options| Box::new(rows::Rows::new(read::Settings::new(options, b'\t')))),
    writer: Some(|options| long::writer(options, b'\t')),
    shaped: false,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::*;
    use crate::format::{Cut, Likely, Out, Outcome, ReadOptions, Settings, WriteOptions, Writer};
    use crate::log::{Code, Log};

    /// Everything that is read from a text: the outcome, the article and the codes of each record.
    fn read(format: &Format, text: &str) -> Vec<(Outcome, Article, Vec<Code>)> {
        let mut splitter = format.reader.unwrap()(&ReadOptions::default());
        let (mut rest, mut found) = (text, Vec::new());
        loop {
            let length = match splitter.cut(rest.as_bytes(), true) {
                Cut::More => break found,
                Cut::Gap(length) | Cut::Frame(length) | Cut::Prelude(length) => length,
                Cut::Record(length) => {
                    let (mut article, mut log) = (Article::default(), Log::new());
                    let outcome = splitter.parser().parse(&rest[..length], &mut article, &mut log);
                    for problem in log.problems() {
                        assert!(rest[..length].get(problem.at.clone()).is_some(), "{problem:?} lies outside");
                    }
                    found.push((outcome, article, log.problems().iter().map(|problem| problem.code).collect()));
                    length
                }
            };
            rest = &rest[length..];
        }
    }

    fn writer(format: &Format, settings: &[(&str, &str)]) -> Box<dyn Writer> {
        let mut options = WriteOptions::default();
        for (name, value) in settings {
            options.settings.set(format, name, value).unwrap();
        }
        format.writer.unwrap()(&options)
    }

    fn written(format: &Format, settings: &[(&str, &str)], articles: &[&Article]) -> (String, Log) {
        let (mut out, mut log, mut writer) = (Out::new(), Log::new(), writer(format, settings));
        writer.begin(&mut out);
        articles.iter().for_each(|article| writer.article(article, &mut out, &mut log));
        writer.end(&mut out);
        (String::from_utf8(out.bytes().to_vec()).unwrap(), log)
    }

    /// Several values in every slot that takes them, with all signs that a table could stumble over.
    fn filled() -> Article {
        let mut article = Article::default();
        for &slot in Slot::ALL {
            let values: &[&str] = match slot {
                Slot::Kind => &["chapter"],
                Slot::Status => &["in-press"],
                Slot::EtAl => &["true"],
                Slot::Authors => &["Li, Q", "van der Berg, Jan P., Jr", "Madonna"],
                Slot::GroupAuthors => &["Iron, Steel; and \"More\" Group"],
                Slot::Editors => &["O'Neill, Ann"],
                Slot::Doi => &["10.1002/(SICI)1097-4628(19970404)64:1<1::AID-APP1>3.0.CO;2-V"],
                Slot::Pmid => &["123"],
                Slot::Pmcid => &["PMC123"],
                Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => &["1234-5679"],
                Slot::Isbn => &["9783161484100", "0306406152"],
                Slot::Pages => &["12-9"],
                Slot::Mesh => &["*Iron/blood/*metabolism", "Humans"],
                Slot::Grants => &["R01 CA1/CA/NCI NIH HHS/United States", "7//Fund/"],
                Slot::Urls => &["https://x.org/a;b", "http://y.org/"],
                Slot::Pii | Slot::ManuscriptId | Slot::Arxiv | Slot::BookAccession => &["S0140-6736(21);02098", "a b"],
                Slot::Languages => &["de", "tlh"],
                Slot::DateRevised => &["2018-01", "2018-02-03"],
                Slot::DateIssued => &["1998-12/1999-01"],
                _ if slot.name().contains("date") => &["2019-04-05"],
                Slot::Abstract => &["=One, \"two\";\nthree"],
                Slot::Keywords => &["a;b", ";", "'=c", "x, y"],
                Slot::Notes => &["first\nnote", "second; note"],
                _ => &["Wörd; \"a\", b"],
            };
            for value in values {
                assert!(matches!(article.put(slot, value), Ok(()) | Err(NotPut::Structured)), "{slot:?}");
            }
        }
        let text = |text: &str| text.to_owned();
        article.affiliations = ["Uni A; Rome", "Uni B | C"].map(|t| Affiliation { text: text(t), ids: vec![] }).into();
        let first = &mut article.contributors[0];
        first.orcid = Some(text("0000-0002-1825-0097"));
        first.ids = vec![(text("ISNI"), text("0001"))];
        first.affiliations = vec![0, 1];
        first.email = Some(text("q@x.org"));
        first.corresponding = true;
        let artist = Name::Person(Person::parse_inverted("Pen, Ann"));
        article.contributors.push(Contributor::new(Role::Other(text("illustrator")), artist));
        article.add_date(DateRole::Entered, Date::parse_edtf("2019-04-06").unwrap());
        article.ids.push(Id::new(IdKind::Other(text("wos")), "000123"));
        let kind = AbstractKind::Translated;
        article.abstracts.push(Abstract { kind, language: Some(text("de")), ..Abstract::plain("Eisen; rot".into()) });
        article.notices.push(Notice { kind: NoticeKind::Other(text("Ethics")), text: text("None."), url: None });
        article.accessions.push(Accession { bank: text("GENBANK"), number: text("AB1") });
        for kind in [RelationKind::ErratumIn, RelationKind::Similar, RelationKind::CitedBy, RelationKind::References] {
            let mut relation = Relation::printed(kind, "J X. 2020;1:2. doi: 10.1/x");
            relation.ids = vec![Id::new(IdKind::Pmid, "77")];
            article.relations.push(relation);
        }
        article.keep("csv", "My Column", "a=b; c");
        assert_eq!(article.filled(), Slots::ALL);
        article
    }

    #[test]
    fn what_is_written_comes_back() {
        let article = filled();
        for format in [&CSV, &TSV] {
            for settings in [&[("columns", "all")][..], &[("columns", "all"), ("line-ending", "lf"), ("bom", "true")]] {
                let (text, log) = written(format, settings, &[&article, &article]);
                assert_eq!((log.lost_slots(), log.flattenings()), (Slots::NONE, &[][..]));
                let exact = writer(format, settings).carries(&article.kind).exact;
                assert_eq!(exact, Slots::ALL);
                let found = read(format, &text);
                assert_eq!(found.len(), 2);
                for (outcome, again, codes) in &found {
                    assert_eq!((outcome, codes.as_slice()), (&Outcome::Whole, &[][..]));
                    for slot in exact.iter() {
                        assert_eq!(again.values(slot), article.values(slot), "{slot:?}");
                    }
                    let byline = |article: &Article| {
                        article.authors().map(|author| author.name.inverted().into_owned()).collect::<Vec<_>>()
                    };
                    assert_eq!(byline(again), byline(&article));
                }
            }
        }
    }

    #[test]
    fn the_usual_columns_come_back() {
        let article = filled();
        let (text, _) = written(&CSV, &[], &[&article]);
        let carries = writer(&CSV, &[]).carries(&article.kind);
        let found = read(&CSV, &text);
        let (outcome, again, codes) = &found[0];
        assert_eq!((outcome, codes.as_slice()), (&Outcome::Whole, &[][..]));
        for slot in carries.exact.iter() {
            assert_eq!(again.values(slot), article.values(slot), "{slot:?}");
        }
        assert_eq!(carries.flattened, Slots::NONE);
        // A column of the year must not make a date.
        let mut online = Article::default();
        online.put(Slot::DateOnline, "2019-04").unwrap();
        let (text, _) = written(&CSV, &[], &[&online]);
        assert_eq!(read(&CSV, &text)[0].1.dates, online.dates);
    }

    #[test]
    fn chosen_columns_are_what_is_carried() {
        for (columns, exact, flattened) in [
            ("pmid,title", &[Slot::Pmid, Slot::Title][..], &[][..]),
            ("authors", &[Slot::Authors, Slot::GroupAuthors, Slot::Suffixes], &[]),
            ("orcids", &[], &[Slot::Orcids]),
            ("container_iso,container_abbrev", &[], &[Slot::ContainerIso, Slot::ContainerNlm]),
            ("first_page,pages,last_page", &[Slot::Pages], &[]),
            ("subtype", &[], &[Slot::PublicationTypes]),
        ] {
            let carries = writer(&CSV, &[("columns", columns)]).carries(&Kind::JournalArticle);
            assert_eq!(carries.exact, Slots::of(exact), "{columns}");
            assert_eq!(carries.flattened, Slots::of(flattened), "{columns}");
        }
    }

    #[test]
    fn wrong_settings_are_refused_before_the_run() {
        for (name, value) in [("columns", "pmid,tilte"), ("separator", ""), ("guard", "no"), ("line-ending", "cr")] {
            assert!(Settings::default().set(&CSV, name, value).is_err(), "{name}={value}");
        }
    }

    #[test]
    fn another_reader_finds_the_same_cells() {
        let (text, _) = written(&TSV, &[("columns", "title,keywords,abstract")], &[&filled()]);
        let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["title", "keywords", "abstract"]);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row, vec!["Wörd; \"a\", b", "a;;b; ;;; '=c; x, y", "'=One, \"two\";\nthree"]);
    }

    #[test]
    fn rows_as_written() {
        let mut article = Article::default();
        for (slot, value) in
            [(Slot::Pmid, "1"), (Slot::Title, "-omics, now"), (Slot::Volume, "-5"), (Slot::Keywords, "x;y")]
        {
            article.put(slot, value).unwrap();
        }
        for (settings, expected) in [
            (&[][..], "pmid,title,volume,keywords\r\n1,\"'-omics, now\",-5,\"x;;y\"\r\n"),
            (
                &[("guard", "false"), ("bom", "true"), ("line-ending", "lf"), ("separator", "|")],
                "\u{feff}pmid,title,volume,keywords\n1,\"-omics, now\",-5,\"x;y\"\n",
            ),
        ] {
            let settings = [settings, &[("columns", "pmid,title,volume,keywords")]].concat();
            assert_eq!(written(&CSV, &settings, &[&article]).0, expected);
        }
        assert_eq!(written(&CSV, &[("columns", "doi")], &[&article]).0, "doi\r\n\"\"\r\n");
    }

    #[test]
    fn what_a_cell_cannot_hold_is_said() {
        let mut article = Article::default();
        article.add_id(Id::new(IdKind::Doi, "10.1234/a"));
        article.add_id(Id::new(IdKind::Doi, "10.1234/b"));
        article.add_date(DateRole::Issued, Date::parse_medline("2015 1st Quart"));
        article.contributors.push(Contributor {
            superseded: true,
            ..Contributor::new(Role::Author, Name::Person(Person::parse_inverted("Li, Q")))
        });
        article.contributors.push(Contributor::new(
            Role::Author,
            Name::Person(Person { family: "Comma,".into(), ..Person::default() }),
        ));
        let mut title = TextBuilder::new();
        title.open(Style::Italic);
        title.push("E. coli");
        article.title = title.finish();
        let (_, log) = written(&CSV, &[], &[&article]);
        assert_eq!(log.lost_slots(), Slots::of(&[Slot::Doi, Slot::Authors]));
        let mut flattened = log.flattenings().to_vec();
        flattened.sort_unstable();
        assert_eq!(
            flattened,
            [(Slot::Title, "markup"), (Slot::Authors, "exact form"), (Slot::DateIssued, "exact form")]
        );
    }

    #[test]
    fn headers_are_recognised() {
        const PUBMED: &str =
            "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\r\n";
        for (head, csv, tsv) in [
            (PUBMED, Likely::Yes, Likely::No),
            (&PUBMED.replace(',', "\t"), Likely::No, Likely::Yes),
            (
                "Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,Properties,\n",
                Likely::Yes,
                Likely::No,
            ),
            ("\u{feff}pmid,doi\n1,2\n", Likely::Yes, Likely::No),
            ("sep=;\nTitle;Abstract;Whatever\n", Likely::Maybe, Likely::No),
            ("pmid\n1\n", Likely::Maybe, Likely::No),
            ("Title, or not\n", Likely::No, Likely::No),
            ("TY  - JOUR\r\nTI  - A, b\r\n", Likely::No, Likely::No),
            ("", Likely::No, Likely::No),
        ] {
            assert_eq!(((CSV.sniff)(head), (TSV.sniff)(head)), (csv, tsv), "{head:?}");
        }
    }

    #[test]
    fn broken_rows() {
        for (text, outcome, codes, titles) in [
            ("pmid,title,doi\n1,A\n", Outcome::Whole, &[Code::Mended][..], &["A"][..]),
            ("pmid,title\n1,A,more\n", Outcome::Whole, &[Code::UnplacedText], &["A"]),
            ("pmid,title,Own\n1,A,x\n", Outcome::Whole, &[Code::UnknownTag], &["A"]),
            ("title,title\nA,B\n", Outcome::Whole, &[Code::UnknownTag], &["A"]),
            ("pmid,title\n1,\"A\n", Outcome::Whole, &[Code::Mended], &["\"A"]),
            ("pmid,title,doi\n1,\"A\nB\n", Outcome::Partial, &[Code::TruncatedRecord], &["A B"]),
            ("pmid,title\n1.23E+07,A\n", Outcome::Whole, &[Code::UnfitValue], &["A"]),
            ("title,date\nA,12-Sep\n", Outcome::Whole, &[Code::UnreadableDate], &["A"]),
            ("title,issn\nA,1234-5670\n", Outcome::Whole, &[Code::SuspectIdentifier], &["A"]),
            ("pmid,title\n1,\n", Outcome::Whole, &[Code::MissingTitle], &[""]),
            ("pmid,title\n,\n", Outcome::NotARecord, &[Code::NotARecord], &[""]),
            ("Study,Outcome\n1,2\n", Outcome::Rejected, &[Code::UnreadableRecord], &[""]),
        ] {
            let found = read(&CSV, text);
            assert_eq!(found[0].0, outcome, "{text:?}");
            assert_eq!(found[0].2, codes, "{text:?}");
            assert_eq!(found.iter().map(|(_, article, _)| article.title.plain()).collect::<Vec<_>>(), titles);
        }
    }

    #[test]
    fn rejects_have_the_header() {
        let mut splitter = CSV.reader.unwrap()(&ReadOptions::default());
        assert_eq!(splitter.cut("\u{feff}pmid;title".as_bytes(), true), Cut::Prelude(13));
        assert_eq!(splitter.parser().frame(), ("pmid;title\n", ""));
    }
}
