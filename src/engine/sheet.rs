//! One article for who checks it: its row of the ledger, its page, what was cut from it, and its pictures.

use serde::Serialize;

use super::ledger::Row;
use super::survey::Survey;
use crate::base::{Lang, RelPath};
use crate::clean::{self, House};
use crate::parse;
use crate::plan::{View, article_route};
use crate::rights::Filed;
use crate::source::{self, Sources};

/// An article with all that its page is judged by.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// Its row of the ledger.
    pub row: Row,
    /// The address of its page, with the path of `base_url`; none while it has no page.
    pub page: Option<String>,
    /// The direction of its text.
    pub dir: &'static str,
    /// The text as it came: in order, what stays and what is cut.
    pub text: Vec<Passage>,
    /// The pictures that its page shows.
    pub pictures: Vec<Shown>,
}

/// A part of the text as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The Markdown.
    pub text: String,
    /// The rule that cuts it: `fr/donation/appeal`; none if it stays.
    pub rule: Option<String>,
}

/// A picture that a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its file.
    pub file: RelPath,
    /// Its address, with the path of `base_url`.
    pub url: String,
}

/// Makes the sheet of an article; `None` if its file cannot be read.
pub(super) fn sheet(sources: &dyn Sources, survey: &Survey, row: Row) -> Option<Sheet> {
    let source = source::read_text(sources, &row.article).ok()?;
    let lang = row.lang.clone().unwrap_or_else(|| survey.site.config.lang.clone());
    let (page, pictures) = planned(survey, &row.article);
    let text = match parse::parse(source.clone(), &survey.site.zone).value {
        Some(document) => passages(document, &lang, &survey.site.house),
        None => vec![Passage { text: source.text.to_string(), rule: None }],
    };
    Some(Sheet { page, dir: lang.dir().as_str(), text, pictures, row })
}

/// What stays and what is cut. Whether the article's rights allow the cuts is said in its row.
fn passages(document: parse::Document, lang: &Lang, house: &House) -> Vec<Passage> {
    let cleaned = clean::clean(document, lang, house);
    let (body, mut at) = (cleaned.document.body(), 0);
    let mut passages = Vec::new();
    for cut in &cleaned.cuts {
        passages.push(Passage { text: body[at..cut.range.start].to_owned(), rule: None });
        passages.push(Passage { text: body[cut.range.clone()].to_owned(), rule: Some(cut.rule.to_string()) });
        at = cut.range.end;
    }
    passages.push(Passage { text: body[at..].to_owned(), rule: None });
    passages.retain(|passage| !passage.text.is_empty());
    passages
}

/// The page of an article and the pictures on it.
fn planned(survey: &Survey, article: &RelPath) -> (Option<String>, Vec<Shown>) {
    let config = &survey.site.config;
    let known = survey.articles.binary_search_by(|known| known.path.cmp(article)).ok();
    let route = |article: &Filed| article_route(config, &article.path, &article.lang, article.slug.as_deref());
    let Some(route) = known.and_then(|at| route(&survey.articles[at])) else {
        return (None, Vec::new());
    };
    let Some(spec) = survey.plan.get(&route).filter(|spec| spec.article().is_some_and(|a| a.path == *article)) else {
        return (None, Vec::new());
    };
    let pictures = match &spec.view {
        View::Article(view) => {
            let lead = view.card.photo.iter().map(|photo| &photo.image);
            let images = lead.chain(view.images.values());
            images
                .map(|image| Shown { file: image.file.clone(), url: config.href(&image.route).into_owned() })
                .collect()
        }
        _ => Vec::new(),
    };
    (Some(config.href(&route).into_owned()), pictures)
}
