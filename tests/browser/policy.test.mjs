// Pages with a strict security policy are the normal case: nothing inline, nothing evaluated, nothing from elsewhere.

import assert from 'node:assert/strict';
import { chart, check, fact, opened, page } from './harness.mjs';

const strict = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const without = "default-src 'self'; script-src 'self'";
const body = `<p>Up <span id="s">by ${fact('change(unodc_ha, 2015, 2016)', '52 percent')}</span>.</p>${chart()}`;

for (const name of ['chromium', 'firefox', 'webkit']) {
  check(`under ${strict} everything draws and nothing is refused`, async open => {
    const tab = await open(page(body, { headers: { 'content-security-policy': strict } }));
    await tab.eval(() => settled(1));
    const box = await tab.eval(() => boxOf(part('plot')));
    await tab.move(box.left + box.width / 2, box.top + box.height / 2);
    await tab.eval(() => until(() => seen(part('tooltip')), 'the tooltip'));
    await tab.eval(async () => { control('table').click(); await until(() => seen($('table', graph().shadowRoot)), 'the table'); control('chart').click(); });
    const found = await tab.eval(async () => {
      await graph().toPNG();
      await graph().toSVG();
      return { events: happened('nut-ready').length, ink: ink(canvases()[0]), violations: log.violations, errors: log.errors, underline: underline($('nut-fact')), console: log.console };
    });
    assert.equal(found.events, 1);
    assert.ok(found.ink > 1000);
    assert.equal(found.underline, 'dotted');
    assert.deepEqual([found.violations, found.errors, found.console], [[], [], []]);
  }, { in: name });

  check(`without 'wasm-unsafe-eval' nothing is downloaded in vain, the fallback stays, and one line says why`, async open => {
    const tab = await open(page(body + chart({ id: 'second' }), { headers: { 'content-security-policy': without } }));
    await tab.eval(() => settled(2));
    const found = await tab.eval(async () => {
      await sleep(300);
      return {
        wasm: performance.getEntriesByType('resource').filter(e => /\.wasm/.test(e.name)).length, data: performance.getEntriesByType('resource').filter(e => /\.csv/.test(e.name)).length,
        fallbacks: $$('.fallback').map(seen), lines: log.console.map(l => l.text), failed: happened('nut-error').length, errors: log.errors, fact: words($('nut-fact')), underline: underline($('nut-fact')),
      };
    });
    assert.equal(found.wasm, 0, 'the Wasm was fetched though it cannot run');
    assert.equal(found.data, 0, 'the data were fetched though nothing can draw them');
    assert.deepEqual(found.fallbacks, [true, true]);
    assert.equal(found.failed, 2);
    assert.equal(found.lines.length, 1, found.lines.join('\n'));
    assert.match(found.lines[0], /'wasm-unsafe-eval'/);
    assert.deepEqual(found.errors, []);
    assert.deepEqual([found.fact, found.underline], ['52 percent', 'none']);
  }, { in: name });
}

check("a policy without styles of its own does not hide the picture or the controls", async open => {
  const tab = await opened(open, page(body, { headers: { 'content-security-policy': `${strict}; style-src 'none'` } }));
  const found = await tab.eval(() => ({ ink: ink(canvases()[0]), width: boxOf(canvases()[0]).width, violations: log.violations }));
  assert.ok(found.ink > 1000 && found.width > 500);
  assert.deepEqual(found.violations, []);
});

check('a policy that forbids the data is told apart from a file that is not there', async open => {
  const tab = await opened(open, page(chart(), { headers: { 'content-security-policy': `${strict}; connect-src 'none'` } }));
  const found = await tab.eval(() => ({ fallback: seen($('.fallback')), lines: log.console.map(l => l.text), failed: happened('nut-error').length }));
  assert.equal(found.fallback, true);
  assert.equal(found.failed, 1);
  assert.equal(found.lines.length, 1, found.lines.join('\n'));
});
