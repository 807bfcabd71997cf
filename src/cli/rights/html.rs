//! The ledger as a page of its own, to look at or to print.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::{COLUMNS, cells, tally};
use crate::base::escape_html;
use crate::engine::ledger::Ledger;

const STYLE: &str = "body{font:14px/1.4 system-ui,sans-serif;margin:1.5rem;color:#1a1a1a;background:#fff}\
     table{border-collapse:collapse;width:100%}th,td{border:1px solid #ccc;padding:.35rem .5rem;text-align:start;\
     vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2;position:sticky;top:0}ul{margin:0;padding-inline-start:1rem}\
     tr.refused td:first-child{border-inline-start:4px solid #b00020}";

/// Renders the page. It loads nothing and runs nothing.
pub(super) fn page(ledger: &Ledger, now: Timestamp) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>Rights ledger</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>Rights ledger</h1>\n\
         <p>As of <time datetime=\"{now}\">{now}</time>. {}</p>\n<table>\n<thead><tr>",
        escape_html(&tally(ledger))
    );
    for head in COLUMNS {
        push(&mut out, format_args!("<th scope=\"col\">{head}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &ledger.articles {
        push(&mut out, format_args!("<tr class=\"{}\">", row.state.as_str()));
        for parts in cells(row) {
            out.push_str("<td>");
            match parts.as_slice() {
                [] => {}
                [one] => push(&mut out, format_args!("<bdi>{}</bdi>", escape_html(one))),
                many => {
                    out.push_str("<ul>");
                    for part in many {
                        push(&mut out, format_args!("<li><bdi>{}</bdi></li>", escape_html(part)));
                    }
                    out.push_str("</ul>");
                }
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</body>\n</html>\n");
    out
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string cannot fail");
}
