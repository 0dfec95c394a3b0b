//! Subject headings, keywords, substances, grants, data banks.

use super::{Record, tags};
use crate::article::{Accession, Keyword, Person, Scheme, Slot};

impl<'a> Record<'a, '_> {
    /// An element of a vocabulary, whose UI must be there and may be empty.
    pub(super) fn term(&mut self, name: &str, attributes: &[(&str, &str)], id: Option<&str>, text: &str) {
        self.xml.line();
        self.open_term(name, attributes, id);
        self.xml.text(text);
        self.xml.end(name);
    }

    fn open_term(&mut self, name: &str, attributes: &[(&str, &str)], id: Option<&str>) {
        self.xml.raw("<");
        self.xml.raw(name);
        self.xml.raw(" UI=\"");
        self.xml.value(id.unwrap_or(""));
        self.xml.raw("\"");
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.xml.raw(" ");
            self.xml.raw(name);
            self.xml.raw("=\"");
            self.xml.value(value);
            self.xml.raw("\"");
        }
        self.xml.raw(">");
    }

    /// A list around what is written for each thing, if there is one.
    pub(super) fn list<T>(&mut self, name: &str, things: impl Iterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        let mut things = things.peekable();
        if things.peek().is_some() {
            self.xml.open(name, &[]);
            things.for_each(|thing| each(self, thing));
            self.xml.close(name);
        }
    }

    fn of_scheme(&self, scheme: Scheme) -> impl Iterator<Item = &'a Keyword> + use<'a> {
        self.article.keywords.iter().filter(move |keyword| keyword.scheme == scheme)
    }

    pub(super) fn chemicals(&mut self) {
        self.list("ChemicalList", self.article.chemicals.iter(), |record, chemical| {
            record.xml.open("Chemical", &[]);
            record.leaf("RegistryNumber", chemical.registry.as_deref().unwrap_or("0"));
            record.term("NameOfSubstance", &[], chemical.id.as_deref(), &chemical.name);
            record.xml.close("Chemical");
        });
    }

    /// Supplementary concepts whose sort is known, which must be said; the others stand among NLM's keywords.
    pub(super) fn supplementary(&mut self) {
        let sorted = self.of_scheme(Scheme::Supplementary).filter(|keyword| class_of(keyword).is_some());
        self.list("SupplMeshList", sorted, |record, keyword| {
            let class = class_of(keyword).unwrap_or_default();
            record.term("SupplMeshName", &[("Type", class)], keyword.id.as_deref(), keyword.term.plain());
            record.told(Slot::SupplementaryConcepts, keyword);
        });
    }

    pub(super) fn genes(&mut self) {
        self.list("GeneSymbolList", self.of_scheme(Scheme::Gene), |record, keyword| {
            record.leaf("GeneSymbol", keyword.term.plain());
            record.told(Slot::Genes, keyword);
            if keyword.id.is_some() {
                record.log.flattened(Slot::Genes, "identifiers");
            }
        });
    }

    /// Tells what a term has beside its words that such a term has no place for.
    fn told(&mut self, slot: Slot, keyword: &Keyword) {
        if keyword.major || !keyword.qualifiers.is_empty() {
            self.log.flattened(slot, "majors and qualifiers");
        }
        if !keyword.term.marks().is_empty() {
            self.log.flattened(slot, "markup");
        }
    }

    pub(super) fn mesh(&mut self) {
        let yes = |major: bool| if major { "Y" } else { "N" };
        self.list("MeshHeadingList", self.of_scheme(Scheme::Mesh), |record, keyword| {
            record.xml.open("MeshHeading", &[]);
            let class = keyword.class.as_deref().filter(|class| *class == "Geographic").unwrap_or("");
            let attributes = [("MajorTopicYN", yes(keyword.major)), ("Type", class)];
            record.term("DescriptorName", &attributes, keyword.id.as_deref(), keyword.term.plain());
            for qualifier in &keyword.qualifiers {
                let attributes = [("MajorTopicYN", yes(qualifier.major))];
                record.term("QualifierName", &attributes, qualifier.id.as_deref(), &qualifier.name);
            }
            if !keyword.term.marks().is_empty() {
                record.log.flattened(Slot::Mesh, "markup");
            }
            if keyword.term.is_empty() {
                record.log.lost(Slot::Mesh);
            }
            record.xml.close("MeshHeading");
        });
    }

    /// People whom the work is about.
    pub(super) fn subjects(&mut self) {
        self.list("PersonalNameSubjectList", self.of_scheme(Scheme::PersonalName), |record, keyword| {
            let person = Person::parse_inverted(keyword.term.plain());
            record.xml.open("PersonalNameSubject", &[]);
            record.leaf("LastName", &person.family);
            record.leaf_if("ForeName", person.given.as_deref());
            record.leaf_if("Initials", person.initials.as_deref());
            record.leaf_if("Suffix", person.suffix.as_deref());
            record.xml.close("PersonalNameSubject");
            record.told(Slot::PersonalNames, keyword);
            if person.inverted() != keyword.term.plain() {
                record.log.flattened(Slot::PersonalNames, "wording");
            }
        });
    }

    /// Keywords, a list for each run of one owner.
    pub(super) fn keywords(&mut self) {
        let article = self.article;
        let sorted = |keyword: &&Keyword| match &keyword.scheme {
            Scheme::Author | Scheme::Other(_) => true,
            Scheme::Supplementary => self.form != super::Form::Article || class_of(keyword).is_none(),
            // In books there is no other place, and they are not carried.
            Scheme::Mesh | Scheme::Gene | Scheme::PersonalName => false,
        };
        let keywords: Vec<&Keyword> = article.keywords.iter().filter(sorted).collect();
        for run in keywords.chunk_by(|a, b| tags::keyword_owner(&a.scheme) == tags::keyword_owner(&b.scheme)) {
            let (owner, told) = tags::keyword_owner(&run[0].scheme);
            if run[0].scheme == Scheme::Supplementary {
                self.log.flattened(Slot::SupplementaryConcepts, "difference from keywords");
                self.log.flattened(Slot::Keywords, "difference from supplementary concepts");
            } else if !told {
                self.log.flattened(Slot::Keywords, "vocabularies");
            }
            self.xml.open("KeywordList", &[("Owner", owner)]);
            for keyword in run {
                self.xml.line();
                self.xml.start("Keyword", &[("MajorTopicYN", if keyword.major { "Y" } else { "N" })]);
                self.marked(Slot::Keywords, &keyword.term, true);
                self.xml.end("Keyword");
                if keyword.id.is_some() || !keyword.qualifiers.is_empty() {
                    self.log.flattened(Slot::Keywords, "identifiers and qualifiers");
                }
            }
            self.xml.close("KeywordList");
        }
    }

    pub(super) fn grants(&mut self) {
        if self.article.grants.is_empty() {
            return;
        }
        let complete = self.extra_word("GrantList CompleteYN", &["N"]).unwrap_or("Y");
        self.xml.open("GrantList", &[("CompleteYN", complete)]);
        for grant in &self.article.grants {
            self.xml.open("Grant", &[]);
            self.leaf_if("GrantID", grant.number.as_deref());
            self.leaf_if("Acronym", grant.acronym.as_deref());
            self.leaf("Agency", grant.agency.as_deref().unwrap_or(""));
            self.leaf_if("Country", grant.country.as_deref());
            self.xml.close("Grant");
        }
        self.xml.close("GrantList");
    }

    /// A DataBank for each run of numbers of one bank.
    pub(super) fn data_banks(&mut self) {
        let accessions = &self.article.accessions;
        if accessions.is_empty() {
            return;
        }
        let complete = self.extra_word("DataBankList CompleteYN", &["N"]).unwrap_or("Y");
        self.xml.open("DataBankList", &[("CompleteYN", complete)]);
        let numbered = |accession: &Accession| !accession.number.is_empty();
        for run in accessions.chunk_by(|a, b| a.bank == b.bank && numbered(a) && numbered(b)) {
            self.xml.open("DataBank", &[]);
            self.leaf("DataBankName", &run[0].bank);
            self.list("AccessionNumberList", run.iter().filter(|found| numbered(found)), |record, found| {
                record.leaf("AccessionNumber", &found.number);
            });
            self.xml.close("DataBank");
        }
        self.xml.close("DataBankList");
    }
}

/// What sort of supplementary concept it is, if the DTD has a word for it.
fn class_of(keyword: &Keyword) -> Option<&str> {
    keyword.class.as_deref().filter(|class| tags::SUPPLEMENTARY_CLASSES.contains(class))
}
