//! What nobody has confirmed. It is said once for each publisher, whatever the number of its articles.

use std::collections::BTreeMap;

use super::filed::{Filed, Lent, State};
use super::publisher::{Publisher, Publishers};
use super::work::{Work, profile};
use super::{Duty, work};
use crate::diag::{Code, Diagnostic};
use crate::parse::{FrontMatter, Genre};

/// Warns of the publishers whose articles are published on terms that nobody has read on the publisher's own page.
pub fn unconfirmed(publishers: &Publishers, articles: &[Filed]) -> Vec<Diagnostic> {
    let mut used: BTreeMap<&str, Vec<&Filed>> = BTreeMap::new();
    for article in articles.iter().filter(|article| article.state != State::Withdrawn) {
        for id in article.lent.iter().filter_map(|lent| lent.profile(publishers)) {
            let articles = used.entry(id).or_default();
            if articles.last().is_none_or(|last| !std::ptr::eq(*last, article)) {
                articles.push(article);
            }
        }
    }
    let found = used.into_iter().filter_map(|(id, articles)| warning(publishers, id, &articles));
    found.collect()
}

fn warning(publishers: &Publishers, id: &str, articles: &[&Filed]) -> Option<Diagnostic> {
    let (publisher, first) = (publishers.get(id)?, articles.first()?);
    let opinions = articles.iter().any(|article| article.headline.genre == Genre::Opinion);
    let (fields, silent) = (publisher.doubts(), publisher.has_doubtful_text(opinions));
    let listed = fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ");
    let name = &publisher.name;
    let message = match (fields.is_empty(), silent) {
        (true, false) => return None,
        (true, true) => format!("the text that {name} wants printed is not confirmed, so it is not printed"),
        (false, false) => format!("the profile of {name} is not confirmed on the publisher's own page: {listed}"),
        (false, true) => format!(
            "the profile of {name} is not confirmed on the publisher's own page: {listed}; nor is the text that it wants \
             printed, so it is not printed"
        ),
    };
    let finding = Diagnostic::new(Code::RightsUnconfirmed, message);
    let finding = finding.in_file(publishers.own_file(id).unwrap_or(&first.path));
    let place = articles.iter().filter(|_| silent).find_map(|article| place_of_notice(publishers, article, id));
    let finding = match place {
        Some(place) => {
            finding.hint(format!("put the licence paragraph that came with the copy into {place}, so that it is shown"))
        }
        None => finding,
    };
    Some(finding.hint(how_to_confirm(publishers, publisher, id)))
}

/// Where the notice belongs that came with a publisher's work and is not on an article's page.
fn place_of_notice(publishers: &Publishers, article: &Filed, publisher: &str) -> Option<String> {
    let article = article.unpack();
    let front = article.front();
    let told = article.duties().iter().any(|duty| matches!(duty, Duty::OriginalNotice { .. }));
    let is_theirs = |work: &Work<'_>| profile(publishers, work).is_some_and(|(id, _)| id == publisher);
    let lacks = |work: &Work<'_>| if work.is_main() { !told } else { work.notice.is_none() };
    let work = work::lent(&front).find(|work| is_theirs(work) && lacks(work))?;
    let place = if work.is_main() { "`original_notice:`".to_owned() } else { format!("`notice:` of {}", work.entry()) };
    Some(format!("{place} in {}", article.path()))
}

/// The works that stand on an article's page, for those who ask about their publishers alone.
pub(super) fn lent(front: &FrontMatter) -> Box<[Lent]> {
    let lent = work::lent(front);
    lent.filter_map(|work| Some(Lent { publisher: work.publisher?.into(), is_main: work.is_main() })).collect()
}

impl Lent {
    /// The id of its publisher's profile, where there is one.
    fn profile<'a>(&self, publishers: &'a Publishers) -> Option<&'a str> {
        work::named(publishers, &self.publisher, self.is_main).map(|(id, _)| id)
    }
}

fn how_to_confirm(publishers: &Publishers, publisher: &Publisher, id: &str) -> String {
    let terms = publisher.terms.as_ref().and_then(|t| t.url.as_ref()).or(publisher.home_url.as_ref());
    let place = terms.map_or(String::new(), |url| format!(" at {url}"));
    let correct = match publishers.own_file(id) {
        Some(file) => format!("correct `{file}`"),
        None => format!("keep `reprint explain {id}` as `content/publishers/{id}.yaml`, correct it"),
    };
    format!("read the publisher's terms{place}, {correct} and add `confirmed: {{by: …, on: …}}`")
}

impl Publisher {
    /// The fields that demand or grant something and were not read on the publisher's own page.
    pub fn doubts(&self) -> Vec<&'static str> {
        self.stated.iter().copied().filter(|field| !self.is_sure_of(field)).collect()
    }

    /// Whether it wants a text printed whose wording is not confirmed.
    fn has_doubtful_text(&self, opinions: bool) -> bool {
        let disclaimer = self.opinion_disclaimer.as_ref().filter(|_| opinions).map(|d| d.evidence);
        let mut evidence = self.credit.iter().map(|c| c.evidence).chain(disclaimer);
        !evidence.all(|evidence| self.is_confirmed(evidence))
    }
}
