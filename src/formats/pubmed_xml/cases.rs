//! What elements of PubMed XML mean, case by case.

use super::FORMAT;
use crate::article::{Article, Slot};
use crate::format::{Outcome, ReadOptions};
use crate::log::Log;

/// Where a case stands in a record.
#[derive(Clone, Copy, PartialEq)]
enum In {
    /// In MedlineCitation, behind Article.
    Citation,
    /// In Article, as what stands there besides.
    Article,
    /// In Journal.
    Journal,
    /// In PubmedData.
    Data,
}

/// Reads a record.
fn read(xml: &str) -> (Article, Log, Outcome) {
    let splitter = FORMAT.reader.unwrap()(&ReadOptions::default());
    let (mut article, mut log) = (Article::default(), Log::new());
    let outcome = splitter.parser().parse(xml, &mut article, &mut log);
    (article, log, outcome)
}

/// Slots and values of an article as `slot=value` lines.
fn shown(article: &Article) -> Vec<String> {
    let mut lines = article.lines(&[Slot::Kind]);
    lines.retain(|line| line != "pmid=1");
    lines
}

#[track_caller]
fn check(place: In, xml: &str, expected: &[&str]) {
    let at = |here: In| if place == here { xml } else { "" };
    let record = format!(
        "<PubmedArticle><MedlineCitation><PMID Version=\"1\">1</PMID><Article>{}<Journal>{}</Journal></Article>{}\
         </MedlineCitation><PubmedData>{}</PubmedData></PubmedArticle>",
        at(In::Article),
        at(In::Journal),
        at(In::Citation),
        at(In::Data),
    );
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    expected.sort();
    assert_eq!(shown(&read(&record).0), expected, "{xml}");
}

#[test]
fn titles() {
    for (xml, expected) in [
        ("<ArticleTitle>CO<sub>2</sub> and\n <i>E. coli</i>.</ArticleTitle>", &["title=CO2 and E. coli"][..]),
        ("<ArticleTitle>Why?</ArticleTitle>", &["title=Why?"]),
        ("<ArticleTitle>And so on...</ArticleTitle>", &["title=And so on..."]),
        (
            "<ArticleTitle>[Iron].</ArticleTitle><Language>ger</Language><VernacularTitle>Eisen.</VernacularTitle>",
            &["title=Eisen", "title_translated=Iron", "language=de"],
        ),
        (
            "<ArticleTitle>[Iron].</ArticleTitle><Language>ger</Language>",
            &["title=Iron", "title_translated=Iron", "language=de"],
        ),
        ("<ArticleTitle/><VernacularTitle>Eisen.</VernacularTitle>", &["title=Eisen"]),
        ("<ArticleTitle>A &lt;i&gt;B&lt;/i&gt; c.</ArticleTitle>", &["title=A B c"]),
        ("<ArticleTitle book=\"a\" part=\"b\">T.</ArticleTitle>", &["title=T"]),
        ("<ArticleTitle>a &#x3b1; &amp; b.</ArticleTitle>", &["title=a α & b"]),
    ] {
        check(In::Article, xml, expected);
    }
}

#[test]
fn pages() {
    for (xml, expected) in [
        (
            "<Pagination><StartPage>764</StartPage><EndPage>9</EndPage><MedlinePgn>764-9</MedlinePgn></Pagination>",
            &["pages=764-769"][..],
        ),
        ("<Pagination><StartPage>764</StartPage><EndPage>769</EndPage></Pagination>", &["pages=764-769"]),
        ("<Pagination><StartPage>764</StartPage></Pagination>", &["pages=764"]),
        ("<Pagination><MedlinePgn>764-9</MedlinePgn></Pagination>", &["pages=764-769"]),
        ("<Pagination><MedlinePgn>S12-8</MedlinePgn></Pagination>", &["pages=S12-S18"]),
        ("<Pagination><MedlinePgn>e123</MedlinePgn></Pagination>", &["article_number=e123"]),
        ("<Pagination><MedlinePgn>1-4, 9</MedlinePgn></Pagination>", &["pages=1-4, 9"]),
        ("<Pagination><MedlinePgn/></Pagination>", &[]),
        ("<ELocationID EIdType=\"pii\" ValidYN=\"Y\">e123</ELocationID>", &["article_number=e123", "pii=e123"]),
        ("<ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.1000/a</ELocationID>", &["doi=10.1000/a"]),
        ("<ELocationID EIdType=\"doi\" ValidYN=\"N\">10.1000/a</ELocationID>", &["extra=ELocationID=10.1000/a"]),
    ] {
        check(In::Article, xml, expected);
    }
}

#[test]
fn journals() {
    for (xml, expected) in [
        (
            "<ISSN IssnType=\"Print\">0028-0836</ISSN><JournalIssue CitedMedium=\"Print\"><Volume>3</Volume><Issue>4 \
             Suppl 1</Issue><PubDate><Year>2001</Year></PubDate></JournalIssue><Title>Iron days</Title>\
             <ISOAbbreviation>Iron D.</ISOAbbreviation>",
            &[
                "issn_print=0028-0836",
                "volume=3",
                "issue=4 Suppl 1",
                "date=2001",
                "container_title=Iron days",
                "container_iso=Iron D.",
                "extra=CitedMedium=Print",
            ][..],
        ),
        ("<JournalIssue><Volume/><Issue> </Issue></JournalIssue>", &[]),
        ("<Title>Iron (London, England)</Title>", &["container_title=Iron (London, England)"]),
    ] {
        check(In::Journal, xml, expected);
    }
    for (date, expected) in [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12/1999-01"),
        ("<MedlineDate>2000 Spring-Summer</MedlineDate>", "2000-21/2000-22"),
        ("<Year>2013</Year><Season>Spring</Season>", "2013-21"),
        ("<Year>2013</Year><Month>Jan</Month><Day>5</Day>", "2013-01-05"),
        ("<Year>2013</Year><Month>01</Month><Day>05</Day>", "2013-01-05"),
        ("<Year>2013</Year><Month>1</Month>", "2013-01"),
        ("<Year>2013</Year>", "2013"),
    ] {
        let xml = format!("<JournalIssue><PubDate>{date}</PubDate></JournalIssue>");
        check(In::Journal, &xml, &[&format!("date={expected}")]);
    }
}

/// The rule of PubModel.
#[test]
fn issued_dates() {
    for (model, expected) in [
        ("Print", &["date=2012", "date_epub=2013-01-25"][..]),
        ("Print-Electronic", &["date=2012", "date_epub=2013-01-25"]),
        ("Electronic", &["date=2013-01-25", "date_epub=2013-01-25", "date_collection=2012"]),
        ("Electronic-Print", &["date=2013-01-25", "date_epub=2013-01-25", "date_print=2012"]),
        ("Electronic-eCollection", &["date=2013-01-25", "date_epub=2013-01-25", "date_collection=2012"]),
    ] {
        let record = format!(
            "<PubmedArticle><MedlineCitation><Article PubModel=\"{model}\"><Journal><JournalIssue><PubDate><Year>2012\
             </Year></PubDate></JournalIssue></Journal><ArticleDate DateType=\"Electronic\"><Year>2013</Year><Month>01\
             </Month><Day>25</Day></ArticleDate></Article></MedlineCitation></PubmedArticle>"
        );
        let lines: Vec<String> =
            shown(&read(&record).0).into_iter().filter(|line| !line.starts_with("extra=")).collect();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(lines, expected, "{model}");
    }
}

#[test]
fn people() {
    for (xml, expected) in [
        (
            "<Author ValidYN=\"Y\"><LastName>Smith</LastName><ForeName>Jan P</ForeName><Initials>JP</Initials>\
             <Suffix>Jr</Suffix></Author>",
            &["authors=Smith, Jan P, Jr", "suffixes=Jr"][..],
        ),
        ("<Author><LastName>Smith</LastName><Initials>JP</Initials></Author>", &["authors=Smith, J. P."]),
        (
            "<Author><LastName>Smith</LastName><FirstName>Jan</FirstName><MiddleName>P</MiddleName></Author>",
            &["authors=Smith, Jan P"],
        ),
        ("<Author><LastName>de Boer</LastName><ForeName>A</ForeName></Author>", &["authors=de Boer, A"]),
        ("<Author><CollectiveName>Iron Group</CollectiveName></Author>", &["group_authors=Iron Group"]),
        (
            "<Author EqualContrib=\"Y\"><LastName>A</LastName><Identifier Source=\"ORCID\">0000000218250097\
             </Identifier><AffiliationInfo><Affiliation>Lab A.</Affiliation><Identifier Source=\"ROR\">\
             https://ror.org/05xvt9f17</Identifier></AffiliationInfo></Author>",
            &["authors=A", "author_marks=A: equal", "orcids=0000-0002-1825-0097", "affiliations=Lab A."],
        ),
        ("<Author><LastName>A</LastName><Affiliation>Lab.</Affiliation></Author>", &["authors=A", "affiliations=Lab."]),
        ("<Author><ForeName>Jan</ForeName></Author>", &["authors=Jan"]),
        ("<Author></Author>", &[]),
    ] {
        check(In::Article, &format!("<AuthorList CompleteYN=\"Y\">{xml}</AuthorList>"), expected);
    }
    check(
        In::Article,
        "<AuthorList CompleteYN=\"N\"><Author><LastName>A</LastName></Author></AuthorList>",
        &["authors=A", "et_al=true"],
    );
}

#[test]
fn abstracts_and_subjects() {
    for (xml, expected) in [
        (
            "<Abstract><AbstractText Label=\"BACKGROUND\" NlmCategory=\"BACKGROUND\">One.</AbstractText><AbstractText \
             Label=\"UNLABELLED\">Two.</AbstractText><CopyrightInformation>© X</CopyrightInformation></Abstract>",
            &["abstract=BACKGROUND: One.\nTwo.", "copyright=© X"][..],
        ),
        (
            "<GrantList><Grant><GrantID>R01</GrantID><Acronym>HL</Acronym><Agency>NHLBI</Agency><Country>US</Country>\
             </Grant><Grant><Agency>X</Agency></Grant></GrantList>",
            &["grants=R01/HL/NHLBI/US", "grants=/X/"],
        ),
        (
            "<DataBankList><DataBank><DataBankName>GENBANK</DataBankName><AccessionNumberList><AccessionNumber>A1\
             </AccessionNumber><AccessionNumber>A2</AccessionNumber></AccessionNumberList></DataBank></DataBankList>",
            &["data_accessions=GENBANK/A1", "data_accessions=GENBANK/A2"],
        ),
        (
            "<PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType>\
             </PublicationTypeList>",
            &["publication_types=Journal Article"],
        ),
    ] {
        check(In::Article, xml, expected);
    }
    for (xml, expected) in [
        (
            "<MeshHeadingList><MeshHeading><DescriptorName UI=\"D1\" MajorTopicYN=\"N\">Iron</DescriptorName>\
             <QualifierName UI=\"Q1\" MajorTopicYN=\"Y\">blood</QualifierName></MeshHeading><MeshHeading>\
             <DescriptorName MajorTopicYN=\"Y\">Rust</DescriptorName></MeshHeading></MeshHeadingList>",
            &["mesh=Iron/*blood", "mesh=*Rust"][..],
        ),
        (
            "<KeywordList Owner=\"NOTNLM\"><Keyword MajorTopicYN=\"N\">iron</Keyword><Keyword MajorTopicYN=\"Y\">rust\
             </Keyword></KeywordList>",
            &["keywords=iron", "keywords=rust"],
        ),
        (
            "<ChemicalList><Chemical><RegistryNumber>E1UOL152H7</RegistryNumber><NameOfSubstance UI=\"D1\">Iron\
             </NameOfSubstance></Chemical></ChemicalList>",
            &["substances=Iron"],
        ),
        ("<CoiStatement>None.</CoiStatement>", &["conflict_of_interest=None."]),
        (
            "<OtherAbstract Type=\"plain-language-summary\" Language=\"eng\"><AbstractText>Easy.</AbstractText>\
             </OtherAbstract>",
            &["other_abstracts=Easy."],
        ),
        (
            "<CommentsCorrectionsList><CommentsCorrections RefType=\"ErratumIn\"><RefSource>X. 2001;1:2</RefSource>\
             <PMID Version=\"1\">7</PMID></CommentsCorrections></CommentsCorrectionsList>",
            &["relations=erratum-in: X. 2001;1:2"],
        ),
        ("<GeneSymbolList><GeneSymbol>abc</GeneSymbol></GeneSymbolList>", &["genes=abc"]),
        ("<CitationSubset>IM</CitationSubset>", &["subsets=IM"]),
        ("<NumberOfReferences>12</NumberOfReferences>", &["reference_count=12"]),
        ("<GeneralNote Owner=\"NLM\">Note.</GeneralNote>", &["notes=Note."]),
        ("<SpaceFlightMission>STS-1</SpaceFlightMission>", &["extra=SpaceFlightMission=STS-1"]),
    ] {
        check(In::Citation, xml, expected);
    }
}

#[test]
fn identifiers_and_history() {
    for (xml, expected) in [
        (
            "<ArticleIdList><ArticleId>1</ArticleId><ArticleId IdType=\"doi\">10.1000/a</ArticleId><ArticleId \
             IdType=\"pmc\">PMC12</ArticleId><ArticleId IdType=\"pii\">x-1</ArticleId><ArticleId IdType=\"mid\">\
             NIHMS12</ArticleId></ArticleIdList>",
            &["doi=10.1000/a", "pmcid=PMC12", "pii=x-1", "manuscript_id=NIHMS12"][..],
        ),
        (
            "<ReferenceList><Reference><Citation>A. B. 2001.</Citation><ArticleIdList><ArticleId IdType=\"pubmed\">9\
             </ArticleId><ArticleId IdType=\"doi\">10.1000/z</ArticleId></ArticleIdList></Reference></ReferenceList>",
            &["references=references: A. B. 2001."],
        ),
        (
            "<History><PubMedPubDate PubStatus=\"received\"><Year>2012</Year><Month>3</Month><Day>4</Day>\
             </PubMedPubDate><PubMedPubDate PubStatus=\"accepted\"><Year>2012</Year><Month>5</Month><Day>6</Day>\
             </PubMedPubDate></History>",
            &["date_received=2012-03-04", "date_accepted=2012-05-06"],
        ),
        ("<PublicationStatus>ppublish</PublicationStatus>", &["status=print-published"]),
    ] {
        check(In::Data, xml, expected);
    }
}
