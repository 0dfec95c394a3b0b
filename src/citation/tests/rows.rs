//! Real strings, and what must come out of them.

/// Citation; journal, issued, volume, issue, pages or number, DOI, PMID.
pub(super) type Row = (&'static str, [&'static str; 7]);

pub(super) const CITATIONS: &[Row] = &[
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

/// Item; title, types; the parts of its citation.
pub(super) const ITEMS: &[(&str, [&str; 2], [&str; 7])] = &[
    (
        "Addressing CPI resistance in NSCLC: targeting TAM receptors to modulate the tumor microenvironment and future prospects.J Immunother Cancer. 2022 Jul;10(7):e004863. doi: 10.1136/jitc-2022-004863. J Immunother Cancer. 2022. PMID: 35858709 Free PMC article. Review.",
        [
            "Addressing CPI resistance in NSCLC: targeting TAM receptors to modulate the tumor microenvironment and future prospects",
            "Review",
        ],
        ["J Immunother Cancer", "2022-07", "10", "7", "#e004863", "10.1136/jitc-2022-004863", "35858709"],
    ),
    (
        "Molecular heterogeneity of anti-PD-1/PD-L1 immunotherapy efficacy is correlated with tumor immune microenvironment in East Asian patients with non-small cell lung cancer.Cancer Biol Med. 2020 Aug 15;17(3):768-781. doi: 10.20892/j.issn.2095-3941.2020.0121. Cancer Biol Med. 2020. PMID: 32944405 Free PMC article.",
        [
            "Molecular heterogeneity of anti-PD-1/PD-L1 immunotherapy efficacy is correlated with tumor immune microenvironment in East Asian patients with non-small cell lung cancer",
            "",
        ],
        ["Cancer Biol Med", "2020-08-15", "17", "3", "768-781", "10.20892/j.issn.2095-3941.2020.0121", "32944405"],
    ),
    (
        "VEGF/VEGFR-Targeted Therapy and Immunotherapy in Non-small Cell Lung Cancer: Targeting the Tumor Microenvironment.Int J Biol Sci. 2022 May 29;18(9):3845-3858. doi: 10.7150/ijbs.70958. eCollection 2022. Int J Biol Sci. 2022. PMID: 35813484 Free PMC article. Review.",
        [
            "VEGF/VEGFR-Targeted Therapy and Immunotherapy in Non-small Cell Lung Cancer: Targeting the Tumor Microenvironment",
            "Review",
        ],
        ["Int J Biol Sci", "2022-05-29", "18", "9", "3845-3858", "10.7150/ijbs.70958", "35813484"],
    ),
    (
        "Multidimensional profiling depicts infiltrating immune cell heterogeneity in the tumor microenvironment of stage IA non-small cell lung cancer.Thorac Cancer. 2022 Apr;13(7):947-955. doi: 10.1111/1759-7714.14329. Epub 2022 Feb 11. Thorac Cancer. 2022. PMID: 35150094 Free PMC article.",
        [
            "Multidimensional profiling depicts infiltrating immune cell heterogeneity in the tumor microenvironment of stage IA non-small cell lung cancer",
            "",
        ],
        ["Thorac Cancer", "2022-04", "13", "7", "947-955", "10.1111/1759-7714.14329", "35150094"],
    ),
    (
        "ILT4 inhibition prevents TAM- and dysfunctional T cell-mediated immunosuppression and enhances the efficacy of anti-PD-L1 therapy in NSCLC with EGFR activation.Theranostics. 2021 Jan 19;11(7):3392-3416. doi: 10.7150/thno.52435. eCollection 2021. Theranostics. 2021. PMID: 33537094 Free PMC article.",
        [
            "ILT4 inhibition prevents TAM- and dysfunctional T cell-mediated immunosuppression and enhances the efficacy of anti-PD-L1 therapy in NSCLC with EGFR activation",
            "",
        ],
        ["Theranostics", "2021-01-19", "11", "7", "3392-3416", "10.7150/thno.52435", "33537094"],
    ),
    (
        "Assessing the impact of probiotics on immunotherapy effectiveness and antibiotic-mediated resistance in cancer: a systematic review and meta-analysis.Front Immunol. 2025 Mar 21;16:1538969. doi: 10.3389/fimmu.2025.1538969. eCollection 2025. Front Immunol. 2025. PMID: 40191197 Free PMC article.",
        [
            "Assessing the impact of probiotics on immunotherapy effectiveness and antibiotic-mediated resistance in cancer: a systematic review and meta-analysis",
            "",
        ],
        ["Front Immunol", "2025-03-21", "16", "", "#1538969", "10.3389/fimmu.2025.1538969", "40191197"],
    ),
    (
        "Vinorelbine Alters lncRNA Expression in Association with EGFR Mutational Status and Potentiates Tumor Progression Depending on NSCLC Cell Lines' Genetic Profile.Biomedicines. 2023 Dec 13;11(12):3298. doi: 10.3390/biomedicines11123298. Biomedicines. 2023. PMID: 38137519 Free PMC article.",
        [
            "Vinorelbine Alters lncRNA Expression in Association with EGFR Mutational Status and Potentiates Tumor Progression Depending on NSCLC Cell Lines' Genetic Profile",
            "",
        ],
        ["Biomedicines", "2023-12-13", "11", "12", "3298", "10.3390/biomedicines11123298", "38137519"],
    ),
    (
        "Immune Checkpoint Blockade Combined with AbnobaViscum® Therapy Is Linked to Improved Survival in Advanced or Metastatic Non-Small-Cell Lung Cancer Patients: A Registry Study in Accordance with the ESMO Guidance for Reporting Real-World Evidence.Pharmaceuticals (Basel). 2024 Dec 18;17(12):1713. doi: 10.3390/ph17121713. Pharmaceuticals (Basel). 2024. PMID: 39770555 Free PMC article.",
        [
            "Immune Checkpoint Blockade Combined with AbnobaViscum® Therapy Is Linked to Improved Survival in Advanced or Metastatic Non-Small-Cell Lung Cancer Patients: A Registry Study in Accordance with the ESMO Guidance for Reporting Real-World Evidence",
            "",
        ],
        ["Pharmaceuticals (Basel)", "2024-12-18", "17", "12", "1713", "10.3390/ph17121713", "39770555"],
    ),
    (
        "Mutation-Driven Immune Microenvironments in Non-Small Cell Lung Cancer: Unrevealing Patterns through Cluster Analysis.Yonsei Med J. 2024 Dec;65(12):683-694. doi: 10.3349/ymj.2024.0062. Yonsei Med J. 2024. PMID: 39609084 Free PMC article.",
        [
            "Mutation-Driven Immune Microenvironments in Non-Small Cell Lung Cancer: Unrevealing Patterns through Cluster Analysis",
            "",
        ],
        ["Yonsei Med J", "2024-12", "65", "12", "683-694", "10.3349/ymj.2024.0062", "39609084"],
    ),
    (
        "Tissue-specific properties of type 1 dendritic cells in lung cancer: implications for immunotherapy.J Immunother Cancer. 2025 Mar 25;13(3):e010547. doi: 10.1136/jitc-2024-010547. J Immunother Cancer. 2025. PMID: 40132908 Free PMC article. Review.",
        [
            "Tissue-specific properties of type 1 dendritic cells in lung cancer: implications for immunotherapy",
            "Review",
        ],
        ["J Immunother Cancer", "2025-03-25", "13", "3", "#e010547", "10.1136/jitc-2024-010547", "40132908"],
    ),
    // Without the short form; a title that ends in a question mark; a translated title; a title on a line of its own.
    (
        "What is new in 2020? Iron.Cancers (Basel). 2025 Jan 3;17(1):133. PMID: 3",
        ["What is new in 2020? Iron", ""],
        ["Cancers (Basel)", "2025-01-03", "17", "1", "133", "", "3"],
    ),
    (
        "Does it work?J X. 2025;17:133. PMID: 3 French.",
        ["Does it work?", ""],
        ["J X", "2025", "17", "", "133", "", "3"],
    ),
    (
        "[Iron in the elderly].Rev Prat. 1990;1(1):9. PMID: 4574086 French. No abstract available.",
        ["Iron in the elderly", ""],
        ["Rev Prat", "1990", "1", "1", "9", "", "4574086"],
    ),
    (
        "Tissue-Specific Iron Levels.bioRxiv [Preprint]. 2025 May 14:2025.05.14.653978. doi: 10.1101/2025.05.14.653978. bioRxiv. 2025. PMID: 40463095 Free PMC article. Preprint.",
        ["Tissue-Specific Iron Levels", "Preprint"],
        ["bioRxiv", "2025-05-14", "", "", "#2025.05.14.653978", "10.1101/2025.05.14.653978", "40463095"],
    ),
    (
        "A title of 1.5 parts.\nSmith J, Doe A; Iron Group.\nLancet. 2016 May;1(1):1-3.\nPMID: 27172445Free PMC article.Review.",
        ["A title of 1.5 parts", "Review"],
        ["Lancet", "2016-05", "1", "1", "1-3", "", "27172445"],
    ),
    (
        "[Obituary: Professor L.S. Penrose, 1898-1972].\nLancet. 1972 May;1(1):1.\nPMID: 7046097 No abstract available.",
        ["Obituary: Professor L.S. Penrose, 1898-1972", ""],
        ["Lancet", "1972-05", "1", "1", "1", "", "7046097"],
    ),
    (
        "A title\nReview Lancet\n. 2016 May;1(1):1-3.\nPMID: 5",
        ["A title", "Review"],
        ["Lancet", "2016-05", "1", "1", "1-3", "", "5"],
    ),
    ("Lancet. 2016 May;1(1):1-3. PMID: 5", ["", ""], ["Lancet", "2016-05", "1", "1", "1-3", "", "5"]),
];

/// Reference; title, authors, types; the parts of its citation.
pub(super) const CITES: &[(&str, [&str; 3], [&str; 7])] = &[
    (
        "1: Simpson D, Ling J, Jing Y, Adamson B. Mapping the Genetic Interaction Network of PARP inhibitor Response. bioRxiv [Preprint]. 2023 Aug 20:2023.08.19.553986. doi: 10.1101/2023.08.19.553986. PMID: 37645833; PMCID: PMC10462155.",
        ["Mapping the Genetic Interaction Network of PARP inhibitor Response", "Simpson D|Ling J|Jing Y|Adamson B", ""],
        ["bioRxiv", "2023-08-20", "", "", "#2023.08.19.553986", "10.1101/2023.08.19.553986", "37645833"],
    ),
    (
        "12. Prem K, Liu Y; Centre for the Mathematical Modelling of Infectious Diseases COVID-19 Working Group; Cook AR, Jit M. Projecting contact matrices. PLoS Comput Biol. 2021 Jul 26;17(7):e1009098. doi: 10.1371/journal.pcbi.1009098. Erratum in: PLoS Comput Biol. 2024 Sep 18;20(9):e1012454. doi: 10.1371/journal.pcbi.1012454. PMID: 34310590; PMCID: PMC8354454.",
        [
            "Projecting contact matrices",
            "Prem K|Liu Y|Centre for the Mathematical Modelling of Infectious Diseases COVID-19 Working Group|Cook AR|Jit M",
            "",
        ],
        ["PLoS Comput Biol", "2021-07-26", "17", "7", "#e1009098", "10.1371/journal.pcbi.1009098", "34310590"],
    ),
    (
        "Griffin DK, Larkin DM, O'Connor RE. Time lapse: A glimpse. Of what? Eur J Med Genet. 2020 Feb;63(2):103640. doi: 10.1016/j.ejmg.2019.03.004. Epub 2019 Mar 25. Review. PubMed PMID: 30922926; PubMed Central PMCID: PMC7026692.",
        ["Time lapse: A glimpse. Of what?", "Griffin DK|Larkin DM|O'Connor RE", "Review"],
        ["Eur J Med Genet", "2020-02", "63", "2", "#103640", "10.1016/j.ejmg.2019.03.004", "30922926"],
    ),
    (
        "Vitamin D. An overview. J X. 2000;1:2-3. PMID: 7.",
        ["Vitamin D. An overview", "", ""],
        ["J X", "2000", "1", "", "2-3", "", "7"],
    ),
    (
        "[Iron in the elderly]. Rev Prat. 1990;1(1):9. French. PMID: 1.",
        ["Iron in the elderly", "", ""],
        ["Rev Prat", "1990", "1", "1", "9", "", "1"],
    ),
    (
        "Smith J. Blood. Blood. 2015 Mar 2. [Epub ahead of print] PubMed PMID: 25733584.",
        ["Blood", "Smith J", ""],
        ["Blood", "2015-03-02", "", "", "", "", "25733584"],
    ),
    (
        "Ershad M, Naji A, Patel P, Vearrier D. N-Acetylcysteine. [Updated 2024 Feb 29]. In: StatPearls [Internet]. Treasure Island (FL): StatPearls Publishing; 2025 Jan-. Available from: https://www.ncbi.nlm.nih.gov/books/NBK537183/",
        ["N-Acetylcysteine", "Ershad M|Naji A|Patel P|Vearrier D", ""],
        ["", "2025-01/..", "", "", "", "", ""],
    ),
    (
        "Moriles KE, Zubair M, Azer SA. Alanine Aminotransferase (ALT) Test. 2024 Feb 27. In: StatPearls [Internet]. Treasure Island (FL): StatPearls Publishing; 2024 Jan\u{2013}. PMID: 32644593.",
        ["Alanine Aminotransferase (ALT) Test", "Moriles KE|Zubair M|Azer SA", ""],
        ["", "2024-02-27", "", "", "", "", "32644593"],
    ),
    (
        "Pagon RA. Marfan Syndrome. 2001 Apr 18 [updated 2022 Feb 17]. In: Adam MP, Feldman J, editors. GeneReviews(®) [Internet]. Seattle (WA): University of Washington, Seattle; 1993\u{2013}2024. PMID: 20301510.",
        ["Marfan Syndrome", "Pagon RA", ""],
        ["", "2001-04-18", "", "", "", "", "20301510"],
    ),
    (
        "Smith J. Liver. In: Doe A, editor. Big Book. 2nd ed. New York: Springer; 2010. p. 12-34.",
        ["Liver", "Smith J", ""],
        ["", "2010", "", "", "12-34", "", ""],
    ),
    (
        "Jonas DE. Screening for Hepatitis C [Internet]. Rockville (MD): Agency for Healthcare Research and Quality (US); 2013 Apr. PMID: 23700632.",
        ["Screening for Hepatitis C", "Jonas DE", ""],
        ["", "2013-04", "", "", "", "", "23700632"],
    ),
    (
        "RECOVERY Collaborative Group; Horby P, Lim WS, Emberson JR. Dexamethasone in Hospitalized Patients with Covid-19. N Engl J Med. 2021 Feb 25;384(8):693-704. doi: 10.1056/NEJMoa2021436. Epub 2020 Jul 17. PMID: 32678530; PMCID: PMC7383595.",
        [
            "Dexamethasone in Hospitalized Patients with Covid-19",
            "RECOVERY Collaborative Group|Horby P|Lim WS|Emberson JR",
            "",
        ],
        ["N Engl J Med", "2021-02-25", "384", "8", "693-704", "10.1056/NEJMoa2021436", "32678530"],
    ),
    (
        "World Health Organization. Effect in the U.S.A. Proc Natl Acad Sci U S A. 2000 Jan 1;1(1):2-3; quiz 4.",
        ["Effect in the U.S.A", "World Health Organization", ""],
        ["Proc Natl Acad Sci U S A", "2000-01-01", "1", "1", "2-3; quiz 4", "", ""],
    ),
    (
        "[No authors listed] Title about U.S. policy. Lancet. 2000 Apr 5.",
        ["Title about U.S. policy", "", ""],
        ["Lancet", "2000-04-05", "", "", "", "", ""],
    ),
    (
        "Smith J. Title. In: foo. Clin Infect Dis. 2020 Jan 1:ciaa123. doi: 10.1093/cid/ciaa123. Epub ahead of print. PMID: 5; PMCID: PMC6; NIHMSID: NIHMS12.",
        ["Title. In: foo", "Smith J", ""],
        ["Clin Infect Dis", "2020-01-01", "", "", "#ciaa123", "10.1093/cid/ciaa123", "5"],
    ),
];

/// Reference; title, authors; journal in whichever form, year, volume, issue, pages or number, DOI, PMID.
pub(super) const REFERENCES: &[(&str, [&str; 2], [&str; 7])] = &[
    (
        "- Felip E, Altorki N, Zhou C, Csoszi T, Vynnychenko I, Goloborodko O, et al. . Adjuvant atezolizumab after adjuvant chemotherapy in resected stage IB-IIIA non-small-cell lung cancer (IMpower010): a randomised, multicentre, open-label, phase 3 trial. Lancet (2021) 398(10308):1344–57. doi: 10.1016/S0140-6736(21)02098-5 - DOI - PubMed",
        [
            "Adjuvant atezolizumab after adjuvant chemotherapy in resected stage IB-IIIA non-small-cell lung cancer (IMpower010): a randomised, multicentre, open-label, phase 3 trial",
            "Felip E|Altorki N|Zhou C|Csoszi T|Vynnychenko I|Goloborodko O",
        ],
        ["Lancet", "2021", "398", "10308", "1344-1357", "10.1016/S0140-6736(21)02098-5", ""],
    ),
    (
        "Smith J., Doe A.B. A title. With two parts. Cancers. 2019;11:123. doi: 10.3390/cancers11010123. - DOI - PMC - PubMed",
        ["A title. With two parts", "Smith J|Doe AB"],
        ["Cancers", "2019", "11", "", "123", "10.3390/cancers11010123", ""],
    ),
    (
        "Smith J, Doe A. A title. J Abbrev. 2019;12(3):1-9. doi: 10.1234/x. PMID: 77. - PubMed",
        ["A title", "Smith J|Doe A"],
        ["J Abbrev", "2019", "12", "3", "1-9", "10.1234/x", "77"],
    ),
    (
        "Smith J, Doe A. A title of iron. Cancer Res 2019;79:101–9.",
        ["A title of iron", "Smith J|Doe A"],
        ["Cancer Res", "2019", "79", "", "101-109", "", ""],
    ),
    (
        "Anders S, Huber W: Differential expression analysis. Genome Biol 2010, 11:R106.",
        ["Differential expression analysis", "Anders S|Huber W"],
        ["Genome Biol", "2010", "11", "", "R106", "", ""],
    ),
    (
        "Smith J, Doe A. A title of iron. J. Clin. Invest. 2020;130:1-9.",
        ["A title of iron", "Smith J|Doe A"],
        ["J. Clin. Invest.", "2020", "130", "", "1-9", "", ""],
    ),
    (
        "Smith J, Doe A. A title of iron. Proc. Natl. Acad. Sci. USA. 2020;130:1-9.",
        ["A title of iron", "Smith J|Doe A"],
        ["Proc. Natl. Acad. Sci. USA", "2020", "130", "", "1-9", "", ""],
    ),
    (
        "Smith, J. A., & Doe, C. (2019). A title: with words. Journal of Iron, 12(3), 1–9. https://doi.org/10.1234/y",
        ["A title: with words", "Smith JA|Doe C"],
        ["Journal of Iron", "2019", "12", "3", "1-9", "10.1234/y", ""],
    ),
    (
        "Smith J, Doe A (2019) A title of iron. J Iron 12:1–9",
        ["A title of iron", "Smith J|Doe A"],
        ["J Iron", "2019", "12", "", "1-9", "", ""],
    ),
    (
        "Smith, J. & Doe-Roe, A. B. A title of iron. Nat. Med. 12, 1–9 (2019).",
        ["A title of iron", "Smith J|Doe-Roe AB"],
        ["Nat. Med.", "2019", "12", "", "1-9", "", ""],
    ),
    // Nothing sure but the identifier, or not even that.
    (
        "Some book about iron, third printing, Oxford (2019). doi: 10.1234/z - DOI",
        ["", ""],
        ["", "", "", "", "", "10.1234/z", ""],
    ),
    ("Some title. J Iron. 2019;12:1-2.", ["", ""], ["J Iron", "2019", "12", "", "1-2", "", ""]),
    ("Personal communication.", ["", ""], ["", "", "", "", "", "", ""]),
];
