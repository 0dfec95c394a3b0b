//! CSL-JSON through bibmill and back: what a file had comes back under its own names, whatever state the file is in.

use bibmill::format::Settings;
use bibmill::formats::csl_json::{FORMAT, tags};
use bibmill::log::Code;
use bibmill::{Converter, Input, Report};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What becomes of a file, and what is said of it.
fn through(bytes: &[u8], profile: &str) -> (Vec<u8>, Report) {
    let mut settings = Settings::default();
    settings.set(&FORMAT, "profile", profile).unwrap();
    let input = Input::reader("sample", std::io::Cursor::new(bytes.to_vec()));
    let mut output = Vec::new();
    let report = Converter::new(&FORMAT).from(&FORMAT).settings(settings).run([input], &mut output).unwrap();
    (output, report)
}

fn items(bytes: &[u8]) -> Vec<Map<String, Value>> {
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

/// The items of a file, whatever they are wrapped in.
fn find_items(value: &Value, found: &mut Vec<Map<String, Value>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| find_items(value, found)),
        Value::Object(members) => {
            if ["title", "author", "issued", "DOI", "container-title"].iter().any(|name| members.contains_key(*name)) {
                found.push(members.clone());
            } else {
                members.values().for_each(|value| find_items(value, found));
            }
        }
        _ => {}
    }
}

fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/csl-json");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (named(path), std::fs::read(path).unwrap())).collect()
}

fn items_of(bytes: &[u8]) -> Vec<Map<String, Value>> {
    let mut found = Vec::new();
    // Lines of JSON are several values.
    for value in serde_json::Deserializer::from_slice(bytes).into_iter::<Value>() {
        find_items(&value.unwrap(), &mut found);
    }
    found
}

/// Names whose values say nothing that is not said beside them: the order of names, milliseconds, a work's number in a list.
const SAID_ELSEWHERE: [&str; 7] =
    ["sequence", "timestamp", "date-time", "key", "doi-asserted-by", "asserted-by", "page-first"];

/// All words of the values, in small letters, without markup, numbers without zeros before them.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| !SAID_ELSEWHERE.contains(&name.as_str()));
            members.for_each(|(_, value)| words(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| words(value, found)),
        Value::String(text) => {
            let mut plain = String::new();
            let mut tag = false;
            for (at, c) in text.char_indices() {
                tag |= c == '<' && text[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
                if !tag {
                    plain.push(c);
                }
                // A tag may part paragraphs.
                if tag && c == '>' {
                    plain.push(' ');
                    tag = false;
                }
            }
            let plain = plain.replace("&amp;", "&").replace("&lt;", "<").replace("http://orcid.org/", "");
            let list = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            found.extend(list.map(|word| match word.trim_start_matches('0') {
                "" => "0".to_owned(),
                word => word.to_lowercase(),
            }));
        }
        Value::Number(number) => words(&Value::from(number.to_string()), found),
        Value::Bool(_) | Value::Null => {}
    }
}

/// Words that come back as others: types, languages, months, and zeros that fill dates up.
fn is_translated(name: &str, word: &str) -> bool {
    let month = ["january", "april", "spring", "fall", "autumn", "winter", "summer"];
    match name {
        "type" | "language" | "issn-type" => true,
        // Identifiers in a note become variables.
        "note" => matches!(word, "pmid" | "pmcid" | "doi"),
        "issued" | "accessed" | "created" | "indexed" | "event-date" | "original-date" => {
            word == "0" || month.contains(&word)
        }
        _ => false,
    }
}

#[test]
fn every_word_of_a_sample_comes_back() {
    for (file, bytes) in samples() {
        let before = items_of(&bytes);
        let (output, _) = through(&bytes, "strict-schema");
        let after = items(&output);
        assert_eq!(after.len(), before.len(), "{file}");
        for (item, back) in before.iter().zip(&after) {
            let mut found = BTreeSet::new();
            words(&Value::Object(back.clone()), &mut found);
            for (name, value) in item {
                let mut wanted = BTreeSet::new();
                if !SAID_ELSEWHERE.contains(&name.as_str()) {
                    words(value, &mut wanted);
                }
                wanted.retain(|word| !found.contains(word) && !is_translated(name, word));
                assert!(wanted.is_empty(), "{file}: {name} lost {wanted:?}: {value}\n{back:#?}");
            }
        }
    }
}

#[test]
fn variables_of_samples_come_back_under_their_names() {
    // Values that are put into another form.
    let formed = [
        "issued",
        "accessed",
        "type",
        "language",
        "note",
        "page-first",
        "event",
        "id",
        "keyword",
        "abstract",
        "URL",
        "status",
    ];
    let mut compared = 0;
    for (file, bytes) in samples() {
        let (output, _) = through(&bytes, "strict-schema");
        for (item, back) in items_of(&bytes).iter().zip(&items(&output)) {
            for (name, value) in item {
                let own = tags::TAGS.iter().any(|(known, used)| known == name && !matches!(used, tags::Use::Custom));
                let Some(text) = value.as_str().filter(|text| own && !text.is_empty()) else { continue };
                if formed.contains(&name.as_str()) || text.contains(['<', '&']) {
                    assert!(
                        back.contains_key(name.as_str()) || name == "event" || name == "page-first" || name == "note",
                        "{file}: {name}"
                    );
                    continue;
                }
                // It is not said twice.
                if name == "citation-key" && back.get("id") == Some(value) {
                    continue;
                }
                compared += 1;
                let found = back.get(name.as_str()).and_then(Value::as_str);
                let number = back.get(name.as_str()).and_then(Value::as_i64).map(|number| number.to_string());
                assert_eq!(found.or(number.as_deref()), Some(text), "{file}: {name}\n{back:#?}");
            }
        }
    }
    assert!(compared > 90, "{compared}");
}

#[test]
fn what_came_back_stays() {
    for (file, bytes) in samples() {
        for profile in ["strict-schema", "citeproc"] {
            let (once, _) = through(&bytes, profile);
            let (twice, report) = through(&once, profile);
            assert_eq!(String::from_utf8_lossy(&twice), String::from_utf8_lossy(&once), "{file}, {profile}");
            assert_eq!(report.rejected, 0, "{file}");
        }
    }
}

/// Words without anything that means something to a reader.
const PLAIN: &str = "[A-Za-z][A-Za-z0-9é]{0,8}( [A-Za-z0-9é]{1,8}){0,3}";

/// A value for a variable that is a text.
fn text_of(name: &str, words: &str, number: u32) -> String {
    match name {
        "language" => ["en", "de-CH", "zh-Hant"][number as usize % 3].to_owned(),
        "DOI" => format!("10.1234/x.{number}"),
        "PMID" => format!("{}", number.max(1)),
        "PMCID" => format!("PMC{}", number.max(1)),
        "ISBN" => "9783161484100".to_owned(),
        "ISSN" => "1234-5679".to_owned(),
        "URL" => format!("https://example.org/{number}"),
        "page" => format!("{number}-{}", number + 10),
        "number" => format!("No {number}"),
        "container-title-short" | "journalAbbreviation" => "J X".to_owned(),
        "title-short" | "shortTitle" => "Short".to_owned(),
        _ => words.to_owned(),
    }
}

/// A name with these of its parts, and how styles are to put them together.
fn name_of(parts: u8, words: &[String; 3]) -> Value {
    let [first, second, third] = words.each_ref().map(|word| word.split(' ').next().unwrap_or("x"));
    if parts & 1 == 1 {
        return json!({"literal": format!("{first} {second} {third} Group")});
    }
    let mut name = json!({"family": format!("F{first}"), "given": format!("G{second}")});
    for (bit, part, value) in [
        (2, "dropping-particle", json!("de")),
        (4, "non-dropping-particle", json!("van der")),
        (8, "suffix", json!("Jr")),
        (16, "comma-suffix", json!(true)),
        (32, "static-ordering", json!(1)),
    ] {
        if parts & bit != 0 {
            name[part] = value;
        }
    }
    name
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    /// Every variable of CSL, members that nobody knows, and what is in `custom`.
    #[test]
    fn generated_items_come_back(
        chosen in prop::collection::btree_map(0..tags::TAGS.len(), (PLAIN, 1..5000_u32), 1..30),
        names in prop::collection::vec((any::<u8>(), [PLAIN, PLAIN, PLAIN]), 1..4),
        date in (1000..2100_i32, 1..13_u8, 1..29_u8, 0..5_u8),
        unknown in prop::collection::btree_map("x[a-z]{1,8}", (PLAIN, any::<bool>()), 0..4),
    ) {
        let mut item = Map::new();
        item.insert("type".into(), "article-journal".into());
        item.insert("id".into(), "key".into());
        for (place, (words, number)) in &chosen {
            let (name, used) = tags::TAGS[*place];
            let (year, month, day, form) = date;
            let value = match (name, used) {
                ("type" | "id" | "custom" | "event" | "page-first", _) => continue,
                ("categories", _) => json!([words, "b"]),
                ("citation-key", _) => json!(format!("other{number}")),
                (_, tags::Use::Names) => names.iter().map(|(parts, words)| name_of(*parts, words)).collect(),
                (name, _) if name.ends_with("date") || matches!(name, "issued" | "accessed" | "submitted") => match form {
                    0 => json!({"date-parts": [[year]]}),
                    1 => json!({"date-parts": [[year, month]], "circa": true}),
                    2 => json!({"date-parts": [[year, month, day], [year + 1]]}),
                    3 => json!({"date-parts": [[year]], "season": 1 + month % 4}),
                    _ => json!({"literal": words}),
                },
                (name, _) => json!(text_of(name, words, *number)),
            };
            item.insert(name.into(), value);
        }
        let mut custom = Map::new();
        for (name, (words, flag)) in &unknown {
            let (members, value) =
                if *flag { (&mut custom, json!({"deep": [words, 1, null]})) } else { (&mut item, json!(words)) };
            members.insert(name.clone(), value);
        }
        if !custom.is_empty() {
            item.insert("custom".into(), custom.into());
        }
        let (output, _) = through(json!([item]).to_string().as_bytes(), "strict-schema");
        let back = items(&output).remove(0);
        let custom = back.get("custom").cloned().unwrap_or_default();
        for (name, value) in &item {
            match value {
                Value::Object(members) if name == "custom" => {
                    members.iter().for_each(|(name, value)| assert_eq!(custom.get(name), Some(value), "{name}"));
                }
                value if name.starts_with('x') => assert_eq!(custom.get(name), Some(value), "{name}"),
                // Not a date of the schema, which wants one of its own forms; words are read once more.
                value => assert_eq!(back.get(name), Some(value), "{name} of {item:#?}\n{back:#?}"),
            }
        }
    }
}

/// An item, read from any text and written again.
fn one(text: &str) -> (Map<String, Value>, Report) {
    let (output, report) = through(text.as_bytes(), "strict-schema");
    let mut found = items(&output);
    assert_eq!(found.len(), 1, "{text}: {report:?}");
    (found.remove(0), report)
}

fn ids(text: &str) -> Vec<String> {
    let (output, _) = through(text.as_bytes(), "strict-schema");
    items(&output).iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn files_of_every_shape() {
    let item = |id: &str| format!(r#"{{"id": "{id}", "type": "book", "title": "T {id}"}}"#);
    let (a, b, c) = (item("a"), item("b"), item("c"));
    for (text, expected) in [
        (format!("[{a}, {b}]"), "ab"),
        (a.clone(), "a"),
        (format!("{a}\n{b}\n{c}\n"), "abc"),
        (format!("{a}\r\n{b}"), "ab"),
        (format!("{{\"items\": [{a}, {b}]}}"), "ab"),
        (format!("{{\"references\": [{a}], \"suppress-bibliography\": true}}"), "a"),
        (format!("{{\"message\": {a}, \"status\": \"ok\"}}"), "a"),
        (format!("{{\"message\": {{\"items\": [{a}, {b}], \"total-results\": 2}}}}"), "ab"),
        (format!("{{\"a\": {a}, \"b\": {b}}}"), "ab"),
        (format!("[{a}][{b}]"), "ab"),
        (format!("[{a}]\n[{b},\n{c}]\n"), "abc"),
        (format!("[[{a}], [{b}]]"), "ab"),
        (format!("\u{feff}[{a}]"), "a"),
        (format!("[{a}, {b}, ]"), "ab"),
        (format!("[{a} {b}]"), "ab"),
        (format!("[{a}, null, 3, {b}]"), "ab"),
        (format!("[{a}, {b}, {{\"id\": \"c\", \"type\": \"book\", \"title\": \"cut of"), "abc"),
        (format!("[{a}, {b}"), "ab"),
        ("[{'id': 'a', 'type': 'book', 'title': \"It's\", 'author': [{'family': 'O\\'Neill'}]}]".to_owned(), "a"),
        ("[]".to_owned(), ""),
    ] {
        assert_eq!(ids(&text).concat(), expected, "{text}");
    }
}

#[test]
fn a_wrong_value_costs_that_value() {
    for (member, kept) in [
        (r#""volume": NaN"#, json!("NaN")),
        (r#""volume": {"x": 1}"#, json!({"x": 1})),
        (r#""volume": true"#, json!(true)),
        (r#""volume": undefined"#, json!("undefined")),
    ] {
        let (item, report) = one(&format!(r#"[{{"id": "a", "type": "book", "title": "T", {member}, "issue": "2"}}]"#));
        assert_eq!((&item["title"], &item["issue"]), (&json!("T"), &json!("2")), "{member}");
        assert_eq!(item["custom"]["_volume"], kept, "{member}: {item:?}");
        assert!(report.codes.contains_key(&Code::UnfitValue), "{member}: {report:?}");
    }
    for (member, expected) in [
        (r#""volume": 7,"#, "7"),
        (r#""volume": 7.0"#, "7"),
        (r#""volume": "7",,"#, "7"),
        (r#""volume" "7", "volume": "7""#, "7"),
        (r#"volume: 7"#, "7"),
        ("\"volume\": \"a\nb\"", "a b"),
        (r#""volume": "C:\dir""#, "C:\\dir"),
    ] {
        let (item, _) = one(&format!(r#"[{{"id": "a", "type": "book", "title": "T", {member}}}]"#));
        assert_eq!(item["volume"], expected, "{member}");
    }
    for (member, name, expected) in [
        (r#""issued": {"date-parts": [[2019, "x", 3]]}"#, "issued", json!({"date-parts": [[2019]]})),
        (r#""issued": {"date-parts": [["2019", "04", "00"]]}"#, "issued", json!({"date-parts": [[2019, 4]]})),
        (r#""issued": {"date-parts": [2019, 4]}"#, "issued", json!({"date-parts": [[2019, 4]]})),
        (r#""issued": 2019"#, "issued", json!({"date-parts": [[2019]]})),
        (r#""issued": "2019-04-09""#, "issued", json!({"date-parts": [[2019, 4, 9]]})),
        (r#""issued": {"raw": "April 9, 2019"}"#, "issued", json!({"date-parts": [[2019, 4, 9]]})),
        (r#""author": [{"family": "A"}, 5, {"family": "B"}]"#, "author", json!([{"family": "A"}, {"family": "B"}])),
        (r#""author": {"family": "A"}"#, "author", json!([{"family": "A"}])),
        (r#""ISSN": ["1234-5679"]"#, "ISSN", json!("1234-5679")),
    ] {
        let (item, _) = one(&format!(r#"[{{"id": "a", "type": "book", "title": "T", {member}}}]"#));
        assert_eq!(item[name], expected, "{member}");
    }
}

/// The malformed examples that every reader of CSL-JSON meets.
#[test]
fn malformed() {
    let (item, report) = one(r#"[{"id": "a", "title": "No type"}]"#);
    assert_eq!(item["type"], "document");
    assert!(report.codes.contains_key(&Code::UnfitValue));

    let (item, _) = one(r#"[{"id": "a", "type": "article-journal", "title": "T", "issued": "in press"}]"#);
    assert_eq!((&item["issued"], &item["status"]), (&json!({"literal": "in press"}), &json!("in press")));

    let (item, report) =
        one(r#"[{"id": "a", "type": "article-journal", "title": "T", "issued": {"date-parts": [[null]]}}]"#);
    assert!(!item.contains_key("issued") && report.codes.is_empty(), "{item:?} {report:?}");

    let text = r#"[{"id": "a", "type": "book", "title": "Whole"}, {"id": "b", "type": "book", "title": "Cut"#;
    let (output, report) = through(text.as_bytes(), "strict-schema");
    assert_eq!(items(&output)[0]["title"], "Whole");
    assert_eq!((report.partial, report.codes.get(&Code::TruncatedRecord)), (1, Some(&1)), "{report:?}");

    let (item, report) = one(r#"[{"id": "a", "type": "book", "title": "T", "author": "Smith, J"}]"#);
    assert_eq!(item["author"], json!([{"family": "Smith", "given": "J"}]));
    assert!(report.codes.contains_key(&Code::UnfitValue));

    let twice = r#"[{"id": "a", "type": "book", "title": "T"}, {"id": "a", "type": "book", "title": "U"}]"#;
    assert_eq!(ids(twice), ["a", "aa"]);
}

#[test]
fn profiles() {
    let text = r#"[{"id": "a", "type": "book", "title": "T", "part-number": "2", "supplement-number": "3",
        "printing-number": "4", "license": "CC0", "event-title": "E", "unheard": [1], "PMID": "5",
        "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "Iron Group"}],
        "issued": {"date-parts": [[2019, 4]]}}]"#;
    let item = |profile: &str| items(&through(text.as_bytes(), profile).0).remove(0);
    let strict = item("strict-schema");
    assert_eq!((&strict["part"], &strict["supplement"]), (&json!("2"), &json!("3")));
    assert_eq!(strict["custom"]["unheard"], json!([1]));
    assert!(!strict.contains_key("license") && !strict.contains_key("part-number"));
    let citeproc = item("citeproc");
    assert_eq!((&citeproc["part-number"], &citeproc["supplement-number"]), (&json!("2"), &json!("3")));
    assert_eq!((&citeproc["license"], &citeproc["unheard"]), (&json!("CC0"), &json!([1])));
    assert_eq!(citeproc["author"], strict["author"]);
    let zotero = item("zotero");
    assert_eq!(zotero["author"], json!([{"family": "van der Berg", "given": "Jan"}, {"literal": "Iron Group"}]));
    assert_eq!((&zotero["note"], &zotero["part-number"]), (&json!("PMID: 5"), &json!("2")));
    let mendeley = item("mendeley");
    assert_eq!((&mendeley["event"], &mendeley["issued"]), (&json!("E"), &json!({"date-parts": [["2019", "4"]]})));
    assert_eq!(mendeley["author"][0]["non-dropping-particle"], "van der");
    assert_eq!((&mendeley["author"][1]["family"], &mendeley["author"][1]["given"]), (&json!("Iron Group"), &json!("")));
    // All of them say the same.
    for other in [&citeproc, &mendeley] {
        let (back, _) =
            through(Value::from(vec![Value::Object(other.clone())]).to_string().as_bytes(), "strict-schema");
        let back = items(&back).remove(0);
        for name in ["title", "part", "supplement", "author", "issued", "event-title", "PMID"] {
            assert_eq!(back[name], strict[name], "{name}");
        }
    }
}

/// An item of a megabyte, whatever it is full of, takes the time of a megabyte: what is repeated is looked up, not searched.
#[test]
fn full_items() {
    let many = |count: usize, part: &dyn Fn(usize) -> String| (0..count).map(part).collect::<Vec<_>>().join(",");
    for members in [
        format!(
            "\"author\": [{}]",
            many(15_000, &|n| format!(r#"{{"family": "F{n}", "suffix": "Jr", "comma-suffix": true}}"#))
        ),
        format!(
            "\"author\": [{}]",
            many(12_000, &|n| format!(r#"{{"family": "F{n}", "affiliation": [{{"name": "A{n}"}}]}}"#))
        ),
        format!("\"URL\": \"{}\"", "http://x ".repeat(100_000)),
        format!("\"license\": [{}]", many(50_000, &|n| format!(r#"{{"URL": "http://{n}"}}"#))),
        format!("\"link\": [{}]", many(50_000, &|n| format!(r#"{{"URL": "http://{n}"}}"#))),
        format!("\"title\": \"{}\u{301}\"", "<i>a</i>".repeat(100_000)),
        format!("\"keyword\": \"{}\"", many(100_000, &|n| format!("k{n}"))),
        many(50_000, &|n| format!("\"x{n}\": {n}")),
        format!("\"keyword\": \"k\", \"custom\": {{\"mesh\": [{}]}}", many(50_000, &|n| format!("\"Heading {n}\""))),
    ] {
        let text = format!(r#"[{{"id": "a", "type": "book", {members}, "issue": "9"}}]"#);
        let (item, _) = one(&text);
        assert_eq!(item["issue"], "9");
    }
}
