//! Tables, aligned by classes: the pages have no inline styles.

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, Tag};

use super::Writer;

/// The table being written.
#[derive(Default)]
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
    pub(super) in_cell: bool,
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.table.alignments = alignments;
                self.line("<table>");
            }
            Tag::TableHead => {
                (self.table.in_head, self.table.column) = (true, 0);
                self.done.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.done.html.push_str("<tr>");
            }
            _ => {
                let alignment = match self.table.alignments.get(self.table.column) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    _ => "",
                };
                (self.table.column, self.table.in_cell) = (self.table.column + 1, true);
                let cell = if self.table.in_head { "th scope=\"col\"" } else { "td" };
                let _ = write!(self.done.html, "<{cell}{alignment}>");
            }
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.done.html.push_str(&std::mem::take(&mut self.waiting));
        self.table.in_cell = false;
        self.done.html.push_str(if self.table.in_head { "</th>" } else { "</td>" });
    }
}
