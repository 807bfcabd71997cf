//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt` (RFC 9309).

use std::fmt::Write as _;

use crate::base::{Route, escape_html};
use crate::config::Config;
use crate::plan::SitemapEntry;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Renders a sitemap.
pub fn sitemap(config: &Config, entries: &[SitemapEntry]) -> String {
    let mut out = String::with_capacity(128 + entries.len() * 120);
    let _ = writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">");
    for entry in entries {
        let url = config.absolute(&entry.route);
        for part in ["<url><loc>", &escape_html(&url), "</loc>"] {
            out.push_str(part);
        }
        if let Some(modified) = entry.modified {
            for part in ["<lastmod>", &modified.iso(), "</lastmod>"] {
                out.push_str(part);
            }
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// Renders the list of sitemaps.
pub fn sitemap_index(config: &Config, parts: &[Route]) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for part in parts {
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", escape_html(&config.absolute(part)));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// Renders `robots.txt`. A licence file is named as RSL has it: <https://rslstandard.org/guide/robots-txt>.
pub fn robots(config: &Config, license: Option<&Route>) -> String {
    let license = license.map_or(String::new(), |route| format!("License: {}\n\n", config.absolute(route)));
    let sitemap = config.absolute(&Route::new("/sitemap.xml"));
    format!("{license}User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}
