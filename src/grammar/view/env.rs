//! What drawing asks of the outside: the time zone, the locale, how wide words are, and the values of parameters.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::format::locale::Locale;
use crate::format::number::Specifier;
use crate::grammar::compile::units;
use crate::grammar::json::Json;
use crate::grammar::select::define::Definition;
use crate::grammar::select::store::{Part, Selection};
use crate::report::Problem;
use crate::scale::css::Color;
use crate::spec::Value;
use crate::transform::expression::{Context, Row};
use crate::transform::{Datum, Expression, Scope};

/// A time zone: by how many milliseconds its clocks are ahead of UTC at an instant.
pub type ZoneFunction = dyn Fn(f64) -> f64;

/// The width of words of a size and a CSS weight.
pub type Measure = dyn Fn(&str, f64, u16) -> f64;

/// The surroundings of a picture.
pub(crate) struct Env<'a> {
    pub zone: &'a ZoneFunction,
    pub locale: Locale,
    pub measure: &'a Measure,
    /// Parameters and selections by name.
    pub signals: RefCell<HashMap<String, Datum>>,
    /// Selections that hold something.
    pub selections: RefCell<HashMap<String, Selection>>,
    /// How selections are defined.
    pub definitions: &'a [Definition],
    /// What is drawn now is only measured, and will be drawn again: nobody points at it.
    pub is_draft: std::cell::Cell<bool>,
    /// The parameters that were asked for since somebody last looked, each once.
    reads: RefCell<Vec<String>>,
    /// Scales that expressions may name, of the view that is drawn.
    pub scales: RefCell<HashMap<String, std::rc::Rc<super::scale::Scale>>>,
    /// What went wrong in expressions, each once.
    pub problems: RefCell<Vec<Problem>>,
    parsed: RefCell<HashMap<String, Option<std::rc::Rc<Expression>>>>,
    /// Formats of numbers as they were read.
    specifiers: RefCell<HashMap<String, Option<Specifier>>>,
    /// Widths of words by size and weight: layouts ask for the same again and again.
    widths: RefCell<HashMap<(u64, u16), HashMap<String, f64>>>,
}

impl<'a> Env<'a> {
    /// Surroundings in which no parameter has a value yet.
    pub fn new(zone: &'a ZoneFunction, locale: Locale, measure: &'a Measure, definitions: &'a [Definition]) -> Self {
        Env {
            zone,
            locale,
            measure,
            signals: RefCell::default(),
            selections: RefCell::default(),
            definitions,
            is_draft: std::cell::Cell::new(false),
            reads: RefCell::default(),
            scales: RefCell::default(),
            problems: RefCell::default(),
            parsed: RefCell::default(),
            specifiers: RefCell::default(),
            widths: RefCell::default(),
        }
    }

    /// Whether a selection is about rows as such, so that each needs a column that tells it from others.
    pub fn tells_rows_apart(&self) -> bool {
        self.definitions.iter().any(Definition::by_identity)
    }

    /// Notes that a parameter was asked for.
    pub fn note_read(&self, name: &str) {
        let mut reads = self.reads.borrow_mut();
        if !reads.iter().any(|n| n == name) {
            reads.push(name.to_string());
        }
    }

    /// Puts other names in the place of those of the parameters that were asked for, and gives these.
    pub fn swap_reads(&self, names: Vec<String>) -> Vec<String> {
        self.reads.replace(names)
    }

    /// The zone of a local or UTC time scale.
    pub fn zone_of(&self, of_utc: bool) -> crate::time::Zone<'_> {
        if of_utc { crate::time::Zone::UTC } else { self.time_zone() }
    }

    /// The zone as transforms take it.
    pub fn time_zone(&self) -> crate::time::Zone<'_> {
        crate::time::Zone::new(self.zone)
    }

    /// Keeps a problem, each once.
    pub fn note(&self, problem: Problem) {
        self.complain(problem);
    }

    fn complain(&self, problem: Problem) {
        let mut problems = self.problems.borrow_mut();
        if !problems.iter().any(|p| p.found == problem.found) {
            problems.push(problem);
        }
    }

    /// An expression of a row; undefined, with a problem, where it cannot be read or fails.
    pub fn eval(&self, text: &str, row: Option<Row>) -> Datum {
        let known = self.parsed.borrow().get(text).cloned();
        let expression = known.unwrap_or_else(|| {
            let read = match Expression::parse(text) {
                Ok(expression) => Some(std::rc::Rc::new(expression)),
                Err(problem) => {
                    self.complain(*problem);
                    None
                }
            };
            self.parsed.borrow_mut().insert(text.to_string(), read.clone());
            read
        });
        let Some(expression) = expression else { return Datum::Undefined };
        let none = Datum::Undefined;
        match expression.eval(row.unwrap_or(Row::Object(&none)), &Context::new(self)) {
            Ok(datum) => datum,
            Err(problem) => {
                self.complain(*problem);
                Datum::Undefined
            }
        }
    }

    /// A JSON value, or what its expression gives.
    pub fn value(&self, value: &Value, row: Option<Row>) -> Datum {
        match value.text("expr").or(value.text("signal")) {
            Some(text) => self.eval(text, row),
            None => Datum::from_value(value),
        }
    }

    /// A value of a domain or a datum: numbers and texts, and dates as texts, objects or expressions where a time is meant. Of a
    /// time unit of one part, a number is its value.
    pub fn datum(&self, value: &Value, time: bool, unit: Option<&Value>) -> Datum {
        if value.has("expr") || value.has("signal") {
            return self.value(value, None);
        }
        if let Value::Object(members) = value
            && members.iter().any(|(k, _)| units::is_part(k))
        {
            return Datum::Time(self.date(value));
        }
        if time {
            let single = unit.and_then(|u| u.text("unit")).filter(|u| {
                matches!(*u, "year" | "quarter" | "month" | "day" | "date" | "hours" | "minutes" | "seconds" | "milliseconds")
                    && !unit.is_some_and(|u| u.get("utc").is_some_and(Json::truth))
            });
            match (value, single) {
                (Value::Number(n), Some(part)) if *n < 10_000.0 => return Datum::Time(self.date(&crate::grammar::json::one(part, *n))),
                (Value::String(text), Some(part)) if self.parse_date(text).is_nan() => {
                    return Datum::Time(self.date(&crate::grammar::json::one(part, text.as_str())));
                }
                (Value::Number(n), _) => return Datum::Time(*n),
                (Value::String(text), _) => return Datum::Time(self.parse_date(text)),
                _ => {}
            }
        }
        Datum::from_value(value)
    }

    /// A text as JavaScript's `Date` reads it.
    pub fn parse_date(&self, text: &str) -> f64 {
        let object = Datum::Object(vec![("t".into(), Datum::from(text))].into());
        self.eval("time(toDate(datum.t))", Some(Row::Object(&object))).number()
    }

    /// A date object as an instant.
    pub fn date(&self, date: &Value) -> f64 {
        let number = |key: &str| date.number(key);
        let in_utc = date.get("utc").is_some_and(Json::truth);
        let name = |key: &str, names: &[&str]| {
            let text = date.text(key)?.to_ascii_lowercase();
            let short: String = text.chars().take(3).collect();
            names.iter().position(|n| *n == short).map(|i| i as f64).or_else(|| text.parse().ok())
        };
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
        let day = number("day").or_else(|| name("day", &DAYS));
        let year = number("year").unwrap_or(if day.is_some() { 2006.0 } else { 2012.0 });
        let month = match (number("month").map(|m| m - 1.0).or_else(|| name("month", &MONTHS)), number("quarter")) {
            (Some(month), _) => month,
            (None, Some(quarter)) => (quarter - 1.0) * 3.0,
            _ => 0.0,
        };
        let of_month = match (number("date"), day) {
            (Some(date), _) => date,
            (None, Some(day)) => day + 1.0,
            _ => 1.0,
        };
        let month = month.clamp(-1e5, 1e5);
        let year = (year + (month / 12.0).floor()).clamp(-1e5, 1e5);
        let first = crate::time::from_civil(year as i32, month.rem_euclid(12.0) as i32 + 1, 1);
        let part = |key: &str, length: f64| number(key).unwrap_or(0.0) * length;
        let local = first
            + (of_month - 1.0) * 86_400_000.0
            + part("hours", 3_600_000.0)
            + part("minutes", 60_000.0)
            + part("seconds", 1000.0)
            + part("milliseconds", 1.0);
        if in_utc { local } else { self.time_zone().instant(local) }
    }

    fn colors(&self, name: &str, arguments: &[Datum]) -> Option<Datum> {
        let number = |i: usize| arguments.get(i).map_or(0.0, Datum::number);
        let color = match (name, arguments.len()) {
            ("rgb", 3..) => Color { r: number(0), g: number(1), b: number(2), opacity: if arguments.len() > 3 { number(3) } else { 1.0 } },
            ("hsl", 3..) => {
                let opacity = if arguments.len() > 3 { number(3) } else { 1.0 };
                crate::scale::css::Hsl { h: number(0), s: number(1), l: number(2), opacity }.color()
            }
            _ => Color::parse(arguments.first()?.as_text()?)?,
        };
        Some(Datum::from(color.css()))
    }
}

/// The functions of expressions that drawing knows beyond those of the language itself.
pub(crate) const FUNCTIONS: [&str; 28] = [
    "format",
    "timeFormat",
    "utcFormat",
    "timeUnitSpecifier",
    "monthFormat",
    "monthAbbrevFormat",
    "dayFormat",
    "dayAbbrevFormat",
    "timeParse",
    "utcParse",
    "rgb",
    "hsl",
    "lab",
    "hcl",
    "containerSize",
    "windowSize",
    "screen",
    "scale",
    "invert",
    "bandwidth",
    "domain",
    "range",
    "bandspace",
    "data",
    "vlSelectionTest",
    "length",
    "isTuple",
    "warn",
];

impl Scope for Env<'_> {
    fn signal(&self, name: &str) -> Option<Datum> {
        self.note_read(name);
        self.signals.borrow().get(name).cloned()
    }

    fn call(&self, name: &str, arguments: &[Datum]) -> Option<Result<Datum, Box<Problem>>> {
        let text = |i: usize| arguments.get(i).and_then(Datum::as_text).unwrap_or("");
        let first = arguments.first().cloned().unwrap_or_default();
        let nothing = first.is_nothing();
        let found = match name {
            "format" | "timeFormat" | "utcFormat" if matches!(first, Datum::Null) => Datum::from("null"),
            "format" => Datum::from(self.number_text(&first, text(1))),
            "timeFormat" | "utcFormat" => {
                let utc = name == "utcFormat";
                Datum::from(self.time_text(&first, arguments.get(1).and_then(Datum::as_text), utc))
            }
            "timeUnitSpecifier" => {
                let units: Vec<String> = first
                    .as_list()
                    .map_or_else(|| vec![text(0).to_string()], |l| l.iter().map(|u| u.text(self.time_zone()).to_string()).collect());
                let units: Vec<&str> = units.iter().map(String::as_str).collect();
                Datum::from(crate::format::unit::specifier(&units, &[]))
            }
            "monthFormat" | "monthAbbrevFormat" | "dayFormat" | "dayAbbrevFormat" => {
                let (list, i): (&[String], f64) = match name {
                    "monthFormat" => (&self.locale.time.months, first.number()),
                    "monthAbbrevFormat" => (&self.locale.time.short_months, first.number()),
                    "dayFormat" => (&self.locale.time.days, first.number()),
                    _ => (&self.locale.time.short_days, first.number()),
                };
                Datum::from(list.get(i.rem_euclid(list.len() as f64) as usize).cloned().unwrap_or_default())
            }
            "timeParse" | "utcParse" => {
                let utc = name == "utcParse";
                crate::format::time_parse::parse(text(0), text(1), self.zone_of(utc), &self.locale.time).map_or(Datum::Null, Datum::Time)
            }
            "rgb" | "hsl" | "lab" | "hcl" => self.colors(name, arguments).unwrap_or_default(),
            "containerSize" => Datum::from(vec![Datum::Undefined, Datum::Undefined]),
            "windowSize" | "screen" => Datum::from(vec![Datum::Undefined, Datum::Undefined]),
            "scale" | "invert" | "bandwidth" | "domain" | "range" | "bandspace" | "data" => self.of_scales(name, arguments),
            "vlSelectionTest" => Datum::Bool(false),
            "length" if nothing => Datum::Number(0.0),
            _ => return None,
        };
        Some(Ok(found))
    }

    fn zone(&self) -> crate::time::Zone<'_> {
        self.time_zone()
    }

    fn selected(&self, name: &str, empty: bool, row: Row) -> Result<bool, Box<Problem>> {
        let value_of = |part: &Part| match row {
            Row::Of(frame, row) => part.of(frame, row, self),
            Row::Object(datum) => datum.member(&part.path.name()),
        };
        Ok(self.in_selection(name, empty, &value_of))
    }

    fn parse_time(&self, text: &str, format: &str, utc: bool) -> Option<f64> {
        crate::format::time_parse::parse(text, format, self.zone_of(utc), &self.locale.time)
    }
}

impl Env<'_> {
    fn of_scales(&self, name: &str, arguments: &[Datum]) -> Datum {
        let number = |i: usize| arguments.get(i).map_or(0.0, Datum::number);
        match name {
            "bandspace" => return Datum::Number(crate::scale::bands::space(number(0).max(0.0) as usize, number(1), number(2))),
            "data" => return Datum::from(Vec::<Datum>::new()),
            _ => {}
        }
        let scales = self.scales.borrow();
        let Some(scale) = arguments.first().and_then(Datum::as_text).and_then(|n| scales.get(n)) else { return Datum::Undefined };
        let value = arguments.get(1).cloned().unwrap_or_default();
        match name {
            "scale" => scale.apply(&value, 0.0),
            "invert" => scale.invert(value.number()),
            "bandwidth" => Datum::Number(scale.bandwidth()),
            "domain" => Datum::from(scale.domain.clone()),
            _ => Datum::from(scale.range.clone()),
        }
    }

    /// A number by a specifier of d3-format.
    pub fn number_text(&self, value: &Datum, specifier: &str) -> String {
        let mut known = self.specifiers.borrow_mut();
        if !known.contains_key(specifier) {
            let read = Specifier::parse(specifier).map_err(|problem| self.complain(problem)).ok();
            known.insert(specifier.to_string(), read);
        }
        let read = known.get(specifier).and_then(Option::as_ref);
        read.map_or_else(String::new, |specifier| specifier.format(value.number(), &self.locale.number))
    }

    /// A time by a specifier of d3-time-format; by Vega's choice of parts where there is none.
    pub fn time_text(&self, value: &Datum, specifier: Option<&str>, utc: bool) -> String {
        match specifier.filter(|s| !s.is_empty()) {
            Some(specifier) => crate::format::time::format(value.number(), specifier, self.zone_of(utc), &self.locale.time),
            None => crate::format::time::MultiFormat::default().format(value.number(), self.zone_of(utc), &self.locale.time),
        }
    }

    /// The width of words.
    pub fn width(&self, words: &str, size: f64, weight: u16) -> f64 {
        let mut widths = self.widths.borrow_mut();
        let known = widths.entry((size.to_bits(), weight)).or_default();
        if let Some(width) = known.get(words) {
            return *width;
        }
        let width = (self.measure)(words, size, weight);
        known.insert(words.to_string(), width);
        width
    }
}
