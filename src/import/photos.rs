//! Captions and credits that stand as paragraphs of a copy.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;
use serde::Serialize;

use super::Imported;
use super::credit::{Credit, caption, credit, is_agency, is_stock, labelled};
use super::text::{Patience, words};
use crate::base::Digest;
use crate::clean::{Form, Unit, fold};
use crate::photo_metadata::PhotoMetadata;

/// A picture that the copy speaks of. The picture itself is not in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// The caption, without the credit.
    pub caption: Option<String>,
    /// The credit line.
    pub credit: Option<Credit>,
    /// Where the picture's file is, if the copy says so.
    #[serde(skip)]
    pub source: Option<String>,
    /// What the picture shows, for who cannot see it.
    #[serde(skip)]
    pub alt: Option<String>,
}

impl Photo {
    /// The picture in Markdown, its credit in parentheses at the end of its title; `None` if its file is not known.
    pub(super) fn to_markdown(&self) -> Option<String> {
        let source = self.source.as_deref()?;
        let plain = |text: &str| text.replace(['[', ']', '\\'], "").replace('"', "'");
        let alt = plain(self.alt.as_deref().unwrap_or_default());
        let credit = self.credit.as_ref().map(|credit| format!("({})", credit.line()));
        let title: Vec<String> =
            self.caption.iter().map(|text| plain(text)).chain(credit.map(|text| plain(&text))).collect();
        Some(if title.is_empty() {
            format!("![{alt}]({source})")
        } else {
            format!("![{alt}]({source} \"{}\")", title.join(" "))
        })
    }
}

/// The pictures found so far; one that is printed again counts once.
#[derive(Default)]
pub(super) struct Found {
    pub(super) photos: Vec<Photo>,
    /// Folded captions, and digests of whom the credits name.
    captions: HashSet<String>,
    credits: HashSet<Digest>,
}

impl Found {
    pub(super) fn add(&mut self, photo: Photo) {
        let Photo { caption, credit: Some(credit), source, alt } = photo else {
            self.photos.push(photo);
            return;
        };
        if matches!(credit, Credit { photographer: None, agency: None, distributor: None, .. }) {
            // "Photo: screenshot" names nobody.
            let caption = caption.map_or_else(|| credit.raw.clone(), |caption| format!("{caption} {}", credit.raw));
            if self.captions.insert(fold(&caption).text) {
                self.photos.push(Photo { caption: Some(caption), ..Photo::default() });
            }
            return;
        }
        let new_credit =
            self.credits.insert(Digest::of_value(&(&credit.photographer, &credit.agency, &credit.distributor)));
        let new = match &caption {
            Some(caption) => self.captions.insert(fold(caption).text),
            None => new_credit,
        };
        if new {
            self.photos.push(Photo { caption, credit: Some(credit), source, alt });
        }
    }
}

/// Finds the pictures and the indices of the units that are their captions and credits.
pub(super) fn read(
    kept: &[(usize, &Unit)],
    texts: &[Cow<'_, str>],
    taken: &BTreeSet<usize>,
) -> (Found, BTreeSet<usize>) {
    let first = first_text(kept, texts, taken);
    let mut found = Found::default();
    let (mut used, mut has_credit, mut patience) = (BTreeSet::new(), None, Patience::default());
    let asked = |i: usize| !taken.contains(&kept[i].0) && kept[i].1.form == Form::Paragraph;
    for (i, (caption, credit)) in said(texts, asked) {
        let index = kept[i].0;
        if !caption.is_empty() {
            used.insert(index);
            has_credit = Some(i);
            found.add(photo(Some(caption), credit));
        } else if words(&credit.raw) <= 14 {
            used.insert(index);
            let above = i.checked_sub(1).filter(|above| !taken.contains(&kept[*above].0));
            let (subject, credit) = without_subject(credit, texts, i, &mut patience);
            match above {
                Some(above) if has_credit == Some(above) => {} // the caption above has it already
                Some(above) if above < first && !used.contains(&kept[above].0) && is_caption(&texts[above]) => {
                    used.insert(kept[above].0);
                    found.add(photo(Some(texts[above].to_string()), credit));
                }
                _ => found.add(photo(subject, credit)),
            }
        }
    }
    if !found.captions.is_empty() {
        let again = kept.iter().zip(texts).filter(|(_, text)| found.captions.contains(&fold(text).text));
        used.extend(again.map(|((index, _), _)| *index));
    }
    (found, used)
}

/// What each text says that is asked, by its place: a caption, which may be empty, and a credit.
///
/// Reading credits is what costs most in a text of many, so the cores share it, some thousand lines at a time.
fn said<'a>(
    texts: &'a [Cow<'_, str>],
    asked: impl Fn(usize) -> bool + Sync + 'a,
) -> impl Iterator<Item = (usize, (String, Credit))> + 'a {
    const AT_ONCE: usize = 4096;
    // An article has fewer lines than are worth waking the cores for.
    const FEW: usize = 256;
    (0..texts.len()).step_by(AT_ONCE).flat_map(move |from| {
        let lines = from..texts.len().min(from + AT_ONCE);
        let read = |i: usize| Some((i, captioned(texts.get(i).filter(|_| asked(i))?)?));
        if lines.len() < FEW {
            lines.filter_map(read).collect::<Vec<_>>()
        } else {
            lines.into_par_iter().with_min_len(FEW).filter_map(read).collect()
        }
    })
}

/// A text's caption and credit. With its caption first: a short caption and its credit may look like two names.
fn captioned(text: &str) -> Option<(String, Credit)> {
    caption(text).or_else(|| Some((String::new(), credit(text)?)))
}

/// The first paragraph of the text, from which on a line is no caption of a credit that follows it.
///
/// Paragraphs may be short everywhere: three sentences that follow each other are text as well, and two below a byline or date.
fn first_text(kept: &[(usize, &Unit)], texts: &[Cow<'_, str>], taken: &BTreeSet<usize>) -> usize {
    let (mut run, mut above) = (0, 0);
    for (i, text) in texts.iter().enumerate() {
        if taken.contains(&kept[i].0) {
            (run, above) = (0, above + 1);
            continue;
        }
        let count = words(text);
        let end = text.trim_end_matches(['"', '»', '”', '“', '」', '’', ')', ' ']);
        let sentence = count >= 10 && end.ends_with(['.', '!', '?', '。', '؟']);
        run = if count >= 15 || sentence { run + 1 } else { 0 };
        // The headline is among those above.
        if run == 3 || (run == 2 && above >= 2) {
            return if run == 3 { i - 1 } else { i };
        }
        if count >= 25 && caption(text).is_none() {
            return i;
        }
    }
    texts.len()
}

/// Lines in which a text speaks of what it is about.
const FIRST_LINES: usize = 400;

/// Before a picture bank's name may stand what the picture shows: then the text speaks of it, in whatever case it is inflected.
pub(super) fn without_subject(
    mut credit: Credit,
    texts: &[Cow<'_, str>],
    at: usize,
    patience: &mut Patience,
) -> (Option<String>, Credit) {
    let named = credit.photographer.as_deref().filter(|_| credit.agency.as_deref().is_some_and(is_stock));
    let stem = named.and_then(|name| name.split(' ').next()).filter(|word| word.chars().count() >= 4);
    let Some(stem) = stem.map(|word| word.chars().take(word.chars().count() - 1).collect::<String>()) else {
        return (None, credit);
    };
    let labelled = !credit.raw.starts_with(credit.photographer.as_deref().unwrap_or_default());
    let mut first = texts.iter().take(FIRST_LINES).enumerate();
    if labelled || !first.any(|(i, text)| i != at && patience.finds(text, &stem)) {
        return (None, credit);
    }
    (credit.photographer.take(), credit)
}

/// Fills the lead picture's credit and caption from its file, or tells where the file says otherwise.
pub(super) fn compare(imported: &mut Imported, metadata: &PhotoMetadata) {
    let rights = &metadata.rights;
    let creators = rights.creators.join(", ");
    let agency = rights.credit.clone().or_else(|| metadata.source.clone()).unwrap_or_default();
    let raw = match (creators.as_str(), agency.as_str()) {
        (creators, "") => creators.to_owned(),
        ("", agency) => agency.to_owned(),
        (creators, agency) if agency.contains(creators) => agency.to_owned(),
        (creators, agency) => format!("{creators}/{agency}"),
    };
    let said = credit(&raw).or_else(|| labelled(&raw));
    if imported.photos.is_empty() {
        imported.photos.push(Photo::default());
    }
    let lead = &mut imported.photos[0];
    lead.alt = lead.alt.take().or_else(|| metadata.alt.clone());
    lead.caption = lead.caption.take().or_else(|| metadata.caption.clone());
    match (&lead.credit, said) {
        (None, said) => lead.credit = said,
        (Some(printed), Some(said)) if !agree(printed, &said) => {
            let doubt = format!(
                "the copy credits the picture to {}, its file to {}: settle `photo_credit`",
                printed.line(),
                said.line()
            );
            imported.doubts.push(doubt);
        }
        _ => {}
    }
    if *lead == Photo::default() {
        imported.photos.remove(0);
    }
}

/// Whether two credits name the same photographer, or where one of them names none the same agency.
fn agree(a: &Credit, b: &Credit) -> bool {
    let same =
        |a: &Option<String>, b: &Option<String>| a.as_ref().zip(b.as_ref()).map(|(a, b)| fold(a).text == fold(b).text);
    same(&a.photographer, &b.photographer).or_else(|| same(&a.agency, &b.agency)).unwrap_or(true)
}

/// The newsrooms that credits name beside the agencies.
pub(super) fn newsrooms(photos: &[Photo]) -> impl Iterator<Item = &str> {
    let agencies = photos.iter().filter_map(|photo| photo.credit.as_ref()?.agency.as_deref());
    agencies.flat_map(|names| names.split('/')).map(str::trim).filter(|name| !is_agency(name))
}

/// The pictures of the markup, then those of the text that are not among them.
pub(super) fn joined(markup: Vec<Photo>, text: Vec<Photo>) -> Vec<Photo> {
    if markup.is_empty() {
        return text;
    }
    let mut found = Found::default();
    for photo in markup.into_iter().chain(text) {
        found.add(photo);
    }
    found.photos
}

fn photo(caption: Option<String>, credit: Credit) -> Photo {
    Photo { caption, credit: Some(credit), ..Photo::default() }
}

fn is_caption(text: &str) -> bool {
    (3..=45).contains(&words(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::split;
    use crate::import::text::plain;

    fn found(body: &str, units: &[Unit]) -> (Vec<Photo>, BTreeSet<usize>) {
        let texts: Vec<Cow<'_, str>> = units.iter().map(|unit| plain(&body[unit.range.clone()])).collect();
        let (found, used) = read(&units.iter().enumerate().collect::<Vec<_>>(), &texts, &BTreeSet::new());
        (found.photos, used)
    }

    #[test]
    fn a_subject_before_a_picture_bank_is_no_photographer() {
        let body = "Court of Valmer / Shutterstock\n\nThe Court of Valmer sits.\n\nAda Lovelace / Shutterstock\n";
        let (photos, _) = found(body, &split(body));
        let names = |photo: &Photo| photo.credit.as_ref().and_then(|c| c.photographer.clone());
        assert_eq!(photos.iter().map(names).collect::<Vec<_>>(), [None, Some("Ada Lovelace".to_owned())]);
    }

    #[test]
    fn a_caption_is_taken_once_however_often_it_is_printed() {
        let long = "word ".repeat(30);
        let body = format!(
            "A crane falls. (Ada Lovelace/AP)\n\n{long}.\n\nA crane falls. (Ada Lovelace/AP)\n\n{long}.\n\nA crane falls.\n\nAda Lovelace/AP\n"
        );
        let units = split(&body);
        let (photos, used) = found(&body, &units);
        assert_eq!(photos.len(), 1);
        assert_eq!(photos[0].caption.as_deref(), Some("A crane falls."));
        assert_eq!(used.into_iter().collect::<Vec<_>>(), [0, 2, 4, 5]);
    }

    #[test]
    fn credits_in_a_row_are_each_counted() {
        let body = "Photo: Ada Lovelace/AFP\n\nPhoto: Jean Roux/Reuters\n\nPhoto: Ada Lovelace/AFP\n";
        assert_eq!(found(body, &split(body)).0.len(), 2);
        let caption = "A crane falls. (Ada Lovelace/AP)\n\nPhoto: Ada Lovelace/Associated Press\n";
        assert_eq!(found(caption, &split(caption)).0.len(), 1, "the caption above has it already");
    }

    #[test]
    fn many_credits_are_found_in_the_order_of_the_text() {
        let body: String =
            (0..5000).flat_map(|i| ["Photo: Ada Lovelace ".to_owned(), i.to_string(), "\n\n".to_owned()]).collect();
        let (photos, used) = found(&body, &split(&body));
        let named = photos.iter().filter_map(|photo| photo.credit.as_ref()?.photographer.as_deref());
        assert!(named.eq((0..5000).map(|i| format!("Ada Lovelace {i}"))));
        assert_eq!(used.len(), 5000);
    }

    #[test]
    fn a_credit_on_its_own_line_finds_its_caption_above_the_text() {
        let long = "word ".repeat(30);
        let body =
            format!("A crane falls on the quay.\n\nPhoto: Ada Lovelace\n\n{long}.\n\nThe mayor left.\n\nPhoto: AFP\n");
        let units = split(&body);
        let (photos, used) = found(&body, &units);
        assert_eq!(photos[0].caption.as_deref(), Some("A crane falls on the quay."));
        assert_eq!(photos[1].caption, None, "a paragraph of the text is no caption");
        assert!(!used.contains(&3));
    }
}
