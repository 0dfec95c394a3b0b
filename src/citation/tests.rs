//! Real strings, and what must come out of them.

use super::*;
use crate::article::{DateRole, IdKind};

/// Citation; journal, issued, volume, issue, pages or number, DOI, PMID.
type Row = (&'static str, [&'static str; 7]);

const CITATIONS: &[Row] = &[
    (
        "JAMA. 2010 Jun 9;303(22):2248-9; author reply 2249-50. doi: 10.1001/jama.2010.728.",
        ["JAMA", "2010-06-09", "303", "22", "2248-2249; author reply 2249-2250", "10.1001/jama.2010.728", ""],
    ),
    (
        "S Afr Med J. 2013 Oct 16;103(12 Suppl 1):956-1034. doi: 10.7196/samj.7627.",
        ["S Afr Med J", "2013-10-16", "103", "12 Suppl 1", "956-1034", "10.7196/samj.7627", ""],
    ),
    (
        "J Bras Nefrol. 2023 Jul-Sep;45(3):344-349. doi: 10.1590/2175-8239-JBN-2022-0105en.",
        ["J Bras Nefrol", "2023-07/2023-09", "45", "3", "344-349", "10.1590/2175-8239-JBN-2022-0105en", ""],
    ),
    ("Genet Couns. 1990;1(1):91-5.", ["Genet Couns", "1990", "1", "1", "91-95", "", ""]),
    (
        "Transplant Direct. 2021 Apr 22;7(5):e689. doi: 10.1097/TXD.0000000000001143. eCollection 2021 May.",
        ["Transplant Direct", "2021-04-22", "7", "5", "#e689", "10.1097/TXD.0000000000001143", ""],
    ),
    (
        "bioRxiv [Preprint]. 2023 Jun 28:2023.06.28.545801. doi: 10.1101/2023.06.28.545801. Update in: Am J Hum Genet. 2023 Dec 7;110(12):2068-2076. doi: 10.1016/j.ajhg.2023.10.011. PMID: 37425834; PMCID: PMC10327099.",
        ["bioRxiv", "2023-06-28", "", "", "#2023.06.28.545801", "10.1101/2023.06.28.545801", "37425834"],
    ),
    (
        "bioRxiv [Preprint]. 2023 Jul 11:2023.07.10.548264. doi: 10.1101/2023.07.10.548264. Update in: Bioinformatics. 2023 Dec 1;39(12): PMID: 37502962; PMCID: PMC10369904.",
        ["bioRxiv", "2023-07-11", "", "", "#2023.07.10.548264", "10.1101/2023.07.10.548264", "37502962"],
    ),
    (
        "Nat Rev Microbiol. 2021 Jan 19. doi: 10.1038/s41579-020-00497-1. Online ahead of print.",
        ["Nat Rev Microbiol", "2021-01-19", "", "", "", "10.1038/s41579-020-00497-1", ""],
    ),
    (
        "mBio. 2025 Sep 22:e0224325. doi: 10.1128/mbio.02243-25. Online ahead of print.",
        ["mBio", "2025-09-22", "", "", "#e0224325", "10.1128/mbio.02243-25", ""],
    ),
    (
        "Blood. 2015 Mar 2. pii: blood-2014-06-583351. [Epub ahead of print] PubMed PMID: 25733584.",
        ["Blood", "2015-03-02", "", "", "", "", "25733584"],
    ),
    (
        "J Clin Oncol. 2014 Mar 31. [Epub ahead of print] PubMed PMID: 24687822.",
        ["J Clin Oncol", "2014-03-31", "", "", "", "", "24687822"],
    ),
    (
        "Cell. 2012 Jul 6;150(1):12-27. doi: 10.1016/j.cell.2012.06.013. Review. PubMed PMID: 22770212.",
        ["Cell", "2012-07-06", "150", "1", "12-27", "10.1016/j.cell.2012.06.013", "22770212"],
    ),
    (
        "Nat Rev Neurosci. 2013 May;14(5):365-76. doi: 10.1038/nrn3475. Epub 2013 Apr 10. Review. Erratum in: Nat Rev Neurosci. 2013 Jun;14(6):451. PubMed PMID: 23571845.",
        ["Nat Rev Neurosci", "2013-05", "14", "5", "365-376", "10.1038/nrn3475", "23571845"],
    ),
    (
        "Cell. 2017 Oct 19;171(3):540-556.e25. doi: 10.1016/j.cell.2017.09.007. Epub 2017 Oct 5. Erratum in: Cell. 2018 Aug 9;174(4):1033. doi: 10.1016/j.cell.2018.07.036. PMID: 28988769; PMCID: PMC5687509.",
        ["Cell", "2017-10-19", "171", "3", "540-556.e25", "10.1016/j.cell.2017.09.007", "28988769"],
    ),
    (
        "J Neuropsychiatry Clin Neurosci. 2021 Winter;33(1):3-13. doi: 10.1176/appi.neuropsych.20060152. Epub 2020 Oct 28. PubMed PMID: 33108950; PubMed Central PMCID: PMC7989572.",
        [
            "J Neuropsychiatry Clin Neurosci",
            "2021-24",
            "33",
            "1",
            "3-13",
            "10.1176/appi.neuropsych.20060152",
            "33108950",
        ],
    ),
    (
        "Nucleic Acids Res. 2020 Jan 8;48(D1):D402-D406. doi: 10.1093/nar/gkz1054. PMID: 31696234; PMCID: PMC7145653.",
        ["Nucleic Acids Res", "2020-01-08", "48", "D1", "D402-D406", "10.1093/nar/gkz1054", "31696234"],
    ),
    (
        "Cochrane Database Syst Rev. 2009;(3):CD002759.",
        ["Cochrane Database Syst Rev", "2009", "", "3", "#CD002759", "", ""],
    ),
    (
        "Br J Math Stat Psychol. 2007 Nov;60(Pt 2):295-314.",
        ["Br J Math Stat Psychol", "2007-11", "60", "Pt 2", "295-314", "", ""],
    ),
    (
        "Neurosurgery. 2007 Jul;61(1):E174; discussion E174. doi: 10.1227/01.neu.0000279742.38178.f6.",
        ["Neurosurgery", "2007-07", "61", "1", "E174; discussion E174", "10.1227/01.neu.0000279742.38178.f6", ""],
    ),
    (
        "Ann Vasc Surg. 2019 Jul;58:379.e9-379.e13. doi: 10.1016/j.avsg.2018.10.026. Epub 2019 Jan 31.",
        ["Ann Vasc Surg", "2019-07", "58", "", "379.e9-379.e13", "10.1016/j.avsg.2018.10.026", ""],
    ),
    (
        "Neurosurg Focus. 2019 Jan 1;46(Suppl_1):V4. doi: 10.3171/2019.1.FocusVid.18417.",
        ["Neurosurg Focus", "2019-01-01", "46", "Suppl_1", "V4", "10.3171/2019.1.FocusVid.18417", ""],
    ),
    (
        "J Neurointerv Surg. 2020 Feb 3:neurintsurg-2019-015347. doi: 10.1136/neurintsurg-2019-015347.",
        ["J Neurointerv Surg", "2020-02-03", "", "", "#neurintsurg-2019-015347", "10.1136/neurintsurg-2019-015347", ""],
    ),
    (
        "3. Science. 2010 Jan 8;327(5962):217-20. doi: 10.1126/science.1176827. Epub 2009 Nov 19.",
        ["Science", "2010-01-08", "327", "5962", "217-220", "10.1126/science.1176827", ""],
    ),
    (
        "Cancers (Basel). 2025 Jan 3;17(1):133. doi: 10.3390/cancers17010133. Cancers (Basel). 2025. PMID: 39796760 Free PMC article. Review.",
        ["Cancers (Basel)", "2025-01-03", "17", "1", "133", "10.3390/cancers17010133", "39796760"],
    ),
    (
        "bioRxiv [Preprint]. 2025 May 14:2025.05.14.653978. doi: 10.1101/2025.05.14.653978. bioRxiv. 2025. PMID: 40463095 Free PMC article. Preprint.",
        ["bioRxiv", "2025-05-14", "", "", "#2025.05.14.653978", "10.1101/2025.05.14.653978", "40463095"],
    ),
    (
        "JAMA. 2014 Feb 12;311(6):579-86. doi: 10.1001/jama.2013.285141.",
        ["JAMA", "2014-02-12", "311", "6", "579-586", "10.1001/jama.2013.285141", ""],
    ),
    (
        "Int J Environ Res Public Health. 2017 Nov 16;14(11). pii: E1392. doi: 10.3390/ijerph14111392.",
        ["Int J Environ Res Public Health", "2017-11-16", "14", "11", "#E1392", "10.3390/ijerph14111392", ""],
    ),
    (
        "Front Immunol. 2023 Apr 6;14:1129465. doi: 10.3389/fimmu.2023.1129465. eCollection 2023.",
        ["Front Immunol", "2023-04-06", "14", "", "#1129465", "10.3389/fimmu.2023.1129465", ""],
    ),
    (
        "Nat Rev Drug Discov. 2019 Jun;18(6):421-446. doi: 10.1038/s41573-019-0017-4. Erratum in: Nat Rev Drug Discov. 2019 Mar 18; Erratum in Nat Rev Drug Discov. 2019 Apr 24;: PMID: 30846871.",
        ["Nat Rev Drug Discov", "2019-06", "18", "6", "421-446", "10.1038/s41573-019-0017-4", "30846871"],
    ),
    // Oddities of notation.
    ("20 Century Br Hist. 2009;20(4):454-81.", ["20 Century Br Hist", "2009", "20", "4", "454-481", "", ""]),
    ("Circulation. 2009 May;79 Suppl 3:54-59.", ["Circulation", "2009-05", "79 Suppl 3", "", "54-59", "", ""]),
    ("J X. 1990;4:Suppl:7-93.", ["J X", "1990", "4", "Suppl", "7-93", "", ""]),
    ("J X. 2020 Jun;140(6). doi: 10.1234/x.", ["J X", "2020-06", "140", "6", "", "10.1234/x", ""]),
    ("J X. 2019 Aug; 96:12-19.", ["J X", "2019-08", "96", "", "12-19", "", ""]),
    ("J X. 2017 Fall;3(12 (10 )):e1234. PMID: 7Review.", ["J X", "2017-23", "3", "12 (10 )", "#e1234", "", "7"]),
    (
        "ArXiv [Preprint]. 2023 Jan 3:arXiv:2301.01234v4. PMID: 5.",
        ["ArXiv", "2023-01-03", "", "", "#arXiv:2301.01234v4", "", "5"],
    ),
    (
        "J X. 2014;5:1-2. Epub 2014 Aug 25 doi:10.1037/a0037830.",
        ["J X", "2014", "5", "", "1-2", "10.1037/a0037830", ""],
    ),
    (
        "J Soc. 1998;64(1):1-9. doi: 10.1002/(SICI)1097-4628(19970404)64:1<1::AID-APP1>3.0.CO;2-V. PMID: 1",
        ["J Soc", "1998", "64", "1", "1-9", "10.1002/(SICI)1097-4628(19970404)64:1<1::AID-APP1>3.0.CO;2-V", "1"],
    ),
    ("JAMA\n. 2014 Feb 12;311(6):579-86.", ["JAMA", "2014-02-12", "311", "6", "579-586", "", ""]),
    (
        "Lancet. 2016 May;1(1):1. PMID: 27172445Free PMC article.No abstract available.",
        ["Lancet", "2016-05", "1", "1", "1", "", "27172445"],
    ),
    (
        "Lancet. 1973;1:2. PMID: 4574086  [PubMed - indexed for MEDLINE]",
        ["Lancet", "1973", "1", "", "2", "", "4574086"],
    ),
    (
        "mBio. 2019 Mar 5;10(2). pii: e00123-19. doi: 10.1128/mBio.00123-19.",
        ["mBio", "2019-03-05", "10", "2", "#e00123-19", "10.1128/mBio.00123-19", ""],
    ),
    ("Lancet. 2005;365:1-2. pii: S0140-6736(05)17700-1. PMID: 9.", ["Lancet", "2005", "365", "", "1-2", "", "9"]),
    (
        "J X. 2012 Dec 29-2013 Jan 4;380(9859):1. PMID: 3; PMCID: PMC4 [Available on 2014-01-01]",
        ["J X", "2012-12-29/2013-01-04", "380", "9859", "1", "", "3"],
    ),
];

fn parts(found: &Citation) -> [String; 7] {
    let article = &found.article;
    let own = |value: Option<&str>| value.unwrap_or("").to_owned();
    let pages = match &article.article_number {
        Some(number) => format!("#{number}"),
        None => own(article.pages.as_ref().map(|pages| pages.expanded())),
    };
    [
        own(article.container.nlm.as_deref()),
        article.date(DateRole::Issued).map(|date| date.edtf()).unwrap_or_default(),
        own(article.volume.as_deref()),
        own(article.issue.as_deref()),
        pages,
        own(article.id(&IdKind::Doi)),
        own(article.id(&IdKind::Pmid)),
    ]
}

#[test]
fn citations_are_read_to_their_end() {
    for (text, expected) in CITATIONS {
        let found = parse(text).unwrap_or_else(|| panic!("not read: {text}"));
        assert_eq!((parts(&found), found.rest.as_str()), (expected.map(str::to_owned), ""), "{text}");
    }
}
