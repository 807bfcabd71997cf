//! Text in forms that several stages compare or print.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use url::Url;

use super::packed::unpack_text;

/// An absolute `http` or `https` address in the form the URL standard gives it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct WebUrl(#[serde(deserialize_with = "unpack_text")] Box<str>);

impl WebUrl {
    /// Reads an address; `None` if it is not absolute, not `http(s)`, has no host, or carries a user name.
    pub fn parse(text: &str) -> Option<Self> {
        if is_standard(text) {
            return Some(Self(text.into()));
        }
        let url = Url::parse(text.trim()).ok()?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host() && url.username().is_empty();
        web.then(|| Self(String::from(url).into()))
    }

    /// An address that the caller has built in the standard's form, which saves reading it: a licence's address is made for
    /// every article.
    pub(crate) fn canonical(text: String) -> Self {
        debug_assert_eq!(Self::parse(&text).map(|url| url.to_string()), Some(text.clone()));
        Self(text.into())
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..].find(['/', '?', '#']).map_or(&*self.0, |end| &self.0[..host + end])
    }

    /// The host without `www.`.
    pub fn host(&self) -> &str {
        let rest = &self.0[self.0.find("://").map_or(0, |at| at + 3)..];
        let end = rest.bytes().position(|b| matches!(b, b'/' | b'?' | b'#' | b':')).unwrap_or(rest.len());
        rest[..end].strip_prefix("www.").unwrap_or(&rest[..end])
    }
}

/// Whether an address is certainly one, and in the standard's form: a plain host, and a path of letters, digits and single marks.
/// Nearly all that are typed are, and this takes a tenth of the time that reading them takes.
fn is_standard(text: &str) -> bool {
    let Some((host, path)) = text.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else { return false };
    let label = |label: &str| {
        let plain = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        // What begins with a digit may be a number that stands for an address, and two hyphens for another script.
        plain
            && label.starts_with(|c: char| c.is_ascii_lowercase())
            && !label.ends_with('-')
            && !label.as_bytes().windows(2).any(|pair| pair == b"--")
    };
    // A point after a slash may lead back.
    let plain = |pair: &[u8]| {
        pair[1].is_ascii_alphanumeric() || (matches!(pair[1], b'/' | b'-' | b'_' | b'.') && pair != b"/.")
    };
    host.split('.').all(label) && text.as_bytes()[text.len() - path.len() - 1..].windows(2).all(plain)
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Escapes text for HTML content and double-quoted attributes.
pub fn escape_html(text: &str) -> Cow<'_, str> {
    let special = |b: u8| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'');
    // Without leaving early, many bytes are looked at in one go; most texts have none of these.
    if !text.bytes().fold(false, |any, b| any | special(b)) {
        return Cow::Borrowed(text);
    }
    let mut at = text.bytes().position(special).unwrap_or(text.len());
    let (mut out, mut rest) = (String::with_capacity(text.len() + 32), text);
    loop {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
        match rest.bytes().position(special) {
            Some(next) => at = next,
            None => break,
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Brings quotes, dashes and spaces to one form, so that a mandated text is found however an editor's machine typeset it:
/// NFKC, typographic quotes to `"` and `'`, dashes to `-`, any run of white space to one space, no invisible marks.
pub fn squash(text: &str) -> String {
    if unicode_normalization::is_nfkc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
        squashed(text.chars(), text.len())
    } else {
        squashed(text.nfkc(), text.len())
    }
}

fn squashed(text: impl Iterator<Item = char>, len: usize) -> String {
    let mut out = String::with_capacity(len);
    let mut gap = false;
    for c in text {
        let c = match c {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => continue,
            '«' | '»' | '“' | '”' | '„' | '‟' | '″' => '"',
            '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
            c => c,
        };
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// [`squash`]ed and in lower case: for recognising names and phrases.
pub fn fold(text: &str) -> String {
    squash(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_web_addresses_are_accepted() {
        for bad in ["example.org/x", "javascript:alert(1)", "ftp://example.org/", "/x", "https://user@example.org/", ""]
        {
            assert_eq!(WebUrl::parse(bad), None, "{bad}");
        }
        assert!(is_standard("https://www.example.org/2021/07/a-b_c.html") && is_standard("https://example.org/"));
        let url = WebUrl::parse("https://www.example.org:8080/a?b#c").expect("a good address");
        assert_eq!(url.host(), "example.org");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        /// What is taken for a standard address is one.
        #[test]
        fn an_address_is_read_the_quick_way_as_the_long_way(
            parts in proptest::collection::vec(prop::sample::select(vec![
                "a", "b-c", "-", "--", "xn--", "example.org", ".", "..", "/", "//", "/.", "/..", "1", "127", "0x7f", "A", "é", "%2e", "%41",
                "?", "#", "@", ":", ":80", ":443", "_", " ", "\\", "\t", "'", "~", "localhost",
            ]), 0..8),
        ) {
            let text = format!("https://{}", parts.concat());
            if is_standard(&text) {
                prop_assert_eq!(Url::parse(&text).map(String::from), Ok(text));
            }
        }
    }

    #[test]
    fn typesetting_does_not_hide_a_text() {
        assert_eq!(squash("« L’été »\u{a0}— fin"), squash("\"  L'été \"\n- fin"));
        assert_eq!(escape_html("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
    }
}
