//! The pieces of markup that pages' shapes are read from: names, values, and the texts between tags.

use std::borrow::Cow;

use super::names::Name;

/// Markup that is read from its beginning, and on the way taken into a key, but for what is left out.
#[derive(Clone, Copy)]
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// Up to where it has been taken.
    taken: usize,
}

/// The text before a tag.
pub(super) enum Words<'t> {
    /// There is none.
    None,
    /// White space.
    Blank(&'t str),
    /// More than that.
    Ink(Text<'t>),
}

/// What stands next in a tag.
pub(super) enum Attribute<'t> {
    /// Its end.
    None,
    /// An attribute: its name, as a number and as it is written.
    Named(Name, &'t str),
}

/// A text as it is written.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) raw: &'t str,
    /// Whether it holds character references.
    refers: bool,
}

impl<'t> Text<'t> {
    /// No text.
    pub(super) const NONE: Self = Self { raw: "", refers: false };

    /// Whether all of its references are known.
    #[inline]
    pub(super) fn is_known(self) -> bool {
        !self.refers || are_known(self.raw)
    }

    /// The text that is meant; `None` where a reference is not known here.
    #[inline]
    pub(super) fn plain(self) -> Option<Cow<'t, str>> {
        if self.refers { decoded(self.raw).map(Cow::Owned) } else { Some(Cow::Borrowed(self.raw)) }
    }
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, taken: 0 }
    }

    #[inline]
    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Where it has come to.
    #[inline]
    pub(super) fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub(super) fn is_done(&self) -> bool {
        self.at == self.text.len()
    }

    /// What has been read from one place to another.
    pub(super) fn between(&self, from: usize, until: usize) -> &'t [u8] {
        &self.text.as_bytes()[from..until]
    }

    /// The same, read up to where some markup ends; `None` if it does not stand here.
    #[inline]
    pub(super) fn after(mut self, markup: &[u8]) -> Option<Self> {
        self.rest().starts_with(markup).then_some(())?;
        self.at += markup.len();
        Some(self)
    }

    /// Takes what was read.
    pub(super) fn take(&mut self, key: &mut Vec<u8>) {
        key.extend_from_slice(&self.text.as_bytes()[self.taken..self.at]);
        self.taken = self.at;
    }

    /// Takes what was read before `from`, and a sign for the rest.
    #[inline]
    pub(super) fn leave_out(&mut self, from: usize, sign: u8, key: &mut Vec<u8>) {
        key.extend_from_slice(&self.text.as_bytes()[self.taken..from]);
        key.push(sign);
        self.taken = self.at;
    }

    /// Goes on to the next tag or the end.
    #[inline]
    pub(super) fn words(&mut self) -> Words<'t> {
        let rest = self.rest();
        let blank = blank(rest);
        let ink = &rest[blank..];
        if matches!(ink, [] | [b'<', ..]) {
            let raw = &self.text[self.at..self.at + blank];
            self.at += blank;
            return if blank == 0 { Words::None } else { Words::Blank(raw) };
        }
        let near = mark(ink);
        let refers = ink.get(near) == Some(&b'&');
        let len = if refers { memchr::memchr(b'<', ink).unwrap_or(ink.len()) } else { near };
        let raw = &self.text[self.at..self.at + blank + len];
        self.at += raw.len();
        Words::Ink(Text { raw, refers })
    }

    /// Passes the document's type.
    pub(super) fn doctype(&mut self) -> bool {
        const DOCTYPE: &[u8] = b"<!DOCTYPE html>";
        let stands = self.rest().get(..DOCTYPE.len()).is_some_and(|here| here.eq_ignore_ascii_case(DOCTYPE));
        if stands {
            self.at += DOCTYPE.len();
        }
        stands
    }

    /// Passes the beginning of a tag. Gives its name, and whether it is an end tag.
    #[inline]
    pub(super) fn tag(&mut self) -> Option<(Name, bool)> {
        let (ends, after) = match self.rest() {
            [b'<', b'/', after @ ..] => (true, after),
            [b'<', after @ ..] => (false, after),
            _ => return None,
        };
        let (name, len) = Name::first(after)?;
        self.at = self.text.len() - after.len() + len;
        Some((name, ends))
    }

    /// Passes the end of a tag if it stands right here.
    #[inline]
    pub(super) fn ends(&mut self) -> bool {
        let ends = self.rest().first() == Some(&b'>');
        self.at += usize::from(ends);
        ends
    }

    /// Passes the name of an attribute or the end of the tag; `None` if neither stands here.
    #[inline]
    pub(super) fn attribute(&mut self) -> Option<Attribute<'t>> {
        let rest = self.rest();
        let blank = blank(rest);
        let end = match &rest[blank..] {
            [b'>', ..] => ">".len(),
            [b'/', b'>', ..] => "/>".len(),
            after if blank > 0 => {
                let (name, len) = Name::first(after)?;
                let from = self.at + blank;
                self.at = from + len;
                return Some(Attribute::Named(name, &self.text[from..self.at]));
            }
            _ => return None,
        };
        self.at += blank + end;
        Some(Attribute::None)
    }

    /// Whether an attribute has a value. If so, passes the quote that begins it.
    #[inline]
    pub(super) fn has_value(&mut self) -> bool {
        let has = matches!(self.rest(), [b'=', b'"', ..]);
        self.at += if has { "=\"".len() } else { 0 };
        has
    }

    /// Passes a value with the quote that ends it; `None` if it holds an angle bracket, or does not end.
    #[inline]
    pub(super) fn value(&mut self) -> Option<Text<'t>> {
        let rest = self.rest();
        let (mut refers, mut len) = (false, 0);
        loop {
            len += stop(&rest[len..]);
            match rest.get(len)? {
                b'"' => break,
                b'&' => refers = true,
                _ => return None,
            }
            len += 1;
        }
        let raw = &self.text[self.at..self.at + len];
        self.at += len + "\"".len();
        Some(Text { raw, refers })
    }
}

/// How much white space a text begins with.
#[inline]
fn blank(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The sign of the first byte that is zero. Those after it may be wrong.
#[inline]
fn zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & (ONES << 7)
}

const ONES: u64 = u64::MAX / 255;

/// Where the first quote, `&` or angle bracket of a text stands. Most values are too short for a search to be worth its start:
/// eight bytes at a time are looked at here.
fn stop(text: &[u8]) -> usize {
    let (eights, rest) = text.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        // `"` and `&` differ in one bit, and so do the brackets.
        let quotes = zero((word | (ONES * 0x04)) ^ (ONES * 0x26));
        let brackets = zero((word | (ONES * 0x02)) ^ (ONES * 0x3e));
        if quotes | brackets != 0 {
            return at * 8 + (quotes | brackets).trailing_zeros() as usize / 8;
        }
    }
    let stops = |byte: &u8| matches!(byte, b'"' | b'&' | b'<' | b'>');
    eights.len() * 8 + rest.iter().position(stops).unwrap_or(rest.len())
}

/// Where the first `<` or `&` of a text stands. Most texts are short as well, but some are long enough for a search.
fn mark(text: &[u8]) -> usize {
    const NEAR: usize = 4;
    let (eights, _) = text.as_chunks::<8>();
    for (at, eight) in eights.iter().take(NEAR).enumerate() {
        let word = u64::from_le_bytes(*eight);
        let marks = zero(word ^ (ONES * 0x3c)) | zero(word ^ (ONES * 0x26));
        if marks != 0 {
            return at * 8 + marks.trailing_zeros() as usize / 8;
        }
    }
    let from = eights.len().min(NEAR) * 8;
    memchr::memchr2(b'<', b'&', &text[from..]).map_or(text.len(), |at| from + at)
}

/// Text with its character references resolved; `None` where there is one that is not known here.
fn decoded(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (meant, after) = reference(after)?;
        out.push_str(before);
        out.push(meant);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

fn are_known(text: &str) -> bool {
    let mut after = text.split('&').skip(1);
    after.all(|after| reference(after).is_some())
}

/// What a character reference means, with what follows it.
fn reference(after: &str) -> Option<(char, &str)> {
    let (name, after) = after.split_at_checked(after.find(';').filter(|end| *end < 6)?)?;
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "#34" => '"',
        "#39" | "#x27" | "apos" => '\'',
        "#x2F" | "#47" => '/',
        "nbsp" => '\u{a0}',
        _ => return None,
    };
    Some((meant, &after[1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_the_next_tag_however_long_they_are() {
        let read = |text: &str| {
            let mut scan = Scan::new(text);
            let found = match scan.words() {
                Words::None => "none".to_owned(),
                Words::Blank(text) => format!("blank {text}"),
                Words::Ink(text) => format!("{}{}", text.raw, if text.refers { " refers" } else { "" }),
            };
            (found, scan.at())
        };
        for tag in ["", "<b>&"] {
            assert_eq!(read(tag), ("none".to_owned(), 0));
            for blank in ["\n", " \t\r\n\x0c"] {
                assert_eq!(read(&format!("{blank}{tag}")), (format!("blank {blank}"), blank.len()));
            }
            for before in [0, 1, 31, 32, 33, 200] {
                for (sign, refers) in [("x", ""), ("é", ""), ("&", " refers"), (">", ""), ("\u{a0}", ""), ("\0", "")] {
                    for after in [0, 1, 60] {
                        let text = format!("{}{sign}{}", " ".repeat(before), "\n".repeat(after));
                        assert_eq!(read(&format!("{text}{tag}")), (format!("{text}{refers}"), text.len()));
                    }
                }
            }
        }
    }

    #[test]
    fn values_end_at_their_quote_however_long_they_are() {
        for before in [0, 1, 30, 31, 32, 33, 200] {
            let long = "x".repeat(before);
            for (sign, refers) in [("", false), ("é", false), ("&", true), ("'", false)] {
                let text = format!("{long}{sign}{long}");
                let marked = format!("{text}\" b=\"&<");
                let mut scan = Scan::new(&marked);
                let value = scan.value().expect("a value");
                assert_eq!((value.raw, value.refers, scan.at()), (text.as_str(), refers, text.len() + 1));
                assert!(Scan::new(&text).value().is_none(), "it has no end");
            }
            for angle in ['<', '>'] {
                assert!(Scan::new(&format!("{long}{angle}{long}\"")).value().is_none(), "{angle} after {before}");
            }
        }
    }

    #[test]
    fn a_stop_is_found_at_once_wherever_it_stands() {
        for before in 0..20 {
            for stop in 0..=u8::MAX {
                let mut text = vec![b'x'; 24];
                text[before] = stop;
                text[before + 1] = stop ^ 1; // what follows may look like a stop after one
                let found = text.iter().position(|byte| b"\"&<>".contains(byte)).unwrap_or(text.len());
                assert_eq!(super::stop(&text), found, "{text:?}");
            }
        }
    }

    #[test]
    fn a_mark_is_found_at_once_wherever_it_stands() {
        for before in 0..70 {
            for mark in 0..=u8::MAX {
                let mut text = vec![b'x'; 72];
                text[before] = mark;
                text[before + 1] = mark ^ 1;
                let found = text.iter().position(|byte| b"&<".contains(byte)).unwrap_or(text.len());
                assert_eq!(super::mark(&text), found, "{text:?}");
                assert_eq!(super::mark(&text[..=before]), found.min(before + 1), "{text:?}");
            }
        }
    }

    #[test]
    fn references_are_known_where_they_can_be_resolved() {
        for text in [
            "&amp;",
            "a &lt;b&gt; &quot;&#39;",
            "&",
            "&amp",
            "&copy;",
            "x&amp;&#60;",
            "&nbsp;&",
            "&;",
            "&amp;amp;",
            "é&é;",
        ] {
            assert_eq!(are_known(text), decoded(text).is_some(), "{text}");
        }
        assert_eq!(decoded("a &lt;b&gt;&nbsp;&#47;").as_deref(), Some("a <b>\u{a0}/"));
    }
}
