// <nut-graph>: gathers spec and data, has them drawn, and tells the page.

import { attribute, fire } from './dom.js';
import { beside, engine, foreign, forms, home } from './engine.js';
import { fault, report } from './problem.js';
import { load, json, inline } from './data.js';
import { charts, themeOf, watch } from './theme.js';
import { build, cite, fallBack, furnish, layout, together, views, write } from './view.js';
import { conceal, listen } from './input.js';
import { done, tools, use } from './tools.js';

/** @typedef {import('./types').View} View */

/** What Rust reads of the element. */
const read = ['mark', 'x', 'y', 'color', 'facet', 'heading', 'subheading', 'note', 'source', 'source-url', 'as-of', 'unit', 'period'];

/** @param {View} view */
const where = ({ host }) => host.id && `#${host.id}: `;

/** Charts are drawn one after the other, with a breath for the page where they take long. */
let queue = Promise.resolve(), spent = 0, watching = false;
const breath = async () => {
  if (spent < 12) return;
  spent = 0;
  await new Promise(resolve => setTimeout(resolve));
};

const sizes = new ResizeObserver(entries => together(...entries.flatMap(({ target, contentRect }) => {
  const view = of(/** @type {ShadowRoot} */ (target.getRootNode()).host), width = Math.floor(contentRect.width);
  if (width == view.width) return [];
  view.width = width;
  return place(view);
})));

/** Charts that have just come onto the page. @type {View[]} */
let fresh = [];

/** They take their places before the next frame, which without would show what stands below where it does not stay. */
function reserve() {
  const views = fresh;
  fresh = [];
  for (const view of views) view.width = view.probe.clientWidth;
  together(...views.map(layout));
}

/** Draws, or reserves the place while there is nothing to draw. @param {View} view @returns {Generator<void>} */
function* place(view) {
  try {
    yield* layout(view);
    const { box, outline, pending, width } = view;
    if (!outline || !width) return;
    if (box.classList.contains('open')) use(view, 'fill');
    view.pending = false;
    if (!pending) return;
    fire(view.host, 'nut-ready', { rows: outline.rows, problems: outline.problems });
    if (view.host.matches('[refresh],[published]')) import(beside('__NUTGRAPH_LATER_LIVE__')).then(({ live }) => live(view, kit));
  } catch (error) {
    fail(view, error);
  }
}

/** What modules that load later have of this one. */
const kit = { attribute, beside, engine, fire, forms, gather, load, place, refresh, report, themeOf, together };

/** @param {View} view @param {unknown} error */
function fail(view, error) {
  view.pending = false;
  fallBack(view);
  view.error = report(view.host, where(view), error);
}

/** Gives the chart back to its engine. One that stopped in the middle of a question keeps it. @param {View} view */
function release(view) {
  const { graph } = view;
  view.graph = undefined;
  try {
    graph?.free();
  } catch {}
}

/**
 * Reads with an engine, and writes what is round the plot.
 * @param {View} view @param {{Graph: typeof import('./types').Graph}} engine @param {[any, Record<string, string>, any, string]} given
 */
function readWith(view, { Graph }, given) {
  view.outline = view.lit = undefined;
  view.given = given;
  /** @type {any} */
  let graph = view.graph;
  if (!(graph instanceof Graph)) {
    release(view);
    graph = view.graph = new Graph(view.picture, view.overlay);
  }
  /** @type {import('./types').Outline} */
  const outline = view.outline = graph.read(...given);
  furnish(view);
  view.after?.(outline);
  view.error = undefined;
  view.box.classList.remove('lit');
  conceal(view.tip);
  view.width ||= view.probe.clientWidth;
  return outline;
}

/** The chart in the full engine, to which it goes over if need be, with what is lit. @param {View} view */
export async function whole(view) {
  drawn(view);
  // What the full grammar draws has all that the controls ask for.
  const full = await engine(view.full || 1);
  if (!(drawn(view) instanceof full.Graph)) {
    const { lit, given } = view;
    view.full = 1;
    readWith(view, full, /** @type {any} */ (given));
    together(layout(view));
    if (lit) light(view, ...lit);
  }
  return drawn(view);
}

/**
 * What has to come before a question is asked again, at which an engine has stopped: what it waits for, or the full engine; else its error.
 * @param {View} view @param {any} error @returns {Promise<unknown>}
 */
export const mended = (view, error) => error?.then ? error : view.full ? Promise.reject(error) : whole(view);

/**
 * Asks at once, and where the lean engine stops, the full one, which goes on or says why.
 * @template T @param {View} view @param {() => T} question
 */
async function ask(view, question) {
  try {
    return question();
  } catch (error) {
    await mended(view, error);
    return question();
  }
}

/** Draws anew, once for all changes of a moment. @param {View} view */
function refresh(view) {
  const { host } = view;
  view.pending = true;
  if (view.due || !host.isConnected) return;
  view.due = true;
  queueMicrotask(async () => {
    view.due = false;
    const turn = ++view.turn;
    try {
      const locale = attribute(host, 'locale') || attribute(host.closest('[lang]') ?? host, 'lang') || 'en';
      const coming = engine(view.full ||= +(home || foreign(locale)));
      // Where the engine is refused at once, nothing is fetched in vain.
      await Promise.race([coming, 0]);
      const [first, { spec, data }] = await Promise.all([coming, view.got ?? gather(view)]);
      view.got = undefined;
      await (queue = queue.then(breath));
      if (turn != view.turn) return;
      const start = performance.now();
      const attributes = Object.fromEntries(read.filter(name => host.hasAttribute(name)).map(name => [name, attribute(host, name)]));
      /** @type {Parameters<typeof readWith>[2]} */
      const given = [spec, attributes, data, locale];
      let outline;
      try {
        outline = readWith(view, first, given);
      } catch (error) {
        // The lean engine stops where something is wrong, or beyond it; the full one says what, that of the full grammar draws.
        const other = await (await import(beside('__NUTGRAPH_LATER_BEYOND__'))).other(view, given, error, kit);
        if (turn != view.turn) return;
        outline = readWith(view, other, given);
      }
      const problems = outline.problems.map(({ message }) => message).join('\n');
      if (problems) console.warn(`nutgraph: ${where(view)}${problems}`);
      together(place(view));
      spent += performance.now() - start;
    } catch (error) {
      if (turn == view.turn) fail(view, error);
    }
  });
}

/** A property that is an address, as frameworks set properties where an attribute is meant: one line, and no JSON. @param {unknown} value */
const line = value => typeof value == 'string' && !/[\n[{]/.test(value) && value;

/**
 * Spec and data: properties before attributes, these before what stands inside, that before what the spec names.
 * @param {View} view @param {RequestCache} [cache] @returns {Promise<{spec: any, data: any}>}
 */
async function gather(view, cache) {
  const { host } = view;
  const [charset, address, source] = ['charset', 'data', 'spec'].map(name => line(/** @type {any} */ (view)[name]) || attribute(host, name));
  let [spec, data] = [view.spec, view.data].map(value => line(value) ? undefined : value);
  let base = document.baseURI;
  /** @param {string} url */
  const absolute = url => new URL(url, base).href;
  const coming = data ?? (address ? load(absolute(address), charset, cache) : undefined);
  // Whatever fails first is what is told; this one is heard of below.
  Promise.resolve(coming).catch(() => {});
  if (!spec && source) spec = await load(base = absolute(source), '', cache);
  view.base = base;
  if (typeof spec == 'string') spec = json(spec, base);
  /** @type {{spec?: any, data?: any}} */
  const found = spec && (coming || spec.data) ? {} : await inline(host);
  spec ??= found.spec;
  const url = spec?.data?.url;
  data = await coming ?? found.data ?? (url && load(absolute(url), charset, cache));
  if (!data && !/"data":/.test(JSON.stringify(spec))) {
    // A page may still be about to set a property.
    await new Promise(resolve => setTimeout(resolve, 1000));
    throw fault('no-data', 'nut-graph', 'no data', 'name a spec or data, or put a table inside');
  }
  return { spec, data: await data };
}

/** @param {View} view */
function drawn(view) {
  if (!view.graph || !view.outline) throw fault('not-drawn', where(view) + 'nut-graph', 'not drawn yet', 'await its ready');
  return view.graph;
}

/**
 * Lights the evidence of an expression and shows its working; without one, puts it out.
 * @param {View} view @param {string} [expression] @param {string} [revised] said before the working
 */
export function light(view, expression, revised) {
  view.lit = expression ? [expression, revised] : undefined;
  return tell(view, drawn(view).show(expression ?? view.held), revised);
}

/**
 * Shows the working and the sources of what is lit, or takes them away.
 * @param {View} view @param {import('./types').FactDetail | null} fact @param {string} [revised]
 */
export function tell(view, fact, revised) {
  const { work, source } = view, lit = fact?.sources.length, outline = /** @type {import('./types').Outline} */ (view.outline);
  view.box.classList.toggle('lit', !!fact);
  if (fact) write(work, fact, revised);
  cite(source, outline.words[lit ? 'sourceOfLit' : 'source'], lit ? fact.sources : outline.sources);
  // Out of the working's way without a move that the page would feel.
  source.style.transform = `translateY(${fact ? Math.max(0, work.offsetTop + work.offsetHeight + 1 - source.offsetTop) : 0}px)`;
  return fact;
}

/** @param {Element} element */
const of = element => /** @type {View} */ (views.get(element));

export class NutGraph extends HTMLElement {
  static observedAttributes = [...read, 'spec', 'data', 'height', 'aspect', 'locale', 'controls', 'charset'];

  constructor() {
    super();
    const view = build(this), self = /** @type {any} */ (this);
    view.pending = true;
    listen(view);
    tools.forEach((name, i) => /** @type {HTMLElement} */ (view.controls.children[i]).onclick = () => use(view, name));
    view.controls.children[1].ariaExpanded = 'false';
    for (const name of ['spec', 'data'])
      if (Object.hasOwn(self, name)) {
        const value = self[name];
        delete self[name];
        self[name] = value;
      }
  }

  connectedCallback() {
    const view = of(this);
    charts.add(view);
    sizes.observe(view.probe);
    if (!watching) watch((each, fonts) => {
      if (each.outline && (fonts || JSON.stringify(themeOf(each)) != JSON.stringify(each.theme))) together(place(each));
    });
    watching = true;
    if (view.outline) return;
    furnish(view);
    if (fresh.push(view) < 2) queueMicrotask(reserve);
    refresh(view);
  }

  disconnectedCallback() {
    // A chart that is only moved keeps its picture.
    queueMicrotask(() => {
      if (this.isConnected) return;
      const view = of(this);
      charts.delete(view);
      sizes.unobserve(view.probe);
      view.turn++;
      clearTimeout(view.timer);
      view.timer = undefined;
      view.stop?.();
      release(view);
      view.outline = undefined;
    });
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (/height|aspect/.test(name)) of(this).fixed = 0;
    refresh(of(this));
  }

  get spec() { return of(this).spec; }
  set spec(value) {
    of(this).spec = value;
    refresh(of(this));
  }
  get data() { return of(this).data; }
  set data(value) {
    of(this).data = value;
    refresh(of(this));
  }
  get ready() {
    const { pending, error } = of(this);
    return pending ? new Promise((resolve, reject) => {
      this.addEventListener('nut-ready', () => resolve(undefined), { once: true });
      this.addEventListener('nut-error', event => reject(/** @type {CustomEvent} */ (event).detail), { once: true });
    }) : error ? Promise.reject(error) : Promise.resolve();
  }
  get summary() { return of(this).outline?.summary; }
  get problems() { return of(this).outline?.problems ?? []; }
  get table() { return drawn(of(this)).table(); }

  /** @param {string} expression */
  fact(expression, text = '', before = '', after = '') {
    const view = of(this);
    return ask(view, () => drawn(view).fact(expression, text, before, after));
  }
  /** @param {string} [expression] */
  show(expression) {
    const view = of(this);
    return ask(view, () => light(view, expression));
  }
  toCSV() { return done(of(this), 'csv'); }
  toSVG() { return done(of(this), 'svg'); }
  toPNG() { return done(of(this), 'png'); }
}
