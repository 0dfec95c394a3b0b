//! Dates, and which of them is the one to cite.

use super::Reader;
use crate::article::{Date, DateRole, Point, Season, Slot, date::month_from_name};
use crate::log::{Code, shown};
use crate::markup::xml::read::Tag;
use std::borrow::Cow;

/// The elements of a date.
#[derive(Default)]
struct Parts<'a> {
    year: Cow<'a, str>,
    month: Cow<'a, str>,
    day: Cow<'a, str>,
    season: Cow<'a, str>,
    /// Hour and minute.
    time: Option<(Cow<'a, str>, Cow<'a, str>)>,
    words: Option<Cow<'a, str>>,
}

impl<'a> Reader<'_, 'a> {
    /// Reads the elements of a date.
    pub(super) fn date(&mut self, tag: &Tag<'a>) -> Option<Date> {
        let mut parts = Parts::default();
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Year" => parts.year = self.xml.text(),
                "Month" => parts.month = self.xml.text(),
                "Day" => parts.day = self.xml.text(),
                "Season" => parts.season = self.xml.text(),
                "Hour" => parts.time = Some((self.xml.text(), Cow::Borrowed("0"))),
                "Minute" => {
                    let minute = self.xml.text();
                    if let Some((_, known)) = &mut parts.time {
                        *known = minute;
                    }
                }
                "Second" => {
                    self.xml.skip(&tag);
                }
                "MedlineDate" => parts.words = Some(self.xml.text()),
                _ => self.unknown(&tag),
            }
        }
        let date = match &parts.words {
            Some(words) => Date::parse_medline(words),
            None => point(&parts).map(Date::at).unwrap_or_else(|| in_words(&parts)),
        };
        let empty = date.start().is_none() && date.literal.as_deref().unwrap_or("").is_empty();
        if empty {
            return None;
        }
        if date.start().is_none() || (parts.words.is_none() && date.literal.is_some()) {
            let words = date.literal.as_deref().unwrap_or("");
            let message = format!("{} is no date, or not all of it; its words are kept", shown(words));
            self.log.add(Code::UnreadableDate, tag.range(), message);
        }
        Some(date)
    }

    /// A date of the record.
    pub(super) fn record_date(&mut self, tag: &Tag<'a>, role: DateRole) {
        if !self.passes(tag, Slot::of_date(role))
            && let Some(date) = self.date(tag)
        {
            self.article.add_date(role, date);
        }
    }

    /// The date online.
    pub(super) fn article_date(&mut self, tag: &Tag<'a>) {
        if let Some(date) = self.date(tag) {
            if self.article.date(DateRole::Online).is_some_and(|known| *known != date) {
                let text = date.edtf();
                return self.repeated(tag, &text);
            }
            self.article.add_date(DateRole::Online, date);
        }
    }

    /// NLM cites an electronic journal by the date online; the date of the issue is then that of the print edition or of the
    /// collection.
    pub(super) fn settle_dates(&mut self) {
        let Some(published) = self.held.published.take() else {
            if let Some(online) = self.article.date(DateRole::Online).cloned() {
                self.article.dates.insert(0, crate::article::RoleDate { role: DateRole::Issued, date: online });
            }
            return;
        };
        let role = match self.held.model.as_deref() {
            Some("Electronic-Print") => Some(DateRole::Print),
            Some("Electronic-eCollection" | "Electronic") => Some(DateRole::Collection),
            _ => None,
        };
        let online = self.article.date(DateRole::Online).filter(|online| **online != published).cloned();
        let issued = match (role, online) {
            (Some(role), Some(online)) => {
                if self.article.date(role).is_none() {
                    self.article.add_date(role, published);
                }
                online
            }
            _ => published,
        };
        self.article.dates.insert(0, crate::article::RoleDate { role: DateRole::Issued, date: issued });
    }
}

/// The point that the parts give, if each of them can be read.
fn point(parts: &Parts<'_>) -> Option<Point> {
    let year = parts.year.parse::<u16>().ok().filter(|_| parts.year.len() == 4)?;
    let year = i32::from(year);
    if !parts.season.is_empty() {
        return Season::from_name(&parts.season).map(|season| Point::in_season(year, season));
    }
    let month = match parts.month.as_ref() {
        "" => None,
        text => Some(text.parse::<u8>().ok().or_else(|| month_from_name(text))?),
    };
    let day = match parts.day.as_ref() {
        "" => None,
        text => Some(text.parse::<u8>().ok()?),
    };
    let mut point = Point::new(year, month, day);
    if point.month != month || point.day != day {
        return None;
    }
    if let (Some(_), Some((hour, minute))) = (day, &parts.time) {
        let (hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
        point.time = Some(format!("{hour:02}:{minute:02}"));
    }
    Some(point)
}

/// The parts as words, and the date that is in them.
fn in_words(parts: &Parts<'_>) -> Date {
    let words = [&parts.year, &parts.month, &parts.season, &parts.day];
    let words: Vec<&str> = words.into_iter().map(AsRef::as_ref).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    // `Spring-Summer` is a range of seasons; anything else that is left over stays as words.
    Date::parse_medline(&words)
}
