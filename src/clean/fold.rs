//! Text as the rules compare it: lower case, plain quotes and spaces, no Markdown marks, no link targets.
//!
//! [`base::fold`](crate::base::fold) normalises to NFKC, which costs too much for what runs on every article of a build.

use unicode_normalization::char::decompose_canonical;

/// A unit in folded form, with what folding saw on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// Bytes of `text` that are words of links.
    pub(crate) linked: usize,
    /// Whether an arrow or pointing hand asks for a click.
    pub(crate) points: bool,
}

/// The longest link target or tag, in bytes.
const LONGEST_TARGET: usize = 2000;

/// Folds Markdown text.
pub(crate) fn fold(markdown: &str) -> Folded {
    let mut out = Folded { text: String::with_capacity(markdown.len()), ..Folded::default() };
    let mut link_start = None;
    let mut rest = markdown;
    loop {
        let (plain, after) = rest.split_at(plain_run(rest.as_bytes()));
        out.text.push_str(plain);
        rest = after;
        let Some(c) = rest.chars().next() else { break };
        rest = match c {
            '[' => {
                link_start = Some(out.text.len());
                &rest[1..]
            }
            ']' => {
                let after = target(&rest[1..]);
                if let Some(start) = link_start.take()
                    && after.len() + 1 < rest.len()
                {
                    out.linked += out.text.len() - start;
                }
                after
            }
            '<' => match tag(rest) {
                Some(after) => after,
                None => push(&mut out, c, rest),
            },
            _ => push(&mut out, c, rest),
        };
    }
    out.text.truncate(out.text.trim_end().len());
    out.text.make_ascii_lowercase();
    out
}

/// How many bytes at the beginning stay as they are, but for their case: all of ASCII that no rule below names, and single
/// spaces in it.
fn plain_run(bytes: &[u8]) -> usize {
    let is_plain = |at: usize| bytes.get(at).is_some_and(|byte| PLAIN[usize::from(*byte)]);
    let mut at = 0;
    loop {
        if is_plain(at) {
            at += 1;
        } else if at > 0 && bytes.get(at) == Some(&b' ') && is_plain(at + 1) {
            at += 2;
        } else {
            return at;
        }
    }
}

const PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0_u8);
    loop {
        let named =
            matches!(byte, b'[' | b']' | b'<' | b'*' | b'`' | b'_' | b'~' | b'\\' | b' ' | b'\t' | b'\n' | b'\r');
        plain[byte as usize] = byte.is_ascii() && !named;
        if byte == u8::MAX {
            break plain;
        }
        byte += 1;
    }
};

/// What follows a link's target, `(…)` or `[…]`; the text itself if none does.
fn target(text: &str) -> &str {
    let close = match text.as_bytes().first() {
        Some(b'(') => b')',
        Some(b'[') => b']',
        _ => return text,
    };
    closing(text, close).map_or(text, |end| &text[end + 1..])
}

/// Where a mark stands on this line, not farther than an address is long: what never closes must not cost a search each time.
fn closing(text: &str, mark: u8) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST_TARGET)];
    memchr::memchr2(mark, b'\n', near).filter(|at| near[*at] == mark)
}

/// What follows an HTML tag or autolink.
fn tag(text: &str) -> Option<&str> {
    let begins = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    begins.then(|| closing(text, b'>')).flatten().map(|end| &text[end + 1..])
}

fn push<'a>(out: &mut Folded, c: char, rest: &'a str) -> &'a str {
    let rest = &rest[c.len_utf8()..];
    if c.is_ascii() {
        match c {
            '*' | '`' | '_' | '~' | '\\' => {}
            ' ' | '\t' | '\n' | '\r' => space(&mut out.text),
            _ => out.text.push(c),
        }
        return rest;
    }
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => space(&mut out.text),
        // Invisible marks, variation selectors, Arabic vowel signs and tatweel.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{fe0f}'
        | '\u{64b}'..='\u{652}'
        | '\u{640}' => {}
        '«' | '»' | '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' => out.text.push('"'),
        '‘' | '’' | '‚' | 'ʼ' | '′' => out.text.push('\''),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.text.push('-'),
        'أ' | 'إ' | 'آ' => out.text.push('ا'),
        'ى' => out.text.push('ي'),
        'ة' => out.text.push('ه'),
        '➡' | '→' | '👉' | '⏩' | '➔' | '➤' | '👇' | '⬇' => {
            out.points = true;
            space(&mut out.text);
        }
        c => push_lower(&mut out.text, c),
    }
    rest
}

/// Adds a character in lower case; most have none other, or one at a fixed distance.
fn push_lower(text: &mut String, c: char) {
    let near = |distance: u32| char::from_u32(u32::from(c) + distance).unwrap_or(c);
    match c {
        '\u{430}'..='\u{45f}' | '\u{5d0}'..='\u{109f}' | '\u{2e80}'..='\u{a63f}' | '\u{ac00}'..='\u{d7a3}' => {
            text.push(c);
        }
        '\u{410}'..='\u{42f}' => text.push(near(0x20)),
        '\u{400}'..='\u{40f}' => text.push(near(0x50)),
        c => text.extend(c.to_lowercase()),
    }
}

fn space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// A folded line without what is not a word at its ends: counts, marks, brackets, emoji.
pub(super) fn bare(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphabetic())
}

/// Whether a script writes its words without spaces between them: Chinese and Japanese characters.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Latin letters without accents, and ё as е: newsrooms print both, and capitals often go without.
pub(super) fn plain_letters(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (plain, wide) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = wide.chars();
        match chars.next().unwrap_or_default() {
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            c @ ('à'..='ɏ' | 'À'..='Ý' | '\u{1e00}'..='\u{1eff}' | 'ё' | 'Ё') => out.push(base(c)),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// The letter below the marks.
fn base(c: char) -> char {
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_targets_and_typography_do_not_count() {
        let folded = fold("**L’ARTICLE**\u{a0}: [lire\nici](https://example.org/a) ➡️ <b>fin</b>  ");
        assert_eq!(folded.text, "l'article : lire ici fin");
        assert_eq!((folded.linked, folded.points), ("lire ici".len(), true));
        assert_eq!(fold("اقرأ أيضًا").text, fold("إقرا ايضا").text);
        assert_eq!(fold("a [b c").text, "a b c");
        assert_eq!(fold("1 < 2").text, "1 < 2");
        assert_eq!(fold("「私は『港』」").text, "\"私は\"港\"\"");
        assert_eq!(
            plain_letters("ÉCRIRE à l'œuvre Ąć łódź straße её й".to_owned()),
            "ECRIRE a l'œuvre Ac lodz strasse ее й"
        );
        assert_eq!(bare("27 commentaires (0)"), "commentaires");
    }
}
