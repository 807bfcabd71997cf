//! Counters in republish snippets: by them a publisher knows how often its article is read, and its terms demand them.

use serde::Serialize;
use url::Url;

/// A counter that came with a copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counter {
    /// Its address, as the snippet has it.
    pub address: String,
    /// The number by which it knows the article, if it has one.
    pub id: Option<String>,
}

/// The counter at an address of a picture or script, if it is one.
///
/// Known are the Republication Tracker Tool's (1.x: `pixel.php?post=`, 2.x: `?republication-pixel=true&post=`), The
/// Conversation's (`counter.theconversation.com/content/{id}/count.gif`) and
/// that of `pixel.propublica.org/pixel.js`.
pub(super) fn counter(src: &str) -> Option<Counter> {
    let url = Url::parse(&if src.starts_with("//") { format!("https:{src}") } else { src.to_owned() }).ok()?;
    let post = || url.query_pairs().find(|(key, _)| key == "post").map(|(_, id)| id.into_owned());
    let host = url.host_str()?;
    let id = if host == "counter.theconversation.com" {
        url.path_segments()?.nth(1).map(str::to_owned)
    } else if url.query_pairs().any(|(key, value)| key == "republication-pixel" && value == "true")
        || url.path().ends_with("/pixel.php")
    {
        post()
    } else if host == "pixel.propublica.org" {
        None
    } else {
        return None;
    };
    Some(Counter { address: url.into(), id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_known_by_their_addresses() {
        let id = |src: &str| counter(src).map(|counter| counter.id);
        let known = |id: &str| Some(Some(id.to_owned()));
        assert_eq!(
            id("https://counter.theconversation.com/content/12345/count.gif?distributor=republish-lightbox-basic"),
            known("12345")
        );
        assert_eq!(id("https://harbour.example/?republication-pixel=true&post=678&ga4=G-ABC"), known("678"));
        assert_eq!(
            id("//harbour.example/wp-content/plugins/republication-tracker-tool/includes/pixel.php?post=9&ga=UA-1"),
            known("9")
        );
        assert_eq!(id("https://pixel.propublica.org/pixel.js"), Some(None));
        assert_eq!(id("https://harbour.example/i/quay.jpg?post=1"), None);
        assert_eq!(id("/count.gif"), None);
    }
}
