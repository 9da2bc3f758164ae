//! Charts are played with as a reader does it, without a browser.

use super::*;
use crate::format::locale::Locale;
use crate::grammar::json::{Json, parse};
use crate::grammar::{Options, estimated_width, undrawable};
use crate::spec::Value;
use crate::transform::Datum;
use proptest::prelude::*;

/// A chart with its reader.
struct Table {
    chart: Chart,
    composed: Composed,
    player: Player,
}

fn compose(chart: &Chart, state: &State) -> Option<Composed> {
    let loader = |url: &str| Err(undrawable(url));
    let zone = |_: f64| 0.0;
    let options = Options { theme: None, container: [None, None], measure: &estimated_width, zone: &zone, locale: Locale::default() };
    chart.compose(state, &loader, &options).ok()
}

impl Table {
    fn new(spec: &str) -> Table {
        let chart = Chart::new(&parse(spec).expect("JSON"), None).unwrap_or_else(|problems| panic!("{}", problems[0]));
        let player = Player::default();
        let composed = compose(&chart, player.state()).expect("a picture");
        Table { chart, composed, player }
    }

    fn then(&mut self, outcome: &Outcome) {
        self.chart.changed(&outcome.changed);
        if let Some(composed) = compose(&self.chart, self.player.state()) {
            self.composed = composed;
        }
    }

    fn act(&mut self, kind: &str, x: f64, y: f64) -> Outcome {
        self.act_with(Event { kind: kind.into(), x, y, ..Event::default() })
    }

    fn act_with(&mut self, event: Event) -> Outcome {
        let outcome = self.player.act(&self.chart, &self.composed, &event);
        self.then(&outcome);
        outcome
    }

    fn key(&mut self, key: &str, shift: bool, cursor: Option<(f64, f64)>) -> Outcome {
        let event = Event { kind: "keydown".into(), key: key.into(), shift, ..Event::default() };
        let outcome = self.player.key(&self.chart, &self.composed, &event, cursor);
        self.then(&outcome);
        outcome
    }

    fn drag(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.act("pointerdown", from.0, from.1);
        self.act("pointermove", to.0, to.1);
        self.act("pointerup", to.0, to.1);
    }

    /// What the page is told of a parameter, as JSON.
    fn told(&self, name: &str) -> Value {
        self.composed.params.iter().find(|(n, _)| n == name).map_or(Value::Null, |(_, value)| value.clone())
    }

    /// The top left of a plotting area.
    fn corner(&self, area: usize) -> (f64, f64) {
        self.composed.areas[area].at
    }
}

const POINTS: &str = r#"{"data": {"values": [{"a": 0, "b": 0, "c": "u"}, {"a": 50, "b": 50, "c": "v"}, {"a": 100, "b": 100, "c": "u"}]}, "width": 100, "height": 100,
    "params": [{"name": "p", "select": SELECT}], "mark": "circle", "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "quantitative"},
    "color": {"condition": {"param": "p", "value": "red"}, "value": "grey"}}}"#;

fn points(select: &str) -> Table {
    Table::new(&POINTS.replace("SELECT", select))
}

fn numbers(value: &Value, key: &str) -> Vec<f64> {
    value
        .get(key)
        .map_or(&[][..], Json::list)
        .iter()
        .filter_map(|v| if let Value::Number(n) = v { Some(n.round()) } else { None })
        .collect()
}

#[test]
fn a_drag_makes_an_interval_which_another_moves_and_a_press_takes_away() {
    let mut table = points(r#"{"type": "interval", "encodings": ["x"]}"#);
    let (x, y) = table.corner(0);
    table.drag((x + 10.0, y + 50.0), (x + 40.0, y + 60.0));
    assert_eq!(numbers(&table.told("p"), "a"), [10.0, 40.0]);
    table.drag((x + 20.0, y + 50.0), (x + 40.0, y + 50.0));
    assert_eq!(numbers(&table.told("p"), "a"), [30.0, 60.0]);
    table.drag((x + 40.0, y + 50.0), (x + 500.0, y + 50.0));
    assert_eq!(numbers(&table.told("p"), "a"), [70.0, 100.0], "it stays inside");
    table.act("pointerdown", x + 5.0, y + 5.0);
    table.act("pointerup", x + 5.0, y + 5.0);
    assert_eq!(table.told("p"), Value::Object(Vec::new()));
}

#[test]
fn a_drag_that_the_browser_takes_away_leaves_nothing() {
    let mut table = points(r#""interval""#);
    let (x, y) = table.corner(0);
    table.act("pointerdown", x + 10.0, y + 10.0);
    table.act("pointermove", x + 40.0, y + 60.0);
    assert_eq!(numbers(&table.told("p"), "a"), [10.0, 40.0]);
    table.act("pointercancel", x + 40.0, y + 60.0);
    assert_eq!(table.told("p"), Value::Object(Vec::new()));
}

#[test]
fn a_finger_that_goes_down_at_once_scrolls_and_one_that_rested_draws() {
    let mut table = points(r#""interval""#);
    let (x, y) = table.corner(0);
    for rested in [false, true] {
        let event = |kind: &str, y: f64| Event { kind: kind.into(), x: x + 50.0, y, touch: true, rested, ..Event::default() };
        table.act_with(event("pointerdown", y + 10.0));
        assert_eq!(table.act_with(Event { x: x + 55.0, ..event("pointermove", y + 60.0) }).dragging, rested);
        table.act_with(event("pointerup", y + 60.0));
    }
    assert_eq!(numbers(&table.told("p"), "b"), [40.0, 90.0]);
}

#[test]
fn the_events_of_the_spec_are_heeded() {
    let mut table = points(
        r#"{"type": "point", "fields": ["a"], "on": "click[event.altKey]", "toggle": "event.ctrlKey", "clear": "pointerup[event.metaKey]"}"#,
    );
    let (x, y) = table.corner(0);
    let click =
        |ctrl: bool, alt: bool, at: f64| Event { kind: "click".into(), x: x + at, y: y + 100.0 - at, ctrl, alt, ..Event::default() };
    assert_eq!(table.act_with(click(false, false, 50.0)).changed, Vec::<String>::new());
    table.act_with(click(false, true, 50.0));
    table.act_with(click(true, true, 100.0));
    assert_eq!(numbers(&table.told("p"), "a"), [50.0, 100.0]);
    table.act_with(Event { kind: "pointerup".into(), meta: true, ..click(false, false, 20.0) });
    assert_eq!(table.told("p"), Value::Object(Vec::new()));
}

#[test]
fn keys_do_what_pointers_do() {
    let mut table = points(r#"{"type": "point", "fields": ["a"]}"#);
    let (x, y) = table.corner(0);
    let at = |v: f64| Some((x + v, y + 100.0 - v));
    assert!(table.key("Enter", false, at(50.0)).handled);
    table.key("Enter", true, at(0.0));
    assert_eq!(numbers(&table.told("p"), "a"), [50.0, 0.0]);
    table.key("Escape", false, at(0.0));
    assert_eq!(table.told("p"), Value::Object(Vec::new()));
    let mut table = points(r#"{"type": "interval", "encodings": ["x"]}"#);
    table.key("b", false, None);
    assert_eq!(numbers(&table.told("p"), "a"), [40.0, 60.0]);
    table.key("ArrowRight", false, None);
    table.key("ArrowRight", true, None);
    assert_eq!(numbers(&table.told("p"), "a"), [42.0, 64.0]);
    assert!(!points(r#"{"type": "point"}"#).key("b", false, None).handled, "there is no interval to begin");
}

#[test]
fn only_what_depends_on_a_parameter_is_worked_out_again() {
    let mut table = points(r#"{"type": "interval", "encodings": ["x"]}"#);
    let (x, y) = table.corner(0);
    let before = table.composed.areas[0].places[0].frame.column("a").map(<[Datum]>::as_ptr);
    table.drag((x + 10.0, y + 50.0), (x + 40.0, y + 60.0));
    assert_eq!(table.composed.areas[0].places[0].frame.column("a").map(<[Datum]>::as_ptr), before, "the rows are the same");
}

const SPECS: [&str; 6] = [
    r#"{"data": {"values": [{"a": 1, "b": 3, "c": "u", "t": "2020-01-01"}, {"a": 2, "b": 5, "c": "v", "t": "2021-03-01"}, {"a": 4, "b": null, "c": "u", "t": "2021-05-01"}]},
    "hconcat": [{"params": [{"name": "p", "select": {"type": "interval"}}], "mark": "point", "encoding": {"x": {"field": "a", "bin": true}, "y": {"field": "c", "type": "nominal"}}},
    {"transform": [{"filter": {"param": "p"}}], "mark": "bar", "encoding": {"x": {"field": "t", "timeUnit": "yearmonth", "type": "temporal"}, "y": {"aggregate": "sum", "field": "b"}}}]}"#,
    r#"{"data": {"values": [{"a": 1, "b": 3}, {"a": 20, "b": 5}]}, "params": [{"name": "g", "select": "interval", "bind": "scales"}], "mark": "line",
    "encoding": {"x": {"field": "a", "type": "quantitative", "scale": {"type": "log"}}, "y": {"field": "b", "type": "quantitative", "scale": {"type": "pow", "exponent": 3}}}}"#,
    r#"{"data": {"values": [{"a": 1, "b": "u"}, {"a": 2, "b": "v"}]}, "params": [{"name": "p", "select": {"type": "point", "on": "pointerover", "nearest": true, "clear": "pointerout"}},
    {"name": "q", "select": {"type": "point", "fields": ["b"]}, "bind": "legend"}, {"name": "v", "value": 3, "bind": {"input": "range"}}], "mark": {"type": "arc", "innerRadius": {"expr": "v"}},
    "encoding": {"theta": {"field": "a", "type": "quantitative"}, "color": {"field": "b", "type": "nominal"}, "opacity": {"condition": [{"param": "p", "value": 1}, {"param": "q", "value": 0.5}], "value": 0.1}}}"#,
    r#"{"data": {"values": [{"lon": 1, "lat": 2}, {"lon": 30, "lat": 40}]}, "params": [{"name": "p", "select": "interval"}], "mark": "circle", "encoding": {"longitude": {"field": "lon"},
    "latitude": {"field": "lat"}, "color": {"condition": {"param": "p", "value": "red"}, "value": "grey"}}}"#,
    r#"{"data": {"values": [{"a": 1, "b": "u"}, {"a": 2, "b": "v"}, {"a": 3, "b": "u"}]}, "facet": {"row": {"field": "b", "type": "nominal"}}, "spec": {"layer": [
    {"params": [{"name": "p", "select": {"type": "interval", "resolve": "intersect"}}], "mark": "area", "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "a", "type": "quantitative"}}},
    {"mark": "rule", "encoding": {"x": {"aggregate": "mean", "field": "a"}, "color": {"condition": {"param": "p", "empty": false, "value": "red"}, "value": "grey"}}}]}}"#,
    r#"{"data": {"sequence": {"start": 0, "stop": 20, "as": "a"}}, "vconcat": [{"params": [{"name": "p", "select": {"type": "interval", "encodings": ["x"]}}], "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "a", "type": "quantitative"}}}, {"mark": "bar", "encoding": {"x": {"field": "a", "bin": {"extent": {"param": "p"}}},
    "y": {"aggregate": "count"}}}, {"mark": "line", "encoding": {"x": {"field": "a", "type": "quantitative", "scale": {"domain": {"param": "p"}}}, "y": {"field": "a", "type": "quantitative"}}}]}"#,
];

fn any_event() -> impl Strategy<Value = (Event, bool)> {
    let kinds = vec![
        "pointerdown",
        "pointermove",
        "pointermove",
        "pointerup",
        "click",
        "dblclick",
        "wheel",
        "pointerleave",
        "pointercancel",
        "keydown",
    ];
    let keys = vec!["Enter", " ", "b", "Escape", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "0", "x"];
    let place = prop_oneof![0.0..500.0f64, Just(-1e9), Just(1e300), Just(f64::NAN)];
    (
        prop::sample::select(kinds),
        prop::sample::select(keys),
        place.clone(),
        place,
        any::<[bool; 4]>(),
        prop_oneof![-500.0..500.0f64, Just(1e300)],
    )
        .prop_map(|(kind, key, x, y, [shift, ctrl, touch, cursor], delta)| {
            let event = Event {
                kind: kind.into(),
                key: key.into(),
                x,
                y,
                shift,
                ctrl,
                touch,
                delta,
                pointer: i32::from(cursor),
                ..Event::default()
            };
            (event, cursor)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_reader_does_there_is_a_picture(which in 0usize..6, events in prop::collection::vec(any_event(), 1..25), value in prop_oneof![Just(Value::Null), (-1e3..1e3f64).prop_map(Value::Number), Just(Value::from("x"))]) {
        let mut table = Table::new(SPECS[which]);
        for (event, cursor) in events {
            if event.kind == "keydown" {
                let cursor = cursor.then_some((event.x, event.y));
                let outcome = table.player.key(&table.chart, &table.composed, &event, cursor);
                table.then(&outcome);
            } else {
                table.act_with(event);
            }
            if let Some(input) = inputs(&table.chart, &table.composed).first() {
                let outcome = table.player.set(&table.chart, &table.composed, input, &value, &|_| 0.0);
                table.then(&outcome);
            }
        }
        // The same state drawn from the beginning is the same picture: nothing of what was kept is stale.
        let fresh = Chart::new(&parse(SPECS[which]).unwrap_or(Value::Null), None).map_err(|_| TestCaseError::fail("it is sound"))?;
        let fresh = compose(&fresh, table.player.state());
        let pictures = [fresh.as_ref(), compose(&table.chart, table.player.state()).as_ref()].map(|c| c.map(|c| crate::grammar::picture::picture(&c.scene)));
        prop_assert_eq!(&pictures[0], &pictures[1]);
    }
}
