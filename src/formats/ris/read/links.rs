//! Addresses of RIS, and the identifiers in them.

use super::Reader;
use crate::article::text::squeeze;
use crate::article::{Id, IdKind, Link, LinkKind};
use crate::formats::ris::line::{self, Field};

/// How many addresses are looked into.
const FEW: usize = 20;

/// The identifier that the address of a record in a database says: PubMed, PMC, arXiv, Scopus; or Reference Manager's
/// `PM:123`.
pub fn id_in(url: &str) -> Option<Id> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(number) = url.strip_prefix("PM:").or(url.strip_prefix("PMID:")) {
        let number = number.trim();
        return Id::parse(IdKind::Pmid, number).filter(|_| digits(number) == number.len());
    }
    let (_, place) = url.split_once("://")?;
    let place = place.strip_prefix("www.").unwrap_or(place);
    let after = |fronts: &[&str]| fronts.iter().find_map(|front| place.strip_prefix(front));
    if let Some(rest) = after(&[
        "pubmed.ncbi.nlm.nih.gov/",
        "ncbi.nlm.nih.gov/pubmed/",
        "europepmc.org/abstract/MED/",
        "europepmc.org/article/MED/",
    ]) {
        let (number, end) = rest.split_at(digits(rest));
        return Id::parse(IdKind::Pmid, number)
            .filter(|_| matches!(end.bytes().next(), None | Some(b'/' | b'?' | b'#')));
    }
    if let Some(rest) = after(&["ncbi.nlm.nih.gov/pmc/articles/PMC", "pmc.ncbi.nlm.nih.gov/articles/PMC"]) {
        return Id::parse(IdKind::Pmcid, &format!("PMC{}", &rest[..digits(rest)]));
    }
    if let Some(rest) = after(&["arxiv.org/abs/", "arxiv.org/pdf/"]) {
        return Id::parse(IdKind::Arxiv, rest.strip_suffix(".pdf").unwrap_or(rest));
    }
    let (_, eid) = place.strip_prefix("scopus.com/")?.split_once("eid=")?;
    let number = eid.split('&').next().filter(|number| number.starts_with("2-s2.0-"))?;
    Some(Id::new(IdKind::Other("scopus".to_owned()), number))
}

impl Reader<'_, '_> {
    /// Takes the identifiers in addresses, where no tag says them.
    pub(super) fn settle_links(&mut self) {
        let article = &mut *self.article;
        for place in (0..article.links.len().min(FEW)).rev() {
            if article.links[place].kind == LinkKind::File {
                continue;
            }
            let Some(id) = id_in(&article.links[place].url) else { continue };
            // Reference Manager's is no address.
            let bare = !line::starts_address(&article.links[place].url);
            let known = article.id(&id.kind).map(|known| known == id.value);
            if known.is_none() {
                article.ids.push(id);
            }
            if bare && known != Some(false) {
                article.links.remove(place);
            }
        }
        let name = article.container.best_title().unwrap_or("");
        let preprint = name.split_once("arXiv:").and_then(|(_, rest)| rest.split_whitespace().next());
        if let Some(id) = preprint.and_then(|number| Id::parse(IdKind::Arxiv, number))
            && article.id(&IdKind::Arxiv).is_none()
        {
            article.ids.push(id);
        }
    }

    pub(super) fn link(&mut self, field: &Field, value: &str) {
        for url in line::addresses(value) {
            // A DOI is an identifier, wherever it stands.
            if let Some(id) = Id::parse(IdKind::Doi, url)
                && self.article.id(&IdKind::Doi).is_none()
                && !self.facts.has(b"DO")
                && !self.facts.has(b"DI")
            {
                let bare = !line::starts_address(url);
                self.article.ids.push(id);
                if bare {
                    continue;
                }
            } else if !line::starts_address(url) && &field.tag == b"L3" {
                self.odd_doi(field, url);
                continue;
            }
            let (kind, label) = match &field.tag {
                b"L1"
                    if line::starts_address(url) && !url.starts_with("internal-pdf:") && !url.starts_with("file:") =>
                {
                    (LinkKind::Pdf, None)
                }
                b"L1" => (LinkKind::File, None),
                b"L2" => (LinkKind::FullText, None),
                b"L3" => (LinkKind::Landing, Some("related".to_owned())),
                b"L4" => (LinkKind::File, Some("figure".to_owned())),
                _ => (LinkKind::Landing, None),
            };
            let link = Link { url: squeeze(url).into_owned(), kind, label };
            if self.met.is_new_link(self.article.links.iter(), &link) {
                // The address of the work itself goes before those of its files.
                let links = &mut self.article.links;
                let own = matches!(&field.tag, b"UR" | b"LK");
                let place =
                    links.iter().position(|other| own && (other.kind != LinkKind::Landing || other.label.is_some()));
                links.insert(place.unwrap_or(links.len()), link);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_in_addresses() {
        for (url, expected) in [
            ("PM:10604463", Some((IdKind::Pmid, "10604463"))),
            ("https://pubmed.ncbi.nlm.nih.gov/12345678/", Some((IdKind::Pmid, "12345678"))),
            ("http://www.ncbi.nlm.nih.gov/pubmed/12345678?dopt=Abstract", Some((IdKind::Pmid, "12345678"))),
            ("https://pubmed.ncbi.nlm.nih.gov/?term=iron", None),
            ("https://pubmed.ncbi.nlm.nih.gov/12345x", None),
            ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/", Some((IdKind::Pmcid, "PMC123"))),
            ("https://arxiv.org/pdf/1901.01234.pdf", Some((IdKind::Arxiv, "1901.01234"))),
            (
                "https://www.scopus.com/inward/record.uri?eid=2-s2.0-85&doi=10.1",
                Some((IdKind::Other("scopus".into()), "2-s2.0-85")),
            ),
            ("https://example.org/pubmed/12345678", None),
        ] {
            let found = id_in(url);
            let found = found.as_ref().map(|id| (id.kind.clone(), id.value.as_str()));
            assert_eq!(found, expected, "{url}");
        }
    }
}
