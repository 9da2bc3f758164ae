// Specs beyond the small grammar of stories: which they are, and the files that they name. Loaded where the lean engine has stopped at a
// spec, to tell one that needs the full grammar from one that is wrong.

/** @typedef {import('../types').View} View */

/** The engine that draws them: file, its hash, its glue. @type {[string, string, string]} */
const form = ['__NUTGRAPH_GRAMMAR_WASM__', '__NUTGRAPH_GRAMMAR_INTEGRITY__', '__NUTGRAPH_LATER_GRAMMAR__'];

const marks = ['line', 'area', 'bar', 'point', 'rule', 'circle'];
const whole = ['$schema', 'name', 'title', 'description', 'data', 'datasets', 'usermeta', 'mark', 'layer', 'encoding', 'transform', 'width', 'height', 'autosize', 'padding', 'background', 'config'];
const channels = ['x', 'y', 'x2', 'y2', 'xOffset', 'yOffset', 'color', 'detail', 'tooltip', 'order'];
const channel = ['field', 'datum', 'value', 'type', 'title', 'sort', 'scale', 'axis', 'legend', 'stack', 'band', 'bandPosition'];
const scale = ['zero', 'domain', 'nice', 'type'];

/** @param {any} object @param {string[]} known */
const more = (object, known) => object && typeof object == 'object' && Object.keys(object).some(key => !known.includes(key));

/**
 * Whether a spec uses what only the full grammar has. One that is merely wrong does not: the full engine says what is wrong with it.
 * @param {any} spec @returns {boolean}
 */
function beyond(spec) {
  const { mark, layer = [], encoding = {}, transform = [], config, background } = spec;
  const type = mark?.type ?? mark;
  return more(spec, whole) || !!type && !marks.includes(type) && typeof type == 'string' || more(mark, ['type', 'filled', 'color', 'tooltip']) || !!config || !!background
    || [].concat(transform).some(step => more(step, ['filter']))
    || more(encoding, channels)
    || Object.values(encoding).some((/** @type {any} */ one) => Array.isArray(one) || more(one, channel) || more(one?.scale, scale) || /^(log|symlog|pow|sqrt|utc)$/.test(one?.scale?.type) || more(one?.axis, ['title']) || more(one?.legend, ['title']))
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

/** Whether a spec has parameters, which a reader may change. @param {any} node @returns {boolean} */
const played = node => !!node && typeof node == 'object' && (!!node.params || Object.values(node).some(played));

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
  const [spec, , data] = given, { host } = view;
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
  return engine(view.full ||= 1);
}
