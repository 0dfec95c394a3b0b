//! `PubmedArticle`: the citation, in the DTD's order.

use super::dates::Publishing;
use super::titles::Titles;
use super::{Form, Record, tags};
use crate::article::{
    Abstract, AbstractKind, Article, Contributor, IdKind, Kind, Notice, NoticeKind, Pages, Role, Section, Slot, Status,
    language,
};
use crate::formats::nbib::pages::{self, Paging};
use crate::formats::nbib::told;

impl<'a> Record<'a, '_> {
    pub(super) fn pubmed_article(&mut self) {
        let article = self.article;
        let publishing = self.publishing();
        self.xml.open("PubmedArticle", &[]);
        self.open_citation();
        self.pmid();
        self.record_date("DateCompleted", crate::article::DateRole::Completed);
        self.record_date("DateRevised", crate::article::DateRole::RecordRevised);
        self.article_element(&publishing);
        self.journal_info();
        self.chemicals();
        self.supplementary();
        article.subsets.iter().for_each(|subset| self.leaf("CitationSubset", subset));
        self.relations();
        self.genes();
        self.mesh();
        self.leaf_if("NumberOfReferences", article.reference_count.as_deref());
        self.subjects();
        self.other_ids();
        article.abstracts.iter().filter(|found| found.kind != AbstractKind::Main).for_each(|f| self.other_abstract(f));
        self.keywords();
        self.notice(NoticeKind::ConflictOfInterest, "CoiStatement");
        for mission in self.extras("SpaceFlightMission") {
            self.leaf("SpaceFlightMission", mission);
        }
        self.investigators();
        for note in &article.notes {
            self.leaf("GeneralNote", note);
            if note.contains('\n') {
                self.log.flattened(Slot::Notes, "line breaks");
            }
        }
        self.xml.close("MedlineCitation");
        self.pubmed_data("PubmedData", &publishing, Form::Article);
        self.xml.close("PubmedArticle");
    }

    fn open_citation(&mut self) {
        let article = self.article;
        let indexed = article.keywords.iter().any(|keyword| keyword.scheme == crate::article::Scheme::Mesh);
        // Where nothing tells, what NLM says of records that it has not worked on.
        let usual = if indexed { "MEDLINE" } else { "Publisher" };
        let status = self.extra_word("Status", tags::CITATION_STATUSES).unwrap_or(usual);
        let owner = article.source_db.as_deref().filter(|owner| tags::OWNERS.contains(owner));
        if owner.is_none() && article.source_db.is_some() {
            self.log.flattened(Slot::SourceDb, "name");
        }
        let indexing = self.extra_word("IndexingMethod", &[]).unwrap_or("");
        let version = self.extra_word("VersionID", &[]).unwrap_or("");
        let dated = self.extra_word("VersionDate", &[]).unwrap_or("");
        let attributes = [
            ("Status", status),
            // The DTD's default is NLM.
            ("Owner", owner.unwrap_or("NOTNLM")),
            ("IndexingMethod", indexing),
            ("VersionID", version),
            ("VersionDate", dated),
        ];
        self.xml.open("MedlineCitation", &attributes);
    }

    /// PMID, empty where there is none.
    pub(super) fn pmid(&mut self) {
        let mut ids = self.article.ids_of(&IdKind::Pmid);
        match ids.next() {
            Some(id) => {
                let version = id.version.as_deref().filter(|version| !version.is_empty()).unwrap_or("1");
                self.xml.leaf_line("PMID", &[("Version", version)], &id.value);
            }
            None => self.xml.leaf_line("PMID", &[("Version", "1")], ""),
        }
        if ids.next().is_some() {
            self.log.lost(Slot::Pmid);
        }
    }

    fn article_element(&mut self, publishing: &Publishing<'_>) {
        let article = self.article;
        let titles = Titles::of(article, self.form);
        self.xml.open("Article", &[("PubModel", publishing.model)]);
        self.journal(publishing);
        self.title(&titles);
        let paged = self.pagination();
        let located = self.locations(paged);
        if !paged && !located {
            // One of the two must be there.
            self.xml.line();
            self.xml.raw("<Pagination><MedlinePgn/></Pagination>");
        }
        self.main_abstract();
        self.authors_or_editors();
        self.languages(true);
        self.data_banks();
        self.grants();
        self.xml.open("PublicationTypeList", &[]);
        self.publication_types();
        self.xml.close("PublicationTypeList");
        self.vernacular_title(&titles);
        self.article_date(publishing);
        self.xml.close("Article");
    }

    fn journal(&mut self, publishing: &Publishing<'_>) {
        let article = self.article;
        let container = &article.container;
        self.xml.open("Journal", &[]);
        let electronic = publishing.model.starts_with("Electronic");
        let has = |kind: IdKind| article.id(&kind).is_some();
        let internet = electronic || (has(IdKind::IssnElectronic) && !has(IdKind::IssnPrint));
        let medium = self.extra_word("CitedMedium", &["Internet", "Print"]);
        let medium = medium.unwrap_or(if internet { "Internet" } else { "Print" });
        self.issn(medium == "Internet");
        self.xml.open("JournalIssue", &[("CitedMedium", medium)]);
        self.numbering();
        self.pub_date(publishing);
        self.xml.close("JournalIssue");
        if let Some(title) = &container.title {
            self.plain(Slot::ContainerTitle, "Title", title);
        }
        self.leaf_if("ISOAbbreviation", container.iso.as_deref());
        self.xml.close("Journal");
    }

    /// The one ISSN that has a place: that of the edition that is cited.
    fn issn(&mut self, electronic: bool) {
        use IdKind::{Issn, IssnElectronic, IssnPrint};
        let order = if electronic { [IssnElectronic, IssnPrint, Issn] } else { [IssnPrint, IssnElectronic, Issn] };
        let mut written = false;
        for kind in &order {
            for id in self.article.ids_of(kind) {
                if std::mem::replace(&mut written, true) {
                    self.log.lost(Slot::of_id(kind));
                    continue;
                }
                let edition = match kind {
                    IssnElectronic => "Electronic",
                    IssnPrint => "Print",
                    // Whose it is nobody knows: that of the edition that is cited is the likeliest.
                    _ if electronic => "Electronic",
                    _ => "Print",
                };
                self.xml.leaf_line("ISSN", &[("IssnType", edition)], &id.value);
            }
        }
    }

    /// Volume and issue, with supplement and part where NLM has them.
    fn numbering(&mut self) {
        let article = self.article;
        if article.supplement.is_none() && article.part.is_none() {
            self.leaf_if("Volume", article.volume.as_deref());
            self.leaf_if("Issue", article.issue.as_deref());
            return;
        }
        let (volume, issue) = told::numbering(article);
        self.leaf_if("Volume", volume.as_deref());
        self.leaf_if("Issue", issue.as_deref());
        for (slot, changed) in [(Slot::Volume, volume != article.volume), (Slot::Issue, issue != article.issue)] {
            if changed {
                self.log.flattened(slot, "supplement and part");
            }
        }
    }

    /// Pagination. Whether there is something to write.
    pub(super) fn pagination(&mut self) -> bool {
        let article = self.article;
        let short = self.short_pages;
        match (&article.pages, &article.article_number, &article.page_count) {
            (Some(pages), ..) => self.pages(pages, short),
            (None, Some(number), _) => {
                if article.ids_of(&IdKind::Pii).any(|id| id.value == *number) && !number_is_known(article, number) {
                    return false;
                }
                self.paging(Some((number, None)), number);
                if !number_is_known(article, number) {
                    self.log.flattened(Slot::ArticleNumber, "difference from pages");
                }
            }
            (None, None, Some(count)) => {
                self.paging(None, &format!("{count} p"));
                if !count.bytes().all(|byte| byte.is_ascii_digit()) {
                    self.log.flattened(Slot::PageCount, "difference from pages");
                }
                return true;
            }
            (None, None, None) => return false,
        }
        if article.page_count.is_some() {
            self.log.lost(Slot::PageCount);
        }
        true
    }

    fn pages(&mut self, pages: &Pages, short: bool) {
        let article = self.article;
        let shortened;
        let text = if short {
            shortened = pages::shortened(pages);
            shortened.as_str()
        } else {
            pages.expanded()
        };
        let ends = match pages.single() {
            Some((first, last)) => Some((first, Some(last))),
            None if pages.is_single_token() => Some((text, None)),
            None => None,
        };
        self.paging(ends, text);
        // A range is read as it is; a single token may look like the number of an article.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let told = (pages.single().is_some() && digits)
            || matches!(pages::read(text, |token| pages::is_told(article, token)), Paging::Pages(back) if back == *pages);
        if !told {
            self.log.flattened(Slot::Pages, "difference from an article number");
        }
    }

    fn paging(&mut self, ends: Option<(&str, Option<&str>)>, text: &str) {
        self.xml.line();
        self.xml.raw("<Pagination>");
        if let Some((first, last)) = ends.filter(|(first, _)| !first.is_empty()) {
            self.xml.leaf("StartPage", &[], first);
            if let Some(last) = last {
                self.xml.leaf("EndPage", &[], last);
            }
        }
        self.xml.leaf("MedlinePgn", &[], text);
        self.xml.raw("</Pagination>");
    }

    /// ELocationID. Whether there is one.
    pub(super) fn locations(&mut self, paged: bool) -> bool {
        let article = self.article;
        let mut found = false;
        if let Some(number) = article.article_number.as_deref().filter(|_| !paged || article.pages.is_some()) {
            self.xml.leaf_line("ELocationID", &[("EIdType", "pii"), ("ValidYN", "Y")], number);
            found = true;
            if paged {
                self.log.flattened(Slot::ArticleNumber, "difference from a PII");
            }
            if article.id(&IdKind::Pii) != Some(number) {
                self.log.flattened(Slot::Pii, "difference from an article number");
            }
        }
        if let Some(doi) = article.id(&IdKind::Doi) {
            self.xml.leaf_line("ELocationID", &[("EIdType", "doi"), ("ValidYN", "Y")], doi);
            found = true;
        }
        found
    }

    pub(super) fn main_abstract(&mut self) {
        let article = self.article;
        let mut found = article.abstracts.iter().filter(|found| found.kind == AbstractKind::Main);
        let first = found.next();
        if found.next().is_some() {
            self.log.lost(Slot::Abstract);
        }
        let mut notices = article.notices.iter().filter(|notice| notice.kind == NoticeKind::Copyright);
        let notice = notices.next();
        let own = first.and_then(|found| found.copyright.as_deref());
        let copyright = notice.map(|notice| notice.text.as_str()).or(own);
        if notices.next().is_some() {
            self.log.lost(Slot::Copyright);
        }
        if notice.is_some_and(|notice| notice.url.is_some()) {
            self.log.flattened(Slot::Copyright, "address");
        }
        if own.is_some() && own != notice.map(|notice| notice.text.as_str()) {
            self.log.flattened(Slot::Abstract, "whose the copyright is");
        }
        if first.is_none() && copyright.is_none() {
            return;
        }
        if first.is_some_and(|found| found.language.is_some()) {
            self.log.flattened(Slot::Abstract, "language");
        }
        self.xml.open("Abstract", &[]);
        self.sections(Slot::Abstract, first.map_or(&[], |found| &found.sections));
        self.leaf_if("CopyrightInformation", copyright);
        self.xml.close("Abstract");
    }

    fn other_abstract(&mut self, found: &Abstract) {
        let (kind, told) = tags::abstract_type(&found.kind);
        if !told {
            self.log.flattened(Slot::OtherAbstracts, "kinds");
        }
        // One that is not said to be in another language is in that of the work.
        let of_work = match found.kind {
            AbstractKind::Translated => None,
            _ => self.article.languages.first(),
        };
        let tag = found.language.as_ref().or(of_work).map_or("und", String::as_str);
        let code = self.language_code(Slot::OtherAbstracts, tag);
        self.xml.open("OtherAbstract", &[("Type", kind), ("Language", code)]);
        self.sections(Slot::OtherAbstracts, &found.sections);
        self.leaf_if("CopyrightInformation", found.copyright.as_deref());
        self.xml.close("OtherAbstract");
    }

    fn sections(&mut self, slot: Slot, sections: &[Section]) {
        for section in sections {
            let category = section.category.as_deref().filter(|category| tags::CATEGORIES.contains(category));
            if category.is_none() && section.category.is_some() {
                self.log.flattened(slot, "categories");
            }
            let label = section.label.as_deref().unwrap_or("");
            self.xml.line();
            self.xml.start("AbstractText", &[("Label", label), ("NlmCategory", category.unwrap_or(""))]);
            self.marked(slot, &section.text, true);
            self.xml.end("AbstractText");
            if section.text.plain().contains('\n') {
                self.log.flattened(slot, "paragraphs");
            }
            if section.text.is_empty() || section.text.plain().contains("</") || label == "UNLABELLED" {
                self.log.flattened(slot, "wording");
            }
        }
        if sections.is_empty() {
            self.leaf("AbstractText", "");
        }
    }

    /// The list of authors; where there are none, that of editors. There is place for one.
    fn authors_or_editors(&mut self) {
        let authors = self.authors(&Role::Author, "");
        if !authors && self.article.et_al {
            self.log.lost(Slot::EtAl);
        }
        let editors = !authors && self.authors(&Role::Editor, "editors");
        let placed = |found: &Contributor| match found.role {
            Role::Author => authors,
            Role::Editor => editors,
            Role::Investigator => true,
            _ => false,
        };
        self.leave_out(|found| !placed(found));
    }

    /// Language; of an article one must be there.
    pub(super) fn languages(&mut self, needed: bool) {
        for tag in &self.article.languages {
            let code = self.language_code(Slot::Languages, tag);
            self.leaf("Language", code);
        }
        if needed && self.article.languages.is_empty() {
            self.leaf("Language", "und");
        }
    }

    fn language_code<'t>(&mut self, slot: Slot, tag: &'t str) -> &'t str {
        let code = language::to_marc(tag);
        // English is the language of most, and looking a code up is slow.
        if tag != "en" && language::to_bcp47(code).as_deref().unwrap_or(code) != tag {
            self.log.flattened(slot, "regions");
        }
        code
    }

    /// PublicationType, with those that tell kind and status.
    pub(super) fn publication_types(&mut self) {
        let article = self.article;
        let mut added: [Option<&str>; 2] = [None, None];
        let names = || article.publication_types.iter().map(|term| term.name.as_str());
        let kind = self.told_kind(&[]);
        if kind != article.kind {
            added[0] = tags::type_of(&article.kind).filter(|name| !names().any(|known| known == *name));
            if self.told_kind(added.as_slice()) != article.kind {
                self.log.flattened(Slot::Kind, "kind");
            }
        } else if article.kind == Kind::JournalArticle
            && article.publication_types.is_empty()
            && self.form == Form::Article
        {
            added[0] = tags::type_of(&article.kind);
        }
        if article.status == Some(Status::Retracted) && !names().any(|name| name == tags::RETRACTED) {
            added[1] = Some(tags::RETRACTED);
        }
        if names().any(|name| name == tags::RETRACTED)
            && article.status.as_ref().is_some_and(|s| *s != Status::Retracted)
        {
            self.log.flattened(Slot::Status, "difference from publication types");
        }
        for term in &article.publication_types {
            self.term("PublicationType", &[], term.id.as_deref(), &term.name);
        }
        for name in added.into_iter().flatten() {
            self.term("PublicationType", &[], Some(tags::type_id(name)), name);
            if !article.publication_types.is_empty() {
                self.log.flattened(Slot::PublicationTypes, "difference from kind and status");
            }
        }
        let none = article.publication_types.is_empty() && added == [None, None];
        if none && self.form == Form::Article {
            self.term("PublicationType", &[], None, "");
        }
    }

    /// The kind that a reader will find.
    fn told_kind(&self, added: &[Option<&str>]) -> Kind {
        let article = self.article;
        let titled = !article.title.is_empty();
        match self.form {
            Form::Article => {
                let given = article.publication_types.iter().map(|term| term.name.as_str());
                let clues = tags::Clues { journal: true, title: true, ..tags::Clues::default() };
                tags::kind_of(given.chain(added.iter().copied().flatten()), clues)
            }
            Form::Chapter if titled => Kind::Chapter,
            Form::Chapter | Form::Book if article.number.is_some() => Kind::Report,
            Form::Chapter | Form::Book => Kind::Book,
        }
    }

    /// A statement that has one place.
    fn notice(&mut self, kind: NoticeKind, name: &str) {
        let mut notices = self.article.notices.iter().filter(|notice| notice.kind == kind);
        if let Some(Notice { text, url, .. }) = notices.next() {
            self.leaf(name, text);
            if url.is_some() {
                self.log.flattened(Slot::of_notice(&kind), "address");
            }
        }
        if notices.next().is_some() {
            self.log.lost(Slot::of_notice(&kind));
        }
    }

    fn journal_info(&mut self) {
        let article = self.article;
        let container = &article.container;
        self.xml.open("MedlineJournalInfo", &[]);
        self.leaf_if("Country", container.country.as_deref());
        match (&container.nlm, &container.iso) {
            (Some(nlm), _) => self.leaf("MedlineTA", nlm),
            // NLM's abbreviation is ISO's without the dots.
            (None, Some(iso)) => self.leaf("MedlineTA", &iso.replace('.', "")),
            (None, None) => self.leaf("MedlineTA", ""),
        }
        self.leaf_if("NlmUniqueID", container.nlm_id.as_deref());
        let mut linking = article.ids_of(&IdKind::IssnLinking);
        self.leaf_if("ISSNLinking", linking.next().map(|id| id.value.as_str()));
        if linking.next().is_some() {
            self.log.lost(Slot::IssnLinking);
        }
        self.xml.close("MedlineJournalInfo");
    }
}

/// Whether a number is known for that of an article where pages may stand.
fn number_is_known(article: &Article, number: &str) -> bool {
    matches!(pages::read(number, |token| pages::is_told(article, token)), Paging::Number(back) if back == number)
}
