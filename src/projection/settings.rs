//! What a chart says of its projection, and what each kind has where it says nothing (d3-geo's defaults).

use super::raw::Raw;
use crate::problem;
use crate::report::{Place, Problem, nearest};
use crate::spec::Value;

/// The kinds of Vega.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Albers,
    AlbersUsa,
    AzimuthalEqualArea,
    AzimuthalEquidistant,
    ConicConformal,
    ConicEqualArea,
    ConicEquidistant,
    EqualEarth,
    Equirectangular,
    Gnomonic,
    Identity,
    Mercator,
    Mollweide,
    NaturalEarth1,
    Orthographic,
    Stereographic,
    TransverseMercator,
}

const NAMES: [(&str, Kind); 17] = [
    ("albers", Kind::Albers),
    ("albersUsa", Kind::AlbersUsa),
    ("azimuthalEqualArea", Kind::AzimuthalEqualArea),
    ("azimuthalEquidistant", Kind::AzimuthalEquidistant),
    ("conicConformal", Kind::ConicConformal),
    ("conicEqualArea", Kind::ConicEqualArea),
    ("conicEquidistant", Kind::ConicEquidistant),
    ("equalEarth", Kind::EqualEarth),
    ("equirectangular", Kind::Equirectangular),
    ("gnomonic", Kind::Gnomonic),
    ("identity", Kind::Identity),
    ("mercator", Kind::Mercator),
    ("mollweide", Kind::Mollweide),
    ("naturalEarth1", Kind::NaturalEarth1),
    ("orthographic", Kind::Orthographic),
    ("stereographic", Kind::Stereographic),
    ("transverseMercator", Kind::TransverseMercator),
];

/// What a kind has where nothing is said.
pub(super) struct Defaults {
    pub scale: f64,
    pub translate: [f64; 2],
    pub center: [f64; 2],
    pub rotate: [f64; 3],
    pub clip_angle: f64,
    pub parallels: [f64; 2],
}

impl Kind {
    /// By its name, in upper or lower case.
    pub fn named(name: &str) -> Option<Kind> {
        NAMES.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
    }

    pub(super) fn defaults(self) -> Defaults {
        let (scale, clip_angle) = match self {
            Kind::Albers | Kind::AlbersUsa => (1070.0, 0.0),
            Kind::AzimuthalEqualArea => (124.75, 180.0 - 1e-3),
            Kind::AzimuthalEquidistant => (79.4188, 180.0 - 1e-3),
            Kind::ConicConformal => (109.5, 0.0),
            Kind::ConicEqualArea => (155.424, 0.0),
            Kind::ConicEquidistant => (131.154, 0.0),
            Kind::EqualEarth => (177.158, 0.0),
            Kind::Equirectangular => (152.63, 0.0),
            Kind::Gnomonic => (144.049, 60.0),
            Kind::Identity => (1.0, 0.0),
            Kind::Mercator => (961.0 / std::f64::consts::TAU, 0.0),
            Kind::Mollweide => (169.529, 0.0),
            Kind::NaturalEarth1 => (175.295, 0.0),
            Kind::Orthographic => (249.5, 90.0 + 1e-6),
            Kind::Stereographic => (250.0, 142.0),
            Kind::TransverseMercator => (159.155, 0.0),
        };
        let center = match self {
            Kind::Albers => [-0.6, 38.7],
            Kind::ConicEqualArea => [0.0, 33.6442],
            Kind::ConicEquidistant => [0.0, 13.9389],
            _ => [0.0, 0.0],
        };
        Defaults {
            scale,
            translate: if self == Kind::Identity { [0.0, 0.0] } else { [480.0, 250.0] },
            center,
            rotate: if self == Kind::Albers { [96.0, 0.0, 0.0] } else { [0.0; 3] },
            clip_angle,
            parallels: match self {
                Kind::Albers => [29.5, 45.5],
                Kind::ConicConformal => [30.0, 30.0],
                _ => [0.0, 60.0],
            },
        }
    }

    /// The formula, with standard parallels in radians for the conic ones.
    pub(super) fn raw(self, [p0, p1]: [f64; 2]) -> Option<Raw> {
        Some(match self {
            Kind::Albers | Kind::AlbersUsa | Kind::ConicEqualArea => Raw::conic_equal_area(p0, p1),
            Kind::AzimuthalEqualArea => Raw::AzimuthalEqualArea,
            Kind::AzimuthalEquidistant => Raw::AzimuthalEquidistant,
            Kind::ConicConformal => Raw::conic_conformal(p0, p1),
            Kind::ConicEquidistant => Raw::conic_equidistant(p0, p1),
            Kind::EqualEarth => Raw::EqualEarth,
            Kind::Equirectangular => Raw::Equirectangular,
            Kind::Gnomonic => Raw::Gnomonic,
            Kind::Identity => return None,
            Kind::Mercator => Raw::Mercator,
            Kind::Mollweide => Raw::Mollweide,
            Kind::NaturalEarth1 => Raw::NaturalEarth1,
            Kind::Orthographic => Raw::Orthographic,
            Kind::Stereographic => Raw::Stereographic,
            Kind::TransverseMercator => Raw::TransverseMercator,
        })
    }
}

/// What is set. Nothing stands for the kind's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The kind.
    pub kind: Kind,
    /// Pixels of the globe's radius, for most kinds.
    pub scale: Option<f64>,
    /// Pixels of the middle of the map.
    pub translate: Option<[f64; 2]>,
    /// The place in the middle of the map, in degrees, after turning.
    pub center: Option<[f64; 2]>,
    /// How the globe is turned: about its axis, up and down, round the middle; degrees.
    pub rotate: Option<[f64; 3]>,
    /// Standard parallels of the conic kinds, in degrees.
    pub parallels: Option<[f64; 2]>,
    /// Radius of the circle that is shown, in degrees; 0 cuts at the antimeridian.
    pub clip_angle: Option<f64>,
    /// Frame of the map: left and top, right and bottom, in pixels.
    pub clip_extent: Option<[[f64; 2]; 2]>,
    /// Pixels by which a bent line may be wrong.
    pub precision: Option<f64>,
    /// East is left.
    pub reflect_x: bool,
    /// North is below.
    pub reflect_y: bool,
}

/// The members of a projection that Vega has for kinds that it does not register itself: they change nothing.
const UNUSED: [&str; 10] =
    ["coefficient", "distance", "fraction", "lobes", "parallel", "radius", "ratio", "spacing", "tilt", "pointRadius"];

impl Settings {
    /// A kind with nothing set.
    pub fn of(kind: Kind) -> Settings {
        Settings {
            kind,
            scale: None,
            translate: None,
            center: None,
            rotate: None,
            parallels: None,
            clip_angle: None,
            clip_extent: None,
            precision: None,
            reflect_x: false,
            reflect_y: false,
        }
    }

    /// True when the chart sets scale or translation itself, so that nothing is fitted.
    pub fn placed(&self) -> bool {
        self.scale.is_some() || self.translate.is_some()
    }

    /// Reads a projection of a chart; `path` is where it stands. `otherwise` is the kind where it names none.
    pub fn read(value: &Value, path: &str, otherwise: Kind) -> Result<Settings, Problem> {
        let wrong = |key: &str, wants: &str| {
            problem!(
                Error,
                "unreadable-projection",
                Place::Path(format!("{path}/{key}")),
                format!("this is not {wants}"),
                "write it as Vega-Lite's projection has it"
            )
        };
        let Value::Object(members) = value else { return Err(wrong("", "an object")) };
        let mut out = Settings::of(otherwise);
        for (key, value) in members.iter().filter(|(_, value)| *value != Value::Null) {
            let number = || if let Value::Number(n) = value { Ok(*n) } else { Err(wrong(key, "a number")) };
            let flag = || if let Value::Bool(b) = value { Ok(*b) } else { Err(wrong(key, "true or false")) };
            match key.as_str() {
                "type" => {
                    let name = value.as_str().unwrap_or_default();
                    out.kind = Kind::named(name).ok_or_else(|| {
                        let near = nearest(name, NAMES.iter().map(|(n, _)| *n)).unwrap_or("mercator");
                        wrong(key, &format!("a projection (\"{near}\" is one)"))
                    })?;
                }
                "scale" => out.scale = Some(number()?),
                "translate" => out.translate = Some(numbers(value).ok_or_else(|| wrong(key, "a list of two numbers"))?),
                "center" => out.center = Some(numbers(value).ok_or_else(|| wrong(key, "a list of two numbers"))?),
                "rotate" => {
                    let two = || numbers::<2>(value).map(|[a, b]| [a, b, 0.0]);
                    out.rotate = Some(numbers::<3>(value).or_else(two).ok_or_else(|| wrong(key, "a list of two or three numbers"))?);
                }
                "parallels" => out.parallels = Some(numbers(value).ok_or_else(|| wrong(key, "a list of two numbers"))?),
                "clipAngle" => out.clip_angle = Some(number()?),
                "clipExtent" => {
                    let corners = if let Value::Array(corners) = value { &corners[..] } else { &[] };
                    let both = if let [a, b] = corners { numbers(a).zip(numbers(b)) } else { None };
                    let (from, to) = both.ok_or_else(|| wrong(key, "a list of two corners"))?;
                    out.clip_extent = Some([from, to]);
                }
                "precision" => out.precision = Some(number()?),
                "reflectX" => out.reflect_x = flag()?,
                "reflectY" => out.reflect_y = flag()?,
                "fit" | "size" | "extent" | "name" => {}
                unused if UNUSED.contains(&unused) => {}
                _ => return Err(wrong(key, "a member of a projection")),
            }
        }
        Ok(out)
    }
}

/// Exactly so many numbers.
fn numbers<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let Value::Array(items) = value else { return None };
    let read: Option<Vec<f64>> = items.iter().map(|item| if let Value::Number(n) = item { Some(*n) } else { None }).collect();
    read?.try_into().ok()
}
