//! Which format is this?

use crate::format::{Format, Likely};
use crate::formats::FORMATS;
use crate::log::shown;

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
            _ => Err(format!("{}; name it with --from, one of {}", unknown(head), readable())),
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

/// What a text is that no format knows.
fn unknown(head: &str) -> String {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // What may stand before the root: `<?xml ...?>`, a comment, a document type without declarations of its own.
    while let Some(end) = ["<?", "<!"].iter().any(|tag| rest.starts_with(tag)).then(|| rest.find('>')).flatten() {
        rest = rest[end + 1..].trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or("");
    let end = name.find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c))).unwrap_or(name.len());
    match &name[..end] {
        "" => "it looks like no format that bibmill knows".to_owned(),
        root if root.eq_ignore_ascii_case("html") => {
            "it is a web page, of which bibmill reads only the text".to_owned()
        }
        root => format!("it looks like XML whose root is {}, which bibmill does not know", shown(root)),
    }
}

/// Names of the formats that can be read.
pub fn readable() -> String {
    let names: Vec<_> = FORMATS.iter().filter(|format| format.reader.is_some()).map(|format| format.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_named() {
        for (head, expected) in [
            ("some words", "it looks like no format that bibmill knows"),
            ("<", "it looks like no format that bibmill knows"),
            (
                "<?xml version=\"1.0\"?>\n<!-- a -->\n<!DOCTYPE x>\n<mods:mods a=\"b\">",
                "it looks like XML whose root is \"mods:mods\"",
            ),
            ("\u{feff}<eSummaryResult>", "it looks like XML whose root is \"eSummaryResult\""),
            ("<!DOCTYPE html>\n<HTML lang=\"en\">", "it is a web page"),
        ] {
            let message = sniff(head, Some("xml")).err().unwrap();
            assert!(message.starts_with(expected), "{head}: {message}");
        }
    }
}
