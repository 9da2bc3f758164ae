//! A channel as it gives values: conditions first, then fields through scales.

use super::*;

impl Draw<'_> {
    pub(super) fn test(&self, condition: &Value) -> Vec<bool> {
        let rows = self.frame.rows();
        if let Some(param) = condition.text("param") {
            let empty = condition.get("empty") != Some(&Value::Bool(false));
            return (0..rows).map(|row| self.env.selected_row(param, empty, self.frame, row)).collect();
        }
        let Some(test) = condition.get("test") else { return vec![false; rows] };
        let held = Predicate::read(test).and_then(|p| p.holds(self.frame, self.env));
        match held {
            Ok(held) => held,
            Err(problem) => {
                self.env.note(*problem);
                vec![false; rows]
            }
        }
    }

    pub(super) fn source(&self, c: &str, def: &Value, default: &Option<Value>) -> Source {
        if channel::is_datum(def) {
            let time = channel::kind(def) == "temporal";
            let value = self.env.datum(def.get("datum").unwrap_or(&Value::Null), time, None);
            return Source::Fixed(self.scale(c).map_or(value.clone(), |s| s.apply(&value, 0.5)));
        }
        if channel::is_field(def) {
            let scale = self.scale(c);
            let spans = channel::is_binning(def.get("bin")) || (def.some("timeUnit").is_some() && channel::kind(def) == "temporal");
            if let (true, Some(scale)) = (spans, scale.as_ref().filter(|s| !s.is_discrete())) {
                let share = band_position(self.unit, def, c, self.config()).filter(|share| *share != 0.0);
                if let Some(share) = share {
                    return Source::Between(scale.clone(), path(&column(def)), path(&naming::column_with(def, "end")), share);
                }
            }
            let requires = crate::grammar::compile::scales::requires_range(def, c);
            let name = naming::column_as(def, naming::Ask { bin_suffix: if requires { "range" } else { "" }, ..naming::Ask::default() });
            let invalid = scale.as_ref().filter(|s| has_continuous_domain(&s.kind)).and_then(|s| {
                let include = self.invalid_shown(c, def)?;
                let value = match include.get("value") {
                    Some(value) => self.env.value(value, None),
                    None => {
                        let zero = s.domain.iter().any(|d| d.number() <= 0.0) && s.domain.iter().any(|d| d.number() >= 0.0);
                        s.apply(&if zero { Datum::Number(0.0) } else { s.domain.first().cloned().unwrap_or_default() }, 0.0)
                    }
                };
                Some((path(&column(def)), value))
            });
            return Source::Scaled(scale, path(&name), invalid);
        }
        match def.get("value").or(default.as_ref()) {
            Some(value) if value.has("expr") || value.has("signal") => {
                Source::Expression(value.text("expr").or(value.text("signal")).unwrap_or("").to_string())
            }
            Some(value) => Source::Fixed(Datum::from_value(value)),
            None => Source::Nothing,
        }
    }

    pub(super) fn channel(&self, c: &str, default: Option<Value>) -> Channel {
        let none = Value::Null;
        let def = self.unit.def(c).unwrap_or(&none);
        let conditions = def.get("condition").map_or(&[][..], Json::list).iter();
        let conditions = conditions.map(|condition| (self.test(condition), self.source(c, condition, &default))).collect();
        Channel { conditions, main: self.source(c, def, &default) }
    }

    pub(super) fn of(&self, channel: &Channel, row: usize) -> Datum {
        let source = channel.conditions.iter().find(|(held, _)| held.get(row) == Some(&true)).map_or(&channel.main, |(_, s)| s);
        match source {
            Source::Nothing => Datum::Undefined,
            Source::Fixed(value) => value.clone(),
            Source::Expression(text) => self.eval(text, row),
            Source::Between(scale, start, end, share) => {
                let (start, end) = (start.of(self.frame, row), end.of(self.frame, row));
                if start.is_nothing() || end.is_nothing() {
                    return Datum::Undefined;
                }
                scale.apply(&Datum::Number((1.0 - share) * start.number() + share * end.number()), 0.0)
            }
            Source::Scaled(scale, field, invalid) => {
                if let Some((own, value)) = invalid {
                    let v = own.of(self.frame, row);
                    if !v.is_valid() || !v.number().is_finite() {
                        return value.clone();
                    }
                }
                let value = field.of(self.frame, row);
                scale.as_ref().map_or(value.clone(), |s| s.apply(&value, 0.5))
            }
        }
    }

    /// The numbers of a channel, one for each row; 0 where there is none.
    pub fn numbers(&self, c: &str, default: Option<Value>) -> Vec<f64> {
        let channel = self.channel(c, default);
        let number = |row: usize| Some(self.of(&channel, row).number()).filter(|n| !n.is_nan()).unwrap_or(0.0);
        (0..self.frame.rows()).map(number).collect()
    }
}

/// A channel as it gives values: conditions first, then the rest.
pub(super) struct Channel {
    conditions: Vec<(Vec<bool>, Source)>,
    main: Source,
}

/// Where a value comes from.
pub(super) enum Source {
    Nothing,
    Fixed(Datum),
    Expression(String),
    Scaled(Option<Rc<Scale>>, Field, Option<(Field, Datum)>),
    /// At a share of the way from the start to the end of a bin or time unit.
    Between(Rc<Scale>, Field, Field, f64),
}
