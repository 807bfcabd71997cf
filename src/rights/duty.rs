//! What a licence obliges the site to show.

use serde::{Deserialize, Serialize};

use super::publisher::PixelKind;
use crate::base::{Lang, WebUrl, When};
use crate::clean;
use crate::parse::{Author, Method, Use};

/// One duty. The engine renders it in the strip or the notice; verification looks for it on the finished page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Duty {
    /// Strip: the byline, as the original credits it.
    Byline {
        /// The authors.
        authors: Vec<Author>,
        /// How the publisher wants it: `{author}` stands for the names, everything else is printed as it is.
        form: Option<String>,
    },
    /// Strip: the publisher and the link to the original.
    Source {
        /// The publisher.
        publisher: Option<Link>,
        /// The original.
        original: WebUrl,
    },
    /// Strip: an opinion, not reporting.
    Opinion,
    /// Strip: the text was translated by a machine and nobody has reviewed it (EU AI Act, art. 50(4)).
    AiLabel,
    /// Strip: the translation is not the publisher's own.
    Unofficial,
    /// Strip: paid content.
    Sponsored,
    /// Strip: the publisher's logo.
    Logo {
        /// The publisher, with where the logo leads.
        publisher: Link,
        /// The file's address on this site, with the base path.
        src: String,
    },
    /// Either part: a publisher's text, word for word, in its own language.
    Text {
        /// The text. `{date}` in it stands for `date`.
        text: String,
        /// Its language.
        lang: Lang,
        /// In the strip or the notice.
        place: Place,
        /// Words of the text that must be links.
        links: Vec<Link>,
        /// When the original was published, if the text says so.
        date: Option<When>,
    },
    /// Notice: title, authors, publisher and date of the original (CC 4.0, section 3(a)(1)(A)).
    Work {
        /// The original's title, in its language; a link "original article" stands in for one that is not known.
        title: Option<String>,
        /// Its language.
        lang: Option<Lang>,
        /// Where it stands.
        url: WebUrl,
        /// Its authors.
        authors: Vec<Author>,
        /// Its publisher.
        publisher: Option<Link>,
        /// When it was published.
        date: Option<When>,
    },
    /// Notice: the licence (CC 4.0, section 3(a)(1)(C)); with the disclaimer of warranties where the licence has one.
    Licence {
        /// Its name and address.
        licence: Link,
        /// "Without warranty".
        disclaimer: bool,
    },
    /// Notice: the text is in the public domain.
    PublicDomain,
    /// Notice: published under the publisher's own terms.
    Terms {
        /// The publisher's name, with the address of its terms.
        publisher: Link,
    },
    /// Notice: copyright, licence and disclaimer notices as they came with the copy (section 3(a)(1)(A)(ii)–(iv)).
    OriginalNotice {
        /// The text.
        text: String,
        /// Its language, where known.
        lang: Option<Lang>,
    },
    /// Notice: a permission under which it is published.
    Permission {
        /// Who gave it.
        given_by: String,
        /// The first day it holds.
        date: Option<When>,
    },
    /// Notice: that it is a translation, by whom and how.
    Translation {
        /// The original's language.
        from: Lang,
        /// This text's language.
        to: Lang,
        /// The translators.
        by: Vec<String>,
        /// How.
        method: Method,
        /// With what.
        tool: Option<String>,
        /// Who reviewed it.
        reviewed_by: Option<String>,
        /// When.
        reviewed_on: Option<When>,
    },
    /// Notice: what else was changed (section 3(a)(1)(B)).
    Changes {
        /// In the editor's words.
        text: Option<String>,
        /// Kinds of what the tool cut.
        cuts: Vec<clean::Kind>,
    },
    /// Notice: the licence of the translation itself, where the original's demands one (section 3(b)).
    OwnLicence(Link),
    /// Notice: an earlier version it is made from.
    Via {
        /// Its title, or its publisher's name, with its address.
        version: Link,
        /// Its authors.
        authors: Vec<Author>,
        /// Its publisher, where that does not stand for the title.
        publisher: Option<Link>,
        /// On what it is published: its licence, or its publisher's terms.
        basis: Option<Box<Duty>>,
        /// Who translated it.
        translated_by: Vec<String>,
    },
    /// Notice: another work used in the text.
    SourceWork {
        /// Its title and address.
        work: Link,
        /// Its authors.
        authors: Vec<Author>,
        /// How its publisher wants them named, as with [`Duty::Byline`].
        form: Option<String>,
        /// Its publisher.
        publisher: Option<Link>,
        /// On what it is published: its licence, or its publisher's terms.
        basis: Option<Box<Duty>>,
        /// How it is used.
        usage: Use,
    },
    /// Where the duty itself stands: what is owed for an earlier version or a source, with the work's name before it.
    OfWork {
        /// The work.
        work: Link,
        /// The duty.
        duty: Box<Duty>,
    },
    /// Notice: the publisher's newsletter.
    Newsletter(Link),
    /// In the body: every link that the original has.
    KeptLinks(Vec<WebUrl>),
    /// Notice, or in the head where it is a script: the publisher's counter.
    Pixel {
        /// The publisher's name.
        publisher: String,
        /// Picture or script.
        kind: PixelKind,
        /// Its address, with the article's number.
        src: WebUrl,
    },
    /// At the picture: the credit line.
    PhotoCredit(String),
    /// At the picture: its licence.
    PhotoLicence(Link),
    /// In the head: the one canonical address.
    Canonical(WebUrl),
    /// In the head: search engines are kept from the page.
    NoIndex,
    /// In the head: a statement for machines.
    HeadMeta {
        /// Its name.
        name: String,
        /// What it says.
        content: String,
    },
}

/// Words with an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address, if one is known.
    pub url: Option<WebUrl>,
}

/// Where a mandated text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In the strip, above the body.
    Top,
    /// In the strip, right after the byline.
    Byline,
    /// In the notice, below it.
    Bottom,
}
crate::choice!(Place, "top" => Top, "byline" => Byline, "bottom" => Bottom);

/// A part of a page that the engine renders and a template places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `head`: in the document's head.
    Head,
    /// `attribution.strip`: above the body.
    Strip,
    /// `figure`: the lead picture; a template may leave it out.
    Figure,
    /// `body`.
    Body,
    /// `attribution.notice`: below the body.
    Notice,
}

impl Part {
    /// What a template prints.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Strip => "attribution.strip",
            Self::Figure => "figure",
            Self::Body => "body",
            Self::Notice => "attribution.notice",
        }
    }
}

impl Duty {
    /// The duty as one that is owed for a work beside the article's original. What names its publisher itself, or speaks to
    /// machines, needs no more words.
    pub(super) fn of(self, work: &Link) -> Self {
        match self {
            Self::Text { .. }
            | Self::OriginalNotice { .. }
            | Self::Translation { .. }
            | Self::Unofficial
            | Self::KeptLinks(_) => Self::OfWork { work: work.clone(), duty: Box::new(self) },
            duty => duty,
        }
    }

    /// The duty itself, with the work that it is owed for where that is not the article's original.
    pub fn owed(&self) -> (Option<&Link>, &Self) {
        match self {
            Self::OfWork { work, duty } => (Some(work), duty),
            duty => (None, duty),
        }
    }

    /// Where the duty is shown.
    pub fn part(&self) -> Part {
        match self {
            Self::OfWork { duty, .. } => duty.part(),
            Self::Byline { .. }
            | Self::Source { .. }
            | Self::AiLabel
            | Self::Unofficial
            | Self::Logo { .. }
            | Self::Sponsored
            | Self::Opinion
            | Self::Text { place: Place::Top | Place::Byline, .. } => Part::Strip,
            Self::PhotoCredit(_) | Self::PhotoLicence(_) => Part::Figure,
            Self::Canonical(_)
            | Self::NoIndex
            | Self::HeadMeta { .. }
            | Self::Pixel { kind: PixelKind::Script, .. } => Part::Head,
            Self::KeptLinks(_) => Part::Body,
            _ => Part::Notice,
        }
    }

    /// The kind of duty as a word, for programs: `photo-credit`.
    pub fn id(&self) -> String {
        let name = format!("{:?}", self.owed().1);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let mut out = String::with_capacity(name.len() + 4);
        for (i, c) in name.char_indices() {
            if i > 0 && c.is_ascii_uppercase() {
                out.push('-');
            }
            out.push(c.to_ascii_lowercase());
        }
        out
    }

    /// What it is, in words: `the licence`.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Byline { .. } => "the byline",
            Self::Source { .. } => "the link to the original",
            Self::Opinion => "the label of an opinion",
            Self::AiLabel => "the AI label",
            Self::Unofficial => "that the translation is not the publisher's own",
            Self::Sponsored => "the label of paid content",
            Self::Logo { .. } => "the publisher's logo",
            Self::Text { .. } => "the publisher's mandatory text",
            Self::Work { .. } => "the original: title, authors, publisher, date",
            Self::Licence { .. } | Self::PublicDomain => "the licence",
            Self::Terms { .. } => "the publisher's terms",
            Self::OriginalNotice { .. } => "the original notice",
            Self::Permission { .. } => "the permission",
            Self::Translation { .. } => "that it is a translation, by whom and how",
            Self::Changes { .. } => "the changes",
            Self::OwnLicence(_) => "the licence of this version",
            Self::Via { .. } => "the version used",
            Self::SourceWork { .. } => "a source",
            Self::OfWork { duty, .. } => duty.label(),
            Self::Newsletter(_) => "the publisher's newsletter",
            Self::KeptLinks(_) => "the links of the original",
            Self::Pixel { .. } => "the publisher's counter",
            Self::PhotoCredit(_) => "the photo credit",
            Self::PhotoLicence(_) => "the photo's licence",
            Self::Canonical(_) => "the canonical address",
            Self::NoIndex => "that search engines are kept from the page",
            Self::HeadMeta { .. } => "a statement for machines",
        }
    }
}
