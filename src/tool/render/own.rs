//! Pictures in the house's own look: the chart as a reader's browser draws it, heading to source, by the same code.

use crate::chart::Chart;
use crate::chart::sheet::{Furniture, sheet};
use crate::chart::size::Size;
use crate::chart::view::{self, Arrangement};
use crate::host::Host;
use crate::interact::evidence::{self, Lit};
use crate::interact::judge;
use crate::paint::{paint, svg::Svg};
use crate::report::{Place, Problem};
use crate::scale::color::{Ink, Page, Rgb};
use crate::scene::{Rect, Role, Scene, Shape};

/// The size of a social card in pixels, as Open Graph readers crop it.
pub const CARD: (f64, f64) = (1200.0, 630.0);

/// Widths that a card is laid out at, in CSS pixels: the first at which everything finds room makes the largest words.
const CARD_WIDTHS: [f64; 5] = [720.0, 840.0, 1000.0, 1200.0, 1500.0];

/// The least that a plot with its labels is high on a card, as a share of the card.
const CARD_PLOT: f64 = 0.42;

/// The least that a plot with its labels is high, in CSS pixels, where a picture's height is stated.
const LEAST: f64 = 120.0;

/// A chart to be drawn, with the evidence of a fact lit if there is one.
pub struct Subject<'a> {
    chart: &'a Chart,
    host: &'a dyn Host,
    lit: Option<Lit>,
    working: String,
}

/// A scene to be painted with so many pixels to one of its own.
pub struct Picture {
    /// What is drawn.
    pub scene: Scene,
    /// Pixels to a CSS pixel.
    pub ratio: f64,
}

impl<'a> Subject<'a> {
    /// A chart as it stands in a story; with `show`, an expression, as it looks while that fact is touched.
    ///
    /// # Errors
    /// When the expression cannot be computed.
    pub fn new(chart: &'a Chart, show: Option<&str>, host: &'a dyn Host) -> Result<Subject<'a>, Problem> {
        let fact = show.map(|expression| judge::compute(chart, expression, host)).transpose()?;
        let working = fact.as_ref().map(|fact| format!("{}: {}", fact.working, fact.shown)).unwrap_or_default();
        let lit = fact.map(|fact| evidence::find(chart, &fact.evidence, &fact.shown));
        Ok(Subject { chart, host, lit, working })
    }

    /// What stands round a plot that is arranged so.
    fn furniture(&self, arrangement: Arrangement) -> Furniture {
        let mut furniture = Furniture { working: self.working.clone(), ..Furniture::of(self.chart, arrangement) };
        // Lit evidence takes the place of the numbered events.
        if self.lit.as_ref().is_some_and(|lit| !lit.cells.is_empty()) {
            furniture.notes.clear();
        }
        furniture
    }

    fn sheet(&self, furniture: &Furniture, size: Size, height: f64) -> Scene {
        let (plot, _) = evidence::scene(self.chart, size, height, self.lit.as_ref(), self.host);
        if !is_leftward(self.chart.ui.language) {
            return sheet(furniture, plot, size, self.host);
        }
        // As on a page from right to left: all is mirrored, and what is not is mirrored once more.
        sheet(furniture, if self.chart.turns() { plot } else { plot.mirrored() }, size, self.host).mirrored()
    }

    /// The whole chart at a width in CSS pixels, as high as a page makes it, or of a stated height, of which the plot takes what is left.
    ///
    /// # Errors
    /// When a stated height leaves too little for the plot.
    pub fn picture(&self, width: f64, height: Option<f64>, base: f64) -> Result<Picture, Problem> {
        let size = Size::new(width, base);
        let natural = view::arrange(self.chart, size, self.host);
        let (high, least) = (natural.height, natural.least.max(LEAST));
        let furniture = self.furniture(natural);
        let Some(height) = height else { return Ok(Picture { scene: self.sheet(&furniture, size, high), ratio: 1.0 }) };
        // A higher plot may have room for what a lower one numbers, and the other way round.
        let bare = Furniture { notes: Vec::new(), ..furniture };
        let room = (height - self.round(&bare, size)).max(1.0);
        let furniture = self.furniture(view::arrange_at(self.chart, size, room, self.host));
        let round = self.round(&furniture, size);
        if height < round + least {
            let found = format!("a picture {height} px high leaves {} px for the plot, which needs {least}", (height - round).max(0.0));
            return Err(crate::problem!(Error, "too-low", Place::Whole, found, format!("--height {} or more", round + least)));
        }
        Ok(Picture { scene: self.sheet(&furniture, size, height - round), ratio: 1.0 })
    }

    /// How much of a picture's height is not the plot's.
    fn round(&self, furniture: &Furniture, size: Size) -> f64 {
        let empty = Scene { width: size.width, height: 0.0, items: Vec::new() };
        sheet(furniture, empty, size, self.host).height
    }

    /// A social card: heading, plot and source, as large as they find room, on [`CARD`]. Events that the plot has no room to name are
    /// left out.
    pub fn card(&self, base: f64) -> Picture {
        let mut card = Picture { scene: Scene::default(), ratio: 1.0 };
        for across in CARD_WIDTHS {
            let (width, height) = (across, across * CARD.1 / CARD.0);
            let margin = (0.035 * across).round();
            let size = Size::new(width - 2.0 * margin, base);
            let natural = view::arrange(self.chart, size, self.host);
            let wanted = natural.least.max(CARD_PLOT * height);
            let mut furniture = Furniture { notes: Vec::new(), note: String::new(), ..self.furniture(natural) };
            let room = |furniture: &Furniture| height - 2.0 * margin - self.round(furniture, size);
            if room(&furniture) < wanted {
                furniture.subheading.clear();
            }
            let high = room(&furniture).max(1.0);
            let inner = if view::arrange_at(self.chart, size, high, self.host).notes.is_empty() {
                self.sheet(&furniture, size, high)
            } else {
                let mut chart = self.chart.clone();
                chart.spec.annotations.clear();
                Subject { chart: &chart, host: self.host, lit: self.lit.clone(), working: String::new() }.sheet(&furniture, size, high)
            };
            card = Picture { scene: on_card(inner, width, height, margin), ratio: CARD.0 / width };
            if high >= wanted {
                break;
            }
        }
        card
    }
}

/// Whether a language is written from right to left.
pub fn is_leftward(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].iter().any(|known| primary.eq_ignore_ascii_case(known))
}

/// A sheet in the middle of a card.
fn on_card(inner: Scene, width: f64, height: f64, margin: f64) -> Scene {
    let mut out = Scene { width, height, items: Vec::new() };
    out.fill(Shape::Rect(Rect { x: 0.0, y: 0.0, width, height }), Ink::Paper, Role::Axis);
    out.items.extend(inner.items.into_iter().map(|mut item| {
        item.shape = item.shape.moved(margin, margin);
        item
    }));
    out
}

impl Picture {
    /// The same with so many pixels to a CSS pixel.
    pub fn times(self, ratio: f64) -> Picture {
        Picture { ratio: self.ratio * ratio, ..self }
    }

    /// The picture as SVG in the looks of a page.
    pub fn svg(&self, page: &Page) -> String {
        let mut svg = Svg::new(self.scene.width * self.ratio, self.scene.height * self.ratio);
        paint(&self.scene, page, self.ratio, &mut svg);
        svg.finish()
    }
}

/// The house's own ink and paper, set in a font: dark ink on white, or light ink on a dark ground.
pub fn page(font: &str, dark: bool) -> Page {
    let plain = Page { font: font.to_string(), ..Page::default() };
    if dark { Page { ink: Rgb::hex(0xe9ebee), paper: Rgb::hex(0x14171a), ..plain } } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Plain;
    use crate::spec;
    use crate::table;
    use crate::words::ui;

    fn chart(annotations: &str) -> Chart {
        let document = format!(
            r#"{{"title": {{"text": "Rain", "subtitle": "By year"}}, "mark": "line", "encoding": {{"x": {{"field": "year"}}, "y": {{"field": "mm"}}}},
                "usermeta": {{"nutgraph": {{"note": "A long note.", "source": "Office", "annotations": {annotations}}}}}}}"#
        );
        let (spec, _) = spec::read(&serde_json::from_str(&document).unwrap()).unwrap();
        let rows: String = (1990..2020).map(|year| format!("{year},{}\n", (year * 37) % 90)).collect();
        let (table, _) = table::read(&format!("year,mm\n{rows}"), table::Format::Csv, &Plain);
        Chart::new(spec, table.unwrap(), ui::of("en")).unwrap()
    }

    fn words(picture: &Picture) -> Vec<&str> {
        picture.scene.words().collect()
    }

    #[test]
    fn a_stated_height_is_kept_and_takes_nothing_from_the_words() {
        let chart = chart("[]");
        let subject = Subject::new(&chart, None, &Plain).unwrap();
        let (natural, low) = (subject.picture(680.0, None, 16.0).unwrap(), subject.picture(680.0, Some(300.0), 16.0).unwrap());
        assert_eq!((low.scene.width, low.scene.height), (680.0, 300.0));
        for word in ["Rain", "By year", "A long note.", "Source: Office"] {
            assert!(words(&natural).contains(&word) && words(&low).contains(&word), "{word}");
        }
        let problem = subject.picture(680.0, Some(200.0), 16.0).err().map(|problem| problem.to_string()).unwrap_or_default();
        assert!(problem.contains("--height "), "{problem}");
    }

    #[test]
    fn every_number_in_a_low_plot_has_its_note_and_a_card_has_none() {
        let chart = chart(
            r#"[{"x": "2004-01-01", "text": "A dam was built above the town, and the river was turned"}, {"x": "2005-01-01", "text": "The law on wells"}]"#,
        );
        let subject = Subject::new(&chart, None, &Plain).unwrap();
        for height in [330.0, 380.0, 460.0, 600.0] {
            let picture = subject.picture(500.0, Some(height), 16.0).unwrap();
            let numbered = words(&picture).contains(&"1");
            let told = words(&picture).iter().filter(|words| words.starts_with("The law on wells")).count();
            assert_eq!(told, 1, "{height} px, numbered: {numbered}: {:?}", words(&picture));
        }
        let card = subject.card(16.0);
        assert!((card.scene.width * card.ratio - CARD.0).abs() < 0.01 && (card.scene.height * card.ratio - CARD.1).abs() < 0.01);
        assert!(!words(&card).iter().any(|word| *word == "1" || *word == "A long note."), "{:?}", words(&card));
        assert!(words(&card).contains(&"Source: Office"));
    }

    #[test]
    fn a_card_of_many_rows_is_laid_out_larger_until_all_have_room() {
        let rows: String = (0..30).map(|i| format!("Place {i},{}\n", 100 - i)).collect();
        let (table, _) = table::read(&format!("place,ha\n{rows}"), table::Format::Csv, &Plain);
        let attributes = [("mark", "bar"), ("x", "ha"), ("y", "place"), ("heading", "Many")].map(|(k, v)| (k.to_string(), v.to_string()));
        let chart = Chart::new(spec::from_attributes(None, &attributes).unwrap(), table.unwrap(), ui::of("en")).unwrap();
        let card = Subject::new(&chart, None, &Plain).unwrap().card(16.0);
        assert!((0..30).all(|i| words(&card).contains(&format!("Place {i}").as_str())), "{:?}", words(&card));
        let lowest = card.scene.items.iter().filter_map(|item| if let Shape::Text(text) = &item.shape { Some(text.y) } else { None });
        assert!(lowest.fold(0.0, f64::max) < card.scene.height, "words leave the card");
    }
}
