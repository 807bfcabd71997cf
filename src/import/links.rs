//! The links of a text, which some publishers want kept all.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};

use crate::base::WebUrl;

/// Where the links of a Markdown text lead on the web, in order, each once.
pub(super) fn links(body: &str) -> Vec<WebUrl> {
    // Without any of these marks there is none, and reading all the Markdown takes its time.
    if !["](", "]:", "<http"].iter().any(|mark| body.contains(mark)) {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let targets = Parser::new(body).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => WebUrl::parse(&dest_url),
        _ => None,
    });
    targets.filter(|url| seen.insert(url.as_str().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_web_are_found_once() {
        let body = "[a](https://example.org/a) and [b](https://example.org/b \"t\"), [a](https://example.org/a)\n\n\
                    ![no](https://example.org/c.jpg) [near](/d) <https://example.org/e> `[f](https://example.org/f)` [g][1]\n\n\
                    [1]: https://example.org/g\n";
        let found: Vec<String> = links(body).iter().map(ToString::to_string).collect();
        let end = |name: &str| format!("https://example.org/{name}");
        assert_eq!(found, ["a", "b", "e", "g"].map(end));
    }
}
