//! What the site reserves of its own texts.

use serde::Serialize;

use crate::base::WebUrl;
use crate::choice;
use crate::yaml::{FromYaml, Node};

/// What machines are told about the site's own texts. Of other people's texts the site has nothing to reserve or to allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reservations {
    /// Whether they may be mined.
    pub mining: Mining,
    /// The page that says on what terms.
    pub policy: Option<WebUrl>,
}

/// Whether texts may be mined, as by those who train machines (Directive (EU) 2019/790, art. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Mining {
    /// Only on terms.
    Reserved,
    /// They may.
    Allowed,
}
choice!(Mining, "reserved" => Reserved, "allowed" => Allowed);

impl Reservations {
    /// The value of `tdm-reservation`: `1` if the rights are reserved (W3C Community Group, "TDM Reservation Protocol").
    pub fn value(&self) -> &'static str {
        match self.mining {
            Mining::Reserved => "1",
            Mining::Allowed => "0",
        }
    }
}

impl FromYaml for Reservations {
    const EXAMPLE: &'static str = "{mining: reserved}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (mining, policy) = (f.require("mining"), f.take("policy"));
            Some(Self { mining: mining?, policy })
        })
    }
}
