//! Cuts go back where they stood, once, and nothing else of the article changes.

use jiff::civil::date;

use super::*;
use crate::base::Lang;
use crate::clean::{House, find};
use crate::import::{Imported, Options, import, kept_cuts, read_cuts, write_cuts};

const REPOST: &str = "\
Storm shuts the port of Valmer

ADVERTISEMENT

The port of Valmer was closed on Monday after the storm tore two cranes from their rails, officials said on the quay. (RELATED: \
Cranes fall in Tarvel) Nobody was hurt, they added.

*****

Eleven ships waited outside the breakwater on Tuesday morning while divers looked for the cranes, the harbour master said.

*****

Related stories

The second paragraph of the port was read by nobody but the pilot who had written it, and he laughed when he was asked about it.

ADVERTISEMENT

The harbour will open again on Friday if the wind allows it, the harbour master told reporters at noon on the northern quay.

Share this story on Facebook

Sign up for our newsletter to get stories like this in your inbox!
";

fn imported(text: &str) -> Imported {
    import(text, &Options { lang: Lang::parse("en"), ..Options::on(date(2026, 1, 31)) })
}

fn all(cuts: &[KeptCut]) -> BTreeSet<usize> {
    (0..cuts.len()).collect()
}

fn position(cuts: &[KeptCut], text: &str) -> usize {
    cuts.iter().position(|cut| cut.text.contains(text)).unwrap_or_else(|| panic!("{text}: {cuts:#?}"))
}

/// A body without the marks and without blank lines.
fn unmarked(body: &str) -> Vec<String> {
    let plain = body.replace(MARK, "");
    plain.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Whether one text is made of another by leaving parts out.
fn holds(whole: &str, part: &str) -> bool {
    let mut rest = part.chars().peekable();
    whole.chars().for_each(|c| {
        rest.next_if_eq(&c);
    });
    rest.peek().is_none()
}

#[test]
fn all_cuts_go_back_in_their_order_and_stay() {
    let imported = imported(REPOST);
    let cuts = kept_cuts(&imported);
    assert!(cuts.len() >= 6, "{cuts:#?}");
    let back = restore(&imported.body, &cuts, &all(&cuts));
    let expected: Vec<&str> = REPOST.lines().skip(1).filter(|line| !line.is_empty()).collect();
    assert_eq!(unmarked(&back.body), expected);
    assert!(back.placed.iter().all(|(_, placed)| *placed == Placed::Back), "{:?}", back.placed);
    let english = Lang::parse("en").expect("a tag");
    assert_eq!(find(&back.body, &english, House::built_in()), [], "{}", back.body);

    let again = restore(&back.body, &cuts, &all(&cuts));
    assert_eq!(again.body, back.body);
    assert!(again.placed.iter().all(|(_, placed)| *placed == Placed::Already), "{:?}", again.placed);
}

#[test]
fn one_by_one_in_any_order_gives_the_same() {
    let imported = imported(REPOST);
    let cuts = kept_cuts(&imported);
    let together = restore(&imported.body, &cuts, &all(&cuts)).body;
    for step in [1, 3, 5] {
        let mut body = imported.body.clone();
        for i in 0..cuts.len() {
            body = restore(&body, &cuts, &BTreeSet::from([(i * step + 2) % cuts.len()])).body;
        }
        (0..cuts.len()).for_each(|i| body = restore(&body, &cuts, &BTreeSet::from([i])).body);
        assert_eq!(body, together, "step {step}");
    }
}

#[test]
fn the_place_is_found_though_the_text_was_edited() {
    let imported = imported(REPOST);
    let cuts = kept_cuts(&imported);
    let share = position(&cuts, "Share this story");
    let promo = position(&cuts, "Cranes fall");
    let edited = imported
        .body
        .replace(
            "The harbour will open again on Friday",
            "Officials expect that the harbour will open again on Saturday",
        )
        .replace("Nobody was hurt, they added.", "Nobody was hurt.")
        + "\nA last line of the editor's own.\n";
    let back = restore(&edited, &cuts, &BTreeSet::from([share, promo]));
    assert_eq!(back.placed, [(promo, Placed::Back), (share, Placed::Back)]);
    let lines = unmarked(&back.body);
    let at = lines.iter().position(|line| line.starts_with("Share this story")).expect("it is back");
    assert!(lines[at - 1].starts_with("Officials expect"), "{lines:#?}");
    assert!(back.body.contains("on the quay. (RELATED: Cranes fall in Tarvel)"), "{}", back.body);
    assert!(holds(&back.body, &edited));
}

#[test]
fn what_has_lost_its_place_goes_to_the_end() {
    let imported = imported(REPOST);
    let cuts = kept_cuts(&imported);
    let body = "Nothing of it is left.\n";
    let wanted = BTreeSet::from([position(&cuts, "Cranes fall"), position(&cuts, "Related stories")]);
    let back = restore(body, &cuts, &wanted);
    assert!(back.placed.iter().all(|(_, placed)| *placed == Placed::AtTheEnd), "{:?}", back.placed);
    assert_eq!(unmarked(&back.body), ["Nothing of it is left.", "(RELATED: Cranes fall in Tarvel)", "Related stories"]);
    assert_eq!(restore(&back.body, &cuts, &wanted).body, back.body, "not twice");
    assert!(restore("", &cuts, &wanted).body.contains("Related stories"));
}

#[test]
fn lines_of_a_list_and_windows_line_ends_stay_what_they_are() {
    let text = "# Storm\n\nThe port was closed on Monday after the storm, officials said on the quay.\n\n- Eleven ships wait.\n\
                - Share this story on Facebook\n- Nobody was hurt.\n\nThe port is open.\n";
    let imported = imported(text);
    let cuts = kept_cuts(&imported);
    assert_eq!(cuts[0].stood, Stood::Line, "{cuts:#?}");
    let body = imported.body.replace('\n', "\r\n");
    let back = restore(&body, &cuts, &all(&cuts)).body;
    let list = format!("- Eleven ships wait.\r\n- Share this story on Facebook {MARK}\r\n- Nobody was hurt.\r\n");
    assert!(back.contains(&list), "{back:?}");
    assert_eq!(back.matches('\n').count(), back.matches("\r\n").count());
    assert_eq!(restore(&back, &cuts, &all(&cuts)).body, back);
}

#[test]
fn a_pages_blocks_go_back_with_their_paragraphs() {
    let paragraph = |text: &str| {
        format!("<p>{text} of Valmer was closed on Monday after the storm, officials said on the quay.</p>")
    };
    let page = format!(
        "<html><body><article><h1>Storm</h1>{}{}<aside class=\"related\"><p>A box.</p><p>It has two.</p></aside>{}</article></body></html>",
        paragraph("The port"),
        paragraph("The quay"),
        paragraph("The basin")
    );
    let imported = imported(&page);
    let cuts = kept_cuts(&imported);
    let wanted = BTreeSet::from([position(&cuts, "A box.")]);
    let back = restore(&imported.body, &cuts, &wanted);
    let lines = unmarked(&back.body);
    assert!(lines[1].starts_with("The quay") && lines[4].starts_with("The basin"), "{lines:#?}");
    assert_eq!(lines[2..4], ["A box.", "It has two."]);
    assert_eq!(back.body.matches(MARK).count(), 2);
    assert_eq!(restore(&back.body, &cuts, &wanted).body, back.body);
}

#[test]
fn the_file_comes_back_as_it_was() {
    let cuts = kept_cuts(&imported(REPOST));
    let file = write_cuts("content/articles/storm.md", &cuts);
    assert_eq!(file.lines().count(), cuts.len() + 1);
    assert_eq!(read_cuts(&file), Ok(cuts));
    assert_eq!(read_cuts(""), Err(1));
    assert_eq!(read_cuts("{\"schema\":2}\n"), Err(1));
    assert_eq!(read_cuts("{\"schema\":1}\n{}\n"), Err(2));
    assert_eq!(read_cuts("{\"schema\":1}\n"), Ok(Vec::new()));
}

proptest::proptest! {
    #[test]
    fn nothing_of_the_article_changes(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "The port was closed (RELATED: A) on Monday after the storm tore two cranes from their rails, officials said.\n",
            "Share this story\n", "\n", "\r\n", "- item\n", "- Share this story\n", "*****\n", "Related stories\n", "```\n", "# Comments\n",
            "ADVERTISEMENT\n\n", "<!-- reprint:keep -->\n", "Other words.\n", "  indented\n", "> quoted", "x",
        ]), 0..24),
        others in proptest::collection::vec(proptest::sample::select(vec!["The port is open.\n", "\n", "- item\n", "*****\r\n", "y"]), 0..8),
        some in 0usize..12,
    ) {
        let imported = imported(&pieces.concat());
        let cuts = kept_cuts(&imported);
        for body in [imported.body.clone(), others.concat()] {
            let wanted: BTreeSet<usize> = (0..cuts.len()).filter(|i| i % 3 <= some % 4).collect();
            let back = restore(&body, &cuts, &wanted);
            proptest::prop_assert!(holds(&back.body, &body), "{:?} in {:?}", body, back.body);
            let more = restore(&back.body, &cuts, &all(&cuts));
            proptest::prop_assert!(holds(&more.body, &back.body));
        }
    }
}
