// The script that a page names: defines both elements once, starts the engine, draws in its own place if it says so.

import { parsed } from './data.js';
import { beside, engine, script } from './engine.js';
import { NutGraph, tell, whole } from './graph.js';
import { NutFact } from './fact.js';
import { views } from './view.js';

/** Makes an element from another's `data-` attributes. @param {string} name @param {Element} from */
function made(name, from) {
  const element = document.createElement(name);
  for (const { name, value } of from.attributes) if (/^data-(?!nut-)/.test(name)) element.setAttribute(name.slice(5), value);
  return element;
}

if (!customElements.get('nut-graph')) {
  const version = '__NUTGRAPH_VERSION__';
  const ready = engine().then(() => version);
  ready.catch(() => {});
  Object.defineProperty(globalThis, 'Nutgraph', { value: Object.freeze({ version, ready }) });
  customElements.define('nut-graph', NutGraph);
  customElements.define('nut-fact', NutFact);
  parsed.then(() => {
    if (document.querySelector('[data-nut-graph],[data-nut-fact],a[href*="#nut-"],iframe[src*="embed.html?"]')) import(beside('__NUTGRAPH_LATER_PLACES__')).then(({ upgrade }) => upgrade(made));
    const passages = document.querySelectorAll('[data-nut-step]');
    if (passages.length) import(beside('__NUTGRAPH_LATER_STEPS__')).then(({ steps }) =>
      steps(passages, (/** @type {string} */ id) => views.get(/** @type {Element} */ (document.getElementById(id))), whole, tell));
  });
}
if (script?.dataset.spec) script.after(made('nut-graph', script));
