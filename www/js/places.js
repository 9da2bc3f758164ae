// Plain spellings: charts and facts in pages whose editor lets no unknown element through.

import { parsed } from './data.js';

/** Makes an element from another's `data-` attributes. @param {string} name @param {Element} from */
export function made(name, from) {
  const element = document.createElement(name);
  for (const { name, value } of from.attributes) if (/^data-(?!nut-)/.test(name)) element.setAttribute(name.slice(5), value);
  return element;
}

/** Upgrades all of them, once the page is parsed; what they hold stays as fallback or text. */
export const upgrade = () => parsed.then(() => {
  const graph = 'nut-graph', fact = 'nut-fact';
  for (const name of [graph, fact])
    for (const element of document.querySelectorAll(`[data-${name}]`)) {
      if (element.querySelector(name)) continue;
      const inner = made(name, element);
      inner.append(...element.childNodes);
      element.append(inner);
    }
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(`a[href*="#${graph}"],a[href*="#${fact}="]`))) {
    const said = /^#nut-fact=(?:([\w-]+):)?(.+)/.exec(decodeURIComponent(link.hash));
    if (link.closest(graph)) continue;
    const element = made(said ? fact : graph, link);
    if (said) {
      element.setAttribute('for', said[1] ?? '');
      element.setAttribute('expr', said[2]);
      element.append(...link.childNodes);
      link.replaceWith(element);
    } else {
      element.setAttribute('spec', link.href.split('#')[0]);
      link.replaceWith(element);
      element.append(link);
    }
  }
});
