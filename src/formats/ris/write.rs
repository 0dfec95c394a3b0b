//! Writes RIS: UTF-8 without a byte-order mark, one value a line, never wrapped.
//!
//! Readers disagree on many tags, so some values are written twice: the journal in T2 and JO, the date in PY and DA, an
//! article number in C7 and SP, a PMID in AN and M2. A line break inside a value becomes a blank: any other form is cut by
//! some reader, and a line that happens to look like `ER  - ` would end the record.

use super::tags::{self, Plan, Type, Use};
use super::value::{has_finer, name, note_date, slashed};
use crate::article::{
    AbstractKind, Article, Contributor, DateRole, Id, IdKind, Kind, Role, Scheme, Slot, Slots, Text, kind,
};
use crate::format::{Carries, Out, WriteOptions, Writer};
use crate::key::KeyPattern;
use crate::log::Log;
use crate::markup::html;
use std::borrow::Cow;
use std::collections::HashSet;

/// Makes a writer.
pub fn writer(options: &WriteOptions) -> Box<dyn Writer> {
    let settings = &options.settings;
    Box::new(Ris {
        classic: settings.get("profile") == Some("classic"),
        html: settings.get("markup") == Some("html"),
        line_end: if settings.get("line-ending") == Some("lf") { "\n" } else { "\r\n" },
        keys: options.keys.clone(),
        plan: None,
    })
}

struct Ris {
    classic: bool,
    html: bool,
    line_end: &'static str,
    keys: KeyPattern,
    /// The plan of the type written last.
    plan: Option<Plan>,
}

/// Values of one tag.
type Values<'a> = Vec<Cow<'a, str>>;

impl Writer for Ris {
    fn carries(&self, kind: &Kind) -> Carries {
        let row = tags::type_of(kind);
        let (mut exact, mut flattened) = tags::slots(row.code);
        match row.way {
            tags::Way::Both => exact.insert(Slot::Kind),
            _ => flattened.insert(Slot::Kind),
        }
        Carries { exact, flattened }
    }

    fn wants(&self) -> Slots {
        tags::wants().or(KeyPattern::WANTS)
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let row = tags::type_of(&article.kind);
        let plan = self.plan.take().filter(|plan| plan.code == row.code).unwrap_or_else(|| Plan::new(row.code));
        Record { style: self, article, row, plan: &plan }.write(out, log);
        self.plan = Some(plan);
    }
}

impl Ris {
    /// Writes a line; none when the value is blank.
    fn line(&self, tag: &str, value: &str, out: &mut Out) {
        // C2 and E2 begin all such characters beyond ASCII, and some others; hardly any value has one of these bytes.
        let may_break = |byte: u8| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2);
        if !value.bytes().any(may_break) {
            let value = value.trim();
            if !value.is_empty() {
                [tag, "  - ", value, self.line_end].iter().for_each(|part| out.push_str(part));
            }
            return;
        }
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let mut pieces = value.split(breaks).map(str::trim).filter(|piece| !piece.is_empty());
        let Some(first) = pieces.next() else { return };
        out.push_str(tag);
        out.push_str("  - ");
        out.push_str(first);
        for piece in pieces {
            out.push(' ');
            out.push_str(piece);
        }
        out.push_str(self.line_end);
    }

    /// A text as the options want it.
    fn text<'a>(&self, text: &'a Text, slot: Slot, log: &mut Log) -> Cow<'a, str> {
        if self.html {
            let (marked, flaw) = html::from_text(text);
            if let Some(flaw) = flaw {
                log.flattened(slot, flaw.as_str());
            }
            return Cow::Owned(marked);
        }
        if !text.marks().is_empty() {
            log.flattened(slot, "marks");
        }
        Cow::Borrowed(text.plain())
    }
}

/// One article on its way out.
struct Record<'a> {
    style: &'a Ris,
    article: &'a Article,
    row: &'static Type,
    plan: &'a Plan,
}

impl<'a> Record<'a> {
    fn write(&self, out: &mut Out, log: &mut Log) {
        for (tag, used) in &self.plan.rows {
            match used {
                Use::Frame if *tag == "ER" => {
                    self.extras(out, log);
                    out.push_str("ER  - ");
                    out.push_str(self.style.line_end);
                    out.push_str(self.style.line_end);
                }
                Use::Frame => self.style.line(tag, self.row.code, out),
                Use::Both(Slot::Key) => self.key(tag, out, log),
                Use::Both(slot) | Use::Copy(slot) => self.lines(tag, *slot, out, log),
                Use::Classic(slot) if self.style.classic => self.lines(tag, *slot, out, log),
                Use::Names(roles) => self.names(tag, roles, out, log),
                Use::Labelled(labels) => self.labelled(tag, labels, out, log),
                Use::Classic(_) | Use::Read(_) | Use::ReadNames(_) | Use::Keep => {}
            }
        }
        self.account(log);
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
            ("EP", _) => one(article.pages.as_ref().and_then(|pages| pages.single()).map(|(_, last)| last)),
            ("AN", _) => self.accession(log),
            ("DB", _) => self.database().0,
            ("DP", _) => self.database().1,
            (_, Slot::Title) => match article.whole_title() {
                Cow::Borrowed(title) => vec![self.style.text(title, slot, log)],
                Cow::Owned(title) => vec![Cow::Owned(self.style.text(&title, slot, log).into_owned())],
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
                None if article.kind == Kind::ConferencePaper => self.container(log),
                None => Vec::new(),
            },
            (_, Slot::ContainerIso) => {
                if article.container.iso.is_some() && article.container.nlm.is_some() {
                    log.flattened(Slot::ContainerNlm, "one abbreviation for two");
                }
                one(article.container.short_title())
            }
            (_, Slot::DateAccessed) => {
                article.date(DateRole::Accessed).map(slashed).map(Cow::Owned).into_iter().collect()
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

    fn texts(&self, texts: impl Iterator<Item = &'a Text>, slot: Slot, log: &mut Log) -> Values<'a> {
        texts.map(|text| self.style.text(text, slot, log)).collect()
    }

    fn container(&self, log: &mut Log) -> Values<'a> {
        let container = &self.article.container;
        match &container.title {
            Some(title) => vec![self.style.text(title, Slot::ContainerTitle, log)],
            None => container.short_title().map(Cow::Borrowed).into_iter().collect(),
        }
    }

    /// PY holds a year and nothing else, since EndNote and Mendeley take nothing else; DA the rest, or a date's words.
    fn issued(&self, tag: &str, log: &mut Log) -> Option<String> {
        let date = self.article.citation_date()?;
        let year = date.sort_year().filter(|year| (1..=9999).contains(year));
        if tag == "PY" {
            return year.map(|year| format!("{year:04}"));
        }
        note_date(date, Slot::DateIssued, log);
        (year.is_none() || has_finer(date)).then(|| slashed(date))
    }

    /// The accession number: the PMID, else that of another database.
    fn accession(&self, log: &mut Log) -> Values<'a> {
        let pmids = self.article.values(Slot::Pmid);
        let others: Vec<&Id> = self.article.ids.iter().filter(|id| matches!(id.kind, IdKind::Other(_))).collect();
        if others.len() > usize::from(pmids.is_empty()) {
            log.lost(Slot::OtherIds);
        }
        match pmids.is_empty() {
            true => others.first().map(|id| Cow::Borrowed(id.value.as_str())).into_iter().collect(),
            false => pmids,
        }
    }

    /// DB and DP. A PMID in AN needs PubMed in DB; the database that the source names is then its provider.
    fn database(&self) -> (Values<'a>, Values<'a>) {
        let named = self.article.source_db.as_deref();
        match self.article.id(&IdKind::Pmid) {
            Some(_) => {
                let provider = named.filter(|name| *name != "PubMed").map(Cow::Borrowed);
                (vec![Cow::Borrowed("PubMed")], provider.into_iter().collect())
            }
            None => (named.map(Cow::Borrowed).into_iter().collect(), Vec::new()),
        }
    }

    /// There is room for one number in SN, since readers keep the first or the last: the ISSN of an article, the ISBN of a
    /// book.
    fn serial(&self, slot: Slot, log: &mut Log) -> Values<'a> {
        let (issn, isbn) = (self.article.best_issn(), self.article.id(&IdKind::Isbn));
        let written = if slot == Slot::Issn { issn.or(isbn) } else { isbn.or(issn) };
        for id in &self.article.ids {
            let serial = matches!(
                id.kind,
                IdKind::Issn | IdKind::IssnPrint | IdKind::IssnElectronic | IdKind::IssnLinking | IdKind::Isbn
            );
            if serial && written != Some(id.value.as_str()) {
                log.lost(Slot::of_id(&id.kind));
            }
        }
        written.map(Cow::Borrowed).into_iter().collect()
    }

    /// M3: what tells the kind from others with the same TY, else the genre, else the most telling publication type.
    fn work_type(&self, log: &mut Log) -> Values<'a> {
        let article = self.article;
        let genre = article.genre.as_deref();
        let types = || article.publication_types.iter().map(|term| term.name.as_str());
        let telling = article
            .subtype()
            .and_then(|subtype| types().find(|name| kind::subtype(std::iter::once(*name)) == Some(subtype)));
        let unnamed = match &article.kind {
            Kind::Other(name) => Some(name.as_str()),
            _ => None,
        };
        let word = Some(self.row.word).filter(|word| !word.is_empty());
        let Some(written) = word.or(genre).or(telling).or_else(|| types().next()).or(unnamed) else {
            return Vec::new();
        };
        if genre.is_some_and(|genre| genre != written) {
            log.lost(Slot::Genre);
        }
        if types().any(|name| name != written) {
            log.lost(Slot::PublicationTypes);
        }
        vec![Cow::Borrowed(written)]
    }

    fn summary(&self, log: &mut Log) -> Values<'a> {
        let Some(found) = self.article.main_abstract() else { return Vec::new() };
        for section in &found.sections {
            if section.label.is_some() {
                log.flattened(Slot::Abstract, "section labels");
            }
            if section.text.plain().contains('\n') {
                log.flattened(Slot::Abstract, "paragraphs");
            }
            if !section.text.marks().is_empty() {
                log.flattened(Slot::Abstract, "marks");
            }
        }
        if found.copyright.is_some() {
            log.flattened(Slot::Abstract, "copyright");
        }
        vec![Cow::Owned(found.joined(" "))]
    }

    fn keywords(&self, log: &mut Log) -> Values<'a> {
        let mut seen = HashSet::with_capacity(self.article.keywords.len());
        let mut values: Values<'a> = Vec::new();
        for keyword in &self.article.keywords {
            let slot = Slot::of_scheme(&keyword.scheme);
            let value = match keyword.scheme {
                Scheme::Mesh => Cow::Owned(keyword.heading(false)),
                _ if slot == Slot::Keywords => Cow::Borrowed(keyword.term.plain()),
                _ => continue,
            };
            if matches!(keyword.scheme, Scheme::Other(_)) {
                log.flattened(slot, "vocabularies");
            }
            if keyword.major {
                log.flattened(slot, "major topics");
            }
            if !keyword.term.marks().is_empty() {
                log.flattened(slot, "marks");
            }
            if seen.insert(value.clone()) {
                values.push(value);
            }
        }
        values
    }

    fn names(&self, tag: &str, roles: &[Role], out: &mut Out, log: &mut Log) {
        for contributor in self.article.contributors.iter().filter(|contributor| roles.contains(&contributor.role)) {
            if contributor.superseded {
                log.flattened(Slot::of_contributor(contributor), "superseded spellings");
                continue;
            }
            self.style.line(tag, &name(contributor, log), out);
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
    }

    fn extras(&self, out: &mut Out, log: &mut Log) {
        for extra in self.article.extra_of("ris") {
            match tags::is_tag(&extra.key) {
                true => self.style.line(&extra.key, &extra.value, out),
                false => log.lost(Slot::Extra),
            }
        }
    }

    /// Says what is lost beside the lines.
    fn account(&self, log: &mut Log) {
        let article = self.article;
        let exact = self.plan.exact;
        let has_line = |role: &Role| {
            self.plan.rows.iter().any(|(_, used)| matches!(used, Use::Names(roles) if roles.contains(role)))
        };
        let other = |contributor: &&Contributor| Slot::of_contributor(contributor) == Slot::OtherContributors;
        if article.contributors.iter().filter(other).any(|contributor| !has_line(&contributor.role)) {
            log.lost(Slot::OtherContributors);
        }
        if article.kind == Kind::EditedBook && article.authors().next().is_some() {
            log.flattened(Slot::Kind, "a collection that has authors");
        }
        let issued = article.citation_date();
        for dated in &article.dates {
            use DateRole::{Collection, Issued, Online, Print};
            if matches!(dated.role, Issued | Print | Online | Collection)
                && !issued.is_some_and(|date| std::ptr::eq(date, &dated.date))
            {
                log.lost(Slot::of_date(dated.role));
            }
            if dated.role == DateRole::Accessed {
                note_date(&dated.date, Slot::DateAccessed, log);
            }
        }
        if article.article_number.is_some() && article.pages.is_some() && !exact.contains(Slot::ArticleNumber) {
            log.lost(Slot::ArticleNumber);
        }
        for id in &article.ids {
            let slot = Slot::of_id(&id.kind);
            if exact.contains(slot) && (id.version.is_some() || id.note.is_some()) {
                log.flattened(slot, "versions and notes");
            }
        }
        if article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main).count() > 1 {
            log.lost(Slot::Abstract);
        }
        if article.translated_titles.iter().any(|title| title.language.is_some()) {
            log.flattened(Slot::TranslatedTitles, "languages");
        }
        if article.notes.iter().any(|note| note.contains('\n')) {
            log.flattened(Slot::Notes, "line breaks");
        }
    }
}

#[cfg(test)]
mod tests;
