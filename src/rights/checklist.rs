//! What no build can see: questions that a person answers, in `answered:`.

use super::publisher::{Ads, Selection};
use super::work::{Work, lent};
use super::{Cleared, Duty, Licence, Permissions, Photo, Publisher, Publishers};
use crate::config::Config;
use crate::parse::{Answer, Question};

/// A question that an article raises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub question: Question,
    /// Who answers for it, if somebody does.
    pub answer: Option<Answer>,
}

impl Question {
    /// The question in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Eligible => "is this site one of those that the publisher's terms are for?",
            Self::SignatoryAuthority => "may the person who gave the permission give it?",
            Self::PhotoContract => "does the contract for the picture cover this use?",
            Self::FaithfulTranslation => "does the translation say what the original says, no more and no less?",
            Self::AdPlacement => "does advertising stand only where the publisher's terms allow it?",
            Self::SelectedIndividually => "did a person choose this article, and no machine?",
            Self::Notified => "has the publisher been told?",
        }
    }
}

/// The questions that an article raises, with the answers it has.
pub fn ask(article: &Cleared, config: &Config, publishers: &Publishers, permissions: &Permissions) -> Vec<Asked> {
    let front = article.front();
    if front.withdrawn.is_some() {
        return Vec::new();
    }
    let works: Vec<_> = lent(front).map(|work| (publishers.get(work.publisher.unwrap_or_default()), work)).collect();
    let any = |is: &dyn Fn(&Publisher) -> bool| works.iter().filter_map(|(profile, _)| *profile).any(is);
    let chosen = any(&|p| matches!(p.selection, Selection::Individual | Selection::NotSystematic));
    let choosy = any(&|p| !p.eligibility.is_empty());
    // Whether a site that lives on advertising is a commercial one, publishers judge differently.
    let noncommercial = works.iter().any(|(profile, work)| is_noncommercial(*profile, work));
    let unsure_of_ads = noncommercial || any(&|p| p.ads != Ads::PageOk);
    let told = any(&|p| p.notify.is_some());
    let on_terms = article.duties().iter().any(stands_on_terms);
    let permitted = article.duties().iter().any(|duty| matches!(duty, Duty::Permission { .. }));
    let contract = front.photo_license.as_deref().filter(|_| article.photo().is_some());
    let contract = contract.is_some_and(|license| permissions.get(license).is_some());
    let raised = [
        (Question::SelectedIndividually, chosen || on_terms),
        (Question::Eligible, choosy || on_terms),
        (Question::AdPlacement, config.policy.ads && unsure_of_ads),
        (Question::FaithfulTranslation, article.is_translation()),
        (Question::SignatoryAuthority, permitted || contract),
        (Question::PhotoContract, contract || shown(article).any(|photo| photo.until.is_some())),
        (Question::Notified, told),
    ];
    let answer = |question| front.answered.iter().find(|answer| answer.question == question).cloned();
    let asked = raised.into_iter().map(|(question, raised)| (question, raised, answer(question)));
    // What somebody has answered is told, even where nothing asks for it.
    asked
        .filter(|(_, raised, answer)| *raised || answer.is_some())
        .map(|(question, _, answer)| Asked { question, answer })
        .collect()
}

/// Whether a work's licence, or its publisher's, withholds commercial use.
fn is_noncommercial(profile: Option<&Publisher>, work: &Work<'_>) -> bool {
    let typed = work.license.and_then(Licence::parse).filter(|licence| *licence != Licence::PublisherTerms);
    let licence = typed.or_else(|| profile?.granted_license().cloned());
    licence.is_some_and(|licence| licence.is_noncommercial())
}

/// Whether the text or a work in it is there under its publisher's own terms.
fn stands_on_terms(duty: &Duty) -> bool {
    match duty {
        Duty::Terms { .. } => true,
        Duty::Via { basis, .. } | Duty::SourceWork { basis, .. } => basis.as_deref().is_some_and(stands_on_terms),
        _ => false,
    }
}

fn shown(article: &Cleared) -> impl Iterator<Item = &Photo> {
    article.photo().into_iter().chain(article.pictures().iter().map(|picture| &picture.photo))
}
