//! Workings in Spanish.

use super::*;
use crate::host::{DateStyle, NumberStyle};

/// Numbers and dates of Spain, as far as the tests need them.
struct Spain;

impl Host for Spain {
    fn measure(&self, text: &str, size: f64, weight: u16) -> f64 {
        Plain.measure(text, size, weight)
    }

    fn number(&self, value: f64, style: NumberStyle) -> String {
        Plain
            .number(value, style)
            .chars()
            .map(|c| {
                if c == ',' {
                    '.'
                } else if c == '.' {
                    ','
                } else {
                    c
                }
            })
            .collect::<String>()
            .replace('%', "\u{a0}%")
    }

    fn date(&self, ms: f64, style: DateStyle) -> String {
        const MONTHS: [&str; 12] =
            ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
        let (year, month, day) = crate::time::civil(ms);
        match style {
            DateStyle::Year => year.to_string(),
            DateStyle::MonthYear => format!("{} de {year}", MONTHS[month as usize - 1]),
            _ => format!("{day} de {} de {year}", MONTHS[month as usize - 1]),
        }
    }

    fn parse_float(&self, text: &str) -> f64 {
        Plain.parse_float(text)
    }

    fn plain(&self, value: f64) -> String {
        Plain.plain(value)
    }
}

#[test]
fn every_family_speaks_spanish() {
    let coca = Data { language: "es-CO", host: &Spain, ..coca() };
    for (expression, says) in [
        ("change(unodc_ha, 2015, 2016)", "96.085 ha en 2015 → 146.139 ha en 2016: +52,1\u{a0}%"),
        ("sum(unodc_ha, 1999, 2005)", "la suma de 7 valores de 1999 a 2005: 822.726 ha"),
        ("mean(ondcp_ha, 2002, 2005)", "la media de 3 valores de 2002 a 2005 (faltan 1: 2003): 134.183,3 ha"),
        ("peak(unodc_ha)", "163.289 ha, el mayor de 18 valores de 1999 a 2016: 2000"),
        ("median(unodc_ha, 2015, 2015)", "la mediana de 1 valor, 2015: 96.085 ha"),
        ("rank(unodc_ha, 2016)", "146.139 ha en 2016, contando desde el mayor de 18 valores de 1999 a 2016: 3.º"),
        (
            "record(unodc_ha, 2016)",
            "146.139 ha en 2016, por debajo del récord de 163.289 ha en 2000, el mayor de 18 valores de 1999 a 2016: no",
        ),
        (
            "highest_since(ondcp_ha, 2016)",
            "188.000 ha en 2016, por encima de los 14 valores anteriores (faltan 3: 1999, 2003, 2013); los datos comienzan en 2000: al menos 16 años",
        ),
        ("streak(unodc_ha, 2016)", "47.790 ha en 2012 → 146.139 ha en 2016, cada valor por encima del anterior: 4 alzas seguidas"),
        (
            "turned(unodc_ha, 1999, 2016)",
            "la caída termina con 47.790 ha en 2012; luego 48.189 ha en 2013 (+0,8\u{a0}%); el alza comienza con 69.132 ha en 2014 (+43,5\u{a0}%); los cambios de hasta 15.731 ha no cuentan: 2012",
        ),
        (
            "slope(unodc_ha, 2000, 2013)",
            "la recta de mínimos cuadrados por 14 valores de 2000 a 2013; 9 de 13 pasos caen; intervalo del 95\u{a0}% de −9.294 a −4.373: −6.834 ha al año",
        ),
        ("gap(ondcp_ha, unodc_ha, 2016)", "188.000 ha (ondcp_ha) − 146.139 ha (unodc_ha) en 2016: +41.861 ha"),
        ("span('2017-09-13', '2017-12-07')", "del 13 de septiembre de 2017 al 7 de diciembre de 2017: 85 días"),
        ("since(2000)", "de 2000 a la fecha de la nota, 7 de diciembre de 2017: 17 años"),
        ("first_x(unodc_ha < 50000)", "la primera de 2 filas (unodc_ha < 50000): 2012"),
    ] {
        coca.says(expression, says);
    }
    let target = Data { language: "es", host: &Spain, ..target() };
    target.says(
        "progress(ha, 50000, last, kind == 'forced_done')",
        "31.000 ha (forced_done) el 14 de septiembre de 2017 de 50.000 ha: 62,0\u{a0}%",
    );
    target.says("sum(ha, '2017-05', '2017-09')", "la suma de 2 valores del 23 de mayo de 2017 al 14 de septiembre de 2017: 46.100 ha");
    let aid = Data { language: "es", host: &Spain, ..aid() };
    aid.says("value(usd_millions, 2016, publisher == 'CRS R43813')", "en 2016 (CRS R43813): más de 10.000 dólares");
}
