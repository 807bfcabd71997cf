//! What a publisher wants printed, word for word: credits and disclaimers become duties once their wording is confirmed.

use super::case::Case;
use super::publisher::{Credit, Publisher, ShownIn, Target, Variant};
use super::text::{Basis, Text};
use super::{Duty, Link, Place};
use crate::base::{Lang, WebUrl};
use crate::diag::Code;
use crate::parse::Genre;

/// The texts that the publisher of a repost wants at it.
pub(super) fn texts(case: &mut Case<'_>, text: &Text<'_>, publisher: &Publisher) -> Vec<Duty> {
    let mut duties = Vec::new();
    for credit in publisher.credit.iter().filter(|credit| publisher.is_confirmed(credit.evidence)) {
        if is_for(credit.variant, case, text) {
            credit_lines(case, text, publisher, credit, &mut duties);
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

fn is_for(variant: Variant, case: &Case<'_>, text: &Text<'_>) -> bool {
    let (edited, translated) = (case.front.changes.is_some() || text.has_cuts, text.is_translated(case.lang));
    match variant {
        Variant::Always => true,
        Variant::Plain => !edited && !translated,
        Variant::Edited => edited,
        Variant::Translated => translated,
    }
}

/// A credit in the language or languages in which it must stand.
fn credit_lines(case: &mut Case<'_>, text: &Text<'_>, publisher: &Publisher, credit: &Credit, duties: &mut Vec<Duty>) {
    let page = case.lang;
    let shown_in = if credit.lang.same_language(page) { ShownIn::Original } else { credit.shown_in };
    let filled = Filled { text, publisher, credit };
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
    let hints = [format!(
        "add `translations: {{{page}: …}}` to the credit in `content/publishers/{}.yaml`",
        case.front.publisher.as_deref().unwrap_or_default()
    )];
    let message = format!(
        "{} wants its credit in the language of the page (`{page}`), and nobody says how it reads",
        publisher.name
    );
    case.report(Code::RightsCreditWording, "publisher", message, hints);
}

/// A credit of a publisher for one article.
struct Filled<'t> {
    text: &'t Text<'t>,
    publisher: &'t Publisher,
    credit: &'t Credit,
}

impl Filled<'_> {
    /// The wording with its placeholders filled; reports what they need and the article does not say.
    fn line(&self, case: &mut Case<'_>, wording: &str, lang: &Lang) -> Option<Duty> {
        let front = case.front;
        let title =
            front.original_title.as_deref().or_else(|| (!self.text.is_translated(case.lang)).then_some(&*front.title));
        self.demand(case, wording, title.is_some());
        let original = front.original_url.as_ref()?;
        let authors: Vec<&str> = front.authors.iter().map(|author| author.name.as_str()).collect();
        let translators = front.translation.as_ref().map_or(String::new(), |t| t.by.join(", "));
        let year = front.original_date.map_or(String::new(), |date| date.iso().chars().take(4).collect());
        let authors = authors.join(", ");
        let fill = |text: &str| {
            fill(text, |placeholder| match placeholder {
                "author" => Some(&authors),
                "title" => Some(title.unwrap_or_default()),
                "year" => Some(&year),
                "publisher" => Some(&self.publisher.name),
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
            date: front.original_date.filter(|_| wording.contains("{date}")),
            links: links.filter(|link| filled.contains(&link.text)).collect(),
            text: filled,
            lang: lang.clone(),
            place: self.credit.place,
        })
    }

    fn demand(&self, case: &mut Case<'_>, wording: &str, titled: bool) {
        let front = case.front;
        let dated = front.original_date.is_some();
        for (placeholder, key, known) in [
            ("{title}", "original_title", titled),
            ("{date}", "original_date", dated),
            ("{year}", "original_date", dated),
        ] {
            if wording.contains(placeholder) && !known && !case.is_filled(key) {
                let hints = [format!("write `{key}:` as the original has it")];
                let message =
                    format!("`{key}` is missing: the credit that {} wants printed names it", self.publisher.name);
                case.report(Code::RightsOriginalMissing, key, message, hints);
            }
        }
        let named = front.translation.as_ref().is_some_and(|t| !t.by.is_empty());
        if wording.contains("{translator}") && !named {
            let hints = ["add `by: [Jane Doe]` to `translation:`".to_owned()];
            let message = format!("the credit that {} wants printed names the translator", self.publisher.name);
            case.report(Code::RightsTranslationMissing, "translation", message, hints);
        }
    }

    fn target(&self, target: &Target, original: &WebUrl) -> Option<WebUrl> {
        match target {
            Target::Original => Some(original.clone()),
            Target::Home => self.publisher.home_url.clone(),
            Target::Newsletter => self.publisher.newsletter_url.clone(),
            Target::Licence => match &self.text.basis {
                Some(Basis::Licence(licence)) => licence.url(),
                _ => None,
            },
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
