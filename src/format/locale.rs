//! What a language says of numbers and dates, as plain data: d3's locale definitions. Without one, English of the United States.

use crate::problem;
use crate::report::{Place, Problem};
use crate::spec::Value;

/// How numbers are written.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberLocale {
    /// Between whole and fraction.
    pub decimal: String,
    /// Between groups of digits.
    pub thousands: String,
    /// Sizes of the groups from the decimal separator on, repeated; empty for no groups.
    pub grouping: Vec<usize>,
    /// Before and after an amount of money.
    pub currency: (String, String),
    /// The ten digits, where they are not 0 to 9.
    pub numerals: Option<[String; 10]>,
    /// The percent sign.
    pub percent: String,
    /// The minus sign.
    pub minus: String,
    /// What is no number.
    pub nan: String,
}

impl Default for NumberLocale {
    fn default() -> Self {
        NumberLocale {
            decimal: ".".into(),
            thousands: ",".into(),
            grouping: vec![3],
            currency: ("$".into(), String::new()),
            numerals: None,
            percent: "%".into(),
            minus: "\u{2212}".into(),
            nan: "NaN".into(),
        }
    }
}

/// How dates are written.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeLocale {
    /// Specifier of `%c`.
    pub date_time: String,
    /// Specifier of `%x`.
    pub date: String,
    /// Specifier of `%X`.
    pub time: String,
    /// Before noon and after.
    pub periods: [String; 2],
    /// Weekdays from Sunday.
    pub days: [String; 7],
    /// The same, short.
    pub short_days: [String; 7],
    /// Months from January.
    pub months: [String; 12],
    /// The same, short.
    pub short_months: [String; 12],
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

impl Default for TimeLocale {
    fn default() -> Self {
        TimeLocale {
            date_time: "%x, %X".into(),
            date: "%-m/%-d/%Y".into(),
            time: "%-I:%M:%S %p".into(),
            periods: ["AM".into(), "PM".into()],
            days: DAYS.map(String::from),
            short_days: DAYS.map(|name| name[..3].to_string()),
            months: MONTHS.map(String::from),
            short_months: MONTHS.map(|name| name[..3].to_string()),
        }
    }
}

/// Both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Locale {
    /// Numbers.
    pub number: NumberLocale,
    /// Dates.
    pub time: TimeLocale,
}

impl Locale {
    /// Reads Vega's `config.locale`: `{"number": {…}, "time": {…}}` with d3's members. What is not given stays English for dates;
    /// of numbers `decimal`, `thousands`, `grouping` and `currency` have no default in d3 beyond a point and none.
    pub fn read(value: &Value, path: &str) -> Result<Locale, Problem> {
        let mut locale = Locale::default();
        if let Some(number) = value.get("number") {
            locale.number = read_number(number, &format!("{path}/number"))?;
        }
        if let Some(time) = value.get("time") {
            locale.time = read_time(time, &format!("{path}/time"))?;
        }
        Ok(locale)
    }
}

/// A problem with a member of a locale.
fn wrong(path: &str, wants: &str) -> Problem {
    problem!(
        Error,
        "unreadable-locale",
        Place::Path(path.to_string()),
        format!("this is not {wants}"),
        "write a locale as d3-format and d3-time-format define it"
    )
}

fn text(object: &Value, key: &str, path: &str, otherwise: &str) -> Result<String, Problem> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(otherwise.to_string()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(wrong(&format!("{path}/{key}"), "a string")),
    }
}

/// A list of exactly `N` strings.
fn texts<const N: usize>(object: &Value, key: &str, path: &str) -> Result<Option<[String; N]>, Problem> {
    let bad = || wrong(&format!("{path}/{key}"), &format!("a list of {N} strings"));
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(items)) => {
            let strings: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(String::from)).collect();
            strings.and_then(|s| s.try_into().ok()).map(Some).ok_or_else(bad)
        }
        Some(_) => Err(bad()),
    }
}

fn read_number(object: &Value, path: &str) -> Result<NumberLocale, Problem> {
    let english = NumberLocale::default();
    let grouping = match object.get("grouping") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(sizes)) => sizes
            .iter()
            .map(|size| match size {
                Value::Number(n) if *n >= 0.0 && *n <= 100.0 => Ok(*n as usize),
                _ => Err(wrong(&format!("{path}/grouping"), "a list of sizes")),
            })
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong(&format!("{path}/grouping"), "a list of sizes")),
    };
    let [before, after] = texts::<2>(object, "currency", path)?.unwrap_or_default();
    Ok(NumberLocale {
        decimal: text(object, "decimal", path, &english.decimal)?,
        thousands: text(object, "thousands", path, "")?,
        grouping: if object.get("thousands").is_some() { grouping } else { Vec::new() },
        currency: (before, after),
        numerals: texts::<10>(object, "numerals", path)?,
        percent: text(object, "percent", path, &english.percent)?,
        minus: text(object, "minus", path, &english.minus)?,
        nan: text(object, "nan", path, &english.nan)?,
    })
}

fn read_time(object: &Value, path: &str) -> Result<TimeLocale, Problem> {
    let english = TimeLocale::default();
    Ok(TimeLocale {
        date_time: text(object, "dateTime", path, &english.date_time)?,
        date: text(object, "date", path, &english.date)?,
        time: text(object, "time", path, &english.time)?,
        periods: texts(object, "periods", path)?.unwrap_or(english.periods),
        days: texts(object, "days", path)?.unwrap_or(english.days),
        short_days: texts(object, "shortDays", path)?.unwrap_or(english.short_days),
        months: texts(object, "months", path)?.unwrap_or(english.months),
        short_months: texts(object, "shortMonths", path)?.unwrap_or(english.short_months),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_read_and_a_slip_in_it_is_named() {
        let german = Value::object(vec![(
            "number",
            Value::object(vec![
                ("decimal", ",".into()),
                ("thousands", ".".into()),
                ("grouping", Value::Array(vec![3.0.into()])),
                ("currency", Value::Array(vec!["".into(), "\u{a0}€".into()])),
            ]),
        )]);
        let locale = Locale::read(&german, "/config/locale").expect("it is well made");
        assert_eq!((locale.number.decimal.as_str(), locale.number.currency.1.as_str()), (",", "\u{a0}€"));
        assert_eq!(locale.time, TimeLocale::default());
        let slip = Value::object(vec![("time", Value::object(vec![("months", Value::Array(vec!["janvier".into()]))]))]);
        let problem = Locale::read(&slip, "/config/locale").expect_err("a year has twelve months");
        assert_eq!(problem.place, Place::Path("/config/locale/time/months".into()));
    }
}
