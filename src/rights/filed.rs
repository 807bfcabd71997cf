//! An article as it is kept between the stages: what planning asks of it at hand, and the whole packed.
//!
//! A cleared article has some forty texts of its own. Kept as they are, those of ten thousand articles would take half of a
//! build's memory; packed, they take a fifth of it, and a page of one article unpacks them while it is made. The bytes are also
//! what the article's digest is made of, and what is stored for the next build.

use std::ops::Deref;
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use super::cleared::{Edition, Reduction, Window};
use super::{Cleared, Duty, Photo, Story};
use crate::base::{Digest, Lang, RelPath, Route, Secret, WebUrl, When, pack};
use crate::parse::{Genre, Method};
use crate::photo_metadata::PhotoRights;
use crate::source::Stamp;

/// A cleared article on file. It serialises as the digest of the whole.
#[derive(Clone, Debug)]
pub struct Filed(Arc<Entry>);

#[derive(Debug)]
struct Entry {
    outline: Outline,
    settled: Option<Stamp>,
    digest: Digest,
    packed: Box<[u8]>,
}

/// What planning asks of an article.
#[derive(Debug)]
pub struct Outline {
    /// The source file.
    pub path: RelPath,
    /// The language of the text.
    pub lang: Lang,
    /// The language of the original; the text's own where it is no translation.
    pub original_lang: Lang,
    /// What lists say of it.
    pub headline: Arc<Headline>,
    /// The section, as typed.
    pub section: Option<Box<str>>,
    /// The tags, as typed.
    pub tags: Box<[String]>,
    /// The series, as typed.
    pub series: Option<Box<str>>,
    /// The address that was chosen for it, as typed.
    pub slug: Option<Box<str>>,
    /// Earlier addresses.
    pub aliases: Box<[Route]>,
    /// Where the original stands.
    pub original_url: Option<WebUrl>,
    /// The lead picture.
    pub photo: Option<Shot>,
    /// The pictures in the body, in its order, each with the address that the body writes.
    pub pictures: Box<[(String, Shot)]>,
    /// The works on its page that others have published.
    pub(super) lent: Box<[Lent]>,
    /// When it may be on the site.
    pub window: Window,
    /// When it must be reduced to a link, if ever.
    pub reduction: Option<Reduction>,
    /// Whether it is on its way, on the site, or taken down.
    pub state: State,
    /// Whether the text is the site's alone, so that it is the site's to reserve.
    pub is_the_sites: bool,
    /// Whether search engines are kept from its page.
    pub no_index: bool,
    /// Whether a machine translated it and a person reviewed that.
    pub is_reviewed: bool,
}

/// Whether an article is on its way, on the site, or taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is unfinished.
    Draft,
    /// It is on the site in its time.
    Published,
    /// It is the rest of a repost that [`Cleared::reduced`] leaves.
    Rest,
    /// A note stands in its place.
    Withdrawn,
}

/// What lists say of an article, wherever it stands.
#[derive(Debug, PartialEq, Serialize)]
pub struct Headline {
    /// The headline.
    pub title: String,
    /// The language.
    pub lang: Lang,
    /// When it was published here.
    pub date: When,
    /// When it was last changed here.
    pub updated: Option<When>,
    /// A sentence or two.
    pub summary: Option<String>,
    /// The names of the authors.
    pub authors: Vec<String>,
    /// The name of the original's publisher.
    pub publisher: Option<String>,
    /// News, opinion or sponsored.
    pub genre: Genre,
    /// Whether its own address is the one that search engines should list.
    pub is_canonical: bool,
}

/// A picture, as planning knows it: pages that show it share its texts.
#[derive(Debug)]
pub struct Shot {
    /// The file: beside the article, or below `static/`.
    pub file: RelPath,
    /// The words that go with it.
    pub label: Arc<Label>,
    /// What its file shall say of its rights.
    pub rights: Arc<PhotoRights>,
    /// When the right to show it ends.
    pub until: Option<Timestamp>,
}

/// The words that go with a picture.
#[derive(Debug, Serialize)]
pub struct Label {
    /// What it shows.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
    /// The credit line, as it must be printed.
    pub credit: String,
}

impl From<Photo> for Shot {
    fn from(photo: Photo) -> Self {
        let Photo { file, alt, caption, credit, licence: _, rights, until } = photo;
        Self { file, label: Arc::new(Label { alt, caption, credit }), rights: Arc::new(rights), until }
    }
}

impl Shot {
    /// Whether an edition may show it.
    pub fn is_open(&self, edition: Edition) -> bool {
        Window { from: None, until: self.until }.is_open(edition)
    }
}

impl Deref for Shot {
    type Target = Label;
    fn deref(&self) -> &Label {
        &self.label
    }
}

/// A work that somebody else has published, by the name of its publisher.
#[derive(Debug)]
pub(super) struct Lent {
    /// As typed.
    pub(super) publisher: Box<str>,
    /// Whether it is the article's original.
    pub(super) is_main: bool,
}

impl Filed {
    /// Files an article, with a digest under a secret. If its file was [settled](crate::source::Sources::is_settled) when it was read,
    /// there is a stamp.
    pub fn new(mut article: Cleared, secret: Secret, settled: Option<Stamp>) -> Self {
        let mut packed = pack(&article, Vec::with_capacity(2 << 10));
        // What pages do not ask for comes last, where it is not unpacked with the rest.
        for photo in article.story.photos_mut() {
            packed = pack(&photo.rights, packed);
        }
        // A copy of its own length: what is kept is kept for long.
        Self::of(article, settled, (secret.digest(&packed), packed.as_slice().into()))
    }

    /// What was filed before and stored as these bytes; `None` if they have another digest or are none of an article's.
    pub fn stored(packed: &[u8], (digest, secret): (Digest, Secret), settled: Option<Stamp>) -> Option<Self> {
        let whole = Some(packed).filter(|packed| secret.digest(packed) == digest)?;
        let (mut article, mut rest) = postcard::take_from_bytes::<Cleared>(whole).ok()?;
        for photo in article.story.photos_mut() {
            (photo.rights, rest) = postcard::take_from_bytes(rest).ok()?;
        }
        Some(Self::of(article, settled, (digest, packed.into())))
    }

    fn of(article: Cleared, settled: Option<Stamp>, (digest, packed): (Digest, Box<[u8]>)) -> Self {
        Self(Arc::new(Entry { outline: Outline::of(article), settled, digest, packed }))
    }

    /// The whole article, but for what the files of its pictures shall say.
    pub fn unpack(&self) -> Cleared {
        self.unpacked()
    }

    /// What its pages show.
    pub fn story(&self) -> Story {
        self.unpacked()
    }

    /// What stands first in the bytes.
    fn unpacked<T: DeserializeOwned>(&self) -> T {
        postcard::from_bytes(&self.0.packed).expect("it was packed here, or has been unpacked before")
    }

    /// The whole article, packed.
    pub fn packed(&self) -> &[u8] {
        &self.0.packed
    }

    /// The state of its file when it was read, if that was settled.
    pub fn settled(&self) -> Option<Stamp> {
        self.0.settled
    }

    /// The digest of the whole.
    pub fn digest(&self) -> Digest {
        self.0.digest
    }
}

impl Deref for Filed {
    type Target = Outline;
    fn deref(&self) -> &Outline {
        &self.0.outline
    }
}

impl Serialize for Filed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.digest.serialize(serializer)
    }
}

impl Outline {
    fn of(article: Cleared) -> Self {
        let (is_canonical, is_the_sites, is_a_rest) =
            (article.is_canonical(), article.is_the_sites(), article.is_a_rest());
        let publisher = article.duties.iter().find_map(|duty| match duty {
            Duty::Source { publisher: Some(link), .. } => Some(link.text.clone()),
            _ => None,
        });
        let (window, reduction) = (article.window, article.reduction);
        let (front, story) = article.into_parts();
        let lent = super::doubt::lent(&front);
        let Story { path, lang, photo, pictures, original_lang, duties, .. } = story;
        let state = match &front.withdrawn {
            _ if front.draft => State::Draft,
            Some(_) => State::Withdrawn,
            None if is_a_rest => State::Rest,
            None => State::Published,
        };
        // Of their own length, for the same reason as the packed bytes.
        let mut authors = Vec::with_capacity(front.authors.len());
        authors.extend(front.authors.into_iter().map(|author| author.name));
        let headline = Headline {
            title: front.title,
            lang: lang.clone(),
            date: front.date,
            updated: front.updated,
            summary: front.summary,
            authors,
            publisher,
            genre: front.genre,
            is_canonical,
        };
        Self {
            path,
            lang,
            original_lang,
            headline: Arc::new(headline),
            section: front.section.map(Into::into),
            tags: front.tags.into(),
            series: front.series.map(Into::into),
            slug: front.slug.map(Into::into),
            aliases: front.aliases.into(),
            original_url: front.original_url,
            photo: photo.map(Shot::from),
            pictures: pictures.into_iter().map(|picture| (picture.target, picture.photo.into())).collect(),
            lent,
            window,
            reduction,
            state,
            is_the_sites,
            no_index: duties.contains(&Duty::NoIndex),
            is_reviewed: front.translation.is_some_and(|made| made.method == Method::MachineReviewed),
        }
    }

    /// All its pictures, the lead picture first.
    pub fn photos(&self) -> impl Iterator<Item = &Shot> {
        self.photo.iter().chain(self.pictures.iter().map(|(_, photo)| photo))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::tests::{Desk, FROM_ENGLISH, REPOST};

    #[test]
    fn what_is_filed_comes_back_whole_and_is_stored_as_it_is() {
        let photo = "photo: a.jpg\nphoto_credit: Jane Doe/Agency\nphoto_license: CC-BY-4.0\n";
        let text = format!("{REPOST}{FROM_ENGLISH}license: CC-BY-4.0\ntags: [a, b]\nslug: pont\nkeep: [x]\n{photo}");
        let desk = Desk::new().picture("content/articles/a.jpg", "{}\n");
        let mut article = desk.clear(&text).value.expect("its rights are in order");
        let secret = Secret::default();
        let filed = Filed::new(article.clone(), secret, None);
        let rights: Vec<_> = article.story.photos_mut().map(|photo| std::mem::take(&mut photo.rights)).collect();
        assert_eq!(format!("{:?}", filed.unpack()), format!("{article:?}"));
        assert_eq!(format!("{:?}", filed.story()), format!("{:?}", article.story));
        assert!(filed.photos().map(|photo| &*photo.rights).eq(&rights) && rights[0].credit.is_some());
        assert_ne!(filed.digest(), Filed::new(article, secret, None).digest(), "another without what is kept apart");
        let stored = Filed::stored(filed.packed(), (filed.digest(), secret), None).expect("the same bytes");
        assert_eq!(format!("{stored:?}"), format!("{filed:?}"));
        assert!(Filed::stored(filed.packed(), (Digest::of("another"), secret), None).is_none());
        assert!(Filed::stored(b"no article", (secret.digest(b"no article"), secret), None).is_none());
    }

    #[test]
    fn the_outline_says_what_the_whole_says() {
        let desk = Desk::new();
        let state = |extra: &str| {
            let article = desk.clear(&format!("{REPOST}license: CC-BY-4.0\n{extra}")).value.expect("in order");
            let filed = Filed::new(article, Secret::default(), None);
            let article = filed.unpack();
            assert_eq!(
                (&filed.path, &filed.lang, &filed.headline.title),
                (article.path(), article.lang(), &article.front().title)
            );
            assert_eq!((filed.window, filed.reduction), (article.window(), article.reduction()));
            assert_eq!(
                (filed.headline.is_canonical, filed.is_the_sites),
                (article.is_canonical(), article.is_the_sites())
            );
            filed.state
        };
        assert_eq!(state(""), State::Published);
        assert_eq!(state("draft: true\n"), State::Draft);
        assert_eq!(state("withdrawn: {date: 2026-01-03, reason: x}\n"), State::Withdrawn);
        assert_eq!(
            state("withdrawn: {date: 2026-01-03, reason: x}\ndraft: true\n"),
            State::Draft,
            "nobody ever saw it"
        );
    }
}
