//! What a chart plans and draws from small tables, a case a test.

use super::key::Key;
use super::size::Size;
use super::view::{self, Layout};
use super::{Chart, marks};
use crate::host::Plain;
use crate::interact::{evidence, tip};
use crate::scale::color::Ink;
use crate::scene::{Role, Scene, Shape};
use crate::words::ui;
use crate::{spec, table};
use proptest::prelude::*;

const COCA: &str = "year,un_ha,us_ha\n2000,100,90\n2001,80,\n2002,120,110\n2003,150,140\n";
const REGIONS: &str = "region,ha\nWest,10\nEast,40\nNorth,\nSouth,30\n";

fn built(csv: &str, attributes: &[(&str, &str)]) -> Result<Chart, String> {
    let pairs: Vec<(String, String)> = attributes.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
    let one = |problems: Vec<crate::report::Problem>| problems[0].to_string();
    let spec = spec::from_attributes(None, &pairs).map_err(one)?;
    let (table, problems) = table::read(csv, table::Format::Csv, &Plain);
    Chart::new(spec, table.ok_or_else(|| one(problems))?, ui::of("en")).map_err(one)
}

#[track_caller]
pub(crate) fn chart(csv: &str, attributes: &[(&str, &str)]) -> Chart {
    built(csv, attributes).unwrap_or_else(|problem| panic!("{problem}"))
}

fn drawn(chart: &Chart, width: f64) -> (Scene, Layout) {
    let size = Size::new(width, 16.0);
    let height = view::arrange(chart, size, &Plain).height;
    view::scene(chart, size, height, &Plain)
}

fn paths(scene: &Scene, series: u16) -> Vec<usize> {
    let points = |item: &crate::scene::Item| match (&item.shape, item.role) {
        (Shape::Path(points), Role::Mark(number)) if number == series => Some(points.len()),
        _ => None,
    };
    scene.items.iter().filter_map(points).collect()
}

#[test]
fn several_columns_are_series_with_names_of_their_own_and_one_unit() {
    let chart = chart(COCA, &[("x", "year"), ("y", "un_ha us_ha")]);
    let names: Vec<&str> = chart.plan.series.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["un", "us"]);
    assert_eq!((chart.plan.measure.unit.as_str(), chart.plan.measure.symbol.as_str()), ("hectares", "ha"));
    assert!(matches!(chart.plan.key, Key::Time { .. }), "a column of years on x is time");
}

#[test]
fn a_chart_speaks_the_language_of_its_page() {
    let attributes = [("mark", "line"), ("x", "year"), ("y", "coca_ha")].map(|(k, v)| (k.to_string(), v.to_string()));
    let spec = spec::from_attributes(None, &attributes).unwrap();
    let (table, _) = table::read("year,coca_ha\n2000,1000000\n2001,\n2002,3000000\n", table::Format::Csv, &Plain);
    let chart = Chart::new(spec, table.unwrap(), ui::of("es-CO")).unwrap();
    let said = super::describe::summary(&chart, &Plain);
    assert!(said.starts_with("Gráfico de líneas.") && said.contains("hectáreas en 2000") && said.contains("sin dato para 2001"), "{said}");
    let words = drawn(&chart, 600.0).0.words().collect::<Vec<_>>().join(" | ");
    assert!(words.contains("3 millones de hectáreas"), "{words}");
}

#[test]
fn a_missing_cell_breaks_the_line_and_is_never_bridged() {
    let (scene, _) = drawn(&chart(COCA, &[("x", "year"), ("y", "un_ha us_ha")]), 600.0);
    assert_eq!(paths(&scene, 0), [4]);
    assert_eq!(paths(&scene, 1), [2], "2000 stands alone as a dot, 2002 and 2003 are a line");
}

#[test]
fn a_row_for_every_pixel_draws_the_same_extremes_in_few_points() {
    let mut csv = String::from("x,y\n");
    for i in 0..40_000 {
        csv.push_str(&format!("{i},{}\n", if i == 23_456 { 900 } else { i % 7 }));
    }
    let (scene, layout) = drawn(&chart(&csv, &[("x", "x"), ("y", "y")]), 600.0);
    let Layout::Columns(frame) = layout else { panic!("keys run along x") };
    let points: Vec<f64> =
        scene.items.iter().filter_map(|i| if let Shape::Path(p) = &i.shape { Some(p) } else { None }).flatten().map(|p| p.y).collect();
    assert!(points.len() < 6000, "{} points", points.len());
    assert!(points.contains(&frame.value.position(900.0)), "the one peak is still there");
}

#[test]
fn what_cannot_be_drawn_is_said_with_its_place_and_remedy() {
    let check = |attributes: &[(&str, &str)], expected: &str| assert_eq!(built(COCA, attributes).err().as_deref(), Some(expected));
    check(&[("x", "year"), ("y", "un_h")], "/layer/0/encoding/y: no column \"un_h\" in the data; did you mean \"un_ha\"?");
    check(&[("x", "when"), ("y", "un_ha")], "/layer/0/encoding/x: no column \"when\" in the data; the columns are year, un_ha, us_ha");
    let words = built(REGIONS, &[("x", "ha"), ("y", "region"), ("mark", "line")]).err();
    assert_eq!(words.as_deref(), Some("/layer/0/encoding/y: column \"region\" holds no numbers; draw a column of numbers"));
    let none = built("region,ha\nWest,\n", &[("x", "year"), ("y", "ha")]);
    assert!(none.is_err());
}

#[test]
fn bars_of_names_lie_down_sorted_and_missing_ones_have_no_bar() {
    let chart = chart(REGIONS, &[("mark", "bar"), ("y", "region"), ("x", "ha")]);
    assert!(chart.plan.horizontal);
    let Key::Names { names } = &chart.plan.key else { panic!("names") };
    assert_eq!(names, &["East", "South", "West", "North"]);
    let (scene, layout) = drawn(&chart, 600.0);
    let Layout::Rows(frame) = layout else { panic!("rows") };
    assert_eq!(frame.bars.len(), 3);
    assert!(scene.words().any(|w| w == "40"), "every bar carries its value");
}

#[test]
fn columns_stand_on_zero_with_pale_slots_for_what_is_missing() {
    let chart = chart(COCA, &[("mark", "bar"), ("x", "year"), ("y", "un_ha us_ha")]);
    let (_, layout) = drawn(&chart, 600.0);
    let Layout::Columns(frame) = layout else { panic!("columns") };
    assert_eq!(chart.plan.slots, 2);
    assert_eq!(marks::bar::slots(&chart, &frame).len(), 1, "the US figure of 2001");
    let rect = marks::bar::rect(&chart, &frame, &chart.plan.series[0], 0).expect("a column");
    assert_eq!(rect.y + rect.height, frame.value.position(0.0));
}

#[test]
fn areas_of_one_place_are_piled_up() {
    let csv = "year,kind,ha\n2000,a,10\n2000,b,5\n2001,a,20\n2001,b,1\n";
    let chart = chart(csv, &[("mark", "area"), ("x", "year"), ("y", "ha"), ("color", "kind")]);
    assert_eq!(chart.plan.series[1].stack.as_deref(), Some(&[(10.0, 15.0), (20.0, 21.0)][..]));
    assert_eq!(chart.plan.measure.extent, (0.0, 21.0));
}

#[test]
fn a_figure_of_the_years_end_stands_there() {
    let place = |period: &str| {
        let chart = chart(COCA, &[("x", "year"), ("y", "un_ha"), ("period", period)]);
        let Key::Time { domain, .. } = chart.plan.key else { panic!("time") };
        crate::time::civil(domain.0)
    };
    assert_eq!((place("start"), place("end")), ((2000, 1, 1), (2000, 12, 31)));
}

#[test]
fn the_pointer_finds_the_nearest_date_and_every_series_at_it() {
    let chart = chart(COCA, &[("x", "year"), ("y", "un_ha us_ha")]);
    let (_, layout) = drawn(&chart, 600.0);
    let Layout::Columns(frame) = &layout else { panic!("columns") };
    let at = |year: i32| frame.key.position(crate::time::from_civil(year, 1, 1));
    let said = |x: f64| tip::hover(&chart, &layout, x, 50.0, &Plain).map(|t| t.said());
    assert_eq!(said(at(2003) - 3.0).as_deref(), Some("2003: un 150\u{a0}ha, us 140\u{a0}ha"));
    assert_eq!(said(at(2001) + 2.0).as_deref(), Some("2001: un 80\u{a0}ha, us no figure"));
}

#[test]
fn keys_walk_along_a_series_and_between_them() {
    let chart = chart(COCA, &[("x", "year"), ("y", "un_ha us_ha")]);
    let (_, layout) = drawn(&chart, 600.0);
    let mut cursor = None;
    let mut press = |key: &str| {
        let tip = tip::step(&chart, &layout, cursor, key, &Plain)?;
        cursor = Some(tip.cursor);
        Some(tip.title)
    };
    assert_eq!(press("ArrowRight").as_deref(), Some("2000"));
    assert_eq!(press("End").as_deref(), Some("2003"));
    assert_eq!(press("ArrowDown").as_deref(), Some("2003"));
    assert_eq!(press("ArrowLeft").as_deref(), Some("2002"));
    assert_eq!(press("ArrowLeft").as_deref(), Some("2000"), "what has no figure is passed over");
    assert_eq!(press("ArrowLeft").as_deref(), Some("2000"), "the end is the end");
    assert_eq!(press("Escape"), None);
}

#[test]
fn a_fact_lights_its_two_points_and_the_step_between_them() {
    let chart = chart(COCA, &[("x", "year"), ("y", "un_ha us_ha")]);
    let cells = [crate::fact::Evidence { chart: 0, column: 1, rows: vec![2, 3], show: crate::fact::Show::Step }];
    let lit = evidence::find(&chart, &cells, "+25.0%");
    assert_eq!(lit.cells, [(0, 2), (0, 3)]);
    let (scene, _) = evidence::scene(&chart, Size::new(600.0, 16.0), 350.0, Some(&lit), &Plain);
    let words: Vec<&str> = scene
        .items
        .iter()
        .filter(|i| i.role == Role::Evidence)
        .filter_map(|i| if let Shape::Text(t) = &i.shape { Some(t.words.as_str()) } else { None })
        .collect();
    assert_eq!(words, ["+25.0%", "120", "150"]);
    assert!(scene.items.iter().any(|i| i.fill == Some(Ink::Marker)), "the marker pen is over the span");
    assert!(scene.items.iter().filter(|i| matches!(i.role, Role::Mark(_))).all(|i| i.opacity < 0.5), "all else is pale");
}

/// Telephones in millions in the world's regions (AT&T 1961; R data set WorldPhones).
const TELEPHONES: &str =
    "year,america,europe,asia,oceania,africa,middle,south\n1956,60.4,29.9,3.7,2.1,1.3,0.8,2.4\n1961,79.8,43.2,6.7,3.0,1.9,1.1,3.3\n";

#[test]
fn what_is_not_lit_shares_one_grey_line_of_the_key() {
    let attributes = [("x", "year"), ("y", "america europe asia oceania africa middle south")];
    let mut chart = chart(TELEPHONES, &attributes);
    let key = |chart: &Chart| {
        let entries = view::arrange(chart, Size::new(360.0, 16.0), &Plain).key;
        entries.into_iter().map(|entry| (entry.name, entry.ink)).collect::<Vec<_>>()
    };
    assert_eq!(key(&chart).len(), 7, "each has a colour of its own while all are lit");
    chart.enter(&super::state::State { highlight: vec!["europe".into()], until: String::new() }, &[]).expect("it was planned before");
    let grey = "america, asia, oceania, africa, middle, south";
    assert_eq!(key(&chart), [("europe".to_string(), Ink::Series(0)), (grey.to_string(), Ink::Rest)]);
}

#[test]
fn the_lit_line_of_many_is_named_at_its_end_with_a_short_value() {
    let csv = "year,a,b,c,d,e,f,g\n1956,60400000,29900000,3700000,2100000,1300000,800000,2400000\n\
               1961,79800000,43173000,6700000,3000000,1900000,1100000,3300000\n";
    let mut chart = chart(csv, &[("x", "year"), ("y", "a b c d e f g")]);
    chart.enter(&super::state::State { highlight: vec!["b".into()], until: String::new() }, &[]).expect("it was planned before");
    let words = |width: f64| drawn(&chart, width).0.words().map(str::to_string).collect::<Vec<_>>();
    for width in [360.0, 720.0] {
        let words = words(width);
        assert!(words.contains(&"43.2\u{a0}million".to_string()) && words.contains(&"b".to_string()), "at {width}: {words:?}");
        assert!(words.contains(&"0".to_string()), "zero has no decimals: {words:?}");
        assert!(!words.contains(&"a".to_string()), "the grey ones are in the key: {words:?}");
    }
}

#[test]
fn columns_that_carry_their_values_say_the_unit_once() {
    let words = |csv: &str, width: f64| -> Vec<String> {
        let chart = chart(csv, &[("mark", "bar"), ("x", "place:N"), ("y", "area_ha")]);
        drawn(&chart, width).0.words().map(str::to_string).collect()
    };
    let small = words("place,area_ha\nNorth,12\nSouth,7\n", 400.0);
    assert!(small.contains(&"12\u{a0}ha".to_string()) && small.contains(&"7".to_string()), "{small:?}");
    let large = words("place,area_ha\na,1120000\nb,1300000\nc,1240000\nd,950000\ne,760000\n", 300.0);
    let units = large.iter().filter(|said| said.contains("hectares") || said.ends_with("ha")).count();
    assert_eq!(units, 1, "where the unit finds no room at a column, the axis has it: {large:?}");
}

#[test]
fn a_layers_own_title_names_its_series_and_a_common_one_is_the_unit() {
    let chart = |titles: [&str; 2]| {
        let layer = |column: &str, title: &str| {
            format!(r#"{{"mark": "line", "encoding": {{"x": {{"field": "year"}}, "y": {{"field": "{column}", "title": "{title}"}}}}}}"#)
        };
        let text = format!(r#"{{"layer": [{}, {}]}}"#, layer("un", titles[0]), layer("us", titles[1]));
        let document: spec::Value = serde_json::from_str(&text).expect("a spec is JSON");
        let table = table::read("year,un,us\n2000,100,90\n2001,80,95\n", table::Format::Csv, &Plain).0.expect("a table");
        Chart::new(spec::read(&document).expect("a spec").0, table, ui::of("en")).expect("a chart")
    };
    let said = |chart: &Chart| {
        let names: Vec<String> = chart.plan.series.iter().map(|s| s.name.clone()).collect();
        (names.join(" | "), chart.plan.measure.unit.clone())
    };
    assert_eq!(said(&chart(["UN survey", "US estimate"])), ("UN survey | US estimate".to_string(), String::new()));
    assert_eq!(said(&chart(["Hectares", "Hectares"])), ("un | us".to_string(), "hectares".to_string()));
}

fn finite(scene: &Scene) -> bool {
    let point = |p: &crate::scene::Point| p.x.is_finite() && p.y.is_finite();
    scene.items.iter().all(|item| match &item.shape {
        Shape::Rect(r) => [r.x, r.y, r.width, r.height].iter().all(|v| v.is_finite()) && r.width >= 0.0 && r.height >= 0.0,
        Shape::Path(points) | Shape::Polygon(points) | Shape::Cloud(points, _) => points.iter().all(point),
        Shape::Circle(center, radius) => point(center) && *radius > 0.0,
        Shape::Text(text) => text.x.is_finite() && text.y.is_finite(),
    })
}

proptest! {
    #[test]
    fn any_table_is_a_picture_of_finite_places_or_an_error(
        cells in proptest::collection::vec("(-?[0-9]{1,4}|20[0-9]{2}-0[1-9]|[a-c]|)", 2..40),
        mark in 0..5usize,
        columns in 0..3usize,
        width in 120.0..1300.0f64,
        height in 60.0..700.0f64,
    ) {
        let mut csv = String::from("a,b_ha,c\n");
        for row in cells.chunks(3) {
            csv.push_str(&row.join(","));
            csv.push('\n');
        }
        let mark = ["line", "area", "bar", "point", "rule"][mark];
        let (x, y) = [("a", "b_ha"), ("a", "b_ha c"), ("b_ha", "a")][columns];
        if let Ok(chart) = built(&csv, &[("mark", mark), ("x", x), ("y", y), ("as-of", "2010")]) {
            let size = Size::new(width, 16.0);
            let (scene, layout) = view::scene(&chart, size, height, &Plain);
            prop_assert!(finite(&scene), "{csv}");
            view::arrange(&chart, size, &Plain);
            tip::hover(&chart, &layout, width / 3.0, height / 2.0, &Plain);
            tip::step(&chart, &layout, None, "End", &Plain);
            crate::chart::describe::summary(&chart, &Plain);
            chart.cells(&Plain);
        }
    }
}

#[test]
fn a_box_that_is_too_low_loses_no_row() {
    let rows: String = (0..14).map(|i| format!("Region {i},{}\n", 10 + i)).collect();
    let chart = chart(&format!("region,ha\n{rows}"), &[("mark", "bar"), ("x", "ha"), ("y", "region")]);
    for (width, height) in [(360.0, 200.0), (680.0, 150.0), (680.0, 60.0)] {
        let (scene, layout) = view::scene(&chart, Size::new(width, 16.0), height, &Plain);
        let Layout::Rows(frame) = layout else { panic!("rows") };
        let lowest = frame.bars.iter().map(|b| b.rect.y + b.rect.height).fold(0.0, f64::max);
        assert!(lowest <= height, "{width} by {height}: a bar ends at {lowest}");
        let mut tops: Vec<f64> = Vec::new();
        for item in &scene.items {
            if let (Shape::Text(text), Role::AxisLabel) = (&item.shape, item.role) {
                tops.push(text.y);
            }
        }
        assert!(tops.len() >= 2 && tops.windows(2).all(|pair| pair[1] - pair[0] >= 15.0), "{width} by {height}: names overlap: {tops:?}");
    }
    let least = view::arrange(&chart, Size::new(680.0, 16.0), &Plain).least;
    let (scene, _) = view::scene(&chart, Size::new(680.0, 16.0), least, &Plain);
    let names = scene.items.iter().filter(|i| matches!(i.shape, Shape::Text(_)) && i.role == Role::AxisLabel).count();
    assert_eq!(names, 14, "at the least height every row has its name");
}

#[test]
fn years_are_written_as_years_whatever_type_is_said() {
    let chart = chart("year,ha\n1940,1\n1950,2\n", &[("mark", "line"), ("x", "year:Q"), ("y", "ha")]);
    assert!(matches!(chart.plan.key, Key::Time { .. }));
}

#[test]
fn a_sign_is_said_on_compact_bars_too() {
    let chart = chart("a,share\nx,20%\ny,80%\n", &[("mark", "bar"), ("x", "share"), ("y", "a")]);
    let (scene, _) = drawn(&chart, 320.0);
    let words = scene.items.iter().filter_map(|item| if let Shape::Text(text) = &item.shape { Some(text.words.as_str()) } else { None });
    assert!(words.into_iter().any(|words| words == "80%"));
}
