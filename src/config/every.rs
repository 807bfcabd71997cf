//! How often a site is built without anybody asking.

use jiff::SignedDuration;
use serde::Serialize;

use crate::yaml::{FromYaml, Node};

/// The time between two scheduled builds; none if there is no schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Every(pub SignedDuration);

impl FromYaml for Every {
    const EXAMPLE: &'static str = "6h";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.scalar().as_deref().and_then(parse) {
            Some(every) => Some(Self(every)),
            None => node.wrong("write a number and `m` (minutes), `h` (hours) or `d` (days), such as `6h`"),
        }
    }
}

fn parse(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let minutes = match text[digits..].trim() {
        "m" | "min" => 1,
        "h" => 60,
        "d" => 24 * 60,
        _ => return None,
    };
    let number: i64 = text[..digits].parse().ok()?;
    // Longer than a year is no schedule.
    let minutes = number.checked_mul(minutes).filter(|minutes| (1..=366 * 24 * 60).contains(minutes))?;
    Some(SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_a_number_and_a_unit() {
        let minutes = |text| parse(text).map(|every| every.as_mins());
        assert_eq!(["30m", "6h", "1d", "2 h", "15 min"].map(minutes), [30, 360, 1440, 120, 15].map(Some));
        assert_eq!(["", "h", "6", "0h", "-1h", "400d", "6 weeks", "99999999999999999999d"].map(minutes), [None; 8]);
    }
}
