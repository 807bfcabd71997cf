//! Pictures: figures that stand after the block they are named in, or in its place.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::{Finding, FindingKind, Picture};
use super::Writer;

/// A picture whose description is being read.
pub(super) struct Image {
    pub(super) depth: usize,
    pub(super) src: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) range: Range<usize>,
}

impl Writer<'_> {
    /// Writes waiting pictures once no element is open that may not hold them.
    pub(super) fn put_waiting(&mut self) {
        let free = self.paragraph.is_none() && self.heading.is_none() && !self.table.in_cell && self.inline_depth == 0;
        if free && !self.waiting.is_empty() {
            self.fresh_line();
            self.done.html.push_str(&std::mem::take(&mut self.waiting));
            self.done.html.push('\n');
        }
    }

    /// Inside the brackets of a picture only plain text counts.
    pub(super) fn in_image(&mut self, event: Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    pub(super) fn end_image(&mut self) {
        let Some(image) = self.image.take() else { return };
        let picture = Picture { src: &image.src, alt: &image.alt, title: &image.title };
        let Some(html) = (self.options.pictures)(&picture) else {
            self.done.findings.push(Finding { kind: FindingKind::Picture, what: image.src, range: image.range });
            return;
        };
        match self.mark {
            None => self.waiting.push_str(&html),
            Some(mark) => {
                let place = format!("<figure class=\"{mark}{}\"></figure>", self.done.pictures.len());
                self.waiting.push_str(&place);
                self.done.pictures.push((place, html));
            }
        }
        self.put_waiting();
    }
}
