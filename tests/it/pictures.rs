//! The charts of the example story and of the gallery as scenes, at many widths: what is asked of every picture, measured without a browser.

use nutgraph::chart::{Chart, describe, size::Size, view};
use nutgraph::host::Plain;
use nutgraph::interact::sketch::Sketch;
use nutgraph::layout::text_box;
use nutgraph::scene::{Rect, Scene, Shape};
use nutgraph::words::ui;
use nutgraph::{spec, table};
use std::path::Path;

const CHARTS: [&str; 5] = ["cultivation", "regions", "goal", "eradication", "aid"];

fn chart(name: &str) -> Chart {
    let address = format!("www/story/coca/{name}.vl.json");
    made(name, Some(read_spec(&address)), &[("as-of".into(), "2017-12-07".into())], &address, "en")
}

/// A file of the repository.
fn file(address: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(address);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{address}: {error}"))
}

fn read_spec(address: &str) -> spec::Spec {
    let document: spec::Value = serde_json::from_str(&file(address)).expect("a spec is JSON");
    let (spec, warnings) = spec::read(&document).unwrap_or_else(|problems| panic!("{address}: {}", problems[0]));
    assert_eq!(warnings, [], "{address}");
    spec
}

/// The chart of a spec with attributes over it; the data's address is taken from `data`, else from the spec, beside `from`.
fn made(name: &str, spec: Option<spec::Spec>, attributes: &[(String, String)], from: &str, language: &str) -> Chart {
    let spec = spec::from_attributes(spec, attributes).unwrap_or_else(|problems| panic!("{name}: {}", problems[0]));
    let own = attributes.iter().find(|(attribute, _)| attribute == "data").map(|(_, value)| value.clone());
    let address = match (&own, &spec.data) {
        (Some(address), _) | (None, spec::Data::Url(address)) if !address.is_empty() => address.clone(),
        _ => panic!("{name} names no data"),
    };
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (table, problems) = table::read(&file(&format!("{folder}/{address}")), table::Format::Csv, &Plain);
    assert_eq!(problems, [], "{name}");
    Chart::new(spec, table.expect("a table"), ui::of(language)).unwrap_or_else(|problems| panic!("{name}: {}", problems[0]))
}

/// The charts of the gallery whose data stand in files, by their ids.
fn gallery() -> Vec<(String, Chart)> {
    let page = "www/gallery/index.html";
    let text = file(page);
    let mut charts = Vec::new();
    for tag in text.split("<nut-graph ").skip(1).filter_map(|rest| rest.split_once("></nut-graph>")).map(|(tag, _)| tag) {
        let parts: Vec<&str> = tag.split('"').collect();
        let attributes: Vec<(String, String)> =
            parts.chunks_exact(2).map(|pair| (pair[0].trim().trim_end_matches('=').into(), pair[1].replace("&amp;", "&"))).collect();
        let of = |name: &str| attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        if tag.contains('<') || of("data").is_none() && of("spec").is_none() {
            continue;
        }
        let name = of("id").expect("every chart of the gallery has an id");
        let from = of("spec").map(|address| format!("www/gallery/{address}"));
        let language = match name.as_str() {
            "spanish" => "es",
            "arabic" | "arabic-bars" => "ar",
            _ => "en",
        };
        let chart = made(&name, from.as_deref().map(read_spec), &attributes, from.as_deref().unwrap_or(page), language);
        charts.push((name, chart));
    }
    charts
}

fn boxes(scene: &Scene) -> Vec<(String, Rect)> {
    let words = |item: &nutgraph::scene::Item| match &item.shape {
        Shape::Text(text) => Some((text.words.clone(), text_box(text, &Plain))),
        _ => None,
    };
    scene.items.iter().filter_map(words).collect()
}

/// A chart as readers meet it: where they draw, before, and after two very different drawings.
fn states((name, chart): &(String, Chart)) -> Vec<(String, Chart, Option<Sketch>)> {
    let Some(sketch) = Sketch::new(chart) else { return vec![(name.clone(), chart.clone(), None)] };
    let mut hidden = chart.clone();
    hidden.hide();
    let flat = Sketch { values: vec![sketch.anchor.1; sketch.keys.len()], ..sketch.clone() };
    let near = Sketch { values: sketch.actual.iter().map(|value| value * 1.02).collect(), ..sketch.clone() };
    vec![
        (format!("{name}, hidden"), hidden, Some(sketch)),
        (format!("{name}, drawn flat"), chart.clone(), Some(flat)),
        (format!("{name}, drawn well"), chart.clone(), Some(near)),
    ]
}

#[test]
fn no_words_overlap_or_leave_the_box_at_any_width() {
    walk(16.0, (240..1200).step_by(20));
}

#[test]
fn nor_where_the_reader_has_larger_text_up_to_twice_the_size() {
    walk(24.0, (360..1200).step_by(40));
    walk(32.0, (480..1200).step_by(40));
}

/// Draws every chart at these widths on a page whose text has this size, and finds words that overlap or leave the box.
fn walk(base: f64, widths: impl Iterator<Item = i32> + Clone) {
    let mut charts: Vec<_> = CHARTS.iter().map(|&name| (name.to_string(), chart(name))).collect();
    charts.extend(gallery());
    assert!(charts.len() > 24, "the gallery has every form; {} charts were read", charts.len());
    let mut wrong = Vec::new();
    for (name, chart, sketch) in charts.iter().flat_map(states) {
        for width in widths.clone() {
            let size = Size::new(f64::from(width), base);
            let height = view::arrange(&chart, size, &Plain).height;
            let (mut scene, layout) = view::scene(&chart, size, height, &Plain);
            if let (Some(sketch), view::Layout::Columns(frame)) = (&sketch, &layout) {
                sketch.picture(&chart, frame, &Plain, &mut scene);
            }
            let boxes = boxes(&scene);
            for (index, (words, rect)) in boxes.iter().enumerate() {
                let inside =
                    rect.x > -1.0 && rect.x + rect.width < size.width + 1.0 && rect.y > -3.0 && rect.y + rect.height < height + 1.0;
                if !inside {
                    wrong.push(format!("{name} at {width}: \"{words}\" leaves the box: {rect:?}"));
                }
                for (other, _) in boxes[..index].iter().filter(|(_, beside)| rect.grown(-1.0).overlaps(&beside.grown(-1.0))) {
                    wrong.push(format!("{name} at {width}: \"{words}\" overlaps \"{other}\""));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_chart_says_what_it_shows() {
    let summary = |name| describe::summary(&chart(name), &Plain);
    assert!(summary("cultivation").contains("UN survey: 160,119 hectares in 1999, a low of 47,790 in 2012, a high of 261,386 in 2024."));
    assert!(summary("cultivation").contains("no figures for 1999, 2003, 2013, 2022, 2023, 2024"));
    assert!(summary("regions").starts_with("Bar chart. 65,567 hectares for Pacific, 52,960 for Central"));
}

#[test]
fn bars_start_at_zero_and_stand_in_proportion() {
    let chart = chart("regions");
    let (_, layout) = view::scene(&chart, Size::new(680.0, 16.0), 216.0, &Plain);
    let view::Layout::Rows(frame) = layout else { panic!("regions are horizontal bars") };
    let zero = frame.value.position(0.0);
    let first = &frame.bars[0];
    assert!(frame.bars.iter().all(|b| b.rect.x == zero), "all bars start at zero");
    for bar in frame.bars.iter().filter(|b| b.rect.width > 1.0) {
        let (share, drawn) = (bar.value / first.value, bar.rect.width / first.rect.width);
        assert!((share - drawn).abs() < 1e-9, "{} of {}: {drawn} of the width", bar.value, first.value);
    }
}

#[test]
fn the_gallery_shows_the_markup_that_makes_each_chart() {
    let text = file("www/gallery/index.html");
    for section in text.split("<section").skip(1) {
        let (_, shown) = section.split_once("<code>").expect("every chart shows its markup");
        let shown = shown.split("</code>").next().unwrap_or("").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assert!(section.contains(&shown), "this markup is not that of the chart above it:\n{shown}");
    }
}
