//! The two outputs of a command: what it made goes to standard output, what it has to say to standard error.

use std::io::{self, Write};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::args::Format;
use super::{Exit, Failure, surroundings};
use crate::diag::Diagnostic;
use crate::diag::print::{self, Colour, Run};

/// Where a command writes.
pub struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    colour: Colour,
    annotate: bool,
}

impl Console {
    /// The process's own outputs.
    pub fn of_process() -> Self {
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            colour: if surroundings::colours() { Colour::Styled } else { Colour::Plain },
            annotate: surroundings::variable("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
        }
    }

    /// Whether texts may be coloured.
    pub fn colour(&self) -> Colour {
        self.colour
    }

    /// Whether a hosted build turns lines of the log into annotations.
    pub fn annotates(&self) -> bool {
        self.annotate
    }

    /// Writes a result.
    pub fn say(&mut self, text: &str) -> Result<()> {
        put(&mut *self.out, text).context("cannot write to standard output")
    }

    /// Writes a finding.
    pub fn warn(&mut self, text: &str) -> Result<()> {
        put(&mut *self.err, text).context("cannot write to standard error")
    }

    /// Shows what clap has to say: help and version are results, the rest is wrong use.
    pub fn usage(&mut self, shown: &clap::Error) -> Exit {
        let text = match self.colour {
            Colour::Styled => shown.render().ansi().to_string(),
            Colour::Plain => shown.render().to_string(),
        };
        let (written, exit) =
            if shown.use_stderr() { (self.warn(&text), Exit::Usage) } else { (self.say(&text), Exit::Fine) };
        if written.is_err() { Exit::Machine } else { exit }
    }

    /// Shows why a command could not do its work, in the form its report would have had.
    pub fn failure(&mut self, error: &anyhow::Error, reporting: Option<(&str, Format)>) -> Exit {
        let failure = error.downcast_ref::<Failure>().cloned();
        let failure = failure.unwrap_or_else(|| Failure::machine(format!("{error:#}")));
        let written = match reporting {
            // A run that found nothing has nothing to annotate.
            Some((command, Format::Json | Format::Sarif)) => self.say(&format!("{}\n", failed_run(command, &failure))),
            _ => self.warn(&failed_text(&failure)),
        };
        if written.is_err() { Exit::Machine } else { failure.exit }
    }
}

fn failed_text(failure: &Failure) -> String {
    let code = failure.code.map(|code| format!("[{code}]")).unwrap_or_default();
    let hint = failure.hint.as_ref().map(|hint| format!("  = hint: {}\n", print::visible(hint))).unwrap_or_default();
    format!("error{code}: {}\n{hint}", print::visible(&failure.message))
}

/// A run that ended before it could find anything; `error` says why where there is no code for it.
fn failed_run(command: &str, failure: &Failure) -> Value {
    let finding = failure.code.map(|code| Diagnostic {
        hints: failure.hint.iter().cloned().collect(),
        ..Diagnostic::new(code, failure.message.clone())
    });
    let run = Run { command, diagnostics: finding.as_slice(), result: Value::Null };
    let mut value = print::json(&run, &|_| None);
    value["ok"] = false.into();
    value["error"] = failure.message.clone().into();
    value["hint"] = failure.hint.clone().into();
    value
}

/// A reader that has gone away (`reprint explain | head -1`) has read enough: that is no failure.
fn put(to: &mut dyn Write, text: &str) -> io::Result<()> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_no_failure_but_a_full_disk_is() {
        assert!(put(&mut Broken(io::ErrorKind::BrokenPipe), "x").is_ok());
        assert!(put(&mut Broken(io::ErrorKind::StorageFull), "x").is_err());
    }
}
