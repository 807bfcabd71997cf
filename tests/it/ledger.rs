//! The ledger, the letters that ask for what is missing, and findings in SARIF.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use reprint::engine::ledger::{Ledger, Row, State, ledger};
use reprint::source::memory::Memory as Site;
use serde_json::Value;

use crate::site::{article, options, site};

/// A site with an article in every state, and one that lacks everything.
fn newsroom() -> Site {
    let mut site = site(1);
    site.put(
        "content/publishers/wire.yaml",
        "name: The Wire\nhome_url: https://wire.example.org/\nlanguages: [en]\nlicense: publisher-terms\ntranslation: permission\n",
    );
    site.put("content/permissions/letter.yaml", "publisher: wire\narticles: [https://wire.example.org/terms]\nuses: [translation]\nuntil: 2026-12-31\ngiven_by: Ann Example\n");
    let put = |site: &mut Site, name: &str, key: &str| {
        let text = article(name, 2, "climat", "Texte.").replace("section:", &format!("{key}\nsection:"));
        site.put(&format!("content/articles/{name}.md"), text);
    };
    put(&mut site, "waiting", "embargo: 2026-07-01T06:00+02:00");
    put(&mut site, "expired", "expires: 2026-05-01T00:00Z");
    put(&mut site, "withdrawn", "withdrawn: {date: 2026-02-01}");
    put(&mut site, "draft", "draft: true");
    let on_terms = article("Terms", 3, "climat", "Texte.")
        .replace("license: CC-BY-4.0", "publisher: wire\npermissions: [letter]")
        .replace("https://wire.example.org/3/5", "https://www.wire.example.org/terms/")
        .replace("section:", "answered: [{question: eligible, by: Ann, on: 2026-01-02}]\nsection:");
    site.put("content/articles/terms.md", on_terms);
    site.put("content/articles/broken.md", "---\ntitle: [\n---\n\nText\n");
    site.put("static/p.jpg", include_bytes!("../photos/agency.jpg").as_slice());
    let lacking = article("Lacking", 4, "climat", "Texte.")
        .replace("license: CC-BY-4.0", "license: CC-BY-NC-ND-4.0\npublisher: wire")
        .replace("section:", "changes: Raccourci.\nphoto: /p.jpg\nphoto_credit: Jane Doe/AFP\nsection:");
    site.put("content/articles/lacking.md", lacking);
    site.put("reprint.yaml", crate::site::CONFIG.replace("commercial: false", "commercial: true"));
    site
}

fn row<'l>(ledger: &'l Ledger, name: &str) -> &'l Row {
    let file = format!("content/articles/{name}.md");
    ledger.articles.iter().find(|row| row.article.as_str() == file).unwrap_or_else(|| panic!("no row for {name}"))
}

#[test]
fn every_article_has_a_row_with_its_state() {
    let (ledger, found) = ledger(&newsroom(), &options());
    let states: Vec<(&str, State)> = ledger.articles.iter().map(|row| (row.article.stem(), row.state)).collect();
    let expected = [
        ("a000", State::Published),
        ("broken", State::Refused),
        ("draft", State::Draft),
        ("expired", State::Expired),
        ("lacking", State::Refused),
        ("terms", State::Published),
        ("waiting", State::Waiting),
        ("withdrawn", State::Withdrawn),
    ];
    assert_eq!(states, expected, "{found:?}");
    let waiting = row(&ledger, "waiting").next_event.clone().map(|event| (event.at.to_string(), event.what));
    assert_eq!(waiting, Some(("2026-07-01T04:00:00Z".to_owned(), "appears")));
    assert_eq!(ledger.next_event.map(|at| at.to_string()).as_deref(), Some("2026-07-01T04:00:00Z"));
}

#[test]
fn the_end_of_a_pictures_rights_is_an_event() {
    let mut site = site(1);
    site.put("static/p.jpg", include_bytes!("../photos/agency.jpg").as_slice());
    site.put("static/p.jpg.yaml", "credit: Example Wire\nlicense: own\nuntil: 2026-08-31\n");
    let text =
        article("Photo", 2, "climat", "Texte.").replace("section:", "photo: /p.jpg\nphoto_alt: Un pont\nsection:");
    site.put("content/articles/photo.md", text);
    let event = |site: &Site| {
        let (ledger, found) = ledger(site, &options());
        assert_eq!(row(&ledger, "photo").state, State::Published, "{found:?}");
        row(&ledger, "photo").next_event.clone().map(|event| (event.at.to_string(), event.what))
    };
    let ends = ("2026-08-31T22:00:00Z".to_owned(), "picture goes");
    assert_eq!(event(&site), Some(ends), "the whole day counts, in the site's zone");
    site.put("static/p.jpg.yaml", "credit: Example Wire\nlicense: own\n");
    assert_eq!(event(&site), None);
}

#[test]
fn a_row_says_on_what_an_article_is_published_and_how_each_duty_is_met() {
    let (ledger, _) = ledger(&newsroom(), &options());
    let plain = row(&ledger, "a000");
    assert_eq!(plain.licence.as_deref(), Some("CC BY 4.0"));
    let licence = plain.duties.iter().find(|met| met.duty == "licence").expect("the licence is a duty");
    assert_eq!((licence.place, licence.texts[0].as_str()), ("attribution.notice", "CC BY 4.0"));
    assert_eq!(licence.links, ["https://creativecommons.org/licenses/by/4.0/deed.fr"]);

    let terms = row(&ledger, "terms");
    assert_eq!(terms.publisher.as_deref(), Some("The Wire"));
    assert_eq!(terms.permissions[0].ends.map(|at| at.to_string()).as_deref(), Some("2026-12-31T23:00:00Z"));
    let asked: Vec<_> = terms.questions.iter().map(|q| (q.question, q.answered.as_deref())).collect();
    let expected = [
        ("selected-individually", None),
        ("eligible", Some("Ann, 2026-01-02")),
        ("faithful-translation", None),
        ("signatory-authority", None),
    ];
    assert_eq!(asked, expected);

    let lacking = row(&ledger, "lacking");
    assert_eq!((lacking.publisher.as_deref(), lacking.licence.as_deref()), (Some("The Wire"), Some("CC-BY-NC-ND-4.0")));
    let codes: Vec<&str> = lacking.problems.iter().map(|problem| problem.code).collect();
    for code in ["rights/permission-missing", "rights/noncommercial", "rights/cut-forbidden", "rights/photo-licence"] {
        assert!(codes.contains(&code), "{code} is not among {codes:?}");
    }
}

fn on_disk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = newsroom();
    for top in ["content", "static"] {
        for path in reprint::source::Sources::list(&site, top).0 {
            let file = folder.path().join(path.as_str());
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, reprint::source::Sources::read(&site, &path).unwrap()).unwrap();
        }
    }
    let config = reprint::base::RelPath::new("reprint.yaml").unwrap();
    fs::write(folder.path().join("reprint.yaml"), reprint::source::Sources::read(&site, &config).unwrap()).unwrap();
    folder
}

fn run(folder: &Path, arguments: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reprint"));
    let output = command.current_dir(folder).env_remove("GITHUB_ACTIONS").args(arguments.split(' ')).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_ledger_comes_in_four_forms() {
    let site = on_disk();
    let now = "--now 2026-06-01T12:00:00Z";
    let (code, table, _) = run(site.path(), &format!("rights {now}"));
    assert_eq!(code, 1, "refused articles are errors");
    assert!(table.starts_with("ARTICLE") && table.contains("lacking.md    refused"), "{table}");
    assert!(table.contains("8 articles: 2 published, 2 refused"), "{table}");

    let (_, csv, _) = run(site.path(), &format!("rights {now} --format csv"));
    assert_eq!(csv.lines().count(), 9, "{csv}");
    assert!(csv.lines().all(|line| line.matches("\",\"").count() == 10), "{csv}");

    let (_, html, _) = run(site.path(), &format!("rights {now} --format html"));
    assert_eq!(html.matches("<tr class=").count(), 8, "{html}");
    assert!(!html.contains("<script") && html.contains("The Wire"));

    let (_, json, _) = run(site.path(), &format!("rights {now} --format json"));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["schema"], &json["command"], &json["ok"]), (&1.into(), &"rights".into(), &false.into()));
    assert_eq!(json["result"]["articles"].as_array().unwrap().len(), 8);
}

#[test]
fn findings_become_annotations() {
    let site = on_disk();
    let (code, log, _) = run(site.path(), "check --format sarif --now 2026-06-01");
    let log: Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!((code, &log["version"]), (1, &"2.1.0".into()));
    // What the standard's JSON schema demands of a log (section 3).
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert!(rule["id"] == result["ruleId"] && rule["shortDescription"]["text"].is_string(), "{result:#}");
        assert!(matches!(result["level"].as_str(), Some("error" | "warning")) && result["message"]["text"].is_string());
        for place in result["locations"].as_array().unwrap() {
            let region = &place["physicalLocation"]["region"];
            let first = |key: &str| region[key].as_u64().is_none_or(|number| number > 0);
            assert!(first("startLine") && first("startColumn") && first("endColumn"), "{place:#}");
        }
    }
    assert!(results.iter().any(|r| r["ruleId"] == "rights/noncommercial"
        && r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/articles/lacking.md"));
}

#[test]
fn a_letter_asks_for_exactly_what_is_missing() {
    let site = on_disk();
    let (code, letters, record) = run(site.path(), "ask content/articles/lacking.md");
    assert_eq!(code, 0);
    let (agency, publisher) = letters.split_once("\n---\n").expect("the picture's agency and the publisher");
    assert!(
        agency.contains("Dear colleagues at AFP") && agency.contains("picture") && !agency.contains("translate it")
    );
    assert!(publisher.contains("Dear colleagues at The Wire,"), "{publisher}");
    for asked in ["from English into French", "edit it: Raccourci.", "commercial site;", "https://wire.example.org/4/7"]
    {
        assert!(publisher.contains(asked), "{asked} is not asked:\n{publisher}");
    }
    assert!(
        !publisher.contains("picture") && !publisher.contains("as it stands") && !letters.contains('{'),
        "{letters}"
    );
    assert!(record.contains("uses: [translation, edit, commercial]") && record.contains("languages: [fr]"), "{record}");

    for (lang, words) in [("fr", "Bien cordialement"), ("es", "Un cordial saludo"), ("ar", "مع خالص التحية")]
    {
        let (_, letters, _) = run(site.path(), &format!("ask lacking --lang {lang}"));
        assert!(letters.contains(words) && !letters.contains('{'), "{letters}");
    }
    let (code, letters, said) = run(site.path(), "ask terms.md");
    assert_eq!((code, letters.as_str()), (0, ""), "{said}");
    assert_eq!(run(site.path(), "ask nothing").0, 2);
}
