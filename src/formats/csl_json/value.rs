//! Names and dates as CSL has them, and JSON laid out.

use super::{dates, names};
use crate::article::{Contributor, Date, End, Name, Person, Point, Slot};
use crate::format::Out;
use crate::log::Log;
use serde_json::{Map, Value, json};

/// Appends a string with JSON's quotes and escapes.
pub fn push_string(text: &str, out: &mut Out) {
    // Writing a string to memory cannot fail; the quotes are written at all events.
    let _ = serde_json::to_writer(out, text);
}

/// Appends a value: two blanks a level, `depth` levels in already; arrays of numbers on one line.
///
/// It calls itself as deep as the value goes: a few levels, or the 128 that serde_json reads.
pub fn push(value: &Value, depth: usize, out: &mut Out) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (place, (name, member)) in members.iter().enumerate() {
                out.push_str(if place == 0 { "{\n" } else { ",\n" });
                indent(depth + 1, out);
                push_string(name, out);
                out.push_str(": ");
                push(member, depth + 1, out);
            }
            out.push('\n');
            indent(depth, out);
            out.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            let flat = items.iter().all(is_flat);
            for (place, item) in items.iter().enumerate() {
                match (place, flat) {
                    (0, true) => out.push('['),
                    (0, false) => out.push_str("[\n"),
                    (_, true) => out.push_str(", "),
                    (_, false) => out.push_str(",\n"),
                }
                if !flat {
                    indent(depth + 1, out);
                }
                push(item, depth + 1, out);
            }
            if !flat {
                out.push('\n');
                indent(depth, out);
            }
            out.push(']');
        }
        Value::String(text) => push_string(text, out),
        other => out.push_str(&other.to_string()),
    }
}

fn indent(depth: usize, out: &mut Out) {
    (0..depth).for_each(|_| out.push_str("  "));
}

/// A number, or numbers in an array.
fn is_flat(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(Value::is_number),
        other => other.is_number(),
    }
}

/// A name. With `joined`, particles and suffix stand where Zotero keeps them: with the family name, and behind the given
/// names.
pub fn name(contributor: &Contributor, joined: bool, log: &mut Log) -> Map<String, Value> {
    let slot = Slot::of_contributor(contributor);
    let mut parts = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            parts.insert(name.to_owned(), Value::from(value));
        }
    };
    match &contributor.name {
        Name::Group(group) => {
            if !group.marks().is_empty() {
                log.flattened(slot, "marks");
            }
            put("literal", Some(group.plain()));
        }
        Name::Person(person) if joined => {
            if person.particle.is_some() || person.dropping_particle.is_some() {
                log.flattened(slot, "particles");
            }
            let (mut family, mut given) = (person.whole_family().into_owned(), person.given_or_initials().into_owned());
            if let Some(suffix) = &person.suffix {
                let (place, mark) = if given.is_empty() { (&mut family, " ") } else { (&mut given, ", ") };
                place.push_str(mark);
                place.push_str(suffix);
            }
            put("family", Some(&family));
            put("given", Some(&given));
        }
        Name::Person(person) => {
            let Person { family, particle, dropping_particle, suffix, .. } = person;
            put("family", Some(family));
            put("given", Some(&person.given_or_initials()));
            put("dropping-particle", dropping_particle.as_deref());
            put("non-dropping-particle", particle.as_deref());
            put("suffix", suffix.as_deref());
        }
    }
    // Readers that part names by their looks would part this one wrongly.
    if !joined && names::would_change(&contributor.name) {
        parts.insert("parse-names".to_owned(), Value::Bool(false));
    }
    parts
}

/// A date: numbers, a season beside a lone year, words only where there is no year. Also whether that says less than the
/// date does.
pub fn date(date: &Date) -> (Value, bool) {
    let (first, last) = match (date.start(), date.end()) {
        (Some(start), End::At(end)) => (start, Some(end)),
        (Some(start), End::Open | End::None) => (start, None),
        (None, End::At(end)) => (end, None),
        (None, _) => {
            let words = date.shown();
            let same = dates::free(&words).date.as_ref() == Some(date);
            return (json!({ "literal": words }), !same);
        }
    };
    let points = || std::iter::once(first).chain(last);
    let mut value = Map::new();
    value.insert("date-parts".to_owned(), points().map(numbers).collect());
    if let (Some(season), None) = (first.season, last) {
        value.insert("season".to_owned(), Value::from(season.number()));
    }
    if date.approximate || date.uncertain {
        value.insert("circa".to_owned(), Value::Bool(true));
    }
    let less = date.uncertain
        || date.literal.is_some()
        || *date.end() == End::Open
        || date.start().is_none()
        || points().any(|point| point.time.is_some() || point.year == 0 || point.season.is_some() && last.is_some());
    (Value::Object(value), less)
}

fn numbers(point: &Point) -> Value {
    let finer = [point.month, point.day].into_iter().flatten().map(i32::from);
    std::iter::once(point.year).chain(finer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Role, Text};

    fn compact(value: &Value) -> String {
        value.to_string()
    }

    #[test]
    fn dates() {
        for (text, expected, less) in [
            ("2019", r#"{"date-parts":[[2019]]}"#, false),
            ("2019-04-09", r#"{"date-parts":[[2019,4,9]]}"#, false),
            ("2003-21", r#"{"date-parts":[[2003]],"season":1}"#, false),
            ("1998-12/1999-01", r#"{"date-parts":[[1998,12],[1999,1]]}"#, false),
            ("2003-21/2003-22", r#"{"date-parts":[[2003],[2003]]}"#, true),
            ("2025-01/..", r#"{"date-parts":[[2025,1]]}"#, true),
            ("../2025", r#"{"date-parts":[[2025]]}"#, true),
            ("1850~", r#"{"date-parts":[[1850]],"circa":true}"#, false),
            ("1850?", r#"{"date-parts":[[1850]],"circa":true}"#, true),
            ("-0044", r#"{"date-parts":[[-44]]}"#, false),
        ] {
            let (value, said) = date(&Date::parse_edtf(text).unwrap());
            assert_eq!((compact(&value).as_str(), said), (expected, less), "{text}");
        }
        let (words, less) = date(&Date::words("in press"));
        assert_eq!((compact(&words).as_str(), less), (r#"{"literal":"in press"}"#, false));
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
        for (name_, strict, zotero) in [
            (
                Name::Person(berg),
                r#"{"family":"Berg","given":"Jan","non-dropping-particle":"van der","suffix":"Jr"}"#,
                r#"{"family":"van der Berg","given":"Jan, Jr"}"#,
            ),
            (
                Name::Person(raaij),
                r#"{"family":"van Raaij","given":"M. J."}"#,
                r#"{"family":"van Raaij","given":"M. J."}"#,
            ),
            (Name::Person(king), r#"{"family":"King","suffix":"Jr"}"#, r#"{"family":"King Jr"}"#),
            (Name::Group(Text::new("Iron, Group")), r#"{"literal":"Iron, Group"}"#, r#"{"literal":"Iron, Group"}"#),
        ] {
            let contributor = Contributor::new(Role::Author, name_);
            for (joined, expected) in [(false, strict), (true, zotero)] {
                let parts = name(&contributor, joined, &mut Log::new());
                assert_eq!(compact(&Value::Object(parts)), expected);
            }
        }
    }

    #[test]
    fn layout() {
        let mut out = Out::new();
        push(&json!({"a": [[2019, 4], [2020]], "b": ["x\"\u{1}"], "c": {}, "d": []}), 1, &mut out);
        let expected = "{\n    \"a\": [[2019, 4], [2020]],\n    \"b\": [\n      \"x\\\"\\u0001\"\n    ],\n    \"c\": {},\n    \"d\": []\n  }";
        assert_eq!(String::from_utf8_lossy(out.bytes()), expected);
    }
}
