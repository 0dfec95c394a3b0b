//! What tags mean in each type of record.

use super::*;

/// What a record has beside its title and the type that it keeps, sorted.
fn found(code: &str, lines: &str) -> (Kind, Vec<String>) {
    let record = format!("TY  - {code}\nTI  - A\n{lines}\nER  - \n");
    let (article, ..) = read(&record);
    let mut found = shown(&article);
    found.retain(|line| line != "title=A" && !line.starts_with("extra=TY="));
    found.sort();
    (article.kind, found)
}

#[test]
fn tags_by_type() {
    for (code, kind, lines, expected) in [
        (
            "JOUR",
            Kind::JournalArticle,
            "T2  - Iron\nJ2  - Ir.\nC2  - PMC1\nC6  - NIHMS2\nC7  - e3\nET  - 2019/03/28\nIS  - 4\nM3  - Review\nSE  - 5\nOP  - B\n\
             C1  - note\nA2  - Poe, E\nA3  - Low, S\nA4  - Ray, T\nRI  - C",
            &[
                "container_title=Iron",
                "container_iso=Ir.",
                "pmcid=PMC1",
                "manuscript_id=NIHMS2",
                "article_number=e3",
                "date_epub=2019-03-28",
                "issue=4",
                "publication_types=Review",
                "extra=SE=5",
                "original_title=B",
                "extra=C1=note",
                "editors=Poe, E",
                "series_editors=Low, S",
                "translators=Ray, T",
                "reviewed_title=C",
            ][..],
        ),
        (
            "EJOUR",
            Kind::JournalArticle,
            "C3  - PMC1\nC6  - NIHMS2\nC7  - e3\nM1  - 4\nSE  - 2019/03/28\nNV  - 7\nC5  - On iron\nT3  - Site",
            &[
                "pmcid=PMC1",
                "manuscript_id=NIHMS2",
                "article_number=e3",
                "issue=4",
                "date_epub=2019-03-28",
                "extra=NV=7",
                "issue_title=On iron",
                "series=Site",
            ],
        ),
        (
            "MGZN",
            Kind::MagazineArticle,
            "M1  - 4\nT2  - Time\nSP  - 12\nNV  - weekly",
            &["issue=4", "container_title=Time", "pages=12", "extra=NV=weekly"],
        ),
        (
            "NEWS",
            Kind::NewspaperArticle,
            "C1  - col\nC2  - 4\nSE  - Business\nM1  - A1\nT2  - Times\nET  - late",
            &["extra=C1=col", "issue=4", "section=Business", "pages=A1", "container_title=Times", "edition=late"],
        ),
        (
            "BOOK",
            Kind::Book,
            "AU  - Roe, R\nA2  - Poe, E\nA3  - Low, S\nA4  - Ray, T\nT2  - Series\nM1  - 4\nNV  - 2\nSP  - 300\nSE  - 7-9\nVL  - 1\nET  - 3rd",
            &[
                "authors=Roe, R",
                "series_editors=Poe, E",
                "editors=Low, S",
                "translators=Ray, T",
                "series=Series",
                "series_number=4",
                "volume_count=2",
                "page_count=300",
                "pages=7-9",
                "volume=1",
                "edition=3rd",
            ],
        ),
        (
            "EDBOOK",
            Kind::EditedBook,
            "AU  - Roe, R\nA2  - Poe, E\nT2  - Series",
            &["editors=Roe, R", "series_editors=Poe, E", "series=Series"],
        ),
        (
            "CHAP",
            Kind::Chapter,
            "A2  - Poe, E\nA3  - Low, S\nT2  - Book\nT3  - Series\nSE  - 5\nSV  - 6\nM1  - x\nIS  - 2\nSP  - 1-9\nVL  - 3\nSN  - 9783161484100",
            &[
                "editors=Poe, E",
                "series_editors=Low, S",
                "container_title=Book",
                "series=Series",
                "chapter=5",
                "series_number=6",
                "extra=M1=x",
                "volume_count=2",
                "pages=1-9",
                "volume=3",
                "isbn=9783161484100",
            ],
        ),
        (
            "ECHAP",
            Kind::Chapter,
            "C7  - PMC1\nA2  - Poe, E\nA3  - Low, S\nT2  - Book",
            &["pmcid=PMC1", "editors=Poe, E", "series_editors=Low, S", "container_title=Book"],
        ),
        (
            "EBOOK",
            Kind::Book,
            "AU  - Roe, R\nC7  - PMC1\nA2  - Poe, E\nA3  - Low, S\nSP  - 300",
            &["authors=Roe, R", "pmcid=PMC1", "editors=Poe, E", "series_editors=Low, S", "page_count=300"],
        ),
        (
            "CONF",
            Kind::ConferencePaper,
            "T2  - Iron 2019\nC3  - Proceedings of Iron\nC1  - Bonn\nC2  - 2020\nCY  - Rome\nPY  - 2019\nM1  - 4\nA4  - Acme\nA2  - Poe, E\nNV  - 2\nPB  - Pub",
            &[
                "event_name=Iron 2019",
                "container_title=Proceedings of Iron",
                "place=Bonn",
                "extra=C2=2020",
                "event_place=Rome",
                "date=2019",
                "issue=4",
                "event_sponsor=Acme",
                "editors=Poe, E",
                "volume_count=2",
                "publisher=Pub",
            ],
        ),
        (
            "CPAPER",
            Kind::ConferencePaper,
            "T2  - Iron 2019\nC1  - Bonn\nCY  - Rome\nM1  - 4",
            &["container_title=Iron 2019", "event_name=Iron 2019", "place=Bonn", "event_place=Rome", "issue=4"],
        ),
        (
            "THES",
            Kind::Thesis,
            "PB  - Bonn\nT2  - Physics\nVL  - PhD\nA3  - Poe, E\nM1  - 4\nSP  - 300",
            &[
                "publisher=Bonn",
                "container_title=Physics",
                "genre=PhD",
                "contributors=Poe, E",
                "number=4",
                "page_count=300",
            ],
        ),
        (
            "RPRT",
            Kind::Report,
            "M1  - 7\nPB  - Inst\nSN  - R-1\nA2  - Poe, E\nA3  - Pub\nA4  - Dep\nT2  - Series\nNV  - 2\nC6  - 3",
            &[
                "extra=M1=7",
                "publisher=Inst",
                "number=R-1",
                "series_editors=Poe, E",
                "extra=A3=Pub",
                "extra=A4=Dep",
                "series=Series",
                "series_number=2",
                "extra=C6=3",
            ],
        ),
        (
            "PAT",
            Kind::Patent,
            "AU  - Roe, R\nSN  - 877\nPB  - Acme\nA2  - EPO\nM1  - 09/1\nC2  - 2019/01/02\nCY  - US\nET  - G01N\nNV  - 435",
            &[
                "contributors=Roe, R",
                "number=877",
                "publisher=Acme",
                "extra=A2=EPO",
                "extra=M1=09/1",
                "extra=C2=2019/01/02",
                "country=US",
                "extra=ET=G01N",
                "extra=NV=435",
            ],
        ),
        ("PAT", Kind::Patent, "IS  - 4,904,581", &["number=4,904,581"]),
        ("EJOUR", Kind::JournalArticle, "M1  - 0", &["extra=M1=0"]),
        (
            "DATA",
            Kind::Dataset,
            "PB  - Repo\nNV  - 7\nET  - 2.1\nA2  - Poe, E\nA4  - Fund\nSE  - 2001",
            &["publisher=Repo", "number=7", "version=2.1", "extra=A2=Poe, E", "extra=A4=Fund", "date_original=2001"],
        ),
        (
            "WEB",
            Kind::Webpage,
            "M1  - March 3\nVL  - 2021\nT2  - Site\nSP  - words\nC1  - 2020",
            &["date_accessed=2021-03-03", "container_title=Site", "extra=SP=words", "extra=C1=2020"],
        ),
        ("STAND", Kind::Standard, "SN  - ISO 9\nT2  - Part", &["number=ISO 9", "series=Part"]),
        (
            "VIDEO",
            Kind::MotionPicture,
            "AU  - Roe, R\nA3  - Poe, E\nA4  - Low, S\nT2  - Series",
            &["contributors=Roe, R", "contributors=Poe, E", "contributors=Low, S", "series=Series"],
        ),
        (
            "CASE",
            Kind::LegalCase,
            "VL  - 410\nSP  - 113\nA2  - U.S.\nA4  - Low, S\nPB  - Court\nSV  - 70-18\nSE  - 2",
            &[
                "volume=410",
                "pages=113",
                "container_title=U.S.",
                "extra=A4=Low, S",
                "publisher=Court",
                "number=70-18",
                "section=2",
            ],
        ),
        (
            "BILL",
            Kind::Bill,
            "A2  - Poe, E\nM1  - 1\nT2  - Code\nET  - 2",
            &["authors=Poe, E", "number=1", "container_title=Code", "extra=ET=2"],
        ),
        (
            "PCOMM",
            Kind::PersonalCommunication,
            "AU  - Roe, R\nA2  - Poe, E",
            &["authors=Roe, R", "contributors=Poe, E"],
        ),
        (
            "COMP",
            Kind::Software,
            "ET  - 2.1\nT2  - Series\nPB  - Acme",
            &["version=2.1", "series=Series", "publisher=Acme"],
        ),
        ("SLIDE", Kind::Speech, "T2  - Iron 2019\nCY  - Rome", &["event_name=Iron 2019", "event_place=Rome"]),
        ("MAP", Kind::Map, "T2  - Series\nET  - 2\nSP  - words", &["series=Series", "edition=2", "extra=SP=words"]),
    ] {
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        expected.sort();
        assert_eq!(found(code, lines), (kind, expected), "{code}\n{lines}");
    }
}

#[test]
fn people_of_films_and_letters_have_roles_of_their_own() {
    for (code, tag, role) in [
        ("VIDEO", "AU", Role::Director),
        ("MPCT", "A3", Role::Other("producer".into())),
        ("VIDEO", "A4", Role::Other("performer".into())),
        ("SOUND", "A2", Role::Other("performer".into())),
        ("PCOMM", "A2", Role::Other("recipient".into())),
        ("THES", "A3", Role::Advisor),
        ("PAT", "A1", Role::Inventor),
    ] {
        let (article, ..) = read(&format!("TY  - {code}\nTI  - A\n{tag}  - Poe, E\nER  - \n"));
        assert_eq!(article.contributors[0].role, role, "{code} {tag}");
        let (written, log) = write_and_log(&article);
        assert_eq!(read(&written).0.contributors, article.contributors, "{written}");
        assert!(log.lost_slots().is_empty(), "{code} {tag}");
    }
}
