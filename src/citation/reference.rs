//! stub
use super::Citation;
/// stub
pub fn parse_reference(_text: &str) -> Citation {
    Citation::default()
}
