//! The program from outside: exit codes, outputs, new sites.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use reprint::diag::Code;
use serde_json::Value;

fn reprint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    command.current_dir(folder).env_remove("GITHUB_ACTIONS").env_remove("NO_COLOR");
    command
}

/// Runs a command and gives (exit code, standard output, standard error).
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = reprint(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn new_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, said) = run(folder.path(), &["new", "."]);
    assert_eq!((code, said.as_str()), (0, ""));
    folder
}

#[test]
fn a_new_site_has_nothing_to_mend() {
    let site = new_site();
    assert_eq!(run(site.path(), &["check"]), (0, "no errors, no warnings\n".to_owned(), String::new()));
    let articles = site.path().join("content/articles");
    let (code, said, _) = run(&articles, &["check", "--format", "json"]);
    assert_eq!(code, 0, "a folder below finds its site");
    assert_eq!(said, "{\"schema\":1,\"command\":\"check\",\"ok\":true,\"diagnostics\":[],\"result\":null}\n");
}

#[test]
fn exit_codes_tell_content_from_use_from_machine() {
    let site = new_site();
    fs::write(site.path().join("content/articles/bad.md"), "---\ntitel: x\ndate: 2026-01-15\n---\nx\n").unwrap();
    let (code, said, found) = run(site.path(), &["check"]);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(
        found.contains("error[yaml/unknown-key]: unknown key `titel`\n --> content/articles/bad.md:2:1"),
        "{found}"
    );
    assert!(found.ends_with("1 error. To learn more: reprint explain yaml/unknown-key\n"), "{found}");

    let nowhere = tempfile::tempdir().unwrap();
    let (code, _, found) = run(nowhere.path(), &["build"]);
    assert_eq!(code, 2);
    assert!(found.starts_with("error[site/missing]: there is no reprint.yaml"), "{found}");
    for wrong in [&["bild"][..], &["check", "--base-url", "x"], &["check", "--now", "tomorrow"], &["explain", "x/y"]] {
        assert_eq!(run(site.path(), wrong).0, 2, "{wrong:?}");
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status =
        std::process::Command::new(env!("CARGO_BIN_EXE_reprint")).arg("explain").stdout(full).output().unwrap();
    assert_eq!(status.status.code(), Some(3), "a full disk is the machine's failure");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_reprint")).args(["schema", "config"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn failures_are_json_where_json_was_asked_for() {
    let nowhere = tempfile::tempdir().unwrap();
    let (code, said, found) = run(nowhere.path(), &["check", "--format", "json"]);
    let value: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, found.as_str()), (2, ""));
    assert_eq!((&value["ok"], &value["diagnostics"][0]["code"]), (&Value::Bool(false), &Value::from("site/missing")));
}

#[test]
fn a_hosted_build_gets_annotations() {
    let site = new_site();
    fs::write(site.path().join("content/articles/bad.md"), "no front matter\n").unwrap();
    let output = reprint(site.path()).arg("check").env("GITHUB_ACTIONS", "true").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("::error file=content/articles/bad.md,line=1,col=1,title=front/fence::"), "{said}");
}

#[test]
fn colours_are_for_terminals() {
    let site = new_site();
    fs::write(site.path().join("content/articles/bad.md"), "x\n").unwrap();
    assert!(!run(site.path(), &["check"]).2.contains('\u{1b}'));
}

#[test]
fn new_never_writes_over_what_is_there() {
    let site = new_site();
    let before = fs::read_to_string(site.path().join("reprint.yaml")).unwrap();
    for again in [&["new", "."][..], &["new", ".", "--demo"]] {
        let (code, _, said) = run(site.path(), again);
        assert_eq!(code, 2);
        assert!(said.contains("is a site already"), "{said}");
    }
    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("notes.txt"), "mine").unwrap();
    assert_eq!(run(other.path(), &["new", "."]).0, 2);
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(site.path().join("reprint.yaml")).unwrap(), before);
}

#[test]
fn new_adds_a_workflow_to_a_site_that_exists() {
    let site = new_site();
    let (code, said, _) = run(site.path(), &["new", ".", "--ci", "github"]);
    assert_eq!(code, 0);
    assert!(said.contains(".github/workflows/site.yml"), "{said}");
    let workflow = fs::read_to_string(site.path().join(".github/workflows/site.yml")).unwrap();
    let value: serde_yaml::Value = serde_yaml::from_str(&workflow).unwrap();
    assert_eq!(value["permissions"], serde_yaml::from_str::<serde_yaml::Value>("{contents: read}").unwrap());
    assert_eq!(value["env"]["REPRINT_VERSION"], env!("CARGO_PKG_VERSION"));
    assert!(
        workflow.contains("include-hidden-files: true")
            && workflow.contains("--withhold")
            && workflow.contains("cron:")
    );
    assert_eq!(run(site.path(), &["new", ".", "--ci", "github"]).0, 2, "a second time would replace it");
}

#[test]
fn new_copies_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["new", "demo", "--demo"]).0, 0);
    assert_eq!(run(&folder.path().join("demo"), &["check"]).0, 0);
}

#[test]
fn every_code_can_be_looked_up() {
    let here = Path::new(".");
    let (_, list, _) = run(here, &["explain"]);
    assert_eq!(list.lines().count(), Code::ALL.len());
    let (code, page, _) = run(here, &["explain", "error[yaml/syntax]:"]);
    assert_eq!((code, page.lines().next()), (0, Some("# yaml/syntax")), "as it is copied from a message");
    let (code, _, said) = run(here, &["explain", "sintax"]);
    assert_eq!(code, 2);
    assert!(said.contains("there is no code `sintax`"), "{said}");
    let (_, _, said) = run(here, &["explain", "permission-missing"]);
    assert!(said.contains("did you mean `rights/permission-missing`?"), "{said}");
}

#[test]
fn shells_get_their_scripts() {
    for shell in ["bash", "zsh", "fish"] {
        let (code, script, _) = run(Path::new("."), &["completions", shell]);
        assert!(code == 0 && script.contains("withhold"), "{shell}");
    }
}

#[test]
fn schemas_are_printed() {
    for kind in ["front-matter", "config", "publisher", "permission"] {
        let (code, text, _) = run(Path::new("."), &["schema", kind]);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((code, &value["type"]), (0, &Value::from("object")));
    }
}

#[test]
fn zones_are_the_programs_own_whatever_the_machine_says() {
    let site = new_site();
    let settings = site.path().join("reprint.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("timezone: UTC", "timezone: Europe/Paris")).unwrap();
    // A file of zones, as RFC 9636 has it, in which Paris has the time of Greenwich.
    let mut zone = Vec::new();
    for _ in 0..2 {
        zone.extend([&b"TZif2"[..], &[0; 15]].concat());
        zone.extend([0_u32, 0, 0, 0, 1, 4].iter().flat_map(|count| count.to_be_bytes()));
        zone.extend(b"\0\0\0\0\0\0UTC\0");
    }
    zone.extend(b"\nUTC0\n");
    let zones = tempfile::tempdir().unwrap();
    fs::create_dir(zones.path().join("Europe")).unwrap();
    fs::write(zones.path().join("Europe/Paris"), zone).unwrap();
    assert!(reprint(site.path()).arg("build").env("TZDIR", zones.path()).output().unwrap().status.success());
    let feed = fs::read_to_string(site.path().join("public/feed.xml")).unwrap();
    assert!(feed.contains(":00+01:00") || feed.contains(":00+02:00"), "{feed}");
}

#[test]
fn the_output_may_be_anywhere() {
    let (site, elsewhere) = (new_site(), tempfile::tempdir().unwrap());
    let build = |out: &str| run(site.path(), &["build", "--out", out]).1;
    for out in ["public", "a/b", "a/../c", elsewhere.path().join("site").to_str().unwrap()] {
        let said = build(out);
        assert!(said.contains(" 0 unchanged") && site.path().join(out).join("index.html").exists(), "{out}: {said}");
        let said = build(out);
        assert!(said.contains(" 0 written"), "{out}: {said}");
    }
    let same = build(site.path().join("a/b").to_str().unwrap());
    assert!(same.contains(" 0 written"), "the same folder by another name: {same}");
}
