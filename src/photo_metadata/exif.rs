//! Exif, of which only three facts are kept: which side is up, who took it, whose it is. Everything else tells of the camera and
//! the place, and is dropped with it (GPS, serial numbers, the makers' notes, the thumbnail of the uncropped picture).

use super::iim::decode;
use super::{PhotoMetadata, PhotoRights};

// Tags of TIFF 6.0, section 8, and Exif 2.32, table 4.
const DESCRIPTION: u16 = 0x010e;
const ORIENTATION: u16 = 0x0112;
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;

/// Types of TIFF 6.0, section 2.
const ASCII: u16 = 2;
const SHORT: u16 = 3;

/// The first directory of a TIFF file.
struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

/// Reads the texts about rights.
pub(super) fn read(block: &[u8]) -> PhotoMetadata {
    let Some(tiff) = Tiff::open(block) else { return PhotoMetadata::default() };
    let text = |tag| {
        // A copyright can be two texts, the photographer's and the editor's, with a zero between them.
        let text = decode(tiff.text(tag)?).trim_end_matches('\0').replace('\0', ", ").trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    PhotoMetadata {
        rights: PhotoRights {
            creators: text(ARTIST).into_iter().collect(),
            copyright: text(COPYRIGHT),
            ..PhotoRights::default()
        },
        caption: text(DESCRIPTION),
        ..PhotoMetadata::default()
    }
}

/// Whether a block, or a TIFF file, tells where the picture was taken, or by which camera, by its number. What cannot be read may.
pub(super) fn is_private(block: &[u8]) -> bool {
    /// The directory of the place, and numbers of cameras (DNG) in the first directory.
    const IN_FIRST: [u16; 2] = [0x8825, 0xc62f];
    const DETAILS: u16 = 0x8769;
    /// The makers' own notes; the camera's owner and number, the lens's number (Exif 2.32, table 8).
    const IN_DETAILS: [u16; 4] = [0x927c, 0xa430, 0xa431, 0xa435];
    let Some(tiff) = Tiff::open(block) else { return !block.is_empty() };
    let details = tiff.find(DETAILS).and_then(|at| tiff.long(at + 8));
    let in_details = |tag| details.is_some_and(|directory| tiff.find_in(directory, tag).is_some());
    IN_FIRST.into_iter().any(|tag| tiff.find(tag).is_some()) || IN_DETAILS.into_iter().any(in_details)
}

/// A block with what is kept; `None` if that is nothing.
pub(super) fn keep(block: &[u8]) -> Option<Vec<u8>> {
    let tiff = Tiff::open(block)?;
    let texts = [ARTIST, COPYRIGHT].into_iter().filter_map(|tag| Some((tag, tiff.text(tag)?)));
    let texts: Vec<(u16, &[u8])> = texts.collect();
    let orientation = tiff.orientation();
    let count = u16::try_from(texts.len() + usize::from(orientation.is_some())).ok().filter(|count| *count > 0)?;

    // Header and directory, then the texts, which the directory's entries point to. Entries stand in the order of their tags.
    let mut out = b"II\x2a\0\x08\0\0\0".to_vec();
    out.extend(count.to_le_bytes());
    let mut at = 8 + 2 + 12 * usize::from(count) + 4;
    if let Some(side) = orientation {
        entry(&mut out, ORIENTATION, SHORT, 1, u32::from(side));
    }
    for (tag, text) in &texts {
        let length = u32::try_from(text.len()).ok()?;
        // Four bytes or fewer stand in the entry itself.
        let value = match text {
            short if short.len() <= 4 => {
                let mut inline = [0; 4];
                inline[..short.len()].copy_from_slice(short);
                u32::from_le_bytes(inline)
            }
            long => {
                let here = u32::try_from(at).ok()?;
                at += long.len();
                here
            }
        };
        entry(&mut out, *tag, ASCII, length, value);
    }
    out.extend([0; 4]);
    texts.iter().filter(|(_, text)| text.len() > 4).for_each(|(_, text)| out.extend(*text));
    Some(out)
}

fn entry(out: &mut Vec<u8>, tag: u16, kind: u16, count: u32, value: u32) {
    out.extend(tag.to_le_bytes());
    out.extend(kind.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(value.to_le_bytes());
}

impl<'a> Tiff<'a> {
    fn open(block: &'a [u8]) -> Option<Self> {
        let bytes = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
        match bytes.get(..4)? {
            b"II\x2a\0" => Some(Self { bytes, little: true }),
            b"MM\0\x2a" => Some(Self { bytes, little: false }),
            _ => None,
        }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..)?.first_chunk()?;
        usize::try_from(if self.little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) }).ok()
    }

    /// Where the entry of a tag stands in the first directory.
    fn find(&self, tag: u16) -> Option<usize> {
        self.find_in(self.long(4)?, tag)
    }

    fn find_in(&self, directory: usize, tag: u16) -> Option<usize> {
        let first = directory.checked_add(2)?;
        let entries = (0..usize::from(self.short(directory)?)).map(|i| first + 12 * i);
        entries.take_while(|at| *at < self.bytes.len()).find(|at| self.short(*at) == Some(tag))
    }

    fn text(&self, tag: u16) -> Option<&'a [u8]> {
        let at = self.find(tag)?;
        let length = self.long(at + 4).filter(|_| self.short(at + 2) == Some(ASCII))?;
        let start = if length <= 4 { at + 8 } else { self.long(at + 8)? };
        let text = self.bytes.get(start..)?.get(..length)?;
        text.iter().any(|byte| !matches!(byte, 0 | b' ')).then_some(text)
    }

    /// Which side is up, where it is not the upper one.
    fn orientation(&self) -> Option<u16> {
        self.short(self.find(ORIENTATION)? + 8).filter(|side| (2..=8).contains(side))
    }
}
