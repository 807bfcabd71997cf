//! The theme: built-in templates with the site's own on top.
//!
//! Built-in templates are registered as `reprint/<name>`, the site's as `<name>`, and Tera falls back from one to the other;
//! so a site's `article.html` may extend `reprint/article.html` and change one block. No function that reads the site, the
//! clock or the environment is registered: a template sees its context and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use regex::Regex;
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
    /// The built-in ones that neither are replaced by the site's own nor use any of those.
    untouched: BTreeSet<String>,
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
            Ok(()) => Staged::ok(Self { tera, untouched: untouched(built_in, &own), own }),
            Err(error) => Staged::failed(diagnostics(&error, &own, None)),
        }
    }

    /// The file of a template, if it is the site's own.
    pub fn file(&self, name: &str) -> Option<&RelPath> {
        self.own.get(name).map(|source| &source.path)
    }

    /// Whether what a template prints is up to built-in ones alone.
    pub(super) fn is_untouched(&self, name: &str) -> bool {
        self.untouched.contains(name)
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

/// The built-in templates that neither are replaced by own ones nor use any of those.
fn untouched(built_in: &[(&str, &str)], own: &BTreeMap<String, Source>) -> BTreeSet<String> {
    let names = own.keys().map(|name| name.strip_prefix(BUILT_IN).unwrap_or(name).to_owned());
    let mut changed: BTreeSet<String> = names.chain(own.values().flat_map(|own| components(&own.text))).collect();
    let mut left: Vec<_> = built_in.to_vec();
    loop {
        let uses = |(name, text): &(&str, &str)| {
            changed.contains(*name) || used(text).chain(components(text)).any(|part| changed.contains(&part))
        };
        let (touched, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(uses);
        left = rest;
        if touched.is_empty() {
            return left.into_iter().map(|(name, _)| name.to_owned()).collect();
        }
        for (name, text) in touched {
            changed.insert(name.to_owned());
            changed.extend(components(text));
        }
    }
}

/// The components that a template defines.
fn components(text: &str) -> impl Iterator<Item = String> {
    static DEFINED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{%-?\s*component\s+([^\s(]+)").expect("a pattern"));
    DEFINED.captures_iter(text).map(|found| found[1].to_owned())
}

/// The templates and components that a template names.
fn used(text: &str) -> impl Iterator<Item = String> {
    static USED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\{%-?\s*(?:extends|include)\s+["'](?:reprint/)?([^"']+)["']|\{[{%]-?\s*<([^\s/>]+)"#)
            .expect("a pattern")
    });
    USED.captures_iter(text).filter_map(|found| Some(found.get(1).or(found.get(2))?.as_str().to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The built-in templates with moulds that are left of some beside an own one.
    fn left(name: &str, text: &str) -> Vec<String> {
        let built_in = [
            ("base.html", "<p>{% block main %}{% endblock %}"),
            ("article.html", "{% extends \"base.html\" %}"),
            ("list.html", "{%- extends 'reprint/base.html' -%}{{ <pages number={1} /> }}"),
            ("tag.html", "{% extends \"list.html\" %}"),
            ("components/card.html", "{% component card(card: map) %}{{- <date of={card} /> }}{% endcomponent card %}"),
            ("components/date.html", "{%- component date(of: map) %}<time>{% endcomponent date %}"),
            ("components/pages.html", "{% component pages(number: integer) %}{% endcomponent pages %}"),
        ];
        let path = RelPath::new(&format!("templates/{name}")).expect("a path");
        let own = BTreeMap::from([(name.to_owned(), Source::new(path, text))]);
        untouched(&built_in, &own).into_iter().collect()
    }

    #[test]
    fn a_template_is_touched_by_what_it_uses() {
        let components = ["components/card.html", "components/date.html", "components/pages.html"];
        assert_eq!(left("about.html", "{% extends \"base.html\" %}").len(), 7);
        assert_eq!(left("base.html", ""), components);
        assert_eq!(left("reprint/base.html", ""), components);
        assert_eq!(left("list.html", "")[..2], ["article.html", "base.html"]);
        let rest = ["article.html", "base.html", "components/pages.html", "list.html", "tag.html"];
        assert_eq!(left("x.html", "{% component date(of: map) %}{% endcomponent date %}"), rest);
        assert_eq!(left("components/date.html", ""), rest);
        let rest = ["article.html", "base.html", "components/card.html", "components/date.html"];
        assert_eq!(left("x.html", "{%- component pages (number: integer) %}"), rest);
    }
}
