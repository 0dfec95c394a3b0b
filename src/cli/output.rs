//! Where output goes: aside first, and into place when it is whole.

use bibmill::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::NamedTempFile;

/// Files that are being written aside, for [`remove_unfinished`].
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Removes what was written aside and is not whole: the program is about to end.
pub fn remove_unfinished() {
    if let Ok(files) = UNFINISHED.try_lock() {
        for file in files.iter() {
            // It may be in its place already, or gone.
            let _ = fs::remove_file(file);
        }
    }
}

/// An output that is either whole or not there.
pub enum Output {
    /// Standard output.
    Stdout(io::Stdout),
    /// A device, a pipe or a socket: written as it comes.
    Direct(File),
    /// A regular file, written beside its place.
    Aside(NamedTempFile, PathBuf),
}

impl Output {
    /// Opens an output; `None` and `-` are standard output. Through a symbolic link, its target is written.
    pub fn open(path: Option<&Path>) -> Result<Output, Error> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else { return Ok(Output::Stdout(io::stdout())) };
        let failed = |source| Error::Output { name: path.display().to_string(), source };
        let place = match fs::canonicalize(path) {
            Ok(place) => place,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => path.to_owned(),
            Err(fault) => return Err(failed(fault)),
        };
        match fs::metadata(&place) {
            Ok(data) if data.is_dir() => Err(failed(io::Error::other("it is a directory"))),
            Ok(data) if !data.is_file() => {
                Ok(Output::Direct(File::options().write(true).open(&place).map_err(failed)?))
            }
            Ok(data) => {
                // A file that may not be written is not to be replaced either.
                File::options().write(true).open(&place).map_err(failed)?;
                let aside = aside(&place).map_err(failed)?;
                aside.as_file().set_permissions(data.permissions()).map_err(failed)?;
                Ok(Output::Aside(aside, place))
            }
            Err(_) => Ok(Output::Aside(aside(&place).map_err(failed)?, place)),
        }
    }

    /// Whether it is standard output.
    pub fn is_stdout(&self) -> bool {
        matches!(self, Output::Stdout(_))
    }

    /// Puts the output into its place.
    pub fn commit(mut self) -> Result<(), Error> {
        let flushed = self.flush();
        let (name, done) = match self {
            Output::Stdout(_) => ("standard output".to_owned(), flushed),
            Output::Direct(_) => ("the output".to_owned(), flushed),
            Output::Aside(aside, place) => {
                let name = place.display().to_string();
                (name, flushed.and_then(|()| aside.persist(&place).map(drop).map_err(|fault| fault.error)))
            }
        };
        done.map_err(|source| Error::Output { name, source })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::Direct(file) => file.write(bytes),
            Output::Aside(aside, _) => aside.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::Direct(file) => file.flush(),
            Output::Aside(aside, _) => aside.flush(),
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
    let file = builder.tempfile_in(folder)?;
    if let Ok(mut files) = UNFINISHED.lock() {
        files.push(file.path().to_owned());
    }
    Ok(file)
}
