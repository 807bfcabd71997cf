//! What an editor is asked at a terminal: questions in the site's language, answers in the article.

use std::fs;
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

const RAW: &str = "Storm shuts the port of Valmer

The port of Valmer was closed on Monday after the storm tore two cranes from their rails, officials said on the quay.

ADVERTISEMENT

Eleven ships waited outside the breakwater on Tuesday morning while divers looked for the cranes, the harbour master said.
";

const ARTICLE: &str = "content/articles/storm-shuts-the-port-of-valmer.md";

/// A site in a language, and an import in it at a terminal.
fn import(lang: &str) -> (tempfile::TempDir, PtySession) {
    let site = tempfile::tempdir().unwrap();
    let settings = format!("base_url: https://news.example.org/\ntitle: Test\nlang: {lang}\n");
    fs::write(site.path().join("reprint.yaml"), settings).unwrap();
    fs::write(site.path().join("raw.txt"), RAW).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    command.args(["import", "raw.txt"]).current_dir(site.path()).env("NO_COLOR", "1").env_remove("GITHUB_ACTIONS");
    (site, spawn_command(command, Some(20_000)).unwrap())
}

/// Waits for a text.
fn expect(session: &mut PtySession, text: &str) {
    // The terminal is read byte by byte, each taken for a character.
    let bytes: String = text.bytes().map(char::from).collect();
    session.exp_string(&bytes).unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// Answers each question that begins so.
fn answer(session: &mut PtySession, questions: &[(&str, &str)]) {
    for (question, answer) in questions {
        expect(session, question);
        session.send_line(answer).unwrap();
    }
}

#[test]
fn an_editor_is_asked_in_french() {
    let (site, mut session) = import("fr");
    expect(&mut session, "Entrée laisse une question ouverte.");
    answer(&mut session, &[("Photo : son fichier: ", "")]);
    expect(&mut session, "ADVERTISEMENT");
    answer(
        &mut session,
        &[
            ("Adresse de l’original: ", "le port"),
            ("encore une fois", "https://harbour.example/storm"),
            ("Auteurs, tels que l’original les cite", "Ada Martel, Zoé Roux"),
            ("Éditeur : ", "Harbour Post"),
            ("Licence : ", "CC-BY-4.0"),
            ("Si c’est une traduction", "es"),
            ("Qui l’a traduit", "Émile Test"),
            ("Comment : human", "human"),
        ],
    );
    expect(&mut session, &format!("made {ARTICLE}"));
    session.exp_eof().unwrap();
    let article = fs::read_to_string(site.path().join(ARTICLE)).unwrap();
    for line in [
        "original_url: https://harbour.example/storm",
        "authors: [Ada Martel, Zoé Roux]",
        "license: CC-BY-4.0",
        "original_lang: es",
        "  by: [Émile Test]",
        "  method: human",
    ] {
        assert!(article.lines().any(|found| found == line), "{line}\n{article}");
    }
}

#[test]
fn an_editor_is_asked_in_arabic_and_may_leave_all_open() {
    let (site, mut session) = import("ar");
    expect(&mut session, "اضغط Enter لترك السؤال مفتوحًا.");
    answer(&mut session, &[("الصورة: ملفها", ""), ("رابط النص الأصلي", "https://harbour.example/storm")]);
    expect(&mut session, "أسماء الكتّاب كما وردت في الأصل");
    session.send_control('d').unwrap();
    expect(&mut session, "made");
    session.exp_eof().unwrap();
    let article = fs::read_to_string(site.path().join(ARTICLE)).unwrap();
    assert!(article.contains("\noriginal_url: https://harbour.example/storm\n"), "{article}");
    assert!(article.contains("\nauthors: []"), "{article}");
}
