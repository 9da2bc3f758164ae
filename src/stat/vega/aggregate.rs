//! The operations of Vega's aggregate transform on one column.

use crate::stat::Undefined;
use crate::stat::describe;
use crate::stat::describe::QuantileType::Linear;

/// An operation on a column, named as in Vega. They differ from the ordinary ones in what they have for few values: Vega then has
/// nothing, and says of a product or a number of different values what it would of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each has the name of its method")]
pub enum AggregateOp {
    /// All rows.
    Count,
    /// The rows with a value.
    Valid,
    /// The rows without.
    Missing,
    /// How many different values, what is missing being one.
    Distinct,
    Sum,
    Product,
    Mean,
    Variance,
    Variancep,
    Stdev,
    Stdevp,
    Stderr,
    Median,
    Q1,
    Q3,
    Min,
    Max,
}

impl AggregateOp {
    /// The operation of a name in Vega.
    pub fn named(name: &str) -> Option<AggregateOp> {
        Some(match name {
            "count" => AggregateOp::Count,
            "valid" => AggregateOp::Valid,
            "missing" => AggregateOp::Missing,
            "distinct" => AggregateOp::Distinct,
            "sum" => AggregateOp::Sum,
            "product" => AggregateOp::Product,
            "mean" | "average" => AggregateOp::Mean,
            "variance" => AggregateOp::Variance,
            "variancep" => AggregateOp::Variancep,
            "stdev" => AggregateOp::Stdev,
            "stdevp" => AggregateOp::Stdevp,
            "stderr" => AggregateOp::Stderr,
            "median" => AggregateOp::Median,
            "q1" => AggregateOp::Q1,
            "q3" => AggregateOp::Q3,
            "min" => AggregateOp::Min,
            "max" => AggregateOp::Max,
            _ => return None,
        })
    }

    /// The operation on a column, NaN standing for a missing value.
    ///
    /// # Errors
    /// Where there are too few values: none, or one for what estimates how a population varies.
    pub fn of(self, places: &[f64]) -> Result<f64, Undefined> {
        let values: Vec<f64> = places.iter().copied().filter(|value| !value.is_nan()).collect();
        let missing = places.len() - values.len();
        match self {
            AggregateOp::Count => Ok(places.len() as f64),
            AggregateOp::Valid => Ok(values.len() as f64),
            AggregateOp::Missing => Ok(missing as f64),
            AggregateOp::Distinct => Ok((describe::distinct(&values) + usize::from(missing > 0)) as f64),
            AggregateOp::Sum => {
                Undefined::unless_at_least(1, values.len())?;
                Undefined::unless_finite(describe::sum(&values))
            }
            AggregateOp::Product => describe::product(&values),
            AggregateOp::Mean => describe::mean(&values),
            AggregateOp::Variance => describe::variance(&values),
            AggregateOp::Variancep => describe::variancep(&values),
            AggregateOp::Stdev => describe::stdev(&values),
            AggregateOp::Stdevp => describe::stdevp(&values),
            AggregateOp::Stderr => describe::stderr(&values),
            AggregateOp::Median => describe::median(&values),
            AggregateOp::Q1 => describe::quantile(&values, 0.25, Linear),
            AggregateOp::Q3 => describe::quantile(&values, 0.75, Linear),
            AggregateOp::Min => describe::min(&values),
            AggregateOp::Max => describe::max(&values),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// vega 6.4.0, aggregate transform.
    #[test]
    fn columns_are_summed_up_as_vega_does() {
        let column = [3.0, f64::NAN, 3.0, 9.0, 5.0];
        let expected = [
            ("count", 5.0),
            ("valid", 4.0),
            ("missing", 1.0),
            ("distinct", 4.0),
            ("sum", 20.0),
            ("product", 405.0),
            ("average", 5.0),
            ("variance", 8.0),
            ("variancep", 6.0),
            ("stderr", 2f64.sqrt()),
            ("median", 4.0),
            ("q1", 3.0),
            ("q3", 6.0),
            ("min", 3.0),
            ("max", 9.0),
        ];
        for (name, expected) in expected {
            let found = AggregateOp::named(name).unwrap().of(&column).unwrap();
            assert!((found - expected).abs() < 1e-14, "{name} is {found}");
        }
        assert_eq!(AggregateOp::named("total"), None);
    }

    #[test]
    fn of_nothing_there_is_a_count() {
        assert_eq!(AggregateOp::Count.of(&[f64::NAN]), Ok(1.0));
        assert_eq!(AggregateOp::Distinct.of(&[f64::NAN, f64::NAN]), Ok(1.0));
        for op in [AggregateOp::Sum, AggregateOp::Product, AggregateOp::Mean, AggregateOp::Median, AggregateOp::Max, AggregateOp::Stdevp] {
            assert_eq!(op.of(&[f64::NAN]), Err(Undefined::TooFew { need: 1, have: 0 }), "{op:?}");
        }
        assert_eq!(AggregateOp::Variance.of(&[1.0]), Err(Undefined::TooFew { need: 2, have: 1 }));
    }
}
