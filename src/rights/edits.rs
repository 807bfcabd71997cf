//! Judges what was changed: an ND licence and a publisher that allows no edits see every cut.
//!
//! What cleaning took for a footer may be the publisher's mandatory notice; that becomes a duty instead of a cut.

use super::case::Case;
use super::permission::Permitted;
use super::publisher::{Edits, Publisher};
use super::text::{Basis, givers};
use super::work::Work;
use crate::base::{Span, fold, squash};
use crate::clean::{self, Cut};
use crate::diag::Code;

/// Gives the notices among the cuts, and whether anything else was cut.
pub(super) fn judge(
    case: &mut Case<'_>,
    publisher: Option<&Publisher>,
    basis: Option<&Basis>,
    work: &Work<'_>,
) -> (Vec<String>, bool) {
    let mut notices = Vec::new();
    let mut foreign: Vec<&Cut> = Vec::new();
    for cut in case.cuts {
        let text = &case.document.body()[cut.range.clone()];
        if publisher.is_some_and(|p| is_notice(p, text)) {
            notices.push(text.trim().to_owned());
        } else if cut.kind != clean::Kind::Separator {
            foreign.push(cut);
        }
    }
    if let Some(reason) = withheld(publisher, basis) {
        forbid(case, &foreign, &reason, work);
    }
    if notices.is_empty() {
        return (notices, !foreign.is_empty());
    }
    let shown = case.front.original_notice.as_deref().map(squash).unwrap_or_default();
    let mandated: Vec<String> = publisher
        .into_iter()
        .flat_map(|p| p.credit.iter().filter(|c| p.is_confirmed(c.evidence)).map(|c| squash(&c.text)))
        .collect();
    notices.retain(|notice| {
        let notice = squash(notice);
        !shown.contains(&notice) && !mandated.contains(&notice)
    });
    (notices, !foreign.is_empty())
}

/// Whether a cut text is what the publisher wants to be read.
fn is_notice(publisher: &Publisher, text: &str) -> bool {
    let text = fold(text);
    publisher.phrases.iter().chain(publisher.credit.iter().map(|c| &c.text)).any(|phrase| text.contains(&fold(phrase)))
}

/// Why nothing may be edited, if so.
fn withheld(publisher: Option<&Publisher>, basis: Option<&Basis>) -> Option<String> {
    match (basis, publisher) {
        (Some(Basis::Licence(licence)), _)
            if !licence.name().is_empty() && licence.allows_derivatives() == Some(false) =>
        {
            Some(format!("{} does not allow edits", licence.name()))
        }
        (_, Some(publisher)) if publisher.edits == Edits::None => {
            Some(format!("{} does not allow edits", publisher.name))
        }
        _ => None,
    }
}

fn forbid(case: &mut Case<'_>, foreign: &[&Cut], reason: &str, work: &Work<'_>) {
    if foreign.is_empty() && case.front.changes.is_none()
        || case.permits(&givers(case, work), work.url, Permitted::Edit)
    {
        return;
    }
    let ask = case.list_permission(Permitted::Edit);
    if case.front.changes.is_some() {
        let message = format!("{reason}, and `changes:` says that the text was edited");
        case.report(
            Code::RightsCutForbidden,
            "changes",
            message,
            [ask.clone(), "or restore the original's wording".to_owned()],
        );
    }
    for cut in foreign {
        let start = case.document.body_start;
        let span = Span::new(&case.document.source.path, start + cut.range.start..start + cut.range.end);
        let message = format!("{reason}, and this passage ({}) would be cut", cut.kind.as_str().replace('_', " "));
        let delete = "if another site added it and it is no part of the original, delete it from the file".to_owned();
        case.report_at(Code::RightsCutForbidden, span, message, [delete, ask.clone()]);
    }
}
