//! The globe onto the plane: Vega's projections with turning, cutting and fitting, GeoJSON and TopoJSON as what they draw.
//!
//! The way of a geometry, as in d3-geo: degrees to radians, the globe is turned, cut at the antimeridian or at a circle
//! ([`antimeridian`], [`circle`]), put on the plane by a formula ([`raw`]) with points added where lines bend ([`resample`]),
//! and cut at a rectangle ([`rectangle`]).

pub mod antimeridian;
pub mod circle;
pub mod clip;
pub mod geojson;
pub mod graticule;
mod outline;
pub mod raw;
pub mod rectangle;
pub mod resample;
pub mod settings;
pub mod sphere;
pub mod topojson;

pub use outline::Outline;
pub use settings::{Kind, Settings};

use antimeridian::Antimeridian;
use circle::Circle;
use geojson::Geometry;
use raw::Raw;
use rectangle::Rectangle;
use resample::Resample;
use sphere::{NOTHING, Place, Rotation};
use std::f64::consts::{FRAC_PI_2, PI};

/// One formula with all that is set about it.
#[derive(Clone, Debug)]
struct Map {
    /// Nothing for a plane that is drawn as it is.
    raw: Option<Raw>,
    rotation: Rotation,
    scale: f64,
    /// Pixels of the formula's 0, 0.
    origin: [f64; 2],
    flip: [f64; 2],
    /// Radius of the visible circle in radians.
    circle: Option<f64>,
    frame: Option<Rectangle>,
    precision: f64,
}

/// A projection, ready to draw. One map, or for the United States three.
#[derive(Clone, Debug)]
pub struct Projection {
    maps: Vec<Map>,
}

impl Map {
    /// A turned place on the map.
    fn place(&self, at: Place) -> [f64; 2] {
        let [x, y] = match self.raw {
            Some(raw) => raw.forward(at),
            None => [at[0], -at[1]],
        };
        [self.origin[0] + self.scale * x * self.flip[0], self.origin[1] - self.scale * y * self.flip[1]]
    }

    /// Degrees on the map, whether it is cut off or not.
    fn project(&self, at: Place) -> [f64; 2] {
        if self.raw.is_none() {
            return self.place(at);
        }
        self.place(self.rotation.forward(at.map(f64::to_radians)))
    }

    fn visible(&self, at: Place) -> bool {
        let turned = self.rotation.forward(at.map(f64::to_radians));
        self.raw.is_none() || self.circle.is_none_or(|radius| Circle::new(radius).visible(turned))
    }

    fn invert(&self, p: [f64; 2]) -> Place {
        let x = (p[0] - self.origin[0]) / self.scale * self.flip[0];
        let y = (self.origin[1] - p[1]) / self.scale * self.flip[1];
        match self.raw {
            Some(raw) => self.rotation.backward(raw.backward([x, y])).map(f64::to_degrees),
            None => [x, -y],
        }
    }

    fn new(settings: &Settings, raw: Option<Raw>) -> Map {
        let defaults = settings.kind.defaults();
        let scale = settings.scale.unwrap_or(defaults.scale);
        let translate = settings.translate.unwrap_or(defaults.translate);
        let flip = [settings.reflect_x, settings.reflect_y].map(|flip| if flip { -1.0 } else { 1.0 });
        let mut rotate = settings.rotate.unwrap_or(defaults.rotate);
        let mut center = settings.center.unwrap_or(defaults.center);
        if settings.kind == Kind::TransverseMercator {
            rotate[2] += 90.0;
            center = [-center[1], center[0]];
        }
        let rotation = Rotation::new(rotate);
        let circle = settings.clip_angle.unwrap_or(defaults.clip_angle);
        let mut map = Map {
            raw,
            rotation,
            scale,
            origin: translate,
            flip,
            circle: (circle != 0.0).then(|| circle.to_radians()),
            frame: settings.clip_extent.map(|[from, to]| Rectangle { from, to }),
            precision: settings.precision.unwrap_or(0.5f64.sqrt()),
        };
        if let Some(raw) = raw {
            // The middle of the map lies at the translation.
            let [x, y] = raw.forward(center.map(|degrees| (degrees % 360.0).to_radians()));
            map.origin = [translate[0] - scale * x * flip[0], translate[1] + scale * y * flip[1]];
        }
        // Mercator's map has no end at the poles: it is as high as it is wide.
        if matches!(settings.kind, Kind::Mercator | Kind::TransverseMercator) {
            let half = PI * scale;
            let t = map.place([0.0, 0.0]);
            let mut frame = Rectangle { from: [t[0] - half, t[1] - half], to: [t[0] + half, t[1] + half] };
            if let Some(own) = map.frame {
                // Across the map the frame is the author's; along it whichever is nearer.
                let along = usize::from(settings.kind != Kind::Mercator);
                frame.from[along] = frame.from[along].max(own.from[along]);
                frame.to[along] = frame.to[along].min(own.to[along]);
                (frame.from[1 - along], frame.to[1 - along]) = (own.from[1 - along], own.to[1 - along]);
            }
            map.frame = Some(frame);
        }
        map
    }

    /// Draws a geometry.
    fn draw(&self, geometry: &Geometry, out: &mut Outline) {
        let project = |at: Place| self.place(at);
        let mut resample = Resample::new(&project, if self.raw.is_some() { self.precision } else { 0.0 });
        self.draw_part(geometry, &mut resample, out);
    }

    fn turned(&self, places: &[Place]) -> Vec<Place> {
        let turn = |at: &Place| if self.raw.is_some() { self.rotation.forward(at.map(f64::to_radians)) } else { *at };
        places.iter().map(turn).collect()
    }

    fn draw_part(&self, geometry: &Geometry, resample: &mut Resample, out: &mut Outline) {
        match geometry {
            Geometry::Sphere if self.raw.is_some() => self.draw_polygon(&[], true, resample, out),
            Geometry::Sphere => {}
            Geometry::Points(points) => {
                for at in points.iter().filter(|at| self.visible(**at)) {
                    let p = self.project(*at);
                    if self.frame.is_none_or(|frame| frame.holds(p)) {
                        out.points.push(p);
                    }
                }
            }
            Geometry::Lines(lines) => lines.iter().for_each(|line| self.draw_line(line, resample, out)),
            Geometry::Polygons(polygons) => {
                for polygon in polygons {
                    // A ring ends where it begins; without its end it is a row of different points.
                    let open = |ring: &Vec<Place>| self.turned(&ring[..ring.len().saturating_sub(1)]);
                    let rings: Vec<Vec<Place>> = polygon.iter().map(open).filter(|ring| !ring.is_empty()).collect();
                    self.draw_polygon(&rings, false, resample, out);
                }
            }
            Geometry::Collection(parts) => parts.iter().for_each(|part| self.draw_part(part, resample, out)),
        }
    }

    fn draw_line(&self, line: &[Place], resample: &mut Resample, out: &mut Outline) {
        let turned = self.turned(line);
        let pieces: Vec<Vec<Place>> = match (self.raw, self.circle) {
            (None, _) => vec![turned],
            (_, Some(radius)) => open(clip::Boundary::line(&Circle::new(radius), &turned)),
            (_, None) => open(clip::Boundary::line(&Antimeridian, &turned)),
        };
        for piece in pieces {
            let points = resample.line(&piece, false);
            match self.frame {
                Some(frame) => out.lines.extend(frame.lines(&points)),
                None => out.lines.push(points),
            }
        }
    }

    fn draw_polygon(&self, rings: &[Vec<Place>], sphere: bool, resample: &mut Resample, out: &mut Outline) {
        let rings = match (self.raw, self.circle) {
            (None, _) => rings.to_vec(),
            (_, Some(radius)) => {
                let circle = Circle::new(radius);
                clip::polygon(&circle, rings, sphere || sphere::contains(rings, circle.start()))
            }
            (_, None) => clip::polygon(&Antimeridian, rings, sphere || sphere::contains(rings, [-PI, -FRAC_PI_2])),
        };
        let rings: Vec<Vec<[f64; 2]>> = rings.iter().map(|ring| resample.line(ring, true)).collect();
        match self.frame {
            Some(frame) => out.rings.extend(frame.polygon(&rings)),
            None => out.rings.extend(rings),
        }
    }
}

fn open(cut: clip::Cut) -> Vec<Vec<Place>> {
    cut.lines.into_iter().map(|line| line.into_iter().map(|v| v.at).collect()).collect()
}

impl Projection {
    /// A projection with these settings.
    pub fn new(settings: &Settings) -> Projection {
        let parallels = settings.parallels.unwrap_or(settings.kind.defaults().parallels).map(f64::to_radians);
        if settings.kind != Kind::AlbersUsa {
            return Projection { maps: vec![Map::new(settings, settings.kind.raw(parallels))] };
        }
        let k = settings.scale.unwrap_or(1070.0);
        let [x, y] = settings.translate.unwrap_or([480.0, 250.0]);
        // The three states of the composite, with their places in a map of 960 by 500 (USGS standard parallels).
        let part = |scale: f64, rotate: f64, center: [f64; 2], parallels: [f64; 2], at: [f64; 2], box_: [f64; 4], inset: f64| {
            let settings = Settings {
                scale: Some(k * scale),
                translate: Some([x + at[0] * k, y + at[1] * k]),
                rotate: Some([rotate, 0.0, 0.0]),
                center: Some(center),
                clip_extent: Some([[x + box_[0] * k + inset, y + box_[1] * k + inset], [x + box_[2] * k - inset, y + box_[3] * k - inset]]),
                precision: settings.precision,
                ..Settings::of(Kind::ConicEqualArea)
            };
            Map::new(&settings, Kind::ConicEqualArea.raw(parallels.map(f64::to_radians)))
        };
        let maps = vec![
            part(1.0, 96.0, [-0.6, 38.7], [29.5, 45.5], [0.0, 0.0], [-0.455, -0.238, 0.455, 0.238], 0.0),
            part(0.35, 154.0, [-2.0, 58.5], [55.0, 65.0], [-0.307, 0.201], [-0.425, 0.120, -0.214, 0.234], NOTHING),
            part(1.0, 157.0, [-3.0, 19.9], [8.0, 18.0], [-0.205, 0.212], [-0.214, 0.166, -0.115, 0.234], NOTHING),
        ];
        Projection { maps }
    }

    /// The same, with scale and translation so that geometries fill a box `[left, top, right, bottom]` in pixels and stand in its
    /// middle. Geometries that have no extent on the map leave it as it is.
    pub fn fit(settings: &Settings, extent: [f64; 4], geometries: &[Geometry]) -> Projection {
        let unit = Settings { scale: Some(150.0), translate: Some([0.0, 0.0]), clip_extent: None, ..settings.clone() };
        let draft = Projection::new(&unit);
        let mut outline = Outline::default();
        geometries.iter().for_each(|geometry| draft.draw_into(geometry, &mut outline));
        let Some([left, top, right, bottom]) = outline.bounds() else { return Projection::new(settings) };
        let (width, height) = (extent[2] - extent[0], extent[3] - extent[1]);
        let k = (width / (right - left)).min(height / (bottom - top));
        if !k.is_finite() {
            return Projection::new(settings);
        }
        let x = extent[0] + (width - k * (right + left)) / 2.0;
        let y = extent[1] + (height - k * (bottom + top)) / 2.0;
        Projection::new(&Settings { scale: Some(150.0 * k), translate: Some([x, y]), ..settings.clone() })
    }

    /// The point of a place (degrees of longitude and latitude), in pixels, also where a map would be cut off; nothing where no map
    /// has it.
    pub fn project(&self, at: Place) -> Option<[f64; 2]> {
        let found = match &self.maps[..] {
            [one] => Some(one.project(at)),
            maps => maps.iter().map(|map| (map, map.project(at))).find(|(map, p)| map.frame.is_none_or(|f| f.holds(*p))).map(|(_, p)| p),
        };
        found.filter(|p| p[0].is_finite() && p[1].is_finite())
    }

    /// The place of a point.
    pub fn invert(&self, p: [f64; 2]) -> Option<Place> {
        let inset = self.maps.iter().skip(1).find(|map| map.frame.is_some_and(|frame| frame.holds(p)));
        let place = inset.or(self.maps.first())?.invert(p);
        (place[0].is_finite() && place[1].is_finite()).then_some(place)
    }

    fn draw_into(&self, geometry: &Geometry, out: &mut Outline) {
        self.maps.iter().for_each(|map| map.draw(geometry, out));
    }

    /// What a geometry looks like on the map.
    pub fn draw(&self, geometry: &Geometry) -> Outline {
        let mut out = Outline::default();
        self.draw_into(geometry, &mut out);
        out
    }
}
