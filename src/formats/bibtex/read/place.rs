//! Numbers, dates, publishers, identifiers and what else a record holds.

use super::fields::F;
use super::ids::{arxiv, arxiv_in};
use super::{Reader, dates, lists};
use crate::article::pages::without_label;
use crate::article::{Date, DateRole, IdKind, Kind, Link, Pages, Slot, Status};
use crate::formats::bibtex::tags::{GENRES, STATES, Shape, country, is_article_number, is_numbered_itself};
use crate::formats::bibtex::{Dialect, dates as written};
use crate::log::{Code, shown};
use crate::markup::latex::scan::unescaped;

impl Reader<'_> {
    pub(super) fn numbers(&mut self) {
        self.put(F::Volume, Slot::Volume);
        let number = match self.shape {
            Shape::Whole if is_numbered_itself(&self.kind) && !self.has(F::Series) => Slot::Number,
            Shape::Article => Slot::Issue,
            Shape::Whole | Shape::Part => Slot::SeriesNumber,
            Shape::Loose if self.article.kind == Kind::Periodical => Slot::Issue,
            Shape::Thesis | Shape::Report | Shape::Loose => Slot::Number,
        };
        self.put(F::Number, number);
        // INSPIRE has the number of a report in a field of its own.
        if self.shape == Shape::Report && self.article.number.is_none() && self.has(F::ReportNumber) {
            self.put(F::ReportNumber, Slot::Number);
            self.copy_of(F::ReportNumber);
        } else if let Some(field) = self.get(F::ReportNumber) {
            self.keep(field);
        }
        // A number is an issue's number, an issue its name; where there is one alone, it is the issue.
        let serial = self.shape == Shape::Article || self.article.kind == Kind::Periodical;
        match (self.get(F::Issue), serial && self.article.issue.is_none()) {
            (Some(_), true) => self.put(F::Issue, Slot::Issue),
            (Some(field), false) => self.keep(field),
            (None, _) => {}
        }
        self.pages();
        for (field, slot) in [
            (F::Chapter, Slot::Chapter),
            (F::Part, Slot::Part),
            (F::Edition, Slot::Edition),
            (F::Version, Slot::Version),
            (F::Volumes, Slot::VolumeCount),
            (F::PageTotal, Slot::PageCount),
        ] {
            self.put(field, slot);
        }
        if self.dialect == Dialect::Bibtex {
            self.copy_of(F::PageTotal);
        }
    }

    fn pages(&mut self) {
        let eid = self.plain(F::Eid);
        if let Some(text) = self.plain(F::Pages).map(|text| text.replace(['\u{2013}', '\u{2014}'], "-")) {
            let text = without_label(&text);
            let count = count_of(text);
            let whole = matches!(self.shape, Shape::Whole | Shape::Thesis) && self.dialect == Dialect::Bibtex;
            // The same number, for styles that know one of the fields only; ADS has the preprint's there.
            if eid.as_deref() == Some(text) || self.is_arxiv(text) {
                self.copy_of(F::Pages);
            } else if let Some((count, true)) = count.filter(|_| self.article.page_count.is_none()) {
                self.article.page_count = Some(count.to_owned());
                self.copy_of(F::Pages);
            } else if let Some((count, _)) = count.filter(|_| whole) {
                self.article.page_count = Some(count.to_owned());
            } else if whole && is_collation(text) {
                self.article.page_count = Some(text.to_owned());
            } else if eid.is_none() && is_article_number(text) {
                self.article.article_number = Some(text.to_owned());
            } else {
                let field = self.get(F::Pages);
                let open = text.ends_with('-');
                let text = text.trim_end_matches(['-', ' ']);
                if open && let Some(field) = field {
                    let at = self.at(field);
                    self.log.add(Code::UnfitValue, at, format!("the pages {} have no end", shown(&field.value)));
                }
                self.article.pages = Some(Pages::parse(text));
            }
        }
        if let Some(eid) = eid {
            if !self.is_arxiv(&eid) {
                self.article.article_number = Some(eid);
            }
            self.copy_of(F::Eid);
        }
    }

    /// Whether a number is the entry's identifier at arXiv once more: `arXiv:1101.4995`.
    fn is_arxiv(&self, number: &str) -> bool {
        let label = number.get(..6).filter(|label| label.eq_ignore_ascii_case("arxiv:"));
        label.is_some_and(|_| {
            [F::Eprint, F::Arxiv].iter().any(|field| {
                let id = self.raw(*field);
                id.strip_prefix("arXiv:").unwrap_or(id) == &number[6..]
            })
        })
    }

    pub(super) fn dates(&mut self) {
        let year = self.plain(F::Year);
        let issued = match (self.date_text(F::Date), year) {
            (Some(date), year) => {
                let found = dates::read(&date);
                // A year beside a date says something only when it is another.
                if let Some(field) = self.get(F::Year)
                    && found.sort_year().map(|year| year.to_string()) != year
                {
                    self.keep(field);
                }
                Some(self.told(F::Date, found))
            }
            (None, year) if year.is_some() || self.has(F::Month) => {
                let (month, day) = (self.plain(F::Month), self.plain(F::Day));
                let text = |part: Option<String>| part.unwrap_or_default();
                let field = if year.is_some() { F::Year } else { F::Month };
                let date = dates::from_fields(&text(year), &text(month), &text(day));
                Some(self.told(field, date))
            }
            (None, _) => None,
        };
        if let Some(date) = issued {
            // What cannot be said in fields of its own comes back in the words that it had.
            let vague = date.literal.is_some()
                || (self.dialect == Dialect::Bibtex && written::parts(&date).flattened.is_some());
            if vague {
                [F::Date, F::Year, F::Month, F::Day].into_iter().for_each(|field| self.copy_of(field));
            }
            self.article.add_date(DateRole::Issued, date);
        }
        for (field, role) in
            [(F::EventDate, DateRole::Event), (F::OrigDate, DateRole::Original), (F::UrlDate, DateRole::Accessed)]
        {
            if let Some(text) = self.date_text(field) {
                let date = dates::read(&text);
                let date = self.told(field, date);
                self.article.add_date(role, date);
                self.placed(field, Slot::of_date(role));
            }
        }
    }

    /// The text of a date. In EDTF a tilde means doubt, and no blank.
    fn date_text(&mut self, name: F) -> Option<String> {
        let raw = self.raw(name);
        if Date::parse_edtf(raw).is_some() { Some(raw.to_owned()) } else { self.plain(name) }
    }

    /// Says that a date is not read whole, unless it is but words.
    fn told(&mut self, name: F, date: Date) -> Date {
        let Some(field) = self.get(name).filter(|_| date.literal.is_some()) else { return date };
        let at = self.at(field);
        let what = if date.sort_year().is_some() { "could be read in part only" } else { "is no date" };
        let message = format!("{} {what}; its words are kept", shown(date.literal.as_deref().unwrap_or("")));
        self.log.add(Code::UnreadableDate, at, message);
        date
    }

    /// A list whose items are parted by `and` in BibLaTeX; in BibTeX, words.
    fn listed(&mut self, name: F) -> Option<String> {
        let field = self.get(name)?;
        if self.dialect == Dialect::Bibtex {
            return self.plain(name);
        }
        let patent = self.article.kind == Kind::Patent;
        let item = |item: &str| match country(item).filter(|_| patent) {
            Some(country) => country.to_owned(),
            None => self.tex.word(item),
        };
        let items: Vec<String> = lists::and_list(&field.value).into_iter().map(item).collect();
        self.tell(field);
        let items: Vec<String> = items.into_iter().filter(|item| !item.is_empty()).collect();
        (!items.is_empty()).then(|| items.join("; "))
    }

    pub(super) fn publication(&mut self) {
        let order = match self.shape {
            Shape::Thesis => [F::School, F::Institution, F::Publisher, F::Organization],
            Shape::Report => [F::Institution, F::Organization, F::School, F::Publisher],
            _ => [F::Publisher, F::Institution, F::School, F::Organization],
        };
        let own: &[F] = match (self.shape, self.dialect) {
            (Shape::Thesis, Dialect::Bibtex) => &[F::School],
            (Shape::Thesis, Dialect::Biblatex) => &[F::Institution, F::School],
            (Shape::Report, Dialect::Bibtex) => &[F::Institution],
            (Shape::Report, Dialect::Biblatex) => &[F::Institution, F::School],
            _ => &[F::Publisher],
        };
        let conference = matches!(self.kind.as_str(), "inproceedings" | "conference" | "proceedings");
        for name in order {
            let (Some(value), Some(field)) = (self.listed(name), self.get(name)) else { continue };
            let taken = self.article.container.publisher.is_some();
            if !taken {
                self.article.container.publisher = Some(value);
                if !own.contains(&name) {
                    self.copy(field);
                }
            } else if conference && name == F::Organization {
                self.article.event.sponsor = Some(value);
                self.copy(field);
            } else {
                self.keep(field);
            }
        }
        for name in [F::Address, F::Location] {
            let (Some(value), Some(field)) = (self.listed(name), self.get(name)) else { continue };
            match &self.article.container.place {
                None => self.article.container.place = Some(value),
                Some(place) if *place == value => {}
                Some(_) => {
                    // The Association for Computing Machinery has the place of the conference there.
                    if self.shape == Shape::Part && self.article.event.place.is_none() {
                        self.article.event.place = Some(value);
                        if self.dialect == Dialect::Bibtex {
                            self.copy(field);
                        }
                        continue;
                    }
                    self.keep(field);
                }
            }
        }
        self.article.original_publisher = self.listed(F::OrigPublisher);
        self.placed(F::OrigPublisher, Slot::OriginalPublisher);
        self.article.original_place = self.listed(F::OrigLocation);
        self.placed(F::OrigLocation, Slot::OriginalPlace);
        self.how_published();
        self.genre();
        self.state();
    }

    fn how_published(&mut self) {
        let (Some(field), Some(text)) = (self.get(F::HowPublished), self.plain(F::HowPublished)) else { return };
        if let Some((url, words)) = address_in(&text) {
            // The `url` comes first, and may be the same.
            if self.has(F::Url) || words {
                self.copy(field);
            }
            self.article.links.push(Link { url: unescaped(url).into_owned(), ..Link::default() });
            return;
        }
        if let Some(id) = arxiv_in(&text) {
            if self.article.id(&IdKind::Arxiv).is_none() {
                self.article.add_id(arxiv(id, None));
            }
            self.copy(field);
            return;
        }
        // As other programs have it: a notice of publication says who published, unless another field does.
        let medium = MEDIA.iter().any(|word| text.trim_end_matches('.').eq_ignore_ascii_case(word));
        if !medium && self.article.container.publisher.is_none() && self.article.container.title.is_none() {
            self.article.container.publisher = Some(text);
            self.copy(field);
            return;
        }
        self.article.medium = Some(text);
        // The writer of BibTeX puts a site there.
        if !self.carried.contains(Slot::Medium) || self.article.container.title.is_some() {
            self.copy(field);
        }
    }

    fn genre(&mut self) {
        let Some(text) = self.plain(F::Type) else { return };
        let phrase = GENRES.iter().find(|(_, key)| *key == text).map(|(phrase, _)| (*phrase).to_owned());
        self.article.genre = Some(phrase.unwrap_or(text));
        self.placed(F::Type, Slot::Genre);
    }

    fn state(&mut self) {
        let Some(text) = self.plain(F::PubState) else { return };
        let known = STATES.iter().find(|(.., key)| *key == text).map(|(status, ..)| status.clone());
        match (known, text.as_str()) {
            (None, "prepublished") if self.article.kind == Kind::Preprint => {}
            (None, "inpreparation") => self.article.status = Some(Status::Other("in preparation".to_owned())),
            (known, _) => self.article.status = Some(known.unwrap_or(Status::Other(text))),
        }
    }
}

/// What says in which form a work is, and not who published it.
const MEDIA: [&str; 22] = [
    "audio CD",
    "blog",
    "blog post",
    "CD",
    "CD-ROM",
    "computer software",
    "DVD",
    "e-book",
    "ebook",
    "electronic",
    "film",
    "internet",
    "online",
    "podcast",
    "poster",
    "print",
    "software",
    "video",
    "web",
    "web page",
    "webpage",
    "website",
];

/// An address with nothing but words such as `Available at` before it, and whether there are any.
pub(super) fn address_in(text: &str) -> Option<(&str, bool)> {
    let start = text.find("http://").or(text.find("https://"))?;
    let (words, url) = text.split_at(start);
    let url = url.trim_end_matches([']', ')', ';', ',']);
    let url = url.strip_suffix('.').unwrap_or(url);
    let lead = words.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    let known = [
        "available",
        "online",
        "retrieved",
        "accessed",
        "at",
        "from",
        "url",
        "see",
        "website",
        "web",
        "page",
        "on",
        "homepage",
        "internet",
    ];
    let sound = lead
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| known.contains(&word));
    (sound && !url.contains(char::is_whitespace)).then_some((url, !words.trim().is_empty()))
}

/// Whether pages are read as something else than they are: without a label, or as a number of pages.
pub fn is_more_than_pages(text: &str) -> bool {
    without_label(text) != text || matches!(count_of(text), Some((_, true))) || is_collation(text)
}

/// Whether pages are those of a book as catalogues count them: `xii+581`, `XII, 345 S.`.
fn is_collation(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| c == '.' || c.is_ascii_alphabetic() && !is_roman(c)).trim_end();
    let bare = bare.strip_suffix(['S', 'p']).unwrap_or(bare).trim_end();
    let mut parts = bare.split(['+', ',']).map(str::trim);
    let roman = |part: &str| !part.is_empty() && part.chars().all(is_roman);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().is_some_and(roman) && parts.clone().next().is_some() && parts.all(|part| roman(part) || digits(part))
}

fn is_roman(c: char) -> bool {
    "ivxlcIVXLC".contains(c)
}

/// A number of pages, and whether it surely is one: `345`, `345 p.`, `12 pages`.
fn count_of(text: &str) -> Option<(&str, bool)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (count, words) = text.split_at(digits);
    let apart = words.starts_with(' ');
    let sure = match words.trim().trim_end_matches('.') {
        "" => false,
        "pages" | "pgs" | "Seiten" => true,
        "p" | "pp" => apart || words.ends_with('.'),
        // `12S` is a page of a supplement.
        "S" if apart => true,
        _ => return None,
    };
    (digits > 0).then_some((count, sure))
}
