//! The pictures of cards in a page's shape: each in a figure that holds its credit.
//!
//! Which element of a figure holds the credit decides whether a style sheet can hide it. So the shape says in which text of the
//! figure the credit stands; pages that agree in all of this are shown alike.

use std::borrow::Cow;

use super::address::is_plain;
use super::names::{self, Name};
use super::{Page, Photo};
use crate::base::squash;

/// The figures of a page's shell.
#[derive(Default)]
pub(super) struct Figures<'p> {
    all: Vec<Figure<'p>>,
    /// The figure that is being read, with the elements open in it.
    open: Option<Vec<Name>>,
}

#[derive(Default)]
struct Figure<'p> {
    texts: Vec<Cow<'p, str>>,
    photos: Vec<&'p str>,
}

impl<'p> Figures<'p> {
    #[inline]
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Follows the tags. Inside a figure only elements are known that neither close others nor hide what is in them, each
    /// closed by its own end tag; `None` for anything else.
    pub(super) fn tag(&mut self, element: Name, ends: bool) -> Option<()> {
        use names::{A, B, BDI, BR, CITE, EM, FIGCAPTION, FIGURE, I, IMG, PICTURE, SMALL, SOURCE, SPAN, STRONG};
        let Some(inner) = &mut self.open else {
            if element == FIGURE {
                (!ends).then_some(())?;
                self.all.push(Figure::default());
                self.open = Some(Vec::new());
            }
            return Some(());
        };
        match (element, ends) {
            (FIGURE, true) if inner.is_empty() => self.open = None,
            (IMG | SOURCE | BR, false) => {}
            (A | B | BDI | CITE | EM | FIGCAPTION | I | PICTURE | SMALL | SPAN | STRONG, false) => inner.push(element),
            (_, true) if inner.pop() == Some(element) => {}
            _ => return None,
        }
        Some(())
    }

    /// Takes a text into the figure that is open.
    pub(super) fn words(&mut self, words: Cow<'p, str>) {
        if let (Some(_), Some(figure)) = (&self.open, self.all.last_mut()) {
            figure.texts.push(words);
        }
    }

    /// Whether an attribute that shows a picture, with its element, names one of the page's. `None` where the page must be parsed to tell: a picture outside
    /// of figures, or in another way than by `<img src>`.
    pub(super) fn photo(&mut self, page: &Page<'p>, attribute: (Name, Name), value: &'p str) -> Option<bool> {
        if is_foreign(page, value) {
            return Some(false);
        }
        let known = page.photos.iter().any(|photo| photo.src == value);
        let figure = self.all.last_mut().filter(|_| self.open.is_some());
        match (attribute, figure) {
            ((names::IMG, names::SRC), Some(figure)) if known => {
                figure.photos.push(value);
                Some(true)
            }
            _ => None,
        }
    }

    /// Adds to a shape's key where each picture's credit stands; `None` if one stands nowhere in a single text.
    pub(super) fn credited<K: From<u8>>(&self, page: &Page<'_>, key: &mut Vec<K>) -> Option<()> {
        for figure in self.all.iter().filter(|figure| !figure.photos.is_empty()) {
            for src in &figure.photos {
                let credits = page.photos.iter().filter(|photo| photo.src == *src).map(|photo| photo.credit);
                let place = figure.place(&credits.collect::<Vec<_>>())?;
                key.push(u8::try_from(place).ok()?.into());
            }
        }
        Some(())
    }
}

/// Whether an address names none of the page's pictures for sure: what is written plainly and is no picture of ours cannot resolve
/// to one.
pub(super) fn is_foreign(page: &Page<'_>, address: &str) -> bool {
    let other = |photo: &Photo<'_>| photo.src != address && is_plain(photo.src);
    page.photos.is_empty() || (is_plain(address) && page.photos.iter().all(other))
}

impl Figure<'_> {
    /// The first text that holds one of the credits, as they are or at least typesetting apart.
    fn place(&self, credits: &[&str]) -> Option<usize> {
        let plain = self.texts.iter().position(|text| credits.iter().any(|credit| text.contains(credit)));
        plain.or_else(|| {
            let credits: Vec<_> = credits.iter().map(|credit| squash(credit)).collect();
            let holds = |text: &str| credits.iter().any(|credit| text.contains(credit.as_str()));
            self.texts.iter().position(|text| holds(&squash(text)))
        })
    }
}
