//! XMP (ISO 16684-1): RDF in XML, in which a property may be an element or an attribute.

use std::fmt::Write as _;

use quick_xml::NsReader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};

use super::{Licensor, PhotoMetadata, PhotoRights};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

/// A property's namespace and name.
type Name = (String, String);

/// A text somewhere in a packet, by the property it belongs to.
struct Value {
    name: Name,
    text: String,
    /// Whether it is the one for readers of any language.
    default: bool,
}

/// Reads a packet; one that is no XML says nothing.
pub(super) fn read(packet: &[u8]) -> PhotoMetadata {
    let values = std::str::from_utf8(packet).ok().and_then(values).unwrap_or_default();
    let all = |ns: &str, name: &str| {
        let found: Vec<&Value> = values.iter().filter(|v| v.name.0 == ns && v.name.1 == name).collect();
        found.into_iter()
    };
    let one = |ns, name| all(ns, name).find(|v| v.default).or_else(|| all(ns, name).next()).map(|v| v.text.clone());
    let licensor = Licensor { name: one(PLUS, "LicensorName"), url: one(PLUS, "LicensorURL") };
    PhotoMetadata {
        rights: PhotoRights {
            creators: all(DC, "creator").map(|v| v.text.clone()).collect(),
            credit: one(PHOTOSHOP, "Credit"),
            copyright: one(DC, "rights"),
            statement: one(RIGHTS, "WebStatement"),
            licensor: Some(licensor).filter(|l| l.name.is_some() || l.url.is_some()),
        },
        headline: one(PHOTOSHOP, "Headline"),
        caption: one(DC, "description"),
        alt: one(CORE, "AltTextAccessibility"),
        source: one(PHOTOSHOP, "Source"),
        usage_terms: one(RIGHTS, "UsageTerms"),
        digital_source_type: one(EXT, "DigitalSourceType"),
    }
}

struct Element {
    name: Name,
    default: bool,
    text: String,
}

fn values(packet: &str) -> Option<Vec<Value>> {
    let mut reader = NsReader::from_str(packet);
    let (mut open, mut found): (Vec<Element>, Vec<Value>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = attributes(&reader, tag);
                let default = attributes.iter().any(|(name, v)| name.0 == XML && name.1 == "lang" && v == "x-default");
                found.extend(attributes.into_iter().filter(|(name, _)| is_property(name)).map(|(name, text)| Value {
                    name,
                    text,
                    default: true,
                }));
                if matches!(event, Event::Start(_)) {
                    open.push(Element { name: element(&reader, tag.name()), default, text: String::new() });
                }
            }
            Event::Text(text) => say(&mut open, &text.xml10_content()),
            Event::CData(text) => say(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => say(&mut open, character(reference)?.encode_utf8(&mut [0; 4])),
            Event::End(_) => {
                let closed = open.pop()?;
                // The text of a list's item belongs to the property that is the list.
                let owner = open.iter().map(|e| &e.name).chain([&closed.name]).rfind(|name| is_property(name));
                let text = closed.text.trim();
                if let Some(name) = owner.filter(|_| !text.is_empty()) {
                    found.push(Value { name: name.clone(), text: text.to_owned(), default: closed.default });
                }
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

/// Adds to the text of the innermost element. Around the packet there is only space.
fn say(open: &mut [Element], text: &str) {
    if let Some(innermost) = open.last_mut() {
        innermost.text.push_str(text);
    }
}

fn is_property((ns, _): &Name) -> bool {
    !ns.is_empty() && ns != RDF && ns != XML
}

fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Some(c) = reference.resolve_char_ref().ok()? {
        return Some(c);
    }
    quick_xml::escape::resolve_predefined_entity(reference)?.chars().next()
}

fn element(reader: &NsReader<&[u8]>, name: QName<'_>) -> Name {
    let (ns, local) = reader.resolver().resolve_element(name);
    (bound(&ns), local.as_ref().to_owned())
}

fn bound(ns: &ResolveResult<'_>) -> String {
    match ns {
        ResolveResult::Bound(Namespace(ns)) => (*ns).to_owned(),
        _ => String::new(),
    }
}

fn attributes(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> Vec<(Name, String)> {
    let known = tag.attributes().filter_map(Result::ok).filter_map(|attribute| {
        let (ns, local) = reader.resolver().resolve_attribute(attribute.key);
        let text = quick_xml::escape::unescape(&attribute.value).ok()?.trim().to_owned();
        (!text.is_empty()).then(|| ((bound(&ns), local.as_ref().to_owned()), text))
    });
    known.collect()
}

/// A packet that says the rights; `packet` keeps all else that it says, but for place, serial numbers and what stands in a
/// second part that is not kept. Properties that it has already stay as they are.
pub(super) fn amend(packet: Option<&[u8]>, rights: &PhotoRights) -> String {
    let old = packet.and_then(|packet| std::str::from_utf8(packet).ok());
    let said = packet.map(|packet| read(packet).rights).unwrap_or_default();
    let missing = properties(rights, &said);
    old.and_then(|old| rewrite(old, &missing)).unwrap_or_else(|| {
        let description = description("", &missing);
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
             <rdf:RDF xmlns:rdf=\"{RDF}\">\n{description}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
        )
    })
}

/// A property in XML.
struct Property {
    ns: &'static str,
    name: &'static str,
    xml: String,
}

/// The properties that rights have and a packet lacks.
fn properties(rights: &PhotoRights, said: &PhotoRights) -> Vec<Property> {
    let text = |ns, prefix: &str, name, value: &str| Property {
        ns,
        name,
        xml: format!("<{prefix}:{name}>{}</{prefix}:{name}>", escape(value)),
    };
    let mut all = Vec::new();
    if said.creators.is_empty() && !rights.creators.is_empty() {
        let items: Vec<_> = rights.creators.iter().map(|creator| escape(creator.as_str())).collect();
        let items = items.join("</rdf:li><rdf:li>");
        all.push(Property {
            ns: DC,
            name: "creator",
            xml: format!("<dc:creator><rdf:Seq><rdf:li>{items}</rdf:li></rdf:Seq></dc:creator>"),
        });
    }
    if let (None, Some(credit)) = (&said.credit, &rights.credit) {
        all.push(text(PHOTOSHOP, "photoshop", "Credit", credit));
    }
    if let (None, Some(copyright)) = (&said.copyright, &rights.copyright) {
        let item = format!("<rdf:li xml:lang=\"x-default\">{}</rdf:li>", escape(copyright));
        all.push(Property { ns: DC, name: "rights", xml: format!("<dc:rights><rdf:Alt>{item}</rdf:Alt></dc:rights>") });
    }
    if let (None, Some(statement)) = (&said.statement, &rights.statement) {
        all.push(text(RIGHTS, "xmpRights", "WebStatement", statement));
    }
    if let (None, Some(licensor)) = (&said.licensor, &rights.licensor) {
        let name = licensor.name.iter().map(|name| text(PLUS, "plus", "LicensorName", name).xml);
        let url = licensor.url.iter().map(|url| text(PLUS, "plus", "LicensorURL", url).xml);
        let item: String = name.chain(url).collect();
        let xml = format!(
            "<plus:Licensor><rdf:Seq><rdf:li rdf:parseType=\"Resource\">{item}</rdf:li></rdf:Seq></plus:Licensor>"
        );
        all.push(Property { ns: PLUS, name: "Licensor", xml });
    }
    all
}

fn description(about: &str, properties: &[Property]) -> String {
    if properties.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<rdf:Description rdf:about=\"{}\" xmlns:rdf=\"{RDF}\" xmlns:dc=\"{DC}\" xmlns:photoshop=\"{PHOTOSHOP}\" \
         xmlns:xmpRights=\"{RIGHTS}\" xmlns:plus=\"{PLUS}\">\n",
        escape(about)
    );
    for property in properties {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", property.xml);
    }
    out.push_str("</rdf:Description>\n");
    out
}

/// Copies a packet, without what is dropped and with what is missing. `None` if it is no XMP.
fn rewrite(packet: &str, missing: &[Property]) -> Option<String> {
    // An element of a property that is added here is an empty one, and two of a name are not allowed.
    let dropped = |(ns, name): &Name| is_private(ns, name) || missing.iter().any(|p| p.ns == ns && p.name == name);
    let mut reader = NsReader::from_str(packet);
    let mut out = String::with_capacity(packet.len() + 2048);
    let (mut about, mut added) = (None, false);
    loop {
        let start = position(&reader)?;
        let event = reader.read_event().ok()?;
        let whole = packet.get(start..position(&reader)?)?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = element(&reader, tag.name());
                if dropped(&name) {
                    if matches!(event, Event::Start(_)) {
                        reader.read_to_end(tag.name()).ok()?;
                    }
                    continue;
                }
                let attributes = attributes(&reader, tag);
                if about.is_none() && name.0 == RDF && name.1 == "Description" {
                    about = attributes.iter().find(|(n, _)| n.0 == RDF && n.1 == "about").map(|(_, v)| v.clone());
                }
                out.push_str(&without(&reader, tag, whole, &dropped));
            }
            Event::End(tag) => {
                let name = element(&reader, tag.name());
                if name.0 == RDF && name.1 == "RDF" && !added {
                    out.push_str(&description(about.as_deref().unwrap_or_default(), missing));
                    added = true;
                }
                out.push_str(whole);
            }
            Event::Eof => return added.then_some(out),
            _ => out.push_str(whole),
        }
    }
}

fn position(reader: &NsReader<&[u8]>) -> Option<usize> {
    usize::try_from(reader.buffer_position()).ok()
}

/// A tag without the attributes that are dropped.
fn without(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>, whole: &str, dropped: &impl Fn(&Name) -> bool) -> String {
    let mut out = whole.to_owned();
    for attribute in tag.attributes().filter_map(Result::ok) {
        let (ns, local) = reader.resolver().resolve_attribute(attribute.key);
        if dropped(&(bound(&ns), local.as_ref().to_owned())) {
            for quote in ['"', '\''] {
                let written = format!("{}={quote}{}{quote}", attribute.key.as_ref(), attribute.value);
                out = out.replacen(&written, "", 1);
            }
        }
    }
    out
}

/// Whether a packet tells where the picture was taken, or by which camera. What cannot be read may.
pub(super) fn tells_private(packet: &[u8]) -> bool {
    let found = std::str::from_utf8(packet).ok().and_then(values);
    found.is_none_or(|found| found.iter().any(|value| is_private(&value.name.0, &value.name.1)))
}

/// Where it was taken and with which camera, whoever's namespace says it (exif, aux, exifEX, the drone makers'); and the
/// pointer to a second part of the packet.
fn is_private(ns: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("gps")
        || name.contains("serialnumber")
        || ns == "http://ns.adobe.com/xmp/note/" && name == "hasextendedxmp"
}
