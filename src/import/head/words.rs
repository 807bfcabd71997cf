//! How bylines, dates and translators are announced, in the languages that reposts are written in.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::dates::pattern;

/// A byline whose first words leave no doubt: `Written by …`, `Propos recueillis par …`, `Автор: …`, `作者：…`.
pub(super) static SURE_BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W{0,3}(?:.{0,40}\d.{0,20},\s+)?(?:
            (?: (?:written|posted|published|reported|story|text|article|interview)\ by
              | (?:publié|écrit|rédigé|article|texte|entretien|propos\ recueillis|recueilli)\ (?:e\ )?(?:par|de)
              | (?:publicado|escrito|redactado|texto|reportaje|entrevista)\ (?:por|de)
              | (?:texto|reportagem|escrito|publicado)\ (?:por|de)
              | a\ cura\ di | (?:scritto|articolo|testo|pubblicato|intervista)\ (?:da|di)
              | (?:ein(?:e)?\ )?(?:gast)?(?:beitrag|artikel|interview|kommentar|essay|analyse|bericht|reportage|text|geschrieben|veröffentlicht)\ von
              | (?:geschreven|gepubliceerd|tekst|interview)\ (?:door|van)
              | (?:napisał|napisała|opracował|opracowała|rozmawiał|rozmawiała|oprac\.)
              | підгот(?:ував|увала|ували) | подготовил[аи]? | (?:skrevet|skriven)\ (?:av|af) | napsala? | írta | scris\ de | escrit\ per | verkis | verkita\ de | fare\ de
              | (?:本报|本刊|本社|本台|特约)(?:记者|記者|撰稿人)
              | بقلم | كتبت | كتبه | كتبها | كتب | إعداد | اعداد | به\ قلم | מאת | γράφει\ (?:ο|η) | ditulis\ oleh
            )(?:\s*[:：]\s*|\s+)
          | (?: auteure?s? | authors? | autor(?:a|as|es|in|en|ka|ki|zy|i)? | autore | autori | autrice | автор(?:ы|ка|и)?(?:\ (?:материала|статьи|текста|матеріалу|статті|тексту))?
              | texte? | texto | testo | tekst[io]? | текст | reporter | redakcja | журналист(?:ка)? | корреспондент
              | الكاتبة? | المؤلف | تقرير | تحرير | 作者 | 文 | 撰文 | 记者 | 記者 | 本报记者 | 著者 | 筆者 | 執筆 | 取材・文 | 取材 | 글 | 기자
              | yazar | yazan | haber | penulis | oleh | tác\ giả | συντάκτης | نویسنده | נכתב | लेखक | aŭtoro | kirjoittaja | forfatter | författare
            )\s*[:：/／|｜]\s*
        )(.{2,100})$",
    )
});

/// A preposition that announces a byline only where bylines stand: `By …`, `Von …`, `Di …`.
pub(super) static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W{0,2}(?:.{0,40}\d.{0,20},\s+)?(?:par|by|por|von|di|de|door|av|af|przez|per|oleh|de către|text|texte)\s*:?\s+(.{3,100})$",
    )
});

/// A label on a line of its own, above a name.
pub(super) static BYLINE_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:author|auteure?|autor|autora|autore|autorin|автор|by|par|por|von|di|door|text|written by|作者|الكاتب|بقلم)\s*[:：]?$",
    )
});

/// A label above something that says nothing of the article's words.
pub(super) static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:author|auteure?|autor|autora|autore|autorin|автор|by|par|por|von|updated|original|published|publié|publicado|mis à jour|actualizado|veröffentlicht|aktualisiert|pubblicato|aggiornato|atualizado|gepubliceerd|bijgewerkt|opublikowano|опубликовано)\s*[:：]?$",
    )
});

/// A line that says when it was published.
pub(super) static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:publiée? |mise? à jour|modifiée? le|published|posted|updated|last modified|publicado|actualizado|atualizado|veröffentlicht|erschienen|aktualisiert|stand:|pubblicato|aggiornato|ultima modifica|gepubliceerd|bijgewerkt|geplaatst|opublikowano|data publikacji|aktualizacja|опубликован[оа]?|обновлено|дата|опубліковано|оновлено|publicerad|uppdaterad|publisert|oppdatert|julkaistu|publikováno|yayınlanma|güncelleme|publikigita|نشر|نُشر|تاريخ النشر|آخر تحديث|发布|发表|更新|時間|时间|公開|掲載|入力|기사입력).*\d",
    )
});

/// How long it takes to read.
pub(super) static READING_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^(?:.{0,30}\s)?(?:
            (?:temps\ de\ lecture|lecture|reading\ time|tiempo\ de\ lectura|tempo\ de\ leitura|lesezeit|tempo\ di\ lettura|leestijd|czas\ czytania|время\ чтения|час\ читання|مدة\ القراءة|阅读时间|読了時間)?\s*[:：]?\s*(?:ca\.\s*)?\d{1,3}\s*(?:min(?:ute?|uto|uten|uti|utos|uty|ut)?s?|minuti|мин\w*|хв\w*|دقائق|دقيقة|分钟|分)\.?\s*(?:lues|read|de\ lecture|de\ lectura|de\ leitura|di\ lettura|lesezeit|lezen|leestijd|czytania|чтения|читання|قراءة)?
          | (?:ten\ tekst\ )?przeczytasz\ w\ \d+\ minut\w*
        )$",
    )
});

/// Who translated it.
pub(super) static TRANSLATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)^\W*(?:
            (?: traduite? | traduction | translated | translation | traducido | traducción | traduzido | tradução | tradotto | traduzione
              | tradukis | tradukita | elangligis | vertaald | vertaling | tłumaczenie | tłumaczył | tłumaczyła | przełożył | przełożyła | tłum\.
              | перевод | перевела? | переклад | переклала? | översättning | översatt | oversatt | oversættelse | překlad | přeložila? | çeviri | çeviren
              | traduït | ترجمة | ترجمها | ترجمه | übersetzung | übersetzt | aus\ dem\ \p{L}+(?:\ übersetzt)?
            )\b(?:\s+(?:de|from|del|do|da|dal|dall|aus|z|с|з|uit|el|från|fra)\b\s*(?:(?:l|dall)?['’]|dem\s|het\s)?\s*\p{L}+)?\s*(?:par|by|por|von|door|di|da|de|av|af|przez|per|:)?\s*[:：]?\s*
          | (?:译者|譯者|翻译|翻譯|编译|翻訳|訳者|訳|번역)\s*[:：/／]\s*
        )(.{2,60}?)\W*$",
    )
});

/// Who chose or read the proofs of a translation: no author, and no part of the text.
pub(super) static STAFF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:选题|校对|审校|责编|责任编辑|編輯|编辑|責任編輯|校正|edited by|edition|copy editor|relecture|korrektur|korekta|redakce)\s*[:：]\s*\S.{0,60}$",
    )
});

/// What follows a name on its line: a date, a section, the place.
pub(super) static AFTER_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)\s+(?:le\s*:|publiée?|published|updated|posted|publicado|pubblicato|veröffentlicht|опубликовано|[·|•–—／]|-\s)
           |,\s*(?:le\s+|am\s+|il\s+|el\s+)?\p{L}*\s*\d | \s+\d{1,2}[.\s/]\s?\p{L}*\d* | \s+\d{4}[-/年] | \s+(?:с|від)\s+\d",
    )
});
