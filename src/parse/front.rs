//! The front matter of an article: flat keys that an editor can type.

mod values;

use serde::{Deserialize, Serialize};

use crate::base::{Lang, Route, WebUrl, When};
use crate::choice;
use crate::yaml::Fields;
use values::{Alias, Extra, Slug};

/// The front matter of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Repost, own text, or link.
    pub kind: Kind,
    /// The headline.
    pub title: String,
    /// When it was published here.
    pub date: When,
    /// When it was last changed here.
    pub updated: Option<When>,
    /// The language of this text; the site's if absent.
    pub lang: Option<Lang>,
    /// Where the original stands.
    pub original_url: Option<WebUrl>,
    /// The original's headline.
    pub original_title: Option<String>,
    /// The original's language.
    pub original_lang: Option<Lang>,
    /// When the original was published.
    pub original_date: Option<When>,
    /// Copyright, licence and disclaimer notices as they came with the copy.
    pub original_notice: Option<String>,
    /// The links of the original's text, where its publisher wants all of them kept; none if nobody has listed them.
    pub original_links: Option<Vec<WebUrl>>,
    /// The number by which the publisher's counter knows the original.
    pub pixel_id: Option<String>,
    /// Whose address search engines are to list, where it is not the usual one.
    pub canonical: Option<Canonical>,
    /// SPDX id, creativecommons.org address, `publisher-terms` or `unknown`; as typed.
    pub license: Option<String>,
    /// Id of a publisher profile.
    pub publisher: Option<String>,
    /// As the original credits them.
    pub authors: Vec<Author>,
    /// Who translated, and how.
    pub translation: Option<Translation>,
    /// What else was changed (CC 4.0, section 3(a)(1)(B)).
    pub changes: Option<String>,
    /// Text of the body that is not cut, whatever it looks like.
    pub keep: Vec<String>,
    /// Earlier versions that this one is made from.
    pub via: Vec<Via>,
    /// Other works that a round-up or mixed text uses.
    pub sources: Vec<SourceWork>,
    /// The lead picture: a file beside the article, or below `static/` if it begins with `/`.
    pub photo: Option<String>,
    /// What the picture shows, for who cannot see it.
    pub photo_alt: Option<String>,
    /// The caption.
    pub photo_caption: Option<String>,
    /// The credit line.
    pub photo_credit: Option<String>,
    /// SPDX id, `own`, `public-domain`, `handout` or the id of a permission.
    pub photo_license: Option<String>,
    /// Ids of permissions that were given.
    pub permissions: Vec<String>,
    /// News unless it says otherwise.
    pub genre: Genre,
    /// The section it stands in.
    pub section: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// A sentence or two for lists and feeds.
    pub summary: Option<String>,
    /// The address, where it is not the file's name.
    pub slug: Option<String>,
    /// Earlier addresses.
    pub aliases: Vec<Route>,
    /// Whether it is unfinished.
    pub draft: bool,
    /// Not to be published before.
    pub embargo: Option<When>,
    /// Not to be published from then on.
    pub expires: Option<When>,
    /// Taken down.
    pub withdrawn: Option<Withdrawn>,
    /// What the licensor no longer wants to be credited with.
    pub credit_removed: Option<CreditRemoved>,
    /// What was corrected.
    pub corrections: Vec<Correction>,
    /// What a person vouches for because no build can see it.
    pub answered: Vec<Answer>,
    /// The site's own keys, as JSON text.
    pub extra: Option<String>,
}

/// What an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Somebody else's text under their terms.
    Repost,
    /// The site's own text.
    Own,
    /// The site's summary with a link.
    Link,
}
choice!(Kind, "repost" => Repost, "own" => Own, "link" => Link);

/// The genre, where it brings duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Genre {
    /// Reporting.
    News,
    /// An opinion: the publisher's disclaimer is printed.
    Opinion,
    /// Paid for, and labelled so.
    Sponsored,
}
choice!(Genre, "news" => News, "opinion" => Opinion, "sponsored" => Sponsored);

/// An author as the original credits them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    pub name: String,
    /// Such as "reporter" or "photographer".
    pub role: Option<String>,
    /// The institution some publishers ask to name beside the author.
    pub institution: Option<String>,
    /// The page that tells who it is.
    pub url: Option<WebUrl>,
}

/// Who translated, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The translators.
    pub by: Vec<String>,
    /// By people, by a machine, or by a machine and then reviewed.
    pub method: Method,
    /// The machine's name.
    pub tool: Option<String>,
    /// Who reviewed the machine's text against the original.
    pub reviewed_by: Option<String>,
    /// When.
    pub reviewed_on: Option<When>,
}

/// How a translation was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// By people.
    Human,
    /// By a machine, unreviewed.
    Machine,
    /// By a machine, then reviewed by a person.
    MachineReviewed,
}
choice!(Method, "human" => Human, "machine" => Machine, "machine-reviewed" => MachineReviewed);

/// Whose address search engines are to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Canonical {
    /// The original's.
    Original,
    /// This page's own.
    Own,
}
choice!(Canonical, "original" => Original, "self" => Own);

/// An earlier version that this one is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// Where it stands.
    pub url: WebUrl,
    /// Its title.
    pub title: Option<String>,
    /// Its authors.
    pub authors: Vec<Author>,
    /// Who published it: a profile id or a name.
    pub publisher: Option<String>,
    /// Its licence, as typed.
    pub license: Option<String>,
    /// Who translated it.
    pub translated_by: Vec<String>,
    /// When it was published.
    pub date: Option<When>,
    /// What came with it.
    pub enclosed: Enclosed,
}

/// Another work that is used in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceWork {
    /// Where it stands.
    pub url: WebUrl,
    /// Its title.
    pub title: String,
    /// Its authors.
    pub authors: Vec<Author>,
    /// Who published it: a profile id or a name.
    pub publisher: Option<String>,
    /// Its licence, as typed.
    pub license: Option<String>,
    /// How it is used.
    pub usage: Use,
    /// Its language.
    pub lang: Option<Lang>,
    /// Who translated it here, and how, where that is not as with the article.
    pub translation: Option<Translation>,
    /// When it was published.
    pub date: Option<When>,
    /// What came with it.
    pub enclosed: Enclosed,
}

/// What came with the copy of an earlier version or of a source, for its publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Copyright, licence and disclaimer notices.
    pub notice: Option<String>,
    /// The links of the text that is used; none if nobody has listed them.
    pub links: Option<Vec<WebUrl>>,
    /// The number by which the publisher's counter knows it.
    pub pixel_id: Option<String>,
}

/// How another work is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Use {
    /// In translation.
    Translated,
    /// A part of it, as it is.
    Extract,
    /// Quoted, which needs no licence.
    Quoted,
}
choice!(Use, "translated" => Translated, "extract" => Extract, "quoted" => Quoted);

/// A text that was taken down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// When.
    pub date: When,
    /// Why, for readers.
    pub reason: Option<String>,
}

/// A licensor's wish not to be credited any more (CC 4.0, section 3(a)(3)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditRemoved {
    /// What is left out.
    pub items: Vec<CreditItem>,
    /// When it was asked for.
    pub on: When,
    /// Who asked.
    pub by: String,
}

/// What section 3(a)(1)(A) has a copy say, and 3(a)(3) has it leave out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CreditItem {
    /// The authors' names.
    Authors,
    /// The publisher's name.
    Publisher,
    /// The original's notices.
    Notice,
    /// The original's title and address.
    Link,
}
choice!(CreditItem, "authors" => Authors, "publisher" => Publisher, "notice" => Notice, "link" => Link);

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub date: When,
    /// What was wrong and is now right.
    pub text: String,
    /// Whose correction.
    pub by: By,
}

/// Whose correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// The original's publisher.
    Original,
    /// This site.
    Us,
}
choice!(By, "original" => Original, "us" => Us);

/// A question of the rights checklist that a person answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// Who vouches for it.
    pub by: String,
    /// When.
    pub on: When,
}

/// What no build can see, and a person answers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// Whether the site is one of those that the publisher's terms are for.
    Eligible,
    /// Whether the person who gave a permission may give it.
    SignatoryAuthority,
    /// Whether the contract for a photo covers this use.
    PhotoContract,
    /// Whether the translation says what the original says.
    FaithfulTranslation,
    /// Whether advertising stands where the terms allow it.
    AdPlacement,
    /// Whether a person chose this article, and no machine.
    SelectedIndividually,
    /// Whether the publisher was told.
    Notified,
    /// Whether what was edited is no more than the terms allow.
    EditsWithinTerms,
    /// Whether the headline is the original's, or says what that says.
    Headline,
    /// Whether the translation leaves nothing out.
    WholeTranslation,
    /// Whether a professional translated.
    ProfessionalTranslator,
    /// Whether the publisher has approved the text.
    Approved,
    /// Whether posts on social networks name the publisher.
    NamedInPosts,
}
choice!(
    Question, "selected-individually" => SelectedIndividually, "eligible" => Eligible,
    "signatory-authority" => SignatoryAuthority, "photo-contract" => PhotoContract,
    "faithful-translation" => FaithfulTranslation, "ad-placement" => AdPlacement, "notified" => Notified,
    "edits-within-terms" => EditsWithinTerms, "headline" => Headline, "whole-translation" => WholeTranslation,
    "professional-translator" => ProfessionalTranslator, "approved" => Approved, "named-in-posts" => NamedInPosts
);

/// Reads the keys. `None` only where there is no title or date, without which nothing can be shown.
pub(super) fn read(f: &mut Fields<'_>) -> Option<FrontMatter> {
    let (title, date) = (f.require("title"), f.require("date"));
    let front = FrontMatter {
        kind: f.take("kind").unwrap_or(Kind::Repost),
        title: title.clone().unwrap_or_default(),
        date: date.unwrap_or_else(|| When::parse("1970-01-01", &crate::base::Zone::utc()).expect("a fixed day")),
        updated: f.take("updated"),
        lang: f.take("lang"),
        original_url: f.take("original_url"),
        original_title: f.take("original_title"),
        original_lang: f.take("original_lang"),
        original_date: f.take("original_date"),
        original_notice: f.take("original_notice"),
        original_links: f.take("original_links"),
        pixel_id: f.take("pixel_id"),
        canonical: f.take("canonical"),
        license: f.take("license"),
        publisher: f.take("publisher"),
        authors: f.take("authors").unwrap_or_default(),
        translation: f.take("translation"),
        changes: f.take("changes"),
        keep: f.take("keep").unwrap_or_default(),
        via: f.take("via").unwrap_or_default(),
        sources: f.take("sources").unwrap_or_default(),
        photo: f.take("photo"),
        photo_alt: f.take("photo_alt"),
        photo_caption: f.take("photo_caption"),
        photo_credit: f.take("photo_credit"),
        photo_license: f.take("photo_license"),
        permissions: f.take("permissions").unwrap_or_default(),
        genre: f.take("genre").unwrap_or(Genre::News),
        section: f.take("section"),
        tags: f.take("tags").unwrap_or_default(),
        series: f.take("series"),
        summary: f.take("summary"),
        slug: f.take::<Slug>("slug").map(|s| s.0),
        aliases: f.take::<Vec<Alias>>("aliases").unwrap_or_default().into_iter().map(|a| a.0).collect(),
        draft: f.take("draft").unwrap_or(false),
        embargo: f.take("embargo"),
        expires: f.take("expires"),
        withdrawn: f.take("withdrawn"),
        credit_removed: f.take("credit_removed"),
        corrections: f.take("corrections").unwrap_or_default(),
        answered: f.take("answered").unwrap_or_default(),
        extra: f.take::<Extra>("extra").map(|e| e.0),
    };
    (title.is_some() && date.is_some()).then_some(front)
}
