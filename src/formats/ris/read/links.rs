//! Addresses of RIS, and the DOIs among them.

use super::Reader;
use crate::article::text::squeeze;
use crate::article::{Id, IdKind, Link, LinkKind};
use crate::formats::ris::line::{self, Field};

impl Reader<'_, '_> {
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
