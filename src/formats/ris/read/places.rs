//! What a work is in, and where: journal, book, conference, pages.

use super::Reader;
use super::facts::Producer;
use super::ids::is_short_number;
use crate::article::text::trim;
use crate::article::{Article, Id, IdKind, Kind, Pages, Slot, Text, kind, pages::DASHES};
use crate::formats::ris::line::Field;
use crate::formats::ris::tags::{self, Use};
use crate::log::Code;
use std::borrow::Cow;

/// The year that a value is.
pub fn year(value: &str) -> Option<i32> {
    let value = value.trim();
    (value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit())).then(|| value.parse().ok()).flatten()
}

/// Whether the article's journal is a server of preprints.
pub fn is_server(article: &Article) -> bool {
    let Some(title) = article.container.best_title() else { return false };
    let title = trim(title);
    let starts = |word: &str| title.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    kind::is_preprint_server(title) || starts("arxiv:") || starts("arxiv preprint") || starts("arxiv e-print")
}

/// Whether each word of `short` stands for a word of `full`, in order: its first letter, and others of it (`Natl`).
fn abbreviates(short: &str, full: &str) -> bool {
    let mut words = full.split([' ', '-', ':']).filter(|word| !word.is_empty());
    let fits = short.split([' ', '-', '.', ':']).filter(|word| !word.is_empty()).all(|word| {
        words.any(|full| {
            let mut letters = full.chars().flat_map(char::to_lowercase);
            let mut wanted = word.chars().flat_map(char::to_lowercase);
            letters.next() == wanted.next() && wanted.all(|wanted| letters.any(|letter| letter == wanted))
        })
    });
    fits && short.chars().count() < full.chars().count()
}

/// Whether most words of a journal's name are cut: `J.Neurosurg.`, `Phys. Rev. B`.
fn is_shortened(name: &str) -> bool {
    let cut = name.matches('.').count();
    let words = name.split([' ', '.']).filter(|word| !word.is_empty()).count();
    cut > 0 && cut * 2 >= words
}

/// Whether a page is the number of an article: `e0123456`, `1129465`.
pub fn is_article_number(page: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match page.strip_prefix(['e', 'E']) {
        Some(rest) => rest.len() >= 2 && digits(rest),
        None => page.len() > 5 && digits(page),
    }
}

/// Tags that name what a work is in.
pub const IN: [&[u8; 2]; 7] = [b"T2", b"BT", b"JF", b"JO", b"JT", b"C3", b"A2"];

type Found<'f> = Option<(&'f Field<'f>, Cow<'f, str>)>;

impl<'f> Reader<'_, 'f> {
    pub(super) fn settle_places(&mut self) {
        for (field, value) in self.take_all(&[b"CP"]) {
            let number = value.starts_with(|c: char| c.is_ascii_digit()) || value.to_lowercase().contains("sup");
            if value.len() <= 12 && number {
                self.put(Slot::Issue, field, &value);
            } else {
                self.note(field, "CP holds a conference, as Web of Science writes it".to_owned());
                self.put(Slot::EventName, field, &value);
            }
        }
        match self.article.kind {
            Kind::ConferencePaper | Kind::Speech => self.conference(),
            _ if self.is_periodical() => self.journal(),
            _ => {
                // Of a chapter, BT is the book wherever it stands; T2 beside another one is its series.
                if self.facts.code() == "CHAP"
                    && self.article.container.series.is_none()
                    && let Some((_, book)) =
                        self.held.values.iter().find(|(tag, ..)| tag == b"BT").map(|(_, f, v)| (f, v))
                    && self
                        .held
                        .values
                        .iter()
                        .filter(|(tag, ..)| tag == b"T2")
                        .all(|(_, _, t2)| !t2.eq_ignore_ascii_case(book))
                    && let Some((field, series)) = self.take(b"T2")
                {
                    self.note(field, "T2 is not the book of BT; taken for the series".to_owned());
                    self.put(Slot::Series, field, &series);
                }
                self.take_all(&IN).into_iter().for_each(|(field, value)| self.container(field, &value));
            }
        }
        self.abbreviations();
        self.number();
    }

    /// The number of a report, patent or standard is in SN; M1 has that of a document or an application.
    fn number(&mut self) {
        for tag in [b"SN", b"SV", b"NV", b"IS", b"C5", b"SE", b"M1"] {
            let used = tags::lookup(*tag).map(|row| self.facts.uses[row]);
            if !matches!(used, Some(Use::Both(Slot::Number) | Use::Read(Slot::Number))) {
                continue;
            }
            for (field, value) in self.take_all(&[tag]) {
                match &self.article.number {
                    None => self.put(Slot::Number, field, &value),
                    Some(known) if *known == *value => {}
                    Some(_) => self.keep(field, &value),
                }
            }
        }
    }

    fn is_periodical(&self) -> bool {
        let copy = tags::lookup(*b"JO").map(|row| self.facts.uses[row]);
        copy == Some(Use::Copy(Slot::ContainerTitle))
    }

    /// Puts a title of the container, the first that comes.
    fn container(&mut self, field: &Field, value: &str) {
        let text = self.text(value);
        match &self.article.container.title {
            None => self.article.container.title = Some(text),
            Some(known) if same(known, &text) => {}
            Some(_) => self.keep_with(Code::RepeatedField, field, value, "is another title of what it is in"),
        }
    }

    /// JF is the journal. JO is, too, unless it is an abbreviation of T2; T2 beside them is a title of the issue, or with
    /// EBSCO a subtitle.
    fn journal(&mut self) {
        let [jf, mut jo, mut t2, jt, bt] = [b"JF", b"JO", b"T2", b"JT", b"BT"].map(|tag| self.take(tag));
        let differ =
            |a: &Found, b: &Found| matches!((a, b), (Some((_, a)), Some((_, b))) if !a.eq_ignore_ascii_case(b));
        let full: Found = if jf.is_some() {
            jf
        } else if differ(&jo, &t2) {
            let short = matches!((&jo, &t2), (Some((_, jo)), Some((_, t2))) if abbreviates(jo, t2));
            if short { t2.take() } else { jo.take() }
        } else {
            t2.take().or_else(|| jo.take())
        };
        let Some((field, title)) = full.or_else(|| jt.clone()).or_else(|| bt.clone()) else { return };
        self.article.container.title = Some(self.text(&title));
        let named_short = [b"J2", b"JA", b"J1"].iter().any(|tag| self.facts.has(tag));
        if &field.tag == b"JO" && t2.is_none() && !named_short && is_shortened(&title) {
            self.abbreviation(field, &title);
        }
        if let Some((field, value)) = jo.filter(|(_, value)| !value.eq_ignore_ascii_case(&title)) {
            let dotted = || self.article.container.short_title().is_none() && value.contains('.');
            if abbreviates(&value, &title) || dotted() {
                self.abbreviation(field, &value);
            } else {
                self.keep_with(Code::RepeatedField, field, &value, "is another journal");
            }
        }
        let differs = |other: &(&Field, Cow<str>)| !other.1.eq_ignore_ascii_case(&title);
        if let Some((field, value)) = t2.filter(differs) {
            if abbreviates(&value, &title) {
                self.abbreviation(field, &value);
            } else if is_short_number(&value) {
                self.keep_with(Code::RepeatedField, field, &value, "is not the journal");
            } else if self.facts.producer == Producer::Ebsco {
                self.note(field, "T2 of EBSCOhost holds the subtitle".to_owned());
                self.article.subtitle = Some(self.text(&value));
            } else {
                self.note(field, "T2 is not the journal; taken for the title of the issue".to_owned());
                self.put(Slot::IssueTitle, field, &value);
            }
        }
        for (field, value) in [jt, bt].into_iter().flatten() {
            self.container(field, &value);
        }
    }

    /// J2, JA and J1: with dots an ISO abbreviation, without NLM's.
    fn abbreviations(&mut self) {
        let mut found = self.take_all(&[b"J2", b"JA", b"J1"]);
        found.sort_by_key(|(field, _)| field.start);
        for (field, value) in found {
            let title = self.article.container.title.as_ref();
            let whole = title.is_some_and(|title| title.plain() == self.text(&value).plain());
            // Some repeat the journal in all of them.
            if whole && &field.tag != b"J2" {
                continue;
            }
            self.abbreviation(field, &value);
        }
        let container = &mut self.article.container;
        let journal = tags::lookup(*b"T2").map(|row| self.facts.uses[row]) == Some(Use::Both(Slot::ContainerTitle));
        if container.title.is_none() && journal {
            container.title = container.short_title().map(Text::new);
            if container.title.is_some() {
                self.article.inferred.insert(Slot::ContainerTitle);
            }
        }
    }

    fn abbreviation(&mut self, field: &Field, value: &str) {
        // Marks mean nothing in an abbreviation.
        let text = self.text(value);
        let value = text.plain();
        let slot = if value.contains('.') { Slot::ContainerIso } else { Slot::ContainerNlm };
        let known = &self.article.container;
        if [&known.iso, &known.nlm].iter().all(|known| known.as_deref() != Some(value)) {
            self.put(slot, field, value);
        }
    }

    /// T2 is the conference and C3 the proceedings. Where C3 is missing most mean the proceedings by T2.
    fn conference(&mut self) {
        let [c3, jf, jo, t2, bt] = [b"C3", b"JF", b"JO", b"T2", b"BT"].map(|tag| self.take(tag));
        let talk = self.article.kind == Kind::Speech;
        for (field, value) in [c3, jf].into_iter().flatten() {
            self.container(field, &value);
        }
        if let Some((field, value)) = t2 {
            let lower = value.to_lowercase();
            let series = ["proceedings", "proc.", "proc ", "lecture notes"].iter().any(|word| lower.contains(word));
            let text = self.text(&value);
            let known = self.article.container.title.as_ref();
            if known.is_none_or(|known| same(known, &text)) && !talk {
                self.article.container.title = Some(text);
                if !series {
                    self.put(Slot::EventName, field, &value);
                    self.note(field, "T2 is taken for both the conference and its proceedings".to_owned());
                }
            } else {
                self.put(Slot::EventName, field, &value);
            }
        }
        if let Some((field, value)) = jo {
            let known = self.article.container.title.as_ref().map(|known| known.plain().to_owned());
            match known {
                Some(known) if abbreviates(&value, &known) => self.abbreviation(field, &value),
                _ => self.container(field, &value),
            }
        }
        if let Some((field, value)) = bt {
            self.container(field, &value);
        }
    }

    pub(super) fn settle_pages(&mut self) {
        let [mut sp, mut ep, lp] = [b"SP", b"EP", b"LP"].map(|tag| self.take(tag));
        // LP is the last page where EP does not say it.
        if let Some((field, last)) = lp {
            let value = |found: &Found| found.as_ref().map(|(_, value)| value.to_string());
            let (first, end) = (value(&sp), value(&ep));
            match end {
                Some(end) if end == *last => {}
                None => ep = Some((field, last)),
                Some(_) if first.is_none() => (sp, ep) = (ep, Some((field, last))),
                end if first == end => ep = Some((field, last)),
                Some(_) => self.keep(field, &last),
            }
        }
        let se = self.take_all(&[b"SE"]);
        let in_m1 = tags::lookup(*b"M1").is_some_and(|row| self.facts.uses[row] == Use::Read(Slot::Pages));
        let news = if in_m1 { self.take(b"M1") } else { None };
        let counted = tags::lookup(*b"SP").is_some_and(|row| self.facts.uses[row] == Use::Both(Slot::PageCount));
        let range = |text: &str| {
            text.split_once(DASHES).is_some_and(|(first, last)| {
                first.trim().ends_with(|c: char| c.is_ascii_digit())
                    && last.trim_start_matches(DASHES).trim().starts_with(|c: char| c.is_ascii_digit())
            })
        };
        // HighWire: `SP  - 123 LP  - 130`.
        let joined = sp
            .as_ref()
            .filter(|_| ep.is_none())
            .and_then(|(_, value)| value.split_once(" LP - ").or(value.split_once(" LP  - ")));
        if let Some((first, last)) = joined {
            self.article.pages = Some(Pages::from_ends(first.trim(), last.trim()));
        }
        let sp = if joined.is_some() { None } else { sp };
        match (sp, ep) {
            (Some((field, first)), None) if counted && !range(&first) => self.put(Slot::PageCount, field, &first),
            (Some((field, first)), None) => self.single_page(field, &first),
            (Some((field, first)), Some((_, last))) if first == last && !first.contains(DASHES) => {
                self.single_page(field, &first);
            }
            (Some((_, first)), Some((field, last))) => {
                let last = without_count(&first, last);
                if first.contains(DASHES) && range(&first) {
                    let pages = Pages::parse(&first);
                    let same = pages.last() == last || *pages.expanded() == *last || *first == *last;
                    self.article.pages = Some(pages);
                    if !same {
                        self.note(field, "SP holds the whole range; EP is kept as extra".to_owned());
                        self.keep(field, &last);
                    }
                } else {
                    let pages = match last.split_once(DASHES) {
                        // `SP  - 12`, `EP  - 12-19`
                        Some((begin, _)) if begin.trim() == first => Pages::parse(&last),
                        _ => Pages::from_ends(&first, &last),
                    };
                    self.article.pages = Some(pages);
                }
            }
            (None, Some((field, last))) if counted && !se.is_empty() => self.keep(field, &last),
            (None, Some((field, last))) => self.single_page(field, &last),
            (None, None) => {}
        }
        // SP may repeat the number of the article.
        if let (Some(pages), Some(number)) = (&self.article.pages, &self.article.article_number)
            && pages.as_found() == number
        {
            self.article.pages = None;
        }
        for (field, value) in se.into_iter().chain(news) {
            if Self::is_day(&value) && self.is_journal() {
                self.online(field, value);
            } else if self.article.pages.is_none() && self.article.article_number.is_none() {
                self.single_page(field, &value);
            } else if self
                .article
                .pages
                .as_ref()
                .is_some_and(|pages| pages.first() == value || pages.as_found() == value)
            {
                // It says the same.
            } else {
                self.keep(field, &value);
            }
        }
        // VL of a thesis: the degree, but for a number.
        let volumes = if self.facts.code() == "THES" { self.take_all(&[b"VL", b"VO"]) } else { Vec::new() };
        for (field, value) in volumes {
            let number = value.bytes().all(|byte| byte.is_ascii_digit());
            if is_doi(&value) {
                self.keep(field, &value);
            } else {
                self.put(if number { Slot::Volume } else { Slot::Genre }, field, &value);
            }
        }
    }

    /// Whether OP holds the last page: of an article whose pages have no other end.
    pub(super) fn is_last_page(&self, value: &str) -> bool {
        let first = self.held.values.iter().find(|(tag, ..)| tag == b"SP").map(|(.., value)| value.as_ref());
        let number = |text: &str| text.parse::<u32>().ok();
        let (Some(first), Some(last)) = (first.and_then(number), number(value)) else { return false };
        self.is_journal()
            && !self.facts.has(b"EP")
            && first <= last
            && (value.len() != 4 || first >= 1000)
            && self.held.values.iter().all(|(tag, ..)| tag != b"EP")
    }

    /// Whether ET is the date of online publication.
    pub(super) fn is_journal(&self) -> bool {
        tags::lookup(*b"ET").is_some_and(|row| self.facts.uses[row] == Use::Native(Slot::DateOnline))
    }

    fn single_page(&mut self, field: &Field, page: &str) {
        let article = &mut *self.article;
        let tail = |id: &str| id.strip_suffix(page).is_some_and(|front| front.ends_with(['/', '.']));
        let numbered = tags::lookup(*b"C7").is_some_and(|row| self.facts.uses[row] == Use::Both(Slot::ArticleNumber));
        let alone = !page.contains(DASHES) && !page.contains([',', ' ', ';']);
        let long = page.len() > 5 && article.id(&IdKind::Doi).is_some_and(tail);
        if numbered && alone && article.article_number.is_none() && (is_article_number(page) || long) {
            self.note(field, format!("SP {page} is taken for the number of an article"));
            self.article.article_number = Some(page.to_owned());
        } else {
            article.pages = Some(Pages::parse(page));
        }
    }
}

/// `124(12)`, as Ingenta counts the pages from 113 behind the last one, without the count.
fn without_count<'v>(first: &str, last: Cow<'v, str>) -> Cow<'v, str> {
    let counted = last.strip_suffix(')').and_then(|text| text.split_once('(')).filter(|(end, count)| {
        let number = |text: &str| text.trim().parse::<u32>().ok();
        match (number(first), number(end), number(count)) {
            (Some(first), Some(end), Some(count)) => {
                end.checked_sub(first).is_some_and(|rest| rest.abs_diff(count) <= 1)
            }
            _ => false,
        }
    });
    match counted {
        Some((end, _)) => Cow::Owned(end.trim().to_owned()),
        None => last,
    }
}

fn is_doi(value: &str) -> bool {
    Id::parse(IdKind::Doi, value).is_some()
}

fn same(a: &Text, b: &Text) -> bool {
    a.plain().eq_ignore_ascii_case(b.plain())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations() {
        for (short, full, expected) in [
            ("J. Clin. Invest.", "Journal of Clinical Investigation", true),
            ("J Clin Invest", "The Journal of Clinical Investigation", true),
            ("Nature", "Nature", false),
            ("Lancet", "Special issue on iron", false),
            (
                "Proc Natl Acad Sci U S A",
                "Proceedings of the National Academy of Sciences of the United States of America",
                true,
            ),
        ] {
            assert_eq!(abbreviates(short, full), expected, "{short}");
        }
    }

    #[test]
    fn numbers_of_articles() {
        for (page, expected) in
            [("e0123456", true), ("e12", true), ("1129465", true), ("12345", false), ("S12", false), ("e1", false)]
        {
            assert_eq!(is_article_number(page), expected, "{page}");
        }
    }
}
