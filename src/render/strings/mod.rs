//! Words, dates and plural forms in the languages of the site.
//!
//! They stand in `templates/i18n/<lang>.yaml`: `ui` for the theme, `legal` for the attribution, `languages` for the names of
//! languages. A site's own file replaces built-in words key by key. Legal words carry duties, so a missing one is an error
//! and never falls back to another language.

mod format;
mod phrase;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;

use crate::base::{Digest, Lang, RelPath, When};
use crate::diag::{Code, Diagnostic, Staged};
use crate::source::{Origin, Source};
use format::Format;
pub(super) use phrase::{Phrase, Phrases};

/// The legal words. Each language has all of them.
pub const LEGAL: &[&str] = &[
    "attribution",
    "text",
    "licence",
    "translation",
    "changes",
    "notice",
    "permission",
    "own_licence",
    "version",
    "source",
    "byline",
    "published_by",
    "read_original",
    "original_article",
    "quoted_title",
    "list",
    "list_last",
    "aside",
    "opinion",
    "sponsored",
    "ai_label",
    "no_warranty",
    "public_domain",
    "terms",
    "permission_by",
    "from_to",
    "translated_by",
    "by_machine",
    "not_reviewed",
    "reviewed_by",
    "removed",
    "cut_ad",
    "cut_appeal",
    "cut_promo",
    "cut_share",
    "cut_original",
    "cut_comment",
    "cut_navigation",
    "use_translated",
    "use_extract",
    "use_quoted",
    "newsletter",
    "unofficial",
];

/// The words of all languages.
#[derive(Debug)]
pub struct Strings {
    /// A handful, which is looked through in a third of the time that a map takes; every page asks some twenty times.
    tongues: Vec<(Lang, Tongue)>,
}

#[derive(Debug)]
struct Tongue {
    texts: Texts,
    /// The legal ones, ready for pages.
    phrases: Phrases,
    format: Format,
}

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Texts {
    /// Of the theme.
    pub ui: BTreeMap<String, Words>,
    /// Of the attribution.
    pub legal: BTreeMap<String, String>,
    /// Names of languages by their tags.
    pub languages: BTreeMap<String, String>,
}

/// One of the theme's words, as templates get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Words {
    /// A text.
    Text(String),
    /// A text for each plural category of CLDR: `one`, `other` and so on, with `{n}` for the number.
    Forms(BTreeMap<String, String>),
}

impl Strings {
    /// Reads the files (their stems are the languages) and checks that every language of `languages` has all words.
    pub fn read(files: impl IntoIterator<Item = (Source, Origin)>, languages: &[Lang]) -> Staged<Self> {
        let mut diagnostics = Vec::new();
        let (texts, theme) = read::texts(files, &mut diagnostics);
        let spoken: BTreeSet<&Lang> = texts.keys().chain(languages).collect();
        let tongues = spoken.into_iter().filter_map(|lang| {
            let texts = read::of(&texts, lang)?;
            Some((lang.clone(), Tongue { phrases: Phrases::new(&texts.legal), texts, format: Format::new(lang) }))
        });
        let strings = Self { tongues: tongues.collect() };
        for lang in languages {
            diagnostics.extend(strings.missing(lang, &theme));
        }
        Staged::with(strings, diagnostics)
    }

    /// What a page in `lang` lacks to name the languages `named`: one finding a missing name, or one for a language without
    /// any words. For languages that only articles use, and the originals' languages.
    pub fn check<'l>(&self, lang: &Lang, named: impl IntoIterator<Item = &'l Lang>) -> Vec<Diagnostic> {
        if self.tongue(lang).is_none() {
            return vec![no_words(lang)];
        }
        let unnamed = named.into_iter().filter(|named| self.language(named, lang).is_none());
        unnamed
            .map(|named| {
                missing(lang, &format!("the name of the language `{named}`"), &format!("languages: {{{named}: …}}"))
            })
            .collect()
    }

    fn missing(&self, lang: &Lang, theme: &[String]) -> Vec<Diagnostic> {
        let Some(tongue) = self.tongue(lang) else { return vec![no_words(lang)] };
        let texts = &tongue.texts;
        let legal = LEGAL.iter().filter(|key| !texts.legal.contains_key(**key));
        let legal = legal.map(|key| missing(lang, &format!("the legal text `{key}`"), &format!("legal: {{{key}: …}}")));
        let ui = theme.iter().filter(|key| !texts.ui.contains_key(*key));
        let ui = ui.map(|key| missing(lang, &format!("the theme's word `{key}`"), &format!("ui: {{{key}: …}}")));
        legal.chain(ui).chain(self.check(lang, [lang])).collect()
    }

    fn tongue(&self, lang: &Lang) -> Option<&Tongue> {
        let of = |tag: &str| self.tongues.iter().find(|(known, _)| known.as_str() == tag).map(|(_, tongue)| tongue);
        of(lang.as_str()).or_else(|| of(lang.primary()))
    }

    /// All words of a language, for templates and cache keys.
    pub fn texts(&self, lang: &Lang) -> Option<&Texts> {
        self.tongue(lang).map(|tongue| &tongue.texts)
    }

    /// The theme's words; none for a language without words.
    pub fn ui(&self, lang: &Lang) -> &BTreeMap<String, Words> {
        static NONE: BTreeMap<String, Words> = BTreeMap::new();
        self.tongue(lang).map_or(&NONE, |tongue| &tongue.texts.ui)
    }

    /// One of the theme's words; empty where it is missing or has plural forms.
    pub fn word(&self, key: &str, lang: &Lang) -> &str {
        match self.ui(lang).get(key) {
            Some(Words::Text(text)) => text,
            _ => "",
        }
    }

    /// A legal text. Empty where it is missing, which [`Strings::read`] and [`Strings::check`] have reported as an error.
    pub fn legal(&self, key: &str, lang: &Lang) -> &str {
        self.tongue(lang).and_then(|tongue| tongue.texts.legal.get(key)).map_or("", String::as_str)
    }

    /// The legal texts of a language as phrases.
    pub(super) fn phrases(&self, lang: &Lang) -> &Phrases {
        static NONE: LazyLock<Phrases> = LazyLock::new(Phrases::default);
        self.tongue(lang).map_or(&NONE, |tongue| &tongue.phrases)
    }

    /// The name of the language `of`, as the language `lang` writes it in running text.
    pub fn language(&self, of: &Lang, lang: &Lang) -> Option<&str> {
        let names = &self.tongue(lang)?.texts.languages;
        names.get(of.as_str()).or_else(|| names.get(of.primary())).map(String::as_str)
    }

    /// A day in words: `6 juillet 2021`. In the Gregorian calendar, with the digits that CLDR has for the language.
    pub fn date(&self, when: &When, lang: &Lang) -> String {
        self.tongue(lang).map_or_else(|| when.date().to_string(), |tongue| tongue.format.date(when.date()))
    }

    /// The form of a word for a number, with the number in place of `{n}`. Without the form CLDR asks for, `other` is taken.
    pub fn plural<'f>(&self, form: impl Fn(&str) -> Option<&'f str>, n: u64, lang: &Lang) -> String {
        let Some(tongue) = self.tongue(lang) else { return n.to_string() };
        let form = form(tongue.format.category(n)).or_else(|| form("other")).unwrap_or("{n}");
        form.replace("{n}", &tongue.format.number(n))
    }

    /// The digest of a language's words, for cache keys.
    pub fn digest(&self, lang: &Lang) -> Digest {
        Digest::of_value(&self.texts(lang))
    }
}

fn file(lang: &Lang) -> String {
    format!("templates/i18n/{lang}.yaml")
}

fn missing(lang: &Lang, what: &str, example: &str) -> Diagnostic {
    let found = Diagnostic::new(Code::RenderString, format!("{what} is missing in the language `{lang}`"));
    let found = match RelPath::new(&file(lang)) {
        Ok(path) => found.in_file(&path),
        Err(_) => found,
    };
    found.hint(format!("add `{example}` to `{}`", file(lang)))
}

fn no_words(lang: &Lang) -> Diagnostic {
    Diagnostic::new(Code::RenderString, format!("there are no words in the language `{lang}`")).hint(format!(
        "write `{}` with the keys `ui`, `legal` and `languages`, after the pattern of a built-in one (`ar`, `en`, `es`, `fr`)",
        file(lang)
    ))
}

#[cfg(test)]
mod tests;
