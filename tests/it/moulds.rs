//! Pages that come of moulds are those that the templates print: a site whose own templates are copies of the built-in ones has no
//! moulds and looks the same.

use reprint::engine::built_in;
use reprint::source::memory::Memory as Site;

use crate::incremental::Random;
use crate::site::{clean_build, page};

/// Texts that would show if they were escaped in another way, or taken for marks.
const TEXTS: [&str; 8] = [
    "Budget",
    "L’été & l'hiver",
    "\"a < b\" > 'c'",
    "reprintHole001",
    "reprintTile0",
    "{{ page.url }} &amp; {% if",
    "مكتبة البذور",
    "Un titre plus long que les autres, avec des mots, des virgules et 12 chiffres",
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// An article of any form: a repost or an own text, with and without all that a page may show.
fn article(random: &mut Random, number: usize) -> String {
    let mut text = |_: usize| quoted(&format!("{} {}", TEXTS[random.below(TEXTS.len())], random.below(3)));
    let [title, summary, section, series, tag, author] = [0, 1, 2, 3, 4, 5].map(&mut text);
    let mut front = format!(
        "title: {title}\ndate: 2026-01-{:02}\noriginal_url: https://wire.example.org/{number}\noriginal_title: The original\n\
         original_lang: en\nlicense: CC-BY-4.0\n",
        number % 28 + 1
    );
    let mut maybe = |line: String| {
        if random.below(2) == 0 {
            front += &(line + "\n");
        }
    };
    maybe(format!("summary: {summary}"));
    maybe(format!("section: {section}"));
    maybe(format!("series: {series}"));
    maybe(format!("updated: 2026-02-{:02}T08:00+01:00", number % 28 + 1));
    maybe(format!("photo: camera.png\nphoto_alt: {summary}\nphoto_credit: {author}\nphoto_license: CC-BY-4.0"));
    front += &match random.below(4) {
        0 => "authors: [Jane Roe]\n".to_owned(),
        1 => format!("authors: [{author}, Jane Roe]\ngenre: opinion\n"),
        2 => format!("authors: [{author}]\ntags: [{tag}]\n"),
        _ => format!("authors: [{author}]\ntags: [santé, {tag}, climat]\n"),
    };
    if random.below(8) == 0 {
        front += &format!("corrections: [{{date: 2026-02-02, text: {summary}}}]\nextra: {{color: red}}\n");
    }
    front += "translation: {by: [Rédaction], method: human}\n";
    let words = "mot ".repeat(random.below(4) * 300);
    format!("---\n{front}---\n\n{title}\n\n{words}\n")
}

/// A site of many forms of pages.
fn site(random: &mut Random, config: &str) -> Site {
    let mut site = Site::new();
    site.put("reprint.yaml", config);
    site.put("content/articles/camera.png", &include_bytes!("../photos/camera.png")[..]);
    for number in 0..60 {
        let lang = ["", "", ".en"][random.below(3)];
        let path =
            format!("content/articles/a{}{lang}.md", number / 2 * 2 + usize::from(lang.is_empty() && number % 2 == 1));
        site.put(&path, article(random, number));
    }
    site
}

#[test]
fn pages_with_and_without_moulds_are_the_same() {
    let lists = "lists:\n  latest: {limit: 3, on: [article, section]}\n";
    let base = "base_url: https://news.example.org/\ntitle: \"Le <Relais> & 'co'\"\nlang: fr\nlanguages: [fr, en]\npaginate: 4\n";
    let configs = [base.to_owned(), base.replace(".org/", ".org/nouvelles/"), [base, lists].concat()];
    for (seed, config) in configs.iter().enumerate() {
        let plain = site(&mut Random(seed as u64), config);
        let with = clean_build(&plain);
        assert!(with.files().len() > 100, "{}", with.files().len());
        for own in ["", "article.html", "components/card.html", "base.html"] {
            let mut site = plain.clone();
            for template in built_in::templates().iter().filter(|template| template.name.ends_with(own)) {
                site.put(&format!("templates/{}", template.name), template.text());
            }
            let without = clean_build(&site);
            for (route, bytes) in with.files() {
                assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&without.files()[route]), "{route}");
            }
            assert_eq!(with.files().len(), without.files().len());
        }
    }
}

#[test]
fn what_a_sites_own_template_asks_is_asked_of_every_page() {
    let mut plain = site(
        &mut Random(7),
        "base_url: https://news.example.org/\ntitle: News\nlang: fr\nlanguages: [fr, en]\npaginate: 4\n",
    );
    let title = |number: usize| format!("Numéro {number}");
    for number in 0..4 {
        let text = crate::site::article(&title(number), number, "été", "Texte.");
        plain.put(&format!("content/articles/n{number}.md"), text);
    }
    // In a page, in what it extends, in a component, and in a component's component of another file.
    for (file, text) in [
        (
            "article.html",
            "{% extends \"reprint/article.html\" %}{% block after %}{% if article.title == \"Numéro 2\" %}ASKED{% endif %}{% endblock %}",
        ),
        (
            "base.html",
            "{% extends \"reprint/base.html\" %}{% block footer %}{% if page.title == \"Numéro 2\" %}ASKED{% endif %}{% endblock %}",
        ),
        (
            "parts.html",
            "{% component card(card: map, look: string = \"tile\", level: integer = 2, photo: bool = true, eager: bool = false, @ui, @page) %}<article><a href=\"{{ card.url }}\">{{ card.title }}</a>{% if card.title == \"Numéro 2\" %}ASKED{% endif %}</article>{% endcomponent card %}",
        ),
    ] {
        let mut site = plain.clone();
        site.put(&format!("templates/{file}"), text);
        let output = clean_build(&site);
        let asked = |route: &str| page(&output, route).contains("ASKED");
        if file == "parts.html" {
            let lists = output.files().iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("ASKED"));
            let lists: Vec<_> = lists.map(|(route, _)| route.as_str()).collect();
            assert!(lists.len() > 2 && lists.iter().all(|route| !route.contains("/articles/")), "{lists:?}");
        } else {
            assert_eq!([0, 1, 2, 3].map(|n| asked(&format!("/articles/n{n}/"))), [false, false, true, false], "{file}");
        }
    }
}
