//! `nutgraph build --spec`: what a chart needs to be passed on, beside the widget in the folder to publish.
//!
//! ```text
//! charts/cultivation.html          a page of the chart alone, which names all that follows to whoever reads its head
//! charts/cultivation.card.png      the picture that social networks show (Open Graph)
//! charts/cultivation.oembed.json   what a CMS pastes for the page's address (oEmbed)
//! charts/cultivation.embed.txt     what a person pastes
//! charts/cultivation.svg .png      the fallback pictures that the code names
//! charts/cultivation.vl.json       the spec, with its data beside it
//! ```
//!
//! Readers of both find them without running a script, so all of it is written here, by the code that draws on the page.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde_json::json;
use url::Url;

use super::check::{Address, Site, Store, Wanted, pairs, places, specs};
use super::cli::Build;
use super::folder;
use super::host as language;
use super::render::{self, CARD, Fonts, Letters, Places, Subject, embed};
use super::talk;
use crate::chart::{Chart, describe};
use crate::report::{Place, Problem};

/// The folder of the charts in the folder to publish.
const FOLDER: &str = "charts";

/// The look of a chart's own page.
const STYLE: &str = "charts.css";

/// Writes all that the charts need into `out`, and says which pages there are.
///
/// # Errors
/// When a spec cannot be drawn, two would write the same file, or the disk fails.
pub fn command(options: &Build) -> Result<(), Problem> {
    write(options)?.iter().try_for_each(talk::result)
}

/// Writes them, and gives the addresses of their pages.
fn write(options: &Build) -> Result<Vec<String>, Problem> {
    let Some(base) = options.base_url.as_ref().filter(|_| !options.specs.is_empty()) else { return Ok(Vec::new()) };
    let base = address(base)?;
    let mut store = Store::new(Site { root: None, files: pairs(&options.data)? });
    store.locale = locale(options).to_string();
    let fonts = Rc::new(Fonts::load(options.font.as_deref())?);
    let mut files: Vec<(String, Vec<u8>)> = vec![(STYLE.to_string(), include_bytes!("share.css").to_vec())];
    let mut pages = Vec::new();
    for path in specs(&options.specs)? {
        let share = Share::read(&path, options, &base, &store)?;
        for file in share.files(&fonts)? {
            match files.iter().find(|(name, _)| *name == file.0) {
                // Charts may share their data.
                Some((_, bytes)) if *bytes == file.1 => {}
                Some((name, _)) => {
                    let found = format!("two charts would write {FOLDER}/{name}, the second of them {}", path.display());
                    return Err(crate::problem!(Error, "same-name", Place::Whole, found, "give one of the files another name"));
                }
                None => files.push(file),
            }
        }
        pages.push(share.page());
    }
    folder::write(&options.out.join(FOLDER), &files)?;
    Ok(pages)
}

/// The language of the charts' own words, and of their pages.
fn locale(options: &Build) -> &str {
    options.locale.as_deref().unwrap_or("en")
}

/// The address of the folder to publish.
fn address(text: &str) -> Result<Url, Problem> {
    let folder = if text.ends_with('/') { text.to_string() } else { [text, "/"].concat() };
    let url = Url::parse(&folder).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| {
        let found = format!("\"{text}\" is no address of a folder");
        crate::problem!(Error, "bad-address", Place::Whole, found, "write it in full: --base-url https://charts.example.org/nutgraph")
    })
}

/// A chart to be passed on.
struct Share<'a> {
    options: &'a Build,
    base: &'a Url,
    chart: Chart,
    /// The file's name without its ending.
    name: String,
    /// The spec's text, naming its data beside it, and those data, where they are on this machine.
    spec: String,
    data: Option<(String, Vec<u8>)>,
}

impl<'a> Share<'a> {
    fn read(path: &Path, options: &'a Build, base: &'a Url, store: &Store) -> Result<Share<'a>, Problem> {
        let attributes = options.as_of.iter().map(|date| ("as-of".to_string(), date.clone())).collect();
        let reading = store.chart(Wanted { spec: Some(path.to_path_buf()), attributes, ..Wanted::default() });
        let chart =
            render::drawable(&reading).map_err(|problem| Problem { found: format!("{}: {}", path.display(), problem.found), ..problem })?;
        let file = path.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
        let name = file.trim_end_matches(".json").trim_end_matches(".vl").to_string();
        let mut spec = fs::read_to_string(path).map_err(|error| talk::disk("read", path.display(), &error))?;
        let mut data = None;
        if let crate::spec::Data::Url(url) = &chart.spec.data
            && let Address::File(from) = store.site.resolve(url, &Address::File(path.to_path_buf()))?
            && !url.contains("://")
        {
            let own = from.file_name().map(|name| name.to_string_lossy().to_string()).unwrap_or_default();
            let bytes = fs::read(&from).map_err(|error| talk::disk("read", from.display(), &error))?;
            if *url != own {
                let place = places::string(&spec, "/data/url").unwrap_or_default();
                spec.replace_range(place, &own);
            }
            data = Some((own, bytes));
        }
        Ok(Share { options, base, chart, name, spec, data })
    }

    /// An address in the charts' folder.
    fn at(&self, end: &str) -> String {
        let folder = self.base.join(&format!("{FOLDER}/")).ok();
        folder.and_then(|folder| folder.join(&format!("{}{end}", self.name)).ok()).map(|url| url.to_string()).unwrap_or_default()
    }

    /// The address of the chart's own page.
    fn page(&self) -> String {
        self.at(".html")
    }

    fn title(&self) -> &str {
        if self.chart.spec.heading.is_empty() { &self.name } else { &self.chart.spec.heading }
    }

    /// The files, by name.
    fn files(&self, fonts: &Rc<Fonts>) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let host = Letters::new(fonts, locale(self.options));
        let subject = Subject::new(&self.chart, None, &host)?;
        let page = render::page(&fonts.family, false);
        let picture = subject.picture(render::WIDTH, None, render::BASE)?;
        let alt = describe::summary(&self.chart, &*language::of(locale(self.options)));
        let file = format!("{}.vl.json", self.name);
        let script = self.base.join(super::build::ENTRY).map(|url| url.to_string()).unwrap_or_default();
        let full = self.base.join(&format!("{FOLDER}/")).map(|url| url.to_string()).unwrap_or_default();
        let of = |base: &'a str| Places {
            script: "",
            base,
            spec: &file,
            picture: &self.name,
            as_of: self.options.as_of.as_deref(),
            locale: self.options.locale.as_deref(),
        };
        let abroad = Places { script: &script, base: &full, ..of("") };
        let frame = embed::frame(&abroad.frame().unwrap_or_default(), self.title(), embed::height(&picture));
        let html = self.html(&embed::element(&of(""), &alt, &picture), &alt);
        let named = |end: &str, bytes: Vec<u8>| (format!("{}{end}", self.name), bytes);
        let mut files = vec![
            named(".card.png", fonts.png(&subject.card(render::BASE).svg(&page))?),
            named(".svg", picture.svg(&page).into_bytes()),
            named(".embed.txt", embed::code(&abroad, &self.chart, &alt, &picture).into_bytes()),
            named(".oembed.json", self.oembed(&frame, embed::height(&picture)).into_bytes()),
            named(".vl.json", self.spec.clone().into_bytes()),
            named(".html", html.into_bytes()),
            named(".png", fonts.png(&picture.times(2.0).svg(&page))?),
        ];
        files.extend(self.data.clone());
        Ok(files)
    }

    /// What a CMS pastes for the page's address: <https://oembed.com>, a document of the type `rich`.
    fn oembed(&self, frame: &str, height: f64) -> String {
        let provider = self.options.site_name.clone().unwrap_or_else(|| self.base.host_str().unwrap_or_default().to_string());
        let whole = |pixels: f64| pixels as u32;
        let document = json!({
            "version": "1.0", "type": "rich", "title": self.title(),
            "provider_name": provider, "provider_url": self.base.join("/").map(|url| url.to_string()).unwrap_or_default(),
            "html": frame, "width": whole(render::WIDTH), "height": whole(height),
            "thumbnail_url": self.at(".card.png"), "thumbnail_width": whole(CARD.0), "thumbnail_height": whole(CARD.1),
        });
        format!("{document:#}\n")
    }

    /// The page of the chart alone.
    fn html(&self, element: &str, alt: &str) -> String {
        let quoted = embed::quoted;
        let about = if self.chart.spec.subheading.is_empty() { alt } else { &self.chart.spec.subheading };
        let site = self.options.site_name.as_ref();
        let site = site.map(|name| format!("<meta property=\"og:site_name\" content=\"{}\">\n", quoted(name))).unwrap_or_default();
        let (title, url, card) = (quoted(self.title()), quoted(&self.page()), quoted(&self.at(".card.png")));
        let lang = quoted(locale(self.options));
        let dir = if render::is_leftward(&lang) { " dir=\"rtl\"" } else { "" };
        let (about, alt, oembed) = (quoted(about), quoted(alt), quoted(&self.at(".oembed.json")));
        format!(
            "<!doctype html>\n<html lang=\"{lang}\"{dir}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <meta name=\"description\" content=\"{about}\">\n<link rel=\"canonical\" href=\"{url}\">\n\
             <meta property=\"og:type\" content=\"website\">\n{site}<meta property=\"og:url\" content=\"{url}\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:description\" content=\"{about}\">\n\
             <meta property=\"og:image\" content=\"{card}\">\n<meta property=\"og:image:type\" content=\"image/png\">\n\
             <meta property=\"og:image:width\" content=\"{}\">\n<meta property=\"og:image:height\" content=\"{}\">\n\
             <meta property=\"og:image:alt\" content=\"{alt}\">\n<meta name=\"twitter:card\" content=\"summary_large_image\">\n\
             <link rel=\"alternate\" type=\"application/json+oembed\" href=\"{oembed}\" title=\"{title}\">\n\
             <link rel=\"stylesheet\" href=\"{STYLE}\">\n<script async src=\"../{}\"></script>\n</head>\n<body>\n<main>\n{element}\n</main>\n</body>\n</html>\n",
            CARD.0,
            CARD.1,
            super::build::ENTRY
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::cli::{Cli, Command};
    use clap::Parser;
    use serde_json::Value;

    /// A folder with a spec, whose data lie in a folder below; removed at the end.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let base = std::env::temp_dir().join(format!("nutgraph-share-{name}-{}", std::process::id()));
            fs::create_dir_all(base.join("data")).unwrap();
            fs::write(base.join("data/rain.csv"), "year,mm\n2015,1\n2016,2\n2017,4\n").unwrap();
            let spec = r#"{"title": {"text": "Rain & \"wind\"", "subtitle": "Millimetres"}, "data": {"url": "data/rain.csv"},
                "mark": "line", "encoding": {"x": {"field": "year"}, "y": {"field": "mm"}}}"#;
            fs::write(base.join("rain.vl.json"), spec).unwrap();
            Folder(base)
        }

        fn options(&self, base_url: &str) -> Build {
            let (out, specs) = (self.0.join("dist"), self.0.join("*.vl.json"));
            let (out, specs) = (out.display().to_string(), specs.display().to_string());
            let typed =
                ["nutgraph", "build", "--no-build", "-o", &out, "--base-url", base_url, "--site-name", "The Example", "--spec", &specs];
            match Cli::try_parse_from(typed).unwrap().command {
                Some(Command::Build(options)) => options,
                other => panic!("{other:?}"),
            }
        }

        fn text(&self, name: &str) -> String {
            fs::read_to_string(self.0.join("dist/charts").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_chart_gets_a_page_a_card_and_an_oembed_document_that_name_each_other() {
        let folder = Folder::new("all");
        let pages = write(&folder.options("https://charts.example.org/nutgraph")).unwrap_or_else(|problem| panic!("{problem}"));
        assert_eq!(pages, ["https://charts.example.org/nutgraph/charts/rain.html"]);
        let page = folder.text("rain.html");
        for part in [
            "<title>Rain &amp; &quot;wind&quot;</title>",
            "<meta property=\"og:image\" content=\"https://charts.example.org/nutgraph/charts/rain.card.png\">",
            "<meta property=\"og:url\" content=\"https://charts.example.org/nutgraph/charts/rain.html\">",
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://charts.example.org/nutgraph/charts/rain.oembed.json\"",
            "<script async src=\"../nutgraph.js\">",
            "<nut-graph id=\"rain\" spec=\"rain.vl.json\">",
        ] {
            assert!(page.contains(part), "no {part} in {page}");
        }
        let oembed: Value = serde_json::from_str(&folder.text("rain.oembed.json")).unwrap();
        let said = |name: &str| oembed[name].as_str().unwrap_or_default().to_string();
        assert_eq!([said("version"), said("type"), said("provider_name")], ["1.0", "rich", "The Example"]);
        assert!(said("html").contains("src=\"https://charts.example.org/nutgraph/embed.html?spec=charts/rain.vl.json\""), "{oembed}");
        assert!(said("thumbnail_url").ends_with("/charts/rain.card.png"));
        let card = fs::read(folder.0.join("dist/charts/rain.card.png")).unwrap();
        assert_eq!((&card[16..20], &card[20..24]), (1200u32.to_be_bytes().as_slice(), 630u32.to_be_bytes().as_slice()));
        assert!(folder.text("rain.vl.json").contains("\"url\": \"rain.csv\""), "the data lie beside the spec");
        assert_eq!(folder.text("rain.csv"), "year,mm\n2015,1\n2016,2\n2017,4\n");
    }

    #[test]
    fn what_cannot_be_published_is_told_before_anything_is_written() {
        let folder = Folder::new("wrong");
        let refused = |options: &Build| write(options).err().map(|problem| problem.to_string()).unwrap_or_default();
        assert!(refused(&folder.options("charts")).contains("https://charts.example.org"));
        fs::create_dir_all(folder.0.join("other")).unwrap();
        fs::write(
            folder.0.join("other/rain.vl.json"),
            fs::read_to_string(folder.0.join("rain.vl.json")).unwrap().replace("data/rain", "../data/rain"),
        )
        .unwrap();
        let mut options = folder.options("https://charts.example.org/");
        options.specs.push(folder.0.join("other").display().to_string());
        assert!(refused(&options).contains("two charts would write charts/rain."));
        fs::write(
            folder.0.join("other/rain.vl.json"),
            r#"{"data": {"url": "none.csv"}, "mark": "line", "encoding": {"x": {"field": "a"}, "y": {"field": "b"}}}"#,
        )
        .unwrap();
        options.specs.remove(0);
        assert!(refused(&options).contains("none.csv"));
        assert!(!folder.0.join("dist").exists());
    }
}
