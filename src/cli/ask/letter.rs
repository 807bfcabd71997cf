//! Letters: whom to ask for what, in whose language.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::{Lang, Route, WebUrl};
use crate::engine::{Lack, Site};
use crate::parse::Author;
use crate::rights::Missing;
use crate::rights::permission::Permitted;

/// The words of the letters, by language. English is for everyone else.
const WORDS: [(&str, &str); 4] = [
    ("en", include_str!("letters/en.yaml")),
    ("fr", include_str!("letters/fr.yaml")),
    ("es", include_str!("letters/es.yaml")),
    ("ar", include_str!("letters/ar.yaml")),
];

/// A letter to one recipient.
pub(super) struct Letter {
    /// The letter.
    pub(super) text: String,
    /// The permission to record when the answer is yes.
    pub(super) record: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    subject: String,
    greeting: String,
    opening: String,
    by: String,
    uses: BTreeMap<String, String>,
    ads: String,
    cuts: String,
    promise: String,
    wishes: String,
    closing: String,
}

/// One letter for each recipient and work.
pub(super) fn letters(site: &Site, lack: &Lack, lang: Option<&Lang>) -> Vec<Letter> {
    let mut by_recipient: BTreeMap<(&[String], Option<&WebUrl>), Vec<&Missing>> = BTreeMap::new();
    for missing in &lack.missing {
        by_recipient.entry((&missing.givers, missing.url.as_ref())).or_default().push(missing);
    }
    by_recipient.values().map(|asked| letter(site, lack, asked, lang)).collect()
}

fn letter(site: &Site, lack: &Lack, asked: &[&Missing], lang: Option<&Lang>) -> Letter {
    let (givers, url) = (&asked[0].givers, asked[0].url.as_ref());
    let profile = givers.iter().find_map(|giver| site.publishers.get(giver));
    let spoken = lang.or_else(|| profile.and_then(|p| p.languages.first()));
    let (lang, words) = words(spoken);
    let recipient = profile.map_or_else(|| givers.join(" / "), |p| p.name.clone());
    let values = values(site, lack, url, &recipient, (&lang, &words));
    let fill = |pattern: &str| fill(pattern, &values);
    let uses: Vec<String> =
        asked.iter().map(|missing| format!("- {}\n", fill(&words.uses[missing.usage.as_str()]))).collect();
    let signed = site.config.responsible.as_ref();
    let signature = signed.map_or_else(String::new, |r| format!("{}\n{}\n", r.name, r.contact));
    let text = format!(
        "{}\n\n{}\n\n{}\n\n{}\n{}\n\n{}\n\n{}\n\n{signature}{}\n",
        fill(&words.subject),
        fill(&words.greeting),
        fill(&words.opening),
        uses.concat(),
        words.promise,
        words.wishes,
        words.closing,
        site.config.title,
    );
    Letter { text, record: record(lack, asked, url) }
}

/// The words of the recipient's language, or English.
fn words(spoken: Option<&Lang>) -> (Lang, Words) {
    let known = |lang: &Lang| WORDS.iter().find(|(tag, _)| *tag == lang.primary());
    let (tag, text) = spoken.and_then(known).unwrap_or(&WORDS[0]);
    let lang = Lang::parse(tag).expect("the letters' languages are tags");
    (lang, serde_yaml::from_str(text).expect("the letters are fixed and tested"))
}

type Values = BTreeMap<&'static str, String>;

fn values(site: &Site, lack: &Lack, url: Option<&WebUrl>, recipient: &str, (lang, words): (&Lang, &Words)) -> Values {
    let front = &lack.front;
    let own = front.original_url.as_ref() == url;
    let source = front.sources.iter().find(|source| Some(&source.url) == url);
    let authors: &[Author] = source.map_or(if own { &front.authors } else { &[] }, |source| &source.authors);
    let authors: Vec<&str> = authors.iter().map(|author| author.name.as_str()).collect();
    let title = source.map(|source| &source.title).or(front.original_title.as_ref()).unwrap_or(&front.title);
    let name = |of: &Lang| {
        let known = site.look.as_ref().and_then(|look| look.strings.language(of, lang));
        known.unwrap_or(of.as_str()).to_owned()
    };
    let changes = [front.changes.clone(), lack.has_cuts.then(|| words.cuts.clone())];
    let by = if authors.is_empty() { String::new() } else { words.by.replace("{authors}", &authors.join(", ")) };
    let ads = if site.config.policy.ads { words.ads.clone() } else { String::new() };
    [
        ("title", title.clone()),
        ("recipient", recipient.to_owned()),
        ("site", site.config.title.clone()),
        ("home", site.config.absolute(&Route::new("/"))),
        ("language", name(&lack.lang)),
        ("original", front.original_lang.as_ref().map_or_else(|| "…".to_owned(), name)),
        ("by", by),
        ("address", url.map_or("…", WebUrl::as_str).to_owned()),
        ("changes", changes.into_iter().flatten().collect::<Vec<_>>().join("; ")),
        ("credit", front.photo_credit.clone().unwrap_or_else(|| recipient.to_owned())),
        ("ads", ads),
    ]
    .into()
}

/// Puts values in place of a pattern's `{names}`; what they hold is not looked into again.
fn fill(pattern: &str, values: &Values) -> String {
    let mut out = String::with_capacity(pattern.len() + 64);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(values.get(name).map_or("", String::as_str));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn record(lack: &Lack, asked: &[&Missing], url: Option<&WebUrl>) -> String {
    let uses: Vec<&str> = asked.iter().map(|missing| missing.usage.as_str()).collect();
    let giver = asked[0].givers.first().map_or("…", String::as_str);
    let articles = url.map_or_else(|| "all".to_owned(), |url| format!("[{url}]"));
    // A picture has no language.
    let text = asked.iter().any(|missing| missing.usage != Permitted::Photo);
    let languages = if text { format!("  languages: [{}]\n", lack.lang) } else { String::new() };
    format!(
        "  publisher: {}\n  articles: {articles}\n{languages}  uses: [{}]\n  given_by: …\n",
        serde_json::to_string(giver).expect("a text is JSON"),
        uses.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_can_ask_for_everything() {
        for (tag, _) in WORDS {
            let (lang, words) = words(Lang::parse(tag).as_ref());
            assert_eq!(lang.as_str(), tag);
            for usage in Permitted::ALL {
                assert!(words.uses.contains_key(usage.as_str()), "{tag}: {usage:?}");
            }
            assert!(words.subject.contains("{title}") && words.opening.contains("{address}"), "{tag}");
        }
        assert_eq!(super::words(Lang::parse("de").as_ref()).0.as_str(), "en");
    }
}
