//! Language tags (BCP 47) and the direction their script is written in.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use icu_locale::{Locale, LocaleDirectionality};
use serde::{Deserialize, Serialize, Serializer};

use super::packed::unpack_text;

/// A BCP 47 language tag in canonical form, such as `fr`, `pt-BR`, `zh-Hant`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lang(#[serde(deserialize_with = "unpack_text")] Tag);

/// Nearly every tag has two letters, and an article names some ten languages: those take no memory of their own.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Tag {
    /// Two small letters, a part of [`PAIRS`].
    Pair(&'static str),
    /// Any other.
    Long(Arc<str>),
}

/// All pairs of small letters: `aaabac…zz`.
static PAIRS: &str = {
    const LETTERS: [u8; 2 * 26 * 26] = {
        let (mut letters, mut at, mut first) = ([0; 2 * 26 * 26], 0, b'a');
        while first <= b'z' {
            let mut second = b'a';
            while second <= b'z' {
                (letters[at], letters[at + 1]) = (first, second);
                (at, second) = (at + 2, second + 1);
            }
            first += 1;
        }
        letters
    };
    match str::from_utf8(&LETTERS) {
        Ok(pairs) => pairs,
        Err(_) => panic!("letters are ASCII"),
    }
};

impl Tag {
    fn as_str(&self) -> &str {
        match self {
            Self::Pair(tag) => tag,
            Self::Long(tag) => tag,
        }
    }
}

impl From<&str> for Tag {
    fn from(tag: &str) -> Self {
        let &[a @ b'a'..=b'z', b @ b'a'..=b'z'] = tag.as_bytes() else { return Self::Long(tag.into()) };
        let at = 2 * (26 * usize::from(a - b'a') + usize::from(b - b'a'));
        Self::Pair(&PAIRS[at..at + 2])
    }
}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Serialize for Tag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The direction text is written in (HTML `dir`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Dir {
    /// The value of the HTML attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Lang {
    /// Reads a tag and brings it into canonical form; `None` if it is not well-formed BCP 47.
    pub fn parse(tag: &str) -> Option<Self> {
        if let pair @ Tag::Pair(_) = tag.into() {
            return Some(Self(pair)); // already canonical
        }
        let locale = Locale::try_from_str(tag).ok().filter(|l| !l.id.language.is_unknown())?;
        Some(Self(locale.to_string().as_str().into()))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The primary language subtag: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        match &self.0 {
            Tag::Pair(tag) => tag,
            Tag::Long(tag) => tag.split('-').next().unwrap_or(tag),
        }
    }

    /// Whether both tags name the same language, whatever the region.
    pub fn same_language(&self, other: &Self) -> bool {
        self.primary() == other.primary()
    }

    /// The direction of the script the language is usually written in (CLDR).
    pub fn dir(&self) -> Dir {
        if self.primary() == "fr" || self.primary() == "en" {
            return Dir::Ltr;
        }
        let locale = self.locale();
        if LocaleDirectionality::new_common().is_right_to_left(&locale.id) { Dir::Rtl } else { Dir::Ltr }
    }

    /// The tag as ICU4X understands it.
    pub fn locale(&self) -> Locale {
        Locale::try_from_str(self.as_str()).expect("a Lang is made only from a well-formed tag")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_canonical_and_know_their_direction() {
        assert_eq!(Lang::parse("PT-br").map(|l| l.to_string()).as_deref(), Some("pt-BR"));
        assert_eq!(Lang::parse("ar").map(|l| l.dir()), Some(Dir::Rtl));
        assert_eq!(Lang::parse("uz-Arab").map(|l| l.dir()), Some(Dir::Rtl));
        assert_eq!(Lang::parse("eo").map(|l| l.dir()), Some(Dir::Ltr));
        assert_eq!(Lang::parse("FR"), Lang::parse("fr"));
        for tag in ["aa", "az", "fr", "zz"] {
            assert_eq!(Lang::parse(tag).map(|l| l.to_string()).as_deref(), Some(tag));
        }
        assert!(Lang::parse("fr") < Lang::parse("fr-CA") && Lang::parse("fr-CA") < Lang::parse("ga"));
        assert_eq!(Lang::parse("not a tag"), None);
        assert_eq!(Lang::parse(""), None);
    }
}
