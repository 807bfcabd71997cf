//! What a person still has to supply.

use super::{Imported, Options};

/// What must be supplied before the article can be published, in plain words.
pub(super) fn missing(imported: &Imported, options: &Options<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut ask = |absent: bool, what: &str| {
        if absent {
            missing.push(what.to_owned());
        }
    };
    ask(imported.title.is_none(), "the headline: `title`");
    ask(imported.body.is_empty(), "the text: nothing is left of it");
    ask(imported.lang.is_none(), "the language of the text: `lang`");
    ask(imported.original_url.is_none(), "the address of the original: `original_url`");
    ask(imported.authors.is_empty(), "the authors, as the original credits them: `authors`");
    ask(imported.publisher.is_none(), "whose text it is: `publisher`");
    let unprofiled = imported.publisher.as_ref().is_some_and(|p| p.id.is_none());
    ask(unprofiled, "a profile of the publisher in `content/publishers/`, and its id: `publisher`");
    let links_open = imported.original_links.is_none() && options.keeps_links(imported);
    ask(links_open, "the links of the original's text, which its publisher wants kept: `original_links`");
    let unlicensed = imported.license.is_none() && !options.knows_license(imported);
    ask(unlicensed, "the terms under which it may be republished: `license`");
    ask(
        imported.translators.is_empty() && imported.translation_method.is_none(),
        "if it is a translation: the original's language and who translated it: `original_lang`, `translation`",
    );
    ask(
        !imported.photos.is_empty() && options.photo.is_none(),
        "the picture: its file beside the article and `photo`, or none",
    );
    let shown = options.photo.is_some();
    let alt = imported.photos.first().is_some_and(|photo| photo.alt.is_some());
    ask(shown && !alt, "what the picture shows: `photo_alt`");
    ask(shown && imported.photo_license.is_none(), "the terms of the picture: `photo_license`");
    ask(
        options.photo.is_some() && imported.photos.first().is_none_or(|p| p.credit.is_none()),
        "who took the picture: `photo_credit`",
    );
    let counted = imported.counter.is_some() && unprofiled;
    ask(counted, "the publisher's counter, in its profile: `pixel`");
    missing.extend(imported.doubts.iter().cloned());
    missing
}
