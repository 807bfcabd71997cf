//! The rights desk: the ledger of all articles, and one article with its duties, cuts and pictures beside its page. It is part
//! of the preview alone.

use serde::Serialize;

use crate::base::RelPath;
use crate::engine::Resident;
use crate::engine::ledger::{Event, Problem, Row, State};
use crate::source::Sources;

/// The desk's page, its looks and its script.
pub(super) const PAGE: &str = include_str!("desk.html");
pub(super) const STYLE: &str = include_str!("desk.css");
pub(super) const SCRIPT: &str = include_str!("desk.js");

/// What the desk may ask.
#[derive(Debug)]
pub(super) enum Question {
    /// The ledger of all articles.
    Ledger,
    /// Everything about one.
    Article(RelPath),
}

/// What a list of thousands shows of each article.
#[derive(Debug, Serialize)]
struct Line {
    article: RelPath,
    title: String,
    state: State,
    publisher: Option<String>,
    licence: Option<String>,
    next_event: Option<Event>,
    problems: Vec<Problem>,
}

/// Answers in JSON; `null` where there is no such article.
pub(super) fn answer(question: &Question, resident: &Resident, sources: &dyn Sources) -> Vec<u8> {
    let answer = match question {
        Question::Ledger => serde_json::to_vec(&resident.ledger(sources).into_iter().map(line).collect::<Vec<_>>()),
        Question::Article(path) => serde_json::to_vec(&resident.sheet(sources, path)),
    };
    answer.expect("rows and sheets are plain data with text keys")
}

fn line(row: Row) -> Line {
    let Row { article, title, state, publisher, licence, next_event, problems, .. } = row;
    Line { article, title, state, publisher, licence, next_event, problems }
}
