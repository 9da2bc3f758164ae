//! Where a language puts its percent sign, and which: what CLDR 48 says, as far as it is not `50%`.
//!
//! The digits themselves, the sign before them and the separators are ICU4X's; its own formatter of percentages is not stable yet.

use icu_locale_core::LanguageIdentifier;

/// A percent sign right after the digits.
const CLOSE: (&str, &str) = ("", "%");

/// What stands before and after the digits, and the tags for which it does. A region counts before a script, a script before the language.
const AROUND: [((&str, &str), &str); 9] = [
    (
        ("", "\u{a0}%"),
        "bas be br bua ca ce cs cv da de dsb dua dz en-AT en-DE en-DK en-FI en-NO en-SE es fo fi fr gl gsw hr hsb kl ksh lb lt mk ro nb \
         nds nn no qu rn ru se sk sl smn sv tt tk zgh",
    ),
    (
        CLOSE,
        "de-CH de-LI es-419 es-AR es-BO es-BR es-BZ es-CL es-CO es-CR es-CU es-DO es-EC es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-PY \
         es-SV es-US es-UY es-VE fr-CH ks-Deva ku-IQ sd-IN sd-Deva",
    ),
    (("", "\u{200e}%\u{200e}"), "ar"),
    (
        ("", "\u{66a}\u{61c}"),
        "ar-BH ar-DJ ar-EG ar-ER ar-IL ar-IQ ar-JO ar-KM ar-KW ar-LB ar-MR ar-OM ar-PS ar-QA ar-SA ar-SD ar-SO ar-SS ar-SY ar-TD ar-YE ars \
         sd",
    ),
    (("", "\u{66a}"), "fa ks lrc mzn pa-PK pa-Arab ps uz-AF uz-Arab"),
    (("", "\u{a0}\u{66a}"), "ckb"),
    (("", "\u{202f}%"), "oc"),
    (("%\u{a0}", ""), "eu blo"),
    (("%", ""), "ku tr"),
];

/// What stands before and after the digits of a percentage.
pub fn around(id: &LanguageIdentifier) -> (&'static str, &'static str) {
    let script = id.script.map(|script| format!("{}-{script}", id.language));
    let region = id.region.map(|region| format!("{}-{region}", id.language));
    let tags = [region, script, Some(id.language.to_string())];
    let found = tags.iter().flatten().find_map(|tag| AROUND.iter().find(|(_, tags)| tags.split(' ').any(|known| known == tag)));
    found.map_or(CLOSE, |(around, _)| *around)
}
