//! Dates as files have them: EDTF, three fields, or words in any order.

use crate::article::date::{End, MONTHS, Season, month_from_name};
use crate::article::text::trim;
use crate::article::{Date, Point};
use std::borrow::Cow;

/// Months in other languages and their abbreviations, as far as they are not English ones cut short.
const FOREIGN: [&[&str]; 12] = [
    &["jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "styczeń", "stycznia"],
    &[
        "feber",
        "février",
        "fevrier",
        "févr",
        "fév",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
        "luty",
        "lutego",
    ],
    &["märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "maart", "mrt", "marts", "marzec", "marca"],
    &["avril", "avr", "abril", "abr", "aprile", "kwiecień", "kwietnia"],
    &["mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja"],
    &["juni", "juin", "junio", "giugno", "giu", "junho", "czerwiec", "czerwca"],
    &["juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipiec", "lipca"],
    &["août", "aout", "agosto", "ago", "augustus", "augusti", "sierpień", "sierpnia"],
    &["septembre", "septiembre", "setiembre", "settembre", "setembro", "wrzesień", "września"],
    &["oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "październik", "października"],
    &["novembre", "noviembre", "novembro", "listopad", "listopada"],
    &[
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dicembre",
        "dic",
        "dezembro",
        "desember",
        "des",
        "grudzień",
        "grudnia",
    ],
];

/// A month by its name in English or another language.
fn month(name: &str) -> Option<u8> {
    month_from_name(name).or_else(|| {
        let name = name.trim_end_matches('.').to_lowercase();
        (1..).zip(FOREIGN).find(|(_, names)| names.contains(&name.as_str())).map(|(number, _)| number)
    })
}

/// The English name of a month in another language.
fn english(name: &str) -> Cow<'_, str> {
    match month(name) {
        Some(number) if month_from_name(name).is_none() => Cow::Borrowed(MONTHS[usize::from(number) - 1]),
        _ => Cow::Borrowed(name),
    }
}

/// A date on one line.
pub fn read(text: &str) -> Date {
    let text = text.trim();
    if let Some(date) = Date::parse_edtf(text).or_else(|| nearly_edtf(text)) {
        return date;
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() == 3 && parts.iter().all(digits) {
        return match parts[0].len() {
            4 => Date::parse_parts(text),
            _ if parts[2].len() == 4 => day_first(text, &parts),
            _ => Date::words(text),
        };
    }
    // `12/2010`
    if parts.len() == 2 && parts.iter().all(digits) && parts[0].len() < 3 && parts[1].len() == 4 {
        let date = Date::parse_parts(&format!("{}-{}", parts[1], parts[0]));
        return if date.literal.is_some() { date.with_literal(text) } else { date };
    }
    if parts.len() == 2 && parts.iter().all(digits) && parts[0].len() == 4 && parts[1].len() < 3 && text.contains('-') {
        return Date::parse_parts(text);
    }
    if let [day, month, year] = parts[..]
        && digits(&day)
        && digits(&year)
        && self::month(month).is_some()
    {
        return composed(&[month, day, year].join(" ")).unwrap_or_else(|| Date::words(text));
    }
    if let Some(date) = lone_year(text).or_else(|| of_era(text)) {
        return date;
    }
    match composed(text) {
        Some(date) if date.literal.is_none() => date,
        _ => Date::parse_medline(text),
    }
}

/// Dates that older drafts of EDTF knew, or that lack a sign of it: `1999/open`, `2004-06-uu`, `2001-21^southern`,
/// `2010-01-05 10:11:12`, `20100105`, `y-12345`.
fn nearly_edtf(text: &str) -> Option<Date> {
    if let Some((start, end)) = text.split_once('/') {
        let word = |part: &str| ["open", "unknown"].iter().any(|word| part.trim().eq_ignore_ascii_case(word));
        return match (word(start), word(end)) {
            (true, false) => Date::parse_edtf(&format!("/{end}")),
            (false, true) => Date::parse_edtf(&format!("{start}/")),
            _ => None,
        };
    }
    if let Some((date, _)) = text.split_once('^') {
        return Some(Date::parse_edtf(date)?.with_literal(text));
    }
    if let Some(known) = ["-uu", "-UU", "-XX", "-xx"].iter().find_map(|unknown| text.strip_suffix(unknown)) {
        let known = known.strip_suffix(&text[known.len()..]).unwrap_or(known);
        return Some(Date::parse_edtf(known)?.with_literal(text));
    }
    if let Some((date, time)) = text.split_once(' ').filter(|(_, time)| time.contains(':')) {
        let time = if time.matches(':').count() == 1 { format!("{time}:00") } else { time.to_owned() };
        return Date::parse_edtf(&format!("{date}T{}", time.replace(' ', "")));
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let date = Date::parse_edtf(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))?;
        return (date.start()?.day.is_some() && (1000..2200).contains(&date.sort_year()?)).then_some(date);
    }
    Date::parse_edtf(&format!("Y{}", text.strip_prefix('y')?))
}

/// `24.12.2019`, and `24/12/2019` where the day can be no month.
fn day_first(text: &str, parts: &[&str]) -> Date {
    let month = parts[1].parse::<u8>().unwrap_or(0);
    let day = parts[0].parse::<u8>().unwrap_or(0);
    let (day, month) = if month > 12 { (month, day) } else { (day, month) };
    if text.contains('.') || day > 12 {
        let date = Date::parse_parts(&format!("{}-{month}-{day}", parts[2]));
        return if date.literal.is_some() { date.with_literal(text) } else { date };
    }
    Date::parse_parts(parts[2]).with_literal(text)
}

/// `c1998`, `ca. 1998`, `[1998]`, `2013a`, `199X`, `19uu`, `1990s`.
fn lone_year(text: &str) -> Option<Date> {
    let bare = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')', '.']);
    let (bare, uncertain) = bare.strip_suffix('?').map_or((bare, false), |bare| (bare, true));
    let circa = ["circa ", "ca. ", "ca ", "c. ", "c ", "ca.", "ca", "c.", "c", "~"]
        .iter()
        .find_map(|word| bare.strip_prefix(word).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
    let year = circa.unwrap_or(bare);
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = year.split_at(digits);
    let unknown = matches!((digits, tail), (3, "X" | "x" | "u" | "-") | (2, "XX" | "xx" | "uu" | "--") | (4, "s"));
    let letter = digits == 4 && tail.len() == 1 && tail.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'*');
    if !(unknown || letter || (digits == 4 && tail.is_empty())) {
        return None;
    }
    let scale = [1, 1000, 100, 10, 1][digits];
    let mut date = Date::year(number.parse::<i32>().ok()? * scale);
    date.approximate = circa.is_some();
    date.uncertain = uncertain;
    Some(if unknown || letter { date.with_literal(text) } else { date })
}

/// `44 BC`, `c. 300 B.C.`, `AD 79`, `79 CE`.
fn of_era(text: &str) -> Option<Date> {
    let (bare, circa) = match ["circa ", "ca. ", "c. ", "ca ", "c"].iter().find_map(|word| text.strip_prefix(word)) {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    let era = bare.replace('.', "");
    let before = [" BC", " BCE", " v Chr"].iter().find_map(|era_| era.strip_suffix(era_));
    let after = [" AD", " CE", " n Chr"].iter().find_map(|era_| era.strip_suffix(era_)).or(era.strip_prefix("AD "));
    let digits = before.or(after).map(trim).filter(|digits| (1..=4).contains(&digits.len()) && is_number(digits))?;
    let number = digits.parse::<i32>().ok().filter(|number| *number > 0)?;
    // There is no year 0 in eras: the year before 1 is 1 BC.
    let mut date = Date::year(if before.is_some() { 1 - number } else { number });
    date.approximate = circa;
    Some(date)
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `April 5, 2019`, `5 April 2019`, `1st May 2000`, `Spring 2003`: a year, a month or season, days, in any order.
fn composed(text: &str) -> Option<Date> {
    let (mut year, mut months, mut days) = (None, Vec::new(), Vec::new());
    let spaced = text.replace("--", "-").replace(['\u{2013}', '\u{2014}'], "-").replace(" - ", "-");
    for token in spaced.split([' ', ',', '\u{a0}']).filter(|token| !token.is_empty()) {
        let token = token.trim_end_matches('.');
        if WEEKDAYS.iter().any(|day| token.eq_ignore_ascii_case(day) || token.eq_ignore_ascii_case(&day[..3])) {
            continue;
        }
        // `Mon Jan 01 00:00:00 EST 2018`
        let zone = token.len() == 3 && token.bytes().all(|byte| byte.is_ascii_uppercase()) && spaced.contains(':');
        if token.contains(':') || (zone && month(token).is_none()) {
            continue;
        }
        let all_digits = token.bytes().all(|byte| byte.is_ascii_digit());
        if all_digits && token.len() == 4 && year.is_none() {
            year = Some(token.to_owned());
        } else if token.starts_with(|c: char| c.is_ascii_digit()) {
            let day = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let ordinal = matches!(&token[day.len()..], "" | "st" | "nd" | "rd" | "th");
            if !ordinal || !day.split('-').all(|part| part.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))) {
                return None;
            }
            days.push(day.to_owned());
        } else {
            let known = |word: &str| month(word).is_some() || Season::from_name(word).is_some();
            if !token.split(['-', '/']).all(known) {
                return None;
            }
            let mut names: Vec<_> = token.split('-').map(english).collect();
            // `Jan-Feb-Mar`
            if names.len() > 2 {
                names.drain(1..names.len() - 1);
            }
            months.push(names.join("-"));
        }
    }
    let (year, [months], true) = (year?, &months[..], days.len() <= 1) else { return None };
    Some(Date::parse_medline(&[&[year][..], std::slice::from_ref(months), &days].concat().join(" ")))
}

/// A year of four digits, the name or abbreviation of a month, perhaps a day: what most entries have.
fn named_month(year: &str, month: &str, day: &str) -> Option<Date> {
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let year = number(year).filter(|_| year.len() == 4)?;
    let day = match day {
        "" => None,
        day => Some(number(day).filter(|_| day.len() <= 2)? as u8),
    };
    let point = Point::new(year.into(), Some(month_from_name(month)?), day);
    (point.day == day).then(|| Date::at(point))
}

/// A date in three fields, as text.
pub fn from_fields(year: &str, month: &str, day: &str) -> Date {
    // JabRef puts signs around macros.
    let (year, month, day) = (year.trim(), month.trim().trim_matches('#'), day.trim());
    let plain = year.strip_prefix('-').unwrap_or(year);
    let words = || [year, month, day].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    if month.is_empty() && day.is_empty() {
        let least = if year.starts_with('-') { 1 } else { 3 };
        let short = (least..=5).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_digit());
        return match year.parse() {
            // There is no year `-0`.
            Ok(0) if year.starts_with('-') => read(year),
            Ok(number) if short && (plain.len() != 4 || year.starts_with('-')) => Date::year(number),
            _ => read(year),
        };
    }
    if let Some(date) = named_month(year, month, day) {
        return date;
    }
    // The whole date stands in the month's field: `2001/03/05`.
    let whole = if month.len() > 7 { read(month) } else { Date::default() };
    let told = whole.literal.is_none() && whole.start().is_some_and(|start| start.month.is_some());
    if told && whole.sort_year() == read(year).sort_year() {
        return whole;
    }
    // Months in digits, and days that stand in the month's field.
    let dashed = month.replace(['\u{2013}', '\u{2014}'], "-").replace("--", "-").replace(" - ", "-");
    let name = |number: &str| {
        let number = number.trim().parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
        Some(MONTHS[usize::from(number) - 1])
    };
    let names: Option<Vec<_>> = dashed.split(['-', '/']).map(name).collect();
    let month = names.filter(|names| names.len() <= 2).map_or(dashed, |names| names.join("-"));
    if let Some(date) = from_day_to_day(year, &month).filter(|_| day.is_empty()) {
        return date;
    }
    if plain.len() == 4 && is_number(plain) && !year.starts_with('-') {
        // `Dec--Jan`, of which only the words are sure, is none.
        return in_month(year, &month, day).unwrap_or_else(|| Date::parse_medline(year).with_literal(&words()));
    }
    // `2013a`
    let letter = |c: char| c.is_ascii_lowercase();
    if let Some(number) = year.strip_suffix(letter).filter(|number| number.len() == 4 && is_number(number))
        && let Some(date) = in_month(number, &month, day)
    {
        return date.with_literal(&words());
    }
    match self::month(&month) {
        Some(month) if plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.is_empty() => {
            let point = Point::new(year.parse().unwrap_or(0), Some(month), day.parse().ok());
            Date::at(point)
        }
        _ => match read(year) {
            date if date.sort_year().is_some() => date.with_literal(&words()),
            _ => Date::words(&words()),
        },
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month, or a range of months, and days of it, `3--4` and `3/4` among them. `None` when only words are sure.
fn in_month(year: &str, month: &str, day: &str) -> Option<Date> {
    let day = day.replace(['/', '\u{2013}'], "-").replace("--", "-").replace(" - ", "-");
    composed(&format!("{month} {day} {year}")).filter(|date| date.literal.is_none())
}

/// `30 June-2 July`: a day in one month and a day in another.
fn from_day_to_day(year: &str, text: &str) -> Option<Date> {
    let (start, end) = text.split_once('-')?;
    let point = |text: &str| {
        let date =
            composed(&format!("{text} {year}")).filter(|date| date.literal.is_none() && date.end() == &End::None)?;
        date.start().filter(|point| point.day.is_some()).cloned()
    };
    let (start, end) = (point(start)?, point(end)?);
    // `15 Dec-1 Jan`, of which it is not said whose year it is.
    (start <= end).then(|| Date::range(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (text, edtf, literal) in [
            ("2019-04-05", "2019-04-05", None),
            ("1998-12/1999-01", "1998-12/1999-01", None),
            ("2003-21", "2003-21", None),
            ("2019/", "2019/..", None),
            ("/2019", "../2019", None),
            ("1999?", "1999?", None),
            ("-0044", "-0044", None),
            ("Y12345", "Y12345", None),
            ("2004-04-05T10:00:00Z", "2004-04-05T10:00:00Z", None),
            ("2019/04/05", "2019-04-05", None),
            ("2019-4-5", "2019-04-05", None),
            ("2019-13", "2019", Some("2019-13")),
            ("24.12.2019", "2019-12-24", None),
            ("12/24/2019", "2019-12-24", None),
            ("3/4/2019", "2019", Some("3/4/2019")),
            ("3-May-2019", "2019-05-03", None),
            ("April 2019", "2019-04", None),
            ("5 April 2019", "2019-04-05", None),
            ("April 5th, 2019", "2019-04-05", None),
            ("2012/2013", "2012/2013", None),
            ("c1998", "1998~", None),
            ("[1998]", "1998", None),
            ("2013a", "2013", Some("2013a")),
            ("199X", "1990", Some("199X")),
            ("1999/open", "1999/..", None),
            ("unknown/2000", "../2000", None),
            ("2004-06-uu", "2004-06", Some("2004-06-uu")),
            ("2004-uu-uu", "2004", Some("2004-uu-uu")),
            ("2001-21^southernHemisphere", "2001-21", Some("2001-21^southernHemisphere")),
            ("2010-01-05 10:11:12", "2010-01-05T10:11:12", None),
            ("20100105", "2010-01-05", None),
            ("y-12345", "Y-12345", None),
            ("1990*", "1990", Some("1990*")),
            ("Monday, January 4, 2010", "2010-01-04", None),
            ("20. Juli 2010", "2010-07-20", None),
            ("12 août 2010", "2010-08-12", None),
            ("in press", "", Some("in press")),
            ("MMXX", "", Some("MMXX")),
            ("12/2010", "2010-12", None),
            ("44 BC", "-0043", None),
            ("c. 300 B.C.", "-0299~", None),
            ("AD 79", "0079", None),
            ("0 BC", "", Some("0 BC")),
            ("13/2010", "2010", Some("13/2010")),
            ("3 gen 2010", "2010-01-03", None),
            ("1 maja 2010", "2010-05-01", None),
        ] {
            let date = read(text);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{text}");
        }
    }

    #[test]
    fn fields() {
        for (year, month, day, edtf, literal) in [
            ("2019", "", "", "2019", None),
            ("2019", "April", "9", "2019-04-09", None),
            ("2019", "4", "", "2019-04", None),
            ("2019", "January--February", "", "2019-01/2019-02", None),
            ("2000", "December", "23--30", "2000-12-23/2000-12-30", None),
            ("2019", "10 January", "", "2019-01-10", None),
            ("2019", "OCT 1", "", "2019-10-01", None),
            ("2019", "Spring--Summer", "", "2019-21/2019-22", None),
            ("2019", "May/June", "", "2019-05/2019-06", None),
            ("2019", "Michaelmas", "", "2019", Some("2019 Michaelmas")),
            ("-44", "", "", "-0044", None),
            ("1990", "04--05", "", "1990-04/1990-05", None),
            ("1990", "4/5", "", "1990-04/1990-05", None),
            ("1990", "June\u{a0}30\u{2013}July\u{a0}2", "", "1990-06-30/1990-07-02", None),
            ("1990", "3-5 Apr.", "", "1990-04-03/1990-04-05", None),
            ("1990", "Juli", "", "1990-07", None),
            ("1990", "Mai-Juin", "", "1990-05/1990-06", None),
            ("2001", "2001/03/05", "", "2001-03-05", None),
            ("Mon Jan 01 00:00:00 EST 2018", "Mon Jan 01 00:00:00 EST 2018", "", "2018-01-01", None),
            ("in press", "", "", "", Some("in press")),
            ("", "April", "", "", Some("April")),
            ("2013a", "April", "", "2013-04", Some("2013a April")),
            ("2013a", "#8#", "2", "2013-08-02", Some("2013a 8 2")),
            ("2013a", "Michaelmas", "", "2013", Some("2013a Michaelmas")),
            ("2013", "5", "3/4", "2013-05-03/2013-05-04", None),
            ("2013", "15 Dec--1 Jan", "", "2013", Some("2013 15 Dec--1 Jan")),
            ("2013", "maj", "", "2013-05", None),
            ("2013", "Jan-Feb-Mar", "", "2013-01/2013-03", None),
            ("2013", "Mar-Feb-Jan", "", "2013", Some("2013 Mar-Feb-Jan")),
        ] {
            let date = from_fields(year, month, day);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{year} {month} {day}");
        }
    }
}
