//! The part of a page's head that machines read: canonical address, alternates, feed, description, structured data. Code, not
//! template, since a mistake here would be a false statement about rights.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::context::Theme;
use crate::base::{Route, WebUrl, escape_html};
use crate::parse::Method;
use crate::plan::{ArticleView, PageSpec, Picture, Position, View, prefix};
use crate::rights::{Cleared, Duty};

/// What belongs in a page's head.
#[derive(Clone, Debug)]
pub struct Head {
    /// The HTML.
    pub html: String,
    /// The page's one canonical address; none on a page that search engines must not list.
    pub canonical: Option<String>,
}

/// Renders the head part of a page.
pub(super) fn head(theme: &Theme<'_>, route: &Route, spec: &PageSpec) -> Head {
    let config = theme.config;
    let mut out = String::with_capacity(3 << 10);
    out.push_str(CONTENT_SECURITY_POLICY);
    let canonical = canonical(theme, route, spec);
    if let Some(url) = &canonical {
        let _ = writeln!(out, r#"<link rel="canonical" href="{}">"#, escape_html(url));
    }
    match &spec.view {
        View::Article(view) => article(&mut out, theme, route, view, canonical.as_deref()),
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
        View::Tags { .. } => {}
        _ => meta(&mut out, "robots", "noindex"),
    }
    let feed = Route::new(&format!("{}/feed.xml", prefix(config, &spec.lang)));
    let (href, title) = (config.href(&feed), escape_html(&config.title));
    let _ = writeln!(out, r#"<link rel="alternate" type="application/atom+xml" title="{title}" href="{href}">"#);
    Head { html: out, canonical }
}

/// The address that search engines should list: the page's own, or the original's where the terms or an unchanged copy ask
/// for that.
fn canonical(theme: &Theme<'_>, route: &Route, spec: &PageSpec) -> Option<String> {
    let elsewhere = |view: &ArticleView| {
        view.article.duties().iter().find_map(|duty| match duty {
            Duty::Canonical(url) => Some(url.to_string()),
            _ => None,
        })
    };
    match &spec.view {
        View::Article(view) => Some(elsewhere(view).unwrap_or_else(|| theme.config.absolute(route))),
        View::List(_) | View::Tags { .. } => Some(theme.config.absolute(route)),
        _ => None,
    }
}

/// Nothing is loaded from elsewhere and no inline script runs, whatever slipped into a text.
const CONTENT_SECURITY_POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; \
     img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'\">\n";

fn article(out: &mut String, theme: &Theme<'_>, route: &Route, view: &ArticleView, canonical: Option<&str>) {
    let config = theme.config;
    let own = config.absolute(route);
    // A page whose canonical address is elsewhere must not claim language alternates of its own.
    if canonical == Some(own.as_str()) && !view.translations.is_empty() {
        alternate(out, view.card.lang.as_str(), &own);
        for other in &view.translations {
            alternate(out, other.lang.as_str(), &config.absolute(&other.route));
        }
    }
    if let Some(summary) = &view.card.summary {
        meta(out, "description", summary);
        property(out, "og:description", summary);
    }
    property(out, "og:type", "article");
    property(out, "og:title", &view.card.title);
    property(out, "og:site_name", &config.title);
    property(out, "og:url", &own);
    if let Some(photo) = &view.card.photo {
        property(out, "og:image", &config.absolute(&photo.image.route));
        property(out, "og:image:alt", &photo.alt);
    }
    let data = serde_json::to_string(&structured_data(theme, &own, view)).expect("a JSON value has text keys");
    // `</script` must not end the element early.
    let _ = writeln!(out, r#"<script type="application/ld+json">{}</script>"#, data.replace('<', "\\u003c"));
}

/// The article in the terms of schema.org 30.
fn structured_data(theme: &Theme<'_>, url: &str, view: &ArticleView) -> Value {
    let (config, article, card) = (theme.config, &*view.article, &*view.card);
    let front = article.front();
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!(if front.genre == crate::parse::Genre::Opinion { "OpinionNewsArticle" } else { "NewsArticle" }));
    put("url", json!(url));
    put("headline", json!(card.title));
    put("inLanguage", json!(card.lang.as_str()));
    put("datePublished", json!(card.date.rfc3339()));
    if let Some(updated) = card.updated {
        put("dateModified", json!(updated.rfc3339()));
    }
    if let Some(summary) = &card.summary {
        put("description", json!(summary));
    }
    if !front.authors.is_empty() {
        put("author", front.authors.iter().map(|a| person(&a.name)).collect());
    }
    put("publisher", json!({"@type": "Organization", "name": config.title, "url": config.absolute(&Route::new("/"))}));
    if let Some(original) = &front.original_url {
        let work = original_work(article, original.as_str());
        put(if article.is_translation() { "translationOfWork" } else { "isBasedOn" }, work);
        if article.is_translation() {
            put("isBasedOn", json!(original.as_str()));
        }
    }
    if let Some(translation) = &front.translation {
        let people = translation.by.iter().map(|name| person(name));
        let tool = translation.tool.iter().filter(|_| translation.method != Method::Human);
        let all: Vec<Value> = people.chain(tool.map(|t| json!({"@type": "SoftwareApplication", "name": t}))).collect();
        if !all.is_empty() {
            put("translator", Value::Array(all));
        }
    }
    if let Some(licence) = own_licence(article) {
        put("license", json!(licence));
    }
    if let Some(photo) = &card.photo {
        put("image", image(theme, photo));
    }
    for correction in front.corrections.iter().take(1) {
        put("correction", json!(correction.text));
    }
    Value::Object(map)
}

/// The licence of the translation itself; the original's stands in the notice and says nothing about this page.
fn own_licence(article: &Cleared) -> Option<&str> {
    article.duties().iter().find_map(|duty| match duty {
        Duty::OwnLicence(licence) => licence.url.as_ref().map(WebUrl::as_str),
        _ => None,
    })
}

fn original_work(article: &Cleared, url: &str) -> Value {
    let work = article.duties().iter().find_map(|duty| match duty {
        Duty::Work { title, lang, publisher, date, .. } => Some((title, lang, publisher, date)),
        _ => None,
    });
    let mut map = json!({"@type": "NewsArticle", "url": url});
    if let Some((title, lang, publisher, date)) = work {
        if let Some(title) = title {
            map["headline"] = json!(title);
        }
        if let Some(lang) = lang {
            map["inLanguage"] = json!(lang.as_str());
        }
        if let Some(publisher) = publisher {
            map["publisher"] = json!({"@type": "Organization", "name": publisher.text});
        }
        if let Some(date) = date {
            map["datePublished"] = json!(date.rfc3339());
        }
    }
    map
}

fn person(name: &str) -> Value {
    json!({"@type": "Person", "name": name})
}

fn image(theme: &Theme<'_>, photo: &Picture) -> Value {
    json!({
        "@type": "ImageObject",
        "url": theme.config.absolute(&photo.image.route),
        "width": photo.image.width,
        "height": photo.image.height,
        "creditText": photo.credit,
    })
}

fn alternate(out: &mut String, lang: &str, url: &str) {
    let _ = writeln!(out, r#"<link rel="alternate" hreflang="{lang}" href="{}">"#, escape_html(url));
}

fn meta(out: &mut String, name: &str, content: &str) {
    let _ = writeln!(out, r#"<meta name="{name}" content="{}">"#, escape_html(content));
}

fn property(out: &mut String, name: &str, content: &str) {
    let _ = writeln!(out, r#"<meta property="{name}" content="{}">"#, escape_html(content));
}
