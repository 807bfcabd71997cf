//! Asks an editor for what the text does not say, in the site's language.

use std::io::{self, BufRead, Write};

use crate::base::{Lang, WebUrl};
use crate::import::{Author, Imported, Named, PublisherHint};

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Title,
    OriginalUrl,
    Authors,
    Publisher,
    License,
    Original,
    Translators,
    Method,
    Photo,
    PhotoCredit,
    PhotoLicense,
    PhotoAlt,
}

/// The questions in one language, in the order of [`Question`], with the word for leaving one open.
struct Words {
    lang: &'static str,
    open: &'static str,
    again: &'static str,
    questions: [&'static str; 12],
}

const WORDS: &[Words] = &[
    Words {
        lang: "en",
        open: "Press Enter to leave a question open.",
        again: "That is not one; once more",
        questions: [
            "Headline",
            "Address of the original",
            "Authors, as the original credits them (commas between)",
            "Publisher: id of its profile, or its name",
            "Licence: an SPDX id such as CC-BY-4.0, or publisher-terms",
            "If it is a translation: the original's language (such as en)",
            "Who translated it (commas between)",
            "How it was translated: human, machine or machine-reviewed",
            "Picture: its file",
            "Who took the picture: Photographer/Agency via Distributor",
            "Terms of the picture: an SPDX id, own, public-domain, handout, or a permission's id",
            "What the picture shows, for who cannot see it",
        ],
    },
    Words {
        lang: "fr",
        open: "Entrée laisse une question ouverte.",
        again: "Ce n’en est pas une ; encore une fois",
        questions: [
            "Titre",
            "Adresse de l’original",
            "Auteurs, tels que l’original les cite (séparés par des virgules)",
            "Éditeur : l’identifiant de son profil, ou son nom",
            "Licence : un identifiant SPDX comme CC-BY-4.0, ou publisher-terms",
            "Si c’est une traduction : la langue de l’original (par exemple en)",
            "Qui l’a traduit (séparés par des virgules)",
            "Comment : human (par une personne), machine, ou machine-reviewed (machine, relue)",
            "Photo : son fichier",
            "Qui a pris la photo : Photographe/Agence via Distributeur",
            "Droits de la photo : identifiant SPDX, own, public-domain, handout, ou l’identifiant d’une autorisation",
            "Ce que montre la photo, pour qui ne peut la voir",
        ],
    },
    Words {
        lang: "es",
        open: "Intro deja una pregunta abierta.",
        again: "No es válido; otra vez",
        questions: [
            "Titular",
            "Dirección del original",
            "Autores, como los acredita el original (separados por comas)",
            "Editor: el identificador de su perfil, o su nombre",
            "Licencia: un identificador SPDX como CC-BY-4.0, o publisher-terms",
            "Si es una traducción: el idioma del original (por ejemplo en)",
            "Quién lo tradujo (separados por comas)",
            "Cómo: human (una persona), machine (una máquina) o machine-reviewed (máquina, revisada)",
            "Foto: su archivo",
            "Quién hizo la foto: Fotógrafo/Agencia via Distribuidor",
            "Derechos de la foto: identificador SPDX, own, public-domain, handout, o el identificador de un permiso",
            "Qué muestra la foto, para quien no puede verla",
        ],
    },
    Words {
        lang: "ar",
        open: "اضغط Enter لترك السؤال مفتوحًا.",
        again: "هذا غير صالح، مرة أخرى",
        questions: [
            "العنوان",
            "رابط النص الأصلي",
            "أسماء الكتّاب كما وردت في الأصل (بينها فواصل)",
            "الناشر: معرّف ملفه أو اسمه",
            "الترخيص: معرّف SPDX مثل CC-BY-4.0 أو publisher-terms",
            "إن كان ترجمة: لغة الأصل (مثل en)",
            "من ترجمه (بين الأسماء فواصل)",
            "كيف تُرجم: human أو machine أو machine-reviewed",
            "الصورة: ملفها",
            "من التقط الصورة: المصوّر/الوكالة via الموزّع",
            "حقوق الصورة: معرّف SPDX أو own أو public-domain أو handout أو معرّف إذن",
            "ما تُظهره الصورة لمن لا يراها",
        ],
    },
];

/// Between whom the talk is.
pub(super) struct Talk<'a> {
    /// What the editor types.
    pub(super) input: &'a mut dyn BufRead,
    /// Where the questions are shown.
    pub(super) output: &'a mut dyn Write,
    /// Whether the editor has ended it: at a terminal more could be typed after that.
    pub(super) ended: bool,
}

/// Asks for the file of the picture, which must be known before anything else is asked of it.
pub(super) fn photo(lang: &Lang, talk: &mut Talk<'_>, exists: &dyn Fn(&str) -> bool) -> io::Result<Option<String>> {
    let words = words(lang);
    writeln!(talk.output, "{}", words.open)?;
    ask(words, Question::Photo, talk, |text| exists(text).then(|| text.to_owned()))
}

/// Asks for what is missing. An empty answer leaves the question open; the end of the input leaves all.
pub(super) fn complete(
    imported: &mut Imported,
    lang: &Lang,
    shows_photo: Shows,
    hints: &[PublisherHint],
    talk: &mut Talk<'_>,
) -> io::Result<()> {
    let words = words(lang);
    let text = |text: &str| Some(text.to_owned());
    let names = |text: &str| {
        Some(text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>())
    };
    if imported.title.is_none() {
        imported.title = ask(words, Question::Title, talk, text)?;
    }
    if imported.original_url.is_none() {
        imported.original_url = ask(words, Question::OriginalUrl, talk, WebUrl::parse)?;
    }
    if imported.authors.is_empty() {
        let given = ask(words, Question::Authors, talk, names)?.unwrap_or_default();
        imported.authors = given.iter().map(|name| Author::named(name)).collect();
    }
    if imported.publisher.is_none() {
        imported.publisher = ask(words, Question::Publisher, talk, |text| Some(publisher(text, hints)))?;
    }
    if imported.license.is_none() {
        imported.license = ask(words, Question::License, talk, licence)?;
    }
    if imported.original_lang.is_none() && imported.translators.is_empty() {
        imported.original_lang = ask(words, Question::Original, talk, Lang::parse)?;
    }
    if imported.original_lang.is_some() || !imported.translators.is_empty() {
        if imported.translators.is_empty() {
            imported.translators = ask(words, Question::Translators, talk, names)?.unwrap_or_default();
        }
        imported.translation_method = ask(words, Question::Method, talk, method)?;
    }
    if shows_photo == Shows::Photo {
        photo_rights(imported, words, talk)?;
    }
    Ok(())
}

/// Whether the article shows a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// Its file was named.
    Photo,
    /// It has none.
    Text,
}

fn photo_rights(imported: &mut Imported, words: &Words, talk: &mut Talk<'_>) -> io::Result<()> {
    if imported.photos.is_empty() {
        imported.photos.push(crate::import::Photo::default());
    }
    let lead = &mut imported.photos[0];
    if lead.credit.is_none() {
        let read = |text: &str| crate::import::credit(text).or_else(|| crate::import::credit(&format!("© {text}")));
        lead.credit = ask(words, Question::PhotoCredit, talk, read)?;
    }
    if lead.alt.is_none() {
        lead.alt = ask(words, Question::PhotoAlt, talk, |text| Some(text.to_owned()))?;
    }
    imported.photo_license = ask(words, Question::PhotoLicense, talk, |text| Some(text.to_owned()))?;
    Ok(())
}

fn words(lang: &Lang) -> &'static Words {
    WORDS.iter().find(|words| Lang::parse(words.lang).is_some_and(|own| own.same_language(lang))).unwrap_or(&WORDS[0])
}

/// Asks until the answer can be read, is empty, or the input ends.
fn ask<T>(
    words: &Words,
    question: Question,
    talk: &mut Talk<'_>,
    read: impl Fn(&str) -> Option<T>,
) -> io::Result<Option<T>> {
    while !talk.ended {
        write!(talk.output, "{}: ", words.questions[question as usize])?;
        talk.output.flush()?;
        let mut line = String::new();
        talk.ended = talk.input.read_line(&mut line)? == 0;
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(answer) = read(line) {
            return Ok(Some(answer));
        }
        writeln!(talk.output, "{}", words.again)?;
    }
    Ok(None)
}

fn publisher(text: &str, hints: &[PublisherHint]) -> Named {
    let known =
        hints.iter().find(|hint| hint.id == text || hint.names.iter().any(|name| name.eq_ignore_ascii_case(text)));
    let name = known.and_then(|hint| hint.names.first()).map_or_else(|| text.to_owned(), Clone::clone);
    Named { id: known.map(|hint| hint.id.clone()), name }
}

fn licence(text: &str) -> Option<String> {
    let known = text == "publisher-terms" || crate::rights::Licence::parse(text).is_some();
    known.then(|| text.to_owned())
}

fn method(text: &str) -> Option<String> {
    matches!(text, "human" | "machine" | "machine-reviewed").then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Options, import};
    use jiff::civil::date;

    fn options() -> Options<'static> {
        Options::on(date(2026, 1, 31))
    }

    fn talk(lang: &str, shows: Shows, typed: &str) -> (Imported, String) {
        let mut imported = import("Storm shuts the port of Valmer\n\nThe port was closed.\n", &options());
        let (mut input, mut output) = (typed.as_bytes(), Vec::new());
        let mut talk = Talk { input: &mut input, output: &mut output, ended: false };
        let lang = Lang::parse(lang).expect("a language");
        complete(&mut imported, &lang, shows, &[], &mut talk).expect("memory");
        (imported, String::from_utf8(output).expect("text"))
    }

    #[test]
    fn answers_become_fields_and_wrong_ones_are_asked_again() {
        let typed = "nowhere\nhttps://harbour.example/storm\nAda Martel, Jean Roux\nHarbour Post\nCC-BY-4.0\nen\nIda Test\nmagic\nhuman\nAda Martel/AFP\nA crane\nown\n";
        let (imported, said) = talk("en", Shows::Photo, typed);
        assert_eq!(imported.original_url.map(|url| url.to_string()).as_deref(), Some("https://harbour.example/storm"));
        assert_eq!(imported.authors, [Author::named("Ada Martel"), Author::named("Jean Roux")]);
        assert_eq!(imported.publisher, Some(Named { id: None, name: "Harbour Post".to_owned() }));
        assert_eq!(imported.license.as_deref(), Some("CC-BY-4.0"));
        assert_eq!(
            (imported.translators.as_slice(), imported.translation_method.as_deref()),
            (&["Ida Test".to_owned()][..], Some("human"))
        );
        assert_eq!(imported.photos[0].credit.as_ref().and_then(|c| c.agency.as_deref()), Some("AFP"));
        assert_eq!(imported.photo_license.as_deref(), Some("own"));
        assert_eq!(said.matches("once more").count(), 2, "{said}");
        assert!(!said.contains("Headline"), "what the text says is not asked");
    }

    #[test]
    fn questions_are_in_the_sites_language_and_may_stay_open() {
        let (imported, said) = talk("fr", Shows::Text, "\n\n");
        assert!(said.contains("Adresse de l’original") && !said.contains("Photo"), "{said}");
        assert_eq!((imported.original_url, imported.license), (None, None));
        assert!(talk("ar", Shows::Text, "").1.contains("رابط النص الأصلي"));
        assert!(talk("de", Shows::Text, "").1.contains("Address of the original"));
    }
}
