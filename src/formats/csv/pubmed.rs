//! The columns of PubMed's own export.
//!
//! Since 2020 the header is `PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create
//! Date,PMCID,NIHMS ID,DOI`; older files of that kind lack columns at its end. Before, it was
//! `Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,Properties`. Volume, issue, pages and
//! the full date stand only in the citation. Columns that repeat another one are passed over when they agree with it.

use super::read::{set_aside, text_of};
use super::rows::Cell;
use crate::article::{
    Article, Contributor, Date, DateRole, IdKind, Name, NotPut, Person, Role, Slot, Text, Translation,
};
use crate::citation::{self, Citation};
use crate::log::{Code, Log, shown};

/// Names of columns that only PubMed's tables have together, by letters and digits.
pub const HEADERS: [&[&str]; 2] =
    [&["pmid", "title", "authors", "citation", "journalbook"], &["title", "details", "shortdetails", "entrezuid"]];

/// Takes a cell that is not empty, given with the name of its column.
type Take = fn(&str, &Cell<'_>, &mut Article, &mut Log);

/// The columns of both headers, by letters and digits, in the order in which they are read: what others repeat comes
/// before those.
pub static COLUMNS: &[(&str, Take)] = &[
    ("pmid", pmid),
    ("entrezuid", pmid),
    ("pmcid", pmcid),
    ("nihmsid", manuscript),
    ("doi", doi),
    ("identifiers", identifiers),
    ("title", title),
    ("authors", authors),
    ("description", authors),
    ("firstauthor", first_author),
    ("citation", cited),
    ("details", cited),
    ("journalbook", journal),
    ("shortdetails", short_details),
    ("publicationyear", year),
    ("createdate", created),
    ("properties", properties),
    ("url", url),
    ("resource", resource),
    ("db", database),
    ("type", sort),
];

fn put(slot: Slot, column: &str, text: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    if let Err(why) = article.put(slot, text) {
        set_aside(column, text, why, cell, article, log);
    }
}

fn pmid(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    put(Slot::Pmid, column, text_of(cell), cell, article, log);
}

fn pmcid(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    put(Slot::Pmcid, column, text_of(cell), cell, article, log);
}

fn manuscript(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    put(Slot::ManuscriptId, column, text_of(cell), cell, article, log);
}

fn doi(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    put(Slot::Doi, column, text_of(cell), cell, article, log);
}

fn resource(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    put(Slot::SourceDb, column, text_of(cell), cell, article, log);
}

/// `PMID:123 | PMCID:PMC7`.
fn identifiers(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    const NAMES: &[(&str, Slot)] = &[("PMID", Slot::Pmid), ("PMCID", Slot::Pmcid), ("DOI", Slot::Doi)];
    for part in text_of(cell).split(" | ") {
        let known = part.split_once(':').and_then(|(name, value)| {
            let slot = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()))?.1;
            Some((slot, value))
        });
        match known {
            Some((slot, value)) => put(slot, column, value, cell, article, log),
            None => set_aside(column, part, NotPut::Structured, cell, article, log),
        }
    }
}

/// A title in brackets is the English one of a work in another language.
fn title(_: &str, cell: &Cell<'_>, article: &mut Article, _: &mut Log) {
    let text = text_of(cell);
    let text = if text.ends_with("...") { text } else { text.strip_suffix('.').unwrap_or(text) };
    match bracketed(text) {
        Some(english) => {
            let english = Text::new(english);
            article.translated_titles.push(Translation { text: english.clone(), language: Some("en".to_owned()) });
            article.title = english;
            article.inferred.insert(Slot::Title);
        }
        None => article.title = Text::new(text),
    }
}

/// What is in the pair of brackets around a whole text.
fn bracketed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut depth = 0_usize;
    for c in inner.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    (depth == 0 && !inner.trim().is_empty()).then_some(inner.trim())
}

/// `Smith JA, van der Berg J Jr, Iron Group.`; groups may also stand between semicolons.
fn authors(_: &str, cell: &Cell<'_>, article: &mut Article, _: &mut Log) {
    let text = text_of(cell);
    let mut text = text.strip_suffix('.').unwrap_or(text);
    for cut in ["et al", "et al."] {
        let before = text.strip_suffix(cut).filter(|rest| rest.is_empty() || rest.ends_with([' ', ',', ';']));
        if let Some(rest) = before {
            article.et_al = true;
            text = rest.trim_end_matches([' ', ',', ';']);
        }
    }
    let mut add = |name: Name| article.contributors.push(Contributor::new(Role::Author, name));
    let several = text.contains("; ");
    for part in text.split("; ") {
        let names = || part.split(", ").map(str::trim).filter(|name| !name.is_empty());
        // A comma in a part without persons belongs to the name of a group.
        if several && names().all(|name| Person::parse_short(name).is_none()) {
            if !part.trim().is_empty() {
                add(Name::parse_short(part));
            }
        } else {
            names().for_each(|name| add(Name::parse_short(name)));
        }
    }
}

fn first_author(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let text = text_of(cell);
    let first = article.authors().next().map(|author| author.name.short().into_owned());
    match first {
        Some(first) if Name::parse_short(text).short() == first => {}
        Some(_) => set_aside(column, text, NotPut::Taken, cell, article, log),
        None => article.contributors.push(Contributor::new(Role::Author, Name::parse_short(text))),
    }
}

fn cited(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let text = text_of(cell);
    let parsed = citation::parse(text).or_else(|| {
        // The citation of a book has no journal: it is read together with what stands before it in print.
        let authors: Vec<_> = article.authors().map(|author| author.name.short()).collect();
        let mut parsed = citation::parse_cite(&format!("{}. {}. {text}", authors.join(", "), article.title.plain()))?;
        parsed.article.title = Text::default();
        parsed.article.contributors.retain(|contributor| contributor.role != Role::Author);
        Some(parsed)
    });
    merge(parsed, column, cell, article, log);
}

/// Fills the article up from its citation.
fn merge(parsed: Option<Citation>, column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let Some(Citation { article: mut said, rest }) = parsed else {
        return set_aside(column, text_of(cell), NotPut::Structured, cell, article, log);
    };
    for id in &said.ids {
        if article.ids_of(&id.kind).next().is_some() && !article.ids.iter().any(|known| known.same(id)) {
            set_aside(column, &id.value, NotPut::Taken, cell, article, log);
        }
    }
    // Editors of a book stand beside the authors.
    let editors = std::mem::take(&mut said.contributors);
    article.contributors.extend(editors);
    article.absorb(said);
    if !rest.trim().is_empty() {
        let message = format!("the citation goes on with {}; kept as extra", shown(rest.trim()));
        log.add(Code::UnplacedText, cell.at.clone(), message);
        article.keep("csv", column, rest.trim());
    }
}

/// The abbreviation with which the citation begins, else a full title.
fn journal(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    place_journal(column, text_of(cell), cell, article, log);
}

fn place_journal(column: &str, name: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let container = &article.container;
    let known = [container.nlm.as_deref(), container.best_title()];
    let begins = |citation: &str| citation.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    // The citation has the medium apart.
    let bare = name.strip_suffix("[Internet]").unwrap_or(name).trim_end();
    if known.contains(&Some(name)) || (article.medium.is_some() && known.contains(&Some(bare))) {
        return;
    }
    // A citation that could not be read was kept.
    let slot = if article.container.nlm.is_none() && article.extra_of("csv").any(|extra| begins(&extra.value)) {
        Slot::ContainerNlm
    } else {
        Slot::ContainerTitle
    };
    put(slot, column, name, cell, article, log);
}

/// `Eur J Med Genet.  2020`.
fn short_details(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    match text_of(cell).rsplit_once(". ") {
        Some((name, year)) => {
            place_journal(column, name.trim(), cell, article, log);
            place_year(column, year.trim(), cell, article, log);
        }
        None => place_journal(column, text_of(cell), cell, article, log),
    }
}

fn year(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    place_year(column, text_of(cell), cell, article, log);
}

/// The citation's date says more than the year; without it the year is the date to cite.
fn place_year(column: &str, text: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let published = [DateRole::Issued, DateRole::Print, DateRole::Online, DateRole::Collection];
    let years = || published.iter().filter_map(|role| article.date(*role)?.sort_year());
    match text.parse::<i32>().ok().filter(|_| text.len() == 4) {
        Some(year) if years().any(|known| known == year) => {}
        Some(year) if article.date(DateRole::Issued).is_none() => article.add_date(DateRole::Issued, Date::year(year)),
        Some(_) => set_aside(column, text, NotPut::Taken, cell, article, log),
        None => set_aside(column, text, NotPut::Unfit, cell, article, log),
    }
}

fn created(_: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    place_created(text_of(cell), cell, article, log);
}

fn place_created(text: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let date = Date::parse_parts(text);
    if date.literal.is_some() {
        let message = format!("{} is no date of the form year/month/day; its words are kept", shown(text));
        log.add(Code::UnreadableDate, cell.at.clone(), message);
    }
    article.add_date(DateRole::Entered, date);
}

/// `create date:2019/03/30 | first author:Griffin DK`.
fn properties(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    for part in text_of(cell).split(" | ") {
        match part.split_once(':').map(|(name, value)| (name.trim(), value.trim())) {
            Some(("create date", value)) => place_created(value, cell, article, log),
            Some(("first author", value)) => {
                let value = Cell { text: value.into(), at: cell.at.clone() };
                first_author(column, &value, article, log);
            }
            _ => set_aside(column, part, NotPut::Structured, cell, article, log),
        }
    }
}

/// `/pubmed/123` says no more than the PMID.
fn url(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let text = text_of(cell);
    let path = text.trim_start_matches('/').trim_end_matches('/').strip_prefix("pubmed/");
    if path.is_none() || path != article.id(&IdKind::Pmid) {
        put(Slot::Urls, column, text, cell, article, log);
    }
}

fn database(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    let text = text_of(cell);
    if !article.source_db.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(text)) {
        put(Slot::SourceDb, column, text, cell, article, log);
    }
}

/// The old export calls every record a `citation`.
fn sort(column: &str, cell: &Cell<'_>, article: &mut Article, log: &mut Log) {
    if text_of(cell) != "citation" {
        set_aside(column, text_of(cell), NotPut::Structured, cell, article, log);
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::{Settings, Table};
    use super::*;
    use crate::article::{Id, IdKind};
    use crate::format::{Outcome, Parser};

    const NOW: &str =
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI";
    const OLD: &str = "Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,Properties,";

    fn read(header: &str, row: &str) -> (Article, Vec<Code>) {
        let (mut article, mut log) = (Article::default(), Log::new());
        let outcome = Table::new(header, b',', &Settings::usual(b',')).parse(row, &mut article, &mut log);
        assert_eq!(outcome, Outcome::Whole);
        // Whether the citation can be read is another module's business.
        let of_citation = |code: &Code| *code != Code::UnplacedText;
        (article, log.problems().iter().map(|problem| problem.code).filter(of_citation).collect())
    }

    fn names(article: &Article) -> Vec<String> {
        let show = |c: &Contributor| match &c.name {
            Name::Person(person) => person.short(),
            Name::Group(name) => format!("<{}>", name.plain()),
        };
        article.contributors.iter().map(show).collect()
    }

    #[test]
    fn a_row_of_today() {
        let row = "30922926,Time lapse: A glimpse into prehistoric genomics,\"Griffin DK, Larkin DM, O'Connor RE.\",\
                   Eur J Med Genet. 2020 Feb;63(2):103640. doi: 10.1016/j.ejmg.2019.03.004. Epub 2019 Mar 25.,Griffin DK,\
                   Eur J Med Genet,2020,2019/03/30,PMC7026692,NIHMS7,10.1016/j.ejmg.2019.03.004\r\n";
        let (article, codes) = read(NOW, row);
        assert_eq!(codes, []);
        assert_eq!(names(&article), ["Griffin DK", "Larkin DM", "O'Connor RE"]);
        assert_eq!(article.container.nlm.as_deref(), Some("Eur J Med Genet"));
        assert_eq!(article.date(DateRole::Issued).unwrap().sort_year(), Some(2020));
        assert_eq!(article.date(DateRole::Entered).unwrap().edtf(), "2019-03-30");
        for (kind, value) in [
            (IdKind::Pmid, "30922926"),
            (IdKind::Pmcid, "PMC7026692"),
            (IdKind::Manuscript, "NIHMS7"),
            (IdKind::Doi, "10.1016/j.ejmg.2019.03.004"),
        ] {
            assert_eq!(article.id(&kind), Some(value));
        }
    }

    #[test]
    fn a_row_of_before_2020() {
        let row = "Time lapse.,/pubmed/30922926,Griffin DK.,Eur J Med Genet. 2020 Feb;63(2):103640.,Eur J Med Genet.  2020,\
                   PubMed,citation,PMID:30922926 | PMCID:PMC7026692,pubmed,30922926,\
                   create date:2019/03/30 | first author:Griffin DK,\r\n";
        let (article, codes) = read(OLD, row);
        assert_eq!(codes, []);
        assert_eq!((article.title.plain(), article.url()), ("Time lapse", None));
        assert_eq!(article.source_db.as_deref(), Some("PubMed"));
        assert_eq!(article.container.nlm.as_deref(), Some("Eur J Med Genet"));
        assert_eq!(article.id(&IdKind::Pmcid), Some("PMC7026692"));
        assert_eq!(article.date(DateRole::Entered).unwrap().edtf(), "2019-03-30");
    }

    #[test]
    fn bylines() {
        for (cell, expected, et_al) in [
            ("Smith JA, van der Berg J Jr, Iron Group.", &["Smith JA", "van der Berg J Jr", "<Iron Group>"][..], false),
            (
                "Prem K, Liu Y; Health, Work Group; Cook AR.",
                &["Prem K", "Liu Y", "<Health, Work Group>", "Cook AR"],
                false,
            ),
            ("Steel Group, Li Q; Iron Group.", &["<Steel Group>", "Li Q", "<Iron Group>"], false),
            ("Li Q, et al.", &["Li Q"], true),
            ("Li Q et al..", &["Li Q"], true),
            ("Metal G.", &["Metal G"], false),
            (".", &[], false),
        ] {
            let mut article = Article::default();
            let found = Cell { text: cell.into(), at: 0..cell.len() };
            authors("Authors", &found, &mut article, &mut Log::new());
            assert_eq!(names(&article), expected, "{cell}");
            assert_eq!(article.et_al, et_al, "{cell}");
        }
    }

    #[test]
    fn titles() {
        for (cell, expected, translated) in [
            ("Iron in blood", "Iron in blood", 0),
            ("Iron in blood.", "Iron in blood", 0),
            ("And so on...", "And so on...", 0),
            ("[Iron in the elderly].", "Iron in the elderly", 1),
            ("[The [18F] tracer]", "The [18F] tracer", 1),
            ("[18F]FDG and [11C]", "[18F]FDG and [11C]", 0),
            ("[]", "[]", 0),
        ] {
            let mut article = Article::default();
            title("Title", &Cell { text: cell.into(), at: 0..0 }, &mut article, &mut Log::new());
            assert_eq!((article.title.plain(), article.translated_titles.len()), (expected, translated), "{cell}");
        }
    }

    #[test]
    fn a_citation_fills_up_what_the_columns_leave_open() {
        let (mut article, mut log) = (Article::default(), Log::new());
        article.put(Slot::Doi, "10.1234/a").unwrap();
        article.put(Slot::Authors, "Li, Q").unwrap();
        let mut said = Article::default();
        for (slot, value) in
            [(Slot::Doi, "10.1234/b"), (Slot::Volume, "3"), (Slot::DateIssued, "2020-02"), (Slot::ContainerNlm, "J X")]
        {
            said.put(slot, value).unwrap();
        }
        let cell = Cell { text: "J X. 2020 Feb;3. doi: 10.1234/b. Odd words".into(), at: 0..40 };
        merge(Some(Citation { article: said, rest: "Odd words".into() }), "Citation", &cell, &mut article, &mut log);
        place_journal("Journal/Book", "J X", &cell, &mut article, &mut log);
        place_year("Publication Year", "2020", &cell, &mut article, &mut log);
        assert_eq!((article.volume.as_deref(), article.container.title.as_ref()), (Some("3"), None));
        assert_eq!(article.ids, [Id::new(IdKind::Doi, "10.1234/a")]);
        assert_eq!(article.contributors.len(), 1);
        let kept: Vec<_> = article.extra.iter().map(|extra| extra.value.as_str()).collect();
        assert_eq!(kept, ["10.1234/b", "Odd words"]);
        let codes: Vec<_> = log.problems().iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::RepeatedField, Code::UnplacedText]);
    }

    #[test]
    fn a_journal_that_is_known_is_passed_over() {
        for (name, nlm, title, medium, expected) in [
            ("J X", Some("J X"), None, None, None),
            ("StatPearls [Internet]", None, Some("StatPearls"), Some("Internet"), Some("StatPearls")),
            ("Journal of X", Some("J X"), None, None, Some("Journal of X")),
            ("J X", None, None, None, Some("J X")),
        ] {
            let mut article = Article { medium: medium.map(str::to_owned), ..Article::default() };
            article.container.nlm = nlm.map(str::to_owned);
            article.container.title = title.map(Text::new);
            let cell = Cell { text: name.into(), at: 0..name.len() };
            journal("Journal/Book", &cell, &mut article, &mut Log::new());
            assert_eq!(article.container.title.as_ref().map(Text::plain), expected, "{name}");
            assert_eq!(article.extra, []);
        }
    }

    #[test]
    fn columns_that_disagree_are_kept() {
        let row = "7,T,Li Q.,,Smith J,J X,20x0,soon,n/a\r\n";
        let (article, codes) =
            read("PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,DOI", row);
        assert_eq!(codes, [Code::UnfitValue, Code::RepeatedField, Code::UnfitValue, Code::UnreadableDate]);
        assert_eq!(article.container.title.as_ref().map(Text::plain), Some("J X"));
        assert_eq!(article.extra.len(), 3);
    }
}
