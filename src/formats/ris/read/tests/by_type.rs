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
                "issue=3",
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
                "authority=EPO",
                "extra=M1=09/1",
                "date=2019-01-02",
                "place=US",
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
            &[
                "publisher=Repo",
                "number=7",
                "version=2.1",
                "contributors=Poe, E",
                "extra=A4=Fund",
                "date_original=2001",
            ],
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
                "authority=Court",
                "number=70-18",
                "extra=SE=2",
            ],
        ),
        (
            "BILL",
            Kind::Bill,
            "A2  - Poe, E\nM1  - 1\nT2  - Code\nET  - 2",
            &["authors=Poe, E", "number=1", "container_title=Code", "chapter=2"],
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

/// The tags of EndNote's template that mean something else in one type than in most.
#[test]
fn tags_of_single_types() {
    for (code, lines, expected) in [
        ("AGGR", "M1  - 3\nM3  - Index", &["number=3", "genre=Index"][..]),
        ("AGGR", "T2  - Base", &["container_title=Base", "genre=database"]),
        ("DBASE", "M1  - 5\nVL  - 3", &["issue=5", "volume=3", "genre=database"]),
        ("ANCIENT", "M1  - 5\nA2  - Poe, E", &["number=5", "editors=Poe, E"]),
        ("ART", "SP  - words\nC3  - 10 x 20 cm", &["extra=SP=words", "dimensions=10 x 20 cm"]),
        (
            "ADVS",
            "SP  - 90 min\nA2  - Low, S\nC5  - DVD\nNV  - two reels\nM1  - 4",
            &["dimensions=90 min", "contributors=Low, S", "medium=DVD", "extra=NV=two reels", "number=4"],
        ),
        (
            "CASE",
            "PB  - Supreme Court\nSE  - 1970/05/21\nVL  - 410",
            &["authority=Supreme Court", "date_received=1970-05-21", "volume=410"],
        ),
        ("SLIDE", "A2  - Poe, E\nED  - Low, S\nM1  - 5", &["authors=Poe, E", "editors=Low, S", "number=5"]),
        ("PAT", "C3  - US\nSN  - 7", &["place=US", "number=7"]),
        ("LEGAL", "SN  - RIN 2040\nT3  - 5", &["number=RIN 2040", "extra=T3=5"]),
        ("CHART", "VL  - 10 x 20 cm\nM1  - 3", &["dimensions=10 x 20 cm", "number=3"]),
        (
            "BILL",
            "T3  - Senate\nET  - 110-2\nOP  - vetoed\nA3  - Low, S\nM1  - 12\nSE  - 3",
            &["authority=Senate", "chapter=110-2", "extra=OP=vetoed", "contributors=Low, S", "number=12", "section=3"],
        ),
        ("UNBILL", "A2  - Poe, E\nM1  - 12", &["authors=Poe, E", "number=12"]),
        ("BLOG", "SE  - 7\nA3  - Low, S\nT3  - Lab", &["number=7", "contributors=Low, S", "extra=T3=Lab"]),
        (
            "CTLG",
            "NV  - 7\nM1  - 2\nSP  - 30\nT2  - Series",
            &["number=7", "series_number=2", "page_count=30", "series=Series"],
        ),
        ("CHART", "A2  - a.png\nET  - 2\nM1  - 4", &["extra=A2=a.png", "version=2", "number=4"]),
        ("CHAP", "C2  - Poe, E\nM1  - 3", &["book_authors=Poe, E", "volume_count=3"]),
        ("CHAP", "C2  - 31234567\nDB  - Scopus", &["pmid=31234567", "source_db=Scopus"]),
        (
            "COMP",
            "C1  - Linux\nA2  - Poe, E\nED  - Low, S",
            &["medium=Linux", "series_editors=Poe, E", "editors=Low, S"],
        ),
        ("DATA", "OP  - v1, v2\nRI  - Rome", &["extra=OP=v1, v2", "extra=RI=Rome"]),
        ("DICT", "SE  - 3\nM1  - 4", &["version=3", "number=4"]),
        ("EJOUR", "PY  - 2010\nDA  - 2011/03/04\nC1  - 2011\nC2  - Mar 4", &["date=2010", "date_accessed=2011-03-04"]),
        ("EJOUR", "PY  - 2010\nDA  - 2010/03/04", &["date=2010-03-04"]),
        ("EJOUR", "C1  - 2011\nC2  - Mar 4", &["date_accessed=2011-03-04"]),
        ("WEB", "Y2  - 2011/03/04\nC1  - 2011\nC2  - Mar 4", &["date_accessed=2011-03-04"]),
        ("MULTI", "M1  - 2011/03/04", &["date_accessed=2011-03-04"]),
        ("EBOOK", "C6  - NIHMS12\nC7  - PMC3", &["manuscript_id=NIHMS12", "pmcid=PMC3"]),
        ("GOVDOC", "T2  - Series\nM1  - 4", &["series=Series", "number=4"]),
        ("GRANT", "C5  - R01\nOP  - R00\nM1  - open", &["number=R01", "extra=OP=R00", "extra=M1=open"]),
        (
            "HEAR",
            "T2  - Committee\nT3  - House\nET  - 1\nM1  - 5",
            &["container_title=Committee", "authority=House", "chapter=1", "number=5"],
        ),
        ("ICOMM", "A2  - Poe, E", &["contributors=Poe, E"]),
        ("LEGAL", "A2  - EPA\nM1  - 12\nSE  - 4\nNV  - 2", &["authority=EPA", "pages=12", "section=4", "extra=NV=2"]),
        ("MANSCPT", "NV  - 12\nM1  - Folder 3\nSE  - 5", &["number=12", "extra=M1=Folder 3", "pages=5"]),
        (
            "MAP",
            "C1  - 1:25000\nC3  - 30 x 40 cm\nA2  - Poe, E",
            &["scale=1:25000", "dimensions=30 x 40 cm", "series_editors=Poe, E"],
        ),
        ("MUSIC", "A4  - Poe, E\nM1  - 3", &["contributors=Poe, E", "number=3"]),
        ("MGZN", "SE  - 12", &["pages=12"]),
        (
            "PAT",
            "A2  - EPO\nC4  - Poe, E\nC6  - lapsed\nC1  - 2009/02/03\nOP  - US 1\nT3  - Plough\nA3  - Low, S",
            &[
                "authority=EPO",
                "contributors=Poe, E",
                "status=lapsed",
                "date_received=2009-02-03",
                "extra=OP=US 1",
                "extra=T3=Plough",
                "extra=A3=Low, S",
            ],
        ),
        ("PAT", "PY  - 2019\nC2  - 2019/01/02", &["date=2019-01-02"]),
        ("PAT", "M1  - 09/1", &["number=09/1"]),
        ("SER", "M1  - 3\nSE  - 4", &["series_number=3", "chapter=4"]),
        ("STAND", "M1  - 12\nSE  - 4", &["pages=12", "section=4"]),
        ("STAT", "ET  - 1\nT3  - Int\nOP  - old", &["chapter=1", "extra=T3=Int", "extra=OP=old"]),
        ("SOUND", "SP  - 3:45\nC5  - CD", &["dimensions=3:45", "medium=CD"]),
        ("RPRT", "JO  - Series", &["series=Series"]),
        ("NEWS", "AU  - By JOHN SMITH\nAU  - Ann SMITHSON", &["group_authors=JOHN SMITH", "authors=SMITHSON, Ann"]),
        ("JOUR", "M1  - 3\nVL  - 2", &["issue=3", "volume=2"]),
        ("JOUR", "M1  - Journal Article", &["extra=M1=Journal Article"]),
        ("JOUR", "PY  - 2014\nY2  - 11", &["date=2014-11"]),
        ("Journal Article", "T2  - Iron", &["container_title=Iron"]),
    ] {
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        expected.sort();
        assert_eq!(found(code, lines).1, expected, "{code}\n{lines}");
    }
}
