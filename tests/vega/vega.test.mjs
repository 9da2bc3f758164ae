// Holds `nutgraph render SPEC --as picture` against Vega itself, on specs of the project's own, both drawn in this run.
//
//   NUTGRAPH=target/debug/nutgraph node --test tests/vega/vega.test.mjs
//   node --test --test-name-pattern="a bar" …     only some
process.env.TZ = 'UTC'; // The command draws local times as UTC; so must Vega here.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { drawnByVega } from './picture.mjs';
import { difference } from './same.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const program = process.env.NUTGRAPH ?? join(root, 'target/debug/nutgraph');
const data = join(root, 'www/story/coca');
const work = mkdtempSync(join(tmpdir(), 'nutgraph-vega-'));
after(() => rmSync(work, { recursive: true }));

const run = promisify(execFile);
async function drawnByUs(name, spec) {
  const file = join(work, `${name.replace(/[^a-z0-9]+/gi, '-')}.json`);
  writeFileSync(file, JSON.stringify(spec));
  await run(program, ['render', file, '-o', `${file}.picture`, '--as', 'picture', '--data', data]).catch((error) => {
    throw new Error(`nutgraph does not draw it: ${error.stderr || error.message}`);
  });
  return JSON.parse(readFileSync(`${file}.picture`, 'utf8'));
}

for (const file of readdirSync(join(here, 'specs')).sort()) {
  const { default: specs } = await import(join(here, 'specs', file));
  describe(basename(file, '.mjs'), { concurrency: 4 }, () => {
    for (const [name, spec] of Object.entries(specs))
      test(name, async () => {
        const [vegas, ours] = await Promise.all([drawnByVega(structuredClone(spec), (url) => readFileSync(join(data, basename(url)), 'utf8')), drawnByUs(name, spec)]);
        assert.ok(vegas.views.some((view) => view.marks.length), 'Vega draws no mark from this spec: it tests nothing');
        const why = difference(vegas, ours);
        assert.equal(why, undefined, why);
      });
  });
}
