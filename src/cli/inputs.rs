//! Which files are read: those that are named, those in folders, those on a list.

use bibmill::compression::inner_name;
use bibmill::formats::FORMATS;
use bibmill::{Error, Input};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// An input that was asked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its file; `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its name, with the folders between it and the folder that was given.
    pub within: PathBuf,
}

impl Found {
    fn file(path: &Path) -> Found {
        let within = path.file_name().map_or_else(|| path.to_owned(), PathBuf::from);
        Found { path: Some(path.to_owned()), within }
    }

    /// To be read.
    pub fn input(&self) -> Input {
        self.path.as_deref().map_or_else(Input::stdin, Input::file)
    }

    /// Its bytes, where it is a regular file.
    pub fn size(&self) -> Option<u64> {
        let data = self.path.as_ref()?.metadata().ok()?;
        data.is_file().then_some(data.len())
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Finds {
    /// The inputs, in order.
    pub inputs: Vec<Found>,
    /// How many files in folders have an extension that no format has.
    pub passed_over: usize,
}

/// Where to look.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// Files and folders; `-` is standard input.
    pub paths: &'a [PathBuf],
    /// A file of paths.
    pub list: Option<&'a Path>,
    /// Whether folders are looked into.
    pub recursive: bool,
    /// A folder that is not looked into: outputs go there.
    pub apart_from: Option<&'a Path>,
}

impl Search<'_> {
    /// Finds the inputs.
    pub fn run(&self) -> Result<Finds, Error> {
        let mut finds = Finds::default();
        for path in self.paths {
            if path == Path::new("-") {
                finds.inputs.push(Found { path: None, within: PathBuf::from("-") });
            } else {
                self.add(path, &mut finds)?;
            }
        }
        if let Some(list) = self.list {
            for path in listed(list)? {
                self.add(&path, &mut finds)?;
            }
        }
        Ok(finds)
    }

    fn add(&self, path: &Path, finds: &mut Finds) -> Result<(), Error> {
        if path.is_dir() {
            if !self.recursive {
                return Err(failed(path, io::Error::other("it is a directory; --recursive reads the files in it")));
            }
            return self.walk(path, finds);
        }
        finds.inputs.push(Found::file(path));
        Ok(())
    }

    /// Takes the files of a folder and the folders in it, in the order of their names. A link that leads back up is not
    /// followed.
    fn walk(&self, top: &Path, finds: &mut Finds) -> Result<(), Error> {
        let before = finds.inputs.len();
        let apart = self.apart_from.and_then(|folder| fs::canonicalize(folder).ok());
        // What is to be looked at, the next one last: a path, and the folders it is in.
        let mut ahead: Vec<(PathBuf, Vec<PathBuf>)> = vec![(top.to_owned(), Vec::new())];
        while let Some((path, above)) = ahead.pop() {
            if path.is_dir() {
                let place = fs::canonicalize(&path).map_err(|fault| failed(&path, fault))?;
                if above.contains(&place) || (Some(&place) == apart.as_ref() && path != top) {
                    continue;
                }
                let entries = fs::read_dir(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
                let mut entries: Vec<_> =
                    entries.map_err(|fault| failed(&path, fault))?.into_iter().map(|entry| entry.path()).collect();
                entries.sort();
                let above: Vec<PathBuf> = above.into_iter().chain([place]).collect();
                ahead.extend(entries.into_iter().rev().map(|entry| (entry, above.clone())));
            } else if is_readable(&path) {
                let within = path.strip_prefix(top).unwrap_or(&path).to_owned();
                finds.inputs.push(Found { path: Some(path), within });
            } else {
                finds.passed_over += 1;
            }
        }
        if finds.inputs.len() == before {
            let what = "no file in it has the extension of a format that bibmill reads";
            return Err(failed(top, io::Error::other(what)));
        }
        Ok(())
    }
}

fn failed(path: &Path, source: io::Error) -> Error {
    Error::Input { name: path.display().to_string(), source }
}

/// Whether the extension, before that of a compression, is one that a format has which can be read.
fn is_readable(path: &Path) -> bool {
    let inner = inner_name(path);
    let Some(extension) = inner.extension().and_then(|extension| extension.to_str()) else { return false };
    let has = |known: &&str| known.eq_ignore_ascii_case(extension);
    FORMATS.iter().any(|format| format.reader.is_some() && format.extensions.iter().any(has))
}

/// The paths in a list: one a line, or each ended by NUL where there are any, as `find -print0` writes them.
fn listed(list: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut bytes = Vec::new();
    let read = match list == Path::new("-") {
        true => io::stdin().read_to_end(&mut bytes),
        false => fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|fault| failed(list, fault))?;
    let nul = bytes.contains(&0);
    let end = if nul { 0 } else { b'\n' };
    let paths = bytes.split(|byte| *byte == end).filter_map(|line| {
        let line = if nul { line } else { line.strip_suffix(b"\r").unwrap_or(line) };
        let blank = line.iter().all(u8::is_ascii_whitespace);
        (!blank).then(|| path_of(line))
    });
    Ok(paths.collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_that_are_read() {
        for (name, read) in [
            ("a.nbib", true),
            ("a.NBIB.gz", true),
            ("a.csv.zst", true),
            ("a.gz", false),
            ("a", false),
            ("a.png", false),
        ] {
            assert_eq!(is_readable(Path::new(name)), read, "{name}");
        }
    }
}
