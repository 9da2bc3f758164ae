// Specs and data: fetched, decoded, or found inside the element.

import { fault } from './problem.js';

/** @type {Map<string, Promise<{bytes: ArrayBuffer, type: string}>>} */
const fetched = new Map();

/** Resolves when the page is parsed. @type {Promise<unknown>} */
export const parsed = new Promise(resolve =>
  document.readyState == 'loading' ? document.addEventListener('DOMContentLoaded', resolve) : resolve(0));

/** @param {string} address @param {string} base */
export function absolute(address, base) {
  try {
    return new URL(address, base).href;
  } catch {
    throw fault('bad-address', address, 'is no address', 'give a URL');
  }
}

/** Forgets an address, so that it is fetched anew. @param {string} address */
export const forget = address => fetched.delete(new URL(address, document.baseURI).href);

/**
 * The text at an absolute address; charts that ask for the same one share the request.
 * @param {string} url @param {string | null} [charset] as the author declares it; a byte order mark wins, the server comes last
 */
export async function load(url, charset) {
  let request = fetched.get(url);
  if (!request) {
    fetched.set(url, request = get(url));
    request.catch(() => fetched.delete(url));
  }
  const { bytes, type } = await request;
  const [first, second] = new Uint8Array(bytes);
  const label = first == 239 && second == 187 ? 'utf-8' : first == 255 && second == 254 ? 'utf-16le'
    : charset || /charset="?([^\s;"]+)/i.exec(type)?.[1] || 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw fault('charset', url, `is not in ${label}`, 'save it in UTF-8 or declare its encoding: charset="windows-1252"');
  }
}

/** @param {string} url */
async function get(url) {
  const response = await fetch(url).catch(() => 0);
  if (typeof response == 'number') throw fault('unreachable', url, 'cannot be fetched', 'check the address, and that its server and the connect-src of this page allow it');
  if (!response.ok) throw fault('not-found', url, `HTTP ${response.status}`, 'check the address');
  return { bytes: await response.arrayBuffer(), type: response.headers.get('content-type') || '' };
}

/** @param {string} text @param {string} place */
export function json(text, place) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault('bad-json', place, /** @type {Error} */ (error).message, 'mend the JSON');
  }
}

/**
 * What the author wrote inside the element: a spec, data, or both.
 * @param {HTMLElement} element @param {string} place
 */
export async function inline(element, place) {
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
    if ('rows' in part) rows ??= csv(part);
    else if (/csv|tab-sep/.test(part.type)) data = text;
    else if (/json/.test(part.type)) {
      const value = json(text, place);
      if (value.mark || value.layer || value.encoding || value.$schema) spec = value;
      else data = value;
    }
  }
  return { spec, data: data ?? rows };
}

/** A table's rows but for its foot, as CSV. @param {HTMLTableElement} table */
const csv = table => [...table.rows].filter(row => row.parentNode != table.tFoot)
  .map(row => [...row.cells].map(cell => `"${cell.textContent.trim().replaceAll('"', '""')}"`).join()).join('\n');
