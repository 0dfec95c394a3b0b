//! `bibmill convert`.

use super::output::{Output, place};
use super::problems::{Problems, Style};
use super::{Common, Status, format_named, print, say};
use bibmill::article::RelationKind;
use bibmill::format::Format;
use bibmill::formats::FORMATS;
use bibmill::key::KeyPattern;
use bibmill::log::{Code, Severity};
use bibmill::{Error, Related, Report};
use clap::Args;
use std::path::{Path, PathBuf};

/// Convert records from one format to another
///
/// Reads files or standard input, writes one output. A record that cannot be read costs that record alone: it is reported,
/// and with --rejects kept. A field that the target cannot carry is counted and named at the end.
#[derive(Args, Debug)]
pub struct Convert {
    #[command(flatten)]
    common: Common,

    /// Format to write; from the extension of OUT when not given
    #[arg(short, long, value_name = "FORMAT", value_parser = format_named)]
    to: Option<&'static Format>,

    /// File to write; standard output when not given. An old file stays as it is until the new one is whole
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Write related articles as records of their own, after the article they are related to: `all`, or a list of
    /// similar, cited-by, references, erratum-in, ...
    #[arg(long, value_name = "KINDS", value_parser = related)]
    related: Option<Related>,

    /// Citation keys: keep (the source's, else made), pmid, doi, or a pattern such as {author}{year}{title}
    #[arg(long, value_name = "PATTERN", value_parser = KeyPattern::parse, default_value = "keep")]
    keys: KeyPattern,

    /// Put records that could not be read into this file, as found
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// Write a report as JSON: records, findings by code, losses by field; `-` is standard output when OUT is a file,
    /// else standard error
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Convert {
    /// Runs the command.
    pub fn run(self) -> Result<Status, Error> {
        let to = self.target()?;
        self.check_places()?;
        let mut output = Output::open(self.output.as_deref())?;
        let mut rejects = self.rejects.as_deref().map(|path| Output::open(Some(path))).transpose()?;
        let report_file = self.report.as_deref().filter(|path| !is_stdout(path));
        let report_file = report_file.map(|path| Output::open(Some(path))).transpose()?;
        let mut problems = Problems::new(self.common.diagnostics, self.common.notes);
        let mut converter = self
            .common
            .converter(to)?
            .settings(self.common.settings_of(to)?)
            .keys(self.keys.clone())
            .related(self.related.clone().unwrap_or_default())
            .output_name(&self.output.as_ref().map_or("standard output".to_owned(), |path| path.display().to_string()))
            .on_problem(|diagnostic| problems.show(diagnostic));
        if let Some(rejects) = &mut rejects {
            converter = converter.rejects(rejects);
        }
        let report = match converter.run(self.common.inputs(), &mut output) {
            Err(Error::Closed) => return Ok(Status::Fine),
            other => other?,
        };
        problems.finish();
        let to_stdout = !output.is_stdout();
        output.commit()?;
        rejects.map_or(Ok(()), Output::commit)?;
        if self.common.diagnostics == Style::Text {
            say(&format!("bibmill: {}", report.summary(Some(to.name))));
            let stray = report.codes.contains_key(&Code::StrayText);
            if (report.rejected + report.partial > 0 || stray) && self.rejects.is_none() {
                say("bibmill: the rejects were not kept; --rejects FILE keeps them");
            }
        }
        self.write_report(&report, report_file, to_stdout)?;
        Ok(status(&report, self.common.strict))
    }

    /// No two of the output, the rejects and the report go to one place, and none replaces an input: what is not a record in
    /// it would be gone.
    fn check_places(&self) -> Result<(), Error> {
        let file = |path: &&PathBuf| !is_stdout(path) && !path.starts_with("/dev");
        let places: Vec<_> = [&self.output, &self.rejects, &self.report].into_iter().flatten().filter(file).collect();
        let ends: Vec<_> = places.iter().map(|path| place(path)).collect();
        let to_stdout = self.output.as_deref().is_none_or(is_stdout);
        let rejects_to_stdout = self.rejects.as_deref().is_some_and(is_stdout);
        let report_to_stdout = !to_stdout && self.report.as_deref().is_some_and(is_stdout);
        if (1..ends.len()).any(|later| ends[..later].contains(&ends[later]))
            || rejects_to_stdout && (to_stdout || report_to_stdout)
        {
            return Err(Error::Usage("the output, the rejects and the report need files of their own".to_owned()));
        }
        for path in places {
            if self.common.files.iter().any(|input| place(input) == place(path)) {
                return Err(Error::Usage(format!("{} is an input; give another file", path.display())));
            }
        }
        Ok(())
    }

    fn target(&self) -> Result<&'static Format, Error> {
        if let Some(to) = self.to {
            return Ok(to);
        }
        let writable = || {
            let names: Vec<_> =
                FORMATS.iter().filter(|format| format.writer.is_some()).map(|format| format.name).collect();
            names.join(", ")
        };
        let extension = self.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
        let Some(extension) = extension else {
            return Err(Error::Usage(format!("say what to write with --to: {}", writable())));
        };
        let fits = |format: &&&Format| {
            format.writer.is_some() && format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
        };
        FORMATS.iter().find(fits).copied().ok_or_else(|| {
            Error::Usage(format!("no format is written to .{extension} files; say which with --to: {}", writable()))
        })
    }

    fn write_report(&self, report: &Report, file: Option<Output>, to_stdout: bool) -> Result<(), Error> {
        let Some(path) = &self.report else { return Ok(()) };
        let text = format!("{:#}\n", report.json());
        if let Some(mut file) = file {
            let failed = |source| Error::Output { name: path.display().to_string(), source };
            std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)?;
            return file.commit();
        }
        if to_stdout {
            return print(&text);
        }
        say(text.trim_end());
        Ok(())
    }
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// The exit status that a report means.
pub fn status(report: &Report, strict: bool) -> Status {
    let broken = report.rejected + report.partial + report.count(Severity::Error) > 0;
    if broken {
        Status::Rejects
    } else if strict && (report.count(Severity::Warning) > 0 || report.has_losses()) {
        Status::Strict
    } else {
        Status::Fine
    }
}

fn related(text: &str) -> Result<Related, String> {
    if text == "all" {
        return Ok(Related::All);
    }
    let kind = |name: &str| {
        let found = RelationKind::ALL.iter().find(|kind| kind.as_str() == name.trim());
        found.cloned().ok_or_else(|| {
            let names: Vec<_> = RelationKind::ALL.iter().map(RelationKind::as_str).collect();
            format!("there is no relation {name}; there are all, {}", names.join(", "))
        })
    };
    let names: Vec<_> = text.split(',').collect();
    if names.contains(&"all") {
        return Err("all stands alone".to_owned());
    }
    names.into_iter().map(kind).collect::<Result<_, _>>().map(Related::Of)
}
