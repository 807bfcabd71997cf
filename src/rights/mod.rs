//! Decides what may be published, and turns each licence into duties.
//!
//! [`clear`] is the only place where a [`Cleared`] is made, and only what is cleared is ever rendered.

mod canonical;
mod case;
mod checklist;
mod cleared;
pub mod credit;
mod demands;
mod doubt;
mod duties;
mod duty;
mod edits;
mod filed;
mod form;
pub mod licence;
mod mandated;
mod marks;
pub mod permission;
mod photo;
mod picture_rights;
mod pictures;
pub mod publisher;
mod removal;
pub mod sidecar;
mod story;
mod text;
mod translation;
mod work;
mod works;

#[cfg(test)]
pub(crate) mod tests;

pub use case::Missing;
pub use checklist::{Asked, ask};
pub use cleared::{Cleared, Edition, Reduction, Window};
pub use doubt::unconfirmed;
pub use duty::{Duty, Link, Part, Place};
pub use filed::{Filed, Headline, Label, Outline, Shot, State};
pub use licence::Licence;
pub use permission::{Permission, Permissions};
pub use picture_rights::agree;
pub use pictures::in_static;
pub use publisher::{Publisher, Publishers};
pub use sidecar::Sidecars;
pub use story::{Body, Photo, Picture, Story};

use std::collections::BTreeSet;
use std::mem::take;

use jiff::Timestamp;

use crate::base::{Lang, RelPath, Secret};
use crate::clean::Cleaned;
use crate::config::Config;
use crate::diag::{Diagnostic, Staged};
use crate::parse::Kind;
use case::Case;

/// What rights are judged by, beside the article itself.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The site's settings.
    pub config: &'a Config,
    /// Built-in profiles and the site's own.
    pub publishers: &'a Publishers,
    /// What was allowed beyond the licences.
    pub permissions: &'a Permissions,
    /// What stands beside the pictures.
    pub sidecars: &'a Sidecars,
    /// Every file below `content/` and `static/`, so that a missing picture is known.
    pub files: &'a BTreeSet<RelPath>,
    /// What the digest of the body is made under.
    pub secret: Secret,
    /// The time of the build; only for warnings that something ends soon.
    pub now: Timestamp,
}

/// What a judgement leaves to be published.
#[derive(Default)]
struct Verdict {
    photo: Option<Photo>,
    pictures: Vec<Picture>,
    publisher: Option<Link>,
    licence: Option<Licence>,
    original_lang: Option<Lang>,
    duties: Vec<Duty>,
}

/// Clears an article, or says everything that is missing before it may be published. What is withdrawn or a draft is not
/// asked: it is not published.
pub fn clear(cleaned: Cleaned, context: &Context<'_>) -> Staged<Cleared> {
    let front = &cleaned.document.front;
    let lang = front.lang.clone().unwrap_or_else(|| context.config.lang.clone());
    let unasked = front.withdrawn.is_some() || front.draft;
    let mut case = Case::new(&cleaned, context, &lang);
    let verdict = if front.withdrawn.is_some() { Verdict::default() } else { judge(&mut case) };
    let (mut findings, window, reduced_from) = case.close();
    if unasked {
        findings.clear();
    }
    if findings.iter().any(Diagnostic::is_error) {
        return Staged::failed(findings);
    }
    let Cleaned { document, cuts } = cleaned;
    let reduction = reduced_from.map(|from| Reduction { from, body: document.body().len() });
    let body = Body {
        start: document.body_start,
        digest: context.secret.digest(document.body().as_bytes()),
        cuts: cuts.into_iter().map(|cut| cut.range).collect(),
    };
    let mut rest = document.front;
    // What the lead picture's keys say is said by the picture from now on.
    (rest.photo, rest.photo_alt, rest.photo_caption, rest.photo_credit) = (None, None, None, None);
    let story = Story {
        path: document.source.path,
        original_lang: verdict.original_lang.unwrap_or_else(|| lang.clone()),
        lang,
        original_url: rest.original_url.take(),
        authors: take(&mut rest.authors),
        translation: rest.translation.take(),
        via: take(&mut rest.via),
        sources: take(&mut rest.sources),
        withdrawn: rest.withdrawn.take(),
        corrections: take(&mut rest.corrections),
        extra: rest.extra.take(),
        body,
        photo: verdict.photo,
        pictures: verdict.pictures,
        publisher: verdict.publisher,
        licence: verdict.licence,
        duties: verdict.duties,
    };
    let mut product = Cleared { story, rest, window, reduction };
    if let Some(removed) = product.rest.credit_removed.clone() {
        removal::honour(&removed, &mut product);
    }
    Staged::with(product, findings)
}

/// What would have to be allowed before an article may be published as it is, and by whom.
pub fn missing(cleaned: &Cleaned, context: &Context<'_>) -> Vec<Missing> {
    let lang = cleaned.document.front.lang.clone().unwrap_or_else(|| context.config.lang.clone());
    let mut case = Case::new(cleaned, context, &lang);
    judge(&mut case);
    let mut missing = case.missing;
    missing.sort();
    missing.dedup();
    missing
}

fn judge(case: &mut Case<'_>) -> Verdict {
    form::judge(case);
    let text = match case.front.kind {
        Kind::Repost => text::repost(case),
        Kind::Own => text::own(case),
        Kind::Link => text::link(case),
    };
    let works = works::clear(case, &text);
    let photo = photo::lead(case);
    let pictures = pictures::in_body(case);
    let duties = duties::list(case, &text, works, photo.as_ref());
    Verdict {
        photo,
        pictures,
        publisher: text.publisher.map(Publisher::link),
        licence: text.licence().cloned(),
        original_lang: Some(text.original_lang),
        duties,
    }
}
