//! Where the site will be reached.

use serde::{Serialize, Serializer};

use crate::base::WebUrl;

/// The address of the site's root, parted once: a page has dozens of links that begin with it.
#[derive(Clone, Debug)]
pub struct BaseUrl {
    url: WebUrl,
    /// Where the path begins, and where it ends but for a slash.
    path: (usize, usize),
}

impl BaseUrl {
    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.url.as_str()[..self.path.0]
    }

    /// The path without a slash at its end.
    pub fn path(&self) -> &str {
        &self.url.as_str()[self.path.0..self.path.1]
    }
}

impl From<WebUrl> for BaseUrl {
    fn from(url: WebUrl) -> Self {
        let start = url.origin().len();
        let path = url.as_str()[start..].split(['?', '#']).next().unwrap_or_default();
        let end = start + path.trim_end_matches('/').len();
        Self { url, path: (start, end) }
    }
}

impl Serialize for BaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.url.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_neither_query_nor_slash_at_its_end() {
        let parted = |url| {
            let url = BaseUrl::from(WebUrl::parse(url).expect("an address"));
            (url.origin().to_owned(), url.path().to_owned())
        };
        let is = |origin: &str, path: &str| (origin.to_owned(), path.to_owned());
        assert_eq!(parted("https://example.org"), is("https://example.org", ""));
        assert_eq!(parted("https://example.org:81/news//"), is("https://example.org:81", "/news"));
        assert_eq!(parted("http://example.org/a/b/?c=/d/#/e"), is("http://example.org", "/a/b"));
        assert_eq!(parted("http://example.org/a/#/e?f"), is("http://example.org", "/a"));
    }
}
