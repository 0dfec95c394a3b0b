//! Dates of RIS: `2019`, `2019/04/05`, `2003///Spring`, and whatever else people write.

use super::{Reader, places};
use crate::article::text::trim;
use crate::article::{Date, DateRole, End, Point, Season, Slot, Status, date::month_from_name};
use crate::formats::ris::line::Field;
use crate::log::{Code, shown};
use std::borrow::Cow;

/// Reads a date. What could not be read stands in its literal.
pub fn read(text: &str) -> Date {
    let date = in_any_form(trim(text));
    match date.end() {
        // `1234-5679` is some number.
        End::At(end) if end.year > 2199 => Date::words(trim(text)),
        _ => date,
    }
}

fn in_any_form(text: &str) -> Date {
    match text.as_bytes() {
        [a, b, c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) => {
            return text.parse().map_or_else(|_| Date::words(text), Date::year);
        }
        [a, b, c, d, b'/', ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) => return slashed(text),
        _ => {}
    }
    if let Some(date) = Date::parse_edtf(text) {
        return timed(date);
    }
    // `2001年5月6日`
    if let Some(year) = text.find('年') {
        let parts = text.replace(['年', '月'], "/").replace('日', "");
        return if year == 4 { slashed(parts.trim_end_matches('/')) } else { Date::words(text) };
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::parse_compact(text);
    }
    if let Some(date) = day_first(text).or_else(|| stamped(text)) {
        return date;
    }
    let date = Date::parse_medline(&reordered(text));
    if date.start().is_some() {
        // The words as they stood.
        return match date.literal {
            Some(_) => lone_year(text).unwrap_or_else(|| date.with_literal(text)),
            None => date,
        };
    }
    lone_year(text).unwrap_or_else(|| Date::words(text))
}

/// `YYYY/MM/DD/other`; parts may be empty or zero. `2013/2014` is a range.
fn slashed(text: &str) -> Date {
    let mut parts = text.splitn(4, '/').map(str::trim);
    let year: i32 = parts.next().and_then(|year| year.parse().ok()).unwrap_or(0);
    let (month, day, other) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let other = other.trim_matches(['/', ' ']);
    if month.len() == 4
        && day.is_empty()
        && other.is_empty()
        && let Ok(last) = month.parse::<i32>()
    {
        return Date::range(Point::new(year, None, None), Point::new(last, None, None));
    }
    let number = |part: &str| match part {
        "" => Some(0),
        part if part.bytes().all(|byte| byte.is_ascii_digit()) => part.parse::<u8>().ok(),
        _ => None,
    };
    // A time may stand behind the day.
    let (day, time) = day.split_once([' ', 'T']).map_or((day, ""), |(day, time)| (day, time));
    let other = if other.is_empty() { time } else { other };
    let clock = other.len() >= 4 && other.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Z".contains(&byte));
    let season = |word: &str| Season::from_name(word);
    let month_number = number(month).or_else(|| month_from_name(month));
    let named = match (month_number, number(day)) {
        (Some(0), Some(0)) => season(other),
        (None, Some(0)) => season(month),
        _ => None,
    };
    if let Some(season) = named {
        return Date::at(Point::in_season(year, season));
    }
    // `2008//JAN-FEB`, `2008///Nov-Dec`, `2008/Nov-Dec`
    let words = match (month_number, number(day)) {
        (Some(0), None) => day,
        (Some(0), Some(0)) => other,
        (None, Some(0)) if other.is_empty() => month,
        _ => "",
    };
    // `2008/5-6`, `2008/05/07-09`
    let ends = |part: &str| {
        let (first, last) = part.split_once('-')?;
        let small = |part: &str| number(part).filter(|part| *part > 0);
        Some((small(trim(first))?, small(trim(last))?))
    };
    let whole = |point: &Point| point.month.is_some();
    if let (Some((first, last)), "", "") = (ends(month), day, other) {
        let (first, last) = (Point::new(year, Some(first), None), Point::new(year, Some(last), None));
        if whole(&first) && whole(&last) {
            return Date::range(first, last);
        }
    }
    if let (Some(month), Some((first, last)), "") = (month_number, ends(day), other) {
        let (first, last) = (Point::new(year, Some(month), Some(first)), Point::new(year, Some(month), Some(last)));
        if first.day.is_some() && last.day.is_some() {
            return Date::range(first, last);
        }
    }
    if !words.is_empty() {
        let whole = Date::parse_medline(&format!("{year} {words}"));
        if whole.literal.is_none()
            && whole.start().is_some_and(|point| point.month.or(point.season.map(|_| 1)).is_some())
        {
            return whole;
        }
        // Words that are no date: `2003///Michaelmas`.
        let date = Date::year(year).with_literal(&format!("{year} {words}"));
        if date.words_beside_year().is_some() {
            return date;
        }
    }
    let date = match (month_number, number(day)) {
        (Some(month), Some(day)) => {
            let some = |part: u8| Some(part).filter(|part| *part > 0);
            let point = Point::new(year, some(month), some(day));
            let whole = point.month == some(month) && point.day == some(day);
            let date = Date::at(point);
            if whole { date } else { return date.with_literal(text) }
        }
        _ => return Date::parse_medline(text).with_literal(text),
    };
    // `2019/05//May-June`
    match other {
        "" => date,
        _ if season(other).is_some() => date,
        _ if clock => match date.start().filter(|point| point.day.is_some()) {
            Some(point) => timed(Date::at(Point { time: Some(other.to_owned()), ..point.clone() })),
            None => date.with_literal(text),
        },
        other => {
            // `2011/09//2011 Sep`, as EBSCOhost writes it.
            let again = Date::parse_medline(other);
            if again.literal.is_none() && again == date {
                return date;
            }
            let month = date.start().and_then(|point| point.month).filter(|_| month_from_name(other).is_some());
            if month.is_some() && month == month_from_name(other) { date } else { date.with_literal(text) }
        }
    }
}

/// `04/05/2003`: known only when one part is over 12, or both are the same.
fn day_first(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let small = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse::<u8>().ok()).flatten();
    // `05/2003`
    if let [month, year] = parts[..] {
        // `Sep-2007` too.
        let number = small(month).or_else(|| month_from_name(month.trim_end_matches('.')))?;
        let point = Point::new(places::year(year)?, Some(number), None);
        return point.month.is_some().then(|| Date::at(point));
    }
    let [first, second, year] = parts[..] else { return None };
    let (first, second) = (small(first)?, small(second)?);
    let year = places::year(year)?;
    let (month, day) = match () {
        () if second > 12 => (first, second),
        () if first > 12 || first == second => (second, first),
        () => return Some(Date::year(year).with_literal(text)),
    };
    let point = Point::new(year, Some(month), Some(day));
    let whole = point.day == Some(day);
    Some(if whole { Date::at(point) } else { Date::at(point).with_literal(text) })
}

/// `2008-06-12 00:00:00`, `2008.06.12`.
fn stamped(text: &str) -> Option<Date> {
    let date = Date::parse_parts(text);
    (date.literal.is_none() && date.start().is_some_and(|point| point.day.is_some())).then(|| timed(date))
}

/// Midnight is what programs write that know no time.
fn timed(date: Date) -> Date {
    let Some(point) = date.start().filter(|_| *date.end() == End::None) else { return date };
    let midnight = point.time.as_ref().is_some_and(|time| time.bytes().all(|byte| b"0:.Z+-".contains(&byte)));
    if midnight { Date::at(Point { time: None, ..point.clone() }) } else { date }
}

/// `5 April 2003` as `April 5 2003`.
fn reordered(text: &str) -> Cow<'_, str> {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    match (words.next(), words.next(), words.next(), words.next()) {
        // `3-5 June 2019`
        (Some(days), Some(month), Some(year), None)
            if days.split_once('-').is_some_and(|(first, last)| {
                [first, last]
                    .iter()
                    .all(|day| (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit()))
            }) && month_from_name(month).is_some() =>
        {
            Cow::Owned(format!("{year} {} {days}", month.get(..3).unwrap_or(month)))
        }
        (Some(day), Some(month), Some(year), None)
            if day.len() <= 2 && day.bytes().all(|byte| byte.is_ascii_digit()) && month_from_name(month).is_some() =>
        {
            Cow::Owned(format!("{month} {day} {year}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// `c2005`, `[2005]`, `ca. 1900`, `2019a`, `1900?`: one year among other signs.
fn lone_year(text: &str) -> Option<Date> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let (Some(run), None) = (runs.next(), runs.next()) else { return None };
    let year = places::year(run).filter(|year| (1000..=2199).contains(year))?;
    let around = text.replacen(run, "", 1);
    let bare = around.trim_matches([' ', '[', ']', '(', ')', '©', '.', ',']);
    let mut date = Date::year(year);
    match bare.to_ascii_lowercase().as_str() {
        "" | "c" | "cop" | "copyright" => {}
        "ca" | "circa" | "about" | "~" => date.approximate = true,
        "?" => date.uncertain = true,
        _ => date = date.with_literal(text),
    }
    Some(date)
}

/// How much a date says.
fn precision(date: &Date) -> u8 {
    let Some(point) = date.start() else { return 0 };
    if date.words_beside_year().is_some() {
        return 3;
    }
    let parts = match (point.season, point.month, point.day) {
        (_, _, Some(_)) => 6,
        (Some(_), ..) | (_, Some(_), _) => 4,
        _ => 2,
    };
    parts + u8::from(*date.end() != End::None) - u8::from(date.literal.is_some())
}

/// The date that several values give, the first of them the one whose year holds, and the places of those that say
/// something else.
pub fn combined(texts: &[&str]) -> (Option<Date>, Vec<usize>) {
    let dates: Vec<Date> = texts.iter().map(|text| read(text)).collect();
    let Some(base) = dates.iter().position(|date| date.sort_year().is_some()) else {
        let rest = (1..dates.len()).filter(|place| dates[*place] != dates[0]).collect();
        return (dates.into_iter().next(), rest);
    };
    let year = dates[base].sort_year();
    let (mut best, mut from, mut rest) = (dates[base].clone(), base, Vec::new());
    for (place, date) in dates.iter().enumerate().filter(|(place, _)| *place != base) {
        // `July`, where the year stands in another tag.
        let whole = match (date.sort_year(), year) {
            (None, Some(year)) => Date::parse_medline(&reordered(&format!("{} {year}", texts[place]))),
            _ => date.clone(),
        };
        let fits = whole.sort_year() == year && (whole.literal.is_none() || date.sort_year().is_some());
        if !fits {
            rest.push(place);
        } else if precision(&whole) > precision(&best) {
            if best.literal.is_some() {
                rest.push(from);
            }
            (best, from) = (whole, place);
        } else if whole.literal.is_some() && whole != best {
            rest.push(place);
        }
    }
    (Some(best), rest)
}

/// Whether a value is the number of a month and no more.
pub fn is_month(value: &str) -> bool {
    value.len() <= 2 && value.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

/// Whether a value is a date or a part of one: a year, a day, a month.
pub fn may_be_date(value: &str) -> bool {
    let date = read(value);
    let whole = date.literal.is_none() && date.start().is_some();
    whole || value.split([' ', ',']).next().is_some_and(|word| month_from_name(word.trim_end_matches('.')).is_some())
}

/// The status that words in the place of a date mean.
pub fn status(words: &str) -> Option<Status> {
    let words = words.to_lowercase();
    let holds = |list: &[&str]| list.iter().any(|word| words.contains(word));
    match () {
        () if holds(&["in press", "forthcoming", "accepted", "to appear", "im druck", "sous presse"]) => {
            Some(Status::InPress)
        }
        () if holds(&["submitted", "under review"]) => Some(Status::Submitted),
        () => None,
    }
}

impl<'f> Reader<'_, 'f> {
    pub(super) fn date(&mut self, slot: Slot, field: &'f Field<'f>, value: &str) {
        // Rayyan's month, where the year stands in PY.
        if &field.tag == b"Y2" && is_month(value) {
            return self.hold(field, Cow::Owned(value.to_owned()));
        }
        let role = match slot {
            Slot::DateOriginal => DateRole::Original,
            Slot::DateReceived => DateRole::Received,
            _ => DateRole::Accessed,
        };
        let date = read(value);
        match self.article.date(role) {
            Some(known) if *known == date => {}
            Some(_) => self.keep_with(Code::RepeatedField, field, value, "is a second date"),
            None => self.add_date(role, date, field),
        }
    }

    fn add_date(&mut self, role: DateRole, date: Date, field: &Field) {
        if let Some(words) = &date.literal {
            let message = format!("{} is not wholly a date; its words are kept", shown(words));
            self.log.add(Code::UnreadableDate, field.at(), message);
        }
        self.article.add_date(role, date);
    }

    pub(super) fn settle_dates(&mut self) {
        let mut held = self.take_all(&[b"PY", b"Y1", b"DA"]);
        if self.facts.code() == "PAT" {
            // The day of issue; what else may stand there is kept.
            held.extend(self.take_all(&[b"C2"]));
        }
        let month = self.take(b"Y2");
        if let Some((field, month)) = month {
            match &held[..] {
                [(at, year)] if places::year(year).is_some() => {
                    self.note(field, "Y2 is a month, as Rayyan writes it".to_owned());
                    held = vec![(*at, Cow::Owned(format!("{year}/{month:0>2}")))];
                }
                _ => self.keep(field, &month),
            }
        }
        // Zeros say that a date is not known.
        held.retain(|(field, value)| {
            let unknown = value.starts_with("0000") && value.bytes().all(|byte| matches!(byte, b'0' | b'/' | b'-'));
            if unknown {
                self.article.keep("ris", field.name(), value);
            }
            !unknown
        });
        let texts: Vec<&str> = held.iter().map(|(_, value)| value.as_ref()).collect();
        if !texts.is_empty() {
            let (date, rest) = combined(&texts);
            for place in rest {
                let (field, value) = &held[place];
                // EndNote has the day of access there, in works on the web.
                if &field.tag == b"DA"
                    && matches!(self.facts.code(), "EJOUR" | "EBOOK" | "ECHAP")
                    && Self::is_day(value)
                    && self.article.date(DateRole::Accessed).is_none()
                {
                    self.note(field, "DA is another year's; taken for the date of access".to_owned());
                    self.article.add_date(DateRole::Accessed, read(value));
                    continue;
                }
                self.article.status = self.article.status.take().or_else(|| status(value));
                self.keep_with(Code::RepeatedField, field, value, "does not go with the other dates");
            }
            if let Some(date) = date {
                if let Some(words) = &date.literal {
                    self.article.status = self.article.status.take().or_else(|| status(words));
                }
                self.add_date(DateRole::Issued, date, held[0].0);
            }
        }
        self.settle_access();
    }

    /// EndNote's web pages have the year of access in VL, and the day in M1.
    fn settle_access(&mut self) {
        let (mut days, mut years) = (self.take_all(&[b"M1"]), self.take_all(&[b"VL"]));
        if self.is_online() {
            years.extend(self.take_all(&[b"C1"]));
            let dated = |(tag, _, value): &([u8; 2], &Field, Cow<str>)| tag == b"C2" && may_be_date(value);
            if self.held.values.iter().any(dated) {
                days.extend(self.take(b"C2"));
            }
        }
        let year = years.first().map(|(_, year)| year.to_string());
        let whole = |day: &str| match &year {
            Some(year) if read(day).sort_year().is_none() => format!("{day} {year}"),
            _ => day.to_owned(),
        };
        let dated = |text: &str| Some(read(text)).filter(|date| date.start().is_some() && date.literal.is_none());
        let known = self.article.date(DateRole::Accessed).cloned();
        let found = days.iter().find_map(|(field, day)| Some((*field, dated(&whole(day))?)));
        let found = found.or_else(|| years.first().and_then(|(field, year)| Some((*field, dated(year)?))));
        let found = found.filter(|(_, date)| known.as_ref().is_none_or(|known| known == date));
        for (field, value) in days.into_iter().chain(years) {
            let says = |(_, date): &(&Field, Date)| match places::year(&value) {
                Some(year) => date.sort_year() == Some(year),
                None => read(&whole(&value)) == *date,
            };
            if found.as_ref().is_none_or(|found| found.0.start != field.start && !says(found)) {
                self.keep(field, &value);
            }
        }
        if let Some((field, date)) = found.filter(|_| known.is_none()) {
            self.note(field, format!("{} holds the date of access, as EndNote writes it", field.name()));
            self.article.add_date(DateRole::Accessed, date);
        }
    }

    /// A date of online publication; words of another sort are kept.
    pub(super) fn online(&mut self, field: &'f Field<'f>, value: Cow<'f, str>) {
        let date = read(&value);
        let known = self.article.date(DateRole::Online);
        match known {
            Some(known) if *known == date => {}
            None if places::year(&value).is_some() || Self::is_day(&value) => {
                self.article.add_date(DateRole::Online, date);
            }
            _ => self.keep(field, &value),
        }
    }

    /// Whether a value can only be a date: it has more than a year.
    pub(super) fn is_day(value: &str) -> bool {
        let date = read(value);
        date.literal.is_none() && precision(&date) > 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_read() {
        for (input, edtf, literal) in [
            ("2019", "2019", None),
            ("2019///", "2019", None),
            ("2019/04/05/", "2019-04-05", None),
            ("2019/4/5", "2019-04-05", None),
            ("2003///Spring", "2003-21", None),
            ("2019///Spring", "2019-21", None),
            ("2003/00/00", "2003", None),
            ("2013/04//", "2013-04", None),
            ("2013/Apr/05", "2013-04-05", None),
            ("2013/2014", "2013/2014", None),
            ("2003-04-05", "2003-04-05", None),
            ("2003-04", "2003-04", None),
            ("2008-06-12 00:00:00", "2008-06-12", None),
            ("2008-06-12T00:00:00Z", "2008-06-12", None),
            ("2003 Apr 5", "2003-04-05", None),
            ("April 2003", "2003-04", None),
            ("5 April 2003", "2003-04-05", None),
            ("April 5, 2003", "2003-04-05", None),
            ("3-5 June 2019", "2019-06-03/2019-06-05", None),
            ("Nov-Dec 2000", "2000-11/2000-12", None),
            ("Spring 2000", "2000-21", None),
            ("2008//JAN-FEB", "2008-01/2008-02", None),
            ("2008///Nov-Dec", "2008-11/2008-12", None),
            ("25/12/2003", "2003-12-25", None),
            ("12/25/2003", "2003-12-25", None),
            ("04/05/2003", "2003", Some("04/05/2003")),
            ("20190405", "2019-04-05", None),
            ("1999-2000", "1999/2000", None),
            ("1234-5679", "", Some("1234-5679")),
            ("Sep-2007", "2007-09", None),
            ("c2005", "2005", None),
            ("[2005]", "2005", None),
            ("ca. 1900", "1900~", None),
            ("1900?", "1900?", None),
            ("2011/09//2011 Sep", "2011-09", None),
            ("2019a", "2019", Some("2019a")),
            ("2019/13/01", "2019", Some("2019/13/01")),
            ("2019/04/05/Supplement", "2019-04-05", Some("2019/04/05/Supplement")),
            ("in press", "", Some("in press")),
            ("n.d.", "", Some("n.d.")),
            ("July", "", Some("July")),
            ("", "", Some("")),
        ] {
            let date = read(input);
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{input}");
        }
    }

    #[test]
    fn several_dates_give_one() {
        for (texts, edtf, rest) in [
            (&["2019", "2019/04/05"][..], "2019-04-05", &[][..]),
            (&["2019", "July"], "2019-07", &[]),
            (&["2019", "5 July"], "2019-07-05", &[]),
            (&["2019", "2018/12/01"], "2019", &[1]),
            (&["2019/04", "2019/04/05", "2019"], "2019-04-05", &[]),
            (&["2019", "in press"], "2019", &[1]),
            (&["in press", "2019"], "2019", &[0]),
            (&["2019a", "2019/04/05"], "2019-04-05", &[0]),
        ] {
            let (date, found) = combined(texts);
            assert_eq!((date.unwrap().edtf().as_str(), &found[..]), (edtf, rest), "{texts:?}");
        }
    }
}
