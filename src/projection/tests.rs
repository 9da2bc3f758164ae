//! The room held against d3-geo 3.1.2, d3-geo-projection 4.0.0 and vega-projection 2.1.3 (Node 20): every table was written by them.

use super::geojson::Geometry;
use super::{Kind, Outline, Projection, Settings};
use crate::spec::Value;
use proptest::prelude::*;

fn kind(name: &str) -> Kind {
    Kind::named(name).expect("a projection of Vega's")
}

/// The places of `projection(name)()` for 0 0, 100 W 40 N, 30 E 60 N, Hawaii and Alaska.
#[test]
#[rustfmt::skip]
fn places_stand_where_vega_puts_them() {
    let places = [[0.0, 0.0], [-100.0, 40.0], [30.0, 60.0], [-155.0, 20.0], [-150.0, 64.0]];
    let expected: [(&str, [Option<[f64; 2]>; 5]); 17] = [
        ("albers", [Some([2235.9363, -24.5943]), Some([431.9724, 224.3264]), Some([1442.8421, -883.1769]), Some([-511.6913, 277.1245]), Some([-5.3663, -347.9538])]),
        ("albersUsa", [None, Some([431.9724, 224.3264]), None, Some([348.7462, 475.1517]), Some([169.7533, 428.7606])]),
        ("azimuthalEqualArea", [Some([480.0, 250.0]), Some([337.0589, 128.2079]), Some([516.8443, 122.3675]), Some([298.094, 93.3377]), Some([430.904, 48.6767])]),
        ("azimuthalEquidistant", [Some([480.0, 250.0]), Some([376.9781, 162.2208]), Some([504.7353, 164.3144]), Some([324.1445, 115.7731]), Some([443.1165, 98.7553])]),
        ("conicConformal", [Some([480.0, 250.0]), Some([349.4294, 109.9557]), Some([513.4409, 125.197]), Some([276.0846, 45.6009]), Some([364.154, 31.4348])]),
        ("conicEqualArea", [Some([480.0, 350.0558]), Some([316.092, 165.0466]), Some([520.3422, 165.9946]), Some([202.576, 108.2111]), Some([326.9163, 62.66])]),
        ("conicEquidistant", [Some([480.0, 281.9071]), Some([344.4547, 130.3547]), Some([513.9795, 140.2933]), Some([259.9528, 70.287]), Some([358.3517, 47.6393])]),
        ("equalEarth", [Some([480.0, 250.0]), Some([243.8972, 112.7697]), Some([540.206, 57.1988]), Some([79.0445, 178.9906]), Some([191.0274, 48.075])]),
        ("equirectangular", [Some([480.0, 250.0]), Some([213.6104, 143.4442]), Some([559.9169, 90.1662]), Some([67.0961, 196.7221]), Some([80.4156, 79.5107])]),
        ("gnomonic", [Some([480.0, 250.0]), Some([1296.9425, 946.071]), Some([563.1667, -38.098]), Some([547.1712, 307.8496]), Some([563.1667, 591.0341])]),
        ("identity", [Some([0.0, 0.0]), Some([-100.0, 40.0]), Some([30.0, 60.0]), Some([-155.0, 20.0]), Some([-150.0, 64.0])]),
        ("mercator", [Some([480.0, 250.0]), Some([213.0556, 133.3146]), Some([560.0833, 48.5741]), Some([66.2361, 195.4927]), Some([79.5833, 25.7924])]),
        ("mollweide", [Some([480.0, 250.0]), Some([254.2648, 122.6992]), Some([531.7159, 67.2178]), Some([82.6662, 184.7844]), Some([242.2817, 57.2915])]),
        ("naturalEarth1", [Some([480.0, 250.0]), Some([234.2667, 126.2876]), Some([545.4442, 66.8921]), Some([74.8209, 188.2604]), Some([162.9783, 55.8095])]),
        ("orthographic", [Some([480.0, 250.0]), Some([291.7756, 89.6245]), Some([542.375, 33.9267]), Some([380.9158, 164.666]), Some([425.3132, 25.7509])]),
        ("stereographic", [Some([480.0, 250.0]), Some([262.4608, 64.647]), Some([523.6144, 98.9153]), Some([-189.2505, -326.3766]), Some([391.6699, -112.207])]),
        ("transverseMercator", [Some([480.0, 250.0]), Some([323.5341, -32.4781]), Some([520.6502, 73.7917]), Some([413.117, -189.2217]), Some([444.5402, -63.6075])]),
    ];
    for (name, points) in expected {
        let projection = Projection::new(&Settings::of(kind(name)));
        for (at, expected) in places.into_iter().zip(points) {
            let found = projection.project(at);
            let near = match (found, expected) {
                (Some(p), Some(q)) => (p[0] - q[0]).abs() < 1e-3 && (p[1] - q[1]).abs() < 1e-3,
                (None, None) => true,
                _ => false,
            };
            assert!(near, "{name}: {at:?} is at {found:?}, not {expected:?}");
        }
    }
}

/// A country, one over the antimeridian, one round the North Pole, one with a hole, a line over the antimeridian, and the globe.
fn shape(name: &str) -> Geometry {
    let ring = |points: &[[f64; 2]]| points.to_vec();
    let polygon = |points: &[[f64; 2]]| Geometry::Polygons(vec![vec![ring(points)]]);
    match name {
        "tri" => polygon(&[[-120.0, 30.0], [-110.0, 50.0], [-70.0, 45.0], [-80.0, 28.0], [-120.0, 30.0]]),
        "wrap" => polygon(&[[170.0, -10.0], [170.0, 20.0], [-160.0, 25.0], [-165.0, -15.0], [170.0, -10.0]]),
        "pole" => polygon(&[[-135.0, 60.0], [135.0, 60.0], [45.0, 60.0], [-45.0, 60.0], [-135.0, 60.0]]),
        "hole" => Geometry::Polygons(vec![vec![
            ring(&[[-20.0, -20.0], [-20.0, 20.0], [20.0, 20.0], [20.0, -20.0], [-20.0, -20.0]]),
            ring(&[[-10.0, -10.0], [10.0, -10.0], [10.0, 10.0], [-10.0, 10.0], [-10.0, -10.0]]),
        ]]),
        "line" => Geometry::Lines(vec![ring(&[[150.0, 50.0], [-120.0, 40.0], [-60.0, -30.0], [20.0, -80.0]])]),
        _ => Geometry::Sphere,
    }
}

/// Length of all lines and rings.
fn length(outline: &Outline) -> f64 {
    let stretch = |w: &[[f64; 2]]| (w[1][0] - w[0][0]).hypot(w[1][1] - w[0][1]);
    let rings = outline.rings.iter().map(|ring| {
        let mut ring = ring.clone();
        ring.extend(ring.first().copied());
        ring.windows(2).map(stretch).sum::<f64>()
    });
    let lines = outline.lines.iter().map(|line| line.windows(2).map(stretch).sum::<f64>());
    rings.chain(lines).sum()
}

/// What is wrong with a drawing, if anything: bounds within half a pixel, area and length within a thousandth.
fn difference(found: &Outline, bounds: Option<[f64; 4]>, area: f64, path: f64) -> Option<String> {
    let near = |a: f64, b: f64, slack: f64| (a - b).abs() <= slack + 1e-3 * b.abs();
    let same = match (found.bounds(), bounds) {
        (Some(a), Some(b)) => a.iter().zip(b).all(|(a, b)| near(*a, b, 0.5)),
        (a, b) => a.is_none() && b.is_none(),
    };
    let ok = same && near(found.area(), area, 5.0) && near(length(found), path, 1.0);
    (!ok).then(|| format!("{:?} {:.1} {:.1}, not {bounds:?} {area} {path}", found.bounds(), found.area(), length(found)))
}

/// Bounds, area and length of each shape with a precision of 0.1. (Not of a line on the composite of the United States, of which d3
/// makes points.)
#[test]
#[rustfmt::skip]
fn shapes_are_cut_and_bent_as_by_d3() {
    let expected = [
        ("albers", "tri", Some([105.0, 26.3, 827.3, 428.7]), 211068.0, 1915.1),
        ("albers", "wrap", Some([-1363.9, -176.8, -526.8, 590.1]), 334777.6, 2298.7),
        ("albers", "pole", Some([-472.6, -1395.5, 1468.5, -219.9]), 656647.6, 6527.8),
        ("albers", "hole", Some([1721.9, -531.6, 2702.6, 521.0]), 426993.1, 4498.1),
        ("albers", "line", Some([-592.9, -700.7, 3144.9, 1298.3]), 0.0, 5295.2),
        ("albers", "sphere", Some([-2349.5, -2022.9, 3326.8, 1716.3]), 14386807.8, 17637.0),
        ("albersUsa", "tri", Some([105.0, 26.3, 827.3, 428.7]), 211068.0, 1915.1),
        ("albersUsa", "wrap", Some([251.0, 427.6, 255.2, 456.7]), 61.1, 62.6),
        ("albersUsa", "pole", Some([62.0, 378.4, 251.0, 446.5]), 6599.5, 438.0),
        ("albersUsa", "hole", None, 0.0, 0.0),
        ("albersUsa", "sphere", Some([-6.9, -4.7, 966.9, 504.7]), 531171.8, 4018.9),
        ("azimuthalEqualArea", "tri", Some([304.3, 97.0, 374.8, 172.9]), 2868.0, 213.8),
        ("azimuthalEqualArea", "wrap", Some([230.5, 0.5, 729.5, 499.5]), 4564.1, 3117.1),
        ("azimuthalEqualArea", "pole", Some([402.4, 42.9, 557.6, 118.7]), 8918.4, 395.7),
        ("azimuthalEqualArea", "hole", Some([436.7, 204.2, 523.3, 295.8]), 5804.3, 514.9),
        ("azimuthalEqualArea", "line", Some([302.7, 29.1, 565.2, 411.1]), 0.0, 660.0),
        ("azimuthalEqualArea", "sphere", Some([230.5, 0.5, 729.5, 499.5]), 195525.2, 1567.6),
        ("azimuthalEquidistant", "tri", Some([346.6, 138.2, 407.9, 196.5]), 1945.2, 174.8),
        ("azimuthalEquidistant", "wrap", Some([230.5, 0.5, 729.5, 499.5]), 34551.0, 2993.6),
        ("azimuthalEquidistant", "pole", Some([422.0, 94.5, 538.0, 161.1]), 5818.9, 308.4),
        ("azimuthalEquidistant", "hole", Some([452.3, 220.7, 507.7, 279.3]), 2385.6, 330.2),
        ("azimuthalEquidistant", "line", Some([352.2, 77.3, 546.4, 361.5]), 0.0, 486.7),
        ("azimuthalEquidistant", "sphere", Some([230.5, 0.5, 729.5, 499.5]), 195525.4, 1567.6),
        ("conicConformal", "tri", Some([315.8, 86.8, 387.9, 148.6]), 2292.5, 199.7),
        ("conicConformal", "wrap", Some([197.5, 0.4, 758.1, 37.6]), 4361.4, 413.8),
        ("conicConformal", "pole", Some([360.6, 0.4, 599.4, 119.8]), 21335.0, 624.7),
        ("conicConformal", "hole", Some([428.2, 206.1, 531.8, 302.0]), 6319.0, 531.7),
        ("conicConformal", "line", Some([282.4, 0.4, 626.5, 833.0]), 0.0, 1080.9),
        ("conicConformal", "sphere", Some([-352516.2, 0.4, 353476.2, 352996.6]), 195731151268.6, 1814962.8),
        ("conicEqualArea", "tri", Some([267.1, 131.5, 367.2, 218.6]), 4454.7, 270.6),
        ("conicEqualArea", "wrap", Some([98.0, 52.5, 862.0, 117.5]), 7056.9, 532.4),
        ("conicEqualArea", "pole", Some([323.7, 18.6, 636.3, 160.3]), 13872.4, 902.0),
        ("conicEqualArea", "hole", Some([418.5, 288.7, 541.5, 402.4]), 9008.0, 646.4),
        ("conicEqualArea", "line", Some([267.3, 31.3, 668.7, 479.4]), 0.0, 717.1),
        ("conicEqualArea", "sphere", Some([0.5, 18.6, 959.5, 481.4]), 303543.5, 2409.3),
        ("conicEquidistant", "tri", Some([306.6, 104.7, 385.4, 172.7]), 2771.3, 215.9),
        ("conicEquidistant", "wrap", Some([176.5, 23.0, 782.1, 67.3]), 4893.8, 440.6),
        ("conicEquidistant", "pole", Some([356.1, 12.1, 603.9, 135.0]), 16393.0, 717.5),
        ("conicEquidistant", "hole", Some([426.8, 233.0, 533.2, 330.4]), 6595.8, 549.8),
        ("conicEquidistant", "line", Some([302.2, 17.7, 632.1, 463.4]), 0.0, 678.1),
        ("conicEquidistant", "sphere", Some([0.5, 12.1, 959.5, 487.9]), 339520.1, 2472.1),
        ("equalEarth", "tri", Some([181.0, 82.7, 320.2, 151.6]), 5786.2, 335.8),
        ("equalEarth", "wrap", Some([0.5, 161.8, 959.5, 303.5]), 9172.4, 656.1),
        ("equalEarth", "pole", Some([146.9, 16.6, 813.1, 57.2]), 18024.2, 1365.5),
        ("equalEarth", "hole", Some([426.7, 174.9, 533.3, 325.1]), 11685.0, 740.9),
        ("equalEarth", "line", Some([102.6, 68.3, 857.4, 478.2]), 0.0, 682.2),
        ("equalEarth", "sphere", Some([0.5, 16.6, 959.5, 483.4]), 394344.3, 2428.2),
        ("equirectangular", "tri", Some([160.3, 116.3, 293.5, 175.4]), 5590.7, 327.5),
        ("equirectangular", "wrap", Some([0.5, 183.4, 959.5, 290.0]), 6953.8, 521.0),
        ("equirectangular", "pole", Some([0.5, 10.2, 959.5, 90.2]), 62837.4, 2056.9),
        ("equirectangular", "hole", Some([426.7, 193.6, 533.3, 306.4]), 8925.6, 639.8),
        ("equirectangular", "line", Some([0.5, 102.0, 959.5, 463.1]), 0.0, 778.4),
        ("equirectangular", "sphere", Some([0.5, 10.2, 959.5, 489.8]), 459843.0, 2877.0),
        ("gnomonic", "tri", None, 0.0, 0.0),
        ("gnomonic", "wrap", None, 0.0, 0.0),
        ("gnomonic", "pole", None, 0.0, 0.0),
        ("gnomonic", "hole", Some([427.6, 194.2, 532.4, 305.8]), 9080.7, 637.7),
        ("gnomonic", "line", None, 0.0, 0.0),
        ("gnomonic", "sphere", Some([230.5, 0.5, 729.5, 499.5]), 195525.5, 1567.6),
        ("mercator", "tri", Some([159.7, 94.7, 293.1, 172.1]), 7359.2, 355.7),
        ("mercator", "wrap", Some([-0.5, 181.0, 960.5, 290.5]), 7139.9, 529.9),
        ("mercator", "pole", Some([-0.5, -230.5, 960.5, 48.6]), 237185.5, 2480.3),
        ("mercator", "hole", Some([426.6, 192.1, 533.4, 307.9]), 9216.2, 646.2),
        ("mercator", "line", Some([-0.5, 70.9, 960.5, 622.6]), 0.0, 904.3),
        ("mercator", "sphere", Some([-0.5, -230.5, 960.5, 730.5]), 923521.0, 3844.0),
        ("mollweide", "tri", Some([187.6, 93.4, 329.7, 159.4]), 5298.3, 332.5),
        ("mollweide", "wrap", Some([0.5, 168.8, 959.5, 299.1]), 8398.5, 623.8),
        ("mollweide", "pole", Some([220.7, 10.2, 739.3, 67.2]), 16482.6, 1091.1),
        ("mollweide", "hole", Some([426.7, 181.0, 533.3, 319.0]), 10712.9, 703.6),
        ("mollweide", "line", Some([143.7, 78.8, 816.3, 476.7]), 0.0, 606.7),
        ("mollweide", "sphere", Some([0.5, 10.2, 959.5, 489.8]), 361047.9, 2322.6),
        ("naturalEarth1", "tri", Some([174.0, 95.4, 312.0, 163.5]), 5948.8, 336.0),
        ("naturalEarth1", "wrap", Some([0.5, 172.8, 959.5, 296.3]), 8010.0, 585.4),
        ("naturalEarth1", "pole", Some([111.7, 0.7, 848.3, 66.9]), 34773.1, 1525.6),
        ("naturalEarth1", "hole", Some([426.7, 184.6, 533.3, 315.4]), 10254.8, 686.2),
        ("naturalEarth1", "line", Some([74.2, 79.6, 885.8, 484.4]), 0.0, 702.9),
        ("naturalEarth1", "sphere", Some([0.5, 0.7, 959.5, 499.3]), 423225.9, 2483.4),
        ("orthographic", "tri", Some([262.5, 60.6, 317.6, 132.9]), 428.9, 185.0),
        ("orthographic", "wrap", None, 0.0, 0.0),
        ("orthographic", "pole", Some([385.7, 0.5, 574.3, 33.9]), 3303.7, 405.4),
        ("orthographic", "hole", Some([394.7, 159.9, 565.3, 340.1]), 22007.1, 1007.7),
        ("orthographic", "line", Some([231.5, 212.7, 494.8, 495.7]), 0.0, 424.7),
        ("orthographic", "sphere", Some([230.5, 0.5, 729.5, 499.5]), 195525.2, 1567.6),
        ("stereographic", "tri", Some([149.3, 4.4, 346.2, 148.2]), 14737.4, 513.3),
        ("stereographic", "wrap", None, 0.0, 0.0),
        ("stereographic", "pole", Some([343.3, -122.1, 616.7, 90.0]), 41520.2, 796.6),
        ("stereographic", "hole", Some([435.9, 203.3, 524.1, 296.7]), 6123.2, 527.5),
        ("stereographic", "line", Some([199.5, -226.6, 661.2, 461.7]), 0.0, 1151.6),
        ("stereographic", "sphere", Some([-246.1, -476.1, 1206.1, 976.1]), 1656213.3, 4562.2),
        ("transverseMercator", "tri", Some([266.6, -113.6, 368.7, 52.4]), 11430.3, 444.5),
        ("transverseMercator", "wrap", Some([428.9, -250.0, 507.9, 750.0]), 7587.9, 501.1),
        ("transverseMercator", "pole", Some([416.7, -61.7, 543.3, 61.7]), 15236.2, 482.8),
        ("transverseMercator", "hole", Some([423.3, 191.2, 536.7, 308.8]), 9913.6, 670.7),
        ("transverseMercator", "line", Some([-19.0, -100.0, 533.0, 473.9]), 0.0, 1304.8),
        ("transverseMercator", "sphere", Some([-20.0, -250.0, 980.0, 750.0]), 1000000.7, 4000.0),
    ];
    let mut wrong = Vec::new();
    for (name, what, bounds, area, path) in expected {
        let projection = Projection::new(&Settings { precision: Some(0.1), ..Settings::of(kind(name)) });
        wrong.extend(difference(&projection.draw(&shape(what)), bounds, area, path).map(|d| format!("{name} {what}: {d}")));
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The same with settings.
#[test]
#[rustfmt::skip]
fn settings_are_taken_as_by_d3() {
    let expected = [
        ("orthographic", r#"{"rotate":[30,-45,10]}"#, "tri", Some([251.9, 163.7, 363.3, 296.3]), 7641.6, 351.2),
        ("orthographic", r#"{"rotate":[30,-45,10]}"#, "wrap", None, 0.0, 0.0),
        ("orthographic", r#"{"rotate":[30,-45,10]}"#, "pole", Some([330.8, 10.0, 576.1, 189.1]), 24052.6, 615.6),
        ("orthographic", r#"{"rotate":[30,-45,10]}"#, "hole", Some([538.0, 264.3, 690.1, 463.1]), 13493.1, 831.0),
        ("orthographic", r#"{"rotate":[30,-45,10]}"#, "line", Some([261.9, 5.2, 438.2, 496.0]), 0.0, 649.6),
        ("orthographic", r#"{"rotate":[30,-45,10]}"#, "sphere", Some([230.5, 0.5, 729.5, 499.5]), 195525.2, 1567.6),
        ("orthographic", r#"{"rotate":[-100,-30,0]}"#, "tri", None, 0.0, 0.0),
        ("orthographic", r#"{"rotate":[-100,-30,0]}"#, "wrap", Some([700.3, 139.1, 729.5, 329.5]), 2600.0, 392.9),
        ("orthographic", r#"{"rotate":[-100,-30,0]}"#, "pole", Some([377.8, 2.6, 582.2, 114.0]), 16995.6, 541.8),
        ("orthographic", r#"{"rotate":[-100,-30,0]}"#, "hole", Some([230.5, 146.1, 253.2, 333.0]), 822.5, 382.8),
        ("orthographic", r#"{"rotate":[-100,-30,0]}"#, "line", Some([602.9, 39.7, 622.2, 136.0]), 0.0, 101.5),
        ("orthographic", r#"{"rotate":[-100,-30,0]}"#, "sphere", Some([230.5, 0.5, 729.5, 499.5]), 195525.2, 1567.6),
        ("mercator", r#"{"rotate":[90,0,0],"center":[10,20],"scale":200,"translate":[100,50]}"#, "tri", Some([-39.6, -81.8, 134.9, 19.4]), 12585.7, 465.2),
        ("mercator", r#"{"rotate":[90,0,0],"center":[10,20],"scale":200,"translate":[100,50]}"#, "wrap", Some([-284.0, 31.1, -179.3, 174.2]), 12207.6, 446.3),
        ("mercator", r#"{"rotate":[90,0,0],"center":[10,20],"scale":200,"translate":[100,50]}"#, "pole", Some([-563.2, -507.0, 693.4, -142.1]), 405565.6, 3243.3),
        ("mercator", r#"{"rotate":[90,0,0],"center":[10,20],"scale":200,"translate":[100,50]}"#, "hole", Some([309.4, 45.6, 449.1, 196.9]), 15758.9, 845.1),
        ("mercator", r#"{"rotate":[90,0,0],"center":[10,20],"scale":200,"translate":[100,50]}"#, "line", Some([-353.8, -112.9, 449.1, 608.5]), 0.0, 1182.5),
        ("mercator", r#"{"rotate":[90,0,0],"center":[10,20],"scale":200,"translate":[100,50]}"#, "sphere", Some([-563.2, -507.0, 693.4, 749.6]), 1579136.7, 5026.5),
        ("conicConformal", r#"{"parallels":[20,50],"rotate":[10,20,30]}"#, "tri", Some([267.6, 109.5, 349.0, 172.8]), 2570.8, 212.6),
        ("conicConformal", r#"{"parallels":[20,50],"rotate":[10,20,30]}"#, "wrap", Some([135.6, -51.4, 803.2, 37.8]), 8587.6, 605.4),
        ("conicConformal", r#"{"parallels":[20,50],"rotate":[10,20,30]}"#, "pole", Some([317.4, 9.4, 445.6, 121.5]), 7888.7, 351.2),
        ("conicConformal", r#"{"parallels":[20,50],"rotate":[10,20,30]}"#, "hole", Some([429.2, 154.7, 530.4, 260.4]), 4652.3, 459.0),
        ("conicConformal", r#"{"parallels":[20,50],"rotate":[10,20,30]}"#, "line", Some([279.6, 0.9, 647.8, 412.1]), 0.0, 691.7),
        ("conicConformal", r#"{"parallels":[20,50],"rotate":[10,20,30]}"#, "sphere", Some([-989089.9, -247176.4, 990049.9, 989601.9]), 1785448555488.0, 5587674.6),
        ("azimuthalEqualArea", r#"{"clipAngle":60,"rotate":[100,-40,0]}"#, "tri", Some([442.5, 227.4, 525.0, 272.0]), 2863.0, 223.0),
        ("azimuthalEqualArea", r#"{"clipAngle":60,"rotate":[100,-40,0]}"#, "wrap", Some([355.3, 234.0, 371.2, 268.0]), 269.5, 79.8),
        ("azimuthalEqualArea", r#"{"clipAngle":60,"rotate":[100,-40,0]}"#, "pole", Some([422.8, 125.3, 534.4, 198.4]), 6353.0, 318.0),
        ("azimuthalEqualArea", r#"{"clipAngle":60,"rotate":[100,-40,0]}"#, "hole", None, 0.0, 0.0),
        ("azimuthalEqualArea", r#"{"clipAngle":60,"rotate":[100,-40,0]}"#, "line", Some([395.9, 157.9, 542.5, 358.0]), 0.0, 249.4),
        ("azimuthalEqualArea", r#"{"clipAngle":60,"rotate":[100,-40,0]}"#, "sphere", Some([355.3, 125.3, 604.8, 374.8]), 48881.3, 783.8),
        ("equalEarth", r#"{"clipExtent":[[200,100],[700,400]]}"#, "tri", Some([200.0, 100.0, 317.9, 151.6]), 4299.6, 294.2),
        ("equalEarth", r#"{"clipExtent":[[200,100],[700,400]]}"#, "wrap", None, 0.0, 0.0),
        ("equalEarth", r#"{"clipExtent":[[200,100],[700,400]]}"#, "pole", None, 0.0, 0.0),
        ("equalEarth", r#"{"clipExtent":[[200,100],[700,400]]}"#, "hole", Some([426.7, 174.9, 533.3, 325.1]), 11685.0, 740.9),
        ("equalEarth", r#"{"clipExtent":[[200,100],[700,400]]}"#, "line", Some([200.0, 119.1, 351.5, 400.0]), 0.0, 321.2),
        ("equalEarth", r#"{"clipExtent":[[200,100],[700,400]]}"#, "sphere", Some([200.0, 100.0, 700.0, 400.0]), 150000.0, 1600.0),
        ("mercator", r#"{"clipExtent":[[200,100],[700,400]],"reflectX":true}"#, "tri", Some([666.9, 102.7, 700.0, 172.1]), 1311.0, 172.9),
        ("mercator", r#"{"clipExtent":[[200,100],[700,400]],"reflectX":true}"#, "wrap", None, 0.0, 0.0),
        ("mercator", r#"{"clipExtent":[[200,100],[700,400]],"reflectX":true}"#, "pole", None, 0.0, 0.0),
        ("mercator", r#"{"clipExtent":[[200,100],[700,400]],"reflectX":true}"#, "hole", Some([426.6, 192.1, 533.4, 307.9]), 9216.2, 646.2),
        ("mercator", r#"{"clipExtent":[[200,100],[700,400]],"reflectX":true}"#, "line", Some([624.7, 255.7, 700.0, 400.0]), 0.0, 166.4),
        ("mercator", r#"{"clipExtent":[[200,100],[700,400]],"reflectX":true}"#, "sphere", Some([200.0, 100.0, 700.0, 400.0]), 150000.0, 1600.0),
        ("transverseMercator", r#"{"rotate":[100,-40,0],"center":[5,10]}"#, "tri", Some([417.5, 248.8, 524.9, 306.9]), 4810.4, 291.1),
        ("transverseMercator", r#"{"rotate":[100,-40,0],"center":[5,10]}"#, "wrap", Some([-33.9, -222.2, 966.1, 777.8]), 878655.0, 4481.5),
        ("transverseMercator", r#"{"rotate":[100,-40,0],"center":[5,10]}"#, "pole", Some([396.8, 68.6, 535.3, 209.2]), 15240.4, 482.9),
        ("transverseMercator", r#"{"rotate":[100,-40,0],"center":[5,10]}"#, "hole", Some([647.2, -222.2, 966.1, 777.8]), 137413.4, 2753.1),
        ("transverseMercator", r#"{"rotate":[100,-40,0],"center":[5,10]}"#, "line", Some([354.8, 94.4, 566.0, 652.9]), 0.0, 635.6),
        ("transverseMercator", r#"{"rotate":[100,-40,0],"center":[5,10]}"#, "sphere", Some([-33.9, -222.2, 966.1, 777.8]), 1000000.7, 4000.0),
        ("equirectangular", r#"{"reflectY":true,"rotate":[180,0,0]}"#, "tri", Some([639.8, 324.6, 773.0, 383.7]), 5590.7, 327.5),
        ("equirectangular", r#"{"reflectY":true,"rotate":[180,0,0]}"#, "wrap", Some([453.4, 210.0, 533.3, 316.6]), 6955.5, 336.4),
        ("equirectangular", r#"{"reflectY":true,"rotate":[180,0,0]}"#, "pole", Some([0.5, 409.8, 959.5, 489.8]), 62837.4, 2056.9),
        ("equirectangular", r#"{"reflectY":true,"rotate":[180,0,0]}"#, "hole", Some([0.5, 193.6, 959.5, 306.4]), 8925.6, 757.3),
        ("equirectangular", r#"{"reflectY":true,"rotate":[180,0,0]}"#, "line", Some([0.5, 36.9, 959.5, 397.9]), 0.0, 778.4),
        ("equirectangular", r#"{"reflectY":true,"rotate":[180,0,0]}"#, "sphere", Some([0.5, 10.2, 959.5, 489.8]), 459843.0, 2877.0),
    ];
    let mut wrong = Vec::new();
    for (name, settings, what, bounds, area, path) in expected {
        let value: Value = serde_json::from_str(settings).expect("JSON");
        let settings = Settings { precision: Some(0.1), ..Settings::read(&value, "", kind(name)).expect("settings") };
        let found = Projection::new(&settings).draw(&shape(what));
        wrong.extend(difference(&found, bounds, area, path).map(|d| format!("{name} {value:?} {what}: {d}")));
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The place of 100 W 40 N after `fitSize([300, 200], …)`.
#[test]
#[rustfmt::skip]
fn shapes_are_fitted_as_by_d3() {
    let expected = [
        ("mercator", "tri", [120.0, 99.522]),
        ("mercator", "sphere", [94.444, 75.716]),
        ("albersUsa", "tri", [135.8, 98.68]),
        ("albersUsa", "sphere", [135.203, 92.09]),
        ("orthographic", "tri", [154.025, 80.331]),
        ("orthographic", "sphere", [74.559, 35.721]),
        ("equalEarth", "tri", [135.579, 90.309]),
        ("equalEarth", "sphere", [76.141, 57.071]),
        ("conicEqualArea", "tri", [147.517, 77.091]),
        ("conicEqualArea", "sphere", [98.725, 73.424]),
        ("identity", "tri", [120.0, 106.0]),
        ("naturalEarth1", "tri", [130.991, 92.974]),
        ("naturalEarth1", "sphere", [73.128, 61.3]),
    ];
    for (name, what, at) in expected {
        let projection = Projection::fit(&Settings::of(kind(name)), [0.0, 0.0, 300.0, 200.0], &[shape(what)]);
        let found = projection.project([-100.0, 40.0]).expect("a point");
        assert!((found[0] - at[0]).abs() < 0.05 && (found[1] - at[1]).abs() < 0.05, "{name} {what}: {found:?}, not {at:?}");
    }
}

#[test]
fn points_behind_the_globe_are_not_drawn() {
    let globe = Projection::new(&Settings::of(Kind::Orthographic));
    let drawn = globe.draw(&Geometry::Points(vec![[0.0, 0.0], [180.0, 0.0]]));
    assert_eq!(drawn.points, [[480.0, 250.0]]);
    assert_eq!(drawn.centroid(), Some([480.0, 250.0]));
    assert_eq!(drawn.path(4.5).bounds().map(|b| b[0]), Some(475.5));
}

#[test]
fn what_is_no_projection_is_an_error_with_its_path() {
    let place =
        |text: &str| Settings::read(&serde_json::from_str(text).expect("JSON"), "/projection", Kind::Mercator).expect_err(text).to_string();
    assert!(place(r#"{"type": "mercatr"}"#).starts_with("/projection/type: this is not a projection (\"mercator\" is one)"));
    assert!(place(r#"{"rotate": [1]}"#).starts_with("/projection/rotate: "));
    assert!(place(r#"{"zoom": 3}"#).starts_with("/projection/zoom: "));
}

const NAMES: [&str; 17] = [
    "albers",
    "albersUsa",
    "azimuthalEqualArea",
    "azimuthalEquidistant",
    "conicConformal",
    "conicEqualArea",
    "conicEquidistant",
    "equalEarth",
    "equirectangular",
    "gnomonic",
    "identity",
    "mercator",
    "mollweide",
    "naturalEarth1",
    "orthographic",
    "stereographic",
    "transverseMercator",
];

proptest! {
    #[test]
    fn a_place_comes_back_from_its_point(which in 0usize..17, dx in -40.0..40.0f64, dy in -35.0..35.0f64) {
        let projection = Projection::new(&Settings::of(kind(NAMES[which])));
        // The composite has the United States alone.
        let at = if which < 2 { [dx / 4.0 - 96.0, dy / 6.0 + 38.0] } else { [dx, dy] };
        let point = projection.project(at).expect("it is on the map");
        let back = projection.invert(point).expect("it is on the globe");
        prop_assert!((back[0] - at[0]).abs() < 1e-3 && (back[1] - at[1]).abs() < 1e-3, "{}: {at:?} came back as {back:?}", NAMES[which]);
    }

    #[test]
    fn no_geometry_is_too_wild(
        which in 0usize..17,
        rings in prop::collection::vec(prop::collection::vec(prop::array::uniform2(-200.0..200.0f64), 0..9), 0..3),
        wild in prop::collection::vec(prop::array::uniform2(any::<f64>()), 0..6),
        rotate in prop::array::uniform3(-400.0..400.0f64),
        clip in prop::option::of(0.0..180.0f64),
        parallels in prop::array::uniform2(-90.0..90.0f64),
    ) {
        let settings = Settings { rotate: Some(rotate), clip_angle: clip, parallels: Some(parallels), ..Settings::of(kind(NAMES[which])) };
        let parts = vec![Geometry::Polygons(vec![rings.clone(), vec![wild.clone()]]), Geometry::Lines(rings), Geometry::Points(wild), Geometry::Sphere];
        let geometry = Geometry::Collection(parts);
        let outline = Projection::new(&settings).draw(&geometry);
        outline.area();
        outline.centroid();
        Projection::fit(&settings, [0.0, 0.0, 300.0, 200.0], &[geometry]);
    }
}
