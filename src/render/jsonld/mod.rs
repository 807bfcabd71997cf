//! What a page says of itself to machines, in the terms of schema.org 30 (JSON-LD 1.1).
//!
//! Search engines show it as fact, so it says nothing that the page does not show, and a repost never claims the original's
//! licence for itself.

mod terms;

use super::context::Theme;
use crate::base::{Lang, Route, WebUrl};
use crate::config::{Config, Responsible};
use crate::parse::{self, By, Genre, Method, Translation, Use};
use crate::plan::{ArticleView, Image, ListView, PageSpec, Position, View, imprint_route};
use crate::rights::credit::agencies;
use crate::rights::{Cleared, Duty, Licence};
use terms::{
    Agent, Article, Base, Cited, ContactPoint, Correction, ImageObject, OneOrMore, Organization, Page, Publisher,
    WebPage, WebSite, Work,
};

const CONTEXT: &str = "https://schema.org";

/// The statement of a page; none for pages that search engines must not list.
pub(super) fn page(theme: &Theme<'_>, route: &Route, spec: &PageSpec) -> Option<String> {
    let (config, url) = (theme.config, theme.config.absolute(route));
    let data = match &spec.view {
        View::Article(view) => serde_json::to_string(&article(theme, &url, view)),
        View::List(list) => serde_json::to_string(&collection(config, &spec.lang, &url, list)),
        View::Tags { .. } => serde_json::to_string(&part_of_site("CollectionPage", config, &spec.lang, &url)),
        View::Imprint { .. } => {
            let page = part_of_site("AboutPage", config, &spec.lang, &url);
            serde_json::to_string(&Page { main_entity: Some(publisher(config, &spec.lang)), ..page })
        }
        _ => return None,
    };
    Some(data.expect("texts and lists of texts are always JSON"))
}

fn collection<'a>(config: &'a Config, lang: &'a Lang, url: &'a str, list: &'a ListView) -> Page<'a> {
    let page = part_of_site("CollectionPage", config, lang, url);
    if list.kind == Position::Home && list.number.is_none() {
        let publisher = Some(publisher(config, lang));
        return Page { kind: "WebSite", name: Some(&config.title), is_part_of: None, publisher, ..page };
    }
    Page { name: list.title.as_deref(), ..page }
}

fn part_of_site<'a>(kind: &'static str, config: &'a Config, lang: &'a Lang, url: &'a str) -> Page<'a> {
    let site = WebSite { name: &config.title, url: config.absolute(&Route::new("/")) };
    Page {
        context: CONTEXT,
        kind,
        url,
        name: None,
        in_language: lang.as_str(),
        is_part_of: Some(site),
        publisher: None,
        main_entity: None,
    }
}

/// The article's page. What Google's article and image documentation require and recommend is among it.
fn article<'a>(theme: &'a Theme<'_>, url: &'a str, view: &'a ArticleView) -> Article<'a> {
    let (config, article, card) = (theme.config, &*view.article, &*view.card);
    let front = article.front();
    let made = front.translation.as_ref();
    let (translation_of_work, is_based_on) = origin(article);
    Article {
        context: CONTEXT,
        kind: kind(front.genre),
        url,
        main_entity_of_page: reviewed_page(url, made),
        headline: &card.title,
        in_language: card.lang.as_str(),
        date_published: card.date.rfc3339(),
        date_modified: card.updated.unwrap_or(card.date).rfc3339(),
        is_accessible_for_free: !config.policy.paywall,
        description: card.summary.as_deref(),
        section: card.section.as_ref().map(|section| section.title.as_str()),
        keywords: card.tags.iter().map(|tag| tag.title.as_str()).collect(),
        author: front.authors.iter().map(author).collect(),
        publisher: publisher(config, &card.lang),
        translation_of_work,
        is_based_on,
        citation: quoted(article).collect(),
        translator: made.iter().flat_map(|made| &made.by).map(|name| person(name)).collect(),
        digital_source_type: made.and_then(|made| digital_source_type(made.method)),
        credit_text: made.and_then(|made| program(theme, made, &card.lang)),
        license: article.own_licence().and_then(|licence| licence.url.as_ref()).map(WebUrl::as_str),
        image: images(config, view),
        correction: corrections(config, article),
    }
}

fn kind(genre: Genre) -> &'static str {
    match genre {
        Genre::News => "NewsArticle",
        Genre::Opinion => "OpinionNewsArticle",
        Genre::Sponsored => "AdvertiserContentArticle",
    }
}

/// The page of an article, with who reviewed it and when, where a machine translated.
fn reviewed_page<'a>(url: &'a str, translation: Option<&'a Translation>) -> WebPage<'a> {
    let reviewed = translation.filter(|t| t.method == Method::MachineReviewed);
    WebPage {
        id: url,
        reviewed_by: reviewed.and_then(|t| t.reviewed_by.as_deref()).map(person),
        last_reviewed: reviewed.and_then(|t| t.reviewed_on).map(|on| on.date().to_string()),
    }
}

/// The work that the text translates, and all that it is made from.
fn origin(article: &Cleared) -> (Option<Work<'_>>, Option<OneOrMore<Base<'_>>>) {
    let front = article.front();
    let (mut translated, mut based_on) = (None, Vec::new());
    if let Some(original) = &front.original_url {
        let work = original_work(article, original);
        if article.is_translation() {
            translated = Some(work);
            based_on.push(Base::Url(original.as_str()));
        } else {
            based_on.push(Base::Work(work));
        }
    }
    based_on.extend(front.via.iter().map(|version| Base::Url(version.url.as_str())));
    let used = front.sources.iter().filter(|source| source.usage != Use::Quoted);
    based_on.extend(used.map(|source| Base::Url(source.url.as_str())));
    (translated, OneOrMore::new(based_on))
}

fn quoted(article: &Cleared) -> impl Iterator<Item = Cited<'_>> {
    let quoted = article.front().sources.iter().filter(|source| source.usage == Use::Quoted);
    quoted.map(|source| Cited { name: &source.title, url: source.url.as_str() })
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

fn original_work<'a>(article: &'a Cleared, url: &'a WebUrl) -> Work<'a> {
    let mut original = Work {
        url: url.as_str(),
        headline: None,
        in_language: None,
        author: Vec::new(),
        publisher: None,
        date_published: None,
        license: None,
    };
    let work = article.duties().iter().find_map(|duty| match duty {
        Duty::Work { title, lang, publisher, date, .. } => Some((title, lang, publisher, date)),
        _ => None,
    });
    if let Some((title, lang, publisher, date)) = work {
        original.headline = title.as_deref();
        original.in_language = lang.as_ref().map(Lang::as_str);
        original.author = article.front().authors.iter().map(author).collect();
        original.publisher = publisher.as_ref().map(|link| {
            let url = link.url.as_ref().map(WebUrl::as_str);
            Agent { kind: "Organization", url, ..person(&link.text) }
        });
        original.date_published = date.as_ref().map(crate::base::When::rfc3339);
        original.license = article.licence().and_then(Licence::url).map(|url| url.to_string());
    }
    original
}

/// The site as a publisher, with who answers for it and where the imprint stands.
fn publisher<'a>(config: &'a Config, lang: &Lang) -> Publisher<'a> {
    let responsible = config.responsible.as_ref();
    Publisher {
        name: &config.title,
        url: config.absolute(&Route::new("/")),
        publishing_principles: responsible.map(|_| config.absolute(&imprint_route(config, lang))),
        contact_point: responsible.map(contact),
    }
}

fn contact(responsible: &Responsible) -> ContactPoint<'_> {
    let address = Some(responsible.contact.as_str());
    let is_mail = |address: &&str| address.contains('@') && !address.contains(char::is_whitespace);
    let email = address.filter(is_mail);
    let url = address.filter(|address| email.is_none() && address.starts_with("http"));
    ContactPoint {
        contact_type: "editorial responsibility",
        name: &responsible.name,
        email,
        url,
        description: address.filter(|_| email.is_none() && url.is_none()),
    }
}

fn author(author: &parse::Author) -> Agent<'_> {
    Agent {
        url: author.url.as_ref().map(WebUrl::as_str),
        affiliation: author.institution.as_deref().map(|name| Organization { name }),
        job_title: author.role.as_deref(),
        ..person(&author.name)
    }
}

fn person(name: &str) -> Agent<'_> {
    Agent { kind: "Person", name, url: None, affiliation: None, job_title: None }
}

/// The pictures that the page shows, the lead picture first, with what their files say of their rights.
fn images<'a>(config: &Config, view: &'a ArticleView) -> Vec<ImageObject<'a>> {
    let lead = view.card.photo.as_ref().map(|photo| {
        let caption = photo.caption.as_deref().or(Some(photo.alt.as_str()).filter(|alt| !alt.is_empty()));
        image(config, &photo.image, &photo.credit, caption)
    });
    let inner = view.article.pictures().iter().filter_map(|picture| {
        let (file, photo) = (view.images.get(&picture.target)?, &picture.photo);
        Some(image(config, file, &photo.credit, photo.caption.as_deref()))
    });
    lead.into_iter().chain(inner).collect()
}

/// Who made a picture: an agency, or a person.
fn maker(name: &str) -> Agent<'_> {
    let kind = if agencies(name).is_empty() { "Person" } else { "Organization" };
    Agent { kind, ..person(name) }
}

fn image<'a>(config: &Config, image: &'a Image, credit: &'a str, caption: Option<&'a str>) -> ImageObject<'a> {
    let (url, rights) = (config.absolute(&image.route), &image.rights);
    ImageObject {
        content_url: url.clone(),
        url,
        width: format!("{} px", image.width),
        height: format!("{} px", image.height),
        credit_text: rights.credit.as_deref().unwrap_or(credit),
        caption,
        copyright_notice: rights.copyright.as_deref(),
        license: rights.statement.as_deref(),
        acquire_license_page: rights.licensor.as_ref().and_then(|licensor| licensor.url.as_deref()),
        creator: rights.creators.iter().map(|name| maker(name)).collect(),
    }
}

fn corrections<'a>(config: &'a Config, article: &'a Cleared) -> Vec<Correction<'a>> {
    let corrections = article.front().corrections.iter().map(|correction| {
        let by = match correction.by {
            By::Us => Some(config.title.as_str()),
            By::Original => article.publisher().map(|publisher| publisher.text.as_str()),
        };
        Correction {
            text: &correction.text,
            date_published: correction.date.rfc3339(),
            author: by.map(|name| Organization { name }),
        }
    });
    corrections.collect()
}
