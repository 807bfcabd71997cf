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
