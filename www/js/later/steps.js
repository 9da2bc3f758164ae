// A scrolling story: the passage in the middle of the screen puts its chart in a state, calmly, and the reader's place decides alone.
//
//   <p data-nut-step="cultivation" data-highlight="UN survey" data-until="2012" data-show="trough(unodc_ha)">…</p>

/** @typedef {import('../types').View} View */
/** @typedef {import('../types').FactDetail} FactDetail */

/** How long a state takes to come, in milliseconds. */
const LONG = 350;

/**
 * Watches the passages.
 * @param {Iterable<HTMLElement>} passages
 * @param {(id: string) => View | undefined} chart the chart of an id
 * @param {(view: View) => Promise<import('../types').Graph>} whole its full engine
 * @param {(view: View, fact: FactDetail | null) => void} tell shows the working of what is lit, or takes it away
 */
export function steps(passages, chart, whole, tell) {
  const still = matchMedia('(prefers-reduced-motion:reduce)');
  /** The passage that each chart follows. @type {Map<string, HTMLElement | undefined>} */
  const current = new Map();

  /** @param {string} id @param {HTMLElement | undefined} passage @param {boolean} [again] */
  async function go(id, passage, again) {
    if (current.get(id) == passage && !again) return;
    current.set(id, passage);
    const view = chart(id);
    if (!view?.outline) return;
    const { highlight = '', until = '', show } = passage?.dataset ?? {};
    const graph = await whole(view);
    if (current.get(id) != passage || view.graph != graph) return;
    view.held = show;
    view.tell?.(null);
    try {
      tell(view, graph.enter({ highlight: highlight.split(/\s*[,;]\s*/).filter(Boolean), until }, show));
    } catch (error) {
      console.error(`nutgraph: data-nut-step="${id}": ${/** @type {any} */ (error).message ?? error}`);
    }
    const begin = performance.now();
    /** @param {number} now */
    const frame = now => {
      if (view.graph != graph || current.get(id) != passage) return;
      const t = still.matches ? 1 : Math.min(1, Math.max(0, now - begin) / LONG);
      graph.morph(1 - (1 - t) ** 3);
      if (t < 1) requestAnimationFrame(frame);
    };
    frame(begin);
  }

  const observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const passage = /** @type {HTMLElement} */ (target), id = passage.dataset.nutStep ?? '';
      if (isIntersecting) go(id, passage);
      // Going back: the last one above, and above the first the chart as its author made it.
      else if (current.get(id) == passage && boundingClientRect.top > innerHeight / 2)
        go(id, [...passages].findLast(other => other.dataset.nutStep == id && other.getBoundingClientRect().top < innerHeight / 2));
    }
  }, { rootMargin: '-40% 0px -50%' });
  for (const passage of passages) {
    observer.observe(passage);
    passage.addEventListener('focusin', () => go(passage.dataset.nutStep ?? '', passage));
  }
  // A chart that is drawn, or drawn anew, takes the state of the place that the reader is at.
  addEventListener('nut-ready', event => {
    const { id } = /** @type {Element} */ (event.target);
    if (current.get(id)) go(id, current.get(id), true);
  }, true);
}
