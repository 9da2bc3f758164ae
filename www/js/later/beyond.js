// Specs beyond what the lean engine draws: which they are, and what they need. Loaded where it has stopped at a spec, to tell one that
// needs the full grammar from one that is wrong, and where readers are to draw or to choose.

/** @typedef {import('../types').View} View */

/** The engine that draws them: file, its hash, its glue. @type {[string, string, string]} */
const form = ['__NUTGRAPH_GRAMMAR_WASM__', '__NUTGRAPH_GRAMMAR_INTEGRITY__', '__NUTGRAPH_LATER_GRAMMAR__'];

const marks = ['line', 'area', 'bar', 'point', 'rule', 'circle'];
const whole = ['$schema', 'name', 'title', 'description', 'data', 'datasets', 'usermeta', 'mark', 'layer', 'encoding', 'transform', 'width', 'height', 'autosize', 'padding', 'background', 'config'];
const channels = ['x', 'y', 'x2', 'y2', 'xOffset', 'yOffset', 'color', 'detail', 'tooltip', 'order', 'facet', 'row', 'column'];
const channel = ['field', 'datum', 'value', 'type', 'title', 'sort', 'scale', 'axis', 'legend', 'stack', 'band', 'bandPosition'];
/** Of a channel that parts a chart into panels. */
const panels = ['field', 'type', 'title', 'sort', 'columns'];
const scale = ['zero', 'domain', 'nice', 'type'];

/** @param {any} object @param {string[]} known */
const more = (object, known) => object && typeof object == 'object' && Object.keys(object).some(key => !known.includes(key));

/**
 * Whether a spec uses what only the full grammar has. One that is merely wrong does not: the full engine says what is wrong with it.
 * @param {any} spec @returns {boolean}
 */
function beyond(spec) {
  const { mark, layer = [], encoding = {}, transform = [], config, background } = spec;
  const type = mark?.type ?? mark, { facet, row, column, ...rest } = encoding;
  return more(spec, whole) || !!type && !marks.includes(type) && typeof type == 'string' || more(mark, ['type', 'filled', 'color', 'tooltip']) || !!config || !!background
    || [].concat(transform).some(step => more(step, ['filter']))
    || more(encoding, channels)
    || encoding.row && encoding.column || [facet, row, column].some(part => more(part, panels) || part?.sort?.field || part?.sort?.op)
    || Object.values(rest).some((/** @type {any} */ one) => Array.isArray(one) || more(one, channel) || more(one?.scale, scale) || /^(log|symlog|pow|sqrt|utc)$/.test(one?.scale?.type) || more(one?.axis, ['title']) || more(one?.legend, ['title']))
    || [].concat(layer).some(beyond);
}

/**
 * The texts of all files that a spec names, by the addresses as it names them, and the data that the page hands over in the place of the spec's own.
 * @param {any} spec @param {any} data @param {(url: string) => Promise<string>} load
 */
async function files(spec, data, load) {
  /** @type {Set<string>} */
  const urls = new Set();
  /** @param {any} node */
  const walk = node => {
    if (!node || typeof node != 'object') return;
    if (typeof node.data?.url == 'string') urls.add(node.data.url);
    Object.values(node).forEach(walk);
  };
  walk(spec);
  const texts = await Promise.all([...urls].map(async url => [url, await load(url)]));
  // Typed arrays become lists.
  const own = data && typeof data == 'object' && !Array.isArray(data) ? Object.fromEntries(Object.entries(data).map(([name, cells]) => [name, [...cells]])) : data;
  return { files: Object.fromEntries(texts), data: own };
}

/** The address of something beside this module. @param {string} name */
const near = name => './' + name;

/** Engines of charts on which readers draw or choose, and what they have. @type {WeakMap<import('../types').View, {Graph: any, draw?: boolean, params?: boolean}>} */
const equipped = new WeakMap();

/**
 * The full engine with what readers draw and choose with: made once for a chart, and more of it where its spec comes to want more.
 * @param {import('../types').View} view @param {(form: number) => Promise<any>} engine @param {{draw?: unknown, params?: unknown}} own
 */
async function controls(view, engine, { draw, params }) {
  const [full, drawn, chosen] = await Promise.all([
    engine(view.full = 1),
    /** @type {Promise<typeof import('./draw.js')> | false} */ (!!draw && import(near('__NUTGRAPH_LATER_DRAW__'))),
    /** @type {Promise<typeof import('./params.js')> | false} */ (!!params && import(near('__NUTGRAPH_LATER_PARAMS__'))),
  ]);
  const Full = /** @type {typeof import('../types').Graph} */ (full.Graph);
  /** @type {{Graph: any, draw?: boolean, params?: boolean}} */
  const known = equipped.get(view) ?? { Graph: class extends Full {
    /** @param {Parameters<import('../types').Graph['read']>} given */
    read(...given) {
      const { draw, params } = /** @type {any} */ (given[0])?.usermeta?.nutgraph ?? {};
      // Another spec has come, which wants more: as from an engine without any of it, the way leads here.
      if (draw && !known.draw || params && !known.params) throw Error('more is to be loaded');
      this.equip(view.changed ?? []);
      return super.read(...given);
    }
  } };
  equipped.set(view, known);
  if (drawn && !known.draw) known.Graph = drawn.drawing(known.Graph, view);
  if (chosen && !known.params) known.Graph = chosen.choosing(known.Graph, view);
  known.draw ||= !!drawn;
  known.params ||= !!chosen;
  return known;
}

/** Whether a spec has parameters, which a reader may change. @param {any} node @returns {boolean} */
const played = node => !!node && typeof node == 'object' && (!!node.params || Object.values(node).some(played));

/** Engines of the full grammar whose charts have facts. @type {WeakMap<import('../types').View, {Graph: any}>} */
const proved = new WeakMap();

/**
 * The engine of the full grammar with facts, for which the full engine comes once one is asked for: until then, the question throws what
 * it waits for.
 * @param {import('../types').View} view @param {any} grammar @param {(form: number) => Promise<any>} engine
 */
function proving(view, grammar, engine) {
  /** @type {ReturnType<typeof import('./ground.js').facts> | undefined} */
  let kit;
  /** @type {Promise<void> | undefined} */
  let coming;
  const ready = () => {
    if (kit) return kit;
    throw coming ??= Promise.all([/** @type {Promise<typeof import('./ground.js')>} */ (import(near('__NUTGRAPH_LATER_GROUND__'))), engine(1)]).then(([{ facts }, full]) => {
      kit = facts(full);
    });
  };
  const Graph = class extends grammar.Graph {
    /** @param {any[]} given */
    read(...given) {
      kit?.forget(this);
      this.given = given;
      return super.read(...given);
    }
    /** @param {[string, ...string[]]} asked */
    fact(...asked) { return ready().fact(this, ...asked); }
    /** @param {string} [expression] */
    show(expression) { return expression || kit ? ready().show(this, expression) : null; }
    /** @param {any[]} other */
    join(...other) { (this.joined ??= []).push(other); }
    get figures() { return ready().figures(this); }
    free() {
      kit?.forget(this);
      super.free();
    }
  };
  if (!proved.has(view)) proved.set(view, { Graph });
  return proved.get(view);
}

/**
 * The engine for a chart at which another has stopped, with what it is given put right; the error again where there is none.
 * @param {View} view @param {[any, Record<string, string>, any, string]} given @param {unknown} error
 * @param {object} kit what the shell has for it
 * @param {(element: Element, name: string) => string} kit.attribute
 * @param {(form: number) => Promise<any>} kit.engine
 * @param {[string, string, string?][]} kit.forms
 * @param {(url: string, charset: string) => Promise<string>} kit.load
 * @param {(name: string) => string} kit.beside
 * @param {(view: View) => import('../types').Theme} kit.themeOf
 * @param {(view: View) => Iterator<void>} kit.place
 * @param {(...charts: Iterator<void>[]) => void} kit.together
 * @param {(element: Element, name: string, detail: unknown) => unknown} kit.fire
 * @param {(element: Element, where: string, error: unknown) => unknown} kit.report
 */
export async function other(view, given, error, { attribute, beside, engine, forms, load, themeOf, ...kit }) {
  const [spec, , data] = given, { host } = view, own = spec?.usermeta?.nutgraph;
  // The full grammar knows neither.
  if (own?.draw || own?.params) return controls(view, engine, own);
  // New figures for a chart that is drawn by it already are to be put right as well.
  if (spec && (view.full == 2 ? !given[2]?.files : beyond(spec))) {
    const own = view.data || attribute(host, 'data') || !spec.data ? data : undefined;
    const found = await files(spec, own, url => load(new URL(url, view.base).href, attribute(host, 'charset')));
    // With its width and look it is laid out once.
    given[2] = { ...found, width: view.width || view.probe.clientWidth, theme: themeOf(view) };
    view.full = 2;
    forms[2] = form;
    if (!view.after && played(spec)) (await import(beside('__NUTGRAPH_LATER_PLAY__'))).play(view, kit);
  } else if (view.full) throw error;
  const started = await engine(view.full ||= 1);
  return view.full == 2 ? proving(view, started, engine) : started;
}
