//! What elements say of themselves: names of elements, roles, classes and ids that newsrooms and their tools give.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::clean::Kind;
use crate::html::Element;

/// What a block is by its markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Text of some kind.
    #[default]
    Text,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Time,
    /// What stands below the headline.
    Standfirst,
    /// What a picture shows.
    Caption,
    /// Whose picture it is.
    Credit,
}

/// Elements whose content no reader sees as text.
pub(super) fn is_unseen(element: &Element) -> bool {
    let hidden = element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("style").is_some_and(|style| squeezed(style).contains("display:none"));
    hidden
        || matches!(
            &**element.local(),
            "head"
                | "script"
                | "style"
                | "noscript"
                | "template"
                | "svg"
                | "math"
                | "canvas"
                | "object"
                | "audio"
                | "video"
                | "map"
                | "datalist"
        )
}

fn squeezed(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

/// Elements that begin a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "legend"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "label"
            | "textarea"
    )
}

/// What an element that is no part of an article is, by its own word.
pub(super) fn furniture(element: &Element) -> Option<Kind> {
    let by_role = match element.attr("role").unwrap_or_default() {
        "navigation" | "banner" | "search" | "menu" | "menubar" | "toolbar" => Some(Kind::Nav),
        "contentinfo" => Some(Kind::SiteFooter),
        "dialog" | "alertdialog" => Some(Kind::Promo),
        "complementary" => Some(Kind::Related),
        _ => None,
    };
    let by_name = match &**element.local() {
        "nav" | "form" | "button" | "select" | "option" | "dialog" | "label" | "textarea" | "menu" => Some(Kind::Nav),
        "footer" => Some(Kind::SiteFooter),
        "aside" => Some(Kind::Related),
        _ => None,
    };
    if element.attrs.is_empty() {
        return by_name;
    }
    by_role.or_else(|| by_class(element)).or(by_name)
}

/// Parts of words in classes and ids, and what they mean; of several that stand in one the first counts.
const PARTS: &[(Kind, &str)] = &[
    (Kind::Cookie, "cookie consent gdpr onetrust didomi"),
    (
        Kind::Ad,
        "advert sponsor publicit publicid werbung anzeige outbrain taboola adsense adslot ad-slot dfp- \
         mgid reklam native-ad ligatus",
    ),
    (Kind::Newsletter, "newsletter mailchimp infolettre mc_embed mailing"),
    (Kind::Subscribe, "subscri abonn suscri paywall assine abbonat signup sign-up signin sign-in login registr"),
    (Kind::Donation, "donat spenden faire-un-don support-us supportus membership fundrais"),
    (Kind::Comment, "comment disqus respond discussion kommentar"),
    (Kind::Share, "share sharing sharedaddy addthis addtoany partag compart condivi teilen a2a_"),
    (Kind::Social, "social follow- followus seguici siguenos"),
    (
        Kind::Related,
        "related recommend read-more readmore read-also readalso lire-aussi alire a-lire mostread \
         most-read most-popular popular trending relacionad correlat leggi-anche verwandt more-stories \
         morestories suggest next-article next-post prev-post previous-post nextprev next-prev \
         post-navigation also-like recirc sidebar recent-post mas-leid plus-lus mais-lidas saiba-mais \
         carousel latest-news linked-article crosslink essential-links",
    ),
    (Kind::Poll, "sondage wp-polls encuesta umfrage"),
    (
        Kind::Tags,
        "tag-list taglist tags-list tags_ post-tags article-tags entry-tags tagcloud keywords mots-cles \
         etiquet article__tags article-topics",
    ),
    (
        Kind::Nav,
        "breadcrumb pagination skip-link navbar navigation menu- -menu megamenu off-canvas offcanvas \
         site-header toolbar masthead filariane",
    ),
    (Kind::Feedback, "feedback report-error signaler error-report"),
    (Kind::SiteFooter, "footer colophon site-info"),
    (Kind::Promo, "promo popup pop-up modal app-banner cross-sell upsell"),
];

/// Whole words of classes and ids that are too short to be parts.
const WORDS: &[(Kind, &[&str])] = &[
    (Kind::Ad, &["ad", "ads", "adv", "pub", "dfp", "gpt"]),
    (Kind::Tags, &["tags", "tag"]),
    (Kind::Nav, &["nav", "menu", "toc"]),
    (Kind::Poll, &["poll", "polls"]),
    (Kind::Donation, &["don", "dons", "donate"]),
    (Kind::Related, &["teaser", "teasers", "widget", "rel"]),
];

/// Classes of what holds an article's text, whatever else they say.
const TEXT: &[&str] = &[
    "article-body",
    "articlebody",
    "article__body",
    "article_body",
    "article-content",
    "article__content",
    "article-text",
    "articletext",
    "entry-content",
    "post-content",
    "post-body",
    "story-body",
    "storytext",
    "story-text",
    "main-content",
    "td-post-content",
    "content-body",
    "body-text",
    "texto",
    "corps",
];

fn by_class(element: &Element) -> Option<Kind> {
    let named = |name| element.attr(name).unwrap_or_default();
    if matches!(&**element.local(), "body" | "html" | "main" | "article") {
        return None;
    }
    let all = format!("{} {} {}", named("class"), named("id"), named("data-component")).to_ascii_lowercase();
    let picture = ["img-", "image-", "photo-", "figure-", "caption"].iter().any(|part| all.contains(part));
    if all.len() > 2000 || all.trim().is_empty() || picture || TEXT.iter().any(|word| all.contains(word)) {
        return None;
    }
    let word = |list: &[&str]| all.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
    by_part(&all).or_else(|| WORDS.iter().find(|(_, list)| word(list)).map(|(kind, _)| *kind))
}

/// The kind of the first of [`PARTS`] that stands in a text. All are looked for at once: pages have thousands of classes.
fn by_part(text: &str) -> Option<Kind> {
    static ALL: LazyLock<(AhoCorasick, Vec<Kind>)> = LazyLock::new(|| {
        let parts = || PARTS.iter().flat_map(|(kind, parts)| parts.split(' ').map(|part| (*kind, part)));
        let search = AhoCorasick::new(parts().map(|(_, part)| part)).expect("the parts are few and short");
        (search, parts().map(|(kind, _)| kind).collect())
    });
    let (search, kinds) = &*ALL;
    search.find_overlapping_iter(text).map(|found| found.pattern().as_usize()).min().map(|first| kinds[first])
}

/// What an element tells of the lines inside it.
pub(super) fn role(element: &Element) -> Option<Role> {
    let attr = |name| element.attr(name).unwrap_or_default();
    match &**element.local() {
        "figcaption" => return Some(Role::Caption),
        "time" => return Some(Role::Time),
        "body" | "html" | "main" | "article" => return None,
        _ => {}
    }
    if element.attrs.is_empty() {
        return None;
    }
    let prop = attr("itemprop");
    if prop.split(' ').any(|prop| prop == "author") || attr("rel").split(' ').any(|rel| rel == "author") {
        return Some(Role::Byline);
    }
    if matches!(prop, "description" | "alternativeHeadline") {
        return Some(Role::Standfirst);
    }
    if prop == "caption" {
        return Some(Role::Caption);
    }
    if matches!(prop, "datePublished" | "dateModified") {
        return Some(Role::Time);
    }
    let all = format!("{} {}", attr("class"), attr("id")).to_ascii_lowercase();
    if all.len() > 400 || all.trim().is_empty() {
        return None;
    }
    let has = |list: &[&str]| list.iter().any(|part| all.contains(part));
    let words = |list: &[&str]| all.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
    if has(&["credit", "crédit", "photographer", "media-source"]) || words(&["copyright", "copy", "fotograf"]) {
        return Some(Role::Credit);
    }
    if has(&[
        "caption",
        "legende",
        "leyenda",
        "didascalia",
        "bildunterschrift",
        "legenda",
        "img-text",
        "img-footer",
        "image-footer",
    ]) {
        return Some(Role::Caption);
    }
    if has(&[
        "byline",
        "by-line",
        "article-author",
        "article__author",
        "author-name",
        "author_name",
        "author__name",
        "entry-author",
        "post-author",
        "auteur",
    ]) || words(&["author", "authors", "autor", "autore", "firma", "signature", "vcard"])
    {
        return Some(Role::Byline);
    }
    if has(&[
        "standfirst",
        "chapo",
        "subtitle",
        "sub-title",
        "subhead",
        "subheadline",
        "sottotitolo",
        "sommario",
        "entradilla",
        "bajada",
        "linhafina",
        "linha-fina",
        "vorspann",
        "article-intro",
        "article__intro",
        "article__desc",
        "article-summary",
        "excerpt",
    ]) || words(&["dek", "deck", "lead", "lede", "intro", "summary", "subtitulo", "sumario", "occhiello", "zajawka"])
    {
        return Some(Role::Standfirst);
    }
    if has(&["entry-date", "post-date", "published", "publish-date", "article-date", "timestamp", "dateline"])
        || words(&["date", "fecha", "datum", "time"])
    {
        return Some(Role::Time);
    }
    None
}
