// A story that `nutgraph build --freeze` has written: it draws and proves its numbers from its own folder, and asks for nothing else.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, nutgraph, site } from './harness.mjs';

const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

check('a frozen story draws all its charts, proves all its facts, and names nothing beyond its folder', async open => {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraph-frozen-'));
  try {
    nutgraph('build', '--widget', process.env.NUTGRAPH_BUILD ?? '', '-o', folder, '--freeze', fileURLToPath(new URL('../../www/story/index.html', import.meta.url)));
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath ?? entry.path, entry.name);
      site.put(`/frozen${path.slice(folder.length)}`, readFileSync(path), types[extname(path)] ?? 'text/csv');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const from = site.requests.length, tab = await open(`${site.origin}/frozen/index.html`);
  await tab.eval(async () => {
    const drawn = () => [...document.querySelectorAll('nut-graph')].every(chart => chart.shadowRoot?.querySelector('.draw'));
    const proved = () => [...document.querySelectorAll('nut-fact')].every(fact => fact.shadowRoot?.querySelector('[role=button]'));
    await until(() => document.querySelectorAll('nut-graph').length > 3 && drawn() && proved(), 'the charts and facts', 15000);
  });
  assert.deepEqual(site.requests.slice(from).filter(path => !path.startsWith('/frozen/') && !path.startsWith('/favicon')), []);
});
