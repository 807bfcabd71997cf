//! The change that editors make most, made cheap: another body of an article that is otherwise as it was.

use super::{Plan, View, article_route, feeds};
use crate::base::{Keyed, Route};
use crate::config::Config;
use crate::rights::Cleared;

/// Puts an article into a plan in the place of its earlier version, and says whose pages may have changed. `None` if the two
/// differ in more than their bodies: then the site must be planned again.
pub fn renew(plan: &mut Plan, config: &Config, last: &Cleared, next: &Keyed<Cleared>) -> Option<Vec<Route>> {
    if !last.differs_in_body_alone(next) {
        return None;
    }
    let routes = [article_route(config, next)?, feeds::route(config, next.lang())];
    for route in &routes {
        match plan.get_mut(route).map(|spec| &mut spec.view) {
            Some(View::Article(view)) => replace(&mut view.article, next),
            Some(View::Withdrawn { article, .. }) => replace(article, next),
            Some(View::Feed(feed)) => feed.items.iter_mut().for_each(|item| replace(&mut item.article, next)),
            _ => {}
        }
    }
    Some(routes.into())
}

fn replace(article: &mut Keyed<Cleared>, next: &Keyed<Cleared>) {
    if article.path() == next.path() {
        *article = next.clone();
    }
}
