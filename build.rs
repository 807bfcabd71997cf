//! Tells cargo to look at the embedded folders: a file that is new or gone there makes a new program.
#![allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    for folder in ["content", "static", "templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
