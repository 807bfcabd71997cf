//! The site's decisions on rights.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::When;
use crate::choice;
use crate::yaml::{FromYaml, Node};

/// The site's decisions on rights.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rights {
    /// Publishers whose silence on translation somebody has decided to take for consent, by profile id.
    pub translation_accepted: BTreeMap<String, Acceptance>,
    /// On what ground publishers' counters are loaded by readers' browsers, by profile id.
    pub pixels: BTreeMap<String, PixelDecision>,
}

/// A decision that somebody answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Who decided.
    pub by: String,
    /// When.
    pub on: When,
    /// Why.
    pub reason: String,
}

/// A decision on a publisher's counter, which tells a third party of every reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PixelDecision {
    /// On what ground.
    pub ground: Ground,
    /// Who decided, when and why.
    pub decided: Acceptance,
}

/// On what ground a counter is loaded, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// Readers have consented before they see the page.
    Consent,
    /// No consent is needed.
    Exempt,
    /// The publisher does without its counter; it is not loaded.
    Waived,
}
choice!(Ground, "consent" => Consent, "exempt" => Exempt, "waived" => Waived);

impl FromYaml for Rights {
    const EXAMPLE: &'static str = "{translation_accepted: {example-wire: {by: Jane Doe, on: 2026-01-31, reason: …}}}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (accepted, pixels) = (f.take("translation_accepted"), f.take("pixels"));
            Some(Self {
                translation_accepted: accepted.map_or_else(BTreeMap::new, |by: ById<_>| by.0),
                pixels: pixels.map_or_else(BTreeMap::new, |by: ById<_>| by.0),
            })
        })
    }
}

/// Values by the id of a publisher's profile.
struct ById<T>(BTreeMap<String, T>);

impl<T: FromYaml> FromYaml for ById<T> {
    const EXAMPLE: &'static str = "{example-wire: {by: Jane Doe, on: 2026-01-31, reason: …}}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let entries = f.take_all();
            Some(Self(entries.into_iter().filter_map(|(id, node)| Some((id, node.into(f)?))).collect()))
        })
    }
}

impl FromYaml for Acceptance {
    const EXAMPLE: &'static str = "{by: Jane Doe, on: 2026-01-31, reason: …}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (by, on, reason) = (f.require("by"), f.require("on"), f.require("reason"));
            Some(Self { by: by?, on: on?, reason: reason? })
        })
    }
}

impl FromYaml for PixelDecision {
    const EXAMPLE: &'static str = "{ground: consent, by: Jane Doe, on: 2026-01-31, reason: …}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (ground, by, on, reason) = (f.require("ground"), f.require("by"), f.require("on"), f.require("reason"));
            Some(Self { ground: ground?, decided: Acceptance { by: by?, on: on?, reason: reason? } })
        })
    }
}
