//! `reprint check`: everything a build would refuse, without writing.

use anyhow::Result;
use serde_json::Value;

use super::Exit;
use super::console::Console;
use super::options::Check;
use super::report::{self, Report};
use crate::diag::{Diagnostic, print};
use crate::engine::{self, Withhold};
use crate::source::Sources;
use crate::source::disk::Disk;
use crate::write::memory::Nowhere;

/// Runs `reprint check`.
pub fn run(options: &Check, console: &mut Console) -> Result<Exit> {
    let disk = Disk::open(&options.root)?;
    let outcome = engine::build(&disk, &mut Nowhere, &options.engine(Withhold::Refuse));
    show(&outcome.diagnostics, options, &disk, console)
}

/// Prints what was found.
pub fn show(diagnostics: &[Diagnostic], options: &Check, sources: &dyn Sources, console: &mut Console) -> Result<Exit> {
    let summary = match print::tally(diagnostics) {
        none if none.is_empty() => "no errors, no warnings\n",
        _ => "",
    };
    let report = Report {
        command: "check",
        format: options.format,
        root: &options.root,
        diagnostics,
        result: Value::Null,
        summary,
    };
    report::finish(report, sources, console)
}
