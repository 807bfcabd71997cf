//! What a picture's file says about its rights, and how the site says it in the files that it publishes.
//!
//! The fields are those of the IPTC Photo Metadata Standard that search engines show (IPTC, "Quick guide to IPTC Photo Metadata
//! and Google Images"). Three blocks can hold them. XMP is believed first, then IIM, then Exif, as Google does. Only XMP is
//! written, since all readers of today know it; what the older blocks say is repeated there. Pixels are never touched.

mod avif;
mod container;
mod exif;
mod gif;
mod iim;
mod scrub;
mod xmp;

use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use container::{Blocks, Picture};

pub use scrub::{Scrubbed, scrub};

/// What a file says about its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoMetadata {
    /// Whose it is, and on what terms.
    pub rights: PhotoRights,
    /// A short title (`photoshop:Headline`, IIM 2:105).
    pub headline: Option<String>,
    /// What it shows (`dc:description`, IIM 2:120, Exif `ImageDescription`).
    pub caption: Option<String>,
    /// What it shows, for who cannot see it (`Iptc4xmpCore:AltTextAccessibility`).
    pub alt: Option<String>,
    /// Who had it first (`photoshop:Source`, IIM 2:115).
    pub source: Option<String>,
    /// How it may be used, in words (`xmpRights:UsageTerms`).
    pub usage_terms: Option<String>,
    /// Whether a camera, a person or a machine made it: a term of <http://cv.iptc.org/newscodes/digitalsourcetype/>.
    pub digital_source_type: Option<String>,
}

/// Whose a picture is, and on what terms it may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoRights {
    /// Who took it (`dc:creator`, IIM 2:80, Exif `Artist`).
    pub creators: Vec<String>,
    /// The credit line (`photoshop:Credit`, IIM 2:110).
    pub credit: Option<String>,
    /// The copyright notice (`dc:rights`, IIM 2:116, Exif `Copyright`).
    pub copyright: Option<String>,
    /// The page that states the rights (`xmpRights:WebStatement`).
    pub statement: Option<String>,
    /// Who grants licences (`plus:Licensor`).
    pub licensor: Option<Licensor>,
}

/// Who grants licences to a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licensor {
    /// The name.
    pub name: Option<String>,
    /// The page at which to ask.
    pub url: Option<String>,
}

impl PhotoRights {
    /// Fills what is not said here with what is said there.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            creators: if self.creators.is_empty() { other.creators.clone() } else { self.creators },
            credit: self.credit.or_else(|| other.credit.clone()),
            copyright: self.copyright.or_else(|| other.copyright.clone()),
            statement: self.statement.or_else(|| other.statement.clone()),
            licensor: self.licensor.or_else(|| other.licensor.clone()),
        }
    }
}

/// What several say of a picture's rights: of each thing, who stands first and says it is believed.
#[derive(Clone, Debug)]
pub struct Testimony(pub [Arc<PhotoRights>; 3]);

impl Testimony {
    /// Who took it.
    pub fn creators(&self) -> &[String] {
        self.0.iter().map(|rights| &rights.creators[..]).find(|creators| !creators.is_empty()).unwrap_or_default()
    }

    /// The credit line.
    pub fn credit(&self) -> Option<&str> {
        self.0.iter().find_map(|rights| rights.credit.as_deref())
    }

    /// The copyright notice.
    pub fn copyright(&self) -> Option<&str> {
        self.0.iter().find_map(|rights| rights.copyright.as_deref())
    }

    /// The page that states the rights.
    pub fn statement(&self) -> Option<&str> {
        self.0.iter().find_map(|rights| rights.statement.as_deref())
    }

    /// Who grants licences.
    pub fn licensor(&self) -> Option<&Licensor> {
        self.0.iter().find_map(|rights| rights.licensor.as_ref())
    }

    /// All that is believed.
    pub fn believed(&self) -> PhotoRights {
        self.0.iter().fold(PhotoRights::default(), |rights, more| rights.or(more))
    }
}

/// It serialises as what is believed.
impl Serialize for Testimony {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Of each picture the texts are not copied for that; taken apart, so that no field can be forgotten.
        let PhotoRights { creators: _, credit: _, copyright: _, statement: _, licensor: _ } = &*self.0[0];
        (self.creators(), self.credit(), self.copyright(), self.statement(), self.licensor()).serialize(serializer)
    }
}

impl PhotoMetadata {
    fn or(self, other: Self) -> Self {
        Self {
            rights: self.rights.or(&other.rights),
            headline: self.headline.or(other.headline),
            caption: self.caption.or(other.caption),
            alt: self.alt.or(other.alt),
            source: self.source.or(other.source),
            usage_terms: self.usage_terms.or(other.usage_terms),
            digital_source_type: self.digital_source_type.or(other.digital_source_type),
        }
    }
}

/// Reads a JPEG, PNG, WebP, GIF or AVIF file. A file that is none, or whose metadata is damaged, says nothing.
pub fn read(bytes: &[u8]) -> PhotoMetadata {
    Picture::parse(bytes).map(|picture| said(&picture.blocks())).unwrap_or_default()
}

/// Whether rights can be written into a file.
pub fn takes(bytes: &[u8]) -> bool {
    Picture::parse(bytes).is_some()
}

fn said(blocks: &Blocks) -> PhotoMetadata {
    let xmp = blocks.xmp.as_deref().map(xmp::read).unwrap_or_default();
    let iim = blocks.iim.as_deref().map(iim::read).unwrap_or_default();
    let exif = blocks.exif.as_deref().map(exif::read).unwrap_or_default();
    xmp.or(iim).or(exif).or(blocks.text.clone())
}

/// The file with rights in it, without the place where it was taken, the camera's serial number, thumbnails and what makers
/// append. What the file says itself about its rights stays as it is. `None` where it is no JPEG, PNG, WebP or GIF file, nor a
/// still AVIF.
pub fn embed(bytes: &[u8], rights: &PhotoRights) -> Option<Vec<u8>> {
    let picture = Picture::parse(bytes)?;
    let blocks = picture.blocks();
    let rights = said(&blocks).rights.or(rights);
    let packet = xmp::amend(blocks.xmp.as_deref(), &rights);
    let packet = if packet.len() > picture.largest_packet() { xmp::amend(None, &rights) } else { packet };
    picture.replace(&packet, blocks.exif.as_deref().and_then(exif::keep))
}

#[cfg(test)]
mod tests;
