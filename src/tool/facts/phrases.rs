//! The sentences of findings, a language a table. `{0}` and so on are the marked words; `{name}`, `{at}`, `{from}`, `{to}`, `{first}`, `{last}`,
//! `{other}` and `{goal}` are filled in as they stand. Whether a sentence is true is not decided here: each of its marked words is held
//! against its value before the sentence is shown.

/// The sentences of a language.
pub struct Phrases {
    /// A value at a place.
    pub level: &'static str,
    /// A rise, a fall from one place to another: how much, from what, to what.
    pub change: [&'static str; 2],
    /// The largest rise, fall in the data: when, how much, from what, to what.
    pub largest: [&'static str; 2],
    /// The last value is the highest, lowest since when: value, date.
    pub since: [&'static str; 2],
    /// The last value is a record high, low: value, the words for a record.
    pub record: [&'static str; 2],
    /// A run of rises, falls: how long, what value now.
    pub streak: [&'static str; 2],
    /// A steady rise, fall: how much a year.
    pub trend: [&'static str; 2],
    /// A turn upwards, downwards: value, date, value now.
    pub turn: [&'static str; 2],
    /// A value that stands out upwards, downwards: value, that before, that after.
    pub outlier: [&'static str; 2],
    /// Two levels.
    pub shift: &'static str,
    /// Against the same time a year earlier, higher, lower.
    pub year: [&'static str; 2],
    /// One series above another.
    pub gap: &'static str,
    /// When one series was last no higher than another.
    pub crossing: &'static str,
    /// The largest share of a total.
    pub share: &'static str,
    /// The largest of several.
    pub largest_of: &'static str,
    /// How much of a goal is reached.
    pub progress: &'static str,
    /// Marked words for a record.
    pub a_record: &'static str,
    /// So many units of time in a row: `{0} years in a row`, by key of unit, one and several.
    pub in_a_row: &'static [(&'static str, &'static str)],
    /// Units of time in the singular, for `{unit}`: by key.
    pub units: &'static [(&'static str, &'static str)],
    /// What changes in the sentences where places are days: words, and those in their place.
    pub days: &'static [(&'static str, &'static str)],
    /// Large numbers in words, the largest first: from which size, and the word after the number.
    pub large: &'static [(f64, &'static str)],
    /// Between such a word and a unit.
    pub of_unit: &'static str,
    /// Names of units after a number, where they differ from `words::unit`'s own.
    pub names: &'static [(&'static str, &'static str)],
}

/// The sentences of a language by its tag; English where there are none.
pub fn of(tag: &str) -> &'static Phrases {
    if tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("es")) { &SPANISH } else { &ENGLISH }
}

/// Whether there are sentences in the language of a tag.
pub fn known(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    ["en", "es"].iter().any(|known| primary.eq_ignore_ascii_case(known))
}

static ENGLISH: Phrases = Phrases {
    level: "{name} stood at {0} in {at}.",
    change: ["{name} rose {0} from {from} to {to}, from {1} to {2}.", "{name} fell {0} from {from} to {to}, from {1} to {2}."],
    largest: [
        "{name} rose more in {0} than in any other {unit} in the data: by {1}, from {2} to {3}.",
        "{name} fell more in {0} than in any other {unit} in the data: by {1}, from {2} to {3}.",
    ],
    since: ["At {0} in {at}, {name} was the highest since {1}.", "At {0} in {at}, {name} was the lowest since {1}."],
    record: [
        "{name} reached {0} in {at}, {1} in data that begin in {first}.",
        "{name} fell to {0} in {at}, the lowest in data that begin in {first}.",
    ],
    streak: ["{name} has risen for {0}, to {1} in {at}.", "{name} has fallen for {0}, to {1} in {at}."],
    trend: ["{name} rose by an average of {0} a year from {from} to {to}.", "{name} fell by an average of {0} a year from {from} to {to}."],
    turn: [
        "{name} was at its lowest in {1}, at {0}, and stood at {2} in {at}.",
        "{name} was at its highest in {1}, at {0}, and stood at {2} in {at}.",
    ],
    outlier: [
        "{name} went up from {1} in {from} to {0} in {at}, and back to {2} in {to}.",
        "{name} went down from {1} in {from} to {0} in {at}, and back to {2} in {to}.",
    ],
    shift: "{name} averaged {0} from {first} to {from}, and {1} from {to} to {last}.",
    year: ["{name} was {0} higher in {at} than a year earlier.", "{name} was {0} lower in {at} than a year earlier."],
    gap: "In {at}, {name} was {0} above {other}.",
    crossing: "{other} was last at least as high as {name} in {0}.",
    share: "{at} makes up {0} of all {name}.",
    largest_of: "{name}: {1} has the most, {0}.",
    progress: "In {at}, {name} stood at {0} of the goal of {goal}.",
    a_record: "a record",
    in_a_row: &[
        ("year", "{0} years in a row"),
        ("quarter", "{0} quarters in a row"),
        ("month", "{0} months in a row"),
        ("day", "{0} days in a row"),
    ],
    units: &[("year", "year"), ("quarter", "quarter"), ("month", "month"), ("day", "day")],
    days: &[(" in {", " on {"), ("In {", "On {")],
    large: &[(1e12, " trillion"), (1e9, " billion"), (1e6, " million")],
    of_unit: " ",
    names: &[],
};

static SPANISH: Phrases = Phrases {
    level: "{name}: {0} en {at}.",
    change: ["{name} subió {0} de {from} a {to}, de {1} a {2}.", "{name} cayó {0} de {from} a {to}, de {1} a {2}."],
    largest: [
        "{name} subió en {0} más que en ningún otro {unit} de los datos: {1}, de {2} a {3}.",
        "{name} cayó en {0} más que en ningún otro {unit} de los datos: {1}, de {2} a {3}.",
    ],
    since: [
        "Con {0} en {at}, {name} alcanzó su nivel más alto desde {1}.",
        "Con {0} en {at}, {name} quedó en su nivel más bajo desde {1}.",
    ],
    record: [
        "{name} llegó a {0} en {at}, {1} en datos que empiezan en {first}.",
        "{name} cayó a {0} en {at}, lo más bajo en datos que empiezan en {first}.",
    ],
    streak: ["{name} lleva {0} de subida, hasta {1} en {at}.", "{name} lleva {0} de caída, hasta {1} en {at}."],
    trend: ["{name} subió en promedio {0} por año de {from} a {to}.", "{name} cayó en promedio {0} por año de {from} a {to}."],
    turn: [
        "{name} tocó su mínimo en {1}, con {0}, y estaba en {2} en {at}.",
        "{name} tocó su máximo en {1}, con {0}, y estaba en {2} en {at}.",
    ],
    outlier: [
        "{name} pasó de {1} en {from} a {0} en {at}, y volvió a {2} en {to}.",
        "{name} pasó de {1} en {from} a {0} en {at}, y volvió a {2} en {to}.",
    ],
    shift: "{name} promedió {0} de {first} a {from}, y {1} de {to} a {last}.",
    year: ["{name} estaba {0} más alto en {at} que un año antes.", "{name} estaba {0} más bajo en {at} que un año antes."],
    gap: "En {at}, {name} superaba en {0} a {other}.",
    crossing: "{other} igualó o superó a {name} por última vez en {0}.",
    share: "{at} representa {0} de {name}.",
    largest_of: "{name}: {1} tiene lo más, {0}.",
    progress: "En {at}, {name} estaba en {0} de la meta de {goal}.",
    a_record: "un récord",
    in_a_row: &[
        ("year", "{0} años seguidos"),
        ("quarter", "{0} trimestres seguidos"),
        ("month", "{0} meses seguidos"),
        ("day", "{0} días seguidos"),
    ],
    units: &[("year", "año"), ("quarter", "trimestre"), ("month", "mes"), ("day", "día")],
    days: &[
        ("en {at}", "el {at}"),
        ("En {at}", "El {at}"),
        ("mínimo en {1}", "mínimo el {1}"),
        ("máximo en {1}", "máximo el {1}"),
        ("subió en {0}", "subió el {0}"),
        ("cayó en {0}", "cayó el {0}"),
    ],
    large: &[(1e12, " billones"), (1e6, " millones")],
    of_unit: " de ",
    names: &[
        ("mi", "millas"),
        ("ha", "hectáreas"),
        ("km", "kilómetros"),
        ("t", "toneladas"),
        ("kg", "kilos"),
        ("m", "metros"),
        ("l", "litros"),
    ],
};
