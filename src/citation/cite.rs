//! Reads whole references in NLM's style: `Authors. Title. Citation`, and books.

use super::authors::split_authors;
use super::item::{find, set_title};
use super::parse::{Reader, filled, strip_number};
use super::{Citation, parse_authors, scan};
use crate::article::text::squeeze;
use crate::article::{Article, Contributor, Date, DateRole, Kind, Pages, Role, Text};

/// Reads `Authors. Title. Citation`, as Summary (text) and PubMed's "Cite" button give it, books too. `None` when no
/// citation is in it.
///
/// A number before it (`12. `, `1: `) is skipped. Where the authors end must be sure: a first sentence that is no list of
/// names belongs to the title.
pub fn parse_cite(text: &str) -> Option<Citation> {
    let text = squeeze(text);
    let text = strip_number(&text);
    if let Some(citation) = book(text) {
        return Some(citation);
    }
    let found = find(text)?;
    let journal = &text[found.journal..found.place.period];
    let mut citation = Reader::at(&text[found.journal..], journal, found.place.date - found.journal, false).finish();
    set_head(&mut citation.article, &text[..found.journal]);
    Some(citation)
}

/// Puts `Authors. Title.` where they belong.
pub(super) fn set_head(article: &mut Article, head: &str) {
    let head = head.trim();
    let head = head.strip_prefix("[No authors listed]").unwrap_or(head).trim_start_matches(['.', ' ']);
    match split_authors(head) {
        Some((authors, et_al, title)) => {
            article.contributors.splice(0..0, authors);
            article.et_al = et_al;
            set_title(article, title);
        }
        None => set_title(article, head),
    }
}

/// `Chapter. In: Editors, editors. Book [Internet]. Place: Publisher; date.`, or a book as a whole.
fn book(text: &str) -> Option<Citation> {
    let mut article = Article::default();
    let (head, rest) = match text.find(". In: ").or_else(|| text.find("? In: ")).or_else(|| text.find("] In: ")) {
        Some(at) => (&text[..at + 1], &text[at + 6..]),
        None => {
            let at = text.find(" [Internet]. ")?;
            (&text[..at], &text[at + " [Internet]. ".len()..])
        }
    };
    let part = head.len() + 5 < text.len() && text[head.len()..].starts_with(" In: ");
    let (book, imprint) = if part { book_title(rest)? } else { (None, rest) };
    let rest = imprint_of(imprint, &mut article)?;
    let own = if part { own_dates(head, &mut article) } else { head };
    if let Some((editors, title)) = book {
        article.contributors.extend(editors);
        let (title, internet) = title.strip_suffix(" [Internet]").map_or((title, false), |title| (title, true));
        article.container.title = Some(Text::new(title.trim()));
        article.medium = internet.then(|| "Internet".to_owned());
        article.kind = Kind::Chapter;
    } else {
        article.kind = Kind::Book;
        article.medium = Some("Internet".to_owned());
    }
    let rest = paging(rest, &mut article);
    let mut citation = Reader::notes_of(rest, article).finish();
    set_head(&mut citation.article, own);
    Some(citation)
}

/// Editors and title of a book, and what follows.
type BookHead<'a> = (Option<(Vec<Contributor>, &'a str)>, &'a str);

/// Reads `Editors, editors. Title. ` up to the place of publication.
fn book_title(text: &str) -> Option<BookHead<'_>> {
    let near = scan::head(text, 2000);
    let named = [", editors. ", ", editor. ", " (editors). ", ", eds. ", ", ed. "]
        .iter()
        .find_map(|mark| near.find(mark).map(|at| (at, at + mark.len())));
    let (editors, rest) = match named {
        Some((at, after)) => {
            let (mut editors, _) = parse_authors(&text[..at])?;
            editors.iter_mut().for_each(|editor| editor.role = Role::Editor);
            (editors, &text[after..])
        }
        None => (Vec::new(), text),
    };
    let (title, imprint) = rest.split_once(". ")?;
    Some((Some((editors, title)), imprint))
}

/// Reads `2nd ed. Place: Publisher; date`, and gives what follows.
fn imprint_of<'a>(text: &'a str, article: &mut Article) -> Option<&'a str> {
    let mut text = text;
    let near = scan::head(text, 60);
    if let Some(at) = near.find(" ed. ")
        && text.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase())
    {
        article.edition = filled(text[..at].trim_end_matches("st").trim_end_matches(|c: char| c.is_lowercase()));
        text = &text[at + 5..];
    }
    let near = scan::head(text, 400);
    let at = near.match_indices("; ").find(|(at, _)| scan::year(text[at + 2..].trim_start_matches('c')).is_some())?.0;
    let (place, publisher) = near[..at].split_once(": ")?;
    if place.contains(". ") || place.len() > 80 {
        return None;
    }
    article.container.place = filled(place);
    article.container.publisher = filled(publisher);
    let date_text = text[at + 2..].trim_start_matches('c');
    let (date, length) = scan::date(date_text)?;
    article.add_date(DateRole::Issued, date);
    Some(&date_text[length..])
}

/// `. p. 12-34.` after the date.
fn paging<'a>(text: &'a str, article: &mut Article) -> &'a str {
    let bare = text.trim_start_matches(['.', ' ', ':']);
    let Some(after) = bare.strip_prefix("p. ").or_else(|| bare.strip_prefix("pp. ")) else { return text };
    let length = scan::pages_length(after);
    if length == 0 {
        return text;
    }
    article.pages = Some(Pages::parse(&after[..length]));
    &after[length..]
}

/// Takes the chapter's own dates off its end: `2024 Feb 27.`, `[Updated 2024 Feb 29].`, `2000 Jan 1 [updated 2020 Feb 2].`
fn own_dates<'a>(head: &'a str, article: &mut Article) -> &'a str {
    let mut head = head.trim_end_matches(['.', ' ']);
    if let Some((before, updated)) = head.strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
        && let Some(date) = updated.strip_prefix("Updated ").or_else(|| updated.strip_prefix("updated "))
    {
        article.add_date(DateRole::Revised, Date::parse_medline(date));
        head = before.trim_end_matches(['.', ' ']);
    }
    let floor = head.len() - 30.min(head.len());
    let floor = (floor..=head.len()).find(|at| head.is_char_boundary(*at)).unwrap_or(head.len());
    if let Some(at) = head[floor..].rfind(". ").map(|at| floor + at)
        && let Some((date, length)) = scan::date(&head[at + 2..])
        && at + 2 + length == head.len()
    {
        // The chapter's date is the one to cite; that of the book becomes the collection's.
        for dated in article.dates.iter_mut().filter(|dated| dated.role == DateRole::Issued) {
            dated.role = DateRole::Collection;
        }
        article.dates.insert(0, crate::article::RoleDate { role: DateRole::Issued, date });
        head = &head[..at + 1];
    }
    head
}
