//! Publisher profiles: who they are, how their copy is recognised, and what they demand.
//!
//! A profile says where its facts were read and when. What nobody has read on the publisher's own page is marked so, and
//! wording that is not confirmed is never printed as the publisher's.

mod read;

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use serde::Serialize;

use super::{Licence, Link, Place};
use crate::base::{Lang, WebUrl, When};
use crate::choice;
use crate::diag::did_you_mean;

/// All profiles by id.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Publishers {
    all: BTreeMap<String, Publisher>,
    /// Finds the phrases that betray a wire's copy.
    #[serde(skip)]
    phrases: Option<AhoCorasick>,
}

/// A profile. Its id is the stem of its file's name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Publisher {
    /// The name, as it is printed.
    pub name: String,
    /// Its home page.
    pub home_url: Option<WebUrl>,
    /// Other names it is known by.
    pub also_known_as: Vec<String>,
    /// Hosts of its articles.
    pub domains: Vec<String>,
    /// Phrases that its copy carries, in any language.
    pub phrases: Vec<String>,
    /// The languages it publishes in, the main one first.
    pub languages: Vec<Lang>,
    /// Its republication terms.
    pub terms: Option<Terms>,
    /// The licence of its articles, where they do not say otherwise.
    pub license: Option<Licence>,
    /// Whether its articles may be translated.
    pub translation: TranslationRule,
    /// Texts that must stand at its articles.
    pub credit: Vec<Credit>,
    /// How it wants its byline: `{author}, {publisher}`. A preposition of the publisher's language is left off when read.
    pub byline: Option<String>,
    /// What must stand at its opinion pieces.
    pub opinion_disclaimer: Option<Disclaimer>,
    /// Whether search engines must be sent to the original.
    pub canonical: CanonicalRule,
    /// What may be edited.
    pub edits: Edits,
    /// Who has read the publisher's page and confirms the profile.
    pub confirmed: Option<Confirmation>,
}

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
    /// Above or below the body.
    pub place: Place,
    /// The text; `{author}`, `{title}`, `{date}` and `{publisher}` are filled in.
    pub text: String,
    /// Its language.
    pub lang: Lang,
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

/// Where a mandatory link goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Target {
    /// The original article.
    Original,
    /// The publisher's home page.
    Home,
    /// This address.
    Url(WebUrl),
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

/// How well a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Evidence {
    /// Read on the publisher's own page.
    PublisherPage,
    /// Quoted by somebody else.
    ThirdParty,
    /// From memory or inference.
    Unconfirmed,
}
choice!(Evidence, "publisher-page" => PublisherPage, "third-party" => ThirdParty, "unconfirmed" => Unconfirmed);

/// Whether translations are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TranslationRule {
    /// In words.
    Allowed,
    /// On request.
    Permission,
    /// No, says the publisher.
    Forbidden,
    /// The terms do not say.
    Unknown,
}
choice!(TranslationRule, "allowed" => Allowed, "permission" => Permission, "forbidden" => Forbidden, "unknown" => Unknown);

/// Whether the page must name the original as its canonical address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CanonicalRule {
    /// Yes.
    Required,
    /// No.
    None,
}
choice!(CanonicalRule, "required" => Required, "none" => None);

/// What may be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Edits {
    /// Everything, if it is said.
    Free,
    /// Style, time and place.
    Style,
    /// Nothing.
    None,
    /// The terms do not say.
    Unknown,
}
choice!(Edits, "free" => Free, "style" => Style, "none" => None, "unknown" => Unknown);

/// Who stands for a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// The person.
    pub by: String,
    /// When they read the publisher's page.
    pub on: When,
}

/// What tells a publisher's copy, for import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The profile's id.
    pub id: &'a str,
    /// The name and its variants.
    pub names: Vec<&'a str>,
    /// Hosts of its articles.
    pub domains: &'a [String],
    /// Phrases of its copy.
    pub phrases: &'a [String],
    /// The languages it publishes in, where that is known.
    pub languages: &'a [Lang],
}

impl Publishers {
    /// A profile by id.
    pub fn get(&self, id: &str) -> Option<&Publisher> {
        self.all.get(id)
    }

    /// All profiles, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Publisher)> {
        self.all.iter().map(|(id, publisher)| (id.as_str(), publisher))
    }

    /// What tells each publisher's copy.
    pub fn hints(&self) -> impl Iterator<Item = Hint<'_>> {
        self.iter().map(|(id, p)| Hint {
            id,
            names: std::iter::once(&p.name).chain(&p.also_known_as).map(String::as_str).collect(),
            domains: &p.domains,
            phrases: &p.phrases,
            languages: &p.languages,
        })
    }

    /// The id that was probably meant.
    pub fn did_you_mean(&self, typed: &str) -> Option<&str> {
        let by_name = self.iter().find(|(_, p)| p.is_called(typed)).map(|(id, _)| id);
        by_name.or_else(|| did_you_mean(typed, self.all.keys().map(String::as_str)))
    }

    /// The place of the first phrase of a wire in a text.
    pub fn phrase_in(&self, text: &str) -> Option<Range<usize>> {
        self.phrases.as_ref()?.find(text).map(|found| found.range())
    }
}

impl Publisher {
    /// Whether a name means this publisher.
    pub fn is_called(&self, name: &str) -> bool {
        std::iter::once(&self.name).chain(&self.also_known_as).any(|n| n.eq_ignore_ascii_case(name.trim()))
    }

    /// Whether wording with this evidence may be printed as the publisher's own.
    pub fn is_confirmed(&self, evidence: Evidence) -> bool {
        evidence == Evidence::PublisherPage || self.confirmed.is_some()
    }

    /// The name with the home page.
    pub fn link(&self) -> Link {
        Link { text: self.name.clone(), url: self.home_url.clone() }
    }
}

#[cfg(test)]
mod tests;
