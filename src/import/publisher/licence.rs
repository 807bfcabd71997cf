//! Creative Commons licences as texts name them.

use std::sync::LazyLock;

use regex::Regex;

use crate::clean::fold;
use crate::import::dates::pattern;

/// Words for the elements of a licence, folded, and what SPDX calls them.
const ELEMENTS: &[(&str, &[&str])] = &[
    (
        "NC",
        &[
            "noncommercial",
            "non-commercial",
            "nicht kommerziell",
            "nicht-kommerziell",
            "nichtkommerziell",
            "pas d'utilisation commerciale",
            "non commercial",
            "no comercial",
            "nocomercial",
            "não comercial",
            "nãocomercial",
            "non commerciale",
            "niet-commercieel",
            "niet commercieel",
            "użycie niekomercyjne",
            "некоммерч",
            "некомерц",
            "非商业",
            "非商業",
            "非営利",
            "غير تجاري",
            "nekomerc",
        ],
    ),
    (
        "ND",
        &[
            "noderiv",
            "no deriv",
            "keine bearbeitung",
            "keine-bearbeitung",
            "pas de modification",
            "sin derivad",
            "sinderivad",
            "sem deriva",
            "semderiva",
            "non opere derivate",
            "geen afgeleide",
            "geenafgeleide",
            "bez utworów zależnych",
            "без произв",
            "без похідних",
            "禁止演绎",
            "禁止改作",
            "改変禁止",
            "منع الاشتقاق",
            "ne modif",
        ],
    ),
    (
        "SA",
        &[
            "sharealike",
            "share alike",
            "share-alike",
            "weitergabe unter gleichen",
            "partage dans les mêmes",
            "partage à l'identique",
            "compartirigual",
            "compartir igual",
            "compartilhaigual",
            "compartilha igual",
            "condividi allo stesso modo",
            "gelijkdelen",
            "gelijk delen",
            "na tych samych warunkach",
            "с сохранением условий",
            "поширення на тих самих",
            "相同方式共享",
            "相同方式分享",
            "継承",
            "المشاركة بالمثل",
            "samkondiĉe",
        ],
    ),
];

/// The SPDX id of a Creative Commons licence that a text links, abbreviates or spells out, with its version.
pub(crate) fn creative_commons(text: &str) -> Option<String> {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)"));
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\bCC[ -]?(BY(?:[ -](?:NC|ND|SA))*)[ -]?(?:version |v\.? ?)?(\d\.\d)\b"));
    static SPELLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"creative commons(?s:.{0,160}?)\b([1-4]\.0)\b"));
    if let Some(found) = LINK.captures(text) {
        let (kind, version) = (found[2].to_uppercase(), &found[3]);
        return Some(if &found[1] == "publicdomain" { "CC0-1.0".to_owned() } else { format!("CC-{kind}-{version}") });
    }
    if let Some(found) = SHORT.captures(text) {
        return Some(format!("CC-{}-{}", found[1].to_uppercase().replace(' ', "-"), &found[2]));
    }
    let folded = fold(text).text;
    let found = SPELLED.captures(&folded)?;
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let elements: String = ELEMENTS.iter().filter(|(_, words)| has(words)).flat_map(|(id, _)| ["-", id]).collect();
    let version = &found[1];
    // Share-alike and no-derivatives exclude each other: then the words were of something else.
    (!(elements.contains("ND") && elements.contains("SA"))).then(|| format!("CC-BY{elements}-{version}"))
}
