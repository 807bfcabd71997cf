//! The rules of a language, which are data: `rules/<lang>.yaml`.
//!
//! A rule has an `id`, the `kind` of what it finds, a `weight`, `phrases`, an `example` that is cut when it ends an article and a
//! `counterexample` that is not. A phrase is compared in lower case, without accents and as whole words; ` … ` in it stands for a
//! few words of the same unit, `(a|b|)` for either or nothing, `*` after letters for any ending (see
//! [`phrase`](super::phrase)). `at` says where a phrase must stand (see [`At`]). Weight 5 settles a unit that does not read as
//! reporting, 4 needs one other sign, 3 needs two. `address` and `reporting` are phrases as well.
//! Rules under `licence` find rights material, which is never cut.

use std::sync::Arc;

use serde::Deserialize;

use super::Kind;
use super::phrase::Phrase;

/// Where in a unit a rule's phrase must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum At {
    /// Anywhere.
    #[default]
    Text,
    /// It is the whole unit, but for numbers and marks.
    Line,
    /// The whole unit is made of phrases of the rule, two at least: the buttons of a share bar on one line.
    Only,
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
    pub(super) id: Arc<str>,
    /// `None` for rights material.
    pub(super) kind: Option<Kind>,
    pub(super) weight: i32,
    pub(super) at: At,
    /// Whether nothing of the article comes after such a label.
    pub(super) ends: bool,
    pub(super) phrases: Vec<Phrase>,
    /// The phrases as they are written, for the search in raw text.
    pub(super) written: Vec<String>,
    /// A text that it cuts, and one that it leaves.
    #[cfg(test)]
    pub(super) examples: [String; 2],
}

/// What a rule file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSet {
    /// Words that speak to the reader.
    pub(super) address: Vec<Phrase>,
    /// Words that report.
    pub(super) reporting: Vec<Phrase>,
    pub(super) rules: Vec<Rule>,
}

/// The languages with rules of their own, and the rules.
pub(super) const FILES: [(&str, &str); 14] = [
    ("en", include_str!("rules/en.yaml")),
    ("fr", include_str!("rules/fr.yaml")),
    ("es", include_str!("rules/es.yaml")),
    ("ar", include_str!("rules/ar.yaml")),
    ("de", include_str!("rules/de.yaml")),
    ("it", include_str!("rules/it.yaml")),
    ("pt", include_str!("rules/pt.yaml")),
    ("nl", include_str!("rules/nl.yaml")),
    ("pl", include_str!("rules/pl.yaml")),
    ("ru", include_str!("rules/ru.yaml")),
    ("uk", include_str!("rules/uk.yaml")),
    ("zh", include_str!("rules/zh.yaml")),
    ("ja", include_str!("rules/ja.yaml")),
    ("eo", include_str!("rules/eo.yaml")),
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
    RuleSet {
        address: phrases(&file.address),
        reporting: phrases(&file.reporting),
        rules: file.rules.into_iter().chain(file.licence).map(|written| rule(lang, written)).collect(),
    }
}

/// Phrases whose form is known to be right: by a test where they are the program's own, by their reading where they are not.
fn phrases(written: &[String]) -> Vec<Phrase> {
    let read = |text: &String| Phrase::read(text).expect("a phrase is checked before it becomes a rule");
    written.iter().map(read).collect()
}

fn rule(lang: &str, written: Written) -> Rule {
    let Written { id, kind, weight, at, ends, phrases, .. } = written;
    Rule {
        ends,
        #[cfg(test)]
        examples: [written.example, written.counterexample],
        ..Rule::new(format!("{lang}/{id}"), kind, weight, at, phrases)
    }
}

impl Rule {
    /// A rule of phrases that can be searched for.
    pub(super) fn new(id: impl Into<Arc<str>>, kind: Option<Kind>, weight: i32, at: At, written: Vec<String>) -> Self {
        let prepare = match at {
            At::Line | At::Label => Phrase::bare,
            At::Start | At::Lead => Phrase::bare_start,
            At::Text | At::Only | At::Inline => |phrase| phrase,
        };
        let phrases = phrases(&written).into_iter().map(prepare).collect();
        Self {
            id: id.into(),
            kind,
            weight,
            at,
            ends: false,
            phrases,
            written,
            #[cfg(test)]
            examples: Default::default(),
        }
    }
}

impl RuleSet {
    /// Adds the rules of another language.
    pub(super) fn add(&mut self, other: Self) {
        self.address.extend(other.address);
        self.reporting.extend(other.reporting);
        self.rules.extend(other.rules);
    }
}
