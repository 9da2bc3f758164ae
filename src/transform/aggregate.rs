//! Groups of rows summed up: one row for each group, or the group's figures beside each of its rows.

use super::accumulate::{Accumulator, Operation, confidence, numbers};
use super::frame::Sources;
use super::{Datum, Field, Frame, wrong};
use crate::report::Problem;
use std::borrow::Cow;
use std::rc::Rc;

/// One figure of each group.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What is computed.
    pub operation: Operation,
    /// From which field; only a count needs none.
    pub field: Option<Field>,
    /// The weight of exponential operations, between 0 and 1.
    pub parameter: Option<f64>,
    /// The column that it is written to.
    pub name: Rc<str>,
}

impl Measure {
    /// A figure of a field.
    pub fn new(operation: Operation, field: Option<Field>, name: impl Into<Rc<str>>) -> Measure {
        Measure { operation, field, parameter: None, name: name.into() }
    }

    /// Its value in each group. The ends of intervals are kept in `intervals`, because one costs as much as both.
    fn values_with(&self, frame: &Frame, groups: &[Vec<u32>], intervals: &mut Intervals) -> Result<Vec<Datum>, Box<Problem>> {
        let (Operation::Ci0 | Operation::Ci1, Some(field)) = (self.operation, &self.field) else { return self.values(frame, groups) };
        let known = intervals.iter().position(|(known, _)| known == field);
        let place = known.unwrap_or_else(|| {
            let values = field.values_in(frame);
            let of = |rows: &Vec<u32>| confidence(&numbers(rows.iter().filter_map(|row| values.get(*row as usize))));
            intervals.push((field.clone(), groups.iter().map(of).collect()));
            intervals.len() - 1
        });
        let end = |interval: &Option<(f64, f64)>| interval.map(|(low, high)| if self.operation == Operation::Ci0 { low } else { high });
        Ok(intervals[place].1.iter().map(|interval| end(interval).into()).collect())
    }

    /// Its value in each group.
    pub(super) fn values(&self, frame: &Frame, groups: &[Vec<u32>]) -> Result<Vec<Datum>, Box<Problem>> {
        if self.operation == Operation::Count {
            return Ok(groups.iter().map(|rows| Datum::Number(rows.len() as f64)).collect());
        }
        let Some(field) = &self.field else {
            return Err(wrong("missing-field", "an aggregate operation other than count has no field", "add \"field\""));
        };
        let values = field.values_in(frame);
        let value = |rows: &Vec<u32>| {
            let mut accumulator = Accumulator::new(self.parameter.unwrap_or(0.0));
            rows.iter().for_each(|row| accumulator.add(values.get(*row as usize).unwrap_or(&Datum::Undefined)));
            accumulator.value(self.operation, frame, &values, rows)
        };
        Ok(groups.iter().map(value).collect())
    }
}

/// Confidence intervals of fields, by group.
type Intervals = Vec<(Field, Vec<Option<(f64, f64)>>)>;

/// How many rows a cross product may have.
const CROSS: usize = 1_000_000;

/// One row for each group, in order of the groups' first rows: the fields of `groupby` under their own names, then the measures.
/// With `cross`, groups that no row is in are made up after them, one for each combination of values; they have a count of 0 and
/// nothing else. No rows give no rows.
pub fn aggregate(frame: &Frame, groupby: &[Field], measures: &[Measure], cross: bool) -> Result<Frame, Box<Problem>> {
    let mut groups = frame.groups(groupby);
    let mut out = frame.heads(groupby, &groups);
    if cross && groupby.len() > 1 {
        let missing = combinations(&out, groupby)?;
        groups.resize(groups.len() + missing.rows(), Vec::new());
        out.append(&missing);
    }
    let mut intervals = Intervals::new();
    for measure in measures {
        out.set(measure.name.clone(), measure.values_with(frame, &groups, &mut intervals)?);
    }
    Ok(out)
}

/// The combinations of values that are not there, the last field changing fastest.
fn combinations(heads: &Frame, groupby: &[Field]) -> Result<Frame, Box<Problem>> {
    let fields: Vec<Field> = groupby.iter().map(|field| Field::column(field.name())).collect();
    let key = |values: &[&Datum]| {
        let mut key = Vec::new();
        values.iter().for_each(|value| value.key(&mut key, false));
        key
    };
    let columns: Vec<Cow<[Datum]>> = fields.iter().map(|field| field.values_in(heads)).collect();
    let row = |row: usize| -> Vec<&Datum> { columns.iter().map(|values| &values[row]).collect() };
    let there: std::collections::HashSet<Vec<u8>> = (0..heads.rows()).map(|r| key(&row(r))).collect();
    let firsts: Vec<Vec<u32>> = fields.iter().map(|f| heads.groups(std::slice::from_ref(f)).iter().map(|g| g[0]).collect()).collect();
    let all = firsts.iter().try_fold(1usize, |n, values| n.checked_mul(values.len())).filter(|n| *n <= CROSS);
    let Some(all) = all else {
        return Err(wrong("cross-too-large", "the cross product of the groups has more than a million rows", "group by fewer fields"));
    };
    let mut found: Vec<Vec<Datum>> = vec![Vec::new(); fields.len()];
    let mut rows = Sources::default();
    for mut number in 0..all {
        let mut values = vec![&Datum::Undefined; fields.len()];
        for (i, firsts) in firsts.iter().enumerate().rev() {
            values[i] = &columns[i][firsts[number % firsts.len()] as usize];
            number /= firsts.len();
        }
        if !there.contains(&key(&values)) {
            rows.push(&[]);
            found.iter_mut().zip(values).for_each(|(column, value)| column.push(value.clone()));
        }
    }
    let mut out = Frame::from_sources(rows);
    fields.iter().zip(found).for_each(|(field, values)| out.set(field.column.clone(), values));
    Ok(out)
}

/// The rows as they are, with the figures of their group beside them.
pub fn join_aggregate(frame: &Frame, groupby: &[Field], measures: &[Measure]) -> Result<Frame, Box<Problem>> {
    let groups = frame.groups(groupby);
    let mut out = frame.clone();
    let mut intervals = Intervals::new();
    for measure in measures {
        let mut column = vec![Datum::Undefined; frame.rows()];
        for (rows, value) in groups.iter().zip(measure.values_with(frame, &groups, &mut intervals)?) {
            rows.iter().for_each(|&row| column[row as usize] = value.clone());
        }
        out.set(measure.name.clone(), column);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::{frame, rows};
    use proptest::prelude::*;

    const TABLE: &str = r#"[{"k": "a", "v": 3}, {"k": "b", "v": 1}, {"k": "a", "v": null}, {"k": "a", "v": 5}, {"k": "b", "v": ""}, {"k": "a", "v": 4}, {"k": "c"}]"#;

    fn measure(name: &str) -> Measure {
        let operation = Operation::named(name).expect("an operation");
        Measure { parameter: Some(0.5), ..Measure::new(operation, Some(Field::column("v")), name) }
    }

    #[test]
    fn groups_are_summed_up_as_vega_does() {
        let names = "count valid missing sum product mean exponential average variance exponentialb variancep stdev stdevp stderr distinct median q1 q3 argmin argmax min max";
        let measures: Vec<Measure> = names.split(' ').map(measure).collect();
        let found = aggregate(&frame(TABLE), &[Field::column("k")], &measures, false).expect("groups");
        // Vega 6.4.0, aggregate; but that it takes the row with the empty text for the one with the least value of b.
        let expected = [
            r#"{"k":"a","count":4,"valid":3,"missing":1,"sum":12,"product":60,"mean":4,"exponential":4.142857142857143,"average":4,"variance":1,"exponentialb":3.625,"variancep":0.6666666666666666,"stdev":1,"stdevp":0.816496580927726,"stderr":0.5773502691896257,"distinct":4,"median":4,"q1":3.5,"q3":4.5,"argmin":{"k":"a","v":3},"argmax":{"k":"a","v":5},"min":3,"max":5}"#,
            r#"{"k":"b","count":2,"valid":1,"missing":1,"sum":1,"product":1,"mean":1,"exponential":1,"average":1,"exponentialb":0.5,"variancep":0,"stdevp":0,"distinct":2,"median":1,"q1":1,"q3":1,"argmin":{"k":"b","v":1},"argmax":{"k":"b","v":1},"min":1,"max":1}"#,
            r#"{"k":"c","count":1,"valid":0,"missing":1,"distinct":1,"argmin":{},"argmax":{}}"#,
        ];
        assert_eq!(rows(&found), expected);
        assert_eq!(found.sources(0), [0, 2, 3, 5]);
    }

    #[test]
    fn texts_have_a_least_and_values_are_rows() {
        let found = aggregate(&frame(r#"[{"v": "b"}, {"v": "a"}, {"v": "c"}]"#), &[], &["argmax", "min", "max"].map(measure), false);
        assert_eq!(rows(&found.expect("one group")), [r#"{"argmax":{"v":"c"},"min":"a","max":"c"}"#]);
        let found = aggregate(&frame(r#"[{"v": 1}, {"v": "x"}]"#), &[], &[measure("values")], false);
        assert_eq!(rows(&found.expect("one group")), [r#"{"values":[{"v":1},{"v":"x"}]}"#]);
    }

    #[test]
    fn no_rows_make_no_groups() {
        let found = aggregate(&frame("[]"), &[], &[measure("count")], false).expect("no groups");
        assert_eq!(found.rows(), 0);
    }

    #[test]
    fn a_cross_product_has_every_combination() {
        let table = frame(r#"[{"a": 1, "b": "x", "v": 2}, {"a": 2, "b": "y", "v": 3}, {"a": 1, "b": "y", "v": 4}]"#);
        let by = [Field::column("a"), Field::column("b")];
        let measures = [Measure::new(Operation::Count, None, "n"), Measure::new(Operation::Sum, Some(Field::column("v")), "s")];
        // Vega 6.4.0, aggregate with cross
        let expected = [
            r#"{"a":1,"b":"x","n":1,"s":2}"#,
            r#"{"a":2,"b":"y","n":1,"s":3}"#,
            r#"{"a":1,"b":"y","n":1,"s":4}"#,
            r#"{"a":2,"b":"x","n":0}"#,
        ];
        assert_eq!(rows(&aggregate(&table, &by, &measures, true).expect("groups")), expected);
        let wide: Vec<String> = (0..1100).map(|i| format!(r#"{{"a": {i}, "b": {i}}}"#)).collect();
        let wide = frame(&format!("[{}]", wide.join(",")));
        assert_eq!(aggregate(&wide, &by, &measures, true).map(drop).map_err(|p| p.code), Err("cross-too-large"));
    }

    #[test]
    fn figures_of_the_group_stand_beside_its_rows() {
        let measures = [Measure::new(Operation::Count, None, "n"), Measure::new(Operation::Sum, Some(Field::column("v")), "s")];
        let found = join_aggregate(&frame(TABLE), &[Field::column("k")], &measures).expect("groups");
        let figures: Vec<String> =
            (0..7).map(|row| [found.get("n", row), found.get("s", row)].map(crate::transform::testing::show).join(" ")).collect();
        // Vega 6.4.0, joinaggregate
        assert_eq!(figures, ["4 12", "2 1", "4 12", "4 12", "2 1", "4 12", "1 undefined"]);
    }

    #[test]
    fn the_interval_of_a_mean_holds_it_and_is_the_same_each_time() {
        let table = frame(r#"[{"v": 1}, {"v": 2}, {"v": 3}, {"v": 4}, {"v": 5}, {"v": 6}, {"v": 7}, {"v": 8}, {"v": 9}]"#);
        let ends = || {
            let found = aggregate(&table, &[], &["ci0", "ci1"].map(measure), false).expect("one group");
            (found.get("ci0", 0).number(), found.get("ci1", 0).number())
        };
        assert_eq!(ends(), ends());
        // The mean is 5, its standard error 0.91; a bootstrap's is smaller by a root of 8/9.
        let (low, high) = ends();
        assert!((low - 3.31).abs() < 0.1 && (high - 6.69).abs() < 0.1, "{low} {high}");
    }

    #[test]
    fn an_operation_without_its_field_is_an_error() {
        let measures = [Measure::new(Operation::Mean, None, "m")];
        assert_eq!(aggregate(&frame(TABLE), &[], &measures, false).map(drop).map_err(|p| p.code), Err("missing-field"));
    }

    proptest! {
        #[test]
        fn groups_part_the_rows(keys in prop::collection::vec(0u8..5, 0..40)) {
            let records: Vec<String> = keys.iter().map(|k| format!(r#"{{"k": {k}, "v": {k}}}"#)).collect();
            let table = frame(&format!("[{}]", records.join(",")));
            let found = aggregate(&table, &[Field::column("k")], &["count", "sum"].map(measure), false).expect("groups");
            let mut sources: Vec<u32> = (0..found.rows()).flat_map(|row| found.sources(row).to_vec()).collect();
            sources.sort_unstable();
            prop_assert_eq!(sources, (0..keys.len() as u32).collect::<Vec<_>>());
            for row in 0..found.rows() {
                prop_assert_eq!(found.get("count", row).number(), found.sources(row).len() as f64);
                prop_assert_eq!(found.get("sum", row).number(), found.get("k", row).number() * found.sources(row).len() as f64);
            }
        }
    }
}
