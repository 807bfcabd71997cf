//! Which declarations hide an element, or could.
//!
//! Where a value cannot be worked out it counts as hiding: the judgement is asked only for rules that can match the
//! attribution, and these a theme can write plainly. Contrast, overlays and cut-off overflow are not judged here.

use super::value::Value;

const NOTHING: &[&str] = &["none", "auto", "normal", "inherit", "initial", "unset", "revert", "revert-layer"];

/// Whether a property can hide at all. `property` is in lower case.
pub(super) fn can_hide(property: &str) -> bool {
    judge(plain(property)).is_some()
}

/// Whether a declaration hides what it applies to.
pub(super) fn hides(property: &str, value: &[Value]) -> bool {
    let Some(judge) = judge(plain(property)) else { return false };
    value.contains(&Value::Unknown) || judge(value)
}

fn plain(property: &str) -> &str {
    ["-webkit-", "-moz-", "-ms-", "-o-"].iter().find_map(|prefix| property.strip_prefix(prefix)).unwrap_or(property)
}

fn judge(property: &str) -> Option<fn(&[Value]) -> bool> {
    Some(match property {
        "display" => |v| word_or_call(v, &["none", "table-column", "table-column-group"]),
        "visibility" => |v| word_or_call(v, &["hidden", "collapse"]),
        "content-visibility" => |v| word_or_call(v, &["hidden"]),
        "opacity" | "zoom" => |v| v.iter().any(|v| faint(v, 0.1)),
        "clip"
        | "clip-path"
        | "mask"
        | "mask-image"
        | "mask-border"
        | "mask-box-image"
        | "mask-box-image-source"
        | "mask-border-source"
        | "offset"
        | "offset-path"
        | "line-clamp"
        | "text-security" => |v| !v.iter().all(|v| matches!(v, Value::Word(word) if NOTHING.contains(&word.as_str()))),
        "filter" => |v| v.iter().any(filters_out),
        "transform" => |v| v.iter().any(transforms_away),
        "translate" => |v| v.iter().any(far),
        "scale" => |v| v.iter().any(|v| faint(v, 0.1)),
        "rotate" => {
            |v| v.iter().any(|v| matches!(v, Value::Call(..))) || word_or_call(v, &["x", "y"]) || numbers(v) > 1
        }
        "text-indent"
        | "left"
        | "right"
        | "top"
        | "bottom"
        | "inset"
        | "inset-block"
        | "inset-inline"
        | "inset-block-start"
        | "inset-block-end"
        | "inset-inline-start"
        | "inset-inline-end"
        | "margin"
        | "margin-left"
        | "margin-right"
        | "margin-top"
        | "margin-bottom"
        | "margin-block"
        | "margin-inline"
        | "margin-block-start"
        | "margin-block-end"
        | "margin-inline-start"
        | "margin-inline-end"
        | "letter-spacing"
        | "word-spacing"
        | "text-position" => |v| v.iter().any(far),
        "color" | "text-fill-color" => |v| v.iter().any(transparent),
        "font-size" | "font" => |v| v.iter().any(|v| tiny(v, 5.0)),
        "width" | "height" | "inline-size" | "block-size" | "max-width" | "max-height" | "max-inline-size"
        | "max-block-size" => |v| v.iter().any(|v| tiny(v, 3.0)),
        "content" => |v| v.iter().any(|v| matches!(v, Value::Url(_) | Value::Call(..))),
        _ => return None,
    })
}

fn word_or_call(values: &[Value], words: &[&str]) -> bool {
    values.iter().any(|value| match value {
        Value::Word(word) => words.contains(&word.as_str()),
        Value::Call(..) => true,
        _ => false,
    })
}

fn numbers(values: &[Value]) -> usize {
    values.iter().filter(|value| matches!(value, Value::Number(_))).count()
}

/// A share of one below a limit; negative scales mirror and do not hide.
fn faint(value: &Value, limit: f32) -> bool {
    match value {
        Value::Number(n) => n.abs() < limit,
        Value::Percent(p) => p.abs() < limit * 100.0,
        Value::Call(..) | Value::Unknown => true,
        _ => false,
    }
}

/// An offset that can carry text out of sight, in either direction.
fn far(value: &Value) -> bool {
    match value {
        Value::Length(n, unit) => n.abs() * scale(unit) >= 960.0,
        Value::Percent(p) => p.abs() >= 100.0,
        Value::Call(_, inside) => inside.iter().any(far) || multiplies(inside, |n| n.abs() >= 10.0),
        Value::Unknown => true,
        _ => false,
    }
}

/// About how many CSS pixels a unit has; a viewport counts 1000 wide and high.
fn scale(unit: &str) -> f32 {
    match unit {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" | "em" | "rem" | "ic" | "ric" | "lh" | "rlh" => 16.0,
        "ex" | "ch" | "cap" | "rex" | "rch" | "rcap" => 8.0,
        "in" => 96.0,
        "cm" => 38.0,
        "mm" => 3.8,
        "q" => 0.95,
        _ => 10.0,
    }
}

fn multiplies(inside: &[Value], by: impl Fn(f32) -> bool) -> bool {
    inside.contains(&Value::Sign('*')) && inside.iter().any(|v| matches!(v, Value::Number(n) if by(*n)))
        || inside.contains(&Value::Sign('/'))
}

/// A size below a limit in pixels.
fn tiny(value: &Value, limit: f32) -> bool {
    match value {
        Value::Number(n) => *n <= 0.0,
        Value::Length(n, unit) => n * scale(unit) < limit,
        Value::Percent(p) => *p < 10.0,
        Value::Call(name, inside) => match name.as_str() {
            "clamp" => inside.first().is_some_and(|v| tiny(v, limit)) || inside.last().is_some_and(|v| tiny(v, limit)),
            "min" => inside.iter().any(|v| tiny(v, limit)),
            "max" => inside.iter().all(|v| matches!(v, Value::Sign(_)) || tiny(v, limit)),
            "calc" | "" => tiny_sum(inside, limit),
            "fit-content" => false,
            _ => true,
        },
        Value::Unknown => true,
        _ => false,
    }
}

/// A sum may be small if a difference has no part that grows with the page, or a product has a small factor.
fn tiny_sum(inside: &[Value], limit: f32) -> bool {
    let grows =
        |v: &Value| matches!(v, Value::Percent(_)) || matches!(v, Value::Length(_, unit) if unit.starts_with('v'));
    let minus = inside.contains(&Value::Sign('-')) && !inside.iter().any(grows);
    let sizes = inside.iter().filter(|v| !matches!(v, Value::Sign(_) | Value::Number(_)));
    minus || multiplies(inside, |n| n.abs() < 0.1) || sizes.clone().all(|v| tiny(v, limit))
}

fn filters_out(value: &Value) -> bool {
    match value {
        Value::Url(_) | Value::Unknown => true,
        Value::Call(name, inside) => match name.as_str() {
            "opacity" | "brightness" | "contrast" => inside.iter().any(|v| faint(v, 0.2)),
            "blur" => inside.iter().any(|v| !matches!(v, Value::Length(n, _) | Value::Number(n) if *n < 1.0)),
            "grayscale" | "invert" | "sepia" | "saturate" | "hue-rotate" | "drop-shadow" => false,
            _ => true,
        },
        _ => false,
    }
}

fn transforms_away(value: &Value) -> bool {
    match value {
        Value::Unknown => true,
        Value::Call(name, inside) => match name.as_str() {
            "translate" | "translatex" | "translatey" | "translatez" | "translate3d" => inside.iter().any(far),
            "scale" | "scalex" | "scaley" | "scalez" | "scale3d" => inside.iter().any(|v| faint(v, 0.1)),
            "rotate" | "rotatez" | "skew" | "skewx" | "skewy" | "perspective" => false,
            _ => true,
        },
        _ => false,
    }
}

fn transparent(value: &Value) -> bool {
    match value {
        Value::Word(word) => word == "transparent",
        Value::Hash(digits) => match digits.len() {
            4 => digits.ends_with(['0', '1']),
            8 => u8::from_str_radix(digits.get(6..).unwrap_or("00"), 16).unwrap_or(0) < 26,
            _ => false,
        },
        Value::Call(name, inside) => match name.as_str() {
            "rgb" | "rgba" | "hsl" | "hsla" | "hwb" | "lab" | "lch" | "oklab" | "oklch" | "color" => no_alpha(inside),
            "light-dark" => inside.iter().any(transparent),
            "color-mix" => {
                let extreme = |v: &Value| matches!(v, Value::Percent(p) if !(10.0..=90.0).contains(p));
                let (mixed, plain) = (inside.iter().any(transparent), inside.iter().any(extreme));
                mixed && plain || inside.iter().filter(|v| transparent(v)).count() > 1
            }
            "contrast-color" => false,
            _ => true,
        },
        Value::Unknown => true,
        _ => false,
    }
}

/// The alpha after `/`, or the fourth of four parts between commas.
fn no_alpha(inside: &[Value]) -> bool {
    let alpha = match inside.iter().position(|v| *v == Value::Sign('/')) {
        Some(slash) => inside.get(slash + 1),
        None if inside.iter().filter(|v| **v == Value::Sign(',')).count() == 3 => inside.last(),
        None => None,
    };
    alpha.is_some_and(|alpha| matches!(alpha, Value::Word(word) if word == "none") || faint(alpha, 0.1))
        || inside.contains(&Value::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::value::read;
    use super::*;

    fn judged(declaration: &str) -> bool {
        let (property, value) = declaration.split_once(':').expect("a declaration");
        hides(property, &read(&mut cssparser::Parser::new(value)).expect("a value"))
    }

    #[test]
    fn what_hides() {
        for bad in [
            "display: none",
            "display: NONE",
            "visibility: hidden",
            "visibility: collapse",
            "opacity: 0",
            "opacity: .05",
            "opacity: 3%",
            "opacity: calc(1 - 1)",
            "clip: rect(0 0 0 0)",
            "clip-path: inset(50%)",
            "-webkit-mask: linear-gradient(#0000, #0000)",
            "filter: opacity(0)",
            "filter: blur(9px)",
            "transform: scale(0)",
            "transform: translateX(-9999px)",
            "transform: rotateY(90deg)",
            "scale: 0",
            "translate: -100vw",
            "left: -9999px",
            "text-indent: -100%",
            "margin-left: -999em",
            "inset-inline-start: calc(0px - 5000px)",
            "color: transparent",
            "color: #0000",
            "color: rgba(0, 0, 0, 0)",
            "color: rgb(0 0 0 / 0%)",
            "color: light-dark(#000, transparent)",
            "font-size: 0",
            "font: 0/0 a",
            "font-size: calc(1rem * 0)",
            "width: 1px",
            "height: 0",
            "max-height: 0px",
            "content-visibility: hidden",
            "-webkit-line-clamp: 1",
            "content: url(x.png)",
            "display: table-column",
            "font-size: calc(1rem - 16px)",
            "width: min(0px, 100%)",
            "-webkit-text-fill-color: #ffffff00",
        ] {
            assert!(judged(bad), "{bad}");
        }
    }

    #[test]
    fn what_does_not() {
        for good in [
            "display: grid",
            "display: contents",
            "visibility: visible",
            "opacity: .7",
            "opacity: 80%",
            "clip-path: none",
            "filter: grayscale(1)",
            "filter: brightness(.8) contrast(1.2)",
            "transform: none",
            "transform: rotate(3deg)",
            "transform: translateY(-2px)",
            "left: 0",
            "margin: 0 auto",
            "margin: 2rem calc(50% - 50vw)",
            "color: #333",
            "color: #000000cc",
            "color: rgb(0 0 0 / 70%)",
            "color: color-mix(in srgb, red 70%, transparent)",
            "width: 100%",
            "max-width: min(65ch, 100%)",
            "max-width: 38rem",
            "font-size: .8rem",
            "font-size: clamp(1rem, 2vw, 2rem)",
            "font: 1rem/1.5 serif",
            "width: calc(100% - 2rem)",
            "height: auto",
            "content: none",
            "text-indent: 1.5em",
        ] {
            assert!(!judged(good), "{good}");
        }
    }
}
