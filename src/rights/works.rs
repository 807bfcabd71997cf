//! Judges the other works a text is made from: earlier versions, and the sources of round-ups. Each is cleared on its own.

use super::canonical::{self, Demand};
use super::case::Case;
use super::licence::{Licence, Version};
use super::permission::Permitted;
use super::publisher::{Edits, ExtentRule, TranslationCondition};
use super::text::{Basis, Text, basis, givers, noncommercial, unnamed};
use super::translation::{self, gate};
use super::work::{self, Made, Origin, Work};
use super::{Duty, Link};
use super::{demands, duties, mandated, marks};
use crate::base::Lang;
use crate::diag::Code;
use crate::parse::{Method, SourceWork, Use, Via};

/// What the other works bring.
#[derive(Default)]
pub(super) struct Works<'a> {
    /// A row for each work, with what its publisher wants beside it.
    pub(super) duties: Vec<Duty>,
    /// The licence that the adapted text itself must be under.
    pub(super) own_licence: Option<Licence>,
    /// What their publishers want to be the page's canonical address.
    pub(super) canonical: Vec<Demand<'a>>,
    /// Whether a machine translated one of them, and nobody reviewed that.
    pub(super) by_machine: bool,
}

/// Clears `via` and `sources`, and finds the licence that `ShareAlike` demands.
pub(super) fn clear<'a>(case: &mut Case<'a>, text: &Text<'a>) -> Works<'a> {
    let (front, translated) = (case.front, text.is_translated(case.lang));
    let mut works = Works::default();
    let adapted = translated || text.work.made.edited;
    let mut adapted_from: Vec<(&'static str, Licence)> = Vec::new();
    adapted_from.extend(text.licence().filter(|_| adapted).map(|licence| ("license", licence.clone())));
    for version in &front.via {
        let work = Work::version(version, front, Made { translated, edited: text.work.made.edited });
        let basis = basis_of(case, &work);
        works.duties.push(version_row(case, version, &work, basis.as_ref()));
        owed(case, &work, basis.as_ref(), &mut works);
        adapted_from.extend(licence(basis).map(|licence| ("via", licence)));
    }
    for source in &front.sources {
        let work = Work::source(source, front);
        named(case, source, &work);
        // A quotation needs no licence and brings no terms: it owes source and author (Berne Convention, art. 10(1) and (3)).
        let basis = if source.usage == Use::Quoted { None } else { basis_of(case, &work) };
        works.duties.push(source_row(case, source, &work, basis.as_ref()));
        if source.usage == Use::Quoted {
            continue;
        }
        made_here(case, source, &work, &mut works);
        owed(case, &work, basis.as_ref(), &mut works);
        extent(case, &work, source.usage, basis.as_ref());
        let adapts = source.usage == Use::Translated;
        adapted_from.extend(licence(basis).filter(|_| adapts).map(|licence| ("sources", licence)));
    }
    works.own_licence = own_licence(case, &adapted_from).or_else(|| demanded(text, translated));
    works
}

/// The licence that the original's publisher wants its translations to be under.
fn demanded(text: &Text<'_>, translated: bool) -> Option<Licence> {
    text.publisher.filter(|_| translated).and_then(|p| p.translation_license.clone())
}

/// Where neither author nor publisher is named, nobody is credited.
fn named(case: &mut Case<'_>, source: &SourceWork, work: &Work<'_>) {
    if source.authors.is_empty() && source.publisher.is_none() {
        let message = format!("nobody is credited for the source \"{}\"", source.title);
        let hints =
            [format!("add `authors: [Jane Doe]` to {}; where it names nobody, `publisher:` with a name", work.entry())];
        case.report(Code::RightsAuthorsMissing, work.key, message, hints);
    }
}

/// From which language a source was translated here, by whom and how, where that is not as with the article.
fn made_here(case: &mut Case<'_>, source: &SourceWork, work: &Work<'_>, works: &mut Works<'_>) {
    if source.usage != Use::Translated {
        return;
    }
    let own = source.translation.as_ref();
    let from = translation::of_source(case, work, own);
    works.by_machine |= own.is_some_and(|t| t.method == Method::Machine);
    if let (Some(translation), Some(from)) = (own, from) {
        works.duties.push(duties::translation(translation, from, case.lang.clone()).of(&work.link(None)));
    }
}

/// What the publisher of a work that is more than quoted demands, and wants on the page.
fn owed<'a>(case: &mut Case<'a>, work: &Work<'a>, basis: Option<&Basis>, works: &mut Works<'a>) {
    unnamed(case, work);
    misspelt(case, work);
    demands::of_part(case, work);
    let publisher = work::profile(case.context.publishers, work);
    let called = work.link(publisher.map(|(_, p)| p.name.as_str()));
    let mut duties: Vec<Duty> = Vec::new();
    duties.extend(work.notice.map(|notice| Duty::OriginalNotice { text: notice.to_owned(), lang: None }));
    if let Some((id, publisher)) = publisher {
        let licence = match basis {
            Some(Basis::Licence(licence)) => Some(licence),
            _ => None,
        };
        let origin = Origin { work, id, publisher, licence };
        let unofficial = publisher.translation_conditions.contains(&TranslationCondition::MarkUnofficial);
        duties.extend((work.made.translated && unofficial).then_some(Duty::Unofficial));
        duties.extend(mandated::texts(case, origin));
        duties.extend(marks::list(case, origin));
        works.canonical.extend(canonical::demand(case, origin));
    }
    for duty in duties.into_iter().map(|duty| duty.of(&called)) {
        // Two works of one publisher owe its newsletter once.
        if !works.duties.contains(&duty) {
            works.duties.push(duty);
        }
    }
}

/// An id that no profile has, and that is nearly one's: a name is written as it is printed.
fn misspelt(case: &mut Case<'_>, work: &Work<'_>) {
    let Some(typed) = work.publisher.filter(|_| case.profile(work).is_none()) else { return };
    let is_id = typed.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let Some(near) = case.context.publishers.did_you_mean(typed).filter(|_| is_id) else { return };
    let hints = [
        format!("did you mean `publisher: {near}`?"),
        "if it is another publisher, write its name as it is printed, with its capitals".to_owned(),
    ];
    let message = format!("there is no publisher profile `{typed}`");
    case.report(Code::RightsPublisherUnknown, work.key, message, hints);
}

fn version_row(case: &Case<'_>, version: &Via, work: &Work<'_>, basis: Option<&Basis>) -> Duty {
    let publisher = publisher(case, work);
    Duty::Via {
        version: work.link(publisher.as_ref().map(|link| link.text.as_str())),
        authors: version.authors.clone(),
        publisher: publisher.filter(|_| version.title.is_some()),
        basis: basis.and_then(|basis| duties::basis(case, basis, case.profile(work))).map(Box::new),
        translated_by: version.translated_by.clone(),
    }
}

fn source_row(case: &Case<'_>, source: &SourceWork, work: &Work<'_>, basis: Option<&Basis>) -> Duty {
    Duty::SourceWork {
        work: work.link(None),
        authors: source.authors.clone(),
        // How a publisher wants its authors named, its terms say, and a quotation stands on none.
        form: case.profile(work).filter(|_| source.usage != Use::Quoted).and_then(duties::byline_form),
        publisher: publisher(case, work),
        basis: basis.and_then(|basis| duties::basis(case, basis, case.profile(work))).map(Box::new),
        usage: source.usage,
    }
}

/// A licence's name with the page that explains it in a language; `None` where only words of that language can say it.
pub(super) fn link(licence: &Licence, lang: &Lang) -> Option<Link> {
    licence.deed(lang).map(|url| Link { text: licence.name(), url: Some(url) })
}

fn basis_of(case: &mut Case<'_>, work: &Work<'_>) -> Option<Basis> {
    let basis = basis(case, work)?;
    if work.made.translated {
        gate(case, work, &basis);
    }
    noncommercial(case, work, &basis);
    Some(basis)
}

fn licence(basis: Option<Basis>) -> Option<Licence> {
    match basis? {
        Basis::Licence(licence) => Some(licence),
        Basis::Permission => None,
    }
}

/// Whether a publisher that gives only whole articles is used in extracts, or one that gives only extracts is used whole.
fn extent(case: &mut Case<'_>, work: &Work<'_>, usage: Use, basis: Option<&Basis>) {
    let Some(publisher) = case.profile(work) else { return };
    let rule = publisher.extent.as_ref().map(|extent| extent.rule);
    // Terms that allow no cuts allow no extract; a Creative Commons licence always does.
    let uncut = publisher.edits == Edits::None && basis == Some(&Basis::Licence(Licence::PublisherTerms));
    let (given, found, needed) = match (rule.or(uncut.then_some(ExtentRule::Full)), usage) {
        (Some(ExtentRule::Full), Use::Extract) => ("only whole", "in an extract", Permitted::Edit),
        (Some(ExtentRule::Extract), Use::Translated) => ("only in extracts", "whole", Permitted::FullText),
        _ => return,
    };
    if case.permits(&givers(case, work), work.url, needed) {
        return;
    }
    let message = format!("{} gives its articles {given}, and this one is used {found}", publisher.name);
    let hints = [format!("quote it (`use: quoted`), or {}", case.list_permission(needed))];
    case.report(Code::RightsExtent, work.key, message, hints);
}

/// A work's publisher as it is printed: `publisher` names a profile or is itself the name.
fn publisher(case: &Case<'_>, work: &Work<'_>) -> Option<Link> {
    let named = || Some(Link { text: work.publisher?.to_owned(), url: None });
    case.profile(work).map(duties::linked).or_else(named)
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
