//! Makes an article of a raw repost: what an editor pastes from a page, with captions, licence paragraph and footers in it.
//!
//! Nothing is invented. What the text does not say is left open in the front matter and listed in [`Imported::missing`]; what
//! is left out of the body stands in [`Imported::cuts`]. What markup says for certain (`known`) goes before what is read
//! between the lines.

mod counter;
mod credit;
mod cuts;
mod dates;
mod front;
mod head;
mod kept;
mod known;
mod language;
mod links;
mod missing;
mod ninjs;
mod page;
mod photos;
mod publisher;
mod restore;
mod text;
mod write;

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

pub use counter::Counter;
pub use credit::{Credit, caption, credit};
pub use cuts::{KeptCut, Stood, kept_cuts, read_cuts, write_cuts};
pub use head::Author;
pub use page::decode;
pub use photos::Photo;
pub use publisher::{Named, PublisherHint};
pub use restore::{Placed, Restored, is_back, restore};
pub use write::{changes_line, is_change, to_markdown};

use crate::base::{Lang, WebUrl};
use crate::clean::{self, Form, House, Kind, Unit};
use crate::photo_metadata::PhotoMetadata;
use crate::render::strings::Strings;
use kept::{cut_text, edges, kept, rest, with_idle};
use known::Known;
use publisher::{Clues, origin};

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
    /// What that picture's file says of itself.
    pub photo_metadata: Option<PhotoMetadata>,
    /// Where the text was fetched.
    pub address: Option<WebUrl>,
    /// The day of publication here.
    pub today: Date,
    /// How publishers with a profile are recognised.
    pub publishers: &'a [PublisherHint],
    /// What is cut and what stays, by the site's own rules.
    pub house: &'a House,
    /// The words of the attribution, to say in the text's language what was cut out of it.
    pub strings: Option<&'a Strings>,
}

impl Options<'_> {
    /// Nothing is said beside the text, no publisher is known, and the built-in rules apply.
    pub fn on(today: Date) -> Self {
        Self {
            original_url: None,
            lang: None,
            publisher: None,
            authors: Vec::new(),
            photo: None,
            photo_metadata: None,
            address: None,
            today,
            publishers: &[],
            house: House::built_in(),
            strings: None,
        }
    }

    /// What is known of the publisher.
    fn publisher_of(&self, imported: &Imported) -> Option<&PublisherHint> {
        let id = imported.publisher.as_ref()?.id.as_deref()?;
        self.publishers.iter().find(|hint| hint.id == id)
    }

    /// Whether the publisher wants all links of its text kept.
    fn keeps_links(&self, imported: &Imported) -> bool {
        self.publisher_of(imported).is_some_and(|hint| hint.keeps_links)
    }

    /// Whether the publisher's profile supplies the licence.
    fn knows_license(&self, imported: &Imported) -> bool {
        self.publisher_of(imported).is_some_and(|hint| hint.grants_license)
    }
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
    pub authors: Vec<Author>,
    /// The title of the original, if the copy says so.
    #[serde(skip)]
    pub original_title: Option<String>,
    /// The language of the original, if its publisher writes in another than this text.
    #[serde(skip)]
    pub original_lang: Option<Lang>,
    /// Where the links of its text lead; `None` where the copy does not show its links.
    #[serde(skip)]
    pub original_links: Option<Vec<WebUrl>>,
    /// Who translated it, if the copy says so.
    #[serde(skip)]
    pub translators: Vec<String>,
    /// How it was translated, if someone said so: `human`, `machine` or `machine-reviewed`.
    #[serde(skip)]
    pub translation_method: Option<String>,
    /// On what terms the lead picture may be shown, if someone said so.
    #[serde(skip)]
    pub photo_license: Option<String>,
    /// Until when it must not be published, as the wire writes it.
    #[serde(skip)]
    pub embargo: Option<String>,
    /// The publisher's counter.
    #[serde(skip)]
    pub counter: Option<Counter>,
    /// What the copy and the picture's file contradict each other in, in plain words.
    #[serde(skip)]
    pub doubts: Vec<String>,
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
    pub rule: Arc<str>,
    /// The text, in Markdown.
    pub text: String,
    /// Where it stood.
    #[serde(skip)]
    pub place: Place,
}

/// Where a cut stood, and what goes back there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Byte of [`Imported::body`].
    pub at: usize,
    /// What it was to its neighbours.
    pub stood: Stood,
    /// The Markdown that goes back, where it is not `text` as it is.
    pub markdown: Option<String>,
}

#[allow(clippy::ref_option, reason = "serde passes the field as it is")]
fn name_only<S: Serializer>(publisher: &Option<Named>, serializer: S) -> Result<S::Ok, S::Error> {
    publisher.as_ref().map(|p| &p.name).serialize(serializer)
}

/// Imports a text. It cannot fail: what it does not find is missing.
pub fn import(text: &str, options: &Options<'_>) -> Imported {
    if let Some(item) = ninjs::item(text) {
        let (known, body) = item.read();
        return article(&body, known, options);
    }
    if page::is_html(text) {
        let (known, body) = page::read(text, options.address.as_ref());
        return article(&body, known, options);
    }
    let (mut known, text) = front::read(text);
    let (tags, text) = page::loose_tags(text);
    known.original_url = known.original_url.or(tags.original_url);
    known.counter = tags.counter;
    article(&text::markdown(&text), known, options)
}

/// An article of its text in Markdown and what is known of it otherwise.
fn article(body: &str, known: Known, options: &Options<'_>) -> Imported {
    let lang = options.lang.clone().or_else(|| language::detect(body)).or(known.lang);
    let rules = lang.clone().unwrap_or_else(|| Lang::parse("en").expect("a language tag"));
    let units = clean::split(body);
    let (cuts, licence) = clean::find_all(body, &units, &rules, options.house);
    let kept = kept(&units, &cuts, licence.as_ref());
    let texts: Vec<Cow<'_, str>> = kept.iter().map(|(_, unit)| text::plain(&body[unit.range.clone()])).collect();
    let mut head = head::read(&kept, &texts, known.title.as_deref());
    let taken = &head.consumed | &head.idle;
    let (mut found, mut captions) = photos::read(&kept, &texts, &taken);
    head.consumed.append(&mut captions);
    beside_ads(body, &cuts).for_each(|photo| found.add(photo));
    let text = kept.iter().zip(&texts).filter(|((i, _), _)| !head.consumed.contains(i)).take(4);
    let dateline = text.map(|(_, text)| text).find_map(|text| dates::dateline(text));
    let around = around(body, &kept);
    let cuts = with_idle(cuts, &units, &head.idle, body);
    let separators = edges(body, &kept, &head.consumed);
    head.consumed.extend(separators);
    let licence_text = licence.as_ref().map(|range| body[range.clone()].trim());
    let links = cuts.iter().filter(|c| c.kind == Kind::ReadOriginal).map(|c| &body[c.range.clone()]);
    let links: Vec<&str> = links.take(MOST_LINES).collect();
    let around_page: String = known.cuts.iter().flat_map(|cut| [&cut.text, "\n\n"]).collect();
    let licence_around = clean::licence_paragraph(&around_page, &rules).filter(|_| licence_text.is_none());
    let licence_text = licence_text.or_else(|| licence_around.map(|range| around_page[range].trim()));
    let cut_lines = cuts
        .iter()
        .flat_map(|cut| body[cut.range.clone()].lines())
        .chain(known.cuts.iter().flat_map(|cut| cut.text.lines()))
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let cut_texts = outer(cut_lines.collect());
    let asks = |kind| matches!(kind, Kind::Donation | Kind::Newsletter | Kind::Subscribe | Kind::Social | Kind::Promo);
    let appeals: Vec<&str> = cuts.iter().filter(|c| asks(c.kind)).map(|c| &body[c.range.clone()]).collect();
    let byline = known.byline.or(head.byline);
    let clues = Clues {
        notice: licence_text.or(known.license_paragraph.as_deref()),
        links: &links,
        edges: &around,
        cuts: &cut_texts,
        appeals: &appeals,
        byline: byline.as_deref(),
        photos: &found.photos,
        body,
        url: options.original_url.as_ref().or(known.original_url.as_ref()),
        site: known.publisher.as_deref(),
    };
    let mut origin = origin(&clues, options.publishers);
    let hint = |id: &str| options.publishers.iter().find(|hint| hint.id == id);
    if let Some(id) = &options.publisher {
        origin.publisher = Some(hint(id).map_or_else(|| Named { id: Some(id.clone()), name: id.clone() }, Named::of));
    }
    let profile = origin.publisher.as_ref().and_then(|named| hint(named.id.as_deref()?));
    let original_lang =
        known.original_lang.or_else(|| profile.zip(lang.as_ref()).and_then(|(hint, lang)| hint.other_language(lang)));
    let newsroom = origin.publisher.as_ref().map(|named| clean::fold(&named.name).text);
    let mut authors = if !options.authors.is_empty() {
        options.authors.iter().map(|name| Author::named(name)).collect()
    } else if known.authors.is_empty() {
        byline.as_deref().map(head::authors).unwrap_or_default()
    } else {
        known.authors
    };
    // "By Ada Lovelace, Harbour Post": the second is no author.
    if authors.len() > 1 {
        authors.retain(|author| Some(clean::fold(&author.name).text) != newsroom);
    }
    let rest = rest(body, &units, &cuts, licence.as_ref(), &head.consumed);
    let around_page = known.cuts.into_iter().map(|cut| CutText { place: rest.moved(cut.place), ..cut });
    let cuts = around_page.chain(cuts.iter().map(|cut| cut_text(body, &units, cut, &rest))).collect();
    let shows_links = known.shows_links || rest.text.contains("](http");
    let original_links = shows_links.then(|| links::links(&rest.text));
    let mut imported = Imported {
        title: known.title.or(head.title),
        authors,
        original_title: known.original_title,
        original_lang,
        byline,
        dateline,
        date: known.date.or(head.date),
        lang,
        original_url: origin.url,
        publisher: origin.publisher,
        license: known.license.or(origin.license),
        license_paragraph: licence_text.map(unescape).or(known.license_paragraph),
        photos: photos::joined(known.photos, found.photos),
        body: rest.text,
        cuts,
        original_links,
        translators: if known.translators.is_empty() { head.translators } else { known.translators },
        translation_method: None,
        photo_license: None,
        embargo: known.embargo,
        counter: known.counter,
        doubts: Vec::new(),
        missing: Vec::new(),
    };
    if let Some(metadata) = &options.photo_metadata {
        photos::compare(&mut imported, metadata);
    }
    imported.missing = missing::missing(&imported, options);
    imported
}

impl Imported {
    /// Tells again what is missing, after something was supplied.
    pub fn recheck(&mut self, options: &Options<'_>) {
        self.missing = missing::missing(self, options);
    }
}

/// Credits in lines that were cut as advertising because they stand right below some.
fn beside_ads<'a>(body: &'a str, cuts: &'a [clean::Cut]) -> impl Iterator<Item = Photo> + 'a {
    let ads = cuts.iter().filter(|cut| cut.kind == Kind::Ad);
    let credits = ads.filter_map(|cut| caption(&text::plain(&body[cut.range.clone()])));
    credits.map(|(_, credit)| Photo { credit: Some(credit), ..Photo::default() })
}

/// Lines that are asked whose text it is, at each end.
const MOST_LINES: usize = 300;

/// The first lines and the last ones.
fn outer(mut lines: Vec<&str>) -> Vec<&str> {
    if lines.len() > 2 * MOST_LINES {
        lines.drain(MOST_LINES..lines.len() - MOST_LINES);
    }
    lines
}

/// The lines above and below the text in which a source may be named: the first eight, and the last two fifths.
fn around<'a>(body: &'a str, kept: &[(usize, &Unit)]) -> Vec<&'a str> {
    const TOP: usize = 8;
    let text = |entry: &&(usize, &Unit)| !matches!(entry.1.form, Form::Rule | Form::Verbatim);
    let lines: Vec<&str> = kept.iter().filter(text).map(|(_, unit)| body[unit.range.clone()].trim()).collect();
    let low = (lines.len() * 3 / 5).max(lines.len().saturating_sub(MOST_LINES)).max(TOP);
    lines.iter().enumerate().filter(|(i, _)| *i < TOP || *i >= low).map(|(_, line)| *line).collect()
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
