//! What the arguments mean: folders found, times read, words for flags.

use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;

use super::args::{self, Format, Host, LedgerFormat};
use super::import::Reach;
use super::{Failure, surroundings};
use crate::base::{Lang, WebUrl, When, Zone};
use crate::engine::{self, Drafts, Withhold};
use crate::serve::{self, Port, Watching};

/// `reprint check`.
#[derive(Clone, Debug)]
pub struct Check {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site will be reached, if not at `base_url` of its settings.
    pub base_url: Option<WebUrl>,
    /// Whether drafts count.
    pub drafts: Drafts,
    /// The present.
    pub now: Timestamp,
    /// The form of the report.
    pub format: Format,
}

/// `reprint build`.
#[derive(Clone, Debug)]
pub struct Build {
    /// What it shares with `check`.
    pub check: Check,
    /// The folder to write.
    pub out: PathBuf,
    /// What an article does to the others whose rights are not in order.
    pub withhold: Withhold,
}

/// `reprint serve`.
#[derive(Debug)]
pub struct Serve {
    /// What the preview is asked for.
    pub preview: serve::Options,
    /// What happens in a browser at the beginning.
    pub browser: Browser,
}

/// What happens in a browser when the site can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Nothing.
    Leave,
    /// The site opens.
    Open,
}

/// `reprint rights`.
#[derive(Clone, Debug)]
pub struct Rights {
    /// What it shares with `check`.
    pub check: Check,
    /// The form of the ledger.
    pub format: LedgerFormat,
}

/// `reprint ask`.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What it shares with `check`.
    pub check: Check,
    /// The article's file, as typed.
    pub article: PathBuf,
    /// The letter's language, if it is not the publisher's.
    pub lang: Option<Lang>,
}

/// `reprint import`.
#[derive(Clone, Debug)]
pub struct Import {
    /// The site's folder, if there is one.
    pub root: Option<PathBuf>,
    /// The raw text.
    pub input: Input,
    /// From where it may be fetched.
    pub reach: Reach,
    /// Whether what the text does not say is asked for.
    pub asking: Asking,
    /// Where the original stands.
    pub original_url: Option<WebUrl>,
    /// The picture to copy.
    pub photo: Option<PathBuf>,
    /// The text's language.
    pub lang: Option<Lang>,
    /// The publisher's profile.
    pub publisher: Option<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// Where the article goes.
    pub target: Target,
    /// The form of the report.
    pub format: Format,
}

/// `reprint import --restore`.
#[derive(Clone, Debug)]
pub struct Restore {
    /// The site's folder.
    pub root: PathBuf,
    /// The article's file, as typed.
    pub article: PathBuf,
    /// What goes back.
    pub wanted: Wanted,
    /// The form of the report.
    pub format: Format,
}

/// Which cuts go back into an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// None; they are listed.
    None,
    /// Every one.
    All,
    /// Those with these numbers, from 1.
    These(Vec<usize>),
}

/// Where a raw text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// In a file, or in what is piped in where it is `-`.
    File(PathBuf),
    /// On the web.
    Page(WebUrl),
}

/// Whether somebody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// Somebody sits at the terminal.
    Ask,
    /// Nobody does, or does not want to be asked.
    Silent,
}

/// Where an imported article goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To standard output.
    Shown,
    /// Into this folder, under a name made of its title.
    Folder(PathBuf),
    /// Into this file.
    File(PathBuf),
}

/// `reprint new`.
#[derive(Clone, Debug)]
pub struct New {
    /// The folder to fill.
    pub folder: PathBuf,
    /// With what.
    pub content: Content,
    /// The host to write a workflow for.
    pub ci: Option<Host>,
}

/// What a new site holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The little that builds.
    Small,
    /// The demo.
    Demo,
    /// It is a site already; only a workflow is added.
    Existing,
}

impl Check {
    /// What the engine is asked for.
    pub fn engine(&self, withhold: Withhold) -> engine::Options {
        engine::Options {
            base_url: self.base_url.clone(),
            drafts: self.drafts,
            withhold,
            now: self.now,
            program: surroundings::program(),
        }
    }
}

/// The meaning of `reprint check`'s arguments.
pub fn check(typed: &args::Check) -> Result<Check> {
    Ok(Check {
        root: surroundings::site_folder(typed.root.as_deref())?,
        base_url: typed.base_url.clone(),
        drafts: if typed.drafts { Drafts::Include } else { Drafts::Leave },
        now: present(typed.now.as_deref())?,
        format: typed.format,
    })
}

/// The meaning of `reprint rights`'s arguments.
pub fn rights(typed: &args::Rights) -> Result<Rights> {
    let drafts = if typed.drafts { Drafts::Include } else { Drafts::Leave };
    let check = look(typed.root.as_deref(), drafts, typed.now.as_deref())?;
    Ok(Rights { check, format: typed.format })
}

/// The meaning of `reprint ask`'s arguments.
pub fn ask(typed: &args::Ask) -> Result<Ask> {
    let check = look(typed.root.as_deref(), Drafts::Include, typed.now.as_deref())?;
    Ok(Ask { check, article: typed.article.clone(), lang: typed.lang.clone() })
}

/// A site to be looked at and not built.
fn look(root: Option<&Path>, drafts: Drafts, now: Option<&str>) -> Result<Check> {
    let root = surroundings::site_folder(root)?;
    Ok(Check { root, base_url: None, drafts, now: present(now)?, format: Format::Human })
}

/// The meaning of `reprint build`'s arguments.
pub fn build(typed: &args::Build) -> Result<Build> {
    let check = check(&typed.site)?;
    let out = typed.out.clone().unwrap_or_else(|| check.root.join("public"));
    if surroundings::mixes(&out, &check.root)? {
        return Err(Failure::usage(format!("`--out {}` would mix the published site with its sources", out.display()))
            .hint("name a folder of its own, such as `--out public`")
            .into());
    }
    Ok(Build { out, withhold: if typed.withhold { Withhold::Withhold } else { Withhold::Refuse }, check })
}

/// The meaning of `reprint serve`'s arguments.
pub fn serve(typed: &args::Serve) -> Result<Serve> {
    let engine = engine::Options {
        base_url: None,
        drafts: if typed.drafts { Drafts::Include } else { Drafts::Leave },
        withhold: if typed.withhold { Withhold::Withhold } else { Withhold::Refuse },
        now: present(typed.now.as_deref())?,
        program: surroundings::program(),
    };
    let preview = serve::Options {
        root: surroundings::site_folder(typed.root.as_deref())?,
        bind: typed.bind,
        port: typed.port.map_or(Port::Free, Port::This),
        watching: if typed.poll { Watching::Polling } else { Watching::Told },
        engine,
        clock: typed.now.is_none().then_some(surroundings::now),
    };
    Ok(Serve { preview, browser: if typed.open { Browser::Open } else { Browser::Leave } })
}

/// The meaning of `reprint import`'s arguments.
pub fn import(typed: &args::Import) -> Result<Import> {
    Ok(Import {
        root: surroundings::site_folder(typed.root.as_deref()).ok(),
        input: typed.file.to_str().and_then(page).map_or_else(|| Input::File(typed.file.clone()), Input::Page),
        reach: if typed.allow_private { Reach::Private } else { Reach::Public },
        asking: asking(typed),
        original_url: typed.original_url.clone(),
        photo: typed.photo.clone(),
        lang: typed.lang.clone(),
        publisher: typed.publisher.clone(),
        authors: typed.authors.clone(),
        target: target(typed)?,
        format: typed.format,
    })
}

/// The meaning of `reprint import --restore`'s arguments.
pub fn restore(typed: &args::Import) -> Result<Restore> {
    let wanted = match typed.numbers.as_slice() {
        [] => Wanted::None,
        [all] if all == "all" => Wanted::All,
        numbers => Wanted::These(numbers.iter().map(|number| cut_number(number)).collect::<Result<_>>()?),
    };
    let root = surroundings::site_folder(typed.root.as_deref())?;
    Ok(Restore { root, article: typed.file.clone(), wanted, format: typed.format })
}

fn cut_number(typed: &str) -> Result<usize> {
    typed.parse().map_err(|_| {
        Failure::usage(format!("`{typed}` is no number of a cut"))
            .hint("name cuts by the numbers that `--restore` lists without any, such as `2 5`, or write `all` alone")
            .into()
    })
}

/// An address that is one by its scheme: a file may be named anything else.
fn page(typed: &str) -> Option<WebUrl> {
    let web = ["http://", "https://"].iter().any(|scheme| typed.starts_with(scheme));
    WebUrl::parse(typed).filter(|_| web)
}

/// Somebody is asked at a terminal, unless the text comes from there or a program reads the report.
fn asking(typed: &args::Import) -> Asking {
    let silent = typed.no_input || typed.dry_run || typed.format == Format::Json || typed.file == Path::new("-");
    if silent || !surroundings::is_interactive() { Asking::Silent } else { Asking::Ask }
}

/// The meaning of `reprint new`'s arguments.
pub fn new(typed: &args::New) -> Result<New> {
    let existing = surroundings::exists(&typed.dir.join(crate::config::FILE));
    let content = match (existing, typed.demo, typed.ci) {
        (true, false, Some(_)) => Content::Existing,
        (true, _, _) => {
            return Err(Failure::usage(format!("{} is a site already", typed.dir.display()))
                .hint("name a new folder; to add a workflow to this site: `reprint new . --ci github`")
                .into());
        }
        (false, true, _) => Content::Demo,
        (false, false, _) => Content::Small,
    };
    Ok(New { folder: typed.dir.clone(), content, ci: typed.ci })
}

fn present(typed: Option<&str>) -> Result<Timestamp> {
    let Some(typed) = typed else { return Ok(surroundings::now()) };
    let when = When::parse(typed, &Zone::utc()).ok_or_else(|| {
        Failure::usage(format!("`--now` cannot be `{typed}`"))
            .hint("write a day such as 2026-01-31 or a date-time such as 2026-01-31T08:00+01:00")
    })?;
    Ok(when.timestamp())
}

/// A path that ends in `.md` is a file, any other a folder. Without one the article joins the others of the site.
fn target(typed: &args::Import) -> Result<Target> {
    if typed.dry_run {
        return Ok(Target::Shown);
    }
    let Some(to) = &typed.to else {
        let root = surroundings::site_folder(typed.root.as_deref())?;
        return Ok(Target::Folder(root.join("content/articles")));
    };
    let to = typed.root.as_deref().unwrap_or(Path::new("")).join(to);
    let is_file = to.extension().is_some_and(|ext| ext == "md") && !surroundings::is_folder(&to);
    Ok(if is_file { Target::File(to) } else { Target::Folder(to) })
}
