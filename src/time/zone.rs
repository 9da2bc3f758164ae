//! A time zone, as what the clock on the wall says at an instant.
//!
//! Tables hold civil dates and need no zone. The full chart grammar takes local time as browsers do; which zone that is, only the
//! host knows, so it hands in a function. Without one, local time is UTC.

use super::DAY;

/// A time zone: by how many milliseconds its clocks are ahead of UTC at an instant.
#[derive(Clone, Copy)]
pub struct Zone<'a>(Option<&'a dyn Fn(f64) -> f64>);

impl<'a> Zone<'a> {
    /// Coordinated universal time.
    pub const UTC: Zone<'static> = Zone(None);

    /// A zone from a function: milliseconds since 1970 UTC in, milliseconds that local clocks are ahead of UTC out (negative west
    /// of Greenwich).
    pub fn new(ahead: &'a dyn Fn(f64) -> f64) -> Self {
        Zone(Some(ahead))
    }

    /// By how many milliseconds local clocks are ahead of UTC at `ms`.
    pub fn ahead(self, ms: f64) -> f64 {
        self.0.map_or(0.0, |ahead| ahead(ms))
    }

    /// What the clock shows at an instant, as if that were UTC.
    pub fn local(self, ms: f64) -> f64 {
        ms + self.ahead(ms)
    }

    /// The instant at which the clock shows `local`. Where clocks go forward and never show it, the offset before the change
    /// holds; where they go back and show it twice, it is the first time (ECMA-262, `UTC(t)`).
    pub fn instant(self, local: f64) -> f64 {
        let (before, after) = (self.ahead(local - DAY), self.ahead(local + DAY));
        let second = local - after;
        if self.ahead(local - before) != before && self.ahead(second) == after { second } else { local - before }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::from_civil;

    const HOUR: f64 = 3_600_000.0;

    /// Central European time in 2021: summer from 28 March 01:00 UTC to 31 October 01:00 UTC.
    fn berlin(ms: f64) -> f64 {
        let summer = ms >= from_civil(2021, 3, 28) + HOUR && ms < from_civil(2021, 10, 31) + HOUR;
        if summer { 2.0 * HOUR } else { HOUR }
    }

    #[test]
    fn the_clock_goes_to_the_instant_and_back() {
        let zone = Zone::new(&berlin);
        for hours in 0..8760 {
            let ms = from_civil(2021, 1, 1) + f64::from(hours) * HOUR;
            let back = zone.instant(zone.local(ms));
            let twice = ms == from_civil(2021, 10, 31) + HOUR;
            assert_eq!(back, if twice { ms - HOUR } else { ms }, "hour {hours}");
        }
    }

    #[test]
    fn an_hour_that_no_clock_shows_is_taken_with_the_offset_before_it() {
        let skipped = from_civil(2021, 3, 28) + 2.5 * HOUR;
        assert_eq!(Zone::new(&berlin).instant(skipped), skipped - HOUR);
        assert_eq!(Zone::UTC.instant(skipped), skipped);
    }
}
