//! Many inputs, each with an output of its own, in a folder.

use super::inputs::Found;
use super::output::{Output, place};
use super::say;
use bibmill::compression::{Compression, inner_name};
use bibmill::format::Format;
use bibmill::formats::FORMATS;
use bibmill::{Error, Outputs, Report};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How far the batch is, for [`tell_interrupted`].
static STAND: Mutex<Option<Stand>> = Mutex::new(None);

/// How many inputs are named at most that are not done.
const NAMED: usize = 10;

/// An input, and the file that is made of it.
#[derive(Debug)]
pub struct Job {
    /// The input.
    pub input: Found,
    /// Its output.
    pub output: PathBuf,
}

/// What is to be made, and how.
#[derive(Clone, Copy, Debug)]
pub struct Making<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// What is written.
    pub to: &'static Format,
    /// How it is compressed.
    pub compression: Option<Compression>,
    /// Existing files are replaced.
    pub force: bool,
    /// Inputs are passed over whose output is there and not older.
    pub resume: bool,
}

impl Making<'_> {
    /// Says what is to be done, and how many inputs were done before. Nothing is written yet.
    pub fn plan(&self, finds: &[Found]) -> Result<(Vec<Job>, usize), Error> {
        let (mut jobs, mut done_before) = (Vec::new(), 0);
        let (mut inputs, mut outputs) = (HashSet::new(), HashMap::new());
        for input in finds {
            let Some(path) = &input.path else {
                return Err(Error::Usage("standard input has no name for a file in --output-dir".to_owned()));
            };
            // The same file again gives nothing new.
            if inputs.insert(place(path)) {
                jobs.push(Job { input: input.clone(), output: self.folder.join(self.name(&input.within)) });
            }
        }
        for job in &jobs {
            let name = job.input.input().name().to_owned();
            if let Some(other) = outputs.insert(&job.output, name.clone()) {
                let output = job.output.display();
                return Err(Error::Usage(format!("{other} and {name} would both be written to {output}")));
            }
            if inputs.contains(&place(&job.output)) {
                return Err(Error::Usage(format!("{} is an input; give another folder", job.output.display())));
            }
        }
        if self.resume {
            let count = jobs.len();
            jobs.retain(|job| !is_done(job));
            done_before = count - jobs.len();
        } else if !self.force {
            let there: Vec<_> = jobs.iter().filter(|job| job.output.exists()).collect();
            if let Some(first) = there.first() {
                let (first, more) = (first.output.display(), there.len() - 1);
                let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
                return Err(Error::Usage(format!(
                    "{first} is there already{more}; --force replaces such files, --resume makes only what is missing or \
                     older than its input"
                )));
            }
        }
        Ok((jobs, done_before))
    }

    /// The name of an output: that of the input, with other extensions. One that belongs to no format stays.
    fn name(&self, within: &Path) -> PathBuf {
        let inner = inner_name(within);
        let known = |extension: &str| {
            FORMATS.iter().any(|format| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
        };
        let stem = match inner.extension().and_then(|extension| extension.to_str()) {
            Some(extension) if known(extension) => inner.with_extension(""),
            _ => inner,
        };
        let mut name = stem.into_os_string();
        let of_format = self.to.extensions.first().copied().unwrap_or(self.to.name);
        let of_compression = self.compression.and_then(|kind| kind.extensions().first());
        for extension in [of_format].iter().chain(of_compression) {
            name.push(".");
            name.push(extension);
        }
        PathBuf::from(name)
    }
}

/// Outputs are put into place when they are whole: one that is there, and not older than its input, is done.
fn is_done(job: &Job) -> bool {
    let time = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    let of_input = job.input.path.as_deref().and_then(time);
    time(&job.output).is_some_and(|made| of_input.is_some_and(|changed| made >= changed))
}

/// The outputs of a batch as the engine asks for them.
pub struct Folder<'a> {
    jobs: &'a [Job],
    compression: Option<Compression>,
}

impl<'a> Folder<'a> {
    /// Begins a batch.
    pub fn new(jobs: &'a [Job], compression: Option<Compression>) -> Folder<'a> {
        let names = jobs.iter().map(|job| job.input.input().name().to_owned()).collect();
        with_stand(|stand| *stand = Some(Stand { names, done: vec![false; jobs.len()] }));
        Folder { jobs, compression }
    }

    /// Ends it; says what was not done.
    pub fn end(self) -> bool {
        let stand = with_stand(Option::take);
        let failed = stand.filter(|stand| stand.done.contains(&false));
        if let Some(stand) = &failed {
            say(&format!("bibmill: {}", stand.told()));
        }
        failed.is_none()
    }
}

impl Outputs for Folder<'_> {
    type Output = Output;

    fn open(&mut self, input: usize) -> Result<Output, Error> {
        let path = &self.jobs[input].output;
        if let Some(folder) = path.parent() {
            let failed = |source: io::Error| Error::Output { name: folder.display().to_string(), source };
            fs::create_dir_all(folder).map_err(failed)?;
        }
        Output::open(Some(path), self.compression)
    }

    fn close(&mut self, input: usize, output: Output, _: &Report) -> Result<(), Error> {
        output.commit()?;
        with_stand(|stand| {
            if let Some(done) = stand.as_mut().and_then(|stand| stand.done.get_mut(input)) {
                *done = true;
            }
        });
        Ok(())
    }

    fn failed(&mut self, input: usize, error: &Error) {
        let name = self.jobs[input].input.input().name().to_owned();
        let text = error.to_string();
        // Errors of reading name the input themselves.
        let named = if text.contains(&name) { String::new() } else { format!("{name}: ") };
        say(&format!("bibmill: {named}{text}"));
    }
}

struct Stand {
    names: Vec<String>,
    done: Vec<bool>,
}

impl Stand {
    fn told(&self) -> String {
        let left: Vec<&str> =
            self.names.iter().zip(&self.done).filter(|(_, done)| !**done).map(|(name, _)| name.as_str()).collect();
        let mut out = format!("{} of {} inputs are done", self.names.len() - left.len(), self.names.len());
        if !left.is_empty() {
            out.push_str(&format!("; not done: {}", left[..left.len().min(NAMED)].join(", ")));
            if left.len() > NAMED {
                out.push_str(&format!(" and {} more", left.len() - NAMED));
            }
            out.push_str("; --resume goes on with them");
        }
        out
    }
}

fn with_stand<T>(look: impl FnOnce(&mut Option<Stand>) -> T) -> T {
    look(&mut STAND.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The program is about to end: says what of a batch is done.
pub fn tell_interrupted() {
    if let Some(stand) = with_stand(Option::take) {
        say(&format!("bibmill: interrupted; {}", stand.told()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bibmill::formats::by_name;

    #[test]
    fn names_are_kept() {
        for (input, compression, output) in [
            ("pubmed25n0001.xml.gz", None, "pubmed25n0001.bib"),
            ("a/b/refs.ris", None, "a/b/refs.bib"),
            ("notes.2024", None, "notes.2024.bib"),
            ("v1.2.nbib", Some(Compression::Gzip), "v1.2.bib.gz"),
            ("noext", Some(Compression::Zstd), "noext.bib.zst"),
        ] {
            let to = by_name("bibtex").unwrap();
            let making = Making { folder: Path::new("out"), to, compression, force: false, resume: false };
            assert_eq!(making.name(Path::new(input)), Path::new(output), "{input}");
        }
    }
}
