// The awkward forms in which newsrooms have their figures, as the page's reader meets them. The tables of the Rust side hold each
// rule; here stands what only a browser can show: files as served, encodings, elements.

import assert from 'node:assert/strict';
import { chart, check, data, opened, page } from './harness.mjs';

/** Opens a chart of `v` over `year` and gives the value of an expression with what could not be read. */
async function value(open, body, expression = 'value(v, 2015)') {
  const tab = await opened(open, page(body));
  return tab.eval(async expression => {
    const el = graph();
    let value;
    try {
      value = (await el.fact(expression)).value;
    } catch (e) {
      value = `refused: ${e.message}`;
    }
    return { event: log.events[0].type, value, problems: (el.problems ?? []).map(p => p.message ?? String(p)), rows: JSON.stringify(el.table), lines: log.console.map(l => l.text) };
  }, expression);
}
const of = (path, attributes = {}) => chart({ data: path, y: 'v', ...attributes });

const forms = {
  'quoted cells with separators inside': ['year,name,v\n2014,"a, b",1\n2015,"c ""d""",2\n', 2],
  'line breaks inside quotes': ['year,name,v\n2014,"two\nlines",1\n2015,"x",2\n', 2],
  'a byte order mark and CRLF': ['\ufeffyear,v\r\n2014,1\r\n2015,2\r\n', 2],
  'thousands separators': ['year,v\n2014,"69,132"\n2015,"96,085"\n', 96085],
  'decimal commas': ['year;v\n2014;"1.234,5"\n2015;"96,25"\n', 96.25],
  'spaces round the cells': ['year, v\n2014, 1\n2015, 2\n', 2],
  'rows that are too short or too long': ['year,v,w\n2014,1\n2015,2,3,4\n2016,5,6\n', 2],
  'a last line without an end': ['year,v\n2014,1\n2015,2', 2],
  'blank lines at the end': ['year,v\n2014,1\n2015,2\n\n\n', 2],
  'minus signs of either kind': ['year,v\n2014,-3\n2015,\u22124\n', -4],
};
for (const [form, [text, wanted]] of Object.entries(forms))
  check(`CSV with ${form} is read`, async open => {
    const found = await value(open, of(data(text)));
    assert.deepEqual([found.event, found.value], ['nut-ready', wanted]);
  });

check('a TSV file is read', async open => {
  const found = await value(open, of(`${data('year\tv\n2014\t1\n2015\t2,5\n', 'text/tab-separated-values')}`));
  assert.deepEqual([found.event, found.value], ['nut-ready', 2.5]);
});

for (const [form, json] of Object.entries({
  'an array of records': [{ year: 2014, v: 1 }, { year: 2015, v: 2 }],
  'an object of columns': { year: [2014, 2015], v: [1, 2] },
}))
  check(`JSON as ${form} is read`, async open => {
    const found = await value(open, of(data(JSON.stringify(json), 'application/json')));
    assert.deepEqual([found.event, found.value], ['nut-ready', 2]);
  });

for (const charset of ['iso-8859-1', 'windows-1252', 'utf-8'])
  check(`a file declared as ${charset} is read as such`, async open => {
    const text = `región,v\nNariño,${charset === 'windows-1252' ? '\u20ac' : ''}5\nCaquetá,7\n`;
    const bytes = charset === 'utf-8' ? Buffer.from(text) : Buffer.from(text.replace(/\u20ac/g, '\x80'), 'latin1');
    const found = await value(open, chart({ mark: 'bar', data: data(bytes, `text/csv; charset=${charset}`), x: 'v', y: 'región' }), 'max(v)');
    assert.equal(found.event, 'nut-ready', found.lines.join());
    assert.equal(found.value, 7);
    assert.match(found.rows, /Nariño/);
    assert.match(found.rows, /Caquetá/);
  });

check('a file without a declared charset is UTF-8', async open => {
  const found = await value(open, chart({ mark: 'bar', data: data('region,v\nNariño,5\nCaquetá,7\n', 'text/csv'), x: 'v', y: 'region' }), 'max(v)');
  assert.match(found.rows, /Nariño/);
});

check('an empty cell is missing, not zero', async open => {
  const found = await value(open, of(data('year,v\n2013,5\n2014,\n2015,2\n')), 'min(v)');
  assert.equal(found.value, 2);
  const missing = await value(open, of(data('year,v\n2013,5\n2014,\n2015,2\n')), 'value(v, 2014)');
  assert.match(missing.value, /^refused: /);
});

check('a cell that cannot be read is missing and is reported with its line and column', async open => {
  const found = await value(open, of(data('year,v\n2013,5\n2014,nine\n2015,2\n2016,3\n')), 'min(v)');
  assert.equal(found.event, 'nut-ready');
  assert.equal(found.value, 2);
  assert.equal(found.problems.length, 1);
  assert.match(found.problems[0], /line 3/);
  assert.match(found.problems[0], /"v"/);
  assert.match(found.problems[0], /nine/);
});

check('many cells that cannot be read make one console line at most', async open => {
  const found = await value(open, of(data(`year,v\n${Array.from({ length: 200 }, (_, i) => `${1800 + i},${i % 3 ? i : 'n/k'}`).join('\n')}\n`)), 'max(v)');
  assert.equal(found.event, 'nut-ready');
  assert.ok(found.lines.length <= 1, found.lines.join('\n'));
});

for (const [form, text] of Object.entries({
  'ISO dates': 'when,v\n2015-01-31,1\n2015-02-28,2\n2015-03-31,3\n',
  'months': 'when,v\n2015-01,1\n2015-02,2\n2015-03,3\n',
  'quarters': 'when,v\n2014-Q3,1\n2014-Q4,2\n2015-Q1,3\n',
  'instants': 'when,v\n2015-01-31T10:00:00Z,1\n2015-02-28T10:00:00Z,2\n2015-03-31T10:00:00Z,3\n',
}))
  check(`${form} make an axis of time, the same west of Greenwich`, async open => {
    const found = await value(open, of(data(text), { x: 'when' }), 'last(v)');
    assert.equal(found.event, 'nut-ready', found.lines.join());
    assert.equal(found.value, 3);
    assert.deepEqual(found.problems, []);
    assert.match(found.rows, /2015/);
  });

const table = '<table class="fallback"><caption>Hectares</caption><thead><tr><th>year</th><th>v</th></tr></thead><tbody><tr><td>2014</td><td>69,132</td></tr><tr><td>2015</td><td>96,085</td></tr></tbody></table>';
check('a table inside the element is the data and the fallback', async open => {
  const found = await value(open, chart({ data: undefined, y: 'v' }, table));
  assert.deepEqual([found.event, found.value], ['nut-ready', 96085]);
});

check('a table without a thead is read too', async open => {
  const found = await value(open, chart({ data: undefined, y: 'v' }, '<table><tr><th>year</th><th>v</th></tr><tr><th>2014</th><td>1</td></tr><tr><th>2015</th><td>2</td></tr></table>'));
  assert.deepEqual([found.event, found.value], ['nut-ready', 2]);
});

for (const [form, inside] of Object.entries({
  'CSV': '<script type="text/csv">\nyear,v\n2014,1\n2015,2\n</script>',
  'JSON records': '<script type="application/json">[{"year": 2014, "v": 1}, {"year": 2015, "v": 2}]</script>',
  'JSON columns': '<script type="application/json">{"year": [2014, 2015], "v": [1, 2]}</script>',
}))
  check(`${form} in a script inside the element is the data`, async open => {
    const found = await value(open, chart({ data: undefined, y: 'v' }, `${inside}<p class="fallback">Two years.</p>`));
    assert.deepEqual([found.event, found.value], ['nut-ready', 2]);
  });

check('a fallback beside inline data still shows until the picture, and goes then', async open => {
  const tab = await opened(open, page(chart({ data: undefined, y: 'v' }, table)));
  assert.equal(await tab.eval(() => seen($('.fallback'))), false);
});

check('properties that a framework sets in the place of attributes may be addresses', async open => {
  const spec = JSON.stringify({ data: { url: 'v.csv' }, mark: 'line', encoding: { x: { field: 'year' }, y: { field: 'v' } } });
  const csv = 'year,v\n2014,1\n2015,2\n2016,4\n', [path, own] = [data(csv), data(spec.replace('v.csv', data(csv)))];
  const tab = await opened(open, page(`<nut-graph id="a" x="year" y="v"></nut-graph><nut-graph id="b"></nut-graph><script>a.data = '${path}'; b.spec = '${own}';</script>`), {}, 2);
  assert.deepEqual(await tab.eval(() => Promise.all([a, b].map(async el => (await el.fact('value(v, 2016)')).value))), [4, 4]);
  assert.equal(await tab.eval(async () => {
    a.data = 'year,v\n2015,7\n2016,9\n';
    await settled(3);
    return (await a.fact('value(v, 2016)')).value;
  }), 9, 'text is still text');
});
