//! `reprint schema`: JSON Schema (draft 2020-12) of the YAML files that an editor writes.
//!
//! The readers convert key by key to report every problem at once, so there is no derived type to take a schema from. The
//! tables here are that schema; a test holds them against the readers' own known keys.

mod config;
mod form;
mod front;
mod rights;

use anyhow::Result;
use serde_json::{Value, json};

use super::Exit;
use super::args::Subject;
use super::console::Console;
pub use form::{Form, Key, Need};

/// Prints a schema.
pub fn run(of: Subject, console: &mut Console) -> Result<Exit> {
    console.say(&format!("{:#}\n", schema(of)))?;
    Ok(Exit::Fine)
}

/// The keys of a kind of file.
pub fn keys(of: Subject) -> &'static [Key] {
    match of {
        Subject::FrontMatter => front::KEYS,
        Subject::Config => config::KEYS,
        Subject::Publisher => rights::PUBLISHER,
        Subject::Permission => rights::PERMISSION,
    }
}

/// The schema of a kind of file.
pub fn schema(of: Subject) -> Value {
    let (title, says) = match of {
        Subject::FrontMatter => ("Reprint front matter", "The keys between the `---` lines of an article."),
        Subject::Config => ("reprint.yaml", "The settings of a site."),
        Subject::Publisher => ("Reprint publisher profile", "content/publishers/<id>.yaml: a publisher and its terms."),
        Subject::Permission => ("Reprint permission", "content/permissions/<id>.yaml: what a publisher has allowed."),
    };
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": says,
    });
    if let (Value::Object(head), Value::Object(body)) = (&mut schema, form::object(keys(of))) {
        head.extend(body);
    }
    schema
}
