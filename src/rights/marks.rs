//! What a publisher wants on the page beside words: its logo, its counter, links, and what machines read.

use super::case::Case;
use super::publisher::{CanonicalRule, Logo, LogoLink, Pixel, PixelId, Publisher, Wish};
use super::text::Text;
use super::{Duty, Link};
use crate::base::{RelPath, Route, WebUrl};
use crate::config::Ground;
use crate::diag::Code;
use crate::parse::Canonical;

/// Kinds of picture that a logo can be, the best first.
const LOGO_FILES: &[&str] = &["svg", "png", "webp", "jpg"];

/// The duties that a publisher brings with its articles beside printed words.
pub(super) fn list(case: &mut Case<'_>, publisher: &Publisher) -> Vec<Duty> {
    let mut duties = Vec::new();
    duties.extend(publisher.logo.as_ref().and_then(|wanted| logo(case, publisher, wanted)));
    duties.extend(newsletter(case, publisher));
    duties.extend(kept_links(case, publisher));
    if publisher.noindex == Wish::Required && publisher.is_sure_of("noindex") {
        duties.push(Duty::NoIndex);
    }
    if let Some(original) = case.front.original_url.as_ref().filter(|_| publisher.is_sure_of("head_meta")) {
        duties.extend(publisher.head_meta.iter().map(|meta| Duty::HeadMeta {
            name: meta.name.clone(),
            content: meta.content.replace("{original_url}", original.as_str()),
        }));
    }
    duties.extend(publisher.pixel.as_ref().and_then(|wanted| pixel(case, publisher, wanted)));
    duties
}

/// Where a page that shows an article is to be found by search engines, if not at its own address. A copy in the same language is
/// the original's; a true translation is a text of its own (Google, "Canonicalization"), unless the terms say otherwise.
pub(super) fn canonical(case: &mut Case<'_>, text: &Text<'_>) -> Option<Duty> {
    let original = case.front.original_url.clone()?;
    let rule = text.publisher.filter(|p| p.is_sure_of("canonical")).map_or(CanonicalRule::Unknown, |p| p.canonical);
    let translated = text.is_translated(case.lang);
    if against(rule, translated, case.front.canonical) {
        let name = text.publisher.map_or("the publisher", |p| &p.name);
        let message = match rule {
            CanonicalRule::Forbidden => format!("{name} does not want its address as the canonical one of a copy"),
            _ => format!("{name} wants its own address as the canonical one"),
        };
        let hints = ["remove `canonical:`, or ask the publisher and correct its profile".to_owned()];
        case.report(Code::RightsCanonical, "canonical", message, hints);
        return None;
    }
    match (rule, case.front.canonical) {
        (CanonicalRule::Required, _) if translated => {
            let message = format!(
                "{} wants its own address as the canonical one, so search engines will not list this translation",
                text.publisher.map_or("the publisher", |p| &p.name)
            );
            let hints = ["ask the publisher whether a translation may be listed at its own address".to_owned()];
            case.report(Code::RightsCanonicalElsewhere, "publisher", message, hints);
            Some(Duty::Canonical(original))
        }
        (_, Some(Canonical::Original)) | (CanonicalRule::Required, _) => Some(Duty::Canonical(original)),
        (CanonicalRule::Forbidden, _) | (_, Some(Canonical::Own)) => None,
        (CanonicalRule::IfUsed | CanonicalRule::None | CanonicalRule::Unknown, None) => {
            (!translated).then_some(Duty::Canonical(original))
        }
    }
}

/// Whether an article's own wish is against the terms.
fn against(rule: CanonicalRule, translated: bool, wish: Option<Canonical>) -> bool {
    match wish {
        None => false,
        Some(Canonical::Original) => rule == CanonicalRule::Forbidden,
        // Where terms speak of it for those that use it, a page of its own uses it; a translation is no copy.
        Some(Canonical::Own) => rule == CanonicalRule::Required || rule == CanonicalRule::IfUsed && !translated,
    }
}

fn logo(case: &mut Case<'_>, publisher: &Publisher, wanted: &Logo) -> Option<Duty> {
    let id = case.front.publisher.as_deref().unwrap_or_default();
    let usual = || LOGO_FILES.iter().map(|kind| format!("logos/{id}.{kind}"));
    let named = wanted.file.as_deref().map(|file| file.trim_start_matches('/').to_owned());
    let mut paths = named.map_or_else(|| usual().collect(), |file| vec![file]).into_iter();
    let is_there = |path: &String| {
        RelPath::new(&format!("static/{path}")).is_ok_and(|path| case.context.files.contains_key(&path))
    };
    let Some(path) = paths.find(is_there).filter(|_| wanted.need != Wish::Forbidden) else {
        if wanted.need == Wish::Required && publisher.is_sure_of("logo") {
            let message = format!("{} wants its logo shown, and the site has no file of it", publisher.name);
            let hints = [format!("ask the publisher for it and save it as `static/logos/{id}.svg` or `.png`")];
            case.report(Code::RightsSupplyMissing, "publisher", message, hints);
        }
        return None;
    };
    let url = match wanted.link_to {
        LogoLink::Home => publisher.home_url.clone().or_else(|| case.front.original_url.clone()),
        LogoLink::Article => case.front.original_url.clone(),
    };
    let src = case.context.config.href(&Route::new(&format!("/{path}")));
    Some(Duty::Logo { publisher: Link { text: publisher.name.clone(), url }, src })
}

fn newsletter(case: &mut Case<'_>, publisher: &Publisher) -> Option<Duty> {
    if publisher.links.newsletter != Wish::Required || !publisher.is_sure_of("links") {
        return None;
    }
    let Some(url) = publisher.newsletter_url.clone() else {
        let id = case.front.publisher.as_deref().unwrap_or_default();
        let message =
            format!("{} wants a link to its newsletter, and its profile has no address of one", publisher.name);
        let hints = [format!("add `newsletter_url: https://…` to `content/publishers/{id}.yaml`")];
        case.report(Code::RightsSupplyMissing, "publisher", message, hints);
        return None;
    };
    Some(Duty::Newsletter(Link { text: publisher.name.clone(), url: Some(url) }))
}

fn kept_links(case: &mut Case<'_>, publisher: &Publisher) -> Option<Duty> {
    if publisher.keep_links != Wish::Required || !publisher.is_sure_of("keep_links") {
        return None;
    }
    let front = case.front;
    match &front.original_links {
        Some(links) if links.is_empty() => None,
        Some(links) => Some(Duty::KeptLinks(links.clone())),
        None if case.is_filled("original_links") => None,
        None => {
            let message =
                format!("{} wants all links of its text kept, and nobody says which they are", publisher.name);
            let hints = ["write `original_links: [https://…]` with the links of the original's text, or `original_links: []` if it has none".to_owned()];
            case.report(Code::RightsLinksUnknown, "original_links", message, hints);
            None
        }
    }
}

/// The counter, if the site has decided on what ground its readers' browsers load it.
fn pixel(case: &mut Case<'_>, publisher: &Publisher, wanted: &Pixel) -> Option<Duty> {
    if !publisher.is_sure_of("pixel") {
        return None;
    }
    let id = case.front.publisher.as_deref().unwrap_or_default();
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
            case.report(Code::RightsPixelUndecided, "publisher", message, hints);
        }
    }
    let number = number(case, publisher, wanted)?;
    let src = WebUrl::parse(&wanted.url.replace("{id}", &number))?;
    Some(Duty::Pixel { publisher: publisher.name.clone(), kind: wanted.kind, src })
}

/// The article's number at the counter. Where the original's address ends in a number too, both must agree.
fn number(case: &mut Case<'_>, publisher: &Publisher, wanted: &Pixel) -> Option<String> {
    if wanted.id == PixelId::None {
        return Some(String::new());
    }
    let in_address = case.front.original_url.as_ref().and_then(last_number).map(str::to_owned);
    let own = case.front.pixel_id.clone();
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
            format!("{} wants its counter on the page, and the article's number is missing", publisher.name),
            "write `pixel_id:` with the number in the counter's address, as the publisher's republication box has it"
                .to_owned(),
        ),
    };
    case.report(Code::RightsPixelId, "pixel_id", message, [hint]);
    None
}

/// The number of at least four digits that ends an address's path.
fn last_number(url: &WebUrl) -> Option<&str> {
    let path = url.as_str().split(['?', '#']).next()?.trim_end_matches('/');
    let digits = path.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (before, number) = path.split_at(path.len() - digits);
    (digits >= 4 && before.ends_with(['-', '/', '_'])).then_some(number)
}
