//! The front matter of an article.

use super::Form::{Either, Flag, Free, Keys, Lang, List, Text, Url, When, Words};
use super::Key;

const AUTHOR: &[Key] = &[
    Key::required("name", Text, "The name, as the original credits it."),
    Key::optional("role", Text, "Such as reporter or photographer."),
    Key::optional("institution", Text, "The institution that some publishers ask to name beside the author."),
    Key::optional("url", Url, "The page that tells who it is, for search engines."),
];

const TRANSLATION: &[Key] = &[
    Key::optional("by", List(&Text), "The translators."),
    Key::required("method", Words(&["human", "machine", "machine-reviewed"]), "By people, by a machine, or both."),
    Key::optional("tool", Text, "The machine's name."),
    Key::optional("reviewed_by", Text, "Who reviewed the machine's text against the original."),
    Key::optional("reviewed_on", When, "When it was reviewed."),
];

const NOTICE: Key = Key::optional("notice", Text, "Copyright, licence and disclaimer notices as they came with it.");
const LINKS: Key = Key::optional(
    "links",
    List(&Url),
    "The links of what is used of it, where its publisher wants all of them kept; an empty list if it has none.",
);
const PIXEL: Key = Key::optional("pixel_id", Text, "The number by which its publisher's counter knows it.");

const VIA: &[Key] = &[
    Key::required("url", Url, "Where the earlier version stands."),
    Key::optional("title", Text, "Its title."),
    Key::optional("authors", List(&AUTHORS), "Its authors."),
    Key::optional("publisher", Text, "Who published it: the id of a profile, or a name."),
    Key::optional("license", Text, "Its licence."),
    Key::optional("translated_by", List(&Text), "Who translated it."),
    Key::optional("date", When, "When it was published, where its publisher counts days from that."),
    NOTICE,
    LINKS,
    PIXEL,
];

const SOURCE: &[Key] = &[
    Key::required("url", Url, "Where the work stands."),
    Key::required("title", Text, "Its title."),
    Key::optional("authors", List(&AUTHORS), "Its authors."),
    Key::optional("publisher", Text, "Who published it: the id of a profile, or a name."),
    Key::optional("license", Text, "Its licence."),
    Key::required(
        "use",
        Words(&["translated", "extract", "quoted"]),
        "How it is used. What is translated, or taken as it stands, owes all that its publisher demands; a quotation owes source \
         and author.",
    ),
    Key::optional("lang", Lang, "Its language, where its publisher's profile does not say it."),
    Key::optional(
        "translation",
        Keys(TRANSLATION),
        "Who translated it here, and how, where that is not as with the article.",
    ),
    Key::optional("date", When, "When it was published, where its publisher counts days from that."),
    NOTICE,
    LINKS,
    PIXEL,
];

const WITHDRAWN: &[Key] =
    &[Key::required("date", When, "When it was taken down."), Key::optional("reason", Text, "Why, for readers.")];

const CREDIT_REMOVED: &[Key] = &[
    Key::required("items", List(&Words(&["authors", "publisher", "notice", "link"])), "What is left out."),
    Key::required("on", When, "When it was asked for."),
    Key::required("by", Text, "Who asked."),
];

const CORRECTION: &[Key] = &[
    Key::required("date", When, "When it was corrected."),
    Key::required("text", Text, "What was wrong and is now right."),
    Key::optional("by", Words(&["original", "us"]), "Whose correction; ours unless it says otherwise."),
];

const ANSWER: &[Key] = &[
    Key::required(
        "question",
        Words(&[
            "selected-individually",
            "eligible",
            "signatory-authority",
            "photo-contract",
            "faithful-translation",
            "ad-placement",
            "notified",
            "edits-within-terms",
            "headline",
            "whole-translation",
            "professional-translator",
            "approved",
            "named-in-posts",
        ]),
        "The question of the rights checklist; `reprint rights` asks those that are open.",
    ),
    Key::required("by", Text, "Who vouches for the answer."),
    Key::required("on", When, "When."),
];

const AUTHORS: super::Form = Either(&[Text, Keys(AUTHOR)]);

/// The keys, in the order in which an editor meets them.
pub(super) const KEYS: &[Key] = &[
    Key::optional("kind", Words(&["repost", "own", "link"]), "A repost (the default), the site's own text, or a link."),
    Key::required("title", Text, "The headline."),
    Key::required("date", When, "When it was published here."),
    Key::optional("updated", When, "When it was last changed here."),
    Key::optional("lang", Lang, "The language of this text; the site's if absent."),
    Key::optional("original_url", Url, "Where the original stands. A repost needs it."),
    Key::optional("original_title", Text, "The original's headline."),
    Key::optional("original_lang", Lang, "The original's language."),
    Key::optional("original_date", When, "When the original was published."),
    Key::optional("original_notice", Text, "Copyright, licence and disclaimer notices as they came with the copy."),
    Key::optional(
        "original_links",
        List(&Url),
        "The links of the original's text, where its publisher wants all of them kept; an empty list if it has none.",
    ),
    Key::optional("pixel_id", Text, "The number by which the publisher's counter knows the original."),
    Key::optional(
        "canonical",
        Words(&["original", "self"]),
        "Whose address search engines list, where the terms leave that open: a translation's own if absent, and the original's \
         of a copy in the same language.",
    ),
    Key::optional(
        "license",
        Text,
        "SPDX id such as CC-BY-4.0, an address on creativecommons.org, publisher-terms, or unknown (always refused). The \
         publisher's profile can supply it.",
    ),
    Key::optional("publisher", Text, "Id of content/publishers/<id>.yaml or of a built-in profile."),
    Key::optional("authors", List(&AUTHORS), "As the original credits them."),
    Key::optional("translation", Keys(TRANSLATION), "Who translated, and how. A translation needs it."),
    Key::optional("changes", Text, "What else was changed; what Reprint cuts is added by itself."),
    Key::optional("keep", List(&Text), "Text of the body that is not cut, whatever it looks like."),
    Key::optional("via", List(&Keys(VIA)), "Earlier versions that this one is made from."),
    Key::optional("sources", List(&Keys(SOURCE)), "Other works that a round-up uses."),
    Key::optional("photo", Text, "The lead picture: a file beside the article, or in static/ if it begins with /."),
    Key::optional("photo_alt", Text, "What the picture shows, for who cannot see it."),
    Key::optional("photo_caption", Text, "The caption."),
    Key::optional("photo_credit", Text, "Photographer/Agency via Distributor. A shown picture needs it."),
    Key::optional("photo_license", Text, "SPDX id, own, public-domain, handout, or the id of a permission."),
    Key::optional("permissions", List(&Text), "Ids of content/permissions/<id>.yaml."),
    Key::optional("genre", Words(&["news", "opinion", "sponsored"]), "News unless it says otherwise."),
    Key::optional("section", Text, "The section it stands in."),
    Key::optional("tags", List(&Text), "Its tags."),
    Key::optional("series", Text, "The series it belongs to."),
    Key::optional("summary", Text, "A sentence or two for lists and feeds."),
    Key::optional("slug", Text, "The address, where it is not the file's name."),
    Key::optional("aliases", List(&Text), "Earlier addresses, each beginning with /."),
    Key::optional("draft", Flag, "Whether it is unfinished and stays off the site."),
    Key::optional("embargo", When, "Not to be published before: a date-time with its zone."),
    Key::optional("expires", When, "Not to be published from then on: a date-time with its zone."),
    Key::optional("withdrawn", Keys(WITHDRAWN), "That it was taken down."),
    Key::optional(
        "credit_removed",
        Keys(CREDIT_REMOVED),
        "What the licensor no longer wants to be credited with; Creative Commons licences oblige to leave it out.",
    ),
    Key::optional("corrections", List(&Keys(CORRECTION)), "What was corrected."),
    Key::optional("answered", List(&Keys(ANSWER)), "What no build can see and a person vouches for."),
    Key::optional("extra", Free, "Keys of the site's own, for its templates."),
];
