// Facts about charts of the full grammar: computed on their figures, held against the words, lit on their marks.

import assert from 'node:assert/strict';
import { check, chart, fact, opened, page, site } from './harness.mjs';

const coca = {
  title: 'Coca', data: { url: '/data/coca-cultivation.csv' },
  transform: [{ calculate: 'datum.unodc_ha / datum.ondcp_ha', as: 'ratio' }],
  mark: { type: 'bar', color: '#1a9850' },
  encoding: { x: { field: 'year', type: 'ordinal', axis: { labelAngle: 0 } }, y: { field: 'unodc_ha', type: 'quantitative' } },
  usermeta: { nutgraph: { source: 'UNODC', facts: { jump: 'change(unodc_ha, 2015, 2016)' } } },
};
const shares = { data: { values: [{ a: 'North', b: 5 }, { a: 'South', b: 3 }] }, mark: 'arc', encoding: { theta: { field: 'b', type: 'quantitative' }, color: { field: 'a', type: 'nominal' } } };
const line = { ...coca, mark: { type: 'line', point: false, interpolate: 'step-after' }, encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'unodc_ha', type: 'quantitative' } } };
const of = Object.fromEntries(Object.entries({ coca, shares, line }).map(([name, spec]) => [name, site.put(`/ground/${name}.vl.json`, JSON.stringify(spec), 'application/json')]));
const graph = (name, id = name) => `<nut-graph id="${id}" spec="${of[name]}"></nut-graph>`;

/** Waits until the facts of the page have been told so many verdicts; gives them by their words. */
const verdicts = (tab, count) => tab.eval(count => until(() => {
  const told = log.events.filter(event => event.type === 'nut-fact').map(event => event.detail);
  return told.length >= count && told.map(({ text, verdict, working, shown }) => ({ text, verdict, working, shown }));
}, `${count} verdicts`), count);

check('a fact about bars of the full grammar has its verdict and its working', async open => {
  const tab = await opened(open, page(`${graph('coca')}<p>It rose ${fact('change(unodc_ha, 2015, 2016)', '52 percent', 'for="coca"')}, ${fact('jump', '60 percent', 'for="coca"')} by others;
    the UN counted ${fact('value(ratio, 2016)', '0.78', 'for="coca"')} of it.</p>`));
  const told = await verdicts(tab, 3);
  const by = Object.fromEntries(told.map(one => [one.text, one]));
  assert.deepEqual([by['52 percent'].verdict, by['60 percent'].verdict, by['0.78'].verdict], ['agrees', 'disagrees', 'agrees']);
  assert.match(by['52 percent'].working, /96,085 ha in 2015 → 146,139 ha in 2016/);
});

check('its evidence is lit on the marks and put out again', async open => {
  const tab = await opened(open, page(`${graph('coca')}<p>It rose ${fact('change(unodc_ha, 2015, 2016)', '52 percent', 'for="coca"')}.</p>`));
  await verdicts(tab, 1);
  const strong = () => tab.eval(() => {
    const { data } = pixelsOf(canvases()[0]);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250 && data[i + 1] > data[i] + 60 && data[i + 1] > data[i + 2] + 30) count++;
    return count;
  });
  const before = await strong();
  const box = await tab.eval(() => boxOf($('nut-fact')));
  await tab.move(box.left + box.width / 2, box.top + box.height / 2);
  await tab.eval(() => until(() => words(graph()).includes('146,139'), 'the working'));
  const lit = await strong();
  await tab.move(2, 2);
  await tab.eval(() => until(() => !words(graph()).includes('146,139'), 'no working'));
  const after = await strong();
  assert.ok(before > 5000 && lit < before / 3 && lit > before / 40, `${before} pixels in the colour of the bars, ${lit} with two bars lit`);
  assert.equal(after, before);
});

check('a slice is named by its category, and a line is lit between two points', async open => {
  const tab = await opened(open, page(`${graph('shares')}${graph('line')}<p>${fact("value(b, 'North')", '5', 'for="shares"')} and ${fact('diff(unodc_ha, 2015, 2016)', '50,000 hectares more', 'for="line"')}</p>`), {}, 2);
  assert.deepEqual((await verdicts(tab, 2)).map(one => one.verdict), ['agrees', 'agrees']);
});

check('the element answers questions about such a chart', async open => {
  const tab = await opened(open, page(graph('coca')));
  const [value, code, shown] = await tab.eval(async () => [
    (await graph().fact('value(unodc_ha, 2016)')).value,
    await graph().fact('value(nothing, 2016)').catch(error => error.code),
    (await graph().show('peak(unodc_ha)')).shown,
  ]);
  assert.deepEqual([value, code, shown], [146139, 'unknown-column', '2024']);
});

check('a fact of two charts, one of the full grammar', async open => {
  const tab = await opened(open, page(`${chart({ id: 'small' })}${graph('coca', 'large')}<p>${fact('value(small.unodc_ha, 2016) - value(large.unodc_ha, 2015)', '50,000', 'for="small large"')}
    ${fact('value(small.unodc_ha, 2016) / value(large.unodc_ha, 2015)', '1.52', 'for="large small"')}</p>`), {}, 2);
  assert.deepEqual((await verdicts(tab, 2)).map(one => one.verdict), ['agrees', 'agrees']);
});
