//! The abstract and the keywords.

use super::check::check_signs;
use super::{Record, Values};
use crate::article::{Scheme, Slot};
use crate::few::Few;
use crate::log::Log;
use std::borrow::Cow;

impl<'a> Record<'a> {
    pub(super) fn summary(&self, log: &mut Log) -> Values<'a> {
        let Some(found) = self.article.main_abstract() else { return Vec::new() };
        if self.native
            && let [section] = &found.sections[..]
            && section.label.is_none()
        {
            if section.text.plain().contains('\n') {
                log.flattened(Slot::Abstract, "paragraphs");
            }
            return vec![self.text(&section.text, Slot::Abstract, log)];
        }
        if found.sections.len() > 1 {
            log.flattened(Slot::Abstract, "sections");
        }
        for section in &found.sections {
            if section.label.is_some() {
                log.flattened(Slot::Abstract, "section labels");
            }
            if section.text.plain().contains('\n') {
                log.flattened(Slot::Abstract, "paragraphs");
            }
            if !section.text.marks().is_empty() {
                log.flattened(Slot::Abstract, "marks");
            }
            check_signs(section.text.plain(), Slot::Abstract, log);
        }
        if found.copyright.is_some() {
            log.flattened(Slot::Abstract, "copyright");
        }
        vec![Cow::Owned(found.joined(" "))]
    }

    pub(super) fn keywords(&self, log: &mut Log) -> Values<'a> {
        let mut seen = Few::default();
        let mut values: Values<'a> = Vec::new();
        for keyword in &self.article.keywords {
            let slot = Slot::of_scheme(&keyword.scheme);
            let value = match keyword.scheme {
                Scheme::Mesh => {
                    log.flattened(Slot::Keywords, "headings among them");
                    Cow::Owned(keyword.heading(false))
                }
                _ if slot == Slot::Keywords => Cow::Borrowed(keyword.term.plain()),
                _ => continue,
            };
            if matches!(keyword.scheme, Scheme::Other(_)) {
                log.flattened(slot, "vocabularies");
            }
            if keyword.major {
                log.flattened(slot, "major topics");
            }
            let value = match value {
                Cow::Borrowed(_) => self.text(&keyword.term, slot, log),
                heading => heading,
            };
            if seen.insert(value.clone()) {
                values.push(value);
            } else {
                log.flattened(slot, "repeated terms");
            }
        }
        values
    }
}
