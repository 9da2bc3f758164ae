// What Vega itself draws from a spec, as numbers: the format of `nutgraph render --as picture`.
//
// Vega runs without a canvas and without a page. Its scenegraph is walked once: a group that has a size and a name that Vega-Lite gives
// to cells is a view of its own; other groups (facets of paths, pivots of layers) are looked into.
import * as vega from 'vega';
import * as vegaLite from 'vega-lite';

const quiet = { level: () => quiet, error: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet };

/** @param {any} spec @param {(name: string) => string} read the text of a data file by its name */
export async function drawnByVega(spec, read) {
  const program = vegaLite.compile(spec, { logger: quiet }).spec;
  const loader = vega.loader();
  loader.load = async (name) => read(name);
  const view = new vega.View(vega.parse(program), { renderer: 'none', loader, logger: vega.logger(vega.Error) });
  try {
    await view.runAsync();
    const root = view.scenegraph().root.items[0];
    return { views: viewsOf(root, 'root').filter((v) => v.marks.length || v.axes.length) };
  } finally {
    view.finalize();
  }
}

const isView = (mark, group) =>
  group.width && group.height && (mark.name === 'cell' || mark.name === 'facet' || /_group$|^child(?!.*pathgroup)|^concat(?!.*pathgroup)/.test(mark.name ?? ''));

function viewsOf(group, name) {
  const view = { name, width: group.width || 1, height: group.height || 1, marks: [], axes: [], legends: [] };
  const inner = [];
  collect(group, [0, 0], view, inner);
  return [view, ...inner.flatMap(([cell, cellName]) => viewsOf(cell, cellName))];
}

function collect(group, [left, top], view, inner) {
  for (const mark of group.items ?? []) {
    const role = mark.role ?? 'mark';
    if (role === 'axis') view.axes.push(...mark.items.map((item) => axisOf(item, view)).filter(Boolean));
    else if (role === 'legend') view.legends.push(...mark.items.map(legendOf));
    else if (mark.marktype === 'group') {
      if (/title|header|footer/.test(role)) continue;
      for (const item of mark.items) {
        if (isView(mark, item)) inner.push([item, mark.name]);
        else collect(item, [left + (item.x ?? 0), top + (item.y ?? 0)], view, inner);
      }
    } else if (role === 'mark' && mark.items.length)
      view.marks.push({ mark: mark.marktype, items: mark.items.map((item) => itemOf(mark.marktype, item, left, top, view)) });
  }
}

function itemOf(kind, item, left, top, view) {
  const across = (v) => (v + left) / view.width, down = (v) => (v + top) / view.height;
  const x = item.x ?? 0, y = item.y ?? 0, width = item.width ?? 0, height = item.height ?? 0;
  const out = { x: across(x), y: down(y) };
  if (kind === 'rect') {
    Object.assign(out, { x: across(Math.min(x, x + width)), x2: across(Math.max(x, x + width)) });
    Object.assign(out, { y: down(Math.min(y, y + height)), y2: down(Math.max(y, y + height)) });
  } else if (kind === 'area')
    Object.assign(out, item.orient === 'horizontal' ? { x2: across(x + width), y2: down(y) } : { x2: across(x), y2: down(y + height) });
  else if (kind === 'rule') Object.assign(out, { x2: across(item.x2 ?? x), y2: down(item.y2 ?? y) });
  else if (kind === 'text') out.text = [item.text ?? ''].flat().join('\n');
  else if (kind === 'symbol') Object.assign(out, { size: item.size, shape: item.shape ?? 'circle' });
  else if (kind === 'arc') {
    const side = Math.min(view.width, view.height);
    Object.assign(out, { start: item.startAngle, end: item.endAngle, inner: (item.innerRadius ?? 0) / side, outer: (item.outerRadius ?? 0) / side });
  }
  if (item.defined === false) out.defined = false;
  for (const paint of ['fill', 'stroke'])
    if (item[paint] != null && item[paint] !== 'transparent') out[paint] = typeof item[paint] === 'string' ? item[paint] : 'gradient';
  return out;
}

/** All items of the marks that play a role below a group. */
function playing(group, role) {
  return (group.items ?? []).flatMap((mark) => [
    ...(mark.role === role ? mark.items : []),
    ...(mark.items ?? []).flatMap((item) => (item.items ? playing(item, role) : [])),
  ]);
}
const words = (item) => [item.text].flat().join(' ');

function axisOf(axis, view) {
  const across = !['left', 'right'].includes(axis.orient);
  const labels = playing(axis, 'axis-label').filter((label) => label.opacity !== 0);
  const titles = playing(axis, 'axis-title');
  if (!labels.length && !titles.length) return undefined;
  const ticks = labels.map((label) => ({ label: words(label), at: across ? label.x / view.width : label.y / view.height }));
  return { channel: across ? 'x' : 'y', title: titles.map(words).join(' ') || null, ticks };
}

function legendOf(legend) {
  return { title: playing(legend, 'legend-title').map(words).join(' ') || null, labels: playing(legend, 'legend-label').map(words) };
}
