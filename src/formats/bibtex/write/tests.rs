use super::super::{BIBLATEX, BIBTEX};
use super::*;
use crate::article::{Abstract, AbstractKind, Contributor, Keyword, Mark, Name, Person, Point, Style};
use crate::format::Format;
use biblatex::{Bibliography, ChunksExt, RawBibliography};
use proptest::prelude::*;

fn write_with(format: &Format, set: &[(&str, &str)], article: &Article, log: &mut Log) -> String {
    let mut options = WriteOptions::default();
    for (name, value) in set {
        options.settings.set(format, name, value).unwrap();
    }
    let mut out = Out::new();
    format.writer.unwrap()(&options).article(article, &mut out, log);
    String::from_utf8(out.bytes().to_vec()).unwrap()
}

fn write(format: &Format, article: &Article) -> String {
    write_with(format, &[], article, &mut Log::new())
}

fn person(family: &str, given: &str) -> Contributor {
    let person = Person { family: family.into(), given: Some(given.into()), ..Person::default() };
    Contributor::new(Role::Author, Name::Person(person))
}

fn paper() -> Article {
    let mut article = Article { key: Some("okafor2019iron".into()), ..Article::default() };
    for (slot, value) in [
        (Slot::Title, "Iron and the HFE gene: 5% of α-effects"),
        (Slot::ContainerTitle, "The Journal of Made-up Medicine & Surgery"),
        (Slot::ContainerIso, "J. Made-up Med. Surg."),
        (Slot::ContainerNlm, "J Made Up Med Surg"),
        (Slot::Volume, "12"),
        (Slot::Issue, "3"),
        (Slot::Supplement, "2"),
        (Slot::Pages, "1344-57"),
        (Slot::DateIssued, "2019-04-09"),
        (Slot::DateOnline, "2019-01"),
        (Slot::Doi, "10.1234/a_b%3C"),
        (Slot::Urls, "https://example.org/a_b?x=1&y=2#z"),
        (Slot::Pmid, "12345"),
        (Slot::Pmcid, "PMC678"),
        (Slot::IssnPrint, "1234-5679"),
        (Slot::IssnElectronic, "0317-8471"),
        (Slot::Languages, "en"),
        (Slot::Keywords, "iron"),
        (Slot::Keywords, "gene, HFE"),
        (Slot::Mesh, "*Iron/blood/*metabolism"),
        (Slot::Copyright, "© 2019 The Authors"),
        (Slot::Notes, "First note."),
        (Slot::Notes, "Second"),
    ] {
        article.put(slot, value).unwrap();
    }
    article.contributors = vec![person("Ávila", "José"), person("van der Berg", "Jan")];
    article.contributors.push(Contributor::new(Role::Author, Name::Group(Text::new("Iron and Steel Group"))));
    article.et_al = true;
    let section =
        |label: &str, text: &str| Section { label: Some(label.into()), text: Text::new(text), ..Section::default() };
    let sections = vec![section("METHODS", "We took 50% of it."), section("RESULTS", "p < 0.05")];
    article.abstracts.push(Abstract { sections, ..Abstract::default() });
    article
}

#[test]
fn a_paper_as_bibtex() {
    let expected = r#"@article{okafor2019iron,
  author = {{\'A}vila, Jos{\'e} and van der Berg, Jan and {Iron and Steel Group} and others},
  title = {Iron and the {HFE} gene: 5\% of $\alpha$-effects},
  journal = {The Journal of Made-up Medicine \& Surgery},
  volume = {12},
  number = {3 Suppl 2},
  pages = {1344--1357},
  year = {2019},
  month = apr,
  day = {9},
  doi = {10.1234/a_b%3C},
  url = {https://example.org/a_b?x=1&y=2#z},
  pmid = {12345},
  pmcid = {PMC678},
  issn = {1234-5679},
  language = {en},
  keywords = {iron, {gene, HFE}, Iron/blood/metabolism},
  abstract = {METHODS: We took 50\% of it.

    RESULTS: p $<$ 0.05},
  copyright = {{\textcopyright} 2019 The Authors},
  note = {First note. Second},
}
"#;
    let mut log = Log::new();
    assert_eq!(write_with(&BIBTEX, &[], &paper(), &mut log), expected);
    let lost = [Slot::ContainerIso, Slot::ContainerNlm, Slot::DateOnline, Slot::IssnElectronic];
    assert_eq!(log.lost_slots().iter().collect::<Vec<_>>(), lost);
    let short = write_with(&BIBTEX, &[("journal", "abbreviated"), ("protect", "none")], &paper(), &mut log);
    assert!(short.contains("  journal = {J. Made-up Med. Surg.},\n  volume"));
    assert!(short.contains("  title = {Iron and the HFE gene: 5"));
}

#[test]
fn a_paper_as_biblatex() {
    let expected = r#"@article{okafor2019iron,
  author = {Ávila, José and van der Berg, Jan and {Iron and Steel Group} and others},
  title = {Iron and the {HFE} gene: 5\% of α-effects},
  journaltitle = {The Journal of Made-up Medicine \& Surgery},
  shortjournal = {J. Made-up Med. Surg.},
  volume = {12},
  number = {3 Suppl 2},
  pages = {1344--1357},
  date = {2019-04-09},
  doi = {10.1234/a_b%3C},
  url = {https://example.org/a_b?x=1&y=2#z},
  pmid = {12345},
  pmcid = {PMC678},
  eprint = {12345},
  eprinttype = {pubmed},
  issn = {1234-5679},
  language = {english},
  langid = {english},
  keywords = {iron, {gene, HFE}, Iron/blood/metabolism},
  abstract = {METHODS: We took 50\% of it.

    RESULTS: p $<$ 0.05},
  note = {First note. Second},
}
"#;
    assert_eq!(write(&BIBLATEX, &paper()), expected);
    let ascii = write_with(&BIBLATEX, &[("encoding", "ascii")], &paper(), &mut Log::new());
    assert!(ascii.is_ascii());
}

#[test]
fn works_of_other_kinds() {
    let kind = |kind: Kind, values: &[(Slot, &str)]| {
        let mut article = Article { kind, key: Some("k".into()), ..Article::default() };
        values.iter().for_each(|(slot, value)| article.put(*slot, value).unwrap());
        article
    };
    for (article, bibtex, biblatex) in [
        (
            kind(Kind::Thesis, &[(Slot::Genre, "Master's thesis"), (Slot::Publisher, "Arts and Crafts College")]),
            "@mastersthesis{k,\n  school = {Arts and Crafts College},\n}\n",
            "@thesis{k,\n  institution = {{Arts and Crafts College}},\n  type = {mathesis},\n}\n",
        ),
        (
            kind(Kind::Book, &[(Slot::PageCount, "345"), (Slot::SeriesNumber, "7"), (Slot::Isbn, "9783161484100")]),
            "@book{k,\n  number = {7},\n  pages = {345},\n  isbn = {9783161484100},\n}\n",
            "@book{k,\n  number = {7},\n  pagetotal = {345},\n  isbn = {9783161484100},\n}\n",
        ),
        (
            kind(Kind::ConferencePaper, &[(Slot::EventName, "ICML"), (Slot::EventPlace, "Rome")]),
            "@inproceedings{k,\n  booktitle = {{ICML}},\n  address = {Rome},\n}\n",
            "@inproceedings{k,\n  eventtitle = {ICML},\n  venue = {Rome},\n}\n",
        ),
        (
            kind(Kind::NewspaperArticle, &[(Slot::Subtitle, "A story"), (Slot::Title, "What?")]),
            "@article{k,\n  title = {What? {A} story},\n  entrysubtype = {newspaper},\n}\n",
            "@article{k,\n  title = {What?},\n  subtitle = {A story},\n  entrysubtype = {newspaper},\n}\n",
        ),
        (
            kind(Kind::Dataset, &[(Slot::Version, "2"), (Slot::ContainerTitle, "Zenodo")]),
            "@misc{k,\n  version = {2},\n  howpublished = {Zenodo},\n}\n",
            "@dataset{k,\n  version = {2},\n  organization = {Zenodo},\n}\n",
        ),
        (
            kind(Kind::Report, &[(Slot::Number, "TR-5"), (Slot::Publisher, "WHO"), (Slot::Status, "retracted")]),
            "@techreport{k,\n  number = {TR-5},\n  institution = {WHO},\n  note = {Retracted},\n}\n",
            "@report{k,\n  number = {TR-5},\n  institution = {WHO},\n  pubstate = {retracted},\n}\n",
        ),
        (
            kind(Kind::Other("foo".into()), &[(Slot::DateIssued, "in press"), (Slot::DateAccessed, "2020-01-02")]),
            "@misc{k,\n  year = {in press},\n  urldate = {2020-01-02},\n}\n",
            "@misc{k,\n  year = {in press},\n  urldate = {2020-01-02},\n}\n",
        ),
        (
            kind(Kind::JournalArticle, &[(Slot::DateIssued, "2019-01/2019-02"), (Slot::ArticleNumber, "e0123456")]),
            "@article{k,\n  pages = {e0123456},\n  year = {2019},\n  month = jan # \"--\" # feb,\n}\n",
            "@article{k,\n  pages = {e0123456},\n  date = {2019-01/2019-02},\n}\n",
        ),
        (
            kind(Kind::JournalArticle, &[(Slot::Title, "Über Eisen"), (Slot::Languages, "de")]),
            "@article{k,\n  title = {{{\\\"U}ber Eisen}},\n  language = {de},\n}\n",
            "@article{k,\n  title = {{Über Eisen}},\n  language = {german},\n  langid = {ngerman},\n}\n",
        ),
    ] {
        assert_eq!(write(&BIBTEX, &article), bibtex);
        assert_eq!(write(&BIBLATEX, &article), biblatex);
    }
    let number = kind(Kind::JournalArticle, &[(Slot::ArticleNumber, "e12")]);
    let eid = write_with(&BIBLATEX, &[("eid", "true")], &number, &mut Log::new());
    assert_eq!(eid, "@article{k,\n  eid = {e12},\n}\n");
}

#[test]
fn archives() {
    let mut article = Article { kind: Kind::Preprint, key: Some("k".into()), ..Article::default() };
    article.put(Slot::Pmid, "1").unwrap();
    article.ids.push(Id { note: Some("q-bio".into()), ..Id::new(IdKind::Arxiv, "1501.00001") });
    let bibtex = write(&BIBTEX, &article);
    assert!(bibtex.contains("eprint = {1501.00001},\n  archiveprefix = {arXiv},\n  primaryclass = {q-bio},\n"));
    let biblatex = write(&BIBLATEX, &article);
    assert!(biblatex.contains("eprint = {1501.00001},\n  eprinttype = {arxiv},\n  eprintclass = {q-bio},\n"));
    assert!(biblatex.starts_with("@online{k,\n  pubstate = {prepublished},\n"));
}

#[test]
fn extras_go_back_to_their_family() {
    let mut article = Article { key: Some("k".into()), title: Text::new("T"), ..Article::default() };
    article.keep("bibtex", "annotation", r"\emph{kept} as is");
    article.keep("bibtex", "broken", "a } b");
    article.keep("bibtex", "title", "another");
    article.keep("bibtex", "no name", "x");
    article.keep("ris", "C1", "x");
    let mut log = Log::new();
    assert_eq!(
        write_with(&BIBTEX, &[], &article, &mut log),
        "@article{k,\n  title = {T},\n  annotation = {\\emph{kept} as is},\n  broken = {a \\textbraceright{} b},\n}\n"
    );
    assert!(log.lost_slots().contains(Slot::Extra));
}

#[test]
fn verbatim_values_keep_their_braces_balanced() {
    for (slot, input, expected) in [
        (Slot::Urls, "http://x.org/{a}", "http://x.org/{a}"),
        (Slot::Urls, "http://x.org/}{\n", "http://x.org/%7D%7B"),
        (Slot::Urls, "http://x.org/\\", "http://x.org/%5C"),
        (Slot::Urls, "\\input{/etc/passwd}", "%5Cinput{/etc/passwd}"),
        (Slot::FileLinks, "C:\\a\\{b}.pdf", r"C:\\a\\{b}.pdf"),
    ] {
        let mut article = Article { key: Some("k".into()), ..Article::default() };
        article.put(slot, input).unwrap();
        let shown = write(&BIBTEX, &article);
        assert!(shown.contains(&format!(" = {{{expected}}},\n")), "{input:?}: {shown}");
    }
    let mut article = Article { key: Some("k".into()), ..Article::default() };
    article.ids.push(Id::new(IdKind::Doi, "10.1234/a}b\u{7}"));
    let mut log = Log::new();
    assert!(write_with(&BIBLATEX, &[], &article, &mut log).contains("doi = {10.1234/ab},\n"));
    assert_eq!(log.problems()[0].code, Code::ChangedValue);
}

/// What the crate reads: the title without dollar signs, since it shows formulas with theirs, and the authors.
fn read_back(output: &str) -> (String, Vec<String>) {
    let parsed = Bibliography::parse(output).unwrap_or_else(|error| panic!("{error}: {output}"));
    assert_eq!(parsed.len(), 1, "{output}");
    let entry = parsed.iter().next().unwrap();
    let title = entry.title().map(|title| title.format_verbatim()).unwrap_or_default().replace('$', "");
    let authors = entry.author().unwrap_or_default().into_iter();
    (title, authors.map(|person| format!("{}|{}|{}", person.prefix, person.name, person.given_name)).collect())
}

#[test]
fn hostile_values_come_back_from_another_parser() {
    for title in [
        r##"50% of "A & B" {C} $5_3 \input{x} ~ ^ # <b>"##,
        r"\write18{rm -rf} and \input{/etc/passwd}",
        "} @article{x, title = {y}}",
        "{{{ and }",
        "αβ ≥ 5 naïve Łódź ẞ ǿ",
        "漢字かな交じり文 \u{202e}evil\u{202c}",
        "x\u{304} and e\u{301}\u{323}",
        "Nguyễn's \u{2018}quoted\u{2019} \u{2013} dashed \u{2014} title",
    ] {
        let mut article = Article { title: Text::new(title), key: Some("k".into()), ..Article::default() };
        article.contributors = vec![person("O'Brien", "J"), person("Smith and Wesson", "K, L")];
        article.abstracts.push(Abstract::plain(Text::new(&title.repeat(2000))));
        for format in [&BIBTEX, &BIBLATEX] {
            let (found, authors) = read_back(&write(format, &article));
            if format.name == "biblatex" || title.is_ascii() {
                assert_eq!(found, article.title.plain().replace('$', ""), "{}", format.name);
            }
            assert_eq!(authors, ["|O'Brien|J", "|Smith and Wesson|K, L"]);
        }
    }
    for (family, expected) in [
        ("Garc\u{ed}a y Vega", "|Garc\u{ed}a y Vega|J"),
        ("Smith, MD", "|Smith, MD|J"),
        ("a{b", "|a{b|J"),
        ("\\input", "|\\input|J"),
        ("Łukasiewicz", "|Łukasiewicz|J"),
        ("王", "|王|J"),
    ] {
        let article = Article { contributors: vec![person(family, "J")], ..Article::default() };
        let (_, authors) = read_back(&write(&BIBLATEX, &article));
        assert_eq!(authors, [expected]);
    }
}

fn balanced_by_any_count(output: &str) {
    assert!(latex::is_balanced(output), "{output}");
}

proptest! {
    #[test]
    fn any_words_give_one_entry(
        title in any::<String>(), family in any::<String>(), given in any::<String>(), group in any::<String>(),
        summary in "[ -~\\n{}\\\\$é≥₂]*", keyword in any::<String>(), doi in any::<String>(),
        cuts in proptest::collection::vec((0_usize..40, 0_usize..40, 0_usize..4), 0..4),
    ) {
        let mut article = Article { title: Text::new(&title), ..Article::default() };
        let styles = [Style::Italic, Style::Sub, Style::Protected, Style::Tex];
        let marks = cuts.into_iter().map(|(start, end, style)| Mark { start, end, style: styles[style] }).collect();
        if let Some(marked) = article.title.marked(marks) {
            article.title = marked;
        }
        article.contributors = vec![person(&family, &given)];
        article.contributors.push(Contributor::new(Role::Author, Name::Group(Text::new(&group))));
        article.abstracts.push(Abstract { kind: AbstractKind::Main, ..Abstract::plain(Text::new(&summary)) });
        article.keywords.push(Keyword::new(&keyword, Scheme::Author));
        article.ids.push(Id::new(IdKind::Doi, &doi));
        article.add_date(DateRole::Issued, Date::at(Point::new(2019, Some(4), None)));
        for format in [&BIBTEX, &BIBLATEX] {
            let output = write(format, &article);
            balanced_by_any_count(&output);
            let raw = RawBibliography::parse(&output);
            prop_assert!(raw.is_ok(), "{:?}: {}", raw.err(), output);
            prop_assert_eq!(raw.map(|raw| raw.entries.len()).unwrap_or(0), 1, "{}", output);
        }
    }
}
