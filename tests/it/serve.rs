//! The preview as a host: it answers from memory with the bytes of a build.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use reprint::base::Route;
use reprint::source::Sources;
use reprint::source::memory::Memory as Site;

use crate::site::{article, clean_build, site};

/// How long a test waits for what must come. Much longer than it takes: other tests run beside it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A site on disk with `reprint serve` on it.
pub struct Preview {
    child: Child,
    /// Where the pages are, without a slash at the end.
    pub url: String,
    root: PathBuf,
    told: Arc<Mutex<String>>,
    agent: ureq::Agent,
    folder: Option<tempfile::TempDir>,
}

/// What the preview answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The bytes without the script that only the preview adds.
    pub fn plain(&self) -> Vec<u8> {
        let text = self.text();
        let Some((before, rest)) = text.split_once("<script src=\"/_reprint/") else { return self.body.clone() };
        let (_, after) = rest.split_once("</script>").expect("the script's end");
        format!("{before}{after}").into_bytes()
    }
}

impl Preview {
    /// Writes a site to a folder and serves it.
    pub fn of(site: &Site) -> Self {
        let folder = tempfile::tempdir().unwrap();
        lay(site, folder.path());
        let mut preview = Self::at(folder.path().to_owned(), &[]);
        preview.folder = Some(folder);
        preview
    }

    /// Serves a folder, at a moment that does not pass.
    pub fn at(root: PathBuf, args: &[&str]) -> Self {
        let mut command = command(&root, args);
        command.args(["--now", "2026-06-01T12:00Z"]);
        if !args.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        Self::start(command, root)
    }

    /// Serves a folder as a command says.
    pub fn start(mut command: Command, root: PathBuf) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let told = Arc::new(Mutex::new(String::new()));
        listen(child.stdout.take().unwrap(), &told);
        listen(child.stderr.take().unwrap(), &told);
        let agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        let mut preview = Self { child, url: String::new(), root, told, agent, folder: None };
        preview.wait_for("the address", |preview| preview.told().contains("the site is at "));
        let told = preview.told();
        let url = told.split("the site is at ").nth(1).unwrap().split(' ').next().unwrap();
        url.trim_end_matches('/').clone_into(&mut preview.url);
        preview
    }

    pub fn told(&self) -> String {
        self.told.lock().unwrap().clone()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file as an editor does that knows no better: over what is there.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask(path, &[])
    }

    pub fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = self.agent.get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut reply = request.call().unwrap_or_else(|error| panic!("{path}: {error}"));
        let headers = reply.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        Reply { status: reply.status().as_u16(), headers, body: reply.body_mut().read_to_vec().unwrap() }
    }

    #[track_caller]
    pub fn wait_for(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !holds(self) {
            assert!(started.elapsed() < PATIENCE, "waited in vain for {what}; it said: {}", self.told());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a page has these words.
    #[track_caller]
    pub fn wait_until(&self, path: &str, words: &str) {
        self.wait_for(&format!("{words:?} at {path}"), |preview| preview.get(path).text().contains(words));
    }

    #[track_caller]
    pub fn wait_for_status(&self, path: &str, status: u16) {
        self.wait_for(&format!("{status} at {path}"), |preview| preview.get(path).status == status);
    }

    /// What differs between the preview and a build of the same folder.
    pub fn differences(&self) -> Vec<String> {
        let clean = clean_build(&read(&self.root));
        let stale = (0..30).map(|i| Route::new(&format!("/articles/a{i:03}/")));
        let stale = stale.filter(|route| !clean.files().contains_key(route) && self.get(route.as_str()).status != 404);
        let mut wrong: Vec<String> = stale.map(|route| format!("{route} is still there")).collect();
        for (route, bytes) in clean.files() {
            let reply = self.get(&route.encoded());
            if reply.status != 301 && reply.plain() != *bytes {
                wrong.push(format!("{route} ({})", reply.status));
            }
        }
        wrong
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end, as Ctrl-C does, and gives its exit code.
    pub fn interrupt(&mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `reprint serve` on a folder.
pub fn command(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    command.args(["serve", "--root"]).arg(root).args(args);
    command
}

fn listen(stream: impl Read + Send + 'static, told: &Arc<Mutex<String>>) {
    let told = Arc::clone(told);
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut told = told.lock().unwrap();
            told.push_str(&line);
            told.push('\n');
        }
    });
}

/// Writes a site to a folder, but for the files that are there already.
pub fn lay(site: &Site, root: &Path) {
    for path in site.paths() {
        let (file, bytes) = (root.join(path.as_str()), site.read(path).unwrap());
        if fs::read(&file).ok().as_ref() != Some(&bytes) {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
}

/// Reads a site from a folder.
pub fn read(root: &Path) -> Site {
    let mut site = Site::new();
    for entry in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap();
        if !path.contains("/.") && !path.starts_with('.') {
            site.put(path, fs::read(entry.path()).unwrap());
        }
    }
    site
}

/// Some of everything: an earlier address, a page that was taken down, a file.
fn mixed() -> Site {
    let mut site = site(12);
    let moved = article("Article 1", 1, "santé", "Texte.").replace("section:", "aliases: [/ancien/]\nsection:");
    site.put("content/articles/a001.md", moved);
    let gone = article("Article 2", 2, "été", "x").replace("---\n\n", "withdrawn: {date: 2026-02-01}\n---\n\n");
    site.put("content/articles/a002.md", gone);
    site.put("static/note.txt", "0123456789");
    site.put("static/CNAME", "news.example.org");
    site.put("reprint.yaml", format!("{}reservations: {{mining: reserved}}\n", crate::site::CONFIG));
    site.put("content/articles/own.md", "---\ntitle: À nous\ndate: 2026-01-15\nkind: own\n---\n\nTexte.\n");
    site
}

#[test]
fn every_file_of_a_build_is_served_as_it_is() {
    let preview = Preview::of(&mixed());
    assert_eq!(preview.differences(), Vec::<String>::new());
    let home = preview.get("/");
    assert!(home.text().contains("/_reprint/live.js"), "the page listens");
    assert_ne!(home.plain(), home.body);
}

#[test]
fn it_answers_as_a_host_does() {
    let preview = Preview::of(&mixed());
    let status = |path: &str| preview.get(path).status;
    assert_eq!([status("/"), status("/articles/a003/"), status("/feed.xml"), status("/style.css")], [200; 4]);
    assert_eq!((status("/articles/a002/"), status("/nope/"), status("/static/note.txt")), (410, 404, 404));
    let missing = preview.get("/nope/");
    assert_eq!(missing.plain(), preview.get("/404.html").plain(), "the site's own page says so");
    let reserved = |path: &str| preview.get(path).headers.get("tdm-reservation").cloned();
    assert_eq!(reserved("/articles/own/").as_deref(), Some("1"));
    assert_eq!((reserved("/articles/a003/"), reserved("/"), reserved("/note.txt")), (None, None, None));
    for (from, to) in
        [("/ancien/?x=1", "/articles/a001/?x=1"), ("/articles/a003", "/articles/a003/"), ("/tags", "/tags/")]
    {
        let reply = preview.get(from);
        assert_eq!((reply.status, reply.headers["location"].as_str()), (301, to), "{from}");
    }
    assert_eq!(preview.get("/articles/a003/index.html").body, preview.get("/articles/a003/").body);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/note.txt", "text/plain; charset=utf-8"),
        ("/icon.svg", "image/svg+xml"),
        ("/CNAME", "application/octet-stream"),
        ("/nope/", "text/html; charset=utf-8"),
        ("/articles/a002/", "text/html; charset=utf-8"),
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.headers["content-type"], kind, "{path}");
        assert_eq!(reply.headers["x-content-type-options"], "nosniff", "{path}");
        assert!(!reply.headers.contains_key("access-control-allow-origin"), "{path}");
        assert!(
            reply.headers["content-security-policy"].starts_with("default-src 'self'; img-src 'self' data:"),
            "{path}"
        );
    }
}

#[test]
fn parts_and_copies_that_are_still_good() {
    let preview = Preview::of(&mixed());
    let part = preview.ask("/note.txt", &[("range", "bytes=2-4")]);
    assert_eq!(
        (part.status, part.text().as_str(), part.headers["content-range"].as_str()),
        (206, "234", "bytes 2-4/10")
    );
    assert_eq!(preview.ask("/note.txt", &[("range", "bytes=10-")]).status, 416);
    let tag = part.headers["etag"].clone();
    assert_eq!(preview.ask("/note.txt", &[("if-none-match", &tag)]).status, 304);
    assert_eq!(preview.ask("/note.txt", &[("range", "bytes=0-0"), ("if-range", &tag)]).status, 206);
    assert_eq!(preview.ask("/note.txt", &[("range", "bytes=0-0"), ("if-range", "\"x\"")]).status, 200);
    preview.write("static/note.txt", "another");
    preview.wait_until("/note.txt", "another");
    assert_eq!(preview.ask("/note.txt", &[("if-none-match", &tag)]).status, 200);
    let head = preview.agent.head(format!("{}/", preview.url)).call().unwrap();
    let length = head.headers()["content-length"].to_str().unwrap().to_owned();
    assert_eq!(length, preview.get("/").body.len().to_string());
}

#[test]
fn a_path_in_base_url_is_where_the_site_stands() {
    let mut site = site(3);
    site.put("reprint.yaml", crate::site::CONFIG.replace("news.example.org/", "news.example.org/paper/"));
    let preview = Preview::of(&site);
    assert!(preview.url.ends_with("/paper"), "{}", preview.url);
    assert!(preview.get("/articles/a001/").text().contains("href=\"/paper/style.css\""));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_the_machines_failure_and_ctrl_c_none() {
    let mut preview = Preview::of(&site(2));
    let port = preview.url.rsplit(':').next().unwrap().to_owned();
    let mut second = Command::new(env!("CARGO_BIN_EXE_reprint"));
    let second = second.args(["serve", "--port", &port, "--root"]).arg(preview.path("")).output().unwrap();
    assert_eq!(second.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&second.stderr).contains(&format!("port {port} is taken")), "{second:?}");
    assert_eq!(preview.interrupt(), Some(0));
    let not_a_site = tempfile::tempdir().unwrap();
    let nothing = Command::new(env!("CARGO_BIN_EXE_reprint")).args(["serve", "--root"]).arg(not_a_site.path()).output();
    assert_eq!(nothing.unwrap().status.code(), Some(2));
}

#[test]
fn a_site_with_errors_from_the_beginning_is_shown_when_they_are_mended() {
    let mut site = site(3);
    site.put("content/articles/a001.md", "---\ntitle: x\ndate: 2026-01-01\n---\n\nSans source.\n");
    let preview = Preview::of(&site);
    preview.wait_for("the error", |preview| preview.told().contains("content/articles/a001.md"));
    let page = preview.get("/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("/_reprint/live.js"), "the page listens");
    preview.write("content/articles/a001.md", article("Enfin", 1, "santé", "Texte."));
    preview.wait_until("/", "Enfin");
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn nothing_happens_while_nobody_edits() {
    let preview = Preview::of(&site(20));
    let ticks = || {
        let stat = fs::read_to_string(format!("/proc/{}/stat", preview.pid())).unwrap();
        let fields: Vec<u64> =
            stat.rsplit(')').next().unwrap().split(' ').filter_map(|field| field.parse().ok()).collect();
        fields[10] + fields[11]
    };
    preview.get("/");
    thread::sleep(Duration::from_millis(300));
    let before = ticks();
    thread::sleep(Duration::from_secs(2));
    assert_eq!(ticks(), before, "processor time was used (in ticks of 10 ms)");
}
