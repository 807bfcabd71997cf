//! The notice below the body: labelled rows, then what is printed word for word.

use super::words::{Piece, Words, anchor, beside, cited, foreign, link, name, own_licence, push, text};
use super::{Tag, mandated, written};
use crate::base::{Lang, When};
use crate::clean;
use crate::parse::{Method, Use};
use crate::render::strings::Strings;
use crate::rights::publisher::PixelKind;
use crate::rights::{Duty, Link, Place, Story};

/// The part below the body, as HTML. Empty where nothing is owed, as at an own text.
pub fn notice(story: &Story, strings: &Strings) -> String {
    const BEGIN: &str = "<section class=\"attribution-notice\" aria-label=\"";
    let words = Words::new(strings, story.lang());
    let mut out = String::with_capacity(2048);
    push(&mut out, [BEGIN, words.legal("attribution"), "\">\n"]);
    let empty = out.len();
    out.push_str("<dl>\n");
    let rows = out.len();
    for duty in story.duties() {
        let (work, duty) = duty.owed();
        row(&mut out, duty, work, &words);
    }
    if out.len() == rows {
        out.truncate(empty);
    } else {
        out.push_str("</dl>\n");
    }
    for duty in story.duties() {
        below(&mut out, duty, strings);
    }
    if out.len() == empty {
        return String::new();
    }
    out.push_str("</section>");
    out
}

/// Writes the row of a duty that has one, after the name of the work that it is owed for.
fn row(out: &mut String, duty: &Duty, work: Option<&Link>, words: &Words<'_>) {
    let printed_here = match duty {
        Duty::Text { place: Place::Bottom, .. } => work.is_some(),
        other => matches!(other, Duty::OriginalNotice { .. }),
    };
    let Some(label) = label(duty).or(printed_here.then_some("notice")) else { return };
    push(out, ["<div class=\"row\"><dt>", words.legal(label), "</dt><dd>"]);
    if let Some(work) = work {
        cited(out, work);
    }
    match duty {
        Duty::OriginalNotice { text, lang } => {
            out.push('\n');
            mandated(out, text, lang.as_ref(), &[], None);
        }
        Duty::Text { .. } => {
            out.push('\n');
            printed(out, duty, words.strings);
        }
        _ => {
            out.push_str(if work.is_some() { " · " } else { "" });
            content(out, duty, words);
        }
    }
    out.push_str("</dd></div>\n");
}

/// Writes what stands below the rows: texts that are printed word for word, and counters.
fn below(out: &mut String, duty: &Duty, strings: &Strings) {
    let (work, duty) = duty.owed();
    match duty {
        Duty::Text { place: Place::Bottom, .. } if work.is_none() => printed(out, duty, strings),
        Duty::Pixel { kind: PixelKind::Img, src, .. } => {
            // Counted at once and by what page it stands on: never lazy, and with a referrer (the publishers' own snippets).
            let tag = Tag::new("img", [("src", src.as_str()), ("alt", ""), ("width", "1"), ("height", "1")]);
            written(out, format_args!("{tag} class=\"counter\" referrerpolicy=\"no-referrer-when-downgrade\">\n"));
        }
        _ => {}
    }
}

/// Writes a publisher's text.
fn printed(out: &mut String, duty: &Duty, strings: &Strings) {
    let Duty::Text { text, lang, links, date, .. } = duty else { return };
    let date = date.map(|date| strings.date(&date, lang));
    mandated(out, text, Some(lang), links, date.as_deref());
}

/// The key of the label of a duty's row.
fn label(duty: &Duty) -> Option<&'static str> {
    Some(match duty {
        Duty::Work { .. } => "text",
        Duty::Licence { .. } | Duty::PublicDomain | Duty::Terms { .. } => "licence",
        Duty::Permission { .. } => "permission",
        Duty::Translation { .. } => "translation",
        Duty::Changes { .. } => "changes",
        Duty::Newsletter(_) => "newsletter",
        Duty::OwnLicence(_) => "own_licence",
        Duty::Via { .. } => "version",
        Duty::SourceWork { .. } => "source",
        _ => return None,
    })
}

/// Writes the content of a duty's row.
fn content(out: &mut String, duty: &Duty, words: &Words<'_>) {
    match duty {
        Duty::Work { .. } => work(out, duty, words),
        Duty::Licence { licence, disclaimer: true } => {
            words.series(out, &[&|out| link(out, licence), &|out| out.push_str(words.legal("no_warranty"))]);
        }
        Duty::Licence { licence, disclaimer: false } => link(out, licence),
        Duty::PublicDomain => out.push_str(words.legal("public_domain")),
        Duty::Terms { publisher } => words.fill(out, "terms", &[("publisher", &|out| link(out, publisher))]),
        Duty::Permission { given_by, date } => {
            let by = |out: &mut String| words.fill(out, "permission_by", &[("name", &|out| name(out, given_by))]);
            with_date(out, &by, date.as_ref(), words);
        }
        Duty::Translation { .. } => translation(out, duty, words),
        Duty::Changes { text, cuts } => changes(out, text.as_deref(), cuts, words),
        Duty::Newsletter(newsletter) => link(out, newsletter),
        Duty::OwnLicence(licence) => own_licence(out, licence),
        Duty::Via { .. } => via(out, duty, words),
        Duty::SourceWork { .. } => source(out, duty, words),
        _ => {}
    }
}

fn with_date(out: &mut String, html: Piece<'_>, date: Option<&When>, words: &Words<'_>) {
    match date {
        Some(date) => words.aside(out, html, &|out| text(out, &words.strings.date(date, words.lang))),
        None => html(out),
    }
}

/// Title, authors, publisher and date of the original.
fn work(out: &mut String, duty: &Duty, words: &Words<'_>) {
    let Duty::Work { title, lang, url, authors, publisher, date } = duty else { return };
    let titled = |out: &mut String| {
        let Some(title) = title else {
            return anchor(out, &|out| out.push_str(words.legal("original_article")), url, lang.as_ref());
        };
        let marked = |out: &mut String| match lang {
            Some(lang) => in_its_language(out, title, lang, words),
            None => name(out, title),
        };
        words.fill(out, "quoted_title", &[("title", &|out| anchor(out, &marked, url, lang.as_ref()))]);
    };
    let by = |out: &mut String| words.authors(out, authors);
    let published = publisher.as_ref().map(|publisher| |out: &mut String| link(out, publisher));
    let on = date.as_ref().map(|date| |out: &mut String| text(out, &words.strings.date(date, words.lang)));
    let mut parts: Vec<Piece<'_>> = vec![&titled];
    parts.extend((!authors.is_empty()).then_some(&by as Piece<'_>));
    parts.extend(published.as_ref().map(|piece| piece as Piece<'_>));
    parts.extend(on.as_ref().map(|piece| piece as Piece<'_>));
    words.series(out, &parts);
}

fn in_its_language(out: &mut String, text: &str, lang: &Lang, words: &Words<'_>) {
    if lang == words.lang { name(out, text) } else { foreign(out, text, lang) }
}

/// From which language, by whom and how.
fn translation(out: &mut String, duty: &Duty, words: &Words<'_>) {
    let Duty::Translation { from, to, by, method, tool, reviewed_by, reviewed_on } = duty else { return };
    let from_to = |out: &mut String| {
        let (from, to) = (words.language(from), words.language(to));
        words.fill(out, "from_to", &[("from", &|out| text(out, from)), ("to", &|out| text(out, to))]);
    };
    let machine = |out: &mut String| out.push_str(words.legal("by_machine"));
    let made = |out: &mut String| match tool {
        Some(tool) => words.aside(out, &machine, &|out| name(out, tool)),
        None => machine(out),
    };
    let translated = |out: &mut String| translated_by(out, by, words);
    let unread = |out: &mut String| out.push_str(words.legal("not_reviewed"));
    let reviewed = reviewed_by.as_ref().map(|reviewer| {
        move |out: &mut String| {
            let by = |out: &mut String| words.fill(out, "reviewed_by", &[("name", &|out| name(out, reviewer))]);
            with_date(out, &by, reviewed_on.as_ref(), words);
        }
    });
    let mut parts: Vec<Piece<'_>> = vec![&from_to];
    parts.extend((*method != Method::Human).then_some(&made as Piece<'_>));
    parts.extend((!by.is_empty()).then_some(&translated as Piece<'_>));
    parts.extend(match method {
        Method::Machine => Some(&unread as Piece<'_>),
        _ => reviewed.as_ref().map(|piece| piece as Piece<'_>),
    });
    words.series(out, &parts);
}

fn translated_by(out: &mut String, by: &[String], words: &Words<'_>) {
    words.fill(out, "translated_by", &[("names", &|out| words.names(out, by))]);
}

/// What the editor says was changed, and what was cut.
fn changes(out: &mut String, text: Option<&str>, cuts: &[clean::Kind], words: &Words<'_>) {
    let mut keys: Vec<&'static str> = cuts.iter().filter_map(|kind| cut_key(*kind)).collect();
    keys.sort_unstable();
    keys.dedup();
    let said = text.map(|text| |out: &mut String| name(out, text.trim()));
    let list: Vec<_> = keys.iter().map(|key| |out: &mut String| out.push_str(words.legal(key))).collect();
    let list: Vec<Piece<'_>> = list.iter().map(|piece| piece as Piece<'_>).collect();
    let removed = |out: &mut String| words.fill(out, "removed", &[("list", &|out| words.series(out, &list))]);
    match (said, keys.is_empty()) {
        (Some(said), false) => beside(out, &said, &removed),
        (Some(said), true) => said(out),
        (None, false) => removed(out),
        (None, true) => {}
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

fn via(out: &mut String, duty: &Duty, words: &Words<'_>) {
    let Duty::Via { version, authors, publisher, basis, translated_by: by } = duty else { return };
    let used = |out: &mut String| link(out, version);
    let written = |out: &mut String| words.authors(out, authors);
    let published = publisher.as_ref().map(|publisher| |out: &mut String| link(out, publisher));
    let translated = |out: &mut String| translated_by(out, by, words);
    let basis = on_what(basis.as_deref(), words);
    let mut parts: Vec<Piece<'_>> = vec![&used];
    parts.extend((!authors.is_empty()).then_some(&written as Piece<'_>));
    parts.extend(published.as_ref().map(|piece| piece as Piece<'_>));
    parts.extend((!by.is_empty()).then_some(&translated as Piece<'_>));
    parts.extend(basis.as_ref().map(|piece| piece as Piece<'_>));
    words.series(out, &parts);
}

fn source(out: &mut String, duty: &Duty, words: &Words<'_>) {
    let Duty::SourceWork { work, authors, form, publisher, basis, usage } = duty else { return };
    let title = |out: &mut String| words.fill(out, "quoted_title", &[("title", &|out| link(out, work))]);
    let written = |out: &mut String| words.formed(out, authors, form.as_deref());
    let published = publisher.as_ref().map(|publisher| |out: &mut String| link(out, publisher));
    let basis = on_what(basis.as_deref(), words);
    let mut parts: Vec<Piece<'_>> = vec![&title];
    parts.extend((!authors.is_empty()).then_some(&written as Piece<'_>));
    parts.extend(published.as_ref().map(|piece| piece as Piece<'_>));
    parts.extend(basis.as_ref().map(|piece| piece as Piece<'_>));
    words.aside(out, &|out| words.series(out, &parts), &|out| out.push_str(words.legal(use_key(*usage))));
}

/// On what a work beside the original is published.
fn on_what<'w>(basis: Option<&'w Duty>, words: &'w Words<'_>) -> Option<impl Fn(&mut String) + 'w> {
    basis.filter(|basis| label(basis).is_some()).map(|basis| move |out: &mut String| content(out, basis, words))
}

pub(super) fn use_key(usage: Use) -> &'static str {
    match usage {
        Use::Translated => "use_translated",
        Use::Extract => "use_extract",
        Use::Quoted => "use_quoted",
    }
}
