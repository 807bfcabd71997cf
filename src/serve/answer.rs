//! How a host answers who asks for a page: with the file, another address, or the page that says that there is none.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::http::Shared;
use super::reload;
use crate::base::Route;
use crate::write::shelf::{Answer, Page, Shelf};

/// What there is at a path.
#[derive(Debug)]
pub(super) enum Found {
    /// A file, with the status that goes with it.
    File(Route, Page, StatusCode),
    /// Another address.
    Elsewhere(Route),
    /// Nothing, and no page that says so.
    Nothing,
}

/// Finds what stands at a plain path.
pub(super) fn find(shelf: &Shelf, base: &str, path: &str) -> Found {
    let missing = || {
        let route = Route::new("/404.html");
        shelf.get(&route).map_or(Found::Nothing, |page| Found::File(route, page, StatusCode::NOT_FOUND))
    };
    let Some(route) = route(base, path) else {
        return if path == "/" || path == base { Found::Elsewhere(Route::new("/")) } else { missing() };
    };
    if let Some(page) = shelf.get(&route) {
        return match page.answer() {
            Answer::Found | Answer::Headed(_) => Found::File(route, page, StatusCode::OK),
            Answer::Gone => Found::File(route, page, StatusCode::GONE),
            Answer::Moved(to) => Found::Elsewhere(to.clone()),
        };
    }
    let folder = Route::new(&format!("{}/", route.as_str().trim_end_matches('/')));
    if shelf.get(&folder).is_some() { Found::Elsewhere(folder) } else { missing() }
}

/// The address on the site that a path means: without the path of `base_url`, and without `index.html`.
pub(super) fn route(base: &str, path: &str) -> Option<Route> {
    let below = path.strip_prefix(base).filter(|below| below.starts_with('/'))?;
    Some(Route::new(below.strip_suffix("/index.html").map_or(below.to_owned(), |folder| format!("{folder}/")).as_str()))
}

/// Answers a request for a path.
pub(super) fn answer(shared: &Shared, path: &str, uri: &Uri, asked: &HeaderMap) -> Response {
    let base = shared.base();
    match find(&shared.shelf, &base, path) {
        Found::File(route, page, status) => file(&route, &page, status, asked),
        Found::Elsewhere(to) => {
            let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
            let location = format!("{base}{}{query}", to.encoded());
            let mut response = plain(StatusCode::MOVED_PERMANENTLY, "");
            if let Ok(location) = HeaderValue::try_from(location) {
                response.headers_mut().insert(header::LOCATION, location);
            }
            response
        }
        Found::Nothing if shared.shelf.get(&Route::new("/")).is_none() => {
            bytes(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", reload::EMPTY.as_bytes().to_vec())
        }
        Found::Nothing => plain(StatusCode::NOT_FOUND, "there is no such page\n"),
    }
}

/// A short text.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response {
    bytes(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

/// Bytes of a type.
pub(super) fn bytes(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn file(route: &Route, page: &Page, status: StatusCode, asked: &HeaderMap) -> Response {
    let kind = kind(route);
    let is_page = kind.starts_with("text/html");
    let content = if is_page { reload::with_script(page) } else { page.bytes().into_owned() };
    let tag = format!("\"{}\"", page.digest());
    let (status, content, range) = match status {
        StatusCode::OK if matches(asked, header::IF_NONE_MATCH, &tag) => (StatusCode::NOT_MODIFIED, Vec::new(), None),
        StatusCode::OK => part(content, &tag, asked),
        other => (other, content, None),
    };
    let mut response = bytes(status, kind, content);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, HeaderValue::try_from(tag).expect("a digest prints as hexadecimal digits"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Answer::Headed(more) = page.answer() {
        let known = more
            .iter()
            .filter_map(|(name, value)| Some((HeaderName::from_static(name), HeaderValue::try_from(value).ok()?)));
        headers.extend(known);
    }
    if let Some(range) = range {
        headers.insert(header::CONTENT_RANGE, HeaderValue::try_from(range).expect("numbers are plain text"));
    }
    response
}

/// Whether one of the tags in a header is this one (RFC 9110, section 13.1.2).
fn matches(asked: &HeaderMap, name: HeaderName, tag: &str) -> bool {
    let listed = asked.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    listed.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// The part of a file that was asked for (RFC 9110, section 14.2). Several parts at once are answered with the whole.
fn part(content: Vec<u8>, tag: &str, asked: &HeaderMap) -> (StatusCode, Vec<u8>, Option<String>) {
    let still = !asked.contains_key(header::IF_RANGE) || matches(asked, header::IF_RANGE, tag);
    let range = asked.get(header::RANGE).filter(|_| still).and_then(|value| value.to_str().ok());
    let all = content.len();
    match range.map_or(Wanted::All, |range| wanted(range, all)) {
        Wanted::All => (StatusCode::OK, content, None),
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, Vec::new(), Some(format!("bytes */{all}"))),
        Wanted::Part(from, to) => {
            let part = content[from..=to].to_vec();
            (StatusCode::PARTIAL_CONTENT, part, Some(format!("bytes {from}-{to}/{all}")))
        }
    }
}

/// What a range means for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// The whole: the range makes no sense, or is of a kind that need not be served.
    All,
    /// The first and the last byte.
    Part(usize, usize),
    /// It lies outside.
    Nothing,
}

fn wanted(range: &str, all: usize) -> Wanted {
    let Some((from, to)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Wanted::All;
    };
    let end = all.saturating_sub(1);
    match (from.parse::<usize>(), to.parse::<usize>()) {
        (Err(_), Ok(last)) if from.is_empty() && (last == 0 || all == 0) => Wanted::Nothing,
        (Err(_), Ok(last)) if from.is_empty() => Wanted::Part(all.saturating_sub(last), end),
        (Ok(from), Ok(to)) if to < from => Wanted::All,
        (Ok(from), _) if from >= all => Wanted::Nothing,
        (Ok(from), Ok(to)) => Wanted::Part(from, to.min(end)),
        (Ok(from), Err(_)) if to.is_empty() => Wanted::Part(from, end),
        _ => Wanted::All,
    }
}

/// The media type of a file (IANA media types; WHATWG MIME Sniffing for scripts). Hosts go by the name's end, and so does this.
fn kind(route: &Route) -> &'static str {
    let name = route.as_str().rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
        None if name.is_empty() => "text/html; charset=utf-8",
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("xml") if name == "feed.xml" => "application/atom+xml; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("svg") => "image/svg+xml",
        Some("ico") => "image/vnd.microsoft.icon",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        Some("ttf") => "font/ttf",
        Some("otf") => "font/otf",
        Some("csv") => "text/csv; charset=utf-8",
        Some("epub") => "application/epub+zip",
        Some("pdf") => "application/pdf",
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/mp4",
        Some("ogg" | "oga") => "audio/ogg",
        Some("mp4") => "video/mp4",
        Some("webm") => "video/webm",
        Some("vtt") => "text/vtt; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_the_standard_has_them() {
        assert_eq!(wanted("bytes=0-9", 100), Wanted::Part(0, 9));
        assert_eq!(wanted("bytes=90-", 100), Wanted::Part(90, 99));
        assert_eq!(wanted("bytes=-10", 100), Wanted::Part(90, 99));
        assert_eq!(wanted("bytes=-1000", 100), Wanted::Part(0, 99));
        assert_eq!(wanted("bytes=50-1000", 100), Wanted::Part(50, 99));
        for outside in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
            assert_eq!(wanted(outside, 100), Wanted::Nothing, "{outside}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing);
        for ignored in
            ["bytes=9-0", "lines=0-9", "bytes=a-b", "bytes=0-1,5-6", "bytes=-", "bytes=99999999999999999999-"]
        {
            assert_eq!(wanted(ignored, 100), Wanted::All, "{ignored}");
        }
    }

    #[test]
    fn addresses_below_the_base_path() {
        let at = |base, path| route(base, path).map(|route| route.to_string());
        assert_eq!(at("", "/articles/x/index.html").as_deref(), Some("/articles/x/"));
        assert_eq!(at("", "/index.html").as_deref(), Some("/"));
        assert_eq!(at("/paper", "/paper/x/").as_deref(), Some("/x/"));
        assert_eq!(at("/paper", "/papers/x/"), None);
        assert_eq!(at("/paper", "/paper"), None);
    }
}
