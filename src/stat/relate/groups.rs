//! Groups of values as tests of means see them.

use crate::stat::Undefined;
use crate::stat::describe::{deviations, sum};

/// One group. Lengths are in units of the [`Groups`]' scale, and so are squares.
pub(super) struct Group {
    /// How many values.
    pub n: f64,
    /// The group's mean less the mean of all values: near 0, so that differences of means keep their digits at any offset.
    pub mean: f64,
    /// The sum of the squares of the deviations from the group's own mean.
    pub squares: f64,
}

/// Some groups.
pub(super) struct Groups {
    pub groups: Vec<Group>,
    /// A power of two.
    pub scale: f64,
}

/// The groups' sizes, means and sums of squares.
///
/// # Errors
/// An empty group, or no variance within any group.
pub(super) fn groups(samples: &[&[f64]]) -> Result<Groups, Undefined> {
    let all = deviations(&samples.concat());
    let (mut rest, mut groups) = (all.scaled.as_slice(), Vec::new());
    for sample in samples {
        Undefined::unless_at_least(1, sample.len())?;
        let (here, after) = rest.split_at(sample.len());
        rest = after;
        let around = deviations(sample);
        let unit = around.scale / all.scale;
        groups.push(Group { n: sample.len() as f64, mean: sum(here) / sample.len() as f64, squares: around.squares() * unit * unit });
    }
    if groups.iter().all(|group| group.squares == 0.0) {
        return Err(Undefined::NoVariance);
    }
    Ok(Groups { groups, scale: all.scale })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_told_apart_at_any_offset() {
        let found = groups(&[&[1e15 + 1.0, 1e15 + 3.0], &[1e15 + 5.0, 1e15 + 7.0]]).unwrap();
        assert_eq!((found.groups[1].mean - found.groups[0].mean) * found.scale, 4.0);
        assert_eq!(found.groups[0].squares * found.scale * found.scale, 2.0);
        assert!(groups(&[&[1.0], &[]]).is_err());
        assert!(groups(&[&[1.0, 1.0], &[2.0]]).is_err());
    }
}
