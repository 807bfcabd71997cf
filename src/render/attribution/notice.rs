//! The notice below the body: labelled rows, then what is printed word for word.

use super::words::{Html, Words};
use super::{Tag, mandated, push};
use crate::base::{Lang, When};
use crate::clean;
use crate::parse::{Method, Use};
use crate::render::strings::Strings;
use crate::rights::publisher::PixelKind;
use crate::rights::{Cleared, Duty, Link, Place};

/// The part below the body, as HTML. Empty where nothing is owed, as at an own text.
pub fn notice(cleared: &Cleared, strings: &Strings) -> String {
    let words = Words { strings, lang: cleared.lang() };
    let mut rows = String::with_capacity(1024);
    let mut texts = String::new();
    for duty in cleared.duties() {
        let (work, duty) = duty.owed();
        if let Some((label, content)) = row(duty, &words) {
            let content = match work {
                Some(work) => Words::beside(&Html::cited(work), &content),
                None => content,
            };
            let label = words.legal(label);
            rows.extend(["<div class=\"row\"><dt>", label.as_ref(), "</dt><dd>", content.as_ref(), "</dd></div>\n"]);
        }
        match duty {
            Duty::Text { place: Place::Bottom, text, lang, links, date } => {
                let date = date.map(|date| strings.date(&date, lang));
                if work.is_some() {
                    worded(&mut rows, work, &words, |out| mandated(out, text, Some(lang), links, date.as_deref()));
                } else {
                    mandated(&mut texts, text, Some(lang), links, date.as_deref());
                }
            }
            Duty::OriginalNotice { text, lang } => {
                worded(&mut rows, work, &words, |out| mandated(out, text, lang.as_ref(), &[], None));
            }
            Duty::Pixel { kind: PixelKind::Img, src, .. } => {
                // Counted at once and by what page it stands on: never lazy, and with a referrer (the publishers' own snippets).
                let tag = Tag::new("img", [("src", src.as_str()), ("alt", ""), ("width", "1"), ("height", "1")]);
                push(
                    &mut texts,
                    format_args!("{tag} class=\"counter\" referrerpolicy=\"no-referrer-when-downgrade\">\n"),
                );
            }
            _ => {}
        }
    }
    if rows.is_empty() && texts.is_empty() {
        return String::new();
    }
    let label = words.legal("attribution");
    let [begin, end] = if rows.is_empty() { ["", ""] } else { ["<dl>\n", "</dl>\n"] };
    let section = "<section class=\"attribution-notice\" aria-label=\"";
    [section, label.as_ref(), "\">\n", begin, &rows, end, &texts, "</section>"].concat()
}

/// A row with a text that is printed word for word, after the name of the work that it is owed for.
fn worded(rows: &mut String, work: Option<&Link>, words: &Words<'_>, text: impl FnOnce(&mut String)) {
    rows.extend(["<div class=\"row\"><dt>", words.legal("notice").as_ref(), "</dt><dd>"]);
    if let Some(work) = work {
        rows.push_str(Html::cited(work).as_ref());
    }
    rows.push('\n');
    text(rows);
    rows.push_str("</dd></div>\n");
}

/// The key of a row's label, and its content.
fn row(duty: &Duty, words: &Words<'_>) -> Option<(&'static str, Html)> {
    Some(match duty {
        Duty::Work { .. } => ("text", work(duty, words)?),
        Duty::Licence { licence, disclaimer: true } => {
            ("licence", words.series([Html::link(licence), words.legal("no_warranty")]))
        }
        Duty::Licence { licence, disclaimer: false } => ("licence", Html::link(licence)),
        Duty::PublicDomain => ("licence", words.legal("public_domain")),
        Duty::Terms { publisher } => ("licence", words.fill("terms", &[("publisher", &Html::link(publisher))])),
        Duty::Permission { given_by, date } => {
            let by = words.fill("permission_by", &[("name", &Html::name(given_by))]);
            ("permission", with_date(by, date.as_ref(), words))
        }
        Duty::Translation { .. } => ("translation", translation(duty, words)?),
        Duty::Changes { text, cuts } => ("changes", changes(text.as_deref(), cuts, words)),
        Duty::Newsletter(newsletter) => ("newsletter", Html::link(newsletter)),
        Duty::OwnLicence(licence) => ("own_licence", Html::own_licence(licence)),
        Duty::Via { .. } => ("version", via(duty, words)?),
        Duty::SourceWork { .. } => ("source", source(duty, words)?),
        _ => return None,
    })
}

fn with_date(html: Html, date: Option<&When>, words: &Words<'_>) -> Html {
    match date {
        Some(date) => words.aside(&html, &Html::text(&words.strings.date(date, words.lang))),
        None => html,
    }
}

/// Title, authors, publisher and date of the original.
fn work(duty: &Duty, words: &Words<'_>) -> Option<Html> {
    let Duty::Work { title, lang, url, authors, publisher, date } = duty else { return None };
    let title = match title {
        Some(title) => {
            let marked = lang.as_ref().map_or_else(|| Html::name(title), |lang| in_its_language(title, lang, words));
            words.fill("quoted_title", &[("title", &Html::anchor(&marked, url, lang.as_ref()))])
        }
        None => Html::anchor(&words.legal("original_article"), url, lang.as_ref()),
    };
    let authors = (!authors.is_empty()).then(|| words.authors(authors));
    let date = date.as_ref().map(|date| Html::text(&words.strings.date(date, words.lang)));
    Some(words.series([Some(title), authors, publisher.as_ref().map(Html::link), date].into_iter().flatten()))
}

fn in_its_language(text: &str, lang: &Lang, words: &Words<'_>) -> Html {
    if lang == words.lang { Html::name(text) } else { Html::foreign(text, lang) }
}

/// From which language, by whom and how.
fn translation(duty: &Duty, words: &Words<'_>) -> Option<Html> {
    let Duty::Translation { from, to, by, method, tool, reviewed_by, reviewed_on } = duty else { return None };
    let (from, to) = (Html::text(words.language(from)), Html::text(words.language(to)));
    let mut parts = vec![words.fill("from_to", &[("from", &from), ("to", &to)])];
    if *method != Method::Human {
        let machine = words.legal("by_machine");
        parts.push(tool.as_ref().map_or_else(|| machine.clone(), |tool| words.aside(&machine, &Html::name(tool))));
    }
    if !by.is_empty() {
        parts.push(words.fill("translated_by", &[("names", &words.names(by))]));
    }
    match (method, reviewed_by) {
        (Method::Machine, _) => parts.push(words.legal("not_reviewed")),
        (_, Some(name)) => {
            let reviewed = words.fill("reviewed_by", &[("name", &Html::name(name))]);
            parts.push(with_date(reviewed, reviewed_on.as_ref(), words));
        }
        (_, None) => {}
    }
    Some(words.series(parts))
}

/// What the editor says was changed, and what was cut.
fn changes(text: Option<&str>, cuts: &[clean::Kind], words: &Words<'_>) -> Html {
    let mut keys: Vec<&'static str> = cuts.iter().filter_map(|kind| cut_key(*kind)).collect();
    keys.sort_unstable();
    keys.dedup();
    let removed = (!keys.is_empty()).then(|| words.series(keys.into_iter().map(|key| words.legal(key))));
    let removed = removed.map(|list| words.fill("removed", &[("list", &list)]));
    match (text.map(|text| Html::name(text.trim())), removed) {
        (Some(text), Some(removed)) => Words::beside(&text, &removed),
        (text, removed) => text.or(removed).unwrap_or_else(|| Html::text("")),
    }
}

/// The word for a kind of cut; none for mere lines between cuts.
pub(super) fn cut_key(kind: clean::Kind) -> Option<&'static str> {
    use clean::Kind;
    Some(match kind {
        Kind::Ad => "cut_ad",
        Kind::Donation | Kind::Newsletter | Kind::Subscribe => "cut_appeal",
        Kind::Promo | Kind::Related => "cut_promo",
        Kind::Share | Kind::Social => "cut_share",
        Kind::ReadOriginal => "cut_original",
        Kind::Comment | Kind::Poll | Kind::Feedback => "cut_comment",
        Kind::Tags | Kind::Nav | Kind::Cookie | Kind::SiteFooter => "cut_navigation",
        Kind::Separator => return None,
    })
}

fn via(duty: &Duty, words: &Words<'_>) -> Option<Html> {
    let Duty::Via { version, authors, publisher, basis, translated_by } = duty else { return None };
    let authors = (!authors.is_empty()).then(|| words.authors(authors));
    let by =
        (!translated_by.is_empty()).then(|| words.fill("translated_by", &[("names", &words.names(translated_by))]));
    let basis = basis.as_deref().and_then(|basis| row(basis, words)).map(|(_, basis)| basis);
    let parts = [Some(Html::link(version)), authors, publisher.as_ref().map(Html::link), by, basis];
    Some(words.series(parts.into_iter().flatten()))
}

fn source(duty: &Duty, words: &Words<'_>) -> Option<Html> {
    let Duty::SourceWork { work, authors, form, publisher, basis, usage } = duty else { return None };
    let title = words.fill("quoted_title", &[("title", &Html::link(work))]);
    let authors = (!authors.is_empty()).then(|| words.formed(authors, form.as_deref()));
    let basis = basis.as_deref().and_then(|basis| row(basis, words)).map(|(_, basis)| basis);
    let parts = [Some(title), authors, publisher.as_ref().map(Html::link), basis];
    let all = words.series(parts.into_iter().flatten());
    Some(words.aside(&all, &words.legal(use_key(*usage))))
}

pub(super) fn use_key(usage: Use) -> &'static str {
    match usage {
        Use::Translated => "use_translated",
        Use::Extract => "use_extract",
        Use::Quoted => "use_quoted",
    }
}
