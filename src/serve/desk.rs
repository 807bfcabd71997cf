//! The rights desk: the ledger of all articles, and one article with its duties, cuts and pictures beside its page. It is part
//! of the preview alone.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::{Lang, RelPath, escape_html};

use crate::engine::Resident;
use crate::engine::ledger::{Event, Problem, Row, State};
use crate::source::Sources;

/// The desk's page, its looks and its script.
const PAGE: &str = include_str!("desk.html");
pub(super) const STYLE: &str = include_str!("desk.css");
const SCRIPT: &str = include_str!("desk.js");

/// The desk's words, as JSON. English stands first: it is what others get.
const WORDS: [(&str, &str); 2] = [("en", include_str!("desk.en.json")), ("fr", include_str!("desk.fr.json"))];

/// The words for a site in a language, and the language that they are in.
fn words(lang: &Lang) -> (Lang, &'static str) {
    let (tag, words) = *WORDS.iter().find(|(tag, _)| *tag == lang.primary()).unwrap_or(&WORDS[0]);
    (Lang::parse(tag).expect("a language tag"), words)
}

/// The desk's page for a site in a language.
pub(super) fn page(lang: &Lang) -> String {
    let (lang, words) = words(lang);
    let words: BTreeMap<&str, &str> = serde_json::from_str(words).expect("the embedded words are JSON");
    let fixed = [("lang", lang.as_str()), ("dir", lang.dir().as_str())];
    let all = words.into_iter().chain(fixed);
    all.fold(PAGE.to_owned(), |page, (name, word)| page.replace(&format!("{{{{{name}}}}}"), &escape_html(word)))
}

/// The desk's script for a site in a language.
pub(super) fn script(lang: &Lang) -> String {
    format!("const WORDS = {};\n{SCRIPT}", words(lang).1.trim_end())
}

/// What the desk may ask.
#[derive(Debug)]
pub(super) enum Question {
    /// The ledger of all articles.
    Ledger,
    /// Everything about one.
    Article(RelPath),
}

/// What a list of thousands shows of each article.
#[derive(Debug, Serialize)]
struct Line {
    article: RelPath,
    title: String,
    state: State,
    publisher: Option<String>,
    licence: Option<String>,
    next_event: Option<Event>,
    problems: Vec<Problem>,
}

/// Answers in JSON; `null` where there is no such article.
pub(super) fn answer(question: &Question, resident: &Resident, sources: &dyn Sources) -> Vec<u8> {
    let answer = match question {
        Question::Ledger => serde_json::to_vec(&resident.ledger(sources).into_iter().map(line).collect::<Vec<_>>()),
        Question::Article(path) => serde_json::to_vec(&resident.sheet(sources, path)),
    };
    answer.expect("rows and sheets are plain data with text keys")
}

fn line(row: Row) -> Line {
    let Row { article, title, state, publisher, licence, next_event, problems, .. } = row;
    Line { article, title, state, publisher, licence, next_event, problems }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_all_words_and_no_other() {
        let asked = regex::Regex::new(r"WORDS\.(\w+)|\{\{(\w+)\}\}").expect("a pattern");
        let text = [PAGE, SCRIPT].concat();
        let asked = asked.captures_iter(&text).filter_map(|found| found.get(1).or(found.get(2)));
        let asked = asked.map(|name| name.as_str()).filter(|name| !["lang", "dir"].contains(name));
        let english: BTreeMap<&str, &str> = serde_json::from_str(WORDS[0].1).expect("JSON");
        for (tag, words) in WORDS {
            let has: BTreeMap<&str, &str> = serde_json::from_str(words).expect("JSON");
            assert!(has.values().all(|word| !word.trim().is_empty()), "{tag}");
            assert_eq!(has.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{tag}");
        }
        for name in asked {
            assert!(english.contains_key(name), "{name}");
        }
    }

    #[test]
    fn the_desk_speaks_the_sites_language_or_english() {
        let page = |tag| page(&Lang::parse(tag).expect("a language tag"));
        assert!(page("fr-CA").contains("<html lang=\"fr\" dir=\"ltr\">") && page("fr").contains("Bureau des droits"));
        assert!(page("ar").contains("<html lang=\"en\" dir=\"ltr\">") && page("ar").contains("Rights desk"));
        assert!(!page("fr").contains("{{"), "every place is filled");
    }
}
