//! What copies say of their source, in the languages that reposts are written in.

use std::sync::LazyLock;

use regex::Regex;

use super::urls;
use crate::base::WebUrl;
use crate::import::dates::pattern;
use crate::import::text::{plain, words};

/// The words before the name of who published a text first.
const PUBLISHED_BY: &str = r"(?ix)(?:
    published\ (?:by|on|in|at) | appeared\ (?:first\ )?(?:on|in|at) | republished\ (?:from|with\ permission\ from|courtesy\ of) | reprinted\ from
  | (?:content\ created|produced|reported|provided)\ by | courtesy\ of | ©\ (?:\d{4}\ )?by
  | (?:repris|reproduit|extrait)\ d[eu] | contenu\ créé\ par
  | publiée?s?(?:\ à\ l['’]origine|\ initialement|\ originellement|\ d['’]abord|\ pour\ la\ première\ fois)?\ (?:sur|par|dans|chez)
  | parue?s?(?:\ initialement|\ d['’]abord|\ pour\ la\ première\ fois)?\ (?:sur|dans|chez)
  | publicad[oa](?:\ originalmente|\ originariamente|\ inicialmente|\ por\ primera\ vez|\ pela\ primeira\ vez)?\ (?:en|por|em|no|na|pelo|pela)
  | apareció\ (?:originalmente|primero|por\ primera\ vez)\ en | (?:contenido\ creado|conteúdo\ criado|reproducido|reproduzido|tomado)\ (?:por|de|do|da)
  | pubblicat[oa](?:\ originariamente|\ originalmente|\ inizialmente|\ per\ la\ prima\ volta)?\ (?:su|sul|sulla|da|dal|in|nel) | apparso\ (?:su|sul|in) | tratto\ da
  | zuerst\ (?:bei|auf|in|im|von) | ursprünglich\ (?:bei|auf|in|im|von) | übernommen\ (?:von|aus)
  | (?:erschien|erschienen|veröffentlicht)\ (?:zuerst\ |ursprünglich\ )?(?:bei|auf|in|im|von)
  | (?:verscheen|verschenen|gepubliceerd)\ (?:eerder\ |eerst\ |oorspronkelijk\ )?(?:op|in|bij|door) | overgenomen\ (?:van|uit) | oorspronkelijk\ (?:op|in|bij|door)
  | opublikowan[yaeo]\ (?:pierwotnie\ )?(?:w|na|przez|w\ serwisie|na\ portalu|na\ stronie) | ukazał[ao]?\ się\ (?:pierwotnie\ |najpierw\ )?(?:w|na) | (?:zgod[aąęy]\ )?wydawcy
  | (?:впервые\ |изначально\ |первоначально\ )?опубликован[аоы]?\ (?:впервые\ )?(?:в|на|на\ сайте|изданием) | перепечат(?:ано|ка)\ (?:из|с)
  | (?:вперше\ )?опубліковано\ (?:вперше\ )?(?:в|у|на|на\ сайті|виданням)
  | (?:aperis|publikiĝis)\ (?:unue\ |origine\ )?(?:en|ĉe|sur) | publikigita\ (?:de|en|ĉe)
  | publicerad(?:es)?\ (?:först\ |ursprungligen\ )?(?:i|på|av) | publicat\ (?:originalment\ )?(?:a|en|per)
  | (?:نشر|نُشر|نشرت)(?:ت)?(?:\s\S+){0,4}\s(?:على|في)(?:\sموقع)? | على\sموقع | في\sموقع | نقلا\sعن | نقلًا\sعن
)\s+";

/// The words before such a name in scripts without spaces.
const DENSE_BY: &str = r"(?:首发于|首發於|转载自|轉載自|转自|轉自|来自|原载于|原載於|最初发表于|最初發表於|本文来源[：:]?|初出[：:]?|元記事[：:]?)\s*";

/// Where a name ends.
const END: &str = r#"(?:[.,;:]\s|[.,;:]?$|[()«»"“”，。；、」』】]|\s(?:le|on|under|est|is|and|et|sous|bajo|und|am|unter|erschienen|veröffentlicht|publiziert|il|sotto|sob|e|op|onder|pod|под|під|il|con|with|avec|a\ été|has|en\ el|where|where|as|the\ original)\s)"#;

/// The publisher that a licence paragraph names. A page of the author's own is named by its host.
pub(super) fn first_published(notice: &str) -> Option<String> {
    static LINKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?:{PUBLISHED_BY}|{DENSE_BY})(?:(?:le|the|el|la|il|o|a|dem|der|den|de)\s+)?(?:site\s+)?\*{{0,2}}\[([^\]]{{2,80}})\]\("
        ))
    });
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"(?:{PUBLISHED_BY}(?:le\ site\ (?:de\ |d['’])?)?|{DENSE_BY})(.{{2,80}}?){END}"))
    });
    static WORK_OF: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:this|an?|the|another|ce|cet|dies|este|esta)\b"));
    let text = plain(notice);
    let linked = LINKED.captures(notice).map(|found| found[1].to_owned());
    let name = linked.or_else(|| Some(NAME.captures(&text)?[1].to_owned()))?;
    let name = tidy(&name);
    let own = name.split_whitespace().any(|w| {
        matches!(&*w.to_lowercase(), "mon" | "my" | "mi" | "meu" | "mein" | "meinem" | "mio" | "notre" | "our" | "blog")
    });
    if own {
        return urls(notice).first().map(|url| url.host().to_owned());
    }
    Some(name).filter(|name| !name.is_empty() && words(name) <= 8 && !WORK_OF.is_match(&name.to_lowercase()))
}

/// The name, and the address if one stands there, of a line such as `Source : Example Post` or `via: https://…`.
pub(super) fn source_line(line: &str) -> Option<(String, Option<WebUrl>)> {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?ix)^\W{0,3}(?:
                (?:sources?|source\ originale|original\ source|originally\ from|quellen?|originalquelle|fuentes?|fontes?|fonte\ originale|bron(?:nen)?|źródł[oa]|источники?|первоисточник
                  |джерел[оа]|المصدر|مصدر|原文|来源|來源|文章来源|出典|出所|引用元|ソース|출처|källa|kilde|lähde|zdroj|kaynak|sumber|nguồn|πηγή|מקור|منبع|fonto|sursa|forrás|via)\s*[:：]
              | źródło\s
            )\s*(.{2,200})$",
        )
    });
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:,|\s(?:am|vom|du|del|of|от|от|від|z|z dnia))?\s*\(?\d{1,2}[./]\d{1,2}[./]\d{2,4}\)?\.?$")
    });
    let line = line.trim();
    if line.len() > 400 || line.contains('\n') {
        return None;
    }
    let found = SOURCE.captures(line)?;
    let rest = found.get(1)?.as_str();
    let url = super::article_url(rest);
    let text = plain(rest);
    if let Some(url) = urls(&text).first() {
        return Some((url.host().to_owned(), Some(url.clone())));
    }
    let name = tidy(&DATE.replace(&text, ""));
    let single = !name.contains(',') && words(&name) <= 6;
    (single && !name.is_empty()).then_some((name, url))
}

/// The newsroom of a line that signs for its desk: `Equipe de rédaction, Example Post`.
pub(super) fn desk(line: &str) -> Option<String> {
    static DESK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:l['’])?(?:[ée]quipe de rédaction|la rédaction|rédaction|redaktion|redacción|redazione|redação|redactie|redakcja|редакция|редакція|newsroom|editorial team|(?:staff )?(?:writer|reporter) (?:at|for|with))(?:,| de| d['’]| von| der| di| da| van|:)?\s+(\p{Lu}.{1,40})$",
        )
    });
    DESK.captures(&plain(line)).map(|found| tidy(&found[1]))
}

/// The owner that a site's copyright line names: `Copyright © 2022 Example Media, Inc. PO Box …`.
pub(super) fn copyright(line: &str) -> Option<String> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[,\s]*(?:by |par |por |von |di )?(.{2,60}?)\s*(?:\d{4}|[.,;|–]|\s-\s|$|\b(?:Media|Inc|LLC|Ltd|GmbH|S\.?A|S\.?p\.?A|B\.?V|Corp|all rights|tous droits|todos los|todos os|alle rechte|tutti i|wszelkie|все права|usi prawa))",
        )
    });
    let text = plain(line);
    if words(&text) > 60 {
        return None;
    }
    let name = tidy(OWNER.captures(&text)?.get(1)?.as_str());
    let rights = crate::clean::fold(&name).text;
    let is_rights = [
        "right",
        "droits",
        "derechos",
        "direitos",
        "recht",
        "riprod",
        "riserv",
        "prawa",
        "права",
        "photo",
        "foto",
        "credit",
        "crédit",
    ];
    let named = name.starts_with(crate::import::head::may_begin_name) && words(&name) <= 5;
    (named && !is_rights.iter().any(|word| rights.contains(word))).then_some(name)
}

/// What a subscription line offers: `Abonnez-vous au Petit Port`, `ABBONATI A LA STAMPA`.
pub(super) fn subscribed(line: &str) -> Option<String> {
    static OFFER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i:subscribe to|support|donate to|abonnez-vous (?:à|au|aux)|soutenez|suscríbete a|suscribirse a|assine [oa]?|apoie [oa]?|lê muito [oa]|abbonati (?:a|al)|sostieni|abonnieren sie|unterstützen sie|neem een abonnement op|steun|prenumeruj|wesprzyj|подпишитесь на|поддержите|підтримайте|subtenu)\s+((?:(?i:the|el|la|le|les|l['’]|il|der|die|das|de|o|a)\s)?\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*){0,3})\s*[.!]?$",
        )
    });
    static OUR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:our|us|notre|nos|nuestr|noss|nostr|unser|onze|nasz|наш|newsletter|premium|now|today)")
    });
    let text = plain(line);
    let name = tidy(&OFFER.captures(&text)?[1]);
    (!OUR.is_match(&name)).then_some(name)
}

fn tidy(name: &str) -> String {
    let quotes =
        ['"', '«', '»', '“', '”', '„', '.', ',', ' ', '*', '_', '\u{a0}', '《', '》', '「', '」', '(', ')', '>', '|'];
    name.trim().trim_matches(quotes).to_owned()
}
