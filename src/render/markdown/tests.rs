//! What the Markdown stage makes of bodies, beyond what CommonMark says.

use super::*;

fn figure(picture: &Picture<'_>) -> Option<String> {
    let Picture { src, alt, title } = picture;
    (*src != "missing.jpg").then(|| {
        format!(r#"<figure class="photo"><img src="{src}" alt="{alt}"><figcaption>{title}</figcaption></figure>"#)
    })
}

fn render_as(html: Html, body: &str) -> Rendered {
    let words = Words { footnotes: "Notes", back: "Back" };
    to_html(body, &Options { heading_offset: 1, base: "/news", html, pictures: &figure, words })
}

fn html(body: &str) -> String {
    render_as(Html::Safe, body).html
}

#[test]
fn headings_are_demoted_and_have_addresses() {
    assert_eq!(
        html("# Été & co\n\n# Été co\n\n###### x\n\n# *\n"),
        "<h2 id=\"été-co\">Été &amp; co</h2>\n<h2 id=\"été-co-2\">Été co</h2>\n<h6 id=\"x\">x</h6>\n<h2 id=\"section\">*</h2>\n"
    );
    assert_eq!(html("# a\n# a-2\n# a\n# fn 1").matches("id=\"").count(), 4);
    assert!(html("# a\n# a-2\n# a\n# a").contains("id=\"a-4\""));
}

#[test]
fn links_are_filtered_and_based() {
    assert_eq!(
        html("[a](/x \"t\") <a@example.org>"),
        "<p><a href=\"/news/x\" title=\"t\">a</a> <a href=\"mailto:a@example.org\">a@example.org</a></p>\n"
    );
    let rendered = render_as(Html::Safe, "[*a*](javascript:x)");
    assert_eq!(rendered.html, "<p><em>a</em></p>\n");
    assert_eq!(rendered.findings[0].kind, FindingKind::Link);
    assert_eq!(rendered.findings[0].range, 0..19);
}

#[test]
fn a_picture_alone_is_a_figure() {
    let photo = "<figure class=\"photo\"><img src=\"a.jpg\" alt=\"b c\"><figcaption>T (C)</figcaption></figure>\n";
    assert_eq!(html("![b *c*](a.jpg \"T (C)\")\n"), photo);
    assert_eq!(html("[![b *c*](a.jpg \"T (C)\")](https://example.org)\n"), photo);
    assert_eq!(html("x ![b *c*](a.jpg \"T (C)\") y"), format!("<p>x  y</p>\n{photo}"));
    assert_eq!(html("- x\n- ![b *c*](a.jpg \"T (C)\")\n"), format!("<ul>\n<li>x</li>\n<li>\n{photo}</li>\n</ul>\n"));
    let rendered = render_as(Html::Safe, "![x](missing.jpg)");
    assert_eq!(rendered.findings[0].kind, FindingKind::Picture);
    assert_eq!(rendered.html, "<p></p>\n");
}

#[test]
fn pictures_survive_the_cleaning_of_raw_html() {
    let rendered = render_as(Html::Safe, "<p onclick=x>a</p>\n\n![b](a.jpg)\n\n`<figure class=\"picture-0\">`");
    assert!(
        rendered.html.contains("<p>a</p>") && rendered.html.contains("<img src=\"a.jpg\" alt=\"b\">"),
        "{rendered:?}"
    );
    assert_eq!(rendered.findings.iter().map(|f| f.kind).collect::<Vec<_>>(), [FindingKind::Html]);
    assert_eq!(rendered.findings[0].what, "<p onclick=x>a</p>");
}

#[test]
fn raw_html_is_balanced_and_safe() {
    assert_eq!(html("<div>\n\na</main>\n"), "<div>\n<p>a</p>\n</div>");
    assert_eq!(html("a <script>x</script> b"), "<p>a  b</p>\n");
    assert_eq!(render_as(Html::Trusted, "<details>\n\na\n").html, "<details>\n<p>a</p>\n</details>");
    assert_eq!(render_as(Html::Safe, "a <b>b</b> 1 < 2").findings, []);
}

#[test]
fn tables_are_aligned_by_classes() {
    assert_eq!(
        html("|a|b|\n|--|-:|\n|1|2|\n"),
        "<table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr></thead><tbody>\n\
         <tr><td>1</td><td class=\"align-right\">2</td></tr>\n</tbody></table>\n"
    );
}

#[test]
fn footnotes_link_both_ways() {
    let html = html("a[^x] b[^x]\n\n[^x]: note\n\n[^y]: left over\n");
    for part in [
        "<a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a>",
        "id=\"fnref-1-2\"",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Notes\">",
        "<li id=\"fn-1\"><p>note <a href=\"#fnref-1\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Back\">",
        "<li><p>left over</p></li>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
}

#[test]
fn code_is_coloured_or_plain() {
    assert!(html("```rust\nlet x = 1;\n```").contains("<pre><code class=\"language-rust\"><span class=\"hl-"));
    assert_eq!(html("    <b>\n"), "<pre><code>&lt;b&gt;\n</code></pre>\n");
    assert_eq!(html("```\"><b>\nx\n```"), "<pre><code class=\"language-&quot;&gt;&lt;b&gt;\">x\n</code></pre>\n");
}

#[test]
fn bodies_as_bombs_take_no_time() {
    let deep = "<b><i>".repeat(50_000);
    assert_eq!(html(&format!("{deep}x")), "<p>x</p>\n");
    for bomb in ["[", "![", "> ", "*a_ ", "[^a]: ", "# a\n", "`", "<a ", "|a|\n|-|\n", "- ", "[a](", "&", "![a](b)\n\n"]
    {
        assert!(html(&bomb.repeat(20_000)).len() < 20_000_000, "{bomb}");
    }
}

proptest::proptest! {
    #[test]
    fn every_text_gives_balanced_html(body in "([a-z<>\\[\\]()!*_`#|^: \n\"/=-]|<[a-z]{1,6}>|</[a-z]{1,6}>|\\[\\^a\\]|!\\[a\\]\\(b\\)|\n\n){0,60}") {
        for mode in [Html::Safe, Html::Trusted] {
            let html = render_as(mode, &body).html;
            let page = crate::html::parse_fragment(&format!("<section>{html}</section><i>x</i>"), crate::html::Scripting::On);
            let last = page.children(page.fragment()).last().and_then(|id| page.element(id));
            assert_eq!(last.map(|element| element.local().to_string()).as_deref(), Some("i"), "{html}");
        }
    }
}
