//! Slots and what is in them: saying what is filled, taking text out; in [`put`] putting text in.
//!
//! These functions match exhaustively, so a new slot cannot be forgotten.

mod put;

use super::{AbstractKind, Article, Contributor, Id, IdKind, LinkKind, Name, Relation, Scheme, Slot, Slots, Text};
pub use put::NotPut;
use std::borrow::Cow;

impl Article {
    /// Which slots hold something. [`Slot::Kind`] always does.
    pub fn filled(&self) -> Slots {
        let mut set = Slots::of(&[Slot::Kind]);
        let mut mark = |slot: Slot, filled: bool| {
            if filled {
                set.insert(slot);
            }
        };
        mark(Slot::Key, self.key.is_some());
        mark(Slot::Genre, self.genre.is_some());
        mark(Slot::Status, self.status.is_some());
        mark(Slot::PublicationTypes, !self.publication_types.is_empty());
        mark(Slot::Title, !self.title.is_empty());
        mark(Slot::Subtitle, self.subtitle.is_some());
        mark(Slot::ShortTitle, self.short_title.is_some());
        mark(Slot::OriginalTitle, self.original_title.is_some());
        mark(Slot::ReviewedTitle, self.reviewed_title.is_some());
        mark(Slot::TranslatedTitles, !self.translated_titles.is_empty());
        mark(Slot::EtAl, self.et_al);
        for contributor in &self.contributors {
            mark(Slot::of_contributor(contributor), true);
            let suffix = matches!(&contributor.name, Name::Person(person) if person.suffix.is_some());
            mark(Slot::Suffixes, suffix);
            mark(Slot::Orcids, contributor.orcid.is_some());
            mark(Slot::PersonIds, !contributor.ids.is_empty());
            mark(Slot::Emails, contributor.email.is_some());
            mark(Slot::AuthorMarks, contributor.corresponding || contributor.equal || contributor.deceased);
        }
        mark(Slot::Affiliations, !self.affiliations.is_empty());
        let container = &self.container;
        mark(Slot::ContainerTitle, container.title.is_some());
        mark(Slot::ContainerIso, container.iso.is_some());
        mark(Slot::ContainerNlm, container.nlm.is_some());
        mark(Slot::NlmId, container.nlm_id.is_some());
        mark(Slot::IssueTitle, container.issue_title.is_some());
        mark(Slot::VolumeTitle, container.volume_title.is_some());
        mark(Slot::Series, container.series.is_some());
        mark(Slot::SeriesNumber, container.series_number.is_some());
        mark(Slot::Publisher, container.publisher.is_some());
        mark(Slot::Place, container.place.is_some());
        mark(Slot::Country, container.country.is_some());
        mark(Slot::EventName, self.event.name.is_some());
        mark(Slot::EventPlace, self.event.place.is_some());
        mark(Slot::EventSponsor, self.event.sponsor.is_some());
        mark(Slot::Volume, self.volume.is_some());
        mark(Slot::Issue, self.issue.is_some());
        mark(Slot::Supplement, self.supplement.is_some());
        mark(Slot::Part, self.part.is_some());
        mark(Slot::Section, self.section.is_some());
        mark(Slot::Chapter, self.chapter.is_some());
        mark(Slot::Number, self.number.is_some());
        mark(Slot::Edition, self.edition.is_some());
        mark(Slot::Version, self.version.is_some());
        mark(Slot::VolumeCount, self.volume_count.is_some());
        mark(Slot::Pages, self.pages.is_some());
        mark(Slot::ArticleNumber, self.article_number.is_some());
        mark(Slot::PageCount, self.page_count.is_some());
        mark(Slot::Medium, self.medium.is_some());
        mark(Slot::Dimensions, self.dimensions.is_some());
        mark(Slot::Scale, self.scale.is_some());
        mark(Slot::Authority, self.authority.is_some());
        self.dates.iter().for_each(|dated| mark(Slot::of_date(dated.role), true));
        self.ids.iter().for_each(|id| mark(Slot::of_id(&id.kind), true));
        for link in &self.links {
            mark(if link.kind == LinkKind::File { Slot::FileLinks } else { Slot::Urls }, true);
        }
        mark(Slot::Languages, !self.languages.is_empty());
        for found in &self.abstracts {
            mark(if found.kind == AbstractKind::Main { Slot::Abstract } else { Slot::OtherAbstracts }, true);
        }
        self.keywords.iter().for_each(|keyword| mark(Slot::of_scheme(&keyword.scheme), true));
        mark(Slot::Chemicals, !self.chemicals.is_empty());
        mark(Slot::Grants, !self.grants.is_empty());
        self.notices.iter().for_each(|notice| mark(Slot::of_notice(&notice.kind), true));
        mark(Slot::Figures, !self.figures.is_empty());
        mark(Slot::Accessions, !self.accessions.is_empty());
        self.relations.iter().for_each(|relation| mark(Slot::of_relation(&relation.kind), true));
        mark(Slot::ReferenceCount, self.reference_count.is_some());
        mark(Slot::Notes, !self.notes.is_empty());
        mark(Slot::Subsets, !self.subsets.is_empty());
        mark(Slot::SourceDb, self.source_db.is_some());
        mark(Slot::Archive, self.archive.is_some());
        mark(Slot::ArchiveLocation, self.archive_location.is_some());
        mark(Slot::Annotation, self.annotation.is_some());
        mark(Slot::OriginalPublisher, self.original_publisher.is_some());
        mark(Slot::OriginalPlace, self.original_place.is_some());
        mark(Slot::CallNumber, self.call_number.is_some());
        mark(Slot::Extra, !self.extra.is_empty());
        set
    }

    /// Empties all slots but those wanted, as a reader leaves them that passes over the others. The kind and the source stay.
    pub fn retain(&mut self, wanted: Slots) {
        fn unless<T: Default>(keep: bool, place: &mut T) {
            if !keep {
                *place = T::default();
            }
        }
        self.contributors.retain_mut(|contributor| {
            unless(wanted.contains(Slot::Orcids), &mut contributor.orcid);
            unless(wanted.contains(Slot::PersonIds), &mut contributor.ids);
            unless(wanted.contains(Slot::Affiliations), &mut contributor.affiliations);
            unless(wanted.contains(Slot::Emails), &mut contributor.email);
            if !wanted.contains(Slot::AuthorMarks) {
                (contributor.corresponding, contributor.equal, contributor.deceased) = (false, false, false);
            }
            if let Name::Person(person) = &mut contributor.name {
                unless(wanted.contains(Slot::Suffixes), &mut person.suffix);
            }
            wanted.contains(Slot::of_contributor(contributor))
        });
        self.dates.retain(|dated| wanted.contains(Slot::of_date(dated.role)));
        self.ids.retain(|id| wanted.contains(Slot::of_id(&id.kind)));
        self.links
            .retain(|link| wanted.contains(if link.kind == LinkKind::File { Slot::FileLinks } else { Slot::Urls }));
        self.abstracts.retain(|found| {
            wanted.contains(if found.kind == AbstractKind::Main { Slot::Abstract } else { Slot::OtherAbstracts })
        });
        self.keywords.retain(|keyword| wanted.contains(Slot::of_scheme(&keyword.scheme)));
        self.notices.retain(|notice| wanted.contains(Slot::of_notice(&notice.kind)));
        self.relations.retain(|relation| wanted.contains(Slot::of_relation(&relation.kind)));
        let container = &mut self.container;
        for slot in Slots::ALL.without(wanted).iter() {
            match slot {
                Slot::Kind => {}
                Slot::Key => self.key = None,
                Slot::Genre => self.genre = None,
                Slot::Status => self.status = None,
                Slot::PublicationTypes => self.publication_types.clear(),
                Slot::Title => self.title.clear(),
                Slot::Subtitle => self.subtitle = None,
                Slot::ShortTitle => self.short_title = None,
                Slot::OriginalTitle => self.original_title = None,
                Slot::ReviewedTitle => self.reviewed_title = None,
                Slot::TranslatedTitles => self.translated_titles.clear(),
                Slot::EtAl => self.et_al = false,
                Slot::Affiliations => self.affiliations.clear(),
                Slot::ContainerTitle => container.title = None,
                Slot::ContainerIso => container.iso = None,
                Slot::ContainerNlm => container.nlm = None,
                Slot::NlmId => container.nlm_id = None,
                Slot::IssueTitle => container.issue_title = None,
                Slot::VolumeTitle => container.volume_title = None,
                Slot::Series => container.series = None,
                Slot::SeriesNumber => container.series_number = None,
                Slot::Publisher => container.publisher = None,
                Slot::Place => container.place = None,
                Slot::Country => container.country = None,
                Slot::EventName => self.event.name = None,
                Slot::EventPlace => self.event.place = None,
                Slot::EventSponsor => self.event.sponsor = None,
                Slot::Volume => self.volume = None,
                Slot::Issue => self.issue = None,
                Slot::Supplement => self.supplement = None,
                Slot::Part => self.part = None,
                Slot::Section => self.section = None,
                Slot::Chapter => self.chapter = None,
                Slot::Number => self.number = None,
                Slot::Edition => self.edition = None,
                Slot::Version => self.version = None,
                Slot::VolumeCount => self.volume_count = None,
                Slot::Pages => self.pages = None,
                Slot::ArticleNumber => self.article_number = None,
                Slot::PageCount => self.page_count = None,
                Slot::Medium => self.medium = None,
                Slot::Dimensions => self.dimensions = None,
                Slot::Scale => self.scale = None,
                Slot::Authority => self.authority = None,
                Slot::Languages => self.languages.clear(),
                Slot::Chemicals => self.chemicals.clear(),
                Slot::Grants => self.grants.clear(),
                Slot::Figures => self.figures.clear(),
                Slot::Accessions => self.accessions.clear(),
                Slot::ReferenceCount => self.reference_count = None,
                Slot::Notes => self.notes.clear(),
                Slot::Subsets => self.subsets.clear(),
                Slot::SourceDb => self.source_db = None,
                Slot::Archive => self.archive = None,
                Slot::ArchiveLocation => self.archive_location = None,
                Slot::Annotation => self.annotation = None,
                Slot::OriginalPublisher => self.original_publisher = None,
                Slot::OriginalPlace => self.original_place = None,
                Slot::CallNumber => self.call_number = None,
                Slot::Extra => self.extra.clear(),
                // Told apart above, item by item.
                Slot::Authors
                | Slot::GroupAuthors
                | Slot::Suffixes
                | Slot::Orcids
                | Slot::PersonIds
                | Slot::Emails
                | Slot::AuthorMarks
                | Slot::Editors
                | Slot::SeriesEditors
                | Slot::BookAuthors
                | Slot::Translators
                | Slot::Investigators
                | Slot::OtherContributors
                | Slot::EventDate
                | Slot::DateIssued
                | Slot::DatePrint
                | Slot::DateOnline
                | Slot::DateCollection
                | Slot::DateReceived
                | Slot::DateRevised
                | Slot::DateAccepted
                | Slot::DateRetracted
                | Slot::DateAccessed
                | Slot::DateOriginal
                | Slot::DateRecord
                | Slot::Doi
                | Slot::Pmid
                | Slot::Pmcid
                | Slot::Pii
                | Slot::ManuscriptId
                | Slot::IssnPrint
                | Slot::IssnElectronic
                | Slot::IssnLinking
                | Slot::Issn
                | Slot::Isbn
                | Slot::Arxiv
                | Slot::BookAccession
                | Slot::OtherIds
                | Slot::Urls
                | Slot::FileLinks
                | Slot::Abstract
                | Slot::OtherAbstracts
                | Slot::Keywords
                | Slot::Mesh
                | Slot::SupplementaryConcepts
                | Slot::Genes
                | Slot::PersonalNames
                | Slot::FundingStatement
                | Slot::Copyright
                | Slot::License
                | Slot::ConflictOfInterest
                | Slot::DataAvailability
                | Slot::OtherNotices
                | Slot::Relations
                | Slot::Similar
                | Slot::CitedBy
                | Slot::References => {}
            }
        }
    }

    /// The values of a slot, each on one line of text. Structure that a line cannot show (affiliations of each author,
    /// related articles) is in the typed fields.
    pub fn values(&self, slot: Slot) -> Vec<Cow<'_, str>> {
        fn one(value: Option<&String>) -> Vec<Cow<'_, str>> {
            value.map(|value| Cow::Borrowed(value.as_str())).into_iter().collect()
        }
        fn rich(value: Option<&Text>) -> Vec<Cow<'_, str>> {
            value.map(|value| Cow::Borrowed(value.plain())).into_iter().collect()
        }
        fn all<'a>(values: impl IntoIterator<Item = &'a String>) -> Vec<Cow<'a, str>> {
            values.into_iter().map(|value| Cow::Borrowed(value.as_str())).collect()
        }
        let container = &self.container;
        match slot {
            Slot::Key => one(self.key.as_ref()),
            Slot::Kind => vec![Cow::Borrowed(self.kind.as_str())],
            Slot::Genre => one(self.genre.as_ref()),
            Slot::Status => self.status.iter().map(|status| Cow::Borrowed(status.as_str())).collect(),
            Slot::PublicationTypes => all(self.publication_types.iter().map(|term| &term.name)),
            Slot::Title => rich(Some(&self.title).filter(|title| !title.is_empty())),
            Slot::Subtitle => rich(self.subtitle.as_ref()),
            Slot::ShortTitle => rich(self.short_title.as_ref()),
            Slot::OriginalTitle => rich(self.original_title.as_ref()),
            Slot::ReviewedTitle => rich(self.reviewed_title.as_ref()),
            Slot::TranslatedTitles => {
                self.translated_titles.iter().map(|title| Cow::Borrowed(title.text.plain())).collect()
            }
            Slot::Authors
            | Slot::GroupAuthors
            | Slot::Editors
            | Slot::SeriesEditors
            | Slot::BookAuthors
            | Slot::Translators
            | Slot::Investigators
            | Slot::OtherContributors => self
                .contributors
                .iter()
                .filter(|c| Slot::of_contributor(c) == slot)
                .map(|c| c.name.inverted())
                .collect(),
            Slot::EtAl => {
                if self.et_al {
                    vec![Cow::Borrowed("true")]
                } else {
                    Vec::new()
                }
            }
            Slot::Suffixes => self
                .contributors
                .iter()
                .filter_map(|c| match &c.name {
                    Name::Person(person) => person.suffix.as_deref().map(Cow::Borrowed),
                    Name::Group(_) => None,
                })
                .collect(),
            Slot::Orcids => all(self.contributors.iter().filter_map(|c| c.orcid.as_ref())),
            Slot::PersonIds => self
                .contributors
                .iter()
                .flat_map(|c| &c.ids)
                .map(|(scheme, id)| Cow::Owned(format!("{scheme}:{id}")))
                .collect(),
            Slot::Affiliations => all(self.affiliations.iter().map(|affiliation| &affiliation.text)),
            Slot::Emails => all(self.contributors.iter().filter_map(|c| c.email.as_ref())),
            Slot::AuthorMarks => {
                let marks = |c: &Contributor| {
                    [(c.corresponding, "corresponding"), (c.equal, "equal"), (c.deceased, "deceased")]
                        .into_iter()
                        .filter(|(set, _)| *set)
                        .map(|(_, word)| Cow::Owned(format!("{}: {word}", c.name.inverted())))
                        .collect::<Vec<_>>()
                };
                self.contributors.iter().flat_map(marks).collect()
            }
            Slot::ContainerTitle => rich(container.title.as_ref()),
            Slot::ContainerIso => one(container.iso.as_ref()),
            Slot::ContainerNlm => one(container.nlm.as_ref()),
            Slot::NlmId => one(container.nlm_id.as_ref()),
            Slot::IssueTitle => rich(container.issue_title.as_ref()),
            Slot::VolumeTitle => rich(container.volume_title.as_ref()),
            Slot::Series => rich(container.series.as_ref()),
            Slot::SeriesNumber => one(container.series_number.as_ref()),
            Slot::Publisher => one(container.publisher.as_ref()),
            Slot::Place => one(container.place.as_ref()),
            Slot::Country => one(container.country.as_ref()),
            Slot::EventName => one(self.event.name.as_ref()),
            Slot::EventPlace => one(self.event.place.as_ref()),
            Slot::EventSponsor => one(self.event.sponsor.as_ref()),
            Slot::Volume => one(self.volume.as_ref()),
            Slot::Issue => one(self.issue.as_ref()),
            Slot::Supplement => one(self.supplement.as_ref()),
            Slot::Part => one(self.part.as_ref()),
            Slot::Section => one(self.section.as_ref()),
            Slot::Chapter => one(self.chapter.as_ref()),
            Slot::Number => one(self.number.as_ref()),
            Slot::Edition => one(self.edition.as_ref()),
            Slot::Version => one(self.version.as_ref()),
            Slot::VolumeCount => one(self.volume_count.as_ref()),
            Slot::Pages => self.pages.iter().map(|pages| Cow::Borrowed(pages.expanded())).collect(),
            Slot::ArticleNumber => one(self.article_number.as_ref()),
            Slot::PageCount => one(self.page_count.as_ref()),
            Slot::Medium => one(self.medium.as_ref()),
            Slot::Dimensions => one(self.dimensions.as_ref()),
            Slot::Scale => one(self.scale.as_ref()),
            Slot::Authority => one(self.authority.as_ref()),
            Slot::DateIssued
            | Slot::DatePrint
            | Slot::DateOnline
            | Slot::DateCollection
            | Slot::DateReceived
            | Slot::DateRevised
            | Slot::DateAccepted
            | Slot::DateRetracted
            | Slot::DateAccessed
            | Slot::DateOriginal
            | Slot::DateRecord
            | Slot::EventDate => self
                .dates
                .iter()
                .filter(|dated| Slot::of_date(dated.role) == slot)
                .map(|dated| Cow::Owned(dated.date.shown()))
                .collect(),
            Slot::OtherIds => {
                let named = |id: &Id| match &id.kind {
                    IdKind::Other(scheme) => Some(Cow::Owned(format!("{scheme}:{}", id.value))),
                    _ => None,
                };
                self.ids.iter().filter_map(named).collect()
            }
            Slot::Doi
            | Slot::Pmid
            | Slot::Pmcid
            | Slot::Pii
            | Slot::ManuscriptId
            | Slot::IssnPrint
            | Slot::IssnElectronic
            | Slot::IssnLinking
            | Slot::Issn
            | Slot::Isbn
            | Slot::Arxiv
            | Slot::BookAccession => {
                all(self.ids.iter().filter(|id| Slot::of_id(&id.kind) == slot).map(|id| &id.value))
            }
            Slot::Urls => all(self.links.iter().filter(|link| link.kind != LinkKind::File).map(|link| &link.url)),
            Slot::FileLinks => all(self.links.iter().filter(|link| link.kind == LinkKind::File).map(|link| &link.url)),
            Slot::Languages => all(&self.languages),
            Slot::Abstract => self.main_abstract().map(|found| Cow::Owned(found.joined("\n"))).into_iter().collect(),
            Slot::OtherAbstracts => self
                .abstracts
                .iter()
                .filter(|found| found.kind != AbstractKind::Main)
                .map(|found| Cow::Owned(found.joined("\n")))
                .collect(),
            Slot::Keywords | Slot::SupplementaryConcepts | Slot::Genes | Slot::PersonalNames => self
                .keywords
                .iter()
                .filter(|k| Slot::of_scheme(&k.scheme) == slot)
                .map(|k| Cow::Borrowed(k.term.plain()))
                .collect(),
            Slot::Mesh => {
                self.keywords.iter().filter(|k| k.scheme == Scheme::Mesh).map(|k| Cow::Owned(k.heading(true))).collect()
            }
            Slot::Chemicals => all(self.chemicals.iter().map(|chemical| &chemical.name)),
            Slot::Grants => self.grants.iter().map(|grant| Cow::Owned(grant.medline())).collect(),
            Slot::FundingStatement
            | Slot::Copyright
            | Slot::License
            | Slot::ConflictOfInterest
            | Slot::DataAvailability
            | Slot::OtherNotices => {
                all(self.notices.iter().filter(|n| Slot::of_notice(&n.kind) == slot).map(|n| &n.text))
            }
            Slot::Figures => self.figures.iter().map(|caption| Cow::Borrowed(caption.plain())).collect(),
            Slot::Accessions => {
                self.accessions.iter().map(|found| Cow::Owned(format!("{}/{}", found.bank, found.number))).collect()
            }
            Slot::Relations | Slot::Similar | Slot::CitedBy | Slot::References => self
                .relations
                .iter()
                .filter(|relation| Slot::of_relation(&relation.kind) == slot)
                .map(relation_line)
                .collect(),
            Slot::ReferenceCount => one(self.reference_count.as_ref()),
            Slot::Notes => all(&self.notes),
            Slot::Subsets => all(&self.subsets),
            Slot::SourceDb => one(self.source_db.as_ref()),
            Slot::Archive => one(self.archive.as_ref()),
            Slot::ArchiveLocation => one(self.archive_location.as_ref()),
            Slot::Annotation => one(self.annotation.as_ref()),
            Slot::OriginalPublisher => one(self.original_publisher.as_ref()),
            Slot::OriginalPlace => one(self.original_place.as_ref()),
            Slot::CallNumber => one(self.call_number.as_ref()),
            Slot::Extra => {
                self.extra.iter().map(|extra| Cow::Owned(format!("{}={}", extra.key, extra.value))).collect()
            }
        }
    }
}

/// A relation on one line: kind, then the text as printed, else the identifiers.
fn relation_line(relation: &Relation) -> Cow<'_, str> {
    let what = match &relation.text {
        Some(text) => text.clone(),
        None => relation.all_ids().map(|id| id.value.as_str()).collect::<Vec<_>>().join(" "),
    };
    Cow::Owned(format!("{}: {what}", relation.kind.as_str()))
}

#[cfg(test)]
impl Article {
    /// All slots that are filled, but those, as `slot=value`, sorted.
    pub(crate) fn lines(&self, without: &[Slot]) -> Vec<String> {
        let line = |slot: Slot| {
            self.values(slot).into_iter().map(move |value| format!("{}={value}", slot.name())).collect::<Vec<_>>()
        };
        let mut lines: Vec<_> = self.filled().without(Slots::of(without)).iter().flat_map(line).collect();
        lines.sort();
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text that fits the slot.
    fn sample(slot: Slot) -> &'static str {
        match slot {
            Slot::Doi => "10.1234/x",
            Slot::Pmid => "123",
            Slot::Pmcid => "PMC123",
            Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => "1234-5679",
            Slot::Isbn => "9783161484100",
            _ if slot.name().contains("date") => "2019-04-05",
            Slot::Mesh => "*Iron/blood",
            Slot::Pages => "12-19",
            Slot::EtAl => "true",
            _ => "Word",
        }
    }

    #[test]
    fn what_is_put_is_filled_and_comes_out() {
        for &slot in Slot::ALL {
            let mut article = Article::default();
            match article.put(slot, sample(slot)) {
                Ok(()) => {
                    assert!(article.filled().contains(slot), "{slot:?} is not filled");
                    assert_eq!(article.values(slot), [sample(slot)], "{slot:?}");
                    assert_eq!(article.filled().without(Slots::of(&[Slot::Kind, slot])), Slots::NONE, "{slot:?}");
                    article.retain(Slots::ALL);
                    assert!(article.filled().contains(slot), "{slot:?} is not retained");
                    article.retain(Slots::ALL.without(Slots::of(&[slot])));
                    assert!(slot == Slot::Kind || !article.filled().contains(slot), "{slot:?} is not emptied");
                }
                Err(why) => assert_eq!(why, NotPut::Structured, "{slot:?}"),
            }
        }
    }

    #[test]
    fn names_are_unique() {
        for &slot in Slot::ALL {
            assert_eq!(Slot::by_name(slot.name()), Some(slot));
        }
    }

    #[test]
    fn dates_are_put_as_they_come() {
        for (input, edtf, literal) in [
            ("2019/04/05", "2019-04-05", None),
            ("2019-02-30", "2019-02", Some("2019-02-30")),
            ("1998 Dec-1999 Jan", "1998-12/1999-01", None),
            ("1999-2000", "1999/2000", None),
        ] {
            let mut article = Article::default();
            article.put(Slot::DateIssued, input).unwrap();
            let date = &article.dates[0].date;
            assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{input}");
        }
    }

    #[test]
    fn a_second_value_is_refused() {
        let mut article = Article::default();
        article.put(Slot::Volume, "1").unwrap();
        assert_eq!(article.put(Slot::Volume, "1"), Ok(()));
        assert_eq!(article.put(Slot::Volume, "2"), Err(NotPut::Taken));
        article.put(Slot::Doi, "10.1234/X").unwrap();
        assert_eq!(article.put(Slot::Doi, "10.1234/x"), Ok(()));
        assert_eq!(article.put(Slot::Doi, "10.1234/y"), Err(NotPut::Taken));
        assert_eq!(article.put(Slot::Doi, "n/a"), Err(NotPut::Unfit));
    }
}
