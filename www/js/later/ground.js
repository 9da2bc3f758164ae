// Facts on a chart of the full grammar: the full engine, which has the fact language, computes them on the chart's figures; the chart
// lights the marks behind their evidence. Loaded with the first fact about such a chart.

/** @typedef {{Graph: typeof import('../types').Graph}} Engine */
/** @typedef {import('../types').FactDetail} FactDetail */

/** What of the element facts depend on. */
const attributes = ['as-of', 'unit', 'period', 'source', 'source-url'];

/** Charts of figures that nobody sees. @type {WeakMap<object, {told: any, source?: any, derived?: any}>} */
const known = new WeakMap();

/**
 * The figures of a chart on which an expression is computed: the data as loaded, or, where it names a column that only the transforms
 * make, the rows after them.
 * @param {Engine} full @param {any} graph @param {string} expression
 * @returns {{kind: 'source' | 'derived', figures: any}}
 */
function ground({ Graph }, graph, expression) {
  const [spec, given, , locale] = graph.given;
  let made = known.get(graph);
  if (!made) known.set(graph, made = { told: graph.ground() });
  const { told } = made, said = spec?.usermeta?.nutgraph?.facts?.[expression.trim()] ?? expression;
  const names = said.match(/[\p{L}_$][\p{L}\p{N}_$]*|'[^']*'|"[^"]*"/gu) ?? [];
  const own = names.some((/** @type {string} */ name) => told.only.includes(name.replace(/^['"]|['"]$/g, '')));
  const kind = told.derived && (own || !told.source) ? 'derived' : 'source';
  if (!told[kind]) throw { code: 'no-facts', message: 'nutgraph: no fact can be computed on this chart: it has no column of numbers', severity: 'error', place: '', found: 'no column of numbers', remedy: 'name a chart of a table' };
  if (!made[kind]) {
    const figures = new Graph(document.createElement('canvas'), document.createElement('canvas'));
    made[kind] = figures;
    figures.read(told[kind], Object.fromEntries(Object.entries(given).filter(([name]) => attributes.includes(name))), undefined, locale);
  }
  return { kind, figures: made[kind] };
}

/**
 * Facts by an engine, for charts of the full grammar.
 * @param {Engine} full
 */
export const facts = full => {
  /** The figures, which know the other charts that a question names. @param {any} graph @param {string} expression */
  const asked = (graph, expression) => {
    const found = ground(full, graph, expression), others = graph.joined ?? [];
    graph.joined = [];
    for (const [own, name, other] of others) found.figures.join(own, name, other.figures ?? other);
    return found;
  };
  return {
    /** @param {any} graph @param {string} expression @param {string[]} words @returns {FactDetail} */
    fact: (graph, expression, ...words) => asked(graph, expression).figures.fact(expression, ...words),
    /** @param {any} graph @param {string} [expression] @returns {FactDetail | null} */
    show(graph, expression) {
      if (!expression) {
        graph.light([], false);
        return null;
      }
      const { kind, figures } = asked(graph, expression), detail = figures.show(expression);
      const lines = detail.evidence.flatMap((/** @type {{chart: number, lines: number[]}} */ part) => part.chart ? [] : part.lines);
      graph.light(Uint32Array.from(lines), kind == 'derived');
      return detail;
    },
    /** Its figures, for a fact that another chart is asked. @param {any} graph */
    figures: graph => ground(full, graph, '').figures,
    /** Forgets what was made for a chart. @param {any} graph */
    forget(graph) {
      const { source, derived } = known.get(graph) ?? {};
      known.delete(graph);
      source?.free();
      derived?.free();
    },
  };
};
