//! Colours: mixing them in sRGB, WCAG contrast, the palette of the house, and a theme made from the page's own ink and paper.

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// From `0x314dbe`.
    pub const fn hex(hex: u32) -> Rgb {
        Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
    }

    /// From `#314dbe`, as a canvas writes an opaque colour.
    pub fn parse(text: &str) -> Option<Rgb> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6)?;
        u32::from_str_radix(digits, 16).ok().map(Rgb::hex)
    }

    /// `#314dbe`
    pub fn css(self) -> String {
        let mut out = String::from("#");
        for part in [self.0, self.1, self.2] {
            for digit in [part >> 4, part & 15] {
                out.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
            }
        }
        out
    }

    /// `share` of this colour over `other`, in sRGB.
    pub fn mix(self, share: f64, other: Rgb) -> Rgb {
        let part = |a: u8, b: u8| (f64::from(a) * share + f64::from(b) * (1.0 - share) - 1e-6).round() as u8;
        Rgb(part(self.0, other.0), part(self.1, other.1), part(self.2, other.2))
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    pub fn luminance(self) -> f64 {
        let part = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { to_the_2_4((c + 0.055) / 1.055) }
        };
        0.2126 * part(self.0) + 0.7152 * part(self.1) + 0.0722 * part(self.2)
    }

    /// Contrast ratio (WCAG 2.2), 1 to 21.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour with `ink` mixed in by 5 % steps until its contrast on `paper` is at least `ratio`.
    pub fn until(self, ratio: f64, ink: Rgb, paper: Rgb) -> Rgb {
        (0..=20).map(|step| ink.mix(f64::from(step) * 0.05, self)).find(|c| c.contrast(paper) >= ratio).unwrap_or(ink)
    }
}

const LIGHT: [u32; 10] = [0x314dbe, 0xd77b4d, 0x00a4a2, 0x61003a, 0x8477f3, 0x244b00, 0xbf2c5e, 0x926613, 0x392218, 0x3e7c9d];
const DARK: [u32; 10] = [0x597cef, 0xf57327, 0x6bebd1, 0x90577c, 0xb9bcff, 0x537151, 0xff9ca7, 0xfcd251, 0xb68b69, 0x7aaebe];

/// x to the power of 2.4 for x from 0.09 to 1, as x² times the fifth root of x² by Newton's method: a general power weighs ten
/// times as much.
fn to_the_2_4(x: f64) -> f64 {
    let square = x * x;
    let mut root = 1.0;
    for _ in 0..12 {
        let fourth = root * root * root * root;
        root = (4.0 * root + square / fourth) / 5.0;
    }
    square * root
}

/// What the page says of its looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// A CSS font family list.
    pub font: String,
    /// Colour of text.
    pub ink: Rgb,
    /// Colour of the ground.
    pub paper: Rgb,
    /// `--nut-grid`.
    pub grid: Option<Rgb>,
    /// `--nut-accent`: in place of the first colour where there is only one series.
    pub accent: Option<Rgb>,
    /// `--nut-color-1` and so on.
    pub colors: Vec<Option<Rgb>>,
    /// Size of the page's text in CSS pixels, 15 to 19.
    pub base: f64,
    /// The reader forces colours: no hue may carry meaning.
    pub forced: bool,
    /// Lines are told apart by dashes too: where colours are forced, and on paper.
    pub dashed: bool,
    /// The page runs from right to left.
    pub rtl: bool,
}

impl Default for Page {
    fn default() -> Self {
        Page {
            font: String::from("sans-serif"),
            ink: Rgb::hex(0x16191d),
            paper: Rgb::hex(0xffffff),
            grid: None,
            accent: None,
            colors: Vec::new(),
            base: 16.0,
            forced: false,
            dashed: false,
            rtl: false,
        }
    }
}

/// What a colour is for. The scene names purposes; the painter asks the page for colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words and the zero line.
    Ink,
    /// Secondary words.
    Ink2,
    /// Ticks, event rules, leaders.
    Ink3,
    /// Marks that are not lit.
    Rest,
    /// Hairlines of the furniture.
    Faint,
    /// Gridlines.
    Grid,
    /// Slots of what is not known.
    Band,
    /// The ground.
    Paper,
    /// The marker pen.
    Marker,
    /// A series' colour, by its place in the palette.
    Series(u8),
    /// The same for words.
    SeriesText(u8),
    /// Words on a fill of that series.
    OnSeries(u8),
    /// A colour that the author gave.
    Fixed(Rgb),
}

/// Shares of ink that series have where colours are forced: neighbours differ, and each is seen on the paper.
const SHADES: [f64; 5] = [1.0, 0.55, 0.8, 0.45, 0.68];

/// Dashes and gaps of their lines.
const DASHES: [&[f64]; 4] = [&[], &[7.0, 5.0], &[2.0, 4.0], &[9.0, 4.0, 2.0, 4.0]];

impl Page {
    /// The page's ground is dark.
    pub fn dark(&self) -> bool {
        self.paper.luminance() < 0.18
    }

    fn series(&self, index: u8) -> Rgb {
        let index = usize::from(index) % LIGHT.len();
        if self.forced {
            return self.ink.mix(SHADES[index % SHADES.len()], self.paper);
        }
        match self.colors.get(index) {
            Some(&Some(own)) => own,
            _ => Rgb::hex(if self.dark() { DARK[index] } else { LIGHT[index] }).until(3.0, self.ink, self.paper),
        }
    }

    /// How the line of a series is broken: where colours are forced, or printed, they alone do not tell lines apart.
    pub fn dash(&self, ink: Ink) -> &'static [f64] {
        DASHES[self.dash_number(ink)]
    }

    /// The number of its kind of dash; 0 for none.
    pub fn dash_number(&self, ink: Ink) -> usize {
        match ink {
            Ink::Series(index) if self.dashed => usize::from(index) % DASHES.len(),
            _ => 0,
        }
    }

    /// `share` of ink over paper, raised until it reaches `ratio`.
    fn neutral(&self, share: f64, ratio: f64) -> Rgb {
        self.ink.mix(share, self.paper).until(ratio, self.ink, self.paper)
    }

    /// The colour for a purpose.
    pub fn color(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Ink => self.ink,
            Ink::Ink2 => self.neutral(if self.forced { 1.0 } else { 0.72 }, 4.5),
            Ink::Ink3 => self.neutral(if self.forced { 1.0 } else { 0.58 }, 3.0),
            Ink::Rest => self.neutral(0.5, 3.0),
            Ink::Faint => self.ink.mix(0.3, self.paper),
            Ink::Grid => self.grid.unwrap_or_else(|| self.ink.mix(if self.forced { 0.25 } else { 0.14 }, self.paper)),
            Ink::Band => self.ink.mix(0.07, self.paper),
            Ink::Paper => self.paper,
            Ink::Marker if self.forced => self.ink.mix(0.25, self.paper),
            Ink::Marker => Rgb::hex(if self.dark() { 0x3d340a } else { 0xfff0a8 }),
            Ink::Series(index) => self.series(index),
            Ink::SeriesText(index) => self.series(index).until(4.5, self.ink, self.paper),
            Ink::OnSeries(index) => {
                let ground = self.series(index);
                let (ink, paper) = (self.ink, self.paper);
                if ground.contrast(paper) >= ground.contrast(ink) { paper } else { ink }
            }
            Ink::Fixed(color) => color,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neutrals_reach_their_contrast_on_white_and_on_dark() {
        let dark = Page { ink: Rgb::hex(0xe9ebee), paper: Rgb::hex(0x14171a), ..Page::default() };
        for page in [Page::default(), dark] {
            assert!(page.color(Ink::Ink2).contrast(page.paper) >= 4.5);
            assert!(page.color(Ink::Ink3).contrast(page.paper) >= 3.0);
            assert!(page.color(Ink::Rest).contrast(page.paper) >= 3.0);
            for index in 0..10 {
                assert!(page.color(Ink::Series(index)).contrast(page.paper) >= 3.0, "colour {index} on {:?}", page.paper);
                assert!(page.color(Ink::SeriesText(index)).contrast(page.paper) >= 4.5, "text {index} on {:?}", page.paper);
            }
        }
    }

    #[test]
    fn figures_of_the_look_are_met() {
        let page = Page::default();
        assert_eq!(page.color(Ink::SeriesText(1)).css(), "#a76241", "terracotta as text");
        assert_eq!(page.color(Ink::SeriesText(0)).css(), "#314dbe", "blue as text stays");
        assert!((page.color(Ink::Ink2).contrast(page.paper) - 7.0).abs() < 0.1);
    }

    #[test]
    fn the_power_of_the_transfer_function_is_exact_enough() {
        for step in 9..=100 {
            let x = f64::from(step) / 100.0;
            assert!((to_the_2_4(x) - x.powf(2.4)).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn a_colour_reads_and_writes_itself() {
        assert_eq!(Rgb::parse("#c71e1d").map(Rgb::css).as_deref(), Some("#c71e1d"));
        assert_eq!(Rgb::parse("rgb(1,2,3)"), None);
    }

    #[test]
    fn where_colours_are_forced_series_are_told_apart_by_shade_and_dash() {
        let page = Page { forced: true, dashed: true, ..Page::default() };
        for (a, b) in [(0, 1), (1, 2), (2, 3), (0, 2), (0, 3), (1, 3)] {
            let (one, other) = (page.color(Ink::Series(a)), page.color(Ink::Series(b)));
            assert!(one.contrast(other) >= 1.2 && page.dash(Ink::Series(a)) != page.dash(Ink::Series(b)), "{a} and {b}: {one:?} {other:?}");
            assert!(one.contrast(page.paper) >= 2.5, "{a} is hardly seen");
        }
        assert!(Page::default().dash(Ink::Series(1)).is_empty(), "colours do elsewhere");
    }
}
