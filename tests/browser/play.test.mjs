// Selections and bound inputs: a chart is played with as a reader does it, with pointer, keys and touch, and holds what it then shows
// against a chart whose spec says the same from the start; `tests/vega/specs/selections.mjs` holds such specs against Vega.

import assert from 'node:assert/strict';
import { check, opened, page, site } from './harness.mjs';

const rows = Array.from({ length: 40 }, (_, i) => ({ x: i, y: (i * 37) % 41, kind: 'abc'[i % 3], day: `2021-${String(i % 12 + 1).padStart(2, '0')}-15` }));
const data = { values: rows };
const q = field => ({ field, type: 'quantitative' });
const grey = { condition: { param: 'pick', value: 'firebrick' }, value: '#ccc' };
const points = (select, more = {}) => ({ data, width: 400, height: 200, params: [{ name: 'pick', select, ...more }], mark: { type: 'circle', size: 60, opacity: 1 }, encoding: { x: q('x'), y: q('y'), color: grey } });
const specs = {
  brush: points('interval'),
  across: points({ type: 'interval', encodings: ['x'] }),
  point: points({ type: 'point', fields: ['x'] }),
  identity: points('point'),
  hover: points({ type: 'point', fields: ['x'], on: 'pointerover', clear: 'pointerout' }),
  near: points({ type: 'point', encodings: ['x'], on: 'pointerover', nearest: true }),
  legend: { data, width: 400, height: 200, params: [{ name: 'pick', select: { type: 'point', fields: ['kind'] }, bind: 'legend' }], mark: 'line',
    encoding: { x: q('x'), y: q('y'), color: { field: 'kind', type: 'nominal' }, opacity: { condition: { param: 'pick', value: 1 }, value: 0.1 } } },
  scales: { data, width: 400, height: 200, params: [{ name: 'view', select: 'interval', bind: 'scales' }], mark: 'point', encoding: { x: q('x'), y: q('y') } },
  detail: { data, vconcat: [
    { width: 400, height: 80, params: [{ name: 'pick', select: { type: 'interval', encodings: ['x'] } }], mark: 'area', encoding: { x: q('x'), y: q('y') } },
    { width: 400, height: 120, mark: 'line', encoding: { x: { ...q('x'), scale: { domain: { param: 'pick' } } }, y: q('y') } }] },
  filtered: { data, hconcat: [
    { width: 250, height: 150, params: [{ name: 'pick', select: { type: 'interval', encodings: ['x'] } }], mark: 'point', encoding: { x: q('x'), y: q('y') } },
    { width: 100, height: 150, transform: [{ filter: { param: 'pick' } }], mark: 'bar', encoding: { x: { field: 'kind', type: 'nominal' }, y: { aggregate: 'count', type: 'quantitative' } } }] },
  bands: { data, width: 400, height: 200, params: [{ name: 'pick', select: { type: 'interval', encodings: ['x'] } }], mark: 'bar', encoding: { x: { field: 'kind', type: 'nominal' }, y: { aggregate: 'count', type: 'quantitative' }, color: grey } },
  inputs: { data, width: 400, height: 200, params: [
    { name: 'least', value: 5, bind: { input: 'range', min: 0, max: 40, name: 'At least' } }, { name: 'shape', value: 'circle', bind: { input: 'select', options: ['circle', 'square'], labels: ['Round', 'Square'] } },
    { name: 'filled', value: true, bind: { input: 'checkbox' } }, { name: 'ink', value: '#112233', bind: { input: 'color' } }, { name: 'side', value: 'y', bind: { input: 'radio', options: ['x', 'y'] } },
    { name: 'word', value: 'a', bind: { input: 'text' } }, { name: 'many', value: 3, bind: { input: 'number' } }, { name: 'day', value: '2021-03-01', bind: { input: 'date' } }],
    transform: [{ filter: 'datum[side] >= least' }], mark: { type: 'point', filled: true, opacity: 1, shape: { expr: 'shape' }, color: { expr: 'ink' }, size: { expr: 'many * 20' } }, encoding: { x: q('x'), y: q('y') } },
  query: { data, width: 400, height: 200, params: [{ name: 'pick', value: [{ kind: 'b' }], select: { type: 'point', fields: ['kind'] }, bind: { input: 'select', options: [null, 'a', 'b', 'c'], name: 'Kind' } }],
    mark: 'circle', encoding: { x: q('x'), y: q('y'), color: grey } },
  facets: { data, facet: { column: { field: 'kind', type: 'nominal' } }, spec: { width: 120, height: 150, params: [{ name: 'pick', select: { type: 'interval', resolve: 'union' } }], mark: 'circle', encoding: { x: q('x'), y: q('y'), color: grey } } },
};
const made = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, site.put(`/play/${name}.vl.json`, JSON.stringify(spec), 'application/json')]));
const alone = name => page(`<nut-graph id="g" spec="${made[name]}"></nut-graph><p>Below</p><nut-graph id="other"></nut-graph>`);
const shown = (open, name, options) => opened(open, alone(name), { width: 760, height: 1000, ...options });

/** The last value of a parameter that the page was told. */
const told = (tab, name = 'pick') => tab.eval(async name => {
  // What was done is drawn and told with the next frame.
  await frames(3);
  return (await until(() => log.events.findLast(e => e.type === 'nut-param' && e.detail.name === name), `a value of ${name}`)).detail.value;
}, name);
const tellings = tab => tab.eval(async () => { await frames(3); return log.events.filter(e => e.type === 'nut-param').length; });

/** Where a value of the fields x and y stands in the window: through the axes' own words, so that nothing is asked of the chart itself. */
const place = (tab, x, y, view = 0) => tab.eval(([x, y, view]) => {
  const box = boxOf(canvases()[0]), words = drawn().filter(w => /^\d+$/.test(w.text));
  const along = (low, at, size) => {
    const groups = Object.values(Object.groupBy(words, w => Math.round(at(w) / 2))).filter(g => g.length > 2);
    const axis = groups[view] ?? groups[0];
    const [a, b] = [axis[0], axis.at(-1)], middle = w => (w[size[0]] + w[size[1]]) / 2;
    return value => middle(a) + (value - +a.text) / (+b.text - +a.text) * (middle(b) - middle(a));
  };
  return [box.left + along(0, w => w.top, ['left', 'right'])(x), box.top + along(0, w => w.right, ['top', 'bottom'])(y)];
}, [x, y, view]);

async function drag(tab, from, to, steps = 6) {
  await tab.page.mouse.move(...from);
  await tab.page.mouse.down();
  await tab.page.mouse.move(...to, { steps });
  await tab.page.mouse.up();
}

/** The chart as it stands is that of a spec in which the parameter has this value from the start. */
async function same(tab, name, value, param = 'pick') {
  const spec = JSON.parse(JSON.stringify(specs[name]), (_, node) => (node?.name === param && node.select ? { ...node, value } : node));
  const [here, there] = await tab.eval(async spec => {
    const [one, other] = $$('nut-graph');
    other.spec = spec;
    await until(() => happened('nut-ready', 'other').length, 'the other chart');
    await frames();
    return [await one.toSVG(), await other.toSVG()];
  }, spec);
  assert.equal(here, there);
}
const near = (found, wanted, by) => found.forEach((v, i) => assert.ok(Math.abs(v - wanted[i]) < by, `${found} is not ${wanted}`));

check('a range is drawn with the pointer, moved, stretched by the wheel with a key, and taken away by a double click', async open => {
  const tab = await shown(open, 'brush');
  await drag(tab, await place(tab, 10, 10), await place(tab, 20, 30));
  const first = await told(tab);
  near(first.x, [10, 20], 0.5);
  near(first.y, [10, 30], 0.5);
  await same(tab, 'brush', { x: first.x, y: first.y });
  await drag(tab, await place(tab, 15, 20), await place(tab, 20, 20));
  near((await told(tab)).x, [15, 25], 0.5);
  const [x, y] = await place(tab, 20, 20);
  await tab.page.mouse.move(x, y);
  await tab.page.keyboard.down('Control');
  await tab.page.mouse.wheel(0, -300);
  await tab.page.keyboard.up('Control');
  await tab.eval(() => frames(3));
  const [low, high] = (await told(tab)).x;
  assert.ok(low > 15.5 && high < 24.5, `${low} ${high}`);
  await tab.page.mouse.dblclick(x, y - 60);
  assert.deepEqual(await told(tab), {});
});

check('a wheel without a key scrolls the page', async open => {
  const tab = await open(page(`<nut-graph id="g" spec="${made.scales}"></nut-graph><div style="height:3000px"></div>`));
  await tab.eval(() => settled(1));
  await tab.page.mouse.move(...await place(tab, 20, 20));
  await tab.page.mouse.wheel(0, 200);
  await tab.eval(() => until(() => scrollY > 100, 'the page to scroll'));
  assert.equal(await tellings(tab), 0);
});

check('a mark is chosen by a click, others with shift, none by a click beside all', async open => {
  const tab = await shown(open, 'point');
  const at = async i => place(tab, rows[i].x, rows[i].y);
  await tab.click(...await at(5));
  assert.deepEqual((await told(tab)).x, [5]);
  await same(tab, 'point', [{ x: 5 }]);
  await tab.page.keyboard.down('Shift');
  await tab.click(...await at(9));
  await tab.page.keyboard.up('Shift');
  assert.deepEqual((await told(tab)).x, [5, 9]);
  await tab.page.keyboard.down('Shift');
  await tab.click(...await at(5));
  await tab.page.keyboard.up('Shift');
  assert.deepEqual((await told(tab)).x, [9]);
  await tab.click(...await place(tab, 24.5, 35));
  assert.deepEqual(await told(tab), {});
});

check('a mark is chosen as such where no field is named', async open => {
  const tab = await shown(open, 'identity');
  const red = () => tab.eval(() => count('#b22222'));
  const all = await red();
  await tab.click(...await place(tab, rows[5].x, rows[5].y));
  await told(tab);
  const one = await red();
  assert.ok(one > 20 && one < all / 10, `${one} of ${all}`);
});

check('pointing chooses, and stops choosing', async open => {
  const tab = await shown(open, 'hover');
  await tab.move(...await place(tab, rows[7].x, rows[7].y));
  assert.deepEqual((await told(tab)).x, [7]);
  await tab.move(...await place(tab, 24.5, 35));
  assert.deepEqual(await told(tab), {});
});

check('the nearest mark is chosen without being met', async open => {
  const tab = await shown(open, 'near');
  await tab.move(...await place(tab, 12.2, 35));
  assert.deepEqual((await told(tab)).x, [12]);
});

for (const name of ['chromium', 'firefox', 'webkit'])
  check('keys choose a mark, add one, and clear; what was chosen is said', async open => {
    const tab = await shown(open, 'point');
    await tab.eval(() => part('plot').focus());
    await tab.press('Home');
    await tab.press('ArrowRight');
    await tab.press('Enter');
    assert.deepEqual((await told(tab)).x, [1]);
    assert.match(await tab.eval(() => until(() => said(), 'words')), /x: 1/);
    await tab.press('Escape');
    assert.deepEqual(await told(tab), {});
  }, { in: name });

check('keys begin a range, move it and stretch it', async open => {
  const tab = await shown(open, 'across');
  await tab.eval(() => part('plot').focus());
  await tab.press('b');
  const [low, high] = (await told(tab)).x;
  await tab.press('ArrowRight');
  const moved = (await told(tab)).x;
  near([moved[0] - low, moved[1] - high], [0.8, 0.8], 0.2);
  await tab.page.keyboard.press('Shift+ArrowRight');
  const longer = (await told(tab)).x;
  near([longer[0], longer[1] - moved[1]], [moved[0], 0.8], 0.2);
  await tab.press('Escape');
  assert.deepEqual(await told(tab), {});
});

check('entries of the legend choose by click, with shift, and by key', async open => {
  const tab = await shown(open, 'legend');
  const entry = word => tab.eval(word => {
    const box = boxOf(canvases()[0]), found = drawn().find(w => w.text === word);
    return [box.left + found.left, box.top + (found.top + found.bottom) / 2];
  }, word);
  await tab.click(...await entry('b'));
  assert.deepEqual((await told(tab)).kind, ['b']);
  await same(tab, 'legend', [{ kind: 'b' }]);
  await tab.page.keyboard.down('Shift');
  await tab.click(...await entry('c'));
  await tab.page.keyboard.up('Shift');
  assert.deepEqual((await told(tab)).kind, ['b', 'c']);
  await tab.eval(() => part('plot').focus());
  await tab.press('End');
  await tab.press('Enter');
  assert.deepEqual((await told(tab)).kind, ['c']);
});

check('domains are dragged, zoomed by wheel and keys, and come back', async open => {
  const tab = await shown(open, 'scales');
  const from = await place(tab, 20, 20), to = await place(tab, 10, 20);
  await drag(tab, from, to);
  const { x } = await told(tab, 'view');
  near(x, [10, 50], 1);
  await same(tab, 'scales', { x, y: (await told(tab, 'view')).y }, 'view');
  await tab.eval(() => part('plot').focus());
  await tab.press('+');
  const closer = (await told(tab, 'view')).x;
  near([closer[1] - closer[0]], [32], 1);
  await tab.page.keyboard.press('Shift+ArrowRight');
  const further = (await told(tab, 'view')).x;
  assert.ok(further[0] > closer[0] + 2, `${further} after ${closer}`);
  await tab.press('0');
  assert.deepEqual(await told(tab, 'view'), {});
});

check('an overview gives its detail a domain', async open => {
  const tab = await shown(open, 'detail');
  const box = await tab.eval(() => boxOf(canvases()[0]));
  const y = box.top + 60, left = (await place(tab, 10, 0))[0], right = (await place(tab, 20, 0))[0];
  await drag(tab, [left, y], [right, y]);
  near((await told(tab)).x, [10, 20], 0.5);
  await same(tab, 'detail', { x: (await told(tab)).x });
});

check('another view shows only the rows that are selected', async open => {
  const tab = await shown(open, 'filtered');
  const [left, y] = await place(tab, 10, 20), [right] = await place(tab, 20, 20);
  await drag(tab, [left, y], [right, y]);
  await same(tab, 'filtered', { x: (await told(tab)).x });
});

check('a range over bands holds whole bands', async open => {
  const tab = await shown(open, 'bands');
  const [a, b] = await tab.eval(() => {
    const box = boxOf(canvases()[0]), of = word => drawn().find(w => w.text === word);
    return [of('a'), of('b')].map(w => [box.left + (w.left + w.right) / 2, box.top + 100]);
  });
  await drag(tab, a, b);
  assert.deepEqual((await told(tab)).kind, ['a', 'b']);
  await same(tab, 'bands', { x: ['a', 'b'] });
});

check('in facets, each cell has its own range where they are united', async open => {
  const tab = await shown(open, 'facets');
  const heads = await tab.eval(() => {
    const box = boxOf(canvases()[0]);
    return ['a', 'b'].map(word => drawn().find(w => w.text === word)).map(w => [box.left + (w.left + w.right) / 2, box.top + w.bottom + 100]);
  });
  const around = ([x, y], by) => drag(tab, [x - by, y - by], [x + by, y + by]);
  await around(heads[0], 25);
  const one = await told(tab);
  await around(heads[1], 40);
  const both = await told(tab);
  assert.ok(both.x[0] <= one.x[0] && both.x[1] >= one.x[1] && (both.x[0] < one.x[0] || both.x[1] > one.x[1]), `${JSON.stringify(one)} then ${JSON.stringify(both)}`);
});

check('inputs of every kind stand under the chart with their names, and set what they are bound to', async open => {
  const tab = await shown(open, 'inputs');
  const found = await tab.eval(() => [...part('inputs').querySelectorAll('input, select')].map(field => [field.type, words(field.closest('fieldset') ?? field.labels[0]), field.type === 'checkbox' ? field.checked : field.value]));
  assert.deepEqual(found.map(([type]) => type), ['range', 'select-one', 'checkbox', 'color', 'radio', 'radio', 'text', 'number', 'date']);
  assert.match(found[0][1], /At least/);
  assert.equal(found[0][2], '5');
  const set = (at, value) => tab.eval(([at, value]) => {
    const field = part('inputs').querySelectorAll('input, select')[at];
    if (/radio|checkbox/.test(field.type)) return field.click();
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, [at, value]);
  const before = await tab.eval(() => print());
  await set(0, 30);
  assert.equal(await told(tab, 'least'), 30);
  assert.notEqual(await tab.eval(() => print()), before);
  for (const [at, value, name, wanted] of [[1, 1, 'shape', 'square'], [2, '', 'filled', false], [3, '#ff0000', 'ink', '#ff0000'], [4, '', 'side', 'x'], [6, 'b', 'word', 'b'], [7, 5, 'many', 5], [8, '2022-01-02', 'day', '2022-01-02']]) {
    await set(at, value);
    assert.equal(await told(tab, name), wanted);
  }
  assert.ok(await tab.eval(() => count('#ff0000')) > 30, 'the marks are red');
});

check('an input sets what is chosen, and shows what is chosen otherwise', async open => {
  const tab = await shown(open, 'query');
  const field = () => tab.eval(() => part('inputs').querySelector('select').selectedOptions[0].text);
  assert.equal(await field(), 'b');
  await tab.click(...await place(tab, rows[6].x, rows[6].y));
  assert.deepEqual((await told(tab)).kind, ['a']);
  assert.equal(await field(), 'a');
  await tab.eval(() => {
    const select = part('inputs').querySelector('select');
    select.selectedIndex = 0;
    select.dispatchEvent(new Event('input'));
  });
  assert.deepEqual(await told(tab), {});
});

check('a finger draws a range across, and down after resting; else the page scrolls', async open => {
  const tab = await open(page(`<nut-graph id="g" spec="${made.brush}"></nut-graph><div style="height:3000px"></div>`), { width: 760, touch: true });
  await tab.eval(() => settled(1));
  const touch = async (type, at) => tab.devtools.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [{ x: at[0], y: at[1] }] : [] });
  const swipe = async (from, to, rest = 0) => {
    await touch('touchStart', from);
    await new Promise(done => setTimeout(done, rest));
    for (let i = 1; i <= 8; i++) await touch('touchMove', from.map((v, k) => v + (to[k] - v) * i / 8));
    await touch('touchEnd');
  };
  await swipe(await place(tab, 10, 10), await place(tab, 25, 14));
  near((await told(tab)).x, [10, 25], 2);
  await swipe(await place(tab, 30, 35), await place(tab, 31, 5), 450);
  near((await told(tab)).y, [5, 35], 3);
  assert.equal(await tab.eval(() => scrollY), 0);
  const count = await tellings(tab);
  const [x, y] = await place(tab, 30, 5);
  await swipe([x, y], [x + 3, y - 150]);
  await tab.eval(() => sleep(300));
  assert.ok(await tab.eval(() => scrollY) > 20, 'the page scrolls');
});

check('new figures for the same spec leave it as the reader has set it', async open => {
  const tab = await shown(open, 'point');
  await tab.click(...await place(tab, rows[5].x, rows[5].y));
  await told(tab);
  await tab.eval(async data => {
    graph().data = data;
    await until(() => happened('nut-ready', 'g').length > 1, 'the chart with new figures');
    await frames();
  }, rows.map(row => ({ ...row, y: 41 - row.y })));
  const red = await tab.eval(() => count('#b22222'));
  assert.ok(red > 20 && red < 400, `${red} red pixels`);
});

check('nothing moves when such a chart arrives, and it is sound for readers of screens', async open => {
  const tab = await opened(open, page(`<nut-graph id="g" spec="${made.inputs}"></nut-graph><p>Below</p>`, { css: 'nut-graph { display: block; min-height: 640px }' }), { width: 360 });
  assert.ok(await tab.eval(() => document.documentElement.scrollWidth <= 360), 'wider than the page');
  const shifts = await tab.eval(() => log.shifts.filter(s => s.value > 0.02));
  assert.deepEqual(shifts, []);
});
