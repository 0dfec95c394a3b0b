//! Writes BibTeX and BibLaTeX.
//!
//! Every value but those of `doi`, `url`, `eprint` and `file` is escaped for LaTeX, abstracts and keywords too: one raw `%`
//! can empty a whole bibliography. Those four are verbatim to biber and pandoc, and go raw as long as their braces are
//! balanced.
//!
//! Sections and paragraphs of an abstract stand on lines of their own, which programs merge with a blank; an empty line
//! would end a paragraph inside a command.

use super::extras::{self, Extras};
use super::read::genre_of as kinds_genre;
use super::tags::{self, FIELDS, Field, GENRES, How, STATES, Shape, Type, is_article_number};
use super::{Dialect, Protect, dates, names, protect};
use crate::article::text::squeeze;
use crate::article::{
    Article, Date, DateRole, Id, IdKind, Kind, Role, Scheme, Section, Slot, Slots, Status, Text, language,
};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::{Code, Log, shown};
use crate::markup::latex::{self, Encoding};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The writer of both formats.
pub struct Bib {
    dialect: Dialect,
    encoding: Encoding,
    protect: Protect,
    abbreviated: bool,
    eid: bool,
    keys: KeyPattern,
}

impl Bib {
    /// A writer of a dialect.
    pub fn new(dialect: Dialect, options: &WriteOptions) -> Bib {
        let settings = &options.settings;
        let encoding = match (settings.get("encoding"), dialect) {
            (Some("ascii"), _) | (None, Dialect::Bibtex) => Encoding::Ascii,
            _ => Encoding::Utf8,
        };
        let protect = match settings.get("protect") {
            Some("title") => Protect::Title,
            Some("none") => Protect::None,
            _ => Protect::Words,
        };
        Bib {
            dialect,
            encoding,
            protect,
            abbreviated: settings.get("journal") == Some("abbreviated"),
            eid: settings.flag("eid", false),
            keys: options.keys.clone(),
        }
    }
}

impl Writer for Bib {
    fn carries(&self, kind: &Kind) -> Carries {
        tags::carries(self.dialect, kind)
    }

    fn wants(&self) -> Slots {
        tags::wants(self.dialect).or(KeyPattern::WANTS)
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let extras = Extras::of(article, self.dialect);
        let row = extras.row.unwrap_or_else(|| tags::type_of(&article.kind));
        let mut entry = Entry { bib: self, article, row, extras: &extras, log, roles: Vec::new() };
        out.push('@');
        out.push_str(extras.type_name.unwrap_or(entry.type_name()));
        out.push('{');
        let key = self.keys.key(article);
        if article.key.as_deref().is_some_and(|found| found != key) {
            entry.log.flattened(Slot::Key, "characters that no key can have");
        }
        out.key(&key);
        out.push_str(",\n");
        let mut written: HashMap<Cow<'_, str>, (&str, String)> = HashMap::new();
        for field in FIELDS {
            let Some(name) = field.name(self.dialect, row.shape) else { continue };
            if field.slot != Slot::EventPlace && extras.has_another(field.slot, article) {
                continue;
            }
            let Some(value) = entry.value(field).filter(|value| !value.trim().is_empty()) else { continue };
            let value = extras.instead(name).map_or(value, |found| self.harmless(found));
            // Months are macros, or have braces of their own.
            let (open, close) = if matches!(field.how, How::Month) { ("", "") } else { ("{", "}") };
            for part in ["  ", name, " = ", open, &value, close, ",\n"] {
                out.push_str(part);
            }
            if !extras.fields.is_empty() {
                written.insert(extras::one_name(name), (name, value));
            }
        }
        entry.note_losses();
        for extra in &extras.fields {
            if let Some((name, value)) = written.get(&extras::one_name(&extra.key)) {
                let same = squeeze(value.trim_matches(['{', '}'])) == squeeze(extra.value.trim_matches(['{', '}']));
                // BibTeX has no aliases: a place in `location` is another than that in `address`.
                let apart = self.dialect == Dialect::Bibtex && !name.eq_ignore_ascii_case(&extra.key);
                if same || !apart {
                    if !same && extras.instead(&extra.key).is_none() {
                        log.lost(Slot::Extra);
                    }
                    continue;
                }
            }
            if !extras::is_field_name(&extra.key) {
                log.lost(Slot::Extra);
                continue;
            }
            let value = self.harmless(&extra.value);
            for part in ["  ", &extra.key, " = {", &value, "},\n"] {
                out.push_str(part);
            }
            written.insert(extras::one_name(&extra.key), (&extra.key, value));
        }
        out.push_str("}\n");
        extras.blocks(out, log);
    }

    fn between(&self, out: &mut Out) {
        out.push('\n');
    }
}

impl Bib {
    /// LaTeX that the source had, as long as nothing in it can run; else the same as text.
    fn harmless(&self, tex: &str) -> String {
        let value = squeeze(tex).replace(char::is_control, "");
        if latex::is_balanced(&value) && latex::read::is_harmless(&value) { value } else { self.escaped(&value) }
    }

    fn escaped(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        latex::escape(&squeeze(text), self.encoding, &mut out);
        out
    }
}

/// One article on its way out.
struct Entry<'a, 'log> {
    bib: &'a Bib,
    article: &'a Article,
    row: &'static Type,
    extras: &'a Extras<'a>,
    log: &'log mut Log,
    /// Roles that were written.
    roles: Vec<Role>,
}

impl Entry<'_, '_> {
    /// Kinds that a reader takes for others, going by more than the type.
    fn note_kind(&mut self) {
        let article = self.article;
        let (event, url) = (&article.event, article.url().is_some());
        let archived = article.id(&IdKind::Arxiv).is_some();
        let by_editors = article.authors().next().is_none() && article.by_role(&Role::Editor).next().is_some();
        let journal = article.container.best_title().map(str::to_lowercase).unwrap_or_default();
        let taken = match (&article.kind, self.bib.dialect) {
            (Kind::Document, dialect) => archived || (url && dialect == Dialect::Bibtex),
            (Kind::Manuscript, _) => archived || event.name.is_some() || event.place.is_some(),
            (Kind::Webpage, _) => archived,
            (Kind::Book, _) => by_editors,
            (Kind::JournalArticle, _) => {
                ["arxiv", "corr", "biorxiv", "medrxiv"].iter().any(|name| journal.starts_with(name))
            }
            _ => false,
        };
        if taken {
            self.log.flattened(Slot::Kind, "its difference from a kindred one");
        }
    }

    fn type_name(&self) -> &'static str {
        let (article, dialect) = (self.article, self.bib.dialect);
        let genre = article.genre.as_deref().unwrap_or("").to_lowercase();
        match (&article.kind, dialect) {
            (Kind::Thesis, Dialect::Bibtex) if ["master", "msc", "m.sc"].iter().any(|word| genre.contains(word)) => {
                "mastersthesis"
            }
            // A chapter of a book that has one author is no part of a collection.
            (Kind::Chapter, Dialect::Biblatex)
                if article.by_role(&Role::BookAuthor).next().is_some()
                    && article.by_role(&Role::Editor).next().is_none() =>
            {
                "inbook"
            }
            _ => self.row.names[dialect as usize],
        }
    }

    /// The value of a field, ready to stand between braces.
    fn value(&mut self, field: &Field) -> Option<String> {
        let (article, bib, slot) = (self.article, self.bib, field.slot);
        match &field.how {
            How::Plain => self.first(slot).map(|value| bib.escaped(&value)),
            How::Item => self.first(slot).map(|value| self.item(&value)),
            How::Verbatim => self.first(slot).map(|value| self.verbatim(slot, &value)),
            How::Files => {
                let paths: Vec<_> = article.values(slot).iter().map(|path| escaped_path(path)).collect();
                (!paths.is_empty()).then(|| self.verbatim(slot, &paths.join(";")))
            }
            How::Notes => self.notes(),
            How::Title => self.text(slot).map(|text| self.title(text)),
            How::WholeTitle => Some(self.whole_title()),
            How::People(role) => self.people(role),
            How::Others(name) => self.people(&Role::Other((*name).to_owned())),
            How::With(role, words) => article.by_role(role).next().map(|_| (*words).to_owned()),
            How::Subtype => Some(self.row.subtype.to_owned()),
            How::Book => self.book(),
            How::Journal => self.journal(),
            How::ShortJournal => self.short_journal(),
            How::Site => self.site(),
            How::Number => self.number(),
            How::Pages => self.pages(),
            How::Eid => self.eid(),
            How::Date => Some(article.citation_date()?.edtf()),
            How::Year => self.year(),
            How::Month => Some(dates::parts(article.citation_date()?).month),
            How::Day => Some(dates::parts(article.citation_date()?).day),
            How::OtherDate => self.other_date(slot),
            How::Place => self.place(),
            How::Genre => self.genre(),
            How::State => self.state(),
            How::Eprint => self.eprint().map(|(id, ..)| self.verbatim(Slot::Arxiv, &id)),
            How::EprintType => self.eprint().map(|(_, archive, _)| archive.to_owned()),
            How::EprintClass => self.eprint().and_then(|(.., class)| class).map(|class| bib.escaped(&class)),
            How::Issn => self.issn(),
            How::Isbn => self.isbn(),
            How::Languages => Some(self.languages()),
            How::Langid => article.languages.first().and_then(|tag| language::to_babel(tag)).map(str::to_owned),
            How::Keywords => Some(self.keywords()),
            How::Abstract => self.abstract_text(),
        }
    }

    /// The first value of a slot; that there are more is noted.
    fn first(&mut self, slot: Slot) -> Option<String> {
        let mut values = self.article.values(slot).into_iter();
        let first = values.next()?;
        if values.next().is_some() {
            self.log.lost(slot);
        }
        Some(first.into_owned())
    }

    /// An item of a list, braced where BibLaTeX would find two in it.
    fn item(&self, text: &str) -> String {
        // Readers put semicolons between the items of a list.
        if self.bib.dialect == Dialect::Biblatex && text.contains("; ") && !text.contains(";;") {
            let items: Vec<_> = text.split("; ").map(str::trim).collect();
            if items.iter().all(|item| !item.is_empty()) {
                return items.into_iter().map(|item| self.item(item)).collect::<Vec<_>>().join(" and ");
            }
        }
        let escaped = self.bib.escaped(text);
        let several =
            text.split_whitespace().any(|word| ["and", "others"].iter().any(|w| word.eq_ignore_ascii_case(w)));
        if several && self.bib.dialect == Dialect::Biblatex { format!("{{{escaped}}}") } else { escaped }
    }

    /// A value that clients take as it is. Braces that are not balanced cannot stand in it, nor can a backslash in a URL:
    /// styles that do not know `url` as verbatim would have TeX run it.
    fn verbatim(&mut self, slot: Slot, value: &str) -> String {
        let mut value = squeeze(value).replace(char::is_control, "");
        if value.contains('\\') && slot != Slot::FileLinks {
            // Readers take it for what programs put before signs that TeX acts on.
            self.log.flattened(slot, "backslashes");
        }
        if slot == Slot::Urls {
            value = value.replace('\\', "%5C");
        }
        if latex::is_balanced(&value) {
            return value;
        }
        self.log.add(Code::ChangedValue, 0..0, format!("{} has braces that do not match; changed", shown(&value)));
        self.log.flattened(slot, "braces");
        let instead: fn(char) -> &'static str = match slot {
            Slot::Urls => |c| match c {
                '{' => "%7B",
                _ => "%7D",
            },
            _ => |c| if c == '\\' { "/" } else { "" },
        };
        let mut out = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '{' | '}' | '\\' => out.push_str(instead(c)),
                c => out.push(c),
            }
        }
        out
    }

    /// The site that a work is on; in BibTeX, else how it was published.
    fn site(&mut self) -> Option<String> {
        let (title, medium) = (self.article.container.best_title(), self.article.medium.as_deref());
        match (title, medium, self.bib.dialect) {
            (None, Some(medium), Dialect::Bibtex) => Some(self.bib.escaped(medium)),
            (Some(title), medium, dialect) => {
                if medium.is_some() && dialect == Dialect::Bibtex {
                    self.log.lost(Slot::Medium);
                }
                Some(self.item(title))
            }
            (None, ..) => None,
        }
    }

    fn text(&self, slot: Slot) -> Option<&Text> {
        let (article, container) = (self.article, &self.article.container);
        match slot {
            Slot::Title => Some(&article.title),
            Slot::Subtitle => article.subtitle.as_ref(),
            Slot::ShortTitle => article.short_title.as_ref(),
            Slot::OriginalTitle => article.original_title.as_ref(),
            Slot::IssueTitle => container.issue_title.as_ref(),
            Slot::Series => container.series.as_ref(),
            _ => None,
        }
    }

    fn title(&self, text: &Text) -> String {
        let tag = self.article.languages.first().map_or("en", String::as_str);
        let primary = tag.split('-').next().unwrap_or(tag);
        let foreign = !["en", "und", "mul"].contains(&primary);
        latex::from_text(&protect::protect(text, self.bib.protect, foreign), self.bib.encoding)
    }

    fn whole_title(&mut self) -> String {
        let Some(subtitle) = &self.article.subtitle else { return self.title(&self.article.title) };
        self.log.flattened(Slot::Title, "where the subtitle begins");
        let mut whole = self.article.title.clone();
        if !whole.is_empty() {
            whole.append(&Text::new(if whole.plain().ends_with(['?', '!', ':']) { " " } else { ": " }));
        }
        whole.append(subtitle);
        self.title(&whole)
    }

    fn people(&mut self, role: &Role) -> Option<String> {
        let article = self.article;
        let role = match (role, &article.kind) {
            (Role::Author, _) if article.authors().next().is_some() => &Role::Author,
            // Works whose makers are not called authors.
            (Role::Author, Kind::Patent) => &Role::Inventor,
            (Role::Author, Kind::MotionPicture | Kind::Broadcast) => &Role::Director,
            (role, _) => role,
        };
        let people = article.by_role(role).filter(|person| !person.superseded);
        let et_al = article.et_al && matches!(role, Role::Author | Role::Inventor | Role::Director);
        let names = names::list(people.map(|person| &person.name), et_al, self.bib.encoding);
        if let Some(left_out) = article.by_role(role).find(|person| person.superseded) {
            self.log.lost(Slot::of_contributor(left_out));
        }
        if et_al && names.tex.is_empty() {
            self.log.lost(Slot::EtAl);
        }
        if names.like_group {
            self.log.flattened(Slot::Authors, "names without given names");
            self.log.flattened(Slot::GroupAuthors, "their difference from persons");
        }
        self.roles.push(role.clone());
        Some(names.tex)
    }

    /// The title of the container; notes the abbreviations that are not it.
    fn container(&mut self, abbreviated: bool) -> Option<String> {
        let container = &self.article.container;
        let title = if abbreviated { container.short_title() } else { None }.or(container.best_title())?;
        for (slot, short) in [(Slot::ContainerIso, &container.iso), (Slot::ContainerNlm, &container.nlm)] {
            if short.as_deref().is_some_and(|short| short != title) {
                self.log.lost(slot);
            }
        }
        if container.title.as_ref().is_some_and(|full| full.plain() != title) {
            self.log.lost(Slot::ContainerTitle);
        }
        Some(title.to_owned())
    }

    fn book(&mut self) -> Option<String> {
        let (title, event) = (self.container(false), self.article.event.name.as_deref());
        match (title, event) {
            (Some(title), event) => {
                if event.is_some() && self.bib.dialect == Dialect::Bibtex {
                    self.log.lost(Slot::EventName);
                }
                // The text has its marks; an abbreviation has none.
                let rich = self.article.container.title.as_ref();
                let rich = rich.map(|rich| self.extras.without_subtitle(rich, "booksubtitle", self.bib.dialect));
                Some(rich.map_or_else(|| self.title(&Text::new(&title)), |rich| self.title(&rich)))
            }
            (None, Some(event)) if self.bib.dialect == Dialect::Bibtex => Some(self.title(&Text::new(event))),
            _ => None,
        }
    }

    fn journal(&mut self) -> Option<String> {
        let container = &self.article.container;
        match (&container.title, self.bib.dialect) {
            (Some(title), Dialect::Biblatex) => {
                let title = self.extras.without_subtitle(title, "journalsubtitle", self.bib.dialect);
                Some(latex::from_text(&title, self.bib.encoding))
            }
            (full, _) => {
                let title = self.container(self.bib.abbreviated)?;
                if full.is_none() && container.iso.is_some() {
                    self.log.flattened(Slot::ContainerIso, "its difference from a full title");
                }
                let rich = full.as_ref().filter(|full| full.plain() == title);
                Some(rich.map_or_else(|| self.bib.escaped(&title), |rich| latex::from_text(rich, self.bib.encoding)))
            }
        }
    }

    fn short_journal(&mut self) -> Option<String> {
        let container = &self.article.container;
        container.title.as_ref()?;
        let short = container.short_title()?;
        if container.nlm.as_deref().is_some_and(|nlm| nlm != short) {
            self.log.lost(Slot::ContainerNlm);
        }
        Some(self.bib.escaped(short))
    }

    /// The number that the type is known by; the others are noted.
    fn number(&mut self) -> Option<String> {
        let article = self.article;
        let with_part = self.row.shape != Shape::Whole && self.row.shape != Shape::Part;
        let issue = issue(article, with_part);
        if issue.is_some() && issue != article.issue {
            self.log.flattened(Slot::Issue, "where its supplement or part begins");
        }
        let issue = (Slot::Issue, issue);
        let report = (Slot::Number, article.number.clone());
        let series = (Slot::SeriesNumber, article.container.series_number.clone());
        let order = match self.row.shape {
            Shape::Article => [issue, report, series],
            Shape::Whole | Shape::Part | Shape::Thesis => [series, report, issue],
            Shape::Report | Shape::Loose => [report, issue, series],
        };
        let mut found = None;
        for (slot, value) in order {
            match (value, &found) {
                (None, _) => {}
                (value, None) => found = value,
                (Some(_), Some(_)) if slot == Slot::Issue => {
                    let parts = [
                        (Slot::Issue, &article.issue),
                        (Slot::Supplement, &article.supplement),
                        (Slot::Part, &article.part),
                    ];
                    parts.iter().filter(|(_, part)| part.is_some()).for_each(|(slot, _)| self.log.lost(*slot));
                }
                (Some(_), Some(_)) => self.log.lost(slot),
            }
        }
        found.map(|number| self.bib.escaped(&number))
    }

    fn pages(&mut self) -> Option<String> {
        let article = self.article;
        let bibtex = self.bib.dialect == Dialect::Bibtex;
        if let Some(pages) = &article.pages {
            if bibtex && article.page_count.is_some() && matches!(self.row.shape, Shape::Whole | Shape::Thesis) {
                self.log.lost(Slot::PageCount);
            }
            let pieces: Vec<_> = pages.expanded().split('-').map(|piece| self.bib.escaped(piece)).collect();
            let odd = |text: &str| {
                text.starts_with('-')
                    || text.ends_with('-')
                    || ["--", " -", "- "].iter().any(|dash| text.contains(dash))
            };
            if odd(pages.expanded()) {
                self.log.flattened(Slot::Pages, "dashes that are none of a range");
            }
            if is_article_number(pages.as_found()) {
                self.log.flattened(Slot::Pages, "their difference from an article number");
            }
            return Some(pieces.join("--"));
        }
        match &article.article_number {
            Some(number) if self.extras.has_eid(number) => None,
            Some(number) if !self.bib.eid => {
                if !is_article_number(number) {
                    self.log.flattened(Slot::ArticleNumber, "its difference from a page");
                }
                Some(self.bib.escaped(number))
            }
            Some(_) => None,
            None if bibtex && matches!(self.row.shape, Shape::Whole | Shape::Thesis) => {
                article.page_count.as_deref().map(|count| self.bib.escaped(count))
            }
            None => None,
        }
    }

    fn eid(&mut self) -> Option<String> {
        let number = self.article.article_number.as_deref()?;
        if self.extras.has_eid(number) {
            return None;
        }
        let beside_pages = self.article.pages.is_some();
        if self.bib.eid || (beside_pages && self.bib.dialect == Dialect::Bibtex) {
            return Some(self.bib.escaped(number));
        }
        if beside_pages {
            // Styles of BibLaTeX would print both.
            self.log.lost(Slot::ArticleNumber);
        }
        None
    }

    fn year(&mut self) -> Option<String> {
        let article = self.article;
        let date = article.citation_date()?;
        let parts = dates::parts(date);
        let words = date.sort_year().is_none();
        match self.bib.dialect {
            Dialect::Biblatex if words => self.log.flattened(Slot::DateIssued, "a date in words"),
            Dialect::Biblatex => {
                if date.literal.is_some() {
                    self.log.flattened(Slot::DateIssued, "the source's words");
                }
                self.note_other_dates(date);
                return None;
            }
            Dialect::Bibtex => {
                if let Some(what) = parts.flattened {
                    self.log.flattened(Slot::DateIssued, what);
                }
            }
        }
        self.note_other_dates(date);
        Some(self.bib.escaped(&parts.year))
    }

    /// Of the dates that may be the one to cite, those that were not written.
    fn note_other_dates(&mut self, written: &Date) {
        for role in [DateRole::Print, DateRole::Online, DateRole::Collection] {
            if self.article.date(role).is_some_and(|date| date != written) {
                self.log.lost(Slot::of_date(role));
            }
        }
    }

    fn other_date(&mut self, slot: Slot) -> Option<String> {
        let date = &self.article.dates.iter().find(|dated| Slot::of_date(dated.role) == slot)?.date;
        if date.literal.is_some() {
            self.log.flattened(slot, "the source's words");
        }
        Some(self.bib.escaped(&date.shown()))
    }

    fn place(&mut self) -> Option<String> {
        let (place, venue) = (&self.article.container.place, &self.article.event.place);
        if self.row.shape != Shape::Part {
            return place.as_deref().map(|place| self.bib.escaped(place));
        }
        if place.is_some() && venue.is_some() {
            self.log.lost(Slot::EventPlace);
        }
        let venue = venue.as_deref().filter(|_| !self.extras.has_another(Slot::EventPlace, self.article));
        place.as_deref().or(venue).map(|place| self.bib.escaped(place))
    }

    fn genre(&mut self) -> Option<String> {
        let genre = self.article.genre.as_deref()?;
        // The type of the entry says it.
        let type_name = self.extras.type_name.unwrap_or(self.type_name());
        if kinds_genre(type_name) == Some(genre) || type_name == genre {
            return None;
        }
        let key = GENRES.iter().find(|(phrase, _)| *phrase == genre);
        match key {
            Some((_, key)) if self.bib.dialect == Dialect::Biblatex => Some((*key).to_owned()),
            _ => Some(self.bib.escaped(genre)),
        }
    }

    fn state(&mut self) -> Option<String> {
        match &self.article.status {
            None => (self.article.kind == Kind::Preprint).then(|| "prepublished".to_owned()),
            Some(Status::Other(word)) => Some(self.bib.escaped(word)),
            Some(status) => {
                let row = STATES.iter().find(|(known, ..)| known == status);
                if row.is_none() {
                    self.log.lost(Slot::Status);
                }
                row.map(|(_, note, key)| if self.bib.dialect == Dialect::Bibtex { *note } else { *key }.to_owned())
            }
        }
    }

    /// All notes; in BibTeX the state of publication before them.
    fn notes(&mut self) -> Option<String> {
        let state =
            if self.bib.dialect == Dialect::Bibtex && self.article.status.is_some() { self.state() } else { None };
        if self.article.notes.len() + usize::from(state.is_some()) > 1 {
            self.log.flattened(Slot::Notes, "where one note ends and the next begins");
        }
        let mut out = state.unwrap_or_default();
        for note in self.article.notes.iter().filter(|note| !self.extras.says(note)) {
            if !out.is_empty() {
                out.push_str(if out.ends_with(['.', '!', '?']) { " " } else { "; " });
            }
            out.push_str(&self.bib.escaped(note));
        }
        Some(out)
    }

    /// Identifier, archive and class. arXiv comes first; BibLaTeX prints the others as links too.
    fn eprint(&self) -> Option<(String, &'static str, Option<String>)> {
        let article = self.article;
        let bibtex = self.bib.dialect == Dialect::Bibtex;
        if let Some(Id { value, version, note, .. }) = article.ids_of(&IdKind::Arxiv).next() {
            let version = version.as_deref().map(|version| format!("v{}", version.trim_start_matches('v')));
            let archive = if bibtex { "arXiv" } else { "arxiv" };
            return Some((format!("{value}{}", version.unwrap_or_default()), archive, note.clone()));
        }
        if bibtex {
            return None;
        }
        let (id, archive) = self.archived().or(article.id(&IdKind::Pmid).map(|pmid| (pmid, "pubmed")))?;
        Some((id.to_owned(), archive, None))
    }

    /// The first identifier of an archive that BibLaTeX links to.
    fn archived(&self) -> Option<(&str, &'static str)> {
        [("jstor", "jstor"), ("hdl", "hdl"), ("handle", "hdl")]
            .into_iter()
            .find_map(|(scheme, archive)| Some((self.article.id(&IdKind::Other(scheme.to_owned()))?, archive)))
    }

    fn isbn(&mut self) -> Option<String> {
        let isbns: Vec<_> = self.article.ids_of(&IdKind::Isbn).map(|id| id.value.as_str()).collect();
        Some(self.bib.escaped(&isbns.join(", ")))
    }

    fn issn(&mut self) -> Option<String> {
        let best = self.article.best_issn()?;
        // Those that the source did not tell apart go where it had them.
        let any = self.article.id(&IdKind::Issn);
        if any == Some(best) || (any.is_some() && self.extras.has_electronic_issn()) {
            let all: Vec<_> = self.article.ids_of(&IdKind::Issn).map(|id| id.value.as_str()).collect();
            return Some(self.bib.escaped(&all.join(", ")));
        }
        for kind in [IdKind::IssnPrint, IdKind::IssnElectronic, IdKind::IssnLinking, IdKind::Issn] {
            if self.article.ids_of(&kind).any(|id| id.value != best) {
                self.log.lost(Slot::of_id(&kind));
            }
        }
        Some(self.bib.escaped(best))
    }

    /// BCP 47 tags in BibTeX, since Zotero goes by them; English names in small letters in BibLaTeX, which are its keys.
    fn languages(&self) -> String {
        let name = |tag: &String| match (self.bib.dialect, language::to_english(tag)) {
            (Dialect::Biblatex, Some(name)) => {
                let name = name.split(',').next().unwrap_or(name).to_lowercase();
                // A name that does not say all of the tag is worth less than the tag.
                let names = [Some(name.as_str()), language::to_babel(tag)];
                let whole = |name: &&str| language::to_bcp47(name).as_ref() == Some(tag);
                names.into_iter().flatten().find(whole).unwrap_or(tag).to_owned()
            }
            _ => tag.clone(),
        };
        let braced = |tag: &String| {
            let item = self.bib.escaped(&name(tag));
            let parts = tag.contains([',', ';']) || tag.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
            if parts { format!("{{{item}}}") } else { item }
        };
        let names: Vec<_> = self.article.languages.iter().map(braced).collect();
        names.join(if self.bib.dialect == Dialect::Bibtex { ", " } else { " and " })
    }

    fn keywords(&mut self) -> String {
        let has = |slot: Slot| self.article.keywords.iter().any(|keyword| Slot::of_scheme(&keyword.scheme) == slot);
        if has(Slot::Mesh) && has(Slot::Keywords) {
            self.log.flattened(Slot::Keywords, "their difference from subject headings");
        }
        let mut seen = HashSet::with_capacity(self.article.keywords.len());
        let mut out = String::new();
        for keyword in &self.article.keywords {
            let (plain, tex) = match keyword.scheme {
                Scheme::Mesh => {
                    let heading = keyword.heading(false);
                    let tex = self.bib.escaped(&heading);
                    (heading, tex)
                }
                Scheme::Author | Scheme::Other(_) => {
                    if keyword.major {
                        self.log.flattened(Slot::Keywords, "majors");
                    }
                    (keyword.term.plain().to_owned(), latex::from_text(&keyword.term, self.bib.encoding))
                }
                _ => continue,
            };
            if tex.trim().is_empty() || !seen.insert(plain.clone()) {
                continue;
            }
            if !out.is_empty() {
                out.push_str(", ");
            }
            let braces = if plain.contains([',', ';']) { ("{", "}") } else { ("", "") };
            out.extend([braces.0, &tex, braces.1]);
        }
        out
    }

    fn abstract_text(&mut self) -> Option<String> {
        let found = self.article.main_abstract()?;
        if found.sections.len() > 1 || found.sections.iter().any(|section| section.label.is_some()) {
            self.log.flattened(Slot::Abstract, "sections");
        }
        let mut out = String::new();
        for Section { label, text, .. } in &found.sections {
            let tex = paragraphs(text, self.bib.encoding);
            if !out.is_empty() {
                out.push_str(BREAK);
            }
            if let Some(label) = label {
                out.push_str(&self.bib.escaped(label));
                out.push_str(": ");
            }
            if tex.len() > 1 || text.plain().contains('\n') {
                self.log.flattened(Slot::Abstract, "paragraphs");
            }
            out.push_str(&tex.join(BREAK));
        }
        Some(out)
    }

    /// What no single field can know to be lost.
    fn note_losses(&mut self) {
        let article = self.article;
        self.note_kind();
        let other = |slot: Slot| slot == Slot::OtherContributors;
        if article.contributors.iter().any(|c| other(Slot::of_contributor(c)) && !self.roles.contains(&c.role)) {
            self.log.lost(Slot::OtherContributors);
        }
        let archived = if article.id(&IdKind::Arxiv).is_none() { self.archived() } else { None };
        let unwritten =
            |id: &Id| matches!(id.kind, IdKind::Other(_)) && archived.is_none_or(|(value, _)| value != id.value);
        if article.ids.iter().any(unwritten) {
            self.log.lost(Slot::OtherIds);
        }
        if article.ids_of(&IdKind::Arxiv).nth(1).is_some() {
            self.log.lost(Slot::Arxiv);
        }
        if self.row.shape == Shape::Loose {
            self.container(false);
        }
    }
}

/// A path as JabRef and Zotero write it: what parts files, and what parts a path from its description, is escaped.
fn escaped_path(path: &str) -> String {
    let described = path.matches(':').count() > 1;
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c == ';' || c == '\\' || (c == ':' && described) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Between paragraphs: a line end and the indent of a value.
const BREAK: &str = "\n    ";

/// The paragraphs of a text as LaTeX.
fn paragraphs(text: &Text, encoding: Encoding) -> Vec<String> {
    // A mark may reach over a line end, so that the text cannot be cut before it is LaTeX.
    if !text.plain().contains('\n') || !text.marks().is_empty() {
        return vec![latex::from_text(text, encoding)];
    }
    let lines = text.plain().split('\n').filter(|line| !line.trim().is_empty());
    lines.map(|line| latex::from_text(&Text::new(line.trim()), encoding)).collect()
}

/// Issue, supplement and part on one line: `3 Suppl 2 Pt 1`.
fn issue(article: &Article, with_part: bool) -> Option<String> {
    let worded = |word: &str, value: &str| {
        if value.starts_with(|c: char| c.is_ascii_digit()) { format!("{word} {value}") } else { value.to_owned() }
    };
    let parts = [
        article.issue.clone(),
        article.supplement.as_deref().map(|value| worded("Suppl", value)),
        article.part.as_deref().filter(|_| with_part).map(|value| worded("Pt", value)),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
