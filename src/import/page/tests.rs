//! Pages of the usual anatomy.

use super::*;

const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Storm shuts the port of Valmer - Harbour Post</title>
<link rel="canonical" href="https://harbour.example/storm">
<meta property="og:site_name" content="Harbour Post"><meta name="description" content="All ferries stayed in, and the market went without fish for the first time.">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Storm shuts the port of Valmer","datePublished":"2021-07-06T08:00:00Z",
"author":[{"@type":"Person","name":"Ada Martel"}],"license":"https://creativecommons.org/licenses/by-nd/4.0/"}]}</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav></header>
<article><h1>Storm shuts the port of Valmer</h1>
<p class="dek">All ferries stayed in, and the market went without fish for the first time.</p>
<div class="share-buttons"><a href="#">Facebook</a> <a href="#">Copy the link</a></div>
<figure><img src="/i/quay.jpg" alt="An empty quay" width="900"><figcaption>The quay on Monday. <span class="credit">Ada Martel/Harbour Photos</span></figcaption></figure>
<div class="article-body"><p>The port of Valmer was closed on Monday, <b>the harbour master </b>said, after a wind that nobody in the town had seen since 1987.</p>
<p><a href="https://harbour.example/older">What the storm of 1987 did to the market hall</a></p>
<p>Boats in the basin broke their lines. A crane fell on the [old] quay, and five_people were brought to hospital with light wounds.</p>
<aside class="newsletter-box"><h3>Our newsletter</h3><p>Every morning the news of the sea, free of charge, in your mailbox, and you can leave at any time you like.</p></aside>
<ul><li>Ferries: none until Thursday</li><li>Road to the lighthouse: closed</li></ul>
<table><tr><th>Hour</th><th>Wind</th></tr><tr><td>8</td><td>60 kn</td></tr></table>
<figure><img src="/i/crane.jpg" alt="A crane"><figcaption>The crane. Photo: Jean Roux</figcaption></figure>
<blockquote><p>We have never seen the like, and we hope that we never will again, said the oldest of the pilots.</p></blockquote>
<p>On Tuesday the wind fell. The first ferry is expected on Thursday, if the divers find nothing in the channel.<br>The town council meets tonight.</p></div>
</article>
<section class="comments"><p>I was there and I can only say that it was much worse than what you write here, believe me, my friends.</p></section>
<footer><p>Copyright 2021 Harbour Post. All rights reserved.</p></footer></body></html>"##;

fn page() -> (Known, String) {
    read(PAGE, None)
}

#[test]
fn a_page_gives_its_article_in_markdown() {
    let (_, body) = page();
    let expected = "All ferries stayed in, and the market went without fish for the first time.\n\n\
        The port of Valmer was closed on Monday, **the harbour master** said, after a wind that nobody in the town had seen since 1987.\n\n\
        Boats in the basin broke their lines. A crane fell on the \\[old\\] quay, and five_people were brought to hospital with light wounds.\n\n\
        - Ferries: none until Thursday\n- Road to the lighthouse: closed\n\n\
        | Hour | Wind |\n|---|---|\n| 8 | 60 kn |\n\n\
        ![A crane](https://harbour.example/i/crane.jpg \"The crane. (Photo: Jean Roux)\")\n\n\
        > We have never seen the like, and we hope that we never will again, said the oldest of the pilots.\n\n\
        On Tuesday the wind fell. The first ferry is expected on Thursday, if the divers find nothing in the channel.\n\n\
        The town council meets tonight.";
    assert_eq!(body, expected);
}

#[test]
fn markup_fills_the_fields() {
    let (known, _) = page();
    assert_eq!(known.title.as_deref(), Some("Storm shuts the port of Valmer"));
    assert_eq!(known.authors, [Author::named("Ada Martel")]);
    assert_eq!(known.date.map(|date| date.to_string()).as_deref(), Some("2021-07-06"));
    assert_eq!(known.original_url.map(|url| url.to_string()).as_deref(), Some("https://harbour.example/storm"));
    assert_eq!((known.publisher.as_deref(), known.license.as_deref()), (Some("Harbour Post"), Some("CC-BY-ND-4.0")));
    let lead = &known.photos[0];
    assert_eq!(lead.caption.as_deref(), Some("The quay on Monday."));
    let credit = lead.credit.as_ref().expect("a credit");
    assert_eq!(
        (credit.photographer.as_deref(), credit.agency.as_deref()),
        (Some("Ada Martel"), Some("Harbour Photos"))
    );
    assert_eq!(lead.source.as_deref(), Some("https://harbour.example/i/quay.jpg"));
}

#[test]
fn what_is_left_out_is_kept_as_cuts() {
    let (known, body) = page();
    let said = |words: &str| known.cuts.iter().find(|cut| cut.text.contains(words)).map(|cut| cut.kind);
    assert_eq!(said("Home"), Some(Kind::Nav));
    assert_eq!(said("Copy the link"), Some(Kind::Share));
    assert_eq!(said("What the storm of 1987 did"), Some(Kind::Related));
    assert_eq!(said("Every morning"), Some(Kind::Newsletter));
    assert_eq!(said("much worse"), Some(Kind::Comment));
    assert_eq!(said("All rights reserved"), Some(Kind::SiteFooter));
    // Every word that a reader sees stands in the body, a field or a cut.
    let kept: String =
        known.cuts.iter().map(|cut| cut.text.as_str()).chain([body.as_str()]).collect::<Vec<_>>().join("\n");
    for words in
        ["Facebook", "broke their lines", "60 kn", "Road to the lighthouse", "oldest of the pilots", "council meets"]
    {
        assert!(kept.contains(words), "{words}");
    }
}

#[test]
fn classes_cannot_take_the_text_away() {
    let long =
        "The port of Valmer was closed on Monday, the harbour master said, after a wind that nobody had seen before.";
    let html = format!(
        "<html><body><div class='share-newsletter'><h1>Storm shuts the port</h1><p>{long}</p><p>{long}</p></div></body></html>"
    );
    assert_eq!(read(&html, None).1.matches(long).count(), 2);
    assert_eq!(read("<p>Short.</p>", None).1, "Short.");
    assert_eq!(read("<html></html>", None).1, "");
}

#[test]
fn depth_costs_nothing_but_time() {
    let html = format!("<html><body>{}<p>Deep.</p>", "<div>".repeat(30_000));
    assert!(read(&html, None).1.contains("Deep."));
}

#[test]
fn html_is_told_from_markdown() {
    assert!(
        is_html("\u{feff}<!DOCTYPE html><html>") && is_html("<p>The port</p>") && is_html("<!-- x --><p>The port</p>")
    );
    assert!(
        is_html("<meta charset=\"utf-8\"><p>The port</p>") && is_html("The port<p>was closed.</p><p>It is open.</p>")
    );
    assert!(!is_html("# The port") && !is_html("<!-- reprint:keep -->\n\nThe port") && !is_html("< 5 people came"));
}

/// The Republication Tracker Tool's snippet, 2.x: facts of its form as its public code prints it.
#[test]
fn a_tracker_snippet_fills_the_fields() {
    let html = "<h1>Storm shuts the port</h1><h2>No ferry left</h2><p class='byline'>By Ada Martel, Harbour Post</p><time>July 6, 2021</time>\
        <p>The port was closed on Monday, the harbour master said, and nobody went out to sea.</p><p>It rained until Tuesday.</p>\
        <link rel=\"canonical\" href=\"https://harbour.example/storm\" />\
        <p>This <a href=\"https://harbour.example/storm\">article</a> first appeared on <a href=\"https://harbour.example\">Harbour Post</a> and is \
        republished here under a <a href=\"https://creativecommons.org/licenses/by-nd/4.0/\">Creative Commons Attribution-NoDerivatives 4.0 License</a>.\
        <img src=\"https://harbour.example/icon.png\" style=\"width:1em;height:1em;\"></p>\
        <img id=\"republication-tracker-tool-source\" src=\"https://harbour.example/?republication-pixel=true&post=678&ga4=G-X\" style=\"width:1px;height:1px;\">";
    let (known, body) = read(html, None);
    assert_eq!(known.title.as_deref(), Some("Storm shuts the port"));
    assert_eq!(known.byline.as_deref(), Some("Ada Martel, Harbour Post"));
    assert_eq!(known.original_url.map(|url| url.to_string()).as_deref(), Some("https://harbour.example/storm"));
    assert_eq!(known.counter.and_then(|counter| counter.id).as_deref(), Some("678"));
    assert!(body.contains("It rained") && body.contains("first appeared on") && !body.contains("pixel"), "{body}");
}

/// The Conversation's snippet.
#[test]
fn a_conversation_snippet_fills_the_fields() {
    let html = "<div class=\"theconversation-article-body\"><h1 class=\"theconversation-article-title legacy\">Why ports silt up</h1>\
        <span><a href=\"https://a.example\">Ada Martel</a>, <em><a href=\"https://u.example\">University of Valmer</a></em></span>\
        <p>The port was closed on Monday, the harbour master said, and nobody went out to sea for a week.</p>\
        <!-- page counter --><img src=\"https://counter.theconversation.com/content/12345/count.gif?distributor=republish-lightbox-basic\" width=\"1\" height=\"1\" />\
        <p>This article is republished from <a href=\"https://conversation.example\">The Conversation</a> under a Creative Commons license. \
        Read the <a href=\"https://conversation.example/why-ports-silt-up-12345\">original article</a>.</p></div>";
    let (known, body) = read(html, None);
    assert_eq!(known.title.as_deref(), Some("Why ports silt up"));
    assert_eq!(known.byline.as_deref(), Some("Ada Martel, University of Valmer"));
    assert_eq!(known.counter.and_then(|counter| counter.id).as_deref(), Some("12345"));
    assert!(body.starts_with("The port was closed") && body.contains("republished from"), "{body}");
}

#[test]
fn tags_around_a_plain_text_are_read_and_taken_out() {
    let text = "<link rel=\"canonical\" href=\"https://harbour.example/storm\" />\nStorm\n\nIt rained.\n\
        <img id=\"republication-tracker-tool-source\" src=\"https://harbour.example/?republication-pixel=true&post=6\">\n";
    let (known, rest) = loose_tags(text);
    assert_eq!((known.counter.and_then(|c| c.id).as_deref(), rest.trim()), (Some("6"), "Storm\n\nIt rained."));
    let own = "Storm\n<img src=\"a.jpg\">";
    assert_eq!(loose_tags(own), (Known::default(), own.into()));
}
