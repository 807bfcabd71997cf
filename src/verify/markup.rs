//! The pieces of markup that pages' shapes are read from: names, and the texts between marks.

use std::borrow::Cow;

/// What a text holds: anything but white space, a character reference, an angle bracket.
pub(super) const INK: u8 = 1;
pub(super) const REFERENCE: u8 = 2;
pub(super) const ANGLE: u8 = 4;

/// What each byte makes a text hold.
const HOLDS: [u8; 256] = {
    let (mut holds, mut byte) = ([INK; 256], 0_u8);
    loop {
        holds[byte as usize] = match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => 0,
            b'&' => INK | REFERENCE,
            b'<' | b'>' => INK | ANGLE,
            _ => INK,
        };
        if byte == u8::MAX {
            break holds;
        }
        byte += 1;
    }
};

/// The text up to a mark, or all of it, and what it holds. Most are shorter than it takes to begin a search for the mark and each
/// thing to hold; a long one is searched.
pub(super) fn run(text: &str, mark: u8) -> (&str, u8) {
    const NEAR: usize = 48;
    let bytes = text.as_bytes();
    let mut holds = 0;
    for (at, &byte) in bytes.iter().take(NEAR).enumerate() {
        if byte == mark {
            return (&text[..at], holds);
        }
        holds |= HOLDS[usize::from(byte)];
    }
    let far = &bytes[bytes.len().min(NEAR)..];
    let far = &far[..memchr::memchr(mark, far).unwrap_or(far.len())];
    let found = |hit: Option<usize>, what: u8| if hit.is_some() { what } else { 0 };
    holds |= found(far.iter().position(|byte| HOLDS[usize::from(*byte)] != 0), INK);
    holds |= found(memchr::memchr(b'&', far), REFERENCE) | found(memchr::memchr2(b'<', b'>', far), ANGLE);
    (&text[..bytes.len().min(NEAR) + far.len()], holds)
}

/// A name at the beginning of a text.
pub(super) fn name(text: &str) -> Option<&str> {
    let end = text.bytes().position(|b| !NAME[usize::from(b)])?;
    let name = &text[..end];
    name.starts_with(|c: char| c.is_ascii_lowercase()).then_some(name)
}

/// The bytes of names.
const NAME: [bool; 256] = {
    let (mut part, mut byte) = ([false; 256], 0_u8);
    loop {
        part[byte as usize] = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b':' | b'_');
        if byte == u8::MAX {
            break part;
        }
        byte += 1;
    }
};

/// Text with its character references resolved; `None` where there is one that is not known here.
pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_at_checked(after.find(';').filter(|end| *end < 6)?)?;
        out.push_str(before);
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" | "#34" => '"',
            "#39" | "#x27" | "apos" => '\'',
            "#x2F" | "#47" => '/',
            "nbsp" => '\u{a0}',
            _ => return None,
        });
        rest = &after[1..];
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_at_its_mark_and_says_what_it_holds_however_long_it_is() {
        for before in [0, 1, 46, 47, 48, 49, 200] {
            let blank = " ".repeat(before);
            assert_eq!(run(&blank, b'<'), (blank.as_str(), 0));
            for (sign, holds) in [("x", INK), ("é", INK), ("&", INK | REFERENCE), (">", INK | ANGLE), ("\u{a0}", INK)]
            {
                for after in [0, 1, 60] {
                    let text = format!("{blank}{sign}{}", "\n".repeat(after));
                    assert_eq!(run(&text, b'<'), (text.as_str(), holds), "{text:?}");
                    assert_eq!(run(&format!("{text}<&b>"), b'<'), (text.as_str(), holds), "{text:?}");
                }
            }
        }
        assert_eq!(run("", b'"'), ("", 0));
        assert_eq!(run("<\"&", b'"'), ("<", INK | ANGLE));
    }
}
