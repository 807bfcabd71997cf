//! Statements for machines about the site's own texts: `tdmrep.json` (W3C Community Group, "TDM Reservation Protocol", 2024) and
//! a licence file of Really Simple Licensing (RSL 1.0, <https://rslstandard.org/rsl>).

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::base::{Route, escape_html};
use crate::config::{Config, Mining};

/// Renders `tdmrep.json` for the texts at these addresses.
pub fn tdmrep(config: &Config, own: &[Route]) -> String {
    let Some(reservations) = &config.reservations else { return "[]\n".to_owned() };
    let reserved = i32::from(reservations.mining == Mining::Reserved);
    let rules = own.iter().map(|route| {
        let mut rule = json!({"location": config.href(route), "tdm-reservation": reserved});
        if let Some(policy) = &reservations.policy {
            rule["tdm-policy"] = json!(policy.as_str());
        }
        rule
    });
    format!("{:#}\n", rules.collect::<Value>())
}

/// Renders the licence file for the texts at these addresses.
pub fn rsl(config: &Config, own: &[Route]) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rsl xmlns=\"https://rslstandard.org/rsl\">\n");
    let Some(reservations) = &config.reservations else { return out + "</rsl>\n" };
    let terms = match reservations.mining {
        Mining::Reserved => "<prohibits type=\"usage\">ai-train</prohibits>",
        Mining::Allowed => "<permits type=\"usage\">ai-train</permits><payment type=\"free\"/>",
    };
    let policy = reservations.policy.as_ref().map(|url| format!("<terms>{}</terms>", escape_html(url.as_str())));
    for route in own {
        let url = config.absolute(route);
        let _ = writeln!(
            out,
            "<content url=\"{}\"><license>{terms}</license>{}</content>",
            escape_html(&url),
            policy.as_deref().unwrap_or_default()
        );
    }
    out + "</rsl>\n"
}
