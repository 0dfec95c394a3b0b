//! Many inputs and outputs, and compressed ones, end to end.

mod program;

use bibmill::compression::{Compression, Compressor};
use program::{assert_status, bibmill, pipe, run, sample, stderr, stdout};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

fn packed(kind: Compression, bytes: &[u8]) -> Vec<u8> {
    let mut packer = Compressor::new(kind, Vec::new()).unwrap();
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    bzip2::read::BzEncoder::new(bytes, bzip2::Compression::fast()).read_to_end(&mut out).unwrap();
    out
}

/// `printf 'PMID- 7\nTI  - Xz.\n' | xz`.
const XZ: &[u8] = &[
    0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00, 0x21, 0x01, 0x16, 0x00, 0x00,
    0x00, 0x74, 0x2f, 0xe5, 0xa3, 0x01, 0x00, 0x11, 0x50, 0x4d, 0x49, 0x44, 0x2d, 0x20, 0x37, 0x0a, 0x54, 0x49, 0x20,
    0x20, 0x2d, 0x20, 0x58, 0x7a, 0x2e, 0x0a, 0x00, 0x00, 0x00, 0x53, 0x7e, 0xf9, 0x71, 0x62, 0xd5, 0x44, 0x18, 0x00,
    0x01, 0x2a, 0x12, 0x4b, 0x08, 0x54, 0xbc, 0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a,
];

fn nbib(pmids: std::ops::Range<u32>) -> String {
    pmids.map(|pmid| format!("PMID- {pmid}\nTI  - Title {pmid}.\nFAU - Li, Qi\nDP  - 2019\n\n")).collect()
}

/// A folder with files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn at(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

/// Names in a folder and below, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            names.extend(self::names(&path).iter().map(|below| format!("{name}/{below}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

#[test]
fn compressed_inputs_are_read() {
    let text = nbib(1..40);
    let plain = stdout(&pipe(&["convert", "-t", "ris"], text.as_bytes()));
    for bytes in
        [packed(Compression::Gzip, text.as_bytes()), packed(Compression::Zstd, text.as_bytes()), bzip2(text.as_bytes())]
    {
        for threads in ["1", "2"] {
            let output = pipe(&["convert", "-t", "ris", "--threads", threads], &bytes);
            assert_status(&output, 0, "39 records read");
            assert_eq!(stdout(&output), plain);
        }
    }
    let output = pipe(&["convert", "-t", "ris"], XZ);
    assert!(stdout(&output).contains("TI  - Xz"), "{}", stderr(&output));
    // The extension before that of the compression tells CSV from TSV.
    let table = packed(Compression::Gzip, b"pmid\ttitle\n1\tOne, two\n");
    let files = folder(&[("t.tsv.gz", &table)]);
    assert_status(&run(&["convert", &at(&files, "t.tsv.gz"), "-t", "ris"]), 0, "1 record read");
}

#[test]
fn members_follow_each_other_and_rubbish_is_told() {
    let mut bytes = packed(Compression::Gzip, nbib(1..3).as_bytes());
    bytes.extend(packed(Compression::Gzip, nbib(3..5).as_bytes()));
    bytes.extend([0; 100]);
    let output = pipe(&["convert", "-t", "ris"], &bytes);
    assert_status(&output, 0, "4 records read, 4 written");
    assert!(!stderr(&output).contains("warning"));
    bytes.extend(b"rubbish");
    let output = pipe(&["convert", "-t", "ris"], &bytes);
    assert_status(&output, 0, "warning[trailing-bytes]");
    assert_eq!(stdout(&output).matches("TY  - ").count(), 4);
}

#[test]
fn records_before_the_damage_come_out() {
    // Random letters, so that the damage is in the middle of the records and not only of the file.
    let mut state = 1u32;
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{state:08x}")
    };
    let record = |pmid: u32, words: String| format!("PMID- {pmid}\nTI  - Title {pmid}.\nAB  - {words}\n\n");
    let text: String = (1..4000).map(|pmid| record(pmid, (0..40).map(|_| word() + " ").collect())).collect();
    for (name, bytes) in [
        ("gzip", packed(Compression::Gzip, text.as_bytes())),
        ("zstd", packed(Compression::Zstd, text.as_bytes())),
        ("bzip2", bzip2(text.as_bytes())),
    ] {
        for threads in ["1", "3"] {
            let output = pipe(&["convert", "-t", "ris", "--threads", threads], &bytes[..bytes.len() / 2]);
            assert_status(&output, 1, "broken-input");
            assert!(stderr(&output).contains(&format!("its {name} data ends too early")), "{}", stderr(&output));
            let count = stdout(&output).matches("TY  - ").count();
            assert!((1500..2500).contains(&count), "{name}: {count} records came out");
        }
    }
}

#[test]
fn what_is_no_text_is_named() {
    let twice = packed(Compression::Gzip, &packed(Compression::Gzip, b"PMID- 1\n"));
    assert_status(
        &pipe(&["convert", "-t", "ris"], &twice),
        2,
        "what is compressed with gzip in it is compressed with gzip",
    );
    assert_status(&pipe(&["convert", "-t", "ris"], &packed(Compression::Zstd, b"")), 0, "the input is empty");
    let greedy = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 1, 0, 0];
    assert_status(&pipe(&["convert", "-t", "ris"], &greedy), 2, "asks for more than 128 MiB of memory");
}

#[test]
#[cfg(target_os = "linux")]
fn a_bomb_is_not_held() {
    // A record of 120 MB in some hundred kilobytes, between two others.
    let mut packer = Compressor::new(Compression::Gzip, Vec::new()).unwrap();
    packer.write_all(b"PMID- 1\nTI  - One.\n\nPMID- 2\nTI  - ").unwrap();
    for _ in 0..120 {
        packer.write_all(&[b'x'; 1_000_000]).unwrap();
    }
    packer.write_all(b"\n\nPMID- 3\nTI  - Three.\n").unwrap();
    let bomb = packer.finish().unwrap();
    let rejects = tempfile::NamedTempFile::new().unwrap();
    let mut child = bibmill()
        .args(["convert", "-t", "ris", "--threads", "2", "--rejects", rejects.path().to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(&bomb).unwrap();
    // All but what is in the pipe has been unpacked.
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_status(&output, 1, "oversize-record");
    assert_eq!(stdout(&output).matches("TY  - ").count(), 2);
    assert!(fs::metadata(rejects.path()).unwrap().len() > 120_000_000);
    assert!(peak < 100_000, "{peak} kB were held");
}

#[test]
fn outputs_are_compressed_by_their_names() {
    let text = nbib(1..500);
    let folder = tempfile::tempdir().unwrap();
    let plain = stdout(&pipe(&["convert", "-t", "nbib"], text.as_bytes()));
    for name in ["a.nbib.gz", "a.nbib.zst"] {
        let path = at(&folder, name);
        assert_status(&pipe(&["convert", "-o", &path], text.as_bytes()), 0, "499 written");
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.len() * 3 < plain.len(), "{name} has {} bytes", bytes.len());
        assert_eq!(stdout(&run(&["convert", &path, "-t", "nbib"])), plain, "{name}");
    }
    let mut unpacked = String::new();
    let file = fs::File::open(at(&folder, "a.nbib.gz")).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let piped = pipe(&["convert", "-t", "nbib", "--compress", "gzip"], text.as_bytes());
    assert_eq!(piped.stdout, fs::read(at(&folder, "a.nbib.gz")).unwrap());
    assert_status(&pipe(&["convert", "-o", &at(&folder, "a.nbib.xz")], text.as_bytes()), 2, "does not write xz");
    assert_eq!(names(folder.path()), ["a.nbib.gz", "a.nbib.zst"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_when_compressing_too() {
    for kind in ["gzip", "zstd"] {
        let args = ["convert", "-t", "nbib", "--compress", kind, "-o", "/dev/full"];
        assert_status(&pipe(&args, nbib(1..9).as_bytes()), 2, "cannot write");
    }
}

#[test]
fn folders_and_lists_are_read() {
    let gz = packed(Compression::Gzip, nbib(3..4).as_bytes());
    let files = folder(&[
        ("d/b.nbib", nbib(2..3).as_bytes()),
        ("d/a/deep.nbib.gz", &gz),
        ("d/c.png", b"\x89PNG"),
        ("e.nbib", nbib(5..6).as_bytes()),
    ]);
    let d = at(&files, "d");
    assert_status(&run(&["convert", &d, "-t", "ris"]), 2, "it is a directory; --recursive reads the files in it");
    #[cfg(unix)]
    std::os::unix::fs::symlink(files.path(), files.path().join("d/a/loop")).unwrap();
    let order = |output: &std::process::Output| {
        let text = stdout(output);
        text.lines().filter_map(|line| line.strip_prefix("AN  - ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let output = run(&["convert", "-r", &d, "-t", "ris"]);
    assert_status(&output, 0, "1 file in folders passed over");
    // The link leads to the folder above, in which all is found once more, but for the way that was come.
    let expected: &[&str] = if cfg!(unix) { &["3", "5", "2"] } else { &["3", "2"] };
    assert_eq!(order(&output), expected);
    let (lines, nuls) = (format!("{d}/b.nbib\r\n\n{}\n", at(&files, "e.nbib")), format!("{d}/b.nbib\0{d}/b.nbib\0"));
    assert_eq!(order(&pipe(&["convert", "-t", "ris", "--files-from", "-"], lines.as_bytes())), ["2", "5"]);
    fs::write(at(&files, "list"), nuls).unwrap();
    assert_eq!(order(&run(&["convert", "-t", "ris", "--files-from", &at(&files, "list")])), ["2", "2"]);
    assert_status(&pipe(&["convert", "-t", "ris", "--files-from", "-"], b"\n"), 2, "the list names no file");
    fs::create_dir(at(&files, "empty")).unwrap();
    assert_status(&run(&["convert", "-r", &at(&files, "empty"), "-t", "ris"]), 2, "no file in it has the extension");
    assert_status(&run(&["check", "-r", &d]), 0, "records read");
}

#[test]
fn threads_do_not_change_what_comes_out() {
    let files: Vec<(String, String)> =
        (0..9).map(|n| (format!("{n}.nbib"), nbib(n * 1000..n * 1000 + [1, 900, 40][n as usize % 3]))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let files = folder(&files);
    let path = files.path().to_str().unwrap();
    let of = |threads: &str, target: &str| {
        let output = run(&["convert", "-r", path, "-t", target, "--threads", threads]);
        assert_status(&output, 0, "2823 records read, 2823 written");
        stdout(&output)
    };
    for target in ["bibtex", "jats"] {
        let one = of("1", target);
        for threads in ["2", "3", "8"] {
            assert!(of(threads, target) == one, "{target} with {threads} threads");
        }
    }
}

#[test]
fn each_input_gets_an_output() {
    let gz = packed(Compression::Gzip, nbib(3..5).as_bytes());
    let files = folder(&[
        ("in/one.nbib", nbib(1..3).as_bytes()),
        ("in/sub/two.v1.nbib.gz", &gz),
        ("in/broken.nbib.gz", &packed(Compression::Gzip, nbib(5..3000).as_bytes())[..2000]),
        ("in/novel.txt", b"It was a dark and stormy night.\nThe rain fell in torrents.\n"),
        ("in/empty.nbib", b""),
    ]);
    let (input, out) = (at(&files, "in"), at(&files, "out/deep"));
    let (rejects, report) = (at(&files, "rejects"), at(&files, "report.json"));
    let args =
        ["convert", "-r", &input, "-t", "bibtex", "--output-dir", &out, "--rejects", &rejects, "--report", &report];
    let output = run(&args);
    assert_status(&output, 2, "cannot tell the format of");
    assert!(stderr(&output).contains("4 of 5 inputs are done; not done: "), "{}", stderr(&output));
    assert!(stderr(&output).contains("novel.txt; --resume goes on"));
    let expected = ["broken.bib", "empty.bib", "one.bib", "sub/two.v1.bib"];
    assert_eq!(names(Path::new(&out)), expected);
    // Keys are unique in each file, and not among all.
    assert!(fs::read_to_string(format!("{out}/sub/two.v1.bib")).unwrap().contains("@article{li2019title,"));
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
    assert_eq!(report["inputs"].as_array().unwrap().len(), 3, "{report}");
    assert!(report["failed"][0]["name"].as_str().unwrap().ends_with("novel.txt"));
    assert_eq!(report["diagnostics"]["broken-input"], 1);
    // Nothing is written over.
    assert_status(&run(&args), 2, "broken.bib is there already (and 3 more); --force replaces such files");
    fs::write(format!("{out}/one.bib"), "mine").unwrap();
    assert_status(&run(&[&args[..], &["--resume"]].concat()), 2, "0 of 1 inputs are done");
    assert_eq!(fs::read_to_string(format!("{out}/one.bib")).unwrap(), "mine");
    assert_status(&run(&[&args[..], &["--force"]].concat()), 2, "4 of 5 inputs are done");
    assert!(fs::read_to_string(format!("{out}/one.bib")).unwrap().starts_with("@article"));
    assert_eq!(names(Path::new(&out)), expected);
}

#[test]
fn resume_makes_what_is_missing_or_old() {
    let files = folder(&[("a.nbib", nbib(1..2).as_bytes()), ("b.nbib", nbib(2..3).as_bytes())]);
    let (a, b, out) = (at(&files, "a.nbib"), at(&files, "b.nbib"), at(&files, "out"));
    let args = ["convert", &a, &b, "-t", "ris", "--output-dir", &out, "--resume"];
    assert_status(&run(&args), 0, "2 files written; 2 records read");
    assert_status(&run(&args), 0, "0 files written (2 were there before)");
    fs::remove_file(at(&files, "out/a.ris")).unwrap();
    assert_status(&run(&args), 0, "1 file written (1 were there before)");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(10);
    fs::File::options().write(true).open(&b).unwrap().set_modified(later).unwrap();
    assert_status(&run(&args), 0, "1 file written (1 were there before)");
    assert_eq!(names(Path::new(&out)), ["a.ris", "b.ris"]);
}

#[test]
fn outputs_that_would_meet_are_refused() {
    let files = folder(&[
        ("x/a.nbib", nbib(1..2).as_bytes()),
        ("y/a.nbib", nbib(2..3).as_bytes()),
        ("y/b.nbib", nbib(2..3).as_bytes()),
    ]);
    let (one, two, out) = (at(&files, "x/a.nbib"), at(&files, "y/a.nbib"), at(&files, "out"));
    let into =
        |dir: &str, rest: &[&str]| run(&[&["convert", "-t", "nbib", "--force", "--output-dir", dir], rest].concat());
    assert_status(&into(&out, &[&one, &two]), 2, "would both be written to");
    assert_status(&into(&at(&files, "x"), &[&one]), 2, "a.nbib is an input; give another folder");
    assert_status(
        &into(&out, &[&one, "--rejects", &at(&files, "out/a.nbib")]),
        2,
        "a.nbib is an output; give another file",
    );
    assert_status(&into(&out, &["-"]), 2, "standard input has no name");
    assert!(!Path::new(&out).exists(), "nothing is made before all is well");
    assert_status(&into(&out, &[&one, &one]), 0, "1 file written");
    // A folder for outputs within that of the inputs is none of the inputs.
    let inside = at(&files, "y/out");
    assert_status(&into(&inside, &["-r", &at(&files, "y")]), 0, "2 files written");
    assert_status(&into(&inside, &["-r", &at(&files, "y")]), 0, "2 files written");
    assert_eq!(names(Path::new(&inside)), ["a.nbib", "b.nbib"]);
}

#[test]
fn rejects_of_several_inputs_stay_apart() {
    // In each file a record that is too large, and comes in pieces.
    let big = |letter: char| {
        let large: String = std::iter::repeat_n(letter, 1_500_000).collect();
        format!("{}PMID- 9\nTI  - {large}\n\n{}", nbib(1..2), nbib(2..3))
    };
    let texts: Vec<(String, String)> = ('a'..='f').map(|letter| (format!("{letter}.nbib"), big(letter))).collect();
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let files = folder(&files);
    let (path, out, rejects) = (files.path().to_str().unwrap(), at(&files, "out"), at(&files, "rejects"));
    let args = ["convert", "-r", path, "-t", "ris", "--output-dir", &out, "--threads", "4", "--max-record", "1M"];
    assert_status(&run(&[&args[..], &["--rejects", &rejects]].concat()), 1, "6 rejected");
    let kept = fs::read_to_string(&rejects).unwrap();
    let letters: Vec<char> = kept.split("TI  - ").skip(1).map(|record| record.chars().next().unwrap()).collect();
    assert_eq!(letters, ['a', 'b', 'c', 'd', 'e', 'f']);
    for record in kept.split("TI  - ").skip(1) {
        let first = record.chars().next().unwrap();
        assert_eq!(record.chars().filter(|c| *c == first).count(), 1_500_000);
    }
}

/// The record as a line of JSON, with a version of its PMID.
fn versioned(pmid: u32, version: u32, title: &str) -> String {
    let id = format!("{{\"kind\":\"pmid\",\"value\":\"{pmid}\",\"version\":\"{version}\"}}");
    format!("{{\"kind\":\"journal-article\",\"title\":\"{title}\",\"ids\":[{id}]}}\n")
}

#[test]
fn the_latest_of_each_pmid_is_kept() {
    let head =
        stdout(&pipe(&["convert", "-t", "jsonl"], nbib(1..2).as_bytes())).lines().next().unwrap().to_owned() + "\n";
    let first = [head.clone(), versioned(1, 1, "old"), versioned(2, 2, "newer"), versioned(3, 1, "alone")].concat();
    let second =
        [head, versioned(1, 2, "new"), versioned(2, 1, "older"), versioned(4, 1, "x"), versioned(4, 1, "last")];
    let files = folder(&[("a.jsonl", first.as_bytes()), ("b.jsonl", second.concat().as_bytes())]);
    let (a, b, out) = (at(&files, "a.jsonl"), at(&files, "b.jsonl"), at(&files, "out"));
    let titles = |text: String| {
        let titles = text.lines().filter_map(|line| line.strip_prefix("TI  - "));
        titles.map(str::to_owned).collect::<Vec<_>>()
    };
    let all = run(&["convert", &a, &b, "-t", "ris"]);
    assert_eq!(titles(stdout(&all)).len(), 7, "{}", stderr(&all));
    for threads in ["1", "4"] {
        let output = run(&["convert", &a, &b, "-t", "ris", "--latest", "--threads", threads]);
        assert_status(&output, 0, "3 left out for later versions");
        assert_eq!(titles(stdout(&output)), ["newer", "alone", "new", "last"]);
    }
    let output = run(&["convert", &a, &b, "-t", "ris", "--latest", "--notes", "--output-dir", &out]);
    assert_status(&output, 0, "note[older-version]");
    assert_eq!(titles(fs::read_to_string(at(&files, "out/a.ris")).unwrap()), ["newer", "alone"]);
    assert_eq!(titles(fs::read_to_string(at(&files, "out/b.ris")).unwrap()), ["new", "last"]);
    // The same file twice: the last wins. From a pipe, compressed.
    assert_eq!(titles(stdout(&run(&["convert", &a, &a, "-t", "ris", "--latest"]))), ["old", "newer", "alone"]);
    let piped = pipe(&["convert", "-t", "ris", "--latest"], &packed(Compression::Gzip, second.concat().as_bytes()));
    assert_eq!(titles(stdout(&piped)), ["new", "older", "last"]);
}

#[test]
fn versions_of_pubmed_xml_are_told_apart() {
    let set = |records: &[(u32, u32, &str)]| {
        let record = |(pmid, version, title): &(u32, u32, &str)| {
            format!(
                "<PubmedArticle><MedlineCitation><PMID Version=\"{version}\">{pmid}</PMID><Article>\
                 <ArticleTitle>{title}.</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
            )
        };
        format!("<PubmedArticleSet>\n{}</PubmedArticleSet>\n", records.iter().map(record).collect::<String>())
    };
    let base = packed(Compression::Gzip, set(&[(1, 1, "One"), (2, 3, "Two, third"), (3, 1, "Three")]).as_bytes());
    let update = packed(Compression::Gzip, set(&[(2, 2, "Two, second"), (1, 1, "One, mended")]).as_bytes());
    let files = folder(&[("a.xml.gz", &base), ("b.xml.gz", &update)]);
    let output = run(&["convert", "-r", files.path().to_str().unwrap(), "-t", "ris", "--latest"]);
    assert_status(&output, 0, "2 left out for later versions");
    let text = stdout(&output);
    let titles: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("TI  - ")).collect();
    assert_eq!(titles, ["Two, third", "Three", "One, mended"]);
}

#[test]
fn one_article_is_one_even_when_older_ones_are_left_out() {
    let text = nbib(1..2) + &nbib(1..2);
    let one = stdout(&pipe(&["convert", "-t", "jats"], nbib(1..2).as_bytes()));
    assert_eq!(stdout(&pipe(&["convert", "-t", "jats", "--latest"], text.as_bytes())), one);
}

#[test]
#[cfg(unix)]
fn an_interrupted_batch_leaves_no_half_file() {
    let files = folder(&[("a.nbib", nbib(1..2).as_bytes())]);
    let (a, pipe, out) = (at(&files, "a.nbib"), at(&files, "slow.nbib"), at(&files, "out"));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = bibmill()
        .args(["convert", &a, &pipe, "-t", "ris", "--output-dir", &out])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut writer = fs::File::options().write(true).open(&pipe).unwrap();
    writer.write_all(nbib(1..20_000).as_bytes()).unwrap();
    let made = Path::new(&out).join("a.ris");
    for _ in 0..500 {
        if made.exists() && names(Path::new(&out)).len() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(names(Path::new(&out)).len(), 2, "one is done, one is on its way");
    let interrupt = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let output = child.wait_with_output().unwrap();
    drop(writer);
    assert_status(&output, 130, "interrupted; 1 of 2 inputs are done; not done: ");
    assert!(stderr(&output).contains("slow.nbib; --resume goes on"));
    assert_eq!(names(Path::new(&out)), ["a.ris"]);
}

#[test]
fn samples_become_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = at(&folder, "out");
    let output = run(&["convert", "-r", sample("nbib").to_str().unwrap(), "-t", "csl-json", "--output-dir", &out]);
    assert!(stderr(&output).contains("files written"), "{}", stderr(&output));
    for name in names(Path::new(&out)) {
        let text = fs::read_to_string(format!("{out}/{name}")).unwrap();
        assert!(serde_json::from_str::<Vec<serde_json::Value>>(&text).is_ok(), "{name}");
    }
}
