//! `reprint import --restore` from outside: what an import cuts is kept beside the site, listed, and put back.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const RAW: &str = "Storm shuts the port of Valmer

The port of Valmer was closed on Monday after the storm tore two cranes from their rails, officials said on the quay.

ADVERTISEMENT

Eleven ships waited outside the breakwater on Tuesday morning while divers looked for the cranes, the harbour master said.

Sign up for our newsletter to get stories like this in your inbox!
";

const ARTICLE: &str = "content/articles/storm-shuts-the-port-of-valmer.md";

fn run<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_reprint")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A new site with the text imported.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    said(&run(site.path(), &["new", "."]));
    fs::write(site.path().join("raw.txt"), RAW).unwrap();
    let made = said(&run(site.path(), &["import", "raw.txt"]));
    assert!(made.ends_with(&format!("to put back what was cut: reprint import --restore {ARTICLE}\n")), "{made}");
    site
}

fn restore(site: &Path, arguments: &[&str]) -> Output {
    run(site, &[&["import", "--restore", ARTICLE], arguments].concat())
}

#[test]
fn cuts_are_listed_and_go_back_once() {
    let site = site();
    let read = || fs::read_to_string(site.path().join(ARTICLE)).unwrap();
    let before = read();
    let listed = said(&restore(site.path(), &[]));
    assert_eq!(
        listed,
        format!(
            "  1  ad (en/ad/label)\n     ADVERTISEMENT\n  2  newsletter (en/newsletter/sign-up)\n     Sign up for our newsletter to get stories \
             like this in your inbox!\nto put some back: reprint import --restore {ARTICLE} NUMBER… (or `all`)\n"
        )
    );
    assert_eq!(read(), before, "looking changes nothing");
    assert!(said(&restore(site.path(), &["1"])).starts_with("  1  ad is back in its place\n"));
    let once = read();
    let block = "<!-- reprint:keep -->\n\nADVERTISEMENT\n\nEleven ships";
    assert_eq!(once.replace("<!-- reprint:keep -->\n\nADVERTISEMENT\n\n", ""), before);
    assert!(once.contains(block), "{once}");
    assert!(said(&restore(site.path(), &["1"])).starts_with("  1  ad was put back before\n"));
    assert_eq!(read(), once);
    assert!(said(&restore(site.path(), &[])).contains("ad (en/ad/label, put back)"));
    let report: Value = serde_json::from_str(&said(&restore(site.path(), &["all", "--format", "json"]))).unwrap();
    assert_eq!(report["result"]["restored"][0]["placed"], "already");
    assert_eq!(report["result"]["restored"][1]["placed"], "back");
    assert!(
        read()
            .ends_with("<!-- reprint:keep -->\n\nSign up for our newsletter to get stories like this in your inbox!\n")
    );
    let report: Value = serde_json::from_str(&said(&restore(site.path(), &["--format", "json"]))).unwrap();
    let cut = &report["result"]["cuts"][1];
    assert_eq!((&cut["number"], &cut["kind"], &cut["restored"]), (&2.into(), &"newsletter".into(), &true.into()));
}

#[test]
fn what_readers_are_told_was_cut_goes_when_it_is_back() {
    let site = site();
    fs::remove_file(site.path().join(ARTICLE)).unwrap();
    let promo = "Read also: How the harbour was built\n\nRelated: Storms of the last hundred years\n\nEleven ships";
    fs::write(site.path().join("raw.txt"), RAW.replace("Eleven ships", promo)).unwrap();
    said(&run(site.path(), &["import", "raw.txt"]));
    let told = || {
        let text = fs::read_to_string(site.path().join(ARTICLE)).unwrap();
        text.lines().filter(|line| line.starts_with("changes:")).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = told();
    assert_eq!(before.len(), 1);
    said(&restore(site.path(), &["2"]));
    assert_eq!(told(), before, "another promo is still out");
    said(&restore(site.path(), &["all"]));
    assert!(told().is_empty(), "{:?}", told());
}

#[test]
fn an_edited_article_keeps_its_line_ends_its_rights_and_its_link() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    let file = site.path().join(ARTICLE);
    let text = fs::read_to_string(&file).unwrap().replace('\n', "\r\n").replace("Eleven ships", "Twelve ships");
    let elsewhere = site.path().join("content/desk.md");
    fs::write(&elsewhere, &text).unwrap();
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o640)).unwrap();
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("../desk.md", &file).unwrap();
    said(&restore(site.path(), &["1"]));
    let after = fs::read_to_string(&elsewhere).unwrap();
    assert_eq!(after.replace("<!-- reprint:keep -->\r\n\r\nADVERTISEMENT\r\n\r\n", ""), text);
    assert_eq!(fs::metadata(&elsewhere).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
}

#[test]
fn a_new_import_of_the_same_name_has_its_own_cuts() {
    let site = site();
    fs::remove_file(site.path().join(ARTICLE)).unwrap();
    fs::write(site.path().join("raw.txt"), RAW.replace("ADVERTISEMENT\n\n", "")).unwrap();
    said(&run(site.path(), &["import", "raw.txt"]));
    let listed = said(&restore(site.path(), &[]));
    assert!(listed.starts_with("  1  newsletter") && !listed.contains("ADVERTISEMENT"), "{listed}");
    // A refused import leaves the cuts of what is there.
    fs::write(site.path().join("raw.txt"), RAW).unwrap();
    assert!(!run(site.path(), &["import", "raw.txt"]).status.success());
    assert_eq!(said(&restore(site.path(), &[])), listed);
}

#[test]
fn a_file_of_any_name_is_found_and_what_is_shown_is_not_kept() {
    let site = site();
    let name = OsStr::from_bytes(b"content/articles/caf\xe9.md");
    let to = [OsStr::new("import"), OsStr::new("raw.txt"), OsStr::new("--to"), name];
    assert!(run(site.path(), &to).status.success());
    let back = [OsStr::new("import"), OsStr::new("--restore"), name, OsStr::new("1")];
    said(&run(site.path(), &back));
    assert!(fs::read_to_string(site.path().join(name)).unwrap().contains("ADVERTISEMENT"));
    fs::remove_dir_all(site.path().join(".reprint")).unwrap();
    said(&run(site.path(), &["import", "raw.txt", "--dry-run"]));
    let outside = tempfile::tempdir().unwrap();
    let to = outside.path().join("a.md");
    let made = said(&run(site.path(), &["import", "raw.txt", "--to", to.to_str().unwrap()]));
    assert!(!made.contains("--restore"), "{made}");
    assert!(!site.path().join(".reprint").exists());
}

#[test]
fn wrong_use_is_refused_with_what_to_do() {
    let site = site();
    let refused = |arguments: &[&str]| {
        let output = restore(site.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&["3"]).contains("has no cut 3: its cuts are 1 to 2"));
    assert!(refused(&["0"]).contains("has no cut 0"));
    assert!(refused(&["two"]).contains("`two` is no number of a cut"));
    assert!(refused(&["--dry-run"]).contains("cannot be used with"));
    assert!(refused(&["--root", "nowhere"]).contains("site/missing"));
    fs::write(site.path().join(ARTICLE), "no front matter\n").unwrap();
    assert!(refused(&["1"]).contains("front/fence"));
    let numbers = run(site.path(), &["import", "raw.txt", "1"]);
    assert_eq!(numbers.status.code(), Some(2), "{numbers:?}");
}
