//! The rights in published picture files, as `ExifTool` reads them.

use std::fs;
use std::path::Path;
use std::process::Command;

use reprint::base::Route;
use reprint::engine;
use reprint::photo_metadata::{Licensor, PhotoRights, embed};
use reprint::write::memory::Memory as Output;
use serde_json::Value;

/// All that is in a file, by `Group:Tag`; `None`, said aloud, where there is no `ExifTool`.
pub fn exiftool(file: &Path) -> Option<Value> {
    let options = ["-json", "-a", "-G1", "-ee", "-struct", "-api", "RequestAll=3"];
    let Ok(done) = Command::new("exiftool").args(options).arg(file).output() else {
        eprintln!("skipped: exiftool is not installed (`bash tests/run` installs it)");
        return None;
    };
    let read: Value = serde_json::from_slice(&done.stdout).unwrap();
    Some(read[0].clone())
}

#[test]
fn another_reader_finds_the_rights_and_nothing_private() {
    let rights = PhotoRights {
        creators: vec!["Jane Doé".to_owned()],
        credit: Some("Jane Doé/Example & Wire".to_owned()),
        copyright: Some("© Jane Doé".to_owned()),
        statement: Some("https://example.org/imprint/".to_owned()),
        licensor: Some(Licensor {
            name: Some("Jane Doé".to_owned()), url: Some("https://example.org/ask".to_owned())
        }),
    };
    let folder = tempfile::tempdir().unwrap();
    let originals = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photos");
    for name in [
        "camera.jpg",
        "camera.png",
        "camera.webp",
        "plain.webp",
        "camera.gif",
        "moving.gif",
        "camera.avif",
        "plain.avif",
    ] {
        let original = originals.join(name);
        let made = folder.path().join(name);
        fs::write(&made, embed(&fs::read(&original).unwrap(), &rights).unwrap()).unwrap();
        let Some(said) = exiftool(&made) else { return };
        assert_eq!(said["XMP-dc:Creator"], serde_json::json!(["Jane Doé"]), "{name}: {said:#}");
        assert_eq!(said["XMP-photoshop:Credit"], "Jane Doé/Example & Wire");
        assert_eq!(said["XMP-dc:Rights"], "© Jane Doé");
        assert_eq!(said["XMP-xmpRights:WebStatement"], "https://example.org/imprint/");
        assert_eq!(said["XMP-plus:Licensor"][0]["LicensorURL"], "https://example.org/ask");
        assert_eq!(said["ExifTool:Warning"], Value::Null, "{name}");
        let text = said.to_string();
        assert!(!text.contains("GPS") && !text.contains("SN123456"), "{name}: {text}");
        if name.starts_with("camera") {
            // A GIF has no Exif.
            let side = if name.ends_with("gif") { Value::Null } else { "Rotate 90 CW".into() };
            assert_eq!(said["IFD0:Orientation"], side, "{name}: which side is up must stay");
            assert_eq!(said["XMP-photoshop:City"], "Exampleville", "{name}: what else it says must stay");
            let before = exiftool(&original).unwrap();
            assert!(before.to_string().contains("SN123456"), "the test must be able to fail");
        }
    }
}

#[test]
fn an_agencys_own_fields_stand_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photos/agency.jpg");
    let made = folder.path().join("agency.jpg");
    let other = PhotoRights { credit: Some("Somebody Else".to_owned()), ..PhotoRights::default() };
    fs::write(&made, embed(&fs::read(&original).unwrap(), &other).unwrap()).unwrap();
    let (Some(before), Some(after)) = (exiftool(&original), exiftool(&made)) else { return };
    for tag in [
        "IPTC:By-line",
        "IPTC:Credit",
        "IPTC:CopyrightNotice",
        "IFD0:Artist",
        "IFD0:Copyright",
        "XMP-xmpRights:WebStatement",
        "XMP-plus:LicensorURL",
    ] {
        assert_eq!(before[tag], after[tag], "{tag}");
    }
    assert_eq!(after["XMP-photoshop:Credit"], "Example Wire", "the older block's credit, not ours");
    assert!(!after.to_string().contains("Somebody Else"));
}

#[test]
fn a_picture_that_no_article_shows_is_freed_of_what_is_private_and_that_is_said_each_time() {
    let camera = include_bytes!("../photos/camera.jpg").as_slice();
    let mut site = crate::site::site(1);
    site.put("static/p.jpg", camera);
    site.put("static/note.zip", camera[..3000].to_vec());
    let mut output = Output::default();
    for round in 0..2 {
        let outcome = engine::build(&site, &mut output, &crate::site::options());
        let codes: Vec<&str> = outcome.diagnostics.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes, ["rights/photo-private"], "round {round}");
    }
    let made = &output.files()[&Route::new("/p.jpg")];
    assert!(made != camera && !made.windows(8).any(|bytes| bytes == b"SN123456"));
    assert_eq!(output.files()[&Route::new("/note.zip")], camera[..3000], "what is no picture is copied as it is");
}
