//! Lets a splitter look through its input before it cuts.
//!
//! A file is opened again. What cannot be (a pipe) is held as long as it is small, and else kept in a temporary file.

use crate::format::Splitter;
use crate::input::{Input, Opening};
use std::io::{self, BufReader, Cursor, Read, Seek, Write};
use std::path::PathBuf;

/// How much of a stream is held.
const HELD: u64 = 1 << 20;

/// Lets the splitter look. Gives a reader of the whole input.
///
/// # Errors
///
/// When the temporary file cannot be written.
pub fn survey(
    splitter: &mut dyn Splitter,
    mut reader: Box<dyn Read>,
    path: Option<PathBuf>,
    opening: &Opening,
) -> io::Result<Box<dyn Read>> {
    if let Some(path) = path {
        let opening = Opening { ahead: false, meter: None, ..opening.clone() };
        // What goes wrong goes wrong again when the input is read, and is told then.
        let _ = splitter.survey(&mut || {
            let opened = Input::file(&path).open(&opening).map_err(io::Error::other)?;
            Ok(Box::new(opened.into_reader()))
        });
        return Ok(reader);
    }
    let mut held = Vec::new();
    let got = (&mut reader).take(HELD).read_to_end(&mut held);
    if got.is_err() || (held.len() as u64) < HELD {
        let _ = splitter.survey(&mut || Ok(Box::new(Cursor::new(held.clone()))));
        return Ok(Box::new(Cursor::new(held).chain(Fault(got.err()))));
    }
    let mut file = tempfile::tempfile()?;
    file.write_all(&held)?;
    drop(held);
    let fault = copy(&mut reader, &mut file)?;
    let _ = splitter.survey(&mut || {
        file.rewind()?;
        Ok(Box::new(file.try_clone()?))
    });
    file.rewind()?;
    Ok(Box::new(BufReader::with_capacity(128 * 1024, file).chain(Fault(fault))))
}

/// Copies to the end, or to where reading breaks off; gives the reason.
fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<Option<io::Error>> {
    let mut block = vec![0; 128 * 1024];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(None),
            Ok(count) => to.write_all(&block[..count])?,
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Ok(Some(fault)),
        }
    }
}

/// The end of an input, or what broke it off.
struct Fault(Option<io::Error>);

impl Read for Fault {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
