//! The grammar of picture credits: `(Photo by Jane Doe/AFP via Getty Images)`.
//!
//! Agencies forbid the use of their pictures without a contract, and a text's licence never covers them; Getty's editorial
//! policy has the form `{Photographer}/{Provider} via Getty Images`.

use std::sync::LazyLock;

use regex::RegexSet;

/// Agencies as a permission names them, and what tells them in a credit. Short names count only in their own capitals.
const AGENCIES: [(&str, &str); 12] = [
    ("AFP", r"\bAFP\b|(?i:Agence France)"),
    ("Getty Images", r"(?i:\bGetty\b)"),
    ("AP", r"\bAP Photo\b|\bAP\b|(?i:Associated Press)"),
    ("Reuters", r"(?i:\bReuters\b)"),
    ("EPA", r"\bEPA\b"),
    ("Shutterstock", r"(?i:Shutterstock)"),
    ("Alamy", r"(?i:\bAlamy\b)"),
    ("Anadolu", r"(?i:\bAnadolu\b)"),
    ("Xinhua", r"(?i:\bXinhua\b)"),
    ("Imago", r"(?i:\bImago\b)"),
    ("dpa", r"\bdpa\b|\bDPA\b"),
    ("EFE", r"\bEFE\b"),
];

static NAMED: LazyLock<RegexSet> = LazyLock::new(|| {
    // Boundaries between words of any script would keep the set from its fast automaton (30 µs a credit in place of 1).
    let ascii = AGENCIES.map(|(_, pattern)| pattern.replace(r"\b", r"(?-u:\b)"));
    RegexSet::new(ascii).expect("the patterns are fixed and tested")
});

/// The agencies that a credit names.
pub fn agencies(credit: &str) -> Vec<&'static str> {
    NAMED.matches(credit).into_iter().map(|i| AGENCIES[i].0).collect()
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
    use super::*;

    #[test]
    fn agencies_are_known_by_name_not_by_letters() {
        assert_eq!(agencies("Jane Doe/AFP via Getty Images"), ["AFP", "Getty Images"]);
        assert_eq!(agencies("REUTERS/Jane Doe"), ["Reuters"]);
        assert_eq!(agencies("AP Photo/Jane Doe"), ["AP"]);
        assert!(agencies("Marie Efeso, Example Wire, Apia").is_empty());
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
