//! Paths inside a site and addresses on the published site.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::packed::unpack_text;

/// A file below the site's root: `/` between parts, never absolute, never with `.` or `..`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RelPath(#[serde(deserialize_with = "unpack_text")] Arc<str>);

/// Why a text is no path inside the site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RelPathError {
    /// It is empty.
    Empty,
    /// It starts at the file system's root or a drive.
    Absolute,
    /// It has a part `.`, `..` or an empty one.
    Dots,
    /// It holds a control character or a backslash.
    Character,
}

impl RelPath {
    /// Checks a path.
    pub fn new(path: &str) -> Result<Self, RelPathError> {
        if path.is_empty() {
            return Err(RelPathError::Empty);
        }
        if path.starts_with('/') {
            return Err(RelPathError::Absolute);
        }
        // As bytes, which takes a third of the time. Those below U+0080 are their own, and most paths have no others.
        let plain = |b: u8| matches!(b, b' '..=b'~') && b != b'\\';
        if !path.bytes().all(plain) && path.chars().any(|c| c.is_control() || c == '\\') {
            return Err(RelPathError::Character);
        }
        if path.as_bytes().split(|b| *b == b'/').any(|part| matches!(part, b"" | b"." | b"..")) {
            return Err(RelPathError::Dots);
        }
        Ok(Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The file name up to its last dot.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// What follows the file name's last dot, or nothing.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(stem, ext)| if stem.is_empty() { "" } else { ext })
    }

    /// The folder that holds the file, without a slash at its end; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// A file in the same folder. `name` may itself have folders.
    pub fn sibling(&self, name: &str) -> Result<Self, RelPathError> {
        if name.starts_with('/') {
            return Err(RelPathError::Absolute);
        }
        match self.folder() {
            "" => Self::new(name),
            folder => Self::new(&format!("{folder}/{name}")),
        }
    }

    /// What follows a folder, if the file lies below it.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address on the published site, without host and base path: `/articles/x/` or `/feed.xml`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Route(#[serde(deserialize_with = "unpack_text")] Arc<str>);

/// The bytes that stand in an address's path as they are (RFC 3986, section 3.3).
const PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0_u8);
    loop {
        plain[byte as usize] = matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b'!' | b'$'
            | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@');
        if byte == u8::MAX {
            break plain;
        }
        byte += 1;
    }
};

impl Route {
    /// Makes a route of parts that are already slugs or file names. `/` is the home page.
    pub fn new(path: &str) -> Self {
        debug_assert!(path.starts_with('/') && !path.contains("/../") && !path.contains("//"), "{path}");
        Self(path.into())
    }

    /// The route as text, beginning with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The route as it stands in a link: percent-encoded where the URL standard asks for it.
    pub fn encoded(&self) -> Cow<'_, str> {
        let plain = |b: u8| PLAIN[usize::from(b)];
        // Without leaving early a byte takes half as long; most routes are plain.
        if self.0.bytes().filter(|b| !plain(*b)).count() == 0 {
            return Cow::Borrowed(&self.0);
        }
        let mut out = String::with_capacity(self.0.len() * 3);
        for b in self.0.bytes() {
            if plain(b) {
                out.push(char::from(b));
            } else {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{b:02X}");
            }
        }
        Cow::Owned(out)
    }

    /// The file that a host serves for this route, relative to the output folder.
    pub fn file(&self) -> String {
        match self.0.strip_suffix('/') {
            Some("") => "index.html".to_owned(),
            Some(folder) => format!("{}/index.html", &folder[1..]),
            None => self.0[1..].to_owned(),
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Brings a name into the form it has in an address: NFC, lower case, letters and digits of any script, one hyphen
/// between words. Empty if nothing is left.
pub fn slug(name: &str) -> String {
    let text = nfc(name);
    let (mut out, mut gap, mut rest) = (String::with_capacity(text.len()), false, &*text);
    loop {
        // Words are of small Latin letters for the most part, which go as they are: headings and tags are asked for on every page.
        let run = rest.bytes().position(|b| !matches!(b, b'a'..=b'z' | b'0'..=b'9')).unwrap_or(rest.len());
        if run > 0 {
            begin(&mut out, &mut gap);
            out.push_str(&rest[..run]);
        }
        let mut chars = rest[run..].chars();
        let Some(next) = chars.next() else { break };
        rest = chars.as_str();
        if next == ' ' {
            gap = true;
            continue;
        }
        for c in next.to_lowercase() {
            if c.is_alphanumeric() || c == '_' || is_mark(c) {
                begin(&mut out, &mut gap);
                out.push(c);
            } else if !matches!(c, '\u{200c}' | '\u{200d}') {
                gap = true;
            }
        }
    }
    match nfc(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(normal) => normal,
    }
}

/// Parts what comes from the word before it.
fn begin(out: &mut String, gap: &mut bool) {
    if std::mem::take(gap) && !out.is_empty() {
        out.push('-');
    }
}

/// Unicode's form C, in which most text is already.
fn nfc(text: &str) -> Cow<'_, str> {
    // Characters below U+0300, the first of the combining ones, are normal as they are; their bytes are below that one's first.
    if text.bytes().fold(0, u8::max) < 0xcc {
        return Cow::Borrowed(text);
    }
    match unicode_normalization::is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Combining marks carry vowels in many scripts, so a slug keeps them.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_site() {
        for bad in ["", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a\\b", "a\0b"] {
            assert!(RelPath::new(bad).is_err(), "{bad:?}");
        }
        let path = RelPath::new("content/articles/x.fr.md").expect("a good path");
        assert_eq!((path.stem(), path.extension(), path.folder()), ("x.fr", "md", "content/articles"));
        assert_eq!(path.sibling("a.jpg").map(|p| p.to_string()), Ok("content/articles/a.jpg".to_owned()));
        assert!(path.sibling("../a.jpg").is_err());
    }

    #[test]
    fn routes_name_their_files() {
        assert_eq!(Route::new("/").file(), "index.html");
        assert_eq!(Route::new("/en/articles/x/").file(), "en/articles/x/index.html");
        assert_eq!(Route::new("/feed.xml").file(), "feed.xml");
        assert_eq!(Route::new("/tags/été/").encoded(), "/tags/%C3%A9t%C3%A9/");
    }

    #[test]
    fn what_is_below_the_combining_marks_is_normal() {
        for c in '\0'..'\u{300}' {
            let text = c.to_string();
            assert!(text.bytes().all(|b| b < 0xcc) && text.nfc().eq([c]), "{c:?}");
        }
        assert!("\u{300}".bytes().any(|b| b >= 0xcc));
    }

    #[test]
    fn slugs_of_latin_letters_are_those_of_all_letters() {
        for c in '\0'..'\u{300}' {
            let lower: String = c.to_lowercase().filter(|c| c.is_alphanumeric() || *c == '_' || is_mark(*c)).collect();
            assert_eq!(slug(&c.to_string()), lower, "{c:?}");
        }
    }

    #[test]
    fn slugs_keep_every_script() {
        assert_eq!(slug("Église de l’Été"), "église-de-l-été");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("A_b  C'd-"), "a_b-c-d");
        assert_eq!(slug("É A_b  C'd-"), "é-a_b-c-d");
        assert_eq!(slug("القدس اليوم"), "القدس-اليوم");
        assert_eq!(slug("हिन्दी"), "हिन्दी");
        assert_eq!(slug("--"), "");
    }
}
