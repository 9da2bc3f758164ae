// The picture tells the truth, checked without eyes: gaps are gaps, bars begin at zero, words do not collide or leave the box.

import assert from 'node:assert/strict';
import { chart, check, data, opened, page } from './harness.mjs';

/** Moves over the plot and gives, for each heading that the tooltip had, the middle of the places where it had it, in CSS pixels. */
async function places(tab) {
  const box = await tab.eval(() => boxOf(part('plot')));
  const found = new Map();
  for (let x = box.left + 1; x < box.right; x += 4) {
    await tab.move(x, box.top + box.height / 2);
    const title = await tab.eval(async () => { await frame(); return words(part('tooltip')).slice(0, 4); });
    found.set(title, [found.get(title)?.[0] ?? x, x]);
  }
  return Object.fromEntries([...found].map(([title, [first, last]]) => [title, (first + last) / 2]));
}

check('a year without a figure breaks its line, and only its line', async open => {
  const tab = await opened(open, page(chart()));
  // The picture is read without hovering, so that nothing is lit.
  const picture = await tab.eval(() => { const c = canvases()[0], p = pixelsOf(c); log.picture = p; return boxOf(c).left; });
  const years = await places(tab);
  const at = year => {
    assert.ok(years[year], `no place for ${year}: ${JSON.stringify(years)}`);
    return tab.eval(x => {
      const { data, width, height } = log.picture, middle = Math.round(x);
      const has = colour => { let n = 0; for (let y = 0; y < height; y++) for (let dx = -1; dx <= 1; dx++) if (near(data, 4 * (y * width + middle + dx), rgb(colour), 24)) n++; return n; };
      return { blue: has('#314dbe'), terracotta: has('#d77b4d') };
    }, years[year] - picture);
  };
  for (const year of ['2003', '2013']) {
    const found = await at(year);
    assert.ok(found.blue > 2, `${year}: the series that has a figure is drawn`);
    assert.equal(found.terracotta, 0, `${year}: the series without a figure is drawn all the same`);
  }
  for (const year of ['2007', '2017']) {
    const found = await at(year);
    assert.ok(found.blue > 2 && found.terracotta > 2, `${year}: ${JSON.stringify(found)}`);
  }
});

check('a lone value between two gaps is still to be seen', async open => {
  const tab = await opened(open, page(chart({ y: 'v', data: data('year,v\n2001,5\n2002,\n2003,9\n2004,\n2005,6\n2006,7\n') })));
  const found = await tab.eval(() => {
    const { data, width, height } = pixelsOf(canvases()[0]);
    let columns = [];
    for (let x = 0; x < width; x++) for (let y = 0; y < height; y++) if (near(data, 4 * (y * width + x), rgb('#314dbe'))) { columns.push(x); break; }
    return columns.reduce((runs, x) => (runs.length && x - runs.at(-1)[1] <= 2 ? (runs.at(-1)[1] = x) : runs.push([x, x]), runs), []);
  });
  assert.ok(found.length >= 3, `dots at 2001 and 2003 and the line from 2005: ${JSON.stringify(found)}`);
});

check('horizontal bars start at zero and are as long as their values', async open => {
  const tab = await opened(open, page(chart({ mark: 'bar', x: 'v', y: 'name', data: data('name,v\nfour,40\ntwo,20\none,10\n') })));
  const lengths = await tab.eval(() => {
    const { data, width, height } = pixelsOf(canvases()[0]), bars = [];
    let inside = false;
    for (let y = 0; y < height; y++) {
      let first = -1, last = -1;
      for (let x = 0; x < width; x++) if (near(data, 4 * (y * width + x), rgb('#314dbe'))) { if (first < 0) first = x; last = x; }
      const long = last - first > 20;
      if (long && !inside) bars.push({ first, length: 0 });
      if (long) bars.at(-1).length = Math.max(bars.at(-1).length, last - first + 1);
      inside = long;
    }
    return bars;
  });
  assert.equal(lengths.length, 3, JSON.stringify(lengths));
  const [four, two, one] = lengths.map(b => b.length);
  assert.ok(Math.abs(four / 4 - one) <= 1.5 && Math.abs(two / 2 - one) <= 1.5, JSON.stringify(lengths));
  assert.ok(lengths.every(b => Math.abs(b.first - lengths[0].first) <= 1), 'one zero for all');
});

check('columns start at zero and are as high as their values', async open => {
  const tab = await opened(open, page(chart({ mark: 'bar', x: 'name', y: 'v', data: data('name,v\nfour,40\ntwo,20\none,10\n') })));
  const heights = await tab.eval(() => {
    const { data, width, height } = pixelsOf(canvases()[0]), bars = [];
    let inside = false;
    for (let x = 0; x < width; x++) {
      let n = 0;
      for (let y = 0; y < height; y++) if (near(data, 4 * (y * width + x), rgb('#314dbe'))) n++;
      const high = n > 10;
      if (high && !inside) bars.push(0);
      if (high) bars[bars.length - 1] = Math.max(bars.at(-1), n);
      inside = high;
    }
    return bars.sort((a, b) => b - a);
  });
  assert.equal(heights.length, 3, JSON.stringify(heights));
  assert.ok(Math.abs(heights[0] / 4 - heights[2]) <= 2 && Math.abs(heights[1] / 2 - heights[2]) <= 2, JSON.stringify(heights));
});

for (const mark of ['line', 'area', 'bar', 'point'])
  check(`the mark ${mark} is drawn, single and several series`, async open => {
    const tab = await opened(open, page(chart({ id: 'one', mark, y: 'unodc_ha' }) + chart({ id: 'two', mark })), {}, 2);
    const found = await tab.eval(() => ({ events: log.events.map(e => e.type), lines: log.console.map(l => l.text), one: [count('#314dbe', $('#one')), count('#d77b4d', $('#one'))], two: [count('#314dbe', $('#two')), count('#d77b4d', $('#two'))] }));
    assert.ok(found.one[0] > 100, JSON.stringify(found));
    assert.equal(found.one[1], 0, 'one series has one colour');
    if (mark === 'area') return;                    // two areas with missing cells may not be stacked; how they are shown is the chart's business
    assert.ok(found.two[0] > 100 && found.two[1] > 100, JSON.stringify(found));
  });

check('a rule is drawn over the plot where the spec puts it', async open => {
  const spec = { data: { url: '/data/coca-cultivation.csv' }, encoding: { x: { field: 'year', type: 'temporal' } }, layer: [
    { mark: 'line', encoding: { y: { field: 'unodc_ha', type: 'quantitative' } } }, { mark: 'rule', encoding: { y: { datum: 100000 } } } ] };
  const tab = await opened(open, page(`<nut-graph></nut-graph><script>document.querySelector('nut-graph').spec = ${JSON.stringify(spec)}</script>`));
  const found = await tab.eval(() => ({ events: log.events.map(e => e.type), lines: log.console.map(l => l.text), ink: canvases().length && ink(canvases()[0]) }));
  assert.deepEqual([found.events, found.lines], [['nut-ready'], []]);
  assert.ok(found.ink > 1000);
});

const long = 'department,hectares\nNorte de Santander and its neighbours,24831\nPutumayo,25000\nNariño,42000\nCauca,12595\n';
const pictures = {
  'two lines': { attributes: {}, widths: [248, 328, 680, 912] },
  'long names on bars': { attributes: { mark: 'bar', x: 'hectares', y: 'department', data: data(long) }, widths: [248, 328, 680, 912] },
  'columns over the years': { attributes: { mark: 'bar', y: 'unodc_ha' }, widths: [248, 328, 680, 912] },
  'an area': { attributes: { mark: 'area', y: 'unodc_ha' }, widths: [248, 328, 680, 912] },
  'points': { attributes: { mark: 'point' }, widths: [328, 680] },
};
for (const [what, { attributes, widths }] of Object.entries(pictures))
  for (const width of widths)
    check(`${what} at ${width}: words are 12 px at least, inside the box, and apart`, async open => {
      const tab = await opened(open, page(`<div style="width: ${width}px">${chart(attributes)}</div>`), { width: 1000 });
      const { texts, box, lines } = await tab.eval(() => ({ texts: drawn().map(({ text, px, left, right, top, bottom }) => ({ text, px, left, right, top, bottom })), box: boxOf(canvases()[0]), lines: log.console.map(l => l.text) }));
      assert.ok(texts.length >= 4, `only ${texts.length} words are drawn; ${lines.join()}`);
      for (const t of texts) {
        assert.ok(t.px >= 11.9, `"${t.text}" is ${t.px} px`);
        assert.ok(t.left >= -1 && t.right <= box.width + 1 && t.top >= -1 && t.bottom <= box.height + 1, `"${t.text}" leaves the box of ${box.width} by ${box.height}: ${JSON.stringify(t)}`);
      }
      for (const [i, a] of texts.entries())
        for (const b of texts.slice(i + 1)) {
          if (a.text === b.text && Math.abs(a.left - b.left) < 3 && Math.abs(a.top - b.top) < 3) continue;    // a word and its paper stroke
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          assert.ok(across < 0.5 || down < 0.5, `"${a.text}" and "${b.text}" overlap by ${across.toFixed(1)} by ${down.toFixed(1)}`);
        }
    });

check('the value axis has three to six labels, the unit once, and no years with a comma', async open => {
  const tab = await opened(open, page(chart()));
  const texts = await tab.eval(() => drawn().map(t => t.text));
  const ticks = texts.filter(t => /^[\d,]+( \w+)?$/.test(t) && /,|^0$/.test(t));
  assert.ok(ticks.length >= 3 && ticks.length <= 7, texts.join(' | '));
  assert.ok(!texts.some(t => /^[12],\d{3}$/.test(t)), texts.join(' | '));
  assert.ok(texts.some(t => t === '1999' || t === '2000') && texts.some(t => /2024|’24/.test(t)), texts.join(' | '));
});

check('the SVG has the words of the whole chart, heading to source, and is a document of its own', async open => {
  const tab = await opened(open, page(chart({ heading: 'Coca is back', source: 'UNODC, ONDCP' })));
  const { svg, texts, parsed } = await tab.eval(async () => {
    const svg = await graph().toSVG(), tree = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return { svg, texts: [...new Set(drawn().map(t => t.text))], parsed: { root: tree.documentElement.localName, error: Boolean(tree.querySelector('parsererror')), texts: $$('text', tree).map(t => t.textContent), size: tree.documentElement.getAttribute('viewBox') ?? tree.documentElement.getAttribute('width') } };
  });
  assert.deepEqual([parsed.root, parsed.error], ['svg', false]);
  assert.match(svg, /xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.ok(parsed.size);
  for (const text of [...texts, 'Coca is back', 'Source: UNODC; ONDCP']) assert.ok(parsed.texts.join(' | ').includes(text), `"${text}" is not in the SVG: ${parsed.texts.join(' | ')}`);
});

check('the PNG is a picture and the CSV is the data', async open => {
  const tab = await opened(open, page(chart()));
  const found = await tab.eval(async () => {
    const png = await graph().toPNG(), blob = png instanceof Blob ? png : await (await fetch(png)).blob(), bitmap = await createImageBitmap(blob);
    return { type: blob.type, width: bitmap.width, tall: bitmap.height / bitmap.width > boxOf(canvases()[0]).height / boxOf(canvases()[0]).width, csv: await graph().toCSV() };
  });
  assert.equal(found.type, 'image/png');
  assert.ok(found.width >= 600);
  assert.ok(found.tall, 'the picture has no heading');
  const lines = found.csv.trim().split(/\r?\n/);
  assert.equal(lines.length, 27);
  assert.match(lines[0], /year.*unodc_ha.*ondcp_ha/);
  assert.ok(lines.some(line => /2016.*146139.*188000/.test(line)), lines.join('\n'));
});

check('a single row, equal values, negative and huge values are drawn', async open => {
  const rows = { 'one row': 'year,v\n2015,5\n', 'equal values': 'year,v\n2014,5\n2015,5\n2016,5\n', 'all zero': 'year,v\n2014,0\n2015,0\n', 'negative': 'year,v\n2014,-5\n2015,3\n2016,-2\n', 'huge': 'year,v\n2014,5e12\n2015,9e12\n', 'tiny': 'year,v\n2014,0.00001\n2015,0.00003\n' };
  const marks = ['line', 'bar', 'area', 'point'], kinds = Object.entries(rows).flatMap(([what, text]) => marks.map(mark => ({ id: `${mark}, ${what}`, mark, y: 'v', data: data(text) })));
  const tab = await opened(open, page(kinds.map(kind => chart(kind)).join('')), {}, kinds.length);
  const found = await tab.eval(() => ({ failed: happened('nut-error').map(e => [e.target, e.detail.message]), empty: $$('nut-graph').filter(el => ink(canvases(el)[0]) < 300).map(el => el.id), lines: log.console.map(l => l.text), errors: log.errors }));
  assert.deepEqual(found, { failed: [], empty: [], lines: [], errors: [] });
});

check('the story’s date stops the facts', async open => {
  const tab = await opened(open, page(chart({ 'as-of': '2017-12-07' })));
  const found = await tab.eval(async () => (await graph().fact('last(unodc_ha)')).value);
  assert.ok([146139, 171495].includes(found), `${found} is later than the story`);     // a count of year's end 2017 is later, one of 2017 is not
});
