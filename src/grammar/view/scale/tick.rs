//! The ticks of a scale, and how its values are written on axes and legends.

use super::*;

impl Scale {
    /// The count of ticks that is asked for, after the least step and the bins had their say.
    pub fn count(&self, wanted: f64, min_step: Option<f64>) -> f64 {
        let mut count = wanted;
        if let Some(bins) = &self.bins {
            count = count.max(bins.len() as f64);
        }
        let Some(least) = min_step.filter(|s| *s > 0.0) else { return count };
        let (a, b) = self.span();
        let stepped = self.bins.is_none() && self.kind != "log" && !self.is_time();
        steps::count_for_step(a, b, count, least, stepped)
    }

    /// The values of ticks for a count that [`Scale::count`] gave, or one an interval.
    pub fn ticks(&self, count: f64, every: Option<Interval>, env: &Env) -> Vec<Datum> {
        if let Some(bins) = &self.bins {
            let ticks: Vec<Datum> = bins.iter().map(|b| Datum::Number(*b)).collect();
            return self.valid(ticks, Some(count));
        }
        let Some(continuous) = self.numbers() else {
            return match &self.shape {
                Shape::Classes(classes) if self.kind == "threshold" => classes.thresholds.iter().map(|t| Datum::Number(*t)).collect(),
                Shape::Classes(classes) => match classes.domain {
                    Some((a, b)) if self.kind == "quantize" => steps::ticks(a, b, count).into_iter().map(Datum::Number).collect(),
                    _ => self.domain.clone(),
                },
                _ => self.domain.clone(),
            };
        };
        if self.is_time() {
            let utc = self.kind == "utc";
            let wanted = every.map_or(Wanted::Count(count), Wanted::Every);
            let (a, b) = self.span();
            return calendar::ticks(a, b, wanted, env.zone_of(utc), utc).into_iter().map(Datum::Time).collect();
        }
        continuous.ticks(count).into_iter().map(Datum::Number).collect()
    }

    /// Ticks that lie in the range, in its order, every other one left out while there are more than `count`.
    pub fn valid(&self, ticks: Vec<Datum>, count: Option<f64>) -> Vec<Datum> {
        let (first, last) = self.ends();
        let (low, high) = (first.min(last).floor(), first.max(last).ceil());
        let mut placed: Vec<(f64, Datum)> = ticks.into_iter().map(|t| (self.position(&t, 0.0), t)).collect();
        placed.retain(|(p, _)| low <= *p && *p <= high);
        placed.sort_by(|a, b| if first > last { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) });
        let mut ticks: Vec<Datum> = placed.into_iter().map(|(_, t)| t).collect();
        if let Some(count) = count.filter(|c| *c > 0.0)
            && ticks.len() > 1
        {
            let ends = vec![ticks[0].clone(), ticks[ticks.len() - 1].clone()];
            while ticks.len() as f64 > count && ticks.len() >= 3 {
                ticks = ticks.into_iter().step_by(2).collect();
            }
            if ticks.len() < 3 {
                ticks = ends;
            }
        }
        ticks
    }

    /// How values are written on an axis or a legend.
    pub fn formatter<'a>(&self, count: f64, format: Option<&Value>, kind: Option<&str>, all: bool, env: &'a Env<'a>) -> Formatter<'a> {
        let specifier = format.and_then(Value::as_str).filter(|s| !s.is_empty()).and_then(|s| Specifier::parse(s).ok());
        let rule = if self.kind == "time" || kind == Some("time") || self.kind == "utc" || kind == Some("utc") {
            let utc = self.kind == "utc" || kind == Some("utc");
            match format {
                Some(Value::String(text)) if !text.is_empty() => Rule::Time(text.clone(), utc),
                Some(overrides @ Value::Object(_)) => Rule::Multi(Box::new(multi_format(overrides)), utc),
                _ => Rule::Multi(Box::default(), utc),
            }
        } else if self.kind == "log" {
            let label = NumberLabel::float(specifier);
            let base = match self.numbers().map(|c| &c.transform) {
                Some(Transform::Log { base }) => *base,
                _ => 10.0,
            };
            if all || self.bins.is_some() {
                Rule::Number(label)
            } else {
                let ticks = self.ticks(count, None, env).len();
                Rule::Log(label, base, count, ticks)
            }
        } else if self.numbers().is_some() {
            let (a, b) = self.span();
            Rule::Number(NumberLabel::span(a, b, count, specifier))
        } else if let (Shape::Classes(classes), "quantile" | "quantize") = (&self.shape, self.kind.as_str()) {
            let limits: Vec<f64> = match (self.kind.as_str(), classes.domain) {
                ("quantize", Some((a, b))) => vec![a, b],
                _ => classes.thresholds.clone(),
            };
            Rule::Number(NumberLabel::thresholds(&limits, specifier))
        } else {
            specifier.map_or(Rule::Text, |s| Rule::Number(NumberLabel::Plain(s)))
        };
        Formatter { rule, env }
    }

    /// The values of a legend: bins, limits of classes, or ticks. The second part is the upper end of the last one.
    pub fn legend_values(&self, count: f64, env: &Env) -> (Vec<Datum>, Option<f64>) {
        if let Some(bins) = &self.bins {
            let numbers: Vec<Datum> = bins.iter().take(bins.len().saturating_sub(1)).map(|b| Datum::Number(*b)).collect();
            return (numbers, bins.last().copied());
        }
        if let Shape::Classes(classes) = &self.shape {
            let limits = std::iter::once(f64::NEG_INFINITY).chain(classes.thresholds.iter().copied());
            return (limits.map(Datum::Number).collect(), Some(f64::INFINITY));
        }
        let ticks = self.ticks(count, None, env);
        if self.kind == "log" {
            let (base, n) = match self.numbers().map(|c| &c.transform) {
                Some(Transform::Log { base }) => (*base, ticks.len()),
                _ => (10.0, ticks.len()),
            };
            return (ticks.into_iter().filter(|t| log::labelled(t.number(), base, count, n)).collect(), None);
        }
        (ticks, None)
    }
}

pub(super) fn multi_format(overrides: &Value) -> MultiFormat {
    let pairs: Vec<(&str, &str)> = overrides.members().iter().filter_map(|(k, v)| v.as_str().map(|v| (k.as_str(), v))).collect();
    MultiFormat::with(&pairs).unwrap_or_default()
}
