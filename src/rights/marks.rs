//! What a publisher wants on the page beside words: its logo, its counter, links, and what machines read.

use super::case::Case;
use super::permission::Permitted;
use super::publisher::{Logo, LogoLink, Pixel, PixelId, Wish};
use super::work::Origin;
use super::{Duty, Link};
use crate::base::{RelPath, Route, WebUrl};
use crate::config::Ground;
use crate::diag::Code;

/// Kinds of picture that a logo can be, the best first.
const LOGO_FILES: &[&str] = &["svg", "png", "webp", "jpg"];

/// The duties that a publisher brings with its works beside printed words.
pub(super) fn list(case: &mut Case<'_>, origin: Origin<'_, '_>) -> Vec<Duty> {
    let publisher = origin.publisher;
    let mut duties = Vec::new();
    duties.extend(publisher.logo.as_ref().and_then(|wanted| logo(case, origin, wanted)));
    duties.extend(newsletter(case, origin));
    duties.extend(kept_links(case, origin));
    let unlisted = publisher.noindex == Wish::Required && publisher.is_sure_of("noindex");
    if unlisted && !case.grants(origin.work, Permitted::Indexing) {
        duties.push(Duty::NoIndex);
    }
    if let Some(original) = origin.work.url.filter(|_| publisher.is_sure_of("head_meta")) {
        duties.extend(publisher.head_meta.iter().map(|meta| Duty::HeadMeta {
            name: meta.name.clone(),
            content: meta.content.replace("{original_url}", original.as_str()),
        }));
    }
    duties.extend(publisher.pixel.as_ref().and_then(|wanted| pixel(case, origin, wanted)));
    duties
}

fn logo(case: &mut Case<'_>, origin: Origin<'_, '_>, wanted: &Logo) -> Option<Duty> {
    let (publisher, work, id) = (origin.publisher, origin.work, origin.id);
    let usual = || LOGO_FILES.iter().map(|kind| format!("logos/{id}.{kind}"));
    let named = wanted.file.as_deref().map(|file| file.trim_start_matches('/').to_owned());
    let mut paths = named.map_or_else(|| usual().collect(), |file| vec![file]).into_iter();
    let is_there =
        |path: &String| RelPath::new(&format!("static/{path}")).is_ok_and(|path| case.context.files.contains(&path));
    let Some(path) = paths.find(is_there).filter(|_| wanted.need != Wish::Forbidden) else {
        if wanted.need == Wish::Required && publisher.is_sure_of("logo") {
            let message = format!("{} wants its logo shown, and the site has no file of it", publisher.name);
            let hints = [format!("ask the publisher for it and save it as `static/logos/{id}.svg` or `.png`")];
            case.report(Code::RightsSupplyMissing, work.place("publisher"), message, hints);
        }
        return None;
    };
    let url = match wanted.link_to {
        LogoLink::Home => publisher.home_url.clone().or_else(|| work.url.cloned()),
        LogoLink::Article => work.url.cloned(),
    };
    let src = case.context.config.href(&Route::new(&format!("/{path}"))).into_owned();
    Some(Duty::Logo { publisher: Link { text: publisher.name.clone(), url }, src })
}

fn newsletter(case: &mut Case<'_>, origin: Origin<'_, '_>) -> Option<Duty> {
    let (publisher, work) = (origin.publisher, origin.work);
    if publisher.links.newsletter != Wish::Required || !publisher.is_sure_of("links") {
        return None;
    }
    let Some(url) = publisher.newsletter_url.clone() else {
        let id = origin.id;
        let message =
            format!("{} wants a link to its newsletter, and its profile has no address of one", publisher.name);
        let hints = [format!("add `newsletter_url: https://…` to `content/publishers/{id}.yaml`")];
        case.report(Code::RightsSupplyMissing, work.place("publisher"), message, hints);
        return None;
    };
    Some(Duty::Newsletter(Link { text: publisher.name.clone(), url: Some(url) }))
}

fn kept_links(case: &mut Case<'_>, origin: Origin<'_, '_>) -> Option<Duty> {
    let (publisher, work) = (origin.publisher, origin.work);
    if publisher.keep_links != Wish::Required || !publisher.is_sure_of("keep_links") {
        return None;
    }
    match work.links {
        Some([]) => None,
        Some(links) => Some(Duty::KeptLinks(links.to_vec())),
        None if work.is_main() && case.is_filled("original_links") => None,
        None => {
            let message =
                format!("{} wants all links of its text kept, and nobody says which they are", publisher.name);
            let of_original = "`original_links: [https://…]` with the links of the original's text, or `original_links: []` if it has none";
            let of_part =
                "`links: [https://…]`, the links of what is used of that text, or `links: []` if it has none,";
            let hints = [work.write(of_original, of_part)];
            case.report(Code::RightsLinksUnknown, work.place("original_links"), message, hints);
            None
        }
    }
}

/// The counter, if the site has decided on what ground its readers' browsers load it.
fn pixel(case: &mut Case<'_>, origin: Origin<'_, '_>, wanted: &Pixel) -> Option<Duty> {
    let (publisher, id) = (origin.publisher, origin.id);
    if !publisher.is_sure_of("pixel") {
        return None;
    }
    match case.context.config.rights.pixels.get(id) {
        Some(decision) if decision.ground == Ground::Waived => return None,
        Some(_) => {}
        None => {
            let message = format!(
                "{} wants its counter on the page, which tells a third party of every reader, and the site has not decided on what ground",
                publisher.name
            );
            let hints = [format!(
                "decide it in `reprint.yaml`: `rights: {{pixels: {{{id}: {{ground: consent, by: …, on: …, reason: …}}}}}}`, with `consent`, `exempt`, or `waived` if the publisher does without"
            )];
            case.report(Code::RightsPixelUndecided, origin.work.place("publisher"), message, hints);
        }
    }
    let number = number(case, origin, wanted)?;
    let src = WebUrl::parse(&wanted.url.replace("{id}", &number))?;
    Some(Duty::Pixel { publisher: publisher.name.clone(), kind: wanted.kind, src })
}

/// The article's number at the counter. Where the original's address ends in a number too, both must agree.
fn number(case: &mut Case<'_>, origin: Origin<'_, '_>, wanted: &Pixel) -> Option<String> {
    let work = origin.work;
    if wanted.id == PixelId::None {
        return Some(String::new());
    }
    let in_address = work.url.and_then(last_number).map(str::to_owned);
    let own = work.pixel_id.map(str::to_owned);
    let own_number = "`pixel_id:` with the number in the counter's address";
    let (message, hint) = match (own, in_address) {
        (Some(own), Some(other)) if own != other => (
            format!("`pixel_id` is {own}, and the original's address ends in {other}"),
            "copy the number from the publisher's republication box".to_owned(),
        ),
        (Some(own), _) if own.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) => {
            return Some(own);
        }
        (Some(own), _) => (
            format!("`{own}` is no number of a counter"),
            "write the letters and digits that stand in the counter's address".to_owned(),
        ),
        (None, Some(number)) if wanted.id == PixelId::OriginalUrl => return Some(number),
        (None, _) => (
            format!("{} wants its counter on the page, and the article's number is missing", origin.publisher.name),
            format!("{}, as the publisher's republication box has it", work.write(own_number, own_number)),
        ),
    };
    case.report(Code::RightsPixelId, work.place("pixel_id"), message, [hint]);
    None
}

/// The number of at least four digits that ends an address's path.
fn last_number(url: &WebUrl) -> Option<&str> {
    let path = url.as_str().split(['?', '#']).next()?.trim_end_matches('/');
    let digits = path.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = path.split_at(path.len() - digits);
    (digits >= 4 && before.ends_with(['-', '/', '_'])).then_some(number)
}
