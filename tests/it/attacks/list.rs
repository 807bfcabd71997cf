//! The attacks, each with its innocent twin.

/// An attempt to publish without the duty.
pub(super) struct Attack {
    pub(super) name: &'static str,
    pub(super) attempt: Kind,
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
use super::sheets::SHEETS;
use Does::{Cheats, Disarmed, Hides};
use Kind::{Body, Css, Front, Head, Home, Profile, Text};

const DRESSED: &str = "<body><main class=\"theme\"><div class=\"box\">{{ parts }}</div></main></body>";

/// All of them.
pub(super) fn attacks() -> Vec<Attack> {
    let bodies = BODIES.iter().map(|(name, attack, twin, does)| Attack {
        name,
        attempt: Body(attack),
        twin: Body(twin),
        does: *does,
    });
    let sheets = SHEETS.iter().map(|(name, attack, twin)| Attack {
        name,
        attempt: Css(attack, DRESSED),
        twin: Css(twin, DRESSED),
        does: Hides,
    });
    bodies.chain(sheets).chain(heads()).chain(texts()).chain(fields()).collect()
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

/// What a template's head can do.
fn heads() -> Vec<Attack> {
    vec![
        attack(
            "style element",
            Head("<style>.attribution-notice{display:none}</style>"),
            Head("<meta name=\"x\" content=\"y\">"),
            Hides,
        ),
        attack(
            "remote sheet",
            Head("<link rel=\"stylesheet\" href=\"https://example.net/x.css\">"),
            Head("<link rel=\"me\" href=\"https://example.net/\">"),
            Cheats,
        ),
        attack(
            "second canonical",
            Head("<link rel=\"canonical\" href=\"https://news.example.org/x/\">"),
            Head("<link rel=\"next\" href=\"/x/\">"),
            Cheats,
        ),
        attack(
            "versions of a copy",
            Head("<link rel=\"alternate\" hreflang=\"fr\" href=\"/fr/\">"),
            Head("<link rel=\"alternate\" type=\"text/x\" href=\"/x\">"),
            Cheats,
        ),
        attack("head that ends early", Head("<p>x</p><div hidden>"), Head("<meta name=\"y\" content=\"\">"), Hides),
    ]
}

/// What the text of an article can do.
fn texts() -> Vec<Attack> {
    vec![
        attack("text: unclosed hidden", Text("\n<div hidden>\n"), Text("\n<div>\n"), Disarmed),
        attack("text: unclosed comment", Text("\n<!-- the rest\n"), Text("\n<!-- x -->\n"), Disarmed),
        attack("text: closed details", Text("\n<details><summary>x</summary>\n"), Text("\nx\n"), Disarmed),
        attack("text: end tags", Text("\n</div></main></body></html>\n"), Text("\nx\n"), Disarmed),
        attack(
            "text: style",
            Text("\n<style>.attribution-notice{display:none}</style>\n"),
            Text("\n**x**\n"),
            Disarmed,
        ),
        attack("text: script", Text("\n<script>document.body.hidden=true</script>\n"), Text("\n`script`\n"), Disarmed),
        attack("text: textarea", Text("\n<textarea>\n"), Text("\n> x\n"), Disarmed),
        attack("text: plaintext", Text("\n<plaintext>\n"), Text("\nplain text\n"), Disarmed),
        attack(
            "text: the theme's own classes",
            Text("\n<div class=\"attribution-notice\"><p>Free of rights</p></div>\n"),
            Text("\nx\n"),
            Disarmed,
        ),
    ]
}

/// What front matter, profiles and other pages can do.
fn fields() -> Vec<Attack> {
    vec![
        attack(
            "title",
            Front("title: The ferry is back", "title: \"</title></h1><div hidden><!--\""),
            Front("The ferry", "The <i>ferry"),
            Disarmed,
        ),
        attack(
            "author",
            Front("[Ana Ruiz]", "[\"Ana</p><div hidden><textarea>\"]"),
            Front("[Ana Ruiz]", "[Ana & Ruiz]"),
            Disarmed,
        ),
        attack(
            "notice",
            Front("publisher:", "original_notice: \"<!-- </section><div hidden>\"\npublisher:"),
            Front("publisher:", "original_notice: © 2026\npublisher:"),
            Disarmed,
        ),
        attack(
            "address",
            Front("wire.example.org/ferry", "wire.example.org/\\\"><div hidden>"),
            Front("wire.example.org/ferry", "wire.example.org/ferry?a=1&b=2"),
            Disarmed,
        ),
        attack("counter's number", Front("\"12345\"", "\"1/../2\""), Front("\"12345\"", "\"67890\""), Cheats),
        attack(
            "counter's number in attributes",
            Front("\"12345\"", "'1\" loading=\"lazy'"),
            Front("\"12345\"", "\"1-2_3\""),
            Cheats,
        ),
        attack(
            "counter of another article",
            Front("wire.example.org/ferry", "wire.example.org/ferry-99999"),
            Front("wire.example.org/ferry", "wire.example.org/ferry-12345"),
            Cheats,
        ),
        attack(
            "no number",
            Front("pixel_id: \"12345\"\n", ""),
            Front("pixel_id: \"12345\"", "pixel_id: 12345"),
            Cheats,
        ),
        attack("no author", Front("authors: [Ana Ruiz]\n", ""), Front("[Ana Ruiz]", "[Ana Ruiz, Jo Lind]"), Cheats),
        attack(
            "no original",
            Front("original_url: https://wire.example.org/ferry\n", ""),
            Front("https://wire", "http://wire"),
            Cheats,
        ),
        attack("no licence", Profile("license: CC-BY-4.0\n", ""), Profile("CC-BY-4.0", "CC-BY-3.0"), Cheats),
        attack(
            "credit that names what is not known",
            Profile("Wire.\"", "Wire on {date}.\""),
            Profile("First", "Firstly"),
            Cheats,
        ),
        attack(
            "front page that hides its own text",
            Home("<body>{{ body }}</body>"),
            Home("<body><h1>News</h1></body>"),
            Cheats,
        ),
        attack(
            "front page that frames another",
            Home("<body><iframe srcdoc=\"x\"></iframe></body>"),
            Home("<body><p>x</p></body>"),
            Cheats,
        ),
    ]
}

fn attack(name: &'static str, attempt: Kind, twin: Kind, does: Does) -> Attack {
    Attack { name, attempt, twin, does }
}
