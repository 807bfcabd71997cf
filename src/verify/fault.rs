//! What is wrong with the place of a part, in words.

use super::{Findings, Part};
use crate::diag::Code;

fn place_hint(part: Part) -> String {
    let name = part.name();
    match part {
        Part::Head => "put `{{ head }}` right after `<head>`, once".to_owned(),
        Part::Strip => format!("put `{{{{ {name} }}}}` once before `{{{{ body }}}}`, between two blocks"),
        Part::Notice => format!("put `{{{{ {name} }}}}` once after `{{{{ body }}}}`, between two blocks"),
        Part::Figure | Part::Body => format!("put `{{{{ {name} }}}}` once right into an element such as `<article>`"),
    }
}

pub(super) fn missing(part: Part, found: &mut Findings<'_>) {
    let duties: Vec<&str> = found.page.needs.iter().filter(|need| need.part == part).map(|need| need.what).collect();
    let mut message = format!("does not show `{}`", part.name());
    if !duties.is_empty() {
        message.extend([", and with it ", &duties.join(", ")]);
    }
    found.push(Code::VerifyTokenMissing, &message, &place_hint(part));
}

pub(super) fn twice(part: Part, found: &mut Findings<'_>) {
    found.push(Code::VerifyTokenTwice, &format!("shows `{}` more than once", part.name()), &place_hint(part));
}

pub(super) fn hidden(part: Part, place: &str, found: &mut Findings<'_>) {
    found.push(Code::VerifyTokenHidden, &format!("hides `{}` in {place}", part.name()), &place_hint(part));
}

pub(super) fn misplaced(part: Part, how: &str, found: &mut Findings<'_>) {
    found.push(Code::VerifyTokenNested, &format!("misplaces `{}`: it {how}", part.name()), &place_hint(part));
}
