//! Writes the parser's events as HTML.

mod picture;
mod table;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use pulldown_cmark_escape::escape_href;

use self::picture::Image;
use self::table::Table;
use super::footnotes::Footnotes;
use super::{Finding, FindingKind, Options, link};
use crate::base::{escape_html, slug};
use crate::clean;
use crate::render::highlight::highlight;

/// What the writer made.
pub(super) struct Written {
    pub(super) html: String,
    /// Elements that stand for pictures, and the pictures, in the order of the text.
    pub(super) pictures: Vec<(String, String)>,
    pub(super) findings: Vec<Finding>,
    /// The first raw HTML, in bytes of the body.
    pub(super) raw: Option<Range<usize>>,
}

/// What the writer does with raw HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    /// Writes it as it is, to be cleaned.
    Keep,
    /// Leaves it out.
    Drop,
}

/// Takes events one by one.
pub(super) struct Writer<'a> {
    options: &'a Options<'a>,
    mark: Option<&'a str>,
    raw: Raw,
    done: Written,
    footnotes: Footnotes,
    /// The text that footnotes interrupted, with their labels.
    outer: Vec<(String, String)>,
    ids: HashMap<String, usize>,
    heading: Option<Heading>,
    paragraph: Option<Paragraph>,
    code: Option<(String, String)>,
    image: Option<Image>,
    /// For each open link, whether it was written.
    links: Vec<bool>,
    /// Pictures that wait for the end of a paragraph, heading or cell: a figure may not stand in these.
    waiting: String,
    inline_depth: usize,
    table: Table,
}

struct Heading {
    at: usize,
    text: String,
}

/// An open paragraph: where it began, and whether anything but pictures is in it.
struct Paragraph {
    at: usize,
    has_text: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(body: &str, options: &'a Options<'a>, mark: Option<&'a str>, raw: Raw) -> Self {
        let html = String::with_capacity(body.len() + body.len() / 4);
        Self {
            options,
            mark,
            raw,
            done: Written { html, pictures: Vec::new(), findings: Vec::new(), raw: None },
            footnotes: Footnotes::default(),
            outer: Vec::new(),
            ids: HashMap::new(),
            heading: None,
            paragraph: None,
            code: None,
            image: None,
            links: Vec::new(),
            waiting: String::new(),
            inline_depth: 0,
            table: Table::default(),
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.image.is_some() {
            return self.in_image(event);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) => {
                self.ink(&text);
                for part in ["<code>", &escape_html(&text), "</code>"] {
                    self.done.html.push_str(part);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) if html.trim() == clean::MARK => {}
            Event::Html(html) | Event::InlineHtml(html) => {
                self.ink(&html);
                self.done.raw.get_or_insert(range);
                if self.raw == Raw::Keep {
                    self.done.html.push_str(&html);
                }
            }
            Event::FootnoteReference(label) => {
                self.ink("1");
                self.footnotes.refer(&label, &mut self.done.html);
            }
            Event::SoftBreak => {
                self.heading_text(" ");
                self.done.html.push('\n');
            }
            Event::HardBreak => {
                self.heading_text(" ");
                self.done.html.push_str("<br>\n");
            }
            Event::Rule => {
                self.fresh_line();
                self.done.html.push_str("<hr>\n");
            }
            Event::TaskListMarker(_) => {}
        }
    }

    pub(super) fn finish(mut self) -> Written {
        self.footnotes.write(self.options.words, &mut self.done.html);
        self.done
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.fresh_line();
                self.paragraph = Some(Paragraph { at: self.done.html.len(), has_text: false });
                self.done.html.push_str("<p>");
            }
            Tag::Heading { .. } => {
                self.fresh_line();
                self.heading = Some(Heading { at: self.done.html.len(), text: String::new() });
            }
            Tag::BlockQuote(_) => self.line("<blockquote>"),
            Tag::CodeBlock(kind) => self.code = Some((language(&kind).to_owned(), String::new())),
            Tag::List(None) => self.line("<ul>"),
            Tag::List(Some(1)) => self.line("<ol>"),
            Tag::List(Some(first)) => self.line(&format!("<ol start=\"{first}\">")),
            Tag::Item => {
                self.fresh_line();
                self.done.html.push_str("<li>");
            }
            Tag::FootnoteDefinition(label) => {
                self.outer.push((std::mem::take(&mut self.done.html), label.into_string()));
            }
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => self.start_table(tag),
            Tag::Emphasis => self.open("<em>"),
            Tag::Strong => self.open("<strong>"),
            Tag::Strikethrough => self.open("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => {
                let (src, title) = (dest_url.into_string(), title.into_string());
                self.image = Some(Image { depth: 0, src, title, alt: String::new(), range });
            }
            // a block of raw HTML is its lines; the rest belongs to extensions that are off
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(_) => self.line("</blockquote>"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(true) => self.done.html.push_str("</ol>\n"),
            TagEnd::List(false) => self.done.html.push_str("</ul>\n"),
            TagEnd::Item => self.done.html.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((outer, label)) = self.outer.pop() {
                    let note = std::mem::replace(&mut self.done.html, outer);
                    self.footnotes.define(&label, &note);
                }
            }
            TagEnd::Table => self.line("</tbody></table>"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.done.html.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.done.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.close("</em>"),
            TagEnd::Strong => self.close("</strong>"),
            TagEnd::Strikethrough => self.close("</del>"),
            TagEnd::Link => {
                let written = self.links.pop().unwrap_or_default();
                self.close(if written { "</a>" } else { "" });
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        self.ink(text);
        escape_text(&mut self.done.html, text);
    }

    /// Notes that there is text in the open paragraph and heading.
    fn ink(&mut self, text: &str) {
        self.heading_text(text);
        if let Some(paragraph) = self.paragraph.as_mut().filter(|paragraph| !paragraph.has_text) {
            paragraph.has_text = !text.trim().is_empty();
        }
    }

    fn heading_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
    }

    fn fresh_line(&mut self) {
        if !self.done.html.is_empty() && !self.done.html.ends_with('\n') {
            self.done.html.push('\n');
        }
    }

    fn line(&mut self, markup: &str) {
        self.fresh_line();
        self.done.html.push_str(markup);
        self.done.html.push('\n');
    }

    fn open(&mut self, markup: &str) {
        self.inline_depth += 1;
        self.done.html.push_str(markup);
    }

    fn close(&mut self, markup: &str) {
        self.inline_depth = self.inline_depth.saturating_sub(1);
        self.done.html.push_str(markup);
        self.put_waiting();
    }

    /// A paragraph that holds only pictures becomes the pictures.
    fn end_paragraph(&mut self) {
        if let Some(Paragraph { at, has_text: false }) = self.paragraph.take()
            && !self.waiting.is_empty()
        {
            self.done.html.truncate(at);
        } else {
            self.done.html.push_str("</p>\n");
        }
        self.put_waiting();
    }

    fn end_heading(&mut self, level: u8) {
        let Some(Heading { at, text }) = self.heading.take() else { return };
        let level = level.saturating_add(self.options.heading_offset).clamp(1, 6);
        let (level, id) = (char::from(b'0' + level), self.unique_id(&text));
        let begin = ["<h", level.encode_utf8(&mut [0]), " id=\"", &escape_html(&id), "\">"].concat();
        self.done.html.insert_str(at, &begin);
        self.done.html.push_str("</h");
        self.done.html.push(level);
        self.done.html.push_str(">\n");
        self.put_waiting();
    }

    /// An address for a heading that no other element of the body has.
    fn unique_id(&mut self, text: &str) -> String {
        let mut base = slug(text);
        if base.is_empty() || base.starts_with("fn-") || base.starts_with("fnref-") {
            base.insert_str(0, "section-");
        }
        base.truncate(base.trim_end_matches('-').len());
        // Hardly two headings of a text are the same.
        if let Entry::Vacant(new) = self.ids.entry(base.clone()) {
            new.insert(0);
            return base;
        }
        let mut count = self.ids.get(&base).copied().unwrap_or(0);
        let mut id = base.clone();
        while self.ids.contains_key(&id) {
            count += 1;
            id = format!("{base}-{}", count + 1);
        }
        self.ids.insert(base, count);
        self.ids.entry(id.clone()).or_insert(0);
        id
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        self.fresh_line();
        self.done.html.push_str("<pre><code");
        if !language.is_empty() {
            let _ = write!(self.done.html, " class=\"language-{}\"", escape_html(&language));
        }
        self.done.html.push('>');
        self.done.html.push_str(&highlight(&language, &code));
        self.done.html.push_str("</code></pre>\n");
    }

    fn start_link(&mut self, kind: LinkType, dest: &str, title: &str, range: Range<usize>) {
        let dest: CowStr<'_> = if kind == LinkType::Email { format!("mailto:{dest}").into() } else { dest.into() };
        let Some(address) = link::address(&dest, self.options.base) else {
            self.done.findings.push(Finding { kind: FindingKind::Link, what: dest.to_string(), range });
            self.links.push(false);
            return self.open("");
        };
        self.links.push(true);
        self.open("<a href=\"");
        let Ok(()) = escape_href(&mut self.done.html, &address) else { return };
        if !title.is_empty() {
            let _ = write!(self.done.html, "\" title=\"{}", escape_html(title));
        }
        self.done.html.push_str("\">");
    }
}

/// Escapes what stands between tags. Most texts have nothing to escape, which is found in three quarters of the library's time.
fn escape_text(out: &mut String, text: &str) {
    let mut from = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[from..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// The first word of a fence's info string.
fn language<'k>(kind: &'k CodeBlockKind<'_>) -> &'k str {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_ascii_whitespace().next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    }
}
