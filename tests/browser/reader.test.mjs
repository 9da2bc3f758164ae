// What a reader does with a chart: with a mouse, a finger, a keyboard, a screen reader.

import assert from 'node:assert/strict';
import { chart, check, data, opened, page } from './harness.mjs';

const hover = async (tab, across = 0.5, down = 0.5) => {
  const box = await tab.eval(() => { part('plot').scrollIntoView({ block: 'nearest' }); return boxOf(canvases()[0]); });
  await tab.move(box.left + box.width * across, box.top + box.height * down);
  await tab.eval(() => frames());
};

/** What a screen reader meets, in the order of the page; what is inside a picture is part of it. */
async function spoken(tab) {
  const { nodes } = await tab.devtools.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map(n => [n.nodeId, n])), list = [];
  const walk = n => {
    if (!n.ignored) list.push({ role: n.role?.value, name: n.name?.value ?? '', description: n.description?.value ?? '' });
    if (n.role?.value !== 'image') for (const id of n.childIds ?? []) if (byId.has(id)) walk(byId.get(id));
  };
  walk(nodes[0]);
  return list;
}

check('hovering shows the values at the nearest place, by size, inside the window', async open => {
  const tab = await opened(open, page(chart()));
  for (const across of [0.12, 0.5, 0.97]) {
    await hover(tab, across);
    const tip = await tab.eval(() => ({ seen: seen(part('tooltip')), words: words(part('tooltip')), box: boxOf(part('tooltip')), width: innerWidth, height: innerHeight }));
    assert.ok(tip.seen, `no tooltip at ${across}`);
    assert.match(tip.words, /^(19|20)\d\d/);
    assert.match(tip.words, /\d{2,3},\d{3}/);
    assert.ok(tip.box.left >= 0 && tip.box.right <= tip.width && tip.box.top >= 0 && tip.box.bottom <= tip.height, JSON.stringify(tip.box));
    assert.ok(tip.box.width <= 240, `${tip.box.width} wide`);
  }
});

check('the tooltip stays in the window and above what the page lays over the chart', async open => {
  const tab = await opened(open, page(`<div style="position:relative">${chart()}</div><div style="position:relative;z-index:9;margin-top:-60px;height:900px;background:#fff"></div>`), { width: 500, height: 420 });
  await tab.eval(() => scrollTo(0, boxOf(canvases()[0]).top + scrollY + 120));
  for (const across of [0.1, 0.6, 0.96]) {
    const box = await tab.eval(() => boxOf(canvases()[0]));
    await tab.move(box.left + box.width * across, 30);
    const tip = await tab.eval(async () => {
      await until(() => seen(part('tooltip')), 'the tooltip');
      const box = boxOf(part('tooltip')), at = part('tooltip').getBoundingClientRect();
      part('tooltip').style.pointerEvents = 'auto';
      const over = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2)?.localName;
      part('tooltip').style.pointerEvents = '';
      return { box, over, width: innerWidth, height: innerHeight };
    });
    assert.ok(tip.box.left >= 0 && tip.box.right <= tip.width && tip.box.top >= 0 && tip.box.bottom <= tip.height, JSON.stringify(tip));
    assert.equal(tip.over, 'nut-graph', 'something of the page lies over the tooltip');
    await tab.move(2, 410);
    await tab.eval(() => until(() => !seen(part('tooltip')), 'the tooltip to go'));
  }
});

check('the tooltip says that a figure is missing, and never zero', async open => {
  const tab = await opened(open, page(chart({ y: 'v w', data: data('year,v,w\n2014,5,\n2015,6,\n') })));
  await hover(tab, 0.9);
  const tip = await tab.eval(() => words(part('tooltip')));
  assert.match(tip, /no figure|–|—/i);
  assert.doesNotMatch(tip, /\b0\b/);
});

check('hovering paints the overlay and leaves the picture alone', async open => {
  const tab = await opened(open, page(chart()));
  const hash = () => tab.eval(() => canvases().map(printOf));
  const before = await hash();
  await hover(tab, 0.4);
  const during = await hash();
  await tab.move(2, 2);
  await tab.eval(() => until(() => !seen(part('tooltip')), 'the tooltip to go'));
  const after = await hash();
  assert.equal(during[0], before[0], 'the picture was painted again');
  assert.notEqual(during[1], before[1], 'nothing shows which point is meant');
  assert.deepEqual(after, before);
});

check('nut-point tells the page which point is meant', async open => {
  const tab = await opened(open, page(chart()));
  await hover(tab, 0.6);
  const event = await tab.eval(() => until(() => happened('nut-point')[0], 'nut-point'));
  assert.ok(event.bubbles && event.composed);
  assert.ok(event.detail.x !== undefined, JSON.stringify(event.detail));
  assert.ok(event.detail.values.unodc_ha > 40000 || Object.values(event.detail.values).some(v => v > 40000), JSON.stringify(event.detail));
});

check('a tap shows the values, a tap elsewhere puts them away, and a finger can scroll the page', async open => {
  const tab = await opened(open, page(`<p id="above">Above</p>${chart()}`), { touch: true, width: 400 });
  const box = await tab.eval(() => boxOf(canvases()[0]));
  await tab.tap(box.left + box.width * 0.6, box.top + box.height * 0.5);
  const tip = await tab.eval(async () => { await until(() => seen(part('tooltip')), 'the tooltip'); return { words: words(part('tooltip')), box: boxOf(part('tooltip')), width: innerWidth }; });
  assert.match(tip.words, /^(19|20)\d\d/);
  assert.ok(tip.box.left >= 0 && tip.box.right <= tip.width, JSON.stringify(tip.box));
  await tab.tap(20, 15);
  await tab.eval(() => until(() => !seen(part('tooltip')), 'the tooltip to go'));
  const touch = await tab.eval(() => [part('plot'), ...part('plot').querySelectorAll('*')].map(e => getComputedStyle(e).touchAction));
  assert.ok(!touch.includes('none'), 'the plot catches the finger that scrolls the article');
});

check('the plot is one Tab stop; arrow keys, Home and End move; Escape ends; each place is said', async open => {
  const tab = await opened(open, page(`<button id="first">First</button>${chart()}<button id="last">Last</button>`));
  await tab.eval(() => $('#first').focus());
  await tab.press('Tab');
  const where = await tab.eval(() => ({ inside: document.activeElement === graph(), plot: Boolean(focused().closest('[part~="plot"]')), role: focused().getAttribute('role'), name: focused().getAttribute('aria-label') ?? focused().getAttribute('aria-labelledby') }));
  assert.deepEqual([where.inside, where.plot], [true, true], 'the first Tab stop of the chart is its plot');
  assert.ok(where.name, 'the plot has a name');
  const press = async key => { await tab.press(key); return tab.eval(async () => { await sleep(400); return { said: said(), tip: seen(part('tooltip')) }; }); };
  const home = await press('Home');
  assert.match(home.said, /1999.*160,119/);
  assert.ok(home.tip, 'the tooltip goes with the keys');
  const next = await press('ArrowRight');
  assert.match(next.said, /2000/);
  assert.match(next.said, /163,289/);
  assert.match(next.said, /136,200/);
  assert.match((await press('End')).said, /2024.*261,386/);
  assert.match((await press('ArrowLeft')).said, /2023.*252,572/);
  assert.equal((await press('Escape')).tip, false);
  const stops = [];
  for (let i = 0; i < 10; i++) {
    await tab.press('Tab');
    const stop = await tab.eval(() => ({ last: document.activeElement === $('#last'), plot: Boolean(focused().closest?.('[part~="plot"]')), name: words(focused()) || focused().getAttribute('aria-label') }));
    if (stop.last) break;
    stops.push(stop);
  }
  assert.ok(stops.length < 10, `the focus is trapped: ${JSON.stringify(stops)}`);
  assert.ok(stops.every(s => !s.plot), 'the plot is more than one Tab stop');
  assert.ok(stops.some(s => /table/i.test(s.name)), `the table can be reached: ${JSON.stringify(stops)}`);
});

check('arrow keys do not scroll the page while they move in the chart, and other keys are left alone', async open => {
  const tab = await opened(open, page(`${chart()}<div style="height: 3000px"></div>`));
  const found = await tab.eval(() => {
    const target = focused === undefined ? null : part('plot').matches('[tabindex]') ? part('plot') : part('plot').querySelector('[tabindex]');
    target.focus();
    const send = (key, more = {}) => !target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }));
    return { arrow: send('ArrowRight'), home: send('Home'), letter: send('a'), tab: send('Tab'), alt: send('ArrowLeft', { altKey: true }), ctrl: send('Home', { ctrlKey: true }) };
  });
  assert.deepEqual(found, { arrow: true, home: true, letter: false, tab: false, alt: false, ctrl: false });
});

check('whatever has the focus shows it', async open => {
  const tab = await opened(open, page(chart()));
  for (let i = 0; i < 4; i++) {
    await tab.press('Tab');
    const found = await tab.eval(() => {
      const e = focused();
      if (e === document.body) return { end: true };
      const ring = [e, ...e.querySelectorAll('*')].map(x => getComputedStyle(x)).find(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1.5) || s.boxShadow !== 'none');
      return { ring: Boolean(ring), name: e.outerHTML.slice(0, 80) };
    });
    if (found.end) break;
    assert.ok(found.ring, `no ring round ${found.name}`);
  }
});

check('a screen reader finds heading, description, plot and controls, in this order', async open => {
  const tab = await opened(open, page(chart({ subheading: 'Hectares under cultivation' })));
  const list = await spoken(tab);
  const heading = list.findIndex(n => n.role === 'heading' && n.name === 'Coca is back');
  assert.ok(heading >= 0, `no heading: ${JSON.stringify(list)}`);
  const summary = await tab.eval(() => graph().summary);
  assert.ok(summary.length > 40, `the summary says too little: ${summary}`);
  assert.match(summary, /1999|2024/);
  assert.match(summary, /261,386|160,119/);
  const said = list.findIndex((n, i) => i > heading && (n.name + n.description).includes(summary.slice(0, 30)));
  assert.ok(said > heading, `the text alternative is not in the tree after the heading: ${JSON.stringify(list)}`);
  const plot = list.findIndex(n => /line chart/i.test(n.name));
  assert.ok(plot > heading, `the plot has a name: ${JSON.stringify(list)}`);
  const button = list.findIndex(n => n.role === 'button' && /table/i.test(n.name));
  assert.ok(button > said, 'the controls come last');
  assert.equal(list.filter(n => n.name === 'Coca is back' && n.role === 'heading').length, 1, 'the heading is said once');
});

check('the table takes the place of the plot: caption, heads, newest first, "no figure"', async open => {
  const tab = await opened(open, page(`${chart()}<p id="below">Below</p>`));
  const found = await tab.eval(async () => {
    const before = boxOf($('#below')).top;
    control('table').click();
    const table = await until(() => { const t = $('table', graph().shadowRoot); return seen(t) && t; }, 'the table');
    await frames();
    return {
      moved: boxOf($('#below')).top - before, caption: words(table.caption ?? $('caption', table)), columns: $$('thead th', table).map(th => [words(th), th.scope]),
      rows: $$('tbody tr', table).map(tr => $$('th, td', tr).map(words)), heads: $$('tbody tr > :first-child', table).map(e => e.localName), plot: canvases().some(seen), back: Boolean(control('chart')),
      over: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    };
  });
  assert.equal(found.moved, 0, 'what stands below moved');
  assert.match(found.caption, /Coca is back/);
  assert.equal(found.columns.length, 3);
  assert.ok(found.columns.every(([name, scope]) => name && scope === 'col'), JSON.stringify(found.columns));
  assert.ok(found.heads.every(name => name === 'th'), 'each row has a head');
  assert.equal(found.rows.length, 26);
  assert.deepEqual(found.rows[0].slice(0, 2), ['2024', '261,386']);
  assert.match(found.rows[0][2], /no figure/i);
  assert.deepEqual(found.rows.at(-2), ['2000', '163,289', '136,200']);
  assert.deepEqual([found.plot, found.back, found.over], [false, true, false]);
  const back = await tab.eval(async () => { control('chart').click(); await until(() => canvases().every(seen), 'the chart'); return [seen($('table', graph().shadowRoot)), Boolean(control('table'))]; });
  assert.deepEqual(back, [false, true]);
});

check('the table button works by keyboard and keeps the focus', async open => {
  const tab = await opened(open, page(chart()));
  await tab.eval(() => control('table').focus());
  await tab.press('Enter');
  await tab.eval(() => until(() => seen($('table', graph().shadowRoot)), 'the table'));
  assert.match(await tab.eval(() => words(focused())), /chart/i);
});

check('the controls are those that the author asks for', async open => {
  const tab = await opened(open, page(chart({ id: 'none', controls: 'none' }) + chart({ id: 'some', controls: 'table' }) + chart({ id: 'all' })), {}, 3);
  const found = await tab.eval(() => ['#none', '#some', '#all'].map(id => ['table', 'download', 'share'].filter(name => { const c = $$('button, a', $(id).shadowRoot).find(b => words(b).toLowerCase().startsWith(name)); return seen(c); })));
  assert.deepEqual(found.slice(0, 2), [[], ['table']]);
  assert.ok(found[2].includes('table') && found[2].includes('download'), JSON.stringify(found[2]));
});

check('downloading gives a file with the data', async open => {
  const tab = await opened(open, page(chart()));
  const [download] = await Promise.all([
    tab.page.waitForEvent('download', { timeout: 20000 }),
    tab.eval(async () => {
      $$('button, a', graph().shadowRoot).find(b => /^download/i.test(words(b))).click();
      // The menu loads when it is used, which takes its time on a busy machine.
      const item = await until(() => $$('button, a', graph().shadowRoot).find(b => /csv|data/i.test(words(b)) && seen(b)), 'the menu');
      item.click();
    }),
  ]);
  assert.match(download.suggestedFilename(), /\.(csv|png|svg)$/);
});

check('controls are large enough to hit: 24 px, and 44 under a finger', async open => {
  for (const touch of [false, true]) {
    const tab = await opened(open, page(chart()), { touch });
    const heights = await tab.eval(() => $$('button, a', graph().shadowRoot).filter(e => seen(e) && e.closest('[part~="controls"]')).map(e => boxOf(e).height));
    assert.ok(heights.length && heights.every(h => h >= (touch ? 44 : 24)), heights.join());
    await tab.close();
  }
});

check('the parts that a page may style are there', async open => {
  const css = 'nut-graph::part(heading) { color: rgb(1, 2, 3) } nut-graph::part(source) { color: rgb(4, 5, 6) }';
  const tab = await opened(open, page(chart({ source: 'UNODC', 'source-url': 'https://example.org/' }), { css }));
  const found = await tab.eval(() => ({
    parts: ['heading', 'plot', 'legend', 'tooltip', 'table', 'source', 'controls'].filter(name => part(name)), heading: getComputedStyle(part('heading')).color, source: getComputedStyle(part('source')).color,
    link: deep(graph()).find(e => e.localName === 'a' && e.href === 'https://example.org/') !== undefined,
  }));
  for (const name of ['heading', 'plot', 'tooltip', 'table', 'source', 'controls']) assert.ok(found.parts.includes(name), `no part ${name}`);
  assert.deepEqual([found.heading, found.source], ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
  assert.ok(found.link, 'the source is a link');
});

check('the furniture is read as text, never as markup', async open => {
  const tab = await opened(open, page(chart({ heading: '<img src=x onerror="document.title=1"> & <b>bold</b>', data: data('year,<b>v</b>\n2014,1\n2015,2\n'), y: '<b>v</b>' })));
  const found = await tab.eval(async () => { await sleep(100); return { heading: part('heading').textContent, marks: $$('b, img', graph().shadowRoot).length, title: document.title }; });
  assert.match(found.heading, /<img src=x/);
  assert.deepEqual([found.marks, found.title], [0, 'Test']);
});

check("the chart speaks the page's language", async open => {
  const tab = await opened(open, page(chart({ id: 'es', heading: 'La coca vuelve' }) + chart({ id: 'own', locale: 'de' }), { lang: 'es' }), {}, 2);
  const found = await tab.eval(async () => ({
    es: [await $('#es').fact('change(unodc_ha, 2015, 2016)'), words($('#es'))], de: await $('#own').fact('value(unodc_ha, 2016)'), table: $$('button', $('#es').shadowRoot).map(words),
  }));
  assert.match(found.es[0].shown.replace(/\s/g, ' '), /52,1 %/);
  assert.match(found.de.shown, /146\.139/);
  assert.ok(found.table.some(name => /tabla/i.test(name)), found.table.join());
});

check('motion: nothing moves for a reader who asks for none', async open => {
  const tab = await opened(open, page(chart()), { still: true });
  const running = await tab.eval(async () => { graph().show('change(unodc_ha, 2015, 2016)'); await frames(1); return deep(graph()).flatMap(e => e.getAnimations?.() ?? []).filter(a => a.playState === 'running' && a.effect.getComputedTiming().duration > 1).length; });
  assert.equal(running, 0);
});
