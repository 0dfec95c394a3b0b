//! The program, end to end: what it prints, where, and its exit status.

mod program;

use program::{assert_status, bibmill, pipe, run, sample, stderr, stdout};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Output, Stdio};

fn seed() -> PathBuf {
    sample("pubmed-text/37090727.txt")
}

#[test]
fn a_page_becomes_bibtex() {
    let output = run(&["convert", seed().to_str().unwrap(), "-t", "bibtex"]);
    assert_status(&output, 0, "1 record read, 1 written");
    let text = stdout(&output);
    for part in ["@article{2023immunotherapy,", "10.3389/fimmu.2023.1129465", "pmid = {37090727}", "year = {2023}"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn related_articles_become_records() {
    let output = run(&["convert", seed().to_str().unwrap(), "-t", "csl-json", "--related", "all"]);
    assert_status(&output, 0, "11 related");
    let items: Vec<serde_json::Value> = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(items.len(), 12);
    for item in &items[1..] {
        for key in ["title", "container-title", "issued", "DOI"] {
            assert!(item.get(key).is_some(), "{key} is missing in {item}");
        }
    }
    assert_eq!(items[1..].iter().filter(|item| item.get("PMID").is_some()).count(), 10);
    let only = run(&["convert", seed().to_str().unwrap(), "-t", "csl-json", "--related", "references"]);
    assert_eq!(serde_json::from_str::<Vec<serde_json::Value>>(&stdout(&only)).unwrap().len(), 2);
}

#[test]
fn losses_are_named() {
    for target in ["bibtex", "biblatex", "ris", "csl-json", "csv", "jats", "nbib"] {
        let output = run(&["convert", seed().to_str().unwrap(), "-t", target, "--report", "-", "-o", "/dev/null"]);
        assert_status(&output, 0, "");
        let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(report["records"]["written"], 1, "{target}");
        let losses = &report["losses"];
        let told = losses["lost"].get("similar").or(losses["flattened"].get("similar"));
        // JATS has elements for related works.
        assert_eq!(told.is_some(), target != "jats", "{target}: {report}");
    }
}

#[test]
fn formats_pass_through_pipes() {
    let mut nbib = Vec::new();
    for entry in fs::read_dir(sample("nbib")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            nbib.extend(fs::read(path).unwrap());
            nbib.push(b'\n');
        }
    }
    let direct = pipe(&["convert", "-t", "csl-json"], &nbib);
    let again = pipe(&["convert", "-t", "nbib"], &nbib);
    let through = pipe(&["convert", "-t", "csl-json"], &again.stdout);
    // The order of the database's own dates says nothing, and each format has one of its own.
    let items = |output: &Output| {
        let mut items: Vec<serde_json::Value> = serde_json::from_str(&stdout(output)).unwrap();
        for dates in items.iter_mut().filter_map(|item| item.pointer_mut("/custom/date_record")?.as_array_mut()) {
            dates.sort_by_key(|date| date.to_string());
        }
        items
    };
    assert!(items(&direct).len() > 10);
    assert_eq!(items(&through), items(&direct));
}

#[test]
fn the_target_comes_from_the_extension() {
    let folder = tempfile::tempdir().unwrap();
    for (name, part) in [
        ("a.bib", "@article"),
        ("a.ris", "TY  - JOUR"),
        ("a.json", "\"id\""),
        ("a.csv", "37090727"),
        ("a.xml", "<article"),
        ("a.nbib", "PMID- 37090727"),
    ] {
        let path = folder.path().join(name);
        let output = run(&["convert", seed().to_str().unwrap(), "-o", path.to_str().unwrap()]);
        assert_status(&output, 0, "1 written");
        assert!(fs::read_to_string(&path).unwrap().contains(part), "{name}");
    }
    assert_status(
        &run(&["convert", seed().to_str().unwrap(), "-o", folder.path().join("a.foo").to_str().unwrap()]),
        2,
        "--to",
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6, "nothing else is left behind");
}

#[test]
fn a_file_is_what_its_text_says_and_not_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ris");
    let convert = |text: &str, from: &[&str]| {
        fs::write(&path, text).unwrap();
        run(&[&["convert", path.to_str().unwrap(), "-t", "csl-json"], from].concat())
    };
    let output = convert("PMID- 12\nTI  - Iron.\nAU  - Poe A\n", &[]);
    assert_status(&output, 0, "1 written");
    assert!(stdout(&output).contains("\"Iron\""));
    let output = convert("PMID- 12\nTI  - Iron.\nAU  - Poe A\n", &["--from", "ris"]);
    assert_status(&output, 0, "the record is one of NBIB");
    assert_status(&convert("%0 Journal Article\n%T Iron\n%A Poe, A\n", &[]), 2, "EndNote tagged");
}

#[test]
fn an_old_file_stays_when_the_run_fails() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.bib");
    fs::write(&path, "old").unwrap();
    let output = run(&["convert", "/nonexistent.txt", "-o", path.to_str().unwrap()]);
    assert_status(&output, 2, "cannot read /nonexistent.txt");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
#[cfg(unix)]
fn a_link_is_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("real.bib"), folder.path().join("link.bib"));
    fs::write(&target, "old").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    assert_status(&run(&["convert", seed().to_str().unwrap(), "-o", link.to_str().unwrap()]), 0, "");
    assert!(link.is_symlink() && fs::read_to_string(&target).unwrap().starts_with("@article"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let output = run(&["convert", seed().to_str().unwrap(), "-t", "bibtex", "-o", "/dev/full"]);
    assert_status(&output, 2, "cannot write /dev/full");
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_is_fine() {
    let mut input = Vec::new();
    while input.len() < 2_000_000 {
        input.extend_from_slice(b"PMID- 1\nTI  - A title that is long enough to fill a pipe.\n\n");
    }
    let mut child = bibmill()
        .args(["convert", "-t", "ris", "--diagnostics", "off"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all(&input);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_status(&output, 0, "");
    assert_eq!(stderr(&output), "");
}

#[test]
fn bad_inputs_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (path, status, says) in [
        (file("empty.txt", b""), 0, "the input is empty"),
        (file("blank.txt", b"\n\n  \n"), 0, "the input is empty"),
        (file("gzip.nbib", b"\x1f\x8b\x08\0\0\0"), 2, "its gzip data ends too early"),
        (file("binary.dat", &[0, 1, 2, 3, 255, 254, 0, 0, 9]), 2, "binary"),
        (
            file("novel.txt", b"It was a dark and stormy night.\nThe rain fell in torrents.\n"),
            2,
            "cannot tell the format",
        ),
        (file("m.xml", b"<?xml version=\"1.0\"?><modsCollection><mods/></modsCollection>"), 2, "MODS XML"),
        (folder.path().to_str().unwrap().to_owned(), 2, "it is a directory"),
    ] {
        let output = run(&["convert", &path, "-t", "ris"]);
        assert_status(&output, status, says);
        if status == 2 {
            assert!(stderr(&output).contains(&path), "{path} is not named");
        }
    }
}

#[test]
fn an_input_of_another_format_is_named() {
    let enw = b"%0 Journal Article\n%A Poe, E\n%T Iron\n";
    let told = pipe(&["convert", "-f", "ris", "-t", "bibtex"], enw);
    assert_status(&told, 1, "the input looks like EndNote tagged (Refer)");
    assert_status(&pipe(&["convert", "-t", "bibtex"], enw), 2, "EndNote tagged (Refer)");
    // Text above the first record is no other format.
    let preamble = b"Provider: X\n\nTY  - JOUR\nTI  - A\nER  - \n";
    let read = pipe(&["convert", "-f", "ris", "-t", "bibtex"], preamble);
    assert_status(&read, 0, "is in no record; it is in the rejects");
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.nbib");
    fs::write(&path, "PMID- 1\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The super-user reads everything.
    if fs::read(&path).is_err() {
        assert_status(&run(&["convert", path.to_str().unwrap(), "-t", "ris"]), 2, "secret.nbib");
    }
}

#[test]
fn encodings_are_read() {
    let text = "PMID- 1\r\nTI  - Zürich.\r\nFAU - Müller, Jörg\r\n";
    let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for bytes in [text.as_bytes().to_vec(), wide, windows] {
        let output = pipe(&["convert", "-t", "ris"], &bytes);
        assert_status(&output, 0, "");
        assert!(stdout(&output).contains("Müller, Jörg"), "{}", stdout(&output));
    }
}

#[test]
fn an_endless_line_is_passed_on_and_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let rejects = folder.path().join("rejects");
    let mut input = b"PMID- 1\nTI  - One.\n\nPMID- 2\nTI  - ".to_vec();
    input.resize(input.len() + 3_000_000, b'x');
    input.extend_from_slice(b"\n\nPMID- 3\nTI  - Three.\n");
    let args = ["convert", "-t", "ris", "--max-record", "1M", "--rejects", rejects.to_str().unwrap()];
    let output = pipe(&args, &input);
    assert_status(&output, 1, "oversize-record");
    let text = stdout(&output);
    assert!(text.contains("One") && text.contains("Three") && !text.contains("xxx"));
    let kept = fs::read(&rejects).unwrap();
    assert!(kept.starts_with(b"PMID- 2\nTI  - xxx") && kept.len() > 3_000_000);
}

#[test]
fn strict_runs_and_says_so() {
    let output = run(&["convert", seed().to_str().unwrap(), "-t", "bibtex", "--strict"]);
    assert_status(&output, 3, "not carried by bibtex");
    assert!(stdout(&output).contains("@article"));
}

#[test]
fn usage_is_checked_before_anything_is_read() {
    let seed = seed();
    let seed = seed.to_str().unwrap();
    for (args, says) in [
        (&["convert", seed][..], "--to"),
        (&["convert", seed, "-t", "foo"], "there is no format foo"),
        (&["convert", seed, "-t", "csv", "--set", "csv.columns=title,nonsense"], "nonsense"),
        (&["convert", seed, "-t", "csv", "--set", "csv.foo=1"], "has no option foo"),
        (&["convert", seed, "-t", "bibtex", "--set", "bibtex.protect=most"], "words, title, none"),
        (&["convert", seed, "-t", "bibtex", "--keys", "{foo}"], "key pattern"),
        (&["convert", seed, "-t", "bibtex", "--related", "cousins"], "cousins"),
        (&["convert", seed, "-t", "pubmed-text"], "cannot write"),
    ] {
        let output = run(args);
        assert_status(&output, 2, says);
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn check_finds_what_two_records_share() {
    let input = b"PMID- 1\nTI  - One.\nAID - 10.1234/X [doi]\n\nPMID- 1\nTI  - Two.\nAID - 10.1234/x [doi]\n";
    let output = pipe(&["check"], input);
    assert_status(&output, 0, "PMID \"1\" is also that of the record on line 1 of -");
    assert!(stderr(&output).contains("DOI"));
}

#[test]
fn diagnostics_come_as_json() {
    let output = pipe(&["convert", "-t", "ris", "--diagnostics", "json"], b"PMID- 1\nTI  - One.\nZZZZ- odd\n");
    let line = stderr(&output);
    let found: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
    assert_eq!(
        (found["code"].as_str(), found["line"].as_u64(), found["severity"].as_str()),
        (Some("unknown-tag"), Some(3), Some("warning"))
    );
}

#[test]
fn the_shell_gets_its_files() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(stdout(&run(&["completions", shell])).contains("bibmill"), "{shell}");
    }
    assert!(stdout(&run(&["man"])).starts_with(".ie"));
    let json: serde_json::Value = serde_json::from_str(&stdout(&run(&["formats", "--json"]))).unwrap();
    assert!(
        json.as_array()
            .unwrap()
            .iter()
            .any(|format| format["name"] == "bibtex" && format["carries"]["exact"].is_array())
    );
}

#[test]
fn rejects_and_report_replace_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.nbib");
    fs::copy(sample("nbib/full-record.nbib"), &input).unwrap();
    let name = input.to_str().unwrap();
    let roundabout = folder.path().join(".").join("in.nbib");
    for flag in ["--rejects", "--report"] {
        let output = run(&["convert", name, "-t", "ris", flag, roundabout.to_str().unwrap()]);
        assert_status(&output, 2, "is an input; give another file");
    }
    assert_eq!(fs::read(&input).unwrap(), fs::read(sample("nbib/full-record.nbib")).unwrap());
}

#[test]
fn outputs_need_places_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let seed = seed();
    for rest in [
        vec!["-o".to_owned(), at("a.ris"), "--rejects".to_owned(), at("./a.ris")],
        vec!["--rejects".to_owned(), "-".to_owned()],
        vec![
            "-o".to_owned(),
            at("a.ris"),
            "--rejects".to_owned(),
            "-".to_owned(),
            "--report".to_owned(),
            "-".to_owned(),
        ],
    ] {
        let mut args = vec!["convert", seed.to_str().unwrap(), "-t", "ris"];
        args.extend(rest.iter().map(String::as_str));
        assert_status(&run(&args), 2, "need files of their own");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_found_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("none").join("report.json");
    let output = run(&["convert", seed().to_str().unwrap(), "-t", "ris", "--report", report.to_str().unwrap()]);
    assert_status(&output, 2, "there is no folder");
    assert!(output.stdout.is_empty());
}

#[test]
fn any_number_of_threads_will_do() {
    let output = run(&["convert", seed().to_str().unwrap(), "-t", "ris", "--threads", "999999"]);
    assert_status(&output, 0, "1 written");
}

#[test]
fn xml_that_is_not_known_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (text, expected) in [
        ("<html><body><p>x</p></body></html>", "it is a web page"),
        ("<?xml version=\"1.0\"?><note><to>you</to></note>", "XML whose root is \"note\""),
    ] {
        let path = folder.path().join("page.xml");
        fs::write(&path, text).unwrap();
        let output = run(&["convert", path.to_str().unwrap(), "-t", "ris"]);
        assert_status(&output, 2, expected);
    }
}
