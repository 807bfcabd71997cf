//! What stands in a page for the parts that the engine renders, until they are proved to be visible there.

use crate::base::Digest;
use crate::rights::Part;

/// What every token begins with.
pub const TOKEN: &str = "reprint";

/// The parts, each with its name in tokens.
const PARTS: [(Part, &str); 5] = [
    (Part::Head, "Head"),
    (Part::Strip, "Strip"),
    (Part::Figure, "Figure"),
    (Part::Body, "Body"),
    (Part::Notice, "Notice"),
];

/// The tokens of a page's parts: letters and digits that are made of the page's key. That is a digest over all that the page says,
/// so no text can contain its own page's tokens by intent.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// One after the other.
    all: String,
    /// The length of the key in each.
    key: usize,
}

impl Tokens {
    /// The tokens of the page with a key.
    pub fn new(key: Digest) -> Self {
        let key = key.to_string();
        let mut all = String::with_capacity(PARTS.len() * (TOKEN.len() + 6 + key.len()));
        for piece in PARTS.iter().flat_map(|(_, name)| [TOKEN, name, &key]) {
            all.push_str(piece);
        }
        Self { all, key: key.len() }
    }

    /// The token of a part.
    pub fn of(&self, part: Part) -> &str {
        let mut rest = self.all.as_str();
        for (known, name) in PARTS {
            let (token, after) = rest.split_at(TOKEN.len() + name.len() + self.key);
            if known == part {
                return token;
            }
            rest = after;
        }
        unreachable!("every part has a token")
    }
}

/// What stands in the template's output for a part until it is verified. In the head it stands in a `<meta>`: text would end
/// the head.
pub fn mark(part: Part, token: &str) -> String {
    if part == Part::Head {
        ["<meta name=\"reprint-part\" content=\"", token, "\">"].concat()
    } else {
        token.to_owned()
    }
}
