//! Damage, and what is passed over.

use super::FORMAT;
use crate::log::Code;
use crate::{Input, articles};

fn article(number: u32, title: &str) -> String {
    format!(
        "<PubmedArticle>\n<MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\">\n<PMID Version=\"1\">{number}</PMID>\n\
         <Article PubModel=\"Print\">\n<Journal><JournalIssue><PubDate><Year>2001</Year></PubDate></JournalIssue>\
         <Title>Iron days</Title></Journal>\n<ArticleTitle>{title}.</ArticleTitle>\n<Language>eng</Language>\n\
         </Article>\n</MedlineCitation>\n</PubmedArticle>\n"
    )
}

fn set(articles: &[String]) -> String {
    format!("<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n{}</PubmedArticleSet>\n", articles.concat())
}

/// Titles, and the codes of what was found.
fn read(text: &str) -> (Vec<String>, Vec<Code>) {
    let (mut titles, mut codes) = (Vec::new(), Vec::new());
    let input = Input::reader("test", std::io::Cursor::new(text.to_owned().into_bytes()));
    let mut found = articles(input, Some(&FORMAT)).unwrap();
    while let Some(next) = found.next() {
        codes.extend(found.problems().iter().map(|problem| problem.code));
        titles.extend(next.map(|article| article.title.plain().to_owned()));
    }
    codes.extend(found.problems().iter().map(|problem| problem.code));
    (titles, codes)
}

fn titles(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_record_without_end_costs_itself() {
    let open = article(2, "Two").replace("</Article>\n</MedlineCitation>\n</PubmedArticle>\n", "");
    let text = set(&[article(1, "One"), open.clone(), article(3, "Three")]);
    assert_eq!(read(&text), (titles(&["One", "Two", "Three"]), vec![Code::TruncatedRecord]));
    let book = "<PubmedBookArticle><BookDocument><PMID>4</PMID><Book><BookTitle>B</BookTitle></Book></BookDocument>\
                </PubmedBookArticle>\n";
    let text = set(&[open.clone(), book.to_owned(), article(3, "Three")]);
    assert_eq!(read(&text), (titles(&["Two", "B", "Three"]), vec![Code::TruncatedRecord]));
    assert_eq!(read(&set(&[open])), (titles(&["Two"]), vec![Code::TruncatedRecord]));
}

#[test]
fn the_end_of_a_torn_file_is_told() {
    let text = set(&[article(1, "One"), article(2, "Two")]);
    let at = text.rfind("<Language>").unwrap();
    assert_eq!(read(&text[..at]), (titles(&["One", "Two"]), vec![Code::TruncatedRecord]));
    let at = text.rfind("<PMID").unwrap();
    assert_eq!(read(&text[..at]), (titles(&["One"]), vec![Code::UnreadableRecord]));
}

#[test]
fn comments_and_sections_hide_records() {
    let hidden = format!("<!-- {} -->\n", article(9, "Hidden"));
    assert_eq!(read(&set(&[hidden.clone(), article(1, "One")])), (titles(&["One"]), vec![]));
    let inside = article(1, "One").replace("<Language>", &format!("{hidden}<![CDATA[</PubmedArticle>]]><Language>"));
    assert_eq!(read(&set(&[inside, article(2, "Two")])), (titles(&["One", "Two"]), vec![Code::UnplacedText]));
    // A comment that never ends hides nothing for ever.
    let open = article(1, "One").replace("<Language>", "<!-- <Language>");
    let many: Vec<String> = (2..4000).map(|number| article(number, "More")).collect();
    let (found, _) = read(&set(&[vec![open], many].concat()));
    assert!(found.len() > 3990, "{}", found.len());
}

#[test]
fn deep_nesting_is_survived() {
    for name in ["i", "ReferenceList", "Section"] {
        let deep = format!("{}{}", format!("<{name}>").repeat(100_000), format!("</{name}>").repeat(100_000));
        let text = article(1, "One").replace("One.", &format!("One{deep}")).replace("<Language>", &deep);
        assert_eq!(read(&set(&[text, article(2, "Two")])).0.last().map(String::as_str), Some("Two"), "{name}");
    }
}
