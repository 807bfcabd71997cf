//! What a host should say of a page in headers. The page's head says the same; a header reaches readers that do not parse HTML, and
//! it needs no `.well-known` folder, which some hosts drop.

use super::{PageSpec, View};
use crate::config::Config;

/// A header's name in lower case, and its value.
pub type Header = (&'static str, String);

/// The headers of a page: what the site reserves of a text of its own (W3C Community Group, "TDM Reservation Protocol", section
/// "HTTP response headers"), and that search engines are kept from it where a publisher demands that (`X-Robots-Tag`). Of what is
/// somebody else's nothing is reserved.
pub fn headers(config: &Config, spec: &PageSpec) -> Vec<Header> {
    let View::Article(view) = &spec.view else { return Vec::new() };
    let mut headers = Vec::new();
    if let Some(reservations) = config.reservations.as_ref().filter(|_| view.article.is_the_sites) {
        headers.push(("tdm-reservation", reservations.value().to_owned()));
        headers.extend(reservations.policy.as_ref().map(|policy| ("tdm-policy", policy.to_string())));
    }
    if view.article.no_index {
        headers.push(("x-robots-tag", "noindex".to_owned()));
    }
    headers
}
