//! Dates, and the publishing model that tells which of them is the one to cite.

use super::{Form, Record, tags};
use crate::article::{Article, Date, DateRole, End, IdKind, Point, Slot};

const MODELS: &[&str] = &["Print", "Print-Electronic", "Electronic", "Electronic-Print", "Electronic-eCollection"];

/// Two digits, up to the days of a month.
const TWO: [&str; 32] = [
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18",
    "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
];

fn two(number: u8) -> &'static str {
    TWO.get(usize::from(number)).copied().unwrap_or("")
}

/// Which date goes where.
pub struct Publishing<'a> {
    /// `PubModel`.
    pub model: &'a str,
    /// `PubDate`.
    pub published: Option<&'a Date>,
    /// `ArticleDate`.
    pub online: Option<&'a Date>,
    /// What `PubDate` is the date of, besides the one to cite.
    told: Option<DateRole>,
}

impl<'a> Publishing<'a> {
    fn of(article: &'a Article, given: Option<&'a str>) -> Publishing<'a> {
        use DateRole::{Collection, Issued, Online, Print};
        let date = |role| article.date(role);
        let online = date(Online).filter(|date| date.start().is_some_and(is_written));
        let Some(issued) = date(Issued) else {
            let roles = [(Print, "Print"), (Online, "Electronic"), (Collection, "Electronic")];
            let first = roles.into_iter().find_map(|(role, model)| Some((role, model, date(role)?)));
            let (model, published) = first.map_or(("Print", None), |(_, model, date)| (model, Some(date)));
            return Publishing { model: given.unwrap_or(model), published, online, told: None };
        };
        let other = |role| date(role).filter(|date| *date != issued);
        let model = |fitting: &[&str], usual: &'a str| given.filter(|given| fitting.contains(given)).unwrap_or(usual);
        match online {
            Some(online) if online == issued => {
                let model_of = |role| match role {
                    Collection => model(&["Electronic"], "Electronic-eCollection"),
                    _ => "Electronic-Print",
                };
                let parted = [Collection, Print].into_iter().find_map(|role| Some((role, other(role)?)));
                match parted {
                    Some((role, date)) => Publishing {
                        model: model_of(role),
                        published: Some(date),
                        online: Some(online),
                        told: Some(role),
                    },
                    None => {
                        let model = model(MODELS, "Electronic");
                        Publishing { model, published: Some(issued), online: Some(online), told: None }
                    }
                }
            }
            Some(online) => {
                let model = model(&["Print"], "Print-Electronic");
                Publishing { model, published: Some(issued), online: Some(online), told: None }
            }
            None => {
                let only_electronic =
                    article.id(&IdKind::IssnElectronic).is_some() && article.id(&IdKind::IssnPrint).is_none();
                let usual = if only_electronic { "Electronic" } else { "Print" };
                Publishing { model: model(MODELS, usual), published: Some(issued), online: None, told: None }
            }
        }
    }
}

/// Whether a year has four digits.
fn is_written(point: &Point) -> bool {
    (0..=9999).contains(&point.year)
}

impl<'a> Record<'a, '_> {
    pub(super) fn publishing(&mut self) -> Publishing<'a> {
        if self.form == Form::Article {
            let given = self.extra_word("PubModel", MODELS);
            return Publishing::of(self.article, given);
        }
        // A book has no model: its date is the one to cite, and all others are history.
        let issued = self.article.date(DateRole::Issued).or_else(|| self.article.citation_date());
        Publishing { model: "", published: issued, online: None, told: None }
    }

    fn year(&mut self, year: i32) {
        // Checked by `is_written`.
        let year = u32::try_from(year).unwrap_or(0);
        let digits = [year / 1000 % 10, year / 100 % 10, year / 10 % 10, year % 10];
        self.xml.raw("<Year>");
        for digit in digits {
            self.xml.raw(&TWO[digit as usize][1..]);
        }
        self.xml.raw("</Year>");
    }

    /// A date that must have a day: what is not known is empty. Whether it could be written.
    fn day(&mut self, slot: Slot, name: &str, attributes: &[(&str, &str)], date: &Date, clock: bool) -> bool {
        let Some(start) = date.start().filter(|start| is_written(start)) else {
            self.log.lost(slot);
            return false;
        };
        self.xml.line();
        self.xml.start(name, attributes);
        self.year(start.year);
        self.xml.raw("<Month>");
        self.xml.raw(start.month.map_or("", two));
        self.xml.raw("</Month><Day>");
        self.xml.raw(start.day.map_or("", two));
        self.xml.raw("</Day>");
        let mut whole = *date.end() == End::None && start.season.is_none() && is_plain(date);
        if let Some(time) = &start.time {
            whole &= clock && self.clock(time);
        }
        self.xml.end(name);
        if !whole {
            self.log.flattened(slot, "details");
        }
        true
    }

    /// Hour and minute. Whether they are all of the time.
    fn clock(&mut self, time: &str) -> bool {
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (Some(hour), Some(minute)) = (time.get(..2), time.get(3..5)) else { return false };
        if !digits(hour) || !digits(minute) {
            return false;
        }
        self.xml.leaf("Hour", &[], hour);
        self.xml.leaf("Minute", &[], minute);
        time.len() == 5
    }

    /// A date of the record. A second one of the role has no place.
    pub(super) fn record_date(&mut self, name: &str, role: DateRole) {
        let mut dates = self.article.dates.iter().filter(|dated| dated.role == role);
        if let Some(dated) = dates.next() {
            self.day(Slot::DateRecord, name, &[], &dated.date, false);
        }
        if dates.next().is_some() {
            self.log.lost(Slot::DateRecord);
        }
    }

    pub(super) fn article_date(&mut self, publishing: &Publishing<'_>) {
        if let Some(online) = publishing.online {
            self.day(Slot::DateOnline, "ArticleDate", &[("DateType", "Electronic")], online, false);
        }
    }

    /// PubDate: parts where it has parts, else MEDLINE's words.
    pub(super) fn pub_date(&mut self, publishing: &Publishing<'_>) {
        let slot = publishing.told.map_or(Slot::DateIssued, Slot::of_date);
        self.xml.line();
        self.xml.raw("<PubDate>");
        match publishing.published {
            Some(date) => self.published(slot, date),
            None => self.xml.raw("<MedlineDate/>"),
        }
        self.xml.raw("</PubDate>");
    }

    fn published(&mut self, slot: Slot, date: &Date) {
        match date.start().filter(|start| is_written(start) && *date.end() == End::None && is_plain(date)) {
            Some(start) => {
                self.year(start.year);
                if let Some(season) = start.season {
                    self.xml.leaf("Season", &[], season.name());
                } else if let Some(month) = start.month {
                    let name = crate::article::date::MONTHS.get(usize::from(month).wrapping_sub(1));
                    self.xml.leaf("Month", &[], name.copied().unwrap_or(""));
                    if let Some(day) = start.day {
                        self.xml.leaf("Day", &[], two(day));
                    }
                }
                if start.time.is_some() {
                    self.log.flattened(slot, "time of day");
                }
            }
            None => {
                let literal = date.literal.as_deref().filter(|words| Date::parse_medline(words) == *date);
                let words = literal.map_or_else(|| date.medline(), str::to_owned);
                self.xml.leaf("MedlineDate", &[], &words);
                if literal.is_none() && Date::parse_medline(&words) != *date {
                    self.log.flattened(slot, "details");
                }
            }
        }
    }

    /// The dates of the history, in the article's order.
    pub(super) fn history(&mut self, publishing: &Publishing<'_>) {
        let article = self.article;
        let before = self.xml.len();
        self.xml.open("History", &[]);
        let opened = self.xml.len();
        for (place, dated) in article.dates.iter().enumerate() {
            let (role, date, slot) = (dated.role, &dated.date, Slot::of_date(dated.role));
            let earlier = || article.dates[..place].iter().filter(|known| known.role == role);
            match role {
                // They have elements of their own.
                DateRole::Issued => {
                    if earlier().next().is_some() {
                        self.log.lost(slot);
                    }
                    continue;
                }
                DateRole::RecordRevised => continue,
                DateRole::Completed if self.form == Form::Article => continue,
                DateRole::Online if publishing.online.is_some_and(|online| std::ptr::eq(online, date)) => continue,
                role if publishing.told == Some(role) && earlier().next().is_none() => continue,
                _ => {}
            }
            let Some(status) = tags::pub_status(role) else {
                // Dates that are not carried at all are told by the engine.
                if slot == Slot::DateRecord {
                    self.log.lost(slot);
                }
                continue;
            };
            if self.day(slot, "PubMedPubDate", &[("PubStatus", status)], date, true) {
                let timed = slot == Slot::DateRecord && role != DateRole::PmcRelease;
                let midnight = date.start().is_some_and(|start| start.time.as_deref() == Some("00:00"));
                if midnight && !timed {
                    self.log.flattened(slot, "details");
                }
                let repeated = earlier().any(|known| role != DateRole::Revised || known.date == *date);
                if repeated || (role == DateRole::Online && publishing.online.is_some()) {
                    self.log.flattened(slot, "which of several it is");
                }
            }
        }
        self.kept_history();
        match self.xml.len() == opened {
            true => self.xml.take_back(before),
            false => self.xml.close("History"),
        }
    }

    /// Dates of the history that the model has no role for.
    fn kept_history(&mut self) {
        let article = self.article;
        for extra in article.extra.iter().filter(|extra| extra.format == tags::FAMILY) {
            let status = extra.key.strip_prefix("History ").filter(|status| tags::PUB_STATUSES.contains(status));
            let (Some(status), Some(date)) = (status, Date::parse_edtf(&extra.value)) else { continue };
            if date.start().is_some_and(is_written) {
                self.day(Slot::Extra, "PubMedPubDate", &[("PubStatus", status)], &date, true);
                self.kept += 1;
            }
        }
    }
}

/// Whether a date is nothing but its points.
fn is_plain(date: &Date) -> bool {
    !date.approximate && !date.uncertain && date.literal.is_none()
}
