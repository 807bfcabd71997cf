//! What changed, as the system tells it. Its events are only hints: they come in other orders and shapes with each way of
//! saving a file, and some are lost. What they name is looked at, and what is found there decides.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, Event as Seen, EventKind, ModifyKind, RenameMode};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Event;
use super::inbox::Touched;
use crate::config;
use crate::source::kept::FOLDERS;

/// How often `--poll` looks at all files.
const POLL: Duration = Duration::from_secs(1);

/// A hint that something at a path may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    pub path: PathBuf,
    pub state: State,
}

/// Whether more is to be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The file is as it will be for now.
    Done,
    /// It is being written, or went away and may come again at once.
    Open,
}

/// What watches. It ends when it is dropped.
pub(super) struct Watch {
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
}

impl Watch {
    /// Looks at all files once a second.
    pub(super) fn poll(root: &Path, events: Sender<Event>) -> Self {
        thread::spawn(move || {
            while events.send(Event::Anything).is_ok() {
                thread::sleep(POLL);
            }
        });
        Self { watcher: None, root: root.to_owned() }
    }

    /// Lets the system tell. `root` is absolute and without symbolic links, as the paths of hints will be.
    pub(super) fn start(root: &Path, events: Sender<Event>) -> notify::Result<Self> {
        let watcher = notify::recommended_watcher(move |seen: notify::Result<Seen>| {
            // The receiver is gone when the program ends.
            let _ = events.send(understand(seen));
        })?;
        let mut watch = Self { watcher: Some(watcher), root: root.to_owned() };
        // The folders' own coming and going shows here.
        watch.add(root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            watch.add(&root.join(folder), RecursiveMode::Recursive)?;
        }
        Ok(watch)
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        match watcher.watch(path, mode) {
            Err(error) if is_absent(&error) => Ok(()),
            other => other,
        }
    }

    /// Watches the folders that may be new, before they are looked at: a file that is put into one in between is not lost.
    pub(super) fn renew(&mut self, touched: &Touched) -> notify::Result<()> {
        let sources = FOLDERS.map(|folder| self.root.join(folder));
        let folders: Vec<&PathBuf> = match touched {
            Touched::Any => sources.iter().collect(),
            Touched::Paths(paths) => {
                let is_source = |path: &PathBuf| sources.iter().any(|folder| path.starts_with(folder));
                paths.iter().filter(|path| is_source(path) && is_folder(path)).collect()
            }
        };
        folders.into_iter().try_for_each(|folder| self.add(folder, RecursiveMode::Recursive))
    }
}

/// A folder, not a link to one: those are looked at as files are.
#[expect(clippy::disallowed_methods, reason = "hints carry real paths")]
fn is_folder(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

fn is_absent(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// What an event of the system means.
fn understand(seen: notify::Result<Seen>) -> Event {
    let Ok(seen) = seen else { return Event::Anything };
    if seen.need_rescan() {
        return Event::Anything;
    }
    let Some(state) = state(seen.kind) else { return Event::Hints(Vec::new()) };
    let slow = |path: &Path| state == State::Done && is_passing(path);
    let hints = seen.paths.into_iter().map(|path| Hint { state: if slow(&path) { State::Open } else { state }, path });
    Event::Hints(hints.collect())
}

/// `None` for what changes nothing, such as reading a file.
fn state(kind: EventKind) -> Option<State> {
    Some(match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => State::Done,
        EventKind::Access(_) => return None,
        EventKind::Create(CreateKind::File)
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Name(RenameMode::From)) => State::Open,
        _ => State::Done,
    })
}

/// Whether a path may be a file that an editor makes beside the one that it saves, and takes away again. Sources whose
/// edits must show at once have these names.
fn is_passing(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    !matches!(extension, Some("md" | "html" | "css" | "yaml" | "yml")) && !path.ends_with(config::FILE)
}
