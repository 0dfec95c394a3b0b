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
fn plain_entries() {
    check(
        &BIBTEX,
        &[
            ("@book{a, author={Ludwig van Beethoven}}", &[(Authors, "van Beethoven, Ludwig")]),
            ("@inproceedings{a, crossref={p}} @proceedings{p, title={T}}", &[(ContainerTitle, "T")]),
            ("@inproceedings{a, crossref={P}} @proceedings{p, title={T}}", &[(ContainerTitle, "T")]),
            ("@misc{a, month = \"10~\" # jan, year=2001}", &[(DateIssued, "2001-01-10")]),
            ("@book(key, title=\"A {\"}quoted{\"} word\")", &[(Title, "A \"quoted\" word"), (Key, "key")]),
            (
                "@techreport{a, institution={I}, address={P}, type={Memo}}",
                &[(Publisher, "I"), (Place, "P"), (Genre, "Memo")],
            ),
            ("@mastersthesis{a, school={S}}", &[(Publisher, "S"), (Genre, "Master's thesis")]),
            ("@inproceedings{a, address={P}, location={V}}", &[(Place, "P"), (EventPlace, "V")]),
            ("@misc{a, eprint={1501.00001}, archiveprefix={arXiv}}", &[(Arxiv, "1501.00001"), (Slot::Kind, "article")]),
            (
                "@misc{a, note={PMID: 24382064\nPMCID: PMC3919416}}",
                &[(Pmid, "24382064"), (Pmcid, "PMC3919416"), (Notes, "")],
            ),
            ("@misc{a, note={00012\nPMID: 24382064}}", &[(Pmid, "24382064"), (Notes, "00012 PMID: 24382064")]),
            ("@misc{a, note={Erratum of PMID: 24382064}}", &[(Pmid, ""), (Notes, "Erratum of PMID: 24382064")]),
            ("@misc{a, note={doi:10.1000/x}}", &[(Doi, "10.1000/x"), (Notes, "")]),
            ("@misc{a, doi={10.1000/y}, note={doi:10.1000/x}}", &[(Doi, "10.1000/y"), (Notes, "doi:10.1000/x")]),
            ("@manual{a, number={7}}", &[(Number, "7"), (SeriesNumber, "")]),
            ("@manual{a, number={7}, series={S}}", &[(Number, ""), (SeriesNumber, "7")]),
            ("@article{a, journal={CoRR}, volume={abs/1501.00001}}", &[(Arxiv, "1501.00001"), (Slot::Kind, "article")]),
            (
                "@article{a, journal={ArXiv}, volume={abs/1501.00001}}",
                &[(Arxiv, "1501.00001"), (Slot::Kind, "article")],
            ),
            ("@misc{a, note={arXiv preprint arXiv:1501.00001}}", &[(Arxiv, "1501.00001"), (Slot::Kind, "article")]),
            (
                "@unpublished{a, howpublished={arXiv:hep-th/9901001v2}}",
                &[(Arxiv, "hep-th/9901001"), (Slot::Kind, "article")],
            ),
            ("@misc{a, url={https://arxiv.org/pdf/1501.00001.pdf}}", &[(Arxiv, "1501.00001"), (Slot::Kind, "article")]),
            ("@misc{a, note={Follows arXiv:1501.00001}}", &[(Arxiv, ""), (Slot::Kind, "document")]),
            ("@misc{a, note={[Online; accessed 3-May-2019]}}", &[(DateAccessed, "2019-05-03"), (Notes, "")]),
            (
                "@article{a, journal={J. X}, fjournal={Journal X}}",
                &[(ContainerTitle, "Journal X"), (ContainerIso, "J. X")],
            ),
        ],
    );
    check(
        &BIBLATEX,
        &[
            (
                "@article{a, author={family=Berg, given=Jan, prefix=van der}, journaltitle={J}, number={3}, eid={e12}}",
                &[(Authors, "van der Berg, Jan"), (ContainerTitle, "J"), (Issue, "3"), (ArticleNumber, "e12")],
            ),
            ("@article{a, date={1998-12/1999-01}}", &[(DateIssued, "1998-12/1999-01")]),
            ("@article{a, date={2003-21}}", &[(DateIssued, "2003-21")]),
            ("@collection{a, editor={E, F}, editortype={founder}}", &[(Editors, "E, F")]),
            (
                "@book{a, title={T}, subtitle={S}, maintitle={M}, maintitleaddon={A}}",
                &[(Title, "M. A"), (VolumeTitle, "T: S")],
            ),
            (
                "@book{a, title={T}, maintitle={M}, mainsubtitle={N}, maintitleaddon={A}}",
                &[(Title, "M"), (Subtitle, "N. A"), (VolumeTitle, "T")],
            ),
            (
                "@book{a, author={Roe, J and xdata=n-author-2}, publisher={xdata=n-publisher}, note={xdata=m-note}} \
                 @xdata{n, author={Doe, A and Poe, B}, publisher={P}}",
                &[(Authors, "Roe, J|Poe, B"), (Publisher, "P"), (Notes, "xdata=m-note")],
            ),
            ("@article{a, pages={579~\\psq}}", &[(Pages, "579 f.")]),
            ("@article{a, pages={pp12--19}}", &[(Pages, "12-19")]),
            ("@periodical{a, title={T}, series={2}}", &[(Series, "2nd series")]),
            (
                "@online{a, eprint={1501.00001}, eprinttype={arxiv}, eprintclass={q-bio}}",
                &[(Arxiv, "1501.00001"), (Slot::Kind, "article")],
            ),
            ("@thesis{a, type={mathesis}, institution={U}}", &[(Genre, "Master's thesis"), (Publisher, "U")]),
            ("@misc{a, xdata={p}} @xdata{p, publisher={P}}", &[(Publisher, "P")]),
            (
                "@misc{a, author={A, B}, author+an:orcid={1=\"0000-0002-1825-0097\"}}",
                &[(Orcids, "0000-0002-1825-0097")],
            ),
            (
                "@unpublished{a, eventtitle={E}, venue={V}}",
                &[(Slot::Kind, "speech"), (EventName, "E"), (EventPlace, "V")],
            ),
            ("@article{a, entrysubtype={magazine}}", &[(Slot::Kind, "article-magazine")]),
            (
                "@article{a, journaltitle={J}, journalsubtitle={S}, issuetitle={I}, shortjournal={J. S}}",
                &[(ContainerTitle, "J: S"), (IssueTitle, "I"), (ContainerIso, "J. S")],
            ),
            (
                "@book{a, pagetotal={5}, volumes={2}, part={1}, version={3}, edition={4}, origdate={1900}, isbn={3161484100}}",
                &[
                    (PageCount, "5"),
                    (VolumeCount, "2"),
                    (Part, "1"),
                    (Version, "3"),
                    (Edition, "4"),
                    (DateOriginal, "1900"),
                ],
            ),
            ("@misc{a, eprint={12345}, eprinttype={pubmed}}", &[(Pmid, "12345")]),
            ("@book{a, publisher={P and Q}, location={L and M}}", &[(Publisher, "P; Q"), (Place, "L; M")]),
            ("@article{a, langid={ngerman}, language={german and french}}", &[(Languages, "de|fr")]),
        ],
    );
    assert!(read(&BIBTEX, "@comment{x @article{y,}}").0.is_empty());
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
            ("@article{a, pages={12S}}", &[(Pages, "12S"), (PageCount, "")]),
            ("@article{a, pages={12 pages}}", &[(Pages, ""), (PageCount, "12")]),
            ("@article{a, pages={e12}}", &[(ArticleNumber, "e12")]),
            ("@article{a, eid={7}, pages={7}}", &[(ArticleNumber, "7"), (Pages, "")]),
            (
                "@article{a, eid={arXiv:1101.4995}, pages={arXiv:1101.4995}, eprint={1101.4995}, archiveprefix={arXiv}}",
                &[(ArticleNumber, ""), (Pages, ""), (Arxiv, "1101.4995")],
            ),
            ("@book{a, pages={345}}", &[(PageCount, "345")]),
            ("@phdthesis{a, pages={345 p.}}", &[(PageCount, "345")]),
            ("@book{a, pages={xii+581}}", &[(PageCount, "xii+581"), (Pages, "")]),
            ("@book{a, pages={XII, 345 S.}}", &[(PageCount, "XII, 345 S."), (Pages, "")]),
            ("@article{a, pages={xii, 5}}", &[(PageCount, ""), (Pages, "xii, 5")]),
            ("@phdthesis{a, number={3}, series={S}}", &[(Number, "3"), (SeriesNumber, "")]),
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
            ("@misc{a, url={http://a.b/c{\\_}d?x=1{\\&}y=2}}", &[(Urls, "http://a.b/c_d?x=1&y=2")]),
            (
                "@misc{a, howpublished={[Online]. Available: http://a.b}}",
                &[(Slot::Kind, "webpage"), (Urls, "http://a.b")],
            ),
            ("@misc{a, eprint={1803.09893 [cs]}, archiveprefix={arXiv}}", &[(Arxiv, "1803.09893")]),
            ("@article{a, journal={{\\aap}}}", &[(ContainerTitle, "Astronomy and Astrophysics")]),
            ("@misc{a, bdsk-url-1={http://a.b}}", &[(Urls, "http://a.b")]),
            ("@article{a, file={:C$\\backslash$:/x/y.pdf:pdf}}", &[(FileLinks, "C:/x/y.pdf")]),
            ("@article{a, isbn={1234-5679}}", &[(Issn, "1234-5679"), (Isbn, "")]),
            ("@book{a, issn={978-3-16-148410-0}}", &[(Issn, ""), (Isbn, "9783161484100")]),
            (
                "@article{a, issn={1234-5679}, eissn={0317-8471}}",
                &[(IssnPrint, "1234-5679"), (IssnElectronic, "0317-8471")],
            ),
            (
                "@misc{a, publisher={arXiv}, note={arXiv:1803.09893 [cs]}}",
                &[(Slot::Kind, "article"), (Arxiv, "1803.09893"), (Notes, "arXiv:1803.09893 [cs]")],
            ),
            ("@misc{a, url={http://a.b, http://c.d}}", &[(Urls, "http://a.b|http://c.d")]),
            ("@misc{a, url={http://a.b}, howpublished={\\url{http://a.b}}}", &[(Urls, "http://a.b")]),
            ("@misc{a, howpublished={Available at: \\url{http://a.b/c}.}}", &[(Urls, "http://a.b/c"), (Publisher, "")]),
            ("@misc{a, howpublished={Printed by the author}}", &[(Publisher, "Printed by the author"), (Medium, "")]),
            ("@misc{a, howpublished={CD-ROM}}", &[(Publisher, ""), (Medium, "CD-ROM")]),
            ("@misc{a, publisher={P}, howpublished={Leaflet}}", &[(Publisher, "P"), (Medium, "Leaflet")]),
            ("@misc{a, note={\\url{http://a.b/c}}}", &[(Urls, "http://a.b/c"), (Notes, "")]),
            ("@misc{a, note={(accessed January 3, 2020)}}", &[(DateAccessed, "2020-01-03"), (Notes, "")]),
            ("@misc{a, note={Last accessed on 03.01.2020}}", &[(DateAccessed, "2020-01-03"), (Notes, "")]),
            (
                "@article{a, eprint={https://a.b/pdf/c}, url={https://a.b/c}}",
                &[(Urls, "https://a.b/c|https://a.b/pdf/c"), (OtherIds, "")],
            ),
            ("@techreport{a, reportnumber={X-1}}", &[(Number, "X-1")]),
            ("@misc{a, year={2001}, month={#jun#}}", &[(DateIssued, "2001-06")]),
            ("@misc{a, url={http://a.b}, howpublished={\\url{http://c.d}}}", &[(Urls, "http://a.b|http://c.d")]),
            (
                "@article{a, issn={1234-5679 (Print) 0317-8471 (Online)}}",
                &[(IssnPrint, "1234-5679"), (IssnElectronic, "0317-8471")],
            ),
            ("@book{a, isbn={978-3-16-148410-0 3-16-148410-X}}", &[(Isbn, "9783161484100|316148410X")]),
            (
                "@article{a, annote={Mine}, note={Its}, lccn={QA 1}}",
                &[(Annotation, "Mine"), (Notes, "Its"), (CallNumber, "QA 1")],
            ),
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
            ("@article{a, keywords={{x; y}}, year={{2020}}}", &[(Keywords, "x|y")]),
            ("@article{a, keywords={{x; y}}}", &[(Keywords, "x; y")]),
            ("@article{a, keywords={{x, y}}}", &[(Keywords, "x, y")]),
            ("@article{a, author={Ann Smith 0001}}", &[(Authors, "Smith, Ann"), (PersonIds, "dblp:0001")]),
            (
                "@article{a, note={[DOI:\\href{https://dx.doi.org/10.1172/j}{10.1172/j}] [PubMed:\\href{x}{123}] }}",
                &[(Doi, "10.1172/j"), (Pmid, "123")],
            ),
            ("@article{a, keywords={x; y}, author_keywords={z; x}}", &[(Keywords, "z|x|y")]),
            (
                "@article{a, pubmed_id={12}, art_number={e3}, page_count={4}, abbrev_source_title={J. X}, journal={Journal X}}",
                &[(Pmid, "12"), (ArticleNumber, "e3"), (PageCount, "4"), (ContainerIso, "J. X")],
            ),
            ("@article{a, keywords={x}, keywords={y}}", &[(Keywords, "x|y")]),
            ("@article{a, file={{a.pdf:/x/a.pdf:application/pdf}}}", &[(FileLinks, "/x/a.pdf")]),
            ("@article{a, file={a.pdf}, file={b.pdf}}", &[(FileLinks, "a.pdf|b.pdf")]),
            ("@article{a, title={T}, title={U}}", &[(Title, "T")]),
            ("@inproceedings{a, editor={{A, B and C, D}}, year={{2020}}}", &[(Editors, "A, B|C, D")]),
            ("@inproceedings{a, editor={{A, B and C, D}}, year={2020}}", &[(Editors, "A, B and C, D")]),
            ("@article{a, place={P}, abstractNote={A}, review={R}}", &[(Place, "P"), (Abstract, "A"), (Notes, "R")]),
            ("@article{a, note={10$^{6}$ of \\textit{x}}}", &[(Notes, "10⁶ of x")]),
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
                &[(Series, "New series"), (Status, "in preparation")],
            ),
            ("@article{a, series={3}}", &[(Series, "3rd series")]),
            ("@article{a, series={12}}", &[(Series, "12th series")]),
            ("@book{a, series={3}}", &[(Series, "3")]),
            ("@online{a, organization={O}}", &[(ContainerTitle, ""), (Publisher, "O")]),
            ("@periodical{a, title={T}, issue={Spring}}", &[(Issue, "Spring")]),
            ("@legal{a, title={T}}", &[(Slot::Kind, "treaty")]),
            ("@software{a, organization={O}}", &[(Publisher, "O")]),
            (
                "@book{a, origpublisher={P and Q}, origlocation={L}, annotation={Mine}, library={QA 1}}",
                &[
                    (OriginalPublisher, "P; Q"),
                    (OriginalPlace, "L"),
                    (Annotation, "Mine"),
                    (CallNumber, "QA 1"),
                    (Notes, ""),
                ],
            ),
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
