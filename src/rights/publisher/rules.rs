//! What a publisher can demand, each in a closed set of words. `unknown` is what nobody has read anywhere; it never counts as
//! consent.

use serde::Serialize;

use crate::choice;

/// How well a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Evidence {
    /// Read on the publisher's own page.
    PublisherPage,
    /// Quoted by somebody else, or read in the code of the publisher's republication tool.
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

/// On what terms a translation that is allowed is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum TranslationCondition {
    /// It says that it is a translation; every one here does.
    Acknowledge,
    /// It names who translated, even where a machine did most of it.
    NameTranslator,
    /// It is marked as not the publisher's own.
    MarkUnofficial,
    /// It is whole.
    Whole,
    /// The site is not commercial.
    Noncommercial,
    /// A professional translated; no build sees it.
    Professional,
    /// The publisher has approved it; no build sees it.
    Approval,
}
choice!(
    TranslationCondition, "acknowledge" => Acknowledge, "name-translator" => NameTranslator,
    "mark-unofficial" => MarkUnofficial, "whole" => Whole, "noncommercial" => Noncommercial,
    "professional" => Professional, "approval" => Approval
);

/// Something that is demanded, asked for, not wanted, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Wish {
    /// It must be there.
    Required,
    /// It would please the publisher; nothing fails without it.
    Asked,
    /// It is not wanted, and left out.
    Forbidden,
    /// The terms do not say.
    Unknown,
}
choice!(Wish, "required" => Required, "asked" => Asked, "forbidden" => Forbidden, "unknown" => Unknown);

/// Whether the page must name the original as its canonical address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CanonicalRule {
    /// Yes.
    Required,
    /// If a page names one, it must be the original's.
    IfUsed,
    /// It need not.
    None,
    /// It must not.
    Forbidden,
    /// The terms do not say.
    Unknown,
}
choice!(
    CanonicalRule, "required" => Required, "if-used" => IfUsed, "none" => None, "forbidden" => Forbidden,
    "unknown" => Unknown
);

/// What may be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Edits {
    /// Everything, if it is said.
    Free,
    /// It may be made shorter, and its style adapted.
    Shorten,
    /// Style, time and place.
    Style,
    /// Nothing.
    None,
    /// The terms do not say.
    Unknown,
}
choice!(Edits, "free" => Free, "shorten" => Shorten, "style" => Style, "none" => None, "unknown" => Unknown);

/// Whether the headline may be another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Headline {
    /// It may.
    Change,
    /// It stays.
    Keep,
    /// On request.
    Permission,
    /// The terms do not say.
    Unknown,
}
choice!(Headline, "change" => Change, "keep" => Keep, "permission" => Permission, "unknown" => Unknown);

/// What advertising may stand beside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Ads {
    /// Any.
    PageOk,
    /// None that is sold against this text.
    NotAgainst,
    /// None within the text.
    NotWithin,
    /// None.
    None,
    /// The terms do not say.
    Unknown,
}
choice!(
    Ads, "page-ok" => PageOk, "not-against" => NotAgainst, "not-within" => NotWithin, "none" => None, "unknown" => Unknown
);

/// Whether a commercial site may publish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Commercial {
    /// It may.
    Ok,
    /// It may, for the publisher waives what its licence withholds from news sites.
    Waiver,
    /// For a fee or on request.
    Fee,
    /// It may not.
    Noncommercial,
    /// The terms do not say; the licence decides.
    Unknown,
}
choice!(
    Commercial, "ok" => Ok, "waiver" => Waiver, "fee" => Fee, "noncommercial" => Noncommercial, "unknown" => Unknown
);

/// Whether readers may have to pay or sign up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Paywall {
    /// They may.
    Ok,
    /// They may not.
    Not,
    /// The terms do not say.
    Unknown,
}
choice!(Paywall, "ok" => Ok, "not" => Not, "unknown" => Unknown);

/// Which of the story's pictures may be shown with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PhotoRule {
    /// None.
    Exclude,
    /// The publisher's own.
    OwnOnly,
    /// Those of the story, with it.
    WithStory,
    /// Those of the story, on a site that is not commercial.
    Noncommercial,
    /// The terms do not say, which excludes them.
    Unknown,
}
choice!(
    PhotoRule, "exclude" => Exclude, "own-only" => OwnOnly, "with-story" => WithStory, "noncommercial" => Noncommercial,
    "unknown" => Unknown
);

/// How articles are to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Selection {
    /// One by one, by a person.
    Individual,
    /// Not all of them, nor by a machine.
    NotSystematic,
    /// In any way.
    Any,
    /// The terms do not say.
    Unknown,
}
choice!(
    Selection, "individual" => Individual, "not-systematic" => NotSystematic, "any" => Any, "unknown" => Unknown
);

/// What the publisher wants of whom it republishes to. No build sees it; a person vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Eligibility {
    /// It has signed up.
    SignUp,
    /// It is a registered company or body.
    RegisteredEntity,
    /// It has a page about itself.
    AboutPage,
    /// It can be reached.
    Contact,
    /// It has many readers.
    Audience,
    /// It publishes news.
    NewsPublisher,
}
choice!(
    Eligibility, "sign-up" => SignUp, "registered-entity" => RegisteredEntity, "about-page" => AboutPage,
    "contact" => Contact, "audience" => Audience, "news-publisher" => NewsPublisher
);

/// Where a logo leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum LogoLink {
    /// To the publisher's front page.
    Home,
    /// To the original.
    Article,
}
choice!(LogoLink, "home" => Home, "article" => Article);

/// What a counter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
pub enum PixelKind {
    /// A picture of one pixel.
    Img,
    /// A script.
    Script,
}
choice!(PixelKind, "img" => Img, "script" => Script);

/// Where a counter's number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PixelId {
    /// It ends the original's address.
    OriginalUrl,
    /// The article's `pixel_id`.
    Article,
    /// There is none.
    None,
}
choice!(PixelId, "original-url" => OriginalUrl, "article" => Article, "none" => None);

/// How much of an article may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ExtentRule {
    /// All or parts.
    Any,
    /// Only the whole.
    Full,
    /// Only an extract.
    Extract,
}
choice!(ExtentRule, "any" => Any, "full" => Full, "extract" => Extract);

/// What happens to an article at the end of its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Then {
    /// It goes.
    Remove,
    /// It goes, or a link stays.
    Reduce,
}
choice!(Then, "remove" => Remove, "reduce" => Reduce);

/// Whether the publisher may have an article taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Takedown {
    /// When it asks for it.
    OnRequest,
    /// The terms do not say.
    Unknown,
}
choice!(Takedown, "on-request" => OnRequest, "unknown" => Unknown);

/// When to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NotifyWhen {
    /// Before the publication.
    Before,
    /// After it.
    After,
}
choice!(NotifyWhen, "before" => Before, "after" => After);

/// What to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NotifyWhat {
    /// The address of the page.
    Url,
    /// A copy of it.
    Pdf,
    /// How many have read it.
    Reach,
}
choice!(NotifyWhat, "url" => Url, "pdf" => Pdf, "reach" => Reach);

/// In which language a credit is shown on a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ShownIn {
    /// In its own.
    Original,
    /// In the page's, as `translations` has it.
    Target,
    /// In both.
    Both,
}
choice!(ShownIn, "original" => Original, "target" => Target, "both" => Both);

/// To which versions of an article a credit belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Variant {
    /// To all.
    Always,
    /// To one that is as it was.
    Plain,
    /// To one that was edited.
    Edited,
    /// To a translation.
    Translated,
}
choice!(Variant, "always" => Always, "plain" => Plain, "edited" => Edited, "translated" => Translated);
