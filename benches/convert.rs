//! Conversions side by side in one run: `cargo bench`. Input is the samples, repeated; throughput is of input bytes.

use bibmill::formats::by_name;
use bibmill::{Converter, Input};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::fs;
use std::path::Path;

/// The samples of a format that need no header, again and again, up to a megabyte.
fn input(format: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(format);
    let mut files: Vec<_> = fs::read_dir(folder).expect("samples").flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    let mut once = Vec::new();
    for file in files {
        once.extend(fs::read(file).expect("a sample"));
        once.extend_from_slice(b"\n\n");
    }
    once.repeat((1 << 20) / once.len() + 1)
}

fn convert(bencher: Bencher, from: &'static str, to: &'static str) {
    let bytes = input(from);
    let (from, to) = (by_name(from).expect("a format"), by_name(to).expect("a format"));
    bencher.counter(BytesCount::new(bytes.len())).bench(|| {
        let input = Input::reader("samples", std::io::Cursor::new(bytes.clone()));
        let mut output = Vec::new();
        let report = Converter::new(to).from(from).threads(1).run([input], &mut output);
        black_box((output, report.expect("a report")))
    });
}

#[divan::bench(args = ["bibtex", "ris", "csl-json", "csv", "jats", "nbib", "jsonl"])]
fn nbib_to(bencher: Bencher, to: &'static str) {
    convert(bencher, "nbib", to);
}

#[divan::bench(args = ["bibtex", "ris", "csl-json", "csv", "jats", "nbib", "jsonl"])]
fn pubmed_text_to(bencher: Bencher, to: &'static str) {
    convert(bencher, "pubmed-text", to);
}

fn main() {
    divan::main();
}
