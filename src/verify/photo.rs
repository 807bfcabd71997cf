//! Pictures in cards: each stands in a shown `<figure>` with its credit.

use std::collections::BTreeSet;

use super::address::{Target, candidates, is_plain, resolve};
use super::shown::{Stand, stand, text};
use super::{Findings, Photo, Stylesheets};
use crate::base::squash;
use crate::diag::Code;
use crate::html::{Dom, Element, Id};

/// The known picture that an element of the template shows: once for each credit that it has in different articles.
pub(super) fn of<'p>(element: &Element, url: &str, photos: &'p [Photo<'p>]) -> Option<Vec<&'p Photo<'p>>> {
    if photos.is_empty() || element.attrs.is_empty() {
        return None;
    }
    let known = |address: &str| match resolve(url, address) {
        Target::Own(path) => {
            // An address that is plain is that of no other picture, however that is written.
            let resolved =
                |photo: &Photo<'_>| !is_plain(photo.src) && resolve(url, photo.src) == Target::Own(path.clone());
            let same = |photo: &&Photo<'_>| photo.src == path || resolved(photo);
            Some(photos.iter().filter(same).collect::<Vec<_>>()).filter(|found| !found.is_empty())
        }
        _ => None,
    };
    element.attrs.iter().find_map(|attr| match &*attr.name.local {
        "src" | "poster" | "data" => known(&attr.value),
        "srcset" => candidates(&attr.value).find_map(known),
        "href" if matches!(&**element.local(), "image" | "use") => known(&attr.value),
        _ => None,
    })
}

/// Checks that a picture has its credit beside it, where readers see it and no linked style sheet can hide it.
pub(super) fn check(
    dom: &Dom,
    id: Id,
    photos: &[&Photo<'_>],
    (css, linked): (&Stylesheets, &BTreeSet<usize>),
    found: &mut Findings<'_>,
) {
    let figure = dom.ancestors(id).find(|id| dom.element(*id).is_some_and(|element| &**element.local() == "figure"));
    let shown = figure.filter(|figure| {
        let mut around = dom.ancestors(*figure).chain([*figure]).filter_map(|id| dom.element(id));
        around.all(|element| stand(element) != Stand::Hidden)
    });
    let credited =
        |figure| photos.iter().find_map(|photo| Some((holder(dom, figure, &squash(photo.credit))?, photo.credit)));
    let Some((holder, credit)) = shown.and_then(credited) else {
        let Some(Photo { src, credit }) = photos.first() else { return };
        let hint = "print `{{ card.photo.credit }}` in the same `<figure>` as the picture";
        return found.push(
            Code::VerifyDuty,
            &format!("shows the picture `{src}` without its credit \"{credit}\""),
            hint,
        );
    };
    for hit in css.hiding(dom, linked, &[holder]).iter() {
        let diagnostic = css.diagnose(*hit, &format!("the credit \"{credit}\""), &found.on_page());
        found.add(diagnostic);
    }
}

/// The innermost element whose visible text holds a credit.
fn holder(dom: &Dom, root: Id, credit: &str) -> Option<Id> {
    let holds = |id: &Id| {
        let mut words = String::new();
        text(dom, *id, &mut words);
        squash(&words).contains(credit)
    };
    let mut at = Some(root).filter(holds)?;
    while let Some(inner) = dom.children(at).filter(|id| dom.element(*id).is_some()).find(holds) {
        at = inner;
    }
    Some(at)
}
