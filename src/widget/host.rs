//! The browser as host: its canvas measures words, its `Intl` writes numbers and dates in the reader's language.

use super::canvas::font;
use crate::host::{DateStyle, Host, NumberStyle};
use crate::paint::UNITS;
use crate::time;
use js_sys::{Array, Function, Intl, Object, Reflect};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// How a number or a date is written.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    Number(NumberStyle),
    Date(DateStyle),
}

thread_local! {
    // Making a formatter costs far more than using it, so that all charts of a page share them.
    static FORMATS: RefCell<Vec<(String, Style, Function)>> = const { RefCell::new(Vec::new()) };
}

/// The browser, for one chart in one language.
pub struct Browser {
    context: CanvasRenderingContext2d,
    family: RefCell<String>,
    set: Cell<(i32, u16)>,
    locale: RefCell<String>,
}

impl Browser {
    /// A host that measures on `context`.
    pub fn new(context: CanvasRenderingContext2d) -> Browser {
        Browser {
            context,
            family: RefCell::new(String::from("sans-serif")),
            set: Cell::new((0, 0)),
            locale: RefCell::new(String::from("en")),
        }
    }

    /// Speaks another language from now on.
    pub fn speak(&self, locale: &str) {
        self.locale.replace(locale.to_string());
    }

    /// Measures in another font from now on, or in the same one after the canvas was resized, which forgets it.
    pub fn letter(&self, family: &str) {
        self.family.replace(family.to_string());
        self.set.set((0, 0));
    }

    /// The language.
    #[cfg(not(feature = "grammar"))]
    pub fn language(&self) -> String {
        self.locale.borrow().clone()
    }

    /// Writes a number or an instant in a style, by the formatter for it, which `make` makes where there is none yet.
    fn write(&self, value: f64, style: Style, make: &dyn Fn(&Array) -> Function) -> String {
        let locale = self.locale.borrow();
        let text = FORMATS.with_borrow_mut(|formats| {
            let at = formats.iter().position(|(l, s, _)| *s == style && *l == *locale).unwrap_or_else(|| {
                formats.push((locale.clone(), style, make(&Array::of1(&JsValue::from_str(&locale)))));
                formats.len() - 1
            });
            let format = &formats[at].2;
            format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value)).ok().and_then(|text| text.as_string()).unwrap_or_default()
        });
        if text.contains('-') { text.replace('-', "\u{2212}") } else { text }
    }
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

/// The parts of a date that a style shows, for `Intl`.
fn parts(style: DateStyle) -> Object {
    let (year, month, day, clock) = match style {
        DateStyle::Year | DateStyle::Quarter => (true, "", false, false),
        DateStyle::ShortMonth => (false, "short", false, false),
        DateStyle::MonthYear => (true, "long", false, false),
        DateStyle::ShortMonthYear => (true, "short", false, false),
        DateStyle::DayMonth => (false, "short", true, false),
        DateStyle::Date => (true, "long", true, false),
        DateStyle::DateTime => (true, "long", true, true),
    };
    let numeric = JsValue::from_str("numeric");
    let mut pairs = vec![("timeZone", JsValue::from_str("UTC"))];
    if year {
        pairs.push(("year", numeric.clone()));
    }
    if !month.is_empty() {
        pairs.push(("month", JsValue::from_str(month)));
    }
    if day {
        pairs.push(("day", numeric.clone()));
    }
    if clock {
        pairs.push(("hour", numeric));
        pairs.push(("minute", JsValue::from_str("2-digit")));
    }
    options(&pairs)
}

impl Host for Browser {
    fn measure(&self, text: &str, size: f64, weight: u16) -> f64 {
        let wanted = ((size * UNITS).round() as i32, weight);
        if self.set.get() != wanted {
            self.context.set_font(&font(f64::from(wanted.0), weight, &self.family.borrow()));
            self.set.set(wanted);
        }
        self.context.measure_text(text).map_or(0.0, |m| m.width() / UNITS)
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        self.write(value, Style::Number(style), &|locales| {
            let decimals = JsValue::from(style.decimals);
            let options = options(&[
                ("minimumFractionDigits", decimals.clone()),
                ("maximumFractionDigits", decimals),
                ("style", JsValue::from_str(if style.percent { "percent" } else { "decimal" })),
                ("signDisplay", JsValue::from_str(if style.signed { "exceptZero" } else { "auto" })),
            ]);
            Intl::NumberFormat::new(locales, &options).format()
        })
    }

    fn date(&self, ms: f64, style: DateStyle) -> String {
        if style == DateStyle::Quarter {
            let (year, month, _) = time::civil(ms);
            return ["Q", &((month - 1) / 3 + 1).to_string(), " ", &year.to_string()].concat();
        }
        self.write(ms, Style::Date(style), &|locales| Intl::DateTimeFormat::new(locales, &parts(style)).format())
    }

    fn plain(&self, value: f64) -> String {
        String::from(js_sys::Object::from(JsValue::from_f64(value)).to_string())
    }

    fn parse_float(&self, text: &str) -> f64 {
        js_sys::Number::from(JsValue::from_str(text)).value_of()
    }
}
