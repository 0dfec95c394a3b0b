//! Reading dates: as MEDLINE has them, in parts, compact, as EDTF.
//!
//! Each form has a quick reader of what nearly all files have, and a careful one of the rest.

use super::{Date, MONTHS, Point, Season};
use crate::article::text::trim;

impl Date {
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
        let (day, time) = trim(text).split_once([' ', 'T']).map_or((trim(text), None), |(d, t)| (d, Some(trim(t))));
        let mut parts =
            day.trim_end_matches(['/', '-', '.']).split(['/', '-', '.']).map(|part| trim(part).parse::<u16>());
        let (Some(Ok(year)), month, last, None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Date::words(trim(text));
        };
        let small = |part: Option<Result<u16, _>>| match part {
            Some(Ok(0)) | None => Ok(None),
            Some(Ok(n)) => u8::try_from(n).map(Some).map_err(|_| ()),
            Some(Err(_)) => Err(()),
        };
        let (Ok(month), Ok(last)) = (small(month), small(last)) else { return Date::words(trim(text)) };
        let mut point = Point::new(i32::from(year), month, last);
        if point.month != month || (point.day != last && month.is_some()) {
            return Date::at(point).with_literal(trim(text));
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
        let text = trim(text);
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
        let text = trim(text);
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
    let text = trim(text);
    if let Some(date) = plain_medline(text.as_bytes()) {
        return date;
    }
    // A day or a month as others than NLM write it, which would be a range: `2013-06` does not go on to 2006.
    let numeric = match text.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] => true,
        [_, _, a, b, b'-', c, d] => [c, d] <= [a, b],
        _ => false,
    };
    if numeric && let Some(date) = Date::parse_edtf(text) {
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
            ("2013-06-10", "2013-06-10", None),
            ("2013-06", "2013-06", None),
            ("2010-11", "2010/2011", None),
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
}
