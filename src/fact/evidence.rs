//! The cells that prove a value, and how a chart draws them: plain data, in the data's own terms.

/// Cells that prove a value: rows of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Whose column: 0 for the chart that was asked, else one more than the index among the others.
    #[cfg(not(feature = "lean"))]
    pub chart: usize,
    /// Index of the column.
    pub column: usize,
    /// Rows of the table.
    pub rows: Vec<u32>,
    /// How it is drawn.
    pub show: Show,
}

/// How evidence is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Show {
    /// The cells alone (`value`, `first`, `last`, `min`, `peak` …).
    Points,
    /// Two points and the step between (`change`, `diff`, `times`).
    Step,
    /// A span, filled (`sum`, `mean`).
    Span,
    /// Values one after the other, and the line through them (`streak`, `turned`, `jump` …).
    Run,
    /// A line across at this value, from the first to the last of the cells (`record`, `highest_since`).
    Level(f64),
    /// A line across the whole plot at this value, and how far the cells are from it (`progress`, `pace`).
    #[cfg(not(feature = "lean"))]
    Target(f64),
    /// A line through the span of the cells, with its band: at each of the rows, the line's value and the band's two ends
    /// (`slope`, `trend`, `projected`).
    #[cfg(not(feature = "lean"))]
    Line(Vec<[f64; 3]>),
    /// One value, against that of the part of the evidence that follows: the difference on a bracket (`gap`).
    #[cfg(not(feature = "lean"))]
    Gap,
    /// One value, filled, within that of the part of the evidence that follows (`share`).
    #[cfg(not(feature = "lean"))]
    Share,
}
