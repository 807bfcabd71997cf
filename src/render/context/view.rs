//! What templates see, as values to be serialised: each struct is a mapping of a template's context.

use serde::Serialize;
use tera::Value;

use crate::base::Lang;
use crate::config::Responsible;

#[derive(Serialize)]
pub(super) struct Site<'a> {
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    pub(in crate::render) url: String,
    pub(super) base: &'a str,
    pub(super) lang: &'a Lang,
    pub(super) languages: Vec<SiteLanguage<'a>>,
    pub(super) responsible: Option<&'a Responsible>,
    pub(super) css: String,
}

#[derive(Serialize)]
pub(super) struct SiteLanguage<'a> {
    pub(super) lang: &'a Lang,
    pub(super) name: String,
    pub(in crate::render) url: String,
    pub(super) dir: &'static str,
}

#[derive(Serialize)]
pub(super) struct Page<'a> {
    pub(super) kind: &'static str,
    pub(super) title: Option<&'a str>,
    pub(super) url: &'a str,
    pub(super) path: &'a str,
    pub(super) home: &'a str,
    pub(super) lang: &'a Lang,
    pub(super) dir: &'static str,
    pub(super) description: Option<&'a str>,
}

/// What components that are made for many pages know of them.
#[derive(Serialize)]
pub(super) struct On<'a> {
    pub(super) lang: &'a Lang,
    pub(super) dir: &'static str,
    pub(super) home: &'a str,
}

#[derive(Serialize)]
pub(super) struct Date {
    pub(super) iso: String,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct Link<'a> {
    pub(super) title: &'a str,
    pub(in crate::render) url: String,
}

#[derive(Serialize)]
pub(super) struct Attribution {
    pub(super) strip: String,
    pub(super) notice: String,
}

/// Tera looks for a field from the first to the last, so those that are asked for most often stand first.
#[derive(Serialize)]
pub(in crate::render) struct CardView<'a> {
    pub(super) tile: &'a str,
    pub(in crate::render) photo: Option<PhotoView<'a>>,
    pub(super) section: Option<Value>,
    pub(super) date: Date,
    pub(super) title: &'a str,
    pub(in crate::render) url: String,
    pub(super) genre: &'static str,
    pub(super) summary: Option<&'a str>,
    pub(super) authors: &'a [String],
    pub(super) publisher: Option<&'a str>,
    pub(super) lang: &'a Lang,
    pub(super) dir: &'static str,
}

#[derive(Serialize)]
pub(in crate::render) struct PhotoView<'a> {
    pub(in crate::render) url: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) alt: &'a str,
    pub(in crate::render) credit: &'a str,
}

#[derive(Serialize)]
pub(super) struct ArticleContext<'a> {
    pub(super) title: &'a str,
    pub(in crate::render) url: String,
    pub(super) date: Date,
    pub(super) updated: Option<Date>,
    pub(super) section: Option<Value>,
    pub(super) tags: Vec<Value>,
    pub(super) series: Option<Value>,
    pub(super) summary: Option<&'a str>,
    pub(super) genre: &'static str,
    pub(super) minutes: usize,
    pub(super) reading_time: Value,
    pub(super) corrections: Vec<CorrectionView<'a>>,
    pub(super) translations: Vec<TranslationView<'a>>,
    pub(super) extra: Option<serde_json::Value>,
}

#[derive(Serialize)]
pub(super) struct CorrectionView<'a> {
    pub(super) date: Date,
    pub(super) text: &'a str,
    pub(super) by: &'static str,
}

#[derive(Serialize)]
pub(super) struct TranslationView<'a> {
    pub(super) lang: &'a Lang,
    pub(super) name: String,
    pub(in crate::render) url: String,
}

#[derive(Serialize)]
pub(super) struct WithdrawnContext<'a> {
    pub(super) title: &'a str,
    pub(super) date: Date,
    pub(super) withdrawn: Option<WithdrawnView<'a>>,
}

#[derive(Serialize)]
pub(super) struct WithdrawnView<'a> {
    pub(super) date: Date,
    pub(super) reason: Option<&'a str>,
}
