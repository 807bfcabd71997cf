//! What fits a pattern is read as it would be tag by tag.

use proptest::prelude::*;

use super::*;
use crate::base::Route;
use crate::verify::Photo;
use crate::verify::known::Known;

/// All that a piece says, in words.
fn said(reader: &Reader<'_, '_>) -> String {
    let said = |said: &Said<'_>| format!("{:?} {:?}", said.words, said.links);
    let parts: Vec<_> = reader.said.iter().map(said).collect();
    let mut places: Vec<u8> = Vec::new();
    let credited = reader.figures.credited(reader.page, &mut places);
    format!("{parts:?} {:?} {:?} {places:?} {credited:?}", reader.canonical, reader.others)
}

/// Reads a piece on its own, with what is known or tag by tag. Gives its number and what it says.
fn read(kind: u8, text: &str, photos: &[Photo<'_>], known: &Known, tag_by_tag: bool) -> Option<(u32, String)> {
    let (route, kept) = (Route::new("/a/"), BTreeSet::from(["title".to_owned()]));
    let page = Page {
        route: &route,
        url: "https://site.example.org/a/",
        template: "article.html",
        template_file: None,
        article: None,
        shell: text,
        tiles: &[],
        slots: &[],
        needs: &[],
        photos,
        canonical: None,
        hosts: &[],
    };
    let mut reader = Reader::new(&page, &kept);
    reader.part = [Part::Head, Part::Strip].into_iter().find(|part| kind == PART + *part as u8);
    reader.said.extend(reader.part.map(Said::new));
    reader.others = (kind == TILE).then(Vec::new);
    let number = if tag_by_tag {
        reader.key = vec![kind];
        reader.text(text)?;
        known.view().number(&reader.key)?
    } else {
        reader.piece(kind, text, &mut known.view())?
    };
    Some((number, said(&reader)))
}

const TAGS: &str = "(<(p|b|figure|figcaption|div)>|</(p|b|figure|figcaption|div|a)>|<a href=\"V\">|<a href=\"V\" title=\"V\">|<a title=\"V\" hreflang=\"V\" href=\"V\">\
    |<img src=\"/V\" alt=\"V\">|<img src=\"V\">|<link rel=\"V\" href=\"V\">|<link rel=\"canonical\" href=\"V\">|<meta name=\"n\" content=\"V\">|<time datetime=\"V\">|W|W|\n| ){0,12}";
const VALUES: &str = "(a.jpg|b.jpg|x|/|canonical|&amp;|&nbsp;|&#60;|'|>|<|\"|javascript:|=| |\n){0,2}";
const WORDS: &str = "(Ann|Bo|x|é|&amp;|&lt;|&#32;|&copy;|\"|>|<|<b>|</b>|=|/| |\n){0,3}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_fits_a_pattern_is_read_as_tag_by_tag(
        soup in TAGS,
        known_by in proptest::collection::vec((prop_oneof![Just("a.jpg"), Just("b.jpg"), Just("x")], prop_oneof![Just("Ann"), Just("\n"), Just("Bo &amp; x")]), 1..4),
        values in proptest::collection::vec(VALUES, 4),
        words in proptest::collection::vec(WORDS, 4),
        kind in 0..4_u8,
        with_photos in 0..3_usize,
    ) {
        let photos = [Photo { src: "/a.jpg", credit: "Ann" }, Photo { src: "/b.jpg", credit: "Bo" }];
        let known = Known::default();
        for (value, word) in known_by {
            read(kind, &soup.replace('V', value).replace('W', word), &photos[..1], &known, false);
        }
        let fill = |text: String, hole: char, with: &[String]| with.iter().cycle().take(20).fold(text, |text, with| text.replacen(hole, with, 1));
        let text = fill(fill(soup, 'V', &values), 'W', &words);
        let photos = &photos[..with_photos];
        prop_assert_eq!(read(kind, &text, photos, &known, false), read(kind, &text, photos, &known, true), "{}", text);
    }
}

#[test]
fn a_piece_that_was_read_is_not_read_again() {
    let known = Known::default();
    let piece =
        |words: &str, href: &str| format!("<p class=\"c\">{words}</p>\n<a href=\"{href}\">{words} &amp; more</a> ");
    read(SHELL, &piece("one", "/a/"), &[], &known, false);
    let fits = |kind: u8, text: &str| known.view().store().patterns.fit(kind, text, &mut Vec::new()).is_some();
    assert!(fits(SHELL, &piece("two", "/b/?a&amp;b")) && fits(SHELL, &piece(" \n three", "")));
    assert!(!fits(TILE, &piece("two", "/b/")), "it is of another kind");
    for other in ["", "  ", "<b>"] {
        assert!(!fits(SHELL, &piece(other, "/b/")), "{other}");
    }
    assert!(!fits(SHELL, &piece("two", "/b/").replace("\"c\"", "\"d\"")));
    assert!(!fits(SHELL, &format!("{}x", piece("two", "/b/"))), "it goes on");
    for odd in ["<p><img src=\"b.jpg\"></p>", "<figure><img src=\"/a.jpg\">"] {
        assert!(read(SHELL, odd, &[], &known, false).is_some() && !fits(SHELL, odd), "{odd}");
    }
}

#[test]
fn a_picture_in_a_pattern_may_be_a_card_s_on_another_page() {
    let photos = [Photo { src: "/a.jpg", credit: "Ann" }, Photo { src: "/b.jpg", credit: "Bo" }];
    let (known, piece) = (Known::default(), "<p><img src=\"/b.jpg\"></p>");
    for kind in [SHELL, TILE] {
        assert!(
            read(kind, piece, &photos[..1], &known, false).is_some(),
            "nobody's picture, in a pattern that is now known"
        );
        assert!(read(kind, piece, &photos[..1], &known, false).is_some());
        assert_eq!(read(kind, piece, &photos, &known, false), None);
    }
}
