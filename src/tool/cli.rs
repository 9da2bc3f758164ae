//! What can be typed after `nutgraph`: each command and option is declared here once, and the help comes from that.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Charts for news stories that prove the story's numbers.
///
/// With no command, serves the example story.
///
/// Ends with 0 when all is well, 1 when it found something wrong, 2 when it could not run.
#[derive(Debug, Parser)]
#[command(name = "nutgraph", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to serve the example story.
    #[command(flatten)]
    pub serving: Serving,
}

/// One command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Builds the widget when it is stale, serves a folder, and reloads the page on change
    Serve(Serve),
    /// Makes the folder to publish: script and Wasm, compressed, with a manifest
    Build(Build),
    /// Puts the built folder, and the story with it, into a folder or a store: immutable names, right headers, rollback
    Publish(Publish),
    /// Checks articles and specs: every fact against its data; ends with 1 when anything is wrong
    Check(Check),
    /// Finds what is newsworthy in data: records, streaks, jumps, turns, each with a sentence ready to paste
    Facts(Facts),
    /// Makes a spec and a page from a data file, to begin with
    New(New),
    /// Writes a spec as a picture, a social card, a table, a text alternative, or the code to paste
    Render(Render),
    /// Holds words against values, one JSON object a line of standard input: the engine for other programs
    Agree(Agree),
    /// Computes statistics, one JSON object a line of standard input: the engine for other programs
    Stat(Stat),
}

/// `nutgraph stat`.
#[derive(Args, Debug)]
pub struct Stat {
    /// One method and its input a line in, one value or error a line out
    #[arg(long, required = true)]
    pub json_lines: bool,
}

/// `nutgraph agree`.
#[derive(Args, Debug)]
pub struct Agree {
    /// One question a line in, one answer a line out
    #[arg(long, required = true)]
    pub json_lines: bool,
}

/// `nutgraph check`.
///
/// Articles are HTML (.html, .htm) or Markdown with HTML in it (.md); specs are Vega-Lite (.vl.json). Folders are searched for
/// both. Every fact is recomputed from its data and held against its words; every spec is held against the supported grammar.
/// Nothing is fetched from the network.
///
/// Ends with 0 when nothing is wrong (warnings are not), with 1 when something is, with 2 when it could not run.
#[derive(Args, Debug)]
pub struct Check {
    /// Articles, specs, folders, or patterns such as 'articles/**/*.html'
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// text: for people, the words underlined. json: one object with "findings", and for each of "articles" its "facts" and
    /// "numbers" with their state. sarif: SARIF 2.1.0. github: workflow commands
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// List every number in the articles with its state
    #[arg(long)]
    pub numbers: bool,
    /// The folder that addresses beginning with / start from
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The language of specs, and of articles that do not say theirs (lang="es") [default: en]
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// Read FILE where a page or spec names URL; may be given several times
    #[arg(long, value_name = "URL=FILE")]
    pub data: Vec<String>,
}

/// How the findings of a check are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For code hosts and editors.
    Sarif,
    /// For GitHub Actions.
    Github,
}

/// `nutgraph facts`.
///
/// Every series of the chart is measured (its largest step, its last value as a record, its last run, its trend, turn, outlier and break
/// of level), and each measure is held against series of pure chance: noise, random walks with the series' drift, and what lies
/// between. What is rarer than chance in all of them, counted over all that was tried at a false-discovery rate of 10 %, is news. Plain
/// facts follow. Each sentence is marked up, and passes `nutgraph check`.
#[derive(Args, Debug)]
pub struct Facts {
    /// A spec (.vl.json), or data: CSV, TSV or JSON
    pub file: PathBuf,
    /// The story's date: what is later does not count
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The column of times or names [default: the first of times, else of names]
    #[arg(long, value_name = "COLUMN")]
    pub x: Option<String>,
    /// The columns of numbers, with spaces between them [default: all]
    #[arg(long, value_name = "COLUMNS")]
    pub y: Option<String>,
    /// A goal that the last value of each series is held against
    #[arg(long, value_name = "NUMBER")]
    pub goal: Option<f64>,
    /// The language of the sentences: en or es [default: en]
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// text: for people. json: one object with "news", "plain", "tried" and "notes"
    #[arg(long, value_enum, default_value = "text")]
    pub format: FactsFormat,
}

/// `nutgraph new`.
///
/// Writes NAME.vl.json and NAME.html beside the data: times become lines, names become bars, and the page holds the first facts that the
/// data offer. What only a person can write is listed at the end.
#[derive(Args, Debug)]
pub struct New {
    /// The data: CSV, TSV or JSON
    pub data: PathBuf,
    /// The column of times or names [default: the first of times, else of names]
    #[arg(long, value_name = "COLUMN")]
    pub x: Option<String>,
    /// The columns of numbers, with spaces between them [default: all]
    #[arg(long, value_name = "COLUMNS")]
    pub y: Option<String>,
    /// The story's date: facts stop there
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// What the chart shows
    #[arg(long, value_name = "TEXT")]
    pub heading: Option<String>,
    /// What is measured, where
    #[arg(long, value_name = "TEXT")]
    pub subheading: Option<String>,
    /// The unit of the numbers, such as GWh, % or hectares
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// Who the figures are from
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Write over what is there
    #[arg(long)]
    pub force: bool,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `nutgraph render`.
///
/// The ending of FILE says what is written. .svg and .png: a picture. .csv: the table as drawn. .txt: the text alternative. .html: the
/// code to paste, with the pictures that it names beside it. .json: a picture as numbers, as Vega draws it.
///
/// Charts of stories (the small grammar) look as they do on a page; other specs as Vega draws them, or as on a page with --look page.
#[derive(Args, Debug)]
pub struct Render {
    /// The spec: a JSON file
    pub spec: PathBuf,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
    /// What to write where the ending does not say it
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub kind: Option<Rendered>,
    /// Where the data lie that the spec names [default: the folder of the spec]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The picture's width in CSS pixels [default: 680, or as Vega makes it]
    #[arg(long, value_name = "N", value_parser = pixels)]
    pub width: Option<f64>,
    /// The whole picture's height in CSS pixels [default: as a page makes it]
    #[arg(long, value_name = "N", value_parser = pixels)]
    pub height: Option<f64>,
    /// Dark ink on white, or light ink on a dark ground
    #[arg(long, value_enum, default_value = "light")]
    pub theme: Theme,
    /// Light the evidence of a fact, and write its working below: --show 'change(unodc_ha, 2015, 2016)'
    #[arg(long, value_name = "EXPR")]
    pub show: Option<String>,
    /// A social card of 1200 by 630 pixels: heading, plot and source
    #[arg(long, conflicts_with_all = ["width", "height", "scale"])]
    pub card: bool,
    /// Pixels of a PNG to a CSS pixel
    #[arg(long, value_name = "N", default_value = "2", value_parser = scale)]
    pub scale: f64,
    /// The font family of the words [default: this machine's sans-serif]
    #[arg(long, value_name = "FAMILY")]
    pub font: Option<String>,
    /// The look: that of a page of news, or Vega's own
    #[arg(long, value_enum)]
    pub look: Option<Look>,
    /// The story's date, as the chart's attribute as-of has it
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The language of numbers, dates and the chart's own words [default: en]
    #[arg(long, value_name = "TAG")]
    pub locale: Option<String>,
    /// For .html: the address of the folder where spec, data and pictures will lie [default: that of the page]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// For .html: the address of the script
    #[arg(long, value_name = "URL", default_value = "/nutgraph/nutgraph.js")]
    pub script: String,
}

fn within(text: &str, low: f64, high: f64) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| format!("it must be a number from {low} to {high}"))
}

fn pixels(text: &str) -> Result<f64, String> {
    within(text, 200.0, 4000.0)
}

fn scale(text: &str) -> Result<f64, String> {
    within(text, 0.5, 8.0)
}

/// Ink and paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark ink on white.
    Light,
    /// Light ink on a dark ground.
    Dark,
}

/// Whose looks a picture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Look {
    /// As on a page of news.
    Page,
    /// As Vega draws it.
    Vega,
}

/// What a spec can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Rendered {
    /// Marks, axes and legends as JSON, positions as shares of the plotting area, as Vega draws them
    Picture,
    /// Scalable graphics
    Svg,
    /// An image
    Png,
    /// The table as drawn
    Csv,
    /// The text alternative
    Txt,
    /// The code to paste
    Html,
}

/// `nutgraph serve`.
#[derive(Args, Debug)]
pub struct Serve {
    /// The folder to serve [default: the example story]
    pub dir: Option<PathBuf>,
    /// How to serve it.
    #[command(flatten)]
    pub serving: Serving,
}

/// How a folder is served.
#[derive(Args, Debug)]
pub struct Serving {
    /// The port on this machine; 0 for any that is free [default: 8017, or the next that is free]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Serve the widget as it was last built
    #[arg(long)]
    pub no_build: bool,
    /// Serve the widget from this folder instead of building it
    #[arg(long, value_name = "DIR", hide = true)]
    pub widget: Option<PathBuf>,
}

/// `nutgraph build`.
///
/// With --spec, the folder `charts` in it holds what each chart needs to be passed on: a page of its own with Open Graph data and a
/// social card, an oEmbed document, the code to paste, fallback pictures, and the spec with its data.
#[derive(Args, Debug)]
pub struct Build {
    /// The folder to write; what else is in it stays
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    pub out: PathBuf,
    /// Take the widget as it was last built
    #[arg(long)]
    pub no_build: bool,
    /// Write the scripts' source maps into this folder; they are not published
    #[arg(long, value_name = "DIR", conflicts_with_all = ["widget", "freeze"])]
    pub source_maps: Option<PathBuf>,
    /// Write the npm package into this folder: an ES module for bundlers, with types
    #[arg(long, value_name = "DIR", conflicts_with_all = ["widget", "freeze"])]
    pub package: Option<PathBuf>,
    /// Take the widget from this folder, which `build` has written
    #[arg(long, value_name = "DIR", hide = true)]
    pub widget: Option<PathBuf>,
    /// Keep in the manifest what this article stands on, so that its charts can tell readers what has changed since it was published;
    /// may be given several times. An article whose check fails is refused
    #[arg(long, value_name = "PAGE")]
    pub record: Vec<PathBuf>,
    /// With --record: what the articles stand on now is what was published
    #[arg(long, requires = "record")]
    pub anew: bool,
    /// Write this article as a folder of its own instead, with its data, code and pictures, that needs nothing else for good
    #[arg(long, value_name = "PAGE", conflicts_with = "record")]
    pub freeze: Option<PathBuf>,
    /// Charts to be published with it: specs, folders or patterns
    #[arg(long = "spec", value_name = "FILE", num_args = 1.., requires = "base_url")]
    pub specs: Vec<String>,
    /// Where the folder will be published: https://charts.example.org/nutgraph
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Who publishes, as others are told [default: the host of the address]
    #[arg(long, value_name = "NAME", requires = "specs")]
    pub site_name: Option<String>,
    /// The story's date, as the charts' attribute as-of has it
    #[arg(long, value_name = "DATE", requires = "specs")]
    pub as_of: Option<String>,
    /// The language of the charts' own words [default: en]
    #[arg(long, value_name = "TAG", requires = "specs")]
    pub locale: Option<String>,
    /// Read FILE where a spec names URL; may be given several times
    #[arg(long, value_name = "URL=FILE", requires = "specs")]
    pub data: Vec<String>,
    /// The font family of words in pictures [default: this machine's sans-serif]
    #[arg(long, value_name = "FAMILY", requires = "specs")]
    pub font: Option<String>,
}

/// `nutgraph publish`.
///
/// URL is a folder, s3://BUCKET/PATH, gs://BUCKET/PATH or az://CONTAINER/PATH; the key comes from the environment. Everything new is put
/// first, seen by nobody; then what readers see is switched, nutgraph.js last. If something fails, the published story is as it was, and
/// the same command goes on where it stopped. Articles are checked before anything is put.
///
/// nutgraph publish DIR URL · nutgraph publish --list URL · nutgraph publish --rollback [RELEASE] URL
///
/// Ends with 0 when it is published, with 1 when a number in an article is wrong, with 2 when it could not publish.
#[derive(Args, Debug)]
#[command(allow_missing_positional = true)]
pub struct Publish {
    /// The folder that `build` has written, alone or inside the story's; with --rollback, a release [default: the one before]
    #[arg(value_name = "DIR")]
    pub from: Option<String>,
    /// Where to: a folder, s3://BUCKET/PATH, gs://BUCKET/PATH, az://CONTAINER/PATH
    #[arg(value_name = "URL")]
    pub url: String,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// List what was published there, the newest first
    #[arg(long, conflicts_with_all = ["rollback", "dry_run"])]
    pub list: bool,
    /// Go back to an earlier release
    #[arg(long)]
    pub rollback: bool,
    /// For how long a reader's copy of a file that can change is good without asking
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub max_age: u32,
    /// Store text and Wasm compressed, for stores that do not compress on the way. br needs https
    #[arg(long, value_enum)]
    pub encoding: Option<Encoding>,
    /// Publish even if a number in an article is wrong
    #[arg(long)]
    pub unchecked: bool,
}

/// How files are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// Brotli
    Br,
    /// Gzip
    Gzip,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_declarations_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn options_without_a_command_are_those_of_serve() {
        let cli = Cli::try_parse_from(["nutgraph", "--port", "9000", "--no-build"]).unwrap();
        assert!(cli.command.is_none() && cli.serving.port == Some(9000) && cli.serving.no_build);
        assert!(Cli::try_parse_from(["nutgraph", "--port", "70000"]).is_err());
        assert!(Cli::try_parse_from(["nutgraph", "--port", "9000", "build"]).is_err());
    }
}
