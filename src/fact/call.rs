//! A call of a fact's function: its arguments read, its rows picked and put in the order of x.

use super::axis::{Axis, Scale, Stretch};
use super::evaluate::Context;
use super::functions::Function;
use super::sentences;
use crate::expr::{Binary, Checked, Expr, Node, Unary, column_name, is_condition, near, problem, unknown_column};
use crate::report::{Place, Problem};
use crate::stat::sort;
use crate::table::{Bound, Column, Values};

/// A call that is being computed.
pub(super) struct Call<'a, 'e> {
    /// Where it is computed.
    pub context: Context<'a>,
    /// The function.
    pub function: &'static Function,
    /// The call as a whole, for its place.
    pub expr: &'e Expr,
    /// The arguments without the condition.
    args: &'e [Expr],
    /// What orders the rows.
    pub axis: Axis<'a>,
    /// The rows that count, with their positions, in the order of the axis.
    pub rows: Vec<(f64, u32)>,
    /// Those that are later than the story's date.
    later: Vec<(f64, u32)>,
    /// The rows that meet the condition.
    chosen: Vec<u32>,
    /// The texts that the condition compares with, for the working.
    picked: String,
}

impl<'a, 'e> Call<'a, 'e> {
    /// Reads the arguments' number and the condition, and picks the rows.
    pub fn new(context: Context<'a>, function: &'static Function, expr: &'e Expr, args: &'e [Expr]) -> Result<Self, Box<Problem>> {
        let (condition, args) = match args.split_last() {
            Some((last, rest)) if is_condition(last) => (Some(last), rest),
            _ => (None, args),
        };
        if !function.counts.contains(&args.len()) {
            let found =
                [function.name, if args.len() > function.counts[0] { " with too many arguments" } else { " with too few arguments" }];
            return Err(problem("wrong-arguments", expr, &found, &["write ", function.signature]));
        }
        let table = context.subject.table;
        let (chosen, mut picked) = match condition {
            Some(condition) => (Checked::strict(condition.clone(), table)?.rows(table).map_err(Box::new)?, String::new()),
            None => ((0..table.rows as u32).collect(), String::new()),
        };
        if let Some(condition) = condition {
            names(condition, &mut picked);
            if chosen.is_empty() {
                return Err(problem("no-rows", condition, &["no row meets the condition"], &[]));
            }
        }
        let axis = Axis::new(context.subject, context.subject.x);
        let mut call = Call { context, function, expr, args, axis, rows: Vec::new(), later: Vec::new(), chosen, picked };
        call.order();
        Ok(call)
    }

    /// Puts the rows in the order of the axis, apart from those that are later than the story's date.
    fn order(&mut self) {
        let axis = &self.axis;
        let mut rows: Vec<(f64, u32)> = self.chosen.iter().filter_map(|&row| Some((axis.position(row as usize)?, row))).collect();
        sort::order(&mut rows);
        (self.later, self.rows) = rows.into_iter().partition(|&(position, _)| axis.is_later(position));
    }

    /// The same call with its rows in the order of another column.
    pub fn ordered_by(&self, column: usize) -> Call<'a, 'e> {
        let axis = Axis::new(self.context.subject, Some(column));
        let (chosen, picked) = (self.chosen.clone(), self.picked.clone());
        let mut call = Call { axis, rows: Vec::new(), later: Vec::new(), chosen, picked, ..*self };
        call.order();
        call
    }

    /// The column that the first argument names.
    pub fn y(&self) -> Result<(usize, &'a Column), Box<Problem>> {
        let arg = &self.args[0];
        let name = match &arg.node {
            Node::Text(name) => name,
            _ => column_name(arg).ok_or_else(|| {
                problem("wrong-arguments", arg, &["no column where one is expected"], &["write ", self.function.signature])
            })?,
        };
        let table = self.context.subject.table;
        let index = table.column(name).ok_or_else(|| unknown_column(arg, name, table))?;
        Ok((index, &table.columns[index]))
    }

    /// The column of numbers that the first argument names.
    pub fn numbers(&self) -> Result<(usize, &'a Column), Box<Problem>> {
        let (index, column) = self.y()?;
        match column.values {
            Values::Numbers(_) => Ok((index, column)),
            _ => Err(problem(
                "wrong-type",
                &self.args[0],
                &["\"", &column.name, "\" holds no numbers"],
                &[self.function.name, " needs numbers"],
            )),
        }
    }

    /// The first and the last row that count, or the error that there is none.
    pub fn ends(&self) -> Result<[(f64, u32); 2], Box<Problem>> {
        match (self.rows.first(), self.rows.last()) {
            (Some(&first), Some(&last)) => Ok([first, last]),
            _ if !self.later.is_empty() => Err(problem("later", self.expr, &[&self.is_later("every row")], &["move the story's date"])),
            _ => Err(problem("no-rows", self.expr, &["no row has an x"], &[])),
        }
    }

    fn is_later(&self, what: &str) -> String {
        let subject = self.context.subject;
        let date = subject.as_of.map(|ms| sentences::date(subject.host, ms, crate::time::Unit::Day)).unwrap_or_default();
        [what, " is later than the story's date, ", &date].concat()
    }

    /// The stretch of x that argument `index` stands for.
    fn stretch(&self, index: usize) -> Result<Stretch, Box<Problem>> {
        let (arg, source) = (&self.args[index], self.context.source(&self.args[index]));
        let ends = self.ends()?;
        match &arg.node {
            Node::Name(name) if name == "first" => return Ok(Stretch { low: ends[0].0, high: ends[0].0 }),
            Node::Name(name) if name == "last" => return Ok(Stretch { low: ends[1].0, high: ends[1].0 }),
            Node::Unary(Unary::Minus, operand) if self.axis.scale == Scale::Numbers => {
                if let Node::Number(value) = operand.node {
                    return Ok(Stretch { low: -value, high: -value });
                }
            }
            _ => {}
        }
        self.axis.read(arg, source).map_err(|remedy| {
            let known = self.axis.words();
            let bare = source.trim_matches(['\'', '"']);
            let exact = known.iter().find(|w| *w == bare).map(String::as_str);
            let remedy = match exact.or_else(|| near(bare, &mut known.iter().map(String::as_str))) {
                Some(near) => {
                    [if exact.is_some() { "write '" } else { "did you mean '" }, near, if exact.is_some() { "'" } else { "'?" }].concat()
                }
                None => remedy.to_string(),
            };
            problem("unknown-x", arg, &[source, " is no x of the data"], &[&remedy])
        })
    }

    /// The one row at the x that argument `index` names, with its position.
    pub fn row(&self, index: usize) -> Result<(f64, u32), Box<Problem>> {
        let stretch = self.stretch(index)?;
        let arg = &self.args[index];
        let inside = |rows: &[(f64, u32)]| rows.iter().copied().filter(|r| r.0 >= stretch.low && r.0 <= stretch.high).collect::<Vec<_>>();
        let hits = inside(&self.rows);
        match hits.as_slice() {
            [] if !inside(&self.later).is_empty() => {
                Err(problem("later", arg, &[&self.is_later(self.context.source(arg))], &["move the story's date, or take an earlier x"]))
            }
            [] => {
                let away = |r: &&(f64, u32)| if r.0 < stretch.low { stretch.low - r.0 } else { r.0 - stretch.high };
                let near = self.rows.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
                let near = near.map(|r| ["the nearest x is ", &self.axis.write(r.0)].concat()).unwrap_or_default();
                Err(problem("unknown-x", arg, &["the data have no ", self.context.source(arg)], &[&near]))
            }
            [hit] => Ok(*hit),
            _ => Err(self.several(&hits, arg)),
        }
    }

    /// The error of several rows where one is meant: it says what tells them apart.
    pub fn several(&self, hits: &[(f64, u32)], at: &Expr) -> Box<Problem> {
        let count = super::show::number(self.context.subject.host, hits.len() as f64, 0, false);
        let first = hits[0];
        if hits.iter().any(|h| h.0 != first.0) {
            let (a, b) = (self.axis.write(first.0), self.axis.write(hits[hits.len() - 1].0));
            let found = [&count, " rows lie in ", self.context.source(at)];
            return problem("several-rows", at, &found, &["name one of them, from ", &a, " to ", &b]);
        }
        let table = self.context.subject.table;
        let differs = |c: &&Column| hits.iter().any(|h| c.text(h.1 as usize) != c.text(first.1 as usize));
        let remedy = match table.columns.iter().find(differs) {
            Some(column) => {
                let value = hits.iter().find_map(|h| column.text(h.1 as usize)).unwrap_or_default();
                let plain = column.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                    && !column.name.starts_with(|c: char| c.is_ascii_digit());
                let name = if plain { column.name.clone() } else { ["datum['", &column.name, "']"].concat() };
                ["add a condition that picks one, such as ", &name, " == '", value, "'"].concat()
            }
            None => "add a condition that picks one".to_string(),
        };
        problem("several-rows", at, &[&count, " rows stand ", &self.axis.place(first.0)], &[&remedy])
    }

    /// The rows from the x that the second argument names to that of the third; all without those arguments.
    pub fn range(&self) -> Result<&[(f64, u32)], Box<Problem>> {
        let [first, last] = self.ends()?;
        if self.args.len() < 3 {
            return Ok(&self.rows);
        }
        let (from, to) = (self.stretch(1)?, self.stretch(2)?);
        let source = |i: usize| self.context.source(&self.args[i]);
        if from.low > to.high {
            return Err(problem("empty-range", self.expr, &[source(1), " comes after ", source(2)], &["write the earlier x first"]));
        }
        if from.high < first.0 {
            let remedy = ["the data begin at ", &self.axis.write(first.0)];
            return Err(problem("unknown-x", &self.args[1], &["the data have no ", source(1)], &remedy));
        }
        if to.low > last.0 {
            let later = self.later.iter().any(|r| r.0 >= to.low);
            let found = if later { self.is_later(source(2)) } else { ["the data have no ", source(2)].concat() };
            let remedy = ["the data end at ", &self.axis.write(last.0)];
            return Err(problem(if later { "later" } else { "unknown-x" }, &self.args[2], &[&found], &remedy));
        }
        let begin = self.rows.partition_point(|r| r.0 < from.low);
        let end = self.rows.partition_point(|r| r.0 <= to.high);
        Ok(&self.rows[begin..end.max(begin)])
    }

    /// The number of a cell with its bound, or the error that names the cell.
    pub fn cell(&self, column: &Column, (position, row): (f64, u32)) -> Result<(f64, Option<Bound>), Box<Problem>> {
        match column.number(row as usize) {
            Some(value) => Ok((value, column.bound(row as usize))),
            None => Err(self.missing(column, (position, row))),
        }
    }

    /// The error of a missing cell.
    pub fn missing(&self, column: &Column, (position, row): (f64, u32)) -> Box<Problem> {
        debug_assert!(column.number(row as usize).is_none());
        let place = Place::Cell { line: self.context.subject.table.line(row as usize), column: column.name.clone() };
        let found = ["there is no figure ", &self.axis.place(position)].concat();
        Box::new(crate::problem!(Error, "missing-cell", place, found, "take another x, or add the figure"))
    }

    /// A working with what the condition picked.
    pub fn working(&self, text: String) -> String {
        text + &sentences::picked(&self.picked)
    }
}

/// Collects the texts that a condition of equalities compares with.
fn names(condition: &Expr, out: &mut String) {
    match &condition.node {
        Node::Binary(Binary::And, left, right) => {
            names(left, out);
            names(right, out);
        }
        Node::Binary(Binary::Equal, left, right) => {
            for side in [left, right] {
                if let Node::Text(text) = &side.node {
                    out.push_str(if out.is_empty() { "" } else { ", " });
                    out.push_str(text);
                }
            }
        }
        _ => {}
    }
}
