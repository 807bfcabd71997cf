//! Which lines of a page are its article, and what the others are.
//!
//! Prose weighs: the smallest part of the page that holds nearly all of it is the article's text. Markup that names furniture
//! takes lines out, unless it surrounds the text itself. What stands between headline and text is looked at line by line, and
//! whatever JSON-LD repeats as the article's body stays wherever it stands.

use super::evidence::{Role, furniture};
use super::meta::Meta;
use super::walk::{Form, Line};
use crate::clean::{Kind, fold};
use crate::html::{DOCUMENT, Dom, Id};
use crate::import::dates;
use crate::import::text::{Patience, squashed};

/// Headlines and descriptions of a page's head that its lines are compared with.
const MOST_HEADS: usize = 100;

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is the article's.
    Keep,
    /// A field holds it: headline, byline, date.
    Field,
    /// It came along.
    Cut(Kind, &'static str),
}

/// How much prose each node holds, and what furniture it stands in.
struct Weights {
    prose: Vec<usize>,
    marks: Vec<Option<Kind>>,
}

/// Sorts the lines of a page. `order` are its nodes as they stand.
pub(super) fn choose(dom: &Dom, order: &[Id], lines: &[Line], meta: &Meta, title: Option<usize>) -> Vec<Fate> {
    let heading = title.map(|title| lines[title].owner);
    let weights = weigh(dom, order, lines, heading);
    let start = start(dom, order, &weights.prose);
    let root = descend(dom, start, &weights.prose);
    let zone = zone(dom, root, heading);
    let (in_root, in_zone) = (part(dom, order, root), part(dom, order, zone));
    let last = lines.iter().rposition(|line| in_root[line.owner.index()]).unwrap_or(0);
    let body = meta.body.as_deref().map(|body| fold(body).text).unwrap_or_default();
    let descriptions: Vec<String> = meta.descriptions.iter().take(MOST_HEADS).map(|text| fold(text).text).collect();
    let (mut described, mut open) = (false, true);
    let mut patience = Patience::default();
    let mut is_quoted = |line: &Line| {
        let words = fold(&line.plain).text;
        !words.is_empty() && patience.finds(&body, &words)
    };
    let mut fate = |(i, line): (usize, &Line)| {
        let (in_root, in_zone) = (in_root[line.owner.index()], in_zone[line.owner.index()]);
        let before = title.is_some_and(|title| i < title);
        let mark = weights.marks[line.owner.index()];
        let quoted =
            (mark.is_some() || !in_root || before) && line.letters >= 40 && !body.is_empty() && is_quoted(line);
        let header = in_zone && !before && i < last;
        let near = title.is_some_and(|title| i > title && i <= title + 2);
        let below_title = |line: &Line| {
            let sentence = line.linked == 0 && line.letters >= 35 && line.plain.split_whitespace().count() >= 6;
            header
                && near
                && sentence
                && line.role == Role::Text
                && !matches!(line.form, Form::Image | Form::Item)
                && dates::date(&line.plain).is_none()
        };
        open &= i <= last || line.letters == 0 || (in_zone && mark.is_none() && goes_on(line));
        let stands = (header || near) && is_standfirst(line, &descriptions) && !in_root;
        match mark {
            _ if Some(i) == title => Fate::Field,
            Some(kind) if !quoted => Fate::Cut(kind, "html/furniture"),
            _ if line.letters == 0 && line.form == Form::Paragraph => marks_only(line),
            _ if in_root && !before => inside(line),
            _ if quoted && !before => Fate::Keep,
            _ if (stands || below_title(line)) && !described => {
                described = true;
                Fate::Keep
            }
            _ if matches!(line.role, Role::Byline | Role::Time) && in_zone => Fate::Field,
            _ if header && line.form != Form::Image && is_prose(line) => Fate::Keep,
            _ if i > last && in_zone && open && goes_on(line) => Fate::Keep,
            _ if header && (line.figure || matches!(line.role, Role::Caption | Role::Credit)) => Fate::Field,
            _ if i < last || line.letters < 40 => Fate::Cut(Kind::Nav, "html/around-text"),
            _ if line.linked * 2 > line.letters => Fate::Cut(Kind::Related, "html/around-text"),
            _ => Fate::Cut(Kind::SiteFooter, "html/around-text"),
        }
    };
    lines.iter().enumerate().map(&mut fate).collect()
}

/// A line of marks parts the text only where it is one of those that do.
fn marks_only(line: &Line) -> Fate {
    let breaks = matches!(&*line.plain, "***" | "* * *" | "⁂" | "---" | "—");
    if breaks { Fate::Keep } else { Fate::Cut(Kind::Separator, "html/marks") }
}

/// A sentence right after the text may be its end, left out by a page that has little of it.
fn goes_on(line: &Line) -> bool {
    line.form == Form::Paragraph
        && line.letters >= 30
        && line.linked == 0
        && line.plain.ends_with(['.', '!', '?', '…', '。'])
}

/// A line within the text: a paragraph that is a link from end to end leads to another story.
fn inside(line: &Line) -> Fate {
    let all_link = line.linked > 0 && line.linked * 10 >= line.letters * 9;
    match line.form {
        _ if matches!(line.role, Role::Byline | Role::Time) && line.letters <= 100 => Fate::Field,
        Form::Paragraph | Form::Heading(_) if all_link && line.letters >= 12 => {
            Fate::Cut(Kind::Related, "html/linked-line")
        }
        _ => Fate::Keep,
    }
}

fn is_standfirst(line: &Line, descriptions: &[String]) -> bool {
    let folded = fold(&line.plain).text;
    let opening: String = folded.chars().take(60).collect();
    let described =
        folded.chars().count() >= 30 && descriptions.iter().any(|text| *text == folded || text.starts_with(&opening));
    described || (line.role == Role::Standfirst && line.letters >= 25)
}

/// Whether a line reads as part of a text, not as a headline or a menu.
fn is_prose(line: &Line) -> bool {
    let enough = if line.form == Form::Item { 120 } else { 60 };
    let form = matches!(line.form, Form::Paragraph | Form::Quote | Form::Item);
    let ends = line
        .plain
        .trim_end_matches(['"', '»', '”', ')', ' ', '\u{a0}', '’', ']'])
        .ends_with(['.', '!', '?', '…', ':', '。', '؟', '！', '？', '۔', '।', ';']);
    form && line.role != Role::Caption
        && line.role != Role::Credit
        && line.letters >= enough
        && line.linked * 3 < line.letters
        && (ends || line.letters >= 160)
}

fn weigh(dom: &Dom, order: &[Id], lines: &[Line], heading: Option<Id>) -> Weights {
    let mut all = vec![0; dom.count()];
    for line in lines.iter().filter(|line| is_prose(line)) {
        all[line.owner.index()] += line.letters;
    }
    add_up(dom, order, &mut all);
    let total = all[DOCUMENT.index()];
    let mut above_title = vec![false; dom.count()];
    for id in heading.into_iter().flat_map(|id| dom.ancestors(id)) {
        above_title[id.index()] = true;
    }
    let mut marks: Vec<Option<Kind>> = vec![None; dom.count()];
    for id in order {
        let inherited = dom.parent(*id).and_then(|parent| marks[parent.index()]);
        let own = || {
            let kind = dom.element(*id).and_then(furniture)?;
            let main = all[id.index()] * 3 > total && !matches!(kind, Kind::Comment | Kind::Cookie);
            (!above_title[id.index()] && !main).then_some(kind)
        };
        marks[id.index()] = inherited.or_else(own);
    }
    let mut prose = vec![0; dom.count()];
    for line in lines.iter().filter(|line| marks[line.owner.index()].is_none() && is_prose(line)) {
        prose[line.owner.index()] += line.letters;
    }
    add_up(dom, order, &mut prose);
    Weights { prose, marks }
}

/// Adds to each node what its children hold.
fn add_up(dom: &Dom, order: &[Id], sums: &mut [usize]) {
    for id in order.iter().rev() {
        if let Some(parent) = dom.parent(*id) {
            sums[parent.index()] += sums[id.index()];
        }
    }
}

/// The element that says it is the article, if it holds a fair part of the prose; otherwise the page.
fn start(dom: &Dom, order: &[Id], prose: &[usize]) -> Id {
    let total = prose[DOCUMENT.index()];
    let heaviest = |is: &dyn Fn(Id) -> bool, share: usize| {
        let found = order.iter().copied().filter(|id| is(*id)).max_by_key(|id| prose[id.index()])?;
        (prose[found.index()] * share > total).then_some(found)
    };
    let body =
        |id: Id| dom.element(id).is_some_and(|e| e.attr("itemprop").is_some_and(|prop| prop.contains("articleBody")));
    let article = |id: Id| {
        dom.element(id).is_some_and(|e| {
            &**e.local() == "article" || e.attr("itemtype").is_some_and(|kind| kind.ends_with("Article"))
        })
    };
    heaviest(&body, 3).or_else(|| heaviest(&article, 3)).unwrap_or(DOCUMENT)
}

/// The smallest part that holds nearly all the prose of another.
fn descend(dom: &Dom, start: Id, prose: &[usize]) -> Id {
    let enough = prose[start.index()] * 17 / 20;
    let mut at = start;
    while let Some(child) = dom.children(at).find(|child| prose[child.index()] >= enough.max(1)) {
        if dom.children(child).next().is_none()
            || dom.element(child).is_some_and(|e| matches!(&**e.local(), "p" | "blockquote" | "li"))
        {
            break;
        }
        at = child;
    }
    at
}

/// The part of the page around the text in which headline, standfirst and byline stand.
fn zone(dom: &Dom, root: Id, heading: Option<Id>) -> Id {
    let near: Vec<Id> = std::iter::once(root).chain(dom.ancestors(root)).take(7).collect();
    let holds = |part: &Id| {
        heading.is_some_and(|heading| heading == *part || dom.ancestors(heading).any(|above| above == *part))
    };
    near.iter().copied().find(holds).or_else(|| near.get(1).copied()).unwrap_or(root)
}

/// For each node whether it lies in a part of the page, or is it.
fn part(dom: &Dom, order: &[Id], top: Id) -> Vec<bool> {
    let mut inside = vec![false; dom.count()];
    for id in order {
        inside[id.index()] = *id == top || dom.parent(*id).is_some_and(|parent| inside[parent.index()]);
    }
    inside
}

/// The line that is the page's headline: the first-level heading that the head repeats, or the only one, or one like it.
pub(super) fn title_line(lines: &[Line], meta: &Meta) -> Option<usize> {
    let titles: Vec<String> = meta.titles.iter().take(MOST_HEADS).map(|title| fold(&squashed(title)).text).collect();
    let repeated = |line: &Line| {
        let text = fold(&line.plain).text;
        text.chars().count() >= 8 && titles.iter().any(|title| title.starts_with(&text) || title.ends_with(&text))
    };
    let heading = |line: &&Line, level: u8| matches!(line.form, Form::Heading(n) if n <= level);
    let find = |is: &dyn Fn(&&Line) -> bool| lines.iter().position(|line| is(&line));
    find(&|line| heading(line, 1) && repeated(line))
        .or_else(|| find(&|line| heading(line, 3) && repeated(line)))
        .or_else(|| find(&|line| heading(line, 1) && line.letters >= 12))
}
