//! Writes RIS: UTF-8 without a byte-order mark, one value a line, never wrapped.
//!
//! Readers disagree on many tags, so some values are written twice: the journal in T2 and JO, the date in PY and DA, an
//! article number in C7 and SP, a PMID in AN and M2. A line break inside a value becomes a blank: any other form is cut by
//! some reader, and a line that happens to look like `ER  - ` would end the record.
//!
//! A record that came from RIS goes back with all it had: its type, each of its links and serial numbers, italics as HTML
//! tags, and the tags that other clients take for something else. Records from elsewhere are written so that no client
//! goes wrong. What the reader would take for something else ([`check`]) is said.

mod account;
mod check;
mod ids;
mod texts;

use super::read::is_short_number;
use super::tags::{self, TAGS, Use};
use super::types;
use super::value::{has_finer, html_of, name, note_date, slashed};
use crate::article::text::trim;
use crate::article::{
    Article, Contributor, Date, DateRole, End, IdKind, Kind, Link, LinkKind, Name, Role, Slot, Slots, Text,
};
use crate::bytes::any_pair;
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::Log;
use crate::markup::html;
use std::borrow::Cow;

/// Makes a writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let settings = &options.settings;
    let profile = match settings.get("profile") {
        Some("classic") => Profile::Classic,
        Some("zotero") => Profile::Zotero,
        Some("endnote") => Profile::Endnote,
        Some("jabref") => Profile::Jabref,
        Some("mendeley") => Profile::Mendeley,
        _ => Profile::Standard,
    };
    Box::new(Ris {
        profile,
        markup: match settings.get("markup") {
            Some("html") => Markup::Html,
            Some("none") => Markup::None,
            _ => Markup::Auto,
        },
        line_end: if settings.get("line-ending") == Some("lf") { "\n" } else { "\r\n" },
        keys: options.keys.clone(),
    })
}

/// For whom it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Profile {
    Standard,
    Classic,
    Zotero,
    Endnote,
    Jabref,
    Mendeley,
}

/// What becomes of italics and the like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markup {
    /// HTML tags for what came from RIS.
    Auto,
    None,
    Html,
}

struct Ris {
    profile: Profile,
    markup: Markup,
    line_end: &'static str,
    keys: KeyPattern,
}

/// Values of one tag.
type Values<'a> = Vec<Cow<'a, str>>;

impl Writer for Ris {
    fn carries(&self, kind: &Kind) -> Carries {
        let row = types::type_of(kind);
        let (mut exact, mut flattened) = tags::slots(row.code);
        match row.way {
            types::Way::Both => exact.insert(Slot::Kind),
            _ => flattened.insert(Slot::Kind),
        }
        Carries { exact, flattened }
    }

    fn wants(&self) -> Slots {
        tags::wants().or(KeyPattern::WANTS)
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let native = article.source.format == "ris";
        let code = self.code(article);
        let record = Record { style: self, article, code, native, natural: check::is_natural(article, code) };
        let volume = record.place_of_volume().filter(|slot| tags::slots(code).0.contains(*slot));
        if article.container.volume_title.is_some() && volume.is_none() {
            log.lost(Slot::VolumeTitle);
        }
        for (row, used) in TAGS.iter().zip(tags::uses(code)) {
            if row.tag == "AB" {
                // Below a text with paragraphs, a tag that nobody knows would be text.
                record.extras(false, out);
            }
            match *used {
                Use::Frame if row.tag == "ER" => {
                    record.extras(true, out);
                    out.push_str("ER  - ");
                    out.push_str(self.line_end);
                    out.push_str(self.line_end);
                }
                Use::Frame => self.line(row.tag, code, out),
                Use::Both(Slot::Key) => record.key(row.tag, out, log),
                Use::Both(Slot::Urls) => record.links(out, log),
                Use::Both(Slot::FileLinks) => record.files(row.tag, out, log),
                Use::Copy(Slot::ContainerTitle) if self.profile == Profile::Zotero => {}
                // EndNote has one field for T2 and BT.
                Use::Copy(Slot::ContainerTitle) if row.tag == "BT" && self.profile == Profile::Endnote => {}
                Use::Both(slot) | Use::Copy(slot) => record.lines(row.tag, slot, out, log),
                // Another journal was given in JF, and must not take this one's place.
                Use::Classic(Slot::ContainerTitle) if article.extra_of("ris").any(|extra| extra.key == row.tag) => {
                    record.lines(row.tag, Slot::ContainerTitle, out, log);
                }
                Use::Classic(Slot::ContainerIso) if native && article.container.iso.is_some() => {
                    self.line(row.tag, record.abbreviations().1.unwrap_or(""), out);
                }
                Use::Classic(slot) if self.profile == Profile::Classic => record.lines(row.tag, slot, out, log),
                Use::Native(slot) if record.writes_native(slot) => record.lines(row.tag, slot, out, log),
                Use::Names(roles) => record.names(row.tag, roles, out, log),
                Use::Credited(name) => record.names(row.tag, &[Role::Other(name.to_owned())], out, log),
                Use::Labelled(labels) => record.labelled(row.tag, labels, out, log),
                Use::Native(_) | Use::Classic(_) | Use::Read(_) | Use::ReadNames(_) | Use::Keep => {}
            }
        }
        record.account(log);
        check::check(&record, log);
    }
}

impl Ris {
    /// Writes a line; none when the value is blank.
    fn line(&self, tag: &str, value: &str, out: &mut Out) {
        // Controls beyond ASCII are C2 and a byte below A0; U+2028 and U+2029 end with 80 and A8 or A9.
        let may_break = |byte: u8, next: u8| {
            let wide = ((byte == 0xc2) & (next < 0xa0)) | ((byte == 0x80) & (next & 0xfe == 0xa8));
            (byte < b' ') | (byte == 0x7f) | (byte == b'&') | wide
        };
        if !any_pair(value.as_bytes(), may_break) {
            let value = trim(value);
            if !value.is_empty() {
                out.extend([tag, "  - ", value, self.line_end]);
            }
            return;
        }
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let mut pieces = value.split(breaks).map(str::trim).filter(|piece| !piece.is_empty());
        let Some(first) = pieces.next() else { return };
        out.push_str(tag);
        out.push_str("  - ");
        out.push_str(&html::encoded(first));
        for piece in pieces {
            out.push(' ');
            out.push_str(&html::encoded(piece));
        }
        out.push_str(self.line_end);
    }

    /// The type of record: that of the source where it fits the kind, else the one that most clients know.
    fn code<'a>(&self, article: &'a Article) -> &'a str {
        let usual = types::type_of(&article.kind).code;
        let found = article.extra_of("ris").find(|extra| extra.key == "TY").map(|extra| extra.value.as_str());
        let fits = |code: &&str| match types::is_code(code) {
            true => types::may_be(code, &article.kind),
            false => article.kind == Kind::Document && code.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        };
        match (self.profile, usual) {
            // Zotero's own spellings.
            (Profile::Zotero, "UNPB") => "UNPD",
            (Profile::Zotero, "GRANT") => "GRNT",
            (Profile::Standard | Profile::Classic, _) => found.filter(fits).unwrap_or(usual),
            _ => usual,
        }
    }
}

/// One article on its way out.
struct Record<'a> {
    style: &'a Ris,
    article: &'a Article,
    /// The type of record.
    code: &'a str,
    /// It came from RIS.
    native: bool,
    /// Its names are read as `Given Family` where they can be.
    natural: bool,
}

impl<'a> Record<'a> {
    /// A text as the options want it.
    fn text<'t>(&self, text: &'t Text, slot: Slot, log: &mut Log) -> Cow<'t, str> {
        let html = match self.style.markup {
            Markup::Auto => self.native,
            markup => markup == Markup::Html,
        };
        if !html && !text.marks().is_empty() {
            log.flattened(slot, "marks");
        }
        check::check_signs(text.plain(), slot, log);
        if html { html_of(text, slot, log) } else { Cow::Borrowed(text.plain()) }
    }

    fn writes_native(&self, slot: Slot) -> bool {
        self.native || (slot == Slot::DateOnline && self.style.profile == Profile::Endnote)
    }

    fn key(&self, tag: &str, out: &mut Out, log: &mut Log) {
        let Some(found) = &self.article.key else { return };
        let key = self.style.keys.key(self.article);
        if *key != **found {
            log.flattened(Slot::Key, "the source's own form");
        }
        out.push_str(tag);
        out.push_str("  - ");
        out.key(&key);
        out.push_str(self.style.line_end);
    }

    fn lines(&self, tag: &str, slot: Slot, out: &mut Out, log: &mut Log) {
        let values = self.values(tag, slot, log);
        let room = if tags::REPEATED.contains(&tag) { values.len() } else { 1 };
        if values.len() > room {
            log.lost(slot);
        }
        values.iter().take(room).for_each(|value| self.style.line(tag, value, out));
    }

    /// What a tag says.
    fn values(&self, tag: &str, slot: Slot, log: &mut Log) -> Values<'a> {
        let article = self.article;
        let one = |value: Option<&'a str>| value.map(Cow::Borrowed).into_iter().collect();
        match (tag, slot) {
            ("PY" | "DA", _) => self.issued(tag, log).into_iter().map(Cow::Owned).collect(),
            ("ET", Slot::DateOnline) => self.dated(self.online()),
            ("SE", Slot::Pages) => match &article.pages {
                Some(_) => article.values(slot),
                None => one(article.article_number.as_deref()),
            },
            ("SE", Slot::DateOriginal) => self.dated(article.date(DateRole::Original)),
            (_, Slot::OriginalTitle) => match &article.original_title {
                Some(title) => self.texts([title].into_iter(), slot, log),
                None if self.code == "DATA" => Vec::new(),
                None => self.dated(article.date(DateRole::Original)),
            },
            (_, Slot::ReviewedTitle) => self.texts(article.reviewed_title.iter(), slot, log),
            (_, Slot::IssueTitle) => match &article.container.issue_title {
                Some(title) if is_short_number(title.plain()) => {
                    // It would be read as a PMID.
                    log.lost(slot);
                    Vec::new()
                }
                title => self.texts(title.iter(), slot, log),
            },
            ("EP", _) => one(article.pages.as_ref().and_then(|pages| pages.single()).map(|(_, last)| last)),
            ("AN", _) => self.accession(log),
            ("AV", _) => one(article.archive_location.as_deref().filter(|_| self.place_in_accession().is_none())),
            // The number of a manual, of which no series is known.
            (_, Slot::SeriesNumber) if !tags::slots(self.code).0.contains(Slot::Number) => {
                let (series, own) = (article.container.series_number.as_deref(), article.number.as_deref());
                if series.is_some() && own.is_some() {
                    log.lost(Slot::Number);
                }
                one(series.or(own))
            }
            (_, Slot::Authority) => one(article.authority.as_deref().or(self.court())),
            ("DB", _) => self.database().0,
            ("DP", _) => self.database().1,
            (_, Slot::Title) => match self.with_volume(article.whole_title(), slot, log) {
                Cow::Borrowed(title) => vec![self.text(title, slot, log)],
                Cow::Owned(title) => vec![Cow::Owned(self.text(&title, slot, log).into_owned())],
            },
            (_, Slot::ShortTitle) => self.texts(article.short_title.iter(), slot, log),
            (_, Slot::TranslatedTitles) => {
                self.texts(article.translated_titles.iter().map(|title| &title.text), slot, log)
            }
            (_, Slot::Series) => self.texts(article.container.series.iter(), slot, log),
            (_, Slot::ContainerTitle) => self.container(log),
            // Readers print T2 as the book that a paper is in, whatever the specification says.
            (_, Slot::EventName) => match &article.event.name {
                Some(name) => vec![Cow::Borrowed(name.as_str())],
                None if article.kind == Kind::ConferencePaper && !self.native => self.container(log),
                None => Vec::new(),
            },
            (_, Slot::ContainerIso) => {
                if article.container.iso.is_some() && article.container.nlm.is_some() && !self.native {
                    log.flattened(Slot::ContainerNlm, "one abbreviation for two");
                }
                one(self.abbreviations().0)
            }
            (_, Slot::DateAccessed) => self.dated(article.date(DateRole::Accessed)),
            (_, Slot::DateReceived) => self.dated(article.date(DateRole::Received)),
            (_, Slot::Notes) => {
                article.notes.iter().chain(&article.annotation).map(|note| Cow::Borrowed(&**note)).collect()
            }
            (_, Slot::Issue) => article.whole_issue().into_iter().collect(),
            (_, Slot::Pages) => match &article.pages {
                Some(pages) => one(Some(pages.single().map_or(pages.expanded(), |(first, _)| first))),
                None => one(article.article_number.as_deref()),
            },
            (_, Slot::Issn | Slot::Isbn) => self.serial(slot, log),
            (_, Slot::Genre) => self.work_type(log),
            (_, Slot::Abstract) => self.summary(log),
            (_, Slot::Keywords) => self.keywords(log),
            (_, Slot::Affiliations) => {
                let all: Vec<_> = article.affiliations.iter().map(|found| found.text.as_str()).collect();
                if all.is_empty() { Vec::new() } else { vec![Cow::Owned(all.join("; "))] }
            }
            _ => article.values(slot),
        }
    }

    /// The publisher of a case, who stands for the court that has no other line.
    fn court(&self) -> Option<&'a str> {
        (self.code == "CASE").then_some(self.article.container.publisher.as_deref()).flatten()
    }

    /// The abbreviation for J2, and for a record from RIS the other one for JA. There, one that is the title would say
    /// nothing.
    fn abbreviations(&self) -> (Option<&'a str>, Option<&'a str>) {
        let container = &self.article.container;
        match (container.iso.as_deref(), container.nlm.as_deref()) {
            (Some(iso), Some(nlm)) if container.title.as_ref().is_some_and(|title| title.plain() == nlm) => {
                (Some(if self.native { nlm } else { iso }), Some(iso))
            }
            (Some(iso), nlm) => (Some(iso), nlm),
            _ => (container.short_title(), None),
        }
    }

    /// A date; one from RIS in words where slashes cannot say it.
    fn dated(&self, date: Option<&Date>) -> Values<'a> {
        let text = |date| self.native.then(|| in_words(date)).flatten().unwrap_or_else(|| slashed(date));
        date.map(text).map(Cow::Owned).into_iter().collect()
    }

    fn texts(&self, texts: impl Iterator<Item = &'a Text>, slot: Slot, log: &mut Log) -> Values<'a> {
        texts.map(|text| self.text(text, slot, log)).collect()
    }

    /// A title with that of the volume behind it: of a book its own title, of a part that of the book.
    fn with_volume<'t>(&self, title: Cow<'t, Text>, slot: Slot, log: &mut Log) -> Cow<'t, Text> {
        let container = &self.article.container;
        let (Some(volume), Some(place)) = (&container.volume_title, self.place_of_volume()) else { return title };
        if place != slot || title.is_empty() {
            return title;
        }
        log.flattened(slot, "the title of a volume of its own");
        let mut whole = title.into_owned();
        whole.append(&Text::new(if whole.plain().ends_with(['.', ':', '?', '!']) { " " } else { ". " }));
        whole.append(volume);
        Cow::Owned(whole)
    }

    /// The title that the title of a volume stands behind. A journal's would be taken for another journal.
    fn place_of_volume(&self) -> Option<Slot> {
        let (article, has_container) = (self.article, self.article.container.title.is_some());
        match article.kind {
            Kind::Book | Kind::EditedBook | Kind::Proceedings | Kind::Classic if !article.title.is_empty() => {
                Some(Slot::Title)
            }
            Kind::Chapter | Kind::EncyclopediaEntry | Kind::DictionaryEntry | Kind::Entry if has_container => {
                Some(Slot::ContainerTitle)
            }
            _ => None,
        }
    }

    fn container(&self, log: &mut Log) -> Values<'a> {
        let container = &self.article.container;
        match &container.title {
            Some(title) => match self.with_volume(Cow::Borrowed(title), Slot::ContainerTitle, log) {
                Cow::Borrowed(title) => vec![self.text(title, Slot::ContainerTitle, log)],
                Cow::Owned(title) => vec![Cow::Owned(self.text(&title, Slot::ContainerTitle, log).into_owned())],
            },
            // The reader takes the abbreviation itself.
            None if self.native => Vec::new(),
            None => {
                let short = container.short_title();
                let slot = if container.iso.is_some() { Slot::ContainerIso } else { Slot::ContainerNlm };
                short.iter().for_each(|short| check::check_signs(short, slot, log));
                short.map(Cow::Borrowed).into_iter().collect()
            }
        }
    }

    /// PY holds a year and nothing else, since EndNote and Mendeley take nothing else; DA the rest, or a date's words.
    fn issued(&self, tag: &str, log: &mut Log) -> Option<String> {
        let date = self.cited()?;
        let year = date.sort_year().filter(|year| (1..=9999).contains(year));
        // JabRef reads PY before DA, and takes the month from nowhere else.
        if self.style.profile == Profile::Jabref {
            let text = (tag == "PY").then(|| slashed(date));
            note_date(date, Slot::DateIssued, log);
            return text;
        }
        if self.native
            && let Some(text) = in_words(date)
        {
            // PY alone has them, since DA would have to agree with it.
            return (tag == "PY").then_some(text);
        }
        if tag == "PY" {
            return year.map(|year| format!("{year:04}"));
        }
        note_date(date, Slot::DateIssued, log);
        (year.is_none() || has_finer(date)).then(|| slashed(date))
    }

    /// The date to cite; the one of online publication only where it has no tag of its own.
    fn cited(&self) -> Option<&'a Date> {
        let cited = self.article.citation_date()?;
        let online = self.article.date(DateRole::Online).is_some_and(|online| std::ptr::eq(online, cited));
        let elsewhere = online && self.native && self.uses(b"ET") == Some(Use::Native(Slot::DateOnline));
        (!elsewhere).then_some(cited)
    }

    /// What a tag is for.
    fn uses(&self, tag: &[u8; 2]) -> Option<Use> {
        tags::lookup(*tag).map(|row| tags::uses(self.code)[row])
    }

    /// The date of online publication, unless it is the date to cite.
    fn online(&self) -> Option<&'a Date> {
        let online = self.article.date(DateRole::Online)?;
        let cited = self.cited().is_some_and(|cited| std::ptr::eq(cited, online));
        (!cited).then_some(online)
    }

    fn names(&self, tag: &str, roles: &[Role], out: &mut Out, log: &mut Log) {
        for contributor in self.article.contributors.iter().filter(|contributor| roles.contains(&contributor.role)) {
            if contributor.superseded {
                log.flattened(Slot::of_contributor(contributor), "superseded spellings");
                continue;
            }
            if contributor.role != roles[0] {
                let first = Contributor::new(roles[0].clone(), contributor.name.clone());
                log.flattened(Slot::of_contributor(contributor), "roles");
                log.flattened(Slot::of_contributor(&first), "roles");
            }
            let mut text = name(contributor, log);
            match (&contributor.name, self.style.profile) {
                // EndNote's help asks for the comma; else it takes the name apart.
                (Name::Group(_), Profile::Endnote) => text.to_mut().push(','),
                (Name::Person(person), Profile::Jabref) if person.suffix.is_some() => {
                    let suffix = person.suffix.as_deref().unwrap_or("");
                    let given = person.given_or_initials();
                    text = Cow::Owned(format!("{}, {suffix}, {given}", person.whole_family()));
                }
                _ => {}
            }
            check::check_name(contributor, &text, self.natural, log);
            self.style.line(tag, &text, out);
        }
        if self.article.et_al && tag == "AU" {
            match self.native {
                true => self.style.line(tag, "et al.", out),
                false => log.lost(Slot::EtAl),
            }
        }
    }

    /// The addresses. Zotero takes the first, JabRef the last: there is one, but for a record that had several.
    fn links(&self, out: &mut Out, log: &mut Log) {
        let mut place = 0;
        for link in &self.article.links {
            if link.kind == LinkKind::File && !self.native {
                continue;
            }
            if place > 0 && (!self.native || self.style.profile == Profile::Jabref) {
                log.lost(Slot::Urls);
                break;
            }
            let tag = if self.native { native_tag(link) } else { "UR" };
            check::check_link(tag, link, log);
            self.style.line(tag, &link.url, out);
            place += 1;
        }
    }

    fn files(&self, tag: &str, out: &mut Out, log: &mut Log) {
        for link in self.article.links.iter().filter(|link| link.kind == LinkKind::File && !self.native) {
            check::check_link(tag, link, log);
            self.style.line(tag, &link.url, out);
        }
    }

    fn labelled(&self, tag: &str, labels: &[(&str, Slot)], out: &mut Out, log: &mut Log) {
        for (label, slot) in labels {
            let values = self.article.values(*slot);
            if values.len() > 1 {
                log.lost(*slot);
            }
            if let Some(value) = values.first() {
                self.style.line(tag, &format!("{label}: {value}"), out);
            }
        }
        let in_accession = self.accession_id();
        for id in &self.article.ids {
            if let IdKind::Other(scheme) = &id.kind
                && super::read::is_scheme(scheme)
                && in_accession.is_none_or(|written| !std::ptr::eq(written, id))
            {
                self.style.line(tag, &format!("{scheme}: {}", id.value), out);
            }
        }
    }

    /// Fields that the model has no place for: those with tags of RIS, or the others.
    fn extras(&self, known: bool, out: &mut Out) {
        let mut met = [false; tags::SINGLE.len()];
        for extra in self.article.extra_of("ris").filter(|extra| tags::is_tag(&extra.key)) {
            let single = tags::SINGLE.iter().position(|tag| *tag == extra.key);
            let again = single.is_some_and(|place| std::mem::replace(&mut met[place], true) || self.writes(&extra.key));
            if tags::TAGS.iter().any(|row| row.tag == extra.key) != known {
                continue;
            }
            match again {
                true => self.style.line("M2", &format!("{}: {}", extra.key, extra.value), out),
                false => self.style.line(&extra.key, &extra.value, out),
            }
        }
    }

    /// Whether there is a line with this tag of which a record may have one alone.
    fn writes(&self, tag: &str) -> bool {
        let article = self.article;
        match tag {
            "DO" => article.id(&IdKind::Doi).is_some(),
            "PY" | "DA" => self.issued(tag, &mut Log::default()).is_some(),
            "Y2" => article.date(DateRole::Accessed).is_some(),
            _ => match self.uses(b"ET") {
                Some(Use::Both(slot)) => article.filled().contains(slot),
                Some(Use::Native(Slot::DateOnline)) => self.online().is_some(),
                _ => false,
            },
        }
    }
}

/// A date that has no form with slashes: a range, one in doubt, one with words.
fn in_words(date: &Date) -> Option<String> {
    if date.words_beside_year().is_some() {
        return None;
    }
    if let Some(literal) = &date.literal {
        return Some(literal.clone());
    }
    match (date.approximate, date.uncertain) {
        (true, _) => Some(format!("ca. {}", date.medline())),
        (_, true) => Some(format!("{}?", date.medline())),
        _ => (*date.end() != End::None).then(|| date.medline()),
    }
}

/// The tag that a link had.
fn native_tag(link: &Link) -> &'static str {
    match (link.kind, link.label.as_deref()) {
        (LinkKind::File, Some("figure")) => "L4",
        (LinkKind::Pdf | LinkKind::File, _) => "L1",
        (LinkKind::FullText, _) => "L2",
        (_, Some("related")) => "L3",
        _ => "UR",
    }
}

#[cfg(test)]
mod tests;
