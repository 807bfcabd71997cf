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
use super::told::{fields, heads, texts};
use Does::{Cheats, Hides};
use Kind::{Body, Css};

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
        "exclusive details",
        "<body><details name=\"a\" open><summary>x</summary>x</details><details name=\"a\" open><summary>y</summary>{{ parts }}</details></body>",
        "<body><details name=\"a\" open><summary>x</summary>x</details><details open><summary>y</summary>{{ parts }}</details></body>",
        Hides,
    ),
    (
        "ruby",
        "<body><ruby>x<rp><div>{{ parts }}</div></rp></ruby></body>",
        "<body><ruby>x<rp>(</rp></ruby>{{ parts }}</body>",
        Hides,
    ),
    ("noembed", "<body><noembed>{{ parts }}</noembed></body>", "<body><noembed>x</noembed>{{ parts }}</body>", Hides),
    ("meter", "<body><meter>{{ parts }}</meter></body>", "<body><meter>1</meter>{{ parts }}</body>", Hides),
    ("audio", "<body><audio>{{ parts }}</audio></body>", "<body><audio></audio>{{ parts }}</body>", Hides),
    (
        "drawing's title",
        "<body><svg><title><div>{{ parts }}</div></title></svg></body>",
        "<body><svg><title>x</title></svg>{{ parts }}</body>",
        Hides,
    ),
    (
        "canonical in noscript",
        "<body><noscript><link rel=\"canonical\" href=\"/x\"></noscript>{{ parts }}</body>",
        "<body><noscript><p>x</p></noscript>{{ parts }}</body>",
        Cheats,
    ),
    (
        "canonical in a template element",
        "<body><template><link rel=\"canonical\" href=\"/x\"></template>{{ parts }}</body>",
        "<body><template><a rel=\"next\" href=\"/x\">x</a></template>{{ parts }}</body>",
        Cheats,
    ),
    (
        "canonical among other relations, in capitals",
        "<body>{{ parts }}<LINK REL='Shortlink CANONICAL' HREF=/x></body>",
        "<body>{{ parts }}<LINK REL='Shortlink' HREF=/x></body>",
        Cheats,
    ),
    (
        "counter twice",
        "<body>{{ parts }}<img src=\"https://counter.example.net/12345.gif\" alt=\"\"></body>",
        "<body>{{ parts }}<img src=\"/counter.gif\" alt=\"\"></body>",
        Cheats,
    ),
    (
        "licence that the text has not",
        "<body>{{ parts }}<a rel=\"license\" href=\"https://creativecommons.org/publicdomain/zero/1.0/\">Free</a></body>",
        "<body>{{ parts }}<a href=\"https://creativecommons.org/publicdomain/zero/1.0/\">What CC0 is</a></body>",
        Cheats,
    ),
    (
        "author in microdata",
        "<body itemscope itemtype=\"https://schema.org/NewsArticle\"><meta itemprop=\"author\" content=\"Nobody\">{{ parts }}</body>",
        "<body class=\"NewsArticle\"><meta name=\"generator\" content=\"Nobody\">{{ parts }}</body>",
        Cheats,
    ),
    (
        "another counter",
        "<body>{{ parts }}<img src=\"https://counter.example.net/99.gif\" alt=\"\"></body>",
        "<body>{{ parts }}<img src=\"/x.gif\" alt=\"\"></body>",
        Cheats,
    ),
];
