//! Where words begin in raw text.
//!
//! Every article of a build goes through here, so that no byte is looked at alone: the same few comparisons are made for all
//! bytes of a block, which the compiler does for sixteen at a time. Byte by byte it takes four times as many steps. What they
//! leave open, after letters that are not ASCII, is asked only where the rest fits.

/// Bytes that are looked at in one go: as many as a number has bits.
const BLOCK: usize = 64;
/// A block with the byte before it and as many after it as its last place is known by.
type Window = [u8; 1 + BLOCK + 7];

/// Calls `found` with each place, in order, where a word [begins] and some where none does, and the eight bytes from there
/// on, which are spaces beyond the text, if they are `wanted`. All words of a block are asked for that before any is found: which of
/// them are wanted no processor can foresee.
#[inline]
pub(super) fn each(text: &[u8], wanted: impl Fn(u64) -> bool, mut found: impl FnMut(usize, u64)) {
    for first in (0..text.len()).step_by(BLOCK) {
        let inside = first.checked_sub(1).and_then(|last| text[last..].first_chunk());
        let edge;
        let window: &Window = if let Some(window) = inside {
            window
        } else {
            edge = at_the_edge(text, first);
            &edge
        };
        let eight = |places: u64| {
            let at = places.trailing_zeros() as usize % BLOCK;
            let eight = window[1 + at..].first_chunk().expect("a window has so many bytes after each place");
            (at, u64::from_le_bytes(*eight))
        };
        let (mut open, mut kept) = (open(window), 0);
        while open != 0 {
            let (at, eight) = eight(open);
            kept |= u64::from(wanted(eight)) << at;
            open &= open - 1;
        }
        while kept != 0 {
            let (at, eight) = eight(kept);
            found(first + at, eight);
            kept &= kept - 1;
        }
    }
}

/// A window that begins before the text or ends after it.
fn at_the_edge(text: &[u8], first: usize) -> Window {
    let mut window = [b' '; size_of::<Window>()];
    let (from, at) = first.checked_sub(1).map_or((0, 1), |last| (last, 0));
    window[at..].iter_mut().zip(&text[from..]).for_each(|(here, byte)| *here = *byte);
    window
}

/// The places in a window's block, as the bits of a number, where a word may begin. In the midst of another function the compiler
/// looks at each byte alone.
#[inline(never)]
fn open(window: &Window) -> u64 {
    let mut open = [0; BLOCK];
    for (at, open) in open.iter_mut().enumerate() {
        *open = u8::from(is_open(window[at], window[at + 1]));
    }
    let (eights, _) = open.as_chunks();
    (0..).zip(eights).fold(0, |bits, (i, eight)| bits | packed(*eight) << (8 * i))
}

/// Whether a word may begin with a byte, after another: between them no character goes on, and the other is no letter of ASCII.
#[inline]
fn is_open(last: u8, this: u8) -> bool {
    this > b' ' && last < 0xc0 && !last.is_ascii_alphanumeric()
}

/// Whether a word begins at one of the places that [`each`] gives: a character does, and before it stands no letter. The blocks
/// of quotes, spaces and emoji are no letters, and Chinese and Japanese put no space between words.
pub(super) fn begins(text: &[u8], at: usize) -> bool {
    let back = |n| at.checked_sub(n).map_or(b' ', |at| text[at]);
    let starts_character = (text[at] & 0xc0) != 0x80;
    let after_no_letter = back(2) == 0xc2 || matches!(back(3), 0xe2..=0xe9 | 0xef) || back(4) == 0xf0;
    back(1).is_ascii() || (starts_character && after_no_letter)
}

/// Eight bytes, each 0 or 1, as eight bits: the product moves each of them to its place in the highest byte.
#[inline]
fn packed(eight: [u8; 8]) -> u64 {
    u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, a byte at a time.
    fn slowly(text: &[u8]) -> Vec<usize> {
        let back = |at: usize, n: usize| at.checked_sub(n).map_or(b' ', |at| text[at]);
        let begins = |at: &usize| match back(*at, 1) {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0xc0.. => false,
            0..0x80 => text[*at] > b' ',
            _ if matches!(text[*at], 0..=b' ' | 0x80..0xc0) => false,
            _ => back(*at, 2) == 0xc2 || matches!(back(*at, 3), 0xe2..=0xe9 | 0xef) || back(*at, 4) == 0xf0,
        };
        (0..text.len()).filter(begins).collect()
    }

    fn quickly(text: &[u8]) -> Vec<usize> {
        let mut all = Vec::new();
        each(
            text,
            |_| true,
            |at, eight| {
                let beyond = text[at..].iter().chain(&[b' '; 8]);
                assert!(eight.to_le_bytes().iter().eq(beyond.take(8)));
                all.extend(begins(text, at).then_some(at));
            },
        );
        all
    }

    #[test]
    fn words_begin_after_what_is_no_letter() {
        let text = "L’été, «\u{a0}dit-il\u{a0}» (déjà) 1re \u{1f449}là 日本";
        let begin: String = quickly(text.as_bytes()).iter().filter_map(|at| text[*at..].chars().next()).collect();
        assert_eq!(begin, "Lé«\u{a0}di»(d1\u{1f449}l日本");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Any bytes, so that each of them stands at each place of a block.
        #[test]
        fn a_block_is_as_its_bytes(text in proptest::collection::vec(
            prop_oneof![any::<u8>(), prop::sample::select(b"  \na19zZAP.[@`{/:\x7f\x80\xbf\xc2\xc3\xe2\xe9\xef\xf0".to_vec())], 0..200,
        )) {
            prop_assert_eq!(quickly(&text), slowly(&text));
        }
    }
}
