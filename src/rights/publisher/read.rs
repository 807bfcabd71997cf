//! Reads profiles from their YAML files.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::values::{Byline, Evidences, FIELDS};
use super::{
    Ads, CanonicalRule, Commercial, Edits, Headline, LinkRules, Paywall, PhotoRule, Publisher, Publishers, Selection,
    Takedown, TranslationRule, Wish,
};
use crate::base::WebUrl;
use crate::diag::{Code, Diagnostic, Staged};
use crate::source::{Origin, Source};
use crate::yaml::{Fields, Text};

impl Publishers {
    /// Reads profiles. The site's own file replaces a built-in one of the same name as a whole, in whatever order they come.
    pub fn read(files: impl IntoIterator<Item = (Source, Origin)>) -> Staged<Self> {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by_key(|(_, origin)| *origin);
        let mut publishers = Self::default();
        let mut diagnostics = Vec::new();
        let read: Vec<_> = files.par_iter().map(|(source, _)| profile(source)).collect();
        for ((source, origin), staged) in files.into_iter().zip(read) {
            let Some(publisher) = staged.collect(&mut diagnostics) else { continue };
            let id = source.path.stem().to_owned();
            if origin == Origin::Site {
                let older = publishers.all.get(&id).filter(|built_in| built_in.is_newer_than(&publisher));
                diagnostics.extend(older.map(|built_in| newer(built_in, &source)));
                publishers.own.insert(id.clone(), source.path.clone());
            }
            publishers.all.insert(id, publisher);
        }
        let hosts =
            publishers.iter().flat_map(|(id, p)| p.domains.iter().map(move |host| (host.clone(), id.to_owned())));
        publishers.hosts = hosts.collect();
        Staged::with(publishers, diagnostics)
    }
}

fn profile(source: &Source) -> Staged<Publisher> {
    let mut fields = match Fields::parse(Text::whole(&source.path, &source.text)) {
        Ok(fields) => fields,
        Err(error) => return Staged::failed(vec![*error]),
    };
    let publisher = read(&mut fields);
    let diagnostics = fields.finish();
    match publisher {
        Some(publisher) => Staged::with(publisher, diagnostics),
        None => Staged::failed(diagnostics),
    }
}

/// The program brings a profile that was revised after the site's own was confirmed. The site's own stands.
fn newer(built_in: &Publisher, own: &Source) -> Diagnostic {
    let day = built_in.revised.map_or(String::new(), |day| format!(" of {}", day.iso()));
    let message = format!("Reprint's own profile of {}{day} is newer than this one, which stands", built_in.name);
    Diagnostic::new(Code::RightsProfileNewer, message).in_file(&own.path).hint(format!(
        "compare it with `reprint explain {}`, take over what is right, and renew `confirmed:`",
        own.path.stem()
    ))
}

fn read(f: &mut Fields<'_>) -> Option<Publisher> {
    let name = f.require("name");
    let stated: Vec<&'static str> = FIELDS.iter().copied().filter(|field| f.has(field)).collect();
    let publisher = Publisher {
        name: String::new(),
        home_url: f.take("home_url"),
        also_known_as: f.take("also_known_as").unwrap_or_default(),
        domains: f.take::<Vec<String>>("domains").unwrap_or_default().iter().map(|d| host(d)).collect(),
        phrases: f.take("phrases").unwrap_or_default(),
        languages: f.take("languages").unwrap_or_default(),
        terms: f.take("terms"),
        revised: f.take("revised"),
        evidence: f.take::<Evidences>("evidence").map_or_else(BTreeMap::new, |e| e.0),
        stated,
        eligibility: f.take("eligibility").unwrap_or_default(),
        license: f.take("license"),
        translation: f.take("translation").unwrap_or(TranslationRule::Unknown),
        translation_conditions: f.take("translation_conditions").unwrap_or_default(),
        translation_license: f.take("translation_license"),
        credit: f.take("credit").unwrap_or_default(),
        byline: f.take::<Byline>("byline").map(|b| b.0),
        institution: wish(f, "institution"),
        links: f.take("links").unwrap_or(LinkRules {
            article: Wish::Unknown,
            home: Wish::Unknown,
            newsletter: Wish::Unknown,
        }),
        newsletter_url: f.take("newsletter_url"),
        keep_links: wish(f, "keep_links"),
        logo: f.take("logo"),
        opinion_disclaimer: f.take("opinion_disclaimer"),
        canonical: f.take("canonical").unwrap_or(CanonicalRule::Unknown),
        noindex: wish(f, "noindex"),
        head_meta: f.take("head_meta").unwrap_or_default(),
        pixel: f.take("pixel"),
        photo: f.take("photo").unwrap_or(PhotoRule::Unknown),
        photo_credit: f.take("photo_credit"),
        edits: f.take("edits").unwrap_or(Edits::Unknown),
        headline: f.take("headline").unwrap_or(Headline::Unknown),
        ads: f.take("ads").unwrap_or(Ads::Unknown),
        commercial: f.take("commercial").unwrap_or(Commercial::Unknown),
        paywall: f.take("paywall").unwrap_or(Paywall::Unknown),
        extent: f.take("extent"),
        term: f.take("term"),
        takedown: f.take("takedown").unwrap_or(Takedown::Unknown),
        selection: f.take("selection").unwrap_or(Selection::Unknown),
        notify: f.take("notify"),
        social: f.take("social"),
        exclude_if: f.take("exclude_if").unwrap_or_default(),
        exclude_authors: f.take("exclude_authors").unwrap_or_default(),
        confirmed: f.take("confirmed"),
    };
    Some(Publisher { name: name?, ..publisher })
}

fn wish(f: &mut Fields<'_>, key: &'static str) -> Wish {
    f.take(key).unwrap_or(Wish::Unknown)
}

fn host(domain: &str) -> String {
    WebUrl::parse(domain).map_or_else(|| domain.trim_start_matches("www.").to_lowercase(), |url| url.host().to_owned())
}
