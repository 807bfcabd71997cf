//! What is known of an article beside its text: from a page's markup, a snippet, a wire's JSON, or front matter.

use jiff::civil::Date;

use super::{Author, Counter, CutText, Photo};
use crate::base::{Lang, WebUrl};

/// Facts with a name. What is absent is read from the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    pub(super) title: Option<String>,
    pub(super) original_title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) authors: Vec<Author>,
    pub(super) date: Option<Date>,
    /// What the markup claims; the text itself is believed first.
    pub(super) lang: Option<Lang>,
    pub(super) original_lang: Option<Lang>,
    pub(super) original_url: Option<WebUrl>,
    /// The name of the site or wire it comes from.
    pub(super) publisher: Option<String>,
    pub(super) license: Option<String>,
    pub(super) license_paragraph: Option<String>,
    pub(super) photos: Vec<Photo>,
    pub(super) translators: Vec<String>,
    /// Until when it must not be published, as the wire writes it.
    pub(super) embargo: Option<String>,
    pub(super) counter: Option<Counter>,
    /// Whether it is markup, in which a text without links has none.
    pub(super) shows_links: bool,
    /// What was left out before the text was read.
    pub(super) cuts: Vec<CutText>,
}
