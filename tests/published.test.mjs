// The folder that `nutgraph build` wrote, as a newsroom would publish it, and what it weighs.
//
// A reader downloads the script and the Wasm: at most 50,000 bytes together at brotli 11. tests/bytes.json holds the sizes that have been
// acknowledged; a change of more than 0.5 % either way, of any part, fails until it is acknowledged (`tests/run --accept-bytes`), so that
// every growth and every gain is a decision in somebody's diff. Not exact to the byte, since the compiler writes the paths of the machine
// into the file, and since two branches that each move a few bytes should not be in each other's way. The sizes belong to one compiler and
// one standard library: with another one they are not compared.
//
// What is above the budget is owed: tests/bytes.json says how much, every run says it again, and it may only shrink.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const folder = process.env.NUTGRAPH_BUILD;
if (!folder) throw new Error('NUTGRAPH_BUILD is not set; run tests/run');
const budget = 50_000, slack = 0.005;
const record = new URL('bytes.json', import.meta.url);
const files = readdirSync(folder), of = name => readFileSync(join(folder, name));
const wasm = files.filter(name => /^nutgraph-(?!full-|grammar-)[\w.-]+\.wasm$/.test(name));
const rustc = (...args) => execFileSync('rustc', args).toString().trim();
const small = existsSync(join(rustc('--print', 'sysroot'), 'lib/rustlib/src/rust/library/Cargo.lock'));
const compiler = rustc('--version') + (small ? ', small std' : '');

const sizes = () => Object.fromEntries([['nutgraph.js', 'nutgraph.js'], ['nutgraph.wasm', wasm[0]]].map(([part, name]) => [part, { raw: of(name).length, brotli: of(`${name}.br`).length, gzip: of(`${name}.gz`).length }]));
const acknowledged = () => (existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {});
const total = parts => Object.values(parts).reduce((sum, p) => ({ raw: sum.raw + p.raw, brotli: sum.brotli + p.brotli, gzip: sum.gzip + p.gzip }), { raw: 0, brotli: 0, gzip: 0 });

test('the folder holds the script and one content-hashed Wasm, each with brotli and gzip beside it', () => {
  assert.equal(wasm.length, 1, files.join(' '));
  for (const name of ['nutgraph.js', wasm[0]]) {
    assert.ok(brotliDecompressSync(of(`${name}.br`)).equals(of(name)), `${name}.br holds something else`);
    assert.ok(gunzipSync(of(`${name}.gz`)).equals(of(name)), `${name}.gz holds something else`);
  }
});

test("the script names the Wasm, whose name follows its content", () => {
  assert.ok(of('nutgraph.js').includes(wasm[0]));
  const hash = /^nutgraph-([\w-]+)\.wasm$/.exec(wasm[0])[1].toLowerCase(), content = createHash('sha256').update(of(wasm[0]));
  const digest = content.digest();
  assert.ok([digest.toString('hex'), digest.toString('base64url').toLowerCase()].some(text => text.startsWith(hash)), `${hash} is no beginning of the SHA-256`);
});

test('the script is a classic one, without eval', () => {
  const script = of('nutgraph.js').toString();
  assert.ok(!/^\s*(import|export)\b/m.test(script), 'it is a module');
  assert.ok(!/\beval\(|new Function\(/.test(script), 'it evaluates text');
  new Function(script);                                         // it parses
});

test('the Wasm asks only for what the script gives, and carries no names or debugging data', async () => {
  const module = await WebAssembly.compile(of(wasm[0]));
  assert.equal(new Set(WebAssembly.Module.imports(module).map(i => i.module)).size, 1);
  for (const section of ['name', '.debug_info', '.debug_line', '.debug_str']) assert.equal(WebAssembly.Module.customSections(module, section).length, 0, section);
});

test('nothing published tells of the machine that built it', () => {
  for (const name of ['nutgraph.js', wasm[0]])
    assert.equal(/\/(root|home|Users)\/[\w.][\w./-]*/.exec(of(name).toString('latin1'))?.[0], undefined, name);
});

test(`what a reader downloads is at most ${budget} bytes, or no more above it than is owed`, t => {
  const parts = sizes(), sum = total(parts), { owed = 0, compiler: of } = acknowledged();
  console.log('| part | raw | brotli | gzip |');
  console.log('| --- | --- | --- | --- |');
  for (const [part, size] of Object.entries({ ...parts, together: sum })) console.log(`| ${part} | ${size.raw} | ${size.brotli} | ${size.gzip} |`);
  console.log(`| budget | | ${budget} (${((100 * sum.brotli) / budget).toFixed(1)} % used) | |`);
  if (sum.brotli > budget) t.diagnostic(`${sum.brotli - budget} bytes above the budget of ${budget}; owed are ${owed}`);
  const most = budget + owed * (of === compiler ? 1 + slack : 1.5);
  assert.ok((process.env.NUTGRAPH_ACCEPT_BYTES && !existsSync(record)) || sum.brotli <= most, `${sum.brotli - budget} bytes too many, ${owed} are owed`);
});

test('a change of size has been acknowledged', t => {
  const parts = sizes();
  if (process.env.NUTGRAPH_ACCEPT_BYTES) {
    // What is owed may only shrink: what is more is refused, not acknowledged.
    const owed = Math.min(acknowledged().owed ?? Infinity, Math.max(0, total(parts).brotli - budget));
    writeFileSync(record, JSON.stringify({ compiler, owed, parts: Object.fromEntries(Object.entries(parts).map(([part, { raw, brotli }]) => [part, { raw, brotli }])) }, null, 2) + '\n');
    return;
  }
  assert.ok(existsSync(record), 'no sizes are acknowledged yet: tests/run --accept-bytes, and commit tests/bytes.json');
  const known = acknowledged();
  if (known.compiler !== compiler) {
    t.diagnostic(`not compared: tests/bytes.json is of ${known.compiler}, this is ${compiler}`);
    return;
  }
  for (const [part, was] of Object.entries(known.parts))
    for (const kind of ['raw', 'brotli'])
      assert.ok(Math.abs(parts[part][kind] - was[kind]) <= was[kind] * slack,
        `${part}, ${kind}: ${parts[part][kind]} bytes, acknowledged are ${was[kind]}; if that is meant: tests/run --accept-bytes, and commit tests/bytes.json`);
});
