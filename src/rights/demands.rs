//! What a publisher demands of the article and of the site that shows it. What is refused here cannot be made good by a line on
//! the page.

use jiff::{SignedDuration, Timestamp};

use super::case::Case;
use super::credit::parts;
use super::permission::Permitted;
use super::publisher::{Ads, Eligibility, ExtentRule, Headline, Paywall, Publisher, Takedown, Then, Wish};
use super::text::{Text, givers};
use super::work::Work;
use crate::base::{When, fold, squash};
use crate::diag::Code;

/// Holds an article and the site against the demands of its publisher.
pub(super) fn judge(case: &mut Case<'_>, text: &Text<'_>) {
    let (Some(publisher), work) = (text.publisher, &text.work) else { return };
    every(case, work, publisher);
    headline(case, text, work, publisher);
    extent(case, work, publisher);
}

/// What holds for every work of a publisher, the article's original or another.
fn every(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    institution(case, work, publisher);
    reachable(case, work, publisher);
    policy(case, work, publisher);
    excluded(case, work, publisher);
    term(case, work, publisher);
}

/// Holds another work that the text is made from against the demands of that work's publisher: an earlier version, or a source
/// that is more than quoted.
pub(super) fn of_part(case: &mut Case<'_>, work: &Work<'_>) {
    if let Some(publisher) = case.profile(work) {
        every(case, work, publisher);
    }
}

fn institution(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    if publisher.institution != Wish::Required || !publisher.is_sure_of("institution") {
        return;
    }
    let alone = work.authors.iter().find(|author| author.institution.is_none());
    if let Some(author) = alone {
        let write = format!("`authors: [{{name: {}, institution: …}}]`, as the original has it", author.name);
        let hints = [work.write(&write, &write)];
        let message = format!("{} wants the institution named beside each author", publisher.name);
        case.report(Code::RightsInstitutionMissing, work.place("authors"), message, hints);
    }
}

/// Whoever may have an article taken down must find somebody to ask.
fn reachable(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let taken_down = publisher.takedown == Takedown::OnRequest && publisher.is_sure_of("takedown");
    let asked = publisher.eligibility.contains(&Eligibility::Contact) && publisher.is_sure_of("eligibility");
    if case.context.config.responsible.is_some() || !(taken_down || asked) {
        return;
    }
    let why =
        if taken_down { "may have its articles taken down" } else { "lends its articles to sites that can be reached" };
    let message = format!("{} {why}, and the site says nowhere whom to ask", publisher.name);
    let hints = ["add `responsible: {name: …, contact: …}` to `reprint.yaml`; it stands on the imprint".to_owned()];
    case.report(Code::RightsSupplyMissing, work.place("publisher"), message, hints);
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
    let hints = [format!("restore it, or {}", case.list_permission(Permitted::Edit))];
    case.report(Code::RightsHeadline, "title", message, hints);
}

/// What the site says of itself in `reprint.yaml`, against what the publisher bears.
fn policy(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let policy = case.context.config.policy;
    let name = &publisher.name;
    let key = work.place("publisher");
    let borne = [
        (
            policy.ads && publisher.ads == Ads::None,
            Permitted::Ads,
            format!("{name} wants no advertising beside its articles, and this site carries some"),
        ),
        (
            policy.paywall && publisher.paywall == Paywall::Not,
            Permitted::Paywall,
            format!("{name} wants its articles free to read, and this site has a paywall"),
        ),
    ];
    for (clashes, usage, message) in borne {
        if clashes && !case.permits(&givers(case, work), work.url, usage) {
            let hints = [format!("{}, or leave the article out", case.list_permission(usage))];
            case.report(Code::RightsPolicy, key, message, hints);
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
        || case.permits(&givers(case, work), work.url, Permitted::FullText)
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
    let hints = [format!("keep the beginning, or {}", case.list_permission(Permitted::FullText))];
    case.report(Code::RightsExtent, "publisher", message, hints);
}

/// A text that says it is somebody else's, or that all rights are reserved, is outside the publisher's grant.
fn excluded(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let is_out = |credit: &&str| publisher.exclude_authors.iter().any(|out| fold(out) == fold(credit));
    let author = work.authors.iter().find_map(|author| {
        parts(&author.name).chain(author.institution.as_deref().into_iter().flat_map(parts)).find(is_out)
    });
    // What is an agency's is not the publisher's to give.
    let (key, what, givers) = match author {
        Some(author) => (work.place("authors"), format!("the author `{author}`"), vec![author]),
        None if work.is_main() => match phrase(case, publisher) {
            Some(phrase) => ("publisher", format!("\"{phrase}\""), givers(case, work)),
            None => return,
        },
        None => return,
    };
    if case.permits(&givers, work.url, Permitted::Republish) {
        return;
    }
    let message = format!("what {} grants does not cover this text: it has {what}", publisher.name);
    let owner = author.unwrap_or("who owns it");
    let hints = [format!("ask {owner}, and {}", case.list_permission(Permitted::Republish))];
    case.report(Code::RightsExcluded, key, message, hints);
}

/// What publishers write into a text that is not theirs to give, and how it reads in a translation.
const RESERVED: &[&str] = &[
    "all rights reserved",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "alle rechte vorbehalten",
    "tutti i diritti riservati",
    "جميع الحقوق محفوظة",
];
const FROM_ELSEWHERE: &[&str] = &[
    "originally published",
    "publié à l'origine",
    "initialement publié",
    "publié initialement",
    "publicado originalmente",
    "originalmente publicado",
    "ursprünglich veröffentlicht",
    "pubblicato originariamente",
    "نُشر في الأصل",
    "نشر في الأصل",
];

/// A phrase that takes the text out of the grant: in a notice, or in a short paragraph of the body. That the publisher itself
/// published it first takes nothing away; that it reserves all rights does.
fn phrase<'p>(case: &Case<'_>, publisher: &'p Publisher) -> Option<&'p str> {
    const LONGEST: usize = 300;
    if publisher.exclude_if.is_empty() {
        return None;
    }
    let body = case.document.body().split("\n\n").filter(|block| block.len() <= LONGEST);
    let notices = case.front.original_notice.as_deref().into_iter().flat_map(str::lines);
    // A phrase may run over two lines, and be partly emphasised.
    let plain = |block: &str| fold(&block.replace(['*', '_', '[', ']'], ""));
    let blocks: Vec<String> = body.chain(notices).map(plain).collect();
    let own: Vec<String> = std::iter::once(&publisher.name).chain(&publisher.also_known_as).map(|n| fold(n)).collect();
    let holds = |phrase: &&str| {
        let phrase = fold(phrase);
        let wordings = [RESERVED, FROM_ELSEWHERE].into_iter().find(|known| known.contains(&&*phrase));
        let reserves = wordings == Some(RESERVED);
        let stands = |block: &&String| match wordings {
            Some(wordings) => wordings.iter().any(|wording| block.contains(wording)),
            None => block.contains(&phrase),
        };
        blocks.iter().filter(stands).any(|block| reserves || !own.iter().any(|name| block.contains(name)))
    };
    publisher.exclude_if.iter().map(String::as_str).find(holds)
}

/// Narrows the time on the site to the publisher's, which counts from the day of the original. A day counts to its end.
fn term(case: &mut Case<'_>, work: &Work<'_>, publisher: &Publisher) {
    let Some(term) = &publisher.term else { return };
    let Some(day) = work.date else {
        if work.is_main() && case.is_filled("original_date") {
            return;
        }
        let missing = if work.is_main() { "`original_date`" } else { "a `date`" };
        let hints =
            [work.write(
                "`original_date:` as the original has it",
                "`date:`, the day on which that work was published,",
            )];
        let message =
            format!("{missing} is missing: {} counts from it how long its articles may be published", publisher.name);
        return case.report(Code::RightsOriginalMissing, work.place("original_date"), message, hints);
    };
    let from = term.wait_days.map(|days| sooner(case, work, after(day, days)));
    let until = term.days.map(|days| later(case, work, after(day, days)));
    // A part cannot be reduced alone; the page goes.
    if term.then == Then::Reduce && work.is_main() {
        case.reduce(until);
        return case.narrow(from, None);
    }
    case.narrow(from, until);
}

/// When the days to wait are over, or when a permission opens that lets nobody wait and holds until then.
fn sooner(case: &mut Case<'_>, work: &Work<'_>, from: Timestamp) -> Timestamp {
    let Some(early) = case.granted(work, Permitted::Early) else { return from };
    if early.ends().is_some_and(|ends| ends < from) {
        return from;
    }
    case.note(early, "the publisher's own term holds again");
    early.begins().unwrap_or(Timestamp::MIN).min(from)
}

/// When the publisher's days have passed, or when a permission ends that was given before and holds longer.
fn later(case: &mut Case<'_>, work: &Work<'_>, until: Timestamp) -> Timestamp {
    let Some(archive) = case.granted(work, Permitted::Archive) else { return until };
    let ends = archive.ends().unwrap_or(Timestamp::MAX);
    if archive.begins().is_some_and(|begins| begins > until) || ends <= until {
        return until;
    }
    case.note(archive, "what the publisher's own term says");
    ends
}

fn after(day: When, days: u32) -> Timestamp {
    let whole = i64::from(days) + i64::from(day.is_day());
    day.timestamp().checked_add(SignedDuration::from_hours(24 * whole)).unwrap_or(Timestamp::MAX)
}
