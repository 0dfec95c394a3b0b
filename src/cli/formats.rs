//! `bibmill formats`.

use super::{Status, print};
use bibmill::Error;
use bibmill::article::{Kind, Slot, Slots};
use bibmill::format::{Format, Values, WriteOptions};
use bibmill::formats::FORMATS;
use clap::Args;
use serde_json::{Value, json};

/// List the formats, what can be read and written, and their options
#[derive(Args, Debug)]
pub struct Formats {
    /// As JSON, with the fields that each format carries for a journal article
    #[arg(long)]
    json: bool,
}

impl Formats {
    /// Runs the command.
    pub fn run(self) -> Result<Status, Error> {
        let text = if self.json {
            let all: Vec<Value> = FORMATS.iter().map(|format| as_json(format)).collect();
            format!("{:#}\n", Value::from(all))
        } else {
            as_text()
        };
        print(&text)?;
        Ok(Status::Fine)
    }
}

fn as_text() -> String {
    let mut out = format!("{:<13} {:<5} {:<6} {:<16} {}\n", "FORMAT", "READ", "WRITE", "FILES", "WHAT IT IS");
    let yes = |can: bool| if can { "yes" } else { "-" };
    for format in FORMATS {
        let files: Vec<_> = format.extensions.iter().map(|extension| format!(".{extension}")).collect();
        let (read, write) = (yes(format.reader.is_some()), yes(format.writer.is_some()));
        out.push_str(&format!("{:<13} {read:<5} {write:<6} {:<16} {}\n", format.name, files.join(" "), format.title));
    }
    out.push_str("\nOPTIONS, for --set; the first value is the default\n");
    for format in FORMATS {
        for option in format.options {
            let name = format!("{}.{}", format.name, option.name);
            out.push_str(&format!("  {name}={}\n      {}\n", values(option.values), option.meaning));
        }
    }
    out
}

fn values(values: Values) -> String {
    match values {
        Values::Flag(true) => "true|false".to_owned(),
        Values::Flag(false) => "false|true".to_owned(),
        Values::OneOf(list) => list.join("|"),
        Values::Text(what) | Values::Checked(what, _) => what.to_owned(),
    }
}

fn as_json(format: &Format) -> Value {
    let names = |slots: Slots| slots.iter().map(Slot::name).collect::<Vec<_>>();
    let carries = format.writer.map(|make| {
        let carries = make(&WriteOptions::default()).carries(&Kind::JournalArticle);
        json!({"exact": names(carries.exact), "flattened": names(carries.flattened)})
    });
    let options: Vec<_> = format
        .options
        .iter()
        .map(|option| json!({"name": option.name, "meaning": option.meaning, "values": values(option.values)}))
        .collect();
    json!({
        "name": format.name,
        "title": format.title,
        "read": format.reader.is_some(),
        "write": format.writer.is_some(),
        "extensions": format.extensions,
        "options": options,
        "carries": carries,
    })
}
