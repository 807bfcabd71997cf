//! Publisher profiles and permissions.

use super::Form::{Either, Keys, Lang, List, Text, Url, When, Words};
use super::{Form, Key};

const EVIDENCE: Form = Words(&["publisher-page", "third-party", "unconfirmed"]);

const TERMS: &[Key] = &[
    Key::optional("url", Url, "Where the terms stand."),
    Key::optional("read_on", When, "When they were read."),
    Key::optional("evidence", EVIDENCE, "How well they are known."),
];

const LINK: &[Key] = &[
    Key::required("text", Text, "Words of the text that must be a link."),
    Key::required("to", Either(&[Words(&["original", "home"]), Url]), "Where the link goes."),
];

const CREDIT: &[Key] = &[
    Key::required("place", Words(&["top", "bottom"]), "Above or below the body."),
    Key::required("text", Text, "The text, word for word; {author}, {title}, {date} and {publisher} are filled in."),
    Key::required("lang", Lang, "Its language."),
    Key::optional("evidence", EVIDENCE, "How well the wording is known. Only the publisher's own page confirms it."),
    Key::optional("links", List(&Keys(LINK)), "Words of the text that must be links."),
];

const DISCLAIMER: &[Key] = &[
    Key::required("text", Text, "The text, word for word."),
    Key::required("lang", Lang, "Its language."),
    Key::optional("evidence", EVIDENCE, "How well the wording is known."),
];

const CONFIRMATION: &[Key] =
    &[Key::required("by", Text, "Who has read the publisher's page."), Key::required("on", When, "When.")];

/// The keys of `content/publishers/<id>.yaml`.
pub(super) const PUBLISHER: &[Key] = &[
    Key::required("name", Text, "The name, as it is printed."),
    Key::optional("home_url", Url, "The publisher's home page."),
    Key::optional("also_known_as", List(&Text), "Other names it is known by."),
    Key::optional("domains", List(&Text), "Hosts of its articles."),
    Key::optional("phrases", List(&Text), "Phrases that its copy carries, in any language."),
    Key::optional("languages", List(&Lang), "The languages it publishes in, the main one first."),
    Key::optional("terms", Keys(TERMS), "Its republication terms."),
    Key::optional("license", Text, "The licence of its articles, where they do not say otherwise."),
    Key::optional(
        "translation",
        Words(&["allowed", "permission", "forbidden", "unknown"]),
        "Whether its articles may be translated.",
    ),
    Key::optional("credit", List(&Keys(CREDIT)), "Texts that must stand at its articles."),
    Key::optional("byline", Text, "How it wants its byline, with {author} and {publisher}."),
    Key::optional("opinion_disclaimer", Keys(DISCLAIMER), "What must stand at its opinion pieces."),
    Key::optional("canonical", Words(&["required", "none"]), "Whether search engines must be sent to the original."),
    Key::optional("edits", Words(&["free", "style", "none", "unknown"]), "What may be edited."),
    Key::optional("confirmed", Keys(CONFIRMATION), "Who has read the publisher's page and stands for this profile."),
];

/// The keys of `content/permissions/<id>.yaml`.
pub(super) const PERMISSION: &[Key] = &[
    Key::required("publisher", Text, "Whose works: the id of a profile, or a name."),
    Key::required("articles", Either(&[Words(&["all"]), List(&Url)]), "All, or the originals' addresses."),
    Key::required(
        "uses",
        List(&Words(&["translation", "republish", "edit", "photo", "commercial"])),
        "What it is for.",
    ),
    Key::optional("languages", List(&Lang), "Into which languages; any if absent."),
    Key::optional("from", When, "The first day."),
    Key::optional("until", When, "The last day."),
    Key::required("given_by", Text, "Who gave it, by name."),
    Key::optional("letter", Text, "Where the letter is kept; it may lie outside the repository."),
];
