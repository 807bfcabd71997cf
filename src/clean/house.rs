//! A newsroom's own rules: `content/cleaning.yaml`.

use std::sync::{Arc, LazyLock, OnceLock};

use super::Kind;
use super::phrase::Phrase;
use super::rules::{At, FILES, Rule, read};
use super::search::Engine;
use crate::base::Lang;
use crate::diag::{Staged, did_you_mean};
use crate::source::Source;
use crate::yaml::{Fields, FromYaml, Node, Text, choose};

/// Where the rules of a site stand.
pub const FILE: &str = "content/cleaning.yaml";

/// What a rule of the newsroom's own weighs: enough to cut all but what reads as reporting.
const WEIGHT: i32 = 10;

/// A newsroom's own rules beside the built-in ones, and what to search for in each language.
#[derive(Debug)]
pub struct House {
    own: Vec<OwnRule>,
    /// Ids of built-in rules that do not apply.
    off: Vec<String>,
    /// What is never cut.
    pub(super) keep: Vec<Phrase>,
    /// Made on first use: one for each language with rules, and for the others the English one.
    engines: Vec<(String, OnceLock<Engine>)>,
}

#[derive(Debug)]
struct OwnRule {
    lang: Option<Lang>,
    rule: Rule,
}

impl Default for House {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new(), Vec::new())
    }
}

impl House {
    /// The built-in rules alone.
    pub fn built_in() -> &'static Arc<Self> {
        static BUILT_IN: LazyLock<Arc<House>> = LazyLock::new(Arc::default);
        &BUILT_IN
    }

    /// Makes what texts in a language are searched for, ahead of the first of them: it takes some ten milliseconds, in which all
    /// that have a text would wait.
    pub fn prepare(&self, lang: &Lang) {
        self.engine(lang);
    }

    /// Reads a site's own rules:
    ///
    /// ```yaml
    /// rules:
    ///   - kind: promo
    ///     phrases: ["read our (special|summer) issue"]
    ///     at: line      # text (the default), line, only, label, start, lead or inline
    ///     lang: en      # every language if absent
    /// off: [en/donation/means]   # built-in rules that do not apply
    /// keep: ["Support the strike fund"]   # what is never cut
    /// ```
    pub fn read(source: &Source) -> Staged<Self> {
        let mut f = match Fields::parse(Text::whole(&source.path, &source.text)) {
            Ok(fields) => fields,
            Err(problem) => return Staged::failed(vec![*problem]),
        };
        let own = f.take::<Vec<OwnRule>>("rules").unwrap_or_default();
        let off = f.take::<Vec<BuiltIn>>("off").unwrap_or_default();
        let keep = f.take::<Vec<Kept>>("keep").unwrap_or_default();
        let off = off.into_iter().map(|rule| rule.0).collect();
        let house = Self::new(own, off, keep.into_iter().map(|kept| kept.0).collect());
        Staged::with(house, f.finish())
    }

    fn new(mut own: Vec<OwnRule>, off: Vec<String>, keep: Vec<Phrase>) -> Self {
        for (i, own) in own.iter_mut().enumerate() {
            own.rule.id = format!("site/{}/{}", own.rule.kind.map_or("", Kind::as_str), i + 1).into();
        }
        let mut langs: Vec<String> = FILES.iter().map(|(lang, _)| (*lang).to_owned()).collect();
        langs.extend(own.iter().filter_map(|own| own.lang.as_ref()).map(|lang| lang.primary().to_owned()));
        let engines = langs.into_iter().map(|lang| (lang, OnceLock::new())).collect();
        Self { own, off, keep, engines }
    }

    /// What to search for in a language. One thread makes it alone: if it shared that out, it would take up other work while it waits,
    /// which may wait for the same thing.
    pub(super) fn engine(&self, lang: &Lang) -> &Engine {
        let known = self.engines.iter().position(|(name, _)| name == lang.primary()).unwrap_or(0);
        let (name, engine) = &self.engines[known];
        engine.get_or_init(|| {
            let mut rules = read(name);
            if name != "en" {
                rules.add(read("en"));
            }
            rules.rules.retain(|rule| !self.off.iter().any(|off| **off == *rule.id));
            let own = self.own.iter().filter(|own| own.lang.as_ref().is_none_or(|own| own.primary() == name));
            rules.rules.extend(own.map(|own| own.rule.clone()));
            Engine::new(rules)
        })
    }
}

impl FromYaml for OwnRule {
    const EXAMPLE: &'static str = "{kind: promo, phrases: [\"read our special issue\"]}";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        node.mapping(|f| {
            let (kind, phrases) = (f.require::<Kind>("kind"), f.require::<Vec<Written>>("phrases"));
            let (at, lang) = (f.take::<At>("at").unwrap_or_default(), f.take("lang"));
            let phrases = phrases?.into_iter().map(|written| written.0).collect();
            let rule = Rule::new("", Some(kind?), WEIGHT, at, phrases);
            Some(Self { lang, rule })
        })
    }
}

impl FromYaml for At {
    const EXAMPLE: &'static str = "line";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let words = [
            ("text", Self::Text),
            ("line", Self::Line),
            ("only", Self::Only),
            ("label", Self::Label),
            ("start", Self::Start),
            ("lead", Self::Lead),
            ("inline", Self::Inline),
        ];
        choose(node, &words)
    }
}

/// A phrase that can be searched for.
struct Written(String);

impl FromYaml for Written {
    const EXAMPLE: &'static str = "[\"read our special issue\"]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let hint = "write words that the text holds, of three letters or more; `(a|b|)` stands for either or nothing, \
                    ` … ` for a few words, `*` for any ending";
        let text = node.scalar().unwrap_or_default();
        let short = text.chars().filter(|c| c.is_alphabetic()).count() < 3 && text.len() < 6;
        if short || Phrase::read(&text).is_none() { node.wrong(hint) } else { Some(Self(text)) }
    }
}

/// What is never cut.
struct Kept(Phrase);

impl FromYaml for Kept {
    const EXAMPLE: &'static str = "[\"Support the strike fund\"]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let text = node.scalar().filter(|text| text.contains(char::is_alphanumeric));
        match text {
            Some(text) => Some(Self(Phrase::literal(&text))),
            None => node.wrong("write words of the text that stays"),
        }
    }
}

/// The id of a built-in rule.
struct BuiltIn(String);

impl FromYaml for BuiltIn {
    const EXAMPLE: &'static str = "[en/donation/means]";
    fn from_yaml(node: &mut Node<'_>) -> Option<Self> {
        let id = node.scalar().unwrap_or_default();
        let rules = read(id.split('/').next().unwrap_or_default()).rules;
        if rules.iter().any(|rule| *rule.id == *id) {
            return Some(Self(id));
        }
        match did_you_mean(&id, rules.iter().map(|rule| &*rule.id)) {
            Some(near) => node.wrong(format!("did you mean `{near}`?")),
            None => node.wrong("name a built-in rule as a cut shows it, such as `en/donation/means`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::RelPath;
    use crate::clean::{Cut, find_by};

    fn house(yaml: &str) -> Staged<House> {
        House::read(&Source::new(RelPath::new(FILE).expect("a path"), yaml))
    }

    fn cuts(yaml: &str, body: &str, lang: &str) -> Vec<(String, String)> {
        let house = house(yaml);
        assert!(house.diagnostics.is_empty(), "{:?}", house.diagnostics);
        let house = house.value.expect("rules");
        let cuts = find_by(body, &Lang::parse(lang).expect("a tag"), &house, &[]);
        cuts.into_iter().map(|Cut { rule, range, .. }| (rule.to_string(), body[range].trim().to_owned())).collect()
    }

    #[test]
    fn a_site_adds_rules_switches_some_off_and_keeps_text() {
        let body = "ADVERTISEMENT\n\nThe port was closed.\n\nRead our summer issue\n\nThe port is open.\n\nSupport our work, please donate to the strike fund!\n";
        let cut = |rule: &str, text: &str| (rule.to_owned(), text.to_owned());
        let donation = cut("en/donation/appeal", "Support our work, please donate to the strike fund!");
        assert_eq!(cuts("", body, "en"), [cut("en/ad/label", "ADVERTISEMENT"), donation.clone()]);
        let own =
            "rules:\n  - {kind: promo, phrases: ['read our (summer|winter) issue'], at: line}\noff: [en/ad/label]\n";
        assert_eq!(cuts(own, body, "en"), [cut("site/promo/1", "Read our summer issue"), donation.clone()]);
        let french = "rules: [{kind: promo, phrases: [read our summer issue], lang: fr}]";
        assert_eq!(cuts(french, body, "en"), [cut("en/ad/label", "ADVERTISEMENT"), donation]);
        assert_eq!(cuts(french, body, "fr")[1].0, "site/promo/1");
        assert_eq!(cuts("rules: [{kind: promo, phrases: [summer issue], lang: sv}]", body, "sv")[1].0, "site/promo/1");
        assert_eq!(cuts("keep: [Strike Fund]", body, "en"), [cut("en/ad/label", "ADVERTISEMENT")]);
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let yaml = "rules:\n  - kind: promotion\n    phrases: ['(|)']\n    at: top\n  - phrases: [x]\noff: [en/add/label]\nkeep: ['…']\nonly: 1\n";
        let found = house(yaml).diagnostics;
        let mut said: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        said.sort_unstable();
        let expected = [
            "`keep[0]` cannot be `…`",
            "`off[0]` cannot be `en/add/label`",
            "`rules[0].at` cannot be `top`",
            "`rules[0].kind` cannot be `promotion`",
            "`rules[0].phrases[0]` cannot be `(|)`",
            "`rules[1].kind` is missing",
            "`rules[1].phrases[0]` cannot be `x`",
            "unknown key `only`",
        ];
        assert_eq!(said, expected);
        let place = found[0].span.as_ref().expect("a place");
        assert_eq!((place.path.as_str(), &yaml[place.range.clone()]), (FILE, "kind: promotion"));
        assert!(format!("{found:?}").contains("did you mean `en/ad/label`?"), "{found:#?}");
        assert!(house("rules: [").value.is_none());
    }
}
