// What has changed in a chart's data since its story was published, told under the chart: `published="…/manifest.json"` names the record
// that `nutgraph build --record` keeps. A fact that no longer holds shows what it was at publication as well.

/** @typedef {import('../types').View} View */
/** @typedef {import('../types').Graph} Graph */
/** @typedef {{date: string, files: Record<string, string>}} Version */
/** @typedef {{page: string, published: string, charts: Record<string, Version[]>}} Story */

/**
 * What the shell has for it.
 * @typedef {object} Kit
 * @property {(form: number) => Promise<{Graph: typeof import('../types').Graph}>} engine
 * @property {(url: string, charset?: string) => Promise<string>} load
 * @property {(view: View) => Iterator<void>} place lays the chart out anew in its height
 * @property {(...charts: Iterator<void>[]) => void} together
 */

/** Changes that a reader can take in; of more, the number is told. */
const most = 12;

/** What stands beside each chart: the chart as it was published, and the notice. @type {WeakMap<View, {old?: Graph, notice?: HTMLElement}>} */
const kept = new WeakMap();

/** The story that is read: the one that the address names after `#`, else the one whose page this is, else the only one. @param {Story[]} stories @param {string} hash */
function storyOf(stories, hash) {
  const path = location.pathname.replace(/\/$/, '/index.html');
  return hash ? stories.find(({ page }) => page == hash)
    : stories.filter(({ page }) => path.endsWith('/' + page)).sort((a, b) => b.page.length - a.page.length)[0] ?? (stories[1] ? undefined : stories[0]);
}

/** Tables by their rows' names; the second row of a name is another. @param {import('../types').DrawnTable} table */
function byName({ rows }) {
  /** @type {Map<string, (string | null)[]>} */
  const found = new Map();
  for (const row of rows) {
    let name = row[0] ?? '', count = 1;
    while (found.has(name)) name = `${row[0]} (${++count})`;
    found.set(name, row);
  }
  return found;
}

/**
 * What differs between two tables, in lines that a reader understands.
 * @param {import('../types').DrawnTable} before @param {import('../types').DrawnTable} after @param {Record<string, string>} words
 */
function differences(before, after, words) {
  const [old, now] = [byName(before), byName(after)], lines = [];
  const names = after.columns.map(({ name }) => name), at = names.map(name => before.columns.findIndex(column => column.name == name));
  /** @param {(string | null)[]} row */
  const told = row => row.slice(1).map(cell => cell ?? words.noFigure).join(', ');
  for (const [name, row] of now) {
    const was = old.get(name);
    if (!was) lines.push(`${name}: ${words.added} (${told(row)})`);
    else for (let i = 1; i < row.length; i++) if (at[i] >= 0 && was[at[i]] != row[i])
      lines.push(`${name}${row.length > 2 ? ', ' + names[i] : ''}: ${was[at[i]] ?? words.noFigure} → ${row[i] ?? words.noFigure}`);
  }
  for (const [name, row] of old) if (!now.has(name)) lines.push(`${name}: ${words.removed} (${told(row)})`);
  return lines;
}

/** @param {any} text */
const plain = text => typeof text == 'string' ? text : JSON.stringify(text);

/** The notice: one line, and the changes when it is pressed. @param {View} view @param {string} said @param {string[]} lines */
function notice({ under, source, box, theme, outline }, said, lines) {
  const [line, list, ...items] = ['button', 'div', ...lines.slice(0, most).map(() => 'p')].map(tag => document.createElement(tag));
  line.textContent = said;
  line.ariaExpanded = 'false';
  Object.assign(line.style, { color: 'var(--ink)', textDecoration: 'underline dotted', textUnderlineOffset: '3px' });
  items.forEach((item, i) => item.textContent = lines[i]);
  if (lines.length > most) items.push(Object.assign(document.createElement('p'), { textContent: `+ ${lines.length - most}` }));
  list.append(...items);
  list.className = 'card';
  list.hidden = true;
  list.role = 'region';
  list.tabIndex = 0;
  list.ariaLabel = outline?.words.whatChanged ?? '';
  Object.assign(list.style, { bottom: '100%', insetInlineStart: '0', maxWidth: '100%', maxHeight: '240px', overflow: 'auto', padding: '10px 12px', fontSize: '14px', lineHeight: '20px', fontFamily: theme?.font });
  /** @param {boolean} open */
  const toggle = open => {
    list.hidden = !open;
    line.ariaExpanded = '' + open;
  };
  line.onclick = () => toggle(!!list.hidden);
  box.addEventListener('keydown', ({ key }) => {
    if (key != 'Escape' || list.hidden) return;
    toggle(false);
    line.focus();
  });
  const whole = document.createElement('div');
  whole.append(list, line);
  source.parentElement?.append(whole);
  // Above all that stands under the plot.
  under.style.zIndex = '1';
  return whole;
}

/**
 * Holds what the chart reads against what was published, and tells what has changed; asked again after each change of the data.
 * @param {View} view @param {string} record address of the manifest @param {Kit} kit
 */
export async function corrections(view, record, { engine, load, place, together }) {
  const { host, given, turn } = view, address = new URL(record, document.baseURI), state = kept.get(view) ?? {};
  kept.set(view, state);
  const take = () => {
    state.old?.free();
    state.notice?.remove();
    state.old = state.notice = view.revised = undefined;
  };
  try {
    if (!given) return;
    const { stories = [] } = JSON.parse(await load(address.href.split('#')[0]));
    const story = storyOf(stories, decodeURIComponent(address.hash.slice(1)));
    const name = ['id', 'data', 'spec'].map(name => host.getAttribute(name)).find(Boolean) ?? '', versions = story?.charts[name];
    if (!story || !versions?.[0]) throw Error(`no record of ${name} in ${address}; write it with nutgraph build --record`);
    /** @param {Version} version @returns {Promise<Record<string, string>>} */
    const read = async ({ files }) => Object.fromEntries(await Promise.all(Object.entries(files).map(async ([url, file]) => [url, await load(new URL(file, address).href)])));
    const [spec, , data] = given, now = view.full == 2 && !('' in versions[0].files) ? data.files : { '': view.full == 2 ? data.data : data ?? spec?.data?.values };
    /** @param {Record<string, string>} texts */
    const same = texts => Object.entries(texts).every(([url, text]) => text == plain(now[url]));
    const texts = await read(versions[0]);
    if (turn != view.turn) return;
    take();
    if (same(texts)) return together(place(view));
    const { Graph } = await engine(view.full == 2 ? 2 : 1), old = new Graph(document.createElement('canvas'), document.createElement('canvas'));
    if (view.full != 2) old.equip([]);
    const { words } = old.read(spec, given[1], view.full != 2 ? texts[''] : '' in texts ? { ...data, data: texts[''] } : { ...data, files: texts }, given[3]);
    let date;
    for (const version of versions.slice(1)) if (same(await read(version))) date = version.date;
    if (turn != view.turn || !view.graph) return old.free();
    const lines = differences(old.table(), view.graph.table(), words);
    if (!lines[0]) return old.free();
    state.old = old;
    const on = new Intl.DateTimeFormat(given[3], { dateStyle: 'long', timeZone: 'UTC' });
    /** @param {string} day */
    const told = day => on.format(new Date(day));
    state.notice = notice(view, words[date ? 'changedOn' : 'changed'].replace('{now}', date ? told(date) : '').replace('{then}', told(story.published)), lines);
    view.revised = expression => {
      try {
        return `${words.revised} (${words.atPublication}: ${old.fact(expression, '', '', '').result})`;
      } catch {
        // What cannot be computed on the old data has no old number.
        return words.revised;
      }
    };
    together(place(view));
    // Facts that are shown as no longer true are told anew.
    for (const fact of document.querySelectorAll('nut-fact')) fact.setAttribute('expr', fact.getAttribute('expr') ?? '');
  } catch (error) {
    console.warn(`nutgraph: ${host.id && `#${host.id}: `}${/** @type {any} */ (error).message ?? error}`);
  }
}
