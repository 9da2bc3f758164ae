// Pages with a strict security policy are the normal case: nothing inline, nothing evaluated, nothing from elsewhere.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

check('a nonce is enough: what the script loads later is trusted with it', async open => {
  const tab = await opened(open, page(chart({ locale: 'es' }), { head: '<script nonce="abc" src="/nutgraph/nutgraph.js"></script>', headers: { 'content-security-policy': "script-src 'nonce-abc' 'nonce-recorder' 'wasm-unsafe-eval'" }, recorder: 'nonce="recorder"' }));
  assert.ok(await tab.eval(() => ink(canvases()[0]) > 1000));
});

/** The tag of this version, as `build` prints it, and the import map that lets the browser verify what is loaded later. */
const { pinned, files } = JSON.parse(readFileSync(join(process.env.NUTGRAPH_BUILD, 'manifest.json'), 'utf8'));
const tag = (hash = pinned.integrity) => `<script async src="/nutgraph/${pinned.file}" integrity="${hash}" crossorigin="anonymous"></script>`;
const map = { integrity: Object.fromEntries(files.filter(({ file }) => file.endsWith('.js')).map(({ file, sha384 }) => [`/nutgraph/${file}`, sha384])) };

const recorderHash = `sha384-${createHash('sha384').update(readFileSync(new URL('recorder.js', import.meta.url))).digest('base64')}`;

check('the pinned tag draws, and a page that demands integrity of every script is served by an import map', async open => {
  const head = `<script type="importmap">${JSON.stringify(map)}</script>${tag()}`;
  const tab = await opened(open, page(chart({ locale: 'es' }), { head, headers: { 'integrity-policy': 'blocked-destinations=(script)' }, recorder: `integrity="${recorderHash}" crossorigin` }));
  assert.ok(await tab.eval(() => ink(canvases()[0]) > 1000));
});

check('a script that is not what was reviewed does not run, and the fallback stays', async open => {
  const tab = await open(page(chart(), { head: tag(`sha384-${'A'.repeat(64)}`) }));
  const found = await tab.eval(async () => {
    await sleep(500);
    return { defined: !!customElements.get('nut-graph'), fallback: seen($('.fallback')) };
  });
  assert.deepEqual(found, { defined: false, fallback: true });
});
