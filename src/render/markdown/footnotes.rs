//! Footnotes: numbers in the text, notes at the end of the body, links both ways (DPUB-ARIA roles).

use std::collections::HashMap;
use std::fmt::Write as _;

use super::Words;
use crate::base::escape_html;

/// The footnotes of a body.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Position in `notes`, by label.
    by_label: HashMap<String, usize>,
    notes: Vec<Note>,
    numbered: usize,
}

#[derive(Default)]
struct Note {
    /// 1 for the first that the text refers to; 0 while there is no reference.
    number: usize,
    references: usize,
    html: Option<String>,
}

impl Footnotes {
    fn note(&mut self, label: &str) -> &mut Note {
        let new = self.notes.len();
        let at = *self.by_label.entry(label.to_owned()).or_insert(new);
        if at == new {
            self.notes.push(Note::default());
        }
        &mut self.notes[at]
    }

    /// Writes a reference.
    pub(super) fn refer(&mut self, label: &str, out: &mut String) {
        let next = self.numbered + 1;
        let note = self.note(label);
        if note.number == 0 {
            note.number = next;
        }
        note.references += 1;
        let (number, id) = (note.number, reference_id(note.number, note.references));
        self.numbered = self.numbered.max(number);
        let _ = write!(
            out,
            r##"<sup class="footnote-ref"><a href="#fn-{number}" id="{id}" role="doc-noteref">{number}</a></sup>"##
        );
    }

    /// Takes a note's HTML; a second one with the same label is added to the first.
    pub(super) fn define(&mut self, label: &str, html: &str) {
        self.note(label).html.get_or_insert_default().push_str(html);
    }

    /// Writes the notes in the order of their numbers; those that nothing refers to follow, as they are text too.
    pub(super) fn write(mut self, words: Words<'_>, out: &mut String) {
        self.notes.retain(|note| note.html.is_some());
        if self.notes.is_empty() {
            return;
        }
        self.notes.sort_by_key(|note| if note.number == 0 { usize::MAX } else { note.number });
        let label = escape_html(words.footnotes);
        let _ = writeln!(out, r#"<section class="footnotes" role="doc-endnotes" aria-label="{label}">"#);
        out.push_str("<ol>\n");
        for note in &self.notes {
            note.write(words, out);
        }
        out.push_str("</ol>\n</section>\n");
    }
}

impl Note {
    fn write(&self, words: Words<'_>, out: &mut String) {
        let html = self.html.as_deref().unwrap_or_default().trim_end();
        if self.number == 0 {
            let _ = writeln!(out, "<li>{html}</li>");
            return;
        }
        let (text, end) = match html.strip_suffix("</p>") {
            Some(text) => (text, "</p>"),
            None => (html, ""),
        };
        let _ = write!(out, r#"<li id="fn-{}">{text}"#, self.number);
        for nth in 1..=self.references {
            let (id, label) = (reference_id(self.number, nth), escape_html(words.back));
            let _ = write!(
                out,
                r##" <a href="#{id}" class="footnote-back" role="doc-backlink" aria-label="{label}">↩{V}</a>"##,
                V = '\u{fe0e}' // as text, not as a picture
            );
        }
        let _ = writeln!(out, "{end}</li>");
    }
}

fn reference_id(number: usize, nth: usize) -> String {
    if nth == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}
