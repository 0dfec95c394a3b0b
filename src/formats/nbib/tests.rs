//! Tests of whole records: reading, and reading what was written.

use super::FORMAT;
use crate::article::{
    Article, Contributor, Date, DateRole, Id, IdKind, Keyword, Kind, Name, Pages, Person, Relation, RelationKind, Role,
    Scheme, Slot, Slots, Status, Text,
};
use crate::format::{Cut, Out, Outcome, ReadOptions, WriteOptions, Writer};
use crate::log::{Code, Log};
use proptest::prelude::*;
use std::path::Path;

/// All articles of a text, with their findings.
fn read(input: &str) -> Vec<(Article, Log)> {
    let mut splitter = FORMAT.reader.unwrap()(&ReadOptions::default());
    let (mut rest, mut found) = (input, Vec::new());
    loop {
        let length = match splitter.cut(rest.as_bytes(), true) {
            Cut::More => return found,
            Cut::Record(length) => {
                let (mut article, mut log) = (Article::default(), Log::new());
                if splitter.parser().parse(&rest[..length], &mut article, &mut log) == Outcome::Whole {
                    found.push((article, log));
                }
                length
            }
            Cut::Gap(length) => length,
            other => panic!("{other:?}"),
        };
        rest = &rest[length..];
    }
}

fn read_one(input: &str) -> (Article, Vec<Code>) {
    let mut found = read(input);
    assert_eq!(found.len(), 1, "{input}");
    let (article, log) = found.remove(0);
    (article, log.problems().iter().map(|problem| problem.code).collect())
}

fn writer() -> Box<dyn Writer> {
    FORMAT.writer.unwrap()(&WriteOptions::default())
}

fn write(article: &Article) -> (String, Log) {
    let (mut out, mut log) = (Out::new(), Log::new());
    writer().article(article, &mut out, &mut log);
    (String::from_utf8(out.bytes().to_vec()).unwrap(), log)
}

fn samples(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/nbib").join(folder);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let text = String::from_utf8(bytes)
                .unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned());
            found.push((path.file_name().unwrap().to_string_lossy().into_owned(), text));
        }
    }
    found.sort();
    found
}

fn sample(name: &str) -> Vec<(Article, Vec<Code>)> {
    let (folder, file) = name.rsplit_once('/').unwrap_or((".", name));
    let (_, text) = samples(folder).into_iter().find(|(known, _)| known == file).unwrap();
    read(&text).into_iter().map(|(article, log)| (article, log.problems().iter().map(|p| p.code).collect())).collect()
}

/// Slots whose values come in the order of the tags or of the names that have them.
const UNORDERED: Slots = Slots::of(&[Slot::DateRecord, Slot::Affiliations]);

/// Says which exact slots do not come back, of those that the log does not tell.
fn not_back(article: &Article, again: &Article, log: &Log) -> Vec<(Slot, Vec<String>, Vec<String>)> {
    let carries = writer().carries(&article.kind);
    // People whose role is lost take along what is said of them.
    let mut article = article.clone();
    article.contributors.retain(|contributor| carries.exact.contains(Slot::of_contributor(contributor)));
    let told = log.lost_slots().or(log.flattenings().iter().map(|(slot, _)| *slot).collect());
    let wanted = article.filled().and(carries.exact).without(told);
    let values = |article: &Article, slot| {
        // The loss of a person is that of the suffix too.
        let mut article = article.clone();
        article.contributors.retain(|person| wanted.contains(Slot::of_contributor(person)));
        let mut values: Vec<String> = article.values(slot).iter().map(|value| value.clone().into_owned()).collect();
        if UNORDERED.contains(slot) {
            values.sort();
        }
        values
    };
    wanted
        .iter()
        .map(|slot| (slot, values(&article, slot), values(again, slot)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

#[test]
fn samples_come_back() {
    let mut count = 0;
    for (name, text) in samples(".").into_iter().chain(samples("bad")) {
        for (mut article, _) in read(&text) {
            let (written, log) = write(&article);
            let (mut again, _) = read_one(&written);
            assert_eq!(not_back(&article, &again, &log), [], "{name}\n{written}");
            assert_eq!(write(&again).0, written, "{name}");
            // A record that names no publication type gets the one of its kind.
            if article.publication_types.is_empty() {
                again.publication_types.clear();
            }
            // A name without initials gets those of its short form.
            for (before, after) in article.contributors.iter().zip(&mut again.contributors) {
                if let (Name::Person(Person { initials: None, .. }), Name::Person(after)) =
                    (&before.name, &mut after.name)
                {
                    after.initials = None;
                }
            }
            for article in [&mut article, &mut again] {
                article.dates.sort_by_key(|dated| (dated.role as u8, dated.date.edtf()));
                article.ids.sort_by_key(|id| (Slot::of_id(&id.kind), id.value.clone()));
                article.extra.sort_by(|a, b| (&a.key, &a.value).cmp(&(&b.key, &b.value)));
            }
            assert_eq!(again, article, "{name}\n{written}");
            count += 1;
        }
    }
    assert!(count > 25, "{count} samples");
}

#[test]
fn samples_are_sniffed() {
    for (name, text) in samples(".") {
        assert_ne!((FORMAT.sniff)(&text), crate::format::Likely::No, "{name}");
    }
}

/// Words of a sample are in its articles or findings, but for citations and languages, which are in another form.
#[test]
fn nothing_is_lost() {
    for (name, text) in samples(".").into_iter().chain(samples("bad")) {
        let said: String = read(&text)
            .iter()
            .map(|(article, log)| {
                let citation = crate::citation::write(article);
                format!("{} {citation} {:?} {}", serde_json::to_string(article).unwrap(), log, write(article).0)
            })
            .collect();
        for line in text.lines().filter(|line| !line.starts_with("SO  -") && !line.starts_with("LA  -")) {
            let value = super::line::tag(line.as_bytes()).map_or(line, |(_, at)| &line[at..]);
            // What is said of an identifier rather than being part of it.
            let value = value.replace("http://dx.doi.org/", "").replace("ISSN-", "").replace("[Not Available].", "");
            for word in value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                assert!(said.contains(word), "{name}: {word} of {line:?}");
            }
        }
    }
}

#[test]
fn a_full_record() {
    let (article, codes) = sample("full-record.nbib").remove(0);
    assert_eq!(codes, []);
    let names: Vec<_> = article.authors().map(|author| author.name.short().into_owned()).collect();
    assert_eq!(names, ["van der Berg JP Jr", "Zhou S", "Iron in Immunotherapy Study Group", "Sartre-Lefèvre MJ"]);
    assert_eq!(article.affiliations.len(), 4);
    assert_eq!(article.contributors[1].affiliations, [1]);
    assert_eq!(article.article_number.as_deref(), Some("e006721"));
    let labels: Vec<_> = article.abstracts[0].sections.iter().filter_map(|section| section.label.as_deref()).collect();
    assert_eq!(labels, ["BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"]);
    for (slot, expected) in [
        (
            Slot::Title,
            "Iron handling by tumor macrophages and resistance to checkpoint inhibitors: a cohort study of 412 patients",
        ),
        (Slot::DateIssued, "2023-04"),
        (Slot::DateOnline, "2023-04-22"),
        (Slot::DateAccepted, "2023-04-02"),
        (Slot::Status, "print-published"),
        (Slot::Country, "England"),
        (Slot::Keywords, "Iron"),
        (Slot::Mesh, "Humans"),
        (Slot::Grants, "R01 CA123456/CA/NCI NIH HHS/United States"),
        (Slot::Relations, "comment-in: Nat Rev Iron. 2023 Jul;8(7):401-402. doi: 10.1038/s99999-023-00001-2."),
        (Slot::SourceDb, "NLM"),
        (Slot::OtherAbstracts, "El hierro de los macrofagos se asocia con una menor supervivencia."),
    ] {
        assert_eq!(article.values(slot)[0], expected);
    }
    assert_eq!(article.extra.iter().map(|extra| extra.key.as_str()).collect::<Vec<_>>(), ["STAT"]);
}

#[test]
fn what_samples_show() {
    for (name, record, slot, expected) in [
        ("initials-only.nbib", 0, Slot::Authors, &["Smith, J. A.", "McDonald, R. B., 3rd", "van der Meer, P."][..]),
        ("initials-only.nbib", 0, Slot::EtAl, &["true"]),
        ("initials-only.nbib", 0, Slot::ContainerNlm, &["Br Med J (Clin Res Ed)"]),
        ("translated-title.nbib", 0, Slot::Title, &["Eisen im Alter"]),
        ("translated-title.nbib", 0, Slot::TranslatedTitles, &["Iron in the elderly"]),
        ("translated-title.nbib", 0, Slot::Pages, &["S12-S19"]),
        ("translated-title.nbib", 0, Slot::DateIssued, &["1998-12/1999-01"]),
        ("translated-title.nbib", 0, Slot::Volume, &["36 Suppl 2"]),
        ("translated-title.nbib", 0, Slot::Mesh, &["*Iron/blood/*metabolism"]),
        ("translated-title.nbib", 0, Slot::GroupAuthors, &["Iron Group"]),
        ("translated-title.nbib", 1, Slot::Title, &["Surgery of the liver in the provinces"]),
        ("translated-title.nbib", 2, Slot::Title, &["Il ferro"]),
        ("book-and-chapter.nbib", 0, Slot::Kind, &["chapter"]),
        ("book-and-chapter.nbib", 0, Slot::ContainerTitle, &["Reviews of Iron Genes"]),
        ("book-and-chapter.nbib", 0, Slot::Place, &["Seattle (WA)"]),
        ("book-and-chapter.nbib", 0, Slot::BookAccession, &["NBK1116"]),
        ("book-and-chapter.nbib", 0, Slot::Chapter, &["14"]),
        ("book-and-chapter.nbib", 1, Slot::Kind, &["book"]),
        ("book-and-chapter.nbib", 1, Slot::Title, &["The Iron Book"]),
        ("book-and-chapter.nbib", 1, Slot::PageCount, &["345"]),
        ("book-and-chapter.nbib", 1, Slot::Editors, &["Adam, Margaret P"]),
        ("erratum-and-retraction.nbib", 0, Slot::Status, &["retracted"]),
        ("eric.nbib", 0, Slot::Authors, &["Hill, Jennifer L.", "Okonkwo, Chidi"]),
        ("eric.nbib", 0, Slot::OtherIds, &["eric:EJ948753"]),
        ("eric.nbib", 0, Slot::Doi, &["10.1177/0022487111420001"]),
        ("eric.nbib", 0, Slot::Urls, &["http://eric.ed.gov/?id=EJ948753"]),
        ("eric.nbib", 0, Slot::Issn, &["0022-4871"]),
        ("eric.nbib", 0, Slot::Languages, &["en"]),
        ("eric.nbib", 0, Slot::PublicationTypes, &["Journal Articles", "Reports - Descriptive"]),
        ("eric.nbib", 0, Slot::Extra, &[]),
        ("eric.nbib", 1, Slot::Kind, &["thesis"]),
        (
            "untagged-lines.nbib",
            0,
            Slot::Title,
            &["Community screening for iron deficiency: a comparison of three strategies"],
        ),
        ("untagged-lines.nbib", 0, Slot::Authors, &["Nguyen, Thi Lan", "Smith, Robert, Jr"]),
        ("untagged-lines.nbib", 0, Slot::Keywords, &["screening", "iron"]),
        ("untagged-lines.nbib", 1, Slot::DateIssued, &["2016-12"]),
        ("koreamed.nbib", 0, Slot::Keywords, &["Ferritin", "Adolescent"]),
        ("preprint.nbib", 0, Slot::Kind, &["article"]),
        ("preprint.nbib", 0, Slot::ArticleNumber, &["2023.01.12.523456"]),
        ("crlf.nbib", 1, Slot::DateIssued, &["2000-12-23/2000-12-30"]),
        ("crlf.nbib", 2, Slot::Pages, &["34-36, 87-91, 110-112 passim"]),
        ("glued-records.nbib", 1, Slot::Pmid, &["32000002"]),
        ("glued-records.nbib", 2, Slot::Title, &["The third and last"]),
        ("without-end.nbib", 1, Slot::Title, &["The file breaks off in the midd"]),
        ("bad/line-without-hyphen.nbib", 0, Slot::Extra, &["TEXT=SO invalid line"]),
        ("bad/line-without-hyphen.nbib", 0, Slot::ContainerNlm, &["J X SO another invalid line"]),
        ("bad/pmid-without-digits.nbib", 0, Slot::Extra, &["PMID=abc"]),
        ("bad/impossible-date.nbib", 0, Slot::DateOnline, &["2019-13-40"]),
        ("bad/impossible-date.nbib", 0, Slot::DateIssued, &["2019-02"]),
        ("bad/impossible-date.nbib", 0, Slot::Extra, &["VI=2", "XYZ=What is this?"]),
        ("bad/windows-1252.nbib", 0, Slot::Authors, &["Müller, Jürgen"]),
    ] {
        assert_eq!(sample(name)[record].0.values(slot), expected, "{name} {record}");
    }
}

#[test]
fn what_is_broken_is_told() {
    use Code::{Mended, RepeatedField, SuspectIdentifier, UnfitValue, UnknownTag, UnplacedText, UnreadableDate};
    for (name, expected) in [
        ("bad/line-without-hyphen.nbib", vec![UnplacedText]),
        ("bad/blank-line-inside.nbib", vec![Mended]),
        ("bad/pmid-without-digits.nbib", vec![UnfitValue]),
        ("bad/auid-before-author.nbib", vec![UnfitValue]),
        ("bad/impossible-date.nbib", vec![SuspectIdentifier, UnreadableDate, RepeatedField, UnknownTag]),
        ("glued-records.nbib", vec![]),
        ("crlf.nbib", vec![]),
        ("untagged-lines.nbib", vec![]),
        ("translated-title.nbib", vec![]),
        ("erratum-and-retraction.nbib", vec![]),
        ("book-and-chapter.nbib", vec![]),
        ("preprint.nbib", vec![]),
    ] {
        assert_eq!(sample(name)[0].1, expected, "{name}");
    }
}

#[test]
fn relations() {
    let (article, _) = sample("erratum-and-retraction.nbib").remove(0);
    let pmid = |relation: &Relation| {
        relation.all_ids().find(|id| id.kind == IdKind::Pmid).map(|id| id.value.clone()).unwrap_or_default()
    };
    let found: Vec<_> = article.relations.iter().map(|r| (r.kind.as_str(), pmid(r), r.note.as_deref())).collect();
    let expected = [
        ("erratum-in", "5", None),
        ("retraction-in", "30000009", None),
        ("retraction-in", "", Some("PRIN")),
        ("expression-of-concern-in", "", None),
        ("associated-dataset", "30000010", Some("DDIN")),
    ];
    assert_eq!(found, expected.map(|(kind, pmid, note)| (kind, pmid.to_owned(), note)));
    assert!(article.relations[3].all_ids().any(|id| id.value == "10.1234/conc"));
}

#[test]
fn publishing_models() {
    for (model, issued, collection, print) in [
        ("Electronic-eCollection", "2013-01-25", Some("2012"), None),
        ("Electronic-Print", "2013-01-25", None, Some("2012")),
        ("Print-Electronic", "2012", None, None),
    ] {
        let (article, _) = read_one(&format!("PMID- 1\nTI  - T.\nDP  - 2012\nDEP - 20130125\nPUBM- {model}\n"));
        let date = |article: &Article, role| article.date(role).map(Date::edtf);
        let dates = |article: &Article| {
            [DateRole::Issued, DateRole::Collection, DateRole::Print].map(|role| date(article, role))
        };
        assert_eq!(dates(&article), [Some(issued), collection, print].map(|d| d.map(str::to_owned)), "{model}");
        assert_eq!(dates(&read_one(&write(&article).0).0), dates(&article), "{model}");
    }
}

#[test]
fn abbreviations_of_journals() {
    for (text, nlm, iso, written) in [
        ("J Clin Invest", Some("J Clin Invest"), None, "J Clin Invest"),
        ("J. Clin. Invest.", None, Some("J. Clin. Invest."), "J Clin Invest"),
    ] {
        let (article, _) = read_one(&format!("PMID- 1\nTI  - T.\nTA  - {text}\n"));
        assert_eq!((article.container.nlm.as_deref(), article.container.iso.as_deref()), (nlm, iso));
        assert!(write(&article).0.contains(&format!("TA  - {written}\n")), "{text}");
    }
}

#[test]
fn records_without_pmid_begin_with_their_owner() {
    for (slot, text, expected) in [
        (Slot::SourceDb, "ERIC", "OWN - ERIC\nTI  - T.\n"),
        (Slot::Volume, "1", "OWN -\nVI  - 1\nTI  - T.\n"),
        (Slot::Pmid, "12", "PMID- 12\nTI  - T.\n"),
    ] {
        let mut article = Article { title: Text::new("T"), ..Article::default() };
        article.put(slot, text).unwrap();
        assert_eq!(write(&article).0, format!("{expected}"));
    }
}

#[test]
fn short_pages_are_an_option() {
    let mut options = WriteOptions::default();
    options.settings.set(&FORMAT, "medline-pages", "true").unwrap();
    let article = Article { pages: Some(Pages::parse("1344-1357")), ..Article::default() };
    let mut out = Out::new();
    FORMAT.writer.unwrap()(&options).article(&article, &mut out, &mut Log::new());
    assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), "OWN -\nPG  - 1344-57\n");
}

#[test]
fn kinds_come_back() {
    for kind in Kind::ALL {
        let mut article = Article { kind: kind.clone(), title: Text::new("T"), ..Article::default() };
        article.put(Slot::ContainerTitle, "C").unwrap();
        article.put(Slot::Publisher, "P").unwrap();
        let (written, log) = write(&article);
        let (again, _) = read_one(&written);
        let exact = writer().carries(kind).exact.contains(Slot::Kind);
        assert_eq!(again.kind == *kind, exact, "{written}");
        assert_eq!(again.container.title, article.container.title, "{written}");
        assert!(log.flattenings().is_empty(), "{written}");
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let mut article = Article { title: Text::new("T"), ..Article::default() };
    for id in ["1", "2"] {
        article.ids.push(Id::new(IdKind::Pmid, id));
        article.ids.push(Id::new(IdKind::Doi, &format!("10.1234/{id}")));
    }
    article.keep("nbib", "AU", "Other X");
    article.keep("nbib", "not a tag", "x");
    article.status = Some(Status::InPress);
    article.supplement = Some("2".into());
    article.volume = Some("36".into());
    article.relations.push(Relation::printed(RelationKind::Companion, "J X. 2001;1:1."));
    article.contributors.push(Contributor::new(Role::Author, Name::Person(Person::parse_inverted("Old, Name"))));
    article.contributors[0].superseded = true;
    let (written, log) = write(&article);
    assert_eq!(written, "PMID- 1\nVI  - 36 Suppl 2\nTI  - T.\nLID - 10.1234/1 [doi]\nAID - 10.1234/1 [doi]\n");
    let lost = [Slot::Authors, Slot::Status, Slot::Doi, Slot::Pmid, Slot::Relations, Slot::Extra];
    assert_eq!(log.lost_slots(), Slots::of(&lost));
    assert_eq!(log.flattenings(), [(Slot::Volume, "supplement and part")]);
}

/// Text as other formats may bring it.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{1,9}",
        "[A-Z]{2,12}",
        "[A-Z][a-z]{1,9}",
        "[0-9]{1,4}",
        "[a-zé:;,.()/*-]{1,8}",
        "PMID-|TI|[\\[\\]]|Jr|\\."
    ];
    prop::collection::vec(word, 1..30).prop_map(|words| words.join(" "))
}

fn person() -> impl Strategy<Value = Contributor> {
    let role = prop_oneof![3 => Just(Role::Author), 1 => Just(Role::Editor), 1 => Just(Role::Investigator)];
    let family = "(van der |de )?[A-Z][a-zé]{1,8}(-[A-Z][a-z]{2,4})?";
    let given = prop::option::of("[A-Z][a-z]{1,6}( [A-Z])?");
    (
        role,
        family,
        given,
        prop::option::of("[A-Z]{1,3}"),
        prop::option::of("Jr|3rd|II"),
        prop::collection::vec(0_usize..3, 0..3),
    )
        .prop_map(|(role, family, given, initials, suffix, mut affiliations)| {
            affiliations.sort_unstable();
            affiliations.dedup();
            let name = Name::Person(Person { family, given, initials, suffix, ..Person::default() });
            Contributor { affiliations, ..Contributor::new(role, name) }
        })
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![
        "(19|20)[0-9]{2}",
        "2019-0[1-9]",
        "2019-1[0-2]-2[0-8]",
        "200[0-9]-2[1-4]",
        "1998-12/1999-0[1-9]",
        "20(0[0-9]/1[0-9])",
        "2001~",
        "\\.\\./2000"
    ]
    .prop_filter_map("a date", |text| Date::parse_edtf(&text))
}

prop_compose! {
    fn article()(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        values in prop::collection::vec((prop::sample::select(Slot::ALL.to_vec()), text()), 0..12),
        contributors in prop::collection::vec(person(), 0..6),
        group in prop::option::of("[A-Z][a-z]+ (Group|Team)"),
        addresses in prop::collection::hash_set("[A-Z][a-z]{2,8}( [a-z]{1,5}){1,3}", 3),
        dates in prop::collection::vec((0_usize..8, date()), 0..4),
        languages in prop::collection::vec(prop::sample::select(vec!["en", "de", "pt-BR", "tlh"]), 0..2),
        number in prop::option::of("e?[0-9]{1,7}|[a-z]{2}[0-9]{2}"),
        pages in prop::option::of("[0-9]{1,7}|S?1[0-9](-S?2[0-9])?|e[0-9]{1,4}"),
        doi in prop::option::of("10\\.1234/[a-z0-9.()-]{0,12}[a-z0-9]"),
        keywords in prop::collection::vec(("[a-z]{2,9}( [a-z]{2,9})?", any::<bool>(), 0_usize..3), 0..4),
    ) -> Article {
        use DateRole::{Accepted, Collection, Completed, Entered, Issued, Online, Print, PmcRelease};
        let mut article = Article { kind, contributors, ..Article::default() };
        for (slot, text) in values {
            let _ = article.put(slot, &text);
        }
        article.contributors.extend(group.map(|name| Contributor::new(Role::Author, Name::Group(Text::new(&name)))));
        for text in addresses {
            article.affiliations.push(crate::article::Affiliation { text, ids: Vec::new() });
        }
        for (role, date) in dates {
            let role = [Issued, Online, Print, Collection, Accepted, Completed, Entered, PmcRelease][role];
            if article.date(role).is_none() {
                article.add_date(role, date);
            }
        }
        for tag in languages {
            let _ = article.put(Slot::Languages, tag);
        }
        if let Some(doi) = doi {
            let _ = article.put(Slot::Doi, &doi);
        }
        article.article_number = number.or(article.article_number);
        article.pages = pages.map(|pages| Pages::parse(&pages)).or(article.pages);
        for (term, major, scheme) in keywords {
            let scheme = [Scheme::Author, Scheme::Other("KIE".into()), Scheme::Mesh][scheme].clone();
            article.keywords.push(Keyword { major, ..Keyword::new(&term, scheme) });
        }
        article
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_comes_back(article in article()) {
        let (written, log) = write(&article);
        let found = read(&written);
        prop_assert_eq!(found.len(), 1, "{}", written);
        prop_assert_eq!(not_back(&article, &found[0].0, &log), vec![], "{}", written);
    }

    #[test]
    fn any_text_is_read(input in "(PMID|TI  |AU  |FAU |AD  |OABL|LID |PG  |DP  |PHST|\n|- |[a-zA-Z0-9 .:/\\[\\]()é-]{0,12}){0,40}") {
        for (article, _) in read(&input) {
            let (written, log) = write(&article);
            let again = read(&written);
            prop_assert_eq!(again.len(), 1, "{}", written);
            prop_assert_eq!(not_back(&article, &again[0].0, &log), vec![], "{}", written);
        }
    }
}
