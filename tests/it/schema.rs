//! The JSON Schemas, held against the readers.

use reprint::base::{RelPath, Zone};
use reprint::cli::args::Subject;
use reprint::cli::schema::{self, Form, Key};
use reprint::diag::{Code, Diagnostic};
use reprint::rights::{Permissions, Publishers};
use reprint::source::{Origin, Source};
use reprint::yaml::Text;
use reprint::{config, parse};

#[test]
fn schemas_are_json_schema() {
    for kind in [Subject::FrontMatter, Subject::Config, Subject::Publisher, Subject::Permission] {
        let value = schema::schema(kind);
        assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(value["additionalProperties"], false);
        let properties = value["properties"].as_object().unwrap();
        assert!(properties.values().all(|p| p["description"].as_str().is_some_and(|d| d.ends_with('.'))), "{kind:?}");
    }
}

#[test]
fn schemas_know_the_keys_that_the_readers_know() {
    let settings = |text: &str| {
        let path = RelPath::new(config::FILE).unwrap();
        config::read(Text::whole(&path, text)).diagnostics
    };
    let article = |text: &str| {
        let source = Source::new(RelPath::new("a.md").unwrap(), &format!("---\n{text}---\nx\n"));
        parse::parse(source, &Zone::utc()).diagnostics
    };
    let file = |text: &str| Source::new(RelPath::new("content/a.yaml").unwrap(), text);
    let profile = |text: &str| Publishers::read([(file(text), Origin::Site)]).diagnostics;
    let permission = |text: &str| Permissions::read([file(text)], &Zone::utc()).diagnostics;
    same_keys(schema::keys(Subject::Config), &settings);
    same_keys(schema::keys(Subject::FrontMatter), &article);
    same_keys(schema::keys(Subject::Publisher), &profile);
    same_keys(schema::keys(Subject::Permission), &permission);
}

/// Every key of the schema is known to the reader, and, mapping by mapping, the reader knows no other.
fn same_keys(keys: &[Key], read: &dyn Fn(&str) -> Vec<Diagnostic>) {
    let text = |keys: &[Key]| keys.iter().map(|k| format!("{}: {}\n", k.name, k.form.example())).collect::<String>();
    let unknown: Vec<_> = read(&text(keys)).into_iter().filter(|d| d.code == Code::YamlUnknownKey).collect();
    assert_eq!(unknown, [], "the schema has keys that the reader does not know");
    for key in keys {
        each_mapping(&key.form, &|keys, within| {
            let found = read(&format!("{}: {}\n", key.name, within(&format!("{{{STRANGER}: 1}}"))));
            assert_eq!(known_to_reader(&found), names(keys), "in {}", key.name);
        });
    }
    let found = read(&format!("{STRANGER}: 1\n"));
    if !keys.iter().any(|key| key.name == "extra") {
        assert_eq!(known_to_reader(&found), names(keys));
    }
}

/// A key that nobody knows, and that looks like none.
const STRANGER: &str = "qqqqqqqq";

fn names(keys: &[Key]) -> Vec<String> {
    let mut names: Vec<String> = keys.iter().map(|key| key.name.to_owned()).collect();
    names.sort();
    names
}

/// What the reader offers for an unknown key: `known keys here: a, b`.
fn known_to_reader(found: &[Diagnostic]) -> Vec<String> {
    let hints = found.iter().flat_map(|d| &d.hints);
    let offer = hints.into_iter().find_map(|hint| hint.strip_prefix("known keys here: ")).unwrap_or_default();
    let mut names: Vec<String> = offer.split(", ").map(str::to_owned).collect();
    names.sort();
    names
}

/// Gets the keys of a mapping, and a way to put a value in its place.
type Visit<'a> = &'a dyn Fn(&[Key], &dyn Fn(&str) -> String);

/// Visits each mapping inside a form.
fn each_mapping(form: &Form, with: Visit<'_>) {
    match form {
        Form::Keys(keys) => {
            with(keys, &|value| value.to_owned());
            for key in *keys {
                each_mapping(&key.form, &|keys, within| {
                    with(keys, &|value| format!("{{{}: {}}}", key.name, within(value)));
                });
            }
        }
        Form::List(item) => each_mapping(item, &|keys, within| with(keys, &|value| format!("[{}]", within(value)))),
        Form::Named(item) => {
            each_mapping(item, &|keys, within| with(keys, &|value| format!("{{name: {}}}", within(value))));
        }
        Form::Either(forms) => forms.iter().for_each(|form| each_mapping(form, with)),
        _ => {}
    }
}

#[test]
fn the_front_matter_schema_has_every_field() {
    let text = "---\ntitle: x\ndate: 2026-01-15\n---\nx\n";
    let source = Source::new(RelPath::new("a.md").unwrap(), text);
    let front = parse::parse(source, &Zone::utc()).value.unwrap().front;
    let fields = serde_json::to_value(&front).unwrap();
    let mut fields: Vec<String> = fields.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, names(schema::keys(Subject::FrontMatter)));
}
