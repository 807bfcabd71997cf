//! Proves on the finished page that every duty is visible. Only [`page`] and its siblings make a [`Verified`], and only a
//! `Verified` is ever written.
//!
//! A template says where the parts that the engine renders stand, by printing their [`mark`]s. The page without its body is
//! parsed as a browser parses it; each part must stand there once, shown, where blocks may stand; only then the parts are put
//! in. Overlays, contrast and scripts are not claimed.

mod address;
mod artifact;
mod canonical;
mod css;
mod duty;
mod fault;
mod figures;
mod known;
mod loads;
mod markup;
mod names;
mod pattern;
mod photo;
mod reader;
mod rows;
mod shape;
mod shell;
mod shown;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use artifact::{Item, asset, feed, redirect, text, xml};
pub use css::Stylesheets;

use crate::base::{RelPath, Route};
use crate::diag::{Code, Diagnostic};
use crate::render::attribution::Need;
use crate::render::{Tile, mark};
use crate::rights::Part;

/// A file of the site that may be written.
#[derive(Clone, Debug)]
pub struct Verified {
    route: Route,
    bytes: Cow<'static, [u8]>,
}

impl Verified {
    /// The address.
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// What to write.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A part with its HTML.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// Which part.
    pub part: Part,
    /// The token that [`mark`] was made of.
    pub token: &'a str,
    /// What is put in its place: balanced HTML.
    pub html: &'a str,
}

/// A picture that the site shows in lists, with the credit that goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Photo<'a> {
    /// Its address: with the base path, without the host.
    pub src: &'a str,
    /// The credit line.
    pub credit: &'a str,
}

/// A page to be verified.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Where it goes.
    pub route: &'a Route,
    /// Its full address, with host and base path.
    pub url: &'a str,
    /// The template's name: `article.html`.
    pub template: &'a str,
    /// The template's file, where the site has one.
    pub template_file: Option<&'a RelPath>,
    /// The article it shows.
    pub article: Option<&'a RelPath>,
    /// What the template printed, with marks.
    pub shell: &'a str,
    /// What of it many pages share, in order.
    pub tiles: &'a [Tile],
    /// The parts of the page. Each must be placed once, a figure at most once.
    pub slots: &'a [Slot<'a>],
    /// What the parts must show.
    pub needs: &'a [Need<'a>],
    /// Pictures that cards may show.
    pub photos: &'a [Photo<'a>],
    /// The address that the page's one canonical link must name; without it there must be none.
    pub canonical: Option<&'a str>,
    /// Other hosts that the page may load from: those of a publisher's counter pixel.
    pub hosts: &'a [&'a str],
}

/// Verifies a page and puts its parts in.
pub fn page(page: &Page<'_>, css: &Stylesheets) -> Result<Verified, Vec<Diagnostic>> {
    let mut found = Findings { page, list: Vec::new() };
    let spliced = shell::check(page, css, &mut found);
    if found.list.is_empty() {
        return Ok(Verified { route: page.route.clone(), bytes: spliced.into_bytes().into() });
    }
    Err(found.list)
}

/// Findings about one page, each once.
struct Findings<'p> {
    page: &'p Page<'p>,
    list: Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a finding about the template.
    fn push(&mut self, code: Code, message: &str, hint: &str) {
        let message = format!("the template `{}` {message} {}", self.page.template, self.on_page());
        let diagnostic = Diagnostic::new(code, message).hint(hint);
        self.add(match self.page.template_file {
            Some(file) => diagnostic.in_file(file),
            None => diagnostic,
        });
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        if !self.list.contains(&diagnostic) {
            self.list.push(diagnostic);
        }
    }

    /// Which page, in words.
    fn on_page(&self) -> String {
        match self.page.article {
            Some(article) => format!("(page of {article})"),
            None => format!("(page {})", self.page.route),
        }
    }
}
