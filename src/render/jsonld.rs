//! What a page says of itself to machines, in the terms of schema.org 30 (JSON-LD 1.1).
//!
//! Search engines show it as fact, so it says nothing that the page does not show, and a repost never claims the original's
//! licence for itself.

use serde_json::{Map, Value, json};

use super::context::Theme;
use crate::base::{Lang, Route, WebUrl};
use crate::config::{Config, Responsible};
use crate::parse::{Author, By, Genre, Method, Translation, Use};
use crate::plan::{ArticleView, Image, ListView, PageSpec, Position, View, imprint_route};
use crate::rights::credit::agencies;
use crate::rights::{Cleared, Duty, Link};

/// The statement of a page; none for pages that search engines must not list.
pub(super) fn page(theme: &Theme<'_>, route: &Route, spec: &PageSpec) -> Option<Value> {
    let url = theme.config.absolute(route);
    match &spec.view {
        View::Article(view) => Some(article(theme, &url, view)),
        View::List(list) => Some(collection(theme.config, &spec.lang, &url, list)),
        View::Tags { .. } => Some(part_of_site("CollectionPage", theme.config, &spec.lang, &url)),
        View::Imprint { .. } => {
            let mut page = part_of_site("AboutPage", theme.config, &spec.lang, &url);
            page["mainEntity"] = publisher(theme.config, &spec.lang);
            Some(page)
        }
        _ => None,
    }
}

fn collection(config: &Config, lang: &Lang, url: &str, list: &ListView) -> Value {
    if list.kind == Position::Home && list.number.is_none() {
        return json!({
            "@context": CONTEXT, "@type": "WebSite", "url": url, "name": config.title, "inLanguage": lang.as_str(),
            "publisher": publisher(config, lang),
        });
    }
    let mut page = part_of_site("CollectionPage", config, lang, url);
    if let Some(title) = &list.title {
        page["name"] = json!(title);
    }
    page
}

const CONTEXT: &str = "https://schema.org";

fn part_of_site(kind: &str, config: &Config, lang: &Lang, url: &str) -> Value {
    let site = json!({"@type": "WebSite", "name": config.title, "url": config.absolute(&Route::new("/"))});
    json!({"@context": CONTEXT, "@type": kind, "url": url, "inLanguage": lang.as_str(), "isPartOf": site})
}

/// The article's page. What Google's article and image documentation require and recommend is among it.
fn article(theme: &Theme<'_>, url: &str, view: &ArticleView) -> Value {
    let (config, article, card) = (theme.config, &*view.article, &*view.card);
    let front = article.front();
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.to_owned(), value);
    };
    put("@context", json!(CONTEXT));
    put("@type", json!(kind(front.genre)));
    put("url", json!(url));
    put("mainEntityOfPage", reviewed_page(url, front.translation.as_ref()));
    put("headline", json!(card.title));
    put("inLanguage", json!(card.lang.as_str()));
    put("datePublished", json!(card.date.rfc3339()));
    put("dateModified", json!(card.updated.unwrap_or(card.date).rfc3339()));
    put("isAccessibleForFree", json!(!config.policy.paywall));
    if let Some(summary) = &card.summary {
        put("description", json!(summary));
    }
    if let Some(section) = &card.section {
        put("articleSection", json!(section.title));
    }
    if !card.tags.is_empty() {
        put("keywords", card.tags.iter().map(|tag| json!(tag.title)).collect());
    }
    if !front.authors.is_empty() {
        put("author", front.authors.iter().map(author).collect());
    }
    put("publisher", publisher(config, &card.lang));
    origin(article, &mut put);
    if let Some(made) = &front.translation {
        translation(theme, (made, &card.lang), &mut put);
    }
    if let Some(licence) = article.own_licence().and_then(|licence| licence.url.as_ref()) {
        put("license", json!(licence.as_str()));
    }
    let images = images(theme, view);
    if !images.is_empty() {
        put("image", Value::Array(images));
    }
    if !front.corrections.is_empty() {
        let corrections = front.corrections.iter().map(|correction| {
            let by = match correction.by {
                By::Us => Some(config.title.as_str()),
                By::Original => article.publisher().map(|publisher| publisher.text.as_str()),
            };
            let mut comment = json!({
                "@type": "CorrectionComment", "text": correction.text, "datePublished": correction.date.rfc3339(),
            });
            if let Some(by) = by {
                comment["author"] = json!({"@type": "Organization", "name": by});
            }
            comment
        });
        put("correction", corrections.collect());
    }
    Value::Object(map)
}

fn kind(genre: Genre) -> &'static str {
    match genre {
        Genre::News => "NewsArticle",
        Genre::Opinion => "OpinionNewsArticle",
        Genre::Sponsored => "AdvertiserContentArticle",
    }
}

/// The page of an article, with who reviewed it and when, where a machine translated.
fn reviewed_page(url: &str, translation: Option<&Translation>) -> Value {
    let mut page = json!({"@type": "WebPage", "@id": url});
    let reviewed = translation.filter(|t| t.method == Method::MachineReviewed);
    if let Some(by) = reviewed.and_then(|t| t.reviewed_by.as_ref()) {
        page["reviewedBy"] = person(by);
    }
    if let Some(on) = reviewed.and_then(|t| t.reviewed_on) {
        page["lastReviewed"] = json!(on.date().to_string());
    }
    page
}

/// The works that the text is made from, and those that it quotes.
fn origin(article: &Cleared, put: &mut impl FnMut(&str, Value)) {
    let front = article.front();
    let mut based_on = Vec::new();
    if let Some(original) = &front.original_url {
        let work = original_work(article, original);
        if article.is_translation() {
            put("translationOfWork", work);
            based_on.push(json!(original.as_str()));
        } else {
            based_on.push(work);
        }
    }
    based_on.extend(front.via.iter().map(|version| json!(version.url.as_str())));
    let (quoted, used): (Vec<_>, Vec<_>) = front.sources.iter().partition(|source| source.usage == Use::Quoted);
    based_on.extend(used.iter().map(|source| json!(source.url.as_str())));
    let one_or_all = |mut values: Vec<Value>| if values.len() == 1 { values.pop() } else { Some(Value::Array(values)) };
    if !based_on.is_empty() {
        put("isBasedOn", one_or_all(based_on).unwrap_or_default());
    }
    if !quoted.is_empty() {
        let work = |source: &&crate::parse::SourceWork| json!({"@type": "CreativeWork", "name": source.title, "url": source.url.as_str()});
        put("citation", quoted.iter().map(work).collect());
    }
}

/// By whom and how the text was translated. A machine's part is marked with the term that comes nearest to it among the digital
/// source types of the IPTC, which have none for translation.
fn translation(theme: &Theme<'_>, (translation, lang): (&Translation, &Lang), put: &mut impl FnMut(&str, Value)) {
    if !translation.by.is_empty() {
        put("translator", translation.by.iter().map(|name| person(name)).collect());
    }
    let source = match translation.method {
        Method::Human => return,
        Method::Machine => "TrainedAlgorithmicMediaDigitalSource",
        Method::MachineReviewed => "CompositeWithTrainedAlgorithmicMediaDigitalSource",
    };
    put("digitalSourceType", json!(format!("{CONTEXT}/{source}")));
    // The range of `translator` is a person or an organisation, and a program is neither.
    if let Some(tool) = &translation.tool {
        put("creditText", json!(format!("{} ({tool})", theme.strings.legal("by_machine", lang))));
    }
}

fn original_work(article: &Cleared, url: &WebUrl) -> Value {
    let work = article.duties().iter().find_map(|duty| match duty {
        Duty::Work { title, lang, publisher, date, .. } => Some((title, lang, publisher, date)),
        _ => None,
    });
    let mut map = json!({"@type": "NewsArticle", "url": url.as_str()});
    let Some((title, lang, publisher, date)) = work else { return map };
    if let Some(title) = title {
        map["headline"] = json!(title);
    }
    if let Some(lang) = lang {
        map["inLanguage"] = json!(lang.as_str());
    }
    if !article.front().authors.is_empty() {
        map["author"] = article.front().authors.iter().map(author).collect();
    }
    if let Some(publisher) = publisher {
        map["publisher"] = organization(publisher);
    }
    if let Some(date) = date {
        map["datePublished"] = json!(date.rfc3339());
    }
    if let Some(licence) = article.licence().and_then(crate::rights::Licence::url) {
        map["license"] = json!(licence.as_str());
    }
    map
}

/// The site as a publisher, with who answers for it and where the imprint stands.
fn publisher(config: &Config, lang: &Lang) -> Value {
    let mut site = json!({
        "@type": "NewsMediaOrganization", "name": config.title, "url": config.absolute(&Route::new("/")),
    });
    if let Some(responsible) = &config.responsible {
        site["publishingPrinciples"] = json!(config.absolute(&imprint_route(config, lang)));
        site["contactPoint"] = contact(responsible);
    }
    site
}

fn contact(responsible: &Responsible) -> Value {
    let address = responsible.contact.as_str();
    let key = match address {
        mail if mail.contains('@') && !mail.contains(char::is_whitespace) => "email",
        web if web.starts_with("http") => "url",
        _ => "description",
    };
    json!({"@type": "ContactPoint", "contactType": "editorial responsibility", "name": responsible.name, key: address})
}

fn organization(link: &Link) -> Value {
    let mut organization = json!({"@type": "Organization", "name": link.text});
    if let Some(url) = &link.url {
        organization["url"] = json!(url.as_str());
    }
    organization
}

fn author(author: &Author) -> Value {
    let mut person = person(&author.name);
    if let Some(url) = &author.url {
        person["url"] = json!(url.as_str());
    }
    if let Some(institution) = &author.institution {
        person["affiliation"] = json!({"@type": "Organization", "name": institution});
    }
    if let Some(role) = &author.role {
        person["jobTitle"] = json!(role);
    }
    person
}

fn person(name: &str) -> Value {
    json!({"@type": "Person", "name": name})
}

/// The pictures that the page shows, the lead picture first, with what their files say of their rights.
fn images(theme: &Theme<'_>, view: &ArticleView) -> Vec<Value> {
    let lead = view.card.photo.as_ref().map(|photo| {
        let caption = photo.caption.as_deref().or(Some(photo.alt.as_str()).filter(|alt| !alt.is_empty()));
        image(theme, &photo.image, &photo.credit, caption)
    });
    let inner = view.article.pictures().iter().filter_map(|picture| {
        let (file, photo) = (view.images.get(&picture.target)?, &picture.photo);
        Some(image(theme, file, &photo.credit, photo.caption.as_deref()))
    });
    lead.into_iter().chain(inner).collect()
}

/// Who made a picture: an agency, or a person.
fn maker(name: &str) -> Value {
    if agencies(name).is_empty() { person(name) } else { json!({"@type": "Organization", "name": name}) }
}

fn image(theme: &Theme<'_>, image: &Image, credit: &str, caption: Option<&str>) -> Value {
    let (url, rights) = (theme.config.absolute(&image.route), &image.rights);
    let mut object = json!({
        "@type": "ImageObject", "contentUrl": url, "url": url, "width": format!("{} px", image.width), "height": format!("{} px", image.height),
        "creditText": rights.credit.as_deref().unwrap_or(credit),
    });
    let licensor = rights.licensor.as_ref().and_then(|licensor| licensor.url.as_ref());
    for (key, text) in [
        ("caption", caption.map(str::to_owned)),
        ("copyrightNotice", rights.copyright.clone()),
        ("license", rights.statement.clone()),
        ("acquireLicensePage", licensor.cloned()),
    ] {
        if let Some(text) = text {
            object[key] = json!(text);
        }
    }
    if !rights.creators.is_empty() {
        object["creator"] = rights.creators.iter().map(|name| maker(name)).collect();
    }
    object
}
