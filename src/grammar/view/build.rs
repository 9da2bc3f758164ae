//! Views with their rows become groups: scales settled from the outside in, marks, axes and legends drawn, groups laid out.

use std::cell::RefCell;
use std::rc::Rc;

use super::draw::Draw;
use super::env::Env;
use super::geo::Projected;
use super::layout::{self, Boxed};
use super::scale::Scale;
use super::settle::{Scope, Settle, units};
use super::{axis, legend};
use crate::grammar::compile::axes::AxisParts;
use crate::grammar::compile::tree::{Kind, Tree};
use crate::grammar::data::{Data, Done, UnitData, path};
use crate::grammar::json::{Json, empty};
use crate::grammar::model::{channel, naming};
use crate::grammar::scene::{Group, Node};
use crate::projection;
use crate::spec::Value;
use crate::transform::Frame;

/// True where no unit has rows.
fn is_vacant(data: &Data) -> bool {
    match data {
        Data::Unit(unit) => unit.raw.rows() == 0 && unit.main.rows() == 0,
        Data::Inner(inner) => inner.iter().all(is_vacant),
        Data::Cells(cells, _) => cells.iter().all(|cell| is_vacant(&cell.data)),
    }
}

/// Builds groups.
pub(crate) struct Builder<'a> {
    pub tree: &'a Tree,
    pub settle: Settle<'a>,
    /// The plotting areas as they come, where a reader can select in them.
    pub areas: RefCell<Vec<Area>>,
}

/// A plotting area in which a reader can select.
#[derive(Clone, Default)]
pub(crate) struct Area {
    /// From the left and the top of the picture, once everything has its place.
    pub at: (f64, f64),
    pub size: (f64, f64),
    /// The units in it, from back to front.
    pub places: Vec<Place>,
}

/// A unit in a plotting area.
#[derive(Clone)]
pub(crate) struct Place {
    pub node: usize,
    /// Its name, also of the cell that it is in.
    pub unit: String,
    pub scales: Vec<(&'static str, Rc<Scale>)>,
    /// The rows that its marks stand for.
    pub frame: Frame,
    /// Which items of the group its marks are.
    pub items: std::ops::Range<usize>,
}

impl Place {
    /// The scale of a channel.
    pub fn scale(&self, c: &str) -> Option<Rc<Scale>> {
        self.scales.iter().find(|(k, _)| *k == c).map(|(_, scale)| scale.clone())
    }
}

impl<'a> Builder<'a> {
    fn env(&self) -> &'a Env<'a> {
        self.settle.env
    }

    /// The group of a view.
    pub fn view(&'a self, id: usize, data: &'a Data, scope: &Scope, name: &str) -> Done<Boxed> {
        let mut scope = scope.clone();
        self.settle.settle(id, data, &mut scope);
        let node = &self.tree.nodes[id];
        match node.kind {
            Kind::Unit | Kind::Layer => self.plot(id, data, &scope, name),
            Kind::Concat => {
                let Data::Inner(inner) = data else { return Ok(Boxed::default()) };
                let mut groups = Vec::new();
                for (&child, data) in node.children.iter().zip(inner) {
                    let child_name = self.name(child, "group");
                    groups.push(self.view(child, data, &scope, &child_name)?);
                }
                let mut out = layout::concat(self, id, groups, name);
                self.legends(id, &scope, &mut out);
                layout::title(self, id, &mut out, false);
                Ok(out)
            }
            Kind::Facet => {
                let Data::Cells(cells, _) = data else { return Ok(Boxed::default()) };
                let Some(&child) = node.children.first() else { return Ok(Boxed::default()) };
                let cell_name = self.name(id, "cell");
                let mut groups = Vec::new();
                for cell in cells {
                    let mut inner = scope.clone();
                    for (c, def) in &node.facet {
                        let value = super::scale::key(cell.head.get(&path(&naming::column(def)).name(), 0));
                        inner.cell.push_str(&["__facet_", c, "_", &value].concat());
                    }
                    let mut group = self.view(child, &cell.data, &inner, &cell_name)?;
                    if is_vacant(&cell.data) {
                        // Nothing grows in a cell without rows, not even axes.
                        group.group.items.clear();
                        group = Boxed { edge: group.edge, ..Boxed::new(group.group) };
                    }
                    layout::cell_label(self, id, cell, &mut group);
                    groups.push((cell, group));
                }
                let mut out = layout::facet(self, id, data, groups, &scope, name)?;
                self.legends(id, &scope, &mut out);
                layout::title(self, id, &mut out, false);
                Ok(out)
            }
        }
    }

    /// The name of a group of a view.
    pub fn name(&self, id: usize, what: &str) -> String {
        let name = &self.tree.nodes[id].name;
        if name.is_empty() { what.to_string() } else { format!("{name}_{what}") }
    }

    /// A unit or a layer: one plotting area.
    fn plot(&'a self, id: usize, data: &'a Data, scope: &Scope, name: &str) -> Done<Boxed> {
        let (width, height) = (self.settle.size(id, 0, scope), self.settle.size(id, 1, scope));
        let mut marks = Vec::new();
        let mut scopes: Vec<(usize, Scope)> = vec![(id, scope.clone())];
        let projections = self.projections(id, data, (width, height))?;
        let mut places = Vec::new();
        self.marks(id, data, scope, (width, height), &projections, &mut marks, &mut scopes, &mut places)?;
        let node = &self.tree.nodes[id];
        let mut out = Boxed::new(Group {
            name: name.to_string(),
            width,
            height,
            is_view: true,
            fill_opacity: 1.0,
            stroke_width: 1.0,
            ..Group::default()
        });
        out.edge = self.look(id, &mut out.group);
        // Gridlines and axes behind the marks, then marks, then axes over them.
        let (mut grids, mut behind, mut over) = (Vec::new(), Vec::new(), Vec::new());
        for parts in node.axes.iter().filter(|a| !a.disabled.0) {
            let Some((_, scope)) = scopes.iter().rev().find(|(s, _)| self.covers(*s, parts.unit)) else { continue };
            let shared = self.shared_axis(id, parts);
            let Some(drawn) = self.axis(parts, scope, (width, height), !shared, true) else { continue };
            if let Some(grid) = drawn.grid {
                grids.push((drawn.over, Node::Mark(grid)));
            }
            if !shared {
                let bounds = if matches!(drawn.axis.orient.as_str(), "left" | "right") { &mut out.sides } else { &mut out.ends };
                bounds.union(&drawn.bounds);
                if drawn.over { over.push(Node::Axis(drawn.axis)) } else { behind.push(Node::Axis(drawn.axis)) }
            }
        }
        let (over_grids, grids): (Vec<_>, Vec<_>) = grids.into_iter().partition(|(over, _)| *over);
        out.group.items.extend(grids.into_iter().map(|(_, g)| g));
        out.group.items.extend(behind);
        if !places.is_empty() {
            let before = out.group.items.len();
            places.iter_mut().for_each(|place| place.items = place.items.start + before..place.items.end + before);
            let mut areas = self.areas.borrow_mut();
            out.group.area = Some(areas.len());
            areas.push(Area { at: (0.0, 0.0), size: (width, height), places });
        }
        for mark in marks {
            if !mark.clip {
                out.inner.union(&layout::of_mark(&mark, self.env()));
            }
            out.group.items.push(Node::Mark(mark));
        }
        out.group.items.extend(over_grids.into_iter().map(|(_, g)| g));
        out.group.items.extend(over);
        for (view, scope) in &scopes {
            self.legends(*view, scope, &mut out);
        }
        layout::title(self, id, &mut out, true);
        Ok(out)
    }

    /// True where a unit lies at or below a view.
    fn covers(&self, view: usize, unit: usize) -> bool {
        let mut at = Some(unit);
        while let Some(id) = at {
            if id == view {
                return true;
            }
            at = self.tree.nodes[id].parent;
        }
        false
    }

    /// True where an axis is drawn in the headers of the facet around.
    fn shared_axis(&self, id: usize, parts: &AxisParts) -> bool {
        let Some(parent) = self.tree.nodes[id].parent.map(|p| &self.tree.nodes[p]) else { return false };
        parent.kind == Kind::Facet && parent.shared_axes[usize::from(parts.channel == "y")]
    }

    /// Draws an axis.
    pub fn axis(&self, parts: &AxisParts, scope: &Scope, size: (f64, f64), labels: bool, grid: bool) -> Option<axis::Drawn> {
        let scale = scope.scale(self.tree, parts.unit, parts.channel)?;
        let (width, height) = size;
        let known = RefCell::default();
        let drawing = axis::Drawing { tree: self.tree, env: self.env(), parts, scale: &scale, width, height, labels, grid, known };
        Some(drawing.draw())
    }

    #[allow(clippy::too_many_arguments)]
    fn marks(
        &'a self,
        id: usize,
        data: &'a Data,
        scope: &Scope,
        size: (f64, f64),
        projections: &[(usize, Rc<Projected>)],
        out: &mut Vec<crate::grammar::scene::Mark>,
        scopes: &mut Vec<(usize, Scope)>,
        places: &mut Vec<Place>,
    ) -> Done<()> {
        match data {
            Data::Unit(rows) => {
                let Some(unit) = &self.tree.nodes[id].unit else { return Ok(()) };
                self.expose(id, scope);
                let projection = projections.iter().find(|(u, _)| *u == id).map(|(_, p)| p.clone());
                let draw = Draw::new(&self.settle, id, unit, rows, scope, size, projection);
                let marks = draw.marks();
                let brushes = super::brush::brushes(self.tree, id, scope, size, self.env());
                let regions = super::brush::regions(self.tree, id, &marks, self.env());
                out.extend(brushes.iter().map(|(behind, _)| behind.clone()));
                if !self.env().definitions.is_empty() {
                    let scale = |c: &&'static str| Some((*c, scope.scale(self.tree, id, c)?));
                    places.push(Place {
                        node: id,
                        unit: scope.unit_name(self.tree, id),
                        scales: ["x", "y"].iter().filter_map(scale).collect(),
                        frame: rows.main.clone(),
                        items: out.len()..out.len() + marks.len(),
                    });
                }
                out.extend(marks);
                out.extend(regions);
                out.extend(brushes.into_iter().map(|(_, over)| over));
            }
            Data::Inner(inner) => {
                for (&child, data) in self.tree.nodes[id].children.iter().zip(inner) {
                    let mut scope = scope.clone();
                    for direction in 0..2 {
                        scope.sizes.push((child, direction, if direction == 0 { size.0 } else { size.1 }));
                    }
                    self.settle.settle(child, data, &mut scope);
                    scopes.push((child, scope.clone()));
                    self.marks(child, data, &scope, size, projections, out, scopes, places)?;
                }
            }
            Data::Cells(..) => {}
        }
        Ok(())
    }

    /// Lets expressions find the scales and sizes of a unit by name.
    fn expose(&self, id: usize, scope: &Scope) {
        let mut scales = self.env().scales.borrow_mut();
        scales.clear();
        for c in channel::SCALE {
            if let Some(scale) = scope.scale(self.tree, id, c) {
                scales.insert(c.to_string(), scale.clone());
                scales.insert(format!("{}_{c}", self.tree.nodes[id].name), scale);
            }
        }
        let mut signals = self.env().signals.borrow_mut();
        for (direction, name) in ["width", "height"].into_iter().enumerate() {
            signals.insert(name.to_string(), crate::transform::Datum::Number(self.settle.size(id, direction, scope)));
        }
    }

    fn projections(&self, id: usize, data: &Data, size: (f64, f64)) -> Done<Vec<(usize, Rc<Projected>)>> {
        let mut below: Vec<(usize, &UnitData)> = Vec::new();
        units(self.tree, id, data, &mut below);
        below.retain(|(u, _)| self.tree.has_projection(*u));
        let specified = |u: usize| self.tree.nodes[u].spec.get("projection").cloned().unwrap_or_else(empty);
        let mut explicit: Vec<Value> = Vec::new();
        for (u, _) in &below {
            let own = specified(*u);
            if !own.members().is_empty() && !explicit.contains(&own) {
                explicit.push(own);
            }
        }
        if explicit.len() <= 1 {
            if below.is_empty() {
                return Ok(Vec::new());
            }
            let one = explicit.first().cloned().unwrap_or_else(empty);
            // What layers share has no type of its own, and Vega's default is not that of Vega-Lite.
            let default = if self.tree.nodes[id].kind == Kind::Layer { projection::Kind::Mercator } else { projection::Kind::EqualEarth };
            let shared = Rc::new(Projected::new(self.tree, &below, &one, default, size, self.env())?);
            return Ok(below.iter().map(|(u, _)| (*u, shared.clone())).collect());
        }
        let one = |(u, data): &(usize, &UnitData)| {
            Projected::new(self.tree, &[(*u, *data)], &specified(*u), projection::Kind::EqualEarth, size, self.env())
                .map(|p| (*u, Rc::new(p)))
        };
        below.iter().map(one).collect()
    }

    /// Draws the legends that stand at a view.
    fn legends(&self, id: usize, scope: &Scope, out: &mut Boxed) {
        let (mut width, mut height) = (out.group.width, out.group.height);
        if width == 0.0 {
            width = self.settle.size(id, 0, scope);
        }
        if height == 0.0 {
            height = self.settle.size(id, 1, scope);
        }
        for parts in self.tree.assembled_legends(id) {
            let drawing = legend::Drawing { tree: self.tree, env: self.env(), parts: &parts, scope, width, height };
            if let Some(legend) = drawing.draw() {
                out.legends.push(legend);
            }
        }
    }

    /// The look of a plotting area; gives half the width of its outline, also of one that is transparent.
    fn look(&self, id: usize, group: &mut Group) -> f64 {
        let first = self.tree.units(id).first().copied();
        let unit = first.and_then(|u| self.tree.nodes[u].unit.as_ref());
        let style = if unit.is_some_and(|u| u.def("x").is_some() || u.def("y").is_some()) { "cell" } else { "view" };
        let node = &self.tree.nodes[id];
        let own = |property: &str| {
            let view = node.spec.at(&["view", property]).or(self.tree.config.at(&["view", property]));
            view.or(self.tree.config.style(property, &[style])).or(self.tree.config.vega(&["style", style, property])).cloned()
        };
        let color = |property: &str| {
            own(property).and_then(|v| self.env().value(&v, None).as_text().map(str::to_string)).filter(|c| c != "transparent")
        };
        let number = |property: &str, default: f64| {
            own(property).map(|v| self.env().value(&v, None).number()).filter(|n| !n.is_nan()).unwrap_or(default)
        };
        group.fill = color("fill");
        group.stroke = color("stroke");
        group.stroke_width = number("strokeWidth", 1.0);
        group.fill_opacity = number("fillOpacity", 1.0);
        group.corner_radius = number("cornerRadius", 0.0);
        group.clip = own("clip").is_some_and(|c| c.truth());
        if own("stroke").is_some_and(|s| s.truth()) { group.stroke_width / 2.0 } else { 0.0 }
    }
}
