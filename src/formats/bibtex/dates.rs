//! BibTeX's dates: `year`, `month` as a macro, `day`.
//!
//! A range has room within a year only: `month = jan # "--" # feb`, `day = {23--30}`. Seasons stand in `month`, words
//! without a year in `year`.

use crate::article::{Date, End, Point};
use std::borrow::Cow;

/// The macros that every style has for the months.
const MACROS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date in BibTeX's fields; those that it does not fill are empty.
#[derive(Debug, Default, PartialEq)]
pub struct Parts<'a> {
    /// Digits, or words not yet escaped.
    pub year: Cow<'a, str>,
    /// Ready to stand after `month = `: macros need no braces.
    pub month: Cow<'static, str>,
    /// Digits.
    pub day: Cow<'static, str>,
    /// What of the date is not in the fields.
    pub flattened: Option<&'static str>,
}

/// The date in parts.
pub fn parts(date: &Date) -> Parts<'_> {
    let (start, end) = match (date.start(), date.end()) {
        (Some(start), End::At(end)) => (start, Some(end)),
        (Some(start), _) => (start, None),
        (None, End::At(end)) => (end, None),
        (None, _) => {
            return Parts { year: date.literal.as_deref().unwrap_or_default().into(), ..Parts::default() };
        }
    };
    let mut parts = Parts {
        // Of fewer digits none is sure to be a year.
        year: if (0..100).contains(&start.year) { format!("{:04}", start.year) } else { start.year.to_string() }.into(),
        month: month(start),
        day: start.day.map_or("".into(), |day| day.to_string().into()),
        flattened: loss(date, start),
    };
    match end {
        Some(end) if end.year != start.year => parts.flattened = Some("the end of the range"),
        Some(end) if end.month == start.month && end.season == start.season => match (start.day, end.day) {
            (Some(first), Some(last)) => parts.day = format!("{first}--{last}").into(),
            _ => parts.flattened = Some("the end of the range"),
        },
        Some(end) => match (start.season, end.season) {
            (Some(first), Some(last)) => parts.month = format!("{{{}--{}}}", first.name(), last.name()).into(),
            _ if parts.month.is_empty() || month(end).is_empty() || start.season.is_some() || end.season.is_some() => {
                parts.flattened = Some("the end of the range");
            }
            _ => {
                parts.month = format!("{} # \"--\" # {}", month(start), month(end)).into();
                if start.day.is_some() || end.day.is_some() {
                    parts.day = "".into();
                    parts.flattened = Some("days of a range of months");
                }
            }
        },
        None => {}
    }
    parts
}

/// The part of a date, a range aside, for which BibTeX has no place.
fn loss(date: &Date, start: &Point) -> Option<&'static str> {
    let cases = [
        (date.start().is_none() || *date.end() == End::Open, "the open end"),
        (date.approximate || date.uncertain, "doubt"),
        (start.time.is_some(), "the time of day"),
        (date.literal.is_some(), "the source's words"),
    ];
    cases.into_iter().find(|(lost, _)| *lost).map(|(_, what)| what)
}

fn month(point: &Point) -> Cow<'static, str> {
    match (point.season, point.month) {
        (Some(season), _) => format!("{{{}}}", season.name()).into(),
        (None, Some(month)) => MACROS[usize::from(month) - 1].into(),
        (None, None) => "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (edtf, year, month, day, flattened) in [
            ("2019", "2019", "", "", None),
            ("2019-04-09", "2019", "apr", "9", None),
            ("2019-01/2019-02", "2019", "jan # \"--\" # feb", "", None),
            ("2000-12-23/2000-12-30", "2000", "dec", "23--30", None),
            ("2000-04-28/2000-05-02", "2000", "apr # \"--\" # may", "", Some("days of a range of months")),
            ("1998-12/1999-01", "1998", "dec", "", Some("the end of the range")),
            ("2003-21", "2003", "{Spring}", "", None),
            ("2003-21/2003-22", "2003", "{Spring--Summer}", "", None),
            ("2025-01/..", "2025", "jan", "", Some("the open end")),
            ("1999~", "1999", "", "", Some("doubt")),
            ("-0044", "-44", "", "", None),
        ] {
            let expected = Parts { year: year.into(), month: month.into(), day: day.into(), flattened };
            assert_eq!(parts(&Date::parse_edtf(edtf).unwrap()), expected, "{edtf}");
        }
        assert_eq!(parts(&Date::words("in press")).year, "in press");
    }
}
