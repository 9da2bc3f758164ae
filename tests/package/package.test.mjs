// The npm package, as the team of a news site would use it: packed, installed into a project of its own, its types held against a page's
// code, its entry imported by a page in a real browser; and the source maps, which lead from the published script to its sources.
//
// NUTGRAPH_PACKAGE and NUTGRAPH_MAPS are folders that `nutgraph build --package DIR --source-maps DIR` wrote; see tests/run.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from '../browser/browsers.mjs';
import { serve } from '../browser/server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url)), root = join(here, '../..');
const given = name => {
  const folder = process.env[name];
  if (!folder || !existsSync(folder)) throw new Error(`${name} names no folder; run tests/run --only package`);
  return folder;
};
const source = given('NUTGRAPH_PACKAGE'), maps = given('NUTGRAPH_MAPS'), build = given('NUTGRAPH_BUILD');
const project = mkdtempSync(join(tmpdir(), 'nutgraph-project-')), installed = join(project, 'node_modules/nutgraph');
const npm = (...args) => execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project, encoding: 'utf8' });
const described = () => JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

before(() => {
  writeFileSync(join(project, 'package.json'), '{"name": "newsroom", "private": true, "type": "module"}');
  npm('install', `./${npm('pack', source).trim().split('\n').at(-1)}`);
});
after(() => rmSync(project, { recursive: true }));

test('what is packed is what the description names, and nothing compressed', () => {
  const files = readdirSync(installed).sort();
  assert.deepEqual(files, [...described().files, 'package.json'].sort());
  assert.deepEqual(files.filter(name => /\.(br|gz|map)$/.test(name)), []);
  for (const name of ['README.md', 'LICENSE-MIT', 'nutgraph.d.ts', 'nutgraph.mjs', 'nutgraph.js']) assert.ok(files.includes(name), name);
  assert.ok(readFileSync(join(installed, 'README.md'), 'utf8').includes(`Version ${described().version}`));
});

test('every file that the entry names is in the package', () => {
  const ways = /(?:import\(|new URL\()\s*["'`]\.\/([^"'`]+)["'`]/g;
  let count = 0;
  for (const name of readdirSync(installed).filter(name => /\.m?js$/.test(name)))
    for (const [, file] of readFileSync(join(installed, name), 'utf8').matchAll(ways)) assert.ok(++count && existsSync(join(installed, file)), `${name} names ${file}`);
  assert.ok(count > 8, `only ${count} files are named`);
  const entry = readFileSync(join(installed, 'nutgraph.mjs'), 'utf8'), engine = readdirSync(installed).filter(name => name.endsWith('.wasm'));
  assert.equal(engine.length, 3);
  assert.equal(engine.filter(name => entry.includes(`./${name}`)).length, 2, 'the lean engine and the full one; the third is named by what loads it');
  assert.ok(!entry.includes('__NUTGRAPH') && !entry.includes('currentScript'));
});

test('on a server, importing it does nothing', () => {
  const said = execFileSync('node', ['--input-type=module', '-e', "import { version, NutGraph } from 'nutgraph'; console.log(version, typeof NutGraph)"], { cwd: project, encoding: 'utf8' });
  assert.equal(said.trim(), `${described().version} function`);
});

/** Code that uses the package, by the name of its file. What begins with `wrong` must be refused. */
const uses = {
  'page.ts': readFileSync(join(here, 'page.ts'), 'utf8'),
  'page.tsx': 'export const chart = <nut-graph id="a" data={[{ year: 2015, ha: 96085 }]} x="year" y="ha" onnut-ready={event => event.detail.rows.toFixed()} />;',
  'wrong-attribute.tsx': 'export const chart = <nut-graph mark={3} />;',
  'wrong-property.ts': 'document.querySelector("nut-graph")!.heading;',
  'wrong-verdict.ts': 'addEventListener("nut-fact", event => { if (event.detail.verdict === "true") throw 0; });',
  'wrong-call.ts': 'document.createElement("nut-graph").fact();',
  'wrong-assignment.ts': 'document.createElement("nut-graph").table = { caption: "", columns: [], rows: [] };',
};

test("the types say what a page may do, also in React's JSX, and refuse what is not there", () => {
  cpSync(join(here, 'react'), join(project, 'node_modules/react'), { recursive: true });
  for (const [name, code] of Object.entries(uses)) writeFileSync(join(project, name), `import ${name.endsWith('x') ? "type {} from 'nutgraph/react'" : "'nutgraph'"};\n${code}\n`);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--jsx', 'react-jsx'];
  const { stdout } = spawnSync(join(root, 'tests/node_modules/.bin/tsc'), [...options, ...Object.keys(uses)], { cwd: project, encoding: 'utf8' });
  for (const name of Object.keys(uses)) {
    const said = stdout.split('\n').filter(line => line.startsWith(`${name}(`));
    if (name.startsWith('wrong')) assert.equal(said.length, 1, `${name} is not refused:\n${stdout}`);
    else assert.deepEqual(said, []);
  }
  assert.ok(stdout.split('\n').every(line => !line || /^( |wrong)/.test(line)), stdout);
});

test('a page that imports the entry draws its chart and proves its fact', async () => {
  const csv = readFileSync(join(here, '../browser/data/coca-cultivation.csv'));
  const site = await serve({ '/modules/nutgraph/': installed });
  site.put('/coca.csv', csv, 'text/csv');
  const address = site.page(`<!doctype html><html lang="en"><title>Story</title><link rel="icon" href="data:,"><script type="module">
    import { NutGraph, version, ready } from '/modules/nutgraph/nutgraph.mjs';
    window.found = { version, engine: await ready, own: document.querySelector('nut-graph') instanceof NutGraph };
  </script><nut-graph id="coca" data="/coca.csv" x="year" y="unodc_ha" heading="Coca is back"></nut-graph>
  <p>A <nut-fact for="coca" expr="change(unodc_ha, 2015, 2016)">52 percent</nut-fact> jump.</p>
  <nut-graph id="bars" spec="/bars.vl.json"></nut-graph>`);
  // Only the full grammar has this transform, so its engine must be found too.
  site.put('/bars.vl.json', JSON.stringify({ data: { url: '/coca.csv' }, transform: [{ calculate: 'datum.unodc_ha / 1000', as: 'thousands' }], mark: 'bar', encoding: { x: { field: 'year', type: 'ordinal' }, y: { field: 'thousands', type: 'quantitative' } } }), 'application/json');
  const browser = await launch('chromium');
  try {
    const tab = await browser.open(), errors = [];
    tab.page.on('console', message => errors.push(message.text()));
    tab.page.on('pageerror', error => errors.push(String(error)));
    tab.page.on('response', response => response.ok() || errors.push(`${response.status()} ${response.url()}`));
    await tab.goto(address);
    const found = await tab.eval(async () => {
      await customElements.whenDefined('nut-graph');
      const graphs = [...document.querySelectorAll('nut-graph')];
      await Promise.all(graphs.map(graph => graph.ready));
      const told = await graphs[0].fact('change(unodc_ha, 2015, 2016)', '52 percent'), svg = await graphs[0].toSVG();
      return { ...window.found, verdict: told.verdict, rows: graphs.map(graph => graph.summary?.length > 20), svg: svg.startsWith('<svg') };
    });
    if (process.env.NUTGRAPH_SHOTS) await tab.shot(join(process.env.NUTGRAPH_SHOTS, 'package.png'), true);
    const { version } = described();
    assert.deepEqual(found, { version, engine: version, own: true, verdict: 'agrees', rows: [true, true], svg: true });
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    site.close();
  }
});

test('a source map leads from every script to the line that was written', () => {
  const names = readdirSync(build).filter(name => name.endsWith('.js'));
  assert.ok(names.length > 5);
  for (const name of names) {
    assert.ok(!readFileSync(join(build, name), 'utf8').includes('sourceMappingURL'), `${name} makes readers download a map`);
    const map = JSON.parse(readFileSync(join(maps, `${name}.map`), 'utf8'));
    assert.equal(map.file, name);
    map.sources.forEach((source, i) => source.startsWith('www/') && assert.equal(map.sourcesContent[i], readFileSync(join(root, source), 'utf8'), source));
  }
  const script = readFileSync(join(build, 'nutgraph.js'), 'utf8'), map = new SourceMap(JSON.parse(readFileSync(join(maps, 'nutgraph.js.map'), 'utf8')));
  // Words that minifying leaves, each with the source that it was written in.
  for (const [word, file] of Object.entries({ observedAttributes: 'graph.js', instantiateStreaming: 'engine.js', adoptedStyleSheets: 'dom.js', 'nut-point': 'input.js', disconnectedCallback: 'graph.js' })) {
    const at = script.indexOf(word), lines = script.slice(0, at).split('\n');
    const { originalSource, originalLine, originalColumn } = map.findEntry(lines.length - 1, lines.at(-1).length);
    assert.equal(originalSource, `www/js/${file}`, word);
    const written = readFileSync(join(root, originalSource), 'utf8').split('\n').slice(originalLine, originalLine + 2).join('\n').slice(originalColumn);
    assert.ok(written.includes(word), `${word} is looked for at ${file}:${originalLine + 1}:${originalColumn + 1}, where there is: ${written.slice(0, 80)}`);
  }
});
