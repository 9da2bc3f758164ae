// Pointer and keys on the plot: hover, tap and arrows move one cursor; vertical drags stay the page's.

import { fire, make, swatch } from './dom.js';
import { use } from './tools.js';

/** @typedef {import('./types').View} View */

/** Takes the tooltip away. @param {HTMLElement} tip */
export function conceal(tip) {
  if (!tip.hidden) tip.hidePopover?.();
  tip.hidden = true;
}

/** @param {View} view */
export function listen(view) {
  const { host, plot, tip, live } = view;
  let frame = 0, said = '', timer = 0;
  /** Where the last press began. @type {PointerEvent | undefined} */
  let press;

  const leave = () => {
    cancelAnimationFrame(frame);
    said = '';
    conceal(tip);
    removeEventListener('pointerdown', elsewhere, true);
    view.graph?.leave();
  };
  /** @param {Event} event */
  const elsewhere = event => event.composedPath().includes(plot) || leave();

  /** @param {import('./types').Tip | null | undefined} at @param {boolean} [finger] */
  const tell = (at, finger) => {
    if (!at) return leave();
    if (at.said != said) {
      said = at.said;
      tip.replaceChildren(make('b', '', at.title), ...at.rows.map(({ name, color, value, missing }) =>
        make('div', '', swatch(color), name, make('u', missing ? 'na' : '', value))));
      fire(host, 'nut-point', at.point);
    }
    if (tip.hidden) {
      tip.hidden = false;
      // Above all that the page has, and in its own place where the browser cannot do that.
      tip.showPopover?.();
    }
    tip.style.translate = '';
    const { left: x0, top: y0, width: wide, height: tall } = tip.getBoundingClientRect(), { left, top, width, height } = plot.getBoundingClientRect();
    const x = left + at.x, y = top + at.y;
    /** @param {number} from @param {number} least @param {number} room */
    const within = (from, least, room) => Math.max(least, Math.min(from, room));
    const edge = document.documentElement.clientWidth - 4 - wide, most = Math.min(edge, left + width - wide);
    // Beside the point; where neither side has room, above or below it; under a finger, at the top of the other side.
    let across = x + 12 > most ? x - 12 - wide : x + 12, down = within(y - tall / 2, top, top + height - tall);
    if (finger) {
      across = at.x > width / 2 ? left : left + width - wide;
      down = top;
    } else if (across < Math.max(4, left)) {
      across = x - wide / 2;
      down = y - top > tall + 12 ? y - 12 - tall : y + 12;
    }
    tip.style.translate = `${within(across, 4, edge) - x0}px ${within(down, 4, innerHeight - 4 - tall) - y0}px`;
  };
  /** @param {MouseEvent} event @param {boolean} finger */
  const hover = ({ offsetX, offsetY }, finger) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => tell(view.graph?.hover(offsetX, offsetY), finger));
  };

  view.tell = tell;
  plot.onpointerdown = event => press = event;
  plot.onpointermove = event => {
    const finger = event.pointerType == 'touch';
    if (!finger || press && Math.abs(event.clientX - press.clientX) > 2 * Math.abs(event.clientY - press.clientY)) hover(event, finger);
  };
  // A tap holds the tooltip until the next one elsewhere.
  plot.onclick = event => {
    const finger = press?.pointerType == 'touch';
    if (finger) addEventListener('pointerdown', elsewhere, true);
    hover(event, finger);
  };
  plot.onpointerleave = event => event.pointerType == 'touch' || leave();
  plot.onblur = () => {
    leave();
    view.stop?.();
  };
  plot.onkeydown = event => {
    const { key } = event, plain = !(event.ctrlKey || event.metaKey || event.altKey), at = plain ? view.graph?.key(key) : null;
    if (plain && key == 'p') return use(view, 'listen');
    if (at) event.preventDefault();
    else if (key != 'Escape') return;
    tell(at);
    clearTimeout(timer);
    timer = setTimeout(() => live.textContent = said, 150);
  };
}
