//! Room for bytes, shared by all inputs that are being cut.

use super::lock;
use std::collections::{HashMap, HashSet};
use std::sync::{Condvar, Mutex, PoisonError};

/// Room for bytes of input.
///
/// Nothing waits for itself: an input whose output is being written may always have one chunk in work, and chunks of such
/// inputs are always worked on to the end. Inputs whose output comes later share half of the room.
pub struct Budget {
    size: usize,
    state: Mutex<Room>,
    freed: Condvar,
}

#[derive(Default)]
struct Room {
    held: usize,
    most: usize,
    /// Bytes of each unit.
    of: HashMap<usize, usize>,
    /// Units before this one have been written, where all units are written to one output.
    head: Option<usize>,
    /// Bytes of units after the head.
    early: usize,
    given_up: HashSet<usize>,
    closed: bool,
}

impl Room {
    /// Whether the output of a unit can be written now.
    fn is_due(&self, unit: usize) -> bool {
        self.head.is_none_or(|head| unit <= head)
    }

    fn fits(&self, unit: usize, bytes: usize, size: usize) -> bool {
        if self.is_due(unit) {
            !self.of.contains_key(&unit) || self.held + bytes <= size
        } else {
            self.early + bytes <= size / 2
        }
    }
}

/// Why no room is given.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// The run is over.
    Closed,
    /// Nobody wants more of this unit.
    GivenUp,
}

impl Budget {
    /// Room for so many bytes. With `in_order`, units are written one after the other, from 0.
    pub fn new(size: usize, in_order: bool) -> Budget {
        let room = Room { head: in_order.then_some(0), ..Room::default() };
        Budget { size, state: Mutex::new(room), freed: Condvar::new() }
    }

    /// Waits until there is room; what is larger than all of it goes alone.
    pub fn take(&self, unit: usize, bytes: usize) -> Result<(), Refused> {
        let wait =
            |room: &mut Room| !room.closed && !room.given_up.contains(&unit) && !room.fits(unit, bytes, self.size);
        let mut room = self.freed.wait_while(lock(&self.state), wait).unwrap_or_else(PoisonError::into_inner);
        if room.closed {
            return Err(Refused::Closed);
        }
        if room.given_up.contains(&unit) {
            return Err(Refused::GivenUp);
        }
        room.held += bytes;
        room.most = room.most.max(room.held);
        *room.of.entry(unit).or_default() += bytes;
        if !room.is_due(unit) {
            room.early += bytes;
        }
        Ok(())
    }

    /// Gives bytes of a unit back.
    pub fn give(&self, unit: usize, bytes: usize) {
        let mut room = lock(&self.state);
        room.held -= bytes;
        let left = room.of.get(&unit).map_or(0, |held| held - bytes);
        if left == 0 {
            room.of.remove(&unit);
        } else {
            room.of.insert(unit, left);
        }
        if !room.is_due(unit) {
            room.early -= bytes;
        }
        self.freed.notify_all();
    }

    /// The units before this one have been written.
    pub fn go_on_to(&self, unit: usize) {
        let mut room = lock(&self.state);
        if room.head.is_some() {
            room.head = Some(unit);
            room.early -= room.of.get(&unit).copied().unwrap_or(0);
        }
        self.freed.notify_all();
    }

    /// Nobody wants more of this unit.
    pub fn give_up(&self, unit: usize) {
        lock(&self.state).given_up.insert(unit);
        self.freed.notify_all();
    }

    /// The run is over: nobody gets room any more.
    pub fn close(&self) {
        lock(&self.state).closed = true;
        self.freed.notify_all();
    }

    /// How much there is in all.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The most that was held at once.
    pub fn most_held(&self) -> usize {
        lock(&self.state).most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_input_always_gets_on() {
        let budget = Budget::new(100, true);
        assert_eq!(budget.take(1, 50), Ok(()), "half of it is for those that come later");
        assert!(!lock(&budget.state).fits(2, 1, 100));
        assert_eq!(budget.take(0, 1000), Ok(()), "what is too large goes alone");
        assert!(!lock(&budget.state).fits(0, 1, 100));
        budget.give(0, 1000);
        assert_eq!(budget.take(0, 50), Ok(()));
        budget.give(0, 50);
        budget.go_on_to(1);
        assert!(lock(&budget.state).fits(2, 50, 100), "the second is now the oldest");
        budget.give(1, 50);
        budget.go_on_to(2);
        let room = lock(&budget.state);
        assert_eq!((room.held, room.early, room.of.len()), (0, 0, 0));
    }

    #[test]
    fn inputs_with_outputs_of_their_own_wait_for_none() {
        let budget = Budget::new(100, false);
        for unit in 0..3 {
            assert_eq!(budget.take(unit, 90), Ok(()));
        }
        assert!(!lock(&budget.state).fits(1, 1, 100));
        budget.give_up(1);
        assert_eq!(budget.take(1, 1), Err(Refused::GivenUp));
        budget.close();
        assert_eq!(budget.take(2, 1), Err(Refused::Closed));
        assert_eq!(budget.most_held(), 270);
    }
}
