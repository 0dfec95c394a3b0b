//! Identifiers of RIS and what goes with them: AN, DB and DP, SN, M3.

use super::{Profile, Record, Values};
use crate::article::{Id, IdKind, Kind, Slot, kind};
use crate::formats::ris::read::is_scheme;
use crate::formats::ris::value::serial_with_label;
use crate::formats::ris::{read, types};
use crate::log::Log;
use std::borrow::Cow;

impl<'a> Record<'a> {
    /// The number of the record in the database that it names.
    pub(super) fn own_number(&self) -> Option<&'a Id> {
        let database = read::scheme_of(self.named()?)?;
        self.article.ids.iter().find(|id| matches!(&id.kind, IdKind::Other(scheme) if scheme == database))
    }

    /// The database whose numbers stand in AN.
    fn named(&self) -> Option<&'a str> {
        self.article.archive.as_deref().or(self.article.source_db.as_deref())
    }

    /// The place in an archive, if it stands in AN: where no number does, a reader takes it for none, and no kept AV would
    /// take its place.
    pub(super) fn place_in_accession(&self) -> Option<&'a str> {
        let place = self.article.archive_location.as_deref()?;
        let number = read::accession(place, self.named()).or_else(|| Id::parse(IdKind::Doi, place));
        let kept = self.native && self.article.extra_of("ris").any(|extra| extra.key == "AV");
        let free = self.accession_id().is_none() && number.is_none() && !kept;
        (free && self.named().is_some()).then_some(place)
    }

    /// What stands in AN: the record's number in its own database, else the PMID, else a number that says what it is.
    pub(super) fn accession_id(&self) -> Option<&'a Id> {
        let ids = &self.article.ids;
        let pmid = ids.iter().find(|id| id.kind == IdKind::Pmid).filter(|_| self.style.profile != Profile::Zotero);
        // Whatever it is, Mendeley takes it for a PMID.
        if self.style.profile == Profile::Mendeley {
            return pmid;
        }
        let other = || ids.iter().find(|id| matches!(id.kind, IdKind::Other(_)));
        self.own_number().or(pmid).or_else(other)
    }

    pub(super) fn accession(&self, log: &mut Log) -> Values<'a> {
        let written = self.accession_id();
        let is_other = |id: &&Id| matches!(&id.kind, IdKind::Other(scheme) if !is_scheme(scheme));
        if self.article.ids.iter().filter(is_other).any(|id| written.is_none_or(|written| !std::ptr::eq(written, id))) {
            log.lost(Slot::OtherIds);
        }
        let pmids = self.article.ids_of(&IdKind::Pmid).count();
        if pmids > 1 {
            log.lost(Slot::Pmid);
        }
        let place = self.place_in_accession();
        written.map(|id| id.value.as_str()).or(place).map(Cow::Borrowed).into_iter().collect()
    }

    /// DB and DP. A PMID in AN needs PubMed in DB; the database that the source names is then its provider, as it is where
    /// an archive is named.
    pub(super) fn database(&self) -> (Values<'a>, Values<'a>) {
        let (source, archive) = (self.article.source_db.as_deref(), self.article.archive.as_deref());
        let one = |name: Option<&'a str>| name.map(Cow::Borrowed).into_iter().collect();
        let of_pubmed = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.contains("pubmed") || name.contains("medline")
        };
        // Beside it, a name in DB would be taken for an archive.
        let provided = || self.native && self.article.extra_of("ris").any(|extra| extra.key == "DP");
        match self.accession_id() {
            Some(Id { kind: IdKind::Pmid, .. }) if !source.is_some_and(of_pubmed) => {
                (vec![Cow::Borrowed("PubMed")], one(source))
            }
            _ if archive.is_some() => (one(archive), one(source)),
            _ if !source.is_some_and(read::is_pubmed) && provided() => (Vec::new(), one(source)),
            _ => (one(source), Vec::new()),
        }
    }

    /// There is room for one number in SN, since readers keep the first or the last: the ISSN of an article, the ISBN of a
    /// book.
    pub(super) fn serial(&self, slot: Slot, log: &mut Log) -> Values<'a> {
        let (issn, isbn) = (self.article.best_issn(), self.article.id(&IdKind::Isbn));
        let written = if slot == Slot::Issn { issn.or(isbn) } else { isbn.or(issn) };
        if self.native {
            let all: Vec<_> = self.article.ids.iter().filter_map(serial_with_label).collect();
            return if all.is_empty() { all } else { vec![Cow::Owned(all.join(", "))] };
        }
        for id in &self.article.ids {
            let serial = matches!(
                id.kind,
                IdKind::Issn | IdKind::IssnPrint | IdKind::IssnElectronic | IdKind::IssnLinking | IdKind::Isbn
            );
            if serial && written != Some(id.value.as_str()) {
                log.lost(Slot::of_id(&id.kind));
            }
        }
        written.map(Cow::Borrowed).into_iter().collect()
    }

    /// M3: what tells the kind from others with the same TY, else the genre, else the most telling publication type.
    pub(super) fn work_type(&self, log: &mut Log) -> Values<'a> {
        let article = self.article;
        let genre = article.genre.as_deref();
        let types = || article.publication_types.iter().map(|term| term.name.as_str());
        let telling = article
            .subtype()
            .and_then(|subtype| types().find(|name| kind::subtype(std::iter::once(*name)) == Some(subtype)));
        let unnamed = match &article.kind {
            Kind::Other(name) => Some(name.as_str()),
            _ => None,
        };
        let row = types::type_of(&article.kind);
        let word = Some(row.word).filter(|word| !word.is_empty() && row.code == self.code);
        // Where the type is none of RIS, the genre repeats it.
        let genre = genre.filter(|genre| *genre != self.code);
        if self.native {
            let all = word.into_iter().chain(genre).chain(types());
            return all.map(Cow::Borrowed).collect();
        }
        let Some(written) = word.or(genre).or(telling).or_else(|| types().next()).or(unnamed) else {
            return Vec::new();
        };
        if genre.is_some_and(|genre| genre != written) {
            log.lost(Slot::Genre);
        }
        if types().any(|name| name != written) {
            log.lost(Slot::PublicationTypes);
        }
        vec![Cow::Borrowed(written)]
    }
}
