//! Measures whole runs of bibmill against bare parsers and, where they are installed, against other converters, all in one
//! go on one machine: `benches/compare --records 30000`. CPU is user and system time of all processes of a run, the least
//! of several runs that take turns; memory is the largest process.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What a run took.
#[derive(Clone, Copy)]
struct Cost {
    cpu: Duration,
    wall: Duration,
    /// Peak resident memory in bytes.
    memory: u64,
}

/// What a conversion is measured against.
enum Gate {
    /// CPU relative to another command: at most so many times.
    Against(Vec<String>, f64, f64),
    /// Megabytes of input a second of CPU: at least so many.
    Speed(f64, f64),
}

struct Row {
    name: String,
    input: PathBuf,
    /// Size of what is read, unpacked.
    size: u64,
    command: Vec<String>,
    gate: Gate,
}

fn main() -> Result<()> {
    let programs = std::env::current_exe()?.parent().ok_or("no folder")?.to_owned();
    let mut bibmill = programs.parent().ok_or("no folder")?.join("bibmill");
    let mut records = 30_000;
    let mut runs = 5;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next().ok_or("a value should follow")?;
        match arg.as_str() {
            "--records" => records = value.parse()?,
            "--runs" => runs = value.parse()?,
            "--bibmill" => bibmill = value.into(),
            _ => return Err("compare [--records N] [--runs N] [--bibmill PROGRAM]".into()),
        }
    }
    let folder = std::env::temp_dir().join(format!("bibmill-compare-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let done = compare(&Tools { programs, bibmill, folder: folder.clone() }, records, runs);
    fs::remove_dir_all(&folder)?;
    done
}

/// Where things are.
struct Tools {
    programs: PathBuf,
    bibmill: PathBuf,
    folder: PathBuf,
}

impl Tools {
    fn convert(&self, input: &Path, more: &[&str]) -> Vec<String> {
        let mut command = vec![text(&self.bibmill), "convert".to_owned(), text(input)];
        command.extend(["-o", "/dev/null", "--diagnostics", "off"].map(str::to_owned));
        command.extend(more.iter().map(|arg| (*arg).to_owned()));
        command
    }

    fn bare(&self, program: &str, input: &Path) -> Vec<String> {
        vec![text(&self.programs.join(program)), text(input)]
    }

    /// A corpus in another format, made by bibmill from the XML.
    fn corpus(&self, xml: &Path, format: &str, extension: &str) -> Result<PathBuf> {
        let path = self.folder.join(format!("corpus.{extension}"));
        let status = Command::new(&self.bibmill)
            .args(["convert", &text(xml), "-t", format, "-o", &text(&path), "--diagnostics", "off"])
            .status()?;
        if status.success() { Ok(path) } else { Err(format!("no corpus of {format}").into()) }
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn compare(tools: &Tools, records: usize, runs: usize) -> Result<()> {
    let xml = tools.folder.join("corpus.xml");
    write_corpus(&xml, records)?;
    let packed = tools.folder.join("corpus.xml.gz");
    let mut gzip = GzEncoder::new(File::create(&packed)?, Compression::default());
    std::io::copy(&mut File::open(&xml)?, &mut gzip)?;
    gzip.finish()?;
    let one = tools.folder.join("one.xml");
    write_corpus(&one, 1)?;
    let size = fs::metadata(&xml)?.len();
    println!("{records} records, {:.0} MB of XML; least of {runs} runs; one thread unless said otherwise\n", mb(size));

    let mut rows = Vec::new();
    let mut row = |name: &str, input: &Path, more: &[&str], gate: Gate| -> Result<()> {
        let size = if input == packed { size } else { fs::metadata(input)?.len() };
        let command = tools.convert(input, &[&["--threads", "1"], more].concat());
        rows.push(Row { name: name.to_owned(), input: input.to_owned(), size, command, gate });
        Ok(())
    };
    let bare = |input: &Path, must, aim| Gate::Against(tools.bare("bare_xml", input), must, aim);
    row("PubMed XML to BibTeX", &xml, &["-t", "bibtex"], bare(&xml, 1.6, 1.2))?;
    row("PubMed XML to RIS", &xml, &["-t", "ris"], bare(&xml, 1.6, 1.2))?;
    row("PubMed XML to CSV", &xml, &["-t", "csv"], bare(&xml, 1.6, 1.2))?;
    let three = ["-t", "csv", "--set", "csv.columns=pmid,doi,title"];
    row("PubMed XML to CSV, three columns", &xml, &three, bare(&xml, 1.2, 1.0))?;
    row("PubMed XML, gzip, to BibTeX", &packed, &["-t", "bibtex"], bare(&packed, 1.4, 1.2))?;
    let nbib = tools.corpus(&xml, "nbib", "nbib")?;
    row("NBIB to BibTeX", &nbib, &["-t", "bibtex"], Gate::Speed(150.0, 300.0))?;
    for format in ["ris", "bibtex", "csl-json"] {
        let Ok(path) = tools.corpus(&xml, format, format) else { continue };
        if !can_read(tools, &path, format) {
            continue;
        }
        let targets = ["ris", "bibtex", "csl-json"].into_iter().filter(|target| *target != format);
        for target in targets {
            let gate = match format {
                "ris" => Gate::Speed(150.0, 300.0),
                "bibtex" => Gate::Speed(50.0, 100.0),
                _ if tools.programs.join("bare_json").exists() => {
                    Gate::Against(tools.bare("bare_json", &path), 2.5, 1.8)
                }
                _ => continue,
            };
            row(&format!("{format} to {target}"), &path, &["-f", format, "-t", target], gate)?;
        }
    }

    println!("| conversion | CPU s | MB/s | against | must | aim | peak MB | |\n|---|---|---|---|---|---|---|---|");
    for row in &rows {
        show(row, runs)?;
    }
    threads(tools, &xml, runs)?;
    growth(tools, &xml, records)?;
    start_up(tools, &one, runs)?;
    peers(&xml, runs)
}

fn can_read(tools: &Tools, path: &Path, format: &str) -> bool {
    let command = tools.convert(path, &["-f", format, "-t", "jsonl"]);
    run(&command).is_ok()
}

fn show(row: &Row, runs: usize) -> Result<()> {
    let (ours, theirs) = match &row.gate {
        Gate::Against(other, ..) => {
            let [ours, theirs] = take_turns([&row.command, other], runs)?;
            (ours, Some(theirs))
        }
        Gate::Speed(..) => (take_turns([&row.command], runs)?[0], None),
    };
    let speed = mb(row.size) / ours.cpu.as_secs_f64();
    let (against, must, aim, met) = match (&row.gate, theirs) {
        (Gate::Against(_, must, aim), Some(theirs)) => {
            let ratio = ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64();
            let against = format!("{ratio:.2} x {:.2} s", theirs.cpu.as_secs_f64());
            (against, format!("{must} x"), format!("{aim} x"), verdict(ratio <= *must, ratio <= *aim))
        }
        (Gate::Speed(must, aim) | Gate::Against(_, must, aim), _) => {
            ("".to_owned(), format!("{must} MB/s"), format!("{aim} MB/s"), verdict(speed >= *must, speed >= *aim))
        }
    };
    let (cpu, memory) = (ours.cpu.as_secs_f64(), mb(ours.memory));
    println!("| {} | {cpu:.2} | {speed:.0} | {against} | {must} | {aim} | {memory:.0} | {met} |", row.name);
    debug_assert!(row.input.exists());
    Ok(())
}

fn verdict(must: bool, aim: bool) -> &'static str {
    match (must, aim) {
        (_, true) => "aim",
        (true, false) => "must",
        (false, false) => "**missed**",
    }
}

fn threads(tools: &Tools, xml: &Path, runs: usize) -> Result<()> {
    let with = |threads: &str| tools.convert(xml, &["-t", "bibtex", "--threads", threads]);
    let [one, two, eight] = take_turns([&with("1"), &with("2"), &with("8")], runs)?;
    let cpu = two.cpu.as_secs_f64() / one.cpu.as_secs_f64();
    let wall = one.wall.as_secs_f64() / two.wall.as_secs_f64();
    println!("\n| threads | measured | must | aim | |\n|---|---|---|---|---|");
    println!("| CPU of 2 against 1 | {cpu:.2} x | 1.15 x | | {} |", verdict(cpu <= 1.15, false));
    println!(
        "| wall, 2 against 1 | {wall:.2} x | 1.6 x (idle machine) | 1.8 x | {} |",
        verdict(wall >= 1.6, wall >= 1.8)
    );
    for (name, cost) in [("1", one), ("2", two), ("8", eight)] {
        let memory = mb(cost.memory);
        let met = verdict(memory <= 64.0, memory <= 32.0);
        println!("| peak memory with {name} | {memory:.0} MB | 64 MB | 32 MB | {met} |");
    }
    Ok(())
}

/// How CPU grows from a twentieth of the records to all of them, for every pair of formats.
fn growth(tools: &Tools, xml: &Path, records: usize) -> Result<()> {
    let few = tools.folder.join("few.xml");
    write_corpus(&few, records / 20)?;
    println!("\n| 20 times the records | CPU | must | |\n|---|---|---|---|");
    for format in ["nbib", "ris", "bibtex", "csl-json"] {
        let Ok(large) = tools.corpus(xml, format, format) else { continue };
        if !can_read(tools, &large, format) {
            continue;
        }
        let small = tools.corpus(&few, format, &format!("few.{format}"))?;
        for target in ["ris", "bibtex", "csl-json", "csv", "jats"] {
            let convert = |input: &Path| tools.convert(input, &["--threads", "1", "-f", format, "-t", target]);
            let [small] = take_turns([&convert(&small)], 5)?;
            let [large] = take_turns([&convert(&large)], 1)?;
            let ratio = large.cpu.as_secs_f64() / small.cpu.as_secs_f64();
            println!("| {format} to {target} | {ratio:.1} x | 21 x | {} |", verdict(ratio <= 21.0, false));
        }
    }
    Ok(())
}

fn start_up(tools: &Tools, one: &Path, runs: usize) -> Result<()> {
    let [cost] = take_turns([&tools.convert(one, &["-t", "bibtex"])], runs * 10)?;
    let cpu = cost.cpu.as_secs_f64() * 1000.0;
    println!("| start-up, one record | {cpu:.1} ms | 5 ms | 2 ms | {} |", verdict(cpu <= 5.0, cpu <= 2.0));
    Ok(())
}

/// Other converters of PubMed XML to BibTeX, where they are installed. They take a tenth of a minute for 5,000 records, so
/// few runs must do.
fn peers(xml: &Path, runs: usize) -> Result<()> {
    let file = text(xml);
    let pipe = format!("med2xml '{file}' 2>/dev/null | xml2bib > /dev/null 2>&1");
    let look = ["-c", "command -v med2xml && command -v xml2bib"];
    if !Command::new("sh").args(look).stdout(Stdio::null()).status()?.success() {
        println!("\nbibutils is not installed: not compared");
        return Ok(());
    }
    let command = ["sh", "-c", &pipe].map(str::to_owned).to_vec();
    let [cost] = take_turns([&command], runs.min(1))?;
    println!("\nbibutils med2xml | xml2bib: {:.2} s CPU, {:.0} MB", cost.cpu.as_secs_f64(), mb(cost.memory));
    Ok(())
}

/// Runs the commands in turns, and gives the least that each took and the most memory.
fn take_turns<const N: usize>(commands: [&Vec<String>; N], runs: usize) -> Result<[Cost; N]> {
    let mut least: [Option<Cost>; N] = [None; N];
    for _ in 0..runs {
        for (command, least) in commands.iter().zip(&mut least) {
            let cost = run(command)?;
            *least = Some(least.map_or(cost, |known| Cost {
                cpu: known.cpu.min(cost.cpu),
                wall: known.wall.min(cost.wall),
                memory: known.memory.max(cost.memory),
            }));
        }
    }
    let mut costs = Vec::new();
    for cost in least {
        costs.push(cost.ok_or("no runs")?);
    }
    costs.try_into().map_err(|_| "no runs".into())
}

fn run(command: &[String]) -> Result<Cost> {
    let start = Instant::now();
    let mut child =
        Command::new(&command[0]).args(&command[1..]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    // 1 means that records were rejected.
    if !matches!(used.status.code(), Some(0 | 1)) {
        return Err(format!("{} failed", command.join(" ")).into());
    }
    Ok(Cost { cpu: used.rusage.utime + used.rusage.stime, wall: start.elapsed(), memory: used.rusage.maxrss })
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Writes PubMed XML: the sample's articles again and again, with numbers, DOIs and first authors of their own.
fn write_corpus(path: &Path, records: usize) -> Result<()> {
    let sample = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/pubmed-xml/set.xml"))?;
    let head = &sample[..sample.find("<PubmedArticle>").ok_or("no article")?];
    let articles: Vec<&str> = sample
        .split_inclusive("</PubmedArticle>\n")
        .filter_map(|part| part.rfind("<PubmedArticle>").map(|at| &part[at..]))
        .filter(|part| part.ends_with("</PubmedArticle>\n"))
        .collect();
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(head.as_bytes())?;
    for number in 0..records {
        let article = articles[number % articles.len()];
        let old = between(article, "<PMID Version=\"", "</PMID>").and_then(|tag| tag.split_once('>')).map(|(_, n)| n);
        let mut article = article.to_owned();
        if let Some(old) = old {
            article = article.replace(&format!(">{old}<"), &format!(">{}<", 10_000_000 + number));
        }
        if let Some(doi) = between(&article, "<ArticleId IdType=\"doi\">", "</ArticleId>").map(str::to_owned) {
            article = article.replace(&format!(">{doi}<"), &format!(">{doi}.{number}<"));
        }
        if let Some(family) = between(&article, "<LastName>", "</LastName>").map(str::to_owned) {
            article = article.replacen(&format!(">{family}<"), &format!(">{family}{}<", syllables(number)), 1);
        }
        out.write_all(article.as_bytes())?;
    }
    out.write_all(b"</PubmedArticleSet>\n")?;
    Ok(out.flush()?)
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let from = text.find(start)? + start.len();
    text[from..].split(end).next()
}

/// A number as something to say.
fn syllables(mut number: usize) -> String {
    let mut word = String::new();
    while number > 0 {
        word.push_str(["ba", "ko", "li", "mu", "ne", "ra", "si", "to", "vu", "ze"][number % 10]);
        number /= 10;
    }
    word
}
