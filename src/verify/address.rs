//! Where the addresses in a page lead, seen from that page.

use std::borrow::Cow;

use url::Url;

/// What an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A path on the site's own host, without query and fragment.
    Own(Cow<'a, str>),
    /// Something on another host.
    Remote(String),
    /// Data or a script in the address itself, or nothing at all.
    Inert,
}

/// Resolves an address as a browser does on the page `page`.
pub(super) fn resolve<'a>(page: &str, address: &'a str) -> Target<'a> {
    if is_plain(address) {
        return Target::Own(Cow::Borrowed(address));
    }
    let Ok(page) = Url::parse(page) else { return Target::Inert };
    let Ok(url) = page.join(address) else { return Target::Inert };
    match url.scheme() {
        "http" | "https" if url.host() == page.host() && url.port() == page.port() => {
            Target::Own(Cow::Owned(url.path().to_owned()))
        }
        "http" | "https" | "ftp" | "ws" | "wss" => Target::Remote(url.host_str().unwrap_or_default().to_owned()),
        _ => Target::Inert,
    }
}

/// A path that needs no resolving.
pub(super) fn is_plain(address: &str) -> bool {
    let mut before = b'\0';
    let plain = address.bytes().all(|byte| {
        let after_slash = before == b'/';
        before = byte;
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || (matches!(byte, b'/' | b'.') && !after_slash)
    });
    plain && address.starts_with('/')
}

/// Whether an address is a script, however it is spelt: browsers skip white space and control characters.
pub(super) fn is_script(address: &str) -> bool {
    let mut letters = address.bytes().filter(|b| *b > b' ').map(|b| b.to_ascii_lowercase());
    match letters.next() {
        Some(b'j') => letters.take(10).eq(*b"avascript:"),
        Some(b'v') => letters.take(8).eq(*b"bscript:"),
        _ => false,
    }
}

/// The addresses in a `srcset`: the first word of each part.
pub(super) fn candidates(srcset: &str) -> impl Iterator<Item = &str> {
    srcset.split(',').filter_map(|part| part.split_ascii_whitespace().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        let from = |address| resolve("https://example.org/news/a/", address);
        let own = |path: &str| Target::Own(path.to_owned().into());
        for (address, path) in [
            ("/x.css", "/x.css"),
            ("x.css?v=1#a", "/news/a/x.css"),
            ("/news/../x.css", "/x.css"),
            ("https://example.org/x.css", "/x.css"),
            ("//example.org/x.css", "/x.css"),
        ] {
            assert_eq!(from(address), own(path), "{address}");
        }
        for remote in
            ["//example.net/x", "https://example.net/x", "/\\example.net/x", "/\t/example.net/x", " //example.net"]
        {
            assert_eq!(from(remote), Target::Remote("example.net".into()), "{remote}");
        }
        assert_eq!(from("data:text/plain,x"), Target::Inert);
        assert!(is_script(" Java\tScript:x") && is_script("vbscript:x"));
        assert!(!is_script("/javascript:x") && !is_script("javascript") && !is_script("https://example.org/"));
    }
}
