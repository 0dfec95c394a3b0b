//! Words of the site itself: buttons, menus, headings. Closed lists, all of them seen in copies of pages.

use super::look::{PAGE_FOOT, PAGE_START};

/// Lines that are dropped wherever they stand.
const LINES: &[&str] = &[
    "×",
    "[x]",
    "[Indexed for MEDLINE]",
    "[PubMed - indexed for MEDLINE]",
    "[PubMed - as supplied by publisher]",
    "[PubMed - in process]",
    "[PubMed]",
    "x",
    "Access keys",
    "Actions",
    "Add to Search",
    "Add to Collections",
    "Advanced",
    "Affiliations Expand",
    "Affiliations expand",
    "Affiliation Expand",
    "Authors",
    "Citation Manager",
    "Cite",
    "Cite Share",
    "Clipboard",
    "Collections",
    "Copy",
    "Copy Download .nbib",
    "Copy Download .nbib.nbib",
    "Create alert",
    "Create RSS",
    "Display options",
    "Display options Display options",
    "Download .nbib",
    "Email",
    "Expand",
    "Collapse",
    "Follow NCBI",
    "Free Books & Documents",
    "Free Books & Documents.",
    "Format",
    "Format:",
    "Free article",
    "Free article.",
    "Free PMC article",
    "Free PMC article.",
    "Full text links",
    "Full text links[x]",
    "Item in Clipboard",
    "Log in",
    "MeSH",
    "My Bibliography",
    "My NCBI",
    "No abstract available",
    "No abstract available.",
    "Page navigation",
    "Permalink",
    "PubMed",
    "PubMed Disclaimer",
    "RSS",
    "Retracted article",
    "Save",
    "SaveEmailSend to",
    "Search",
    "Search:",
    "Search in MeSH",
    "Search in NLM Catalog",
    "Search in PubMed",
    "See the retraction notice",
    "Send To",
    "Send to",
    "Share",
    "Show all",
    "Title & authors",
    "User Guide",
    "pubmed logo",
];

/// How lines begin that are dropped wherever they stand.
const STARTS: &[&str] = &[
    PAGE_START,
    "Skip to main content",
    "U.S. flag",
    "An official website of the United States government",
    "Here's how you know",
    "NIH NLM Logo",
    "Access keysNCBI",
    "Add to Collections",
    "Item in Clipboard",
    "Format: Abstract",
    "See all similar articles",
    "See all \"Cited by\" articles",
    "See all “Cited by” articles",
    "Connect with NLM",
    "Web Policies",
];

/// Headings on the site that LinkOut puts over groups of links.
pub const LINKOUT_GROUPS: &[&str] = &[
    "Full Text Sources",
    "Other Literature Sources",
    "Research Materials",
    "Molecular Biology Databases",
    "Miscellaneous",
    "Medical",
];

/// Whether a line belongs to the site.
pub fn is_furniture(line: &str) -> bool {
    LINES.contains(&line)
        || STARTS.iter().any(|start| line.starts_with(start))
        || line.ends_with(" full text link")
        || (line.len() >= 3 && line.bytes().all(|byte| byte == b'='))
}

/// Whether the foot of a page begins with this line; nothing of the article follows.
pub fn is_foot(line: &str) -> bool {
    line.starts_with(PAGE_FOOT) || line == "USA.gov"
}

/// How many references a button says there are: `Show all 28 references`.
pub fn reference_count(line: &str) -> Option<&str> {
    let number = line.strip_prefix("Show all ")?.strip_suffix(" references")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number).filter(|number| !number.is_empty())
}

/// Where the next page begins in a line that a page's last group of links is glued to: `MedicalImmunotherapy ...`.
pub fn glued_group(line: &str) -> Option<usize> {
    let group = LINKOUT_GROUPS.iter().find(|group| line.starts_with(**group))?;
    line[group.len()..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '[').then_some(group.len())
}
