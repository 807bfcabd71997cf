//! Phrases of the attribution: patterns of a language, filled with names and links.

use crate::base::{Lang, WebUrl, escape_html};
use crate::parse::Author;
use crate::render::strings::Strings;
use crate::rights::Link;

/// Text that is HTML already. Each page is made of dozens of small ones, so they are joined without `format!`.
#[derive(Clone, Debug)]
pub(super) struct Html(String);

/// The words of the page's language.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) strings: &'a Strings,
    pub(super) lang: &'a Lang,
}

impl Html {
    pub(super) fn text(text: &str) -> Self {
        Self(escape_html(text).into_owned())
    }

    /// A name in whatever script, isolated from the direction of the line.
    pub(super) fn name(text: &str) -> Self {
        Self(["<bdi>", &escape_html(text), "</bdi>"].concat())
    }

    /// Words with their address; the words alone if there is none.
    pub(super) fn link(link: &Link) -> Self {
        match &link.url {
            Some(url) => Self::linked("<a href=\"", url, &link.text),
            None => Self::name(&link.text),
        }
    }

    /// A work that something is owed for.
    pub(super) fn cited(work: &Link) -> Self {
        Self(["<cite>", &Self::link(work).0, "</cite>"].concat())
    }

    /// The licence of this very text: the one link that machines may take for the page's licence.
    pub(super) fn own_licence(link: &Link) -> Self {
        match &link.url {
            Some(url) => Self::linked("<a rel=\"license\" href=\"", url, &link.text),
            None => Self::name(&link.text),
        }
    }

    /// A link, from the beginning of its tag up to the address.
    fn linked(tag: &str, url: &WebUrl, text: &str) -> Self {
        Self([tag, &escape_html(url.as_str()), "\"><bdi>", &escape_html(text), "</bdi></a>"].concat())
    }

    /// Words that lead to a page in another language.
    pub(super) fn anchor(words: &Self, url: &WebUrl, lang: Option<&Lang>) -> Self {
        let (attribute, lang) = lang.map_or(("", ""), |lang| ("\" hreflang=\"", lang.as_str()));
        Self(["<a href=\"", &escape_html(url.as_str()), attribute, lang, "\">", &words.0, "</a>"].concat())
    }

    /// Words in another language.
    pub(super) fn foreign(words: &str, lang: &Lang) -> Self {
        let (lang, dir) = (lang.as_str(), lang.dir().as_str());
        let words = escape_html(words);
        Self(["<bdi lang=\"", lang, "\" dir=\"", dir, "\" translate=\"no\">", &words, "</bdi>"].concat())
    }
}

impl AsRef<str> for Html {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Words<'_> {
    /// A legal text without placeholders.
    pub(super) fn legal(&self, key: &str) -> Html {
        Html::text(self.strings.legal(key, self.lang))
    }

    /// A legal text with its placeholders filled.
    pub(super) fn fill(&self, key: &str, values: &[(&str, &Html)]) -> Html {
        fill(self.strings.legal(key, self.lang), values)
    }

    /// `a, b, c`, as the language writes it.
    pub(super) fn series(&self, items: impl IntoIterator<Item = Html>) -> Html {
        items.into_iter().reduce(|a, b| self.fill("list", &[("a", &a), ("b", &b)])).unwrap_or_else(|| Html::text(""))
    }

    /// `a, b and c`, as the language writes it.
    pub(super) fn list(&self, items: impl IntoIterator<Item = Html>) -> Html {
        let mut items: Vec<Html> = items.into_iter().collect();
        let last = items.pop();
        match (items.is_empty(), last) {
            (_, None) => Html::text(""),
            (true, Some(only)) => only,
            (false, Some(last)) => {
                let first = self.series(items);
                self.fill("list_last", &[("a", &first), ("b", &last)])
            }
        }
    }

    /// `a (b)`
    pub(super) fn aside(&self, a: &Html, b: &Html) -> Html {
        self.fill("aside", &[("a", a), ("b", b)])
    }

    pub(super) fn names<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Html {
        self.list(names.into_iter().map(|name| Html::name(name)))
    }

    /// Authors with what stands beside their names.
    pub(super) fn authors(&self, authors: &[Author]) -> Html {
        self.list(authors.iter().map(|author| {
            let beside = author.role.iter().chain(&author.institution).map(|text| Html::name(text));
            let beside: Vec<Html> = beside.collect();
            let name = Html::name(&author.name);
            if beside.is_empty() { name } else { self.aside(&name, &self.series(beside)) }
        }))
    }

    /// The byline, in the publisher's form if it wants one.
    pub(super) fn byline(&self, authors: &[Author], form: Option<&str>) -> Html {
        self.fill("byline", &[("authors", &self.formed(authors, form))])
    }

    /// Authors as the publisher wants them named.
    pub(super) fn formed(&self, authors: &[Author], form: Option<&str>) -> Html {
        let names = self.authors(authors);
        match form {
            Some(form) => Html(["<bdi>", &fill(form, &[("author", &names)]).0, "</bdi>"].concat()),
            None => names,
        }
    }

    /// Two statements on one line.
    pub(super) fn beside(a: &Html, b: &Html) -> Html {
        Html([&a.0, " · ", &b.0].concat())
    }

    /// Where the text comes from, with the link to it.
    pub(super) fn source(&self, publisher: Option<&Link>, original: &WebUrl, lang: &Lang) -> Html {
        let read = Html::anchor(&self.legal("read_original"), original, Some(lang));
        match publisher {
            Some(publisher) => {
                let by = self.fill("published_by", &[("publisher", &Html::link(publisher))]);
                Self::beside(&by, &read)
            }
            None => read,
        }
    }

    pub(super) fn language<'l>(&'l self, lang: &'l Lang) -> &'l str {
        self.strings.language(lang, self.lang).unwrap_or(lang.as_str())
    }
}

/// Escapes a pattern and puts values in place of its `{names}`.
fn fill(pattern: &str, values: &[(&str, &Html)]) -> Html {
    let mut out = String::with_capacity(pattern.len() + 64);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(&escape_html(before));
        match after.split_once('}') {
            Some((name, tail)) => {
                if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                    out.push_str(&value.0);
                }
                rest = tail;
            }
            None => rest = after,
        }
    }
    out.push_str(&escape_html(rest));
    Html(out)
}
