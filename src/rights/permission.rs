//! Permissions: what somebody allowed beyond a licence, as `content/permissions/<id>.yaml` records it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_yaml::Value;

use super::credit::{agencies, names};
use crate::base::{Lang, WebUrl, When, Zone, fold};
use crate::choice;
use crate::diag::{Staged, did_you_mean};
use crate::source::Source;
use crate::yaml::{Fields, FromYaml, Node, Text};

/// All permissions by id, the stem of their file's name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Permissions(BTreeMap<String, Permission>);

/// What somebody allowed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Permission {
    /// Whose works: the id of a profile, or a name such as `AFP`.
    pub publisher: String,
    /// Which of them.
    pub articles: Articles,
    /// Into which languages; any if empty.
    pub languages: Vec<Lang>,
    /// What for.
    pub uses: Vec<Permitted>,
    /// The first day.
    pub from: Option<When>,
    /// The last day, or the moment it ends.
    pub until: Option<When>,
    /// Who gave it, by name.
    pub given_by: String,
    /// Where the letter is kept.
    pub letter: Option<String>,
}

/// Which works a permission covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Articles {
    /// All of the publisher's.
    All,
    /// Those at these addresses.
    Listed(Vec<WebUrl>),
}

/// What a permission is for. Each lifts one kind of term, and none lifts attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Permitted {
    /// To publish the text as it is, where no licence or terms let anybody.
    Republish,
    /// To publish a translation, with the edits that translating brings.
    Translation,
    /// To edit and cut, to give it another headline, to use it in extracts.
    Edit,
    /// To publish more than the extract that the terms allow.
    FullText,
    /// To show a picture.
    Photo,
    /// To use it on a commercial site.
    Commercial,
    /// To publish it on a site that carries advertising.
    Ads,
    /// To publish it behind a paywall.
    Paywall,
    /// To publish it before the days have passed that the terms ask to wait.
    Early,
    /// To keep it when the days have passed that the terms allow.
    Archive,
    /// To have search engines list it at its address here.
    Indexing,
}
choice!(
    Permitted, "translation" => Translation, "republish" => Republish, "edit" => Edit, "full-text" => FullText,
    "photo" => Photo, "commercial" => Commercial, "ads" => Ads, "paywall" => Paywall, "early" => Early,
    "archive" => Archive, "indexing" => Indexing
);

/// What a permission is needed for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The publisher's profile id or name.
    pub publisher: &'a str,
    /// The work.
    pub url: Option<&'a WebUrl>,
    /// The language it is published in here.
    pub lang: &'a Lang,
    /// What for.
    pub usage: Permitted,
}

impl Permissions {
    /// Reads the files of `content/permissions/`.
    pub fn read(files: impl IntoIterator<Item = Source>, zone: &Zone) -> Staged<Self> {
        let mut all = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for source in files {
            let text = Text { zone: Some(zone), ..Text::whole(&source.path, &source.text) };
            let mut fields = match Fields::parse(text) {
                Ok(fields) => fields,
                Err(error) => {
                    diagnostics.push(*error);
                    continue;
                }
            };
            if let Some(permission) = read(&mut fields) {
                all.insert(source.path.stem().to_owned(), permission);
            }
            diagnostics.extend(fields.finish());
        }
        Staged::with(Self(all), diagnostics)
    }

    /// A permission by id.
    pub fn get(&self, id: &str) -> Option<&Permission> {
        self.0.get(id)
    }

    /// All permissions, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Permission)> {
        self.0.iter().map(|(id, permission)| (id.as_str(), permission))
    }

    /// The id that was probably meant.
    pub fn did_you_mean(&self, typed: &str) -> Option<&str> {
        did_you_mean(typed, self.0.keys().map(String::as_str))
    }
}

impl Permission {
    /// Whether it covers a use. Dates are not asked: they bound the time an article is shown, and time is never an error.
    pub fn covers(&self, request: &Request<'_>) -> bool {
        self.is_for(request.usage)
            && same_name(&self.publisher, request.publisher)
            && self.holds_for(request.url)
            // A picture has no language.
            && (request.usage == Permitted::Photo || self.languages.is_empty() || self.speaks(request.lang))
    }

    /// Whether it covers a picture of an article. Where the credit names agencies it must be one of theirs: the text's
    /// publisher cannot give away an agency's picture. Otherwise the text's publisher or whoever the credit names may.
    pub fn covers_picture(&self, credit: &str, publisher: Option<&str>, url: Option<&WebUrl>) -> bool {
        let giver = fold(&self.publisher);
        let agencies = agencies(credit);
        let may_give = if agencies.is_empty() {
            publisher.is_some_and(|p| same_name(&self.publisher, p)) || names(credit, &self.publisher)
        } else {
            agencies.iter().any(|agency| fold(agency) == giver)
        };
        may_give && self.is_for(Permitted::Photo) && self.holds_for(url)
    }

    fn is_for(&self, usage: Permitted) -> bool {
        use Permitted::{Edit, FullText, Republish, Translation};
        let any = |uses: &[Permitted]| self.uses.iter().any(|given| uses.contains(given));
        self.uses.contains(&usage)
            || match usage {
                // Who may translate may edit as translating needs, and who may edit may publish.
                Edit => any(&[Translation]),
                Republish => any(&[Translation, Edit, FullText]),
                // As it is means whole.
                FullText => any(&[Republish]),
                _ => false,
            }
    }

    fn holds_for(&self, url: Option<&WebUrl>) -> bool {
        match &self.articles {
            Articles::All => true,
            Articles::Listed(listed) => url.is_some_and(|url| listed.iter().any(|one| same_page(one, url))),
        }
    }

    fn speaks(&self, lang: &Lang) -> bool {
        self.languages.iter().any(|l| l == lang || l.as_str() == lang.primary())
    }

    /// When it begins.
    pub fn begins(&self) -> Option<Timestamp> {
        self.from.map(|from| from.timestamp())
    }

    /// When it ends: a day is meant to the end of that day.
    pub fn ends(&self) -> Option<Timestamp> {
        let until = self.until?;
        let day = if until.is_day() { SignedDuration::from_hours(24) } else { SignedDuration::ZERO };
        Some(until.timestamp().checked_add(day).unwrap_or(Timestamp::MAX))
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// Whether two addresses mean one article: scheme, `www.`, a slash at the end and a fragment make no difference.
fn same_page(a: &WebUrl, b: &WebUrl) -> bool {
    fn page(url: &WebUrl) -> (&str, &str) {
        let text = url.as_str();
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let path = rest.find('/').map_or("", |at| &rest[at..]);
        (url.host(), path.split('#').next().unwrap_or(path).trim_end_matches('/'))
    }
    page(a) == page(b)
}

fn read(f: &mut Fields<'_>) -> Option<Permission> {
    let (publisher, articles, uses) =
        (f.require("publisher"), f.require("articles"), f.require::<Vec<Permitted>>("uses"));
    let (languages, from, until) = (f.take("languages").unwrap_or_default(), f.take("from"), f.take("until"));
    let (given_by, letter) = (f.require("given_by"), f.take("letter"));
    Some(Permission {
        publisher: publisher?,
        articles: articles?,
        languages,
        uses: uses?,
        from,
        until,
        given_by: given_by?,
        letter,
    })
}

impl FromYaml for Articles {
    const EXAMPLE: &'static str = "all";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        match node.value() {
            Value::String(word) if word == "all" => Some(Self::All),
            Value::Sequence(_) => Vec::from_yaml(node).map(Self::Listed),
            Value::String(text) if WebUrl::parse(text).is_some() => Vec::from_yaml(node).map(Self::Listed),
            _ => node.wrong("write `all`, or a list of the originals' addresses"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;

    fn permissions(text: &str) -> Staged<Permissions> {
        let path = RelPath::new("content/permissions/letter.yaml").expect("a path");
        Permissions::read([Source::new(path, text)], &Zone::utc())
    }

    fn permission(text: &str) -> Permission {
        let staged = permissions(text);
        assert!(staged.diagnostics.is_empty(), "{:?}", staged.diagnostics);
        staged.value.and_then(|all| all.get("letter").cloned()).expect("a permission")
    }

    #[test]
    fn a_permission_covers_what_it_says_and_nothing_else() {
        use Permitted::{Commercial, Edit, Photo, Republish, Translation};
        let [fr, es, fr_ca] = ["fr", "es", "fr-CA"].map(|tag| Lang::parse(tag).expect("a tag"));
        let (a, b) = (
            WebUrl::parse("http://www.example.org/a/").expect("a url"),
            WebUrl::parse("https://example.org/b").expect("a url"),
        );
        let one = permission(
            "publisher: wire\narticles: [https://example.org/a]\nlanguages: [fr]\nuses: [translation]\ngiven_by: Ann Example\n",
        );
        let all = permission("publisher: wire\narticles: all\nuses: [edit, commercial]\ngiven_by: Ann Example\n");
        let ask =
            |p: &Permission, publisher, url, lang, usage| p.covers(&Request { publisher, url: Some(url), lang, usage });
        for (permission, publisher, url, lang, usage, expected) in [
            (&one, "wire", &a, &fr, Translation, true),
            (&one, "wire", &a, &fr_ca, Translation, true),
            (&one, "other", &a, &fr, Translation, false),
            (&one, "wire", &b, &fr, Translation, false),
            (&one, "wire", &a, &es, Translation, false),
            (&one, "wire", &a, &fr, Commercial, false),
            (&one, "wire", &a, &fr, Edit, true),
            (&one, "wire", &a, &fr, Republish, true),
            (&one, "wire", &a, &fr, Photo, false),
            (&all, "Wire", &b, &es, Edit, true),
            (&all, "wire", &b, &es, Commercial, true),
            (&all, "wire", &b, &es, Translation, false),
            (&all, "wire", &b, &es, Republish, true),
            (&all, "wire", &b, &es, Permitted::FullText, false),
            (&all, "wire", &b, &es, Permitted::Ads, false),
            (&all, "wire", &b, &es, Permitted::Paywall, false),
        ] {
            assert_eq!(ask(permission, publisher, url, lang, usage), expected, "{publisher} {url} {lang} {usage:?}");
        }
    }

    #[test]
    fn an_agencys_picture_needs_the_agencys_permission() {
        let from =
            |who: &str| permission(&format!("publisher: {who}\narticles: all\nuses: [photo]\ngiven_by: Ann Example\n"));
        let agency = "Jane Doe/AFP via Getty Images";
        assert!(!from("wire").covers_picture(agency, Some("wire"), None));
        assert!(!from("Jane Doe").covers_picture(agency, Some("wire"), None));
        assert!(from("afp").covers_picture(agency, Some("wire"), None));
        assert!(from("wire").covers_picture("Jane Doe", Some("wire"), None));
        assert!(from("Jane Doe").covers_picture("Jane Doe/Example", Some("wire"), None));
        assert!(!from("other").covers_picture("Jane Doe", Some("wire"), None));
    }

    #[test]
    fn a_last_day_counts_whole() {
        let p = permission("publisher: wire\narticles: all\nuses: [edit]\nuntil: 2026-01-31\ngiven_by: Ann Example\n");
        assert_eq!(p.ends().map(|t| t.to_string()).as_deref(), Some("2026-02-01T00:00:00Z"));
    }

    #[test]
    fn mistakes_are_named_all_at_once() {
        let found = permissions("publisher: wire\narticles: some\nuses: [translate]\nlang: fr\n").diagnostics;
        let codes: Vec<_> = found.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes.len(), 4, "{found:?}");
        assert!(codes.contains(&"yaml/unknown-key") && codes.contains(&"yaml/missing-key"));
    }
}
