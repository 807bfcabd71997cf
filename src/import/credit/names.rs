//! Whom photo credits name: agencies, platforms, institutions. All compared folded.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::is_kind;
use crate::clean::fold;

/// Bytes of the longest known name as it is printed, with room for marks and capitals.
const LONGEST: usize = 100;

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
    "itar-tass",
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
    "afp-jiji",
    "afp=時事",
    "agi",
    "adnkronos",
    "agencja gazeta",
    "agencja wyborcza.pl",
    "agerpres",
    "anp",
    "antara",
    "associated press photo",
    "cna",
    "čtk",
    "dha",
    "dpa picture-alliance",
    "dpa-zentralbild",
    "east news",
    "estadão conteúdo",
    "eyevine",
    "folhapress",
    "fotogramma",
    "futura press",
    "hollandse hoogte",
    "iha",
    "jiji",
    "jiji press",
    "kyodo",
    "kyodo news",
    "lapresse",
    "lehtikuva",
    "magnum photos",
    "mti",
    "pap",
    "photopqr",
    "polaris",
    "pti",
    "redux",
    "ritzau scanpix",
    "scanpix",
    "sda",
    "keystone-sda",
    "sopa images",
    "tt nyhetsbyrån",
    "ukrinform",
    "yonhap",
    "тасс",
    "риа новости",
    "рейтер",
    "reuters photo",
    "укринформ",
    "укрінформ",
    "уніан",
    "新华社",
    "新華社",
    "中新社",
    "路透社",
    "路透",
    "法新社",
    "美联社",
    "美聯社",
    "视觉中国",
    "視覺中國",
    "东方ic",
    "中央社",
    "共同通信",
    "共同",
    "時事通信",
    "時事",
    "ロイター",
    "アフロ",
    "ゲッティイメージズ",
    "ap/アフロ",
    "연합뉴스",
    "뉴시스",
    "뉴스1",
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
    "freepik",
    "linkedin",
    "weibo",
    "微博",
    "vkontakte",
    "вконтакте",
    "фейсбук",
    "telegram-канал",
    "fotolia",
    "depositphotos",
    "فيسبوك",
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
    "ministère",
    "ministerio",
    "ministério",
    "ministero",
    "ministerium",
    "ministerie",
    "ministerstwo",
    "министерство",
    "мчс",
    "мвд",
    "міністерство",
    "дснс",
    "وزاره",
    "prefeitura",
    "ayuntamiento",
    "mairie",
    "préfecture",
    "comune",
    "gemeinde",
    "gemeente",
    "urząd",
    "мэрия",
    "بلديه",
    "governo",
    "gobierno",
    "universität",
    "universiteit",
    "universidad",
    "universidade",
    "università",
    "université",
    "uniwersytet",
    "университет",
    "університет",
    "جامعه",
    "пресс-служба",
    "пресслужба",
    "прес-служба",
    "agenzia",
    "agência",
    "agentur",
    "agencja",
    "агентство",
    "агенція",
    "وكاله",
    "police",
    "polizei",
    "policía",
    "polícia",
    "polizia",
    "politie",
    "policja",
    "полиция",
    "поліція",
    "شرطه",
    "feuerwehr",
    "bomberos",
    "bombeiros",
    "pompiers",
];
/// Articles that begin institutions' names, folded.
const ARTICLES: &[&str] = &["the ", "el ", "la ", "le ", "les ", "los ", "las ", "l'", "office "];

/// Initials that are also an office's, a country's or nothing in particular: an agency only where a credit's marks surround them.
const AMBIGUOUS: &[&str] =
    &["epa", "aa", "pa", "tt", "rex", "apa", "pap", "ap", "sda", "imago", "agi", "keystone", "共同", "時事"];

/// Whether a name may be something else than the agency that goes by it.
pub(super) fn is_ambiguous(text: &str) -> bool {
    AMBIGUOUS.contains(&fold(text).text.trim_matches(['.', ')', '(', ' ']))
}

/// A bank of pictures to which what stands before the slash is as often the subject as the photographer.
pub(crate) fn is_stock(text: &str) -> bool {
    matches!(
        fold(text).text.as_str(),
        "shutterstock"
            | "istock"
            | "alamy"
            | "adobe stock"
            | "getty images"
            | "depositphotos"
            | "fotolia"
            | "pixabay"
            | "unsplash"
            | "pexels"
            | "freepik"
    )
}

/// A name of a credit, folded once for all that is asked of it.
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    folded: String,
}

impl<'a> Name<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, folded: fold(text).text }
    }

    fn bare(&self) -> &str {
        self.folded.trim_matches(['.', ')', '(', ' '])
    }

    /// Whether it is a known agency's.
    pub(super) fn is_agency(&self) -> bool {
        static ALL: LazyLock<HashSet<&str>> = LazyLock::new(|| AGENCIES.iter().copied().collect());
        ALL.contains(self.bare())
    }

    /// Whether it is a known platform's.
    pub(super) fn is_platform(&self) -> bool {
        static ALL: LazyLock<HashSet<&str>> = LazyLock::new(|| PLATFORMS.iter().copied().collect());
        ALL.contains(self.bare())
    }

    /// Whether it is an institution's: known, or with a word or an article that people's names lack.
    pub(super) fn is_organisation(&self) -> bool {
        static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| INSTITUTIONS.iter().copied().collect());
        self.is_agency()
            || self.folded.split(' ').any(|word| WORDS.contains(word))
            || ARTICLES.iter().any(|article| self.folded.starts_with(article))
    }

    /// Whether it is none, but says what kind of picture it is.
    pub(super) fn is_kind(&self) -> bool {
        is_kind(&self.folded)
    }
}

/// Whether a name is a known agency's.
pub(crate) fn is_agency(text: &str) -> bool {
    text.len() <= LONGEST && Name::new(text).is_agency()
}

/// Whether a name is a known platform's.
pub(super) fn is_platform(text: &str) -> bool {
    text.len() <= LONGEST && Name::new(text).is_platform()
}

/// An agency that has pictures only: its name alone is a credit.
pub(super) fn is_picture_agency(text: &str) -> bool {
    ["getty images", "shutterstock", "istock", "alamy", "ap photo", "afp photo"]
        .iter()
        .any(|name| text.eq_ignore_ascii_case(name))
}
