//! Reprint turns Markdown articles that were republished from elsewhere into a static site on which the attribution that
//! their licences demand is visible, and refuses to publish a page on which it is not.

pub mod base;
pub mod diag;
pub mod yaml;
pub mod config;
pub mod source;
pub mod photo_metadata;
pub mod parse;
pub mod html;
pub mod clean;
pub mod rights;
pub mod plan;
pub mod render;
pub mod verify;
pub mod write;
pub mod engine;
pub mod import;
pub mod serve;
pub mod cli;
