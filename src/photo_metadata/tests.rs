//! Small pictures that were given metadata by `ExifTool`.

use super::*;

const CAMERA: [&[u8]; 5] = [
    include_bytes!("../../tests/photos/camera.jpg"),
    include_bytes!("../../tests/photos/camera.png"),
    include_bytes!("../../tests/photos/camera.webp"),
    include_bytes!("../../tests/photos/camera.gif"),
    include_bytes!("../../tests/photos/camera.avif"),
];
const PLAIN: [&[u8]; 3] = [
    include_bytes!("../../tests/photos/plain.webp"),
    include_bytes!("../../tests/photos/moving.gif"),
    include_bytes!("../../tests/photos/plain.avif"),
];
const AGENCY: &[u8] = include_bytes!("../../tests/photos/agency.jpg");

fn rights() -> PhotoRights {
    PhotoRights {
        creators: vec!["Jane Doe".to_owned(), "Zoë & Söhne <i>".to_owned()],
        credit: Some("Jane Doe/Example \"Wire\"".to_owned()),
        copyright: Some("© Jane Doe".to_owned()),
        statement: Some("https://example.org/imprint/?a=1&b=2".to_owned()),
        licensor: Some(Licensor { name: Some("Jane Doe".to_owned()), url: Some("https://example.org/ask".to_owned()) }),
    }
}

#[test]
fn of_each_right_the_first_to_state_it_is_believed() {
    let none = || Arc::new(PhotoRights::default());
    let (said, other) =
        (Arc::new(rights()), PhotoRights { credit: Some("Other".to_owned()), ..PhotoRights::default() });
    for (first, second, third) in [
        (none(), Arc::clone(&said), Arc::new(other.clone())),
        (Arc::new(other), none(), said),
        (none(), none(), none()),
    ] {
        let testimony = Testimony([first, second, third]);
        let believed = testimony.believed();
        let asked = PhotoRights {
            creators: testimony.creators().to_vec(),
            credit: testimony.credit().map(str::to_owned),
            copyright: testimony.copyright().map(str::to_owned),
            statement: testimony.statement().map(str::to_owned),
            licensor: testimony.licensor().cloned(),
        };
        assert_eq!(asked, believed);
        assert_eq!(postcard::to_allocvec(&testimony), postcard::to_allocvec(&believed));
    }
}

/// What a picture is drawn from, without the metadata.
fn pixels(bytes: &[u8]) -> Vec<u8> {
    match Picture::parse(bytes).expect("a picture") {
        Picture::Jpeg(jpeg) => {
            let drawn = jpeg.segments().iter().filter(|s| s.marker() < 0xe0).flat_map(|s| s.clone().encoder().bytes());
            let drawn: Vec<u8> = drawn.collect();
            let end = memchr::memmem::rfind(&drawn, &[0xff, 0xd9]).expect("an end");
            drawn[..end].to_vec()
        }
        Picture::Png(png) => png.chunks_by_type(*b"IDAT").flat_map(|chunk| chunk.contents().clone()).collect(),
        Picture::WebP(webp) => {
            let drawn = webp.chunks().iter().filter(|chunk| chunk.id().starts_with(b"VP8") && chunk.id() != *b"VP8X");
            drawn.filter_map(|chunk| chunk.content().data().cloned()).flatten().collect()
        }
        Picture::Gif(gif) => gif.drawn(),
        Picture::Avif(avif) => avif.drawn(),
    }
}

#[test]
fn an_agencys_fields_are_read_from_all_blocks() {
    let said = read(AGENCY);
    let expected = PhotoRights {
        creators: vec!["Ann Example".to_owned()],
        credit: Some("Example Wire".to_owned()),
        copyright: Some("© 2021 Example Wire".to_owned()),
        statement: Some("https://example.org/terms".to_owned()),
        licensor: Some(Licensor {
            name: Some("Example Wire Licensing".to_owned()),
            url: Some("https://example.org/licensing".to_owned()),
        }),
    };
    assert_eq!(said.rights, expected);
    assert_eq!(said.caption.as_deref(), Some("A bridge & a river"), "XMP is believed before IIM");
}

#[test]
fn what_is_private_is_taken_out_of_a_picture_that_nobody_credits() {
    for (bytes, kind) in CAMERA.into_iter().zip(["jpg", "png", "webp", "gif", "avif"]) {
        let Scrubbed::Without(made) = scrub(bytes, kind) else { panic!("{kind} tells where it was taken") };
        assert_eq!((pixels(&made), read(&made).rights), (pixels(bytes), read(bytes).rights), "{kind}");
        assert_eq!(scrub(&made, kind), Scrubbed::Clean, "{kind}");
        for private in [&b"SN123456"[..], b"GPSLatitude"] {
            assert_eq!(memchr::memmem::find(&made, private), None, "{kind}");
        }
    }
    for bytes in PLAIN.into_iter().chain([AGENCY]) {
        assert_eq!(scrub(bytes, "jpg"), Scrubbed::Clean, "what tells nothing private stays as it is, byte for byte");
    }
}

#[test]
fn exif_alone_tells_enough() {
    // A directory of one entry of 12 bytes, and behind it another, which the first one's entry can name.
    let exif = |tag: u16, inner: u16| {
        let entry = |tag: u16, value: u32| {
            let mut entry = b"\x01\0".to_vec();
            entry.extend(tag.to_le_bytes());
            entry.extend([4, 0, 1, 0, 0, 0]);
            entry.extend(value.to_le_bytes());
            entry.extend([0; 4]);
            entry
        };
        [b"II\x2a\0\x08\0\0\0".to_vec(), entry(tag, 26), entry(inner, 0)].concat()
    };
    for (tag, inner, private) in
        [(0x8825, 0, true), (0x8769, 0xa431, true), (0x8769, 0x9003, false), (0x0112, 0xa431, false)]
    {
        let picture = Picture::parse(PLAIN[0]).expect("a picture");
        let bytes = picture.replace(&xmp::amend(None, &rights()), Some(exif(tag, inner))).expect("a picture");
        assert_eq!(scrub(&bytes, "webp") != Scrubbed::Clean, private, "{tag:x} {inner:x}");
    }
}

#[test]
fn what_cannot_be_read_and_may_tell_more_is_not_published() {
    let torn = &CAMERA[0][..3000];
    assert_eq!(Picture::parse(torn).map(|_| ()), None, "the picture ends too early");
    // A directory with the pointer to the place's: one entry of 12 bytes.
    let tiff =
        |tag: [u8; 2]| [&b"II\x2a\0\x08\0\0\0\x01\0"[..], &tag, &[4, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]].concat();
    for (bytes, name, expected) in [
        (torn, "jpg", Scrubbed::Unreadable),
        (torn, "JPG", Scrubbed::Unreadable),
        (torn, "zip", Scrubbed::Clean),
        (&tiff([0x25, 0x88]), "tif", Scrubbed::Unreadable),
        (&tiff([0x12, 0x01]), "tif", Scrubbed::Clean),
        (b"....ftypheic....Exif....", "heic", Scrubbed::Unreadable),
        (b"no picture at all", "png", Scrubbed::Clean),
        (b"", "png", Scrubbed::Clean),
    ] {
        assert_eq!(scrub(bytes, name), expected, "{name}");
    }
}

#[test]
fn what_is_embedded_is_read_back_and_what_is_private_is_gone() {
    for bytes in CAMERA.into_iter().chain(PLAIN) {
        let made = embed(bytes, &rights()).expect("a picture");
        assert!(takes(bytes) && takes(&made));
        assert_eq!(read(&made).rights, rights());
        let again = embed(&made, &PhotoRights::default()).expect("a picture");
        assert_eq!((read(&again).rights, pixels(&again)), (rights(), pixels(bytes)), "and what was written stays");
        for secret in ["SN123456", "LSN98765", "GPSLatitude", "ExampleCam", "trailing"] {
            assert!(memchr::memmem::find(&made, secret.as_bytes()).is_none(), "{secret}");
        }
        assert!(pixels(&made).len() > 20 && pixels(&made) == pixels(bytes), "not a pixel is touched");
    }
    assert!(read(&embed(CAMERA[0], &rights()).expect("a picture")).digital_source_type.is_some(), "the rest stays");
}

#[test]
fn a_gifs_comments_go_and_its_repetition_stays() {
    let moving = PLAIN[1];
    let at = memchr::memmem::find(moving, b"\x21\xff\x0bNETSCAPE2.0").expect("it repeats");
    let comment = b"\x21\xfe\x08SN123456\0";
    let spoken = [&moving[..at], comment, &moving[at..], b"trailing"].concat();
    let made = embed(&spoken, &rights()).expect("a picture");
    for gone in [&b"SN123456"[..], b"trailing"] {
        assert!(memchr::memmem::find(&made, gone).is_none());
    }
    assert!(memchr::memmem::find(&made, b"NETSCAPE2.0").is_some());
    assert_eq!((pixels(&made), read(&made).rights), (pixels(moving), rights()));
}

#[test]
fn a_files_own_rights_are_never_overwritten() {
    let made = embed(AGENCY, &rights()).expect("a picture");
    assert_eq!(read(&made).rights, read(AGENCY).rights);
    let again = embed(&made, &rights()).expect("a picture");
    assert_eq!(made, again, "nothing is left to add");
}

#[test]
fn other_formats_and_damaged_files_are_left_alone() {
    assert_eq!(embed(b"GIF89a", &rights()), None);
    assert_eq!(embed(b"\0\0\0\x10ftypheic\0\0\0\0", &rights()), None);
    assert_eq!(read(b""), PhotoMetadata::default());
    for bytes in CAMERA.into_iter().chain(PLAIN).chain([AGENCY]) {
        for end in 0..bytes.len() {
            let _ = embed(&bytes[..end], &rights());
        }
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= 0xff;
            let _ = embed(&damaged, &rights());
        }
    }
}

#[test]
fn a_packet_is_kept_but_for_what_must_go() {
    let packet = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:a" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ps:Credit="A &amp; B" exif:GPSLatitude='48,48N' exif:FNumber="4"><d:creator><rdf:Seq/></d:creator><d:rights><rdf:Alt><rdf:li xml:lang="fr">Tous</rdf:li><rdf:li xml:lang="x-default">All</rdf:li></rdf:Alt></d:rights><exif:GPSLongitude><deep>2</deep></exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;
    let made = xmp::amend(Some(packet.as_bytes()), &rights());
    assert!(
        !made.contains("GPS") && made.contains("exif:FNumber=\"4\"") && made.contains("rdf:about=\"urn:a\" xmlns:rdf")
    );
    let said = xmp::read(made.as_bytes()).rights;
    assert_eq!((said.credit.as_deref(), said.copyright.as_deref()), (Some("A & B"), Some("All")));
    assert_eq!(said.creators, rights().creators);
    assert_eq!(made.matches("creator>").count(), 2, "the empty element made room");

    let hopeless = xmp::amend(Some(b"<x:xmpmeta><rdf:RDF>"), &rights());
    assert_eq!(xmp::read(hopeless.as_bytes()).rights, rights());
}
