//! Data on their way to the marks: Vega's loader, its expression language and all transforms of Vega-Lite.
//!
//! The chart grammar in full draws what Vega draws, so values mean here what they mean in Vega: [`Datum`] follows JavaScript. Every
//! transform is a function from a [`Frame`] to a `Frame` that knows for each row which rows of the loaded data it was made from.
//! Nothing here reads files, knows the clock or the time zone: what comes from outside is [`Scope`].
//!
//! A story's simple charts do not come through here; `spec` and `chart` draw them with a fraction of the code.

mod accumulate;
mod aggregate;
mod bin;
pub mod clock;
mod curves;
mod date_text;
mod datum;
pub mod expression;
mod field;
mod frame;
mod load;
pub mod number;
mod pattern;
mod predicate;
mod random;
mod reshape;
mod sort;
mod stack;
mod time_unit;
mod window;

pub use crate::stat::vega::{BinOptions, RegressionMethod};
pub use accumulate::{OPERATIONS, Operation};
pub use aggregate::{Measure, aggregate, join_aggregate};
pub use bin::{Bins, bin};
pub use curves::{DensityOptions, RegressionOptions, density, loess, quantiles, regression, regression_parameters};
pub use datum::Datum;
pub use expression::{Context, Expression, Row};
pub use field::Field;
pub use frame::{Frame, Sources};
pub use load::{Format, Parse, load, parse_columns, property};
pub use pattern::Pattern;
pub use predicate::{DateTime, Operand, Predicate, Test, filter};
pub use reshape::{Filling, Lookup, calculate, extent, flatten, fold, impute, lookup, pivot, sample, sequence};
pub use sort::{Order, Sort, sort};
pub use stack::{Offset, stack};
pub use time_unit::{TimeUnit, time_unit};
pub use window::{WINDOW_OPERATIONS, WindowMeasure, WindowOperation, WindowOptions, window};

use crate::report::{Place, Problem};
use crate::time::Zone;

/// What expressions and transforms ask of the outside. [`Plain`] answers as little as possible.
pub trait Scope {
    /// The value of a signal or parameter by its name; `None` when there is none of that name.
    fn signal(&self, name: &str) -> Option<Datum> {
        let _ = name;
        None
    }

    /// Calls a function that does not live here, such as `format`, `scale`, `data` or `vlSelectionTest`; `None` when there is none
    /// of that name. A function that fails gives its problem.
    fn call(&self, name: &str, arguments: &[Datum]) -> Option<Result<Datum, Box<Problem>>> {
        let _ = (name, arguments);
        None
    }

    /// The time zone of local time.
    fn zone(&self) -> Zone<'_> {
        Zone::UTC
    }

    /// The time now, in milliseconds since 1970.
    fn now(&self) -> f64 {
        0.0
    }

    /// Whether a row is in a selection; of an empty selection, all rows are if `empty`. A parameter that is no selection has its
    /// value's truth.
    fn selected(&self, name: &str, empty: bool, row: Row) -> Result<bool, Box<Problem>> {
        let _ = row;
        Ok(self.signal(name).map_or(empty, |value| value.truth()))
    }

    /// Reads a text as a time by a format of d3-time-format, in local time or UTC.
    fn parse_time(&self, text: &str, format: &str, utc: bool) -> Option<f64> {
        let _ = (text, format, utc);
        None
    }
}

/// A scope without signals and functions, in UTC.
pub struct Plain;

impl Scope for Plain {}

/// An error of a transform or an expression in parts; whoever reads the spec adds the place.
#[inline(never)]
pub(crate) fn wrong(code: &'static str, found: &str, remedy: &str) -> Box<Problem> {
    Box::new(crate::problem!(Error, code, Place::Whole, found, remedy))
}

#[cfg(test)]
pub(crate) mod testing {
    //! Small tables as JSON, in and out.
    use super::*;
    use crate::spec::Value;

    /// A frame from JSON.
    pub fn frame(json: &str) -> Frame {
        let json: serde_json::Value = serde_json::from_str(json).unwrap_or_else(|e| panic!("{e} in {json}"));
        Frame::from_value(&value(&json))
    }

    /// The tree of this crate from a JSON library's.
    pub fn value(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(b) => Value::Bool(*b),
            serde_json::Value::Number(n) => Value::Number(n.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(s) => Value::from(s.as_str()),
            serde_json::Value::Array(items) => Value::Array(items.iter().map(value).collect()),
            serde_json::Value::Object(members) => Value::Object(members.iter().map(|(k, v)| (k.clone(), value(v))).collect()),
        }
    }

    /// A value from JSON text.
    pub fn json(text: &str) -> Value {
        value(&serde_json::from_str(text).unwrap_or_else(|e| panic!("{e} in {text}")))
    }

    /// The rows as JSON, for reading: times as `@milliseconds`, NaN and the like by name.
    pub fn rows(frame: &Frame) -> Vec<String> {
        (0..frame.rows()).map(|row| show(&frame.object(row))).collect()
    }

    /// A value for reading.
    pub fn show(datum: &Datum) -> String {
        match datum {
            Datum::Undefined => "undefined".into(),
            Datum::Text(text) => format!("{text:?}"),
            Datum::Time(ms) => format!("@{}", number::text(*ms)),
            Datum::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(",")),
            Datum::Object(members) => {
                format!("{{{}}}", members.iter().map(|(k, v)| format!("{k:?}:{}", show(v))).collect::<Vec<_>>().join(","))
            }
            other => other.text(Zone::UTC).to_string(),
        }
    }
}
