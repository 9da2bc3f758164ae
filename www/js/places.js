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
  for (const name of ['nut-graph', 'nut-fact'])
    for (const element of document.querySelectorAll(`[data-${name}],a[href*="#${name}"]`)) {
      // Both marks of a spelling, or two copies of the script, upgrade it once.
      if (element.closest('nut-graph') || element.querySelector(name)) continue;
      const inner = made(name, element), { href, hash = '' } = /** @type {HTMLAnchorElement} */ (element);
      const [, chart = '', expression] = /=(?:([\w-]+):)?(.+)/.exec(decodeURIComponent(hash)) ?? [];
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
});
