// What the reader's controls do: the table, the downloads, the link, the sound. Loaded when the first of them is used, or the page asks for
// what can be downloaded.

/** @typedef {import('../types').View} View */

/** Rows that a page can bear; the rest is in the CSV. */
const most = 2000;

/**
 * @param {string} tag @param {string} className @param {...(string | Node)} children
 */
function make(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/**
 * What each control of a chart does, by its name.
 * @param {View} view
 * @param {object} kit what the shell has for it
 * @param {(view: View) => Promise<import('../types').Graph>} kit.whole
 * @param {(view: View) => void} kit.label
 * @param {(element: Element, where: string, error: unknown) => void} kit.report
 * @param {() => Promise<typeof import('./sound.js')>} kit.sound
 * @param {(view: View) => import('../types').Theme} kit.themeOf
 */
export function equip(view, { whole, label, report, sound, themeOf }) {
  const { box, table, menu, controls, notes, live } = view;
  const [, save, pass] = /** @type {any} */ (controls.children);
  const host = /** @type {any} */ (view.host);

  /** The table's cells, from Rust. */
  const fill = () => {
    const { graph, outline } = view;
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
  };

  /** @param {boolean} open */
  const toggle = open => {
    menu.hidden = !open;
    save.ariaExpanded = open;
  };
  controls.onkeydown = ({ key }) => {
    if (key != 'Escape' || menu.hidden) return;
    toggle(false);
    save.focus();
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

  return {
    fill,
    csv: async () => (await whole(view)).csv(),
    async svg() {
      const graph = await whole(view);
      return graph.svg(view.width, view.high, themeOf(view));
    },
    async png() {
      const graph = await whole(view), canvas = document.createElement('canvas'), theme = themeOf(view);
      graph.print(canvas, view.width, view.high, Math.max(2, theme.ratio), theme);
      return new Promise(resolve => canvas.toBlob(resolve));
    },
    table() {
      fill();
      box.classList.toggle('open');
      // The table has the place of the plot and of the numbered notes that belong to it.
      table.style.bottom = -(notes.offsetHeight && notes.offsetHeight + 10) + 'px';
      label(view);
    },
    download: () => toggle(!!menu.hidden),
    async share() {
      const url = location.href.replace(/#.*|$/, '#' + host.id), title = view.outline?.heading;
      if (navigator.share) return navigator.share({ title, url }).catch(() => 0);
      await navigator.clipboard?.writeText(url);
      pass.lastChild.textContent = live.textContent = view.outline?.words.copied ?? '';
      setTimeout(() => label(view), 2000);
    },
    /** Plays the chart as sound, or stops it. */
    async listen() {
      if (view.stop) return view.stop();
      const done = () => {
        view.stop = undefined;
        label(view);
      }, coming = view.stop = () => done();
      label(view);
      try {
        const graph = await whole(view), { play } = await sound();
        if (view.stop == coming) view.stop = play(graph.heard(), words => view.live.textContent = words, (series, index) => view.tell?.(graph.point(series, index)), done);
      } catch (error) {
        done();
        report(host, '', error);
      }
    },
  };
}
