//! What a publisher wants printed, word for word: credits and disclaimers become duties once their wording is confirmed.

use super::case::Case;
use super::publisher::{Credit, ShownIn, Target, Variant};
use super::work::{Made, Origin};
use super::{Duty, Licence, Link, Place};
use crate::base::{Lang, WebUrl};
use crate::diag::Code;
use crate::parse::Genre;

/// The texts that the publisher of a work wants at it.
pub(super) fn texts(case: &mut Case<'_>, origin: Origin<'_, '_>) -> Vec<Duty> {
    let publisher = origin.publisher;
    let mut duties = Vec::new();
    for credit in publisher.credit.iter().filter(|credit| publisher.is_confirmed(credit.evidence)) {
        if is_for(credit.variant, origin.work.made) {
            credit_lines(case, &Filled { origin, credit }, &mut duties);
        }
    }
    let disclaimer = publisher.opinion_disclaimer.as_ref().filter(|d| publisher.is_confirmed(d.evidence));
    if let (Some(disclaimer), Genre::Opinion) = (disclaimer, case.front.genre) {
        duties.push(Duty::Text {
            text: disclaimer.text.clone(),
            lang: disclaimer.lang.clone(),
            place: Place::Bottom,
            links: Vec::new(),
            date: None,
        });
    }
    duties
}

fn is_for(variant: Variant, made: Made) -> bool {
    match variant {
        Variant::Always => true,
        Variant::Plain => !made.edited && !made.translated,
        Variant::Edited => made.edited,
        Variant::Translated => made.translated,
    }
}

/// A credit in the language or languages in which it must stand.
fn credit_lines(case: &mut Case<'_>, filled: &Filled<'_, '_>, duties: &mut Vec<Duty>) {
    let (page, credit) = (case.lang, filled.credit);
    let shown_in = if credit.lang.same_language(page) { ShownIn::Original } else { credit.shown_in };
    if matches!(shown_in, ShownIn::Original | ShownIn::Both) {
        duties.extend(filled.line(case, &credit.text, &credit.lang));
    }
    if shown_in == ShownIn::Original {
        return;
    }
    let worded = credit.translations.get(page.as_str()).or_else(|| credit.translations.get(page.primary()));
    if let Some(words) = worded {
        return duties.extend(filled.line(case, words, page));
    }
    let origin = filled.origin;
    let hints = [format!("add `translations: {{{page}: …}}` to the credit in `content/publishers/{}.yaml`", origin.id)];
    let message = format!(
        "{} wants its credit in the language of the page (`{page}`), and nobody says how it reads",
        origin.publisher.name
    );
    case.report(Code::RightsCreditWording, origin.work.place("publisher"), message, hints);
}

/// A credit of a publisher for one work.
struct Filled<'o, 'a> {
    origin: Origin<'o, 'a>,
    credit: &'a Credit,
}

impl Filled<'_, '_> {
    /// The wording with its placeholders filled; reports what they need and the article does not say.
    fn line(&self, case: &mut Case<'_>, wording: &str, lang: &Lang) -> Option<Duty> {
        self.demand(case, wording);
        let work = self.origin.work;
        let original = work.url?;
        let authors: Vec<&str> = work.authors.iter().map(|author| author.name.as_str()).collect();
        let translators = work.translation.map_or(String::new(), |t| t.by.join(", "));
        let year = work.date.map_or(String::new(), |date| date.iso().chars().take(4).collect());
        let authors = authors.join(", ");
        let fill = |text: &str| {
            fill(text, |placeholder| match placeholder {
                "author" => Some(&authors),
                "title" => Some(work.title.unwrap_or_default()),
                "year" => Some(&year),
                "publisher" => Some(&self.origin.publisher.name),
                "site" => Some(&case.context.config.title),
                "translator" => Some(&translators),
                _ => None,
            })
        };
        let filled = fill(wording);
        let links = self
            .credit
            .links
            .iter()
            .map(|link| Link { text: fill(&link.text), url: self.target(&link.target, original) });
        Some(Duty::Text {
            date: work.date.filter(|_| wording.contains("{date}")),
            links: links.filter(|link| filled.contains(&link.text)).collect(),
            text: filled,
            lang: lang.clone(),
            place: self.credit.place,
        })
    }

    fn demand(&self, case: &mut Case<'_>, wording: &str) {
        let (work, name) = (self.origin.work, &self.origin.publisher.name);
        let dated = work.date.is_some();
        for (placeholder, own, entry, known) in [
            ("{title}", "original_title", "title", work.title.is_some()),
            ("{date}", "original_date", "date", dated),
            ("{year}", "original_date", "date", dated),
            ("{author}", "authors", "authors", !work.authors.is_empty() || work.is_main()),
        ] {
            if wording.contains(placeholder) && !known && !(work.is_main() && case.is_filled(own)) {
                let key = if work.is_main() { own } else { entry };
                let hints = [work.write(&format!("`{own}:` as the original has it"), &format!("`{entry}:`"))];
                let message = format!("`{key}` is missing: the credit that {name} wants printed names it");
                case.report(Code::RightsOriginalMissing, work.place(own), message, hints);
            }
        }
        let named = work.translation.is_some_and(|t| !t.by.is_empty());
        if wording.contains("{translator}") && !named {
            let hints = ["add `by: [Jane Doe]` to `translation:`".to_owned()];
            let message = format!("the credit that {name} wants printed names the translator");
            case.report(Code::RightsTranslationMissing, work.place("translation"), message, hints);
        }
    }

    fn target(&self, target: &Target, original: &WebUrl) -> Option<WebUrl> {
        match target {
            Target::Original => Some(original.clone()),
            Target::Home => self.origin.publisher.home_url.clone(),
            Target::Newsletter => self.origin.publisher.newsletter_url.clone(),
            Target::Licence => self.origin.licence.and_then(Licence::url),
            Target::Url(url) => Some(url.clone()),
        }
    }
}

/// A wording with its placeholders filled, in one pass: what is filled in may look like a placeholder itself.
fn fill<'v>(wording: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(2 * wording.len());
    let mut rest = wording;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        let (value, after) = known.unwrap_or(("{", after));
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    out
}
