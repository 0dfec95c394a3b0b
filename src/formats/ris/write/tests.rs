use super::*;
use crate::article::{Abstract, Date, Name, Person, Section, Slots, TextBuilder};
use crate::formats::ris::FORMAT;

/// What the writer makes of an article with these options, with LF for CRLF, and what it says.
fn written(article: &Article, options: &[(&str, &str)]) -> (String, Log) {
    let mut write = WriteOptions::default();
    options.iter().for_each(|(name, value)| write.settings.set(&FORMAT, name, value).unwrap());
    let (mut out, mut log) = (Out::new(), Log::new());
    let mut writer = writer(&write);
    writer.article(article, &mut out, &mut log);
    (String::from_utf8(out.bytes().to_vec()).unwrap().replace("\r\n", "\n"), log)
}

fn article(kind: Kind, slots: &[(Slot, &str)]) -> Article {
    let mut article = Article { kind, ..Article::default() };
    slots.iter().for_each(|(slot, value)| article.put(*slot, value).unwrap());
    article
}

#[test]
fn records() {
    use Slot::{
        ArticleNumber, Authors, ContainerIso, ContainerNlm, ContainerTitle, DateIssued, DateOnline, Doi, Edition,
        Editors, EventName, EventPlace, GroupAuthors, Isbn, IssnPrint, Issue, Key, Keywords, Languages, Mesh, Notes,
        Number, PageCount, Pages, Place, Pmcid, Pmid, PublicationTypes, Publisher, Series, SeriesEditors, SeriesNumber,
        SourceDb, Subtitle, Supplement, Title, Urls, Volume,
    };
    let rows = [
        (article(Kind::JournalArticle, &[]), "TY  - JOUR\nER  - \n\n"),
        (
            article(
                Kind::JournalArticle,
                &[
                    (Key, "okafor2019"),
                    (Title, "Iron"),
                    (Subtitle, "a story"),
                    (Authors, "Okafor, Ngozi A., Jr."),
                    (GroupAuthors, "Northern Trials Group"),
                    (Authors, "van der Berg, J P"),
                    (ContainerTitle, "Journal of Made-up Medicine"),
                    (ContainerIso, "J. Made-up Med."),
                    (DateIssued, "2019-04-05"),
                    (Volume, "12"),
                    (Issue, "3"),
                    (Supplement, "2"),
                    (Pages, "1344-57"),
                    (Doi, "10.1234/ABC.5"),
                    (Pmid, "123"),
                    (Pmcid, "PMC456"),
                    (IssnPrint, "1234-5679"),
                    (Languages, "eng"),
                    (SourceDb, "NLM"),
                    (PublicationTypes, "Journal Article"),
                    (PublicationTypes, "Review"),
                    (Slot::Abstract, "One.\nTwo."),
                    (Keywords, "iron"),
                    (Mesh, "*Iron/blood"),
                    (Urls, "https://example.org/a?b=c&d"),
                    (Notes, "A note"),
                ],
            ),
            "TY  - JOUR\nID  - okafor2019\nTI  - Iron: a story\nAU  - Okafor, Ngozi A., Jr.\n\
             AU  - Northern Trials Group\nAU  - van der Berg, J P\nT2  - Journal of Made-up Medicine\n\
             JO  - Journal of Made-up Medicine\nJ2  - J. Made-up Med.\nPY  - 2019\nDA  - 2019/04/05\nVL  - 12\n\
             AN  - 123\nIS  - 3 Suppl 2\nSP  - 1344\nEP  - 1357\nSN  - 1234-5679\nDO  - 10.1234/ABC.5\n\
             C2  - PMC456\nM2  - PMID: 123\nM2  - PMCID: PMC456\nDB  - PubMed\nDP  - NLM\nLA  - en\nM3  - Review\n\
             AB  - One. Two.\nKW  - iron\nKW  - Iron/blood\nUR  - https://example.org/a?b=c&d\nN1  - A note\n\
             ER  - \n\n",
        ),
        (
            article(Kind::Preprint, &[(ContainerNlm, "bioRxiv"), (ArticleNumber, "e12"), (DateOnline, "2020")]),
            "TY  - JOUR\nT2  - bioRxiv\nJO  - bioRxiv\nJ2  - bioRxiv\nPY  - 2020\nC7  - e12\nSP  - e12\n\
             M3  - Preprint\nER  - \n\n",
        ),
        (
            article(
                Kind::EditedBook,
                &[
                    (Title, "B"),
                    (Editors, "Poe, E"),
                    (SeriesEditors, "Low, S"),
                    (Series, "S"),
                    (SeriesNumber, "4"),
                    (PageCount, "300"),
                    (Edition, "2"),
                    (Publisher, "P"),
                    (Place, "Bonn"),
                    (Isbn, "9783161484100"),
                ],
            ),
            "TY  - BOOK\nTI  - B\nA2  - Low, S\nA3  - Poe, E\nT2  - S\nM1  - 4\nSP  - 300\nET  - 2\nPB  - P\n\
             CY  - Bonn\nSN  - 9783161484100\nER  - \n\n",
        ),
        (
            article(
                Kind::ConferencePaper,
                &[(ContainerTitle, "Proc X"), (EventName, "X 2020"), (EventPlace, "Rome"), (Place, "Berlin")],
            ),
            "TY  - CONF\nT2  - X 2020\nCY  - Rome\nC1  - Berlin\nC3  - Proc X\nER  - \n\n",
        ),
        (
            article(Kind::Report, &[(Number, "R-7"), (DateIssued, "2003 Spring")]),
            "TY  - RPRT\nPY  - 2003\nDA  - 2003///Spring\nSN  - R-7\nER  - \n\n",
        ),
        (article(Kind::Other("podcast".into()), &[]), "TY  - GEN\nM3  - podcast\nER  - \n\n"),
    ];
    for (article, expected) in rows {
        assert_eq!(written(&article, &[]).0, expected);
    }
}

#[test]
fn options() {
    let it = article(Kind::JournalArticle, &[(Slot::ContainerTitle, "Journal"), (Slot::ContainerIso, "J.")]);
    assert_eq!(
        written(&it, &[("profile", "classic")]).0,
        "TY  - JOUR\nT2  - Journal\nJO  - Journal\nJF  - Journal\nJ2  - J.\nJA  - J.\nER  - \n\n"
    );
    let mut title = TextBuilder::new();
    title.push("CO");
    title.open(crate::article::Style::Sub);
    title.push("2");
    let it = Article { title: title.finish(), ..Article::default() };
    let (plain, log) = written(&it, &[]);
    assert!(plain.contains("TI  - CO2\n") && log.flattenings() == [(Slot::Title, "marks")]);
    let (marked, log) = written(&it, &[("markup", "html"), ("line-ending", "lf")]);
    assert!(marked.contains("TI  - CO<sub>2</sub>\n") && log.flattenings().is_empty());
}

#[test]
fn lines_end_as_asked() {
    for (ending, expected) in [("crlf", "TY  - JOUR\r\nER  - \r\n\r\n"), ("lf", "TY  - JOUR\nER  - \n\n")] {
        let mut options = WriteOptions::default();
        options.settings.set(&FORMAT, "line-ending", ending).unwrap();
        let mut out = Out::new();
        writer(&options).article(&Article::default(), &mut out, &mut Log::new());
        assert_eq!(out.bytes(), expected.as_bytes());
    }
}

#[test]
fn no_value_leaves_its_line() {
    let evil = "a\r\nER  - \n\n\u{b}TY  - BOOK\u{2028}TI  - x\u{85}\u{0}\u{1b}[2Jb\u{2029}";
    let mut it = article(Kind::Other(evil.into()), &[]);
    it.abstracts.push(Abstract {
        sections: vec![Section { text: Text::new(evil), ..Section::default() }],
        ..Abstract::default()
    });
    it.key = Some(evil.into());
    it.volume = Some(evil.into());
    it.notes.push(evil.into());
    it.languages.push(" \n ".into());
    it.contributors
        .push(Contributor::new(Role::Author, Name::Person(Person { family: evil.into(), ..Person::default() })));
    it.add_date(DateRole::Issued, Date::words(evil));
    it.keep("ris", "C1", evil);
    it.keep("ris", "C1\nER", "x");
    it.keep("ris", "ER", "x");
    it.keep("nbib", "C2", "x");
    let (text, log) = written(&it, &[]);
    assert!(text.ends_with("\nER  - \n\n"));
    assert!(!text.contains(|c: char| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))));
    let body = text.trim_end_matches('\n').trim_end_matches("ER  - ");
    for line in body.lines() {
        assert!(line.len() > 6 && &line[2..6] == "  - " && !line.starts_with("ER"), "{line}");
    }
    assert_eq!(body.lines().filter(|line| line.starts_with("TY")).count(), 1);
    assert!(text.contains("\nC1  - a ER  - TY  - BOOK TI  - x [2Jb\n"), "{text}");
    assert!(log.lost_slots().contains(Slot::Extra));
}

#[test]
fn what_does_not_fit_is_said() {
    use Slot::{
        DateIssued, DatePrint, Genre, Isbn, IssnElectronic, IssnLinking, IssnPrint, Keywords, Languages,
        OtherContributors, PublicationTypes, Urls,
    };
    for (slots, lost) in [
        (&[(IssnPrint, "1234-5679"), (IssnElectronic, "2049-3630")][..], &[IssnElectronic][..]),
        (&[(IssnPrint, "1234-5679"), (IssnLinking, "1234-5679")], &[]),
        (&[(Isbn, "9783161484100"), (Isbn, "316148410X")], &[Isbn]),
        (&[(Urls, "https://a"), (Urls, "https://b")], &[Urls]),
        (&[(Genre, "Case"), (PublicationTypes, "Letter")], &[PublicationTypes]),
        (&[(DateIssued, "2019"), (DatePrint, "2019-02")], &[DatePrint]),
        (&[(DatePrint, "2019-02")], &[]),
        (&[(Keywords, "a"), (Keywords, "b"), (Languages, "en"), (Languages, "de")], &[]),
    ] {
        let (_, log) = written(&article(Kind::JournalArticle, slots), &[]);
        assert_eq!(log.lost_slots(), Slots::of(lost), "{slots:?}");
    }
    let mut thesis = article(Kind::Thesis, &[]);
    for (role, lost) in [(Role::Advisor, false), (Role::Reviewer, true)] {
        thesis.contributors.push(Contributor::new(role, Name::Group(Text::new("X"))));
        assert_eq!(written(&thesis, &[]).1.lost_slots().contains(OtherContributors), lost);
    }
}

#[test]
fn a_slot_is_written_exactly_when_it_is_carried() {
    let writer = writer(&WriteOptions::default());
    for kind in Kind::ALL {
        let carries = writer.carries(kind);
        assert_eq!(carries.exact.and(carries.flattened), Slots::NONE, "{kind:?}");
        let empty = written(&article(kind.clone(), &[]), &[]).0;
        for &slot in Slot::ALL {
            // A kind needs no line of its own; a genre gives way to the word for the kind.
            if matches!(slot, Slot::Kind | Slot::Genre | Slot::PublicationTypes) {
                continue;
            }
            let value = match slot {
                Slot::Pmcid => "PMC1",
                Slot::IssnPrint | Slot::IssnElectronic | Slot::IssnLinking | Slot::Issn => "1234-5679",
                Slot::Isbn => "9783161484100",
                Slot::Doi => "10.1234/x",
                Slot::Pages => "1-9",
                _ => "2019",
            };
            let mut it = article(kind.clone(), &[]);
            if it.put(slot, value).is_err() {
                continue;
            }
            let carried = carries.exact.or(carries.flattened).contains(slot);
            let (text, log) = written(&it, &[]);
            // Some slots are written for some records only, and the writer says where they are lost.
            let carried = carried && !log.lost_slots().contains(slot);
            assert_eq!(text != empty, carried, "{slot:?} of {kind:?}");
        }
    }
}

#[test]
fn many_authors() {
    let names: Vec<String> = (0..3000).map(|n| format!("Family{n}, G")).collect();
    let slots: Vec<_> = names.iter().map(|name| (Slot::Authors, name.as_str())).collect();
    let (text, _) = written(&article(Kind::JournalArticle, &slots), &[]);
    assert_eq!(text.lines().filter(|line| line.starts_with("AU  - ")).count(), 3000);
    assert!(text.contains("AU  - Family2999, G\n"));
}
