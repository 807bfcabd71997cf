//! The machine around a command: folder, clock, environment, terminal, files beside the site's sources and output.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::panic;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};
use jiff::Timestamp;

use super::Failure;
use crate::base::Digest;
use crate::config;
use crate::diag::Code;
use crate::source::MAX_TEXT;

/// The time.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is read, once")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Identifies this very program: its version, and the size and time of its file, so that a developer's next build of it makes
/// every page again.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
pub fn program() -> Digest {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    let state = file.map(|meta| (meta.len(), meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok())));
    Digest::of_value(&(env!("CARGO_PKG_VERSION"), state))
}

/// An environment variable that is set and not empty.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether both outputs may be coloured: they are terminals and `NO_COLOR` (no-color.org) is not set.
pub fn colours() -> bool {
    io::stderr().is_terminal() && variable("NO_COLOR").is_none() && variable("TERM").is_none_or(|t| t != "dumb")
}

/// Whether somebody sits at the terminal who can be asked.
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The site's folder: the one named, or this folder or its nearest parent that has a `reprint.yaml`.
pub fn site_folder(named: Option<&Path>) -> Result<PathBuf> {
    match named {
        Some(folder) if exists(&folder.join(config::FILE)) => Ok(folder.to_owned()),
        Some(folder) => Err(no_site(&format!("in {}", folder.display()))),
        None => {
            let here = current_folder()?;
            let found = here.ancestors().find(|folder| exists(&folder.join(config::FILE)));
            found.map(shorten_to_here(&here)).ok_or_else(|| no_site("here or in a folder above"))
        }
    }
}

fn no_site(place: &str) -> anyhow::Error {
    Failure::coded(Code::SiteMissing, format!("there is no {} {place}", config::FILE))
        .hint("go into the site's folder, name it with `--root`, or make a site: `reprint new DIR`")
        .into()
}

/// Messages read better with `public/` than with the whole path, so the current folder is `.`.
fn shorten_to_here(here: &Path) -> impl Fn(&Path) -> PathBuf {
    move |found| if found == here { PathBuf::from(".") } else { found.to_owned() }
}

#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
fn current_folder() -> Result<PathBuf> {
    std::env::current_dir().context("cannot tell which folder this is")
}

/// Whether an output folder is the site's folder, holds it, or lies among its sources.
pub fn mixes(out: &Path, root: &Path) -> Result<bool> {
    let plain = |path: &Path| {
        std::path::absolute(path).map(|path| without_dots(&path)).context("cannot tell which folder this is")
    };
    let (out, root) = (plain(out)?, plain(root)?);
    let sources = ["content", "templates", "static", ".reprint"];
    Ok(root.starts_with(&out) || sources.iter().any(|folder| out.starts_with(root.join(folder))))
}

/// A file's path below a folder; `None` if it lies elsewhere.
pub fn inside(folder: &Path, file: &Path) -> Option<PathBuf> {
    let plain = |path: &Path| std::path::absolute(path).map(|path| without_dots(&path)).ok();
    Some(plain(file)?.strip_prefix(plain(folder)?).ok()?.to_owned())
}

/// A file's path below a folder, with slashes; `None` if it lies elsewhere.
pub fn below(folder: &Path, file: &Path) -> Option<String> {
    let inner = inside(folder, file)?;
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Some(parts.join("/"))
}

/// A path without `..`, as far as the names alone tell.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// Opens an address in the person's browser; false if there is none to be found.
#[expect(clippy::disallowed_methods, reason = "`--open` asks for it")]
pub fn open_browser(url: &str) -> bool {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}

/// Whether something of this name exists.
#[expect(clippy::disallowed_methods, reason = "the command line looks at what it was given")]
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether it is a file.
#[expect(clippy::disallowed_methods, reason = "the command line looks at what it was given")]
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_file())
}

/// Whether it is a folder.
#[expect(clippy::disallowed_methods, reason = "the command line looks at what it was given")]
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// Whether a folder is absent or has nothing in it.
#[expect(clippy::disallowed_methods, reason = "the command line looks at what it was given")]
pub fn is_empty(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Reads a file that was named on the command line, or standard input for `-`.
#[expect(clippy::disallowed_methods, reason = "the command line reads what it was given")]
pub fn read_input(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_TEXT + 1;
    let read = if file == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|opened| opened.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|e| Failure::usage(format!("cannot read {}: {e}", file.display())))?;
    if bytes.len() as u64 > MAX_TEXT {
        let most = MAX_TEXT >> 20;
        return Err(Failure::usage(format!("{} has more than {most} MB; no article has", file.display())).into());
    }
    Ok(bytes)
}

/// Makes a new file and the folders above it. What exists is never replaced.
#[expect(clippy::disallowed_methods, reason = "the command line writes new sources; the build never does")]
pub fn write_new(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let made = fs::OpenOptions::new().write(true).create_new(true).open(file);
    let mut made = made.map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => anyhow::Error::new(already_there(file)),
        _ => anyhow::Error::new(e).context(format!("cannot write {}", file.display())),
    })?;
    made.write_all(bytes).with_context(|| format!("cannot write {}", file.display()))
}

/// Writes a file whole or not at all, in place of what it was, with the folders above it. A link's target is what is written.
#[expect(clippy::disallowed_methods, reason = "the command line changes an article when an editor asks for it")]
pub fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let next = file.with_file_name(format!(".reprint-{}.tmp", std::process::id()));
    let write = || {
        fs::create_dir_all(file.parent().unwrap_or(Path::new("")))?;
        let mut new = fs::File::create(&next)?;
        new.write_all(bytes)?;
        new.sync_all()?;
        if let Ok(old) = fs::metadata(&file) {
            fs::set_permissions(&next, old.permissions())?;
        }
        fs::rename(&next, &file)
    };
    write().or_else(|error| {
        let _ = fs::remove_file(&next);
        Err(error).with_context(|| format!("cannot write {}", file.display()))
    })
}

/// The refusal to replace a file.
pub fn already_there(file: &Path) -> Failure {
    Failure::usage(format!("{} exists already, and is not replaced", file.display()))
        .hint("name another file with `--to`, or move the old one away")
}

/// Where a panic's message is kept until the command has ended.
#[derive(Clone, Debug, Default)]
pub struct Bug(Arc<Mutex<String>>);

impl Bug {
    /// The first panic's place and message.
    pub fn take(&self) -> String {
        self.0.lock().map(|mut text| std::mem::take(&mut *text)).unwrap_or_default()
    }
}

/// Keeps panics from printing a stack at a reader who did not ask for one with `RUST_BACKTRACE`; the first one's message is
/// kept for the report.
pub fn catch_panics() -> Bug {
    let bug = Bug::default();
    let kept = bug.clone();
    let with_stack = variable("RUST_BACKTRACE").is_some_and(|value| value != "0");
    let print_stack = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if let Ok(mut text) = kept.0.lock()
            && text.is_empty()
        {
            *text = info.to_string().replace('\n', " ");
        }
        if with_stack {
            print_stack(info);
        }
    }));
    bug
}
