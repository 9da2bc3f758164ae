//! The places of marks: for each kind, which rules say where its items stand.

use super::*;

/// The places of a kind of mark, as rules.
pub(super) struct Places {
    kind: MarkKind,
    x: Option<Rule>,
    y: Option<Rule>,
    xs: Option<Extent>,
    ys: Option<Extent>,
    theta: Option<Extent>,
    radius: Option<Extent>,
    around: [Option<Rule>; 2],
    thickness: f64,
}

impl Places {
    pub(super) fn new(draw: &Draw, kind: MarkKind) -> Places {
        let unit = draw.unit;
        let orient = unit.mark.text("orient");
        let mut out =
            Places { kind, x: None, y: None, xs: None, ys: None, theta: None, radius: None, around: [None, None], thickness: 1.0 };
        let mid = |c: &str| Some(draw.point(c, Default::Mid));
        match (kind, unit.mark_type()) {
            (MarkKind::Rect, "tick") => {
                let thickness = mark_prop("thickness", None, &unit.mark, draw.config());
                out.thickness = thickness.map_or(1.0, |t| draw.env.value(&t, None).number());
                if orient == Some("horizontal") {
                    out.xs = Some(draw.rect("x"));
                    out.y = mid("y");
                } else {
                    out.ys = Some(draw.rect("y"));
                    out.x = mid("x");
                }
            }
            (MarkKind::Rect | MarkKind::Image, _) => {
                out.xs = Some(draw.rect("x"));
                out.ys = Some(draw.rect("y"));
            }
            (MarkKind::Arc, _) => {
                out.x = mid("x");
                out.y = mid("y");
                out.theta = Some(draw.rect("theta"));
                out.radius = Some(draw.rect("radius"));
            }
            (MarkKind::Rule, _) => {
                let default = |along: &str| if orient == Some(along) { Default::ZeroOrMax } else { Default::Mid };
                match orient {
                    Some("vertical") => out.x = Some(draw.point("x", default("horizontal"))),
                    _ => out.xs = Some(draw.range("x", default("horizontal"), Default::ZeroOrMin)),
                }
                match orient {
                    Some("horizontal") => out.y = Some(draw.point("y", default("vertical"))),
                    _ => out.ys = Some(draw.range("y", default("vertical"), Default::ZeroOrMin)),
                }
            }
            (MarkKind::Area, _) => {
                if orient == Some("horizontal") {
                    out.xs = Some(draw.range("x", Default::ZeroOrMin, Default::ZeroOrMin));
                } else {
                    out.x = Some(draw.point("x", Default::ZeroOrMin));
                }
                if orient == Some("vertical") {
                    out.ys = Some(draw.range("y", Default::ZeroOrMin, Default::ZeroOrMin));
                } else {
                    out.y = Some(draw.point("y", Default::ZeroOrMin));
                }
            }
            (MarkKind::Shape, _) => {}
            (MarkKind::Text, _) => {
                out.x = mid("x");
                out.y = mid("y");
                out.around = ["radius", "theta"].map(|c| Some(draw.point(c, Default::None)));
            }
            _ => {
                out.x = mid("x");
                out.y = mid("y");
            }
        }
        out
    }

    pub(super) fn put(&self, draw: &Draw, row: usize, item: &mut Item) {
        let at = |rule: &Option<Rule>| rule.as_ref().and_then(|r| r.of(draw, row)).unwrap_or(0.0);
        let ends = |extent: &Extent| {
            let (a, b) = extent.of(draw, row);
            let told = matches!(extent, Extent::Ends(a, b) if a.is_told() && b.is_told());
            match (a, b) {
                (Some(a), Some(b)) => (a, b),
                // A rectangle with an end that is nowhere has no width.
                _ if told && self.kind == MarkKind::Rect => (f64::NAN, f64::NAN),
                (Some(a), None) => (a, a),
                (None, Some(b)) => (b, b),
                (None, None) => (0.0, 0.0),
            }
        };
        (item.x, item.y) = (at(&self.x), at(&self.y));
        (item.x2, item.y2) = (item.x, item.y);
        if let Some(xs) = &self.xs {
            (item.x, item.x2) = ends(xs);
        }
        if let Some(ys) = &self.ys {
            (item.y, item.y2) = ends(ys);
        }
        match self.kind {
            MarkKind::Rect | MarkKind::Image => {
                if self.xs.is_none() && self.x.is_some() {
                    (item.x, item.x2) = (item.x - self.thickness / 2.0, item.x + self.thickness / 2.0);
                }
                if self.ys.is_none() && self.y.is_some() {
                    (item.y, item.y2) = (item.y - self.thickness / 2.0, item.y + self.thickness / 2.0);
                }
                if self.kind == MarkKind::Rect {
                    (item.x, item.x2) = ordered(item.x, item.x2);
                    (item.y, item.y2) = ordered(item.y, item.y2);
                }
            }
            MarkKind::Arc => {
                let pair = |extent: &Option<Extent>, default: (f64, f64)| {
                    extent.as_ref().map_or(default, |e| {
                        let (a, b) = e.of(draw, row);
                        (a.unwrap_or(default.0), b.unwrap_or(default.1))
                    })
                };
                let (end, start) = pair(&self.theta, (0.0, 0.0));
                let (outer, inner) = pair(&self.radius, (0.0, 0.0));
                // The main channel is the start of the angle and the outer radius.
                item.arc = [end, start, inner, outer];
            }
            _ => {}
        }
    }

    pub(super) fn polar(&self, draw: &Draw, row: usize, item: &mut Item) {
        let [radius, theta] = [0, 1].map(|i| self.around[i].as_ref().and_then(|r: &Rule| r.of(draw, row)));
        if radius.is_some() || theta.is_some() {
            let (r, t) = (radius.unwrap_or(0.0), theta.unwrap_or(0.0) - std::f64::consts::FRAC_PI_2);
            item.arc = [t, t, 0.0, r];
        }
    }
}
