//! Bytes to text: a page says its character set in three places, and is often wrong in one of them.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// As far as a page must say its character set (HTML Standard, section 4.2.5.4), with some grace.
const META_WITHIN: usize = 4096;

/// The text of a page or file.
///
/// A byte order mark decides; what is valid UTF-8 is UTF-8, whatever is claimed; then counts what the server said, then the
/// page's own `<meta>`. Without either it is windows-1252, as the Encoding Standard has it for Western text.
pub fn decode<'a>(bytes: &'a [u8], served_as: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let served = served_as.and_then(charset_in);
    let encoding = served.or_else(|| in_meta(bytes)).filter(|found| *found != UTF_8).unwrap_or_else(|| fallback(bytes));
    encoding.decode_without_bom_handling(bytes).0
}

/// Mostly valid UTF-8 with a broken byte is still UTF-8.
fn fallback(bytes: &[u8]) -> &'static Encoding {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    if broken * 10 < beyond { UTF_8 } else { WINDOWS_1252 }
}

fn in_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META_WITHIN)]).to_ascii_lowercase();
    head.split("<meta").skip(1).find_map(|meta| charset_in(meta.split('>').next().unwrap_or(meta)))
}

/// The encoding after `charset=`.
fn charset_in(text: &str) -> Option<&'static Encoding> {
    let (_, after) = text.split_once("charset=").or_else(|| text.split_once("Charset="))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '/', '>']).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_its_character_set() {
        assert_eq!(decode("é <meta charset=windows-1251>".as_bytes(), None), "é <meta charset=windows-1251>");
        assert_eq!(
            decode(b"<meta charset=\"windows-1251\">\xcf\xee\xf0\xf2", None),
            "<meta charset=\"windows-1251\">Порт"
        );
        let typed = b"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\xb8\xdb\xbf\xda";
        assert!(decode(typed, None).ends_with("港口"));
        assert_eq!(decode(b"\xcf\xee\xf0\xf2", Some("text/html; charset=windows-1251")), "Порт");
        assert_eq!(decode(b"\xff\xfeA\0\xe9\0", None), "Aé");
        assert_eq!(decode(b"caf\xe9", None), "café");
        assert_eq!(
            decode("é".repeat(40).as_bytes().iter().copied().chain([0xff]).collect::<Vec<_>>().as_slice(), None)
                .chars()
                .filter(|c| *c == 'é')
                .count(),
            40
        );
    }
}
