//! Places what needs the whole record: kind and titles, pages, what the citation adds.

use super::dates::{self, Form};
use super::line::Field;
use super::pages::{self, Paging};
use super::read::{Held, Reader};
use super::tags::{self, Clues, Use};
use super::titles;
use crate::article::{Article, Date, DateRole, IdKind, Slot, Status, Text};
use crate::citation;
use crate::log::Code;
use std::collections::HashSet;

impl<'a> Reader<'a> {
    pub fn finish(mut self) {
        self.pages();
        self.citation();
        self.kind_and_titles();
        self.publishing_model();
        self.status();
        if self.article.title.is_empty() {
            self.log.add(Code::MissingTitle, 0..0, "the record has no title");
        }
    }

    fn pages(&mut self) {
        for field in std::mem::take(&mut self.held.pages) {
            let number = self.held.number.map(|number| number.value.as_ref());
            let tells = |token: &str| number == Some(token) || pages::is_told(self.article, token);
            let taken = match pages::read(&field.value, tells) {
                Paging::Pages(pages) => fill(&mut self.article.pages, pages),
                Paging::Number(number) => fill(&mut self.article.article_number, number),
                Paging::Count(count) => fill(&mut self.article.page_count, count),
            };
            if taken {
                self.keep(Code::RepeatedField, field, "is given again");
            }
        }
        if let Some(field) = self.held.number
            && fill(&mut self.article.article_number, field.value.clone().into_owned())
        {
            self.keep(Code::RepeatedField, field, "is a second number of the article");
        }
        if let (None, None, Some(number)) = (&self.article.pages, &self.article.article_number, self.held.location) {
            self.article.article_number = Some(number.to_owned());
        }
    }

    /// SO says again what the other tags say; where they do not, it is read.
    fn citation(&mut self) {
        let Some(field) = self.held.citation else { return };
        if !self.told(&field.value).is_some_and(|rest| rest.is_empty() || self.takes_date(rest)) {
            match citation::parse(&field.value).filter(|found| found.rest.trim().is_empty()) {
                Some(found) => self.complete(found.article),
                None if self.is_derived(&field.value) => {}
                None => self.article.keep("nbib", field.tag, &field.value),
            }
        }
    }

    /// What follows in a citation that is what other tags make, word for word: `TA. DP;VI(IP):PG. doi: X. Epub DEP.`
    fn told<'c>(&self, citation: &'c str) -> Option<&'c str> {
        let told = |tag| self.fields.iter().find(|field| field.tag == tag).map(|field| field.value.as_ref());
        let mut rest = citation;
        let mut take = |text: &str| match rest.strip_prefix(text) {
            Some(left) => {
                rest = left;
                true
            }
            None => false,
        };
        let (Some(journal), Some(date), Some(volume)) = (told("TA"), told("DP"), told("VI")) else { return None };
        if ![journal, ". ", date, ";", volume].into_iter().all(&mut take) {
            return None;
        }
        if let Some(issue) = told("IP")
            && !["(", issue, ")"].into_iter().all(&mut take)
        {
            return None;
        }
        if let Some(pages) = told("PG")
            && ![":", pages].into_iter().all(&mut take)
        {
            return None;
        }
        if !take(".") {
            return None;
        }
        if take(" pii: ") && !self.article.ids_of(&IdKind::Pii).any(|pii| take(&pii.value) && take(".")) {
            return None;
        }
        if take(" doi: ") && !self.article.id(&IdKind::Doi).is_some_and(|doi| take(doi) && take(".")) {
            return None;
        }
        if take(" Epub ") && !self.article.date(DateRole::Online).is_some_and(|date| take(&date.medline()) && take("."))
        {
            return None;
        }
        Some(rest)
    }

    /// Takes the date with which a citation ends: ` eCollection 2022 Jul.`, ` Print 2019 Nov 2.`
    fn takes_date(&mut self, rest: &str) -> bool {
        let named = [(" eCollection ", DateRole::Collection), (" Print ", DateRole::Print)];
        let Some((role, text)) = named.iter().find_map(|(name, role)| Some((*role, rest.strip_prefix(name)?))) else {
            return false;
        };
        let Some(text) = text.strip_suffix('.') else { return false };
        let date = Date::parse_medline(text);
        let plain = date.start().is_some() && date.literal.is_none() && date.medline() == text;
        if plain && self.article.date(role).is_none() {
            self.article.add_date(role, date);
        }
        plain
    }

    /// Fills from the citation what the record lacks.
    fn complete(&mut self, cited: Article) {
        let article = &mut *self.article;
        // NLM cites an electronic journal by the date online, while DP is that of the issue.
        for role in [DateRole::Collection, DateRole::Print] {
            let of_issue = cited.date(role).filter(|date| article.date(DateRole::Issued) == Some(date));
            if let (Some(of_issue), Some(issued), None) = (of_issue, cited.date(DateRole::Issued), article.date(role)) {
                retell(article, issued, role, of_issue);
            }
        }
        for dated in &cited.dates {
            if Slot::of_date(dated.role) != Slot::DateRecord && article.date(dated.role).is_none() {
                article.add_date(dated.role, dated.date.clone());
            }
        }
        let container = &mut article.container;
        if container.title.is_none() && container.short_title().is_none() && self.held.book_title.is_none() {
            (container.title, container.nlm, container.iso) =
                (cited.container.title, cited.container.nlm, cited.container.iso);
        }
        article.volume = article.volume.take().or(cited.volume);
        article.issue = article.issue.take().or(cited.issue);
        if article.pages.is_none() && article.article_number.is_none() {
            (article.pages, article.article_number) = (cited.pages, cited.article_number);
        }
        for id in cited.ids {
            if article.id(&id.kind).is_none() {
                article.ids.push(id);
            }
        }
    }

    /// Whether a citation has no word that other tags do not have.
    fn is_derived(&self, citation: &str) -> bool {
        const TOLD: [&str; 22] = [
            "VI", "IP", "DP", "PG", "LID", "AID", "OID", "TA", "JT", "DEP", "TI", "BTI", "CTI", "VTI", "PB", "PL",
            "EN", "FED", "ED", "PHST", "PMID", "UI",
        ];
        const FIXED: [&str; 6] = ["doi", "pii", "epub", "print", "ecollection", "collection"];
        // Dates that nobody wanted are not in the article.
        let passed = self.fields.iter().filter_map(|field| match (field.known, dates::history(&field.value)) {
            (Some(Use::Date(..) | Use::ReadDate(_)), _) => Some(dates::read(&field.value, Form::Stamp)),
            (_, Some((_, date))) => Some(dates::read(date, Form::Stamp)),
            _ => None,
        });
        let known = self.article.dates.iter().map(|dated| dated.date.medline());
        let dates: Vec<String> = known.chain(passed.map(|date| date.medline())).collect();
        let told = self.fields.iter().filter(|field| TOLD.contains(&field.tag)).map(|field| field.value.as_ref());
        let told: HashSet<String> = told.chain(dates.iter().map(String::as_str)).flat_map(words).collect();
        words(citation).all(|word| {
            // ERIC's `v12 n3 p45-67`
            let number = word.trim_start_matches(['v', 'n', 'p']);
            FIXED.contains(&word.as_str()) || told.contains(&word) || (!number.is_empty() && told.contains(number))
        })
    }

    fn kind_and_titles(&mut self) {
        let Held { title, vernacular, mut book_title, place, .. } = self.held;
        let article = &mut *self.article;
        let container = &article.container;
        let clues = Clues {
            journal: container.best_title().is_some() || container.nlm_id.is_some(),
            title: title.is_some(),
            book_title: book_title.is_some(),
            book: container.publisher.is_some() || article.edition.is_some() || article.id(&IdKind::Isbn).is_some(),
        };
        article.kind = tags::kind_of(article.publication_types.iter().map(|term| term.name.as_str()), clues);
        let mut named = title;
        if article.kind.is_book() && title.is_none() {
            named = book_title.take();
        }
        let text = |field: Option<&'a Field<'a>>| field.map(|field| Text::new(&field.value));
        let titles = titles::read(text(named), text(vernacular), &article.languages);
        article.title = titles.title;
        article.translated_titles = titles.translated;
        if titles.inferred {
            article.inferred.insert(Slot::Title);
        }
        if let Some(field) = named.filter(|_| self.article.title.is_empty()) {
            self.article.keep("nbib", field.tag, &field.value);
        }
        if let Some(field) = book_title
            && self.article.put(Slot::ContainerTitle, &field.value).is_err()
        {
            self.keep(Code::RepeatedField, field, "is a second title of the container");
        }
        if let Some(field) = place {
            self.put(if tags::is_serial(&self.article.kind) { Slot::Country } else { Slot::Place }, field);
        }
    }

    /// Where the record says so, the date online is the one to cite, and DP that of the issue.
    fn publishing_model(&mut self) {
        let article = &mut *self.article;
        let role = match article.extra_of("nbib").find(|extra| extra.key == "PUBM").map(|extra| extra.value.as_str()) {
            Some("Electronic-Print") => DateRole::Print,
            Some("Electronic-eCollection" | "Electronic") => DateRole::Collection,
            _ => return,
        };
        let (issued, online) = (article.date(DateRole::Issued).cloned(), article.date(DateRole::Online).cloned());
        if let (Some(issued), Some(online), None) = (issued, online, article.date(role))
            && issued != online
        {
            retell(article, &online, role, &issued);
        }
    }

    fn status(&mut self) {
        let retracted = self.article.publication_types.iter().any(|term| term.name == tags::RETRACTED);
        if retracted {
            self.article.status = Some(Status::Retracted);
        }
        let Some(field) = self.held.status else { return };
        let value = field.value.as_ref();
        if retracted {
            self.article.keep("nbib", field.tag, value);
            return;
        }
        let known = tags::STATUSES.iter().find(|(name, _)| *name == value).map(|(_, status)| status.clone());
        self.article.status = known.or_else(|| Some(Status::from(value)));
    }
}

/// Puts a value where there is none. Whether another is there.
fn fill<T: PartialEq>(place: &mut Option<T>, value: T) -> bool {
    match place {
        Some(known) => *known != value,
        None => {
            *place = Some(value);
            false
        }
    }
}

/// Makes `issued` the date to cite, and `other` the date of a role.
fn retell(article: &mut Article, issued: &Date, role: DateRole, other: &Date) {
    let other = other.clone();
    for dated in article.dates.iter_mut().filter(|dated| dated.role == DateRole::Issued) {
        dated.date = issued.clone();
    }
    article.add_date(role, other);
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
