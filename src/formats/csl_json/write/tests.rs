use super::*;
use crate::article::{Abstract, Date, Id, Link, LinkKind, Name, Person, Section, Style, TextBuilder};
use crate::formats::csl_json::FORMAT;
use serde_json::json;

/// What the writer makes of articles, and what it says.
fn written(articles: &[Article], profile: &str) -> (String, Log) {
    let mut options = WriteOptions::default();
    options.settings.set(&FORMAT, "profile", profile).unwrap();
    let (mut out, mut log) = (Out::new(), Log::new());
    let mut writer = writer(&options);
    writer.begin(&mut out);
    for (place, article) in articles.iter().enumerate() {
        if place > 0 {
            writer.between(&mut out);
        }
        writer.article(article, &mut out, &mut log);
    }
    writer.end(&mut out);
    for key in out.keys() {
        assert_eq!((out.bytes()[key.start - 1], out.bytes()[key.end]), (b'"', b'"'));
    }
    (String::from_utf8(out.bytes().to_vec()).unwrap(), log)
}

/// The first item, read back.
fn item(article: Article, profile: &str) -> (Value, Log) {
    let (text, log) = written(&[article], profile);
    let mut items: Vec<Value> = serde_json::from_str(&text).unwrap();
    (items.remove(0), log)
}

fn article(slots: &[(Slot, &str)]) -> Article {
    let mut article = Article::default();
    slots.iter().for_each(|(slot, value)| article.put(*slot, value).unwrap());
    article
}

#[test]
fn layout() {
    let one = article(&[
        (Slot::Key, "okafor2019"),
        (Slot::Title, "Iron & \"steel\""),
        (Slot::Authors, "Okafor, N. A., Jr."),
        (Slot::GroupAuthors, "Iron Group"),
        (Slot::DateIssued, "1998-12/1999-01"),
        (Slot::Pages, "1344-57"),
        (Slot::Pmid, "5"),
        (Slot::Pii, "S1"),
    ]);
    let expected = r#"[
  {
    "type": "article-journal",
    "id": "okafor2019",
    "author": [
      {
        "family": "Okafor",
        "given": "N. A.",
        "suffix": "Jr."
      },
      {
        "literal": "Iron Group"
      }
    ],
    "issued": {
      "date-parts": [[1998, 12], [1999, 1]]
    },
    "page": "1344-1357",
    "PMID": "5",
    "title": "Iron & \"steel\"",
    "custom": {
      "pii": [
        "S1"
      ]
    }
  },
  {
    "type": "article-journal",
    "id": "record"
  }
]
"#;
    assert_eq!(written(&[one, Article::default()], "strict-schema").0, expected);
}

#[test]
fn variables() {
    use Slot::{
        ArticleNumber, ContainerIso, ContainerNlm, ContainerTitle, DateOnline, DatePrint, Isbn, Issn, IssnElectronic,
        IssnPrint, Issue, IssueTitle, Keywords, Languages, Mesh, Notes, Number, Pages, Part, Pmcid, Pmid, ShortTitle,
        Subtitle, Supplement, Title,
    };
    for (slots, expected) in [
        (&[(Title, "A"), (Subtitle, "b")][..], json!({"title": "A: b", "custom": {"subtitle": "b"}})),
        (&[(ShortTitle, "A")], json!({"title-short": "A"})),
        (&[(ArticleNumber, "e12")], json!({"number": "e12", "page": "e12"})),
        (
            &[(ArticleNumber, "e12"), (Pages, "1-9")],
            json!({"number": "e12", "page": "1-9", "custom": {"article_number": "e12"}}),
        ),
        (
            &[(ArticleNumber, "e12"), (Number, "7")],
            json!({"number": "7", "page": "e12", "custom": {"article_number": "e12"}}),
        ),
        (
            &[(ContainerNlm, "J X")],
            json!({"journalAbbreviation": "J X", "container-title": "J X", "container-title-short": "J X"}),
        ),
        (
            &[(ContainerTitle, "Journal X"), (ContainerIso, "J. X"), (ContainerNlm, "J X")],
            json!({
                "journalAbbreviation": "J. X", "container-title": "Journal X", "container-title-short": "J. X",
                "custom": {"container_nlm": "J X"}
            }),
        ),
        (&[(Issue, "3"), (Supplement, "2"), (Part, "B")], json!({"issue": "3", "supplement": "2", "part": "B"})),
        (
            &[(Keywords, "iron"), (Mesh, "*Iron/blood"), (Keywords, "iron")],
            json!({
                "keyword": "iron, Iron/blood", "custom": {"keywords": ["iron", "iron"], "mesh": ["*Iron/blood"]}
            }),
        ),
        (
            &[(IssnPrint, "1234-5679"), (IssnElectronic, "2049-3630"), (Issn, "1234-5679")],
            json!({
                "ISSN": "1234-5679, 2049-3630",
                "custom": {"issn_print": ["1234-5679"], "issn_electronic": ["2049-3630"], "issn": ["1234-5679"]}
            }),
        ),
        (&[(Isbn, "9783161484100"), (Isbn, "316148410X")], json!({"ISBN": "9783161484100 316148410X"})),
        (&[(Languages, "en"), (Languages, "de")], json!({"language": "en", "custom": {"language": ["en", "de"]}})),
        (&[(Notes, "a"), (Notes, "b")], json!({"note": "a\nb", "custom": {"notes": ["a", "b"]}})),
        (&[(IssueTitle, "S")], json!({"volume-title": "S", "custom": {"issue_title": "S"}})),
        (
            &[(DatePrint, "2019-02"), (DateOnline, "2018")],
            json!({
                "issued": {"date-parts": [[2019, 2]]}, "available-date": {"date-parts": [[2018]]},
                "custom": {"date_print": "2019-02"}
            }),
        ),
        (&[(Pmid, "5"), (Pmcid, "PMC6")], json!({"PMID": "5", "PMCID": "PMC6"})),
    ] {
        let (mut found, _) = item(article(slots), "strict-schema");
        let members = found.as_object_mut().unwrap();
        members.retain(|name, _| !matches!(name.as_str(), "type" | "id"));
        assert_eq!(found, expected, "{slots:?}");
    }
}

#[test]
fn kinds_that_csl_lacks() {
    for (kind, name, custom) in [
        (Kind::Thesis, "thesis", Value::Null),
        (Kind::Proceedings, "book", json!("proceedings")),
        (Kind::Other("podcast".into()), "document", json!("podcast")),
    ] {
        let (found, _) = item(Article { kind, ..Article::default() }, "strict-schema");
        assert_eq!((&found["type"], &found["custom"]["kind"]), (&json!(name), &custom));
    }
}

#[test]
fn zotero() {
    let it = article(&[(Slot::Pmid, "5"), (Slot::Notes, "free text"), (Slot::Authors, "Smith, John, Jr")]);
    let (found, _) = item(it, "zotero");
    assert_eq!(found["note"], "PMID: 5\nfree text");
    assert_eq!(found["author"], json!([{"family": "Smith", "given": "John, Jr"}]));
}

#[test]
fn people() {
    let mut it = article(&[(Slot::Authors, "A, B"), (Slot::Authors, "Zhou, S"), (Slot::Investigators, "Poe, E")]);
    it.contributors[1].orcid = Some("0000-0002-1825-0097".into());
    it.contributors[1].corresponding = true;
    it.contributors.push(Contributor::new(Role::Other("illustrator".into()), Name::Group(Text::new("Ink"))));
    it.contributors.push(Contributor { superseded: true, ..it.contributors[0].clone() });
    let (found, log) = item(it, "strict-schema");
    assert_eq!(found["author"], json!([{"family": "A", "given": "B"}, {"family": "Zhou", "given": "S"}]));
    assert_eq!(found["illustrator"], json!([{"literal": "Ink"}]));
    assert_eq!(
        found["custom"],
        json!({
            "people": [{
                "role": "author", "place": 1, "name": "Zhou, S", "orcid": "0000-0002-1825-0097", "corresponding": true
            }],
            "contributors": [{"role": "investigator", "family": "Poe", "given": "E"}]
        })
    );
    assert_eq!(log.flattenings(), [(Slot::Authors, "superseded spellings")]);
    let mut patent = article(&[]);
    patent.kind = Kind::Patent;
    patent.contributors.push(Contributor::new(Role::Inventor, Name::Group(Text::new("Bell"))));
    assert_eq!(item(patent, "strict-schema").0["author"], json!([{"literal": "Bell"}]));
}

#[test]
fn flattenings_are_said() {
    let mut title = TextBuilder::new();
    title.open(Style::Underline);
    title.push("T");
    let labelled = Section { label: Some("AIM".into()), category: None, text: Text::new("x\ny") };
    let rows = [
        (Article { title: title.finish(), ..Article::default() }, Slot::Title, "marks"),
        (article(&[(Slot::Title, "the <i> tag")]), Slot::Title, "signs that look like tags"),
        (article(&[(Slot::Keywords, "a, b")]), Slot::Keywords, "commas"),
        (
            Article {
                abstracts: vec![Abstract { sections: vec![labelled], ..Abstract::default() }],
                ..Article::default()
            },
            Slot::Abstract,
            "section labels",
        ),
        (
            Article {
                ids: vec![Id { version: Some("2".into()), ..Id::new(IdKind::Pmcid, "PMC1") }],
                ..Article::default()
            },
            Slot::Pmcid,
            "versions and notes",
        ),
        (
            Article {
                ids: vec![Id { note: Some("cs.AI".into()), ..Id::new(IdKind::Arxiv, "1501.00001") }],
                ..Article::default()
            },
            Slot::Arxiv,
            "versions and notes",
        ),
    ];
    for (article, slot, what) in rows {
        assert_eq!(item(article, "strict-schema").1.flattenings(), [(slot, what)]);
    }
}

#[test]
fn extras_of_its_own() {
    let mut it = article(&[(Slot::Pii, "S1")]);
    for (name, value) in [
        ("archive-place", "good"),
        ("categories", r#"["a","b"]"#),
        ("rank", r#"{"x":[1]}"#),
        ("grade", "1"),
        ("pii", "taken"),
        ("archive-place", "again"),
    ] {
        it.keep("csl-json", name, value);
    }
    it.keep("ris", "C1", "x");
    let (found, log) = item(it, "strict-schema");
    assert_eq!((&found["archive-place"], &found["categories"]), (&json!("good"), &json!(["a", "b"])));
    assert_eq!(
        found["custom"],
        json!({"pii": ["S1"], "_pii": "taken", "archive-place": "again", "rank": {"x": [1]}, "grade": 1})
    );
    assert!(log.lost_slots().is_empty());
}

#[test]
fn hostile_values_stay_in_their_strings() {
    let evil = "a\"},{\"type\":\"x\\\n\u{0}\u{1b}\u{2028}\u{7f}";
    let mut it = Article { kind: Kind::Other(evil.into()), key: Some(evil.into()), ..Article::default() };
    it.volume = Some(evil.into());
    it.contributors.push(Contributor::new(
        Role::Other(evil.into()),
        Name::Person(Person { family: evil.into(), ..Person::default() }),
    ));
    it.links.push(Link { url: evil.into(), kind: LinkKind::Pdf, label: Some(evil.into()) });
    it.add_date(DateRole::Issued, Date::words(evil));
    it.keep("csl-json", evil, evil);
    let (found, _) = item(it, "strict-schema");
    assert_eq!(found["volume"], evil);
    assert_eq!(found["issued"]["literal"], "a\"},{\"type\":\"x\\");
    assert_eq!(found["custom"]["kind"], evil);
    assert_eq!(found["custom"][evil], evil);
    assert_eq!(found["custom"]["contributors"], json!([{"role": evil, "family": evil}]));
}

#[test]
fn many_authors() {
    let names: Vec<String> = (0..3000).map(|n| format!("Family{n}, G")).collect();
    let slots: Vec<_> = names.iter().map(|name| (Slot::Authors, name.as_str())).collect();
    let (found, _) = item(article(&slots), "strict-schema");
    assert_eq!(found["author"].as_array().map(Vec::len), Some(3000));
    assert_eq!(found["author"][2999]["family"], "Family2999");
}
