//! The theme as readers see it: the demo site at three widths, light and dark and on paper, and every address in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use reprint::html::{self, Scripting};
use serde_json::Value;

use crate::browser::{Browser, percent_decoded};

/// One of each kind of page; among them a photo, a table, a footnote, code, and text from right to left.
const PAGES: [&str; 10] = [
    "/",
    "/articles/alerte-crues/",
    "/articles/cartes-inondation/",
    "/articles/energie-cooperative/",
    "/ar/articles/مكتبة-البذور/",
    "/ar/",
    "/sections/transports/",
    "/tags/",
    "/articles/usine-de-sel/",
    "/404.html",
];

/// A telephone, a tablet, a desk. No paper is as narrow as a telephone.
const WIDTHS: [u32; 3] = [360, 768, 1280];

/// The demo site, built once by the program.
fn demo() -> &'static Path {
    static OUT: OnceLock<PathBuf> = OnceLock::new();
    OUT.get_or_init(|| {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
        let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
        command.args(["build", "--root", env!("CARGO_MANIFEST_DIR"), "--out"]).arg(&out);
        command.env_remove("GITHUB_ACTIONS").assert().success();
        out
    })
}

/// Everything that is wrong with the page as it is laid out now, in words. Colours are computed ones, so `rgb()` or `rgba()`.
const AUDIT: &str = r"
const wrong = [], root = document.documentElement;
if (root.scrollWidth > innerWidth) {
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    || e.getBoundingClientRect().left < -1).slice(0, 3).map(e => e.outerHTML.slice(0, 80));
  wrong.push(`overflows: ${root.scrollWidth} in ${innerWidth}: ${wide.join(' | ')}`);
}
const parts = [...document.querySelectorAll('.attribution-strip, .attribution-notice')];
for (const e of [...parts, ...document.querySelectorAll('.credit, .mandated, .ai-label, .genre-label')]) {
  const box = e.getBoundingClientRect(), name = e.className;
  const top = box.top + scrollY, left = box.left + scrollX;
  if (box.width < 8 || box.height < 8) wrong.push(`${name} has no size: ${box.width}×${box.height}`);
  if (left < -0.5 || top < -0.5 || left + box.width > root.scrollWidth + 0.5 || top + box.height > root.scrollHeight + 0.5)
    wrong.push(`${name} lies outside the page`);
  if (!e.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) wrong.push(`${name} is not visible`);
  if (!e.innerText.trim()) wrong.push(`${name} is empty`);
  for (let p = e; p; p = p.parentElement) {
    const s = getComputedStyle(p);
    if (s.opacity !== '1' || s.filter !== 'none' || s.clipPath !== 'none' || s.maskImage !== 'none') wrong.push(`${name} is made hard to see by ${p.tagName}`);
  }
}
const rgba = text => {
  const m = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
  if (!m) { wrong.push(`unknown colour ${text}`); return [0, 0, 0, 1]; }
  return [+m[1], +m[2], +m[3], m[4] === undefined ? 1 : +m[4]];
};
const luminance = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const behind = e => {
  for (let p = e; p; p = p.parentElement) {
    const c = rgba(getComputedStyle(p).backgroundColor);
    if (c[3] === 1) return c;
    if (c[3] !== 0) wrong.push(`${p.className || p.tagName} has a see-through background`);
  }
  wrong.push('nothing has a background'); return [255, 255, 255, 1];
};
let texts = 0;
for (const e of document.body.querySelectorAll('*')) {
  if (e.tagName === 'SCRIPT' || !e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
  texts++;
  const colour = rgba(getComputedStyle(e).color), paper = behind(e);
  const [low, high] = [luminance(colour), luminance(paper)].sort((a, b) => a - b);
  const ratio = (high + 0.05) / (low + 0.05);
  if (colour[3] !== 1 || ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(2)} of ${e.tagName}.${e.className}: ${e.innerText.slice(0, 30)}`);
}
if (texts < 5) wrong.push(`only ${texts} texts`);
return [...new Set(wrong)];
";

/// What the page is, loads and leads to.
const LOADED: &str = r"
const links = [...document.querySelectorAll('a[href], link[rel=stylesheet], link[rel=icon], img')].map(e => e.href || e.src);
const own = [...new Set(links.filter(l => l.startsWith(location.origin)).map(l => l.split('#')[0]))];
const loaded = performance.getEntriesByType('resource').map(r => r.name);
return {
  dir: getComputedStyle(document.documentElement).direction, lang: document.documentElement.lang,
  parts: document.querySelectorAll('.attribution-strip, .attribution-notice').length,
  links: own,
  foreign: loaded.filter(l => !l.startsWith(location.origin)), loaded: loaded.length,
  unseen: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
};
";

#[test]
fn readers_see_the_theme_as_it_is_meant() {
    let Some(browser) = Browser::open(demo()) else { return };
    let mut wrong = Vec::new();
    let mut papers = BTreeSet::new();
    for page in PAGES {
        browser.go(page);
        for (media, scheme) in [("screen", "light"), ("screen", "dark"), ("print", "light"), ("print", "dark")] {
            browser.emulate(media, scheme);
            for width in WIDTHS.into_iter().filter(|width| media == "screen" || *width > 360) {
                browser.resize(width, 900);
                let found = browser.run(AUDIT);
                let found = found.as_array().unwrap_or_else(|| panic!("{found}"));
                wrong.extend(found.iter().map(|what| format!("{page} {media} {scheme} {width}: {what}")));
            }
            papers.insert((
                media,
                scheme,
                browser.run("return getComputedStyle(document.body).backgroundColor").to_string(),
            ));
        }
        browser.emulate("screen", "light");
        let is = browser.run(LOADED);
        let links: Vec<&str> = is["links"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let broken = links.iter().filter(|link| browser.status(link) != 200);
        wrong.extend(broken.map(|link| format!("{page}: {link} leads nowhere")));
        let empty = |key: &str| is[key] == Value::Array(Vec::new());
        if !empty("foreign") || !empty("unseen") {
            wrong.push(format!("{page}: {is}"));
        }
        assert!(links.len() > 4 && is["loaded"].as_u64() > Some(0), "{is}");
        // A text of the newsroom's own has no notice, a withdrawn one no attribution.
        let parts = match page {
            "/articles/energie-cooperative/" => 1,
            "/articles/usine-de-sel/" => 0,
            _ => 2 * u8::from(page.contains("/articles/")),
        };
        assert_eq!(is["parts"], parts, "{page}");
        assert_eq!(is["dir"], if page.starts_with("/ar/") { "rtl" } else { "ltr" }, "{page}");
        wrong.extend(browser.console().into_iter().map(|line| format!("{page}: {line}")));
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(papers.len(), 4, "one paper for each way to read: {papers:?}");
}

/// A page's file, as a tree.
struct Page {
    file: PathBuf,
    dom: html::Dom,
}

fn pages() -> Vec<Page> {
    let mut open = vec![demo().to_owned()];
    let mut pages = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            if file.is_dir() {
                open.push(file);
            } else if file.extension().is_some_and(|extension| extension == "html") {
                let dom = html::parse(&fs::read_to_string(&file).unwrap(), Scripting::On);
                pages.push(Page { file, dom });
            }
        }
    }
    pages.sort_by(|a, b| a.file.cmp(&b.file));
    assert!(pages.len() > 60, "the demo has {} pages", pages.len());
    pages
}

impl Page {
    fn attributes(&self, name: &'static str) -> impl Iterator<Item = &str> {
        let values = self.dom.all().filter_map(|id| self.dom.element(id));
        values.filter_map(move |element| element.attr(name))
    }
}

/// Where an address on a page leads: the file of the output and the place in it. `None` if it leads out of the site.
fn target(page: &Path, address: &str) -> Option<(PathBuf, String)> {
    let address = address.strip_prefix("https://la-traverse.example.org").unwrap_or(address);
    let (path, place) = address.split_once('#').unwrap_or((address, ""));
    if path.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let path = percent_decoded(path);
    let file = match path.strip_prefix('/') {
        _ if path.is_empty() => page.to_owned(),
        Some(rest) => demo().join(rest),
        None => page.parent().expect("a page lies in a folder").join(&path),
    };
    let file = if path.ends_with('/') { file.join("index.html") } else { file };
    Some((file, percent_decoded(place)))
}

#[test]
fn every_address_of_the_demo_leads_somewhere() {
    let pages = pages();
    let ids: BTreeMap<&Path, BTreeSet<&str>> =
        pages.iter().map(|page| (page.file.as_path(), page.attributes("id").collect())).collect();
    let mut broken = Vec::new();
    let mut followed = 0;
    for page in &pages {
        let addresses = page.attributes("href").chain(page.attributes("src"));
        for (address, (file, place)) in addresses.filter_map(|a| Some((a, target(&page.file, a)?))) {
            followed += 1;
            let there = ids.get(file.as_path()).is_some_and(|ids| ids.contains(place.as_str()));
            if !file.is_file() || !place.is_empty() && !there {
                broken.push(format!("{}: {address}", page.file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(followed > 1_000, "only {followed} addresses");
}

#[test]
fn every_page_of_the_demo_has_one_heading_and_no_id_twice() {
    for page in pages() {
        let name = page.file.display();
        // An old address only leads to the new one.
        let moved = page.attributes("http-equiv").any(|name| name == "refresh");
        let headings = page.dom.all().filter_map(|id| page.dom.element(id)).filter(|e| &**e.local() == "h1").count();
        assert_eq!(headings, usize::from(!moved), "{name}");
        let mut seen = BTreeSet::new();
        for id in page.attributes("id") {
            assert!(!id.is_empty() && seen.insert(id), "{name}: `{id}` twice");
        }
        for name in page.attributes("aria-labelledby").chain(page.attributes("aria-describedby")) {
            assert!(seen.contains(name), "{}: nothing is called `{name}`", page.file.display());
        }
    }
}
