//! Everything that is tested from outside, in one binary: it links once.

#![allow(clippy::disallowed_methods, reason = "tests make sites on disk and run the program")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::print_stderr, reason = "what is skipped is said plainly")]
#![allow(clippy::format_push_string, clippy::format_collect, reason = "tests build small texts")]
#![allow(unreachable_pub, reason = "what modules share is public to this binary alone")]

mod attacks;
mod browser;
mod cleaning;
mod cli;
mod commonmark;
mod corpus;
mod diagnostics;
mod evasions;
mod fetching;
mod footers;
mod frames;
mod fuzz;
mod hostile;
mod import;
mod incremental;
mod jsonld;
mod ledger;
mod lifecycle;
mod linear;
mod main_job;
mod moulds;
mod pages;
mod photos;
mod present;
mod publishers;
mod resident;
mod restore;
mod schema;
mod serve;
mod serve_edits;
mod serve_hostile;
mod serve_pages;
mod serve_start;
mod serve_watch;
mod site;
mod sources;
mod terminal;
mod theme;
mod tidy;
mod verdicts;
mod traps;

/// The program's own allocator: what is measured here is promised of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
