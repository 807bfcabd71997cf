//! What a reader must be able to see for each duty, for verification of the finished page.
//!
//! It is told from the duty alone and not from the HTML that was made of it, so that a fault in the rendering is found.

use std::borrow::Cow;

use super::notice::{cut_key, use_key};
use crate::base::{Lang, WebUrl, escape_html};
use crate::parse::{Author, Method};
use crate::render::strings::Strings;
use crate::rights::publisher::PixelKind;
use crate::rights::{Duty, Link, Part};

/// Something that must be found in a rendered part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// What it is, for a message: `the licence`.
    pub what: &'static str,
    /// Words that must be visible, after space and quote normalisation.
    pub text: Option<Cow<'a, str>>,
    /// A link's target that must be there, character for character.
    pub href: Option<&'a str>,
    /// A tag that must be there: a picture, a script, a statement for machines.
    pub tag: Option<Tag>,
    /// The part that shows it.
    pub part: Part,
}

/// A tag, in the form in which the engine writes it: these attributes come first, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The element's name.
    pub name: &'static str,
    /// Attributes with their values.
    pub attributes: Vec<(&'static str, String)>,
}

impl Tag {
    /// A tag with attributes.
    pub fn new<const N: usize>(name: &'static str, attributes: [(&'static str, &str); N]) -> Self {
        Self { name, attributes: attributes.map(|(attribute, value)| (attribute, value.to_owned())).into() }
    }
}

/// The beginning of the tag, without the `>`.
impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}", self.name)?;
        self.attributes.iter().try_for_each(|(name, value)| write!(f, " {name}=\"{}\"", escape_html(value)))
    }
}

impl Duty {
    /// Adds what must be found in the part that shows the duty ([`Duty::part`]) on a page in `lang`. Nothing for a duty that is
    /// met in the document's head.
    pub fn needs<'a>(&'a self, strings: &'a Strings, lang: &'a Lang, needs: &mut Vec<Need<'a>>) {
        let mut list = List { strings, lang, part: self.part(), needs };
        match self {
            Self::Byline { authors, form } => list.byline("the byline", authors, form.as_deref()),
            Self::Source { publisher, original } => {
                list.link("the publisher", publisher.as_ref());
                list.href("the link to the original", original.as_str());
            }
            Self::AiLabel => list.legal("the AI label", "ai_label"),
            Self::Sponsored => list.legal("the label of paid content", "sponsored"),
            Self::Opinion => list.legal("the label of an opinion", "opinion"),
            Self::Text { text, lang, links, date, .. } => {
                let date = date.map(|date| strings.date(&date, lang)).unwrap_or_default();
                list.text("the publisher's mandatory text", filled(text, "{date}", &date));
                links
                    .iter()
                    .filter_map(|link| link.url.as_ref())
                    .for_each(|url| list.href("a mandatory link", url.as_str()));
            }
            Self::Work { .. } => list.work(self),
            Self::Licence { licence, disclaimer } => {
                list.link("the licence", Some(licence));
                if *disclaimer {
                    list.legal("the disclaimer of warranties", "no_warranty");
                }
            }
            Self::PublicDomain => list.legal("the licence", "public_domain"),
            Self::Terms { publisher } => list.link("the publisher's terms", Some(publisher)),
            Self::OriginalNotice { text, .. } => list.text("the original notice", text),
            Self::Permission { given_by, .. } => list.text("the permission", given_by),
            Self::Translation { .. } => list.translation(self),
            Self::Changes { text, cuts } => {
                list.text("the changes", text.as_deref().unwrap_or_default());
                cuts.iter().filter_map(|kind| cut_key(*kind)).for_each(|key| list.legal("what was cut", key));
            }
            Self::OwnLicence(licence) => list.link("the licence of this version", Some(licence)),
            Self::Via { version, authors, publisher, basis, translated_by } => {
                list.link("the version used", Some(version));
                list.authors("its authors", authors);
                list.link("its publisher", publisher.as_ref());
                list.basis(basis.as_deref());
                list.names("its translators", translated_by);
            }
            Self::SourceWork { work, authors, form, publisher, basis, usage } => {
                list.link("a source", Some(work));
                list.byline("a source's authors", authors, form.as_deref());
                list.link("a source's publisher", publisher.as_ref());
                list.basis(basis.as_deref());
                list.legal("how a source is used", use_key(*usage));
            }
            Self::OfWork { work, duty } => {
                duty.needs(strings, lang, list.needs);
                if list.part != Part::Body {
                    list.link("the work that it is owed for", Some(work));
                }
            }
            Self::Unofficial => list.legal("that the translation is not the publisher's own", "unofficial"),
            Self::Logo { publisher, src } => {
                list.tag("the publisher's logo", Tag::new("img", [("src", src)]));
                publisher.url.iter().for_each(|url| list.href("the logo's link", url.as_str()));
            }
            Self::Newsletter(link) => list.link("the publisher's newsletter", Some(link)),
            Self::KeptLinks(links) => links.iter().for_each(|url| list.href("a link of the original", url.as_str())),
            Self::Pixel { kind: PixelKind::Img, src, .. } => {
                list.tag("the publisher's counter", Tag::new("img", [("src", src.as_str())]));
            }
            Self::Pixel { kind: PixelKind::Script, src, .. } => {
                list.tag("the publisher's counter", Tag::new("script", [("src", src.as_str())]));
            }
            Self::NoIndex => list.tag("that search engines are kept from the page", no_index()),
            Self::HeadMeta { name, content } => list.tag("a statement for machines", head_meta(name, content)),
            Self::PhotoCredit(credit) => list.text("the photo credit", credit),
            Self::PhotoLicence(licence) => list.link("the photo's licence", Some(licence)),
            Self::Canonical(_) => {}
        }
    }
}

/// Keeps search engines from a page.
pub fn no_index() -> Tag {
    Tag::new("meta", [("name", "robots"), ("content", "noindex")])
}

/// A statement for machines.
pub fn head_meta(name: &str, content: &str) -> Tag {
    Tag::new("meta", [("name", name), ("content", content)])
}

/// A text with a value in a place, where it has one.
fn filled<'a>(text: &'a str, place: &str, value: &str) -> Cow<'a, str> {
    if text.contains(place) { text.replace(place, value).into() } else { text.into() }
}

struct List<'a, 'n> {
    strings: &'a Strings,
    lang: &'a Lang,
    part: Part,
    needs: &'n mut Vec<Need<'a>>,
}

impl<'a> List<'a, '_> {
    fn text(&mut self, what: &'static str, text: impl Into<Cow<'a, str>>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.needs.push(Need { what, text: Some(text), href: None, tag: None, part: self.part });
        }
    }

    fn href(&mut self, what: &'static str, href: &'a str) {
        self.needs.push(Need { what, text: None, href: Some(href), tag: None, part: self.part });
    }

    fn tag(&mut self, what: &'static str, tag: Tag) {
        self.needs.push(Need { what, text: None, href: None, tag: Some(tag), part: self.part });
    }

    fn link(&mut self, what: &'static str, link: Option<&'a Link>) {
        if let Some(link) = link {
            let href = link.url.as_ref().map(WebUrl::as_str);
            self.needs.push(Need { what, text: Some(link.text.as_str().into()), href, tag: None, part: self.part });
        }
    }

    /// A word of the language. One that is missing is asked for by its key, which no page shows, so that it is never let pass.
    fn legal(&mut self, what: &'static str, key: &str) {
        let text = self.strings.legal(key, self.lang);
        self.text(what, if text.is_empty() { Cow::Owned(format!("{{{key}}}")) } else { text.into() });
    }

    fn names(&mut self, what: &'static str, names: &'a [String]) {
        for name in names {
            self.text(what, name);
        }
    }

    fn authors(&mut self, what: &'static str, authors: &'a [Author]) {
        for author in authors {
            self.text(what, &author.name);
            self.text(what, author.institution.as_deref().unwrap_or_default());
        }
    }

    fn byline(&mut self, what: &'static str, authors: &'a [Author], form: Option<&'a str>) {
        self.authors(what, authors);
        if let Some((_, after)) = form.and_then(|form| form.split_once("{author}")).filter(|_| !authors.is_empty()) {
            self.text("the byline's affiliation", filled(after, "{author}", ""));
        }
    }

    /// On what a work beside the original is published.
    fn basis(&mut self, basis: Option<&'a Duty>) {
        if let Some(duty) = basis {
            duty.needs(self.strings, self.lang, self.needs);
        }
    }

    fn work(&mut self, duty: &'a Duty) {
        let Duty::Work { title, url, authors, publisher, date, .. } = duty else { return };
        match title {
            Some(title) => self.text("the original's title", title),
            None => self.legal("the original", "original_article"),
        }
        self.href("the link to the original", url.as_str());
        self.authors("the authors", authors);
        self.link("the publisher", publisher.as_ref());
        self.text("the original's date", date.map(|date| self.strings.date(&date, self.lang)).unwrap_or_default());
    }

    fn translation(&mut self, duty: &'a Duty) {
        let Duty::Translation { from, to, by, method, tool, reviewed_by, .. } = duty else { return };
        for lang in [from, to] {
            let name = self.strings.language(lang, self.lang).unwrap_or(lang.as_str());
            self.text("the languages of the translation", name);
        }
        self.names("the translators", by);
        if *method != Method::Human {
            self.legal("that a machine translated", "by_machine");
            self.text("the machine", tool.as_deref().unwrap_or_default());
        }
        match method {
            Method::Machine => self.legal("that nobody reviewed the translation", "not_reviewed"),
            _ => self.text("who reviewed the translation", reviewed_by.as_deref().unwrap_or_default()),
        }
    }
}
