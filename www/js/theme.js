// What the page looks like where the chart stands: font, ink, paper, palette, and when any of it changes.

/** @typedef {import('./types').View} View */

/** Charts on the page. @type {Set<View>} */
export const charts = new Set();

/** @param {string} query */
const media = query => matchMedia(`(${query})`);

const scheme = media('prefers-color-scheme:dark');
const forced = media('forced-colors:active');
const paper = matchMedia('print');
const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
let printing = false;

/** A CSS colour over a ground as `#rrggbb`; undefined where it is none. @param {string} color @param {string} [ground] */
function opaque(color, ground = '#fff') {
  if (!pixel || !color) return;
  // An assignment that does not parse leaves what was there.
  pixel.fillStyle = '#010203';
  pixel.fillStyle = color;
  if (pixel.fillStyle == '#010203') return;
  const style = pixel.fillStyle;
  for (pixel.fillStyle of [ground, style]) pixel.fillRect(0, 0, 1, 1);
  const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data;
  return '#' + (r << 16 | g << 8 | b | 1 << 24).toString(16).slice(1);
}

/**
 * The theme of a chart, read from its furniture's computed style.
 * @param {View} view
 * @returns {import('./types').Theme}
 */
export function themeOf({ host, box }) {
  const style = getComputedStyle(box);
  const light = printing || paper.matches;
  /** @param {string} name */
  const own = name => style.getPropertyValue('--nut-' + name).trim();
  // The caret is never seen here: its colour carries the canvas of the page's colour scheme.
  let ground = light ? '#fff' : own('paper');
  /** @type {Node | null} */
  let node = host;
  for (; !ground && node; node = /** @type {any} */ (node).assignedSlot || node.parentNode || /** @type {any} */ (node).host) {
    const color = node instanceof Element && getComputedStyle(node).backgroundColor;
    if (color && !/, 0\)$|\/ 0\)$|transparent/.test(color)) ground = color;
  }
  const sheet = opaque(ground, opaque(style.caretColor)) || opaque(style.caretColor) || '#ffffff';
  const value = parseInt(sheet.slice(1), 16);
  return {
    font: style.fontFamily,
    ink: light ? '#16191d' : opaque(style.color, sheet) || '#16191d',
    paper: sheet,
    grid: opaque(own('grid'), sheet),
    accent: opaque(own('accent'), sheet),
    colors: Array.from({ length: 10 }, (_, i) => opaque(own(`color-${i + 1}`), sheet) || null),
    base: parseFloat(style.fontSize),
    dark: (value >> 16) * 3 + (value >> 8 & 255) * 6 + (value & 255) < 1280,
    forced: forced.matches,
    rtl: style.direction == 'rtl',
  };
}

/**
 * Calls back for every chart whenever the page may look different.
 * @param {(view: View, only: boolean) => void} changed `only`: only if its theme has changed
 */
export function watch(changed) {
  const all = () => charts.forEach(view => changed(view, false));
  const themes = () => charts.forEach(view => changed(view, true));
  for (const query of [scheme, forced, paper]) query.addEventListener('change', themes);
  for (const [event, state] of /** @type {[string, boolean][]} */ ([['beforeprint', true], ['afterprint', false]]))
    addEventListener(event, () => {
      printing = state;
      themes();
    });
  // Pages switch to dark by a class or an attribute at their top.
  const switches = new MutationObserver(themes);
  for (const top of [document.documentElement, document.body]) top && switches.observe(top, { attributes: true });
  document.fonts.addEventListener('loadingdone', all);
  const ratio = () => media(`resolution:${devicePixelRatio}dppx`).addEventListener('change', () => {
    all();
    ratio();
  }, { once: true });
  ratio();
}
