//! The parts of a profile that have parts of their own.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rules::{
    Evidence, ExtentRule, LogoLink, NotifyWhat, NotifyWhen, PixelId, PixelKind, ShownIn, Then, Variant, Wish,
};
use crate::base::{Lang, WebUrl, When};
use crate::rights::Place;

/// Republication terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Where they stand.
    pub url: Option<WebUrl>,
    /// When they were read.
    pub read_on: Option<When>,
    /// How well they are known.
    pub evidence: Evidence,
}

/// A text that must stand at a publisher's articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credit {
    /// Where.
    pub place: Place,
    /// The text; `{author}`, `{title}`, `{date}`, `{year}`, `{translator}`, `{site}` and `{publisher}` are filled in.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// In which language it is shown on a translation.
    pub shown_in: ShownIn,
    /// The same text in other languages, as the publisher or the site words it.
    pub translations: BTreeMap<String, String>,
    /// To which versions of an article it belongs.
    pub variant: Variant,
    /// How well the wording is known.
    pub evidence: Evidence,
    /// Words of the text that must be links.
    pub links: Vec<CreditLink>,
}

/// Words of a credit that must be a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreditLink {
    /// The words.
    pub text: String,
    /// Where the link goes.
    pub target: Target,
}

/// A text for opinion pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disclaimer {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// How well the wording is known.
    pub evidence: Evidence,
}

/// Who stands for a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// The person.
    pub by: String,
    /// When they read the publisher's page.
    pub on: When,
}

/// Links that a publisher wants on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkRules {
    /// To the original.
    pub article: Wish,
    /// To the publisher's front page.
    pub home: Wish,
    /// To its newsletter, whose address is `newsletter_url`.
    pub newsletter: Wish,
}

/// The publisher's logo, which the site supplies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Logo {
    /// Whether it must be shown.
    pub need: Wish,
    /// Where it leads.
    pub link_to: LogoLink,
    /// The file, below `static/`: `/logos/example-wire.svg`.
    pub file: Option<String>,
}

/// A counter that tells the publisher how often its article is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pixel {
    /// Picture or script.
    pub kind: PixelKind,
    /// Its address; `{id}` stands for the article's number.
    pub url: String,
    /// Where the number comes from.
    pub id: PixelId,
}

/// How much of an article may be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// All of it, or a beginning.
    pub rule: ExtentRule,
    /// At most so many paragraphs.
    pub paragraphs: Option<u32>,
    /// At most so many words.
    pub words: Option<u32>,
}

/// When an article may be published, counted in days from the original's publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Not before so many days.
    pub wait_days: Option<u32>,
    /// Not after so many days.
    pub days: Option<u32>,
    /// What happens then.
    pub then: Then,
}

/// Whom to tell of a publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notify {
    /// Before it or after.
    pub when: NotifyWhen,
    /// The address, or how else.
    pub to: Option<String>,
    /// What to send.
    pub include: Vec<NotifyWhat>,
}

/// A statement for machines in the page's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadMeta {
    /// Its name.
    pub name: String,
    /// What it says; `{original_url}` is filled in.
    pub content: String,
}

/// Where a mandatory link goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Target {
    /// The original article.
    Original,
    /// The publisher's home page.
    Home,
    /// The publisher's newsletter.
    Newsletter,
    /// The licence.
    Licence,
    /// This address.
    Url(WebUrl),
}
