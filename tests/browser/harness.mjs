// What every browser test stands on: the web server, browsers started once and shared, and `check`, which is node's `test` with a
// time limit that closes the tabs it opened and, when it fails, keeps a picture of them.
//
// NUTGRAPH_BUILD is the folder that `nutgraph build` wrote; NUTGRAPH_SHOTS a folder for pictures (else a temporary one).

import { after, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browsers.mjs';
import { serve } from './server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
/** The folder that `nutgraph build` wrote. */
export const build = process.env.NUTGRAPH_BUILD;
if (!build) throw new Error('NUTGRAPH_BUILD is not set; run the tests with tests/run, or name the folder that `nutgraph build -o DIR` wrote');

/** Runs the command `nutgraph` and gives what it writes to standard output. */
export const nutgraph = (...args) => execFileSync(process.env.NUTGRAPH ?? join(process.env.CARGO_TARGET_DIR ?? join(here, '../../target'), 'debug/nutgraph'), args, { encoding: 'utf8' });

/** Where pictures go. */
export const shots = process.env.NUTGRAPH_SHOTS ?? mkdtempSync(join(tmpdir(), 'nutgraph-shots-'));
mkdirSync(shots, { recursive: true });

/** The story's file, as text. */
export const coca = readFileSync(join(here, 'data/coca-cultivation.csv'), 'utf8');

/** The server: the widget as a newsroom would publish it, our pages and data, and the example story. */
export const site = await serve({ '/nutgraph/': build, '/data/': join(here, 'data'), '/pages/': join(here, 'pages'), '/story/': join(here, '../../www/story'), '/gallery/': join(here, '../../www/gallery') });
site.put('/recorder.js', readFileSync(join(here, 'recorder.js')), 'text/javascript');

/** @type {Map<string, Promise<Awaited<ReturnType<typeof launch>>>>} */
const running = new Map();
/** The browser of that name, started at the first call. */
export function browser(name = 'chromium') {
  if (!running.has(name)) running.set(name, launch(name));
  return running.get(name);
}
// A driver may catch the signal and wait for a browser that no longer answers; nothing here is worth waiting for.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(1));
after(async () => {
  for (const started of running.values()) await Promise.race([started.then(b => b.close(), () => {}), new Promise(done => setTimeout(done, 5000))]);
  site.close();
});

const script = '<script async src="/nutgraph/nutgraph.js"></script>';

/** A whole page with the recorder and the widget: `body`, and what else its head, its root, its style and the recorder's tag say. */
export const page = (body, { head = script, lang = 'en', css = '', headers = undefined, recorder = '' } = {}) =>
  site.page(`<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><title>Test</title><meta name="viewport" content="width=device-width">
<script src="/recorder.js" ${recorder}></script>${css && `<style>${css}</style>`}${head}</head><body>${body}</body></html>`, headers);

const escape = text => String(text).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
const defaults = { id: 'cultivation', mark: 'line', data: '/data/coca-cultivation.csv', x: 'year', y: 'unodc_ha ondcp_ha', heading: 'Coca is back', source: 'UNODC, ONDCP' };

/** The story's chart, with other attributes (`undefined` leaves one out) and another fallback. */
export const chart = (attributes = {}, fallback = '<p class="fallback">Hectares under coca, 1999 to 2024.</p>') =>
  `<nut-graph ${Object.entries({ ...defaults, ...attributes }).filter(([, v]) => v !== undefined).map(([k, v]) => `${k}="${escape(v)}"`).join(' ')}>${fallback}</nut-graph>`;

/** A fact about that chart. */
export const fact = (expression, text, attributes = 'for="cultivation"') => `<nut-fact ${attributes} expr="${escape(expression)}">${text}</nut-fact>`;

/** A chart on data written into the test: `csv` is served at an address of its own. */
let files = 0;
export const data = (text, type = 'text/csv') => site.put(`/made/${++files}.csv`, text, type);

/**
 * A test in a browser. `run` is given `open(page address, options of the tab)`, which resolves when the page has loaded.
 *
 * @param {string} name
 * @param {(open: (url: string, options?: object) => Promise<any>) => Promise<void>} run
 */
export function check(name, run, { in: which = 'chromium', timeout = 30000 } = {}) {
  test(which === 'chromium' ? name : `${name} (${which})`, { timeout }, async () => {
    const tabs = [];
    const open = async (url, options) => {
      const tab = await (await browser(which)).open(options);
      tabs.push(tab);
      if (url) await tab.goto(url);
      return tab;
    };
    try {
      await run(open);
    } catch (error) {
      const file = join(shots, `failed ${name.replace(/[^\w ]+/g, '').slice(0, 80)} ${which}.png`);
      if (tabs.length) await tabs.at(-1).shot(file).then(() => { error.message += `\n(picture: ${file})`; }, () => {});
      throw error;
    } finally {
      for (const tab of tabs) await tab.close().catch(() => {});
    }
  });
}

/** Opens a page and waits until its charts are drawn or have failed. */
export async function opened(open, url, options, charts = 1) {
  const tab = await open(url, options);
  await tab.eval(n => settled(n), charts);
  return tab;
}
