//! The exact distributions of rank sums, ties or not: how many choices of some numbers have each sum.
//!
//! Source: B. Streitberg and J. Röhmel, "Exact distributions for permutation and rank tests: an introduction to some recently
//! published algorithms", 1986 (the shift algorithm).

/// Both tails at one value of a sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tails {
    /// The probability of this sum or a smaller one.
    pub lower: f64,
    /// The probability of this sum or a larger one.
    pub upper: f64,
}

impl Tails {
    fn at(sums: &[f64], observed: usize) -> Tails {
        let lower: f64 = sums.iter().take(observed + 1).sum();
        let upper: f64 = sums.iter().skip(observed).sum();
        let total: f64 = sums.iter().sum();
        Tails { lower: lower / total, upper: upper / total }
    }

    /// Twice the smaller one, and at most 1.
    pub fn two_sided(self) -> f64 {
        (2.0 * self.lower.min(self.upper)).min(1.0)
    }
}

/// Where the sum of `size` of the `numbers` lies when each choice of so many is as likely. Few hundred numbers at most.
pub(super) fn of_size(numbers: &[usize], size: usize, observed: usize) -> Tails {
    let most: usize = numbers.iter().sum();
    // By how many were chosen and their sum: the number of choices.
    let mut choices = vec![vec![0.0; most + 1]; size + 1];
    choices[0][0] = 1.0;
    let mut reached = 0;
    for &number in numbers {
        reached += number;
        for chosen in (1..=size).rev() {
            let (fewer, more) = choices.split_at_mut(chosen);
            let (from, to) = (&fewer[chosen - 1], &mut more[0]);
            for sum in number..=reached {
                to[sum] += from[sum - number];
            }
        }
    }
    Tails::at(&choices[size], observed)
}

/// Where the sum of those of the `numbers` that a fair coin chooses lies.
pub(super) fn of_any_size(numbers: &[usize], observed: usize) -> Tails {
    let mut sums = vec![0.0; numbers.iter().sum::<usize>() + 1];
    sums[0] = 1.0;
    let mut reached = 0;
    for &number in numbers {
        reached += number;
        for sum in (0..=reached).rev() {
            let chosen = if sum >= number { sums[sum - number] } else { 0.0 };
            sums[sum] = 0.5 * (sums[sum] + chosen);
        }
    }
    Tails::at(&sums, observed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;

    #[test]
    fn sums_of_two_of_four() {
        // 3, 4, 5, 5, 6, 7.
        let found = of_size(&[1, 2, 3, 4], 2, 4);
        close(found.lower, 2.0 / 6.0, 1e-15);
        close(found.upper, 5.0 / 6.0, 1e-15);
        close(found.two_sided(), 4.0 / 6.0, 1e-15);
    }

    #[test]
    fn sums_of_any_of_three() {
        // 0, 1, 2, 2, 3, 3, 4, 5.
        let found = of_any_size(&[1, 2, 2], 4);
        close(found.lower, 7.0 / 8.0, 1e-15);
        close(found.upper, 2.0 / 8.0, 1e-15);
        assert_eq!(of_any_size(&[2, 2, 2, 2], 4).two_sided(), 1.0);
    }
}
