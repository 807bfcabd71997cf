//! The names of elements and attributes, as numbers: what pages' shapes are read by asks after names several times for every tag.

/// A name as a number: up to eight small letters are the bytes of it. What is longer or has other signs is a number to the base
/// 40, as names are made of 39 signs, with the first bit set, which no letter sets; eleven signs have room. No longer name is
/// asked after, and those are all the same number, which is that of none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name(u64);

/// The digit of each byte that names are made of; of others none.
const DIGITS: [u8; 256] = {
    let signs = b"abcdefghijklmnopqrstuvwxyz0123456789-:_";
    let (mut digits, mut at) = ([0; 256], 0_u8);
    while (at as usize) < signs.len() {
        digits[signs[at as usize] as usize] = at + 1;
        at += 1;
    }
    digits
};

/// How many digits a name has at most.
const LONGEST: usize = 11;

/// Tells numbers to the base 40 from letters.
const DIGITAL: u64 = 1 << 63;

impl Name {
    const LONG: Self = Self(0);

    /// The name at the beginning of a text, with its length.
    #[inline]
    pub(super) fn first(text: &[u8]) -> Option<(Self, usize)> {
        let Some([eight @ .., _]) = text.first_chunk::<9>() else { return Self::digital(text) };
        let word = u64::from_le_bytes(*eight);
        let len = letters(word);
        if len == 0 || DIGITS[usize::from(text[len])] != 0 {
            return Self::digital(text);
        }
        Some((Self(word & (u64::MAX >> (64 - 8 * len))), len))
    }

    /// The same for any name, sign by sign.
    #[cold]
    fn digital(text: &[u8]) -> Option<(Self, usize)> {
        text.first()?.is_ascii_lowercase().then_some(())?;
        let len = text.iter().take_while(|byte| DIGITS[usize::from(**byte)] != 0).count();
        Some((if len > LONGEST { Self::LONG } else { Self::new(&text[..len]) }, len))
    }

    const fn new(name: &[u8]) -> Self {
        assert!(name.len() <= LONGEST, "a name that is asked after has at most eleven signs");
        let (mut word, mut number, mut letters, mut at) = (0_u64, 0_u64, name.len() <= 8, 0);
        while at < name.len() {
            letters = letters && name[at].is_ascii_lowercase();
            word |= (name[at] as u64) << (8 * (at % 8));
            number = number * 40 + DIGITS[name[at] as usize] as u64;
            at += 1;
        }
        Self(if letters { word } else { DIGITAL | number })
    }
}

/// How many small letters eight bytes begin with. Asking byte by byte took twice as long, and pages are full of names.
#[inline]
fn letters(word: u64) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const SIGNS: u64 = ONES << 7;
    // Seven bits of a byte and a bit less than eight: their sum has the eighth if they come up to a letter.
    let up_to = |letter: u8| (word & !SIGNS) + ONES * u64::from(0x80 - letter);
    let others = !(up_to(b'a') & !up_to(b'z' + 1) & !word) & SIGNS;
    others.trailing_zeros() as usize / 8
}

/// Gives names their numbers.
macro_rules! names {
    ($($name:ident $text:literal),* $(,)?) => { $(pub(super) const $name: Name = Name::new($text.as_bytes());)* };
}

names! {
    A "a", ABBR "abbr", ALT "alt", ARIA_HIDDEN "aria-hidden", ARTICLE "article", B "b", BACKGROUND "background", BDI "bdi", BDO "bdo", BR "br",
    CITE "cite", CONTENT "content", DATA "data", DATETIME "datetime", DD "dd", DIV "div", DL "dl", DT "dt", EM "em",
    FIGCAPTION "figcaption", FIGURE "figure", H2 "h2", H3 "h3", H4 "h4", HEIGHT "height", HIDDEN "hidden", HREF "href",
    HREFLANG "hreflang", I "i", IMAGE "image", IMAGESRCSET "imagesrcset", IMG "img", INERT "inert", LI "li", LINK "link",
    META "meta", OL "ol", P "p", PICTURE "picture", POPOVER "popover", POSTER "poster", Q "q", REL "rel", SECTION "section",
    SIZES "sizes", SMALL "small", SOURCE "source", SPAN "span", SRC "src", SRCSET "srcset", STRONG "strong", STYLE "style",
    TIME "time", TITLE "title", TYPE "type", UL "ul", USE "use", WIDTH "width",
}

/// Whether words go on around and in an element.
#[inline]
pub(super) fn is_inline(element: Name) -> bool {
    matches!(element, A | ABBR | B | BDI | BDO | CITE | EM | I | Q | SMALL | SPAN | STRONG | TIME)
}

/// Whether an element parts words.
#[inline]
pub(super) fn is_block(element: Name) -> bool {
    matches!(
        element,
        BR | DD
            | DIV
            | DL
            | DT
            | FIGCAPTION
            | FIGURE
            | H2
            | H3
            | H4
            | IMG
            | LI
            | OL
            | P
            | PICTURE
            | SECTION
            | SOURCE
            | UL
    )
}

/// Whether an attribute may hide its element.
#[inline]
pub(super) fn hides(attribute: Name) -> bool {
    matches!(attribute, HIDDEN | POPOVER | INERT | STYLE | ARIA_HIDDEN)
}

/// Whether an attribute names a picture that its element shows.
#[inline]
pub(super) fn shows(element: Name, attribute: Name) -> bool {
    match attribute {
        SRC | SRCSET | POSTER | DATA => true,
        HREF => matches!(element, IMAGE | USE),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_by_all_their_signs() {
        let first = |text: &str| Name::first(text.as_bytes());
        assert_eq!(first("a href"), Some((A, 1)));
        assert_eq!(first("aria-hidden=\"true\""), Some((ARIA_HIDDEN, 11)));
        assert_eq!(first("h2"), Some((H2, 2)));
        for other in ["b", "aa", "a-", "h3", "h22", "ahref", "my:a", "figcaptions"] {
            let (name, len) = first(other).expect("a name");
            assert!(![A, H2, FIGCAPTION].contains(&name) && len == other.len(), "{other}");
        }
        for none in ["", " a", "A", "2a", "-a", "<", "é"] {
            assert_eq!(first(none), None, "{none}");
        }
    }

    #[test]
    fn long_names_are_none_that_is_asked_after() {
        for long in ["abcdefghijkl", "aaaaaaaaaaaaaaaaahref", "figcaption-of-a-figure"] {
            assert_eq!(Name::first(long.as_bytes()), Some((Name::LONG, long.len())));
        }
        let most = |sign: u8| Name::new(&[sign; LONGEST]);
        assert!(most(b'_') != most(b':') && most(b'_').0 > DIGITAL, "eleven signs have room");
    }

    proptest::proptest! {
        #[test]
        fn a_name_has_one_number_wherever_it_stands(name in "[a-z][a-z0-9:_-]{0,10}", other in "[a-z][a-z0-9:_-]{0,10}", after in "([ =>/A\"\0\u{e9}][ -~]{0,12})?") {
            let text = format!("{name}{after}");
            assert_eq!(Name::first(text.as_bytes()), Some((Name::new(name.as_bytes()), name.len())), "{text}");
            assert_eq!(Name::new(name.as_bytes()) == Name::new(other.as_bytes()), name == other, "{name} {other}");
        }
    }

    #[test]
    fn letters_are_counted_among_all_bytes() {
        for at in 0..8 {
            for byte in 0..=u8::MAX {
                let mut text = *b"azazazaz";
                text[at] = byte;
                let found = text.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(8);
                assert_eq!(letters(u64::from_le_bytes(text)), found, "{text:?}");
            }
        }
    }
}
