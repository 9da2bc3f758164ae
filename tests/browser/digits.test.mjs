// The same digits in the browser and on the newsroom's machine: every expression of tests/digits.json, whose results a Rust test has
// written down, through the element's own fact().

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chart, check, data, opened, page } from './harness.mjs';

const { charts, facts } = JSON.parse(readFileSync(new URL('../digits.json', import.meta.url), 'utf8'));

for (const [name, { attributes, csv }] of Object.entries(charts))
  check(`the browser's digits are the host's, to the last: ${name}`, async open => {
    const own = facts.filter(fact => fact.chart === name);
    const tab = await opened(open, page(chart({ id: name, ...attributes, data: data(csv) })));
    const found = await tab.eval(async expressions => {
      const element = graph(), results = [];
      for (const expression of expressions)
        try {
          const { value, kind, unit, bound, interval } = await element.fact(expression);
          results.push({ value, kind, unit, bound, interval });
        } catch (problem) {
          results.push({ refused: problem.code });
        }
      return results;
    }, own.map(fact => fact.expression));
    const wrong = [];
    own.forEach(({ chart: _, expression, ...expected }, i) => {
      // The lean engine says neither bound nor interval.
      const { bound = expected.bound, interval = expected.interval, ...rest } = found[i];
      const got = expected.refused ? rest : { ...rest, bound, interval };
      try {
        assert.deepEqual(got, expected);
      } catch {
        wrong.push(`${expression}\n  ${JSON.stringify(expected)}\n  ${JSON.stringify(got)}`);
      }
    });
    assert.ok(own.length > 20);
    assert.deepEqual(wrong, [], `${wrong.length} of ${own.length} differ:\n${wrong.join('\n')}`);
  });
