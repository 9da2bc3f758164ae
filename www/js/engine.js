// The Wasm, beside the script itself: asked for once, at once, and not at all where the page forbids it. The lean form is every
// reader's; the full one, with its own glue, comes where there is something wrong to tell, something to download, or another language;
// that of the full chart grammar where a spec needs it.

import * as lean from './wasm.js';
import { fault } from './problem.js';

/** The script that this is, while it can still be told. @type {HTMLScriptElement | null} */
export const script = /** @type {any} */ (document.currentScript || document.querySelector('script[src*=nutgraph]'));

/** Whether a language is one that only the full engine knows. @param {string} language */
export const foreign = language => !/^(en\b|$)/i.test(language);

/** Whether this page needs the full engine in any case. */
export const home = foreign(document.documentElement.lang);

/**
 * The forms of the engine: 0 lean, 1 full, 2 of the full chart grammar, which is known once a chart needs it. File, its hash, its glue.
 * @type {[string, string, string?][]}
 */
export const forms = [['__NUTGRAPH_WASM__', '__NUTGRAPH_INTEGRITY__'], ['__NUTGRAPH_FULL_WASM__', '__NUTGRAPH_FULL_INTEGRITY__']];

/** @type {Promise<typeof lean>[]} */
const started = [];

/** The running engine of a form. @param {number} [form] */
export const engine = (form = +home) => (started[form] ??= start(form));

/** The address of something beside the script. @param {string} name */
export const beside = name => new URL(name, script?.src || document.baseURI).href;

/** @param {number} form */
async function start(form) {
  const [name, integrity, own] = forms[form];
  let remedy = "allow 'wasm-unsafe-eval' in the script-src of the page's policy";
  try {
    // The eight bytes of an empty module tell whether anything may run, before it is downloaded; WebKit refuses only the instance.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    remedy = 'publish it beside the script, readable from this page';
    const coming = fetch(beside(name), { integrity });
    const [response, glue] = await Promise.all([coming, form ? import(beside(own || '__NUTGRAPH_LATER_FULL__')) : lean]);
    const imports = { './nutgraph_bg.js': glue };
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
