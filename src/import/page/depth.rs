//! Keeps pages shallow: a tree's builder walks its open elements at every tag, so that depth costs its square.

use std::borrow::Cow;

/// Open elements at most; browsers stop at 512.
const DEEPEST: usize = 400;

/// The page without the tags of elements that would lie too deep. What stands in them stays.
pub(super) fn shallow(html: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let (mut depth, mut dropped, mut copied) = (0_usize, 0_usize, 0);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + found;
        let Some(tag) = Tag::read(html, start) else {
            at = start + 1;
            continue;
        };
        at = tag.end;
        if tag.is_flat() {
            continue;
        }
        depth += usize::from(!tag.closes);
        let drop = depth > DEEPEST;
        depth = depth.saturating_sub(usize::from(tag.closes));
        if drop {
            dropped += 1;
            let text = out.get_or_insert_with(|| String::with_capacity(html.len()));
            text.push_str(&html[copied..start]);
            // What a tag parts stays parted.
            text.push(' ');
            copied = tag.end;
        }
    }
    match out {
        Some(mut text) if dropped > 0 => {
            text.push_str(&html[copied..]);
            Cow::Owned(text)
        }
        _ => Cow::Borrowed(html),
    }
}

struct Tag<'a> {
    name: &'a str,
    closes: bool,
    /// Where what follows begins: after the raw text, for elements that hold such.
    end: usize,
}

impl<'a> Tag<'a> {
    /// The tag or comment that begins at a `<`.
    fn read(html: &'a str, start: usize) -> Option<Self> {
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            let end = rest.find("-->").map_or(html.len(), |end| start + 1 + end + 3);
            return Some(Self { name: "!", closes: false, end });
        }
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let len = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        if len == 0 || rest.len() - name.len() > 1 {
            return None;
        }
        let name = &name[..len];
        let open = memchr::memchr(b'>', rest.as_bytes()).map_or(html.len(), |end| start + 1 + end + 1);
        let raw = !closes
            && ["script", "style", "textarea", "title", "noscript"].iter().any(|raw| name.eq_ignore_ascii_case(raw));
        let end = if raw { raw_end(html, open, name) } else { open };
        Some(Self { name: if raw { "!" } else { name }, closes, end })
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
        for broken in ["<", "</", "<!--", "<a", "<script>", "<é>", "< b", "<//b>"] {
            assert_eq!(shallow(broken), broken);
        }
    }
}
