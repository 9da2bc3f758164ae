//! Pictures in the house's own look: the chart as a reader's browser draws it, heading to source, by the same code.

use crate::chart::Chart;
use crate::chart::sheet::{Furniture, sheet};
use crate::chart::size::Size;
use crate::chart::view;
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

    fn furniture(&self, size: Size) -> (Furniture, f64, f64) {
        let arrangement = view::arrange(self.chart, size, self.host);
        let (height, least) = (arrangement.height, arrangement.least);
        let mut furniture = Furniture { working: self.working.clone(), ..Furniture::of(self.chart, arrangement) };
        // Lit evidence takes the place of the numbered events.
        if self.lit.as_ref().is_some_and(|lit| !lit.cells.is_empty()) {
            furniture.notes.clear();
        }
        (furniture, height, least)
    }

    fn sheet(&self, furniture: &Furniture, size: Size, height: f64) -> Scene {
        let (plot, _) = evidence::scene(self.chart, size, height, self.lit.as_ref(), self.host);
        sheet(furniture, plot, size, self.host)
    }

    /// The whole chart at a width in CSS pixels, as high as a page makes it, or of a stated height, of which the plot takes what is left.
    ///
    /// # Errors
    /// When a stated height leaves too little for the plot.
    pub fn picture(&self, width: f64, height: Option<f64>, base: f64) -> Result<Picture, Problem> {
        let size = Size::new(width, base);
        let (furniture, natural, least) = self.furniture(size);
        let Some(height) = height else { return Ok(Picture { scene: self.sheet(&furniture, size, natural), ratio: 1.0 }) };
        let (round, least) = (self.round(&furniture, size), least.max(LEAST));
        if height < round + least {
            let found = format!("a picture {height} px high leaves {} px for the plot, which needs {least}", (height - round).max(0.0));
            let remedy = format!("--height {} or more", round + least);
            return Err(crate::problem!(Error, "too-low", Place::Whole, found, remedy));
        }
        Ok(Picture { scene: self.sheet(&furniture, size, height - round), ratio: 1.0 })
    }

    /// How much of a picture's height is not the plot's.
    fn round(&self, furniture: &Furniture, size: Size) -> f64 {
        let empty = Scene { width: size.width, height: 0.0, items: Vec::new() };
        sheet(furniture, empty, size, self.host).height
    }

    /// A social card: heading, plot and source, as large as they find room, on [`CARD`].
    pub fn card(&self, base: f64) -> Picture {
        let mut card = Picture { scene: Scene::default(), ratio: 1.0 };
        for across in CARD_WIDTHS {
            let (width, height) = (across, across * CARD.1 / CARD.0);
            let margin = (0.035 * across).round();
            let size = Size::new(width - 2.0 * margin, base);
            let (mut furniture, _, least) = self.furniture(size);
            furniture.note.clear();
            let room = |furniture: &Furniture| height - 2.0 * margin - self.round(furniture, size);
            let wanted = least.max(CARD_PLOT * height);
            if room(&furniture) < wanted {
                furniture.subheading.clear();
            }
            let fits = room(&furniture) >= wanted;
            let inner = self.sheet(&furniture, size, room(&furniture).max(1.0));
            card = Picture { scene: on_card(inner, width, height, margin), ratio: CARD.0 / width };
            if fits {
                break;
            }
        }
        card
    }
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
