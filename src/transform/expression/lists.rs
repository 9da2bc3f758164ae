//! Functions of lists and objects.

use super::eval::limit;
use super::functions::{ANY, Function, Result, at, function, number};
use super::texts::Units;
use super::{Context, MOST};
use crate::transform::sort::merge_sort;
use crate::transform::{Datum, Field, wrong};
use std::rc::Rc;

/// Functions of lists and objects.
pub static FUNCTIONS: [Function; 15] = [
    function("join", 1, 2, |a, context| {
        let separator = if matches!(at(a, 1), Datum::Undefined) { ",".into() } else { at(a, 1).text(context.zone()) };
        let part = |item: &Datum| if item.is_nothing() { "".into() } else { item.text(context.zone()) };
        let parts: Vec<Rc<str>> = list(&a[0])?.iter().map(part).collect();
        limit(parts.iter().map(|part| part.len() + separator.len()).sum())?;
        Ok(Datum::from(parts.join(&*separator)))
    }),
    function("indexof", 2, 3, |a, context| index(a, context, false)),
    function("lastindexof", 2, 3, |a, context| index(a, context, true)),
    function("slice", 1, 3, slice),
    function("reverse", 1, 1, |a, _| Ok(Datum::from(list(&a[0])?.iter().rev().cloned().collect::<Vec<_>>()))),
    function("sort", 1, 1, |a, _| {
        let items = list(&a[0])?;
        let mut sorted: Vec<&Datum> = items.iter().collect();
        merge_sort(&mut sorted, &|a, b| a.ascending(b));
        Ok(Datum::from(sorted.into_iter().cloned().collect::<Vec<_>>()))
    }),
    function("extent", 1, 1, |a, _| {
        let (mut least, mut greatest) = (Datum::Undefined, Datum::Undefined);
        for value in a[0].as_list().unwrap_or_default().iter().filter(|value| value.is_valid()) {
            if matches!(least, Datum::Undefined) || value.order(&least).is_some_and(|o| o.is_lt()) {
                least = value.clone();
            }
            if matches!(greatest, Datum::Undefined) || value.order(&greatest).is_some_and(|o| o.is_gt()) {
                greatest = value.clone();
            }
        }
        Ok(Datum::from(vec![least, greatest]))
    }),
    function("span", 1, 1, |a, _| {
        let span = match a[0].as_list() {
            Some([first, .., last]) => last.number() - first.number(),
            _ => 0.0,
        };
        Ok(Datum::Number(if span.is_nan() { 0.0 } else { span }))
    }),
    function("peek", 1, 1, |a, _| match &a[0] {
        Datum::Text(text) => Ok(text.chars().next_back().map_or(Datum::Undefined, |c| Datum::from(c.to_string()))),
        other => Ok(list(other)?.last().cloned().unwrap_or_default()),
    }),
    function("inrange", 2, 4, inrange),
    function("sequence", 0, 3, sequence),
    function("merge", 0, ANY, |a, _| {
        let mut all: Vec<(Rc<str>, Datum)> = Vec::new();
        for (key, value) in
            a.iter().filter_map(|object| if let Datum::Object(members) = object { Some(members) } else { None }).flat_map(|m| m.iter())
        {
            match all.iter_mut().find(|(known, _)| known == key) {
                Some(member) => member.1 = value.clone(),
                None => all.push((key.clone(), value.clone())),
            }
        }
        Ok(Datum::Object(all.into()))
    }),
    function("pluck", 2, 2, |a, context| {
        let field = Field::parse(&a[1].text(context.zone()))?;
        let value = |object: &Datum| field.members.iter().fold(object.member(&field.column), |value, key| value.member(key));
        Ok(match a[0].as_list() {
            Some(items) => Datum::from(items.iter().map(value).collect::<Vec<_>>()),
            None => value(&a[0]),
        })
    }),
    function("flush", 4, 6, |a, _| {
        // Which of three values holds at a place: the one for the lesser end, for the greater, or between.
        let ends = list(&a[0])?;
        let (value, threshold) = (a[1].number(), a[2].number());
        let (first, last) = (number(ends, 0), ends.last().map_or(f64::NAN, Datum::number));
        let (low, high) = ((value - first.min(last)).abs(), (value - first.max(last)).abs());
        let place = match () {
            () if low < high && low <= threshold => 3,
            () if high <= threshold => 4,
            () => 5,
        };
        Ok(at(a, place).clone())
    }),
    function("debug", 0, ANY, |a, _| Ok(a.last().cloned().unwrap_or_default())),
];

fn list(value: &Datum) -> std::result::Result<&[Datum], Box<crate::report::Problem>> {
    value.as_list().ok_or_else(|| wrong("not-a-list", "a list is needed", "write [a, b] or name a field that holds a list"))
}

fn index(a: &[Datum], context: &Context, last: bool) -> Result {
    let from = if matches!(at(a, 2), Datum::Undefined) { f64::NAN } else { number(a, 2) };
    let found = match &a[0] {
        Datum::Text(text) => Units::of(text).find(&a[1].text(context.zone()), from, last),
        other => {
            let items = list(other)?;
            let n = items.len() as f64;
            // A place before the first counts from the end.
            let from = if from < 0.0 { from + n } else { from };
            let same = |place: &usize| items[*place].same(&a[1]);
            if last {
                let end = if from.is_nan() { n } else { (from + 1.0).clamp(0.0, n) };
                (0..end as usize).rev().find(same)
            } else {
                let start = if from.is_nan() { 0.0 } else { from.clamp(0.0, n) };
                (start as usize..items.len()).find(same)
            }
        }
    };
    Ok(Datum::Number(found.map_or(-1.0, |place| place as f64)))
}

fn slice(a: &[Datum], _: &Context) -> Result {
    let between = |length: usize| {
        let n = length as f64;
        let place = |place: usize, otherwise: f64| {
            let value = if matches!(at(a, place), Datum::Undefined) { otherwise } else { number(a, place).trunc() };
            let value = if value.is_nan() { 0.0 } else { value };
            (if value < 0.0 { value + n } else { value }).clamp(0.0, n) as usize
        };
        let start = place(1, 0.0);
        (start, place(2, n).max(start))
    };
    Ok(match &a[0] {
        Datum::Text(text) => {
            let units = Units::of(text);
            let (start, end) = between(units.length());
            units.cut(start, end)
        }
        other => {
            let items = list(other)?;
            let (start, end) = between(items.len());
            Datum::from(items.get(start..end).unwrap_or_default().to_vec())
        }
    })
}

fn inrange(a: &[Datum], _: &Context) -> Result {
    let range = list(&a[1])?;
    let (mut low, mut high) = (at(range, 0), range.last().unwrap_or(at(range, 0)));
    if low.order(high).is_some_and(|o| o.is_gt()) {
        (low, high) = (high, low);
    }
    let closed = |place: usize| matches!(at(a, place), Datum::Undefined) || at(a, place).truth();
    let (from, to) = (low.order(&a[0]), a[0].order(high));
    let holds = |order: Option<std::cmp::Ordering>, closed: bool| order.is_some_and(|o| if closed { o.is_le() } else { o.is_lt() });
    Ok(Datum::Bool(holds(from, closed(2)) && holds(to, closed(3))))
}

/// Numbers from a start up to but not to a stop.
pub fn numbers(start: f64, stop: f64, step: f64) -> std::result::Result<Vec<f64>, Box<crate::report::Problem>> {
    let count = ((stop - start) / step).ceil();
    if count.is_nan() || count <= 0.0 {
        return Ok(Vec::new());
    }
    limit(count.min(MOST as f64 + 1.0) as usize)?;
    Ok((0..count as usize).map(|i| start + i as f64 * step).collect())
}

fn sequence(a: &[Datum], _: &Context) -> Result {
    let (start, stop, step) = match a.len() {
        0 => return Ok(Datum::from(Vec::new())),
        1 => (0.0, number(a, 0), 1.0),
        2 => (number(a, 0), number(a, 1), 1.0),
        _ => (number(a, 0), number(a, 1), number(a, 2)),
    };
    Ok(Datum::from(numbers(start, stop, step)?.into_iter().map(Datum::Number).collect::<Vec<_>>()))
}
