//! The two other styles behind PubMed's "Cite" button that are not NLM's kind: MLA and APA.
//!
//! ```text
//! Zhou, Sirui, and Huanhuan Yang. “Title.” Frontiers in immunology vol. 14 1129465. 6 Apr. 2023, doi:10.3389/...
//! Muzaale, Abimereki D et al. “Title.” JAMA vol. 311,6 (2014): 579-86. doi:10.1001/...
//! Zhou, S., & Yang, H. (2023). Title. Frontiers in immunology, 14, 1129465. https://doi.org/10.3389/...
//! ```

use super::item::set_title;
use super::{Citation, parse_reference};
use crate::article::id::doi;
use crate::article::text::squeeze;
use crate::article::{Article, Contributor, Date, DateRole, Id, IdKind, Name, Pages, Person, Role, Text};

/// Bytes that the names before a title have: MLA prints two at the most.
const LONGEST_AUTHORS: usize = 200;

/// Reads a reference in MLA's or APA's style. `None` when it is in neither, or has no DOI: then too little speaks for it.
pub fn parse_styled(text: &str) -> Option<Citation> {
    let text = squeeze(text);
    if text.len() > 8 * 1024 || !(text.contains("doi:") || text.contains("doi.org/")) {
        return None;
    }
    mla(&text).or_else(|| apa(&text))
}

/// APA is among the styles of publishers; here all of its parts must be there.
fn apa(text: &str) -> Option<Citation> {
    let year = text.find(" (")? + 2;
    let digits = text.get(year..year + 4)?.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !text[year + 4..].starts_with([')', ',']) {
        return None;
    }
    let found = parse_reference(text);
    let article = &found.article;
    let whole =
        !article.title.is_empty() && !article.contributors.is_empty() && article.container.best_title().is_some();
    (whole && article.id(&IdKind::Doi).is_some()).then_some(found)
}

fn mla(text: &str) -> Option<Citation> {
    let (authors, rest) = text.split_once('“')?;
    let (title, rest) = rest.split_once('”')?;
    // Other records before this one would all be its authors.
    if authors.len() > LONGEST_AUTHORS || authors.contains("doi") {
        return None;
    }
    let (journal, rest) = rest.split_once(" vol. ")?;
    let (place, link) = rest.split_once("doi:").or_else(|| rest.split_once("https://doi.org/"))?;
    let mut article = Article::default();
    authors_of(authors, &mut article);
    set_title(&mut article, title.trim_end_matches(','));
    article.container.title = Some(Text::new(journal.trim()));
    article.add_id(Id::new(IdKind::Doi, &doi(link.split_whitespace().next()?)?));
    numbers(place.trim().trim_end_matches([',', '.']), &mut article)?;
    Some(Citation { article, rest: String::new() })
}

/// `Family, Given`, `Family, Given, and Given Family`, `Family, Given et al.`
fn authors_of(text: &str, article: &mut Article) {
    let text = text.trim().trim_end_matches('.');
    let (text, et_al) = match text.strip_suffix("et al") {
        Some(rest) => (rest.trim_end().trim_end_matches(','), true),
        None => (text, false),
    };
    article.et_al = et_al;
    let (first, second) = text.split_once(", and ").map_or((text, None), |(first, second)| (first, Some(second)));
    let mut add = |name| article.contributors.push(Contributor::new(Role::Author, name));
    if first.contains(", ") {
        add(Name::Person(Person::parse_inverted(first)));
    } else if !first.is_empty() {
        add(Name::Group(Text::new(first)));
    }
    if let Some(second) = second {
        add(Name::Person(Person::parse_natural(second)));
    }
}

/// `311,6 (2014): 579-86`, or `14 1129465. 6 Apr. 2023`. `None` when there is no date.
fn numbers(text: &str, article: &mut Article) -> Option<()> {
    let end = text.find([' ', ',']).unwrap_or(text.len());
    article.volume = Some(text[..end].to_owned());
    let mut rest = text[end..].trim_start();
    if let Some(after) = rest.strip_prefix(',') {
        let end = after.find(' ').unwrap_or(after.len());
        article.issue = Some(after[..end].trim_end_matches('.').to_owned());
        rest = after[end..].trim_start();
    }
    if let Some((year, pages)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let date = Date::parse_medline(year);
        date.start()?;
        article.add_date(DateRole::Issued, date);
        place(pages.trim_start_matches([':', ' ']), article);
        return Some(());
    }
    let (pages, date) = match rest.split_once(". ") {
        Some((pages, date)) => (pages, date),
        None => ("", rest),
    };
    place(pages, article);
    // `6 Apr. 2023` is MEDLINE's order turned round.
    let turned: Vec<&str> = date.split([' ', '.']).filter(|word| !word.is_empty()).rev().collect();
    let date = Date::parse_medline(&turned.join(" "));
    date.start()?;
    article.add_date(DateRole::Issued, date);
    Some(())
}

/// Pages, or the number that stands in for them.
fn place(text: &str, article: &mut Article) {
    let pages = Pages::parse(text.trim().trim_end_matches('.'));
    let number = pages.as_found();
    let lettered = number.starts_with(['e', 'E']) && number[1..].bytes().all(|byte| byte.is_ascii_digit());
    let long = number.len() > 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    if number.len() > 2 && (lettered || long) {
        article.article_number = Some(number.to_owned());
    } else if !number.is_empty() {
        article.pages = Some(pages);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_the_cite_button() {
        for (text, authors, journal, volume, issue, pages, date) in [
            (
                "Zhou, Sirui, and Huanhuan Yang. “Immunotherapy: From A to B.” Frontiers in immunology vol. 14 1129465. 6 Apr. 2023, doi:10.3389/fimmu.2023.1129465",
                "Zhou, Sirui|Yang, Huanhuan",
                "Frontiers in immunology",
                "14",
                "",
                "1129465",
                "2023-04-06",
            ),
            (
                "Muzaale, Abimereki D et al. “Immunotherapy: From A to B.” JAMA vol. 311,6 (2014): 579-86. doi:10.1001/jama.2013.285141",
                "Muzaale, Abimereki D",
                "JAMA",
                "311",
                "6",
                "579-586",
                "2014",
            ),
            (
                "Zhou, S., & Yang, H. (2023). Immunotherapy: From A to B. Frontiers in immunology, 14, 1129465. https://doi.org/10.3389/fimmu.2023.1129465",
                "Zhou, S.|Yang, H.",
                "Frontiers in immunology",
                "14",
                "",
                "1129465",
                "2023",
            ),
        ] {
            let article = parse_styled(text).unwrap_or_else(|| panic!("{text}")).article;
            let names: Vec<_> = article.authors().map(|author| author.name.inverted().into_owned()).collect();
            let numbers =
                article.pages.as_ref().map(|pages| pages.expanded().to_owned()).or(article.article_number.clone());
            assert_eq!(names.join("|"), authors, "{text}");
            assert_eq!(article.title.plain(), "Immunotherapy: From A to B", "{text}");
            assert_eq!(article.container.best_title(), Some(journal), "{text}");
            assert_eq!(article.volume.as_deref().unwrap_or(""), volume, "{text}");
            assert_eq!(article.issue.as_deref().unwrap_or(""), issue, "{text}");
            assert_eq!(numbers.as_deref(), Some(pages), "{text}");
            assert_eq!(article.citation_date().map(Date::edtf).as_deref(), Some(date), "{text}");
            assert!(article.id(&IdKind::Doi).is_some(), "{text}");
        }
        for text in ["“Quoted.” A novel vol. 1 doi:10.1234/x", "Nothing (2020). doi:10.1234/x", ""] {
            assert!(parse_styled(text).is_none(), "{text}");
        }
    }
}
