//! Pictures and other files that are copied as they are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Inputs, Shown, Specs, View};
use crate::base::{Digest, RelPath, Route};
use crate::rights::Cleared;

/// A picture file with what a page must know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The file in the site.
    pub file: RelPath,
    /// Its address.
    pub route: Route,
    /// Its content.
    pub digest: Digest,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// The address of a picture: its own below `static/`, else `/media/<digest>-<width>.<ext>`, which never changes its content.
pub fn media_route(file: &RelPath, digest: Digest, width: u32) -> Route {
    match file.below("static") {
        Some(path) => Route::new(&format!("/{path}")),
        None => Route::new(&format!("/media/{digest}-{width}.{}", file.extension().to_lowercase())),
    }
}

/// The pictures in an article's body, by the address that the Markdown has.
pub(super) fn of_body(article: &Cleared, inputs: &Inputs<'_>) -> BTreeMap<String, Image> {
    let open = article.pictures().iter().filter(|picture| picture.photo.is_open(inputs.edition));
    open.filter_map(|p| Some((p.target.clone(), inputs.images.get(&p.photo.file)?.clone()))).collect()
}

/// The files of all pictures that an article's page shows.
fn pictures<'i>(article: &Shown<'_>, inputs: &Inputs<'i>) -> impl Iterator<Item = &'i RelPath> {
    let lead = article.article.photo().into_iter();
    let photos = lead.chain(article.article.pictures().iter().map(|picture| &picture.photo));
    let open: Vec<&RelPath> = photos.filter(|photo| photo.is_open(inputs.edition)).map(|photo| &photo.file).collect();
    open.into_iter().filter_map(|file| inputs.images.get_key_value(file)).map(|(file, _)| file)
}

/// Plans the copies: what the site has in `static/`, what the theme brings along, and the pictures of shown articles.
pub(super) fn plan(specs: &mut Specs<'_>, shown: &[Shown<'_>]) {
    let inputs = specs.inputs;
    let lang = &inputs.config.lang;
    let kept: BTreeSet<&RelPath> = shown.iter().flat_map(|article| pictures(article, inputs)).collect();
    for (file, digest) in inputs.files {
        // A picture goes with its article.
        if inputs.pictures.contains(file) && !kept.contains(file) {
            continue;
        }
        if let Some(path) = file.below("static") {
            let route = Route::new(&format!("/{path}"));
            specs.put(&route, lang, View::Copy { file: file.clone(), digest: *digest }, Some(file));
        }
    }
    for (name, digest) in inputs.built_in {
        let route = Route::new(&format!("/{name}"));
        if !specs.routes.has(&route) {
            specs.put(&route, lang, View::BuiltIn { name, digest: *digest }, None);
        }
    }
    for article in shown {
        let lead = article.card.photo.iter().map(|photo| photo.image.clone());
        for image in lead.chain(of_body(article.article, inputs).into_values()) {
            if !specs.routes.has(&image.route) {
                let view = View::Copy { file: image.file.clone(), digest: image.digest };
                specs.put(&image.route, lang, view, Some(&image.file));
            }
        }
    }
}
