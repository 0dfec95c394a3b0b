use super::*;
use crate::article::{IdKind, Name};
use crate::formats::bibtex::{BIBLATEX, BIBTEX};

/// What an input gives: articles, and codes of what was found.
pub fn read(format: &'static crate::format::Format, input: &str) -> (Vec<Article>, Vec<(Code, u64)>) {
    let source = crate::Input::reader("x", std::io::Cursor::new(input.to_owned().into_bytes()));
    let (mut articles, mut found) = (Vec::new(), Vec::new());
    let mut reader = crate::articles(source, Some(format)).unwrap();
    while let Some(next) = reader.next() {
        found.extend(reader.problems().iter().map(|problem| (problem.code, problem.line)));
        articles.extend(next.ok());
    }
    found.extend(reader.problems().iter().map(|problem| (problem.code, problem.line)));
    found.retain(|(code, _)| code.severity() > crate::log::Severity::Note);
    (articles, found)
}

#[test]
fn valid_examples_of_bibtex() {
    let (articles, found) = read(
        &BIBTEX,
        "@string{jmm = \"J. Made-up Med.\"}\n@article{ok19, author = {{\\'A}vila, Jr., Jos{\\'e} and van der Berg, Jan \
         and {Iron Group} and others},\n  title = {Iron and the {HFE} gene: $\\alpha$-effects}, journal = jmm, \
         year = 2019, month = apr, pages = \"1344--57\", doi = {10.1234/a_b}}\n",
    );
    assert_eq!(found, []);
    let article = &articles[0];
    let names: Vec<_> = article.contributors.iter().map(|c| c.name.inverted()).collect();
    assert_eq!(names, ["Ávila, José, Jr.", "van der Berg, Jan", "Iron Group"]);
    assert!(article.et_al && matches!(article.contributors[2].name, Name::Group(_)));
    assert_eq!(article.title.plain(), "Iron and the HFE gene: α-effects");
    assert_eq!(article.container.best_title(), Some("J. Made-up Med."));
    assert_eq!(article.citation_date().unwrap().edtf(), "2019-04");
    assert_eq!(article.pages.as_ref().unwrap().expanded(), "1344-1357");
    assert_eq!(article.id(&IdKind::Doi), Some("10.1234/a_b"));
}

#[test]
fn broken_examples() {
    for (input, count, problems) in [
        ("@article{a, title={x}\n@article{b, title={y}}\n", 2, &[(Code::Mended, 1)][..]),
        ("@article{a title={x}}", 1, &[(Code::Mended, 1)]),
        ("@article{a, journal = undefinedmacro}", 1, &[(Code::UnfitValue, 1)]),
        ("@article{a, author = {Smith, John, Jr, Extra}}", 1, &[(Code::UnfitValue, 1)]),
        ("@article{a, pages = {12--}}", 1, &[(Code::UnfitValue, 1)]),
        ("@foo{x, title={T}}", 1, &[(Code::UnknownTag, 1)]),
    ] {
        let (articles, found) = read(&BIBTEX, input);
        assert_eq!((articles.len(), &found[..]), (count, problems), "{input}");
    }
    for (input, problems) in [
        ("@article{a, date={April 2019}}", &[][..]),
        ("@article{a, date={2019-13}}", &[(Code::UnreadableDate, 1)]),
        ("@article{a, author={family=, given=Jan}}", &[(Code::UnfitValue, 1)]),
    ] {
        assert_eq!(read(&BIBLATEX, input).1, problems, "{input}");
    }
}

/// The articles written in the same dialect.
fn write(format: &'static crate::format::Format, articles: &[Article]) -> String {
    let mut writer = format.writer.unwrap()(&crate::format::WriteOptions::default());
    let mut out = crate::format::Out::new();
    for article in articles {
        writer.article(article, &mut out, &mut Log::new());
        writer.between(&mut out);
    }
    String::from_utf8(out.bytes().to_vec()).unwrap()
}

/// Names of fields, each group of which may come back under the name of another: dates in one field or three, numbers where
/// the dialect has them.
const GROUPS: &[&[&str]] = &[
    &["date", "year", "month", "day"],
    &["pages", "eid", "articleno", "article-number", "pagetotal", "numpages"],
    &["number", "issue"],
    &["booktitle", "maintitle", "eventtitle"],
    &["note", "pubstate", "pmid", "urldate"],
    &["url", "link", "ee", "howpublished"],
    &["title", "subtitle"],
    &["eprint", "arxivid"],
    &["language", "langid", "hyphenation"],
    &["journaltitle", "journal", "howpublished", "organization"],
    &["publisher", "institution", "school", "organization"],
    &["shortjournal", "journal-iso", "journalabbr"],
    &["keywords", "keyword"],
    &["pmcid", "pmc"],
    &["origdate", "origyear"],
    &["urldate", "lastchecked", "accessed"],
];

/// Fields of the entries of a file that do not come back from the same dialect, and what of its articles comes back changed.
fn lost(format: &'static crate::format::Format, input: &str) -> Vec<String> {
    let (articles, _) = read(format, input);
    let output = write(format, &articles);
    let (again, _) = read(format, &output);
    let mut lost = Vec::new();
    if again.len() != articles.len() {
        lost.push(format!("{} of {} articles", again.len(), articles.len()));
    }
    for (before, after) in articles.iter().zip(&again) {
        for &slot in Slot::ALL.iter().filter(|slot| **slot != Slot::Extra) {
            let values = |article: &Article| article.values(slot).join("|");
            if values(before) != values(after) {
                lost.push(format!("{slot:?}: {:?} is {:?}", values(before), values(after)));
            }
        }
        for extra in &before.extra {
            let same = |other: &&crate::article::Extra| {
                crate::formats::bibtex::extras::same_field(&other.key, &extra.key)
                    && squeeze(&other.value) == squeeze(&extra.value)
            };
            // A subtitle that BibTeX has in the title is nothing apart.
            if !after.extra.iter().any(|other| same(&other)) && !extra.key.ends_with("subtitle") {
                lost.push(format!("{extra:?}"));
            }
        }
    }
    let scope = Scope::default();
    let entries = |text: &str| -> Vec<(String, Vec<(String, String)>)> {
        let found = blocks(text).into_iter().filter(|(kind, ..)| *kind == BlockKind::Entry);
        found
            .map(|(_, range, _)| {
                let entry = entry::read(&text[range], &scope);
                let fields = entry.fields.iter().filter(|field| !field.value.trim().is_empty());
                let fields = fields.map(|field| (field.name.to_lowercase(), squeeze(&field.value).into_owned()));
                (entry.kind.to_lowercase(), fields.collect())
            })
            .collect()
    };
    for ((kind, before), (kind_after, after)) in entries(input).into_iter().zip(entries(&output)) {
        // BibLaTeX's own names of the old types.
        let alias = ["phdthesis", "mastersthesis", "techreport", "conference"].contains(&kind.as_str());
        if kind != kind_after && !alias {
            lost.push(format!("@{kind} is @{kind_after}"));
        }
        for (name, value) in before {
            let fits = |other: &str| {
                crate::formats::bibtex::extras::same_field(&name, other)
                    || GROUPS.iter().any(|group| group.contains(&name.as_str()) && group.contains(&other))
            };
            if !after.iter().any(|(other, _)| fits(other)) {
                lost.push(format!("@{kind} {name} = {value}"));
            }
        }
    }
    if !lost.is_empty() {
        lost.push(output);
    }
    lost
}

#[test]
fn samples_come_back_whole() {
    for format in [&BIBTEX, &BIBLATEX] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(format.name);
        let mut count = 0;
        let mut found = Vec::new();
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let text = std::fs::read_to_string(&file).unwrap();
            found.extend(lost(format, &text).into_iter().map(|line| format!("{}: {line}", file.display())));
            count += 1;
        }
        assert!(count >= 2);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// Entries as programs and sites write them, in their order of fields and with fields of their own.
const PRODUCERS: &[&str] = &[
    // DBLP
    r#"@article{DBLP:journals/corr/KingmaB14,
  author       = {Ann Example and
                  Bo Sample},
  editor       = {Cy Test},
  title        = {Made-up: {A} Method for Stochastic Things},
  journal      = {CoRR},
  volume       = {abs/1412.6980},
  year         = {2014},
  url          = {http://arxiv.org/abs/1412.6980},
  eprinttype    = {arXiv},
  eprint       = {1412.6980},
  timestamp    = {Thu, 25 Jul 2019 14:25:37 +0200},
  biburl       = {https://dblp.org/rec/journals/corr/KingmaB14.bib},
  bibsource    = {dblp computer science bibliography, https://dblp.org}
}"#,
    // ADS
    r#"@ARTICLE{2019ApJ...123..456E,
       author = {{Example}, A.~B. and {Sample}, {\'E}.},
        title = "{Made-up measurements of H$\alpha$}",
      journal = {\apj},
     keywords = {Astrophysics - Galaxies},
         year = 2019,
        month = jan,
       volume = {870},
       number = {2},
          eid = {L12},
        pages = {L12},
          doi = {10.3847/2041-8213/aaaaaa},
archivePrefix = {arXiv},
       eprint = {1901.00001},
 primaryClass = {astro-ph.GA},
       adsurl = {https://ui.adsabs.harvard.edu/abs/2019ApJ...123..456E},
      adsnote = {Provided by the SAO/NASA Astrophysics Data System}
}"#,
    // INSPIRE
    r#"@article{Example:2012gk,
    author = "Example, A. and others",
    collaboration = "MADEUP",
    title = "{Observation of a made-up particle}",
    eprint = "1207.7235",
    archivePrefix = "arXiv",
    primaryClass = "hep-ex",
    reportNumber = "CMS-HIG-12-028",
    doi = "10.1016/j.physletb.2012.08.021",
    journal = "Phys. Lett. B",
    volume = "716",
    pages = "30--61",
    year = "2012"
}"#,
    // Mendeley
    r#"@article{Example2015,
abstract = {We show {\textgreater} 5{\%} of it.},
annote = {Read this},
author = {Example, Ann and Sample, Bo},
doi = {10.1000/abc{\_}d},
file = {:home/ann/Example - 2015 - Title.pdf:pdf},
isbn = {9783161484100},
issn = {1234-5679},
journal = {Journal of Samples},
keywords = {one,two},
mendeley-groups = {Thesis/Chapter 1},
mendeley-tags = {one},
pmid = {12345},
title = {{A made-up title}},
url = {http://example.org/a{\_}b},
year = {2015}
}"#,
    // BibDesk and JabRef
    r#"@phdthesis{a,
	Author = {Ann Example},
	Date-Added = {2010-01-01 10:00:00 +0000},
	Date-Modified = {2010-01-02 10:00:00 +0000},
	School = {University of Samples},
	Title = {A thesis},
	Type = {Dr. rer. nat.},
	Year = {2010},
	Bdsk-Url-1 = {http://example.org/a_b%20c},
	Owner = {ann},
	__markedentry = {[ann:6]},
	Address = {Rome}}"#,
    // ACM
    r#"@inproceedings{10.1145/1234567.1234568,
author = {Example, Ann and Sample, Bo},
title = {A Made-up System},
year = {2020},
isbn = {9783161484100},
publisher = {Association for Computing Machinery},
address = {New York, NY, USA},
url = {https://doi.org/10.1145/1234567.1234568},
doi = {10.1145/1234567.1234568},
booktitle = {Proceedings of the Samples},
articleno = {12},
numpages = {14},
keywords = {systems, samples},
location = {Virtual Event, Italy},
series = {SAMP '20}
}"#,
    // Web of Science and Scopus
    r#"@article{ WOS:000123456700001,
Author = {Example, Ann and Sample, Bo},
Title = {{A made-up title}},
Journal = {{JOURNAL OF SAMPLES}},
Year = {{2018}},
Volume = {{3}},
Number = {{1}},
Month = {{JAN 5}},
DOI = {{10.1000/xyz}},
Article-Number = {{123}},
ISSN = {{1234-5679}},
EISSN = {{0317-8471}},
Unique-ID = {{WOS:000123456700001}},
Times-Cited = {{3}},
}"#,
    r"@unpublished{x, author={A B}, title={T}, hyphenation={german}, number={3}, publisher={P}, edition={2}, school={S}}",
    r"@article{y, title={T}, booktitle={B}, editor={E F and others}, translator={G H}, chapter={2}, type={Editorial}, publisher={P and Q}, institution={I}}",
    r"@misc{z, title={T}, howpublished={\url{http://example.org}}, note={[Online; accessed 3-May-2019]}, key={k}, annotation={x}, eprint={12}, eprinttype={jstor}}",
    r"@patent{p, author={A B}, title={T}, number={US1}, year={1999}, assignee={C}}",
    r"@inproceedings{o, title={T}, organization={IEEE}, publisher={IEEE}, booktitle={B}}",
    r"@inbook{i, title={T}, issn={1234-5679, 0317-8471}, bookauthor={C D}, venue={V}, version={2}, volumes={3}, part={1}, origdate={1900}, shorttitle={S}}",
];

#[test]
fn what_programs_write_comes_back_whole() {
    let found = [&BIBTEX, &BIBLATEX].map(|format| {
        let lines = PRODUCERS.iter().flat_map(|input| lost(format, input));
        lines.map(|line| format!("{}: {line}\n", format.name)).collect::<String>()
    });
    assert!(found.iter().all(String::is_empty), "{}", found.concat());
}

#[test]
fn what_only_biblatex_has_comes_back_whole() {
    for input in [
        r"@video{v, title={T}, editor={A, B}, editortype={director}}",
        r"@article{s, title={T}, journaltitle={J}, issuetitle={I}, issuesubtitle={S of H$_2$O}, subtitle={U of H$_2$O}}",
        r"@article{s, title={T}, series={3}, journaltitle={J}}",
        r"@article{s, title={T}, series={newseries}, journaltitle={J}}",
    ] {
        let found = lost(&BIBLATEX, input);
        assert!(found.is_empty(), "{}", found.concat());
    }
}

#[test]
fn what_stands_before_macros_is_kept_with_the_first_entry() {
    let input = "@comment{one}\n@preamble{\"two\"}\n@string{a = \"b\"}\n@comment{three}\n@string{c = a}\n\
        @misc{x, title=c}\n@misc{y, title=a}\n";
    let (articles, _) = read(&BIBTEX, input);
    let kept = |article: &Article| article.extra.iter().map(|extra| extra.value.clone()).collect::<Vec<_>>().join("|");
    assert_eq!(articles.iter().map(kept).collect::<Vec<_>>(), ["one|\"two\"|three", ""]);
    let output = write(&BIBTEX, &articles);
    for block in ["@comment{one}", "@preamble{\"two\"}", "@comment{three}"] {
        assert_eq!(output.matches(block).count(), 1, "{output}");
    }
}

#[test]
fn dates_in_words_come_back_in_their_words() {
    for (format, fields, expected) in [
        (&BIBTEX, "year = {2013a}", "year = {2013a}"),
        (&BIBTEX, "year = {1990}, month = {1st Quarter}", "month = {1st Quarter}"),
        (&BIBTEX, "year = {1990/91}", "year = {1990/91}"),
        (&BIBTEX, "year = 1990, month = jan", "month = jan"),
        (&BIBLATEX, "date = {199u}", "date = {199u}"),
        (&BIBLATEX, "year = {2013a}", "year = {2013a}"),
        (&BIBLATEX, "year = {1990}, month = {1st Quarter}", "date = {1990}"),
    ] {
        let output = write(format, &read(format, &format!("@misc{{a, {fields}}}")).0);
        assert!(output.contains(expected), "{fields}: {output}");
        assert_eq!(output.matches("year =").count() + output.matches("date =").count(), 1, "{output}");
    }
}

#[test]
fn editors_of_all_sorts_come_back_once() {
    let input =
        "@book{a, editor={A, B}, editortype={compiler}, editora={C, D}, editoratype={annotator}, editorb={E, F},
        editorbtype={founder}, editorc={G, H}, title={T}}";
    let articles = read(&BIBLATEX, input).0;
    let again = read(&BIBLATEX, &write(&BIBLATEX, &articles)).0;
    let roles = |articles: &[Article]| {
        let mut roles: Vec<_> =
            articles[0].contributors.iter().map(|c| format!("{:?} {}", c.role, c.name.inverted())).collect();
        roles.sort();
        roles
    };
    assert_eq!(roles(&articles), roles(&again));
    assert_eq!(articles[0].contributors.len(), 4);
}

#[test]
fn hostile_values_come_out_as_text() {
    let input = r"@article{a, title={\input{/etc/passwd}}, usera={\write18{rm}}, note={\def\x{y}}, author={\input{x}, J},
        keywords={\immediate\write18{x}}, journal={\include{y}}, url={\input{z}}, file={\input{w}}, unheard={^^5cinput{x}}}
        @preamble{{\input{secret}}}";
    for format in [&BIBTEX, &BIBLATEX] {
        let output = write(format, &read(format, input).0);
        let bare = output.replace(r"\textbackslash{}", "").replace(r"\\", "");
        for command in [r"\input", r"\write", r"\def", r"\immediate", r"\include", "^^"] {
            let stands = bare.lines().filter(|line| line.contains(command) && !line.contains("@comment"));
            assert_eq!(stands.collect::<Vec<_>>(), [""; 0], "{command}");
        }
        for word in ["etc/passwd", "write", "immediate", "include", "secret"] {
            assert!(output.contains(word), "{word} is lost: {output}");
        }
    }
}

#[test]
fn entries_take_what_they_lack_from_those_they_name() {
    let biblatex = "@incollection{c, title={Part}, crossref={k}} @mvbook{m, title={Whole}, author={A, B}}\n\
        @collection{k, title={Book}, subtitle={S}, editor={E, F}, date={2001}, note={no}, xdata={pub}}\n\
        @xdata{pub, publisher={P}, xdata={place}} @xdata{place, location={L}, publisher={Q}}\n\
        @inbook{i, title={Chapter}, crossref={b}} @book{b, title={Volume}, crossref={m}, volume={2}}";
    let (articles, found) = read(&BIBLATEX, biblatex);
    assert_eq!((articles.len(), &found[..]), (5, &[][..]));
    let part = &articles[0];
    let values = |article: &Article, slot: Slot| article.values(slot).join("|");
    for (slot, value) in [
        (Slot::Title, "Part"),
        (Slot::ContainerTitle, "Book: S"),
        (Slot::Editors, "E, F"),
        (Slot::DateIssued, "2001"),
        (Slot::Publisher, "P"),
        (Slot::Place, "L"),
        (Slot::Notes, ""),
    ] {
        assert_eq!(values(part, slot), value, "{slot:?}");
    }
    let chapter = articles.iter().find(|article| article.key.as_deref() == Some("i")).unwrap();
    assert_eq!(values(chapter, Slot::ContainerTitle), "Whole");
    assert_eq!(values(chapter, Slot::VolumeTitle), "Volume");
    assert_eq!(values(chapter, Slot::BookAuthors), "A, B");
    assert_eq!(values(chapter, Slot::Volume), "2");

    let bibtex = "@inproceedings{a, title={T}, crossref={p}} @proceedings{p, title={Proc}, booktitle={B}, year=2001}";
    let (articles, found) = read(&BIBTEX, bibtex);
    assert_eq!(found, []);
    assert_eq!(values(&articles[0], Slot::ContainerTitle), "B");
    assert_eq!(values(&articles[0], Slot::DateIssued), "2001");
}

#[test]
fn a_link_to_a_parent_that_comes_first_is_not_written_in_bibtex() {
    let (child, parent) = ("@inproceedings{c, title={T}, crossref={p}}", "@proceedings{p, title={P}, booktitle={P}}");
    for (input, linked) in [(format!("{child}\n{parent}"), true), (format!("{parent}\n{child}"), false)] {
        let output = write(&BIBTEX, &read(&BIBTEX, &input).0);
        assert_eq!(output.contains("crossref"), linked, "{output}");
        assert!(output.contains("booktitle = {{P}}") || output.contains("booktitle = {P}"), "{output}");
        assert!(write(&BIBLATEX, &read(&BIBLATEX, &input).0).contains("crossref = {p}"));
    }
}

#[test]
fn circles_and_missing_parents_cost_a_warning() {
    for (input, count) in [
        ("@article{a, title={T}, crossref={b}} @article{b, title={U}, crossref={a}}", 2),
        ("@article{a, title={T}, crossref={a}}", 1),
        ("@article{a, title={T}, crossref={nobody}}", 1),
        ("@article{a, title={T}, xdata={x}} @xdata{x, xdata={y}} @xdata{y, xdata={x}}", 1),
        ("@article{a, title={T}, crossref={x}} @xdata{x, publisher={P}}", 1),
    ] {
        let (articles, found) = read(&BIBLATEX, input);
        assert_eq!(found.len(), count, "{input}: {found:?}");
        assert!(articles.iter().all(|article| !article.title.is_empty()), "{input}");
    }
    let mut chain = String::new();
    for link in 0..2000 {
        chain.push_str(&format!("@book{{k{link}, title={{T}}, crossref={{k{}}}}}\n", link + 1));
    }
    assert_eq!(read(&BIBLATEX, &chain).0.len(), 2000);
}
