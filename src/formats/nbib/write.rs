//! Writes records of NBIB, in PubMed's order of tags.

use super::line::{UNTAGGED, tidy, write as line};
use super::tags::{self, TAGS, Use};
use super::{abstracts, dates, ids, lists, pages, people, titles, told};
use crate::article::name::Person;
use crate::article::{
    AbstractKind, Article, DateRole, Id, IdKind, Kind, Link, LinkKind, Notice, Role, Scheme, Slot, Slots, Status, Text,
    language,
};
use crate::citation;
use crate::format::{Carries, Out, Writer};
use crate::log::Log;

/// The writer.
pub struct Nbib {
    /// Last pages are shortened as NLM does.
    pub short_pages: bool,
}

/// Slots that come back, whatever the kind, beside those of [`TAGS`].
const EXACT: Slots = Slots::of(&[
    Slot::PublicationTypes,
    Slot::Title,
    Slot::TranslatedTitles,
    Slot::Authors,
    Slot::GroupAuthors,
    Slot::Suffixes,
    Slot::Orcids,
    Slot::PersonIds,
    Slot::Affiliations,
    Slot::EtAl,
    Slot::Editors,
    Slot::Investigators,
    Slot::ContainerTitle,
    Slot::ContainerNlm,
    Slot::Volume,
    Slot::Issue,
    Slot::Pages,
    Slot::ArticleNumber,
    Slot::PageCount,
    Slot::DatePrint,
    Slot::DateCollection,
    Slot::DateReceived,
    Slot::DateRevised,
    Slot::DateAccepted,
    Slot::DateRetracted,
    Slot::Doi,
    Slot::Pii,
    Slot::IssnPrint,
    Slot::IssnElectronic,
    Slot::IssnLinking,
    Slot::Issn,
    Slot::Isbn,
    Slot::Arxiv,
    Slot::BookAccession,
    Slot::OtherIds,
    Slot::Urls,
    Slot::Languages,
    Slot::Abstract,
    Slot::OtherAbstracts,
    Slot::Keywords,
    Slot::PersonalNames,
    Slot::Chemicals,
    Slot::Copyright,
    Slot::ConflictOfInterest,
    Slot::Accessions,
    Slot::Relations,
    Slot::Status,
]);

/// Slots that are written into others.
const FLATTENED: Slots = Slots::of(&[Slot::Subtitle, Slot::ContainerIso, Slot::Supplement, Slot::Part]);

impl Writer for Nbib {
    fn carries(&self, kind: &Kind) -> Carries {
        let by_tag = TAGS.iter().filter_map(|(_, use_)| match use_ {
            Use::Both(slot) => Some(*slot),
            Use::Date(role, _) => Some(Slot::of_date(*role)),
            _ => None,
        });
        let place = if tags::is_serial(kind) { Slot::Country } else { Slot::Place };
        let exact = EXACT.or(by_tag.chain([place]).collect());
        let told = tags::type_of(kind).is_some();
        let kind = Slots::of(&[Slot::Kind]);
        match told {
            true => Carries { exact: exact.or(kind), flattened: FLATTENED },
            false => Carries { exact, flattened: FLATTENED.or(kind) },
        }
    }

    fn wants(&self) -> Slots {
        let kinds = [Kind::JournalArticle, Kind::Book].map(|kind| self.carries(&kind));
        // The citation names the medium.
        let others = Slots::of(&[Slot::Kind, Slot::Medium, Slot::Extra]);
        kinds.iter().fold(others, |all, carries| all.or(carries.exact).or(carries.flattened))
    }

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let mut record = Record::new(article, self.short_pages);
        record.front(out, log);
        for (tag, use_) in TAGS {
            record.row(tag, use_, out, log);
        }
        lists::styles(article, log);
    }

    fn between(&self, out: &mut Out) {
        out.push('\n');
    }
}

/// An article, and what is worked out once for all of its tags.
struct Record<'a> {
    article: &'a Article,
    short_pages: bool,
    /// Publication types to write.
    types: Vec<&'a str>,
    /// Title, vernacular title.
    titles: (String, Option<String>),
    volume: Option<String>,
    issue: Option<String>,
    /// The kind that a reader will find.
    kind: Kind,
    /// The container is written as a journal.
    in_journal: bool,
    relations_written: bool,
}

impl<'a> Record<'a> {
    fn new(article: &'a Article, short_pages: bool) -> Record<'a> {
        let (title, vernacular, _) = titles::write(article);
        let (volume, issue) = told::numbering(article);
        let (clues, in_journal) = told::clues(article);
        let (types, kind) = told::types(article, clues);
        let titles = (title, vernacular);
        Record { article, short_pages, types, titles, volume, issue, kind, in_journal, relations_written: false }
    }

    /// A record is known by its first tag: PMID, even one that is none, or else OWN.
    fn front(&self, out: &mut Out, log: &mut Log) {
        let article = self.article;
        let unfit = article.extra_of("nbib").filter(|extra| extra.key == "PMID");
        let known = article.id(&IdKind::Pmid).is_some();
        let mut wanted = !known;
        for extra in unfit {
            if std::mem::take(&mut wanted) {
                line(out, "PMID", &extra.value);
            } else {
                log.lost(Slot::Extra);
            }
        }
        if wanted && article.source_db.is_none() {
            out.push_str("OWN -\n");
        }
        if article.kind != self.kind && tags::type_of(&article.kind).is_some() {
            log.flattened(Slot::Kind, "kind");
        }
        if !titles::write(article).2 {
            log.flattened(Slot::Title, "wording");
            if !article.translated_titles.is_empty() {
                log.flattened(Slot::TranslatedTitles, "wording");
            }
        }
        if self.volume != article.volume {
            log.flattened(Slot::Volume, "supplement and part");
        }
        if self.issue != article.issue {
            log.flattened(Slot::Issue, "supplement and part");
        }
    }

    fn row(&mut self, tag: &str, use_: &Use, out: &mut Out, log: &mut Log) {
        let article = self.article;
        match use_ {
            Use::Both(slot) => lists::both(article, tag, *slot, out, log),
            Use::Date(role, form) => self.dates(tag, *role, *form, out, log),
            // In the article's order, not in that of the tags, so that they come back so.
            Use::Relation(_) if !std::mem::replace(&mut self.relations_written, true) => {
                article.relations.iter().for_each(|relation| lists::relation(relation, out, log));
            }
            Use::Code(code) => self.code(tag, code, out, log),
            Use::Keep => {
                article
                    .extra_of("nbib")
                    .filter(|extra| extra.key == tag)
                    .for_each(|extra| line(out, tag, &extra.value));
            }
            Use::Read(_) | Use::ReadDate(_) | Use::Relation(_) => {}
        }
    }

    fn dates(&self, tag: &str, role: DateRole, form: dates::Form, out: &mut Out, log: &mut Log) {
        let several = Slot::of_date(role) == Slot::DateRecord;
        for (place, dated) in self.article.dates.iter().filter(|dated| dated.role == role).enumerate() {
            if place > 0 && !several {
                log.lost(Slot::of_date(role));
                break;
            }
            let (text, whole) = dates::write(&dated.date, form);
            line(out, tag, &text);
            if !whole {
                log.flattened(Slot::of_date(role), "details");
            }
        }
    }

    fn code(&self, tag: &str, code: &tags::Field, out: &mut Out, log: &mut Log) {
        use tags::Field as F;
        let article = self.article;
        let container = &article.container;
        let one = |out: &mut Out, value: Option<&str>| value.into_iter().for_each(|value| line(out, tag, value));
        match code {
            F::Issn => ids::write_issns(article).for_each(|issn| line(out, tag, &issn)),
            F::Isbn => {
                for id in article.ids_of(&IdKind::Isbn) {
                    let note = id.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
                    line(out, tag, &format!("{}{note}", id.value));
                }
            }
            F::Volume => one(out, self.volume.as_deref()),
            F::Issue => one(out, self.issue.as_deref()),
            F::Title if !article.kind.is_book() => line(out, tag, &self.titles.0),
            F::Title => {}
            F::BookTitle if article.kind.is_book() => line(out, tag, &self.titles.0),
            F::BookTitle => one(out, container.title.as_ref().map(Text::plain).filter(|_| !self.in_journal)),
            F::Journal => one(out, container.title.as_ref().map(Text::plain).filter(|_| self.in_journal)),
            F::ShortJournal => {
                let bare = container.iso.as_ref().map(|iso| iso.replace('.', ""));
                one(out, container.nlm.as_deref().or(bare.as_deref()));
                if container.nlm.is_some() && container.iso.is_some() && container.nlm != bare {
                    log.lost(Slot::ContainerIso);
                }
                if container.nlm.as_ref().is_some_and(|nlm| nlm.contains(". ") || nlm.ends_with('.')) {
                    log.flattened(Slot::ContainerNlm, "kind of abbreviation");
                }
            }
            F::Vernacular => one(out, self.titles.1.as_deref()),
            F::Place if tags::is_serial(&article.kind) => one(out, container.country.as_deref()),
            F::Place if tags::is_serial(&self.kind) && container.place.is_some() => log.lost(Slot::Place),
            F::Place => one(out, container.place.as_deref()),
            F::Pages => self.pages(tag, out, log),
            F::Location => self.locations(tag, out, log),
            F::Abstract => self.main_abstract(tag, out, log),
            F::OtherAbstract => self.other_abstracts(out, log),
            F::Notice(kind) => {
                for Notice { text, url, .. } in article.notices.iter().filter(|notice| notice.kind == *kind) {
                    line(out, tag, text);
                    if url.is_some() {
                        log.flattened(Slot::of_notice(kind), "address");
                    }
                }
            }
            // All roles, in the article's order.
            F::FullName(Role::Author) => people::write(article, out, log),
            F::ShortName(Role::Author) if article.et_al => line(out, tag, "et al"),
            F::Language => {
                for tag_ in &article.languages {
                    let code = language::to_marc(tag_);
                    line(out, tag, code);
                    if language::to_bcp47(code).as_deref().unwrap_or(code) != tag_ {
                        log.flattened(Slot::Languages, "regions");
                    }
                }
            }
            F::Accession => {
                for found in &article.accessions {
                    let slash = if found.number.is_empty() { "" } else { "/" };
                    line(out, tag, &format!("{}{slash}{}", found.bank, found.number));
                    if found.bank.contains('/') {
                        log.flattened(Slot::Accessions, "banks");
                    }
                }
            }
            F::Type => {
                self.types.iter().for_each(|name| line(out, tag, name));
                let given = article.publication_types.len();
                let parted = self.types.iter().any(|name| name.contains("; "));
                if parted || (given > 0 && self.types.len() > given) {
                    log.flattened(Slot::PublicationTypes, "difference from kind and status");
                }
                if article.publication_types.iter().any(|term| term.id.is_some()) {
                    log.flattened(Slot::PublicationTypes, "identifiers");
                }
            }
            F::Substance => {
                for substance in &article.chemicals {
                    let registry = substance.registry.as_deref().unwrap_or("0");
                    match substance.name.as_str() {
                        "" => line(out, tag, registry),
                        name => line(out, tag, &format!("{registry} ({name})")),
                    }
                    if substance.id.is_some() {
                        log.flattened(Slot::Chemicals, "identifiers");
                    }
                }
            }
            F::Subject => {
                for keyword in article.keywords.iter().filter(|keyword| keyword.scheme == Scheme::PersonalName) {
                    match keyword.term.plain() {
                        name if name.contains(',') => {
                            line(out, tag, name);
                            line(out, "PS", &Person::parse_inverted(name).short());
                        }
                        name => line(out, "PS", name),
                    }
                }
            }
            F::Keyword => lists::keywords(article, tag, out, log),
            F::History => {
                for (role, text, whole) in dates::write_history(article) {
                    line(out, tag, &text);
                    if !whole {
                        log.flattened(Slot::of_date(role), "details");
                    }
                }
            }
            F::ArticleId => self.article_ids(tag, out, log),
            F::OtherId => {
                for id in &article.ids {
                    if let IdKind::Other(scheme) = &id.kind {
                        line(out, tag, &ids::write_other(scheme, id));
                    }
                }
            }
            F::Status => self.status(tag, out, log),
            F::Citation => self.tail(tag, out, log),
            // Written with the tag above them.
            F::FullName(_)
            | F::ShortName(_)
            | F::PersonId
            | F::Address
            | F::Group
            | F::ShortSubject
            | F::KeywordOwner
            | F::OtherAbstractLanguage
            | F::OtherAbstractCopyright => {}
        }
    }

    fn pages(&self, tag: &str, out: &mut Out, log: &mut Log) {
        let article = self.article;
        if let Some(pages) = &article.pages {
            let text = if self.short_pages { pages::shortened(pages) } else { pages.expanded().to_owned() };
            line(out, tag, &text);
            let number = article.article_number.as_deref();
            let tells = |token: &str| number == Some(token) || pages::is_told(article, token);
            if !matches!(pages::read(&tidy(&text), tells), pages::Paging::Pages(back) if back == *pages) {
                log.flattened(Slot::Pages, "difference from an article number");
                if number.is_some() {
                    log.flattened(Slot::ArticleNumber, "difference from pages");
                }
            }
        } else if let Some(number) = &article.article_number {
            line(out, tag, number);
        }
        if let Some(count) = &article.page_count {
            line(out, tag, &format!("{count} p"));
            if !count.bytes().all(|byte| byte.is_ascii_digit()) {
                log.flattened(Slot::PageCount, "difference from pages");
            }
        }
    }

    /// What stands in for pages or leads to the work. A number that does not look like one is told here.
    fn locations(&self, tag: &str, out: &mut Out, log: &mut Log) {
        let article = self.article;
        if let Some(number) = &article.article_number {
            let told = pages::looks_like_number(number) || pages::is_told(article, number);
            if article.ids_of(&IdKind::Pii).any(|id| id.value == *number) {
                line(out, tag, &format!("{number} [pii]"));
            } else if article.pages.is_some() || !told {
                line(out, tag, number);
                if number.contains("://") {
                    log.flattened(Slot::ArticleNumber, "difference from an address");
                }
            }
        }
        if let Some(doi) = article.id(&IdKind::Doi) {
            line(out, tag, &format!("{doi} [doi]"));
        }
        for id in article.ids_of(&IdKind::Arxiv) {
            line(out, tag, &format!("arXiv:{} [pii]", id.value));
            if id.note.is_some() || id.version.is_some() {
                log.flattened(Slot::Arxiv, "class and version");
            }
        }
        for Link { url, kind, label } in article.links.iter().filter(|link| link.kind != LinkKind::File) {
            let mut found = ids::read(url);
            match (found.next(), found.next()) {
                (Some(ids::Found::Url(_)), None) => line(out, tag, url),
                _ => log.lost(Slot::Urls),
            }
            if *kind != LinkKind::Landing || label.is_some() {
                log.flattened(Slot::Urls, "what they lead to");
            }
        }
    }

    fn main_abstract(&self, tag: &str, out: &mut Out, log: &mut Log) {
        let mut found = self.article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main);
        let Some(first) = found.next() else { return };
        let (text, whole) = abstracts::write(first);
        line(out, tag, &text);
        lists::told_abstract(first, Slot::Abstract, whole, log);
        if first.language.is_some() {
            log.flattened(Slot::Abstract, "language");
        }
        if let Some(copyright) = &first.copyright {
            line(out, "CI", copyright);
            log.flattened(Slot::Abstract, "whose the copyright is");
        }
        if found.next().is_some() {
            log.lost(Slot::Abstract);
        }
    }

    fn other_abstracts(&self, out: &mut Out, log: &mut Log) {
        for found in self.article.abstracts.iter().filter(|found| found.kind != AbstractKind::Main) {
            let (text, whole) = abstracts::write_other(found);
            line(out, "OAB", &text);
            lists::told_abstract(found, Slot::OtherAbstracts, whole, log);
            if let Some(tag) = &found.language {
                line(out, "OABL", language::to_marc(tag));
            }
            if let Some(copyright) = &found.copyright {
                line(out, "OCI", copyright);
            }
        }
    }

    fn article_ids(&self, tag: &str, out: &mut Out, log: &mut Log) {
        for (kind, scheme) in [(IdKind::Pii, "pii"), (IdKind::Doi, "doi"), (IdKind::BookAccession, "bookaccession")] {
            for (place, Id { value, .. }) in self.article.ids_of(&kind).enumerate() {
                if place > 0 && kind == IdKind::Doi {
                    log.lost(Slot::Doi);
                    break;
                }
                line(out, tag, &format!("{value} [{scheme}]"));
            }
        }
    }

    fn status(&self, tag: &str, out: &mut Out, log: &mut Log) {
        let Some(status) = &self.article.status else { return };
        match tags::STATUSES.iter().find(|(_, known)| known == status) {
            Some((name, _)) => line(out, tag, name),
            None => match status {
                Status::Other(word) => line(out, tag, word),
                // Told by the publication type.
                Status::Retracted => {}
                _ => log.lost(Slot::Status),
            },
        }
    }

    /// What was kept of tags that no row writes, then the citation.
    fn tail(&self, tag: &str, out: &mut Out, log: &mut Log) {
        let mut cited = false;
        for extra in self.article.extra_of("nbib").filter(|extra| !is_kept(&extra.key) && extra.key != "PMID") {
            let key = extra.key.as_str();
            let fits = (2..=4).contains(&key.len()) && super::line::tag(format!("{key:<4}- x").as_bytes()).is_some();
            if !fits || tags::is_bound(key) {
                log.lost(Slot::Extra);
            } else {
                cited |= key == tag;
                line(out, key, &extra.value);
            }
        }
        // NLM cites a journal, a date and what comes with them; without the first two it is no citation.
        let article = self.article;
        let journal = self.in_journal && article.container.best_title().is_some();
        if !cited && journal && article.citation_date().is_some_and(|date| date.sort_year().is_some()) {
            line(out, tag, &citation::write(article));
        }
    }
}

/// Whether extra of that tag is written in the tag's own place.
fn is_kept(tag: &str) -> bool {
    tag == UNTAGGED || matches!(tags::lookup(tag), Some(Use::Keep))
}
