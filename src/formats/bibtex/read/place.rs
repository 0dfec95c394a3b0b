//! Numbers, dates, publishers, identifiers and what else a record holds.

use super::fields::F;
use super::{Reader, dates, names};
use crate::article::text::squeeze;
use crate::article::{
    Abstract, Date, DateRole, Id, IdKind, Keyword, Kind, Link, LinkKind, Pages, Scheme, Slot, Status, language,
};
use crate::formats::bibtex::Dialect;
use crate::formats::bibtex::tags::{GENRES, STATES, Shape, is_article_number};
use crate::log::{Code, shown};
use crate::markup::latex::read::{Lines, unescaped};

impl Reader<'_> {
    pub(super) fn numbers(&mut self) {
        self.put(F::Volume, Slot::Volume);
        let number = match self.shape {
            Shape::Article => Slot::Issue,
            Shape::Whole | Shape::Part | Shape::Thesis => Slot::SeriesNumber,
            Shape::Report | Shape::Loose => Slot::Number,
        };
        self.put(F::Number, number);
        // A number is an issue's number, an issue its name; where there is one alone, it is the issue.
        match (self.get(F::Issue), self.shape == Shape::Article && self.article.issue.is_none()) {
            (Some(_), true) => self.put(F::Issue, Slot::Issue),
            (Some(field), false) => self.keep(field),
            (None, _) => {}
        }
        self.pages();
        for (field, slot) in [
            (F::Chapter, Slot::Chapter),
            (F::Part, Slot::Part),
            (F::Edition, Slot::Edition),
            (F::Version, Slot::Version),
            (F::Volumes, Slot::VolumeCount),
            (F::PageTotal, Slot::PageCount),
        ] {
            self.put(field, slot);
        }
        if let Some(field) = self.get(F::PageTotal).filter(|_| self.dialect == Dialect::Bibtex) {
            self.keep_once(field);
        }
    }

    fn pages(&mut self) {
        let eid = self.plain(F::Eid);
        if let Some(text) = self.plain(F::Pages).map(|text| text.replace(['\u{2013}', '\u{2014}'], "-")) {
            let lone = text.trim_end_matches(['p', '.', ' ']);
            let count = !lone.is_empty() && lone.bytes().all(|byte| byte.is_ascii_digit());
            let whole = matches!(self.shape, Shape::Whole | Shape::Thesis) && self.dialect == Dialect::Bibtex;
            if eid.as_deref() == Some(text.as_str()) {
                // The same number, for styles that know one of the fields only.
                if let Some(field) = self.get(F::Pages) {
                    self.keep(field);
                }
            } else if whole && count {
                self.article.page_count = Some(lone.to_owned());
            } else if eid.is_none() && is_article_number(&text) {
                self.article.article_number = Some(text);
            } else {
                let field = self.get(F::Pages);
                let open = text.ends_with('-');
                let text = text.trim_end_matches(['-', ' ']);
                if open && let Some(field) = field {
                    let at = self.at(field);
                    self.log.add(Code::UnfitValue, at, format!("the pages {} have no end", shown(&field.value)));
                }
                self.article.pages = Some(Pages::parse(text));
            }
        }
        if let Some(eid) = eid {
            self.article.article_number = Some(eid);
            if let Some(field) = self.get(F::Eid) {
                self.keep(field);
            }
        }
    }

    pub(super) fn dates(&mut self) {
        let year = self.plain(F::Year);
        let issued = match (self.date_text(F::Date), year) {
            (Some(date), year) => {
                let found = dates::read(&date);
                // A year beside a date says something only when it is another.
                if let Some(field) = self.get(F::Year)
                    && found.sort_year().map(|year| year.to_string()) != year
                {
                    self.keep(field);
                }
                Some(self.told(F::Date, found))
            }
            (None, year) if year.is_some() || self.has(F::Month) => {
                let (month, day) = (self.plain(F::Month), self.plain(F::Day));
                let text = |part: Option<String>| part.unwrap_or_default();
                let field = if year.is_some() { F::Year } else { F::Month };
                let date = dates::from_fields(&text(year), &text(month), &text(day));
                Some(self.told(field, date))
            }
            (None, _) => None,
        };
        if let Some(date) = issued {
            self.article.add_date(DateRole::Issued, date);
        }
        for (field, role) in
            [(F::EventDate, DateRole::Event), (F::OrigDate, DateRole::Original), (F::UrlDate, DateRole::Accessed)]
        {
            if let Some(text) = self.date_text(field) {
                let date = dates::read(&text);
                let date = self.told(field, date);
                self.article.add_date(role, date);
                self.placed(field, Slot::of_date(role));
            }
        }
    }

    /// The text of a date. In EDTF a tilde means doubt, and no blank.
    fn date_text(&mut self, name: F) -> Option<String> {
        let raw = self.raw(name);
        if Date::parse_edtf(raw).is_some() { Some(raw.to_owned()) } else { self.plain(name) }
    }

    /// Says that a date is not read whole, unless it is but words.
    fn told(&mut self, name: F, date: Date) -> Date {
        let Some(field) = self.get(name).filter(|_| date.literal.is_some()) else { return date };
        let at = self.at(field);
        let what = if date.sort_year().is_some() { "could be read in part only" } else { "is no date" };
        let message = format!("{} {what}; its words are kept", shown(date.literal.as_deref().unwrap_or("")));
        self.log.add(Code::UnreadableDate, at, message);
        date
    }

    /// A list whose items are parted by `and` in BibLaTeX; in BibTeX, words.
    fn listed(&mut self, name: F) -> Option<String> {
        let field = self.get(name)?;
        if self.dialect == Dialect::Bibtex {
            return self.plain(name);
        }
        let items: Vec<String> = names::and_list(&field.value).into_iter().map(|item| self.tex.word(item)).collect();
        self.tell(field);
        let items: Vec<String> = items.into_iter().filter(|item| !item.is_empty()).collect();
        (!items.is_empty()).then(|| items.join("; "))
    }

    pub(super) fn publication(&mut self) {
        let order = match self.shape {
            Shape::Thesis => [F::School, F::Institution, F::Publisher, F::Organization],
            Shape::Report => [F::Institution, F::Organization, F::School, F::Publisher],
            _ => [F::Publisher, F::Institution, F::School, F::Organization],
        };
        let own: &[F] = match (self.shape, self.dialect) {
            (Shape::Thesis, Dialect::Bibtex) => &[F::School],
            (Shape::Thesis, Dialect::Biblatex) => &[F::Institution, F::School],
            (Shape::Report, Dialect::Bibtex) => &[F::Institution],
            (Shape::Report, Dialect::Biblatex) => &[F::Institution, F::School],
            _ => &[F::Publisher],
        };
        for name in order {
            let (Some(value), Some(field)) = (self.listed(name), self.get(name)) else { continue };
            let taken = self.article.container.publisher.is_some();
            // Whoever runs a site stands where the writer puts the site itself.
            let site = name == F::Organization && self.shape == Shape::Loose && self.dialect == Dialect::Biblatex;
            if site && self.article.container.title.is_none() && self.kind != "manual" {
                self.article.container.title = Some(crate::article::Text::new(&value));
                continue;
            }
            if !taken {
                self.article.container.publisher = Some(value);
            }
            if taken || !own.contains(&name) {
                self.keep(field);
            }
        }
        for name in [F::Address, F::Location] {
            let (Some(value), Some(field)) = (self.listed(name), self.get(name)) else { continue };
            match &self.article.container.place {
                None => self.article.container.place = Some(value),
                Some(place) if *place == value => {}
                Some(_) => {
                    // The Association for Computing Machinery has the place of the conference there.
                    if self.shape == Shape::Part && self.article.event.place.is_none() {
                        self.article.event.place = Some(value);
                        if self.dialect == Dialect::Biblatex {
                            continue;
                        }
                    }
                    self.keep(field);
                }
            }
        }
        self.how_published();
        self.genre();
        self.state();
    }

    fn how_published(&mut self) {
        let (Some(field), Some(text)) = (self.get(F::HowPublished), self.plain(F::HowPublished)) else { return };
        match text.starts_with("http://") || text.starts_with("https://") {
            true if !text.contains(' ') && !self.has(F::Url) => {
                self.article.links.push(Link { url: unescaped(&text).into_owned(), ..Link::default() });
            }
            _ => {
                self.article.medium = Some(text);
                // The writer of BibTeX puts a site there.
                if !self.carried.contains(Slot::Medium) || self.article.container.title.is_some() {
                    self.keep(field);
                }
            }
        }
    }

    fn genre(&mut self) {
        let Some(text) = self.plain(F::Type) else { return };
        let phrase = GENRES.iter().find(|(_, key)| *key == text).map(|(phrase, _)| (*phrase).to_owned());
        self.article.genre = Some(phrase.unwrap_or(text));
        self.placed(F::Type, Slot::Genre);
    }

    fn state(&mut self) {
        let Some(text) = self.plain(F::PubState) else { return };
        let known = STATES.iter().find(|(.., key)| *key == text).map(|(status, ..)| status.clone());
        match (known, text.as_str()) {
            (None, "prepublished") if self.article.kind == Kind::Preprint => {}
            (known, _) => self.article.status = Some(known.unwrap_or(Status::Other(text))),
        }
    }

    /// A value that is no LaTeX, but for what programs put before signs that TeX acts on.
    fn verbatim(&self, name: F) -> Option<String> {
        let value = self.get(name)?.value.trim();
        let inner = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let value = inner.filter(|inner| inner.starts_with("http") || inner.starts_with("10.")).unwrap_or(value);
        let value = match value.strip_prefix(r"\url").or(value.strip_prefix(r"\href")) {
            Some(rest) => crate::markup::latex::read::group(rest.trim_start()).map_or(value, |(inner, _)| inner),
            None => value,
        };
        let value = unescaped(value);
        let value = if value.contains("&amp;") { value.replace("&amp;", "&") } else { value.into_owned() };
        Some(squeeze(&value).into_owned()).filter(|value| !value.is_empty())
    }

    /// Adds an identifier, or keeps the field.
    fn id(&mut self, kind: IdKind, name: F, value: &str) {
        let Some(field) = self.get(name) else { return };
        let at = self.at(field);
        match Id::parse(kind.clone(), value) {
            Some(id) => {
                if id.is_suspect() {
                    let message = format!("the check digit of {} is wrong", shown(value));
                    self.log.add(Code::SuspectIdentifier, at, message);
                }
                let single = matches!(kind, IdKind::Doi | IdKind::Pmid | IdKind::Pmcid);
                if single && self.article.ids_of(&kind).any(|known| !known.same(&id)) {
                    self.keep(field);
                } else {
                    self.article.add_id(id);
                }
            }
            None => {
                let message = format!("{} is no identifier of {}; kept as extra", shown(value), field.name);
                self.log.add(Code::UnfitValue, at, message);
                self.keep(field);
            }
        }
    }

    pub(super) fn ids(&mut self) {
        if let Some(value) = self.verbatim(F::Doi) {
            let value = value.replace(r"\backslash", "");
            self.id(IdKind::Doi, F::Doi, &value);
        }
        for (name, kind) in [(F::Pmid, IdKind::Pmid), (F::Pmcid, IdKind::Pmcid)] {
            if let Some(value) = self.plain(name) {
                self.id(kind, name, &value);
            }
        }
        for (name, kind) in [(F::Issn, IdKind::Issn), (F::EIssn, IdKind::IssnElectronic), (F::Isbn, IdKind::Isbn)] {
            let Some(value) = self.plain(name) else { continue };
            // Some write several, and what they are of behind them in brackets.
            for part in numbers_of(&value) {
                let kind = match (&kind, part.to_ascii_lowercase()) {
                    (IdKind::Issn, words) if words.contains("(e") || words.contains("online") => IdKind::IssnElectronic,
                    (IdKind::Issn, words) if words.contains("(p") => IdKind::IssnPrint,
                    (kind, _) => kind.clone(),
                };
                let part = if kind == IdKind::Isbn { part } else { part.split('(').next().unwrap_or(part).trim() };
                self.id(kind, name, part);
            }
            if name == F::EIssn
                && let Some(field) = self.get(name)
            {
                self.keep_once(field);
            }
        }
        self.eprint();
        if let Some(url) = self.verbatim(F::Url) {
            self.article.links.push(Link { url, ..Link::default() });
        }
        self.files();
    }

    fn eprint(&mut self) {
        if let Some(value) = self.verbatim(F::Arxiv) {
            self.article.add_id(arxiv(&value, None));
            if let Some(field) = self.get(F::Arxiv).filter(|_| self.has(F::Eprint)) {
                self.keep(field);
            }
        }
        let class = self.plain(F::EprintClass);
        let Some(value) = self.verbatim(F::Eprint) else {
            // `journal = {arXiv preprint arXiv:1412.6980}`, as Google Scholar writes it.
            let journal = self.raw(F::Journal).to_owned();
            if let Some((_, id)) = journal.split_once("arXiv:").filter(|_| self.article.kind == Kind::Preprint) {
                let id = id.split_whitespace().next().unwrap_or("");
                self.article.add_id(arxiv(id, None));
            }
            for field in [self.get(F::EprintType), self.get(F::EprintClass)].into_iter().flatten() {
                self.keep(field);
            }
            return;
        };
        let archive = self.plain(F::EprintType).unwrap_or_default().to_ascii_lowercase();
        match archive.as_str() {
            "arxiv" => drop(self.article.add_id(arxiv(&value, class))),
            "" if looks_like_arxiv(&value) => drop(self.article.add_id(arxiv(&value, class))),
            "pubmed" | "pmid" => self.id(IdKind::Pmid, F::Eprint, &value),
            "pmcid" | "pmc" | "pubmedcentral" => self.id(IdKind::Pmcid, F::Eprint, &value),
            archive => {
                let archive = if archive.is_empty() { "eprint" } else { archive };
                let scheme = if archive == "handle" { "hdl" } else { archive };
                self.article.add_id(Id::new(IdKind::Other(scheme.to_owned()), &value));
                if self.dialect == Dialect::Bibtex || !matches!(scheme, "jstor" | "hdl") {
                    for name in [F::Eprint, F::EprintType, F::EprintClass] {
                        if let Some(field) = self.get(name) {
                            self.keep(field);
                        }
                    }
                }
            }
        }
    }

    /// `path`, `description:path:type`, several with semicolons between.
    fn files(&mut self) {
        let Some(field) = self.get(F::File) else { return };
        let mut odd = field.name != "file";
        for item in pieces(&field.value, ';') {
            let parts = pieces(item, ':');
            let (label, path) = match &parts[..] {
                [label, path, kind] if is_file_type(kind) => {
                    odd = true;
                    (label.trim(), (*path).to_owned())
                }
                _ => ("", item.to_owned()),
            };
            let path = without_escapes(path.trim());
            if !path.is_empty() {
                let label = Some(without_escapes(label)).filter(|label| !label.is_empty());
                self.article.links.push(Link { url: path, kind: LinkKind::File, label });
            }
        }
        if odd {
            self.keep(field);
        }
    }

    pub(super) fn content(&mut self) {
        self.languages();
        self.keywords();
        if let Some(field) = self.get(F::Abstract) {
            let text = self.tex.text(&field.value, Lines::Paragraphs);
            self.tell(field);
            if !text.is_empty() {
                self.article.abstracts.push(Abstract::plain(text));
            }
        }
        self.put(F::Copyright, Slot::Copyright);
        if let Some(note) = self.plain(F::Note) {
            self.note(note);
        }
        for name in [F::Annote, F::Addendum, F::Comment] {
            if let (Some(note), Some(field)) = (self.plain(name), self.get(name)) {
                self.article.notes.push(note);
                self.keep(field);
            }
        }
    }

    /// A note may be an identifier, a date of access or a state.
    fn note(&mut self, note: String) {
        let lower = note.to_ascii_lowercase();
        let label = |label: &str| lower.starts_with(label).then(|| note[label.len()..].trim());
        if let Some(id) = label("pmid:").and_then(|value| Id::parse(IdKind::Pmid, value))
            && self.article.id(&IdKind::Pmid).is_none_or(|known| known == id.value)
        {
            self.article.add_id(id);
            return;
        }
        if let Some(id) = label("pmcid:").and_then(|value| Id::parse(IdKind::Pmcid, value))
            && self.article.id(&IdKind::Pmcid).is_none()
        {
            self.article.add_id(id);
            return;
        }
        let accessed = ACCESSED.iter().find_map(|words| label(words));
        if let Some(date) = accessed.map(|text| dates::read(text.trim_end_matches([']', '.'])))
            && date.literal.is_none()
            && self.article.date(DateRole::Accessed).is_none()
        {
            self.article.add_date(DateRole::Accessed, date);
            return;
        }
        let state = STATES.iter().find(|(_, words, _)| words.eq_ignore_ascii_case(&note));
        match state {
            Some((status, ..)) if self.dialect == Dialect::Bibtex && self.article.status.is_none() => {
                self.article.status = Some(status.clone());
            }
            _ => self.article.notes.push(note),
        }
    }

    fn languages(&mut self) {
        let mut found = Vec::new();
        if let Some(field) = self.get(F::Language) {
            let biblatex = self.dialect == Dialect::Biblatex;
            for item in names::and_list(&field.value).into_iter().flat_map(|item| names::items(item, b",;")) {
                let whole =
                    crate::markup::latex::read::group(item.trim()).filter(|(_, length)| *length == item.trim().len());
                let braced = whole.map_or(item, |(inner, _)| inner);
                // BibLaTeX has keys of its own for languages, such as `langenglish`.
                let name = self.tex.word(if biblatex { braced.strip_prefix("lang").unwrap_or(braced) } else { braced });
                if !name.is_empty() {
                    found.push(language::to_bcp47(&name).unwrap_or(self.tex.word(braced)));
                }
            }
            self.tell(field);
        }
        if let (Some(name), Some(field)) = (self.plain(F::Langid), self.get(F::Langid)) {
            let tag = language::to_bcp47(&name);
            match (&tag, &found[..]) {
                (Some(tag), []) => found.push(tag.clone()),
                // `english` beside `american` says less.
                (Some(tag), [known, ..]) if tag.split('-').next() == Some(known) => found[0] = tag.clone(),
                _ => {}
            }
            let written = found.first().and_then(|tag| language::to_babel(tag));
            if self.dialect == Dialect::Bibtex || written != Some(name.as_str()) {
                self.keep(field);
            }
        }
        self.article.languages = found;
    }

    fn keywords(&mut self) {
        let Some(field) = self.get(F::Keywords) else { return };
        for item in names::items(&field.value, b",;") {
            let item = item.trim();
            let inner = crate::markup::latex::read::group(item).filter(|(_, length)| *length == item.len());
            let term = self.tex.text(inner.map_or(item, |(inner, _)| inner), Lines::One);
            if !term.is_empty() {
                self.article.keywords.push(Keyword { term, scheme: Scheme::Author, ..Keyword::default() });
            }
        }
        self.tell(field);
    }
}

/// The identifiers of a list: between commas, semicolons, slashes or blanks outside of brackets.
fn numbers_of(value: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for part in value.split([',', ';']).flat_map(|part| part.split(" / ")).map(str::trim) {
        // `1234-5678 2345-6789`
        let words: Vec<&str> = part.split(' ').collect();
        let plain =
            |word: &&str| word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_digit() || b"-Xx".contains(&byte));
        match words.len() > 1 && words.iter().all(plain) {
            true => parts.extend(words),
            false if !part.is_empty() => parts.push(part),
            false => {}
        }
    }
    parts
}

fn looks_like_arxiv(value: &str) -> bool {
    let value = value.strip_prefix("arXiv:").unwrap_or(value);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = value.split_once('v').map_or(value, |(bare, _)| bare);
    bare.split_once('.').is_some_and(|(month, number)| month.len() == 4 && digits(month) && digits(number))
        || value.split_once('/').is_some_and(|(archive, number)| {
            archive.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-.".contains(&byte))
                && digits(number.split('v').next().unwrap_or(""))
        })
}

/// An identifier of arXiv, its version apart where the rest looks like one.
fn arxiv(value: &str, class: Option<String>) -> Id {
    let value = value.strip_prefix("https://arxiv.org/abs/").unwrap_or(value);
    let bare = value.strip_prefix("arXiv:").or(value.strip_prefix("arxiv:")).unwrap_or(value);
    let parted = bare.rsplit_once('v').filter(|(id, version)| {
        looks_like_arxiv(id) && !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())
    });
    let (id, version) = parted.map_or((bare, None), |(id, version)| (id, Some(version.to_owned())));
    Id { version, note: class, ..Id::new(IdKind::Arxiv, id) }
}

/// Parts between separators that have no backslash before them.
fn pieces(value: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in value.char_indices() {
        if c == separator && !escaped {
            parts.push(&value[from..at]);
            from = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&value[from..]);
    parts
}

/// JabRef and Zotero put backslashes before colons, semicolons and backslashes.
fn without_escapes(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next)) if matches!(next, ':' | ';' | '\\' | '_' | '&' | '%' | '#') => {
                chars.next();
                out.push(next);
            }
            _ => out.push(c),
        }
    }
    out
}

/// What stands behind the second colon: an extension, a MIME type, JabRef's names of types, or nothing.
fn is_file_type(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 80
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/.+- ".contains(&byte))
        && (text.is_empty()
            || text.contains("application/")
            || text.contains("text/")
            || [
                "pdf",
                "html",
                "htm",
                "ps",
                "djvu",
                "epub",
                "doc",
                "docx",
                "txt",
                "url",
                "postscript",
                "word",
                "xml",
                "text",
                "plain text",
            ]
            .iter()
            .any(|known| text.eq_ignore_ascii_case(known)))
}
/// What a note begins with that says when a work was looked at.
const ACCESSED: [&str; 6] =
    ["[online; accessed ", "accessed: ", "accessed on ", "accessed ", "last accessed: ", "last accessed "];

/// Whether a note may be read as an identifier, a date of access or a state.
pub fn is_more_than_note(note: &str) -> bool {
    let lower = note.trim().to_ascii_lowercase();
    ["pmid:", "pmcid:"].iter().chain(&ACCESSED).any(|words| lower.starts_with(words))
        || STATES.iter().any(|(_, words, _)| words.eq_ignore_ascii_case(&lower))
}
