//! What the fuzz targets do with a text. The test suite does the same with the project's own texts, and with what was found.

use jiff::civil::date;
use reprint::base::{Lang, RelPath, Zone};
use reprint::clean::{House, apply, before_cuts, find, licence_paragraph};
use reprint::import::{Imported, Options, Stood, import, kept_cuts, read_cuts, restore, to_markdown, write_cuts};
use reprint::source::Source;

const LANGUAGES: [&str; 15] =
    ["en", "fr", "es", "ar", "de", "it", "pt", "nl", "pl", "ru", "uk", "zh", "ja", "eo", "sw"];

fn article(text: &str) -> Source {
    Source::new(RelPath::new("content/articles/a.md").expect("a path"), text)
}

/// Front matter and body of any text: the parts lie in the file, one after the other.
pub fn split(text: &str) {
    if let Ok(parts) = reprint::parse::split(&article(text)) {
        assert!(parts.front.end <= parts.body_start);
        let _ = (&text[parts.front], &text[parts.body_start..]);
    }
}

/// An article of any text: every finding points into the file.
pub fn front(text: &str) {
    let text = format!("---\ntitle: a\ndate: 2026-01-01\n{text}");
    for finding in reprint::parse::parse(article(&text), &Zone::utc()).diagnostics {
        if let Some(span) = finding.span {
            assert!(span.range.start <= span.range.end && span.range.end <= text.len());
        }
    }
}

/// What is cut of any text in any language with rules: whole characters, in order, and the rest is what stood around it.
pub fn clean(choice: u8, body: &str) {
    let lang = Lang::parse(LANGUAGES[usize::from(choice) % LANGUAGES.len()]).expect("a language");
    let cuts: Vec<_> = find(body, &lang, House::built_in()).into_iter().map(|cut| cut.range).collect();
    assert!(cuts.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let gone: usize = cuts.iter().map(ExactSizeIterator::len).sum();
    let left = apply(body, &cuts);
    assert_eq!(left.len() + gone, body.len());
    assert!(before_cuts(&cuts, left.len()) <= body.len());
    if let Some(range) = licence_paragraph(body, &lang) {
        let _ = &body[range];
    }
}

/// An article of any pasted text: it is written and read again, and what was cut goes back into it once.
pub fn paste(text: &str) {
    let options = Options::on(date(2026, 1, 31));
    let imported = import(text, &options);
    let _ = reprint::parse::parse(article(&to_markdown(&imported, &options)), &Zone::utc());
    put_back(&imported);
}

/// An article of any web page: what its markup says is read, whatever the markup.
pub fn page(page: &str) {
    let page = format!("<!doctype html><html><body>{page}");
    put_back(&import(&page, &Options::on(date(2026, 1, 31))));
}

fn put_back(imported: &Imported) {
    let cuts = kept_cuts(imported);
    assert_eq!(read_cuts(&write_cuts("a.md", &cuts)).as_ref(), Ok(&cuts));
    let back = restore(&imported.body, &cuts, &(0..cuts.len()).collect());
    assert_eq!(back.placed.len(), cuts.len());
    let added = back.body.len() - imported.body.len();
    assert!(cuts.iter().all(|cut| cut.stood != Stood::Within || cut.text.len() <= added));
}
