// Every way to embed on one page, with all of the widget on another host, in each browser; and an application that makes and removes charts.

import assert from 'node:assert/strict';
import { chart, check, coca, fact, opened, page, site } from './harness.mjs';

const spec = { title: 'Coca', data: { url: '../data/coca-cultivation.csv' }, mark: 'line', encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'unodc_ha', type: 'quantitative' } } };
site.put('/specs/form.vl.json', JSON.stringify(spec), 'application/json');
const from = `${site.other}/as/open`;

for (const name of ['chromium', 'firefox', 'webkit'])
  check('all ways to embed stand on one page, the widget and its data on another host', async open => {
    const script = `<script async src="${from}/nutgraph/nutgraph.js"></script>`;
    const forms = `<p>It rose by ${fact('change(unodc_ha, 2015, 2016)', '52 percent', 'for="element"')}.</p>
      ${chart({ id: 'element', data: `${from}/data/coca-cultivation.csv` })}
      <figure data-nut-graph id="figure" data-spec="${from}/specs/form.vl.json"><p>A picture.</p></figure>
      <p><a href="${from}/specs/form.vl.json#nut-graph">Chart: coca</a></p>
      <div id="host"></div><script>document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<nut-graph spec="${from}/specs/form.vl.json"></nut-graph>'</script>
      <script async src="${from}/nutgraph/nutgraph.js" data-spec="${from}/specs/form.vl.json"></script>
      <iframe src="${from}/nutgraph/embed.html?spec=../specs/form.vl.json" sandbox="allow-scripts" title="Coca" width="100%" height="300"></iframe>`;
    const tab = await opened(open, page(forms, { head: script }), {}, 5);
    const found = await tab.eval(async () => {
      const charts = () => [...$$('nut-graph'), $('nut-graph', $('#host').shadowRoot)];
      await until(() => charts().length === 5 && charts().every(el => canvases(el)[0] && ink(canvases(el)[0]) > 500), 'five pictures');
      await until(() => happened('nut-fact').length && Number($('iframe').height) > 350, 'the fact, and the height of the frame');
      charts()[0].shadowRoot.querySelector('button').click();
      await until(() => $('table', charts()[0].shadowRoot), 'the table, whose code loads late from the other host');
      return { failed: happened('nut-error').length, fact: underline($('nut-fact')), link: $('a[href*="#nut-graph"]').closest('nut-graph').id, console: log.console, errors: log.errors };
    });
    assert.deepEqual(found, { failed: 0, fact: 'dotted', link: 'form', console: [], errors: [] });
  }, { in: name, timeout: 60000 });

check('an application that goes from story to story leaves no chart, fact, listener or observer behind', async open => {
  const before = `for (const name of ['ResizeObserver', 'MutationObserver', 'IntersectionObserver']) {
    const Own = globalThis[name], seen = (globalThis[Symbol.for('observed')] ??= []);
    globalThis[name] = class extends Own { observe(target, ...more) { seen.push(new WeakRef(target)); return super.observe(target, ...more); } };
  }`;
  const tab = await opened(open, page(`<main></main>${chart({ id: 'stays' })}`), { before });
  await tab.devtools.send('Performance.enable');
  const visit = (html, text, times) => tab.eval(async (html, text, times) => {
    globalThis[Symbol.for('gone')] ??= [];
    for (let i = 0; i < times; i++) {
      history.pushState(null, '', `#story-${i}`);
      $('main').innerHTML = html;
      const el = graph('main nut-graph'), told = $('main nut-fact');
      el.data = text;
      await el.ready;
      await until(() => underline(told) === 'dotted', 'the fact');
      await el.show('change(unodc_ha, 2015, 2016)');
      control('table', el).click();
      await until(() => $('table', el.shadowRoot), 'the table');
      globalThis[Symbol.for('gone')].push(new WeakRef(el), new WeakRef(told));
      $('main').replaceChildren();
    }
    await sleep(200);
  }, html, text, times);
  const story = `<p>It rose by ${fact('change(unodc_ha, 2015, 2016)', '52 percent', 'for="goes"')}.</p>${chart({ id: 'goes', data: undefined })}`;
  const measure = async () => {
    for (let i = 0; i < 3; i++) { await tab.devtools.send('HeapProfiler.collectGarbage'); await tab.eval(() => sleep(50)); }
    const { metrics } = await tab.devtools.send('Performance.getMetrics'), of = name => metrics.find(m => m.name === name).value;
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), ...await tab.eval(() => ({
      alive: globalThis[Symbol.for('gone')].filter(ref => ref.deref()).length,
      watched: globalThis[Symbol.for('observed')].filter(ref => ref.deref() && !ref.deref().isConnected).length,
    })) };
  };
  await visit(story, coca, 8);
  const early = await measure();
  await visit(story, coca, 32);
  const late = await measure();
  assert.ok(late.alive <= 4, `${late.alive} of 80 removed charts and facts are still alive`);
  assert.ok(late.watched <= 4, `${late.watched} removed elements are still observed`);
  assert.ok(late.nodes - early.nodes <= 40, `nodes grew from ${early.nodes} to ${late.nodes}`);
  assert.ok(late.listeners - early.listeners <= 10, `listeners grew from ${early.listeners} to ${late.listeners}`);
}, { timeout: 90000 });
