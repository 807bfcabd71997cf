//! Reads what all pages have in common: settings, profiles, permissions, strings, templates, stylesheets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{Drafts, Options, built_in};
use crate::base::{Digest, Lang, RelPath, Secret, Zone};
use crate::clean::{self, House};
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Staged};
use crate::render::Templates;
use crate::render::strings::Strings;
use crate::rights::{self, Edition, Permissions, Publishers, Sidecars};
use crate::source::{self, Origin, Source, Sources};
use crate::verify::Stylesheets;
use crate::yaml::Text;

/// What all pages of a site have in common.
#[derive(Debug)]
pub struct Site {
    /// `reprint.yaml`.
    pub config: Config,
    /// The zone of dates without one.
    pub zone: Zone,
    /// Publisher profiles.
    pub publishers: Publishers,
    /// Permissions that were given.
    pub permissions: Permissions,
    /// What pages are dressed in; `None` if it has errors. Rights are judged all the same.
    pub look: Option<Look>,
    /// Every file below `content/` and `static/`.
    pub files: BTreeSet<RelPath>,
    /// What stands beside the pictures.
    pub sidecars: Sidecars,
    /// What is cut and what stays.
    pub house: Arc<House>,
    /// The built-in theme's files: path below `static/` and content.
    pub built_in: Vec<(&'static str, Digest)>,
    /// What every page depends on.
    pub environment: Digest,
    /// What clearing an article depends on, beside the article itself.
    pub rights: Digest,
    /// What digests of articles, values and pages are made under.
    pub secret: Secret,
}

/// Words, templates and stylesheets.
#[derive(Debug)]
pub struct Look {
    /// Words in all languages.
    pub strings: Arc<Strings>,
    /// The theme.
    pub templates: Templates,
    /// The stylesheets that pages may link.
    pub css: Stylesheets,
}

impl Site {
    /// The edition that a build at a moment makes.
    pub fn edition(&self, now: Timestamp) -> Edition {
        Edition::new(now, self.config.rebuild_every.0)
    }

    /// What rights are judged by at a moment.
    pub fn context(&self, now: Timestamp) -> rights::Context<'_> {
        rights::Context {
            config: &self.config,
            publishers: &self.publishers,
            permissions: &self.permissions,
            files: &self.files,
            sidecars: &self.sidecars,
            secret: self.secret,
            now,
        }
    }
}

/// Loads a site, whose articles get digests under a secret.
pub fn load(sources: &dyn Sources, options: &Options, secret: Secret) -> Staged<Site> {
    let mut found = Vec::new();
    let config = config(sources, options).collect(&mut found);
    let mut files = BTreeSet::new();
    for folder in ["content", "static"] {
        let (paths, problems) = sources.list(folder);
        found.extend(problems);
        files.append(&mut paths.into_iter().collect());
    }
    let (templates, problems) = sources.list("templates");
    found.extend(problems);
    let templates: Vec<Source> = templates.iter().filter_map(|path| text(sources, path, &mut found)).collect();

    // Nearly all files are articles, which nobody looks for here.
    let others: Vec<&RelPath> = files.iter().filter(|path| path.extension() != "md").collect();
    let profiles = profiles(sources, &others, &mut found);
    let permissions =
        texts(sources, &others, |path| path.below("content/permissions").is_some() && is_yaml(path), &mut found);
    let sidecars = texts(sources, &others, Sidecars::is_sidecar, &mut found);
    let house = texts(sources, &others, |path| path.as_str() == clean::FILE, &mut found);
    let css = css(sources, &others, config.as_ref().map_or("", Config::base_path), &mut found);
    let zone = config.as_ref().map_or_else(Zone::utc, Config::zone);

    let digests = |sources: &[Source]| sources.iter().map(|s| (s.path.clone(), s.digest())).collect::<Vec<_>>();
    let rights = (
        options.program,
        config.as_ref().map(Digest::of_value),
        profiles.iter().map(|(source, _)| source.digest()).collect::<Vec<_>>(),
        digests(&permissions),
        digests(&sidecars),
        digests(&house),
        others,
        // Warnings of permissions that run out count in days.
        (!permissions.is_empty()).then(|| options.now.strftime("%F").to_string()),
        options.drafts == Drafts::Include,
    );
    let rights = Digest::of_value(&rights);
    let css_digests: Vec<_> = css.iter().map(|(href, source)| (href.clone(), source.digest())).collect();
    let environment = Digest::of_value(&(options.program, &config, digests(&templates), css_digests));
    let languages = config.as_ref().map(|c| c.languages.clone()).unwrap_or_default();
    let (publishers, look) = rayon::join(|| Publishers::read(profiles), || look(templates, &languages, css));
    let (publishers, look) = (publishers.collect(&mut found), look.collect(&mut found));
    let permissions = Permissions::read(permissions, &zone).collect(&mut found);
    let sidecars = Sidecars::read(sidecars, &zone).collect(&mut found);
    let house = match house.first() {
        Some(source) => House::read(source).collect(&mut found).map(Arc::new),
        None => Some(Arc::clone(House::built_in())),
    };

    let (Some(config), Some(publishers), Some(permissions), Some(sidecars), Some(house)) =
        (config, publishers, permissions, sidecars, house)
    else {
        return Staged::failed(found);
    };
    let built_in: Vec<_> = built_in::statics().into_iter().map(|file| (file.name, Digest::of(file.bytes))).collect();
    let site = Site {
        config,
        zone,
        publishers,
        permissions,
        look,
        files,
        sidecars,
        house,
        built_in,
        environment,
        rights,
        secret,
    };
    Staged::with(site, found)
}

/// Reads what pages are dressed in.
fn look(templates: Vec<Source>, languages: &[Lang], css: Vec<(String, Source)>) -> Staged<Look> {
    let mut found = Vec::new();
    let strings = strings(&templates, languages, &mut found);
    let templates = strings.as_ref().and_then(|strings| theme(templates, strings, &mut found));
    let css = Stylesheets::read(css).collect(&mut found);
    let look = strings.zip(templates).zip(css).map(|((strings, templates), css)| Look { strings, templates, css });
    Staged { value: look, diagnostics: found }
}

fn config(sources: &dyn Sources, options: &Options) -> Staged<Config> {
    let path = RelPath::new(config::FILE).expect("a fixed name");
    if sources.stamp(&path).is_none() {
        return Staged::failed(vec![
            Diagnostic::new(Code::SiteMissing, format!("there is no `{}` here", config::FILE))
                .hint("run this in a site's folder, name it with `--root DIR`, or make a site with `reprint new DIR`"),
        ]);
    }
    let source = match source::read_text(sources, &path) {
        Ok(source) => source,
        Err(problem) => return Staged::failed(vec![*problem]),
    };
    let mut config = config::read(Text::whole(&source.path, &source.text));
    if let (Some(config), Some(url)) = (&mut config.value, &options.base_url) {
        config.base_url = url.clone().into();
    }
    config
}

/// Reads the publisher profiles of a site, and the built-in ones, alone.
pub fn publishers(sources: &dyn Sources) -> Staged<Publishers> {
    let (files, mut found) = sources.list("content");
    let files: Vec<&RelPath> = files.iter().collect();
    let publishers = Publishers::read(profiles(sources, &files, &mut found)).collect(&mut found);
    Staged { value: publishers, diagnostics: found }
}

/// Reads a site's language, alone; English where there is no site.
pub fn language(sources: &dyn Sources) -> Lang {
    let path = RelPath::new(config::FILE).expect("a fixed path");
    let source = source::read_text(sources, &path).ok();
    let config = source.and_then(|source| config::read(Text::whole(&source.path, &source.text)).value);
    config.map_or_else(|| Lang::parse("en").expect("a language tag"), |config| config.lang)
}

/// Reads a site's own cleaning rules alone. What is wrong with them is found when the site is built.
pub fn house(sources: &dyn Sources) -> House {
    let path = RelPath::new(clean::FILE).expect("a fixed name");
    let source = sources.stamp(&path).and_then(|_| source::read_text(sources, &path).ok());
    source.and_then(|source| House::read(&source).value).unwrap_or_default()
}

/// Reads the words of a site, and the built-in ones, alone. What is wrong with them is found when the site is built.
pub fn words(sources: &dyn Sources) -> Option<Arc<Strings>> {
    let (files, mut found) = sources.list("templates");
    let files: Vec<&RelPath> = files.iter().collect();
    let own = texts(sources, &files, is_yaml, &mut found);
    strings(&own, &[], &mut found)
}

/// Built-in profiles, then the site's own, each with whether it is the site's.
fn profiles(sources: &dyn Sources, files: &[&RelPath], found: &mut Vec<Diagnostic>) -> Vec<(Source, Origin)> {
    let own = texts(sources, files, |path| path.below("content/publishers").is_some() && is_yaml(path), found);
    let built_in = built_in::publishers().into_iter().map(|file| {
        let path = RelPath::new(&format!("content/{}", file.name)).expect("embedded paths are relative");
        (Source::new(path, file.text()), Origin::BuiltIn)
    });
    built_in.chain(own.into_iter().map(|source| (source, Origin::Site))).collect()
}

fn texts(
    sources: &dyn Sources,
    files: &[&RelPath],
    wanted: impl Fn(&RelPath) -> bool,
    found: &mut Vec<Diagnostic>,
) -> Vec<Source> {
    files.iter().filter(|path| wanted(path)).filter_map(|path| text(sources, path, found)).collect()
}

fn text(sources: &dyn Sources, path: &RelPath, found: &mut Vec<Diagnostic>) -> Option<Source> {
    source::read_text(sources, path).map_err(|problem| found.push(*problem)).ok()
}

fn is_yaml(path: &RelPath) -> bool {
    matches!(path.extension(), "yaml" | "yml")
}

/// Splits the words from the templates; both live in `templates/`.
fn strings(templates: &[Source], languages: &[Lang], found: &mut Vec<Diagnostic>) -> Option<Arc<Strings>> {
    let built_in = built_in::templates().into_iter().filter(|file| file.name.starts_with("i18n/")).map(|file| {
        let path = RelPath::new(&format!("templates/{}", file.name)).expect("embedded paths are relative");
        (Source::new(path, file.text()), Origin::BuiltIn)
    });
    let own = templates.iter().filter(|s| s.path.below("templates/i18n").is_some() && is_yaml(&s.path));
    let own = own.map(|source| (source.clone(), Origin::Site));
    Strings::read(built_in.chain(own), languages).collect(found).map(Arc::new)
}

fn theme(templates: Vec<Source>, strings: &Arc<Strings>, found: &mut Vec<Diagnostic>) -> Option<Templates> {
    let built_in = built_in::templates();
    let theme: Vec<_> = built_in.iter().filter(|f| f.has_extension("html")).map(|f| (f.name, f.text())).collect();
    let own = templates.into_iter().filter(|s| s.path.extension() == "html");
    let own = own.filter_map(|s| Some((s.path.below("templates")?.to_owned(), s))).collect();
    Templates::read(&theme, own, Arc::clone(strings)).collect(found)
}

/// Stylesheets by their address: the site's own, and the theme's where the site has none of that name.
fn css(sources: &dyn Sources, files: &[&RelPath], base: &str, found: &mut Vec<Diagnostic>) -> Vec<(String, Source)> {
    let own = texts(sources, files, |path| path.below("static").is_some() && path.extension() == "css", found);
    let theme = built_in::statics().into_iter().filter(|file| file.has_extension("css")).map(|file| {
        let path = RelPath::new(&format!("static/{}", file.name)).expect("embedded paths are relative");
        Source::new(path, file.text())
    });
    let mut sheets: BTreeMap<String, Source> = BTreeMap::new();
    for source in theme.chain(own) {
        if let Some(name) = source.path.below("static") {
            sheets.insert(format!("{base}/{name}"), source);
        }
    }
    sheets.into_iter().collect()
}
