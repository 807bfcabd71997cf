//! Import takes time in proportion to the text, whatever the text: a paste of megabytes must not hang.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::civil::date;
use reprint::import::{Options, import, kept_cuts, write_cuts};

/// A piece of text that is said again and again, and what it is there to try.
const PIECES: [(&str, &str); 36] = [
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
    ("lines of such characters", "港口周二重开。\n"),
    ("paragraphs from right to left", "أُغلق ميناء فالمر يوم الاثنين بعد العاصفة التي اقتلعت رافعتين.\n\n"),
    ("short paragraphs", "a\n\n"),
    ("promos in a paragraph", "The port was closed. (RELATED: Storm) "),
    ("pictures", "![a](https://example.org/a.jpg)\n\n"),
    ("links", "[Valmer](https://example.org/valmer) "),
    ("a page on one line", "<p>The port of Valmer was closed on Monday after the storm, officials said.</p>"),
    ("a page of one paragraph", "<br>The port of Valmer was closed on Monday after the storm, officials said."),
    ("furniture of pages", "<div class=share><p>Share</p></div><p>The port was closed on Monday, officials said.</p>"),
    ("attributes that never end", "<p class=\"a"),
    ("comments that never end", "<!-- a"),
    ("keys and values", "a: b\n"),
];

fn text(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

/// The shortest of a few runs, so that a busy machine does not count.
fn time(text: &str, runs: usize) -> Duration {
    let options = Options::on(date(2026, 6, 1));
    let once = || {
        let start = Instant::now();
        let imported = import(text, &options);
        assert!(imported.missing.len() < 20 && !write_cuts("a.md", &kept_cuts(&imported)).is_empty());
        start.elapsed()
    };
    (0..runs).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn eight_times_the_text_takes_about_eight_times_as_long() {
    let mut slow = String::new();
    for (name, piece) in PIECES {
        let mut seen = (Duration::ZERO, Duration::ZERO);
        // Once more before it counts: the machine may have been busy with something else.
        let over = (0..2).all(|_| {
            seen = (time(&text(piece, 30_000), 3), time(&text(piece, 240_000), 2));
            // Squared would be 64 times.
            seen.1 > seen.0 * 24 + Duration::from_millis(100)
        });
        if over {
            writeln!(slow, "{name}: {:?}, then {:?}", seen.0, seen.1).unwrap();
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
