// What loads only when it is used: figures that come in while the page is read, and the chart as sound.

import assert from 'node:assert/strict';
import { chart, check, data, fact, opened, page, site } from './harness.mjs';

check('new figures are drawn, told once, and the facts follow; nothing flickers and nothing moves', async open => {
  const path = data('year,v\n2014,100\n2015,110\n');
  const tab = await opened(open, page(`<p id="p">It rose by ${fact('change(v, 2014, 2015)', '10 percent')}.</p>${chart({ y: 'v', data: path, refresh: 1 })}<p id="below">Below</p>`));
  await tab.eval(() => until(() => happened('nut-fact')[0], 'the fact'));
  const before = await tab.eval(() => ({ top: boxOf($('#below')).top, ready: happened('nut-ready').length, said: said() }));
  await tab.eval(() => sleep(1500));
  assert.equal(await tab.eval(() => happened('nut-ready').length), before.ready, 'drawn again though nothing is new');
  site.put(path, 'year,v\n2014,100\n2015,150\n', 'text/csv');
  const found = await tab.eval(async () => {
    let blank = 0;
    const watch = () => { if (!canvases().every(seen)) blank++; if (happened('nut-fact').length < 2) requestAnimationFrame(watch); };
    watch();
    await until(() => happened('nut-fact').at(-1).detail.verdict === 'disagrees', 'the new figure', 6000);
    await frames();
    return { top: boxOf($('#below')).top, blank, said: said(), stamp: words(graph()).match(/Updated \d+:\d\d/)?.[0], console: log.console };
  });
  assert.equal(found.top, before.top, 'what stands below moved');
  assert.equal(found.blank, 0, 'the picture was gone for a moment');
  assert.match(found.said, /Coca is back: Updated \d/);
  assert.ok(found.stamp, 'nothing says when the figures were new');
  assert.deepEqual(found.console, []);
});

check('where the server fails, the last figures stay and are asked for again', async open => {
  const path = data('year,v\n2014,100\n2015,110\n');
  const tab = await opened(open, page(chart({ y: 'v', data: path, refresh: 1 })));
  site.put(path, '<!doctype html><p>Sorry', 'text/html');
  await tab.eval(() => until(() => log.console.length, 'a word in the console', 6000));
  assert.ok(await tab.eval(() => canvases().every(seen)), 'the picture is gone');
  site.put(path, 'year,v\n2014,100\n2015,190\n', 'text/csv');
  await tab.eval(() => until(() => words(graph()).includes('Updated') && graph().summary.includes('190'), 'the figures', 8000));
});

check('the key p plays the chart: its series and landmarks are told, the cursor goes along, and p stops it', async open => {
  const tab = await opened(open, page(chart()));
  await tab.eval(() => part('plot').focus());
  await tab.press('p');
  const told = await tab.eval(async () => {
    const told = [];
    new MutationObserver(() => told.push(said())).observe($('[aria-live]', graph().shadowRoot), { childList: true, characterData: true, subtree: true });
    await until(() => told.some(words => /, 2012$/.test(words)), 'the least figure', 9000);
    await until(() => seen(part('tooltip')), 'the cursor');
    return told;
  });
  assert.match(told[0], /unodc|ondcp/i);
  assert.ok(told.some(words => /47,790\sha, 2012/.test(words)) && told.length < 6, told.join(' | '));
  await tab.press('p');
  const after = await tab.eval(async () => { const words = said(); await sleep(1200); return [words, said()]; });
  assert.equal(after[0], after[1], 'it went on');
});

check('listening is a control where the page asks for it', async open => {
  const tab = await opened(open, page(chart({ controls: 'table listen' })));
  const names = await tab.eval(async () => {
    const names = () => $$('button', part('controls')).filter(seen).map(words);
    const before = names();
    $$('button', part('controls')).find(b => words(b) === 'Listen').click();
    await until(() => names().includes('Stop'), 'the control to stop it');
    $$('button', part('controls')).find(b => words(b) === 'Stop').click();
    await until(() => names().includes('Listen'), 'the end');
    return before;
  });
  assert.deepEqual(names, ['Table', 'Listen']);
});

check('a passage in the middle of the screen puts its chart in a state; going back takes it away; facts are as they were', async open => {
  const step = (attributes, id) => `<p id="${id}" data-nut-step="cultivation" style="height:90vh" ${attributes}>A passage with a <a href="#x">link</a>.</p>`;
  const body = `<div style="position:sticky;top:0">${chart({ y: 'unodc_ha ondcp_ha' })}</div><p>It rose by ${fact('change(unodc_ha, 2015, 2016)', '52 percent')}.</p><p style="height:100vh"></p>` +
    step('data-highlight="unodc" data-until="2012"', 'a') + step('data-show="change(unodc_ha, 2015, 2016)"', 'b') + '<p style="height:100vh"></p>';
  const tab = await opened(open, page(body), { height: 700 });
  const rest = await tab.eval(() => print());
  const to = id => tab.eval(async id => {
    scrollTo(0, id ? $('#' + id).offsetTop - innerHeight / 4 : 0);
    const before = print();
    await until(() => print() !== before, 'a change of the picture');
    let last;
    await until(async () => { const same = last === print(); last = print(); await sleep(120); return same; }, 'rest');
    return { print: print(), words: words(graph()), facts: happened('nut-fact').length };
  }, id);
  const a = await to('a'), b = await to('b'), end = await to('');
  assert.ok(a.print !== rest && b.print !== a.print && b.print !== rest);
  assert.match(b.words, /96,085 ha in 2015 → 146,139 ha in 2016/);
  assert.doesNotMatch(a.words, /96,085/);
  assert.equal(end.print, rest, 'above its first passage the chart is as it was');
  assert.equal(end.facts, 1);
});
