//! A site that is served from memory while its pages are replaced.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{Mark, Output, Rest};
use crate::base::{Digest, Route};
use crate::diag::Diagnostic;
use crate::verify::Verified;

/// How a host answers who asks for an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// With the file.
    #[default]
    Found,
    /// With the file, and with headers: name and value.
    Headed(Vec<(&'static str, String)>),
    /// With another address.
    Moved(Route),
    /// That it is gone for good, with the file that says so.
    Gone,
}

/// A file of the site. Only what was verified becomes one. Text is kept packed: few of thousands of pages are ever asked for.
#[derive(Clone, Debug)]
pub struct Page {
    digest: Digest,
    answer: Answer,
    len: usize,
    kept: Kept,
}

#[derive(Clone, Debug)]
enum Kept {
    Plain(Arc<[u8]>),
    Packed(Arc<[u8]>),
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        (self.digest, &self.answer) == (other.digest, &other.answer)
    }
}

impl Eq for Page {}

impl Page {
    fn of(file: &Verified) -> Self {
        let bytes = file.bytes();
        let packed = lz4_flex::block::compress(bytes);
        // A picture is packed already.
        let kept =
            if packed.len() < bytes.len() / 4 * 3 { Kept::Packed(packed.into()) } else { Kept::Plain(bytes.into()) };
        Self { digest: Digest::of(bytes), answer: Answer::Found, len: bytes.len(), kept }
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match &self.kept {
            Kept::Plain(bytes) => Cow::Borrowed(bytes),
            Kept::Packed(bytes) => {
                Cow::Owned(lz4_flex::block::decompress(bytes, self.len).expect("it was packed by this program"))
            }
        }
    }

    /// Their digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// How a host answers with it.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// There is no clock here: the content itself stands for its time of change.
    fn mark(&self) -> Mark {
        let low = self.digest.to_string();
        let modified = i64::from_str_radix(&low[..15], 16).expect("a digest prints as hexadecimal digits");
        Mark { len: self.len as u64, modified }
    }
}

/// The files that are served, by address, and those that wait for their turn.
#[derive(Debug, Default)]
pub struct Shelf {
    shown: RwLock<BTreeMap<Route, Page>>,
    staged: Mutex<BTreeMap<Route, Page>>,
}

impl Shelf {
    /// The file at an address.
    pub fn get(&self, route: &Route) -> Option<Page> {
        self.shown().get(route).cloned()
    }

    /// The addresses of all files.
    pub fn routes(&self) -> Vec<Route> {
        self.shown().keys().cloned().collect()
    }

    /// Shows staged files and takes others away; hands back what stood in their places before.
    pub(crate) fn show(&self, put: Vec<(Route, Answer)>, remove: Vec<Route>) -> Vec<(Route, Option<Page>)> {
        let (mut shown, mut staged) = (self.write(), self.staged());
        let mut before = Vec::with_capacity(put.len() + remove.len());
        for (route, answer) in put {
            if let Some(page) = staged.remove(&route) {
                let last = shown.insert(route.clone(), Page { answer, ..page });
                before.push((route, last));
            }
        }
        before.extend(remove.into_iter().map(|route| (route.clone(), shown.remove(&route))));
        before
    }

    /// Shows again what stood at an address before; hands back what stood there until now.
    pub(crate) fn put_back(&self, route: &Route, before: Option<Page>) -> Option<Page> {
        let mut shown = self.write();
        match before {
            Some(page) => shown.insert(route.clone(), page),
            None => shown.remove(route),
        }
    }

    /// Stages a file that was taken back.
    pub(crate) fn stage_again(&self, route: &Route, page: Page) {
        self.staged().insert(route.clone(), page);
    }

    /// Forgets a staged file.
    pub(crate) fn forget(&self, route: &Route) {
        self.staged().remove(route);
    }

    fn shown(&self) -> RwLockReadGuard<'_, BTreeMap<Route, Page>> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<Route, Page>> {
        self.shown.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn staged(&self) -> MutexGuard<'_, BTreeMap<Route, Page>> {
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Output for Shelf {
    fn mark(&self, route: &Route) -> Option<Mark> {
        self.shown().get(route).map(Page::mark)
    }

    fn stage(&self, file: &Verified) -> io::Result<Mark> {
        let page = Page::of(file);
        let mark = page.mark();
        self.staged().insert(file.route().clone(), page);
        Ok(mark)
    }

    fn holds_staged(&self, route: &Route) -> bool {
        self.shown().get(route) == self.staged().get(route)
    }

    fn commit(&mut self, put: &[Route], remove: &[Route]) -> Result<(), Box<Diagnostic>> {
        self.show(put.iter().map(|route| (route.clone(), Answer::Found)).collect(), remove.to_vec());
        Ok(())
    }

    fn discard(&mut self) {
        self.staged().clear();
    }

    fn load_trace(&self) -> Vec<u8> {
        Vec::new()
    }

    fn save_trace(&mut self, _: &[&[u8]], _: &Rest<'_>) -> Result<(), Box<Diagnostic>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify;

    #[test]
    fn text_is_packed_and_a_picture_is_not() {
        let page = |bytes: Vec<u8>| Page::of(&verify::asset(&Route::new("/x"), bytes));
        let text = "<p>Un paragraphe qui revient.</p>\n".repeat(300).into_bytes();
        let packed = page(text.clone());
        assert!(matches!(&packed.kept, Kept::Packed(kept) if kept.len() < text.len() / 4));
        assert_eq!((&*packed.bytes(), packed.mark().len), (&text[..], text.len() as u64));
        // What a digest makes of numbers repeats nothing.
        let noise: Vec<u8> = (0..200u32).flat_map(|n| Digest::of_value(&n).to_string().into_bytes()).collect();
        let plain = page(noise.clone());
        assert!(matches!(plain.kept, Kept::Plain(_)));
        assert_eq!(&*plain.bytes(), &noise[..]);
        assert_eq!(page(Vec::new()).bytes().len(), 0);
        assert_ne!(packed, plain);
    }
}
