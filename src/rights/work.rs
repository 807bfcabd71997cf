//! A work of somebody else's on the page: the article's original, an earlier version of it, or a source. Each has a publisher of
//! its own, whose demands are judged alike.

use super::case::Case;
use super::publisher::{Publisher, Publishers};
use super::{Licence, Link};
use crate::base::{Lang, WebUrl, When};
use crate::parse::{Author, Enclosed, FrontMatter, Kind, SourceWork, Translation, Use, Via};

/// A work in question: the article's text, or another it is made from.
#[derive(Clone)]
pub(super) struct Work<'w> {
    /// The front matter key to blame.
    pub(super) key: &'static str,
    pub(super) url: Option<&'w WebUrl>,
    pub(super) title: Option<&'w str>,
    /// Who can allow what a publisher would, where none is known.
    pub(super) authors: &'w [Author],
    /// The profile id or name.
    pub(super) publisher: Option<&'w str>,
    /// As typed.
    pub(super) license: Option<&'w str>,
    pub(super) lang: Option<&'w Lang>,
    pub(super) date: Option<When>,
    /// Who translated it here, and how.
    pub(super) translation: Option<&'w Translation>,
    /// Notices that came with it; those of the article's original are judged with its cuts.
    pub(super) notice: Option<&'w str>,
    pub(super) links: Option<&'w [WebUrl]>,
    pub(super) pixel_id: Option<&'w str>,
    pub(super) made: Made,
}

/// What was made of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) translated: bool,
    pub(super) edited: bool,
}

/// The works of others that stand on a page under their publishers' terms: the original of a repost, earlier versions, and sources
/// that are more than quoted.
pub(super) fn lent(front: &FrontMatter) -> impl Iterator<Item = Work<'_>> {
    let made = Made { translated: false, edited: false };
    let original = (front.kind == Kind::Repost).then(|| Work::original(front));
    let versions = front.via.iter().map(move |version| Work::version(version, front, made));
    let sources = front.sources.iter().filter(|source| source.usage != Use::Quoted);
    original.into_iter().chain(versions).chain(sources.map(|source| Work::source(source, front)))
}

/// A work with the profile of its publisher.
#[derive(Clone, Copy)]
pub(super) struct Origin<'o, 'a> {
    pub(super) work: &'o Work<'a>,
    /// The profile's id.
    pub(super) id: &'a str,
    pub(super) publisher: &'a Publisher,
    /// On what it is published; none where that is a permission.
    pub(super) licence: Option<&'o Licence>,
}

impl<'w> Work<'w> {
    /// What the article itself is a copy or a translation of.
    pub(super) fn original(front: &'w FrontMatter) -> Self {
        Self {
            key: if front.license.is_some() { "license" } else { "publisher" },
            url: front.original_url.as_ref(),
            title: front.original_title.as_deref(),
            authors: &front.authors,
            publisher: front.publisher.as_deref(),
            license: front.license.as_deref(),
            lang: front.original_lang.as_ref(),
            date: front.original_date,
            translation: front.translation.as_ref(),
            notice: None,
            links: front.original_links.as_deref(),
            pixel_id: front.pixel_id.as_deref(),
            made: Made { translated: false, edited: front.changes.is_some() },
        }
    }

    /// An earlier version of the article.
    pub(super) fn version(version: &'w Via, front: &'w FrontMatter, made: Made) -> Self {
        Self {
            title: version.title.as_deref(),
            authors: &version.authors,
            publisher: version.publisher.as_deref(),
            license: version.license.as_deref(),
            lang: None,
            date: version.date,
            made,
            ..Self::part("via", &version.url, front.translation.as_ref(), &version.enclosed)
        }
    }

    /// A work that the article uses beside others.
    pub(super) fn source(source: &'w SourceWork, front: &'w FrontMatter) -> Self {
        let translation = source.translation.as_ref().or(front.translation.as_ref());
        Self {
            title: Some(&source.title),
            authors: &source.authors,
            publisher: source.publisher.as_deref(),
            license: source.license.as_deref(),
            lang: source.lang.as_ref(),
            date: source.date,
            made: Made { translated: source.usage == Use::Translated, edited: source.usage == Use::Extract },
            ..Self::part("sources", &source.url, translation, &source.enclosed)
        }
    }

    fn part(key: &'static str, url: &'w WebUrl, translation: Option<&'w Translation>, enclosed: &'w Enclosed) -> Self {
        Self {
            key,
            url: Some(url),
            title: None,
            authors: &[],
            publisher: None,
            license: None,
            lang: None,
            date: None,
            translation,
            notice: enclosed.notice.as_deref(),
            links: enclosed.links.as_deref(),
            pixel_id: enclosed.pixel_id.as_deref(),
            made: Made { translated: false, edited: false },
        }
    }

    /// Whether it is the article's own text, and not another that it is made from.
    pub(super) fn is_main(&self) -> bool {
        matches!(self.key, "license" | "publisher")
    }

    /// The key to blame for something that the article's front matter says of its original under `own`, and an entry of `via` or
    /// `sources` of itself.
    pub(super) fn place(&self, own: &'static str) -> &'static str {
        if self.is_main() { own } else { self.key }
    }

    /// Where a value belongs, for a hint: `own` with the article's original, `entry` in a list.
    pub(super) fn write(&self, own: &str, entry: &str) -> String {
        if self.is_main() { format!("write {own}") } else { format!("add {entry} to {}", self.entry()) }
    }

    /// The entry, for a message.
    pub(super) fn entry(&self) -> String {
        format!("the entry {} of `{}:`", self.url.map_or("…", WebUrl::as_str), self.key)
    }

    /// What a page calls it: its title, else its publisher's name, else its host.
    pub(super) fn link(&self, publisher: Option<&str>) -> Link {
        let host = || self.url.map_or("", WebUrl::host);
        let text = self.title.or(publisher).unwrap_or_else(host);
        Link { text: text.to_owned(), url: self.url.cloned() }
    }
}

impl<'a> Case<'a> {
    /// The profile of a work's publisher, where there is one.
    pub(super) fn profile(&self, work: &Work<'_>) -> Option<&'a Publisher> {
        profile(self.context.publishers, work).map(|(_, profile)| profile)
    }
}

/// The profile of a work's publisher with its id. The article's own is named by id; an entry can name it as it is called.
pub(super) fn profile<'a>(publishers: &'a Publishers, work: &Work<'_>) -> Option<(&'a str, &'a Publisher)> {
    named(publishers, work.publisher?, work.is_main())
}

/// The profile that a work's publisher was typed as.
pub(super) fn named<'a>(publishers: &'a Publishers, typed: &str, is_main: bool) -> Option<(&'a str, &'a Publisher)> {
    publishers.known(typed).filter(|(id, _)| !is_main || *id == typed)
}
