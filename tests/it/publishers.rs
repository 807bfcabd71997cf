//! The built-in profiles: they can be read, say where their facts come from, and print nothing that nobody has read on the
//! publisher's own page.

use std::collections::BTreeMap;

use reprint::base::RelPath;
use reprint::cli::args::Subject;
use reprint::cli::schema::{self, Form, Key, Need};
use reprint::engine::built_in;
use reprint::rights::Publishers;
use reprint::rights::publisher::{Evidence, TranslationRule};
use reprint::source::{Origin, Source};
use serde_yaml::Value;

/// All built-in profiles.
pub(crate) fn profiles() -> Publishers {
    let read = |file: built_in::BuiltIn| {
        let path = RelPath::new(&format!("content/{}", file.name)).unwrap();
        (Source::new(path, file.text()), Origin::BuiltIn)
    };
    let staged = Publishers::read(built_in::publishers().into_iter().map(read));
    assert_eq!(staged.diagnostics, []);
    staged.value.unwrap()
}

#[test]
fn every_profile_says_where_its_facts_come_from() {
    let all = profiles();
    assert!(all.iter().count() >= 50);
    for (id, profile) in all.iter() {
        let terms = profile.terms.as_ref().unwrap_or_else(|| panic!("{id}: no evidence"));
        assert!(profile.revised.is_some(), "{id}: no day");
        assert!(
            terms.url.is_some() || terms.evidence != Evidence::PublisherPage,
            "{id}: read on a page without an address"
        );
        assert!(profile.confirmed.is_none(), "{id}: only a site can confirm a profile");
        assert!(profile.logo.as_ref().is_none_or(|logo| logo.file.is_none()), "{id}: a logo is the site's to supply");
    }
}

#[test]
fn hearsay_grants_nothing_and_is_never_printed() {
    for (id, profile) in profiles().iter() {
        for credit in &profile.credit {
            assert_eq!(profile.is_confirmed(credit.evidence), credit.evidence == Evidence::PublisherPage, "{id}");
        }
        if profile.terms.as_ref().is_some_and(|terms| terms.evidence == Evidence::Unconfirmed) {
            let licence = profile.granted_license().filter(|_| !profile.evidence.contains_key("license"));
            assert_eq!(licence, None, "{id}: a licence that is only remembered says so, or is left out");
            assert_ne!(profile.granted_translation(), TranslationRule::Allowed, "{id}");
        }
    }
}

#[test]
fn profiles_follow_the_schema() {
    for file in built_in::publishers() {
        let value: Value = serde_yaml::from_str(file.text()).unwrap();
        let wrong = faults(&value, schema::keys(Subject::Publisher));
        assert!(wrong.is_empty(), "{}: {wrong:?}", file.name);
    }
    let faulty: Value = serde_yaml::from_str("licence: x\ntranslation: perhaps\nlogo: {link_to: home}\n").unwrap();
    assert_eq!(faults(&faulty, schema::keys(Subject::Publisher)), ["name", "licence", "translation", "need"]);
}

#[test]
fn names_and_phrases_tell_publishers_apart() {
    let all = profiles();
    let mut seen = BTreeMap::new();
    for hint in all.hints() {
        for mark in hint.names.iter().copied().chain(hint.domains.iter().chain(hint.phrases).map(String::as_str)) {
            let other = seen.insert(mark.to_lowercase(), hint.id).filter(|other| *other != hint.id);
            assert_eq!(other, None, "{}: `{mark}`", hint.id);
        }
        assert!(!hint.names.iter().any(|name| name.len() < 3), "{}", hint.id);
    }
}

/// The keys that are missing, unknown, or hold what they must not.
fn faults(value: &Value, keys: &[Key]) -> Vec<String> {
    let Value::Mapping(mapping) = value else { return vec!["no mapping".to_owned()] };
    let missing = keys.iter().filter(|key| key.need == Need::Required && !mapping.contains_key(key.name));
    let mut wrong: Vec<String> = missing.map(|key| key.name.to_owned()).collect();
    for (name, value) in mapping {
        let name = name.as_str().unwrap_or_default();
        match keys.iter().find(|key| key.name == name) {
            None => wrong.push(name.to_owned()),
            Some(key) => wrong.extend(form_faults(name, value, &key.form)),
        }
    }
    wrong
}

fn form_faults(name: &str, value: &Value, form: &Form) -> Vec<String> {
    let fits = match form {
        Form::Words(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        Form::Url => value.as_str().is_some_and(|url| url.starts_with("http")),
        Form::Count => value.as_u64().is_some_and(|count| count > 0),
        Form::Every => value.is_string(),
        Form::Flag => value.is_bool(),
        Form::Text | Form::Lang | Form::When => !value.is_mapping() && !value.is_sequence() && !value.is_null(),
        Form::Free => value.is_mapping(),
        Form::Keys(keys) => return faults(value, keys),
        Form::List(item) => match value {
            Value::Sequence(items) => return items.iter().flat_map(|value| form_faults(name, value, item)).collect(),
            one => return form_faults(name, one, item),
        },
        Form::Named(item) => {
            let entries = value.as_mapping().into_iter().flatten();
            return entries.flat_map(|(_, value)| form_faults(name, value, item)).collect();
        }
        Form::Either(forms) => forms.iter().any(|form| form_faults(name, value, form).is_empty()),
    };
    if fits { Vec::new() } else { vec![name.to_owned()] }
}
