//! An article whose rights are in order.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Duty, Licence, Link};
use crate::base::{Digest, Lang, RelPath};
use crate::parse::{FrontMatter, Kind, Use};
use crate::photo_metadata::PhotoRights;

/// An article whose rights are in order, with the duties that publishing it brings. Made only by [`clear`](super::clear).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cleared {
    pub(super) path: RelPath,
    pub(super) lang: Lang,
    pub(super) front: FrontMatter,
    pub(super) body: Body,
    pub(super) photo: Option<Photo>,
    pub(super) pictures: Vec<Picture>,
    pub(super) publisher: Option<Link>,
    pub(super) licence: Option<Licence>,
    pub(super) original_lang: Lang,
    pub(super) duties: Vec<Duty>,
    pub(super) window: Window,
    pub(super) reduction: Option<Reduction>,
}

/// Where the body stands in the source file. The text itself is read again when it is needed, never kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// First byte in the file.
    pub start: usize,
    /// The digest of all from there on. What stands before it in the file is known as it was read.
    pub digest: Digest,
    /// What is cut, in bytes from `start`, in order.
    pub cuts: Vec<Range<usize>>,
}

/// That no more than a link to the original may stay when the publisher's term has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reduction {
    /// When it ends.
    pub from: Timestamp,
    /// The length of the body in bytes.
    pub(super) body: usize,
}

impl Reduction {
    /// Whether an edition may hold no more than the link.
    pub fn has_come(&self, edition: Edition) -> bool {
        !Window { from: None, until: Some(self.from) }.is_open(edition)
    }
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
    /// What its file shall say of its rights.
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

/// The state of the site that one build makes: what is in it stands until the next build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// When it is made.
    pub now: Timestamp,
    /// When the next one is made; as far as anybody knows, at once.
    pub next: Timestamp,
}

impl Edition {
    /// An edition at a moment. Where the site is built on a schedule, `every` is the time between two builds.
    pub fn new(now: Timestamp, every: SignedDuration) -> Self {
        Self { now, next: now.checked_add(every).unwrap_or(Timestamp::MAX) }
    }
}

/// When the article may be on the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Not before (embargo).
    pub from: Option<Timestamp>,
    /// Not from then on (expiry, end of a permission).
    pub until: Option<Timestamp>,
}

impl Window {
    /// Whether the article may be in an edition: nothing comes too early, and what would end before the next edition goes now.
    pub fn is_open(&self, edition: Edition) -> bool {
        self.from.is_none_or(|from| edition.now >= from)
            && self.until.is_none_or(|until| edition.now < until && edition.next <= until)
    }

    /// Whether the embargo has not ended yet.
    pub fn is_ahead(&self, edition: Edition) -> bool {
        self.from.is_some_and(|from| edition.now < from)
    }
}

impl Cleared {
    /// The source file.
    pub fn path(&self) -> &RelPath {
        &self.path
    }

    /// The language of the text.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The front matter.
    pub fn front(&self) -> &FrontMatter {
        &self.front
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

    /// The licence that this text itself is under, where the original's demands one.
    pub fn own_licence(&self) -> Option<&Link> {
        self.duties.iter().find_map(|duty| match duty {
            Duty::OwnLicence(licence) => Some(licence),
            _ => None,
        })
    }

    /// Whether the text is the site's alone, so that it is the site's to reserve.
    pub fn is_the_sites(&self) -> bool {
        let others = self.front.sources.iter().any(|source| source.usage != Use::Quoted);
        self.front.kind == Kind::Own && !self.is_translation() && self.front.translation.is_none() && !others
    }

    /// The language of the original; the text's own where it is no translation.
    pub fn original_lang(&self) -> &Lang {
        &self.original_lang
    }

    /// Whether the text is a translation.
    pub fn is_translation(&self) -> bool {
        !self.lang.same_language(&self.original_lang)
    }

    /// What must be visible on every page that shows the text.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// Whether its own address on this site is the one that search engines should list.
    pub fn is_canonical(&self) -> bool {
        !self.duties.iter().any(|duty| matches!(duty, Duty::Canonical(_) | Duty::NoIndex))
    }

    /// When it may be on the site.
    pub fn window(&self) -> Window {
        self.window
    }

    /// When it must be reduced to a link, if ever.
    pub fn reduction(&self) -> Option<Reduction> {
        self.reduction
    }

    /// Whether an edition may hold no more of it than a link to the original.
    pub fn is_reduced(&self, edition: Edition) -> bool {
        self.reduction.is_some_and(|end| end.has_come(edition))
    }

    /// Whether this is the rest of a repost that [`reduced`](Self::reduced) leaves.
    pub fn is_a_rest(&self) -> bool {
        self.reduction.is_some() && self.front.kind == Kind::Link
    }

    /// What may stay when the publisher's term has ended: the headline, with a link to the original.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let mut rest = self.clone();
        rest.front.kind = Kind::Link;
        rest.front.summary = None;
        rest.front.translation = None;
        rest.front.changes = None;
        rest.front.original_notice = None;
        rest.front.photo = None;
        rest.front.via.clear();
        rest.front.sources.clear();
        rest.front.corrections.clear();
        rest.body.cuts = std::iter::once(0..self.reduction.map_or(0, |end| end.body)).collect();
        (rest.photo, rest.licence) = (None, None);
        rest.pictures.clear();
        rest.duties.retain(|duty| matches!(duty, Duty::Source { .. } | Duty::Opinion | Duty::Sponsored));
        rest
    }
}
