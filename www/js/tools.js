// The reader's controls. What they do is loaded when the first of them is used.

import { beside } from './engine.js';
import { whole } from './graph.js';
import { report } from './problem.js';
import { themeOf } from './theme.js';
import { label } from './view.js';

/** @typedef {import('./types').View} View */

/** The controls, in their order; the last has a key on the plot as well. */
export const tools = ['table', 'download', 'share', 'listen'];

/** Does what a control does, or gives a download. @param {View} view @param {string} name @returns {Promise<any>} */
export async function done(view, name) {
  view.tools ??= (await import(beside('__NUTGRAPH_LATER_TOOLS__'))).equip(view, { whole, label, report, themeOf, sound: () => import(beside('__NUTGRAPH_LATER_SOUND__')) });
  return view.tools?.[name]();
}

/** Does what a control does; the page hears of what fails. @param {View} view @param {string} name */
export async function use(view, name) {
  try {
    await done(view, name);
  } catch (error) {
    report(view.host, '', error);
  }
}
