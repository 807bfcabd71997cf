//! Every rule finds its example and leaves its counterexample, and what reads as an article stays.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use proptest::prelude::*;

use super::phrase::{normal, wordings};
use super::rules::{At, FILES, read};
use super::*;
use crate::base::{RelPath, Zone};
use crate::parse::parse;
use crate::source::Source;

/// Three paragraphs of an article in a language, in which no rule finds anything.
fn paragraphs(tag: &str) -> &'static [String; 3] {
    static ALL: LazyLock<BTreeMap<String, [String; 3]>> = LazyLock::new(|| {
        serde_yaml::from_str(include_str!("articles.yaml")).expect("three paragraphs in each language")
    });
    &ALL[tag]
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language tag")
}

fn article(tag: &str, end: &str) -> String {
    format!("{}\n\n{end}\n", paragraphs(tag).join("\n\n"))
}

/// What is left of a body.
fn left(body: &str, tag: &str) -> String {
    let cuts: Vec<_> = find(body, &lang(tag), House::built_in()).into_iter().map(|c| c.range).collect();
    apply(body, &cuts)
}

#[test]
fn each_rule_finds_its_example_and_leaves_its_counterexample() {
    let mut wrong = Vec::new();
    for (tag, _) in FILES {
        for rule in read(tag).rules {
            let [example, counterexample] = &rule.examples;
            let (good, bad) = (article(tag, example), article(tag, counterexample));
            if rule.kind.is_some() {
                let found = find(&good, &lang(tag), House::built_in());
                let all = article(tag, "").trim_end().len();
                let holds = |p| rule.at == At::Inline || weigh::holds(&normal(example), 9, &rule, p);
                let cut = found.iter().any(|c| Some(c.kind) == rule.kind) && rule.phrases.iter().any(holds);
                let end = cut && left(&good, tag).trim_end().len() >= all;
                let gone = rule.at == At::Inline || left(&good, tag).trim_end().len() == all;
                if !(end && gone) {
                    wrong.push(format!("{} misses its example: {found:?}", rule.id));
                }
                if !find(&bad, &lang(tag), House::built_in()).is_empty() {
                    wrong.push(format!(
                        "{} cuts its counterexample: {:?}",
                        rule.id,
                        find(&bad, &lang(tag), House::built_in())
                    ));
                }
            } else {
                let found = |body: &str| licence_paragraph(body, &lang(tag)).map(|r| body[r].to_owned());
                if found(&good).as_deref() != Some(&**example) || !find(&good, &lang(tag), House::built_in()).is_empty()
                {
                    wrong.push(format!("{} misses its example", rule.id));
                }
                if found(&bad).is_some() {
                    wrong.push(format!("{} finds its counterexample", rule.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_phrase_is_found_by_the_search() {
    for (tag, _) in FILES {
        let engine = House::built_in().engine(&lang(tag));
        for (r, rule) in engine.rules.iter().enumerate().filter(|(_, rule)| rule.id.starts_with(tag)) {
            for (p, phrase) in rule.written.iter().enumerate() {
                for text in wordings(phrase)
                    .iter()
                    .flat_map(|text| [text.replace('*', ""), text.to_uppercase().replace('*', "E")])
                {
                    if text.chars().count() < 3 {
                        continue; // known within a run, but not searched for
                    }
                    let text = match rule.at {
                        At::Inline => format!("({text}: a)"),
                        At::Lead => format!("{text}: a"),
                        At::Only => format!("{text} {text}"),
                        _ => text,
                    };
                    let seen = engine.search(&format!("{text}\n"));
                    let read = normal(&text);
                    let stands = rule.at == At::Inline || weigh::holds(&read, 1, rule, &rule.phrases[p]);
                    let found = seen.iter().any(|s| (s.rule as usize, s.phrase as usize) == (r, p));
                    assert!(found && stands, "{}: {text} {found} {stands}", rule.id);
                }
            }
        }
    }
}

/// Pieces of texts: what stands between words, and words of an ending with which no phrase is complete.
const BETWEEN: [&str; 24] = [
    " ",
    "\n",
    "**",
    "*",
    "_",
    "[",
    "](https://example.org/a_b) ",
    "] ",
    "\\",
    "(",
    ") ",
    ": ",
    ".",
    "’",
    "'",
    "« ",
    "\u{a0}",
    "👉 ",
    "é",
    "ж",
    "ال",
    "日本",
    "x",
    "  \n\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// The tables let nothing through unseen, in any script, however phrases are cut short, put together and marked.
    #[test]
    fn the_search_finds_what_a_slow_one_finds(
        tag in 0..FILES.len(),
        pieces in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..BETWEEN.len(), any::<bool>()), 1..12),
    ) {
        let engine = House::built_in().engine(&lang(FILES[tag].0));
        let phrases: Vec<&String> = engine.rules.iter().flat_map(|rule| &rule.written).collect();
        let mut body = String::new();
        for (which, cut, between, capitals) in pieces {
            let text = wordings(which.get::<&String>(&phrases)).swap_remove(0).replace('*', "");
            let mut text = if capitals { text.to_uppercase() } else { text };
            if between % 3 == 0 {
                text = text.replace(' ', "\n");
            }
            let cut = text.floor_char_boundary(usize::from(cut) % (2 * text.len() + 1));
            text.insert_str(cut.min(text.len()), BETWEEN[between]);
            body.push_str(&text);
            body.push_str(BETWEEN[usize::from(capitals)]);
        }
        prop_assert_eq!(engine.search(&body), engine.search_slowly(&body), "{}", body);
    }
}

#[test]
fn marks_and_links_do_not_hide_a_phrase() {
    for end in [
        "[Sign](https://example.org/a) *up* for our **free [newsletter](https://example.org/n)**!",
        "Follow [us on](https://example.org/t) Telegram.",
        "**Related** *stories*",
        "[Read](https://example.org/o) the original\narticle [here](https://example.org/o)",
    ] {
        assert_eq!(left(&article("en", end), "en").trim_end(), article("en", "").trim_end(), "{end}");
    }
}

#[test]
fn what_an_editor_marks_or_names_stays() {
    let appeal = "Support our work, please donate!";
    let above = article("en", &format!("{MARK}\n\n{appeal}\n\n{appeal}"));
    assert_eq!(left(&above, "en"), article("en", &format!("{MARK}\n\n{appeal}\n")), "the one below the mark");
    let beside = article("en", &format!("{MARK} {appeal}\n"));
    assert_eq!(left(&beside, "en"), beside);
    let twice = article("en", &format!("{MARK}\n- {appeal}\n{MARK} {appeal}\n- {appeal}\n\n{appeal}\n"));
    assert_eq!(left(&twice, "en").matches(appeal).count(), 3, "a mark within what a mark keeps");
    let below = article("en", &format!("{MARK}\n\n- {appeal}\n{MARK}\n\n{appeal}\n\n{appeal}\n"));
    assert_eq!(left(&below, "en").matches(appeal).count(), 2, "a mark at the end of what a mark keeps");
    let list = article("en", &format!("{MARK}\n\nRelated stories\n- Share this story\n\n{appeal}\n"));
    assert_eq!(left(&list, "en").matches("story").count(), 1, "the block below");
    assert!(!left(&list, "en").contains(appeal));
    let inline = format!("The port reopened. {MARK} (RELATED: Storm cost two million)");
    assert_eq!(left(&inline, "en"), inline);
    let front = "---\ntitle: A\ndate: 2026-01-31\nlicense: CC-BY-4.0\nkeep: [\"please DONATE\"]\n---\n";
    let source = Source::new(RelPath::new("content/articles/a.md").expect("a path"), &format!("{front}{above}"));
    let document = parse(source, &Zone::utc()).value.expect("an article");
    assert_eq!(clean(document, &lang("en"), House::built_in()).cuts, []);
}

#[test]
fn an_article_without_any_of_it_is_left_alone() {
    for (tag, _) in FILES {
        assert_eq!(find(&paragraphs(tag).join("\n\n"), &lang(tag), House::built_in()), [], "{tag}");
    }
    assert_eq!(find("", &lang("fr"), House::built_in()), []);
}

#[test]
fn separators_go_with_what_they_surround_and_stay_between_paragraphs() {
    let [one, two, three] = paragraphs("fr");
    let body = format!(
        "{one}\n\n*****\n\n{two}\n\n*****\n\nPublicité\n\n*****\n\n{three}\n\n-----\n\nPartagez cet article !\n"
    );
    let kept = left(&body, "fr");
    assert_eq!(kept, format!("{one}\n\n*****\n\n{two}\n\n{three}\n\n"));
    let kinds: Vec<_> = find(&body, &lang("fr"), House::built_in()).iter().map(|c| c.kind.as_str()).collect();
    assert_eq!(kinds, ["separator", "ad", "separator", "separator", "share"]);
}

#[test]
fn furniture_goes_with_what_surrounds_it() {
    let [one, two, three] = paragraphs("fr");
    let head = format!("Titre du port\n\nPartager\n\n8\n\n704\n\n{one}\n\n2\n\n{two}\n\n{three}\n");
    assert_eq!(left(&head, "fr"), format!("Titre du port\n\n{one}\n\n2\n\n{two}\n\n{three}\n"), "counts, not chapters");
    let tail = "Partager\n\n12\n\nMots-clés\n\nPort\n\nNos offres du moment\n\nLe meilleur du port\n";
    let body = format!("{one}\n\n{two}\n\nUn intertitre\n\n{three}\n\n");
    assert_eq!(left(&format!("{body}{tail}"), "fr"), body);
    let note =
        format!("{body}{tail}\n(1) Une note de bas de page\n\nUne correction a été apportée à cet article mardi.\n");
    let kept = left(&note, "fr");
    assert!(kept.contains("(1) Une note") && kept.contains("Une correction"), "{kept}");
    let teaser = "**[Le port de Valmer rouvre après la tempête](https://example.org/a)**\n\n";
    let body = |teaser: &str| format!("{one}\n\n{teaser}{two}\n\n{three}\n\nPartager cet article\n");
    assert_eq!(left(&body(teaser), "fr"), body("").replace("Partager cet article\n", ""));
    let source = "[Un rapport](https://example.org/r) du port le disait déjà\n\n";
    assert!(left(&body(source), "fr").contains("Un rapport"));
}

#[test]
fn a_paragraph_far_below_the_article_does_not_hold_its_furniture() {
    let [one, two, three] = paragraphs("fr");
    let site = "Chaque jour, ce carnet raconte les ports du nord et ceux qui y travaillent, avec des photographies et des cartes que ses auteurs dessinent eux-mêmes depuis vingt ans.";
    let furniture = "Partager\n\nImprimer\n\nSur le même sujet\n\nLe port rouvre\n\nLa grue attend\n\nLe quai du nord";
    let body = format!("{one}\n\n{two}\n\n{three}\n\n{furniture}\n\n{site}\n");
    assert_eq!(left(&body, "fr"), format!("{one}\n\n{two}\n\n{three}\n\n{site}\n"));
}

#[test]
fn an_inline_promo_is_cut_and_its_paragraph_stays() {
    let promo = "Le port a rouvert. (EN RELATION\u{a0}: La tempête (suite) a coûté cher) Les navires entrent.";
    assert_eq!(left(promo, "fr"), "Le port a rouvert. Les navires entrent.");
    let bold = "The port reopened. **(RELATED: [Storm cost two million](https://example.org/a))**";
    assert_eq!(left(bold, "en"), "The port reopened.");
    assert_eq!(
        left("El puerto (relacionado con el norte) abrió.", "es"),
        "El puerto (relacionado con el norte) abrió."
    );
    assert_eq!(left("Fin. (RELATED: never closed", "fr"), "Fin. (RELATED: never closed");
}

#[test]
fn a_heading_stays_while_anything_stands_below_it() {
    let [one, two, _] = paragraphs("fr");
    let kept = format!("{one}\n\n## Commentaires\n\n{two}\n");
    assert_eq!(left(&kept, "fr"), kept);
    let list = format!(
        "{one}\n\n{two}\n\n## Articles similaires\n\n- [Un](https://example.org/1)\n- [Deux](https://example.org/2)\n"
    );
    assert_eq!(left(&list, "fr"), format!("{one}\n\n{two}\n\n"));
    let appeal = format!("{one}\n\n{two}\n\n## Un mot\n\nSoutenez-nous, faites un don !\n");
    assert_eq!(left(&appeal, "fr"), format!("{one}\n\n{two}\n\n"));
}

#[test]
fn code_is_never_cut_and_english_footers_are_cut_anywhere() {
    let code = format!("{}\n```\nAdvertisement\n```\n\n    Advertisement\n", article("en", ""));
    assert_eq!(left(&code, "en"), code);
    let body = article("fr", "Sign up for our newsletter to get stories like this in your inbox!");
    assert_eq!(left(&body, "fr").trim_end(), article("fr", "").trim_end());
    let unknown = article("en", "Follow us on Telegram.");
    assert_eq!(left(&unknown, "sw").trim_end(), article("en", "").trim_end());
}

/// Paragraphs that speak of appeals, subscriptions and advertising because that is what they report.
const REPORTS: [(&str, &str); 14] = [
    (
        "fr",
        "« Soutenez notre site », a déclaré le maire en lançant la collecte, qui a réuni 4 000 euros pour la bibliothèque.",
    ),
    (
        "fr",
        "Faire un don à une association ouvre droit à une réduction d'impôt de 66 %, selon le ministère, qui a publié lundi les chiffres de l'année dernière.",
    ),
    (
        "fr",
        "Nous avons besoin de financements et de bras, écrit la mairie de Valmer dans une lettre ouverte aux habitants du quai nord.",
    ),
    ("fr", "Le quotidien propose de s'abonner pour un euro, une offre que ses concurrents jugent déloyale."),
    ("fr", "La publicité rapportait au journal la moitié de ses recettes ; elle n'en rapporte plus qu'un dixième."),
    ("fr", "Sur Facebook, des habitants ont appelé à partager l'article du maire, retiré depuis."),
    (
        "en",
        "“Support our work,” the mayor said as she opened the appeal, which has so far raised 4,000 pounds for the library.",
    ),
    (
        "en",
        "Readers were asked to sign up for the paper's newsletter before they could read the report, the regulator found.",
    ),
    (
        "en",
        "The campaign urged people to share this article on every network, and it reached two million screens in a week.",
    ),
    ("en", "The group says it will make a donation to the families of the crew, whose boat has not been found."),
    (
        "es",
        "«Apoya nuestro proyecto», dijo la alcaldesa al abrir la colecta, que ya reunió 4000 euros para la biblioteca.",
    ),
    ("es", "El diario pide a sus lectores que hagan una donación, pero la publicidad sigue siendo su mayor ingreso."),
    ("ar", "قالت رئيسة البلدية: «ساهموا في دعم المكتبة»، وقد جمعت الحملة أربعة آلاف يورو منذ أسبوع بحسب المنظمين."),
    ("ar", "طلبت الصحيفة من قرائها الاشتراك في النشرة قبل قراءة التقرير، وهو ما عدته الهيئة مخالفا للقانون."),
];

#[test]
fn a_report_about_newsletters_and_donations_stays() {
    for (tag, text) in REPORTS {
        let body = article(tag, text);
        assert_eq!(left(&body, tag), body, "{text}");
        let middle = format!("{}\n{}", body, article(tag, ""));
        assert_eq!(left(&middle, tag), middle, "{text}");
    }
}

#[test]
fn what_never_closes_costs_no_more_than_its_length() {
    let hostile = [
        "](".repeat(60_000),
        "(related ".repeat(30_000),
        "***\n".repeat(60_000),
        "<a ".repeat(20_000),
        "Share\n\n".repeat(30_000),
        "Related stories\n\n".repeat(20_000),
        "## Comments\n\n".repeat(20_000),
        "Subscribe to … our ".repeat(20_000),
    ];
    for text in hostile {
        let start = std::time::Instant::now();
        let cuts = find(&text, &lang("fr"), House::built_in());
        assert!(cuts.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        assert!(start.elapsed().as_secs() < 10, "{} took {:?}", &text[..12], start.elapsed());
    }
}

/// What is made on first use must not share out its making: a thread that waits for the parts takes up other work, and if that
/// work waits for the same thing, it waits for itself.
#[test]
fn rules_are_made_while_articles_are_shared_out() {
    let (said, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let english = lang("en");
        for _ in 0..50 {
            let house = House::default();
            std::thread::scope(|threads| {
                for _ in 0..3 {
                    threads.spawn(|| rayon::scope(|_| house.prepare(&english)));
                }
            });
        }
        said.send(())
    });
    heard.recv_timeout(Duration::from_secs(60)).expect("the rules are made");
}
