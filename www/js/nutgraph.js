// The script that a page names: defines both elements once, starts the engine, draws in its own place if it says so.

import { engine, script } from './engine.js';
import { NutGraph } from './graph.js';
import { NutFact } from './fact.js';
import { made, upgrade } from './places.js';

if (!customElements.get('nut-graph')) {
  const version = '__NUTGRAPH_VERSION__';
  const ready = engine().then(() => version);
  ready.catch(() => {});
  Object.defineProperty(globalThis, 'Nutgraph', { value: Object.freeze({ version, ready }) });
  customElements.define('nut-graph', NutGraph);
  customElements.define('nut-fact', NutFact);
  upgrade();
}
if (script?.dataset.spec) script.after(made('nut-graph', script));
