// The furniture round a chart: its shadow tree, filled from what Rust says, and the heights that keep the page still.

import { attribute, make, plant, swatch, template } from './dom.js';
import { chartSheet } from './styles.js';
import { themeOf } from './theme.js';
import { tools } from './tools.js';

/** @typedef {import('./types').View} View */
/** @typedef {import('./types').Source} Source */

/** Views by their elements. @type {WeakMap<Element, View>} */
export const views = new WeakMap();

/** @param {string} path */
const button = path => `<button><svg viewBox="0 0 14 14" aria-hidden=true><path d="${path}"/></svg><span></span></button>`;

const furniture = template(`<div id=root class=wait><div id=probe></div><div id=fall><slot></slot></div><div id=box class=ink><div id=heading part=heading role=heading aria-level=3></div><p id=sub part=subheading></p><p id=summary class=vh></p><ul id=legend part=legend></ul><div id=stage><div id=plot part=plot role=img tabindex=0 aria-describedby=summary aria-keyshortcuts=p><canvas id=picture aria-hidden=true></canvas><canvas id=overlay width=0 aria-hidden=true></canvas></div><div id=tip class=card part=tooltip popover=manual hidden></div><div id=table part=table role=region tabindex=0></div><div id=sorry></div></div><div id=under><ol id=notes part=notes></ol><p id=work></p><div id=foot><p id=note part=note></p><p id=source part=source></p><p id=stamp></p></div></div><div id=controls part=controls>${button('M1.5 2.5h11v9h-11zM1.5 6h11M6 2.5v9') + button('M7 1.5v7.5M4 6.5l3 3 3-3M1.5 12.5h11') + button('M4 6H2.5v6.5h9V6H10M7 8.5V1.5M4.5 4L7 1.5 9.5 4') + button('M1.5 5v4H4l3 3V2L4 5zM9.5 4.5q2 2.5 0 5M11.5 2.5q4 4.5 0 9')}<div id=menu class=card hidden></div></div><div id=live class=vh aria-live=polite></div></div></div>`);
/** The first control's icons: to the table, and back. */
const icons = ['M1.5 2.5h11v9h-11zM1.5 6h11M6 2.5v9', 'M1.5 1.5v11h11M4 9l3-3 2 1.5 3.5-4'];

/** @param {HTMLElement} host @returns {View} */
export function build(host) {
  const view = Object.assign(plant(host, furniture, chartSheet), { width: 0, turn: 0 });
  views.set(host, view);
  return view;
}

/**
 * Writes "Source: a; b" with links where there are any.
 * @param {Element} into @param {string} label @param {Source[]} sources
 */
export const cite = (into, label, sources) => into.replaceChildren(...sources.flatMap(({ name, url }, i) => {
  // No address but one that fetches: nothing in a spec may run.
  const link = /** @type {HTMLAnchorElement} */ (make(/^(https?:|[^:]+$)/.test(url) ? 'a' : 'span', '', name));
  link.href = url;
  return [i ? '; ' : label + ': ', link];
}));

/**
 * Writes a fact's working, its result in bold; a fact that no longer agrees says so first.
 * @param {Element} into @param {import('./types').FactDetail} fact @param {string} [revised]
 */
export const write = (into, { working, result }, revised) =>
  into.replaceChildren((revised ? revised + ': ' : '') + working + ': ', make('b', '', result));

/** Ink, paper and darkness for the sheets. @param {HTMLElement} element @param {import('./types').Theme} theme */
export function tint({ style, classList }, { ink, paper, dark }) {
  style.setProperty('--ink', ink);
  style.setProperty('--paper', paper);
  classList.toggle('dark', dark);
}

/** The words round the plot: as Rust knows them, or as far as the attributes tell. @param {View} view */
export function furnish(view) {
  const { host, outline } = view;
  /** @param {string} name @param {number} [length] of what a spec, still to come, may say: so much room is kept for it */
  const said = (name, length = 0) => attribute(host, name) || (view.root.className == 'wait' && host.hasAttribute('spec') ? 'm '.repeat(length) : '');
  const name = said('source', 12);
  const { heading, subheading, note, sources, summary, label: short, words } = outline ?? /** @type {Omit<import('./types').Outline, 'problems' | 'rows'>} */ ({
    heading: said('heading', 30), subheading: said('subheading', 20), note: said('note', 40),
    sources: name ? [{ name, url: said('source-url') }] : [], summary: '', label: '', words: { source: 'Source' },
  });
  view.heading.textContent = heading;
  // One below the heading under which the chart stands.
  const over = [...document.querySelectorAll('h1,h2,h3,h4,h5')].findLast(title => title.compareDocumentPosition(view.host) & 4);
  view.heading.ariaLevel = '' + (over ? +over.tagName[1] + 1 : 2);
  view.sub.textContent = subheading;
  view.note.textContent = note;
  view.summary.textContent = summary;
  view.plot.ariaLabel = short;
  view.plot.ariaRoleDescription = words.chart ?? '';
  cite(view.source, words.source, sources);
  label(view);
}

/** Names the controls. @param {View} view */
export function label({ host, outline, box, controls, stop }) {
  const open = box.classList.contains('open'), wanted = attribute(host, 'controls') || 'table download share';
  tools.forEach((word, i) => {
    const part = /** @type {HTMLElement} */ (controls.children[i]);
    part.hidden = !wanted.includes(word);
    /** @type {Element} */ (part.lastChild).textContent = outline?.words[open && !i ? 'chart' : stop && i > 2 ? 'stop' : word] ?? '';
    if (i) return;
    part.ariaPressed = '' + open;
    part.querySelector('path')?.setAttribute('d', icons[+open]);
  });
  controls.hidden = wanted == 'none';
}

/**
 * Takes the steps of several charts side by side: all write, then all ask for sizes, so that the page is laid out once for all of them.
 * @param {Iterator<void>[]} charts
 */
export function together(...charts) {
  while (charts[0]) charts = charts.filter(steps => !steps.next().done);
}

/**
 * Lays the box out for its width and draws. The height is decided once for a width, before or after the data are here;
 * afterwards the plot takes up every difference, so that nothing below ever moves. It stops before it asks for sizes.
 * @param {View} view @returns {Generator<void>}
 */
export function* layout(view) {
  const { host, root, fall, box, stage, under, graph, outline, width } = view;
  if (!width) return;
  const theme = view.theme = themeOf(view);
  const arranged = outline && graph?.arrange(width, theme);
  tint(box, theme);
  if (arranged) {
    view.legend.replaceChildren(...arranged.key.map(({ name, color, kind }) => make('li', '', swatch(color, kind), name)));
    view.notes.replaceChildren(...arranged.notes.map((text, i) => make('li', '', make('b', '', '' + (i + 1)), make('span', '', text))));
  }
  under.style.height = '';
  // A picture of several views, or of a stated size, is as high as it is.
  if (arranged?.fills == false) view.fixed = 0;
  if (view.fixed != width) {
    const [across, down = 1] = (attribute(host, 'aspect')).split('/').map(Number);
    const usual = width < 400 ? Math.max(200, .74 * width) : width < 720 ? Math.min(340, Math.max(240, width / 2)) : Math.min(460, .46 * width);
    box.style.minHeight = '';
    stage.style.flex = `0 0 ${across ? width * down / across : arranged?.height ?? usual + 50}px`;
    yield;
    const whole = box.offsetHeight, author = fall.scrollHeight, reserved = parseFloat(getComputedStyle(host).minHeight);
    view.fixed = width;
    // What the page has reserved for the chart, in its styles or by a fallback of about its size, is what the chart takes.
    view.tall = parseFloat(attribute(host, 'height')) || (!across && reserved > 200 ? reserved : author > .75 * whole && author < 1.5 * whole ? author : whole);
  }
  const tall = box.style.minHeight = view.tall + 'px';
  stage.style.flex = '';
  if (!arranged || !graph) {
    if (root.className == 'wait') root.style.height = tall;
    return;
  }
  root.style.height = '';
  root.className = 'draw';
  yield;
  // What is reserved may be too low for the rows of a chart: only the author's own height is kept then.
  const found = stage.clientHeight, least = attribute(host, 'height') ? 0 : arranged.least || 0;
  const high = view.high = Math.max(found, least), below = under.offsetHeight;
  if (high > found) box.style.minHeight = (view.tall += high - found) + 'px';
  stage.style.flex = `0 0 ${high}px`;
  under.style.height = below + 'px';
  for (const { style } of [view.picture, view.overlay]) {
    style.width = width + 'px';
    style.height = high + 'px';
  }
  graph.draw(width, high, theme.ratio, theme);
}

/** The author's fallback again; where there is none, what can be said without a picture. @param {View} view */
export function fallBack(view) {
  const { host, root, sorry } = view;
  const bare = !host.querySelector(':not(script)') && !host.textContent.trim(), url = attribute(host, 'data');
  root.className = bare ? 'fail bare' : 'fail';
  root.style.height = '';
  view.outline = undefined;
  if (!bare) return;
  const link = make('p', 'na');
  if (url) cite(link, 'The figures behind it', [{ name: url.replace(/.*\//, ''), url }]);
  sorry.replaceChildren(make('b', '', 'This chart could not be drawn.'), link);
  furnish(view);
  together(layout(view));
}
