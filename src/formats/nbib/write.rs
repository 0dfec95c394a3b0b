//! Writes records of NBIB, in PubMed's order of tags.

use super::line::{UNTAGGED, tidy, write as line};
use super::tags::{self, Clues, TAGS, Use};
use super::{abstracts, dates, ids, pages, people, titles};
use crate::article::name::Person;
use crate::article::{
    Abstract, AbstractKind, Article, DateRole, Grant, Id, IdKind, Keyword, Kind, Link, LinkKind, Notice, Relation,
    RelationKind, Role, Scheme, Slot, Slots, Status, Style, Text, language,
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

    fn article(&mut self, article: &Article, out: &mut Out, log: &mut Log) {
        let mut record = Record::new(article, self.short_pages);
        record.front(out, log);
        for (tag, use_) in TAGS {
            record.row(tag, use_, out, log);
        }
        flattened_styles(article, log);
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
        let (volume, issue) = numbering(article);
        let (clues, in_journal) = clues(article);
        let (types, kind) = types(article, clues);
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
            Use::Both(slot) => both(article, tag, *slot, out, log),
            Use::Date(role, form) => self.dates(tag, *role, *form, out, log),
            // In the article's order, not in that of the tags, so that they come back so.
            Use::Relation(_) if !std::mem::replace(&mut self.relations_written, true) => {
                article.relations.iter().for_each(|relation| write_relation(relation, out, log));
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
            F::Keyword => keywords(article, tag, out, log),
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
            match &ids::read(url)[..] {
                [ids::Found::Url(_)] => line(out, tag, url),
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
        told_abstract(first, Slot::Abstract, whole, log);
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
            told_abstract(found, Slot::OtherAbstracts, whole, log);
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
        if !cited {
            line(out, tag, &citation::write(self.article));
        }
    }
}

/// Whether extra of that tag is written in the tag's own place.
fn is_kept(tag: &str) -> bool {
    tag == UNTAGGED || matches!(tags::lookup(tag), Some(Use::Keep))
}

/// The values of a slot, a line each.
fn both(article: &Article, tag: &str, slot: Slot, out: &mut Out, log: &mut Log) {
    // A record has one PMID: a second would begin another record.
    let single = matches!(slot, Slot::Pmid | Slot::Pmcid);
    for (place, value) in article.values(slot).iter().enumerate() {
        if place > 0 && single {
            log.lost(slot);
            break;
        }
        line(out, tag, value);
    }
    match slot {
        Slot::Pmid | Slot::Pmcid => {
            if article.ids.iter().any(|id| Slot::of_id(&id.kind) == slot && id.version.is_some()) {
                log.flattened(slot, "version");
            }
        }
        Slot::Mesh | Slot::SupplementaryConcepts | Slot::Genes => {
            for keyword in article.keywords.iter().filter(|keyword| Slot::of_scheme(&keyword.scheme) == slot) {
                if keyword.id.is_some() || keyword.qualifiers.iter().any(|qualifier| qualifier.id.is_some()) {
                    log.flattened(slot, "identifiers");
                }
                let heading = keyword.heading(true);
                let back = Keyword::parse_mesh(&heading);
                let parted = slot == Slot::Mesh && (back.term != keyword.term || back.heading(true) != heading);
                if parted || (slot != Slot::Mesh && keyword.major) {
                    log.flattened(slot, "headings");
                }
            }
        }
        Slot::Grants if article.grants.iter().any(|grant| Grant::parse_medline(&grant.medline()) != *grant) => {
            log.flattened(slot, "parts");
        }
        Slot::Notes if article.notes.iter().any(|note| note.contains('\n')) => log.flattened(slot, "line breaks"),
        _ => {}
    }
}

/// Whether the container is written as a journal, given what else is told: a container in BTI without a title in TI would be
/// taken for the title of a book.
fn in_journal(article: &Article, clues: Clues) -> bool {
    let types = article.publication_types.iter().map(|term| term.name.as_str());
    let alone = article.title.is_empty() && tags::kind_of(types, Clues { book_title: true, ..clues }).is_book();
    tags::is_serial(&article.kind) || article.kind.is_book() || alone
}

/// What of the record will tell its kind, and whether the container is written as a journal.
fn clues(article: &Article) -> (Clues, bool) {
    let container = &article.container;
    let is_book = article.kind.is_book();
    let clues = Clues {
        journal: container.short_title().is_some() || container.nlm_id.is_some(),
        title: !article.title.is_empty() && !is_book,
        book_title: !article.title.is_empty() && is_book,
        book: container.publisher.is_some() || article.edition.is_some() || article.id(&IdKind::Isbn).is_some(),
    };
    let in_journal = in_journal(article, clues);
    match container.title.is_some() {
        true if in_journal => (Clues { journal: true, ..clues }, true),
        true => (Clues { book_title: true, ..clues }, false),
        false => (clues, in_journal),
    }
}

/// Publication types to write, with those that tell kind and status; and the kind that they tell with the rest.
fn types(article: &Article, clues: Clues) -> (Vec<&str>, Kind) {
    let mut types: Vec<&str> = article.publication_types.iter().map(|term| term.name.as_str()).collect();
    let kind = tags::kind_of(types.iter().copied(), clues);
    let wordless = types.is_empty() && article.kind.is_article();
    if let Some(name) = tags::type_of(&article.kind).filter(|_| kind != article.kind || wordless) {
        types.push(name);
    } else if wordless {
        types.push("Journal Article");
    }
    if article.status == Some(Status::Retracted) && !types.contains(&tags::RETRACTED) {
        types.push(tags::RETRACTED);
    }
    let kind = tags::kind_of(types.iter().copied(), clues);
    (types, kind)
}

/// Volume and issue with supplement and part where NLM has them: `36 Suppl 2` or `4 Suppl 2`, `4 Pt 1`.
fn numbering(article: &Article) -> (Option<String>, Option<String>) {
    let (mut volume, mut issue) = (article.volume.clone(), article.issue.clone());
    for (word, value) in [("Suppl", &article.supplement), ("Pt", &article.part)] {
        let Some(value) = value else { continue };
        let place = if issue.is_none() && volume.is_some() { &mut volume } else { &mut issue };
        let bare = value.trim_start_matches(word).trim_start_matches('.').trim_start();
        let words = format!("{} {word} {bare}", place.as_deref().unwrap_or(""));
        *place = Some(words.trim().to_owned());
    }
    (volume, issue)
}

fn told_abstract(found: &Abstract, slot: Slot, whole: bool, log: &mut Log) {
    if !whole {
        log.flattened(slot, "labels and paragraphs");
    }
    if found.sections.iter().any(|section| section.category.is_some()) {
        log.flattened(slot, "categories");
    }
}

fn keywords(article: &Article, tag: &str, out: &mut Out, log: &mut Log) {
    let mut owner: Option<&Scheme> = None;
    for keyword in &article.keywords {
        let name = match &keyword.scheme {
            Scheme::Author => "NOTNLM",
            Scheme::Other(name) => name,
            _ => continue,
        };
        if owner != Some(&keyword.scheme) {
            owner = Some(&keyword.scheme);
            line(out, "OTO", name);
        }
        let mark = if keyword.major { "*" } else { "" };
        line(out, tag, &format!("{mark}{}", keyword.term.plain()));
        if keyword.id.is_some() || !keyword.qualifiers.is_empty() {
            log.flattened(Slot::Keywords, "identifiers and qualifiers");
        }
        if keyword.term.plain().starts_with('*') {
            log.flattened(Slot::Keywords, "leading stars");
        }
    }
}

/// A relation as printed, with the identifiers that the text lacks; PMID last.
fn write_relation(relation: &Relation, out: &mut Out, log: &mut Log) {
    let slot = Slot::of_relation(&relation.kind);
    let Some(tag) = tags::relation_tag(&relation.kind, relation.note.as_deref()) else {
        // Similar works, citing works and references are not carried at all.
        if slot == Slot::Relations {
            log.lost(slot);
        }
        return;
    };
    let mut text = match (&relation.text, &relation.article) {
        (Some(text), _) => text.clone(),
        (None, Some(article)) => citation::write(article),
        (None, None) => String::new(),
    };
    let id = |kind: &IdKind| relation.all_ids().find(|id| id.kind == *kind).map(|id| id.value.as_str());
    if let Some(doi) = id(&IdKind::Doi).filter(|doi| !text.contains(*doi)) {
        text.push_str(&format!(" doi: {doi}."));
    }
    if let Some(pmid) = id(&IdKind::Pmid) {
        text.push_str(&format!(" PMID: {pmid}"));
    }
    line(out, tag, &text);
    if text.is_empty() {
        log.lost(slot);
    }
    if matches!(relation.kind, RelationKind::PreprintOf | RelationKind::PreprintVersion) {
        log.flattened(slot, "kinds");
    }
}

/// Tells of italics and the like, which NBIB does not have.
fn flattened_styles(article: &Article, log: &mut Log) {
    let marked = |text: &Text| text.marks().iter().any(|mark| mark.style != Style::Protected);
    let container = &article.container;
    let titles = [
        (Slot::Title, Some(&article.title)),
        (Slot::Subtitle, article.subtitle.as_ref()),
        (Slot::ContainerTitle, container.title.as_ref()),
        (Slot::Series, container.series.as_ref()),
        (Slot::VolumeTitle, container.volume_title.as_ref()),
    ];
    let translated = article.translated_titles.iter().map(|title| (Slot::TranslatedTitles, &title.text));
    let abstracts = article.abstracts.iter().flat_map(|found| {
        let slot = if found.kind == AbstractKind::Main { Slot::Abstract } else { Slot::OtherAbstracts };
        found.sections.iter().map(move |section| (slot, &section.text))
    });
    let keywords = article.keywords.iter().map(|keyword| (Slot::of_scheme(&keyword.scheme), &keyword.term));
    let titles = titles.into_iter().filter_map(|(slot, text)| Some((slot, text?)));
    for (slot, text) in titles.chain(translated).chain(abstracts).chain(keywords) {
        if marked(text) {
            log.flattened(slot, "markup");
        }
    }
}
