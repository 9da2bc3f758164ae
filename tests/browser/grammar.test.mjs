// Specs beyond the small grammar of stories: the engine of the full grammar is loaded for them and draws them in the page's look.

import assert from 'node:assert/strict';
import { chart, check, opened, page, site } from './harness.mjs';

const bars = { title: { text: 'Rain by month', subtitle: 'Millimetres' }, data: { values: [{ m: 'Jan', mm: 80, kind: 'a' }, { m: 'Feb', mm: 60, kind: 'a' }, { m: 'Jan', mm: 20, kind: 'b' }] },
  mark: 'tick', encoding: { x: { field: 'mm', type: 'quantitative' }, y: { field: 'm', type: 'nominal', sort: null }, color: { field: 'kind', type: 'nominal' } } };
const pie = { title: 'Shares', data: { values: [{ a: 'North', b: 5 }, { a: 'South', b: 3 }] }, mark: 'arc', encoding: { theta: { field: 'b', type: 'quantitative' }, color: { field: 'a', type: 'nominal' } } };
const views = { data: { url: '/data/coca-cultivation.csv' }, hconcat: [
  { mark: 'line', encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'unodc_ha', type: 'quantitative' } } },
  { mark: 'bar', encoding: { x: { bin: true, field: 'unodc_ha' }, y: { aggregate: 'count' } } }] };
const made = Object.entries({ bars, pie, views }).map(([name, spec]) => [name, site.put(`/grammar/${name}.vl.json`, JSON.stringify(spec), 'application/json')]);
const of = Object.fromEntries(made);
const alone = name => page(`<nut-graph id="g" spec="${of[name]}"></nut-graph>`);
const loaded = tab => tab.eval(() => performance.getEntriesByType('resource').map(e => e.name.split('/').pop()).filter(n => n.endsWith('.wasm')));

for (const name of ['chromium', 'firefox', 'webkit'])
  check('a spec of the full grammar is drawn, with the page round it', async open => {
    const tab = await opened(open, alone('bars'));
    const found = await tab.eval(() => ({ ink: ink(canvases()[0]), heading: words(part('heading')), summary: graph().summary, problems: graph().problems, errors: log.errors }));
    assert.ok(found.ink > 100, 'the canvas is empty');
    assert.equal(found.heading, 'Rain by month');
    assert.match(found.summary, /3 (ticks|bars|rules)/);
    assert.deepEqual([found.problems, found.errors], [[], []]);
  }, { in: name });

check('only the lean engine and that of the full grammar are downloaded for it', async open => {
  const tab = await opened(open, alone('pie'));
  const wasm = await loaded(tab);
  assert.equal(wasm.length, 2, wasm.join(' '));
  assert.ok(wasm.some(n => n.startsWith('nutgraph-grammar-')) && !wasm.some(n => n.startsWith('nutgraph-full-')), wasm.join(' '));
});

check('a page whose charts are of the small grammar downloads nothing of it', async open => {
  const tab = await opened(open, page(chart()));
  assert.equal((await loaded(tab)).length, 1);
});

check('a slice says what it is under the pointer, and by the keys', async open => {
  const tab = await opened(open, alone('pie'));
  const box = await tab.eval(() => boxOf(part('plot')));
  await tab.move(box.left + box.width / 2 + 40, box.top + box.height / 2 + 20);
  await tab.eval(() => until(() => seen(part('tooltip')), 'the tooltip'));
  assert.match(await tab.eval(() => words(part('tooltip'))), /North/);
  await tab.move(2, 2);
  await tab.eval(() => part('plot').focus());
  await tab.press('ArrowRight');
  const first = await tab.eval(() => until(() => words(part('tooltip')), 'words'));
  await tab.press('End');
  await tab.eval(first => until(() => words(part('tooltip')) !== first, 'other words'), first);
});

check('several views, with data at an address; the table and the CSV hold what is drawn', async open => {
  const tab = await opened(open, alone('views'), { width: 900 });
  const found = await tab.eval(async () => ({ csv: await graph().toCSV(), table: graph().table, over: document.documentElement.scrollWidth - innerWidth, svg: await graph().toSVG() }));
  assert.match(found.csv.split('\r\n')[0], /year/);
  assert.ok(found.table.rows.length > 20, `${found.table.rows.length} rows`);
  assert.ok(found.over <= 0, 'wider than the page');
  assert.match(found.svg, /^<svg/);
});

check('a picture of a stated width is made smaller where there is less room', async open => {
  const tab = await open(page('<nut-graph id="g"></nut-graph>'), { width: 360 });
  const box = await tab.eval(async () => {
    graph().spec = { width: 900, height: 200, mark: 'tick', data: { values: [{ a: 1 }, { a: 9 }] }, encoding: { x: { field: 'a', type: 'quantitative' } } };
    await settled(1);
    return [boxOf(canvases()[0]).width, document.documentElement.scrollWidth];
  });
  assert.ok(box[0] <= 360 && box[1] <= 360, box.join(' '));
});

check('the page may hand over the data', async open => {
  const tab = await open(page('<nut-graph id="g"></nut-graph>'));
  const rows = await tab.eval(async () => {
    graph().data = { a: Float64Array.of(1, 2, 3), b: Float64Array.of(4, 5, 6) };
    graph().spec = { mark: 'square', encoding: { x: { field: 'a', type: 'quantitative' }, y: { field: 'b', type: 'quantitative' } } };
    await settled(1);
    return graph().table.rows;
  });
  assert.deepEqual(rows, [['1', '4'], ['2', '5'], ['3', '6']]);
});

check('a gradient runs over its mark', async open => {
  const tab = await open(page('<nut-graph id="g"></nut-graph>'));
  const colours = await tab.eval(async () => {
    graph().spec = { width: 200, height: 100, data: { values: [{}] }, mark: { type: 'rect', width: 200, height: 100, color: { gradient: 'linear', x1: 0, y1: 0, x2: 1, y2: 0, stops: [{ offset: 0, color: 'red' }, { offset: 1, color: 'blue' }] } }, encoding: {} };
    await settled(1);
    const { data } = pixelsOf(canvases()[0]), seen = new Set();
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(data[i] >> 4);
    return [seen.size, log.console.map(c => c.text)];
  });
  assert.ok(colours[0] > 8, `${colours[0]} shades; ${colours[1]}`);
});

check('what is wrong with such a spec is said with its path', async open => {
  const tab = await open(page('<nut-graph id="g"><p class="fallback">As it was</p></nut-graph>'));
  const found = await tab.eval(async () => {
    graph().spec = { mark: { type: 'tick', colour: 'red' }, data: { values: [] }, encoding: {} };
    await settled(1);
    return [log.console.filter(c => c.level === 'error' || c.level === 'warn').map(c => c.text).join('\n'), words(graph())];
  });
  assert.match(found[0], /\/mark\/colour/);
  assert.match(found[1], /As it was/);
});
