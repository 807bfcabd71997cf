//! Makes an article of a raw repost: what an editor pastes from a page, with captions, licence paragraph and footers in it.
//!
//! Nothing is invented. What the text does not say is left open in the front matter and listed in [`Imported::missing`].

mod credit;
mod dates;
mod head;
mod photos;
mod publisher;
mod text;
mod write;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

pub use credit::{Credit, caption, credit};
pub use photos::Photo;
pub use publisher::{Named, PublisherHint};
pub use write::to_markdown;

use crate::base::{Lang, WebUrl};
use crate::clean::{self, Cut, Form, Kind, Unit};
use crate::render::strings::Strings;

/// What an editor says beside the text.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// Where the original stands; otherwise what the text says.
    pub original_url: Option<WebUrl>,
    /// The text's language; otherwise it is detected.
    pub lang: Option<Lang>,
    /// Whose text it is, by the id of a profile; otherwise what the text says.
    pub publisher: Option<String>,
    /// The authors; otherwise those of the byline.
    pub authors: Vec<String>,
    /// File name of the lead picture, beside the article.
    pub photo: Option<String>,
    /// The day of publication here.
    pub today: Date,
    /// How publishers with a profile are recognised.
    pub publishers: &'a [PublisherHint],
    /// The words of the attribution, to say in the text's language what was cut out of it.
    pub strings: Option<&'a Strings>,
}

/// An imported article. As JSON it has exactly the keys of `import --dry-run`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imported {
    /// The headline.
    pub title: Option<String>,
    /// The byline as printed, without "by".
    pub byline: Option<String>,
    /// The place a wire's first paragraph begins with.
    pub dateline: Option<String>,
    /// The date printed in the copy.
    pub date: Option<Date>,
    /// The language of the text.
    pub lang: Option<Lang>,
    /// Where the original stands.
    pub original_url: Option<WebUrl>,
    /// Whose text it is.
    #[serde(serialize_with = "name_only")]
    pub publisher: Option<Named>,
    /// SPDX id, or `publisher-terms`.
    pub license: Option<String>,
    /// The paragraph that says under which terms it may be republished, word for word.
    pub license_paragraph: Option<String>,
    /// Its pictures, the lead first.
    pub photos: Vec<Photo>,
    /// The text in Markdown.
    pub body: String,
    /// What was left out of the body.
    pub cuts: Vec<CutText>,
    /// The authors, as the byline names them.
    #[serde(skip)]
    pub authors: Vec<String>,
    /// The language of the original, if its publisher writes in another than this text.
    #[serde(skip)]
    pub original_lang: Option<Lang>,
    /// Who translated it, if the copy says so.
    #[serde(skip)]
    pub translators: Vec<String>,
    /// What a person still has to supply, in plain words.
    #[serde(skip)]
    pub missing: Vec<String>,
}

/// A part that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CutText {
    /// What it was.
    pub kind: Kind,
    /// The rule that found it.
    pub rule: String,
    /// The text, in Markdown.
    pub text: String,
}

#[allow(clippy::ref_option, reason = "serde passes the field as it is")]
fn name_only<S: Serializer>(publisher: &Option<Named>, serializer: S) -> Result<S::Ok, S::Error> {
    publisher.as_ref().map(|p| &p.name).serialize(serializer)
}

/// Imports a text. It cannot fail: what it does not find is missing.
pub fn import(text: &str, options: &Options<'_>) -> Imported {
    let body = text::markdown(text);
    let lang = options.lang.clone().or_else(|| detect(&body));
    let rules = lang.clone().unwrap_or_else(|| Lang::parse("en").expect("a language tag"));
    let cuts = clean::find(&body, &rules);
    let licence = clean::licence_paragraph(&body, &rules);
    let units = clean::split(&body);
    let kept = kept(&units, &cuts, licence.as_ref());
    let mut head = head::read(&body, &kept);
    let taken = &head.consumed | &head.idle;
    let (photos, captions) = photos::read(&body, &kept, &taken);
    head.consumed.extend(captions);
    let cuts = with_idle(cuts, &units, &head.idle, &body);
    head.consumed.extend(&head.idle);
    let text = kept.iter().filter(|(i, _)| !head.consumed.contains(i)).take(4);
    let dateline = text.map(|(_, unit)| text::plain(&body[unit.range.clone()])).find_map(|text| dates::dateline(&text));
    let edges = edges(&kept, &head.consumed);
    head.consumed.extend(edges);
    let links: Vec<&str> =
        cuts.iter().filter(|c| c.kind == Kind::ReadOriginal).map(|c| &body[c.range.clone()]).collect();
    let licence_text = licence.as_ref().map(|range| body[range.clone()].trim());
    let mut origin = publisher::origin(licence_text, &links, options.original_url.as_ref(), options.publishers);
    let hint = |id: &str| options.publishers.iter().find(|hint| hint.id == id);
    if let Some(id) = &options.publisher {
        origin.publisher = Some(hint(id).map_or_else(|| Named { id: Some(id.clone()), name: id.clone() }, Named::of));
    }
    origin.publisher = origin.publisher.or_else(|| head.byline.as_deref().and_then(publisher::with_agency));
    let known = origin.publisher.as_ref().and_then(|named| hint(named.id.as_deref()?));
    let original_lang = known.zip(lang.as_ref()).and_then(|(hint, lang)| hint.other_language(lang));
    let authors = || head.byline.as_deref().map(head::names).unwrap_or_default();
    let authors = if options.authors.is_empty() { authors() } else { options.authors.clone() };
    let mut imported = Imported {
        title: head.title,
        authors,
        original_lang,
        byline: head.byline,
        dateline,
        date: head.date,
        lang,
        original_url: origin.url,
        publisher: origin.publisher,
        license: origin.license,
        license_paragraph: licence_text.map(unescape),
        photos,
        body: rest(&body, &units, &cuts, licence.as_ref(), &head.consumed),
        cuts: cuts.into_iter().map(|cut| cut_text(&body, cut)).collect(),
        translators: head.translators,
        missing: Vec::new(),
    };
    imported.missing = missing(&imported, options);
    imported
}

/// The language of a text, if it can be told.
fn detect(text: &str) -> Option<Lang> {
    let found = whatlang::detect(text).filter(|info| info.confidence() > 0.4)?;
    let code = match found.lang().code() {
        "ara" => "ar",
        "cmn" => "zh",
        "deu" => "de",
        "eng" => "en",
        "fra" => "fr",
        "ita" => "it",
        "jpn" => "ja",
        "nld" => "nl",
        "pol" => "pl",
        "por" => "pt",
        "rus" => "ru",
        "spa" => "es",
        "tur" => "tr",
        "ukr" => "uk",
        other => other,
    };
    Lang::parse(code)
}

/// The units that are neither cut nor the licence paragraph.
fn kept<'a>(units: &'a [Unit], cuts: &[Cut], licence: Option<&Range<usize>>) -> Vec<(usize, &'a Unit)> {
    let gone = |unit: &Unit| {
        let at = cuts.partition_point(|cut| cut.range.end <= unit.range.start);
        let cut =
            cuts.get(at).is_some_and(|cut| cut.range.start <= unit.range.start && unit.range.end <= cut.range.end);
        cut || licence.is_some_and(|l| *l == unit.range)
    };
    units.iter().enumerate().filter(|(_, unit)| !gone(unit)).collect()
}

/// The cuts with the lines around the text that say nothing of the article, so that nothing goes unseen.
fn with_idle(mut cuts: Vec<Cut>, units: &[Unit], idle: &BTreeSet<usize>, body: &str) -> Vec<Cut> {
    for (i, unit) in idle.iter().filter_map(|i| Some((*i, units.get(*i)?))) {
        let end = units.get(i + 1).map_or(body.len(), |next| next.range.start);
        cuts.push(Cut { kind: Kind::Nav, rule: "import/around-text".to_owned(), range: unit.range.start..end });
    }
    cuts.sort_by_key(|cut| cut.range.start);
    cuts
}

/// Separators that stand before or after all that stays.
fn edges(kept: &[(usize, &Unit)], consumed: &BTreeSet<usize>) -> Vec<usize> {
    let idle = |entry: &&(usize, &Unit)| entry.1.form == Form::Rule || consumed.contains(&entry.0);
    let all = kept.iter().take_while(idle).chain(kept.iter().rev().take_while(idle));
    all.filter(|(_, unit)| unit.form == Form::Rule).map(|(index, _)| *index).collect()
}

/// The body without cuts, licence paragraph, headline, captions and the lines around them.
fn rest(
    body: &str,
    units: &[Unit],
    cuts: &[Cut],
    licence: Option<&Range<usize>>,
    consumed: &BTreeSet<usize>,
) -> String {
    let whole = |range: &Range<usize>| {
        let next = units.partition_point(|u| u.range.start < range.end);
        range.start..units.get(next).map_or(body.len(), |u| u.range.start)
    };
    let mut gone: Vec<Range<usize>> = cuts.iter().map(|cut| cut.range.clone()).collect();
    gone.extend(licence.map(whole));
    gone.extend(consumed.iter().filter_map(|i| units.get(*i)).map(|unit| whole(&unit.range)));
    gone.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(gone.len());
    for range in gone {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    let mut text = clean::apply(body, &merged).trim().to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn cut_text(body: &str, cut: Cut) -> CutText {
    CutText { kind: cut.kind, rule: cut.rule, text: body[cut.range].trim().to_owned() }
}

/// A verbatim paragraph without the escapes that Markdown needed.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(c);
        }
    }
    out
}

/// What must be supplied before the article can be published.
fn missing(imported: &Imported, options: &Options<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut ask = |absent: bool, what: &str| {
        if absent {
            missing.push(what.to_owned());
        }
    };
    ask(imported.title.is_none(), "the headline: `title`");
    ask(imported.body.is_empty(), "the text: nothing is left of it");
    ask(imported.lang.is_none(), "the language of the text: `lang`");
    ask(imported.original_url.is_none(), "the address of the original: `original_url`");
    ask(imported.authors.is_empty(), "the authors, as the original credits them: `authors`");
    ask(imported.publisher.is_none(), "whose text it is: `publisher`");
    let unprofiled = imported.publisher.as_ref().is_some_and(|p| p.id.is_none());
    ask(unprofiled, "a profile of the publisher in `content/publishers/`, and its id: `publisher`");
    ask(imported.license.is_none(), "the terms under which it may be republished: `license`");
    ask(
        imported.translators.is_empty(),
        "if it is a translation: the original's language and who translated it: `original_lang`, `translation`",
    );
    ask(
        !imported.photos.is_empty() && options.photo.is_none(),
        "the picture: its file beside the article and `photo`, or none",
    );
    ask(options.photo.is_some(), "what the picture shows, and the terms of the picture: `photo_alt`, `photo_license`");
    ask(
        options.photo.is_some() && imported.photos.first().is_none_or(|p| p.credit.is_none()),
        "who took the picture: `photo_credit`",
    );
    missing
}
