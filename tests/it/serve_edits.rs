//! Every way of saving a file shows in the preview, and what is shown in the end is what a build would write.

use std::fs::{self, File};
use std::io::Write;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::incremental::{Random, edit};
use crate::serve::{Preview, lay};
use crate::site::{CONFIG, article, site};

const FILE: &str = "content/articles/a001.md";
const PAGE: &str = "/articles/a001/";

fn text(title: &str) -> String {
    article(title, 1, "justice, santé", "Un paragraphe.")
}

#[test]
fn a_file_is_written_over() {
    let preview = Preview::of(&site(6));
    preview.write(FILE, text("Par dessus"));
    preview.wait_until(PAGE, "Par dessus");
    preview.wait_until("/", "Par dessus");
    // In pieces, as a slow editor does: what is half written is an error that nobody sees for longer than it takes.
    let mut file = File::create(preview.path(FILE)).unwrap();
    for piece in text("En morceaux").as_bytes().chunks(40) {
        file.write_all(piece).unwrap();
        file.flush().unwrap();
        thread::sleep(Duration::from_millis(2));
    }
    drop(file);
    preview.wait_until(PAGE, "En morceaux");
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn vim_moves_the_old_file_away_and_writes_a_new_one() {
    let preview = Preview::of(&site(6));
    for round in 0..3 {
        let title = format!("Vim {round}");
        let (file, backup) = (preview.path(FILE), preview.path("content/articles/a001.md~"));
        fs::write(preview.path("content/articles/4913"), "").unwrap();
        fs::remove_file(preview.path("content/articles/4913")).unwrap();
        fs::rename(&file, &backup).unwrap();
        fs::write(&file, text(&title)).unwrap();
        fs::remove_file(&backup).unwrap();
        preview.wait_until(PAGE, &title);
    }
    assert!(!preview.told().contains("error"), "{}", preview.told());
}

#[test]
fn helix_moves_the_old_file_out_of_the_site_and_back_in() {
    let preview = Preview::of(&site(6));
    let outside = tempfile::tempdir().unwrap();
    let backup = outside.path().join("a001.bck");
    fs::copy(preview.path(FILE), &backup).unwrap();
    fs::write(preview.path("content/articles/.a001.md.swx"), text("Helix")).unwrap();
    fs::rename(preview.path("content/articles/.a001.md.swx"), preview.path(FILE)).unwrap();
    preview.wait_until(PAGE, "Helix");
    fs::rename(&backup, preview.path(FILE)).or_else(|_| fs::copy(&backup, preview.path(FILE)).map(drop)).unwrap();
    preview.wait_until(PAGE, "Article 1");
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn jetbrains_and_vs_code_write_beside_and_rename() {
    let preview = Preview::of(&site(6));
    for (round, beside) in
        ["a001.md___jb_tmp___", "a001.md.tmp.12345", ".a001.md.vsctmp", "#a001.md"].iter().enumerate()
    {
        let (title, beside) = (format!("À côté {round}"), preview.path(&format!("content/articles/{beside}")));
        fs::write(&beside, text(&title)).unwrap();
        if round == 1 {
            thread::sleep(Duration::from_millis(300)); // longer than anybody waits for the rest
        }
        if round == 0 {
            fs::rename(preview.path(FILE), preview.path("content/articles/a001.md___jb_old___")).unwrap();
        }
        fs::rename(&beside, preview.path(FILE)).unwrap();
        if round == 0 {
            fs::remove_file(preview.path("content/articles/a001.md___jb_old___")).unwrap();
        }
        preview.wait_until(PAGE, &title);
    }
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn files_and_folders_come_and_go() {
    let preview = Preview::of(&site(6));
    let outside = tempfile::tempdir().unwrap();
    // A file is renamed, moved out, moved in.
    fs::rename(preview.path(FILE), preview.path("content/articles/neuf.md")).unwrap();
    preview.wait_for_status("/articles/neuf/", 200);
    preview.wait_for_status(PAGE, 404);
    fs::rename(preview.path("content/articles/neuf.md"), outside.path().join("neuf.md")).unwrap();
    preview.wait_for_status("/articles/neuf/", 404);
    fs::rename(outside.path().join("neuf.md"), preview.path(FILE)).unwrap();
    preview.wait_for_status(PAGE, 200);
    // A folder is made and filled at once, renamed, moved out with all that is in it, moved in again.
    for i in 0..4 {
        preview
            .write(&format!("content/articles/dossier/sous/b{i}.md"), article(&format!("B {i}"), 3, "été", "Texte."));
    }
    preview.wait_for_status("/articles/b3/", 200);
    fs::rename(preview.path("content/articles/dossier"), preview.path("content/articles/cahier")).unwrap();
    preview.write("content/articles/cahier/sous/b0.md", article("Renommé", 3, "été", "Texte."));
    preview.wait_until("/articles/b0/", "Renommé");
    fs::rename(preview.path("content/articles/cahier"), outside.path().join("cahier")).unwrap();
    preview.wait_for_status("/articles/b2/", 404);
    fs::rename(outside.path().join("cahier"), preview.path("content/articles/retour")).unwrap();
    preview.wait_for_status("/articles/b2/", 200);
    preview.write("content/articles/retour/sous/b2.md", article("Suivi", 3, "été", "Encore."));
    preview.wait_until("/articles/b2/", "Suivi");
    fs::remove_dir_all(preview.path("content/articles/retour")).unwrap();
    preview.wait_for_status("/articles/b1/", 404);
    fs::remove_file(preview.path("content/articles/a000.md")).unwrap();
    preview.wait_for_status("/articles/a000/", 404);
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn whole_source_folders_go_and_come_back() {
    let preview = Preview::of(&site(4));
    preview
        .write("templates/404.html", "{% extends \"reprint/404.html\" %}{% block main %}<h1>Perdu</h1>{% endblock %}");
    preview.wait_until("/404.html", "Perdu");
    preview
        .write("templates/404.html", "{% extends \"reprint/404.html\" %}{% block main %}<h1>Égaré</h1>{% endblock %}");
    preview.wait_until("/404.html", "Égaré");
    fs::rename(preview.path("content"), preview.path("parti")).unwrap();
    preview.wait_for_status("/articles/a002/", 404);
    fs::rename(preview.path("parti"), preview.path("content")).unwrap();
    preview.wait_for_status("/articles/a002/", 200);
    preview.write("content/articles/a002.md", text("Revenu"));
    preview.wait_until("/articles/a002/", "Revenu");
    fs::remove_dir_all(preview.path("templates")).unwrap();
    preview.wait_for("the built-in page", |preview| !preview.get("/404.html").text().contains("Égaré"));
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn templates_words_settings_profiles_and_files_show_as_well() {
    let preview = Preview::of(&site(6));
    let after = |words: &str| {
        format!("{{% extends \"reprint/article.html\" %}}{{% block after %}}<p>{words}</p>{{% endblock after %}}")
    };
    preview.write("templates/article.html", after("Écrivez-nous"));
    preview.wait_until(PAGE, "Écrivez-nous");
    preview.write("reprint.yaml", CONFIG.replace("Le Relais", "La Passerelle"));
    preview.wait_until("/", "La Passerelle");
    preview.write("static/style.css", "body { color: rgb(1, 2, 3) }");
    preview.wait_until("/style.css", "rgb(1, 2, 3)");
    preview.write("static/dossier/fichier.txt", "Bonjour");
    preview.wait_until("/dossier/fichier.txt", "Bonjour");
    let profile = "name: Le Fil\nhome_url: https://wire.example.org/\nlicense: CC-BY-4.0\n\
        terms: {url: https://wire.example.org/terms, read_on: 2026-01-01, evidence: publisher-page}\ntranslation: allowed\n";
    preview.write("content/publishers/le-fil.yaml", profile);
    let with_publisher = text("Par le Fil").replace("section:", "publisher: le-fil\nsection:");
    preview.write(FILE, with_publisher);
    preview.wait_until(PAGE, "Le Fil");
    preview.write("content/publishers/le-fil.yaml", profile.replace("Le Fil", "La Dépêche"));
    preview.wait_until(PAGE, "La Dépêche");
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn a_checkout_of_two_thousand_files_is_taken_in_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=T", "-c", "user.email=t@example.org", "-C"]).arg(folder.path()).args(args);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    lay(&site(20), folder.path());
    git(&["init", "-q", "-b", "peu"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "peu"]);
    git(&["checkout", "-q", "-b", "beaucoup"]);
    for i in 0..2000 {
        let path = folder.path().join(format!("content/articles/mois-{}/c{i:04}.md", i % 12));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, article(&format!("C {i}"), i, "été", "Texte.")).unwrap();
    }
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "beaucoup"]);
    git(&["checkout", "-q", "peu"]);
    let preview = Preview::at(folder.path().to_owned(), &[]);
    git(&["checkout", "-q", "beaucoup"]);
    preview.wait_for_status("/articles/c1999/", 200);
    preview.wait_for("all articles", |preview| preview.differences().is_empty());
    git(&["checkout", "-q", "peu"]);
    preview.wait_for_status("/articles/c1999/", 404);
    preview.wait_for("few articles", |preview| preview.differences().is_empty());
}

#[test]
fn reading_and_touching_change_nothing() {
    let preview = Preview::of(&site(6));
    for _ in 0..20 {
        fs::read(preview.path(FILE)).unwrap();
        fs::write(preview.path("content/articles/.a001.md.swp"), "x").unwrap();
    }
    Command::new("touch").arg(preview.path(FILE)).status().unwrap();
    thread::sleep(Duration::from_millis(500));
    let told = preview.told();
    assert!(told.lines().filter(|line| line.contains("no page changed")).count() <= 1, "{told}");
    assert!(!told.contains(" in 1 file"), "{told}");
}

#[test]
fn polling_sees_the_same() {
    let folder = tempfile::tempdir().unwrap();
    lay(&site(4), folder.path());
    let preview = Preview::at(folder.path().to_owned(), &["--poll"]);
    preview.write(FILE, text("Sans nouvelles"));
    preview.wait_until(PAGE, "Sans nouvelles");
    fs::remove_file(preview.path(FILE)).unwrap();
    preview.wait_for_status(PAGE, 404);
}

#[test]
fn a_link_that_leads_out_of_the_site_is_refused() {
    let preview = Preview::of(&site(4));
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), "geheim").unwrap();
    fs::create_dir_all(preview.path("static")).unwrap();
    std::os::unix::fs::symlink(outside.path(), preview.path("static/dehors")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), preview.path("static/secret.txt")).unwrap();
    preview.wait_for("the error", |preview| preview.told().contains("leads out of the site"));
    fs::write(outside.path().join("secret.txt"), "ganz geheim").unwrap();
    preview.write(FILE, text("Pendant ce temps"));
    thread::sleep(Duration::from_millis(300));
    for path in ["/dehors/secret.txt", "/secret.txt"] {
        assert!(!preview.get(path).text().contains("geheim"), "{path}");
    }
    fs::remove_file(preview.path("static/dehors")).unwrap();
    fs::remove_file(preview.path("static/secret.txt")).unwrap();
    preview.wait_until(PAGE, "Pendant ce temps");
}

#[test]
fn a_thousand_rapid_edits_end_in_the_bytes_of_a_build() {
    let mut memory = site(20);
    let preview = Preview::of(&memory);
    let mut random = Random(5);
    for round in 0..1000 {
        let before: Vec<_> = memory.paths().cloned().collect();
        edit(&mut memory, &mut random, round);
        lay(&memory, &preview.path(""));
        for gone in before.iter().filter(|path| !memory.paths().any(|kept| kept == *path)) {
            fs::remove_file(preview.path(gone.as_str())).unwrap();
        }
    }
    preview.wait_for("the bytes of a build", |preview| preview.differences().is_empty());
}
