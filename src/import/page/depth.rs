//! Keeps pages shallow and tags short: a tree's builder walks its open elements at every tag, and a tag's attributes at every
//! attribute, so that both cost their square.

use std::borrow::Cow;
use std::ops::Range;

/// Open elements at most; pages have a tenth of that, and browsers stop at 512.
const DEEPEST: usize = 200;

/// Attributes of a tag at most. What comes after them is not read.
const MOST_ATTRIBUTES: usize = 100;

/// The page without the tags of elements that would lie too deep and without attributes beyond all measure. What stands in the
/// elements stays.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let (mut depth, mut copied) = (0_usize, 0);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + found;
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        at = tag.end;
        let flat = tag.is_flat();
        let mut gone = tag.surplus;
        if !flat {
            depth += usize::from(!tag.closes);
            if depth > DEEPEST {
                gone = Some(start..tag.end);
            }
            depth = depth.saturating_sub(usize::from(tag.closes));
        }
        if let Some(gone) = gone {
            let text = out.get_or_insert_with(|| String::with_capacity(html.len()));
            text.push_str(&html[copied..gone.start]);
            // What a tag parts stays parted.
            text.push(' ');
            copied = gone.end;
        }
    }
    match out {
        Some(mut text) => {
            text.push_str(&html[copied..]);
            Cow::Owned(text)
        }
        None => Cow::Borrowed(html),
    }
}

struct Tag<'a> {
    name: &'a str,
    closes: bool,
    /// Where what follows begins: after the raw text, for elements that hold such.
    end: usize,
    /// The attributes that are too many.
    surplus: Option<Range<usize>>,
}

impl<'a> Tag<'a> {
    /// The tag or comment that begins at a `<`.
    fn read(html: &'a str, start: usize) -> Option<Self> {
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            let end = rest.find("-->").map_or(html.len(), |end| start + 1 + end + 3);
            return Some(Self { name: "!", closes: false, end, surplus: None });
        }
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let len = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        if len == 0 || rest.len() - name.len() > 1 {
            return None;
        }
        let name = &name[..len];
        let (open, surplus) = attributes(html.as_bytes(), start + 1 + usize::from(closes) + len);
        let raw = !closes
            && ["script", "style", "textarea", "title", "noscript"].iter().any(|raw| name.eq_ignore_ascii_case(raw));
        let end = if raw { raw_end(html, open, name) } else { open };
        Some(Self { name: if raw { "!" } else { name }, closes, end, surplus })
    }

    /// Elements that nest nothing, or that end by themselves when their like begins.
    fn is_flat(&self) -> bool {
        const FLAT: [&str; 24] = [
            "!", "area", "base", "br", "col", "dd", "dt", "embed", "hr", "html", "body", "head", "img", "input", "li",
            "link", "meta", "option", "p", "source", "td", "th", "tr", "wbr",
        ];
        FLAT.iter().any(|flat| self.name.eq_ignore_ascii_case(flat))
    }
}

/// Where a tag ends whose attributes begin at a place, and those that are too many. (The HTML standard, 13.2.5.32 to 39: a `>`
/// between quotes ends no tag.)
fn attributes(html: &[u8], from: usize) -> (usize, Option<Range<usize>>) {
    let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r');
    let past = |from: usize, is: &dyn Fn(&u8) -> bool| {
        html[from..].iter().position(|b| !is(b)).map_or(html.len(), |n| from + n)
    };
    let (mut at, mut count, mut surplus) = (from, 0, None);
    loop {
        at = past(at, &|byte| space(byte) || *byte == b'/');
        if html.get(at).is_none_or(|byte| *byte == b'>') {
            return (html.len().min(at + 1), surplus.map(|surplus| surplus..at));
        }
        count += 1;
        if count > MOST_ATTRIBUTES {
            surplus.get_or_insert(at);
        }
        // A name may begin with what elsewhere parts it from its value.
        at = past(at + 1, &|byte| !space(byte) && !matches!(byte, b'/' | b'=' | b'>'));
        let value = past(at, &space);
        if html.get(value) != Some(&b'=') {
            continue;
        }
        at = past(value + 1, &space);
        at = match html.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                memchr::memchr(*quote, &html[at + 1..]).map_or(html.len(), |n| at + 1 + n + 1)
            }
            _ => past(at, &|byte| !space(byte) && *byte != b'>'),
        };
    }
}

/// Where the closing tag of a raw element ends.
fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        let close = at + found + 2;
        if html
            .as_bytes()
            .get(close..close + name.len())
            .is_some_and(|bytes| bytes.eq_ignore_ascii_case(name.as_bytes()))
        {
            return memchr::memchr(b'>', &html.as_bytes()[close..]).map_or(html.len(), |end| close + end + 1);
        }
        at = close;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_too_deep_loses_its_tags() {
        let page = "<html><body><p>a<p>b<br><!-- <div> --><script>'<div>'</script><div>c</div>";
        assert!(matches!(shallow(page), Cow::Borrowed(_)));
        let flat = "<p>a<li>b".repeat(1000);
        assert!(matches!(shallow(&flat), Cow::Borrowed(_)), "these end by themselves");
        let deep = format!("{}core{}after<i>x</i>", "<div class='a'>".repeat(1000), "</div>".repeat(1000));
        let shown = shallow(&deep);
        assert_eq!((shown.matches("<div").count(), shown.matches("</div").count()), (DEEPEST, DEEPEST));
        assert!(shown.contains("core") && shown.ends_with("after<i>x</i>"));
        let many = |n: usize| (0..n).map(|n| format!(" a{n}='>'")).collect::<Vec<_>>().concat();
        let page = format!("<p{}>a<b>c", many(5000));
        assert_eq!(shallow(&page), format!("<p{}  >a<b>c", many(MOST_ATTRIBUTES)));
        assert_eq!(shallow(&page[..2000]), format!("<p{}  ", many(MOST_ATTRIBUTES)), "a tag that never ends");
        assert!(matches!(shallow("<a href = b=c title='>' /x hidden>d"), Cow::Borrowed(_)));
        for broken in ["<", "</", "<!--", "<a", "<script>", "<é>", "< b", "<//b>"] {
            assert_eq!(shallow(broken), broken);
        }
    }
}
