//! Puts names into the article, with what is said of people beside their names.

use super::names;
use super::read::Item;
use super::tags;
use super::value;
use crate::article::Contributor;
use crate::log::{Code, shown};
use std::collections::HashMap;

impl Item<'_, '_> {
    /// The names of a role, which stand in the member `name`.
    pub fn people(&mut self, role: &str, name: &str) {
        let at = self.walk.at();
        let role = tags::role_of(role);
        let Some(list) = names::list(&mut self.walk, &role) else {
            return self.misfit(name, at);
        };
        let value = at..self.walk.at();
        let mut place = self.article.contributors.iter().filter(|other| other.role == role).count();
        let mut places: HashMap<_, _> = self.article.affiliations.iter().cloned().zip(0..).collect();
        for read in list {
            if read.guessed {
                let named = read.contributor.name.inverted().into_owned();
                let message = format!("{name} is not in CSL's form; read as {}", shown(&named));
                self.log.add(Code::UnfitValue, value.clone(), message);
            }
            for (key, json) in &read.unknown {
                let what = if key.is_empty() { name.to_owned() } else { format!("{name}.{key}") };
                self.unfit(&format!("{what} {} is no part of a name", shown(json)), value.clone());
            }
            let kept = read.unknown.iter().chain(&read.kept);
            for (key, json) in kept {
                // With the place, so that it finds its name again.
                let what =
                    if key.is_empty() { name.to_owned() } else { format!("{}.{place}.{key}", tags::role_name(&role)) };
                self.keep_text(&what, json);
            }
            if let Some(sequence) = read.sequence.filter(|word| word != if place == 0 { "first" } else { "additional" })
            {
                self.keep_text(&format!("{}.{place}.sequence", tags::role_name(&role)), &format!("\"{sequence}\""));
            }
            if read.et_al {
                self.article.et_al = true;
                continue;
            }
            let mut contributor: Contributor = read.contributor;
            for affiliation in read.affiliations {
                let all = &mut self.article.affiliations;
                let known = *places.entry(affiliation).or_insert_with_key(|new| {
                    all.push(new.clone());
                    all.len() - 1
                });
                contributor.affiliations.push(known);
            }
            if value::is_named(&contributor) {
                self.article.contributors.push(contributor);
                place += 1;
            }
        }
    }
}
