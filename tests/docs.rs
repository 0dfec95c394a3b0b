//! What the documents say agrees with the program.

use bibmill::formats::FORMATS;
use bibmill::log::Code;
use std::fs;
use std::path::Path;

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

#[test]
fn readme_has_the_table_of_formats() {
    let yes = |can: bool| if can { "yes" } else { "" };
    let rows: String = FORMATS
        .iter()
        .map(|format| {
            let files: Vec<_> = format.extensions.iter().map(|extension| format!("`.{extension}`")).collect();
            let (read, write) = (yes(format.reader.is_some()), yes(format.writer.is_some()));
            format!("| `{}` | {read} | {write} | {} | {} |\n", format.name, files.join(" "), format.title)
        })
        .collect();
    assert!(document("README.md").contains(&rows), "README.md should have these rows:\n{rows}");
}

#[test]
fn readme_commands_are_those_of_the_program() {
    let readme = document("README.md");
    let help = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bibmill")).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let of_convert = help(&["convert", "--help"]);
    let flags = readme.split(['`', ' ', '\n']).filter(|word| word.starts_with("--") && word.len() > 2);
    for flag in flags.filter(|flag| !["--release", "--path", "--open"].contains(flag)) {
        assert!(of_convert.contains(flag), "{flag} is in README.md, and not in the help");
    }
    let all = help(&["formats"]);
    for format in FORMATS {
        assert!(all.contains(format.name) && all.contains(format.title), "{}", format.name);
        for option in format.options {
            assert!(all.contains(&format!("{}.{}=", format.name, option.name)), "{}.{}", format.name, option.name);
        }
    }
    assert!(document("CHANGELOG.md").contains("## "));
}

#[test]
fn every_sample_that_readme_names_is_there() {
    for word in document("README.md").split([' ', '`', '"', '\n']).filter(|word| word.starts_with("samples/")) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(word.split('*').next().unwrap());
        assert!(path.exists(), "{word}");
    }
}

#[test]
fn every_code_is_explained() {
    let text = document("docs/diagnostics.md");
    for code in Code::ALL {
        let row = format!("| `{}` | {} |", code.name(), format!("{:?}", code.severity()).to_lowercase());
        let meaning = code.meaning().trim();
        assert!(
            text.contains(&format!("{row} {meaning} |")),
            "docs/diagnostics.md should have the row\n{row} {meaning} |"
        );
    }
}

#[test]
fn ci_runs_the_tests_as_readme_says() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run");
    // A published package comes without it.
    if let Ok(script) = fs::read_to_string(script) {
        assert!(script.lines().any(|line| line == "cargo test"));
    }
    assert!(document("README.md").contains("$ cargo test\n"));
}
