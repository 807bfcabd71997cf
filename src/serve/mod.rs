//! The preview: the site as a build would write it, served from memory, and on the page before the hand leaves the key.
//!
//! One thread takes in what changed, in a loop over `Event`; another answers browsers from the shelf that the first fills.
//! Whatever is wrong, the last good site stays on the shelf, and every open page says what it is.

mod answer;
mod desk;
mod guard;
mod http;
mod inbox;
mod reload;
mod watch;

use std::collections::BTreeSet;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::base::{RelPath, Route};
use crate::diag::Diagnostic;
use crate::engine::{self, Changes, Next, Outcome, Report, Resident, Step};
use crate::source::kept::Kept;
use desk::Question;
use http::Shared;
use inbox::{Inbox, Touched};
use reload::Problems;
use watch::{Hint, Watch};

/// The longest wait for an embargo to end before the clock is looked at again.
const NAP: Duration = Duration::from_secs(60);

/// What a preview is asked for.
#[derive(Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// The address to listen at.
    pub bind: IpAddr,
    /// The port.
    pub port: Port,
    /// How changes are noticed.
    pub watching: Watching,
    /// What the pages are made by. Its moment is the beginning's.
    pub engine: engine::Options,
    /// Tells the time; `None` where it stands still.
    pub clock: Option<fn() -> Timestamp>,
}

/// Which port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one or none.
    This(u16),
    /// The first that is free.
    Free,
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells.
    Told,
    /// All files are looked at once a second: in containers and on network drives the system does not tell.
    Polling,
}

/// What there is to tell the person at the terminal.
#[derive(Debug)]
pub enum News<'a> {
    /// The site can be looked at.
    Open {
        /// Where.
        url: String,
        /// What is on it; `None` if it has errors.
        report: Option<&'a Report>,
        /// How long it took to make.
        took: Duration,
    },
    /// An edit was taken in.
    Changed {
        /// The files that were edited.
        edited: &'a [RelPath],
        /// The files of the site that changed.
        files: &'a [Route],
        /// From the first hint to the last page.
        took: Duration,
    },
    /// What there is to say has changed.
    Found(&'a [Diagnostic]),
    /// Something that a person should know.
    Note(String),
}

/// What the loop hears.
#[derive(Debug)]
enum Event {
    /// Files may have changed.
    Hints(Vec<Hint>),
    /// Any file may have changed.
    Anything,
    /// Somebody asks for a page, and is answered when it is up to date.
    Wanted(Route, oneshot::Sender<()>),
    /// The desk asks, and is answered in JSON when the site is up to date.
    Asked(Question, oneshot::Sender<Vec<u8>>),
    /// It is over.
    Quit,
}

/// Serves a site until it is told to stop. An error is the machine's: the port is taken, the folder cannot be read.
pub fn run(options: Options, tell: &mut dyn FnMut(News<'_>)) -> io::Result<()> {
    let started = Instant::now();
    let listener = http::listen(options.bind, options.port)?;
    let address = listener.local_addr()?;
    let (sender, events) = mpsc::channel();
    let root = real(&options.root)?;
    // Watched before it is read: an edit in between is not lost.
    let watch = watch(&root, options.watching, &sender, tell);
    let shared = Arc::new(Shared::new(sender.clone()));
    let server = http::start(listener, &shared)?;
    let mut preview = Preview {
        resident: Resident::new(options.engine, Arc::clone(&shared.shelf)),
        kept: Kept::open(&root)?,
        root,
        watch,
        events: sender,
        shared,
        clock: options.clock,
        told: Vec::new(),
    };
    let mut inbox = Inbox::new(events);
    let (_, ended) = preview.take_in(Changes::Any, &mut inbox);
    let outcome = preview.conclude(tell);
    let url = http::url(address, &preview.shared.base());
    tell(News::Open { url, report: outcome.report.as_ref(), took: started.elapsed() });
    preview.reply(&mut inbox);
    preview.serve(inbox, ended, tell)?;
    server.stop()
}

#[expect(clippy::disallowed_methods, reason = "hints carry real paths")]
fn real(root: &Path) -> io::Result<PathBuf> {
    std::fs::canonicalize(root)
}

/// Watches, or polls where the system cannot watch.
fn watch(root: &Path, watching: Watching, events: &Sender<Event>, tell: &mut dyn FnMut(News<'_>)) -> Watch {
    if watching == Watching::Polling {
        return Watch::poll(root, events.clone());
    }
    Watch::start(root, events.clone()).unwrap_or_else(|error| poll(root, &error, events, tell))
}

fn poll(root: &Path, error: &notify::Error, events: &Sender<Event>, tell: &mut dyn FnMut(News<'_>)) -> Watch {
    tell(News::Note(format!("the system cannot tell of changes ({error}), so files are looked at once a second")));
    Watch::poll(root, events.clone())
}

/// The site, what watches it, and who looks at it.
struct Preview {
    resident: Resident,
    kept: Kept,
    root: PathBuf,
    watch: Watch,
    events: Sender<Event>,
    shared: Arc<Shared>,
    clock: Option<fn() -> Timestamp>,
    /// What the terminal was told last.
    told: Vec<Diagnostic>,
}

/// How taking in changes ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// Every page is as it should be.
    Done,
    /// Something else changed before every page was made.
    Interrupted,
    /// Files changed while they were read.
    Restless,
}

impl Preview {
    /// The loop. `ended` is how the beginning did.
    fn serve(&mut self, mut inbox: Inbox, mut ended: Ended, tell: &mut dyn FnMut(News<'_>)) -> io::Result<()> {
        let (mut edited, mut files) = (BTreeSet::new(), Vec::new());
        let mut started = Instant::now();
        loop {
            if ended == Ended::Done && !inbox.is_touched() {
                inbox.wait(self.until());
                started = Instant::now();
            }
            inbox.gather();
            if inbox.is_over() {
                return Ok(());
            }
            let touched = self.look(inbox.touched(), tell)?;
            let moved_on = self.until() == Some(Duration::ZERO);
            if touched.is_empty() && !moved_on && ended == Ended::Done {
                self.reply(&mut inbox);
                continue;
            }
            let changes = if moved_on { Changes::Any } else { Changes::Files(&touched) };
            let (more, now) = self.take_in(changes, &mut inbox);
            edited.extend(touched);
            files.extend(more);
            ended = now;
            if ended == Ended::Restless {
                inbox.look_again();
            }
            if ended == Ended::Done {
                let edited: Vec<RelPath> = std::mem::take(&mut edited).into_iter().collect();
                tell(News::Changed { edited: &edited, files: &std::mem::take(&mut files), took: started.elapsed() });
                self.conclude(tell);
                self.reply(&mut inbox);
            }
        }
    }

    /// How long the site stays as it is if nobody edits it.
    fn until(&self) -> Option<Duration> {
        let now = self.clock?();
        let left = Duration::try_from(self.resident.next_event()? - now).unwrap_or_default();
        // Waiting does not count the hours in which a machine sleeps.
        Some(left.min(NAP))
    }

    /// Answers all who wait: every page is as it should be.
    fn reply(&self, inbox: &mut Inbox) {
        inbox.answer(|_| false);
        for (question, asker) in inbox.asked() {
            // Who asked may have gone away.
            let _ = asker.send(desk::answer(&question, &self.resident, &self.kept));
        }
    }

    /// Looks at the files that may have changed.
    fn look(&mut self, touched: Touched, tell: &mut dyn FnMut(News<'_>)) -> io::Result<BTreeSet<RelPath>> {
        if let Err(error) = self.watch.renew(&touched) {
            self.watch = poll(&self.root, &error, &self.events, tell);
        }
        match touched {
            Touched::Any => self.kept.look_everywhere(),
            Touched::Paths(paths) => self.kept.look_at(&paths),
        }
    }

    /// Takes changes in, those pages first that somebody looks at. Gives the files of the site that changed.
    fn take_in(&mut self, changes: Changes<'_>, inbox: &mut Inbox) -> (Vec<Route>, Ended) {
        let shared = &self.shared;
        shared.set_busy(true);
        if let Some(clock) = self.clock {
            self.resident.set_now(clock());
        }
        self.resident.refresh(&self.kept, changes);
        if let Some(config) = self.resident.config() {
            shared.set_site(config.base_path(), &config.lang);
        }
        let mut files = Vec::new();
        let mut ended = Ended::Done;
        let restless = self.resident.make(&self.kept, &mut |resident, step: Step| {
            shared.tabs.tell(shared, &step.changed);
            if !step.wrong.is_empty() {
                shared.tabs.set_problems(&Problems::of(&step.wrong, &self.kept));
            }
            files.extend(step.changed);
            shared.set_busy(step.left > 0);
            inbox.drain();
            let wanted = inbox.answer(|route| step.left > 0 && resident.is_due(route));
            if inbox.is_touched() || inbox.is_over() {
                ended = if step.left > 0 { Ended::Interrupted } else { Ended::Done };
                return Next::Stop;
            }
            Next::Make([wanted, shared.tabs.routes(shared)].concat())
        });
        (files, if restless { Ended::Restless } else { ended })
    }

    /// Tells what there is to say, where it has changed.
    fn conclude(&mut self, tell: &mut dyn FnMut(News<'_>)) -> Outcome {
        let outcome = self.resident.outcome();
        self.shared.tabs.set_problems(&Problems::of(&outcome.diagnostics, &self.kept));
        if self.told != outcome.diagnostics {
            tell(News::Found(&outcome.diagnostics));
            self.told.clone_from(&outcome.diagnostics);
        }
        outcome
    }
}
