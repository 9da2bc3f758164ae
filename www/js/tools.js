// The reader's controls: the table, the downloads, the link.

import { make } from './dom.js';
import { beside } from './engine.js';
import { whole } from './graph.js';
import { report } from './problem.js';
import { label } from './view.js';

/** @typedef {import('./types').View} View */

/** Rows that a page can bear; the rest is in the CSV. */
const most = 2000;

/** Fills the table's box from Rust. @param {View} view */
export function fillTable({ graph, outline, table }) {
  if (!graph || !outline) return;
  const { caption, columns, rows } = graph.table();
  /** @param {(string | null)[]} cells @param {string} [scope] */
  const line = (cells, scope) => make('tr', '', ...cells.map((text, i) => {
    const head = scope ?? (i ? '' : 'row');
    const cell = make(head ? 'th' : 'td', (columns[i].numeric ? 'n' : '') + (text == null ? ' na' : ''), text ?? outline.words.noFigure);
    if (head) cell.setAttribute('scope', head);
    return cell;
  }));
  const body = make('tbody', '', ...rows.slice(0, most).map(cells => line(cells)));
  if (rows.length > most) body.append(make('tr', '', make('th', '', `+ ${rows.length - most}`)));
  table.ariaLabel = caption;
  table.replaceChildren(make('table', '', make('caption', 'vh', caption), make('thead', '', line(columns.map(({ name }) => name), 'col')), body));
}

/** Plays the chart as sound, or stops it. @param {View} view */
export async function listenTo(view) {
  if (view.stop) return view.stop();
  const done = () => {
    view.stop = undefined;
    label(view);
  }, coming = view.stop = () => done();
  label(view);
  try {
    const graph = await whole(view);
    /** @type {typeof import('./later/sound.js')} */
    const { play } = await import(beside('__NUTGRAPH_LATER_SOUND__'));
    if (view.stop == coming) view.stop = play(graph.heard(), words => view.live.textContent = words, (series, index) => view.tell?.(graph.point(series, index)), done);
  } catch (error) {
    done();
    report(view.host, '', error);
  }
}

/** @param {View} view */
export function equip(view) {
  const { box, table, menu, controls, notes, live } = view;
  const [tables, download, share, listen] = /** @type {any} */ (controls.children);
  const host = /** @type {any} */ (view.host);
  tables.onclick = () => {
    fillTable(view);
    box.classList.toggle('open');
    // The table has the place of the plot and of the numbered notes that belong to it.
    table.style.bottom = -(notes.offsetHeight && notes.offsetHeight + 10) + 'px';
    label(view);
  };

  /** @param {boolean} open */
  const toggle = open => {
    menu.hidden = !open;
    download.ariaExpanded = open;
  };
  toggle(false);
  download.onclick = () => toggle(!!menu.hidden);
  controls.onkeydown = ({ key }) => {
    if (key != 'Escape' || menu.hidden) return;
    toggle(false);
    download.focus();
  };
  controls.addEventListener('focusout', event => controls.contains(/** @type {Node} */ (event.relatedTarget)) || toggle(false));
  for (const [name, type] of [['CSV', 'text/csv'], ['PNG', 'image/png'], ['SVG', 'image/svg+xml']]) {
    const choice = make('button', '', name);
    choice.onclick = async () => {
      const link = document.createElement('a'), made = await host['to' + name]().catch((/** @type {unknown} */ error) => void report(host, '', error));
      if (!made) return;
      link.href = URL.createObjectURL(new Blob([made], { type }));
      link.download = `${host.id || 'chart'}.${name.toLowerCase()}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
      toggle(false);
    };
    menu.append(choice);
  }

  listen.onclick = () => listenTo(view);

  share.onclick = async () => {
    const url = location.href.replace(/#.*|$/, '#' + host.id), title = view.outline?.heading;
    if (navigator.share) return navigator.share({ title, url }).catch(() => 0);
    await navigator.clipboard?.writeText(url);
    share.lastChild.textContent = live.textContent = view.outline?.words.copied ?? '';
    setTimeout(() => label(view), 2000);
  };
}
