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
  const refused = 'WebAssembly is not to be had here';
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    throw fault('wasm-refused', name, refused, "add 'wasm-unsafe-eval' to the script-src of the page's security policy");
  }
  const imports = { './nutgraph_bg.js': /** @type {any} */ (glue) };
  let made;
  try {
    const response = await fetch(new URL(name, script?.src || document.baseURI), { integrity: '__NUTGRAPH_INTEGRITY__' });
    if (!response.ok) throw `HTTP ${response.status}`;
    // Browsers stream this very type only.
    made = await (response.headers.get('content-type') == 'application/wasm'
      ? WebAssembly.instantiateStreaming(response, imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), imports));
  } catch (error) {
    throw fault('wasm-missing', name, String(error), 'publish it beside the script, readable from this page');
  }
  const exports = /** @type {any} */ (made.instance.exports);
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  return glue;
}
