//! Colours as CSS and Vega write them: names, `#hex`, `rgb()` and `hsl()`, read into red, green, blue and opacity, and written
//! again.
//!
//! Parts are not whole numbers and may lie out of range: an interpolation passes through them, and writing rounds.

use super::color::Rgb;

/// An sRGB colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, 0 to 255.
    pub r: f64,
    /// Green, 0 to 255.
    pub g: f64,
    /// Blue, 0 to 255.
    pub b: f64,
    /// 0 to 1.
    pub opacity: f64,
}

impl Color {
    /// From `0x4c78a8`, opaque.
    pub fn hex(hex: u32) -> Color {
        let part = |shift: u32| f64::from(hex >> shift & 255);
        Color { r: part(16), g: part(8), b: part(0), opacity: 1.0 }
    }

    /// The nearest colour of whole parts, without its opacity.
    pub fn rgb(self) -> Rgb {
        let part = |x: f64| super::steps::round(x).clamp(0.0, 255.0) as u8;
        Rgb(part(self.r), part(self.g), part(self.b))
    }

    /// `rgb(76, 120, 168)`, or `rgba(…, 0.5)` where it is not opaque: what an interpolation of d3 gives.
    pub fn css(self) -> String {
        let Rgb(r, g, b) = self.rgb();
        let opacity = if self.opacity.is_nan() { 1.0 } else { self.opacity.clamp(0.0, 1.0) };
        if opacity == 1.0 { format!("rgb({r}, {g}, {b})") } else { format!("rgba({r}, {g}, {b}, {opacity})") }
    }

    /// Reads a CSS colour: one of the 148 names, `transparent`, `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`, `hsl()`,
    /// `hsla()` with commas or blanks. Nothing for anything else (such as `currentColor`, a gradient or `none`).
    ///
    /// ```
    /// use nutgraph::scale::css::Color;
    /// assert_eq!(Color::parse("steelblue"), Some(Color::hex(0x4682b4)));
    /// assert_eq!(Color::parse("hsl(120 100% 25% / 50%)").map(Color::css).as_deref(), Some("rgba(0, 128, 0, 0.5)"));
    /// ```
    pub fn parse(text: &str) -> Option<Color> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            return hex(digits);
        }
        let text = text.to_ascii_lowercase();
        if text == "transparent" {
            return Some(Color { opacity: 0.0, ..Color::hex(0) });
        }
        if let Ok(found) = NAMED.binary_search_by(|(name, _)| (*name).cmp(&text)) {
            return Some(Color::hex(NAMED[found].1));
        }
        let (function, rest) = text.split_once('(')?;
        let arguments = rest.strip_suffix(')')?;
        let parts: Vec<&str> = arguments.split([' ', ',', '/', '\t', '\n']).filter(|part| !part.is_empty()).collect();
        let (&[a, b, c], opacity) = match parts.len() {
            3 => (parts.first_chunk::<3>()?, 1.0),
            4 => (parts.first_chunk::<3>()?, number(parts[3], 1.0)?.clamp(0.0, 1.0)),
            _ => return None,
        };
        match function {
            "rgb" | "rgba" => {
                let [r, g, b] = [number(a, 255.0)?, number(b, 255.0)?, number(c, 255.0)?].map(|x| x.clamp(0.0, 255.0));
                Some(Color { r, g, b, opacity })
            }
            "hsl" | "hsla" => {
                let (s, l) = (b.strip_suffix('%').unwrap_or(b), c.strip_suffix('%').unwrap_or(c));
                let hsl = Hsl { h: angle(a)?, s: number(s, 1.0)? / 100.0, l: number(l, 1.0)? / 100.0, opacity };
                Some(Hsl { s: hsl.s.clamp(0.0, 1.0), l: hsl.l.clamp(0.0, 1.0), ..hsl }.color())
            }
            _ => None,
        }
    }
}

/// `#rgb` and its longer kin, without the hash.
fn hex(digits: &str) -> Option<Color> {
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    let wide = |shift: u32| (value >> shift & 15) * 17;
    let (rgb, opacity) = match digits.len() {
        3 => (wide(8) << 16 | wide(4) << 8 | wide(0), 255),
        4 => (wide(12) << 16 | wide(8) << 8 | wide(4), wide(0)),
        6 => (value, 255),
        8 => (value >> 8, value & 255),
        _ => return None,
    };
    Some(Color { opacity: f64::from(opacity) / 255.0, ..Color::hex(rgb) })
}

/// A number, or a percentage of `whole`.
fn number(text: &str, whole: f64) -> Option<f64> {
    let (digits, share) = match text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let begins = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'-');
    let value: f64 = if digits.bytes().next().is_some_and(begins) { digits.parse().ok()? } else { return None };
    value.is_finite().then_some(if share { value * whole / 100.0 } else { value })
}

/// Degrees of `120`, `120deg`, `0.5turn`, `2rad`, `100grad`.
fn angle(text: &str) -> Option<f64> {
    let units = [("deg", 1.0), ("grad", 0.9), ("rad", 180.0 / std::f64::consts::PI), ("turn", 360.0)];
    let unit = units.iter().find_map(|(unit, degrees)| text.strip_suffix(unit).map(|number| (number, *degrees)));
    let (digits, degrees) = unit.unwrap_or((text, 1.0));
    number(digits, 1.0).map(|x| x * degrees)
}

/// Hue, saturation, lightness. A grey has no hue, black and white no saturation: those are NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hsl {
    /// Degrees.
    pub h: f64,
    /// 0 to 1.
    pub s: f64,
    /// 0 to 1.
    pub l: f64,
    /// 0 to 1.
    pub opacity: f64,
}

impl Hsl {
    /// As red, green and blue (CSS Color Module Level 3, 4.2.4).
    pub fn color(self) -> Color {
        let h = self.h.rem_euclid(360.0);
        let s = if h.is_nan() || self.s.is_nan() { 0.0 } else { self.s };
        let h = if h.is_nan() { 0.0 } else { h };
        let high = self.l + self.l.min(1.0 - self.l) * s;
        let low = 2.0 * self.l - high;
        let part = |h: f64| {
            255.0
                * match h {
                    h if h < 60.0 => low + (high - low) * h / 60.0,
                    h if h < 180.0 => high,
                    h if h < 240.0 => low + (high - low) * (240.0 - h) / 60.0,
                    _ => low,
                }
        };
        let turned = |by: f64| (h + by).rem_euclid(360.0);
        Color { r: part(turned(120.0)), g: part(h), b: part(turned(240.0)), opacity: self.opacity }
    }
}

/// The names of CSS Color Module Level 4, in alphabetical order.
#[rustfmt::skip]
const NAMED: [(&str, u32); 148] = [
    ("aliceblue", 0xf0f8ff), ("antiquewhite", 0xfaebd7), ("aqua", 0x00ffff), ("aquamarine", 0x7fffd4), ("azure", 0xf0ffff),
    ("beige", 0xf5f5dc), ("bisque", 0xffe4c4), ("black", 0x000000), ("blanchedalmond", 0xffebcd), ("blue", 0x0000ff),
    ("blueviolet", 0x8a2be2), ("brown", 0xa52a2a), ("burlywood", 0xdeb887), ("cadetblue", 0x5f9ea0), ("chartreuse", 0x7fff00),
    ("chocolate", 0xd2691e), ("coral", 0xff7f50), ("cornflowerblue", 0x6495ed), ("cornsilk", 0xfff8dc), ("crimson", 0xdc143c),
    ("cyan", 0x00ffff), ("darkblue", 0x00008b), ("darkcyan", 0x008b8b), ("darkgoldenrod", 0xb8860b), ("darkgray", 0xa9a9a9),
    ("darkgreen", 0x006400), ("darkgrey", 0xa9a9a9), ("darkkhaki", 0xbdb76b), ("darkmagenta", 0x8b008b), ("darkolivegreen", 0x556b2f),
    ("darkorange", 0xff8c00), ("darkorchid", 0x9932cc), ("darkred", 0x8b0000), ("darksalmon", 0xe9967a), ("darkseagreen", 0x8fbc8f),
    ("darkslateblue", 0x483d8b), ("darkslategray", 0x2f4f4f), ("darkslategrey", 0x2f4f4f), ("darkturquoise", 0x00ced1),
    ("darkviolet", 0x9400d3), ("deeppink", 0xff1493), ("deepskyblue", 0x00bfff), ("dimgray", 0x696969), ("dimgrey", 0x696969),
    ("dodgerblue", 0x1e90ff), ("firebrick", 0xb22222), ("floralwhite", 0xfffaf0), ("forestgreen", 0x228b22), ("fuchsia", 0xff00ff),
    ("gainsboro", 0xdcdcdc), ("ghostwhite", 0xf8f8ff), ("gold", 0xffd700), ("goldenrod", 0xdaa520), ("gray", 0x808080),
    ("green", 0x008000), ("greenyellow", 0xadff2f), ("grey", 0x808080), ("honeydew", 0xf0fff0), ("hotpink", 0xff69b4),
    ("indianred", 0xcd5c5c), ("indigo", 0x4b0082), ("ivory", 0xfffff0), ("khaki", 0xf0e68c), ("lavender", 0xe6e6fa),
    ("lavenderblush", 0xfff0f5), ("lawngreen", 0x7cfc00), ("lemonchiffon", 0xfffacd), ("lightblue", 0xadd8e6), ("lightcoral", 0xf08080),
    ("lightcyan", 0xe0ffff), ("lightgoldenrodyellow", 0xfafad2), ("lightgray", 0xd3d3d3), ("lightgreen", 0x90ee90),
    ("lightgrey", 0xd3d3d3), ("lightpink", 0xffb6c1), ("lightsalmon", 0xffa07a), ("lightseagreen", 0x20b2aa), ("lightskyblue", 0x87cefa),
    ("lightslategray", 0x778899), ("lightslategrey", 0x778899), ("lightsteelblue", 0xb0c4de), ("lightyellow", 0xffffe0),
    ("lime", 0x00ff00), ("limegreen", 0x32cd32), ("linen", 0xfaf0e6), ("magenta", 0xff00ff), ("maroon", 0x800000),
    ("mediumaquamarine", 0x66cdaa), ("mediumblue", 0x0000cd), ("mediumorchid", 0xba55d3), ("mediumpurple", 0x9370db),
    ("mediumseagreen", 0x3cb371), ("mediumslateblue", 0x7b68ee), ("mediumspringgreen", 0x00fa9a), ("mediumturquoise", 0x48d1cc),
    ("mediumvioletred", 0xc71585), ("midnightblue", 0x191970), ("mintcream", 0xf5fffa), ("mistyrose", 0xffe4e1), ("moccasin", 0xffe4b5),
    ("navajowhite", 0xffdead), ("navy", 0x000080), ("oldlace", 0xfdf5e6), ("olive", 0x808000), ("olivedrab", 0x6b8e23),
    ("orange", 0xffa500), ("orangered", 0xff4500), ("orchid", 0xda70d6), ("palegoldenrod", 0xeee8aa), ("palegreen", 0x98fb98),
    ("paleturquoise", 0xafeeee), ("palevioletred", 0xdb7093), ("papayawhip", 0xffefd5), ("peachpuff", 0xffdab9), ("peru", 0xcd853f),
    ("pink", 0xffc0cb), ("plum", 0xdda0dd), ("powderblue", 0xb0e0e6), ("purple", 0x800080), ("rebeccapurple", 0x663399),
    ("red", 0xff0000), ("rosybrown", 0xbc8f8f), ("royalblue", 0x4169e1), ("saddlebrown", 0x8b4513), ("salmon", 0xfa8072),
    ("sandybrown", 0xf4a460), ("seagreen", 0x2e8b57), ("seashell", 0xfff5ee), ("sienna", 0xa0522d), ("silver", 0xc0c0c0),
    ("skyblue", 0x87ceeb), ("slateblue", 0x6a5acd), ("slategray", 0x708090), ("slategrey", 0x708090), ("snow", 0xfffafa),
    ("springgreen", 0x00ff7f), ("steelblue", 0x4682b4), ("tan", 0xd2b48c), ("teal", 0x008080), ("thistle", 0xd8bfd8),
    ("tomato", 0xff6347), ("turquoise", 0x40e0d0), ("violet", 0xee82ee), ("wheat", 0xf5deb3), ("white", 0xffffff),
    ("whitesmoke", 0xf5f5f5), ("yellow", 0xffff00), ("yellowgreen", 0x9acd32),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn colours_are_read_in_every_spelling() {
        let check = |text: &str, css: &str| assert_eq!(Color::parse(text).map(Color::css).as_deref(), Some(css), "{text}");
        check("#4c78a8", "rgb(76, 120, 168)");
        check(" #4C78A8 ", "rgb(76, 120, 168)");
        check("#abc", "rgb(170, 187, 204)");
        check("#0008", "rgba(0, 0, 0, 0.5333333333333333)");
        check("#ff000080", "rgba(255, 0, 0, 0.5019607843137255)");
        check("rgb(1, 2, 3)", "rgb(1, 2, 3)");
        check("rgb(1 2 3 / 0.5)", "rgba(1, 2, 3, 0.5)");
        check("RGBA(100%, 50%, 0%, 1)", "rgb(255, 128, 0)");
        check("hsl(210, 50%, 50%)", "rgb(64, 128, 191)");
        check("hsl(-0.5turn 100% 50%)", "rgb(0, 255, 255)");
        check("RebeccaPurple", "rgb(102, 51, 153)");
        check("transparent", "rgba(0, 0, 0, 0)");
    }

    #[test]
    fn what_is_no_colour_is_nothing() {
        for text in
            ["", "#", "#12", "#12345", "#ggg", "rgb()", "rgb(1,2)", "rgb(1,2,3", "hsl(a,1%,1%)", "none", "url(#x)", "rgb(nan,1,2)", "#+12"]
        {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_sorted_so_that_they_are_found() {
        assert!(NAMED.is_sorted());
        assert_eq!(NAMED.len(), 148);
    }

    proptest! {
        #[test]
        fn no_text_is_too_wild(text in ".*", near in "(#|rgb|rgba|hsl)?\\(?[0-9a-f.,%/ e+-]{0,24}\\)?") {
            Color::parse(&text);
            Color::parse(&near);
        }

        #[test]
        fn a_colour_reads_what_it_writes(hex in 0u32..0x1000000, opacity in 0u8..=255) {
            let color = Color { opacity: f64::from(opacity) / 255.0, ..Color::hex(hex) };
            prop_assert_eq!(Color::parse(&color.css()), Some(color));
        }
    }
}
