//! Values of declarations as trees, and what custom properties could make of them.

use std::collections::BTreeMap;

use cssparser::{Parser, Token};

/// A component of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A keyword, in lower case unless it is a custom property's name.
    Word(String),
    Number(f32),
    /// 100 for `100%`.
    Percent(f32),
    /// With its unit, in lower case.
    Length(f32, String),
    /// The digits of a colour.
    Hash(String),
    /// A function, or with an empty name a pair of brackets.
    Call(String, Vec<Value>),
    Url(String),
    Text(String),
    Sign(char),
    /// Something that could be anything.
    Unknown,
}

/// Every value that a style sheet gives to each custom property, whatever the element.
pub(super) type Custom = BTreeMap<String, Vec<Vec<Value>>>;

/// How many forms of one value are tried before it counts as able to be anything.
const MAX_FORMS: usize = 64;
const MAX_DEPTH: usize = 8;

/// Reads a value up to its end. `None` if it holds a `{}` block, which makes a declaration a nested rule.
pub(super) fn read(input: &mut Parser<'_>) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    while let Ok(token) = input.next() {
        let name = match token {
            Token::CurlyBracketBlock => return None,
            Token::Function(name) => name.to_ascii_lowercase(),
            Token::ParenthesisBlock | Token::SquareBracketBlock => String::new(),
            other => {
                values.push(plain(other));
                continue;
            }
        };
        let inside =
            input.parse_nested_block(|input| read(input).ok_or_else(cssparser::ParseError::<()>::unexpected_token));
        values.push(match (name.as_str(), inside) {
            (_, Err(_)) => Value::Unknown,
            ("url" | "src", Ok(inside)) => Value::Url(text(&inside)),
            (_, Ok(inside)) => Value::Call(name, inside),
        });
    }
    Some(values)
}

fn plain(token: &Token<'_>) -> Value {
    match token {
        Token::Ident(name) if name.starts_with("--") => Value::Word(name.to_string()),
        Token::Ident(name) => Value::Word(name.to_ascii_lowercase()),
        Token::Number { value, .. } => Value::Number(*value),
        Token::Percentage { unit_value, .. } => Value::Percent(*unit_value * 100.0),
        Token::Dimension { value, unit, .. } => Value::Length(*value, unit.to_ascii_lowercase()),
        Token::Hash(digits) | Token::IDHash(digits) => Value::Hash(digits.to_string()),
        Token::QuotedString(text) => Value::Text(text.to_string()),
        Token::UnquotedUrl(url) => Value::Url(url.to_string()),
        Token::Delim(sign) => Value::Sign(*sign),
        Token::Comma => Value::Sign(','),
        Token::Colon => Value::Sign(':'),
        _ => Value::Unknown,
    }
}

fn text(values: &[Value]) -> String {
    match values.first() {
        Some(Value::Text(text) | Value::Url(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The addresses that a value loads.
pub(super) fn urls<'v>(values: &'v [Value], found: &mut Vec<&'v str>) {
    for value in values {
        match value {
            Value::Url(url) => found.push(url),
            Value::Call(name, inside) => {
                if name.ends_with("image-set") || name == "image" {
                    found.extend(
                        inside.iter().filter_map(|v| if let Value::Text(url) = v { Some(url.as_str()) } else { None }),
                    );
                }
                urls(inside, found);
            }
            _ => {}
        }
    }
}

/// The forms that a value can take once every `var()` is replaced by what any rule declares for it, or by its fallback. None
/// if a custom property is declared nowhere: the declaration is void then.
pub(super) fn forms(values: &[Value], custom: &Custom) -> Vec<Vec<Value>> {
    expand(values, custom, 0)
}

fn expand(values: &[Value], custom: &Custom, depth: usize) -> Vec<Vec<Value>> {
    let mut forms: Vec<Vec<Value>> = vec![Vec::with_capacity(values.len())];
    for value in values {
        let choices = choices(value, custom, depth);
        if depth > MAX_DEPTH || forms.len() * choices.len() > MAX_FORMS {
            return vec![vec![Value::Unknown]];
        }
        forms = forms
            .iter()
            .flat_map(|form| choices.iter().map(move |choice| form.iter().chain(choice).cloned().collect()))
            .collect();
    }
    forms
}

fn choices(value: &Value, custom: &Custom, depth: usize) -> Vec<Vec<Value>> {
    match value {
        _ if depth > MAX_DEPTH => vec![vec![Value::Unknown]],
        Value::Call(name, inside) if name == "var" => {
            let (name, fallback) = match inside.split_first() {
                Some((Value::Word(name), rest)) => (name, rest.strip_prefix(&[Value::Sign(',')])),
                _ => return vec![vec![Value::Unknown]],
            };
            let declared = custom.get(name).into_iter().flatten().map(Vec::as_slice);
            let mut all: Vec<Vec<Value>> = Vec::new();
            for form in declared.chain(fallback).flat_map(|values| expand(values, custom, depth + 1)) {
                if !all.contains(&form) {
                    all.push(form);
                }
            }
            all
        }
        Value::Call(name, inside) => {
            expand(inside, custom, depth + 1).into_iter().map(|form| vec![Value::Call(name.clone(), form)]).collect()
        }
        value => vec![vec![value.clone()]],
    }
}
