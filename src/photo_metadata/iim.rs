//! The older block of the IPTC (IIM 4.2), which Photoshop wraps into its image resources.

use super::{PhotoMetadata, PhotoRights};

/// The image resource that holds IIM (Adobe, "Photoshop File Formats Specification").
const RESOURCE: u16 = 0x0404;

/// Reads the datasets of record 2.
pub(super) fn read(block: &[u8]) -> PhotoMetadata {
    let sets: Vec<(u8, String)> = datasets(block).collect();
    let all = |wanted: u8| sets.iter().filter(move |(number, _)| *number == wanted).map(|(_, text)| text.clone());
    let one = |wanted| all(wanted).next();
    PhotoMetadata {
        rights: PhotoRights {
            creators: all(80).collect(),
            credit: one(110),
            copyright: one(116),
            ..PhotoRights::default()
        },
        headline: one(105),
        caption: one(120),
        source: one(115),
        ..PhotoMetadata::default()
    }
}

/// The texts of record 2 with their numbers. An extended length (over 32 KiB) ends the reading: no text is that long.
fn datasets(mut block: &[u8]) -> impl Iterator<Item = (u8, String)> {
    let next = move || {
        let [0x1c, record, number, high, low, rest @ ..] = block else { return None };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let text = rest.get(..length)?;
        block = &rest[length..];
        Some((*record, *number, text))
    };
    std::iter::from_fn(next).filter(|(record, ..)| *record == 2).filter_map(|(_, number, text)| {
        let text = decode(text).trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
        (!text.is_empty()).then_some((number, text))
    })
}

/// UTF-8 where it is; else Latin-1, which older programs wrote without saying so.
pub(super) fn decode(bytes: &[u8]) -> String {
    simdutf8::basic::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), str::to_owned)
}

/// The IIM block among Photoshop's image resources.
pub(super) fn in_resources(mut resources: &[u8]) -> Option<&[u8]> {
    loop {
        let rest = resources.strip_prefix(b"8BIM")?;
        let [high, low, name, ..] = rest else { return None };
        // The name is a length and its letters, the data a length and its bytes; both are filled to an even number.
        let after = rest.get(2 + (1 + usize::from(*name)).next_multiple_of(2)..)?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let data = after.get(..length)?;
        if u16::from_be_bytes([*high, *low]) == RESOURCE {
            return Some(data);
        }
        resources = after.get(length + length % 2..)?;
    }
}

/// A block as the only one of Photoshop's image resources: the others hold thumbnails and copies of what is dropped elsewhere.
pub(super) fn resource(block: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(block.len()).ok()?;
    let mut out = b"8BIM".to_vec();
    out.extend(RESOURCE.to_be_bytes());
    out.extend([0, 0]);
    out.extend(length.to_be_bytes());
    out.extend(block);
    out.extend(&[0][..block.len() % 2]);
    Some(out)
}
