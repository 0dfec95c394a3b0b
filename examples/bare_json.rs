//! Reads CSL-JSON with serde_json into types of its own and does nothing with them: what converters are measured against.
//!
//! `bare_json FILE` reads an array through a buffer of 64 KiB, item by item, and counts items and authors.

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use std::fmt;
use std::fs::File;
use std::io::BufReader;

/// The variables that nearly all items have. The others are passed over.
#[derive(Deserialize)]
#[allow(dead_code)] // It is the reading that is measured.
#[serde(rename_all = "kebab-case")]
struct Item {
    id: Option<Scalar>,
    r#type: Option<String>,
    title: Option<String>,
    container_title: Option<String>,
    container_title_short: Option<String>,
    volume: Option<Scalar>,
    issue: Option<Scalar>,
    page: Option<Scalar>,
    #[serde(rename = "abstract")]
    summary: Option<String>,
    #[serde(rename = "DOI")]
    doi: Option<String>,
    #[serde(rename = "ISSN")]
    issn: Option<String>,
    #[serde(rename = "URL")]
    url: Option<String>,
    keyword: Option<String>,
    #[serde(default)]
    author: Vec<Name>,
    issued: Option<Date>,
}

#[derive(Deserialize)]
#[allow(dead_code)] // As above.
#[serde(rename_all = "kebab-case")]
struct Name {
    family: Option<String>,
    given: Option<String>,
    literal: Option<String>,
    suffix: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code)] // As above.
#[serde(rename_all = "kebab-case")]
struct Date {
    #[serde(default)]
    date_parts: Vec<Vec<Scalar>>,
    season: Option<Scalar>,
    literal: Option<String>,
}

/// A string or a number: programs write both.
#[allow(dead_code)] // As above.
enum Scalar {
    Text(String),
    Number(i64),
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl Visitor<'_> for Either {
    type Value = Scalar;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        i64::try_from(number).map(Scalar::Number).map_err(E::custom)
    }
}

/// Counts items as they come, and keeps none.
struct Count;

impl<'de> Visitor<'de> for Count {
    type Value = (u64, u64);

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(u64, u64), A::Error> {
        let (mut count, mut authors) = (0, 0);
        while let Some(item) = items.next_element::<Item>()? {
            count += 1;
            authors += item.author.len() as u64;
        }
        Ok((count, authors))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("bare_json FILE")?;
    let input = BufReader::with_capacity(64 * 1024, File::open(path)?);
    let (items, authors) = serde_json::Deserializer::from_reader(input).deserialize_seq(Count)?;
    println!("{items} {authors}");
    Ok(())
}
