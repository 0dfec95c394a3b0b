//! What is written and read back as something else: a group that looks like a person, a page that looks like the number
//! of an article. RIS has no sign against it, so it is said.

use super::Record;
use crate::article::{
    Article, Contributor, Date, DateRole, Id, IdKind, Keyword, Kind, Link, LinkKind, Name, Pages, Role, Slot, Text,
    language, name::may_be_natural, pages::DASHES,
};
use crate::formats::ris::line;
use crate::formats::ris::read;
use crate::formats::ris::tags::{self, Use};
use crate::formats::ris::types;
use crate::formats::ris::value::slashed;
use crate::log::Log;
use crate::markup::html;

/// Whether a reader takes names without a comma for `Given Family`.
pub fn is_natural(article: &Article, code: &str) -> bool {
    let comma = |contributor: &Contributor| match &contributor.name {
        Name::Person(person) => person.given.is_some() || person.initials.is_some() || person.suffix.is_some(),
        Name::Group(_) => false,
    };
    // Those that no tag takes say nothing.
    let mut people = article.contributors.iter().filter(|contributor| has_line(code, &contributor.role));
    !people.clone().any(comma) && people.any(|contributor| may_be_natural(&contributor.name.inverted()))
}

/// Whether a type of record has a line for names of a role.
pub fn has_line(code: &str, role: &Role) -> bool {
    tags::uses(code).iter().any(|used| match used {
        Use::Names(roles) => roles.contains(role),
        Use::Credited(name) => matches!(role, Role::Other(other) if other == name),
        _ => false,
    })
}

/// Says when a name is read back as another.
pub fn check_name(contributor: &Contributor, text: &str, natural: bool, log: &mut Log) {
    let simple = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | ',');
    let one_comma = || text.bytes().filter(|byte| *byte == b',').count() == 1;
    if let Name::Person(person) = &contributor.name
        && person.suffix.is_none()
        && !person.family.contains([' ', ','])
        && person.particle.is_none()
        && text.chars().all(simple)
        && one_comma()
        && !text.contains(" and ")
        && !crate::article::name::is_suffix(text.rsplit(' ').next().unwrap_or(text))
    {
        return;
    }
    let fine = match read::name_parts(text)[..] {
        [part] if !read::is_decorated(part) => {
            let back = Name::parse_listed(part, natural);
            let same = matches!(
                (&back, &contributor.name),
                (Name::Person(_), Name::Person(_)) | (Name::Group(_), Name::Group(_))
            );
            let suffix = |name: &Name| match name {
                Name::Person(person) => person.suffix.clone(),
                Name::Group(_) => None,
            };
            same && back.inverted() == contributor.name.inverted() && suffix(&back) == suffix(&contributor.name)
        }
        _ => false,
    };
    if !fine {
        log.flattened(Slot::of_contributor(contributor), "names that read otherwise");
        log.flattened(Slot::Suffixes, "names that read otherwise");
        if contributor.role == Role::Author {
            log.flattened(Slot::Authors, "names that read otherwise");
            log.flattened(Slot::GroupAuthors, "names that read otherwise");
        }
    }
}

/// Says when signs of a text are read as tags.
pub fn check_signs(plain: &str, slot: Slot, log: &mut Log) {
    if html::may_have_tags(plain) && html::tagged(plain, false) != Text::new(plain) {
        log.flattened(slot, "signs that look like tags");
    }
}

/// Says when an address is read back as another, or as something else.
pub fn check_link(tag: &str, link: &Link, log: &mut Log) {
    let slot = if link.kind == LinkKind::File { Slot::FileLinks } else { Slot::Urls };
    let on_web =
        line::starts_address(&link.url) && !link.url.starts_with("internal-pdf:") && !link.url.starts_with("file:");
    let is_id = Id::parse(IdKind::Doi, &link.url).or_else(|| read::id_in(&link.url)).is_some();
    let is_bare = !line::starts_address(&link.url) && is_id;
    let is_other = (slot == Slot::FileLinks && tag == "L1" && on_web) || is_bare;
    if line::addresses(&link.url) != [link.url.as_str()] || is_other {
        log.flattened(slot, "addresses that read otherwise");
    }
}

fn is_doi(text: &str) -> bool {
    !text.is_empty() && Id::parse(IdKind::Doi, text).is_some()
}

/// Says what else is read back as something else.
pub fn check(record: &Record, log: &mut Log) {
    let (article, code) = (record.article, record.code);
    let used = |tag: &[u8; 2]| tags::lookup(*tag).map(|row| tags::uses(code)[row]);
    let mut say = |wrong: bool, slot: Slot, what: &'static str| {
        if wrong {
            log.flattened(slot, what);
        }
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(key) = &article.key {
        say(digits(key) || is_doi(key), Slot::Key, "numbers and DOIs");
    }
    say(article.subtitle.is_some(), Slot::Title, "a subtitle of its own");
    say(article.title.is_empty(), Slot::ShortTitle, "a short title alone");
    say(article.supplement.is_some() || article.part.is_some(), Slot::Issue, "supplements and parts");
    let genre = article.genre.as_deref().unwrap_or("");
    let word = (code == "JOUR" && read::is_publication_type(genre)) || types::kind_by_word(code, genre).is_some();
    say(word || is_doi(genre), Slot::Genre, "words that name a kind");
    for (number, slot) in [(&article.volume, Slot::Volume), (&article.issue, Slot::Issue)] {
        say(number.as_deref().is_some_and(read::is_none), slot, "words that say that there is none");
    }
    let original = article.original_title.as_ref();
    say(original.is_some_and(|title| read::year(title.plain()).is_some()), Slot::OriginalTitle, "years");
    say(original.is_some(), Slot::DateOriginal, "the title of the original goes before its date");
    check_container(article, &mut say);
    check_pages(article, code, &mut say);
    let numbered = used(b"C7") == Some(Use::Both(Slot::ArticleNumber));
    for role in [DateRole::Accessed, DateRole::Original, DateRole::Received] {
        let slot = Slot::of_date(role);
        let wrong = article.date(role).is_some_and(|date| {
            let text = slashed(date);
            read::read_date(&text) != bare(date) || role == DateRole::Accessed && read::is_month(&text)
        });
        say(wrong, slot, "forms that RIS has not");
    }
    if let Some(date) = article.citation_date() {
        say(date.sort_year() == Some(0), Slot::DateIssued, "the year before the first");
        let year = date.sort_year().filter(|year| (1..=9999).contains(year)).map(|year| format!("{year:04}"));
        let whole = slashed(date);
        let simple = date.literal.is_none() && year.is_some();
        if !simple {
            let texts: Vec<&str> = year.as_deref().into_iter().chain([whole.as_str()]).collect();
            let back = read::combined(&texts).0;
            say(back.is_none_or(|back| back.shown() != date.shown()), Slot::DateIssued, "words");
        }
    }
    for id in &article.ids {
        if id.kind == IdKind::Manuscript {
            let number = id.value.trim_start_matches(|c: char| c.is_ascii_uppercase());
            let prefix = &id.value[..id.value.len() - number.len()];
            let known = matches!(prefix, "NIHMS" | "EMS" | "HALMS" | "CAMS" | "UKMS");
            say(!(known && !number.is_empty() && digits(number)), Slot::ManuscriptId, "forms that RIS has not");
        }
    }
    let has_line = |keyword: &Keyword| matches!(Slot::of_scheme(&keyword.scheme), Slot::Keywords | Slot::Mesh);
    let one = article.keywords.iter().filter(|keyword| has_line(keyword)).count() == 1;
    for keyword in &article.keywords {
        let (term, slot) = (keyword.term.plain(), Slot::of_scheme(&keyword.scheme));
        say(has_line(keyword) && (term.contains([';', '\n']) || (one && term.contains(','))), slot, "separators");
    }
    for (place, tag) in article.languages.iter().enumerate() {
        let list = tag.contains([';', ',', '/'])
            && tag.split([';', ',', '/']).all(|part| language::to_bcp47(part.trim()).is_some());
        say(list || article.languages[..place].contains(tag), Slot::Languages, "lists");
    }
    for note in &article.notes {
        let odd = note == article.title.plain() || note.starts_with("PMID:") || is_doi(note);
        say(odd, Slot::Notes, "notes that say what the record says");
    }
    let degree = article.volume.as_deref().is_some_and(|volume| code == "THES" && !digits(volume));
    say(degree, Slot::Volume, "words");
    let status = read::status_of(code, article);
    let in_line = used(b"C6") == Some(Use::Both(Slot::Status));
    if article.status.is_some() && article.status != status && !in_line {
        log.lost(Slot::Status);
    }
    check_kind(article, numbered, log);
}

/// The date without what RIS does not have, which is told elsewhere.
fn bare(date: &Date) -> Date {
    match date.start() {
        Some(start) if date.literal.is_none() => {
            let mut point = start.clone();
            point.time = None;
            Date::at(point)
        }
        _ => date.clone(),
    }
}

fn check_container(article: &Article, say: &mut impl FnMut(bool, Slot, &'static str)) {
    let container = &article.container;
    let dotted = |name: &Option<String>| name.as_ref().is_some_and(|name| name.contains('.'));
    say(container.iso.is_some() && !dotted(&container.iso), Slot::ContainerIso, "an abbreviation without dots");
    say(dotted(&container.nlm), Slot::ContainerNlm, "an abbreviation with dots");
    if let Some(name) = &article.event.name {
        let title = container.title.as_ref().map(|title| title.plain());
        let lower = name.to_lowercase();
        let proceedings = ["proceedings", "proc.", "proc ", "lecture notes"].iter().any(|word| lower.contains(word));
        let same = title.is_none_or(|title| title.eq_ignore_ascii_case(name));
        say(same && proceedings, Slot::EventName, "names like those of proceedings");
    }
}

fn check_pages(article: &Article, code: &str, say: &mut impl FnMut(bool, Slot, &'static str)) {
    let row = |tag: &[u8; 2]| tags::lookup(*tag).map(|row| tags::uses(code)[row]);
    let counted = row(b"SP") == Some(Use::Both(Slot::PageCount));
    if counted && let Some(count) = &article.page_count {
        say(count.contains(DASHES), Slot::PageCount, "ranges");
    }
    let Some(pages) = &article.pages else { return };
    if counted {
        // SE has them, where a date might stand too.
        let back = Pages::parse(pages.expanded());
        say(back != *pages || read::read_date(pages.expanded()).literal.is_none(), Slot::Pages, "odd forms");
        return;
    }
    let numbered = row(b"C7") == Some(Use::Both(Slot::ArticleNumber));
    let single = pages.single();
    let (first, last) = single.unwrap_or((pages.expanded(), ""));
    let numbers = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let odd = match single {
        Some(_) if numbers(first) && numbers(last) && first.len() < last.len() => false,
        Some(_) => first.contains(DASHES) || first == last || Pages::from_ends(first, last) != *pages,
        None => Pages::parse(first) != *pages,
    };
    let odd = odd || last.ends_with(')') || read::is_none(pages.as_found());
    let tail = article.id(&IdKind::Doi).is_some_and(|doi| first.len() > 5 && doi.ends_with(first));
    let number = numbered && single.is_none() && (read::is_article_number(first) || tail);
    let same = article.article_number.as_deref() == Some(pages.as_found());
    say(odd || number || same, Slot::Pages, "odd forms");
}

/// Whether the kind is read back.
fn check_kind(article: &Article, numbered: bool, log: &mut Log) {
    let by = |role: &Role| article.by_role(role).next().is_some();
    let edited = by(&Role::Editor) && !by(&Role::Author);
    let bare = article.container.best_title().is_none();
    let wrong = match &article.kind {
        Kind::JournalArticle => read::is_server(article) || (numbered && bare && article.id(&IdKind::Arxiv).is_some()),
        Kind::Book => edited,
        Kind::EditedBook => !edited,
        Kind::Manuscript => article.id(&IdKind::Arxiv).is_some(),
        _ => false,
    };
    let genre = article.genre.as_deref().unwrap_or("");
    let word =
        types::kind_by_word(types::type_of(&article.kind).code, genre).is_some_and(|row| row.kind != article.kind);
    if wrong || word {
        log.flattened(Slot::Kind, "kinds that read otherwise");
    }
}
