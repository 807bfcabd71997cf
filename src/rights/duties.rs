//! Turns a judged article into the list of its duties, in the order they are shown.

use super::case::Case;
use super::licence::Licence;
use super::mandated;
use super::marks;
use super::publisher::{Publisher, TranslationCondition, Wish};
use super::text::{Basis, Text};
use super::works::{Works, link};
use super::{Duty, Link, Photo};
use crate::clean;
use crate::parse::{Genre, Kind, Method};

pub(super) fn list(case: &mut Case<'_>, text: &Text<'_>, works: Works, photo: Option<&Photo>) -> Vec<Duty> {
    let mut duties = Vec::with_capacity(10);
    strip(case, text, &mut duties);
    if case.front.kind == Kind::Repost {
        original(case, text, &mut duties);
    }
    made(case, text, works, &mut duties);
    if let (Some(publisher), Kind::Repost) = (text.publisher, case.front.kind) {
        duties.extend(mandated::texts(case, text, publisher));
        duties.extend(marks::list(case, publisher));
    }
    if case.front.kind == Kind::Repost {
        duties.extend(marks::canonical(case, text));
    }
    if let Some(photo) = photo {
        duties.push(Duty::PhotoCredit(photo.credit.clone()));
        duties.extend(photo.licence.clone().map(Duty::PhotoLicence));
    }
    duties
}

fn strip(case: &Case<'_>, text: &Text<'_>, duties: &mut Vec<Duty>) {
    let front = case.front;
    match front.genre {
        Genre::Opinion => duties.push(Duty::Opinion),
        Genre::Sponsored => duties.push(Duty::Sponsored),
        Genre::News => {}
    }
    if front.translation.as_ref().is_some_and(|t| t.method == Method::Machine) {
        duties.push(Duty::AiLabel);
    }
    let conditions = text.publisher.map_or(&[][..], |p| &p.translation_conditions);
    if text.is_translated(case.lang) && conditions.contains(&TranslationCondition::MarkUnofficial) {
        duties.push(Duty::Unofficial);
    }
    if !front.authors.is_empty() {
        let form = text.publisher.filter(|_| front.kind == Kind::Repost);
        let form = form.and_then(|p| p.byline.as_ref().map(|form| form.replace("{publisher}", &p.name)));
        duties.push(Duty::Byline { authors: front.authors.clone(), form });
    }
    if let (Some(original), Kind::Repost | Kind::Link) = (&front.original_url, front.kind) {
        duties.push(Duty::Source { publisher: text.publisher.map(linked), original: original.clone() });
    }
}

/// The publisher's name, with its front page unless it wants the original alone linked.
fn linked(publisher: &Publisher) -> Link {
    let url = publisher.home_url.clone().filter(|_| publisher.links.home != Wish::Forbidden);
    Link { text: publisher.name.clone(), url }
}

/// The original and on what it is published: CC 4.0, section 3(a)(1)(A) and (C).
fn original(case: &Case<'_>, text: &Text<'_>, duties: &mut Vec<Duty>) {
    let front = case.front;
    let translated = text.is_translated(case.lang);
    if let Some(url) = &front.original_url {
        duties.push(Duty::Work {
            title: front.original_title.clone().or_else(|| (!translated).then(|| front.title.clone())),
            lang: Some(text.original_lang.clone()),
            url: url.clone(),
            authors: front.authors.clone(),
            publisher: text.publisher.map(linked),
            date: front.original_date,
        });
    }
    match &text.basis {
        Some(Basis::Licence(Licence::PublicDomain)) => duties.push(Duty::PublicDomain),
        Some(Basis::Licence(Licence::PublisherTerms)) => duties.extend(text.publisher.map(terms)),
        Some(Basis::Licence(licence)) => duties.extend(
            link(licence, case.lang)
                .map(|link| Duty::Licence { licence: link, disclaimer: licence.disclaims_warranties() }),
        ),
        Some(Basis::Permission) | None => {}
    }
    let lang = (!translated).then(|| case.lang.clone());
    let notices = front.original_notice.iter().chain(&text.kept_notices);
    duties.extend(notices.map(|notice| Duty::OriginalNotice { text: notice.clone(), lang: lang.clone() }));
    duties.extend(
        case.called
            .iter()
            .map(|permission| Duty::Permission { given_by: permission.given_by.clone(), date: permission.from }),
    );
}

fn terms(publisher: &Publisher) -> Duty {
    let url = publisher.terms.as_ref().and_then(|t| t.url.as_ref()).or(publisher.home_url.as_ref());
    Duty::Terms { publisher: Link { text: publisher.name.clone(), url: url.cloned() } }
}

/// What was made of the original: section 3(a)(1)(B), section 3(b), and the other works in it.
fn made(case: &Case<'_>, text: &Text<'_>, works: Works, duties: &mut Vec<Duty>) {
    let front = case.front;
    if let Some(t) = &front.translation {
        duties.push(Duty::Translation {
            from: text.original_lang.clone(),
            to: case.lang.clone(),
            by: t.by.clone(),
            method: t.method,
            tool: t.tool.clone(),
            reviewed_by: t.reviewed_by.clone(),
            reviewed_on: t.reviewed_on,
        });
    }
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
