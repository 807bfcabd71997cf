//! What the loop has heard and not yet done.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::Event;
use super::desk::Question;
use super::watch::{Hint, State};
use crate::base::Route;

/// How long a file that is being written, or that has just gone, may take until it is looked at. Editors remove a file and
/// write it anew within less.
const MOMENT: Duration = Duration::from_millis(12);

/// How long a flood of changes must have ended, and how many changes are a flood: a checkout is taken in as a whole.
const LULL: Duration = Duration::from_millis(60);
const FLOOD: usize = 20;

/// The longest that changes wait for others.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was heard.
#[derive(Debug)]
pub(super) struct Inbox {
    events: Receiver<Event>,
    hints: BTreeSet<PathBuf>,
    /// The hinted paths that are still being written.
    open: BTreeSet<PathBuf>,
    anything: bool,
    wanted: Vec<(Route, oneshot::Sender<()>)>,
    asked: Vec<(Question, oneshot::Sender<Vec<u8>>)>,
    over: bool,
}

/// Which files may have changed.
#[derive(Debug)]
pub(super) enum Touched {
    /// Any.
    Any,
    /// These, and what is below them.
    Paths(BTreeSet<PathBuf>),
}

impl Inbox {
    pub(super) fn new(events: Receiver<Event>) -> Self {
        Self {
            events,
            hints: BTreeSet::new(),
            open: BTreeSet::new(),
            anything: false,
            wanted: Vec::new(),
            asked: Vec::new(),
            over: false,
        }
    }

    /// Waits until there is something to do, at most for a time.
    pub(super) fn wait(&mut self, at_most: Option<Duration>) {
        let event = match at_most {
            Some(time) => self.events.recv_timeout(time),
            None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(event) => self.take(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.over = true,
        }
    }

    /// Hears what there is to hear now.
    pub(super) fn drain(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.take(event);
        }
    }

    /// Waits until what is being written is written.
    pub(super) fn gather(&mut self) {
        let started = Instant::now();
        self.drain();
        while let Some(wait) = self.pause().filter(|_| started.elapsed() < PATIENCE) {
            match self.events.recv_timeout(wait) {
                Ok(event) => self.take(event),
                Err(_) => return,
            }
            self.drain();
        }
    }

    fn pause(&self) -> Option<Duration> {
        match () {
            () if self.over => None,
            () if self.hints.len() > FLOOD => Some(LULL),
            () if !self.open.is_empty() => Some(MOMENT),
            () => None,
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Hints(hints) => hints.into_iter().for_each(|hint| self.hint(hint)),
            Event::Anything => self.anything = true,
            Event::Wanted(route, asked) => self.wanted.push((route, asked)),
            Event::Asked(question, asker) => self.asked.push((question, asker)),
            Event::Quit => self.over = true,
        }
    }

    fn hint(&mut self, Hint { path, state }: Hint) {
        match state {
            State::Open => self.open.insert(path.clone()),
            State::Done => self.open.remove(&path),
        };
        self.hints.insert(path);
    }

    /// Hands over what the desk asked.
    pub(super) fn asked(&mut self) -> Vec<(Question, oneshot::Sender<Vec<u8>>)> {
        std::mem::take(&mut self.asked)
    }

    /// Whether it is time to end.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// Whether files may have changed.
    pub(super) fn is_touched(&self) -> bool {
        self.anything || !self.hints.is_empty()
    }

    /// Lets all files be looked at once more.
    pub(super) fn look_again(&mut self) {
        self.anything = true;
    }

    /// Hands over which files may have changed.
    pub(super) fn touched(&mut self) -> Touched {
        self.open.clear();
        let paths = std::mem::take(&mut self.hints);
        if std::mem::take(&mut self.anything) { Touched::Any } else { Touched::Paths(paths) }
    }

    /// Tells those who asked for pages that are up to date, and gives the pages that others still wait for.
    pub(super) fn answer(&mut self, is_due: impl Fn(&Route) -> bool) -> Vec<Route> {
        let (wait, ready) = std::mem::take(&mut self.wanted).into_iter().partition(|(route, _)| is_due(route));
        self.wanted = wait;
        for (_, asked) in ready {
            // Who asked may have gone away.
            let _ = asked.send(());
        }
        self.wanted.iter().map(|(route, _)| route.clone()).collect()
    }
}
