//! Fisher's exact test of a table of counts: the probability, over all tables with the same sums of rows and columns, of one as
//! improbable as this one or more so.
//!
//! A table of 2 by 2 is one number, and its neighbours are gone through. Larger tables are laid column by column: what the later
//! columns can do depends only on what the rows have left, so that tables which share that are handled as one, and as soon as all
//! or none of the ways on are improbable enough the way ends there (C. R. Mehta and N. R. Patel, "A network algorithm for performing
//! Fisher's exact test in r × c contingency tables", 1983).

use super::chi_squared::margins;
use crate::stat::Undefined;
use crate::stat::distribution::hypergeometric;
use std::collections::BTreeMap;

/// Tables count as equally improbable up to this: their probabilities are products of rounded numbers. R takes the same.
const SLACK: f64 = 1e-7;

/// How many steps through the network are worth taking, and how many ways on from one state: some seconds, some hundred megabytes.
const STEPS: usize = 20_000_000;
const WAYS: usize = 1_000_000;

const TOO_LARGE: Undefined = Undefined::Parameter("the table is small enough to go through");

/// Takes what the rows have left and the logarithm of a weight.
type Found<'a> = dyn FnMut(&[usize], f64) -> Result<(), Undefined> + 'a;

/// Fisher's exact test (R. A. Fisher, "The logic of inductive inference", 1935): the two-sided p value.
///
/// # Errors
/// Fewer than 2 rows or columns, rows of different lengths, a count that is not a whole number from 0, a table other than 2 by 2
/// that is too large to go through.
pub fn fisher_exact(table: &[&[f64]]) -> Result<f64, Undefined> {
    let (rows, columns, total) = margins(table)?;
    if table.iter().any(|row| row.iter().any(|count| count.fract() != 0.0)) || total >= 2f64.powi(53) {
        return Err(Undefined::Domain("a whole count"));
    }
    if rows.len() == 2 && columns.len() == 2 {
        return Ok(two_by_two(table[0][0], rows[0], rows[1], columns[0]));
    }
    if total >= 1e5 {
        return Err(TOO_LARGE);
    }
    // Rows are what a state of the network consists of: the fewer the better.
    let whole = |sums: &[f64]| sums.iter().map(|&sum| sum as usize).collect::<Vec<_>>();
    let (rows, columns) = (whole(&rows), whole(&columns));
    let (states, layers) = if rows.len() <= columns.len() { (rows, columns) } else { (columns, rows) };
    let mut network = Network::new(layers, total as usize);
    let observed: f64 = table.iter().flat_map(|row| row.iter()).map(|&count| -network.ln_factorial[count as usize]).sum();
    network.p(states, observed)
}

/// The p value of a table whose first cell is `observed`.
fn two_by_two(observed: f64, row: f64, other_row: f64, column: f64) -> f64 {
    let at = |k: f64| hypergeometric::probability(k, row, other_row, column);
    let (least, most) = ((column - other_row).max(0.0), row.min(column));
    let limit = at(observed) * (1.0 + SLACK);
    // Probabilities rise to the mode and fall after it. From `k` away from it, until what comes adds nothing.
    let sum_from = |mut k: f64, step: f64| {
        let mut sum = 0.0;
        while (least..=most).contains(&k) {
            let next = at(k);
            sum += next;
            if next <= sum * f64::EPSILON / 16.0 {
                break;
            }
            k += step;
        }
        sum
    };
    let mode = ((row + 1.0) * (column + 1.0) / (row + other_row + 2.0)).floor().clamp(least, most);
    if at(mode) <= limit {
        return 1.0;
    }
    // The first place on either side of the mode where the probability is within the limit, by halving.
    let first_within = |end: f64, step: f64| {
        let (mut inside, mut outside) = (mode, end + step);
        while (outside - inside).abs() > 1.0 {
            let middle = (0.5 * (inside + outside)).floor();
            if at(middle) > limit { inside = middle } else { outside = middle }
        }
        outside
    };
    (sum_from(first_within(least, -1.0), -1.0) + sum_from(first_within(most, 1.0), 1.0)).min(1.0)
}

/// What the rows have left before a layer, in descending order: which row is which makes no difference.
type State = (usize, Vec<usize>);

/// The tables with given sums, as ways through a network; a table's weight is the product of 1 / count!.
struct Network {
    layers: Vec<usize>,
    /// By number.
    ln_factorial: Vec<f64>,
    /// The logarithms of the least and the greatest weight of the ways on from a state.
    bounds: BTreeMap<State, (f64, f64)>,
    steps: usize,
}

impl Network {
    fn new(layers: Vec<usize>, total: usize) -> Network {
        let mut ln_factorial = vec![0.0];
        for n in 1..=total {
            ln_factorial.push(ln_factorial[n - 1] + (n as f64).ln());
        }
        Network { layers, ln_factorial, bounds: BTreeMap::new(), steps: 0 }
    }

    fn p(&mut self, mut rows: Vec<usize>, observed: f64) -> Result<f64, Undefined> {
        rows.sort_unstable_by(|a, b| b.cmp(a));
        let start = (0, rows);
        let all = self.ln_total(&start);
        let (limit, mut p) = (observed + SLACK, 0.0);
        // By state and then by the weight so far, rounded so that ways of one weight meet: how many ways, and their weight.
        let mut here: BTreeMap<State, BTreeMap<i64, (f64, f64)>> = BTreeMap::from([(start, BTreeMap::from([(0, (1.0, 0.0))]))]);
        while !here.is_empty() {
            let mut there: BTreeMap<State, BTreeMap<i64, (f64, f64)>> = BTreeMap::new();
            for (state, ways) in here {
                for (next, weight) in self.next(&state)? {
                    let (least, greatest) = self.bounds(&next)?;
                    let total = self.ln_total(&next) - all;
                    self.step(ways.len())?;
                    for &(count, so_far) in ways.values() {
                        let so_far = so_far + weight;
                        if so_far + greatest <= limit {
                            p += count * (so_far + total).exp();
                        } else if so_far + least <= limit {
                            let key = (so_far * 1e10).round() as i64;
                            there.entry(next.clone()).or_default().entry(key).or_insert((0.0, so_far)).0 += count;
                        }
                    }
                }
            }
            here = there;
        }
        Ok(p.min(1.0))
    }

    /// The logarithm of the sum of the weights of all ways on from a state: a multinomial coefficient.
    fn ln_total(&self, (layer, rows): &State) -> f64 {
        let ln = |n: &usize| self.ln_factorial[*n];
        ln(&rows.iter().sum()) - rows.iter().map(ln).sum::<f64>() - self.layers[*layer..].iter().map(ln).sum::<f64>()
    }

    /// The states that a layer can lead to, one for each way to fill it, and the logarithm of that way's weight.
    fn next(&mut self, (layer, rows): &State) -> Result<Vec<(State, f64)>, Undefined> {
        let mut found = Vec::new();
        self.fill(rows, self.layers[*layer], 0.0, &mut Vec::new(), &mut |left, weight| {
            let mut left = left.to_vec();
            left.sort_unstable_by(|a, b| b.cmp(a));
            found.push(((layer + 1, left), weight));
            if found.len() > WAYS { Err(TOO_LARGE) } else { Ok(()) }
        })?;
        self.step(found.len())?;
        Ok(found)
    }

    fn step(&mut self, by: usize) -> Result<(), Undefined> {
        self.steps += by;
        if self.steps > STEPS { Err(TOO_LARGE) } else { Ok(()) }
    }

    /// Every way to take `amount` from the rows that follow those in `left`.
    fn fill(&self, rows: &[usize], amount: usize, weight: f64, left: &mut Vec<usize>, found: &mut Found) -> Result<(), Undefined> {
        let Some((&row, others)) = rows.split_first() else {
            return found(left, weight);
        };
        let room: usize = others.iter().sum();
        for taken in amount.saturating_sub(room)..=row.min(amount) {
            left.push(row - taken);
            self.fill(others, amount - taken, weight - self.ln_factorial[taken], left, found)?;
            left.pop();
        }
        Ok(())
    }

    fn bounds(&mut self, state: &State) -> Result<(f64, f64), Undefined> {
        if state.0 + 1 >= self.layers.len() {
            // The last layer takes what is left.
            let weight = if state.0 == self.layers.len() { 0.0 } else { -state.1.iter().map(|&n| self.ln_factorial[n]).sum::<f64>() };
            return Ok((weight, weight));
        }
        if let Some(&known) = self.bounds.get(state) {
            return Ok(known);
        }
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for (next, weight) in self.next(state)? {
            let (low, high) = self.bounds(&next)?;
            least = least.min(weight + low);
            greatest = greatest.max(weight + high);
        }
        self.bounds.insert(state.clone(), (least, greatest));
        Ok((least, greatest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stat::distribution::close;
    use proptest::prelude::*;

    #[test]
    fn tables_of_two_by_two() {
        // R 4.2.2: fisher.test.
        close(fisher_exact(&[&[3.0, 1.0], &[1.0, 6.0]]).unwrap(), 0.08787878787878783, 1e-13);
        close(fisher_exact(&[&[12.0, 7.0], &[6.0, 7.0]]).unwrap(), 0.4726974416017796, 1e-12);
        // The lady who tasted tea with all her cups right: 2 of 70 tables.
        close(fisher_exact(&[&[4.0, 0.0], &[0.0, 4.0]]).unwrap(), 2.0 / 70.0, 1e-13);
        assert_eq!(fisher_exact(&[&[0.0, 0.0], &[3.0, 4.0]]), Ok(1.0));
        assert!(fisher_exact(&[&[0.5, 1.0], &[3.0, 4.0]]).is_err());
    }

    #[test]
    fn larger_tables() {
        // R 4.2.2: fisher.test.
        close(fisher_exact(&[&[3.0, 1.0, 2.0], &[1.0, 6.0, 4.0], &[5.0, 0.0, 2.0]]).unwrap(), 0.04376716521688874, 1e-12);
        let wide: [&[f64]; 3] = [&[4.0, 1.0, 0.0, 3.0], &[2.0, 2.0, 6.0, 1.0], &[1.0, 5.0, 1.0, 2.0]];
        close(fisher_exact(&wide).unwrap(), 0.033298264767454906, 1e-12);
        let row: &[f64] = &[400.0; 9];
        assert!(fisher_exact(&[row; 9]).is_err());
    }

    /// The definition: every table with these sums, by its probability.
    fn by_listing_all(table: [[usize; 3]; 2]) -> f64 {
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        let weight = |t: [[usize; 3]; 2]| 1.0 / t.iter().flatten().map(|&n| factorial(n)).product::<f64>();
        let columns = [0, 1, 2].map(|k| table[0][k] + table[1][k]);
        let row: usize = table[0].iter().sum();
        let (mut all, mut improbable) = (0.0, 0.0);
        for a in 0..=columns[0] {
            for b in 0..=columns[1] {
                if a + b <= row && row - a - b <= columns[2] {
                    let first = [a, b, row - a - b];
                    let w = weight([first, [0, 1, 2].map(|k| columns[k] - first[k])]);
                    all += w;
                    improbable += if w <= weight(table) * (1.0 + SLACK) { w } else { 0.0 };
                }
            }
        }
        improbable / all
    }

    proptest! {
        #[test]
        fn the_network_finds_what_listing_finds(counts in prop::array::uniform6(0usize..9)) {
            let [a, b, c, d, e, f] = counts;
            let table = [[a, b, c], [d, e, f]].map(|row| row.map(|n| n as f64));
            let p = fisher_exact(&[&table[0], &table[1]]).unwrap();
            let expected = by_listing_all([[a, b, c], [d, e, f]]);
            prop_assert!((p - expected).abs() < 1e-11, "{p} for {expected}");
        }

        #[test]
        fn two_by_two_and_the_network_agree(counts in prop::array::uniform4(0usize..30)) {
            let [a, b, c, d] = counts.map(|n| n as f64);
            let found = fisher_exact(&[&[a, b], &[c, d]]).unwrap();
            // A column of nothing changes nothing.
            let network = fisher_exact(&[&[a, b, 0.0], &[c, d, 0.0]]).unwrap();
            prop_assert!((found - network).abs() < 1e-11 && found > 0.0, "{found} {network}");
        }
    }
}
