use super::*;
use crate::article::{
    Affiliation, Contributor, Date, DateRole, Id, IdKind, Keyword, Name, Pages, Person, Relation, RelationKind, Role,
    Scheme, Style, Text, TextBuilder, Translation,
};

fn written(article: &Article) -> (String, Log) {
    let (mut out, mut log) = (Out::new(), Log::new());
    writer(&WriteOptions::default()).article(article, &mut out, &mut log);
    (String::from_utf8(out.bytes().to_vec()).unwrap(), log)
}

/// What an element holds, without the white space between elements; empty when it is not there.
fn inside(text: &str, name: &str) -> String {
    let opening = |end: char| text.find(&format!("<{name}{end}"));
    let start = opening('>').or_else(|| opening(' ')).map(|at| at + text[at..].find('>').unwrap() + 1);
    let Some(start) = start else { return String::new() };
    let end = start + text[start..].find(&format!("</{name}>")).unwrap();
    text[start..end].split('\n').map(str::trim).collect()
}

#[test]
fn dates_tell_the_model() {
    use DateRole::{Collection, Issued, Online, Print};
    let april = "<Year>2019</Year><Month>Apr</Month><Day>05</Day>";
    let numbers = "<Year>2019</Year><Month>04</Month><Day>05</Day>";
    for (dates, model, published, online) in [
        (&[(Issued, "2019-04-05")][..], "Print", april, ""),
        (&[(Issued, "2019"), (Online, "2019-04-05")], "Print-Electronic", "<Year>2019</Year>", numbers),
        (&[(Issued, "2019-04-05"), (Online, "2019-04-05")], "Electronic", april, numbers),
        (
            &[(Issued, "2019-04-05"), (Online, "2019-04-05"), (Collection, "2020")],
            "Electronic-eCollection",
            "<Year>2020</Year>",
            numbers,
        ),
        (
            &[(Issued, "2019-04-05"), (Online, "2019-04-05"), (Print, "2019-23")],
            "Electronic-Print",
            "<Year>2019</Year><Season>Fall</Season>",
            numbers,
        ),
        (
            &[(Online, "2019-04")],
            "Electronic",
            "<Year>2019</Year><Month>Apr</Month>",
            "<Year>2019</Year><Month>04</Month><Day></Day>",
        ),
        (&[(Issued, "1998-12/1999-01")], "Print", "<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", ""),
        (&[], "Print", "<MedlineDate/>", ""),
    ] {
        let mut article = Article::default();
        dates.iter().for_each(|(role, date)| article.add_date(*role, Date::parse_edtf(date).unwrap()));
        let (text, log) = written(&article);
        let found = text.split("PubModel=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert_eq!((found, inside(&text, "PubDate").as_str()), (model, published), "{dates:?}");
        assert_eq!(inside(&text, "ArticleDate"), online, "{dates:?}");
        assert!(log.lost_slots().is_empty() && log.flattenings().is_empty(), "{dates:?}: {log:?}");
    }
}

#[test]
fn titles_have_periods_and_brackets() {
    for (title, translated, languages, first, second) in [
        ("Iron", None, &["en"][..], "Iron.", ""),
        ("Why?", None, &["en"], "Why?", ""),
        ("Eisen", Some(("Iron", "en")), &["de"], "[Iron].", "Eisen."),
        ("Iron", Some(("Iron", "en")), &["de"], "[Iron].", ""),
        ("Iron", Some(("Fer", "fr")), &["en", "fr"], "Iron.", "Fer."),
        ("", None, &[], "", ""),
    ] {
        let translated = translated
            .map(|(text, language)| Translation { text: Text::new(text), language: Some(language.to_owned()) });
        let article = Article {
            title: Text::new(title),
            translated_titles: translated.into_iter().collect(),
            languages: languages.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Article::default()
        };
        let (text, log) = written(&article);
        let found = (inside(&text, "ArticleTitle"), inside(&text, "VernacularTitle"));
        assert_eq!(found, (first.to_owned(), second.to_owned()), "{title}");
        assert!(log.flattenings().is_empty(), "{title}: {log:?}");
    }
    let closed = Article { title: Text::new("Smith & Co."), ..Article::default() };
    assert_eq!(written(&closed).1.flattenings(), [(Slot::Title, "wording")]);
}

#[test]
fn marks_and_formulas() {
    let mut builder = TextBuilder::new();
    builder.push("CO");
    for (style, text) in [(Style::Sub, "2"), (Style::Italic, "E. coli"), (Style::Protected, "DNA")] {
        builder.open(style);
        builder.push(text);
        builder.close();
    }
    builder.open(Style::Math);
    builder.push("x<");
    builder.open(Style::Sup);
    builder.push("2");
    let article = Article { title: builder.finish(), ..Article::default() };
    let (text, log) = written(&article);
    assert_eq!(
        inside(&text, "ArticleTitle"),
        "CO<sub>2</sub><i>E. coli</i>DNA<mml:math xmlns:mml=\"http://www.w3.org/1998/Math/MathML\"><mml:mtext>x&lt;\
         </mml:mtext><mml:msup><mml:mrow></mml:mrow><mml:mrow><mml:mtext>2</mml:mtext></mml:mrow></mml:msup></mml:math>."
    );
    assert!(log.flattenings().is_empty());
}

#[test]
fn groups_point_to_their_investigators() {
    let person = |role, name: &str, group: Option<&str>| Contributor {
        group: group.map(str::to_owned),
        ..Contributor::new(role, Name::Person(Person::parse_inverted(name)))
    };
    let article = Article {
        ids: vec![Id::new(IdKind::Pmid, "5")],
        contributors: vec![
            Contributor {
                affiliations: vec![0, 9],
                equal: true,
                ..person(Role::Author, "van der Berg, Jan P, Jr", None)
            },
            Contributor::new(Role::Author, Name::Group(Text::new("Iron Group"))),
            person(Role::Investigator, "Li, Q", Some("Iron Group")),
            person(Role::Investigator, "Wu, X", None),
            person(Role::Editor, "Ed, E", None),
        ],
        affiliations: vec![
            Affiliation { text: "X & Y".into(), ids: vec![("ROR".into(), "https://ror.org/1".into())] },
            Affiliation { text: "Z".into(), ids: Vec::new() },
        ],
        ..Article::default()
    };
    let (text, log) = written(&article);
    assert!(inside(&text, "Author").starts_with(
        "<LastName>van der Berg</LastName><ForeName>Jan P</ForeName><Initials>JP</Initials><Suffix>Jr</Suffix>\
         <AffiliationInfo><Affiliation>X &amp; Y</Affiliation><Identifier Source=\"ROR\">https://ror.org/1</Identifier>"
    ));
    assert!(text.contains("<Author ValidYN=\"Y\" EqualContrib=\"Y\">"));
    assert!(text.contains("<CollectiveName Investigators=\"investigators-5-1\">Iron Group</CollectiveName>"));
    assert_eq!(text.matches("<InvestigatorList ID=\"investigators-5-1\">").count(), 1);
    assert_eq!(text.matches("<InvestigatorList>").count(), 1);
    // The second affiliation is nobody's, and a journal's article has place for one list of people.
    assert_eq!(log.lost_slots(), Slots::of(&[Slot::Affiliations, Slot::Editors]));
}

#[test]
fn what_must_be_there_is_empty_rather_than_invented() {
    let (text, log) = written(&Article { kind: Kind::Webpage, ..Article::default() });
    for element in [
        "<PMID Version=\"1\"/>",
        "<MedlinePgn/>",
        "<MedlineTA/>",
        "<Language>und</Language>",
        "<PublicationType UI=\"\"></PublicationType>",
        "<PubDate><MedlineDate/></PubDate>",
    ] {
        assert!(text.contains(element), "{element} in {text}");
    }
    assert!(!text.contains("<PubmedData>"));
    assert_eq!(log.flattenings(), [(Slot::Kind, "kind")]);
    let (text, _) = written(&Article { kind: Kind::Book, ..Article::default() });
    assert!(text.contains("<PublisherName/>") && text.contains("<ArticleId IdType=\"pubmed\"/>"), "{text}");
    assert!(!text.contains("<ArticleTitle"));
}

#[test]
fn relations_and_references() {
    let reference = Relation {
        ids: vec![Id::new(IdKind::Doi, "10.1/x"), Id::new(IdKind::Pmid, "9")],
        ..Relation::printed(RelationKind::References, "Li Q. Iron. 2001.")
    };
    let partial = Relation {
        note: Some("PRIN".into()),
        ids: vec![Id::new(IdKind::Pmid, "8")],
        ..Relation::printed(RelationKind::RetractionIn, "J X. 2002;1:2")
    };
    let article = Article {
        relations: vec![reference, partial, Relation::printed(RelationKind::Companion, "J Y")],
        ..Article::default()
    };
    let (text, log) = written(&article);
    assert_eq!(
        inside(&text, "CommentsCorrectionsList"),
        "<CommentsCorrections RefType=\"RetractionIn\"><RefSource>J X. 2002;1:2</RefSource><PMID Version=\"1\">8</PMID>\
         <Note>PRIN</Note></CommentsCorrections>"
    );
    assert_eq!(
        inside(&text, "ReferenceList"),
        "<Reference><Citation>Li Q. Iron. 2001.</Citation><ArticleIdList><ArticleId IdType=\"doi\">10.1/x</ArticleId>\
         <ArticleId IdType=\"pubmed\">9</ArticleId></ArticleIdList></Reference>"
    );
    assert_eq!(log.lost_slots(), Slots::of(&[Slot::Relations]));
}

#[test]
fn terms_have_their_lists() {
    let keyword = |term: &str, scheme, class: Option<&str>| Keyword {
        class: class.map(str::to_owned),
        ..Keyword::new(term, scheme)
    };
    let article = Article {
        keywords: vec![
            Keyword { id: Some("D007501".into()), ..Keyword::parse_mesh("Iron/*blood") },
            keyword("a", Scheme::Author, None),
            keyword("b", Scheme::Other("PIP".into()), None),
            keyword("c", Scheme::Supplementary, Some("Disease")),
            keyword("d", Scheme::Supplementary, None),
        ],
        ..Article::default()
    };
    let (text, log) = written(&article);
    assert_eq!(
        inside(&text, "MeshHeadingList"),
        "<MeshHeading><DescriptorName UI=\"D007501\" MajorTopicYN=\"N\">Iron</DescriptorName>\
         <QualifierName UI=\"\" MajorTopicYN=\"Y\">blood</QualifierName></MeshHeading>"
    );
    for (list, term) in [("NOTNLM", "a"), ("PIP", "b"), ("NLM", "d")] {
        let from = text.find(&format!("<KeywordList Owner=\"{list}\">")).unwrap();
        let keyword = format!("<Keyword MajorTopicYN=\"N\">{term}</Keyword>");
        assert_eq!(inside(&text[from..], "KeywordList"), keyword, "{list}");
    }
    assert!(text.contains("<SupplMeshName UI=\"\" Type=\"Disease\">c</SupplMeshName>"));
    assert_eq!(log.flattenings().len(), 2);
}

#[test]
fn pages_and_numbers() {
    for (pages, number, doi, paging, location) in [
        (
            Some("1344-57"),
            None,
            None,
            "<StartPage>1344</StartPage><EndPage>1357</EndPage><MedlinePgn>1344-1357</MedlinePgn>",
            false,
        ),
        (Some("34-6, 87-91"), None, None, "<MedlinePgn>34-36, 87-91</MedlinePgn>", false),
        (None, Some("e12345"), None, "<StartPage>e12345</StartPage><MedlinePgn>e12345</MedlinePgn>", false),
        (None, None, Some("10.1/x"), "", true),
        (None, None, None, "<MedlinePgn/>", false),
    ] {
        let article = Article {
            pages: pages.map(Pages::parse),
            article_number: number.map(str::to_owned),
            ids: doi.map(|doi| Id::new(IdKind::Doi, doi)).into_iter().collect(),
            ..Article::default()
        };
        let (text, log) = written(&article);
        assert_eq!(inside(&text, "Pagination"), paging);
        assert_eq!(text.contains("<ELocationID"), location);
        assert!(log.lost_slots().is_empty() && log.flattenings().is_empty(), "{pages:?} {number:?}: {log:?}");
    }
}
