//! What machines are told about the site's own texts: a statement for each, and none for what is somebody else's.

use super::{Specs, View};
use crate::base::Route;

/// Plans the statements over what is planned so far: the addresses of the site's own texts. A file of the site's own in the same
/// place stands. Gives the licence file, for `robots.txt`.
pub(super) fn plan(specs: &mut Specs<'_>) -> Option<Route> {
    let config = specs.inputs.config;
    config.reservations.as_ref()?;
    let plan = specs.routes.plan().iter();
    let own = plan.filter(|(_, spec)| matches!(&spec.view, View::Article(view) if view.article.is_the_sites));
    let own: Vec<Route> = own.map(|(route, _)| route.clone()).collect();
    if own.is_empty() {
        return None;
    }
    let own = specs.inputs.keyed(own);
    // TDMRep looks at the root of a host alone.
    let tdmrep = Route::new("/.well-known/tdmrep.json");
    if config.base_path().is_empty() && !specs.routes.has(&tdmrep) {
        specs.put(&tdmrep, &config.lang, View::Tdmrep(own.clone()), None);
    }
    let rsl = Route::new("/license.xml");
    if !specs.routes.has(&rsl) {
        specs.put(&rsl, &config.lang, View::Rsl(own), None);
    }
    Some(rsl)
}
