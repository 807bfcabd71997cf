//! The only writer of the output folder.
//!
//! A first build writes into a sibling folder, which one rename turns into the output. A later build stages its files inside
//! the output and renames each into its place; the trace, stored before the first rename, says which files are in flight, so
//! a kill at any moment heals with the next build. Pages are never synced to the disk one by one (6 ms each); the trace is.
#![expect(clippy::disallowed_methods, reason = "this is the room for writing")]

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use super::{Mark, Output, Rest, failed};
use crate::base::{Digest, Route};
use crate::diag::{Code, Diagnostic};
use crate::verify::Verified;

/// The folder inside an existing output where files wait for their renaming.
const STAGE: &str = ".reprint-stage";

/// An output folder with its trace, locked against a second build.
#[derive(Debug)]
pub struct Disk {
    out: PathBuf,
    stage: PathBuf,
    /// Whether the output did not exist, so that the stage becomes it.
    fresh: bool,
    trace: PathBuf,
    /// Folders that exist in the stage already.
    made: Mutex<BTreeSet<String>>,
    _lock: File,
}

impl Disk {
    /// Opens an output folder. `cache` is the site's `.reprint` folder. Nothing is created in the output yet.
    pub fn open(out: &Path, cache: &Path) -> Result<Self, Box<Diagnostic>> {
        let absolute = std::path::absolute(out).map_err(|e| failed("find", out, &e))?;
        let own = cache.join(Digest::of(absolute.as_os_str().as_encoded_bytes()).to_string());
        fs::create_dir_all(&own).map_err(|e| failed("create", &own, &e))?;
        let lock = File::create(own.join("lock")).map_err(|e| failed("create", &own, &e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Box::new(locked(out))),
            Err(TryLockError::Error(e)) => return Err(failed("lock", &own, &e)),
        }
        let fresh = !absolute.exists();
        if !fresh && !absolute.is_dir() {
            return Err(Box::new(no_folder(out)));
        }
        let place = from_here(absolute);
        let stage = if fresh { sibling(&place) } else { place.join(STAGE) };
        remove_tree(&stage).map_err(|e| failed("clear", &stage, &e))?;
        Ok(Self { out: place, stage, fresh, trace: own.join("trace"), made: Mutex::default(), _lock: lock })
    }

    fn place(&self, route: &Route) -> PathBuf {
        self.out.join(route.file())
    }

    /// Makes the folder of a staged file, once.
    fn make_folder(&self, file: &str) -> io::Result<()> {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let known = |made: &BTreeSet<String>| made.contains(folder);
        if known(&self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner)) {
            return Ok(());
        }
        let path = self.stage.join(folder);
        // The parent is nearly always there: one call in place of several.
        match fs::create_dir(&path) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(_) => fs::create_dir_all(&path)?,
            Ok(()) => {}
        }
        // Only folders of many files are worth remembering; an article's folder holds one.
        if !file.ends_with("/index.html") {
            self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(folder.to_owned());
        }
        Ok(())
    }

    fn put(&self, route: &Route) -> Result<(), Box<Diagnostic>> {
        let (from, to) = (self.stage.join(route.file()), self.place(route));
        if fs::rename(&from, &to).is_ok() {
            return Ok(());
        }
        let folder = to.parent().unwrap_or(&self.out);
        fs::create_dir_all(folder).map_err(|e| failed("create", folder, &e))?;
        fs::rename(&from, &to).map_err(|e| failed("write", &to, &e))
    }

    /// Removes a file and the folders that it leaves empty.
    fn remove(&self, route: &Route) -> Result<(), Box<Diagnostic>> {
        let path = self.place(route);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(failed("remove", &path, &e)),
            _ => {}
        }
        let folders = path.ancestors().skip(1).take_while(|p| p.starts_with(&self.out) && *p != self.out);
        for folder in folders {
            if fs::remove_dir(folder).is_err() {
                break; // somebody still needs it
            }
        }
        Ok(())
    }
}

impl Output for Disk {
    fn mark(&self, route: &Route) -> Option<Mark> {
        if self.fresh {
            return None;
        }
        fs::symlink_metadata(self.place(route)).ok().map(|meta| mark(&meta))
    }

    fn stage(&self, file: &Verified) -> io::Result<Mark> {
        let name = file.route().file();
        self.make_folder(&name)?;
        let mut handle = File::create(self.stage.join(&name))?;
        handle.write_all(file.bytes())?;
        Ok(mark(&handle.metadata()?))
    }

    fn holds_staged(&self, route: &Route) -> bool {
        let read = |path: PathBuf| fs::read(path).ok();
        matches!((read(self.place(route)), read(self.stage.join(route.file()))), (Some(a), Some(b)) if a == b)
    }

    fn commit(&mut self, put: &[Route], remove: &[Route]) -> Result<(), Box<Diagnostic>> {
        if self.fresh && !put.is_empty() {
            if let Some(parent) = self.out.parent() {
                fs::create_dir_all(parent).map_err(|e| failed("create", parent, &e))?;
            }
            fs::rename(&self.stage, &self.out).map_err(|e| failed("write", &self.out, &e))?;
            self.fresh = false;
            self.stage = self.out.join(STAGE);
            return Ok(());
        }
        put.par_iter().try_for_each(|route| self.put(route))?;
        remove.iter().try_for_each(|route| self.remove(route))?;
        self.discard();
        Ok(())
    }

    fn discard(&mut self) {
        // A stage that stays behind is cleared by the next build.
        let _ = remove_tree(&self.stage);
    }

    fn load_trace(&self) -> Vec<u8> {
        fs::read(&self.trace).unwrap_or_default()
    }

    fn save_trace(&mut self, parts: &[&[u8]], rest: &Rest<'_>) -> Result<(), Box<Diagnostic>> {
        let next = self.trace.with_extension("next");
        let write = || -> io::Result<()> {
            let mut first = BufWriter::with_capacity(1 << 16, File::create(&next)?);
            // The rest is written at its place while the parts are.
            let mut behind = File::options().write(true).open(&next)?;
            behind.seek(SeekFrom::Start(parts.iter().map(|part| part.len() as u64).sum()))?;
            let first = || parts.iter().try_for_each(|part| first.write_all(part)).and_then(|()| first.flush());
            let (first, rest) = rayon::join(first, || rest(&mut behind));
            first.and(rest)?;
            behind.sync_data()?;
            fs::rename(&next, &self.trace)
        };
        write().map_err(|e| failed("write", &self.trace, &e))
    }
}

fn mark(meta: &fs::Metadata) -> Mark {
    Mark { len: meta.len(), modified: meta.mtime() * 1_000_000_000 + meta.mtime_nsec() }
}

/// The way to a folder from here, if it is in the current one: the system goes the whole way for every file.
fn from_here(absolute: PathBuf) -> PathBuf {
    let below = std::env::current_dir().ok().and_then(|here| absolute.strip_prefix(here).ok().map(Path::to_owned));
    below.filter(|below| below.file_name().is_some()).unwrap_or(absolute)
}

/// The stage of an output that does not exist yet: beside it, so that a rename can make it the output.
fn sibling(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(|| "public".to_owned(), |n| n.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}{STAGE}"))
}

fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound || e.kind() == io::ErrorKind::NotADirectory => Ok(()),
        done => done,
    }
}

fn locked(out: &Path) -> Diagnostic {
    Diagnostic::new(Code::WriteLocked, format!("another build is writing `{}`", shown(out)))
        .hint("wait until it is done, or build into another folder with `--out`")
}

fn no_folder(out: &Path) -> Diagnostic {
    Diagnostic::new(Code::WriteFailed, format!("`{}` is a file, and the site needs a folder of that name", shown(out)))
        .hint("move the file away, or build into another folder with `--out`")
}

/// A path as it was meant: `public`, not `./public`.
fn shown(out: &Path) -> std::path::Display<'_> {
    out.strip_prefix(".").unwrap_or(out).display()
}
