//! People and groups, and the three ways in which names are written on one line.

mod groups;
mod read;

use super::text::Text;
pub use groups::{GROUP_WORDS, looks_like_group, may_be_natural};
pub(crate) use read::separate_initials;
pub use read::{is_initials, is_suffix, is_suffix_part};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Somebody who had a part in the work, in the source's order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contributor {
    /// What they did.
    #[serde(skip_serializing_if = "Role::is_author")]
    pub role: Role,
    /// Who.
    pub name: Name,
    /// Bare form `0000-0002-1825-0097`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orcid: Option<String>,
    /// Other identifiers: scheme (`ISNI`, `ResearcherID`) and value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<(String, String)>,
    /// Places in [`Article::affiliations`](super::Article::affiliations), counted from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<usize>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Is a corresponding author.
    #[serde(skip_serializing_if = "is_false")]
    pub corresponding: bool,
    /// Contributed equally with the others so marked.
    #[serde(skip_serializing_if = "is_false")]
    pub equal: bool,
    /// Has died.
    #[serde(skip_serializing_if = "is_false")]
    pub deceased: bool,
    /// A spelling that the source says is superseded (PubMed's `ValidYN="N"`).
    #[serde(skip_serializing_if = "is_false")]
    pub superseded: bool,
    /// The group for which an investigator or collaborator is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// What a contributor did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// Wrote the work.
    #[default]
    Author,
    /// Edited the work or the book that it is in.
    Editor,
    /// Edited the series.
    SeriesEditor,
    /// Wrote the book that a chapter is in.
    BookAuthor,
    /// Translated it.
    Translator,
    /// Investigator or collaborator: belongs to a group author, wrote nothing.
    Investigator,
    /// Supervised a thesis.
    Advisor,
    /// Made an invention.
    Inventor,
    /// Directed a film.
    Director,
    /// Compiled it.
    Compiler,
    /// Reviewed it.
    Reviewer,
    /// Any other part, by its CSL or BibLaTeX name: `illustrator`, `commentator`.
    Other(String),
}

impl Role {
    fn is_author(&self) -> bool {
        *self == Role::Author
    }
}

/// A person or a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Name {
    /// A human being.
    Person(Person),
    /// A committee, study group, institution or company.
    Group(Text),
}

impl Default for Name {
    fn default() -> Name {
        Name::Group(Text::default())
    }
}

/// A person's name in parts.
///
/// `family` is never empty. A particle that the source does not set apart stays in `family` (`van der Berg`);
/// [`Person::particle_and_family`] parts them for writers that must.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Family name, with its particle unless `particle` has it.
    pub family: String,
    /// Given names as found: `Jan Piet`, `J P`, `J.`. Never made from initials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// Initials without blanks and dots: `JP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// Particle that goes with the family name (`van der`), set apart by the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub particle: Option<String>,
    /// Particle that is dropped when the family name stands alone (the `de` of `de Musset`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
    /// `Jr`, `III`, `2nd`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// Where the family name begins was guessed: the source wrote `Given Family` on one line.
    #[serde(skip_serializing_if = "is_false")]
    pub inferred: bool,
}

impl Person {
    /// The given names, or the initials with dots and blanks (`J. P.`) where no given name is known; empty when neither is.
    pub fn given_or_initials(&self) -> Cow<'_, str> {
        match (&self.given, &self.initials) {
            (Some(given), _) => Cow::Borrowed(given),
            (None, Some(initials)) => Cow::Owned(dotted(initials)),
            (None, None) => Cow::Borrowed(""),
        }
    }

    /// The initials without dots and blanks: the source's, else the first letter of each part of the given names
    /// (`Jean-Paul` gives `JP`).
    pub fn short_initials(&self) -> Cow<'_, str> {
        match (&self.initials, &self.given) {
            (Some(initials), _) => Cow::Borrowed(initials),
            (None, Some(given)) => Cow::Owned(
                given
                    .split([' ', '-', '\u{2010}', '.', '\u{a0}'])
                    .filter_map(|part| part.chars().find(|c| c.is_alphabetic()))
                    .flat_map(char::to_uppercase)
                    .collect(),
            ),
            (None, None) => Cow::Borrowed(""),
        }
    }

    /// Family name with all particles before it: `van der Berg`.
    pub fn whole_family(&self) -> Cow<'_, str> {
        match (&self.dropping_particle, &self.particle) {
            (None, None) => Cow::Borrowed(&self.family),
            (dropping, particle) => {
                let parts = [dropping.as_deref(), particle.as_deref(), Some(self.family.as_str())];
                Cow::Owned(join_particles(parts.into_iter().flatten()))
            }
        }
    }

    /// Particle and family name apart: the source's particle, else the leading words in lower case of the family name.
    pub fn particle_and_family(&self) -> (&str, &str) {
        if let Some(particle) = &self.particle {
            return (particle, &self.family);
        }
        let mut at = 0;
        for word in self.family.split_inclusive(' ') {
            if !word.ends_with(' ') || !word.chars().next().is_some_and(char::is_lowercase) {
                break;
            }
            at += word.len();
        }
        (self.family[..at].trim_end(), &self.family[at..])
    }

    /// `van der Berg JP Jr`, as NLM cites names.
    pub fn short(&self) -> String {
        let family = self.whole_family();
        let initials = self.short_initials();
        let parts = [family.as_ref(), initials.as_ref(), self.suffix.as_deref().unwrap_or("").trim_end_matches('.')];
        let mut short = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !short.is_empty() {
                short.push(' ');
            }
            short.push_str(part);
        }
        short
    }

    /// `van der Berg, Jan P., Jr`.
    pub fn inverted(&self) -> String {
        let (family, given) = (self.whole_family(), self.given_or_initials());
        match (given.is_empty(), &self.suffix) {
            (true, None) => family.into_owned(),
            (false, None) => [&*family, ", ", &*given].concat(),
            (_, Some(suffix)) => [&*family, ", ", &*given, ", ", suffix].concat(),
        }
    }
}

/// Particles and a family name joined with blanks, but none after an apostrophe or hyphen (`d'Arc`, `al-Hassan`).
fn join_particles<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !joined.is_empty() && !joined.ends_with(['\'', '\u{2019}', '-']) {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    joined
}

/// `JP` to `J. P.`; `IuV` to `Iu. V.`.
fn dotted(initials: &str) -> String {
    let mut out = String::with_capacity(initials.len() * 3);
    for c in initials.chars() {
        if !c.is_lowercase() && !out.is_empty() {
            out.push_str(". ");
        }
        out.push(c);
    }
    out.push('.');
    out
}

impl Name {
    /// The name on one line: `Family, Given, Suffix`, or the group's name.
    pub fn inverted(&self) -> Cow<'_, str> {
        match self {
            Name::Person(person) => Cow::Owned(person.inverted()),
            Name::Group(name) => Cow::Borrowed(name.plain()),
        }
    }

    /// `Family INITIALS`, or the group's name.
    pub fn short(&self) -> Cow<'_, str> {
        match self {
            Name::Person(person) => Cow::Owned(person.short()),
            Name::Group(name) => Cow::Borrowed(name.plain()),
        }
    }
}

impl Contributor {
    /// A contributor of whom nothing else is known.
    pub fn new(role: Role, name: Name) -> Contributor {
        Contributor { role, name, ..Contributor::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_forms() {
        let person = Person::parse_short("van der Berg JP Jr").unwrap();
        assert_eq!(person.inverted(), "van der Berg, J. P., Jr");
        assert_eq!(person.short(), "van der Berg JP Jr");
        assert_eq!(person.particle_and_family(), ("van der", "Berg"));
        assert_eq!(Person::parse_inverted("Sartre, Jean-Paul").short(), "Sartre JP");
        assert_eq!(
            Person { particle: Some("d'".into()), family: "Arc".into(), ..Person::default() }.whole_family(),
            "d'Arc"
        );
    }
}
