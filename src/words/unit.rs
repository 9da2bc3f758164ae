//! Units: their names, and factors to convert them.
//!
//! Both ends use this table: a chart reads the unit of a column from its name (`area_ha`), and prose in acres is held against hectares.

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Base: square metre.
    Area,
    /// Base: metre.
    Length,
    /// Base: kilogram.
    Mass,
    /// Base: cubic metre.
    Volume,
    /// Base: degree Celsius.
    Temperature,
    /// Base: day.
    Time,
    /// Money: each currency converts to itself only.
    Currency,
}

/// A unit.
#[derive(Debug, PartialEq)]
pub struct Unit {
    /// How data name it: `ha`.
    pub key: &'static str,
    /// Sign or abbreviation: `ha`, `km²`, `$`.
    pub symbol: &'static str,
    /// English name of one: `hectare`.
    pub one: &'static str,
    /// English name of many: `hectares`.
    pub many: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// One of it in the dimension's base.
    pub factor: f64,
}

const fn unit(key: &'static str, symbol: &'static str, one: &'static str, many: &'static str, dimension: Dimension, factor: f64) -> Unit {
    Unit { key, symbol, one, many, dimension, factor }
}

const YEAR: f64 = 365.2425;
const FOOT: f64 = 0.3048;
const POUND: f64 = 0.45359237;

use Dimension::{Area, Currency, Length, Mass, Percent, Points, Temperature, Time, Volume};

/// All units.
pub static UNITS: &[Unit] = &[
    unit("%", "%", "percent", "percent", Percent, 1.0),
    unit("pp", "pp", "percentage point", "percentage points", Points, 1.0),
    unit("ha", "ha", "hectare", "hectares", Area, 1e4),
    unit("acre", "acre", "acre", "acres", Area, 4046.8564224),
    unit("km2", "km²", "square kilometre", "square kilometres", Area, 1e6),
    unit("mi2", "sq mi", "square mile", "square miles", Area, 2589988.110336),
    unit("m2", "m²", "square metre", "square metres", Area, 1.0),
    unit("ft2", "sq ft", "square foot", "square feet", Area, FOOT * FOOT),
    unit("km", "km", "kilometre", "kilometres", Length, 1000.0),
    unit("mi", "mi", "mile", "miles", Length, 1609.344),
    unit("m", "m", "metre", "metres", Length, 1.0),
    unit("ft", "ft", "foot", "feet", Length, FOOT),
    unit("cm", "cm", "centimetre", "centimetres", Length, 0.01),
    unit("mm", "mm", "millimetre", "millimetres", Length, 0.001),
    unit("inch", "inches", "inch", "inches", Length, 0.0254),
    unit("t", "t", "tonne", "tonnes", Mass, 1000.0),
    unit("ton", "short ton", "short ton", "short tons", Mass, 2000.0 * POUND),
    unit("kg", "kg", "kilogram", "kilograms", Mass, 1.0),
    unit("lb", "lb", "pound", "pounds", Mass, POUND),
    unit("g", "g", "gram", "grams", Mass, 0.001),
    unit("hm3", "hm³", "cubic hectometre", "cubic hectometres", Volume, 1e6),
    unit("m3", "m³", "cubic metre", "cubic metres", Volume, 1.0),
    unit("l", "l", "litre", "litres", Volume, 0.001),
    unit("degC", "°C", "degree Celsius", "degrees Celsius", Temperature, 1.0),
    unit("degF", "°F", "degree Fahrenheit", "degrees Fahrenheit", Temperature, 5.0 / 9.0),
    unit("second", "s", "second", "seconds", Time, 1.0 / 86400.0),
    unit("minute", "min", "minute", "minutes", Time, 1.0 / 1440.0),
    unit("hour", "h", "hour", "hours", Time, 1.0 / 24.0),
    unit("day", "day", "day", "days", Time, 1.0),
    unit("week", "week", "week", "weeks", Time, 7.0),
    unit("month", "month", "month", "months", Time, YEAR / 12.0),
    unit("quarter", "quarter", "quarter", "quarters", Time, YEAR / 4.0),
    unit("year", "year", "year", "years", Time, YEAR),
    unit("usd", "$", "dollar", "dollars", Currency, 1.0),
    unit("eur", "€", "euro", "euros", Currency, 1.0),
    unit("gbp", "£", "pound", "pounds", Currency, 1.0),
    unit("inr", "₹", "rupee", "rupees", Currency, 1.0),
    unit("cny", "CN¥", "yuan", "yuan", Currency, 1.0),
    unit("jpy", "¥", "yen", "yen", Currency, 1.0),
    unit("chf", "CHF", "Swiss franc", "Swiss francs", Currency, 1.0),
    unit("cad", "CA$", "Canadian dollar", "Canadian dollars", Currency, 1.0),
    unit("aud", "A$", "Australian dollar", "Australian dollars", Currency, 1.0),
    unit("mxn", "MX$", "Mexican peso", "Mexican pesos", Currency, 1.0),
    unit("cop", "COP", "Colombian peso", "Colombian pesos", Currency, 1.0),
    unit("clp", "CLP", "Chilean peso", "Chilean pesos", Currency, 1.0),
    unit("ars", "ARS", "Argentine peso", "Argentine pesos", Currency, 1.0),
    unit("pen", "PEN", "sol", "soles", Currency, 1.0),
    unit("brl", "R$", "real", "reais", Currency, 1.0),
];

/// The unit of that key, symbol, or English name.
pub fn find(text: &str) -> Option<&'static Unit> {
    let same = |name: &str| name.eq_ignore_ascii_case(text);
    key(text).or_else(|| UNITS.iter().find(|unit| unit.symbol == text || same(unit.one) || same(unit.many))).or_else(|| match text {
        "pct" | "percentage" => key("%"),
        "sqkm" => key("km2"),
        _ => None,
    })
}

/// The unit of exactly that key.
pub fn key(text: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.key == text)
}

/// Factor and offset from one unit to another: *y* = *a x* + *b*; none if they do not convert.
pub fn conversion(from: &Unit, to: &Unit) -> Option<(f64, f64)> {
    let zero = |unit: &Unit| if unit.key == "degF" { -160.0 / 9.0 } else { 0.0 };
    let fits = if from.dimension == Currency { from.key == to.key } else { from.dimension == to.dimension };
    fits.then(|| (from.factor / to.factor, (zero(from) - zero(to)) / to.factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_found_by_key_symbol_or_name() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(find(text).map(|unit| unit.key), expected, "{text}");
        check("ha", Some("ha"));
        check("km²", Some("km2"));
        check("Hectares", Some("ha"));
        check("$", Some("usd"));
        check("pct", Some("%"));
        check("percent", Some("%"));
        check("pound", Some("lb"));
        check("tree", None);
        check("", None);
    }

    #[test]
    fn units_convert_within_their_dimension() {
        let check = |from: &str, x: f64, to: &str, expected: f64| {
            let (a, b) = conversion(find(from).unwrap(), find(to).unwrap()).unwrap();
            assert!((a * x + b - expected).abs() < 1e-3, "{x} {from} are {} {to}", a * x + b);
        };
        check("acre", 12000.0, "ha", 4856.2277);
        check("mi2", 70.0, "km2", 181.2992);
        check("degF", 212.0, "degC", 100.0);
        check("degC", -40.0, "degF", -40.0);
        check("month", 18.0, "year", 1.5);
        assert_eq!(conversion(find("usd").unwrap(), find("eur").unwrap()), None);
        assert_eq!(conversion(find("km").unwrap(), find("ha").unwrap()), None);
    }
}
