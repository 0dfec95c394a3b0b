//! Reads dates: parts, seasons, words, EDTF, and what programs wrote before there was a schema.

use super::json::{Value, Walk};
use crate::article::date::month_from_name;
use crate::article::{Date, End, Point, Season, text::squeeze};

/// What was read, and whether all of it could be.
pub struct Read {
    pub date: Option<Date>,
    pub whole: bool,
}

/// Reads the date that comes next.
pub fn read(walk: &mut Walk<'_>) -> Read {
    match walk.value() {
        Value::Text(text) => free(&text),
        Value::Number(number) => free(number),
        Value::Null => Read { date: None, whole: true },
        Value::Map => object(walk),
        Value::List => {
            let start = walk.at();
            walk.enter(b'[');
            if walk.peek() == Some(b'{') {
                return objects(walk);
            }
            walk.back(start);
            let (points, whole) = parts(walk);
            Read { date: from_points(points), whole }
        }
        Value::Flag(_) | Value::Word(_) => Read { date: None, whole: false },
    }
}

/// A list of dates, as pandoc's metadata had them: one, or the two ends of a range.
fn objects(walk: &mut Walk<'_>) -> Read {
    let (mut dates, mut whole) = (Vec::new(), true);
    while walk.element() {
        match walk.value() {
            Value::Map => {
                let read = object(walk);
                whole &= read.whole;
                dates.extend(read.date);
            }
            Value::List => {
                walk.skip();
                whole = false;
            }
            Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Null | Value::Word(_) => whole = false,
        }
    }
    let point = |date: &Date| if *date.end() == End::None { date.start().cloned() } else { None };
    let date = match &dates[..] {
        [first, last] => match (point(first), point(last)) {
            (Some(start), Some(end)) => {
                let mut range = Date::range(start, end);
                range.approximate = first.approximate || last.approximate;
                Some(range)
            }
            _ => {
                whole = false;
                Some(first.clone())
            }
        },
        dates => {
            whole &= dates.len() <= 1;
            dates.first().cloned()
        }
    };
    Read { date, whole }
}

/// One end of a date-parts list; `None` for an end that is not known.
type Parts = Option<Point>;

#[derive(Default)]
struct Members {
    points: Vec<Parts>,
    season: Option<String>,
    circa: bool,
    literal: Option<String>,
    raw: Option<String>,
    time: Option<String>,
    /// There are numbers that say it in another way.
    stamped: bool,
    /// Year, month and day as members of their own.
    own: [Option<i32>; 3],
}

fn object(walk: &mut Walk<'_>) -> Read {
    let mut found = Members::default();
    let mut whole = true;
    walk.enter(b'{');
    while let Some(name) = walk.member() {
        match name.as_ref() {
            "date-parts" | "dateParts" | "parts" => {
                let (points, fine) = parts(walk);
                found.points = points;
                whole &= fine;
            }
            "season" => found.season = scalar(walk, &mut whole),
            "circa" => {
                let said = match walk.value() {
                    Value::Flag(said) => said,
                    Value::Number(number) => !number.trim_matches(['0', '.']).is_empty(),
                    Value::Text(text) => !matches!(text.trim(), "" | "0" | "false" | "no"),
                    Value::List | Value::Map => {
                        walk.skip();
                        whole = false;
                        false
                    }
                    Value::Null | Value::Word(_) => false,
                };
                found.circa = said;
            }
            "literal" => found.literal = scalar(walk, &mut whole),
            "raw" | "edtf" => found.raw = scalar(walk, &mut whole),
            "date-time" => found.time = scalar(walk, &mut whole),
            // Crossref's milliseconds and version say nothing that the parts do not.
            "timestamp" | "version" => {
                walk.skip();
                found.stamped = true;
            }
            "year" | "month" | "day" => {
                let place = ["year", "month", "day"].iter().position(|part| *part == name).unwrap_or(0);
                let text = scalar(walk, &mut whole);
                found.own[place] = text.as_deref().and_then(number);
                if place == 1 && found.own[1].is_none() {
                    found.own[1] = text.as_deref().and_then(month_from_name).map(i32::from);
                }
            }
            _ => {
                walk.skip();
                whole = false;
            }
        }
    }
    assemble(found, whole)
}

fn assemble(found: Members, mut whole: bool) -> Read {
    let mut date = from_points(found.points);
    if date.is_none()
        && let Some(year) = found.own[0]
    {
        date = point(year, found.own[1], found.own[2]).map(|(point, fine)| {
            whole &= fine;
            Date::at(point)
        });
    }
    for text in [&found.raw, &found.time, &found.literal].into_iter().flatten().filter(|text| !text.trim().is_empty()) {
        if date.is_some() {
            break;
        }
        let read = free(text);
        whole &= read.whole;
        date = read.date;
    }
    if let (Some(known), Some(time)) = (&mut date, found.time.as_deref().and_then(Date::parse_edtf))
        && let (Some(start), Some(other), End::None) = (known.start(), time.start(), known.end())
        && (start.year, start.month, start.day) == (other.year, other.month, other.day)
        && other.time.is_some()
    {
        *known = time;
    }
    // Words beside parts are what a style prints.
    if let (Some(known), Some(literal)) = (&mut date, found.literal.as_deref().map(squeeze))
        && known.literal.is_none()
        && known.start().is_some()
        && !literal.is_empty()
        && free(&literal).date.as_ref() != Some(known)
    {
        *known = known.clone().with_literal(&literal);
    }
    if let Some(season) = found.season.filter(|season| !season.trim().is_empty()) {
        let named = number(&season).and_then(season_of).or_else(|| Season::from_name(season.trim()));
        match (&mut date, named) {
            (Some(known), Some(season)) if known.start().is_some_and(|start| start.month.is_none()) => {
                let end = known.end().clone();
                let year = known.sort_year().unwrap_or(0);
                if end == End::None {
                    let mut exact = Date::at(Point::in_season(year, season));
                    (exact.approximate, exact.literal) = (known.approximate, known.literal.take());
                    *known = exact;
                }
            }
            // A month says more.
            (Some(known), Some(_)) if known.start().is_some() => {}
            (Some(known), _) if known.literal.is_none() => {
                let words = format!("{} {season}", known.shown());
                *known = known.clone().with_literal(&words);
                whole = false;
            }
            (known @ None, _) => *known = Some(Date::words(&season)),
            _ => whole = false,
        }
    }
    match &mut date {
        Some(known) => known.approximate |= found.circa,
        None => whole &= !found.stamped,
    }
    Read { date, whole }
}

/// A scalar as text.
fn scalar(walk: &mut Walk<'_>, whole: &mut bool) -> Option<String> {
    match walk.value() {
        Value::Text(text) => Some(text.into_owned()),
        Value::Number(text) => Some(text.to_owned()),
        Value::Null => None,
        Value::List | Value::Map => {
            walk.skip();
            *whole = false;
            None
        }
        Value::Flag(_) | Value::Word(_) => {
            *whole = false;
            None
        }
    }
}

fn number(text: &str) -> Option<i32> {
    let text = text.trim();
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

fn season_of(number: i32) -> Option<Season> {
    let number = match number {
        13..=16 => number - 12,
        21..=24 => number - 20,
        other => other,
    };
    Season::from_number(u8::try_from(number).ok()?)
}

/// A point of numbers, and whether all of them could be used. Zeros are padding, and years before Christ are counted without a
/// year 0.
fn point(year: i32, month: Option<i32>, day: Option<i32>) -> Option<(Point, bool)> {
    let year = if year < 0 { year + 1 } else { year };
    let (month, day) = (month.filter(|month| *month != 0), day.filter(|day| *day != 0));
    if let Some(season) = month.filter(|month| *month > 12).and_then(season_of) {
        return Some((Point::in_season(year, season), day.is_none()));
    }
    let small = |part: Option<i32>| part.map(|part| u8::try_from(part).unwrap_or(0));
    let point = Point::new(year, small(month), small(day));
    let whole = point.month.is_some() == month.is_some() && point.day.is_some() == day.is_some();
    Some((point, whole))
}

/// A list of lists of parts, or one list; and whether all of it could be read.
fn parts(walk: &mut Walk<'_>) -> (Vec<Parts>, bool) {
    let mut whole = true;
    let mut points = Vec::new();
    let mut own = Vec::new();
    if !walk.enter(b'[') {
        // A text in the place of the list.
        let read = read_scalar(walk);
        return (read.into_iter().map(Some).collect(), false);
    }
    while walk.element() {
        if walk.enter(b'[') {
            let mut list = Vec::new();
            while walk.element() {
                list.push(part(walk, &mut whole));
            }
            points.push(from_list(&list, &mut whole));
        } else {
            own.push(part(walk, &mut whole));
        }
    }
    if points.is_empty() && !own.is_empty() {
        points.push(from_list(&own, &mut whole));
    }
    whole &= points.len() <= 2;
    (points, whole)
}

fn read_scalar(walk: &mut Walk<'_>) -> Option<Point> {
    let mut whole = true;
    let text = scalar(walk, &mut whole)?;
    free(&text).date.and_then(|date| date.start().cloned())
}

/// What stands in a place of a list of parts.
enum Part {
    Number(i32),
    Text(String),
    Nothing,
}

fn part(walk: &mut Walk<'_>, whole: &mut bool) -> Part {
    let Some(text) = scalar(walk, whole) else { return Part::Nothing };
    match number(&text) {
        Some(number) => Part::Number(number),
        None if text.trim().is_empty() => Part::Nothing,
        None => Part::Text(text),
    }
}

fn from_list(list: &[Part], whole: &mut bool) -> Parts {
    let mut numbers = [None; 3];
    for (place, part) in list.iter().enumerate() {
        let value = match part {
            Part::Number(number) => Some(*number),
            Part::Nothing => None,
            // `[["2019-04-09"]]`, `[[2019, "April"]]`
            Part::Text(text) if place == 1 => month_from_name(text).map(i32::from),
            Part::Text(text) if place == 0 && list.len() == 1 => {
                let read = free(text);
                *whole &= read.whole;
                return read.date.and_then(|date| date.start().cloned());
            }
            Part::Text(_) => None,
        };
        *whole &= value.is_some() || matches!(part, Part::Nothing);
        match numbers.get_mut(place) {
            Some(slot) => *slot = value,
            None => *whole = false,
        }
    }
    let year = numbers[0]?;
    if year == 0 && numbers[1..].iter().all(|part| part.unwrap_or(0) == 0) {
        return None;
    }
    let (point, fine) = point(year, numbers[1], numbers[2])?;
    *whole &= fine;
    Some(point)
}

fn from_points(points: Vec<Parts>) -> Option<Date> {
    let mut points = points.into_iter();
    match (points.next().flatten(), points.next()) {
        (Some(start), None) => Some(Date::at(start)),
        (Some(start), Some(Some(end))) => Some(Date::range(start, end)),
        // A second list of zeros or nothing: the range goes on.
        (Some(start), Some(None)) => Some(Date::open(start)),
        (None, Some(Some(end))) => Some(Date::until(end)),
        (None, _) => None,
    }
}

/// Reads a date in words: EDTF, `2019/04/05`, `9 April 2019`, `April 9, 2019`, `c. 1850`, `Spring 2003`. Words that are no
/// date stay words.
pub fn free(text: &str) -> Read {
    let text = squeeze(text);
    if text.is_empty() {
        return Read { date: None, whole: true };
    }
    if let Some(date) = Date::parse_edtf(&text) {
        return Read { date: Some(date), whole: true };
    }
    let lower = text.to_ascii_lowercase();
    let about = ["circa ", "ca. ", "ca ", "c. ", "c.", "approx. ", "~"].iter().find(|word| lower.starts_with(**word));
    let bare = text[about.map_or(0, |word| word.len())..].trim();
    // A bare year that is short or long is a year all the same.
    let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
    let mut date = match bare.parse::<i32>() {
        Ok(year) if digits && (1..=4).contains(&bare.len()) && year > 0 => Date::year(year),
        _ if digits && bare.len() == 8 => Date::parse_compact(bare),
        _ => worded(bare),
    };
    date.approximate |= about.is_some();
    let whole = date.start().is_some() && date.literal.is_none();
    // The words are the source's, with all that was said around the date.
    if date.literal.is_some() {
        date = date.with_literal(&text);
    }
    Read { date: Some(date), whole }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

fn worded(text: &str) -> Date {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let numeric = |part: &&str| !part.is_empty() && part.trim().bytes().all(|byte| byte.is_ascii_digit());
    if let Some((day, _)) = text.split_once('T').filter(|(day, _)| day.split('-').count() == 3) {
        let date = Date::parse_parts(text);
        return if date.start().is_some() { date } else { Date::parse_parts(day) };
    }
    if parts.len() == 3 && parts.iter().all(numeric) {
        // `9.4.2019` has its day first; `04/09/2019` may have either.
        let small = |place: usize| parts[place].trim().parse::<u8>().unwrap_or(0);
        return match (parts[0].trim().len(), parts[2].trim().len()) {
            (4, _) => Date::parse_parts(text),
            (_, 4) => {
                let year = parts[2].trim().parse().unwrap_or(0);
                let (day, month) = match (small(0), small(1)) {
                    (day, month) if text.contains('.') || day > 12 => (day, month),
                    (month, day) if day > 12 => (day, month),
                    (same, other) if same == other => (same, other),
                    _ => return Date::year(year).with_literal(text),
                };
                let point = Point::new(year, Some(month), Some(day));
                if point.day == Some(day) { Date::at(point) } else { Date::at(point).with_literal(text) }
            }
            _ => Date::words(text),
        };
    }
    if parts.len() == 2 && parts.iter().all(numeric) && parts[0].len() == 4 && parts[1].len() <= 2 && text.contains('/')
    {
        return Date::parse_parts(text);
    }
    // `9 April 2019` and `April 9, 2019`: NLM has the year first.
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if words.len() > 3 && words.first().is_some_and(|word| is_weekday(word)) {
        words.remove(0);
    }
    let bare = |word: &str| word.trim_end_matches(['.', ',']).to_owned();
    let ordinal = |word: &str| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
        word.parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    if let [first, second, year] = words[..]
        && year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
    {
        let found = match (month_from_name(&bare(first)), month_from_name(&bare(second))) {
            (Some(month), None) => ordinal(second).map(|day| (month, day)),
            (None, Some(month)) => ordinal(first).map(|day| (month, day)),
            _ => None,
        };
        // `3-5 June 2019`
        let (days, month) = if month_from_name(&bare(first)).is_some() { (second, first) } else { (first, second) };
        if days.split_once(['-', '–']).is_some_and(|(from, to)| ordinal(from).is_some() && ordinal(to).is_some())
            && month_from_name(&bare(month)).is_some()
        {
            let short: String = month.chars().take(3).collect();
            let date = Date::parse_medline(&format!("{year} {short} {}", days.replace('–', "-")));
            return if date.literal.is_none() { date } else { date.with_literal(text) };
        }
        if let (Some((month, day)), Ok(year)) = (found, year.parse()) {
            let point = Point::new(year, Some(month), Some(day));
            if point.day.is_some() {
                return Date::at(point);
            }
        }
    }
    Date::parse_medline(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (json, expected, whole) in [
            (r#"{"date-parts":[[1998,12],[1999,1]]}"#, "1998-12/1999-01", true),
            (r#"{"date-parts":[["2003"]],"season":"1"}"#, "2003-21", true),
            (r#"{"season":"Fall","date-parts":[["2003"]]}"#, "2003-23", true),
            (r#"{"date-parts":[[2003,21]]}"#, "2003-21", true),
            (r#"[{"year": 1999, "month": "4"}]"#, "1999-04", true),
            (r#"[{"year": "1999"}, {"year": "2001"}]"#, "1999/2001", true),
            (r#"{"date-parts":[[2003,14]]}"#, "2003-22", true),
            (r#"{"date-parts":[["2019","04","09"]]}"#, "2019-04-09", true),
            (r#"{"date-parts":[[2019,4,null]]}"#, "2019-04", true),
            (r#"{"date-parts":[[2019,0,0]]}"#, "2019", true),
            (r#"{"date-parts":[[2019],[0,0,0]]}"#, "2019/..", true),
            (r#"{"date-parts":[[null]]}"#, "-", true),
            (r#"{"date-parts":[[]]}"#, "-", true),
            (r#"{"date-parts":[2019,4]}"#, "2019-04", true),
            (r#"{"date-parts":[["2019-04-09"]]}"#, "2019-04-09", true),
            (r#"{"date-parts":[[2019,"x"]]}"#, "2019", false),
            (r#"{"date-parts":[[2019,2,31]]}"#, "2019-02", false),
            (r#"{"date-parts":[[-44,3,15]]}"#, "-0043-03-15", true),
            (r#"{"date-parts":[[1850]],"circa":1}"#, "1850~", true),
            (r#"{"date-parts":[[1850]],"circa":"false"}"#, "1850", true),
            (r#"{"raw":"9 April 2019"}"#, "2019-04-09", true),
            (r#"{"literal":"in press"}"#, "in press", false),
            (r#"{"literal":"2004"}"#, "2004", true),
            (
                r#"{"date-time":"2019-03-01T10:00:00Z","date-parts":[[2019,3,1]],"timestamp":155}"#,
                "2019-03-01T10:00:00Z",
                true,
            ),
            (r#"{"year":2019,"month":"Apr"}"#, "2019-04", true),
            (r#""2019-04/2019-06""#, "2019-04/2019-06", true),
            (r#""April 9, 2019""#, "2019-04-09", true),
            (r#""9th Apr. 2019""#, "2019-04-09", true),
            (r#""Spring 2003""#, "2003-21", true),
            (r#""c. 1850""#, "1850~", true),
            (r#""2019/04/05""#, "2019-04-05", true),
            (r#""25/12/2019""#, "2019-12-25", true),
            (r#""04/09/2019""#, "2019", false),
            (r#""20190409""#, "2019-04-09", true),
            (r#""[1999?]""#, "[1999?]", false),
            ("2019", "2019", true),
            ("476", "0476", true),
            ("null", "-", true),
            ("true", "-", false),
        ] {
            let read = read(&mut Walk::new(json));
            let shown = read.date.map_or("-".to_owned(), |date| date.shown());
            assert_eq!((shown.as_str(), read.whole), (expected, whole), "{json}");
        }
    }
}
