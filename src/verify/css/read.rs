//! Finds the rules of a style sheet that could hide something, in whatever medium, layer or nesting they stand.

use std::ops::Range;
use std::sync::Arc;

use cssparser::{
    AtRuleParser, BasicParseErrorKind, CowRcStr, DeclarationParser, ParseError, ParseErrorKind, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};

use super::hiding;
use super::selector::{Nest, Reader as Selectors, Selector};
use super::value::{self, Custom, Value};
use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::source::Source;

/// What was found in a style sheet.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rules: Vec<Rule>,
    pub(super) custom: Custom,
    /// Declarations of `@keyframes`, by name.
    pub(super) keyframes: Vec<(String, Declaration)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A style rule with the declarations of it that could hide.
pub(super) struct Rule {
    pub(super) selectors: Arc<[Selector]>,
    /// Roots of the `@scope`s around it, as lists that must each match an ancestor or the element.
    pub(super) scopes: Vec<Arc<[Selector]>>,
    /// As written.
    pub(super) text: String,
    pub(super) declarations: Vec<Declaration>,
}

/// A declaration that could hide.
pub(super) struct Declaration {
    pub(super) property: String,
    pub(super) value: Vec<Value>,
    /// As written.
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// Reads a style sheet. Findings are imports, files of other hosts and what is nested too deeply to be judged.
pub(super) fn read(source: &Source, selectors: &mut Selectors, found: &mut Found) {
    let mut reader = Reader { source, selectors, found, context: Context::default() };
    let mut input = Parser::new(&source.text);
    let mut errors = Vec::new();
    for rule in StyleSheetParser::new(&mut input, &mut reader) {
        if let Err((error, text, _)) = rule {
            errors.push((error, offset(&source.text, text)));
        }
    }
    for (error, at) in errors {
        reader.report(&error, at);
    }
}

/// Where a slice of the text begins.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

struct Reader<'s> {
    source: &'s Source,
    selectors: &'s mut Selectors,
    found: &'s mut Found,
    context: Context,
}

/// Where the reader stands.
#[derive(Clone, Default)]
struct Context {
    nest: Nest,
    scopes: Vec<Arc<[Selector]>>,
    body: Body,
}

#[derive(Clone, Default)]
enum Body {
    /// Rules only.
    #[default]
    Group,
    /// Declarations of the rule with this number, and nested rules.
    Rule(usize),
    /// Frames.
    Keyframes(String),
    /// What `@property` says of a custom property.
    Property(String),
    /// Declarations that style no element.
    Descriptors,
}

enum At {
    Group,
    Scope(Option<Arc<[Selector]>>),
    Keyframes(String),
    Property(String),
    Descriptors,
    Statement,
}

impl Reader<'_> {
    fn within(&mut self, context: Context, input: &mut Parser<'_>) {
        let outer = std::mem::replace(&mut self.context, context);
        let mut errors = Vec::new();
        for item in RuleBodyParser::new(input, self) {
            if let Err((error, text, _)) = item {
                errors.push((error, text.as_ptr() as usize));
            }
        }
        for (error, at) in errors {
            self.report(&error, at.saturating_sub(self.source.text.as_ptr() as usize));
        }
        self.context = outer;
    }

    fn report(&mut self, error: &ParseError<()>, at: usize) {
        if matches!(error.kind, ParseErrorKind::Basic(BasicParseErrorKind::TooManyNestedBlocks)) {
            let message = "the style sheet nests its rules too deeply to be judged";
            let told = |d: &Diagnostic| {
                d.message == message && d.span.as_ref().is_some_and(|span| span.path == self.source.path)
            };
            if !self.found.diagnostics.iter().any(told) {
                self.finding(Code::VerifyCssHides, message.to_owned(), at..at, "nest less, or write the rules out");
            }
        }
    }

    fn finding(&mut self, code: Code, message: String, range: Range<usize>, hint: &str) {
        let diagnostic = Diagnostic::new(code, message).at(Span::new(&self.source.path, range)).hint(hint);
        if !self.found.diagnostics.contains(&diagnostic) {
            self.found.diagnostics.push(diagnostic);
        }
    }

    fn check_urls(&mut self, value: &[Value], range: &Range<usize>) {
        let mut urls = Vec::new();
        value::urls(value, &mut urls);
        for url in urls {
            if is_remote(url) {
                let message = format!("the style sheet loads `{url}` from another host");
                let hint = "put the file into `static/` and load it from there";
                self.finding(Code::VerifyRemote, message, range.clone(), hint);
            }
        }
    }

    fn range(&self, start: &ParserState, input: &Parser<'_>) -> Range<usize> {
        let range = start.position().byte_index()..input.position().byte_index();
        let text = self.source.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + text.trim_end().len()
    }
}

/// Whether an address may lie on another host. Absolute ones count even where they name this host: the site may move.
fn is_remote(url: &str) -> bool {
    let url = url.trim_matches(|c: char| c.is_ascii_control() || c == ' ');
    let scheme = url.find(':').filter(|end| !url[..*end].contains(['/', '?', '#']));
    let own = scheme.is_none_or(|end| url[..end].eq_ignore_ascii_case("data"));
    !own || url.starts_with("//") || url.starts_with('\\') || url.starts_with("/\\")
}

fn skip(input: &mut Parser<'_>) {
    while input.next().is_ok() {}
}

impl<'i> DeclarationParser<'i> for Reader<'_> {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        start: &ParserState,
    ) -> Result<(), ParseError<()>> {
        let custom = name.starts_with("--");
        let value = match value::read(input) {
            Some(value) => value,
            None if custom => {
                skip(input);
                vec![Value::Unknown]
            }
            None => return Err(ParseError::unexpected_token()),
        };
        let range = self.range(start, input);
        self.check_urls(&value, &range);
        if custom {
            let values = self.found.custom.entry(name.to_string()).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
            return Ok(());
        }
        let property = name.to_ascii_lowercase();
        if let (Body::Property(custom), "initial-value") = (&self.context.body, property.as_str()) {
            self.found.custom.entry(custom.clone()).or_default().push(value);
            return Ok(());
        }
        if !hiding::can_hide(&property) && !property.ends_with("animation") && !property.ends_with("animation-name") {
            return Ok(());
        }
        let text = self.source.text.get(range.clone()).unwrap_or_default().to_owned();
        let declaration = Declaration { property, value, text, range };
        match &self.context.body {
            Body::Rule(rule) => self.found.rules[*rule].declarations.push(declaration),
            Body::Keyframes(name) => self.found.keyframes.push((name.clone(), declaration)),
            _ => {}
        }
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader<'_> {
    type Prelude = (Arc<[Selector]>, String);
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<Self::Prelude, ParseError<()>> {
        let start = input.position();
        let selectors = match self.context.body {
            Body::Keyframes(_) => {
                skip(input);
                Arc::default()
            }
            _ => self.selectors.list(input, &self.context.nest),
        };
        Ok((selectors, input.slice_from(start).trim().to_owned()))
    }

    fn parse_block(
        &mut self,
        (selectors, text): Self::Prelude,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let mut context = self.context.clone();
        if !matches!(context.body, Body::Keyframes(_)) {
            context.nest = Nest { parents: Some(Arc::clone(&selectors)), implied: true };
            context.body = Body::Rule(self.found.rules.len());
            let scopes = context.scopes.clone();
            self.found.rules.push(Rule { selectors, scopes, text, declarations: Vec::new() });
        }
        self.within(context, input);
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Reader<'_> {
    type Prelude = At;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, name: CowRcStr<'i>, input: &mut Parser<'i>) -> Result<At, ParseError<()>> {
        let start = input.state();
        let name = name.to_ascii_lowercase();
        let at = match name.as_str() {
            "scope" => At::Scope(self.scope(input)),
            "property" => At::Property(input.expect_ident().map(ToString::to_string).unwrap_or_default()),
            "font-face"
            | "page"
            | "counter-style"
            | "font-feature-values"
            | "font-palette-values"
            | "view-transition"
            | "color-profile" => At::Descriptors,
            "namespace" | "charset" => At::Statement,
            "import" => {
                skip(input);
                let range = self.range(&start, input);
                let hint = "link the other style sheet from the template, or copy its rules";
                self.finding(Code::VerifyRemote, "the style sheet imports another one".to_owned(), range, hint);
                At::Statement
            }
            name if name.ends_with("keyframes") => {
                At::Keyframes(input.expect_ident_or_string().map(|name| name.to_ascii_lowercase()).unwrap_or_default())
            }
            // @media, @supports, @layer, @container, @starting-style and whatever may come
            _ => At::Group,
        };
        skip(input);
        Ok(at)
    }

    fn rule_without_block(&mut self, _: At, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(&mut self, at: At, _: &ParserState, input: &mut Parser<'i>) -> Result<(), ParseError<()>> {
        let mut context = self.context.clone();
        match at {
            At::Group | At::Statement => {}
            At::Scope(roots) => {
                context.nest = Nest { parents: roots.clone(), implied: false };
                context.scopes.extend(roots);
                context.body = Body::Group;
            }
            At::Keyframes(name) => context.body = Body::Keyframes(name),
            At::Property(name) => context.body = Body::Property(name),
            At::Descriptors => context.body = Body::Descriptors,
        }
        self.within(context, input);
        Ok(())
    }
}

impl Reader<'_> {
    /// The roots of an `@scope`; its limits only make it match less.
    fn scope(&mut self, input: &mut Parser<'_>) -> Option<Arc<[Selector]>> {
        input.expect_parenthesis_block().ok()?;
        let nest = self.context.nest.clone();
        input.parse_nested_block(|input| Ok::<_, ParseError<()>>(self.selectors.list(input, &nest))).ok()
    }
}

impl RuleBodyItemParser<'_, (), ()> for Reader<'_> {
    fn parse_declarations(&self) -> bool {
        !matches!(self.context.body, Body::Group)
    }

    fn parse_qualified(&self) -> bool {
        !matches!(self.context.body, Body::Property(_) | Body::Descriptors)
    }
}
