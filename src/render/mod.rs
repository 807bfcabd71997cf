//! Makes pages of what is planned and cleared. A page is a pure function of its [`PageSpec`](crate::plan::PageSpec) and, for texts, of the bodies
//! that the spec names by digest.

pub mod attribution;
mod context;
mod feeds;
mod head;
pub mod highlight;
mod jsonld;
pub mod markdown;
mod mould;
mod reservations;
mod sanitise;
mod sitemap;
pub mod strings;
mod template;
mod tiles;
mod tokens;

use std::collections::BTreeMap;

pub use context::{Shell, Theme, shell};
pub use feeds::feed;
pub use head::Head;
pub use reservations::{rsl, tdmrep};
pub use sitemap::{robots, sitemap, sitemap_index};
pub use template::Templates;
pub use tiles::Tile;
pub use tokens::{TOKEN, Tokens, mark};

use crate::base::{Route, Span, escape_html};
use crate::clean;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::plan::{Image, Picture};
use crate::rights::Story;

/// The engine-rendered parts of an article's page, in HTML.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The attribution above the body.
    pub strip: String,
    /// The lead picture with caption and credit; empty without one.
    pub figure: String,
    /// The body.
    pub body: String,
    /// The attribution below the body.
    pub notice: String,
    /// Words in the body, for the reading time.
    pub words: usize,
}

impl Parts {
    /// The whole text as a feed carries it.
    pub fn html(&self) -> String {
        [self.strip.as_str(), &self.figure, &self.body, &self.notice].concat()
    }
}

/// Which links a text gets: those of a page of the site, or whole addresses for readers elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Beginning with the path of `base_url`.
    Local,
    /// Beginning with scheme and host.
    Absolute,
}

impl Links {
    fn base(self, config: &Config) -> String {
        match self {
            Self::Local => config.base_path().to_owned(),
            Self::Absolute => format!("{}{}", config.origin(), config.base_path()),
        }
    }
}

/// What an article's text is rendered from.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The article.
    pub article: &'a Story,
    /// Its lead picture.
    pub photo: Option<&'a Picture>,
    /// The pictures in its body, by the address that the Markdown has.
    pub images: &'a BTreeMap<String, Image>,
    /// Its source file.
    pub source: &'a str,
}

/// Renders the parts of an article, with what an editor should know.
pub fn parts(theme: &Theme<'_>, text: Text<'_>, links: Links) -> (Parts, Vec<Diagnostic>) {
    let article = text.article;
    let base = links.base(theme.config);
    let origin = base.strip_suffix(theme.config.base_path()).unwrap_or_default();
    let source = &text.source[article.body().start..];
    let body = clean::apply(source, &article.body().cuts);
    let shown = |image: &Image| attribution::Image {
        url: format!("{base}{}", image.route.encoded()),
        size: Some((image.width, image.height)),
    };
    let pictures = |wanted: &markdown::Picture<'_>| {
        let known = article.pictures().iter().find(|picture| picture.target == wanted.src)?;
        // One that may no longer be shown is not in the page's spec, and leaves no gap.
        let image = text.images.get(wanted.src);
        Some(image.map(|image| attribution::figure(&known.photo, &shown(image))).unwrap_or_default())
    };
    let word = |key: &str| theme.strings.word(key, article.lang());
    let options = markdown::Options {
        heading_offset: u8::from(has_first_level(&body)),
        base: &base,
        html: theme.config.html,
        pictures: &pictures,
        words: markdown::Words { footnotes: word("footnotes"), back: word("footnote_back") },
    };
    let rendered = markdown::to_html(&body, &options);
    let figure = article.photo().zip(text.photo);
    let figure = figure.map(|(photo, picture)| attribution::figure(photo, &shown(&picture.image)));
    let found = rendered.findings.iter().map(|finding| {
        let at = |byte| article.body().start + clean::before_cuts(&article.body().cuts, byte);
        let range = at(finding.range.start)..at(finding.range.end);
        finding.diagnose(article.path()).at(Span::new(article.path(), range))
    });
    let parts = Parts {
        strip: attribution::strip(article, theme.strings, origin),
        figure: figure.unwrap_or_default(),
        notice: attribution::notice(article, theme.strings),
        words: words(&body),
        body: rendered.html,
    };
    (parts, found.collect())
}

/// Words of a text that has spaces between them; close enough for a reading time, and a hundredth of what Unicode's rules cost.
fn words(text: &str) -> usize {
    let count = |byte| memchr::memchr_iter(byte, text.as_bytes()).count();
    count(b' ') + count(b'\n')
}

/// Whether a body has headings of the first level. The page's title is the only `<h1>`, so they all move down by one; where
/// an author began with the second level, as most do, nothing moves. (A comment in a code block only moves them as well.)
fn has_first_level(body: &str) -> bool {
    let begins_line = |at: usize| at == 0 || body.as_bytes()[at - 1] == b'\n';
    let is_first = |at: usize| {
        let line = body[at..].lines().next().unwrap_or_default();
        line.starts_with("# ") || (line.starts_with('=') && line.trim_end().bytes().all(|b| b == b'='))
    };
    memchr::memchr2_iter(b'#', b'=', body.as_bytes()).any(|at| begins_line(at) && is_first(at))
}

/// Renders the page at an earlier address: hosts that know no redirects serve it, and browsers follow it without a script.
pub fn redirect(config: &Config, to: &Route) -> String {
    let (href, absolute) = (config.href(to), config.absolute(to));
    let (href, absolute) = (escape_html(&href), escape_html(&absolute));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{absolute}</title>\n\
         <link rel=\"canonical\" href=\"{absolute}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\">\n<p><a href=\"{href}\">{absolute}</a></p>\n</html>\n",
        config.lang
    )
}
