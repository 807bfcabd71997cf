//! Which addresses a body may link to.

use std::borrow::Cow;

/// The schemes of links. Anything else is left out, `javascript:` and `data:` above all.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// The address as it stands in the page: with the base path where it begins with `/`; `None` if its scheme is not allowed.
/// White space and control characters go, as browsers ignore them in front of and inside a scheme.
pub(super) fn address<'d>(dest: &'d str, base: &str) -> Option<Cow<'d, str>> {
    let trimmed = dest.trim_matches(|c: char| c.is_ascii_control() || c == ' ');
    let dest: Cow<'d, str> = if trimmed.bytes().any(|b| b.is_ascii_control()) {
        trimmed.chars().filter(|c| !c.is_ascii_control()).collect::<String>().into()
    } else {
        trimmed.into()
    };
    if let Some(scheme) = scheme(&dest) {
        return SCHEMES.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)).then_some(dest);
    }
    let on_this_host = dest.starts_with('/') && !dest[1..].starts_with(['/', '\\']);
    Some(if on_this_host && !base.is_empty() { format!("{base}{dest}").into() } else { dest })
}

/// What stands before the first colon, unless that belongs to a path, a query or a fragment. Wider than RFC 3986, section
/// 3.1, so that no browser sees a scheme where this does not.
fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#', '\\'])?;
    (address.as_bytes()[end] == b':').then(|| &address[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_that_lead_somewhere_pass() {
        for bad in ["javascript:x", " JavaScript:x", "java\tscript:x", "\u{1}data:x", "vbscript:x", "blob:x", ":x"] {
            assert_eq!(address(bad, ""), None, "{bad:?}");
        }
        for good in ["https://example.org/a:b", "mailto:a@example.org", "tel:+123", "a/b:c", "#a:b", "?a:b", "", "x.md"]
        {
            assert_eq!(address(good, "/news").as_deref(), Some(good));
        }
        assert_eq!(address("/a", "/news").as_deref(), Some("/news/a"));
        assert_eq!(address("//example.org/a", "/news").as_deref(), Some("//example.org/a"));
    }
}
