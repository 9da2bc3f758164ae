// Whatever fails, the author's fallback is what the reader sees, and the reporter finds one line in the console that says why and what to do.

import assert from 'node:assert/strict';
import { chart, check, coca, data, opened, page, site } from './harness.mjs';

site.put('/no-wasm.js', 'delete globalThis.WebAssembly;', 'text/javascript');
const spec = value => site.put(`/specs/${Math.random().toString(36).slice(2)}.json`, typeof value === 'string' ? value : JSON.stringify(value), 'application/json');
const from = fault => `<script async src="/as/${fault}/nutgraph/nutgraph.js"></script>`;
const only = attributes => chart({ mark: undefined, data: undefined, x: undefined, y: undefined, heading: undefined, source: undefined, ...attributes });

/** What is wrong, the page, and what the line must say (found, and the remedy). */
const cases = [
  ['no WebAssembly in the browser', page(chart(), { head: '<script src="/no-wasm.js"></script><script async src="/nutgraph/nutgraph.js"></script>' }), [/WebAssembly/]],
  ['no data file', page(chart({ data: '/data/nothing.csv' })), [/nothing\.csv/, /404/]],
  ['no spec file', page(chart({ spec: '/specs/nothing.json' })), [/nothing\.json/, /404/]],
  ['no Wasm file', page(chart(), { head: from('wasm-missing') }), [/\.wasm/, /404|publish/]],
  ['a page in place of the Wasm file', page(chart(), { head: from('wasm-broken') }), [/wasm/i]],
  ['a page in place of the data', page(chart({ data: data('<!DOCTYPE html>\n<html><body>Log in, please</body></html>\n', 'text/html') })), [/HTML/]],
  ['an empty data file', page(chart({ data: data('') })), [/empty|no rows|no data/i]],
  ['a data file of nothing but a header', page(chart({ data: data('year,unodc_ha,ondcp_ha\n') })), [/no rows|no data|only a header|empty/i]],
  ['JSON that ends too early', page(chart({ data: data('[{"year": 2015, "unodc_ha": 1},', 'application/json') })), [/JSON/]],
  ['a spec that is no JSON', page(chart({ spec: spec('{"mark": "line",') })), [/JSON/]],
  ['a mark that does not exist', page(chart({ mark: 'lien' })), [/lien/, /line/]],
  ['a y column that does not exist', page(chart({ y: 'unodc_h ondcp_ha' })), [/unodc_h\b/, /unodc_ha/]],
  ['an x column that does not exist', page(chart({ x: 'yaer' })), [/yaer/, /year/]],
  ['no data named at all', page(chart({ data: undefined })), [/data/]],
  ['neither spec nor columns', page(only({ data: '/data/coca-cultivation.csv' })), [/\bx\b/, /column|spec/]],
  ['a part of the grammar that is not supported', page(only({ spec: spec({ data: { url: '/data/coca-cultivation.csv' }, mark: 'line', encoding: { x: { field: 'year', wiggle: 3 }, y: { field: 'unodc_ha' } } }) })), [/\/encoding\/x\/wiggle/]],
  ['bars that shall not start at zero', page(only({ spec: spec({ data: { url: '/data/coca-cultivation.csv' }, mark: 'bar', encoding: { x: { field: 'year' }, y: { field: 'unodc_ha', type: 'quantitative', scale: { zero: false } } } }) })), [/zero/]],
  ['data from another origin that does not allow it', page(chart({ data: `${site.other}/data/coca-cultivation.csv` })), [/origin|CORS|allow|server/i]],
  ['data from a host that does not answer', page(chart({ data: 'http://127.0.0.1:9/nothing.csv' })), [/nothing\.csv/]],
];

for (const [what, url, says] of cases)
  check(`${what}: the fallback stays and one line says why`, async open => {
    const tab = await opened(open, url);
    const found = await tab.eval(async () => {
      await sleep(200);
      return {
        events: log.events.map(e => e.type), fallback: seen($('.fallback')), words: words(graph()), canvases: canvases().filter(seen).length,
        lines: log.console.map(l => l.text), levels: log.console.map(l => l.level), detail: log.events[0].detail, errors: log.errors, height: boxOf(graph()).height,
      };
    });
    assert.deepEqual(found.events, ['nut-error']);
    assert.equal(found.fallback, true, 'the fallback is hidden');
    assert.equal(found.words, 'Hectares under coca, 1999 to 2024.', 'the fallback and nothing else');
    assert.equal(found.canvases, 0);
    assert.equal(found.lines.length, 1, `console: ${found.lines.join('\n')}`);
    assert.match(found.lines[0], /nutgraph/i, 'the line says whose it is');
    for (const pattern of says) assert.match(found.lines[0], pattern);
    assert.ok(found.detail?.message, 'nut-error carries the message');
    assert.deepEqual(found.errors, []);
  });

check('a failure without a fallback shows the heading, one sentence, the data and the source', async open => {
  const tab = await opened(open, page(chart({ y: 'unodc_h' }, '')));
  const found = await tab.eval(() => ({ words: words(graph()), links: deep(graph()).filter(e => e.localName === 'a').map(a => a.href) }));
  assert.match(found.words, /Coca is back/);
  assert.match(found.words, /This chart could not be drawn\./);
  assert.match(found.words, /UNODC, ONDCP/);
  assert.ok(found.links.some(href => href.endsWith('/data/coca-cultivation.csv')), 'the data are linked');
});

check('one chart that fails leaves the others alone', async open => {
  const tab = await opened(open, page(chart({ id: 'bad', mark: 'lien' }) + chart({ id: 'good' })), {}, 2);
  const found = await tab.eval(() => ({ bad: happened('nut-error', 'bad').length, good: ink(canvases($('#good'))[0]) }));
  assert.equal(found.bad, 1);
  assert.ok(found.good > 1000);
});

check('a chart that failed draws when its mistake is mended, and the other way round', async open => {
  const tab = await opened(open, page(chart({ mark: 'lien' })));
  const found = await tab.eval(async () => {
    graph().setAttribute('mark', 'line');
    await settled(2);
    const mended = { fallback: seen($('.fallback')), ink: ink(canvases()[0]) };
    graph().setAttribute('y', 'nothing_like_it');
    await settled(3);
    return { mended, broken: { fallback: seen($('.fallback')), canvases: canvases().filter(seen).length }, events: log.events.map(e => e.type) };
  });
  assert.deepEqual(found.events, ['nut-error', 'nut-ready', 'nut-error']);
  assert.equal(found.mended.fallback, false);
  assert.ok(found.mended.ink > 1000);
  assert.deepEqual(found.broken, { fallback: true, canvases: 0 });
});

for (const [what, attributes, head] of [
  ['the data take two seconds', { data: '/data/coca-cultivation.csv?delay=2000' }, undefined],
  ['the Wasm takes a while', {}, from('wasm-slow')],
])
  check(`while ${what}, the fallback is what the reader sees`, async open => {
    const tab = await open(page(`${chart({ ...attributes, height: 420 })}<p id="after">After</p>`, { head: head ?? '<script src="/nutgraph/nutgraph.js"></script>' }));
    const early = await tab.eval(async () => {
      await customElements.whenDefined('nut-graph');
      await sleep(600);
      return { fallback: seen($('.fallback')), ready: happened('nut-ready').length, after: boxOf($('#after')).top };
    });
    await tab.eval(() => settled(1));
    const late = await tab.eval(() => ({ fallback: seen($('.fallback')), ink: ink(canvases()[0]), after: boxOf($('#after')).top, console: log.console }));
    assert.deepEqual([early.fallback, early.ready], [true, 0]);
    assert.equal(late.fallback, false);
    assert.ok(late.ink > 1000);
    assert.equal(late.after, early.after, 'what stands below has moved');
    assert.deepEqual(late.console, []);
  });

for (const fault of ['wasm-as-bytes', 'wasm-with-charset'])
  check(`a host that names another MIME type (${fault}) does not matter`, async open => {
    const tab = await opened(open, page(chart(), { head: from(fault) }));
    const found = await tab.eval(() => ({ events: log.events.map(e => e.type), console: log.console }));
    assert.deepEqual(found, { events: ['nut-ready'], console: [] });
    assert.equal(tab.requests.filter(url => url.endsWith('.wasm')).length, 1);
  });

check('an element without anything says what it needs', async open => {
  const tab = await opened(open, page('<nut-graph></nut-graph>'));
  const found = await tab.eval(() => ({ lines: log.console.map(l => l.text), events: log.events.map(e => e.type) }));
  assert.deepEqual(found.events, ['nut-error']);
  assert.equal(found.lines.length, 1);
  assert.match(found.lines[0], /data|spec/);
});

check('ready never hangs and never becomes an unhandled rejection', async open => {
  const tab = await opened(open, page(chart({ mark: 'lien' })));
  const found = await tab.eval(async () => [await Promise.race([graph().ready.then(() => 'settled', () => 'settled'), sleep(2000)]), log.errors]);
  assert.deepEqual(found, ['settled', []]);
});

check('a chart taken out of the page while it loads makes no noise', async open => {
  const tab = await open(page(chart({ data: `${data(coca)}?delay=500` })));
  const found = await tab.eval(async () => {
    await customElements.whenDefined('nut-graph');
    graph().remove();
    await sleep(900);
    return [log.console, log.errors];
  });
  assert.deepEqual(found, [[], []]);
});
