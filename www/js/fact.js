// <nut-fact>: a number in the text, held against the data of its chart, which shows where it comes from.

import { fault, fire, report } from './problem.js';
import { parsed } from './data.js';
import { factSheet } from './styles.js';
import { light } from './graph.js';
import { make, tint, views, write } from './view.js';

/**
 * @typedef {import('./types').FactDetail} FactDetail
 * @typedef {import('./types').View} View
 * @typedef {{mark: HTMLElement, said: HTMLElement, card: HTMLElement, root: HTMLElement, told: string, wrote: boolean, detail?: FactDetail, view?: View | null}} Fact
 */

/** @type {WeakMap<HTMLElement, Fact>} */
const facts = new WeakMap();

/** Facts on the page. @type {Set<HTMLElement>} */
const present = new Set();

const frame = document.createElement('template');
frame.innerHTML = '<span id=root class=ink><span id=mark aria-describedby=said><slot></slot></span><span id=card class=card hidden></span><span id=said hidden></span></span>';

/** The fact whose evidence is lit. @type {HTMLElement | undefined} */
let lit;

/** The chart that a fact speaks of: the one that `for` names, else the nearest before it, else the first. @param {HTMLElement} element */
function chartOf(element) {
  const tree = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  const [name] = (element.getAttribute('for') ?? '').split(' ');
  if (name) {
    const named = tree.getElementById(name) ?? document.getElementById(name);
    return named?.closest('nut-graph') ?? named?.querySelector('nut-graph');
  }
  const all = [...tree.querySelectorAll('nut-graph')];
  return all.findLast(chart => chart.compareDocumentPosition(element) & 4) ?? all[0];
}

/** The rest of the sentence that an element stands in, before and after it. @param {HTMLElement} element @param {string} text */
function sentence(element, text) {
  const block = element.closest('p,li,td,th,dd,dt,h1,h2,h3,h4,h5,h6,blockquote,figcaption,summary,div,section,article') ?? document.body;
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEndBefore(element);
  const before = '' + range;
  range.selectNodeContents(block);
  range.setStartAfter(element);
  const whole = before + text + range;
  const language = element.closest('[lang]')?.getAttribute('lang') ?? 'en';
  const at = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(whole);
  const start = at.containing(before.length)?.index ?? 0;
  const last = at.containing(before.length + Math.max(text.length - 1, 0));
  return [before.slice(start), whole.slice(before.length + text.length, last && last.index + last.segment.length)];
}

/** Computes a fact and shows what comes of it. @param {HTMLElement} element */
function judge(element) {
  const fact = /** @type {Fact} */ (facts.get(element));
  const chart = chartOf(element), view = fact.view = chart && views.get(chart), expression = element.getAttribute('expr') ?? '';
  if (!view?.drawn || !view.theme) return;
  const again = lit == element;
  dim(element);
  /** @type {FactDetail | undefined} */
  let detail;
  const text = fact.wrote ? '' : element.textContent.trim();
  try {
    detail = /** @type {import('./graph.js').NutGraph} */ (chart).fact(expression, text, ...sentence(element, element.textContent));
    if (!text) {
      element.textContent = detail.shown;
      fact.wrote = true;
    }
    const { verdict, shown } = detail;
    if (fact.told != (fact.told = verdict + shown)) fire(element, 'nut-fact', { ...detail, expression, text });
  } catch (error) {
    report(element, `nut-fact "${expression}": `, error);
  }
  const plain = !detail || detail.verdict == 'cannot tell';
  fact.detail = plain ? undefined : detail;
  const { mark, said, root } = fact;
  tint(root, view.theme);
  mark.className = '';
  if (plain || !detail) {
    for (const name of ['role', 'tabindex', 'aria-expanded']) mark.removeAttribute(name);
    said.textContent = '';
    return;
  }
  mark.role = 'button';
  mark.tabIndex = 0;
  mark.ariaExpanded = 'false';
  mark.classList.toggle('off', detail.verdict == 'disagrees');
  write(said, detail, revised(fact));
  if (again) show(element);
}

/** @param {Fact} fact */
const revised = ({ detail, view }) => detail?.verdict == 'disagrees' ? view?.outline?.words.revised : undefined;

/** Lights the evidence; where less than half of the plot can be seen, the working comes to the sentence. @param {HTMLElement} element */
function show(element) {
  const fact = /** @type {Fact} */ (facts.get(element)), { mark, card, view, detail } = fact;
  if (lit == element || !view?.drawn || !detail) return;
  if (lit) dim(lit);
  lit = element;
  light(view, element.getAttribute('expr') ?? '', revised(fact));
  mark.classList.add('on');
  mark.ariaExpanded = 'true';
  addEventListener('keydown', escape);
  addEventListener('pointerdown', elsewhere, true);
  const { top, bottom, height } = view.plot.getBoundingClientRect();
  if (Math.min(bottom, innerHeight) - Math.max(top, 0) >= height / 2) return;
  const words = view.outline?.words ?? {};
  const link = make('button', `${words.showOnChart} ${top < 0 ? '↑' : '↓'}`);
  link.onclick = () => {
    card.hidden = true;
    mark.focus({ preventScroll: true });
    view.host.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion:reduce)').matches ? 'auto' : 'smooth' });
  };
  const names = detail.sources.map(source => source.name).join('; '), line = make('span');
  write(line, detail, revised(fact));
  card.replaceChildren(line, make('p', make('span', names && `${words.source}: ${names}`), link));
  card.style.transform = '';
  card.hidden = false;
  const place = card.getBoundingClientRect(), text = mark.getBoundingClientRect();
  card.style.transform = `translate(${Math.min(0, innerWidth - 8 - place.right) + Math.max(0, 8 - place.left)}px,${place.bottom > innerHeight && text.top > place.height ? text.top - place.bottom - 6 : 0}px)`;
}

/** Puts the evidence of a fact out. @param {HTMLElement} element */
function dim(element) {
  if (lit != element) return;
  lit = undefined;
  const { mark, card, view } = /** @type {Fact} */ (facts.get(element));
  removeEventListener('keydown', escape);
  removeEventListener('pointerdown', elsewhere, true);
  mark.classList.remove('on');
  mark.ariaExpanded = 'false';
  card.hidden = true;
  if (view?.drawn) light(view);
}

/** @param {KeyboardEvent} event */
const escape = event => event.key == 'Escape' && lit && dim(lit);
/** @param {Event} event */
const elsewhere = event => lit && !event.composedPath().includes(lit) && dim(lit);

addEventListener('nut-ready', event => {
  for (const element of present) if (chartOf(element) == event.composedPath()[0]) queue(element);
}, true);

/** Judges once the sentence is on the page. @param {HTMLElement} element */
const queue = element => parsed.then(() => element.isConnected && judge(element));

export class NutFact extends HTMLElement {
  static observedAttributes = ['for', 'expr'];

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    shadow.adoptedStyleSheets = [factSheet];
    shadow.append(frame.content.cloneNode(true));
    /** @type {any} */
    const fact = { told: '', wrote: false };
    for (const part of shadow.querySelectorAll('[id]')) fact[part.id] = part;
    facts.set(this, fact);
    // Focus stays within for the card's button; only leaving the element is heard out here.
    const end = () => this.matches(':focus-within,:hover') || dim(this);
    this.addEventListener('click', event => event.composedPath().includes(fact.card) || show(this));
    this.addEventListener('pointerenter', event => event.pointerType == 'mouse' && show(this));
    this.addEventListener('pointerleave', end);
    this.addEventListener('focusin', () => show(this));
    this.addEventListener('focusout', () => setTimeout(end));
    fact.mark.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (!/^(Enter| )$/.test(event.key) || !fact.detail) return;
      event.preventDefault();
      show(this);
    });
  }

  connectedCallback() {
    present.add(this);
    queue(this);
    // Later than any chart that stands or is made on the page by then.
    parsed.then(() => setTimeout(() => {
      if (this.isConnected && !chartOf(this)) report(this, '', fault('no-chart', `nut-fact for="${this.getAttribute('for') ?? ''}"`, 'there is no such chart', 'give the id of a nut-graph'));
    }));
  }

  disconnectedCallback() {
    present.delete(this);
    dim(this);
  }

  attributeChangedCallback() {
    queue(this);
  }
}
