//! Dates as JATS elements: day, month, season and year, with the ISO 8601 form as an attribute.
//!
//! A range, a doubtful date and words have no elements of their own; they stand in `string-date` beside the year.

use crate::article::{Date, End, Season};
use crate::markup::xml::Xml;
use std::borrow::Cow;

/// In which order the parts of a date stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Day, month, year: in `date` and `pub-date`.
    DayFirst,
    /// Year, month, day: in citations, where the year holds the ISO form.
    YearFirst,
}

/// The date in ISO 8601; empty where EDTF says more than that.
pub fn iso(date: &Date) -> String {
    let plain = |season: Option<Season>, year: i32| season.is_none() && (0..=9999).contains(&year);
    let end = match date.end() {
        End::None => true,
        End::Open => false,
        End::At(end) => plain(end.season, end.year),
    };
    let fits = date.start().is_some_and(|start| plain(start.season, start.year)) && end;
    if fits && !date.approximate && !date.uncertain { date.edtf() } else { String::new() }
}

/// What the elements for day, month, season and year cannot say.
pub fn words(date: &Date) -> Option<Cow<'_, str>> {
    if let Some(literal) = &date.literal {
        return Some(Cow::Borrowed(literal));
    }
    if date.approximate || date.uncertain || date.start().is_none() {
        return Some(date.edtf()).filter(|text| !text.is_empty()).map(Cow::Owned);
    }
    (*date.end() != End::None).then(|| Cow::Owned(date.medline()))
}

/// The whole date as people read it.
pub fn text(date: &Date) -> Cow<'_, str> {
    words(date).unwrap_or_else(|| Cow::Owned(date.medline()))
}

/// The parts of a date, each in its element. Of a range those of its start.
pub fn parts(xml: &mut Xml, date: &Date, order: Order) {
    let start = date.start();
    let day = start.and_then(|start| start.day).map(|day| format!("{day:02}"));
    let month = start.and_then(|start| start.month).map(|month| format!("{month:02}"));
    let season = start.and_then(|start| start.season).map(|season| season.name().to_owned());
    let year = date.sort_year().map(|year| year.to_string());
    let iso = if order == Order::YearFirst { iso(date) } else { String::new() };
    let mut parts = [("day", day, ""), ("month", month, ""), ("season", season, ""), ("year", year, iso.as_str())];
    if order == Order::YearFirst {
        parts.reverse();
        parts.swap(1, 2);
    }
    for (name, value, iso) in parts {
        if let Some(value) = value {
            xml.leaf(name, &[("iso-8601-date", iso)], &value);
        }
    }
    if let Some(words) = words(date) {
        xml.leaf("string-date", &[], &words);
    }
}

/// A date of publication or of the work's history, on a line of its own.
pub fn line(xml: &mut Xml, name: &str, attributes: [(&str, &str); 3], date: &Date) {
    let [first, second, third] = attributes;
    xml.line();
    xml.start(name, &[first, second, third, ("iso-8601-date", &iso(date))]);
    parts(xml, date, Order::DayFirst);
    xml.end(name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Out;

    #[test]
    fn parts_in_both_orders() {
        for (date, iso_form, day_first, year_first) in [
            (
                Date::parse_medline("2019 Apr 5"),
                "2019-04-05",
                "<day>05</day><month>04</month><year>2019</year>",
                "<year iso-8601-date=\"2019-04-05\">2019</year><month>04</month><day>05</day>",
            ),
            (
                Date::parse_medline("2003 Spring"),
                "",
                "<season>Spring</season><year>2003</year>",
                "<year>2003</year><season>Spring</season>",
            ),
            (
                Date::parse_medline("1998 Dec-1999 Jan"),
                "1998-12/1999-01",
                "<month>12</month><year>1998</year><string-date>1998 Dec-1999 Jan</string-date>",
                "<year iso-8601-date=\"1998-12/1999-01\">1998</year><month>12</month>\
                 <string-date>1998 Dec-1999 Jan</string-date>",
            ),
            (Date::words("in press"), "", "<string-date>in press</string-date>", "<string-date>in press</string-date>"),
            (
                Date::parse_edtf("1999~").unwrap(),
                "",
                "<year>1999</year><string-date>1999~</string-date>",
                "<year>1999</year><string-date>1999~</string-date>",
            ),
            (
                Date::parse_edtf("../2020-03").unwrap(),
                "",
                "<year>2020</year><string-date>../2020-03</string-date>",
                "<year>2020</year><string-date>../2020-03</string-date>",
            ),
        ] {
            assert_eq!(iso(&date), iso_form, "{date:?}");
            for (order, expected) in [(Order::DayFirst, day_first), (Order::YearFirst, year_first)] {
                let mut out = Out::new();
                parts(&mut Xml::new(&mut out, 0), &date, order);
                assert_eq!(std::str::from_utf8(out.bytes()).unwrap(), expected, "{date:?}");
            }
        }
    }
}
