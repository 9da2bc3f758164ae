// Figures that come in while the page is read, as on an election night: asked for again and again, told once when they have changed.

/** @typedef {import('../types').View} View */

/**
 * Asks every so many seconds while the page is looked at and the chart stands on it; ends what was begun for the same chart before.
 * @param {View} view @param {number} seconds
 * @param {() => Promise<boolean>} again asks once; true when the chart was drawn anew
 */
export function live(view, seconds, again) {
  const { host, stamp } = view;
  clearTimeout(view.timer);
  const clock = new Intl.DateTimeFormat(view.given?.[3], { hour: 'numeric', minute: '2-digit' });
  const told = () => {
    const now = new Date();
    stamp.replaceChildren(`${view.outline?.words.updated ?? ''} `, Object.assign(document.createElement('time'), { dateTime: now.toISOString(), textContent: clock.format(now) }));
  };
  const next = () => {
    view.timer = setTimeout(ask, Math.max(1, seconds) * 1000);
  };
  const ask = async () => {
    if (!host.isConnected) return;
    if (document.hidden) return document.addEventListener('visibilitychange', ask, { once: true });
    try {
      if (await again()) {
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
