//! The command line: what was typed ([`args`]) → what it means ([`options`]) → one command → an exit code.
//!
//! Beside the readers and writers this is the only place that touches files, clock, environment and terminal
//! ([`surroundings`]), and the only one that uses `anyhow`.

pub mod args;
pub mod ask;
pub mod build;
pub mod check;
pub mod completions;
pub mod console;
pub mod explain;
pub mod import;
pub mod new;
pub mod options;
mod report;
pub mod rights;
pub mod schema;
pub mod serve;
pub mod surroundings;

use std::fmt;
use std::panic;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use args::{Args, Command};
use console::Console;

use crate::diag::Code;

/// How a command ended. The numbers are the exit codes, and scripts rely on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well; there may be warnings.
    Fine = 0,
    /// The content has errors.
    Content = 1,
    /// The command was used wrongly.
    Usage = 2,
    /// The machine failed: disk full, no permission; or Reprint has a bug.
    Machine = 3,
}

/// Why a command cannot do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    exit: Exit,
    code: Option<Code>,
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, code: None, message: message.into(), hint: None }
    }

    /// The command was used wrongly, in a way that has an explain page.
    pub fn coded(code: Code, message: impl Into<String>) -> Self {
        Self { code: Some(code), ..Self::usage(message) }
    }

    /// The machine failed.
    pub fn machine(message: impl Into<String>) -> Self {
        Self { exit: Exit::Machine, ..Self::usage(message) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the program with the process's own arguments, terminal and environment.
pub fn main() -> ExitCode {
    let mut console = Console::of_process();
    let bug = surroundings::catch_panics();
    let exit = panic::catch_unwind(panic::AssertUnwindSafe(|| run(&mut console))).unwrap_or_else(|_| {
        let _ = console.warn(&format!(
            "error: Reprint has a bug and stopped; what was published before is as it was\n  = hint: report it with \
             this line and what you did: reprint {} {}\n",
            env!("CARGO_PKG_VERSION"),
            bug.take()
        ));
        Exit::Machine
    });
    exit.into()
}

fn run(console: &mut Console) -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(shown) => return console.usage(&shown),
    };
    let reporting = args.command.reporting();
    dispatch(args.command, console).unwrap_or_else(|error| console.failure(&error, reporting))
}

fn dispatch(command: Command, console: &mut Console) -> Result<Exit> {
    match command {
        Command::New(typed) => new::run(&options::new(&typed)?, console),
        Command::Import(typed) if typed.restore => import::restore::run(&options::restore(&typed)?, console),
        Command::Import(typed) => import::run(&options::import(&typed)?, console),
        Command::Check(typed) => check::run(&options::check(&typed)?, console),
        Command::Build(typed) => build::run(&options::build(&typed)?, console),
        Command::Serve(typed) => serve::run(options::serve(&typed)?, console),
        Command::Rights(typed) => rights::run(&options::rights(&typed)?, console),
        Command::Ask(typed) => ask::run(&options::ask(&typed)?, console),
        Command::Explain(typed) => explain::run(typed.code.as_deref(), console),
        Command::Schema(typed) => schema::run(typed.of, console),
        Command::Completions(typed) => completions::run(typed.shell, console),
    }
}
