//! Facts of several charts: which chart a name is of. (Where there is one chart, `evaluate` has the same in small.)

use super::evaluate::Context;
use crate::expr::{Expr, Node, column_name, problem};
use crate::report::Problem;

impl<'a> Context<'a> {
    /// The chart of that name, as a context; none for another name.
    fn chart_named(&self, name: &str) -> Option<Context<'a>> {
        let root = self.root;
        if root.name == name && !name.is_empty() {
            return Some(Context { subject: root, chart: 0, ..*self });
        }
        let other = root.others.iter().position(|subject| subject.name == name)?;
        Some(Context { subject: &root.others[other], chart: other + 1, ..*self })
    }

    /// The chart that a node names, bare.
    pub fn chart_of(&self, expr: &Expr) -> Option<Context<'a>> {
        match &expr.node {
            Node::Name(name) => self.chart_named(name),
            _ => None,
        }
    }

    /// The column that a node names: bare, as `datum.name`, or as `chart.name`.
    pub fn column_name<'e>(&self, expr: &'e Expr) -> Option<&'e str> {
        column_name(expr).or_else(|| self.qualified(expr).map(|found| found.1))
    }

    /// The chart and the column of `chart.name`.
    fn qualified<'e>(&self, expr: &'e Expr) -> Option<(Context<'a>, &'e str)> {
        match &expr.node {
            Node::Member(object, key) => match &key.node {
                Node::Text(name) => self.chart_of(object).map(|home| (home, name.as_str())),
                _ => None,
            },
            _ => None,
        }
    }

    /// The chart whose column a node names: the one that it says, else the only one that has such a column. Of anything else, the
    /// chart of the first column in it.
    pub fn home(&self, expr: &Expr) -> Result<Context<'a>, Box<Problem>> {
        if let Some((home, _)) = self.qualified(expr) {
            return Ok(home);
        }
        let name = match &expr.node {
            Node::Text(name) => name,
            Node::Binary(_, left, right) => {
                let home = self.home(left)?;
                return if home.chart == self.chart { self.home(right) } else { Ok(home) };
            }
            Node::Unary(_, operand) => return self.home(operand),
            Node::Call(_, args) => {
                return args
                    .iter()
                    .map(|arg| self.home(arg))
                    .find(|home| home.as_ref().map_or(true, |h| h.chart != self.chart))
                    .unwrap_or(Ok(*self));
            }
            _ => match column_name(expr) {
                Some(name) => name,
                None => return Ok(*self),
            },
        };
        let charts = 0..=self.root.others.len();
        let having: Vec<usize> = charts.filter(|&chart| self.subject_of(chart).table.column(name).is_some()).collect();
        match having.as_slice() {
            [chart] => Ok(Context { subject: self.subject_of(*chart), chart: *chart, ..*self }),
            [chart, _, ..] if !matches!(expr.node, Node::Text(_)) => {
                let remedy = ["write ", self.subject_of(*chart).name, ".", name];
                Err(problem("several-charts", expr, &["several charts have a column \"", name, "\""], &remedy))
            }
            _ => Ok(*self),
        }
    }

    fn subject_of(&self, chart: usize) -> &'a super::Subject<'a> {
        if chart == 0 { self.root } else { &self.root.others[chart - 1] }
    }

    /// A condition as its chart alone has it: `chart.name` becomes `name`.
    pub fn without_name(&self, condition: &Expr) -> Expr {
        let mut out = condition.clone();
        self.strip(&mut out);
        out
    }

    fn strip(&self, expr: &mut Expr) {
        if let Some((home, name)) = self.qualified(expr)
            && home.chart == self.chart
        {
            expr.node = Node::Name(name.to_string());
            return;
        }
        match &mut expr.node {
            Node::Member(_, key) => self.strip(key),
            Node::Unary(_, operand) => self.strip(operand),
            Node::Binary(_, left, right) => {
                self.strip(left);
                self.strip(right);
            }
            Node::Choice(parts) => parts.iter_mut().for_each(|part| self.strip(part)),
            Node::List(items) | Node::Call(_, items) => items.iter_mut().for_each(|item| self.strip(item)),
            _ => {}
        }
    }
}
