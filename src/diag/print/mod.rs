//! Diagnostics as text: source frames for people, JSON for machines, annotations for a hosted build's log.
//!
//! Pure: the texts that the findings point into come through a lookup, and nothing is printed here.

mod github;
mod human;
mod json;
mod place;
mod sarif;

use std::sync::Arc;

pub use github::github;
pub use human::{Colour, frame, human, tally};
pub use json::{Run, json};
pub use place::visible;
pub use sarif::sarif;

use crate::base::RelPath;

/// Gives the text of a file as it was read, without a byte order mark; `None` if it cannot be read as text.
pub type Texts<'a> = &'a dyn Fn(&RelPath) -> Option<Arc<str>>;
