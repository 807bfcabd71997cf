//! Puts verified files where the site is published from, all or none.

pub mod disk;
pub mod memory;
pub mod shelf;

use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::Route;
use crate::diag::{Code, Diagnostic};
use crate::verify::Verified;

/// What tells that a written file was changed or replaced by somebody else. (Renaming a staged file changes its inode's
/// time of change, so that is not part of it.)
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes.
    pub len: u64,
    /// Last change of the content, in nanoseconds since 1970.
    pub modified: i64,
}

/// A place that a site is published from.
///
/// Files are first staged, which nobody sees; [`commit`](Output::commit) then puts them in place and removes what is gone.
pub trait Output: Send + Sync {
    /// The state of the file at an address; `None` if there is none.
    fn mark(&self, route: &Route) -> Option<Mark>;

    /// Stages a file's bytes. Takes only what was verified.
    fn stage(&self, file: &Verified) -> io::Result<Mark>;

    /// Whether a file that is there already holds the very bytes that were staged for its address.
    fn holds_staged(&self, route: &Route) -> bool;

    /// Puts the staged files in place and removes others.
    fn commit(&mut self, put: &[Route], remove: &[Route]) -> Result<(), Box<Diagnostic>>;

    /// Forgets what was staged.
    fn discard(&mut self);

    /// The stored trace of the last build; empty if there was none.
    fn load_trace(&self) -> Vec<u8>;

    /// Stores the trace so that it survives a power failure: `parts`, which are many and small, and after them the `rest`, which may
    /// be made while they are written.
    fn save_trace(&mut self, parts: &[&[u8]], rest: &Rest<'_>) -> Result<(), Box<Diagnostic>>;
}

/// Writes the rest of a trace.
pub type Rest<'a> = dyn Fn(&mut dyn Write) -> io::Result<()> + Sync + 'a;

/// A failure of the machine, in words.
pub fn failed(what: &str, path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let found = Diagnostic::new(Code::WriteFailed, format!("cannot {what} {}: {error}", path.display()));
    Box::new(match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            found.hint("make room on the disk and build again")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            found.hint("check that you may write there, or choose another folder with `--out`")
        }
        io::ErrorKind::NotADirectory => found.hint("move the file away that stands where a folder is needed"),
        _ => found.hint("the site that was published before is still complete; build again"),
    })
}
