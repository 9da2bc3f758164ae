// What the newsroom's machine draws is what the reader's browser draws: the same charts from both, pixel by pixel, but for how the edges
// of letters and lines are smoothed.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { check, nutgraph, opened, page, shots } from './harness.mjs';

const folder = mkdtempSync(join(tmpdir(), 'nutgraph-pictures-'));
const www = fileURLToPath(new URL('../../www/', import.meta.url));

/** A picture of the command. */
function ours(spec, ...options) {
  const file = join(folder, 'picture.png');
  nutgraph('render', join(www, spec), '-o', file, '--font', 'DejaVu Sans', ...options);
  return PNG.sync.read(readFileSync(file));
}

/** How far a channel may be from all that the other picture has within a pixel: what smoothing does, of 255. */
const REACH = 16;

/** The share of pixels of a picture that the other has nothing like within a pixel. */
function strange(one, other) {
  const { width, height } = one, edge = (at, end) => Math.min(end - 1, Math.max(0, at));
  let found = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        let low = 255, high = 0;
        for (let v = -1; v <= 1; v++)
          for (let u = -1; u <= 1; u++) {
            const value = other.data[(edge(y + v, height) * width + edge(x + u, width)) * 4 + c];
            low = Math.min(low, value);
            high = Math.max(high, value);
          }
        const value = one.data[at + c];
        if (value < low - REACH || value > high + REACH) { found++; break; }
      }
    }
  return found / (width * height);
}

for (const [spec, width, look, options] of [
  ['story/coca/cultivation.vl.json', 680, '', []],
  ['story/coca/cultivation.vl.json', 360, 'dark', ['--theme', 'dark']],
  ['story/coca/eradication.vl.json', 680, '', []],
  ['story/coca/regions.vl.json', 360, '', []],
  ['story/coca/goal.vl.json', 680, 'dark', ['--theme', 'dark']],
  ['gallery/virginia.vl.json', 680, '', []],
  ['gallery/telephones.vl.json', 960, '', []],
])
  check(`${spec}, ${width} wide${look && `, ${look}`}, is the same picture from the command and from the canvas`, async open => {
    const css = `body { margin: 0; font: 16px 'DejaVu Sans' } html { color-scheme: ${look || 'light'} }`;
    const dark = look && 'body { color: #e9ebee; background: #14171a }';
    const tab = await opened(open, page(`<nut-graph spec="/${spec}"></nut-graph>`, { css: css + dark + 'body { color: #16191d }'.slice(look ? 99 : 0) }), { width, ratio: 2 });
    const url = await tab.eval(async () => {
      const blob = await graph().toPNG();
      return new Promise(done => Object.assign(new FileReader(), { onload() { done(this.result); } }).readAsDataURL(blob));
    });
    const theirs = PNG.sync.read(Buffer.from(url.split(',')[1], 'base64'));
    // A page decides the height before the data are there; the picture is asked for in the same.
    const mine = ours(spec, '--width', String(width), '--height', String(theirs.height / 2), ...options);
    const name = `picture ${spec.replace(/\W+/g, ' ')} ${width} ${look}`;
    writeFileSync(join(shots, `${name} canvas.png`), PNG.sync.write(theirs));
    writeFileSync(join(shots, `${name} command.png`), PNG.sync.write(mine));
    assert.deepEqual([mine.width, mine.height], [theirs.width, theirs.height]);
    const shares = [strange(mine, theirs), strange(theirs, mine)];
    assert.ok(Math.max(...shares) < 0.00005, `of ten thousand pixels ${shares.map(share => (share * 10000).toFixed(1)).join(' and ')} are unlike`);
  }, { timeout: 60000 });

check('a picture with one bar lit is told from one without', async () => {
  const mine = ours('story/coca/regions.vl.json', '--width', '360', '--height', '460'), other = ours('story/coca/regions.vl.json', '--width', '360', '--height', '460', '--show', 'max(ha_2017)');
  assert.deepEqual([mine.width, mine.height], [other.width, other.height]);
  assert.ok(strange(mine, other) > 0.005, 'the measure sees no difference');
});
