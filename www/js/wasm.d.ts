/** The glue that wasm-bindgen writes (`nutgraph_bg.js`), put beside these sources by the build as `wasm.js`. */
export { Graph } from './types';
export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
