//! Event streams as Vega writes them: `click`, `@brush:pointerdown[event.shiftKey]`, `[pointerdown, window:pointerup] > pointermove!`.

use crate::grammar::json::Json;
use crate::spec::Value;
use crate::transform::expression::{Context, Row};
use crate::transform::{Datum, Expression, Scope};

/// Something that a reader did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// As the DOM names it: `pointerdown`, `click`, `wheel`, `keydown` …
    pub kind: String,
    /// From the left of the picture, in its own pixels.
    pub x: f64,
    /// From its top.
    pub y: f64,
    /// The key shift is down.
    pub shift: bool,
    /// The key alt is down.
    pub alt: bool,
    /// The key control is down.
    pub ctrl: bool,
    /// The key command is down.
    pub meta: bool,
    /// A finger, not a mouse or a pen.
    pub touch: bool,
    /// The finger rested before it moved: it means the chart, whichever way it goes.
    pub rested: bool,
    /// Which pointer.
    pub pointer: i32,
    /// The name of the key.
    pub key: String,
    /// How far a wheel was turned, in pixels; down is positive.
    pub delta: f64,
}

impl Event {
    fn datum(&self) -> Datum {
        let members: [(&str, Datum); 8] = [
            ("type", Datum::from(self.kind.as_str())),
            ("shiftKey", Datum::Bool(self.shift)),
            ("altKey", Datum::Bool(self.alt)),
            ("ctrlKey", Datum::Bool(self.ctrl)),
            ("metaKey", Datum::Bool(self.meta)),
            ("key", Datum::from(self.key.as_str())),
            ("button", Datum::Number(0.0)),
            ("deltaY", Datum::Number(self.delta)),
        ];
        Datum::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// Whether an expression on `event` holds.
    pub(crate) fn satisfies(&self, expression: &str) -> bool {
        struct Only(Datum);
        impl Scope for Only {
            fn signal(&self, name: &str) -> Option<Datum> {
                (name == "event").then(|| self.0.clone())
            }
        }
        let Ok(expression) = Expression::parse(expression) else { return false };
        let (scope, none) = (Only(self.datum()), Datum::Undefined);
        expression.eval(Row::Object(&none), &Context::new(&scope)).is_ok_and(|held| held.truth())
    }
}

/// One stream.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stream {
    /// The kind of event.
    pub kind: String,
    /// Expressions on `event` that must hold.
    pub filters: Vec<String>,
    /// It begins with an event of the first and ends with one of the second.
    pub between: Option<Box<(Stream, Stream)>>,
}

impl Stream {
    /// True for an event of it.
    pub fn fits(&self, event: &Event) -> bool {
        self.kind == event.kind && self.allows(event)
    }

    /// True where its conditions hold for an event of whatever kind.
    pub fn allows(&self, event: &Event) -> bool {
        self.filters.iter().all(|filter| event.satisfies(filter))
    }

    /// True where a drag begins with the event.
    pub fn begins(&self, event: &Event) -> bool {
        self.between.as_ref().is_some_and(|ends| ends.0.fits(event))
    }
}

/// The events of a mouse are those of any pointer.
fn kind_of(name: &str) -> String {
    match name {
        "mousedown" | "touchstart" => "pointerdown".into(),
        "mouseup" | "touchend" => "pointerup".into(),
        "mousemove" | "touchmove" => "pointermove".into(),
        "mouseover" | "mouseenter" | "pointerenter" => "pointerover".into(),
        "mouseout" | "mouseleave" | "pointerleave" => "pointerout".into(),
        other => other.into(),
    }
}

/// The streams of a definition, of which any counts; none where there is none, or where it is switched off.
pub(crate) fn read(definition: &Value) -> Vec<Stream> {
    match definition {
        Value::String(text) => parse(text),
        Value::Array(all) => all.iter().flat_map(read).collect(),
        Value::Object(_) => {
            if let Some(merged) = definition.get("merge") {
                return merged.list().iter().flat_map(read).collect();
            }
            let filters =
                definition.get("filter").map_or(&[][..], Json::list).iter().filter_map(Value::as_str).map(str::to_string).collect();
            let inner = definition.get("stream").map_or_else(Vec::new, read);
            let kind = definition.text("type").map(kind_of).or_else(|| inner.first().map(|s| s.kind.clone())).unwrap_or_default();
            let ends: Vec<Stream> = definition.get("between").map_or(&[][..], Json::list).iter().flat_map(read).collect();
            let between = match ends.as_slice() {
                [start, end] => Some(Box::new((start.clone(), end.clone()))),
                _ => None,
            };
            vec![Stream { kind, filters, between }]
        }
        _ => Vec::new(),
    }
}

/// Where the first of some signs stands outside of brackets.
fn outside(text: &str, signs: &[char]) -> Option<usize> {
    let mut depth = 0i32;
    for (i, c) in text.char_indices() {
        if depth == 0 && signs.contains(&c) {
            return Some(i);
        }
        match c {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = outside(rest, &[',']) {
        out.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    out.push(rest);
    out
}

fn parse(text: &str) -> Vec<Stream> {
    split(text).into_iter().filter_map(|one| stream(one.trim())).collect()
}

fn stream(text: &str) -> Option<Stream> {
    if let Some(at) = outside(text, &['>']).filter(|_| text.starts_with('[')) {
        let ends = text[..at].trim().strip_prefix('[')?.strip_suffix(']')?;
        let mut ends = split(ends).into_iter().map(|end| stream(end.trim()));
        let (start, end) = (ends.next()??, ends.next()??);
        return Some(Stream { between: Some(Box::new((start, end))), ..stream(text[at + 1..].trim())? });
    }
    let end = outside(text, &['[', '{', '!']).unwrap_or(text.len());
    let name = text[..end].rsplit(':').next()?.trim();
    let mut filters = Vec::new();
    let mut rest = text[end..].trim_start_matches('!');
    while let Some(inner) = rest.strip_prefix('[') {
        let close = outside(inner, &[']'])?;
        filters.push(inner[..close].to_string());
        rest = inner[close + 1..].trim_start_matches('!');
    }
    (!name.is_empty()).then(|| Stream { kind: kind_of(name), filters, between: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_read_as_vega_writes_them() {
        let of = |text: &str| read(&text.into());
        assert_eq!(of("click, dblclick").iter().map(|s| s.kind.as_str()).collect::<Vec<_>>(), ["click", "dblclick"]);
        assert_eq!(of("@bars:mouseover{100}")[0].kind, "pointerover");
        let drag = &of("[mousedown[event.shiftKey], window:mouseup] > window:mousemove!")[0];
        let down = Event { kind: "pointerdown".into(), ..Event::default() };
        assert!(!drag.begins(&down) && drag.begins(&Event { shift: true, ..down.clone() }));
        let wheel = &of("wheel![event.shiftKey && !event.altKey]")[0];
        assert!(wheel.fits(&Event { kind: "wheel".into(), shift: true, ..Event::default() }));
        assert!(!wheel.fits(&Event { kind: "wheel".into(), shift: true, alt: true, ..Event::default() }));
        assert_eq!(of(""), []);
        assert_eq!(read(&Value::Bool(false)), []);
    }

    #[test]
    fn streams_are_read_as_objects_too() {
        let object =
            crate::grammar::json::parse(r#"{"type": "mousemove", "between": [{"type": "mousedown"}, {"type": "mouseup"}]}"#).unwrap();
        assert!(read(&object)[0].begins(&Event { kind: "pointerdown".into(), ..Event::default() }));
    }
}
