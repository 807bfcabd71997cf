//! A site in memory, for tests and for what is not on disk yet.

use std::collections::BTreeMap;
use std::io;

use super::{Sources, Stamp};
use crate::base::{Digest, RelPath};
use crate::diag::Diagnostic;

/// Files by path.
#[derive(Clone, Debug, Default)]
pub struct Memory(BTreeMap<RelPath, Vec<u8>>);

impl Memory {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(RelPath::new(path).expect("tests name good paths"), bytes.into());
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) {
        self.0.retain(|p, _| p.as_str() != path);
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.0.keys()
    }
}

impl Sources for Memory {
    fn list(&self, folder: &str) -> (Vec<RelPath>, Vec<Diagnostic>) {
        (self.0.keys().filter(|path| path.below(folder).is_some()).cloned().collect(), Vec::new())
    }

    fn stamp(&self, path: &RelPath) -> Option<Stamp> {
        self.0.get(path).map(|bytes| stamp(bytes))
    }

    fn is_settled(&self, _: &Stamp) -> bool {
        true // a stamp is made of the content
    }

    fn read(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        self.0.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// There is no clock here: the content itself stands for its time of change.
fn stamp(bytes: &[u8]) -> Stamp {
    let digest = Digest::of(bytes).to_string();
    let low = i64::from_str_radix(&digest[..15], 16).expect("a digest prints as hexadecimal digits");
    Stamp { len: bytes.len() as u64, modified: low, changed: low }
}
