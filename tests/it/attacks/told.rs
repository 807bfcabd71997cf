//! Attacks from a template's head, from articles, profiles and other pages.

use super::list::Does::{Cheats, Disarmed, Hides};
use super::list::Kind::{Front, Head, Home, Profile, Text};
use super::list::{Attack, Does, Kind};

/// What a template's head can do.
pub(super) fn heads() -> Vec<Attack> {
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
        attack("base in the head", Head("<base href=\"/x/\">"), Head("<link rel=\"prev\" href=\"/x/\">"), Cheats),
        attack(
            "refresh in capitals",
            Head("<META HTTP-EQUIV='Refresh' CONTENT='9; URL=/x'>"),
            Head("<META HTTP-EQUIV='Content-Language' CONTENT='en'>"),
            Cheats,
        ),
        attack(
            "canonical as a header's stand-in",
            Head("<meta http-equiv=\"link\" content=\"&lt;/x>; rel=canonical\">"),
            Head("<meta name=\"link\" content=\"x\">"),
            Cheats,
        ),
        attack(
            "style sheet of choice",
            Head("<meta http-equiv=\"default-style\" content=\"bare\">"),
            Head("<meta name=\"theme-color\" content=\"white\">"),
            Cheats,
        ),
        attack(
            "policy that blocks the counter",
            Head("<meta http-equiv=\"Content-Security-Policy\" content=\"img-src 'self'\">"),
            Head("<meta name=\"color-scheme\" content=\"light\">"),
            Cheats,
        ),
        attack(
            "counter that is not told where",
            Head("<meta name=\"Referrer\" content=\"no-referrer\">"),
            Head("<meta name=\"rating\" content=\"general\">"),
            Cheats,
        ),
        attack(
            "structured data that says otherwise",
            Head("<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"author\": \"Nobody\"}</script>"),
            Head("<script type=\"application/json\">{\"menu\": true}</script>"),
            Cheats,
        ),
        attack(
            "licence in the head",
            Head("<link rel=\"license\" href=\"https://creativecommons.org/publicdomain/zero/1.0/\">"),
            Head("<link rel=\"author\" href=\"/about/\">"),
            Cheats,
        ),
        attack(
            "canonical in the head's noscript",
            Head("<noscript><link rel=\"canonical\" href=\"/x\"></noscript>"),
            Head("<noscript><link rel=\"next\" href=\"/x\"></noscript>"),
            Cheats,
        ),
        attack(
            "style for who runs no scripts",
            Head("<noscript><style>.attribution-notice{display:none}</style></noscript>"),
            Head("<noscript><meta name=\"x\" content=\"y\"></noscript>"),
            Cheats,
        ),
        attack(
            "script from elsewhere",
            Head("<script src=\"https://example.net/x.js\"></script>"),
            Head("<script src=\"/x.js\"></script>"),
            Cheats,
        ),
        attack("head that ends early", Head("<p>x</p><div hidden>"), Head("<meta name=\"y\" content=\"\">"), Hides),
    ]
}

/// What the text of an article can do.
pub(super) fn texts() -> Vec<Attack> {
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
        attack("text: canonical", Text("\n<link rel=\"canonical\" href=\"/x\">\n"), Text("\n[x](/x)\n"), Disarmed),
        attack("text: base", Text("\n<base href=\"https://example.net/\">\n"), Text("\n`base`\n"), Disarmed),
        attack(
            "text: refresh",
            Text("\n<meta http-equiv=\"refresh\" content=\"0; url=/x\">\n"),
            Text("\nx\n"),
            Disarmed,
        ),
        attack(
            "text: licence",
            Text("\n<a rel=\"license\" href=\"https://creativecommons.org/publicdomain/zero/1.0/\">Free</a>\n"),
            Text("\n[What CC0 is](https://creativecommons.org/publicdomain/zero/1.0/)\n"),
            Disarmed,
        ),
        attack(
            "text: structured data",
            Text(
                "\n<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\"}</script>\n<p itemscope itemprop=\"author\">Nobody</p>\n",
            ),
            Text("\nx\n"),
            Disarmed,
        ),
        attack(
            "text: counter",
            Text("\n<img src=\"https://counter.example.net/99.gif\" alt=\"\">\n"),
            Text("\n<b>x</b>\n"),
            Cheats,
        ),
        attack("text: svg style", Text("\n<svg><style>*{display:none}</style></svg>\n"), Text("\nx\n"), Disarmed),
        attack(
            "text: script in a link",
            Text("\n[x](javascript:document.body.remove())\n"),
            Text("\n[x](/x)\n"),
            Disarmed,
        ),
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
pub(super) fn fields() -> Vec<Attack> {
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
