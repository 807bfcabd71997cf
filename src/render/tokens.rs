//! What stands in a page for the parts that the engine renders, until they are proved to be visible there.

use crate::base::Digest;
use crate::rights::Part;

/// What every token begins with.
pub const TOKEN: &str = "reprint";

/// The tokens of a page's parts: letters and digits that are made of the page's key. That is a digest over all that the page says,
/// so no text can contain its own page's tokens by intent.
#[derive(Clone, Debug)]
pub struct Tokens(String);

impl Tokens {
    /// The tokens of the page with a key.
    pub fn new(key: Digest) -> Self {
        Self(key.to_string())
    }

    /// The token of a part.
    pub fn of(&self, part: Part) -> String {
        let name = match part {
            Part::Head => "Head",
            Part::Strip => "Strip",
            Part::Figure => "Figure",
            Part::Body => "Body",
            Part::Notice => "Notice",
        };
        [TOKEN, name, &self.0].concat()
    }

    /// What a template prints for a part.
    pub(super) fn mark(&self, part: Part) -> String {
        let token = self.of(part);
        if part == Part::Head { meta(&token) } else { token }
    }
}

/// What stands in the template's output for a part until it is verified. In the head it stands in a `<meta>`: text would end
/// the head.
pub fn mark(part: Part, token: &str) -> String {
    if part == Part::Head { meta(token) } else { token.to_owned() }
}

fn meta(token: &str) -> String {
    ["<meta name=\"reprint-part\" content=\"", token, "\">"].concat()
}
