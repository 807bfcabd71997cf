//! Moulds: what the built-in templates print for all pages of a form, with holes where the texts of each page go.
//!
//! The built-in templates print texts as they are and ask no more of them than whether they are there. So a template is run once
//! for each form that pages have (in a series or not, with two tags or three), with marks in the place of texts, and what it
//! prints serves all pages of that form. Run for every page, templates took a quarter of a build. A site's own templates, and the
//! built-in ones that use them, have no moulds: they may ask anything. Pages with and without moulds are the same, which tests prove.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, PoisonError, RwLock};

use foldhash::HashMap;

use crate::base::escape_html;

/// A text of a view, or the place of one that is missing.
pub(super) type Text<'v, 't> = Option<&'v mut Cow<'t, str>>;

/// What a template prints of a page or a card.
pub(super) trait View<'t>: Clone {
    /// Its texts, in an order that the form of the view decides. Two views with the same texts missing or empty must look the same
    /// to a template that asks no more.
    fn texts(&mut self) -> Vec<Text<'_, 't>>;
}

/// Forms that are kept; each takes some kilobytes.
const FORMS: usize = 256;

/// Texts of a view; a longer list of tags is printed by the template.
const TEXTS: usize = 1000;

/// The moulds of a template, by form.
pub(super) type Moulds = RwLock<HashMap<Vec<u8>, Option<Arc<Mould>>>>;

/// What a template printed, parted where texts go.
#[derive(Debug)]
pub(super) struct Mould {
    html: String,
    /// Where texts go into `html`, with their numbers in the view.
    holes: Vec<(usize, usize)>,
}

/// What stands in the place of texts. It is random and never printed, so no text can hold it.
#[derive(Debug)]
pub(super) struct Marks(String);

impl Marks {
    pub(super) fn new() -> Self {
        let [a, b] = [0, 1].map(|n: u64| RandomState::new().hash_one(n));
        Self(format!("reprintHole{a:016x}{b:016x}"))
    }

    /// The mould of a view's form; `None` if there is none, and the template has to print the view itself. `asked` is all that
    /// a template may ask for but texts; `run` runs it.
    pub(super) fn mould<'t, V: View<'t>>(
        &self,
        moulds: &Moulds,
        asked: &[&str],
        view: &mut V,
        run: impl FnOnce(&V) -> Option<String>,
    ) -> Option<Arc<Mould>> {
        let form = form(asked, &view.texts());
        if let Some(known) = moulds.read().unwrap_or_else(PoisonError::into_inner).get(&form) {
            return known.clone();
        }
        let made = self.put(view.clone()).and_then(|marked| self.cast(&run(&marked)?)).map(Arc::new);
        let mut moulds = moulds.write().unwrap_or_else(PoisonError::into_inner);
        if moulds.len() >= FORMS {
            moulds.clear();
        }
        moulds.insert(form, made.clone());
        made
    }

    /// A view with marks in the place of its texts.
    fn put<'t, V: View<'t>>(&self, mut view: V) -> Option<V> {
        let texts = view.texts();
        if texts.len() > TEXTS {
            return None;
        }
        for (number, text) in texts.into_iter().enumerate() {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                *text = format!("{}{number:03}", self.0).into();
            }
        }
        Some(view)
    }

    /// Parts what a template printed at the marks.
    fn cast(&self, printed: &str) -> Option<Mould> {
        let mut pieces = printed.split(&self.0);
        let mut mould = Mould { html: pieces.next()?.to_owned(), holes: Vec::new() };
        for piece in pieces {
            mould.holes.push((mould.html.len(), piece.get(..3)?.parse().ok()?));
            mould.html.push_str(&piece[3..]);
        }
        Some(mould)
    }
}

/// All that a template may tell views apart by: what it may ask for, and which texts are missing or empty.
fn form(asked: &[&str], texts: &[Text<'_, '_>]) -> Vec<u8> {
    let mut form = Vec::with_capacity(texts.len() + 32);
    for word in asked {
        form.extend(word.as_bytes());
        form.push(0);
    }
    form.extend(texts.iter().map(|text| match text {
        None => b'-',
        Some(text) if text.is_empty() => b'0',
        Some(_) => b'1',
    }));
    form
}

impl Mould {
    /// The template's text with texts in the holes, escaped as templates escape them.
    pub(super) fn fill(&self, texts: &[Text<'_, '_>]) -> String {
        let room = texts.iter().flatten().map(|text| text.len() + 8).sum::<usize>();
        self.fill_with(room + room / 4, |out, number| put(out, texts, number))
    }

    /// The template's text with what `put` writes for each text's number.
    pub(super) fn fill_with(&self, room: usize, mut put: impl FnMut(&mut String, usize)) -> String {
        let (mut out, mut from) = (String::with_capacity(self.html.len() + room), 0);
        for (at, number) in &self.holes {
            out.push_str(&self.html[from..*at]);
            put(&mut out, *number);
            from = *at;
        }
        out.push_str(&self.html[from..]);
        out
    }
}

/// Writes a text as templates do.
pub(super) fn put(out: &mut String, texts: &[Text<'_, '_>], number: usize) {
    if let Some(text) = texts.get(number).and_then(Option::as_ref) {
        out.push_str(&escape_html(text));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    struct Pair(Cow<'static, str>, Option<Cow<'static, str>>);

    impl View<'static> for Pair {
        fn texts(&mut self) -> Vec<Text<'_, 'static>> {
            vec![Some(&mut self.0), self.1.as_mut()]
        }
    }

    /// What a template might print.
    fn print(pair: &Pair) -> String {
        let second = pair.1.as_deref().filter(|second| !second.is_empty());
        let second = second.map_or_else(|| "none".to_owned(), |second| format!("<b>{}</b>", escape_html(second)));
        format!("<p>{}, {second}, é{}</p>", escape_html(&pair.0), escape_html(&pair.0))
    }

    proptest! {
        #[test]
        fn a_mould_prints_what_the_template_would(pairs in prop::collection::vec(("[a&<é0-9]{0,3}", prop::option::of("[\"'x]{0,2}")), 1..20)) {
            let (marks, moulds) = (Marks::new(), Moulds::default());
            for (first, second) in pairs {
                let mut pair = Pair(first.into(), second.map(Cow::from));
                let expected = print(&pair);
                let mould = marks.mould(&moulds, &[], &mut pair, |pair| Some(print(pair))).expect("the marks are printed");
                prop_assert_eq!(mould.fill(&pair.texts()), expected);
            }
        }
    }

    #[test]
    fn what_a_template_may_ask_for_tells_forms_apart() {
        let (marks, moulds) = (Marks::new(), Moulds::default());
        let mut pair = Pair("a".into(), None);
        for word in ["news", "opinion", "news"] {
            let mould = marks.mould(&moulds, &[word], &mut pair, |_| Some(word.to_owned())).expect("it prints");
            assert_eq!(mould.fill(&pair.texts()), word);
        }
        assert_eq!(moulds.read().expect("nothing panicked").len(), 2);
    }

    #[test]
    fn a_template_that_fails_or_spoils_a_mark_has_no_mould() {
        let (marks, moulds) = (Marks::new(), Moulds::default());
        let mut pair = Pair("a".into(), None);
        assert!(marks.mould(&moulds, &["fails"], &mut pair, |_| None).is_none());
        let cut = |pair: &Pair| Some(pair.0[..pair.0.len() - 1].to_owned());
        assert!(marks.mould(&moulds, &["cuts"], &mut pair, cut).is_none());
    }
}
