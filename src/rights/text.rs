//! Judges the text itself: is its origin named, is there a licence, does it allow what is done here?

use super::case::Case;
use super::demands;
use super::edits;
use super::licence::Licence;
use super::permission::Permitted;
use super::publisher::{Commercial, Publisher};
use super::translation::{gate, original_lang, translation};
use super::work::{Origin, Work, profile};
use crate::base::{Lang, Span};
use crate::diag::Code;

/// What was found out about the text.
pub(super) struct Text<'a> {
    /// The original.
    pub(super) work: Work<'a>,
    pub(super) publisher: Option<&'a Publisher>,
    pub(super) basis: Option<Basis>,
    pub(super) original_lang: Lang,
    /// Notices that were cut as footers but must be shown.
    pub(super) kept_notices: Vec<String>,
    /// Whether anything beside mandatory notices was cut.
    pub(super) has_cuts: bool,
}

/// What a work may be published on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Basis {
    /// Its licence.
    Licence(Licence),
    /// A permission, and nothing else.
    Permission,
}

impl<'a> Text<'a> {
    /// The original with its publisher's profile.
    pub(super) fn origin(&self) -> Option<Origin<'_, 'a>> {
        Some(Origin { work: &self.work, id: self.work.publisher?, publisher: self.publisher?, licence: self.licence() })
    }

    /// Whether a page in `lang` shows it in another language than its own.
    pub(super) fn is_translated(&self, lang: &Lang) -> bool {
        !lang.same_language(&self.original_lang)
    }

    pub(super) fn licence(&self) -> Option<&Licence> {
        match &self.basis {
            Some(Basis::Licence(licence)) => Some(licence),
            _ => None,
        }
    }
}

/// A text of somebody else's.
pub(super) fn repost<'a>(case: &mut Case<'a>) -> Text<'a> {
    let publisher = publisher(case);
    original_url(case);
    if case.front.authors.is_empty() {
        let hints =
            ["write `authors: [Jane Doe]`, as the original credits them; where it names nobody, name the publisher"
                .to_owned()];
        case.report(Code::RightsAuthorsMissing, "authors", "nobody is credited as author", hints);
    }
    let mut work = Work::original(case.front);
    unnamed(case, &work);
    let basis = basis(case, &work);
    let original_lang = original_lang(case, publisher);
    translation(case, &original_lang);
    work.made.translated = !case.lang.same_language(&original_lang);
    if let Some(basis) = &basis {
        if work.made.translated {
            gate(case, &work, basis);
        }
        noncommercial(case, &work, basis);
    }
    let (kept_notices, has_cuts) = edits::judge(case, publisher, basis.as_ref(), &work);
    work.made.edited |= has_cuts;
    // A copy has the title of what it is a copy of.
    work.title = work.title.or((!work.made.translated).then_some(&case.front.title));
    let text = Text { work, publisher, basis, original_lang, kept_notices, has_cuts };
    demands::judge(case, &text);
    text
}

/// A text of the site's own.
pub(super) fn own<'a>(case: &mut Case<'a>) -> Text<'a> {
    let publisher = publisher(case);
    let original_lang = original_lang(case, None);
    translation(case, &original_lang);
    wire_phrase(case);
    without_basis(case, publisher, original_lang)
}

/// A summary with a link.
pub(super) fn link<'a>(case: &mut Case<'a>) -> Text<'a> {
    let publisher = publisher(case);
    original_url(case);
    wire_phrase(case);
    long_summary(case);
    let original_lang = case.front.original_lang.clone().unwrap_or_else(|| case.lang.clone());
    if case.front.translation.is_some() {
        translation(case, &original_lang);
    }
    without_basis(case, publisher, original_lang)
}

/// What stands on no licence, and of which nothing was cut.
fn without_basis<'a>(case: &Case<'a>, publisher: Option<&'a Publisher>, original_lang: Lang) -> Text<'a> {
    Text {
        work: Work::original(case.front),
        publisher,
        basis: None,
        original_lang,
        kept_notices: Vec::new(),
        has_cuts: false,
    }
}

/// A sentence by which republished copy gives itself away.
fn wire_phrase(case: &mut Case<'_>) {
    let Some(found) = case.context.publishers.phrase_in(case.document.body()) else { return };
    let start = case.document.body_start;
    let span = Span::new(&case.document.source.path, start + found.start..start + found.end);
    let hints = ["if somebody else wrote it, write `kind: repost` and where it comes from".to_owned()];
    case.report_at(Code::RightsPhrase, span, "an own text carries a sentence of a republished one", hints);
}

/// A link goes with a summary, which needs no licence; an article that calls itself one would.
fn long_summary(case: &mut Case<'_>) {
    /// What the strictest terms known let anybody quote (Aeon).
    const LONGEST: usize = 250;
    let words = case.document.body().split_whitespace().count();
    if words > LONGEST {
        let message = format!("a summary of {words} words may be the article itself");
        let hints =
            ["if it is a copy or a translation, remove `kind: link` and say on what licence it stands".to_owned()];
        case.report(Code::RightsPhrase, "kind", message, hints);
    }
}

fn publisher<'a>(case: &mut Case<'a>) -> Option<&'a Publisher> {
    let id = case.front.publisher.as_deref()?;
    let publishers = case.context.publishers;
    let found = publishers.get(id);
    if found.is_none() {
        let hint = match publishers.did_you_mean(id) {
            Some(near) => format!("did you mean `publisher: {near}`?"),
            None => format!("make a profile `content/publishers/{id}.yaml` with `name:`, `home_url:` and `license:`"),
        };
        case.report(Code::RightsPublisherUnknown, "publisher", format!("there is no publisher profile `{id}`"), [hint]);
    }
    found
}

/// A text from a known publisher's own site that does not name it would be published without what that publisher demands.
pub(super) fn unnamed(case: &mut Case<'_>, work: &Work<'_>) {
    let Some(url) = work.url.filter(|_| work.publisher.is_none()) else { return };
    let Some((id, publisher)) = case.context.publishers.at(url) else { return };
    let message = format!("{} is the site of {}, and its publisher is not named", url.host(), publisher.name);
    let hints = [work.write(&format!("`publisher: {id}`"), &format!("`publisher: {id}`"))];
    case.report(Code::RightsPublisherMissing, work.place("original_url"), message, hints);
}

fn original_url(case: &mut Case<'_>) {
    if case.front.original_url.is_none() && !case.is_filled("original_url") {
        let hints = ["write `original_url: https://…`, the page on which the original stands".to_owned()];
        case.report(Code::RightsOriginalMissing, "original_url", "the address of the original is missing", hints);
    }
}

/// On what a work may be published; reports if on nothing.
pub(super) fn basis(case: &mut Case<'_>, work: &Work<'_>) -> Option<Basis> {
    let profile = case.profile(work);
    let licence = match work.license {
        Some(typed) => match Licence::parse(typed) {
            Some(Licence::PublisherTerms) if work.publisher.is_none() => return nobodys_terms(case, work),
            // The publisher's terms are what its profile says they are.
            Some(Licence::PublisherTerms) => match profile.and_then(Publisher::granted_license) {
                Some(licence) => Some(licence.clone()),
                None => return without_terms(case, work, profile),
            },
            Some(licence) => Some(licence),
            None => return not_a_licence(case, work, typed),
        },
        None => profile.and_then(|p| p.granted_license().cloned()),
    };
    match licence {
        Some(Licence::Unknown) => {
            let hints =
                ["find out under which licence the original stands; without one it cannot be published".to_owned()];
            case.report(
                Code::RightsLicenceUnknown,
                work.key,
                "a text whose licence is unknown is not published",
                hints,
            );
            None
        }
        Some(Licence::Other(id)) => {
            if case.permits(&givers(case, work), work.url, Permitted::Republish) {
                return Some(Basis::Permission);
            }
            let hints = [format!("ask who owns it, and {}", case.list_permission(Permitted::Republish))];
            case.report(
                Code::RightsLicenceUnknown,
                work.key,
                format!("the duties of the licence {id} are not known to Reprint"),
                hints,
            );
            None
        }
        Some(licence) => Some(Basis::Licence(licence)),
        None if case.permits(&givers(case, work), work.url, Permitted::Republish) => Some(Basis::Permission),
        None if work.is_main() && has_told_why(case, work) => None,
        None => {
            let hints = [
                "write `license:` with the licence that stands at the original, such as `license: CC-BY-4.0`"
                    .to_owned(),
                format!(
                    "or write `publisher:` with the id of a profile that has a licence, or {}",
                    case.list_permission(Permitted::Republish)
                ),
            ];
            case.report(Code::RightsLicenceMissing, work.key, "the text has no licence", hints);
            None
        }
    }
}

/// Whether it has been told why no licence is known: a key is misspelt, or the publisher that could have one is not known.
fn has_told_why(case: &Case<'_>, work: &Work<'_>) -> bool {
    let unknown = work.publisher.is_some_and(|id| case.context.publishers.get(id).is_none());
    unknown || ["license", "publisher"].iter().any(|key| case.document.misspelt.contains(key))
}

fn nobodys_terms(case: &mut Case<'_>, work: &Work<'_>) -> Option<Basis> {
    let hints =
        ["write whose, such as `publisher: example-wire`, the id of the profile that holds the terms".to_owned()];
    let message = "`publisher-terms` does not say whose terms, for there is no publisher";
    case.report(Code::RightsPublisherMissing, work.key, message, hints);
    None
}

/// `publisher-terms` of a publisher of whom no terms are known that let anybody publish: only a permission does.
fn without_terms(case: &mut Case<'_>, work: &Work<'_>, profile: Option<&Publisher>) -> Option<Basis> {
    let id = work.publisher.unwrap_or_default();
    // That there is no such profile has been said where the article's own publisher is judged.
    if profile.is_none() && work.is_main() {
        return None;
    }
    if case.permits(&givers(case, work), work.url, Permitted::Republish) {
        return Some(Basis::Permission);
    }
    let name = profile.map_or(id, |p| &p.name);
    let message = format!("no terms of {name} are known on which its texts may be published");
    let hints = [
        "write the licence that stands at the original, such as `license: CC-BY-4.0`".to_owned(),
        format!(
            "or {}; if its terms allow it to all, write `license: publisher-terms` into `content/publishers/{id}.yaml`",
            case.list_permission(Permitted::Republish)
        ),
    ];
    case.report(Code::RightsLicenceMissing, work.key, message, hints);
    None
}

fn not_a_licence(case: &mut Case<'_>, work: &Work<'_>, typed: &str) -> Option<Basis> {
    let versionless = typed.to_ascii_lowercase().starts_with("cc") && !typed.contains(|c: char| c.is_ascii_digit());
    let hint = if versionless {
        format!("add the version, which stands in the licence's address: `{}-4.0`", typed.trim().replace(' ', "-"))
    } else {
        "write an SPDX id such as `CC-BY-4.0`, an address on creativecommons.org, `public-domain` or `publisher-terms`"
            .to_owned()
    };
    case.report(Code::RightsLicenceUnknown, work.key, format!("`{typed}` is no licence that Reprint knows"), [hint]);
    None
}

/// Whose permission would cover a work: its publisher's, or its authors' where no publisher is known.
pub(super) fn givers<'w>(case: &Case<'w>, work: &Work<'w>) -> Vec<&'w str> {
    match work.publisher {
        Some(id) => {
            let known = profile(case.context.publishers, work).map(|(id, p)| [id, p.name.as_str()]);
            let known = known.into_iter().flatten().filter(|known| *known != id);
            std::iter::once(id).chain(known).collect()
        }
        None => work.authors.iter().map(|author| author.name.as_str()).collect(),
    }
}

/// Whether a work that must not be used commercially is: by its licence, unless its publisher waives that, or by its publisher.
pub(super) fn noncommercial(case: &mut Case<'_>, work: &Work<'_>, basis: &Basis) {
    let profile = case.profile(work);
    let licence = match basis {
        Basis::Licence(licence) if licence.is_noncommercial() => Some(licence),
        _ => None,
    };
    let reason = match (profile.map(Publisher::granted_commercial), licence) {
        (Some(Commercial::Waiver), _) | (Some(Commercial::Ok | Commercial::Unknown) | None, None) => return,
        (Some(Commercial::Fee), _) => format!("{} wants commercial sites to ask", profile.map_or("", |p| &p.name)),
        (Some(Commercial::Noncommercial), None) => {
            format!("{} forbids commercial use", profile.map_or("", |p| &p.name))
        }
        (_, Some(licence)) => format!("{} forbids commercial use", licence.name()),
    };
    refuse_commercial(case, work, &reason);
}

/// Refuses a commercial site what is not for one, unless somebody has permitted it.
pub(super) fn refuse_commercial(case: &mut Case<'_>, work: &Work<'_>, reason: &str) {
    if !case.context.config.policy.commercial || case.permits(&givers(case, work), work.url, Permitted::Commercial) {
        return;
    }
    let hints = [
        "if the site is not commercial, say so in `reprint.yaml`: `policy: {commercial: false}`".to_owned(),
        format!("otherwise {}", case.list_permission(Permitted::Commercial)),
    ];
    case.report(Code::RightsNoncommercial, work.key, format!("{reason}, and this site is commercial"), hints);
}
