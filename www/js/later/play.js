// Selections and bound inputs of a chart of the full grammar: what a reader does goes to the engine, which draws the picture anew once a
// frame; inputs are the page's own, under the chart. Loaded where a spec has params.

/** @typedef {import('../types').View} View */
/** @typedef {import('../types').Input} Input */
/** @typedef {import('../types').Outcome} Outcome */

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
#inputs{display:flex;flex-wrap:wrap;gap:4px 24px;margin-top:10px;font-size:max(13px,.8125em);line-height:1.4;color:var(--ink)}
#inputs>*,#inputs fieldset label{display:flex;align-items:center;gap:8px;min-height:32px;border:0;padding:0;margin:0}
#inputs fieldset{flex-wrap:wrap}
#inputs legend{float:left;padding:0;margin-inline-end:8px}
#inputs :is(input,select){font:inherit;color:inherit;accent-color:var(--ink);margin:0}
#inputs :is(select,input:not([type=range],[type=checkbox],[type=radio],[type=color])){background:var(--paper);border:1px solid color-mix(in srgb,var(--ink) 45%,var(--paper));border-radius:2px;padding:3px 6px;max-width:100%;box-sizing:border-box}
#inputs [type=range]{width:140px}
#inputs output{font-variant-numeric:tabular-nums;min-width:4ch}
@media (pointer:coarse){#inputs>*,#inputs fieldset label{min-height:44px}#inputs :is([type=checkbox],[type=radio]){width:20px;height:20px}}
@media print{#inputs{display:none}}
`);

/** @param {string} tag @param {Record<string, unknown>} [properties] @param {...(string | Node)} children @returns {any} */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) if (value !== undefined && value !== null) made.setAttribute(name, '' + value);
  made.append(...children);
  return made;
}

/** A value as readers see it among others. @param {unknown} value */
const shown = value => value === null ? '\u2013' : typeof value == 'object' ? JSON.stringify(value) : '' + value;

/**
 * An input with its label, and how it is set to what the parameter is: by the name of an option or by its value.
 * @param {Input} input @param {number} index @param {(value: unknown) => void} set
 * @returns {{row: HTMLElement, show: (value: any) => void}}
 */
function control({ label, bind, value }, index, set) {
  const { input: kind, options = [], labels, step, placeholder, autocomplete } = bind;
  const same = (/** @type {unknown} */ a, /** @type {unknown} */ b) => JSON.stringify(a ?? null) == JSON.stringify(b ?? null);
  const names = options.map((option, i) => labels?.[i] ?? shown(option));
  if (kind == 'select') {
    const field = element('select', {}, ...names.map((name, i) => element('option', { value: i }, name)));
    field.oninput = () => set(options[field.selectedIndex]);
    return { row: element('label', {}, label, field), show: value => field.selectedIndex = options.findIndex(option => same(option, value)) };
  }
  if (kind == 'radio') {
    const fields = names.map((_, i) => element('input', { type: 'radio', name: 'input' + index, value: i }));
    fields.forEach((field, i) => field.oninput = () => set(options[i]));
    const row = element('fieldset', {}, element('legend', {}, label), ...fields.map((field, i) => element('label', {}, field, names[i])));
    return { row, show: value => fields.forEach((field, i) => field.checked = same(options[i], value)) };
  }
  if (kind == 'checkbox') {
    const field = element('input', { type: 'checkbox' });
    field.oninput = () => set(field.checked);
    return { row: element('label', {}, field, label), show: value => field.checked = !!value };
  }
  if (kind == 'range') {
    const { min = Math.min(0, +value || 0), max = Math.max(100, +value || 0) } = bind;
    const field = element('input', { type: 'range', min, max, step: step ?? (max - min > 20 ? 1 : (max - min) / 100) }), said = element('output');
    field.oninput = () => {
      said.textContent = field.value;
      set(+field.value);
    };
    const show = (/** @type {any} */ value) => {
      if (value !== null && field.value != value) field.value = value;
      said.textContent = value === null ? '\u2013' : field.value;
    };
    return { row: element('label', {}, label, field, said), show };
  }
  const field = element('input', { type: kind, min: bind.min, max: bind.max, step: kind == 'number' ? step ?? 'any' : step, placeholder, autocomplete: autocomplete ?? 'off' });
  field.oninput = () => set(kind == 'number' ? field.value === '' ? null : +field.value : field.value);
  return { row: element('label', {}, label, field), show: value => field.value = value ?? '' };
}

/**
 * Lets readers play with a chart from now on, however often it is read.
 * @param {View} view
 * @param {object} kit what the shell has for it
 * @param {(view: View) => Iterator<void>} kit.place
 * @param {(...charts: Iterator<void>[]) => void} kit.together
 * @param {(element: Element, name: string, detail: unknown) => unknown} kit.fire
 * @param {(element: Element, where: string, error: unknown) => unknown} kit.report
 */
export function play(view, { place, together, fire, report }) {
  const { host, plot, box, live } = view, inputs = element('div', { id: 'inputs', part: 'inputs' });
  /** @type {Set<string>} */
  const changed = new Set();
  /** @type {{row: HTMLElement, show: (value: any) => void}[]} */
  let controls = [];
  let active = false, frame = 0, aloud = false, held = false, kind = 'mouse', dragging = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let hold;

  /** Draws what has changed, and tells of it. */
  function draw() {
    frame = 0;
    const { graph } = view;
    if (!graph || !view.outline) return;
    const names = [...changed];
    changed.clear();
    try {
      // A picture that is higher or lower now, and an open table, need the page's room anew.
      if (graph.redraw() || box.classList.contains('open')) together(place(view));
    } catch (error) {
      report(host, '', error);
      return;
    }
    const now = graph.inputs();
    controls.forEach(({ row, show }, i) => now[i] && !row.contains(/** @type {ShadowRoot} */ (host.shadowRoot).activeElement) && show(now[i].value));
    for (const detail of graph.params(names)) fire(host, 'nut-param', detail);
    if (aloud) live.textContent = graph.told(names);
  }

  /** @param {Outcome | null | undefined} outcome @param {boolean} [spoken] by keys: what comes of it is said */
  function take(outcome, spoken = false) {
    if (!outcome?.changed.length) return outcome;
    outcome.changed.forEach(name => changed.add(name));
    aloud = spoken;
    frame ||= requestAnimationFrame(draw);
    return outcome;
  }

  /** @param {MouseEvent} event */
  const keys = event => ({ shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey, meta: event.metaKey });
  /** @param {any} event @param {string} [type] */
  const at = (event, type = event.type) => ({
    type, x: event.offsetX, y: event.offsetY, touch: kind == 'touch', rested: held, pointer: event.pointerId ?? 0, delta: (event.deltaY || 0) * [1, 16, 400][event.deltaMode || 0], ...keys(event),
  });
  /** @param {any} event @param {string} [type] */
  const act = (event, type) => take(view.graph?.act?.(at(event, type)));
  /** @param {Event} event */
  const used = event => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** @type {Record<string, (event: any) => void>} */
  const listeners = {
    pointerdown(event) {
      kind = event.pointerType;
      if (event.button) return;
      act(event);
      // A finger that rests before it moves means the chart, whichever way it goes then.
      clearTimeout(hold);
      held = false;
      if (kind == 'touch') hold = setTimeout(() => held = true, 300);
    },
    pointermove(event) {
      kind = event.pointerType;
      const outcome = act(event);
      if (!outcome) return;
      plot.style.cursor = outcome.cursor;
      if (outcome.dragging && !dragging) {
        plot.setPointerCapture(event.pointerId);
        view.tell?.(null);
      }
      dragging = outcome.dragging;
      if (dragging) used(event);
      else if (Math.abs(event.movementX) + Math.abs(event.movementY) > 2) clearTimeout(hold);
    },
    pointerup(event) {
      clearTimeout(hold);
      act(event);
      dragging = false;
    },
    pointercancel(event) {
      clearTimeout(hold);
      act(event);
      dragging = held = false;
    },
    pointerleave(event) {
      if (event.pointerType != 'touch') act(event);
    },
    click(event) {
      act(event);
      if (kind != 'touch') return;
      // A tap points, too: what is chosen by pointing is chosen by it.
      act(event, 'pointermove');
    },
    dblclick(event) {
      if (act(event)?.handled) event.preventDefault();
    },
    wheel(event) {
      if (act(event)?.handled) event.preventDefault();
    },
    touchmove(event) {
      if ((held || dragging) && event.cancelable) event.preventDefault();
    },
    contextmenu(event) {
      if (held && kind == 'touch') event.preventDefault();
    },
    keydown(event) {
      const { key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (take(view.graph?.press?.({ key, ...keys(event) }), true)?.handled) used(event);
    },
  };

  view.after = ({ interactive = false, inputs: given = [] }) => {
    if (interactive != active) {
      active = interactive;
      for (const [type, listener] of Object.entries(listeners)) {
        // Before the tooltip's own: what is used up is not pointed at.
        if (active) plot.addEventListener(type, listener, { capture: true, passive: false });
        else plot.removeEventListener(type, listener, true);
      }
      plot.style.userSelect = active ? 'none' : '';
      plot.role = active ? 'application' : 'img';
    }
    controls = given.map((input, i) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const set = (/** @type {unknown} */ value) => void take(view.graph?.set?.(i, value));
      const made = control(input, i, value => {
        clearTimeout(timer);
        timer = input.bind.debounce ? setTimeout(set, input.bind.debounce, value) : void set(value);
      });
      made.show(input.value);
      return made;
    });
    inputs.replaceChildren(...controls.map(({ row }) => row));
    if (given.length) view.under.prepend(inputs);
    else inputs.remove();
  };
  const shadow = /** @type {ShadowRoot} */ (host.shadowRoot);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}
