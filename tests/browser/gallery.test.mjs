// The gallery as a reader meets it: every form is drawn, nothing moves, nothing is said in the console, and axe-core finds nothing.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, shots, site } from './harness.mjs';

const page = `${site.origin}/gallery/`;

/** Opens the gallery and waits until every chart is drawn. */
async function look(open, options) {
  const tab = await open(page, options);
  await tab.eval(async () => {
    await customElements.whenDefined('nut-graph');
    await Promise.all($$('nut-graph').map(el => until(() => canvases(el)[0] && ink(canvases(el)[0]) > 100, el.id, 20000)));
    await frames();
  });
  return tab;
}

check('every form of the gallery is drawn, without a problem, a console line or a layout shift', async open => {
  const lines = [];
  const tab = await open('about:blank', { width: 1200, before: () => {
    globalThis.shift = 0;
    new PerformanceObserver(list => { for (const e of list.getEntries()) globalThis.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
  } });
  // Canvas2D advises this test, which reads the pixels back.
  tab.page.on('console', message => message.text().startsWith('Canvas2D:') || lines.push(message.text()));
  tab.page.on('pageerror', error => lines.push(String(error)));
  await tab.goto(page);
  const found = await tab.eval(async () => {
    await customElements.whenDefined('nut-graph');
    const charts = [];
    for (const el of $$('nut-graph')) {
      await until(() => (canvases(el)[0] && ink(canvases(el)[0]) > 100) || el.problems?.length, el.id, 20000).catch(() => {});
      charts.push({ id: el.id, ink: canvases(el)[0] ? ink(canvases(el)[0]) : 0, problems: (el.problems ?? []).map(p => p.message ?? String(p)) });
    }
    await frames();
    return { charts, shift: globalThis.shift, over: document.documentElement.scrollWidth - document.documentElement.clientWidth };
  });
  assert.deepEqual(found.charts.filter(c => c.problems.length || c.ink <= 100), []);
  assert.deepEqual(lines, [], 'the console');
  assert.equal(found.over, 0, 'a horizontal scroll bar');
  assert.ok(found.shift < 0.001, `the page moved by ${found.shift}`);
});

for (const width of [280, 360, 680, 1200])
  for (const looks of [{}, { dark: true }, { forced: true }])
    check(`the gallery is photographed, ${width} wide, ${Object.keys(looks)[0] ?? 'light'}`, async open => {
      const tab = await look(open, { width, ...looks });
      assert.equal(await tab.eval(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, 'a horizontal scroll bar');
      await tab.shot(join(shots, `gallery ${width} ${Object.keys(looks)[0] ?? 'light'}.png`), true);
    });

for (const name of ['firefox', 'webkit'])
  check('the gallery is drawn in another browser', async open => {
    const tab = await look(open, { width: 680 });
    await tab.shot(join(shots, `gallery ${name}.png`), true);
  }, { in: name });

check('the gallery has no accessibility violation that axe knows', async open => {
  const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const tab = await look(open, { width: 680 });
  await tab.devtools.send('Runtime.evaluate', { expression: axe });
  const found = await tab.eval(() => globalThis.axe.run().then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join('; ')}`)));
  assert.deepEqual(found, []);
});
