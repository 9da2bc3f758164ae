// Small tables that the specs share: made up, with the corners that charts trip over (missing cells, zeros, negative numbers, ties).

/** Harvests: two crops in four provinces over three years; one cell is missing, one is zero. */
export const harvests = { values: [
  { province: 'Norte', crop: 'maize', year: 2020, tons: 28, hectares: 12, date: '2020-03-14' },
  { province: 'Norte', crop: 'maize', year: 2021, tons: 55, hectares: 15, date: '2021-03-02' },
  { province: 'Norte', crop: 'beans', year: 2020, tons: 43, hectares: 31, date: '2020-07-21' },
  { province: 'Norte', crop: 'beans', year: 2022, tons: 91, hectares: 40, date: '2022-07-19' },
  { province: 'Sur', crop: 'maize', year: 2020, tons: 81, hectares: 22, date: '2020-04-01' },
  { province: 'Sur', crop: 'maize', year: 2022, tons: 53, hectares: 9, date: '2022-04-05' },
  { province: 'Sur', crop: 'beans', year: 2021, tons: 19, hectares: 8, date: '2021-08-30' },
  { province: 'Este', crop: 'maize', year: 2021, tons: 87, hectares: 28, date: '2021-05-11' },
  { province: 'Este', crop: 'beans', year: 2020, tons: 0, hectares: 5, date: '2020-09-09' },
  { province: 'Este', crop: 'beans', year: 2022, tons: null, hectares: 17, date: '2022-09-12' },
  { province: 'Oeste', crop: 'maize', year: 2020, tons: 52, hectares: 19, date: '2020-11-30' },
  { province: 'Oeste', crop: 'beans', year: 2022, tons: 48, hectares: 25, date: '2022-12-24' },
] };

/** Balances: above and below zero. */
export const balances = { values: [
  { month: 'Jan', item: 'fuel', amount: 12 }, { month: 'Jan', item: 'food', amount: -5 }, { month: 'Feb', item: 'fuel', amount: -9 },
  { month: 'Feb', item: 'food', amount: 4 }, { month: 'Mar', item: 'fuel', amount: 7.5 }, { month: 'Mar', item: 'food', amount: 7.5 },
  { month: 'Apr', item: 'fuel', amount: 0 }, { month: 'Apr', item: 'food', amount: -2.25 },
] };

/** Spans: a start, an end and an estimate with its bounds. */
export const spans = { values: [
  { task: 'survey', from: 1, to: 3, low: 10, mid: 14, high: 21 }, { task: 'tender', from: 3, to: 8, low: 5, mid: 9, high: 11 },
  { task: 'works', from: 7, to: 12, low: 22, mid: 25, high: 33 }, { task: 'review', from: 12, to: 13, low: 1, mid: 2, high: 8 },
] };

/** Sizes over many orders of magnitude. */
export const magnitudes = { values: [
  { name: 'hamlet', people: 40, area: 0.3 }, { name: 'village', people: 900, area: 2 }, { name: 'town', people: 21000, area: 14 },
  { name: 'city', people: 480000, area: 160 }, { name: 'capital', people: 7400000, area: 1600 },
] };

/** A number that falls and rises, one a fortnight, through a new year. */
export const levels = { values: [
  ['2021-11-01', 7], ['2021-11-15', 9], ['2021-12-01', 6], ['2021-12-15', 4], ['2022-01-01', 5], ['2022-01-15', 8], ['2022-02-01', 12],
  ['2022-02-15', 11], ['2022-03-01', 10], ['2022-03-15', 14], ['2022-04-01', 13], ['2022-04-15', 15],
].map(([day, metres], i) => ({ day, metres, gauge: i % 3 ? 'upper' : 'lower', speed: (i * 37) % 20 })) };

/** Points with a trend and a group. */
export const trend = { values: Array.from({ length: 24 }, (_, i) => ({ x: i / 2 + 1, y: 3 + i * 1.5 + ((i * 53) % 11), group: i % 2 ? 'odd' : 'even' })) };

/** Places on the globe. */
export const places = { values: [
  { name: 'Bogotá', lon: -74.1, lat: 4.6, people: 7.4 }, { name: 'Lima', lon: -77, lat: -12, people: 10 },
  { name: 'Quito', lon: -78.5, lat: -0.2, people: 1.8 }, { name: 'Caracas', lon: -66.9, lat: 10.5, people: 2.9 },
] };

/** Two regions as GeoJSON. */
export const regions = { values: [
  { type: 'Feature', properties: { name: 'west' }, geometry: { type: 'Polygon', coordinates: [[[-10, 0], [-10, 10], [0, 10], [0, 0], [-10, 0]]] }, votes: 3 },
  { type: 'Feature', properties: { name: 'east' }, geometry: { type: 'Polygon', coordinates: [[[0, 0], [0, 10], [12, 8], [10, 0], [0, 0]]] }, votes: 8 },
] };

/** `field:T` or `op(field):T` with T one of Q, N, O, T, as an encoding writes it; more members go over it. */
export function f(shorthand, more = {}) {
  const kinds = { Q: 'quantitative', N: 'nominal', O: 'ordinal', T: 'temporal' };
  const [, op, , field, kind] = /^(?:(\w+)\()?((\w+)?)\)?:([QNOT])$/.exec(shorthand) ?? [];
  return { ...(op && { aggregate: op }), ...(field && { field }), type: kinds[kind], ...more };
}
