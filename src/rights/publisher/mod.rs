//! Publisher profiles: who they are, how their copy is recognised, and what they demand.
//!
//! A profile says where its facts were read and when. What nobody has read on the publisher's own page is marked so, and
//! wording that is not confirmed is never printed as the publisher's.

mod parts;
mod read;
mod rules;
mod values;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::Serialize;

use super::{Licence, Link};
use crate::base::{Lang, RelPath, WebUrl, When};
use crate::diag::did_you_mean;

pub use parts::{
    Confirmation, Credit, CreditLink, Disclaimer, Extent, HeadMeta, LinkRules, Logo, Notify, Pixel, Target, Term, Terms,
};
pub use rules::{
    Ads, CanonicalRule, Commercial, Edits, Eligibility, Evidence, ExtentRule, Headline, LogoLink, NotifyWhat,
    NotifyWhen, Paywall, PhotoRule, PixelId, PixelKind, Selection, ShownIn, Takedown, Then, TranslationCondition,
    TranslationRule, Variant, Wish,
};

/// Sentences by which republished copy gives itself away, whoever wrote it (as the publishers' republication guidelines word
/// them).
const GENERAL_PHRASES: &[&str] = &[
    "article is republished from",
    "story is republished from",
    "article was originally published",
    "story was originally published",
    "article originally appeared",
    "story originally appeared",
    "article first appeared on",
    "story first appeared on",
    "is available without charge to any",
    "article est republié à partir de",
    "artículo fue publicado originalmente",
    "نُشر هذا المقال",
];

/// All profiles by id.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Publishers {
    all: BTreeMap<String, Publisher>,
    /// Finds the phrases that betray a wire's copy. Made on first use: few sites ask.
    #[serde(skip)]
    phrases: OnceLock<Option<AhoCorasick>>,
    /// Whose articles stand on which host.
    #[serde(skip)]
    hosts: BTreeMap<String, String>,
    /// The site's own files, by id.
    #[serde(skip)]
    own: BTreeMap<String, RelPath>,
}

/// A profile. Its id is the stem of its file's name. What a profile does not say is unknown.
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
    /// When the facts of this profile were last gathered.
    pub revised: Option<When>,
    /// How well single fields are known, where it is not as `terms` says.
    pub evidence: BTreeMap<&'static str, Evidence>,
    /// The fields that demand or grant something and are in the file.
    pub stated: Vec<&'static str>,
    /// What the publisher wants of whom it republishes to.
    pub eligibility: Vec<Eligibility>,
    /// The licence of its articles, where they do not say otherwise.
    pub license: Option<Licence>,
    /// Whether its articles may be translated.
    pub translation: TranslationRule,
    /// On what terms.
    pub translation_conditions: Vec<TranslationCondition>,
    /// The licence that a translation must be under.
    pub translation_license: Option<Licence>,
    /// Texts that must stand at its articles.
    pub credit: Vec<Credit>,
    /// How it wants its byline: `{author}, {publisher}`. A preposition of the publisher's language is left off when read.
    pub byline: Option<String>,
    /// Whether the authors' institutions must be named.
    pub institution: Wish,
    /// Links that must be there, or must not.
    pub links: LinkRules,
    /// Where its newsletter is subscribed to.
    pub newsletter_url: Option<WebUrl>,
    /// Whether all links of the original must stay.
    pub keep_links: Wish,
    /// Its logo.
    pub logo: Option<Logo>,
    /// What must stand at its opinion pieces.
    pub opinion_disclaimer: Option<Disclaimer>,
    /// Whether search engines must be sent to the original.
    pub canonical: CanonicalRule,
    /// Whether search engines must be kept from the page.
    pub noindex: Wish,
    /// Statements for machines in the page's head.
    pub head_meta: Vec<HeadMeta>,
    /// Its counter.
    pub pixel: Option<Pixel>,
    /// Which pictures of a story may be shown.
    pub photo: PhotoRule,
    /// What the credit of such a picture must hold.
    pub photo_credit: Option<String>,
    /// What may be edited.
    pub edits: Edits,
    /// Whether the headline may be another.
    pub headline: Headline,
    /// What advertising may stand beside.
    pub ads: Ads,
    /// Whether a commercial site may publish it.
    pub commercial: Commercial,
    /// Whether readers may have to pay.
    pub paywall: Paywall,
    /// How much may be published.
    pub extent: Option<Extent>,
    /// When it may be published.
    pub term: Option<Term>,
    /// Whether it may have an article taken down.
    pub takedown: Takedown,
    /// How articles are chosen.
    pub selection: Selection,
    /// Whom to tell.
    pub notify: Option<Notify>,
    /// What to name in posts on social networks.
    pub social: Option<String>,
    /// Phrases that take a text out of the grant.
    pub exclude_if: Vec<String>,
    /// Authors whose texts are outside the grant, such as agencies.
    pub exclude_authors: Vec<String>,
    /// Who has read the publisher's page and confirms the profile.
    pub confirmed: Option<Confirmation>,
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
    /// Whether all links of its text must stay.
    pub keeps_links: bool,
    /// Whether the profile says under which licence all its texts stand.
    pub grants_license: bool,
}

impl Publishers {
    /// A profile by id.
    pub fn get(&self, id: &str) -> Option<&Publisher> {
        self.all.get(id)
    }

    /// The profile that an entry of `via` or `sources` names, by id or by name, with its id.
    pub fn known(&self, typed: &str) -> Option<(&str, &Publisher)> {
        let by_id = self.all.get_key_value(typed).map(|(id, publisher)| (id.as_str(), publisher));
        by_id.or_else(|| self.iter().find(|(_, publisher)| publisher.is_called(typed)))
    }

    /// The profile of the publisher on whose host an address lies, with its id.
    pub fn at(&self, url: &WebUrl) -> Option<(&str, &Publisher)> {
        let parents = std::iter::successors(Some(url.host()), |host| host.split_once('.').map(|(_, parent)| parent));
        let id = parents.into_iter().find_map(|host| self.hosts.get(host))?;
        Some((id, self.all.get(id)?))
    }

    /// The site's own file of a profile; none where it is built in.
    pub fn own_file(&self, id: &str) -> Option<&RelPath> {
        self.own.get(id)
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
            keeps_links: p.keep_links == Wish::Required,
            grants_license: p.granted_license().is_some(),
        })
    }

    /// The id that was probably meant.
    pub fn did_you_mean(&self, typed: &str) -> Option<&str> {
        let by_name = self.iter().find(|(_, p)| p.is_called(typed)).map(|(id, _)| id);
        by_name.or_else(|| did_you_mean(typed, self.all.keys().map(String::as_str)))
    }

    /// The place of the first phrase of a wire in a text.
    pub fn phrase_in(&self, text: &str) -> Option<Range<usize>> {
        let search = self.phrases.get_or_init(|| {
            let own = self.all.values().flat_map(|p| &p.phrases).map(String::as_str);
            let phrases = own.chain(GENERAL_PHRASES.iter().copied());
            // Phrases that are too many or too long for the automaton only cost a warning, so failing to build it is no error.
            AhoCorasick::builder().ascii_case_insensitive(true).build(phrases).ok()
        });
        search.as_ref()?.find(text).map(|found| found.range())
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

    /// Whether its facts were gathered after another profile was confirmed or revised.
    fn is_newer_than(&self, other: &Self) -> bool {
        let known =
            other.confirmed.as_ref().map(|c| c.on).or(other.revised).or(other.terms.as_ref().and_then(|t| t.read_on));
        self.revised.zip(known).is_some_and(|(new, old)| new.timestamp() > old.timestamp())
    }

    /// How well a field of the profile is known; `None` where a site's own profile says nothing of its sources.
    pub fn evidence(&self, field: &str) -> Option<Evidence> {
        self.evidence.get(field).copied().or(self.terms.as_ref().map(|terms| terms.evidence))
    }

    /// The licence of its articles. One that is only remembered grants nothing.
    pub fn granted_license(&self) -> Option<&Licence> {
        self.license.as_ref().filter(|_| !self.is_hearsay("license"))
    }

    /// Whether translations are allowed. A grant that is only remembered grants nothing.
    pub fn granted_translation(&self) -> TranslationRule {
        match self.translation {
            TranslationRule::Allowed if self.is_hearsay("translation") => TranslationRule::Unknown,
            rule => rule,
        }
    }

    /// Which pictures of a story go with it. A grant that is only remembered grants nothing.
    pub fn granted_photo(&self) -> PhotoRule {
        if self.is_hearsay("photo") { PhotoRule::Unknown } else { self.photo }
    }

    /// Whether a commercial site may publish its articles. A waiver that is only remembered waives nothing.
    pub fn granted_commercial(&self) -> Commercial {
        match self.commercial {
            Commercial::Waiver if self.is_hearsay("commercial") => Commercial::Unknown,
            rule => rule,
        }
    }

    fn is_hearsay(&self, field: &str) -> bool {
        self.evidence.get(field) == Some(&Evidence::Unconfirmed) && self.confirmed.is_none()
    }

    /// Whether a demand that a machine can see to be met is known well enough to refuse a page for it.
    pub fn is_sure_of(&self, field: &str) -> bool {
        self.evidence(field).is_none_or(|evidence| self.is_confirmed(evidence))
    }

    /// The name with the home page.
    pub fn link(&self) -> Link {
        Link { text: self.name.clone(), url: self.home_url.clone() }
    }
}

#[cfg(test)]
mod tests;
