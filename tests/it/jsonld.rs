//! What pages say of themselves to machines, held against schema.org's vocabulary and Google's lists of fields.

use reprint::source::memory::Memory as Site;
use serde_json::Value;

use crate::site::{CONFIG, article, clean_build, page};

/// The terms of schema.org that pages use.
struct Vocabulary(serde_yaml::Value);

impl Vocabulary {
    fn read() -> Self {
        Self(serde_yaml::from_str(include_str!("../spec/schema-org.yaml")).unwrap())
    }

    fn is_a(&self, kind: &str, wanted: &str) -> bool {
        kind == wanted || self.0["types"][kind].as_str().is_some_and(|parent| self.is_a(parent, wanted))
    }

    fn list(&self, property: &str, of: &str) -> Vec<&str> {
        let list = self.0["properties"][property][of].as_sequence().into_iter().flatten();
        list.filter_map(serde_yaml::Value::as_str).collect()
    }

    /// Everything about an object that the vocabulary does not allow.
    fn faults(&self, object: &Value) -> Vec<String> {
        let kind = object["@type"].as_str().unwrap_or("(no type)");
        let mut faults = Vec::new();
        if self.0["types"][kind].is_null() {
            faults.push(format!("{kind} is no type"));
        }
        for (property, value) in object.as_object().into_iter().flatten().filter(|(key, _)| !key.starts_with('@')) {
            if !self.list(property, "at").iter().any(|at| self.is_a(kind, at)) {
                faults.push(format!("{kind} has no property {property}"));
            }
            let one = std::slice::from_ref(value);
            for value in value.as_array().map_or(one, Vec::as_slice) {
                if !self.list(property, "holds").iter().any(|range| self.fits(value, range)) {
                    faults.push(format!("{kind}.{property} cannot be {value}"));
                }
                if value.is_object() {
                    faults.extend(self.faults(value));
                }
            }
        }
        faults
    }

    fn fits(&self, value: &Value, range: &str) -> bool {
        let text = value.as_str().unwrap_or_default();
        let is_date = |text: &str| text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10;
        match range {
            "Text" => !text.is_empty(),
            "URL" => text.starts_with("https://"),
            "Boolean" => value.is_boolean(),
            "Date" => is_date(text),
            "DateTime" => text.parse::<jiff::Timestamp>().is_ok(),
            "Distance" => text.strip_suffix(" px").is_some_and(|number| number.parse::<u32>().is_ok()),
            "IPTCDigitalSourceEnumeration" => {
                text.starts_with("https://schema.org/") && text.ends_with("DigitalSource")
            }
            kind => value["@type"].as_str().is_some_and(|found| self.is_a(found, kind)),
        }
    }
}

/// A site with every kind of page, and an article that has everything.
fn whole() -> Site {
    let mut site = crate::site::site(12);
    site.put("reprint.yaml", format!("{CONFIG}responsible: {{name: Maud Kerivel, contact: redaction@example.org}}\n"));
    site.put("content/publishers/wire.yaml", "name: The Wire\nhome_url: https://wire.example.org/\nlanguages: [en]\n");
    site.put("content/articles/bridge.jpg", include_bytes!("../photos/camera.jpg").as_slice());
    site.put("static/inner.webp", include_bytes!("../photos/plain.webp").as_slice());
    let rights = "creator: Jane Doe\ncopyright: © 2026 Jane Doe\nlicensor: https://doe.example.org/ask\n";
    site.put("content/articles/bridge.jpg.yaml", rights);
    let keys = "publisher: wire\nupdated: 2026-02-02\nseries: Ponts\nphoto: bridge.jpg\nphoto_alt: Un pont\n\
        photo_caption: Le pont.\nphoto_credit: Jane Doe/Example\nphoto_license: CC-BY-4.0\n\
        corrections: [{date: 2026-02-02, text: Un mot., by: original}, {date: 2026-02-03, text: Deux mots.}]\n\
        via: [{url: https://via.example.org/a, license: CC-BY-4.0}]\n\
        sources: [{url: https://s.example.org/a, title: S, authors: [Sam], license: CC-BY-4.0, use: translated, lang: en, translation: {by: [Eva], method: human}}, {url: https://q.example.org/a, title: Q, authors: [Quin], use: quoted}]\n\
        section:";
    let text = article("Tout", 1, "climat, mer", "Texte.\n\n![Un pont](/inner.webp \"Dedans. (Ann Roe)\")")
        .replace("section:", keys)
        .replace(
            "[Jane Roe]",
            "[{name: Jane Roe, role: reporter, institution: Example University, url: https://roe.example.org/}]",
        )
        .replace(
            "{by: [Rédaction], method: human}",
            "{by: [Rédaction], method: machine-reviewed, tool: T, reviewed_by: Ann, reviewed_on: 2026-01-09}",
        );
    site.put("content/articles/a001.md", text);
    for (file, genre) in [("a002", "opinion"), ("a003", "sponsored")] {
        let text = article(genre, 2, "mer", "Texte.").replace("section:", &format!("genre: {genre}\nsection:"));
        site.put(&format!("content/articles/{file}.md"), text);
    }
    site.put("content/articles/own.md", "---\ntitle: À nous\ndate: 2026-01-15\nkind: own\n---\n\nTexte.\n");
    site.put(
        "content/articles/same.md",
        "---\ntitle: Pareil\ndate: 2026-01-15\noriginal_url: https://x.example.org/a\nlicense: CC-BY-4.0\nauthors: [A. Roe]\n---\n\nTexte.\n",
    );
    site
}

/// What a page says of itself; `None` if nothing.
fn data(html: &str) -> Option<Value> {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">")?;
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn every_page_speaks_the_vocabulary() {
    let output = clean_build(&whole());
    let vocabulary = Vocabulary::read();
    let mut kinds = std::collections::BTreeSet::new();
    for (route, bytes) in output.files().iter().filter(|(route, _)| route.as_str().ends_with('/')) {
        let html = String::from_utf8(bytes.clone()).unwrap();
        let Some(data) = data(&html) else { panic!("{route} says nothing") };
        assert_eq!(data["@context"], "https://schema.org");
        assert_eq!(vocabulary.faults(&data), Vec::<String>::new(), "{route}: {data:#}");
        kinds.insert(data["@type"].as_str().unwrap().to_owned());
    }
    let expected =
        ["AboutPage", "AdvertiserContentArticle", "CollectionPage", "NewsArticle", "OpinionNewsArticle", "WebSite"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(data(&page(&output, "/404.html")).is_none());
}

/// Google, "Article structured data" and "Image license metadata": nothing is required of an article; of an image its address
/// and one of the rest.
#[test]
fn articles_and_images_have_the_fields_that_google_asks_for() {
    let output = clean_build(&whole());
    let article = data(&page(&output, "/articles/a001/")).unwrap();
    for field in ["author", "dateModified", "datePublished", "headline", "image"] {
        assert!(!article[field].is_null(), "the article has no {field}");
    }
    let author = &article["author"][0];
    assert_eq!((&author["name"], &author["url"]), (&"Jane Roe".into(), &"https://roe.example.org/".into()));
    let images = article["image"].as_array().unwrap();
    assert_eq!(images.len(), 2);
    for image in images {
        for field in ["contentUrl", "acquireLicensePage", "creator", "copyrightNotice", "creditText", "license"] {
            if field == "acquireLicensePage" && image["creditText"] == "Ann Roe" {
                continue;
            }
            assert!(!image[field].is_null(), "the picture has no {field}: {image:#}");
        }
    }
    let (lead, inner) = (&images[0], &images[1]);
    assert_eq!(lead["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(lead["acquireLicensePage"], "https://doe.example.org/ask");
    assert_eq!(lead["copyrightNotice"], "© 2026 Jane Doe");
    assert_eq!((&inner["creditText"], &inner["creator"][0]["name"]), (&"Ann Roe".into(), &"Ann Roe".into()));
    assert_eq!(article["license"], Value::Null, "the original's licence is not the page's");
    assert_eq!(article["translationOfWork"]["license"], "https://creativecommons.org/licenses/by/4.0/");
}

#[test]
fn the_picture_file_says_what_the_page_says() {
    let output = clean_build(&whole());
    let article = data(&page(&output, "/articles/a001/")).unwrap();
    for image in article["image"].as_array().unwrap() {
        let url = image["contentUrl"].as_str().unwrap().strip_prefix("https://news.example.org").unwrap();
        let bytes = output.files().get(&reprint::base::Route::new(url)).expect("the picture is on the site");
        let said = reprint::photo_metadata::read(bytes).rights;
        assert_eq!(said.credit.as_deref(), image["creditText"].as_str());
        assert_eq!(said.creators[0], image["creator"][0]["name"]);
        assert_eq!(said.copyright.as_deref(), image["copyrightNotice"].as_str());
        assert_eq!(said.statement.as_deref(), image["license"].as_str());
        assert_eq!(said.licensor.unwrap().url.as_deref(), image["acquireLicensePage"].as_str());
        for secret in ["SN123456", "GPSLatitude"] {
            assert!(memchr::memmem::find(bytes, secret.as_bytes()).is_none(), "{secret} is published");
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let Some(read) = crate::photos::exiftool(file.path()) else { return };
        assert_eq!(read["XMP-photoshop:Credit"], image["creditText"]);
        assert_eq!(read["XMP-xmpRights:WebStatement"], image["license"]);
    }
}
