//! Where words begin in raw text.
//!
//! Every article of a build goes through here, so that no byte is looked at alone: the same few comparisons are made for all
//! bytes of a block, which the compiler does for sixteen at a time. Byte by byte it takes four times as many steps.

/// Bytes that are looked at in one go: as many as a number has bits.
const BLOCK: usize = 64;
/// Bytes before a place that tell what stands before it: a character has four at most.
const BACK: usize = 4;

/// Calls `found` with each place, in order, where a word may begin: where something stands, and before it no letter.
#[inline]
pub(super) fn each(text: &[u8], mut found: impl FnMut(usize)) {
    let mut window = [b' '; BACK + BLOCK];
    let mut report = |window: &[u8; BACK + BLOCK], first: usize, most: u64| {
        let mut begins = begins(window) & most;
        while begins != 0 {
            found(first + begins.trailing_zeros() as usize);
            begins &= begins - 1;
        }
    };
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    for (number, block) in blocks.iter().enumerate() {
        let [.., a, b, c, d] = window;
        window[..BACK].copy_from_slice(&[a, b, c, d]);
        window[BACK..].copy_from_slice(block);
        report(&window, number * BLOCK, u64::MAX);
    }
    if !rest.is_empty() {
        let [.., a, b, c, d] = window;
        window[..BACK].copy_from_slice(&[a, b, c, d]);
        window[BACK..][..rest.len()].copy_from_slice(rest);
        report(&window, blocks.len() * BLOCK, u64::MAX >> (BLOCK - rest.len()));
    }
}

/// The places in a block where a word may begin, as the bits of a number.
fn begins(window: &[u8; BACK + BLOCK]) -> u64 {
    let mut begins = [0; BLOCK];
    for (at, begin) in begins.iter_mut().enumerate() {
        let (last, this) = (window[at + BACK - 1], window[at + BACK]);
        let after_ascii = this > b' ' && !last.is_ascii_alphanumeric();
        let after_wide = starts_character(this) && ends_no_word(window[at], window[at + 1], window[at + 2]);
        *begin = u8::from(if last.is_ascii() { after_ascii } else { after_wide });
    }
    let (eights, _) = begins.as_chunks();
    (0..).zip(eights).fold(0, |bits, (i, eight)| bits | packed(*eight) << (8 * i))
}

#[inline]
fn starts_character(byte: u8) -> bool {
    (byte & 0xc0) != 0x80
}

/// Whether a word begins after a character that is not ASCII, of which these are the bytes but the last: the blocks of quotes,
/// spaces and emoji are no letters, and Chinese and Japanese put no space between words.
#[inline]
fn ends_no_word(fourth: u8, third: u8, second: u8) -> bool {
    second == 0xc2 || matches!(third, 0xe2..=0xe9 | 0xef) || fourth == 0xf0
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
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => false,
            0..0x80 => text[*at] > b' ',
            _ if matches!(text[*at], 0x80..0xc0) => false,
            _ => back(*at, 2) == 0xc2 || matches!(back(*at, 3), 0xe2..=0xe9 | 0xef) || back(*at, 4) == 0xf0,
        };
        (0..text.len()).filter(begins).collect()
    }

    fn quickly(text: &[u8]) -> Vec<usize> {
        let mut all = Vec::new();
        each(text, |at| all.push(at));
        all
    }

    #[test]
    fn words_begin_after_what_is_no_letter() {
        let text = "L’été, «\u{a0}dit-il\u{a0}» (déjà) 1re \u{1f449}là 日本";
        let begin: String = quickly(text.as_bytes()).iter().filter_map(|at| text[*at..].chars().next()).collect();
        assert_eq!(begin, "Lé«\u{a0}di» (d1\u{1f449}l日本");
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
