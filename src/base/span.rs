//! Places in source files.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::RelPath;

/// A byte range in a file of the site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub path: RelPath,
    /// Bytes from the file's start.
    pub range: Range<usize>,
}

impl Span {
    /// A range of a file.
    pub fn new(path: &RelPath, range: Range<usize>) -> Self {
        Self { path: path.clone(), range }
    }

    /// The file as a whole.
    pub fn file(path: &RelPath) -> Self {
        Self::new(path, 0..0)
    }
}
