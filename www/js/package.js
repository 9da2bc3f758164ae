// The package's entry, for pages that are made with a bundler: importing it defines both elements, as the script does.

import './nutgraph.js';
import { NutGraph } from './graph.js';
import { NutFact } from './fact.js';

const { version, ready } = /** @type {{version: string, ready: Promise<string>}} */ (/** @type {any} */ (globalThis).Nutgraph);

export { NutGraph, NutFact, version, ready };
