//! What a person at the preview sees, in a real Chromium.

use std::fs;

use crate::browser::Browser;
use crate::serve::{Preview, lay};
use crate::site::{CONFIG, article, site};

const FILE: &str = "content/articles/a001.md";
const PAGE: &str = "/articles/a001/";

fn text(title: &str, body: &str) -> String {
    article(title, 1, "justice, santé", body)
}

/// A long article, and below it something to open and something to type into.
fn long(first: &str) -> String {
    let paragraphs: Vec<String> = (0..80).map(|i| format!("Paragraphe numéro {i}, qui reste.")).collect();
    text("Un long article", &format!("{first}\n\n{}", paragraphs.join("\n\n")))
}

const TEMPLATE: &str = "{% extends \"reprint/article.html\" %}{% block after %}\
    <details><summary>Plus</summary><p>Le reste.</p></details><form><input id=\"nom\"></form>{% endblock after %}";

/// Opens a page and marks the window: the mark is lost when the browser goes anywhere.
fn look(preview: &Preview, page: &str) -> Option<Browser> {
    let browser = Browser::visit(&preview.url)?;
    browser.go(page);
    browser.run("window.stayed = true");
    Some(browser)
}

fn shows(browser: &Browser, words: &str) {
    browser.wait(&format!("return document.body.innerText.includes({words:?})"));
}

#[track_caller]
fn assert_clean(browser: &Browser) {
    // A page that is gone is asked for once more, and the browser notes that it is.
    let said: Vec<_> = browser.console().into_iter().filter(|line| !line.contains("404 (Not Found)")).collect();
    assert_eq!(said, Vec::<String>::new());
    let away =
        "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))";
    assert_eq!(browser.run(away), serde_json::json!([]), "requests left the machine");
}

#[test]
fn an_edit_changes_the_page_in_place() {
    let mut site = site(6);
    site.put(FILE, long("Le début."));
    site.put("templates/article.html", TEMPLATE);
    let preview = Preview::of(&site);
    let Some(browser) = look(&preview, PAGE) else { return };
    browser.run(
        "document.querySelector('details').open = true; document.querySelector('#nom').value = 'Ana';
         document.querySelector('#nom').focus();
         const p = [...document.querySelectorAll('p')].find(p => p.innerText.includes('numéro 40,'));
         p.scrollIntoView({behavior: 'instant'}); const range = document.createRange(); range.selectNodeContents(p);
         getSelection().removeAllRanges(); getSelection().addRange(range); window.at = p.getBoundingClientRect().top; window.kept = p;",
    );
    preview.write(FILE, long("Un autre début, aussi long."));
    shows(&browser, "Un autre début");
    let state = "return [window.stayed, document.querySelector('details').open, document.querySelector('#nom').value,
        getSelection().toString().includes('numéro 40,'), window.kept.isConnected, Math.abs(window.kept.getBoundingClientRect().top - window.at) < 2 || `moved from ${window.at} to ${window.kept.getBoundingClientRect().top}`, scrollY > 100]";
    assert_eq!(browser.run(state), serde_json::json!([true, true, "Ana", true, true, true, true]));
    // A paragraph more, and one less, are found between those that stay.
    preview.write(FILE, long("Le début.\n\nEt encore un.").replace("Paragraphe numéro 70, qui reste.\n\n", ""));
    shows(&browser, "Et encore un.");
    let served = preview.get(PAGE).text();
    assert!(!served.contains("numéro 70") && served.contains("numéro 71"));
    let same = "const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
        const words = page => page.body.textContent.replace(/\\s+/g, ' ').trim();
        return words(next) === words(document) && next.title === document.title";
    assert_eq!(
        browser.run(&format!("return (async () => {{ {same} }})()")),
        true,
        "the page is the one that is served"
    );
    assert_eq!(browser.run("return [window.stayed, window.kept.isConnected]"), serde_json::json!([true, true]));
    assert_clean(&browser);
}

#[test]
fn a_page_elsewhere_does_nothing_and_two_tabs_each_show_their_own() {
    let preview = Preview::of(&site(6));
    let Some(browser) = look(&preview, PAGE) else { return };
    let updates = "window.updates = 0; document.addEventListener('reprint:updated', () => window.updates++)";
    browser.run(updates);
    let first = browser.new_tab();
    browser.go("/articles/a002/");
    browser.run(updates);
    preview.write("content/articles/a002.md", article("Article 2", 2, "santé", "Un autre corps."));
    shows(&browser, "Un autre corps.");
    assert_eq!(browser.run("return window.updates"), 1);
    browser.go_to_tab(&first);
    assert_eq!(browser.run("return window.updates"), 0);
    preview.write(FILE, text("Dans le premier onglet", "Texte."));
    shows(&browser, "Dans le premier onglet");
    assert_clean(&browser);
}

#[test]
fn a_style_sheet_and_a_picture_are_swapped_without_a_reload() {
    let mut site = site(4);
    let picture = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"{colour}\"/></svg>"
        )
    };
    site.put("static/style.css", "body { color: rgb(1, 1, 1) }");
    site.put("static/mark.svg", picture("red"));
    let template = TEMPLATE.replace("<form>", "<img id=\"mark\" src=\"/mark.svg\" alt=\"\"><form>");
    site.put("templates/article.html", template);
    let preview = Preview::of(&site);
    let Some(browser) = look(&preview, PAGE) else { return };
    preview.write("static/style.css", "body { color: rgb(7, 7, 7) }");
    browser.wait("return getComputedStyle(document.body).color === 'rgb(7, 7, 7)'");
    browser.wait("return document.querySelectorAll('link[rel=stylesheet]').length === 1");
    preview.write("static/mark.svg", picture("blue"));
    browser.wait("return /reprint=/.test(document.querySelector('#mark').src)");
    preview.write(FILE, text("Après les couleurs", "Texte."));
    shows(&browser, "Après les couleurs");
    let state = "return [window.stayed, getComputedStyle(document.body).color, /reprint=/.test(document.querySelector('#mark').src)]";
    assert_eq!(browser.run(state), serde_json::json!([true, "rgb(7, 7, 7)", true]));
    assert_clean(&browser);
}

#[test]
fn errors_are_listed_over_the_last_good_page_until_they_are_mended() {
    let preview = Preview::of(&site(4));
    let Some(browser) = look(&preview, "/") else { return };
    let bad = text("Article 1", "Texte.").replace("license: CC-BY-4.0", "license: <img src=x onerror=window.hurt=1>");
    preview.write(FILE, bad);
    let listed = "const host = document.querySelector('reprint-problems'); return host && host.shadowRoot.querySelector('section').innerText";
    let said = browser.wait(listed).as_str().unwrap().to_owned();
    for words in [FILE, "<img src=x onerror=window.hurt=1>", "hint:", "error[rights/"] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(browser.run("return [window.hurt ?? null, window.stayed]"), serde_json::json!([null, true]));
    shows(&browser, "Article 1");
    // A window that opens now is told as well, and the list looks the same on a page of any style.
    let first = browser.new_tab();
    browser.go("/articles/a002/");
    let box_of = "const host = document.querySelector('reprint-problems'); if (!host) return null;
        const b = host.shadowRoot.querySelector('section').getBoundingClientRect();
        return host.shadowRoot.styleSheets.length > 0 && b.bottom === innerHeight && b.width === document.documentElement.clientWidth && b.height > 40";
    browser.wait(box_of);
    preview.write(FILE, text("Article 1", "Texte."));
    browser.wait("return !document.querySelector('reprint-problems')");
    browser.go_to_tab(&first);
    browser.wait("return !document.querySelector('reprint-problems')");
    assert_clean(&browser);
}

#[test]
fn an_article_that_is_new_or_gone_shows_at_once() {
    let preview = Preview::of(&site(4));
    let Some(browser) = look(&preview, "/") else { return };
    preview.write("content/articles/neuf.md", article("Tout neuf", 9, "été", "Texte."));
    shows(&browser, "Tout neuf");
    assert_eq!(browser.run("return window.stayed"), true);
    browser.go("/articles/neuf/");
    fs::remove_file(preview.path("content/articles/neuf.md")).unwrap();
    browser.wait("return document.querySelector('h1') && !document.querySelector('.attribution-notice')");
    assert_eq!(browser.run("return document.body.innerText.includes('Tout neuf')"), false);
    preview.write("content/articles/neuf.md", article("De retour", 9, "été", "Texte."));
    shows(&browser, "De retour");
    assert_clean(&browser);
}

#[test]
fn a_page_from_right_to_left_changes_in_place() {
    let mut site = site(3);
    site.put("reprint.yaml", CONFIG.replace("languages: [fr, en]", "languages: [fr, en, ar]"));
    let arabic = |title: &str| text(title, "نص قصير.").replace("section:", "lang: ar\nsection:");
    site.put("content/articles/maktaba.ar.md", arabic("مكتبة"));
    let preview = Preview::of(&site);
    let Some(browser) = look(&preview, "/ar/articles/maktaba/") else { return };
    preview.write("content/articles/maktaba.ar.md", arabic("مكتبة البذور"));
    shows(&browser, "مكتبة البذور");
    assert_eq!(
        browser.run("return [window.stayed, document.dir, document.documentElement.lang]"),
        serde_json::json!([true, "rtl", "ar"])
    );
    preview.write("content/articles/maktaba.ar.md", arabic("x").replace("license:", "licence:"));
    let direction = "const host = document.querySelector('reprint-problems');
        return host && host.shadowRoot.styleSheets.length > 0 && getComputedStyle(host.shadowRoot.querySelector('section')).direction";
    assert_eq!(browser.wait(direction), "ltr");
    assert_clean(&browser);
}

#[test]
fn an_open_page_comes_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    lay(&site(4), folder.path());
    let preview = Preview::at(folder.path().to_owned(), &[]);
    let port = preview.url.rsplit(':').next().unwrap().to_owned();
    let Some(browser) = look(&preview, PAGE) else { return };
    browser.wait("return performance.getEntriesByType('resource').length > 0");
    drop(preview);
    fs::write(folder.path().join(FILE), text("Entre-temps", "Texte.")).unwrap();
    let preview = Preview::at(folder.path().to_owned(), &["--port", &port]);
    shows(&browser, "Entre-temps");
    preview.write(FILE, text("Et ensuite", "Texte."));
    shows(&browser, "Et ensuite");
    assert_eq!(browser.run("return window.stayed"), true);
}

/// A site for the desk: two publishers, a donation appeal that is cut, a photo, and an article that nobody may publish.
fn newsroom() -> reprint::source::memory::Memory {
    let mut site = site(3);
    let profile = |name: &str, id: &str| {
        format!(
            "name: {name}\nhome_url: https://{id}.example.org/\ndomains: [{id}.example.org]\nlicense: CC-BY-4.0\n\
             terms: {{url: https://{id}.example.org/terms, read_on: 2026-01-01, evidence: publisher-page}}\ntranslation: allowed\n"
        )
    };
    site.put("content/publishers/fil.yaml", profile("Le Fil", "fil"));
    site.put("content/publishers/cri.yaml", profile("Le Cri", "cri"));
    let by = |title: &str, id: &str, body: &str| {
        article(title, 4, "été", body)
            .replace("wire.example.org", &format!("{id}.example.org"))
            .replace("section:", &format!("publisher: {id}\nsection:"))
    };
    let appeal = "Un début.\n\nSoutenez notre journal : faites un don sur https://fil.example.org/don\n\nUne fin.";
    site.put("content/articles/du-fil.md", by("Du Fil", "fil", appeal));
    site.put(
        "content/articles/du-cri.md",
        by("Du Cri", "cri", "Un texte.").replace("section:", "expires: 2026-06-05T00:00Z\nsection:"),
    );
    site.put("static/photo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    site
}

#[test]
fn the_desk_is_worked_by_keyboard() {
    const TAB: &str = "\u{e004}";
    const ENTER: &str = "\u{e007}";
    const DOWN: &str = "\u{e015}";
    let preview = Preview::of(&newsroom());
    let Some(browser) = Browser::visit(&preview.url) else { return };
    browser.go("/_reprint/");
    browser.wait("return document.querySelectorAll('#rows tr').length === 5");
    let listed = "return [...document.querySelectorAll('#rows a')].map(a => a.textContent)";
    // The first stop is the link to the site, then the search, then the filters.
    browser.press(&TAB.repeat(2));
    browser.press("du ");
    browser.wait("return document.querySelectorAll('#rows tr').length === 2");
    browser.press(TAB);
    assert_eq!(browser.run("return document.activeElement.name"), "publisher");
    browser.press("Le C");
    browser.wait("return document.querySelectorAll('#rows tr').length === 1");
    assert_eq!(browser.run(listed), serde_json::json!(["Du Cri"]));
    assert_eq!(browser.run("return document.querySelector('#count').textContent"), "1 sur 5 articles");
    browser.press(DOWN);
    browser.wait("return document.querySelector('#rows a')?.textContent === 'Du Fil'");
    // Past the other filters and the button to the first article, and into it.
    browser.press(&TAB.repeat(6));
    assert_eq!(browser.run("return document.activeElement.textContent"), "Du Fil");
    browser.press(ENTER);
    browser.wait(
        "return document.querySelector('#sheet iframe')?.contentDocument?.querySelector('.attribution-notice') != null",
    );
    let said = browser.run("return document.querySelector('#sheet').innerText").as_str().unwrap().to_owned();
    for words in
        ["content/articles/du-fil.md", "Le Fil", "licence (attribution.notice)", "faites un don", "fr/", "Une fin."]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(browser.run("return document.querySelector('#sheet del').textContent.includes('faites un don')"), true);
    // A duty leads to where it is met, and the page has two widths.
    browser.run("[...document.querySelectorAll('#sheet li')].find(li => li.textContent.startsWith('licence')).querySelector('button').focus()");
    browser.press(ENTER);
    let pointed = "return document.querySelector('iframe').contentDocument.querySelector('[data-pointed]')?.closest('.attribution-notice') != null";
    assert_eq!(browser.run(pointed), true);
    let width = "return document.querySelector('iframe').contentWindow.innerWidth";
    assert_eq!(browser.run(width), 390);
    browser.run("document.querySelector('input[name=width]').focus()");
    browser.press(DOWN);
    assert_eq!(browser.run(width), 1280);
    // What is edited shows at the desk as well, and the filters stay.
    preview.write(
        "content/articles/a000.md",
        article("Du nouveau", 0, "climat", "Texte.").replace("license: CC-BY-4.0\n", ""),
    );
    browser.run("document.querySelector('#filters').reset()");
    browser.wait("return [...document.querySelectorAll('#rows tr')].some(tr => /Du nouveau/.test(tr.innerText) && /refusé/.test(tr.innerText))");
    assert_clean(&browser);
}

#[test]
fn the_desk_shows_what_is_true_though_answers_overtake_each_other() {
    let preview = Preview::of(&newsroom());
    let Some(browser) = Browser::visit(&preview.url) else { return };
    browser.go("/_reprint/#publisher=Le+Cri");
    let listed = "return [...document.querySelectorAll('#rows a')].map(a => a.textContent).join()";
    browser.wait(&format!("{listed} === 'Du Cri'"));
    // The first answer from now on is held back until the test lets it go.
    browser.run(
        "const real = fetch; window.late = null;
         window.fetch = (...asked) => window.late ? real(...asked)
             : (window.late = real(...asked).then(reply => reply.blob())) && new Promise(done => {
                 window.release = async () => done(new Response(await window.late)) });",
    );
    let cri = "content/articles/du-cri.md";
    let text = fs::read_to_string(preview.path(cri)).unwrap();
    preview.write(cri, text.replace("Du Cri", "Un premier titre"));
    browser.wait("return window.release != null");
    preview.write(cri, text.replace("Du Cri", "Un second titre"));
    browser.wait(&format!("{listed} === 'Un second titre'"));
    browser.run("return window.release()");
    // No filter that is taken away comes back with the articles that arrive just then.
    browser.run("document.querySelector('#filters').reset(); return Promise.resolve()");
    browser.wait("return document.querySelectorAll('#rows a').length === 5");
    assert_eq!(browser.run("return document.querySelector('#rows').innerText.includes('Un second titre')"), true);
    assert_eq!(browser.run("return location.hash"), "");
    assert_clean(&browser);
}

#[test]
fn the_desk_is_no_part_of_the_site() {
    let preview = Preview::of(&newsroom());
    assert_eq!(preview.get("/_reprint/").status, 200);
    let ledger = preview.get("/_reprint/ledger.json").text();
    assert!(
        ledger.contains("content/articles/du-fil.md") && ledger.contains("\"next_event\":{\"at\":\"2026-06-05"),
        "{ledger}"
    );
    for path in ["reprint.yaml", "content/publishers/fil.yaml", "content/articles/none.md"] {
        assert_eq!(preview.get(&format!("/_reprint/article.json?file={path}")).text(), "null", "{path}");
    }
    for path in ["..%2f..%2fetc%2fpasswd", "%2fetc%2fpasswd", ""] {
        assert_eq!(preview.get(&format!("/_reprint/article.json?file={path}")).status, 400, "{path}");
    }
    let built = crate::site::clean_build(&newsroom());
    assert!(built.files().keys().all(|route| !route.as_str().contains("_reprint")));
    assert!(built.files().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("_reprint")));
}
