//! The only reader of the file system.

use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Sources, Stamp, within};
use crate::base::RelPath;
use crate::diag::{Code, Diagnostic};

/// A site's folder on disk. Symbolic links are followed as long as they stay inside it.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    real_root: PathBuf,
    /// When it was opened, in nanoseconds since 1970.
    opened: i64,
}

/// How coarse a file system's clock may be, in nanoseconds. Linux stamps files at its timer's ticks, up to 10 ms apart.
const TICK: i64 = 20_000_000;

impl Disk {
    /// Opens a folder.
    #[expect(clippy::disallowed_methods, reason = "this is the room for reading")]
    pub fn open(root: &Path) -> io::Result<Self> {
        let opened = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
        let opened = i64::try_from(opened).unwrap_or(i64::MAX);
        Ok(Self { root: root.to_owned(), real_root: fs::canonicalize(root)?, opened })
    }

    /// The file system's path of a file of the site.
    pub fn resolve(&self, path: &RelPath) -> PathBuf {
        self.root.join(path.as_str())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room for reading")]
    fn open_file(&self, path: &RelPath) -> io::Result<fs::File> {
        fs::File::open(self.resolve(path))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room for reading")]
    fn escapes(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| !real.starts_with(&self.real_root))
    }

    fn file(&self, found: walkdir::Result<walkdir::DirEntry>) -> Result<Option<RelPath>, Box<Diagnostic>> {
        let found = found.map_err(|e| Box::new(self.walk_error(&e)))?;
        if found.path_is_symlink() && self.escapes(found.path()) {
            return Err(Box::new(self.outside(found.path())));
        }
        if !found.file_type().is_file() {
            return Ok(None);
        }
        self.relative(found.path()).map(Some)
    }

    fn relative(&self, path: &Path) -> Result<RelPath, Box<Diagnostic>> {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        below.to_str().and_then(|text| RelPath::new(text).ok()).ok_or_else(|| {
            Box::new(
                Diagnostic::new(Code::SourceName, "the file's name has characters that an address cannot carry")
                    .in_file(&self.shown(path))
                    .hint("rename it: letters, digits and hyphens are safe"),
            )
        })
    }

    /// A path for messages, whatever it is made of.
    fn shown(&self, path: &Path) -> RelPath {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let text: String = below.to_string_lossy().chars().filter(|c| !c.is_control() && *c != '\\').collect();
        RelPath::new(&text).unwrap_or_else(|_| RelPath::new("content").expect("a fixed path"))
    }

    fn outside(&self, path: &Path) -> Diagnostic {
        Diagnostic::new(Code::SourceOutside, "this symbolic link leads out of the site")
            .in_file(&self.shown(path))
            .hint("copy the file into the site in place of the link")
    }

    fn walk_error(&self, error: &walkdir::Error) -> Diagnostic {
        let path = self.shown(error.path().unwrap_or(&self.root));
        if error.loop_ancestor().is_some() {
            return Diagnostic::new(Code::SourceOutside, "this symbolic link leads back to a folder that holds it")
                .in_file(&path)
                .hint("remove the link");
        }
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        Diagnostic::new(Code::SourceUnreadable, format!("cannot read: {reason}"))
            .in_file(&path)
            .hint("check that the file is still there (a link may lead nowhere) and that you may read it")
    }
}

impl Sources for Disk {
    fn list(&self, folder: &str) -> (Vec<RelPath>, Vec<Diagnostic>) {
        let top = self.root.join(folder);
        if fs_missing(&top) {
            return (Vec::new(), Vec::new());
        }
        if self.escapes(&top) {
            return (Vec::new(), vec![self.outside(&top)]);
        }
        let walk = WalkDir::new(&top).follow_links(true).into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e));
        let (mut paths, mut diagnostics) = (Vec::new(), Vec::new());
        for found in walk {
            match self.file(found) {
                Ok(path) => paths.extend(path),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        paths.par_sort();
        (paths, diagnostics)
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room for reading")]
    fn stamp(&self, path: &RelPath) -> Option<Stamp> {
        fs::metadata(self.resolve(path)).ok().filter(fs::Metadata::is_file).map(|meta| stamp(&meta))
    }

    fn is_settled(&self, stamp: &Stamp) -> bool {
        stamp.modified.max(stamp.changed) + TICK < self.opened
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room for reading")]
    fn read(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        fs::read(self.resolve(path))
    }

    fn read_within(&self, path: &RelPath, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open_file(path)?.take(most + 1).read_to_end(&mut bytes)?;
        within(bytes, most)
    }

    fn read_with_stamp(&self, path: &RelPath, most: u64) -> io::Result<(Vec<u8>, Stamp)> {
        let file = self.open_file(path)?;
        let stamp = stamp(&file.metadata()?);
        let mut bytes = read_so_many(&file, stamp.len.min(most + 1))?;
        if !self.is_settled(&stamp) {
            file.take(most + 1).read_to_end(&mut bytes)?;
        }
        within(bytes, most).map(|bytes| (bytes, stamp))
    }

    fn read_again(&self, path: &RelPath, settled: Option<Stamp>, most: u64) -> io::Result<(Vec<u8>, bool)> {
        let file = self.open_file(path)?;
        let mut bytes = read_so_many(&file, settled.map_or(0, |stamp| stamp.len.min(most + 1)))?;
        // Asked last: what changed while it was read shows as well.
        let untouched = settled.is_some() && file.metadata().is_ok_and(|meta| Some(stamp(&meta)) == settled);
        if !untouched {
            file.take(most + 1).read_to_end(&mut bytes)?;
        }
        within(bytes, most).map(|bytes| (bytes, untouched))
    }
}

/// The beginning of a file, with no look at what may come after it: articles are small, and each is read twice.
fn read_so_many(file: &fs::File, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default());
    file.take(len).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Editors' backups and the system's own files are not content; `.well-known` is.
fn hidden(entry: &walkdir::DirEntry) -> bool {
    is_hidden(&entry.file_name().to_string_lossy())
}

/// Whether a file or folder of this name is no source.
pub(super) fn is_hidden(name: &str) -> bool {
    (name.starts_with('.') && name != ".well-known")
        || name.ends_with('~')
        || Path::new(name).extension().is_some_and(|end| end == "swp")
}

#[expect(clippy::disallowed_methods, reason = "this is the room for reading")]
fn fs_missing(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
}

/// The state of a file from its metadata.
pub fn stamp(meta: &fs::Metadata) -> Stamp {
    Stamp {
        len: meta.len(),
        modified: meta.mtime() * 1_000_000_000 + meta.mtime_nsec(),
        changed: meta.ctime() * 1_000_000_000 + meta.ctime_nsec(),
    }
}
