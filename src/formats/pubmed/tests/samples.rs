//! What each sample says.

use super::*;

/// What each record of a sample says, by slots.
pub type Records = &'static [&'static [(&'static str, &'static str)]];

/// The samples, and what each of their records says: slots by name, a number of values after `#`.
pub const SAMPLES: &[(&str, Records)] = &[
    (
        include_str!("../../../../samples/pubmed-text/page-browser.txt"),
        &[&[
            ("title", "Risk of end-stage renal disease following live kidney donation"),
            (
                "authors",
                "Muzaale, Abimereki D | Massie, Allan B | Wang, Mei-Cheng | de la Cruz, Fernando | Segev, Dorry L",
            ),
            ("group_authors", "Donor Study Group"),
            ("author_marks", "de la Cruz, Fernando: equal | Segev, Dorry L: equal"),
            ("container_nlm", "JAMA"),
            ("date", "2014-02-12"),
            ("volume", "311"),
            ("issue", "6"),
            ("pages", "579-586"),
            ("doi", "10.1001/jama.2013.285141"),
            ("pmid", "24519297"),
            ("pmcid", "PMC4411956"),
            ("mesh", "Adult | Kidney Failure, Chronic/*epidemiology/etiology | *Kidney Transplantation"),
            ("substances", "Creatinine"),
            ("data_accessions", "ClinicalTrials.gov/NCT00608283"),
            ("publication_types", "Research Support, N.I.H., Extramural | Research Support, U.S. Gov't, P.H.S."),
            ("grants", "#2"),
            ("figures", "#2"),
            ("relations", "#2"),
            ("similar", "#3"),
            ("cited_by", "#1"),
            ("references", "#3"),
            ("extra", ""),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-no-abstract.txt"),
        &[&[
            ("title", "Genetic counselling in a small clinic"),
            ("title_translated", "Genetic counselling in a small clinic"),
            ("language", "af"),
            ("authors", "Kromberg, Jennifer G R | Krause, Amanda"),
            ("affiliations", "#2"),
            ("abstract", ""),
            ("similar", "#1"),
            ("pmid", "24300644"),
            ("extra", ""),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-two-glued.txt"),
        &[&[("pmid", "24519297"), ("extra", "")], &[("pmid", "33469168"), ("extra", "")]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-type-before-journal.txt"),
        &[&[
            ("publication_types", "Review"),
            ("container_nlm", "Nat Rev Microbiol"),
            ("status", "ahead-of-print"),
            ("keywords", "plasmids | conjugation | vitamin B12"),
            ("copyright", "© 2021. The Author(s)."),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-affiliations-collaborators.txt"),
        &[&[
            ("authors", "Chng, Kern Rei | León-Sampedro, Ricardo | López-Fresneña, Nieves | Chen, Swaine L"),
            ("group_authors", "R-GNOSIS WP5 Study Group | MetaSUB Consortium"),
            ("investigators", "Roe, Jane Q | van der Doe, John"),
            ("emails", "ricardo@example.org | nieves@example.org"),
            ("affiliations", "#3"),
            ("other_abstracts", "There are small living things on trains."),
            ("date_record", "2024-11-22"),
            ("doi", "10.1038/s41586-024-07510-0"),
            ("extra", ""),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-tool.txt"),
        &[&[
            ("pmid", "36314903"),
            ("pmcid", "PMC9733624"),
            ("abstract", "Objective: To write a sample.\nMethods: By hand."),
            ("publication_types", "Review"),
            ("mesh", "Humans | Neoplasms/*radiotherapy"),
            ("similar", "#2"),
            ("references", "#2"),
            ("relations", "#1"),
            ("extra", ""),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-menus-open.txt"),
        &[&[
            ("container_nlm", "Mol Biol Evol"),
            ("authors", "Roe, Jane | Doe, John, Jr"),
            ("doi", "10.1093/molbev/msac115"),
            ("mesh", "*Evolution, Molecular | Plasmids/genetics"),
            ("substances", "DNA, Bacterial"),
            ("supplementary_concepts", "Bacteria X"),
            ("personal_names", "Barbara McClintock"),
            ("extra", ""),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-before-2020.txt"),
        &[
            &[
                ("container_nlm", "Front Microbiol"),
                ("authors", "#10"),
                ("affiliations", "#2"),
                ("keywords", "anaerobic digestion | conjugation | plasmid"),
                ("pmid", "30459733"),
                ("extra", ""),
            ],
            &[
                ("title", "Counselling in the old style"),
                ("authors", "Roe, J. | Doe, J. Q."),
                ("pmid", "2103712"),
                ("extra", ""),
            ],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-flattened.txt"),
        &[&[
            ("title", ""),
            ("pmid", "33543588"),
            ("doi", "10.7748/ns.2021.e11406"),
            ("container_nlm", "Nurs Stand"),
            ("pages", "61-66"),
            ("keywords", "blood glucose clinical diabetes diabetic foot ulcers wound care"),
            ("extra", "#2"),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/page-saved.txt"),
        &[&[
            ("title", "Risk of end-stage renal disease following live kidney donation"),
            ("authors", "#3"),
            ("affiliations", "#2"),
            ("abstract", "It is a small risk."),
            ("other_abstracts", "El riesgo es bajo."),
            ("extra", ""),
        ]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/results.txt"),
        &[
            &[("pmid", "24519297"), ("authors", "#4"), ("container_nlm", "JAMA"), ("extra", "#1")],
            &[("pmid", "20215610"), ("authors", "#2"), ("date", "2010-03-10"), ("extra", "")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/results-no-authors.txt"),
        &[
            &[("title", "Obituary: Professor L.S. Penrose, 1898-1972"), ("pmid", "4574086"), ("language", "fr")],
            &[("title", "Counselling in the old style"), ("pmid", "2103712")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/abstract.txt"),
        &[
            &[
                (
                    "authors",
                    "Kim, D. H. | Sohn, M. K. | van der Berg, J. P., Jr | Lee, Y. S. | Joo, M. C. | Chang, W. H.",
                ),
                ("affiliations", "#5"),
                ("author_marks", "Chang, W. H.: equal"),
                ("relations", "#2"),
                ("doi", "10.3346/jkms.2026.41.e113"),
                ("pmid", "41978925"),
                ("date_record", "2027-01-02"),
                ("copyright", "© 2026 The Korean Academy of Medical Sciences."),
                ("conflict_of_interest", "The authors have no potential conflicts of interest to disclose."),
                ("extra", ""),
            ],
            &[
                ("title", "An unstructured abstract"),
                ("date_epub", "2009-11-19"),
                ("language", "zh"),
                ("group_authors", "Diabetes Study Group"),
                ("abstract", "There is one paragraph only, about DNA: it is wrapped."),
                ("extra", ""),
            ],
            &[("doi", ""), ("pmid", "2103712"), ("authors", "Roe, J."), ("abstract", "Nothing to say.")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/abstract-book.txt"),
        &[
            &[
                ("title", "N-Acetylcysteine"),
                ("kind", "chapter"),
                ("container_title", "StatPearls"),
                ("publisher", "StatPearls Publishing"),
                ("date", "2024-02-29"),
                ("authors", "Ershad, M. | Naji, A. | Vearrier, D."),
                ("pmid", "30725868"),
                ("extra", ""),
            ],
            &[
                ("title", "Correction to: A study of ours"),
                ("language", "pt"),
                ("investigators", "Silva, A. | Souza, B."),
                ("group_authors", "Grupo de Estudos"),
                ("keywords", "errors | corrections"),
                ("other_abstracts", "INTRODUÇÃO: Estava errado.\nMÉTODOS: Agora está certo."),
                ("doi", "10.20344/amp.00001"),
                ("pmid", "31851888"),
                ("relations", "#1"),
                ("extra", ""),
            ],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/summary.txt"),
        &[
            &[("kind", "article"), ("article_number", "2023.08.19.553986"), ("pmcid", "PMC10462155")],
            &[("doi", "10.1101/2023.06.28.545801"), ("relations", "#1"), ("pmid", "37425834")],
            &[("relations", "#1"), ("pmid", "37502962"), ("pmcid", "PMC10369904")],
            &[
                ("authors", "Prem, K. | Zandvoort, K. V. | Klepac, P. | Cook, A. R. | Jit, M."),
                ("group_authors", "#1"),
                ("pmid", "34310590"),
                ("relations", "#1"),
            ],
            &[("title", "Is this a title? Yes!"), ("pii", "blood-2014-06-583351"), ("pmid", "25733584")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/summary-one-a-line.txt"),
        &[
            &[("pmid", "21414485"), ("publication_types", "Review"), ("pmcid", "PMC3099475")],
            &[("title", "Power failure"), ("pmid", "23571845"), ("relations", "#1")],
            &[("kind", "chapter"), ("container_title", "StatPearls"), ("pmid", "32644737")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/summary-by-hand.txt"),
        &[
            &[("pmid", "24519297"), ("et_al", "true"), ("pages", "579-586")],
            &[("pmid", "31000002"), ("container_nlm", "J Foo")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/cite.txt"),
        &[&[("authors", "Zhou, S. | Yang, H."), ("article_number", "1129465"), ("pmid", "37090727")]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/mixed.txt"),
        &[
            &[("pmid", "37090727"), ("similar", "#5"), ("extra", "")],
            &[("pmid", "33469168"), ("extra", "")],
            &[("pmid", "2103712"), ("extra", "")],
        ],
    ),
    (
        include_str!("../../../../samples/pubmed-text/bad/truncated-page.txt"),
        &[&[("pmid", "24519297"), ("abstract", "#1"), ("similar", "#1"), ("extra", "")]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/bad/no-title.txt"),
        &[&[("title", ""), ("authors", "#3"), ("pmid", "24519297"), ("extra", "")]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/bad/two-glued-cut.txt"),
        &[&[("pmid", "24519297")], &[("pmid", "33469168"), ("abstract", "A single")]],
    ),
    (
        include_str!("../../../../samples/pubmed-text/bad/odd-lines.txt"),
        &[&[("title", "Some title of a page"), ("pmid", "36314903"), ("similar", "#1"), ("extra", "#3")]],
    ),
];

#[test]
fn samples() {
    for (text, expected) in SAMPLES {
        let name = text.lines().take(3).collect::<Vec<_>>().join(" / ");
        assert_eq!(sniff(desk::head(text, 8192)), Likely::Yes, "{name}");
        let found = read(text);
        assert_eq!(found.len(), expected.len(), "{name}");
        for ((article, _, outcome), expected) in found.iter().zip(*expected) {
            assert_eq!(*outcome, Outcome::Whole, "{name}");
            for (slot, expected) in *expected {
                let values = article.values(Slot::by_name(slot).unwrap_or_else(|| panic!("no slot {slot}")));
                match expected.strip_prefix('#') {
                    Some(count) => assert_eq!(values.len().to_string(), count, "{slot} in {name}: {values:?}"),
                    None => assert_eq!(values.join(" | "), *expected, "{slot} in {name}"),
                }
            }
            for relation in &article.relations {
                let own = article.id(&IdKind::Pmid);
                assert!(
                    relation.all_ids().all(|id| id.kind != IdKind::Pmid || Some(id.value.as_str()) != own),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn samples_are_cut_the_same_from_any_buffer_and_line_end() {
    for (text, expected) in SAMPLES {
        let whole = cuts(text.as_bytes(), text.len());
        for step in [1, 2, 7, 64] {
            assert_eq!(cuts(text.as_bytes(), step), whole, "steps of {step}");
        }
        let name = text.lines().next().unwrap();
        for end in ["\r\n", "\r"] {
            let other = text.replace('\n', end);
            let found = read(&other);
            assert_eq!(found.len(), expected.len(), "{name}");
            for ((found, ..), (plain, ..)) in found.iter().zip(read(text)) {
                assert_eq!(*found, plain, "{name} with {end:?}");
            }
        }
    }
}
