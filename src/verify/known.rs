//! What is known of a site's pages: how their pieces are read, and in which shapes all parts are shown.

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use foldhash::{HashMap, HashSet};

use super::pattern::{Patterns, Trail};
use super::rows::InRow;
use super::shape::TileShape;
use crate::base::Digest;

/// How many bytes are kept, and how many tiles. A preview sees new shapes with every edit for as long as it runs; those that are
/// forgotten are read once more. Pages that show a tile come soon after each other.
const MOST: usize = 16 << 20;
const MOST_TILES: usize = 1 << 12;

/// Signs in shapes, which are no piece's numbers: the places of credits follow, the tiles follow, and a row of tiles goes on.
pub(super) const CREDITS: u32 = u32::MAX;
const TILES: u32 = u32::MAX - 1;
pub(super) const ROW: u32 = u32::MAX - 2;

/// What is known, for all threads.
#[derive(Debug, Default)]
pub(super) struct Known {
    store: RwLock<Store>,
    /// The shapes of tiles, by their digest. They have a lock of their own, since nearly every page of a list has a new one.
    tiles: Mutex<HashMap<Digest, TileShape>>,
}

#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) patterns: Patterns,
    /// The numbers of pieces and of tiles, by their keys.
    numbers: HashMap<Box<[u8]>, u32>,
    /// The shapes of pages in which every part is shown, each with the tiles that were found to be as good in their rows.
    good: HashMap<Box<[u32]>, HashSet<Placed>>,
    /// The number that was given last. None is given twice, so that what is forgotten is not taken for something else.
    last: u32,
    /// About how many bytes all that takes.
    size: usize,
}

/// A tile in a page: its place, and its number.
pub(super) type Placed = (InRow, u32);

/// What is known while a page is read: locked for others to change until something is learnt.
pub(super) struct View<'k> {
    known: &'k Known,
    store: Option<RwLockReadGuard<'k, Store>>,
}

impl Known {
    pub(super) fn view(&self) -> View<'_> {
        View { known: self, store: None }
    }

    /// Notes that pages of this shape show all their parts: with these tiles in any order and number if `rows` are even, and
    /// otherwise with these alone as they stand.
    pub(super) fn remember(&self, key: &[u32], tiles: &[Placed], even: bool) {
        let mut store = self.write();
        store.size += 16 + size_of_val(key) + size_of_val(tiles);
        if even {
            store.good.entry(key.into()).or_default().extend(tiles);
        } else {
            store.good.insert(exact(key, tiles).into(), HashSet::default());
        }
    }

    fn tiles(&self) -> MutexGuard<'_, HashMap<Digest, TileShape>> {
        self.tiles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many shapes are known.
    #[cfg(test)]
    pub(super) fn shapes(&self) -> usize {
        self.view().store().good.len()
    }

    fn write(&self) -> RwLockWriteGuard<'_, Store> {
        let mut store = self.store.write().unwrap_or_else(PoisonError::into_inner);
        if store.size > MOST {
            *store = Store { last: store.last, ..Store::default() };
        }
        store
    }
}

impl View<'_> {
    pub(super) fn store(&mut self) -> &Store {
        self.store.get_or_insert_with(|| self.known.store.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether pages of this shape were found to show all their parts.
    pub(super) fn knows(&mut self, key: &[u32], tiles: &[Placed]) -> bool {
        let good = &self.store().good;
        let in_even_rows = good.get(key).is_some_and(|known| tiles.iter().all(|tile| known.contains(tile)));
        in_even_rows || (!tiles.is_empty() && good.contains_key(exact(key, tiles).as_slice()))
    }

    /// The number of a piece that was read tag by tag. How it is read is kept.
    pub(super) fn learn(&mut self, kind: u8, key: &[u8], trail: Trail) -> Option<u32> {
        let mut store = self.change();
        let number = store.number(key)?;
        store.size += store.patterns.keep(kind, trail, number);
        Some(number)
    }

    /// The number of a key.
    pub(super) fn number(&mut self, key: &[u8]) -> Option<u32> {
        let known = self.store().numbers.get(key).copied();
        known.or_else(|| self.change().number(key))
    }

    /// The shape of a tile, if it has been read.
    pub(super) fn tile(&self, tile: Digest) -> Option<TileShape> {
        self.known.tiles().get(&tile).cloned()
    }

    /// Keeps the shape of a tile.
    pub(super) fn keep(&self, tile: Digest, shape: TileShape) {
        let mut tiles = self.known.tiles();
        if tiles.len() >= MOST_TILES {
            tiles.clear();
        }
        tiles.insert(tile, shape);
    }

    fn change(&mut self) -> RwLockWriteGuard<'_, Store> {
        self.store = None;
        self.known.write()
    }
}

impl Store {
    /// The number of a key, a new one for a new key; `None` when all have been given.
    fn number(&mut self, key: &[u8]) -> Option<u32> {
        if let Some(known) = self.numbers.get(key) {
            return Some(*known);
        }
        // The highest numbers are no piece's.
        self.last = self.last.checked_add(1).filter(|number| *number < ROW)?;
        self.size += 32 + key.len();
        self.numbers.insert(key.into(), self.last);
        Some(self.last)
    }
}

/// The shape of a page with the tiles as they follow each other. Where their rows begin, the key says.
fn exact(key: &[u32], tiles: &[Placed]) -> Vec<u32> {
    let tiles = tiles.iter().flat_map(|(place, tile)| [u32::from(matches!(place, InRow::First(_))), *tile]);
    key.iter().copied().chain([TILES]).chain(tiles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_bounded_and_no_number_is_given_twice() {
        let known = Known::default();
        let first = known.view().number(b"a").expect("a number");
        known.remember(&[first], &[], true);
        assert!(known.view().knows(&[first], &[]) && known.view().number(b"a") == Some(first));
        for n in 0..40 {
            known.remember(&vec![n; MOST / 100], &[], true);
        }
        assert!(!known.view().knows(&[first], &[]), "it is forgotten");
        assert!(known.shapes() < 40 && known.view().number(b"a") > Some(first));
        for n in 0..=MOST_TILES {
            known.view().keep(Digest::of_value(&n), TileShape::default());
        }
        assert_eq!(known.tiles().len(), 1);
    }
}
