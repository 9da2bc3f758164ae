// The box has its final height from the first layout, at every width: nothing on the page moves when the chart arrives.

import assert from 'node:assert/strict';
import { chart, check, opened, page } from './harness.mjs';

const below = '<p id="below">What stands below the chart.</p>';
const shifts = tab => tab.eval(() => log.shifts);

for (const [what, attributes] of Object.entries({ 'a stated height': { height: 420 }, 'no stated height': {}, 'a stated aspect': { aspect: '16/9' } }))
  for (const width of [360, 1280])
    check(`with ${what}, ${width} wide, nothing moves when the chart arrives`, async open => {
      const tab = await open(page(chart({ ...attributes, data: '/data/coca-cultivation.csv?delay=400' }) + below, { head: '<script src="/nutgraph/nutgraph.js"></script>' }), { width });
      const first = await tab.eval(async () => { await frames(3); return { top: boxOf($('#below')).top, box: boxOf(graph()).height }; });
      await tab.eval(() => settled(1));
      const last = await tab.eval(async () => { await sleep(300); return { top: boxOf($('#below')).top, box: boxOf(graph()).height }; });
      assert.deepEqual(last, first);
      assert.deepEqual(await shifts(tab), []);
    });

check('after an async script nothing moves once the element is defined', async open => {
  const tab = await open(page(chart() + below, { head: '<script async src="/as/script-slow/nutgraph/nutgraph.js"></script>' }));
  await tab.eval(async () => { await customElements.whenDefined('nut-graph'); log.defined = performance.now(); await settled(1); await sleep(300); });
  // The upgrade itself may move what is below, once: no script can reserve a height before it has run. Its frame is presented within 100 ms.
  const later = await tab.eval(() => log.shifts.filter(s => s.at > log.defined + 100));
  assert.deepEqual(later, []);
});

check('with a height that the page reserves, an async script moves nothing at all', async open => {
  const tab = await open(page(chart({ height: 420 }) + below, { css: 'nut-graph { display: block; height: 420px } .fallback { margin: 0 }', head: '<script async src="/as/script-slow/nutgraph/nutgraph.js"></script>' }));
  await tab.eval(async () => { await settled(1); await sleep(300); });
  assert.deepEqual(await shifts(tab), []);
});

check('the attribute height is the height of the whole box, exactly', async open => {
  for (const [height, width] of [[420, 360], [420, 680], [300, 680], [600, 1280]]) {
    const tab = await opened(open, page(chart({ height, subheading: 'Hectares under cultivation in Colombia', note: 'Both agencies estimate from satellite images.' })), { width });
    const found = await tab.eval(() => ({ box: boxOf(graph()), inside: [...graph().shadowRoot.querySelectorAll('*')].filter(seen).map(e => boxOf(e).bottom) }));
    assert.equal(found.box.height, height, `${width} wide`);
    assert.ok(Math.max(...found.inside) <= found.box.bottom + 1, `${width} wide, ${height} high: something hangs out below`);
    await tab.close();
  }
});

check('a flatter aspect makes a lower plot, and the width decides without one', async open => {
  const heights = [];
  for (const aspect of ['4/3', '16/9', '3/1']) {
    const tab = await opened(open, page(chart({ aspect })), { width: 700 });
    heights.push(await tab.eval(() => boxOf(part('plot')).height));
    await tab.close();
  }
  assert.ok(heights[0] > heights[1] && heights[1] > heights[2], heights.join(' '));
});

check('the plot has the height of its width class', async open => {
  for (const [width, low, high] of [[328, 0.74 * 328, 0.74 * 328], [680, 0.5 * 680, 0.5 * 680], [912, 0.46 * 912, 0.46 * 912], [248, 200, 200]]) {
    const tab = await opened(open, page(`<div style="width: ${width}px">${chart()}</div>`, { css: 'body { margin: 8px }' }), { width: 1000 });
    const height = await tab.eval(() => boxOf(canvases()[0]).height);
    assert.ok(height >= low - 1 && height <= high + 51, `${width} wide: the canvas is ${height} high, wanted ${low} to ${high} and 50 for the labels`);
    await tab.close();
  }
});

check('at every width from 240 to 1200 there is no horizontal scroll bar', async open => {
  const tab = await opened(open, page(chart({ heading: 'A heading that is long enough to be broken over several lines on a small telephone', source: 'UNODC', 'source-url': 'https://example.org/', note: 'A note.' }), { css: 'body { margin: 0 }' }), { width: 1200 });
  for (let width = 1200; width >= 240; width -= 80) {
    await tab.resize(width, 900);
    const found = await tab.eval(async () => {
      await until(() => Math.abs(boxOf(canvases()[0]).width - boxOf(graph()).width) <= 1, 'the picture to follow');
      await frames();
      return { over: document.documentElement.scrollWidth - document.documentElement.clientWidth, ink: ink(canvases()[0]) };
    });
    assert.equal(found.over, 0, `${width} wide`);
    assert.ok(found.ink > 500, `${width} wide: nothing drawn`);
  }
});

check('a resize redraws in the frame in which it is seen, never blank', async open => {
  const tab = await opened(open, page(chart()), { width: 1280 });
  await tab.eval(() => {
    log.blank = 0;
    log.watching = true;
    const look = () => {
      if (!log.watching) return;
      if (!ink(canvases()[0])) log.blank++;
      requestAnimationFrame(look);
    };
    look();
  });
  for (const width of [1100, 800, 600, 360, 700, 1280]) await tab.resize(width, 900);
  const found = await tab.eval(async () => {
    await until(() => Math.abs(boxOf(canvases()[0]).width - boxOf(graph()).width) <= 1);
    log.watching = false;
    return { blank: log.blank, events: happened('nut-ready').length, errors: log.errors, console: log.console };
  });
  assert.deepEqual(found, { blank: 0, events: 1, errors: [], console: [] });
});

check('resizing settles: the box does not go on growing or trembling', async open => {
  const tab = await opened(open, page(`<div style="display: flex"><div style="flex: 1; min-width: 0">${chart()}</div></div>`), { width: 700 });
  const found = await tab.eval(async () => {
    const before = print(), height = boxOf(graph()).height;
    await sleep(600);
    return [print() === before, boxOf(graph()).height - height];
  });
  assert.deepEqual(found, [true, 0]);
});

check('a container of no width does no harm', async open => {
  const tab = await open(page(`<div id="box" style="width: 0">${chart()}</div>`));
  const found = await tab.eval(async () => {
    await sleep(500);
    $('#box').style.width = '500px';
    await until(() => canvases()[0] && ink(canvases()[0]) > 500, 'a picture');
    return [log.errors, log.console];
  });
  assert.deepEqual(found, [[], []]);
});

check('the height does not depend on how large the page sets its text, but the words do', async open => {
  const sizes = [];
  for (const size of [12, 16, 24]) {
    const tab = await opened(open, page(chart(), { css: `html { font-size: ${size}px } body { font-size: 1rem }` }), { width: 700 });
    sizes.push(await tab.eval(() => ({ least: Math.min(...drawn().map(t => t.px)), most: Math.max(...drawn().map(t => t.px)), heading: parseFloat(getComputedStyle(part('heading')).fontSize) })));
    await tab.close();
  }
  for (const s of sizes) assert.ok(s.least >= 11.9, `text of ${s.least} px`);
  assert.ok(sizes[2].most > sizes[1].most, 'larger text on the page makes larger text in the chart');
  assert.ok(sizes[2].heading > sizes[1].heading);
});
