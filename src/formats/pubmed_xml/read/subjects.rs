//! Subject headings, keywords, substances, grants, data banks.

use super::super::tags::FAMILY;
use super::Reader;
use crate::article::{Accession, Chemical, Grant, Keyword, Person, Qualifier, Scheme, Slot};
use crate::markup::xml::read::Tag;
use std::borrow::Cow;

impl<'a> Reader<'_, 'a> {
    pub(super) fn mesh(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::Mesh) {
            return;
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "MeshHeading" => self.heading(),
                _ => self.unknown(&tag),
            }
        }
    }

    fn heading(&mut self) {
        let mut heading = Keyword { scheme: Scheme::Mesh, ..Keyword::default() };
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                // Until 1999 Descriptor and SubHeading.
                "DescriptorName" | "Descriptor" => {
                    heading.major = tag.says("MajorTopicYN", "Y");
                    heading.id = tag.attribute("UI").map(Cow::into_owned);
                    heading.class = tag.attribute("Type").map(Cow::into_owned);
                    heading.term = self.xml.rich();
                }
                "QualifierName" | "SubHeading" => {
                    let name = self.xml.text().into_owned();
                    let id = tag.attribute("UI").map(Cow::into_owned);
                    heading.qualifiers.push(Qualifier { name, id, major: tag.says("MajorTopicYN", "Y") });
                }
                _ => self.unknown(&tag),
            }
        }
        if !heading.term.is_empty() {
            self.article.keywords.push(heading);
        }
    }

    pub(super) fn keywords(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::Keywords) {
            return;
        }
        let scheme = match tag.attribute("Owner").as_deref() {
            // What NLM calls authors and publishers.
            Some("NOTNLM") | None => Scheme::Author,
            Some(owner) => Scheme::Other(owner.to_owned()),
        };
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "Keyword" => {
                    let term = self.xml.rich();
                    if !term.is_empty() {
                        let major = tag.says("MajorTopicYN", "Y");
                        self.article.keywords.push(Keyword {
                            term,
                            scheme: scheme.clone(),
                            major,
                            ..Keyword::default()
                        });
                    }
                }
                _ => self.unknown(&tag),
            }
        }
    }

    pub(super) fn supplementary(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::SupplementaryConcepts) {
            return;
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "SupplMeshName" => self.term(&tag, Scheme::Supplementary),
                _ => self.unknown(&tag),
            }
        }
    }

    pub(super) fn genes(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::Genes) {
            return;
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "GeneSymbol" => self.term(&tag, Scheme::Gene),
                _ => self.unknown(&tag),
            }
        }
    }

    fn term(&mut self, tag: &Tag<'a>, scheme: Scheme) {
        let term = self.xml.rich();
        if !term.is_empty() {
            let (id, class) = (tag.attribute("UI").map(Cow::into_owned), tag.attribute("Type").map(Cow::into_owned));
            self.article.keywords.push(Keyword { term, scheme, id, class, ..Keyword::default() });
        }
    }

    /// People whom the work is about.
    pub(super) fn subjects(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::PersonalNames) {
            return;
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "PersonalNameSubject" => {
                    let mut person = Person::default();
                    while let Some(part) = self.xml.child() {
                        let text = Some(self.xml.text().into_owned()).filter(|text| !text.is_empty());
                        match part.name() {
                            "LastName" => person.family = text.unwrap_or_default(),
                            "ForeName" | "FirstName" => person.given = text,
                            "Initials" => person.initials = text,
                            "Suffix" => person.suffix = text,
                            key => self.article.keep(FAMILY, key, &text.unwrap_or_default()),
                        }
                    }
                    self.article.keywords.push(Keyword::new(&person.inverted(), Scheme::PersonalName));
                }
                _ => self.unknown(&tag),
            }
        }
    }

    pub(super) fn chemicals(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::Chemicals) {
            return;
        }
        while let Some(tag) = self.xml.child() {
            if tag.name() != "Chemical" {
                self.unknown(&tag);
                continue;
            }
            let mut chemical = Chemical::default();
            while let Some(part) = self.xml.child() {
                match part.name() {
                    "RegistryNumber" | "CASRegistryNumber" => {
                        chemical.registry = Some(self.xml.text().into_owned()).filter(|number| number != "0");
                    }
                    "NameOfSubstance" => {
                        chemical.name = self.xml.text().into_owned();
                        chemical.id = part.attribute("UI").map(Cow::into_owned);
                    }
                    _ => self.unknown(&part),
                }
            }
            self.article.chemicals.push(chemical);
        }
    }

    pub(super) fn grants(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::Grants) {
            return;
        }
        if tag.says("CompleteYN", "N") {
            self.article.keep(FAMILY, "GrantList CompleteYN", "N");
        }
        while let Some(tag) = self.xml.child() {
            if tag.name() != "Grant" {
                self.unknown(&tag);
                continue;
            }
            let mut grant = Grant::default();
            while let Some(part) = self.xml.child() {
                let place = match part.name() {
                    "GrantID" => &mut grant.number,
                    "Acronym" => &mut grant.acronym,
                    "Agency" => &mut grant.agency,
                    "Country" => &mut grant.country,
                    _ => {
                        self.unknown(&part);
                        continue;
                    }
                };
                *place = Some(self.xml.text().into_owned()).filter(|text| !text.is_empty());
            }
            self.article.grants.push(grant);
        }
    }

    pub(super) fn data_banks(&mut self, tag: &Tag<'a>) {
        if self.passes(tag, Slot::Accessions) {
            return;
        }
        if tag.says("CompleteYN", "N") {
            self.article.keep(FAMILY, "DataBankList CompleteYN", "N");
        }
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "DataBank" => self.data_bank(),
                _ => self.unknown(&tag),
            }
        }
    }

    fn data_bank(&mut self) {
        let mut bank = String::new();
        let mut numbers = Vec::new();
        while let Some(tag) = self.xml.child() {
            match tag.name() {
                "DataBankName" => bank = self.xml.text().into_owned(),
                "AccessionNumberList" => {
                    while let Some(tag) = self.xml.child() {
                        match tag.name() {
                            "AccessionNumber" => numbers.push(self.xml.text().into_owned()),
                            _ => self.unknown(&tag),
                        }
                    }
                }
                _ => self.unknown(&tag),
            }
        }
        // A bank alone says that data are there.
        if numbers.is_empty() {
            numbers.push(String::new());
        }
        self.article.accessions.extend(numbers.into_iter().map(|number| Accession { bank: bank.clone(), number }));
    }
}
