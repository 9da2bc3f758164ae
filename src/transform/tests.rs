//! Every transform on data of any shape: a result or an error, never a panic; rows that stay are as many as there were.

use super::*;
use crate::spec::Value;
use proptest::prelude::*;

/// A JSON value with the kinds that data have, odd ones among them.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-5i32..5).prop_map(|n| Value::Number(f64::from(n))),
        any::<f64>().prop_map(Value::Number),
        prop::sample::select(vec!["", "a", "b", "3", "-1.5e3", "2015-05-29", "May 5", "NaN", "é"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
            inner.prop_map(|value| Value::object(vec![("b", value)])),
        ]
    })
}

/// Records that lack members now and then, and what is no record.
fn any_data() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec!["a", "b", "c"]);
    let record = prop::collection::vec((names, any_value()), 0..4)
        .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_string(), value)).collect()));
    let row = prop_oneof![8 => record, 1 => any_value()];
    prop_oneof![9 => prop::collection::vec(row, 0..12).prop_map(Value::Array), 1 => any_value()]
}

fn fields(names: &[&str]) -> Vec<Field> {
    names.iter().filter_map(|name| Field::parse(name).ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_data_go_through_any_transform(data in any_data(), more in any_data(), number: f64, small in -3i32..6) {
        let table = Frame::from_value(&data);
        let rows = table.rows();
        let (a, b, c) = (Field::column("a"), Field::column("b"), Field::column("c"));
        let small = f64::from(small);
        // Large results are allowed up to their bounds, and slow without optimisation.
        let bounded = number % 1000.0;

        for (by, cross) in [(vec![], false), (fields(&["b"]), false), (fields(&["b", "c"]), true)] {
            let measures: Vec<Measure> = OPERATIONS
                .iter()
                .filter(|(name, _)| !name.starts_with("ci") || by.len() == 1)
                .map(|(name, operation)| Measure { parameter: Some(small), ..Measure::new(*operation, Some(a.clone()), *name) })
                .collect();
            let found = aggregate(&table, &by, &measures, cross).expect("groups");
            let counted: f64 = found.column("count").unwrap_or_default().iter().map(Datum::number).sum();
            prop_assert_eq!(counted, rows as f64, "every row is in one group");
            prop_assert_eq!(join_aggregate(&table, &by, &measures).expect("groups").rows(), rows);
        }
        for (name, operation) in WINDOW_OPERATIONS.iter().copied().chain(OPERATIONS.iter().map(|(n, o)| (*n, WindowOperation::Aggregate(*o)))) {
            // Bootstraps are slow without optimisation, and tried above.
            if name.starts_with("ci") && rows > 2 {
                continue;
            }
            for sort in [vec![], vec![Sort::by(b.clone()), Sort { field: c.clone(), order: Order::Descending }]] {
                let options = WindowOptions { groupby: fields(&["c"]), sort, frame: [Some(small), Some(number)], ignore_peers: number > 0.0 };
                let measure = WindowMeasure { operation, field: Some(a.clone()), parameter: Some(small), name: name.into() };
                if let Ok(found) = window(&table, &[measure], &options) {
                    prop_assert_eq!(found.rows(), rows);
                }
            }
        }
        prop_assert_eq!(sort(&table, &[Sort::by(a.clone())]).rows(), rows);
        for offset in [Offset::Zero, Offset::Center, Offset::Normalize] {
            prop_assert_eq!(stack(&table, Some(&a), &fields(&["b.b", "c"]), &[Sort::by(c.clone())], offset, ["x", "y"]).rows(), rows);
        }
        if let Some(extent) = extent(&table, &a)
            && let Ok(bins) = Bins::new(extent, &BinOptions { maxbins: number, ..BinOptions::default() }, Some(small))
        {
            prop_assert_eq!(bin(&table, &a, &bins, "x", Some("y")).rows(), rows);
        }
        for unit in ["year", "yearweek", "day", "yearmonthdatehours"] {
            let unit = TimeUnit { step: number, ..TimeUnit::parse(unit).expect("a time unit") };
            prop_assert_eq!(time_unit(&table, &a, &unit, "x", Some("y"), &Plain).rows(), rows);
        }
        prop_assert_eq!(fold(&table, &fields(&["a", "b.b"]), ["k", "v"]).map(|f| f.rows()).ok(), Some(rows * 2));
        let _ = flatten(&table, &fields(&["a", "b"]), &[], Some("i"));
        let found = impute(&table, &a, &b, &[Datum::Number(number)], &fields(&["c"]), &Filling::Median).expect("rows");
        prop_assert!(found.rows() >= rows);
        let others = Lookup::new(Frame::from_value(&more), &b);
        prop_assert_eq!(lookup(&table, &a, &others, &fields(&["c", "a.b"]), &[], &Datum::Null).rows(), rows);
        prop_assert_eq!(lookup(&table, &a, &others, &[], &["x".into()], &Datum::Null).rows(), rows);
        let _ = pivot(&table, &b, &a, &fields(&["c"]), Operation::Mean, 2);
        prop_assert_eq!(sample(&table, 3).rows(), rows.min(3));
        let _ = sequence(bounded, small, small, "n");
        let _ = density(&table, &a, &fields(&["b"]), &DensityOptions { bandwidth: small, steps: Some(bounded), ..DensityOptions::default() }, ["x", "y"]);
        let _ = quantiles(&table, &a, &fields(&["b"]), Some(&[number]), small, ["p", "v"]);
        let _ = regression(&table, &a, &b, &[], &RegressionOptions { method: RegressionMethod::Poly(3), extent: Some([small, number]) }, ["x", "y"]);
        let _ = loess(&table, &a, &b, &[], number, ["x", "y"]);
        let types = ["number", "date", "boolean", "string", "date:'%Y'"].map(|kind| ("a".into(), Some(kind.into())));
        for kind in types {
            prop_assert_eq!(parse_columns(&table, &[kind], &Plain).map(|f| f.rows()).ok(), Some(rows));
        }
    }

    #[test]
    fn data_come_out_as_they_went_in(data in any_data()) {
        let table = Frame::from_value(&data);
        let again = Frame::from_data(&table.objects());
        let text = |frame: &Frame| (0..frame.rows()).map(|row| testing::show(&frame.object(row))).collect::<Vec<_>>();
        let mut both = [text(&table), text(&again)].map(|rows| rows.into_iter().map(|row| {
            // The order of columns is that of their first appearance, which a missing first member changes.
            let mut letters: Vec<char> = row.chars().collect();
            letters.sort_unstable();
            letters
        }).collect::<Vec<_>>());
        let [first, second] = &mut both;
        prop_assert_eq!(first, second);
        let mut twice = table.clone();
        twice.append(&table);
        prop_assert_eq!(twice.rows(), table.rows() * 2);
    }

    #[test]
    fn values_are_ordered_and_told_apart_without_fail(a in any_value(), b in any_value()) {
        let (a, b) = (Datum::from_value(&a), Datum::from_value(&b));
        prop_assert_eq!(a.ascending(&b), b.ascending(&a).reverse(), "{:?} {:?}", a, b);
        prop_assert_eq!(a.equals(&b, Zone::UTC), b.equals(&a, Zone::UTC));
        let key = |datum: &Datum| {
            let mut key = Vec::new();
            datum.key(&mut key, false);
            key
        };
        prop_assert_eq!(key(&a) == key(&b), a.text(Zone::UTC) == b.text(Zone::UTC), "{:?} {:?}", a, b);
        prop_assert!(a.to_value() == Datum::from_value(&a.to_value()).to_value());
    }
}
