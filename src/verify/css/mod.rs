//! Proves that no rule of the site's style sheets can hide the attribution.
//!
//! Every rule in any medium, layer, container, scope or nesting counts. What it declares is judged by `hiding`, whether it can
//! match an element by `selector`. Custom properties are resolved to whatever any rule declares for them. Thousands of pages
//! share a shape, so the answer is kept per shape: names, classes, ids and the attributes that such selectors
//! mention.

mod hiding;
mod read;
mod selector;
mod value;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};

use self::read::{Declaration, Found, Rule};
use self::selector::{Match, Selector, matches_any};
use self::value::Value;
use super::known::Known;
use crate::base::{Digest, Span};
use crate::diag::{Code, Diagnostic, Staged};
use crate::html::{Dom, Element, Id};
use crate::source::Source;

/// The style sheets of a site, with the rules that hide.
#[derive(Debug, Default)]
pub struct Stylesheets {
    sheets: Vec<Sheet>,
    attributes: BTreeSet<String>,
    /// Numbers of the rules that can match, by the digest of a shape and the sheets that apply.
    seen: RwLock<HashMap<Digest, Arc<[Hit]>>>,
    /// What is known of the pages that these style sheets are for.
    known: Known,
}

#[derive(Debug)]
struct Sheet {
    href: String,
    rules: Vec<Hiding>,
}

/// A rule that hides.
#[derive(Debug)]
struct Hiding {
    selectors: Arc<[Selector]>,
    scopes: Vec<Arc<[Selector]>>,
    selector: String,
    declaration: String,
    span: Span,
}

/// Names a rule: the number of its sheet, and its own.
type Hit = (usize, usize);

impl Stylesheets {
    /// Reads the style sheets that templates may link: each with its address on the site, base path and all. Findings are
    /// imports and files of other hosts.
    pub fn read(files: impl IntoIterator<Item = (String, Source)>) -> Staged<Self> {
        let mut selectors = selector::Reader::default();
        let mut found = Found::default();
        let mut sources = Vec::new();
        for (href, source) in files {
            let first = found.rules.len();
            read::read(&source, &mut selectors, &mut found);
            sources.push((href, source, first..found.rules.len()));
        }
        let mut moving: Vec<&str> = Vec::new();
        for (name, declaration) in &found.keyframes {
            if hides(declaration, &found, &[]) {
                moving.push(name);
            }
        }
        let sheets: Vec<Sheet> = sources
            .into_iter()
            .map(|(href, source, rules)| Sheet {
                href,
                rules: found.rules[rules]
                    .iter()
                    .flat_map(|rule| hiding_rules(rule, &found, &moving, &source))
                    .collect(),
            })
            .collect();
        let (mut attributes, mut seen) = (BTreeSet::new(), HashSet::new());
        for rule in sheets.iter().flat_map(|sheet| &sheet.rules) {
            let lists = std::iter::once(&rule.selectors).chain(&rule.scopes);
            lists.flat_map(|list| list.iter()).for_each(|selector| selector.attributes(&mut attributes, &mut seen));
        }
        let sheets = Self { sheets, attributes, ..Self::default() };
        Staged::with(sheets, found.diagnostics)
    }

    /// The number of the style sheet at an address.
    pub(super) fn find(&self, href: &str) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.href == href)
    }

    /// The attributes that the selectors of rules that hide look at.
    pub(super) fn attributes(&self) -> &BTreeSet<String> {
        &self.attributes
    }

    /// What is known of the pages that these style sheets are for.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    /// What in `linked` style sheets can hide any of the elements around or in `shown`, which all stand in one parent.
    pub(super) fn hiding(&self, dom: &Dom, linked: &BTreeSet<usize>, shown: &[Id]) -> Arc<[Hit]> {
        if linked.iter().all(|sheet| self.sheets[*sheet].rules.is_empty()) {
            return Arc::default();
        }
        let elements = shape(dom, shown);
        let key = self.signature(linked, &elements);
        if let Some(hits) = self.seen.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(hits);
        }
        let hits = self.hits(linked, &elements);
        self.seen.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&hits));
        hits
    }

    fn signature(&self, linked: &BTreeSet<usize>, elements: &[(usize, &Element)]) -> Digest {
        let mut text = Vec::with_capacity(elements.len() * 32);
        text.extend(linked.iter().flat_map(|sheet| sheet.to_le_bytes()));
        for (depth, element) in elements {
            text.push(0);
            text.extend(depth.to_le_bytes());
            text.extend(element.local().as_bytes());
            for attr in &element.attrs {
                let name = &*attr.name.local;
                if matches!(name, "class" | "id") || self.attributes.contains(name) {
                    text.push(1);
                    text.extend(name.as_bytes());
                    text.push(2);
                    text.extend(str::as_bytes(&attr.value));
                }
            }
        }
        Digest::of(text)
    }

    fn hits(&self, linked: &BTreeSet<usize>, elements: &[(usize, &Element)]) -> Arc<[Hit]> {
        let mut hits = BTreeSet::new();
        let mut path: Vec<&Element> = Vec::new();
        for (depth, element) in elements {
            path.truncate(*depth);
            path.push(element);
            for sheet in linked {
                for (at, rule) in self.sheets[*sheet].rules.iter().enumerate() {
                    if !hits.contains(&(*sheet, at)) && rule.can_match(&path) {
                        hits.insert((*sheet, at));
                    }
                }
            }
        }
        hits.into_iter().collect()
    }

    /// The finding that a rule can hide something.
    pub(super) fn diagnose(&self, (sheet, rule): Hit, what: &str, page: &str) -> Diagnostic {
        let Hiding { selector, declaration, span, .. } = &self.sheets[sheet].rules[rule];
        Diagnostic::new(Code::VerifyCssHides, format!("`{selector}` has `{declaration}`, which can hide {what} {page}"))
            .at(span.clone())
            .hint("write a selector that cannot match the attribution, its surroundings or its parts, in any medium or state")
    }
}

impl Hiding {
    fn can_match(&self, path: &[&Element]) -> bool {
        let in_scope =
            |roots: &Arc<[Selector]>| (1..=path.len()).any(|end| matches_any(roots, &path[..end]) != Match::No);
        matches_any(&self.selectors, path) != Match::No && self.scopes.iter().all(in_scope)
    }
}

fn hiding_rules(rule: &Rule, found: &Found, moving: &[&str], source: &Source) -> Vec<Hiding> {
    let hiding = |declaration: &&Declaration| hides(declaration, found, moving);
    let entry = |declaration: &Declaration| Hiding {
        selectors: Arc::clone(&rule.selectors),
        scopes: rule.scopes.clone(),
        selector: rule.text.split_whitespace().collect::<Vec<_>>().join(" "),
        declaration: declaration.text.clone(),
        span: Span::new(&source.path, declaration.range.clone()),
    };
    rule.declarations.iter().filter(hiding).map(entry).collect()
}

/// Whether a declaration can hide, now or in the course of an animation.
fn hides(declaration: &Declaration, found: &Found, moving: &[&str]) -> bool {
    let names = |value: &Value| match value {
        Value::Word(name) | Value::Text(name) => moving.contains(&name.to_ascii_lowercase().as_str()),
        Value::Unknown => !moving.is_empty(),
        _ => false,
    };
    let animates = declaration.property.contains("animation");
    value::forms(&declaration.value, &found.custom)
        .iter()
        .any(|form| if animates { form.iter().any(names) } else { hiding::hides(&declaration.property, form) })
}

/// The elements around and in what is shown, each with its depth, in document order. Elements without text in them (pictures,
/// rules) are left out: they say nothing that a duty demands, but for a publisher's logo.
fn shape<'d>(dom: &'d Dom, shown: &[Id]) -> Vec<(usize, &'d Element)> {
    let Some(first) = shown.first() else { return Vec::new() };
    let mut chain: Vec<&Element> = dom.ancestors(*first).filter_map(|id| dom.element(id)).collect();
    chain.reverse();
    let outer = chain.len();
    let mut elements: Vec<(usize, &Element)> = chain.into_iter().enumerate().collect();
    for root in shown {
        let mut depth = outer;
        let mut at = Some(*root);
        while let Some(id) = at {
            if let Some(element) = dom.element(id).filter(|element| !is_wordless(element)) {
                elements.push((depth, element));
            }
            at = match dom.children(id).next() {
                Some(child) => {
                    depth += 1;
                    Some(child)
                }
                None => dom.climb(id, *root, &mut depth),
            };
        }
    }
    elements
}

fn is_wordless(element: &Element) -> bool {
    let wordless = matches!(
        &**element.local(),
        "img" | "br" | "hr" | "wbr" | "source" | "picture" | "col" | "colgroup" | "link" | "meta"
    );
    wordless && element.attr("class") != Some("logo")
}

#[cfg(test)]
mod tests;
