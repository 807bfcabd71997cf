//! What the file of a picture shall say of its rights, as far as the article tells.

use super::credit::agencies;
use super::licence::Licence;
use super::sidecar::Sidecar;
use crate::photo_metadata::{Licensor, PhotoRights};

/// Words before a name that are no part of it.
const BEFORE: &[&str] = &[
    "photograph by",
    "photo by",
    "photo:",
    "photo :",
    "photo",
    "foto:",
    "foto",
    "crédit photo :",
    "crédit :",
    "credit:",
    "image:",
    "image by",
    "courtesy of",
    "©",
    "(c)",
];

/// What an article or the file beside a picture claims for it.
pub(super) struct Claim<'a> {
    /// Its credit.
    pub(super) credit: &'a str,
    /// The agencies that the credit names.
    pub(super) agencies: Vec<&'static str>,
    /// Its licence, as written.
    pub(super) typed: Option<&'a str>,
    /// Its licence, if that is one.
    pub(super) licence: Option<Licence>,
}

impl<'a> Claim<'a> {
    pub(super) fn new(credit: &'a str, typed: Option<&'a str>) -> Self {
        Self { credit, agencies: agencies(credit), typed, licence: typed.and_then(Licence::parse) }
    }
}

/// The rights of a picture that an article or the file beside the picture states.
pub(super) fn stated(claim: &Claim<'_>, beside: Option<&Sidecar>) -> PhotoRights {
    let Claim { credit, agencies, typed, licence } = claim;
    let creator = beside.and_then(|s| s.creator.clone()).unwrap_or_else(|| creator(credit));
    let free = matches!(licence, Some(Licence::PublicDomain | Licence::Cc0));
    let copyright = beside.and_then(|s| s.copyright.clone());
    let url = beside.and_then(|s| s.licensor.as_ref()).map(ToString::to_string);
    let owner = agencies.last().map_or_else(|| creator.clone(), |agency| (*agency).to_owned());
    PhotoRights {
        copyright: copyright.or_else(|| (!free).then(|| ["© ", credit.trim().trim_start_matches("© ")].concat())),
        creators: vec![creator],
        credit: Some(credit.trim().to_owned()),
        statement: statement(licence.as_ref()),
        // Who owns a picture licenses it; the site knows the address only of itself.
        licensor: (*typed != Some("own") || url.is_some()).then_some(Licensor { name: Some(owner), url }),
    }
}

/// The page that states the rights, where a licence has one.
fn statement(licence: Option<&Licence>) -> Option<String> {
    match licence? {
        Licence::PublicDomain => Some("https://creativecommons.org/publicdomain/mark/1.0/".to_owned()),
        licence => licence.url().map(|url| url.to_string()),
    }
}

/// Who took a picture: the first name in its credit that is no agency's; the whole credit if there is none.
fn creator(credit: &str) -> String {
    let people = memchr::memmem::find(credit.as_bytes(), b" via ").map_or(credit, |end| &credit[..end]);
    let mut names = people.split('/').map(name).filter(|name| !name.is_empty());
    names.find(|name| agencies(name).is_empty()).unwrap_or_else(|| name(credit)).to_owned()
}

fn name(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = before(text).find_map(|word| {
        let head = text.get(..word.len()).filter(|head| head.chars().flat_map(char::to_lowercase).eq(word.chars()))?;
        text.strip_prefix(head).filter(|rest| !rest.starts_with(char::is_alphanumeric))
    }) {
        text = rest.trim_start_matches([':', ' ', '\u{a0}']);
    }
    text.trim()
}

/// The words of [`BEFORE`] that begin as a text does. Nearly every credit begins with a name, as none of them.
fn before(text: &str) -> impl Iterator<Item = &'static str> {
    let first = text.chars().next().and_then(|first| first.to_lowercase().next());
    BEFORE.iter().copied().filter(move |word| word.chars().next() == first)
}

/// Whether the credit in an article and that in its file can be the same: each word of the one stands in the other.
pub fn agree(credit: &str, said: &PhotoRights) -> bool {
    let Some(in_file) = &said.credit else { return true };
    let words = |text: &str| -> Vec<String> {
        let all = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
        all.filter(|word| !matches!(word.as_str(), "photo" | "by" | "via" | "foto" | "image" | "images" | "c"))
            .collect()
    };
    let (ours, theirs) = (words(credit), words(in_file));
    let known = [theirs.clone(), said.creators.iter().flat_map(|name| words(name)).collect()].concat();
    theirs.iter().all(|word| ours.contains(word)) || ours.iter().all(|word| known.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_names_who_took_the_picture() {
        for (credit, expected) in [
            ("Photo by Jane Doe/AFP via Getty Images", "Jane Doe"),
            ("REUTERS/Jane Doe", "Jane Doe"),
            ("Jane Doe", "Jane Doe"),
            ("Photo : Jane Doe / Example Wire", "Jane Doe"),
            ("Photovoltaics Ltd", "Photovoltaics Ltd"),
            ("AFP via Getty Images", "AFP via Getty Images"),
        ] {
            assert_eq!(creator(credit), expected);
        }
    }

    #[test]
    fn words_before_a_name_are_known_in_any_case() {
        for word in BEFORE {
            for said in [word.to_uppercase(), (*word).to_owned()] {
                assert_eq!(name(&format!("{said} Jane Doe")), "Jane Doe");
                assert!(before(&said).any(|found| found == *word), "{said}");
            }
        }
        assert_eq!(before("Jane Doe").count(), 0);
    }

    #[test]
    fn rights_say_no_more_than_is_known() {
        let stated = |credit, typed| stated(&Claim::new(credit, Some(typed)), None);
        let own = stated("Jane Doe", "own");
        assert_eq!((own.statement, own.licensor), (None, None), "the site fills in its own addresses");
        let cc = stated("Jane Doe", "CC-BY-4.0");
        assert_eq!(cc.statement.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
        assert_eq!(stated("Jane Doe", "public-domain").copyright, None);
        let agency = stated("Jane Doe/AFP via Getty Images", "contract");
        assert_eq!(agency.licensor.and_then(|l| l.name).as_deref(), Some("Getty Images"));
        assert_eq!(agency.copyright.as_deref(), Some("© Jane Doe/AFP via Getty Images"));
    }

    #[test]
    fn credits_agree_where_one_says_what_the_other_does() {
        let file = |credit: &str, creator: &str| PhotoRights {
            credit: Some(credit.to_owned()),
            creators: vec![creator.to_owned()],
            ..PhotoRights::default()
        };
        for (credit, said, expected) in [
            ("Jane Doe/AFP via Getty Images", file("AFP via Getty Images", "Jane DOE"), true),
            ("Jane Doe", file("Example Wire", "Jane Doe"), true),
            ("Jane Doe", file("John Roe/AFP", "John Roe"), false),
            ("Jane Doe", PhotoRights::default(), true),
        ] {
            assert_eq!(agree(credit, &said), expected, "{credit}");
        }
    }
}
