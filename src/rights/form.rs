//! Judges whether an article is what it says it is: its keys go with its kind, and there is a text.

use super::case::Case;
use crate::base::Span;
use crate::diag::Code;
use crate::parse::{FrontMatter, Kind};

/// Looks for keys that contradict the kind, and for a text.
pub(super) fn judge(case: &mut Case<'_>) {
    kind(case);
    if case.front.kind != Kind::Link && is_empty(case) {
        empty(case);
    }
}

/// Whether the site wrote a text or somebody else did decides about its attribution, so a contradiction is never guessed away.
fn kind(case: &mut Case<'_>) {
    let keys: Vec<String> = strangers(case.front).into_iter().map(|key| format!("`{key}`")).collect();
    if keys.is_empty() {
        return;
    }
    let (keys, are) = (and(&keys), if keys.len() == 1 { "belongs" } else { "belong" });
    let (message, remove) = match case.front.kind {
        Kind::Own => (
            format!("`kind: own` is for the site's own texts, and {keys} {are} to somebody else's"),
            format!("if the site wrote it, remove {keys}; works that it uses go into `sources:`"),
        ),
        Kind::Link => (
            format!("`kind: link` is for a summary of the site's own, and {keys} {are} to a republished text"),
            format!("if the site wrote the summary, remove {keys}"),
        ),
        Kind::Repost => return,
    };
    let hints = [format!("if somebody else wrote the text, remove `kind: {}`", case.front.kind.as_str()), remove];
    case.report(Code::FrontKind, "kind", message, hints);
}

/// The keys with a value that say the opposite of the kind.
fn strangers(front: &FrontMatter) -> Vec<&'static str> {
    let of_an_original = [
        ("original_url", front.original_url.is_some()),
        ("original_title", front.original_title.is_some()),
        ("original_date", front.original_date.is_some()),
        ("publisher", front.publisher.is_some()),
    ];
    let of_a_repost = [
        ("original_notice", front.original_notice.is_some()),
        ("license", front.license.is_some()),
        ("changes", front.changes.is_some()),
        ("via", !front.via.is_empty()),
    ];
    let asked: Vec<_> = match front.kind {
        Kind::Own => of_an_original.into_iter().chain(of_a_repost).collect(),
        Kind::Link => of_a_repost.into_iter().collect(),
        Kind::Repost => Vec::new(),
    };
    asked.into_iter().filter(|(_, given)| *given).map(|(key, _)| key).collect()
}

fn and(keys: &[String]) -> String {
    match keys {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// Whether nothing is left of the body when all cuts are made.
fn is_empty(case: &Case<'_>) -> bool {
    let (body, mut at) = (case.document.body(), 0);
    let mut kept = |end: usize, next: usize| {
        let part = body.get(at..end).unwrap_or_default();
        at = next;
        part
    };
    let blank = case.cuts.iter().all(|cut| kept(cut.range.start, cut.range.end).trim().is_empty());
    blank && kept(body.len(), body.len()).trim().is_empty()
}

fn empty(case: &mut Case<'_>) {
    let (message, hint) = if case.cuts.is_empty() {
        ("the article has no text", "write the text below this line, or write `draft: true` until there is one")
    } else {
        (
            "nothing is left of the text when what reads as advertising, appeals and promos is cut",
            "write the article's text below this line, or write `draft: true` until there is one",
        )
    };
    let start = case.document.body_start;
    let head = case.document.source.text[..start].trim_end();
    let fence = head.rfind('\n').map_or(0, |end| end + 1);
    let span = Span::new(&case.document.source.path, fence..head.len());
    case.report_at(Code::FrontEmptyBody, span, message, [hint.to_owned()]);
}
