//! A set for what is mostly few.

use std::collections::HashSet;
use std::hash::Hash;

/// How many are compared one by one, which costs less than hashing them.
const FEW: usize = 16;

/// A set of values, mostly few. Many cost no more than in a hash set.
#[derive(Debug)]
pub struct Few<T> {
    first: Vec<T>,
    others: HashSet<T>,
}

impl<T> Default for Few<T> {
    fn default() -> Few<T> {
        Few { first: Vec::new(), others: HashSet::new() }
    }
}

impl<T: Hash + Eq> Few<T> {
    /// Puts a value in. Whether it is new.
    pub fn insert(&mut self, value: T) -> bool {
        if self.first.contains(&value) {
            return false;
        }
        if self.first.len() < FEW {
            self.first.push(value);
            return true;
        }
        self.others.insert(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_new_once_however_many_there_are() {
        let mut few = Few::default();
        for round in [true, false] {
            for value in 0..3 * FEW {
                assert_eq!(few.insert(value), round, "{value}");
            }
        }
    }
}
