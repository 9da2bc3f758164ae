//! How charts that can be played with are told of: which keys do what, and what is selected now.

use crate::format::locale::Locale;
use crate::grammar::chart::{Chart, Composed};
use crate::grammar::select::IDENTITY;
use crate::grammar::select::define::Bind;
use crate::grammar::select::store::Meant;
use crate::spec::Value;
use crate::time::Zone;
use crate::transform::Datum;

/// What can be done by keys, by language: choosing marks, entries of legends, intervals, domains; then the word for nothing.
const HELP: [(&str, [&str; 5]); 6] = [
    (
        "en",
        [
            "Enter selects a mark, Shift and Enter adds one, Escape clears.",
            "The entries of the legend come after the marks.",
            "B begins a range; the arrows move it, with Shift they stretch it, Escape clears.",
            "Plus and minus zoom, Shift and the arrows move, zero goes back.",
            "Nothing selected",
        ],
    ),
    (
        "es",
        [
            "Intro selecciona una marca, Mayúsculas e Intro añade otra, Escape borra.",
            "Las entradas de la leyenda vienen después de las marcas.",
            "B empieza un intervalo; las flechas lo mueven, con Mayúsculas lo amplían, Escape lo borra.",
            "Más y menos acercan y alejan, Mayúsculas y las flechas desplazan, cero vuelve al principio.",
            "Nada seleccionado",
        ],
    ),
    (
        "fr",
        [
            "Entrée sélectionne une marque, Maj et Entrée en ajoute une, Échap efface.",
            "Les entrées de la légende viennent après les marques.",
            "B commence un intervalle\u{a0}; les flèches le déplacent, avec Maj elles l’étirent, Échap l’efface.",
            "Plus et moins zooment, Maj et les flèches déplacent, zéro revient au début.",
            "Rien de sélectionné",
        ],
    ),
    (
        "de",
        [
            "Die Eingabetaste wählt aus, mit der Umschalttaste kommt etwas hinzu, Escape leert die Auswahl.",
            "Die Einträge der Legende folgen auf die Zeichen.",
            "B beginnt einen Bereich; die Pfeile bewegen ihn, mit der Umschalttaste dehnen sie ihn, Escape entfernt ihn.",
            "Plus und Minus vergrößern und verkleinern, Umschalttaste und Pfeile verschieben, Null stellt wieder her.",
            "Nichts ausgewählt",
        ],
    ),
    (
        "pt",
        [
            "Enter seleciona uma marca, Shift e Enter acrescenta outra, Escape limpa.",
            "As entradas da legenda vêm depois das marcas.",
            "B começa um intervalo; as setas o movem, com Shift o esticam, Escape o limpa.",
            "Mais e menos ampliam e reduzem, Shift e as setas deslocam, zero volta ao início.",
            "Nada selecionado",
        ],
    ),
    (
        "ar",
        [
            "مفتاح الإدخال يحدد علامة، ومع العالي يضيف أخرى، والهروب يمسح التحديد.",
            "تأتي مدخلات وسيلة الإيضاح بعد العلامات.",
            "يبدأ B نطاقًا؛ تحركه الأسهم، ومع العالي تمدده، والهروب يمسحه.",
            "زائد وناقص للتكبير والتصغير، والعالي مع الأسهم للتحريك، والصفر للعودة.",
            "لا شيء محدد",
        ],
    ),
];

fn of(locale: &str) -> &'static [&'static str; 5] {
    let language = locale.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    HELP.iter().find(|(name, _)| *name == language).map_or(&HELP[0].1, |(_, words)| words)
}

/// What a reader with keys is told of a chart; empty where there is nothing to do but to read.
pub fn help(chart: &Chart, locale: &str) -> String {
    let words = of(locale);
    let any = |wanted: &dyn Fn(&super::Definition) -> bool| chart.definitions.iter().any(wanted);
    let mut out: Vec<&str> = Vec::new();
    if any(&|d| !d.interval && (!d.on.is_empty() || d.bind == Bind::Legend)) {
        out.push(words[0]);
    }
    if any(&|d| d.bind == Bind::Legend) {
        out.push(words[1]);
    }
    if any(&|d| d.interval && d.bind != Bind::Scales) {
        out.push(words[2]);
    }
    if any(&|d| d.bind == Bind::Scales) {
        out.push(words[3]);
    }
    out.join(" ")
}

/// What parameters are now, in a line; `write` gives a number in the reader's language.
pub fn told(chart: &Chart, composed: &Composed, names: &[String], locale: &str, write: &dyn Fn(f64) -> String) -> String {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        match composed.selections.get(name) {
            Some(selection) => {
                for part in selection.tuples.iter().flat_map(|t| &t.parts).filter(|p| p.field != IDENTITY) {
                    let one = |value: &Datum| match value {
                        Datum::Number(n) => write(*n),
                        Datum::Time(ms) => crate::format::time::format(*ms, "%Y-%m-%d", Zone::UTC, &Locale::default().time),
                        other => other.text(Zone::UTC).to_string(),
                    };
                    let joint = if part.meant == Meant::OneOf { ", " } else { " \u{2013} " };
                    out.push([&part.field, ": ", &part.values.iter().map(one).collect::<Vec<_>>().join(joint)].concat());
                }
            }
            None if chart.definitions.iter().any(|d| d.name == *name) => out.push(of(locale)[4].into()),
            None => {
                let value = composed.params.iter().find(|(n, _)| n == name).map(|(_, value)| value);
                if let Some(text) = value.and_then(Value::as_str) {
                    out.push(text.to_string());
                }
            }
        }
    }
    out.dedup();
    out.join("; ")
}
