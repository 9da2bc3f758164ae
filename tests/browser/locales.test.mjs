// The same signs in the browser and on the newsroom's machine: every number and date of tests/locales.json, which a Rust test has written
// down by ICU4X, through facts of the widget where a fact writes such a one, else through the formatter of Intl that the widget makes.
//
// Both read CLDR: Chromium that of its own ICU, the machine the version that its crate was made from. Where the two versions differ, the
// difference is named here; an exception that nothing needs any more fails.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chart, check, data, opened, page } from './harness.mjs';

const { charts, facts, dates, numbers } = JSON.parse(readFileSync(new URL('../locales.json', import.meta.url), 'utf8'));

/** Texts of this machine that Chromium writes otherwise: what stands in them, and what in the browser's in its place, by locale. */
const versions = {
  // CLDR 49, which the machine has, against Chromium's 48.
  'en-IN': [[' AM', ' am'], [' PM', ' pm']],
  'en-ZA': [['01 March', '1 March']],
  'fr-CH': [["'", '\u202f']],
  hi: [[', 201', ' 201']],
  // The same CLDR: short dates of Portugal are digits, where ICU4X prefers the month's name.
  'pt-PT': [['24 de abr.', '24/04'], ['1 de out.', '1/10'], ['29 de fev.', '29/02'], ['abr. de ', '04/'], ['out. de ', '10/'], ['fev. de ', '02/']],
};

/** @param {string} locale @param {string} text */
const met = (locale, text) => (versions[locale] ?? []).reduce((text, [own, other]) => {
  if (text.includes(own)) used.add(locale + own);
  return text.replaceAll(own, other);
}, text);

/** Exceptions that something needed. */
const used = new Set();

for (const { name, x, csv } of charts)
  check(`the browser writes numbers and dates as the host does: ${name}`, async open => {
    const locales = [...new Set(facts.map(fact => fact.locale))];
    const y = csv.split('\n')[0].split(',').slice(1).join(' '), source = data(csv);
    const tab = await opened(open, page(locales.map(locale => chart({ id: locale, locale, x, y, data: source })).join('')));
    const own = facts.filter(fact => fact.chart === name);
    const found = await tab.eval(async asked => {
      const results = [];
      for (const { locale, expression } of asked) {
        const element = document.getElementById(locale);
        await element.ready;
        const { shown, working } = await element.fact(expression);
        results.push({ shown, working });
      }
      return results;
    }, own);
    const wrong = [];
    own.forEach(({ locale, expression, shown, working }, i) => {
      for (const [part, text] of Object.entries({ shown, working }))
        if (met(locale, text) !== found[i][part]) wrong.push(`${locale} ${expression}: ${JSON.stringify(text)}, in the browser ${JSON.stringify(found[i][part])}`);
    });
    assert.ok(own.length >= 2 * locales.length);
    assert.deepEqual(wrong, [], `${wrong.length} of ${own.length} differ:\n${wrong.join('\n')}`);
  }, { timeout: 90000 });

check('Intl writes the numbers and the short dates that no fact shows as the host does', async open => {
  const tab = await open(page(''));
  const found = await tab.eval((dates, numbers) => {
    const parts = { ShortMonth: { month: 'short' }, ShortMonthYear: { month: 'short', year: 'numeric' }, DayMonth: { month: 'short', day: 'numeric' } };
    return [
      ...dates.map(({ locale, style, ms }) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...parts[style] }).format(ms)),
      ...numbers.map(({ locale, value, decimals, percent, signed }) => new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals, maximumFractionDigits: decimals, style: percent ? 'percent' : 'decimal', signDisplay: signed ? 'exceptZero' : 'auto',
      }).format(value)),
    ].map(text => text.replaceAll('-', '\u2212'));
  }, dates, numbers);
  const wrong = [...dates, ...numbers].flatMap(({ text, ...asked }, i) =>
    met(asked.locale, text) === found[i] ? [] : [`${JSON.stringify(asked)}: ${JSON.stringify(text)}, in the browser ${JSON.stringify(found[i])}`]);
  assert.ok(found.length > 500);
  assert.deepEqual(wrong, [], `${wrong.length} of ${found.length} differ:\n${wrong.join('\n')}`);
});

check('the exceptions between host and browser are all needed', async () => {
  const all = Object.entries(versions).flatMap(([locale, pairs]) => pairs.map(([own]) => locale + own));
  assert.deepEqual(all.filter(one => !used.has(one)), []);
});
