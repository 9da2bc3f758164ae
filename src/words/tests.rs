//! The contract for reading words, rule by rule, with phrases of our own.

use super::{Given, Question, Verdict, agree};
use crate::fact::Kind::{self, Change, Count, Date, Difference, Number, Rank, Ratio, Streak, YesNo};
use proptest::prelude::*;

fn given(kind: Kind, value: &str) -> Given<'_> {
    match (kind, value.strip_prefix('>')) {
        (Date, _) => Given::Date(value),
        (YesNo, _) => Given::Truth(value == "true"),
        (_, Some(bound)) => Given::Bound(bound.trim_start_matches('=').parse().unwrap(), !bound.starts_with('=')),
        _ => Given::Number(value.parse().unwrap()),
    }
}

/// `sentence` has the marked words in brackets; `cases` are values that agree, `|` that disagree, `|` that leave it open.
fn check(lang: &str, kind: Kind, unit: &str, sentence: &str, cases: &str) {
    let (before, rest) = sentence.split_once('[').unwrap();
    let (text, after) = rest.split_once(']').unwrap();
    for (values, verdict) in cases.split('|').zip([Verdict::Agrees, Verdict::Disagrees, Verdict::CannotTell]) {
        for value in values.split_whitespace() {
            let answer = agree(&Question { lang, text, before, after, kind, unit, value: given(kind, value) });
            let (low, high) = (answer.low, answer.high);
            assert_eq!(answer.verdict, verdict, "{sentence} for {value}: {low:?} to {high:?}, {}", answer.why);
        }
    }
}

fn en(kind: Kind, unit: &str, sentence: &str, cases: &str) {
    check("en", kind, unit, sentence, cases);
}

fn es(kind: Kind, unit: &str, sentence: &str, cases: &str) {
    check("es", kind, unit, sentence, cases);
}

#[test]
fn a_bare_number_is_read_to_its_last_digit() {
    en(Count, "", "The orchard has [27,400 trees]", "27400 27350 27450 | 27340 27460 2740 | 27.4");
    en(Count, "", "[850] voted", "850 | 849 851");
    en(Count, "", "[7,000 voted]", "7000 6950 7050 | 6940 7060 | 7");
    en(Count, "", "[100,000 voted]", "100000 99500 100500 | 99400 100600 | 100");
    en(Number, "usd", "It cost [$6 billion]", "6e9 5.95e9 6.05e9 | 5.9e9 6.1e9");
    en(Number, "usd", "It cost [US$6.20bn]", "6.2e9 6.195e9 | 6.19e9 6.21e9");
    en(Number, "usd", "It cost [$45m]", "45e6 44.5e6 | 44e6 46e6 45");
    en(Number, "usd", "It cost $[12 million]", "12e6 12.5e6 | 13e6");
    en(Number, "m", "They swam [250m]", "250 250.5 | 251 250e6");
    en(Number, "", "A rate of [3.25] per 1,000", "3.25 3.254 | 3.26");
}

#[test]
fn numbers_are_read_from_words() {
    en(Count, "", "[Thirty-one mills]", "31 | 30 32 30.4");
    en(Count, "", "[One hundred and twelve]", "112 | 111 113");
    en(Count, "", "[two thousand three hundred]", "2300 2340 | 2400 2000 300");
    en(Count, "", "[a quarter of a million] letters", "250000 | 25 400000");
    en(Count, "", "[Half a dozen] mills", "6 | 5 7 12");
    en(Count, "", "[two dozen]", "24 | 23 25 2");
    en(Count, "", "[no deaths]", "0 | 1");
    en(Number, "hour", "It took [an hour and a half]", "1.5 | 1 2");
    en(Number, "year", "It took [a decade and a half]", "15 | 10 16");
    en(Number, "year", "It took [a year]", "1 | 2 0.4");
    en(Number, "year", "It took [a quarter-century]", "25 | 24 26");
    en(Number, "km", "It is [half a mile] long", "0.8 | 1 0.5");
    es(Count, "", "[veintidós mil familias]", "22000 22400 | 23000 22");
    es(Count, "", "[Mil 86 familias]", "1086 | 1000 86");
    es(Count, "", "[cuatro millones 300 mil familias]", "4300000 4340000 | 4400000");
    es(Count, "", "[ciento treinta y dos] familias", "132 | 130 100");
    es(Number, "eur", "Costó [medio millón de euros]", "500000 | 520000 1000000");
    es(Number, "ha", "[media hectárea]", "0.5 | 1");
    es(Number, "usd", "[5 mil 360 millones de dólares]", "5360e6 5364e6 | 5370e6");
    es(Number, "usd", "[US$ 300 millones]", "300e6 | 320e6 300");
}

#[test]
fn separators_follow_the_place() {
    check("es-PE", Number, "ha", "[3,210 hectáreas]", "3210 | 3220 | 3.21");
    check("es-CL", Number, "ha", "[3.210 hectáreas]", "3210 | 3220 | 3.21");
    check("en-GB", Number, "ha", "[3.210 hectares]", "3.21 | 3.22 | 3210");
    check("fr", Number, "%", "[8,5 %]", "8.5 8.54 | 8.6 85");
    check("de", Count, "", "[3.210 Höfe]", "3210 | 3200 | 3.21");
    check("fr", Count, "", "[une centaine]", "||100 120");
    check("ja", Number, "%", "[8.5%]", "8.5 | 85");
}

#[test]
fn hedges_widen_or_bound() {
    en(Count, "", "[about 340 mills]", "330 350 | 329 351");
    en(Count, "", "[roughly 60 mills]", "55 65 | 54 66");
    en(Count, "", "[around] [x]", "||1");
    en(Count, "", "[some 15 mills]", "14 16 | 13 17");
    en(Count, "", "[340 mills or so]", "330 350 | 320");
    en(Number, "%", "[about 40 percent]", "37 43 | 36.9 43.1");
    en(Number, "%", "[about 5 percent]", "4.5 5.5 | 4.4 5.6");
    en(Count, "", "[nearly 1,200 mills]", "1140 1199 | 1200 1100");
    en(Count, "", "[almost 15] mills", "14 | 13 15 16");
    en(Count, "", "[just over 1,200 mills]", "1201 1260 | 1200 1300");
    en(Count, "", "[more than 1,200 mills]", "1201 1299 | 1200 1300");
    en(Count, "", "[more than 1,500 mills]", "1501 1999 | 1500 2000");
    en(Count, "", "more than [1,200 mills]", "1201 | 1200");
    en(Count, "", "topped an estimated [1,200 mills]", "1201 | 1200");
    en(Count, "", "fewer than the [1,200 mills]", "1200 1240 | 1100");
    en(Count, "", "[at least 30 mills]", "30 39 | 29 40");
    en(Count, "", "[30 or more]", "30 39 | 29 40");
    en(Count, "", "[under 2,000 mills]", "1999 1001 | 2000 1000");
    en(Count, "", "[no more than 30 mills]", "30 21 | 31 20");
    en(Count, "", "[no fewer than 30 mills]", "30 39 | 29");
    en(Count, "", "[well over 300 mills]", "330 399 | 320 400");
    en(Count, "", "[well below 300 mills]", "270 201 | 280 200");
    en(Count, "", "[exactly 3,000]", "3000 | 3001 2999");
    en(Count, "", "[more than a million]", "1000001 1999999 | 1000000 2000000");
    en(Count, "", "[more than a dozen]", "13 23 | 12 24");
    en(Count, "", "[only 30 mills]", "30 | 31 29");
    es(Count, "", "[más de 300 molinos]", "301 399 | 300 400");
    es(Count, "", "más de [300 molinos]", "301 | 300");
    es(Count, "", "[unos 340 molinos]", "330 350 | 320");
    es(Count, "", "[300 molinos o más]", "300 | 299");
    es(Count, "", "[hasta 300 molinos]", "300 201 | 301 200");
    es(Count, "", "hasta un total de [300 molinos]", "300 | 290");
    es(Number, "ha", "La superficie subió hasta [146.000 hectáreas]", "146139 145600 | 147000 145000");
    es(Number, "ha", "Las hectáreas cayeron hasta [48.000]", "47790 48200 | 47000");
    es(Change, "", "El alza fue de [hasta 12 %]", "0.12 | 0.2");
    es(Number, "%", "[cerca del 40 %]", "37 43 | 44 36");
    es(Number, "%", "superó el [40 %]", "41 | 40 50");
    es(Count, "", "[exactamente 300]", "300 | 301");
}

#[test]
fn plurals_and_ranges() {
    en(Count, "", "[Hundreds] came", "200 999 | 199 1000");
    en(Count, "", "[tens of thousands of people]", "20000 99999 | 19999 100000");
    en(Number, "usd", "[hundreds of millions of dollars]", "2e8 9e8 | 1e8 1e9");
    en(Count, "", "[several hundred people]", "||300");
    en(Count, "", "[many thousands]", "||3000");
    en(Number, "%", "[12–15%]", "12 15 11.5 15.5 | 11.4 15.6");
    en(Number, "usd", "[between $3 million and $5 million]", "3e6 4e6 5e6 | 2e6 6e6");
    en(Number, "usd", "[$3 to $5 million]", "3e6 4e6 | 2e6 3");
    en(Count, "", "[about 200 to 300]", "180 330 | 170 340");
    en(Number, "%", "fell [from 15 to 12 percent]", "||15 12 13");
    en(Count, "", "[30 mills and 12 barns]", "||30 12 42");
    es(Count, "", "[de 12 a 16]", "||12 14 16");
    es(Number, "%", "[entre el 12 % y el 16 %]", "12 14 16 | 11 17");
    es(Count, "", "[decenas de miles]", "20000 50000 | 10000");
    es(Number, "usd", "[miles de millones de dólares]", "2e9 9e9 | 1e9");
}

#[test]
fn changes_need_the_right_direction() {
    en(Change, "", "Rents fell [a further 12 percent]", "-0.12 | 0.12");
    en(Change, "", "Rents rose more than [12 percent]", "0.125 | 0.12 -0.125");
    en(Change, "", "[12 percent fewer] trees", "-0.12 | 0.12 -0.13");
    en(Change, "", "A [12 percent] drop after years of growth", "-0.12 | 0.12");
    en(Change, "", "Rents fell [+12 %]", "0.12 | -0.12");
    en(Change, "", "Rents: [−12 %]", "-0.12 | 0.12");
    en(Change, "", "Rents moved [12 percent]", "0.12 | 0.13 | -0.12");
    en(Change, "", "Rents rose to [12 percent] of income", "||0.12 -0.88");
    en(Change, "", "Output is [28 percent of] the old level", "-0.72 | 0.28");
    en(Change, "", "The herd lost [a third of] its calves", "-0.333 | 0.333 | -0.667");
    en(Change, "", "Rents rose [5 points]", "| 0.05 5");
    en(Change, "", "Rents [surged]", "0.3 | -0.3 0.004");
    en(Change, "", "Rents were [little changed]", "0.02 -0.02 | 0.021");
    en(Change, "", "Rents [rose several percent]", "||0.03 0.3");
    es(Change, "", "Subió [por un 12 %]", "0.12 | 0.3 -0.12");
    en(Difference, "ha", "The forest [shrank since 2015]", "||-1 2015");
    en(Change, "", "Rents [rose since 2015]", "0.3 | -0.3");
    en(Change, "", "Rents were [flat]", "0.005 | 0.006");
    en(Change, "", "Rents rose [12 percent in 2015]", "0.12 | 0.13");
    en(Difference, "pp", "The share rose by [half a point]", "0.5 0.54 | -0.5 0.6");
    en(Difference, "pp", "The share fell [1.5 percent]", "| -1.5 1.5");
    en(Difference, "ha", "The forest shrank by [2,500 acres]", "-1012 | 1012 -2500");
    en(Difference, "ha", "The forest shrank to [2,500 hectares]", "||-2500 2500");
    es(Change, "", "El paro bajó [un 12 %]", "-0.12 | 0.12");
    es(Change, "", "El paro subió [al 12 %]", "||0.12");
    es(Change, "", "una caída del [12 %] de las ventas", "-0.12 | 0.12 | -0.88");
    es(Change, "", "[un 12 % menos]", "-0.12 | 0.12");
    es(Difference, "pp", "El paro bajó [medio punto]", "-0.5 | 0.5");
}

#[test]
fn ratios_fractions_and_multiples() {
    en(Ratio, "", "[one in eight] mills", "0.125 0.13 | 0.14");
    en(Ratio, "", "[more than one in eight]", "0.13 0.142 | 0.125 0.15");
    en(Ratio, "", "[17 of 23 mills]", "0.74 | 0.7 17");
    en(Count, "", "[17 of 23 mills]", "17 | 23");
    en(Count, "", "[17 out of 23]", "17 | 23");
    en(Ratio, "", "[nearly two-thirds] of mills", "0.63 0.66 | 0.667 0.62");
    en(Ratio, "", "[less than half]", "0.41 0.49 | 0.4 0.5");
    en(Ratio, "", "[61 percent fewer] mills", "0.39 | 0.61");
    en(Ratio, "", "rose by [40 percent]", "1.4 | 0.4");
    en(Ratio, "", "fell to [40 percent]", "0.4 | 0.6");
    en(Ratio, "", "[62 percent], up from 58 percent", "0.62 | 1.62");
    en(Ratio, "", "[quadrupled]", "4 3.8 4.2 | 3.7");
    en(Ratio, "", "[10 times] the old level", "10 9.5 | 9.4 11");
    en(Ratio, "", "[2.4 times higher]", "2.4 | 2.5 | 3.4");
    en(Change, "", "[more than doubled]", "1.1 1.9 | 1 2 0.9");
    en(Change, "", "It was [cut in half]", "-0.5 | 0.5 -0.45");
    en(Number, "%", "[Half] of mills", "50 51 | 52");
    en(Count, "", "[half] of mills", "||0.5 1");
    es(Ratio, "", "[tres de cada diez]", "0.3 | 0.33");
    es(Ratio, "", "[más de la mitad]", "0.51 0.59 | 0.5 0.6");
    es(Ratio, "", "[dos tercios]", "0.667 | 0.7");
    es(Ratio, "", "se multiplicó por [cuatro]", "4 | 5");
    es(Change, "", "[se duplicaron]", "1 | 2 -0.5");
}

#[test]
fn units_are_converted_or_refused() {
    en(Number, "ha", "[3,000 acres]", "1214 | 3000");
    en(Number, "km2", "[12 square miles]", "31.1 | 12");
    en(Number, "km", "[80 miles]", "128.7 | 80");
    en(Number, "kg", "[20 tons]", "20000 | 21000 | 18144");
    en(Number, "degC", "[50 degrees Fahrenheit]", "10 | 50");
    en(Number, "ha", "[40 km]", "||40");
    en(Number, "usd", "[€40]", "||40");
    en(Number, "mxn", "[$40]", "40 | 41");
    en(Number, "year", "[over two years]", "2.5 | 1 3.5 | 2");
    en(Number, "ha", "[3,000 hectares (about 7,400 acres)]", "3000 | 7400");
    en(Number, "day", "[three weeks]", "21 | 30 3");
    en(Count, "", "[40 percent]", "||40 0.4");
    en(Number, "pp", "[30 basis points]", "0.3 | 30");
    en(Number, "ha", "The fire burned [3,000] acres", "1214 | 3000");
    es(Number, "km2", "[40 kilómetros cuadrados]", "40 | 41");
    es(Number, "year", "[siglo y medio]", "||150");
    es(Number, "year", "[un siglo y medio]", "150 | 100");
}

#[test]
fn decades_and_lower_bounds() {
    en(Number, "year", "the most in [nearly three decades]", "27 29 | 26 30 >=30 | >=12");
    en(Number, "year", "[about a decade]", "9 11 | 8 12");
    en(Number, "year", "[more than two decades]", "21 29 >20 >=21 | 20 30");
    en(Number, "year", "[more than half a century]", "51 59 | 50 60");
    en(Number, "year", "since [2001]", "||16 2001");
}

#[test]
fn dates_compare_at_the_coarser_precision() {
    en(Date, "", "since [2009]", "2009 2009-04 2009-04-30 | 2008 2010-01-01");
    en(Date, "", "in [April 2009]", "2009-04 2009-04-12 | 2009-05 2008 | 2009");
    en(Date, "", "on [April 3, 2009]", "2009-04-03 | 2009-04-04 2010 | 2009-04 2009");
    en(Date, "", "on [3rd April]", "2009-04-03 | 2009-04-04 2009-05 | 2009-04 2009");
    en(Date, "", "in [the 1980s]", "1980 1989 | 1979 1990");
    en(Date, "", "in [early 2009]", "2009-01 2009-04 | 2009-05 2008 | 2009");
    en(Date, "", "in [mid-2009]", "2009-05 2009-08 | 2009-04 2009-09 | 2009");
    en(Date, "", "[around 2009]", "2008 2009 2010 | 2007 2011");
    en(Date, "", "[last April]", "||2009-04");
    en(Date, "", "[Tuesday]", "||2009-04");
    en(Date, "", "[2009 and 2011]", "||2009 2010");
    en(Date, "", "[after 2009]", "||2009 2010");
    es(Date, "", "[3 de abril de 2009]", "2009-04-03 | 2009-04-04");
    es(Date, "", "a [finales de 2009]", "2009-12 | 2009-08 | 2009");
    es(Date, "", "en [los años 80]", "1985 | 1990");
    es(Date, "", "[hacia 2009]", "2010 | 2011");
}

#[test]
fn ranks_streaks_and_records() {
    en(Rank, "high", "[the second-largest mill]", "2 | 1 3");
    en(Rank, "high", "[the largest mill]", "1 | 2");
    en(Rank, "low", "[the largest mill]", "| 1 2");
    en(Rank, "low", "[the third-lowest]", "3 | 2");
    en(Rank, "high", "[the driest year]", "1 | 2");
    en(Rank, "high", "[top three]", "1 3 | 4");
    en(Rank, "high", "[the three largest mills]", "1 3 | 4");
    en(Rank, "high", "[No. 4]", "4 | 3");
    en(Rank, "high", "[21st]", "21 | 1");
    en(Rank, "high", "one of [the largest mills]", "||1 2");
    en(Rank, "high", "[one of the five largest]", "1 5 | 6");
    en(Rank, "high", "[the highest in 16 years]", "||1 2");
    es(Rank, "high", "[el tercer molino más grande]", "3 | 2");
    es(Rank, "low", "[la tasa más baja]", "1 | 2");
    es(Rank, "high", "[una de las mayores presas]", "||1 2");
    en(Streak, "year", "Rents fell for [three straight years]", "-3 | 3 -4");
    en(Streak, "year", "[a third consecutive annual rise]", "3 | -3 2");
    en(Streak, "quarter", "fell for [a second consecutive quarter]", "-2 | 2 1 -1");
    en(Rank, "high", "[number one]", "1 | 2");
    en(Streak, "month", "Rents fell for [three straight years]", "| -3 3");
    es(Streak, "month", "sube [cinco meses seguidos]", "5 | -5 4");
    en(YesNo, "", "[an all-time high]", "true | false");
    en(YesNo, "", "was not [a record]", "false | true");
    en(YesNo, "", "[close to a record]", "||true false");
    en(YesNo, "", "[a good year]", "||true false");
    es(YesNo, "", "[un récord]", "true | false");
    es(YesNo, "", "[no fue un récord]", "false | true");
}

proptest! {
    #[test]
    fn no_words_make_it_panic(lang in "(en|es|fr|)(-MX)?", text in "\\PC{0,40}", before in "\\PC{0,20}", after in "\\PC{0,20}", k in 0usize..9, value in -1e12..1e12f64) {
        let kind = [Number, Count, Difference, Change, Ratio, Date, Rank, Streak, YesNo][k];
        for value in [Given::Number(value), Given::Bound(value, true), Given::Date(&before), Given::Truth(true)] {
            agree(&Question { lang: &lang, text: &text, before: &before, after: &after, kind, unit: "ha", value });
        }
    }

    #[test]
    fn no_sentence_of_known_words_makes_it_panic(es in any::<bool>(), picks in prop::collection::vec(0usize..48, 0..12), marks in (0usize..12, 0usize..12), k in 0usize..9, value in -100.0..100.0f64) {
        let words = "12 400 1,234 2015 0 a half third and million of to from between more than mil y medio un de cada por ciento % $ − – / ½ times decade \
            dozens year records not top in fell more doubled April 99999999999999999999999999 0.000 late percent".split(' ').collect::<Vec<_>>();
        let chosen: Vec<&str> = picks.iter().map(|pick| words[pick % words.len()]).collect();
        let (from, to) = (marks.0.min(marks.1).min(chosen.len()), marks.0.max(marks.1).min(chosen.len()));
        let (before, text, after) = (chosen[..from].join(" "), chosen[from..to].join(" "), chosen[to..].join(" "));
        let kind = [Number, Count, Difference, Change, Ratio, Date, Rank, Streak, YesNo][k];
        let value = if kind == Date { Given::Date("2015-04") } else { Given::Number(value) };
        let answer = agree(&Question { lang: if es { "es" } else { "en" }, text: &text, before: &before, after: &after, kind, unit: "%", value });
        if let (Given::Number(value), Verdict::Agrees) = (value, answer.verdict) {
            prop_assert!(answer.low.is_none_or(|low| low <= value + 1e-6) && answer.high.is_none_or(|high| value <= high + 1e-6));
        }
    }
}
