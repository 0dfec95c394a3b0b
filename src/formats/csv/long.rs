//! The long form: one row for each author, keyword, heading, reference or affiliation of a record.
//!
//! | `csv.rows` | a row is | columns behind those of the record |
//! | --- | --- | --- |
//! | `author` | somebody who had a part in the work, whatever the role | `position` (within the role), `role`, `family`, `given`, `initials`, `suffix`, `group_name`, `orcid`, `other_person_ids`, `affiliation`, `email_address`, `corresponding`, `equal`, `deceased`, `listed_for` |
//! | `keyword` | a keyword of any scheme but MeSH | `position`, `term`, `scheme`, `major`, `term_id`, `class` |
//! | `mesh` | a heading with one of its qualifiers; a heading without any has a row too | `position` (of the heading), `heading`, `heading_ui`, `heading_major`, `class`, `qualifier`, `qualifier_ui`, `qualifier_major` |
//! | `reference` | a work that is cited | `position`, `text`, `ref_pmid`, `ref_doi`, `ref_pmcid`, `ref_title`, `ref_year` |
//! | `affiliation` | an address | `position`, `affiliation`, `ror`, `other_institution_ids`, `people` |
//!
//! The columns of the record stand in front: `pmid`, `doi` and `id`, or those that `csv.columns` names. A record that has
//! none of the things has no row. The long form is for reading by other programs: bibmill does not put records together from
//! it again, so that all of it counts as flattened.

use super::cell::{Separator, guarded};
use super::columns::Column;
use super::write::{self, TableWriter};
use crate::article::{
    Affiliation, Article, Contributor, IdKind, Keyword, Kind, Name, Person, Relation, RelationKind, Role, Scheme, Slot,
    Slots,
};
use crate::citation;
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::log::Log;
use std::borrow::Cow;

/// What is a row of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    Author,
    Keyword,
    Mesh,
    Reference,
    Affiliation,
}

/// Values of `csv.rows`, the usual one first.
pub const NAMES: &[&str] = &["record", "author", "keyword", "mesh", "reference", "affiliation"];

/// The columns of the record, unless others are asked for.
const FRONT: &[&str] = &["pmid", "doi", "id"];

impl Rows {
    /// The long form of that name; `None` for a row a record.
    pub fn by_name(name: &str) -> Option<Rows> {
        match name {
            "author" => Some(Rows::Author),
            "keyword" => Some(Rows::Keyword),
            "mesh" => Some(Rows::Mesh),
            "reference" => Some(Rows::Reference),
            "affiliation" => Some(Rows::Affiliation),
            _ => None,
        }
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Rows::Author => &[
                "position",
                "role",
                "family",
                "given",
                "initials",
                "suffix",
                "group_name",
                "orcid",
                "other_person_ids",
                "affiliation",
                "email_address",
                "corresponding",
                "equal",
                "deceased",
                "listed_for",
            ],
            Rows::Keyword => &["position", "term", "scheme", "major", "term_id", "class"],
            Rows::Mesh => &[
                "position",
                "heading",
                "heading_ui",
                "heading_major",
                "class",
                "qualifier",
                "qualifier_ui",
                "qualifier_major",
            ],
            Rows::Reference => &["position", "text", "ref_pmid", "ref_doi", "ref_pmcid", "ref_title", "ref_year"],
            Rows::Affiliation => &["position", "affiliation", "ror", "other_institution_ids", "people"],
        }
    }

    /// The slots that the rows show.
    fn slots(self) -> Slots {
        match self {
            Rows::Author => PEOPLE.or(Slots::of(&[
                Slot::Suffixes,
                Slot::Orcids,
                Slot::PersonIds,
                Slot::Affiliations,
                Slot::Emails,
                Slot::AuthorMarks,
            ])),
            Rows::Keyword => {
                Slots::of(&[Slot::Keywords, Slot::SupplementaryConcepts, Slot::Genes, Slot::PersonalNames])
            }
            Rows::Mesh => Slots::of(&[Slot::Mesh]),
            Rows::Reference => Slots::of(&[Slot::References]),
            // The people of an address are named, yet not what they did.
            Rows::Affiliation => Slots::of(&[Slot::Affiliations]),
        }
    }
}

const PEOPLE: Slots = Slots::of(&[
    Slot::Authors,
    Slot::GroupAuthors,
    Slot::Editors,
    Slot::SeriesEditors,
    Slot::BookAuthors,
    Slot::Translators,
    Slot::Investigators,
    Slot::OtherContributors,
]);

/// Writes the long form.
pub struct LongWriter {
    table: TableWriter,
    rows: Rows,
}

impl LongWriter {
    /// A writer of such rows.
    pub fn new(options: &WriteOptions, delimiter: u8, rows: Rows) -> LongWriter {
        let front = || FRONT.iter().filter_map(|name| Column::by_name(name)).collect();
        LongWriter { table: TableWriter::with_usual(options, delimiter, front), rows }
    }

    fn separator(&self) -> &Separator {
        self.table.separator()
    }

    /// One row: the record's cells, then its own.
    fn row(&self, front: &[Cow<'_, str>], cells: Vec<Cow<'_, str>>, out: &mut Out) {
        let guard = self.table.guards();
        let own = cells.into_iter().map(|cell| if guard { guarded(cell) } else { cell });
        self.table.row(front.iter().map(|cell| Cow::Borrowed(&**cell)).chain(own), out);
    }

    /// All rows of a record. Whether there are any.
    fn rows(&self, front: &[Cow<'_, str>], article: &Article, out: &mut Out, log: &mut Log) -> bool {
        let before = out.len();
        match self.rows {
            Rows::Author => self.authors(front, article, out, log),
            Rows::Keyword => {
                let keywords = article.keywords.iter().filter(|keyword| keyword.scheme != Scheme::Mesh);
                for (place, keyword) in keywords.enumerate() {
                    let scheme = scheme(keyword);
                    let cells = vec![number(place), plain(keyword.term.plain()), plain(scheme), yes(keyword.major)];
                    let more = [optional(&keyword.id), optional(&keyword.class)];
                    self.row(front, cells.into_iter().chain(more).collect(), out);
                    tell_marks(keyword, log);
                    if !keyword.qualifiers.is_empty() {
                        log.flattened(Slot::of_scheme(&keyword.scheme), "qualifiers");
                    }
                }
            }
            Rows::Mesh => self.headings(front, article, out, log),
            Rows::Reference => {
                for (place, relation) in article.related(&RelationKind::References).enumerate() {
                    self.row(front, reference(place, relation), out);
                    let told = |kind: &IdKind| matches!(kind, IdKind::Pmid | IdKind::Doi | IdKind::Pmcid);
                    if relation.all_ids().any(|id| !told(&id.kind)) {
                        log.flattened(Slot::References, "other identifiers");
                    }
                }
            }
            Rows::Affiliation => {
                for (place, affiliation) in article.affiliations.iter().enumerate() {
                    self.row(front, self.affiliation(place, affiliation, article), out);
                }
            }
        }
        out.len() > before
    }

    fn authors(&self, front: &[Cow<'_, str>], article: &Article, out: &mut Out, log: &mut Log) {
        let mut places: Vec<(&Role, usize)> = Vec::new();
        for contributor in &article.contributors {
            if contributor.superseded {
                log.lost(Slot::of_contributor(contributor));
                continue;
            }
            let place = match places.iter_mut().find(|(role, _)| **role == contributor.role) {
                Some((_, place)) => {
                    *place += 1;
                    *place
                }
                None => {
                    places.push((&contributor.role, 0));
                    0
                }
            };
            self.row(front, self.author(place, contributor, article), out);
            if let Name::Person(Person { particle, dropping_particle, .. }) = &contributor.name
                && (particle.is_some() || dropping_particle.is_some())
            {
                log.flattened(Slot::of_contributor(contributor), "parts of names");
            }
        }
    }

    fn author<'a>(&self, place: usize, found: &'a Contributor, article: &'a Article) -> Vec<Cow<'a, str>> {
        let mut cells = vec![number(place), plain(role(&found.role))];
        match &found.name {
            Name::Person(person) => {
                cells.extend([person.whole_family(), optional(&person.given), optional(&person.initials)]);
                cells.extend([optional(&person.suffix), plain("")]);
            }
            Name::Group(name) => {
                cells.extend([""; 4].map(plain));
                cells.push(plain(name.plain()));
            }
        }
        let addresses = found.affiliations.iter().filter_map(|place| article.affiliations.get(*place));
        cells.extend([
            optional(&found.orcid),
            Cow::Owned(self.ids(&found.ids)),
            Cow::Owned(self.separator().join(addresses.map(|affiliation| &affiliation.text))),
            optional(&found.email),
            yes(found.corresponding),
            yes(found.equal),
            yes(found.deceased),
            optional(&found.group),
        ]);
        cells
    }

    fn ids(&self, ids: &[(String, String)]) -> String {
        self.separator().join(ids.iter().map(|(scheme, id)| format!("{scheme}:{id}")))
    }

    fn headings(&self, front: &[Cow<'_, str>], article: &Article, out: &mut Out, log: &mut Log) {
        let headings = article.keywords.iter().filter(|keyword| keyword.scheme == Scheme::Mesh);
        for (place, heading) in headings.enumerate() {
            let cells = || {
                vec![
                    number(place),
                    plain(heading.term.plain()),
                    optional(&heading.id),
                    yes(heading.major),
                    optional(&heading.class),
                ]
            };
            for qualifier in &heading.qualifiers {
                let own = [plain(&qualifier.name), optional(&qualifier.id), yes(qualifier.major)];
                self.row(front, cells().into_iter().chain(own).collect(), out);
            }
            if heading.qualifiers.is_empty() {
                self.row(front, cells().into_iter().chain([""; 3].map(plain)).collect(), out);
            }
            tell_marks(heading, log);
        }
    }

    fn affiliation<'a>(&self, place: usize, found: &'a Affiliation, article: &Article) -> Vec<Cow<'a, str>> {
        let (ror, others): (Vec<_>, Vec<_>) =
            found.ids.iter().cloned().partition(|(scheme, _)| scheme.eq_ignore_ascii_case("ror"));
        let people = article.contributors.iter().filter(|contributor| contributor.affiliations.contains(&place));
        vec![
            number(place),
            plain(&found.text),
            Cow::Owned(self.separator().join(ror.iter().map(|(_, id)| id))),
            Cow::Owned(self.ids(&others)),
            Cow::Owned(self.separator().join(people.map(|contributor| contributor.name.inverted()))),
        ]
    }
}

impl Writer for LongWriter {
    fn carries(&self, kind: &Kind) -> Carries {
        let front = self.table.carries(kind);
        Carries { exact: Slots::NONE, flattened: front.exact.or(front.flattened).or(self.rows.slots()) }
    }

    fn wants(&self) -> Slots {
        let people = if self.rows == Rows::Affiliation { PEOPLE } else { Slots::NONE };
        self.table.wants().or(self.rows.slots()).or(people)
    }

    fn begin(&self, out: &mut Out) {
        self.table.open(self.rows.columns(), out);
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let front = self.table.cells(article, log);
        if !self.rows(&front, article, out, log) {
            // What would stand in front of each row stands nowhere.
            let front = self.table.carries(&article.kind);
            let filled = article.filled().and(front.exact.or(front.flattened));
            filled.iter().for_each(|slot| log.lost(slot));
        }
    }
}

fn reference(place: usize, relation: &Relation) -> Vec<Cow<'_, str>> {
    let id = |kind: &IdKind| plain(relation.all_ids().find(|id| id.kind == *kind).map_or("", |id| id.value.as_str()));
    let article = relation.article.as_deref();
    let text = match (&relation.text, article) {
        (Some(text), _) => plain(text),
        (None, Some(article)) => Cow::Owned(citation::write(article)),
        (None, None) => plain(""),
    };
    let year = article.and_then(Article::citation_date).and_then(|date| date.sort_year());
    vec![
        number(place),
        text,
        id(&IdKind::Pmid),
        id(&IdKind::Doi),
        id(&IdKind::Pmcid),
        plain(article.map_or("", |article| article.title.plain())),
        year.map_or(plain(""), |year| Cow::Owned(format!("{year:04}"))),
    ]
}

fn plain(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn optional(text: &Option<String>) -> Cow<'_, str> {
    plain(text.as_deref().unwrap_or(""))
}

/// Places are counted from 1.
fn number<'a>(place: usize) -> Cow<'a, str> {
    Cow::Owned((place + 1).to_string())
}

fn yes<'a>(flag: bool) -> Cow<'a, str> {
    Cow::Borrowed(if flag { "true" } else { "false" })
}

fn role(role: &Role) -> &str {
    match role {
        Role::Author => "author",
        Role::Editor => "editor",
        Role::SeriesEditor => "series-editor",
        Role::BookAuthor => "book-author",
        Role::Translator => "translator",
        Role::Investigator => "investigator",
        Role::Advisor => "advisor",
        Role::Inventor => "inventor",
        Role::Director => "director",
        Role::Compiler => "compiler",
        Role::Reviewer => "reviewer",
        Role::Other(name) => name,
    }
}

fn scheme(keyword: &Keyword) -> &str {
    match &keyword.scheme {
        Scheme::Author => "author",
        Scheme::Mesh => "mesh",
        Scheme::Supplementary => "supplementary",
        Scheme::Gene => "gene",
        Scheme::PersonalName => "personal-name",
        Scheme::Other(name) => name,
    }
}

fn tell_marks(keyword: &Keyword, log: &mut Log) {
    if !keyword.term.marks().is_empty() {
        log.flattened(Slot::of_scheme(&keyword.scheme), "markup");
    }
}

/// Makes the writer that the options ask for.
pub fn writer(options: &WriteOptions, delimiter: u8) -> Box<dyn Writer> {
    match options.settings.get("rows").and_then(Rows::by_name) {
        Some(rows) => Box::new(LongWriter::new(options, delimiter, rows)),
        None => Box::new(write::TableWriter::new(options, delimiter)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CSV, TSV};
    use super::*;
    use crate::article::{Id, Qualifier, Text};
    use crate::format::Format;

    fn article() -> Article {
        let text = |text: &str| text.to_owned();
        let person = |role, name: &str| Contributor::new(role, Name::Person(Person::parse_inverted(name)));
        let mut article = Article {
            key: Some(text("k1")),
            ids: vec![Id::new(IdKind::Pmid, "5"), Id::new(IdKind::Doi, "10.1/x")],
            title: Text::new("Iron"),
            contributors: vec![
                Contributor {
                    orcid: Some(text("0000-0002-1825-0097")),
                    ids: vec![(text("ISNI"), text("1"))],
                    affiliations: vec![0, 1],
                    corresponding: true,
                    ..person(Role::Author, "van der Berg, J P, Jr")
                },
                Contributor::new(Role::Author, Name::Group(Text::new("Iron, Group"))),
                person(Role::Editor, "Ed, Ann"),
            ],
            affiliations: vec![
                Affiliation { text: text("Uni; A"), ids: vec![(text("ROR"), text("r1")), (text("GRID"), text("g1"))] },
                Affiliation { text: text("=Uni B"), ids: Vec::new() },
            ],
            ..Article::default()
        };
        let qualifiers = ["blood", "metabolism"].map(|name| Qualifier { name: text(name), ..Qualifier::default() });
        article.keywords = vec![
            Keyword { id: Some(text("D1")), qualifiers: qualifiers.into(), ..Keyword::new("Iron", Scheme::Mesh) },
            Keyword { major: true, ..Keyword::new("Humans", Scheme::Mesh) },
            Keyword::new("iron", Scheme::Author),
            Keyword { class: Some(text("Disease")), ..Keyword::new("X", Scheme::Supplementary) },
        ];
        let mut cited = Relation::printed(RelationKind::References, "Li Q. Steel. 2001.");
        cited.ids = vec![Id::new(IdKind::Pmid, "7")];
        article.relations = vec![cited, Relation::printed(RelationKind::CommentIn, "J X")];
        article
    }

    fn written(format: &Format, settings: &[(&str, &str)], article: &Article) -> (Vec<String>, Log) {
        let mut options = WriteOptions::default();
        for (name, value) in settings {
            options.settings.set(format, name, value).unwrap();
        }
        let (mut out, mut log, mut writer) = (Out::new(), Log::new(), format.writer.unwrap()(&options));
        writer.begin(&mut out);
        writer.article(article, &mut out, &mut log);
        writer.end(&mut out);
        let text = String::from_utf8(out.bytes().to_vec()).unwrap();
        (text.lines().map(str::to_owned).collect(), log)
    }

    #[test]
    fn a_row_each() {
        for (rows, expected) in [
            (
                "author",
                &[
                    "pmid,doi,id,position,role,family,given,initials,suffix,group_name,orcid,other_person_ids,affiliation,\
                     email_address,corresponding,equal,deceased,listed_for",
                    "5,\"10.1/x\",\"k1\",1,\"author\",\"van der Berg\",\"J P\",\"JP\",\"Jr\",\"\",\"0000-0002-1825-0097\",\
                     \"ISNI:1\",\"Uni;; A; =Uni B\",\"\",\"true\",\"false\",\"false\",\"\"",
                    "5,\"10.1/x\",\"k1\",2,\"author\",\"\",\"\",\"\",\"\",\"Iron, Group\",\"\",\"\",\"\",\"\",\"false\",\
                     \"false\",\"false\",\"\"",
                    "5,10.1/x,k1,1,editor,Ed,Ann,,,,,,,,false,false,false,",
                ][..],
            ),
            (
                "keyword",
                &[
                    "pmid,doi,id,position,term,scheme,major,term_id,class",
                    "5,10.1/x,k1,1,iron,author,false,,",
                    "5,10.1/x,k1,2,X,supplementary,false,,Disease",
                ],
            ),
            (
                "mesh",
                &[
                    "pmid,doi,id,position,heading,heading_ui,heading_major,class,qualifier,qualifier_ui,qualifier_major",
                    "5,10.1/x,k1,1,Iron,D1,false,,blood,,false",
                    "5,10.1/x,k1,1,Iron,D1,false,,metabolism,,false",
                    "5,10.1/x,k1,2,Humans,,true,,,,",
                ],
            ),
            (
                "reference",
                &[
                    "pmid,doi,id,position,text,ref_pmid,ref_doi,ref_pmcid,ref_title,ref_year",
                    "5,10.1/x,k1,1,Li Q. Steel. 2001.,7,,,,",
                ],
            ),
            (
                "affiliation",
                &[
                    "pmid,doi,id,position,affiliation,ror,other_institution_ids,people",
                    "5,\"10.1/x\",\"k1\",1,\"Uni; A\",\"r1\",\"GRID:g1\",\"van der Berg, J P, Jr\"",
                    "5,\"10.1/x\",\"k1\",2,\"'=Uni B\",\"\",\"\",\"van der Berg, J P, Jr\"",
                ],
            ),
        ] {
            let (lines, log) = written(&CSV, &[("rows", rows)], &article());
            assert_eq!(lines, expected, "{rows}");
            assert!(log.lost_slots().is_empty(), "{rows}: {log:?}");
            assert_eq!(Rows::by_name(rows).unwrap().columns().len() + 3, lines[0].split(',').count());
        }
        let (lines, _) = written(&TSV, &[("rows", "mesh"), ("columns", "title,year")], &article());
        assert_eq!(lines[1], "Iron\t\t1\tIron\tD1\tfalse\t\tblood\t\tfalse");
    }

    #[test]
    fn what_has_no_row_is_lost() {
        let bare = Article { ids: vec![Id::new(IdKind::Pmid, "5")], ..Article::default() };
        let (lines, log) = written(&CSV, &[("rows", "author")], &bare);
        assert_eq!((lines.len(), log.lost_slots()), (1, Slots::of(&[Slot::Pmid])));
        let mut old = article();
        old.contributors[0].superseded = true;
        assert_eq!(written(&CSV, &[("rows", "author")], &old).1.lost_slots(), Slots::of(&[Slot::Authors]));
        let mut options = WriteOptions::default();
        options.settings.set(&CSV, "rows", "mesh").unwrap();
        let carries = writer(&options, b',').carries(&Kind::JournalArticle);
        assert_eq!(carries.exact, Slots::NONE);
        assert_eq!(carries.flattened, Slots::of(&[Slot::Pmid, Slot::Doi, Slot::Key, Slot::Mesh]));
    }

    #[test]
    fn names_are_known() {
        assert!(NAMES.iter().skip(1).all(|name| Rows::by_name(name).is_some()) && Rows::by_name(NAMES[0]).is_none());
    }
}
