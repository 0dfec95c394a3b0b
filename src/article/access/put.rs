//! Putting text into slots.
//!
//! The match is exhaustive, so a new slot cannot be forgotten.

use crate::article::{
    Abstract, Article, Chemical, Contributor, Date, DateRole, Grant, Id, IdKind, Keyword, Kind, Link, LinkKind, Name,
    Notice, NoticeKind, Pages, Person, Role, Scheme, Slot, Status, Term, Text, Translation, language, text,
};

/// Why a value was not put into its slot. The value must then be kept elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPut {
    /// The slot holds another value already.
    Taken,
    /// The value does not fit the slot's type.
    Unfit,
    /// The slot has structure that one line of text cannot give; fill its fields instead.
    Structured,
}

/// Puts `value` where there is nothing yet, or the same.
fn fill<T: PartialEq>(place: &mut Option<T>, value: T) -> Result<(), NotPut> {
    match place {
        Some(known) if *known == value => Ok(()),
        Some(_) => Err(NotPut::Taken),
        None => {
            *place = Some(value);
            Ok(())
        }
    }
}

impl Article {
    /// Puts one line of text into a slot: a name as `Family, Given`, a date as EDTF or MEDLINE has it. An empty text
    /// does nothing. Slots that need structure refuse.
    pub fn put(&mut self, slot: Slot, text: &str) -> Result<(), NotPut> {
        let text = text::trim(text);
        if text.is_empty() {
            return Ok(());
        }
        let line = || text::line(text).into_owned();
        let rich = || Text::of_line(text);
        match slot {
            Slot::Key => fill(&mut self.key, line()),
            Slot::Kind => {
                self.kind = Kind::from(text);
                Ok(())
            }
            Slot::Genre => fill(&mut self.genre, line()),
            Slot::Status => fill(&mut self.status, Status::from(line().as_str())),
            Slot::PublicationTypes => {
                self.publication_types.push(Term::new(&line()));
                Ok(())
            }
            Slot::Title if self.title.is_empty() => {
                self.title = rich();
                Ok(())
            }
            Slot::Title if self.title.plain() == line() => Ok(()),
            Slot::Title => Err(NotPut::Taken),
            Slot::Subtitle => fill(&mut self.subtitle, rich()),
            Slot::ShortTitle => fill(&mut self.short_title, rich()),
            Slot::OriginalTitle => fill(&mut self.original_title, rich()),
            Slot::ReviewedTitle => fill(&mut self.reviewed_title, rich()),
            Slot::TranslatedTitles => {
                self.translated_titles.push(Translation { text: rich(), language: None });
                Ok(())
            }
            Slot::Authors => self.put_person(Role::Author, text),
            Slot::GroupAuthors => {
                self.contributors.push(Contributor::new(Role::Author, Name::Group(rich())));
                Ok(())
            }
            Slot::Editors => self.put_person(Role::Editor, text),
            Slot::SeriesEditors => self.put_person(Role::SeriesEditor, text),
            Slot::BookAuthors => self.put_person(Role::BookAuthor, text),
            Slot::Translators => self.put_person(Role::Translator, text),
            Slot::Investigators => self.put_person(Role::Investigator, text),
            Slot::EtAl => {
                self.et_al = true;
                Ok(())
            }
            Slot::ContainerTitle => fill(&mut self.container.title, rich()),
            Slot::ContainerIso => fill(&mut self.container.iso, line()),
            Slot::ContainerNlm => fill(&mut self.container.nlm, line()),
            Slot::NlmId => fill(&mut self.container.nlm_id, line()),
            Slot::IssueTitle => fill(&mut self.container.issue_title, rich()),
            Slot::VolumeTitle => fill(&mut self.container.volume_title, rich()),
            Slot::Series => fill(&mut self.container.series, rich()),
            Slot::SeriesNumber => fill(&mut self.container.series_number, line()),
            Slot::Publisher => fill(&mut self.container.publisher, line()),
            Slot::Place => fill(&mut self.container.place, line()),
            Slot::Country => fill(&mut self.container.country, line()),
            Slot::EventName => fill(&mut self.event.name, line()),
            Slot::EventPlace => fill(&mut self.event.place, line()),
            Slot::EventSponsor => fill(&mut self.event.sponsor, line()),
            Slot::Volume => fill(&mut self.volume, line()),
            Slot::Issue => fill(&mut self.issue, line()),
            Slot::Supplement => fill(&mut self.supplement, line()),
            Slot::Part => fill(&mut self.part, line()),
            Slot::Section => fill(&mut self.section, line()),
            Slot::Chapter => fill(&mut self.chapter, line()),
            Slot::Number => fill(&mut self.number, line()),
            Slot::Edition => fill(&mut self.edition, line()),
            Slot::Version => fill(&mut self.version, line()),
            Slot::VolumeCount => fill(&mut self.volume_count, line()),
            Slot::Pages => fill(&mut self.pages, Pages::parse(&line())),
            Slot::ArticleNumber => fill(&mut self.article_number, line()),
            Slot::PageCount => fill(&mut self.page_count, line()),
            Slot::Medium => fill(&mut self.medium, line()),
            Slot::Dimensions => fill(&mut self.dimensions, line()),
            Slot::Scale => fill(&mut self.scale, line()),
            Slot::Authority => fill(&mut self.authority, line()),
            Slot::DateIssued => self.put_date(DateRole::Issued, text),
            Slot::DatePrint => self.put_date(DateRole::Print, text),
            Slot::DateOnline => self.put_date(DateRole::Online, text),
            Slot::DateCollection => self.put_date(DateRole::Collection, text),
            Slot::DateReceived => self.put_date(DateRole::Received, text),
            Slot::DateRevised => self.put_date(DateRole::Revised, text),
            Slot::DateAccepted => self.put_date(DateRole::Accepted, text),
            Slot::DateRetracted => self.put_date(DateRole::Retracted, text),
            Slot::DateAccessed => self.put_date(DateRole::Accessed, text),
            Slot::DateOriginal => self.put_date(DateRole::Original, text),
            Slot::EventDate => self.put_date(DateRole::Event, text),
            Slot::Doi => self.put_id(IdKind::Doi, text),
            Slot::Pmid => self.put_id(IdKind::Pmid, text),
            Slot::Pmcid => self.put_id(IdKind::Pmcid, text),
            Slot::Pii => self.put_id(IdKind::Pii, text),
            Slot::ManuscriptId => self.put_id(IdKind::Manuscript, text),
            Slot::IssnPrint => self.put_id(IdKind::IssnPrint, text),
            Slot::IssnElectronic => self.put_id(IdKind::IssnElectronic, text),
            Slot::IssnLinking => self.put_id(IdKind::IssnLinking, text),
            Slot::Issn => self.put_id(IdKind::Issn, text),
            Slot::Isbn => self.put_id(IdKind::Isbn, text),
            Slot::Arxiv => self.put_id(IdKind::Arxiv, text),
            Slot::BookAccession => self.put_id(IdKind::BookAccession, text),
            Slot::Urls => {
                self.links.push(Link { url: line(), ..Link::default() });
                Ok(())
            }
            Slot::FileLinks => {
                self.links.push(Link { url: line(), kind: LinkKind::File, label: None });
                Ok(())
            }
            Slot::Languages => {
                self.languages.push(language::to_bcp47(text).unwrap_or_else(line));
                Ok(())
            }
            Slot::Abstract if self.main_abstract().is_some() => Err(NotPut::Taken),
            Slot::Abstract => {
                self.abstracts.push(Abstract::plain(Text::new(&text::tidy(text))));
                Ok(())
            }
            Slot::Keywords => self.put_keyword(Keyword::new(&line(), Scheme::Author)),
            Slot::Mesh => self.put_keyword(Keyword::parse_mesh(&line())),
            Slot::SupplementaryConcepts => self.put_keyword(Keyword::new(&line(), Scheme::Supplementary)),
            Slot::Genes => self.put_keyword(Keyword::new(&line(), Scheme::Gene)),
            Slot::PersonalNames => self.put_keyword(Keyword::new(&line(), Scheme::PersonalName)),
            Slot::Chemicals => {
                self.chemicals.push(Chemical { name: line(), ..Chemical::default() });
                Ok(())
            }
            Slot::Grants => {
                let grant = Grant::parse_medline(&line());
                if grant == Grant::default() {
                    return Err(NotPut::Unfit);
                }
                self.grants.push(grant);
                Ok(())
            }
            Slot::FundingStatement => self.put_notice(NoticeKind::Funding, text),
            Slot::Copyright => self.put_notice(NoticeKind::Copyright, text),
            Slot::License => self.put_notice(NoticeKind::License, text),
            Slot::ConflictOfInterest => self.put_notice(NoticeKind::ConflictOfInterest, text),
            Slot::DataAvailability => self.put_notice(NoticeKind::DataAvailability, text),
            Slot::Figures => {
                self.figures.push(rich());
                Ok(())
            }
            Slot::ReferenceCount => fill(&mut self.reference_count, line()),
            Slot::Notes => {
                self.notes.push(text::tidy(text));
                Ok(())
            }
            Slot::Subsets => {
                self.subsets.push(line());
                Ok(())
            }
            Slot::SourceDb => fill(&mut self.source_db, line()),
            Slot::Archive => fill(&mut self.archive, line()),
            Slot::ArchiveLocation => fill(&mut self.archive_location, line()),
            Slot::Annotation => fill(&mut self.annotation, text::tidy(text)),
            Slot::OriginalPublisher => fill(&mut self.original_publisher, line()),
            Slot::OriginalPlace => fill(&mut self.original_place, line()),
            Slot::CallNumber => fill(&mut self.call_number, line()),
            Slot::Suffixes
            | Slot::Orcids
            | Slot::PersonIds
            | Slot::Affiliations
            | Slot::Emails
            | Slot::AuthorMarks
            | Slot::OtherContributors
            | Slot::DateRecord
            | Slot::OtherIds
            | Slot::OtherAbstracts
            | Slot::OtherNotices
            | Slot::Accessions
            | Slot::Relations
            | Slot::Similar
            | Slot::CitedBy
            | Slot::References
            | Slot::Extra => Err(NotPut::Structured),
        }
    }

    fn put_person(&mut self, role: Role, text: &str) -> Result<(), NotPut> {
        let person = Person::parse_inverted(&text::clean(text));
        self.contributors.push(Contributor::new(role, Name::Person(person)));
        Ok(())
    }

    fn put_date(&mut self, role: DateRole, text: &str) -> Result<(), NotPut> {
        // `2019/04/05` and `2019-02-30` are days, whole or wrong; two parts may be a range of years.
        let parts = text.split(['/', '-', '.']).collect::<Vec<_>>();
        let day = parts.len() == 3 && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let date = Date::parse_edtf(text)
            .unwrap_or_else(|| if day { Date::parse_parts(text) } else { Date::parse_medline(text) });
        let several = matches!(role, DateRole::Revised);
        match self.date(role) {
            Some(known) if *known == date => Ok(()),
            Some(_) if !several => Err(NotPut::Taken),
            _ => {
                self.add_date(role, date);
                Ok(())
            }
        }
    }

    fn put_id(&mut self, kind: IdKind, text: &str) -> Result<(), NotPut> {
        let id = Id::parse(kind, text).ok_or(NotPut::Unfit)?;
        let single = matches!(id.kind, IdKind::Doi | IdKind::Pmid | IdKind::Pmcid);
        if single && self.ids_of(&id.kind).any(|known| !known.same(&id)) {
            return Err(NotPut::Taken);
        }
        self.add_id(id);
        Ok(())
    }

    fn put_keyword(&mut self, keyword: Keyword) -> Result<(), NotPut> {
        self.keywords.push(keyword);
        Ok(())
    }

    fn put_notice(&mut self, kind: NoticeKind, text: &str) -> Result<(), NotPut> {
        let text = text::tidy(text);
        match self.notice(&kind) {
            Some(known) if known.text == text => Ok(()),
            Some(_) => Err(NotPut::Taken),
            None => {
                self.notices.push(Notice { kind, text, url: None });
                Ok(())
            }
        }
    }
}
