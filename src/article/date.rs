//! Dates of publications and records.
//!
//! A publication date is as precise as its source: a year, a season, a range of months. Nothing is padded. The text form
//! is EDTF level 1 (the Library of Congress's Extended Date/Time Format), with seasons 21 to 24; what could not be read
//! stays as a literal.

mod beside;

use super::text::{clean, squeeze};
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
        Date { literal: Some(squeeze(&clean(literal)).into_owned()), ..Date::default() }
    }

    /// The same date, with the source's words kept beside it.
    pub fn with_literal(mut self, literal: &str) -> Date {
        self.literal = Some(squeeze(&clean(literal)).into_owned());
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

    /// Reads a date as MEDLINE's DP and `MedlineDate` give it: `1996 Jul 9`, `2000 Nov-Dec`, `1998 Dec-1999 Jan`,
    /// `2000 Dec 23-30`, `2000 Spring-Summer`, `1999-2000`, `2013 06 10`, `Winter 1997`. Words left over are kept as the
    /// literal; a text without a year is all literal.
    pub fn parse_medline(text: &str) -> Date {
        medline(text)
    }

    /// Reads `2019/04/05 10:30`, `2019/04`, `2019-04-05`, `2019.04.05`: parts from the year down, between any of `/-.`.
    /// Zeros and empty parts mean unknown. What follows a fourth separator or cannot be read makes it all literal.
    pub fn parse_parts(text: &str) -> Date {
        if let Some(date) = plain_day(text) {
            return date;
        }
        let (day, time) = text.trim().split_once([' ', 'T']).map_or((text.trim(), None), |(d, t)| (d, Some(t.trim())));
        let mut parts =
            day.trim_end_matches(['/', '-', '.']).split(['/', '-', '.']).map(|part| part.trim().parse::<u16>());
        let (Some(Ok(year)), month, last, None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Date::words(text.trim());
        };
        let small = |part: Option<Result<u16, _>>| match part {
            Some(Ok(0)) | None => Ok(None),
            Some(Ok(n)) => u8::try_from(n).map(Some).map_err(|_| ()),
            Some(Err(_)) => Err(()),
        };
        let (Ok(month), Ok(last)) = (small(month), small(last)) else { return Date::words(text.trim()) };
        let mut point = Point::new(i32::from(year), month, last);
        if point.month != month || (point.day != last && month.is_some()) {
            return Date::at(point).with_literal(text.trim());
        }
        let clock = time.filter(|t| {
            t.len() >= 4 && t.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z'))
        });
        if point.day.is_some() {
            point.time = clock.map(str::to_owned);
        }
        Date::at(point)
    }

    /// Reads `20190405`, as NBIB's DCOM, LR, DA and DEP give it. Anything else is all literal.
    pub fn parse_compact(text: &str) -> Date {
        let text = text.trim();
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Date::words(text);
        }
        let number = |range: std::ops::Range<usize>| digits(&text.as_bytes()[range]).unwrap_or(0);
        let (month, day) = (number(4..6) as u8, number(6..8) as u8);
        let point = Point::new(i32::from(number(0..4)), Some(month), Some(day));
        if point.day == Some(day) { Date::at(point) } else { Date::words(text) }
    }

    /// Reads an EDTF level 1 date or range: `2019-04`, `1998-12/1999-01`, `2025-01/..`, `2003-21`, `1999?`, `1999~`,
    /// `-0044`. `None` when it is none.
    pub fn parse_edtf(text: &str) -> Option<Date> {
        let text = text.trim();
        if let Some(point) = plain_edtf(text.as_bytes()) {
            return Some(Date::at(point));
        }
        let approximate = text.contains(['~', '%']);
        let uncertain = text.contains(['?', '%']);
        let bare = |side: &str| side.trim_end_matches(['~', '?', '%']).to_owned();
        let date = match text.split_once('/') {
            None => Date::at(edtf_point(&bare(text))?),
            Some((start, "" | "..")) => Date::open(edtf_point(&bare(start))?),
            Some(("" | "..", end)) => Date::until(edtf_point(&bare(end))?),
            Some((start, end)) => Date::range(edtf_point(&bare(start))?, edtf_point(&bare(end))?),
        };
        Some(Date { approximate, uncertain, ..date })
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

/// The number that a few digits give; `None` when there is anything else.
fn digits(text: &[u8]) -> Option<u16> {
    debug_assert!(text.len() <= 4);
    text.iter().try_fold(0, |all, byte| byte.is_ascii_digit().then(|| all * 10 + u16::from(byte - b'0')))
}

/// Reads `2019/04/05`, `2019-04-05` and `2019/04/05 06:00`, which nearly all databases have. `None` for all else.
fn plain_day(text: &str) -> Option<Date> {
    let (day, time) = text.as_bytes().split_at_checked(10)?;
    let [y @ .., b'/' | b'-' | b'.', m1, m2, b'/' | b'-' | b'.', d1, d2] = day else { return None };
    let clock = match time {
        [] => None,
        [b' ' | b'T', h1, h2, b':', n1, n2] if [h1, h2, n1, n2].into_iter().all(u8::is_ascii_digit) => text.get(11..),
        _ => return None,
    };
    let (month, day) = (digits(&[*m1, *m2])? as u8, digits(&[*d1, *d2])? as u8);
    let mut point = Point::new(i32::from(digits(y)?), Some(month), Some(day));
    point.day?;
    point.time = clock.map(str::to_owned);
    Some(Date::at(point))
}

/// Reads `2019`, `2019-04`, `2019-04-05` and `2003-21`, as EDTF mostly is. `None` for all else.
fn plain_edtf(text: &[u8]) -> Option<Point> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = i32::from(digits(year)?);
    let two = |part: &[u8]| digits(part).map(|number| number as u8);
    match rest {
        [] => Some(Point::new(year, None, None)),
        [b'-', month @ ..] if month.len() == 2 => match two(month)? {
            month @ 1..=12 => Some(Point::new(year, Some(month), None)),
            season => Season::from_number(season.checked_sub(20)?).map(|season| Point::in_season(year, season)),
        },
        [b'-', m1, m2, b'-', d1, d2] => {
            let point = Point::new(year, two(&[*m1, *m2]), two(&[*d1, *d2]));
            point.day.is_some().then_some(point)
        }
        _ => None,
    }
}

/// Reads `2019`, `2019 Apr` and `2019 Apr 5`, as MEDLINE mostly has it. `None` for all else.
fn plain_medline(text: &[u8]) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = i32::from(digits(year)?);
    let (month, day) = match rest {
        [] => return Some(Date::year(year)),
        [b' ', a, b, c] => ([*a, *b, *c], None),
        [b' ', a, b, c, b' ', day @ ..] if (1..=2).contains(&day.len()) => ([*a, *b, *c], Some(digits(day)? as u8)),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| name.as_bytes() == month)? as u8 + 1;
    let point = Point::new(year, Some(month), day);
    (point.day == day).then(|| Date::at(point))
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

fn edtf_point(text: &str) -> Option<Point> {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    if let Some(long) = day.strip_prefix('Y') {
        // Years of four digits have no such letter.
        let digits = long.strip_prefix('-').unwrap_or(long);
        let year = long.parse().ok().filter(|_| digits.len() > 4)?;
        return Some(Point::new(year, None, None));
    }
    let (sign, digits) = day.strip_prefix('-').map_or((1, day), |rest| (-1, rest));
    let mut parts = digits.split('-');
    let year = parts.next().filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))?;
    let year = sign * year.parse::<i32>().ok()?;
    let two = |part: Option<&str>| match part {
        None => Some(None),
        Some(part) if part.len() == 2 => part.parse::<u8>().ok().map(Some),
        Some(_) => None,
    };
    let (second, third) = (two(parts.next())?, two(parts.next())?);
    if parts.next().is_some() {
        return None;
    }
    if let (Some(season @ 21..=24), None) = (second, third) {
        return Season::from_number(season - 20).map(|season| Point::in_season(year, season));
    }
    let mut point = Point::new(year, second, third);
    if point.month != second || point.day != third {
        return None;
    }
    if point.day.is_some() {
        point.time = time.map(str::to_owned);
    }
    Some(point)
}

/// A month from its English name, three letters or more, in any case.
pub fn month_from_name(name: &str) -> Option<u8> {
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let found = FULL.iter().position(|month| name.len() >= 3 && month.starts_with(&name));
    found.or((name == "sept").then_some(8)).map(|index| index as u8 + 1)
}

/// One word of a MEDLINE date.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    Year(i32),
    Month(u8),
    Season(Season),
    Number(u8),
    Dash,
    Other,
}

fn word(token: &str) -> Word {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    match token {
        "-" => Word::Dash,
        _ if digits && token.len() == 4 => token.parse().map_or(Word::Other, Word::Year),
        _ if digits && token.len() <= 2 => token.parse().map_or(Word::Other, Word::Number),
        _ => month_from_name(token)
            .map(Word::Month)
            .or_else(|| Season::from_name(token).map(Word::Season))
            .unwrap_or(Word::Other),
    }
}

/// One side of a range, while it is being read.
#[derive(Clone, Copy, Default)]
struct Side {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    season: Option<Season>,
}

impl Side {
    /// Takes a word in; `false` when its place is taken or there is none.
    fn take(&mut self, word: Word) -> bool {
        match word {
            Word::Year(year) if self.year.is_none() => self.year = Some(year),
            Word::Month(month) if self.month.is_none() && self.season.is_none() => self.month = Some(month),
            Word::Season(season) if self.season.is_none() && self.month.is_none() => self.season = Some(season),
            Word::Number(day) if self.month.is_some() && self.day.is_none() && (1..=31).contains(&day) => {
                self.day = Some(day);
            }
            // `2013 06 10`: a month in digits needs its year before it, and two digits.
            Word::Number(month @ 1..=12) if self.year.is_some() && self.month.is_none() && self.season.is_none() => {
                self.month = Some(month);
            }
            _ => return false,
        }
        true
    }

    fn point(self) -> Option<Point> {
        let year = self.year?;
        Some(match self.season {
            Some(season) => Point::in_season(year, season),
            None => Point::new(year, self.month, self.day),
        })
    }
}

fn medline(text: &str) -> Date {
    let text = text.trim();
    if let Some(date) = plain_medline(text.as_bytes()) {
        return date;
    }
    let spaced = text.replace(['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '/'], " - ");
    let mut sides = [Side::default(), Side::default()];
    let (mut side, mut exact) = (0, true);
    let mut years = 0;
    for token in spaced.split([' ', ',', ';']).filter(|token| !token.is_empty()) {
        let mut read = word(token.trim_end_matches('.'));
        // `1998-99`
        if let (Word::Number(n), 1, Some(start), true) = (read, side, sides[0].year, sides[0].month.is_none())
            && token.len() == 2
            && start % 100 < i32::from(n)
        {
            read = Word::Year(start - start % 100 + i32::from(n));
        }
        if let Word::Number(_) = read {
            // A day range within a month: `2000 Dec 23-30`.
            if side == 1 && sides[1].month.is_none() && sides[1].year.is_none() {
                sides[1].month = sides[0].month.filter(|_| sides[0].day.is_some());
            }
        }
        match read {
            Word::Dash if side == 0 => side = 1,
            Word::Other | Word::Dash => exact = false,
            // `1977-1978 Fall-Winter`: what follows the second year of a pair belongs to neither for sure.
            _ => {
                years += usize::from(matches!(read, Word::Year(_)));
                exact &= sides[side].take(read);
            }
        }
    }
    let [start, mut end] = sides;
    let ranged = side == 1;
    let ended = end.year.is_some() || end.month.is_some() || end.day.is_some() || end.season.is_some();
    end.year = end.year.or(start.year);
    // `1977-1978 Fall-Winter` and `1999-2000 Winter`: only the years are sure.
    if years == 2 && start.month.is_none() && start.season.is_none() && (end.month.is_some() || end.season.is_some()) {
        end = Side { year: end.year, ..Side::default() };
        exact = false;
    }
    let date = match (start.point(), end.point()) {
        (Some(start), Some(end)) if ranged && ended && start <= end => Date::range(start, end),
        (Some(start), _) if ranged && !ended => Date::open(start),
        (Some(start), _) => {
            exact &= !ranged;
            Date::at(start)
        }
        // `Nov-Dec 2000`: the year stands behind.
        (None, Some(_)) => {
            let start = Side { year: end.year, ..start };
            match (start.point(), end.point()) {
                (Some(start), Some(end)) if start <= end => Date::range(start, end),
                _ => return Date::words(text),
            }
        }
        (None, None) => return Date::words(text),
    };
    let whole = sides
        .iter()
        .all(|side| side.day.is_none() || side.year.is_none() || side.point().is_some_and(|p| p.day == side.day));
    if exact && whole { date } else { date.with_literal(text) }
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
    fn medline_dates() {
        for (input, edtf, literal) in [
            ("2009", "2009", None),
            ("2009 Jan", "2009-01", None),
            ("1996 Jul 9", "1996-07-09", None),
            ("2013 06 10", "2013-06-10", None),
            ("2000 Spring", "2000-21", None),
            ("2000 Spring-Summer", "2000-21/2000-22", None),
            ("2000 Fall", "2000-23", None),
            ("2000 Nov-Dec", "2000-11/2000-12", None),
            ("1998 Dec-1999 Jan", "1998-12/1999-01", None),
            ("2000 Dec 23-30", "2000-12-23/2000-12-30", None),
            ("2000 Dec 23- 30", "2000-12-23/2000-12-30", None),
            ("2000 Jun 30-Jul 7", "2000-06-30/2000-07-07", None),
            ("1999-2000", "1999/2000", None),
            ("1998-99", "1998/1999", None),
            ("2015 1st Quart", "2015", Some("2015 1st Quart")),
            ("Winter 1997", "1997-24", None),
            ("1977-1978 Fall-Winter", "1977/1978", Some("1977-1978 Fall-Winter")),
            ("2000 Suppl", "2000", Some("2000 Suppl")),
            ("2025 Jan-", "2025-01/..", None),
            ("2024 Jan\u{2013}", "2024-01/..", None),
            ("April 2003", "2003-04", None),
            ("2003 Feb 30", "2003-02", Some("2003 Feb 30")),
            ("in press", "", Some("in press")),
            ("", "", Some("")),
        ] {
            let date = Date::parse_medline(input);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{input}");
        }
    }

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
    fn edtf_dates() {
        for text in [
            "2019",
            "2019-04",
            "2019-04-05",
            "1998-12/1999-01",
            "2025-01/..",
            "../2000",
            "2003-21",
            "1999?",
            "1999~",
            "1999%",
            "-0044",
            "2004-04-05T10:00:00Z",
        ] {
            assert_eq!(Date::parse_edtf(text).map(|date| date.edtf()).as_deref(), Some(text), "{text}");
        }
        for text in ["2019-13", "19", "2019-4", "2019-02-30", "April", "Y2", "Y2019", ""] {
            assert_eq!(Date::parse_edtf(text), None, "{text}");
        }
    }

    #[test]
    fn dates_in_parts() {
        for (input, edtf, literal) in [
            ("2019/04/05", "2019-04-05", None),
            ("2019/03/01 00:00", "2019-03-01T00:00", None),
            ("2013/04", "2013-04", None),
            ("2003/00/00", "2003", None),
            ("2003///", "2003", None),
            ("2019-13-40", "2019", Some("2019-13-40")),
            ("soon", "", Some("soon")),
        ] {
            let date = Date::parse_parts(input);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{input}");
        }
        assert_eq!(Date::parse_compact("20190405").edtf(), "2019-04-05");
        assert_eq!(Date::parse_compact("2019-13-40"), Date::words("2019-13-40"));
        assert_eq!(Date::parse_compact("20191340"), Date::words("20191340"));
    }

    #[test]
    fn json_form() {
        let date = Date::parse_medline("2015 1st Quart");
        let json = serde_json::to_string(&date).unwrap();
        assert_eq!(json, r#"{"edtf":"2015","literal":"2015 1st Quart"}"#);
        assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date);
    }
}
