//! Tests of the judgement of pictures.

use super::*;

fn desk() -> Desk {
    Desk::new().picture("content/articles/b.jpg", "")
}

fn photo(extra: &str) -> String {
    front(&format!("license: CC-BY-4.0\nphoto: b.jpg\n{extra}"))
}

#[test]
fn a_lead_picture_needs_credit_and_rights_of_its_own() {
    for (keys, expected) in [
        ("", "rights/photo-credit"),
        ("photo_credit: Jane Doe\n", "rights/photo-licence"),
        ("photo_credit: Jane Doe/AFP via Getty Images\nphoto_license: own\n", "rights/photo-licence"),
        ("photo_credit: Jane Doe/AFP via Getty Images\nphoto_license: CC-BY-4.0\n", "rights/photo-licence"),
        ("photo_credit: Jane Doe\nphoto_license: CC-BY-NC-4.0\n", "rights/noncommercial"),
        ("photo_credit: Jane Doe\nphoto_license: nonsense\n", "rights/photo-licence"),
    ] {
        assert_eq!(codes(&desk().clear(&photo(keys))), [expected], "{keys}");
    }
    for keys in [
        "photo_credit: Jane Doe\nphoto_license: own\n",
        "photo_credit: Jane Doe\nphoto_license: CC-BY-4.0\n",
        "photo_caption: A bridge. (Jane Doe)\nphoto_license: handout\n",
    ] {
        let staged = desk().clear(&photo(keys));
        assert_eq!(codes(&staged), Vec::<&str>::new(), "{keys}");
        assert_eq!(staged.value.and_then(|c| c.photo().map(|p| p.credit.clone())).as_deref(), Some("Jane Doe"));
    }
}

#[test]
fn only_the_agency_can_permit_its_picture() {
    let text = photo("photo_credit: Jane Doe/AFP via Getty Images\nphoto_license: letter\npublisher: wire\n");
    let letter = |who: &str| format!("publisher: {who}\narticles: all\nuses: [photo]\ngiven_by: Ann Example\n");
    assert_eq!(codes(&desk().permission(&letter("wire")).clear(&text)), ["rights/photo-licence"]);
    assert_eq!(codes(&desk().permission(&letter("AFP")).clear(&text)), Vec::<&str>::new());
}

#[test]
fn what_stands_beside_the_picture_fills_in() {
    let beside =
        "credit: Jane Doe\nalt: A bridge\ncaption: The old bridge.\nlicense: CC-BY-SA-4.0\nuntil: 2026-12-31\n";
    let desk = Desk::new().picture("static/img/b.jpg", beside);
    let staged = desk.clear(&front("license: CC-BY-4.0\nphoto: /img/b.jpg\n"));
    let photo = staged.value.expect("cleared").photo().cloned().expect("a photo");
    assert_eq!((photo.alt.as_str(), photo.file.as_str()), ("A bridge", "static/img/b.jpg"));
    assert_eq!(photo.caption.as_deref(), Some("The old bridge."));
    assert_eq!(photo.licence.map(|l| l.text).as_deref(), Some("CC BY-SA 4.0"));
    assert_eq!(photo.until.map(|t| t.to_string()).as_deref(), Some("2027-01-01T00:00:00Z"));
}

#[test]
fn pictures_come_from_the_site() {
    for (target, expected) in [
        ("https://example.org/b.jpg", "rights/photo-remote"),
        ("//example.org/b.jpg", "rights/photo-remote"),
        ("../b.jpg", "rights/photo-missing"),
        ("c.jpg", "rights/photo-missing"),
    ] {
        let text = photo("").replace("b.jpg", target);
        assert_eq!(codes(&desk().clear(&text)), [expected], "{target}");
        let body = format!("![A bridge]({target} \"(Jane Doe)\")\n");
        assert_eq!(codes(&desk().clear_body(&front("license: CC-BY-4.0\n"), &body, &[])), [expected], "{target}");
    }
    let waiting = front("license: CC-BY-4.0\nphoto_credit: Jane Doe/AFP\nphoto_caption: A bridge\n");
    assert_eq!(codes(&desk().clear(&waiting)), Vec::<&str>::new(), "credit and caption wait for a picture");
}

#[test]
fn pictures_in_the_body_are_judged_and_listed() {
    let clear = |body: &str| desk().clear_body(&front("license: CC-BY-4.0\n"), body, &[]);
    let staged = clear("![A bridge](b.jpg \"The old bridge. (Jane Doe)\")\n");
    let cleared = staged.value.expect("cleared");
    let picture = &cleared.pictures()[0];
    assert_eq!((picture.target.as_str(), picture.photo.alt.as_str()), ("b.jpg", "A bridge"));
    assert_eq!(
        (picture.photo.caption.as_deref(), picture.photo.credit.as_str()),
        (Some("The old bridge."), "Jane Doe")
    );
    assert_eq!(codes(&clear("![A bridge](b.jpg)\n")), ["rights/photo-credit"]);
    assert_eq!(codes(&clear("<iMg src=\"b.jpg\">\n")), ["rights/photo-credit"]);
    assert_eq!(codes(&clear("![A](b.jpg \"(Jane Doe/AFP)\")\n")), ["rights/photo-licence"]);
    assert_eq!(codes(&clear("`![A](b.jpg)`\n")), Vec::<&str>::new());
}
