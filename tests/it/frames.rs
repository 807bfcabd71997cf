//! What stands above and below every page, made once for many of them.

use reprint::engine;
use reprint::source::memory::Memory as Site;
use reprint::write::memory::Memory as Output;

use crate::site::{article, clean_build, options, page, said, site};

/// The labels of the links that a page calls current.
fn current(html: &str) -> Vec<&str> {
    let marked = html.split("aria-current=\"page\">").skip(1);
    marked.map(|rest| rest.split('<').next().unwrap_or_default()).collect()
}

/// A site in two languages, with two sections in the first.
fn sections() -> Site {
    let mut site = site(12);
    let other = |text: String| text.replace("section: Monde", "section: Été");
    for file in ["b001", "b002"] {
        site.put(&format!("content/articles/{file}.md"), other(article("Au soleil", 3, "mer", "Texte.")));
    }
    let english =
        article("In English", 4, "sea", "A text.").replace("original_lang: en", "lang: en\noriginal_lang: fr");
    site.put("content/articles/c001.md", english);
    site
}

#[test]
fn the_masthead_says_where_the_reader_is() {
    let output = clean_build(&sections());
    for (route, label) in [
        ("/", "À la une"),
        ("/page/1/", "À la une"),
        ("/sections/monde/", "Monde"),
        ("/sections/été/", "Été"),
        ("/en/", "Front page"),
        ("/en/sections/monde/", "Monde"),
    ] {
        assert_eq!(current(&page(&output, route)), [label], "{route}");
    }
    for route in ["/articles/a001/", "/sections/monde/page/1/", "/tags/climat/", "/tags/", "/404.html"] {
        assert_eq!(current(&page(&output, route)), Vec::<&str>::new(), "{route}");
    }
    let names = |route: &str| page(&output, route).matches("<h1 class=\"nameplate\">").count();
    assert_eq!([names("/"), names("/page/1/"), names("/sections/monde/"), names("/articles/a001/")], [1, 1, 0, 0]);
    // The site's name is in the site's language, wherever it stands.
    assert_eq!(page(&output, "/en/").matches("lang=\"fr\"><a href=\"/en/\">Le Relais</a>").count(), 1);
    assert_eq!(page(&output, "/").matches(" lang=\"fr\"><a href=\"/\">").count(), 0);
}

#[test]
fn a_site_replaces_the_masthead_or_builds_on_it() {
    let mut site = sections();
    let own = "{% component masthead(nav: array, current: string, @site, @ui, @page) %}<header>{{ site.title }} {{ page.lang }} \
        [{{ current }}]{% for section in nav %} {{ section.title }}{% endfor %}</header>{% endcomponent masthead %}";
    site.put("templates/components/masthead.html", own);
    let base = "{% extends \"reprint/base.html\" %}{% block footer %}{{ super() }}<p>{{ page.kind }}</p>{% endblock %}";
    site.put("templates/base.html", base);
    let output = clean_build(&site);
    for (route, masthead, kind) in [
        ("/", "<header>Le Relais fr [/] Été Monde</header>", "home"),
        ("/sections/monde/", "<header>Le Relais fr [/sections/monde/] Été Monde</header>", "section"),
        ("/articles/a001/", "<header>Le Relais fr [] Été Monde</header>", "article"),
        ("/en/articles/c001/", "<header>Le Relais en [] Monde</header>", "article"),
    ] {
        let html = page(&output, route);
        assert!(html.contains(masthead), "{route}: {html}");
        assert!(html.contains("<footer class=\"colophon\">"), "{route}: {html}");
        assert!(html.contains(&format!("<p>{kind}</p>")), "{route}: {html}");
    }
}

#[test]
fn the_time_of_reading_is_in_words_of_the_language() {
    let mut site = site(2);
    let template = "{% extends \"reprint/article.html\" %}{% block after %}<p>{{ 1 | plural(forms=ui.minutes, lang=page.lang) }}; \
        {{ article.minutes | plural(forms=ui.minutes, lang=page.lang) }}</p>{% endblock %}";
    site.put("templates/article.html", template);
    for minutes in [2, 15, 16, 40] {
        let text = article("Long", 5, "mer", &"mot ".repeat(minutes * 220 - 20));
        site.put(&format!("content/articles/m{minutes}.md"), text);
    }
    let output = clean_build(&site);
    for minutes in [2, 15, 16, 40] {
        let html = page(&output, &format!("/articles/m{minutes}/"));
        assert!(html.contains(&format!("<span>{minutes} minutes de lecture</span>")), "{minutes}: {html}");
        assert!(
            html.contains(&format!("<p>1 minute de lecture; {minutes} minutes de lecture</p>")),
            "{minutes}: {html}"
        );
    }
    assert!(page(&output, "/articles/a001/").contains("<span>1 minute de lecture</span>"));
}

#[test]
fn a_broken_colophon_is_named() {
    let mut site = site(2);
    site.put(
        "templates/components/colophon.html",
        "{% component colophon(@site) %}{{ site.none.none }}{% endcomponent colophon %}",
    );
    let outcome = engine::build(&site, &mut Output::default(), &options());
    assert!(outcome.report.is_none());
    let said = said(&outcome.diagnostics);
    assert!(said.contains("templates/components/colophon.html"), "{said}");
}

/// Articles of a site that name something together, each in its way, are asked in parts on several cores.
#[test]
fn what_many_articles_name_is_as_the_oldest_has_it() {
    let mut site = site(0);
    let picture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photos/plain.webp");
    site.put("static/p.webp", std::fs::read(picture).expect("a picture"));
    for day in 0..9 {
        let (section, credit) = if day == 0 { ("Énergie", "Ann Lee") } else { ("énergie", "Bo Li") };
        let photo = format!("photo: /p.webp\nphoto_alt: x\nphoto_credit: {credit}\nphoto_license: CC-BY-4.0\n");
        let text = article(&format!("Article {day}"), day, "climat", "Un paragraphe.");
        let text = text.replace("section: Monde\n", &format!("section: {section}\n{photo}"));
        site.put(&format!("content/articles/{}.md", 9 - day), text);
    }
    let output = clean_build(&site);
    let front = page(&output, "/");
    let masthead = front.split_once("<main").expect("a page").0;
    assert!(masthead.contains(">Énergie</a>") && !masthead.contains(">énergie</a>"), "{masthead}");
    let picture = String::from_utf8_lossy(&output.files()[&reprint::base::Route::new("/p.webp")]);
    assert!(picture.contains("Ann Lee") && !picture.contains("Bo Li"));
}
