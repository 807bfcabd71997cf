//! `reprint explain`: codes, and the publisher profiles that the program brings along.

use anyhow::Result;

use super::console::Console;
use super::{Exit, Failure};
use crate::diag::{Code, Severity, did_you_mean};
use crate::engine::built_in;

/// Prints the page of a code, the built-in profile of a publisher, or the list of all codes.
pub fn run(code: Option<&str>, console: &mut Console) -> Result<Exit> {
    let page = match code {
        Some(typed) => page(typed)?,
        None => list(),
    };
    console.say(&page)?;
    Ok(Exit::Fine)
}

fn page(typed: &str) -> Result<String> {
    // As it is copied from a message: `error[yaml/syntax]`.
    let name = typed.trim_start_matches("error").trim_start_matches("warning").trim_matches(['[', ']', ':', ' ']);
    let page = Code::named(name).map(Code::explain).or_else(|| profile(name)).ok_or_else(|| unknown(name))?;
    Ok(format!("{}\n", page.trim_end()))
}

/// A built-in profile as it stands, to be kept in a site and confirmed there.
fn profile(id: &str) -> Option<&'static str> {
    let wanted = format!("publishers/{id}.yaml");
    built_in::publishers().into_iter().find(|file| file.name == wanted).map(|file| file.text())
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::usage(format!("there is no code `{name}`, and no built-in publisher of that id"));
    let of_last_part = |code: &Code| code.as_str().rsplit('/').next() == Some(name);
    let near = Code::ALL.iter().find(|code| of_last_part(code)).map(|code| code.as_str());
    match near.or_else(|| did_you_mean(name, Code::ALL.iter().map(|code| code.as_str()))) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("run `reprint explain` for all codes"),
    }
}

fn list() -> String {
    let widest = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
    let line = |code: &Code| {
        let severity = if code.severity() == Severity::Error { "error  " } else { "warning" };
        format!("{severity}  {:widest$}  {}\n", code.as_str(), gist(*code))
    };
    Code::ALL.iter().map(line).collect()
}

/// The first sentence of a page.
fn gist(code: Code) -> &'static str {
    code.explain().lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("").trim()
}
