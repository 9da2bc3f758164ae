// The reader's own settings, and paper: text of twice the size, the page at 400 %, forced colours, no motion, from right to left, print;
// and small multiples, which follow them all.

import assert from 'node:assert/strict';
import { chart, check, data, fact, opened, page } from './harness.mjs';

// Deaths of 1,000 in Virginia in 1940 (Molyneaux, Gilliam and Florant 1947; R data set VADeaths).
const deaths = 'age,group,deaths\n50,Rural male,11.7\n55,Rural male,18.1\n60,Rural male,26.9\n50,Urban male,15.4\n55,Urban male,24.3\n60,Urban male,37\n50,Urban female,8.4\n55,Urban female,13.6\n60,Urban female,19.3\n';
const panels = (more = {}) => chart({ mark: 'bar', x: 'age:O', y: 'deaths', facet: 'group', data: data(deaths), ...more });
// Passengers and crew of the Titanic who survived, percent (R data set Titanic).
const titanic = 'class,survived\nFirst,62.5\nSecond,41.4\nThird,25.2\n';

check('a column parts the chart into panels: headings, keys, tooltip, table and facts know them', async open => {
  const tab = await opened(open, page(`<p>${fact("change(deaths, 50, 60, group == 'Urban male')", '140 percent')}</p>${panels()}`), { width: 700 });
  const found = await tab.eval(() => ({ words: drawn().map(t => t.text ?? String(t)), summary: graph().summary, columns: graph().table.columns.map(c => c.name) }));
  for (const name of ['Rural male', 'Urban male', 'Urban female']) {
    assert.ok(found.words.includes(name), `${name} is no heading: ${found.words}`);
    assert.ok(found.summary.includes(`${name}:`), found.summary);
  }
  assert.deepEqual(found.columns, ['Age', 'Group', 'Deaths']);
  const told = await tab.eval(async () => {
    part('plot').focus();
    const { left, right, top, bottom } = boxOf(part('plot'));
    return { left, right, middle: (top + bottom) / 2 };
  });
  await tab.move(told.right - 12, told.middle);
  await tab.eval(() => until(() => words(part('tooltip')).startsWith('Urban female, 60'), 'the last panel'));
  await tab.press('Home');
  await tab.eval(() => until(() => words(part('tooltip')).startsWith('Urban female, 50'), 'the first of its ages'));
  await tab.press('ArrowDown');
  await tab.eval(() => until(() => words(part('tooltip')).startsWith('Rural male, 50'), 'the next panel'));
  await tab.eval(async () => {
    const before = print();
    $('nut-fact').shadowRoot.querySelector('[role]').focus();
    await until(() => print() !== before && words(graph()).includes('15.4'), 'the evidence');
  });
});

check('panels reflow: three beside each other, then two, then one, and nothing is cut off', async open => {
  const tab = await opened(open, page(panels()), { width: 700 });
  for (const [width, columns] of [[700, 3], [380, 2], [290, 1]]) {
    await tab.resize(width, 900);
    const found = await tab.eval(async () => {
      await sleep(150);
      await frames();
      const heads = drawn().filter(t => /male$/.test(t.text)), { width, height } = boxOf(part('plot'));
      return {
        columns: new Set(heads.map(t => Math.round(t.left / 10))).size, heads: heads.length, over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        cut: drawn().filter(t => t.left < -1 || t.right > width + 1 || t.bottom > height + 1).map(t => t.text),
      };
    });
    assert.deepEqual(found, { columns, heads: 3, over: 0, cut: [] }, `${width} wide`);
  }
});

check('a facet that says no column is an error with its place', async open => {
  const tab = await opened(open, page(panels({ facet: 'groups' })));
  const { events } = await tab.eval(() => ({ events: log.events.filter(e => e.type === 'nut-error').map(e => e.detail.message) }));
  assert.deepEqual(events, ['/encoding/facet: no column "groups" in the data; did you mean "group"?']);
});

check('on a page from right to left, bars grow to the left and the tooltip follows', async open => {
  const tab = await opened(open, page(`<div dir="rtl" lang="ar">${chart({ mark: 'bar', x: 'survived', y: 'class', unit: '%', data: data(titanic) })}</div>`), { width: 700 });
  const found = await tab.eval(() => {
    const canvas = canvases()[0], { data, width, height } = pixelsOf(canvas), blue = rgb('#314dbe');
    const edges = [];
    for (let y = 0; y < height; y++) {
      let first = -1, last = -1;
      for (let x = 0; x < width; x++) if (near(data, 4 * (y * width + x), blue)) { if (first < 0) first = x; last = x; }
      if (last - first > 60) edges.push([first, last]);
    }
    return { lefts: new Set(edges.map(e => e[0])).size, rights: new Set(edges.map(e => e[1])).size, box: boxOf(part('plot')) };
  });
  assert.ok(found.lefts > 1 && found.rights === 1, `bars have ${found.lefts} left and ${found.rights} right ends`);
  await tab.move(found.box.right - 140, found.box.top + 12);
  await tab.eval(() => until(() => words(part('tooltip')).startsWith('First'), 'the first bar'));
});

check('lines are told apart on paper: dashes, a light sheet, no controls, addresses written out', async open => {
  const tab = await opened(open, page(chart({ 'source-url': 'https://www.unodc.org/ https://ondcp.example/' })), { dark: true });
  const dashes = () => tab.eval(() => globalThis.dashes);
  await tab.eval(() => {
    const set = CanvasRenderingContext2D.prototype.setLineDash;
    globalThis.dashes = 0;
    CanvasRenderingContext2D.prototype.setLineDash = function (list) { if ([...list].length) globalThis.dashes++; return set.call(this, list); };
  });
  assert.equal(await dashes(), 0);
  await tab.page.emulateMedia({ media: 'print' });
  const found = await tab.eval(async () => {
    await until(() => globalThis.dashes, 'dashes');
    await frames();
    const link = graph().shadowRoot.querySelector('a');
    return { controls: seen(part('controls')), link: getComputedStyle(link, '::after').content, ink: getComputedStyle(graph().shadowRoot.querySelector('#box')).color };
  });
  assert.deepEqual(found, { controls: false, link: '" <https://www.unodc.org/>"', ink: 'rgb(22, 25, 29)' });
  await tab.page.emulateMedia({ media: 'screen' });
});

check('where the reader has text of twice the size, the words of the chart are twice as large, and all is seen', async open => {
  const tab = await opened(open, page(chart(), { css: ':root{font-size:200%}' }), { width: 700 });
  const found = await tab.eval(() => ({
    heading: parseFloat(getComputedStyle(part('heading')).fontSize), source: parseFloat(getComputedStyle(part('source')).fontSize),
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth, cut: deep(graph()).filter(e => seen(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible').map(e => e.id),
  }));
  assert.ok(found.heading >= 40 && found.source >= 24, JSON.stringify(found));
  assert.deepEqual([found.over, found.cut], [0, []]);
});

check('at 400 % of a window of 1280, all is there without scrolling sideways', async open => {
  const tab = await opened(open, page(chart() + panels({ id: 'panels' })), { width: 1280 }, 2);
  await tab.zoom(4);
  const found = await tab.eval(async () => {
    await sleep(200);
    await frames();
    return { over: document.documentElement.scrollWidth - document.documentElement.clientWidth, ink: $$('nut-graph').map(el => ink(canvases(el)[0])) };
  });
  assert.equal(found.over, 0);
  assert.ok(found.ink.every(pixels => pixels > 1000), String(found.ink));
});
