// A CMS that strips what it does not know: what `nutgraph render … .html` gives to paste goes through two real sanitisers at their default
// settings, and what they leave still draws, proves its facts, or at the least shows the picture.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, nutgraph, opened, page, site } from './harness.mjs';

const spec = fileURLToPath(new URL('../../www/story/coca/cultivation.vl.json', import.meta.url));
const out = join(mkdtempSync(join(tmpdir(), 'nutgraph-pasted-')), 'cultivation.html');
nutgraph('render', spec, '-o', out, '--base-url', `${site.origin}/story/coca`);
site.put('/story/coca/cultivation.png', readFileSync(out.replace('.html', '.png')), 'image/png');
const code = readFileSync(out, 'utf8');
const [, element] = /(<nut-graph[\s\S]*?<\/nut-graph>)/.exec(code), [, figure] = /(<figure[\s\S]*?<\/figure>)/.exec(code);
site.put('/purify.js', readFileSync(new URL('../node_modules/dompurify/dist/purify.min.js', import.meta.url)), 'text/javascript');

const facts = {
  plain: '<p>It rose by <span data-nut-fact data-for="cultivation" data-expr="change(unodc_ha, 2015, 2016)">52 percent</span>.</p>',
  link: '<p>It rose by <a href="#nut-fact=cultivation:change(unodc_ha,2015,2016)">52 percent</a>.</p>',
};

/** What DOMPurify leaves of a text. */
async function purified(open, html, options = {}) {
  const tab = await open(page('', { head: '<script src="/purify.js"></script>' }));
  return tab.eval((html, options) => globalThis.DOMPurify.sanitize(html, options), html, options);
}

/** Opens what is left, and holds it to a drawn chart with a proved fact. */
async function draws(open, html) {
  const tab = await opened(open, page(html));
  const found = await tab.eval(async () => {
    await until(() => happened('nut-fact').length, 'the fact');
    return { charts: $$('nut-graph').length, ready: happened('nut-ready').length, ink: ink(canvases()[0]) > 1000, fact: underline($('nut-fact')), says: words($('nut-fact')), console: log.console };
  });
  assert.deepEqual(found, { charts: 1, ready: 1, ink: true, fact: 'dotted', says: '52 percent', console: [] });
}

check('what DOMPurify leaves of the plain spelling draws and proves its fact', async open => {
  const left = await purified(open, figure + facts.plain);
  assert.match(left, /data-nut-graph/);
  await draws(open, left);
});

check('of an editor that strips data attributes as well, the link draws', async open => {
  const left = await purified(open, figure + facts.link, { ALLOW_DATA_ATTR: false });
  assert.doesNotMatch(left, /data-/);
  assert.match(left, /#nut-graph/);
  await draws(open, left);
});

// The Rust test `sanitised` holds this file against what `ammonia` leaves.
const ammonia = readFileSync(new URL('data/ammonia.html', import.meta.url), 'utf8').replaceAll('https://charts.example.org', site.origin);

for (const name of ['chromium', 'firefox', 'webkit'])
  check('what ammonia leaves draws and proves its fact', open => draws(open, ammonia), { in: name });

check('a feed reader, which knows neither the element nor scripts, shows the picture in its size', async open => {
  const left = await purified(open, `<script async src="/nutgraph/nutgraph.js"></script>${element}`);
  assert.doesNotMatch(left, /nut-graph|script/);
  const tab = await open(page(left, { head: '' }));
  const found = await tab.eval(async () => { const img = $('img'); await until(() => img.complete, 'the picture'); return { natural: [img.naturalWidth, img.naturalHeight], shown: [img.width, img.height], alt: img.alt.slice(0, 22) }; });
  assert.deepEqual(found, { natural: [680, 536], shown: [680, 536], alt: 'Line chart. UN survey:' });
});

check('a page that runs no script at all shows the picture, and nothing else', async open => {
  const tab = await open(page(`${element}<p id="below">Below</p>`), { script: false });
  const { width, height } = await tab.page.locator('img').boundingBox();
  assert.deepEqual([width, height], [680, 536]);
  assert.equal((await tab.page.locator('body').innerText()).trim(), 'Below');
});
