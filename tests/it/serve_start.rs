//! How a preview begins: where it listens, who is told, and what its clock brings.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::serve::{Preview, command, lay};
use crate::site::{article, site};

/// A folder with a site of that many articles.
fn folder(articles: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    lay(&site(articles), folder.path());
    folder
}

/// Runs a preview that cannot begin.
fn refused(root: &Path, args: &[&str]) -> Output {
    command(root, args).output().unwrap()
}

#[test]
fn the_browser_is_opened_at_the_site() {
    let (folder, path) = (folder(2), tempfile::tempdir().unwrap());
    let opened = path.path().join("opened");
    for name in ["xdg-open", "open"] {
        let program = path.path().join(name);
        fs::write(&program, format!("#!/bin/sh\necho \"$#:$1\" > '{}'\n", opened.display())).unwrap();
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut serve = command(folder.path(), &["--port", "0", "--open"]);
    serve.env("PATH", path.path());
    let preview = Preview::start(serve, folder.path().to_owned());
    preview.wait_for("the browser", |_| fs::read_to_string(&opened).is_ok_and(|text| text.ends_with('\n')));
    assert_eq!(fs::read_to_string(&opened).unwrap(), format!("1:{}/\n", preview.url));
    assert!(!preview.told().contains("no browser"), "{}", preview.told());
}

#[test]
fn without_a_browser_the_address_is_for_the_person_to_open() {
    let (folder, path) = (folder(2), tempfile::tempdir().unwrap());
    let mut serve = command(folder.path(), &["--port", "0", "--open"]);
    serve.env("PATH", path.path());
    let preview = Preview::start(serve, folder.path().to_owned());
    preview.wait_for("the note", |preview| preview.told().contains("no browser was found; open the address yourself"));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn an_address_that_others_reach_is_warned_of() {
    let folder = folder(2);
    // RFC 5737 keeps it for documentation: no machine has it.
    let done = refused(folder.path(), &["--bind", "192.0.2.1"]);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(3), "{said}");
    for words in [
        "every machine that reaches this address can read",
        "this machine does not have that address",
        "leave `--bind` out",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    for (address, host) in [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")] {
        let preview = Preview::at(folder.path().to_owned(), &["--bind", address]);
        assert!(preview.url.starts_with(&format!("http://{host}:")), "{}", preview.url);
        assert_eq!(preview.get("/").status, 200);
        assert!(!preview.told().contains("every machine"), "{}", preview.told());
    }
}

#[test]
fn without_a_port_the_next_free_one_is_taken() {
    let folder = folder(2);
    let on_free = || Preview::start(command(folder.path(), &[]), folder.path().to_owned());
    let port = |preview: &Preview| preview.url.rsplit(':').next().unwrap().parse::<u16>().unwrap();
    let (first, second) = (on_free(), on_free());
    let (one, other) = (port(&first), port(&second));
    assert!(one != other && [one, other].iter().all(|port| (1414..1464).contains(port)), "{one} and {other}");
    assert_eq!((first.get("/").status, second.get("/").status), (200, 200));
}

#[test]
fn an_embargo_ends_and_an_article_expires_while_nobody_edits() {
    let folder = tempfile::tempdir().unwrap();
    let mut site = site(3);
    let moment = Timestamp::now() + Duration::from_secs(4);
    let with = |key: &str| {
        article("Plus tard", 5, "santé", "Texte.").replace("section:", &format!("{key}: {moment}\nsection:"))
    };
    site.put("content/articles/vient.md", with("embargo"));
    site.put("content/articles/part.md", with("expires"));
    lay(&site, folder.path());
    let preview = Preview::start(command(folder.path(), &["--port", "0"]), folder.path().to_owned());
    let state = || (preview.get("/articles/vient/").status, preview.get("/articles/part/").status);
    while Timestamp::now() < moment {
        let seen = state();
        // The moment may have come while it was asked.
        assert!(seen == (404, 200) || Timestamp::now() >= moment, "{seen:?}");
        thread::sleep(Duration::from_millis(50));
    }
    preview.wait_for("the moment to show", |_| state() == (200, 404));
    preview.wait_until("/", "/articles/vient/");
    preview.wait_for("the word of it", |preview| preview.told().contains("an embargo ended or an article expired"));
}
