//! The code that an editor pastes: the element with its fallback picture, the plain spelling for editors that strip what they do not
//! know, and a frame.

use url::Url;

use super::own::Picture;
use crate::chart::Chart;

/// Where what a page names will lie.
#[derive(Debug)]
pub struct Places<'a> {
    /// The script: `https://charts.example.org/nutgraph/nutgraph.js`.
    pub script: &'a str,
    /// The folder of the spec, its data and its pictures; empty for the folder of the page.
    pub base: &'a str,
    /// The file of the spec: `cultivation.vl.json`.
    pub spec: &'a str,
    /// The name of the pictures without their ending: `cultivation`.
    pub picture: &'a str,
    /// The story's date, where the chart has one.
    pub as_of: Option<&'a str>,
    /// The chart's language, where it is not the page's.
    pub locale: Option<&'a str>,
}

impl Places<'_> {
    /// The address of a file in the folder.
    pub fn of(&self, name: &str) -> String {
        let slash = if self.base.is_empty() || self.base.ends_with('/') { "" } else { "/" };
        [self.base, slash, name].concat()
    }

    /// The chart's id on a page: its file's name.
    pub fn id(&self) -> &str {
        self.spec.trim_end_matches(".json").trim_end_matches(".vl")
    }

    /// What the element says beside its spec.
    fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [("as-of", self.as_of), ("locale", self.locale)].into_iter().filter_map(|(name, value)| Some((name, value?)))
    }

    /// The same as attributes, their names behind a prefix.
    fn attributes(&self, prefix: &str) -> String {
        self.said().map(|(name, value)| format!(" {prefix}{name}=\"{}\"", quoted(value))).collect()
    }

    /// The address of the chart alone on a page for frames; `None` where addresses are not known in full.
    pub fn frame(&self) -> Option<String> {
        let base = Url::parse(&self.of("")).ok()?;
        let page = base.join(self.script).ok()?.join("embed.html").ok()?;
        let spec = base.join(self.spec).ok()?;
        // As it is read there: from the page's own address, on the same host.
        let short = if page.origin() == spec.origin() { page.make_relative(&spec)? } else { return None };
        let mut out = page;
        out.query_pairs_mut().append_pair("spec", &short);
        for (name, value) in self.said() {
            out.query_pairs_mut().append_pair(name, value);
        }
        // Slashes may stand in a query, and are easier to read.
        Some(out.to_string().replace("%2F", "/"))
    }
}

/// Text as the value of an attribute in double quotation marks.
pub fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A picture's tag, with the size that keeps its place.
pub fn image(address: &str, alt: &str, picture: &Picture) -> String {
    let (width, height) = (picture.scene.width.round(), picture.scene.height.round());
    format!("<img src=\"{}\" alt=\"{}\" width=\"{width}\" height=\"{height}\">", quoted(address), quoted(alt))
}

/// The element with its fallback: what most pages need.
pub fn element(places: &Places, alt: &str, picture: &Picture) -> String {
    let more = places.attributes("");
    let image = image(&places.of(&format!("{}.svg", places.picture)), alt, picture);
    let (id, spec) = (quoted(places.id()), quoted(&places.of(places.spec)));
    format!("<nut-graph id=\"{id}\" spec=\"{spec}\"{more}>\n  {image}\n</nut-graph>")
}

/// The same of elements and attributes that editors know; a link, where they leave nothing else, draws the chart as well.
fn plain(places: &Places, alt: &str, picture: &Picture) -> String {
    let more = places.attributes("data-");
    // A PNG: what strips unknown elements often refuses SVG, as mail programs and feed readers do.
    let image = image(&places.of(&format!("{}.png", places.picture)), alt, picture);
    let (id, spec) = (quoted(places.id()), quoted(&places.of(places.spec)));
    format!("<figure data-nut-graph id=\"{id}\" data-spec=\"{spec}\"{more}>\n  <a href=\"{spec}#nut-graph\"{more}>{image}</a>\n</figure>")
}

/// A frame of a stated height, which follows the chart's where the page listens. It may run scripts and open links, and nothing else.
pub fn frame(address: &str, title: &str, height: f64) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{height}\" style=\"border: 0\" loading=\"lazy\" \
         sandbox=\"allow-scripts allow-popups\"></iframe>",
        quoted(address),
        quoted(title)
    )
}

/// All of it, each way under a comment that says when it is the one to take.
pub fn code(places: &Places, chart: &Chart, alt: &str, picture: &Picture) -> String {
    let mut out = format!(
        "<!-- Once on the page -->\n<script async src=\"{}\"></script>\n\n<!-- Where the chart stands -->\n{}\n\n\
         <!-- The same where the editor strips elements that it does not know -->\n{}\n",
        quoted(&script(places)),
        element(places, alt, picture),
        plain(places, alt, picture)
    );
    if let Some(address) = places.frame() {
        let frame = frame(&address, &chart.spec.heading, height(picture));
        out.push_str(&format!("\n<!-- The same where no script is allowed, but a frame is -->\n{frame}\n"));
    }
    out
}

/// How high a frame must be for the chart of a picture: on a page, the reader's controls stand below it.
pub fn height(picture: &Picture) -> f64 {
    picture.scene.height.round() + 36.0
}

/// The script's address, in full where the folder's is.
fn script(places: &Places) -> String {
    let full = Url::parse(&places.of("")).and_then(|base| base.join(places.script));
    full.map_or_else(|_| places.script.to_string(), |url| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;

    fn places<'a>(base: &'a str, script: &'a str) -> Places<'a> {
        Places { script, base, spec: "coca & co.vl.json", picture: "coca & co", as_of: Some("2017-12-07"), locale: None }
    }

    #[test]
    fn a_frame_names_the_spec_from_its_own_address() {
        let frame = |base, script| places(base, script).frame();
        let full = "https://charts.example.org/2017/coca";
        let of = "https://charts.example.org/nutgraph/embed.html?spec=../2017/coca/coca%2520%2526%2520co.vl.json&as-of=2017-12-07";
        assert_eq!(frame(full, "/nutgraph/nutgraph.js").map(|url| url.replace("%2520%2526%2520", "%2520%2526%2520")).as_deref(), Some(of));
        assert_eq!(frame("charts/", "/nutgraph/nutgraph.js"), None, "where things lie is not known in full");
        assert_eq!(frame(full, "https://cdn.example.net/nutgraph.js"), None, "a frame draws what its own host has");
    }

    #[test]
    fn what_is_pasted_keeps_its_place_and_says_what_it_shows() {
        let picture = Picture { scene: Scene { width: 680.0, height: 535.6, items: Vec::new() }, ratio: 1.0 };
        let element = element(&places("charts", "nutgraph.js"), "Rose by \"half\" & more", &picture);
        assert_eq!(
            element,
            "<nut-graph id=\"coca &amp; co\" spec=\"charts/coca &amp; co.vl.json\" as-of=\"2017-12-07\">\n  <img src=\"charts/coca &amp; co.svg\" \
             alt=\"Rose by &quot;half&quot; &amp; more\" width=\"680\" height=\"536\">\n</nut-graph>"
        );
    }
}
