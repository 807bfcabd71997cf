//! Turns a judged article into the list of its duties, in the order they are shown.

use super::canonical;
use super::case::Case;
use super::licence::Licence;
use super::mandated;
use super::marks;
use super::publisher::{Publisher, TranslationCondition, Wish};
use super::text::{Basis, Text};
use super::works::{Works, link};
use super::{Duty, Link, Photo};
use crate::base::Lang;
use crate::clean;
use crate::parse::{Genre, Kind, Method, Translation};

pub(super) fn list(case: &mut Case<'_>, text: &Text<'_>, works: Works<'_>, photo: Option<&Photo>) -> Vec<Duty> {
    let mut duties = Vec::with_capacity(8);
    let mut demands = works.canonical.clone();
    strip(case, text, &works, &mut duties);
    if case.front.kind == Kind::Repost {
        original(case, text, &mut duties);
    }
    duties.extend(called(case));
    made(case, text, works, &mut duties);
    if let (Some(origin), Kind::Repost) = (text.origin(), case.front.kind) {
        let own = mandated::texts(case, origin).into_iter().chain(marks::list(case, origin));
        for duty in own {
            // What a source's publisher wants as well is done once.
            if !duties.contains(&duty) {
                duties.push(duty);
            }
        }
        demands.splice(0..0, canonical::demand(case, origin));
    }
    duties.extend(canonical::canonical(case, text, &demands));
    if let Some(photo) = photo {
        duties.push(Duty::PhotoCredit(photo.credit.clone()));
        duties.extend(photo.licence.clone().map(Duty::PhotoLicence));
    }
    duties
}

fn strip(case: &Case<'_>, text: &Text<'_>, works: &Works<'_>, duties: &mut Vec<Duty>) {
    let front = case.front;
    match front.genre {
        Genre::Opinion => duties.push(Duty::Opinion),
        Genre::Sponsored => duties.push(Duty::Sponsored),
        Genre::News => {}
    }
    if works.by_machine || front.translation.as_ref().is_some_and(|t| t.method == Method::Machine) {
        duties.push(Duty::AiLabel);
    }
    let conditions = text.publisher.map_or(&[][..], |p| &p.translation_conditions);
    if text.is_translated(case.lang) && conditions.contains(&TranslationCondition::MarkUnofficial) {
        duties.push(Duty::Unofficial);
    }
    if !front.authors.is_empty() {
        let form = text.publisher.filter(|_| front.kind == Kind::Repost);
        duties.push(Duty::Byline { authors: front.authors.clone(), form: form.and_then(byline_form) });
    }
    if let (Some(original), Kind::Repost | Kind::Link) = (&front.original_url, front.kind) {
        duties.push(Duty::Source { publisher: text.publisher.map(linked), original: original.clone() });
    }
}

/// How a publisher wants its byline.
pub(super) fn byline_form(publisher: &Publisher) -> Option<String> {
    publisher.byline.as_ref().map(|form| form.replace("{publisher}", &publisher.name))
}

/// The publisher's name, with its front page unless it wants the original alone linked.
pub(super) fn linked(publisher: &Publisher) -> Link {
    let url = publisher.home_url.clone().filter(|_| publisher.links.home != Wish::Forbidden);
    Link { text: publisher.name.clone(), url }
}

/// The original and on what it is published: CC 4.0, section 3(a)(1)(A) and (C).
fn original(case: &Case<'_>, text: &Text<'_>, duties: &mut Vec<Duty>) {
    let front = case.front;
    let translated = text.is_translated(case.lang);
    if let Some(url) = &front.original_url {
        duties.push(Duty::Work {
            title: text.work.title.map(str::to_owned),
            lang: Some(text.original_lang.clone()),
            url: url.clone(),
            authors: front.authors.clone(),
            publisher: text.publisher.map(linked),
            date: front.original_date,
        });
    }
    duties.extend(text.basis.as_ref().and_then(|found| basis(case, found, text.publisher)));
    let lang = (!translated).then(|| case.lang.clone());
    let notices = front.original_notice.iter().chain(&text.kept_notices);
    duties.extend(notices.map(|notice| Duty::OriginalNotice { text: notice.clone(), lang: lang.clone() }));
}

/// The permissions without which the page would not be there.
fn called(case: &Case<'_>) -> impl Iterator<Item = Duty> {
    case.called
        .iter()
        .map(|permission| Duty::Permission { given_by: permission.given_by.clone(), date: permission.from })
}

/// On what a work is published; nothing where that is a permission, which is said once for the page.
pub(super) fn basis(case: &Case<'_>, basis: &Basis, publisher: Option<&Publisher>) -> Option<Duty> {
    match basis {
        Basis::Licence(Licence::PublicDomain) => Some(Duty::PublicDomain),
        Basis::Licence(Licence::PublisherTerms) => publisher.map(terms),
        Basis::Licence(licence) => link(licence, case.lang)
            .map(|link| Duty::Licence { licence: link, disclaimer: licence.disclaims_warranties() }),
        Basis::Permission => None,
    }
}

fn terms(publisher: &Publisher) -> Duty {
    let url = publisher.terms.as_ref().and_then(|t| t.url.as_ref()).or(publisher.home_url.as_ref());
    Duty::Terms { publisher: Link { text: publisher.name.clone(), url: url.cloned() } }
}

/// From which language into which, by whom and how.
pub(super) fn translation(made: &Translation, from: Lang, to: Lang) -> Duty {
    Duty::Translation {
        from,
        to,
        by: made.by.clone(),
        method: made.method,
        tool: made.tool.clone(),
        reviewed_by: made.reviewed_by.clone(),
        reviewed_on: made.reviewed_on,
    }
}

/// What was made of the original: section 3(a)(1)(B), section 3(b), and the other works in it.
fn made(case: &Case<'_>, text: &Text<'_>, works: Works<'_>, duties: &mut Vec<Duty>) {
    let front = case.front;
    let translated = front.translation.as_ref();
    duties.extend(translated.map(|made| translation(made, text.original_lang.clone(), case.lang.clone())));
    if front.kind == Kind::Repost && (front.changes.is_some() || text.has_cuts) {
        let mut cuts: Vec<clean::Kind> =
            if text.has_cuts { case.cuts.iter().map(|cut| cut.kind).collect() } else { Vec::new() };
        cuts.sort_unstable();
        cuts.dedup();
        cuts.retain(|kind| *kind != clean::Kind::Separator);
        duties.push(Duty::Changes { text: front.changes.clone(), cuts });
    }
    if let Some(licence) = works.own_licence {
        duties.push(Duty::OwnLicence(Link { text: licence.name(), url: licence.url() }));
    }
    duties.extend(works.duties);
}
