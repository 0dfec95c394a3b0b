//! Dates of NBIB: `2019 Apr 5` of DP, `20190405` of the record's own dates, `2019/04/05 06:00` of its history.
//!
//! Every form is read in every place, since exporters mix them.

use super::tags::{HISTORY, HISTORY_READ};
use crate::article::text::trim;
use crate::article::{Article, Date, DateRole, End, Point, RoleDate, Slot};
use crate::log::{Code, Log, shown};
use std::ops::Range;

/// How a tag's date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `2019 Apr 5`.
    Medline,
    /// `20190405`.
    Compact,
    /// `2019/04/05 06:00`.
    Stamp,
}

/// Reads a date in any form. What could not be read is its literal; only where MEDLINE's form is usual, a date that was
/// read in part (`2000 Suppl`) stands beside it.
pub fn read(text: &str, usual: Form) -> Date {
    let text = trim(text);
    let plain = |date: &Date| date.start().is_some() && date.literal.is_none();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::parse_compact(text);
    }
    // `2001/02` is a month, though MEDLINE's `2001-02` are two years.
    let stamp = text.contains('/').then(|| Date::parse_parts(text)).filter(plain);
    stamp.unwrap_or_else(|| match Date::parse_medline(text) {
        date if usual == Form::Medline || plain(&date) => date,
        _ => Date::words(text),
    })
}

/// Writes a date, and whether reading gives it back whole.
pub fn write(date: &Date, form: Form) -> (String, bool) {
    let formed = match (form, date.start(), date.end()) {
        (Form::Compact, Some(Point { year: year @ 0..=9999, month: Some(month), day: Some(day), .. }), End::None) => {
            Some(format!("{year:04}{month:02}{day:02}"))
        }
        (Form::Stamp, Some(point), End::None) => stamp(point),
        _ => None,
    };
    let choices = [formed, date.literal.clone(), Some(date.medline())];
    let choices: Vec<String> = choices.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let whole = choices.iter().find(|text| read(text, form) == *date);
    let same_day = || choices.iter().find(|text| read(text, form).edtf() == date.edtf());
    match whole.or_else(same_day).or(choices.last()) {
        Some(text) => (text.clone(), whole.is_some()),
        None => (String::new(), false),
    }
}

fn stamp(point: &Point) -> Option<String> {
    let year = u16::try_from(point.year).ok()?;
    Some(match (point.season, point.month, point.day, &point.time) {
        (Some(_), ..) => return None,
        (None, Some(month), Some(day), Some(time)) => format!("{year:04}/{month:02}/{day:02} {time}"),
        (None, Some(month), Some(day), None) => format!("{year:04}/{month:02}/{day:02}"),
        (None, Some(month), None, _) => format!("{year:04}/{month:02}"),
        // A bare year is read as MEDLINE's.
        (None, None, ..) => format!("{year:04}"),
    })
}

/// Whether dates of that role have a time of day. PubMed prints midnight where they have none.
fn is_timed(role: DateRole) -> bool {
    Slot::of_date(role) == Slot::DateRecord && role != DateRole::PmcRelease
}

/// Adds a date, unless the article has the same: two tags give one date, one of them without the time of day.
pub fn add(article: &mut Article, role: DateRole, mut date: Date, at: Range<usize>, log: &mut Log) {
    if date.start().is_none() {
        let words = date.literal.clone().unwrap_or_default();
        log.add(Code::UnreadableDate, at, format!("{} is no date; its words are kept", shown(&words)));
    }
    if !is_timed(role) && is_midnight(&date) {
        date = without_time(&date);
    }
    for RoleDate { date: known, .. } in article.dates.iter_mut().filter(|known| known.role == role) {
        if *known == date || *known == without_time(&date) {
            *known = date;
            return;
        }
        if without_time(known) == date {
            return;
        }
    }
    article.add_date(role, date);
}

fn is_midnight(date: &Date) -> bool {
    date.start().is_some_and(|point| point.time.as_deref() == Some("00:00"))
}

fn without_time(date: &Date) -> Date {
    match (date.start(), date.end()) {
        (Some(start @ Point { time: Some(_), .. }), End::None) => {
            let mut bare = Date::at(Point { time: None, ..start.clone() });
            (bare.approximate, bare.uncertain) = (date.approximate, date.uncertain);
            bare.literal.clone_from(&date.literal);
            bare
        }
        _ => date.clone(),
    }
}

/// Whether a text is plainly a day: `20190405`, `2019/04/05 06:00`.
pub fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (month, day) = match bytes.len() {
        8 => (4..6, 6..8),
        10 | 16 if bytes[4] == b'/' && bytes[7] == b'/' => (5..7, 8..10),
        _ => return false,
    };
    let within = |at: Range<usize>, least: u32, most: u32| {
        let digit = |number: u32, byte: &u8| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'));
        bytes[at].iter().try_fold(0, digit).is_some_and(|number| (least..=most).contains(&number))
    };
    let timed = |bytes: &[u8]| bytes[10] == b' ' && bytes[13] == b':' && within(11..13, 0, 23) && within(14..16, 0, 59);
    // All months have 28 days.
    within(0..4, 1, 9999) && within(month, 1, 12) && within(day, 1, 28) && (bytes.len() < 16 || timed(bytes))
}

/// Takes `2019/03/01 00:00 [accepted]` apart. `None` when the brackets say nothing known.
pub fn history(text: &str) -> Option<(DateRole, &str)> {
    let (date, label) = text.strip_suffix(']')?.rsplit_once('[')?;
    let label = trim(label);
    let (_, role) = HISTORY.iter().chain(HISTORY_READ).find(|(name, _)| name.eq_ignore_ascii_case(label))?;
    Some((*role, date))
}

/// The lines of PHST, and whether each is read back whole.
pub fn write_history(article: &Article) -> impl Iterator<Item = (DateRole, String, bool)> {
    HISTORY.iter().flat_map(|(label, role)| {
        article.dates.iter().filter(|dated| dated.role == *role).map(move |dated| {
            let (mut text, whole) = write(&dated.date, Form::Stamp);
            let day = dated.date.start().is_some_and(|point| point.day.is_some() && point.time.is_none());
            if day && *dated.date.end() == End::None && dated.date.literal.is_none() && !is_timed(*role) {
                text.push_str(" 00:00");
            }
            (*role, format!("{text} [{label}]"), whole && (is_timed(*role) || !is_midnight(&dated.date)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_read() {
        for (input, edtf, literal) in [
            ("20190405", "2019-04-05", None),
            ("2019-13-40", "", Some("2019-13-40")),
            ("20191340", "", Some("20191340")),
            ("2019/03/01 00:00", "2019-03-01T00:00", None),
            ("2019/03", "2019-03", None),
            ("2019 Mar 1", "2019-03-01", None),
            ("1998 Dec-1999 Jan", "1998-12/1999-01", None),
            ("2012", "2012", None),
            ("Jan 2012", "2012-01", None),
            ("soon", "", Some("soon")),
        ] {
            let date = read(input, Form::Compact);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{input}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for (edtf, form, expected, whole) in [
            ("2019-04-05", Form::Medline, "2019 Apr 5", true),
            ("2019-04-05", Form::Compact, "20190405", true),
            ("2019-04", Form::Compact, "2019 Apr", true),
            ("2019-04-05", Form::Stamp, "2019/04/05", true),
            ("2019-04-05T06:00", Form::Stamp, "2019/04/05 06:00", true),
            ("2019-04", Form::Stamp, "2019/04", true),
            ("2019", Form::Stamp, "2019", true),
            ("2001-23", Form::Stamp, "2001 Fall", true),
            ("1998-12/1999-01", Form::Compact, "1998 Dec-1999 Jan", true),
            ("2019~", Form::Medline, "2019", false),
            ("../2000", Form::Medline, "2000", false),
        ] {
            let date = Date::parse_edtf(edtf).unwrap();
            assert_eq!(write(&date, form), (expected.to_owned(), whole), "{edtf}");
        }
        let quarter = Date::parse_medline("2015 1st Quart");
        assert_eq!(write(&quarter, Form::Medline), ("2015 1st Quart".to_owned(), true));
        // Words of another language than MEDLINE's do not hide the date.
        let german = Date::parse_edtf("2015-05").unwrap().with_literal("Mai 2015");
        assert_eq!(write(&german, Form::Medline), ("2015 May".to_owned(), false));
    }

    #[test]
    fn history() {
        for (input, expected) in [
            ("2019/03/01 00:00 [accepted]", Some((DateRole::Accepted, "2019-03-01T00:00"))),
            ("2019/03/01 [epublish]", Some((DateRole::Online, "2019-03-01"))),
            ("2019/03/01 06:00 [other]", None),
            ("2019/03/01", None),
        ] {
            let found = super::history(input).map(|(role, date)| (role, read(date, Form::Stamp).edtf()));
            assert_eq!(found, expected.map(|(role, edtf)| (role, edtf.to_owned())), "{input}");
        }
    }

    #[test]
    fn days() {
        for (input, expected) in [
            ("20190405", true),
            ("2019/04/05", true),
            ("2019/04/05 06:00", true),
            ("20190431", false),
            ("2019/13/05", false),
            ("2019/04/05 26:00", false),
            ("2019/04/05 [x]", false),
            ("2019 Apr", false),
            ("", false),
        ] {
            assert_eq!(is_day(input), expected, "{input}");
            assert!(!expected || read(input, Form::Stamp).literal.is_none(), "{input}");
        }
    }

    #[test]
    fn a_date_given_twice_is_one() {
        let mut article = Article::default();
        let mut log = Log::new();
        for text in ["2019/03/01", "2019/03/01 06:00", "2019/03/01", "2019/03/02"] {
            add(&mut article, DateRole::Pubmed, read(text, Form::Stamp), 0..0, &mut log);
        }
        add(&mut article, DateRole::Received, read("2019/03/01 00:00", Form::Stamp), 0..0, &mut log);
        let dates: Vec<_> = article.dates.iter().map(|dated| dated.date.edtf()).collect();
        assert_eq!(dates, ["2019-03-01T06:00", "2019-03-02", "2019-03-01"]);
        assert!(log.problems().is_empty());
    }
}
