// Pointer and keys on the plot: hover, tap and arrows move one cursor; vertical drags stay the page's.

import { fire, make, swatch } from './dom.js';

/** @typedef {import('./types').View} View */

/** @param {View} view */
export function listen(view) {
  const { host, plot, tip, live } = view;
  let frame = 0, said = '', timer = 0;
  /** Where the last press began. @type {PointerEvent | undefined} */
  let press;

  const leave = () => {
    cancelAnimationFrame(frame);
    said = '';
    tip.hidden = true;
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
    tip.hidden = false;
    const { offsetWidth: wide, offsetHeight: tall } = tip, { width, high } = view, { x, y } = at;
    /** @param {number} from @param {number} room */
    const within = (from, room) => Math.max(0, Math.min(from, room));
    // Beside the point; where neither side has room, above or below it; under a finger, at the top of the other side.
    let left = x + 12 + wide > width ? x - 12 - wide : x + 12, top = within(y - tall / 2, high - tall);
    if (finger) {
      left = x > width / 2 ? 0 : width - wide;
      top = 0;
    } else if (left < 0) {
      left = within(x - wide / 2, width - wide);
      top = y > tall + 12 ? y - 12 - tall : y + 12;
    }
    tip.style.left = left + 'px';
    tip.style.top = top + 'px';
  };
  /** @param {MouseEvent} event @param {boolean} finger */
  const hover = ({ offsetX, offsetY }, finger) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => tell(view.graph?.hover(offsetX, offsetY), finger));
  };

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
  plot.onblur = leave;
  plot.onkeydown = event => {
    const { key } = event, at = event.ctrlKey || event.metaKey || event.altKey ? null : view.graph?.key(key);
    if (at) event.preventDefault();
    else if (key != 'Escape') return;
    tell(at);
    clearTimeout(timer);
    timer = setTimeout(() => live.textContent = said, 150);
  };
}
