//! Publishers, licences and addresses in texts of many languages.

use super::*;

fn hint() -> PublisherHint {
    PublisherHint {
        id: "valmer-wire".to_owned(),
        names: vec!["Valmer Wire".to_owned()],
        domains: vec!["wire.example.org".to_owned()],
        phrases: vec!["is available without charge".to_owned()],
        ..PublisherHint::default()
    }
}

fn publisher(clues: Clues<'_>) -> Option<String> {
    origin(&clues, &[hint()]).publisher.map(|p| p.name)
}

#[test]
fn a_profiled_publisher_is_known_by_its_words_or_its_domain() {
    let clues = Clues { notice: Some("All content by Valmer Wire is available without charge."), ..Clues::default() };
    let by_terms = origin(&clues, &[hint()]);
    assert_eq!(by_terms.license.as_deref(), Some("publisher-terms"));
    assert_eq!(by_terms.publisher.and_then(|p| p.id).as_deref(), Some("valmer-wire"));
    let url = WebUrl::parse("https://www.wire.example.org/2021/storm");
    let by_host = origin(&Clues { url: url.as_ref(), ..Clues::default() }, &[hint()]);
    assert_eq!(by_host.publisher.map(|p| p.name).as_deref(), Some("Valmer Wire"));
    assert_eq!(by_host.license, None, "an address says nothing of the terms");
    assert!(!is_on("notwire.example.org", "wire.example.org"));
    assert!(says("valmer wire's own", "Wire") && !says("valmer wires", "Wire") && !says("livewire", "Wire"));
    let by_name = origin(&Clues { edges: &["Source : Valmer Wire"], ..Clues::default() }, &[hint()]);
    assert_eq!(by_name.publisher.and_then(|p| p.id).as_deref(), Some("valmer-wire"));
}

#[test]
fn other_publishers_are_named_as_the_copy_names_them() {
    for (text, name) in [
        ("This article was originally published by Valmer Post.", "Valmer Post"),
        ("This article is republished from Valmer Post under a Creative Commons license.", "Valmer Post"),
        (
            "This [article](https://a.example/1) first appeared on [Valmer Post](https://a.example) and is republished.",
            "Valmer Post",
        ),
        ("Le contenu créé par L'Agence Valmer est disponible gratuitement.", "L'Agence Valmer"),
        ("Publié à l'origine sur [valmer.example](https://valmer.example/a-storm) le 2 mai 2020.", "valmer.example"),
        ("Initialement publié sur [mon blog](https://ada.example/storm).", "ada.example"),
        ("Este artículo fue publicado originalmente en El Faro de Valmer.", "El Faro de Valmer"),
        ("Dieses Werk ist zuerst bei Valmer Bote erschienen und unter einer Lizenz.", "Valmer Bote"),
        ("Dieser Text erschien zuerst auf valmer.example.", "valmer.example"),
        ("Questo articolo è stato pubblicato originariamente su Il Faro.", "Il Faro"),
        ("Dit artikel verscheen eerder op De Haven.", "De Haven"),
        ("Artykuł opublikowany pierwotnie w Głosie Portu.", "Głosie Portu"),
        ("Статья впервые опубликована на Вести порта.", "Вести порта"),
        ("本文首发于港口日报。", "港口日报"),
        ("نشر هذا المقال لأول مرة على موقع المرفأ.", "المرفأ"),
    ] {
        assert_eq!(phrases::first_published(text).as_deref(), Some(name), "{text}");
    }
}

#[test]
fn lines_around_a_text_name_its_publisher() {
    let edge = |line| publisher(Clues { edges: &[line], ..Clues::default() });
    let cut = |line| publisher(Clues { cuts: &[line], ..Clues::default() });
    assert_eq!(edge("Quelle: Valmer Bote am 08.10.2020").as_deref(), Some("Valmer Bote"));
    assert_eq!(edge("Źródło Głos Portu").as_deref(), Some("Głos Portu"));
    assert_eq!(edge("来源：港口日报").as_deref(), Some("港口日报"));
    assert_eq!(edge("Sources: Valmer Bote, Harbour Post, a phone call"), None, "what the author read is no publisher");
    assert_eq!(edge("Equipe de rédaction, Le Port").as_deref(), Some("Le Port"));
    assert_eq!(cut("Copyright © 2022 Harbour Post Media, Inc. PO Box 1, Valmer").as_deref(), Some("Harbour Post"));
    assert_eq!(cut("© All rights reserved"), None);
    assert_eq!(cut("ABBONATI A IL FARO").as_deref(), Some("IL FARO"));
    assert_eq!(
        cut("Write to corrections@harbourpost.example if Harbour Post is wrong").as_deref(),
        Some("Harbour Post")
    );
    let article = cut("Read Le Port Libre, write to us@port-libre.example");
    assert_eq!(article.as_deref(), Some("Le Port Libre"));
    let by = |byline| {
        publisher(Clues { byline: Some(byline), appeals: &["Harbour Watch needs your help"], ..Clues::default() })
    };
    assert_eq!(by("Le Port avec AFP").as_deref(), Some("Le Port"));
    assert_eq!(by("Ada Lovelace bei Hafenbote").as_deref(), Some("Hafenbote"));
    assert_eq!(by("Harbour Watch").as_deref(), Some("Harbour Watch"));
    assert_eq!(by("Ada Lovelace"), None);
}

#[test]
fn licences_and_addresses_are_read() {
    for (text, id) in [
        ("under CC BY-NC-ND 4.0.", "CC-BY-NC-ND-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        (
            "Creative Commons-Lizenz (Namensnennung – Nicht kommerziell – Keine Bearbeitungen 4.0 International)",
            "CC-BY-NC-ND-4.0",
        ),
        ("Creative Commons Atribución-CompartirIgual 4.0", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution 3.0", "CC-BY-3.0"),
    ] {
        assert_eq!(creative_commons(text).as_deref(), Some(id), "{text}");
    }
    assert_eq!(creative_commons("under a Creative Commons license"), None);
    let text = "[Wire](https://example.org/) · [Original](https://example.org/2021/storm).";
    assert_eq!(article_url(text).map(|u| u.to_string()).as_deref(), Some("https://example.org/2021/storm"));
    let via = origin(&Clues { edges: &["via: https://valmer.example/a-storm"], ..Clues::default() }, &[]);
    assert_eq!(via.url.map(|u| u.to_string()).as_deref(), Some("https://valmer.example/a-storm"));
    assert_eq!(via.publisher.map(|p| p.name).as_deref(), Some("valmer.example"));
}
