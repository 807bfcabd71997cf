//! The ledger in lines: aligned for a terminal, or as CSV.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr as _;

use super::{COLUMNS, cells, tally};
use crate::diag::print::visible;
use crate::engine::ledger::{Ledger, Row};

/// The widest cell of a terminal's table, in columns of the terminal.
const WIDTH: usize = 34;

/// What a terminal's table has room for: heads, and each row's cells.
const HEADS: [&str; 9] =
    ["ARTICLE", "STATE", "PUBLISHER", "LICENCE", "DUTIES", "PERMISSION", "PHOTOS", "NEXT EVENT", "TO DO"];

/// The ledger for a terminal: the bare facts in a line each, then what is open and what is wrong, in words.
pub(super) fn table(ledger: &Ledger) -> String {
    let rows: Vec<[String; 9]> = ledger.articles.iter().map(brief).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.chain([HEADS[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..HEADS.len()).map(width).collect();
    let mut out = line(HEADS.iter().copied(), &widths);
    for row in &rows {
        out.push_str(&line(row.iter().map(String::as_str), &widths));
    }
    out + &wrong(ledger) + &open(ledger) + &format!("\n{}\n", tally(ledger))
}

/// What is wrong, by article.
fn wrong(ledger: &Ledger) -> String {
    let mut out = String::new();
    for row in ledger.articles.iter().filter(|row| !row.problems.is_empty()) {
        out.extend(["\n", &visible(row.article.as_str()), "\n"]);
        for problem in &row.problems {
            let level = if problem.error { "error" } else { "warning" };
            out.extend(["  ", level, "[", problem.code, "]: ", &visible(&problem.message), "\n"]);
        }
    }
    out
}

/// What nobody has answered, by question.
fn open(ledger: &Ledger) -> String {
    let mut open: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &ledger.articles {
        for asked in row.questions.iter().filter(|asked| asked.answered.is_none()) {
            open.entry((asked.question, asked.text)).or_default().push(row);
        }
    }
    let mut out = String::new();
    for ((question, text), rows) in open {
        out.extend(["\n", question, ": ", text, "\n"]);
        for row in rows {
            let asked = row.questions.iter().find(|asked| asked.question == question);
            let publishers = asked.map_or(String::new(), |asked| asked.publishers.join(", "));
            let whose = if publishers.is_empty() { publishers } else { format!(" ({publishers})") };
            out.extend(["  ", &visible(row.article.as_str()), &visible(&whose), "\n"]);
        }
    }
    if !out.is_empty() {
        out.push_str("(answer in the article: `answered: [{question: …, by: …, on: …}]`)\n");
    }
    out
}

fn brief(row: &Row) -> [String; 9] {
    let permissions: Vec<&str> = row.permissions.iter().map(|grant| grant.id.as_str()).collect();
    let photos: Vec<&str> = row.photos.iter().map(|photo| photo.credit.as_str()).collect();
    let open = row.questions.iter().filter(|asked| asked.answered.is_none()).count();
    let some = |number: usize, noun: &str| match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        more => Some(format!("{more} {noun}s")),
    };
    let todo: Vec<String> = some(row.problems.len(), "problem").into_iter().chain(some(open, "question")).collect();
    let name = row.article.below("content/articles").unwrap_or(row.article.as_str());
    let cell = |text: &str| if text.is_empty() { "-".to_owned() } else { shorten(&visible(text)) };
    [
        cell(name),
        row.state.as_str().to_owned(),
        cell(row.publisher.as_deref().unwrap_or_default()),
        cell(row.licence.as_deref().unwrap_or_default()),
        row.duties.len().to_string(),
        cell(&permissions.join(", ")),
        cell(&photos.join("; ")),
        cell(&row.next_event.as_ref().map_or(String::new(), |event| format!("{} {}", event.at, event.what))),
        cell(&todo.join(", ")),
    ]
}

fn shorten(text: &str) -> String {
    if text.width() <= WIDTH {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + 2 > WIDTH {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, widths: &[usize]) -> String {
    let padded =
        cells.zip(widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
    let mut out = padded.collect::<Vec<_>>().join("  ");
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The ledger as CSV (RFC 4180), in UTF-8; the parts of a cell are set apart by semicolons.
pub(super) fn csv(ledger: &Ledger) -> String {
    let record = |cells: &mut dyn Iterator<Item = String>| cells.map(|cell| quote(&cell)).collect::<Vec<_>>().join(",");
    let mut out = record(&mut COLUMNS.iter().map(|head| (*head).to_owned()));
    out.push_str("\r\n");
    for row in &ledger.articles {
        out.push_str(&record(&mut cells(row).iter().map(|parts| parts.join("; "))));
        out.push_str("\r\n");
    }
    out
}

/// A cell between quotes. One that a spreadsheet would take for a formula begins with an apostrophe, for titles and credits
/// are other people's texts.
fn quote(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_breaks_out() {
        assert_eq!(quote("=1+1"), "\"'=1+1\"");
        assert_eq!(quote("a \"b\", c\nd"), "\"a \"\"b\"\", c\nd\"");
    }

    #[test]
    fn wide_letters_count_double_and_long_cells_are_cut() {
        assert_eq!(line(["中文", "b"].into_iter(), &[5, 3]), "中文   b\n");
        assert_eq!(shorten(&"x".repeat(40)).width(), WIDTH);
        assert_eq!(shorten("short"), "short");
    }
}
