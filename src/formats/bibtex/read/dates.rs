//! Dates as files have them: EDTF, three fields, or words in any order.

use crate::article::Date;
use crate::article::date::{Season, month_from_name};

/// A date on one line.
pub fn read(text: &str) -> Date {
    let text = text.trim();
    if let Some(date) = Date::parse_edtf(text) {
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
    if parts.len() == 2 && parts.iter().all(digits) && parts[0].len() == 4 && parts[1].len() < 3 && text.contains('-') {
        return Date::parse_parts(text);
    }
    if let [day, month, year] = parts[..]
        && digits(&day)
        && digits(&year)
        && month_from_name(month).is_some()
    {
        return composed(&[month, day, year].join(" ")).unwrap_or_else(|| Date::words(text));
    }
    if let Some(date) = lone_year(text) {
        return date;
    }
    match composed(text) {
        Some(date) if date.literal.is_none() => date,
        _ => Date::parse_medline(text),
    }
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
    let letter = digits == 4 && tail.len() == 1 && tail.bytes().all(|byte| byte.is_ascii_lowercase());
    if !(unknown || letter || (digits == 4 && tail.is_empty())) {
        return None;
    }
    let scale = [1, 1000, 100, 10, 1][digits];
    let mut date = Date::year(number.parse::<i32>().ok()? * scale);
    date.approximate = circa.is_some();
    date.uncertain = uncertain;
    Some(if unknown || letter { date.with_literal(text) } else { date })
}

/// `April 5, 2019`, `5 April 2019`, `1st May 2000`, `Spring 2003`: a year, a month or season, days, in any order.
fn composed(text: &str) -> Option<Date> {
    let (mut year, mut months, mut days) = (None, Vec::new(), Vec::new());
    let spaced = text.replace("--", "-").replace(['\u{2013}', '\u{2014}'], "-").replace(" - ", "-");
    for token in spaced.split([' ', ',', '\u{a0}']).filter(|token| !token.is_empty()) {
        let token = token.trim_end_matches('.');
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
            let known = |word: &str| month_from_name(word).is_some() || Season::from_name(word).is_some();
            if !token.split(['-', '/']).all(known) {
                return None;
            }
            months.push(token.to_owned());
        }
    }
    let (year, [months], true) = (year?, &months[..], days.len() <= 1) else { return None };
    Some(Date::parse_medline(&[&[year][..], std::slice::from_ref(months), &days].concat().join(" ")))
}

/// A date in three fields, as text.
pub fn from_fields(year: &str, month: &str, day: &str) -> Date {
    let (year, month, day) = (year.trim(), month.trim(), day.trim());
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
    // A month in digits, and days that stand in the month's field.
    let number = month.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
    let name = number.map(|month| crate::article::date::MONTHS[usize::from(month) - 1].to_owned());
    let month = name.unwrap_or_else(|| month.replace("--", "-").replace(" - ", "-"));
    if plain.len() == 4 && plain.bytes().all(|byte| byte.is_ascii_digit()) && !year.starts_with('-') {
        let text = format!("{month} {} {year}", day.replace("--", "-"));
        return match composed(&text) {
            Some(date) if date.literal.is_none() => date,
            // `Dec--Jan`, of which only the words are sure.
            _ => Date::parse_medline(year).with_literal(&words()),
        };
    }
    match month_from_name(&month) {
        Some(month) if plain.bytes().all(|byte| byte.is_ascii_digit()) && !plain.is_empty() => {
            let point = crate::article::Point::new(year.parse().unwrap_or(0), Some(month), day.parse().ok());
            Date::at(point)
        }
        _ => match read(year) {
            date if date.sort_year().is_some() => date.with_literal(&words()),
            _ => Date::words(&words()),
        },
    }
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
            ("in press", "", Some("in press")),
            ("MMXX", "", Some("MMXX")),
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
            ("in press", "", "", "", Some("in press")),
            ("", "April", "", "", Some("April")),
            ("2013a", "April", "", "2013", Some("2013a April")),
        ] {
            let date = from_fields(year, month, day);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{year} {month} {day}");
        }
    }
}
