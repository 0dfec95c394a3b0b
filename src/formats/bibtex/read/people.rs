//! Authors, editors and all others who are named.

use super::fields::F;
use super::{Reader, lists, names};
use crate::article::text::trim;
use crate::article::{Contributor, Name, Role, Slot};
use crate::formats::bibtex::Dialect;
use crate::log::{Code, shown};

/// Fields of roles that have but a name.
const ROLES: [(F, &str); 6] = [
    (F::Annotator, "annotator"),
    (F::Commentator, "commentator"),
    (F::Introduction, "introduction"),
    (F::Foreword, "foreword"),
    (F::Afterword, "afterword"),
    (F::Holder, "holder"),
];

impl Reader<'_> {
    /// The names of a field, under a role.
    fn names(&mut self, name: F, role: Role) {
        let Some(field) = self.get(name) else { return };
        // The Web of Science has a second pair of braces around the names of editors.
        let doubled = self.doubled(&field.value).filter(|inner| inner.contains(','));
        let list = lists::list(doubled.unwrap_or(&field.value));
        let at = self.at(field);
        if list.guessed {
            self.log.add(Code::Mended, at.clone(), format!("the names in {} are not parted by \"and\"", field.name));
        }
        let before = self.article.contributors.len();
        self.article.contributors.reserve(list.names.len());
        let drops = self.drops_particles();
        let mut empty = false;
        for text in &list.names {
            let (text, homonym) = without_homonym(text);
            let mut odd = None;
            let short = if list.short { names::read_short(text, &mut self.tex) } else { None };
            let name = short.or_else(|| names::read(text, &mut self.tex, &mut odd));
            if let Some(odd) = odd {
                self.log.add(Code::UnfitValue, at.clone(), format!("{} is {odd}", shown(text)));
            }
            match name {
                Some(mut name) => {
                    if drops && let Name::Person(person) = &mut name {
                        person.dropping_particle = person.dropping_particle.take().or(person.particle.take());
                    }
                    let mut contributor = Contributor::new(role.clone(), name);
                    contributor.ids.extend(homonym.map(|number| ("dblp".to_owned(), number.to_owned())));
                    self.article.contributors.push(contributor);
                }
                None => empty = true,
            }
        }
        if empty && (list.names.len() > 1 || self.article.contributors.len() > before) {
            self.log.add(Code::Mended, at, format!("a name in {} is empty; passed over", field.name));
        }
        self.article.et_al |= list.others && name == F::Author;
        self.tell(field);
        if list.others && name != F::Author {
            self.keep(field);
        }
        if let Some(added) = self.article.contributors.get(before) {
            let slot = Slot::of_contributor(added);
            self.placed(name, slot);
        }
    }

    /// Whether the entry's options say that particles are no part of family names.
    fn drops_particles(&self) -> bool {
        let options = self.entry.fields.iter().filter(|field| field.name.eq_ignore_ascii_case("options"));
        let mut named = options.flat_map(|field| field.value.split(',')).filter_map(|option| option.split_once('='));
        named.any(|(name, value)| trim(name) == "useprefix" && trim(value) == "false")
    }

    pub(super) fn people(&mut self) {
        self.names(F::Author, Role::Author);
        self.orcids();
        self.names(F::BookAuthor, Role::BookAuthor);
        for (names, type_) in [
            (F::Editor, F::EditorType),
            (F::EditorA, F::EditorAType),
            (F::EditorB, F::EditorBType),
            (F::EditorC, F::EditorCType),
        ] {
            let role = match self.raw(type_).to_ascii_lowercase().as_str() {
                "" | "editor" => Role::Editor,
                "compiler" => Role::Compiler,
                "redactor" if names == F::EditorB => Role::SeriesEditor,
                "director" => Role::Director,
                "translator" => Role::Translator,
                // They edit too, and `editortype`, which is kept, says how.
                "founder" | "continuator" | "redactor" | "reviser" | "collaborator" if names == F::Editor => {
                    Role::Editor
                }
                other => Role::Other(other.to_owned()),
            };
            // What the writer has a field for goes there.
            let biblatex = self.dialect == Dialect::Biblatex;
            let ours = match &role {
                Role::Editor | Role::Translator => true,
                Role::Compiler | Role::SeriesEditor => biblatex,
                Role::Other(other) => biblatex && ROLES.iter().any(|(_, role)| role == other) && other != "holder",
                _ => false,
            };
            let plain = role == Role::Editor && names == F::Editor;
            self.names(names, role);
            if !ours {
                self.copy_of(names);
            }
            if !ours || plain {
                self.copy_of(type_);
            }
        }
        self.names(F::Translator, Role::Translator);
        self.names(F::Director, Role::Director);
        self.copy_of(F::Director);
        let held = self.held;
        for (field, role) in ROLES.into_iter().filter(|(field, _)| held[*field as usize].is_some()) {
            self.names(field, Role::Other(role.to_owned()));
            if self.dialect == Dialect::Bibtex || field == F::Holder {
                self.copy_of(field);
            }
        }
    }

    /// `author+an:orcid = {1="0000-..."; 2="..."}`.
    fn orcids(&mut self) {
        let Some(field) = self.get(F::AuthorOrcid) else { return };
        self.copy(field);
        let authors: Vec<usize> = (0..self.article.contributors.len()).collect();
        for item in field.value.split(';') {
            let Some((place, value)) = item.split_once('=') else { continue };
            let place = trim(place).parse::<usize>().ok().and_then(|place| authors.get(place.checked_sub(1)?));
            let orcid = crate::article::id::orcid(trim(value).trim_matches('"'));
            if let (Some(place), Some(orcid)) = (place, orcid) {
                self.article.contributors[*place].orcid = Some(orcid);
            }
        }
    }
}

/// DBLP tells persons of one name apart by numbers behind it: `Ann Smith 0001`.
fn without_homonym(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(' ') {
        Some((name, number))
            if number.len() == 4 && number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (name.trim_end(), Some(number))
        }
        _ => (name, None),
    }
}
