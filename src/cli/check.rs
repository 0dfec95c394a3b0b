//! `bibmill check`.

use super::convert::status;
use super::inputs::Found;
use super::problems::{Problems, Style};
use super::{Common, Status, say};
use bibmill::article::{Article, IdKind, Kind, Slots};
use bibmill::format::{Carries, Format, Likely, Out, Writer};
use bibmill::log::{Code, Log, shown};
use bibmill::{Diagnostic, Error, Meter};
use clap::Args;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Read records and say what is wrong with them
///
/// Writes nothing but findings: records that cannot be read, values that do not fit, keys and identifiers that two records
/// share.
#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    common: Common,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> Result<Status, Error> {
        let mut problems = Problems::new(self.common.diagnostics, self.common.notes);
        let mut census = Census::default();
        let inputs = self.common.find(None)?;
        let meter = Arc::new(Meter::default());
        let progress = self.common.progress(&meter, &inputs, 1, false);
        let converter = self.common.converter(&CENSUS)?.meter(meter).on_problem(|diagnostic| problems.show(diagnostic));
        let mut report = converter.run(inputs.iter().map(Found::input), &mut census)?;
        drop(progress);
        for diagnostic in census.found {
            report.tally(diagnostic.code);
            problems.show(&diagnostic);
        }
        problems.finish();
        if self.common.diagnostics == Style::Text {
            say(&format!("bibmill: {}", report.summary(None)));
        }
        Ok(status(&report, self.common.strict))
    }
}

/// A format that nobody sees: a line for each key and identifier, so that the engine brings them in order.
static CENSUS: Format = Format {
    name: "census",
    title: "keys and identifiers",
    family: "census",
    extensions: &[],
    sniff: |_| Likely::No,
    options: &[],
    reader: None,
    writer: Some(|_| Box::new(Line)),
    shaped: false,
};

struct Line;

impl Writer for Line {
    fn carries(&self, _: &Kind) -> Carries {
        Carries { exact: Slots::ALL, flattened: Slots::NONE }
    }

    fn article(&mut self, article: &Article, out: &mut Out, _: &mut Log) {
        let mut line = |what: &str, value: Option<&str>| {
            if let Some(value) = value {
                let source = &article.source;
                let row = [&source.input, &source.record.to_string(), &source.line.to_string(), what, value];
                out.push_str(&row.map(|cell| cell.replace(['\t', '\n'], " ")).join("\t"));
                out.push('\n');
            }
        };
        line("key", article.key.as_deref());
        line("PMID", article.id(&IdKind::Pmid));
        line("DOI", article.id(&IdKind::Doi).map(str::to_ascii_lowercase).as_deref());
    }
}

/// Takes the lines in, and notes those that came before.
#[derive(Default)]
struct Census {
    line: Vec<u8>,
    first: HashMap<(String, String), (String, u64)>,
    found: Vec<Diagnostic>,
}

impl Census {
    fn count(&mut self) {
        let line = String::from_utf8_lossy(&self.line).into_owned();
        let mut cells = line.trim_end().splitn(5, '\t');
        let mut cell = || cells.next().unwrap_or("").to_owned();
        let (input, record, number, what, value) = (cell(), cell(), cell(), cell(), cell());
        let (record, number) = (record.parse().unwrap_or(0), number.parse().unwrap_or(0));
        if let Some((other, place)) = self.first.get(&(what.clone(), value.clone())) {
            let message = format!("{what} {} is also that of the record on line {place} of {other}", shown(&value));
            let input: Arc<str> = Arc::from(input);
            self.found.push(Diagnostic::new(Code::DuplicateIdentifier, message, &input, record, number, &value, 0..0));
            return;
        }
        self.first.insert((what, value), (input, number));
    }
}

impl Write for Census {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.count();
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
