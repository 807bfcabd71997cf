//! Pages that show their attribution, and the many ways in which a template may fail to.

mod shapes;

use super::*;
use crate::base::Digest;
use crate::source::Source;

const TOKEN: &str = "reprintBody7f3a";

fn path(path: &str) -> RelPath {
    RelPath::new(path).expect("a path")
}

fn sheets(css: &str) -> Stylesheets {
    let source = Source::new(path("static/style.css"), css);
    let staged = Stylesheets::read([("/news/style.css".to_owned(), source)]);
    assert_eq!(staged.diagnostics, []);
    staged.value.expect("style sheets")
}

const STRIP: &str = "<div class=\"attribution-strip\"><p>By <b>Jane Doe</b>, \
    <a href=\"https://example.org/a\">Example&nbsp;Wire</a></p></div>";
const NOTICE: &str = "<section class=\"attribution-notice\"><dl><div class=\"row\"><dt>Licence</dt>\
    <dd><a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a></dd></div></dl></section>";

fn slots() -> Vec<Slot<'static>> {
    vec![
        Slot {
            part: Part::Head,
            token: "reprintHead7f3a",
            html: "<link rel=\"canonical\" href=\"https://example.org/a\">",
        },
        Slot { part: Part::Strip, token: "reprintStrip7f3a", html: STRIP },
        Slot { part: Part::Body, token: TOKEN, html: "<p>Body</p>" },
        Slot { part: Part::Notice, token: "reprintNotice7f3a", html: NOTICE },
    ]
}

fn needs() -> Vec<Need<'static>> {
    vec![
        Need { what: "the byline", text: Some("Jane  Doe".into()), href: None, tag: None, part: Part::Strip },
        Need {
            what: "the source",
            text: Some("Example Wire".into()),
            href: Some("https://example.org/a"),
            tag: None,
            part: Part::Strip,
        },
        Need { what: "the licence", text: Some("CC BY 4.0".into()), href: None, tag: None, part: Part::Notice },
        Need {
            what: "the canonical address",
            text: None,
            href: Some("https://example.org/a"),
            tag: None,
            part: Part::Head,
        },
    ]
}

/// Verifies a page whose shell is made of a template with `{{ part }}`s.
fn verify_with(template: &str, css: &str, slots: &[Slot<'_>], needs: &[Need<'_>]) -> Result<String, Vec<Diagnostic>> {
    let photos = [Photo { src: "/news/media/a.jpg", credit: "Ann Lee/Example Photos" }];
    verify_among(template, &sheets(css), slots, needs, &photos)
}

fn verify_among(
    template: &str,
    css: &Stylesheets,
    slots: &[Slot<'_>],
    needs: &[Need<'_>],
    photos: &[Photo<'_>],
) -> Result<String, Vec<Diagnostic>> {
    verify_tiled(&[(template, None)], css, slots, needs, photos)
}

/// Verifies a template in pieces: some are tiles, each with the picture of its card.
fn verify_tiled(
    pieces: &[(&str, Option<Photo<'_>>)],
    css: &Stylesheets,
    slots: &[Slot<'_>],
    needs: &[Need<'_>],
    photos: &[Photo<'_>],
) -> Result<String, Vec<Diagnostic>> {
    let (mut shell, mut tiles) = (String::new(), Vec::new());
    for (piece, photo) in pieces {
        let marked = |text: String, slot: &Slot<'_>| {
            text.replace(&format!("{{{{ {} }}}}", slot.part.name()), &mark(slot.part, slot.token))
        };
        let range = shell.len()..shell.len() + piece.len();
        shell.push_str(&slots.iter().fold((*piece).to_owned(), marked));
        if let Some(photo) = photo {
            let photo = (photo.src.to_owned(), photo.credit.to_owned());
            tiles.push(Tile { range, digest: Digest::of_value(&(piece, &photo)), photo: Some(photo.into()) });
        }
    }
    let (article, route) = (path("content/articles/a.md"), Route::new("/articles/a/"));
    let file = path("templates/article.html");
    let page = Page {
        route: &route,
        url: "https://site.example.org/news/articles/a/",
        template: "article.html",
        template_file: Some(&file),
        article: Some(&article),
        shell: &shell,
        tiles: &tiles,
        slots,
        needs,
        photos,
        canonical: Some("https://example.org/a"),
        hosts: &["pixel.example.com"],
    };
    let bytes = |verified: Verified| String::from_utf8(verified.bytes().to_vec()).expect("text");
    super::page(&page, css).map(bytes)
}

fn verify(template: &str, css: &str) -> Result<String, Vec<Diagnostic>> {
    verify_with(template, css, &slots(), &needs())
}

const HEAD: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>x</title>{{ head }}<link rel=\"stylesheet\" href=\"/news/style.css\"></head>";
const PARTS: &str = "{{ attribution.strip }}{{ body }}{{ attribution.notice }}";

fn page_with(body: &str) -> String {
    format!("{HEAD}{}", body.replace("{{ parts }}", PARTS))
}

/// The codes of what is found in a page with this body.
fn codes(body: &str, css: &str) -> Vec<&'static str> {
    let mut codes: Vec<_> =
        verify(&page_with(body), css).err().unwrap_or_default().iter().map(|found| found.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn a_good_page_gets_its_parts() {
    let html =
        verify(&page_with("<body><main><article>{{ parts }}</article></main></body></html>"), "").expect("a good page");
    assert!(html.contains(&format!("<article>{STRIP}<p>Body</p>{NOTICE}</article>")), "{html}");
    assert!(!html.contains("7f3a") && !html.contains("reprint-part"), "{html}");
}

#[test]
fn parts_a_browser_hides_are_found() {
    for shell in [
        "<body hidden>{{ parts }}",
        "<body>{{ parts }}<body hidden>",
        "<body>{{ parts }}</body></html><html hidden>",
        "<p><b hidden>x</p><div>{{ parts }}</div>",
        "<div hidden><object></div>{{ parts }}",
        "<object>{{ parts }}</object>",
        "<!-- {{ parts }} -->",
        "<template>{{ parts }}</template>",
        "<noscript>{{ parts }}</noscript>",
        "<noscript><div hidden></noscript>{{ parts }}",
        "<textarea>{{ parts }}</textarea>",
        "<title>{{ parts }}</title>",
        "<script type=\"text/plain\">{{ parts }}</script>",
        "<select><option>{{ parts }}</select>",
        "<iframe>{{ parts }}</iframe>",
        "<video>{{ parts }}</video>",
        "<canvas>{{ parts }}</canvas>",
        "<svg><text>{{ parts }}</text></svg>",
        "<svg><foreignObject><div>{{ parts }}</div></foreignObject></svg>",
        "<math><mtext>{{ parts }}</mtext></math>",
        "<datalist>{{ parts }}</datalist>",
        "<details><summary>x</summary>{{ parts }}</details>",
        "<dialog>{{ parts }}</dialog>",
        "<div popover>{{ parts }}</div>",
        "<div aria-hidden=\"TRUE\">{{ parts }}</div>",
        "<div inert>{{ parts }}</div>",
        "<div><template shadowrootmode=\"open\">x</template>{{ parts }}</div>",
        "<noframes>{{ parts }}</noframes>",
        "<plaintext>{{ parts }}",
    ] {
        assert!(codes(shell, "").contains(&"verify/part-hidden"), "{shell}: {:?}", codes(shell, ""));
    }
    assert!(codes("<div style=\"display:none\">{{ parts }}</div>", "").contains(&"verify/part-hidden"));
}

#[test]
fn parts_in_wrong_places_are_found() {
    for shell in [
        "<p>{{ parts }}</p>",
        "<h2>{{ parts }}</h2>",
        "<a href=\"/\"><div>{{ parts }}</div></a>",
        "<button>{{ parts }}</button>",
        "<span>{{ parts }}</span>",
        "<pre>{{ parts }}</pre>",
        "<ul>{{ parts }}</ul>",
        "<dl>{{ parts }}</dl>",
        "<table>{{ parts }}</table>",
        "<table><tr>{{ parts }}</tr></table>",
        "<div title=\"{{ attribution.strip }}\">{{ body }}{{ attribution.notice }}</div>",
        "<div>{{ attribution.notice }}{{ body }}{{ attribution.strip }}</div>",
        "<div>{{ body }} {{ attribution.strip }}{{ attribution.notice }}</div>",
        "<div>{{ attribution.strip }}{{ attribution.notice }} {{ body }}</div>",
    ] {
        assert_eq!(codes(shell, ""), ["verify/part-misplaced"], "{shell}");
    }
    for shell in [
        "<table><tr><td>{{ parts }}</td></tr></table>",
        "<ul><li>{{ parts }}</ul>",
        "<details open>{{ parts }}</details>",
    ] {
        assert_eq!(codes(shell, ""), [""; 0], "{shell}");
    }
}

#[test]
fn every_part_is_placed_once() {
    assert_eq!(codes("{{ attribution.strip }}{{ body }}", ""), ["verify/part-missing"]);
    assert_eq!(codes("{{ parts }}{{ body }}", ""), ["verify/part-twice"]);
    assert_eq!(codes("{{ parts }}<!-- {{ body }} -->", ""), ["verify/part-twice"]);
    let found = verify(&page_with("{{ attribution.strip }}{{ body }}"), "").expect_err("no notice");
    assert_eq!(
        found[0].message,
        "the template `article.html` does not show `attribution.notice`, and with it the licence (page of content/articles/a.md)"
    );
    assert_eq!(found[0].span.as_ref().map(|span| span.path.as_str()), Some("templates/article.html"));
    assert_eq!(found[0].hints, ["put `{{ attribution.notice }}` once after `{{ body }}`, between two blocks"]);
}

#[test]
fn the_head_is_in_the_head() {
    let of = |template: &str| {
        verify(&template.replace("{{ parts }}", PARTS), "")
            .err()
            .unwrap_or_default()
            .iter()
            .map(|d| d.code.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("<!DOCTYPE html><title>x</title>{{ head }}<body>{{ parts }}"), [""; 0]);
    assert!(of("<!DOCTYPE html><title>x</title><body>{{ head }}{{ parts }}").contains(&"verify/part-misplaced"));
    assert!(of("<!DOCTYPE html><head><p>x</p>{{ head }}</head>{{ parts }}").contains(&"verify/part-misplaced"));
    let twice = "<!DOCTYPE html><head>{{ head }}<link rel=canonical href=/x></head>{{ parts }}";
    assert_eq!(of(twice), ["verify/canonical"]);
}

#[test]
fn nothing_comes_from_elsewhere_or_runs_inline() {
    for (markup, code) in [
        ("<img src=\"https://example.net/x.png\">", "verify/remote"),
        ("<img srcset=\"/a.png 1x, //example.net/x.png 2x\">", "verify/remote"),
        ("<script src=\"//example.net/x.js\"></script>", "verify/remote"),
        ("<link rel=\"stylesheet\" href=\"https://example.net/x.css\">", "verify/remote"),
        ("<link rel=\"preconnect\" href=\"https://example.net\">", "verify/remote"),
        ("<iframe src=\"https://example.net/\"></iframe>", "verify/remote"),
        ("<noscript><img src=\"https://example.net/x.png\"></noscript>", "verify/remote"),
        ("<svg><image href=\"https://example.net/x.png\"/></svg>", "verify/remote"),
        ("<base href=\"/x/\">", "verify/remote"),
        ("<meta http-equiv=\"Refresh\" content=\"0; url=/x\">", "verify/remote"),
        ("<style>p { color: red }</style>", "verify/inline"),
        ("<script>go()</script>", "verify/inline"),
        ("<p onclick=\"go()\">x</p>", "verify/inline"),
        ("<p style=\"color: red\">x</p>", "verify/inline"),
        ("<a href=\"java&#10;script:go()\">x</a>", "verify/inline"),
        ("<link rel=\"stylesheet\" href=\"/news/other.css\">", "verify/css-hides"),
        ("<meta http-equiv=\"default-style\" content=\"x\">", "verify/remote"),
        ("<script type=\"Application/LD+JSON\">{\"a\": 1}</script>", "verify/claim"),
        ("<p itemprop=\"author\">x</p>", "verify/claim"),
        ("<a rel=\"nofollow License\" href=\"https://example.net/\">x</a>", "verify/claim"),
    ] {
        assert_eq!(codes(&format!("<body>{{{{ parts }}}}{markup}"), ""), [code], "{markup}");
    }
    for good in [
        "<a href=\"https://example.net/\">x</a>",
        "<img src=\"https://pixel.example.com/x\">",
        "<img src=\"https://site.example.org/news/x.png\">",
        "<script src=\"/news/x.js\"></script>",
        "<script type=\"application/json\">{\"a\": 1}</script>",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"img-src 'self'\">",
        "<meta name=\"referrer\" content=\"no-referrer\">",
        "<link rel=\"alternate\" href=\"https://example.net/feed.xml\">",
        "<img src=\"data:image/gif;base64,R0lGOD\">",
    ] {
        assert_eq!(codes(&format!("<body>{{{{ parts }}}}{good}"), ""), [""; 0], "{good}");
    }
}

#[test]
fn duties_are_looked_for_in_what_is_shown() {
    let mut slots = slots();
    slots[1].html = "<div><p>By <b hidden>Jane Doe</b> <a href=\"https://example.org/b\">Example Wire</a></p></div>";
    let found = verify_with(&page_with("<body>{{ parts }}"), "", &slots, &needs()).expect_err("no byline, no link");
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::VerifyDuty; 2]);
    assert!(found[0].message.contains("`attribution.strip` without the byline: \"Jane  Doe\""), "{}", found[0].message);
    assert!(found[1].message.contains("the source: a link to https://example.org/a"), "{}", found[1].message);
}

#[test]
fn pictures_in_cards_carry_their_credit() {
    let card =
        |inside: &str| codes(&format!("<body>{{{{ parts }}}}<ul><li>{inside}</li></ul>"), ".gone { display: none }");
    let credit = "<figcaption>Ann Lee/Example&nbsp;Photos</figcaption>";
    assert_eq!(card(&format!("<figure><img src=\"/news/media/a.jpg\">{credit}</figure>")), [""; 0]);
    for bad in [
        "<img src=\"/news/media/a.jpg\">".to_owned(),
        format!("<figure><img src=\"/news/media/a.jpg\"></figure>{credit}"),
        format!("<figure hidden><img src=\"/news/media/a.jpg\">{credit}</figure>"),
        format!(
            "<figure><img src=\"https://site.example.org/news/media/../media/a.jpg\"><template>{credit}</template></figure>"
        ),
        "<figure><img srcset=\"../../media/a.jpg 2x\"></figure>".to_owned(),
    ] {
        assert_eq!(card(&bad), ["verify/duty-missing"], "{bad}");
    }
    let hidden = format!("<figure><img src=\"/news/media/a.jpg\"><div class=\"gone\">{credit}</div></figure>");
    assert_eq!(card(&hidden), ["verify/css-hides"]);
}

#[test]
fn feeds_carry_the_attribution() {
    let (route, article, needs) = (Route::new("/feed.xml"), path("content/articles/a.md"), needs());
    let needs = &needs[..3];
    let html = format!("{STRIP}<p>Body</p>{NOTICE}");
    let xml =
        |html: &str| format!("<?xml version=\"1.0\"?><feed><e a=\"b\"/>{}</feed>", crate::base::escape_html(html));
    let item = |html| [Item { article: &article, html, needs }];
    assert!(feed(&route, xml(&html), &item(&html)).is_ok());
    assert!(feed(&route, xml("cut"), &item(&html)).is_err());
    let found = feed(&route, xml(STRIP), &item(STRIP)).expect_err("no notice");
    assert!(found[0].message.contains("content/articles/a.md without the licence"), "{}", found[0].message);
    for bad in ["<a><b></a>", "<a>", "</a>", "<a", "<a>\u{1}</a>"] {
        assert!(self::xml(&route, bad.to_owned()).is_err(), "{bad}");
    }
}

proptest::proptest! {
    #[test]
    fn no_soup_makes_it_panic(soup in "(<[a-z]{1,8}( hidden)?>|</[a-z]{1,8}>|<!--|-->|<table>|<b>|<p>|\\{\\{ (body|head|attribution.strip) \\}\\}|x|\"|<){0,40}") {
        let _ = verify(&soup, "p:has(b) > * + b:not(.x) { opacity: 0 }");
    }
}
