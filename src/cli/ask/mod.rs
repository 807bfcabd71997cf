//! `reprint ask`: the letter that asks for what an article lacks. It is printed, never sent.

mod letter;

use anyhow::Result;

use super::console::Console;
use super::options::Ask;
use super::{Exit, Failure, report, surroundings};
use crate::base::{RelPath, Secret};
use crate::diag::print;
use crate::engine::{self, Withhold};
use crate::source::Sources;
use crate::source::disk::Disk;

/// Runs `reprint ask`.
pub fn run(options: &Ask, console: &mut Console) -> Result<Exit> {
    let disk = Disk::open(&options.check.root)?;
    let path = article(options, &disk)?;
    let engine_options = options.check.engine(Withhold::Refuse);
    let mut found = Vec::new();
    let site = engine::load(&disk, &engine_options, Secret::default()).collect(&mut found);
    let lack = site.as_ref().and_then(|site| engine::lack(&disk, site, &engine_options, &path).collect(&mut found));
    let (Some(site), Some(lack)) = (site, lack) else {
        let texts = |path: &RelPath| report::text(&disk, path);
        console.warn(&print::human(&found, &texts, console.colour()))?;
        return Ok(report::exit_of(&found));
    };
    let letters = letter::letters(&site, &lack, options.lang.as_ref());
    if letters.is_empty() {
        console.warn("nobody has to be asked: what the article needs is allowed\n")?;
        return Ok(Exit::Fine);
    }
    let texts: Vec<&str> = letters.iter().map(|letter| letter.text.as_str()).collect();
    console.say(&texts.join("\n---\n\n"))?;
    for letter in &letters {
        let record = print::visible(&letter.record);
        console.warn(&format!("\nwhen the answer comes, record it in content/permissions/<id>.yaml:\n{record}"))?;
    }
    console.warn("and write `permissions: [<id>]` into the article (for a picture: `photo_license: <id>`)\n")?;
    Ok(Exit::Fine)
}

/// The article's path in the site: as typed from here, from the site's folder, or its file's name alone.
fn article(options: &Ask, disk: &Disk) -> Result<RelPath> {
    let typed = options.article.to_string_lossy();
    let typed = surroundings::below(&options.check.root, &options.article).unwrap_or_else(|| typed.into_owned());
    let name = typed.trim_end_matches(".md");
    let candidates = [
        typed.clone(),
        format!("{name}.md"),
        format!("content/articles/{name}.md"),
        format!("content/articles/{name}/index.md"),
    ];
    let mut paths = candidates.iter().filter_map(|candidate| RelPath::new(candidate).ok());
    let found = paths.find(|path| path.extension() == "md" && disk.stamp(path).is_some());
    found.ok_or_else(|| {
        Failure::usage(format!("there is no article {}", print::visible(&typed)))
            .hint("name its file, such as content/articles/my-article.md")
            .into()
    })
}
