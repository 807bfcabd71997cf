//! Bad input and a failing machine end in a clear error with a code; nothing is written, nothing lost, nothing panics.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::site::{CONFIG, article};

/// A site on disk with two good articles.
fn site() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    put(dir.path(), "reprint.yaml", CONFIG.as_bytes());
    put(dir.path(), "content/articles/good.md", article("Bon", 3, "climat", "Un paragraphe.").as_bytes());
    put(dir.path(), "content/articles/other.md", article("Autre article", 4, "climat", "Un paragraphe.").as_bytes());
    dir
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn reprint(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    command.arg("build").arg("--root").arg(root).args(arguments).env("NO_COLOR", "1");
    command.output().expect("the program starts")
}

/// Builds a good site, spoils it, and expects a refusal that says `code` and `words` and leaves the good site as it was.
fn refused(spoil: impl FnOnce(&Path), code: &str, words: &str) {
    let dir = site();
    assert!(reprint(dir.path(), &[]).status.success(), "the good site builds");
    let before = snapshot(&dir.path().join("public"));
    spoil(dir.path());
    let sources = snapshot(&dir.path().join("content"));
    let output = reprint(dir.path(), &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("error[{code}]")), "no `{code}` in:\n{said}");
    assert!(said.contains(words), "no `{words}` in:\n{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(said.len() < 20_000, "the message has {} bytes", said.len());
    assert_eq!(snapshot(&dir.path().join("public")), before, "the published site changed");
    assert_eq!(snapshot(&dir.path().join("content")), sources, "a source changed");
}

fn snapshot(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = walkdir::WalkDir::new(root)
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file())
        .map(|e| (e.path().display().to_string(), fs::read(e.path()).unwrap_or_default()))
        .collect();
    all.sort();
    all
}

const BAD: &str = "content/articles/bad.md";

#[test]
fn a_text_that_is_not_utf8() {
    refused(|root| put(root, BAD, b"---\ntitle: caf\xe9\n---\n"), "source/not-utf8", "UTF-8");
}

#[test]
fn front_matter_that_is_not_closed() {
    refused(|root| put(root, BAD, b"---\ntitle: x\ndate: 2026-01-01\n\ntext\n"), "front/fence", "not closed");
}

#[test]
fn an_empty_file() {
    refused(|root| put(root, BAD, b""), "front/fence", "does not begin");
}

#[test]
fn a_yaml_alias_bomb() {
    let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..12 {
        let last = i - 1;
        bomb.push_str(&format!(
            "a{i}: &a{i} [*a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}, *a{last}]\n"
        ));
    }
    bomb.push_str("---\n\ntext\n");
    refused(|root| put(root, BAD, bomb.as_bytes()), "yaml/syntax", "repetition limit");
}

#[test]
fn deeply_nested_yaml() {
    let deep = format!("---\ntitle: {}x{}\n---\n", "[".repeat(20_000), "]".repeat(20_000));
    refused(|root| put(root, BAD, deep.as_bytes()), "yaml/syntax", "recursion limit");
}

#[test]
fn a_line_of_a_hundred_megabytes() {
    let head = b"---\ntitle: x\ndate: 2026-01-01\n---\n\n";
    let mut bytes = head.to_vec();
    bytes.resize(100 << 20, b'x');
    refused(|root| put(root, BAD, &bytes), "source/too-large", "100 MB");
}

#[test]
fn a_long_line_in_the_front_matter_is_shown_in_part() {
    let long = format!("---\ntitle: x\ndate: 2026-01-01\nkind: own\nsection: [{}]\n---\n\ntext\n", "x".repeat(3 << 20));
    refused(|root| put(root, BAD, long.as_bytes()), "yaml/value", "section");
}

#[test]
fn two_articles_with_one_address() {
    let twin = article("Jumeau", 5, "climat", "Texte.").replace("section:", "slug: GOOD\nsection:");
    refused(|root| put(root, BAD, twin.as_bytes()), "plan/route-collision", "good.md");
}

#[test]
fn a_link_out_of_the_site() {
    refused(|root| symlink("/etc/passwd", root.join(BAD)).expect("a link"), "source/outside", "out of the site");
}

#[test]
fn a_link_that_leads_nowhere() {
    refused(|root| symlink("nowhere.md", root.join(BAD)).expect("a link"), "source/unreadable", "bad.md");
}

#[test]
fn a_slug_that_climbs() {
    let climber = article("Grimpeur", 5, "climat", "Texte.").replace("section:", "slug: ../../../etc/x\nsection:");
    refused(|root| put(root, BAD, climber.as_bytes()), "yaml/value", "one part of an address");
}

#[test]
fn an_alias_that_climbs() {
    let climber = article("Grimpeur", 5, "climat", "Texte.").replace("section:", "aliases: [/../../etc/x]\nsection:");
    refused(|root| put(root, BAD, climber.as_bytes()), "yaml/value", "earlier address");
}

#[test]
fn a_folder_that_cannot_be_written() {
    let dir = site();
    // Even root cannot create a folder there.
    let output = reprint(dir.path(), &["--out", "/proc/reprint-test/public"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("error[write/failed]"), "{said}");
}

#[test]
fn an_output_among_the_sources() {
    let dir = site();
    for out in [".", "..", "content", "static/site", "content/../."] {
        let out = dir.path().join(out);
        let output = reprint(dir.path(), &["--out", out.to_str().expect("a plain path")]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("mix the published site"), "{said}");
    }
    assert_eq!(snapshot(dir.path()).len(), 3, "nothing was written");
}

#[test]
fn a_full_disk() {
    let dir = site();
    let small = tempfile::tempdir().expect("a folder");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24k", "none"]).arg(small.path()).status();
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("skipped: a small file system can only be mounted as root");
        return;
    }
    let out = small.path().join("public");
    let output = reprint(dir.path(), &["--out", out.to_str().expect("a plain path")]);
    let left = snapshot(small.path());
    let unmounted = Command::new("umount").arg(small.path()).status();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("error[write/failed]") && said.contains("make room"), "{said}");
    assert!(left.is_empty(), "files were left behind: {left:?}");
    assert!(unmounted.is_ok_and(|status| status.success()));
}

#[test]
fn files_of_others_in_the_output_stay() {
    let dir = site();
    put(dir.path(), "public/CNAME", b"news.example.org");
    put(dir.path(), "public/index.html", b"somebody's own page");
    let output = reprint(dir.path(), &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error[write/foreign-file]") && said.contains("index.html"), "{said}");
    fs::remove_file(dir.path().join("public/index.html")).expect("it is there");
    assert!(reprint(dir.path(), &[]).status.success());
    fs::remove_file(dir.path().join("content/articles/good.md")).expect("it is there");
    assert!(reprint(dir.path(), &[]).status.success());
    assert!(!dir.path().join("public/articles/good").exists(), "a deleted article's page went, with its folder");
    assert_eq!(fs::read(dir.path().join("public/CNAME")).ok().as_deref(), Some(&b"news.example.org"[..]));
}

#[test]
fn a_lost_trace_adopts_what_is_the_same() {
    let dir = site();
    assert!(reprint(dir.path(), &[]).status.success());
    fs::remove_dir_all(dir.path().join(".reprint")).expect("the trace is there");
    let output = reprint(dir.path(), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_killed_build_heals() {
    let dir = site();
    assert!(reprint(dir.path(), &[]).status.success());
    for round in 0..12 {
        let text = article(&format!("Titre {round}"), 3, "climat", "Un paragraphe.");
        put(dir.path(), "content/articles/good.md", text.as_bytes());
        let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
        command.arg("build").arg("--root").arg(dir.path()).stdout(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(round * 7));
        let _ = child.kill();
        let _ = child.wait();
    }
    assert!(reprint(dir.path(), &[]).status.success());
    let fresh = reprint(dir.path(), &["--out", dir.path().join("fresh").to_str().expect("a plain path")]);
    assert!(fresh.status.success());
    let files = |name: &str| {
        let root = dir.path().join(name);
        let cut = |(path, bytes): (String, Vec<u8>)| (path.replace(&root.display().to_string(), ""), bytes);
        snapshot(&root).into_iter().map(cut).collect::<Vec<_>>()
    };
    assert_eq!(files("public"), files("fresh"));
}
