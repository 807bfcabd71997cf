//! The theme and the profiles that an installed `reprint` brings along.

use include_dir::{Dir, DirEntry, include_dir};

use crate::base::RelPath;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// A file of the program's own.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Its path below its folder.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

impl BuiltIn {
    /// The bytes as text; what is embedded as text is UTF-8.
    pub fn text(&self) -> &'static str {
        std::str::from_utf8(self.bytes).expect("embedded templates, strings and profiles are UTF-8")
    }

    /// Whether the name ends in a dot and `extension`.
    pub fn has_extension(&self, extension: &str) -> bool {
        self.name.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }
}

/// The theme's templates and strings.
pub fn templates() -> Vec<BuiltIn> {
    files(&TEMPLATES)
}

/// The theme's stylesheets and icons.
pub fn statics() -> Vec<BuiltIn> {
    files(&STATIC)
}

/// The publisher profiles: those directly in the folder. The demo's fictional ones lie deeper and are not built in.
pub fn publishers() -> Vec<BuiltIn> {
    let mut profiles = files(&CONTENT);
    profiles.retain(|file| file.name.strip_prefix("publishers/").is_some_and(|name| !name.contains('/')));
    profiles
}

/// The demo's articles, profiles and permissions.
pub fn demo() -> Vec<BuiltIn> {
    files(&CONTENT)
}

/// The embedded file that a site without a file of its own at `path` has there: a template, a stylesheet, a profile.
pub fn find(path: &RelPath) -> Option<BuiltIn> {
    let (folder, name) = path.as_str().split_once('/')?;
    let all = match folder {
        "templates" => templates(),
        "static" => statics(),
        "content" => publishers(),
        _ => return None,
    };
    all.into_iter().find(|file| file.name == name)
}

fn files(dir: &'static Dir<'static>) -> Vec<BuiltIn> {
    let mut all = Vec::new();
    let mut open = vec![dir];
    while let Some(dir) = open.pop() {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => open.push(dir),
                DirEntry::File(file) => {
                    let name = file.path().to_str().expect("the project's own files have plain names");
                    all.push(BuiltIn { name, bytes: file.contents() });
                }
            }
        }
    }
    all.sort_by_key(|file| file.name);
    all
}
