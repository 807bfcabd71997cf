//! Import takes time in proportion to the text, whatever the text: a paste of megabytes must not hang.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::civil::date;
use reprint::import::{Options, import, kept_cuts, write_cuts};
use serde_json::json;

/// A piece of text that is said again and again, and what it is there to try. `{n}` in it is another number each time; between
/// `{*}` and `{*}` stands what alone is said again. What is named of a wire stands in an item of ninjs.
const PIECES: [(&str, &str); 89] = [
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
    ("words on lines of their own", "quay\n\n"),
    ("paragraphs of two words", "The quay.\n\n"),
    ("lines in Cyrillic", "Порт закрыли после шторма.\n\n"),
    ("lines in Japanese", "港は火曜日に再開した。\n\n"),
    ("lines in French", "Le préfet n’a pas répondu, dit-on à l’hôtel de ville.\n\n"),
    ("one line in Arabic", "أُغلق ميناء فالمر يوم الاثنين بعد العاصفة. "),
    ("one line in Chinese", "港口周二重开。"),
    ("labels of credits", "Photo: Ada Lovelace {n}\n\n"),
    ("signs of credits", "© Ada Lovelace {n}/AFP\n\n"),
    ("captions that differ", "Crane {n} falls on the quay. (Photo by Ada Lovelace/AFP via Getty Images)\n\n"),
    ("words of credits", "A photo © of the quay /AFP (pier {n}) | via Valmer: the port was closed\n\n"),
    ("picture banks", "Quay {n} / Shutterstock\n\n"),
    ("brackets", "((The quay) (pier {n}) [b])\n"),
    ("slashes and pipes", "Ada Lovelace/Harbour Post | Valmer\n\n"),
    (
        "many promos",
        "Share this story\nSubscribe to our newsletter\nFollow us on Facebook\nRelated stories\nAll rights reserved\n",
    ),
    (
        "promos before sentences",
        "Sign up for our newsletter: the port of Valmer was closed, officials said on the quay.\n\n",
    ),
    ("sources", "Source: Harbour Post\n\n"),
    ("bylines and dates", "By Ada Lovelace\n\n6 October 2022\n\n"),
    ("pictures with titles", "![Quay](https://example.org/{n}.jpg \"The quay. (Ada Lovelace/AFP)\")\n\n"),
    (
        "a Markdown mix",
        "## Quay {n}\n\n> Closed.\n\n- one\n- two\n\n**The** port [was](https://example.org/{n}) closed.\n\n",
    ),
    ("links that differ", "<p><a href=\"https://example.org/{n}\">The quay of Valmer {n}</a></p>"),
    ("small elements of pages", "<b>a</b>"),
    ("spans of pages", "<p><span>a</span> <i>b</i></p>"),
    ("boxes of pages", "<div class=\"c{n}\"><div>The port was closed.</div></div>"),
    ("tables of pages", "<table><tr><td>Quay</td><td>{n}</td></tr></table>"),
    ("lists of pages", "<ul><li><a href=\"/a/{n}\">The quay</a></li><li>Pier</li></ul>"),
    (
        "figures of pages",
        "<figure><img src=\"/{n}.jpg\"><figcaption>Quay {n}. (Ada Lovelace/AFP)</figcaption></figure><p>The port was closed.</p>",
    ),
    ("scripts of pages", "<script>var a = \"<p>\";</script><p>The port was closed.</p>"),
    ("entities of pages", "<p>&eacute;&amp;&nbsp;&#8217;&lt;</p>"),
    ("a page in Chinese", "<p>港口周二重开，市长说今年没有钱维修。</p>"),
    ("a page in Arabic", "<p>أُغلق ميناء فالمر يوم الاثنين بعد العاصفة.</p>"),
    ("short paragraphs of a wire", "<p>The quay of Valmer is shut.</p>"),
    ("a wire in Arabic", "<p>أُغلق ميناء فالمر يوم الاثنين بعد العاصفة.</p>"),
    ("subjects of picture banks", "Ada{n} Lovelace / Shutterstock\n\n"),
    ("credits with stars", "Photo: Ada Lovelace / *Harbour* {n}\n\n"),
    ("credits on one line", "(Photo by Ada Lovelace {n}/AFP) "),
    ("copyright lines", "Copyright © 2022 Harbour Post {n}. All rights reserved.\n\n"),
    ("originals that differ", "Read the original article [here](https://example.org/a/{n}).\n"),
    ("bylines that differ", "By Ada Lovelace, University of Valmer {n}\n\n"),
    ("dates in one word", "2022-10-06"),
    ("scripts in one line", "港口 port ميناء порт {n}: AFP/路透社\n\n"),
    ("numbers", "{n}\n"),
    ("hashtags", "#quay{n} #port\n\n"),
    ("texts to keep", "<!-- reprint:keep -->\n\nShare this story\n\n"),
    ("texts to keep in one block", "<!-- reprint:keep -->\nShare this story\n"),
    ("bold that never ends", "<b class=\"{n}\"><p>a</p>"),
    ("bold across paragraphs", "<b><p class=\"{n}\">a</b></p>"),
    ("one tag of attributes", "<p{*} a{n}=b{*}>Quay.</p>"),
    ("a class as long as its page", "<div class=\"{*}quay {*}\">{*}<span>Quay.</span> {*}</div>"),
    (
        "heads of pages",
        "<meta name=\"description\" content=\"The quay number {n} of Valmer is shut\"><h1>Valmer {n}</h1><p>The port of Valmer was closed.</p>",
    ),
    (
        "a page that says another text of itself",
        "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"articleBody\": \"{*}The port of Valmer was closed, pier {n}. {*}\"}</script>{*}<aside><p>The quay of Valmer was shut on Tuesday, said mole {n}.</p></aside>{*}",
    ),
    (
        "frames and counters",
        "<iframe src=\"https://example.org/{n}\"></iframe><img src=\"https://counter.theconversation.com/content/{n}/count.gif\" width=1><p>Quay.</p>",
    ),
    (
        "pictures beside an item",
        "{\"uri\": \"https://example.org/a\", \"headline\": \"Quay\", \"body_text\": \"Shut.\", \"associations\": {\"a\": {}{*}, \"a{n}\": {\"type\": \"picture\", \"by\": \"Ada {n}\", \"creditLine\": \"AFP\", \"renditions\": [{\"href\": \"https://example.org/{n}.jpg\"}]}{*}}}",
    ),
];

/// A piece until there are so many bytes of it.
fn again(piece: &str, bytes: usize) -> String {
    if piece.contains("{n}") {
        (0..bytes / piece.len()).map(|n| piece.replace("{n}", &n.to_string())).collect()
    } else {
        piece.repeat(bytes / piece.len())
    }
}

fn text(name: &str, piece: &str, bytes: usize) -> String {
    let parts: Vec<&str> = piece.split("{*}").collect();
    let part = |(i, part): (usize, &&str)| match i % 2 {
        0 => (*part).to_owned(),
        _ => again(part, bytes / (parts.len() / 2)),
    };
    let said = if parts.len() == 1 { again(piece, bytes) } else { parts.iter().enumerate().map(part).collect() };
    if !name.ends_with("of a wire") && !name.starts_with("a wire") {
        return said;
    }
    json!({
        "uri": "https://example.org/a", "type": "text", "headlines": [{"role": "main", "value": "The port closes"}],
        "bodies": [{"contenttype": "text/html", "value": said}],
    })
    .to_string()
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
        // A few times before it counts: the machine may be busy with something else.
        let over = (0..4).all(|_| {
            seen = (time(&text(name, piece, 30_000), 3), time(&text(name, piece, 240_000), 2));
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
        let took = time(&text(name, piece, 10 << 20), 1);
        eprintln!("{took:>12.2?}  {name}");
        if took > Duration::from_secs(2) {
            writeln!(slow, "{name}: {took:?}").unwrap();
        }
    }
    assert!(slow.is_empty(), "{slow}");
}
