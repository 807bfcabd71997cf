//! An article whose rights are in order.

use std::mem::take;
use std::ops::Deref;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Duty, Story};
use crate::parse::{FrontMatter, Kind, Use};

/// An article whose rights are in order, with the duties that publishing it brings. Made only by [`clear`](super::clear).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cleared {
    pub(super) story: Story,
    /// What the story does not have of the front matter.
    pub(super) rest: FrontMatter,
    pub(super) window: Window,
    pub(super) reduction: Option<Reduction>,
}

impl Deref for Cleared {
    type Target = Story;
    fn deref(&self) -> &Story {
        &self.story
    }
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
    /// The front matter, whole, and what the story has beside it.
    pub(super) fn into_parts(self) -> (FrontMatter, Story) {
        let Self { mut story, mut rest, .. } = self;
        rest.original_url = story.original_url.take();
        rest.authors = take(&mut story.authors);
        rest.translation = story.translation.take();
        rest.via = take(&mut story.via);
        rest.sources = take(&mut story.sources);
        rest.withdrawn = story.withdrawn.take();
        rest.corrections = take(&mut story.corrections);
        rest.extra = story.extra.take();
        (rest, story)
    }

    /// The front matter, whole. What the keys of the lead picture say is said by the picture alone.
    pub fn front(&self) -> FrontMatter {
        self.clone().into_parts().0
    }

    /// The address that was chosen for it, as typed.
    pub fn slug(&self) -> Option<&str> {
        self.rest.slug.as_deref()
    }

    /// Whether it is unfinished.
    pub fn is_draft(&self) -> bool {
        self.rest.draft
    }

    /// Whether the text is the site's alone, so that it is the site's to reserve.
    pub fn is_the_sites(&self) -> bool {
        let others = self.sources.iter().any(|source| source.usage != Use::Quoted);
        self.rest.kind == Kind::Own && !self.is_translation() && self.translation.is_none() && !others
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
        self.reduction.is_some() && self.rest.kind == Kind::Link
    }

    /// What may stay when the publisher's term has ended: the headline, with a link to the original.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let mut left = self.clone();
        let (story, front) = (&mut left.story, &mut left.rest);
        front.kind = Kind::Link;
        (front.summary, front.changes, front.original_notice) = (None, None, None);
        (story.translation, story.photo, story.licence) = (None, None, None);
        story.via.clear();
        story.sources.clear();
        story.corrections.clear();
        story.pictures.clear();
        story.body.cuts = std::iter::once(0..self.reduction.map_or(0, |end| end.body)).collect();
        story.duties.retain(|duty| matches!(duty, Duty::Source { .. } | Duty::Opinion | Duty::Sponsored));
        left
    }
}

#[cfg(test)]
mod tests {
    use crate::base::{RelPath, Zone};
    use crate::rights::tests::{Desk, FROM_ENGLISH, REPOST};
    use crate::source::Source;

    #[test]
    fn the_front_matter_comes_back_as_it_was_typed() {
        let others = "via: [{url: https://example.org/b, publisher: wire}]\nsources: [{url: https://example.org/c, title: C, publisher: wire, use: quoted}]\n";
        let done = "corrections: [{date: 2026-01-03, text: Un mot.}]\nwithdrawn: {date: 2026-01-04, reason: x}\nextra: {color: red}\n";
        let text = format!("{REPOST}{FROM_ENGLISH}license: CC-BY-4.0\ntags: [a]\n{others}{done}");
        let path = RelPath::new("content/articles/a.md").expect("a path");
        let typed = crate::parse::parse(Source::new(path, &format!("---\n{text}---\nText.\n")), &Zone::utc());
        let typed = typed.value.expect("all of it can be read").front;
        let cleared = Desk::new().clear(&text).value.expect("what is withdrawn is asked nothing");
        assert_eq!(cleared.front(), typed);
        let lists = [typed.authors.len(), typed.via.len(), typed.sources.len(), typed.corrections.len()];
        assert_eq!(lists, [1; 4], "all that the story has is there");
        let single = (typed.original_url, typed.translation, typed.withdrawn, typed.extra);
        assert!(matches!(single, (Some(_), Some(_), Some(_), Some(_))));
    }
}
