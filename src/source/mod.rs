//! The files of a site, as the stages see them. [`disk`] is the only reader of the file system.

pub mod disk;
pub mod kept;
pub mod memory;

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Digest, RelPath, Secret};
use crate::diag::{Code, Diagnostic};

/// The largest text file that is read, in bytes. A long article has 100 kB; a file over this is a mistake.
pub const MAX_TEXT: u64 = 32 << 20;

/// What tells cheaply that a file may have changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub len: u64,
    /// Last change of the content, in nanoseconds since 1970.
    pub modified: i64,
    /// Last change of the inode, in nanoseconds since 1970: a restored modification time does not fool it.
    pub changed: i64,
}

/// Everything a build may read.
pub trait Sources: Sync {
    /// The files below a folder, sorted by path, with what is wrong with the rest. A folder that does not exist is empty.
    fn list(&self, folder: &str) -> (Vec<RelPath>, Vec<Diagnostic>);

    /// The state of one file; `None` if there is no such file.
    fn stamp(&self, path: &RelPath) -> Option<Stamp>;

    /// Whether a file in this state was left alone long enough that a later change will show in its stamp. Clocks of file
    /// systems tick slowly: two changes within a few milliseconds can look like one.
    fn is_settled(&self, stamp: &Stamp) -> bool;

    /// The bytes of a file.
    fn read(&self, path: &RelPath) -> io::Result<Vec<u8>>;

    /// The bytes of a file; an error of the kind `FileTooLarge` if there are more than `most`.
    fn read_within(&self, path: &RelPath, most: u64) -> io::Result<Vec<u8>> {
        self.read(path).and_then(|bytes| within(bytes, most))
    }

    /// The same, and the state that the file was in before it was read.
    fn read_with_stamp(&self, path: &RelPath, most: u64) -> io::Result<(Vec<u8>, Stamp)> {
        let stamp = self.stamp(path).ok_or(io::ErrorKind::NotFound)?;
        self.read_within(path, most).map(|bytes| (bytes, stamp))
    }

    /// The same of a file that was read before, and whether it was surely left alone since; only where it was [settled](Self::is_settled)
    /// then, its state is given. Where that is not sure, its digest tells.
    fn read_again(&self, path: &RelPath, _settled: Option<Stamp>, most: u64) -> io::Result<(Vec<u8>, bool)> {
        self.read_within(path, most).map(|bytes| (bytes, false))
    }
}

fn within(bytes: Vec<u8>, most: u64) -> io::Result<Vec<u8>> {
    if bytes.len() as u64 <= most { Ok(bytes) } else { Err(io::ErrorKind::FileTooLarge.into()) }
}

/// Whose file it is: what comes with Reprint gives way to the site's own of the same name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Origin {
    /// It comes with Reprint.
    BuiltIn,
    /// It stands in the site's folder.
    Site,
}

/// A text file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where.
    pub path: RelPath,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
}

impl Source {
    /// A text that did not come from a file of the site.
    pub fn new(path: RelPath, text: &str) -> Self {
        Self { path, text: text.into() }
    }

    /// The digest of the text.
    pub fn digest(&self) -> Digest {
        Digest::of(&*self.text)
    }
}

/// Reads a text file.
pub fn read_text(sources: &dyn Sources, path: &RelPath) -> Result<Source, Box<Diagnostic>> {
    let bytes = sources.read_within(path, MAX_TEXT).map_err(|error| Box::new(unread(sources, path, &error)))?;
    into_text(path, &bytes)
}

/// Reads a file, with the state that it was in before.
pub fn read_with_stamp(sources: &dyn Sources, path: &RelPath) -> Result<(Vec<u8>, Stamp), Box<Diagnostic>> {
    sources.read_with_stamp(path, MAX_TEXT).map_err(|error| Box::new(unread(sources, path, &error)))
}

/// Reads a text file again, which was [settled](Sources::is_settled) when it was read if there is a stamp; `None` if what begins at
/// `start` has another digest under the secret now.
pub fn read_again(
    sources: &dyn Sources,
    path: &RelPath,
    settled: Option<Stamp>,
    (start, digest, secret): (usize, Digest, Secret),
) -> Result<Option<String>, Box<Diagnostic>> {
    let read = sources.read_again(path, settled, MAX_TEXT);
    let (bytes, untouched) = read.map_err(|error| Box::new(unread(sources, path, &error)))?;
    let bytes = without_mark(&bytes);
    // To ask for the state takes a tenth of the time of hashing an article.
    let same = untouched || bytes.get(start..).is_some_and(|bytes| secret.digest(bytes) == digest);
    Ok(simdutf8::basic::from_utf8(bytes).ok().filter(|_| same).map(str::to_owned))
}

fn unread(sources: &dyn Sources, path: &RelPath, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::FileTooLarge => too_large(path, sources.stamp(path).map_or(0, |stamp| stamp.len)),
        _ => unreadable(path, error),
    }
}

/// Makes a text of a file's bytes.
pub fn into_text(path: &RelPath, bytes: &[u8]) -> Result<Source, Box<Diagnostic>> {
    let bytes = without_mark(bytes);
    let text = simdutf8::basic::from_utf8(bytes).map_err(|_| Box::new(not_utf8(path, bytes)))?;
    Ok(Source::new(path.clone(), text))
}

/// Without a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn too_large(path: &RelPath, len: u64) -> Diagnostic {
    Diagnostic::new(
        Code::SourceTooLarge,
        format!("the file has {} MB, an article at most {}", len >> 20, MAX_TEXT >> 20),
    )
    .in_file(path)
    .hint("move it out of `content/`, or split it")
}

fn unreadable(path: &RelPath, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::SourceUnreadable, format!("cannot read the file: {error}"))
        .in_file(path)
        .hint("check that the file is still there and that you may read it")
}

fn not_utf8(path: &RelPath, bytes: &[u8]) -> Diagnostic {
    let good = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
    let line = 1 + memchr::memchr_iter(b'\n', &bytes[..good]).count();
    Diagnostic::new(Code::SourceNotUtf8, format!("the text is not UTF-8 (line {line}, byte {})", good + 1))
        .in_file(path)
        .hint("open it in your editor and save it with the encoding UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a file of its own")]
    fn a_file_that_grew_is_read_to_its_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, file) = (RelPath::new("a.md").expect("a path"), folder.path().join("a.md"));
        std::fs::write(&file, "one").expect("it takes a file");
        let site = disk::Disk::open(folder.path()).expect("it is there");
        let settled = site.stamp(&path);
        let read = |most| site.read_again(&path, settled, most).map(|(bytes, _)| bytes).map_err(|error| error.kind());
        assert_eq!(read(3), Ok(b"one".to_vec()));
        std::fs::write(&file, "one, two").expect("it takes a file");
        assert_eq!((read(8), read(7)), (Ok(b"one, two".to_vec()), Err(io::ErrorKind::FileTooLarge)));
    }

    #[test]
    fn a_body_that_changed_is_told_whatever_stands_before_it() {
        let (path, head) = (RelPath::new("a.md").expect("a path"), "---\ntitle: a\n---\n");
        let again = |text: &str| {
            let mut site = memory::Memory::new();
            site.put("a.md", text);
            let secret = Secret::default();
            let body = (head.len(), secret.digest(b"body"), secret);
            read_again(&site, &path, None, body).expect("a text").as_deref() == Some(text)
        };
        assert!(again(&[head, "body"].concat()) && again(&[&head.replace('a', "b"), "body"].concat()));
        for other in ["Body", "body\n", "bod", ""] {
            assert!(!again(&[head, other].concat()), "{other:?}");
        }
        assert!(!again("body") && !again(&[head, "\nbody"].concat()));
    }
}
