//! The terms of schema.org that pages use, as values to be serialised: each struct is an object of JSON-LD, each field one of
//! its properties, in the order in which they are printed.

use serde::Serialize;

/// A property that has one value or several.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    pub(super) fn new(mut values: Vec<T>) -> Option<Self> {
        match values.len() {
            0 => None,
            1 => values.pop().map(Self::One),
            _ => Some(Self::More(values)),
        }
    }
}

/// <https://schema.org/NewsArticle> and its kinds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) url: &'a str,
    pub(super) main_entity_of_page: WebPage<'a>,
    pub(super) headline: &'a str,
    pub(super) in_language: &'a str,
    pub(super) date_published: String,
    pub(super) date_modified: String,
    pub(super) is_accessible_for_free: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(rename = "articleSection", skip_serializing_if = "Option::is_none")]
    pub(super) section: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Agent<'a>>,
    pub(super) publisher: Publisher<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) translation_of_work: Option<Work<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_based_on: Option<OneOrMore<Base<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) citation: Vec<Cited<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) translator: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) digital_source_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) image: Vec<ImageObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) correction: Vec<Correction<'a>>,
}

/// <https://schema.org/WebPage>, of an article.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct WebPage<'a> {
    #[serde(rename = "@id")]
    pub(super) id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reviewed_by: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_reviewed: Option<String>,
}

/// <https://schema.org/CollectionPage> and other pages that are not an article's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_part_of: Option<WebSite<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Publisher<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity: Option<Publisher<'a>>,
}

/// <https://schema.org/WebSite>.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct WebSite<'a> {
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// <https://schema.org/Person> or <https://schema.org/Organization>.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Agent<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) affiliation: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) job_title: Option<&'a str>,
}

/// <https://schema.org/Organization>, by name alone.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) struct Organization<'a> {
    pub(super) name: &'a str,
}

/// <https://schema.org/NewsMediaOrganization>.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "NewsMediaOrganization", rename_all = "camelCase")]
pub(super) struct Publisher<'a> {
    pub(super) name: &'a str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publishing_principles: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) contact_point: Option<ContactPoint<'a>>,
}

/// <https://schema.org/ContactPoint>.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct ContactPoint<'a> {
    pub(super) contact_type: &'static str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
}

/// A work that the article is made from: described, or by its address.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Base<'a> {
    Work(Work<'a>),
    Url(&'a str),
}

/// The original, a <https://schema.org/NewsArticle>.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "NewsArticle", rename_all = "camelCase")]
pub(super) struct Work<'a> {
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) author: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<String>,
}

/// A work that the article quotes, a <https://schema.org/CreativeWork>.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CreativeWork")]
pub(super) struct Cited<'a> {
    pub(super) name: &'a str,
    pub(super) url: &'a str,
}

/// <https://schema.org/ImageObject>.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct ImageObject<'a> {
    pub(super) content_url: String,
    pub(super) url: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) credit_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) copyright_notice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) acquire_license_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) creator: Vec<Agent<'a>>,
}

/// <https://schema.org/CorrectionComment>.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "CorrectionComment", rename_all = "camelCase")]
pub(super) struct Correction<'a> {
    pub(super) text: &'a str,
    pub(super) date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Organization<'a>>,
}
