//! stub
use super::Citation;
/// stub
pub fn parse_cite(_text: &str) -> Option<Citation> {
    None
}
