//! The rights that stand beside a picture: `bagram.jpg.yaml` for `bagram.jpg`, whatever shows it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::base::{RelPath, WebUrl, When, Zone};
use crate::diag::Staged;
use crate::source::Source;
use crate::yaml::{Fields, Text};

/// All of them, by the picture's path.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sidecars(BTreeMap<RelPath, Sidecar>);

/// What is known of a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sidecar {
    /// The credit line.
    pub credit: Option<String>,
    /// What it shows, for who cannot see it.
    pub alt: Option<String>,
    /// The caption.
    pub caption: Option<String>,
    /// As `photo_license` in front matter.
    pub license: Option<String>,
    /// Who took it.
    pub creator: Option<String>,
    /// The copyright notice.
    pub copyright: Option<String>,
    /// The page at which a licence is to be had.
    pub licensor: Option<WebUrl>,
    /// The last day it may be shown.
    pub until: Option<When>,
}

impl Sidecars {
    /// The extensions of pictures beside which rights may stand.
    pub const EXTENSIONS: &[&str] = &["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

    /// Whether a file is the sidecar of a picture.
    pub fn is_sidecar(path: &RelPath) -> bool {
        picture(path).is_some()
    }

    /// Reads sidecars; files that are none are passed over.
    pub fn read(files: impl IntoIterator<Item = Source>, zone: &Zone) -> Staged<Self> {
        let mut all = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for source in files {
            let Some(picture) = picture(&source.path) else { continue };
            let text = Text { zone: Some(zone), ..Text::whole(&source.path, &source.text) };
            match Fields::parse(text) {
                Ok(mut f) => {
                    let (credit, alt, caption) = (f.take("credit"), f.take("alt"), f.take("caption"));
                    let (license, until) = (f.take("license"), f.take("until"));
                    let (creator, copyright, licensor) = (f.take("creator"), f.take("copyright"), f.take("licensor"));
                    diagnostics.extend(f.finish());
                    let sidecar = Sidecar { credit, alt, caption, license, creator, copyright, licensor, until };
                    all.insert(picture, sidecar);
                }
                Err(error) => diagnostics.push(*error),
            }
        }
        Staged::with(Self(all), diagnostics)
    }

    /// What stands beside a picture.
    pub fn get(&self, picture: &RelPath) -> Option<&Sidecar> {
        self.0.get(picture)
    }
}

impl Sidecar {
    /// When it may no longer be shown: a day is meant to the end of that day.
    pub fn ends(&self) -> Option<Timestamp> {
        let until = self.until?;
        let day = if until.is_day() { SignedDuration::from_hours(24) } else { SignedDuration::ZERO };
        Some(until.timestamp().checked_add(day).unwrap_or(Timestamp::MAX))
    }
}

fn picture(path: &RelPath) -> Option<RelPath> {
    let picture = path.as_str().strip_suffix(".yaml").and_then(|p| RelPath::new(p).ok())?;
    let extension = picture.extension().to_ascii_lowercase();
    Sidecars::EXTENSIONS.contains(&extension.as_str()).then_some(picture)
}
