// Every statistic of src/stat over a million values, as Wasm and on this machine: `node tests/bench/run.mjs [N] [NAME]` builds both and
// prints the best times in milliseconds with their quotient; it ends with 1 where Wasm takes more than twice as long.
//
// The Wasm is built as the widget is, and run by node. Times are the processor's, the best of several runs.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [n = '1000000', only = ''] = process.argv.slice(2), here = fileURLToPath(new URL('.', import.meta.url));
const target = `${process.env.CARGO_TARGET_DIR ?? `${here}../../target`}/bench`;
const cargo = (...args) => execFileSync('cargo', args, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CARGO_TARGET_DIR: target } });
cargo('build', '-q', '--release');
cargo('build', '-q', '--lib', '--profile', 'widget', '--target', 'wasm32-unknown-unknown');

const host = execFileSync(`${target}/release/bench`, [n, only], { encoding: 'utf8', maxBuffer: 1 << 24 }).trim().split('\n').map(line => line.split('\t'));
const { instance } = await WebAssembly.instantiate(readFileSync(`${target}/wasm32-unknown-unknown/widget/bench.wasm`));
const { methods, values, prepare, run } = instance.exports;
const names = execFileSync(`${target}/release/bench`, ['--names'], { encoding: 'utf8' }).trim().split('\n');
if (names.length !== methods()) throw new Error('the two builds have different methods');

let size = 0, wrong = 0;
for (const [name, count, milliseconds] of host) {
  const method = names.indexOf(name), wanted = values(method, +n);
  if (wanted !== size) prepare(size = wanted);
  let best = Infinity;
  const begun = performance.now();
  for (let round = 0; round < 15 && (round < 2 || performance.now() - begun < 1000); round++) {
    const start = process.cpuUsage();
    run(method);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  const times = best / +milliseconds, slow = times > 2 && best > 1;
  wrong += +slow;
  console.log(`${name.padEnd(28)} ${String(count).padStart(8)} ${(+milliseconds).toFixed(2).padStart(9)} ms ${best.toFixed(2).padStart(9)} ms  × ${times.toFixed(2)}${slow ? '  more than twice' : ''}`);
}
console.log(wrong ? `${wrong} of ${host.length} take more than twice as long as Wasm` : `all ${host.length} take at most twice as long as Wasm`);
process.exitCode = +!!wrong;
