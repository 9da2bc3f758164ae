// A chart in a frame: `embed.html?spec=…` of the published folder. The frame is as high as its chart where the page listens, keeps its stated
// height where it does not, and needs nothing but leave to run scripts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { build, check, page, site } from './harness.mjs';

const spec = {
  title: { text: 'Coca is back', subtitle: 'Hectares' }, data: { url: '../data/coca-cultivation.csv' }, mark: 'line',
  encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'unodc_ha', type: 'quantitative' } }, usermeta: { nutgraph: { source: [{ name: 'UNODC' }] } },
};
site.put('/specs/frame.vl.json', JSON.stringify(spec), 'application/json');

/** The lines that the documentation gives to pages without the script. */
const guide = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
const lines = /<script>\n\s*addEventListener\('message'[\s\S]*?<\/script>/.exec(guide)?.[0];

/** A page's note of what its frames say. */
const heard = '<script>globalThis.heard = []; addEventListener("message", event => heard.push(event.data))</script>';
/** A frame on a host that lets every page read what it has. */
const frame = ({ host = site.origin, query = '', height = 300, more = '' } = {}) =>
  `<iframe src="${host}/as/open/nutgraph/embed.html?spec=../specs/frame.vl.json${query}" title="Coca" width="100%" height="${height}" style="border: 0" ${more}></iframe>`;
const sandboxed = { host: site.other, more: 'sandbox="allow-scripts"' };
/** How many pixels of a picture of the page are of the first series' blue. */
const blue = async (tab, [r, g, b] = [0x31, 0x4d, 0xbe]) => {
  const { data } = PNG.sync.read(Buffer.from(await tab.shot()));
  let found = 0;
  for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24) found++;
  return found;
};
/** Waits until the frame has its chart's height and the chart is drawn. */
const settledFrame = async tab => {
  const height = await tab.eval(async () => {
    const told = () => heard.findLast(said => said.nutgraph)?.nutgraph;
    await until(async () => { const height = told(); await sleep(500); return height && height == told() && $('iframe').height == height; }, 'the height');
    return Number($('iframe').height);
  });
  for (let left = 40; (await blue(tab)) < 300; left--) {
    if (!left) throw new Error('no chart was drawn in the frame');
    await new Promise(done => setTimeout(done, 100));
  }
  return height;
};

for (const name of ['chromium', 'firefox', 'webkit'])
  check('a sandboxed frame of another host is as high as its chart, by the lines of the guide', async open => {
    assert.ok(lines, 'docs/embedding.md shows the lines');
    const tab = await open(page(heard + lines + frame(sandboxed) + '<p id="below">Below</p>', { head: '' }));
    const height = await settledFrame(tab);
    const later = await tab.eval(async () => { await sleep(900); return { height: Number($('iframe').height), last: heard.findLast(said => said.nutgraph).nutgraph, amp: heard.some(said => said.sentinel === 'amp' && said.type === 'embed-size') }; });
    assert.deepEqual(later, { height, last: height, amp: true });
    assert.ok(height > 350 && height < 700, `${height} px`);
  }, { in: name });

check('the script on the page listens for its frames, also when it comes late', async open => {
  for (const from of ['', '/as/script-slow']) {
    const tab = await open(page(heard + frame(sandboxed), { head: `<script async src="${from}/nutgraph/nutgraph.js"></script>` }));
    const height = await settledFrame(tab);
    assert.ok(height > 350, `${height} px`);
    await tab.close();
  }
});

check('a frame becomes as high as its chart is when the page becomes narrow', async open => {
  const tab = await open(page(heard + lines + frame(), { head: '' }), { width: 1000 });
  const wide = await settledFrame(tab);
  await tab.resize(360, 800);
  const narrow = await tab.eval(async wide => {
    await until(() => heard.at(-2).nutgraph != wide && $('iframe').height == heard.at(-2).nutgraph, 'another height');
    await sleep(900);
    const inside = $('iframe').contentWindow;
    return { height: Number($('iframe').height), inside: inside.innerHeight, chart: inside.document.querySelector('nut-graph').offsetHeight, over: inside.document.documentElement.scrollHeight };
  }, wide);
  assert.notEqual(narrow.height, wide);
  assert.deepEqual([narrow.inside, narrow.chart, narrow.over], [narrow.height, narrow.height, narrow.height]);
});

for (const name of ['chromium', 'firefox', 'webkit'])
  check('where nobody listens, a frame keeps its height and the chart takes it', async open => {
    const tab = await open(page(frame({ height: 470 }), { head: '' }));
    const inside = () => tab.eval(async height => {
      const { contentWindow: at } = $('iframe');
      await until(() => at.document.querySelector('nut-graph')?.offsetHeight === Number($('iframe').height), 'the chart in its frame');
      return [Number($('iframe').height), at.innerHeight, at.document.documentElement.scrollHeight];
    });
    assert.deepEqual(await inside(), [470, 470, 470]);
    await tab.eval(() => { $('iframe').height = 380; });
    assert.deepEqual(await inside(), [380, 380, 380]);
    for (let left = 40; (await blue(tab)) < 300; left--) {
      assert.ok(left, 'no chart was drawn in the frame');
      await new Promise(done => setTimeout(done, 100));
    }
  }, { in: name });

check('a frame that is too low to read a chart in scrolls', async open => {
  const tab = await open(page(frame({ height: 120 }), { head: '' }));
  const found = await tab.eval(async () => {
    const at = $('iframe').contentWindow;
    await until(() => at.document.querySelector('nut-graph')?.offsetHeight > 300, 'the chart');
    await sleep(700);
    return [at.document.querySelector('nut-graph').offsetHeight > 300, at.document.documentElement.scrollHeight > 300];
  });
  assert.deepEqual(found, [true, true]);
});

check('an address says which chart is shown and how, and no words', async open => {
  const tab = await open(page(frame({ query: '&theme=dark&as-of=2016-12-31&heading=Fake%20news&source=Nobody&data=/made/1.csv', height: 420 }), { head: '' }));
  const found = await tab.eval(async () => {
    const at = $('iframe').contentWindow, graph = await until(() => at.document.querySelector('nut-graph'), 'the chart');
    await until(() => graph.summary, 'its words');
    return { names: graph.getAttributeNames().filter(name => name !== 'style' && name !== 'height').sort(), title: at.document.title, dark: at.getComputedStyle(at.document.documentElement).colorScheme };
  });
  assert.deepEqual(found, { names: ['as-of', 'spec'], title: 'Coca is back', dark: 'dark' });
  await tab.eval(() => sleep(300));
  assert.ok((await blue(tab, [0x59, 0x7c, 0xef])) > 300, 'not drawn in the colours of a dark page');
});

for (const [what, query] of Object.entries({ 'no spec': '', 'a spec of another host': `?spec=${site.other}/specs/frame.vl.json`, 'a script in the place of a spec': '?spec=javascript:alert(1)', 'no address': '?spec=http://[' }))
  check(`${what} at the frame's address: a line says so, and nothing is fetched`, async open => {
    const from = site.requests.length;
    const tab = await open(`${site.origin}/nutgraph/embed.html${query}`);
    const found = await tab.eval(() => [document.body.innerText.trim(), document.querySelectorAll('nut-graph').length]);
    assert.deepEqual(found, ['There is no chart at this address.', 0]);
    assert.ok(!site.requests.slice(from).some(path => path.startsWith('/specs')), 'the spec was fetched');
  });

check('the page for frames needs nothing of a policy but scripts of its own host and the data', async open => {
  const own = readFileSync(`${build}/embed.html`);
  site.put('/nutgraph/strict.html', own, 'text/html', { 'content-security-policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'" });
  const before = "globalThis.broken = []; addEventListener('securitypolicyviolation', event => broken.push(event.violatedDirective))";
  const tab = await open(`${site.origin}/nutgraph/strict.html?spec=../specs/frame.vl.json`, { before });
  const found = await tab.eval(async () => { await until(() => graph()?.summary, 'the chart'); await frames(); return { broken: globalThis.broken, ink: ink(canvases()[0]) > 1000, title: document.title }; });
  assert.deepEqual(found, { broken: [], ink: true, title: 'Coca is back' });
});
