//! Templates, style sheets and articles that try to publish without the duty. Each is refused by the build, and each has an
//! innocent twin that is published.
//!
//! Our verifier is not the only judge: html5ever's tree says where the attribution ends up, and a real Chromium says what a reader
//! sees. An attack that claims to hide the attribution must hide it there as well, and a twin must show it.

mod list;
mod sheets;
mod told;

use std::fs;
use std::path::Path;

use reprint::base::Route;
use reprint::engine::{self, Outcome};
use reprint::html::{self, Data, Dom, Id, Scripting};
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;

use crate::browser::Browser;
use crate::site::{options, said};
use list::{Attack, Does, Kind, attacks};

const SETTINGS: &str = "base_url: https://news.example.org/\ntitle: News\nlang: en\npolicy: {commercial: false}\n\
    rights: {pixels: {wire: {ground: exempt, by: Jo Lind, on: 2026-01-31, reason: no personal data}}}\n";

const WIRE: &str = "name: Example Wire\nhome_url: https://wire.example.org/\nlicense: CC-BY-4.0\ncredit:\n  - {place: top, text: \"First \
    printed by Example Wire.\", lang: en, evidence: publisher-page, links: [{text: Example Wire, to: original}]}\n\
    pixel: {kind: img, url: \"https://counter.example.net/{id}.gif\", id: article}\n";

const ARTICLE: &str = "---\ntitle: The ferry is back\ndate: 2026-01-15\noriginal_url: https://wire.example.org/ferry\npublisher: wire\n\
    authors: [Ana Ruiz]\npixel_id: \"12345\"\n---\n\nAfter three winters the ferry crosses the strait again.\n";

/// Where the parts of the page stand: what templates are made of here.
const PARTS: &str = "{{ attribution.strip }}{{ body }}{{ attribution.notice }}";
const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>x</title>{{ head }}@head@</head>@body@</html>";
const ROUTE: &str = "/articles/ferry/";

/// A template with this in its head and body.
fn template(head: &str, body: &str) -> String {
    PAGE.replace("@head@", head).replace("@body@", &body.replace("{{ parts }}", PARTS))
}

fn site(kind: &Kind) -> Site {
    let mut site = Site::new();
    site.put("reprint.yaml", SETTINGS);
    site.put("content/publishers/wire.yaml", WIRE);
    let (mut page, mut article) = (template("", "<body>{{ parts }}</body>"), ARTICLE.to_owned());
    match kind {
        Kind::Body(body) => page = template("", body),
        Kind::Head(head) => page = template(head, "<body>{{ parts }}</body>"),
        Kind::Css(css, body) => {
            site.put("static/site.css", *css);
            page = template("<link rel=\"stylesheet\" href=\"/site.css\">", body);
        }
        Kind::Front(from, to) => article = article.replace(from, to),
        Kind::Text(text) => article.push_str(text),
        Kind::Profile(from, to) => site.put("content/publishers/wire.yaml", WIRE.replace(from, to)),
        Kind::Home(home) => site.put("templates/home.html", template("", home)),
    }
    site.put("templates/article.html", page);
    site.put("content/articles/ferry.md", article);
    site
}

fn build(kind: &Kind) -> (Outcome, Output) {
    let mut output = Output::default();
    let outcome = engine::build(&site(kind), &mut output, &options());
    (outcome, output)
}

fn text(output: &Output, route: &str) -> String {
    output.files().get(&Route::new(route)).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
}

/// The page that an attack on the template would have made: its parts are put in by hand, as nothing here would.
fn unchecked(kind: &Kind, innocent: &str) -> Option<String> {
    let (head, body) = match kind {
        Kind::Body(body) => ("", *body),
        Kind::Head(head) => (*head, "<body>{{ parts }}</body>"),
        Kind::Css(_, body) => ("<link rel=\"stylesheet\" href=\"site.css\">", *body),
        _ => return None,
    };
    let part = |from: &str, to: &str| {
        let start = innocent.find(from)?;
        let end = start + innocent[start..].find(to)? + to.len();
        Some(&innocent[start..end])
    };
    let page = template(head, body);
    let page = page.replace("{{ attribution.strip }}", part("<div class=\"attribution-strip\"", "</div>")?);
    let page = page.replace("{{ attribution.notice }}", part("<section class=\"attribution-notice\"", "</section>")?);
    Some(page.replace("{{ body }}", "<p>After three winters.</p>").replace("{{ head }}", ""))
}

#[test]
fn every_attack_is_refused_and_every_twin_is_published() {
    let attacks = attacks();
    assert!(attacks.len() >= 60, "{}", attacks.len());
    let mut wrong = Vec::new();
    for Attack { name, attempt: attack, twin, does } in &attacks {
        let (outcome, output) = build(attack);
        let codes: Vec<&str> = outcome.diagnostics.iter().filter(|d| d.is_error()).map(|d| d.code.as_str()).collect();
        if *does == Does::Disarmed {
            let page = text(&output, ROUTE);
            wrong.extend((!shows(&page)).then(|| format!("{name}: {}", said(&outcome.diagnostics))));
        } else {
            let meant = codes.iter().all(|code| !code.starts_with("yaml/"));
            let refused = outcome.report.is_none() && output.files().is_empty() && !codes.is_empty() && meant;
            wrong.extend((!refused).then(|| format!("{name}: not refused: {codes:?}")));
        }
        let (outcome, output) = build(twin);
        let page = text(&output, ROUTE);
        wrong.extend((!shows(&page)).then(|| format!("{name}, its twin: {}", said(&outcome.diagnostics))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether html5ever finds the attribution in the text of the body, and nothing that says another thing to machines.
fn shows(page: &str) -> bool {
    let dom = html::parse(page, Scripting::On);
    let count = |wanted: &dyn Fn(&html::Element) -> bool| {
        dom.all().filter_map(|id| dom.element(id)).filter(|e| wanted(e)).count()
    };
    let related =
        |to: &'static str| move |e: &html::Element| e.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case(to));
    if count(&related("canonical")) != 1
        || count(&related("license")) != 0
        || count(&|e| e.attr("type") == Some("application/ld+json")) != 1
        || count(&|e| e.attr("src").is_some_and(|src| src.contains("counter.example.net"))) != 1
        || count(&|e| matches!(&**e.local(), "base") || e.attr("itemprop").is_some()) != 0
        || count(&|e| e.attr("http-equiv").is_some_and(|to| to.eq_ignore_ascii_case("refresh"))) != 0
        || count(&|e| e.attr("href").is_some_and(|href| href.starts_with("javascript:"))) != 0
    {
        return false;
    }
    ["attribution-strip", "attribution-notice"].iter().all(|class| {
        dom.all().any(|id| dom.element(id).is_some_and(|e| e.attr("class") == Some(class)) && in_text(&dom, id))
    })
}

fn in_text(dom: &Dom, id: Id) -> bool {
    let hides = |name: &str| {
        matches!(name, "head" | "template" | "noscript" | "object" | "select" | "svg" | "math" | "details" | "dialog")
    };
    let hidden = |id: Id| {
        dom.element(id).is_some_and(|e| hides(e.local()) && e.attr("open").is_none() || e.attr("hidden").is_some())
    };
    let words = dom.subtree(id).any(|id| matches!(&dom.node(id).data, Data::Text(text) if text.trim().len() > 3));
    words && !dom.ancestors(id).any(hidden)
}

/// What Chromium shows of a part: the lines that a reader can see, with room, ink and no cover of opacity.
const SEEN: &str = "
    const shown = e => {
        if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) return false;
        const box = e.getBoundingClientRect(), page = document.documentElement;
        if (box.width < 4 || box.height < 4) return false;
        if (box.right + scrollX < 4 || box.bottom + scrollY < 4 || box.left + scrollX > page.scrollWidth - 4) return false;
        for (let at = e; at; at = at.parentElement) {
            const style = getComputedStyle(at), frame = at.getBoundingClientRect();
            if (parseFloat(style.opacity) < 0.1 || style.clipPath !== 'none' || /opacity\\(0|brightness\\(0/.test(style.filter)) return false;
            if (style.overflow !== 'visible' && (frame.width < 4 || frame.height < 4)) return false;
            if (style.clip !== 'auto' && style.position === 'absolute') return false;
        }
        const style = getComputedStyle(e);
        const alpha = /rgba\\(.*, 0\\)/.test(style.color) || style.webkitTextFillColor === 'rgba(0, 0, 0, 0)';
        return !alpha && parseFloat(style.fontSize) >= 3 && !e.closest('[inert], [aria-hidden=true]');
    };
    const part = name => {
        const all = [...document.body.querySelectorAll('.attribution-' + name)].filter(e => e.isConnected);
        return all.some(e => [...e.querySelectorAll('p, dd')].some(p => shown(p) && p.innerText.trim().length > 3));
    };
    return part('strip') && part('notice');";

#[test]
fn chromium_agrees_about_every_attack() {
    let folder = tempfile::tempdir().unwrap();
    let innocent = text(&build(&Kind::Body("<body>{{ parts }}</body>")).1, ROUTE);
    assert!(shows(&innocent));
    let attacks = attacks();
    for (i, Attack { attempt: attack, twin, does, .. }) in attacks.iter().enumerate() {
        let made = match does {
            Does::Disarmed => Some(text(&build(attack).1, ROUTE)),
            Does::Hides => {
                Some(unchecked(attack, &innocent).expect("what hides the attribution is a template or a sheet"))
            }
            Does::Cheats => None,
        };
        write(folder.path(), &format!("attack-{i}"), attack, &made.unwrap_or_default());
        write(
            folder.path(),
            &format!("twin-{i}"),
            twin,
            &text(&build(twin).1, ROUTE).replace("\"/site.css\"", "\"site.css\""),
        );
    }
    let open = Kind::Body("<body>{{ parts }}</body>");
    write(folder.path(), "open", &open, &unchecked(&open, &innocent).expect("a page"));
    let Some(browser) = Browser::open(folder.path()) else { return };
    let sees = |page: String| {
        browser.go(&format!("/{page}/"));
        browser.run(SEEN).as_bool().expect("the script answers")
    };
    assert!(sees("open".to_owned()), "a page made by hand is seen where nothing hides it");
    let mut wrong = Vec::new();
    for (i, Attack { name, does, .. }) in attacks.iter().enumerate() {
        let expected = match does {
            Does::Hides => Some(false),
            Does::Disarmed => Some(true),
            Does::Cheats => None,
        };
        if let Some(expected) = expected {
            wrong.extend(
                (sees(format!("attack-{i}")) != expected).then(|| format!("{name}: shown should be {expected}")),
            );
        }
        wrong.extend((!sees(format!("twin-{i}"))).then(|| format!("{name}: its twin is not shown")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn write(folder: &Path, name: &str, kind: &Kind, page: &str) {
    let folder = folder.join(name);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("index.html"), page).unwrap();
    if let Kind::Css(css, _) = kind {
        fs::write(folder.join("site.css"), css).unwrap();
    }
}

#[test]
fn a_counter_that_was_swapped_made_lazy_or_put_away_is_missed() {
    let (_, output) = build(&Kind::Body("<body>{{ parts }}</body>"));
    let page = text(&output, ROUTE);
    assert!(page.contains("img-src 'self' data: https://counter.example.net;"), "its origin joins the page's policy");
    assert_eq!(page.matches("https://counter.example.net/12345.gif").count(), 1);
    assert!(!text(&output, "/").contains("counter.example.net"), "no other page loads it");
    let need = reprint::render::attribution::Need {
        what: "the publisher's counter",
        text: None,
        href: None,
        tag: Some(reprint::render::attribution::Tag::new("img", [("src", "https://counter.example.net/12345.gif")])),
        part: reprint::rights::Part::Notice,
    };
    let route = Route::new("/feed.xml");
    let article = reprint::base::RelPath::new("content/articles/ferry.md").unwrap();
    let verified = |html: &str| {
        let item = reprint::verify::Item { article: &article, html, needs: std::slice::from_ref(&need) };
        reprint::verify::feed(&route, format!("<feed>{}</feed>", reprint::base::escape_html(html)), &[item]).is_ok()
    };
    assert!(verified("<p><img src=\"https://counter.example.net/12345.gif\" alt=\"\"></p>"));
    for bad in [
        "<img src=\"https://counter.example.net/54321.gif\">",
        "<img src=\"https://counter.example.net/12345.gif\" loading=\"lazy\">",
        "<noscript><img src=\"https://counter.example.net/12345.gif\"></noscript>",
        "<template><img src=\"https://counter.example.net/12345.gif\"></template>",
        "<div hidden><img src=\"https://counter.example.net/12345.gif\"></div>",
        "<!-- <img src=\"https://counter.example.net/12345.gif\"> -->",
        "<img data-src=\"https://counter.example.net/12345.gif\">",
        "<a href=\"https://counter.example.net/12345.gif\">x</a>",
    ] {
        assert!(!verified(bad), "{bad}");
    }
}
