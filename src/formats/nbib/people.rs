//! Contributors: a full name, its short form, identifiers and affiliations, line by line.
//!
//! A contributor begins with a full name (`FAU`) or, in records from before 2002 and from other databases, with a short one
//! that no full name stands above (`AU`). What follows belongs to the contributor above it, up to the first tag of another
//! sort. Affiliations above the first contributor are that one's: until 2014 PubMed gave one affiliation, and gave it there.

use super::line::{self, Field, tidy};
use crate::article::id::{orcid, orcid_is_suspect};
use crate::article::name::is_suffix;
use crate::article::{Affiliation, Article, Contributor, Name, Person, Role, Slot, Text};
use crate::format::Out;
use crate::log::{Code, Log, shown};
use deunicode::deunicode;
use std::collections::{HashMap, HashSet};

/// How many addresses are looked through one by one.
const FEW: usize = 16;

/// Reads the lines of contributors.
#[derive(Default)]
pub struct People {
    /// The contributor to whom lines belong.
    current: Option<usize>,
    /// The current contributor's short name is still to come.
    open: bool,
    /// The current contributor's suffix may be a given name: a comma would have made it sure.
    loose_suffix: bool,
    /// Where the next person known by a short name alone may stand, for records that list those first.
    alone: usize,
    /// Short forms of full names, for records that list the two apart. Made when a short name stands alone.
    short: HashSet<String>,
    /// How many contributors are among them.
    shortened: usize,
    /// Places of affiliations by their text, once there are more than a few.
    addresses: HashMap<String, usize>,
    /// Who has which.
    owned: HashSet<(usize, usize)>,
    /// Affiliations above the first contributor.
    waiting: Vec<usize>,
}

impl People {
    /// A line that belongs to no contributor came.
    pub fn leave(&mut self) {
        self.current = None;
        self.open = false;
    }

    fn push(&mut self, article: &mut Article, role: &Role, name: Name) {
        let mut contributor = Contributor::new(role.clone(), name);
        contributor.affiliations = std::mem::take(&mut self.waiting);
        self.current = Some(article.contributors.len());
        self.open = false;
        article.contributors.push(contributor);
    }

    /// FAU, FED, FIR.
    pub fn full(&mut self, article: &mut Article, role: &Role, text: &str) {
        if is_et_al(text) {
            article.et_al = true;
            return;
        }
        let person = Person::parse_inverted(text);
        self.loose_suffix = person.suffix.is_some() && text.matches(',').count() == 1;
        if let Some(at) = self.place_of_short(article, role, &person) {
            article.contributors[at].name = Name::Person(person);
            (self.current, self.open) = (Some(at), false);
            return;
        }
        self.push(article, role, Name::Person(person));
        self.open = true;
    }

    /// AU, ED, IR.
    pub fn short(&mut self, article: &mut Article, role: &Role, field: &Field, log: &mut Log) {
        let text = field.value.as_ref();
        if is_et_al(text) {
            article.et_al = true;
            return;
        }
        let above = self.current.filter(|_| self.open).and_then(|at| article.contributors.get_mut(at));
        let Some(Contributor { role: above_role, name: Name::Person(person), .. }) = above else {
            // A list of short names under one of full names says nothing new.
            if !self.is_short_of_another(article, text) {
                self.push(article, role, short_name(text));
            }
            return;
        };
        if above_role == role && take_initials(person, text, self.loose_suffix) {
            self.open = false;
        } else if !self.is_short_of_another(article, text) {
            let message = format!("{} does not fit the full name above; kept as extra", shown(text));
            log.add(Code::UnfitValue, field.at.clone(), message);
            article.keep("nbib", field.tag, text);
        }
    }

    /// Where a person stands whose short name came before, in a list of its own that has the same order.
    fn place_of_short(&mut self, article: &Article, role: &Role, full: &Person) -> Option<usize> {
        let known = |at: &usize| article.contributors.get(*at).filter(|contributor| contributor.role == *role);
        let short = |contributor: &Contributor| match &contributor.name {
            Name::Person(person) if person.given.is_none() && person.initials.is_some() => Some(person.short()),
            _ => None,
        };
        let at = Some(self.alone).filter(|at| known(at).and_then(short).is_some_and(|name| name == full.short()))?;
        self.alone += 1;
        Some(at)
    }

    /// Whether a short name is that of a contributor with a full one.
    fn is_short_of_another(&mut self, article: &Article, text: &str) -> bool {
        let full = |contributor: &Contributor| match &contributor.name {
            Name::Person(person) if person.given.is_some() => Some(person.short()),
            _ => None,
        };
        self.short.extend(article.contributors[self.shortened..].iter().filter_map(full));
        self.shortened = article.contributors.len();
        self.short.contains(text)
    }

    /// CN.
    pub fn group(&mut self, article: &mut Article, text: &str) {
        self.push(article, &Role::Author, Name::Group(Text::new(text.trim_end_matches(','))));
    }

    /// AUID. `false` when there is no contributor above it.
    pub fn id(&mut self, article: &mut Article, field: &Field, log: &mut Log) -> bool {
        let Some(contributor) = self.current.and_then(|at| article.contributors.get_mut(at)) else { return false };
        let text = field.value.as_ref();
        let (scheme, value) =
            text.split_once(':').map_or(("ORCID", text), |(scheme, value)| (scheme.trim(), value.trim()));
        // A bare address has a colon too.
        let (scheme, value) = if value.starts_with("//") { ("ORCID", text) } else { (scheme, value) };
        match orcid(value).filter(|_| scheme.eq_ignore_ascii_case("ORCID")) {
            Some(orcid) if contributor.orcid.is_none() => {
                if orcid_is_suspect(&orcid) {
                    log.add(Code::SuspectIdentifier, field.at.clone(), format!("the check digit of {orcid} is wrong"));
                }
                contributor.orcid = Some(orcid);
            }
            Some(orcid) if contributor.orcid.as_ref() == Some(&orcid) => {}
            _ => contributor.ids.push((scheme.to_owned(), value.to_owned())),
        }
        true
    }

    /// The place of an address among the affiliations; it is put there if it is new.
    fn place(&mut self, article: &mut Article, text: &str) -> usize {
        let places = &article.affiliations;
        // Few are compared one by one, which costs no copies of them.
        let known = if places.len() <= FEW {
            places.iter().position(|known| known.text == text)
        } else {
            let first = |map: &HashMap<String, usize>| if map.is_empty() { 0 } else { places.len() - 1 };
            for (place, known) in places.iter().enumerate().skip(first(&self.addresses)) {
                self.addresses.entry(known.text.clone()).or_insert(place);
            }
            self.addresses.get(text).copied()
        };
        known.unwrap_or_else(|| {
            article.affiliations.push(Affiliation { text: text.to_owned(), ids: Vec::new() });
            article.affiliations.len() - 1
        })
    }

    /// AD, IRAD. Whose it is cannot always be said.
    pub fn address(&mut self, article: &mut Article, field: &Field, log: &mut Log) {
        let text = field.value.as_ref();
        let place = self.place(article, text);
        match self.current {
            Some(at) if !self.owned.insert((at, place)) => {}
            Some(at) => article.contributors[at].affiliations.push(place),
            // They will be the first one's.
            None if article.contributors.is_empty() && self.owned.insert((0, place)) => self.waiting.push(place),
            None if article.contributors.is_empty() => {}
            None => log.add(Code::Ambiguous, field.at.clone(), "the affiliation stands below no name; left to nobody"),
        }
    }
}

fn is_et_al(text: &str) -> bool {
    text.trim_end_matches('.').eq_ignore_ascii_case("et al")
}

/// A name of AU that no FAU stands above: short, or as ERIC has it `Family, Given`.
fn short_name(text: &str) -> Name {
    match text.trim_end_matches(',') {
        group if group.len() < text.len() => Name::Group(Text::new(group)),
        name if name.contains(',') => Name::Person(Person::parse_inverted(name)),
        name if !name.contains(' ') => Name::Person(Person { family: name.to_owned(), ..Person::default() }),
        name => Name::parse_short(name),
    }
}

/// Takes initials and suffix of the short name into the person. `false` when it is another person's.
fn take_initials(person: &mut Person, short: &str, loose_suffix: bool) -> bool {
    let rest = short.strip_prefix(person.family.as_str()).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let (initials, suffix) = match rest {
        Some(rest) => {
            let mut words: Vec<&str> = rest.split_ascii_whitespace().collect();
            // `Ian V Quint` is `Quint IV`, and that is no suffix.
            let only_initials = words.len() == 1 && person.given.is_some() && person.suffix.is_none();
            let suffix = words.pop_if(|word| !only_initials && is_suffix(word)).map(str::to_owned);
            match words[..] {
                [] => (None, suffix),
                [initials] => (Some(initials.replace(['.', '-'], "")), suffix),
                _ => return false,
            }
        }
        // The short form is at times without accents.
        None => match Person::parse_short(short) {
            Some(other) if deunicode(&other.family).eq_ignore_ascii_case(&deunicode(&person.family)) => {
                (other.initials, other.suffix)
            }
            _ => return false,
        },
    };
    match (&suffix, person.suffix.take_if(|_| suffix.is_none() && loose_suffix)) {
        // `Quint, Ian II`, without a suffix in the short form: the word was a given name.
        (None, Some(word)) => {
            let given = person.given.get_or_insert_default();
            given.push(' ');
            given.push_str(&word);
        }
        (Some(_), _) if person.suffix.is_none() => person.suffix = suffix,
        _ => {}
    }
    person.initials = initials.or(person.initials.take());
    true
}

/// Tags of a role: full name, short name, affiliation.
fn tags(role: &Role) -> Option<(&'static str, &'static str, &'static str)> {
    match role {
        Role::Author => Some(("FAU", "AU", "AD")),
        Role::Editor => Some(("FED", "ED", "AD")),
        Role::Investigator => Some(("FIR", "IR", "IRAD")),
        _ => None,
    }
}

fn is_written(contributor: &Contributor) -> bool {
    tags(&contributor.role).is_some() && !contributor.superseded
}

/// Writes the contributors in the article's order, whatever their roles.
pub fn write(article: &Article, out: &mut Out, log: &mut Log) {
    write_rest(article, out, log);
    for contributor in article.contributors.iter().filter(|contributor| !contributor.superseded) {
        let Some((full, short, address)) = tags(&contributor.role) else { continue };
        let slot = Slot::of_contributor(contributor);
        match &contributor.name {
            Name::Person(person) => person_lines(person, slot, (full, short), out, log),
            Name::Group(name) if contributor.role == Role::Author => {
                line::write(out, "CN", name.plain());
                if name.plain().ends_with(',') || !name.marks().is_empty() {
                    log.flattened(slot, "markup");
                }
            }
            // Only authors have a tag for groups.
            Name::Group(name) => {
                line::write(out, full, name.plain());
                line::write(out, short, name.plain());
                log.flattened(slot, "groups");
            }
        }
        if let Some(orcid) = &contributor.orcid {
            line::write(out, "AUID", &format!("ORCID: {orcid}"));
        }
        for (scheme, value) in &contributor.ids {
            line::write(out, "AUID", &format!("{scheme}: {value}"));
        }
        for place in &contributor.affiliations {
            if let Some(affiliation) = article.affiliations.get(*place) {
                line::write(out, address, &affiliation.text);
            }
        }
        if contributor.group.is_some() {
            log.flattened(slot, "groups of investigators");
        }
    }
}

fn person_lines(person: &Person, slot: Slot, (full, short): (&str, &str), out: &mut Out, log: &mut Log) {
    let brief = tidy(&person.short()).into_owned();
    if brief.is_empty() {
        log.lost(slot);
        return;
    }
    let alone =
        person.given.is_none() && Person::parse_short(&brief).is_some_and(|back| back.inverted() == person.inverted());
    if person.particle.is_some() || person.dropping_particle.is_some() {
        log.flattened(slot, "particles");
    }
    if is_et_al(&brief) {
        log.flattened(slot, "difference from a list that was cut");
    }
    if !alone {
        let name = full_name(person);
        let mut back = Person::parse_inverted(&tidy(&name));
        let loose = back.suffix.is_some() && name.matches(',').count() == 1;
        if !take_initials(&mut back, &brief, loose) || back.inverted() != person.inverted() {
            log.flattened(slot, "parts of names");
        }
        line::write(out, full, &name);
    }
    line::write(out, short, &brief);
}

/// `van der Berg, Jan P Jr`, as NLM has it; a suffix that cannot be told from a given name comes after a comma.
fn full_name(person: &Person) -> String {
    let bare = Person { suffix: None, ..person.clone() }.inverted();
    match &person.suffix {
        Some(suffix) if is_suffix(suffix) && bare.contains(", ") => format!("{bare} {suffix}"),
        Some(_) => person.inverted(),
        None => bare,
    }
}

/// Writes affiliations that belong to nobody above the first contributor, and tells what of contributors is not written.
fn write_rest(article: &Article, out: &mut Out, log: &mut Log) {
    let mut owned = vec![false; article.affiliations.len()];
    for contributor in &article.contributors {
        if is_written(contributor) {
            for place in &contributor.affiliations {
                if let Some(owned) = owned.get_mut(*place) {
                    *owned = true;
                }
            }
            continue;
        }
        // What is said of these people goes with them.
        log.lost(Slot::of_contributor(contributor));
    }
    for (affiliation, _) in article.affiliations.iter().zip(&owned).filter(|(_, owned)| !**owned) {
        line::write(out, "AD", &affiliation.text);
        if article.contributors.iter().any(is_written) {
            log.flattened(Slot::Affiliations, "whose they are");
        }
    }
    if article.affiliations.iter().any(|affiliation| !affiliation.ids.is_empty()) {
        log.flattened(Slot::Affiliations, "identifiers");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Slots;
    use crate::format::{Outcome, Parser};
    use crate::formats::nbib::read::Nbib;

    fn read(record: &str) -> (Article, Vec<Code>) {
        let (mut article, mut log) = (Article::default(), Log::new());
        assert_eq!(
            Nbib::new(Slots::ALL).parse(&format!("PMID- 1\nTI  - T.\n{record}"), &mut article, &mut log),
            Outcome::Whole
        );
        (article, log.problems().iter().map(|problem| problem.code).collect())
    }

    fn names(article: &Article) -> Vec<String> {
        article.contributors.iter().map(|c| c.name.inverted().into_owned()).collect()
    }

    #[test]
    fn who_is_who() {
        for (record, expected) in [
            (
                "FAU - Zhou, Shuang\nAU  - Zhou S\nCN  - Iron Group\nFAU - Li, Q\nAU  - Li Q\n",
                &["Zhou, Shuang", "Iron Group", "Li, Q"][..],
            ),
            ("AU  - Smith JA\nAU  - van der Berg JP Jr\n", &["Smith, J. A.", "van der Berg, J. P., Jr"]),
            (
                "AU  - Smith, John A.\nAU  - Plato\nAU  - Study Group of Iron\n",
                &["Smith, John A.", "Plato", "Study Group of Iron"],
            ),
            ("FAU - Smith, John A Jr\nAU  - Smith JA Jr\n", &["Smith, John A, Jr"]),
            ("FAU - Smith, John A, Jr\nAU  - Smith JA\n", &["Smith, John A, Jr"]),
            ("FAU - Quint, Ian II\nAU  - Quint II\n", &["Quint, Ian, II"]),
            ("FAU - Quint, Ian II\nAU  - Quint I\n", &["Quint, Ian II"]),
            ("FAU - A, B\nFAU - C, D\nAU  - A B\nAU  - C D\n", &["A, B", "C, D"]),
            ("AU  - Poe EA\nAU  - Low F\nFAU - Poe, Edgar Allan\nFAU - Low, Fay\n", &["Poe, Edgar Allan", "Low, Fay"]),
            ("FAU - A, B\nAU  - A B\nAU  - Only S\nAU  - et al\n", &["A, B", "Only, S."]),
            ("FED - A, B\nED  - A B\n", &["A, B"]),
        ] {
            let (article, codes) = read(record);
            assert_eq!(
                (names(&article), codes),
                (expected.iter().map(|n| (*n).to_owned()).collect(), vec![]),
                "{record}"
            );
        }
        assert!(read("AU  - Smith J\nAU  - et al.\n").0.et_al);
    }

    #[test]
    fn initials_come_from_the_short_name() {
        let (article, codes) = read("FAU - M\u{fc}ller, Iurii V\nAU  - Muller IuV\n");
        let Name::Person(person) = &article.contributors[0].name else { panic!("a person") };
        assert_eq!((person.initials.as_deref(), codes), (Some("IuV"), vec![]));
    }

    #[test]
    fn lines_belong_to_the_name_above() {
        let (article, codes) = read(
            "FAU - A, B\nAU  - A B\nAUID- ORCID: https://orcid.org/0000-0002-1825-0097\nAUID- ISNI: 5\nAD  - X.\nAD  - Y.\n\
             FAU - C, D\nAU  - C D\nAUID- 0000-0002-1825-0098\nAD  - X.\nLA  - eng\nAD  - Z.\n",
        );
        let [first, second] = &article.contributors[..] else { panic!("two") };
        assert_eq!(first.orcid.as_deref(), Some("0000-0002-1825-0097"));
        assert_eq!(first.ids, [("ISNI".to_owned(), "5".to_owned())]);
        assert_eq!((&first.affiliations[..], &second.affiliations[..]), (&[0, 1][..], &[0][..]));
        assert_eq!(second.orcid.as_deref(), Some("0000-0002-1825-0098"));
        assert_eq!(article.affiliations.len(), 3);
        assert_eq!(codes, [Code::SuspectIdentifier, Code::Ambiguous]);
    }

    #[test]
    fn lines_above_the_first_name() {
        let (article, codes) =
            read("AD  - Old.\nAUID- ORCID: 0000-0002-1825-0097\nFAU - A, B\nAU  - A B\nFAU - C, D\n");
        assert_eq!(article.contributors[0].affiliations, [0]);
        assert_eq!(article.contributors[1].affiliations, [0; 0]);
        assert_eq!(article.extra_of("nbib").map(|extra| extra.key.as_str()).collect::<Vec<_>>(), ["AUID"]);
        assert_eq!(codes, [Code::UnfitValue]);
    }

    #[test]
    fn a_short_name_of_somebody_else_is_kept() {
        let (article, codes) = read("FAU - A, B\nAU  - Other X\n");
        assert_eq!(article.extra[0].value, "Other X");
        assert_eq!(codes, [Code::UnfitValue]);
    }

    #[test]
    fn written_names() {
        let person = |family: &str, given: Option<&str>, initials: Option<&str>, suffix: Option<&str>| Person {
            family: family.into(),
            given: given.map(str::to_owned),
            initials: initials.map(str::to_owned),
            suffix: suffix.map(str::to_owned),
            ..Person::default()
        };
        for (person, expected, whole) in [
            (
                person("van der Berg", Some("Jan P"), None, Some("Jr")),
                "FAU - van der Berg, Jan P Jr\nAU  - van der Berg JP Jr\n",
                true,
            ),
            (person("Smith", None, Some("JA"), None), "AU  - Smith JA\n", true),
            (person("Smith", None, Some("JA"), Some("3rd")), "AU  - Smith JA 3rd\n", true),
            (person("Plato", None, None, None), "FAU - Plato\nAU  - Plato\n", true),
            (person("NIH DIR", None, Some("J"), None), "FAU - NIH DIR, J.\nAU  - NIH DIR J\n", true),
            (person("Sartre", Some("Jean-Paul"), Some("JP"), None), "FAU - Sartre, Jean-Paul\nAU  - Sartre JP\n", true),
            (person("Smith", Some("John"), None, Some("MD")), "FAU - Smith, John, MD\nAU  - Smith J MD\n", false),
            (person("A, B", Some("C"), None, None), "FAU - A, B, C\nAU  - A, B C\n", false),
        ] {
            let (mut out, mut log) = (Out::new(), Log::new());
            person_lines(&person, Slot::Authors, ("FAU", "AU"), &mut out, &mut log);
            let text = std::str::from_utf8(out.bytes()).unwrap();
            assert_eq!((text, log.flattenings().is_empty()), (expected, whole), "{person:?}");
        }
    }
}
