//! Language tags (BCP 47) and the direction their script is written in.

use std::fmt;
use std::sync::Arc;

use icu_locale::{Locale, LocaleDirectionality};
use serde::{Deserialize, Serialize};

use super::packed::unpack_text;

/// A BCP 47 language tag in canonical form, such as `fr`, `pt-BR`, `zh-Hant`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lang(#[serde(deserialize_with = "unpack_text")] Arc<str>);

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
        if let [a @ b'a'..=b'z', b @ b'a'..=b'z'] = tag.as_bytes() {
            debug_assert!(a.is_ascii_lowercase() && b.is_ascii_lowercase());
            return Some(Self(tag.into())); // the common case, already canonical
        }
        Locale::try_from_str(tag).ok().filter(|l| !l.id.language.is_unknown()).map(|l| Self(l.to_string().into()))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
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
        Locale::try_from_str(&self.0).expect("a Lang is made only from a well-formed tag")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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
        assert_eq!(Lang::parse("not a tag"), None);
        assert_eq!(Lang::parse(""), None);
    }
}
