// A newsroom pastes one script tag and an element, in whatever way its system allows, and the chart is drawn.

import assert from 'node:assert/strict';
import { chart, check, coca, data, opened, page, site } from './harness.mjs';

const src = '/nutgraph/nutgraph.js';
const ways = {
  'a plain script in the head': [`<script src="${src}"></script>`, ''],
  'a plain script after the chart': ['', `<script src="${src}"></script>`],
  'an async script': [`<script async src="${src}"></script>`, ''],
  'a deferred script': [`<script defer src="${src}"></script>`, ''],
  'a script that another script inserts': ['', `<script>document.body.append(Object.assign(document.createElement('script'), { src: '${src}' }))</script>`],
  'two copies of the script': [`<script async src="${src}"></script>`, `<script src="${src}"></script>`],
  'two copies from two addresses': [`<script src="${src}"></script>`, `<script src="/as/wasm-as-bytes${src}"></script>`],
  'a script that comes late': ['<script async src="/as/script-slow/nutgraph/nutgraph.js"></script>', ''],
};

for (const [way, [head, tail]] of Object.entries(ways))
  check(`${way} draws the chart`, async open => {
    const tab = await opened(open, page(chart() + tail, { head }));
    const found = await tab.eval(() => ({
      events: log.events.map(e => e.type), ink: ink(canvases()[0]), fallback: seen($('.fallback')), console: log.console, errors: log.errors,
    }));
    assert.deepEqual(found.events, ['nut-ready']);
    assert.ok(found.ink > 1000, `only ${found.ink} pixels are drawn`);
    assert.equal(found.fallback, false, 'the fallback still shows beside the picture');
    assert.deepEqual(found.console, []);
    assert.deepEqual(found.errors, []);
    assert.equal(tab.requests.filter(url => url.endsWith('.wasm')).length, 1, 'the Wasm is fetched once');
  });

check('the Wasm is fetched before any data has come', async open => {
  const url = page(chart({ data: '/data/coca-cultivation.csv?delay=1000' })), from = site.requests.length;
  const tab = await open(url);
  await tab.eval(() => until(() => performance.getEntriesByType('resource').some(e => e.name.endsWith('.wasm')), 'the Wasm to be asked for', 900));
  assert.ok(site.requests.slice(from).some(path => path.endsWith('.wasm')));
});

check('ten charts on a page share one Wasm', async open => {
  const tab = await opened(open, page(Array.from({ length: 10 }, (_, i) => chart({ id: `c${i}` })).join('')), {}, 10);
  assert.equal(await tab.eval(() => $$('nut-graph').filter(el => ink(canvases(el)[0]) > 1000).length), 10);
  assert.equal(tab.requests.filter(url => url.endsWith('.wasm')).length, 1);
  assert.equal(tab.requests.filter(url => url.endsWith('.csv')).length, 1, 'one file that ten charts name is fetched once');
});

const spec = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json', title: { text: 'Coca is back', subtitle: 'Hectares' }, data: { url: '../data/coca-cultivation.csv' }, mark: 'line',
  encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'unodc_ha', type: 'quantitative' } }, usermeta: { nutgraph: { source: [{ name: 'UNODC', url: 'https://example.org/' }] } },
};
site.put('/specs/coca.vl.json', JSON.stringify(spec), 'application/json');

check('the tag alone, with data-spec, draws a chart in its own place', async open => {
  const tab = await opened(open, page('<p id="above">Above</p><script async src="/nutgraph/nutgraph.js" data-spec="/specs/coca.vl.json"></script><p id="below">Below</p>', { head: '' }));
  const found = await tab.eval(() => {
    const el = graph(), follows = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
    return { ink: ink(canvases(el)[0]), between: follows($('#above'), el) && follows(el, $('#below')), words: words(el) };
  });
  assert.ok(found.ink > 1000);
  assert.ok(found.between, 'the chart stands where the tag stood');
  assert.match(found.words, /Coca is back/);
});

check('addresses in a spec are relative to the spec, and attributes override it', async open => {
  const tab = await opened(open, page('<nut-graph spec="/specs/coca.vl.json" heading="Another heading"></nut-graph>'));
  const found = await tab.eval(() => ({ events: log.events.map(e => e.type), words: words(graph()) }));
  assert.deepEqual(found.events, ['nut-ready']);
  assert.match(found.words, /Another heading/);
  assert.doesNotMatch(found.words, /Coca is back/);
});

check('properties set before the element is defined are kept', async open => {
  const set = `<script>document.querySelector('nut-graph').spec = { mark: 'line', title: 'Set early', encoding: { x: { field: 'a' }, y: { field: 'b' } } };
    document.querySelector('nut-graph').data = [{ a: 1, b: 2 }, { a: 2, b: 4 }, { a: 3, b: 3 }];</script>`;
  const tab = await opened(open, page(`<nut-graph id="early"></nut-graph>${set}`, { head: '<script async src="/as/script-slow/nutgraph/nutgraph.js"></script>' }));
  const found = await tab.eval(async () => ({ events: log.events.map(e => e.type), words: words(graph()), value: (await graph().fact('value(b, 2)')).value }));
  assert.deepEqual(found.events, ['nut-ready']);
  assert.match(found.words, /Set early/);
  assert.equal(found.value, 4);
});

for (const [what, value] of Object.entries({
  'CSV text': `'year,ha\\n2014,69132\\n2015,96085\\n2016,146139\\n'`,
  'records': `[{ year: 2014, ha: 69132 }, { year: 2015, ha: 96085 }, { year: 2016, ha: 146139 }]`,
  'columns of arrays': `({ year: [2014, 2015, 2016], ha: [69132, 96085, 146139] })`,
  'columns of typed arrays': `({ year: Float64Array.of(2014, 2015, 2016), ha: Float32Array.of(69132, 96085, 146139) })`,
}))
  check(`the property data takes ${what}`, async open => {
    const tab = await opened(open, page(`${chart({ data: undefined, y: 'ha' })}<script>document.querySelector('nut-graph').data = ${value}</script>`));
    const found = await tab.eval(async () => ({ events: log.events.map(e => e.type), value: (await graph().fact('value(ha, 2015)')).value, ink: ink(canvases()[0]) }));
    assert.deepEqual(found, { events: ['nut-ready'], value: 96085, ink: found.ink });
    assert.ok(found.ink > 1000);
  });

check('setting data again draws again and fires nut-ready again', async open => {
  const tab = await opened(open, page(chart()));
  const found = await tab.eval(async text => {
    const before = print();
    graph().data = text.replace('2016,146139', '2016,400000');
    await settled(2);
    return { changed: print() !== before, events: log.events.map(e => e.type), value: (await graph().fact('value(unodc_ha, 2016)')).value };
  }, coca);
  assert.deepEqual(found, { changed: true, events: ['nut-ready', 'nut-ready'], value: 400000 });
});

check('setting spec again draws again and fires nut-ready again', async open => {
  const tab = await opened(open, page(chart()));
  const found = await tab.eval(async () => {
    const before = print();
    graph().spec = { mark: 'point', data: { values: [{ a: 1, b: 2 }, { a: 2, b: 5 }] }, encoding: { x: { field: 'a' }, y: { field: 'b' } } };
    for (const name of ['data', 'mark', 'x', 'y']) graph().removeAttribute(name);
    await settled(2);
    await until(() => print() !== before, 'another picture');
    return log.events.at(-1).type;
  });
  assert.equal(found, 'nut-ready');
});

check('an attribute that changes draws again', async open => {
  const tab = await opened(open, page(chart()));
  const found = await tab.eval(async () => {
    const before = print(), other = count('#d77b4d');
    graph().setAttribute('y', 'unodc_ha');
    graph().setAttribute('heading', 'Only one');
    await until(() => print() !== before, 'another picture');
    await until(() => words(graph()).includes('Only one'), 'the new heading');
    await frames();
    return { other, left: count('#d77b4d') };
  });
  assert.ok(found.other > 100, 'the second series is drawn in the second colour');
  assert.equal(found.left, 0, 'the second series is gone');
});

check('several properties set in one task draw once', async open => {
  const tab = await opened(open, page(chart()));
  const found = await tab.eval(async text => {
    for (let i = 0; i < 5; i++) graph().data = text;
    graph().setAttribute('heading', 'Five times');
    await settled(2);
    await sleep(300);
    return log.events.length;
  }, coca);
  assert.equal(found, 2);
});

check('an element that a script makes and moves keeps its picture', async open => {
  const tab = await opened(open, page(`<div id="a"></div><div id="b"></div><script>document.querySelector('#a').innerHTML = '${chart().replace(/\n/g, ' ')}'</script>`));
  const found = await tab.eval(async () => {
    $('#b').append(graph());
    await sleep(300);
    return { ink: ink(canvases()[0]), errors: log.errors, console: log.console };
  });
  assert.ok(found.ink > 1000);
  assert.deepEqual([found.errors, found.console], [[], []]);
});

check('ready is a promise that is kept', async open => {
  const tab = await opened(open, page(chart()));
  assert.equal(await tab.eval(async () => graph().ready instanceof Promise && (await Promise.race([graph().ready.then(() => 'kept'), sleep(2000)]))), 'kept');
});

check('a chart that is hidden at first is drawn when it is shown', async open => {
  const tab = await open(page(`<div id="box" style="display: none">${chart()}</div>`));
  const found = await tab.eval(async () => {
    await sleep(500);
    $('#box').style.display = '';
    await until(() => canvases()[0] && ink(canvases()[0]) > 1000, 'a picture');
    return [log.errors, log.console];
  });
  assert.deepEqual(found, [[], []]);
});

check('data from another origin that allows it is drawn', async open => {
  const path = data(coca);
  const tab = await opened(open, page(chart({ data: `${site.other}${path}?allow=*` })));
  assert.deepEqual(await tab.eval(() => log.events.map(e => e.type)), ['nut-ready']);
});

check('the script from another origin draws when that host allows it', async open => {
  const tab = await open(page(chart(), { head: `<script async src="${site.other}/nutgraph/nutgraph.js"></script>` }));
  await tab.eval(() => settled(1));
  const found = await tab.eval(() => ({ event: log.events[0].type, lines: log.console.map(l => l.text), fallback: seen($('.fallback')) }));
  // This server does not allow it, as a storage bucket does not until it is told to: the reason must be one that its owner can act on.
  assert.equal(found.event, 'nut-error');
  assert.equal(found.fallback, true);
  assert.equal(found.lines.length, 1);
  assert.match(found.lines[0], /\.wasm.*(access-control-allow-origin|CORS|origin|readable)/i);
});
