// The example story as a reader meets it, in three browsers: every chart is drawn, a fact lights up, the keyboard works.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, check, shots, site } from './harness.mjs';

const address = `${site.origin}/story/`;

/** Opens the story and waits until all its charts are drawn or have failed; nothing is recorded, so that the page is as it is served. */
async function read(open, options) {
  const tab = await open(address, options);
  await tab.eval(async () => {
    await customElements.whenDefined('nut-graph');
    await until(() => $$('nut-graph').every(el => canvases(el)[0] && ink(canvases(el)[0]) > 500), 'all charts', 15000);
    await until(() => underline($('nut-fact')) !== 'none', 'the first fact');
    await frames();
  });
  return tab;
}

for (const name of ['chromium', 'firefox', 'webkit']) {
  check('the story draws every chart and proves its facts', async open => {
    const tab = await read(open, { width: 1280 });
    const found = await tab.eval(() => ({
      charts: $$('nut-graph').map(el => ({ id: el.id, ink: ink(canvases(el)[0]), problems: (el.problems ?? []).map(p => p.message ?? String(p)) })), facts: $$('nut-fact').map(f => [words(f), underline(f)]),
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    assert.ok(found.charts.length >= 4, 'cultivation, regions, target, eradication');
    for (const c of found.charts) assert.deepEqual(c.problems, [], c.id);
    assert.ok(found.facts.length >= 5, 'the figures of the prose are facts');
    for (const [text, line] of found.facts) assert.equal(line, 'dotted', `"${text}" is not proved`);
    assert.equal(found.over, 0);
  }, { in: name });

  check('a fact of the story lights its evidence by pointer and by keyboard', async open => {
    const tab = await read(open, { width: 1280 });
    const box = await tab.eval(() => { globalThis[Symbol.for('before')] = $$('nut-graph').map(el => print(el)); $('nut-fact').scrollIntoView({ block: 'center', behavior: 'instant' }); return boxOf($('nut-fact')); });
    const differs = () => tab.eval(() => until(() => $$('nut-graph').some((el, i) => print(el) !== globalThis[Symbol.for('before')][i]), 'a picture that is lit'));
    const rests = () => tab.eval(() => until(() => $$('nut-graph').every((el, i) => print(el) === globalThis[Symbol.for('before')][i]), 'the pictures as before'));
    await tab.move(box.left + 4, box.top + box.height / 2);
    await differs();
    await tab.move(2, 2);
    await rests();
    await tab.eval(() => { const f = $('nut-fact'), stop = deep(f).find(e => e.tabIndex >= 0); stop.focus(); });
    await differs();
    await tab.press('Escape');
    await rests();
  }, { in: name });

  check('arrow keys read the first chart of the story', async open => {
    const tab = await read(open, { width: 1280 });
    await tab.eval(() => { const p = part('plot'); (p.matches('[tabindex]') ? p : p.querySelector('[tabindex]')).focus(); });
    await tab.press('End');
    await tab.press('ArrowLeft');
    const found = await tab.eval(() => until(() => said(), 'the live region').then(text => ({ said: text, tip: words(part('tooltip')) })));
    assert.match(found.said, /\d/);
    assert.match(found.tip, /\d/);
  }, { in: name });

  for (const width of [360, 1280])
    for (const dark of [false, true]) {
      if (dark && name === 'webkit') continue;                 // MiniBrowser has no way to ask for a dark scheme
      check(`the story is photographed, ${width} wide, ${dark ? 'dark' : 'light'}`, async open => {
        const tab = await read(open, { width, dark });
        assert.equal(await tab.eval(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, 'a horizontal scroll bar');
        await tab.shot(join(shots, `story ${name} ${width} ${dark ? 'dark' : 'light'}.png`), true);
      }, { in: dark && name === 'firefox' ? 'firefox dark' : name });
    }
}

check('the story has no accessibility violation that axe knows', async open => {
  const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  for (const [width, dark] of [[1280, false], [360, true]]) {
    const tab = await read(open, { width, dark });
    await tab.devtools.send('Runtime.evaluate', { expression: axe });
    const found = await tab.eval(() => globalThis.axe.run().then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join('; ')}`)));
    assert.deepEqual(found, [], `${width} wide`);
    await tab.close();
  }
});

check('without the script the story is an article all the same', async open => {
  const tab = await (await browser()).open({ before: 'delete globalThis.WebAssembly' });
  try {
    await tab.goto(address);
    const found = await tab.eval(async () => { await sleep(500); return { fallbacks: $$('nut-graph').map(el => [...el.children].some(seen)), words: words(document.body).length, facts: $$('nut-fact').map(words) }; });
    assert.ok(found.fallbacks.length >= 4 && found.fallbacks.every(Boolean), 'a chart without a fallback');
    assert.ok(found.words > 1500);
    assert.ok(found.facts.every(Boolean));
  } finally {
    await tab.close();
  }
});

check('the story prints with its pictures and without its controls', async open => {
  const tab = await read(open, { width: 1280 });
  await tab.page.emulateMedia({ media: 'print' });
  const found = await tab.eval(async () => { await frames(3); return $$('nut-graph').map(el => ({ controls: seen(part('controls', el)), picture: canvases(el).some(seen) || [...el.children].some(seen) })); });
  assert.ok(found.every(f => !f.controls && f.picture), JSON.stringify(found));
});
