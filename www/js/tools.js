// The reader's controls. What they do is loaded when the first of them is used.

import { beside } from './engine.js';
import { whole } from './graph.js';
import { report } from './problem.js';
import { label } from './view.js';

/** @typedef {import('./types').View} View */

/** The controls, in their order; the last has a key on the plot as well. */
export const tools = ['table', 'download', 'share', 'listen'];

/** Does what a control does. @param {View} view @param {string} name */
export async function use(view, name) {
  try {
    view.tools ??= (await import(beside('__NUTGRAPH_LATER_TOOLS__'))).equip(view, { whole, label, report, sound: () => import(beside('__NUTGRAPH_LATER_SOUND__')) });
    view.tools?.[name]();
  } catch (error) {
    report(view.host, '', error);
  }
}
