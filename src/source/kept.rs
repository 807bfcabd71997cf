//! A site's folder as a program that stays knows it: what is where is remembered, and only what was hinted at is looked at
//! again. The files' contents are never kept.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::Disk;
use super::{Sources, Stamp};
use crate::base::RelPath;
use crate::config;
use crate::diag::Diagnostic;

/// The folders that sources stand in.
pub const FOLDERS: [&str; 3] = ["content", "static", "templates"];

/// A site's folder and what was in it when it was last looked at.
#[derive(Debug)]
pub struct Kept {
    root: PathBuf,
    disk: Disk,
    settings: Option<Stamp>,
    folders: BTreeMap<&'static str, Listed>,
}

#[derive(Debug, Default)]
struct Listed {
    files: BTreeMap<RelPath, Stamp>,
    problems: Vec<Diagnostic>,
}

impl Kept {
    /// Opens a folder and lists it.
    pub fn open(root: &Path) -> io::Result<Self> {
        let disk = Disk::open(root)?;
        let mut kept = Self { root: root.to_owned(), disk, settings: None, folders: BTreeMap::new() };
        kept.look_everywhere()?;
        Ok(kept)
    }

    /// Looks at all files; gives those that changed, came or went.
    pub fn look_everywhere(&mut self) -> io::Result<BTreeSet<RelPath>> {
        self.disk = Disk::open(&self.root)?;
        let mut changed = BTreeSet::new();
        let settings = self.disk.stamp(&settings());
        if self.settings != settings {
            self.settings = settings;
            changed.insert(self::settings());
        }
        for folder in FOLDERS {
            self.list_again(folder, &mut changed);
        }
        Ok(changed)
    }

    /// Looks at files and folders that may have changed, come or gone; gives the files for which that may be so. A file that was
    /// named is among them even if its stamp is the same, since clocks of file systems tick slowly.
    pub fn look_at(&mut self, hints: &BTreeSet<PathBuf>) -> io::Result<BTreeSet<RelPath>> {
        self.disk = Disk::open(&self.root)?;
        let mut changed = BTreeSet::new();
        for hint in hints {
            let Ok(below) = hint.strip_prefix(&self.root) else { continue };
            self.look(below, &mut changed);
        }
        Ok(changed)
    }

    fn look(&mut self, below: &Path, changed: &mut BTreeSet<RelPath>) {
        let mut parts = below.iter().map(|part| part.to_string_lossy());
        let top = parts.next().unwrap_or_default();
        if below == Path::new(config::FILE) {
            self.settings = self.disk.stamp(&settings());
            changed.insert(settings());
        }
        let Some(folder) = FOLDERS.into_iter().find(|folder| *folder == top) else { return };
        if parts.any(|part| super::disk::is_hidden(&part)) {
            return;
        }
        let path = below.to_str().and_then(|text| RelPath::new(text).ok());
        let listed = self.folders.entry(folder).or_default();
        match path {
            Some(path) if path.as_str() != folder && listed.problems.is_empty() => {
                if !listed.look(&self.disk, &path, changed) {
                    self.list_again(folder, changed);
                }
            }
            // Problems are told of a folder as a whole, and what has no name that we can carry is one of them.
            _ => self.list_again(folder, changed),
        }
    }

    fn list_again(&mut self, folder: &'static str, changed: &mut BTreeSet<RelPath>) {
        let last = self.folders.insert(folder, Listed::of(&self.disk, folder)).unwrap_or_default();
        let now = &self.folders[folder];
        changed.extend(differing(&last.files, &now.files));
        if last.problems != now.problems {
            changed.insert(settings()); // no file to name, yet the site must be read again
        }
    }
}

impl Listed {
    /// Lists a folder, or one file.
    fn of(disk: &Disk, path: &str) -> Self {
        let (paths, problems) = disk.list(path);
        // To ask for the state of ten thousand files takes a while, so all cores do it.
        let files = paths.into_par_iter().filter_map(|path| disk.stamp(&path).map(|stamp| (path, stamp)));
        Self { files: files.collect(), problems }
    }

    /// Looks at one file or folder; false if that brings a problem to light.
    fn look(&mut self, disk: &Disk, path: &RelPath, changed: &mut BTreeSet<RelPath>) -> bool {
        let Self { files: now, problems } = Self::of(disk, path.as_str());
        if !problems.is_empty() {
            return false;
        }
        let before = self.at_or_below(path);
        if now.contains_key(path) || before.contains_key(path) {
            changed.insert(path.clone());
        }
        changed.extend(differing(&before, &now));
        for gone in before.keys() {
            self.files.remove(gone);
        }
        self.files.extend(now);
        true
    }

    fn at_or_below(&self, path: &RelPath) -> BTreeMap<RelPath, Stamp> {
        let from = self.files.range(path..).take_while(|(known, _)| known.as_str().starts_with(path.as_str()));
        let inside = from.filter(|(known, _)| *known == path || known.below(path.as_str()).is_some());
        inside.map(|(known, stamp)| (known.clone(), *stamp)).collect()
    }
}

fn settings() -> RelPath {
    RelPath::new(config::FILE).expect("a fixed name")
}

/// The files whose states differ.
fn differing(a: &BTreeMap<RelPath, Stamp>, b: &BTreeMap<RelPath, Stamp>) -> Vec<RelPath> {
    let changed = a.iter().filter(|(path, stamp)| b.get(*path) != Some(*stamp)).map(|(path, _)| path);
    changed.chain(b.keys().filter(|path| !a.contains_key(*path))).cloned().collect()
}

impl Sources for Kept {
    fn list(&self, folder: &str) -> (Vec<RelPath>, Vec<Diagnostic>) {
        let Some(listed) = self.folders.get(folder) else { return (Vec::new(), Vec::new()) };
        (listed.files.keys().cloned().collect(), listed.problems.clone())
    }

    fn stamp(&self, path: &RelPath) -> Option<Stamp> {
        let listed = self.folders.iter().find(|(folder, _)| path.below(folder).is_some());
        listed.map_or_else(|| self.disk.stamp(path), |(_, listed)| listed.files.get(path).copied())
    }

    fn is_settled(&self, stamp: &Stamp) -> bool {
        self.disk.is_settled(stamp)
    }

    fn read(&self, path: &RelPath) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }

    fn read_within(&self, path: &RelPath, most: u64) -> io::Result<Vec<u8>> {
        self.disk.read_within(path, most)
    }
}
