// What a published chart tells once its data have changed. The record is as `nutgraph build --record` writes it (tests/it/record.rs holds that).

import assert from 'node:assert/strict';
import { chart, check, data, fact, opened, page, site } from './harness.mjs';

const published = 'year,v\n2014,100\n2015,110\n2016,120\n';

/** A record of the chart `cultivation`: what was published on 25 November, and perhaps a version of later. @param {string} [later] */
function record(later) {
  const base = `/published/${++records}`;
  site.put(`${base}/data-1.csv`, published, 'text/csv');
  const versions = [{ date: '2026-11-25', files: { '': 'data-1.csv' } }];
  if (later) {
    site.put(`${base}/data-2.csv`, later, 'text/csv');
    versions.push({ date: '2026-12-03', files: { '': 'data-2.csv' } });
  }
  const stories = [{ page: 'other/index.html', published: '2020-01-01', charts: {} }, { page: 'coca/index.html', published: '2026-11-25', charts: { cultivation: versions } }];
  site.put(`${base}/manifest.json`, JSON.stringify({ version: '1', stories }), 'application/json');
  return `${base}/manifest.json#coca/index.html`;
}
let records = 0;

const story = (now, manifest, lang) => page(`<p>It rose by ${fact('change(v, 2014, 2015)', '10 percent')}, to ${fact('value(v, 2016)', '120')}.</p>${chart({ y: 'v', data: data(now), published: manifest })}<p id="below">Below</p>`, { lang });

for (const which of ['chromium', 'firefox', 'webkit'])
  check('data that changed since publication: the date, what changed, and both numbers of a fact that no longer holds', async open => {
    const now = 'year,v\n2014,100\n2015,150\n2016,120\n2017,130\n';
    const tab = await opened(open, story(now, record(now)));
    const found = await tab.eval(async () => {
      const line = await until(() => $$('button', graph().shadowRoot).find(button => /2026/.test(button.textContent)), 'the notice');
      const [first] = $$('nut-fact');
      await until(() => words(first).includes('≠') || happened('nut-fact').some(({ detail }) => detail.verdict == 'disagrees'), 'the verdict');
      line.click();
      await frames();
      const list = line.previousElementSibling;
      return { said: line.textContent, expanded: line.ariaExpanded, changes: $$('p', list).map(p => p.textContent), seen: seen(list), events: happened('nut-ready').length, console: log.console };
    });
    assert.equal(found.said, 'Data changed on December 3, 2026, after publication on November 25, 2026');
    assert.equal(found.expanded, 'true');
    assert.ok(found.seen, 'the changes are not shown');
    assert.deepEqual(found.changes, ['2017: added (130)', '2015: 110 → 150']);
    assert.deepEqual(found.console, []);
    const working = await tab.eval(async () => {
      const [first] = $$('nut-fact');
      return until(() => /at publication/.test(first.shadowRoot.textContent) && first.shadowRoot.textContent, 'both numbers');
    });
    assert.match(working, /revised.*at publication: \+10\.0%.*\+50\.0%/);
    if (which == 'chromium') await tab.shot(`${process.env.NUTGRAPH_SHOTS ?? '/tmp'}/corrections.png`);
  }, { in: which });

check('nothing is told while the data are as published, or differ only in what the chart does not show', async open => {
  for (const now of [published, 'year,w,v\n2014,1,100\n2015,2,110\n2016,3,120\n']) {
    const tab = await opened(open, story(now, record()));
    await tab.eval(() => sleep(600));
    assert.equal(await tab.eval(() => $$('button', graph().shadowRoot).filter(button => /2026/.test(button.textContent)).length), 0, now);
    assert.deepEqual(await tab.eval(() => log.console), []);
  }
});

check('a change that nobody recorded is told without its date, in the language of the page; Escape closes the list; nothing moves', async open => {
  const tab = await opened(open, story('year,v\n2014,90\n2015,110\n', record(), 'es'));
  const found = await tab.eval(async () => {
    const top = boxOf($('#below')).top, line = await until(() => $$('button', graph().shadowRoot).find(button => /2026/.test(button.textContent)), 'the notice');
    line.click();
    const list = line.previousElementSibling, changes = $$('p', list).map(p => p.textContent);
    line.focus();
    line.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    return { said: line.textContent, changes, open: !list.hidden, moved: boxOf($('#below')).top - top };
  });
  assert.equal(found.said, 'Los datos han cambiado desde la publicación, el 25 de noviembre de 2026');
  assert.deepEqual(found.changes, ['2014: 100 → 90', '2016: eliminado (120)']);
  assert.equal(found.open, false);
  assert.equal(found.moved, 0, 'what stands below moved');
});

check('a record that is not there is told in the console, and the chart stands', async open => {
  const tab = await opened(open, story(published, '/published/none.json'));
  await tab.eval(() => until(() => log.console.some(({ text }) => /none\.json/.test(text)), 'a word in the console'));
  assert.ok(await tab.eval(() => canvases().every(seen)));
});
