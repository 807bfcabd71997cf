//! Whose text it is: publisher, licence and address of the original, as far as the copy says so.
//!
//! Most publishers have no profile, so the copy itself is the witness. What says it plainly comes first: the licence paragraph,
//! a source line, the byline. Then what says it in passing: the copyright line, a domain whose name the text spells out.

mod licence;
mod phrases;
mod spelled;

use std::sync::LazyLock;

use regex::Regex;

use super::Photo;
use super::dates::pattern;
use super::photos::newsrooms;
use crate::base::{Lang, WebUrl};
use crate::clean::fold;
use crate::rights::Publishers;
pub(super) use licence::creative_commons;

/// How a publisher with a profile is recognised in a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublisherHint {
    /// Id of the profile.
    pub id: String,
    /// Names it goes by, such as "Example Wire".
    pub names: Vec<String>,
    /// Domains its articles stand on, without `www.`.
    pub domains: Vec<String>,
    /// Words of its licence paragraph.
    pub phrases: Vec<String>,
    /// The languages it publishes in, where that is known.
    pub languages: Vec<Lang>,
    /// Whether all links of its text must stay.
    pub keeps_links: bool,
    /// Whether its profile says under which licence its texts stand.
    pub grants_license: bool,
}

impl PublisherHint {
    /// Those of all profiles.
    pub fn all(publishers: &Publishers) -> Vec<Self> {
        let hints = publishers.hints().map(|hint| Self {
            id: hint.id.to_owned(),
            names: hint.names.iter().map(|name| (*name).to_owned()).collect(),
            domains: hint.domains.to_vec(),
            phrases: hint.phrases.to_vec(),
            languages: hint.languages.to_vec(),
            keeps_links: hint.keeps_links,
            grants_license: hint.grants_license,
        });
        hints.collect()
    }

    /// The language a text must have been translated from; `None` where it may be the original's or nothing is known.
    pub(super) fn other_language(&self, lang: &Lang) -> Option<Lang> {
        let other = self.languages.iter().all(|own| !own.same_language(lang));
        self.languages.first().filter(|_| other).cloned()
    }
}

/// A publisher as the copy names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Id of its profile, if it has one.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
}

impl Named {
    pub(super) fn of(hint: &PublisherHint) -> Self {
        let name = hint.names.first().cloned().unwrap_or_else(|| hint.id.clone());
        Self { id: Some(hint.id.clone()), name }
    }

    /// A name, with the profile that goes by it.
    pub(super) fn known(name: String, hints: &[PublisherHint]) -> Self {
        let folded = fold(&name).text;
        let hint = hints.iter().find(|hint| hint.names.iter().any(|own| fold(own).text == folded));
        hint.map_or(Self { id: None, name }, Self::of)
    }
}

/// What a copy says of its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) publisher: Option<Named>,
    pub(super) url: Option<WebUrl>,
    pub(super) license: Option<String>,
}

/// The parts of a copy that may say where it comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clues<'a> {
    /// The licence paragraph, in Markdown.
    pub(super) notice: Option<&'a str>,
    /// The lines that lead to the original, in Markdown.
    pub(super) links: &'a [&'a str],
    /// The lines around the text that stay, in Markdown.
    pub(super) edges: &'a [&'a str],
    /// What was cut, in Markdown.
    pub(super) cuts: &'a [&'a str],
    /// Those among them that ask for money, subscriptions or followers, where the reposter speaks of itself.
    pub(super) appeals: &'a [&'a str],
    /// The byline.
    pub(super) byline: Option<&'a str>,
    /// The pictures of the text, whose credits may name it beside agencies.
    pub(super) photos: &'a [Photo],
    /// The text.
    pub(super) body: &'a str,
    /// Where the original stands, if that is known.
    pub(super) url: Option<&'a WebUrl>,
    /// The site or wire that markup or front matter names.
    pub(super) site: Option<&'a str>,
}

/// Reads the clues, the plain ones first.
pub(super) fn origin(clues: &Clues<'_>, hints: &[PublisherHint]) -> Origin {
    let sources: Vec<&str> = clues.notice.into_iter().chain(clues.links.iter().copied()).collect();
    let lines = || clues.edges.iter().chain(clues.cuts);
    let source = lines().rev().find_map(|line| phrases::source_line(line));
    // A line that names the source goes before whatever else a notice links to.
    let named = source.as_ref().and_then(|(_, url)| url.clone());
    let url = clues.url.cloned().or(named).or_else(|| sources.iter().find_map(|text| article_url(text)));
    let text = clues.notice.map(|l| fold(l).text).unwrap_or_default();
    let by_terms = hints.iter().find(|hint| hint.phrases.iter().chain(&hint.names).any(|p| says(&text, p)));
    let hosts: Vec<String> = url
        .iter()
        .chain(&sources.iter().flat_map(|t| urls(t)).collect::<Vec<_>>())
        .map(|u| u.host().to_owned())
        .collect();
    let by_host = || hints.iter().find(|hint| hosts.iter().any(|host| hint.domains.iter().any(|d| is_on(host, d))));
    let license = clues.notice.and_then(creative_commons).or_else(|| by_terms.map(|_| "publisher-terms".to_owned()));
    let known = by_terms.or_else(by_host).map(Named::of);
    let said = || {
        clues
            .notice
            .and_then(phrases::first_published)
            .or_else(|| source.map(|(name, _)| name))
            .or_else(|| clues.site.map(|site| site_name(clues, site)))
            .or_else(|| clues.byline.and_then(of_byline))
            .or_else(|| lines().find_map(|line| phrases::desk(line)))
            .or_else(|| lines().rev().find_map(|line| phrases::copyright(line)))
            .or_else(|| clues.byline.and_then(|byline| repeated(byline, clues.appeals)))
            .or_else(|| {
                url.as_ref().map(|url| spelled::host(clues, url.host()).unwrap_or_else(|| url.host().to_owned()))
            })
            .or_else(|| spelled::domain(clues))
            .or_else(|| lines().find_map(|line| phrases::subscribed(line)))
            .or_else(|| credited(clues))
    };
    let publisher = known.or_else(|| said().map(|name| Named::known(name, hints)));
    Origin { publisher, url, license }
}

/// A newsroom that credits name as the text does.
fn credited(clues: &Clues<'_>) -> Option<String> {
    // Each is searched for in the whole text.
    const MOST: usize = 100;
    newsrooms(clues.photos).take(MOST).find(|name| clues.body.contains(name)).map(str::to_owned)
}

/// The newsroom of a byline: "Example Post with AFP", "Ada Lovelace bei Example Post".
fn of_byline(byline: &str) -> Option<String> {
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(.{2,60}?) (?:avec|with|con|com|mit|met|med|и|та|z) (?:l['’])?(?:AFP|AP|Reuters|EFE|DPA|dpa|ANSA|Ansa|Lusa|PAP|ANP|agences?|agencies|agencias?|agências?|Agenturen|agenzie)\b",
        )
    });
    static AT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\s(?:bei|für|chez|pour le|presso|for|voor|voor de|para o|dla)\s(\p{Lu}.{2,40})$"));
    let with = || WITH.captures(byline).map(|found| found[1].to_owned());
    AT.captures(byline).map(|found| found[1].to_owned()).or_else(with)
}

/// The site's name; where it is only its host, the words that spell it.
fn site_name(clues: &Clues<'_>, site: &str) -> String {
    let is_host = site.contains('.') && !site.contains(' ');
    let spelled = is_host.then(|| spelled::host(clues, &site.to_lowercase())).flatten();
    spelled.unwrap_or_else(|| site.to_owned())
}

/// A byline's name that appeals repeat is an organisation's.
fn repeated(byline: &str, appeals: &[&str]) -> Option<String> {
    let name = byline.trim();
    let fits = name.split_whitespace().count() <= 4 && name.chars().count() >= 4;
    (fits && appeals.iter().any(|text| text.len() > name.len() + 8 && text.contains(name))).then(|| name.to_owned())
}

/// Whether a text holds a phrase as whole words: `KFF` is no part of `skiff`. Arabic and the scripts of East Asia write words
/// together, so only letters up to Cyrillic count.
fn says(text: &str, phrase: &str) -> bool {
    let phrase = fold(phrase).text;
    let inside_word = |at: Option<char>| at.is_some_and(|c| c.is_alphanumeric() && c < '\u{530}');
    let whole = |(start, found): (usize, &str)| {
        !inside_word(text[..start].chars().next_back()) && !inside_word(text[start + found.len()..].chars().next())
    };
    !phrase.is_empty() && text.match_indices(&phrase).any(whole)
}

/// Whether a host is a domain or lies in it.
pub(super) fn is_on(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'))
}

/// The first address in a text that is an article's, not a front page's or a licence's.
fn article_url(text: &str) -> Option<WebUrl> {
    urls(text).into_iter().find(|url| {
        let path =
            url.as_str().split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        path.trim_matches('/').len() > 3 && url.host() != "creativecommons.org"
    })
}

/// The addresses of a text.
pub(super) fn urls(text: &str) -> Vec<WebUrl> {
    static URL: LazyLock<Regex> = LazyLock::new(|| pattern(r#"https?://[^\s<>()"'«»\]]+"#));
    URL.find_iter(text).filter_map(|m| WebUrl::parse(m.as_str().trim_end_matches(['.', ',', ';', '*', '_']))).collect()
}

#[cfg(test)]
mod tests;
