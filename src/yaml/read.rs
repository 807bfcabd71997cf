//! Conversions of single values.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::{Mapping, Value};

use super::{Fields, Text};
use crate::base::{Lang, RelPath, Span, WebUrl, When, Zone};
use crate::diag::{Code, Diagnostic};

/// A value with its name and place, on its way to a typed one.
pub struct Node<'a> {
    pub(super) source: Text<'a>,
    pub(super) key: Cow<'a, str>,
    /// Its number, if it stands in a list of that key.
    pub(super) item: Option<usize>,
    pub(super) value: Value,
    pub(super) span: Range<usize>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A type that is read from one YAML value.
pub trait FromYaml: Sized {
    /// A value as one would type it, for hints.
    const EXAMPLE: &'static str;

    /// Converts; reports through the node what cannot be.
    fn from_yaml(node: &mut Node<'_>) -> Option<Self>;
}

impl<'a> Node<'a> {
    pub(super) fn read<T: FromYaml>(mut self, findings: &mut Vec<Diagnostic>) -> Option<T> {
        let value = T::from_yaml(&mut self);
        findings.append(&mut self.diagnostics);
        value
    }

    /// Converts a value that was taken with [`Fields::take_all`], adding its findings to the mapping's.
    pub fn into<T: FromYaml>(self, fields: &mut Fields<'_>) -> Option<T> {
        self.read(&mut fields.diagnostics)
    }

    /// The value as YAML gives it.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The file that is being read.
    pub fn path(&self) -> &'a RelPath {
        self.source.path
    }

    /// The value as text, whatever scalar YAML took it for (`2021` and `true` are texts to an editor).
    pub fn scalar(&self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        match &self.value {
            Value::String(s) => Some(s.into()),
            Value::Number(n) => Some(n.to_string().into()),
            Value::Bool(b) => Some(b.to_string().into()),
            _ => None,
        }
    }

    /// Its name for messages.
    fn name(&self) -> Cow<'a, str> {
        match self.item {
            Some(item) => format!("{}[{item}]", self.key).into(),
            None => self.key.clone(),
        }
    }

    /// Reports that the value is not what it should be.
    pub fn wrong<T>(&mut self, expected: impl Into<String>) -> Option<T> {
        let shown = self.text().map_or_else(|| shape(&self.value).to_owned(), |s| format!("`{}`", shorten(&s)));
        let finding = Diagnostic::new(Code::YamlValue, format!("`{}` cannot be {shown}", self.name()))
            .at(self.place())
            .hint(expected);
        self.diagnostics.push(finding);
        None
    }

    /// Where the value stands.
    pub fn place(&self) -> Span {
        Span::new(self.source.path, super::line_within(self.source.text, &self.span))
    }

    /// Reads a mapping's fields with `read`; unknown keys are reported.
    pub fn mapping<T>(&mut self, read: impl FnOnce(&mut Fields<'a>) -> Option<T>) -> Option<T> {
        let Value::Mapping(_) = self.value else {
            return self.wrong("write it as `key: value` lines or `{key: value}`");
        };
        let mapping: Mapping = match std::mem::take(&mut self.value) {
            Value::Mapping(mapping) => mapping,
            _ => Mapping::new(),
        };
        // Past the node's own key, so that `method: {method: x}` finds the inner one.
        let own = self.key.rsplit('.').next().unwrap_or("").split('[').next().unwrap_or("");
        let head = &self.source.text[self.span.clone()];
        let skip = if head.trim_start_matches(['"', '\'']).starts_with(own) && !own.is_empty() { own.len() } else { 0 };
        let block = self.span.start + skip..self.span.end;
        let mut fields = Fields::of(self.source, self.name().into_owned(), mapping, block);
        if skip > 0 {
            // The parent's key is the place of what is missing, so keep it in view.
            fields.block = self.span.clone();
        }
        let value = read(&mut fields);
        self.diagnostics.extend(fields.finish());
        value
    }
}

fn shape(value: &Value) -> &'static str {
    match value {
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Null => "empty",
        _ => "of this type",
    }
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > 60 { line.chars().take(60).chain(['…']).collect() } else { line.to_owned() }
}

impl FromYaml for String {
    const EXAMPLE: &'static str = "text";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let text = match &mut node.value {
            Value::String(text) => std::mem::take(text),
            _ => match node.scalar() {
                Some(text) => text,
                None => return node.wrong("write a text; put it between quotes if it holds `: ` or `#`"),
            },
        };
        match text.trim() {
            "" => None,
            trimmed if trimmed.len() < text.len() => Some(trimmed.to_owned()),
            _ => Some(text),
        }
    }
}

impl FromYaml for bool {
    const EXAMPLE: &'static str = "true";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.value.as_bool() {
            Some(value) => Some(value),
            None => node.wrong("write `true` or `false`"),
        }
    }
}

impl FromYaml for u32 {
    const EXAMPLE: &'static str = "20";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.value.as_u64().and_then(|n| Self::try_from(n).ok()).filter(|n| *n > 0) {
            Some(value) => Some(value),
            None => node.wrong("write a whole number from 1"),
        }
    }
}

impl FromYaml for Lang {
    const EXAMPLE: &'static str = "fr";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        // YAML 1.1 readers take `no` (Norwegian) for false; serde_yaml does not, but a quoted form costs nothing.
        let lang = node.text().and_then(|text| Lang::parse(&text));
        match lang {
            Some(lang) => Some(lang),
            None => node.wrong("write a language tag (BCP 47), such as `fr`, `en` or `pt-BR`"),
        }
    }
}

impl FromYaml for WebUrl {
    const EXAMPLE: &'static str = "https://example.org/article";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        if node.text().is_some_and(|s| s.trim().is_empty()) {
            return None;
        }
        let url = node.text().and_then(|text| WebUrl::parse(&text));
        match url {
            Some(url) => Some(url),
            None => node.wrong("write the whole address, beginning with `https://`"),
        }
    }
}

impl FromYaml for When {
    const EXAMPLE: &'static str = "2021-07-06";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let utc = Zone::utc();
        let zone = node.source.zone.unwrap_or(&utc);
        let when = node.text().and_then(|text| When::parse(&text, zone));
        match when {
            Some(when) => Some(when),
            None => node.wrong("write a day such as `2021-07-06` or a date-time such as `2021-07-06T08:00+02:00`"),
        }
    }
}

impl<T: FromYaml> FromYaml for Vec<T> {
    const EXAMPLE: &'static str = "[…]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let items = match std::mem::take(&mut node.value) {
            Value::Sequence(items) => items,
            single => vec![single], // `authors: Jane Doe` means a list of one
        };
        let (mut from, name) = (node.span.start, node.name());
        let mut all = Vec::with_capacity(items.len());
        for (i, value) in items.into_iter().enumerate() {
            let span = item_place(node.source.text, from, node.span.end, &value).unwrap_or_else(|| node.span.clone());
            if span != node.span {
                from = span.start + 1;
            }
            let (source, key) = (node.source, name.clone());
            let item = Node { source, key, item: Some(i), value, span, diagnostics: Vec::new() };
            all.extend(item.read(&mut node.diagnostics));
        }
        Some(all)
    }
}

/// Where a list's item stands: at its text, or at the first key of its mapping.
fn item_place(text: &str, from: usize, end: usize, value: &Value) -> Option<Range<usize>> {
    let needle = match value {
        Value::String(s) => s.lines().next()?.into(),
        Value::Number(n) => Cow::Owned(n.to_string()),
        Value::Mapping(m) => m.keys().next()?.as_str()?.into(),
        _ => return None,
    };
    // The standard search takes longer to prepare than these few lines take to read.
    let at = memchr::memmem::find(text.get(from..end)?.as_bytes(), needle.as_bytes())?;
    Some(from + at..end)
}

/// Reads one of a closed set of words. Use it through [`choice!`](crate::choice).
pub(crate) fn choice<T: Copy>(node: &mut Node<'_>, words: &[(&str, T)]) -> Option<T> {
    let typed = node.text().unwrap_or_default();
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == typed) {
        return Some(*value);
    }
    let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
    node.wrong(format!("write one of {}", all.join(", ")))
}

/// Implements [`FromYaml`] for an enum of words: `choice!(Html, "safe" => Safe, "trusted" => Trusted)`.
#[macro_export]
macro_rules! choice {
    ($type:ident, $first:literal => $first_variant:ident $(, $word:literal => $variant:ident)* $(,)?) => {
        impl $crate::yaml::FromYaml for $type {
            const EXAMPLE: &'static str = $first;
            fn from_yaml(node: &mut $crate::yaml::Node<'_>) -> Option<Self> {
                $crate::yaml::choose(node, &[($first, Self::$first_variant) $(, ($word, Self::$variant))*])
            }
        }
        impl $type {
            /// All of them, in the order in which they are suggested.
            pub const ALL: &'static [Self] = &[Self::$first_variant $(, Self::$variant)*];

            /// The word an editor writes.
            pub fn as_str(self) -> &'static str {
                match self { Self::$first_variant => $first, $(Self::$variant => $word),* }
            }
        }
    };
}
