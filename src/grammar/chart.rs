//! A chart between pictures: its spec is checked and compiled once, its data are read once, and whenever a reader changes a parameter it
//! is composed anew from what still holds.

use std::cell::RefCell;
use std::rc::Rc;

use super::compile::tree::{Kind, Size, Tree};
use super::data::{self, Data, Done, Loader, Memo};
use super::json::Json;
use super::model::config::Config;
use super::scene::{Group, Node, Scene};
use super::select::define::{self, Definition};
use super::select::store::Selection;
use super::select::{self, State};
use super::view::build::{Area, Builder};
use super::view::env::Env;
use super::view::layout::Boxed;
use super::view::settle::{Scope, Settle};
use super::{Options, model, normalise};
use crate::report::Problem;
use crate::spec::Value;

/// A spec that is compiled for a look.
pub struct Chart {
    pub(crate) spec: Value,
    normal: Value,
    pub(crate) tree: Tree,
    pub(crate) definitions: Vec<Definition>,
    /// What was worked out of the data, which no look and no size changes.
    memo: Rc<Memo>,
}

/// A picture, and what a reader can do with it.
pub struct Composed {
    /// The picture.
    pub scene: Scene,
    /// What went wrong on the way, where it could be drawn all the same.
    pub problems: Vec<Problem>,
    /// The plotting areas in which there are selections.
    pub(crate) areas: Vec<Area>,
    /// What the selections hold.
    pub(crate) selections: std::collections::HashMap<String, Selection>,
    /// The parameters by name, as a page is told of them.
    pub params: Vec<(String, Value)>,
}

impl Chart {
    /// Checks and compiles a spec, with a look under its own configuration.
    pub fn new(spec: &Value, theme: Option<&Value>) -> Result<Chart, Vec<Problem>> {
        for check in [model::schema::check, model::references::check] {
            let problems = check(spec);
            if !problems.is_empty() {
                return Err(problems);
            }
        }
        Chart::compiled(spec, theme, Rc::default())
    }

    /// The same chart in another look, or with other sizes and words around it: `spec` differs from its own in nothing else.
    pub fn again(&self, spec: &Value, theme: Option<&Value>) -> Result<Chart, Vec<Problem>> {
        Chart::compiled(spec, theme, self.memo.clone())
    }

    fn compiled(spec: &Value, theme: Option<&Value>, memo: Rc<Memo>) -> Result<Chart, Vec<Problem>> {
        let config = Config::new(theme, spec.get("config"));
        let normal = normalise::normalise(spec, &config).map_err(|p| vec![p])?;
        let tree = Tree::new(&normal, config).map_err(|p| vec![p])?;
        let definitions = define::read(&tree);
        Ok(Chart { spec: spec.clone(), normal, tree, definitions, memo })
    }

    /// Whether there is something that a reader can change.
    pub fn is_interactive(&self) -> bool {
        !self.definitions.is_empty() || self.tree.nodes.iter().any(|n| params(&n.spec).any(|p| p.has("bind")))
    }

    /// Whether entries of legends choose something.
    pub fn chooses_by_legend(&self) -> bool {
        self.definitions.iter().any(|d| d.bind == define::Bind::Legend)
    }

    /// Says that parameters have another value now than in the state that was composed last.
    pub fn changed(&self, names: &[String]) {
        // What follows from other parameters is taken to have changed with any.
        let follows = |name: &str| self.tree.nodes.iter().any(|n| params(&n.spec).any(|p| p.text("name") == Some(name) && p.has("expr")));
        self.memo.forget(&|name| names.iter().any(|n| n == name) || follows(name));
    }

    /// Draws it in a state.
    pub fn compose(&self, state: &State, loader: &Loader, options: &Options) -> Result<Composed, Vec<Problem>> {
        let tree = &self.tree;
        let env = Env::new(options.zone, options.locale.clone(), options.measure, &self.definitions);
        select::read(tree, state, &env);
        let params = self.told(&env);
        let sources = data::Sources::new(tree, self.spec.get("datasets"), loader, Some(&self.memo));
        let rows = data::evaluate(tree, &sources, &env).map_err(|p| vec![*p])?;
        let fit = Fit::of(&self.normal, tree);
        env.is_draft.set(fit.is_some());
        let (mut out, mut areas) = draw(tree, &rows, &env, options, [None, None]).map_err(|p| vec![*p])?;
        if let Some(fit) = fit {
            env.is_draft.set(false);
            (out, areas) = draw(tree, &rows, &env, options, fit.size(&out)).map_err(|p| vec![*p])?;
        }
        let problems: Vec<Problem> = env.problems.take();
        let bounds = out.bounds();
        let padding = match self.spec.get("padding").or(tree.config.at(&["padding"])) {
            Some(Value::Number(n)) => [*n; 4],
            Some(sides @ Value::Object(_)) => ["left", "top", "right", "bottom"].map(|k| sides.number(k).unwrap_or(0.0)),
            _ => [5.0; 4],
        };
        let (left, top) = ((-bounds.x1).max(0.0).ceil(), (-bounds.y1).max(0.0).ceil());
        let background = self.spec.get("background").or(tree.config.at(&["background"])).map(|b| env.value(b, None));
        let background = background.and_then(|b| b.as_text().map(str::to_string)).filter(|b| b != "transparent");
        let mut root = out.group;
        root.x = left + padding[0];
        root.y = top + padding[1];
        settle_areas(&root, (0.0, 0.0), &mut areas);
        let scene = Scene {
            width: left + bounds.x2.max(0.0).ceil() + padding[0] + padding[2],
            height: top + bounds.y2.max(0.0).ceil() + padding[1] + padding[3],
            background,
            root,
            description: self.spec.text("description").unwrap_or("").to_string(),
        };
        Ok(Composed { scene, problems, areas, selections: env.selections.take(), params })
    }

    /// The parameters by name, as they stand.
    fn told(&self, env: &Env) -> Vec<(String, Value)> {
        let signals = env.signals.borrow();
        let names = self.tree.nodes.iter().flat_map(|n| params(&n.spec)).filter_map(|p| p.text("name"));
        let mut out: Vec<(String, Value)> = Vec::new();
        for name in names {
            if let (Some(value), false) = (signals.get(name), out.iter().any(|(n, _)| n == name)) {
                out.push((name.to_string(), value.to_value()));
            }
        }
        out
    }
}

/// The parameters of a view.
pub(crate) fn params(spec: &Value) -> impl Iterator<Item = &Value> {
    spec.get("params").map_or(&[][..], Json::list).iter()
}

/// Tells the plotting areas where they stand, once everything has its place.
fn settle_areas(group: &Group, from: (f64, f64), areas: &mut [Area]) {
    let at = (from.0 + group.x, from.1 + group.y);
    if let Some(area) = group.area.and_then(|i| areas.get_mut(i)) {
        area.at = at;
    }
    for node in &group.items {
        if let Node::Group(inner) = node {
            settle_areas(inner, at, areas);
        }
    }
}

fn draw(tree: &Tree, rows: &Data, env: &Env, options: &Options, size: [Option<f64>; 2]) -> Done<(Boxed, Vec<Area>)> {
    let builder = Builder { tree, settle: Settle { tree, env, container: options.container }, areas: RefCell::default() };
    let mut scope = Scope::default();
    for (direction, pixels) in size.iter().enumerate() {
        scope.sizes.extend(pixels.map(|p| (0, direction, p)));
    }
    let out = builder.view(0, rows, &scope, "")?;
    Ok((out, builder.areas.take()))
}

/// A chart whose whole has to fit into its size: in which directions, and with how much room kept on both sides together.
struct Fit {
    directions: [bool; 2],
    padding: f64,
}

impl Fit {
    /// None where nothing has to fit.
    fn of(normal: &Value, tree: &Tree) -> Option<Fit> {
        if !matches!(tree.nodes.first()?.kind, Kind::Unit | Kind::Layer) {
            return None;
        }
        let of = |v: Option<&Value>| match v {
            Some(Value::String(s)) => (Some(s.clone()), None),
            Some(object) => (object.text("type").map(str::to_string), object.text("contains").map(str::to_string)),
            None => (None, None),
        };
        let filled = ["width", "height"].map(|k| normal.text(k) == Some("container"));
        let (own, contains) = of(normal.get("autosize"));
        let (configured, _) = of(tree.config.at(&["autosize"]));
        let default = match filled {
            [true, true] => Some("fit"),
            [true, false] => Some("fit-x"),
            [false, true] => Some("fit-y"),
            _ => None,
        };
        let kind = own.or(configured).or(default.map(str::to_string))?;
        let step = |i: usize| matches!(tree.nodes[0].size[i], Some((Size::Step, _)));
        let directions = [matches!(kind.as_str(), "fit" | "fit-x") && !step(0), matches!(kind.as_str(), "fit" | "fit-y") && !step(1)];
        if directions == [false; 2] {
            return None;
        }
        let padded = contains.as_deref() == Some("padding") || (contains.is_none() && default.is_some());
        let padding = if padded { 2.0 * tree.config.number(&["padding"]).unwrap_or(5.0) } else { 0.0 };
        Some(Fit { directions, padding })
    }

    /// The size that its plotting area must have, where without it was drawn like this.
    fn size(&self, out: &Boxed) -> [Option<f64>; 2] {
        let bounds = out.bounds();
        let around = [
            (-bounds.x1).ceil().max(0.0) + (bounds.x2 - out.group.width).ceil().max(0.0),
            (-bounds.y1).ceil().max(0.0) + (bounds.y2 - out.group.height).ceil().max(0.0),
        ];
        let whole = [out.group.width, out.group.height];
        [0, 1].map(|i| self.directions[i].then(|| (whole[i] - around[i] - self.padding).max(0.0)))
    }
}
