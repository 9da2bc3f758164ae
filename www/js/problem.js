// A failure on its way to people: one line in the console, one event on the page. What Rust throws has the same fields.

import { fire } from './dom.js';

/** @typedef {import('./types').Problem} Problem */

const told = new WeakSet();

/** @param {string} code @param {string} place @param {string} found @param {string} remedy @returns {Problem} */
export const fault = (code, place, found, remedy) => ({ code, place, found, remedy, message: `${place}: ${found}; ${remedy}` });

/**
 * Says why, once for each failure however many elements it strikes, and fires `nut-error` at the element.
 * @param {Element} element @param {string} where @param {any} error
 */
export function report(element, where, error) {
  const problem = error.code && error.message ? error : fault('internal', 'nutgraph', error, 'please report it');
  if (!told.has(problem)) console.error(`nutgraph: ${where}${problem.message}`);
  told.add(problem);
  fire(element, 'nut-error', problem);
  return problem;
}
