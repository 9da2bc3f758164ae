// <nut-graph>: gathers spec and data, has them drawn, and tells the page.

import { engine } from './engine.js';
import { fault, fire, report } from './problem.js';
import { absolute, load, json, inline, forget } from './data.js';
import { charts, themeOf, watch } from './theme.js';
import { build, cite, fallBack, furnish, layout, views, write } from './view.js';
import { listen } from './input.js';
import { equip, fillTable, png } from './tools.js';

/** @typedef {import('./types').View} View */

/** What Rust reads of the element, and what only the shell does. */
const told = ['mark', 'x', 'y', 'color', 'facet', 'heading', 'subheading', 'note', 'source', 'source-url', 'as-of', 'unit', 'period'];
const kept = ['spec', 'data', 'height', 'aspect', 'locale', 'controls', 'charset'];

let queue = Promise.resolve();
let spent = 0;

/** One chart after the other, with a breath for the page between them. @param {() => void} work */
function inTurn(work) {
  const begun = queue.then(() => {
    const start = performance.now();
    try {
      work();
    } finally {
      spent += performance.now() - start;
    }
  });
  queue = begun.catch(() => {}).then(async () => {
    if (spent < 12) return;
    await new Promise(resolve => setTimeout(resolve));
    spent = 0;
  });
  return begun;
}

const sizes = new ResizeObserver(entries => entries.forEach(({ target, contentRect }) => {
  const view = /** @type {View} */ (views.get(/** @type {ShadowRoot} */ (target.getRootNode()).host));
  const width = Math.floor(contentRect.width);
  if (width == view.width) return;
  view.width = width;
  place(view);
}));

/** @param {View} view */
const where = ({ host }) => host.id && `#${host.id}: `;

/** Draws, or reserves the place while there is nothing to draw. @param {View} view */
function place(view) {
  try {
    layout(view);
    if (!view.graph || !view.outline || !view.width) return;
    if (!view.table.hidden) fillTable(view);
    if (view.drawn) return;
    view.drawn = true;
    view.resolve?.();
    view.resolve = undefined;
    fire(view.host, 'nut-ready', { rows: view.outline.rows, problems: view.outline.problems });
  } catch (error) {
    fail(view, error);
  }
}

/** @param {View} view @param {unknown} error */
function fail(view, error) {
  view.drawn = false;
  fallBack(view);
  report(view.host, where(view), error);
  view.reject?.(error);
  view.resolve = undefined;
}

/** @param {View} view */
function pend(view) {
  if (view.resolve) return;
  view.ready = new Promise((resolve, reject) => Object.assign(view, { resolve, reject }));
  view.ready.catch(() => {});
}

/** Draws anew, once for all changes of a moment. @param {View} view */
function refresh(view) {
  pend(view);
  if (view.due || !view.host.isConnected) return;
  view.due = true;
  queueMicrotask(async () => {
    view.due = false;
    const turn = ++view.turn;
    const stale = () => turn != view.turn || !view.host.isConnected;
    try {
      const [glue, given] = await Promise.all([engine(), gather(view)]);
      await inTurn(() => {
        if (stale()) return;
        const { host } = view;
        /** @type {Record<string, string>} */
        const attributes = {};
        for (const name of told) {
          const value = host.getAttribute(name);
          if (value != null) attributes[name] = value;
        }
        const locale = host.getAttribute('locale') || host.closest('[lang]')?.getAttribute('lang') || 'en';
        view.drawn = false;
        view.root.classList.remove('lit');
        view.graph ??= new glue.Graph(view.picture, view.overlay);
        view.outline = view.graph.read(given.spec, attributes, given.data, locale);
        const problems = view.outline.problems;
        if (problems.length) console.warn(`nutgraph: ${where(view)}${problems.map(problem => problem.message).join('\n')}`);
        furnish(view);
        view.width ||= Math.floor(view.probe.clientWidth);
        place(view);
      });
    } catch (error) {
      if (!stale()) fail(view, error);
    }
  });
}

/** Spec and data: properties before attributes, these before what stands inside, that before what the spec names. @param {View} view */
async function gather(view) {
  const { host } = view;
  let { spec, data } = view;
  let base = document.baseURI;
  const charset = host.getAttribute('charset');
  const address = host.getAttribute('data');
  const coming = data === undefined && address ? load(absolute(address, base), charset) : data;
  // Whatever fails first is what is told; this one is heard of below.
  Promise.resolve(coming).catch(() => {});
  const source = host.getAttribute('spec');
  if (spec === undefined && source) {
    base = absolute(source, base);
    spec = await load(base);
  }
  if (typeof spec == 'string') spec = json(spec, base);
  if (spec === undefined || coming === undefined && !(/** @type {any} */ (spec).data)) {
    const found = await inline(host, where(view) + 'the script inside');
    spec ??= found.spec;
    data ??= found.data;
  }
  data = await coming ?? data;
  const url = /** @type {any} */ (spec)?.data?.url;
  if (data === undefined && url) data = await load(absolute(url, base), charset);
  if (data === undefined && !(/** @type {any} */ (spec)?.data)) {
    // A page may still be about to set a property.
    await new Promise(resolve => setTimeout(resolve, 1000));
    throw fault('no-data', where(view) + 'nut-graph', 'has no data', 'name a spec or data, or put a table inside');
  }
  return { spec: /** @type {object | undefined} */ (spec), data };
}

/** @param {View} view */
function drawn(view) {
  if (!view.graph || !view.drawn) throw fault('not-drawn', where(view) + 'nut-graph', 'is not drawn yet', 'await its promise ready');
  return view.graph;
}

/**
 * Lights the evidence of an expression and shows its working; without one, puts it out.
 * @param {View} view @param {string} [expression] @param {string} [revised] said before the working
 */
export function light(view, expression, revised) {
  const { root, outline } = view, fact = drawn(view).show(expression);
  root.classList.toggle('lit', !!fact);
  const sources = fact?.sources.length ? fact.sources : undefined;
  if (fact) write(view.work, fact, revised);
  if (outline) cite(view.source, outline.words[sources ? 'sourceOfLit' : 'source'], sources ?? outline.sources);
  return fact;
}

/** @param {any} element */
const of = element => /** @type {View} */ (views.get(element));

export class NutGraph extends HTMLElement {
  static observedAttributes = [...told, ...kept];

  constructor() {
    super();
    const view = build(this);
    pend(view);
    listen(view);
    equip(/** @type {any} */ (view));
    for (const name of ['spec', 'data'])
      if (Object.hasOwn(this, name)) {
        const value = /** @type {any} */ (this)[name];
        delete (/** @type {any} */ (this)[name]);
        /** @type {any} */ (view)[name] = value;
      }
  }

  connectedCallback() {
    const view = of(this);
    if (!charts.size) begin();
    charts.add(view);
    sizes.observe(view.probe);
    if (!view.drawn) {
      furnish(view);
      refresh(view);
    }
  }

  disconnectedCallback() {
    // A chart that is only moved keeps its picture.
    queueMicrotask(() => {
      if (this.isConnected) return;
      const view = of(this);
      charts.delete(view);
      sizes.unobserve(view.probe);
      view.turn++;
      view.graph?.free();
      view.graph = view.outline = undefined;
      view.drawn = false;
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    const view = of(this);
    if (before == after && after && (name == 'data' || name == 'spec')) forget(after);
    if (name == 'height' || name == 'aspect') view.fixed = 0;
    refresh(view);
  }

  get spec() { return of(this).spec; }
  set spec(value) { change(this, 'spec', value); }
  get data() { return of(this).data; }
  set data(value) { change(this, 'data', value); }
  get ready() { return of(this).ready; }
  get summary() { return of(this).outline?.summary ?? ''; }
  get problems() { return of(this).outline?.problems ?? []; }
  get table() { return drawn(of(this)).table(); }

  /** @param {string} expression @param {string} [text] @param {string} [before] @param {string} [after] */
  fact(expression, text = '', before = '', after = '') { return drawn(of(this)).fact(expression, text, before, after); }
  /** @param {string} [expression] */
  show(expression) { return light(of(this), expression); }
  toCSV() { return drawn(of(this)).csv(); }
  toSVG() {
    const view = of(this);
    return drawn(view).svg(view.width, view.high, view.theme ?? themeOf(view));
  }
  toPNG() {
    const view = of(this);
    drawn(view);
    return png(view);
  }
}

/** @param {HTMLElement} element @param {'spec' | 'data'} name @param {unknown} value */
function change(element, name, value) {
  of(element)[name] = value;
  refresh(of(element));
}

let watching = false;

/** Follows the page's looks, from the first chart on. */
function begin() {
  if (watching) return;
  watching = true;
  watch((view, only) => {
    if (!view.drawn || only && JSON.stringify(themeOf(view)) == JSON.stringify(view.theme)) return;
    place(view);
  });
}
