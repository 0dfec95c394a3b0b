//! Single entries and what is read from them, field by field.

use super::tests::read;
use crate::article::{Kind, Slot};
use crate::formats::bibtex::{BIBLATEX, BIBTEX};

use Slot::*;

type Case<'a> = (&'a str, &'a [(Slot, &'a str)]);

fn check(format: &'static crate::format::Format, cases: &[Case]) {
    for (entry, expected) in cases {
        let (articles, _) = read(format, entry);
        let article = &articles[0];
        for (slot, value) in *expected {
            assert_eq!(article.values(*slot).join("|"), *value, "{slot:?} of {entry}");
        }
    }
}

#[test]
fn pages_and_numbers() {
    check(
        &BIBTEX,
        &[
            ("@article{a, pages={12--19}}", &[(Pages, "12-19")]),
            ("@article{a, pages={12---19}}", &[(Pages, "12-19")]),
            ("@article{a, pages={29 \\textendash{} 43}}", &[(Pages, "29-43")]),
            ("@article{a, pages={33\\,-\\,39}}", &[(Pages, "33-39")]),
            ("@article{a, pages={pp. 12-15}}", &[(Pages, "12-15")]),
            ("@article{a, pages={12,15-17}}", &[(Pages, "12,15-17")]),
            ("@article{a, pages={12 pages}}", &[(Pages, ""), (PageCount, "12")]),
            ("@article{a, pages={e12}}", &[(ArticleNumber, "e12")]),
            ("@article{a, eid={7}, pages={7}}", &[(ArticleNumber, "7"), (Pages, "")]),
            (
                "@article{a, eid={arXiv:1101.4995}, pages={arXiv:1101.4995}, eprint={1101.4995}, archiveprefix={arXiv}}",
                &[(ArticleNumber, ""), (Pages, ""), (Arxiv, "1101.4995")],
            ),
            ("@book{a, pages={345}}", &[(PageCount, "345")]),
            ("@phdthesis{a, pages={345 p.}}", &[(PageCount, "345")]),
            ("@book{a, number={3}, series={S}}", &[(SeriesNumber, "3"), (Issue, "")]),
            ("@techreport{a, number={3}}", &[(Number, "3")]),
            ("@periodical{a, number={3}}", &[(Issue, "3")]),
        ],
    );
}

#[test]
fn identifiers_and_addresses() {
    check(
        &BIBTEX,
        &[
            ("@misc{a, doi={https://doi.org/10.1000/abc\\_d}}", &[(Doi, "10.1000/abc_d")]),
            ("@misc{a, doi={{10.1000/a{\\_}b}}}", &[(Doi, "10.1000/a_b")]),
            ("@misc{a, doi={10.1000/a\\textless{}b::c\\textgreater{}d}}", &[(Doi, "10.1000/a<b::c>d")]),
            ("@misc{a, url={https://doi.org/10.1000/x}}", &[(Doi, "10.1000/x"), (Urls, "https://doi.org/10.1000/x")]),
            ("@misc{a, url={\\href{http://a.b/c_d}{x}}}", &[(Urls, "http://a.b/c_d")]),
            ("@misc{a, url={<http://a.b>}}", &[(Urls, "http://a.b")]),
            ("@misc{a, url={http://a.b, http://c.d}}", &[(Urls, "http://a.b|http://c.d")]),
            ("@misc{a, url={http://a.b}, howpublished={\\url{http://a.b}}}", &[(Urls, "http://a.b")]),
            ("@misc{a, url={http://a.b}, howpublished={\\url{http://c.d}}}", &[(Urls, "http://a.b|http://c.d")]),
            (
                "@article{a, issn={1234-5679 (Print) 0317-8471 (Online)}}",
                &[(IssnPrint, "1234-5679"), (IssnElectronic, "0317-8471")],
            ),
            ("@book{a, isbn={978-3-16-148410-0 3-16-148410-X}}", &[(Isbn, "9783161484100|316148410X")]),
            ("@article{a, note={{PMID:} 12345}}", &[(Pmid, "12345"), (Notes, "")]),
        ],
    );
}

#[test]
fn words_and_lists() {
    check(
        &BIBTEX,
        &[
            ("@article{a, keywords={one\ntwo words\nthree}}", &[(Keywords, "one|two words|three")]),
            ("@article{a, keywords={one, two; {three, four}}}", &[(Keywords, "one|two|three, four")]),
            ("@article{a, author={A, B}, author={C, D}}", &[(Authors, "A, B|C, D")]),
            ("@article{a, keywords={x; y}, author_keywords={z; x}}", &[(Keywords, "z|x|y")]),
            (
                "@article{a, pubmed_id={12}, art_number={e3}, page_count={4}, abbrev_source_title={J. X}, journal={Journal X}}",
                &[(Pmid, "12"), (ArticleNumber, "e3"), (PageCount, "4"), (ContainerIso, "J. X")],
            ),
            ("@article{a, keywords={x}, keywords={y}}", &[(Keywords, "x|y")]),
            ("@article{a, file={a.pdf}, file={b.pdf}}", &[(FileLinks, "a.pdf|b.pdf")]),
            ("@article{a, title={T}, title={U}}", &[(Title, "T")]),
            ("@article{a, journal={{JOURNAL}}}", &[(ContainerTitle, "JOURNAL")]),
            ("@inproceedings{a, publisher={P}, organization={O}}", &[(Publisher, "P"), (EventSponsor, "O")]),
            ("@misc{a, organization={O}}", &[(Publisher, "O"), (ContainerTitle, "")]),
            ("@article{a, abstract={One.\n\n Two\n lines.}}", &[(Abstract, "One.\nTwo lines.")]),
        ],
    );
    check(
        &BIBLATEX,
        &[
            ("@article{a, langid={english}, langidopts={variant=british}}", &[(Languages, "en-GB")]),
            (
                "@patent{a, type={patentus}, location={countryus and countryde}}",
                &[(Genre, "U.S. patent"), (Place, "United States of America; Germany")],
            ),
            (
                "@article{a, series={newseries}, pubstate={inpreparation}}",
                &[(Series, "new series"), (Status, "in preparation")],
            ),
            ("@online{a, organization={O}}", &[(ContainerTitle, "O"), (Publisher, "")]),
            ("@software{a, organization={O}}", &[(Publisher, "O")]),
        ],
    );
}

#[test]
fn titles_of_volumes_and_additions() {
    check(
        &BIBLATEX,
        &[
            (
                "@book{a, title={V}, subtitle={S}, maintitle={M}, mainsubtitle={N}, volume={2}}",
                &[(Title, "M"), (Subtitle, "N"), (VolumeTitle, "V: S"), (Volume, "2")],
            ),
            (
                "@incollection{a, title={T}, booktitle={B}, booksubtitle={S}, maintitle={M}}",
                &[(Title, "T"), (ContainerTitle, "M"), (VolumeTitle, "B: S")],
            ),
            ("@incollection{a, title={T}, maintitle={M}}", &[(ContainerTitle, "M"), (VolumeTitle, "")]),
            ("@article{a, title={T}, titleaddon={A}}", &[(Title, "T. A")]),
            ("@article{a, title={T}, subtitle={S?}, titleaddon={A}}", &[(Title, "T"), (Subtitle, "S? A")]),
            ("@inproceedings{a, title={T}, booktitle={B}, booktitleaddon={A}}", &[(ContainerTitle, "B. A")]),
        ],
    );
}

#[test]
fn particles_drop_where_options_say_so() {
    for (options, dropped) in [("useprefix=false", true), ("useprefix=true", false), ("useprefix", false), ("", false)]
    {
        let entry = format!("@book{{a, author={{van Gennep, Arnold}}, options={{{options}}}}}");
        let person = read(&BIBLATEX, &entry).0[0].contributors[0].clone();
        let crate::article::Name::Person(person) = person.name else { panic!("{entry}") };
        assert_eq!(person.dropping_particle.as_deref() == Some("van"), dropped, "{options}");
        assert_eq!(person.particle.as_deref() == Some("van"), !dropped, "{options}");
    }
}

#[test]
fn what_slots_hold_is_no_loss_to_other_formats() {
    let entry =
        "@suppbook{a, title={T}, eid={e1}, file={x:y.pdf:pdf}, editora={E, F}, editoratype={redactor}, gender={sf}}";
    let article = &read(&BIBLATEX, entry).0[0];
    let kept: Vec<_> = article.extra.iter().filter(|extra| !extra.copied).map(|extra| extra.key.as_str()).collect();
    assert_eq!(kept, ["gender"]);
    assert_eq!(article.kind, Kind::Chapter);
}
