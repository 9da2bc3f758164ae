// Specs and data: fetched, decoded, or found inside the element.

import { fault } from './problem.js';

/** @type {Map<string, Promise<{bytes: ArrayBuffer, type: string | null}>>} */
const fetched = new Map();

/** Resolves when the page is parsed. @type {Promise<unknown>} */
export const parsed = new Promise(resolve =>
  document.readyState == 'loading' ? document.addEventListener('DOMContentLoaded', resolve) : resolve(0));

/**
 * The text at an absolute address; charts that wait for the same one share the request.
 * @param {string} url @param {string} [charset] as the author declares it, before what the server says
 * @param {RequestCache} [cache] `no-cache` asks the server whether what the browser holds is still the newest
 */
export async function load(url, charset, cache) {
  if (!fetched.has(url)) fetched.set(url, get(url, cache).finally(() => fetched.delete(url)));
  const { bytes, type } = await /** @type {ReturnType<typeof get>} */ (fetched.get(url));
  const label = charset || /charset="?([\w-]+)/i.exec(type ?? '')?.[1] || 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw fault('charset', url, `not in ${label}`, 'declare its encoding: charset="windows-1252"');
  }
}

/** @param {string} url @param {RequestCache} [cache] */
async function get(url, cache) {
  /** @type {any} */
  const response = await fetch(url, { cache }).catch(String);
  if (!response.ok) throw fault('not-fetched', url, `${response.status || response}`, 'check the address, its server and the connect-src of this page');
  return { bytes: /** @type {ArrayBuffer} */ (await response.arrayBuffer()), type: /** @type {string | null} */ (response.headers.get('content-type')) };
}

/** @param {string} text @param {string} place */
export function json(text, place) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault('bad-json', place, '' + error, 'mend the JSON');
  }
}

/**
 * What the author wrote inside the element: a spec, data, or both.
 * @param {HTMLElement} element
 */
export async function inline(element) {
  // A later sibling of it, or of what it stands in, is the proof that the parser has passed its end.
  /** @type {Node | null} */
  let node = element;
  while (node && !node.nextSibling) node = node.parentNode;
  if (!node) await parsed;
  let spec, data, rows;
  /** @type {NodeListOf<HTMLTableElement | HTMLScriptElement>} */
  const parts = element.querySelectorAll('table,script');
  for (const part of parts) {
    const text = part.textContent.trim();
    if ('rows' in part) rows = csv(part);
    else if (/json/.test(part.type)) {
      const value = json(text, 'script');
      if (value.mark || value.layer || value.encoding || value.$schema) spec = value;
      else data = value;
    } else if (/csv|tab/.test(part.type)) data = text;
  }
  return { spec, data: data ?? rows };
}

/** A table's rows but for its foot, as CSV. @param {HTMLTableElement} table */
const csv = table => [...table.rows].filter(row => row.parentNode != table.tFoot)
  .map(row => [...row.cells].map(cell => `"${cell.textContent.trim().replaceAll('"', '""')}"`).join()).join('\n');
