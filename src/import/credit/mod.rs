//! Photo credits as wires print them: `(Zakeria Hashimi/AFP via Getty Images)`, `AP Photo/Jane Doe`, `© Crédit photo : …`.

mod names;
mod words;

use serde::Serialize;

use super::text::is_dense;
use crate::clean::fold;
use names::{Name, is_ambiguous, is_picture_agency, is_platform};
pub(super) use names::{is_agency, is_stock};
use words::{is_kind, is_label};

/// A credit line and who it names. A part that is not named, or not recognised, is absent; `raw` always holds the line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Credit {
    /// As printed, with its parentheses.
    pub raw: String,
    /// Who took the picture.
    pub photographer: Option<String>,
    /// Whose picture it is.
    pub agency: Option<String>,
    /// Through whom it came: the part after "via", or the platform it was taken from.
    pub distributor: Option<String>,
}

impl Credit {
    /// The line without the parentheses around it.
    pub(super) fn line(&self) -> &str {
        let raw = self.raw.trim();
        raw.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map_or(raw, str::trim)
    }
}

/// What parts the names of a credit: what separates them for certain, and what may.
const SEPARATORS: [char; 7] = ['/', '／', '|', '｜', '\\', '•', '、'];
const BETWEEN_NAMES: [char; 12] = ['/', '／', '|', '｜', '\\', '•', '、', ',', '-', '–', '—', '©'];

/// Characters of the longest credit.
const LONGEST: usize = 160;

/// Reads a credit line, with or without parentheses. `None` if the text does not look like one.
///
/// A text counts as a credit if it has a label (`Photo:`, `©`), a part after "via", or a known agency beside another name. An
/// agency alone in parentheses does not: that is how wires sign their paragraphs.
pub fn credit(raw: &str) -> Option<Credit> {
    let raw = raw.trim();
    let inner = strip_brackets(raw);
    if inner.is_empty() || inner.len() > 4 * LONGEST || inner.chars().count() > LONGEST || inner.contains('\n') {
        return None;
    }
    if !may_name(inner) {
        return None;
    }
    if let Some(taken) = taken_by(raw, inner) {
        return Some(taken);
    }
    let (text, labelled) = strip_label(inner);
    let text = until_next_label(text);
    let (text, via) = split_via(text);
    // Every line of a text is asked, so what costs least comes first.
    if !labelled && via.is_none() && !text.contains(BETWEEN_NAMES) && !is_picture_agency(text) {
        return None;
    }
    let parts = split_parts(text);
    let known = || parts.len() > 1 && parts.iter().any(|part| part.is_agency() || part.is_platform());
    let sure = labelled || via.is_some() || is_picture_agency(text) || known();
    if !sure || (!labelled && !reads_as_names(&parts)) || (labelled && !is_short(text)) {
        return None;
    }
    let inside =
        inner.rfind([':', '：', '＝']).and_then(|colon| label_before(inner, colon)).is_some_and(|start| start > 0);
    if inside || is_rights_notice(inner) {
        return None; // words stand before the label, or it is the text's copyright line
    }
    let mut credit = Credit { raw: raw.to_owned(), distributor: via, ..Credit::default() };
    assign(&mut credit, &parts);
    Some(credit)
}

/// Whether a text has a space, a mark or letters beyond ASCII, as all credits have but the bare name of a picture bank.
fn may_name(text: &str) -> bool {
    !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') || is_picture_agency(text)
}

/// Reads a text that markup calls a credit, so that it needs no label of its own.
pub(super) fn labelled(raw: &str) -> Option<Credit> {
    let found = credit(&format!("© {}", strip_brackets(raw.trim())))?;
    Some(Credit { raw: raw.trim().to_owned(), ..found })
}

/// A credit that ends in the Chinese or Japanese word for taking a picture: `新华社记者 张三 摄`, `（山田太郎撮影）`.
fn taken_by(raw: &str, inner: &str) -> Option<Credit> {
    let named = ["摄影", "攝影", "撮影", "摄", "攝"].iter().find_map(|word| inner.strip_suffix(word))?;
    let named = named.trim().trim_end_matches(['/', '／']).trim();
    let (agency, photographer) = match named.split_once("记者").or_else(|| named.split_once("記者")) {
        Some((agency, name)) => (Some(agency.trim()).filter(|a| !a.is_empty()), name.trim()),
        None => (None, named),
    };
    let fits = (2..=12).contains(&photographer.chars().count()) && !photographer.contains(['，', '。', '：']);
    let (agency, photographer) = (agency.map(str::to_owned), Some(photographer.to_owned()));
    fits.then(|| Credit { raw: raw.to_owned(), photographer, agency, distributor: None })
}

/// Splits a caption paragraph into the caption and the credit that ends it.
///
/// The credit stands in parentheses at the end, or after the last `©`, `|` or label such as "Photo :".
pub fn caption(text: &str) -> Option<(String, Credit)> {
    let text = text.trim();
    let text = text.strip_suffix("hide caption").unwrap_or(text).trim_end();
    if text.split_whitespace().nth(110).is_some() {
        return None;
    }
    if let Some(open) = last_bracket(text) {
        return Some((text[..open].trim_end().to_owned(), credit(&text[open..])?));
    }
    for (at, mark) in text.rmatch_indices(['©', '|', '.', ':', '：', '。', '＝']) {
        if text[at..].chars().count() > 120 {
            break;
        }
        if let Some((before, credit)) = split_at_mark(text, at, mark) {
            return Some((before.trim().trim_end_matches(['-', '–', '—', '|', '/']).trim_end().to_owned(), credit));
        }
    }
    None
}

/// The caption and credit on both sides of a mark, if what follows it (or the label that it ends) is a credit.
fn split_at_mark<'a>(text: &'a str, at: usize, mark: &str) -> Option<(&'a str, Credit)> {
    match mark {
        "©" => Some((&text[..at], credit(&text[at..])?)),
        "|" | "." | "。" => {
            let rest = text[at + mark.len()..].trim();
            // A sentence's full stop before "Jane Doe/AP": only what is surely a credit counts.
            Some((&text[..at + mark.len()], credit(rest).filter(|c| c.agency.is_some() || strip_label(rest).1)?))
        }
        _ => {
            let start = label_before(text, at)?;
            Some((&text[..start], credit(&text[start..])?))
        }
    }
}

/// Where the label that ends at a colon begins.
fn label_before(text: &str, colon: usize) -> Option<usize> {
    let head = text[..colon].trim_end();
    let starts = head.char_indices().rev().take(24).map(|(at, _)| at);
    let label = starts
        .filter(|at| !head[..*at].ends_with(char::is_alphanumeric))
        .filter(|at| is_label(&fold(&head[*at..]).text))
        .last()?;
    let before = head[..label].trim_end();
    if before.ends_with(char::is_alphanumeric) && head[label..].starts_with(char::is_lowercase) {
        return None; // a word of the sentence
    }
    Some(if before.ends_with('©') { before.len() - '©'.len_utf8() } else { label })
}

/// Where the last bracket that closes the text opens.
fn last_bracket(text: &str) -> Option<usize> {
    let close = text.trim_end_matches(['.', '*', '_', ' ', '。']);
    let open = match close.chars().last()? {
        ')' => '(',
        ']' => '[',
        '）' => '（',
        '】' => '【',
        '］' => '［',
        _ => return None,
    };
    close.rfind(open)
}

fn strip_brackets(text: &str) -> &str {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('［', '］')];
    let text = text.trim_matches(['*', '_', ' ']).trim_end_matches(['.', '。']);
    if !text.ends_with([')', ']', '）', '】', '］']) {
        return text;
    }
    let inner = |(open, close): &(char, char)| text.strip_prefix(*open)?.strip_suffix(*close);
    PAIRS.iter().find_map(inner).map_or(text, str::trim)
}

/// The text after its labels and copyright marks, and whether there was one.
fn strip_label(text: &str) -> (&str, bool) {
    let mut rest = text.trim();
    let mut found = false;
    loop {
        let marked = after_marks(rest);
        found |= rest.starts_with(['©', '📷', '📸']);
        let after = label_len(marked).map(|len| &marked[len..]);
        match after {
            Some(after) => {
                found = true;
                rest = after;
            }
            None => return (marked, found),
        }
    }
}

/// The text after the marks and the year that stand before a credit.
fn after_marks(text: &str) -> &str {
    const MARKS: [char; 14] = ['©', '📷', '📸', ':', '：', '＝', '=', '／', '|', '▲', '△', ' ', '\u{a0}', '-'];
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return text;
    }
    let marked = text.trim_start_matches(MARKS);
    let marked = marked.strip_prefix("(c)").or_else(|| marked.strip_prefix("(C)")).unwrap_or(marked);
    let year = marked.len() - marked.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if year == 4 && marked.len() < text.len() { marked[4..].trim_start() } else { marked }
}

/// Bytes of the label that begins a text. Most labels need a colon; those that end in "by" or "de" do not.
fn label_len(text: &str) -> Option<usize> {
    const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
    let ends = text.char_indices().skip(1).take(28);
    let may_end = |(end, next): (usize, char)| {
        if next.is_alphanumeric() {
            return None;
        }
        let (word, rest) = (&text[..end], text[end..].trim_start_matches(SPACES));
        let colon = rest.starts_with([':', '：', '©', '＝', '=', '／'])
            || (rest.starts_with('/') && word.chars().all(is_dense));
        let alone = SPACES.contains(&next) && (ends_in_preposition(word) || is_bare_label(word) && next == ' ');
        ((colon || alone) && !word.ends_with(char::is_whitespace)).then_some(end)
    };
    ends.filter_map(may_end).filter(|end| is_label(&fold(&text[..*end]).text)).last()
}

/// Whether a label's last word leads to a name without a colon: "Photo by".
fn ends_in_preposition(label: &str) -> bool {
    let last = label.rsplit([' ', '\u{a0}']).next().unwrap_or(label);
    let elided = ["d'", "D'", "d’", "D’"].contains(&last);
    elided || ["by", "of", "de", "di", "von", "van", "door"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Whether a label stands before a name as it is.
fn is_bare_label(label: &str) -> bool {
    matches!(label, "تصوير" | "Фото предоставлено" | "Фото надав" | "Фото надала" | "Фото надано")
        || ["cc", "fot.", "fot", "fotis"].iter().any(|word| label.eq_ignore_ascii_case(word))
}

/// The text up to the next `word:`, which says something else, such as when it was published.
fn until_next_label(text: &str) -> &str {
    let Some(colon) = text.find([':', '：']).filter(|at| !text[*at..].starts_with("://")) else { return text };
    text[..colon].trim_end().rfind(' ').map_or(text, |space| text[..space].trim_end())
}

fn is_rights_notice(text: &str) -> bool {
    let text = fold(text).text;
    ["reserv", "riservat", "réserv", "rights", "droits", "derechos", "copyright", "محفوظ"]
        .iter()
        .any(|word| text.contains(word))
}

/// The text before "via" (or "on", "sur" a platform), and what follows it.
fn split_via(text: &str) -> (&str, Option<String>) {
    let via = |word: &str, _: &str| matches!(word, "via" | "Via" | "VIA" | "عبر");
    let on = |word: &str, after: &str| {
        matches!(word, "on" | "sur" | "en" | "auf" | "op" | "na" | "em" | "su" | "på" | "в" | "на")
            && is_platform(after)
    };
    match around_last(text, via).or_else(|| around_last(text, on)) {
        Some((before, after)) => (before.trim(), Some(clean_name(after))),
        None => match text.get(..4) {
            Some("via " | "Via ") => ("", Some(clean_name(&text[4..]))),
            _ => (text, None),
        },
    }
}

/// What stands around the last word between spaces that is asked for, given with what follows it.
fn around_last(text: &str, asked: impl Fn(&str, &str) -> bool) -> Option<(&str, &str)> {
    let mut end: Option<usize> = None;
    for (at, _) in text.rmatch_indices(' ') {
        if let Some(end) = end
            && asked(&text[at + 1..end], &text[end + 1..])
        {
            return Some((&text[..at], &text[end + 1..]));
        }
        end = Some(at);
    }
    None
}

/// The names of a credit: at slashes and pipes, or at commas and dashes before an agency.
fn split_parts<'a>(text: &'a str) -> Vec<Name<'a>> {
    let text = if text.contains("://") { text.split(" http").next().unwrap_or(text) } else { text };
    let parts: Vec<&str> = text.split(SEPARATORS).map(str::trim).filter(|p| !p.is_empty()).collect();
    if let [single] = parts[..]
        && let Some((name, agency)) = before_agency(single)
    {
        return vec![Name::new(name.trim()), Name::new(agency.trim())];
    }
    let named = |part: Name<'a>| match part.text.rsplit_once(", ") {
        Some((name, kind)) if is_kind(&fold(kind).text) => Name::new(name),
        _ => part,
    };
    parts.into_iter().map(Name::new).filter(|part| !part.is_kind()).map(named).collect()
}

/// The name before the comma or dash that an agency or platform follows.
fn before_agency(text: &str) -> Option<(&str, &str)> {
    let sure = |name: &str| is_agency(name) && !is_ambiguous(name) || is_platform(name);
    let comma = text.rfind(',').filter(|at| text[at + 1..].starts_with(' '));
    let listed = comma.map(|at| (&text[..at], &text[at + 2..])).filter(|(_, name)| sure(name));
    listed.or_else(|| around_last(text, |mark, name| matches!(mark, "-" | "–" | "—" | "©") && sure(name)))
}

/// Gives each name its place: an organisation is the agency, the other the photographer.
fn assign(credit: &mut Credit, parts: &[Name<'_>]) {
    let organisations: Vec<bool> = parts.iter().map(Name::is_organisation).collect();
    if !organisations.contains(&false) && parts.len() > 1 {
        credit.agency = Some(parts.iter().map(|part| part.text).collect::<Vec<_>>().join("/"));
        return;
    }
    for (i, part) in parts.iter().enumerate() {
        let name = clean_name(without_label(part.text));
        if part.is_platform() && credit.distributor.is_none() {
            credit.distributor = Some(name);
        } else if organisations[i] || (i > 0 && credit.photographer.is_some()) {
            let slot = if credit.agency.is_none() { &mut credit.agency } else { &mut credit.distributor };
            slot.get_or_insert(name);
        } else if credit.photographer.is_none() {
            credit.photographer = Some(name);
        }
    }
}

/// A name without the "Foto" that stands before it without a colon.
fn without_label(text: &str) -> &str {
    let after =
        text.split_once(' ').filter(|(label, _)| matches!(*label, "Foto" | "Photo" | "Bild" | "Beeld" | "Фото"));
    after.filter(|(_, name)| name.starts_with(char::is_uppercase)).map_or(text, |(_, name)| name)
}

fn clean_name(text: &str) -> String {
    text.trim().trim_matches(['.', ',', ')', '(', '*', '_']).trim().to_owned()
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().count() <= 12
}

/// Whether all parts may be names: few words, none of them a sentence.
fn reads_as_names(parts: &[Name<'_>]) -> bool {
    let name = |part: &Name<'_>| {
        let (mut words, mut lower) = (0, 0);
        for word in part.text.split_whitespace() {
            words += 1;
            lower += usize::from(word.starts_with(char::is_lowercase));
        }
        words <= 6 && lower * 2 <= words && !part.text.contains(['"', '«', '“', ';', '?', '!'])
    };
    parts.iter().all(name)
}

#[cfg(test)]
mod tests;
