// A chart is a guest on somebody's page: it leaves no global, no style, no cookie behind, and gives its memory back.

import assert from 'node:assert/strict';
import { chart, check, coca, fact, opened, page } from './harness.mjs';

check('the page has one more global, frozen, and nothing else has changed', async open => {
  const note = '<script>globalThis.__before = Object.getOwnPropertyNames(globalThis); __before.push("__before");</script>';
  const tab = await opened(open, page(`<p>Up ${fact('change(unodc_ha, 2015, 2016)', '52 percent')}</p>${chart()}`, { head: `${note}<script async src="/nutgraph/nutgraph.js"></script>` }));
  const box = await tab.eval(() => boxOf(part('plot')));
  await tab.move(box.left + box.width / 2, box.top + box.height / 2);
  const found = await tab.eval(async () => {
    await frames(3);
    control('table').click();
    await frames(3);
    return {
      globals: Object.getOwnPropertyNames(globalThis).filter(name => !globalThis.__before.includes(name) && !/^(\d+|cultivation)$/.test(name)), frozen: Object.isFrozen(globalThis.Nutgraph), kind: typeof globalThis.Nutgraph,
      styles: document.querySelectorAll('style, link[rel=stylesheet]').length, adopted: document.adoptedStyleSheets.length, head: $$('head > *').map(e => e.localName), body: [...document.body.children].map(e => e.localName),
      cookies: document.cookie, storage: [localStorage.length, sessionStorage.length], databases: (await indexedDB.databases()).length, url: location.hash, html: document.documentElement.getAttributeNames(), bodyNames: document.body.getAttributeNames(), title: document.title,
    };
  });
  assert.deepEqual(found.globals, ['Nutgraph']);
  assert.deepEqual([found.frozen, found.kind], [true, 'object']);
  assert.deepEqual([found.styles, found.adopted], [0, 0]);
  assert.deepEqual(found.body, ['p', 'nut-graph']);
  assert.deepEqual(found.head, ['meta', 'title', 'meta', 'script', 'script', 'script']);
  assert.deepEqual([found.cookies, found.storage, found.databases, found.url, found.html, found.bodyNames, found.title], ['', [0, 0], 0, '', ['lang'], [], 'Test']);
});

check('no request but for the Wasm and the data that the page names', async open => {
  const tab = await opened(open, page(chart()));
  await tab.eval(() => sleep(300));
  const own = tab.requests.map(url => new URL(url).pathname).filter(path => !/^\/(made|recorder|favicon)/.test(path));
  assert.equal(own.length, 3, own.join());
  assert.match(own.sort().join(' '), /^\/data\/coca-cultivation\.csv \/nutgraph\/nutgraph[\w.-]*\.wasm \/nutgraph\/nutgraph\.js$/);
});

check('a page without charts is left alone', async open => {
  const tab = await open(page('<p>No chart.</p>'));
  const found = await tab.eval(async () => { await customElements.whenDefined('nut-graph'); await sleep(300); return [log.console, log.errors, document.body.innerHTML]; });
  assert.deepEqual([found[0], found[1]], [[], []]);
  assert.equal(found[2], '<p>No chart.</p>');
});

check("a page's own styles do not reach into the chart's furniture", async open => {
  const css = 'h1, h2, h3, h4, p, div, button, table, figure, canvas { margin: 50px !important; border: 9px solid red !important } canvas { width: 10px !important; display: none }';
  const tab = await opened(open, page(chart(), { css }));
  const found = await tab.eval(() => ({ heading: getComputedStyle(part('heading')).borderTopWidth, canvas: boxOf(canvases()[0]).width, ink: ink(canvases()[0]) }));
  assert.notEqual(found.heading, '9px');
  assert.ok(found.canvas > 400);
});

check('the events of a chart in another shadow root reach the page', async open => {
  const inside = chart().replace(/'/g, '&#39;');
  const tab = await open(page(`<div id="host"></div><script>document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = \`${inside}\`</script>`));
  await tab.eval(() => settled(1));
  const event = await tab.eval(() => log.events[0]);
  assert.deepEqual([event.type, event.bubbles, event.composed, event.target], ['nut-ready', true, true, 'host']);
});

check('a hundred charts that come and go leave nothing behind', async open => {
  const before = `for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...args) => { const made = await own.apply(WebAssembly, args); globalThis[Symbol.for('memory')] = (made.instance ?? made).exports.memory; return made; };
  }`;
  const tab = await opened(open, page('<div id="place"></div>' + chart({ id: 'stays' })), { before });
  await tab.devtools.send('Performance.enable');
  const round = times => tab.eval(async (html, text, times) => {
    globalThis[Symbol.for('gone')] ??= [];
    for (let i = 0; i < times; i++) {
      $('#place').innerHTML = html;
      const el = $('#place').firstElementChild;
      el.data = text;
      await Promise.race([el.ready, sleep(3000)]);
      globalThis[Symbol.for('gone')].push(new WeakRef(el));
      el.remove();
    }
    $('#place').innerHTML = '';
    await sleep(200);
  }, chart({ id: 'goes', data: undefined }), coca, times);
  const measure = async () => {
    for (let i = 0; i < 3; i++) { await tab.devtools.send('HeapProfiler.collectGarbage'); await tab.eval(() => sleep(50)); }
    const { metrics } = await tab.devtools.send('Performance.getMetrics');
    const of = name => metrics.find(m => m.name === name).value;
    const [memory, alive] = await tab.eval(() => [globalThis[Symbol.for('memory')]?.buffer.byteLength ?? -1, globalThis[Symbol.for('gone')].filter(ref => ref.deref()).length]);
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), memory, alive };
  };
  await round(20);
  const early = await measure();
  await round(100);
  const late = await measure();
  assert.ok(late.memory > 0, 'the memory of the Wasm was not seen');
  assert.ok(late.alive <= 3, `${late.alive} of 120 removed charts are still alive`);
  assert.ok(late.nodes - early.nodes <= 30, `nodes grew from ${early.nodes} to ${late.nodes}`);
  assert.ok(late.listeners - early.listeners <= 10, `listeners grew from ${early.listeners} to ${late.listeners}`);
  assert.ok(late.memory - early.memory <= 2 * 65536, `the Wasm's memory grew from ${early.memory} to ${late.memory}`);
}, { timeout: 60000 });

check('a chart that is removed and put back draws again and answers', async open => {
  const tab = await opened(open, page(`<div id="place">${chart()}</div>`));
  const found = await tab.eval(async () => {
    const el = graph();
    el.remove();
    await sleep(200);
    $('#place').append(el);
    await el.ready;
    return [ink(canvases()[0]) > 1000, (await el.fact('value(unodc_ha, 2016)')).value, log.errors, log.console];
  });
  assert.deepEqual(found, [true, 146139, [], []]);
});
