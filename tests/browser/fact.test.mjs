// A number in the text that the data prove: what the reader sees at rest, under the pointer, by keyboard, and when it is wrong.

import assert from 'node:assert/strict';
import { chart, check, coca, data, fact, opened, page } from './harness.mjs';

const jump = 'change(unodc_ha, 2015, 2016)';
const story = (text = '52 percent', expression = jump) => `<p id="p">The United Nations recorded a ${fact(expression, text)} jump.</p>${chart()}<p id="after"><a href="#x">After</a></p>`;
const verdict = tab => tab.eval(() => until(() => happened('nut-fact')[0], 'nut-fact').then(e => e.detail));

check('words that agree are as they were, with a quiet dotted line', async open => {
  const tab = await opened(open, page(story()));
  const detail = await verdict(tab);
  assert.equal(detail.verdict, 'agrees');
  assert.ok(Math.abs(detail.value - 0.5209) < 0.0001);
  const found = await tab.eval(() => ({ words: words($('#p')), underline: underline($('nut-fact')), console: log.console, event: happened('nut-fact')[0] }));
  assert.deepEqual([found.words, found.underline, found.console], ['The United Nations recorded a 52 percent jump.', 'dotted', []]);
  assert.ok(found.event.bubbles && found.event.composed);
});

check('a fact follows its own words, and what it wrote itself is not taken for the author\'s', async open => {
  const tab = await opened(open, page(`<p>It rose by ${fact(jump, '')}.</p>${chart()}`));
  await tab.eval(() => until(() => words($('nut-fact')) === '+52.1%', 'the number'));
  const later = async text => tab.eval(async text => {
    const before = happened('nut-fact').length;
    $('nut-fact').textContent = text;
    await until(() => happened('nut-fact').length > before, 'a new verdict');
    return happened('nut-fact').at(-1).detail.verdict;
  }, text);
  assert.equal(await later('61 percent'), 'disagrees');
  assert.equal(await later('52 percent'), 'agrees');
});

/** What is lit now: the working under the plot, and whether the picture differs from `before`. */
const lit = (tab, before) => tab.eval(before => ({ words: words(graph()), changed: print() !== before, underline: underline($('nut-fact')) }), before);
const resting = tab => tab.eval(() => print());

check('under the pointer the evidence is lit and the working is said; leaving ends it', async open => {
  const tab = await opened(open, page(story()));
  await verdict(tab);
  const before = await resting(tab), box = await tab.eval(() => ({ fact: boxOf($('nut-fact')), after: boxOf($('#after')).top }));
  await tab.move(box.fact.left + 5, box.fact.top + box.fact.height / 2);
  await tab.eval(() => until(() => words(graph()).includes('96,085'), 'the working'));
  const found = await lit(tab, before);
  assert.match(found.words, /96,085 ha in 2015 → 146,139 ha in 2016/);
  assert.match(found.words, /\+52\.1%/);
  assert.ok(found.changed, 'the picture is as before');
  assert.equal(found.underline, 'solid');
  assert.equal(await tab.eval(() => boxOf($('#after')).top), box.after, 'what stands below moved');
  await tab.move(700, 5);
  await tab.eval(before => until(() => print() === before && !words(graph()).includes('96,085'), 'the picture as before'), before);
});

check('exactly the marks of the evidence are lit: the other series is paled', async open => {
  const tab = await opened(open, page(story()));
  await verdict(tab);
  const before = await tab.eval(() => [count('#314dbe'), count('#d77b4d')]);
  await tab.eval(() => $('nut-fact').dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse', composed: true })));
  await tab.eval(() => graph().show('change(unodc_ha, 2015, 2016)'));
  await tab.eval(() => sleep(400));
  const after = await tab.eval(() => [count('#314dbe'), count('#d77b4d'), count('#fff0a8')]);
  assert.ok(after[1] < before[1] / 4, `the other series keeps ${after[1]} of ${before[1]} pixels`);
  assert.ok(after[0] > 20, 'the evidence keeps its colour');
  assert.ok(after[2] > 200, 'the marker pen is a band behind it');
});

check('by keyboard: focus lights it, Escape ends it', async open => {
  const tab = await opened(open, page(story()));
  await verdict(tab);
  const before = await resting(tab);
  await tab.press('Tab');
  assert.equal(await tab.eval(() => focused().localName === 'nut-fact' || focused().getRootNode().host?.localName === 'nut-fact'), true, 'a fact is a Tab stop');
  await tab.eval(() => until(() => words(graph()).includes('96,085'), 'the working'));
  assert.ok((await lit(tab, before)).changed);
  assert.ok(await tab.eval(() => deep($('nut-fact')).some(e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1.5; })), 'the focus is seen');
  await tab.press('Escape');
  await tab.eval(before => until(() => print() === before, 'the picture as before'), before);
});

check('by touch: a tap lights it, a tap elsewhere ends it', async open => {
  const tab = await opened(open, page(story()), { touch: true, width: 400 });
  await verdict(tab);
  const before = await resting(tab), box = await tab.eval(() => boxOf($('nut-fact')));
  await tab.tap(box.left + 5, box.top + box.height / 2);
  await tab.eval(() => until(() => words(document.body).includes('96,085'), 'the working'));
  await tab.tap(box.left + 5, box.top + box.height + 30 > 900 ? 5 : 3);
  await tab.eval(before => until(() => print() === before, 'the picture as before'), before);
});

check('a screen reader is told what the fact is and how it was computed', async open => {
  const tab = await opened(open, page(story()));
  await verdict(tab);
  await tab.press('Tab');
  await tab.eval(() => sleep(400));
  const { nodes } = await tab.devtools.send('Accessibility.getFullAXTree');
  const all = nodes.filter(n => !n.ignored).map(n => `${n.name?.value ?? ''} ${n.description?.value ?? ''}`).join(' | ');
  assert.match(all, /96,085 ha in 2015 → 146,139 ha in 2016/);
  const own = nodes.find(n => n.properties?.some(p => p.name === 'focused' && p.value.value) && /52 percent/.test(n.name?.value ?? ''));
  assert.ok(own, 'what has the focus is named by the words in the text');
});

for (const [text, expression, wanted] of [
  ['52 percent', jump, 'agrees'], ['nearly 55 percent', jump, 'disagrees'], ['52 %', jump, 'agrees'], ['more than 50,000', 'diff(unodc_ha, 2015, 2016)', 'agrees'],
  ['146,139', 'value(unodc_ha, 2016)', 'agrees'], ['146,000', 'value(unodc_ha, 2016)', 'agrees'], ['164,000', 'value(unodc_ha, 2016)', 'disagrees'],
  ['about half again as much', 'value(unodc_ha, 2016)', 'cannot tell'], ['2012', 'trough(unodc_ha)', 'agrees'],
])
  check(`"${text}" for ${expression} ${wanted}`, async open => {
    const tab = await opened(open, page(`<p>It was ${fact(expression, text)}.</p>${chart()}`));
    await tab.eval(() => sleep(200));
    const found = await tab.eval(() => ({ verdict: happened('nut-fact')[0]?.detail.verdict, underline: underline($('nut-fact')) }));
    if (wanted !== 'cannot tell' || found.verdict) assert.equal(found.verdict, wanted);
    assert.equal(found.underline, { 'agrees': 'dotted', 'disagrees': 'dashed', 'cannot tell': 'none' }[wanted]);
  });

check('words that the data refuse carry a warning, and the working gives the number as it stands', async open => {
  const tab = await opened(open, page(story('62 percent')));
  assert.equal((await verdict(tab)).verdict, 'disagrees');
  const found = await tab.eval(() => ({ words: words($('#p')), underline: underline($('nut-fact')), box: boxOf($('nut-fact')), generated: deep($('nut-fact')).map(e => getComputedStyle(e, '::after').content).join() }));
  assert.match(found.words + found.generated, /62 percent.*≠/);
  assert.equal(found.underline, 'dashed');
  await tab.move(found.box.left + 5, found.box.top + found.box.height / 2);
  await tab.eval(() => until(() => words(graph()).includes('146,139'), 'the working'));
  assert.match((await lit(tab)).words, /52\.1%/);
});

for (const [what, expression, says, attributes] of [
  ['a column that does not exist', 'change(unodc_h, 2015, 2016)', [/unodc_h\b/, /unodc_ha/]],
  ['a year that is not in the data', 'value(unodc_ha, 1066)', [/1066/]],
  ['a missing cell', 'value(ondcp_ha, 2013)', [/2013/]],
  ['a function that does not exist', 'chagne(unodc_ha, 2015, 2016)', [/chagne/, /change/]],
  ['an expression that ends too early', 'change(unodc_ha, 2015', [/change|\)/]],
  ['a chart that does not exist', jump, [/cultivatoin/], 'for="cultivatoin"'],
])
  check(`${what}: plain text, and one line in the console`, async open => {
    const tab = await opened(open, page(`<p id="p">It was ${fact(expression, '52 percent', attributes)}.</p>${chart()}`));
    const found = await tab.eval(async () => { await sleep(400); return { words: words($('#p')), underline: underline($('nut-fact')), lines: log.console.map(l => l.text), errors: log.errors, chart: ink(canvases()[0]), stop: deep($('nut-fact')).some(e => e.tabIndex >= 0) }; });
    assert.deepEqual([found.words, found.underline, found.errors, found.stop], ['It was 52 percent.', 'none', [], false]);
    assert.equal(found.lines.length, 1, found.lines.join('\n'));
    for (const pattern of says) assert.match(found.lines[0], pattern);
    assert.ok(found.chart > 1000, 'the chart is drawn all the same');
  });

check('with the chart off the screen, the working is a card at the sentence, and the page stays where it is', async open => {
  const tab = await opened(open, page(`<p id="p">The United Nations recorded a ${fact(jump, '52 percent')} jump.</p><div style="height: 2000px"></div>${chart()}`));
  await verdict(tab);
  const box = await tab.eval(() => boxOf($('nut-fact')));
  await tab.move(box.left + 5, box.top + box.height / 2);
  const found = await tab.eval(async () => {
    const holds = e => words(e).includes('96,085 ha in 2015');
    await until(() => deep($('nut-fact')).concat(deep(graph())).some(e => holds(e) && seen(e) && boxOf(e).top < innerHeight), 'the card');
    const card = deep($('nut-fact')).concat(deep(graph())).filter(e => holds(e) && seen(e) && boxOf(e).top < innerHeight && e.localName !== 'nut-fact').at(-1);
    const all = words($('nut-fact')) + words(graph());
    return { box: boxOf(card), words: all, scroll: scrollY, width: innerWidth };
  });
  assert.match(found.words, /96,085 ha in 2015 → 146,139 ha in 2016/);
  assert.match(found.words, /Show on the chart/);
  assert.equal(found.scroll, 0, 'the page scrolled by itself');
  assert.ok(found.box.left >= 0 && found.box.right <= found.width, JSON.stringify(found.box));
  await tab.press('Escape');
  await tab.eval(() => until(() => !deep($('nut-fact')).some(e => seen(e) && e.localName !== 'nut-fact' && words(e).includes('96,085 ha in 2015')), 'the card to go'));
});

check('the card’s link brings the chart with its evidence', async open => {
  const tab = await opened(open, page(`<p>Up ${fact(jump, '52 percent')}.</p><div style="height: 2000px"></div>${chart()}`));
  await verdict(tab);
  await tab.press('Tab');
  await tab.eval(async () => {
    const link = await until(() => deep(document.body).find(e => /^(a|button)$/.test(e.localName) && /show on the chart/i.test(words(e)) && seen(e)), 'the link');
    link.click();
    await until(() => { const box = boxOf(part('plot')); return box.top >= -5 && box.top < innerHeight; }, 'the chart to come into view');
    await until(() => words(graph()).includes('96,085'), 'the working under the plot');
  });
});

check('a fact without words writes the number, in the page’s language', async open => {
  for (const [lang, number] of [['en', /^52(\.1)?%$/], ['es', /^52,1 %$/]]) {
    const tab = await opened(open, page(story(''), { lang }));
    await tab.eval(() => until(() => words($('nut-fact')), 'a number'));
    assert.match(await tab.eval(() => words($('nut-fact')).replace('+', '')), number);
    await tab.close();
  }
});

check('data that change after publication turn the verdict, and the page is told', async open => {
  const tab = await opened(open, page(story()));
  assert.equal((await verdict(tab)).verdict, 'agrees');
  await tab.eval(text => { graph().data = text.replace('2016,146139', '2016,120000'); }, coca);
  const found = await tab.eval(async () => {
    await until(() => happened('nut-fact').some(e => e.detail.verdict === 'disagrees'), 'the new verdict');
    return { detail: happened('nut-fact').at(-1).detail, underline: underline($('nut-fact')), box: boxOf($('nut-fact')) };
  });
  assert.equal(found.detail.verdict, 'disagrees');
  assert.equal(found.underline, 'dashed');
  await tab.move(found.box.left + 5, found.box.top + found.box.height / 2);
  await tab.eval(() => until(() => words(graph()).includes('120,000'), 'the working with the number as it stands'));
  assert.match(await tab.eval(() => words(graph())), /24\.9%/);
  assert.match(await tab.eval(() => words(graph())), /changed|revised/i, 'the reader is told that the data changed');
});

check('a fact that stands before its chart, or names none, finds it', async open => {
  const tab = await opened(open, page(`<p>${fact('value(unodc_ha, 2016)', '146,139', '')}</p>${chart({ id: 'a' })}<p>${fact('value(v, 2016)', '7', '')}</p>`));
  const found = await tab.eval(async () => { await sleep(400); return $$('nut-fact').map(underline); });
  assert.equal(found[0], 'dotted');
  assert.equal(found[1], 'none', 'the nearest chart before it has no such column');
});

check('a fact that comes later, or whose expression changes, is judged anew', async open => {
  const tab = await opened(open, page(`<p id="p"></p>${chart()}`));
  const found = await tab.eval(async html => {
    $('#p').innerHTML = html;
    await until(() => underline($('nut-fact')) === 'dotted', 'the verdict');
    $('nut-fact').setAttribute('expr', 'change(unodc_ha, 2014, 2015)');
    await until(() => underline($('nut-fact')) === 'dashed', 'the new verdict');
    return [log.errors, log.console];
  }, fact(jump, '52 percent'));
  assert.deepEqual(found, [[], []]);
});

check('fact() computes and show() lights, from a script', async open => {
  const tab = await opened(open, page(chart()));
  const before = await resting(tab);
  const found = await tab.eval(async () => {
    const computed = await graph().fact('change(unodc_ha, 2015, 2016)');
    await graph().show('change(unodc_ha, 2015, 2016)');
    await until(() => words(graph()).includes('96,085 ha in 2015'), 'the working');
    let refused;
    try { await graph().fact('value(nothing, 2016)'); } catch (e) { refused = e.message; }
    return { computed, refused };
  });
  assert.ok(Math.abs(found.computed.value - 0.5209) < 0.0001);
  assert.match(found.computed.working, /96,085 ha in 2015 → 146,139 ha in 2016/);
  assert.match(found.refused, /nothing/);
  assert.ok((await lit(tab, before)).changed);
  await tab.eval(() => graph().show(undefined));
  await tab.eval(before => until(() => print() === before, 'the picture as before'), before);
});

check('a named fact of the spec can be asked for by its name', async open => {
  const spec = { data: { url: '/data/coca-cultivation.csv' }, mark: 'line', encoding: { x: { field: 'year', type: 'temporal' }, y: { field: 'unodc_ha', type: 'quantitative' } }, usermeta: { nutgraph: { facts: { jump } } } };
  const tab = await opened(open, page(`<p>${fact('jump', '52 percent', 'for="c"')}</p><nut-graph id="c"></nut-graph><script>document.querySelector('nut-graph').spec = ${JSON.stringify(spec)}</script>`));
  assert.equal((await verdict(tab)).verdict, 'agrees');
});

check('without WebAssembly a fact is the author’s words and nothing else', async open => {
  const tab = await opened(open, page(story(), { head: '<script>delete globalThis.WebAssembly</script><script async src="/nutgraph/nutgraph.js"></script>' }));
  const found = await tab.eval(async () => { await sleep(200); return [words($('#p')), underline($('nut-fact')), log.console.length, deep($('nut-fact')).some(e => e.tabIndex >= 0)]; });
  assert.deepEqual(found, ['The United Nations recorded a 52 percent jump.', 'none', 1, false]);
});

check('a fact of two charts is computed on both, and each lights its part', async open => {
  const other = data('year,manual_ha\n2015,\n2016,17593\n2017,52571\n');
  const tab = await opened(open, page(`<p id="p">Uprooted: ${fact('share(b.manual_ha, a.unodc_ha, 2016)', '12 percent', 'for="a b"')}.</p>${chart({ id: 'a' })}${chart({ id: 'b', data: other, y: 'manual_ha', source: 'Press' })}`), {}, 2);
  const detail = await verdict(tab);
  assert.equal(detail.verdict, 'agrees');
  assert.deepEqual(detail.evidence.map(part => [part.chart, part.column]), [[1, 'manual_ha'], [0, 'unodc_ha']]);
  const pictures = () => tab.eval(() => $$('nut-graph').map(each => deep(each).find(part => part.localName === 'canvas').toDataURL()));
  const before = await pictures();
  await tab.press('Tab');
  await tab.eval(() => until(() => $$('nut-graph').every(each => words(each).includes('17,593')), 'the working under both'));
  const after = await pictures();
  assert.deepEqual(before.map((picture, i) => picture !== after[i]), [true, true], 'both charts are lit');
});

check('what is wrong in an expression is shown in it', async open => {
  const tab = await opened(open, page(chart()));
  const message = await tab.eval(() => graph().fact('value(unodc_h, 2016)').then(() => '', error => error.message));
  assert.equal(message, 'at character 7: no column is named "unodc_h"; did you mean unodc_ha?\nvalue(unodc_h, 2016)\n      ^^^^^^^');
});

check('records, ranks and trends are computed and lit, in English and Spanish', async open => {
  for (const [lang, working] of [['en', /163,289 ha in 2000/], ['es', /163\.289 ha en 2000/]]) {
    const tab = await opened(open, page(`<p>${fact('record(unodc_ha, 2016)', 'x', 'for="cultivation"')}</p>${chart({ 'as-of': '2017-12-07' })}`, { lang }));
    const before = await resting(tab);
    for (const expression of ['record(unodc_ha, 2016)', 'highest_since(unodc_ha, 2016)', 'rank(unodc_ha, 2016)', 'trend(unodc_ha)', 'gap(ondcp_ha, unodc_ha, 2016)', 'progress(unodc_ha, 50000, last)']) {
      const found = await tab.eval(async expression => (await graph().show(expression))?.working, expression);
      assert.ok(found, expression);
      assert.ok(await tab.eval(before => print() !== before, before), `${expression} lights nothing`);
    }
    assert.match(await tab.eval(async () => (await graph().fact('record(unodc_ha, 2016)')).working), working);
    await tab.close();
  }
});
