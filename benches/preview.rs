//! How long an edit takes to be on the page: `cargo bench --bench preview -- DIR [EDITS]`.
//!
//! DIR is a site with articles directly in `content/articles/`; it is edited, so give it a copy. For each edit the time is taken
//! from before the file is written to the arrival of the event at an open page, and to the arrival of the changed page.

#![allow(clippy::print_stdout, reason = "this is what a measurement is for")]
#![allow(clippy::disallowed_methods, reason = "it edits a site and runs the program")]
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on should stop")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let Some(root) = args.next().map(PathBuf::from) else {
        println!("usage: cargo bench --bench preview -- DIR [EDITS]");
        return;
    };
    let edits = args.next().and_then(|edits| edits.parse().ok()).unwrap_or(50);
    let articles: Vec<PathBuf> =
        fs::read_dir(root.join("content/articles")).unwrap().map(|e| e.unwrap().path()).collect();
    let articles: Vec<&PathBuf> =
        articles.iter().filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    // Spread over the site: new and old articles stand in different lists.
    let some = |n: usize| (0..n).map(|i| articles[i * 7919 % articles.len()]);
    let mut preview = Preview::of(&root);
    println!("{} articles, first page after {:?}", articles.len(), preview.took);

    let bodies: Vec<_> = some(edits)
        .enumerate()
        .map(|(i, file)| preview.edit(file, &|text, mark| format!("{text} {mark}\n"), i))
        .collect();
    report("body", bodies);
    let titles = some(edits).enumerate().map(|(i, file)| preview.edit(file, &titled, edits + i));
    report("title", titles.collect());
    let templates = some(edits / 5).enumerate().map(|(i, file)| preview.redesign(&root, file, i));
    report("template", templates.collect());
    let coming = (0..edits / 5).map(|i| preview.publish(&root, i)).collect();
    report("new article", coming);
    let going = (0..edits / 5).map(|i| preview.remove(&root, i)).collect();
    report("deleted article", going);
    println!("resident: {} MB", preview.resident() >> 10);
    let before = preview.ticks();
    std::thread::sleep(Duration::from_secs(5));
    println!("idle: {} ms of processor time in 5 s", (preview.ticks() - before) * 10);
    fs::remove_file(root.join("templates/article.html")).unwrap();
}

fn titled(text: &str, mark: &str) -> String {
    let line = |line: &str| if line.starts_with("title:") { format!("title: \"{mark}\"\n") } else { line.to_owned() };
    text.split_inclusive('\n').map(line).collect()
}

/// Milliseconds to the event, and to the page.
type Times = (f64, f64);

fn report(kind: &str, times: Vec<Times>) {
    let line = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        format!("min {:.1}, median {:.1}, p95 {:.1} ms", times[0], at(50), at(95))
    };
    let (events, pages) = times.into_iter().unzip();
    println!("{kind}: event {}; page {}", line(events), line(pages));
}

struct Preview {
    child: Child,
    address: String,
    took: Duration,
}

impl Preview {
    fn of(root: &Path) -> Self {
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
        command.args(["serve", "--port", "0", "--root"]).arg(root);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains("http://")).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        std::thread::spawn(move || lines.count()); // it must not block on a full pipe
        Self { child, address, took: started.elapsed() }
    }

    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<u64> =
            stat.rsplit(')').next().unwrap().split(' ').filter_map(|field| field.parse().ok()).collect();
        fields[10] + fields[11]
    }

    /// Memory in use, in KB.
    fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    fn ask(&self, target: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        stream
    }

    /// Opens a page, changes a file, and waits for the change.
    fn time(&self, page: &str, is_fresh: impl Fn(&str) -> bool, change: impl FnOnce()) -> Times {
        let mut events = BufReader::new(self.ask(&format!("/_reprint/events?page={page}&tag=")));
        let mut wait = || {
            let mut line = String::new();
            while !line.starts_with("event: page") {
                line.clear();
                assert!(events.read_line(&mut line).unwrap() > 0, "the preview has ended");
            }
        };
        wait(); // it says first what the page missed
        std::thread::sleep(Duration::from_millis(100));
        let started = Instant::now();
        change();
        let event = loop {
            wait();
            let event = started.elapsed();
            let mut text = String::new();
            self.ask(page).read_to_string(&mut text).unwrap();
            // Where the last edit was still being taken in, the page may first go back to what it was before that.
            if is_fresh(&text) {
                break event;
            }
        };
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        (millis(event), millis(started.elapsed()))
    }

    fn edit(&mut self, file: &Path, change: &dyn Fn(&str, &str) -> String, round: usize) -> Times {
        let mark = format!("Marque{round}");
        let text = change(fs::read_to_string(file).unwrap().trim_end(), &mark);
        self.time(&page(file), |text| text.contains(&mark), || fs::write(file, text).unwrap())
    }

    /// Adds an article that is newer than all, seen from the front page.
    fn publish(&mut self, root: &Path, round: usize) -> Times {
        let mark = format!("Nouveau{round}");
        let text = format!(
            "---\ntitle: {mark}\ndate: 2026-01-01\noriginal_url: https://wire.example.org/{round}\noriginal_lang: en\n\
             original_title: New\nlicense: CC-BY-4.0\nauthors: [Jane Roe]\n\
             translation: {{by: [Rédaction], method: human}}\nsection: monde\ntags: [politique]\n---\n\nUn texte.\n"
        );
        self.time("/", |page| page.contains(&mark), || fs::write(new(root, round), text).unwrap())
    }

    fn remove(&mut self, root: &Path, round: usize) -> Times {
        let mark = format!("Nouveau{round}<");
        self.time("/", |page| !page.contains(&mark), || fs::remove_file(new(root, round)).unwrap())
    }

    fn redesign(&mut self, root: &Path, file: &Path, round: usize) -> Times {
        let mark = format!("Gabarit{round}");
        fs::create_dir_all(root.join("templates")).unwrap();
        let text =
            format!("{{% extends \"reprint/article.html\" %}}{{% block after %}}<p>{mark}</p>{{% endblock after %}}");
        let is_fresh = |text: &str| text.contains(&mark);
        let times = self.time(&page(file), is_fresh, || fs::write(root.join("templates/article.html"), text).unwrap());
        std::thread::sleep(Duration::from_secs(2)); // the rest is made behind it
        times
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn new(root: &Path, round: usize) -> PathBuf {
    root.join(format!("content/articles/nouveau-{round}.md"))
}

fn page(file: &Path) -> String {
    format!("/articles/{}/", file.file_stem().unwrap().to_str().unwrap())
}
