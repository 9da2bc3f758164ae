// Plain spellings: charts and facts in pages whose editor lets no unknown element through; and charts in frames, which tell their height.

/**
 * Upgrades all of them; what they hold stays as fallback or text.
 * @param {(name: string, from: Element) => HTMLElement} made makes an element from another's `data-` attributes
 */
export function upgrade(made) {
  for (const name of ['nut-graph', 'nut-fact'])
    for (const element of document.querySelectorAll(`[data-${name}],a[href*="#${name}"]`)) {
      // Both marks of a spelling, or two copies of the script, upgrade it once.
      if (element.closest('nut-graph') || element.querySelector(name)) continue;
      const inner = made(name, element), { href, hash = '' } = /** @type {HTMLAnchorElement} */ (element);
      let said = hash;
      try {
        said = decodeURIComponent(hash);
      } catch {
        // A stray percent sign: the link is taken as it stands.
      }
      const [, chart = '', expression] = /=(?:([\w-]+):)?(.+)/.exec(said) ?? [];
      if (!href) {
        inner.append(...element.childNodes);
        element.append(inner);
        continue;
      }
      element.replaceWith(inner);
      if (expression) {
        inner.setAttribute('for', chart);
        inner.setAttribute('expr', expression);
        inner.append(...element.childNodes);
      } else {
        inner.append(element);
        inner.setAttribute('spec', href.split('#')[0]);
        // Facts name a chart by its id; where an editor has left none, the chart has its file's name.
        const stem = /([^/]+?)(\.vl)?\.json$/.exec(/** @type {HTMLAnchorElement} */ (element).pathname)?.[1];
        if (stem && !inner.id && !document.getElementById(stem)) inner.id = stem;
      }
    }
  /** @type {NodeListOf<HTMLIFrameElement>} */
  const frames = document.querySelectorAll('iframe[src*="embed.html?"]');
  if (frames[0]) follow(frames);
}

/** Gives each frame the height that the chart in it tells. @param {Iterable<HTMLIFrameElement>} frames those that may have told it already */
function follow(frames) {
  addEventListener('message', ({ data, source }) => {
    if (!(data?.nutgraph > 0)) return;
    for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow == source) frame.height = data.nutgraph;
  });
  for (const { contentWindow } of frames) contentWindow?.postMessage('nutgraph', '*');
}
