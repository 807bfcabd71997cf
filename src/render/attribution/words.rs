//! Phrases of the attribution: patterns of a language, filled with names and links.
//!
//! All is written straight into the part. Made as small texts and joined step by step, an attribution took twice as long.

use crate::base::{Lang, WebUrl, escape_html};
use crate::parse::Author;
use crate::render::strings::{Phrase, Phrases, Strings};
use crate::rights::Link;

/// Writes a piece of HTML.
pub(super) type Piece<'p> = &'p dyn Fn(&mut String);

/// The words of the page's language.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) strings: &'a Strings,
    pub(super) lang: &'a Lang,
    phrases: &'a Phrases,
}

/// Writes text and markup one after the other.
pub(super) fn push<const N: usize>(out: &mut String, parts: [&str; N]) {
    for part in parts {
        out.push_str(part);
    }
}

pub(super) fn text(out: &mut String, text: &str) {
    out.push_str(&escape_html(text));
}

/// Writes a name in whatever script, isolated from the direction of the line.
pub(super) fn name(out: &mut String, text: &str) {
    push(out, ["<bdi>", &escape_html(text), "</bdi>"]);
}

/// Writes words with their address; the words alone if there is none.
pub(super) fn link(out: &mut String, link: &Link) {
    linked(out, "<a href=\"", link);
}

/// Writes a work that something is owed for.
pub(super) fn cited(out: &mut String, work: &Link) {
    out.push_str("<cite>");
    link(out, work);
    out.push_str("</cite>");
}

/// Writes the licence of this very text: the one link that machines may take for the page's licence.
pub(super) fn own_licence(out: &mut String, licence: &Link) {
    linked(out, "<a rel=\"license\" href=\"", licence);
}

/// Writes a link, from the beginning of its tag up to the address.
fn linked(out: &mut String, tag: &str, link: &Link) {
    match &link.url {
        Some(url) => push(out, [tag, &escape_html(url.as_str()), "\"><bdi>", &escape_html(&link.text), "</bdi></a>"]),
        None => name(out, &link.text),
    }
}

/// Writes words that lead to a page in another language.
pub(super) fn anchor(out: &mut String, words: Piece<'_>, url: &WebUrl, lang: Option<&Lang>) {
    let (attribute, lang) = lang.map_or(("", ""), |lang| ("\" hreflang=\"", lang.as_str()));
    push(out, ["<a href=\"", &escape_html(url.as_str()), attribute, lang, "\">"]);
    words(out);
    out.push_str("</a>");
}

/// Writes words in another language.
pub(super) fn foreign(out: &mut String, words: &str, lang: &Lang) {
    let (lang, dir) = (lang.as_str(), lang.dir().as_str());
    push(out, ["<bdi lang=\"", lang, "\" dir=\"", dir, "\" translate=\"no\">", &escape_html(words), "</bdi>"]);
}

/// Writes two statements on one line.
pub(super) fn beside(out: &mut String, a: Piece<'_>, b: Piece<'_>) {
    a(out);
    out.push_str(" · ");
    b(out);
}

impl<'a> Words<'a> {
    pub(super) fn new(strings: &'a Strings, lang: &'a Lang) -> Self {
        Self { strings, lang, phrases: strings.phrases(lang) }
    }

    /// A legal text without placeholders, as HTML.
    pub(super) fn legal(&self, key: &str) -> &'a str {
        self.phrases.get(key).whole()
    }

    /// Writes a legal text with its placeholders filled.
    pub(super) fn fill(&self, out: &mut String, key: &str, values: &[(&str, Piece<'_>)]) {
        fill(out, self.phrases.get(key), values);
    }

    /// Writes `a, b, c`, as the language does.
    pub(super) fn series(&self, out: &mut String, items: &[Piece<'_>]) {
        match items {
            [] => {}
            [only] => only(out),
            [first @ .., last] => self.fill(out, "list", &[("a", &|out| self.series(out, first)), ("b", last)]),
        }
    }

    /// Writes `a, b and c`, as the language does.
    pub(super) fn list(&self, out: &mut String, items: &[Piece<'_>]) {
        match items {
            [] => {}
            [only] => only(out),
            [first @ .., last] => self.fill(out, "list_last", &[("a", &|out| self.series(out, first)), ("b", last)]),
        }
    }

    /// Writes `a (b)`.
    pub(super) fn aside(&self, out: &mut String, a: Piece<'_>, b: Piece<'_>) {
        self.fill(out, "aside", &[("a", a), ("b", b)]);
    }

    pub(super) fn names(&self, out: &mut String, names: &[String]) {
        self.each(out, names, |out, text| name(out, text));
    }

    /// Writes authors with what stands beside their names.
    pub(super) fn authors(&self, out: &mut String, authors: &[Author]) {
        self.each(out, authors, |out, author| self.author(out, author));
    }

    fn author(&self, out: &mut String, author: &Author) {
        let named = |out: &mut String| name(out, &author.name);
        match (&author.role, &author.institution) {
            (None, None) => named(out),
            (Some(only), None) | (None, Some(only)) => self.aside(out, &named, &|out| name(out, only)),
            (Some(role), Some(institution)) => {
                let beside: [Piece<'_>; 2] = [&|out| name(out, role), &|out| name(out, institution)];
                self.aside(out, &named, &|out| self.series(out, &beside));
            }
        }
    }

    /// Writes a list of things of one kind.
    fn each<T>(&self, out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
        if let [only] = items {
            return write(out, only);
        }
        let pieces: Vec<_> = items.iter().map(|item| |out: &mut String| write(out, item)).collect();
        let pieces: Vec<Piece<'_>> = pieces.iter().map(|piece| piece as Piece<'_>).collect();
        self.list(out, &pieces);
    }

    /// Writes the byline, in the publisher's form if it wants one.
    pub(super) fn byline(&self, out: &mut String, authors: &[Author], form: Option<&str>) {
        self.fill(out, "byline", &[("authors", &|out| self.formed(out, authors, form))]);
    }

    /// Writes authors as the publisher wants them named.
    pub(super) fn formed(&self, out: &mut String, authors: &[Author], form: Option<&str>) {
        let Some(form) = form else { return self.authors(out, authors) };
        out.push_str("<bdi>");
        fill(out, &Phrase::read(form), &[("author", &|out| self.authors(out, authors))]);
        out.push_str("</bdi>");
    }

    /// Writes where the text comes from, with the link to it.
    pub(super) fn source(&self, out: &mut String, publisher: Option<&Link>, original: &WebUrl, lang: &Lang) {
        let read =
            |out: &mut String| anchor(out, &|out| out.push_str(self.legal("read_original")), original, Some(lang));
        let Some(publisher) = publisher else { return read(out) };
        beside(out, &|out| self.fill(out, "published_by", &[("publisher", &|out| link(out, publisher))]), &read);
    }

    pub(super) fn language<'l>(&'l self, lang: &'l Lang) -> &'l str {
        self.strings.language(lang, self.lang).unwrap_or(lang.as_str())
    }
}

/// Writes a phrase with values in place of its `{names}`.
fn fill(out: &mut String, phrase: &Phrase, values: &[(&str, Piece<'_>)]) {
    phrase.write(out, |out, name| {
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            value(out);
        }
    });
}
