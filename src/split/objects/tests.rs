use super::*;
use crate::article::Article;
use crate::format::Outcome;
use crate::log::Log;
use std::time::{Duration, Instant};

struct Nothing;

impl Parser for Nothing {
    fn parse(&self, _: &str, _: &mut Article, _: &mut Log) -> Outcome {
        Outcome::NotARecord
    }
}

fn member(name: &str) -> Member {
    match name {
        "t" => Member::Telling,
        "id" | "f" => Member::Field,
        "items" => Member::List,
        _ => Member::Other,
    }
}

/// Cuts with the buffer growing by `step` bytes.
fn cuts(input: &[u8], step: usize) -> Vec<(char, String)> {
    let mut splitter = Objects::new(Names { member, first: &["id"] }, Arc::new(Nothing));
    let (mut from, mut to, mut found) = (0, 0, Vec::new());
    loop {
        let at_end = to == input.len();
        if at_end && from == to {
            break found;
        }
        let (name, length) = match splitter.cut(&input[from..to], at_end) {
            Cut::More => {
                assert!(!at_end, "more is wanted at the end");
                to = (to + step).min(input.len());
                continue;
            }
            Cut::Gap(length) => ('g', length),
            Cut::Frame(length) => ('f', length),
            Cut::Record(length) => ('r', length),
            other => panic!("{other:?}"),
        };
        assert!(length > 0, "an empty cut");
        found.push((name, String::from_utf8_lossy(&input[from..from + length]).into_owned()));
        from += length;
    }
}

/// The records alone.
fn records(input: &str) -> Vec<String> {
    cuts(input.as_bytes(), input.len().max(1))
        .into_iter()
        .filter(|(name, _)| *name == 'r')
        .map(|(_, text)| text)
        .collect()
}

#[test]
fn cuts_in_any_steps() {
    for (input, expected) in [
        (r#"[{"t":1}, {"t":2}]"#, &[('f', "["), ('r', r#"{"t":1}"#), ('f', ", "), ('r', r#"{"t":2}"#), ('f', "]")][..]),
        (r#"{"t":"a}]\"{"}"#, &[('r', r#"{"t":"a}]\"{"}"#)]),
        ("{\"t\":1}\n{\"t\":2}\n", &[('r', r#"{"t":1}"#), ('f', "\n"), ('r', r#"{"t":2}"#), ('f', "\n")]),
        (
            r#"{"n":2,"items":[{"f":1},{"t":{"a":[1]}}],"m":[]}"#,
            &[
                ('f', r#"{"n":2,"items":["#),
                ('r', r#"{"f":1}"#),
                ('f', ","),
                ('r', r#"{"t":{"a":[1]}}"#),
                ('f', r#"],"m":[]}"#),
            ],
        ),
        (
            r#"{"a":{"t":1},"b":{"t":2}}"#,
            &[('f', r#"{"a":"#), ('r', r#"{"t":1}"#), ('f', r#","b":"#), ('r', r#"{"t":2}"#), ('f', "}")],
        ),
        (
            r#"{"s":"ok","m":{"q":{"x":1},"items":[{"t":1}]}}"#,
            &[('f', r#"{"s":"ok","m":{"q":{"x":1},"items":["#), ('r', r#"{"t":1}"#), ('f', "]}}")],
        ),
        (r#"{"f":{"t":1},"t":2}"#, &[('r', r#"{"f":{"t":1},"t":2}"#)]),
        ("\u{feff}[{\"t\":1},]", &[('f', "\u{feff}["), ('r', r#"{"t":1}"#), ('f', ",]")]),
        (
            r#"{"t":1}{"t":2}[{"t":3}]"#,
            &[('r', r#"{"t":1}"#), ('r', r#"{"t":2}"#), ('f', "["), ('r', r#"{"t":3}"#), ('f', "]")],
        ),
        (r#"{"t":1},{"t":2}]"#, &[('r', r#"{"t":1}"#), ('f', ","), ('r', r#"{"t":2}"#), ('g', "]")]),
        (r#"[5,{"t":1},"x"]"#, &[('f', "["), ('g', "5,"), ('r', r#"{"t":1}"#), ('f', ","), ('g', r#""x"]"#)]),
        ("[]", &[('f', "[]")]),
        (r#"{"items":[]}"#, &[('r', r#"{"items":[]}"#)]),
        ("  ", &[('f', "  ")]),
        ("hello", &[('g', "hello")]),
        (r#"[{"t":1},{"t":"cut"#, &[('f', "["), ('r', r#"{"t":1}"#), ('f', ","), ('r', r#"{"t":"cut"#)]),
        (r#"[{"f":1,"#, &[('f', "["), ('r', r#"{"f":1,"#)]),
    ] {
        for step in [1, 2, 7, 64] {
            let found = cuts(input.as_bytes(), step);
            let found: Vec<_> = found.iter().map(|(name, text)| (*name, text.as_str())).collect();
            assert_eq!(found, expected, "{input:?} in steps of {step}");
        }
    }
}

#[test]
fn what_is_never_closed_ends_before_the_next_record() {
    for (input, count, first) in [
        (
            "[\n  {\n    \"id\": 1,\n    \"t\": [\n  },\n  {\n    \"id\": 2, \"t\": 0\n  }\n]",
            2,
            "{\n    \"id\": 1,\n    \"t\": [\n  },\n",
        ),
        ("{\"id\":1,\"t\":\"open}\n{\"id\":2,\"t\":2}\n{\"id\":3,\"t\":3}\n", 3, "{\"id\":1,\"t\":\"open}\n"),
        ("[{\"id\":1,\"t\":[},{\"id\":2,\"t\":2},{\"id\":3,\"t\":3}]", 3, "{\"id\":1,\"t\":[},"),
        ("[\n{\"id\":1,\"f\":2,\n{\"id\":2,\"t\":3}\n]", 2, "{\"id\":1,\"f\":2,\n"),
    ] {
        let found = records(input);
        assert_eq!((found.len(), found[0].as_str()), (count, first), "{input}");
        for step in [1, 2, 7] {
            assert_eq!(cuts(input.as_bytes(), step), cuts(input.as_bytes(), input.len()), "{input} in steps of {step}");
        }
    }
}

#[test]
fn lines_inside_a_record_begin_none() {
    for input in [
        "[\n{\"t\":[\n{\"family\":\"x\"},\n{\"family\":\"y\"}\n]}\n]",
        "[\n  {\n    \"t\": {\n      \"id\": \"x\"\n    }\n  }\n]",
        "{\"t\":\"a\\n{\\\"id\\\":1}\"}",
    ] {
        assert_eq!(records(input).len(), 1, "{input}");
    }
}

#[test]
fn deep_and_long_input_takes_linear_time() {
    let start = Instant::now();
    for input in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        format!("[{{\"t\":{}", "[".repeat(100_000)),
        format!("[{{\"x\":\"{}\",\"t\":1}}]", "a".repeat(1 << 20)),
        format!("[{{\"t\":\"{}\"}}]", "\\\"\n".repeat(1 << 18)),
        format!("[{}]", "{\"id\":1,\"t\":[},".repeat(20_000)),
    ] {
        let step = input.len() / 50 + 1;
        let total: usize = cuts(input.as_bytes(), step).iter().map(|(_, text)| text.len()).sum();
        assert_eq!(total, input.len());
    }
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn a_record_too_large_is_passed_on() {
    let mut splitter = Objects::new(Names { member, first: &["id"] }, Arc::new(Nothing));
    assert_eq!(splitter.cut(b"[{\"t\":\"xxxx", false), Cut::Frame(1));
    assert_eq!(splitter.cut(b"{\"t\":\"xxxx", false), Cut::More);
    splitter.skip(8);
    assert_eq!(splitter.cut(b"xxx}\"},{\"t\":1}", false), Cut::Record(6));
    assert_eq!(splitter.cut(b",{\"t\":1}", true), Cut::Frame(1));
    assert_eq!(splitter.cut(b"{\"t\":1}", true), Cut::Record(7));
}
