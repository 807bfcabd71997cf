//! What templates see, as values to be serialised: each struct is a mapping of a template's context.
//!
//! Those of pages and cards list their texts, for [moulds](crate::render::mould). They take themselves apart to do so, so that no
//! field can be forgotten.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::base::Lang;
use crate::config::Responsible;
use crate::render::mould::{Text, View};

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

#[derive(Clone, Serialize)]
pub(super) struct Page<'a> {
    pub(super) kind: &'static str,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) url: Cow<'a, str>,
    pub(super) path: Cow<'a, str>,
    pub(super) home: &'a str,
    pub(super) lang: &'a Lang,
    pub(super) dir: &'static str,
    pub(super) description: Option<Cow<'a, str>>,
}

impl<'a> Page<'a> {
    fn list<'v>(&'v mut self, list: &mut Vec<Text<'v, 'a>>) {
        // Pages of other kinds and languages have other moulds.
        let Self { kind: _, title, url, path, home: _, lang: _, dir: _, description } = self;
        list.extend([title.as_mut(), Some(url), Some(path), description.as_mut()]);
    }
}

/// What components that are made for many pages know of them.
#[derive(Serialize)]
pub(super) struct On<'a> {
    pub(super) lang: &'a Lang,
    pub(super) dir: &'static str,
    pub(super) home: &'a str,
}

#[derive(Clone, Serialize)]
pub(super) struct Date<'a> {
    pub(super) iso: Cow<'a, str>,
    pub(super) text: Cow<'a, str>,
}

impl<'a> Date<'a> {
    fn list<'v>(date: Option<&'v mut Self>, list: &mut Vec<Text<'v, 'a>>) {
        let (iso, text) = date.map(|Self { iso, text }| (iso, text)).unzip();
        list.extend([iso, text]);
    }
}

#[derive(Clone, Serialize)]
pub(in crate::render) struct Link<'a> {
    pub(super) title: Cow<'a, str>,
    pub(in crate::render) url: Cow<'a, str>,
}

impl<'a> Link<'a> {
    fn list<'v>(link: Option<&'v mut Self>, list: &mut Vec<Text<'v, 'a>>) {
        let (title, url) = link.map(|Self { title, url }| (title, url)).unzip();
        list.extend([title, url]);
    }
}

/// A number in digits, which templates may reckon with; in a mould, the mark of one.
#[derive(Clone)]
pub(in crate::render) struct Number<'a>(pub(in crate::render) Cow<'a, str>);

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse() {
            Ok(number) => serializer.serialize_u64(number),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

/// What stands for the parts of a page: their tokens.
#[derive(Clone, Serialize)]
pub(super) struct Parts<'a> {
    #[serde(skip)]
    pub(super) head: Cow<'a, str>,
    pub(super) strip: Cow<'a, str>,
    #[serde(skip)]
    pub(super) figure: Option<Cow<'a, str>>,
    #[serde(skip)]
    pub(super) body: Cow<'a, str>,
    pub(super) notice: Cow<'a, str>,
}

impl<'a> Parts<'a> {
    fn list<'v>(&'v mut self, list: &mut Vec<Text<'v, 'a>>) {
        let Self { head, strip, figure, body, notice } = self;
        list.extend([Some(head), Some(strip), figure.as_mut(), Some(body), Some(notice)]);
    }
}

/// Tera looks for a field from the first to the last, so those that are asked for most often stand first.
#[derive(Clone, Serialize)]
pub(in crate::render) struct CardView<'a> {
    pub(super) tile: Cow<'a, str>,
    pub(in crate::render) photo: Option<PhotoView<'a>>,
    pub(super) section: Option<Link<'a>>,
    pub(super) date: Date<'a>,
    pub(super) title: Cow<'a, str>,
    pub(in crate::render) url: Cow<'a, str>,
    pub(in crate::render) genre: &'static str,
    pub(super) summary: Option<Cow<'a, str>>,
    pub(super) authors: Vec<Cow<'a, str>>,
    pub(super) publisher: Option<Cow<'a, str>>,
    pub(in crate::render) lang: &'a Lang,
    pub(super) dir: &'static str,
}

impl<'a> View<'a> for CardView<'a> {
    fn texts(&mut self) -> Vec<Text<'_, 'a>> {
        let Self { tile, photo, section, date, title, url, genre: _, summary, authors, publisher, lang: _, dir: _ } =
            self;
        let mut list = Vec::with_capacity(24);
        list.extend([Some(tile), Some(title), Some(url), summary.as_mut(), publisher.as_mut()]);
        PhotoView::list(photo.as_mut(), &mut list);
        Link::list(section.as_mut(), &mut list);
        Date::list(Some(date), &mut list);
        list.extend(authors.iter_mut().map(Some));
        list
    }
}

#[derive(Clone, Serialize)]
pub(in crate::render) struct PhotoView<'a> {
    pub(in crate::render) url: Cow<'a, str>,
    pub(super) width: Number<'a>,
    pub(super) height: Number<'a>,
    pub(super) alt: Cow<'a, str>,
    pub(in crate::render) credit: Cow<'a, str>,
}

impl<'a> PhotoView<'a> {
    fn list<'v>(photo: Option<&'v mut Self>, list: &mut Vec<Text<'v, 'a>>) {
        let texts = photo.map(|photo| {
            let Self { url, width: Number(width), height: Number(height), alt, credit } = photo;
            [url, width, height, alt, credit].map(Some)
        });
        list.extend(texts.unwrap_or_default());
    }
}

#[derive(Clone, Serialize)]
pub(super) struct ArticleContext<'a> {
    pub(super) title: Cow<'a, str>,
    pub(in crate::render) url: Cow<'a, str>,
    pub(super) date: Date<'a>,
    pub(super) updated: Option<Date<'a>>,
    pub(super) section: Option<Link<'a>>,
    pub(super) tags: Vec<Link<'a>>,
    pub(super) series: Option<Link<'a>>,
    pub(super) summary: Option<Cow<'a, str>>,
    pub(super) genre: &'static str,
    pub(super) minutes: Number<'a>,
    pub(super) reading_time: Cow<'a, str>,
    pub(super) corrections: Vec<CorrectionView<'a>>,
    pub(super) translations: Vec<TranslationView<'a>>,
    pub(super) extra: Option<serde_json::Value>,
}

/// The page of an article.
#[derive(Clone)]
pub(super) struct ArticlePage<'a> {
    pub(super) page: Page<'a>,
    pub(super) parts: Parts<'a>,
    pub(super) article: ArticleContext<'a>,
}

impl<'a> View<'a> for ArticlePage<'a> {
    fn texts(&mut self) -> Vec<Text<'_, 'a>> {
        let Self { page, parts, article } = self;
        let mut list = Vec::with_capacity(40);
        page.list(&mut list);
        parts.list(&mut list);
        article.list(&mut list);
        list
    }
}

impl<'a> ArticleContext<'a> {
    /// Whether there is no more in it than its texts and its genre.
    pub(super) fn is_plain(&self) -> bool {
        self.corrections.is_empty() && self.extra.is_none()
    }

    fn list<'v>(&'v mut self, list: &mut Vec<Text<'v, 'a>>) {
        let Self { title, url, date, updated, section, tags, series, summary, .. } = self;
        let Self { genre: _, minutes: Number(minutes), reading_time, corrections: _, translations, extra: _, .. } =
            self;
        list.extend([Some(title), Some(url), summary.as_mut(), Some(minutes), Some(reading_time)]);
        Date::list(Some(date), list);
        Date::list(updated.as_mut(), list);
        Link::list(section.as_mut(), list);
        Link::list(series.as_mut(), list);
        for tag in tags {
            Link::list(Some(tag), list);
        }
        list.push(None); // where the tags end
        for TranslationView { lang, name, url } in translations {
            list.extend([lang, name, url].map(Some));
        }
    }
}

#[derive(Clone, Serialize)]
pub(super) struct CorrectionView<'a> {
    pub(super) date: Date<'a>,
    pub(super) text: &'a str,
    pub(super) by: &'static str,
}

#[derive(Clone, Serialize)]
pub(super) struct TranslationView<'a> {
    pub(super) lang: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(in crate::render) url: Cow<'a, str>,
}

/// The page of a list, where it is not the first: tiles, and the way to newer and older ones.
#[derive(Clone)]
pub(super) struct ListPage<'a> {
    pub(super) page: Page<'a>,
    pub(super) head: Cow<'a, str>,
    pub(super) list: ListContext<'a>,
}

/// A list as templates see it, without its cards.
#[derive(Clone)]
pub(super) struct ListContext<'a> {
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) older: Option<Cow<'a, str>>,
    pub(super) newer: Option<Cow<'a, str>>,
    pub(super) number: Option<Number<'a>>,
    /// What stands for the tiles; empty where cards are more than tiles.
    pub(super) tiles: Vec<Cow<'a, str>>,
}

impl ListPage<'_> {
    /// Number of the first tile among the texts.
    pub(super) const TILES: usize = 9;
}

impl<'a> View<'a> for ListPage<'a> {
    fn texts(&mut self) -> Vec<Text<'_, 'a>> {
        let Self { page, head, list: ListContext { title, older, newer, number, tiles } } = self;
        let mut list = Vec::with_capacity(Self::TILES + tiles.len());
        page.list(&mut list);
        let number = number.as_mut().map(|Number(number)| number);
        list.extend([Some(head), title.as_mut(), older.as_mut(), newer.as_mut(), number]);
        list.extend(tiles.iter_mut().map(Some));
        list
    }
}

#[derive(Serialize)]
pub(super) struct WithdrawnContext<'a> {
    pub(super) title: &'a str,
    pub(super) date: Date<'a>,
    pub(super) withdrawn: Option<WithdrawnView<'a>>,
}

#[derive(Serialize)]
pub(super) struct WithdrawnView<'a> {
    pub(super) date: Date<'a>,
    pub(super) reason: Option<&'a str>,
}
