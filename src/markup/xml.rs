//! XML text.

use crate::format::Out;

/// Appends text with `& < > "` escaped. Characters that XML 1.0 forbids cannot be in the model's texts; those in strings
/// are left out.
pub fn escape(text: &str, out: &mut Out) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' | '\n' | '\r' => continue,
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + c.len_utf8();
    }
    out.push_str(&text[from..]);
}
