// What readers choose: controls under the chart and in the text, and everything that rests on a choice follows it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, data, fact, opened, page, shots, site } from './harness.mjs';

const rows = 'year,ha\n2013,40000\n2014,30000\n2015,20000\n2016,10000\n2017,50000\n';
const spec = (more = {}) => ({
  title: 'What was pulled up', data: { url: data(rows) }, mark: 'bar',
  transform: [{ filter: 'datum.year >= since' }, { calculate: 'datum.ha * (1 - replanted)', as: 'kept' }],
  encoding: { x: { field: 'year', type: 'ordinal' }, y: { field: 'kept', type: 'quantitative' } },
  usermeta: { nutgraph: { unit: 'hectares', facts: { left: 'value(ha, 2017) * (1 - replanted)' }, params: [
    { name: 'replanted', label: 'Share replanted', min: 0, max: 1, step: 0.05, value: 0.35, format: 'percent' },
    { name: 'since', label: 'From', options: [2013, 2015], value: 2013 }], ...more } },
});
let specs = 0;
const chosen = more => `<nut-graph id="g" spec="${site.put(`/params/${++specs}.vl.json`, JSON.stringify(spec(more)), 'application/json')}"><p>Coca.</p></nut-graph>`;
const text = `<p><label for="share">If</label> <input id="share" type="range" data-nut-param="replanted" data-for="g"><output data-nut-param="replanted" data-for="g"></output> were replanted,
  ${fact('left', '', 'for="g"')} (${fact('left', '32,500 hectares', 'for="g"')}) would be left of ${fact('value(ha, 2017)', '50,000', 'for="g"')}.</p>`;
const controls = tab => tab.eval(() => $$('input, select', graph().shadowRoot).map(c => [c.type, c.labels?.[0]?.textContent.trim(), c.type === 'radio' ? c.checked : c.value, c.getAttribute('aria-valuetext')]));
const slide = (tab, value) => tab.eval(async value => {
  const input = graph().shadowRoot.querySelector('[type=range]'), before = happened('nut-ready').length;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await until(() => happened('nut-ready').length > before, 'drawn again');
  await frames(3);
}, value);

for (const name of ['chromium', 'firefox', 'webkit'])
  check('a choice redraws the chart, and the facts that rest on it follow; the others stay', async open => {
    const tab = await opened(open, page(chosen() + text));
    const read = () => tab.eval(() => ({ facts: $$('nut-fact').map(f => words(f).replace('≠', '').trim()), lines: $$('nut-fact').map(underline), output: words($('output')), share: $('#share').value, valuetext: $('#share').getAttribute('aria-valuetext'), print: print(), summary: graph().summary, events: happened('nut-param').map(e => e.detail) }));
    await tab.eval(() => until(() => words($('nut-fact')), 'the fact'));
    const before = await read();
    assert.deepEqual(before.facts, ['32,500 ha', '32,500 hectares', '50,000']);
    assert.deepEqual(await controls(tab), [['range', 'Share replanted', '0.35', '35%'], ['radio', '2013', true, null], ['radio', '2015', false, null]]);
    assert.deepEqual([before.output, before.share, before.valuetext], ['35%', '0.35', '35%']);
    await slide(tab, 0.5);
    await tab.eval(() => until(() => words($('nut-fact')).startsWith('25,000'), 'the new fact'));
    const after = await read();
    assert.deepEqual(after.facts, ['25,000 ha', '32,500 hectares', '50,000']);
    assert.deepEqual(after.lines, ['dotted', 'dashed', 'dotted']);
    assert.deepEqual([after.output, after.share], ['50%', '0.5']);
    assert.notEqual(after.print, before.print, 'the picture');
    assert.match(after.summary, /25,000/);
    assert.deepEqual(after.events, [{ name: 'replanted', value: 0.5 }]);
    await tab.shot(join(shots, `params ${name}.png`));
  }, { in: name });

check('the working shows the choice as the reader made it, and says whose the values are where words no longer hold', async open => {
  const tab = await opened(open, page(chosen() + text));
  await slide(tab, 0.5);
  await tab.eval(async () => {
    const fact = $$('nut-fact')[1];
    await until(() => underline(fact) === 'dashed', 'the verdict');
    fact.focus();
  });
  const working = await tab.eval(() => until(() => words(graph()).match(/With the values chosen here: .*25,000 ha/)?.[0], 'the working'));
  assert.match(working, /50,000 ha in 2017 × \(1 − 50%\)/);
});

check('a control in the text does the same, and both stand alike', async open => {
  const tab = await opened(open, page(chosen() + text));
  await tab.eval(() => $('#share').focus());
  await tab.press('ArrowRight');
  const found = await tab.eval(async () => {
    await until(() => words($('output')) === '40%', 'the value in the text');
    return [graph().shadowRoot.querySelector('[type=range]').value, words($('nut-fact')), happened('nut-param')[0].detail.value];
  });
  assert.deepEqual(found, ['0.4', '30,000 ha', 0.4]);
  await tab.eval(() => { const radio = $$('[type=radio]', graph().shadowRoot)[1]; radio.click(); });
  await tab.eval(() => until(() => graph().table.rows.length === 3, 'the filter'));
  assert.equal(await tab.eval(() => words($('output'))), '40%', 'the other choice stays');
});

check('what follows from a choice is said once, when the reader has come to rest', async open => {
  const tab = await opened(open, page(chosen() + text));
  await tab.eval(() => until(() => words($('nut-fact')), 'the fact'));
  await tab.eval(() => {
    globalThis.told = [];
    new MutationObserver(() => told.push(said())).observe(graph().shadowRoot.querySelector('[aria-live=polite]'), { childList: true, characterData: true, subtree: true });
    graph().shadowRoot.querySelector('[type=range]').focus();
  });
  for (let i = 0; i < 4; i++) await tab.press('ArrowRight');
  const told = await tab.eval(async () => { await sleep(1600); return globalThis.told; });
  assert.equal(told.length, 1, told.join(' | '));
  assert.match(told[0], /22,500\sha/);
});

check('nothing moves; the page has no more than it needs; targets are large; axe finds nothing', async open => {
  const tab = await opened(open, page(`<main><h1>Test</h1>${chosen() + text}<p id="below">Below</p></main>`), { touch: true, width: 360 });
  const top = await tab.eval(() => boxOf($('#below')).top);
  await slide(tab, 0.9);
  assert.equal(await tab.eval(() => boxOf($('#below')).top), top);
  assert.deepEqual(await tab.eval(() => $$('[type=range], label:has(input)', graph().shadowRoot).map(e => boxOf(e).height >= 44)), [true, true, true]);
  const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  await tab.devtools.send('Runtime.evaluate', { expression: axe });
  assert.deepEqual(await tab.eval(() => globalThis.axe.run().then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join('; ')}`))), []);
  await tab.shot(join(shots, 'params 360.png'));
  const names = await tab.eval(() => performance.getEntriesByType('resource').map(e => e.name.split('/').pop()));
  assert.ok(names.some(name => name.startsWith('nutgraph-params-')) && !names.some(name => /nutgraph-(draw|grammar)-/.test(name)), names.join(' '));
});

check('the page may set another spec: what it wants comes, what it does not goes', async open => {
  const tab = await opened(open, page(chosen() + text));
  const inputs = () => tab.eval(() => $$('input', graph().shadowRoot).filter(seen).length);
  assert.equal(await inputs(), 3);
  const drawn = { title: 'Lines', data: { url: data(rows) }, mark: 'line', encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'ha', type: 'quantitative' } }, usermeta: { nutgraph: { draw: { from: 2015 } } } };
  await tab.eval(async spec => { graph().spec = spec; await until(() => seen(graph().shadowRoot.querySelector('#pad')), 'a place to draw'); }, drawn);
  assert.equal(await inputs(), 0);
  await tab.eval(async spec => { graph().spec = spec; await until(() => $$('input', graph().shadowRoot).filter(seen).length === 3, 'the sliders'); await frames(); }, spec());
  assert.deepEqual(await tab.eval(() => [seen(graph().shadowRoot.querySelector('#pad')), seen(control('Show me')), part('plot').role]), [false, false, 'img']);
});

check('a param that is wrong is said with its path, and the fallback stays', async open => {
  const tab = await opened(open, page(chosen({ params: [{ name: 'replanted', min: 0, max: 1, value: 3 }] })));
  const found = await tab.eval(() => [happened('nut-error')[0]?.detail.message, words(graph())]);
  assert.match(found[0], /\/usermeta\/nutgraph\/params\/0\/value: the value is not between/);
  assert.match(found[1], /Coca\./);
});
