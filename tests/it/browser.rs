//! What a reader sees: built sites in a real Chromium, through `WebDriver`.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a test waits for what must come; other tests run beside it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser window that looks at a site on this machine.
pub struct Browser {
    driver: Child,
    session: String,
    /// What serves the site, if the window brought it along.
    server: Option<Arc<tiny_http::Server>>,
    site: String,
    agent: ureq::Agent,
    /// Dropped last, when the window is closed.
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Serves a folder and opens a window; `None`, said aloud, where no Chromium is installed.
    pub fn open(folder: &Path) -> Option<Self> {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a free port on the loopback"));
        let mut browser = Self::visit(&format!("http://{}", server.server_addr()))?;
        serve(Arc::clone(&server), folder.to_owned());
        browser.server = Some(server);
        Some(browser)
    }

    /// Opens a window for a site that is served already; `None`, said aloud, where no Chromium is installed.
    pub fn visit(site: &str) -> Option<Self> {
        let Some((driver, port)) = start_driver() else {
            eprintln!("skipped: chromedriver is not installed (`bash tests/run` installs it)");
            return None;
        };
        let agent = ureq::Agent::new_with_defaults();
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let arguments = json!([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            format!("--user-data-dir={}", profile.path().display()),
        ]);
        let wanted = json!({"goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"}});
        let wanted = json!({"capabilities": {"alwaysMatch": wanted}});
        let mut browser = Self {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
            server: None,
            site: site.to_owned(),
            agent,
            _profile: profile,
        };
        let reply = browser.post("", &wanted);
        let id = reply["sessionId"].as_str().expect("a session").to_owned();
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    /// Opens a page of the site.
    pub fn go(&self, path: &str) {
        self.post("/url", &json!({"url": format!("{}{path}", self.site)}));
    }

    /// Runs a script's body and gives back what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until a script's body returns something that is true, and gives it back.
    #[track_caller]
    pub fn wait(&self, script: &str) -> Value {
        let started = Instant::now();
        loop {
            let value = self.run(script);
            if value.as_bool() != Some(false) && !value.is_null() {
                return value;
            }
            assert!(started.elapsed() < PATIENCE, "waited in vain for: {script}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Opens another tab and goes there; gives the name of the one that was left.
    pub fn new_tab(&self) -> Value {
        let left = self.get("/window");
        let tab = self.post("/window/new", &json!({"type": "tab"}));
        self.go_to_tab(&tab["handle"]);
        left
    }

    /// Goes to a tab by its name.
    pub fn go_to_tab(&self, name: &Value) {
        self.post("/window", &json!({"handle": name}));
    }

    /// Presses keys, one after the other, as at the keyboard.
    pub fn press(&self, keys: &str) {
        let strokes = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})));
        let keyboard = json!({"type": "key", "id": "keys", "actions": strokes.collect::<Vec<_>>()});
        self.post("/actions", &json!({"actions": [keyboard]}));
    }

    /// Sets the size of what is shown in CSS pixels. A window itself cannot be as narrow as a telephone.
    pub fn resize(&self, width: u32, height: u32) {
        let params = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &params);
    }

    /// Pretends that the page is on a `screen` or in `print`, and that the reader prefers `light` or `dark` pages.
    pub fn emulate(&self, media: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.devtools("Emulation.setEmulatedMedia", &json!({"media": media, "features": features}));
    }

    /// What the console said since it was last asked: refused loads, broken addresses.
    pub fn console(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        log.as_array().map(|lines| lines.iter().map(|line| line["message"].to_string()).collect()).unwrap_or_default()
    }

    /// The status that the server answers with.
    pub fn status(&self, url: &str) -> u16 {
        let request = self.agent.get(url).config().http_status_as_error(false).build();
        request.call().map_or(0, |reply| reply.status().as_u16())
    }

    fn devtools(&self, command: &str, params: &Value) {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": params}));
    }

    fn get(&self, path: &str) -> Value {
        let reply = self.agent.get(format!("{}{path}", self.session)).call();
        let mut reply = reply.unwrap_or_else(|error| panic!("WebDriver {path}: {error}"));
        let value: Value = reply.body_mut().read_json().expect("WebDriver answers in JSON");
        value["value"].clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let reply = self.agent.post(format!("{}{path}", self.session)).send_json(body);
        let mut reply = reply.unwrap_or_else(|error| panic!("WebDriver {path}: {error}"));
        let value: Value = reply.body_mut().read_json().expect("WebDriver answers in JSON");
        value["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        if let Some(server) = &self.server {
            server.unblock();
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// chromedriver and its port; `None` where it is not installed.
fn start_driver() -> Option<(Child, u16)> {
    // It looks for a free port before it takes it, and ends if another program was faster.
    for _ in 0..5 {
        let mut driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn().ok()?;
        if let Some(port) = port_of(&mut driver) {
            return Some((driver, port));
        }
        driver.wait().expect("it has closed its output");
    }
    panic!("chromedriver does not start");
}

/// chromedriver says which port it took.
fn port_of(driver: &mut Child) -> Option<u16> {
    let out = driver.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(out).lines();
    let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let port = line.split("successfully on port ").nth(1)?;
        port.trim_end_matches('.').parse().ok()
    });
    thread::spawn(move || lines.count()); // it must not block on a full pipe
    port
}

fn serve(server: Arc<tiny_http::Server>, folder: PathBuf) {
    thread::spawn(move || {
        for request in server.incoming_requests() {
            let path = percent_decoded(request.url().trim_start_matches('/'));
            let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
            let kind = match path.rsplit('.').next() {
                Some("html") => "text/html; charset=utf-8",
                Some("css") => "text/css",
                Some("jpg") => "image/jpeg",
                Some("png") => "image/png",
                Some("svg") => "image/svg+xml",
                Some("xml") => "application/xml",
                _ => "application/octet-stream",
            };
            let header = tiny_http::Header::from_bytes("Content-Type", kind).expect("a fixed header");
            let _ = match std::fs::read(folder.join(path)) {
                Ok(bytes) => request.respond(tiny_http::Response::from_data(bytes).with_header(header)),
                Err(_) => request.respond(tiny_http::Response::empty(404)),
            };
        }
    });
}

/// The text of an address's path.
pub fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
