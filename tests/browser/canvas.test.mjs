// The picture is sharp at every pixel ratio and zoom, wears the page's colours and font, and follows when they change.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chart, check, opened, page, site } from './harness.mjs';

for (const ratio of [1, 1.5, 2, 3])
  check(`at ${ratio} device pixels per CSS pixel the canvas has as many`, async open => {
    const tab = await opened(open, page(chart()), { ratio });
    assert.equal(await tab.eval(() => canvases()[1].width), 0, 'the overlay takes memory before anybody points at the chart');
    const at = await tab.eval(() => boxOf(part('plot')));
    await tab.move(at.left + at.width / 2, at.top + at.height / 2);
    const found = await tab.eval(() => canvases().map(c => ({ width: c.width, height: c.height, box: boxOf(c), ratio: devicePixelRatio })));
    assert.equal(found.length, 2, 'a picture and an overlay');
    for (const c of found) {
      assert.equal(c.ratio, ratio);
      assert.ok(Math.abs(c.width - c.box.width * ratio) < 1, `${c.width} for ${c.box.width} px at ${ratio}`);
      assert.ok(Math.abs(c.height - c.box.height * ratio) < 1, `${c.height} for ${c.box.height} px at ${ratio}`);
    }
  });

for (const ratio of [1, 2])
  check(`gridlines are sharp at ratio ${ratio}`, async open => {
    const tab = await opened(open, page(chart()), { ratio });
    // A gridline is a row in which one colour fills more than half of the width. Blurred, it would be two rows of a paler one.
    const rows = await tab.eval(() => {
      const { data, width, height } = pixelsOf(canvases()[0]), found = [];
      for (let y = 0; y < height; y++) {
        const seen = new Map();
        for (let x = 0; x < width; x++) {
          const i = 4 * (y * width + x);
          if (data[i + 3]) { const key = [...data.slice(i, i + 4)].join(); seen.set(key, (seen.get(key) ?? 0) + 1); }
        }
        const [colour, share] = [...seen].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
        if (share > width / 2) found.push({ y, colour });
      }
      return found;
    });
    const runs = [];
    for (const row of rows) {
      const last = runs.at(-1);
      if (last && last.y + last.rows === row.y && last.colour === row.colour) last.rows++;
      else runs.push({ y: row.y, colour: row.colour, rows: 1 });
    }
    assert.ok(runs.length >= 3 && runs.length <= 7, `${runs.length} lines: ${JSON.stringify(runs)}`);
    for (const run of runs) {
      assert.equal(run.rows, ratio, `a line of one CSS pixel is ${run.rows} rows: ${JSON.stringify(runs)}`);
      assert.match(run.colour, /,255$/, 'a line is opaque');
    }
    // 14 % of the page's black on its white
    assert.ok(runs.some(run => run.colour.split(',').slice(0, 3).every(value => Math.abs(value - 219) < 3)), JSON.stringify(runs));
  });

check('zooming the page redraws the picture as sharp as before', async open => {
  const tab = await opened(open, page(chart()), { width: 1200 });
  for (const by of [1.5, 2, 1]) {
    await tab.zoom(by);
    const found = await tab.eval(async by => {
      await until(() => devicePixelRatio === by, 'the zoom');
      await until(() => Math.abs(canvases()[0].width - boxOf(canvases()[0]).width * by) < 1, 'the canvas to follow the zoom');
      return ink(canvases()[0]);
    }, by);
    assert.ok(found > 1000);
  }
});

const light = { blue: '#314dbe', terracotta: '#d77b4d' }, dark = { blue: '#597cef', terracotta: '#f57327' };
const colours = tab => tab.eval((light, dark) => ({ light: [count(light.blue), count(light.terracotta)], dark: [count(dark.blue), count(dark.terracotta)] }), light, dark);

check('on a light page the series have the light colours', async open => {
  const found = await colours(await opened(open, page(chart())));
  assert.ok(found.light.every(n => n > 200), JSON.stringify(found));
  assert.ok(found.dark.every(n => n < 20), JSON.stringify(found));
});

for (const [what, css] of Object.entries({
  'a dark colour scheme': ':root { color-scheme: dark }',
  'a dark ground of its own': 'body { background: #14171a; color: #e9ebee }',
  'a dark ground on an outer box': 'html { background: #101316 } body { color: #eee }',
}))
  check(`on a page with ${what} the series have the dark colours`, async open => {
    const found = await colours(await opened(open, page(chart(), { css })));
    assert.ok(found.dark.every(n => n > 200), JSON.stringify(found));
    assert.ok(found.light.every(n => n < 20), JSON.stringify(found));
  });

check("the picture follows the reader's colour scheme as it changes", async open => {
  const tab = await opened(open, page(chart(), { css: ':root { color-scheme: light dark } @media (prefers-color-scheme: dark) { body { background: #14171a; color: #e9ebee } }' }));
  await tab.dark(true);
  await tab.eval(dark => until(() => count(dark.blue) > 200, 'the dark blue'), dark);
  const found = await colours(tab);
  assert.ok(found.light.every(n => n < 20), JSON.stringify(found));
  await tab.dark(false);
  await tab.eval(light => until(() => count(light.blue) > 200, 'the light blue'), light);
});

check('the custom properties colour the series, the grid and the words', async open => {
  const css = 'nut-graph { --nut-color-1: #c71e1d; --nut-color-2: rgb(21 96 122); --nut-ink: #003300; --nut-grid: #ffcc00; --nut-font: monospace }';
  const tab = await opened(open, page(chart(), { css }));
  const found = await tab.eval(() => ({
    first: count('#c71e1d'), second: count('#15607a'), blue: count('#314dbe'), grid: count('#ffcc00'), fonts: [...new Set(drawn().map(t => t.font))],
    heading: getComputedStyle(part('heading')).color, family: getComputedStyle(part('heading')).fontFamily,
  }));
  assert.ok(found.first > 200 && found.second > 200 && found.grid > 500, JSON.stringify(found));
  assert.equal(found.blue, 0);
  assert.equal(found.heading, 'rgb(0, 51, 0)');
  assert.match(found.family, /monospace/);
  assert.ok(found.fonts.length && found.fonts.every(font => /monospace/.test(font)), found.fonts.join());
});

check('a custom property that changes is followed at the next drawing', async open => {
  const tab = await opened(open, page(chart()));
  await tab.eval(() => { graph().style.setProperty('--nut-color-1', '#c71e1d'); });
  await tab.resize(700, 900);
  await tab.eval(() => until(() => count('#c71e1d') > 200, 'the new colour'));
});

check("unset, the picture's words have the page's font", async open => {
  const tab = await opened(open, page(chart(), { css: 'body { font-family: "DejaVu Serif", serif }' }));
  const fonts = await tab.eval(() => [...new Set(drawn().map(t => t.font))]);
  assert.ok(fonts.length && fonts.every(font => /serif/.test(font)), fonts.join());
});

check('a font that arrives late is drawn when it comes', async open => {
  const file = execFileSync('fc-match', ['-f', '%{file}', 'monospace:bold']).toString();
  site.put('/late-font', readFileSync(file), 'font/ttf');
  const css = '@font-face { font-family: Late; src: url("/late-font?delay=1200") } body { font-family: Late, sans-serif }';
  const tab = await open();
  await tab.page.goto(page(chart(), { css }), { waitUntil: 'domcontentloaded' });          // the page counts as loaded only with its fonts
  await tab.eval(() => settled(1));
  const early = await tab.eval(() => ({ arrived: document.fonts.check('16px Late'), texts: drawn().map(t => ({ text: t.text, width: t.right - t.left })) }));
  assert.equal(early.arrived, false, 'the picture waited for the font');
  const late = await tab.eval(async early => {
    await until(() => document.fonts.check('16px Late'), 'the font');
    await until(() => { const now = drawn().find(t => t.text === early.text); return now && Math.abs(now.right - now.left - early.width) > 2; }, 'words drawn anew, in another width');
    return happened('nut-ready').length;
  }, early.texts.sort((a, b) => b.width - a.width)[0]);
  assert.equal(late, 1);
});

check('with forced colours the picture is made of system colours', async open => {
  const tab = await opened(open, page(chart()), { forced: true });
  const found = await colours(tab);
  assert.ok([...found.light, ...found.dark].every(n => n < 20), JSON.stringify(found));
  assert.ok(await tab.eval(() => ink(canvases()[0])) > 1000);
});

check('a translucent or named colour from the page is understood', async open => {
  const css = 'body { color: color-mix(in srgb, navy 80%, white); background: oklch(98% 0.01 90) } nut-graph { --nut-color-1: rebeccapurple }';
  const tab = await opened(open, page(chart(), { css }));
  const found = await tab.eval(() => [count('#663399'), log.console.length, log.errors.length]);
  assert.ok(found[0] > 200, JSON.stringify(found));
  assert.deepEqual(found.slice(1), [0, 0]);
});
