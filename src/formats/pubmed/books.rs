//! Chapters of online books: `In: StatPearls [Internet]. Treasure Island (FL): StatPearls Publishing; 2025 Jan-.` and the
//! dates of the chapter, below it.

use super::desk::{Desk, Row, joined, span};
use super::look;
use crate::article::{Date, DateRole, Role};
use crate::citation;

/// Whether a line names the book that a chapter is in.
pub fn is_book(text: &str) -> bool {
    text.starts_with("In: ") && text.len() <= 1000 && (text.contains("[Internet]") || text.contains("editor"))
}

/// Reads the book that a chapter is in, as the end of a citation of the chapter. Its date may stand on the next line.
pub fn read(block: &[Row<'_>], desk: &mut Desk<'_>) {
    let dated = block.iter().position(|row| look::is_date(row.text)).unwrap_or(block.len());
    let text = joined(&block[..dated]);
    // The reader of citations wants authors and a title before the book; those that it is given are replaced.
    match citation::parse_cite(&format!("Roe J. Title. {text}")) {
        Some(mut found) => {
            found.article.contributors.retain(|found| found.role != Role::Author);
            found.article.title.clear();
            desk.cited(found, span(block));
        }
        None => desk.unplaced(&text, span(block)),
    }
    if dated < block.len() && !updated(&joined(&block[dated..]), desk) {
        desk.unplaced(&joined(&block[dated..]), span(&block[dated..]));
    }
}

/// `2024 Feb 29 [updated 2025 Jan 1].`
pub fn updated(text: &str, desk: &mut Desk<'_>) -> bool {
    let text = text.trim_end_matches('.');
    let (date, update) = match text.split_once(" [") {
        Some((date, update)) => (date, Some(update.trim_end_matches(']'))),
        None => (text, None),
    };
    if text.len() > 80 || !look::is_date(date) {
        return false;
    }
    // The years of the book are then those of the collection.
    for known in desk.article.dates.iter_mut().filter(|known| known.role == DateRole::Issued) {
        known.role = DateRole::Collection;
    }
    desk.article.add_date(DateRole::Issued, Date::parse_medline(date));
    if let Some(update) = update {
        let words = update.trim_start_matches("updated").trim_start_matches("Updated").trim();
        desk.article.add_date(DateRole::Revised, Date::parse_medline(words));
    }
    true
}
