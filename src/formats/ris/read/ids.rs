//! Identifiers of RIS, and the tags that hold several sorts of things.

use super::facts::Producer;
use super::{MOST, Reader, tags, types};
use crate::article::{Id, IdKind, Slot, kind};
use crate::formats::ris::line::Field;
use crate::log::{Code, shown};
use std::borrow::Cow;

/// Schemes that may stand in M2 with their names.
const SCHEMES: [&str; 12] =
    ["embase", "eric", "handle", "jstor", "mr", "nct", "psycinfo", "scopus", "wos", "zbl", "cinahl", "proquest"];

/// Whether a value in C5 may be a PMID.
pub fn is_short_number(value: &str) -> bool {
    (4..=8).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether M2 may hold identifiers of a scheme.
pub fn is_scheme(name: &str) -> bool {
    SCHEMES.contains(&name)
}

/// Whether a value of M3 is one of NLM's publication types.
pub fn is_publication_type(name: &str) -> bool {
    kind::subtype(std::iter::once(name)).is_some() || name.eq_ignore_ascii_case("Journal Article")
}

/// `23456789[pmid]`, as PMC writes identifiers into user fields.
pub fn marked(value: &str) -> Option<Id> {
    let (value, mark) = value.strip_suffix(']')?.rsplit_once('[')?;
    let kind = match mark {
        "pmid" => IdKind::Pmid,
        "pmcid" | "pmc" => IdKind::Pmcid,
        "doi" => IdKind::Doi,
        "pii" => IdKind::Pii,
        _ => return None,
    };
    Id::parse(kind, value.trim())
}

/// `DO: 10.1234/b`, which stands for a second line of the tag.
fn again(value: &str) -> Option<(&str, &str)> {
    let (label, rest) = value.split_once(": ")?;
    tags::SINGLE.contains(&label).then_some((label, rest.trim()))
}

/// `wos: WOS:000123`.
pub fn labelled_other(value: &str) -> Option<Id> {
    let (label, rest) = value.split_once(':')?;
    let label = label.trim().to_ascii_lowercase();
    let known = SCHEMES.contains(&label.as_str()) && !rest.trim().is_empty();
    known.then(|| Id::new(IdKind::Other(label), rest.trim()))
}

/// Whether a database is PubMed or another face of it.
pub fn is_pubmed(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("pubmed") || name.contains("medline") || name == "nlm"
}

/// The scheme of a database's numbers: a word that is known in its name.
pub fn scheme_of(database: &str) -> Option<&'static str> {
    let name = database.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| SCHEMES.iter().position(|scheme| *scheme == word)).min().map(|place| SCHEMES[place])
}

/// The identifier that an accession number is, given the database.
pub fn accession(value: &str, database: Option<&str>) -> Option<Id> {
    let other = |scheme: &str| Some(Id::new(IdKind::Other(scheme.to_owned()), value));
    let digits = (1..=8).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    if value.starts_with("WOS:") {
        return other("wos");
    }
    if value.starts_with("2-s2.0-") {
        return other("scopus");
    }
    if value.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("arxiv:")) {
        return Id::parse(IdKind::Arxiv, &value[6..]);
    }
    if value.starts_with("PMC") {
        return Id::parse(IdKind::Pmcid, value);
    }
    // Web of Science.
    if let Some(number) = value.strip_prefix("MEDLINE:") {
        return Id::parse(IdKind::Pmid, number);
    }
    match database {
        Some(name) if is_pubmed(name) => Id::parse(IdKind::Pmid, value),
        Some(name) => scheme_of(name).and_then(other),
        None if digits => Id::parse(IdKind::Pmid, value),
        None => Id::parse(IdKind::Pmid, value).filter(|_| value.to_ascii_uppercase().starts_with("PMID")),
    }
}

impl<'f> Reader<'_, 'f> {
    pub(super) fn identifier(&mut self, slot: Slot, field: &'f Field<'f>, value: Cow<'f, str>) {
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        match slot {
            Slot::Pmid => self.hold(field, value),
            // EndNote numbers its records.
            Slot::Key if digits => self.keep(field, &value),
            // ID goes before LB, if it is a key.
            Slot::Key => self.hold(field, value),
            Slot::Pmcid if value.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("PMC")) => {
                self.put(Slot::Pmcid, field, &value);
            }
            Slot::Pmcid if digits && self.facts.producer == Producer::Scopus => {
                self.note(field, "C2 of Scopus holds the PMID".to_owned());
                self.put(Slot::Pmid, field, &value);
            }
            // EndNote's date cited.
            Slot::Pmcid if &field.tag == b"C2" && self.is_online() && super::dates::may_be_date(&value) => {
                self.hold(field, value);
            }
            // They are a PMCID beside a PMID.
            Slot::Pmcid if digits => self.hold(field, value),
            Slot::Pmcid => self.keep(field, &value),
            Slot::ManuscriptId => {
                // EndNote has `Nihms123`.
                let value =
                    if value.is_ascii() && value.contains(|c: char| c.is_ascii_lowercase()) && !value.contains(' ') {
                        let upper = value.to_ascii_uppercase();
                        let known = upper.starts_with("NIHMS") || upper.starts_with("EMS");
                        if known { Cow::Owned(upper) } else { value }
                    } else {
                        value
                    };
                let number = value.trim_start_matches(|c: char| c.is_ascii_uppercase());
                let prefix = &value[..value.len() - number.len()];
                let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
                if numbered && matches!(prefix, "NIHMS" | "EMS" | "HALMS" | "CAMS" | "UKMS") {
                    self.put(Slot::ManuscriptId, field, &value);
                } else if Self::is_day(&value) && self.is_journal() {
                    self.note(field, "C6 holds the date of early access, as Web of Science writes it".to_owned());
                    self.online(field, value);
                } else {
                    self.keep(field, &value);
                }
            }
            _ => self.doi(field, &value),
        }
    }

    /// M2: `PMID: 1`.
    pub(super) fn labelled(&mut self, labels: &[(&str, Slot)], field: &Field, value: &str) {
        let found = value.split_once(':').and_then(|(label, rest)| {
            let known = labels.iter().find(|(known, _)| known.eq_ignore_ascii_case(label.trim()));
            known.map(|(_, slot)| (*slot, rest.trim()))
        });
        match found {
            Some((slot, rest)) => self.put(slot, field, rest),
            None if Id::parse(IdKind::Doi, value).is_some() => self.odd_doi(field, value),
            None => match (again(value), labelled_other(value)) {
                (Some((label, rest)), _) => self.article.keep("ris", label, rest),
                (None, Some(id)) if self.article.ids.len() < MOST => {
                    self.article.add_id(id);
                }
                _ => self.keep(field, value),
            },
        }
    }

    fn doi(&mut self, field: &Field, value: &str) {
        match Id::parse(IdKind::Doi, value) {
            // `10.1234/a; 10.1234/b`
            None if value.contains(['\n', ';']) && value.split(['\n', ';']).any(is_doi) => {
                value
                    .split(['\n', ';'])
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .for_each(|part| self.doi(field, part));
            }
            None => self.keep_with(Code::UnfitValue, field, value, "is no DOI"),
            Some(id) => match self.article.id(&IdKind::Doi) {
                None => self.article.ids.push(id),
                Some(known) if known.eq_ignore_ascii_case(&id.value) => {}
                Some(_) => self.keep_with(Code::RepeatedField, field, value, "is another DOI"),
            },
        }
    }

    /// A DOI in a tag of another meaning; where DO says the same, it says nothing new.
    pub(super) fn odd_doi(&mut self, field: &Field, value: &str) {
        let Some(id) = Id::parse(IdKind::Doi, value) else { return self.keep(field, value) };
        match self.article.id(&IdKind::Doi) {
            None if !self.facts.has(b"DO") && !self.facts.has(b"DI") => self.article.ids.push(id),
            Some(known) if known.eq_ignore_ascii_case(&id.value) => {}
            // DO may still come, and say the same.
            None => self.late.push((id, field.name().to_owned(), value.to_owned())),
            Some(_) => self.keep(field, value),
        }
    }

    /// C5 of an article: Embase's PMID, or the title of the issue.
    pub(super) fn fifth(&mut self, field: &Field, value: &str) {
        if is_short_number(value) && self.article.id(&IdKind::Pmid).is_none() {
            self.note(field, "C5 holds digits; taken for Embase's PMID".to_owned());
            self.put(Slot::Pmid, field, value);
        } else {
            self.put(Slot::IssueTitle, field, value);
        }
    }

    /// M3: a word for the kind, a publication type, a genre; in old files a DOI.
    pub(super) fn work_type(&mut self, field: &'f Field<'f>, value: &str) {
        if Id::parse(IdKind::Doi, value).is_some() {
            self.odd_doi(field, value);
        } else if let Some(row) = types::kind_by_word(self.facts.code(), value) {
            self.article.kind = row.kind.clone();
        } else if is_publication_type(value) && self.facts.code() == "JOUR" {
            // They are of a list that is not long.
            if self.article.publication_types.iter().all(|known| known.name != value) {
                let _ = self.article.put(Slot::PublicationTypes, value);
            }
        } else {
            self.put(Slot::Genre, field, value);
        }
    }

    /// SN: one number or several, each perhaps with a word in brackets.
    pub(super) fn serial(&mut self, slot: Slot, field: &Field, value: &str) {
        let whole = |text: &str| {
            let order = if slot == Slot::Issn { [IdKind::Issn, IdKind::Isbn] } else { [IdKind::Isbn, IdKind::Issn] };
            order.into_iter().find_map(|kind| Id::parse(kind, text))
        };
        if let Some(id) = whole(value).filter(|_| !value.contains(';')) {
            return self.add_serial(id, field, value);
        }
        // `1939-1315(Electronic),0022-3514(Print)`
        let apart = value.replace('(', " (");
        if !apart.split(['\n', ';', ',', '/', ' ']).any(|word| whole(word).is_some()) {
            return self.keep_with(Code::UnfitValue, field, value, "is neither ISSN nor ISBN");
        }
        let value = apart.as_str();
        for piece in value.split(['\n', ';', ',', '/']).map(str::trim).filter(|piece| !piece.is_empty()) {
            if let Some(id) = whole(piece) {
                self.add_serial(id, field, piece);
                continue;
            }
            // `0140-6736 (Print) 1474-547X (Linking)`
            let mut words = piece.split_whitespace().peekable();
            while let Some(word) = words.next() {
                if matches!(word.trim_end_matches(':').to_ascii_lowercase().as_str(), "issn" | "isbn" | "eissn") {
                    continue;
                }
                let label = words.next_if(|next| next.starts_with('('));
                let Some(mut id) = whole(word) else {
                    self.keep_with(Code::UnfitValue, field, word, "is neither ISSN nor ISBN");
                    continue;
                };
                if let Some(label) = label {
                    let label = label.trim_matches(['(', ')', ',', '.']);
                    id = labelled(id, label);
                }
                self.add_serial(id, field, word);
            }
        }
    }

    fn add_serial(&mut self, id: Id, field: &Field, text: &str) {
        if self.article.ids.len() >= MOST {
            return self.keep_with(Code::RepeatedField, field, text, "is given too often");
        }
        let slot = Slot::of_id(&id.kind);
        if self.article.add_id(id) {
            self.suspect(slot, field);
        }
    }

    /// The accession number and the database, which explain each other.
    pub(super) fn settle_ids(&mut self) {
        for (id, tag, value) in std::mem::take(&mut self.late) {
            match self.article.id(&IdKind::Doi) {
                // DO was no DOI.
                None => self.article.ids.push(id),
                Some(known) if known.eq_ignore_ascii_case(&id.value) => {}
                Some(_) => self.article.keep("ris", &tag, &value),
            }
        }
        for (field, value) in self.take_all(&[b"ID", b"LB"]) {
            match Id::parse(IdKind::Doi, &value) {
                Some(_) => self.doi(field, &value),
                None if self.article.key.is_none() => {
                    self.put(Slot::Key, field, &value);
                    if value.starts_with("PMID")
                        && let Some(id) = Id::parse(IdKind::Pmid, &value)
                        && !self.facts.has(b"AN")
                    {
                        self.article.add_id(id);
                    }
                }
                None => self.keep(field, &value),
            }
        }
        let (numbers, database) = (self.take_all(&[b"AN"]), self.take(b"DB"));
        let mut providers = self.take_all(&[b"DP"]).into_iter();
        let provider = providers.next();
        for (field, value) in providers {
            if database.as_ref().is_none_or(|(_, name)| *name != value) {
                self.keep(field, &value);
            }
        }
        let name = database.as_ref().or(provider.as_ref()).map(|(_, value)| value.as_ref());
        // Zotero has the place in an archive there, and itself for a provider.
        let of_zotero = database.is_none() && name.is_some_and(|name| name.eq_ignore_ascii_case("Zotero"));
        let known = self.article.ids.len();
        for (field, value) in &numbers {
            match (of_zotero, &self.article.archive_location) {
                (true, None) => self.article.archive_location = Some(value.to_string()),
                _ => self.accession(field, value, name),
            }
        }
        let pmid = self.article.id(&IdKind::Pmid).is_some();
        for (field, value) in self.take_all(&[b"C2", b"C3", b"C7"]) {
            if pmid || self.article.ids.len() > known {
                self.note(field, format!("{} holds digits; taken for a PMCID", field.name()));
                self.put(Slot::Pmcid, field, &value);
            } else {
                self.keep(field, &value);
            }
        }
        match (database, provider) {
            (Some((_, name)), Some((field, provider))) => {
                // PubMed in DB goes with the PMID in AN; DP then says where the record comes from.
                let accessory = name.eq_ignore_ascii_case("PubMed") && pmid;
                match (name == provider || accessory, is_pubmed(&name)) {
                    (true, _) => {}
                    (false, true) => self.keep(field, &provider),
                    // Zotero's archive; citation styles have the database there.
                    (false, false) => self.article.archive = Some(name.to_string()),
                }
                let source = if is_pubmed(&name) && !accessory { name } else { provider };
                self.article.source_db = Some(source.into_owned());
            }
            (Some((_, name)), None) | (None, Some((_, name))) => self.article.source_db = Some(name.into_owned()),
            (None, None) => {}
        }
    }

    fn accession(&mut self, field: &Field, value: &str, database: Option<&str>) {
        if Id::parse(IdKind::Doi, value).is_some() {
            return self.odd_doi(field, value);
        }
        let Some(id) = accession(value, database) else {
            return match &self.article.archive_location {
                None => self.article.archive_location = Some(value.to_owned()),
                // AV has said it.
                Some(known) if known == value => {}
                Some(_) => self.keep_with(Code::RepeatedField, field, value, "has no database"),
            };
        };
        if database.is_none() && id.kind == IdKind::Pmid {
            self.note(field, format!("AN {} names no database; taken for a PMID", shown(value)));
        }
        let single = matches!(id.kind, IdKind::Pmid | IdKind::Pmcid);
        match self.article.id(&id.kind) {
            Some(known) if single && known != id.value => {
                self.keep_with(Code::RepeatedField, field, value, "is another identifier of its sort");
            }
            _ => {
                self.article.add_id(id);
            }
        }
    }
}

fn is_doi(value: &str) -> bool {
    Id::parse(IdKind::Doi, value).is_some()
}

/// A serial number with the word in brackets behind it.
fn labelled(id: Id, label: &str) -> Id {
    let word = label.to_ascii_lowercase();
    let kind = match (&id.kind, word.as_str()) {
        (IdKind::Issn, "electronic" | "online" | "e") => IdKind::IssnElectronic,
        (IdKind::Issn, "print" | "printed" | "p") => IdKind::IssnPrint,
        (IdKind::Issn, "linking" | "l") => IdKind::IssnLinking,
        (kind, _) => kind.clone(),
    };
    let says_nothing = matches!(word.as_str(), "issn" | "isbn") || kind != id.kind;
    let note = if says_nothing { id.note } else { Some(label.to_owned()) };
    Id { kind, note, value: id.value, version: id.version }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accession_numbers() {
        for (value, database, expected) in [
            ("31234567", Some("PubMed"), Some((IdKind::Pmid, "31234567"))),
            ("31234567", Some("Ovid MEDLINE(R)"), Some((IdKind::Pmid, "31234567"))),
            ("31234567", None, Some((IdKind::Pmid, "31234567"))),
            ("2019123456", Some("CINAHL"), Some((IdKind::Other("cinahl".into()), "2019123456"))),
            ("182", Some("ProQuest Central"), Some((IdKind::Other("proquest".into()), "182"))),
            ("182", Some("Global Health"), None),
            ("MEDLINE:31234567", None, Some((IdKind::Pmid, "31234567"))),
            ("WOS:000123", None, Some((IdKind::Other("wos".into()), "WOS:000123"))),
            ("arXiv:1501.00001", None, Some((IdKind::Arxiv, "1501.00001"))),
            ("PMC12", None, Some((IdKind::Pmcid, "PMC12"))),
            ("Box 5", None, None),
        ] {
            let found = accession(value, database).map(|id| (id.kind, id.value));
            assert_eq!(found, expected.map(|(kind, value)| (kind, value.to_owned())), "{value}");
        }
    }
}
