//! The words of photo credits: agencies, platforms, labels. All compared folded.

use crate::clean::fold;

/// Agencies, as folded words of a credit.
const AGENCIES: &[&str] = &[
    "afp",
    "ap",
    "ap photo",
    "associated press",
    "the associated press",
    "reuters",
    "epa",
    "epa-efe",
    "efe",
    "dpa",
    "ansa",
    "tass",
    "ria novosti",
    "sputnik",
    "xinhua",
    "anadolu",
    "anadolu agency",
    "aa",
    "pa",
    "pa images",
    "pa wire",
    "afp photo",
    "getty",
    "getty images",
    "afp/getty images",
    "bloomberg",
    "upi",
    "zuma",
    "zuma press",
    "sipa",
    "sipa press",
    "sipa usa",
    "abaca",
    "abacapress",
    "hans lucas",
    "belga",
    "keystone",
    "lusa",
    "imago",
    "imago images",
    "picture alliance",
    "ap images",
    "nurphoto",
    "maxppp",
    "bestimage",
    "rex",
    "rex features",
    "shutterstock",
    "alamy",
    "istock",
    "magnum",
    "agence vu",
    "ritzau",
    "tt",
    "ntb",
    "apa",
    "europa press",
    "notimex",
    "cuartoscuro",
    "telam",
    "agencia brasil",
    "nasa",
    "us army",
    "u.s. army",
    "u.s. navy",
    "u.s. air force",
    "u.s. marine corps",
    "رويترز",
    "ا ف ب",
    "اف ب",
    "ا ب",
    "الاناضول",
    "فرانس برس",
    "الفرنسيه",
    "وكاله الانباء الفرنسيه",
    "اسوشيتد برس",
    "غيتي",
    "غيتي ايمجز",
    "سبوتنيك",
];

/// Platforms and archives that hand out what others made.
const PLATFORMS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "instagram",
    "youtube",
    "telegram",
    "tiktok",
    "flickr",
    "pixabay",
    "unsplash",
    "pexels",
    "wikimedia",
    "wikimedia commons",
    "wikipedia",
    "creative commons",
    "adobe stock",
    "fotolia",
    "depositphotos",
    "فيسبوك",
];

/// Words before a credit, folded; the longer ones first.
pub(super) const LABELS: &[&str] = &[
    "photo credits",
    "photo credit",
    "photo courtesy of",
    "photograph by",
    "photos by",
    "photo by",
    "photo de",
    "photo d'",
    "image credit",
    "image by",
    "images by",
    "image courtesy of",
    "picture by",
    "courtesy of",
    "credit photo",
    "credits photo",
    "crédit photo",
    "crédits photo",
    "crédit photos",
    "crédits",
    "crédit",
    "credits",
    "credit",
    "photographie",
    "photograph",
    "photos",
    "photo",
    "images",
    "image",
    "picture",
    "illustration",
    "crédito de la foto",
    "crédito foto",
    "foto de",
    "fotos de",
    "fotografía",
    "fotografías",
    "fotos",
    "foto",
    "imagen",
    "crédito",
    "autor",
    "bildquelle",
    "bild",
    "تصوير",
    "صوره",
    "الصوره",
    "مصدر الصوره",
    "المصدر",
    "cc",
];

/// Words that are no name: what kind of picture it is.
pub(super) const KINDS: &[&str] = &[
    "file",
    "file photo",
    "archive",
    "archives",
    "archivo",
    "handout",
    "pool",
    "dr",
    "screenshot",
    "screen grab",
    "screengrab",
    "capture d'écran",
    "capture d'ecran",
    "captura de pantalla",
    "stock photo",
    "ارشيف",
    "ارشيفيه",
    "video",
];

/// Words of institutions' names, folded.
const INSTITUTIONS: &[&str] = &[
    "news",
    "press",
    "presse",
    "images",
    "agency",
    "agence",
    "agencia",
    "photos",
    "wire",
    "media",
    "times",
    "post",
    "university",
    "ministry",
    "وكاله",
    "police",
];
/// Articles that begin institutions' names, folded.
const ARTICLES: &[&str] = &["the ", "el ", "la ", "le ", "les ", "los ", "las ", "l'", "office "];

/// Whether a name is a known agency's.
pub(super) fn is_agency(text: &str) -> bool {
    AGENCIES.contains(&fold(text).text.trim_matches(['.', ')', '(', ' ']))
}

/// Whether a name is a known platform's.
pub(super) fn is_platform(text: &str) -> bool {
    PLATFORMS.contains(&fold(text).text.trim_matches(['.', ')', '(', ' ']))
}

/// An agency that has pictures only: its name alone is a credit.
pub(super) fn is_picture_agency(text: &str) -> bool {
    matches!(fold(text).text.as_str(), "getty images" | "shutterstock" | "istock" | "alamy" | "ap photo" | "afp photo")
}

/// Whether a name is an institution's: known, or with a word or an article that people's names lack.
pub(super) fn is_organisation(text: &str) -> bool {
    let folded = fold(text).text;
    is_agency(text)
        || folded.split(' ').any(|word| INSTITUTIONS.contains(&word))
        || ARTICLES.iter().any(|article| folded.starts_with(article))
}
