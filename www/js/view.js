// The furniture round a chart: its shadow tree, filled from what Rust says, and the heights that keep the page still.

import { chartSheet } from './styles.js';
import { themeOf } from './theme.js';

/** @typedef {import('./types').View} View */
/** @typedef {import('./types').Source} Source */

/** What is said when nothing of the chart's language has arrived. @type {Record<string, string>} */
const plain = { source: 'Source', failed: 'This chart could not be drawn.', dataBehind: 'The figures behind it' };

/** Views by their elements. @type {WeakMap<Element, View>} */
export const views = new WeakMap();

/** @param {string} name @param {string} path */
const button = (name, path) => `<button id=${name} type=button><svg viewBox="0 0 14 14" aria-hidden=true><path d="${path}"/></svg><span></span></button>`;
const tablePath = 'M1.5 2.5h11v9h-11zM1.5 6h11M6 2.5v9';
const chartPath = 'M1.5 1.5v11h11M4 9l3-3 2 1.5 3.5-4';

const template = document.createElement('template');
template.innerHTML = `<div id=root class=wait><div id=probe></div><div id=fall><slot></slot></div><div id=box class=ink>
<div id=heading part=heading role=heading aria-level=3></div><p id=sub part=subheading></p><p id=summary class=vh></p><ul id=legend part=legend></ul>
<div id=stage><div id=plot part=plot role=img tabindex=0 aria-describedby=summary><canvas id=picture></canvas><canvas id=overlay></canvas></div>
<div id=tip class=card part=tooltip hidden></div><div id=table part=table role=region tabindex=0 hidden></div><div id=sorry></div></div>
<div id=under><ol id=notes part=notes></ol><div id=foot><p id=work></p><p id=note part=note></p><p id=source part=source></p></div></div>
<div id=controls part=controls>${button('tables', tablePath)}${button('download', 'M7 1.5v7.5M4 6.5l3 3 3-3M1.5 12.5h11')}${button('share', 'M4 6H2.5v6.5h9V6H10M7 8.5V1.5M4.5 4L7 1.5 9.5 4')}<div id=menu class=card hidden></div></div>
<div id=live class=vh aria-live=polite></div></div></div>`;

/** @param {HTMLElement} host @returns {View} */
export function build(host) {
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [chartSheet];
  shadow.append(template.content.cloneNode(true));
  /** @type {any} */
  const view = { host, width: 0, fixed: 0, tall: 0, high: 0, turn: 0 };
  for (const part of shadow.querySelectorAll('[id]')) view[part.id] = part;
  views.set(host, view);
  return view;
}

/**
 * An element with text, or with children.
 * @param {string} tag @param {...(string | Node)} children
 */
export function make(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

/**
 * Writes "Source: a; b" with links where there are any.
 * @param {Element} into @param {string} label @param {Source[]} sources
 */
export function cite(into, label, sources) {
  into.replaceChildren(...(sources.length ? [label + ': '] : []), ...sources.flatMap(({ name, url }, i) => {
    // No address but one that fetches: nothing in a spec may run.
    const link = make(/^(https?:|[^:]+$)/.test(url || '') ? 'a' : 'span', name);
    /** @type {HTMLAnchorElement} */ (link).href = url;
    return i ? ['; ', link] : [link];
  }));
}

/**
 * Writes a fact's working, its result in bold; a fact that no longer agrees says so first.
 * @param {Element} into @param {import('./types').FactDetail} fact @param {string} [revised]
 */
export const write = (into, { working, result }, revised) =>
  into.replaceChildren((revised ? revised + ': ' : '') + working + ': ', make('b', result));

/** Ink, paper and darkness for the sheets. @param {HTMLElement} element @param {import('./types').Theme} theme */
export function tint({ style, classList }, { ink, paper, dark }) {
  style.setProperty('--ink', ink);
  style.setProperty('--paper', paper);
  classList.toggle('dark', dark);
}

/** The words round the plot: as Rust knows them, or as far as the attributes tell. @param {View} view */
export function furnish(view) {
  const { host, outline } = view;
  /** @param {string} name */
  // Where a spec is still to come, a line is kept free for what it may say.
  const said = name => host.getAttribute(name) ?? (!outline && host.hasAttribute('spec') ? '\xa0' : '');
  const words = outline?.words ?? plain;
  view.heading.textContent = outline?.heading ?? said('heading');
  view.sub.textContent = outline?.subheading ?? said('subheading');
  view.note.textContent = outline?.note ?? said('note');
  const name = said('source');
  cite(view.source, words.source, outline?.sources ?? (name ? [{ name, url: host.getAttribute('source-url') ?? '' }] : []));
  view.summary.textContent = outline?.summary ?? '';
  view.plot.ariaLabel = outline?.label ?? '';
  view.plot.setAttribute('aria-roledescription', words.chart ?? 'chart');
  label(view);
}

/** Names the controls. @param {View} view */
export function label({ host, outline, table, controls }) {
  const open = !table.hidden, words = outline?.words;
  const wanted = host.getAttribute('controls') ?? 'table download share';
  controls.hidden = true;
  for (const [i, word] of ['table', 'download', 'share'].entries()) {
    const part = /** @type {HTMLElement} */ (controls.children[i]);
    part.hidden = !wanted.includes(word);
    controls.hidden &&= part.hidden;
    /** @type {Element} */ (part.lastElementChild).textContent = words?.[open && !i ? 'chart' : word] ?? '';
    if (i) continue;
    part.ariaPressed = '' + open;
    part.querySelector('path')?.setAttribute('d', open ? chartPath : tablePath);
  }
}

/**
 * Lays the box out for its width and draws. The height is decided once for a width, before or after the data are here;
 * afterwards the plot takes up every difference, so that nothing below ever moves.
 * @param {View} view
 */
export function layout(view) {
  const { host, root, fall, box, stage, under, graph, outline, width } = view;
  if (!width) return;
  const theme = view.theme = themeOf(view);
  const compact = width < 400;
  for (const [name, on] of /** @type {[string, boolean][]} */ ([['s', compact], ['m', !compact && width < 720], ['w', width >= 720]])) root.classList.toggle(name, on);
  tint(box, theme);
  const arranged = outline && graph?.arrange(width, theme);
  if (arranged) {
    view.legend.replaceChildren(...arranged.key.map(({ name, color, kind }) => {
      const swatch = make('i');
      swatch.className = kind;
      swatch.style.background = color;
      return make('li', swatch, name);
    }));
    view.notes.replaceChildren(...arranged.notes.map((text, i) => make('li', make('b', '' + (i + 1)), make('span', text))));
  }
  under.style.height = '';
  if (view.fixed != width) {
    const [across, down = 1] = (host.getAttribute('aspect') ?? '').split('/').map(Number);
    const usual = compact ? Math.max(200, .74 * width) : width < 720 ? Math.min(340, Math.max(240, .5 * width)) : Math.min(460, .46 * width);
    box.style.minHeight = '';
    stage.style.flex = `0 0 ${Math.round(across ? width * down / across : arranged?.height ?? usual + 50)}px`;
    const usually = box.offsetHeight, author = fall.scrollHeight;
    view.fixed = width;
    view.tall = parseFloat(host.getAttribute('height') ?? '') || (author > .75 * usually && author < 1.5 * usually ? author : usually);
  }
  const tall = view.tall + 'px';
  stage.style.flex = '';
  box.style.minHeight = tall;
  if (!arranged || !graph) {
    if (root.classList.contains('wait')) root.style.height = tall;
    return;
  }
  root.style.height = '';
  root.classList.remove('wait', 'fail', 'bare');
  root.classList.add('draw');
  const high = view.high = stage.clientHeight, below = under.offsetHeight;
  stage.style.flex = `0 0 ${high}px`;
  under.style.height = below + 'px';
  for (const { style } of [view.picture, view.overlay]) {
    style.width = width + 'px';
    style.height = high + 'px';
  }
  graph.draw(width, high, devicePixelRatio, theme);
}

/** The author's fallback again; where there is none, what can be said without a picture. @param {View} view */
export function fallBack(view) {
  const { host, root, sorry } = /** @type {View & {sorry: HTMLElement}} */ (view);
  const bare = !host.querySelector(':not(script)') && !host.textContent.trim();
  root.className = 'fail' + (bare ? ' bare' : '');
  root.style.height = '';
  view.outline = undefined;
  if (!bare) return;
  const address = host.getAttribute('data') ?? host.getAttribute('spec');
  sorry.replaceChildren(make('b', plain.failed), make('p'));
  if (address) cite(/** @type {Element} */ (sorry.lastChild), plain.dataBehind, [{ name: address.replace(/.*\//, ''), url: address }]);
  furnish(view);
  layout(view);
}
