//! Style sheets that hide the attribution, each with one that does not.

/// What a style sheet can do: to an element around the attribution, to it, or to what is in it.
pub(super) const SHEETS: &[(&str, &str, &str)] = &[
    ("display none", ".theme { display: none }", ".other { display: none }"),
    ("visibility", ".box { visibility: hidden }", ".box { visibility: visible }"),
    ("opacity", ".box { opacity: 0 }", ".box { opacity: 1 }"),
    ("zero size", ".box { width: 0; height: 0; overflow: hidden }", ".box { width: 40rem }"),
    (
        "zero height",
        ".attribution-notice, .attribution-strip { height: 0; overflow: hidden }",
        ".attribution-notice { min-height: 2rem }",
    ),
    (
        "off screen",
        ".attribution-strip { position: absolute; left: -9999px }",
        ".attribution-strip { position: relative; left: 1px }",
    ),
    (
        "off-screen class of the theme",
        ".theme .box { position: absolute; top: -10000px }",
        ".skip .box { position: absolute; top: -10000px }",
    ),
    (
        "negative indent",
        ".attribution-strip p { text-indent: -9999px; overflow: hidden; white-space: nowrap; width: 2px }",
        ".attribution-strip p { text-indent: 1em }",
    ),
    (
        "clip",
        ".attribution-notice { position: absolute; clip: rect(0, 0, 0, 0) }",
        ".other { position: absolute; clip: rect(0, 0, 0, 0) }",
    ),
    ("clip path", ".attribution-notice { clip-path: inset(100%) }", ".other { clip-path: inset(100%) }"),
    ("transform", ".attribution-strip { transform: scale(0) }", ".attribution-strip { transform: none }"),
    ("moved ancestor", ".theme { transform: translateX(-200vw) }", ".other { transform: translateX(-200vw) }"),
    (
        "transparent",
        ".attribution-strip *, .attribution-notice * { color: transparent }",
        ".attribution-strip * { color: #333 }",
    ),
    ("font size", ".attribution-notice { font-size: 0 }", ".attribution-notice { font-size: 0.9rem }"),
    ("content visibility", ".box { content-visibility: hidden }", ".box { content-visibility: visible }"),
    (
        "custom property",
        ":root { --x: none } .box { display: var(--x) }",
        ":root { --x: block } .box { display: var(--x) }",
    ),
    ("nested rule", ".theme { & .box { display: none } }", ".theme { & .other { display: none } }"),
    ("media", "@media screen { .box { display: none } }", "@media screen { .other { display: none } }"),
    ("layer", "@layer a { .box { display: none !important } }", "@layer a { .box { display: block } }"),
    ("has", "body:has(.box) { display: none }", "body:has(.missing) .other { display: none }"),
];
