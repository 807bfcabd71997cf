//! Reads the part of YAML that front matter is nearly always written in: one `key: value` a line, where a value is a word,
//! a quoted text, or a list or mapping of such in brackets.
//!
//! Front matter is read from every article of every build, and this takes a tenth of the full parser's time for it. Whatever is
//! written in another way, or wrongly, is left to the full parser; what is read here is read alike (tests compare the two).

use std::ops::Range;

use serde_yaml::{Mapping, Value};

/// A line's key, in bytes of the text, and its value.
pub(super) type Line = (Range<usize>, Value);

/// Reads a mapping; `None` if anything in it is not plain.
pub(super) fn read(text: &str) -> Option<Vec<Line>> {
    if !is_printable(text.as_bytes()) {
        return None;
    }
    let mut lines: Vec<Line> = Vec::with_capacity(16);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    for end in ends.chain((!text.ends_with('\n')).then_some(text.len())) {
        // There is no white space but spaces and line feeds.
        let line = text[start..end].trim_ascii_end();
        if !line.is_empty() && !line.starts_with('#') {
            let (key, value) = entry(line)?;
            let place = start..start + key.len();
            if lines.iter().any(|(other, _)| other.len() == key.len() && text[other.clone()] == *key) {
                return None;
            }
            lines.push((place, value));
        }
        start = end;
    }
    (!lines.is_empty()).then_some(lines)
}

/// A line's key and value.
fn entry(line: &str) -> Option<(&str, Value)> {
    let (key, rest) = key(line)?;
    let value = match rest.trim_ascii_start() {
        "" => Value::Null,
        value if rest.starts_with(' ') => block(value)?,
        _ => return None,
    };
    Some((key, value))
}

/// Whether a text has no tabs, carriage returns, control characters or the line breaks that only YAML knows.
fn is_printable(text: &[u8]) -> bool {
    let is_control = |byte: u8| (byte < 0x20 && byte != b'\n') || byte == 0x7f;
    // Without leaving early, so that many bytes are looked at in one go.
    let control = text.iter().fold(false, |any, byte| any | is_control(*byte));
    let mut leads = memchr::memchr3_iter(0xc2, 0xe2, 0xef, text);
    !control
        && leads.all(|at| {
            !matches!(
                text[at..],
                [0xc2, 0..0xa0, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] | [0xef, 0xbb | 0xbf, 0xbe..=0xff, ..]
            )
        })
}

/// Splits a line after its key and colon.
fn key(line: &str) -> Option<(&str, &str)> {
    let end = line.bytes().position(|b| !(b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))?;
    let (key, rest) = line.split_at(end);
    let word = key.as_bytes().first()?.is_ascii_lowercase() && !matches!(key, "true" | "false" | "null");
    Some((key, rest.strip_prefix(':')?)).filter(|_| word)
}

/// A value that stands alone on its line.
fn block(text: &str) -> Option<Value> {
    match text.as_bytes()[0] {
        b'"' | b'\'' => quoted(text).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value),
        b'[' | b'{' => flow(text, DEPTH).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value),
        _ if text.ends_with(':') || has_mark(text) => None,
        _ => word(text),
    }
}

/// Whether a key or a comment seems to stand in a text.
fn has_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b':', b'#', bytes).any(|at| match bytes[at] {
        b':' => bytes.get(at + 1) == Some(&b' '),
        _ => at > 0 && bytes[at - 1] == b' ',
    })
}

/// A quoted text without escapes, and what follows it.
fn quoted(text: &str) -> Option<(Value, &str)> {
    let quote = text.as_bytes()[0];
    let end = memchr::memchr(quote, &text.as_bytes()[1..])?;
    let (inner, rest) = (&text[1..=end], &text[end + 2..]);
    let escapes =
        rest.starts_with(char::from(quote)) || (quote == b'"' && memchr::memchr(b'\\', inner.as_bytes()).is_some());
    (!escapes).then(|| (Value::String(inner.to_owned()), rest))
}

/// Brackets in brackets that are read here.
const DEPTH: usize = 4;

/// A value inside brackets, or brackets, and what follows.
fn flow(text: &str, depth: usize) -> Option<(Value, &str)> {
    match *text.as_bytes().first()? {
        b'"' | b'\'' => quoted(text),
        _ if depth == 0 => None,
        b'[' => {
            let mut list = Vec::new();
            let rest = items(&text[1..], ']', |item| {
                let (value, rest) = flow(item, depth - 1)?;
                list.push(value);
                Some(rest)
            })?;
            Some((Value::Sequence(list), rest))
        }
        b'{' => {
            let mut mapping = Mapping::new();
            let rest = items(&text[1..], '}', |item| {
                let (key, rest) = key(item)?;
                let (value, rest) = flow(rest.strip_prefix(' ')?.trim_ascii_start(), depth - 1)?;
                mapping.insert(Value::String(key.to_owned()), value).is_none().then_some(rest)
            })?;
            Some((Value::Mapping(mapping), rest))
        }
        _ => {
            let end = text.bytes().position(|b| matches!(b, b',' | b']' | b'}'))?;
            let (inner, rest) = text.split_at(end);
            let inner = inner.trim_ascii_end();
            let mark = |b: u8| matches!(b, b'[' | b'{' | b':' | b'#' | b'"' | b'\'');
            (!inner.bytes().any(mark)).then(|| word(inner))?.map(|value| (value, rest))
        }
    }
}

/// Reads items up to a closing bracket, and gives what follows it.
fn items<'t>(text: &'t str, close: char, mut item: impl FnMut(&'t str) -> Option<&'t str>) -> Option<&'t str> {
    let mut rest = text.trim_ascii_start();
    if let Some(after) = rest.strip_prefix(close) {
        return Some(after);
    }
    loop {
        rest = item(rest)?.trim_ascii_start();
        if let Some(after) = rest.strip_prefix(close) {
            return Some(after);
        }
        rest = rest.strip_prefix(',')?.trim_ascii_start();
    }
}

/// A word or words without quotes. What could be a number is left to the full parser, but for a day's date.
fn word(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    let text = match text {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        "null" => return Some(Value::Null),
        "True" | "TRUE" | "False" | "FALSE" | "Null" | "NULL" => return None,
        text => text.to_owned(),
    };
    let date = || text.len() >= 10 && text.as_bytes()[4] == b'-' && text[..4].bytes().all(|b| b.is_ascii_digit());
    (first.is_alphabetic() || first == '/' || (first.is_ascii_digit() && date())).then_some(Value::String(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is read of a text, as the full parser would give it.
    fn mapping(text: &str) -> Option<Value> {
        let lines = read(text)?;
        Some(Value::Mapping(lines.into_iter().map(|(key, value)| (Value::from(&text[key]), value)).collect()))
    }

    #[test]
    fn ordinary_front_matter_is_plain() {
        let text = "# ours\ntitle: \"L’été: « chaud »\"\ndate: 2021-07-06T08:00:00+02:00\ntags: [a, \"b c\", d e]\n\
            translation: {by: [Anne Moreau, 'O']  , method: human}\nsummary: C’est-à-dire\ndraft: false\nupdated:\n\nlist: []\n";
        let read = mapping(text).expect("plain");
        assert_eq!(read, serde_yaml::from_str::<Value>(text).expect("YAML"));
        assert_eq!(read["translation"]["by"][1], "O");
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_full_parser() {
        for text in [
            "",
            "a",
            "a:b",
            "a: b: c",
            "a: b #c",
            "a: \"b\\n\"",
            "a: \"b",
            "a: 'b''c'",
            "a: [b",
            "a: [b: c]",
            "a: |\n  b",
            "a:\n  b: c",
            "a:\n- b",
            "a: 1",
            "a: -",
            "a: ~",
            "a: &b c",
            "a: *b",
            "a: !b c",
            "- a",
            "---",
            "a: b\n c",
            "a: b\na: c",
            "a: {b: c, b: d}",
            "null: a",
            "A: b",
            "a: \tb",
            "a: b\r\n",
            "a: b\u{85}c",
            "a: b\u{2028}c: d",
            "a: \"b\" c",
            "a: ? b",
            "a: @b",
            "a: `b`",
            "a: %b",
            "a: [[[[[]]]]]",
            "\u{feff}a: b",
            "a: b\u{fffe}",
            "a: b\u{feff}",
            "a: b\u{7f}",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Both parsers read the same of whatever is read here.
        #[test]
        fn what_is_read_is_read_alike(
            text in proptest::collection::vec(
                prop::sample::select(vec![
                    "a", "b", "k: ", "key", ":", ": ", " ", "\n", "\n", "- ", "\"", "'", "[", "]", "{", "}", ", ", ",", "#", " #", "|",
                    ">", "&x", "*x", "!t", "~", "null", "true", "False", "yes", "1", "-1", "1.5", "0x1F", "1e3", ".inf", "2021-07-06",
                    "2021-07", "12:30", "é", "«", "’", "\u{a0}", "\u{2028}", "\u{85}", "\t", "\\", "%", "@", "`", "?", "---", "...",
                    "/x", "https://example.org/x", "\u{feff}", "日本", "= ", "<<",
                ]),
                0..14,
            )
        ) {
            let text = text.concat();
            if let Some(read) = mapping(&text) {
                let full = serde_yaml::from_str::<Value>(&text);
                prop_assert!(full.as_ref().is_ok_and(|full| *full == read), "{text:?}: {read:?}, not {full:?}");
            }
        }

        /// The same for texts that are mostly plain, so that many are read.
        #[test]
        fn what_is_mostly_plain_is_read_alike(
            lines in proptest::collection::vec(("[a-c]{1,2}", "[ :]?", "[a-cé’0-9\"'\\[\\]{},:# ./-]{0,12}"), 1..4)
        ) {
            let text = lines.iter().map(|(key, gap, value)| [key, ":", gap, value, "\n"].concat()).collect::<String>();
            if let Some(read) = mapping(&text) {
                let full = serde_yaml::from_str::<Value>(&text);
                prop_assert!(full.as_ref().is_ok_and(|full| *full == read), "{text:?}: {read:?}, not {full:?}");
            }
        }
    }
}
