//! What a publisher demands of the article and of the site that shows it. What is refused here cannot be made good by a line on
//! the page.

use jiff::{SignedDuration, Timestamp};

use super::case::Case;
use super::credit::parts;
use super::permission::Permitted;
use super::publisher::{Ads, ExtentRule, Headline, Paywall, Publisher, Wish};
use super::text::{Text, Work, givers};
use crate::base::{When, fold, squash};
use crate::diag::Code;

/// Holds an article and the site against the demands of its publisher.
pub(super) fn judge(case: &mut Case<'_>, text: &Text<'_>, work: &Work<'_>) {
    let Some(publisher) = text.publisher else { return };
    institution(case, publisher);
    headline(case, text, work, publisher);
    policy(case, work, publisher);
    extent(case, work, publisher);
    excluded(case, work, publisher);
    term(case, publisher);
}

fn institution(case: &mut Case<'_>, publisher: &Publisher) {
    if publisher.institution != Wish::Required || !publisher.is_sure_of("institution") {
        return;
    }
    let alone = case.front.authors.iter().find(|author| author.institution.is_none());
    if let Some(author) = alone {
        let hints = [format!("write `authors: [{{name: {}, institution: …}}]`, as the original has it", author.name)];
        let message = format!("{} wants the institution named beside each author", publisher.name);
        case.report(Code::RightsInstitutionMissing, "authors", message, hints);
    }
}

/// A translated headline is another one anyway; the gate for translations has judged it.
fn headline(case: &mut Case<'_>, text: &Text<'_>, work: &Work<'_>, publisher: &Publisher) {
    let Some(original) = case.front.original_title.as_deref() else { return };
    let changed = !text.is_translated(case.lang) && squash(original) != squash(&case.front.title);
    let kept = matches!(publisher.headline, Headline::Keep | Headline::Permission);
    if !changed || !kept || case.permits(&givers(case, work), work.url, Permitted::Edit) {
        return;
    }
    let message = format!("{} does not allow another headline than its own, \"{original}\"", publisher.name);
    let hints = [format!("restore it, or list a permission with the use `edit`{}", case.listed_in_vain())];
    case.report(Code::RightsHeadline, "title", message, hints);
}

/// What the site says of itself in `reprint.yaml`, against what the publisher bears.
fn policy(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let policy = case.context.config.policy;
    let name = &publisher.name;
    let borne = [
        (
            policy.ads && publisher.ads == Ads::None,
            format!("{name} wants no advertising beside its articles, and this site carries some"),
        ),
        (
            policy.paywall && publisher.paywall == Paywall::Not,
            format!("{name} wants its articles free to read, and this site has a paywall"),
        ),
    ];
    for (_, message) in borne.into_iter().filter(|(clashes, _)| *clashes) {
        if !case.permits(&givers(case, work), work.url, Permitted::Commercial) {
            let hints = [format!(
                "list a permission with the use `commercial`{}, or leave the article out",
                case.listed_in_vain()
            )];
            case.report(Code::RightsPolicy, "publisher", message, hints);
        }
    }
}

fn extent(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let Some(extent) = publisher.extent.as_ref().filter(|extent| extent.rule == ExtentRule::Extract) else { return };
    let kept = case.kept();
    let paragraphs = kept.split("\n\n").filter(|block| !block.trim().is_empty()).count();
    let words = kept.split_whitespace().count();
    let over = |limit: Option<u32>, count: usize| limit.is_some_and(|limit| count > limit as usize);
    if !(over(extent.paragraphs, paragraphs) || over(extent.words, words))
        || case.permits(&givers(case, work), work.url, Permitted::Republish)
    {
        return;
    }
    let limits = [(extent.paragraphs, "paragraphs"), (extent.words, "words")];
    let limits: Vec<_> = limits.iter().filter_map(|(limit, unit)| Some(format!("{} {unit}", (*limit)?))).collect();
    let message = format!(
        "{} allows only an extract of {}; this text has {paragraphs} paragraphs and {words} words",
        publisher.name,
        limits.join(" and ")
    );
    let hints = [format!("keep the beginning, or list a permission with the use `republish`{}", case.listed_in_vain())];
    case.report(Code::RightsExtent, "publisher", message, hints);
}

/// A text that says it is somebody else's, or that all rights are reserved, is outside the publisher's grant.
fn excluded(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let author = case.front.authors.iter().find_map(|author| {
        let credits = parts(&author.name).chain(author.institution.as_deref().into_iter().flat_map(parts));
        let mut credits =
            credits.filter(|credit| publisher.exclude_authors.iter().any(|out| fold(out) == fold(credit)));
        credits.next()
    });
    let found = match author {
        Some(author) => Some(("authors", format!("the author `{author}`"))),
        None => phrase(case, publisher).map(|phrase| ("publisher", format!("\"{phrase}\""))),
    };
    let Some((key, what)) = found else { return };
    if case.permits(&givers(case, work), work.url, Permitted::Republish) {
        return;
    }
    let message = format!("what {} grants does not cover this text: it has {what}", publisher.name);
    let hints = [format!("ask who owns it, and list a permission with the use `republish`{}", case.listed_in_vain())];
    case.report(Code::RightsExcluded, key, message, hints);
}

/// A phrase that takes the text out of the grant: in a notice, or a short line of the body, that is not the publisher's own.
fn phrase<'p>(case: &Case<'_>, publisher: &'p Publisher) -> Option<&'p str> {
    const LONGEST_LINE: usize = 300;
    if publisher.exclude_if.is_empty() {
        return None;
    }
    let lines = case.document.body().lines().filter(|line| line.len() <= LONGEST_LINE);
    let notices = case.front.original_notice.as_deref().into_iter().flat_map(str::lines);
    let own = fold(&publisher.name);
    let lines: Vec<String> = lines.chain(notices).map(fold).filter(|line| !line.contains(&own)).collect();
    publisher.exclude_if.iter().map(String::as_str).find(|phrase| lines.iter().any(|line| line.contains(&fold(phrase))))
}

/// Narrows the time on the site to the publisher's. A day counts to its end.
fn term(case: &mut Case<'_>, publisher: &Publisher) {
    let Some(term) = &publisher.term else { return };
    let Some(day) = case.front.original_date else {
        if !case.is_filled("original_date") {
            let hints = ["write `original_date:` as the original has it".to_owned()];
            let message = format!(
                "`original_date` is missing: {} counts from it how long its articles may be published",
                publisher.name
            );
            case.report(Code::RightsOriginalMissing, "original_date", message, hints);
        }
        return;
    };
    let from = term.wait_days.map(|days| after(day, days));
    let until = term.days.map(|days| after(day, days));
    case.narrow(from, until);
}

fn after(day: When, days: u32) -> Timestamp {
    let whole = i64::from(days) + i64::from(day.is_day());
    day.timestamp().checked_add(SignedDuration::from_hours(24 * whole)).unwrap_or(Timestamp::MAX)
}
