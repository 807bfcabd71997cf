//! The rules of a language, which are data: `rules/<lang>.yaml`.
//!
//! A rule has an `id`, the `kind` of what it finds, a `weight`, `phrases`, an `example` that is cut when it ends an article and a
//! `counterexample` that is not. A phrase is compared [`fold`]ed, as whole words; ` … ` in it stands for a few words of the
//! same unit. `at` says where a phrase must stand (see [`At`]). Weight 5 settles a unit that does not read as reporting,
//! 4 needs one other sign, 3 needs two. Rules under `licence` find rights material, which is never cut.

use serde::Deserialize;

use super::Kind;
use super::fold::{bare, fold};

/// Where in a unit a rule's phrase must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum At {
    /// Anywhere.
    #[default]
    Text,
    /// It is the whole unit, but for numbers and marks.
    Line,
    /// As `Line`, and the list or titles below go with it.
    Label,
    /// It begins the unit.
    Start,
    /// It begins the unit and a colon follows.
    Lead,
    /// It begins a bracket and a colon follows; the bracket alone is cut.
    Inline,
}

/// A rule, ready to be compared.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// With its language: `fr/donation/appeal`.
    pub(super) id: String,
    /// `None` for rights material.
    pub(super) kind: Option<Kind>,
    pub(super) weight: i32,
    pub(super) at: At,
    /// Whether nothing of the article comes after such a label.
    pub(super) ends: bool,
    /// Each phrase as its folded parts.
    pub(super) phrases: Vec<Vec<String>>,
    /// The phrases as they are written, for the search in raw text.
    pub(super) written: Vec<String>,
    #[cfg(test)]
    pub(super) example: String,
    #[cfg(test)]
    pub(super) counterexample: String,
}

/// What a rule file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSet {
    /// Folded words that speak to the reader.
    pub(super) address: Vec<String>,
    /// Folded words that report.
    pub(super) reporting: Vec<String>,
    pub(super) rules: Vec<Rule>,
}

/// The languages with rules of their own, and the rules.
pub(super) const FILES: [(&str, &str); 4] = [
    ("en", include_str!("rules/en.yaml")),
    ("fr", include_str!("rules/fr.yaml")),
    ("es", include_str!("rules/es.yaml")),
    ("ar", include_str!("rules/ar.yaml")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    address: Vec<String>,
    reporting: Vec<String>,
    rules: Vec<Written>,
    licence: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), allow(dead_code, reason = "the examples are for the tests"))]
struct Written {
    id: String,
    kind: Option<Kind>,
    weight: i32,
    #[serde(default)]
    at: At,
    #[serde(default)]
    ends: bool,
    phrases: Vec<String>,
    example: String,
    counterexample: String,
}

/// Reads the rules of one language, given as its primary subtag.
pub(super) fn read(lang: &str) -> RuleSet {
    let Some((_, text)) = FILES.iter().find(|(name, _)| *name == lang) else {
        return RuleSet::default();
    };
    let file: File = serde_yaml::from_str(text).expect("the embedded rules are read by a test");
    let words = |list: Vec<String>| list.iter().map(|word| fold(word).text).collect();
    RuleSet {
        address: words(file.address),
        reporting: words(file.reporting),
        rules: file.rules.into_iter().chain(file.licence).map(|written| rule(lang, written)).collect(),
    }
}

fn rule(lang: &str, written: Written) -> Rule {
    let phrase = |text: &String| -> Vec<String> {
        let parts = text.split(" … ").map(|part| fold(part).text);
        match written.at {
            At::Line | At::Label => parts.map(|part| bare(&part).to_owned()).collect(),
            _ => parts.collect(),
        }
    };
    Rule {
        id: format!("{lang}/{}", written.id),
        kind: written.kind,
        weight: written.weight,
        at: written.at,
        ends: written.ends,
        phrases: written.phrases.iter().map(phrase).collect(),
        written: written.phrases,
        #[cfg(test)]
        example: written.example,
        #[cfg(test)]
        counterexample: written.counterexample,
    }
}
