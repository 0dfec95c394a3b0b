//! Reads XML with quick-xml and does nothing with it: what converters are measured against.
//!
//! `bare_xml FILE` reads through a buffer of 64 KiB and counts events; a file that ends in `.gz` is unpacked on the way.

use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::fs::File;
use std::io::{BufReader, Read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("bare_xml FILE")?;
    let file = File::open(&path)?;
    let input: Box<dyn Read> = if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, input));
    let (mut buffer, mut events) = (Vec::new(), 0_u64);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Eof => break,
            _ => events += 1,
        }
    }
    println!("{events}");
    Ok(())
}
