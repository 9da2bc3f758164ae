// Whether two pictures are the same, and if not, the first thing that differs, in words.
//
// Marks are matched by kind and place, not by order, since what overlaps nothing may be drawn in any order; paths point by point.

/** Shares of the plotting area that two places may be apart: 3 pixels in 300. */
const NEAR = 0.01;
const PLACES = {
  rect: ['x', 'y', 'x2', 'y2'], rule: ['x', 'y', 'x2', 'y2'], area: ['x', 'y', 'x2', 'y2'], line: ['x', 'y'], trail: ['x', 'y'],
  symbol: ['x', 'y', 'size', 'shape'], text: ['x', 'y', 'text'], arc: ['x', 'y', 'start', 'end', 'inner', 'outer'], image: ['x', 'y'],
  shape: [],
};
const PATHS = ['line', 'area', 'trail'];

const far = (key, a, b) => {
  const none = (v) => v == null || Number.isNaN(v);
  if (none(a) || none(b)) return none(a) !== none(b);
  if (key === 'size') return Math.abs(a - b) > 0.01 * Math.max(Math.abs(a), Math.abs(b), 1);
  return typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) > NEAR : a !== b;
};
const paint = (colour = '') => {
  const rgb = /^rgb\((\d+), *(\d+), *(\d+)\)$/.exec(colour);
  return rgb ? `#${rgb.slice(1).map((v) => (+v).toString(16).padStart(2, '0')).join('')}` : colour.toLowerCase();
};
const alike = (kind, a, b) =>
  PLACES[kind].every((key) => !far(key, a[key], b[key])) && paint(a.fill) === paint(b.fill) && paint(a.stroke) === paint(b.stroke);

/** A rule is the same whichever end it is drawn from. */
function straightened(kind, item) {
  if (kind !== 'rule') return item;
  const [x, x2] = [item.x, item.x2].sort((a, b) => a - b), [y, y2] = [item.y, item.y2].sort((a, b) => a - b);
  return { ...item, x, x2, y, y2 };
}
const shown = (kind, item) =>
  [...PLACES[kind], 'fill', 'stroke'].filter((k) => item[k] != null).map((k) => `${k} ${typeof item[k] === 'number' ? +item[k].toFixed(4) : item[k]}`).join(', ');
const drawn = (points) => points.filter((p) => p.defined !== false && p.x != null && p.y != null && !Number.isNaN(p.x) && !Number.isNaN(p.y));

/** Each wanted item finds one of its own; says which does not. */
function unmatched(wanted, found, same) {
  const left = [...found];
  return wanted.find((item) => {
    const at = left.findIndex((other) => same(item, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function pathDifference(kind, wanted, found) {
  if (wanted.length !== found.length) return `has ${found.length} points, Vega's has ${wanted.length}`;
  const at = wanted.findIndex((point, i) => !alike(kind, point, found[i]));
  return at < 0 ? undefined : `has ${shown(kind, found[at])} as point ${at}, Vega's has ${shown(kind, wanted[at])}`;
}

function markDifference(wanted, found) {
  for (const kind of new Set([...wanted, ...found].map((mark) => mark.mark))) {
    const of = (marks) => marks.filter((mark) => mark.mark === kind && mark.items.length);
    if (PATHS.includes(kind)) {
      const paths = (marks) => of(marks).map((mark) => drawn(mark.items));
      const [w, f] = [paths(wanted), paths(found)];
      if (w.length !== f.length) return `${f.length} ${kind}s, Vega draws ${w.length}`;
      const lost = unmatched(w, f, (a, b) => !pathDifference(kind, a, b));
      if (lost) return `a ${kind} ${pathDifference(kind, lost, f[w.indexOf(lost)])}`;
      continue;
    }
    const items = (marks) => of(marks).flatMap((mark) => mark.items).map((item) => straightened(kind, item));
    const [w, f] = [items(wanted), items(found)];
    if (w.length !== f.length) return `${f.length} ${kind}s, Vega draws ${w.length}`;
    const lost = unmatched(w, f, (a, b) => alike(kind, a, b));
    if (lost) return `no ${kind} at ${shown(kind, lost)}; the one in its turn is at ${shown(kind, f[w.indexOf(lost)])}`;
  }
  return undefined;
}

function axisDifference(channel, wanted, found) {
  const of = (axes) => axes.filter((axis) => axis.channel === channel);
  const [w, f] = [of(wanted), of(found)];
  if (w.length !== f.length) return `${f.length} ${channel} axes, Vega draws ${w.length}`;
  for (const [i, axis] of w.entries()) {
    if ((axis.title ?? '') !== (f[i].title ?? '')) return `the ${channel} axis is titled "${f[i].title}", Vega's "${axis.title}"`;
    const labels = (a) => a.ticks.map((tick) => tick.label).join(' | ');
    if (labels(axis) !== labels(f[i])) return `the ${channel} axis says ${labels(f[i])}, Vega's ${labels(axis)}`;
    const at = axis.ticks.findIndex((tick, n) => far('at', tick.at, f[i].ticks[n].at));
    if (at >= 0) return `"${axis.ticks[at].label}" stands at ${f[i].ticks[at].at} of the ${channel} axis, Vega's at ${axis.ticks[at].at}`;
  }
  return undefined;
}

/** The first difference between Vega's picture and ours; undefined where there is none. */
export function difference(vegas, ours) {
  if (vegas.views.length !== ours.views.length) return `${ours.views.length} views, Vega draws ${vegas.views.length}`;
  for (const [i, wanted] of vegas.views.entries()) {
    const found = ours.views[i], where = vegas.views.length > 1 ? `view ${i} (${wanted.name}): ` : '';
    const size = ['width', 'height'].find((side) => Math.abs(wanted[side] - found[side]) > 0.5);
    const legends = (view) => view.legends.map((legend) => `${legend.title ?? ''}: ${legend.labels.join(' | ')}`).join('; ');
    const why =
      (size && `${size} ${found[size]}, Vega's is ${wanted[size]}`) ??
      markDifference(wanted.marks, found.marks) ??
      axisDifference('x', wanted.axes, found.axes) ??
      axisDifference('y', wanted.axes, found.axes) ??
      (legends(wanted) === legends(found) ? undefined : `legends say ${legends(found)}, Vega's ${legends(wanted)}`);
    if (why) return where + why;
  }
  return undefined;
}
