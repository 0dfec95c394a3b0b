//! The laws that every format is tested for. A new format gets them by standing in the registry and having samples.

use bibmill::article::{Article, Slot, Slots, Source};
use bibmill::format::{Cut, Format, Likely, ReadOptions, WriteOptions};
use bibmill::formats::FORMATS;
use bibmill::log::{Code, Log};
use bibmill::{Converter, Diagnostic, Input, Report, articles};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

mod awkward;

/// A good sample file.
struct Sample {
    format: &'static Format,
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Sample {
    fn name(&self) -> String {
        let stem = self.path.file_name().unwrap().to_string_lossy().replace('.', "-");
        format!("{}-{stem}", self.format.name)
    }

    fn articles(&self) -> Vec<Article> {
        read(self.format, &self.bytes).0
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn load(sub: &str) -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let of = |format: &'static Format| {
        files(&root.join(format.name).join(sub)).into_iter().map(move |path| Sample {
            format,
            bytes: fs::read(&path).unwrap(),
            path,
        })
    };
    FORMATS.iter().filter(|format| format.reader.is_some()).flat_map(|format| of(format)).collect()
}

fn samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| load(""))
}

fn bad_samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| load("bad"))
}

/// All articles of all samples, their related ones among them.
fn all_articles() -> &'static [Article] {
    static ARTICLES: OnceLock<Vec<Article>> = OnceLock::new();
    ARTICLES.get_or_init(|| samples().iter().flat_map(Sample::articles).collect())
}

/// Reads bytes; articles come without their source.
fn read(format: &'static Format, bytes: &[u8]) -> (Vec<Article>, Vec<Diagnostic>) {
    let input = Input::reader("sample", std::io::Cursor::new(bytes.to_vec()));
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    // Damage can make a text look like a binary file, which is refused as a whole.
    let Ok(mut reader) = articles(input, Some(format)) else { return (found, problems) };
    while let Some(next) = reader.next() {
        problems.extend(reader.problems().iter().cloned());
        if let Ok(mut article) = next {
            article.source = Source::default();
            found.push(article);
        }
    }
    problems.extend(reader.problems().iter().cloned());
    (found, problems)
}

fn convert(to: &'static Format, from: &'static Format, bytes: &[u8], threads: usize) -> (Vec<u8>, Vec<u8>, Report) {
    let (mut output, mut rejects) = (Vec::new(), Vec::new());
    let input = Input::reader("sample", std::io::Cursor::new(bytes.to_vec()));
    let report =
        Converter::new(to).from(from).threads(threads).rejects(&mut rejects).run([input], &mut output).unwrap();
    (output, rejects, report)
}

fn write(to: &'static Format, articles: &[Article]) -> Vec<u8> {
    write_and_log(to, articles).0
}

/// What is written, and the slots of which the writer says that something was lost or flattened.
fn write_and_log(to: &'static Format, articles: &[Article]) -> (Vec<u8>, Slots) {
    let mut log = Log::new();
    let mut writer = to.writer.unwrap()(&WriteOptions::default());
    let mut out = bibmill::format::Out::new();
    writer.begin(&mut out);
    for (place, article) in articles.iter().enumerate() {
        if place > 0 {
            writer.between(&mut out);
        }
        writer.article(article, &mut out, &mut log);
    }
    writer.end(&mut out);
    let changed: Slots = log.flattenings().iter().map(|(slot, _)| *slot).collect();
    (out.bytes().to_vec(), changed.or(log.lost_slots()))
}

fn writers() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().copied().filter(|format| format.writer.is_some())
}

#[test]
fn every_readable_format_has_samples() {
    for format in FORMATS.iter().filter(|format| format.reader.is_some()) {
        let count = |samples: &[Sample]| samples.iter().filter(|sample| sample.format.name == format.name).count();
        assert!(count(samples()) >= 2, "{} has too few samples", format.name);
        assert!(count(bad_samples()) >= 1, "{} has no bad sample", format.name);
    }
}

#[test]
fn recognised() {
    for sample in samples() {
        let head = String::from_utf8_lossy(&sample.bytes[..sample.bytes.len().min(bibmill::input::HEAD)]).into_owned();
        let head = head.trim_start_matches('\u{feff}');
        let own = (sample.format.sniff)(head);
        assert_ne!(own, Likely::No, "{} is not recognised", sample.name());
        for other in FORMATS.iter().filter(|other| other.name != sample.format.name) {
            let answer = (other.sniff)(head);
            assert!(answer < own, "{} is as likely {} ({answer:?})", sample.name(), other.name);
        }
    }
}

#[test]
fn stable() {
    for sample in samples() {
        let (articles, problems) = read(sample.format, &sample.bytes);
        let problems: Vec<_> = problems
            .iter()
            .map(|found| format!("{}: {}:{}: {}", found.code.name(), found.record, found.line, found.message))
            .collect();
        let shown = serde_json::json!({"articles": articles, "problems": problems});
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_json_snapshot!(sample.name(), shown);
        });
    }
}

#[test]
fn bad_samples_are_stable() {
    for sample in bad_samples() {
        let (articles, problems) = read(sample.format, &sample.bytes);
        assert!(!problems.is_empty(), "{} raises no finding", sample.name());
        let problems: Vec<_> = problems
            .iter()
            .map(|found| format!("{}: {}:{}: {}", found.code.name(), found.record, found.line, found.message))
            .collect();
        let shown = serde_json::json!({"articles": articles, "problems": problems});
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_json_snapshot!(format!("bad-{}", sample.name()), shown);
        });
    }
}

/// Every cut of an input, with the buffer growing by `step` bytes; all of its bytes are in one.
fn cuts(format: &Format, bytes: &[u8], step: usize) -> Vec<(Cut, Vec<u8>)> {
    let mut splitter = format.reader.unwrap()(&ReadOptions::default());
    let (mut from, mut to, mut found) = (0, 0, Vec::new());
    loop {
        let at_end = to == bytes.len();
        if at_end && from == to {
            return found;
        }
        let cut = splitter.cut(&bytes[from..to], at_end);
        let length = match cut {
            Cut::More => {
                assert!(!at_end, "{} wants more at the end", format.name);
                to = (to + step).min(bytes.len());
                continue;
            }
            Cut::Gap(length) | Cut::Frame(length) | Cut::Prelude(length) | Cut::Record(length) => length,
        };
        assert!(length > 0 && from + length <= to, "{} cuts {cut:?} of {}", format.name, to - from);
        found.push((cut, bytes[from..from + length].to_vec()));
        from += length;
    }
}

#[test]
fn accounted_and_steady() {
    for sample in samples().iter().chain(bad_samples()) {
        let whole = cuts(sample.format, &sample.bytes, sample.bytes.len().max(1));
        for step in [1, 2, 7, 64] {
            assert!(cuts(sample.format, &sample.bytes, step) == whole, "{} in steps of {step}", sample.name());
        }
    }
}

#[test]
fn threads_make_no_difference() {
    for from in FORMATS.iter().copied().filter(|format| format.reader.is_some()) {
        // Several chunks' worth, so that workers finish out of order.
        let repeated = repeated(from, 600 * 1024);
        for to in writers() {
            let (one, rejects, report) = convert(to, from, &repeated, 1);
            let (eight, rejects_of_eight, report_of_eight) = convert(to, from, &repeated, 8);
            assert!(one == eight && rejects == rejects_of_eight, "{} to {}", from.name, to.name);
            assert_eq!(report.json(), report_of_eight.json(), "{} to {}", from.name, to.name);
        }
    }
}

/// All samples of a format that need no prelude, good and bad, over and over; where there is a prelude, those of one sample.
fn repeated(format: &'static Format, size: usize) -> Vec<u8> {
    let (mut prelude, mut body) = (Vec::new(), Vec::new());
    for sample in samples().iter().chain(bad_samples()).filter(|sample| sample.format.name == format.name) {
        let pieces = cuts(format, &sample.bytes, sample.bytes.len().max(1));
        let headed = pieces.iter().any(|(cut, _)| matches!(cut, Cut::Prelude(_)));
        if headed && !prelude.is_empty() {
            continue;
        }
        for (cut, bytes) in pieces {
            if matches!(cut, Cut::Prelude(_)) { &mut prelude } else { &mut body }.extend_from_slice(&bytes);
        }
        body.extend_from_slice(b"\n\n\n");
    }
    assert!(!body.is_empty(), "{} has no samples", format.name);
    let mut bytes = prelude;
    while bytes.len() < size {
        bytes.extend_from_slice(&body);
    }
    bytes
}

#[test]
fn bounded() {
    for from in FORMATS.iter().copied().filter(|format| format.reader.is_some()) {
        let input = repeated(from, 64 << 20);
        let (_, _, report) = convert(bibmill::formats::by_name("tsv").unwrap(), from, &input, 2);
        assert!(report.held <= 9 << 20, "{} held {} bytes", from.name, report.held);
        assert!(report.read > 1000, "{} gave {} records", from.name, report.read);
    }
}

/// Where the records of a sample end, if each of them gives an article.
fn record_ends(sample: &Sample) -> Option<Vec<(usize, usize)>> {
    let (mut at, mut ends) = (0, Vec::new());
    for (cut, bytes) in cuts(sample.format, &sample.bytes, sample.bytes.len()) {
        if matches!(cut, Cut::Record(_)) {
            ends.push((at, at + bytes.len()));
        }
        at += bytes.len();
    }
    (ends.len() == sample.articles().len()).then_some(ends)
}

#[test]
fn contained_when_cut_short() {
    for sample in samples() {
        let whole = sample.articles();
        let ends = record_ends(sample);
        let step = (sample.bytes.len() / 60).max(1);
        for end in (1..sample.bytes.len()).step_by(step) {
            let (part, _) = read(sample.format, &sample.bytes[..end]);
            // All but the record that was cut are as they were.
            let sure = part.len().saturating_sub(1).min(whole.len());
            assert!(part[..sure] == whole[..sure], "{} cut at {end}", sample.name());
            let complete = ends.iter().flatten().filter(|(_, record_end)| *record_end <= end).count();
            assert!(part.len() >= complete, "{} cut at {end}: {} of {complete} records", sample.name(), part.len());
        }
    }
}

#[test]
fn contained_between_the_edges_of_a_record() {
    let mut tried = 0;
    for sample in samples() {
        let whole = sample.articles();
        for (place, (start, end)) in record_ends(sample).into_iter().flatten().enumerate() {
            // What no syntax gives a meaning to, in the middle of the record.
            let middle = start + (end - start) / 2;
            let damaged = [&sample.bytes[..middle], b"\x01\xff\x02", &sample.bytes[middle..]].concat();
            let (articles, _) = read(sample.format, &damaged);
            let (before, after) = (&whole[..place], &whole[place + 1..]);
            assert!(
                articles.starts_with(before) && articles.ends_with(after),
                "{}: damage in record {place} reaches its neighbours",
                sample.name()
            );
            tried += usize::from(whole.len() > 1);
        }
    }
    assert!(tried > 20, "{tried} records with neighbours were damaged");
}

#[test]
fn contained_when_bytes_are_put_in() {
    let junk: [&[u8]; 8] =
        [b"\0\0\0", b"\xff\xfe\x80", b"\"", b"{", b"<", b"\r\n\r\n", "\u{202e}".as_bytes(), b"PMID- "];
    for sample in samples() {
        let step = (sample.bytes.len() / 20).max(1);
        for (place, bytes) in (0..sample.bytes.len()).step_by(step).zip(junk.iter().cycle()) {
            let damaged = [&sample.bytes[..place], bytes, &sample.bytes[place..]].concat();
            read(sample.format, &damaged);
        }
    }
}

/// What a writer says that it carries exactly comes back.
fn assert_reversible(format: &'static Format, article: &Article) {
    let mut article = article.clone();
    article.inferred = Slots::NONE;
    let (bytes, changed) = write_and_log(format, std::slice::from_ref(&article));
    let shown = || String::from_utf8_lossy(&bytes).into_owned();
    let (back, problems) = read(format, &bytes);
    assert_eq!(back.len(), 1, "{} articles come back from {}:\n{}\n{problems:?}", back.len(), format.name, shown());
    let carries = format.writer.unwrap()(&WriteOptions::default()).carries(&article.kind);
    // Persons whose role is lost take their suffixes with them.
    let carried = carries.exact.or(carries.flattened);
    article.contributors.retain(|contributor| carried.contains(Slot::of_contributor(contributor)));
    let promised = carries.exact.and(article.filled()).without(changed).without(Slots::of(&[Slot::Extra]));
    for slot in promised.iter() {
        let (mut before, mut after) = (article.values(slot), back[0].values(slot));
        // The order of these says nothing.
        if matches!(slot, Slot::Affiliations | Slot::DateRecord) {
            before.sort();
            after.sort();
        }
        assert_eq!(after, before, "{slot:?} through {}:\n{}\n{article:?}", format.name, shown());
    }
    let unasked = back[0]
        .filled()
        .without(carries.exact)
        .without(carries.flattened)
        .without(Slots::of(&[Slot::Extra, Slot::Kind]));
    // Extra fields of the format's own family go back as they are, and the reader knows some of them.
    if article.extra_of(format.family).next().is_none() {
        assert_eq!(unasked, Slots::NONE, "{} fills slots that it does not carry:\n{}", format.name, shown());
    }
}

#[test]
fn reversible_for_awkward_texts() {
    let mut failed = 0;
    for (&slot, text) in Slot::ALL.iter().flat_map(|slot| awkward::TEXTS.iter().map(move |text| (slot, text))) {
        let mut article = Article::default();
        if slot == Slot::Kind || article.put(slot, text).is_err() {
            continue;
        }
        for format in two_way() {
            failed += usize::from(std::panic::catch_unwind(|| assert_reversible(format, &article)).is_err());
        }
    }
    assert_eq!(failed, 0, "of all slots, texts and formats, those named above");
}

fn two_way() -> impl Iterator<Item = &'static Format> {
    writers().filter(|format| format.reader.is_some())
}

#[test]
fn reversible_for_samples() {
    let mut failed = 0;
    for format in two_way() {
        let tried = |article| std::panic::catch_unwind(|| assert_reversible(format, article)).is_ok();
        failed += all_articles().iter().filter(|article| !tried(article)).count();
    }
    assert_eq!(failed, 0, "of all formats and articles, those named above");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn reversible_for_generated_articles(values in prop::collection::vec((0..Slot::ALL.len(), "[A-Za-z0-9éß;:,.'\"(){}<>&%$\\\\/+=@ -]{1,30}"), 1..20)) {
        let mut article = Article::default();
        for (slot, text) in values {
            let slot = Slot::ALL[slot];
            if slot != Slot::Kind {
                let _ = article.put(slot, &text);
            }
        }
        for format in two_way() {
            assert_reversible(format, &article);
        }
    }

    #[test]
    fn what_is_not_wanted_makes_no_difference_to_generated_articles(
        kind in 0..bibmill::article::Kind::ALL.len(),
        values in prop::collection::vec((0..Slot::ALL.len(), "[A-Za-z0-9;:,. -]{1,20}|[0-9]{4}-?[0-9]{4}"), 1..40),
    ) {
        let mut article = Article { kind: bibmill::article::Kind::ALL[kind].clone(), ..Article::default() };
        for (slot, text) in values.iter().filter(|(slot, _)| Slot::ALL[*slot] != Slot::Kind) {
            let _ = article.put(Slot::ALL[*slot], text);
        }
        assert_wants_enough_everywhere(&article);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in FORMATS.iter().copied().filter(|format| format.reader.is_some()) {
            read(format, &bytes);
        }
    }
}

/// Options that change what the writer of a format looks at.
const LOOKS: &[(&str, &str, &str)] = &[
    ("csv", "columns", "pmid,doi,title"),
    ("csv", "columns", "all"),
    ("csv", "columns", "first_author,year"),
    ("csv", "columns", "best_issn,subtype"),
    ("csv", "columns", "orcids,editors"),
    ("csv", "columns", "suffixes,container_abbrev,last_page"),
    ("csv", "columns", "affiliations,group_authors"),
    ("bibtex", "journal", "abbreviated"),
    ("biblatex", "eid", "true"),
    ("ris", "profile", "classic"),
    ("ris", "profile", "zotero"),
    ("ris", "profile", "endnote"),
    ("ris", "profile", "jabref"),
    ("ris", "profile", "mendeley"),
    ("csl-json", "profile", "zotero"),
];

/// What a writer does not want makes no difference: neither to the bytes nor to what is lost.
fn assert_wants_enough(to: &'static Format, options: &WriteOptions, article: &Article) {
    let make = || to.writer.unwrap()(options);
    let wanted = make().wants();
    let mut bare = article.clone();
    bare.retain(wanted);
    let written = |article: &Article, skipped: Slots| {
        let (mut writer, mut out, mut log) = (make(), bibmill::format::Out::new(), Log::new());
        writer.article(article, &mut out, &mut log);
        let carries = writer.carries(&article.kind);
        let filled = article.filled().or(skipped);
        let lost = filled.without(carries.exact).without(carries.flattened).or(log.lost_slots());
        let flattened = filled.and(carries.flattened).without(lost);
        (String::from_utf8(out.bytes().to_vec()).unwrap(), lost, flattened, log.flattenings().to_vec())
    };
    // Persons who are not wanted take their suffixes with them.
    let skipped = article.filled().without(bare.filled());
    assert_eq!(written(&bare, skipped), written(article, Slots::NONE), "{} of {article:?}", to.name);
}

fn assert_wants_enough_everywhere(article: &Article) {
    for to in writers() {
        assert_wants_enough(to, &WriteOptions::default(), article);
        for (_, name, value) in LOOKS.iter().filter(|(format, ..)| *format == to.name) {
            let mut options = WriteOptions::default();
            options.settings.set(to, name, value).unwrap();
            assert_wants_enough(to, &options, article);
        }
    }
}

#[test]
fn what_is_not_wanted_makes_no_difference() {
    all_articles().iter().for_each(assert_wants_enough_everywhere);
    let wants = |name: &str| bibmill::formats::by_name(name).unwrap().writer.unwrap()(&WriteOptions::default()).wants();
    for name in ["bibtex", "biblatex", "ris", "csv", "tsv", "nbib"] {
        assert!(!wants(name).contains(Slot::References), "{name}");
    }
}

/// The slots that each record of a sample fills, or is said to fill, for a reader of whom these are wanted.
fn told(sample: &Sample, wanted: Slots) -> Vec<Slots> {
    let options = ReadOptions { wanted, ..ReadOptions::default() };
    let mut splitter = sample.format.reader.unwrap()(&options);
    let (mut rest, mut told) = (&sample.bytes[..], Vec::new());
    loop {
        let length = match splitter.cut(rest, true) {
            Cut::More => return told,
            Cut::Record(length) => {
                let (mut article, mut log) = (Article::default(), Log::new());
                let text = String::from_utf8_lossy(&rest[..length]);
                splitter.parser().parse(&text, &mut article, &mut log);
                told.push(article.filled().or(log.skipped_slots()));
                length
            }
            Cut::Gap(length) | Cut::Frame(length) | Cut::Prelude(length) => length,
        };
        rest = &rest[length..];
    }
}

#[test]
fn what_a_reader_passes_over_is_told() {
    for sample in samples() {
        let all = told(sample, Slots::ALL);
        assert_eq!(told(sample, Slots::NONE), all, "{} to nothing", sample.name());
        for to in writers() {
            let wanted = to.writer.unwrap()(&WriteOptions::default()).wants();
            assert_eq!(told(sample, wanted), all, "{} to {}", sample.name(), to.name);
        }
    }
}

#[test]
fn honest_about_losses() {
    for sample in samples() {
        for to in writers() {
            let (_, _, report) = convert(to, sample.format, &sample.bytes, 2);
            let mut lost = BTreeSet::new();
            for article in sample.articles() {
                let carries = to.writer.unwrap()(&WriteOptions::default()).carries(&article.kind);
                lost.extend(
                    article
                        .filled()
                        .without(carries.exact)
                        .without(carries.flattened)
                        .iter()
                        .filter(|slot| *slot != Slot::Extra),
                );
            }
            let reported: BTreeSet<_> = report.lost.keys().copied().collect();
            // Shaped writers carry more of a single article than the default instance says.
            assert!(
                to.shaped || reported.is_superset(&lost),
                "{} to {}: {lost:?} but {reported:?}",
                sample.name(),
                to.name
            );
            assert_eq!(report.written + report.rejected + report.not_articles, report.read, "{}", sample.name());
        }
    }
}

#[test]
fn well_formed() {
    let articles = all_articles();
    assert!(articles.len() > 20);
    for to in writers() {
        let bytes = write(to, articles);
        let text = std::str::from_utf8(&bytes).unwrap_or_else(|_| panic!("{} is not UTF-8", to.name));
        let found = match to.name {
            "csl-json" => serde_json::from_str::<Vec<serde_json::Value>>(text).unwrap().len(),
            "csv" | "tsv" => {
                let delimiter = if to.name == "csv" { b',' } else { b'\t' };
                let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
                reader.records().filter(Result::is_ok).count()
            }
            "bibtex" | "biblatex" => biblatex::RawBibliography::parse(text).unwrap().entries.len(),
            "jats" => elements(text, &["ref"]),
            "pubmed-xml" => elements(text, &["PubmedArticle", "PubmedBookArticle"]),
            "ris" => text.lines().filter(|line| line.starts_with("ER  -")).count(),
            "nbib" => read(to, &bytes).0.len(),
            "jsonl" => {
                text.lines().skip(1).filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()).count()
            }
            other => panic!("{other} needs an independent parser here"),
        };
        assert_eq!(found, articles.len(), "{}", to.name);
    }
}

/// How many elements of these names there are, in a document whose tags all match.
fn elements(text: &str, names: &[&str]) -> usize {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => return count,
            quick_xml::events::Event::Start(tag) if names.contains(&tag.name().as_ref()) => count += 1,
            _ => {}
        }
    }
}

#[test]
fn tidy() {
    let mut names = BTreeSet::new();
    for format in FORMATS {
        assert!(names.insert(format.name), "{} stands twice", format.name);
        assert!(!format.title.is_empty());
        let mut options = BTreeSet::new();
        for option in format.options {
            assert!(options.insert(option.name) && !option.meaning.is_empty(), "{}.{}", format.name, option.name);
        }
    }
}

/// Findings that no file can show by itself: they come from the way it is read or written. `tests/cli.rs` has them.
const NOT_IN_SAMPLES: [Code; 8] = [
    Code::OversizeRecord,
    Code::BrokenInput,
    Code::Internal,
    Code::EmptyInput,
    Code::DuplicateIdentifier,
    Code::ChangedValue,
    Code::TrailingBytes,
    Code::OlderVersion,
];

#[test]
fn every_code_has_a_sample() {
    let found: BTreeSet<Code> = samples()
        .iter()
        .chain(bad_samples())
        .flat_map(|sample| read(sample.format, &sample.bytes).1)
        .map(|problem| problem.code)
        .collect();
    for code in Code::ALL.iter().filter(|code| !NOT_IN_SAMPLES.contains(code)) {
        assert!(found.contains(code), "no sample raises {}", code.name());
    }
}

/// Words of a sample that must be found in what was read: all but the format's own.
fn words_to_find(sample: &Sample) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(&sample.bytes).into_owned();
    // citation-js wraps RIS inside words.
    let sharp = sample.name() == "ris-citation-js-ris";
    let text = if sharp { text.replace("anoth\ner ", "another ").replace("\nhat", "hat") } else { text };
    let values: Vec<&str> = match sample.format.name {
        // Tags are the format's, and so is what stands in brackets behind identifiers and dates.
        "nbib" => text
            .lines()
            .map(|line| line.split_once('-').filter(|(tag, _)| tag.len() <= 5).map_or(line, |(_, value)| value))
            .collect(),
        "csv" | "tsv" => text.lines().skip(1).collect(),
        // Between the tags; attributes are codes.
        "pubmed-xml" => {
            let texts = text.split('<').filter_map(|tag| tag.split_once('>'));
            texts
                .flat_map(|(_, text)| text.split("&amp;"))
                .flat_map(|text| text.split("&lt;").flat_map(|text| text.split("&gt;")))
                .flat_map(|text| text.split("&quot;"))
                .collect()
        }
        // Tags and types are the format's, and entities stand for signs.
        "ris" => text
            .lines()
            .flat_map(|line| line.split("&amp;"))
            .filter(|line| !line.trim_start().to_ascii_uppercase().starts_with("TY "))
            .map(|line| line.split_once("- ").filter(|(tag, _)| tag.trim().len() == 2).map_or(line, |(_, value)| value))
            .collect(),
        "pubmed-text" => text.lines().collect(),
        _ => Vec::new(),
    };
    words(&values.join(" ")).collect()
}

/// Letters and digits between anything else, in small letters; words of one or two signs say too little.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).map(str::to_lowercase)
}

/// Words of formats that stand for something else in the model: months, seasons, languages, media, marks of identifiers,
/// headers of tables; and ERIC's `v63 n1 p46`, whose parts stand in fields of their own too.
const READ_AS_ELSE: &str = "\
    jan feb mar apr may jun jul aug sep oct nov dec spring summer fall winter eng english chi ger german fre ita \
    rus kor spa por print electronic linking undetermined internet doi org pii bookaccession orcid ppublish \
    epublish aheadofprint ecollection entrez publisher notnlm epub pmc v63 p46 true false not available author \
    authors first book publication year create date citation nihms \
    ";

/// Words of a page that are PubMed's own: menus, headings, labels, the foot. Glued ones are glued in the samples.
const FURNITURE: &str = "\
    https published vol \
    20894 8600 abstract access actions add advanced affiliation affiliations afrikaans all articles \
    associated author authors available bethesda bibliography bookshelf catalog central chinese citation \
    cite clipboard collaborators collapse collections concepts conflict connect content contentmain \
    contributed copy data declaredncbi department disclaimer disclaimernone display division download \
    email english epub equally europe expand figures flagan foia follow for format free french from full \
    funding gov government govskip guide health here hhs homepagemain homepagemyncbi how human indexed \
    information interest key keysncbi know library link linkout links literature logo logolog main \
    manager marks medgen medical medicalskip medicine medline medlineplus mesh more national navigation \
    nbib ncbi nih official online options page permalink pike policies portuguese prohibited pubmed \
    registered related resources resourcesmeshpmcbookshelfdisclaimerthe rockville save saveemailsend \
    school search see send services share show silverchair similar skip sources spanish statement states \
    strictly subject substances summary systems terms the these trademarks unauthorized united usa use \
    user web website with wordmark words you \
    ";

/// Whether a word of a page is PubMed's own, or known without the mark that is glued to it (`Wang2`, `1Department`).
fn is_furniture(word: &str, found: &BTreeSet<String>) -> bool {
    let bare = word.trim_matches(|c: char| c.is_ascii_digit());
    found.contains(bare) || FURNITURE.split_whitespace().any(|known| known == bare || known == word)
}

#[test]
fn complete() {
    for sample in samples() {
        let (articles, problems) = read(sample.format, &sample.bytes);
        let mut shown = serde_json::to_string(&articles).unwrap();
        problems.iter().for_each(|problem| shown.push_str(&problem.message));
        let found: BTreeSet<String> = words(&shown.replace("\\n", " ")).collect();
        // Dates and identifiers are written with other signs between their digits.
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        let missing: Vec<String> = words_to_find(sample)
            .into_iter()
            .filter(|word| !found.contains(word) && !READ_AS_ELSE.split_whitespace().any(|known| known == word))
            .filter(|word| sample.format.name != "pubmed-text" || !is_furniture(word, &found))
            .filter(|word| !(word.bytes().all(|byte| byte.is_ascii_digit()) && digits.contains(word.as_str())))
            .collect();
        assert!(missing.is_empty(), "{} loses {missing:?}", sample.name());
    }
}
