//! An output in memory: for tests, and for `check`, which writes nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use super::{Mark, Output, Rest, failed};
use crate::base::{Digest, Route};
use crate::diag::Diagnostic;
use crate::verify::Verified;

/// Files by address.
#[derive(Debug, Default)]
pub struct Memory {
    files: BTreeMap<Route, Vec<u8>>,
    staged: Mutex<BTreeMap<Route, Vec<u8>>>,
    trace: Vec<u8>,
}

impl Memory {
    /// The files that are published.
    pub fn files(&self) -> &BTreeMap<Route, Vec<u8>> {
        &self.files
    }

    /// Changes a file behind the engine's back, as a person may.
    pub fn tamper(&mut self, route: &Route, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => self.files.insert(route.clone(), bytes.to_vec()),
            None => self.files.remove(route),
        };
    }

    fn staged(&self) -> std::sync::MutexGuard<'_, BTreeMap<Route, Vec<u8>>> {
        self.staged.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Output for Memory {
    fn mark(&self, route: &Route) -> Option<Mark> {
        self.files.get(route).map(|bytes| mark(bytes))
    }

    fn stage(&self, file: &Verified) -> io::Result<Mark> {
        let bytes = file.bytes().to_vec();
        let mark = mark(&bytes);
        self.staged().insert(file.route().clone(), bytes);
        Ok(mark)
    }

    fn holds_staged(&self, route: &Route) -> bool {
        self.files.get(route) == self.staged().get(route)
    }

    fn commit(&mut self, _put: &[Route], remove: &[Route]) -> Result<(), Box<Diagnostic>> {
        let staged = std::mem::take(&mut *self.staged());
        self.files.extend(staged);
        for route in remove {
            self.files.remove(route);
        }
        Ok(())
    }

    fn discard(&mut self) {
        self.staged().clear();
    }

    fn load_trace(&self) -> Vec<u8> {
        self.trace.clone()
    }

    fn save_trace(&mut self, parts: &[&[u8]], rest: &Rest<'_>) -> Result<(), Box<Diagnostic>> {
        self.trace = parts.concat();
        rest(&mut self.trace).map_err(|e| failed("keep", Path::new("trace"), &e))
    }
}

/// There is no clock here: the content itself stands for its time of change.
fn mark(bytes: &[u8]) -> Mark {
    let digest = Digest::of(bytes).to_string();
    let modified = i64::from_str_radix(&digest[..15], 16).expect("a digest prints as hexadecimal digits");
    Mark { len: bytes.len() as u64, modified }
}

/// An output that keeps nothing.
#[derive(Debug, Default)]
pub struct Nowhere;

impl Output for Nowhere {
    fn mark(&self, _: &Route) -> Option<Mark> {
        None
    }
    fn stage(&self, _: &Verified) -> io::Result<Mark> {
        Ok(Mark::default())
    }
    fn holds_staged(&self, _: &Route) -> bool {
        false
    }
    fn commit(&mut self, _: &[Route], _: &[Route]) -> Result<(), Box<Diagnostic>> {
        Ok(())
    }
    fn discard(&mut self) {}
    fn load_trace(&self) -> Vec<u8> {
        Vec::new()
    }
    fn save_trace(&mut self, _: &[&[u8]], _: &Rest<'_>) -> Result<(), Box<Diagnostic>> {
        Ok(())
    }
}
