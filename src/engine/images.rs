//! Reads the files that are copied: their content's digest and, for pictures, their size.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use super::trace::{FileFact, Trace};
use crate::base::{Digest, RelPath};
use crate::diag::{Code, Diagnostic};
use crate::photo_metadata::{self, PhotoRights};
use crate::plan::{File, own_route};
use crate::rights::{self, Filed, Outline, Shot};
use crate::source::Sources;

/// Looks at everything in `static/` and at the pictures that articles use, and returns the pictures, with what is wrong with them.
pub(super) fn read(
    sources: &dyn Sources,
    site: &Site,
    articles: &[Filed],
    trace: &mut Trace,
) -> (BTreeMap<RelPath, File>, Vec<Diagnostic>) {
    let (mut found, used) = (Vec::new(), used(articles));
    let copied = site.files.iter().filter(|path| path.below("static").is_some());
    let wanted: BTreeSet<&RelPath> = copied.chain(used.iter().copied()).collect();
    let facts: Vec<_> = wanted.into_par_iter().map(|path| (path.clone(), fact(sources, path, trace))).collect();

    let mut files = BTreeMap::new();
    for (path, fact) in facts {
        match fact {
            Ok(fact) => {
                files.insert(path, fact);
            }
            Err(problem) => found.push(*problem),
        }
    }
    let mut images = BTreeMap::new();
    for path in used {
        let Some(fact) = files.get(path) else { continue };
        match fact.size {
            Some((width, height)) => {
                let rights = Arc::new(fact.rights.clone());
                let (file, own) = (path.clone(), own_route(path));
                images.insert(path.clone(), File { file, own, digest: fact.digest, width, height, rights });
            }
            None => found.push(no_picture(path)),
        }
    }
    trace.set_files(files);
    found.par_extend(articles.par_iter().flat_map_iter(|article| differing(article, &images)));
    (images, found)
}

/// The files of the pictures that articles use.
fn used(articles: &[Filed]) -> BTreeSet<&RelPath> {
    let files = articles.par_iter().flat_map_iter(|article| article.photos()).map(|photo| &photo.file);
    let sets = files.fold(BTreeSet::new, |mut files, file| {
        files.insert(file);
        files
    });
    sets.reduce(BTreeSet::new, |mut files, mut more| {
        files.append(&mut more);
        files
    })
}

/// The pictures of an article whose files credit somebody else.
fn differing(article: &Outline, images: &BTreeMap<RelPath, File>) -> Vec<Diagnostic> {
    let differs = |photo: &&Shot| {
        let said = images.get(&photo.file).map(|image| &image.rights);
        said.is_some_and(|said| !rights::agree(&photo.credit, said))
    };
    let differing = article.photos().filter(differs).map(|photo| {
        let said = images.get(&photo.file).and_then(|image| image.rights.credit.as_deref()).unwrap_or_default();
        let message = format!(
            "the article credits `{}` for the picture `{}`, and its file credits `{said}`",
            photo.credit,
            photo.file.file_name()
        );
        Diagnostic::new(Code::RightsPhotoDiffers, message)
            .in_file(&article.path)
            .hint("find out which is right; correct the article, or the file with a photo editor")
    });
    differing.collect()
}

/// The articles that use a picture which could not be read, sorted.
pub(super) fn lacking(articles: &[Filed], images: &BTreeMap<RelPath, File>) -> Vec<RelPath> {
    let lacking = articles.par_iter().filter(|article| article.photos().any(|photo| !images.contains_key(&photo.file)));
    let mut paths: Vec<RelPath> = lacking.map(|article| article.path.clone()).collect();
    paths.sort();
    paths
}

fn fact(sources: &dyn Sources, path: &RelPath, trace: &Trace) -> Result<FileFact, Box<Diagnostic>> {
    let stamp = sources.stamp(path);
    if let Some(fact) = trace.facts().files.get(path).filter(|fact| fact.stamp.is_some() && fact.stamp == stamp) {
        return Ok(fact.clone());
    }
    let bytes = sources.read(path).map_err(|error| {
        Box::new(
            Diagnostic::new(Code::SourceUnreadable, format!("cannot read the file: {error}"))
                .in_file(path)
                .hint("check that the file is still there and that you may read it"),
        )
    })?;
    let pixels = pixels(&bytes).filter(|_| photo_metadata::takes(&bytes));
    let rights = if pixels.is_some() { photo_metadata::read(&bytes).rights } else { PhotoRights::default() };
    Ok(FileFact { stamp: stamp.filter(|s| sources.is_settled(s)), digest: Digest::of(&bytes), size: pixels, rights })
}

/// Width and height of a picture.
fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let found = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(found.width).ok()?, u32::try_from(found.height).ok()?))
}

fn no_picture(path: &RelPath) -> Diagnostic {
    Diagnostic::new(Code::SourcePicture, "this file is no picture that browsers show and that can say whose it is")
        .in_file(path)
        .hint("use a JPEG, PNG, WebP or GIF file, or an AVIF that does not move")
}
