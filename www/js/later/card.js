// The working of a fact under its sentence, where its chart is out of sight.

/** @typedef {import('../types').View} View */
/** @typedef {import('../types').FactDetail} FactDetail */

/**
 * Shows it, with a way to the chart.
 * @param {{mark: HTMLElement, card: HTMLElement, view?: View, detail?: FactDetail}} fact
 * @param {(line: HTMLElement) => void} write writes the working
 */
export function card({ mark, card, view, detail }, write) {
  if (!view?.outline || !detail) return;
  const { words } = view.outline, { top } = view.plot.getBoundingClientRect();
  const [line, foot, sources, link] = ['span', 'p', 'span', 'button'].map(tag => document.createElement(tag));
  write(line);
  sources.textContent = detail.sources.map(({ name }, i) => (i ? '; ' : words.source + ': ') + name).join('');
  link.textContent = `${words.showOnChart} ${top < 0 ? '↑' : '↓'}`;
  link.onclick = () => {
    mark.focus({ preventScroll: true });
    card.hidden = true;
    view.host.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion:reduce)').matches ? 'auto' : 'smooth' });
  };
  foot.append(sources, link);
  card.replaceChildren(line, foot);
  const { style } = card, text = mark.getBoundingClientRect();
  style.fontFamily = view.theme?.font ?? '';
  style.transform = '';
  card.hidden = false;
  const place = card.getBoundingClientRect();
  style.transform = `translate(${Math.max(8 - place.left, Math.min(0, innerWidth - 8 - place.right))}px,${place.bottom > innerHeight ? text.top - place.bottom - 6 : 0}px)`;
}
