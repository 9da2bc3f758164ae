//! "You draw it": what lies beyond a place of the key axis is told nowhere (not drawn, described, tabled or downloaded) until the reader
//! has drawn it or asked for it. The axes stay as they are, and reach further than the figures, so that they give nothing away.

use super::Chart;
use super::key::Key;
use super::marks::line::{Stop, stops};
use super::plan::Plan;
use super::state::place_of;
use crate::report::{Place, Problem, nearest, only_in_full};
use crate::spec::{Annotation, Mark, Spec};
use crate::table::Table;

/// How far the value axis reaches beyond the greatest figure.
pub(super) const REACH: f64 = 1.5;

/// A line that the reader draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Veil {
    /// The place on the key axis up to which everything is told.
    pub from: f64,
    /// The number of the series that is drawn.
    pub series: usize,
    /// Where the shown part of it ends: key and value.
    pub anchor: (f64, f64),
    /// The points that are hidden, whose figures are known.
    pub stops: Vec<Stop>,
    /// It is down: nothing beyond `from` is told.
    pub down: bool,
    /// What the author said that tells what is hidden: heading, description, annotations.
    said: Option<(String, String, Vec<Annotation>)>,
}

/// The veil of a chart whose spec has `draw`; up, as facts and other tools want it.
pub(super) fn veil(spec: &Spec, table: &Table, plan: &Plan) -> Result<Option<Veil>, Problem> {
    let Some(draw) = &spec.draw else { return Ok(None) };
    only_in_full();
    let problem = |member: &str, found: &str, remedy: &str| {
        let place = Place::Path(["/usermeta/nutgraph/draw", member].concat());
        crate::problem!(Error, "bad-draw", place, found, remedy)
    };
    if spec.facet.is_some() {
        return Err(problem("", "small multiples are not drawn by readers", "give the series that they are to draw a chart of its own"));
    }
    let continuous = matches!(plan.key, Key::Time { .. } | Key::Number { .. });
    let lines: Vec<usize> = (0..plan.series.len()).filter(|&number| plan.series[number].mark == Mark::Line).collect();
    if lines.is_empty() || !continuous {
        return Err(problem("", "there is no line over time or numbers to draw", "give it the mark \"line\" and dates or numbers along x"));
    }
    let name = |number: &usize| plan.series[*number].name.as_str();
    let series = match draw.series.as_str() {
        "" => lines.iter().find(|&&number| plan.series[number].lit).or(lines.first()),
        named => lines.iter().find(|number| name(number) == named),
    };
    let Some(&series) = series else {
        let names: Vec<&str> = lines.iter().map(name).collect();
        let remedy = match nearest(&draw.series, names.iter().copied()) {
            Some(near) => ["did you mean \"", near, "\"?"].concat(),
            None => ["the lines are ", &names.join(", ")].concat(),
        };
        return Err(problem("/series", &["no line is called \"", &draw.series, "\""].concat(), &remedy));
    };
    let Some(from) = place_of(&plan.key, &draw.from) else {
        return Err(problem("/from", "this is no place of the axis", "write 2013 or \"2013-05\" on an axis of dates, else a number"));
    };
    let known = stops(&plan.series[series], table, &plan.key).into_iter().filter(|stop| stop.value.is_some());
    let (shown, hidden): (Vec<Stop>, Vec<Stop>) = known.partition(|stop| stop.key <= from);
    let Some((key, value)) = shown.last().and_then(|stop| Some((stop.key, stop.value?))) else {
        return Err(problem("/from", "the line has no figure up to there", "begin later: a part of it has to be shown"));
    };
    if hidden.is_empty() {
        return Err(problem("/from", "the line has no figure after it", "begin earlier: there is nothing to draw"));
    }
    Ok(Some(Veil { from, series, anchor: (key, value), stops: hidden, down: false, said: None }))
}

impl Chart {
    /// Hides what the reader is to draw, if there is anything.
    pub fn hide(&mut self) {
        let Some(veil) = &mut self.veil else { return };
        if !veil.down {
            let spec = &mut self.spec;
            let heading = spec.draw.as_ref().map(|draw| draw.heading.clone()).filter(|heading| !heading.is_empty());
            let (key, from) = (&self.plan.key, veil.from);
            let shown = |note: &&Annotation| note.x.as_ref().and_then(|x| place_of(key, x)).is_none_or(|x| x <= from);
            let notes = spec.annotations.iter().filter(shown).cloned().collect();
            let heading = heading.unwrap_or_else(|| spec.heading.clone());
            veil.said = Some((
                std::mem::replace(&mut spec.heading, heading),
                std::mem::take(&mut spec.description),
                std::mem::replace(&mut spec.annotations, notes),
            ));
            veil.down = true;
        }
        self.cut(from_of(&self.veil));
    }

    /// Shows everything again.
    ///
    /// # Errors
    /// As those of [`Chart::enter`].
    pub fn unveil(&mut self) -> Result<(), Vec<Problem>> {
        let Some(veil) = &mut self.veil else { return Ok(()) };
        veil.down = false;
        if let Some((heading, description, annotations)) = veil.said.take() {
            (self.spec.heading, self.spec.description, self.spec.annotations) = (heading, description, annotations);
        }
        self.plan = super::plan::plan(&self.spec, &mut self.table)?;
        Ok(())
    }

    /// The same chart with nothing hidden.
    pub fn unveiled(&self) -> Option<Chart> {
        self.veil.as_ref().filter(|veil| veil.down)?;
        let mut chart = self.clone();
        chart.unveil().ok()?;
        Some(chart)
    }

    /// Whether a row of the table is hidden.
    pub fn hides(&self, row: usize) -> bool {
        let (Some(from), Some(column)) = (from_of(&self.veil), self.plan.key_column) else { return false };
        self.table.columns.get(column).and_then(|column| self.plan.key.place(column, row)).is_some_and(|key| key > from)
    }

    /// The table as far as it is told.
    pub fn told(&self) -> Table {
        let rows: Vec<u32> = (0..self.table.rows as u32).filter(|&row| !self.hides(row as usize)).collect();
        self.table.select(&rows)
    }
}

/// Up to where everything is told; `None` where nothing is hidden.
pub(super) fn from_of(veil: &Option<Veil>) -> Option<f64> {
    veil.as_ref().filter(|veil| veil.down).map(|veil| veil.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::describe;
    use crate::host::Plain;
    use crate::spec::Value;
    use crate::words::ui;
    use crate::{spec, table};

    const COCA: &str = "year,un_ha,us_ha\n2011,64000,83000\n2012,48000,78000\n2013,48200,\n2014,69100,112000\n2015,96085,159000\n";

    fn built(draw: &str) -> Result<Chart, String> {
        let text = format!(
            r#"{{"title": "Coca doubled", "description": "It rose to 96,085.", "mark": "line",
            "encoding": {{"x": {{"field": "year"}}, "y": {{"field": "un_ha"}}}},
            "usermeta": {{"nutgraph": {{"draw": {draw}, "annotations": [{{"x": 2012, "text": "Low"}}, {{"x": 2015, "text": "Spraying ends"}}]}}}}}}"#
        );
        let (spec, _) = spec::read(&serde_json::from_str::<Value>(&text).unwrap()).map_err(|problems| problems[0].to_string())?;
        let (table, _) = table::read(COCA, table::Format::Csv, &Plain);
        Chart::new(spec, table.unwrap(), ui::of("en")).map_err(|problems| problems[0].to_string())
    }

    #[test]
    fn nothing_beyond_the_place_is_told_until_it_is_shown() {
        let mut chart = built(r#"{"from": 2013, "heading": "What next?"}"#).unwrap();
        let whole = chart.clone();
        chart.hide();
        let told = [
            describe::summary(&chart, &Plain),
            format!("{:?}", chart.cells(&Plain)),
            table::write(&chart.told(), &Plain),
            chart.spec.heading.clone(),
            chart.spec.description.clone(),
            format!("{:?}", chart.spec.annotations),
        ]
        .join("\n");
        for hidden in ["69", "96,085", "96085", "2014", "2015", "159", "doubled", "Spraying"] {
            assert!(!told.contains(hidden), "{hidden} is told in: {told}");
        }
        for shown in ["48,200", "2013", "What next?", "Low"] {
            assert!(told.contains(shown), "{shown} is not told in: {told}");
        }
        assert_eq!((&chart.plan.key, &chart.plan.measure), (&whole.plan.key, &whole.plan.measure), "the axes stay");
        assert!(chart.plan.measure.extent.1 > 1.49 * 96085.0, "the axis gives nothing away");
        chart.hide();
        let shown = chart.unveiled().unwrap();
        assert_eq!((shown.spec, shown.plan), (whole.spec, whole.plan), "hidden twice, shown once");
    }

    #[test]
    fn a_state_of_a_story_shows_no_more_of_it() {
        let mut chart = built(r#"{"from": 2013}"#).unwrap();
        chart.hide();
        for until in ["", "2012", "2015"] {
            chart.enter(&crate::chart::state::State { until: until.into(), highlight: vec![] }, &[]).unwrap();
            assert_eq!(chart.plan.series[0].rows.len(), if until == "2012" { 2 } else { 3 }, "until {until:?}");
        }
    }

    #[test]
    fn the_first_lit_line_is_drawn_or_the_one_that_is_named() {
        let two = r#"{"from": 2013, "series": "us"}"#;
        let text = COCA.replace("year", "x");
        let attributes = |csv: &str, draw: &str| {
            let pairs = [("mark", "line"), ("x", "x"), ("y", "un_ha us_ha")].map(|(k, v)| (k.to_string(), v.to_string()));
            let mut spec = spec::from_attributes(None, &pairs).unwrap();
            let (read, _) = spec::read(&serde_json::from_str::<Value>(&format!(
                r#"{{"mark": "line", "encoding": {{"x": {{"field": "x"}}, "y": {{"field": "y"}}}}, "usermeta": {{"nutgraph": {{"draw": {draw}}}}}}}"#
            )).unwrap()).unwrap();
            spec.draw = read.draw;
            let (table, _) = table::read(csv, table::Format::Csv, &Plain);
            Chart::new(spec, table.unwrap(), ui::of("en")).map_err(|problems| problems[0].to_string())
        };
        let veil = attributes(&text, two).unwrap().veil.unwrap();
        assert_eq!((veil.series, veil.anchor.1), (1, 78000.0), "2013 has no figure of the US");
        assert_eq!(veil.stops.iter().map(|stop| stop.value).collect::<Vec<_>>(), [Some(112000.0), Some(159000.0)]);
        assert_eq!(attributes(&text, r#"{"from": 2013}"#).unwrap().veil.map(|veil| veil.series), Some(0));
        let error = "/usermeta/nutgraph/draw/series: no line is called \"uk\"; did you mean \"un\"?";
        assert_eq!(attributes(&text, r#"{"from": 2013, "series": "uk"}"#).err().as_deref(), Some(error));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_with_its_place() {
        for (draw, error) in [
            (r#"{"from": "May"}"#, "/from: this is no place of the axis; write 2013 or \"2013-05\" on an axis of dates, else a number"),
            (r#"{"from": 2015}"#, "/from: the line has no figure after it; begin earlier: there is nothing to draw"),
            (r#"{"from": 2010}"#, "/from: the line has no figure up to there; begin later: a part of it has to be shown"),
        ] {
            assert_eq!(built(draw).err(), Some(["/usermeta/nutgraph/draw", error].concat()));
        }
    }
}
