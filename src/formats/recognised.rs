//! Formats that bibmill recognises and can neither read nor write yet, so that it says what a file is.

use crate::format::{Format, Likely};

const fn known(
    name: &'static str,
    title: &'static str,
    extensions: &'static [&'static str],
    sniff: fn(&str) -> Likely,
) -> Format {
    Format { name, title, family: name, extensions, sniff, options: &[], reader: None, writer: None, shaped: false }
}

/// EndNote's XML.
pub static ENDNOTE_XML: Format = known("endnote-xml", "EndNote XML", &["xml"], |head| {
    likely(head.contains("<xml><records>") || (head.contains("<records>") && head.contains("<record>")))
});

/// Refer, as EndNote writes it.
pub static ENW: Format = known("enw", "EndNote tagged (Refer)", &["enw"], |head| {
    likely(
        head.trim_start().starts_with("%0 ")
            || head.trim_start().starts_with("%A ")
            || head.trim_start().starts_with("%T "),
    )
});

/// Web of Science's field-tagged export.
pub static WOS: Format = known("wos", "Web of Science, field-tagged", &["ciw", "isi"], |head| {
    likely(
        head.trim_start().starts_with("FN Clarivate")
            || head.trim_start().starts_with("FN Thomson")
            || head.trim_start().starts_with("FN ISI"),
    )
});

/// The Library of Congress's Metadata Object Description Schema.
pub static MODS: Format = known("mods", "MODS XML", &["mods"], |head| {
    likely(head.contains("http://www.loc.gov/mods/") || head.contains("<modsCollection"))
});

fn likely(yes: bool) -> Likely {
    if yes { Likely::Yes } else { Likely::No }
}
