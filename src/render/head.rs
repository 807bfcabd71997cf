//! The part of a page's head that machines read: canonical address, alternates, feed, description, structured data. Code, not
//! template, since a mistake here would be a false statement about rights.

use std::fmt::Write as _;

use super::attribution::{Tag, head_meta, no_index};
use super::context::Theme;
use super::jsonld;
use crate::base::{Lang, Route, escape_html};
use crate::config::Config;
use crate::plan::{ArticleView, PageSpec, Position, View, prefix};
use crate::rights::publisher::PixelKind;
use crate::rights::{Duty, Story};

/// What belongs in a page's head.
#[derive(Clone, Debug)]
pub struct Head {
    /// The HTML.
    pub html: String,
    /// The page's one canonical address; none on a page that search engines must not list.
    pub canonical: Option<String>,
}

/// Renders the head part of the page at an address, and of the article on it.
pub(super) fn head(theme: &Theme<'_>, url: &str, (spec, story): (&PageSpec, Option<&Story>)) -> Head {
    let config = theme.config;
    let mut out = String::with_capacity(4 << 10);
    let duties = match &spec.view {
        View::Article(_) => story.map(Story::duties).unwrap_or_default(),
        _ => &[],
    };
    security_policy(&mut out, duties);
    let canonical = canonical(url, spec, duties);
    if let Some(url) = canonical {
        line(&mut out, &["<link rel=\"canonical\" href=\"", &escape_html(url), "\">\n"]);
    }
    match &spec.view {
        View::Article(view) => article(&mut out, theme, url, (view, duties)),
        View::List(list) => {
            for (lang, to) in &list.alternates {
                alternate(&mut out, lang.as_str(), &config.absolute(to));
            }
            if !list.alternates.is_empty() {
                alternate(&mut out, "x-default", &config.absolute(&Route::new("/")));
            }
            if let (Position::Home, Some(text)) = (list.kind, &config.description) {
                meta(&mut out, "description", text);
            }
        }
        View::Tags { .. } | View::Imprint { .. } => {}
        _ => meta(&mut out, "robots", "noindex"),
    }
    out.push_str(&theme.tongue(&spec.lang).feed);
    jsonld::script(&mut out, theme, url, (spec, story));
    let canonical = canonical.map(str::to_owned);
    Head { html: out, canonical }
}

/// The element that names a language's feed.
pub(super) fn feed(config: &Config, lang: &Lang) -> String {
    let route = Route::new(&format!("{}/feed.xml", prefix(config, lang)));
    let href = config.href(&route);
    let title = escape_html(&config.title);
    format!("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{title}\" href=\"{href}\">\n")
}

/// The address that search engines should list: the page's own, or the original's where the terms or an unchanged copy ask
/// for that.
fn canonical<'a>(url: &'a str, spec: &PageSpec, duties: &'a [Duty]) -> Option<&'a str> {
    let elsewhere = |duty: &'a Duty| match duty {
        Duty::Canonical(url) => Some(url.as_str()),
        _ => None,
    };
    match &spec.view {
        View::Article(_) => Some(duties.iter().find_map(elsewhere).unwrap_or(url)),
        View::List(_) | View::Tags { .. } | View::Imprint { .. } => Some(url),
        _ => None,
    }
}

/// Nothing is loaded from elsewhere and no inline script runs, whatever slipped into a text. A publisher's counter joins the
/// policy of the pages that owe it.
fn security_policy(out: &mut String, duties: &[Duty]) {
    let (mut img, mut script) = (String::new(), String::new());
    for duty in duties {
        let Duty::Pixel { kind, src, .. } = duty else { continue };
        let (list, origin) = (if *kind == PixelKind::Img { &mut img } else { &mut script }, src.origin());
        if !list.split(' ').any(|known| known == origin) {
            list.extend([" ", origin]);
        }
    }
    if !script.is_empty() {
        script = format!(" script-src 'self'{script};");
    }
    let begin = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self';";
    let end = "; object-src 'none'; base-uri 'none'; form-action 'self'\">\n";
    line(out, &[begin, &script, " img-src 'self' data:", &img, end]);
}

fn article(out: &mut String, theme: &Theme<'_>, own: &str, (view, duties): (&ArticleView, &[Duty])) {
    if let Some(reservations) = theme.config.reservations.as_ref().filter(|_| view.article.is_the_sites) {
        meta(out, "tdm-reservation", reservations.value());
        if let Some(policy) = &reservations.policy {
            meta(out, "tdm-policy", policy.as_str());
        }
    }
    let config = theme.config;
    // A page whose canonical address is elsewhere is no language version of another, nor is another one of it.
    let mut versions = view.translations.iter().filter(|other| other.is_canonical).peekable();
    if view.card.is_canonical && versions.peek().is_some() {
        alternate(out, view.card.lang.as_str(), own);
        for other in versions {
            alternate(out, other.lang.as_str(), &config.absolute(&other.route));
        }
    }
    for duty in duties {
        let tag = match duty {
            Duty::NoIndex => no_index(),
            Duty::HeadMeta { name, content } => head_meta(name, content),
            Duty::Pixel { kind: PixelKind::Script, src, .. } => {
                let _ = writeln!(out, "{} async></script>", Tag::new("script", [("src", src.as_str())]));
                continue;
            }
            _ => continue,
        };
        let _ = writeln!(out, "{tag}>");
    }
    if let Some(summary) = &view.card.summary {
        meta(out, "description", summary);
        property(out, "og:description", summary);
    }
    property(out, "og:type", "article");
    property(out, "og:title", &view.card.title);
    property(out, "og:site_name", &config.title);
    property(out, "og:url", own);
    if let Some(photo) = &view.card.photo {
        property(out, "og:image", &config.absolute(&photo.image.route));
        // Whoever shares the picture shows no more than this beside it.
        property(out, "og:image:alt", [&photo.alt, " (", &photo.credit, ")"].concat().trim_start());
    }
}

fn alternate(out: &mut String, lang: &str, url: &str) {
    line(out, &["<link rel=\"alternate\" hreflang=\"", lang, "\" href=\"", &escape_html(url), "\">\n"]);
}

fn meta(out: &mut String, name: &str, content: &str) {
    line(out, &["<meta name=\"", name, "\" content=\"", &escape_html(content), "\">\n"]);
}

fn property(out: &mut String, name: &str, content: &str) {
    line(out, &["<meta property=\"", name, "\" content=\"", &escape_html(content), "\">\n"]);
}

/// Writes a line in its parts; a format would be read again on every page.
fn line(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}
