//! Text in forms that several stages compare or print.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use url::Url;

/// An absolute `http` or `https` address in the form the URL standard gives it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct WebUrl(Box<str>);

impl WebUrl {
    /// Reads an address; `None` if it is not absolute, not `http(s)`, has no host, or carries a user name.
    pub fn parse(text: &str) -> Option<Self> {
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
        let rest = self.0.split_once("://").map_or(&*self.0, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
        host.strip_prefix("www.").unwrap_or(host)
    }
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
    use super::*;

    #[test]
    fn only_web_addresses_are_accepted() {
        for bad in ["example.org/x", "javascript:alert(1)", "ftp://example.org/", "/x", "https://user@example.org/", ""]
        {
            assert_eq!(WebUrl::parse(bad), None, "{bad}");
        }
        let url = WebUrl::parse("https://www.example.org:8080/a?b#c").expect("a good address");
        assert_eq!(url.host(), "example.org");
    }

    #[test]
    fn typesetting_does_not_hide_a_text() {
        assert_eq!(squash("« L’été »\u{a0}— fin"), squash("\"  L'été \"\n- fin"));
        assert_eq!(escape_html("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
    }
}
