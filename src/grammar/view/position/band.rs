//! How wide marks are: bands, bins, and what a mark asks for.

use super::*;

impl Draw<'_> {
    /// The extent of a rectangle along a channel.
    pub fn rect(&self, c: &'static str) -> Extent {
        let unit = self.unit;
        let (def, second) = (unit.def(c), unit.def(channel::secondary(c)));
        let scale = self.scale(c);
        let kind = scale.as_ref().map_or("", |s| s.kind.as_str());
        let size_name = channel::size(c);
        let orient = unit.mark.text("orient");
        let mark = unit.mark_type();
        let sized = unit.def("size").is_some() || {
            let vega = (!size_name.is_empty()).then_some(size_name);
            mark_prop("size", vega, &unit.mark, self.config()).is_some_and(|s| s.truth() && !s.has("band"))
        };
        let band_mark = (mark == "bar" && ((c == "x" && orient == Some("vertical")) || (c == "y" && orient == Some("horizontal"))))
            || (mark == "tick" && ((c == "y" && orient == Some("vertical")) || (c == "x" && orient == Some("horizontal"))));
        if let Some(d) = def.filter(|d| channel::is_field(d)) {
            let bin = d.get("bin");
            let spanned = channel::is_binning(bin) || channel::is_binned(bin) || (d.some("timeUnit").is_some() && second.is_none());
            let offset = unit.def(channel::offset(c)).is_some();
            if spanned && !sized && !offset && !has_discrete_domain(kind) && scale.is_some() {
                let nowhere = || Extent::Ends(Rule::new(Place::None), Rule::new(Place::None));
                return self.bin_extent(c, d, second, scale).unwrap_or_else(nowhere);
            }
        }
        let field_or_datum = def.is_some_and(channel::is_field_or_datum);
        if ((field_or_datum && has_discrete_domain(kind)) || band_mark) && second.is_none() {
            return self.position_and_size(def, c, scale);
        }
        self.range(c, Default::ZeroOrMax, Default::ZeroOrMin)
    }

    /// The size of a band that the mark asks for: pixels, or a share of the band.
    pub(super) fn band_size(&self, c: &str, def: Option<&Value>, kind: &str, use_size: bool) -> Option<Value> {
        let size_name = channel::size(c);
        let property = if use_size { "size" } else { size_name };
        let vega = (!size_name.is_empty()).then_some(size_name);
        if !property.is_empty()
            && let Some(size) = mark_prop(property, vega, &self.unit.mark, self.config())
        {
            return Some(size);
        }
        let share = |n: f64| Some(crate::grammar::json::one("band", n));
        if let Some(def) = def.filter(|d| channel::is_field(d)) {
            if def.some("timeUnit").is_some() {
                let configured = crate::grammar::compile::mark_config("timeUnitBandSize", None, &self.unit.mark, self.config());
                return share(if let Some(Value::Number(n)) = configured { n } else { 1.0 });
            }
            if channel::is_binning(def.get("bin")) && !has_discrete_domain(kind) {
                return share(1.0);
            }
        }
        if !self.unit.is_rect() {
            return None;
        }
        let config = |name: &str| self.config().at(&[self.unit.mark_type(), name]).cloned();
        if kind.is_empty() {
            return config("discreteBandSize");
        }
        if has_discrete_domain(kind) {
            return config("discreteBandSize").filter(|s| s.truth()).or_else(|| share(1.0));
        }
        config("continuousBandSize")
    }

    pub(super) fn position_and_size(&self, def: Option<&Value>, c: &'static str, scale: Option<Rc<Scale>>) -> Extent {
        let unit = self.unit;
        let orient = unit.mark.text("orient");
        let use_size = unit.mark_type() == "tick" || (orient == Some("horizontal") && c == "y") || (orient == Some("vertical") && c == "x");
        let offset_scale = self.scale(channel::offset(c));
        let band_scale = scale.clone().or_else(|| offset_scale.clone());
        let kind = band_scale.as_ref().map_or("", |s| s.kind.as_str());
        let band = self.band_size(c, def, kind, use_size);
        let by_size = (unit.def("size").is_some() || unit.mark.get("size").is_some_and(Json::truth)) && use_size;
        let share = band.as_ref().and_then(|b| b.number("band"));
        let width = if by_size {
            Width::Size(self.numbers("size", unit.mark.get("size").cloned()))
        } else {
            Width::Pixels(self.default_width(c, offset_scale.as_ref().or(scale.as_ref()), band.as_ref(), def.is_some()))
        };
        let whole = kind == "band" && share.is_some() && !by_size;
        let align = self.alignment(c, if whole { 0.0 } else { 0.5 });
        let centered = align == 0.5;
        let (encoded, offset) = self.offset_rule(c, Some(if centered { 0.5 } else { 0.0 }));
        let time_band = def.filter(|d| centered && !encoded && channel::is_field(d) && d.some("timeUnit").is_some());
        let time_band = time_band.and_then(|d| band_position(unit, d, c, self.config()));
        let position = time_band.unwrap_or(if centered { if encoded { 0.0 } else { 0.5 } } else { share.map_or(0.0, |s| (1.0 - s) / 2.0) });
        let mut rule =
            self.mid_point(c, def.filter(|d| !d.members().is_empty()), None, Some(position), false, self.default_place(c, Default::Mid));
        self.show_invalid(c, def, &mut rule);
        // Without a definition the bar stands in the middle of the view.
        rule.offset = offset.map(Box::new);
        if def.is_none() && !matches!(rule.place, Place::None) && align == 0.0 && !encoded {
            return Extent::Around(rule, 0.5, width);
        }
        Extent::Around(rule, align, width)
    }

    pub(super) fn default_width(&self, c: &str, scale: Option<&Rc<Scale>>, band: Option<&Value>, has_def: bool) -> f64 {
        let size_name = channel::size(c);
        let mark = self.unit.mark_type();
        if let Some(share) = band.and_then(|b| b.number("band")) {
            match scale {
                Some(scale) if scale.kind == "band" => {
                    let width = share * scale.bandwidth();
                    let least = self.config().number(&[mark, "minBandSize"]).filter(|m| *m != 0.0);
                    return least.map_or(width, |m| width.max(m));
                }
                Some(_) => {}
                None => return share * if size_name == "width" { self.width } else { self.height },
            }
        } else if let Some(band) = band.filter(|b| b.truth()) {
            return self.env.value(band, None).number();
        }
        let offset = channel::offset(c);
        let stepped = if self.scale(offset).is_some() { offset } else { c };
        if let Some(step) = scale.and_then(|_| self.scale_step(stepped)) {
            return step - 2.0;
        }
        if !has_def {
            let of = |n: &str| self.config().number(&["scale", n]);
            let own = match mark {
                "tick" => "tickBandPaddingInner",
                "bar" => "barBandPaddingInner",
                _ => "rectBandPaddingInner",
            };
            if let Some(padding) = of("bandPaddingInner").or(of(own)) {
                return (1.0 - padding) * if size_name == "width" { self.width } else { self.height };
            }
        }
        self.config().discrete_step(size_name) - 2.0
    }

    pub(super) fn scale_step(&self, c: &str) -> Option<f64> {
        match &self.tree.scale_parts(self.id, c)?.range {
            Some((crate::grammar::compile::scales::Range::Step(step), _)) => Some(*step),
            _ => None,
        }
    }

    pub(super) fn bin_extent(&self, c: &'static str, def: &Value, second: Option<&Value>, scale: Option<Rc<Scale>>) -> Option<Extent> {
        let scale = scale?;
        let kind = scale.kind.as_str();
        let unit = self.unit;
        let band = self.band_size(c, Some(def), kind, false);
        let reverse =
            self.tree.scale_parts(self.id, c).and_then(|p| p.get("reverse")).map(|r| self.env.value(r, None).truth()).unwrap_or(false);
        let translate = def.at(&["axis", "translate"]).map_or_else(|| self.configured_translate(c), |t| self.env.value(t, None).number());
        let polar = !channel::is_xy(c);
        let spacing = if polar { 0.0 } else { unit_number(unit, "binSpacing", self.tree).unwrap_or(0.0) };
        let least = match crate::grammar::compile::mark_config("minBandSize", None, &unit.mark, self.config()) {
            Some(Value::Number(n)) if n != 0.0 => Some(n),
            _ => None,
        };
        let (_, offset) = self.offset_rule(c, Some(0.0));
        let (_, offset2) = self.offset_rule(channel::secondary(c), Some(0.0));
        let share = band.as_ref().map_or(0.5, |b| b.number("band").map_or(0.5, |s| (1.0 - s) / 2.0));
        let position = band_position(unit, def, c, self.config());
        let spans = channel::is_binning(def.get("bin")) || def.some("timeUnit").is_some();
        let (start, end) = if spans {
            let beside = def.some("timeUnit").is_some() && position != Some(0.5);
            let [s, e] = if beside { [offsetted::START, offsetted::END] } else { ["", "end"] };
            (path(&column_with(def, s)), path(&column_with(def, e)))
        } else if let Some(second) = second.filter(|s| channel::is_field(s)) {
            (path(&column(def)), path(&column(second)))
        } else if let Some(step) = def.get("bin").and_then(|b| b.number("step")) {
            let base = path(&column(def));
            let near = Rule::new(Place::Column(Some(scale.clone()), base.clone(), 0.0));
            let far = Rule::new(Place::Plus(scale, base, step));
            let (mut near, mut far) = (near, far);
            let sign = if reverse { -1.0 } else { 1.0 };
            if !polar {
                near.shift = translate + sign * if c == "x" { spacing / 2.0 } else { -spacing / 2.0 };
                far.shift = translate + sign * if c == "x" { -spacing / 2.0 } else { spacing / 2.0 };
            }
            return Some(Extent::Ends(far, near));
        } else {
            return None;
        };
        let outer = if spans { share } else { 0.0 };
        let between = |share: f64| Rule::new(Place::Between(Some(scale.clone()), start.clone(), end.clone(), share));
        let (far, near) = (between(1.0 - outer), between(outer));
        if polar {
            return Some(Extent::Ends(far, near));
        }
        let span = spans.then(|| (path(&column(def)), path(&column_with(def, "end"))));
        let offset2 = offset2.or_else(|| self.offset_rule(c, Some(0.0)).1);
        Some(Extent::Binned(Box::new(Binned {
            far,
            near,
            offsets: [offset, offset2],
            spacing,
            reverse,
            translate,
            least,
            right: c == "x",
            scale,
            span,
        })))
    }

    pub(super) fn configured_translate(&self, c: &str) -> f64 {
        let letter = if c == "x" { "axisX" } else { "axisY" };
        self.config().number(&[letter, "translate"]).or(self.config().number(&["axis", "translate"])).unwrap_or(0.5)
    }

    /// Which part of a width stands at the position: 0 its start, 0.5 its middle, 1 its end.
    pub(super) fn alignment(&self, c: &str, default: f64) -> f64 {
        if !channel::is_xy(c) {
            return 0.0;
        }
        let property = if c == "x" { "align" } else { "baseline" };
        match mark_prop(property, None, &self.unit.mark, self.config()).as_ref().and_then(Value::as_str) {
            Some("left" | "top") => 0.0,
            Some("center" | "middle") => 0.5,
            Some("right" | "bottom") => 1.0,
            _ => default,
        }
    }
}
