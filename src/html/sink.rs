//! The receiving end of html5ever's tree construction.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::{DOCUMENT, Data, Dom, Element, Id, Node};

/// Builds a [`Dom`]. The trait gives shared references only, hence the cells.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    fostered: RefCell<Vec<Id>>,
}

impl Sink {
    /// An empty document, with room for about so many nodes.
    pub(super) fn new(room: usize) -> Self {
        let mut nodes = Vec::with_capacity(room.clamp(8, 1 << 22));
        nodes.push(Node::new(Data::Document));
        Self { nodes: RefCell::new(nodes), fostered: RefCell::default() }
    }

    fn push(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let id = Id::of(nodes.len());
        nodes.push(Node::new(data));
        id
    }

    /// Appends to the text node `at`, if it is one.
    fn extend_text(&self, at: Option<Id>, text: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        match at.map(|id| &mut nodes[id.index()].data) {
            Some(Data::Text(before)) => {
                before.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    /// Puts a node without a parent before `sibling`, or at the end of `parent`.
    fn insert(&self, parent: Id, sibling: Option<Id>, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let previous = match sibling {
            Some(sibling) => nodes[sibling.index()].previous.replace(id),
            None => nodes[parent.index()].last.replace(id),
        };
        match previous {
            Some(previous) => nodes[previous.index()].next = Some(id),
            None => nodes[parent.index()].first = Some(id),
        }
        let node = &mut nodes[id.index()];
        (node.parent, node.previous, node.next) = (Some(parent), previous, sibling);
    }

    fn detach(&self, id: Id) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[id.index()];
        let (Some(parent), previous, next) = (node.parent.take(), node.previous.take(), node.next.take()) else {
            return;
        };
        match previous {
            Some(previous) => nodes[previous.index()].next = next,
            None => nodes[parent.index()].first = next,
        }
        match next {
            Some(next) => nodes[next.index()].previous = previous,
            None => nodes[parent.index()].last = previous,
        }
    }

    fn parent_of(&self, id: Id) -> Option<Id> {
        self.nodes.borrow()[id.index()].parent
    }

    /// Text the parser takes out of a table is remembered: what replaces it later may land elsewhere.
    fn append_text(&self, parent: Id, before: Option<Id>, text: StrTendril) -> Id {
        let neighbour = match before {
            Some(sibling) => self.nodes.borrow()[sibling.index()].previous,
            None => self.nodes.borrow()[parent.index()].last,
        };
        match neighbour {
            Some(neighbour) if self.extend_text(Some(neighbour), &text) => neighbour,
            _ => {
                let id = self.push(Data::Text(text));
                self.insert(parent, before, id);
                id
            }
        }
    }

    fn append_at(&self, parent: Id, before: Option<Id>, child: NodeOrText<Id>) -> Id {
        match child {
            NodeOrText::AppendText(text) => self.append_text(parent, before, text),
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                self.insert(parent, before, id);
                id
            }
        }
    }
}

impl Node {
    fn new(data: Data) -> Self {
        Self { parent: None, previous: None, next: None, first: None, last: None, data }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        Dom { nodes: self.nodes.into_inner(), fostered: self.fostered.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[target.index()].data {
            Data::Element(element) => &element.name,
            _ => unreachable!("the tree builder asks only elements for their name"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Id {
        let contents = flags.template.then(|| self.push(Data::Document));
        let integration_point = flags.mathml_annotation_xml_integration_point;
        self.push(Data::Element(Element { name, attrs, contents, integration_point }))
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.push(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Id {
        self.push(Data::Comment(data)) // HTML reads a processing instruction as a comment
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.append_at(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let is_text = matches!(child, NodeOrText::AppendText(_));
        let id = match self.parent_of(*element) {
            Some(parent) => self.append_at(parent, Some(*element), child),
            None => self.append_at(*previous, None, child),
        };
        if is_text {
            self.fostered.borrow_mut().push(id);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, _: StrTendril, _: StrTendril) {
        let id = self.push(Data::Doctype(name));
        self.insert(DOCUMENT, None, id);
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        match &self.nodes.borrow()[target.index()].data {
            Data::Element(Element { contents: Some(contents), .. }) => *contents,
            _ => unreachable!("the tree builder asks only templates for their contents"),
        }
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let is_text = matches!(child, NodeOrText::AppendText(_));
        let Some(parent) = self.parent_of(*sibling) else { return };
        let id = self.append_at(parent, Some(*sibling), child);
        if is_text {
            self.fostered.borrow_mut().push(id);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.nodes.borrow_mut()[target.index()].data {
            for attr in attrs {
                if element.attrs.iter().all(|has| has.name != attr.name) {
                    element.attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let first = self.nodes.borrow()[node.index()].first;
            let Some(child) = first else { return };
            self.detach(child);
            self.insert(*new_parent, None, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, id: &Id) -> bool {
        matches!(&self.nodes.borrow()[id.index()].data, Data::Element(Element { integration_point: true, .. }))
    }
}
