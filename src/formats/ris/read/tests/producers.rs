//! What producers write, each in its own way.

use super::*;

#[test]
fn records_of_producers() {
    for (lines, expected) in [
        // EndNote: the whole range in SP, the DOI in M3 in older files.
        (
            "AU  - Poe, E\nT2  - Iron\nJ2  - Ir.\nSP  - 12-9\nM3  - 10.1234/a",
            &["authors=Poe, E", "container_title=Iron", "container_iso=Ir.", "pages=12-19", "doi=10.1234/a"][..],
        ),
        // Zotero: a slash behind the date, two ISSNs, a place in an archive, notes as HTML.
        (
            "DA  - 2018/10/09/\nPY  - 2018\nDP  - Zotero\nAN  - Box 7\nSN  - 1234-5679, 2049-3630\nN1  - <p>Mine</p>",
            &[
                "date=2018-10-09",
                "source_db=Zotero",
                "archive_location=Box 7",
                "issn=1234-5679",
                "issn=2049-3630",
                "notes=<p>Mine</p>",
            ],
        ),
        // JabRef.
        (
            "JO  - Iron Research\nN2  - Text.\nY1  - 2013/04\nU1  - 1234-5679\nAD  - Bonn",
            &["container_title=Iron Research", "abstract=Text.", "date=2013-04", "issn=1234-5679", "affiliations=Bonn"],
        ),
        // Scopus.
        (
            "AB  - Text.\nC2  - 31234567\nC7  - 12\nDB  - Scopus\nM3  - Review\nN1  - Export Date: 1 May 2019\nUR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1",
            &[
                "abstract=Text.",
                "pmid=31234567",
                "article_number=12",
                "source_db=Scopus",
                "publication_types=Review",
                "notes=Export Date: 1 May 2019",
                "other_ids=scopus:2-s2.0-1",
                "url=https://www.scopus.com/inward/record.uri?eid=2-s2.0-1",
            ],
        ),
        // Embase.
        (
            "JF  - Journal of Iron\nJO  - J. Iron\nN2  - Text.\nY1  - 2019/04/05\nC5  - 31234567\nU2  - L612\nDB  - Embase",
            &[
                "container_title=Journal of Iron",
                "container_iso=J. Iron",
                "abstract=Text.",
                "date=2019-04-05",
                "pmid=31234567",
                "other_ids=embase:L612",
                "source_db=Embase",
            ],
        ),
        // EBSCOhost: the subtitle in T2.
        (
            "JF  - Iron\nJO  - Iron\nJ1  - Iron\nT2  - A study\nDP  - EBSCOhost\nN1  - Accession Number: 12; Poe, E",
            &["container_title=Iron", "subtitle=A study", "source_db=EBSCOhost", "notes=Accession Number: 12; Poe, E"],
        ),
        // ScienceDirect: the title of the issue in T2.
        (
            "JO  - Iron\nT2  - Rust and friends\nSN  - 1234-5679\nDO  - https://doi.org/10.1016/j.x\nUR  - https://www.sciencedirect.com/x",
            &[
                "container_title=Iron",
                "issue_title=Rust and friends",
                "issn=1234-5679",
                "doi=10.1016/j.x",
                "url=https://www.sciencedirect.com/x",
            ],
        ),
        // Web of Science: addresses in C3, early access in C6, the conference in CP.
        (
            "T2  - IRON RESEARCH\nJ2  - IRON RES\nJA  - IRON RES\nAN  - WOS:0001\nC3  - Univ Bonn; Univ Rome\nC6  - OCT 2021\nC7  - 12\nCP  - Iron 2019",
            &[
                "container_title=IRON RESEARCH",
                "container_nlm=IRON RES",
                "other_ids=wos:WOS:0001",
                "affiliations=Univ Bonn",
                "affiliations=Univ Rome",
                "date_epub=2021-10",
                "article_number=12",
                "event_name=Iron 2019",
            ],
        ),
        // Springer: the DOI in ID too, the day of publication in DA; signs that part lines in texts.
        ("ID  - 10.1007/s1\nDO  - 10.1007/s1\nAB  - One\u{2028}two", &["doi=10.1007/s1", "abstract=One two"]),
        (
            "JO  - Iron\nDA  - 2012/09/01\nPY  - 2012\nID  - Poe2012\nDO  - 10.1007/s1\nVL  - 3\nIS  - 2",
            &["container_title=Iron", "date=2012-09-01", "id=Poe2012", "doi=10.1007/s1", "volume=3", "issue=2"],
        ),
        // IEEE Xplore.
        (
            "T2  - IEEE Trans. Iron\nJO  - IEEE Trans. Iron\nJA  - IEEE Trans. Iron\nVO  - VL  - 3\nY1  - 1-4 June 2008",
            &["container_title=IEEE Trans. Iron", "date=2008-06-01/2008-06-04", "volume=VL - 3"],
        ),
        // JSTOR.
        (
            "JO  - Iron\nUR  - http://www.jstor.org/stable/1\nC1  - Full publication date: 2001\nJ2  - Iron",
            &[
                "container_title=Iron",
                "url=http://www.jstor.org/stable/1",
                "extra=C1=Full publication date: 2001",
                "container_nlm=Iron",
            ],
        ),
        // ProQuest, Ovid: journals in JF, dates in words, several ISSNs.
        (
            "JF  - Iron\nY1  - Jun 2008\nSN  - 12345679\nDB  - PsycINFO\nAN  - 2008-1-001\nLA  - English",
            &[
                "container_title=Iron",
                "date=2008-06",
                "issn=1234-5679",
                "source_db=PsycINFO",
                "other_ids=psycinfo:2008-1-001",
                "language=en",
            ],
        ),
        // HighWire, bioRxiv, PsycNET, Citavi.
        ("JF  - Iron\nSP  - 123 LP  - 30", &["container_title=Iron", "pages=123-130"]),
        (
            "JF  - Iron\nDO  - 10.1101/2020.01.02\nSP  - 2020.01.02",
            &["container_title=Iron", "doi=10.1101/2020.01.02", "article_number=2020.01.02"],
        ),
        ("SN  - 1533-4406(Electronic),0028-4793(Print)", &["issn_electronic=1533-4406", "issn_print=0028-4793"]),
        (
            "H1  - SUB\nH2  - 2010 A\nTS  - BibTeX\nCR  - Pub 2010",
            &["extra=H1=SUB", "call_number=2010 A", "extra=TS=BibTeX", "extra=CR=Pub 2010"],
        ),
        ("SP  - 225\nOP  - 231", &["pages=225-231"]),
        ("SP  - 225\nOP  - 1990", &["pages=225", "date_original=1990"]),
        (
            "N1  - Accession Number: 12. PMID: 345. Author: Poe, E",
            &["pmid=345", "notes=Accession Number: 12. PMID: 345. Author: Poe, E"],
        ),
        // Identifiers in addresses, titles and notes.
        ("UR  - PM:10604463", &["pmid=10604463"]),
        ("UR  - PM:10604463\nAN  - 1\nDB  - PubMed", &["pmid=1", "url=PM:10604463", "source_db=PubMed"]),
        ("UR  - https://arxiv.org/abs/1901.01234", &["arxiv=1901.01234", "url=https://arxiv.org/abs/1901.01234"]),
        ("JO  - arXiv:1901.01234 [cs]", &["arxiv=1901.01234", "container_title=arXiv:1901.01234 [cs]"]),
        ("ID  - PMID:12", &["id=PMID:12", "pmid=12"]),
        ("N1  - PMID: 12 [PubMed - indexed]", &["notes=PMID: 12 [PubMed - indexed]", "pmid=12"]),
        ("SN  - 9783161484100 (ISBN); 1234-5679 (ISSN)", &["isbn=9783161484100", "issn=1234-5679"]),
        ("SP  - e123\nEP  - e123", &["article_number=e123"]),
        // Reference Manager 2001.
        (
            "JO  - J.Iron Res.\nRP  - Not In File\nY1  - 1996//",
            &["container_title=J.Iron Res.", "container_iso=J.Iron Res.", "extra=RP=Not In File", "date=1996"],
        ),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check("JOUR", &format!("TI  - A\n{lines}"), &expected);
    }
}

#[test]
fn dates_of_all_forms() {
    for (text, edtf, literal) in [
        ("2003///Michaelmas", "2003", Some("2003 Michaelmas")),
        ("2003/Michaelmas", "2003", Some("2003 Michaelmas")),
        ("2003/00/00", "2003", None),
        ("2003/5-6", "2003-05/2003-06", None),
        ("2003/05/07-09", "2003-05-07/2003-05-09", None),
        ("05/2003", "2003-05", None),
        ("13/2003", "2003", Some("13/2003")),
        ("2003/May/07", "2003-05-07", None),
        ("2003/04//Spring", "2003-04", None),
        ("2003/2004", "2003/2004", None),
        ("2003-04-05", "2003-04-05", None),
        ("2003 Apr 5", "2003-04-05", None),
        ("April 2003", "2003-04", None),
        ("13/05/2003", "2003-05-13", None),
        ("05/06/2003", "2003", Some("05/06/2003")),
        ("2003/13/45", "2003", Some("2003/13/45")),
        ("20030507", "2003-05-07", None),
    ] {
        let date = read_date(text);
        assert_eq!((date.edtf().as_str(), date.literal.as_deref()), (edtf, literal), "{text}");
    }
    check("JOUR", "TI  - A\nPY  - 0000//", &["title=A", "extra=PY=0000//"]);
    // Written with the words where RIS has a place for them, and read again.
    let (article, ..) = read("TY  - JOUR\nTI  - A\nPY  - 2003///Michaelmas\nER  - \n");
    assert!(write(&article).contains("PY  - 2003\nDA  - 2003///Michaelmas\n"), "{}", write(&article));
    assert_eq!(read(&write(&article)).0.dates, article.dates);
}

#[test]
fn odd_lines() {
    for (record, expected) in [
        ("TY  - JOUR\nTI  - A\nAB  - Text.\nXX  - foo\nER  - \n", &["title=A", "abstract=Text.", "extra=XX=foo"][..]),
        ("TY  - JOUR\nTI  - A\nVL 3\nIS 4\nSP  - 1\nER  - \n", &["title=A", "volume=3", "issue=4", "pages=1"]),
        ("TY  - JOUR\nTI  - H<SUB>2</SUB>O <I>in vivo</I>\nER  - \n", &["title=H2O in vivo"]),
        (
            "TY  - JOUR\nTI  - A\nL2  - http://b.org/full\nUR  - http://b.org\nER  - \n",
            &["title=A", "url=http://b.org", "url=http://b.org/full"],
        ),
        (
            "TY  - JOUR\nTI  - A\nAU  - Poe,E.A.\nAU  - Low F.M.\nER  - \n",
            &["title=A", "authors=Poe, E.A.", "authors=Low, F. M."],
        ),
        ("TY  - JOUR\nTI  - A\nSP  - 12\nLP  - 19\nER  - \n", &["title=A", "pages=12-19"]),
        ("TY  - JOUR\nAU  Low, Sam\nTI  - A\nER  - \n", &["title=A", "notes=AU Low, Sam"]),
        (
            "TY  - JOUR\nTI  - A\nAN  - Box 5\nDB  - Archives\nDP  - Library\nER  - \n",
            &["title=A", "archive=Archives", "archive_location=Box 5", "source_db=Library"],
        ),
        (
            "TY  - JOUR\nTI  - A\nAN  - 2012-1\nDB  - PsycINFO\nDP  - EBSCOhost\nER  - \n",
            &["title=A", "archive=PsycINFO", "other_ids=psycinfo:2012-1", "source_db=EBSCOhost"],
        ),
        (
            "TY  - JOUR\nTI  - A\nAN  - 182\nDB  - Global Health\nER  - \n",
            &["title=A", "archive_location=182", "source_db=Global Health"],
        ),
        (
            "TY  - JOUR\nTI  - A\nDO  - 10.1234/a; 10.1234/b\nN1  - https://doi.org/10.1234/a\nER  - \n",
            &["title=A", "doi=10.1234/a", "extra=DO=10.1234/b"],
        ),
        ("TY  - JOUR\nTI  - A\nSN  - 1234-5679/2049-3630\nER  - \n", &["title=A", "issn=1234-5679", "issn=2049-3630"]),
        ("TY  - JOUR\nTI  - A\nPY  - 2001年5月6日\nER  - \n", &["title=A", "date=2001-05-06"]),
    ] {
        let (article, ..) = read(record);
        let mut found = shown(&article);
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{record}");
    }
}

#[test]
fn numbers_and_places_of_odd_forms() {
    for (code, lines, expected) in [
        // PMC writes identifiers into user fields.
        (
            "JOUR",
            "U1  - 23[pmid]\nU2  - PMC5\nU4  - 10.1234/x[doi]",
            &["pmid=23", "extra=U2=PMC5", "doi=10.1234/x"][..],
        ),
        ("JOUR", "C6  - Nihms123", &["manuscript_id=NIHMS123"]),
        ("JOUR", "DB  - D\nAN  - 5 b\nAV  - 5 b", &["archive_location=5 b", "source_db=D"]),
        // A number of EPPI-Reviewer is no ISSN.
        ("JOUR", "U1  - 12345678", &["extra=U1=12345678"]),
        ("JOUR", "AU  - Poe J., Low K. B.", &["authors=Poe, J.", "authors=Low, K. B."]),
        ("JOUR", "M1  - 10.1234/x", &["doi=10.1234/x"]),
        ("JOUR", "M2  - doi: 10.1234/x", &["doi=10.1234/x"]),
        ("JOUR", "VL  - n/a\nSP  - n/a\nEP  - n/a", &["extra=VL=n/a", "extra=SP=n/a", "extra=EP=n/a"]),
        ("JOUR", "SP  - 113\nEP  - 124(12)", &["pages=113-124"]),
        ("JOUR", "SP  - 113\nEP  - 124(99)", &["pages=113-124(99)"]),
        ("JOUR", "SP  - 12-\nEP  - -19", &["pages=12-19"]),
        ("JOUR", "SP  - pp. 12-9", &["pages=12-19"]),
        (
            "EJOUR",
            "JO  - arXiv e-prints\nSP  - arXiv:astro-ph/9312001\nM1  - eprint: arXiv:astro-ph/9312001",
            &["container_title=arXiv e-prints", "arxiv=astro-ph/9312001", "extra=TY=EJOUR"],
        ),
        (
            "CHAP",
            "T2  - Iron in print\nBT  - The iron book",
            &["container_title=The iron book", "series=Iron in print"],
        ),
        (
            "CHAP",
            "T2  - The iron book\nBT  - The iron book\nT2  - Iron in print",
            &["container_title=The iron book", "extra=T2=Iron in print"],
        ),
        // Names.
        ("JOUR", "AU  - Poe J, Low KB", &["authors=Poe, J.", "authors=Low, K. B."]),
        ("JOUR", "AU  - Poe J, Low K, van Dam S", &["authors=Poe, J.", "authors=Low, K.", "authors=van Dam, S."]),
        ("JOUR", "AU  - Poe III, Edgar A", &["authors=Poe, Edgar A, III", "suffixes=III"]),
        ("JOUR", "AU  - Poe V, Edgar AB", &["authors=Poe V, Edgar AB"]),
        ("JOUR", "AU  - Poe MD, Edgar A", &["authors=Poe MD, Edgar A"]),
        ("JOUR", "AU  - Poe K, Anna B", &["authors=Poe K, Anna B"]),
        ("JOUR", "AU  - Poe, E.\nAU  - and Low, S.", &["authors=Poe, E.", "authors=Low, S."]),
        ("JOUR", "AU  - Poe, Edgar, 1950-", &["authors=Poe, Edgar"]),
        ("JOUR", "AU  - Poe Jr., Edgar", &["authors=Poe, Edgar, Jr.", "suffixes=Jr."]),
    ] {
        let expected: Vec<&str> = expected.iter().copied().chain(["title=A"]).collect();
        check(code, &format!("TI  - A\n{lines}"), &expected);
    }
}

#[test]
fn a_second_line_of_a_single_tag_comes_back() {
    let record = "TY  - JOUR\nTI  - A\nDO  - 10.1234/a\nDO  - 10.1234/b\nPY  - 2004\nDA  - 2005/01/02\nER  - \n";
    let (article, ..) = read(record);
    let written = write(&article);
    assert!(written.contains("M2  - DO: 10.1234/b\n"), "{written}");
    // There is no other line with DA.
    assert!(written.contains("DA  - 2005/01/02\n"), "{written}");
    assert_eq!(read(&written).0.extra, article.extra);
    let (article, ..) = read("TY  - CHAP\nTI  - A\nT2  - Book\nER  - \n");
    let written = write(&article);
    assert!(written.contains("T2  - Book\nBT  - Book\n"), "{written}");
    assert_eq!(shown(&read(&written).0), shown(&article));
}
