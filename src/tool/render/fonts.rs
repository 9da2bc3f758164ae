//! The fonts of this machine: words are measured with them as they will be drawn, and pictures become pixels with them.
//!
//! Both go through one library, so that a label is as wide in the picture as the layout took it for. What a canvas measures of the same
//! font differs by less than a hundredth of a pixel.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use resvg::usvg::{Node, Options, Tree, fontdb};
use resvg::{tiny_skia, usvg};

use crate::host::{DateStyle, Host, NumberStyle};
use crate::paint::UNITS;
use crate::report::{Place, Problem};
use crate::tool::host::{self, Newsroom};

/// The fonts, and the family that words are set in.
pub struct Fonts {
    known: Arc<fontdb::Database>,
    /// A CSS font family list.
    pub family: String,
}

impl Fonts {
    /// The fonts of this machine, with a family to set words in: `None` for its sans-serif.
    ///
    /// # Errors
    /// When there are no fonts, or none of that family: pictures would have no words, or others than the page.
    pub fn load(family: Option<&str>) -> Result<Fonts, Problem> {
        let mut known = fontdb::Database::new();
        known.load_system_fonts();
        if known.is_empty() {
            let remedy = "install a font, as with `apt-get install fonts-dejavu-core`";
            return Err(crate::problem!(Error, "no-fonts", Place::Whole, "there are no fonts on this machine", remedy));
        }
        let has = |name: &str| known.faces().any(|face| face.families.iter().any(|(own, _)| own.eq_ignore_ascii_case(name)));
        if let Some(name) = family
            && !has(name)
        {
            let found = format!("no font of this machine is called \"{name}\"");
            return Err(crate::problem!(Error, "no-font", Place::Whole, found, "install it, or name one that `fc-list : family` lists"));
        }
        // Where nothing says which font the machine means by sans-serif, one that is there.
        let generic = known.family_name(&fontdb::Family::SansSerif).to_string();
        let usual = ["Helvetica", "Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans"].into_iter().find(|name| has(name));
        if let Some(usual) = usual.filter(|_| !has(&generic)) {
            known.set_sans_serif_family(usual);
        }
        let family = family.map_or_else(|| "sans-serif".to_string(), |name| format!("'{name}', sans-serif"));
        Ok(Fonts { known: Arc::new(known), family })
    }

    fn tree(&self, svg: &str) -> Result<Tree, usvg::Error> {
        let options = Options { fontdb: self.known.clone(), ..Options::default() };
        Tree::from_str(svg, &options)
    }

    /// An SVG as a PNG, a pixel to each of its own.
    ///
    /// # Errors
    /// When it is too large to be drawn.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, Problem> {
        let wrong = |why: String| crate::problem!(Error, "undrawable-image", Place::Whole, why, "write an .svg instead");
        let tree = self.tree(svg).map_err(|e| wrong(format!("the picture cannot be drawn as an image: {e}")))?;
        let size = tree.size().to_int_size();
        let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
            .ok_or_else(|| wrong(format!("an image of {} by {} pixels is too large", size.width(), size.height())))?;
        resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().map_err(|e| wrong(format!("the image cannot be written: {e}")))
    }

    /// The advance width of words at a size, in the units of that size.
    fn advance(&self, words: &str, size: i32, weight: u16) -> f64 {
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text xml:space=\"preserve\" font-family=\"{}\" font-size=\"{size}\" \
             font-weight=\"{weight}\">{escaped}</text></svg>",
            self.family.replace('&', "&amp;").replace('"', "&quot;")
        );
        let Ok(tree) = self.tree(&svg) else { return 0.0 };
        let texts = tree.root().children().iter().filter_map(|node| match node {
            Node::Text(text) => Some(f64::from(text.bounding_box().width())),
            _ => None,
        });
        texts.sum()
    }
}

/// A host that measures with the fonts of this machine, and writes numbers and dates as a language does.
pub struct Letters {
    fonts: Rc<Fonts>,
    inner: Arc<Newsroom>,
    widths: RefCell<HashMap<(String, i32, u16), f64>>,
}

impl Letters {
    /// Measures with `fonts`, and speaks the language of a BCP 47 tag.
    pub fn new(fonts: &Rc<Fonts>, locale: &str) -> Letters {
        Letters { fonts: fonts.clone(), inner: host::of(locale), widths: RefCell::default() }
    }
}

impl Host for Letters {
    fn measure(&self, text: &str, size: f64, weight: u16) -> f64 {
        // As a canvas measures: in sixteenths of a pixel, where hinting does nothing.
        let units = (size * UNITS).round() as i32;
        let key = (text.to_string(), units, weight);
        if let Some(width) = self.widths.borrow().get(&key) {
            return *width;
        }
        // What is nothing but space has no outline to be measured.
        let of = |words: &str| self.fonts.advance(words, units, weight) / UNITS;
        let width = if text.trim().is_empty() { of(&format!("x{text}x")) - of("xx") } else { of(text) };
        self.widths.borrow_mut().insert(key, width);
        width
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        self.inner.number(value, style)
    }

    fn date(&self, ms: f64, style: DateStyle) -> String {
        self.inner.date(ms, style)
    }

    fn parse_float(&self, text: &str) -> f64 {
        self.inner.parse_float(text)
    }

    fn plain(&self, value: f64) -> String {
        self.inner.plain(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_wide_as_their_letters() {
        let fonts = Fonts::load(None).unwrap_or_else(|problem| panic!("{problem}"));
        let host = Letters::new(&Rc::new(fonts), "en");
        let width = |text: &str| host.measure(text, 13.0, 400);
        assert!(width("iiii") < width("mmmm") / 2.0, "{} and {}", width("iiii"), width("mmmm"));
        assert!((width("50,000") + width(" ") + width("hectares") - width("50,000 hectares")).abs() < 0.5);
        assert!(width("  ") > 2.0 && width("") == 0.0);
        assert!((host.measure("2016", 26.0, 400) - 2.0 * width("2016")).abs() < 0.05);
        assert!(width("R&D <3") > width("RD 3"), "signs of the markup are letters");
    }

    #[test]
    fn a_family_that_is_not_there_is_told() {
        let problem = Fonts::load(Some("No Such Family")).err().map(|problem| problem.to_string()).unwrap_or_default();
        assert!(problem.contains("\"No Such Family\"") && problem.contains("fc-list"), "{problem}");
    }
}
