//! Reads the words of a language and merges the site's into the built-in ones.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::{LEGAL, Texts, Words};
use crate::base::{Lang, Span};
use crate::diag::{Code, Diagnostic};
use crate::source::{Origin, Source};
use crate::yaml::{Fields, FromYaml, Node, Text};

/// Reads all files: the words by language, and the keys of the built-in theme's words.
pub(super) fn texts(
    files: impl IntoIterator<Item = (Source, Origin)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (BTreeMap<Lang, Texts>, Vec<String>) {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(_, origin)| *origin);
    let mut all: BTreeMap<Lang, Texts> = BTreeMap::new();
    let mut theme = Vec::new();
    let english = Lang::parse("en").expect("`en` is a tag");
    for (source, origin) in files {
        let Some(lang) = Lang::parse(source.path.stem()) else {
            let message = format!("`{}` is no language tag", source.path.stem());
            let found = Diagnostic::new(Code::YamlValue, message).in_file(&source.path);
            diagnostics.push(found.hint("name the file after its language, such as `fr.yaml` or `pt-BR.yaml`"));
            continue;
        };
        let Some(texts) = one(&source, diagnostics) else { continue };
        if origin == Origin::BuiltIn && lang == english {
            theme = texts.ui.keys().cloned().collect();
        }
        let pattern = of(&all, &lang).or_else(|| all.get(&english).cloned());
        if let Some(pattern) = pattern.filter(|_| origin == Origin::Site) {
            compare(&source, &pattern, &texts, diagnostics);
        }
        merge(all.entry(lang).or_default(), texts);
    }
    (all, theme)
}

/// The words of a language: its own over those of the language without a region.
pub(super) fn of(all: &BTreeMap<Lang, Texts>, lang: &Lang) -> Option<Texts> {
    let primary = Lang::parse(lang.primary()).filter(|primary| primary != lang);
    let base = primary.and_then(|primary| all.get(&primary));
    match (base, all.get(lang)) {
        (None, own) => own.cloned(),
        (Some(base), None) => Some(base.clone()),
        (Some(base), Some(own)) => {
            let mut texts = base.clone();
            merge(&mut texts, own.clone());
            Some(texts)
        }
    }
}

fn merge(into: &mut Texts, from: Texts) {
    into.ui.extend(from.ui);
    into.legal.extend(from.legal);
    into.languages.extend(from.languages);
}

fn one(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Texts> {
    let mut fields = match Fields::parse(Text::whole(&source.path, &source.text)) {
        Ok(fields) => fields,
        Err(error) => {
            diagnostics.push(*error);
            return None;
        }
    };
    let texts = Texts {
        ui: fields.take::<Named<Words>>("ui").map_or_else(BTreeMap::new, |named| named.0),
        legal: fields.take::<Legal>("legal").map_or_else(BTreeMap::new, |legal| legal.0),
        languages: fields.take::<Named<String>>("languages").map_or_else(BTreeMap::new, |named| named.0),
    };
    diagnostics.extend(fields.finish());
    Some(texts)
}

/// A replaced text must have the placeholders of the one it replaces: a name that is left out is a duty that is not shown.
fn compare(source: &Source, pattern: &Texts, texts: &Texts, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |key: &str, was: &str, is: &str| {
        let (was, is) = (placeholders(was), placeholders(is));
        if was == is {
            return;
        }
        let found = Diagnostic::new(Code::YamlValue, format!("`{key}` must have the placeholders {}", list(&was)));
        diagnostics.push(found.at(place(source, key)).hint(format!("it has {} now", list(&is))));
    };
    for (key, text) in &texts.legal {
        if let Some(was) = pattern.legal.get(key) {
            report(key, was, text);
        }
    }
    for (key, words) in &texts.ui {
        match (pattern.ui.get(key), words) {
            (Some(Words::Text(was)), Words::Text(text)) => report(key, was, text),
            (Some(Words::Forms(was)), Words::Forms(forms)) => {
                // "One minute" may leave the number out; `other` may not.
                if let (Some(was), Some(text)) = (was.get("other"), forms.get("other")) {
                    report(key, was, text);
                }
            }
            _ => {}
        }
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ")
}

fn place(source: &Source, key: &str) -> Span {
    let line =
        source.text.lines().find(|line| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    let Some(line) = line else { return Span::file(&source.path) };
    let start = line.as_ptr() as usize - source.text.as_ptr() as usize;
    Span::new(&source.path, start + (line.len() - line.trim_start().len())..start + line.trim_end().len())
}

struct Named<T>(BTreeMap<String, T>);

impl<T: FromYaml> FromYaml for Named<T> {
    const EXAMPLE: &'static str = "{key: text}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let mut all = BTreeMap::new();
            for (key, node) in f.take_all() {
                if let Some(value) = node.into(f) {
                    all.insert(key, value);
                }
            }
            Some(Self(all))
        })
    }
}

struct Legal(BTreeMap<String, String>);

impl FromYaml for Legal {
    const EXAMPLE: &'static str = "{text: Text}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let texts = LEGAL.iter().filter_map(|key| Some(((*key).to_owned(), f.take::<String>(key)?)));
            Some(Self(texts.collect()))
        })
    }
}

impl FromYaml for Words {
    const EXAMPLE: &'static str = "text";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.value() {
            Value::Mapping(_) => Named::from_yaml(node).map(|forms| Self::Forms(forms.0)),
            _ => String::from_yaml(node).map(Self::Text),
        }
    }
}
