//! Publisher profiles and permissions.

use super::Form::{Count, Either, Keys, Lang, List, Named, Text, Url, When, Words};
use super::{Form, Key};

const EVIDENCE: Form = Words(&["publisher-page", "third-party", "unconfirmed"]);

const TERMS: &[Key] = &[
    Key::optional("url", Url, "Where the terms stand."),
    Key::optional("read_on", When, "When they were read."),
    Key::optional("evidence", EVIDENCE, "How well they are known, and every field that says nothing else of itself."),
];

const WISH: Form = Words(&["required", "asked", "forbidden", "unknown"]);

const LINK: &[Key] = &[
    Key::required("text", Text, "Words of the text that must be a link."),
    Key::required("to", Either(&[Words(&["original", "home", "newsletter", "licence"]), Url]), "Where the link goes."),
];

const CREDIT: &[Key] = &[
    Key::required("place", Words(&["top", "byline", "bottom"]), "Above the body, right after the byline, or below it."),
    Key::required(
        "text",
        Text,
        "The text, word for word; {author}, {title}, {date}, {year}, {translator}, {site} and {publisher} are filled in.",
    ),
    Key::required("lang", Lang, "Its language."),
    Key::optional("shown_in", Words(&["original", "target", "both"]), "In which language it stands on a translation."),
    Key::optional("translations", Named(&Text), "The same text in other languages, by language tag."),
    Key::optional(
        "variant",
        Words(&["always", "plain", "edited", "translated"]),
        "To which versions of an article it belongs; to all if absent.",
    ),
    Key::optional("evidence", EVIDENCE, "How well the wording is known. Only the publisher's own page confirms it."),
    Key::optional("links", List(&Keys(LINK)), "Words of the text that must be links."),
];

const LINKS: &[Key] = &[
    Key::optional("article", WISH, "To the original."),
    Key::optional("home", WISH, "To the publisher's front page."),
    Key::optional("newsletter", WISH, "To its newsletter."),
];

const LOGO: &[Key] = &[
    Key::required("need", WISH, "Whether it must be shown."),
    Key::optional("link_to", Words(&["home", "article"]), "Where it leads; to the front page if absent."),
    Key::optional("file", Text, "The file, which the site supplies below static/, such as /logos/example-wire.svg."),
];

const PIXEL: &[Key] = &[
    Key::required("kind", Words(&["img", "script"]), "A picture or a script."),
    Key::required("url", Text, "Its address; {id} stands for the article's number."),
    Key::optional(
        "id",
        Words(&["original-url", "article", "none"]),
        "Where the number comes from: it ends the original's address, or is the article's pixel_id.",
    ),
];

const META: &[Key] = &[
    Key::required("name", Text, "Its name."),
    Key::required("content", Text, "What it says; {original_url} is filled in."),
];

const EXTENT: &[Key] = &[
    Key::required("rule", Words(&["any", "full", "extract"]), "All or parts, only the whole, or only an extract."),
    Key::optional("paragraphs", Count, "At most so many paragraphs."),
    Key::optional("words", Count, "At most so many words."),
];

const TERM: &[Key] = &[
    Key::optional("wait_days", Count, "Not before so many days after the original."),
    Key::optional("days", Count, "Not after so many days."),
    Key::optional("then", Words(&["remove", "reduce"]), "What happens then: it goes, or a link may stay."),
];

const NOTIFY: &[Key] = &[
    Key::optional("when", Words(&["before", "after"]), "Before the publication or after it."),
    Key::optional("to", Text, "Whom."),
    Key::optional("include", List(&Words(&["url", "pdf", "reach"])), "What to send."),
];

const DISCLAIMER: &[Key] = &[
    Key::required("text", Text, "The text, word for word."),
    Key::required("lang", Lang, "Its language."),
    Key::optional("evidence", EVIDENCE, "How well the wording is known."),
];

const CONFIRMATION: &[Key] =
    &[Key::required("by", Text, "Who has read the publisher's page."), Key::required("on", When, "When.")];

/// Evidence of single fields of a profile.
const FIELDS: &[Key] = &[
    Key::optional("license", EVIDENCE, "How well `license` is known."),
    Key::optional("translation", EVIDENCE, "How well `translation` is known."),
    Key::optional("translation_conditions", EVIDENCE, "How well `translation_conditions` is known."),
    Key::optional("translation_license", EVIDENCE, "How well `translation_license` is known."),
    Key::optional("byline", EVIDENCE, "How well `byline` is known."),
    Key::optional("institution", EVIDENCE, "How well `institution` is known."),
    Key::optional("links", EVIDENCE, "How well `links` is known."),
    Key::optional("keep_links", EVIDENCE, "How well `keep_links` is known."),
    Key::optional("logo", EVIDENCE, "How well `logo` is known."),
    Key::optional("canonical", EVIDENCE, "How well `canonical` is known."),
    Key::optional("noindex", EVIDENCE, "How well `noindex` is known."),
    Key::optional("head_meta", EVIDENCE, "How well `head_meta` is known."),
    Key::optional("pixel", EVIDENCE, "How well `pixel` is known."),
    Key::optional("photo", EVIDENCE, "How well `photo` is known."),
    Key::optional("photo_credit", EVIDENCE, "How well `photo_credit` is known."),
    Key::optional("edits", EVIDENCE, "How well `edits` is known."),
    Key::optional("headline", EVIDENCE, "How well `headline` is known."),
    Key::optional("ads", EVIDENCE, "How well `ads` is known."),
    Key::optional("commercial", EVIDENCE, "How well `commercial` is known."),
    Key::optional("paywall", EVIDENCE, "How well `paywall` is known."),
    Key::optional("extent", EVIDENCE, "How well `extent` is known."),
    Key::optional("term", EVIDENCE, "How well `term` is known."),
    Key::optional("takedown", EVIDENCE, "How well `takedown` is known."),
    Key::optional("selection", EVIDENCE, "How well `selection` is known."),
    Key::optional("notify", EVIDENCE, "How well `notify` is known."),
    Key::optional("eligibility", EVIDENCE, "How well `eligibility` is known."),
    Key::optional("social", EVIDENCE, "How well `social` is known."),
    Key::optional("exclude_if", EVIDENCE, "How well `exclude_if` is known."),
    Key::optional("exclude_authors", EVIDENCE, "How well `exclude_authors` is known."),
];

/// The keys of `content/publishers/<id>.yaml`.
pub(super) const PUBLISHER: &[Key] = &[
    Key::required("name", Text, "The name, as it is printed."),
    Key::optional("home_url", Url, "The publisher's home page."),
    Key::optional("also_known_as", List(&Text), "Other names it is known by."),
    Key::optional("domains", List(&Text), "Hosts of its articles."),
    Key::optional("phrases", List(&Text), "Phrases that its copy carries, in any language."),
    Key::optional("languages", List(&Lang), "The languages it publishes in, the main one first."),
    Key::optional("terms", Keys(TERMS), "Its republication terms."),
    Key::optional("revised", When, "When the facts of this profile were last gathered."),
    Key::optional("evidence", Keys(FIELDS), "How well single fields are known, where it is not as terms says."),
    Key::optional(
        "eligibility",
        List(&Words(&["sign-up", "registered-entity", "about-page", "contact", "audience", "news-publisher"])),
        "What it wants of whom it republishes to; a person vouches for it.",
    ),
    Key::optional("license", Text, "The licence of its articles, where they do not say otherwise."),
    Key::optional(
        "translation",
        Words(&["allowed", "permission", "forbidden", "unknown"]),
        "Whether its articles may be translated.",
    ),
    Key::optional(
        "translation_conditions",
        List(&Words(&[
            "acknowledge",
            "name-translator",
            "mark-unofficial",
            "whole",
            "noncommercial",
            "professional",
            "approval",
        ])),
        "On what terms.",
    ),
    Key::optional("translation_license", Text, "The licence that a translation must be under."),
    Key::optional("credit", List(&Keys(CREDIT)), "Texts that must stand at its articles."),
    Key::optional("byline", Text, "How it wants its byline, with {author} and {publisher}."),
    Key::optional("institution", WISH, "Whether the authors' institutions must be named."),
    Key::optional("links", Keys(LINKS), "Links that must be there, or must not."),
    Key::optional("newsletter_url", Url, "Where its newsletter is subscribed to."),
    Key::optional("keep_links", WISH, "Whether all links of the original must stay."),
    Key::optional("logo", Keys(LOGO), "Its logo."),
    Key::optional("opinion_disclaimer", Keys(DISCLAIMER), "What must stand at its opinion pieces."),
    Key::optional(
        "canonical",
        Words(&["required", "if-used", "none", "forbidden", "unknown"]),
        "Whether search engines must be sent to the original.",
    ),
    Key::optional("noindex", WISH, "Whether search engines must be kept from the page."),
    Key::optional("head_meta", List(&Keys(META)), "Statements for machines in the page's head."),
    Key::optional("pixel", Keys(PIXEL), "Its counter."),
    Key::optional(
        "photo",
        Words(&["exclude", "own-only", "with-story", "noncommercial", "unknown"]),
        "Which pictures of a story may be shown with it.",
    ),
    Key::optional("photo_credit", Text, "What the credit of such a picture must hold."),
    Key::optional("edits", Words(&["free", "shorten", "style", "none", "unknown"]), "What may be edited."),
    Key::optional(
        "headline",
        Words(&["change", "keep", "permission", "unknown"]),
        "Whether the headline may be another one.",
    ),
    Key::optional(
        "ads",
        Words(&["page-ok", "not-against", "not-within", "none", "unknown"]),
        "What advertising may stand beside the text.",
    ),
    Key::optional(
        "commercial",
        Words(&["ok", "waiver", "fee", "noncommercial", "unknown"]),
        "Whether a commercial site may publish it.",
    ),
    Key::optional("paywall", Words(&["ok", "not", "unknown"]), "Whether readers may have to pay or sign up."),
    Key::optional("extent", Keys(EXTENT), "How much may be published."),
    Key::optional("term", Keys(TERM), "When it may be published, in days from the original."),
    Key::optional(
        "takedown",
        Words(&["on-request", "unknown"]),
        "Whether it may have an article taken down; then the site must say whom to ask.",
    ),
    Key::optional(
        "selection",
        Words(&["individual", "not-systematic", "any", "unknown"]),
        "How articles are to be chosen.",
    ),
    Key::optional("notify", Keys(NOTIFY), "Whom to tell."),
    Key::optional("social", Text, "What to name in posts on social networks."),
    Key::optional("exclude_if", List(&Text), "Phrases that take a text out of the grant."),
    Key::optional("exclude_authors", List(&Text), "Authors whose texts are outside the grant, such as agencies."),
    Key::optional("confirmed", Keys(CONFIRMATION), "Who has read the publisher's page and stands for this profile."),
];

/// The keys of `content/permissions/<id>.yaml`.
pub(super) const PERMISSION: &[Key] = &[
    Key::required("publisher", Text, "Whose works: the id of a profile, or a name."),
    Key::required("articles", Either(&[Words(&["all"]), List(&Url)]), "All, or the originals' addresses."),
    Key::required(
        "uses",
        List(&Words(&[
            "translation",
            "republish",
            "edit",
            "full-text",
            "photo",
            "commercial",
            "ads",
            "paywall",
            "early",
            "archive",
            "indexing",
        ])),
        "What it is for: each lifts one kind of term (docs/rights.md), and none lifts attribution.",
    ),
    Key::optional("languages", List(&Lang), "Into which languages; any if absent."),
    Key::optional("from", When, "The first day."),
    Key::optional("until", When, "The last day."),
    Key::required("given_by", Text, "Who gave it, by name."),
    Key::optional("letter", Text, "Where the letter is kept; it may lie outside the repository."),
];
