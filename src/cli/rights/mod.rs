//! `reprint rights`: the ledger, one row for each article.

mod html;
mod table;

use anyhow::Result;

use super::args::LedgerFormat;
use super::console::Console;
use super::options::Rights;
use super::{Exit, report};
use crate::diag::Diagnostic;
use crate::diag::print::{self, Run};
use crate::engine::Withhold;
use crate::engine::ledger::{self, Ledger};
use crate::source::disk::Disk;

/// Runs `reprint rights`.
pub fn run(options: &Rights, console: &mut Console) -> Result<Exit> {
    let disk = Disk::open(&options.check.root)?;
    let (ledger, found) = ledger::ledger(&disk, &options.check.engine(Withhold::Refuse));
    // An error of no article's leaves the ledger unsure, so it is said in every form.
    let of_no_article = |d: &&Diagnostic| {
        let place = d.span.as_ref().map(|span| &span.path);
        place.is_none_or(|path| ledger.articles.iter().all(|row| row.article != *path))
    };
    let general: Vec<Diagnostic> = found.iter().filter(of_no_article).cloned().collect();
    let texts = |path: &_| report::text(&disk, path);
    let text = match options.format {
        LedgerFormat::Table => table::table(&ledger),
        LedgerFormat::Csv => table::csv(&ledger),
        LedgerFormat::Html => html::page(&ledger, options.check.now),
        LedgerFormat::Json => {
            let run = Run { command: "rights", diagnostics: &found, result: serde_json::to_value(&ledger)? };
            format!("{}\n", print::json(&run, &texts))
        }
    };
    if options.format != LedgerFormat::Json {
        console.warn(&print::human(&general, &texts, console.colour()))?;
    }
    console.say(&text)?;
    Ok(report::exit_of(&found))
}

/// The columns of a row that is read by people, in their order.
const COLUMNS: [&str; 11] = [
    "article",
    "title",
    "state",
    "publisher",
    "licence",
    "duties",
    "permissions",
    "photos",
    "next event",
    "questions",
    "problems",
];

/// The cells of a row: each a list of short texts.
fn cells(row: &ledger::Row) -> [Vec<String>; 11] {
    let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    let duties = row.duties.iter().map(|met| {
        let shown: Vec<&str> = met.texts.iter().chain(&met.links).map(String::as_str).collect();
        let of = met.of.as_ref().map_or(String::new(), |work| format!(" of \"{work}\""));
        format!("{}{of} in {}: {}", met.duty, met.place, shown.join(", "))
    });
    let permissions = row.permissions.iter().map(|grant| {
        let ends = grant.ends.map_or(String::new(), |ends| format!(", ends {ends}"));
        format!("{} by {}{ends}", grant.id, grant.given_by)
    });
    let photos = row.photos.iter().map(|photo| {
        let licence = photo.licence.as_ref().map_or(String::new(), |licence| format!(", {licence}"));
        let until = photo.until.map_or(String::new(), |until| format!(", until {until}"));
        format!("{}: {}{licence}{until}", photo.file.file_name(), photo.credit)
    });
    let questions = row.questions.iter().map(|asked| match &asked.answered {
        Some(by) => format!("{}: answered by {by}", asked.question),
        None if asked.publishers.is_empty() => format!("{}: {}", asked.question, asked.text),
        None => format!("{} ({}): {}", asked.question, asked.publishers.join(", "), asked.text),
    });
    [
        one(row.article.as_str()),
        one(&row.title),
        one(row.state.as_str()),
        one(row.publisher.as_deref().unwrap_or_default()),
        one(row.licence.as_deref().unwrap_or_default()),
        duties.collect(),
        permissions.collect(),
        photos.collect(),
        row.next_event.iter().map(|event| format!("{} {}", event.what, event.at)).collect(),
        questions.collect(),
        row.problems.iter().map(|problem| format!("{}: {}", problem.code, problem.message)).collect(),
    ]
}

/// How many of something, for people.
fn tally(ledger: &Ledger) -> String {
    let published = ledger.articles.iter().filter(|row| row.state == ledger::State::Published).count();
    let refused = ledger.articles.iter().filter(|row| row.state == ledger::State::Refused).count();
    let open = ledger.articles.iter().flat_map(|row| &row.questions).filter(|asked| asked.answered.is_none()).count();
    let count = report::count;
    let next = ledger.next_event.map_or(String::new(), |at| format!("; next event {at}"));
    format!(
        "{} articles: {} published, {} refused; {} open questions{next}",
        count(ledger.articles.len()),
        count(published),
        count(refused),
        count(open)
    )
}
