// A chart to listen to: each series from left to right, its high figures high, silence where none is known, and its landmarks told.

/** @typedef {import('../types').Heard} Heard */

/** Lowest and highest tone, in hertz; two octaves are told apart on the smallest loudspeaker. */
const LOW = 220, HIGH = 880;

/**
 * Plays series one after the other. Gives what stops it.
 * @param {Heard[]} series
 * @param {(words: string) => void} say tells a landmark
 * @param {(series: number, index: number) => void} at is where the sound is
 * @param {() => void} done
 */
export function play(series, say, at, done) {
  const context = new AudioContext(), tone = context.createOscillator(), loud = context.createGain(), side = context.createStereoPanner();
  const values = series.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  const low = Math.min(...values), span = Math.max(...values) - low || 1;
  /** @param {number} value */
  const pitch = value => LOW * (HIGH / LOW) ** ((value - low) / span);
  /** @type {number[]} */
  const timers = [];
  /** @param {number} seconds @param {() => void} what */
  const after = (seconds, what) => void timers.push(setTimeout(what, seconds * 1000));

  tone.type = 'triangle';
  tone.connect(loud).connect(side).connect(context.destination);
  loud.gain.value = 0;
  let time = 0.1;
  series.forEach(({ name, points, series: number }) => {
    const known = points.filter(point => point.value != null), step = Math.min(0.3, 6 / points.length);
    if (!known.length) return;
    if (series.length > 1) {
      after(time, () => say(name));
      time += 1.4;
    }
    const by = (/** @type {number} */ sign) => known.reduce((best, point) => sign * (/** @type {number} */ (point.value) - /** @type {number} */ (best.value)) > 0 ? point : best);
    const landmarks = new Set([known[0], by(1), by(-1), known[known.length - 1]]);
    points.forEach((point, index) => {
      const begin = time + index * step, { value } = point;
      loud.gain.setTargetAtTime(value == null ? 0 : 0.2, begin, 0.012);
      if (value != null) tone.frequency.setTargetAtTime(pitch(value), begin, step / 5);
      side.pan.setTargetAtTime(points.length > 1 ? 1.6 * index / (points.length - 1) - 0.8 : 0, begin, 0.02);
      // A cursor that moves faster than this only flickers.
      if (index % Math.ceil(0.08 / step) == 0) after(begin, () => at(number, point.index));
      if (landmarks.has(point)) after(begin, () => say(`${point.words}, ${point.key}`));
    });
    time += points.length * step;
    loud.gain.setTargetAtTime(0, time, 0.03);
    time += 0.5;
  });
  const stop = () => {
    timers.forEach(clearTimeout);
    loud.gain.cancelScheduledValues(0);
    loud.gain.setTargetAtTime(0, context.currentTime, 0.02);
    setTimeout(() => context.close(), 200);
    done();
  };
  tone.start();
  after(time, stop);
  return stop;
}
