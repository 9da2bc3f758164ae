//! Points in order of x, each x once: what every interpolation goes through.

use crate::stat::Undefined;
use crate::stat::describe::mean;
use crate::stat::sort::order;

/// Points in ascending order of x.
pub(super) struct Knots {
    pub x: Vec<f64>,
    pub y: Vec<f64>,
}

impl Knots {
    /// Takes points in any order; those at one x become one, at the mean of their y.
    pub fn new(x: &[f64], y: &[f64]) -> Result<Self, Undefined> {
        if x.len() != y.len() {
            return Err(Undefined::Lengths);
        }
        Undefined::unless_at_least(1, x.len())?;
        let mut rows: Vec<(f64, u32)> = (0..).zip(x).map(|(row, &x)| (x, row)).collect();
        order(&mut rows);
        let mut knots = Knots { x: Vec::new(), y: Vec::new() };
        for set in rows.chunk_by(|a, b| a.0 == b.0) {
            knots.x.push(set[0].0);
            knots.y.push(mean(&set.iter().map(|row| y[row.1 as usize]).collect::<Vec<f64>>())?);
        }
        Ok(knots)
    }

    /// Between which knots `x` lies: the number of the left one. What lies beyond the ends belongs to the outermost two.
    pub fn left_of(&self, x: f64) -> usize {
        self.x.partition_point(|&knot| knot <= x).saturating_sub(1).min(self.x.len().saturating_sub(2))
    }

    /// Whether `x` lies between the first and the last knot, or on one.
    pub fn hold(&self, x: f64) -> bool {
        self.x[0] <= x && x <= self.x[self.x.len() - 1]
    }

    /// The widths and the slopes of the steps between neighbours.
    pub fn steps(&self) -> (Vec<f64>, Vec<f64>) {
        let step = |pair: (&[f64], &[f64])| (pair.0[1] - pair.0[0], (pair.1[1] - pair.1[0]) / (pair.0[1] - pair.0[0]));
        self.x.windows(2).zip(self.y.windows(2)).map(step).unzip()
    }

    /// The cubic between two knots with the given slopes at all knots; beyond the ends that of the outermost two.
    pub fn cubic(&self, slopes: &[f64], x: f64) -> f64 {
        if self.x.len() == 1 {
            return self.y[0];
        }
        let left = self.left_of(x);
        let width = self.x[left + 1] - self.x[left];
        let h = (x - self.x[left]) / width;
        let bend = (self.y[left + 1] - self.y[left]) / width;
        let (from, to) = (slopes[left] - bend, slopes[left + 1] - bend);
        // The chord, and what the cubic has over it.
        self.y[left] + h * (self.y[left + 1] - self.y[left]) + h * (1.0 - h) * width * ((1.0 - h) * from - h * to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_one_x_become_one() {
        let knots = Knots::new(&[3.0, 1.0, 3.0, 2.0], &[10.0, 5.0, 20.0, 7.0]).unwrap();
        assert_eq!((knots.x, knots.y), (vec![1.0, 2.0, 3.0], vec![5.0, 7.0, 15.0]));
        assert_eq!(Knots::new(&[1.0], &[]).err(), Some(Undefined::Lengths));
    }

    #[test]
    fn a_place_belongs_to_the_knot_on_its_left() {
        let knots = Knots::new(&[1.0, 2.0, 4.0], &[0.0; 3]).unwrap();
        assert_eq!([0.0, 1.0, 1.9, 2.0, 4.0, 9.0].map(|x| knots.left_of(x)), [0, 0, 0, 1, 1, 1]);
        assert!(knots.hold(1.0) && knots.hold(4.0) && !knots.hold(0.9) && !knots.hold(4.1));
    }

    #[test]
    fn a_cubic_has_the_values_and_slopes_of_its_knots() {
        // x³ from 1 to 3.
        let knots = Knots::new(&[1.0, 3.0], &[1.0, 27.0]).unwrap();
        for x in [1.0, 1.5, 2.0, 3.0, 4.0] {
            assert!((knots.cubic(&[3.0, 27.0], x) - x * x * x).abs() < 1e-12, "{x}");
        }
    }
}
