//! How far the values of a stretch lie from their own mean, for any stretch in one step.

use crate::stat::describe::{Sum, deviations};

/// The sums of all first values and of their squares, less the mean of all, so that no offset takes digits away.
pub(super) struct Segments {
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// What a sum of squares is to be multiplied by.
    pub unit: f64,
}

impl Segments {
    pub fn new(values: &[f64]) -> Segments {
        let around = deviations(values);
        let running = |term: fn(f64) -> f64| {
            let mut sum = Sum::new();
            let next = |&value: &f64| {
                sum.add(term(value));
                sum.value()
            };
            std::iter::once(0.0).chain(around.scaled.iter().map(next)).collect()
        };
        Segments { sums: running(|v| v), squares: running(|v| v * v), unit: around.scale * around.scale }
    }

    /// The sum of the squared deviations of the values from `start` to before `end` from their mean, in the unit.
    pub fn cost(&self, start: usize, end: usize) -> f64 {
        let sum = self.sums[end] - self.sums[start];
        (self.squares[end] - self.squares[start] - sum * sum / (end - start) as f64).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_costs_what_its_values_deviate() {
        let segments = Segments::new(&[1e9 + 1.0, 1e9 + 2.0, 1e9 + 6.0, 1e9 + 6.0]);
        let cost = |start, end| segments.cost(start, end) * segments.unit;
        assert!((cost(0, 3) - 14.0).abs() < 1e-12);
        assert!((cost(0, 2) - 0.5).abs() < 1e-12);
        assert!(cost(2, 4).abs() < 1e-12);
        assert_eq!(cost(1, 2), 0.0);
    }
}
