//! Writes an imported article as a file an editor completes.

use std::collections::HashSet;
use std::fmt::Write;

use super::{Author, Imported, Options, Photo};
use crate::base::{Lang, WebUrl};
use crate::clean::Kind;
use crate::render::strings::Strings;

/// The article file: front matter with what is known, open keys for what is not, then the body.
///
/// Every value is read back by [`parse`](crate::parse) as it was; what only a person can know stands as a comment to fill in.
pub fn to_markdown(imported: &Imported, options: &Options<'_>) -> String {
    let mut out = String::from("---\n");
    key(&mut out, "title", imported.title.as_deref());
    line(&mut out, &format!("date: {}", options.today));
    key(&mut out, "lang", imported.lang.as_ref().map(Lang::as_str));
    key(&mut out, "original_url", imported.original_url.as_ref().map(WebUrl::as_str));
    publisher(&mut out, imported);
    match &imported.license {
        Some(license) => key(&mut out, "license", Some(license)),
        None if options.knows_license(imported) => line(&mut out, "# license:   # the publisher's profile says it"),
        None => line(&mut out, "license:   # SPDX id such as CC-BY-4.0, or publisher-terms"),
    }
    let authors: Vec<String> = imported.authors.iter().map(author).collect();
    let hint = if authors.is_empty() { "   # as the original credits them" } else { "" };
    line(&mut out, &format!("authors: [{}]{hint}", authors.join(", ")));
    if let Some(date) = imported.date {
        line(&mut out, &format!("# original_date: {date}   # printed in the copy"));
    }
    translation(&mut out, imported);
    changes(&mut out, imported, options);
    links(&mut out, imported, options);
    if let Some(notice) = &imported.license_paragraph {
        block(&mut out, "original_notice", notice);
    }
    photos(&mut out, imported, options);
    if let Some(embargo) = &imported.embargo {
        key(&mut out, "embargo", Some(embargo));
    }
    counter(&mut out, imported);
    out.push_str("---\n\n");
    out.push_str(&imported.body);
    out
}

fn publisher(out: &mut String, imported: &Imported) {
    match &imported.publisher {
        Some(named) => match &named.id {
            Some(id) => key(out, "publisher", Some(id)),
            None => line(out, &format!("publisher:   # id of the profile of {}", comment(&named.name))),
        },
        None => line(out, "publisher:   # id of a profile in content/publishers/"),
    }
}

/// The number that the publisher's profile puts into the address of its counter; without one, the address for the profile.
fn counter(out: &mut String, imported: &Imported) {
    let Some(counter) = &imported.counter else { return };
    if let Some(id) = &counter.id {
        key(out, "pixel_id", Some(id));
    }
    line(out, &format!("# the publisher's counter: {}", comment(&counter.address)));
}

/// A name, or a name with what its bearer is.
fn author(author: &Author) -> String {
    let part = |key: &str, value: &Option<String>| value.as_ref().map(|value| format!("{key}: {}", quote(value)));
    let parts: Vec<String> =
        [part("role", &author.role), part("institution", &author.institution)].into_iter().flatten().collect();
    let name = quote(&author.name);
    if parts.is_empty() { name } else { format!("{{name: {name}, {}}}", parts.join(", ")) }
}

fn translation(out: &mut String, imported: &Imported) {
    if imported.translators.is_empty() && imported.original_lang.is_none() && imported.translation_method.is_none() {
        original_title(out, imported, "# original_title:   # if this is a translation");
        line(out, "# original_lang: en   # if this is a translation");
        line(out, "# translation: {by: [Name], method: human}   # or machine, machine-reviewed");
        return;
    }
    let by: Vec<String> = imported.translators.iter().map(|name| quote(name)).collect();
    original_title(out, imported, "# original_title:");
    match &imported.original_lang {
        Some(lang) => line(out, &format!("original_lang: {lang}")),
        None => line(out, "original_lang:   # the language it was translated from"),
    }
    let hint = if by.is_empty() { "   # who translated it" } else { "" };
    line(out, &format!("translation:\n  by: [{}]{hint}", by.join(", ")));
    match &imported.translation_method {
        Some(method) => line(out, &format!("  method: {method}")),
        None => line(out, "  method:   # human, machine or machine-reviewed"),
    }
}

fn original_title(out: &mut String, imported: &Imported, open: &str) {
    match &imported.original_title {
        Some(title) => key(out, "original_title", Some(title)),
        None => line(out, open),
    }
}

/// A promo between the paragraphs may be the original's own, so leaving it out is a change that readers are told of (CC 4.0,
/// section 3(a)(1)(B)). What other sites put around the text never was part of it.
fn changes(out: &mut String, imported: &Imported, options: &Options<'_>) {
    if imported.cuts.iter().any(|cut| is_change(cut.kind)) {
        out.push_str(&changes_line(options.strings, imported.lang.as_ref()));
    }
}

/// Whether a cut may have been the original's own, so that readers are told of it.
pub fn is_change(cut: Kind) -> bool {
    matches!(cut, Kind::Related | Kind::Promo)
}

/// The line of the front matter that tells of such cuts, with its end: in the article's language, or open where the words are
/// not known.
pub fn changes_line(strings: Option<&Strings>, lang: Option<&Lang>) -> String {
    let words = strings.zip(lang);
    let words = words.map(|(s, lang)| s.legal("removed", lang).replace("{list}", s.legal("cut_promo", lang)));
    match words.filter(|words| !words.is_empty()) {
        Some(words) => format!("changes: {}\n", quote(&words)),
        None => "changes:   # links to other articles were cut out of the text\n".to_owned(),
    }
}

/// The links that must all stay, if the publisher wants that.
fn links(out: &mut String, imported: &Imported, options: &Options<'_>) {
    if !options.keeps_links(imported) {
        return;
    }
    match imported.original_links.as_deref() {
        None => line(out, "original_links:   # all links of the original's text, or [] if it has none"),
        Some([]) => line(out, "original_links: []"),
        Some(links) => {
            line(out, "original_links:");
            for url in links {
                line(out, &format!("  - {}", quote(url.as_str())));
            }
        }
    }
}

fn photos(out: &mut String, imported: &Imported, options: &Options<'_>) {
    if let Some(file) = &options.photo {
        key(out, "photo", Some(file));
        match imported.photos.first().and_then(|photo| photo.alt.as_deref()) {
            Some(alt) => key(out, "photo_alt", Some(alt)),
            None => line(out, "photo_alt:   # what the picture shows"),
        }
        match &imported.photo_license {
            Some(license) => key(out, "photo_license", Some(license)),
            None => line(out, "photo_license:   # SPDX id, own, public-domain, handout or the id of a permission"),
        }
    }
    let mut photos = imported.photos.iter();
    if let Some(lead) = photos.next() {
        if let (Some(source), None) = (&lead.source, &options.photo) {
            line(out, &format!("# the picture stands at {}", comment(source)));
        }
        if let Some(caption) = &lead.caption {
            key(out, "photo_caption", Some(caption));
        }
        if let Some(credit) = &lead.credit {
            key(out, "photo_credit", Some(credit.line()));
        }
    }
    let shown = targets(&imported.body);
    for Photo { caption, credit, source, .. } in photos {
        if source.as_ref().is_some_and(|source| shown.contains(source.as_str())) {
            continue; // it stands in the text
        }
        let caption = caption.as_deref().unwrap_or_default();
        let credit = credit.as_ref().map_or("", |c| c.raw.as_str());
        line(out, &format!("# another picture in the copy: {} {}", comment(caption), comment(credit)));
    }
}

/// Where the links and pictures of a text lead.
fn targets(body: &str) -> HashSet<&str> {
    let target = |(at, mark): (usize, &str)| body[at + mark.len()..].split([' ', ')', '\n']).next();
    body.match_indices("](").filter_map(target).collect()
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn key(out: &mut String, name: &str, value: Option<&str>) {
    match value {
        Some(value) => writeln!(out, "{name}: {}", quote(value)),
        None => writeln!(out, "{name}:"),
    }
    .expect("writing to a string cannot fail");
}

/// A text for a YAML comment: one line.
fn comment(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A YAML scalar: plain where that is safe, otherwise between double quotes as in JSON, which is YAML as well.
fn quote(text: &str) -> String {
    let text = comment(text);
    let letters =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '\'' | '’' | '(' | ')' | ':');
    let begins = text.starts_with(|c: char| c.is_alphabetic());
    let url = text.starts_with("http") && !text.contains(' ');
    let colon = (text.contains(':') && !url) || text.ends_with(':');
    let word =
        matches!(&*text.to_lowercase(), "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "nan" | "y" | "n");
    if begins && text.chars().all(letters) && !colon && !word {
        return text;
    }
    serde_json::to_string(&text).expect("a string is always JSON").replace('\u{7f}', "\\u007f")
}

/// A text of several lines as a literal block.
fn block(out: &mut String, name: &str, text: &str) {
    line(out, &format!("{name}: |-"));
    for text in text.trim().lines() {
        line(out, format!("  {}", text.trim()).trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_from_yaml() {
        for text in [
            "Le port ferme",
            "« Un mensonge » : un témoin",
            "a: b",
            "a #b",
            "- a",
            "yes",
            "null",
            "12",
            "1.5",
            "2021-07-06",
            "'a'",
            "\"a\" \\ b",
            "{a}",
            "[a]",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "a:",
            "ميناء: فالمر",
            "https://example.org/a?b=c#d",
            "Ada Lovelace/AFP via Getty Images",
            "é",
            "~",
            "?",
            "a\u{7f}b",
            "😀: x",
            "...",
            "---",
            "a, b",
        ] {
            let yaml = format!("key: {}\nlist: [{}]\n", quote(text), quote(text));
            let value: serde_yaml::Value = serde_yaml::from_str(&yaml).expect("valid YAML");
            assert_eq!(value["key"].as_str(), Some(text), "{yaml}");
            assert_eq!(value["list"][0].as_str(), Some(text), "{yaml}");
        }
    }

    #[test]
    fn a_block_comes_back_word_for_word() {
        let mut out = String::new();
        block(&mut out, "notice", "« A » : b # c\n\n---\n* d");
        let value: serde_yaml::Value = serde_yaml::from_str(&out).expect("valid YAML");
        assert_eq!(value["notice"].as_str(), Some("« A » : b # c\n\n---\n* d"));
    }
}
