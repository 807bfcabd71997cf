//! Fetches the one page that was asked for. Nothing on it is fetched.
//!
//! Addresses in private networks are refused, since who pastes an address may not know where it leads: each host is resolved,
//! every address that it has is looked at, and the connection goes to those very addresses, after a redirect as well.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use anyhow::Result;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};
use url::Url;

use crate::base::WebUrl;
use crate::cli::Failure;
use crate::source::MAX_TEXT;

/// Redirects at most.
const HOPS: usize = 5;

/// How long a page may take, from the first look-up to its last byte.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which hosts may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of the public internet.
    Public,
    /// This machine and its own networks too.
    Private,
}

/// A fetched page.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    /// The addresses on the way, the page's own last.
    pub(super) way: Vec<WebUrl>,
    /// What the server calls it: `text/html; charset=utf-8`.
    pub(super) content_type: Option<String>,
    /// The page.
    pub(super) bytes: Vec<u8>,
}

/// Fetches a page, within 30 seconds and [`MAX_TEXT`] bytes.
pub(super) fn fetch(url: &WebUrl, reach: Reach) -> Result<Fetched> {
    let agent = agent(reach);
    let mut way = vec![url.clone()];
    loop {
        let at = way.last().expect("it begins with one").clone();
        let mut response = agent.get(at.as_str()).call().map_err(|error| failed(&at, &error))?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let status = response.status();
        if status.is_redirection() {
            let next = header("location")
                .and_then(|to| Url::parse(at.as_str()).ok()?.join(&to).ok())
                .and_then(|to| WebUrl::parse(to.as_str()));
            let next = next.filter(|_| way.len() <= HOPS);
            way.push(next.ok_or_else(|| Failure::usage(format!("{at} leads on and on, or nowhere")))?);
            continue;
        }
        if !status.is_success() {
            return Err(Failure::usage(format!("the server answers {status} for {at}"))
                .hint("open the page in a browser, save it, and import the file")
                .into());
        }
        let content_type = header("content-type");
        let bytes =
            response.body_mut().with_config().limit(MAX_TEXT).read_to_vec().map_err(|error| failed(&at, &error))?;
        return Ok(Fetched { way, content_type, bytes });
    }
}

fn failed(url: &WebUrl, error: &Error) -> anyhow::Error {
    match error {
        Error::BodyExceedsLimit(_) => {
            Failure::usage(format!("{url} has more than {} MB; no article has", MAX_TEXT >> 20))
        }
        Error::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Failure::usage(format!("{url} is in a private network")).hint("if that is meant: `--allow-private`")
        }
        error => Failure::usage(format!("cannot fetch {url}: {error}"))
            .hint("check the address and the connection, or save the page and import the file"),
    }
    .into()
}

fn agent(reach: Reach) -> Agent {
    let config = Config::builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        // A proxy would resolve names where they cannot be looked at.
        .proxy(None)
        .user_agent(concat!("reprint/", env!("CARGO_PKG_VERSION")))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Checked(reach))
}

/// Resolves names and refuses what they must not lead to.
#[derive(Debug)]
struct Checked(Reach);

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.0 == Reach::Public && found.iter().any(|address| !is_public(address.ip())) {
            return Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, "a private address")));
        }
        Ok(found)
    }
}

/// Whether an address is of the public internet, after the special-purpose registries of IANA (RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!((a, b), (100, 64..=127) | (198, 18 | 19)) || (a, b, c) == (192, 0, 0);
    !(a == 0
        || a >= 224
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || special)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let octets = ip.octets();
    let inner = |at: usize| Ipv4Addr::new(octets[at], octets[at + 1], octets[at + 2], octets[at + 3]);
    match (a, b) {
        // Addresses of version 4 in other clothes: mapped, NAT64, 6to4.
        (0, 0) => ip.to_ipv4_mapped().is_some_and(is_public_v4),
        (0x64, 0xff9b) => is_public_v4(inner(12)),
        (0x2002, _) => is_public_v4(inner(2)),
        (0x2001, 0 | 0xdb8) => false,
        // Global unicast is 2000::/3; the rest is local, multicast or unused.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().expect("an address")), "{private}");
        }
        for public in ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
            assert!(is_public(public.parse().expect("an address")), "{public}");
        }
    }

    /// Serves the same few answers on a port of this machine until the test ends.
    fn server() -> (std::sync::Arc<tiny_http::Server>, String) {
        let server = std::sync::Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a port"));
        let address = format!("http://{}", server.server_addr().to_ip().expect("an address"));
        let answers = server.clone();
        std::thread::spawn(move || {
            for request in answers.incoming_requests() {
                let header = |text: &str| text.parse::<tiny_http::Header>().expect("a header");
                let page = tiny_http::Response::from_string("<p>Storm</p>")
                    .with_header(header("Content-Type: text/html; charset=utf-8"));
                let answer = match request.url() {
                    "/old" => tiny_http::Response::from_string("")
                        .with_status_code(302)
                        .with_header(header("Location: /page")),
                    "/round" => tiny_http::Response::from_string("")
                        .with_status_code(302)
                        .with_header(header("Location: /round")),
                    "/page" => page,
                    _ => tiny_http::Response::from_string("").with_status_code(404),
                };
                let _ = request.respond(answer);
            }
        });
        (server, address)
    }

    #[test]
    fn a_page_is_fetched_and_its_way_is_told() {
        let (server, address) = server();
        let url = |path: &str| WebUrl::parse(&format!("{address}{path}")).expect("an address");
        let fetched = fetch(&url("/old"), Reach::Private).expect("a page");
        assert_eq!((fetched.way.len(), fetched.bytes.as_slice()), (2, &b"<p>Storm</p>"[..]));
        assert_eq!(fetched.content_type.as_deref(), Some("text/html; charset=utf-8"));
        let said = |path: &str, reach| fetch(&url(path), reach).expect_err("no page").to_string();
        assert!(said("/page", Reach::Public).contains("private network"));
        assert!(said("/none", Reach::Private).contains("404"));
        assert!(said("/round", Reach::Private).contains("leads on and on"));
        server.unblock();
    }
}
