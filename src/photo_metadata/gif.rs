//! GIF: a row of blocks, of which an application's own can hold XMP.

use std::ops::Range;

/// The application block that holds XMP (XMP Specification, part 3, 1.1.2).
const XMP: &[u8] = b"XMP DataXMP";

/// Application blocks that change how the picture looks: repetition and the colour profile.
const SHOWING: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// The kinds of blocks (GIF specification 89a, appendix A).
const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2c;
const TRAILER: u8 = 0x3b;
const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;

/// A GIF in its parts.
pub(super) struct Gif<'a> {
    bytes: &'a [u8],
    /// Where the first block stands, after the header and the palette.
    first: usize,
    blocks: Vec<Range<usize>>,
}

impl<'a> Gif<'a> {
    /// Finds the blocks; `None` where the file is damaged or ends before its last one.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let first = 13 + palette(*bytes.get(10)?);
        let (mut at, mut blocks) = (first, Vec::new());
        loop {
            let data = match *bytes.get(at)? {
                TRAILER => return Some(Self { bytes, first, blocks }),
                EXTENSION => at + 2,
                // After its header come the palette and a byte that says how the pixels are packed.
                IMAGE => at + 11 + palette(*bytes.get(at + 9)?),
                _ => return None,
            };
            let end = end_of_data(bytes, data)?;
            blocks.push(at..end);
            at = end;
        }
    }

    /// The XMP packet.
    pub(super) fn xmp(&self) -> Option<&'a [u8]> {
        self.blocks.iter().find_map(|block| {
            let block = &self.bytes[block.clone()];
            (application(block)? == XMP).then(|| unwrapped(&block[14..]))
        })
    }

    /// The file with another packet, and without comments, what programs left for themselves, and what follows the picture.
    pub(super) fn with(&self, xmp: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes.len() + xmp.len() + 300);
        out.extend(b"GIF89a");
        out.extend(&self.bytes[6..self.first]);
        out.extend([EXTENSION, APPLICATION, 11]);
        out.extend(XMP);
        out.extend(xmp.as_bytes());
        out.extend(landing());
        let shown = self.blocks.iter().map(|block| &self.bytes[block.clone()]).filter(|block| shows_the_picture(block));
        shown.for_each(|block| out.extend(block));
        out.push(TRAILER);
        out
    }

    /// The blocks that are drawn.
    #[cfg(test)]
    pub(super) fn drawn(&self) -> Vec<u8> {
        let drawn = self.blocks.iter().map(|block| &self.bytes[block.clone()]).filter(|block| block[0] == IMAGE);
        drawn.flatten().copied().collect()
    }
}

/// The length of a palette, by the flags that announce it.
fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where a chain of pieces ends, each of which says its length.
fn end_of_data(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += 1 + usize::from(length),
        }
    }
}

fn application(block: &[u8]) -> Option<&[u8]> {
    block.strip_prefix(&[EXTENSION, APPLICATION, 11])?.get(..11)
}

fn shows_the_picture(block: &[u8]) -> bool {
    match block {
        [EXTENSION, COMMENT, ..] => false,
        [EXTENSION, APPLICATION, ..] => application(block).is_some_and(|name| SHOWING.contains(&name)),
        _ => true,
    }
}

/// What ends a packet that is not cut into pieces: wherever a reader jumps to, it arrives at the end.
fn landing() -> impl Iterator<Item = u8> {
    [1].into_iter().chain((0..=u8::MAX).rev()).chain([0])
}

fn unwrapped(data: &[u8]) -> &[u8] {
    let end = landing().count();
    data.len().checked_sub(end).filter(|at| data[*at..].iter().copied().eq(landing())).map_or(data, |at| &data[..at])
}
