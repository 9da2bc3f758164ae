//! A chart's table under what the reader chooses: its filters, and the columns that are computed, with the params' values in them.

use crate::expr::{self, Checked, bind, parse};
use crate::host::{Host, NumberStyle};
use crate::report::{Place, Problem, only_in_full};
use crate::spec::{Calculation, Control, Param, Spec, Value};
use crate::table::{Column, MISSING, Table, Values, Words};

/// The rows of `table` that meet a condition.
pub(super) fn filter(condition: &str, table: &Table, params: &[Param]) -> Result<Vec<u32>, Problem> {
    checked(condition, table, params)?.rows(table)
}

fn checked(expression: &str, table: &Table, params: &[Param]) -> Result<Checked, Problem> {
    let mut tree = parse(expression)?;
    bind(&mut tree, params);
    Checked::new(tree, table)
}

/// The table after the filters and calculations of the chart as a whole, in their order.
pub(super) fn transformed(spec: &Spec, mut table: Table) -> Result<Table, Vec<Problem>> {
    for (i, param) in spec.params.iter().enumerate() {
        if table.column(&param.name).is_some() {
            only_in_full();
            let place = Place::Path(["/usermeta/nutgraph/params/", &i.to_string(), "/name"].concat());
            let found = ["the data have a column \"", &param.name, "\""].concat();
            return Err(vec![crate::problem!(Error, "same-name", place, found, "give the param another name")]);
        }
    }
    for number in 0..=spec.filters.len() {
        for calculation in spec.calculations.iter().filter(|calculation| calculation.after == number) {
            calculate(calculation, &mut table, &spec.params).map_err(|problem| vec![problem])?;
        }
        if let Some(condition) = spec.filters.get(number) {
            let rows = filter(condition, &table, &spec.params).map_err(|problem| vec![problem])?;
            table = table.select(&rows);
        }
    }
    Ok(table)
}

/// Adds a column, or puts it in the place of one of the same name. It holds what its first value is; anything else in it is missing.
fn calculate(calculation: &Calculation, table: &mut Table, params: &[Param]) -> Result<(), Problem> {
    let checked = checked(&calculation.expression, table, params)?;
    let mut cells = Vec::with_capacity(table.rows);
    for row in 0..table.rows {
        cells.push(checked.eval(table, row)?.own());
    }
    let numbers = |number: fn(&expr::Value) -> Option<f64>| cells.iter().map(|cell| number(cell).unwrap_or(f64::NAN)).collect();
    let values = match cells.iter().find(|cell| **cell != expr::Value::Null) {
        Some(expr::Value::Text(_)) => {
            let mut words = Words::default();
            let codes = cells.iter().map(|cell| if let expr::Value::Text(text) = cell { words.code(text) } else { MISSING }).collect();
            words.into_values(codes)
        }
        Some(expr::Value::Time(_, unit)) => {
            Values::Times(numbers(|cell| if let expr::Value::Time(ms, _) = cell { Some(*ms) } else { None }), *unit)
        }
        _ => Values::Numbers(numbers(|cell| cell.number().filter(|number| number.is_finite()))),
    };
    let column = Column::new(&calculation.name, values);
    match table.column(&calculation.name) {
        Some(index) => table.columns[index] = column,
        None => table.columns.push(column),
    }
    Ok(())
}

/// A value of a param as its reader sees it: with as many decimals as its steps have, or as a percentage.
pub fn written(param: &Param, value: &Value, host: &dyn Host) -> String {
    match value {
        Value::Number(number) => {
            let step = if let Control::Range { step, .. } = param.control { step } else { *number };
            let scaled = if param.percent { step * 100.0 } else { step };
            let exact = |decimals: &u8| {
                let shifted = scaled * 10f64.powi(i32::from(*decimals));
                (shifted - shifted.round()).abs() < 1e-6
            };
            let decimals = (0..4).find(exact).unwrap_or(4);
            // A year has no separators.
            if step >= 1.0 && step.fract() == 0.0 && !param.percent && (1000.0..3000.0).contains(number) {
                return host.plain(*number);
            }
            host.number(*number, NumberStyle { percent: param.percent, ..NumberStyle::decimals(decimals) })
        }
        Value::String(text) => text.clone(),
        Value::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::chart::Chart;
    use crate::host::Plain;
    use crate::words::ui;
    use crate::{spec, table};

    const COCA: &str = "year,ha\n2000,100\n2001,80\n2002,120\n2003,\n";

    /// The column `part` of a chart whose param `p` is 0.5, and whose transforms are given.
    fn part(transform: &str, param: &str) -> Result<Vec<Option<f64>>, String> {
        let text = format!(
            r#"{{"mark": "line", "encoding": {{"x": {{"field": "year"}}, "y": {{"field": "ha"}}}}, "transform": [{transform}],
            "usermeta": {{"nutgraph": {{"params": [{{"name": "{param}", "min": 0, "max": 1, "value": 0.5}}]}}}}}}"#
        );
        let (spec, _) = spec::read(&serde_json::from_str(&text).unwrap()).map_err(|problems| problems[0].to_string())?;
        let (table, _) = table::read(COCA, table::Format::Csv, &Plain);
        let chart = Chart::new(spec, table.unwrap(), ui::of("en")).map_err(|problems| problems[0].to_string())?;
        let column = chart.table.column("part").map(|index| &chart.table.columns[index]);
        Ok((0..chart.table.rows).map(|row| column.and_then(|column| column.number(row))).collect())
    }

    #[test]
    fn a_column_is_computed_from_others_and_from_what_the_reader_chooses() {
        let calculate = r#"{"calculate": "datum.ha * p", "as": "part"}"#;
        assert_eq!(part(calculate, "p"), Ok(vec![Some(50.0), Some(40.0), Some(60.0), None]));
        let filtered = format!(r#"{calculate}, {{"filter": "datum.part > 80 * p"}}"#);
        assert_eq!(part(&filtered, "p"), Ok(vec![Some(50.0), Some(60.0)]));
        let twice = format!(r#"{calculate}, {{"calculate": "datum.part + 1", "as": "part"}}"#);
        assert_eq!(part(&twice, "p"), Ok(vec![Some(51.0), Some(41.0), Some(61.0), None]));
    }

    #[test]
    fn a_name_that_the_data_have_is_refused() {
        let error = "/usermeta/nutgraph/params/0/name: the data have a column \"ha\"; give the param another name";
        assert_eq!(part(r#"{"filter": "true"}"#, "ha"), Err(error.to_string()));
        assert_eq!(
            part(r#"{"calculate": "datum.hectares * p", "as": "part"}"#, "p").unwrap_err(),
            "at character 1: no column is named \"hectares\"; the columns are year, ha"
        );
    }
}
