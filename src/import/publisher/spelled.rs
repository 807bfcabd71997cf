//! A domain whose name the text spells out: `corrections@rawstory.com` and "Raw Story" belong together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use crate::import::dates::pattern;

/// Sites on which everyone has a page.
const PLATFORMS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "instagram",
    "youtube",
    "youtu",
    "linkedin",
    "pinterest",
    "whatsapp",
    "telegram",
    "tiktok",
    "flickr",
    "flic",
    "google",
    "apple",
    "itunes",
    "spotify",
    "soundcloud",
    "vimeo",
    "dailymotion",
    "reddit",
    "tumblr",
    "medium",
    "wordpress",
    "blogspot",
    "creativecommons",
    "wikipedia",
    "wikimedia",
    "github",
    "gmail",
    "paypal",
    "patreon",
    "amazon",
    "mastodon",
    "bsky",
    "substack",
    "outlook",
    "yahoo",
    "hotmail",
    "mailchimp",
    "disqus",
    "tipeee",
    "vk",
    "weibo",
    "bit",
    "tinyurl",
    "change",
    "archive",
];

/// The publisher whose domain stands in lines that were cut, or around the text, and whose name the text spells as well.
pub(super) fn domain(clues: &Clues<'_>) -> Option<String> {
    static DOMAIN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:https?://|www\.|@)(?:www\.|[a-z]{1,6}\.)?([a-z0-9-]{3,40})\.(?:[a-z]{2,10})(?:\.[a-z]{2})?\b")
    });
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lines = || clues.cuts.iter().chain(clues.edges).copied();
    for text in lines().chain([sample(clues.body)]) {
        for found in DOMAIN.captures_iter(text).take(200) {
            let label = found[1].to_lowercase();
            if !PLATFORMS.contains(&label.as_str()) {
                *counts.entry(label).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(usize, String)> = counts.into_iter().map(|(label, count)| (count, label)).collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.iter().take(8).find_map(|(_, label)| in_text(clues, label))
}

/// How the text spells the name of a host, if it does.
pub(super) fn host(clues: &Clues<'_>, host: &str) -> Option<String> {
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    labels.iter().rev().filter(|label| label.len() >= 3 && **label != "www").find_map(|label| in_text(clues, label))
}

/// The words that spell a domain's name, with the article that belongs to them.
fn in_text(clues: &Clues<'_>, label: &str) -> Option<String> {
    let texts = || clues.cuts.iter().chain(clues.edges).copied().chain([sample(clues.body)]);
    let name = texts().find_map(|text| spelled(text, label))?;
    if !name.starts_with(char::is_uppercase) {
        return Some(name);
    }
    let with_article = |article: &&str| texts().any(|text| text.contains(&format!("{article}{name}")));
    let articles =
        ["Le ", "La ", "Les ", "L'", "L’", "The ", "El ", "Los ", "Il ", "Der ", "Die ", "Das ", "De ", "O "];
    Some(
        articles
            .iter()
            .find(|article| with_article(article))
            .map_or_else(|| name.clone(), |article| format!("{article}{name}")),
    )
}

/// The beginning of a long text: a publisher that is named is named early or in the lines around it.
fn sample(body: &str) -> &str {
    let end = (0..=body.len().min(60_000)).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
    &body[..end]
}

/// The words of a text that, written together, are a domain's name.
fn spelled(text: &str, label: &str) -> Option<String> {
    let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '[' | ']' | '«' | '»' | '"' | '“' | '”'))
        .collect();
    for start in 0..words.len() {
        let mut joined = String::new();
        for end in start..words.len().min(start + 5) {
            joined.extend(
                words[end]
                    .chars()
                    .take_while(|c| !matches!(c, '\'' | '’'))
                    .filter(|c| c.is_alphanumeric())
                    .flat_map(char::to_lowercase),
            );
            if joined == label && !words[start].is_empty() && !words[end].contains(['.', '@'])
                || joined == label && words[end].ends_with('.')
            {
                return Some(name(&words[start..=end]));
            }
            if joined.len() >= label.len() {
                break;
            }
        }
    }
    None
}

fn name(words: &[&str]) -> String {
    let own = |word: &str| word.split(['\'', '’']).next().unwrap_or(word).to_owned();
    let words: Vec<String> = words.iter().filter(|w| !w.is_empty()).map(|w| own(w)).collect();
    words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}
