//! What a selection holds: tuples of values or ranges by field, each of the view that it was made in, and which rows they select.

use crate::grammar::view::env::Env;
use crate::transform::{Datum, Field, Frame, TimeUnit};

/// How the tuples of several views go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resolve {
    /// There is one selection, made in whichever view.
    Global,
    /// What any view selects.
    Union,
    /// What all views select that select anything.
    Intersect,
}

/// How values are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// One of them.
    OneOf,
    /// From the first to the second.
    Between,
    /// The same, without the second: a bin.
    Within,
}

/// The values of one field.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The column.
    pub field: String,
    /// The channel that it was selected on.
    pub channel: Option<String>,
    /// The same as a way into rows.
    pub path: Field,
    /// Where the column is made from another, cut down to units of time: that, for views that have not made it.
    pub unit: Option<(TimeUnit, Field)>,
    pub meant: Meant,
    pub values: Vec<Datum>,
}

impl Part {
    fn holds(&self, value: &Datum) -> bool {
        if self.meant == Meant::OneOf {
            return self.values.iter().any(|own| same(own, value));
        }
        let [a, b] = self.values.as_slice() else { return false };
        let (a, b, value) = (a.number(), b.number(), value.number());
        let (low, high) = (a.min(b), a.max(b));
        low <= value && if self.meant == Meant::Within { value < high } else { value <= high }
    }

    /// The value that a row has for it.
    pub fn of(&self, frame: &Frame, row: usize, env: &Env) -> Datum {
        match (self.path.of(frame, row), &self.unit) {
            (Datum::Undefined, Some((unit, from))) => Datum::Time(unit.floor(from.of(frame, row).date(env.time_zone()), env.time_zone())),
            (value, _) => value,
        }
    }
}

/// Dates are the same when their instants are.
pub(crate) fn same(a: &Datum, b: &Datum) -> bool {
    let time = |d: &Datum| matches!(d, Datum::Time(_));
    a.same(b) || ((time(a) || time(b)) && a.number() == b.number())
}

/// What was selected at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tuple {
    /// The view that it was made in.
    pub unit: String,
    pub parts: Vec<Part>,
    /// Of an interval on a map, which selects rows by their places: its ends on the plotting area, left, top, right, bottom.
    pub place: Option<[f64; 4]>,
}

impl Tuple {
    /// The same values of the same fields.
    pub fn equals(&self, other: &Tuple) -> bool {
        let alike = |a: &Part, b: &Part| {
            a.field == b.field && a.values.len() == b.values.len() && a.values.iter().zip(&b.values).all(|(x, y)| same(x, y))
        };
        self.parts.len() == other.parts.len() && self.parts.iter().zip(&other.parts).all(|(a, b)| alike(a, b))
    }
}

/// A selection that holds something.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    pub tuples: Vec<Tuple>,
    pub resolve: Resolve,
}

impl Selection {
    /// Whether a row is selected, whose value for a part is asked for.
    pub fn holds(&self, value_of: &dyn Fn(&Part) -> Datum) -> bool {
        let held = |tuple: &Tuple| tuple.parts.iter().all(|part| part.holds(&value_of(part)));
        if self.resolve != Resolve::Intersect {
            return self.tuples.iter().any(held);
        }
        // Of each view that selects, one tuple must hold the row.
        let of_unit = |unit: &str| self.tuples.iter().filter(|t| t.unit == unit).any(held);
        self.tuples.iter().all(|tuple| of_unit(&tuple.unit))
    }

    /// The values of a field over all tuples: the ends of a range, or each value once.
    fn values(&self, wanted: &dyn Fn(&Part) -> bool) -> Option<Vec<Datum>> {
        let mut out: Option<Vec<Datum>> = None;
        for part in self.tuples.iter().flat_map(|t| &t.parts).filter(|p| wanted(p)) {
            let Some(so_far) = &mut out else {
                out = Some(part.values.clone());
                continue;
            };
            match (so_far.as_mut_slice(), part.values.as_slice()) {
                ([low, high], [a, b]) if part.meant == Meant::Between => {
                    let further = |so_far: &Datum, new: &Datum, up: bool| (new.number() > so_far.number()) == up;
                    if self.resolve == Resolve::Intersect {
                        if further(low, a, true) {
                            *low = a.clone();
                        }
                        if further(high, b, false) {
                            *high = b.clone();
                        }
                    } else {
                        if further(low, a, false) {
                            *low = a.clone();
                        }
                        if further(high, b, true) {
                            *high = b.clone();
                        }
                    }
                }
                _ => {
                    for value in &part.values {
                        if !so_far.iter().any(|known| same(known, value)) {
                            so_far.push(value.clone());
                        }
                    }
                }
            }
        }
        out
    }

    /// The values by field, as expressions see them, and as a page is told of them.
    pub fn object(&self) -> Datum {
        let mut members: Vec<(std::rc::Rc<str>, Datum)> = Vec::new();
        for part in self.tuples.iter().flat_map(|t| &t.parts) {
            for name in [Some(part.field.as_str()), part.channel.as_deref()].into_iter().flatten() {
                if !members.iter().any(|(k, _)| &**k == name) {
                    let values = self.values(&|p| p.field == part.field).unwrap_or_default();
                    members.push((name.into(), Datum::from(values)));
                }
            }
        }
        Datum::Object(members.into())
    }
}

impl Env<'_> {
    /// Whether a row is selected; all are in a selection that is empty, unless that is said to hold none.
    pub fn in_selection(&self, name: &str, empty: bool, value_of: &dyn Fn(&Part) -> Datum) -> bool {
        self.note_read(name);
        if let Some(selection) = self.selections.borrow().get(name) {
            return selection.holds(value_of);
        }
        match self.signals.borrow().get(name) {
            Some(Datum::Object(members)) if members.is_empty() => empty,
            Some(variable) => variable.truth(),
            None => empty,
        }
    }

    /// The same for a row of a frame.
    pub fn selected_row(&self, name: &str, empty: bool, frame: &Frame, row: usize) -> bool {
        self.in_selection(name, empty, &|part| part.of(frame, row, self))
    }

    fn part(&self, name: &str, wanted: &dyn Fn(&Part) -> bool) -> Option<Vec<Datum>> {
        self.note_read(name);
        self.selections.borrow().get(name)?.values(wanted)
    }

    /// The ends of a selection on a field or channel.
    pub fn selected_extent(&self, name: &str, key: Option<&str>) -> Option<[f64; 2]> {
        let values = self.part(name, &|p| key.is_none_or(|k| p.field == k || p.channel.as_deref() == Some(k)))?;
        let [a, b] = values.as_slice() else { return None };
        Some([a.number(), b.number()])
    }

    /// The domain that a selection gives a scale.
    pub fn selected_domain(&self, name: &str, key: Option<&str>, c: &str) -> Option<Vec<Datum>> {
        self.part(name, &|p| match key {
            Some(k) => p.field == k || p.channel.as_deref() == Some(k),
            None => p.channel.as_deref() == Some(c),
        })
    }
}
