//! Raw HTML in a body: brought into balance, and unless the site trusts its editors, reduced to what can neither hide, nor
//! load, nor act.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::Builder;

use super::highlight;
use crate::html::{self, Data, Element, Scripting};

/// Elements that may stand in a body: text and tables. No pictures (a picture comes with a credit, through Markdown), no
/// forms, frames or media, nothing that folds away.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that any of them may have; classes are filtered further.
const ATTRIBUTES: &[&str] = &["aria-label", "class", "dir", "id", "lang", "role", "title", "translate"];

/// Attributes of single elements.
const OF_TAG: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Elements that vanish with all that is in them; of others the text stays.
const WITH_CONTENT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "dialog", "head", "iframe", "math", "noembed", "noframes", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Classes that the Markdown stage itself writes: exact names, and beginnings of names.
const CLASSES: &[&str] = &["footnotes", "footnote-ref", "footnote-back"];
const CLASS_PREFIXES: &[&str] = &[highlight::PREFIX, "language-", "align-"];

/// What came of a body with raw HTML.
pub(super) struct Sanitised {
    /// Balanced HTML.
    pub html: String,
    /// Whether anything was taken out.
    pub changed: bool,
}

/// Takes out what an untrusted body may not have. `mark` begins the class of the elements that stand for pictures and are
/// kept.
pub(super) fn safe(text: &str, mark: &str) -> Sanitised {
    let mark = mark.to_owned();
    let clean = Builder::new()
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .tag_attributes(of_tag())
        .url_schemes(super::markdown::SCHEMES.iter().copied().collect())
        .link_rel(None)
        .attribute_filter(move |_, name, value| match name {
            "class" => classes(value, &mark),
            _ => Some(value.into()),
        })
        .clean(text)
        .to_string();
    let changed = size(&clean) != size(text);
    Sanitised { html: clean, changed }
}

/// Brings a trusted body into balance. Only what reaches beyond the body goes: style sheets and scripts, which the site
/// serves from files, metadata, and elements whose end depends on the browser.
pub(super) fn trusted(text: &str, mark: &str) -> Sanitised {
    let dom = html::parse_fragment(text, Scripting::On);
    let clean = html::serialise(&dom, dom.fragment(), stays);
    if html::balance(&clean) != clean {
        return safe(text, mark); // reads differently the second time, which only an attack does
    }
    let changed = !dom.all().filter_map(|id| dom.element(id)).all(stays);
    Sanitised { html: clean, changed }
}

/// Whether tags stand in each other so deeply that parsing them takes time beyond their length. Browsers stop at 512.
pub(super) fn is_too_deep(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let tag = &text[at + 1..];
        let end = tag.strip_prefix('/');
        let name = end.unwrap_or(tag).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if end.is_none() && !name.is_empty() && !ENDS_BY_ITSELF.contains(&name) {
            open.push(name);
        } else if end.is_some() && open.last() == Some(&name) {
            open.pop();
        }
        open.len() > 512
    })
}

/// Elements that have no end tag, or may go without.
const ENDS_BY_ITSELF: &[&str] =
    &["br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "source", "td", "th", "tr", "wbr"];

fn stays(element: &Element) -> bool {
    let gone = [
        "base",
        "frameset",
        "link",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "style",
        "title",
        "xmp",
    ];
    !gone.contains(&&**element.local()) && element.attr("shadowrootmode").is_none()
}

fn of_tag() -> HashMap<&'static str, HashSet<&'static str>> {
    OF_TAG.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect()
}

fn classes<'v>(value: &'v str, mark: &str) -> Option<Cow<'v, str>> {
    let ours = |class: &&str| {
        CLASSES.contains(class) || CLASS_PREFIXES.iter().chain([&mark]).any(|prefix| class.starts_with(prefix))
    };
    let kept: Vec<&str> = value.split_ascii_whitespace().filter(ours).collect();
    (!kept.is_empty()).then(|| kept.join(" ").into())
}

/// How many elements, attributes and comments a text has.
fn size(text: &str) -> usize {
    let dom = html::parse_fragment(text, Scripting::On);
    dom.all()
        .map(|id| match &dom.node(id).data {
            Data::Element(element) => 1 + element.attrs.len(),
            Data::Comment(_) => 1,
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hides_loads_or_acts() {
        for bad in [
            "<div hidden>x</div>",
            "<p style='display:none'>x</p>",
            "<p onclick=go()>x</p>",
            "<p aria-hidden=true>x</p>",
            "<img src=https://example.org/x.png>x",
            "<details><summary>x</summary></details>",
            "<a href=javascript:go()>x</a>",
            "<p class=attribution-notice>x</p>",
            "<div popover>x</div>",
            "<div inert>x</div>",
            "<!-- a -->x",
        ] {
            let clean = safe(bad, "mark");
            assert!(clean.changed, "{bad}");
            assert!(clean.html.contains('x') && !clean.html.contains('='), "{bad}: {}", clean.html);
        }
        for gone in ["<script>x</script>", "<style>x</style>", "<svg><title>x</title></svg>", "<noscript>x</noscript>"]
        {
            assert_eq!(safe(gone, "mark").html, "", "{gone}");
        }
    }

    #[test]
    fn plain_markup_stays() {
        let good = "<p>a <a href=\"https://example.org/\">b</a> <span class=\"hl-x\" lang=\"fr\">c</span></p>";
        let clean = safe(good, "mark");
        assert_eq!((clean.html.as_str(), clean.changed), (good, false));
    }

    #[test]
    fn trusted_markup_is_balanced() {
        assert_eq!(trusted("<details><p>x</main></body>", "m").html, "<details><p>x</p></details>");
        assert_eq!(trusted("x<plaintext></div>y", "m").html, "x");
        assert_eq!(trusted("<noscript></div><!--</noscript>y", "m").html, "y");
        assert!(trusted("<style>p{display:none}</style>", "m").changed);
    }
}
