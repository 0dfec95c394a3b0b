//! Names and dates as CSL has them, and as single programs want them.

use super::layout::{self, Members};
use super::{dates, names};
use crate::article::{Contributor, Date, End, Name, Person, Point, Slot};
use crate::format::Out;
use crate::log::Log;

/// Whom the output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Names of the schema, and nothing that it forbids.
    StrictSchema,
    /// Names of the specification, which citation processors know.
    Citeproc,
    /// What Zotero's import keeps.
    Zotero,
    /// What Mendeley writes into documents.
    Mendeley,
}

impl Profile {
    /// Values of the option, in the order of the variants.
    pub const NAMES: &[&str] = &["strict-schema", "citeproc", "zotero", "mendeley"];

    /// The profile of that name.
    pub fn by_name(name: Option<&str>) -> Profile {
        match name {
            Some("citeproc") => Profile::Citeproc,
            Some("zotero") => Profile::Zotero,
            Some("mendeley") => Profile::Mendeley,
            _ => Profile::StrictSchema,
        }
    }

    /// The profile's name for a variable. The schema and the specification disagree about three.
    pub fn variable(self, name: &'static str) -> &'static str {
        match name {
            _ if self == Profile::StrictSchema => name,
            "part" => "part-number",
            "supplement" => "supplement-number",
            "printing" => "printing-number",
            "event-title" if self == Profile::Mendeley => "event",
            name => name,
        }
    }
}

/// Writes the parts of a name.
pub fn name(contributor: &Contributor, profile: Profile, parts: &mut Members<'_>, log: &mut Log) {
    let slot = Slot::of_contributor(contributor);
    if names::is_et_al(&contributor.name) {
        log.flattened(slot, "names that mean others");
    }
    match (&contributor.name, profile) {
        (Name::Group(group), _) => {
            if !group.marks().is_empty() {
                log.flattened(slot, "marks");
            }
            if profile != Profile::Mendeley {
                parts.filled("literal", group.plain());
            } else if !group.is_empty() {
                if !group.plain().contains(' ') {
                    log.flattened(slot, "groups of one word");
                }
                all_parts([group.plain(), "", "", "", ""], parts);
            }
        }
        (Name::Person(person), Profile::Zotero) => {
            if person.particle.is_some() || person.dropping_particle.is_some() {
                log.flattened(slot, "particles");
            }
            let (mut family, mut given) = (person.whole_family(), person.given_or_initials());
            if let Some(suffix) = &person.suffix {
                let (place, mark) = if given.is_empty() { (&mut family, " ") } else { (&mut given, ", ") };
                *place.to_mut() += mark;
                *place.to_mut() += suffix;
            }
            parts.filled("family", &family);
            parts.filled("given", &given);
        }
        (Name::Person(person), _) => {
            let Person { family, particle, dropping_particle, suffix, .. } = person;
            let given = person.given_or_initials();
            let optional = |part: &Option<String>| part.as_deref().unwrap_or("").to_owned();
            if profile == Profile::Mendeley {
                let [particle, dropping, suffix] = [particle, dropping_particle, suffix].map(optional);
                return all_parts([family, &given, &dropping, &particle, &suffix], parts);
            }
            parts.filled("family", family);
            parts.filled("given", &given);
            for (name, part) in
                [("dropping-particle", dropping_particle), ("non-dropping-particle", particle), ("suffix", suffix)]
            {
                if let Some(part) = part {
                    parts.filled(name, part);
                }
            }
        }
    }
    // Readers that part names by their looks would part this one wrongly.
    if matches!(profile, Profile::StrictSchema | Profile::Citeproc) && names::would_change(&contributor.name) {
        parts.name("parse-names").push_str("false");
    }
}

/// As Mendeley has them: all parts of each name, in the order of the alphabet.
fn all_parts([family, given, dropping, particle, suffix]: [&str; 5], parts: &mut Members<'_>) {
    parts.text("dropping-particle", dropping);
    parts.text("family", family);
    parts.text("given", given);
    parts.text("non-dropping-particle", particle);
    parts.name("parse-names").push_str("false");
    parts.text("suffix", suffix);
}

/// Whether a name has anything to write.
pub fn is_named(contributor: &Contributor) -> bool {
    match &contributor.name {
        Name::Group(group) => !group.is_empty(),
        Name::Person(person) => {
            let Person { family, particle, dropping_particle, suffix, .. } = person;
            let more = [particle, dropping_particle, suffix];
            !family.is_empty()
                || !person.given_or_initials().is_empty()
                || more.iter().any(|part| part.as_ref().is_some_and(|part| !part.is_empty()))
        }
    }
}

/// The first and the last point of a date.
fn ends(date: &Date) -> Option<(&Point, Option<&Point>)> {
    match (date.start(), date.end()) {
        // Seasons have no place in a range: two of one year would make a range of that year.
        (Some(start), End::At(end)) if numbers(start) == numbers(end) => Some((start, None)),
        (Some(start), End::At(end)) => Some((start, Some(end))),
        (Some(start), End::Open | End::None) => Some((start, None)),
        (None, End::At(end)) => Some((end, None)),
        (None, _) => None,
    }
}

/// What numbers say of a point.
fn numbers(point: &Point) -> (i32, Option<u8>, Option<u8>) {
    (point.year, point.month, point.day)
}

/// Writes a date: numbers, a season beside a lone year, words only where there is no year.
pub fn date(date: &Date, profile: Profile, depth: usize, out: &mut Out) {
    let mut members = Members::new(out, "", depth);
    let Some((first, last)) = ends(date) else {
        members.text("literal", &date.shown());
        members.end();
        return;
    };
    let quote = if profile == Profile::Mendeley { "\"" } else { "" };
    let out = members.name("date-parts");
    for (place, point) in std::iter::once(first).chain(last).enumerate() {
        out.push_str(if place == 0 { "[[" } else { ", [" });
        push_number(csl_year(point.year), quote, out);
        for part in [point.month, point.day].into_iter().flatten() {
            out.push_str(", ");
            push_number(part.into(), quote, out);
        }
        out.push_str("]");
    }
    out.push_str("]");
    let range = matches!(date.end(), End::At(_));
    if let (Some(season), None) = (first.season.filter(|_| !range || date.start().is_none()), last) {
        push_number(season.number().into(), quote, members.name("season"));
    }
    if let Some(words) = date.words_beside_year() {
        members.text("season", words);
    }
    if date.approximate || date.uncertain {
        members.flag("circa");
    }
    members.end();
}

/// A year as CSL counts them: the one before 1 is -1, which EDTF calls 0.
fn csl_year(year: i32) -> i32 {
    if year > 0 { year } else { year.saturating_sub(1) }
}

fn push_number(number: i32, quote: &str, out: &mut Out) {
    out.push_str(quote);
    layout::number(number, out);
    out.push_str(quote);
}

/// Whether [`date`] says less than the date does.
pub fn says_less(date: &Date) -> bool {
    let Some((first, last)) = ends(date) else {
        return dates::free(&date.shown()).date.as_ref() != Some(date);
    };
    date.uncertain
        || date.literal.is_some() && date.words_beside_year().is_none()
        || *date.end() == End::Open
        || date.start().is_none()
        || matches!((date.end(), last), (End::At(_), None))
        || std::iter::once(first)
            .chain(last)
            .any(|point| point.time.is_some() || point.year == i32::MIN || point.season.is_some() && last.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Role, Text};

    /// Without the layout.
    fn compact(out: &Out) -> String {
        serde_json::from_slice::<serde_json::Value>(out.bytes()).unwrap().to_string()
    }

    #[test]
    fn dates() {
        for (text, expected, less) in [
            ("2019", r#"{"date-parts":[[2019]]}"#, false),
            ("2019-04-09", r#"{"date-parts":[[2019,4,9]]}"#, false),
            ("2003-21", r#"{"date-parts":[[2003]],"season":1}"#, false),
            ("1998-12/1999-01", r#"{"date-parts":[[1998,12],[1999,1]]}"#, false),
            ("2003-21/2003-22", r#"{"date-parts":[[2003]]}"#, true),
            ("2025-01/..", r#"{"date-parts":[[2025,1]]}"#, true),
            ("../2025", r#"{"date-parts":[[2025]]}"#, true),
            ("1850~", r#"{"date-parts":[[1850]],"circa":true}"#, false),
            ("1850?", r#"{"date-parts":[[1850]],"circa":true}"#, true),
            ("-0043", r#"{"date-parts":[[-44]]}"#, false),
            ("0000", r#"{"date-parts":[[-1]]}"#, false),
        ] {
            let read = Date::parse_edtf(text).unwrap();
            let mut out = Out::new();
            date(&read, Profile::StrictSchema, 0, &mut out);
            assert_eq!((compact(&out).as_str(), says_less(&read)), (expected, less), "{text}");
        }
        let words = Date::words("in press");
        let mut out = Out::new();
        date(&words, Profile::StrictSchema, 0, &mut out);
        assert_eq!((compact(&out).as_str(), says_less(&words)), (r#"{"literal":"in press"}"#, false));
        let mut out = Out::new();
        date(&Date::parse_edtf("2019-04/2020").unwrap(), Profile::Mendeley, 0, &mut out);
        assert_eq!(compact(&out), r#"{"date-parts":[["2019","4"],["2020"]]}"#);
    }

    #[test]
    fn names() {
        let berg = Person {
            family: "Berg".into(),
            given: Some("Jan".into()),
            particle: Some("van der".into()),
            suffix: Some("Jr".into()),
            ..Person::default()
        };
        let raaij = Person { family: "van Raaij".into(), initials: Some("MJ".into()), ..Person::default() };
        let king = Person { family: "King".into(), suffix: Some("Jr".into()), ..Person::default() };
        let mendeley = |[family, given, particle, suffix]: [&str; 4]| {
            format!(
                r#"{{"dropping-particle":"","family":"{family}","given":"{given}","non-dropping-particle":"{particle}","parse-names":false,"suffix":"{suffix}"}}"#
            )
        };
        for (name_, strict, zotero, parts) in [
            (
                Name::Person(berg),
                r#"{"family":"Berg","given":"Jan","non-dropping-particle":"van der","suffix":"Jr"}"#,
                r#"{"family":"van der Berg","given":"Jan, Jr"}"#,
                ["Berg", "Jan", "van der", "Jr"],
            ),
            (
                Name::Person(raaij),
                r#"{"family":"van Raaij","given":"M. J."}"#,
                r#"{"family":"van Raaij","given":"M. J."}"#,
                ["van Raaij", "M. J.", "", ""],
            ),
            (
                Name::Person(king),
                r#"{"family":"King","suffix":"Jr"}"#,
                r#"{"family":"King Jr"}"#,
                ["King", "", "", "Jr"],
            ),
            (
                Name::Group(Text::new("Iron, Group")),
                r#"{"literal":"Iron, Group"}"#,
                r#"{"literal":"Iron, Group"}"#,
                ["Iron, Group", "", "", ""],
            ),
        ] {
            let contributor = Contributor::new(Role::Author, name_);
            for (profile, expected) in [
                (Profile::StrictSchema, strict.to_owned()),
                (Profile::Citeproc, strict.to_owned()),
                (Profile::Zotero, zotero.to_owned()),
                (Profile::Mendeley, mendeley(parts)),
            ] {
                let mut out = Out::new();
                let mut members = Members::new(&mut out, "", 0);
                name(&contributor, profile, &mut members, &mut Log::new());
                assert!(members.end() && is_named(&contributor));
                assert_eq!(compact(&out), expected, "{profile:?}");
            }
        }
        assert!(!is_named(&Contributor::default()));
    }
}
