//! One article before the judge: what is known of it, what was found, which permissions were called on.

use super::permission::{Permission, Permitted, Request};
use super::text::givers;
use super::work::Work;
use super::{Context, Window};
use crate::base::{Lang, Span, WebUrl};
use crate::clean::{Cleaned, Cut};
use crate::diag::{Code, Diagnostic};
use crate::parse::{Document, FrontMatter};

/// How long before a permission's end the editors are warned.
const WARN_AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

pub(super) struct Case<'a> {
    pub(super) document: &'a Document,
    pub(super) front: &'a FrontMatter,
    pub(super) cuts: &'a [Cut],
    pub(super) context: &'a Context<'a>,
    pub(super) lang: &'a Lang,
    /// The permissions that were needed, in the order they were called on.
    pub(super) called: Vec<&'a Permission>,
    /// What would have to be allowed and is not.
    pub(super) missing: Vec<Missing>,
    findings: Vec<Diagnostic>,
    window: Window,
    reduced_from: Option<jiff::Timestamp>,
}

/// A use that nothing allows: what a letter would ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// Who could allow it: the id of a profile, or names.
    pub givers: Vec<String>,
    /// What for.
    pub usage: Permitted,
    /// The work; of a picture, the article that it came with.
    pub url: Option<WebUrl>,
    /// The picture, as the article names it.
    pub picture: Option<String>,
}

impl<'a> Case<'a> {
    pub(super) fn new(cleaned: &'a Cleaned, context: &'a Context<'a>, lang: &'a Lang) -> Self {
        let front = &cleaned.document.front;
        let window = Window {
            from: front.embargo.map(|when| when.timestamp()),
            until: front.expires.map(|when| when.timestamp()),
        };
        let mut case = Self {
            document: &cleaned.document,
            front,
            cuts: &cleaned.cuts,
            context,
            lang,
            called: Vec::new(),
            missing: Vec::new(),
            findings: Vec::new(),
            window,
            reduced_from: None,
        };
        case.check_permission_ids();
        case
    }

    fn check_permission_ids(&mut self) {
        for id in &self.front.permissions {
            if self.context.permissions.get(id).is_some() {
                continue;
            }
            let message = format!("there is no permission `{id}`");
            let hint = match self.context.permissions.did_you_mean(id) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("record what was allowed in `content/permissions/{id}.yaml`"),
            };
            self.report(Code::RightsPermissionUnknown, "permissions", message, [hint]);
        }
    }

    /// Reports a finding at a key, or at the front matter's beginning where the key is absent. What only follows from a misspelt
    /// key is left out: its cause has been told.
    pub(super) fn report<const N: usize>(
        &mut self,
        code: Code,
        key: &str,
        message: impl Into<String>,
        hints: [String; N],
    ) {
        if self.document.misspelt.contains(&key) {
            return;
        }
        let span = self.document.place(key);
        self.report_at(code, span, message, hints);
    }

    pub(super) fn report_at<const N: usize>(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        hints: [String; N],
    ) {
        let finding = Diagnostic::new(code, message).at(span);
        self.findings.push(hints.into_iter().fold(finding, Diagnostic::hint));
    }

    /// Whether a key has something beside it. If its value is still unknown here, reading it has already been reported.
    pub(super) fn is_filled(&self, key: &str) -> bool {
        if self.document.misspelt.contains(&key) {
            return true;
        }
        let line = &self.document.source.text[self.document.place(key).range];
        let (typed, value) = line.split_once(':').unwrap_or(("", ""));
        let value = value.trim();
        typed.trim_matches(['"', '\'']) == key
            && !matches!(value, "" | "~" | "null" | "\"\"" | "''")
            && !value.starts_with('#')
    }

    /// Narrows the time that the article may be on the site.
    pub(super) fn narrow(&mut self, from: Option<jiff::Timestamp>, until: Option<jiff::Timestamp>) {
        self.window.from = self.window.from.max(from);
        self.window.until = self.window.until.into_iter().chain(until).min();
    }

    /// Lets no more than a link to the original stay from a moment on.
    pub(super) fn reduce(&mut self, from: Option<jiff::Timestamp>) {
        self.reduced_from = from;
    }

    /// The body without what is cut.
    pub(super) fn kept(&self) -> String {
        let (body, mut at) = (self.document.body(), 0);
        let mut kept = String::with_capacity(body.len());
        for cut in self.cuts {
            kept.push_str(body.get(at..cut.range.start).unwrap_or_default());
            at = cut.range.end;
        }
        kept.push_str(body.get(at..).unwrap_or_default());
        kept
    }

    /// Looks for a listed permission from one of `givers`, and takes account of the time it holds.
    pub(super) fn permits(&mut self, givers: &[&str], url: Option<&WebUrl>, usage: Permitted) -> bool {
        let lang = self.lang;
        let found = self.call(|p| givers.iter().any(|publisher| p.covers(&Request { publisher, url, lang, usage })));
        if !found {
            self.miss(givers, url, usage, None);
        }
        found
    }

    /// The listed permission that covers a use of a work and holds the longest. What it bounds is the caller's to judge.
    pub(super) fn granted(&self, work: &Work<'_>, usage: Permitted) -> Option<&'a Permission> {
        let givers = givers(self, work);
        let covers = |p: &Permission| {
            givers.iter().any(|publisher| p.covers(&Request { publisher, url: work.url, lang: self.lang, usage }))
        };
        self.longest(covers)
    }

    /// As [`permits`](Self::permits), for what the page does without where nothing allows it.
    pub(super) fn grants(&mut self, work: &Work<'_>, usage: Permitted) -> bool {
        let found = self.granted(work, usage);
        if let Some(permission) = found {
            self.rely_on(permission);
        }
        found.is_some()
    }

    /// Remembers what nothing allows.
    pub(super) fn miss(&mut self, givers: &[&str], url: Option<&WebUrl>, usage: Permitted, picture: Option<&str>) {
        self.missing.push(Missing {
            givers: givers.iter().map(|giver| (*giver).to_owned()).collect(),
            usage,
            url: url.cloned(),
            picture: picture.map(str::to_owned),
        });
    }

    /// Calls on the listed permission that covers something and holds the longest.
    pub(super) fn call(&mut self, covers: impl Fn(&Permission) -> bool) -> bool {
        let best = self.longest(covers);
        if let Some(permission) = best {
            self.rely_on(permission);
        }
        best.is_some()
    }

    fn longest(&self, covers: impl Fn(&Permission) -> bool) -> Option<&'a Permission> {
        let context = self.context;
        let listed = self.front.permissions.iter().filter_map(|id| context.permissions.get(id));
        listed.filter(|p| covers(p)).max_by_key(|p| p.ends().unwrap_or(jiff::Timestamp::MAX))
    }

    /// Publishes on a permission: no longer than it holds.
    fn rely_on(&mut self, permission: &'a Permission) {
        self.narrow(permission.begins(), permission.ends());
        self.note(permission, "the page is taken off the site");
    }

    /// Names a permission on the page; `then` is what happens when it ends.
    pub(super) fn note(&mut self, permission: &'a Permission, then: &str) {
        if !self.called.iter().any(|known| std::ptr::eq(*known, permission)) {
            self.called.push(permission);
            self.warn_of_end(permission, "permissions", then);
        }
    }

    /// Warns where a permission ends soon or has ended; `then` is what happens on its own.
    pub(super) fn warn_of_end(&mut self, permission: &Permission, key: &str, then: &str) {
        let (Some(ends), now) = (permission.ends(), self.context.now) else { return };
        if ends > now.checked_add(WARN_AHEAD).unwrap_or(jiff::Timestamp::MAX) {
            return;
        }
        let (by, day) = (&permission.given_by, permission.until.map_or(String::new(), |until| until.iso()));
        let tense = if ends <= now { "has ended" } else { "ends" };
        let message = format!("the permission given by {by} {tense} on {day}");
        let hints = [format!("ask for a longer one and correct its `until:`; without one {then} on its own")];
        self.report(Code::RightsPermissionExpiring, key, message, hints);
    }

    /// How to make use of a permission, for a hint.
    pub(super) fn list_permission(&self, usage: Permitted) -> String {
        format!(
            "list a permission (`permissions: [<id>]`) that `content/permissions/<id>.yaml` records with `uses: [{}]`{}",
            usage.as_str(),
            self.listed_in_vain()
        )
    }

    /// A hint for whoever listed permissions that do not help.
    pub(super) fn listed_in_vain(&self) -> String {
        let known = |id: &&String| self.context.permissions.get(id).is_some();
        let ids: Vec<&str> = self.front.permissions.iter().filter(known).map(String::as_str).collect();
        match ids.as_slice() {
            [] => String::new(),
            ids => format!(" (`{}` is for another publisher, article, language or use)", ids.join("`, `")),
        }
    }

    pub(super) fn close(self) -> (Vec<Diagnostic>, Window, Option<jiff::Timestamp>) {
        let mut findings = self.findings;
        findings.sort_by_key(|d| d.span.as_ref().map_or(0, |span| span.range.start));
        (findings, self.window, self.reduced_from)
    }
}
