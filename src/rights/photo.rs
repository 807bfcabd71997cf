//! Judges pictures: each needs a credit and rights of its own, for the licence of a text never covers its pictures.

use super::case::Case;
use super::credit::{agencies, names, split_caption};
use super::licence::Licence;
use super::permission::Permitted;
use super::picture_rights::{Claim, stated};
use super::publisher::{PhotoRule, Publisher};
use super::work::lent;
use super::works::link;
use super::{Context, Link, Photo};
use crate::base::{RelPath, RelPathError, Span};
use crate::diag::Code;
use crate::parse::Kind;

/// A picture as the article shows it, before the judgement.
pub(super) struct Shown<'s> {
    /// As written: a file beside the article, or below `static/` if it begins with `/`.
    pub(super) target: &'s str,
    pub(super) alt: Option<&'s str>,
    pub(super) caption: Option<&'s str>,
    pub(super) credit: Option<&'s str>,
    pub(super) license: Option<&'s str>,
    /// Where findings about it are put.
    pub(super) place: Place,
    /// Whether rights must be stated even where no agency is named.
    pub(super) wants: Wants,
}

/// Where a picture stands.
pub(super) enum Place {
    /// In the body.
    Body(Span),
    /// In the front matter: the keys of its file, its credit and its licence.
    Keys([&'static str; 3]),
}

/// What of a picture a finding is about.
#[derive(Clone, Copy)]
enum Part {
    File,
    Credit,
    Licence,
}

impl Shown<'_> {
    /// Where findings about a part are put. Only they need it, and nearly no picture has any.
    fn place(&self, case: &Case<'_>, part: Part) -> Span {
        match &self.place {
            Place::Body(span) => span.clone(),
            Place::Keys(keys) => case.document.place(keys[part as usize]),
        }
    }
}

/// Whether the rights of a picture must be stated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// Always.
    Licence,
    /// Only where the credit names an agency.
    LicenceOfAgencies,
}

/// The lead picture. Caption and credit without a picture wait for one.
pub(super) fn lead(case: &mut Case<'_>) -> Option<Photo> {
    if case.document.misspelt.iter().any(|key| matches!(*key, "photo_credit" | "photo_license")) {
        return None;
    }
    let front = case.front;
    let caption = front.photo_caption.as_deref().map(split_caption);
    // A key that was begun and left empty is the place to go on.
    let written = |key: &'static str| if case.document.has(key) { key } else { "photo" };
    let (credit_key, license_key) = (written("photo_credit"), written("photo_license"));
    let shown = Shown {
        target: front.photo.as_deref()?,
        alt: front.photo_alt.as_deref(),
        caption: match (front.photo_credit.is_some(), caption) {
            (false, Some((caption, _))) => Some(caption),
            _ => front.photo_caption.as_deref(),
        },
        credit: front.photo_credit.as_deref().or(caption.and_then(|(_, credit)| credit)),
        license: front.photo_license.as_deref(),
        place: Place::Keys(["photo", credit_key, license_key]),
        wants: if front.kind == Kind::Own { Wants::LicenceOfAgencies } else { Wants::Licence },
    };
    judge(case, &shown)
}

/// Judges one picture.
pub(super) fn judge(case: &mut Case<'_>, shown: &Shown<'_>) -> Option<Photo> {
    let file = file(case, shown)?;
    let beside = case.context.sidecars.get(&file);
    let Some(credit) = shown.credit.or(beside.and_then(|s| s.credit.as_deref())).filter(|c| !c.trim().is_empty())
    else {
        let leads = case.front.photo.as_deref() == Some(shown.target);
        let write = if leads {
            "add the credit as it stood at the original: `photo_credit: Jane Doe/Agency`".to_owned()
        } else {
            format!(
                "end the picture's title with the credit in parentheses: `![…]({} \"(Jane Doe/Agency)\")`",
                shown.target
            )
        };
        let hints = [write, format!("or put `credit:` into `{}.yaml` beside the picture", file.file_name())];
        let message = format!("the picture `{}` has no credit", shown.target);
        case.report_at(Code::RightsPhotoCredit, shown.place(case, Part::Credit), message, hints);
        return None;
    };
    let typed = shown.license.or(beside.and_then(|s| s.license.as_deref()));
    let claim = Claim::new(credit, typed);
    let licence = licence(case, shown, &claim)?;
    let caption = shown.caption.or(beside.and_then(|s| s.caption.as_deref())).map(str::trim).filter(|c| !c.is_empty());
    let alt = shown.alt.or(beside.and_then(|s| s.alt.as_deref())).or(caption);
    Some(Photo {
        file,
        alt: alt.unwrap_or_default().to_owned(),
        caption: caption.map(str::to_owned),
        credit: credit.trim().to_owned(),
        rights: stated(&claim, beside),
        licence: licence.link,
        until: licence.until.into_iter().chain(beside.and_then(super::sidecar::Sidecar::ends)).min(),
    })
}

/// The file, if it is one of the site's.
fn file(case: &mut Case<'_>, shown: &Shown<'_>) -> Option<RelPath> {
    let target = shown.target;
    if target.contains("://") || target.starts_with("//") || target.starts_with("data:") {
        let hints = ["save it beside the article and write its file name".to_owned()];
        let message = format!("the picture `{}` is loaded from elsewhere", shorten(target));
        case.report_at(Code::RightsPhotoRemote, shown.place(case, Part::File), message, hints);
        return None;
    }
    let path = match target.strip_prefix('/') {
        Some(rest) => RelPath::new(&format!("static/{rest}")),
        None => case.document.source.path.sibling(target.strip_prefix("./").unwrap_or(target)),
    };
    let (message, hint) = match path {
        Ok(path) => {
            // The list's own: ten thousand articles may show the same few files.
            if let Some(known) = case.context.files.get(&path) {
                return Some(known.clone());
            }
            let near = near(case.context, &path);
            let hint =
                near.map_or_else(|| format!("put the picture at `{path}`"), |near| format!("did you mean `{near}`?"));
            (format!("there is no picture `{target}`"), hint)
        }
        Err(RelPathError::Dots | RelPathError::Absolute) => (
            format!("`{target}` leads out of its folder"),
            "put the picture beside the article, or below `static/` and begin with `/`".to_owned(),
        ),
        Err(_) => {
            (format!("`{target}` is no file name"), "write the picture's file name, such as `bridge.jpg`".to_owned())
        }
    };
    case.report_at(Code::RightsPhotoMissing, shown.place(case, Part::File), message, [hint]);
    None
}

/// A file beside the one that is missing, of nearly its name. Files stand in order, so it is never far.
fn near<'a>(context: &Context<'a>, path: &RelPath) -> Option<&'a str> {
    let files = context.files;
    let around = files.range(path.clone()..).take(4).chain(files.range(..path.clone()).rev().take(4));
    let beside = around.filter(|file| file.folder() == path.folder());
    let pictures = beside.filter(|file| !matches!(file.extension(), "md" | "yaml" | "yml"));
    crate::diag::did_you_mean(path.file_name(), pictures.map(RelPath::file_name))
}

fn shorten(text: &str) -> String {
    if text.chars().count() > 80 { text.chars().take(80).chain(['…']).collect() } else { text.to_owned() }
}

struct Granted {
    link: Option<Link>,
    until: Option<jiff::Timestamp>,
}

/// On what a picture may be shown.
fn licence(case: &mut Case<'_>, shown: &Shown<'_>, claim: &Claim<'_>) -> Option<Granted> {
    let Claim { credit, agencies, typed, licence } = claim;
    let free = Some(Granted { link: None, until: None });
    let Some(typed) = *typed else {
        if agencies.is_empty() && shown.wants == Wants::LicenceOfAgencies {
            return free;
        }
        miss(case, shown, credit);
        let hints = [how_to_state(agencies)];
        let message = format!(
            "nothing says that the picture `{}` may be shown; the text's licence does not cover it",
            shown.target
        );
        case.report_at(Code::RightsPhotoLicence, shown.place(case, Part::Licence), message, hints);
        return None;
    };
    if case.context.permissions.get(typed).is_some() {
        return by_permission(case, shown, credit, typed);
    }
    if matches!(licence, Some(Licence::PublisherTerms)) && agencies.is_empty() {
        return with_story(case, shown, credit);
    }
    let licence = match typed {
        "own" if agencies.is_empty() && !is_lenders(case, credit) => return free,
        "handout" => return free,
        "own" => None,
        _ => licence.as_ref(),
    };
    match licence {
        Some(licence @ (Licence::Cc { .. } | Licence::Cc0 | Licence::PublicDomain)) if agencies.is_empty() => {
            if licence.is_noncommercial() && case.context.config.policy.commercial {
                let hints =
                    ["use another picture, or a permission from its owner with the uses `photo` and `commercial`"
                        .to_owned()];
                let message =
                    format!("the picture's licence {licence} forbids commercial use, and this site is commercial");
                case.report_at(Code::RightsNoncommercial, shown.place(case, Part::Licence), message, hints);
                return None;
            }
            Some(Granted { link: link(licence, case.lang), until: None })
        }
        _ if typed == "own" && agencies.is_empty() => {
            let message = "`own` is for the site's own pictures, and this one credits the publisher".to_owned();
            let hints = ["if it came with the story, write `photo_license: publisher-terms`; if the site made it, credit who did".to_owned()];
            case.report_at(Code::RightsPhotoLicence, shown.place(case, Part::Licence), message, hints);
            None
        }
        _ => {
            miss(case, shown, credit);
            let message = if agencies.is_empty() {
                format!("`{typed}` does not allow the picture to be shown")
            } else {
                format!("`{typed}` cannot be right for a picture of {}", agencies.join(" and "))
            };
            case.report_at(
                Code::RightsPhotoLicence,
                shown.place(case, Part::Licence),
                message,
                [how_to_state(agencies)],
            );
            None
        }
    }
}

/// Whether the publisher lets the pictures of its story go with it (`photo_license: publisher-terms`).
fn with_story(case: &mut Case<'_>, shown: &Shown<'_>, credit: &str) -> Option<Granted> {
    let profile = lender(case, credit);
    let rule = profile.map_or(PhotoRule::Unknown, Publisher::granted_photo);
    let name = profile.map_or("the publisher", |p| p.name.as_str());
    let named = profile.map_or("", |p| p.photo_credit.as_deref().unwrap_or(&p.name));
    let is_named = names(credit, named);
    let refusal = match rule {
        PhotoRule::WithStory => None,
        PhotoRule::OwnOnly if is_named => None,
        PhotoRule::Noncommercial if !case.context.config.policy.commercial => None,
        PhotoRule::OwnOnly => {
            Some(format!("{name} lends only its own pictures, and the credit does not name \"{named}\""))
        }
        PhotoRule::Noncommercial => Some(format!("{name} lends its pictures for noncommercial use alone")),
        PhotoRule::Exclude => Some(format!("{name} does not lend the pictures of its stories")),
        PhotoRule::Unknown => Some(format!("nobody knows whether {name} lends the pictures of its stories")),
    };
    let Some(message) = refusal else { return Some(Granted { link: None, until: None }) };
    miss(case, shown, credit);
    case.report_at(Code::RightsPhotoLicence, shown.place(case, Part::Licence), message, [how_to_state(&[])]);
    None
}

/// Whether a credit names the publisher of a work on the page.
fn is_lenders(case: &Case<'_>, credit: &str) -> bool {
    lent(case.front).filter_map(|work| case.profile(&work)).any(|publisher| names(credit, &publisher.name))
}

/// Whose story a picture came with: the source's whose publisher its credit names, else the original's.
fn lender<'a>(case: &Case<'a>, credit: &str) -> Option<&'a Publisher> {
    let context = case.context;
    let mut profiles = lent(case.front).filter_map(|work| case.profile(&work));
    let named = profiles.find(|p| names(credit, p.photo_credit.as_deref().unwrap_or(&p.name)));
    named.or_else(|| context.publishers.get(case.front.publisher.as_deref()?))
}

fn by_permission(case: &mut Case<'_>, shown: &Shown<'_>, credit: &str, id: &str) -> Option<Granted> {
    let permission = case.context.permissions.get(id)?;
    let own = permission.covers_picture(credit, case.front.publisher.as_deref(), case.front.original_url.as_ref());
    if own || lent(case.front).any(|work| permission.covers_picture(credit, work.publisher, work.url)) {
        case.warn_of_end(permission, "photo_license", "the picture is taken off the page");
        return Some(Granted { link: None, until: permission.ends() });
    }
    miss(case, shown, credit);
    let who = agencies(credit).join(" or ");
    let hint = if permission.uses.contains(&Permitted::Photo) && !who.is_empty() {
        format!("only a permission from {who} covers it: `publisher:` names who gave it")
    } else {
        "it must have `uses: [photo]`, be given by whom the credit names, and hold for this article".to_owned()
    };
    let message = format!("the permission `{id}` does not cover the picture `{}`", shown.target);
    case.report_at(Code::RightsPhotoLicence, shown.place(case, Part::Licence), message, [hint]);
    None
}

/// Whom to ask for a picture: the agencies that its credit names, else whoever it credits.
fn miss(case: &mut Case<'_>, shown: &Shown<'_>, credit: &str) {
    let agencies = agencies(credit);
    let givers = if agencies.is_empty() { vec![credit.trim()] } else { agencies };
    let url = case.front.original_url.as_ref();
    case.miss(&givers, url, Permitted::Photo, Some(shown.target));
}

fn how_to_state(agencies: &[&str]) -> String {
    match agencies.first() {
        Some(agency) => format!(
            "with a contract, record it as `content/permissions/<id>.yaml` (`publisher: {agency}`, `uses: [photo]`) and write `photo_license: <id>`; without one, leave the picture out"
        ),
        None => "write `photo_license:` with `own`, `handout`, `public-domain`, a licence such as `CC-BY-4.0`, or the id of a permission".to_owned(),
    }
}
