//! Open pages: who looks at what, and what each is told when it changes.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use hyper::body::Frame;
use serde::Serialize;
use tokio::sync::mpsc;

use super::answer::{self, Found};
use super::http::Shared;
use crate::base::{Digest, RelPath, Route};
use crate::diag::{Diagnostic, print};
use crate::source::{Sources, read_text};
use crate::write::shelf::Page;

/// The script that open pages run. It is part of the preview alone.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// How the list of problems looks.
pub(super) const STYLE: &str = include_str!("overlay.css");

/// What is shown where there is no site yet.
pub(super) const EMPTY: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Reprint</title>\n\
    <script src=\"/_reprint/live.js\" data-reprint=\"\" defer></script>\n\
    <p>The site has errors, so there is no page to show yet.</p>\n</html>\n";

/// How many open pages are told of changes. Browsers open six connections to a host, so this is many windows.
const MAX_TABS: usize = 64;

/// How much may wait for a page that does not read, in messages.
const MAX_UNREAD: usize = 32;

/// The open pages.
#[derive(Debug, Default)]
pub(super) struct Tabs(Mutex<Room>);

#[derive(Debug, Default)]
struct Room {
    tabs: Vec<Tab>,
    /// What is wrong with the site, as a message.
    problems: Bytes,
}

#[derive(Debug)]
struct Tab {
    path: String,
    /// What it shows.
    tag: Option<Digest>,
    sender: mpsc::Sender<Bytes>,
}

impl Tab {
    /// Sends a message; false if nobody listens any more.
    fn send(&self, message: &Bytes) -> bool {
        self.sender.try_send(message.clone()).is_ok()
    }

    /// Tells of the page if it is another than was shown. The desk is about all pages.
    fn tell(&mut self, shared: &Shared) -> bool {
        if self.path.starts_with("/_reprint/") {
            return self.send(&page_message(None));
        }
        let tag = tag(shared, &self.path);
        let is_other = std::mem::replace(&mut self.tag, tag) != tag;
        !is_other || self.send(&page_message(tag))
    }
}

/// The digest of what a browser gets at a path.
fn tag(shared: &Shared, path: &str) -> Option<Digest> {
    match answer::find(&shared.shelf, &shared.base(), path) {
        Found::File(_, page, _) => Some(page.digest()),
        Found::Elsewhere(to) => shared.shelf.get(&to).map(|page| page.digest()),
        Found::Nothing => None,
    }
}

fn page_message(tag: Option<Digest>) -> Bytes {
    message("page", &tag.map(|tag| tag.to_string()).unwrap_or_default())
}

/// A message as an event stream carries it (WHATWG HTML, section 9.2.5).
fn message(event: &str, data: &(impl Serialize + ?Sized)) -> Bytes {
    let data = serde_json::to_string(data).expect("plain data of text keys");
    format!("event: {event}\ndata: {data}\n\n").into()
}

impl Tabs {
    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The addresses that somebody looks at.
    pub(super) fn routes(&self, shared: &Shared) -> Vec<Route> {
        let base = shared.base();
        self.room().tabs.iter().filter_map(|tab| answer::route(&base, &tab.path)).collect()
    }

    /// Tells each page whether it changed, and all of them which style sheets and pictures did.
    pub(super) fn tell(&self, shared: &Shared, changed: &[Route]) {
        if changed.is_empty() {
            return;
        }
        let base = shared.base();
        let assets = changed.iter().filter(|route| is_loaded(route));
        let assets: Vec<String> = assets.map(|route| format!("{base}{}", route.encoded())).collect();
        let assets = (!assets.is_empty()).then(|| message("assets", &assets));
        self.room().tabs.retain_mut(|tab| tab.tell(shared) && assets.as_ref().is_none_or(|assets| tab.send(assets)));
    }

    /// Tells all pages what is wrong, if that is news.
    pub(super) fn set_problems(&self, problems: &Problems) {
        let message = message("problems", &problems.0);
        let mut room = self.room();
        let is_old = room.problems == message || (room.problems.is_empty() && problems.0.is_empty());
        if is_old {
            return;
        }
        room.tabs.retain(|tab| tab.send(&message));
        room.problems = message;
    }

    /// Lets a page listen that shows `shown`, and tells it at once what it missed.
    pub(super) fn enter(&self, shared: &Shared, path: String, shown: &str) -> Response {
        let (sender, receiver) = mpsc::channel(MAX_UNREAD);
        let mut room = self.room();
        let tag = tag(shared, &path);
        let tab = Tab { path, tag, sender };
        if shown != tag.map(|tag| tag.to_string()).unwrap_or_default() {
            tab.send(&page_message(tag));
        }
        if !room.problems.is_empty() {
            tab.send(&room.problems);
        }
        room.tabs.retain(|tab| !tab.sender.is_closed());
        if room.tabs.len() >= MAX_TABS {
            room.tabs.remove(0);
        }
        room.tabs.push(tab);
        let mut response = Response::new(Body::new(Stream(receiver)));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        response
    }

    /// Lets all pages go.
    pub(super) fn close(&self) {
        self.room().tabs.clear();
    }
}

/// Whether a page loads the file: a style sheet, or a picture.
fn is_loaded(route: &Route) -> bool {
    let extension = route.as_str().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("css" | "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg"))
}

/// The messages of an open page, as a body that does not end.
struct Stream(mpsc::Receiver<Bytes>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.poll_recv(context).map(|message| message.map(|message| Ok(Frame::data(message))))
    }
}

/// What keeps the site from being shown as it is, in words.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

#[derive(Debug, Serialize)]
struct Problem {
    code: String,
    file: Option<String>,
    /// Message, source frame and hints.
    text: String,
}

impl Problems {
    /// The errors among findings.
    pub(super) fn of(diagnostics: &[Diagnostic], sources: &dyn Sources) -> Self {
        let texts = |path: &RelPath| read_text(sources, path).ok().map(|source| source.text);
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
        let problem = |diagnostic: &Diagnostic| Problem {
            code: diagnostic.code.to_string(),
            file: diagnostic.span.as_ref().map(|span| span.path.to_string()),
            text: print::frame(diagnostic, &texts),
        };
        Self(errors.map(problem).collect())
    }
}

/// A page with the script that keeps it up to date.
pub(super) fn with_script(page: &Page) -> Vec<u8> {
    let script = format!("<script src=\"/_reprint/live.js\" data-reprint=\"{}\" defer></script>", page.digest());
    let bytes = page.bytes();
    let at = memchr::memmem::find(&bytes, b"</head>").unwrap_or(bytes.len());
    [&bytes[..at], script.as_bytes(), &bytes[at..]].concat()
}
