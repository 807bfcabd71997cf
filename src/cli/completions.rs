//! `reprint completions`.

use anyhow::Result;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Exit;
use super::args::Args;
use super::console::Console;

/// Prints a shell's completion script.
pub fn run(shell: Shell, console: &mut Console) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "reprint", &mut script);
    console.say(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
