//! The forms that values take, and their JSON Schema.

use serde_json::{Map, Value, json};

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it holds.
    pub form: Form,
    /// Whether it must be there.
    pub need: Need,
    /// What it means, for an editor's tooltip.
    pub says: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It may be absent or empty.
    Optional,
}

/// The form of a value.
#[derive(Debug)]
pub enum Form {
    /// A text; YAML may take it for a number or a truth value.
    Text,
    /// A whole address.
    Url,
    /// A BCP 47 tag.
    Lang,
    /// A day or a date-time.
    When,
    /// A number of minutes, hours or days.
    Every,
    /// True or false.
    Flag,
    /// A whole number from 1.
    Count,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A list; a single value means a list of one.
    List(&'static Self),
    /// A mapping of these keys.
    Keys(&'static [Key]),
    /// A mapping from names of one's own to such values.
    Named(&'static Self),
    /// A mapping of whatever one likes.
    Free,
    /// One of these forms.
    Either(&'static [Self]),
}

impl Key {
    /// A key that must be there.
    pub(super) const fn required(name: &'static str, form: Form, says: &'static str) -> Self {
        Self { name, form, need: Need::Required, says }
    }

    /// A key that may be absent.
    pub(super) const fn optional(name: &'static str, form: Form, says: &'static str) -> Self {
        Self { name, form, need: Need::Optional, says }
    }

    fn schema(&self) -> Value {
        let form = self.form.schema();
        let mut schema = match self.need {
            Need::Required => form,
            // An empty value counts as absent: `original_url:` waits for its address.
            Need::Optional => json!({"anyOf": [form, {"type": "null"}]}),
        };
        schema["description"] = self.says.into();
        schema
    }
}

impl Form {
    fn schema(&self) -> Value {
        match self {
            Self::Text => json!({"type": ["string", "number", "boolean"]}),
            Self::Url => json!({"type": "string", "format": "uri", "pattern": "^\\s*[Hh][Tt][Tt][Pp][Ss]?://|^\\s*$"}),
            Self::Lang => json!({"type": "string", "pattern": "^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$"}),
            Self::When => json!({
                "type": "string",
                "pattern": "^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "examples": ["2021-07-06", "2021-07-06T08:00+02:00"],
            }),
            Self::Every => {
                json!({"type": "string", "pattern": "^[0-9]+ ?(m|min|h|d)$", "examples": ["30m", "6h", "1d"]})
            }
            Self::Flag => json!({"type": "boolean"}),
            Self::Count => json!({"type": "integer", "minimum": 1}),
            Self::Words(words) => json!({"enum": words}),
            Self::List(item) => {
                let item = item.schema();
                json!({"anyOf": [{"type": "array", "items": item}, item]})
            }
            Self::Keys(keys) => object(keys),
            Self::Named(value) => json!({"type": "object", "additionalProperties": value.schema()}),
            Self::Free => json!({"type": "object"}),
            Self::Either(forms) => json!({"anyOf": forms.iter().map(Self::schema).collect::<Vec<_>>()}),
        }
    }

    /// A value of this form in YAML's flow style, with every key it can have.
    pub fn example(&self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Url => "\"https://example.org/\"".to_owned(),
            Self::Lang => "fr".to_owned(),
            Self::When => "2026-01-31".to_owned(),
            Self::Every => "6h".to_owned(),
            Self::Flag => "true".to_owned(),
            Self::Count => "1".to_owned(),
            Self::Words(words) => words.first().copied().unwrap_or_default().to_owned(),
            Self::List(item) => format!("[{}]", item.example()),
            Self::Keys(keys) => {
                let entries: Vec<String> =
                    keys.iter().map(|key| format!("{}: {}", key.name, key.form.example())).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Self::Named(value) => format!("{{name: {}}}", value.example()),
            Self::Free => "{key: value}".to_owned(),
            Self::Either(forms) => forms.last().map(Self::example).unwrap_or_default(),
        }
    }
}

/// The schema of a mapping.
pub(super) fn object(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), key.schema())).collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}
