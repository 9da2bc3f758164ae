// What the page looks like where the chart stands: font, ink, paper, palette, and when any of it changes.

/** @typedef {import('./types').View} View */

/** Charts on the page. @type {Set<View>} */
export const charts = new Set();

const scheme = matchMedia('(prefers-color-scheme:dark)');
const forced = matchMedia('(forced-colors:active)');
const paged = matchMedia('print');
const pixel = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d', { willReadFrequently: true }));
let printing = false;

/** What `opaque` has found: asking a canvas takes its time. @type {Map<string, string | undefined>} */
const known = new Map();

/** A CSS colour over a ground as `#rrggbb`; nothing where it is none. @param {string} color @param {string} [ground] */
function opaque(color, ground = '#fff') {
  const both = color + '/' + ground;
  if (!known.has(both)) known.set(both, mixed(color, ground));
  return known.get(both);
}

/** @param {string} color @param {string} ground */
function mixed(color, ground) {
  const none = pixel.fillStyle = '#010203';
  // An assignment that does not parse leaves what was there.
  pixel.fillStyle = color;
  const style = /** @type {string} */ (pixel.fillStyle);
  if (style == none) return;
  if (style[0] == '#') return style;
  for (pixel.fillStyle of [ground, style]) pixel.fillRect(0, 0, 1, 1);
  const [r, g, b] = pixel.getImageData(0, 0, 1, 1).data;
  return '#' + (1 << 24 | r << 16 | g << 8 | b).toString(16).slice(1);
}

/**
 * The theme of a chart, read from its furniture's computed style.
 * @param {View} view
 * @returns {import('./types').Theme}
 */
export function themeOf({ host, box }) {
  const style = getComputedStyle(box), light = printing || paged.matches;
  /** @param {string} name */
  const own = name => style.getPropertyValue('--nut-' + name);
  // The caret is never seen here: its colour is the canvas of the page's colour scheme.
  const canvas = style.caretColor;
  let ground = light ? '#fff' : own('paper');
  for (let node = /** @type {any} */ (host); !ground && node; node = node.assignedSlot || node.parentNode || node.host) {
    const color = node.tagName && getComputedStyle(node).backgroundColor;
    if (color && color != 'rgba(0, 0, 0, 0)') ground = color;
  }
  const paper = opaque(ground, canvas) || opaque(canvas) || '#ffffff';
  const value = parseInt(paper.slice(1), 16);
  return {
    font: style.fontFamily,
    ink: !light && opaque(style.color, paper) || '#16191d',
    paper,
    grid: opaque(own('grid'), paper),
    accent: opaque(own('accent'), paper),
    colors: Array.from({ length: 10 }, (_, i) => opaque(own('color-' + (i + 1)), paper) || null),
    base: parseFloat(style.fontSize),
    ratio: devicePixelRatio,
    dark: (value >> 16) * 3 + (value >> 8 & 255) * 6 + (value & 255) < 1280,
    forced: forced.matches,
    dashed: light || forced.matches,
    rtl: style.direction == 'rtl',
  };
}

/**
 * Calls back for every chart whenever the page may look different.
 * @param {(view: View, fonts: boolean) => void} changed `fonts`: letters may have changed that the theme knows nothing of
 */
export function watch(changed) {
  /** @param {any} event */
  const all = event => {
    if (/print/.test(event.type)) printing = event.type == 'beforeprint';
    charts.forEach(view => changed(view, event.type == 'loadingdone'));
  };
  for (const query of [scheme, forced, paged]) query.addEventListener('change', all);
  for (const type of ['beforeprint', 'afterprint']) addEventListener(type, all);
  const sharpness = () => matchMedia(`(resolution:${devicePixelRatio}dppx)`).addEventListener('change', event => {
    all(event);
    sharpness();
  }, { once: true });
  sharpness();
  document.fonts.addEventListener('loadingdone', all);
  // Pages switch to dark by a class or an attribute at their top.
  const switches = new MutationObserver(all);
  for (const top of [document.documentElement, document.body]) switches.observe(top, { attributes: true });
}
