// <nut-fact>: a number in the text, held against the data of its chart, which shows where it comes from.

import { attribute, fire, plant, template } from './dom.js';
import { fault, report } from './problem.js';
import { parsed } from './data.js';
import { beside } from './engine.js';
import { factSheet } from './styles.js';
import { light, mended, whole } from './graph.js';
import { tint, views, write } from './view.js';

/**
 * @typedef {import('./types').FactDetail} FactDetail
 * @typedef {import('./types').View} View
 * @typedef {{host: HTMLElement, root: HTMLElement, mark: HTMLElement, card: HTMLElement, said: HTMLElement, told?: string, wrote?: string, due?: boolean, view?: View, detail?: FactDetail, revised?: string}} Fact
 */

const sentence = template('<span id=root class=ink><span id=mark aria-describedby=said><slot></slot></span><span id=card class=card hidden></span><span id=said hidden></span></span>');

/** Facts on the page. @type {Set<Fact>} */
const present = new Set();

/** The fact whose evidence is lit. @type {Fact | undefined} */
let lit;

/** The names of the charts that a fact speaks of. @param {HTMLElement} host */
const namesOf = host => attribute(host, 'for').split(' ');

/** The first chart that a fact speaks of: the one that `for` names, else the nearest before it, else the first. @param {HTMLElement} host */
function chartOf(host) {
  const [name] = namesOf(host), named = document.getElementById(name);
  const all = [...document.querySelectorAll('nut-graph')];
  return name ? named?.closest('nut-graph') ?? named?.querySelector('nut-graph')
    : all.findLast(chart => chart.compareDocumentPosition(host) & 4) ?? all[0];
}

/** The other charts that a fact names, by their names. @param {HTMLElement} host */
const othersOf = host => namesOf(host).slice(1).map(name => /** @type {[string, View | undefined]} */ ([name, views.get(/** @type {Element} */ (document.getElementById(name)))]));

/**
 * Lets a chart know the others that a fact names, for the next question.
 * @param {[string, View | undefined][]} charts @param {View} view
 */
function meet(charts, view) {
  const own = charts.find(([, other]) => other == view)?.[0] ?? '';
  for (const [name, other] of charts) if (other != view && other?.graph) view.graph?.join?.(own, name, other.graph.figures ?? other.graph);
}

/** Computes a fact and shows what comes of it. @param {Fact} fact */
function judge(fact) {
  const { host, root, mark, said } = fact, chart = chartOf(host), view = chart && views.get(chart);
  if (!view?.outline || !view.theme) return;
  /** @type {[string, View | undefined][]} */
  const charts = [[namesOf(host)[0], view], ...othersOf(host)];
  // Facts of several charts are the full engine's, once all are drawn.
  if (charts[1]) {
    if (charts.some(([, each]) => !each?.outline)) return;
    if (charts.some(([, each]) => !each?.graph?.join)) {
      Promise.all(charts.map(([, each]) => whole(/** @type {View} */ (each)))).then(() => settle(fact), error => report(host, '', error));
      return;
    }
  }
  const again = lit == fact, expression = attribute(host, 'expr'), held = host.textContent.trim(), text = held == fact.wrote ? '' : held;
  put(fact, false);
  fact.view = view;
  fact.detail = undefined;
  try {
    if (charts[1]) meet(charts, view);
    // The rest of its sentence, which ends at a stop before a space.
    const block = host.closest('p,li,td,th,dd,dt,h1,h2,h3,h4,h5,h6,blockquote,figcaption,div,section,article') ?? document.body;
    const range = document.createRange();
    range.selectNodeContents(block);
    range.setEndBefore(host);
    const before = ('' + range).replace(/^.*[.!?…。]["”»’)]*\s+/s, '');
    range.selectNodeContents(block);
    range.setStartAfter(host);
    const after = ('' + range).replace(/([.!?…。]["”»’)]*)\s.*/s, '$1');
    const detail = /** @type {import('./types').Graph} */ (view.graph).fact(expression, text, before, after), { verdict, shown } = detail;
    if (!text && held != shown) host.textContent = shown;
    fact.wrote = text ? undefined : shown;
    if (verdict != 'cannot tell') fact.detail = detail;
    if (fact.told != (fact.told = verdict + shown)) fire(host, 'nut-fact', { ...detail, expression, text });
  } catch (error) {
    /** @param {unknown} why */
    const tell = why => report(host, `nut-fact "${expression}": `, why);
    // Only the full engine has the words.
    mended(view, error).then(() => settle(fact), tell);
  }
  const { detail } = fact, wrong = detail?.verdict == 'disagrees';
  tint(root, view.theme);
  mark.classList.toggle('off', wrong);
  fact.revised = wrong ? detail.revised ?? view.revised?.(expression) ?? view.outline.words.revised : '';
  if (detail) {
    mark.role = 'button';
    mark.tabIndex = 0;
    mark.ariaExpanded = 'false';
    write(said, detail, fact.revised);
  } else for (const name of ['role', 'tabindex', 'aria-expanded']) mark.removeAttribute(name);
  if (again) put(fact, true);
}

/** Lights the evidence of a fact, or puts it out. @param {Fact} fact @param {boolean} on */
function put(fact, on) {
  const { host, mark, card, view, detail, revised } = fact;
  if (!view?.outline || !detail || on == (lit == fact)) return;
  if (lit && on) put(lit, false);
  lit = on ? fact : undefined;
  for (const change of [removeEventListener, ...on ? [addEventListener] : []]) {
    change('keydown', end);
    change('pointerdown', end, true);
  }
  mark.classList.toggle('on', on);
  mark.ariaExpanded = '' + on;
  card.hidden = true;
  /** @type {[string, View | undefined][]} */
  const charts = [[namesOf(host)[0], view], ...othersOf(host)];
  for (const [, each] of charts) if (each?.outline) {
    if (charts[1]) meet(charts, each);
    light(each, on ? attribute(host, 'expr') : undefined, revised);
  }
  const { top, bottom, height } = view.plot.getBoundingClientRect();
  // Where less than half of the plot can be seen, the working comes to the sentence.
  if (on && Math.min(bottom, innerHeight) - Math.max(top, 0) < height / 2)
    import(beside('__NUTGRAPH_LATER_CARD__')).then(later => lit == fact && later.card(fact, (/** @type {HTMLElement} */ line) => write(line, detail, revised)));
}

/** Escape, or a press elsewhere. @param {any} event */
function end(event) {
  if (lit && (event.key ? event.key == 'Escape' : !event.composedPath().includes(lit.host))) put(lit, false);
}

addEventListener('nut-ready', event => {
  for (const fact of present) if (chartOf(fact.host) == event.target || namesOf(fact.host).includes(/** @type {Element} */ (event.target).id)) settle(fact);
}, true);

/** Judges once the sentence is on the page, and once for all that asks for it until then. @param {Fact} fact */
const settle = fact => {
  if (fact.due) return;
  fact.due = true;
  parsed.then(() => {
    fact.due = false;
    if (present.has(fact)) judge(fact);
  });
};

/** @type {WeakMap<HTMLElement, Fact>} */
const facts = new WeakMap();

const words = new MutationObserver(changes => {
  for (const host of new Set(changes.map(({ target }) => (target.nodeType == 3 ? target.parentElement : /** @type {Element} */ (target))?.closest('nut-fact')))) {
    const fact = host && facts.get(/** @type {HTMLElement} */ (host));
    if (fact) settle(fact);
  }
});

export class NutFact extends HTMLElement {
  static observedAttributes = ['for', 'expr'];

  constructor() {
    super();
    /** @type {Fact} */
    const fact = plant(this, sentence, factSheet, true);
    facts.set(this, fact);
    const { mark, card } = fact, on = () => put(fact, true);
    // Focus may be on the card's button as well.
    const off = () => setTimeout(() => this.matches(':hover,:focus-within') || put(fact, false));
    this.addEventListener('pointerenter', event => event.pointerType == 'touch' || on());
    this.addEventListener('pointerleave', off);
    this.addEventListener('focusin', on);
    this.addEventListener('focusout', off);
    mark.addEventListener('click', on);
    mark.addEventListener('keydown', event => {
      if (!/^(Enter| )$/.test(event.key)) return;
      event.preventDefault();
      on();
    });
  }

  connectedCallback() {
    const fact = /** @type {Fact} */ (facts.get(this));
    present.add(fact);
    settle(fact);
    // The page may write other words into it.
    words.observe(this, { childList: true, characterData: true, subtree: true });
    // Later than any chart that stands or is made on the page by then.
    parsed.then(() => setTimeout(() => {
      if (this.isConnected && !chartOf(this)) report(this, '', fault('no-chart', 'nut-fact', `no chart "${attribute(this, 'for')}"`, 'give the id of a nut-graph'));
    }));
  }

  disconnectedCallback() {
    const fact = /** @type {Fact} */ (facts.get(this));
    put(fact, false);
    present.delete(fact);
  }

  attributeChangedCallback() {
    settle(/** @type {Fact} */ (facts.get(this)));
  }
}
