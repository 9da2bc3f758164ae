// "You draw it": the line is hidden until the reader has drawn it, by mouse, finger or keys, or has asked for it; nothing tells it before.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, data, fact, opened, page, shots, site } from './harness.mjs';

const rows = 'year,un_ha\n2009,73000\n2010,62000\n2011,64000\n2012,48000\n2013,48200\n2014,69100\n2015,96085\n2016,146139\n2017,171495\n';
const spec = (more = {}) => ({
  title: { text: 'Coca tripled in four years', subtitle: 'Area under coca in Colombia' }, description: 'It rose to 171,495 hectares in 2017.', data: { url: data(rows) },
  mark: 'line', encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'un_ha', type: 'quantitative' } },
  usermeta: { nutgraph: { unit: 'hectares', source: ['UNODC'], draw: { from: 2013, prompt: 'What happened next?', heading: 'And after 2013?' }, annotations: [{ x: '2016-11-30', text: 'Peace accord' }], ...more } },
});
let specs = 0;
const drawing = (attributes = '', more) => `<nut-graph id="g" spec="${site.put(`/draw/${++specs}.vl.json`, JSON.stringify(spec(more)), 'application/json')}" ${attributes}><p>Coca in Colombia.</p></nut-graph>`;
const hidden = /69,?100|96,?085|146,?139|171,?495|2014|2015|2016|Peace|tripled/;
const at = (tab, selector) => tab.eval(selector => boxOf(graph().shadowRoot.querySelector(selector)), selector);
const press = (tab, words) => tab.eval(async words => { await until(() => seen(control(words)), words); control(words).click(); }, words);

/** Drags over the whole pad: up to a share of its height from the bottom. */
async function drag(tab, height) {
  const box = await at(tab, '#pad');
  await tab.page.mouse.move(box.left + 30, box.bottom - 0.2 * box.height);
  await tab.page.mouse.down();
  await tab.page.mouse.move(box.right - 20, box.bottom - height * box.height, { steps: 12 });
  await tab.page.mouse.up();
}

check('before the reader has drawn, nothing tells what is hidden; then the line is shown, and what it means', async open => {
  const tab = await opened(open, page(drawing()), { width: 700 });
  const before = await tab.eval(async () => ({
    told: [words(graph()), graph().summary, JSON.stringify(graph().table), await graph().toCSV()].join('\n'),
    drawn: [await graph().toSVG(), graph().shadowRoot.innerHTML, JSON.stringify(drawn())].join('\n'),
    summary: graph().summary, heading: words(part('heading')), role: part('plot').role, label: part('plot').ariaLabel,
  }));
  assert.doesNotMatch(before.told, hidden);
  // The axis has its years.
  assert.doesNotMatch(before.drawn, new RegExp(hidden.source.replace(/\|20\d\d/g, '')));
  assert.match(before.summary, /What follows 2013 is hidden until you have drawn it/);
  assert.deepEqual([before.heading, before.role, before.label], ['And after 2013?', 'application', 'What happened next? Line chart: And after 2013?']);
  await tab.shot(join(shots, 'draw before.png'));

  const top = await tab.eval(() => boxOf(graph()).height);
  await drag(tab, 0.5);
  await tab.shot(join(shots, 'draw drawn.png'));
  await press(tab, 'How did I do?');
  const told = await tab.eval(() => until(() => happened('nut-draw')[0], 'the event'));
  const { x, values, actual, score, error, direction, end } = told.detail;
  assert.deepEqual([x, actual], [['2014', '2015', '2016', '2017'], [69100, 96085, 146139, 171495]]);
  assert.equal(values.length, 4);
  assert.ok(values.every((value, i) => value > (values[i - 1] ?? 0)), values.join());
  const mean = values.reduce((sum, value, i) => sum + Math.abs(value - actual[i]), 0) / 4;
  assert.ok(Math.abs(error - mean) < 1 && score === Math.round(100 * (1 - mean / (171495 - 48200))), `${score} ${error} ${mean}`);
  assert.deepEqual([direction, end], [true, Math.abs(values[3] - 171495) < 12330]);
  const after = await tab.eval(async () => {
    await until(() => happened('nut-ready').length > 1, 'drawn again');
    await frames();
    return { heading: words(part('heading')), summary: graph().summary, rows: graph().table.rows.length, status: words($('[role=status]', graph().shadowRoot)), role: part('plot').role, height: boxOf(graph()).height, drawn: JSON.stringify(drawn()) };
  });
  assert.equal(after.heading, 'Coca tripled in four years');
  assert.match(after.summary, /It rose to 171,495/);
  assert.equal(after.rows, 9);
  assert.match(after.status, /^You drew [\d,]+ ha for 2017; it was 171,495 ha\. On average your line was [\d,]+ ha off: \d+ points out of 100\. /);
  assert.match(after.drawn, /You drew/);
  assert.deepEqual([after.role, after.height], ['img', top], 'something moved');
  await tab.shot(join(shots, 'draw after.png'));
}, { timeout: 60000 });

for (const name of ['chromium', 'firefox', 'webkit'])
  check('it is drawn by keys alone, each step announced once', async open => {
    const tab = await opened(open, page(drawing()));
    await tab.eval(() => part('plot').focus());
    const key = async (name, times = 1) => {
      for (let i = 0; i < times; i++) await tab.press(name);
      return tab.eval(async () => { await sleep(300); return said(); });
    };
    assert.equal((await key('ArrowRight')).replace(/\u00a0/g, ' '), '2014: 48,000 ha');
    assert.match(await key('ArrowUp'), /^2014: 50,000/);
    assert.equal(await key('Enter'), 'Draw on to 2017 first.');
    assert.match(await key('ArrowRight', 3), /^2017: 50,000/);
    assert.equal(await tab.eval(() => happened('nut-draw').length), 0);
    await key('Enter');
    const detail = await tab.eval(() => until(() => happened('nut-draw')[0], 'the event').then(event => event.detail));
    assert.deepEqual(detail.values, [50000, 50000, 50000, 50000]);
    assert.match(await tab.eval(() => until(() => words($('[role=status]', graph().shadowRoot)), 'the verdict')), /Neither the direction nor the end was right/);
  }, { in: name });

check('a finger draws on the hidden span alone; elsewhere it scrolls the page; targets are as large as fingers', async open => {
  const tab = await opened(open, page(drawing() + '<p style="height:2000px"></p>'), { touch: true, width: 360 });
  const found = await tab.eval(() => ({
    pad: getComputedStyle(graph().shadowRoot.querySelector('#pad')).touchAction, plot: getComputedStyle(part('plot')).touchAction,
    sizes: ['Show me'].map(words => boxOf(control(words)).height), box: boxOf(graph().shadowRoot.querySelector('#pad')), over: document.documentElement.scrollWidth - innerWidth,
  }));
  assert.deepEqual([found.pad, found.plot, found.over], ['none', 'pan-y', 0]);
  assert.ok(found.sizes.every(size => size >= 44), found.sizes.join());
  const touch = (type, x, y) => tab.devtools.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const { left, right, bottom, height } = found.box;
  await touch('touchStart', left + 40, bottom - 0.3 * height);
  for (let i = 1; i <= 10; i++) await touch('touchMove', left + 40 + (right - left - 50) * i / 10, bottom - (0.3 + 0.03 * i) * height);
  await touch('touchEnd');
  assert.equal(await tab.eval(() => scrollY), 0);
  await tab.eval(() => until(() => control('How did I do?'), 'a complete line'));
  await tab.shot(join(shots, 'draw 360.png'));
  await press(tab, 'How did I do?');
  await tab.eval(() => until(() => happened('nut-ready').length > 1, 'the whole'));
  await tab.eval(() => sleep(200));
  await tab.shot(join(shots, 'draw 360 after.png'));
});

check('who asks is shown without a score, at once under reduced motion, and may draw again', async open => {
  const tab = await opened(open, page(drawing()), { still: true });
  const detail = await tab.eval(async () => {
    (await until(() => control('Show me'), 'the button')).focus();
    focused().click();
    return happened('nut-draw')[0]?.detail;
  });
  assert.ok(detail, 'a transition');
  assert.deepEqual([detail.values, detail.score, detail.direction], [[], null, null]);
  assert.equal((await tab.eval(() => words($('[role=status]', graph().shadowRoot)))), '2017: 171,495 ha.');
  await tab.eval(() => until(() => happened('nut-ready').length > 1, 'the whole'));
  assert.equal(await tab.eval(() => words(focused())), 'Draw again', 'the focus is lost');
  await press(tab, 'Draw again');
  const again = await tab.eval(async () => { await until(() => happened('nut-ready').length > 2, 'hidden again'); return [graph().summary, focused().id, graph().table.rows.length]; });
  assert.doesNotMatch(again[0], hidden);
  assert.deepEqual(again.slice(1), ['plot', 5]);
});

check('facts that rest on what is hidden wait for the drawing', async open => {
  const tab = await opened(open, page(`${drawing()}<p>It rose by ${fact('change(un_ha, 2015, 2016)', '52 percent', 'for="g"')} to ${fact('value(un_ha, 2016)', '', 'for="g"')}; in 2012 it was ${fact('value(un_ha, 2012)', '48,000 hectares', 'for="g"')}.</p>`));
  const state = () => tab.eval(() => $$('nut-fact').map(fact => [words(fact), underline(fact)]));
  await tab.eval(() => until(() => underline($$('nut-fact')[2]) === 'dotted', 'the fact that is shown'));
  assert.deepEqual(await state(), [['52 percent', 'none'], ['…', 'none'], ['48,000 hectares', 'dotted']]);
  assert.equal(await tab.eval(() => graph().show('value(un_ha, 2016)')), null);
  await press(tab, 'Show me');
  await tab.eval(() => until(() => underline($('nut-fact')) === 'dotted', 'the facts', 6000));
  assert.deepEqual((await state()).map(([words]) => words), ['52 percent', '146,139 ha', '48,000 hectares']);
});

check('a chart in Spanish asks in Spanish; what is drawn outlasts a new size', async open => {
  const tab = await opened(open, page(drawing('locale="es"', { draw: { from: 2013 } })));
  assert.ok(await tab.eval(() => until(() => seen(control('Mostrar')), 'the button')));
  await tab.eval(() => part('plot').focus());
  for (const key of ['End', 'ArrowUp']) await tab.press(key);
  await tab.resize(500, 900);
  await tab.eval(() => frames(4));
  await press(tab, '¿Cómo me fue?');
  assert.match(await tab.eval(() => until(() => words($('[role=status]', graph().shadowRoot)), 'the verdict')), /^Usted dibujó [\d.]+ ha para 2017; fueron 171\.?495 ha/);
});

check('axe finds nothing, before and after; a bad "draw" is said with its path', async open => {
  const tab = await opened(open, page(`<main><h1>Test</h1>${drawing()}</main>`));
  const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  await tab.devtools.send('Runtime.evaluate', { expression: axe });
  const violations = () => tab.eval(() => globalThis.axe.run().then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join('; ')}`)));
  assert.deepEqual(await violations(), []);
  await press(tab, 'Show me');
  await tab.eval(() => until(() => happened('nut-draw')[0], 'the end'));
  assert.deepEqual(await violations(), []);
  const bad = await opened(open, page(drawing('', { draw: { from: 2020 } })));
  assert.match(await bad.eval(() => happened('nut-error')[0]?.detail.message), /\/usermeta\/nutgraph\/draw\/from: the line has no figure after it/);
});
