//! Phrases of the attribution, taken apart and escaped once: a page asks for some twenty of them.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::base::escape_html;

/// A text of a language with places for names: `traduit par {names}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::render) struct Phrase {
    /// The whole of it, as HTML.
    whole: String,
    /// Pieces of HTML, each with the name of what follows it.
    pieces: Vec<(String, Option<String>)>,
}

/// All phrases of a language, by key.
#[derive(Clone, Debug, Default)]
pub(in crate::render) struct Phrases(HashMap<String, Phrase>);

impl Phrase {
    /// Takes a pattern apart. A brace that is never closed is left out.
    pub(in crate::render) fn read(pattern: &str) -> Self {
        let escaped = |text: &str| escape_html(text).into_owned();
        let (mut pieces, mut rest) = (Vec::new(), pattern);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) =
                after.split_once('}').map_or((None, after), |(name, tail)| (Some(name.to_owned()), tail));
            pieces.push((escaped(before), name));
            rest = tail;
        }
        pieces.push((escaped(rest), None));
        Self { whole: escaped(pattern), pieces }
    }

    /// The pattern as HTML, its braces among it.
    pub(in crate::render) fn whole(&self) -> &str {
        &self.whole
    }

    /// Writes the phrase; `put` writes what has a name.
    pub(in crate::render) fn write(&self, out: &mut String, mut put: impl FnMut(&mut String, &str)) {
        for (html, name) in &self.pieces {
            out.push_str(html);
            if let Some(name) = name {
                put(out, name);
            }
        }
    }
}

impl Phrases {
    pub(super) fn new(texts: &BTreeMap<String, String>) -> Self {
        Self(texts.iter().map(|(key, text)| (key.clone(), Phrase::read(text))).collect())
    }

    /// A phrase; without any words where it is missing, which has been reported as an error.
    pub(in crate::render) fn get(&self, key: &str) -> &Phrase {
        static NONE: Phrase = Phrase { whole: String::new(), pieces: Vec::new() };
        self.0.get(key).unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pattern: &str) -> String {
        let mut out = String::new();
        Phrase::read(pattern).write(&mut out, |out, name| out.push_str(if name == "a" { "<i>" } else { "" }));
        out
    }

    #[test]
    fn a_phrase_is_escaped_and_filled() {
        assert_eq!(filled("{a}, {b}{a} & c"), "<i>, <i> &amp; c");
        assert_eq!(filled("plain <"), "plain &lt;");
        assert_eq!(filled("x {a} y { z {a"), "x <i> y  z a");
        assert_eq!(filled("x {a { b} y"), "x  y");
        assert_eq!(filled(""), "");
        assert_eq!(Phrase::read("a {b} & c").whole(), "a {b} &amp; c");
    }
}
