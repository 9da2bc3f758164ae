//! A discrete scale: a row of equal bands, one a category.

/// `count` bands over `range`, touching.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Pixels where the first band begins and the last ends.
    pub range: (f64, f64),
    /// Number of bands; at least one.
    pub count: usize,
}

impl Band {
    /// A scale of `count` bands (at least one).
    pub fn new(count: usize, range: (f64, f64)) -> Self {
        Band { range, count: count.max(1) }
    }

    /// Width of a band in pixels.
    pub fn step(&self) -> f64 {
        (self.range.1 - self.range.0) / self.count as f64
    }

    /// Middle of band `index`.
    pub fn middle(&self, index: usize) -> f64 {
        self.range.0 + (index as f64 + 0.5) * self.step()
    }

    /// The band at or nearest to a pixel.
    pub fn invert(&self, position: f64) -> usize {
        let index = ((position - self.range.0) / self.step()).floor();
        (index.max(0.0) as usize).min(self.count - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_band_is_in_that_band() {
        let band = Band::new(7, (10.0, 150.0));
        for index in 0..7 {
            assert_eq!(band.invert(band.middle(index)), index);
        }
        assert_eq!((band.invert(-50.0), band.invert(900.0)), (0, 6), "beyond the ends, the nearest");
    }
}
