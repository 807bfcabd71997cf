//! Captions and credits that stand as paragraphs of a copy.

use std::collections::BTreeSet;

use serde::Serialize;

use super::credit::{Credit, caption, credit};
use super::text::plain;
use crate::clean::{Form, Unit, fold};

/// A picture that the copy speaks of. The picture itself is not in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// The caption, without the credit.
    pub caption: Option<String>,
    /// The credit line.
    pub credit: Option<Credit>,
}

/// The pictures found so far; one that is printed again counts once.
#[derive(Default)]
struct Found {
    photos: Vec<Photo>,
    /// Folded captions, and who the credits name.
    captions: BTreeSet<String>,
    credits: BTreeSet<[Option<String>; 3]>,
}

impl Found {
    fn add(&mut self, caption: Option<String>, credit: Credit) {
        let names = [credit.photographer.clone(), credit.agency.clone(), credit.distributor.clone()];
        let new_credit = self.credits.insert(names);
        let new = match &caption {
            Some(caption) => self.captions.insert(fold(caption).text),
            None => new_credit,
        };
        if new {
            self.photos.push(Photo { caption, credit: Some(credit) });
        }
    }
}

/// Finds the pictures and the indices of the units that are their captions and credits.
pub(super) fn read(body: &str, kept: &[(usize, &Unit)], taken: &BTreeSet<usize>) -> (Vec<Photo>, BTreeSet<usize>) {
    let texts: Vec<String> = kept.iter().map(|(_, unit)| plain(&body[unit.range.clone()])).collect();
    let is_text = |text: &String| text.split_whitespace().count() >= 25 && caption(text).is_none();
    let first = texts.iter().position(is_text).unwrap_or(texts.len());
    let mut found = Found::default();
    let mut used = BTreeSet::new();
    for (i, (index, unit)) in kept.iter().enumerate() {
        if taken.contains(index) || unit.form != Form::Paragraph {
            continue;
        }
        // With its caption first: a short caption and its credit may look like two names.
        if let Some((caption, credit)) = caption(&texts[i]).filter(|(caption, _)| !caption.is_empty()) {
            used.insert(*index);
            found.add(Some(caption), credit);
        } else if let Some(credit) = credit(&texts[i]).filter(|_| texts[i].split_whitespace().count() <= 12) {
            used.insert(*index);
            let above = i.checked_sub(1).filter(|above| !taken.contains(&kept[*above].0));
            match above {
                Some(above) if used.contains(&kept[above].0) => {} // the caption above has it already
                Some(above) if above < first && is_caption(&texts[above]) => {
                    used.insert(kept[above].0);
                    found.add(Some(texts[above].clone()), credit);
                }
                _ => found.add(None, credit),
            }
        }
    }
    let again = kept.iter().zip(&texts).filter(|(_, text)| found.captions.contains(&fold(text).text));
    used.extend(again.map(|((index, _), _)| *index));
    (found.photos, used)
}

fn is_caption(text: &str) -> bool {
    (3..=45).contains(&text.split_whitespace().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::split;

    #[test]
    fn a_caption_is_taken_once_however_often_it_is_printed() {
        let long = "word ".repeat(30);
        let body = format!(
            "A crane falls. (Ada Lovelace/AP)\n\n{long}.\n\nA crane falls. (Ada Lovelace/AP)\n\n{long}.\n\nA crane falls.\n\nAda Lovelace/AP\n"
        );
        let units = split(&body);
        let (photos, used) = read(&body, &units.iter().enumerate().collect::<Vec<_>>(), &BTreeSet::new());
        assert_eq!(photos.len(), 1);
        assert_eq!(photos[0].caption.as_deref(), Some("A crane falls."));
        assert_eq!(used.into_iter().collect::<Vec<_>>(), [0, 2, 4, 5]);
    }

    #[test]
    fn a_credit_on_its_own_line_finds_its_caption_above_the_text() {
        let long = "word ".repeat(30);
        let body =
            format!("A crane falls on the quay.\n\nPhoto: Ada Lovelace\n\n{long}.\n\nThe mayor left.\n\nPhoto: AFP\n");
        let units = split(&body);
        let (photos, used) = read(&body, &units.iter().enumerate().collect::<Vec<_>>(), &BTreeSet::new());
        assert_eq!(photos[0].caption.as_deref(), Some("A crane falls on the quay."));
        assert_eq!(photos[1].caption, None, "a paragraph of the text is no caption");
        assert!(!used.contains(&3));
    }
}
