// The reader's controls: the table, the downloads, the link.

import { label, make } from './view.js';

/** @typedef {import('./types').View} View */

/** Rows that a page can bear; the rest is in the CSV. */
const most = 2000;

/** Fills the table's box from Rust. @param {View} view */
export function fillTable({ graph, outline, table }) {
  if (!graph || !outline) return;
  const { caption, columns, rows } = graph.table();
  /** @param {string} tag @param {string} scope @param {string} text @param {number} i */
  const cell = (tag, scope, text, i) => {
    const made = make(tag, text);
    if (scope) made.setAttribute('scope', scope);
    if (columns[i].numeric) made.className = 'n';
    return made;
  };
  const title = make('caption', caption);
  title.className = 'vh';
  const body = make('tbody', ...rows.slice(0, most).map(row => make('tr', ...row.map((text, i) => {
    const made = i ? cell('td', '', text ?? outline.words.noFigure, i) : cell('th', 'row', text ?? '', i);
    if (text == null) made.classList.add('na');
    return made;
  }))));
  if (rows.length > most) body.append(make('tr', make('th', `+ ${rows.length - most} … CSV`)));
  table.ariaLabel = caption;
  table.replaceChildren(make('table', title, make('thead', make('tr', ...columns.map(({ name }, i) => cell('th', 'col', name, i)))), body));
}

/** The picture alone on its paper. @param {View} view @returns {Promise<Blob>} */
export function png({ picture, theme }) {
  const canvas = document.createElement('canvas');
  const { width, height } = Object.assign(canvas, { width: picture.width, height: picture.height });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  pen.fillStyle = theme?.paper ?? '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob(blob => blob ? resolve(blob) : reject(new Error('the picture is empty'))));
}

/** @param {View & {tables: HTMLElement, download: HTMLElement, share: HTMLElement}} view */
export function equip(view) {
  const { host, table, tables, download, share, menu, controls, notes, plot, live } = view;
  tables.onclick = () => {
    const open = !!table.hidden;
    if (open) fillTable(view);
    table.hidden = !open;
    // The table has the place of the plot and of the numbered notes that belong to it.
    table.style.bottom = -(notes.offsetHeight && notes.offsetHeight + 10) + 'px';
    plot.style.visibility = notes.style.visibility = open ? 'hidden' : '';
    label(view);
  };

  /** @param {boolean} open */
  const toggle = open => {
    menu.hidden = !open;
    download.ariaExpanded = '' + open;
  };
  toggle(false);
  download.onclick = () => toggle(!!menu.hidden);
  controls.onkeydown = event => {
    if (event.key != 'Escape' || menu.hidden) return;
    toggle(false);
    download.focus();
  };
  controls.addEventListener('focusout', event => controls.contains(/** @type {Node} */ (event.relatedTarget)) || toggle(false));
  const chart = /** @type {any} */ (host);
  for (const [name, type] of [['CSV', 'text/csv'], ['PNG', 'image/png'], ['SVG', 'image/svg+xml']]) {
    const choice = make('button', name);
    choice.onclick = async () => {
      const made = /** @type {string | Blob} */ (await chart['to' + name]());
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([made], { type }));
      link.download = `${host.id || 'chart'}.${name.toLowerCase()}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
      toggle(false);
    };
    menu.append(choice);
  }

  share.onclick = async () => {
    const url = location.href.replace(/#.*|$/, host.id && '#' + host.id);
    if (navigator.share) return navigator.share({ title: view.outline?.heading, url }).catch(() => 0);
    await navigator.clipboard?.writeText(url);
    /** @type {Element} */ (share.lastElementChild).textContent = live.textContent = view.outline?.words.copied ?? url;
    setTimeout(() => label(view), 2000);
  };
}
