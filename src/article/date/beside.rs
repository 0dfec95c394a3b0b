//! Words that stand beside a year: `2003 Michaelmas`.

use super::{Date, End, Season};

impl Date {
    /// Words beside a lone year, which RIS and CSL-JSON have a place of their own for; no season, number or year.
    pub fn words_beside_year(&self) -> Option<&str> {
        let (point, literal) = (self.start()?, self.literal.as_deref()?);
        let lone = point.month.is_none() && point.season.is_none() && *self.end() == End::None;
        let (year, words) = literal.split_once(' ')?;
        let year: i32 = year.parse().ok()?;
        let free = !words.contains(|c: char| c.is_ascii_digit() || c == '/') && Season::from_name(words).is_none();
        (lone && !self.approximate && !self.uncertain && year == point.year && (1..=9999).contains(&year) && free)
            .then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_years() {
        for (date, literal, expected) in [
            ("2003", "2003 Michaelmas term", Some("Michaelmas term")),
            ("2003", "2003 Spring", None),
            ("2003", "2003 5", None),
            ("2003", "2004 Michaelmas", None),
            ("2003-05", "2003 Michaelmas", None),
            ("2003~", "2003 Michaelmas", None),
            ("2003", "2003", None),
        ] {
            let date = Date::parse_edtf(date).unwrap().with_literal(literal);
            assert_eq!(date.words_beside_year(), expected, "{literal}");
        }
    }
}
