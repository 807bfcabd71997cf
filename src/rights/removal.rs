//! Leaves out what a licensor no longer wants to be credited with: Creative Commons 4.0, section 3(a)(3); it must be asked for,
//! and it is asked of everything that section 3(a)(1)(A) has a copy say.

use super::{Cleared, Duty};
use crate::parse::{CreditItem, CreditRemoved};

/// Takes what was asked for out of the article and its duties, so that no page, list, feed or statement for machines has it.
pub(super) fn honour(removed: &CreditRemoved, article: &mut Cleared) {
    for item in &removed.items {
        match item {
            CreditItem::Authors => authors(article),
            CreditItem::Publisher => publisher(article),
            CreditItem::Notice => {
                article.rest.original_notice = None;
                article.story.duties.retain(|duty| !matches!(duty, Duty::OriginalNotice { .. }));
            }
            CreditItem::Link => {
                article.story.original_url = None;
                article.rest.original_title = None;
                article.story.duties.retain(|duty| !matches!(duty, Duty::Source { .. } | Duty::Work { .. }));
            }
        }
    }
}

fn authors(article: &mut Cleared) {
    let names = std::mem::take(&mut article.story.authors);
    let is_named_in = |text: &str| names.iter().any(|author| text.contains(&author.name));
    article.story.duties.retain(|duty| match duty {
        Duty::Byline { .. } => false,
        Duty::Text { text, .. } => !is_named_in(text),
        _ => true,
    });
    for duty in &mut article.story.duties {
        if let Duty::Work { authors, .. } = duty {
            authors.clear();
        }
    }
}

fn publisher(article: &mut Cleared) {
    let name = article.story.publisher.take().map(|publisher| publisher.text);
    article.story.duties.retain(|duty| match duty {
        Duty::Text { text, .. } => !name.as_ref().is_some_and(|name| text.contains(name)),
        _ => true,
    });
    for duty in &mut article.story.duties {
        if let Duty::Source { publisher, .. } | Duty::Work { publisher, .. } = duty {
            *publisher = None;
        }
    }
}
