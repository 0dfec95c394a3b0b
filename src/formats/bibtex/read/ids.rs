//! Identifiers, addresses and files.

use super::Reader;
use super::fields::F;
use crate::article::text::squeeze;
use crate::article::text::trim;
use crate::article::{Id, IdKind, Kind, Link, LinkKind};
use crate::formats::bibtex::Dialect;
use crate::formats::bibtex::tags::Shape;
use crate::log::{Code, shown};
use crate::markup::latex::scan::{group, unescaped};
use std::collections::HashSet;

impl Reader<'_> {
    /// A value that is no LaTeX, but for what programs put before signs that TeX acts on.
    fn verbatim(&self, name: F) -> Option<String> {
        let value = self.get(name)?.value.trim();
        let inner = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let value = inner.filter(|inner| inner.starts_with("http") || inner.starts_with("10.")).unwrap_or(value);
        let value = match value.strip_prefix(r"\url").or(value.strip_prefix(r"\href")) {
            Some(rest) => group(rest.trim_start()).map_or(value, |(inner, _)| inner),
            None => value,
        };
        let value = unescaped(value);
        let value = if value.contains("&amp;") { value.replace("&amp;", "&") } else { value.into_owned() };
        Some(squeeze(&value).into_owned()).filter(|value| !value.is_empty())
    }

    /// Adds an identifier, or keeps the field.
    fn id(&mut self, kind: IdKind, name: F, value: &str) {
        let Some(field) = self.get(name) else { return };
        let at = self.at(field);
        match Id::parse(kind.clone(), value) {
            Some(id) => {
                if id.is_suspect() {
                    let message = format!("the check digit of {} is wrong", shown(value));
                    self.log.add(Code::SuspectIdentifier, at, message);
                }
                let single = matches!(kind, IdKind::Doi | IdKind::Pmid | IdKind::Pmcid);
                if single && self.article.ids_of(&kind).any(|known| !known.same(&id)) {
                    self.keep(field);
                } else {
                    self.article.add_id(id);
                }
            }
            None => {
                let message = format!("{} is no identifier of {}; kept as extra", shown(value), field.name);
                self.log.add(Code::UnfitValue, at, message);
                self.keep(field);
            }
        }
    }

    pub(super) fn ids(&mut self) {
        if let Some(value) = self.verbatim(F::Doi) {
            // Mendeley writes its signs as commands; one that is not known stays as it is.
            let value = value.replace(r"\backslash", "");
            let value = if value.contains('\\') { self.tex.plain(&value) } else { value };
            self.tex.found.clear();
            self.id(IdKind::Doi, F::Doi, trim(&value));
        }
        for (name, kind) in [(F::Pmid, IdKind::Pmid), (F::Pmcid, IdKind::Pmcid)] {
            if let Some(value) = self.plain(name) {
                self.id(kind, name, &value);
            }
        }
        let serial = self.shape == Shape::Article || self.article.kind == Kind::Periodical;
        for (name, kind) in [(F::Issn, IdKind::Issn), (F::EIssn, IdKind::IssnElectronic), (F::Isbn, IdKind::Isbn)] {
            let Some(value) = self.plain(name) else { continue };
            // Some write several, and what they are of behind them in brackets.
            for part in numbers_of(&value) {
                let kind = match (&kind, part.to_ascii_lowercase()) {
                    // RefWorks, EndNote and others have one field for both.
                    (IdKind::Isbn, _) if serial && Id::parse(IdKind::Issn, part).is_some() => IdKind::Issn,
                    (IdKind::Issn, _) if !serial && Id::parse(IdKind::Isbn, part).is_some() => IdKind::Isbn,
                    (IdKind::Issn, words) if words.contains("(e") || words.contains("online") => IdKind::IssnElectronic,
                    (IdKind::Issn, words) if words.contains("(p") || self.has(F::EIssn) => IdKind::IssnPrint,
                    (kind, _) => kind.clone(),
                };
                let part = if kind == IdKind::Isbn { part } else { part.split('(').next().unwrap_or(part).trim() };
                self.id(kind, name, part);
            }
            if name == F::EIssn {
                self.copy_of(name);
            }
        }
        self.eprint();
        self.urls();
        self.files();
    }

    /// Addresses: one as a rule, some write several.
    fn urls(&mut self) {
        let Some(value) = self.verbatim(F::Url) else { return };
        // BibDesk's own field, which it has beside `url` or alone.
        if self.get(F::Url).is_some_and(|field| field.name.eq_ignore_ascii_case("bdsk-url-1")) {
            self.copy_of(F::Url);
        }
        let several = [" http", ",http", ";http"].iter().any(|joint| value.contains(joint));
        let parts: Vec<&str> = if several { value.split([' ', ',', ';']).collect() } else { vec![&value] };
        let parts = match parts.iter().all(|part| part.is_empty() || part.contains("://")) {
            true => parts,
            false => vec![value.as_str()],
        };
        // That of `howpublished` comes after it.
        let other = std::mem::take(&mut self.article.links);
        let mut met = HashSet::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let inner = part.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            let url = inner.filter(|inner| inner.contains("://")).unwrap_or(part);
            if met.insert(url) {
                self.article.links.push(Link { url: url.to_owned(), ..Link::default() });
            }
            let doi = ["doi.org/", "dx.doi.org/"].iter().find_map(|host| url.split_once("://")?.1.strip_prefix(host));
            if let Some(id) = doi.and_then(|_| Id::parse(IdKind::Doi, url))
                && !self.has(F::Doi)
                && self.article.id(&IdKind::Doi).is_none()
            {
                self.article.add_id(id);
            }
        }
        self.article.links.extend(other.into_iter().filter(|link| !met.contains(link.url.as_str())));
    }

    fn eprint(&mut self) {
        if let Some(value) = self.verbatim(F::Arxiv) {
            self.article.add_id(arxiv(&value, None));
            if self.has(F::Eprint) {
                self.copy_of(F::Arxiv);
            }
        }
        let class = self.plain(F::EprintClass);
        let Some(value) = self.verbatim(F::Eprint) else {
            // `journal = {arXiv preprint arXiv:1412.6980}`, as Google Scholar writes it.
            let journal = self.raw(F::Journal).to_owned();
            if let Some((_, id)) = journal.split_once("arXiv:").filter(|_| self.article.kind == Kind::Preprint) {
                let id = id.split_whitespace().next().unwrap_or("");
                self.article.add_id(arxiv(id, None));
            } else if self.article.kind == Kind::Preprint {
                // DBLP and Semantic Scholar have it as the volume of CoRR or ArXiv; others have an address alone.
                let volume = self.raw(F::Volume).strip_prefix("abs/").filter(|id| looks_like_arxiv(id));
                if let Some(id) = volume.or_else(|| arxiv_at(self.raw(F::Url))) {
                    self.article.add_id(arxiv(id, None));
                }
            }
            for field in [self.get(F::EprintType), self.get(F::EprintClass)].into_iter().flatten() {
                self.keep(field);
            }
            return;
        };
        let archive = self.plain(F::EprintType).unwrap_or_default().to_ascii_lowercase();
        // Wiley and others have an address of the paper there.
        if archive.is_empty() && value.contains("://") && !value.contains("arxiv.org/") {
            let kind = if value.contains("/pdf") { LinkKind::Pdf } else { LinkKind::default() };
            self.article.links.push(Link { url: value, kind, label: None });
            self.copy_of(F::Eprint);
            if let Some(field) = self.get(F::EprintClass) {
                self.keep(field);
            }
            return;
        }
        match archive.as_str() {
            "arxiv" => drop(self.article.add_id(arxiv(&value, class))),
            "" if looks_like_arxiv(&value) => drop(self.article.add_id(arxiv(&value, class))),
            "pubmed" | "pmid" => self.id(IdKind::Pmid, F::Eprint, &value),
            "pmcid" | "pmc" | "pubmedcentral" => self.id(IdKind::Pmcid, F::Eprint, &value),
            archive => {
                let archive = if archive.is_empty() { "eprint" } else { archive };
                let scheme = if archive == "handle" { "hdl" } else { archive };
                self.article.add_id(Id::new(IdKind::Other(scheme.to_owned()), &value));
                if self.dialect == Dialect::Bibtex || !matches!(scheme, "jstor" | "hdl") {
                    self.copy_of(F::Eprint);
                    self.copy_of(F::EprintType);
                    if let Some(field) = self.get(F::EprintClass) {
                        self.keep(field);
                    }
                }
            }
        }
    }

    /// `path`, `description:path:type`, several with semicolons between.
    fn files(&mut self) {
        let Some(field) = self.get(F::File) else { return };
        let mut odd = field.name != "file";
        // Mendeley writes a backslash as a formula.
        let value = field.value.replace(r"$\backslash$", "\\");
        // Papers has braces around all of it.
        let described = |inner: &str| matches!(pieces(inner, ':')[..], [_, _, kind] if is_file_type(kind));
        let whole = group(value.trim()).filter(|(_, length)| *length == value.trim().len()).map(|(inner, _)| inner);
        let value = whole.filter(|inner| described(inner)).unwrap_or(&value);
        for item in pieces(value, ';') {
            let parts = pieces(item, ':');
            let (label, path) = match &parts[..] {
                [label, path, kind] if is_file_type(kind) => {
                    odd = true;
                    (trim(label), (*path).to_owned())
                }
                _ => ("", item.to_owned()),
            };
            let path = without_escapes(trim(&path));
            if !path.is_empty() {
                let label = Some(without_escapes(label)).filter(|label| !label.is_empty());
                self.article.links.push(Link { url: path, kind: LinkKind::File, label });
            }
        }
        if odd {
            self.copy(field);
        }
    }
}

/// The identifiers of a list: between commas, semicolons, slashes or words, each with the words that follow it
/// (`1234-5678 (Print) 2345-6789 (Online)`).
fn numbers_of(value: &str) -> Vec<&str> {
    let number =
        |word: &str| word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_digit() || b"-Xx".contains(&byte));
    let mut parts: Vec<&str> = Vec::new();
    for part in value.split([',', ';']).flat_map(|part| part.split(" / ")).map(str::trim) {
        let (mut from, mut at, mut met) = (0, 0, false);
        for word in part.split_inclusive(' ') {
            if number(trim(word)) && std::mem::replace(&mut met, true) {
                parts.push(part[from..at].trim());
                from = at;
            }
            at += word.len();
        }
        if !part[from..].is_empty() {
            parts.push(part[from..].trim());
        }
    }
    parts
}

pub(super) fn looks_like_arxiv(value: &str) -> bool {
    let value = value.strip_prefix("arXiv:").unwrap_or(value);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = value.split_once('v').map_or(value, |(bare, _)| bare);
    bare.split_once('.').is_some_and(|(month, number)| month.len() == 4 && digits(month) && digits(number))
        || value.split_once('/').is_some_and(|(archive, number)| {
            archive.bytes().all(|byte| byte.is_ascii_alphabetic() || b"-.".contains(&byte))
                && digits(number.split('v').next().unwrap_or(""))
        })
}

/// The identifier in `arXiv:1803.09893 [cs]` and `arXiv preprint arXiv:1803.09893`; `None` when it is among other words.
pub(super) fn arxiv_in(text: &str) -> Option<&str> {
    const BEFORE: [&str; 6] = ["", "arxiv preprint", "arxiv e-print", "arxiv e-prints", "preprint", "e-print"];
    let label = "arxiv:";
    let at = text.as_bytes().windows(label.len()).position(|part| part.eq_ignore_ascii_case(label.as_bytes()))?;
    let before = trim(&text[..at]);
    let known = BEFORE.iter().any(|words| before.eq_ignore_ascii_case(words));
    let id = text[at + label.len()..].split_whitespace().next()?.trim_end_matches(['.', ',', ';']);
    (known && looks_like_arxiv(id)).then_some(id)
}

/// The identifier in an address of arXiv.
pub(super) fn arxiv_at(url: &str) -> Option<&str> {
    let path = ["https://arxiv.org/", "http://arxiv.org/"].iter().find_map(|host| url.strip_prefix(host))?;
    let id = path.strip_prefix("abs/").or(path.strip_prefix("pdf/"))?;
    Some(id.strip_suffix(".pdf").unwrap_or(id)).filter(|id| looks_like_arxiv(id))
}

/// An identifier of arXiv, its version apart where the rest looks like one.
pub(super) fn arxiv(value: &str, class: Option<String>) -> Id {
    let value = value.strip_prefix("https://arxiv.org/abs/").unwrap_or(value);
    let bare = value.strip_prefix("arXiv:").or(value.strip_prefix("arxiv:")).unwrap_or(value);
    // `1803.09893 [cs]`
    let (bare, group) = match bare.split_once(" [").and_then(|(bare, group)| Some((bare, group.strip_suffix(']')?))) {
        Some((bare, group)) if looks_like_arxiv(bare) => (bare, Some(group)),
        _ => (bare, None),
    };
    let parted = bare.rsplit_once('v').filter(|(id, version)| {
        looks_like_arxiv(id) && !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())
    });
    let (id, version) = parted.map_or((bare, None), |(id, version)| (id, Some(version.to_owned())));
    let class = class.or(group.map(str::to_owned));
    Id { version, note: class, ..Id::new(IdKind::Arxiv, id) }
}

/// Parts between separators that have no backslash before them.
fn pieces(value: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in value.char_indices() {
        if c == separator && !escaped {
            parts.push(&value[from..at]);
            from = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&value[from..]);
    parts
}

/// JabRef and Zotero put backslashes before colons, semicolons and backslashes.
fn without_escapes(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next)) if matches!(next, ':' | ';' | '\\' | '_' | '&' | '%' | '#') => {
                chars.next();
                out.push(next);
            }
            _ => out.push(c),
        }
    }
    out
}

/// What stands behind the second colon: an extension, a MIME type, JabRef's names of types, or nothing.
fn is_file_type(text: &str) -> bool {
    let text = trim(text);
    text.len() <= 80
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/.+- ".contains(&byte))
        && (text.is_empty()
            || text.contains("application/")
            || text.contains("text/")
            || [
                "pdf",
                "html",
                "htm",
                "ps",
                "djvu",
                "epub",
                "doc",
                "docx",
                "txt",
                "url",
                "postscript",
                "word",
                "xml",
                "text",
                "plain text",
            ]
            .iter()
            .any(|known| text.eq_ignore_ascii_case(known)))
}
