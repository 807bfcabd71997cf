//! Answers browsers, on a thread of its own and from memory alone: whatever the other thread does, a page comes at once.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::Router;
use axum::extract::{Extension, RawQuery, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper::service::Service as _;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle as Task;

use super::desk::Question;
use super::reload::Tabs;
use super::{Event, Port, answer, desk, guard, reload};
use crate::base::{Lang, RelPath};
use crate::write::shelf::Shelf;

/// The port that is tried first, and how many after it.
const FIRST_PORT: u16 = 1414;
const PORTS: u16 = 50;

/// How many connections are held. A system gives a program 1,024 files unless told otherwise.
const MAX_CONNECTIONS: usize = 256;

/// How long a request's head may take, and how long a connection may be idle.
const HEAD_TIME: Duration = Duration::from_secs(15);

/// The longest head, in bytes.
const MAX_HEAD: usize = 32 << 10;

/// How long a request waits for a page that is being made.
const PATIENCE: Duration = Duration::from_secs(10);

/// What both threads know.
#[derive(Debug)]
pub(super) struct Shared {
    pub shelf: Arc<Shelf>,
    pub tabs: Tabs,
    events: Mutex<Sender<Event>>,
    /// Whether pages are being made, so that the shelf may hold old ones.
    busy: AtomicBool,
    /// The path of `base_url`, and the site's language.
    site: Mutex<(Arc<str>, Lang)>,
}

impl Shared {
    pub(super) fn new(events: Sender<Event>) -> Self {
        let site = Mutex::new((Arc::from(""), Lang::parse("en").expect("a language tag")));
        Self { shelf: Arc::default(), tabs: Tabs::default(), events: Mutex::new(events), busy: true.into(), site }
    }

    pub(super) fn set_busy(&self, busy: bool) {
        self.busy.store(busy, Ordering::Release);
    }

    pub(super) fn base(&self) -> Arc<str> {
        self.site().0
    }

    fn site(&self) -> (Arc<str>, Lang) {
        self.site.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_site(&self, base: &str, lang: &Lang) {
        *self.site.lock().unwrap_or_else(PoisonError::into_inner) = (base.into(), lang.clone());
    }

    fn send(&self, event: Event) {
        // The receiver is gone when the program ends.
        let _ = self.events.lock().unwrap_or_else(PoisonError::into_inner).send(event);
    }

    /// Waits until the page at a path is up to date.
    async fn fresh(&self, path: &str) {
        if !self.busy.load(Ordering::Acquire) {
            return;
        }
        let Some(route) = answer::route(&self.base(), path) else { return };
        let (sender, ready) = oneshot::channel();
        self.send(Event::Wanted(route, sender));
        // An old page is better than none.
        let _ = tokio::time::timeout(PATIENCE, ready).await;
    }
}

/// Takes a port.
#[expect(clippy::disallowed_methods, reason = "the preview is what opens a port")]
pub(super) fn listen(bind: IpAddr, port: Port) -> io::Result<TcpListener> {
    match port {
        Port::This(port) => TcpListener::bind((bind, port)),
        Port::Free => {
            let mut ports = FIRST_PORT..FIRST_PORT + PORTS;
            let free = ports.find_map(|port| TcpListener::bind((bind, port)).ok());
            free.map_or_else(|| TcpListener::bind((bind, 0)), Ok)
        }
    }
}

/// Where a browser finds the site.
pub(super) fn url(address: SocketAddr, base: &str) -> String {
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    format!("http://{host}:{}{base}/", address.port())
}

/// The running server.
#[derive(Debug)]
pub(super) struct Server {
    thread: JoinHandle<io::Result<()>>,
    shared: Arc<Shared>,
    over: Arc<Notify>,
}

impl Server {
    /// Lets all connections go and ends.
    pub(super) fn stop(self) -> io::Result<()> {
        self.shared.tabs.close();
        self.over.notify_one();
        self.thread.join().unwrap_or_else(|_| Err(io::Error::other("the server stopped with a bug")))
    }
}

/// Begins to answer.
pub(super) fn start(listener: TcpListener, shared: &Arc<Shared>) -> io::Result<Server> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let over = Arc::new(Notify::new());
    let (kept, ended) = (Arc::clone(shared), Arc::clone(&over));
    let thread = thread::Builder::new().name("http".to_owned());
    let thread = thread.spawn(move || runtime.block_on(serve(listener, kept, ended)))?;
    Ok(Server { thread, shared: Arc::clone(shared), over })
}

async fn serve(listener: TcpListener, shared: Arc<Shared>, over: Arc<Notify>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let router = router(Arc::clone(&shared));
    let mut held = Held::default();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => held.take(stream, router.clone()),
                // Out of files, or the other side has gone: the next may do better.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            _ = interrupt.recv() => shared.send(Event::Quit),
            _ = terminate.recv() => shared.send(Event::Quit),
            () = over.notified() => return Ok(()),
        }
    }
}

/// The connections, oldest first. If there are too many, those go first that never asked for anything.
#[derive(Default)]
struct Held(VecDeque<(Task<()>, Arc<AtomicBool>)>);

impl Held {
    fn take(&mut self, stream: TcpStream, router: Router) {
        if self.0.len() >= MAX_CONNECTIONS {
            self.0.retain(|(task, _)| !task.is_finished());
        }
        if self.0.len() >= MAX_CONNECTIONS {
            let silent = self.0.iter().position(|(_, asked)| !asked.load(Ordering::Relaxed)).unwrap_or_default();
            if let Some((task, _)) = self.0.remove(silent) {
                task.abort();
            }
        }
        let asked = Arc::new(AtomicBool::new(false));
        self.0.push_back((tokio::spawn(converse(stream, router, Arc::clone(&asked))), asked));
    }
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, router: Router, asked: Arc<AtomicBool>) {
    // Small answers must not wait for more; a failure costs only time.
    let _ = stream.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = hyper::service::service_fn(move |request| {
        asked.store(true, Ordering::Relaxed);
        router.call(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(MAX_HEAD);
    // What a browser does wrong concerns nobody else.
    let _ = builder.serve_connection(TokioIo::new(stream), service).await;
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/_reprint/live.js", get(|| async { script(reload::SCRIPT, "text/javascript; charset=utf-8") }))
        .route("/_reprint/overlay.css", get(|| async { script(reload::STYLE, "text/css; charset=utf-8") }))
        .route("/_reprint/events", get(events))
        .route("/_reprint/", get(desk_page))
        .route("/_reprint/desk.css", get(|| async { script(desk::STYLE, "text/css; charset=utf-8") }))
        .route("/_reprint/desk.js", get(desk_script))
        .route("/_reprint/ledger.json", get(ledger))
        .route("/_reprint/article.json", get(article))
        .fallback(page)
        .layer(middleware::from_fn(checked))
        .with_state(shared)
}

/// The path of a request, checked.
#[derive(Clone, Debug)]
struct Path(String);

/// Refuses what [`guard`] refuses, and says to the browser what holds for everything that the preview sends.
async fn checked(mut request: Request, next: Next) -> Result<Response, Infallible> {
    let mut response = match guard::check(&request) {
        Ok(path) => {
            request.extensions_mut().insert(Path(path));
            next.run(request).await
        }
        Err(guard::Refusal(status, why)) => {
            let mut response = answer::plain(status, why);
            if status == StatusCode::METHOD_NOT_ALLOWED {
                response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            response
        }
    };
    let always = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        // In addition to what the pages themselves say: a publisher's counter must not count an editor's look.
        (header::CONTENT_SECURITY_POLICY, "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in always {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

fn script(text: &'static str, kind: &'static str) -> Response {
    answer::bytes(StatusCode::OK, kind, text.as_bytes().to_vec())
}

async fn page(
    State(shared): State<Arc<Shared>>,
    Extension(Path(path)): Extension<Path>,
    uri: Uri,
    asked: HeaderMap,
) -> Response {
    shared.fresh(&path).await;
    answer::answer(&shared, &path, &uri, &asked)
}

/// A value of a query.
fn value(query: Option<&str>, name: &str) -> String {
    let mut pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// `?page=PATH&tag=DIGEST`: a page listens.
async fn events(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    match guard::plain(&value(query.as_deref(), "page")) {
        Some(path) => shared.tabs.enter(&shared, path, &value(query.as_deref(), "tag")),
        None => answer::plain(StatusCode::BAD_REQUEST, "which page?\n"),
    }
}

async fn desk_page(State(shared): State<Arc<Shared>>) -> Response {
    answer::bytes(StatusCode::OK, "text/html; charset=utf-8", desk::page(&shared.site().1).into_bytes())
}

async fn desk_script(State(shared): State<Arc<Shared>>) -> Response {
    answer::bytes(StatusCode::OK, "text/javascript; charset=utf-8", desk::script(&shared.site().1).into_bytes())
}

async fn ledger(State(shared): State<Arc<Shared>>) -> Response {
    ask(&shared, Question::Ledger).await
}

/// `?file=PATH`: all about an article.
async fn article(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    match RelPath::new(&value(query.as_deref(), "file")) {
        Ok(path) => ask(&shared, Question::Article(path)).await,
        Err(_) => answer::plain(StatusCode::BAD_REQUEST, "which article?\n"),
    }
}

/// Asks the other thread, which answers when the site is up to date.
async fn ask(shared: &Shared, question: Question) -> Response {
    let (sender, reply) = oneshot::channel();
    shared.send(Event::Asked(question, sender));
    match reply.await {
        Ok(json) => answer::bytes(StatusCode::OK, "application/json", json),
        Err(_) => answer::plain(StatusCode::SERVICE_UNAVAILABLE, "the preview is ending\n"),
    }
}
