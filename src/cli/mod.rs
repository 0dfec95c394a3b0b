//! The command line: what the library can do, under names and flags.

mod batch;
mod check;
mod convert;
mod formats;
mod inputs;
mod output;
mod problems;
mod progress;
mod shell;

use bibmill::format::{Format, Settings};
use bibmill::formats::{FORMATS, by_name};
use bibmill::{Converter, Error, MAX_RECORD, Meter};
use clap::{Args, Parser, Subcommand};
use encoding_rs::Encoding;
use inputs::{Found, Search};
use problems::Style;
use progress::Progress;
pub use progress::say;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Converts bibliographic records: what PubMed shows, NBIB and CSV to BibTeX, RIS, CSL-JSON, CSV, JATS and NBIB
///
/// Examples:
///
///   bibmill convert page.txt -o page.bib                what a PubMed page shows, to BibTeX
///
///   bibmill convert *.nbib -t csv -o screening.csv      a batch, to a spreadsheet
///
///   cat refs.nbib | bibmill convert -t ris              formats are recognised; pipes work
///
///   bibmill convert baseline -r -t csv --output-dir csv a folder of files, compressed or not, to one file each
#[derive(Debug, Parser)]
#[command(name = "bibmill", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Convert(convert::Convert),
    Check(check::Check),
    Formats(formats::Formats),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything was converted; warnings and reported losses are allowed.
    Fine = 0,
    /// It ran, and at least one record was rejected or read in part.
    Rejects = 1,
    /// It could not run.
    CouldNotRun = 2,
    /// `--strict`: a warning or a loss occurred.
    Strict = 3,
}

impl Cli {
    /// Runs the command.
    pub fn run(self) -> Result<Status, Error> {
        match self.command {
            Command::Convert(args) => args.run(),
            Command::Check(args) => args.run(),
            Command::Formats(args) => args.run(),
            Command::Completions(args) => args.run(),
            Command::Man(args) => args.run(),
        }
    }
}

/// What `convert` and `check` share.
#[derive(Args, Debug)]
struct Common {
    /// Files to read, in this order, compressed (gzip, zstd, bzip2, xz) or not; `-` or none is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Read the files in folders too, and in the folders in them: those whose extension is that of a format that is read,
    /// before `.gz` or the like
    #[arg(short, long)]
    recursive: bool,

    /// Read the files that are listed in this file (`-` is standard input), after those named: one path a line, or ended by
    /// NUL as `find -print0` writes them
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,

    /// Format of all inputs; recognised from their content when not given
    #[arg(short, long, value_name = "FORMAT", value_parser = format_named)]
    from: Option<&'static Format>,

    /// How many threads parse and write; one for each core when not given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// Largest record that is held in memory, such as 16M; a larger one goes to the rejects
    #[arg(long, value_name = "SIZE", value_parser = size, default_value_t = MAX_RECORD, hide_default_value = true)]
    max_record: usize,

    /// Encoding of the inputs, such as gbk, when it is not UTF-8, UTF-16, Windows-1252 or declared in them
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,

    /// How findings are shown on standard error
    #[arg(long, value_name = "STYLE", value_enum, default_value_t = Style::Text)]
    diagnostics: Style,

    /// Show notes as well as warnings and errors
    #[arg(long)]
    notes: bool,

    /// End with status 3 if there was a warning or a loss
    #[arg(long)]
    strict: bool,

    /// Show no progress. It is only shown on a terminal, when the run takes a while
    #[arg(long)]
    no_progress: bool,

    /// Option of one format, such as csv.columns=pmid,doi,title; `bibmill formats` lists them
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = setting)]
    settings: Vec<Setting>,
}

/// `FORMAT.OPTION=VALUE`.
#[derive(Clone, Debug)]
struct Setting {
    format: &'static Format,
    option: String,
    value: String,
}

impl Common {
    /// The inputs. Folders are not looked into for what is in `apart_from`.
    fn find(&self, apart_from: Option<&Path>) -> Result<Vec<Found>, Error> {
        let mut paths = self.files.clone();
        if paths.is_empty() && self.files_from.is_none() {
            if std::io::stdin().is_terminal() && self.diagnostics == Style::Text {
                say("bibmill: reading standard input; paste the text, then press Ctrl-D on a line of its own");
            }
            paths.push(PathBuf::from("-"));
        }
        let list = self.files_from.as_deref();
        let finds = Search { paths: &paths, list, recursive: self.recursive, apart_from }.run()?;
        if finds.inputs.is_empty() {
            return Err(Error::Usage("the list names no file".to_owned()));
        }
        if finds.passed_over > 0 && self.diagnostics == Style::Text {
            let count =
                if finds.passed_over == 1 { "1 file".to_owned() } else { format!("{} files", finds.passed_over) };
            say(&format!("bibmill: {count} in folders passed over, of no format's extension"));
        }
        Ok(finds.inputs)
    }

    /// Shows how far the run is, if there is anybody to see it. `passes` is how often the inputs are read, and `busy` says
    /// that output goes to the terminal.
    fn progress(&self, meter: &Arc<Meter>, inputs: &[Found], passes: u64, busy: bool) -> Progress {
        let seen = std::io::stderr().is_terminal() && !(busy && std::io::stdout().is_terminal());
        if self.no_progress || self.diagnostics != Style::Text || !seen {
            return Progress::none();
        }
        let total = inputs.iter().map(Found::size).sum::<Option<u64>>();
        Progress::start(Arc::clone(meter), total.map(|bytes| bytes * passes))
    }

    /// A converter with what is shared set.
    fn converter<'a>(&self, to: &'a Format) -> Result<Converter<'a>, Error> {
        let mut converter = Converter::new(to).max_record(self.max_record);
        if let Some(from) = self.from {
            converter = converter.from(from);
        }
        if let Some(threads) = self.threads {
            converter = converter.threads(threads);
        }
        if let Some(encoding) = self.encoding {
            converter = converter.encoding(encoding);
        }
        for format in FORMATS {
            let settings = self.settings_of(format)?;
            converter = converter.read_settings(format, settings);
        }
        Ok(converter)
    }

    fn settings_of(&self, format: &Format) -> Result<Settings, Error> {
        let mut settings = Settings::default();
        for setting in self.settings.iter().filter(|setting| setting.format.name == format.name) {
            settings
                .set(format, &setting.option, &setting.value)
                .map_err(|fault| Error::Usage(format!("--set: {fault}")))?;
        }
        Ok(settings)
    }
}

/// The program is to end at once: says what is done, and leaves no half file. No output is put into place after it, as long
/// as what it gives is held.
pub fn interrupted() -> impl Sized {
    let guard = output::remove_unfinished();
    progress::clear();
    batch::tell_interrupted();
    guard
}

/// Writes to standard output; a closed pipe is no error.
fn print(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::Output { name: "standard output".to_owned(), source: fault })
        }
        _ => Ok(()),
    }
}

fn format_named(name: &str) -> Result<&'static Format, String> {
    by_name(name).ok_or_else(|| {
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        format!("there is no format {name}; there are {}", names.join(", "))
    })
}

fn setting(text: &str) -> Result<Setting, String> {
    let wrong = || "an option is FORMAT.OPTION=VALUE, such as csv.columns=pmid,doi,title".to_owned();
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let (format, option) = name.split_once('.').ok_or_else(wrong)?;
    let format = format_named(format)?;
    Settings::default().set(format, option, value)?;
    Ok(Setting { format, option: option.to_owned(), value: value.to_owned() })
}

/// A number of bytes: `1000`, `64K`, `16M`, `1G`.
fn size(text: &str) -> Result<usize, String> {
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let factor = match unit.to_ascii_uppercase().as_str() {
        "" => Some(1),
        "K" | "KB" | "KIB" => Some(1024),
        "M" | "MB" | "MIB" => Some(1024 * 1024),
        "G" | "GB" | "GIB" => Some(1024 * 1024 * 1024),
        _ => None,
    };
    let number = digits.parse::<usize>().ok().filter(|number| *number > 0);
    number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor))
        .ok_or_else(|| "a size is a number with K, M or G, such as 16M".to_owned())
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        format!("there is no encoding {name}; common ones are utf-8, windows-1252, iso-8859-2, gbk, shift_jis")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes() {
        for (text, bytes) in [
            ("1000", Some(1000)),
            ("64K", Some(65536)),
            ("16M", Some(16 << 20)),
            ("0", None),
            ("M", None),
            ("1X", None),
            ("99999999999G", None),
        ] {
            assert_eq!(size(text).ok(), bytes, "{text}");
        }
    }
}
