// Selections that hold something: what a reader comes to by pointing is the same as what a spec gives as `value`, and that Vega draws too.
import { f, balances, harvests, levels, trend } from '../data.mjs';

const grey = { condition: { param: 'chosen', value: 'firebrick' }, value: 'lightgrey' };
const points = (params, more = {}) => ({ data: trend, params, mark: 'point', encoding: { x: f('x:Q'), y: f('y:Q'), color: grey, ...more } });
const chosen = (select, value, more = {}) => ({ name: 'chosen', select, value, ...more });

export default {
  'a range on both axes': points([chosen('interval', { x: [3, 8], y: [10, 30] })]),
  'a range on one axis': points([chosen({ type: 'interval', encodings: ['x'] }, { x: [3, 8] })]),
  'a range the wrong way round': points([chosen({ type: 'interval', encodings: ['y'] }, { y: [30, 10] })]),
  'an empty selection holds all': points([{ name: 'chosen', select: 'interval' }]),
  'an empty selection that is said to hold none': points([{ name: 'chosen', select: 'interval' }], { color: { condition: { param: 'chosen', empty: false, value: 'firebrick' }, value: 'lightgrey' } }),
  'things of a scale of bands': { data: harvests, params: [chosen({ type: 'point', encodings: ['x'] }, [{ x: 'Norte' }, { x: 'Sur' }])], mark: 'bar', encoding: { x: f('province:N'), y: f('sum(tons):Q'), color: grey } },
  'a point by a field': points([chosen({ type: 'point', fields: ['group'] }, [{ group: 'odd' }])]),
  'a point by a primitive of a channel': points([chosen({ type: 'point', encodings: ['color'] }, [{ color: 'odd' }])], { color: f('group:N'), opacity: { condition: { param: 'chosen', value: 1 }, value: 0.2 } }),
  'several points of several fields': { data: harvests, params: [chosen({ type: 'point', fields: ['province', 'crop'] }, [{ province: 'Norte', crop: 'maize' }, { province: 'Este', crop: 'beans' }])],
    mark: 'circle', encoding: { x: f('province:N'), y: f('tons:Q'), color: grey } },
  'a legend that chooses': { data: trend, params: [chosen({ type: 'point', fields: ['group'] }, [{ group: 'even' }], { bind: 'legend' })], mark: 'line', encoding: { x: f('x:Q'), y: f('y:Q'), color: f('group:N'), opacity: { condition: { param: 'chosen', value: 1 }, value: 0.2 } } },
  'domains that are bound': points([{ name: 'view', select: 'interval', bind: 'scales', value: { x: [2, 6], y: [5, 20] } }], { color: f('group:N') }),
  'an overview and its detail': { data: levels, vconcat: [
    { height: 60, params: [{ name: 'brush', select: { type: 'interval', encodings: ['x'] }, value: { x: [{ year: 2021, month: 12, date: 1 }, { year: 2022, month: 2, date: 1 }] } }], mark: 'area', encoding: { x: f('day:T'), y: f('metres:Q') } },
    { mark: 'line', encoding: { x: f('day:T', { scale: { domain: { param: 'brush' } } }), y: f('metres:Q') } }] },
  'rows that are filtered by a selection': { data: trend, hconcat: [
    { params: [chosen({ type: 'interval', encodings: ['x'] }, { x: [4, 9] })], mark: 'point', encoding: { x: f('x:Q'), y: f('y:Q') } },
    { transform: [{ filter: { param: 'chosen' } }], mark: 'bar', encoding: { x: f('group:N'), y: f('count():Q') } }] },
  'rows that are filtered by not being selected': { data: trend, hconcat: [
    { params: [chosen({ type: 'interval', encodings: ['x'] }, { x: [4, 9] })], mark: 'point', encoding: { x: f('x:Q'), y: f('y:Q') } },
    { transform: [{ filter: { not: { param: 'chosen' } } }], mark: 'bar', encoding: { x: f('group:N'), y: f('mean(y):Q') } }] },
  'a condition of a selection and another': { data: trend, params: [chosen({ type: 'interval', encodings: ['x'] }, { x: [4, 9] }), { name: 'least', value: 20 }],
    mark: 'point', encoding: { x: f('x:Q'), y: f('y:Q'), color: { condition: { test: { and: [{ param: 'chosen' }, 'datum.y > least'] }, value: 'firebrick' }, value: 'lightgrey' } } },
  'expressions that ask what is selected': { data: trend,
    layer: [{ params: [chosen({ type: 'interval', encodings: ['x'] }, { x: [4, 9] })], mark: 'point', encoding: { x: f('x:Q'), y: f('y:Q') } }, { transform: [{ calculate: 'chosen.x ? datum.y - chosen.x[0] : datum.y', as: 'less' }], mark: { type: 'tick' }, encoding: { x: f('x:Q'), y: f('less:Q') } }] },
  'a variable in a mark, a filter and a calculation': { data: balances, params: [{ name: 'wide', value: 7, bind: { input: 'range', min: 1, max: 20 } }, { name: 'twice', expr: 'wide * 2' }],
    transform: [{ filter: 'abs(datum.amount) < twice' }, { calculate: 'datum.amount * wide', as: 'more' }], mark: { type: 'bar', size: { expr: 'wide' } }, encoding: { x: f('month:N'), y: f('sum(more):Q') } },
  'one selection in several views': { data: trend, repeat: ['x', 'y'], spec: { params: [chosen({ type: 'point', fields: ['group'] }, [{ group: 'odd' }])], mark: 'point', encoding: { x: f('x:Q', { field: { repeat: 'repeat' } }), y: f('y:Q'), color: grey } } },
  'a selection in a facet': { data: trend, facet: { row: f('group:N') }, spec: { height: 80, params: [chosen({ type: 'point', fields: ['x'] }, [{ x: 4 }, { x: 9 }])], mark: 'point', encoding: { x: f('x:Q'), y: f('y:Q'), color: grey } } },
  'a selection of months': { data: levels, hconcat: [
    { params: [chosen({ type: 'interval', encodings: ['x'] }, { x: [{ year: 2021, month: 12 }, { year: 2022, month: 2 }] })], mark: 'bar', encoding: { x: f('day:T', { timeUnit: 'yearmonth' }), y: f('mean(metres):Q') } },
    { transform: [{ filter: { param: 'chosen' } }], mark: 'point', encoding: { x: f('speed:Q'), y: f('metres:Q') } }] },
  'what is selected is counted over all': { data: trend, layer: [
    { params: [chosen({ type: 'interval', encodings: ['x'] }, { x: [4, 9] })], mark: 'bar', encoding: { x: { bin: true, field: 'x', type: 'quantitative' }, y: f('count():Q'), color: { value: 'lightgrey' } } },
    { transform: [{ filter: { param: 'chosen' } }], mark: 'bar', encoding: { x: { bin: true, field: 'x', type: 'quantitative' }, y: f('count():Q') } }] },
};
