//! `bibmill convert`.

use super::batch::{Folder, Job, Making};
use super::inputs::Found;
use super::output::{self, Output, place};
use super::problems::{Problems, Style};
use super::progress::Progress;
use super::{Common, Status, format_named, print, say};
use bibmill::article::RelationKind;
use bibmill::compression::{Compression, inner_name};
use bibmill::format::Format;
use bibmill::formats::FORMATS;
use bibmill::key::KeyPattern;
use bibmill::log::{Code, Severity};
use bibmill::{Converter, Error, Input, Latest, Meter, Related, Report};
use clap::Args;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// Convert records from one format to another
///
/// Reads files or standard input, writes one output, or with --output-dir one for each input. A record that cannot be read
/// costs that record alone: it is reported, and with --rejects kept. A field that the target cannot carry is counted and named
/// at the end.
#[derive(Args, Debug)]
pub struct Convert {
    #[command(flatten)]
    common: Common,

    /// Format to write; from the extension of OUT when not given
    #[arg(short, long, value_name = "FORMAT", value_parser = format_named)]
    to: Option<&'static Format>,

    /// File to write; standard output when not given. `.gz` or `.zst` at its end compresses. An old file stays as it is until
    /// the new one is whole
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Write one file for each input into this folder: `refs.bib` for `refs.ris.gz`. Folders below a folder are kept. Files are
    /// converted side by side, and one that fails does not stop the others
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    output_dir: Option<PathBuf>,

    /// With --output-dir: replace files that are there
    #[arg(long, requires = "output_dir")]
    force: bool,

    /// With --output-dir: pass over inputs whose output is there and not older than the input, and replace older ones. An
    /// output is only put into its place when it is whole
    #[arg(long, requires = "output_dir")]
    resume: bool,

    /// Compress what is written; from the extension of OUT when not given. gzip, at level 7, makes the smaller
    /// files; zstd is written at its level 1
    #[arg(long, value_name = "KIND", value_parser = compression)]
    compress: Option<Compression>,

    /// Of records with one PMID keep only the one with the highest version, the last of equals. The inputs are read twice
    #[arg(long, conflicts_with = "resume")]
    latest: bool,

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
        let (to, compression) = self.target()?;
        let finds = self.common.find(self.output_dir.as_deref())?;
        self.check_places(&finds)?;
        let Some(folder) = &self.output_dir else { return self.run_joined(to, compression, &finds) };
        let making = Making { folder, to, compression, force: self.force, resume: self.resume };
        let (jobs, done_before) = making.plan(&finds)?;
        self.check_apart(&jobs)?;
        self.run_each(to, compression, &jobs, done_before)
    }

    /// All inputs to one output.
    fn run_joined(
        &self,
        to: &'static Format,
        compression: Option<Compression>,
        finds: &[Found],
    ) -> Result<Status, Error> {
        let mut output = Output::open(self.output.as_deref(), compression)?;
        let to_stdout = self.output.as_deref().is_none_or(is_stdout);
        let mut rest = self.rest()?;
        let mut problems = Problems::new(self.common.diagnostics, self.common.notes);
        let reading = self.reading(to, finds, to_stdout)?;
        let report = self
            .converter(to, &reading, &mut problems, &mut rest)?
            .output_name(&self.output.as_ref().map_or("standard output".to_owned(), |path| path.display().to_string()))
            .run(reading.inputs(), &mut output);
        drop(reading);
        let report = match report {
            Err(Error::Closed) => return Ok(Status::Fine),
            other => other?,
        };
        problems.finish();
        match output.commit() {
            Err(Error::Closed) => return Ok(Status::Fine),
            other => other?,
        }
        self.conclude(to, &report, rest, !to_stdout, "")
    }

    /// Each input to an output of its own.
    fn run_each(
        &self,
        to: &'static Format,
        compression: Option<Compression>,
        jobs: &[Job],
        done_before: usize,
    ) -> Result<Status, Error> {
        let mut rest = self.rest()?;
        let mut problems = Problems::new(self.common.diagnostics, self.common.notes);
        let finds: Vec<Found> = jobs.iter().map(|job| job.input.clone()).collect();
        let reading = self.reading(to, &finds, false)?;
        let mut folder = Folder::new(jobs, compression);
        let report = self.converter(to, &reading, &mut problems, &mut rest)?.run_each(reading.inputs(), &mut folder);
        drop(reading);
        problems.finish();
        let all_done = folder.end();
        let report = report?;
        let before = if done_before > 0 { format!(" ({done_before} were there before)") } else { String::new() };
        let count = jobs.len() - report.failed.len();
        let written = format!("{count} file{} written{before}; ", if count == 1 { "" } else { "s" });
        let status = self.conclude(to, &report, rest, true, &written)?;
        Ok(if all_done { status } else { Status::CouldNotRun })
    }

    /// Opens what is written beside the output, early, so that a run that cannot end well does not begin.
    fn rest(&self) -> Result<Rest, Error> {
        let open =
            |path: &Path| Output::open(Some(path), Compression::of_name(path).filter(|kind| kind.can_be_written()));
        let rejects = self.rejects.as_deref().map(open).transpose()?;
        let report = self.report.as_deref().filter(|path| !is_stdout(path)).map(open).transpose()?;
        Ok(Rest { rejects, report })
    }

    /// What is read, and with `--latest` what a first pass over it says.
    fn reading(&self, to: &'static Format, finds: &[Found], busy: bool) -> Result<Reading, Error> {
        let meter = Arc::new(Meter::default());
        let mut spool = None;
        if self.latest && finds.iter().any(|found| found.path.is_none()) {
            let failed = |source| Error::Input { name: "-".to_owned(), source };
            let mut file = output::spool().map_err(failed)?;
            io::copy(&mut io::stdin(), &mut file).map_err(failed)?;
            spool = Some(file);
        }
        let passes = if self.latest { 2 } else { 1 };
        let progress = self.common.progress(&meter, finds, passes, busy);
        let mut reading = Reading { finds: finds.to_vec(), spool, meter, latest: None, _progress: progress };
        if self.latest {
            let converter = self.common.converter(to)?.meter(Arc::clone(&reading.meter));
            reading.latest = Some(converter.survey(reading.inputs())?);
        }
        Ok(reading)
    }

    fn converter<'a>(
        &self,
        to: &'static Format,
        reading: &'a Reading,
        problems: &'a mut Problems,
        rest: &'a mut Rest,
    ) -> Result<Converter<'a>, Error> {
        let mut converter = self
            .common
            .converter(to)?
            .settings(self.common.settings_of(to)?)
            .keys(self.keys.clone())
            .related(self.related.clone().unwrap_or_default())
            .meter(Arc::clone(&reading.meter))
            .on_problem(|diagnostic| problems.show(diagnostic));
        if let Some(rejects) = &mut rest.rejects {
            converter = converter.rejects(rejects);
        }
        if let Some(latest) = &reading.latest {
            converter = converter.latest(latest);
        }
        Ok(converter)
    }

    /// Says what was done, and writes the report.
    fn conclude(
        &self,
        to: &'static Format,
        report: &Report,
        rest: Rest,
        stdout_is_free: bool,
        written: &str,
    ) -> Result<Status, Error> {
        rest.rejects.map_or(Ok(()), Output::commit)?;
        if self.common.diagnostics == Style::Text {
            say(&format!("bibmill: {written}{}", report.summary(Some(to.name))));
            let stray = report.codes.contains_key(&Code::StrayText);
            if (report.rejected + report.partial > 0 || stray) && self.rejects.is_none() {
                say("bibmill: the rejects were not kept; --rejects FILE keeps them");
            }
        }
        self.write_report(report, rest.report, stdout_is_free)?;
        Ok(status(report, self.common.strict))
    }

    /// No two of the output, the rejects and the report go to one place, and none replaces an input: what is not a record in
    /// it would be gone.
    fn check_places(&self, finds: &[Found]) -> Result<(), Error> {
        let file = |path: &&PathBuf| !is_stdout(path) && !path.starts_with("/dev");
        let places: Vec<_> = [&self.output, &self.rejects, &self.report].into_iter().flatten().filter(file).collect();
        let ends: Vec<_> = places.iter().map(|path| place(path)).collect();
        let to_stdout = self.output_dir.is_none() && self.output.as_deref().is_none_or(is_stdout);
        let rejects_to_stdout = self.rejects.as_deref().is_some_and(is_stdout);
        let report_to_stdout = !to_stdout && self.report.as_deref().is_some_and(is_stdout);
        if (1..ends.len()).any(|later| ends[..later].contains(&ends[later]))
            || rejects_to_stdout && (to_stdout || report_to_stdout)
        {
            return Err(Error::Usage("the output, the rejects and the report need files of their own".to_owned()));
        }
        if places.is_empty() {
            return Ok(());
        }
        let inputs: HashSet<PathBuf> = finds.iter().filter_map(|found| found.path.as_deref()).map(place).collect();
        match places.iter().zip(ends).find(|(_, end)| inputs.contains(end)) {
            Some((path, _)) => Err(Error::Usage(format!("{} is an input; give another file", path.display()))),
            None => Ok(()),
        }
    }

    /// Nor are the rejects or the report one of the files in the folder.
    fn check_apart(&self, jobs: &[Job]) -> Result<(), Error> {
        for path in [&self.rejects, &self.report].into_iter().flatten() {
            if jobs.iter().any(|job| place(&job.output) == place(path)) {
                return Err(Error::Usage(format!("{} is an output; give another file", path.display())));
            }
        }
        Ok(())
    }

    /// What is written, and how it is compressed.
    fn target(&self) -> Result<(&'static Format, Option<Compression>), Error> {
        let name = self.output.as_deref().filter(|path| !is_stdout(path));
        let compression = self.compress.or_else(|| name.and_then(Compression::of_name));
        if let Some(kind) = compression.filter(|kind| !kind.can_be_written()) {
            return Err(Error::Usage(format!("bibmill does not write {}; it writes gzip and zstd", kind.name())));
        }
        if let Some(to) = self.to {
            return Ok((to, compression));
        }
        let writable = || {
            let names: Vec<_> =
                FORMATS.iter().filter(|format| format.writer.is_some()).map(|format| format.name).collect();
            names.join(", ")
        };
        let inner = name.map(inner_name);
        let extension = inner.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
        let Some(extension) = extension else {
            return Err(Error::Usage(format!("say what to write with --to: {}", writable())));
        };
        let fits = |format: &&&Format| {
            format.writer.is_some() && format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
        };
        let format = FORMATS.iter().find(fits).copied().ok_or_else(|| {
            Error::Usage(format!("no format is written to .{extension} files; say which with --to: {}", writable()))
        })?;
        Ok((format, compression))
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

/// What is written beside the output.
struct Rest {
    rejects: Option<Output>,
    report: Option<Output>,
}

/// What is read.
struct Reading {
    finds: Vec<Found>,
    /// Standard input, when it must be read twice.
    spool: Option<NamedTempFile>,
    meter: Arc<Meter>,
    latest: Option<Latest>,
    /// Goes when all is read.
    _progress: Progress,
}

impl Reading {
    fn inputs(&self) -> impl Iterator<Item = Input> {
        self.finds.iter().map(|found| match (&found.path, &self.spool) {
            (None, Some(spool)) => Input::file(spool.path()).named("-"),
            _ => found.input(),
        })
    }
}

fn compression(name: &str) -> Result<Compression, String> {
    let written = Compression::ALL.into_iter().filter(|kind| kind.can_be_written());
    let known = |kind: &Compression| kind.name() == name || kind.extensions().contains(&name);
    written.clone().find(known).ok_or_else(|| {
        format!(
            "what is written is compressed with {}",
            written.map(Compression::name).collect::<Vec<_>>().join(" or ")
        )
    })
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// The exit status that a report means.
pub fn status(report: &Report, strict: bool) -> Status {
    let broken = report.rejected + report.partial + report.count(Severity::Error) > 0;
    // An input without a single record is of another format than was said.
    let nothing = report.read == 0 && report.codes.contains_key(&Code::StrayText);
    if broken || nothing {
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
