//! `reprint import` on whole texts: a repost of the usual anatomy, and the real one it is modelled on where it is at hand.

use std::path::PathBuf;

use jiff::civil::date;
use reprint::base::{Lang, RelPath, WebUrl, Zone};
use reprint::engine;
use reprint::import::{Author, Imported, Options, PublisherHint, import, to_markdown};
use reprint::parse::{Document, parse};
use reprint::source::Source;
use reprint::source::memory::Memory;

const REPOST: &str = include_str!("../sites/import/repost.fr.txt");

fn hints() -> [PublisherHint; 2] {
    let hint = |id: &str, name: &str, domain: &str| PublisherHint {
        id: id.to_owned(),
        names: vec![name.to_owned()],
        domains: vec![domain.to_owned()],
        ..PublisherHint::default()
    };
    [
        hint("littoral-wire", "The Littoral Wire Foundation", "wire.example.org"),
        hint("daily-caller-news-foundation", "The Daily Caller News Foundation", "dailycallernewsfoundation.org"),
    ]
}

pub(crate) fn options(hints: &[PublisherHint]) -> Options<'_> {
    Options { publishers: hints, ..Options::on(date(2026, 1, 31)) }
}

fn parsed(markdown: &str) -> Document {
    let source = Source::new(RelPath::new("content/articles/a.md").unwrap(), markdown);
    let staged = parse(source, &Zone::utc());
    assert!(staged.diagnostics.is_empty(), "{:?}\n{markdown}", staged.diagnostics);
    staged.value.unwrap()
}

fn kinds(imported: &Imported) -> Vec<&str> {
    imported.cuts.iter().map(|cut| cut.kind.as_str()).collect()
}

/// What holds for every text of this anatomy: the paragraphs that stay are those of the text, word for word.
fn assert_anatomy(text: &str, imported: &Imported) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(imported.title.as_deref(), Some(lines[0]));
    assert_eq!(imported.lang.as_ref().map(Lang::as_str), Some("fr"));
    let paragraphs: Vec<&str> = imported.body.trim().split("\n\n").collect();
    let of_text = [2, 3, 4, 5, 7, 8, 9, 10, 11];
    assert_eq!(paragraphs.len(), of_text.len(), "{}", imported.body);
    for (kept, line) in paragraphs.iter().zip(of_text) {
        let expected = lines[line].split(" (EN RELATION").next().unwrap();
        assert_eq!(*kept, expected);
    }
    assert_eq!(imported.license_paragraph.as_deref(), Some(lines[12]));
    assert_eq!(imported.license.as_deref(), Some("publisher-terms"));
    assert_eq!(imported.photos.len(), 1, "a doubled caption counts once");
    let expected =
        ["related", "share", "separator", "read_original", "separator", "donation", "newsletter", "donation"];
    assert_eq!(kinds(imported), expected);
    assert_eq!(imported.original_url, None);
    assert!(imported.missing.iter().any(|what| what.contains("original_url")), "{:?}", imported.missing);
}

#[test]
fn a_repost_becomes_an_article() {
    let hints = hints();
    let options = Options { photo: Some("halle.jpg".to_owned()), ..options(&hints) };
    let imported = import(REPOST, &options);
    assert_anatomy(REPOST, &imported);
    let written = to_markdown(&imported, &options);
    assert!(written.contains("\nchanges:   # links to other articles were cut out of the text\n"), "{written}");
    let front = parsed(&written).front;
    assert_eq!(front.title, "À Tarvel, la dernière fonderie de cloches éteint son four");
    assert_eq!(front.date.to_string(), "2026-01-31");
    assert_eq!(front.lang.as_ref().map(Lang::as_str), Some("fr"));
    assert_eq!((front.original_url, front.authors.len()), (None, 0));
    assert_eq!(front.publisher.as_deref(), Some("littoral-wire"));
    assert_eq!(front.license.as_deref(), Some("publisher-terms"));
    assert_eq!(front.original_notice, imported.license_paragraph);
    assert_eq!(front.photo.as_deref(), Some("halle.jpg"));
    assert_eq!(front.photo_credit.as_deref(), Some("Ada Martel/Agence Littoral via Port Images"));
    let caption = "La halle de coulée de la fonderie Orsel, à Tarvel, le matin de la dernière coulée.";
    assert_eq!(front.photo_caption.as_deref(), Some(caption));
}

#[test]
fn the_real_repost_becomes_an_article() {
    let shared = std::env::var_os("REPRINT_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(shared.join("seed/repost.fr.txt")) else {
        eprintln!("skipped: ../shared/seed is not here");
        return;
    };
    let hints = hints();
    let options = options(&hints);
    let imported = import(&text, &options);
    assert_anatomy(&text, &imported);
    let front = parsed(&to_markdown(&imported, &options)).front;
    assert_eq!(front.publisher.as_deref(), Some("daily-caller-news-foundation"));
    assert_eq!(front.photo_credit.as_deref(), Some("Zakeria Hashimi/AFP via Getty Images"));
    assert_eq!(front.photo, None, "the picture is not in the text");
    let credit = imported.photos[0].credit.clone().unwrap();
    assert_eq!(
        (credit.photographer.as_deref(), credit.agency.as_deref(), credit.distributor.as_deref()),
        (Some("Zakeria Hashimi"), Some("AFP"), Some("Getty Images"))
    );
}

#[test]
fn json_has_the_promised_keys() {
    let hints = hints();
    let json = serde_json::to_value(import(REPOST, &options(&hints))).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let all = [
        "title",
        "byline",
        "dateline",
        "date",
        "lang",
        "original_url",
        "publisher",
        "license",
        "license_paragraph",
        "photos",
        "body",
        "cuts",
    ];
    assert_eq!(keys(&json), all);
    assert_eq!(keys(&json["photos"][0]), ["caption", "credit"]);
    assert_eq!(keys(&json["photos"][0]["credit"]), ["raw", "photographer", "agency", "distributor"]);
    assert_eq!(keys(&json["cuts"][0]), ["kind", "rule", "text"]);
    assert_eq!(json["publisher"], "The Littoral Wire Foundation");
    assert_eq!(json["cuts"][0]["kind"], "related");
}

#[test]
fn markdown_with_links_byline_and_dateline_is_read() {
    let text = "# Storm closes the port of Valmer

By Ada Martel and Jean Roux

Published May 4, 2021

VALMER (LW) — The [port](https://example.org/port) of Valmer was closed on Monday after the storm tore two cranes from \
their rails and threw one of them across the northern quay, officials said.

![A crane](crane.jpg \"A crane. (Ada Martel/LW)\")

- Eleven ships wait outside.
- Nobody was hurt.

This article was originally published by [Littoral Wire](https://wire.example.org/2021/storm-closes-port) under a \
[Creative Commons license](https://creativecommons.org/licenses/by-nd/4.0/).

Sign up for our newsletter to get stories like this in your inbox!
";
    let hints = hints();
    let options = options(&hints);
    let imported = import(text, &options);
    assert_eq!(imported.title.as_deref(), Some("Storm closes the port of Valmer"));
    assert_eq!(imported.authors, [Author::named("Ada Martel"), Author::named("Jean Roux")]);
    assert_eq!(imported.dateline.as_deref(), Some("VALMER"));
    assert_eq!(imported.date, Some(date(2021, 5, 4)));
    assert_eq!(imported.license.as_deref(), Some("CC-BY-ND-4.0"));
    assert_eq!(imported.original_url, WebUrl::parse("https://wire.example.org/2021/storm-closes-port"));
    assert!(imported.body.starts_with("VALMER (LW) — The [port](https://example.org/port)"), "{}", imported.body);
    assert!(imported.body.ends_with("- Nobody was hurt.\n"), "{}", imported.body);
    assert!(imported.body.contains("![A crane](crane.jpg"));
    assert_eq!(kinds(&imported), ["newsletter"]);
    let front = parsed(&to_markdown(&imported, &options)).front;
    assert_eq!(front.publisher.as_deref(), Some("littoral-wire"));
    assert_eq!(front.authors.len(), 2);
    assert_eq!(front.original_notice, imported.license_paragraph);
}

#[test]
fn a_propublica_snippet_is_read_as_a_whole() {
    let hints = PublisherHint::all(&engine::publishers(&Memory::new()).value.unwrap());
    let options = options(&hints);
    let imported = import(include_str!("../sites/import/propublica.html"), &options);
    assert_eq!(imported.title.as_deref(), Some("The Cranes of Valmer Were Never Inspected"));
    assert_eq!(imported.byline.as_deref(), Some("Ada Martel and Jean Roux, ProPublica"));
    assert_eq!(imported.authors, [Author::named("Ada Martel"), Author::named("Jean Roux")]);
    assert_eq!(imported.original_url, WebUrl::parse("https://www.propublica.org/article/cranes-of-valmer"));
    assert_eq!(imported.publisher.as_ref().and_then(|named| named.id.as_deref()), Some("propublica"));
    assert_eq!(imported.counter.as_ref().map(|c| c.address.as_str()), Some("https://pixel.propublica.org/pixel.js"));
    let paragraphs: Vec<&str> = imported.body.trim().split("\n\n").collect();
    assert_eq!(paragraphs.len(), 4, "{}", imported.body);
    assert!(paragraphs[0].contains("[records show](https://records.example.org/cranes)"), "{}", imported.body);
    assert_eq!(paragraphs[2], "## A storm that was announced");
    // What its byline says beside the names; and the paragraph that the profile's credit says again, word for word.
    assert_eq!(kinds(&imported), ["nav", "newsletter"]);
    assert!(imported.cuts[1].text.contains("ProPublica is a Pulitzer Prize-winning"), "{:?}", imported.cuts);
    let front = parsed(&to_markdown(&imported, &options)).front;
    let links = front.original_links.unwrap();
    let links: Vec<&str> = links.iter().map(WebUrl::as_str).collect();
    assert_eq!(links, ["https://records.example.org/cranes", "https://port.example.org/statement"]);
    assert_eq!(front.publisher.as_deref(), Some("propublica"));
    assert!(imported.missing.iter().all(|what| !what.contains("original_links")), "{:?}", imported.missing);
}

#[test]
fn links_are_recorded_where_the_publisher_wants_them_kept() {
    let mut hints = hints();
    let page = "<h1>Storm</h1><p>The port of Valmer was closed on Monday, officials said on the quay, and nobody went out.</p><p>It is open.</p>";
    let written = |text: &str, hints: &[PublisherHint]| {
        let options = Options { publisher: Some("littoral-wire".to_owned()), ..options(hints) };
        let imported = import(text, &options);
        let asked = imported.missing.iter().any(|what| what.contains("original_links"));
        (to_markdown(&imported, &options), asked)
    };
    assert!(!written(page, &hints).0.contains("original_links"), "nobody wants them");
    hints[0].keeps_links = true;
    let (none, asked) = written(page, &hints);
    assert!(none.contains("\noriginal_links: []\n") && !asked, "{none}");
    let (open, asked) = written("Storm\n\nThe port was closed on Monday.\n", &hints);
    assert!(open.contains("\noriginal_links:   # all links") && asked, "{open}");
}

#[test]
fn any_text_gives_a_file_that_can_be_read() {
    let hints = hints();
    let options = options(&hints);
    let texts = [
        "",
        "\n\n\n",
        "---\ntitle: x\n---\n",
        "a: \"b\" # c\n\n- [x](\n\n```\nnever closed",
        "\u{feff}\u{0}\u{7f}Titre : « x » # y\r\n\r\n'Par' \\ *Ada*\r\n",
        "*****\n*****\n",
        "Partagez cet article !\n",
        "(((((\n)))))\n© via / via ©\n",
        "مينا\n\nبقلم فلان\n\nاقرأ أيضًا: عنوان\n",
    ];
    for text in texts {
        let imported = import(text, &options);
        let written = to_markdown(&imported, &options);
        let source = Source::new(RelPath::new("content/articles/a.md").unwrap(), &written);
        let staged = parse(source, &Zone::utc());
        let unexpected: Vec<_> = staged.diagnostics.iter().filter(|d| d.code.as_str() != "yaml/missing-key").collect();
        assert!(unexpected.is_empty(), "{text:?}: {unexpected:?}\n{written}");
        assert_eq!(staged.diagnostics.is_empty(), imported.title.is_some(), "{text:?}\n{written}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(128))]

    #[test]
    fn nothing_written_is_lost_on_the_way_through_yaml(text in "\\PC{0,400}", title in "[^\\p{C}]{1,80}") {
        let hints = hints();
        let options = options(&hints);
        let mut imported = import(&text, &options);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        proptest::prop_assume!(!title.is_empty());
        imported.title = Some(title.clone());
        imported.license_paragraph = Some(format!("{title}\n\n{title}"));
        let front = parsed(&to_markdown(&imported, &options)).front;
        proptest::prop_assert_eq!(front.title, title.clone());
        proptest::prop_assert_eq!(front.original_notice, Some(format!("{title}\n\n{title}")));
    }
}

#[test]
fn a_licence_that_the_profile_supplies_is_not_asked_for() {
    let text = "Storm shuts the port\n\nThe port was closed on Monday after the storm, officials said.\n\nSource: The Littoral Wire Foundation\n";
    let asked = |grants_license: bool| {
        let mut hints = hints();
        hints[0].grants_license = grants_license;
        let options = options(&hints);
        let imported = import(text, &options);
        let written = to_markdown(&imported, &options);
        (imported.missing.iter().any(|what| what.contains("`license`")), written.contains("\nlicense:"))
    };
    assert_eq!((asked(false), asked(true)), ((true, true), (false, false)));
}
