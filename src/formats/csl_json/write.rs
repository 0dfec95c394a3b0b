//! Writes CSL-JSON: an array of items, one article each.
//!
//! A variable that has room for one value gets the first; all of them are then in `custom`, under the name of the slot. So
//! is everything else that CSL has no variable for, and what says how the authors of an item hang together with addresses
//! and identifiers.

use super::tags::{self, TAGS, Use};
use super::value;
use crate::article::{AbstractKind, Article, Contributor, DateRole, IdKind, Kind, Role, Scheme, Slot, Text};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::Log;
use crate::markup::html;
use serde_json::Value;
use std::collections::HashSet;

/// Makes a writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let zotero = options.settings.get("profile") == Some("zotero");
    Box::new(CslJson { zotero, keys: options.keys.clone() })
}

pub struct CslJson {
    zotero: bool,
    keys: KeyPattern,
}

impl Writer for CslJson {
    fn carries(&self, _kind: &Kind) -> Carries {
        Carries { exact: tags::exact(), flattened: tags::FLATTENED }
    }

    fn begin(&self, out: &mut Out) {
        out.push_str("[\n");
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let item = Item { style: self, article };
        out.push_str("  {");
        let mut first = true;
        for (name, used) in TAGS {
            let value = match used {
                Use::Both(Slot::Key) => None,
                Use::Both(slot) | Use::Copy(slot) => item.value(*slot, log),
                Use::Names => item.names(name, log),
                Use::Keep => item.extra(name),
                Use::Custom => item.custom(log),
                Use::Read(_) => None,
            };
            if value.is_none() && *used != Use::Both(Slot::Key) {
                continue;
            }
            out.push_str(if first { "\n    " } else { ",\n    " });
            first = false;
            value::push_string(name, out);
            out.push_str(": ");
            match value {
                Some(value) => value::push(&value, 2, out),
                None => item.key(out, log),
            }
        }
        out.push_str("\n  }");
    }

    fn between(&self, out: &mut Out) {
        out.push_str(",\n");
    }

    fn end(&self, out: &mut Out) {
        out.push_str("\n]\n");
    }
}

/// One article on its way out.
pub struct Item<'a> {
    style: &'a CslJson,
    /// The article.
    pub article: &'a Article,
}

impl Item<'_> {
    /// The id. Letters may be put behind it, so it is escaped without its quotes.
    fn key(&self, out: &mut Out, log: &mut Log) {
        let key = self.style.keys.key(self.article);
        if self.article.key.as_ref().is_some_and(|found| *found != *key) {
            log.flattened(Slot::Key, "the source's own form");
        }
        let quoted = Value::from(&*key).to_string();
        out.push('"');
        out.key(&quoted[1..quoted.len() - 1]);
        out.push('"');
    }

    /// The value of the variable for a slot.
    fn value(&self, slot: Slot, log: &mut Log) -> Option<Value> {
        let article = self.article;
        let container = &article.container;
        let text = match slot {
            Slot::Kind => Some(tags::type_of(&article.kind).to_owned()),
            Slot::Title => Some(marked(&article.whole_title(), slot, log)),
            Slot::ShortTitle => article.short_title.as_ref().map(|text| marked(text, slot, log)),
            Slot::OriginalTitle => article.original_title.as_ref().map(|text| marked(text, slot, log)),
            Slot::ReviewedTitle => article.reviewed_title.as_ref().map(|text| marked(text, slot, log)),
            Slot::Series => container.series.as_ref().map(|text| marked(text, slot, log)),
            Slot::VolumeTitle => {
                let title = container.volume_title.as_ref().or(container.issue_title.as_ref());
                title.map(|text| marked(text, slot, log))
            }
            // Styles print nothing where only the short title is known.
            Slot::ContainerTitle => match &container.title {
                Some(text) => Some(marked(text, slot, log)),
                None => container.short_title().map(str::to_owned),
            },
            Slot::ContainerIso => container.short_title().map(str::to_owned),
            Slot::DateIssued => {
                return self
                    .date(DateRole::Issued, log)
                    .or_else(|| article.citation_date().map(|date| value::date(date, DateRole::Issued, log)));
            }
            Slot::DateOnline => return self.date(DateRole::Online, log),
            Slot::DateReceived => return self.date(DateRole::Received, log),
            Slot::DateAccessed => return self.date(DateRole::Accessed, log),
            Slot::DateOriginal => return self.date(DateRole::Original, log),
            Slot::EventDate => return self.date(DateRole::Event, log),
            Slot::Abstract => self.summary(log),
            Slot::Keywords => self.keywords(log),
            Slot::Notes => self.note(),
            Slot::Issn => self.issns(),
            Slot::Isbn => Some(article.values(slot).join(" ")),
            Slot::Number => article.number.as_ref().or(article.article_number.as_ref()).cloned(),
            Slot::Pages => {
                let pages = article.pages.as_ref().map(|pages| pages.expanded());
                pages.or(article.article_number.as_deref()).map(str::to_owned)
            }
            _ => article.values(slot).into_iter().next().map(|value| value.into_owned()),
        };
        for id in article.ids.iter().filter(|id| Slot::of_id(&id.kind) == slot) {
            if id.version.is_some() || id.note.is_some() {
                log.flattened(slot, "versions and notes");
            }
        }
        text.filter(|text| !text.is_empty()).map(Value::from)
    }

    fn date(&self, role: DateRole, log: &mut Log) -> Option<Value> {
        if self.article.dates.iter().filter(|dated| dated.role == role).count() > 1 {
            log.lost(Slot::of_date(role));
        }
        self.article.date(role).map(|date| value::date(date, role, log))
    }

    /// Paragraphs on lines of their own. Clients show abstracts as they are, so they get no tags.
    fn summary(&self, log: &mut Log) -> Option<String> {
        let mut all = self.article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main);
        let found = all.next()?;
        if all.next().is_some() {
            log.lost(Slot::Abstract);
        }
        if found.sections.iter().any(|section| section.label.is_some() || section.category.is_some()) {
            log.flattened(Slot::Abstract, "section labels");
        }
        if found.sections.iter().any(|section| !section.text.marks().is_empty()) {
            log.flattened(Slot::Abstract, "marks");
        }
        if found.copyright.is_some() {
            log.flattened(Slot::Abstract, "copyright");
        }
        Some(found.joined("\n"))
    }

    /// One string with commas between, as Zotero writes it; MeSH headings too.
    fn keywords(&self, log: &mut Log) -> Option<String> {
        let mut seen = HashSet::new();
        let mut terms = Vec::new();
        for keyword in &self.article.keywords {
            let term = match Slot::of_scheme(&keyword.scheme) {
                Slot::Mesh => keyword.heading(false),
                Slot::Keywords => {
                    let flaws = [
                        (keyword.term.plain().contains(','), "commas"),
                        (!keyword.term.marks().is_empty(), "marks"),
                        (matches!(keyword.scheme, Scheme::Other(_)), "vocabularies"),
                        (keyword.major, "major topics"),
                    ];
                    let flaws = flaws.iter().filter(|(found, _)| *found);
                    flaws.for_each(|(_, what)| log.flattened(Slot::Keywords, what));
                    keyword.term.plain().to_owned()
                }
                _ => continue,
            };
            if seen.insert(term.clone()) {
                terms.push(term);
            }
        }
        (!terms.is_empty()).then(|| terms.join(", "))
    }

    fn note(&self) -> Option<String> {
        let mut lines = Vec::new();
        if self.style.zotero {
            // Zotero keeps such lines in its field Extra, and gives them back as variables.
            for (name, kind) in [("PMID", IdKind::Pmid), ("PMCID", IdKind::Pmcid)] {
                lines.extend(self.article.id(&kind).map(|id| format!("{name}: {id}")));
            }
        }
        lines.extend(self.article.notes.iter().cloned());
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// All ISSNs, the one to cite first; which is which is in `custom`.
    fn issns(&self) -> Option<String> {
        let mut issns = vec![self.article.best_issn()?];
        for id in &self.article.ids {
            let slot = Slot::of_id(&id.kind);
            let issn = matches!(slot, Slot::Issn | Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking);
            if issn && !issns.contains(&id.value.as_str()) {
                issns.push(&id.value);
            }
        }
        Some(issns.join(", "))
    }

    fn names(&self, variable: &str, log: &mut Log) -> Option<Value> {
        let mut names = Vec::new();
        for contributor in self.article.contributors.iter().filter(|found| self.variable(found) == variable) {
            if contributor.superseded {
                log.flattened(Slot::of_contributor(contributor), "superseded spellings");
                continue;
            }
            let name = value::name(contributor, self.style.zotero, log);
            if !name.is_empty() {
                names.push(Value::Object(name));
            }
        }
        (!names.is_empty()).then_some(Value::Array(names))
    }

    /// The variable that a contributor's name belongs in, if CSL has it.
    pub fn variable<'c>(&self, contributor: &'c Contributor) -> &'c str {
        match contributor.role {
            // A patent's inventors are its authors, in CSL and in Zotero.
            Role::Inventor if self.article.kind == Kind::Patent => "author",
            ref role => tags::role_name(role),
        }
    }

    /// A kept field that is a variable of CSL.
    fn extra(&self, name: &str) -> Option<Value> {
        let mut kept = self.article.extra_of("csl-json");
        // The one variable that is an array.
        let parse = |text: &str| match name {
            "categories" => serde_json::from_str::<Vec<String>>(text).unwrap_or_else(|_| vec![text.to_owned()]).into(),
            _ => Value::from(text),
        };
        kept.find(|extra| extra.key == name).map(|extra| parse(&extra.value))
    }
}

/// A text with tags.
fn marked(text: &Text, slot: Slot, log: &mut Log) -> String {
    let (marked, flaw) = html::from_text(text);
    if let Some(flaw) = flaw {
        log.flattened(slot, flaw.as_str());
    }
    marked
}

#[cfg(test)]
mod tests {
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
            ArticleNumber, ContainerIso, ContainerNlm, ContainerTitle, DateOnline, DatePrint, Isbn, Issn,
            IssnElectronic, IssnPrint, Issue, IssueTitle, Keywords, Languages, Mesh, Notes, Number, Pages, Part, Pmcid,
            Pmid, ShortTitle, Subtitle, Supplement, Title,
        };
        for (slots, expected) in [
            (&[(Title, "A"), (Subtitle, "b")][..], json!({"title": "A: b", "custom": {"subtitle": "b"}})),
            (&[(ShortTitle, "A")], json!({"shortTitle": "A", "title-short": "A"})),
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
            (&[(Keywords, "iron"), (Mesh, "*Iron/blood"), (Keywords, "iron")], json!({"keyword": "iron, Iron/blood"})),
            (
                &[(IssnPrint, "1234-5679"), (IssnElectronic, "2049-3630"), (Issn, "1234-5679")],
                json!({
                    "ISSN": "1234-5679, 2049-3630",
                    "custom": {"issn_print": ["1234-5679"], "issn_electronic": ["2049-3630"]}
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
        ];
        for (article, slot, what) in rows {
            assert_eq!(item(article, "strict-schema").1.flattenings(), [(slot, what)]);
        }
    }

    #[test]
    fn extras_of_its_own() {
        let mut it = article(&[(Slot::Pii, "S1")]);
        for (name, value) in [
            ("annote", "good"),
            ("categories", r#"["a","b"]"#),
            ("rank", r#"{"x":[1]}"#),
            ("grade", "1"),
            ("pii", "taken"),
            ("annote", "again"),
        ] {
            it.keep("csl-json", name, value);
        }
        it.keep("ris", "C1", "x");
        let (found, log) = item(it, "strict-schema");
        assert_eq!((&found["annote"], &found["categories"]), (&json!("good"), &json!(["a", "b"])));
        assert_eq!(found["custom"], json!({"pii": ["S1"], "rank": {"x": [1]}, "grade": "1"}));
        assert!(log.lost_slots().contains(Slot::Extra));
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
}
