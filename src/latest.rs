//! Which record of a PMID is the latest, for `--latest`.
//!
//! A first pass over the inputs notes the PMID and version of every record, a second writes those that are latest. PMIDs
//! have at most eight digits and leave few gaps, so a bit each says which were seen: some 5 MB for all of PubMed. More is
//! kept only for those that come again, 24 bytes or so each, and for versions other than 1.

use crate::article::{Article, IdKind};
use std::collections::HashMap;

/// PMIDs from here on have more than eight digits: they are no PMIDs, and are kept as they are.
const LIMIT: u32 = 100_000_000;

/// Bits in a page of the set.
const PAGE: u32 = 64 * 1024;

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Number of the input, from 0.
    pub input: usize,
    /// Number of the record in it, from 1.
    pub record: u64,
}

/// The best that is known of a PMID.
#[derive(Clone, Copy, Debug)]
struct Best {
    version: u32,
    /// `None` for the first record that had the PMID. No other has its version then.
    place: Option<Place>,
}

/// The latest record of each PMID.
#[derive(Debug, Default)]
pub struct Latest {
    pages: HashMap<u32, Box<[u64]>>,
    /// Versions other than 1 of PMIDs that were seen once.
    firsts: HashMap<u32, u32>,
    again: HashMap<u32, Best>,
    odd: HashMap<Box<str>, Best>,
}

impl Latest {
    /// Notes a record. Records are noted in order; of two with one version the last is the latest.
    pub(crate) fn note(&mut self, pmid: &str, version: u32, place: Place) {
        let Some(number) = number(pmid) else {
            let best = self.odd.entry(pmid.into()).or_insert(Best { version, place: Some(place) });
            best.meet(version, place);
            return;
        };
        if self.is_new(number) {
            if version != 1 {
                self.firsts.insert(number, version);
            }
            return;
        }
        let first = || Best { version: self.firsts.remove(&number).unwrap_or(1), place: None };
        self.again.entry(number).or_insert_with(first).meet(version, place);
    }

    /// Whether an article that stands there is the latest of its PMID.
    pub(crate) fn keeps(&self, article: &Article, place: Place) -> bool {
        let Some((pmid, version)) = pmid_of(article) else { return true };
        let best = match number(pmid) {
            Some(number) => self.again.get(&number),
            None => self.odd.get(pmid),
        };
        best.is_none_or(|best| best.version == version && best.place.is_none_or(|known| known == place))
    }

    /// Puts a number into the set. Whether it was not there.
    fn is_new(&mut self, number: u32) -> bool {
        let page = self.pages.entry(number / PAGE).or_insert_with(|| vec![0; PAGE as usize / 64].into());
        let (word, bit) = ((number % PAGE / 64) as usize, 1 << (number % 64));
        let new = page[word] & bit == 0;
        page[word] |= bit;
        new
    }
}

impl Best {
    fn meet(&mut self, version: u32, place: Place) {
        if version >= self.version {
            *self = Best { version, place: Some(place) };
        }
    }
}

/// The PMID of an article and its version, which is 1 where none is given.
pub(crate) fn pmid_of(article: &Article) -> Option<(&str, u32)> {
    let id = article.ids_of(&IdKind::Pmid).next()?;
    let version = id.version.as_deref().and_then(|version| version.parse().ok()).unwrap_or(1);
    Some((&id.value, version))
}

/// The number that a PMID is, if it is written as one.
fn number(pmid: &str) -> Option<u32> {
    let plain = !pmid.starts_with(['0', '+']);
    pmid.parse().ok().filter(|number| plain && *number < LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Id;

    #[test]
    fn the_highest_version_is_kept_and_the_last_of_equals() {
        let records =
            [("1", 1), ("2", 2), ("1", 1), ("2", 1), ("3", 1), ("x", 1), ("x", 3), ("x", 2), ("1", 0), ("99999999", 7)];
        let mut latest = Latest::default();
        let place = |at: usize| Place { input: at / 4, record: at as u64 };
        for (at, (pmid, version)) in records.iter().enumerate() {
            latest.note(pmid, *version, place(at));
        }
        let kept: Vec<usize> = (0..records.len())
            .filter(|at| {
                let (pmid, version) = records[*at];
                let mut article = Article::default();
                article.ids.push(Id { version: Some(version.to_string()), ..Id::new(IdKind::Pmid, pmid) });
                latest.keeps(&article, place(*at))
            })
            .collect();
        assert_eq!(kept, [1, 2, 4, 6, 9]);
        assert!(latest.keeps(&Article::default(), place(0)), "a record without PMID stays");
    }
}
