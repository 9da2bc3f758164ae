// The Wasm: asked for once, at once, beside the script itself, and not at all where the page forbids it.

import * as glue from './wasm.js';
import { fault } from './problem.js';

/** The script that this is, while it can still be told. @type {HTMLScriptElement | null} */
export const script = /** @type {any} */ (document.currentScript || document.querySelector('script[src*=nutgraph]'));

/** @type {Promise<typeof glue> | undefined} */
let started;

/** The running engine. */
export const engine = () => (started ??= start());

async function start() {
  const name = '__NUTGRAPH_WASM__';
  let remedy = "allow 'wasm-unsafe-eval' in the script-src of the page's policy";
  try {
    // The eight bytes of an empty module tell whether anything may run, before it is downloaded.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    remedy = 'publish it beside the script, readable from this page';
    const imports = { './nutgraph_bg.js': /** @type {any} */ (glue) };
    const response = await fetch(new URL(name, script?.src || document.baseURI), { integrity: '__NUTGRAPH_INTEGRITY__' });
    if (!response.ok) throw `HTTP ${response.status}`;
    // Browsers stream this very type only.
    const { instance } = await (response.headers.get('content-type') == 'application/wasm'
      ? WebAssembly.instantiateStreaming(response, imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), imports));
    const exports = /** @type {any} */ (instance.exports);
    glue.__wbg_set_wasm(exports);
    exports.__wbindgen_start?.();
    return glue;
  } catch (error) {
    throw fault('no-wasm', name, '' + error, remedy);
  }
}
