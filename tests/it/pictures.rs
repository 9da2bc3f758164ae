//! The example story's charts as scenes, at many widths: what `look.md` asks of every picture, measured without a browser.

use nutgraph::chart::{Chart, describe, size::Size, view};
use nutgraph::host::Plain;
use nutgraph::layout::text_box;
use nutgraph::scene::{Rect, Scene, Shape};
use nutgraph::words::ui;
use nutgraph::{spec, table};
use std::path::Path;

const CHARTS: [&str; 5] = ["cultivation", "regions", "goal", "eradication", "aid"];

fn chart(name: &str) -> Chart {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/story/coca");
    let text = std::fs::read_to_string(folder.join(format!("{name}.vl.json"))).expect("the story has its specs");
    let document: spec::Value = serde_json::from_str(&text).expect("a spec is JSON");
    let (mut spec, warnings) = spec::read(&document).expect("the story's specs are supported");
    assert_eq!(warnings, [], "{name}");
    spec.as_of = String::from("2017-12-07");
    let spec::Data::Url(address) = spec.data.clone() else { panic!("{name} names no data") };
    let text = std::fs::read_to_string(folder.join(address)).expect("the story has its data");
    let (table, problems) = table::read(&text, table::Format::Csv, &Plain);
    assert_eq!(problems, [], "{name}");
    Chart::new(spec, table.expect("a table"), ui::of("en")).unwrap_or_else(|problems| panic!("{name}: {}", problems[0]))
}

fn boxes(scene: &Scene) -> Vec<(String, Rect)> {
    let words = |item: &nutgraph::scene::Item| match &item.shape {
        Shape::Text(text) => Some((text.words.clone(), text_box(text, &Plain))),
        _ => None,
    };
    scene.items.iter().filter_map(words).collect()
}

#[test]
fn no_words_overlap_or_leave_the_box_at_any_width() {
    for name in CHARTS {
        let chart = chart(name);
        for width in (240..1200).step_by(20) {
            let size = Size::new(f64::from(width), 16.0);
            let height = view::arrange(&chart, size, &Plain).height;
            let (scene, _) = view::scene(&chart, size, height, &Plain);
            let boxes = boxes(&scene);
            for (index, (words, rect)) in boxes.iter().enumerate() {
                let inside =
                    rect.x > -1.0 && rect.x + rect.width < size.width + 1.0 && rect.y > -3.0 && rect.y + rect.height < height + 1.0;
                assert!(inside, "{name} at {width}: \"{words}\" leaves the box: {rect:?}");
                for (other, beside) in &boxes[..index] {
                    assert!(!rect.grown(-1.0).overlaps(&beside.grown(-1.0)), "{name} at {width}: \"{words}\" overlaps \"{other}\"");
                }
            }
        }
    }
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
