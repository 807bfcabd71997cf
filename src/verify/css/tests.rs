//! Which style sheets can hide the attribution, and which cannot.

use std::fmt::Write as _;

use super::*;
use crate::base::RelPath;
use crate::html::{self, Scripting};

const PAGE: &str = "<!DOCTYPE html><html lang=en><body class=page><main id=main><article class='article repost'>\
    <div class=attribution-strip><p>By <span class=author>Jane</span></p></div></article></main>";

fn read(css: &str) -> Staged<Stylesheets> {
    let source = Source::new(RelPath::new("static/style.css").expect("a path"), css);
    Stylesheets::read([("/style.css".to_owned(), source)])
}

/// The rules of a style sheet that can hide the strip.
fn hits(css: &str) -> Vec<String> {
    let sheets = read(css).value.expect("style sheets");
    let dom = html::parse(PAGE, Scripting::On);
    let strip = dom
        .all()
        .find(|id| dom.element(*id).is_some_and(|e| e.attr("class") == Some("attribution-strip")))
        .expect("the strip");
    let hits = sheets.hiding(&dom, &BTreeSet::from([0]), &[strip]);
    assert_eq!(hits, sheets.hiding(&dom, &BTreeSet::from([0]), &[strip]), "the second answer is the first");
    hits.iter().map(|(sheet, rule)| sheets.sheets[*sheet].rules[*rule].declaration.clone()).collect()
}

#[test]
fn rules_that_can_hide_the_attribution_are_found() {
    for bad in [
        "* { display: none }",
        "*{opacity:0}",
        "@media print { .attribution-strip { display: none } }",
        "@media (min-width: 1px) { @supports (display: grid) { @layer a { @container (width > 1px) { p { opacity: 0 } } } } }",
        "body { color: transparent }",
        "html, .x { visibility: hidden }",
        ":root { font-size: 0 }",
        "main > article > div { height: 0 }",
        "article.repost div p { text-indent: -9999px }",
        ".x + .attribution-strip { display: none }",
        ".x ~ article { display: none }",
        "article:has(.x) { display: none }",
        ".attribution-strip:hover { opacity: 0 }",
        "body:not(.x) p { opacity: 0 }",
        "p:nth-child(2n) { opacity: 0 }",
        ":is(.x, article) { opacity: 0 }",
        ":where(.x, p) span { opacity: 0 }",
        "[class*=strip] { opacity: 0 }",
        "[class^='attribution'] { opacity: 0 }",
        "[lang] { opacity: 0 }",
        "#main { opacity: 0 }",
        "main { & p { opacity: 0 } }",
        "main { article { @media print { opacity: 0 } } }",
        "article { &.repost { opacity: 0 } }",
        "article { > div { opacity: 0 } }",
        "p { .page & { opacity: 0 } }",
        "@scope (main) { p { opacity: 0 } }",
        "@scope (main) to (.x) { :scope { opacity: 0 } }",
        "@starting-style { p { opacity: 0 } }",
        "@unheard-of { p { opacity: 0 } }",
        "p::first-line { color: transparent }",
        ":root { --x: none } p { display: var(--x) }",
        ".x { --y: var(--z, 0) } p { opacity: var(--y) }",
        "p { opacity: var(--never, 0) }",
        "@property --x { syntax: '*'; inherits: true; initial-value: 0 } p { opacity: var(--x) }",
        "@keyframes gone { to { opacity: 0 } } p { animation: gone 1s forwards }",
        "p { animation-name: gone } @-webkit-keyframes GONE { from { color: red } 50% { visibility: hidden } }",
        "P { OPACITY: 0 !important }",
        "\\70 { opacity: 0 }",
        "p/**/ { opacity/**/: 0 }",
        "svg|p { opacity: 0 }",
        "p:unheard-of(a, b) { opacity: 0 }",
        "p { unheard-of: 1; opacity: 0",
        "p { color: red; { } opacity: 0 }",
    ] {
        assert_eq!(hits(bad).len(), 1, "{bad}: {:?}", hits(bad));
    }
}

#[test]
fn rules_that_cannot_are_not() {
    for good in [
        ".skip-link:not(:focus) { position: absolute; left: -9999px; clip-path: inset(50%) }",
        ".visually-hidden { width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0) }",
        "@media print { .site-nav, footer, .no-print { display: none } }",
        "nav ul { display: none } nav:hover ul { display: block }",
        "details:not([open]) > * { display: none }",
        "[hidden] { display: none }",
        "p::before { content: url(x.png); opacity: 0 }",
        "p:after { display: none }",
        "p:empty { display: none }",
        ":root { --ink: #111; --paper: #fff } @media (prefers-color-scheme: dark) { :root { --ink: #eee } } body { color: var(--ink) }",
        "body { color: var(--ink, #222); font: 1rem/1.6 var(--serif, serif); max-width: var(--measure) }",
        ".card { opacity: 0 } .other .attribution-strip { opacity: 0 }",
        "div > main { opacity: 0 }",
        "article > p { opacity: 0 }",
        "img { height: auto; max-width: 100%; filter: brightness(.8) }",
        "img { opacity: 0 } hr { height: 1px }",
        "@scope (.card) { p { opacity: 0 } }",
        "@keyframes gone { to { opacity: 0 } } .toast { animation: gone 1s }",
        "@font-face { font-family: a; src: url(a.woff2); width: 0 }",
        "@page { margin: 0; width: 0 }",
        ".x { & p { opacity: 0 } }",
        "article { .x & { opacity: 0 } }",
        "p { opacity: var(--declared-nowhere) }",
        "p:not(p) { opacity: 0 }",
        "p:not(article *) { opacity: 0 }",
    ] {
        assert_eq!(hits(good), [""; 0], "{good}");
    }
}

#[test]
fn findings_name_the_place() {
    let css = "/* theme */\n@media print {\n  .attribution-strip,\n  p { color: red; opacity: 0; }\n}\n";
    let sheets = read(css).value.expect("style sheets");
    let found = sheets.diagnose((0, 0), "`attribution.strip`", "(page /)");
    assert_eq!(found.message, "`.attribution-strip, p` has `opacity: 0`, which can hide `attribution.strip` (page /)");
    let span = found.span.expect("a place");
    assert_eq!((span.path.as_str(), &css[span.range]), ("static/style.css", "opacity: 0"));
}

#[test]
fn style_sheets_load_nothing_from_elsewhere() {
    for bad in [
        "@import 'x.css';",
        "@import url(https://example.net/x.css) print;",
        "p { background: url(https://example.net/x.png) }",
        "p { background: url('//example.net/x.png') }",
        "p { background: image-set('https://example.net/x.png' 1x) }",
        "@font-face { src: local(a), url(https://example.net/a.woff2) }",
        ":root { --x: url(https://example.net/x.png) }",
        "@media print { p { cursor: url( 'HTTPS://example.net/x' ), auto } }",
    ] {
        let codes: Vec<Code> = read(bad).diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::VerifyRemote], "{bad}");
    }
    let good = "@namespace svg url(http://www.w3.org/2000/svg); p { background: url(a.png), url('/b.png'), url(data:image/png;base64,xx) }";
    assert_eq!(read(good).diagnostics, []);
}

#[test]
fn what_is_nested_too_deeply_is_no_way_out() {
    let deep = format!("{}p {{ opacity: 0 }}{}", "@media print {".repeat(100), "}".repeat(100));
    assert_eq!(read(&deep).diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::VerifyCssHides]);
    let value = format!("p {{ opacity: {}0{} }}", "calc(".repeat(100), ")".repeat(100));
    assert_eq!(hits(&value).len(), 1);
}

#[test]
fn nested_selectors_take_no_time() {
    let mut css = String::new();
    for depth in 0..60 {
        let _ = write!(css, "& :is(& *, .a{depth} &) *, & {{");
    }
    css.push_str("opacity: 0");
    css.push_str(&"}".repeat(60));
    assert_eq!(hits(&css).len(), 1);
}

proptest::proptest! {
    #[test]
    fn no_style_sheet_makes_it_panic(css in "([a-z.#*&>+~:,;{}()\\[\\]=\"'@/!% -]|[a-z]{1,4}|opacity: 0|@media |@scope|@keyframes a|var\\(--x|--x:|:not\\(|[0-9]){0,60}") {
        hits(&css);
    }
}
