//! What each built-in profile decides. The verdicts were derived by hand from what is known of each publisher's terms; nothing here
//! is computed from the profiles.
//!
//! All articles are in order otherwise: authors with institutions, title and date of the original, its links, its number at the
//! counter, a translator, the logo, and a decision on counters. The site is not commercial, but for the last column.

use reprint::base::{RelPath, Route};
use reprint::engine::{self, Options, Outcome, Withhold};
use reprint::rights::publisher::Evidence;
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;

use crate::publishers::profiles;
use crate::site::{options, page};

/// What becomes of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is published, and its page has been verified.
    Published,
    /// Refused: nobody knows on what licence it stands.
    NoLicence,
    /// Refused: the translation needs a permission.
    Ask,
    /// Refused: not on a commercial site.
    NotSold,
    /// Refused: the agency's picture.
    Photo,
    /// Refused: the agency's picture, and no licence.
    PhotoNoLicence,
    /// Not refused, but no longer on the site.
    Gone,
    /// Not refused, but no more than a link is left.
    Reduced,
}
use Verdict::{Ask, Gone, NoLicence, NotSold, Photo, PhotoNoLicence, Published, Reduced};

/// Same language, translation, translation with a permission, with one that has ended, with an agency's picture, on a commercial
/// site.
type Row = (&'static str, [Verdict; 6]);

/// The licence allows verbatim copies, and a translation needs the publisher's permission.
const ND: [Verdict; 6] = [Published, Ask, Published, Gone, Photo, Published];
/// The same, and not on a commercial site.
const NC_ND: [Verdict; 6] = [Published, Ask, Published, Gone, Photo, NotSold];
/// Translations are allowed to all.
const FREE: [Verdict; 6] = [Published, Published, Published, Published, Photo, Published];
/// No licence is known: the article must name one, or a permission must cover it.
const OPEN: [Verdict; 6] = [NoLicence, NoLicence, Published, Gone, PhotoNoLicence, NoLicence];

const TABLE: &[Row] = &[
    ("360info", FREE),                    // CC BY 4.0, adaptations allowed in words
    ("aeon", OPEN),                       // by agreement only
    ("agencia-brasil", NC_ND),            // free with the source; translation not addressed; commercial on request
    ("agencia-publica", ND),              // no cuts, no edits
    ("albany-proper", ND),                // own terms, translation not addressed
    ("calmatters", ND),                   // own grant, no edits
    ("capital-and-main", OPEN),           // nothing could be read
    ("chalkbeat", OPEN),                  // nothing could be read
    ("city-desk-abq", ND),                // own terms, translation not addressed
    ("common-dreams", OPEN),              // BY-SA or BY-NC-ND: sources disagree
    ("covering-climate-now", OPEN),       // the outlet's own licence decides
    ("daily-caller-news-foundation", ND), // free licence on application; translation not addressed
    ("deutsche-welle", OPEN),             // by contract
    ("dialogue-earth", OPEN),             // BY-NC-ND, version unknown
    ("epoch-times", OPEN),                // no page found
    ("eurekalert", OPEN),                 // belongs to each institution
    ("floodlight", OPEN),                 // BY-NC-ND, version unknown
    ("futurity", OPEN),                   // CC BY from memory grants nothing
    ("global-press-journal", ND),         // "may not be translated into another language"
    ("global-voices", FREE),              // "share, republish or translate"
    ("grist", ND),                        // own grant, whole articles
    ("groundup", OPEN),                   // CC, which one stands under each article
    ("high-country-news", OPEN),          // no free grant
    ("inside-climate-news", NC_ND),       // CC BY-NC-ND 3.0
    ("ips", OPEN),                        // nothing could be read
    ("kff", NC_ND),                       // CC BY-NC-ND 4.0
    ("kff-health-news", ND),              // CC BY-NC-ND 4.0 with a waiver for news outlets
    ("knowable-magazine", NC_ND),         // CC BY-ND 4.0, "no commercial or promotional use"
    ("latamintersect", ND),               // own terms, translation not addressed
    ("lse-blogs", FREE),                  // CC BY 4.0
    ("marshall-project", OPEN),           // nothing could be read
    ("mit-news", OPEN),                   // by permission
    ("mongabay", ND),                     // CC BY-ND 4.0, "you cannot translate our features", commercial use allowed
    ("ndnc", ND),                         // own terms, translation not addressed
    ("newswell", OPEN),                   // the licence was not read
    ("nj-news-commons", OPEN),            // the original newsroom's licence decides
    ("opendemocracy", OPEN),              // the licence stands under each article
    ("our-world-in-data", OPEN),          // the licence was not read
    ("propublica", NC_ND),                // CC BY-NC-ND 3.0 US
    ("publicsource", ND),                 // three paragraphs; translation not addressed
    ("rferl", ND),                        // own terms, translation not addressed
    ("scidev-net", OPEN),                 // CC BY, version unknown
    ("states-newsroom", OPEN),            // CC or not: sources disagree
    ("tech-policy-press", OPEN),          // BY-ND, version unknown
    ("the-19th", OPEN),                   // BY-NC-ND, version unknown
    ("the-conversation", ND),             // CC BY-ND 4.0
    ("the-markup", NC_ND),                // CC BY-NC-ND 4.0
    ("the-third-eye", OPEN),              // BY-SA, version unknown
    ("truthout", OPEN),                   // some pieces BY-NC-ND, from memory
    ("undark", ND),                       // own terms, "do not edit"
    ("voice-of-america", FREE),           // public domain
    ("voltaire-network", OPEN),           // BY-NC-ND from memory grants nothing
    ("wikinews", OPEN),                   // CC BY 2.5 or 4.0: sources disagree
];

const COLUMNS: [&str; 5] = ["same", "translated", "permitted", "ended", "agency"];

/// As the first column, but the article itself claims `license: publisher-terms`: that opens nothing.
const CLAIMED: &str = "claimed";

const SETTINGS: &str = "base_url: https://news.example.org/\ntitle: News\nlang: en\nlanguages: [en, fr]\nresponsible: {name: Jo Lind, contact: jo@example.org}\nfeeds: {limit: 400}\n\
    rights: {pixels: {the-conversation: {ground: exempt, by: Jo Lind, on: 2026-01-31, reason: no personal data}}}\n";

#[test]
fn each_profile_decides_as_the_facts_say() {
    let known: Vec<String> = profiles().iter().map(|(id, _)| id.to_owned()).collect();
    assert_eq!(TABLE.iter().map(|(id, _)| *id).collect::<Vec<_>>(), known, "the table has every profile, in order");
    let columns = [&COLUMNS[..], &[CLAIMED]].concat();
    let (outcome, output) = build(&site(&columns, "policy: {commercial: false}\n"));
    let (sold, sold_output) = build(&site(&["same"], ""));
    let mut wrong = Vec::new();
    for (id, expected) in TABLE {
        for (i, column) in COLUMNS.iter().enumerate() {
            let found = verdict(&outcome, &output, &format!("{column}-{id}"));
            wrong.extend(
                (found != Ok(expected[i])).then(|| format!("{id}, {column}: {found:?}, not {:?}", expected[i])),
            );
        }
        let found = verdict(&outcome, &output, &format!("{CLAIMED}-{id}"));
        wrong.extend((found != Ok(expected[0])).then(|| format!("{id}, claimed: {found:?}, not {:?}", expected[0])));
        let found = verdict(&sold, &sold_output, &format!("same-{id}"));
        wrong.extend((found != Ok(expected[5])).then(|| format!("{id}, sold: {found:?}, not {:?}", expected[5])));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_wording_that_was_read_on_the_publishers_page_is_printed() {
    let (_, output) = build(&site(&["same", "permitted"], "policy: {commercial: false}\n"));
    let (mut printed, mut kept_back) = (0, 0);
    for (id, profile) in profiles().iter() {
        let pages =
            ["same", "permitted"].map(|column| Route::new(&format!("{}/articles/{column}-{id}/", prefix(column))));
        for html in pages.iter().filter_map(|route| output.files().get(route)) {
            let html = String::from_utf8_lossy(html).replace("&#39;", "'");
            for credit in profile.credit.iter().filter(|credit| credit.text != profile.name) {
                let start = longest_fixed(&credit.text);
                let plain = text_of(&html);
                assert_eq!(plain.contains(start), credit.evidence == Evidence::PublisherPage, "{id}: {start}");
                let count = if credit.evidence == Evidence::PublisherPage { &mut printed } else { &mut kept_back };
                *count += 1;
            }
        }
    }
    assert!(printed >= 4 && kept_back >= 10, "{printed} printed, {kept_back} kept back");
}

#[test]
fn a_publishers_own_term_opens_and_closes_the_page() {
    let published = |id: &str, day: &str| {
        let mut site = Site::new();
        site.put("reprint.yaml", format!("{SETTINGS}policy: {{commercial: false}}\n"));
        let text = article(id, "same").replace("original_date: 2026-05-01", &format!("original_date: {day}"));
        site.put("content/articles/same-x.md", text.replace("publisher:", "license: CC-BY-NC-ND-4.0\npublisher:"));
        let (outcome, output) = build(&site);
        verdict(&outcome, &output, "same-x").unwrap()
    };
    for (id, day, expected) in [
        ("city-desk-abq", "2026-03-04", Published),
        ("city-desk-abq", "2026-03-01", Reduced), // more than 90 days: "remove or reduce to a link"
        ("dialogue-earth", "2026-05-28", Published),
        ("dialogue-earth", "2026-05-31", Gone), // not yet two days
    ] {
        assert_eq!(published(id, day), expected, "{id}, original of {day}");
    }
}

#[test]
fn a_part_of_a_credit_that_only_sounds_like_an_agency_is_none() {
    let mut site = site(&[], "policy: {commercial: false}\n");
    let photo =
        "photo: /p.jpg\nphoto_alt: A harbour\nphoto_license: handout\nphoto_credit: Jane Getty/Department of Defense\n";
    site.put(
        "content/articles/same-x.md",
        article("global-voices", "same").replace("authors:", &format!("{photo}authors:")),
    );
    let (outcome, output) = build(&site);
    assert_eq!(verdict(&outcome, &output, "same-x"), Ok(Published));
}

fn prefix(column: &str) -> &'static str {
    if matches!(column, "same" | "agency" | CLAIMED) { "" } else { "/fr" }
}

/// A site with an article of each publisher in each of the columns.
fn site(columns: &[&str], policy: &str) -> Site {
    let mut site = Site::new();
    site.put("reprint.yaml", format!("{SETTINGS}{policy}"));
    site.put("static/logos/knowable-magazine.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    site.put("static/p.jpg", &include_bytes!("../../content/articles/ferry.jpg")[..]);
    for (id, _) in TABLE {
        for (name, until) in [("letter", ""), ("ended", "until: 2026-01-31\n")] {
            let letter = format!("publisher: {id}\narticles: all\nuses: [translation]\ngiven_by: Ann Example\n{until}");
            site.put(&format!("content/permissions/{name}-{id}.yaml"), letter);
        }
        for column in columns {
            site.put(&format!("content/articles/{column}-{id}.md"), article(id, column));
        }
    }
    site
}

fn article(id: &str, column: &str) -> String {
    let (lang, title) =
        if prefix(column).is_empty() { ("en", "The ferry is back") } else { ("fr", "Le ferry revient") };
    let more = match column {
        "agency" => "photo: /p.jpg\nphoto_alt: A harbour\nphoto_license: publisher-terms\n\
             photo_credit: Jane Doe/AFP via Getty Images\n"
            .to_owned(),
        CLAIMED => "license: publisher-terms\n".to_owned(),
        "permitted" => format!("permissions: [letter-{id}]\n"),
        "ended" => format!("permissions: [ended-{id}]\n"),
        _ => String::new(),
    };
    let translation = if lang == "fr" { "translation: {by: [Marie Exemple], method: human}\n" } else { "" };
    format!(
        "---\ntitle: {title}\nlang: {lang}\ndate: 2026-05-20\noriginal_url: https://example.org/{column}/{id}\n\
         original_title: The ferry is back\noriginal_lang: en\noriginal_date: 2026-05-01\noriginal_links: []\npixel_id: \"123456\"\n\
         authors: [{{name: Ann Example, institution: Example University}}]\npublisher: {id}\n{translation}{more}---\n\n\
         After three winters in the yard the ferry crosses the strait again.\n"
    )
}

/// Builds what is in order, and gives with it what is said of the rest.
fn build(site: &Site) -> (Outcome, Output) {
    let mut output = Output::default();
    let mut outcome = engine::build(site, &mut output, &Options { withhold: Withhold::Withhold, ..options() });
    assert!(outcome.report.is_some(), "{}", crate::site::said(&outcome.diagnostics));
    outcome.diagnostics = engine::build(site, &mut Output::default(), &options()).diagnostics;
    (outcome, output)
}

/// What became of an article, from its errors and its page; what is neither of the verdicts is given as it is.
fn verdict(outcome: &Outcome, output: &Output, name: &str) -> Result<Verdict, Vec<String>> {
    let path = RelPath::new(&format!("content/articles/{name}.md")).unwrap();
    let of_article =
        |d: &&reprint::diag::Diagnostic| d.is_error() && d.span.as_ref().is_some_and(|span| span.path == path);
    let mut errors: Vec<&str> = outcome.diagnostics.iter().filter(of_article).map(|d| d.code.as_str()).collect();
    errors.sort_unstable();
    errors.dedup();
    let column = name.split('-').next().unwrap_or_default();
    let route = Route::new(&format!("{}/articles/{name}/", prefix(column)));
    let withheld = outcome.report.as_ref().is_some_and(|report| report.withheld.contains(&path));
    match (errors.as_slice(), withheld, output.files().contains_key(&route)) {
        ([], false, true) if !page(output, &route.to_string()).contains("After three winters") => Ok(Reduced),
        ([], false, true) => {
            assert!(page(output, &route.to_string()).contains("attribution-notice"), "{name}");
            Ok(Published)
        }
        ([], false, false) => Ok(Gone),
        (["rights/licence-missing"], true, false) => Ok(NoLicence),
        (["rights/permission-missing"], true, false) => Ok(Ask),
        (["rights/noncommercial"], true, false) => Ok(NotSold),
        (["rights/photo-licence"], true, false) => Ok(Photo),
        (["rights/licence-missing", "rights/photo-licence"], true, false) => Ok(PhotoNoLicence),
        (other, ..) => Err(other.iter().map(|code| (*code).to_owned()).collect()),
    }
}

/// The longest stretch of a credit without placeholders.
pub(crate) fn longest_fixed(text: &str) -> &str {
    let parts = text.split('{').map(|part| part.rsplit_once('}').map_or(part, |(_, rest)| rest));
    parts.map(str::trim).max_by_key(|part| part.len()).unwrap_or_default()
}

/// The text of a page without its tags.
pub(crate) fn text_of(html: &str) -> String {
    html.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect()
}
