//! Selectors that are asked whether they *can* match.
//!
//! The answer has three values, because what a build cannot know (is it hovered, is it the first child, what does a script
//! add) must count as a match on its own and as no match inside `:not()`. That is why this is not the `selectors` crate's
//! matcher, which answers yes or no.

mod matching;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

pub(super) use matching::matches_any;

/// Whether a selector matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    No,
    Maybe,
    Yes,
}

/// Compound selectors from left to right, each with how it follows the one before.
#[derive(Clone, Debug, Default)]
pub(super) struct Selector {
    compounds: Vec<(Link, Vec<Simple>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Inside,
    Child,
    Sibling,
}

#[derive(Clone, Debug)]
enum Simple {
    Any,
    Type(String),
    Id(String),
    Class(String),
    Attr { name: String, test: Option<(Test, String)> },
    Is(Arc<[Selector]>),
    Not(Arc<[Selector]>),
    Root,
    Never,
    Maybe,
}

#[derive(Clone, Copy, Debug)]
enum Test {
    Equals,
    Word,
    Dash,
    Prefix,
    Suffix,
    Part,
}

/// What `&` stands for, and whether selectors without it lie inside it (CSS nesting).
#[derive(Clone, Debug, Default)]
pub(super) struct Nest {
    pub(super) parents: Option<Arc<[Selector]>>,
    pub(super) implied: bool,
}

impl Selector {
    /// Collects the attributes that the selector looks at, unless it matches nothing whatever they are (`a[href]::after`).
    /// Nested rules share lists, so each is looked at once: `seen` are their places in memory.
    pub(super) fn attributes(&self, into: &mut BTreeSet<String>, seen: &mut HashSet<*const Selector>) {
        let mut simples = self.compounds.iter().flat_map(|(_, simples)| simples);
        if simples.any(|simple| matches!(simple, Simple::Never)) {
            return;
        }
        for simple in self.compounds.iter().flat_map(|(_, simples)| simples) {
            match simple {
                Simple::Attr { name, .. } => {
                    into.insert(name.clone());
                }
                Simple::Is(list) | Simple::Not(list) if seen.insert(list.as_ptr()) => {
                    list.iter().for_each(|selector| selector.attributes(into, seen));
                }
                _ => {}
            }
        }
    }
}

/// Reads selector lists.
#[derive(Default)]
pub(super) struct Reader {
    nested: bool,
}

impl Reader {
    /// Reads a list up to the end of `input`. What cannot be understood is taken as able to match.
    pub(super) fn list(&mut self, input: &mut Parser<'_>, nest: &Nest) -> Arc<[Selector]> {
        let mut list = Vec::new();
        loop {
            self.nested = false;
            let (mut selector, more) = self.selector(input, nest);
            if let (true, false, Some(parents)) = (nest.implied, self.nested, &nest.parents) {
                selector.compounds.insert(0, (Link::Inside, vec![Simple::Is(Arc::clone(parents))]));
            }
            list.push(selector);
            if !more {
                return list.into();
            }
        }
    }

    /// One selector, and whether another follows.
    fn selector(&mut self, input: &mut Parser<'_>, nest: &Nest) -> (Selector, bool) {
        let mut selector = Selector::default();
        let (mut link, mut compound) = (Link::Inside, Vec::new());
        loop {
            let token = match input.next_including_whitespace() {
                Ok(Token::Comma) => return (finish(selector, link, compound), true),
                Ok(token) => token.clone(),
                Err(_) => return (finish(selector, link, compound), false),
            };
            let relation = match token {
                Token::WhiteSpace(_) => Link::Inside,
                Token::Delim('>') => Link::Child,
                Token::Delim('+' | '~') => Link::Sibling,
                token => {
                    self.simple(&token, input, nest, &mut compound);
                    continue;
                }
            };
            if !compound.is_empty() {
                selector.compounds.push((link, std::mem::take(&mut compound)));
                link = relation;
            } else if relation != Link::Inside {
                link = relation;
            }
        }
    }

    fn simple(&mut self, token: &Token<'_>, input: &mut Parser<'_>, nest: &Nest, compound: &mut Vec<Simple>) {
        let simple = match token {
            Token::Ident(name) => Simple::Type(name.to_string()),
            Token::IDHash(name) => Simple::Id(name.to_string()),
            Token::Delim('*') => Simple::Any,
            Token::Delim('.') => match input.expect_ident() {
                Ok(name) => Simple::Class(name.to_string()),
                Err(_) => Simple::Maybe,
            },
            Token::Delim('&') => {
                self.nested = true;
                nest.parents.as_ref().map_or(Simple::Root, |parents| Simple::Is(Arc::clone(parents)))
            }
            Token::Delim('|') => {
                compound.pop(); // what stood before it was a namespace
                return;
            }
            Token::SquareBracketBlock => Self::attribute(input),
            Token::Colon => self.pseudo(input, nest),
            _ => Simple::Maybe,
        };
        compound.push(simple);
    }

    fn attribute(input: &mut Parser<'_>) -> Simple {
        let read = input.parse_nested_block(|input| {
            let mut name = String::new();
            let test = loop {
                match input.next() {
                    Ok(Token::Ident(part)) => name = part.to_ascii_lowercase(),
                    Ok(Token::Delim('=')) => break Some(Test::Equals),
                    Ok(Token::IncludeMatch) => break Some(Test::Word),
                    Ok(Token::DashMatch) => break Some(Test::Dash),
                    Ok(Token::PrefixMatch) => break Some(Test::Prefix),
                    Ok(Token::SuffixMatch) => break Some(Test::Suffix),
                    Ok(Token::SubstringMatch) => break Some(Test::Part),
                    Ok(_) => {}
                    Err(_) => break None,
                }
            };
            let value = test.and_then(|test| Some((test, input.expect_ident_or_string().ok()?.to_string())));
            while input.next().is_ok() {}
            Ok::<_, ParseError<()>>((name, value))
        });
        match read {
            Ok((name, test)) if !name.is_empty() => Simple::Attr { name, test },
            _ => Simple::Maybe,
        }
    }

    fn pseudo(&mut self, input: &mut Parser<'_>, nest: &Nest) -> Simple {
        match input.next_including_whitespace().cloned() {
            Ok(Token::Colon) => {
                let name = match input.next_including_whitespace().cloned() {
                    Ok(Token::Ident(name) | Token::Function(name)) => name.to_ascii_lowercase(),
                    _ => return Simple::Maybe,
                };
                pseudo_element(&name)
            }
            Ok(Token::Ident(name)) => match &*name.to_ascii_lowercase() {
                "root" => Simple::Root,
                "before" | "after" | "empty" | "host" => Simple::Never,
                _ => Simple::Maybe,
            },
            Ok(Token::Function(name)) => {
                let name = name.to_ascii_lowercase();
                let nested = self.nested;
                let inner = Nest { parents: nest.parents.clone(), implied: false };
                let list = input.parse_nested_block(|input| Ok::<_, ParseError<()>>(self.list(input, &inner)));
                self.nested |= nested;
                match (name.as_str(), list) {
                    ("is" | "where" | "matches" | "any" | "-webkit-any" | "-moz-any", Ok(list)) => Simple::Is(list),
                    ("not", Ok(list)) => Simple::Not(list),
                    _ => Simple::Maybe,
                }
            }
            _ => Simple::Maybe,
        }
    }
}

/// Most pseudo-elements hold no text of the page; these do.
fn pseudo_element(name: &str) -> Simple {
    match name {
        "first-line" | "first-letter" | "details-content" | "slotted" | "part" => Simple::Maybe,
        _ => Simple::Never,
    }
}

fn finish(mut selector: Selector, link: Link, compound: Vec<Simple>) -> Selector {
    if !compound.is_empty() || selector.compounds.is_empty() {
        selector.compounds.push((link, compound));
    }
    selector
}
