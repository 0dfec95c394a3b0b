//! Writes BibTeX and BibLaTeX.
//!
//! Every value but those of `doi`, `url`, `eprint` and `file` is escaped for LaTeX, abstracts and keywords too: one raw `%`
//! can empty a whole bibliography. Those four are verbatim to biber and pandoc, and go raw as long as their braces are
//! balanced.
//!
//! Sections and paragraphs of an abstract have an empty line between them. BibTeX and biber make blanks of it before TeX sees
//! the value; programs that show abstracts keep it.

mod titles;
mod values;

use super::extras::{self, Extras};
use super::read::{genre_of as kinds_genre, is_more_than_note, is_more_than_pages, series_of_journal};
use super::tags::{self, Field, GENRES, How, Named, STATES, Shape, Type, is_article_number};
use super::{Dialect, Protect, dates, names, protect};
use crate::article::text::{is_blank, squeeze};
use crate::article::{
    Article, Date, DateRole, Id, IdKind, Kind, Role, Scheme, Section, Slot, Slots, Status, Text, language,
};
use crate::bytes;
use crate::few::Few;
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::{Code, Log, shown};
use crate::markup::latex::{self, Encoding};
use memchr::memchr;
use std::borrow::Cow;
use std::collections::HashMap;

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
        let mut entry = Entry { bib: self, article, row, extras: &extras, log, roles: Vec::new(), date: None };
        out.push('@');
        out.push_str(extras.type_name.unwrap_or(entry.type_name()));
        out.push('{');
        let key = self.keys.key(article);
        if article.key.as_deref().is_some_and(|found| found != key) {
            entry.log.flattened(Slot::Key, "characters that no key can have");
        }
        out.key(&key);
        out.push_str(",\n");
        let mut written: HashMap<Cow<'_, str>, (&str, Cow<'_, str>)> = HashMap::new();
        let filled = article.filled();
        for Named { name, field, needs } in tags::fields(self.dialect, row.shape) {
            if needs.and(filled).is_empty() {
                continue;
            }
            if extras.has_date(field.how) || (field.slot != Slot::EventPlace && extras.has_another(field.slot, article))
            {
                continue;
            }
            let Some(value) = entry.value(field).filter(|value| !is_blank(value)) else { continue };
            let value = extras.instead(name).map_or(value, |found| Cow::Owned(self.harmless(found)));
            // Months are macros, or have braces of their own.
            let (open, close) = if matches!(field.how, How::Month) { ("", "") } else { ("{", "}") };
            out.extend(["  ", name, " = ", open, &value, close, ",\n"]);
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
            out.extend(["  ", &extra.key, " = {", &value, "},\n"]);
            written.insert(extras::one_name(&extra.key), (&extra.key, Cow::Owned(value)));
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
        if latex::is_balanced(&value) && latex::read::is_harmless(&value) {
            value
        } else {
            self.escaped(value).into_owned()
        }
    }

    /// A text as LaTeX.
    fn latex<'t>(&self, text: Cow<'t, Text>) -> Cow<'t, str> {
        match text {
            Cow::Borrowed(text) => latex::from_text(text, self.encoding),
            Cow::Owned(text) => Cow::Owned(latex::from_text(&text, self.encoding).into_owned()),
        }
    }

    /// The text on one line, escaped.
    fn escaped<'t>(&self, text: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
        let text = text.into();
        if latex::is_inert_line(&text) {
            return text;
        }
        match text {
            Cow::Borrowed(text) => match squeeze(text) {
                Cow::Borrowed(text) => latex::escaped(text, self.encoding),
                Cow::Owned(text) => Cow::Owned(latex::escaped(&text, self.encoding).into_owned()),
            },
            Cow::Owned(text) => Cow::Owned(latex::escaped(&squeeze(&text), self.encoding).into_owned()),
        }
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
    /// The date to cite, once it was asked for.
    date: Option<dates::Parts<'a>>,
}

impl<'a> Entry<'a, '_> {
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
    fn value(&mut self, field: &Field) -> Option<Cow<'a, str>> {
        let (article, bib, slot) = (self.article, self.bib, field.slot);
        match &field.how {
            How::Plain => {
                if slot == Slot::Annotation && article.annotation.as_ref().is_some_and(|text| text.contains('\n')) {
                    self.log.flattened(slot, "line breaks");
                }
                self.first(slot).map(|value| bib.escaped(value))
            }
            How::Item => match self.first(slot) {
                Some(value) => {
                    let others = field.flattened.iter().filter(|other| !article.values(**other).is_empty());
                    others.for_each(|other| self.log.lost(*other));
                    Some(self.item(slot, value))
                }
                // What stands in its place.
                None => field.flattened.iter().find_map(|other| {
                    let value = self.first(*other)?;
                    Some(self.item(*other, value))
                }),
            },
            How::Verbatim => self.first(slot).map(|value| self.verbatim(slot, value)),
            How::Files => {
                let paths: Vec<_> = article.values(slot).iter().map(|path| escaped_path(path)).collect();
                (!paths.is_empty()).then(|| self.verbatim(slot, paths.join(";").into()))
            }
            How::Notes => self.notes(),
            How::Title => self.own_title(slot),
            How::WholeTitle => Some(self.whole_title()),
            How::MainTitle => self.main_title(),
            How::MainSubtitle => self.main_subtitle(),
            How::People(role) => self.people(role).map(Cow::Owned),
            How::Others(name) => self.people(&Role::Other((*name).to_owned())).map(Cow::Owned),
            How::With(role, words) => article.by_role(role).next().map(|_| Cow::Borrowed(*words)),
            How::Subtype => Some(Cow::Borrowed(self.row.subtype)),
            How::Book => self.book(),
            How::Journal => self.journal(),
            How::ShortJournal => self.short_journal(),
            How::Site => self.site(),
            How::Number => self.number(),
            How::Pages => self.pages(),
            How::Eid => self.eid(),
            How::Date => Some(article.citation_date()?.edtf().into()),
            How::Year => self.year(),
            How::Month => Some(self.date_parts()?.month.clone()),
            How::Day => Some(self.date_parts()?.day.clone()),
            How::OtherDate => self.other_date(slot),
            How::Place => self.place(),
            How::Genre => self.genre(),
            How::State => self.state(),
            How::Eprint => self.eprint().map(|(id, ..)| self.verbatim(Slot::Arxiv, id)),
            How::EprintType => self.eprint().map(|(_, archive, _)| Cow::Borrowed(archive)),
            How::EprintClass => self.eprint().and_then(|(.., class)| class).map(|class| bib.escaped(class)),
            How::Issn => self.issn(),
            How::Isbn => self.isbn(),
            How::Languages => Some(self.languages()),
            How::Langid => article.languages.first().and_then(|tag| language::to_babel(tag)).map(Cow::Borrowed),
            How::Keywords => Some(self.keywords().into()),
            How::Abstract => self.abstract_text(),
        }
    }

    /// The date to cite in BibTeX's fields.
    fn date_parts(&mut self) -> Option<&dates::Parts<'a>> {
        if self.date.is_none() {
            self.date = Some(dates::parts(self.article.citation_date()?));
        }
        self.date.as_ref()
    }

    /// The first value of a slot; that there are more is noted.
    fn first(&mut self, slot: Slot) -> Option<Cow<'a, str>> {
        let mut values = self.article.values(slot).into_iter();
        let first = values.next()?;
        if values.next().is_some() {
            self.log.lost(slot);
        }
        Some(first)
    }

    /// An item of a list, braced where BibLaTeX would find two in it.
    fn item(&mut self, slot: Slot, text: Cow<'a, str>) -> Cow<'a, str> {
        if self.bib.dialect == Dialect::Bibtex {
            return self.bib.escaped(text);
        }
        let patent = self.article.kind == Kind::Patent;
        if let Some(key) = tags::country_key(&text).filter(|_| patent) {
            return Cow::Borrowed(key);
        }
        // Readers put semicolons between the items of a list.
        if text.contains("; ") && !text.contains(";;") {
            let items: Vec<_> = text.split("; ").map(str::trim).collect();
            if items.iter().all(|item| !item.is_empty()) {
                if items.join("; ") != text {
                    self.log.flattened(slot, "blanks beside semicolons");
                }
                let items = items.into_iter().map(|item| self.item(slot, item.to_owned().into()));
                return items.collect::<Vec<_>>().join(" and ").into();
            }
        }
        let several =
            text.split_whitespace().any(|word| ["and", "others"].iter().any(|w| word.eq_ignore_ascii_case(w)));
        let escaped = self.bib.escaped(text);
        if several { format!("{{{escaped}}}").into() } else { escaped }
    }

    /// A value that clients take as it is. Braces that are not balanced cannot stand in it, nor can a backslash in a URL:
    /// styles that do not know `url` as verbatim would have TeX run it.
    fn verbatim(&mut self, slot: Slot, value: Cow<'a, str>) -> Cow<'a, str> {
        let odd =
            |byte: u8| !byte.is_ascii_graphic() | (byte == b'\\') | (byte == b'&') | (byte == b'{') | (byte == b'}');
        if !bytes::any(value.as_bytes(), odd) {
            return value;
        }
        let mut value = squeeze(&value).replace(char::is_control, "");
        if value.contains('\\') && slot != Slot::FileLinks {
            // Readers take it for what programs put before signs that TeX acts on.
            self.log.flattened(slot, "backslashes");
        }
        if value.contains("&amp;") {
            self.log.flattened(slot, "entities");
        }
        if slot == Slot::Urls {
            value = value.replace('\\', "%5C");
        }
        if latex::is_balanced(&value) {
            return value.into();
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
        out.into()
    }

    /// The site that a work is on; in BibTeX, else how it was published.
    fn site(&mut self) -> Option<Cow<'a, str>> {
        let (title, medium) = (self.article.container.best_title(), self.article.medium.as_deref());
        match (title, medium, self.bib.dialect) {
            (None, Some(medium), Dialect::Bibtex) => Some(self.bib.escaped(medium)),
            (Some(title), medium, dialect) => {
                if medium.is_some() && dialect == Dialect::Bibtex {
                    self.log.lost(Slot::Medium);
                }
                Some(self.item(Slot::ContainerTitle, title.into()))
            }
            (None, ..) => None,
        }
    }

    fn text(&self, slot: Slot) -> Option<&'a Text> {
        let (article, container) = (self.article, &self.article.container);
        let volume = self.volume();
        match slot {
            Slot::Title => volume.or(Some(&article.title)),
            Slot::Subtitle => article.subtitle.as_ref().filter(|_| volume.is_none()),
            Slot::ShortTitle => article.short_title.as_ref(),
            Slot::OriginalTitle => article.original_title.as_ref(),
            Slot::IssueTitle => container.issue_title.as_ref(),
            Slot::Series => container.series.as_ref(),
            _ => None,
        }
    }

    fn title<'t>(&self, text: impl Into<Cow<'t, Text>>) -> Cow<'t, str> {
        let tag = self.article.languages.first().map_or("en", String::as_str);
        let primary = tag.split('-').next().unwrap_or(tag);
        let foreign = !["en", "und", "mul"].contains(&primary);
        self.bib.latex(protect::protect(text.into(), self.bib.protect, foreign))
    }

    fn whole_title(&mut self) -> Cow<'a, str> {
        match self.volume() {
            Some(volume) => self.title(volume),
            None => self.with_subtitle(),
        }
    }

    fn with_subtitle(&mut self) -> Cow<'a, str> {
        let Some(subtitle) = &self.article.subtitle else { return self.title(&self.article.title) };
        self.log.flattened(Slot::Title, "where the subtitle begins");
        let mut whole = self.article.title.clone();
        if !whole.is_empty() {
            whole.append(&Text::new(if whole.plain().ends_with(['?', '!', ':']) { " " } else { ": " }));
        }
        whole.append(subtitle);
        self.title(whole)
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
        if *role == Role::Director && self.extras.has_directors() {
            self.roles.push(Role::Director);
            return None;
        }
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
    fn container(&mut self, abbreviated: bool) -> Option<&'a str> {
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
        Some(title)
    }

    fn journal(&mut self) -> Option<Cow<'a, str>> {
        let container = &self.article.container;
        match (&container.title, self.bib.dialect) {
            (Some(title), Dialect::Biblatex) => {
                let title = self.extras.without(title, &["journaltitleaddon", "journalsubtitle"], self.bib.dialect);
                Some(self.bib.latex(title))
            }
            (full, _) => {
                let title = self.container(self.bib.abbreviated)?;
                if full.is_none() && container.iso.is_some() {
                    self.log.flattened(Slot::ContainerIso, "its difference from a full title");
                }
                let rich = full.as_ref().filter(|full| full.plain() == title);
                Some(rich.map_or_else(|| self.bib.escaped(title), |rich| latex::from_text(rich, self.bib.encoding)))
            }
        }
    }

    fn short_journal(&mut self) -> Option<Cow<'a, str>> {
        let container = &self.article.container;
        container.title.as_ref()?;
        let short = container.short_title()?;
        if container.nlm.as_deref().is_some_and(|nlm| nlm != short) {
            self.log.lost(Slot::ContainerNlm);
        }
        Some(self.bib.escaped(short))
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

/// Between paragraphs: an empty line and the indent of a value.
const BREAK: &str = "\n\n    ";

/// The paragraphs of a text as LaTeX. A mark that reaches over a line end is cut there.
fn paragraphs(text: &Text, encoding: Encoding) -> Cow<'_, str> {
    if memchr(b'\n', text.plain().as_bytes()).is_none() {
        return latex::from_text(text, encoding);
    }
    let (mut at, mut out) = (0, String::new());
    for line in text.plain().split('\n') {
        if !is_blank(line) {
            if !out.is_empty() {
                out.push_str(BREAK);
            }
            out.push_str(latex::from_text(&text.slice(at..at + line.len()), encoding).trim());
        }
        at += line.len() + 1;
    }
    out.into()
}

#[cfg(test)]
mod tests;
