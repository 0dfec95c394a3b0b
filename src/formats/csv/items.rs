//! Values as the text of a cell, both ways.
//!
//! Most slots have a text form of their own ([`Article::values`], [`Article::put`]). The rest is here:
//!
//! | what | form |
//! | --- | --- |
//! | name of a person | `Family, Given, Suffix` |
//! | name of a group | the name and a comma: `Iron Group,` |
//! | contributor of a rarer role | `advisor: Family, Given` |
//! | something of each author | in the authors' order, ` \| ` between several of one author, empty for none |
//! | date of the record | `entered: 2019-04-05` |
//! | identifier of another scheme | `wos:000012345` |
//! | abstract of another kind | `translated [de]: text` |
//! | substance | `Iron [E1UOL152H7]` |
//! | related work | `erratum-in: text [pmid:123 doi:10.1234/x]`; without the kind where the column says it |
//! | other notice, data, extra field | `Heading: text`, `bank/number`, `column=value` |

use super::cell::Separator;
use super::columns::{BARE, LISTS, PER_AUTHOR};
use crate::article::{
    Abstract, AbstractKind, Accession, Affiliation, Article, Chemical, Contributor, Date, DateRole, Id, IdKind, Name,
    NotPut, Notice, NoticeKind, Person, Relation, RelationKind, Role, Slot, Text,
};
use crate::article::{id, text};
use crate::citation;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Roles that have no column of their own.
const ROLES: &[(Role, &str)] = &[
    (Role::Advisor, "advisor"),
    (Role::Inventor, "inventor"),
    (Role::Director, "director"),
    (Role::Compiler, "compiler"),
    (Role::Reviewer, "reviewer"),
];

/// Roles of names that have one.
const NAMED: &[(Slot, Role)] = &[
    (Slot::Authors, Role::Author),
    (Slot::Editors, Role::Editor),
    (Slot::SeriesEditors, Role::SeriesEditor),
    (Slot::BookAuthors, Role::BookAuthor),
    (Slot::Translators, Role::Translator),
    (Slot::Investigators, Role::Investigator),
];

/// Dates that share a column.
const RECORD_DATES: &[(DateRole, &str)] = &[
    (DateRole::Entered, "entered"),
    (DateRole::Pubmed, "pubmed"),
    (DateRole::Medline, "medline"),
    (DateRole::Created, "created"),
    (DateRole::Completed, "completed"),
    (DateRole::RecordRevised, "revised"),
    (DateRole::PmcRelease, "pmc-release"),
];

const ABSTRACTS: &[(AbstractKind, &str)] = &[
    (AbstractKind::Translated, "translated"),
    (AbstractKind::PlainLanguage, "plain-language"),
    (AbstractKind::Graphical, "graphical"),
];

/// Kinds of identifiers; their names are those of the slots.
const IDS: &[IdKind] = &[
    IdKind::Doi,
    IdKind::Pmid,
    IdKind::Pmcid,
    IdKind::Pii,
    IdKind::Manuscript,
    IdKind::IssnPrint,
    IdKind::IssnElectronic,
    IdKind::IssnLinking,
    IdKind::Issn,
    IdKind::Isbn,
    IdKind::Arxiv,
    IdKind::BookAccession,
];

const MARKS: [&str; 3] = ["corresponding", "equal", "deceased"];

/// Relations whose column says their kind.
const ONE_KIND: &[(Slot, RelationKind)] = &[
    (Slot::Similar, RelationKind::Similar),
    (Slot::CitedBy, RelationKind::CitedBy),
    (Slot::References, RelationKind::References),
];

/// The cell of a slot.
pub fn cell<'a>(slot: Slot, article: &'a Article, separator: &Separator) -> Cow<'a, str> {
    if let Some(role) = find(NAMED, &slot) {
        return Cow::Owned(separator.join(named(article, role).map(|contributor| name(&contributor.name))));
    }
    if PER_AUTHOR.contains(slot) {
        return Cow::Owned(per_author(slot, article, separator));
    }
    let values = values(slot, article);
    if LISTS.contains(slot) {
        separator.joined(values)
    } else if BARE.contains(slot) && values.len() > 1 {
        Cow::Owned(separator.join_bare(values))
    } else {
        values.into_iter().next().unwrap_or_default()
    }
}

/// Reads the cell of a slot. What could not be put comes back, with the reason.
pub fn read(slot: Slot, cell: &str, article: &mut Article, separator: &Separator) -> Vec<(String, NotPut)> {
    let refused = |value: &str, put: Result<(), NotPut>| put.err().map(|why| (value.to_owned(), why));
    if PER_AUTHOR.contains(slot) {
        return refused(cell, read_per_author(slot, &separator.split(cell), article)).into_iter().collect();
    }
    if let Some(role) = find(NAMED, &slot) {
        let names = separator.split(cell).into_iter().filter(|text| !text.is_empty());
        article.contributors.extend(names.map(|text| Contributor::new(role.clone(), read_name(&text))));
        return Vec::new();
    }
    if LISTS.contains(slot) {
        let values = separator.split(cell);
        let values = values.iter().filter(|value| !value.is_empty());
        values.filter_map(|value| refused(value, put(slot, value, article))).collect()
    } else if BARE.contains(slot) {
        separator.split_bare(cell).filter_map(|value| refused(value, article.put(slot, value))).collect()
    } else {
        refused(cell, article.put(slot, cell)).into_iter().collect()
    }
}

fn find<'a, K: PartialEq, V>(table: &'a [(K, V)], key: &K) -> Option<&'a V> {
    table.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

fn find_name<'a, K>(table: &'a [(K, &str)], name: &str) -> Option<&'a K> {
    table.iter().find(|(_, known)| *known == name).map(|(key, _)| key)
}

/// Contributors of a role; of authors those whose names are not superseded.
fn named<'a>(article: &'a Article, role: &'a Role) -> impl Iterator<Item = &'a Contributor> {
    article.by_role(role).filter(|contributor| !contributor.superseded)
}

fn name(name: &Name) -> Cow<'_, str> {
    match name {
        Name::Person(person) => Cow::Owned(person.inverted()),
        Name::Group(group) => Cow::Owned(format!("{},", group.plain())),
    }
}

fn read_name(cell: &str) -> Name {
    match cell.strip_suffix(',') {
        Some(group) => Name::Group(Text::of_line(group)),
        None => Name::Person(Person::parse_inverted(&text::clean(cell))),
    }
}

/// The values of a slot whose cell is a list or a single value.
fn values(slot: Slot, article: &Article) -> Vec<Cow<'_, str>> {
    match slot {
        Slot::OtherContributors => {
            let rare = |c: &&Contributor| Slot::of_contributor(c) == slot && !c.superseded;
            let line = |c: &Contributor| match &c.role {
                Role::Other(role) => Cow::Owned(format!("{role}: {}", name(&c.name))),
                role => Cow::Owned(format!("{}: {}", find(ROLES, role).unwrap_or(&""), name(&c.name))),
            };
            article.contributors.iter().filter(rare).map(line).collect()
        }
        Slot::DateRecord => {
            let line = |(role, date): (&str, &Date)| Cow::Owned(format!("{role}: {}", date.shown()));
            let dates = article.dates.iter();
            dates.filter_map(|dated| Some((*find(RECORD_DATES, &dated.role)?, &dated.date))).map(line).collect()
        }
        Slot::OtherAbstracts => article.abstracts.iter().filter_map(other_abstract).collect(),
        Slot::OtherNotices => {
            let line = |notice: &Notice| match &notice.kind {
                NoticeKind::Other(heading) => Some(Cow::Owned(format!("{heading}: {}", notice.text))),
                _ => None,
            };
            article.notices.iter().filter_map(line).collect()
        }
        Slot::Chemicals => {
            let chemicals = article.chemicals.iter().map(|Chemical { name, registry, .. }| match registry {
                None => Cow::Borrowed(name.as_str()),
                Some(registry) => Cow::Owned(format!("{name} [{registry}]")),
            });
            chemicals.collect()
        }
        Slot::Relations | Slot::Similar | Slot::CitedBy | Slot::References => {
            let of_slot = |relation: &&Relation| Slot::of_relation(&relation.kind) == slot;
            article.relations.iter().filter(of_slot).map(relation).collect()
        }
        Slot::Extra => {
            article.extra_of("csv").map(|extra| Cow::Owned(format!("{}={}", extra.key, extra.value))).collect()
        }
        _ => article.values(slot),
    }
}

/// Puts one value of a list.
fn put(slot: Slot, value: &str, article: &mut Article) -> Result<(), NotPut> {
    // What has no label in front goes with an empty one.
    let labelled = || value.split_once(": ").unwrap_or(("", value));
    match slot {
        Slot::OtherContributors => {
            let (role, text) = labelled();
            let role = find_name(ROLES, role).cloned().unwrap_or_else(|| Role::Other(role.to_owned()));
            article.contributors.push(Contributor::new(role, read_name(text)));
        }
        Slot::DateRecord => {
            let (role, text) = labelled();
            let role = find_name(RECORD_DATES, role).ok_or(NotPut::Unfit)?;
            article.add_date(*role, Date::parse_edtf(text).unwrap_or_else(|| Date::words(text)));
        }
        Slot::OtherIds => {
            let (scheme, id) = value.split_once(':').ok_or(NotPut::Unfit)?;
            article.add_id(Id::new(IdKind::Other(scheme.to_owned()), id));
        }
        Slot::OtherAbstracts => {
            let (label, text) = labelled();
            let (kind, language) = match label.strip_suffix(']').and_then(|label| label.rsplit_once(" [")) {
                Some((kind, language)) => (kind, Some(language.to_owned())),
                None => (label, None),
            };
            let kind = find_name(ABSTRACTS, kind).cloned().unwrap_or_else(|| AbstractKind::Other(kind.to_owned()));
            article.abstracts.push(Abstract { kind, language, ..Abstract::plain(Text::new(text)) });
        }
        Slot::OtherNotices => {
            let (heading, text) = labelled();
            let kind = NoticeKind::Other(heading.to_owned());
            article.notices.push(Notice { kind, text: text::clean(text).into_owned(), url: None });
        }
        Slot::Accessions => {
            let (bank, number) = value.split_once('/').ok_or(NotPut::Unfit)?;
            article.accessions.push(Accession { bank: bank.to_owned(), number: number.to_owned() });
        }
        Slot::Chemicals => {
            let (name, registry) = match value.strip_suffix(']').and_then(|value| value.rsplit_once(" [")) {
                Some((name, registry)) => (name, Some(registry.to_owned())),
                None => (value, None),
            };
            article.chemicals.push(Chemical { name: text::squeeze(name).into_owned(), registry, id: None });
        }
        Slot::Relations => {
            let (kind, text) = value.split_once(": ").ok_or(NotPut::Unfit)?;
            article.relations.push(read_relation(RelationKind::from(kind.to_owned()), text));
        }
        Slot::Similar | Slot::CitedBy | Slot::References => {
            let kind = find(ONE_KIND, &slot).ok_or(NotPut::Structured)?;
            article.relations.push(read_relation(kind.clone(), value));
        }
        Slot::Extra => {
            let (key, value) = value.split_once('=').ok_or(NotPut::Unfit)?;
            article.keep("csv", key, value);
        }
        _ => return article.put(slot, value),
    }
    Ok(())
}

fn other_abstract(found: &Abstract) -> Option<Cow<'_, str>> {
    let kind = match &found.kind {
        AbstractKind::Main => return None,
        AbstractKind::Other(kind) => kind.as_str(),
        kind => find(ABSTRACTS, kind)?,
    };
    let text = found.joined("\n");
    Some(Cow::Owned(match &found.language {
        Some(language) => format!("{kind} [{language}]: {text}"),
        None => format!("{kind}: {text}"),
    }))
}

fn id_name(kind: &IdKind) -> &str {
    match kind {
        IdKind::Other(scheme) => scheme,
        kind => Slot::of_id(kind).name(),
    }
}

fn relation(relation: &Relation) -> Cow<'_, str> {
    let mut out = String::new();
    if Slot::of_relation(&relation.kind) == Slot::Relations {
        out.push_str(relation.kind.as_str());
        out.push_str(": ");
    }
    match (&relation.text, &relation.article) {
        (Some(text), _) => out.push_str(text),
        (None, Some(article)) => out.push_str(&citation::write(article)),
        (None, None) => {}
    }
    let ids: Vec<_> = relation.all_ids().map(|id| format!("{}:{}", id_name(&id.kind), id.value)).collect();
    if !ids.is_empty() {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&format!("[{}]", ids.join(" ")));
    }
    Cow::Owned(out)
}

fn read_relation(kind: RelationKind, text: &str) -> Relation {
    let (text, ids) = match text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        Some((before, ids)) => match ids.split(' ').map(read_id).collect::<Option<Vec<_>>>() {
            Some(ids) => (before.trim_end(), ids),
            None => (text, Vec::new()),
        },
        None => (text, Vec::new()),
    };
    let text = Some(text.to_owned()).filter(|text| !text.is_empty());
    Relation { kind, text, ids, note: None, article: None }
}

fn read_id(text: &str) -> Option<Id> {
    let (name, value) = text.split_once(':')?;
    let kind = IDS.iter().find(|kind| id_name(kind) == name).cloned().unwrap_or_else(|| IdKind::Other(name.to_owned()));
    (!name.is_empty() && !value.is_empty()).then(|| Id::new(kind, value))
}

/// What a slot says of one author.
fn of_author<'a>(slot: Slot, author: &'a Contributor, article: &'a Article) -> Vec<Cow<'a, str>> {
    let borrowed = |text: &'a String| Cow::Borrowed(text.as_str());
    match slot {
        Slot::Orcids => author.orcid.iter().map(borrowed).collect(),
        Slot::Emails => author.email.iter().map(borrowed).collect(),
        Slot::PersonIds => author.ids.iter().map(|(scheme, id)| Cow::Owned(format!("{scheme}:{id}"))).collect(),
        Slot::AuthorMarks => {
            let set = [author.corresponding, author.equal, author.deceased];
            MARKS.iter().zip(set).filter(|(_, set)| *set).map(|(mark, _)| Cow::Borrowed(*mark)).collect()
        }
        _ => {
            let places = author.affiliations.iter();
            places.filter_map(|place| article.affiliations.get(*place)).map(|found| borrowed(&found.text)).collect()
        }
    }
}

fn per_author(slot: Slot, article: &Article, separator: &Separator) -> String {
    let inner = Separator::inner();
    let mut cells: Vec<String> = article.authors().map(|author| inner.join(of_author(slot, author, article))).collect();
    if slot == Slot::Affiliations {
        // Those of no author stand behind the places of all authors.
        let linked: HashSet<usize> = article.authors().flat_map(|author| author.affiliations.iter().copied()).collect();
        let others = article.affiliations.iter().enumerate().filter(|(place, _)| !linked.contains(place));
        cells.extend(others.map(|(_, found)| inner.join([&found.text])));
    }
    if cells.iter().all(String::is_empty) { String::new() } else { separator.join(cells) }
}

fn read_per_author(slot: Slot, cells: &[String], article: &mut Article) -> Result<(), NotPut> {
    let inner = Separator::inner();
    let Article { contributors, affiliations, .. } = article;
    let mut authors: Vec<&mut Contributor> = contributors.iter_mut().filter(|c| c.role == Role::Author).collect();
    if cells.len() < authors.len() || (cells.len() > authors.len() && slot != Slot::Affiliations) {
        return Err(NotPut::Unfit);
    }
    let mut known: HashMap<String, usize> =
        affiliations.iter().enumerate().map(|(place, found)| (found.text.clone(), place)).collect();
    for (place, cell) in cells.iter().enumerate() {
        for value in inner.split(cell).into_iter().filter(|value| !value.is_empty()) {
            match (slot, authors.get_mut(place)) {
                (Slot::Affiliations, author) => {
                    let at = *known.entry(value.clone()).or_insert(affiliations.len());
                    if at == affiliations.len() {
                        affiliations.push(Affiliation { text: value, ids: Vec::new() });
                    }
                    if let Some(author) = author {
                        author.affiliations.push(at);
                    }
                }
                (Slot::Orcids, Some(author)) => author.orcid = Some(id::orcid(&value).unwrap_or(value)),
                (Slot::Emails, Some(author)) => author.email = Some(value),
                (Slot::PersonIds, Some(author)) => {
                    let (scheme, id) = value.split_once(':').unwrap_or(("", &value));
                    author.ids.push((scheme.to_owned(), id.to_owned()));
                }
                (_, Some(author)) => match MARKS.iter().position(|mark| *mark == value) {
                    Some(0) => author.corresponding = true,
                    Some(1) => author.equal = true,
                    Some(_) => author.deceased = true,
                    None => return Err(NotPut::Unfit),
                },
                (_, None) => return Err(NotPut::Unfit),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::columns::NAMES;
    use super::*;
    use crate::article::Slots;

    #[test]
    fn names() {
        for (cell, expected) in [
            ("Iron Group,", Name::Group(Text::new("Iron Group"))),
            ("Health, Education,", Name::Group(Text::new("Health, Education"))),
            ("Li, Q", Name::Person(Person::parse_inverted("Li, Q"))),
            ("Madonna", Name::Person(Person { family: "Madonna".into(), ..Person::default() })),
        ] {
            assert_eq!(read_name(cell), expected, "{cell}");
            assert_eq!(name(&expected), cell);
        }
    }

    #[test]
    fn every_column_of_names_has_its_role() {
        assert_eq!(NAMED.iter().map(|(slot, _)| *slot).collect::<Slots>(), NAMES);
    }

    #[test]
    fn values_with_structure_come_back() {
        for (slot, cell) in [
            (Slot::Authors, "Iron Group,; Li, Q; Smith, J. A., Jr"),
            (Slot::OtherContributors, "advisor: Li, Q; illustrator: Draw Group,"),
            (Slot::DateRecord, "entered: 2019-04-05; pubmed: 2019-04-05T06:00"),
            (Slot::OtherIds, "wos:000012; hdl:10/a;;b"),
            (Slot::OtherAbstracts, "translated [de]: Eisen; plain-language: Iron: what it does"),
            (Slot::OtherNotices, "Ethics: none"),
            (Slot::Accessions, "Dryad/10.5061/dryad.x"),
            (Slot::Chemicals, "Benzo[a]pyrene; Iron [E1UOL152H7]"),
            (Slot::Relations, "erratum-in: J X. 2020;;1:2. [pmid:7 doi:10.1234/x]; comment-on: [pmid:8]"),
            (Slot::References, "Li Q. Iron [Internet]. 2001.; [doi:10.1234/y]"),
            (Slot::Extra, "Column=a=b; Other=c"),
            (Slot::Grants, "R01 CA1/CA/NCI NIH HHS/United States"),
            (Slot::Urls, "http://x.org/a;b; http://y.org"),
            (Slot::Mesh, "*Iron/blood/*metabolism; Humans"),
            (Slot::DateRevised, "2019-01; 2019-02"),
            (Slot::Doi, "10.1002/(SICI)1097(19970404)64:1<1::AID-APP1>3.0.CO;2-V"),
        ] {
            let (mut article, separator) = (Article::default(), Separator::default());
            assert_eq!(read(slot, cell, &mut article, &separator), [], "{slot:?}");
            assert_eq!(super::cell(slot, &article, &separator), cell, "{slot:?}");
        }
    }

    #[test]
    fn cells_follow_the_authors() {
        let (mut article, separator) = (Article::default(), Separator::default());
        let cells = [
            (Slot::Authors, "Li, Q; Iron Group,; Smith, J"),
            (Slot::Orcids, "0000-0002-1825-0097; ; 0000-0001-5109-3700"),
            (Slot::Affiliations, "Uni A | Uni B;; Rome; ; Uni B;; Rome; Of nobody"),
            (Slot::PersonIds, "ISNI:1 | X:2; ; "),
            (Slot::Emails, "; ; j@x.org"),
            (Slot::AuthorMarks, "corresponding | equal; ; deceased"),
        ];
        for (slot, cell) in cells {
            assert_eq!(read(slot, cell, &mut article, &separator), [], "{slot:?}");
        }
        assert_eq!(article.contributors[2].affiliations, [1]);
        assert_eq!(article.affiliations.len(), 3);
        for (slot, cell) in cells {
            assert_eq!(super::cell(slot, &article, &separator), cell, "{slot:?}");
        }
        assert_eq!(read(Slot::Orcids, "a; b", &mut article, &separator), [("a; b".to_owned(), NotPut::Unfit)]);
    }
}
