//! What no build can see: questions that a person answers, in `answered:`.

use super::publisher::{Ads, Edits, Headline, Selection, TranslationCondition};
use super::work::{Work, lent, profile};
use super::{Cleared, Duty, Licence, Permissions, Publisher, Publishers};
use crate::config::Config;
use crate::parse::{Answer, Question};

/// A question that an article raises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub question: Question,
    /// The publishers whose terms raise it, by name; none where something else does.
    pub publishers: Vec<String>,
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
            Self::EditsWithinTerms => "was nothing edited or cut beyond what the publisher's terms allow?",
            Self::Headline => "is the headline the original's, or a faithful translation of it?",
            Self::WholeTranslation => "is the translation whole, with nothing left out?",
            Self::ProfessionalTranslator => "did a professional translate it?",
            Self::Approved => "has the publisher approved this text?",
            Self::NamedInPosts => "do your posts on social networks name the publisher as it asks?",
        }
    }
}

/// The questions that an article raises, with the answers it has.
pub fn ask(article: &Cleared, config: &Config, publishers: &Publishers, permissions: &Permissions) -> Vec<Asked> {
    let front = article.front();
    if front.withdrawn.is_some() {
        return Vec::new();
    }
    let works: Vec<_> =
        lent(&front).map(|work| (profile(publishers, &work).map(|(_, profile)| profile), work)).collect();
    let translated = |work: &Work<'_>| if work.is_main() { article.is_translation() } else { work.made.translated };
    let whose = |wants: &dyn Fn(&Publisher, &Work<'_>) -> bool| -> Vec<String> {
        let known = works.iter().filter_map(|(profile, work)| Some(((*profile)?, work)));
        let mut names: Vec<String> = known.filter(|(p, work)| wants(p, work)).map(|(p, _)| p.name.clone()).collect();
        names.dedup();
        names
    };
    let on_condition = |condition| whose(&|p, work| translated(work) && p.translation_conditions.contains(&condition));
    // Whether a site that lives on advertising is a commercial one, publishers judge differently.
    let noncommercial = works.iter().any(|(profile, work)| is_noncommercial(*profile, work));
    let on_terms = article.duties().iter().any(stands_on_terms);
    let permitted = article.duties().iter().any(|duty| matches!(duty, Duty::Permission { .. }));
    let contract = front.photo_license.as_deref().filter(|_| article.photo().is_some());
    let contract = contract.is_some_and(|license| permissions.get(license).is_some());
    let ads = |wants: &dyn Fn(&Publisher) -> bool| if config.policy.ads { whose(&|p, _| wants(p)) } else { Vec::new() };
    let raised = [
        (Question::SelectedIndividually, on_terms, whose(&|p, _| is_choosy(p))),
        (Question::Eligible, on_terms, whose(&|p, _| !p.eligibility.is_empty())),
        (Question::AdPlacement, config.policy.ads && noncommercial, ads(&|p| p.ads != Ads::PageOk)),
        (
            Question::FaithfulTranslation,
            works.iter().any(|(_, work)| translated(work)) || article.is_translation(),
            Vec::new(),
        ),
        (Question::WholeTranslation, false, on_condition(TranslationCondition::Whole)),
        (Question::ProfessionalTranslator, false, on_condition(TranslationCondition::Professional)),
        (Question::Approved, false, on_condition(TranslationCondition::Approval)),
        (Question::EditsWithinTerms, false, whose(&|p, work| !translated(work) && bounds_edits(p))),
        (
            Question::Headline,
            false,
            whose(&|p, work| work.is_main() && keeps_headline(p) && is_unseen(work, translated(work))),
        ),
        (Question::SignatoryAuthority, permitted || contract, Vec::new()),
        (Question::PhotoContract, contract || article.photos().any(|photo| photo.until.is_some()), Vec::new()),
        (Question::Notified, false, whose(&|p, _| p.notify.is_some())),
        (Question::NamedInPosts, false, whose(&|p, _| p.social.is_some())),
    ];
    let answer = |question| front.answered.iter().find(|answer| answer.question == question).cloned();
    let asked = raised.into_iter().map(|(question, raised, publishers)| {
        (raised || !publishers.is_empty(), Asked { question, publishers, answer: answer(question) })
    });
    // What somebody has answered is told, even where nothing asks for it.
    asked.filter(|(raised, asked)| *raised || asked.answer.is_some()).map(|(_, asked)| asked).collect()
}

fn is_choosy(publisher: &Publisher) -> bool {
    matches!(publisher.selection, Selection::Individual | Selection::NotSystematic)
}

/// Whether some edits are allowed, so that no build sees which of them go too far.
fn bounds_edits(publisher: &Publisher) -> bool {
    matches!(publisher.edits, Edits::Style | Edits::Shorten)
}

fn keeps_headline(publisher: &Publisher) -> bool {
    matches!(publisher.headline, Headline::Keep | Headline::Permission)
}

/// Whether the build could not hold the headline against the original's.
fn is_unseen(work: &Work<'_>, translated: bool) -> bool {
    translated || work.title.is_none()
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
