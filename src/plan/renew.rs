//! The changes that editors and designers make most, made cheap: another version of an article that stands where it stood, and
//! another look of the same pages. Anything else is planned anew.

use std::sync::Arc;

use super::card::{self, Card};
use super::routes::of_article;
use super::{Inputs, PageSpec, Plan, View, feeds};
use crate::base::{Keyed, Route, Secret};
use crate::config::Config;
use crate::rights::{Cleared, Duty, Filed};

/// Puts an article into a plan in the place of its earlier version, and says which pages know it. `None` if it may stand
/// elsewhere now, or in other lists.
pub fn renew(plan: &mut Plan, (config, secret): (&Config, Secret), last: &Filed, next: &Filed) -> Option<Vec<Route>> {
    if last.reduction.is_some() || next.reduction.is_some() {
        return None;
    }
    let route = of_article(config, next)?;
    let rights = |article: &Filed| article.photos().map(|photo| Arc::clone(&photo.rights)).collect::<Vec<_>>();
    if of_article(config, last).as_ref() != Some(&route)
        || rights(last) != rights(next)
        || !stands_where(&last.unpack(), &next.unpack())
    {
        return None;
    }
    let own = match plan.get(&route).map(|spec| &spec.view) {
        Some(View::Article(view)) if view.article.path == next.path => Some(view.card.clone()),
        _ => None,
    };
    let card = own.as_ref().map(|own| {
        Keyed::new(card::card((config, &mut card::Terms::default()), next, &route, own.photo.clone()), secret)
    });
    let cards = own.zip(card).filter(|(own, card)| own.digest() != card.digest());
    let change = Change { article: next, cards };
    if change.cards.is_none() {
        let own = [route, feeds::route(config, &next.lang)];
        return Some(
            own.into_iter().filter(|route| plan.get_mut(route).is_some_and(|spec| change.reach(spec))).collect(),
        );
    }
    let reached = plan.iter_mut().filter_map(|(route, spec)| change.reach(spec).then(|| route.clone()));
    Some(reached.collect())
}

/// Whether two versions of an article stand at the same address, in the same lists and with the same files.
fn stands_where(last: &Cleared, next: &Cleared) -> bool {
    let canonical = |article: &Cleared| article.duties().iter().any(|duty| matches!(duty, Duty::Canonical(_)));
    let place =
        |article: &Cleared| (article.lang().clone(), article.window(), canonical(article), article.is_the_sites());
    // What may differ is taken over; all the rest, and any key that is yet to come, must be the same.
    let (mut front, other) = (last.front(), next.front());
    front.title.clone_from(&other.title);
    front.summary.clone_from(&other.summary);
    front.authors.clone_from(&other.authors);
    front.translation.clone_from(&other.translation);
    front.changes.clone_from(&other.changes);
    front.corrections.clone_from(&other.corrections);
    front.answered.clone_from(&other.answered);
    front.original_title.clone_from(&other.original_title);
    front.original_notice.clone_from(&other.original_notice);
    front.extra.clone_from(&other.extra);
    front == other && place(last) == place(next) && last.pictures() == next.pictures() && last.photo() == next.photo()
}

/// An article on its way into a plan.
struct Change<'a> {
    article: &'a Filed,
    /// Its card as other pages have it, and as they will; none if it stays the same.
    cards: Option<(Keyed<Card>, Keyed<Card>)>,
}

impl Change<'_> {
    /// Puts the article in its earlier version's place on a page; says whether the page knows it.
    fn reach(&self, spec: &mut PageSpec) -> bool {
        match &mut spec.view {
            View::Article(view) => {
                let own = self.article(&mut view.article) | self.card(&mut view.card);
                own | self.cards(&mut view.translations) | self.lists(&mut view.lists)
            }
            View::List(list) => self.cards(&mut list.cards) | self.lists(&mut list.lists),
            View::Withdrawn { article, .. } => self.article(article),
            View::Feed(feed) => feed
                .items
                .iter_mut()
                .fold(false, |found, item| found | self.article(&mut item.article) | self.card(&mut item.card)),
            View::Tags { .. }
            | View::Imprint { .. }
            | View::NotFound { .. }
            | View::Redirect(_)
            | View::Sitemap(_)
            | View::SitemapIndex(_)
            | View::Robots { .. }
            | View::Tdmrep(_)
            | View::Rsl(_)
            | View::Copy { .. }
            | View::Photo(_)
            | View::BuiltIn { .. } => false,
        }
    }

    fn lists(&self, lists: &mut [(String, Vec<Keyed<Card>>)]) -> bool {
        lists.iter_mut().fold(false, |found, (_, cards)| found | self.cards(cards))
    }

    fn cards(&self, cards: &mut [Keyed<Card>]) -> bool {
        cards.iter_mut().fold(false, |found, card| found | self.card(card))
    }

    fn article(&self, known: &mut Filed) -> bool {
        let is_it = known.path == self.article.path;
        if is_it {
            *known = self.article.clone();
        }
        is_it
    }

    fn card(&self, known: &mut Keyed<Card>) -> bool {
        match &self.cards {
            Some((last, next)) if known.digest() == last.digest() => {
                *known = next.clone();
                true
            }
            _ => false,
        }
    }
}

/// Gives the pages of a plan another look, and the files that are copied another content. The plan must have been made of the
/// same articles, pictures, settings and names of files.
pub fn redress(plan: &mut Plan, inputs: &Inputs<'_>) {
    for spec in plan.values_mut() {
        spec.environment = inputs.environment(&spec.view);
        if let View::Copy { file, digest } = &mut spec.view {
            *digest = inputs.files.get(file).copied().unwrap_or(*digest);
        }
    }
}
