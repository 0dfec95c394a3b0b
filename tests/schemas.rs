//! Output against the schemas of its format, and against an independent parser.
//!
//! `BIBMILL_SCHEMAS` names a folder with the schemas; where it is not set these tests are skipped, and say so.

use bibmill::article::*;
use bibmill::format::{Out, Shape, WriteOptions};
use bibmill::formats::by_name;
use bibmill::log::{Code, Log};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of schemas.
fn schemas() -> Option<PathBuf> {
    let found = std::env::var_os("BIBMILL_SCHEMAS").map(PathBuf::from);
    if found.is_none() {
        eprintln!("skipped: BIBMILL_SCHEMAS is not set");
    }
    found
}

/// Text that every writer must escape or leave out.
const HOSTILE: &str = "a]]> <b> &lt; &amp; \"q\" 'q' <!-- x --> \u{fffe}\u{ffff}é≥👩";

fn text(plain: &str) -> Text {
    let styles = [
        Style::Italic,
        Style::Bold,
        Style::Sub,
        Style::Sup,
        Style::SmallCaps,
        Style::Underline,
        Style::Code,
        Style::Protected,
        Style::Math,
        Style::Tex,
    ];
    let mut builder = TextBuilder::new();
    builder.push(plain);
    for style in styles {
        builder.open(style);
        builder.push(" <&");
        builder.close();
    }
    builder.open(Style::Italic);
    builder.open(Style::Tex);
    builder.push("x");
    builder.open(Style::Sup);
    builder.push("2");
    builder.finish()
}

/// A single value for a slot, by [`Article::put`] or by hand.
fn filled_with(slot: Slot) -> Article {
    let mut article = Article::default();
    let sample = match slot {
        Slot::Kind => "map",
        Slot::Doi => "10.1234/x",
        Slot::Pmid => "123",
        Slot::Pmcid => "PMC123",
        Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => "1234-5679",
        Slot::Isbn => "9783161484100",
        _ if slot.name().contains("date") => "2019-04-05",
        Slot::Languages => "fr",
        _ => "Word",
    };
    if article.put(slot, sample).is_ok() {
        return article;
    }
    let person = || Name::Person(Person::parse_inverted("Word, A"));
    let mut contributor = Contributor::new(Role::Author, person());
    match slot {
        Slot::Suffixes => contributor.name = Name::Person(Person::parse_inverted("Word, A, Jr")),
        Slot::Orcids => contributor.orcid = Some("0000-0002-1825-0097".into()),
        Slot::PersonIds => contributor.ids = vec![("isni".into(), HOSTILE.into())],
        Slot::Affiliations => {
            let ids = vec![("ror".into(), "https://ror.org/1".into())];
            article.affiliations = vec![Affiliation { text: HOSTILE.into(), ids }];
            contributor.affiliations = vec![0];
        }
        Slot::Emails => contributor.email = Some("a@b.c".into()),
        Slot::AuthorMarks => {
            (contributor.corresponding, contributor.equal, contributor.deceased) = (true, true, true);
        }
        Slot::OtherContributors => contributor.role = Role::Other("illustrator".into()),
        Slot::DateRecord => article.add_date(DateRole::Medline, Date::year(2019)),
        Slot::OtherIds => article.ids = vec![Id::new(IdKind::Other("wos".into()), HOSTILE)],
        Slot::OtherAbstracts => {
            let kind = AbstractKind::Other("teaser".into());
            article.abstracts = vec![Abstract { kind, ..Abstract::plain(text(HOSTILE)) }];
        }
        Slot::OtherNotices => {
            let kind = NoticeKind::Other("Ethics".into());
            article.notices = vec![Notice { kind, text: HOSTILE.into(), url: Some(HOSTILE.into()) }];
        }
        Slot::Accessions => article.accessions = vec![Accession { bank: "GEO".into(), number: "GSE1".into() }],
        Slot::Relations => article.relations = vec![Relation::printed(RelationKind::UpdateIn, HOSTILE)],
        Slot::Similar => article.relations = vec![Relation::printed(RelationKind::Similar, HOSTILE)],
        Slot::CitedBy => article.relations = vec![Relation::printed(RelationKind::CitedBy, HOSTILE)],
        Slot::References => article.relations = vec![Relation::printed(RelationKind::References, HOSTILE)],
        Slot::Extra => article.keep("jats", "some-key", HOSTILE),
        _ => panic!("{slot:?} refuses {sample:?}"),
    }
    let of_people = [
        Slot::Suffixes,
        Slot::Orcids,
        Slot::PersonIds,
        Slot::Affiliations,
        Slot::Emails,
        Slot::AuthorMarks,
        Slot::OtherContributors,
    ];
    if of_people.contains(&slot) {
        article.contributors.push(contributor);
    }
    article
}

/// An article with every slot filled, most of them with text that is hard to write.
fn full_article(kind: Kind) -> Article {
    let hostile = || Some(HOSTILE.to_owned());
    let date = |text: &str| Date::parse_edtf(text).unwrap_or_else(|| Date::parse_medline(text));
    let mut article = Article { kind, ..Article::default() };
    for slot in Slot::ALL {
        if matches!(slot, Slot::Kind | Slot::Extra) {
            continue;
        }
        let one = filled_with(*slot);
        let shift = article.affiliations.len();
        article.contributors.extend(one.contributors.into_iter().map(|mut contributor| {
            contributor.affiliations.iter_mut().for_each(|place| *place += shift);
            contributor
        }));
        article.affiliations.extend(one.affiliations);
        article.dates.extend(one.dates);
        article.ids.extend(one.ids);
        article.links.extend(one.links);
        article.abstracts.extend(one.abstracts);
        article.keywords.extend(one.keywords);
        article.chemicals.extend(one.chemicals);
        article.grants.extend(one.grants);
        article.notices.extend(one.notices);
        article.accessions.extend(one.accessions);
        article.relations.extend(one.relations);
    }
    article.key = Some("10.1/weird:key<&\">".into());
    article.et_al = true;
    article.genre = hostile();
    article.status = Some(Status::Other(HOSTILE.into()));
    article.publication_types = vec![Term { name: HOSTILE.into(), id: hostile() }, Term::new("Review")];
    article.title = text(HOSTILE);
    article.subtitle = Some(text(HOSTILE));
    article.short_title = Some(text(HOSTILE));
    article.original_title = Some(text(HOSTILE));
    article.reviewed_title = Some(text(HOSTILE));
    for language in [Some("de".to_owned()), None, hostile()] {
        article.translated_titles.push(Translation { text: text(HOSTILE), language });
    }
    article.languages = vec!["zh-Hant".into(), "en".into(), HOSTILE.into()];
    article.container = Container {
        title: Some(text(HOSTILE)),
        issue_title: Some(text(HOSTILE)),
        volume_title: Some(text(HOSTILE)),
        series: Some(text(HOSTILE)),
        iso: hostile(),
        nlm: hostile(),
        nlm_id: hostile(),
        series_number: hostile(),
        publisher: hostile(),
        place: hostile(),
        country: hostile(),
    };
    article.event = Event { name: hostile(), place: hostile(), sponsor: hostile() };
    for place in [
        &mut article.volume,
        &mut article.issue,
        &mut article.supplement,
        &mut article.part,
        &mut article.section,
        &mut article.chapter,
        &mut article.number,
        &mut article.edition,
        &mut article.version,
        &mut article.volume_count,
        &mut article.article_number,
        &mut article.page_count,
        &mut article.medium,
        &mut article.dimensions,
        &mut article.scale,
        &mut article.authority,
        &mut article.reference_count,
        &mut article.source_db,
        &mut article.archive,
        &mut article.archive_location,
        &mut article.call_number,
        &mut article.annotation,
        &mut article.original_publisher,
        &mut article.original_place,
    ] {
        *place = hostile();
    }
    article.pages = Some(Pages::parse("34-6, 87-91"));
    article.notes = vec![format!("{HOSTILE}\nsecond")];
    article.subsets = vec![HOSTILE.into()];
    article.figures = vec![text(HOSTILE)];
    for value in ["2003-21", "1998-12/1999-01", "2025-01/..", "../2020", "1999~", "spring of some year", "-0044"] {
        for role in [DateRole::Issued, DateRole::Print, DateRole::Revised, DateRole::Event, DateRole::Original] {
            article.add_date(role, date(value).with_literal(HOSTILE));
            article.add_date(role, date(value));
        }
    }
    for kind in [LinkKind::Landing, LinkKind::Pdf, LinkKind::FullText, LinkKind::Data, LinkKind::File] {
        article.links.push(Link { url: HOSTILE.into(), kind, label: hostile() });
    }
    article.ids.push(Id { version: Some("2".into()), note: hostile(), ..Id::new(IdKind::Pmcid, "PMC9") });
    article.ids.push(Id { note: hostile(), ..Id::new(IdKind::Isbn, "0306406152") });
    let roles = [
        Role::Author,
        Role::Editor,
        Role::SeriesEditor,
        Role::Translator,
        Role::Investigator,
        Role::Other(HOSTILE.into()),
    ];
    for role in roles {
        for name in [
            Name::Group(text("Iron Group")),
            Name::Group(Text::default()),
            Name::Person(Person::parse_inverted(HOSTILE)),
            Name::Person(Person { given: hostile(), ..Person::default() }),
            Name::Person(Person { family: "Li".into(), initials: Some("Q".into()), ..Person::default() }),
        ] {
            article.contributors.push(Contributor {
                group: Some("Iron Group".into()),
                affiliations: vec![0, 0, 99],
                email: hostile(),
                ids: vec![(HOSTILE.into(), HOSTILE.into())],
                ..Contributor::new(role.clone(), name)
            });
        }
    }
    article.contributors.push(Contributor::new(Role::Author, Name::Group(Text::new("Iron Group"))));
    let section = |label: Option<String>| Section { label, category: hostile(), text: text("a\nb") };
    for kind in [AbstractKind::Main, AbstractKind::Translated, AbstractKind::PlainLanguage, AbstractKind::Graphical] {
        let bare = Section { text: text(HOSTILE), ..Section::default() };
        let sections = vec![bare.clone(), section(hostile()), section(None), bare];
        article.abstracts.push(Abstract { kind, language: hostile(), sections, copyright: hostile() });
    }
    for (scheme, class) in [
        (Scheme::Supplementary, Some("Disease")),
        (Scheme::Supplementary, None),
        (Scheme::Supplementary, Some(HOSTILE)),
        (Scheme::Mesh, Some("Geographic")),
        (Scheme::Mesh, Some(HOSTILE)),
        (Scheme::Gene, None),
        (Scheme::PersonalName, None),
        (Scheme::Other("PIP".into()), None),
    ] {
        article.keywords.push(Keyword {
            scheme,
            class: class.map(str::to_owned),
            id: hostile(),
            term: text(HOSTILE),
            ..Keyword::default()
        });
    }
    let mesh = Keyword { id: Some("D1".into()), major: true, ..Keyword::parse_mesh("Iron/*blood/metabolism") };
    article.keywords.push(mesh);
    article.keywords.push(Keyword { term: text(HOSTILE), scheme: Scheme::Other(HOSTILE.into()), ..Keyword::default() });
    article.chemicals.push(Chemical { name: HOSTILE.into(), registry: hostile(), id: hostile() });
    article.grants.push(Grant { number: None, acronym: hostile(), agency: None, country: hostile() });
    for kind in [NoticeKind::License, NoticeKind::Copyright, NoticeKind::Funding, NoticeKind::ConflictOfInterest] {
        article.notices.push(Notice { kind, text: HOSTILE.into(), url: hostile() });
    }
    let cited = Article { title: text(HOSTILE), ids: vec![Id::new(IdKind::Doi, "10.1/<>&\"")], ..Article::default() };
    let kinds = RelationKind::ALL.iter().cloned().chain([RelationKind::Other(HOSTILE.into())]);
    for kind in kinds {
        for (text, ids, parsed) in [
            (hostile(), vec![Id::new(IdKind::Pmid, "7"), Id::new(IdKind::Doi, "10.1/x")], None),
            (None, vec![Id::new(IdKind::Issn, "1234-5679")], None),
            (hostile(), vec![Id::new(IdKind::Pmid, "8")], Some(Box::new(cited.clone()))),
            (None, Vec::new(), Some(Box::new(cited.clone()))),
            (None, Vec::new(), Some(Box::new(Article::default()))),
            (None, Vec::new(), None),
        ] {
            article.relations.push(Relation { kind: kind.clone(), text, ids, note: hostile(), article: parsed });
        }
    }
    for format in ["jats", "pubmed-xml"] {
        article.keep(format, HOSTILE, HOSTILE);
    }
    let kept =
        ["Status", "PubModel", "CitedMedium", "IndexingMethod", "VersionID", "SpaceFlightMission", "PublicationStatus"];
    for key in kept.iter().chain(&["GrantList CompleteYN", "History premedline", "ArticleId pmcbook", "ArticleId x"]) {
        article.keep("pubmed-xml", key, HOSTILE);
    }
    article.keep("pubmed-xml", "History premedline", "2019-04-05T06:00");
    article.keep("pubmed-xml", "PubModel", "Electronic");
    assert_eq!(article.filled(), Slots::ALL, "a slot is not filled");
    article
}

/// Writes articles as the engine does, but for making keys unique.
fn written(format: &str, options: &WriteOptions, articles: &[Article]) -> (String, Log) {
    let format = by_name(format).unwrap();
    let mut writer = format.writer.unwrap()(options);
    let (mut out, mut log) = (Out::new(), Log::new());
    writer.begin(&mut out);
    for (place, article) in articles.iter().enumerate() {
        if place > 0 {
            writer.between(&mut out);
        }
        writer.article(article, &mut out, &mut log);
    }
    writer.end(&mut out);
    (String::from_utf8(out.bytes().to_vec()).unwrap(), log)
}

fn jats(layout: &str, articles: &[Article]) -> (String, Log) {
    let shape = if articles.len() == 1 { Shape::One } else { Shape::Many };
    let mut options = WriteOptions { shape, ..WriteOptions::default() };
    options.settings.set(by_name("jats").unwrap(), "layout", layout).unwrap();
    written("jats", &options, articles)
}

const KINDS: [Kind; 10] = [
    Kind::JournalArticle,
    Kind::Preprint,
    Kind::Book,
    Kind::Chapter,
    Kind::ConferencePaper,
    Kind::Thesis,
    Kind::Dataset,
    Kind::Patent,
    Kind::Standard,
    Kind::Webpage,
];

/// Fails with what xmllint says, unless all documents are valid.
fn assert_valid(dtd: &Path, documents: &[(&str, String)]) {
    let folder = tempfile::tempdir().unwrap();
    let files = documents.iter().enumerate().map(|(place, (name, document))| {
        let file = folder.path().join(format!("{place} {}.xml", name.replace('/', " ")));
        std::fs::write(&file, document).unwrap();
        file
    });
    let files: Vec<PathBuf> = files.collect();
    let done = Command::new("xmllint")
        .args(["--nonet", "--noout", "--dtdvalid"])
        .arg(dtd)
        .args(&files)
        .output()
        .expect("xmllint must be there when BIBMILL_SCHEMAS is set");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn jats_is_valid() {
    let Some(folder) = schemas() else { return };
    let dtd = folder.join("jats-archiving-1.3/JATS-archivearticle1-3-mathml3.dtd");
    assert!(dtd.is_file(), "{} is missing", dtd.display());
    let full: Vec<Article> = KINDS.iter().cloned().map(full_article).collect();
    let mut documents = Vec::new();
    for article in &full {
        for layout in ["auto", "references"] {
            documents.push((article.kind.as_str(), jats(layout, std::slice::from_ref(article)).0));
        }
    }
    // The engine makes keys unique; here they are so from the start.
    let mut several = full.clone();
    for (place, article) in several.iter_mut().enumerate() {
        article.key = Some(format!("{place}"));
    }
    documents.push(("several", jats("auto", &several).0));
    documents.push(("empty list", jats("auto", &[]).0));
    for slot in Slot::ALL {
        for layout in ["auto", "references"] {
            documents.push((slot.name(), jats(layout, &[filled_with(*slot)]).0));
        }
    }
    for layout in ["auto", "references"] {
        documents.push(("nothing known", jats(layout, &[Article::default()]).0));
    }
    assert_valid(&dtd, &documents);
}

#[test]
fn jats_is_well_formed() {
    use quick_xml::events::Event;
    let full: Vec<Article> = KINDS.iter().cloned().map(full_article).collect();
    for (layout, articles) in
        [("auto", &full[..1]), ("auto", &full[..]), ("articles", &full[..]), ("articles", &[]), ("references", &full)]
    {
        let (document, log) = jats(layout, articles);
        assert!(!document.contains(['\u{fffe}', '\u{ffff}']));
        let changed = log.problems().iter().filter(|problem| problem.code == Code::ChangedValue).count();
        assert_eq!(changed, articles.len(), "{layout}");
        let mut reader = quick_xml::Reader::from_str(&document);
        reader.config_mut().check_end_names = true;
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    depth += 1;
                    start.attributes().for_each(|attribute| {
                        attribute.unwrap();
                    });
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{layout}");
    }
}

#[test]
fn jats_writes_what_it_carries_and_nothing_else() {
    // Without what hangs on a contributor, that contributor is still there.
    let base = |slot: Slot| {
        let mut article = filled_with(slot);
        article.affiliations.clear();
        for contributor in &mut article.contributors {
            let name = Name::Person(Person::parse_inverted("Word, A"));
            *contributor = Contributor::new(Role::Author, name);
        }
        let keep = matches!(
            slot,
            Slot::Suffixes | Slot::Orcids | Slot::PersonIds | Slot::Affiliations | Slot::Emails | Slot::AuthorMarks
        );
        Article { contributors: if keep { article.contributors } else { Vec::new() }, ..Article::default() }
    };
    for layout in ["auto", "references"] {
        let mut options = WriteOptions { shape: Shape::One, ..WriteOptions::default() };
        options.settings.set(by_name("jats").unwrap(), "layout", layout).unwrap();
        for slot in Slot::ALL.iter().copied().filter(|slot| *slot != Slot::Extra) {
            let mut article = filled_with(slot);
            let mut without = base(slot);
            if slot != Slot::Key {
                // A key that is made would show the slot.
                (article.key, without.key) = (Some("k".into()), Some("k".into()));
            }
            let carries = by_name("jats").unwrap().writer.unwrap()(&options).carries(&article.kind);
            let carried = carries.exact.or(carries.flattened).contains(slot);
            assert!(!carries.exact.contains(slot) || !carries.flattened.contains(slot), "{slot:?} is in both");
            let shows = written("jats", &options, &[article]).0 != written("jats", &options, &[without]).0;
            assert_eq!(shows, carried, "{layout}: {slot:?}");
        }
    }
}

fn pubmed(articles: &[Article]) -> (String, Log) {
    written("pubmed-xml", &WriteOptions::default(), articles)
}

/// Articles whose dates, people and pages are in all the shapes that ask for another form.
fn odd_articles() -> Vec<Article> {
    let date = |text: &str| Date::parse_edtf(text).unwrap_or_else(|| Date::words(text));
    let mut articles = Vec::new();
    let shapes = [
        "2019",
        "2019-04",
        "2019-04-05",
        "2003-21",
        "1998-12/1999-01",
        "../2020",
        "some day",
        "-0044",
        "2019-04-05T06:00Z",
    ];
    for role in [
        DateRole::Issued,
        DateRole::Print,
        DateRole::Online,
        DateRole::Collection,
        DateRole::Received,
        DateRole::Completed,
        DateRole::RecordRevised,
        DateRole::Created,
        DateRole::Entered,
        DateRole::Accessed,
    ] {
        for shape in shapes {
            let mut article = Article::default();
            article.add_date(role, date(shape));
            articles.push(article.clone());
            article.add_date(DateRole::Online, date("2019-04-05"));
            article.add_date(DateRole::Issued, date("2019-04-05"));
            articles.push(article);
        }
    }
    for (slot, value) in [
        (Slot::Pages, "12-19"),
        (Slot::Pages, "34-6, 87-91"),
        (Slot::Pages, "1129465"),
        (Slot::ArticleNumber, "e12345"),
        (Slot::ArticleNumber, "7"),
        (Slot::PageCount, "xii"),
        (Slot::Doi, "10.1234/x"),
        (Slot::Copyright, "(c)"),
        (Slot::References, "Word"),
    ] {
        for kind in KINDS {
            let mut article = filled_with(if slot == Slot::References { slot } else { Slot::Kind });
            article.kind = kind;
            let _ = article.put(slot, value);
            articles.push(article);
        }
    }
    articles
}

#[test]
fn pubmed_xml_is_valid() {
    let Some(folder) = schemas() else { return };
    let dtd = folder.join("pubmed/pubmed_250101.dtd");
    assert!(dtd.is_file(), "{} is missing", dtd.display());
    let full: Vec<Article> = Kind::ALL.iter().cloned().map(full_article).collect();
    let mut documents: Vec<(&str, String)> =
        full.iter().map(|article| (article.kind.as_str(), pubmed(std::slice::from_ref(article)).0)).collect();
    for slot in Slot::ALL {
        for kind in [Kind::JournalArticle, Kind::Book, Kind::Chapter] {
            let mut article = filled_with(*slot);
            if *slot != Slot::Kind {
                article.kind = kind;
            }
            documents.push((slot.name(), pubmed(&[article]).0));
        }
    }
    for kind in KINDS {
        documents.push(("nothing known", pubmed(&[Article { kind, ..Article::default() }]).0));
    }
    documents.push(("odd", pubmed(&odd_articles()).0));
    // The ids of lists of investigators are unique as long as the articles differ.
    let mut several = full.clone();
    for (place, article) in several.iter_mut().enumerate() {
        article.ids.retain(|id| id.kind != IdKind::Pmid);
        article.ids.push(Id::new(IdKind::Pmid, &place.to_string()));
    }
    documents.push(("several", pubmed(&several).0));
    assert_valid(&dtd, &documents);
}

#[test]
fn samples_become_valid_pubmed_xml() {
    let Some(folder) = schemas() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut documents = Vec::new();
    for format in bibmill::formats::FORMATS.iter().filter(|format| format.reader.is_some()) {
        for entry in std::fs::read_dir(root.join(format.name)).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let input = bibmill::Input::reader("sample", std::fs::File::open(&path).unwrap());
            let mut output = Vec::new();
            let to = by_name("pubmed-xml").unwrap();
            let report = bibmill::Converter::new(to).from(format).run([input], &mut output).unwrap();
            // A set without articles is not valid.
            if report.written > 0 {
                documents.push((format.name, String::from_utf8(output).unwrap()));
            }
        }
    }
    assert!(documents.len() > 40);
    assert_valid(&folder.join("pubmed/pubmed_250101.dtd"), &documents);
}
