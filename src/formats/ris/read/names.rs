//! People and groups of RIS.

use super::Reader;
use crate::article::text::trim;
use crate::article::{Contributor, Name, Role};
use crate::formats::ris::line::Field;
use crate::log::{Code, shown};

/// The names in a value. There should be one; some put all into one line, with semicolons or `and` between them.
pub fn parts(value: &str) -> Vec<&str> {
    let trimmed = |part: &'_ str| !trim(part).is_empty();
    if value.contains(';') {
        return value.split(';').filter(|part| trimmed(part)).collect();
    }
    if value.contains(" and ") && value.split(" and ").all(|part| part.contains(',')) {
        return value.split(" and ").collect();
    }
    vec![value]
}

/// `et al.` in its spellings.
fn is_et_al(name: &str) -> bool {
    let name = name.trim_matches(['.', ' ', ',', '[', ']', '(', ')', '*']);
    name.eq_ignore_ascii_case("et al") || name.eq_ignore_ascii_case("and others") || name == "…"
}

impl Reader<'_, '_> {
    pub(super) fn people(&mut self, field: &Field, role: &Role, value: &str) {
        if !value.contains(';') && !value.contains(" and ") {
            return self.name(field, role, value);
        }
        let names = parts(value);
        if names.len() > 1 {
            let message = format!("{} holds several names; taken apart", field.name());
            self.log.add(Code::Mended, field.at(), message);
        }
        names.into_iter().for_each(|name| self.name(field, role, name));
    }

    fn name(&mut self, field: &Field, role: &Role, name: &str) {
        let mut name = trim(name);
        // Most names end in a small letter or an initial.
        if name.ends_with(['l', '.', 's', ']', ')', '…', ',', '*']) {
            if is_et_al(name) {
                self.article.et_al = true;
                return;
            }
            for end in [" et al.", " et al", ", et al.", ", et al"] {
                if let Some(first) = name.strip_suffix(end) {
                    self.article.et_al = true;
                    name = first;
                }
            }
        }
        let found = Name::parse_listed(name, self.facts.natural);
        if let Name::Person(person) = &found
            && person.inferred
            && !std::mem::replace(&mut self.told, true)
        {
            let message = format!("names stand as Given Family: the family name of {} is inferred", shown(name));
            self.log.add(Code::Inferred, field.at(), message);
        }
        self.article.contributors.push(Contributor::new(role.clone(), found));
    }
}
