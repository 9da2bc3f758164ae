//! The widget's own words, one set a language. Every word that a reader sees and that is not the author's comes from here.

/// The words of one language.
pub struct Ui {
    /// The language, as a BCP 47 tag.
    pub language: &'static str,
    /// A cell without a value, in a table or tooltip.
    pub no_figure: &'static str,
    /// The same on the plot and in the key.
    pub no_figure_found: &'static str,
    /// `end of 2016`, before the period.
    pub end_of: &'static str,
    /// Words of the furniture, by the names under which the page's shell asks for them.
    pub shell: &'static [(&'static str, &'static str)],
}

/// The words of a language, by its tag; English where there are none. The lean module speaks English only.
pub fn of(tag: &str) -> &'static Ui {
    match tag.get(..2) {
        Some("es") if !cfg!(feature = "lean") => &ES,
        _ => &EN,
    }
}

/// Spanish.
static ES: Ui = Ui {
    language: "es",
    no_figure: "sin dato",
    no_figure_found: "No se halló dato",
    end_of: "Final de ",
    shell: &[
        ("table", "Tabla"),
        ("chart", "Gráfico"),
        ("download", "Descargar"),
        ("share", "Compartir"),
        ("noFigure", "sin dato"),
        ("source", "Fuente"),
        ("sourceOfLit", "Fuente de los datos resaltados"),
        ("revised", "Los datos han sido revisados desde que se escribió esto"),
        ("showOnChart", "Ver en el gráfico"),
        ("copied", "Enlace copiado"),
        ("listen", "Escuchar"),
        ("stop", "Parar"),
        ("updated", "Actualizado a las"),
    ],
};

/// English.
static EN: Ui = Ui {
    language: "en",
    no_figure: "no figure",
    no_figure_found: "No figure found",
    end_of: "End of ",
    shell: &[
        ("table", "Table"),
        ("chart", "Chart"),
        ("download", "Download"),
        ("share", "Share"),
        ("noFigure", "no figure"),
        ("source", "Source"),
        ("sourceOfLit", "Source of the lit figures"),
        ("revised", "The figures have been revised since this was written"),
        ("showOnChart", "Show on the chart"),
        ("copied", "Link copied"),
        ("listen", "Listen"),
        ("stop", "Stop"),
        ("updated", "Updated"),
    ],
};
