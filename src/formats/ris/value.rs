//! Names and dates as RIS has them.

use crate::article::date::push_number;
use crate::article::{Contributor, Date, End, Id, IdKind, Name, Person, Piece, Point, Slot, Style, Text};
use crate::log::{Code, Log, shown};
use std::borrow::Cow;

/// A name on a line: `Family, Given, Suffix`, or a group's name bare.
///
/// Every reader parts a name at its first comma, and the specification has no sign against it. So a comma that belongs to
/// the name itself is left out.
pub fn name<'a>(contributor: &'a Contributor, log: &mut Log) -> Cow<'a, str> {
    let slot = Slot::of_contributor(contributor);
    match &contributor.name {
        Name::Group(group) => {
            if !group.marks().is_empty() {
                log.flattened(slot, "marks");
            }
            without_commas(group.plain(), log)
        }
        Name::Person(person) => {
            if person.particle.is_some() || person.dropping_particle.is_some() {
                log.flattened(slot, "particles");
            }
            if person.given.is_none() && person.initials.is_none() && person.suffix.is_none() {
                log.flattened(slot, "persons with one name");
            }
            match without_commas(&person.family, log) {
                Cow::Borrowed(_) => Cow::Owned(person.inverted()),
                Cow::Owned(family) => Cow::Owned(Person { family, ..person.clone() }.inverted()),
            }
        }
    }
}

fn without_commas<'a>(name: &'a str, log: &mut Log) -> Cow<'a, str> {
    if !name.contains(',') {
        return Cow::Borrowed(name);
    }
    log.add(Code::ChangedValue, 0..0, format!("the name {} has a comma of its own; left out", shown(name)));
    let parts = name.split(',').map(str::trim).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

/// A text with HTML tags for its marks.
pub fn html_of<'a>(text: &'a Text, slot: Slot, log: &mut Log) -> Cow<'a, str> {
    if text.marks().is_empty() {
        return Cow::Borrowed(text.plain());
    }
    let mut out = String::with_capacity(text.plain().len() + text.marks().len() * 8);
    for piece in text.pieces() {
        let (style, slash) = match piece {
            Piece::Plain(plain) => {
                out.push_str(plain);
                continue;
            }
            Piece::Open(style) => (style, ""),
            Piece::Close(style) => (style, "/"),
        };
        let name = match style {
            Style::Italic => "i",
            Style::Bold => "b",
            Style::Sub => "sub",
            Style::Sup => "sup",
            Style::Underline => "u",
            Style::Code => "code",
            Style::SmallCaps => "sc",
            Style::Protected | Style::Math | Style::Tex => {
                log.flattened(slot, "marks");
                continue;
            }
        };
        out.push('<');
        out.push_str(slash);
        out.push_str(name);
        out.push('>');
    }
    Cow::Owned(out)
}

/// An ISSN or ISBN with the word that goes with it in brackets.
pub fn serial_with_label(id: &Id) -> Option<Cow<'_, str>> {
    let label = match (&id.kind, &id.note) {
        (IdKind::Issn | IdKind::Isbn, Some(note)) => note.as_str(),
        (IdKind::Issn | IdKind::Isbn, None) => return Some(Cow::Borrowed(&id.value)),
        (IdKind::IssnElectronic, _) => "Electronic",
        (IdKind::IssnPrint, _) => "Print",
        (IdKind::IssnLinking, _) => "Linking",
        _ => return None,
    };
    Some(Cow::Owned(format!("{} ({label})", id.value)))
}

/// The point that stands for a date.
fn point_of(date: &Date) -> Option<&Point> {
    match (date.start(), date.end()) {
        (Some(start), _) => Some(start),
        (None, End::At(end)) => Some(end),
        _ => None,
    }
}

/// A date as `2019/04/09`, `2003///Spring` or its words.
pub fn slashed(date: &Date) -> String {
    let Some(point) = point_of(date).filter(|point| (1..=9999).contains(&point.year)) else { return date.shown() };
    let mut text = String::with_capacity(10);
    push_number(point.year.unsigned_abs(), 4, &mut text);
    if let Some(words) = date.words_beside_year() {
        text.push_str("///");
        text.push_str(words);
        return text;
    }
    if let Some(season) = point.season {
        text.push_str("///");
        text.push_str(season.name());
    }
    for part in [point.month, point.day].into_iter().flatten() {
        text.push('/');
        push_number(part.into(), 2, &mut text);
    }
    text
}

/// Says what [`slashed`] leaves out.
pub fn note_date(date: &Date, slot: Slot, log: &mut Log) {
    if *date.end() != End::None {
        log.flattened(slot, "ranges");
    }
    if date.approximate || date.uncertain {
        log.flattened(slot, "doubts");
    }
    if date.literal.is_some() && date.sort_year().is_some() && date.words_beside_year().is_none() {
        log.flattened(slot, "words");
    }
    if point_of(date).is_some_and(|point| point.time.is_some()) {
        log.flattened(slot, "time of day");
    }
}

/// Whether a date says more than its year.
pub fn has_finer(date: &Date) -> bool {
    point_of(date).is_some_and(|point| point.month.is_some() || point.season.is_some())
        || date.words_beside_year().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Role, Text};

    #[test]
    fn dates() {
        for (edtf, expected, flattened) in [
            ("2019", "2019", &[][..]),
            ("2019-04", "2019/04", &[]),
            ("2019-04-09", "2019/04/09", &[]),
            ("2003-21", "2003///Spring", &[]),
            ("1998-12/1999-01", "1998/12", &["ranges"]),
            ("2025-01/..", "2025/01", &["ranges"]),
            ("../2024", "2024", &["ranges"]),
            ("0987~", "0987", &["doubts"]),
            ("2019-04-09T10:00:00Z", "2019/04/09", &["time of day"]),
            ("-0044", "-0044", &[]),
        ] {
            let mut log = Log::new();
            let date = Date::parse_edtf(edtf).unwrap();
            note_date(&date, Slot::DateIssued, &mut log);
            assert_eq!(slashed(&date), expected, "{edtf}");
            let said: Vec<_> = log.flattenings().iter().map(|(_, what)| *what).collect();
            assert_eq!(said, flattened, "{edtf}");
        }
        assert_eq!(slashed(&Date::words("in press")), "in press");
    }

    #[test]
    fn names() {
        let group = |name: &str| Name::Group(Text::new(name));
        let person = |family: &str, given: Option<&str>| {
            Name::Person(Person { family: family.into(), given: given.map(Into::into), ..Person::default() })
        };
        for (found, expected, problems, flattened) in [
            (group("Iron and Steel Group"), "Iron and Steel Group", 0, 0),
            (group("Health, Education, and Welfare"), "Health Education and Welfare", 1, 0),
            (person("Okafor", Some("Ngozi A.")), "Okafor, Ngozi A.", 0, 0),
            (person("Madonna", None), "Madonna", 0, 1),
            (person("Smith, Inc", Some("J")), "Smith Inc, J", 1, 0),
            (Name::Person(Person::parse_short("Smith JA Jr").unwrap()), "Smith, J. A., Jr", 0, 0),
            (
                Name::Person(Person {
                    particle: Some("van der".into()),
                    family: "Berg".into(),
                    given: Some("Jan".into()),
                    ..Person::default()
                }),
                "van der Berg, Jan",
                0,
                1,
            ),
        ] {
            let mut log = Log::new();
            assert_eq!(name(&Contributor::new(Role::Author, found), &mut log), expected);
            assert_eq!((log.problems().len(), log.flattenings().len()), (problems, flattened), "{expected}");
        }
    }
}
