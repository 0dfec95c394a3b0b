//! How findings reach the user.

use super::say;
use bibmill::Diagnostic;
use bibmill::log::{Code, Severity};
use clap::ValueEnum;
use std::collections::HashMap;
use std::io::IsTerminal;
use std::sync::Arc;

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Style {
    /// As a compiler would, the first ten of a sort in a file, and a summary
    Text,
    /// One line of JSON each, all of them
    Json,
    /// Not at all
    Off,
}

/// How many findings of a sort are shown for an input.
const SHOWN: u64 = 10;

/// Shows findings on standard error.
pub struct Problems {
    style: Style,
    notes: bool,
    colours: bool,
    seen: HashMap<(Arc<str>, Code), u64>,
}

impl Problems {
    /// Shows in a style, with notes or without.
    pub fn new(style: Style, notes: bool) -> Problems {
        let colours =
            std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Problems { style, notes, colours, seen: HashMap::new() }
    }

    /// Shows a finding, or counts it when enough like it have been shown.
    pub fn show(&mut self, diagnostic: &Diagnostic) {
        if diagnostic.severity == Severity::Note && !self.notes {
            return;
        }
        match self.style {
            Style::Off => {}
            Style::Json => say(&diagnostic.json()),
            Style::Text => {
                let count = self.seen.entry((Arc::clone(&diagnostic.input), diagnostic.code)).or_default();
                *count += 1;
                if *count <= SHOWN {
                    say(&diagnostic.render(self.colours));
                }
            }
        }
    }

    /// Says how many were counted and not shown.
    pub fn finish(&self) {
        let mut more: Vec<_> = self.seen.iter().filter(|(_, count)| **count > SHOWN).collect();
        more.sort();
        for ((input, code), count) in more {
            say(&format!("{} more of {} in {input}", count - SHOWN, code.name()));
        }
    }
}
