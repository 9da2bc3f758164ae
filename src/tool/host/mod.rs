//! The newsroom's machine as host: ICU4X writes numbers and dates in the language of the article, as the reader's `Intl` does.
//!
//! Both read the same source, Unicode's CLDR, so that what `check` and `facts` print is what the page will say. Two things are ours:
//! where a language puts its percent sign (`percent`), which ICU4X has only in its experimental part, and widths of words, which are
//! those of [`Plain`]: nothing that the command writes is laid out by them.

mod percent;
mod pieces;

use crate::host::{DateStyle, Host, NumberStyle, Plain};
use crate::time;
use fixed_decimal::{Decimal, FloatPrecision, SignDisplay, SignedRoundingMode, UnsignedRoundingMode};
use icu_calendar::Iso;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::enums::{CalendarPeriodFieldSet, CompositeDateTimeFieldSet, DateAndTimeFieldSet, DateFieldSet};
use icu_datetime::fieldsets::{M, MD, Y, YM, YMD};
use icu_datetime::input::{Date, DateTime, Time};
use icu_datetime::options::YearStyle;
use icu_datetime::parts;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::{Locale, locale};
use pieces::Pieces;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A formatter of dates.
type Dates = DateTimeFormatter<CompositeDateTimeFieldSet>;

/// Numbers and dates in one language.
pub struct Newsroom {
    locale: Locale,
    numbers: Option<DecimalFormatter>,
    /// What stands before and after the digits of a percentage.
    percent: (&'static str, &'static str),
    /// Made when first asked for: loading names takes longer than using them.
    dates: [OnceLock<Option<Dates>>; 7],
}

/// The host of a language, by its BCP 47 tag; English where the tag is none. Each is made once.
pub fn of(tag: &str) -> Arc<Newsroom> {
    static KNOWN: OnceLock<Mutex<HashMap<String, Arc<Newsroom>>>> = OnceLock::new();
    let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(tag.to_string()).or_insert_with(|| Arc::new(Newsroom::new(tag))).clone()
}

impl Newsroom {
    fn new(tag: &str) -> Newsroom {
        let locale = Locale::try_from_str(&tag.replace('_', "-")).unwrap_or(locale!("en"));
        let numbers = DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default()).ok();
        let percent = percent::around(&locale.id);
        Newsroom { locale, numbers, percent, dates: Default::default() }
    }

    /// A number that is finite, rounded half away from zero on its shortest decimal digits, which is how `Intl` rounds.
    fn decimal(&self, value: f64, style: NumberStyle) -> Option<String> {
        let numbers = self.numbers.as_ref()?;
        let mut decimal = Decimal::try_from_f64(value, FloatPrecision::RoundTrip).ok()?;
        let place = -i16::from(style.decimals);
        if style.percent {
            decimal.absolute.multiply_pow10(2);
        }
        decimal.round_with_mode(place, SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand));
        decimal.absolute.trim_start();
        decimal.absolute.trim_end();
        decimal.absolute.pad_end(place);
        decimal.apply_sign_display(if style.signed { SignDisplay::ExceptZero } else { SignDisplay::Auto });
        let signed = numbers.format(&decimal).to_string();
        if !style.percent {
            return Some(signed);
        }
        // The sign stands outside of the percent sign: `−%50`.
        decimal.apply_sign_display(SignDisplay::Never);
        let digits = numbers.format(&decimal).to_string();
        let (before, after) = signed.split_once(&digits).unwrap_or_default();
        Some([before, self.percent.0, &digits, self.percent.1, after].concat())
    }

    /// A date as `Intl` writes it; none for a quarter, which it does not, and for what is no date.
    fn civil(&self, ms: f64, style: DateStyle) -> Option<String> {
        let at = instant(ms)?;
        let pieces = |style: DateStyle| self.dates(style).map(|dates| Pieces::of(&dates.format(&at)));
        let written = pieces(style)?;
        let is_word = |text: &str| text.chars().any(char::is_alphabetic);
        Some(match style {
            // Numbers would do for ICU4X: `10/2015`.
            DateStyle::ShortMonthYear if !is_word(written.field(parts::MONTH)) => {
                let (long, short) = (pieces(DateStyle::MonthYear)?, pieces(DateStyle::DayMonth)?);
                let month = [&short, &long].map(|pieces| pieces.field(parts::MONTH)).into_iter().find(|month| is_word(month));
                long.with(parts::MONTH, month.unwrap_or_else(|| long.field(parts::MONTH)))
            }
            // Hours have no zero before them, as the widget asks for it.
            DateStyle::DateTime => {
                let hour = written.field(parts::HOUR);
                let zero = self.number(0.0, NumberStyle::decimals(0));
                let bare = hour.strip_prefix(zero.as_str()).filter(|rest| !rest.is_empty()).unwrap_or(hour);
                // Browsers write a plain space, since programs read such dates.
                written.with(parts::HOUR, bare).replace('\u{202f}', " ")
            }
            _ => written.whole(),
        })
    }

    /// The formatter of a style; a quarter, which no `Intl` writes, has none.
    fn dates(&self, style: DateStyle) -> Option<&Dates> {
        let full = YearStyle::NoEra;
        let (index, fields) = match style {
            DateStyle::Year => (0, CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::Y(Y::long().with_year_style(full)))),
            DateStyle::ShortMonth => (1, CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::M(M::medium()))),
            DateStyle::MonthYear => {
                (2, CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::YM(YM::long().with_year_style(full))))
            }
            DateStyle::ShortMonthYear => {
                (3, CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::YM(YM::medium().with_year_style(full))))
            }
            DateStyle::DayMonth => (4, CompositeDateTimeFieldSet::Date(DateFieldSet::MD(MD::medium()))),
            DateStyle::Date => (5, CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(YMD::long().with_year_style(full)))),
            DateStyle::DateTime => {
                let fields = YMD::long().with_year_style(full).with_time_hm();
                (6, CompositeDateTimeFieldSet::DateTime(DateAndTimeFieldSet::YMDT(fields)))
            }
            DateStyle::Quarter => return None,
        };
        let make = || DateTimeFormatter::try_new((&self.locale).into(), fields).ok();
        self.dates.get(index)?.get_or_init(make).as_ref()
    }
}

/// A civil instant as ICU4X has it.
fn instant(ms: f64) -> Option<DateTime<Iso>> {
    let (year, month, day) = time::civil(ms);
    let minutes = (ms.rem_euclid(86_400_000.0) / 60_000.0) as u32;
    let date = Date::try_new_iso(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
    let time = Time::try_new((minutes / 60) as u8, (minutes % 60) as u8, 0, 0).ok()?;
    Some(DateTime { date, time })
}

impl Host for Newsroom {
    fn measure(&self, text: &str, size: f64, weight: u16) -> f64 {
        Plain.measure(text, size, weight)
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        self.decimal(value, style).unwrap_or_else(|| Plain.number(value, style)).replace('-', "\u{2212}")
    }

    fn date(&self, ms: f64, style: DateStyle) -> String {
        self.civil(ms, style).unwrap_or_else(|| Plain.date(ms, style)).replace('-', "\u{2212}")
    }

    fn parse_float(&self, text: &str) -> f64 {
        Plain.parse_float(text)
    }

    fn plain(&self, value: f64) -> String {
        Plain.plain(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn number(tag: &str, value: f64, decimals: u8, percent: bool, signed: bool, expected: &str) {
        assert_eq!(of(tag).number(value, NumberStyle { decimals, percent, signed }), expected, "{tag} {value}");
    }

    #[test]
    fn numbers_have_the_signs_of_their_language() {
        number("en", 96_085.0, 0, false, false, "96,085");
        number("es", 96_085.0, 0, false, false, "96.085");
        number("es", 9_608.5, 1, false, false, "9608,5");
        number("es-MX", 96_085.5, 1, false, false, "96,085.5");
        number("de-CH", 96_085.5, 1, false, false, "96'085.5");
        number("en-IN", 9_608_500.0, 0, false, false, "96,08,500");
        number("fr", -96_085.5, 1, false, true, "\u{2212}96\u{202f}085,5");
        number("no such tag", 1_234.5, 1, false, true, "+1,234.5");
    }

    #[test]
    fn a_percent_sign_stands_where_its_language_has_it() {
        number("en", 0.5209, 1, true, true, "+52.1%");
        number("es", 0.5209, 1, true, false, "52,1\u{a0}%");
        number("es-CO", 0.5209, 1, true, false, "52,1%");
        number("tr", -0.5209, 1, true, false, "\u{2212}%52,1");
        number("ar-EG", 0.5, 0, true, false, "\u{665}\u{660}\u{66a}\u{61c}");
    }

    #[test]
    fn rounding_goes_by_the_digits_that_are_written() {
        number("en", 1.005, 2, false, false, "1.01");
        number("en", 2.5, 0, false, false, "3");
        number("en", 0.285, 0, true, false, "29%");
        number("en", -0.0004, 1, true, true, "0.0%");
    }

    #[test]
    fn dates_are_written_as_their_language_does() {
        let ms = time::from_civil(2015, 10, 1) + 14.5 * 3_600_000.0;
        for (tag, style, expected) in [
            ("en-GB", DateStyle::Date, "1 October 2015"),
            ("en", DateStyle::Date, "October 1, 2015"),
            ("es", DateStyle::Date, "1 de octubre de 2015"),
            ("es", DateStyle::MonthYear, "octubre de 2015"),
            ("de", DateStyle::DayMonth, "1. Okt."),
            ("es", DateStyle::Year, "2015"),
            ("es", DateStyle::Quarter, "Q4 2015"),
            ("es", DateStyle::DateTime, "1 de octubre de 2015 a las 14:30"),
            ("es-CO", DateStyle::ShortMonthYear, "oct de 2015"),
            ("de", DateStyle::ShortMonthYear, "Okt. 2015"),
        ] {
            assert_eq!(of(tag).date(ms, style), expected, "{tag}");
        }
    }
}
