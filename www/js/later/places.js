// Plain spellings: charts and facts in pages whose editor lets no unknown element through.

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
      }
    }
}
