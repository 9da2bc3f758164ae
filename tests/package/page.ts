// What a site's own code does with the elements: compiled against the package's types, never run.

import { NutGraph, ready, version, type Data, type Problem } from 'nutgraph';

const chart = document.querySelector('nut-graph') ?? document.createElement('nut-graph');
chart.data = 'year,ha\n2015,96085\n2016,146139\n';
chart.data = [{ year: 2015, ha: 96085 }, { year: 2016, ha: 146139 }];
chart.data = { year: Float64Array.of(2015, 2016), ha: [96085, 146139] } satisfies Data;
chart.spec = { mark: 'line', encoding: { x: { field: 'year' }, y: { field: 'ha' } } };

chart.addEventListener('nut-ready', event => console.log(event.detail.rows.toFixed(), event.detail.problems[0]?.remedy));
chart.addEventListener('click', event => console.log(event.clientX));
document.addEventListener('nut-fact', event => {
  const { verdict, expression, working, evidence } = event.detail;
  if (verdict === 'disagrees') console.warn(expression, working, evidence?.[0].lines);
});
window.addEventListener('nut-point', ({ detail }) => console.log(detail.x, detail.values.ha?.toFixed()));
window.onerror = () => version.length;

const fact = document.querySelector('nut-fact');
fact?.addEventListener('nut-error', ({ detail }: CustomEvent<Problem>) => console.log(detail.code));

export async function told(): Promise<string> {
  await ready;
  await chart.ready.catch((problem: Problem) => console.error(problem.message));
  const { shown } = await chart.fact('change(ha, 2015, 2016)', '52 percent');
  await chart.show();
  const link = URL.createObjectURL(await chart.toPNG());
  return [shown, link, await chart.toSVG(), await chart.toCSV(), chart.table.columns[0].name, chart.summary ?? '', Nutgraph.version, chart instanceof NutGraph].join();
}
