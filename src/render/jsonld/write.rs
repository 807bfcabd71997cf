//! Writes JSON straight into a page, each object's properties in the order in which they are told.
//!
//! Every page carries such a statement, and half of a page's head is made of it: built as structs and serialised, it took four
//! times as long.

use std::fmt::Write as _;

/// An object that is being written. It ends where it is dropped.
pub(super) struct Object<'o>(&'o mut String);

impl<'o> Object<'o> {
    /// Begins the object of a whole statement: a type, in a context.
    pub(super) fn in_context(out: &'o mut String, context: &str, kind: &str) -> Self {
        for part in ["{\"@context\":\"", context, "\",\"@type\":\"", kind, "\""] {
            out.push_str(part);
        }
        Self(out)
    }

    /// Begins an object of a type.
    pub(super) fn new(out: &'o mut String, kind: &str) -> Self {
        for part in ["{\"@type\":\"", kind, "\""] {
            out.push_str(part);
        }
        Self(out)
    }

    /// Begins a property; its value is written next.
    pub(super) fn property(&mut self, name: &str) -> &mut String {
        for part in [",\"", name, "\":"] {
            self.0.push_str(part);
        }
        self.0
    }

    /// A property whose value is an object.
    pub(super) fn object(&mut self, name: &str, kind: &str) -> Object<'_> {
        Object::new(self.property(name), kind)
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        text(self.property(name), value);
    }

    /// A property whose value is a text, if there is one.
    pub(super) fn maybe(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// A property whose value is true or false.
    pub(super) fn flag(&mut self, name: &str, value: bool) {
        self.property(name).push_str(if value { "true" } else { "false" });
    }

    /// A property whose value is a length.
    pub(super) fn pixels(&mut self, name: &str, value: u32) {
        let out = self.property(name);
        for part in ["\"", &value.to_string(), " px\""] {
            out.push_str(part);
        }
    }

    /// A property with any number of values; it is left out without one.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut String, T),
    ) {
        let mut values = values.into_iter();
        let Some(first) = values.next() else { return };
        let out = self.property(name);
        out.push('[');
        write(out, first);
        for value in values {
            out.push(',');
            write(out, value);
        }
        out.push(']');
    }
}

impl Drop for Object<'_> {
    fn drop(&mut self) {
        self.0.push('}');
    }
}

/// Writes a text between quotes, escaped as RFC 8259 has it. A `<` is escaped as well: `</script` must not end the element early.
pub(super) fn text(out: &mut String, text: &str) {
    let special = |b: u8| b < b' ' || matches!(b, b'"' | b'\\' | b'<');
    out.push('"');
    // Without leaving early, many bytes are looked at in one go; most texts have none of these.
    if text.bytes().fold(false, |any, b| any | special(b)) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(special) {
            out.push_str(&rest[..at]);
            escaped(out, rest.as_bytes()[at]);
            rest = &rest[at + 1..];
        }
        out.push_str(rest);
    } else {
        out.push_str(text);
    }
    out.push('"');
}

fn escaped(out: &mut String, byte: u8) {
    let short = match byte {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\n' => "\\n",
        b'\r' => "\\r",
        b'\t' => "\\t",
        0x08 => "\\b",
        0x0c => "\\f",
        _ => {
            let _ = write!(out, "\\u{byte:04x}");
            return;
        }
    };
    out.push_str(short);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same text by the library that reads JSON everywhere else in Reprint.
    fn expected(text: &str) -> String {
        serde_json::to_string(text).expect("a text is JSON").replace('<', "\\u003c")
    }

    fn written(value: &str) -> String {
        let mut out = String::new();
        text(&mut out, value);
        out
    }

    #[test]
    fn every_ascii_character_is_written_as_the_library_does() {
        for c in '\0'..='\u{ff}' {
            assert_eq!(written(&format!("é{c}{c}x{c}")), expected(&format!("é{c}{c}x{c}")), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn texts_are_written_as_the_library_does(text in "(?s)[a-zé<>/\"\\\\\\x00-\\x1f\\u{2028}\\u{7f}😀]{0,60}") {
            prop_assert_eq!(written(&text), expected(&text));
        }
    }

    #[test]
    fn an_object_closes_all_that_it_opened() {
        let mut out = String::new();
        let mut object = Object::in_context(&mut out, "https://schema.org", "WebPage");
        object.text("name", "A \"page\"");
        object.maybe("url", None);
        object.flag("isFamilyFriendly", false);
        object.object("author", "Person").text("name", "Jane");
        object.pixels("width", 640);
        object.list("empty", Vec::<&str>::new(), text);
        object.list("keywords", ["a", "b"], text);
        object.list("editor", ["Ann"], |out, name| Object::new(out, "Person").text("name", name));
        drop(object);
        assert_eq!(
            out,
            r#"{"@context":"https://schema.org","@type":"WebPage","name":"A \"page\"","isFamilyFriendly":false,"author":{"@type":"Person","name":"Jane"},"width":"640 px","keywords":["a","b"],"editor":[{"@type":"Person","name":"Ann"}]}"#
        );
    }
}
