//! AVIF: boxes (ISO/IEC 14496-12), of which `meta` lists items (ISO/IEC 23008-12), two of which can be Exif and XMP.
//!
//! What an item held is blanked where it stands, its new content goes to the file's end, and the list of places is written anew.
//! So no pixel moves but for the bytes that the list grows by.

use std::ops::Range;

/// The content type of XMP.
const RDF: &[u8] = b"application/rdf+xml";

/// A still AVIF in its parts.
pub(super) struct Avif<'a> {
    bytes: &'a [u8],
    /// The boxes of the file.
    boxes: Vec<Box<'a>>,
    /// Those of `meta`.
    meta: Vec<Box<'a>>,
    items: Vec<Item>,
    places: Vec<Place>,
    primary: u32,
}

struct Box<'a> {
    kind: [u8; 4],
    /// From the first byte of its header, in the file.
    range: Range<usize>,
    /// Where its body begins, in the file.
    at: usize,
    body: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Exif,
    Xmp,
    Other,
}

struct Item {
    id: u32,
    kind: Kind,
}

/// Where the bytes of an item stand: in the file, or in the box `idat`.
struct Place {
    id: u32,
    in_idat: bool,
    extents: Vec<Range<usize>>,
}

impl<'a> Avif<'a> {
    /// Whether a file is an AVIF, by its brands.
    pub(super) fn is_one(bytes: &[u8]) -> bool {
        let brands = boxes(bytes, 0).and_then(|all| all.into_iter().next()).filter(|first| &first.kind == b"ftyp");
        brands.is_some_and(|first| first.body.chunks(4).any(|brand| brand == b"avif"))
    }

    /// Finds the items; `None` for a film, and where the file is damaged.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let boxes = boxes(bytes, 0)?;
        if boxes.iter().any(|one| &one.kind == b"moov") {
            return None;
        }
        let meta = boxes.iter().find(|one| &one.kind == b"meta")?;
        let meta = self::boxes(meta.body.get(4..)?, meta.at + 4)?;
        let items = items(find(&meta, *b"iinf")?)?;
        let places = places(find(&meta, *b"iloc")?)?;
        let primary = find(&meta, *b"pitm")?;
        let primary = if *primary.first()? == 0 { u32::from(number16(primary, 4)?) } else { number32(primary, 4)? };
        Some(Self { bytes, boxes, meta, items, places, primary })
    }

    /// The Exif block, without what points into it.
    pub(super) fn exif(&self) -> Option<Vec<u8>> {
        let data = self.content(Kind::Exif)?;
        let skipped = usize::try_from(number32(&data, 0)?).ok()?;
        data.get(4 + skipped..).map(<[u8]>::to_vec)
    }

    /// The XMP packet.
    pub(super) fn xmp(&self) -> Option<Vec<u8>> {
        self.content(Kind::Xmp)
    }

    fn content(&self, kind: Kind) -> Option<Vec<u8>> {
        let item = self.items.iter().find(|item| item.kind == kind)?;
        let place = self.places.iter().find(|place| place.id == item.id)?;
        let room = if place.in_idat { find(&self.meta, *b"idat")? } else { self.bytes };
        place
            .extents
            .iter()
            .map(|extent| room.get(extent.clone()))
            .collect::<Option<Vec<_>>>()
            .map(|parts| parts.concat())
    }

    /// The file with other XMP and Exif.
    pub(super) fn with(mut self, xmp: &str, exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
        let mut out = self.blanked()?;
        let place = self.boxes.iter().find(|one| &one.kind == b"meta")?.range.clone();
        let blank = out[place.clone()].to_vec();
        let new = self.new_items();
        // Counted from the end of the file as it was, and moved with all that follows `meta`.
        let data = self.put(&new, xmp, exif, self.bytes.len() + 8);
        let grown = self.meta_box(&blank, &new, |at| at)?.len().checked_sub(place.len())?;
        let meta = self.meta_box(&blank, &new, |at| if at >= place.end { at + grown } else { at })?;
        close(&mut out, self.boxes.last()?)?;
        out.extend(header(8 + data.len(), *b"mdat")?);
        out.extend(data);
        out.splice(place, meta);
        Some(out)
    }

    /// The file without its metadata, signatures over the whole of it, and what programs left for themselves; nothing moves.
    fn blanked(&self) -> Option<Vec<u8>> {
        let mut out = self.bytes.to_vec();
        let idat = self.meta.iter().find(|one| &one.kind == b"idat").map_or(0, |one| one.at);
        for place in self.places.iter().filter(|place| self.kind_of(place.id) != Kind::Other) {
            let start = if place.in_idat { idat } else { 0 };
            for extent in &place.extents {
                out.get_mut(start + extent.start..start + extent.end)?.fill(0);
            }
        }
        for stray in self.boxes.iter().filter(|one| matches!(&one.kind, b"uuid" | b"jumb")) {
            out[stray.at..stray.range.end].fill(0);
            out[stray.range.start + 4..stray.range.start + 8].copy_from_slice(b"free");
        }
        Some(out)
    }

    /// Gives every item of metadata, and the new ones, a place behind `end`; and what stands there.
    fn put(&mut self, new: &[(u32, Kind)], xmp: &str, exif: Option<Vec<u8>>, end: usize) -> Vec<u8> {
        // An item that was there stays, if without an entry, so that nothing in the file points to one that is gone.
        let exif = exif.unwrap_or_else(|| b"II\x2a\0\x08\0\0\0\0\0\0\0\0\0".to_vec());
        let exif = [&[0; 4][..], &exif].concat();
        let all = self.items.iter().map(|item| (item.id, item.kind)).chain(new.iter().copied());
        let mut data: Vec<u8> = Vec::new();
        for (id, kind) in all.filter(|(_, kind)| *kind != Kind::Other) {
            let start = end + data.len();
            data.extend(if kind == Kind::Exif { &exif[..] } else { xmp.as_bytes() });
            self.places.retain(|place| place.id != id);
            let extents = std::iter::once(start..end + data.len()).collect();
            self.places.push(Place { id, in_idat: false, extents });
        }
        data
    }

    /// The bytes of what is drawn.
    #[cfg(test)]
    pub(super) fn drawn(&self) -> Vec<u8> {
        let drawn = self.places.iter().filter(|place| self.kind_of(place.id) == Kind::Other && !place.in_idat);
        drawn.flat_map(|place| &place.extents).flat_map(|extent| &self.bytes[extent.clone()]).copied().collect()
    }

    fn kind_of(&self, id: u32) -> Kind {
        self.items.iter().find(|item| item.id == id).map_or(Kind::Other, |item| item.kind)
    }

    /// An item for XMP, where there is none yet.
    fn new_items(&self) -> Vec<(u32, Kind)> {
        let next = self.items.iter().map(|item| item.id).max().unwrap_or_default() + 1;
        if self.items.iter().any(|item| item.kind == Kind::Xmp) { Vec::new() } else { vec![(next, Kind::Xmp)] }
    }

    /// `meta` with the new items and places; `blank` is the old one with its metadata blanked.
    fn meta_box(&self, blank: &[u8], new: &[(u32, Kind)], moved: impl Fn(usize) -> usize) -> Option<Vec<u8>> {
        let start = self.boxes.iter().find(|one| &one.kind == b"meta")?.range.start;
        let mut out = vec![0; 4];
        let mut refers = false;
        for one in &self.meta {
            match &one.kind {
                b"iloc" => out.extend(iloc(&self.places, &moved)?),
                b"iinf" => out.extend(iinf(one.body, new)?),
                b"iref" => {
                    refers = true;
                    out.extend(iref(one.body, new, self.primary)?);
                }
                _ => {
                    let at = one.at - start;
                    out.extend(header(8 + one.body.len(), one.kind)?);
                    out.extend(blank.get(at..at + one.body.len())?);
                }
            }
        }
        if !refers && !new.is_empty() {
            out.extend(iref(&[1, 0, 0, 0], new, self.primary)?);
        }
        Some([&header(8 + out.len(), *b"meta")?[..], &out].concat())
    }
}

/// The boxes in a part of the file that begins at `start`.
fn boxes(bytes: &[u8], start: usize) -> Option<Vec<Box<'_>>> {
    let (mut at, mut all) = (0, Vec::new());
    while at < bytes.len() {
        let kind = *bytes.get(at + 4..)?.first_chunk()?;
        let (head, length) = match number32(bytes, at)? {
            0 => (8, bytes.len() - at),
            1 => (16, usize::try_from(u64::from_be_bytes(*bytes.get(at + 8..)?.first_chunk()?)).ok()?),
            length => (8, usize::try_from(length).ok()?),
        };
        let end = at.checked_add(length)?;
        all.push(Box { kind, range: start + at..start + end, at: start + at + head, body: bytes.get(at + head..end)? });
        at = end;
    }
    Some(all)
}

fn find<'a>(boxes: &[Box<'a>], kind: [u8; 4]) -> Option<&'a [u8]> {
    boxes.iter().find(|one| one.kind == kind).map(|one| one.body)
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

fn header(length: usize, kind: [u8; 4]) -> Option<Vec<u8>> {
    Some([u32::try_from(length).ok()?.to_be_bytes(), kind].concat())
}

/// The last box may say that it reaches to the end, which is about to move.
fn close(out: &mut [u8], last: &Box<'_>) -> Option<()> {
    let length = u32::try_from(last.range.len()).ok()?;
    if number32(out, last.range.start)? == 0 {
        out[last.range.start..last.range.start + 4].copy_from_slice(&length.to_be_bytes());
    }
    Some(())
}

/// `iinf`: where its entries begin.
fn entries(body: &[u8]) -> Option<&[u8]> {
    body.get(if *body.first()? == 0 { 6 } else { 8 }..)
}

fn items(iinf: &[u8]) -> Option<Vec<Item>> {
    let item = |entry: &Box<'_>| {
        let (id, at) = match *entry.body.first()? {
            2 => (u32::from(number16(entry.body, 4)?), 8),
            3 => (number32(entry.body, 4)?, 10),
            _ => return None,
        };
        // The name stands between the type and the content type.
        let mut texts = entry.body.get(at + 4..)?.split(|byte| *byte == 0).skip(1);
        let kind = match entry.body.get(at..at + 4)? {
            b"Exif" => Kind::Exif,
            b"mime" if texts.next() == Some(RDF) => Kind::Xmp,
            _ => Kind::Other,
        };
        Some(Item { id, kind })
    };
    boxes(entries(iinf)?, 0)?.iter().map(item).collect()
}

/// `iinf` with further entries.
fn iinf(body: &[u8], new: &[(u32, Kind)]) -> Option<Vec<u8>> {
    let old = entries(body)?;
    let count = boxes(old, 0)?.len() + new.len();
    let mut out = vec![1, 0, 0, 0];
    out.extend(u32::try_from(count).ok()?.to_be_bytes());
    out.extend(old);
    for (id, _) in new {
        let entry = [&[3, 0, 0, 0][..], &id.to_be_bytes(), &[0, 0], b"mime", b"\0", RDF, b"\0"].concat();
        out.extend(header(8 + entry.len(), *b"infe")?);
        out.extend(entry);
    }
    Some([header(8 + out.len(), *b"iinf")?, out].concat())
}

/// `iref` with the new items as descriptions of the picture.
fn iref(body: &[u8], new: &[(u32, Kind)], primary: u32) -> Option<Vec<u8>> {
    let wide = *body.first()? != 0;
    let id = |id: u32| {
        if wide { Some(id.to_be_bytes().to_vec()) } else { Some(u16::try_from(id).ok()?.to_be_bytes().to_vec()) }
    };
    let mut out = body.to_vec();
    for (from, _) in new {
        let entry = [id(*from)?, vec![0, 1], id(primary)?].concat();
        out.extend(header(8 + entry.len(), *b"cdsc")?);
        out.extend(entry);
    }
    Some([header(8 + out.len(), *b"iref")?, out].concat())
}

/// Reads the numbers of `iloc`, whose widths it says itself.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn take(&mut self, width: u8) -> Option<usize> {
        let (number, rest) = self.0.split_at_checked(usize::from(width))?;
        self.0 = rest;
        let number = number.iter().try_fold(0u64, |sum, byte| Some(sum.checked_mul(256)? | u64::from(*byte)))?;
        usize::try_from(number).ok()
    }
}

fn places(iloc: &[u8]) -> Option<Vec<Place>> {
    let (version, widths) = (*iloc.first()?, number16(iloc, 4)?.to_be_bytes());
    let (offset, length, base) = (widths[0] >> 4, widths[0] & 15, widths[1] >> 4);
    let index = if version == 0 { 0 } else { widths[1] & 15 };
    let id = if version < 2 { 2 } else { 4 };
    let mut numbers = Numbers(iloc.get(6..)?);
    let count = numbers.take(id)?;
    let mut all = Vec::new();
    for _ in 0..count {
        let item = u32::try_from(numbers.take(id)?).ok()?;
        let method = if version == 0 { 0 } else { numbers.take(2)? & 15 };
        let elsewhere = numbers.take(2)?;
        let start = numbers.take(base)?;
        let mut extents = Vec::new();
        for _ in 0..numbers.take(2)? {
            numbers.take(index)?;
            let at = start.checked_add(numbers.take(offset)?)?;
            // A length of zero means all of the file.
            let length = numbers.take(length).filter(|length| *length > 0)?;
            extents.push(at..at.checked_add(length)?);
        }
        if method > 1 || elsewhere != 0 {
            return None;
        }
        all.push(Place { id: item, in_idat: method == 1, extents });
    }
    Some(all)
}

/// `iloc` in its second version, with four bytes for every number.
fn iloc(places: &[Place], moved: impl Fn(usize) -> usize) -> Option<Vec<u8>> {
    let number = |number: usize| u32::try_from(number).ok().map(u32::to_be_bytes);
    let mut out = vec![2, 0, 0, 0, 0x44, 0];
    out.extend(number(places.len())?);
    for place in places {
        out.extend(place.id.to_be_bytes());
        out.extend([0, u8::from(place.in_idat), 0, 0]);
        out.extend(u16::try_from(place.extents.len()).ok()?.to_be_bytes());
        for extent in &place.extents {
            out.extend(number(if place.in_idat { extent.start } else { moved(extent.start) })?);
            out.extend(number(extent.len())?);
        }
    }
    Some([header(8 + out.len(), *b"iloc")?, out].concat())
}
