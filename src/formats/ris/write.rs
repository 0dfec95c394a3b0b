//! Writes RIS: UTF-8 without a byte-order mark, one value a line, never wrapped.
//!
//! Readers disagree on many tags, so some values are written twice: the journal in T2 and JO, the date in PY and DA, an
//! article number in C7 and SP, a PMID in AN and M2. A line break inside a value becomes a blank: any other form is cut by
//! some reader, and a line that happens to look like `ER  - ` would end the record.

use super::tags::{self, TAGS, Type, Use};
use super::value::{has_finer, name, note_date, slashed};
use crate::article::{AbstractKind, Article, Contributor, DateRole, Id, IdKind, Kind, Role, Scheme, Slot, Text, kind};
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
    })
}

struct Ris {
    classic: bool,
    html: bool,
    line_end: &'static str,
    keys: KeyPattern,
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

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let record = Record { style: self, article, row: tags::type_of(&article.kind) };
        for row in TAGS {
            match row.used(record.row.code) {
                Use::Frame if row.tag == "ER" => {
                    record.extras(out, log);
                    out.push_str("ER  - ");
                    out.push_str(self.line_end);
                    out.push_str(self.line_end);
                }
                Use::Frame => self.line(row.tag, record.row.code, out),
                Use::Both(Slot::Key) => record.key(row.tag, out, log),
                Use::Both(slot) | Use::Copy(slot) => record.lines(row.tag, slot, out, log),
                Use::Classic(slot) if self.classic => record.lines(row.tag, slot, out, log),
                Use::Names(roles) => record.names(row.tag, roles, out, log),
                Use::Labelled(labels) => record.labelled(row.tag, labels, out, log),
                Use::Classic(_) | Use::Read(_) | Use::ReadNames(_) | Use::Keep => {}
            }
        }
        record.account(log);
    }
}

impl Ris {
    /// Writes a line; none when the value is blank.
    fn line(&self, tag: &str, value: &str, out: &mut Out) {
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
}

impl<'a> Record<'a> {
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
        let mut seen = HashSet::new();
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
        let (exact, _) = tags::slots(self.row.code);
        let has_line = |role: &Role| {
            TAGS.iter().any(|row| matches!(row.used(self.row.code), Use::Names(roles) if roles.contains(role)))
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
mod tests {
    use super::*;
    use crate::article::{Abstract, Date, Name, Person, Section, Slots, TextBuilder};
    use crate::formats::ris::FORMAT;

    /// What the writer makes of an article with these options, with LF for CRLF, and what it says.
    fn written(article: &Article, options: &[(&str, &str)]) -> (String, Log) {
        let mut write = WriteOptions::default();
        options.iter().for_each(|(name, value)| write.settings.set(&FORMAT, name, value).unwrap());
        let (mut out, mut log) = (Out::new(), Log::new());
        let mut writer = writer(&write);
        writer.article(article, &mut out, &mut log);
        (String::from_utf8(out.bytes().to_vec()).unwrap().replace("\r\n", "\n"), log)
    }

    fn article(kind: Kind, slots: &[(Slot, &str)]) -> Article {
        let mut article = Article { kind, ..Article::default() };
        slots.iter().for_each(|(slot, value)| article.put(*slot, value).unwrap());
        article
    }

    #[test]
    fn records() {
        use Slot::{
            ArticleNumber, Authors, ContainerIso, ContainerNlm, ContainerTitle, DateIssued, DateOnline, Doi, Edition,
            Editors, EventName, EventPlace, GroupAuthors, Isbn, IssnPrint, Issue, Key, Keywords, Languages, Mesh,
            Notes, Number, PageCount, Pages, Place, Pmcid, Pmid, PublicationTypes, Publisher, Series, SeriesEditors,
            SeriesNumber, SourceDb, Subtitle, Supplement, Title, Urls, Volume,
        };
        let rows = [
            (article(Kind::JournalArticle, &[]), "TY  - JOUR\nER  - \n\n"),
            (
                article(
                    Kind::JournalArticle,
                    &[
                        (Key, "okafor2019"),
                        (Title, "Iron"),
                        (Subtitle, "a story"),
                        (Authors, "Okafor, Ngozi A., Jr."),
                        (GroupAuthors, "Northern Trials Group"),
                        (Authors, "van der Berg, J P"),
                        (ContainerTitle, "Journal of Made-up Medicine"),
                        (ContainerIso, "J. Made-up Med."),
                        (DateIssued, "2019-04-05"),
                        (Volume, "12"),
                        (Issue, "3"),
                        (Supplement, "2"),
                        (Pages, "1344-57"),
                        (Doi, "10.1234/ABC.5"),
                        (Pmid, "123"),
                        (Pmcid, "PMC456"),
                        (IssnPrint, "1234-5679"),
                        (Languages, "eng"),
                        (SourceDb, "NLM"),
                        (PublicationTypes, "Journal Article"),
                        (PublicationTypes, "Review"),
                        (Slot::Abstract, "One.\nTwo."),
                        (Keywords, "iron"),
                        (Mesh, "*Iron/blood"),
                        (Urls, "https://example.org/a?b=c&d"),
                        (Notes, "A note"),
                    ],
                ),
                "TY  - JOUR\nID  - okafor2019\nTI  - Iron: a story\nAU  - Okafor, Ngozi A., Jr.\n\
                 AU  - Northern Trials Group\nAU  - van der Berg, J P\nT2  - Journal of Made-up Medicine\n\
                 JO  - Journal of Made-up Medicine\nJ2  - J. Made-up Med.\nPY  - 2019\nDA  - 2019/04/05\nVL  - 12\n\
                 AN  - 123\nIS  - 3 Suppl 2\nSP  - 1344\nEP  - 1357\nSN  - 1234-5679\nDO  - 10.1234/ABC.5\n\
                 C2  - PMC456\nM2  - PMID: 123\nM2  - PMCID: PMC456\nDB  - PubMed\nDP  - NLM\nLA  - en\nM3  - Review\n\
                 AB  - One. Two.\nKW  - iron\nKW  - Iron/blood\nUR  - https://example.org/a?b=c&d\nN1  - A note\n\
                 ER  - \n\n",
            ),
            (
                article(Kind::Preprint, &[(ContainerNlm, "bioRxiv"), (ArticleNumber, "e12"), (DateOnline, "2020")]),
                "TY  - JOUR\nT2  - bioRxiv\nJO  - bioRxiv\nJ2  - bioRxiv\nPY  - 2020\nC7  - e12\nSP  - e12\n\
                 M3  - Preprint\nER  - \n\n",
            ),
            (
                article(
                    Kind::EditedBook,
                    &[
                        (Title, "B"),
                        (Editors, "Poe, E"),
                        (SeriesEditors, "Low, S"),
                        (Series, "S"),
                        (SeriesNumber, "4"),
                        (PageCount, "300"),
                        (Edition, "2"),
                        (Publisher, "P"),
                        (Place, "Bonn"),
                        (Isbn, "9783161484100"),
                    ],
                ),
                "TY  - BOOK\nTI  - B\nA2  - Low, S\nA3  - Poe, E\nT2  - S\nM1  - 4\nSP  - 300\nET  - 2\nPB  - P\n\
                 CY  - Bonn\nSN  - 9783161484100\nER  - \n\n",
            ),
            (
                article(
                    Kind::ConferencePaper,
                    &[(ContainerTitle, "Proc X"), (EventName, "X 2020"), (EventPlace, "Rome"), (Place, "Berlin")],
                ),
                "TY  - CONF\nT2  - X 2020\nCY  - Rome\nC1  - Berlin\nC3  - Proc X\nER  - \n\n",
            ),
            (
                article(Kind::Report, &[(Number, "R-7"), (DateIssued, "2003 Spring")]),
                "TY  - RPRT\nPY  - 2003\nDA  - 2003///Spring\nSN  - R-7\nER  - \n\n",
            ),
            (article(Kind::Other("podcast".into()), &[]), "TY  - GEN\nM3  - podcast\nER  - \n\n"),
        ];
        for (article, expected) in rows {
            assert_eq!(written(&article, &[]).0, expected);
        }
    }

    #[test]
    fn options() {
        let it = article(Kind::JournalArticle, &[(Slot::ContainerTitle, "Journal"), (Slot::ContainerIso, "J.")]);
        assert_eq!(
            written(&it, &[("profile", "classic")]).0,
            "TY  - JOUR\nT2  - Journal\nJO  - Journal\nJF  - Journal\nJ2  - J.\nJA  - J.\nER  - \n\n"
        );
        let mut title = TextBuilder::new();
        title.push("CO");
        title.open(crate::article::Style::Sub);
        title.push("2");
        let it = Article { title: title.finish(), ..Article::default() };
        let (plain, log) = written(&it, &[]);
        assert!(plain.contains("TI  - CO2\n") && log.flattenings() == [(Slot::Title, "marks")]);
        let (marked, log) = written(&it, &[("markup", "html"), ("line-ending", "lf")]);
        assert!(marked.contains("TI  - CO<sub>2</sub>\n") && log.flattenings().is_empty());
    }

    #[test]
    fn lines_end_as_asked() {
        for (ending, expected) in [("crlf", "TY  - JOUR\r\nER  - \r\n\r\n"), ("lf", "TY  - JOUR\nER  - \n\n")] {
            let mut options = WriteOptions::default();
            options.settings.set(&FORMAT, "line-ending", ending).unwrap();
            let mut out = Out::new();
            writer(&options).article(&Article::default(), &mut out, &mut Log::new());
            assert_eq!(out.bytes(), expected.as_bytes());
        }
    }

    #[test]
    fn no_value_leaves_its_line() {
        let evil = "a\r\nER  - \n\n\u{b}TY  - BOOK\u{2028}TI  - x\u{85}\u{0}\u{1b}[2Jb\u{2029}";
        let mut it = article(Kind::Other(evil.into()), &[]);
        it.abstracts.push(Abstract {
            sections: vec![Section { text: Text::new(evil), ..Section::default() }],
            ..Abstract::default()
        });
        it.key = Some(evil.into());
        it.volume = Some(evil.into());
        it.notes.push(evil.into());
        it.languages.push(" \n ".into());
        it.contributors
            .push(Contributor::new(Role::Author, Name::Person(Person { family: evil.into(), ..Person::default() })));
        it.add_date(DateRole::Issued, Date::words(evil));
        it.keep("ris", "C1", evil);
        it.keep("ris", "C1\nER", "x");
        it.keep("ris", "ER", "x");
        it.keep("nbib", "C2", "x");
        let (text, log) = written(&it, &[]);
        assert!(text.ends_with("\nER  - \n\n"));
        assert!(!text.contains(|c: char| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))));
        let body = text.trim_end_matches('\n').trim_end_matches("ER  - ");
        for line in body.lines() {
            assert!(line.len() > 6 && &line[2..6] == "  - " && !line.starts_with("ER"), "{line}");
        }
        assert_eq!(body.lines().filter(|line| line.starts_with("TY")).count(), 1);
        assert!(text.contains("\nC1  - a ER  - TY  - BOOK TI  - x [2Jb\n"), "{text}");
        assert!(log.lost_slots().contains(Slot::Extra));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        use Slot::{
            DateIssued, DatePrint, Genre, Isbn, IssnElectronic, IssnLinking, IssnPrint, Keywords, Languages,
            OtherContributors, PublicationTypes, Urls,
        };
        for (slots, lost) in [
            (&[(IssnPrint, "1234-5679"), (IssnElectronic, "2049-3630")][..], &[IssnElectronic][..]),
            (&[(IssnPrint, "1234-5679"), (IssnLinking, "1234-5679")], &[]),
            (&[(Isbn, "9783161484100"), (Isbn, "316148410X")], &[Isbn]),
            (&[(Urls, "https://a"), (Urls, "https://b")], &[Urls]),
            (&[(Genre, "Case"), (PublicationTypes, "Letter")], &[PublicationTypes]),
            (&[(DateIssued, "2019"), (DatePrint, "2019-02")], &[DatePrint]),
            (&[(DatePrint, "2019-02")], &[]),
            (&[(Keywords, "a"), (Keywords, "b"), (Languages, "en"), (Languages, "de")], &[]),
        ] {
            let (_, log) = written(&article(Kind::JournalArticle, slots), &[]);
            assert_eq!(log.lost_slots(), Slots::of(lost), "{slots:?}");
        }
        let mut thesis = article(Kind::Thesis, &[]);
        for (role, lost) in [(Role::Advisor, false), (Role::Reviewer, true)] {
            thesis.contributors.push(Contributor::new(role, Name::Group(Text::new("X"))));
            assert_eq!(written(&thesis, &[]).1.lost_slots().contains(OtherContributors), lost);
        }
    }

    #[test]
    fn a_slot_is_written_exactly_when_it_is_carried() {
        let writer = writer(&WriteOptions::default());
        for kind in Kind::ALL {
            let carries = writer.carries(kind);
            assert_eq!(carries.exact.and(carries.flattened), Slots::NONE, "{kind:?}");
            let empty = written(&article(kind.clone(), &[]), &[]).0;
            for &slot in Slot::ALL {
                // A kind needs no line of its own; a genre gives way to the word for the kind.
                if matches!(slot, Slot::Kind | Slot::Genre | Slot::PublicationTypes) {
                    continue;
                }
                let value = match slot {
                    Slot::Pmcid => "PMC1",
                    Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => "1234-5679",
                    Slot::Isbn => "9783161484100",
                    Slot::Doi => "10.1234/x",
                    Slot::Pages => "1-9",
                    _ => "2019",
                };
                let mut it = article(kind.clone(), &[]);
                if it.put(slot, value).is_err() {
                    continue;
                }
                let carried = carries.exact.or(carries.flattened).contains(slot);
                assert_eq!(written(&it, &[]).0 != empty, carried, "{slot:?} of {kind:?}");
            }
        }
    }

    #[test]
    fn many_authors() {
        let names: Vec<String> = (0..3000).map(|n| format!("Family{n}, G")).collect();
        let slots: Vec<_> = names.iter().map(|name| (Slot::Authors, name.as_str())).collect();
        let (text, _) = written(&article(Kind::JournalArticle, &slots), &[]);
        assert_eq!(text.lines().filter(|line| line.starts_with("AU  - ")).count(), 3000);
        assert!(text.contains("AU  - Family2999, G\n"));
    }
}
