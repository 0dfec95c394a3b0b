//! Which characters bytes are, where the input itself shows it: by its zero bytes, or by a declaration.

use encoding_rs::{Encoding, MACINTOSH, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// UTF-16, by its byte-order mark, or because every other byte of Latin text is zero.
pub fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let head = &head[..head.len().min(512)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count() * 2;
    let (even, odd) = (zeros(0), zeros(1));
    match head.len() {
        0..4 => None,
        length if odd * 10 > length * 7 && even * 10 < length => Some(UTF_16LE),
        length if even * 10 > length * 7 && odd * 10 < length => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a text declares in its first lines, if it is another than those that are read without being declared:
/// `<?xml version="1.0" encoding="windows-1251"?>`, JabRef's `% Encoding: Cp1250` with Java's names, BibDesk's
/// `%% Saved with string encoding Western (Mac OS Roman)`, `-*- coding: gbk -*-` as Emacs has it.
pub fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let found = if let Some(xml) = text.strip_prefix("<?xml") {
        let (declaration, _) = xml.split_once("?>")?;
        let (_, value) = declaration.split_once("encoding")?;
        by_name(value.trim_start().strip_prefix('=')?)
    } else {
        text.lines().map(str::trim_start).take_while(|line| !line.starts_with('@')).find_map(in_comment)
    };
    found.filter(|found| ![UTF_8, UTF_16BE, UTF_16LE, REPLACEMENT, WINDOWS_1252].contains(found))
}

/// The encoding that a comment names.
fn in_comment(line: &str) -> Option<&'static Encoding> {
    let comment = line.strip_prefix('%')?.to_ascii_lowercase();
    if comment.contains("string encoding") && comment.contains("mac os roman") {
        return Some(MACINTOSH);
    }
    // `Encoding:` too.
    by_name(comment.split_once("coding:")?.1)
}

/// The encoding with whose name a text begins, as the WHATWG, Java (`ISO8859_2`, `MacRoman`) or Emacs (`latin-2`) call it.
fn by_name(text: &str) -> Option<&'static Encoding> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c))).unwrap_or(text.len());
    let name = text[..end].to_ascii_lowercase();
    let spellings = [name.clone(), name.replace('_', "-"), name.replace('-', ""), name.replace("mac", "x-mac-")];
    spellings.iter().find_map(|name| Encoding::for_label(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_JP, GBK, ISO_8859_2, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251};

    #[test]
    fn declarations() {
        for (head, expected) in [
            ("<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<a/>", Some(WINDOWS_1251)),
            ("\u{feff}<?xml version='1.0' encoding = 'GB2312' ?>", Some(GBK)),
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", None),
            ("<?xml version=\"1.0\" encoding=\"utf-16\"?>", None),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", None),
            ("<?xml version=\"1.0\"?><a encoding=\"gbk\"/>", None),
            ("<?xml version=\"1.0\" encoding=", None),
            ("% This file was created with JabRef 2.9.\n% Encoding: Cp1250\n\n@a{b,", Some(WINDOWS_1250)),
            ("% Encoding: ISO8859_2\n", Some(ISO_8859_2)),
            ("% Encoding: SJIS\n", Some(SHIFT_JIS)),
            ("% Encoding: EUC_JP\n", Some(EUC_JP)),
            ("% Encoding: Big5_HKSCS\n", Some(BIG5)),
            ("% Encoding: MacRoman\n", Some(MACINTOSH)),
            ("% Encoding: UTF8\n", None),
            ("% Encoding: of no known name\n", None),
            ("@a{b, note = {\n% Encoding: Cp1250\n}}", None),
            ("Encoding: Cp1250\n", None),
            ("%% Saved with string encoding Western (Mac OS Roman) \n", Some(MACINTOSH)),
            ("%% Saved with string encoding Unicode (UTF-8) \n", None),
            ("% -*- mode: bibtex; coding: latin-2 -*-\n", Some(ISO_8859_2)),
            ("", None),
        ] {
            assert_eq!(declared(head.as_bytes()), expected, "{head:?}");
        }
    }
}
