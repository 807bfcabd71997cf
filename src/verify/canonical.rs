//! The one canonical address of a page.

use super::Findings;
use crate::diag::Code;
use crate::html::Element;

/// Whether an element names a canonical address.
pub(super) fn is_canonical(element: &Element) -> bool {
    &**element.local() == "link" && is_related(element, "canonical")
}

/// Whether an element names an address that stands in a relation to the page.
pub(super) fn is_related(element: &Element, relation: &str) -> bool {
    element.attr("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(relation)))
}

/// Whether a `<link>` names a version of the page in a language.
pub(super) fn is_version(element: &Element) -> bool {
    &**element.local() == "link" && element.attr("hreflang").is_some() && is_related(element, "alternate")
}

/// Checks that only a page whose canonical address is its own claims language versions: others are none (Google, "Tell Google
/// about localized versions of your page").
pub(super) fn check_versions(found: &mut Findings<'_>) {
    if found.page.canonical != Some(found.page.url) {
        let hint =
            "take `<link rel=\"alternate\" hreflang>` out of the template: `{{ head }}` holds it where it belongs";
        found.push(Code::VerifyCanonical, "names language versions on a page whose canonical address is another", hint);
    }
}

/// Checks the canonical addresses that a page names.
pub(super) fn check(links: &[&str], found: &mut Findings<'_>) {
    let hint = "take `<link rel=\"canonical\">` out of the template: `{{ head }}` holds it";
    match (found.page.canonical, links) {
        (None, []) => {}
        (Some(wanted), [only]) if *only == wanted => {}
        (Some(wanted), []) => {
            found.push(
                Code::VerifyCanonical,
                &format!("shows no canonical address {wanted}"),
                "print `{{ head }}` in `<head>`",
            );
        }
        (Some(_), [_]) => found.push(Code::VerifyCanonical, "names another canonical address than the page's", hint),
        (Some(_), _) => found.push(Code::VerifyCanonical, "names more than one canonical address", hint),
        (None, _) => found.push(Code::VerifyCanonical, "names a canonical address on a page that has none", hint),
    }
}
