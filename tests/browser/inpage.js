// Helpers that stand before every script that a test runs inside a page (`tab.eval`): ways to look at a chart as its reader does.
/* eslint-disable no-unused-vars */
const log = globalThis[Symbol.for('nutgraph.test')] ?? { console: [], events: [], violations: [], errors: [], shifts: [], texts: new WeakMap() };
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const graph = (selector = 'nut-graph') => $(selector);
const part = (name, el = graph()) => el.shadowRoot?.querySelector(`[part~="${name}"]`);
const sleep = ms => new Promise(done => setTimeout(done, ms));
const frame = () => new Promise(done => requestAnimationFrame(done));
const frames = async (count = 2) => { for (let i = 0; i < count; i++) await frame(); };
/** Waits until `test` gives something true, and gives that. */
const until = async (test, what = String(test), ms = 8000) => {
  for (const end = performance.now() + ms; ;) {
    const found = await test();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for: ${what}; console: ${JSON.stringify(log.console.slice(-4))}; errors: ${JSON.stringify(log.errors)}`);
    await sleep(20);
  }
};
const happened = (type, id) => log.events.filter(e => e.type === type && (!id || e.target === id));
/** Waits until so many charts have been drawn or have failed, and gives the kinds of events in order. */
const settled = async (count = 1) => {
  await until(() => happened('nut-ready').length + happened('nut-error').length >= count, `${count} charts drawn or failed`);
  await frames();
  return log.events.filter(e => e.type === 'nut-ready' || e.type === 'nut-error').map(e => e.type);
};
/** Is the element seen: laid out, larger than a dot, not transparent or hidden? */
const seen = el => {
  if (!el) return false;
  const box = el.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  for (let e = el; e; e = e.assignedSlot ?? e.parentElement ?? e.getRootNode().host) {
    const style = getComputedStyle(e);
    if (style.visibility === 'hidden' || style.display === 'none' || Number(style.opacity) === 0 || /inset\((50|100)%\)/.test(style.clipPath)) return false;
  }
  return true;
};
/** All elements of a tree, with those in shadow roots. */
const deep = root => [root, ...(root.shadowRoot ? deep(root.shadowRoot) : []), ...[...root.children].flatMap(deep)].filter(e => e.nodeType === 1);
/** The text that a tree shows, in shadow roots too. */
const shown = root => {
  if (root.nodeType === 3) return root.data;
  if (root.nodeType === 1 && (/^(style|script|template)$/i.test(root.localName) || getComputedStyle(root).display === 'none' || getComputedStyle(root).visibility === 'hidden')) return '';
  if (root.localName === 'slot') return root.assignedNodes({ flatten: true }).map(shown).join('');
  const inside = [...(root.shadowRoot ?? root).childNodes].map(shown).join('');
  return root.nodeType === 1 && /^(block|flex|grid|list-item|table.*)$/.test(getComputedStyle(root).display) ? ` ${inside} ` : inside;
};
const words = root => (root ? shown(root).replace(/[\s\u00a0\u202f]+/g, ' ').trim() : '');
const canvases = (el = graph()) => [...(el.shadowRoot?.querySelectorAll('canvas') ?? [])];
/** The pixels of a canvas; none for one that has no size, as an overlay that nobody has pointed at. */
const pixelsOf = canvas => canvas.width ? canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height) : { data: new Uint8ClampedArray() };
const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
const near = (data, i, [r, g, b], reach = 6) => data[i + 3] > 250 && Math.abs(data[i] - r) <= reach && Math.abs(data[i + 1] - g) <= reach && Math.abs(data[i + 2] - b) <= reach;
/** How many pixels of a chart's pictures have the colour. */
const count = (hex, el = graph(), reach = 6) => {
  const colour = rgb(hex);
  let found = 0;
  for (const canvas of canvases(el)) {
    const { data } = pixelsOf(canvas);
    for (let i = 0; i < data.length; i += 4) if (near(data, i, colour, reach)) found++;
  }
  return found;
};
/** How many pixels of a canvas are not empty. */
const ink = canvas => {
  const { data } = pixelsOf(canvas);
  let found = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) found++;
  return found;
};
/** A number that changes when any painted pixel of a canvas does; the same for one that is empty and one without a size. */
const printOf = canvas => {
  let hash = 2166136261;
  new Uint32Array(pixelsOf(canvas).data.buffer).forEach((value, i) => { if (value) hash = Math.imul(Math.imul(hash ^ i, 16777619) ^ value, 16777619); });
  return hash >>> 0;
};
/** The same for all canvases of a chart. */
const print = (el = graph()) => canvases(el).map(printOf).join();
/** The words on a chart's first canvas, as drawn last. */
const drawn = (el = graph()) => log.texts.get(canvases(el)[0]) ?? [];
const boxOf = el => { const { left, top, width, height, right, bottom } = el.getBoundingClientRect(); return { left, top, width, height, right, bottom }; };
/** Element that has the focus, in shadow roots too. */
const focused = () => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e; };
/** The control of a chart with this text. */
const control = (text, el = graph()) => [...el.shadowRoot.querySelectorAll('button, a')].find(b => words(b).toLowerCase() === text.toLowerCase());
/** What the chart last said to a screen reader. */
const said = (el = graph()) => [...el.shadowRoot.querySelectorAll('[aria-live], [role=status], [role=alert], output')].map(e => e.textContent.trim()).filter(Boolean).join(' ');
/** How the words of a fact are underlined: the first underline in its tree. */
const underline = fact => {
  for (const e of fact ? deep(fact) : []) {
    const style = getComputedStyle(e);
    if (style.textDecorationLine.includes('underline')) return style.textDecorationStyle;
  }
  return 'none';
};
