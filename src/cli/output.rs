//! Where output goes: aside first, and into place when it is whole.

use bibmill::Error;
use bibmill::compression::{Compression, Compressor};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// Files that are being written aside, for [`remove_unfinished`].
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what was written aside and is not whole: the program is about to end. No other is begun or put into place after
/// it, as long as the guard is held.
pub fn remove_unfinished() -> impl Sized {
    let files = unfinished();
    for file in files.iter() {
        // It may be gone.
        let _ = fs::remove_file(file);
    }
    files
}

/// An output that is either whole or not there.
pub enum Output {
    /// As it is.
    Plain(Place),
    /// Compressed on the way.
    Packed(Compressor<Place>),
}

/// Where the bytes of an output go.
pub enum Place {
    /// Standard output.
    Stdout(io::Stdout),
    /// A device, a pipe or a socket: written as it comes.
    Direct(File),
    /// A regular file, written beside its place.
    Aside(NamedTempFile, PathBuf),
}

impl Output {
    /// Opens an output; `None` and `-` are standard output. Through a symbolic link, its target is written.
    pub fn open(path: Option<&Path>, compression: Option<Compression>) -> Result<Output, Error> {
        let place = Place::open(path)?;
        let name = || path.map_or("standard output".to_owned(), |path| path.display().to_string());
        Ok(match compression {
            Some(kind) => {
                let packer = Compressor::new(kind, place);
                Output::Packed(packer.map_err(|source| Error::Output { name: name(), source })?)
            }
            None => Output::Plain(place),
        })
    }

    /// Puts the output into its place.
    pub fn commit(self) -> Result<(), Error> {
        match self {
            Output::Plain(place) => place.commit(),
            Output::Packed(packer) => match packer.finish() {
                Ok(place) => place.commit(),
                Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Err(Error::Closed),
                Err(source) => Err(Error::Output { name: "the compressed output".to_owned(), source }),
            },
        }
    }
}

impl Place {
    fn open(path: Option<&Path>) -> Result<Place, Error> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Place::Stdout(io::stdout())) };
        let failed = |source| Error::Output { name: path.display().to_string(), source };
        let place = match fs::canonicalize(path) {
            Ok(place) => place,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => path.to_owned(),
            Err(fault) => return Err(failed(fault)),
        };
        match fs::metadata(&place) {
            Ok(data) if data.is_dir() => Err(failed(io::Error::other("it is a directory"))),
            Ok(data) if !data.is_file() => Ok(Place::Direct(File::options().write(true).open(&place).map_err(failed)?)),
            Ok(data) => {
                // A file that may not be written is not to be replaced either.
                File::options().write(true).open(&place).map_err(failed)?;
                let aside = aside(&place).map_err(failed)?;
                aside.as_file().set_permissions(data.permissions()).map_err(failed)?;
                Ok(Place::Aside(aside, place))
            }
            Err(_) => Ok(Place::Aside(aside(&place).map_err(failed)?, place)),
        }
    }

    fn commit(mut self) -> Result<(), Error> {
        let flushed = self.flush();
        let (name, done) = match self {
            Place::Stdout(_) => ("standard output".to_owned(), flushed),
            Place::Direct(_) => ("the output".to_owned(), flushed),
            Place::Aside(aside, place) => {
                let name = place.display().to_string();
                let mut files = unfinished();
                files.retain(|file| file != aside.path());
                (name, flushed.and_then(|()| aside.persist(&place).map(drop).map_err(|fault| fault.error)))
            }
        };
        done.map_err(|source| match source.kind() {
            io::ErrorKind::BrokenPipe => Error::Closed,
            _ => Error::Output { name, source },
        })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Plain(place) => place.write(bytes),
            Output::Packed(packer) => packer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Plain(place) => place.flush(),
            Output::Packed(packer) => packer.flush(),
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Place::Stdout(out) => out.write(bytes),
            Place::Direct(file) => file.write(bytes),
            Place::Aside(aside, _) => aside.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Place::Stdout(out) => out.flush(),
            Place::Direct(file) => file.flush(),
            Place::Aside(aside, _) => aside.flush(),
        }
    }
}

/// Where a path leads, through symbolic links; what is not there yet is told apart by its folder.
pub fn place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| match (fs::canonicalize(folder_of(path)), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file in the same folder, so that it can be moved into place; it goes when it is not.
fn aside(place: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(place);
    if !folder.exists() {
        return Err(io::Error::other(format!("there is no folder {}", folder.display())));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bibmill-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a new file gets: the umask takes from it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut files = unfinished();
    let file = builder.tempfile_in(folder)?;
    files.push(file.path().to_owned());
    Ok(file)
}

/// A file for what must be read twice; it goes with the program.
pub fn spool() -> io::Result<NamedTempFile> {
    let mut files = unfinished();
    let file = NamedTempFile::new()?;
    files.push(file.path().to_owned());
    Ok(file)
}
