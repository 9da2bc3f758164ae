// The script that a page names: defines both elements once, starts the engine, draws in its own place if it says so.

import { parsed } from './data.js';
import { beside, engine, script } from './engine.js';
import { NutGraph, tell, whole } from './graph.js';
import { NutFact } from './fact.js';
import { made, upgrade } from './places.js';
import { views } from './view.js';

if (!customElements.get('nut-graph')) {
  const version = '__NUTGRAPH_VERSION__';
  const ready = engine().then(() => version);
  ready.catch(() => {});
  Object.defineProperty(globalThis, 'Nutgraph', { value: Object.freeze({ version, ready }) });
  customElements.define('nut-graph', NutGraph);
  customElements.define('nut-fact', NutFact);
  upgrade();
  parsed.then(() => {
    const passages = document.querySelectorAll('[data-nut-step]');
    if (passages.length) import(beside('__NUTGRAPH_LATER_STEPS__')).then(({ steps }) =>
      steps(passages, (/** @type {string} */ id) => views.get(/** @type {Element} */ (document.getElementById(id))), whole, tell));
  });
}
if (script?.dataset.spec) script.after(made('nut-graph', script));
