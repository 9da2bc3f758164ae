//! Expressions held against what Vega makes of them.

use super::*;
use crate::transform::testing::{frame, show};
use crate::transform::{Plain, number};
use proptest::prelude::*;

/// The value of an expression on the first row, or what is wrong with it.
fn value(text: &str, frame: &Frame, scope: &dyn Scope) -> String {
    let found = Expression::parse(text).and_then(|e| e.eval(Row::Of(frame, 0), &Context::new(scope)));
    found.map_or_else(|problem| problem.to_string(), |datum| show(&datum))
}

/// The same, with the last digits of a number left out, in which logarithms differ between machines.
fn rounded(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(v) if v.fract() != 0.0 => format!("{v:.12}"),
        _ => text.into(),
    }
}

#[test]
fn expressions_give_what_vega_gives() {
    let frame = frame(r#"[{"a": 2, "a b": "x", "name": "n", "o": {"p": {"q": 9}}, "list": [10, 20]}]"#);
    let wrong: Vec<String> = EXPECTED
        .iter()
        .map(|(text, expected)| (text, expected, value(text, &frame, &Plain)))
        .filter(|(_, expected, found)| rounded(expected) != rounded(found) && list(expected) != list(found))
        .map(|(text, expected, found)| format!("{text}: {found}, in Vega {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The rounded numbers of a list.
fn list(text: &str) -> Vec<String> {
    text.split(['[', ']', ',']).map(rounded).collect()
}

/// Vega 6.4.0, a formula transform in Node 20.20.2 with TZ=UTC.
const EXPECTED: &[(&str, &str)] = &[
    ("1 + 2 * 3", "7"),
    ("'a' + 1 + 2", r#""a12""#),
    ("1 + 2 + 'a'", r#""3a""#),
    ("'3' * '4'", "12"),
    ("-'5'", "-5"),
    ("!''", "true"),
    ("!!'a'", "true"),
    ("~5", "-6"),
    ("7 % 3", "1"),
    ("-7 % 3", "-1"),
    ("5 / 0", "Infinity"),
    ("0 / 0", "NaN"),
    ("1 < 2", "true"),
    ("'10' < '9'", "true"),
    ("'10' < 9", "false"),
    ("null >= 0", "true"),
    ("null == 0", "false"),
    ("null == datum.nothing", "true"),
    ("datum.nothing == null", "true"),
    ("NaN == NaN", "false"),
    ("1 === '1'", "false"),
    ("1 == '1'", "true"),
    ("true + true", "2"),
    ("[1, 2] + ''", r#""1,2""#),
    ("{a: 1} + ''", r#""[object Object]""#),
    ("[1, [2, 3]] + 'x'", r#""1,2,3x""#),
    ("null + 1", "1"),
    ("datum.nothing + 1", "NaN"),
    ("1 && 2 || 3", "2"),
    ("0 || '' || 'x'", r#""x""#),
    ("0 && 1", "0"),
    ("1 ? 2 : 3", "2"),
    ("0 ? 1 : '' ? 2 : 3", "3"),
    ("5 & 3", "1"),
    ("5 | 3", "7"),
    ("5 ^ 3", "6"),
    ("1 << 31", "-2147483648"),
    ("-1 >>> 0", "4294967295"),
    ("-9 >> 1", "-5"),
    ("1 + 2 == 3 && 4 > 3", "true"),
    ("datum.a", "2"),
    ("datum['a b']", r#""x""#),
    ("datum.o.p.q", "9"),
    ("datum.o['p']['q']", "9"),
    ("datum.list[1]", "20"),
    ("datum.list.length", "2"),
    ("datum['na' + 'me']", r#""n""#),
    ("'p' in datum.o", "true"),
    ("'x' in datum.o", "false"),
    ("'abc'.length", "3"),
    ("'abc'[1]", r#""b""#),
    ("{a: {b: 2}}.a.b", "2"),
    ("[1, 2, 3][1]", "2"),
    ("0x1F", "31"),
    ("1e3", "1000"),
    (".5", "0.5"),
    (r#"'\u00e9\n\x41'"#, r#""é\nA""#),
    (r#""it's""#, r#""it's""#),
    ("if(datum.a > 1, 'big', 'small')", r#""big""#),
    ("abs(-3)", "3"),
    ("ceil(1.2)", "2"),
    ("floor(-1.2)", "-2"),
    ("round(2.5)", "3"),
    ("round(-2.5)", "-2"),
    ("round(0.49999999999999994)", "0"),
    ("sqrt(2)", "1.4142135623730951"),
    ("pow(2, 0.5)", "1.4142135623730951"),
    ("pow(NaN, 0)", "1"),
    ("pow(1, NaN)", "NaN"),
    ("exp(1)", "2.718281828459045"),
    ("log(10)", "2.302585092994046"),
    ("min(3, 1, 2)", "1"),
    ("max(3, '5', 2)", "5"),
    ("max()", "-Infinity"),
    ("min(1, NaN)", "NaN"),
    ("clamp(5, 0, 3)", "3"),
    ("clamp(-1, 0, 3)", "0"),
    ("hypot(3, 4)", "5"),
    ("atan2(1, 1)", "0.7853981633974483"),
    ("isNaN('a')", "false"),
    ("isNaN(NaN)", "true"),
    ("isFinite('5')", "false"),
    ("isFinite(5)", "true"),
    ("isValid(null)", "false"),
    ("isValid(NaN)", "false"),
    ("isValid(0)", "true"),
    ("isValid(datum.nothing)", "false"),
    ("isDefined(datum.nothing)", "false"),
    ("isNumber(5)", "true"),
    ("isString('a')", "true"),
    ("isArray([1])", "true"),
    ("isObject({a: 1})", "true"),
    ("isObject(null)", "false"),
    ("isBoolean(false)", "true"),
    ("isDate(datetime(2000, 0))", "true"),
    ("isRegExp(/a/)", "true"),
    ("toNumber('12')", "12"),
    ("toNumber('')", "null"),
    ("toNumber('x')", "NaN"),
    ("toBoolean('false')", "false"),
    ("toBoolean('0')", "false"),
    ("toBoolean(2)", "true"),
    ("toString(12)", r#""12""#),
    ("toString('')", "null"),
    ("toDate('2000-01-01')", "946684800000"),
    ("toDate(5)", "5"),
    ("length('abc')", "3"),
    ("length([1, 2])", "2"),
    ("upper('aé')", r#""AÉ""#),
    ("lower('ABC')", r#""abc""#),
    ("trim('  a ')", r#""a""#),
    ("substring('abcdef', 2)", r#""cdef""#),
    ("substring('abcdef', 4, 1)", r#""bcd""#),
    ("slice('abcdef', -3)", r#""def""#),
    ("slice('abcdef', 1, -1)", r#""bcde""#),
    ("slice([1, 2, 3, 4], 1, 3)", "[2,3]"),
    ("slice([1, 2, 3, 4], -2)", "[3,4]"),
    ("split('a,b,c', ',')", r#"["a","b","c"]"#),
    ("split('a,b,c', ',', 2)", r#"["a","b"]"#),
    ("split('abc', '')", r#"["a","b","c"]"#),
    (r#"split('a1b2', /\d/)"#, r#"["a","b",""]"#),
    ("replace('banana', 'a', 'o')", r#""bonana""#),
    ("replace('banana', /a/g, 'o')", r#""bonono""#),
    (r#"replace('John Smith', /(\w+) (\w+)/, '$2 $1')"#, r#""Smith John""#),
    ("test(/^a.c$/, 'abc')", "true"),
    ("test('b+', 'abbc')", "true"),
    ("regexp('a', 'i')", "/a/i"),
    ("test(regexp('A', 'i'), 'cat')", "true"),
    ("indexof('banana', 'n')", "2"),
    ("indexof('banana', 'x')", "-1"),
    ("indexof([1, 2, 3], 2)", "1"),
    ("indexof([1, 2, 3], '2')", "-1"),
    ("lastindexof('banana', 'n')", "4"),
    ("lastindexof([1, 2, 1], 1)", "2"),
    ("join([1, null, 'a'], '-')", r#""1--a""#),
    ("join(['a', 'b'])", r#""a,b""#),
    ("reverse([1, 2, 3])", "[3,2,1]"),
    ("sort([3, 1, 2])", "[1,2,3]"),
    ("sort(['b', 'a', null])", r#"[null,"a","b"]"#),
    ("extent([3, 1, null, 2])", "[1,3]"),
    ("span([1, 5, 9])", "8"),
    ("span([])", "0"),
    ("peek([1, 2, 3])", "3"),
    ("inrange(3, [1, 5])", "true"),
    ("inrange(5, [1, 5], true, false)", "false"),
    ("inrange(3, [5, 1])", "true"),
    ("inrange(6, [1, 5])", "false"),
    ("sequence(3)", "[0,1,2]"),
    ("sequence(1, 4)", "[1,2,3]"),
    ("sequence(0, 1, 0.25)", "[0,0.25,0.5,0.75]"),
    ("sequence(5, 0, -2)", "[5,3,1]"),
    ("lerp([0, 10], 0.3)", "3"),
    ("lerp([1, 2, 9], 0.5)", "5"),
    ("interpolateLinear([0, 10, 100], 0.75)", "55"),
    ("merge({a: 1, b: 2}, {b: 3, c: 4})", r#"{"a":1,"b":3,"c":4}"#),
    ("pluck([{a: 1}, {a: 2}], 'a')", "[1,2]"),
    ("pluck({a: {b: 7}}, 'a.b')", "7"),
    ("pad('abc', 5)", r#""abc  ""#),
    ("pad('abc', 5, '*', 'left')", r#""**abc""#),
    ("pad('abc', 6, '*', 'center')", r#""*abc**""#),
    ("truncate('abcdefgh', 5)", r#""abcd…""#),
    ("truncate('abcdefgh', 5, 'left')", r#""…efgh""#),
    ("truncate('abcdefgh', 5, 'center')", r#""ab…gh""#),
    ("truncate('abcdefgh', 5, 'right', '..')", r#""abc..""#),
    ("parseFloat('12.5px')", "12.5"),
    ("parseInt('12px')", "12"),
    ("parseInt('ff', 16)", "255"),
    ("parseInt('0x1f')", "31"),
    ("btoa('hello')", r#""aGVsbG8=""#),
    ("atob('aGVsbG8=')", r#""hello""#),
    ("flush([0, 10], 9, 2, 'l', 'r', 'c')", r#""r""#),
    ("flush([10, 0], 9, 2, 'l', 'r', 'c')", r#""r""#),
    ("flush([0, 10], 5, 2, 'l', 'r', 'c')", r#""c""#),
    ("clampRange([-5, 5], 0, 100)", "[0,10]"),
    ("clampRange([90, 110], 0, 100)", "[80,100]"),
    ("clampRange([-5, 500], 0, 100)", "[0,100]"),
    ("bandspace(5, 0.1, 0.2)", "5.300000000000001"),
    ("panLinear([0, 10], 0.1)", "[-1,9]"),
    ("panLog([1, 100], 0.5)", "[0.09999999999999998,10.000000000000002]"),
    ("panPow([0, 4], 0.5, 0.5)", "[-1,1]"),
    ("panSymlog([-10, 10], 0.1, 1)", "[-16.769336928223964,5.809483127522302]"),
    ("zoomLinear([0, 10], 5, 0.5)", "[2.5,7.5]"),
    ("zoomLinear([0, 10], null, 0.5)", "[2.5,7.5]"),
    ("zoomLog([1, 100], 10, 0.5)", "[3.16227766016838,31.622776601683803]"),
    ("zoomPow([0, 4], 1, 0.5, 2)", "[0.7071067811865476,2.9154759474226504]"),
    ("zoomSymlog([-10, 10], 0, 0.5, 1)", "[-2.3166247903554,2.3166247903554]"),
    ("year(datetime(2015, 4, 29))", "2015"),
    ("month(datetime(2015, 4, 29))", "4"),
    ("date(datetime(2015, 4, 29, 12, 30))", "29"),
    ("day(datetime(2015, 4, 29))", "5"),
    ("hours(datetime(2015, 4, 29, 12, 30))", "12"),
    ("minutes(datetime(2015, 4, 29, 12, 30))", "30"),
    ("quarter(datetime(2015, 4, 29))", "2"),
    ("week(datetime(2015, 4, 29))", "21"),
    ("isoweek(datetime(2015, 4, 29))", "22"),
    ("dayofyear(datetime(2015, 4, 29))", "149"),
    ("utcyear('2015-05-29T12:30:00Z')", "2015"),
    ("utchours('2015-05-29T12:30:00Z')", "12"),
    ("time('2015-05-29')", "1432857600000"),
    ("time(datetime(2015, 0))", "1420070400000"),
    ("time(datetime(15, 0))", "-1735689600000"),
    ("utc(2015, 4, 29)", "1432857600000"),
    ("datetime(2015, 4, 29) - datetime(2015, 4, 28)", "86400000"),
    ("datetime(2015, 4, 29) + ''", r#""Fri May 29 2015 00:00:00 GMT+0000 (Coordinated Universal Time)""#),
    ("datetime('2015-05-29')", "@1432857600000"),
    ("datetime(0) < datetime(1)", "true"),
    ("time(timeOffset('month', datetime(2015, 0, 31)))", "1425340800000"),
    ("time(timeOffset('week', datetime(2015, 0, 31), -2))", "1421452800000"),
    ("length(timeSequence('day', datetime(2015, 0, 1), datetime(2015, 1, 1)))", "31"),
    ("length(utcSequence('month', utc(2015, 0, 15), utc(2016, 0, 1), 2))", "6"),
    ("timeUnitSpecifier('month')", r#""%b""#),
    ("timeUnitSpecifier(['year', 'month'])", r#""%Y-%m""#),
    ("timeUnitSpecifier(['year', 'month', 'date'])", r#""%Y-%m-%d""#),
    ("timeUnitSpecifier(['year', 'month', 'hours'])", r#""%Y-%m %H:00""#),
    ("timeUnitSpecifier(['year', 'month'], {'year-month': '%b %Y '})", r#""%b %Y""#),
    ("timezoneoffset(datetime(2015, 0))", "0"),
    ("densityNormal(0.5)", "0.3520653267642995"),
    ("densityNormal(3, 2, 2)", "0.17603266338214976"),
    ("cumulativeNormal(1.96)", "0.9750021048517795"),
    ("quantileNormal(0.975)", "1.959963984540054"),
    ("quantileNormal(0.5, 3, 2)", "3"),
    ("densityLogNormal(2)", "0.15687401927898112"),
    ("cumulativeLogNormal(2)", "0.7558914042144171"),
    ("quantileLogNormal(0.5)", "1"),
    ("densityUniform(0.5)", "1"),
    ("cumulativeUniform(3, 0, 4)", "0.75"),
    ("quantileUniform(0.25, 4)", "1"),
    ("easeCubic(0.3)", "0.108"),
    ("easeQuadIn(0.3)", "0.09"),
    ("easeBounceOut(0.6)", "0.7725"),
    ("easeBounce(0.3)", "0.6806249999999999"),
    ("easeElastic(0.3)", "0.8758553274682307"),
    ("easeElasticInOut(0.3)", "-0.015395894428152514"),
    ("easeBackInOut(0.7)", "1.01451376"),
    ("easeExpOut(0.3)", "0.8758553274682307"),
    ("easeSinInOut(0.3)", "0.20610737385376343"),
    ("easeCircleIn(0.3)", "0.04606079858305434"),
    ("easeBounceInOut(0.7)", "0.9550000000000001"),
    ("easePolyOut(0.4)", "0.784"),
];

struct Berlin;

impl Scope for Berlin {
    fn signal(&self, name: &str) -> Option<Datum> {
        (name == "threshold").then_some(Datum::Number(3.0))
    }

    fn call(&self, name: &str, arguments: &[Datum]) -> Option<Result<Datum, Box<Problem>>> {
        (name == "twice").then(|| Ok(Datum::Number(arguments.iter().map(Datum::number).sum::<f64>() * 2.0)))
    }

    fn zone(&self) -> Zone<'_> {
        Zone::new(&|ms: f64| {
            // Summer time of 2015, from 29 March 01:00 UTC to 25 October 01:00 UTC.
            if (1_427_590_800_000.0..1_445_734_800_000.0).contains(&ms) { 7_200_000.0 } else { 3_600_000.0 }
        })
    }

    fn now(&self) -> f64 {
        86_400_000.0
    }
}

#[test]
fn the_scope_gives_signals_functions_the_zone_and_the_time() {
    let frame = Frame::new(1);
    for (text, expected) in [
        ("threshold + 1", "4"),
        ("twice(1, 2)", "6"),
        // Node 20.20.2 with TZ=Europe/Berlin
        ("hours('2015-07-01T00:00Z')", "2"),
        ("hours('2015-12-01T00:00Z')", "1"),
        ("time(datetime(2015, 2, 29, 2, 30))", "1427592600000"),
        ("time(datetime(2015, 9, 25, 2, 30))", "1445733000000"),
        ("timezoneoffset(datetime(2015, 6, 1))", "-120"),
        ("time(timeOffset('day', datetime(2015, 2, 28, 12)))", "1427623200000"),
        ("datetime(2015, 6, 1) + ''", "\"Wed Jul 01 2015 00:00:00 GMT+0200\""),
        ("now()", "86400000"),
    ] {
        assert_eq!(value(text, &frame, &Berlin), expected, "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_a_remedy() {
    let frame = Frame::new(1);
    for (text, expected) in [
        ("", "at character 1: the end where a value is expected; a value is a number, a 'text', a list, a name or a function"),
        ("1 +", "at character 4: the end where a value is expected; a value is a number, a 'text', a list, a name or a function"),
        ("a b", "at character 3: \"b\" where the expression has ended; join the two with an operator"),
        ("(1", "at character 3: the end where \")\" is expected; add \")\""),
        ("{a: 1, a: 2}", "at character 8: a second member \"a\"; take one of them out"),
        ("'abc", "at character 1: a text that does not end; add '"),
        ("datum.'x'", "at character 7: a text where a name is expected; write other names as ['…']"),
        ("typeof 1", "at character 1: \"typeof\" is a word that expressions do not have; take it out"),
        ("1 # 2", "at character 3: \"#\" has no meaning in an expression; take it out"),
        ("abs()", "at character 1: abs needs 1 arguments or more; add what is missing"),
        ("if(1, 2)", "at character 1: the wrong number of arguments; write if(condition, yes, no)"),
        ("foo + 1", "nothing is named \"foo\"; write datum.name for a field, or define a parameter"),
        ("flor(1.5)", "no function is named \"flor\"; did you mean floor?"),
        ("datum.a.b.c", "a member \"b\" of what is undefined; test before whether the value is there"),
        ("null.x", "a member \"x\" of what is null; test before whether the value is there"),
        ("join('abc')", "a list is needed; write [a, b] or name a field that holds a list"),
    ] {
        assert_eq!(value(text, &frame, &Plain), expected, "{text}");
    }
}

#[test]
fn what_an_expression_needs_can_be_asked() {
    let expression = Expression::parse("datum.a + datum['b c'] * rate + (datum.a > limit ? rate : 0)").expect("an expression");
    assert_eq!(expression.fields().iter().map(|n| &**n).collect::<Vec<_>>(), ["a", "b c"]);
    assert_eq!(expression.signals().iter().map(|n| &**n).collect::<Vec<_>>(), ["rate", "limit"]);
}

#[test]
fn what_is_too_large_is_refused_in_good_time() {
    let refused = |text: &str| value(text, &Frame::new(1), &Plain);
    assert!(refused(&"(".repeat(100_000)).contains("too large"));
    assert!(refused(&"[".repeat(100_000)).contains("too large"));
    assert!(refused(&"datum[".repeat(100_000)).contains("too large"));
    assert!(refused(&"1?".repeat(100_000)).contains("too large"));
    assert_eq!(refused(&"-".repeat(100_000)), refused("-"));
    assert_eq!(refused(&["1"; 5_000].join("+")), "5000");
    for text in [
        "sequence(0, 1e18)",
        "sequence(0, 1, 1e-300)",
        "pad('a', 1e15)",
        "pad('a', 1e300, 'abc', 'center')",
        "replace(pad('', 2000000, 'a'), /a/g, '$&$&$&')",
        "join(sequence(4000000), '--------------------')",
    ] {
        assert!(refused(text).contains("four million"), "{text}: {:.100}", refused(text));
    }
    assert_eq!(refused("length(timeSequence('millisecond', 0, 1e15))"), refused("timeSequence('millisecond', 0, 1e15)"));
    assert_eq!(refused("length(timeSequence('milliseconds', 0, 1e15))"), number::text(MOST as f64));
}

/// Texts that are made of what expressions are made of.
fn likely() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "datum",
        "datum.a",
        "datum['b']",
        "datum.c.d",
        "1",
        "0",
        "-1",
        "1e9",
        "1e300",
        "NaN",
        "null",
        "true",
        "'x'",
        "'2015-05-29'",
        "/a+/g",
        "[",
        "]",
        "(",
        ")",
        "{a:",
        "}",
        ",",
        "?",
        ":",
        "+",
        "-",
        "*",
        "/",
        "%",
        "<",
        "==",
        "===",
        "&&",
        "||",
        "!",
        "~",
        "in",
        "<<",
        ">>>",
        ".a",
        "[0]",
        " ",
    ]);
    let calls = prop::sample::select(functions::names().map(|name| format!("{name}(")).collect::<Vec<_>>());
    prop::collection::vec(prop_oneof![3 => words.prop_map(str::to_string), 1 => calls], 0..14).prop_map(|parts| parts.concat())
}

/// A call of a function with arguments of any kind.
fn call() -> impl Strategy<Value = String> {
    let argument = prop::sample::select(vec![
        "datum",
        "datum.a",
        "datum.b",
        "datum.c",
        "datum.nothing",
        "0",
        "-1",
        "0.5",
        "3",
        "1e9",
        "-1e300",
        "NaN",
        "null",
        "true",
        "''",
        "'abc'",
        "'é𝄞x'",
        "'month'",
        "'2015-05-29'",
        "/b*/g",
        "[]",
        "[1, 2]",
        "['a', null]",
        "{a: 1}",
        "datetime(2015, 1)",
        "datetime(NaN)",
    ]);
    let name = prop::sample::select(functions::names().collect::<Vec<_>>());
    (name, prop::collection::vec(argument, 0..6)).prop_map(|(name, arguments)| format!("{name}({})", arguments.join(", ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_gives_a_value_or_an_error(any in "\\PC{0,40}", likely in likely()) {
        let frame = frame(r#"[{"a": 2, "b": "2015", "c": {"d": [1, null]}}]"#);
        value(&any, &frame, &Plain);
        value(&likely, &frame, &Plain);
    }

    #[test]
    fn any_arguments_give_a_value_or_an_error(call in call()) {
        let frame = frame(r#"[{"a": 2, "b": "2015", "c": {"d": [1, null]}}]"#);
        value(&call, &frame, &Berlin);
    }
}
