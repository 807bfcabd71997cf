//! Writes a tree out as HTML.

use html5ever::serialize::{HtmlSerializer, SerializeOpts, Serializer, TraversalScope};

use super::{Data, Dom, Element, Id};

enum Step {
    Open(Id),
    Close(Id),
}

/// Writes what stands inside a node, without the elements (and what is in them) that `keep` refuses. Every element that HTML
/// closes is closed; nesting may be of any depth.
pub fn serialise(dom: &Dom, root: Id, keep: fn(&Element) -> bool) -> String {
    let context = dom.element(root).map(|element| element.name.clone());
    let options = SerializeOpts { traversal_scope: TraversalScope::ChildrenOnly(context), ..Default::default() };
    let mut writer = HtmlSerializer::new(Vec::new(), options);
    let mut todo: Vec<Step> = Vec::new();
    push_children(dom, root, &mut todo);
    while let Some(step) = todo.pop() {
        let done = match step {
            Step::Open(id) if dom.element(id).is_some_and(|element| !keep(element)) => Ok(()),
            Step::Open(id) => open(dom, id, &mut writer, &mut todo),
            Step::Close(id) => dom.element(id).map_or(Ok(()), |element| writer.end_elem(element.name.clone())),
        };
        done.expect("writing into memory cannot fail");
    }
    String::from_utf8(writer.writer).expect("only strings were written")
}

fn open<W: std::io::Write>(
    dom: &Dom,
    id: Id,
    writer: &mut HtmlSerializer<W>,
    todo: &mut Vec<Step>,
) -> std::io::Result<()> {
    match &dom.node(id).data {
        Data::Element(element) => {
            todo.push(Step::Close(id));
            push_children(dom, element.contents.unwrap_or(id), todo);
            let attrs = element.attrs.iter().map(|attr| (&attr.name, &*attr.value));
            writer.start_elem(element.name.clone(), attrs)?;
            if swallows_newline(element) && begins_with_newline(dom, id) { writer.write_text("\n") } else { Ok(()) }
        }
        Data::Text(text) => writer.write_text(text),
        Data::Comment(text) => writer.write_comment(text),
        Data::Doctype(name) => writer.write_doctype(name),
        Data::Document => Ok(()),
    }
}

/// Parsers drop a line break right after the start tag of these.
fn swallows_newline(element: &Element) -> bool {
    matches!(&**element.local(), "pre" | "textarea" | "listing")
}

fn begins_with_newline(dom: &Dom, id: Id) -> bool {
    let first = dom.children(id).next();
    first.is_some_and(|id| matches!(&dom.node(id).data, Data::Text(text) if text.starts_with('\n')))
}

fn push_children(dom: &Dom, id: Id, todo: &mut Vec<Step>) {
    let at = todo.len();
    todo.extend(dom.children(id).map(Step::Open));
    todo[at..].reverse();
}
