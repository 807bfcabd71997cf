//! Reads YAML mappings key by key, so that an editor sees every problem at once.
//!
//! serde stops at its first error and loses the place of a value. Here a file is parsed once into a tree, every key is
//! converted on its own, and each problem is put at its key's line. Unknown keys are errors with a suggestion.

mod plain;
mod read;

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::{Mapping, Value};

pub(crate) use read::choice as choose;
pub use read::{FromYaml, Node};

use crate::base::{RelPath, Span, Zone};
use crate::diag::{Code, Diagnostic, did_you_mean};

/// A YAML file, or the part of one between front matter fences.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The file.
    pub path: &'a RelPath,
    /// The whole file's text.
    pub text: &'a str,
    /// The YAML part, in bytes of `text`.
    pub range: (usize, usize),
    /// The zone of date-times without an offset; UTC if none.
    pub zone: Option<&'a Zone>,
}

impl<'a> Text<'a> {
    /// A whole file.
    pub fn whole(path: &'a RelPath, text: &'a str) -> Self {
        Self { path, text, range: (0, text.len()), zone: None }
    }

    fn yaml(&self) -> &'a str {
        &self.text[self.range.0..self.range.1]
    }
}

/// The entries of a mapping, to be taken one by one; [`Fields::finish`] reports what was not taken.
pub struct Fields<'a> {
    source: Text<'a>,
    /// What holds these keys, for messages; empty at the top level.
    within: String,
    entries: Vec<Entry<'a>>,
    /// The [`mark`]s of their keys. Two of three keys that are asked for do not stand in an article, and to compare
    /// each of them with all that do took a fifth of the time of reading its front matter.
    marks: u64,
    known: Vec<&'static str>,
    block: Range<usize>,
    diagnostics: Vec<Diagnostic>,
    /// Keys that must be there and are not.
    missing: Vec<(&'static str, Diagnostic)>,
}

struct Entry<'a> {
    key: Cow<'a, str>,
    value: Value,
    /// The key's place in the whole file.
    key_span: Range<usize>,
    /// From the key to the end of its value.
    block: Range<usize>,
    /// The name by which it was asked for.
    taken: Option<&'static str>,
}

/// One bit of a key, which it may share with others.
fn mark(key: &str) -> u64 {
    let [first, .., last] = key.as_bytes() else { return 1 };
    1 << ((key.len() * 8 + usize::from(*first) * 3 + usize::from(*last)) % 64)
}

impl<'a> Fields<'a> {
    /// Parses a mapping. An empty text is an empty mapping.
    pub fn parse(source: Text<'a>) -> Result<Self, Box<Diagnostic>> {
        let block = source.range.0..source.range.1;
        if let Some(lines) = plain::read(source.yaml()) {
            // Each block ends where the next line's key begins.
            let ends = lines[1..].iter().map(|(key, _)| block.start + key.start).chain([block.end]).collect::<Vec<_>>();
            let entries = lines.into_iter().zip(ends).map(|((key, value), end)| {
                let key_span = block.start + key.start..block.start + key.end;
                let key = Cow::Borrowed(&source.text[key_span.clone()]);
                Entry { key, value, block: key_span.start..end, key_span, taken: None }
            });
            return Ok(Self::with(source, String::new(), entries.collect(), block));
        }
        let value: Value = serde_yaml::from_str(source.yaml()).map_err(|e| Box::new(syntax_error(source, &e)))?;
        match value {
            Value::Mapping(mapping) => Ok(Self::of(source, String::new(), mapping, block)),
            Value::Null => Ok(Self::of(source, String::new(), Mapping::new(), block)),
            _ => Err(Box::new(
                Diagnostic::new(Code::YamlSyntax, "expected `key: value` lines")
                    .at(Span::new(source.path, first_line(source)))
                    .hint("write one `key: value` a line, such as `title: A headline`"),
            )),
        }
    }

    pub(crate) fn of(source: Text<'a>, within: String, mapping: Mapping, block: Range<usize>) -> Self {
        let mut from = 0;
        let entry = |(key, value): (Value, Value)| {
            let key = key_text(key);
            let key_span = place_key(source.text, &block, &mut from, &key, within.is_empty());
            Entry { key: Cow::Owned(key), value, block: key_span.clone(), key_span, taken: None }
        };
        let mut entries: Vec<_> = mapping.into_iter().map(entry).collect();
        let mut starts: Vec<_> = entries.iter().map(|entry| entry.key_span.start).collect();
        starts.sort_unstable();
        for Entry { key_span, block: own, .. } in &mut entries {
            let end = *starts.get(starts.partition_point(|other| *other <= key_span.start)).unwrap_or(&block.end);
            own.end = end.max(key_span.end);
        }
        Self::with(source, within, entries, block)
    }

    fn with(source: Text<'a>, within: String, entries: Vec<Entry<'a>>, block: Range<usize>) -> Self {
        let marks = entries.iter().fold(0, |marks, entry| marks | mark(&entry.key));
        // An article has some forty keys.
        let known = Vec::with_capacity(48);
        Self { source, within, entries, marks, known, block, diagnostics: Vec::new(), missing: Vec::new() }
    }

    /// Takes a value, if the key is there and not null; a value of the wrong form is reported and counts as absent.
    pub fn take<T: FromYaml>(&mut self, key: &'static str) -> Option<T> {
        self.known.push(key);
        if self.marks & mark(key) == 0 {
            return None;
        }
        let entry = self.entries.iter_mut().find(|e| e.taken.is_none() && e.key == key)?;
        entry.taken = Some(key);
        let value = std::mem::take(&mut entry.value);
        let span = entry.block.clone();
        if value.is_null() {
            return None;
        }
        let node = Node { source: self.source, key: self.name(key), item: None, value, span, diagnostics: Vec::new() };
        node.read(&mut self.diagnostics)
    }

    /// Takes a value that must be there.
    pub fn require<T: FromYaml>(&mut self, key: &'static str) -> Option<T> {
        let absent = self.entries.iter().find(|e| e.key == key).is_none_or(|e| e.value.is_null());
        if absent {
            self.known.push(key);
            let place = self.place(key);
            if let Some(entry) = self.entries.iter_mut().find(|e| e.key == key) {
                entry.taken = Some(key);
            }
            let finding = Diagnostic::new(Code::YamlMissingKey, format!("`{}` is missing", self.name(key)))
                .at(Span::new(self.source.path, place))
                .hint(format!("add `{key}: {}`", T::EXAMPLE));
            self.missing.push((key, finding));
            return None;
        }
        self.take(key)
    }

    /// Accepts a key whatever it holds.
    pub fn allow(&mut self, key: &'static str) {
        self.known.push(key);
        self.entries.iter_mut().filter(|e| e.key == key).for_each(|e| e.taken = Some(key));
    }

    /// Whether the key stands in the file, even without a value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.key == key)
    }

    /// The keys that were taken, each with its place up to the end of its value.
    pub fn taken(&self) -> impl Iterator<Item = (&'static str, Range<usize>)> {
        self.entries.iter().filter_map(|e| Some((e.taken?, e.block.clone())))
    }

    /// The place to name for a key: its key and value on its first line. For an absent key the line of the first key there is
    /// (a file may begin with comments), and inside a mapping the mapping's first line.
    pub fn place(&self, key: &str) -> Range<usize> {
        let first = || self.entries.iter().filter(|_| self.within.is_empty()).min_by_key(|e| e.key_span.start);
        match self.entries.iter().find(|e| e.key == key).or_else(first) {
            Some(entry) => line_within(self.source.text, &entry.block),
            None => line_within(self.source.text, &self.block),
        }
    }

    /// Takes every entry as (key, place, fields of its mapping): for mappings whose keys are names.
    pub fn take_all(&mut self) -> Vec<(String, Node<'a>)> {
        let entries = std::mem::take(&mut self.entries);
        entries
            .into_iter()
            .map(|e| {
                let name = if self.within.is_empty() { e.key.clone() } else { self.name(&e.key).into_owned().into() };
                let (source, value, span) = (self.source, e.value, e.block);
                (e.key.into_owned(), Node { source, key: name, item: None, value, span, diagnostics: Vec::new() })
            })
            .collect()
    }

    /// Adds a finding of the caller's.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The keys that are absent and were probably meant by unknown ones. All known keys must have been taken.
    pub fn misspelt(&self) -> Vec<&'static str> {
        let unknown = self.entries.iter().filter(|e| e.taken.is_none());
        let meant = unknown.filter_map(|e| {
            let near = did_you_mean(&e.key, self.known.iter().copied())?;
            self.known.iter().copied().find(|key| *key == near)
        });
        meant.filter(|key| !self.has(key)).collect()
    }

    /// Reports unknown keys and hands over all findings, in the order of the file. That a key is missing which was only misspelt is
    /// no finding of its own.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let misspelt = self.misspelt();
        let missing = std::mem::take(&mut self.missing).into_iter().filter(|(key, _)| !misspelt.contains(key));
        self.diagnostics.extend(missing.map(|(_, finding)| finding));
        for entry in self.entries.iter().filter(|e| e.taken.is_none()) {
            let message = format!("unknown key `{}`", self.name(&entry.key));
            let mut finding =
                Diagnostic::new(Code::YamlUnknownKey, message).at(Span::new(self.source.path, entry.key_span.clone()));
            finding = match did_you_mean(&entry.key, self.known.iter().copied()) {
                Some(near) => finding.hint(format!("did you mean `{near}`?")),
                None if self.known.contains(&"extra") => finding.hint("put keys of your own under `extra:`"),
                None => finding.hint(format!("known keys here: {}", self.known.join(", "))),
            };
            self.diagnostics.push(finding);
        }
        self.diagnostics.sort_by_key(|d| d.span.as_ref().map_or(0, |s| s.range.start));
        self.diagnostics
    }

    fn name<'k>(&self, key: &'k str) -> Cow<'k, str> {
        if self.within.is_empty() { key.into() } else { [&self.within, ".", key].concat().into() }
    }
}

fn key_text(key: Value) -> String {
    match key {
        Value::String(text) => text,
        other => serde_yaml::to_string(&other).unwrap_or_default().trim().to_owned(),
    }
}

/// Finds where a key stands, from a byte of the block on, which moves behind it. The parser does not tell, so the text
/// is searched: at a line's start for top-level keys, after a line's indent or a flow mapping's `{` or `,` for nested
/// ones. A key that is not found gets the block's first line.
fn place_key(text: &str, block: &Range<usize>, from: &mut usize, key: &str, top: bool) -> Range<usize> {
    let (part, begin) = (&text[block.clone()], *from);
    let mut found = part[begin..].match_indices(key).map(|(at, _)| begin + at..begin + at + key.len());
    match found.find(|place| is_key(part, place.start, place.end, top)) {
        Some(place) => {
            *from = place.end;
            block.start + place.start..block.start + place.end
        }
        None => line_within(text, block),
    }
}

fn is_key(part: &str, start: usize, end: usize, top: bool) -> bool {
    let before = part[..start].trim_end_matches(['"', '\'']);
    let after = part[end..].trim_start_matches(['"', '\'']).trim_start_matches(' ');
    let begins = if top {
        before.is_empty() || before.ends_with('\n')
    } else {
        let line = before.trim_end_matches([' ', '\t']);
        line.is_empty() || line.ends_with(['\n', '{', ',', '-'])
    };
    begins && after.starts_with(':')
}

/// The first line of a block, without the white space around it.
pub(crate) fn line_within(text: &str, block: &Range<usize>) -> Range<usize> {
    let part = &text[block.clone()];
    let lead = part.len() - part.trim_start().len();
    let line = part[lead..].lines().next().unwrap_or("").trim_end();
    block.start + lead..block.start + lead + line.len()
}

fn first_line(source: Text<'_>) -> Range<usize> {
    line_within(source.text, &(source.range.0..source.range.1))
}

/// The second line of a top-level key that stands twice; the parser names the key and the mapping's first line.
fn second_of_two(source: Text<'_>, message: &str) -> Option<Range<usize>> {
    let key = message.strip_prefix("duplicate entry with key \"")?.strip_suffix('"')?;
    let yaml = source.yaml();
    let mut lines = yaml.match_indices(key).filter(|(at, _)| is_key(yaml, *at, at + key.len(), true));
    let (at, _) = lines.nth(1)?;
    let start = source.range.0 + at;
    Some(start..start + key.len())
}

fn syntax_error(source: Text<'_>, error: &serde_yaml::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    let place = second_of_two(source, &message).unwrap_or_else(|| match error.location() {
        Some(at) => {
            let start = (source.range.0 + at.index()).min(source.range.1);
            let start = (0..=start).rev().find(|i| source.text.is_char_boundary(*i)).unwrap_or(0);
            let width =
                source.text[start..source.range.1].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
            start..start + width
        }
        None => first_line(source),
    });
    let finding = Diagnostic::new(Code::YamlSyntax, message.clone()).at(Span::new(source.path, place));
    if message.contains("duplicate entry") {
        finding.hint("keep one of the two lines")
    } else if message.contains("repetition limit") {
        finding.hint("remove the anchors (`&name`) and aliases (`*name`)")
    } else {
        finding.hint("put a value that holds `: `, `#` or quotes between quotes: `title: \"One: two\"`")
    }
}
