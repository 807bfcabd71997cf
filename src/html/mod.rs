//! HTML as a browser understands it: html5ever's tree construction into one flat vector of nodes.
//!
//! The pages of a large site are parsed one by one, so a tree is a single allocation that grows, without reference counts
//! per node. Verification reads such trees; the Markdown stage balances raw HTML by writing one out again.

mod serialise;
mod sink;

use std::num::NonZeroU32;

use html5ever::driver::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

pub use serialise::serialise;

/// A parsed document or fragment. Node 0 is the document itself.
pub struct Dom {
    nodes: Vec<Node>,
    fostered: Vec<Id>,
}

/// Names a node of one [`Dom`]: its index and one, so that no room is taken where there is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Id(NonZeroU32);

impl Id {
    /// Its place in the order of making, for tables beside the tree.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The node with this index; a tree holds fewer than 2^32.
    fn of(index: usize) -> Self {
        let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("a page has less than 2^32 nodes: its text is bounded"))
    }
}

/// The document node.
pub const DOCUMENT: Id = Id(NonZeroU32::MIN);

/// A node with its neighbours.
#[derive(Debug)]
pub struct Node {
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    /// What it is.
    pub data: Data,
}

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The document, or a template's contents.
    Document,
    /// `<!DOCTYPE …>`.
    Doctype(StrTendril),
    /// An element.
    Element(Element),
    /// Text, never empty and never beside other text.
    Text(StrTendril),
    /// A comment.
    Comment(StrTendril),
}

/// An element without its children.
#[derive(Debug)]
pub struct Element {
    /// Its name, lower case for HTML.
    pub name: QualName,
    /// Its attributes, in the order of the source.
    pub attrs: Vec<Attribute>,
    /// A template's contents, which are no children of it.
    pub contents: Option<Id>,
    /// Whether a `MathML` element may hold HTML.
    integration_point: bool,
}

/// Whether `<noscript>` is read as text (a browser that runs scripts) or as elements (one that does not).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scripting {
    /// Scripts run.
    On,
    /// Scripts do not run.
    Off,
}

/// Parses a whole page. Never fails: every text is HTML of some kind.
pub fn parse(text: &str, scripting: Scripting) -> Dom {
    html5ever::parse_document(sink::Sink::new(room(text)), options(scripting)).one(StrTendril::from(text))
}

/// About how many nodes a page has. One that grows to megabytes would be copied again and again if it were guessed.
fn room(text: &str) -> usize {
    const LARGE: usize = 1 << 20;
    if text.len() < LARGE { text.len() / 24 } else { memchr::memchr_iter(b'<', text.as_bytes()).count() }
}

/// Parses what would stand inside a `<div>`. Its nodes are the children of [`Dom::fragment`].
pub fn parse_fragment(text: &str, scripting: Scripting) -> Dom {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let scripts = scripting == Scripting::On;
    let sink = sink::Sink::new(text.len() / 16);
    html5ever::parse_fragment(sink, options(scripting), context, Vec::new(), scripts).one(StrTendril::from(text))
}

/// Brings HTML into the balanced form that a browser would give it inside a `<div>`.
pub fn balance(text: &str) -> String {
    let dom = parse_fragment(text, Scripting::On);
    serialise(&dom, dom.fragment(), |_| true)
}

fn options(scripting: Scripting) -> ParseOpts {
    let scripting_enabled = scripting == Scripting::On;
    ParseOpts { tree_builder: TreeBuilderOpts { scripting_enabled, ..Default::default() }, ..Default::default() }
}

impl Dom {
    /// A node.
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id.index()]
    }

    /// The element with this id, if it is one.
    pub fn element(&self, id: Id) -> Option<&Element> {
        match &self.node(id).data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// How many nodes there are: every index is below it.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// The node whose children a parsed fragment consists of.
    pub fn fragment(&self) -> Id {
        self.children(DOCUMENT).find(|id| self.element(*id).is_some()).unwrap_or(DOCUMENT)
    }

    /// The node it stands in.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.node(id).parent
    }

    /// The node after it, in the same parent.
    pub fn next(&self, id: Id) -> Option<Id> {
        self.node(id).next
    }

    /// The nodes right inside it, in order.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.node(id).first, |id| self.next(*id))
    }

    /// The nodes it stands in, from the nearest outwards.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The node and all nodes inside it, in document order; the contents of templates are left out.
    pub fn subtree(&self, root: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(root), move |id| self.following(*id, root))
    }

    /// The node after `id` in document order that still lies inside `root`.
    fn following(&self, id: Id, root: Id) -> Option<Id> {
        self.node(id).first.or_else(|| self.climb(id, root, &mut 0))
    }

    /// The node after `id` and all that is in it, still inside `root`; `depth` falls by one for each level climbed.
    pub fn climb(&self, id: Id, root: Id, depth: &mut usize) -> Option<Id> {
        let mut at = id;
        while at != root {
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
            *depth = depth.saturating_sub(1);
        }
        None
    }

    /// Whether the parser moved this text out of a table, because tables hold no text.
    pub fn is_fostered(&self, id: Id) -> bool {
        self.fostered.contains(&id)
    }

    /// All nodes in the order of their making: with templates' contents and what was cut off from the tree.
    pub fn all(&self) -> impl Iterator<Item = Id> {
        (0..self.nodes.len()).map(Id::of)
    }
}

impl Element {
    /// The element's name.
    pub fn local(&self) -> &LocalName {
        &self.name.local
    }

    /// Whether it is an HTML element, as opposed to SVG or `MathML`.
    pub fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    /// The value of an attribute without a namespace.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| &*attr.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_as_a_browser_makes_them() {
        assert_eq!(balance("<p>a<p>b</div></em>"), "<p>a</p><p>b</p>");
        assert_eq!(balance("<b><p>a</b>b"), "<b></b><p><b>a</b>b</p>");
        assert_eq!(balance("<table>x<tr><td>y"), "x<table><tbody><tr><td>y</td></tr></tbody></table>");
        assert_eq!(balance("a<br>&lt;<img src='\"'>"), "a<br>&lt;<img src=\"&quot;\">");
        assert_eq!(balance("<template><p>a</template>"), "<template><p>a</p></template>");
        assert_eq!(balance("<pre>\n\na</pre>"), "<pre>\n\na</pre>");
    }

    #[test]
    fn attributes_of_a_late_body_are_added() {
        let dom = parse("<body class=a>x<body hidden>", Scripting::On);
        let body = dom.all().find_map(|id| dom.element(id).filter(|e| &**e.local() == "body")).expect("a body");
        assert_eq!((body.attr("class"), body.attr("hidden")), (Some("a"), Some("")));
    }

    #[test]
    fn deep_trees_are_written_without_recursion() {
        let deep = "<div>".repeat(4_000);
        assert_eq!(balance(&deep).len(), 4_000 * 11);
    }
}
