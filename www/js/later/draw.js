// "You draw it": the reader draws the line before seeing it, by pointer, finger or keys; then it is shown, with a score. What is hidden,
// the drawing itself and the score are the engine's; here are the place to draw on, the buttons, and the words.

/** @typedef {import('../types').View} View */
/** @typedef {import('../types').Outline} Outline */
/** @typedef {typeof import('../types').Graph} Engine */

/** The share of its own height that the plot keeps, whatever the page has reserved. */
const LEAST = 0.85;

/** How long the line takes to be shown, in milliseconds. */
const LONG = 800;

const looks = new CSSStyleSheet();
looks.replaceSync(`
#pad{position:absolute;touch-action:none;cursor:crosshair;user-select:none;-webkit-user-select:none}
#draw{display:grid;margin-top:12px;font-size:.875em;line-height:1.357}
#draw>*{grid-area:1/1;display:flex;flex-direction:column;gap:8px}
#draw :is(.ask,.told) div{display:flex;gap:8px;flex-wrap:wrap;margin-top:auto}
#draw p{color:var(--ink-2)}
#draw .told p,#draw .room p{padding:5px 10px 6px;background:var(--mark);color:var(--ink)}
#draw .room{visibility:hidden}
#draw button,#draw .room div{min-height:44px;box-sizing:border-box}
#draw button{padding:0 18px;border:1px solid var(--ink);border-radius:3px;font-weight:600;color:var(--ink)}
#draw button.done{background:var(--ink);color:var(--paper)}
@media (forced-colors:active){#draw .told p{forced-color-adjust:none;background:Highlight;color:HighlightText}#draw button{border-color:ButtonBorder}}
@media print{#draw{display:none}}
`);

/**
 * @param {string} tag @param {string} className @param {...(string | Node)} children
 */
function piece(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/**
 * An engine whose charts are drawn on before they are shown.
 * @param {Engine} Base @param {View} view
 */
export function drawing(Base, view) {
  const { host, stage, plot, live } = view, element = /** @type {any} */ (host), tree = /** @type {ShadowRoot} */ (stage.getRootNode());
  const pad = piece('div', ''), block = piece('div', ''), keys = piece('p', ''), verdict = piece('p', ''), room = piece('p', '');
  const [show, erase, again] = ['button', 'button', 'button'].map(tag => piece(tag, ''));
  const ask = piece('div', 'ask', keys, piece('div', '', show, erase)), told = piece('div', 'told', verdict, piece('div', '', again));
  /** What was hidden is shown, or about to be. */
  let shown = false, timer = 0;
  pad.id = 'pad';
  block.id = 'draw';
  keys.id = 'keys';
  block.setAttribute('part', 'draw');
  verdict.role = 'status';
  block.append(ask, told, piece('div', 'room', room, piece('div', '')));
  block.lastElementChild?.setAttribute('aria-hidden', 'true');
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, looks];
  // Inside the plot, so that a press here puts the keys there as well.
  plot.append(pad);
  stage.after(block);

  /** The words of a moment: what the buttons do, and which of them there are. @param {boolean} begun @param {boolean} [done] */
  const label = (begun, done = false) => {
    const { words } = /** @type {Outline} */ (view.outline);
    show.textContent = words[done ? 'compare' : 'show'];
    show.classList.toggle('done', done);
    erase.textContent = words.erase;
    erase.hidden = !begun;
    again.textContent = words.again;
    keys.textContent = words.keys;
    ask.hidden = shown;
    told.hidden = !shown;
  };

  /** Says it once the reader has come to rest. @param {string} words */
  const say = words => {
    clearTimeout(timer);
    timer = setTimeout(() => live.textContent = words, 150);
  };

  /** Reads the chart again from what it was read from, so that all that is told of it follows. */
  const reread = () => {
    const { given } = view;
    if (!given) return;
    view.got = { spec: given[0], data: given[2] };
    element.spec = element.spec;
  };

  const reveal = () => {
    const { graph } = view, found = graph?.reveal();
    if (!graph || !found) return;
    const { said, ...detail } = found, begin = performance.now(), focused = block.contains(tree.activeElement);
    shown = true;
    pad.hidden = true;
    verdict.textContent = '';
    label(false);
    if (focused) again.focus();
    const long = matchMedia('(prefers-reduced-motion:reduce)').matches ? 0 : LONG;
    /** @param {number} now */
    const frame = now => {
      if (view.graph != graph || !shown) return;
      const t = long ? Math.min(1, Math.max(0, now - begin) / long) : 1;
      graph.sweep(1 - (1 - t) ** 2);
      if (t < 1) return void requestAnimationFrame(frame);
      verdict.textContent = said;
      host.dispatchEvent(new CustomEvent('nut-draw', { detail, bubbles: true, composed: true }));
      reread();
    };
    frame(begin);
  };

  /** @param {import('../types').Stands | null | undefined} stands */
  const follow = stands => stands && label(stands.begun, !stands.rest);

  show.onclick = reveal;
  erase.onclick = () => {
    view.graph?.erase();
    label(false);
    plot.focus();
  };
  again.onclick = () => {
    shown = false;
    view.graph?.erase();
    host.addEventListener('nut-ready', () => plot.focus(), { once: true });
    reread();
  };

  /** @param {PointerEvent} event @param {boolean} begins */
  const stroke = ({ clientX, clientY }, begins) => {
    const { left, top } = plot.getBoundingClientRect();
    follow(view.graph?.stroke(clientX - left, clientY - top, begins));
  };
  // What was pointed at beside it is let go.
  pad.onpointerenter = () => view.tell?.(null);
  pad.onpointerdown = event => {
    event.stopPropagation();
    if (event.button) return;
    pad.setPointerCapture(event.pointerId);
    stroke(event, true);
  };
  pad.onpointermove = event => {
    event.stopPropagation();
    if (pad.hasPointerCapture(event.pointerId)) stroke(event, false);
  };
  pad.onclick = event => event.stopPropagation();

  stage.addEventListener('keydown', event => {
    const { key, target } = event;
    if (target != plot || pad.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key == 'Enter') {
      const { rest } = view.graph?.stands() ?? {};
      if (rest) say(rest);
      else reveal();
    } else {
      const stands = view.graph?.nudge(key);
      if (!stands) return;
      follow(stands);
      say(stands.said);
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  return class extends Base {
    /** @param {Parameters<import('../types').Graph['read']>} given */
    read(...given) {
      const outline = super.read(...given), { draw } = outline;
      view.outline = outline;
      block.hidden = !draw;
      if (draw) {
        shown = !draw.hidden;
        room.textContent = draw.longest;
        label(false);
      }
      return outline;
    }
    /** @param {Parameters<import('../types').Graph['arrange']>} given */
    arrange(...given) {
      const arranged = super.arrange(...given);
      // Beside what is said and asked, the plot keeps most of its height.
      arranged.least = Math.max(arranged.least ?? 0, Math.floor(LEAST * arranged.height));
      return arranged;
    }
    /** @param {Parameters<import('../types').Graph['draw']>} given */
    draw(...given) {
      super.draw(...given);
      const at = this.pad(), { draw, label: name = '' } = view.outline ?? {};
      pad.hidden = !at;
      plot.role = at ? 'application' : 'img';
      plot.setAttribute('aria-describedby', at ? 'keys summary' : 'summary');
      if (!at || !draw) return;
      plot.ariaLabel = `${draw.prompt} ${name}`;
      Object.assign(pad.style, { left: at.x + 'px', top: at.y + 'px', width: at.width + 'px', height: at.height + 'px' });
      follow(this.stands());
    }
  };
}
