//! Where the picture formats keep their metadata.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{CHUNK_VP8X, CHUNK_XMP, WebP};
use img_parts::{Bytes, ImageEXIF};

use super::avif::Avif;
use super::gif::Gif;
use super::{PhotoMetadata, PhotoRights, iim};

const XMP_IN_JPEG: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP_IN_JPEG: &[u8] = b"Photoshop 3.0\0";
const ICC_IN_JPEG: &[u8] = b"ICC_PROFILE\0";

/// The keyword, then: not compressed, no method, no language, no translated keyword (XMP Specification, part 3).
const XMP_IN_PNG: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";

/// The manifest of a C2PA signature. It covers the whole file, so that any change makes it call the picture forged.
const C2PA_IN_WEBP: [u8; 4] = *b"C2PA";

/// A picture in its parts.
pub(super) enum Picture<'a> {
    Jpeg(Jpeg),
    Png(Png),
    WebP(WebP),
    Gif(Gif<'a>),
    Avif(Avif<'a>),
}

/// The metadata of a picture as it stands in the file.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) xmp: Option<Bytes>,
    pub(super) exif: Option<Bytes>,
    pub(super) iim: Option<Vec<u8>>,
    /// What the plain texts of a PNG say.
    pub(super) text: PhotoMetadata,
}

impl<'a> Picture<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let copy = || Bytes::copy_from_slice(bytes);
        match bytes {
            [0xff, 0xd8, ..] => Jpeg::from_bytes(copy()).ok().map(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Png::from_bytes(copy()).ok().map(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
                WebP::from_bytes(copy()).ok().map(Self::WebP)
            }
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Gif::parse(bytes).map(Self::Gif),
            _ if Avif::is_one(bytes) => Avif::parse(bytes).map(Self::Avif),
            _ => None,
        }
    }

    pub(super) fn blocks(&self) -> Blocks {
        match self {
            Self::Jpeg(jpeg) => jpeg_blocks(jpeg),
            Self::Png(png) => png_blocks(png),
            Self::WebP(webp) => Blocks {
                xmp: webp.chunk_by_id(CHUNK_XMP).and_then(|chunk| chunk.content().data()).cloned(),
                exif: webp.exif(),
                ..Blocks::default()
            },
            Self::Gif(gif) => Blocks { xmp: gif.xmp().map(Bytes::copy_from_slice), ..Blocks::default() },
            Self::Avif(avif) => {
                Blocks { xmp: avif.xmp().map(Bytes::from), exif: avif.exif().map(Bytes::from), ..Blocks::default() }
            }
        }
    }

    /// The longest packet that fits, in bytes: a JPEG segment counts its length in 16 bits.
    pub(super) fn largest_packet(&self) -> usize {
        match self {
            Self::Jpeg(_) => usize::from(u16::MAX) - 2 - XMP_IN_JPEG.len(),
            Self::Png(_) | Self::WebP(_) | Self::Gif(_) | Self::Avif(_) => 1 << 20,
        }
    }

    /// The file with other XMP and Exif. Of all else only what shows the picture stays, and its IIM block.
    pub(super) fn replace(self, xmp: &str, exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
        match self {
            Self::Jpeg(jpeg) => Some(jpeg_with(jpeg, xmp, exif)),
            Self::Png(png) => Some(png_with(png, xmp, exif)),
            Self::WebP(webp) => webp_with(webp, xmp, exif),
            Self::Gif(gif) => Some(gif.with(xmp)),
            Self::Avif(avif) => avif.with(xmp, exif),
        }
    }
}

fn jpeg_blocks(jpeg: &Jpeg) -> Blocks {
    let after = |marker, prefix| {
        jpeg.segments_by_marker(marker).find_map(|s| Some(s.contents().slice_ref(s.contents().strip_prefix(prefix)?)))
    };
    Blocks {
        xmp: after(markers::APP1, XMP_IN_JPEG),
        exif: jpeg.exif(),
        iim: after(markers::APP13, PHOTOSHOP_IN_JPEG).and_then(|r| iim::in_resources(&r).map(<[u8]>::to_vec)),
        ..Blocks::default()
    }
}

fn jpeg_with(mut jpeg: Jpeg, xmp: &str, exif: Option<Vec<u8>>) -> Vec<u8> {
    let iim = jpeg_blocks(&jpeg).iim.and_then(|block| iim::resource(&block));
    jpeg.segments_mut().retain(shows_the_picture);
    let packet = JpegSegment::new_with_contents(markers::APP1, [XMP_IN_JPEG, xmp.as_bytes()].concat().into());
    let resources = iim
        .map(|resource| JpegSegment::new_with_contents(markers::APP13, [PHOTOSHOP_IN_JPEG, &resource].concat().into()));
    let segments = jpeg.segments_mut();
    // JFIF stands first.
    let at = usize::from(segments.first().is_some_and(|first| first.marker() == markers::APP0));
    segments.splice(at..at, std::iter::once(packet).chain(resources));
    if let Some(last) = segments.last_mut().filter(|last| last.has_entropy()) {
        let scan = last.clone().encoder().bytes();
        let entropy = &scan[last.len()..];
        let end = end_of_image(entropy);
        *last = JpegSegment::new_with_entropy(
            last.marker(),
            last.contents().clone(),
            Bytes::copy_from_slice(&entropy[..end]),
        );
    }
    jpeg.set_exif(exif.map(Bytes::from));
    jpeg.encoder().bytes().to_vec()
}

/// Whether a segment is needed to show the picture: tables, frames, JFIF, the colour profile and Adobe's colour transform.
/// All other application segments and comments are the makers' and editors' own.
fn shows_the_picture(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(ICC_IN_JPEG),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// The length of all scans with the marker that ends the image. What follows it are further pictures (thumbnails, depth maps,
/// the moving part of a live photo), with metadata of their own.
fn end_of_image(scans: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr::memchr(markers::P, scans.get(at..).unwrap_or_default()) {
        at += found + 1;
        match scans.get(at) {
            Some(&markers::EOI) => return at + 1,
            // A stuffed byte, a restart, or filling.
            Some(&(0x00 | markers::RST0..=markers::RST7 | markers::P)) | None => {}
            Some(_) => {
                let length =
                    scans.get(at + 1..).and_then(|rest| rest.first_chunk()).map_or(0, |l| u16::from_be_bytes(*l));
                at += 1 + usize::from(length);
            }
        }
    }
    scans.len()
}

fn png_blocks(png: &Png) -> Blocks {
    let xmp = png.chunks_by_type(*b"iTXt").find_map(|chunk| {
        let packet = chunk.contents().strip_prefix(XMP_IN_PNG)?;
        Some(chunk.contents().slice_ref(packet))
    });
    let text = |keyword: &[u8]| {
        let mut texts = png.chunks_by_type(*b"tEXt").filter_map(|chunk| chunk.contents().strip_prefix(keyword));
        texts.next().map(iim::decode)
    };
    let rights = PhotoRights {
        creators: text(b"Author\0").into_iter().collect(),
        copyright: text(b"Copyright\0"),
        ..PhotoRights::default()
    };
    let text = PhotoMetadata { rights, caption: text(b"Description\0"), ..PhotoMetadata::default() };
    Blocks { xmp, exif: png.exif(), iim: None, text }
}

fn png_with(mut png: Png, xmp: &str, exif: Option<Vec<u8>>) -> Vec<u8> {
    png.chunks_mut().retain(|chunk| !is_metadata(chunk));
    let packet = PngChunk::new(*b"iTXt", [XMP_IN_PNG, xmp.as_bytes()].concat().into());
    // Right after the header, so that readers find it before the pixels.
    let at = png.chunks().len().min(1);
    png.chunks_mut().insert(at, packet);
    png.set_exif(exif.map(Bytes::from));
    png.encoder().bytes().to_vec()
}

/// Whether a chunk holds XMP, Exif or a signature; `ImageMagick` hides the first two in texts of its own.
fn is_metadata(chunk: &PngChunk) -> bool {
    let keyword = chunk.contents().split(|byte| *byte == 0).next().unwrap_or_default();
    match &chunk.kind() {
        b"iTXt" | b"tEXt" | b"zTXt" => {
            keyword == b"XML:com.adobe.xmp"
                || keyword.strip_prefix(b"Raw profile type ").is_some_and(|kind| !matches!(kind, b"icc" | b"icm"))
        }
        b"eXIf" | b"caBX" => true,
        _ => false,
    }
}

fn webp_with(mut webp: WebP, xmp: &str, exif: Option<Vec<u8>>) -> Option<Vec<u8>> {
    /// The flag of VP8X that announces XMP (WebP Container Specification).
    const HAS_XMP: u8 = 0b0100;
    webp.chunks_mut().retain(|chunk| ![CHUNK_XMP, C2PA_IN_WEBP].contains(&chunk.id()));
    let packet = RiffChunk::new(CHUNK_XMP, RiffContent::Data(Bytes::copy_from_slice(xmp.as_bytes())));
    webp.chunks_mut().push(packet.clone());
    // Makes the file an extended one.
    webp.set_exif(exif.map(Bytes::from));
    // XMP stands behind Exif.
    webp.remove_chunks_by_id(CHUNK_XMP);
    webp.chunks_mut().push(packet);
    let header = webp.chunks_mut().iter_mut().find(|chunk| chunk.id() == CHUNK_VP8X)?;
    if let RiffContent::Data(data) = header.content_mut() {
        let mut flags = data.to_vec();
        *flags.first_mut()? |= HAS_XMP;
        *data = flags.into();
    }
    Some(webp.encoder().bytes().to_vec())
}
