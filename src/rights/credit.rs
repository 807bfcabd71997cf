//! The grammar of picture credits: `(Photo by Jane Doe/AFP via Getty Images)`.
//!
//! Agencies forbid the use of their pictures without a contract, and a text's licence never covers them; Getty's editorial
//! policy has the form `{Photographer}/{Provider} via Getty Images`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::RegexSet;

use crate::base::fold;

/// Agencies as a permission names them, and their names as whole parts of a credit. Short names count only in their own
/// capitals.
const AGENCIES: [(&str, &str); 12] = [
    ("AFP", r"AFP(?: Photo| PHOTO| Forum| Files)?|(?i:Agence[ -]France[ -]Presse)"),
    ("Getty Images", r"(?i:Getty(?: ?Images)?(?: [a-z]+){0,2})"),
    ("AP", r"AP(?: Photos?| Images| Pool| File)?|(?i:(?:The )?Associated Press)"),
    ("Reuters", r"(?i:(?:Thomson )?Reuters(?: File)?(?: Photo)?)"),
    ("EPA", r"EPA(?:-EFE| Images)?|(?i:European Press ?photo Agency)"),
    ("Shutterstock", r"(?i:Shutterstock(?:\.com| Editorial)?)"),
    ("Alamy", r"(?i:Alamy(?: Stock)?(?: Photo| Live News)?)"),
    ("Anadolu", r"(?i:Anadolu(?: Agency| Ajansı| Images)?)"),
    ("Xinhua", r"(?i:Xinhua(?: News Agency)?)"),
    ("Imago", r"(?i:Imago(?: Images| Sport)?)"),
    ("dpa", r"(?:dpa|DPA)(?:[ -](?i:Zentralbild|Picture[ -]Alliance))?|(?i:picture[ -]alliance)"),
    ("EFE", r"EFE|EPA-EFE|(?i:Agencia EFE)"),
];

/// What stands between the parts of a credit: `Jane Doe/AFP via Getty Images`, `Foto: dpa`, `© AP`.
const BEFORE: &str = r"(?:^|[/,;:|(\[©·•–—&+]|\s-|\b(?i:via|by|from|for|and|with|courtesy of|photo|foto|image|credit|crédit|avec|par|con|por|through)\b)\s*";
const AFTER: &str = r"\s*(?:$|[/,;:|)\].·•–—&+]|-\s|\b(?i:via|for|and|with|through|avec|et|con|y)\b)";

/// What an agency's name has somewhere in it, in any case. None has a letter that is also written in another way outside of ASCII
/// (`ſ`, the sign for kelvin).
const IN_NAMES: [&str; 15] = [
    "afp", "france", "getty", "ociated", "reuter", "epa", "european", "hutter", "alamy", "anadolu", "xinhua", "imago",
    "dpa", "alliance", "efe",
];

static NAMED: LazyLock<RegexSet> = LazyLock::new(|| {
    // Boundaries between words of any script would keep the set from its fast automaton (30 µs a credit in place of 1).
    let patterns = AGENCIES.map(|(_, name)| format!("{BEFORE}(?:{name}){AFTER}").replace(r"\b", r"(?-u:\b)"));
    RegexSet::new(patterns).expect("the patterns are fixed and tested")
});

/// The agencies that a credit names as one of its parts: `Department of Defense` and `Jane Getty` name none.
pub fn agencies(credit: &str) -> Vec<&'static str> {
    if !may_name(credit) {
        return Vec::new();
    }
    NAMED.matches(credit).into_iter().map(|i| AGENCIES[i].0).collect()
}

/// Whether a credit may name an agency. Most do not, and where none does the patterns are not even made, which takes some milliseconds.
fn may_name(credit: &str) -> bool {
    static ANY: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let any_case = AhoCorasick::builder().ascii_case_insensitive(true).prefilter(false).build(IN_NAMES);
        any_case.expect("a few short words")
    });
    credit.as_bytes().windows(2).any(|pair| pair == b"AP") || ANY.is_match(credit)
}

/// Whether a credit names somebody, in whole words: `Jane Doe` is named by `Photo: Jane Doe/City Desk`, and `Jane` by `Janet` is not.
pub(super) fn names(credit: &str, somebody: &str) -> bool {
    let (credit, name) = (fold(credit), fold(somebody));
    let whole = |at: usize| {
        let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        ends(credit[..at].chars().next_back()) && ends(credit[at + name.len()..].chars().next())
    };
    !name.is_empty() && credit.match_indices(&name).any(|(at, _)| whole(at))
}

/// The parts of a credit or byline.
pub(super) fn parts(credit: &str) -> impl Iterator<Item = &str> {
    let separated = credit.split(['/', ',', ';', '|', '(', ')', '·', '•', '–', '—']);
    separated.flat_map(|part| part.split(" via ")).map(str::trim).filter(|part| !part.is_empty())
}

/// Takes the credit out of the parentheses at a caption's end, as the wires write it: (caption, credit).
pub fn split_caption(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let Some(inner) = text.strip_suffix(')') else {
        return (text, None);
    };
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        depth = match c {
            ')' => depth + 1,
            '(' => depth - 1,
            _ => depth,
        };
        if depth == 0 {
            let credit = inner[at + 1..].trim();
            return if credit.is_empty() { (text, None) } else { (text[..at].trim_end(), Some(credit)) };
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::string::string_regex;
    use proptest::test_runner::TestRunner;

    use super::*;

    #[test]
    fn agencies_are_known_by_name_not_by_letters() {
        assert_eq!(agencies("Jane Doe/AFP via Getty Images"), ["AFP", "Getty Images"]);
        assert_eq!(agencies("REUTERS/Jane Doe"), ["Reuters"]);
        assert_eq!(agencies("AP Photo/Jane Doe"), ["AP"]);
        assert_eq!(agencies("(Photo by Jane Doe/AFP via Getty Images)"), ["AFP", "Getty Images"]);
        for (credit, agency) in [
            ("AFP", "AFP"),
            ("Jane Doe, Agence France-Presse", "AFP"),
            ("Getty Images Europe", "Getty Images"),
            ("Jane Doe - GETTY IMAGES", "Getty Images"),
            ("Jane Doe via AP", "AP"),
            ("Jane Doe (AP)", "AP"),
            ("© AP Photo/Jane Doe, File", "AP"),
            ("Courtesy of The Associated Press", "AP"),
            ("Thomson Reuters", "Reuters"),
            ("Foto: dpa", "dpa"),
            ("Jane Doe/picture alliance", "dpa"),
            ("Jane Doe | Shutterstock.com", "Shutterstock"),
            ("Jane Doe/Anadolu Agency for Example Wire", "Anadolu"),
            ("Crédit : Jane Doe / Alamy Stock Photo", "Alamy"),
            ("Agencia EFE", "EFE"),
        ] {
            assert_eq!(agencies(credit), [agency], "{credit}");
        }
        assert_eq!(agencies("Jane Doe/EPA-EFE"), ["EPA", "EFE"]);
        for innocent in [
            "Department of Defense",
            "Marie Efeso, Example Wire, Apia",
            "Jane Getty",
            "Jane Getty/Example Wire",
            "Reutersberg Museum",
            "Imagology Lab",
            "Ap Example",
            "CAP Photos",
            "EPArchives",
            "U.S. Environmental Protection Agency",
            "Dpa Example/Example Wire",
            "Dpa, Example Wire",
            "Efe/Example Wire",
        ] {
            assert!(agencies(innocent).is_empty(), "{innocent}: {:?}", agencies(innocent));
        }
        assert_eq!(parts("Jane Doe/AFP via Getty Images").collect::<Vec<_>>(), ["Jane Doe", "AFP", "Getty Images"]);
    }

    /// In any way that its pattern allows, letters outside of ASCII among them.
    #[test]
    fn an_agency_in_any_spelling_is_known_by_what_is_in_its_name() {
        let mut runner = TestRunner::deterministic();
        for (agency, pattern) in AGENCIES {
            let spellings = string_regex(pattern).expect("a pattern without boundaries");
            for _ in 0..200 {
                let name = spellings.new_tree(&mut runner).expect("a spelling").current();
                let credit = format!("Jane Doe/{name}");
                assert!(agencies(&credit).contains(&agency), "{credit}");
            }
        }
    }

    #[test]
    fn whom_a_credit_names_it_names_in_whole_words() {
        for named in ["Jane Doe", "City Desk", "jane doe"] {
            assert!(names("Photo: Jane Doe/City Desk", named), "{named}");
        }
        for other in ["Jane Do", "ane Doe", "Desk of", "e", ""] {
            assert!(!names("Photo: Jane Doe/City Desk", other), "{other}");
        }
    }

    #[test]
    fn a_credit_stands_in_the_last_parentheses() {
        assert_eq!(
            split_caption("A bridge. (Jane Doe/Example (Nairobi))"),
            ("A bridge.", Some("Jane Doe/Example (Nairobi)"))
        );
        assert_eq!(split_caption("(Jane Doe)"), ("", Some("Jane Doe")));
        for bare in ["A bridge (old) in spring", "no opening)", "empty ()"] {
            assert_eq!(split_caption(bare), (bare, None));
        }
    }
}
