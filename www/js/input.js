// Pointer and keys on the plot: hover, tap and arrows move one cursor; vertical drags stay the page's.

import { make } from './view.js';
import { fire } from './problem.js';

/** @typedef {import('./types').View} View */
/** @typedef {import('./types').Tip} Tip */

/** @param {View} view */
export function listen(view) {
  const { host, plot, tip, live } = view;
  let frame = 0, x = 0, y = 0, said = '', timer = 0;
  /** Where the last press began. @type {PointerEvent | undefined} */
  let press;

  const leave = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    said = '';
    tip.hidden = true;
    removeEventListener('pointerdown', elsewhere, true);
    view.graph?.leave();
  };
  /** @param {Event} event */
  const elsewhere = event => event.composedPath().includes(plot) || leave();

  /** @param {Tip | null | undefined} at @param {boolean} [finger] */
  const tell = (at, finger) => {
    if (!at) return leave();
    if (at.said != said) {
      said = at.said;
      tip.replaceChildren(make('b', at.title), ...at.rows.map(({ name, color, value, missing }) => {
        const swatch = make('i'), cell = make('u', value), row = make('div', swatch, name, cell);
        swatch.style.background = color;
        if (missing) cell.className = 'na';
        return row;
      }));
      fire(host, 'nut-point', at.point);
    }
    tip.hidden = false;
    const { offsetWidth: wide, offsetHeight: tall } = tip, { width, high } = view;
    let left = at.x + 12, top = Math.min(Math.max(at.y - tall / 2, 0), high - tall);
    if (finger) {
      left = at.x > width / 2 ? 0 : width - wide;
      top = 0;
    } else if (left + wide > width) {
      left = at.x - 12 - wide;
      // Room on neither side: above or below the point.
      if (left < 0) {
        left = Math.min(Math.max(at.x - wide / 2, 0), width - wide);
        top = at.y > tall + 12 ? at.y - 12 - tall : at.y + 12;
      }
    }
    tip.style.left = left + 'px';
    tip.style.top = top + 'px';
  };
  /** @param {MouseEvent} event @param {boolean} finger */
  const hover = (event, finger) => {
    x = event.offsetX;
    y = event.offsetY;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      tell(view.graph?.hover(x, y), finger);
    });
  };

  plot.addEventListener('pointerdown', event => press = event);
  plot.addEventListener('pointermove', event => {
    const finger = event.pointerType == 'touch';
    if (!finger || press && Math.abs(event.clientX - press.clientX) > 2 * Math.abs(event.clientY - press.clientY)) hover(event, finger);
  });
  plot.addEventListener('click', event => {
    // A tap holds the tooltip until the next one elsewhere.
    const finger = press?.pointerType == 'touch';
    if (finger) addEventListener('pointerdown', elsewhere, true);
    hover(event, finger);
  });
  plot.addEventListener('pointerleave', event => event.pointerType != 'touch' && leave());
  plot.addEventListener('blur', leave);
  plot.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const before = said, at = view.graph?.key(event.key);
    if (!at && !(before && event.key == 'Escape')) return;
    event.preventDefault();
    tell(at);
    clearTimeout(timer);
    timer = setTimeout(() => live.textContent = said, 150);
  });
}
