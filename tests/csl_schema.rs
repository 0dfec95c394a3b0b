//! CSL-JSON against CSL's own schema.
//!
//! The schema is `csl/csl-data.json` in the folder that `BIBMILL_SCHEMAS` names; without it these tests do nothing and say
//! so.

use bibmill::article::{
    Abstract, AbstractKind, Accession, Affiliation, Article, Contributor, Date, DateRole, Id, IdKind, Kind, Link,
    LinkKind, Name, Notice, NoticeKind, Person, Point, Relation, RelationKind, Role, Slot, Slots, Style, Text,
    TextBuilder,
};
use bibmill::format::{Out, WriteOptions};
use bibmill::formats::csl_json::FORMAT;
use bibmill::log::Log;
use jsonschema::Validator;
use serde_json::{Value, json};

const EVIL: &str = "a\"},{\"type\":\"x\\\nER  - \r\n\u{0}\u{1b}\u{2028}<i>&amp;</i> {} [] é 😀";

fn schema() -> Option<Validator> {
    let Some(folder) = std::env::var_os("BIBMILL_SCHEMAS") else {
        eprintln!("skipped: BIBMILL_SCHEMAS is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join("csl/csl-data.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let schema = jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap();
    assert!(!schema.is_valid(&json!([{"id": "a", "type": "book", "pii": "S1"}])), "the schema is not closed");
    Some(schema)
}

/// The articles as an array, as text.
fn written(articles: &[Article], profile: &str) -> String {
    let mut options = WriteOptions::default();
    options.settings.set(&FORMAT, "profile", profile).unwrap();
    let mut writer = FORMAT.writer.unwrap()(&options);
    let (mut out, mut log) = (Out::new(), Log::new());
    writer.begin(&mut out);
    for (place, article) in articles.iter().enumerate() {
        if place > 0 {
            writer.between(&mut out);
        }
        writer.article(article, &mut out, &mut log);
    }
    writer.end(&mut out);
    String::from_utf8(out.bytes().to_vec()).unwrap()
}

fn assert_valid(schema: &Validator, articles: &[Article]) {
    let text = written(articles, "strict-schema");
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    assert_eq!(value.as_array().map(Vec::len), Some(articles.len()));
    let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
}

/// An article in which every slot holds something.
fn full(kind: Kind, value: &str) -> Article {
    let mut article = Article { kind: kind.clone(), ..Article::default() };
    for &slot in Slot::ALL {
        let value = match slot {
            Slot::Doi => "10.1234/x",
            Slot::Pmid => "123",
            Slot::Pmcid => "PMC123",
            Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => "1234-5679",
            Slot::Isbn => "9783161484100",
            Slot::Kind => kind.as_str(),
            _ => value,
        };
        // Slots with structure refuse a line of text, and follow.
        let _ = article.put(slot, value);
    }
    let text = || Text::new(value);
    let roles = ["chair", "illustrator", "reviewed-author", "no-such-role"].map(|name| Role::Other(name.into()));
    for role in [Role::Advisor, Role::Inventor, Role::Director, Role::Compiler, Role::Reviewer].into_iter().chain(roles)
    {
        let person = Person {
            family: value.into(),
            given: Some(value.into()),
            particle: Some(value.into()),
            dropping_particle: Some(value.into()),
            suffix: Some(value.into()),
            ..Person::default()
        };
        article.contributors.push(Contributor {
            orcid: Some(value.into()),
            ids: vec![(value.into(), value.into())],
            affiliations: vec![0],
            email: Some(value.into()),
            corresponding: true,
            equal: true,
            deceased: true,
            group: Some(value.into()),
            ..Contributor::new(role.clone(), Name::Person(person))
        });
        article.contributors.push(Contributor::new(role, Name::Group(text())));
    }
    article.affiliations.push(Affiliation { text: value.into(), ids: vec![(value.into(), value.into())] });
    let date = || Date::range(Point::new(1998, Some(12), None), Point::new(1999, Some(1), Some(2)));
    article.add_date(DateRole::Entered, date());
    article.add_date(DateRole::RecordRevised, Date::words(value));
    article.add_id(Id::new(IdKind::Other(value.into()), value));
    article.links.push(Link { url: value.into(), kind: LinkKind::Pdf, label: Some(value.into()) });
    article.abstracts.push(Abstract { kind: AbstractKind::PlainLanguage, ..Abstract::plain(text()) });
    article.notices.push(Notice { kind: NoticeKind::Other(value.into()), text: value.into(), url: Some(value.into()) });
    article.accessions.push(Accession { bank: value.into(), number: value.into() });
    for kind in [RelationKind::References, RelationKind::CitedBy, RelationKind::Similar, RelationKind::ErratumIn] {
        article.relations.push(Relation::printed(kind, value));
    }
    for name in ["annote", "categories", "custom", "type", "first-reference-note-number", value] {
        article.keep("csl-json", name, value);
    }
    article
}

#[test]
fn every_slot_of_every_kind_is_valid() {
    let Some(schema) = schema() else { return };
    let kinds = Kind::ALL.iter().cloned().chain([Kind::Other("podcast".into()), Kind::Other(EVIL.into())]);
    for kind in kinds {
        for value in ["2019-04-05", EVIL] {
            let article = full(kind.clone(), value);
            assert_eq!(article.filled(), Slots::ALL, "{:?}", Slots::ALL.without(article.filled()));
            assert_valid(&schema, &[article]);
        }
    }
}

#[test]
fn tricky_articles_are_valid() {
    let Some(schema) = schema() else { return };
    let mut marked = TextBuilder::new();
    for style in [Style::Italic, Style::Bold, Style::Sub, Style::SmallCaps, Style::Protected, Style::Tex] {
        marked.open(style);
        marked.push("<&>\"\\");
    }
    let dates = ["2003-21", "2003-21/2004-22", "1850~", "1850?", "../2024", "2025-01/..", "-0044", "Y12345"];
    let mut articles: Vec<Article> = dates
        .iter()
        .map(|text| {
            let mut article = Article::default();
            article.add_date(DateRole::Issued, Date::parse_edtf(text).unwrap());
            article
        })
        .collect();
    let blank = Article {
        volume: Some(String::new()),
        key: Some(String::new()),
        contributors: vec![Contributor::default(), Contributor::new(Role::Author, Name::Person(Person::default()))],
        ..Article::default()
    };
    articles.extend([Article::default(), Article { title: marked.finish(), ..Article::default() }, blank]);
    assert_valid(&schema, &articles);
    assert_valid(&schema, &[]);
}
