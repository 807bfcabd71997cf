//! The program: arguments in, exit code out.

use std::process::ExitCode;

/// Rendering allocates much and briefly, on all cores; the system's allocator took an eighth of a build's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    reprint::cli::main()
}
