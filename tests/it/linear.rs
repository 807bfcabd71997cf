//! Import takes time in proportion to the text, whatever the text: a paste of megabytes must not hang.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::civil::date;
use reprint::import::{Options, import};

/// A piece of text that is said again and again, and what it is there to try.
const PIECES: [(&str, &str); 24] = [
    ("one line", "the port of Valmer was closed on Monday "),
    ("one word", "valmer"),
    ("paragraphs", "The port of Valmer was closed on Monday after the storm, officials said on the quay.\n\n"),
    ("lines", "The port of Valmer was closed on Monday.\n"),
    ("only brackets", "([({"),
    ("link ends", "]("),
    ("promos that never close", "(RELATED: "),
    ("only rule words", "subscribe to our newsletter "),
    ("gaps of rules", "sign up for "),
    ("labels", "Related stories\n\n"),
    ("ends of articles", "Comments\n"),
    ("separators", "*****\n\n"),
    ("blank lines", "\n"),
    ("quotes in quotes", "> "),
    ("lists in lists", "- "),
    ("headings", "## Comments\n\n"),
    ("captions", "A crane. (Photo by Tom Reyes/Getty Images)\n\n"),
    ("licences", "This article was originally published by The Ledger under a Creative Commons license.\n\n"),
    ("tags that never end", "<a "),
    ("pages", "<p>The port of Valmer was closed on Monday after the storm, officials said.</p>\n"),
    ("depth", "<div><b>a"),
    ("links of pages", "<p><a href=\"https://example.org/\">Valmer</a></p>"),
    ("rows", "<table><tr><td>a<td>b"),
    ("characters without spaces", "港口周二重开，请支持我们的工作"),
];

fn text(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

/// The shortest of a few runs, so that a busy machine does not count.
fn time(text: &str, runs: usize) -> Duration {
    let options = Options::on(date(2026, 6, 1));
    let once = || {
        let start = Instant::now();
        assert!(import(text, &options).missing.len() < 20);
        start.elapsed()
    };
    (0..runs).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn eight_times_the_text_takes_about_eight_times_as_long() {
    let mut slow = String::new();
    for (name, piece) in PIECES {
        let (short, long) = (time(&text(piece, 30_000), 3), time(&text(piece, 240_000), 2));
        // Squared would be 64 times.
        if long > short * 24 + Duration::from_millis(100) {
            writeln!(slow, "{name}: {short:?}, then {long:?}").unwrap();
        }
    }
    assert!(slow.is_empty(), "{slow}");
}

/// The promise is about the released program: `cargo test --release --test it linear -- --ignored`.
#[test]
#[ignore = "it measures the optimised program, with ten megabytes a text"]
fn ten_megabytes_take_less_than_two_seconds() {
    let mut slow = String::new();
    for (name, piece) in PIECES {
        let took = time(&text(piece, 10 << 20), 1);
        eprintln!("{took:>12.2?}  {name}");
        if took > Duration::from_secs(2) {
            writeln!(slow, "{name}: {took:?}").unwrap();
        }
    }
    assert!(slow.is_empty(), "{slow}");
}
