// What readers choose: sliders and choices under the chart, and the page's own controls in the text:
//
//   If <input type="range" data-nut-param="replant" data-for="goal"> <output data-nut-param="replant" data-for="goal"></output> were …
//
// A choice is the value of its param in the spec, which is then read again, and with it everything that rests on it.

/** @typedef {import('../types').View} View */
/** @typedef {import('../types').Param} Param */
/** @typedef {typeof import('../types').Graph} Engine */

/** More options than this are a list. */
const FEW = 4;

const looks = new CSSStyleSheet();
looks.replaceSync(`
#params{display:flex;flex-wrap:wrap;gap:4px 32px;margin-top:12px;font-size:.8125em;line-height:1.31}
#params>*{all:unset;flex:1 1 220px;max-width:360px;display:flex;flex-wrap:wrap;align-items:center;gap:0 12px}
#params :is(label,legend){color:var(--ink)}
#params output{margin-inline-start:auto;font-weight:600;font-variant-numeric:tabular-nums}
#params :is(input,select){font:inherit;color:inherit;margin:0;accent-color:var(--ink)}
#params [type=range]{flex:1 0 100%;min-height:32px}
#params select{min-height:32px;max-width:100%;color:var(--ink);background:var(--paper);border:1px solid var(--ink-2);border-radius:3px;padding:0 8px}
#params legend{padding:0;flex-basis:100%}
#params legend~label{display:inline-flex;align-items:center;gap:6px;min-height:32px}
@media (pointer:coarse){#params :is([type=range],select,legend~label){min-height:44px}}
`);

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function held(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

/** The controls of the page's text that belong to a param of a chart. @param {string} name @param {string} id */
const inText = (name, id) => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(`[data-nut-param="${CSS.escape(name)}"]`)])
  .filter(({ dataset }) => (dataset.for ?? id) == id);

/** What a control stands at, as its param has it. @param {HTMLInputElement | HTMLSelectElement} control @param {Param} param */
const valueOf = ({ value, type }, { options }) => options && type != 'range' ? options[+value]?.value : +value;

/** Puts a control, of the chart or the text, at a param's value. @param {any} control @param {Param} param @param {string} name */
function put(control, { value, written, min, max, step, options = [], label }, name) {
  if (control.localName == 'select') {
    if (!control.options.length) control.append(...options.map(({ label }, i) => Object.assign(held('option', label), { value: '' + i })));
    control.value = '' + options.findIndex(option => option.value === value);
  } else if (control.type == 'radio') control.checked = options[+control.value]?.value === value;
  else if (control.localName == 'input') {
    // In this order: a value beyond the ends would be moved between them.
    Object.assign(control, { min, max, step });
    if (+control.value != value) control.value = value;
    control.setAttribute('aria-valuetext', written);
  } else control.textContent = written;
  if (/^(select|input)$/.test(control.localName) && !control.labels?.length && !control.ariaLabel && !control.hasAttribute('aria-labelledby')) control.ariaLabel = name || label;
}

/**
 * An engine whose charts have params.
 * @param {Engine} Base @param {View} view
 */
export function choosing(Base, view) {
  const { host, stage, live } = view, element = /** @type {any} */ (host), tree = /** @type {ShadowRoot} */ (stage.getRootNode());
  const block = held('div');
  /** What the reader has chosen. @type {Map<string, unknown>} */
  const chosen = new Map();
  /** Controls by the names of their params. @type {Map<string, {inputs: any[], output?: HTMLElement}>} */
  const controls = new Map();
  /** What facts have come to since the last word. @type {string[]} */
  let news = [], timer = 0, shape = '';
  block.id = 'params';
  block.setAttribute('part', 'params');
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, looks];
  (tree.getElementById('draw') ?? stage).after(block);

  /** @param {Param} param @param {unknown} value */
  function choose(param, value) {
    const { given } = view, { name } = param;
    if (!given || value === undefined) return;
    chosen.set(name, value);
    view.got = { spec: given[0], data: given[2] };
    element.spec = element.spec;
    host.dispatchEvent(new CustomEvent('nut-param', { detail: { name, value }, bubbles: true, composed: true }));
    clearTimeout(timer);
    // The control says its own value; what follows from it is said once, when the reader has come to rest.
    timer = setTimeout(() => {
      if (news.length) live.textContent = news.join('; ');
      news = [];
    }, 700);
  }

  addEventListener('nut-fact', event => {
    const fact = /** @type {Element} */ (event.target);
    if (host.isConnected && (fact.getAttribute('for') ?? '').split(' ').includes(host.id)) news.push(/** @type {CustomEvent} */ (event).detail.shown);
  }, true);
  addEventListener('input', event => {
    const control = /** @type {HTMLInputElement} */ (event.target), name = control.dataset?.nutParam ?? '';
    const param = host.isConnected && inText(name, host.id).includes(control) && view.outline?.params?.find(param => param.name == name);
    if (param) choose(param, valueOf(control, param));
  });

  /** The controls of a param. @param {Param} param @param {number} number */
  function made(param, number) {
    const { label, options, name } = param, id = 'param-' + number, of = (/** @type {any} */ control) => control.oninput = () => {
      const now = view.outline?.params?.find(param => param.name == name);
      if (now) choose(now, valueOf(control, now));
    };
    if (options && options.length <= FEW) {
      const inputs = options.map((_, i) => Object.assign(held('input'), { type: 'radio', name: id, value: '' + i }));
      inputs.forEach(of);
      block.append(held('fieldset', held('legend', label), ...options.map(({ label }, i) => held('label', inputs[i], label))));
      return { inputs };
    }
    const input = Object.assign(options ? held('select') : Object.assign(held('input'), { type: 'range' }), { id });
    const title = Object.assign(held('label', label), { htmlFor: id });
    of(input);
    if (options) {
      block.append(held('div', title, input));
      return { inputs: [input] };
    }
    const output = Object.assign(held('output'), { htmlFor: id });
    output.ariaLive = 'off';
    block.append(held('div', title, output, input));
    return { inputs: [input], output };
  }

  /** Controls as they stand, made anew where the params are others. @param {Param[]} params */
  function fill(params) {
    const now = JSON.stringify(params.map(({ value, written, ...rest }) => rest));
    if (shape != now) {
      shape = now;
      block.replaceChildren();
      controls.clear();
      params.forEach((param, i) => controls.set(param.name, made(param, i)));
    }
    block.hidden = !params.length;
    for (const param of params) {
      const { inputs, output } = controls.get(param.name) ?? { inputs: [] };
      for (const input of inputs) put(input, param, '');
      if (output) output.textContent = param.written;
      for (const control of inText(param.name, host.id)) put(control, param, param.label);
    }
  }

  return class extends Base {
    /**
     * @param {any} spec @param {[any, any, any]} rest
     */
    read(spec, ...rest) {
      const own = spec?.usermeta?.nutgraph, params = own?.params ?? [];
      const fits = (/** @type {any} */ { name, min, max, options }) => {
        const value = /** @type {any} */ (chosen.get(name));
        return chosen.has(name) && (options ? options.includes(value) : value >= min && value <= max);
      };
      const now = params.map((/** @type {any} */ param) => fits(param) ? { ...param, value: chosen.get(param.name) } : param);
      view.changed = now.filter((/** @type {any} */ param, /** @type {number} */ i) => param.value !== params[i].value).map((/** @type {any} */ { name }) => name);
      const outline = super.read(params.length ? { ...spec, usermeta: { ...spec.usermeta, nutgraph: { ...own, params: now } } } : spec, ...rest);
      fill(outline.params ?? []);
      return outline;
    }
  };
}
