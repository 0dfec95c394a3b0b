//! Macros: those that every style has, and those that a file defines with `@string`.
//!
//! A macro means what it was last defined as before the place of its use, whatever the case of its letters. All parsers of
//! a file share one table; each knows how much of it stood before its records.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Bytes that the macros of a file may have.
pub const MOST: usize = 16 << 20;

/// Values of a macro, each with the number of the definition.
type Values = Vec<(u32, Arc<str>)>;

/// The macros of a file.
#[derive(Debug, Default)]
pub struct Macros {
    table: RwLock<HashMap<String, Values>>,
}

/// The macros that were defined before some place of a file.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    macros: Arc<Macros>,
    /// Definitions up to this one count.
    version: u32,
    bytes: usize,
}

impl Scope {
    /// Defines a macro for what follows. `false` when there is no room for it.
    pub fn define(&mut self, name: &str, value: &str) -> bool {
        let size = name.len() + value.len() + 64;
        if self.bytes + size > MOST {
            return false;
        }
        self.bytes += size;
        self.version += 1;
        let mut table = self.macros.table.write().unwrap_or_else(PoisonError::into_inner);
        table.entry(name.to_ascii_lowercase()).or_default().push((self.version, Arc::from(value)));
        true
    }

    /// The value of a macro.
    pub fn get(&self, name: &str) -> Option<Arc<str>> {
        if self.version == 0 {
            return None;
        }
        let table = self.macros.table.read().unwrap_or_else(PoisonError::into_inner);
        let values = table.get(name.to_ascii_lowercase().as_str())?;
        let known = values.partition_point(|(version, _)| *version <= self.version);
        values[..known].last().map(|(_, value)| Arc::clone(value))
    }
}

/// Macros of the standard styles.
const STANDARD: &[(&str, &str)] = &[
    ("jan", "January"),
    ("feb", "February"),
    ("mar", "March"),
    ("apr", "April"),
    ("may", "May"),
    ("jun", "June"),
    ("jul", "July"),
    ("aug", "August"),
    ("sep", "September"),
    ("oct", "October"),
    ("nov", "November"),
    ("dec", "December"),
    ("sept", "September"),
    ("january", "January"),
    ("february", "February"),
    ("march", "March"),
    ("april", "April"),
    ("june", "June"),
    ("july", "July"),
    ("august", "August"),
    ("september", "September"),
    ("october", "October"),
    ("november", "November"),
    ("december", "December"),
    ("acmcs", "ACM Computing Surveys"),
    ("acta", "Acta Informatica"),
    ("cacm", "Communications of the ACM"),
    ("ibmjrd", "IBM Journal of Research and Development"),
    ("ibmsj", "IBM Systems Journal"),
    ("ieeese", "IEEE Transactions on Software Engineering"),
    ("ieeetc", "IEEE Transactions on Computers"),
    ("ieeetcad", "IEEE Transactions on Computer-Aided Design of Integrated Circuits"),
    ("ipl", "Information Processing Letters"),
    ("jacm", "Journal of the ACM"),
    ("jcss", "Journal of Computer and System Sciences"),
    ("scp", "Science of Computer Programming"),
    ("sicomp", "SIAM Journal on Computing"),
    ("tocs", "ACM Transactions on Computer Systems"),
    ("tods", "ACM Transactions on Database Systems"),
    ("tog", "ACM Transactions on Graphics"),
    ("toms", "ACM Transactions on Mathematical Software"),
    ("toois", "ACM Transactions on Office Information Systems"),
    ("toplas", "ACM Transactions on Programming Languages and Systems"),
    ("tcs", "Theoretical Computer Science"),
];

/// The value of a macro that every style has.
pub fn standard(name: &str) -> Option<&'static str> {
    STANDARD.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_macro_is_what_it_was_last_defined_as() {
        let mut scope = Scope::default();
        assert_eq!(scope.get("jmm"), None);
        assert!(scope.define("JMM", "first"));
        let earlier = scope.clone();
        assert!(scope.define("jmm", "second"));
        assert_eq!((earlier.get("Jmm").as_deref(), scope.get("jmm").as_deref()), (Some("first"), Some("second")));
        assert_eq!((standard("JAN"), standard("x")), (Some("January"), None));
        assert!(!scope.define("large", &"x".repeat(MOST)));
    }
}
