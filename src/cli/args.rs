//! What was typed. Nothing here is resolved or checked against the machine; [`options`](super::options) does that.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::base::{Lang, WebUrl};

/// The command line.
#[derive(Parser, Debug)]
#[command(name = "reprint", version, about, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a new site that builds at once
    New(New),
    /// Turn a raw repost into a Markdown article
    Import(Import),
    /// Find everything that would stop a build, without writing
    Check(Check),
    /// Build the site
    Build(Build),
    /// Preview the site in a browser, up to date with every edit
    Serve(Serve),
    /// Show on what each article is published, which duties that brings, and what is open
    Rights(Rights),
    /// Write the letter that asks for what an article lacks
    Ask(Ask),
    /// Explain a diagnostic code, or show a built-in publisher profile
    Explain(Explain),
    /// Print a JSON Schema, so that an editor completes and checks YAML files
    Schema(Schema),
    /// Print a script that completes reprint's commands in a shell
    Completions(Completions),
}

impl Command {
    /// The command's name and the form of its report, where it has one.
    pub fn reporting(&self) -> Option<(&'static str, Format)> {
        match self {
            Self::Import(typed) => Some(("import", typed.format)),
            Self::Check(typed) => Some(("check", typed.format)),
            Self::Rights(typed) if typed.format == LedgerFormat::Json => Some(("rights", Format::Json)),
            Self::Build(typed) => Some(("build", typed.site.format)),
            _ => None,
        }
    }
}

/// The form of a report.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// For a person: findings with the line at fault.
    #[default]
    Human,
    /// For a program: `{schema: 1, command, ok, diagnostics, result}` on one line.
    Json,
    /// For a code host that annotates lines: SARIF 2.1.0.
    Sarif,
}

/// The form of the ledger.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LedgerFormat {
    /// For a person: a line each.
    #[default]
    Table,
    /// For a spreadsheet.
    Csv,
    /// For a program: `{schema: 1, command, ok, diagnostics, result}` on one line.
    Json,
    /// For a browser or a printer.
    Html,
}

/// What `check` and `build` share.
#[derive(Group, Debug)]
pub struct Site {
    /// The site's folder [default: this folder or the nearest parent with a reprint.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Where the site will be reached, in place of `base_url` in reprint.yaml
    #[arg(long, value_name = "URL", value_parser = web_url)]
    pub base_url: Option<WebUrl>,
    /// Include articles marked `draft: true`
    #[arg(long)]
    pub drafts: bool,
    /// Take TIME for the present, for embargoes and expiry: a day, or a date-time (in UTC if it names no zone)
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: Format,
}

/// `reprint check`.
pub type Check = Site;

/// `reprint build`.
#[derive(Group, Debug)]
pub struct Build {
    /// What `check` takes too.
    #[command(flatten)]
    pub site: Site,
    /// The folder to write [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Leave out the articles whose rights are not in order, list them, and publish the rest
    #[arg(long)]
    pub withhold: bool,
}

/// `reprint serve`.
#[derive(Group, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag as it was typed")]
pub struct Serve {
    /// The site's folder [default: this folder or the nearest parent with a reprint.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The port [default: the first that is free from 1414 on]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// The address to listen at; any but the default lets other machines read what is not published yet
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// Include articles marked `draft: true`
    #[arg(long)]
    pub drafts: bool,
    /// Leave out the articles whose rights are not in order, and show the rest
    #[arg(long)]
    pub withhold: bool,
    /// Take TIME for the present, for embargoes and expiry: a day, or a date-time (in UTC if it names no zone)
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Look at all files once a second: for containers and network drives, where the system does not tell of changes
    #[arg(long)]
    pub poll: bool,
}

/// `reprint rights`.
#[derive(Group, Debug)]
pub struct Rights {
    /// The site's folder [default: this folder or the nearest parent with a reprint.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Judge articles marked `draft: true` like the rest
    #[arg(long)]
    pub drafts: bool,
    /// Take TIME for the present: a day, or a date-time (in UTC if it names no zone)
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// The form of the ledger
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: LedgerFormat,
}

/// `reprint ask`.
#[derive(Group, Debug)]
pub struct Ask {
    /// The article's file
    #[arg(value_name = "ARTICLE")]
    pub article: PathBuf,
    /// The letter's language: ar, en, es or fr [default: the publisher's, else en]
    #[arg(long, value_parser = lang)]
    pub lang: Option<Lang>,
    /// The site's folder [default: this folder or the nearest parent with a reprint.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Take TIME for the present: a day, or a date-time (in UTC if it names no zone)
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// `reprint import`.
#[derive(Group, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag as it was typed")]
pub struct Import {
    /// The raw text: a text, web page or wire's JSON as a file, the page's http(s) address, or - for what is piped in
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// With --restore: which cuts go back, or `all`; without a number they are listed
    #[arg(value_name = "NUMBER", requires = "restore")]
    pub numbers: Vec<String>,
    /// FILE is an imported article: show what was cut from it, or put cuts back
    #[arg(
        long,
        conflicts_with_all = [
            "original_url", "photo", "lang", "publisher", "authors", "dry_run", "no_input", "allow_private", "to"
        ]
    )]
    pub restore: bool,
    /// Where the original stands
    #[arg(long, value_name = "URL", value_parser = web_url)]
    pub original_url: Option<WebUrl>,
    /// The picture that came with the text; it is copied beside the article
    #[arg(long, value_name = "FILE")]
    pub photo: Option<PathBuf>,
    /// The text's language [default: recognised]
    #[arg(long, value_parser = lang)]
    pub lang: Option<Lang>,
    /// Id of the publisher's profile [default: recognised]
    #[arg(long, value_name = "ID")]
    pub publisher: Option<String>,
    /// An author as the original credits them; may be given more than once
    #[arg(long = "author", value_name = "NAME")]
    pub authors: Vec<String>,
    /// Print the article instead of writing it
    #[arg(long)]
    pub dry_run: bool,
    /// Ask nothing, even at a terminal
    #[arg(long)]
    pub no_input: bool,
    /// Fetch the page from this machine or a private network, if that is where it stands
    #[arg(long)]
    pub allow_private: bool,
    /// The file to write, or a folder for it [default: content/articles]
    #[arg(long, value_name = "PATH")]
    pub to: Option<PathBuf>,
    /// The site's folder [default: this folder or the nearest parent with a reprint.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub format: Format,
}

/// `reprint new`.
#[derive(Group, Debug)]
pub struct New {
    /// The folder to make; it must be empty or absent (an existing site will do for --ci alone)
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Copy the demo site, which shows everything, instead of the small one
    #[arg(long)]
    pub demo: bool,
    /// Add a workflow that checks, builds and publishes the site
    #[arg(long, value_enum, value_name = "HOST")]
    pub ci: Option<Host>,
}

/// A host that builds and publishes.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub Actions and GitHub Pages.
    Github,
}

/// `reprint explain`.
#[derive(Group, Debug)]
pub struct Explain {
    /// A code such as rights/permission-missing, or a publisher's id; none lists all codes
    pub code: Option<String>,
}

/// `reprint schema`.
#[derive(Group, Debug)]
pub struct Schema {
    /// The kind of file
    #[arg(value_enum, value_name = "KIND")]
    pub of: Subject,
}

/// A kind of file that has a schema.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The front matter of an article.
    FrontMatter,
    /// reprint.yaml.
    Config,
    /// A publisher's profile, `content/publishers/<id>.yaml`.
    Publisher,
    /// A permission, `content/permissions/<id>.yaml`.
    Permission,
}

/// `reprint completions`.
#[derive(Group, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

fn web_url(typed: &str) -> Result<WebUrl, String> {
    WebUrl::parse(typed).ok_or_else(|| "write the whole address, beginning with https://".to_owned())
}

fn lang(typed: &str) -> Result<Lang, String> {
    Lang::parse(typed).ok_or_else(|| "write a language tag (BCP 47), such as fr, en or pt-BR".to_owned())
}
