//! PubMed XML, as the E-utilities, PubMed's "Save" and the baseline give it; DTD of 2025-01-01.
//! <https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/>

#[cfg(test)]
mod cases;
mod read;
mod tags;
#[cfg(test)]
mod tests;
mod write;

use crate::format::{Format, Likely, Opt, ReadOptions, Splitter, Values};
use crate::split::Elements;
use std::sync::Arc;

/// PubMed XML.
pub static FORMAT: Format = Format {
    name: "pubmed-xml",
    title: "PubMed XML",
    family: "pubmed-xml",
    extensions: &["xml"],
    sniff,
    options: &[
        Opt {
            name: "doctype",
            meaning: "a document type declaration at the start, which a program may want to load the DTD for",
            values: Values::Flag(true),
        },
        Opt {
            name: "medline-pages",
            meaning: "shorten the last page of a range as NLM does",
            values: Values::Flag(false),
        },
    ],
    reader: Some(splitter),
    writer: Some(write::writer),
    shaped: false,
};

fn sniff(head: &str) -> Likely {
    let known = ["<PubmedArticle", "<PubmedBookArticle", "<MedlineCitation", "<BookDocument", "<eFetchResult"];
    if known.iter().any(|root| head.contains(root)) { Likely::Yes } else { Likely::No }
}

/// The elements that are records; all but the first [`OUTER`] are parts of one too.
const RECORDS: &[&str] =
    &["PubmedArticle", "PubmedBookArticle", "DeleteCitation", "DeleteDocument", "MedlineCitation", "BookDocument"];

const OUTER: usize = 4;

/// The elements around them.
const CONTAINERS: &[&str] =
    &["PubmedArticleSet", "PubmedBookArticleSet", "BookDocumentSet", "MedlineCitationSet", "eFetchResult", "pubmed"];

fn splitter(options: &ReadOptions) -> Box<dyn Splitter> {
    Box::new(Elements::new(RECORDS, OUTER, CONTAINERS, Arc::new(read::PubmedXml::new(options.wanted))))
}
