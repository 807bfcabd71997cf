//! What the preview knows of the folder when the system's word is late, lost, or not to be had.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use reprint::base::RelPath;
use reprint::source::disk::Disk;
use reprint::source::kept::{FOLDERS, Kept};
use reprint::source::{Sources, Stamp};

use crate::incremental::Random;
use crate::serve::{Preview, command, lay};
use crate::site::{article, site};

fn text(title: &str) -> String {
    article(title, 1, "justice, santé", "Un paragraphe.")
}

fn signal(preview: &Preview, name: &str) {
    assert!(Command::new("kill").args([name, &preview.pid().to_string()]).status().unwrap().success());
}

/// How many events the system keeps for a program that does not read them.
fn queue() -> usize {
    fs::read_to_string("/proc/sys/fs/inotify/max_queued_events")
        .ok()
        .and_then(|n| n.trim().parse().ok())
        .unwrap_or(16384)
}

#[test]
fn what_was_edited_while_events_were_lost_shows_all_the_same() {
    let preview = Preview::of(&site(6));
    signal(&preview, "-STOP");
    // An event that repeats the last one is not counted again, hence two files.
    let files = ["content/articles/a003.md", "content/articles/a004.md"].map(|path| preview.path(path));
    let permissions = fs::metadata(&files[0]).unwrap().permissions();
    for _ in 0..=queue() / 2 {
        for file in &files {
            fs::set_permissions(file, permissions.clone()).unwrap();
        }
    }
    preview.write("content/articles/a001.md", text("Perdu de vue"));
    preview.write("content/articles/dossier/neuf.md", text("Nouveau dossier"));
    fs::remove_file(preview.path("content/articles/a002.md")).unwrap();
    signal(&preview, "-CONT");
    preview.wait_until("/articles/a001/", "Perdu de vue");
    preview.wait_for_status("/articles/neuf/", 200);
    preview.wait_for_status("/articles/a002/", 404);
    // The folder that nobody was told of is watched from now on, not only looked at once.
    thread::sleep(Duration::from_millis(800));
    preview.write("content/articles/dossier/neuf.md", text("Puis suivi"));
    preview.wait_until("/articles/neuf/", "Puis suivi");
    assert_eq!(preview.differences(), Vec::<String>::new());
}

#[test]
fn where_the_system_tells_nothing_files_are_looked_at_instead() {
    let folder = tempfile::tempdir().unwrap();
    lay(&site(4), folder.path());
    // In a name space of its own a program can be denied all watching.
    let deny = "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"";
    let unshared = |program: &Path| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", deny, "sh"]).arg(program);
        command
    };
    if !unshared(Path::new("true")).output().is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: this system lets no program make a user name space");
        return;
    }
    let plain = command(folder.path(), &["--port", "0"]);
    let mut serve = unshared(Path::new(plain.get_program()));
    serve.args(plain.get_args());
    let preview = Preview::start(serve, folder.path().to_owned());
    preview.wait_for("the note", |preview| preview.told().contains("so files are looked at once a second"));
    preview.write("content/articles/a001.md", text("Sans nouvelles"));
    preview.wait_until("/articles/a001/", "Sans nouvelles");
}

/// Does something to a folder, and gives the paths that the system would name.
fn disturb(root: &Path, random: &mut Random, round: usize) -> Vec<PathBuf> {
    let top = FOLDERS[random.below(3)];
    let names = ["a.md", "b.md", "ab.md", "sous/a.md", "sous/fond/b.md", "sous-a.md", ".cache"];
    let at = |random: &mut Random| root.join(top).join(names[random.below(names.len())]);
    let (one, other) = (at(random), at(random));
    match random.below(8) {
        0 => {
            let _ = fs::remove_file(&one);
            vec![one]
        }
        1 => {
            let sous = root.join(top).join("sous");
            let _ = fs::remove_dir_all(&sous);
            vec![sous]
        }
        2 => {
            let folders = [root.join(top).join("sous"), root.join(top).join("autre")];
            let _ = fs::remove_dir_all(&folders[1]);
            let _ = fs::rename(&folders[0], &folders[1]);
            folders.into()
        }
        3 => {
            let _ = fs::create_dir_all(other.parent().unwrap());
            let _ = fs::rename(&one, &other);
            vec![one, other.parent().unwrap().to_owned(), other]
        }
        4 => {
            let _ = fs::remove_dir_all(root.join(top));
            vec![root.join(top)]
        }
        5 => {
            let settings = root.join("reprint.yaml");
            let _ = if round.is_multiple_of(2) { fs::remove_file(&settings) } else { fs::write(&settings, "x") };
            vec![settings]
        }
        _ => {
            let _ = fs::create_dir_all(one.parent().unwrap());
            let _ = fs::write(&one, format!("{round}"));
            // A new folder is named before what is in it, if that is named at all.
            one.ancestors().take_while(|path| *path != root).map(Path::to_owned).collect()
        }
    }
}

/// All files with their states.
fn files(sources: &dyn Sources) -> Vec<(RelPath, Option<Stamp>)> {
    let paths = FOLDERS.iter().flat_map(|top| sources.list(top).0);
    paths.map(|path| (path.clone(), sources.stamp(&path))).collect()
}

#[test]
fn what_is_kept_of_a_folder_is_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    let mut kept = Kept::open(&root).unwrap();
    let mut random = Random(11);
    for round in 0..600 {
        let before = files(&kept);
        let hints: BTreeSet<PathBuf> = disturb(&root, &mut random, round).into_iter().collect();
        let changed = kept.look_at(&hints).unwrap();
        let disk = Disk::open(&root).unwrap();
        let now = files(&disk);
        assert_eq!(files(&kept), now, "round {round}: {hints:?}");
        for path in before.iter().chain(&now).filter(|entry| before.contains(entry) != now.contains(entry)) {
            assert!(changed.contains(&path.0), "round {round}: {} changed unsaid", path.0);
        }
        assert_eq!(kept.look_everywhere().unwrap(), BTreeSet::new(), "round {round}: nothing is left to find");
    }
}
