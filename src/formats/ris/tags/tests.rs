use super::super::types::Way;
use super::*;
use std::collections::HashSet;

#[test]
fn a_tag_stands_once_and_a_slot_has_one_line_a_type() {
    let mut seen = HashSet::new();
    assert!(TAGS.iter().all(|row| seen.insert(row.tag)));
    for kind in TYPES {
        let mut slots = HashSet::new();
        for row in TAGS {
            if let Both(slot) = row.used(kind.code) {
                assert!(slots.insert(slot), "{slot:?} twice in {}", kind.code);
            }
        }
    }
}

#[test]
fn exceptions_name_known_types_once() {
    for row in TAGS {
        let codes: Vec<_> = row.except.iter().flat_map(|(codes, _)| *codes).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len(), "{}", row.tag);
        assert!(codes.iter().all(|code| TYPES.iter().any(|kind| kind.code == **code)), "{}", row.tag);
    }
}

#[test]
fn copies_repeat_what_is_written() {
    for kind in TYPES.iter().filter(|kind| kind.way != Way::Read) {
        let (exact, _) = slots(kind.code);
        for row in TAGS {
            if let Copy(slot) = row.used(kind.code) {
                assert!(exact.contains(slot), "{} in {}", row.tag, kind.code);
            }
        }
    }
}

#[test]
fn names_of_extra_fields() {
    for (name, fine) in [("C1", true), ("XX", true), ("TY", false), ("ER", false), ("c1", false), ("X\n", false)] {
        assert_eq!(is_tag(name), fine, "{name:?}");
    }
}
