//! The units of a Markdown body that cleaning may cut: paragraphs, list items, headings, rules.
//!
//! Paragraphs are what blank lines separate. Where a pasted text has one paragraph a line, each line is a unit; where lines
//! are wrapped to a width, the paragraph is one.

use std::ops::Range;

/// What a unit is in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Running text, or one line of it.
    Paragraph,
    /// A list item.
    Item,
    /// An ATX heading, with its level.
    Heading(u8),
    /// A line without a word, such as `***` or `→`, or `<hr>`.
    Rule,
    /// Code, a table, a link definition or a comment: never cut, and no part of the text.
    Verbatim,
}

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its bytes, without the line's end.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) form: Form,
    /// The number of the block it stands in.
    pub(crate) block: u32,
}

/// Splits a body into units, in order.
pub(crate) fn split(body: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(memchr::memchr_iter(b'\n', body.as_bytes()).count() + 1);
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut number = 0;
    let mut fence: Option<(char, usize, usize)> = None;
    for line in lines(body) {
        let text = &body[line.clone()];
        if let Some((mark, width, start)) = fence {
            if closes(text, mark, width) {
                number += 1;
                units.push(Unit { range: start..line.end, form: Form::Verbatim, block: number });
                fence = None;
            }
            continue;
        }
        if let Some((mark, width)) = opens(text) {
            number += 1;
            flush(body, &mut block, number, &mut units);
            number += 1;
            fence = Some((mark, width, line.start));
        } else if text.trim().is_empty() {
            number += 1;
            flush(body, &mut block, number, &mut units);
        } else {
            block.push(line);
        }
    }
    flush(body, &mut block, number + 1, &mut units);
    if let Some((_, _, start)) = fence {
        units.push(Unit { range: start..body.trim_end().len().max(start), form: Form::Verbatim, block: number + 2 });
    }
    units
}

fn lines(body: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    body.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    })
}

fn opens(line: &str) -> Option<(char, usize)> {
    let text = line.trim_start();
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let width = text.chars().take_while(|c| *c == mark).count();
    (width >= 3 && (mark == '~' || !text[width..].contains('`'))).then_some((mark, width))
}

fn closes(line: &str, mark: char, width: usize) -> bool {
    let text = line.trim();
    text.chars().count() >= width && text.chars().all(|c| c == mark)
}

/// Whether a line is a separator: marks, arrows or emoji and no word.
fn is_rule(line: &str) -> bool {
    let text = line.trim();
    matches!(text, "<hr>" | "<hr/>" | "<hr />")
        || !text.contains(|c: char| c.is_alphanumeric() || matches!(c, '`' | '$'))
}

/// Turns the lines of a block into units.
fn flush(body: &str, block: &mut Vec<Range<usize>>, number: u32, units: &mut Vec<Unit>) {
    let lines = &*block;
    let code = lines.iter().all(|l| body[l.clone()].starts_with("    ") || body[l.clone()].starts_with('\t'));
    let table = lines.len() > 1 && lines.iter().all(|l| body[l.clone()].trim_start().starts_with('|'));
    if let (Some(first), Some(last)) = (lines.first(), lines.last())
        && (code || table)
        && !(code && lines.iter().all(|l| is_item(body[l.clone()].trim_start())))
    {
        units.push(Unit { range: first.start..last.end, form: Form::Verbatim, block: number });
        block.clear();
        return;
    }
    let longest = lines.iter().map(Range::len).max().unwrap_or(0);
    for line in block.drain(..) {
        let form = form(&body[line.clone()]);
        if let Some(last) = units.last_mut().filter(|u| u.block == number)
            && form == Form::Paragraph
            && continues(body, last, &line, longest)
        {
            last.range.end = line.end;
            continue;
        }
        units.push(Unit { range: line, form, block: number });
    }
}

fn form(line: &str) -> Form {
    let text = line.trim_start();
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Form::Paragraph;
    }
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    if let Ok(level @ 1..=6) = u8::try_from(hashes)
        && text[hashes..].starts_with([' ', '\t'])
    {
        return Form::Heading(level);
    }
    if is_rule(text) {
        return Form::Rule;
    }
    let definition = text.starts_with('[') && text.find("]:").is_some_and(|at| !text[1..at].contains(']'));
    if (definition && !text.starts_with("[^")) || (text.starts_with("<!--") && text.ends_with("-->")) {
        return Form::Verbatim;
    }
    if is_item(text) { Form::Item } else { Form::Paragraph }
}

fn is_item(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix(['-', '*', '+', '•', '·']) {
        return rest.starts_with([' ', '\t']);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && text[digits..].starts_with(['.', ')']) && text[digits + 1..].starts_with(' ')
}

/// Whether a line goes on with the sentence of the unit above it in the same block.
fn continues(body: &str, above: &Unit, line: &Range<usize>, longest: usize) -> bool {
    let before = body[above.range.clone()].trim_end();
    let last = before.rsplit('\n').next().unwrap_or(before);
    let text = body[line.clone()].trim_start();
    if matches!(above.form, Form::Heading(_) | Form::Rule | Form::Verbatim) {
        return false;
    }
    if text.starts_with(|c: char| c.is_lowercase()) || (above.form == Form::Item && line.len() > text.len()) {
        return true;
    }
    // A wrapped line is nearly as long as its neighbours; a line that ends early ends a paragraph.
    let early = last.len() * 3 < longest * 2;
    longest <= 110 && !early
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(body: &str) -> Vec<(Form, &str)> {
        split(body).into_iter().map(|u| (u.form, &body[u.range])).collect()
    }

    #[test]
    fn a_body_is_split_into_what_may_be_cut() {
        let body = "# Head\nOne line\n\n- a\n- b\n\n*****\n\n```\nshare\n\nfacebook\n```\n\n    code\n\n[1]: https://example.org\n";
        assert_eq!(
            forms(body),
            [
                (Form::Heading(1), "# Head"),
                (Form::Paragraph, "One line"),
                (Form::Item, "- a"),
                (Form::Item, "- b"),
                (Form::Rule, "*****"),
                (Form::Verbatim, "```\nshare\n\nfacebook\n```"),
                (Form::Verbatim, "    code"),
                (Form::Verbatim, "[1]: https://example.org"),
            ]
        );
    }

    #[test]
    fn wrapped_lines_are_one_unit_and_pasted_lines_are_many() {
        let wrapped = "The port of Valmer was closed on Monday because of the\nStorm that came from the north, and it will open again\nwhen the wind allows it.\n";
        assert_eq!(split(wrapped).len(), 1);
        let pasted = "You liked this article? Share it!\n*****\nRead the original article here\n";
        assert_eq!(split(pasted).len(), 3);
        assert_eq!(split("```\nnever closed\n").len(), 1);
        assert!(split("\n\n").is_empty());
    }
}
