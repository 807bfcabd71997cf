//! What the pages of a cleared article show of it.

use std::ops::Range;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Duty, Licence, Link};
use crate::base::{Digest, Lang, RelPath, WebUrl};
use crate::parse::{Author, Correction, SourceWork, Translation, Via, Withdrawn};
use crate::photo_metadata::PhotoRights;

/// What the pages of a cleared article show of it, beside its [outline](super::Outline). Made only by [`clear`](super::clear).
///
/// Each of thousands of pages [unpacks](super::Filed::story) its own, so what none of them shows is left with the rest of the
/// [front matter](super::Cleared::front).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Story {
    pub(super) path: RelPath,
    pub(super) lang: Lang,
    pub(super) original_lang: Lang,
    pub(super) original_url: Option<WebUrl>,
    pub(super) authors: Vec<Author>,
    pub(super) translation: Option<Translation>,
    pub(super) via: Vec<Via>,
    pub(super) sources: Vec<SourceWork>,
    pub(super) withdrawn: Option<Withdrawn>,
    pub(super) corrections: Vec<Correction>,
    pub(super) extra: Option<String>,
    pub(super) body: Body,
    pub(super) photo: Option<Photo>,
    pub(super) pictures: Vec<Picture>,
    pub(super) publisher: Option<Link>,
    pub(super) licence: Option<Licence>,
    pub(super) duties: Vec<Duty>,
}

/// Where the body stands in the source file. The text itself is read again when it is needed, never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// First byte in the file.
    pub start: usize,
    /// The digest of all from there on, under the build's secret. What stands before it in the file is known as it was read.
    pub digest: Digest,
    /// What is cut, in bytes from `start`, in order.
    pub cuts: Vec<Range<usize>>,
}

/// The lead picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The file: beside the article, or below `static/`.
    pub file: RelPath,
    /// What it shows.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
    /// The credit line, as it must be printed.
    pub credit: String,
    /// Its licence, where the licence must be named.
    pub licence: Option<Link>,
    /// What its file shall say of its rights: nothing once the article is on [file](super::Filed), where the
    /// [outline](super::Shot) has it.
    #[serde(skip)]
    pub rights: PhotoRights,
    /// When the right to show it ends. The page itself may stay, without the picture.
    pub until: Option<Timestamp>,
}

/// A picture in the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The address, as the body writes it.
    pub target: String,
    /// The file and all that is shown with it.
    pub photo: Photo,
}

impl Story {
    /// The source file.
    pub fn path(&self) -> &RelPath {
        &self.path
    }

    /// The language of the text.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The language of the original; the text's own where it is no translation.
    pub fn original_lang(&self) -> &Lang {
        &self.original_lang
    }

    /// Where the original stands.
    pub fn original_url(&self) -> Option<&WebUrl> {
        self.original_url.as_ref()
    }

    /// As the original credits them.
    pub fn authors(&self) -> &[Author] {
        &self.authors
    }

    /// Who translated, and how.
    pub fn translation(&self) -> Option<&Translation> {
        self.translation.as_ref()
    }

    /// Earlier versions that this one is made from.
    pub fn via(&self) -> &[Via] {
        &self.via
    }

    /// Other works that the text uses.
    pub fn sources(&self) -> &[SourceWork] {
        &self.sources
    }

    /// Taken down.
    pub fn withdrawn(&self) -> Option<&Withdrawn> {
        self.withdrawn.as_ref()
    }

    /// What was corrected.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// The site's own keys, as JSON text.
    pub fn extra(&self) -> Option<&str> {
        self.extra.as_deref()
    }

    /// Where the body stands.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The lead picture.
    pub fn photo(&self) -> Option<&Photo> {
        self.photo.as_ref()
    }

    /// The pictures in the body, in its order.
    pub fn pictures(&self) -> &[Picture] {
        &self.pictures
    }

    /// The publisher of the original, with its home page.
    pub fn publisher(&self) -> Option<&Link> {
        self.publisher.as_ref()
    }

    /// The licence of the original; none where it is published on a permission alone, or is the site's own text.
    pub fn licence(&self) -> Option<&Licence> {
        self.licence.as_ref()
    }

    /// What must be visible on every page that shows the text.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The licence that this text itself is under, where the original's demands one.
    pub fn own_licence(&self) -> Option<&Link> {
        self.duties.iter().find_map(|duty| match duty {
            Duty::OwnLicence(licence) => Some(licence),
            _ => None,
        })
    }

    /// Whether the text is a translation.
    pub fn is_translation(&self) -> bool {
        !self.lang.same_language(&self.original_lang)
    }

    /// Whether its own address on this site is the one that search engines should list.
    pub fn is_canonical(&self) -> bool {
        !self.duties.iter().any(|duty| matches!(duty, Duty::Canonical(_) | Duty::NoIndex))
    }

    /// All its pictures, the lead picture first.
    pub fn photos(&self) -> impl Iterator<Item = &Photo> {
        self.photo.iter().chain(self.pictures.iter().map(|picture| &picture.photo))
    }

    /// As [`photos`](Self::photos).
    pub(super) fn photos_mut(&mut self) -> impl Iterator<Item = &mut Photo> {
        self.photo.iter_mut().chain(self.pictures.iter_mut().map(|picture| &mut picture.photo))
    }
}
