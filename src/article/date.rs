//! Dates of publications and records.
//!
//! A publication date is as precise as its source: a year, a season, a range of months. Nothing is padded. The text form
//! is EDTF level 1 (the Library of Congress's Extended Date/Time Format), with seasons 21 to 24; what could not be read
//! stays as a literal.

mod beside;

mod read;

use super::text;
pub use read::month_from_name;
use serde::{Deserialize, Serialize};
use std::fmt;

/// English month names as MEDLINE and Citing Medicine write them.
pub const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date, a range of dates, or only the words of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Form", try_from = "Form")]
pub struct Date {
    start: Option<Point>,
    end: End,
    /// "About" that date (EDTF `~`).
    pub approximate: bool,
    /// The source doubts it (EDTF `?`).
    pub uncertain: bool,
    /// The source's words, where the parts do not say all of them.
    pub literal: Option<String>,
}

/// Where a date ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum End {
    /// It is not a range.
    #[default]
    None,
    /// It goes on (`2025-01/..`).
    Open,
    /// It ends at this point, included.
    At(Point),
}

/// A point in the calendar, as precise as known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Point {
    /// Astronomical year: 0 is 1 BC.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, and only with a month.
    pub day: Option<u8>,
    /// Never together with a month.
    pub season: Option<Season>,
    /// Time of day with offset, as EDTF writes it (`10:00:00Z`); only with a day.
    pub time: Option<String>,
}

/// A season; which months it means is not our business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Season {
    /// EDTF 21.
    Spring,
    /// EDTF 22.
    Summer,
    /// EDTF 23; also called fall.
    Autumn,
    /// EDTF 24.
    Winter,
}

impl Season {
    /// English name as NLM prints it.
    pub fn name(self) -> &'static str {
        ["Spring", "Summer", "Fall", "Winter"][self as usize]
    }

    /// 1 (spring) to 4 (winter), as CSL counts; EDTF adds 20.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// From a number 1 to 4.
    pub fn from_number(number: u8) -> Option<Season> {
        use Season::{Autumn, Spring, Summer, Winter};
        [Spring, Summer, Autumn, Winter].get(usize::from(number).checked_sub(1)?).copied()
    }

    /// From an English name, in any case.
    pub fn from_name(name: &str) -> Option<Season> {
        let number =
            ["spring", "summer", "autumn", "winter", "fall"].iter().position(|s| s.eq_ignore_ascii_case(name))?;
        Season::from_number(if number == 4 { 3 } else { number as u8 + 1 })
    }
}

impl Point {
    /// A point with as many parts as fit: a month outside 1 to 12, or a day that the month does not have, is left out
    /// together with all that is finer.
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Point {
        let month = month.filter(|m| (1..=12).contains(m));
        let day = day.filter(|d| month.is_some_and(|m| (1..=days_in(year, m)).contains(d)));
        Point { year, month, day, season: None, time: None }
    }

    /// A season of a year.
    pub fn in_season(year: i32, season: Season) -> Point {
        Point { season: Some(season), ..Point::new(year, None, None) }
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Date {
    /// A date that is not a range.
    pub fn at(point: Point) -> Date {
        Date { start: Some(point), ..Date::default() }
    }

    /// A year alone.
    pub fn year(year: i32) -> Date {
        Date::at(Point::new(year, None, None))
    }

    /// A range. Ends that are equal give a single date, ends in the wrong order change places.
    pub fn range(start: Point, end: Point) -> Date {
        let (start, end) = if end < start { (end, start) } else { (start, end) };
        let end = if start == end { End::None } else { End::At(end) };
        Date { start: Some(start), end, ..Date::default() }
    }

    /// A range without an end.
    pub fn open(start: Point) -> Date {
        Date { start: Some(start), end: End::Open, ..Date::default() }
    }

    /// A range without a start.
    pub fn until(end: Point) -> Date {
        Date { end: End::At(end), ..Date::default() }
    }

    /// Only words.
    pub fn words(literal: &str) -> Date {
        Date { literal: Some(text::line(literal).into_owned()), ..Date::default() }
    }

    /// The same date, with the source's words kept beside it.
    pub fn with_literal(mut self, literal: &str) -> Date {
        self.literal = Some(text::line(literal).into_owned());
        self
    }

    /// Where it starts; `None` when only words are known, or only the end.
    pub fn start(&self) -> Option<&Point> {
        self.start.as_ref()
    }

    /// Where it ends.
    pub fn end(&self) -> &End {
        &self.end
    }

    /// The year to sort and cite by: that of the start, else of the end.
    pub fn sort_year(&self) -> Option<i32> {
        match (&self.start, &self.end) {
            (Some(start), _) => Some(start.year),
            (None, End::At(end)) => Some(end.year),
            _ => None,
        }
    }

    /// The same date without a time of day that is midnight, which databases print where they know none.
    pub fn without_midnight(mut self) -> Date {
        if let Some(start) = self.start.as_mut().filter(|start| start.time.as_deref() == Some("00:00")) {
            start.time = None;
        }
        self
    }

    /// The date as EDTF; empty when only words are known.
    pub fn edtf(&self) -> String {
        let mark = match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        };
        match (&self.start, &self.end) {
            (Some(start), End::None) => {
                let mut text = start.edtf();
                text.push_str(mark);
                text
            }
            (Some(start), End::Open) => format!("{start}{mark}/.."),
            (Some(start), End::At(end)) => format!("{start}{mark}/{end}{mark}"),
            (None, End::At(end)) => format!("../{end}{mark}"),
            (None, _) => String::new(),
        }
    }

    /// The date as NLM prints it: `2019 Apr 5`, `1998 Dec-1999 Jan`, `2000 Dec 23-30`, `2003 Spring`, `2025 Jan-`. The
    /// literal where there is no date.
    pub fn medline(&self) -> String {
        let Some(start) = &self.start else {
            return match (&self.literal, &self.end) {
                (Some(literal), _) => literal.clone(),
                (None, End::At(end)) => medline_point(end),
                _ => String::new(),
            };
        };
        let mut text = medline_point(start);
        match &self.end {
            End::None => {}
            End::Open => text.push('-'),
            End::At(end) => {
                text.push('-');
                let whole = medline_point(end);
                let same_month = end.year == start.year && end.month == start.month && end.month.is_some();
                match (same_month, end.day) {
                    (true, Some(day)) => text.push_str(&day.to_string()),
                    _ if end.year == start.year => {
                        text.push_str(whole.split_once(' ').map_or(whole.as_str(), |(_, rest)| rest));
                    }
                    _ => text.push_str(&whole),
                }
            }
        }
        text
    }

    /// The date as a person reads it where neither EDTF nor NLM's form is asked for: EDTF, else the words.
    pub fn shown(&self) -> String {
        match &self.literal {
            Some(literal) if self.sort_year().is_none() => literal.clone(),
            _ => self.edtf(),
        }
    }
}

impl Point {
    /// The point as EDTF.
    fn edtf(&self) -> String {
        let mut text = String::with_capacity(10);
        match self.year {
            year @ -9999..=9999 => {
                if year < 0 {
                    text.push('-');
                }
                push_number(year.unsigned_abs(), 4, &mut text);
            }
            year => text.push_str(&format!("Y{year}")),
        }
        let parts = match self.season {
            Some(season) => [Some(season.number() + 20), None],
            None => [self.month, self.day],
        };
        for part in parts.into_iter().flatten() {
            text.push('-');
            push_number(part.into(), 2, &mut text);
        }
        if let (None, Some(_), Some(time)) = (self.season, self.day, &self.time) {
            text.push('T');
            text.push_str(time);
        }
        text
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edtf())
    }
}

/// Appends a number, filled up with zeros to so many places. Formatting costs more than all else that is done with a date.
pub(crate) fn push_number(number: u32, places: u32, out: &mut String) {
    for place in (0..places).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        out.push(char::from(b'0' + digit as u8));
    }
}

fn medline_point(point: &Point) -> String {
    let mut text = point.year.to_string();
    if let Some(season) = point.season {
        text.push(' ');
        text.push_str(season.name());
    } else if let Some(month) = point.month {
        text.push(' ');
        text.push_str(MONTHS[usize::from(month) - 1]);
        if let Some(day) = point.day {
            text.push(' ');
            text.push_str(&day.to_string());
        }
    }
    text
}

/// How a date is written as JSON.
#[derive(Clone, Serialize, Deserialize)]
struct Form {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    edtf: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    literal: Option<String>,
}

impl From<Date> for Form {
    fn from(date: Date) -> Form {
        Form { edtf: date.edtf(), literal: date.literal }
    }
}

impl TryFrom<Form> for Date {
    type Error = String;

    fn try_from(form: Form) -> Result<Date, String> {
        let date = match form.edtf.as_str() {
            "" => Date::default(),
            edtf => Date::parse_edtf(edtf).ok_or_else(|| format!("{edtf:?} is not an EDTF date"))?,
        };
        Ok(Date { literal: form.literal, ..date })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medline_is_written_as_nlm_prints_it() {
        for text in [
            "2009",
            "2009 Jan",
            "1996 Jul 9",
            "2000 Spring",
            "2000 Nov-Dec",
            "1998 Dec-1999 Jan",
            "2000 Dec 23-30",
            "2000 Jun 30-Jul 7",
            "1999-2000",
            "2025 Jan-",
            "2000 Spring-Summer",
        ] {
            assert_eq!(Date::parse_medline(text).medline(), text);
        }
    }

    #[test]
    fn json_form() {
        let date = Date::parse_medline("2015 1st Quart");
        let json = serde_json::to_string(&date).unwrap();
        assert_eq!(json, r#"{"edtf":"2015","literal":"2015 1st Quart"}"#);
        assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
    }
}
