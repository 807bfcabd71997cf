//! Judges the other works a text is made from: earlier versions, and the sources of round-ups. Each is cleared on its own.

use super::case::Case;
use super::demands;
use super::licence::{Licence, Version};
use super::permission::Permitted;
use super::publisher::ExtentRule;
use super::text::{Basis, Text, Work, basis, givers, noncommercial};
use super::translation::gate;
use super::{Duty, Link};
use crate::base::Lang;
use crate::diag::Code;
use crate::parse::Use;

/// What the other works bring.
#[derive(Default)]
pub(super) struct Works {
    /// A duty for each work.
    pub(super) duties: Vec<Duty>,
    /// The licence that the adapted text itself must be under.
    pub(super) own_licence: Option<Licence>,
}

/// Clears `via` and `sources`, and finds the licence that `ShareAlike` demands.
pub(super) fn clear(case: &mut Case<'_>, text: &Text<'_>) -> Works {
    let translated = text.is_translated(case.lang);
    let adapted = translated || case.front.changes.is_some() || text.has_cuts;
    let mut works = Works::default();
    let mut adapted_from: Vec<(&'static str, Licence)> = Vec::new();
    if let Some(licence) = text.licence().filter(|_| adapted) {
        adapted_from.push(("license", licence.clone()));
    }
    for version in &case.front.via {
        let (publisher, license) = (version.publisher.as_deref(), version.license.as_deref());
        let work = Work { key: "via", url: Some(&version.url), publisher, license, authors: &[] };
        let found = basis_of(case, &work, translated);
        demands::of_part(case, &work, version.date);
        works.duties.push(Duty::Via {
            version: Link {
                text: name(case, publisher).unwrap_or_else(|| version.url.host().to_owned()),
                url: Some(version.url.clone()),
            },
            licence: found.as_ref().and_then(|l| link(l, case.lang)),
            translated_by: version.translated_by.clone(),
        });
        adapted_from.extend(found.map(|licence| ("via", licence)));
    }
    for source in &case.front.sources {
        let (publisher, license) = (source.publisher.as_deref(), source.license.as_deref());
        let work = Work { key: "sources", url: Some(&source.url), publisher, license, authors: &source.authors };
        // A quotation needs no licence.
        let found =
            if source.usage == Use::Quoted { None } else { basis_of(case, &work, source.usage == Use::Translated) };
        works.duties.push(Duty::SourceWork {
            work: Link { text: source.title.clone(), url: Some(source.url.clone()) },
            authors: source.authors.clone(),
            publisher: name(case, publisher),
            licence: found.as_ref().and_then(|l| link(l, case.lang)),
            usage: source.usage,
        });
        if source.usage != Use::Quoted {
            demands::of_part(case, &work, source.date);
            extent(case, &work, source.usage);
        }
        if source.usage == Use::Translated {
            adapted_from.extend(found.map(|licence| ("sources", licence)));
        }
    }
    let demanded = || text.publisher.filter(|_| translated).and_then(|p| p.translation_license.clone());
    works.own_licence = own_licence(case, &adapted_from).or_else(demanded);
    works
}

/// A licence's name with the page that explains it in a language; `None` where only words of that language can say it.
pub(super) fn link(licence: &Licence, lang: &Lang) -> Option<Link> {
    licence.deed(lang).map(|url| Link { text: licence.name(), url: Some(url) })
}

fn basis_of(case: &mut Case<'_>, work: &Work<'_>, translated: bool) -> Option<Licence> {
    let basis = basis(case, work)?;
    if translated {
        gate(case, work, &basis);
    }
    noncommercial(case, work, &basis);
    match basis {
        Basis::Licence(licence) => Some(licence),
        Basis::Permission => None,
    }
}

/// Whether a publisher that gives only whole articles is used in extracts, or one that gives only extracts is used whole.
fn extent(case: &mut Case<'_>, work: &Work<'_>, usage: Use) {
    let Some(publisher) = work.publisher.and_then(|id| case.context.publishers.get(id)) else { return };
    let (given, found, needed) = match (publisher.extent.as_ref().map(|extent| extent.rule), usage) {
        (Some(ExtentRule::Full), Use::Extract) => ("only whole", "in an extract", Permitted::Edit),
        (Some(ExtentRule::Extract), Use::Translated) => ("only in extracts", "whole", Permitted::Republish),
        _ => return,
    };
    if case.permits(&givers(case, work), work.url, needed) {
        return;
    }
    let message = format!("{} gives its articles {given}, and this one is used {found}", publisher.name);
    let hints = [format!(
        "quote it (`use: quoted`), or list a permission with the use `{}`{}",
        needed.as_str(),
        case.listed_in_vain()
    )];
    case.report(Code::RightsExtent, work.key, message, hints);
}

/// `publisher` names a profile or is itself the name.
fn name(case: &Case<'_>, publisher: Option<&str>) -> Option<String> {
    let typed = publisher?;
    Some(case.context.publishers.get(typed).map_or_else(|| typed.to_owned(), |p| p.name.clone()))
}

/// The licence that all the works accept an adaptation under (CC 4.0, section 3(b)): one of theirs, or its newest version.
fn own_licence(case: &mut Case<'_>, works: &[(&'static str, Licence)]) -> Option<Licence> {
    let demanding: Vec<&Licence> = works.iter().map(|(_, licence)| licence).filter(|l| l.is_share_alike()).collect();
    let first = *demanding.first()?;
    let newest = demanding.iter().filter_map(|licence| match licence {
        Licence::Cc { elements, .. } => {
            Some(Licence::Cc { elements: *elements, version: Version::V4_0, jurisdiction: None })
        }
        _ => None,
    });
    let accepted = |candidate: &Licence| {
        works.iter().all(|(_, licence)| {
            // What the gate has let through without a licence for adaptations stands on a permission.
            licence.allows_derivatives() != Some(true) || licence.accepts_adaptation_under(candidate)
        })
    };
    let found = demanding.iter().map(|l| (*l).clone()).chain(newest).find(accepted);
    if found.is_none() {
        let key = works
            .iter()
            .find(|(_, licence)| !licence.accepts_adaptation_under(first))
            .map_or("license", |(key, _)| key);
        let names: Vec<String> = works.iter().map(|(_, licence)| licence.to_string()).collect();
        let message = format!("texts under {} cannot be made into one", names.join(" and "));
        let hints = [format!(
            "the result would have to be under {first}, and one of the others does not accept that; quote it (`use: quoted`), or leave it out"
        )];
        case.report(Code::RightsShareAlike, key, message, hints);
    }
    found
}
