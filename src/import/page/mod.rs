//! A whole web page: its article in Markdown, what its markup says of it, and what is left out.

mod charset;
mod choose;
mod depth;
mod evidence;
mod meta;
mod walk;

use std::borrow::Cow;

use url::Url;

pub use charset::decode;

use super::credit::{caption, credit, labelled};
use super::known::Known;
use super::photos::without_subject;
use super::text::Patience;
use super::{Author, CutText, Photo, Place, Stood, dates, head};
use crate::base::WebUrl;
use crate::clean::{Kind, fold};
use crate::html::{self, DOCUMENT, Id, Scripting};
use choose::{Fate, choose, title_line};
use evidence::Role;
use meta::Meta;
use walk::{Form, Line, lines};

/// What stands between a headline and the name of a site, or between that and its motto.
const MARKS: [&str; 5] = [" - ", " | ", " – ", " — ", " : "];

/// Whether a text is a web page or a part of one: it begins with a tag, or has the frame of a page.
pub(super) fn is_html(text: &str) -> bool {
    const BLOCKS: [&str; 9] = ["<p>", "<p ", "<div", "<h1", "<body", "<article", "<section", "<br", "<html"];
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let opens = [
        "<!doctype",
        "<html",
        "<head",
        "<meta",
        "<title",
        "<script",
        "<style",
        "<body",
        "<h1",
        "<h2",
        "<p>",
        "<p ",
        "<div",
        "<main",
        "<article",
        "<section",
        "<figure",
        "<span",
        "<em>",
        "<strong",
        "<img",
        "<link",
        "<!--",
    ];
    let head: String = start.chars().take(12).collect::<String>().to_ascii_lowercase();
    // A comment, a link or a picture may begin a text as well.
    let block = |tag: &&str| start.contains(*tag) || start.contains(&tag.to_uppercase());
    // Words before the first tag make it no other text.
    let paragraphs = start.match_indices("</p>").nth(1).is_some();
    paragraphs || (opens.iter().any(|tag| head.starts_with(tag)) && BLOCKS.iter().any(block))
}

/// What the tags say that stand on lines of their own around a plain text, and the text without them: so the Republication
/// Tracker Tool hands out text, canonical address and counter.
pub(super) fn loose_tags(text: &str) -> (Known, Cow<'_, str>) {
    const TAGS: [&str; 4] = ["<link ", "<img ", "<meta ", "<script"];
    if !TAGS.iter().any(|tag| text.contains(tag)) {
        return (Known::default(), Cow::Borrowed(text));
    }
    let is_tag = |line: &&str| {
        let line = line.trim();
        line.ends_with('>') && TAGS.iter().any(|tag| line.starts_with(tag))
    };
    let (tags, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(is_tag);
    let known = if tags.is_empty() { Known::default() } else { read(&tags.join("\n"), None).0 };
    // Pictures among Markdown are Markdown's own business.
    if known.counter.is_none() && known.original_url.is_none() {
        return (Known::default(), Cow::Borrowed(text));
    }
    (
        Known { counter: known.counter, original_url: known.original_url, ..Known::default() },
        Cow::Owned(rest.join("\n")),
    )
}

/// Reads a page. `address` is where it was fetched.
pub(super) fn read(text: &str, address: Option<&WebUrl>) -> (Known, String) {
    let dom = html::parse(&depth::shallow(text), Scripting::On);
    let order: Vec<Id> = dom.subtree(DOCUMENT).collect();
    let meta = meta::read(&dom, &order);
    let base = address.or(meta.canonical.as_ref()).and_then(|url| Url::parse(url.as_str()).ok());
    let lines = lines(&dom, base.as_ref());
    let title = title_line(&lines, &meta);
    let fates = choose(&dom, &order, &lines, &meta, title);
    compose(&lines, fates, title, meta)
}

/// The text of a page, with its fields.
fn compose(lines: &[Line], mut fates: Vec<Fate>, title: Option<usize>, meta: Meta) -> (Known, String) {
    let (photos, pictures) = pictures(lines, &mut fates);
    let (announced, printed, printed_date) = head::above(&header(lines, &fates, title));
    let mut bylines =
        lines.iter().zip(&fates).filter(|(line, fate)| line.role == Role::Byline && **fate == Fate::Field);
    let printed = printed.or_else(|| bylines.find_map(|(line, _)| head::byline_of(&line.plain)));
    let site = meta.site.as_deref().map(|name| fold(name).text);
    let authors: Vec<String> = meta
        .authors
        .iter()
        .filter(|name| Some(fold(name).text) != site && fold(name).text != "admin")
        .cloned()
        .collect();
    let authors = if announced.is_some() { Vec::new() } else { authors };
    let byline = announced.or_else(|| if authors.is_empty() { printed } else { Some(authors.join(", ")) });
    let (text, places) = markdown(lines, &fates, &pictures);
    let known = Known {
        title: title.map(|i| lines[i].plain.clone()).or_else(|| head_title(&meta)),
        byline,
        authors: authors.iter().map(|name| Author::named(name)).collect(),
        date: meta.date.as_deref().and_then(dates::date).or(printed_date),
        lang: meta.lang,
        original_url: meta.canonical,
        publisher: meta
            .site
            .map(|site| without_motto(&site).to_owned())
            .or_else(|| site_of_title(&meta.titles, title.map(|i| &*lines[i].plain))),
        license: meta.license.as_deref().and_then(super::publisher::creative_commons),
        photos,
        counter: meta.counter,
        shows_links: true,
        cuts: cuts(lines, &fates, title, &places),
        ..Known::default()
    };
    (known, text)
}

/// The lines between the headline and the text.
fn header<'a>(lines: &'a [Line], fates: &[Fate], title: Option<usize>) -> Vec<Cow<'a, str>> {
    const MOST: usize = 24;
    let from = title.map_or(0, |title| title + 1);
    let below = lines.iter().zip(fates).skip(from).take(MOST);
    let above_text = below.take_while(|(line, fate)| **fate != Fate::Keep || line.letters < 160);
    let furniture = |fate: &Fate| matches!(fate, Fate::Cut(_, "html/furniture"));
    above_text
        .filter(|(line, fate)| line.form != Form::Image && !line.figure && !furniture(fate))
        .map(|(line, _)| Cow::Borrowed(&*line.plain))
        .collect()
}

/// The site's name that follows the headline in the page's title: `Storm over Valmer - Harbour Post`.
fn site_of_title(titles: &[String], headline: Option<&str>) -> Option<String> {
    let rest = titles.first()?.strip_prefix(headline?)?;
    let name = MARKS.iter().find_map(|mark| rest.strip_prefix(mark))?;
    let name = MARKS.iter().find_map(|mark| Some(name.rsplit_once(mark)?.1)).unwrap_or(name);
    (name.split_whitespace().count() <= 5).then(|| name.trim().to_owned())
}

fn without_motto(site: &str) -> &str {
    MARKS.iter().find_map(|mark| Some(site.split_once(mark)?.0)).unwrap_or(site)
}

/// The headline that the page's head gives, without the site's name behind it.
fn head_title(meta: &Meta) -> Option<String> {
    let title = meta.titles.get(1).or(meta.titles.first())?;
    let site = meta.site.as_deref().unwrap_or_default();
    let cut = MARKS.iter().find_map(|mark| title.strip_suffix(site)?.strip_suffix(mark));
    Some(cut.filter(|_| !site.is_empty()).unwrap_or(title).to_owned())
}

/// The pictures with captions and credits, and in whose place, by line, one stays in the text. The first one leads.
fn pictures(lines: &[Line], fates: &mut [Fate]) -> (Vec<Photo>, Vec<(usize, String)>) {
    let mut photos: Vec<(usize, Photo)> = Vec::new();
    let mut open = false;
    for (i, line) in lines.iter().enumerate() {
        if matches!(fates[i], Fate::Cut(..)) {
            continue;
        }
        let about = line.figure || matches!(line.role, Role::Caption | Role::Credit);
        if line.form == Form::Image {
            photos.push((
                i,
                Photo {
                    source: line.target.clone(),
                    alt: Some(line.plain.clone()).filter(|alt| !alt.is_empty()),
                    ..Photo::default()
                },
            ));
            open = true;
        } else if about && line.letters > 0 {
            if !open {
                photos.push((i, Photo::default()));
            }
            open = true;
            let photo = &mut photos.last_mut().expect("one was pushed when none was open").1;
            describe(photo, line);
        } else {
            open = false;
            continue;
        }
        fates[i] = Fate::Field;
    }
    let texts: Vec<Cow<'_, str>> =
        lines.iter().filter(|line| line.letters >= 60).map(|line| Cow::Borrowed(&*line.plain)).collect();
    let mut patience = Patience::default();
    for (_, photo) in &mut photos {
        if let Some(credit) = photo.credit.take() {
            let (subject, credit) = without_subject(credit, &texts, usize::MAX, &mut patience);
            photo.caption = photo.caption.take().or(subject);
            photo.credit = Some(credit);
        }
    }
    photos.retain(|(_, photo)| photo.caption.is_some() || photo.credit.is_some());
    let inline = photos.iter().skip(1).filter_map(|(i, photo)| Some((*i, photo.to_markdown()?))).collect();
    (photos.into_iter().map(|(_, photo)| photo).collect(), inline)
}

/// Adds a line to what is said of a picture.
fn describe(photo: &mut Photo, line: &Line) {
    let text = line.plain.as_str();
    if line.role == Role::Credit && line.letters <= 100 {
        photo.credit = photo.credit.take().or_else(|| credit(text).or_else(|| labelled(text)));
    } else if let Some(found) = credit(text).filter(|_| photo.credit.is_none()) {
        photo.credit = Some(found);
    } else if let Some((words, found)) = caption(text).filter(|_| photo.credit.is_none()) {
        photo.credit = Some(found);
        photo.caption.get_or_insert(words);
    } else if photo.caption.as_deref() != Some(text) {
        photo.caption = Some(photo.caption.take().map_or_else(|| text.to_owned(), |before| format!("{before} {text}")));
    }
}

/// What was left out, neighbours of one kind together. `places` says for each line how much of the text stands above it.
fn cuts(lines: &[Line], fates: &[Fate], title: Option<usize>, places: &[usize]) -> Vec<CutText> {
    let mut cuts: Vec<CutText> = Vec::new();
    let mut above: Option<&Line> = None;
    for (i, (line, fate)) in lines.iter().zip(fates).enumerate() {
        let (kind, rule) = match fate {
            Fate::Cut(kind, rule) => (*kind, *rule),
            // What a byline says beside the names is kept as well.
            Fate::Field if Some(i) != title && matches!(line.role, Role::Byline | Role::Time) => {
                (Kind::Nav, "html/byline")
            }
            _ => {
                above = None;
                continue;
            }
        };
        if !cuts.last().is_some_and(|cut| above.is_some() && cut.kind == kind && *cut.rule == *rule) {
            let place = Place { at: places[i], stood: Stood::Apart, markdown: Some(String::new()) };
            cuts.push(CutText { kind, rule: rule.into(), text: String::new(), place });
            above = None;
        }
        let cut = cuts.last_mut().expect("one was pushed when none fitted");
        cut.text.push_str(if above.is_some() { "\n" } else { "" });
        cut.text.push_str(&line.markdown);
        if let Some(markdown) = &mut cut.place.markdown {
            add_line(markdown, line, above);
        }
        above = Some(line);
    }
    cuts
}

/// The lines that stay, as one text, and for each line how much of the text stands above it.
fn markdown(lines: &[Line], fates: &[Fate], pictures: &[(usize, String)]) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::new(), Vec::with_capacity(lines.len()));
    let mut above: Option<&Line> = None;
    for (i, (line, fate)) in lines.iter().zip(fates).enumerate() {
        places.push(out.len());
        if let Ok(found) = pictures.binary_search_by_key(&i, |(at, _)| *at) {
            out.push_str(if out.is_empty() { "" } else { "\n\n" });
            out.push_str(&pictures[found].1);
            above = None;
        } else if *fate == Fate::Keep && line.form != Form::Image {
            add_line(&mut out, line, above);
            above = Some(line);
        }
    }
    (out, places)
}

/// Adds a line to a text, in the list of the line above it where that is in one.
fn add_line(out: &mut String, line: &Line, above: Option<&Line>) {
    let list = |form| matches!(form, Form::Item | Form::Row);
    let joined = above.is_some_and(|above| above.form == line.form && list(line.form));
    if !out.is_empty() {
        out.push_str(if joined { "\n" } else { "\n\n" });
    }
    write_line(out, line, joined);
}

fn write_line(out: &mut String, line: &Line, joined: bool) {
    let text = line.markdown.as_str();
    match line.form {
        Form::Heading(level) => {
            out.push_str(&"#".repeat(usize::from(level.clamp(2, 6))));
            out.push(' ');
            out.push_str(text);
        }
        Form::Item if !text.starts_with(['-', '•', '*']) || text.starts_with("**") => {
            out.push_str("- ");
            out.push_str(text);
        }
        Form::Quote => {
            out.push_str("> ");
            out.push_str(text);
        }
        Form::Code => {
            out.push_str("```\n");
            out.push_str(&text.replace("```", "'''"));
            out.push_str("\n```");
        }
        Form::Row => {
            out.push_str(text);
            out.push_str(" |");
            if !joined {
                out.push('\n');
                out.push_str(&"|---".repeat(text.matches("| ").count()));
                out.push('|');
            }
        }
        _ => out.push_str(text),
    }
}

#[cfg(test)]
mod tests;
