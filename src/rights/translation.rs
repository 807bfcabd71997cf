//! Judges a translation: from which language, by whom and how, and whether anything allows it.

use super::case::Case;
use super::licence::Licence;
use super::permission::Permitted;
use super::publisher::{Publisher, TranslationCondition, TranslationRule};
use super::text::{Basis, givers, refuse_commercial};
use super::work::Work;
use crate::base::{Lang, WebUrl};
use crate::diag::Code;
use crate::parse::{Method, Translation};

/// The original's language. Where nobody says it, the publisher's own languages tell whether this can be the original text.
pub(super) fn original_lang(case: &mut Case<'_>, publisher: Option<&Publisher>) -> Lang {
    if let Some(lang) = &case.front.original_lang {
        return lang.clone();
    }
    let spoken = publisher.map_or(&[][..], |p| &p.languages);
    let foreign = spoken.first().filter(|_| !spoken.iter().any(|l| l.same_language(case.lang)));
    let reason = match (foreign, publisher) {
        (Some(lang), Some(p)) => format!("{} publishes in `{lang}` and this text is in `{}`", p.name, case.lang),
        _ if case.front.translation.is_some() => "this is a translation".to_owned(),
        _ => return case.lang.clone(),
    };
    if !case.is_filled("original_lang") {
        let example = foreign.map_or("en", Lang::as_str);
        let hints = [format!("write `original_lang: {example}`, the language of the original")];
        let key = if case.front.translation.is_some() { "translation" } else { "lang" };
        let message = format!("the language of the original is missing: {reason}");
        case.report(Code::RightsTranslationMissing, key, message, hints);
    }
    foreign.unwrap_or(case.lang).clone()
}

/// Whether a translation says by whom and how it was made.
pub(super) fn translation(case: &mut Case<'_>, original: &Lang) {
    let same = case.lang.same_language(original);
    let code = Code::RightsTranslationMissing;
    match &case.front.translation {
        None if same || case.is_filled("translation") => {}
        None => {
            let hints = ["write `translation: {by: [Jane Doe], method: human}`, or `method: machine` with the `tool:`"
                .to_owned()];
            let message =
                format!("the text is in `{}`, the original in `{original}`, and nobody says who translated", case.lang);
            let key = if case.front.original_lang.is_some() { "original_lang" } else { "lang" };
            case.report(code, key, message, hints);
        }
        Some(_) if same && case.front.original_lang.is_some() => {
            let hints = ["correct `original_lang:` or `lang:`, or remove `translation:`".to_owned()];
            case.report(
                code,
                "translation",
                format!("a translation from `{original}` into `{}` is none", case.lang),
                hints,
            );
        }
        Some(translation) => signed(case, "translation", translation),
    }
}

/// Whether a translation names who answers for it.
fn signed(case: &mut Case<'_>, key: &str, translation: &Translation) {
    let (message, hint) = match translation.method {
        Method::MachineReviewed if translation.reviewed_by.is_none() => (
            "nobody is named who reviewed the machine's translation",
            "add `reviewed_by:` with the person's name, or write `method: machine`",
        ),
        Method::Human if translation.by.is_empty() => {
            ("the translator is not named", "add `by: [Jane Doe]`, or `method: machine` if a machine translated")
        }
        _ => return,
    };
    case.report(Code::RightsTranslationMissing, key, message, [hint.to_owned()]);
}

/// Whether a source that is used in translation says from which language, by whom and how; gives the language.
pub(super) fn of_source(case: &mut Case<'_>, work: &Work<'_>, own: Option<&Translation>) -> Option<Lang> {
    let code = Code::RightsTranslationMissing;
    if work.translation.is_none() {
        let hints = [work.write("", "`translation: {by: [Jane Doe], method: human}`")];
        case.report(code, work.key, "a source is used in translation, and nobody says who translated it", hints);
    }
    if let Some(own) = own {
        signed(case, work.key, own);
    }
    let lang = work.lang.or_else(|| case.profile(work)?.languages.first()).cloned();
    if own.is_some() && lang.is_none() {
        let hints = [work.write("", "`lang: en`, the language of that work,")];
        case.report(code, work.key, "the language of a translated source is missing", hints);
    }
    lang
}

/// Whether a translation of a work may be published (CC 4.0, section 3(a)(1) of the ND licences; the publisher's terms).
pub(super) fn gate(case: &mut Case<'_>, work: &Work<'_>, basis: &Basis) {
    let profile = case.profile(work);
    let rule = profile.map_or(TranslationRule::Unknown, Publisher::granted_translation);
    let who = profile.map_or("the publisher", |p| p.name.as_str());
    let asks = match rule {
        TranslationRule::Forbidden => Some(format!("{who} does not allow translations")),
        TranslationRule::Permission => Some(format!("{who} allows translations only on request")),
        TranslationRule::Allowed | TranslationRule::Unknown => None,
    };
    let silent = || Some(format!("the terms of {who} do not say whether a translation is allowed"));
    let (reason, silence) = match basis {
        Basis::Licence(Licence::PublisherTerms) if rule == TranslationRule::Unknown => (silent(), true),
        Basis::Permission if rule != TranslationRule::Allowed => (asks.or_else(silent), false),
        Basis::Licence(licence) if licence.allows_derivatives() == Some(false) => {
            (Some(format!("{} does not allow translations", licence.name())), false)
        }
        _ => (asks, false),
    };
    let accepted = || work.publisher.is_some_and(|id| case.context.config.rights.translation_accepted.contains_key(id));
    let Some(reason) = reason.filter(|_| !(silence && accepted())) else {
        return conditions(case, work, profile, rule);
    };
    if case.permits(&givers(case, work), work.url, Permitted::Translation) {
        return;
    }
    let id = work.publisher.unwrap_or("…");
    let address = work.url.map_or("…", WebUrl::as_str);
    let ask = format!(
        "ask for a permission, record it as `content/permissions/<id>.yaml` (`publisher: {id}`, `articles: [{address}]`, `languages: [{}]`, `uses: [translation]`, `given_by: …`) and write `permissions: [<id>]`{}",
        case.lang,
        case.listed_in_vain()
    );
    let message = format!("{reason}, and no permission covers this one");
    if silence {
        let accept = format!(
            "or decide for the site, in `reprint.yaml`: `rights: {{translation_accepted: {{{id}: {{by: …, on: …, reason: …}}}}}}`"
        );
        case.report(Code::RightsPermissionMissing, work.key, message, [ask, accept]);
    } else {
        case.report(Code::RightsPermissionMissing, work.key, message, [ask]);
    }
}

/// The terms on which a publisher allows translations.
fn conditions(case: &mut Case<'_>, work: &Work<'_>, publisher: Option<&Publisher>, rule: TranslationRule) {
    let Some(publisher) = publisher.filter(|_| rule == TranslationRule::Allowed) else { return };
    let unnamed = work.translation.is_some_and(|t| t.by.is_empty() && t.method != Method::Human);
    if publisher.translation_conditions.contains(&TranslationCondition::NameTranslator) && unnamed {
        let message = format!("{} allows translations whose translator is named", publisher.name);
        let hints = ["add `by: [Jane Doe]` to its `translation:`".to_owned()];
        case.report(Code::RightsTranslationMissing, work.place("translation"), message, hints);
    }
    if publisher.translation_conditions.contains(&TranslationCondition::Noncommercial) {
        let reason = format!("{} allows translations for noncommercial use alone", publisher.name);
        refuse_commercial(case, work, &reason);
    }
}
