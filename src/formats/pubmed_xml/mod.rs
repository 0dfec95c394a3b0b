//! PubMed XML, as the E-utilities, PubMed's "Save" and the baseline give it; DTD of 2025-01-01.
//! <https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/>

use crate::format::{Format, Likely};

/// PubMed XML.
pub static FORMAT: Format = Format {
    name: "pubmed-xml",
    title: "PubMed XML",
    family: "pubmed-xml",
    extensions: &["xml"],
    sniff,
    options: &[],
    reader: None,
    writer: None,
    shaped: false,
};

fn sniff(head: &str) -> Likely {
    let known = ["<PubmedArticle", "<PubmedBookArticle", "<MedlineCitation", "<BookDocument"];
    if known.iter().any(|root| head.contains(root)) { Likely::Yes } else { Likely::No }
}
