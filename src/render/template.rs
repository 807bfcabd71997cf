//! The theme: built-in templates with the site's own on top.
//!
//! Built-in templates are registered as `reprint/<name>`, the site's as `<name>`, and Tera falls back from one to the other;
//! so a site's `article.html` may extend `reprint/article.html` and change one block. No function that reads the site, the
//! clock or the environment is registered: a template sees its context and nothing else.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::strings::Strings;
use crate::base::{Lang, RelPath, Span};
use crate::diag::{Code, Diagnostic, Staged};
use crate::source::Source;

/// The prefix of built-in templates.
const BUILT_IN: &str = "reprint/";

/// All templates, parsed.
pub struct Templates {
    tera: Tera,
    /// The site's own, for messages.
    own: BTreeMap<String, Source>,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.tera.get_template_names()).finish()
    }
}

impl Templates {
    /// Parses the templates. Names are paths below `templates/`.
    pub fn read(built_in: &[(&str, &str)], own: Vec<(String, Source)>, strings: Arc<Strings>) -> Staged<Self> {
        let mut tera = Tera::new();
        tera.set_fallback_prefixes([BUILT_IN]).expect("no template has been added yet");
        tera.register_filter("plural", move |n: u64, args: Kwargs, _: &State<'_>| plural(&strings, n, &args));
        let own: BTreeMap<_, _> = own.into_iter().collect();
        let theme = built_in.iter().map(|(name, text)| (format!("{BUILT_IN}{name}"), *text));
        let site = own.iter().map(|(name, source)| (name.clone(), &*source.text));
        let all: Vec<(String, &str)> = theme.chain(site).collect();
        match tera.add_raw_templates(all) {
            Ok(()) => Staged::ok(Self { tera, own }),
            Err(error) => Staged::failed(diagnostics(&error, &own, None)),
        }
    }

    /// The file of a template, if it is the site's own.
    pub fn file(&self, name: &str) -> Option<&RelPath> {
        self.own.get(name).map(|source| &source.path)
    }

    /// Whether they are the built-in ones alone.
    pub fn are_built_in(&self) -> bool {
        self.own.is_empty()
    }

    /// Renders a page's shell. `page` names it in messages.
    pub fn render(&self, name: &str, context: &Context, page: &dyn Display) -> Result<String, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(12 << 10);
        let done = self.tera.render_to(name, context, &mut out);
        self.text(done, out, page)
    }

    /// Renders a component that is made for many pages. `known` is what it may know of them.
    pub(super) fn component(
        &self,
        name: &str,
        args: &Context,
        known: &Context,
        page: &dyn Display,
    ) -> Result<String, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(2 << 10);
        let done = self.tera.render_component_with_implicits_to(name, args, known, None, true, &mut out);
        self.text(done, out, page)
    }

    fn text(&self, done: TeraResult<()>, out: Vec<u8>, page: &dyn Display) -> Result<String, Box<Diagnostic>> {
        match done {
            Ok(()) => Ok(String::from_utf8(out).expect("Tera writes only text")),
            Err(error) => {
                let first = diagnostics(&error, &self.own, Some(page)).into_iter().next();
                Err(Box::new(first.expect("there is a finding for every error")))
            }
        }
    }
}

/// `{{ n | plural(forms=ui.minutes, lang=page.lang) }}`: the form that the language wants for a number, with `{n}` filled in.
fn plural(strings: &Strings, n: u64, args: &Kwargs) -> TeraResult<String> {
    let forms: &Value = args.must_get("forms")?;
    let form = |category: &str| {
        let (_, form) = forms.as_map()?.iter().find(|(key, _)| key.as_str() == Some(category))?;
        form.as_str()
    };
    let lang: &str = args.must_get("lang")?;
    let lang = Lang::parse(lang).ok_or_else(|| tera::Error::message(format!("`{lang}` is no language tag")))?;
    Ok(strings.plural(form, n, &lang))
}

/// What Tera has to say, in our words: one finding, or one for each name that no template knows.
fn diagnostics(error: &tera::Error, own: &BTreeMap<String, Source>, page: Option<&dyn Display>) -> Vec<Diagnostic> {
    let on = page.map_or_else(String::new, |page| format!(" (while rendering {page})"));
    let message = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = format!("{}{on}", lower_first(report.message()));
            return vec![finding(message, own, report.filename(), |_| report.span().range.clone())];
        }
        _ => error.to_string(),
    };
    let listed: Vec<Diagnostic> = message.split("\n\n").filter_map(|report| unknown_name(report, own)).collect();
    if !listed.is_empty() {
        return listed;
    }
    let message: String = lower_first(&message).chars().take(500).collect();
    vec![Diagnostic::new(Code::RenderTemplate, format!("{message}{on}")).hint(MEND)]
}

const MEND: &str = "mend the template, or remove it to use the built-in one";

fn finding(
    message: String,
    own: &BTreeMap<String, Source>,
    name: &str,
    place: impl FnOnce(&str) -> Range<usize>,
) -> Diagnostic {
    let open = message.starts_with("unexpected end of input");
    let found = Diagnostic::new(Code::RenderTemplate, message);
    let Some(source) = own.get(name) else {
        return found.hint(format!("the place is in the built-in template `{name}`"));
    };
    let range = place(&source.text);
    let end = range.end.min(source.text.len());
    let found = found.at(Span::new(&source.path, range.start.min(end)..end));
    if open {
        return found.hint("close each `{% if … %}` with `{% endif %}`, `{% for … %}` with `{% endfor %}`, `{% block … %}` with `{% endblock %}`");
    }
    found.hint(MEND)
}

/// Tera tells of filters, tests and functions that do not exist as a finished report, which is taken apart again:
///
/// ```text
/// error: Unknown filter `x`
///   --> article.html:12:24
/// ```
fn unknown_name(report: &str, own: &BTreeMap<String, Source>) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lower_first(lines.next()?.strip_prefix("error: ")?);
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?;
    let width = lines.last().map_or(0, |underline| underline.matches('^').count());
    Some(finding(message, own, name, |text| {
        let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let row = text[before..].lines().next().unwrap_or_default();
        let byte = |column: usize| row.char_indices().nth(column).map_or(row.len(), |(at, _)| at);
        let start = column.saturating_sub(1);
        before + byte(start)..before + byte(start + width)
    }))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
