//! `reprint new`: a site that builds at once.

mod workflow;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use include_dir::{Dir, include_dir};

use super::args::Host;
use super::console::Console;
use super::options::{Content, New};
use super::{Exit, Failure, surroundings};
use crate::config;

/// The small site.
static SMALL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/new/site");

/// The demo's articles, permissions and profiles; its theme is built in.
static DEMO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// The demo's settings.
const DEMO_CONFIG: &str = include_str!("../../../reprint.yaml");

/// The folder of the demo's fictional publishers. The profiles beside it are built in.
const DEMO_PUBLISHERS: &str = "publishers/demo";

/// Makes the site.
pub fn run(options: &New, console: &mut Console) -> Result<Exit> {
    let folder = &options.folder;
    if options.content != Content::Existing && !surroundings::is_empty(folder).with_context(|| shown(folder))? {
        return Err(Failure::usage(format!("{} is not empty", folder.display())).hint("name a new folder").into());
    }
    let files = files(options);
    // All or nothing: an existing workflow is found before anything is written.
    if let Some((path, _)) = files.iter().find(|(path, _)| surroundings::exists(&folder.join(path))) {
        return Err(Failure::usage(format!("{} exists already", folder.join(path).display()))
            .hint("move it away and run this again")
            .into());
    }
    for (path, bytes) in &files {
        surroundings::write_new(&folder.join(path), bytes)?;
    }
    console.say(&told(options))?;
    Ok(Exit::Fine)
}

fn files(options: &New) -> Vec<(PathBuf, &'static [u8])> {
    let mut files = match options.content {
        Content::Small => below(&SMALL, Path::new("")),
        Content::Demo => demo(),
        Content::Existing => Vec::new(),
    };
    if let Some(Host::Github) = options.ci {
        files.push((PathBuf::from(workflow::GITHUB_FILE), workflow::github().as_bytes()));
    }
    files
}

fn demo() -> Vec<(PathBuf, &'static [u8])> {
    let is_built_in = |path: &Path| path.starts_with("publishers") && !path.starts_with(DEMO_PUBLISHERS);
    let mut files: Vec<_> = below(&DEMO, Path::new(""));
    files.retain(|(path, _)| !is_built_in(path));
    let mut files: Vec<_> = files.into_iter().map(|(path, bytes)| (Path::new("content").join(path), bytes)).collect();
    files.push((PathBuf::from(config::FILE), DEMO_CONFIG.as_bytes()));
    files.extend(below(&SMALL, Path::new("")).into_iter().filter(|(path, _)| path == Path::new(".gitignore")));
    files
}

/// All files of an embedded folder, sorted.
fn below(dir: &Dir<'static>, under: &Path) -> Vec<(PathBuf, &'static [u8])> {
    let mut files: Vec<_> = dir.files().map(|file| (under.join(file.path()), file.contents())).collect();
    files.extend(dir.dirs().flat_map(|dir| below(dir, under)));
    files.sort();
    files
}

fn shown(folder: &Path) -> String {
    format!("cannot look into {}", folder.display())
}

fn told(options: &New) -> String {
    let folder = options.folder.display();
    let site = match options.content {
        Content::Existing => String::new(),
        _ => format!(
            "made a site in {folder}\n\n    cd {folder}\n    reprint build\n\nIt says where to look. Settings are in \
             reprint.yaml, articles in content/articles/.\n"
        ),
    };
    match options.ci {
        Some(Host::Github) => format!("{site}\n{}", workflow::github_told()),
        None => site,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{RelPath, Zone};
    use crate::parse;
    use crate::source::Source;
    use crate::yaml::Text;

    fn check(files: &[(PathBuf, &'static [u8])]) {
        let mut articles = 0;
        for (path, bytes) in files {
            let path = RelPath::new(path.to_str().expect("UTF-8")).expect("a path");
            let found = if path.as_str() == config::FILE {
                let text = std::str::from_utf8(bytes).expect("UTF-8");
                config::read(Text::whole(&path, text)).diagnostics
            } else if path.extension() == "md" && path.below("content/articles").is_some() {
                articles += 1;
                parse::parse(Source::new(path, std::str::from_utf8(bytes).expect("UTF-8")), &Zone::utc()).diagnostics
            } else {
                continue;
            };
            assert_eq!(found, [], "a new site has no findings");
        }
        assert!(articles >= 2);
    }

    fn of(content: Content) -> Vec<(PathBuf, &'static [u8])> {
        files(&New { folder: PathBuf::new(), content, ci: None })
    }

    #[test]
    fn what_is_made_is_a_site() {
        check(&of(Content::Small));
        check(&of(Content::Demo));
    }

    #[test]
    fn the_demo_leaves_the_built_in_profiles_where_they_are() {
        let files = of(Content::Demo);
        assert!(files.iter().any(|(path, _)| path.starts_with("content/publishers/demo")));
        assert!(files.iter().all(|(path, _)| path.parent() != Some(Path::new("content/publishers"))));
    }
}
