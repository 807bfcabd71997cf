//! Where a page is to be found by search engines, if not at its own address.
//!
//! A copy in the same language is the original's; a true translation is a text of its own (Google, "Canonicalization"), and so is a
//! text that is made of several. What a publisher demands goes before that; that it wants its address *if* a page names one at all
//! (`if-used`) speaks of copies: no publisher's page that is known says it of translations.

use super::Duty;
use super::case::Case;
use super::permission::Permitted;
use super::publisher::{CanonicalRule, Publisher};
use super::text::Text;
use super::work::Origin;
use crate::base::WebUrl;
use crate::diag::Code;
use crate::parse::{Canonical, Kind};

/// A publisher that wants its work's address as the page's canonical one.
#[derive(Clone, Copy)]
pub(super) struct Demand<'a> {
    publisher: &'a Publisher,
    url: &'a WebUrl,
    /// The front matter key to blame.
    key: &'static str,
}

/// What a work's publisher demands.
pub(super) fn demand<'a>(case: &mut Case<'_>, origin: Origin<'_, 'a>) -> Option<Demand<'a>> {
    let publisher = origin.publisher;
    let wants = publisher.canonical == CanonicalRule::Required && publisher.is_sure_of("canonical");
    let key = origin.work.place("publisher");
    let url = origin.work.url.filter(|_| wants && !case.grants(origin.work, Permitted::Indexing))?;
    Some(Demand { publisher, url, key })
}

/// The canonical address that a page must name, where it is not its own. `demands` are those of all works on it.
pub(super) fn canonical(case: &mut Case<'_>, text: &Text<'_>, demands: &[Demand<'_>]) -> Option<Duty> {
    let Some((first, others)) = demands.split_first() else { return free(case, text) };
    if let Some(other) = others.iter().find(|other| other.url != first.url) {
        both(case, first, other);
        return None;
    }
    let wish = case.front.canonical;
    if wish == Some(Canonical::Own)
        || wish == Some(Canonical::Original) && case.front.original_url.as_ref() != Some(first.url)
    {
        let message = format!("{} wants {} as the canonical address", first.publisher.name, first.url);
        let hints = [format!("remove `canonical:`, or {}", case.list_permission(Permitted::Indexing))];
        case.report(Code::RightsCanonical, "canonical", message, hints);
        return None;
    }
    if first.key != "publisher" || text.is_translated(case.lang) {
        let what = if first.key == "publisher" { "translation" } else { "page" };
        let message = format!(
            "{} wants its own address as the canonical one, so search engines will not list this {what}",
            first.publisher.name
        );
        let hints = [format!(
            "ask the publisher whether the {what} may be listed at its own address; if so, {}",
            case.list_permission(Permitted::Indexing)
        )];
        case.report(Code::RightsCanonicalElsewhere, first.key, message, hints);
    }
    Some(Duty::Canonical(first.url.clone()))
}

fn both(case: &mut Case<'_>, first: &Demand<'_>, other: &Demand<'_>) {
    let message = format!(
        "{} wants {} as the page's canonical address, and {} wants {}: a page has one",
        first.publisher.name, first.url, other.publisher.name, other.url
    );
    let hints = [
        "make two articles of it, or only quote one of the two works (`use: quoted`)".to_owned(),
        format!("or ask one of the two, and {}", case.list_permission(Permitted::Indexing)),
    ];
    case.report(Code::RightsCanonical, other.key, message, hints);
}

/// Where nobody demands anything: what the article itself wishes, or what is usual.
fn free(case: &mut Case<'_>, text: &Text<'_>) -> Option<Duty> {
    let original = case.front.original_url.clone().filter(|_| case.front.kind == Kind::Repost)?;
    let rule = text.publisher.filter(|p| p.is_sure_of("canonical")).map_or(CanonicalRule::Unknown, |p| p.canonical);
    let copied = !text.is_translated(case.lang);
    let refusal = match (case.front.canonical, rule) {
        (Some(Canonical::Original), CanonicalRule::Forbidden) => {
            "does not want its address as the canonical one of a copy"
        }
        // Where terms speak of it for those that use it, a page of its own uses it; a translation is no copy.
        (Some(Canonical::Own), CanonicalRule::IfUsed) if copied && !case.grants(&text.work, Permitted::Indexing) => {
            "wants its own address as the canonical one"
        }
        (Some(Canonical::Original), _) => return Some(Duty::Canonical(original)),
        (Some(Canonical::Own), _) | (None, CanonicalRule::Forbidden) => return None,
        (None, _) => return copied.then_some(Duty::Canonical(original)),
    };
    let message = format!("{} {refusal}", text.publisher.map_or("the publisher", |p| &p.name));
    let hints = ["remove `canonical:`, or ask the publisher and correct its profile".to_owned()];
    case.report(Code::RightsCanonical, "canonical", message, hints);
    None
}
