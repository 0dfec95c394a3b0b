//! Whether a name is that of a group.

/// Words that no person has for a name, in small letters.
pub const GROUP_WORDS: [&str; 48] = [
    "academy",
    "alliance",
    "association",
    "authors",
    "center",
    "centre",
    "clinic",
    "collaboration",
    "collaborative",
    "collaborators",
    "college",
    "commission",
    "committee",
    "consortium",
    "council",
    "department",
    "federation",
    "foundation",
    "group",
    "hospital",
    "initiative",
    "institute",
    "investigators",
    "laboratory",
    "league",
    "members",
    "ministry",
    "network",
    "office",
    "organisation",
    "organization",
    "panel",
    "program",
    "programme",
    "project",
    "registry",
    "researchers",
    "school",
    "service",
    "society",
    "study",
    "task",
    "team",
    "trial",
    "trialists",
    "union",
    "unit",
    "university",
];

/// More such words, which some persons have for a name: they tell only where a person's name would have a comma.
const LIKELY_GROUP_WORDS: [&str; 47] = [
    "administration",
    "agency",
    "and",
    "authority",
    "bank",
    "board",
    "bureau",
    "club",
    "coalition",
    "company",
    "congress",
    "corp",
    "corporation",
    "court",
    "dept",
    "division",
    "editors",
    "for",
    "force",
    "forum",
    "gmbh",
    "government",
    "groups",
    "inc",
    "institut",
    "institution",
    "instituto",
    "laboratories",
    "library",
    "llc",
    "ltd",
    "museum",
    "nations",
    "of",
    "parliament",
    "partnership",
    "press",
    "services",
    "staff",
    "survey",
    "system",
    "taskforce",
    "the",
    "trials",
    "trust",
    "universidad",
    "working",
];

/// Whether a name has a word that only groups have, or a digit, or `&`.
pub fn looks_like_group(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit() || byte == b'&')
        || text.split([' ', ',', '-', '/', '(', ')']).any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            (2..=14).contains(&word.len()) && {
                let word = word.to_lowercase();
                [&GROUP_WORDS[..], &LIKELY_GROUP_WORDS].iter().any(|words| words.binary_search(&&*word).is_ok())
            }
        })
}

/// Whether a name may be `Given Family`: two to five words that begin with letters, and nothing that speaks for a group.
pub fn may_be_natural(text: &str) -> bool {
    let words = text.split_whitespace().count();
    // Where words are written without blanks between them, what a blank parts is not known.
    let spaced = |c: char| c.is_alphabetic() && !matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    (2..=5).contains(&words)
        && text.split_whitespace().all(|word| word.trim_start_matches(['\'', '\u{2019}', '"', '(']).starts_with(spaced))
        && !text.contains([':', ';', '/', '@'])
        && text.contains(char::is_lowercase)
        && !looks_like_group(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_searched_for() {
        assert!(GROUP_WORDS.is_sorted() && LIKELY_GROUP_WORDS.is_sorted());
        assert!(GROUP_WORDS.iter().all(|word| !LIKELY_GROUP_WORDS.contains(word)));
    }
}
