//! Credits and captions of every form.

use super::*;

/// Photographer, agency, distributor; `-` where there is none, `no` where the text is no credit.
fn read(raw: &str) -> String {
    let show = |name: Option<String>| name.unwrap_or_else(|| "-".to_owned());
    credit(raw).map_or_else(
        || "no".to_owned(),
        |c| format!("{} | {} | {}", show(c.photographer), show(c.agency), show(c.distributor)),
    )
}

#[test]
fn credits_of_every_form_are_read() {
    for (raw, expected) in [
        ("(Ada Lovelace/AFP via Getty Images)", "Ada Lovelace | AFP | Getty Images"),
        ("ADA LOVELACE / Hans Lucas via AFP", "ADA LOVELACE | Hans Lucas | AFP"),
        ("(Photo by Ada Lovelace/Getty Images)", "Ada Lovelace | Getty Images | -"),
        ("(AP Photo/Ada Lovelace, File)", "Ada Lovelace | AP Photo | -"),
        ("REUTERS/Ada Lovelace/File Photo", "Ada Lovelace | REUTERS | -"),
        ("AFP/Ada Lovelace", "Ada Lovelace | AFP | -"),
        ("Ada Lovelace | Reuters", "Ada Lovelace | Reuters | -"),
        ("Ada Lovelace, AFP", "Ada Lovelace | AFP | -"),
        ("© Crédit photo : ADA LOVELACE/AFP", "ADA LOVELACE | AFP | -"),
        ("Crédit photo : Ada Lovelace", "Ada Lovelace | - | -"),
        ("© 2021 Ada Lovelace", "Ada Lovelace | - | -"),
        ("© AFP", "- | AFP | -"),
        ("Photo credit: Ada Lovelace/Facebook", "Ada Lovelace | - | Facebook"),
        ("Photo by Ada Lovelace on Unsplash", "Ada Lovelace | - | Unsplash"),
        ("Foto: EFE", "- | EFE | -"),
        ("Fotos: EL FARO/ AFP", "- | EL FARO/AFP | -"),
        ("Autor: Ada Lovelace", "Ada Lovelace | - | -"),
        ("(صورة: فلان الفلاني/رويترز)", "فلان الفلاني | رويترز | -"),
        ("(Getty Images)", "- | Getty Images | -"),
        ("(Foto: Captura de pantalla)", "- | - | -"),
        ("cc lovelace https://example.org/p/1", "lovelace | - | -"),
        ("Bildquelle: Ada Lovelace", "Ada Lovelace | - | -"),
        ("Foto: Ada Lovelace/dpa", "Ada Lovelace | dpa | -"),
        ("Fot. Ada Lovelace / Agencja Gazeta", "Ada Lovelace | Agencja Gazeta | -"),
        ("Фото: Ада Лавлейс / ТАСС", "Ада Лавлейс | ТАСС | -"),
        ("Foto di Ada Lovelace", "Ada Lovelace | - | -"),
        ("（图：路透社）", "- | 路透社 | -"),
        ("图片来源：视觉中国", "- | 视觉中国 | -"),
        ("新华社记者 张三 摄", "张三 | 新华社 | -"),
        ("（写真：ロイター）", "- | ロイター | -"),
        ("写真＝山田太郎", "山田太郎 | - | -"),
        ("(山田太郎撮影)", "山田太郎 | - | -"),
        ("צילום: עדה לאבלייס", "עדה לאבלייס | - | -"),
        ("(EPA/Ada Lovelace)", "Ada Lovelace | EPA | -"),
        ("Ada Lovelace, EPA", "no"),
        ("(AFP)", "no"),
        ("(Reuters)", "no"),
        ("(voir page 3)", "no"),
        ("(which the AFP/Reuters report of Monday did not mention at all)", "no"),
        ("Ada Lovelace", "no"),
        ("", "no"),
    ] {
        assert_eq!(read(raw), expected, "{raw}");
    }
}

#[test]
fn a_caption_ends_with_its_credit() {
    let split = |text: &str| caption(text).map(|(caption, credit)| (caption, credit.raw));
    let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
    assert_eq!(split("A crane falls. (Ada Lovelace/AP)"), pair("A crane falls.", "(Ada Lovelace/AP)"));
    assert_eq!(
        split("Une grue tombe © Crédit photo : ADA LOVELACE/AFP"),
        pair("Une grue tombe", "© Crédit photo : ADA LOVELACE/AFP")
    );
    assert_eq!(split("Una grúa cae. Autor: Ada Lovelace"), pair("Una grúa cae.", "Autor: Ada Lovelace"));
    assert_eq!(split("A crane falls. Ada Lovelace/AP hide caption"), pair("A crane falls.", "Ada Lovelace/AP"));
    assert_eq!(split("Une grue tombe | Photo : Ada Lovelace"), pair("Une grue tombe", "Photo : Ada Lovelace"));
    assert_eq!(split("港口关闭。（图：路透社）"), pair("港口关闭。", "（图：路透社）"));
    assert_eq!(split("Ein Kran fällt. Foto: Ada Lovelace/dpa"), pair("Ein Kran fällt.", "Foto: Ada Lovelace/dpa"));
    assert_eq!(split("The rule was signed by the administrator, Ada Lovelace, EPA"), None);
    assert_eq!(split("He left the port on Monday, he told reporters. (AFP)"), None);
    assert_eq!(split("The port reopened on Tuesday at 10:30."), None);
    assert_eq!(split("He keeps a list of credits: Ada Lovelace is on it."), None);
}
