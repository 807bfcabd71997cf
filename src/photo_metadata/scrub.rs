//! Pictures that nobody shows as an article's are copied as they are, unless they tell more than a picture should.

use memchr::memmem;

use super::container::Picture;
use super::{PhotoRights, embed, exif, xmp};

/// Names of pictures, in lower case: those whose metadata can be taken out, and those that cameras write beside them.
const NAMES: &[&str] =
    &["avif", "cr2", "dng", "gif", "heic", "heif", "jpeg", "jpg", "nef", "png", "tif", "tiff", "webp"];

/// What became of a file on its way to the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scrubbed {
    /// It tells nothing private, or is no picture.
    Clean,
    /// It told where it was taken, or with which camera; this is the picture without.
    Without(Vec<u8>),
    /// It holds metadata that cannot be taken out.
    Unreadable,
}

/// Takes the place where a picture was taken, and the numbers of camera and lens, out of a file. `extension` is that of its name.
pub fn scrub(bytes: &[u8], extension: &str) -> Scrubbed {
    let Some(picture) = Picture::parse(bytes) else {
        let named = NAMES.contains(&extension.to_ascii_lowercase().as_str());
        return if named && holds_metadata(bytes) { Scrubbed::Unreadable } else { Scrubbed::Clean };
    };
    if !tells_private(&picture, bytes) {
        return Scrubbed::Clean;
    }
    embed(bytes, &PhotoRights::default()).map_or(Scrubbed::Unreadable, Scrubbed::Without)
}

fn tells_private(picture: &Picture<'_>, bytes: &[u8]) -> bool {
    let blocks = picture.blocks();
    let count = |what: &[u8]| memmem::find_iter(bytes, what).count();
    blocks.exif.as_deref().is_some_and(exif::is_private)
        || blocks.xmp.as_deref().is_some_and(xmp::tells_private)
        // A second picture behind the first, such as a thumbnail's original; Exif as a text of ImageMagick's.
        || matches!(picture, Picture::Jpeg(_)) && count(b"Exif\0\0") > 1
        || matches!(picture, Picture::Png(_)) && count(b"Raw profile type exif") + count(b"Raw profile type APP1") > 0
}

/// Whether there are signs of metadata in a file that is not understood.
fn holds_metadata(bytes: &[u8]) -> bool {
    let tiff = bytes.starts_with(b"II\x2a\0") || bytes.starts_with(b"MM\0\x2a");
    tiff && exif::is_private(bytes)
        || [&b"Exif"[..], b"<x:xmpmeta"].iter().any(|sign| memmem::find(bytes, sign).is_some())
}
