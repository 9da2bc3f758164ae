// How long Vega-Lite with Vega takes from a spec to a picture, and how long we do, side by side in the same Chromium. Run by hand:
//
//   cargo run -- build -o BUILD
//   node tests/vega/speed.mjs BUILD                         the specs of tests/vega/specs
//   node tests/vega/speed.mjs BUILD     FOLDER              FOLDER/*.vl.json, whose data lie in FOLDER
//       --only PREFIX   --every 4   --repeat 5   --slowest 15   --as element
//
// Both get their data from memory, draw on a canvas of their own at the sizes of the spec, and end when a pixel of it can be read. Both run
// once before the clock; then they take turns, and of each the least counts, as whatever else runs
// only adds to it. What is printed is the median over all specs of
// our time over Vega's. `--as element` measures `<nut-graph>` as a page has it, from its property `spec` to `nut-ready`, instead of the engine.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../browser/browsers.mjs';
import { serve } from '../browser/server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const given = process.argv.slice(2), option = (name, otherwise) => (given.includes(`--${name}`) ? given.splice(given.indexOf(`--${name}`), 2)[1] : otherwise);
const only = option('only', ''), every = +option('every', 1), repeat = +option('repeat', 5), slowest = +option('slowest', 15), as = option('as', 'engine');
const [build, folder] = given.map(path => resolve(path));
if (!build) throw new Error('name the folder that `nutgraph build -o` wrote');

async function specsOfOurs() {
  const files = readdirSync(join(here, 'specs')).sort();
  return Object.assign({}, ...(await Promise.all(files.map(async file => (await import(join(here, 'specs', file))).default))));
}
const specsOf = folder => Object.fromEntries(readdirSync(folder).filter(file => file.endsWith('.vl.json')).sort().map(file => [file.replace('.vl.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]));
const specs = folder ? specsOf(folder) : await specsOfOurs();
const data = folder ?? join(here, '../../www/story/coca');

/** The texts of the files that a spec names, by the addresses as it names them. */
function filesOf(spec) {
  const texts = {};
  JSON.stringify(spec, (key, node) => {
    const url = node?.data?.url;
    const path = typeof url === 'string' && [join(data, url), join(data, basename(url)), join(data, 'data', basename(url))].find(existsSync);
    if (path) texts[url] = readFileSync(path, 'utf8');
    return node;
  });
  return texts;
}

const site = await serve({ '/nutgraph/': build, '/vega/': join(here, '../node_modules') });
const { files: published } = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8'));
const named = end => published.map(({ file }) => file).find(name => /nutgraph-grammar-/.test(name) && name.endsWith(end));
const address = site.page(`<!DOCTYPE html><meta charset="utf-8"><title>Speed</title><script src="/vega/vega/build/vega.min.js"></script><script src="/vega/vega-lite/build/vega-lite.min.js"></script>
<script src="/nutgraph/nutgraph.js"></script><body style="margin:0"><div id="vega" style="width:680px"></div><canvas id="picture"></canvas><canvas id="overlay" width="0"></canvas><div id="page" style="width:680px"></div>`);
const browser = await launch('chromium'), tab = await browser.open({ width: 900, height: 900 });
await tab.goto(address);

/** Runs in the page: the times of one spec, in milliseconds, ours and Vega's. */
async function race(spec, texts, [wasm, glueName], repeat, as) {
  const theme = { font: 'sans-serif', ink: '#16191d', paper: '#ffffff', colors: [], base: 16, ratio: 1, dark: false, forced: false, rtl: false };
  const fetched = globalThis.fetched ??= fetch;
  globalThis.fetch = (url, ...rest) => {
    const text = Object.entries(texts).find(([name]) => ('' + (url.url ?? url)).endsWith(name))?.[1];
    return text === undefined ? fetched(url, ...rest) : Promise.resolve(new Response(text));
  };
  if (!globalThis.engine) {
    const glue = await import('/nutgraph/' + glueName);
    const { instance } = await WebAssembly.instantiateStreaming(fetched('/nutgraph/' + wasm), { './nutgraph_bg.js': glue });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start?.();
    globalThis.engine = glue;
  }
  const pixel = canvas => canvas.getContext('2d').getImageData(0, 0, 1, 1);
  const copy = () => JSON.parse(JSON.stringify(spec));
  async function ours() {
    const own = copy();
    if (as === 'element') {
      const element = document.createElement('nut-graph');
      document.getElementById('page').replaceChildren(element);
      const start = performance.now();
      element.spec = own;
      await element.ready;
      return performance.now() - start;
    }
    const canvas = document.getElementById('picture'), graph = new engine.Graph(canvas, document.getElementById('overlay'));
    const start = performance.now();
    graph.read(own, {}, { files: texts, width: 680, theme }, 'en');
    const { height } = graph.arrange(680, theme);
    graph.draw(680, height, 1, theme);
    pixel(canvas);
    const time = performance.now() - start;
    graph.free();
    return time;
  }
  async function vegas() {
    const own = copy(), container = document.getElementById('vega'), silent = { level: () => silent, error: () => silent, warn: () => silent, info: () => silent, debug: () => silent };
    const loader = vega.loader();
    loader.load = async url => texts[url] ?? (await fetched(url)).text();
    const start = performance.now();
    const view = new vega.View(vega.parse(vegaLite.compile(own, { logger: silent }).spec), { renderer: 'canvas', container, loader, logger: vega.logger(vega.None) });
    await view.runAsync();
    pixel(container.querySelector('canvas'));
    const time = performance.now() - start;
    view.finalize();
    return time;
  }
  const times = { ours: [], vega: [] };
  for (let i = 0; i <= repeat; i++) {
    const [a, b] = [await ours(), await vegas()];
    if (i) times.ours.push(a), times.vega.push(b);
  }
  return [Math.min(...times.ours), Math.min(...times.vega)];
}

const rows = [];
for (const [name, spec] of Object.entries(specs).filter(([name], i) => name.startsWith(only) && i % every === 0)) {
  try {
    const [ours, vegas] = await tab.eval(race, spec, filesOf(spec), [named('.wasm'), named('.js')], repeat, as);
    rows.push({ name, ours, vegas, ratio: ours / vegas });
  } catch (error) {
    console.log(`left out: ${name}: ${String(error.message).split('\n')[0].slice(0, 150)}`);
    await tab.goto(address);
  }
}
const sorted = key => rows.map(row => row[key]).sort((a, b) => a - b), at = (key, share) => sorted(key)[Math.floor(share * (rows.length - 1))];
rows.sort((a, b) => b.ratio - a.ratio);
for (const { name, ours, vegas, ratio } of rows.slice(0, slowest)) console.log(`${ratio.toFixed(3)}  ${ours.toFixed(1).padStart(7)} ms, Vega ${vegas.toFixed(1).padStart(7)} ms  ${name}`);
const told = key => [0.1, 0.5, 0.9].map(share => at(key, share).toFixed(key === 'ratio' ? 3 : 1)).join(' · ');
console.log(`${rows.length} specs; 10th, 50th, 90th percentile: ours ${told('ours')} ms, Vega ${told('vegas')} ms, ratio ${told('ratio')}`);
await browser.close();
site.close();
