//! Runs the pipeline: per article, then once over summaries, then per page.

pub mod built_in;
mod images;
mod lack;
pub mod ledger;
mod load;
mod make;
mod prepare;
mod resident;
mod sheet;
mod survey;
mod trace;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::Timestamp;
use rayon::prelude::*;

pub use lack::{Lack, lack};
pub use load::{Look, Site, house, language, load, publishers, words};
pub use resident::{Changes, Next, Resident, Step};
pub use sheet::{Passage, Sheet, Shown};
pub use trace::Trace;

use crate::base::{Digest, RelPath, Route, WebUrl};
use crate::diag::{Code, Diagnostic};
use crate::plan::{Header, Plan, View};
use crate::render::Theme;
use crate::rights::{Filed, State};
use crate::source::Sources;
use crate::write::Output;
use make::Made;
use survey::Survey;
use trace::Rows;

/// What a build is asked for, beside the site itself.
#[derive(Clone, Debug)]
pub struct Options {
    /// In place of the one in `reprint.yaml`.
    pub base_url: Option<WebUrl>,
    /// Whether unfinished articles are shown.
    pub drafts: Drafts,
    /// What happens to articles whose rights are not in order.
    pub withhold: Withhold,
    /// The moment that embargoes and expiries are judged at.
    pub now: Timestamp,
    /// Identifies the program, so that another version makes every page again.
    pub program: Digest,
}

/// Whether unfinished articles are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Leave,
    /// They are published like the rest.
    Include,
}

/// What happens to articles whose rights are not in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withhold {
    /// They stop the build.
    Refuse,
    /// They are left out and listed; the rest is published.
    Withhold,
}

/// How a build ended.
#[derive(Debug)]
pub struct Outcome {
    /// Everything there is to say, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What was done; `None` if errors stopped the build.
    pub report: Option<Report>,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that are on the site.
    pub articles: usize,
    /// Files that make up the site.
    pub files: usize,
    /// Files that were made; the rest was as it should be.
    pub written: Vec<Route>,
    /// Files that are no longer there.
    pub removed: Vec<Route>,
    /// Articles that were left out because their rights are not in order.
    pub withheld: Vec<RelPath>,
    /// Addresses of articles that were taken down, for hosts that can answer 410.
    pub gone: Vec<Route>,
    /// Headers that hosts which can should send with pages.
    pub headers: Vec<(Route, Vec<Header>)>,
    /// The next moment at which an embargo or expiry changes the site.
    pub next_event: Option<Timestamp>,
}

/// How many articles or pages a core takes at a time: few enough that the last ones are shared out. Where rayon chose, one core
/// made the last tenth of ten thousand pages alone.
const AT_ONCE: usize = 32;

/// How often a build starts over because files changed while it read them.
const ATTEMPTS: usize = 3;

/// Builds the site into an output.
pub fn build(sources: &dyn Sources, output: &mut dyn Output, options: &Options) -> Outcome {
    for _ in 0..ATTEMPTS {
        // On one of the threads that also make the pages: it has memory to use again, and a thread of its own asks for more
        // (10 MiB at ten thousand articles).
        if let Some(outcome) = rayon::scope(|_| attempt(sources, output, options)) {
            return outcome;
        }
        output.discard();
    }
    let restless = Diagnostic::new(Code::SourceUnreadable, "articles kept changing while they were read")
        .hint("build again when nothing is writing to the site");
    Outcome { diagnostics: vec![restless], report: None }
}

/// One pass; `None` if a file changed under it.
fn attempt(sources: &dyn Sources, output: &mut dyn Output, options: &Options) -> Option<Outcome> {
    let mut trace = Trace::decode(&output.load_trace(), options.program);
    let survey = match Survey::read(sources, options, &mut trace, None) {
        Ok(survey) => survey,
        Err(found) => return Some(finish(found, None)),
    };
    let mut diagnostics = survey.findings(&trace);
    let stop = diagnostics.iter().any(Diagnostic::is_error);
    let mode = if stop { make::Mode::Judge } else { make::Mode::Stage };
    let pages = make_all(sources, output, &survey, &trace, mode);
    if pages.iter().any(|(_, made)| matches!(made, Made::Again)) {
        return None;
    }
    let planned = || (survey.shown(), survey.gone(), survey.headers());
    let ((written, rows), (articles, gone, headers)) = rayon::join(|| sorted(pages, &mut diagnostics), planned);
    diagnostics.extend(foreign(output, &trace, &written));
    let report = Report {
        articles,
        files: rows.len(),
        written,
        removed: trace.gone(&rows),
        withheld: survey.withheld.clone(),
        gone,
        headers,
        next_event: survey.next_event,
    };
    if diagnostics.iter().any(Diagnostic::is_error) {
        output.discard();
        if options.withhold == Withhold::Withhold {
            diagnostics.extend(retract(output, &mut trace, &survey.plan, &survey.articles).err().map(|e| *e));
        }
        return Some(finish(diagnostics, None));
    }
    let done = publish(output, &mut trace, rows, &report);
    // Tens of thousands of small values go one by one, which nobody needs to wait for.
    rayon::spawn(move || drop((survey, trace)));
    diagnostics.extend(done.err().map(|e| *e));
    Some(finish(diagnostics, Some(report)))
}

/// The files that were made, and the rows of all that there are. What was found goes to the other findings.
fn sorted(pages: Vec<(Route, Made)>, diagnostics: &mut Vec<Diagnostic>) -> (Vec<Route>, Rows) {
    let written =
        pages.iter().filter(|(_, made)| matches!(made, Made::New(_))).map(|(route, _)| route.clone()).collect();
    // The rows take the place of the pages in memory.
    let rows: Rows = pages
        .into_iter()
        .filter_map(|(route, made)| match made {
            Made::Same(row) | Made::New(row) => Some((route, row)),
            Made::Refused(found) => {
                diagnostics.extend(found);
                None
            }
            Made::Again => None,
        })
        .collect();
    diagnostics.extend(rows.iter().flat_map(|(_, row)| row.found.iter().cloned()));
    (written, rows)
}

fn make_all(
    sources: &dyn Sources,
    output: &dyn Output,
    survey: &Survey,
    trace: &Trace,
    mode: make::Mode,
) -> Vec<(Route, Made)> {
    let Some(look) = &survey.site.look else { return Vec::new() };
    let theme = Theme::new(&survey.site.config, &look.strings, &look.templates, &survey.languages());
    let maker = make::Maker { sources, output, survey, look, theme: &theme, mode };
    let mut pages: Vec<_> = survey.plan.iter().filter(|(_, spec)| maker.speaks(&spec.lang)).collect();
    // Pages that show the same cards come one after the other, so that each card is made once; and the newest first, among which
    // the heads of all lists are: they take longest, and as the last ones one core would make them alone.
    pages.par_sort_by_cached_key(|(_, spec)| spec.newest().map(Reverse));
    let done = pages
        .into_par_iter()
        .with_max_len(AT_ONCE)
        .map(|(route, spec)| (route.clone(), maker.make(route, spec, trace.row(route))));
    let mut done: Vec<_> = done.collect();
    rayon::join(|| done.par_sort_unstable_by(|(a, _), (b, _)| a.cmp(b)), || drop(theme));
    done
}

/// Finds files in the output that somebody else put where a page belongs.
fn foreign(output: &dyn Output, trace: &Trace, written: &[Route]) -> Vec<Diagnostic> {
    let ours = |route: &Route| trace.is_ours(route) || output.mark(route).is_none() || output.holds_staged(route);
    let found = written.iter().filter(|route| !ours(route)).map(|route| {
        Diagnostic::new(
            Code::WriteForeign,
            format!("the output folder has a file `{}` that Reprint did not make", route.file()),
        )
        .hint("move it into `static/`, remove it, or build into another folder with `--out`")
    });
    found.collect()
}

/// Puts the staged files in place. The trace that is stored first calls every file in flight ours but of unknown content, so a
/// kill between the two stores costs only that these files are made again.
fn publish(output: &mut dyn Output, trace: &mut Trace, rows: Rows, report: &Report) -> Result<(), Box<Diagnostic>> {
    let quiet = report.written.is_empty() && report.removed.is_empty() && !trace.has_pending();
    if !quiet {
        save(output, &trace.in_flight(&report.written, &report.removed))?;
        output.commit(&report.written, &report.removed)?;
    }
    if !quiet || trace.is_stale() {
        trace.complete(rows);
        save(output, trace)?;
    }
    Ok(())
}

/// What may not stay online goes even though the build failed: pages of articles that are withdrawn, expired, at the end of
/// their publisher's term, or no longer cleared.
fn retract(output: &mut dyn Output, trace: &mut Trace, plan: &Plan, articles: &[Filed]) -> Result<(), Box<Diagnostic>> {
    let allowed: BTreeSet<&RelPath> = plan
        .values()
        .filter(|spec| matches!(spec.view, View::Article(_)))
        .filter_map(|spec| spec.article().filter(|article| article.state != State::Rest).map(|article| &article.path))
        .collect();
    let known: BTreeSet<&RelPath> = articles.iter().map(|article| &article.path).collect();
    let gone = trace.rows_of(|path| !(allowed.contains(path) && known.contains(path)));
    if gone.is_empty() {
        return Ok(());
    }
    save(output, &trace.in_flight(&[], &gone))?;
    output.commit(&[], &gone)?;
    trace.forget(&gone);
    save(output, trace)
}

fn save(output: &mut dyn Output, trace: &Trace) -> Result<(), Box<Diagnostic>> {
    output.save_trace(&trace.packed(), &|out| trace.write_rest(out))
}

fn finish(mut diagnostics: Vec<Diagnostic>, report: Option<Report>) -> Outcome {
    diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    diagnostics.dedup();
    // What stops one file, such as a full disk, stops them all.
    let mut machine = 0;
    diagnostics.retain(|d| {
        machine += usize::from(d.code == Code::WriteFailed);
        d.code != Code::WriteFailed || machine == 1
    });
    let failed = diagnostics.iter().any(Diagnostic::is_error);
    Outcome { diagnostics, report: report.filter(|_| !failed) }
}

fn order(d: &Diagnostic) -> (Option<(&RelPath, usize)>, Code, &str) {
    (d.span.as_ref().map(|s| (&s.path, s.range.start)), d.code, &d.message)
}
