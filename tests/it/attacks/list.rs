//! The attacks, each with its innocent twin.

/// An attempt to publish without the duty.
pub(super) struct Attack {
    pub(super) name: &'static str,
    pub(super) attack: Kind,
    pub(super) twin: Kind,
    pub(super) does: Does,
}

/// What is attacked.
pub(super) enum Kind {
    /// The template of an article's body.
    Body(&'static str),
    /// Its head.
    Head(&'static str),
    /// A style sheet, with the body that it dresses.
    Css(&'static str, &'static str),
    /// A line of the front matter.
    Front(&'static str, &'static str),
    /// The text.
    Text(&'static str),
    /// The publisher's profile.
    Profile(&'static str, &'static str),
    /// Another template: the front page.
    Home(&'static str),
}

/// What an attack does to a reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// It hides the attribution; refused.
    Hides,
    /// The attribution may be seen, but it or something beside it is wrong; refused.
    Cheats,
    /// It is made harmless, and the page is published with its attribution.
    Disarmed,
}
use Does::{Cheats, Disarmed, Hides};
use Kind::{Body, Css, Front, Head, Home, Profile, Text};

const DRESSED: &str = "<body><main class=\"theme\"><div class=\"box\">{{ parts }}</div></main></body>";

/// All of them.
pub(super) fn attacks() -> Vec<Attack> {
    let bodies = BODIES.iter().map(|(name, attack, twin, does)| Attack {
        name,
        attack: Body(attack),
        twin: Body(twin),
        does: *does,
    });
    let sheets = SHEETS.iter().map(|(name, attack, twin)| Attack {
        name,
        attack: Css(attack, DRESSED),
        twin: Css(twin, DRESSED),
        does: Hides,
    });
    bodies.chain(sheets).chain(others()).collect()
}

/// What a template's body can do.
const BODIES: &[(&str, &str, &str, Does)] = &[
    ("comment", "<body><!-- {{ parts }} --></body>", "<body><!-- parts -->{{ parts }}</body>", Hides),
    ("unclosed comment", "<body><!-- x {{ parts }}</body>", "<body><!-- x -->{{ parts }}</body>", Hides),
    ("hidden", "<body><div hidden>{{ parts }}</div></body>", "<body><div hidden>x</div>{{ parts }}</body>", Hides),
    (
        "hidden until found",
        "<body><div hidden=\"until-found\">{{ parts }}</div></body>",
        "<body><div>{{ parts }}</div></body>",
        Hides,
    ),
    ("late body hidden", "<body>{{ parts }}<body hidden>", "<body>{{ parts }}<body class=\"x\">", Hides),
    (
        "late html hidden",
        "<body>{{ parts }}</body></html><html hidden>",
        "<body>{{ parts }}</body></html><html class=\"x\">",
        Hides,
    ),
    (
        "reopened hidden element",
        "<body><p><b hidden>x</p><div>{{ parts }}</div></body>",
        "<body><p><b>x</b></p><div>{{ parts }}</div></body>",
        Hides,
    ),
    (
        "misnested object",
        "<body><div hidden><object></div>{{ parts }}</body>",
        "<body><div hidden><object></object></div>{{ parts }}</body>",
        Hides,
    ),
    (
        "script template",
        "<body><script type=\"text/template\">{{ parts }}</script></body>",
        "<body><script type=\"text/template\"></script>{{ parts }}</body>",
        Hides,
    ),
    (
        "template",
        "<body><template>{{ parts }}</template></body>",
        "<body><template>x</template>{{ parts }}</body>",
        Hides,
    ),
    (
        "shadow tree",
        "<body><div><template shadowrootmode=\"open\">x</template>{{ parts }}</div></body>",
        "<body><div>{{ parts }}</div></body>",
        Hides,
    ),
    (
        "noscript",
        "<body><noscript>{{ parts }}</noscript></body>",
        "<body><noscript>x</noscript>{{ parts }}</body>",
        Hides,
    ),
    ("unclosed textarea", "<body><textarea>{{ parts }}</body>", "<body><textarea></textarea>{{ parts }}</body>", Hides),
    ("title", "<body><title>{{ parts }}</title></body>", "<body>{{ parts }}</body>", Hides),
    (
        "closed details",
        "<body><details><summary>x</summary>{{ parts }}</details></body>",
        "<body><details open><summary>x</summary>{{ parts }}</details></body>",
        Hides,
    ),
    (
        "nested details",
        "<body><details open><details><summary>x</summary>{{ parts }}</details></details></body>",
        "<body><details open><details open><summary>x</summary>{{ parts }}</details></details></body>",
        Hides,
    ),
    ("closed dialog", "<body><dialog>{{ parts }}</dialog></body>", "<body><dialog>x</dialog>{{ parts }}</body>", Hides),
    ("popover", "<body><div popover>{{ parts }}</div></body>", "<body><div popover>x</div>{{ parts }}</body>", Hides),
    ("inert", "<body><div inert>{{ parts }}</div></body>", "<body><div inert>x</div>{{ parts }}</body>", Hides),
    (
        "hidden from screen readers",
        "<body><div aria-hidden=\"true\">{{ parts }}</div></body>",
        "<body><div aria-hidden=\"true\">x</div>{{ parts }}</body>",
        Hides,
    ),
    (
        "inline style",
        "<body><div style=\"display:none\">{{ parts }}</div></body>",
        "<body><div class=\"x\">{{ parts }}</div></body>",
        Hides,
    ),
    ("iframe", "<body><iframe>{{ parts }}</iframe></body>", "<body><iframe></iframe>{{ parts }}</body>", Hides),
    ("video", "<body><video>{{ parts }}</video></body>", "<body><video></video>{{ parts }}</body>", Hides),
    ("canvas", "<body><canvas>{{ parts }}</canvas></body>", "<body><canvas></canvas>{{ parts }}</body>", Hides),
    (
        "select",
        "<body><select><option>{{ parts }}</select></body>",
        "<body><select><option>x</select>{{ parts }}</body>",
        Cheats,
    ),
    (
        "datalist",
        "<body><datalist>{{ parts }}</datalist></body>",
        "<body><datalist></datalist>{{ parts }}</body>",
        Hides,
    ),
    ("svg text", "<body><svg><text>{{ parts }}</text></svg></body>", "<body><svg></svg>{{ parts }}</body>", Cheats),
    ("plaintext", "<body><plaintext>{{ parts }}", "<body>{{ parts }}", Cheats),
    (
        "attribute",
        "<body><div title=\"{{ attribution.strip }}\">{{ body }}{{ attribution.notice }}</div></body>",
        "<body><div title=\"x\">{{ parts }}</div></body>",
        Cheats,
    ),
    (
        "inside a table",
        "<body><table><tr>{{ parts }}</tr></table></body>",
        "<body><table><tr><td>{{ parts }}</td></tr></table></body>",
        Cheats,
    ),
    (
        "inside a link",
        "<body><a href=\"/\"><div>{{ parts }}</div></a></body>",
        "<body><a href=\"/\">x</a>{{ parts }}</body>",
        Cheats,
    ),
    (
        "no notice",
        "<body>{{ attribution.strip }}{{ body }}</body>",
        "<body>{{ attribution.strip }}<hr>{{ body }}{{ attribution.notice }}</body>",
        Hides,
    ),
    ("no strip", "<body>{{ body }}{{ attribution.notice }}</body>", "<body><p>x</p>{{ parts }}</body>", Hides),
    (
        "twice, once hidden",
        "<body>{{ parts }}<div hidden>{{ attribution.notice }}</div></body>",
        "<body>{{ parts }}<div hidden>x</div></body>",
        Cheats,
    ),
    (
        "upside down",
        "<body>{{ attribution.notice }}{{ body }}{{ attribution.strip }}</body>",
        "<body><header>x</header>{{ parts }}<footer>x</footer></body>",
        Cheats,
    ),
    (
        "duplicate canonical",
        "<body>{{ parts }}<link rel=\"canonical\" href=\"/x\"></body>",
        "<body>{{ parts }}<a rel=\"bookmark\" href=\"/x\">x</a></body>",
        Cheats,
    ),
    ("base", "<body><base href=\"https://example.net/\">{{ parts }}</body>", "<body>{{ parts }}</body>", Cheats),
    (
        "script that hides",
        "<body>{{ parts }}<script>document.body.hidden = true</script></body>",
        "<body>{{ parts }}<script src=\"/menu.js\"></script></body>",
        Hides,
    ),
    ("handler that hides", "<body onload=\"this.hidden=true\">{{ parts }}</body>", "<body>{{ parts }}</body>", Cheats),
    (
        "refresh",
        "<body><meta http-equiv=\"refresh\" content=\"0; url=/x\">{{ parts }}</body>",
        "<body><meta name=\"x\" content=\"0\">{{ parts }}</body>",
        Cheats,
    ),
    (
        "another counter",
        "<body>{{ parts }}<img src=\"https://counter.example.net/99.gif\" alt=\"\"></body>",
        "<body>{{ parts }}<img src=\"/x.gif\" alt=\"\"></body>",
        Cheats,
    ),
];

/// What a style sheet can do: to an element around the attribution, to it, or to what is in it.
const SHEETS: &[(&str, &str, &str)] = &[
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

/// Heads, articles, profiles, other pages.
fn others() -> Vec<Attack> {
    let mut all = Vec::new();
    let mut put = |name, attack, twin, does| all.push(Attack { name, attack, twin, does });
    put(
        "style element",
        Head("<style>.attribution-notice{display:none}</style>"),
        Head("<meta name=\"x\" content=\"y\">"),
        Hides,
    );
    put(
        "remote sheet",
        Head("<link rel=\"stylesheet\" href=\"https://example.net/x.css\">"),
        Head("<link rel=\"me\" href=\"https://example.net/\">"),
        Cheats,
    );
    put(
        "second canonical",
        Head("<link rel=\"canonical\" href=\"https://news.example.org/x/\">"),
        Head("<link rel=\"next\" href=\"/x/\">"),
        Cheats,
    );
    put(
        "versions of a copy",
        Head("<link rel=\"alternate\" hreflang=\"fr\" href=\"/fr/\">"),
        Head("<link rel=\"alternate\" type=\"text/x\" href=\"/x\">"),
        Cheats,
    );
    put("head that ends early", Head("<p>x</p><div hidden>"), Head("<meta name=\"y\" content=\"\">"), Hides);

    let raw = |html: &'static str| Text(html);
    put("text: unclosed hidden", raw("\n<div hidden>\n"), raw("\n<div>\n"), Disarmed);
    put("text: unclosed comment", raw("\n<!-- the rest\n"), raw("\n<!-- x -->\n"), Disarmed);
    put("text: closed details", raw("\n<details><summary>x</summary>\n"), raw("\nx\n"), Disarmed);
    put("text: end tags", raw("\n</div></main></body></html>\n"), raw("\nx\n"), Disarmed);
    put("text: style", raw("\n<style>.attribution-notice{display:none}</style>\n"), raw("\n**x**\n"), Disarmed);
    put("text: script", raw("\n<script>document.body.hidden=true</script>\n"), raw("\n`script`\n"), Disarmed);
    put("text: textarea", raw("\n<textarea>\n"), raw("\n> x\n"), Disarmed);
    put("text: plaintext", raw("\n<plaintext>\n"), raw("\nplain text\n"), Disarmed);
    put(
        "text: the theme's own classes",
        raw("\n<div class=\"attribution-notice\"><p>Free of rights</p></div>\n"),
        raw("\nx\n"),
        Disarmed,
    );
    put(
        "title",
        Front("title: The ferry is back", "title: \"</title></h1><div hidden><!--\""),
        Front("The ferry", "The <i>ferry"),
        Disarmed,
    );
    put(
        "author",
        Front("[Ana Ruiz]", "[\"Ana</p><div hidden><textarea>\"]"),
        Front("[Ana Ruiz]", "[Ana & Ruiz]"),
        Disarmed,
    );
    put(
        "notice",
        Front("publisher:", "original_notice: \"<!-- </section><div hidden>\"\npublisher:"),
        Front("publisher:", "original_notice: © 2026\npublisher:"),
        Disarmed,
    );
    put(
        "address",
        Front("wire.example.org/ferry", "wire.example.org/\\\"><div hidden>"),
        Front("wire.example.org/ferry", "wire.example.org/ferry?a=1&b=2"),
        Disarmed,
    );
    put("counter's number", Front("\"12345\"", "\"1/../2\""), Front("\"12345\"", "\"67890\""), Cheats);
    put(
        "counter's number in attributes",
        Front("\"12345\"", "'1\" loading=\"lazy'"),
        Front("\"12345\"", "\"1-2_3\""),
        Cheats,
    );
    put(
        "counter of another article",
        Front("wire.example.org/ferry", "wire.example.org/ferry-99999"),
        Front("wire.example.org/ferry", "wire.example.org/ferry-12345"),
        Cheats,
    );
    put("no number", Front("pixel_id: \"12345\"\n", ""), Front("pixel_id: \"12345\"", "pixel_id: 12345"), Cheats);
    put("no author", Front("authors: [Ana Ruiz]\n", ""), Front("[Ana Ruiz]", "[Ana Ruiz, Jo Lind]"), Cheats);
    put(
        "no original",
        Front("original_url: https://wire.example.org/ferry\n", ""),
        Front("https://wire", "http://wire"),
        Cheats,
    );
    put("no licence", Profile("license: CC-BY-4.0\n", ""), Profile("CC-BY-4.0", "CC-BY-3.0"), Cheats);
    put(
        "credit that names what is not known",
        Profile("Wire.\"", "Wire on {date}.\""),
        Profile("First", "Firstly"),
        Cheats,
    );
    put(
        "front page that hides its own text",
        Home("<body>{{ body }}</body>"),
        Home("<body><h1>News</h1></body>"),
        Cheats,
    );
    put(
        "front page that frames another",
        Home("<body><iframe srcdoc=\"x\"></iframe></body>"),
        Home("<body><p>x</p></body>"),
        Cheats,
    );
    all
}
