//! Asks selectors whether they can match an element on a path from the root.

use std::cell::Cell;

use super::{Link, Match, Selector, Simple, Test};
use crate::html::Element;

/// How many steps a question may take before the answer is "maybe": nested rules multiply.
const MAX_STEPS: u32 = 20_000;

/// Whether any selector of a list can match the last element of a path from the root.
pub(in super::super) fn matches_any(list: &[Selector], path: &[&Element]) -> Match {
    any(list, path, &Cell::new(MAX_STEPS))
}

fn any(list: &[Selector], path: &[&Element], steps: &Cell<u32>) -> Match {
    list.iter().map(|selector| selector.matches(path, steps)).max().unwrap_or(Match::No)
}

impl Selector {
    /// From right to left; `reach[i]` says whether the part read so far can stand with its left end at `path[i]`.
    fn matches(&self, path: &[&Element], steps: &Cell<u32>) -> Match {
        let Some(((_, last), _)) = self.compounds.split_last().filter(|_| !path.is_empty()) else {
            return Match::Maybe;
        };
        let subject = compound(last, path, steps);
        if subject == Match::No || self.compounds.len() == 1 {
            return subject;
        }
        let mut reach = vec![Match::No; path.len()];
        reach[path.len() - 1] = subject;
        for window in self.compounds.windows(2).rev() {
            let ((_, left), (link, _)) = (&window[0], &window[1]);
            let best = reach.iter().copied().max().unwrap_or(Match::No);
            if best == Match::No {
                return best;
            }
            if *link == Link::Sibling {
                return Match::Maybe; // siblings are not looked at
            }
            reach = step(&reach, *link, left, path, steps);
        }
        reach.into_iter().max().unwrap_or(Match::No)
    }
}

fn step(reach: &[Match], link: Link, left: &[Simple], path: &[&Element], steps: &Cell<u32>) -> Vec<Match> {
    let mut next = vec![Match::No; reach.len()];
    let mut below = Match::No;
    for at in (0..reach.len().saturating_sub(1)).rev() {
        below = if link == Link::Child { reach[at + 1] } else { below.max(reach[at + 1]) };
        if below != Match::No {
            next[at] = below.min(compound(left, &path[..=at], steps));
        }
    }
    next
}

fn compound(simples: &[Simple], path: &[&Element], steps: &Cell<u32>) -> Match {
    let mut all = Match::Yes;
    for simple in simples {
        all = all.min(simple.matches(path, steps));
        if all == Match::No {
            break;
        }
    }
    all
}

impl Simple {
    fn matches(&self, path: &[&Element], steps: &Cell<u32>) -> Match {
        let Some(left) = steps.get().checked_sub(1) else { return Match::Maybe };
        steps.set(left);
        let Some(element) = path.last() else { return Match::Maybe };
        match self {
            Self::Any => Match::Yes,
            Self::Type(name) => name_matches(name, element.local()),
            Self::Id(id) => element.attr("id").map_or(Match::No, |has| name_matches(id, has)),
            Self::Class(class) => {
                let classes = element.attr("class").unwrap_or_default().split_ascii_whitespace();
                classes.map(|has| name_matches(class, has)).max().unwrap_or(Match::No)
            }
            Self::Attr { name, test } => match (element.attr(name), test) {
                (None, _) => Match::No,
                (Some(_), None) => Match::Yes,
                (Some(has), Some((test, value))) => test.matches(has, value),
            },
            Self::Is(list) => any(list, path, steps),
            Self::Not(list) => match any(list, path, steps) {
                Match::No => Match::Yes,
                Match::Maybe => Match::Maybe,
                Match::Yes => Match::No,
            },
            Self::Root if path.len() == 1 => Match::Yes,
            Self::Root | Self::Never => Match::No,
            Self::Maybe => Match::Maybe,
        }
    }
}

/// Names whose letters differ in case only may match: it depends on the kind of document.
fn name_matches(wanted: &str, has: &str) -> Match {
    match () {
        () if wanted == has => Match::Yes,
        () if wanted.eq_ignore_ascii_case(has) => Match::Maybe,
        () => Match::No,
    }
}

impl Test {
    fn matches(self, has: &str, value: &str) -> Match {
        if self.holds(has, value) {
            Match::Yes
        } else if self.holds(&has.to_ascii_lowercase(), &value.to_ascii_lowercase()) {
            Match::Maybe
        } else {
            Match::No
        }
    }

    fn holds(self, has: &str, value: &str) -> bool {
        match self {
            Self::Equals => has == value,
            Self::Word => has.split_ascii_whitespace().any(|word| word == value),
            Self::Dash => has.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')),
            Self::Prefix => has.starts_with(value),
            Self::Suffix => has.ends_with(value),
            Self::Part => has.contains(value),
        }
    }
}
