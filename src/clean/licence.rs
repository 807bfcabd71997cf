//! Finds the notice of rights among the paragraphs that hold words of one.
//!
//! Reporting speaks of licences and of first publications as well. A notice stands around the article or begins with its words;
//! it quotes nobody.

use std::ops::Range;

use super::around;
use super::follow::Place;
use super::search::Engine;
use super::unit::Unit;
use super::weigh::{ENOUGH, State, reports};

/// The strongest notice, with those right beside it.
pub(super) fn notice(units: &[Unit], states: &[State], engine: &Engine) -> Option<Range<usize>> {
    let extent = around::extent(states);
    let strong: Vec<i32> = (0..states.len()).map(|i| strength(&states[i], around::place(i, extent), engine)).collect();
    let best = (0..strong.len()).filter(|i| strong[*i] >= ENOUGH).max_by_key(|i| strong[*i])?;
    let first = (0..best).rev().take_while(|i| strong[*i] >= ENOUGH).last().unwrap_or(best);
    let last = (best..strong.len()).take_while(|i| strong[*i] >= ENOUGH).last().unwrap_or(best);
    Some(units[first].range.start..units[last].range.end)
}

/// The evidence that a unit is a notice of rights.
fn strength(state: &State, place: Place, engine: &Engine) -> i32 {
    if state.licence == 0 {
        return 0;
    }
    let around = if place == Place::Text { -1 } else { 2 };
    state.licence + around + i32::from(state.opens) - reports(state, engine) - 2 * i32::from(state.words > 110)
}
