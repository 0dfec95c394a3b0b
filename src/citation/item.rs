//! stub
use super::Citation;
/// stub
pub fn parse_item(_text: &str) -> Option<Citation> {
    None
}
/// stub
pub fn find_citation(_text: &str) -> Option<usize> {
    None
}
