// Figures that come in while the page is read, as on an election night: asked for again and again, told once when they have changed. What has
// changed since the story was published is another module's, which is loaded where the chart names the record of that.

/** @typedef {import('../types').View} View */

/**
 * What the shell has for it.
 * @typedef {object} Kit
 * @property {(form: number) => Promise<{Graph: typeof import('../types').Graph}>} engine
 * @property {(view: View, cache: RequestCache) => Promise<{spec: any, data: any}>} gather
 * @property {(view: View) => void} refresh
 * @property {(name: string) => string} beside
 */

/** What charts of the full grammar were last drawn from; others keep it themselves. @type {WeakMap<View, string>} */
const seen = new WeakMap();

/** Asks once more for what the chart is drawn from; true when it has changed and is drawn anew. @param {View} view @param {Kit} kit */
async function renew(view, { engine, gather, refresh }) {
  const { given, host } = view, { spec, data } = await gather(view, 'no-cache'), now = JSON.stringify([spec, data]);
  if (!given) return false;
  if (view.full == 2) {
    const before = seen.get(view);
    seen.set(view, now);
    if (now == (before ?? now)) return false;
  } else {
    if (now == JSON.stringify([given[0], given[2]])) return false;
    // What cannot be read does not take the place of what stands.
    const { Graph } = await engine(1), trial = new Graph(document.createElement('canvas'), document.createElement('canvas'));
    trial.equip([]);
    trial.read(spec, given[1], data, given[3]);
    trial.free();
  }
  view.got = { spec, data };
  refresh(view);
  await /** @type {any} */ (host).ready;
  return true;
}

/**
 * Asks every so many seconds while the page is looked at and the chart stands on it; ends what was begun for the same chart before.
 * @param {View} view @param {number} seconds @param {Kit} kit
 */
function ask(view, seconds, kit) {
  const { host, stamp } = view;
  clearTimeout(view.timer);
  const clock = new Intl.DateTimeFormat(view.given?.[3], { hour: 'numeric', minute: '2-digit' });
  const told = () => {
    const now = new Date();
    stamp.replaceChildren(`${view.outline?.words.updated ?? ''} `, Object.assign(document.createElement('time'), { dateTime: now.toISOString(), textContent: clock.format(now) }));
  };
  const next = () => {
    view.timer = setTimeout(again, Math.max(1, seconds) * 1000);
  };
  const again = async () => {
    if (!host.isConnected) return;
    if (document.hidden) return document.addEventListener('visibilitychange', again, { once: true });
    try {
      if (await renew(view, kit)) {
        told();
        view.live.textContent = `${view.outline?.heading}: ${stamp.textContent}`;
      }
    } catch (error) {
      // What stands is the newest that is known; the next time may do better.
      console.warn(`nutgraph: ${host.id && `#${host.id}: `}${/** @type {any} */ (error).message ?? error}`);
    }
    next();
  };
  told();
  next();
}

/**
 * What a chart wants once it is drawn: to be asked for again, to be held against what was published.
 * @param {View} view @param {Kit & import('./corrections.js').Kit} kit
 */
export function live(view, { beside, ...kit }) {
  const { host } = view, seconds = +(host.getAttribute('refresh') ?? 0), record = host.getAttribute('published');
  if (record) import(beside('__NUTGRAPH_LATER_CORRECTIONS__')).then(({ corrections }) => corrections(view, record, kit));
  if (seconds && !view.timer) ask(view, seconds, { beside, ...kit });
}
