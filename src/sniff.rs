//! Which format is this?

use crate::format::{Format, Likely};
use crate::formats::FORMATS;

/// The format of a text that begins with `head`.
///
/// Every format is asked; the surest wins, and the file's extension breaks a tie. An error says what the text might be and
/// what to do.
pub fn sniff(head: &str, extension: Option<&str>) -> Result<&'static Format, String> {
    let answers: Vec<(&'static Format, Likely)> =
        FORMATS.iter().map(|format| (*format, (format.sniff)(head))).collect();
    let best = answers.iter().map(|(_, likely)| *likely).max().unwrap_or(Likely::No);
    let fits = |format: &Format| {
        extension.is_some_and(|ext| format.extensions.iter().any(|known| known.eq_ignore_ascii_case(ext)))
    };
    let mut candidates: Vec<_> =
        answers.iter().filter(|(_, likely)| *likely == best).map(|(format, _)| *format).collect();
    if best == Likely::No {
        // Nothing in the text speaks for any format: the name of the file may, if it names one that can be read. XML always
        // says what it is.
        let told = |format: &Format| format.extensions == ["txt"] || format.extensions.contains(&"xml");
        candidates.retain(|format| fits(format) && format.reader.is_some() && !told(format));
        return match candidates[..] {
            [format] => Ok(format),
            _ => Err(format!("it looks like no format that bibmill knows; name it with --from, one of {}", readable())),
        };
    }
    if candidates.len() > 1 && candidates.iter().any(|format| fits(format)) {
        candidates.retain(|format| fits(format));
    }
    match candidates[..] {
        [format] => Ok(format),
        _ => {
            let names: Vec<_> = candidates.iter().map(|format| format.name).collect();
            Err(format!("it may be {}; say which with --from", names.join(" or ")))
        }
    }
}

/// Names of the formats that can be read.
pub fn readable() -> String {
    let names: Vec<_> = FORMATS.iter().filter(|format| format.reader.is_some()).map(|format| format.name).collect();
    names.join(", ")
}
