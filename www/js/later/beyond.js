// Specs beyond the small grammar of stories: which they are, and the files that they name. Loaded where the lean engine has stopped at a
// spec, to tell one that needs the full grammar from one that is wrong.

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

/**
 * The engine for a chart at which another has stopped, with what it is given put right; the error again where there is none.
 * @param {import('../types').View} view @param {[any, Record<string, string>, any, string]} given @param {unknown} error
 * @param {object} kit what the shell has for it
 * @param {(element: Element, name: string) => string} kit.attribute
 * @param {(form: number) => Promise<any>} kit.engine
 * @param {[string, string, string?][]} kit.forms
 * @param {(url: string, charset: string) => Promise<string>} kit.load
 */
export async function other(view, given, error, { attribute, engine, forms, load }) {
  const [spec, , data] = given, { host } = view;
  if (spec && view.full != 2 && beyond(spec)) {
    const own = view.data || attribute(host, 'data') || !spec.data ? data : undefined;
    given[2] = await files(spec, own, url => load(new URL(url, view.base).href, attribute(host, 'charset')));
    view.full = 2;
    forms[2] = form;
  } else if (view.full) throw error;
  return engine(view.full ||= 1);
}
