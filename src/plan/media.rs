//! Pictures and other files that are copied as they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use serde::Serialize;

use super::{Inputs, Shown, Specs, TOGETHER, View, imprint_route};
use crate::base::{Digest, RelPath, Route};
use crate::config::Config;
use crate::photo_metadata::{Licensor, PhotoRights, Testimony};
use crate::rights::{Outline, Shot};

/// A picture file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is.
    pub file: RelPath,
    /// Its address, where it has one of its own.
    pub own: Option<Route>,
    /// Its content.
    pub digest: Digest,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it says of its rights.
    pub rights: Arc<PhotoRights>,
}

/// A picture as the site serves it: the file, and what is written into it.
#[derive(Clone, Debug, Serialize)]
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
    /// What the served file says of its rights.
    pub rights: Testimony,
}

/// The address of a file as it is: one below `static/` has its own.
pub fn own_route(file: &RelPath) -> Option<Route> {
    file.below("static").map(|path| Route::new(&format!("/{path}")))
}

/// The address of a picture: its own below `static/`, else `/media/<digest>-<width>.<ext>`, which never changes its content.
fn media_route(file: &File, rights: &Testimony) -> Route {
    if let Some(own) = &file.own {
        return own.clone();
    }
    let digest = Digest::of_value(&(file.digest.as_bytes(), rights));
    Route::new(&format!("/media/{digest}-{}.{}", file.width, file.file.extension().to_lowercase()))
}

/// What a site says of pictures whose rights nobody else has told.
pub fn own_rights(config: &Config) -> Arc<PhotoRights> {
    let here = match config.responsible {
        Some(_) => imprint_route(config, &config.lang),
        None => Route::new("/"),
    };
    let here = Some(config.absolute(&here));
    let licensor = Licensor { name: Some(config.title.clone()), url: here.clone() };
    Arc::new(PhotoRights { statement: here, licensor: Some(licensor), ..PhotoRights::default() })
}

/// A picture as an article shows it; `None` if its file could not be read. What the file says of its rights stands; the article
/// adds to it, and what neither knows is the site's to tell.
pub(super) fn shown(photo: &Shot, inputs: &Inputs<'_>) -> Option<Image> {
    let file = inputs.images.get(&photo.file)?;
    let rights = Testimony([&file.rights, &photo.rights, inputs.own_rights].map(Arc::clone));
    Some(Image {
        file: file.file.clone(),
        route: media_route(file, &rights),
        digest: file.digest,
        width: file.width,
        height: file.height,
        rights,
    })
}

/// The pictures in an article's body, by the address that the Markdown has.
pub(super) fn of_body(article: &Outline, inputs: &Inputs<'_>) -> BTreeMap<String, Image> {
    let open = article.pictures.iter().filter(|(_, photo)| photo.is_open(inputs.edition));
    open.filter_map(|(target, photo)| Some((target.clone(), shown(photo, inputs)?))).collect()
}

/// Plans the copies: what the site has in `static/`, what the theme brings along, and the pictures of shown articles.
pub(super) fn plan<'s>(specs: &mut Specs<'_>, shown: &'s [Shown<'_>]) {
    let inputs = specs.inputs;
    let lang = &inputs.config.lang;
    let bodies: Vec<BTreeMap<String, Image>> =
        shown.par_iter().map(|article| of_body(article.article, inputs)).collect();
    let lead = |article: &'s Shown<'_>| article.card.photo.iter().map(|photo| &photo.image);
    // Many articles may show the same few pictures.
    let parts = shown.par_chunks(TOGETHER).zip(bodies.par_chunks(TOGETHER));
    let parts = parts.flat_map_iter(|(articles, bodies)| {
        let mut seen = HashSet::default();
        let images = articles.iter().zip(bodies).flat_map(|(article, body)| lead(article).chain(body.values()));
        images.filter(move |image| seen.insert((&image.file, &image.route)))
    });
    let images: Vec<&Image> = parts.collect();
    // A file that several articles show is copied with what the first of them knows of its rights.
    let mut first: HashMap<&RelPath, &Image> = HashMap::default();
    for image in &images {
        first.entry(&image.file).or_insert(image);
    }
    for (file, digest) in inputs.files {
        // A picture goes with its article.
        if inputs.pictures.contains(file) && !first.contains_key(file) {
            continue;
        }
        if let Some(route) = own_route(file) {
            let view = match first.get(file) {
                Some(image) => View::Photo(Box::new((*image).clone())),
                None => View::Copy { file: file.clone(), digest: *digest },
            };
            specs.put(&route, lang, view, Some(file));
        }
    }
    for (name, digest) in inputs.built_in {
        let route = Route::new(&format!("/{name}"));
        if !specs.routes.has(&route) {
            specs.put(&route, lang, View::BuiltIn { name, digest: *digest }, None);
        }
    }
    let mut seen = HashSet::default();
    for image in images.into_iter().filter(|image| seen.insert(&image.route)) {
        if !specs.routes.has(&image.route) {
            specs.put(&image.route, lang, View::Photo(Box::new(image.clone())), Some(&image.file));
        }
    }
}
