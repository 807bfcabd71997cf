//! Licences: how editors write them, what they allow, and where they are explained.
//!
//! The rules come from the Creative Commons legal code, mostly version 4.0: section 1(a) counts a translation among the
//! adaptations, section 2(a)(1) withholds adaptations from the ND licences, section 3(b) is `ShareAlike`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::{Lang, WebUrl};

/// The terms a work is published under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Licence {
    /// A Creative Commons licence with attribution.
    Cc {
        /// What it asks for and withholds.
        elements: Elements,
        /// Its version.
        version: Version,
        /// The ported version's country in lower case (`us`), or `igo`.
        jurisdiction: Option<Box<str>>,
    },
    /// CC0 1.0: the author waived all rights.
    Cc0,
    /// In the public domain.
    PublicDomain,
    /// Terms of the publisher's own, as its profile has them.
    PublisherTerms,
    /// Nobody knows; never cleared.
    Unknown,
    /// Another licence of the SPDX list: understood, but Reprint does not know its duties and does not clear it.
    Other(Box<str>),
}

/// The elements of a Creative Commons licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the licences' own")]
pub enum Elements {
    By,
    BySa,
    ByNd,
    ByNc,
    ByNcSa,
    ByNcNd,
}

/// The versions of the Creative Commons licences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the versions")]
pub enum Version {
    V1_0,
    V2_0,
    V2_1,
    V2_5,
    V3_0,
    V4_0,
}

const ELEMENTS: [(Elements, &str); 6] = [
    (Elements::By, "by"),
    (Elements::BySa, "by-sa"),
    (Elements::ByNd, "by-nd"),
    (Elements::ByNc, "by-nc"),
    (Elements::ByNcSa, "by-nc-sa"),
    (Elements::ByNcNd, "by-nc-nd"),
];

const VERSIONS: [(Version, &str); 6] = [
    (Version::V1_0, "1.0"),
    (Version::V2_0, "2.0"),
    (Version::V2_1, "2.1"),
    (Version::V2_5, "2.5"),
    (Version::V3_0, "3.0"),
    (Version::V4_0, "4.0"),
];

/// SPDX ids that one meets at texts and pictures (<https://spdx.org/licenses/>), so that they are not taken for typing errors.
const OTHERS: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "CDLA-Permissive-2.0",
    "DL-DE-BY-2.0",
    "DL-DE-ZERO-2.0",
    "etalab-2.0",
    "FreeImage",
    "GFDL-1.1",
    "GFDL-1.1-only",
    "GFDL-1.1-or-later",
    "GFDL-1.2",
    "GFDL-1.2-only",
    "GFDL-1.2-or-later",
    "GFDL-1.3",
    "GFDL-1.3-only",
    "GFDL-1.3-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "LAL-1.2",
    "LAL-1.3",
    "MIT",
    "ODbL-1.0",
    "OGL-Canada-2.0",
    "OGL-UK-1.0",
    "OGL-UK-2.0",
    "OGL-UK-3.0",
    "Unlicense",
];

/// Languages that Creative Commons has explanations ("deeds") of its licences in.
const DEEDS: &[&str] = &[
    "ar", "ca", "cs", "da", "de", "el", "en", "es", "eu", "fa", "fi", "fr", "gl", "hu", "id", "it", "ja", "ko", "lt",
    "lv", "nl", "no", "pl", "pt", "ro", "ru", "sl", "sv", "tr", "uk",
];

impl Licence {
    /// Reads an SPDX id (`CC-BY-NC-ND-3.0-US`, `CC0-1.0`, `CC-PDDC`), the same with spaces (`CC BY 4.0`), an address on
    /// creativecommons.org, `public-domain`, `publisher-terms` or `unknown`. `None` if it is none of them.
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains('/') {
            let lower = text.trim().to_ascii_lowercase();
            if let Some(at) = lower.find("creativecommons.org/") {
                let scheme = lower[..at].trim_end_matches("www.");
                return matches!(scheme, "" | "http://" | "https://")
                    .then(|| Self::from_path(&lower[at + 20..]))
                    .flatten();
            }
        }
        let id = plain_id(text.trim());
        match id.as_str() {
            "public-domain" | "cc-pddc" | "cc-pdm-1.0" => Some(Self::PublicDomain),
            "publisher-terms" => Some(Self::PublisherTerms),
            "unknown" => Some(Self::Unknown),
            "cc0" | "cc0-1.0" => Some(Self::Cc0),
            cc if cc.starts_with("cc-by") => Self::from_id(&cc[3..]),
            other => OTHERS.iter().find(|o| o.eq_ignore_ascii_case(other)).map(|o| Self::Other((*o).into())),
        }
    }

    /// `by-nc-nd-3.0-us`
    fn from_id(id: &str) -> Option<Self> {
        let digits = id.find(|c: char| c.is_ascii_digit())?;
        let elements = id[..digits].strip_suffix('-')?;
        let (version, rest) = id[digits..].split_once('-').map_or((&id[digits..], None), |(v, r)| (v, Some(r)));
        Self::cc(elements, version, rest)
    }

    /// `licenses/by-nc-nd/3.0/us/deed.fr`
    fn from_path(path: &str) -> Option<Self> {
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let is_page = |part: &str| part.starts_with("deed") || part.starts_with("legalcode");
        match *parts.as_slice() {
            ["publicdomain", "zero", ..] => Some(Self::Cc0),
            ["publicdomain", "mark", ..] | ["licenses", "publicdomain", ..] => Some(Self::PublicDomain),
            ["licenses", elements, version] => Self::cc(elements, version, None),
            ["licenses", elements, version, page] if is_page(page) => Self::cc(elements, version, None),
            ["licenses", elements, version, place, ..] => Self::cc(elements, version, Some(place)),
            _ => None,
        }
    }

    fn cc(elements: &str, version: &str, jurisdiction: Option<&str>) -> Option<Self> {
        // Version 1.0 wrote the elements in another order.
        let elements = if elements == "by-nd-nc" { "by-nc-nd" } else { elements };
        let elements = ELEMENTS.iter().find(|(_, name)| *name == elements)?.0;
        let version = VERSIONS.iter().find(|(_, name)| *name == version)?.0;
        let known = |place: &str| {
            matches!(place, "igo" | "scotland") || place.len() == 2 && place.bytes().all(|b| b.is_ascii_lowercase())
        };
        match jurisdiction {
            Some(place) if !known(place) => None,
            place => Some(Self::Cc { elements, version, jurisdiction: place.map(Into::into) }),
        }
    }

    /// The name people know it by: `CC BY-NC-ND 3.0 US`, `CC0 1.0`. Empty where only words of the page's language can say it.
    pub fn name(&self) -> String {
        match self {
            Self::Cc { elements, version, jurisdiction } => {
                let (space, place) = jurisdiction.as_deref().map_or(("", ""), |place| (" ", place));
                let mut name = ["CC ", elements.as_str(), " ", version.as_str(), space, place].concat();
                name.make_ascii_uppercase();
                name
            }
            Self::Cc0 => "CC0 1.0".to_owned(),
            Self::Other(id) => id.to_string(),
            Self::PublicDomain | Self::PublisherTerms | Self::Unknown => String::new(),
        }
    }

    /// The address that stands for the licence, with a slash at its end.
    pub fn url(&self) -> Option<WebUrl> {
        self.address().map(WebUrl::canonical)
    }

    /// The page that explains the licence in a language, where Creative Commons has one.
    pub fn deed(&self, lang: &Lang) -> Option<WebUrl> {
        let lang = lang.primary();
        let deed = if DEEDS.contains(&lang) { ["deed.", lang] } else { ["", ""] };
        self.page(deed).map(WebUrl::canonical)
    }

    fn address(&self) -> Option<String> {
        self.page(["", ""])
    }

    /// A page below its address.
    fn page(&self, [page, lang]: [&str; 2]) -> Option<String> {
        match self {
            Self::Cc { elements, version, jurisdiction } => {
                let (place, slash) = jurisdiction.as_deref().map_or(("", ""), |place| (place, "/"));
                let elements = match (elements, version) {
                    (Elements::ByNcNd, Version::V1_0) => "by-nd-nc",
                    _ => elements.as_str(),
                };
                let folder = "https://creativecommons.org/licenses/";
                Some([folder, elements, "/", version.as_str(), "/", place, slash, page, lang].concat())
            }
            Self::Cc0 => Some(["https://creativecommons.org/publicdomain/zero/1.0/", page, lang].concat()),
            Self::PublicDomain | Self::PublisherTerms | Self::Unknown | Self::Other(_) => None,
        }
    }

    /// Whether an adapted text, such as a translation, may be published. `None` where the publisher's profile says it.
    pub fn allows_derivatives(&self) -> Option<bool> {
        match self {
            Self::Cc { elements, .. } => Some(!matches!(elements, Elements::ByNd | Elements::ByNcNd)),
            Self::Cc0 | Self::PublicDomain => Some(true),
            Self::PublisherTerms => None,
            Self::Unknown | Self::Other(_) => Some(false),
        }
    }

    /// Whether it withholds commercial use.
    pub fn is_noncommercial(&self) -> bool {
        matches!(self, Self::Cc { elements: Elements::ByNc | Elements::ByNcSa | Elements::ByNcNd, .. })
    }

    /// Whether an adapted text must be under the same licence.
    pub fn is_share_alike(&self) -> bool {
        matches!(self, Self::Cc { elements: Elements::BySa | Elements::ByNcSa, .. })
    }

    /// Whether it has a disclaimer of warranties that a notice must refer to (CC 4.0, section 3(a)(1)(A)(iv)).
    pub fn disclaims_warranties(&self) -> bool {
        matches!(self, Self::Cc { .. })
    }

    /// Whether a work adapted from one under `self` may be published under `other` (section 3(b)(1)): the same elements in
    /// the same or a later version; version 1.0 knows no later one. A licence without `ShareAlike` accepts every licence
    /// that keeps its `NonCommercial`.
    pub fn accepts_adaptation_under(&self, other: &Self) -> bool {
        let (Self::Cc { elements, version, .. }, Self::Cc { elements: theirs, version: later, .. }) = (self, other)
        else {
            return matches!(self, Self::Cc0 | Self::PublicDomain | Self::PublisherTerms);
        };
        if self.allows_derivatives() != Some(true) {
            return false;
        }
        if self.is_share_alike() {
            return elements == theirs && (self == other || *version != Version::V1_0 && later > version);
        }
        !self.is_noncommercial() || other.is_noncommercial()
    }
}

/// An id in small letters, with one hyphen between its parts.
fn plain_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '-' if id.is_empty() || id.ends_with('-') => {}
            ' ' => id.push('-'),
            c => id.push(c.to_ascii_lowercase()),
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

impl Elements {
    fn as_str(self) -> &'static str {
        ELEMENTS.iter().find(|(e, _)| *e == self).map_or("by", |(_, name)| name)
    }
}

impl Version {
    fn as_str(self) -> &'static str {
        VERSIONS.iter().find(|(v, _)| *v == self).map_or("4.0", |(_, name)| name)
    }
}

impl fmt::Display for Licence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PublicDomain => f.write_str("public-domain"),
            Self::PublisherTerms => f.write_str("publisher-terms"),
            Self::Unknown => f.write_str("unknown"),
            _ => f.write_str(&self.name()),
        }
    }
}

#[cfg(test)]
mod tests;
