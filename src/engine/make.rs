//! The second map: a page whose key is new is rendered, verified and staged.

use super::survey::{Survey, is_in};
use super::trace::Row;
use super::{Look, built_in};
use crate::base::{Digest, Lang, RelPath, Route};
use crate::config::FeedContent;
use crate::diag::{Code, Diagnostic};
use crate::photo_metadata::{self, Scrubbed};
use crate::plan::{ArticleView, FeedEntry, FeedView, Image, PageSpec, View};
use crate::render::attribution::Need;
use crate::render::{self, Links, Parts, Theme};
use crate::rights::{Filed, Part, Story};
use crate::source::{self, Sources};
use crate::verify::{self, Verified};
use crate::write::{Mark, Output};

/// Makes pages.
pub(super) struct Maker<'a> {
    pub sources: &'a dyn Sources,
    pub output: &'a dyn Output,
    pub survey: &'a Survey,
    pub look: &'a Look,
    pub theme: &'a Theme<'a>,
    pub mode: Mode,
}

/// What happens to pages that are good.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are staged.
    Stage,
    /// They are staged for later: others stand in the way of publication.
    Hold,
    /// Nothing: the build has failed already, and its pages are only judged.
    Judge,
}

/// What became of a page.
pub(super) enum Made {
    /// It is what it was.
    Same(Row),
    /// It was made, perhaps with warnings.
    New(Row),
    /// It may not be written.
    Refused(Vec<Diagnostic>),
    /// A source changed since it was cleared.
    Again,
}

/// Why a page could not be made.
enum Stop {
    Errors(Vec<Diagnostic>),
    Changed,
}

impl From<Box<Diagnostic>> for Stop {
    fn from(error: Box<Diagnostic>) -> Self {
        Self::Errors(vec![*error])
    }
}

impl From<Vec<Diagnostic>> for Stop {
    fn from(errors: Vec<Diagnostic>) -> Self {
        Self::Errors(errors)
    }
}

impl Maker<'_> {
    /// Whether pages of a language can be made. One without words has been reported; what its pages lack without them is not
    /// worth hearing.
    pub(super) fn speaks(&self, lang: &Lang) -> bool {
        self.mode == Mode::Stage || self.look.strings.texts(lang).is_some()
    }

    /// Makes a page, unless it was made before from the very same.
    pub(super) fn make(&self, route: &Route, spec: &PageSpec, last: Option<&Row>) -> Made {
        let key = spec.key(self.survey.site.secret);
        if let Some(row) = last.filter(|row| row.key == key && self.output.mark(route) == Some(row.mark)) {
            return Made::Same(row.clone());
        }
        let mut found = Vec::new();
        let staged = self.verified(route, spec, key, &mut found).and_then(|file| self.stage(&file));
        match staged {
            Ok(mark) => {
                let article = spec.article().map(|article| article.path.clone());
                Made::New(Row { key, mark, article, found })
            }
            Err(Stop::Errors(mut errors)) => {
                // A picture that cannot be read has been reported; that its credit is shown nowhere only follows from it.
                errors.retain(|d| d.code != Code::VerifyDuty || !is_in(d, &self.survey.torn));
                Made::Refused(errors)
            }
            Err(Stop::Changed) => Made::Again,
        }
    }

    fn stage(&self, file: &Verified) -> Result<Mark, Stop> {
        if self.mode == Mode::Judge {
            return Ok(Mark::default());
        }
        self.output.stage(file).map_err(|error| {
            let path = file.route().file();
            Stop::from(crate::write::failed("write", std::path::Path::new(&path), &error))
        })
    }

    fn verified(
        &self,
        route: &Route,
        spec: &PageSpec,
        key: Digest,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Verified, Stop> {
        let config = &self.survey.site.config;
        Ok(match &spec.view {
            View::Article(view) => self.article(route, spec, key, view, found)?,
            View::Redirect(to) => verify::redirect(route, render::redirect(config, to)),
            View::Feed(view) => self.feed(route, spec, view)?,
            View::Sitemap(entries) => verify::xml(route, render::sitemap(config, entries))?,
            View::SitemapIndex(parts) => verify::xml(route, render::sitemap_index(config, parts))?,
            View::Robots { license } => verify::text(route, render::robots(config, license.as_ref())),
            View::Tdmrep(own) => verify::text(route, render::tdmrep(config, own)),
            View::Rsl(own) => verify::xml(route, render::rsl(config, own))?,
            View::Copy { file, digest } => self.copy(route, file, *digest, found)?,
            View::Photo(image) => self.photo(route, image)?,
            View::BuiltIn { name, .. } => built_in(route, name),
            View::List(_)
            | View::Tags { .. }
            | View::Imprint { .. }
            | View::Withdrawn { .. }
            | View::NotFound { .. } => {
                let article = spec.article().map(Filed::story);
                self.page(route, (spec, key), (article.as_ref(), None))?
            }
        })
    }

    fn article(
        &self,
        route: &Route,
        spec: &PageSpec,
        key: Digest,
        view: &ArticleView,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Verified, Stop> {
        let article = view.article.story();
        let source = self.source(&view.article, &article)?;
        let text =
            render::Text { article: &article, photo: view.card.photo.as_ref(), images: &view.images, source: &source };
        let (parts, findings) = render::parts(self.theme, text, Links::Local);
        if findings.iter().any(Diagnostic::is_error) {
            return Err(findings.into());
        }
        found.extend(findings);
        self.page(route, (spec, key), (Some(&article), Some(&parts)))
    }

    /// Reads an article's source again: bodies are never kept.
    fn source(&self, filed: &Filed, article: &Story) -> Result<String, Stop> {
        let body = (article.body().start, article.body().digest, self.survey.site.secret);
        source::read_again(self.sources, article.path(), filed.settled(), body)?.ok_or(Stop::Changed)
    }

    /// Renders a page from its template and proves that its duties are visible on it.
    fn page(
        &self,
        route: &Route,
        (spec, key): (&PageSpec, Digest),
        (article, parts): (Option<&Story>, Option<&Parts>),
    ) -> Result<Verified, Stop> {
        let shell = render::shell(self.theme, route, (spec, key), (article, parts))?;
        let slots = slots(&shell.head.html, parts);
        let slots = slots.iter().map(|(part, html)| verify::Slot { part: *part, token: shell.tokens.of(*part), html });
        let config = &self.survey.site.config;
        let needs = parts.and(article).map(|article| self.needs(article)).unwrap_or_default();
        let photos: Vec<_> = spec.cards().filter_map(|card| card.photo.as_ref()).collect();
        let addresses: Vec<_> = photos.iter().map(|photo| config.href(&photo.image.route)).collect();
        let photos = addresses.iter().zip(&photos).map(|(src, photo)| verify::Photo { src, credit: &photo.credit });
        let page = verify::Page {
            route,
            url: &config.absolute(route),
            template: shell.template,
            template_file: self.look.templates.file(shell.template),
            article: article.map(Story::path),
            shell: &shell.html,
            tiles: &shell.tiles,
            slots: &slots.collect::<Vec<_>>(),
            needs: &needs,
            photos: &photos.collect::<Vec<_>>(),
            canonical: shell.head.canonical.as_deref(),
            hosts: &[],
        };
        Ok(verify::page(&page, &self.look.css)?)
    }

    fn needs<'n>(&'n self, article: &'n Story) -> Vec<Need<'n>> {
        let mut needs = Vec::with_capacity(16);
        for duty in article.duties() {
            duty.needs(self.theme.strings, article.lang(), &mut needs);
        }
        needs
    }

    /// Renders a feed; an item with its whole text must carry its attribution as a page does.
    fn feed(&self, route: &Route, spec: &PageSpec, view: &FeedView) -> Result<Verified, Stop> {
        let full = self.survey.site.config.feeds.content == FeedContent::Full;
        let items = view.items.iter().filter(|_| full);
        let articles: Vec<Story> = view.items.iter().map(|item| item.article.story()).collect();
        let texts = items.zip(&articles).map(|(item, article)| self.feed_item(item, article));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        let xml = render::feed(self.theme, route, spec, (view, &articles), &texts);
        let texts: Vec<_> = texts.iter().map(Parts::html).collect();
        // A picture that may no longer be shown is left out, and owes no credit.
        let owed = |need: &Need<'_>, item: &FeedEntry| match need.part {
            Part::Head => false,
            Part::Figure => item.card.photo.is_some(),
            _ => true,
        };
        let all = view.items.iter().zip(&articles).map(|(item, article)| (item, self.needs(article)));
        let needs = all.map(|(item, all)| all.into_iter().filter(|need| owed(need, item)).collect());
        let needs: Vec<Vec<_>> = needs.collect();
        let items = view.items.iter().zip(&texts).zip(&needs);
        let items = items.map(|((item, html), needs)| verify::Item { article: &item.article.path, html, needs });
        Ok(verify::feed(route, xml, &items.collect::<Vec<_>>())?)
    }

    fn feed_item(&self, item: &FeedEntry, article: &Story) -> Result<Parts, Stop> {
        let source = self.source(&item.article, article)?;
        let text = render::Text { article, photo: item.card.photo.as_ref(), images: &item.images, source: &source };
        Ok(render::parts(self.theme, text, Links::Absolute).0)
    }

    /// A file as it is, but for what a picture tells of places and cameras.
    fn copy(
        &self,
        route: &Route,
        file: &RelPath,
        digest: Digest,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Verified, Stop> {
        let bytes = self.bytes(file, digest)?;
        Ok(match photo_metadata::scrub(&bytes, file.extension()) {
            Scrubbed::Clean => verify::asset(route, bytes),
            Scrubbed::Without(clean) => {
                found.push(private(file));
                verify::asset(route, clean)
            }
            Scrubbed::Unreadable => return Err(vec![unreadable(file)].into()),
        })
    }

    /// A picture with its rights in it; a format that takes none is copied as it is.
    fn photo(&self, route: &Route, image: &Image) -> Result<Verified, Stop> {
        let bytes = self.bytes(&image.file, image.digest)?;
        Ok(match photo_metadata::embed(&bytes, &image.rights.believed()) {
            Some(with_rights) => verify::asset(route, with_rights),
            None => verify::asset(route, bytes),
        })
    }

    /// The bytes of a file that were planned with.
    fn bytes(&self, file: &RelPath, digest: Digest) -> Result<Vec<u8>, Stop> {
        let bytes = self.sources.read(file).map_err(|error| {
            Stop::Errors(vec![
                Diagnostic::new(Code::SourceUnreadable, format!("cannot read the file: {error}"))
                    .in_file(file)
                    .hint("check that the file is still there and that you may read it"),
            ])
        })?;
        if Digest::of(&bytes) != digest {
            return Err(Stop::Changed);
        }
        Ok(bytes)
    }
}

fn private(file: &RelPath) -> Diagnostic {
    let message = "the picture tells where it was taken, or with which camera; the published copy does not";
    Diagnostic::new(Code::RightsPhotoPrivate, message)
        .in_file(file)
        .hint("take it out of the file as well: export the picture for the web, with a picture editor")
}

fn unreadable(file: &RelPath) -> Diagnostic {
    let message = "the picture may tell where it was taken, and that cannot be taken out of it";
    Diagnostic::new(Code::SourcePicture, message)
        .in_file(file)
        .hint("open it in a picture editor and save it as JPEG, PNG, WebP or AVIF; or take it out of `static/`")
}

fn built_in(route: &Route, name: &str) -> Verified {
    let file = built_in::statics().into_iter().find(|file| file.name == name);
    verify::asset(route, file.map(|file| file.bytes).unwrap_or_default())
}

/// The parts of a page: the head alone, or all those of an article.
fn slots<'p>(head: &'p str, parts: Option<&'p Parts>) -> Vec<(Part, &'p str)> {
    let mut slots = vec![(Part::Head, head)];
    if let Some(parts) = parts {
        let all = [
            (Part::Strip, &parts.strip),
            (Part::Figure, &parts.figure),
            (Part::Body, &parts.body),
            (Part::Notice, &parts.notice),
        ];
        slots.extend(
            all.into_iter()
                .filter(|(part, html)| *part != Part::Figure || !html.is_empty())
                .map(|(part, html)| (part, html.as_str())),
        );
    }
    slots
}
