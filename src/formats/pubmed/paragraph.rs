//! A paragraph as the splitter sees it, line by line: whether it begins with a citation, or holds one.

use super::look;

/// How many lines of a paragraph are joined to see whether it is a citation.
const WRAPPED_LINES: usize = 6;

/// The paragraph that the lines belong to.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// First byte, counted from the front of the buffer.
    pub start: usize,
    /// How many lines of it have been seen.
    pub lines: usize,
    /// How many blank lines stand before it.
    pub blanks: usize,
    /// Its first lines, joined, for as long as they may be a wrapped citation.
    head: String,
    /// Its last words, for a citation that is broken where its line was.
    tail: String,
    /// The number that it begins with.
    pub number: Option<u64>,
    /// A citation stands in it.
    pub cited: bool,
    /// A citation stands in it, and the last line may be its end.
    pub ended: bool,
}

impl Paragraph {
    /// A paragraph before its first line.
    pub fn new(text: &str, start: usize, blanks: usize) -> Paragraph {
        let number = look::numbered(text).map(|(number, _)| number);
        Paragraph { start, number, blanks, ..Paragraph::default() }
    }

    /// Whether the paragraph up to this line begins with a number and a citation, as records of Abstract (text) do.
    pub fn wrapped_citation(&mut self, text: &str) -> Option<u64> {
        let number = self.number?;
        if self.lines >= WRAPPED_LINES || self.head.len() > 1000 {
            return None;
        }
        if self.lines > 0 {
            self.head.push(' ');
        }
        self.head.push_str(text);
        let (_, rest) = look::numbered(&self.head)?;
        look::is_citation(rest).then_some(number)
    }

    /// Whether a citation has come in the middle of the paragraph, now or before.
    pub fn summary_line(&mut self, text: &str) -> bool {
        let bare = look::numbered(text).map_or(text, |(_, rest)| rest);
        // On a page the book has a line of its own, and no sentence ends before it.
        if self.lines > 0 && bare.starts_with("In: ") && !self.tail.ends_with(['.', '?', ']']) {
            bare.clone_into(&mut self.tail);
            return self.cited;
        }
        if look::holds_citation(bare) {
            self.cited = true;
        } else if self.lines > 0 && !look::is_citation(bare) {
            self.cited |= look::holds_citation(&format!("{} {bare}", self.tail));
        } else if self.lines > 0 && bare.contains(" PMID:") {
            self.cited = true;
        }
        let tail = bare.char_indices().rev().nth(120).map_or(bare, |(at, _)| &bare[at..]);
        tail.clone_into(&mut self.tail);
        self.ended = self.cited && ends_summary(bare);
        self.cited
    }
}

/// Whether a line may end a record of Summary (text): by an identifier or a period.
fn ends_summary(text: &str) -> bool {
    let identifier =
        |word: &str| word.starts_with("PMC") || word.starts_with("doi:10.") || word.contains("doi.org/10.");
    text.ends_with(['.', ']']) || text.rsplit(' ').next().is_some_and(identifier)
}
