//! `reprint.yaml`.

use super::Form::{Count, Every, Flag, Keys, Lang, List, Named, Text, Url, When, Words};
use super::Key;

const RESPONSIBLE: &[Key] = &[
    Key::required("name", Text, "The person or company."),
    Key::required("contact", Text, "An address, e-mail address or URL at which they are reached."),
];

const POLICY: &[Key] = &[
    Key::optional("commercial", Flag, "Whether the site is commercial. Yes unless it says otherwise."),
    Key::optional("ads", Flag, "Whether pages carry advertising."),
    Key::optional("paywall", Flag, "Whether readers must pay."),
];

const ACCEPTANCE: &[Key] = &[
    Key::required("by", Text, "Who decided."),
    Key::required("on", When, "When."),
    Key::required("reason", Text, "Why."),
];

const PIXEL: &[Key] = &[
    Key::required(
        "ground",
        Words(&["consent", "exempt", "waived"]),
        "Readers have consented before; no consent is needed; or the publisher does without, and it is not loaded.",
    ),
    Key::required("by", Text, "Who decided."),
    Key::required("on", When, "When."),
    Key::required("reason", Text, "Why."),
];

const RIGHTS: &[Key] = &[
    Key::optional(
        "translation_accepted",
        Named(&Keys(ACCEPTANCE)),
        "Publishers whose silence on translation somebody has decided to take for consent, by profile id.",
    ),
    Key::optional(
        "pixels",
        Named(&Keys(PIXEL)),
        "On what ground publishers' counters are loaded by readers' browsers, by profile id.",
    ),
];

const RESERVATIONS: &[Key] = &[
    Key::required("mining", Words(&["reserved", "allowed"]), "Whether machines may mine them, as for training."),
    Key::optional("policy", Url, "The page that says on what terms."),
];

const LIST: &[Key] = &[
    Key::optional("section", Text, "Only articles of this section."),
    Key::optional("tag", Text, "Only articles with this tag."),
    Key::optional("limit", Count, "At most this many, newest first; 5 unless it says otherwise."),
    Key::required("on", List(&Words(&["article", "home", "section", "tag"])), "The kinds of pages that may show it."),
];

const FEEDS: &[Key] = &[
    Key::optional("limit", Count, "Newest articles in a feed; 20 unless it says otherwise."),
    Key::optional("content", Words(&["full", "summary"]), "Whole articles with their attribution, or summaries."),
];

/// The keys, in the order in which an editor meets them.
pub(super) const KEYS: &[Key] = &[
    Key::required("base_url", Url, "Where the site will be reached; its path is part of every link."),
    Key::required("title", Text, "The site's name."),
    Key::optional("description", Text, "One sentence about the site, for feeds and search engines."),
    Key::required("lang", Lang, "The default language, whose pages have no prefix."),
    Key::optional("languages", List(&Lang), "All languages that the site has pages in."),
    Key::optional("timezone", Text, "Zone of dates without one, as the IANA database names it; UTC if absent."),
    Key::optional(
        "rebuild_every",
        Every,
        "How often a schedule builds the site: 30m, 6h, 1d. What would expire before the next build goes.",
    ),
    Key::optional("responsible", Keys(RESPONSIBLE), "Who answers for what is published."),
    Key::optional("policy", Keys(POLICY), "What the site does with what it publishes."),
    Key::optional("rights", Keys(RIGHTS), "The site's decisions on rights."),
    Key::optional(
        "reservations",
        Keys(RESERVATIONS),
        "What machines are told about the site's own texts, and of no others.",
    ),
    Key::optional(
        "html",
        Words(&["safe", "trusted"]),
        "How raw HTML in articles is treated: sanitised, or only balanced.",
    ),
    Key::optional("paginate", Count, "Articles on a numbered list page; 20 unless it says otherwise."),
    Key::optional("lists", Named(&Keys(LIST)), "Named lists of articles for the theme."),
    Key::optional("feeds", Keys(FEEDS), "What the feeds hold."),
];
