//! What a page says of itself to machines, in the terms of schema.org 30 (JSON-LD 1.1).
//!
//! Search engines show it as fact, so it says nothing that the page does not show, and a repost never claims the original's
//! licence for itself.

mod write;

use super::context::Theme;
use crate::base::{Lang, Route, WebUrl};
use crate::config::{Config, Responsible};
use crate::parse::{self, By, Genre, Method, Translation, Use};
use crate::plan::{ArticleView, Image, ListView, PageSpec, Position, View, imprint_route};
use crate::rights::credit::agencies;
use crate::rights::{Duty, Licence, Story};
use write::{Object, text};

const CONTEXT: &str = "https://schema.org";

/// Writes the element with the statement of the page at an address; nothing for pages that search engines must not list.
pub(super) fn script(out: &mut String, theme: &Theme<'_>, url: &str, (spec, story): (&PageSpec, Option<&Story>)) {
    let (config, lang) = (theme.config, &spec.lang);
    let Some(kind) = kind(&spec.view) else { return };
    out.push_str("<script type=\"application/ld+json\">");
    let mut page = Object::in_context(out, CONTEXT, kind);
    page.text("url", url);
    match (&spec.view, story) {
        (View::Article(view), Some(story)) => article(&mut page, theme, url, (view, story)),
        (View::List(list), _) if is_front_page(list) => {
            page.text("name", &config.title);
            page.text("inLanguage", lang.as_str());
            publisher(page.object("publisher", ORGANISATION), config, lang);
        }
        (View::List(list), _) => {
            page.maybe("name", list.title.as_deref());
            part_of_site(&mut page, config, lang);
        }
        (View::Imprint { .. }, _) => {
            part_of_site(&mut page, config, lang);
            publisher(page.object("mainEntity", ORGANISATION), config, lang);
        }
        _ => part_of_site(&mut page, config, lang),
    }
    drop(page);
    out.push_str("</script>\n");
}

fn kind(view: &View) -> Option<&'static str> {
    match view {
        View::Article(view) => Some(match view.card.genre {
            Genre::News => "NewsArticle",
            Genre::Opinion => "OpinionNewsArticle",
            Genre::Sponsored => "AdvertiserContentArticle",
        }),
        View::List(list) if is_front_page(list) => Some("WebSite"),
        View::List(_) | View::Tags { .. } => Some("CollectionPage"),
        View::Imprint { .. } => Some("AboutPage"),
        _ => None,
    }
}

fn is_front_page(list: &ListView) -> bool {
    list.kind == Position::Home && list.number.is_none()
}

fn part_of_site(page: &mut Object<'_>, config: &Config, lang: &Lang) {
    page.text("inLanguage", lang.as_str());
    let mut site = page.object("isPartOf", "WebSite");
    site.text("name", &config.title);
    site.text("url", &config.absolute(&Route::new("/")));
}

/// The article's page. What Google's article and image documentation require and recommend is among it.
fn article(page: &mut Object<'_>, theme: &Theme<'_>, url: &str, (view, article): (&ArticleView, &Story)) {
    let (config, card) = (theme.config, &*view.card);
    let made = article.translation();
    reviewed_page(page.object("mainEntityOfPage", "WebPage"), url, made);
    page.text("headline", &card.title);
    page.text("inLanguage", card.lang.as_str());
    let published = card.date.rfc3339();
    page.text("datePublished", &published);
    page.text("dateModified", &card.updated.map_or(published, |when| when.rfc3339()));
    page.flag("isAccessibleForFree", !config.policy.paywall);
    page.maybe("description", card.summary.as_deref());
    page.maybe("articleSection", card.section.as_ref().map(|section| &*section.title));
    page.list("keywords", &card.tags, |out, tag| text(out, &tag.title));
    page.list("author", article.authors(), author);
    publisher(page.object("publisher", ORGANISATION), config, &card.lang);
    origin(page, article);
    let quoted = article.sources().iter().filter(|source| source.usage == Use::Quoted);
    page.list("citation", quoted, |out, source| cited(Object::new(out, "CreativeWork"), source));
    page.list("translator", made.iter().flat_map(|made| &made.by), |out, name| named(out, PERSON, name));
    page.maybe("digitalSourceType", made.and_then(|made| digital_source_type(made.method)));
    page.maybe("creditText", made.and_then(|made| program(theme, made, &card.lang)).as_deref());
    page.maybe("license", article.own_licence().and_then(|licence| licence.url.as_ref()).map(WebUrl::as_str));
    images(page, config, view);
    corrections(page, config, article);
}

/// The page of an article, with who reviewed it and when, where a machine translated.
fn reviewed_page(mut page: Object<'_>, url: &str, translation: Option<&Translation>) {
    page.text("@id", url);
    let Some(reviewed) = translation.filter(|t| t.method == Method::MachineReviewed) else { return };
    if let Some(name) = &reviewed.reviewed_by {
        named(page.property("reviewedBy"), PERSON, name);
    }
    page.maybe("lastReviewed", reviewed.reviewed_on.map(|on| on.date().to_string()).as_deref());
}

/// The work that the text translates, and all that it is made from.
fn origin(page: &mut Object<'_>, article: &Story) {
    let original = article.original_url();
    if let Some(url) = original.filter(|_| article.is_translation()) {
        original_work(page.object("translationOfWork", WORK), article, url);
    }
    let first = original.map(|url| if article.is_translation() { Base::Address(url) } else { Base::Work(url) });
    let used = article.sources().iter().filter(|source| source.usage != Use::Quoted).map(|source| &source.url);
    let others = article.via().iter().map(|version| &version.url).chain(used).map(Base::Address);
    let bases: Vec<Base<'_>> = first.into_iter().chain(others).collect();
    let base = |out: &mut String, base: &Base<'_>| match base {
        Base::Work(url) => original_work(Object::new(out, WORK), article, url),
        Base::Address(url) => text(out, url.as_str()),
    };
    match bases.as_slice() {
        [one] => base(page.property("isBasedOn"), one),
        all => page.list("isBasedOn", all, base),
    }
}

/// A work that the article is made from: described here, or by its address alone.
enum Base<'a> {
    Work(&'a WebUrl),
    Address(&'a WebUrl),
}

const WORK: &str = "NewsArticle";

fn cited(mut work: Object<'_>, source: &parse::SourceWork) {
    work.text("name", &source.title);
    work.text("url", source.url.as_str());
}

/// How a machine took part: the terms that come nearest to it among the digital source types of the IPTC, which have none for
/// translation.
fn digital_source_type(method: Method) -> Option<&'static str> {
    match method {
        Method::Human => None,
        Method::Machine => Some("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        Method::MachineReviewed => Some("https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"),
    }
}

/// The program that translated. The range of `translator` is a person or an organisation, and a program is neither.
fn program(theme: &Theme<'_>, made: &Translation, lang: &Lang) -> Option<String> {
    let tool = made.tool.as_ref().filter(|_| made.method != Method::Human)?;
    Some(format!("{} ({tool})", theme.strings.legal("by_machine", lang)))
}

fn original_work(mut original: Object<'_>, article: &Story, url: &WebUrl) {
    original.text("url", url.as_str());
    let work = article.duties().iter().find_map(|duty| match duty {
        Duty::Work { title, lang, publisher, date, .. } => Some((title, lang, publisher, date)),
        _ => None,
    });
    let Some((title, lang, publisher, date)) = work else { return };
    original.maybe("headline", title.as_deref());
    original.maybe("inLanguage", lang.as_ref().map(Lang::as_str));
    original.list("author", article.authors(), author);
    if let Some(link) = publisher {
        let mut publisher = original.object("publisher", "Organization");
        publisher.text("name", &link.text);
        publisher.maybe("url", link.url.as_ref().map(WebUrl::as_str));
    }
    original.maybe("datePublished", date.as_ref().map(crate::base::When::rfc3339).as_deref());
    original.maybe("license", article.licence().and_then(Licence::url).as_ref().map(WebUrl::as_str));
}

const ORGANISATION: &str = "NewsMediaOrganization";

/// The site as a publisher, with who answers for it and where the imprint stands.
fn publisher(mut site: Object<'_>, config: &Config, lang: &Lang) {
    site.text("name", &config.title);
    site.text("url", &config.absolute(&Route::new("/")));
    if let Some(responsible) = &config.responsible {
        site.text("publishingPrinciples", &config.absolute(&imprint_route(config, lang)));
        contact(site.object("contactPoint", "ContactPoint"), responsible);
    }
}

fn contact(mut point: Object<'_>, responsible: &Responsible) {
    let address = responsible.contact.as_str();
    point.text("contactType", "editorial responsibility");
    point.text("name", &responsible.name);
    let kind = if address.contains('@') && !address.contains(char::is_whitespace) {
        "email"
    } else if address.starts_with("http") {
        "url"
    } else {
        "description"
    };
    point.text(kind, address);
}

const PERSON: &str = "Person";

fn named(out: &mut String, kind: &str, name: &str) {
    Object::new(out, kind).text("name", name);
}

fn author(out: &mut String, author: &parse::Author) {
    let mut person = Object::new(out, PERSON);
    person.text("name", &author.name);
    person.maybe("url", author.url.as_ref().map(WebUrl::as_str));
    if let Some(name) = &author.institution {
        named(person.property("affiliation"), "Organization", name);
    }
    person.maybe("jobTitle", author.role.as_deref());
}

/// The pictures that the page shows, the lead picture first, with what their files say of their rights.
fn images(page: &mut Object<'_>, config: &Config, view: &ArticleView) {
    let lead = view.card.photo.as_ref().map(|photo| {
        let caption = photo.caption.as_deref().or(Some(photo.alt.as_str()).filter(|alt| !alt.is_empty()));
        (&photo.image, photo.credit.as_str(), caption)
    });
    let inner = view.article.pictures.iter().filter_map(|(target, photo)| {
        let file = view.images.get(target)?;
        Some((file, photo.credit.as_str(), photo.caption.as_deref()))
    });
    page.list("image", lead.into_iter().chain(inner), |out, (file, credit, caption)| {
        image(Object::new(out, "ImageObject"), config, file, (credit, caption));
    });
}

fn image(mut object: Object<'_>, config: &Config, image: &Image, (credit, caption): (&str, Option<&str>)) {
    let (url, rights) = (config.absolute(&image.route), &image.rights);
    object.text("contentUrl", &url);
    object.text("url", &url);
    object.pixels("width", image.width);
    object.pixels("height", image.height);
    object.text("creditText", rights.credit().unwrap_or(credit));
    object.maybe("caption", caption);
    object.maybe("copyrightNotice", rights.copyright());
    object.maybe("license", rights.statement());
    object.maybe("acquireLicensePage", rights.licensor().and_then(|licensor| licensor.url.as_deref()));
    object.list("creator", rights.creators(), |out, name| named(out, maker(name), name));
}

/// Who made a picture: an agency, or a person.
fn maker(name: &str) -> &'static str {
    if agencies(name).is_empty() { PERSON } else { "Organization" }
}

fn corrections(page: &mut Object<'_>, config: &Config, article: &Story) {
    page.list("correction", article.corrections(), |out, correction| {
        let by = match correction.by {
            By::Us => Some(config.title.as_str()),
            By::Original => article.publisher().map(|publisher| publisher.text.as_str()),
        };
        let mut comment = Object::new(out, "CorrectionComment");
        comment.text("text", &correction.text);
        comment.text("datePublished", &correction.date.rfc3339());
        if let Some(name) = by {
            named(comment.property("author"), "Organization", name);
        }
    });
}
