//! A page's tree as the lines that a reader sees, each in Markdown.
//!
//! The walk keeps its own stack: pages nest as deep as they like.

use url::Url;

use super::evidence::{Role, is_block, is_unseen, role};
use crate::html::{DOCUMENT, Data, Dom, Element, Id};
use crate::import::counter::counter;
use crate::import::text::{escape, letters, single_spaced};

/// What a line is in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Paragraph,
    Heading(u8),
    /// A list item.
    Item,
    Quote,
    Code,
    /// The row of a table of facts; the first one is its head.
    Row,
    Rule,
    Image,
}

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// In Markdown.
    pub(super) markdown: String,
    /// Without marks.
    pub(super) plain: String,
    /// Letters and digits of it; those of scripts that need fewer count more.
    pub(super) letters: usize,
    /// Letters of it that are links.
    pub(super) linked: usize,
    pub(super) form: Form,
    pub(super) role: Role,
    /// The innermost block element around it.
    pub(super) owner: Id,
    /// Whether it stands in a `<figure>`.
    pub(super) figure: bool,
    /// Where its picture, or its only link, leads.
    pub(super) target: Option<String>,
}

/// The lines of a page in its order. Links are made absolute against `base`, or dropped where that is not known.
pub(super) fn lines(dom: &Dom, base: Option<&Url>) -> Vec<Line> {
    let mut walk = Walk {
        dom,
        base,
        lines: Vec::new(),
        markdown: String::new(),
        plain: String::new(),
        spans: Vec::new(),
        around: Vec::new(),
        linked: 0,
        target: None,
    };
    let mut todo = vec![Step::Open(DOCUMENT)];
    while let Some(step) = todo.pop() {
        match step {
            Step::Open(id) => match &dom.node(id).data {
                Data::Element(element) if is_unseen(element) => {}
                Data::Element(element) => {
                    walk.open(id, element);
                    todo.push(Step::Close(id));
                    push_children(dom, id, &mut todo);
                }
                Data::Text(text) => walk.text(text),
                Data::Document => push_children(dom, id, &mut todo),
                Data::Comment(_) | Data::Doctype(_) => {}
            },
            Step::Close(id) => walk.close(id),
        }
    }
    walk.flush();
    walk.lines
}

enum Step {
    Open(Id),
    Close(Id),
}

fn push_children(dom: &Dom, id: Id, todo: &mut Vec<Step>) {
    let at = todo.len();
    todo.extend(dom.children(id).map(Step::Open));
    todo[at..].reverse();
}

/// Spans that are open at most.
const DEEPEST_SPAN: usize = 16;

/// Inline markup that is open, and where it began.
struct Span {
    id: Id,
    at: usize,
    plain_at: usize,
    mark: Mark,
}

enum Mark {
    Strong,
    Emphasis,
    Code,
    Link(Option<String>),
}

/// An element around the current line that changes what lines are.
struct Around {
    id: Id,
    block: bool,
    role: Role,
    form: Form,
    figure: bool,
}

struct Walk<'a> {
    dom: &'a Dom,
    base: Option<&'a Url>,
    lines: Vec<Line>,
    markdown: String,
    plain: String,
    spans: Vec<Span>,
    around: Vec<Around>,
    linked: usize,
    target: Option<String>,
}

impl Walk<'_> {
    fn open(&mut self, id: Id, element: &Element) {
        let name = &**element.local();
        let names_authors = name == "span" && is_under_conversation_title(self.dom, id);
        let block = is_block(name) || names_authors;
        if block && (self.form() != Form::Row || name == "tr") {
            self.flush();
        }
        let above = self.around.last();
        let (form, role_above, figure) =
            above.map_or((Form::Paragraph, Role::Text, false), |a| (a.form, a.role, a.figure));
        let form = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Form::Heading(name.as_bytes()[1] - b'0'),
            "li" | "dt" | "dd" => Form::Item,
            "blockquote" => Form::Quote,
            "pre" => Form::Code,
            "tr" if is_data_row(self.dom, id) => Form::Row,
            "ul" | "ol" | "table" if form == Form::Item || form == Form::Row => Form::Paragraph,
            _ => form,
        };
        let said = if names_authors { Some(Role::Byline) } else { role(element) };
        let role = said.filter(|_| block || name == "time" || form != Form::Heading(1)).unwrap_or(role_above);
        if role == Role::Credit && role_above == Role::Caption {
            self.flush();
        }
        let inside_row = form == Form::Row && block && name != "tr";
        if block || role != role_above {
            self.around.push(Around {
                id,
                block: block && !inside_row,
                role,
                form,
                figure: figure || name == "figure",
            });
        }
        match name {
            "br" => self.line_break(),
            "hr" => self.push_line(Form::Rule, "* * *".to_owned()),
            "img" => self.image(element),
            "td" | "th" if form == Form::Row => self.cell(),
            "strong" | "b" => self.span(id, Mark::Strong),
            "em" | "i" | "cite" => self.span(id, Mark::Emphasis),
            "code" if form != Form::Code => self.span(id, Mark::Code),
            "a" => self.span(id, Mark::Link(element.attr("href").and_then(|href| self.absolute(href)))),
            "iframe" => self.frame(element),
            _ => {}
        }
    }

    fn close(&mut self, id: Id) {
        let Some(element) = self.dom.element(id) else { return };
        let name = &**element.local();
        if let Some(span) = self.spans.pop_if(|span| span.id == id) {
            self.wrap(&span);
        }
        let block = self.around.last().is_some_and(|around| around.id == id && around.block) || is_block(name);
        if block && !(self.form() == Form::Row && name != "tr") {
            self.flush();
        }
        if self.around.last().is_some_and(|around| around.id == id) {
            if self.around.last().is_some_and(|around| around.role == Role::Credit) {
                self.flush();
            }
            self.around.pop();
        }
    }

    fn form(&self) -> Form {
        self.around.last().map_or(Form::Paragraph, |around| around.form)
    }

    fn text(&mut self, text: &str) {
        if self.form() == Form::Code {
            self.markdown.push_str(text);
            self.plain.push_str(text);
            return;
        }
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        let joined = single_spaced(text);
        if joined.is_empty() {
            return;
        }
        let code = self.spans.iter().any(|span| matches!(span.mark, Mark::Code));
        let start = self.markdown.is_empty();
        if code {
            self.markdown.push_str(&joined);
        } else if start {
            self.markdown.push_str(&escape(&joined));
        } else {
            // Marks that count at a line's start only are no marks here.
            self.markdown.push_str(&escape(&format!("a{joined}"))[1..]);
        }
        self.plain.push_str(&joined);
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.plain.is_empty() && !self.plain.ends_with([' ', '\n']) {
            self.markdown.push(' ');
            self.plain.push(' ');
        }
    }

    /// Begins a cell of a row.
    fn cell(&mut self) {
        let cell = if self.markdown.is_empty() { "| " } else { " | " };
        self.markdown.truncate(self.markdown.trim_end().len());
        self.markdown.push_str(cell);
        self.plain.push(' ');
    }

    /// One break is a line's end, two are a paragraph's.
    fn line_break(&mut self) {
        if self.form() == Form::Row {
            return self.space();
        }
        self.flush();
    }

    /// Begins a span, unless it lies deeper than in any page: each line puts the marks of all that are open around it.
    fn span(&mut self, id: Id, mark: Mark) {
        if self.spans.len() < DEEPEST_SPAN {
            self.spans.push(Span { id, at: self.markdown.len(), plain_at: self.plain.len(), mark });
        }
    }

    /// Puts the marks of a span around what was written since it began; spaces stay outside.
    fn wrap(&mut self, span: &Span) {
        let at = span.at.min(self.markdown.len());
        let inner = &self.markdown[at..];
        let text = inner.trim();
        if let Mark::Link(target) = &span.mark {
            self.linked +=
                self.plain[span.plain_at.min(self.plain.len())..].chars().filter(|c| c.is_alphanumeric()).count();
            self.target = target.clone().or(self.target.take());
        }
        let heading = matches!(self.form(), Form::Heading(_) | Form::Code);
        let (start, end) = (at + inner.len() - inner.trim_start().len(), at + inner.trim_end().len());
        match &span.mark {
            _ if text.is_empty() => {}
            Mark::Strong | Mark::Emphasis if heading || !text.contains(char::is_alphanumeric) => {}
            Mark::Strong if !text.contains("**") => self.enclose(start, end, "**", "**"),
            Mark::Emphasis if !text.starts_with('*') && !text.ends_with('*') => self.enclose(start, end, "*", "*"),
            Mark::Code => {
                let text = text.replace('`', "'");
                self.markdown.replace_range(start..end, &text);
                self.enclose(start, end, "`", "`");
            }
            Mark::Link(Some(url)) if !text.contains("](") => self.enclose(start, end, "[", &format!("]({url})")),
            _ => {}
        }
    }

    /// Puts marks around a part of the line.
    fn enclose(&mut self, start: usize, end: usize, open: &str, close: &str) {
        self.markdown.insert_str(end, close);
        self.markdown.insert_str(start, open);
    }

    /// Ends the line. Spans that are open go on in the next.
    fn flush(&mut self) {
        let mut spans = std::mem::take(&mut self.spans);
        for span in spans.iter().rev() {
            self.wrap(span);
        }
        for span in &mut spans {
            (span.at, span.plain_at) = (0, 0);
        }
        self.spans = spans;
        let form = self.form();
        let markdown = std::mem::take(&mut self.markdown);
        let markdown =
            if form == Form::Code { markdown.trim_matches('\n').to_owned() } else { markdown.trim().to_owned() };
        if !markdown.is_empty() {
            self.push_line(form, markdown);
        }
        self.plain.clear();
        (self.linked, self.target) = (0, None);
    }

    fn push_line(&mut self, form: Form, markdown: String) {
        let owner = self.around.iter().rev().find(|around| around.block).map_or(DOCUMENT, |around| around.id);
        let (role, figure) = self.around.last().map_or((Role::Text, false), |around| (around.role, around.figure));
        let plain = self.plain.trim().to_owned();
        self.lines.push(Line {
            letters: letters(&plain),
            markdown,
            plain,
            linked: self.linked,
            form,
            role,
            owner,
            figure,
            target: self.target.clone(),
        });
    }

    fn image(&mut self, element: &Element) {
        let src = ["data-src", "data-lazy-src", "data-original", "src"]
            .iter()
            .find_map(|name| element.attr(name).filter(|src| !src.starts_with("data:")));
        let Some(src) = src.and_then(|src| self.absolute(src)).filter(|src| counter(src).is_none()) else { return };
        let tiny = |name| {
            element
                .attr(name)
                .and_then(|size| size.trim_end_matches("px").parse::<u32>().ok())
                .is_some_and(|size| size < 80)
        };
        if tiny("width") || tiny("height") || self.form() == Form::Row {
            return;
        }
        self.flush();
        self.plain = element.attr("alt").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        self.target = Some(src.clone());
        let alt = self.plain.replace(['[', ']', '\\'], "");
        self.push_line(Form::Image, format!("![{alt}]({src})"));
        self.plain.clear();
        self.target = None;
    }

    /// What is embedded from elsewhere is named by its address.
    fn frame(&mut self, element: &Element) {
        if let Some(src) = element.attr("src").and_then(|src| self.absolute(src)) {
            self.flush();
            self.push_line(Form::Image, src);
        }
    }

    /// An address in full, with what Markdown's parentheses would break escaped.
    fn absolute(&self, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') {
            return None;
        }
        let url = match self.base {
            Some(base) => base.join(href).ok()?,
            None => Url::parse(href).ok()?,
        };
        matches!(url.scheme(), "http" | "https" | "mailto")
            .then(|| url.as_str().replace('(', "%28").replace(')', "%29"))
    }
}

/// The Conversation's snippet names the authors in a bare `<span>` below the headline.
fn is_under_conversation_title(dom: &Dom, id: Id) -> bool {
    let class = dom.parent(id).and_then(|parent| dom.element(parent)?.attr("class")).unwrap_or_default();
    // One as long as a text must not be read for each element inside it.
    class.len() < 400 && class.contains("theconversation-article-body")
}

/// Whether a table's row holds facts side by side, not a page's layout.
fn is_data_row(dom: &Dom, row: Id) -> bool {
    let cells: Vec<Id> =
        dom.children(row).filter(|id| dom.element(*id).is_some_and(|e| matches!(&**e.local(), "td" | "th"))).collect();
    let plain = |cell: &Id| {
        let mut inner = dom.subtree(*cell).skip(1).take(40).filter_map(|id| dom.element(id));
        !inner.any(|e| {
            matches!(
                &**e.local(),
                "p" | "div" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "section" | "article" | "form"
            )
        })
    };
    (2..=12).contains(&cells.len()) && cells.iter().all(plain)
}
