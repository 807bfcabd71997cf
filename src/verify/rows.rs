//! Tiles in rows: lists show cards in any order, and one parse answers for all of them.
//!
//! A tile is ordinary if it is one element in which each tag is closed by its own end tag, and no start tag closes what was opened
//! before. Such a tile leaves HTML's tree construction as it found it, unless something around it reaches in: an element that
//! one of its tags closes (a paragraph, a link, an item of a list), or formatting that waits to be opened again. A parse shows
//! that nothing does, for the whole of a row: every tile came out as it is written, among plain containers, and the same around
//! each. What stands between the tiles opens and closes containers only. Another ordinary tile would then come out as it is
//! written in any place of the row but the first, whose tile counts as it is. Style sheets are judged by what is around an
//! element alone, so that it makes no difference to them which tiles are beside it.

use html5ever::LocalName;

use super::Page;
use super::markup::{Attribute, Scan, Words};
use super::names::{self, Name};
use crate::html::{DOCUMENT, Dom, Element, Id};
use crate::render::Tile;

/// The attribute by which tiles are found again in the tree. It means nothing to a browser.
pub(super) const MARK: &str = "reprint-tile";

/// Elements that no tag of an ordinary tile closes, and that close nothing when their own end tags come.
const CONTAINERS: &[&str] =
    &["html", "body", "main", "div", "section", "article", "aside", "header", "footer", "nav", "ul", "ol", "li"];

/// A place of tiles in a page, with the number of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum InRow {
    /// At the beginning of the row.
    First(u32),
    /// Anywhere after it.
    Later(u32),
}

/// An ordinary tile of a page.
pub(super) struct Ordinary<'p> {
    place: InRow,
    /// Where in the page the name of its element ends.
    pub(super) name_ends: usize,
    /// Its elements in order, each with its depth.
    elements: Vec<(&'p [u8], usize)>,
}

/// The tiles of a page, if all are ordinary.
pub(super) fn ordinary<'p>(page: &Page<'p>, places: &[(InRow, u32)]) -> Option<Vec<Ordinary<'p>>> {
    let read = |(tile, (place, _)): (&Tile, &(InRow, u32))| {
        let elements = elements(page.shell.get(tile.range.clone())?)?;
        let (name, _) = elements.first()?;
        Some(Ordinary { place: *place, name_ends: tile.range.start + "<".len() + name.len(), elements })
    };
    page.tiles.iter().zip(places).map(read).collect()
}

/// The elements of an ordinary tile. There is a link among them: before links and texts, formatting is opened again.
fn elements(tile: &str) -> Option<Vec<(&[u8], usize)>> {
    let (mut scan, mut elements) = (Scan::new(tile), Vec::new());
    let (mut open, mut links) = (Vec::new(), false);
    while !scan.is_done() {
        let from = scan.at();
        let (element, ends) = scan.tag()?;
        if ends {
            (open.pop() == Some(element) && scan.ends()).then_some(())?;
        } else {
            (fits(element, &open) && (open.is_empty() == elements.is_empty())).then_some(())?;
            elements.push((scan.between(from + "<".len(), scan.at()), open.len()));
            pass(&mut scan)?;
            links |= element == names::A;
            if !matches!(element, names::BR | names::IMG | names::SOURCE) {
                open.push(element);
            }
        }
        let words = scan.words();
        (!open.is_empty() || matches!(words, Words::None)).then_some(())?;
    }
    (links && open.is_empty()).then_some(elements)
}

/// Whether the start tag of an element closes none of those that are open in its tile, and nothing around it but paragraphs,
/// headings, links and items.
fn fits(element: Name, open: &[Name]) -> bool {
    use names::{
        A, ABBR, ARTICLE, B, BDI, BDO, BR, CITE, DIV, EM, FIGCAPTION, FIGURE, H2, H3, H4, I, IMG, LI, OL, P, PICTURE,
        Q, SECTION, SMALL, SOURCE, SPAN, STRONG, TIME, UL,
    };
    let is_heading = |name: &Name| matches!(*name, H2 | H3 | H4);
    match element {
        ARTICLE | DIV | SECTION => !open.contains(&P),
        _ if open.is_empty() => false,
        LI => matches!(open.last(), Some(&(OL | UL))),
        FIGCAPTION | FIGURE | OL | P | UL => !open.contains(&P),
        H2 | H3 | H4 => !open.contains(&P) && !open.iter().any(is_heading),
        A => !open.contains(&A),
        ABBR | B | BDI | BDO | BR | CITE | EM | I | IMG | PICTURE | Q | SMALL | SOURCE | SPAN | STRONG | TIME => true,
        _ => false,
    }
}

/// Passes the rest of a start tag.
fn pass(scan: &mut Scan<'_>) -> Option<()> {
    if scan.ends() {
        return Some(());
    }
    while let Attribute::Named(..) = scan.attribute()? {
        if scan.has_value() {
            scan.value()?;
        }
    }
    Some(())
}

/// Whether a text between two tiles opens and closes nothing but containers.
pub(super) fn is_between(text: &str) -> bool {
    let mut scan = Scan::new(text);
    loop {
        match scan.words() {
            Words::Ink(_) => return false,
            _ if scan.is_done() => return true,
            _ => {}
        }
        let is_container = |element| matches!(element, names::ARTICLE | names::DIV | names::LI | names::SECTION);
        if !scan.tag().is_some_and(|(element, _)| is_container(element)) || pass(&mut scan).is_none() {
            return false;
        }
    }
}

/// Whether all tiles of a parsed page came out as they are written, among plain containers, which are the same around each
/// tile of a row but the first.
pub(super) fn are_even(dom: &Dom, tiles: &[Ordinary<'_>]) -> bool {
    let is_marked = |id: &Id| dom.element(*id).is_some_and(|element| element.attr(MARK).is_some());
    let found: Vec<Id> = dom.subtree(DOCUMENT).filter(is_marked).collect();
    let comes_out = |(id, tile): (&Id, &Ordinary<'_>)| is_as_written(dom, *id, tile) && is_among_containers(dom, *id);
    if found.len() != tiles.len() || !found.iter().zip(tiles).all(comes_out) {
        return false;
    }
    (1..tiles.len()).all(|at| {
        let (before, here, after) = (&tiles[at - 1].place, &tiles[at].place, tiles.get(at + 1).map(|tile| &tile.place));
        match here {
            InRow::First(_) => true,
            InRow::Later(_) if here == before => around(dom, found[at - 1]).eq(around(dom, found[at])),
            InRow::Later(_) => Some(here) == after || dom.parent(found[at - 1]) == dom.parent(found[at]),
        }
    })
}

/// Whether an element of a tree holds what its tile does.
fn is_as_written(dom: &Dom, root: Id, tile: &Ordinary<'_>) -> bool {
    let depth = |id: Id| std::iter::once(id).chain(dom.ancestors(id)).take_while(|id| *id != root).count();
    let held = dom.subtree(root).filter_map(|id| Some((dom.element(id)?.local().as_bytes(), depth(id))));
    held.eq(tile.elements.iter().copied())
}

fn is_among_containers(dom: &Dom, id: Id) -> bool {
    around(dom, id).all(|name| CONTAINERS.contains(&&**name))
}

/// The names of the elements that one stands in.
fn around(dom: &Dom, id: Id) -> impl Iterator<Item = &LocalName> {
    dom.ancestors(id).filter_map(|id| dom.element(id)).map(Element::local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_tiles_close_what_they_open_and_nothing_else() {
        for tile in [
            "<article class=\"card\"><h2><a href=\"/a/\">A &amp; b</a></h2>\n<p>x <b>y</b><br/>z</p></article>",
            "<div><figure><img src=\"/a.jpg\"><figcaption>c</figcaption></figure><ul><li><a>x</a></li><li>y</li></ul></div>",
            "<section><a><div><p>x</p></div></a></section>",
        ] {
            assert!(elements(tile).is_some(), "{tile}");
        }
        let depths = |tile| elements(tile).map(|found| found.iter().map(|(_, depth)| *depth).collect::<Vec<_>>());
        assert_eq!(depths("<div><p><img><b><a>x</a></b></p><p></p></div>"), Some(vec![0, 1, 2, 2, 3, 1]));
        for tile in [
            "",
            "text",
            "<div>no link</div>",
            "<div><a>x</a>",
            "<div><a>x</a></div></div>",
            "<div><a>x</a></div> ",
            "<div><a>x</a></div>y",
            "<div><a>x</a></div><div></div>",
            "<div><a>x</div></a>",
            "<div><a>x<a>y</a></a></div>",
            "<div><p><div><a>x</a></div></p></div>",
            "<div><p>x<p><a>y</a></p></p></div>",
            "<div><h2><h3><a>x</a></h3></h2></div>",
            "<div><li><a>x</a></li></div>",
            "<div><ul><div><li><a>x</a></li></div></ul></div>",
            "<div><a>x</a></br></div>",
            "<div><span/><a>x</a></div>",
            "<div><a>x</a><svg></svg></div>",
            "<div><a>x</a><!-- c --></div>",
            "<div><a>x</a><td>y</td></div>",
            "<p><a>x</a></p>",
            "<a>x</a>",
            "<li><a>x</a></li>",
        ] {
            assert!(elements(tile).is_none(), "{tile}");
        }
    }

    #[test]
    fn between_tiles_stand_containers_at_most() {
        for text in ["", "\n", "</li>\n<li class=\"card\">", "</div></li><li><div>"] {
            assert!(is_between(text), "{text}");
        }
        for text in ["x", "</ul><ul>", "<a>", "</li> x <li>", "<!-- c -->", "<li", "</p><p>", "<div><table>"] {
            assert!(!is_between(text), "{text}");
        }
    }
}
