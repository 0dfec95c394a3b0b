//! Writes a citation as PubMed prints it.

use crate::article::{Article, Date, DateRole, IdKind, Kind, Status};
use std::borrow::Cow;

/// Writes the citation as PubMed prints it: `TA. DP;VI(IP):PG. doi: X.`
///
/// The date to cite stands first, whichever it is; other dates of publication follow the identifiers (`Epub`, `Print`,
/// `eCollection`). Last pages are written out. A journal without NLM's abbreviation gets ISO's without its dots, else its
/// full title. Empty when there is neither journal nor date.
pub fn write(article: &Article) -> String {
    let mut out = String::new();
    if let Some(journal) = journal(article) {
        out.push_str(&journal);
        if article.kind == Kind::Preprint {
            out.push_str(" [Preprint]");
        }
        if let Some(medium) = &article.medium {
            out.push_str(&format!(" [{medium}]"));
        }
        out.push_str(". ");
    }
    let issued = article.citation_date();
    if let Some(date) = issued {
        out.push_str(&words(date));
    }
    location(article, &mut out);
    let kept = out.trim_end_matches([' ', '.']).len();
    out.truncate(kept);
    if out.is_empty() {
        return out;
    }
    out.push('.');
    for (label, kind) in [("pii", IdKind::Pii), ("doi", IdKind::Doi)] {
        if let Some(id) = article.id(&kind) {
            out.push_str(&format!(" {label}: {id}."));
        }
    }
    for (label, role) in [("Epub", DateRole::Online), ("Print", DateRole::Print), ("eCollection", DateRole::Collection)]
    {
        if let Some(date) = article.date(role).filter(|date| Some(*date) != issued) {
            out.push_str(&format!(" {label} {}.", words(date)));
        }
    }
    if article.status == Some(Status::AheadOfPrint) {
        out.push_str(" Online ahead of print.");
    }
    out
}

fn journal(article: &Article) -> Option<Cow<'_, str>> {
    let container = &article.container;
    if let Some(nlm) = &container.nlm {
        return Some(Cow::Borrowed(nlm));
    }
    if let Some(iso) = &container.iso {
        return Some(Cow::Owned(iso.replace('.', "")));
    }
    container.title.as_ref().map(|title| Cow::Borrowed(title.plain()))
}

/// The source's words where they say the same, else NLM's notation.
fn words(date: &Date) -> String {
    match &date.literal {
        Some(literal) if Date::parse_medline(literal) == *date => literal.clone(),
        _ => date.medline(),
    }
}

fn location(article: &Article, out: &mut String) {
    let numbered = |word: &str, value: &Option<String>| {
        value.as_deref().map_or(String::new(), |value| match value.starts_with(word) {
            true => format!(" {value}"),
            false => format!(" {word} {value}"),
        })
    };
    // A supplement or a part belongs to the issue where there is one, else to the volume.
    let more = numbered("Suppl", &article.supplement) + &numbered("Pt", &article.part);
    let (mut volume, mut issue) =
        (article.volume.clone().unwrap_or_default(), article.issue.clone().unwrap_or_default());
    if issue.is_empty() {
        volume.push_str(&more)
    } else {
        issue.push_str(&more)
    }
    let pages = article.article_number.as_deref().or(article.pages.as_ref().map(|pages| pages.expanded()));
    if !(volume.is_empty() && issue.is_empty()) {
        out.push(';');
        out.push_str(volume.trim());
    }
    if !issue.is_empty() {
        out.push_str(&format!("({})", issue.trim()));
    }
    if let Some(pages) = pages {
        out.push(':');
        out.push_str(pages);
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::article::{Id, Pages};
    use proptest::prelude::*;

    #[test]
    fn strings_come_back() {
        for text in [
            "Cochrane Database Syst Rev. 2009;(3):CD002759.",
            "bioRxiv [Preprint]. 2023 Jun 28:2023.06.28.545801. doi: 10.1101/2023.06.28.545801.",
            "Front Immunol. 2023 Apr 6;14:1129465. doi: 10.3389/fimmu.2023.1129465. eCollection 2023.",
            "J Clin Oncol. 2014 Mar 31. Online ahead of print.",
            "Science. 2010 Jan 8;327(5962):217-220. doi: 10.1126/science.1176827. Epub 2009 Nov 19.",
            "J X. 2015 1st Quart;7(2).",
        ] {
            assert_eq!(parse(text).map(|found| write(&found.article)).as_deref(), Some(text));
        }
    }

    #[test]
    fn supplement_and_journal() {
        let mut article = Article { volume: Some("36".into()), supplement: Some("2".into()), ..Article::default() };
        assert_eq!(write(&Article::default()), "");
        article.container.iso = Some("J. Clin. Invest.".into());
        article.add_date(DateRole::Issued, Date::year(1999));
        article.pages = Some(Pages::parse("S12-9"));
        assert_eq!(write(&article), "J Clin Invest. 1999;36 Suppl 2:S12-S19.");
        article.issue = Some("4".into());
        assert_eq!(write(&article), "J Clin Invest. 1999;36(4 Suppl 2):S12-S19.");
    }

    fn dates() -> impl Strategy<Value = Date> {
        prop_oneof![
            (1900..2090_i32).prop_map(Date::year),
            (1900..2090_i32, "(Jan|Feb|Dec|May-Jun|Spring|Nov 3|Apr 2-8)")
                .prop_map(|(year, rest)| Date::parse_medline(&format!("{year} {rest}"))),
        ]
    }

    proptest! {
        #[test]
        fn parts_come_back(
            journal in "[A-Z][a-z]{1,6}( [A-Z][a-z]{1,6}){0,4}( \\((Basel|N Y)\\))?",
            issued in dates(),
            volume in proptest::option::of("[1-9][0-9]{0,3}( Suppl [1-9])?"),
            issue in proptest::option::of("([1-9][0-9]?( Suppl 1)?|Pt 2|D1|Web Server issue)"),
            pages in proptest::option::of("([1-9][0-9]{0,3}|S[1-9]|e[0-9]{3,7}|[1-9][0-9]{0,2}-9[0-9]{3}|CD00[0-9]{4})"),
            doi in proptest::option::of("10\\.[1-9][0-9]{3}/[a-z0-9]([a-z0-9()/;<>._-]{0,20}[a-z0-9])?"),
            pii in proptest::option::of("S[0-9]{4}-[0-9]{3}\\([0-9]{2}\\)[0-9]"),
            online in proptest::option::of(dates()),
            preprint in any::<bool>(),
        ) {
            let mut article = Article { volume, issue, ..Article::default() };
            if preprint {
                article.kind = Kind::Preprint;
            }
            article.container.nlm = Some(journal);
            article.add_date(DateRole::Issued, issued.clone());
            for (kind, value) in [(IdKind::Pii, pii), (IdKind::Doi, doi)] {
                if let Some(value) = value {
                    article.add_id(Id::new(kind, &value));
                }
            }
            if let Some(online) = online.filter(|online| *online != issued) {
                article.add_date(DateRole::Online, online);
            }
            match pages {
                Some(pages) if preprint && !pages.contains('-') => article.article_number = Some(pages),
                Some(pages) if pages.len() > 2 && pages.starts_with(['e', 'C']) => article.article_number = Some(pages),
                Some(pages) => article.pages = Some(Pages::parse(&pages)),
                None => {}
            }
            let text = write(&article);
            let found = parse(&text);
            prop_assert!(found.is_some(), "{text}");
            let found = found.unwrap();
            prop_assert_eq!(&found.rest, "", "{}", text);
            prop_assert_eq!(found.article, article, "{}", text);
        }
    }
}
