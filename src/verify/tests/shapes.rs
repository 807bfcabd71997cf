//! Pages of one shape share a parse; none of them gets away with what it says.

use super::*;

#[test]
fn pages_of_one_shape_are_judged_by_what_they_say() {
    let css = sheets("[data-x=b] { display: none }");
    let verify = |template: &str, slots: &[Slot<'_>]| verify_among(&page_with(template), &css, slots, &needs(), &[]);
    let shell = "<body><h1>One &amp; two</h1><a href=\"/a/\">x</a><article data-x=\"a\">{{ parts }}</article>";
    assert!(verify(shell, &slots()).is_ok());
    let other = shell.replace("One &amp; two", "Three").replace("/a/", "/b/");
    assert!(verify(&other, &slots()).expect("a good page").contains("<h1>Three</h1><a href=\"/b/\">"));
    for bad in [
        shell.replace("/a/", "javascript:x"),
        shell.replace("/a/", "&#106;avascript:x"),
        shell.replace("data-x=\"a\"", "data-x=\"b\""),
        shell.replace("<article", "<article hidden"),
        shell.replace("One", "<b hidden>"),
        shell.replace("<body>", "<body><link rel=\"canonical\" href=\"/a\">"),
        shell.replace("One", "<!--"),
        shell.replace("{{ parts }}", "{{ attribution.strip }}{{ body }}"),
    ] {
        assert!(verify(&bad, &slots()).is_err(), "{bad}");
    }
    for (part, from, to) in [
        (0, "https://example.org/a", "https://example.org/b"),
        (1, "Jane Doe", "Jane Roe"),
        (1, "https://example.org/a", "https://example.org/b"),
        (1, "<b>", "<b hidden>"),
        (3, "CC BY 4.0", ""),
    ] {
        let (mut slots, changed) = (slots(), slots()[part].html.replace(from, to));
        slots[part].html = &changed;
        assert!(verify(shell, &slots).is_err(), "{changed}");
    }
}

#[test]
fn words_that_a_part_hides_are_not_shown_in_a_known_shape() {
    for hides in ["hidden", "style=\"display: none\"", "aria-hidden=\"true\"", "popover=\"\"", "inert"] {
        let css = sheets("");
        let ask = |byline: &str, aside: &str| {
            let strip = STRIP.replace("Jane Doe</b>", &format!("{byline}</b> <i {hides}>{aside}</i>"));
            let mut slots = slots();
            slots[1].html = &strip;
            verify_among(&page_with("<body>{{ parts }}"), &css, &slots, &needs(), &[]).is_ok()
        };
        assert!(ask("Jane Doe", "x"), "a good page, whose shape would be known");
        assert!(!ask("x", "Jane Doe"), "{hides}");
    }
}

#[test]
fn what_an_end_tag_says_is_not_said() {
    let css = sheets("");
    let strip =
        STRIP.replace(" href=\"https://example.org/a\"", "").replace("</a>", "</a href=\"https://example.org/a\">");
    let mut slots = slots();
    slots[1].html = &strip;
    let ask = |needs: &[Need]| verify_among(&page_with("<body>{{ parts }}"), &css, &slots, needs, &[]).is_ok();
    let mut fewer = needs();
    fewer[1].href = None;
    assert!(ask(&fewer), "a good page, whose shape would be known");
    assert!(!ask(&needs()));
}

#[test]
fn pages_with_nul_are_parsed() {
    let css = sheets("");
    let mut slots = slots();
    let strip = STRIP.replace("Jane", "Jane\0");
    for (template, strip) in [("<body><p>a\0</p>{{ parts }}", STRIP), ("<body>{{ parts }}", &strip)] {
        slots[1].html = strip;
        assert!(verify_among(&page_with(template), &css, &slots, &needs()[1..], &[]).is_ok());
        assert_eq!(css.known().shapes(), 0);
    }
}

proptest::proptest! {
    #[test]
    fn a_known_shape_never_hides_a_fault(
        soup in "(<(div|p|b|i|a|table|td|ul|li|title|script|svg|textarea|h1|noscript|select|object)( hidden)?( href=\"U\"| title=\"U\"| class=\"c\")?>|</(div|p|b|i|a|table|td|ul|title|script|svg|textarea|noscript|select|object)>|T|T|P| ){0,14}",
        texts in "( |x|&amp;|&nbsp;|&#32;|&Tab;|-->|]]>|\"|'|=|/|\u{feff}){1,3}",
        url in "( |x|/|&amp;|&#106;avascript:|javascript:|-->|'|=|hidden){1,3}",
    ) {
        let make = |text: &str, url: &str| {
            let parts = soup.replacen('P', PARTS, 1).replace('P', "");
            let body = parts.replace('T', text).replace("\"U\"", &format!("\"{url}\""));
            format!("<!DOCTYPE html><html><head><title>x</title>{{{{ head }}}}</head><body>{body}")
        };
        let warm = sheets(".c > b { opacity: 0 }");
        let ask = |css: &Stylesheets, page: &str| verify_among(page, css, &slots(), &needs(), &[]).is_ok();
        ask(&warm, &make("y", "z"));
        ask(&warm, &make(" ", "z"));
        let page = make(&texts, &url);
        assert_eq!(ask(&warm, &page), ask(&sheets(".c > b { opacity: 0 }"), &page), "{page}");
    }
}

#[test]
fn pictures_of_one_shape_are_judged_by_their_credits() {
    let css = sheets(".c { display: none }");
    let photos = [Photo { src: "/m/a.jpg", credit: "Ann Lee" }, Photo { src: "/m/b.jpg", credit: "Bo Li" }];
    let ask = |src: &str, caption: &str, aside: &str| {
        let figure = format!(
            "<figure><img src=\"{src}\"><figcaption>{caption}</figcaption><span class=\"c\">{aside}</span></figure>"
        );
        let page = page_with(&format!("<body>{PARTS}{figure}"));
        verify_among(&page, &css, &slots(), &needs(), &photos).is_ok()
    };
    assert!(ask("/m/a.jpg", "Photo: Ann Lee", "x"), "a good page, whose shape is now known");
    assert!(ask("/m/b.jpg", "Photo: Bo Li", "x"));
    assert!(!ask("/m/a.jpg", "Photo", "x"), "the credit is missing");
    assert!(!ask("/m/a.jpg", "Photo: Bo Li", "x"), "it is another picture's credit");
    assert!(!ask("/m/a.jpg", "Photo", "Ann Lee"), "it stands where a style sheet hides it");
}

proptest::proptest! {
    #[test]
    fn a_known_shape_never_hides_a_missing_credit(
        soup in "(<(figure|figcaption|div|p|span|a|b|ul|li)( hidden| class=\"c\"| style=\"x\")?>|</(figure|figcaption|div|p|span|a|b|ul|li)>|I|J|K|C|D|T| ){0,18}",
        swapped in proptest::bool::ANY,
    ) {
        let photos = [
            Photo { src: "/m/a.jpg", credit: "Ann Lee" },
            Photo { src: "/m/b.jpg", credit: "Bo Li & Co" },
            Photo { src: "/m/a.jpg", credit: "Someone else" },
        ];
        let make = |[a, b]: [&str; 2], [c, d]: [&str; 2]| {
            let cards = soup.replace('I', &format!("<img alt=\"x\" src=\"/m/{a}.jpg\">"));
            let cards = cards.replace('J', &format!("<img src=\"/m/{b}.jpg\">")).replace('K', "<img src=\"../m/a.jpg\">");
            let cards = cards.replace('C', c).replace('D', d).replace('T', "text");
            format!("<!DOCTYPE html><html><head><title>x</title>{{{{ head }}}}</head><body>{PARTS}{cards}")
        };
        let style = ".c { display: none }";
        let ask = |css: &Stylesheets, page: &str| verify_among(page, css, &slots(), &needs(), &photos).is_ok();
        let warm = sheets(style);
        ask(&warm, &make(["a", "b"], ["Ann Lee", "Bo Li &amp; Co"]));
        ask(&warm, &make(["a", "a"], ["Ann Lee", "Someone  else"]));
        let page = if swapped { make(["b", "a"], ["Ann Lee", "Bo Li &amp; Co"]) } else { make(["a", "b"], ["x", "Ann Lee"]) };
        assert_eq!(ask(&warm, &page), ask(&sheets(style), &page), "{page}");
    }
}

#[test]
fn tiles_are_judged_with_their_page() {
    let css = sheets("b .c { display: none }");
    let photos = [Photo { src: "/m/a.jpg", credit: "Ann Lee" }, Photo { src: "/m/b.jpg", credit: "Bo Li" }];
    let ask = |around: &str, tile: &str, photos: &[Photo<'_>]| {
        let (before, after) = around.split_once('T').expect("a place");
        let (before, after) = (page_with(&format!("<body>{PARTS}{before}")), after.to_owned());
        let pieces = [(before.as_str(), None), (tile, Some(photos[0])), (after.as_str(), None)];
        verify_tiled(&pieces, &css, &slots(), &needs(), photos).is_ok()
    };
    let figure = |src: &str, credit: &str| format!("<figure><img src=\"{src}\"><i class=\"c\">{credit}</i></figure>");
    let good = figure("/m/a.jpg", "Ann Lee");
    assert!(ask("<div>T</div>", &good, &photos), "a good tile, whose shape is now known");
    assert!(ask("<div>T</div>", &figure("/m/b.jpg", "Bo Li"), &photos[1..]));
    assert!(!ask("<b>T</b>", &good, &photos), "a style sheet hides the credit in this page");
    assert!(!ask("<div hidden>T</div>", &good, &photos));
    assert!(!ask("<div>T</div>", &figure("/m/a.jpg", "Photo"), &photos), "the credit is missing");
    for around in ["<b>T</b>", "<div hidden>T</div>"] {
        assert!(!ask("<div>T</div>", &around.replace('T', &good), &photos), "another tile in the place of a good one");
    }
    let icon = "<p><img src=\"/m/b.jpg\"></p>";
    assert!(ask("<div>T</div>", icon, &photos[..1]), "a picture that is nobody's");
    assert!(!ask("<div>T</div>", icon, &photos), "on this page it is the picture of another card");
}

proptest::proptest! {
    /// A page of tiles that are known gets the verdict that it gets as a whole.
    #[test]
    fn known_tiles_never_hide_a_fault(
        soup in proptest::collection::vec(
            "(<(figure|figcaption|div|p|b|a|li)( hidden| class=\"c\"| srcset=\"x\")?>|</(figure|figcaption|div|p|b|a|li)>|I|I|J|C|C|D|T| ){0,6}", 1..6),
        swapped in proptest::bool::ANY,
    ) {
        let photos = [Photo { src: "/m/a.jpg", credit: "Ann Lee" }, Photo { src: "/m/b.jpg", credit: "Bo Li" }];
        let style = ".c { display: none }";
        let ask = |css: &Stylesheets, names: [&str; 2], tiled: bool| {
            let write = |piece: &String| {
                let piece = piece.replace('I', &format!("<img src=\"/m/{}.jpg\">", names[0]));
                piece.replace('J', "<img src=\"/m/b.jpg\">").replace('C', names[1]).replace('D', "Bo Li").replace('T', "text")
            };
            let soup: Vec<String> = soup.iter().map(write).collect();
            let head = format!("<!DOCTYPE html><html><head><title>x</title>{{{{ head }}}}</head><body>{PARTS}");
            let photo = |i: usize| (tiled && i % 2 == 1).then(|| photos[usize::from(names[0] == "b")]);
            let pieces = soup.iter().enumerate().map(|(i, piece)| (piece.as_str(), photo(i)));
            let pieces: Vec<_> = std::iter::once((head.as_str(), None)).chain(pieces).collect();
            verify_tiled(&pieces, css, &slots(), &needs(), &photos).is_ok()
        };
        let warm = sheets(style);
        ask(&warm, ["a", "Ann Lee"], true);
        ask(&warm, ["b", "Bo Li"], true);
        let page = if swapped { ["b", "Ann Lee"] } else { ["a", "Bo Li"] };
        for page in [page, ["a", "Ann Lee"]] {
            assert_eq!(ask(&warm, page, true), ask(&sheets(style), page, false), "{soup:?} {page:?}");
        }
    }
}

#[test]
fn rows_of_tiles_are_known_in_any_order_and_number() {
    let photos = [Photo { src: "/m/a.jpg", credit: "Ann Lee" }];
    let card = |inner: &str| format!("<article>{inner}<p><a href=\"/a/\">x</a></p></article>");
    let tiles = [
        card(""),
        card("<p>y</p>"),
        card("<figure><img src=\"/m/a.jpg\"><i class=\"c\">Ann Lee</i></figure>"),
        card("<h2 title=\"x\">y</h2>"),
    ];
    let ask = |css: &Stylesheets, around: [&str; 3], row: &[usize]| {
        let before = page_with(&format!("<body>{PARTS}{}", around[0]));
        let mut pieces = vec![(before.as_str(), None)];
        for (at, tile) in row.iter().enumerate() {
            pieces.push((if at == 0 { "" } else { around[1] }, None));
            pieces.push((tiles[*tile].as_str(), Some(photos[0])));
        }
        pieces.push((around[2], None));
        verify_tiled(&pieces, css, &slots(), &needs(), &photos).is_ok()
    };
    for around in [["<div>", "\n", "</div>"], ["<ul><li>", "</li>\n<li class=\"x\">", "</li></ul>"]] {
        let css = sheets("b .c { display: none }");
        assert!(ask(&css, around, &[0, 1, 1, 0]));
        for row in [&[0, 0, 0, 1][..], &[0, 1, 0, 1, 0, 1, 1], &[0, 0, 0]] {
            assert!(ask(&css, around, row));
            assert_eq!(css.known().shapes(), 1, "{row:?}");
        }
        assert!(ask(&css, around, &[0, 2, 3]), "two more tiles");
        assert!(ask(&css, around, &[0, 3, 2, 1, 0]));
        assert_eq!(css.known().shapes(), 1);
        assert!(ask(&css, around, &[1, 0, 0]), "the first counts as it is");
        assert!(ask(&css, around, &[0]), "and so does a row of one");
        assert_eq!(css.known().shapes(), 3);
    }
    // Where something around the tiles reaches into them, or they are not the same around each, only what was read is known.
    for around in [
        ["<div><b>", "\n", "</b></div>"],
        ["<div><b></div>", "\n", ""],
        ["<p>", "\n", "</p>"],
        ["<a href=\"/\">", "\n", "</a>"],
        ["<table>", "\n", "</table>"],
        ["<div>", "<div>", ""],
        ["<noscript>x</noscript>", "\n", ""],
        ["<template>", "\n", "</template>"],
        ["<div>", "<p>y</p>", "</div>"],
    ] {
        let css = sheets("");
        assert!(ask(&css, around, &[0, 1]), "{around:?}");
        assert!(ask(&css, around, &[0, 1, 1]), "{around:?}");
        let is_known = css.known().shapes() == 1;
        assert_eq!(is_known, around[0] == "<table>" || around[0] == "<p>", "{around:?}");
    }
    let css = sheets(".later .c { display: none }");
    let wrapped = ["<div class=\"first\">", "</div><div class=\"later\">", "</div>"];
    assert!(ask(&css, wrapped, &[2, 0, 0]), "the credit is shown at the beginning");
    assert!(!ask(&css, wrapped, &[2, 0, 2]), "and hidden later");
}

proptest::proptest! {
    /// A page with a row of tiles gets the verdict that it gets alone, whatever rows were seen before.
    #[test]
    fn known_rows_never_hide_a_fault(
        around in proptest::array::uniform3(
            "(<(div|ul|li|p|b|a|table|select|h2|section|span)( hidden| class=\"c\")?>|</(div|ul|li|p|b|a|table|select|h2|section)>|x|\n|\n){0,3}"),
        soup in proptest::collection::vec(
            "<(article|div|section)>(<(div|p|b|a|h2|ul|li|span)( hidden| class=\"c\")?>|</(div|p|b|a|h2|ul|li|span)>|x|\n){0,3}", 0..2),
        rows in proptest::array::uniform3(proptest::collection::vec(0..6_usize, 1..6)),
    ) {
        let photos = [Photo { src: "/m/a.jpg", credit: "Ann Lee" }];
        let mut tiles: Vec<String> = [
            "<article><p><a href=\"/a/\">x</a></p></article>",
            "<article><a>x</a><figure><img src=\"/m/a.jpg\"><b class=\"c\">Ann Lee</b></figure></article>",
            "<div><figure><img src=\"/m/a.jpg\"><i>Ann Lee</i></figure><h2><a>x</a></h2></div>",
            "<div>x<ul><li><a>x</a></li></ul></div>",
        ].map(str::to_owned).into();
        tiles.extend(soup);
        let style = "ul .c, p .c, .c > .c, b > div { display: none }";
        let ask = |css: &Stylesheets, row: &[usize], tiled: bool| {
            let head = format!("<!DOCTYPE html><html><head><title>x</title>{{{{ head }}}}</head><body>{}", around[0]);
            let mut pieces = vec![(head.as_str(), None)];
            for (at, tile) in row.iter().enumerate() {
                pieces.push((if at == 0 { "" } else { &around[1] }, None));
                pieces.push((&tiles[tile % tiles.len()], tiled.then_some(photos[0])));
            }
            pieces.extend([(around[2].as_str(), None), (PARTS, None)]);
            verify_tiled(&pieces, css, &slots(), &needs(), &photos).is_ok()
        };
        let warm = sheets(style);
        for row in rows {
            assert_eq!(ask(&warm, &row, true), ask(&sheets(style), &row, false), "{around:?} {row:?}");
        }
    }
}

/// A page of many kinds of tags, with marks for its parts.
const RICH: &str = "\n<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<title>One &amp; two</title>\n{{ head }}\n\
    <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n</head>\n<body class=\"c\">\n<header class=\"masthead\">\
    <nav aria-label=\"Sections\"><a href=\"/\">Front</a> <a href=\"/b/\" title=\"B\">B</a></nav></header>\n<main id=\"main\">\n\
    <h1>Title</h1><p class=\"meta\"><time datetime=\"2020-02-21\">21 February</time></p>\n{{ attribution.strip }}\
    <div class=\"text\">{{ body }}</div>\n{{ attribution.notice }}<ul><li><figure><img src=\"/m/a.jpg\" alt=\"x\" width=\"4\">\
    <figcaption>Photo: <b>Ann Lee</b></figcaption></figure></li></ul>\n<img src=\"/icon.png\"/><br/></main></body></html>";

proptest::proptest! {
    /// A page that is a known one but for a few letters, in its template or in a part, gets the verdict that it gets alone.
    #[test]
    fn no_small_change_hides_behind_a_known_shape(
        changes in proptest::collection::vec((
            0..5_usize, 0..2000_usize, 0..4_usize, proptest::bool::ANY,
            "(<|>|\"|=|'|/|&|&amp;|&#60;|&lt;|-|!| |\n|x|A|\0| hidden| hidden=\"\"| style=\"x\"| href=\"j\"| rel=\"canonical\"|<b hidden>|</b>|<!--|-->|<p>|</p>|<li>|</div>|<a href=\"javascript:x\">|<link rel=\"canonical\" href=\"/a\">|<script>|</script>|<template>|<table>|<svg>|<title>|</title>|<textarea>|c|C| class=\"c\"| CLASS=\"c\"| srcset=\"x\"|/m/a.jpg|Ann Lee|.{1,3}){0,2}",
        ), 1..4),
    ) {
        let photos = [Photo { src: "/m/a.jpg", credit: "Ann Lee" }];
        let ask = |css: &Stylesheets, pieces: &[String]| {
            let mut slots = slots();
            slots.iter_mut().zip(&pieces[1..]).for_each(|(slot, html)| slot.html = html);
            verify_among(&pieces[0], css, &slots, &needs(), &photos).is_ok()
        };
        let known: Vec<_> = std::iter::once(RICH).chain(slots().iter().map(|slot| slot.html)).map(str::to_owned).collect();
        let style = "b.c { display: none }";
        let warm = sheets(style);
        assert!(ask(&warm, &known) && warm.known().shapes() == 1, "a good page, whose shape is now known");
        let mut pieces = known.clone();
        for (piece, at, len, in_tag, new) in changes {
            let text = &mut pieces[piece];
            let at = text.floor_char_boundary(at % (text.len() + 1));
            let (at, len) = if in_tag { (at + text[at..].find('>').unwrap_or(0), 0) } else { (at, len) };
            let end = text.floor_char_boundary((at + len).min(text.len())).max(at);
            text.replace_range(at..end, &new);
        }
        assert_eq!(ask(&warm, &pieces), ask(&sheets(style), &pieces), "{pieces:?}");
    }
}
