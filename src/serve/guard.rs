//! Who may ask, and for what. A preview holds what is not published yet, and any page in the same browser can send it requests:
//! so only this machine's own names are answered, to nobody's scripts but its own.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Why a request is refused, for who reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub StatusCode, pub &'static str);

/// Checks where a request comes from and what it asks for, and gives the path in plain text.
pub(super) fn check(request: &Request) -> Result<String, Refusal> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Refusal(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD"));
    }
    if request.uri().authority().is_some() || request.uri().scheme().is_some() {
        return Err(Refusal(StatusCode::BAD_REQUEST, "this is no proxy"));
    }
    let headers = request.headers();
    let host = one(headers, &HOST).ok_or(Refusal(StatusCode::BAD_REQUEST, "one Host is needed"))?;
    if !is_own(host) {
        return Err(Refusal(
            StatusCode::FORBIDDEN,
            "the preview answers only to localhost and to addresses in numbers",
        ));
    }
    if headers.contains_key(&ORIGIN) && one(headers, &ORIGIN).and_then(|o| o.strip_prefix("http://")) != Some(host) {
        return Err(Refusal(StatusCode::FORBIDDEN, "the preview does not talk to other sites"));
    }
    let foreign = one(headers, &SEC_FETCH_SITE).is_some_and(|site| !matches!(site, "same-origin" | "none"));
    if foreign && one(headers, &SEC_FETCH_MODE) != Some("navigate") {
        return Err(Refusal(StatusCode::FORBIDDEN, "the preview is not part of other sites' pages"));
    }
    plain(request.uri().path()).ok_or(Refusal(StatusCode::BAD_REQUEST, "no page has such an address"))
}

fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())?.to_str().ok()
}

/// Whether a Host means this machine. A foreign site can make its own name lead here (DNS rebinding), but neither `localhost`
/// nor an address in numbers (RFC 6761, section 6.3). The port may be another where a container passes requests on.
fn is_own(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, "")) => name,
            Some((name, port)) if is_port(port) => name,
            _ => return false,
        },
        None => match host.find(':') {
            Some(at) if is_port(&host[at..]) => &host[..at],
            Some(_) => return false,
            None => host,
        },
    };
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok()
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|digits| digits.parse::<u16>().is_ok())
}

/// A path without its percent signs; `None` for one that no page has, such as one that climbs.
pub(super) fn plain(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let hex = after.get(..2).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit))?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let climbs = text.split('/').any(|part| matches!(part, "." | ".."));
    let strange = text.contains("//") || text.chars().any(|c| c.is_control() || c == '\\');
    (text.starts_with('/') && !climbs && !strange).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn asked(uri: &str, headers: &[(&str, &str)]) -> Result<String, StatusCode> {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check(&request.body(Body::empty()).expect("a request")).map_err(|refusal| refusal.0)
    }

    #[test]
    fn only_this_machines_names_are_answered() {
        for host in ["localhost", "localhost:1414", "127.0.0.1:1", "[::1]:80", "[::1]", "a.localhost", "192.168.1.7:80"]
        {
            assert_eq!(asked("/", &[("host", host)]), Ok("/".to_owned()), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example:1414",
            "127.0.0.1.evil.example",
            "",
            "localhost:x",
            "[::1",
            "a:b@c",
        ] {
            assert!(asked("/", &[("host", host)]).is_err(), "{host}");
        }
        assert!(asked("/", &[]).is_err(), "without a Host");
        assert!(asked("/", &[("host", "localhost"), ("host", "evil.example")]).is_err(), "with two");
        assert!(asked("http://localhost/", &[("host", "localhost")]).is_err(), "as a proxy");
    }

    #[test]
    fn other_sites_are_not_answered() {
        let with = |name, value| asked("/", &[("host", "localhost:1414"), (name, value)]);
        assert!(with("origin", "http://localhost:1414").is_ok());
        for origin in
            ["http://evil.example", "null", "https://localhost:1414", "http://localhost:1415", "http://localhost"]
        {
            assert_eq!(with("origin", origin), Err(StatusCode::FORBIDDEN), "{origin}");
        }
        assert_eq!(with("sec-fetch-site", "cross-site"), Err(StatusCode::FORBIDDEN));
        assert_eq!(with("sec-fetch-site", "same-site"), Err(StatusCode::FORBIDDEN));
        assert!(with("sec-fetch-site", "same-origin").is_ok());
        let link = [("host", "localhost"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
        assert!(asked("/", &link).is_ok(), "a link in a letter may be followed");
    }

    #[test]
    fn a_path_is_plain_or_refused() {
        let at = |path| asked(path, &[("host", "localhost")]);
        assert_eq!(at("/ar/%D9%85/"), Ok("/ar/م/".to_owned()));
        for path in
            ["/..%2f", "/%2e%2e/x", "/a/../b", "/a%5cb", "/%00", "/%", "/%zz", "/%ff", "//x", "/a/./b", "/%2fetc"]
        {
            assert_eq!(at(path), Err(StatusCode::BAD_REQUEST), "{path}");
        }
    }
}
