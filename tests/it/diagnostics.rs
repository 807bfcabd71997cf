//! Each diagnostic code has a site that provokes it: `tests/diag/<code>/`, or `tests/diag/<code>+<case>/` for further cases.
//!
//! What is expected stands above the line at fault, and is taken out before the site is checked:
//!
//! ```text
//! #~ error[yaml/unknown-key] 1: unknown key `titel`
//! #~ hint: did you mean `title`?
//! titel: A headline
//! ```
//!
//! The number is the column. What has no line stands in `expected.txt`, which may begin with the command, such as
//! `$ build --withhold`. `UPDATE_EXPECT=1 cargo test diagnostics` writes expectations; read the change before you keep it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use reprint::write::disk::Disk;
use serde_json::Value;

/// What a site may leave out: settings, and a publisher.
const GIVEN: &[(&str, &str)] = &[
    ("reprint.yaml", "base_url: https://news.example.org/\ntitle: Test\nlang: en\n"),
    ("content/publishers/wire.yaml", "name: The Wire\nhome_url: https://wire.example.org/\nlanguages: [en]\n"),
];

/// The mark of an expectation.
const MARK: &str = "#~ ";

/// The present, in all fixtures.
const NOW: &str = "2026-06-01T00:00:00Z";

/// A folder below tests/diag.
pub(crate) struct Fixture {
    /// The code it is about.
    pub(crate) code: String,
    folder: PathBuf,
}

/// A finding, as expected or as found: where, what, and the hints.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    file: Option<String>,
    place: Option<(usize, usize)>,
    head: String,
    message: String,
    hints: Vec<String>,
}

#[test]
fn every_code_says_what_it_should() {
    let wrong: Vec<String> = fixtures().iter().filter_map(|fixture| check(fixture).err()).collect();
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECT=1 writes what was found)", wrong.join("\n"));
}

/// All fixtures, in the order of their names.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diag");
    let mut all = Vec::new();
    for group in folders(&top) {
        for folder in folders(&group) {
            let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
            let group = group.file_name().unwrap().to_str().unwrap();
            all.push(Fixture { code: format!("{group}/{}", name.split('+').next().unwrap()), folder });
        }
    }
    all
}

fn check(fixture: &Fixture) -> Result<(), String> {
    let site = tempfile::tempdir().unwrap();
    let mut expected = Vec::new();
    let mut arguments = format!("check --now {NOW}");
    for path in files(&fixture.folder) {
        let name = path.strip_prefix(&fixture.folder).unwrap();
        if name == Path::new("expected.txt") {
            arguments = read_listed(&fs::read_to_string(&path).unwrap(), &mut expected).unwrap_or(arguments);
        } else {
            lay_out(&path, &site.path().join(name), name.to_str().unwrap(), &mut expected);
        }
    }
    let _other_build = prepare(fixture, site.path());
    let mut found = run(&arguments, site.path());
    // Only a line of the fixture's own files can carry an expectation.
    let shown = |file: &str| fixture.folder.join(file).is_file();
    found.iter_mut().filter(|f| !f.file.as_deref().is_some_and(shown)).for_each(|f| f.place = None);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        update(fixture, &found);
        return Ok(());
    }
    expected.sort();
    found.sort();
    let about = fixture.folder.display();
    if !found.iter().any(|finding| finding.head.contains(&format!("[{}]", fixture.code))) {
        return Err(format!("{about}: its own code is not among the findings:\n{}", listed(&found)));
    }
    if expected == found {
        return Ok(());
    }
    Err(format!("{about}:\n--- expected\n{}--- found\n{}", listed(&expected), listed(&found)))
}

/// Copies a file into the site without its expectations; links stay links.
fn lay_out(from: &Path, to: &Path, name: &str, expected: &mut Vec<Finding>) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    if let Ok(target) = fs::read_link(from) {
        return std::os::unix::fs::symlink(target, to).unwrap();
    }
    let bytes = fs::read(from).unwrap();
    match String::from_utf8(bytes) {
        Ok(text) => fs::write(to, read_inline(&text, name, expected)),
        Err(not_text) => fs::write(to, not_text.into_bytes()),
    }
    .unwrap();
}

/// Makes what cannot lie in a repository. What it returns holds the output's lock, as another build would.
fn prepare(fixture: &Fixture, site: &Path) -> Option<Disk> {
    for (name, text) in GIVEN.iter().filter(|_| fixture.code != "site/missing") {
        let file = site.join(name);
        if !file.exists() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
    }
    let articles = site.join("content/articles");
    fs::create_dir_all(&articles).unwrap_or_default();
    match fixture.folder.file_name().unwrap().to_str().unwrap() {
        "too-large" => fs::File::create(articles.join("large.md")).unwrap().set_len(40 << 20).unwrap(),
        "name" => fs::write(articles.join("a\\b.md"), "---\ntitle: x\n---\n").unwrap(),
        // Cargo walks through the whole package, and complains about this one.
        "outside+loop" => std::os::unix::fs::symlink("../../content", articles.join("again")).unwrap(),
        "locked" => {
            let site = site.canonicalize().unwrap();
            return Some(Disk::open(&site.join("public"), &site.join(".reprint")).unwrap());
        }
        _ => {}
    }
    None
}

fn run(arguments: &str, site: &Path) -> Vec<Finding> {
    let output = Command::new(env!("CARGO_BIN_EXE_reprint"))
        .args(arguments.split_whitespace())
        .args(["--format", "json", "--root", "."])
        .current_dir(site)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
    report["diagnostics"].as_array().unwrap().iter().map(of_json).collect()
}

fn of_json(value: &Value) -> Finding {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let number = |key: &str| value[key].as_u64().and_then(|n| usize::try_from(n).ok());
    Finding {
        file: value["file"].as_str().map(str::to_owned),
        place: number("line").zip(number("column")),
        head: format!("{}[{}]", text("severity"), text("code")),
        message: text("message"),
        hints: value["hints"].as_array().unwrap().iter().map(|h| h.as_str().unwrap().to_owned()).collect(),
    }
}

/// Takes the expectations out of a file.
fn read_inline(text: &str, name: &str, expected: &mut Vec<Finding>) -> String {
    let (mut kept, mut line) = (String::new(), 1);
    for row in text.split_inclusive('\n') {
        let Some(said) = row.strip_prefix(MARK) else {
            kept.push_str(row);
            line += 1;
            continue;
        };
        let said = said.trim_end();
        if let Some(hint) = said.strip_prefix("hint: ") {
            expected.last_mut().expect("a hint follows its finding").hints.push(hint.to_owned());
            continue;
        }
        let (head, rest) = said.split_once(' ').unwrap_or_else(|| panic!("{name}: {said}"));
        let (column, message) = rest.split_once(": ").unwrap_or_else(|| panic!("{name}: {said}"));
        let column = column.parse().unwrap_or_else(|_| panic!("{name}: {said}"));
        let (file, message) = (Some(name.to_owned()), message.to_owned());
        expected.push(Finding { file, place: Some((line, column)), head: head.to_owned(), message, hints: Vec::new() });
    }
    kept
}

/// Reads `expected.txt`: `file: error[code] message`, `error[code] message`, and hints. Returns the command.
fn read_listed(text: &str, expected: &mut Vec<Finding>) -> Option<String> {
    let mut command = None;
    for row in text.lines().filter(|row| !row.is_empty()) {
        if let Some(said) = row.strip_prefix("$ ") {
            command = Some(said.to_owned());
        } else if let Some(hint) = row.strip_prefix("  hint: ") {
            expected.last_mut().expect("a hint follows its finding").hints.push(hint.to_owned());
        } else {
            let start = row.find("error[").into_iter().chain(row.find("warning[")).min().expect("a finding");
            let (head, message) = row[start..].split_once(' ').expect("a message");
            let file = row[..start].strip_suffix(": ").map(str::to_owned);
            let (head, message) = (head.to_owned(), message.to_owned());
            expected.push(Finding { file, place: None, head, message, hints: Vec::new() });
        }
    }
    command
}

/// Writes what was found where a reader looks for it.
fn update(fixture: &Fixture, found: &[Finding]) {
    let mut inline: BTreeMap<(&str, usize), Vec<&Finding>> = BTreeMap::new();
    let mut rest = Vec::new();
    for finding in found {
        let known = finding.file.as_deref().filter(|file| fixture.folder.join(file).is_file());
        match (known, finding.place) {
            (Some(file), Some((line, _))) => inline.entry((file, line)).or_default().push(finding),
            _ => rest.push(finding.clone()),
        }
    }
    for path in files(&fixture.folder).into_iter().filter(|path| !path.is_symlink() && !path.ends_with("expected.txt"))
    {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(&fixture.folder).unwrap().to_str().unwrap();
        let mut new = String::new();
        for (i, row) in read_inline(&text, name, &mut Vec::new()).split_inclusive('\n').enumerate() {
            for finding in inline.get(&(name, i + 1)).into_iter().flatten() {
                let column = finding.place.unwrap().1;
                new.push_str(&format!("{MARK}{} {column}: {}\n", finding.head, finding.message));
                finding.hints.iter().for_each(|hint| new.push_str(&format!("{MARK}hint: {hint}\n")));
            }
            new.push_str(row);
        }
        fs::write(&path, new).unwrap();
    }
    write_listed(&fixture.folder.join("expected.txt"), &rest);
}

fn write_listed(path: &Path, findings: &[Finding]) {
    let old = fs::read_to_string(path).unwrap_or_default();
    let command = read_listed(&old, &mut Vec::new()).map(|command| format!("$ {command}\n")).unwrap_or_default();
    let text = command + &listed(findings);
    if text.is_empty() {
        let _ = fs::remove_file(path);
    } else {
        fs::write(path, text).unwrap();
    }
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(one).collect()
}

fn one(finding: &Finding) -> String {
    let file = finding.file.iter().map(|file| format!("{file}: ")).collect::<String>();
    let place = finding.place.map(|(line, column)| format!("{line}:{column}: ")).unwrap_or_default();
    let hints: String = finding.hints.iter().map(|hint| format!("  hint: {hint}\n")).collect();
    format!("{file}{place}{} {}\n{hints}", finding.head, finding.message)
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(of).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    all.sort();
    all
}

fn files(below: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(below).sort_by_file_name().into_iter().map(Result::unwrap);
    walk.filter(|entry| !entry.file_type().is_dir()).map(walkdir::DirEntry::into_path).collect()
}
