//! Lists of authors in NLM's notation.
use crate::article::Contributor;
/// stub
pub fn parse_authors(_text: &str) -> Option<(Vec<Contributor>, bool)> {
    None
}
