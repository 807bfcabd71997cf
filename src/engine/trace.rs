//! What the last build knew: which files it made of what, and what it read in each source.
//!
//! A row says that a file of the output is ours and which key it was made for. A fact remembers what an unchanged source file
//! was cleared to, so that it need not be read again. Both are only ever trusted under the digest of all they depend on.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize, Serializer};

use crate::base::{Digest, Hashing, RelPath, Route, Secret, bare, pack_in_pieces};
use crate::diag::Diagnostic;
use crate::photo_metadata::PhotoRights;
use crate::rights::Filed;
use crate::source::Stamp;
use crate::write::Mark;

/// The stored knowledge of the last build.
#[derive(Debug, Default)]
pub struct Trace {
    /// By address: a list in order, since it is made in order and only asked.
    rows: Rows,
    /// Ours, content unknown: a build was interrupted here.
    pending: BTreeSet<Route>,
    facts: Facts,
    /// What digests of articles, values and pages are made under.
    secret: Secret,
    program: Digest,
    stale: bool,
}

/// Bytes after all else: the digest of what comes between the packed articles and these, the program that stored it, and the length
/// of the packed articles, which come first.
const FOOT: usize = 16 + 16 + 8;

/// Files that a build made, in the order of their addresses. (A map is stored as the same bytes.)
pub(super) type Rows = Vec<(Route, Row)>;

/// A file that a build made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The key of the spec it was made from.
    #[serde(with = "bare")]
    pub key: Digest,
    /// Its state on disk.
    pub mark: Mark,
    /// The article that it shows, if it is one's own page.
    pub article: Option<RelPath>,
    /// Warnings that its making brought, to be told again.
    pub found: Vec<Diagnostic>,
}

/// What was read in the sources.
#[derive(Debug, Default)]
pub struct Facts {
    /// The digest of all that clearing depends on, beside the article itself.
    pub context: Digest,
    /// By article.
    pub articles: BTreeMap<RelPath, ArticleFact>,
    /// By picture or other file.
    pub files: BTreeMap<RelPath, FileFact>,
}

/// What an article was cleared to.
#[derive(Clone, Debug)]
pub struct ArticleFact {
    /// The file's state when it was read; `None` if it was too fresh to be told from a later change.
    pub stamp: Option<Stamp>,
    /// The article, if it may be published.
    pub cleared: Option<Filed>,
    /// The files below `static/` that it shows or would show; none for a draft.
    pub pictures: Box<[RelPath]>,
    /// What there was to say.
    pub found: Vec<Diagnostic>,
}

/// What is in a file that is copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFact {
    /// As for [`ArticleFact::stamp`].
    pub stamp: Option<Stamp>,
    /// Its content.
    pub digest: Digest,
    /// Pixels, if it is a picture.
    pub size: Option<(u32, u32)>,
    /// What it says of its rights, if it is a picture.
    pub rights: PhotoRights,
}

/// What is stored after the packed articles: rows and pending files, the secret, context, files and articles of the facts.
type Stored = (Rows, BTreeSet<Route>, Secret, Digest, BTreeMap<RelPath, FileFact>, Vec<(RelPath, StoredFact)>);

/// An [`ArticleFact`]; of the article itself the digest and the length, since it is packed already.
type StoredFact = (Option<Stamp>, Option<(Digest, usize)>, Box<[RelPath]>, Vec<Diagnostic>);

impl Trace {
    /// Reads a stored trace. One of another program version keeps only which files are ours; a damaged one is forgotten.
    pub fn decode(bytes: &[u8], program: Digest) -> Self {
        let decoded = bytes.len().checked_sub(FOOT).and_then(|end| {
            let (bytes, foot) = bytes.split_at(end);
            let (sum, foot) = foot.split_first_chunk::<16>()?;
            let (made_by, length) = foot.split_first_chunk::<16>()?;
            let (sum, made_by) = (Digest::from(*sum), Digest::from(*made_by));
            let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
            let (packed, body) = bytes.split_at_checked(length)?;
            if sum != Digest::of(body) {
                return None;
            }
            if made_by == program { Self::whole(body, packed) } else { Self::only_ownership(body) }
        });
        Self { program, ..decoded.unwrap_or_default() }
    }

    fn whole(body: &[u8], mut packed: &[u8]) -> Option<Self> {
        let (rows, pending, secret, context, files, stored): Stored = postcard::from_bytes(body).ok()?;
        let mut parted = Vec::with_capacity(stored.len());
        for (path, fact) in stored {
            let (article, after) = packed.split_at_checked(fact.1.map_or(0, |(_, length)| length))?;
            parted.push((path, fact, article));
            packed = after;
        }
        let read = |(path, (stamp, cleared, pictures, found), article): (RelPath, StoredFact, &[u8])| {
            let cleared = match cleared {
                Some((digest, _)) => Some(Filed::stored(article, (digest, secret), stamp)?),
                None => None,
            };
            Some((path, ArticleFact { stamp, cleared, pictures, found }))
        };
        let articles: Vec<_> = parted.into_par_iter().map(read).collect::<Option<_>>()?;
        let facts = Facts { context, articles: articles.into_iter().collect(), files };
        Some(Self { rows, pending, facts, secret, ..Self::default() })
    }

    /// What another program's trace says of whose files they are. It stands first, since versions differ in what follows.
    fn only_ownership(body: &[u8]) -> Option<Self> {
        type Files = (Rows, BTreeSet<Route>);
        let ((rows, pending), _) = postcard::take_from_bytes::<Files>(body).ok()?;
        Some(Self { pending: rows.into_iter().map(|(route, _)| route).chain(pending).collect(), ..Self::default() })
    }

    /// What is stored first: the articles as they were filed. Their digests are their own, and the [rest](Self::write_rest) holds
    /// them.
    pub fn packed(&self) -> Vec<&[u8]> {
        let articles = self.facts.articles.values().filter_map(|fact| fact.cleared.as_ref());
        articles.map(Filed::packed).collect()
    }

    /// Writes what is stored after the articles: in pieces, since it is made when a build needs most memory.
    pub fn write_rest(&self, out: &mut dyn Write) -> io::Result<()> {
        let length = |fact: &ArticleFact| fact.cleared.as_ref().map(|article| article.packed().len());
        let packed: usize = self.facts.articles.values().filter_map(length).sum();
        let facts = self.facts.articles.iter().map(|(path, fact)| {
            let cleared = fact.cleared.as_ref().map(|article| (article.digest(), article.packed().len()));
            (path, (fact.stamp, cleared, &fact.pictures, &fact.found))
        });
        let body = (&self.rows, &self.pending, self.secret, self.facts.context, &self.facts.files, Listed(facts));
        let (mut hashing, mut written) = (Hashing::default(), Ok(()));
        let mut write = |piece: &[u8]| {
            hashing.add(piece);
            if written.is_ok() {
                written = out.write_all(piece);
            }
        };
        let left = pack_in_pieces(&body, &mut write);
        write(&left);
        written?;
        out.write_all(hashing.digest().as_bytes())?;
        out.write_all(self.program.as_bytes())?;
        out.write_all(&(packed as u64).to_le_bytes())
    }

    /// What is known of a file.
    pub fn row(&self, route: &Route) -> Option<&Row> {
        find(&self.rows, route)
    }

    /// Whether an earlier build made the file at an address, or was about to.
    pub fn is_ours(&self, route: &Route) -> bool {
        find(&self.rows, route).is_some() || self.pending.contains(route)
    }

    /// Whether a build was interrupted.
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// What digests of articles, values and pages are made under.
    pub fn secret(&self) -> Secret {
        self.secret
    }

    /// What was read in the sources.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Adds facts of articles that were read, and forgets articles that are gone. Those under another context are all forgotten.
    pub fn set_articles(
        &mut self,
        context: Digest,
        read: Vec<(RelPath, ArticleFact)>,
        is_there: impl Fn(&RelPath) -> bool,
    ) {
        let articles = &mut self.facts.articles;
        let before = articles.len();
        if self.facts.context != context {
            articles.clear();
        }
        articles.retain(|path, _| is_there(path));
        self.stale |= !read.is_empty() || articles.len() != before;
        self.facts.context = context;
        articles.append(&mut read.into_iter().collect());
    }

    /// Replaces what is known of one article, and hands back what was known.
    pub fn set_article(&mut self, path: &RelPath, fact: Option<ArticleFact>) -> Option<ArticleFact> {
        self.stale = true;
        match fact {
            Some(fact) => self.facts.articles.insert(path.clone(), fact),
            None => self.facts.articles.remove(path),
        }
    }

    /// Replaces what is known of copied files.
    pub fn set_files(&mut self, files: BTreeMap<RelPath, FileFact>) {
        self.stale |= self.facts.files != files;
        self.facts.files = files;
    }

    /// Whether the facts differ from what is stored.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// The files below `static/` with their content.
    pub fn static_digests(&self) -> BTreeMap<RelPath, Digest> {
        let below = self.facts.files.iter().filter(|(path, _)| path.below("static").is_some());
        below.map(|(path, fact)| (path.clone(), fact.digest)).collect()
    }

    /// The files that are ours and no longer wanted.
    pub fn gone(&self, wanted: &Rows) -> Vec<Route> {
        let ours = self.rows.iter().map(|(route, _)| route).chain(&self.pending);
        ours.filter(|route| find(wanted, route).is_none()).cloned().collect()
    }

    /// The files that show an article for which `is_gone` holds.
    pub fn rows_of(&self, is_gone: impl Fn(&RelPath) -> bool) -> Vec<Route> {
        let of = self.rows.iter().filter(|(_, row)| row.article.as_ref().is_some_and(&is_gone));
        of.map(|(route, _)| route.clone()).collect()
    }

    /// The trace to store before files are put in place. Facts are left out: it is small, and only a killed build reads it.
    #[must_use]
    pub fn in_flight(&self, written: &[Route], removed: &[Route]) -> Self {
        let pending: BTreeSet<Route> = written.iter().chain(removed).chain(&self.pending).cloned().collect();
        let rows = self.rows.iter().filter(|(route, _)| !pending.contains(route));
        let rows = rows.cloned().collect();
        Self { rows, pending, facts: Facts::default(), secret: self.secret, program: self.program, stale: false }
    }

    /// Notes that all files are in place.
    pub fn complete(&mut self, rows: Rows) {
        self.rows = rows;
        self.pending.clear();
    }

    /// Notes that some files were only removed.
    pub fn forget(&mut self, removed: &[Route]) {
        let removed: BTreeSet<&Route> = removed.iter().collect();
        self.rows.retain(|(route, _)| !removed.contains(route));
    }
}

fn find<'a>(rows: &'a Rows, route: &Route) -> Option<&'a Row> {
    rows.binary_search_by(|(known, _)| known.cmp(route)).ok().map(|at| &rows[at].1)
}

/// What an iterator gives, as a list that was never made.
struct Listed<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Listed<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::tests::{Desk, REPOST};

    fn row(key: Digest) -> Row {
        Row { key, mark: Mark::default(), article: None, found: Vec::new() }
    }

    #[test]
    fn another_versions_trace_still_says_which_files_are_ours() {
        let (old, new) = (Digest::of("old"), Digest::of("new"));
        let page = Route::new("/articles/a/");
        let rows = vec![(page.clone(), row(old))];
        let mut body = postcard::to_allocvec(&(rows, BTreeSet::<Route>::new())).expect("plain data");
        body.extend([0xff; 40]);
        let foot = [*Digest::of(&body).as_bytes(), *old.as_bytes()].concat();
        let stored = [body, foot, 0_u64.to_le_bytes().to_vec()].concat();
        assert!(Trace::decode(&stored, new).is_ours(&page));
        assert!(!Trace::decode(&stored, old).is_ours(&page), "the program's own must be whole");
    }

    #[test]
    fn what_is_known_of_articles_comes_back_and_a_damaged_trace_is_forgotten() {
        let program = Digest::of("program");
        let stamp = |n: usize| Stamp { len: n as u64, modified: 1, changed: 2 };
        let path = |n: usize| RelPath::new(&format!("content/articles/{n:04}.md")).expect("a good path");
        let desk = Desk::new();
        let cleared = |n: usize| desk.clear(&format!("{REPOST}license: CC-BY-4.0\nseries: Nr {n}\n")).value;
        let fact = |n: usize, secret: Secret| {
            // Some may not be published.
            let cleared = cleared(n).filter(|_| n % 3 != 1).map(|article| Filed::new(article, secret, Some(stamp(n))));
            ArticleFact { stamp: Some(stamp(n)), cleared, pictures: Box::default(), found: Vec::new() }
        };
        for count in [0, 1, 2, 40] {
            let mut trace = Trace { program, ..Trace::default() };
            trace.set_articles(
                Digest::of("context"),
                (0..count).map(|n| (path(n), fact(n, trace.secret))).collect(),
                |_| true,
            );
            let page = Route::new("/a/");
            trace.complete(vec![(page.clone(), row(program))]);
            let mut stored = trace.packed().concat();
            trace.write_rest(&mut stored).expect("memory has room");
            let again = Trace::decode(&stored, program);
            let known = |trace: &Trace| {
                let whole =
                    |fact: &ArticleFact| fact.cleared.as_ref().map(|a| (a.digest(), format!("{:?}", a.unpack())));
                let all = trace.facts.articles.iter();
                all.map(|(path, fact)| (path.clone(), fact.stamp, whole(fact))).collect::<Vec<_>>()
            };
            assert_eq!(known(&again), known(&trace));
            assert_eq!(again.secret, trace.secret);
            assert_eq!(known(&again).len(), count);
            assert_eq!((again.row(&page), again.facts.context), (Some(&row(program)), Digest::of("context")));
            assert!(!Trace::decode(&stored[..stored.len() - 1], program).is_ours(&page), "a part is missing");
            for at in (0..stored.len()).step_by(7) {
                let mut damaged = stored.clone();
                damaged[at] ^= 1;
                let decoded = Trace::decode(&damaged, program);
                assert!(decoded.facts.articles.is_empty(), "of {} bytes, {at} is another", stored.len());
            }
        }
    }
}
