// Small ways with the document that everything else is written in.

/** An attribute, empty where it is not there. @param {Element} element @param {string} name */
export const attribute = (element, name) => element.getAttribute(name) ?? '';

/**
 * An element with a class and what it holds.
 * @param {string} tag @param {string} [className] @param {...(string | Node)} children
 */
export function make(tag, className = '', ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** A patch of colour in a key or a tooltip. @param {string} color @param {string} [kind] */
export function swatch(color, kind) {
  const made = make('i', kind);
  made.style.background = color;
  return made;
}

/** What HTML says, to be copied. @param {string} html */
export function template(html) {
  const made = document.createElement('template');
  made.innerHTML = html;
  return made.content;
}

/**
 * Gives an element a shadow tree, and its pieces by their ids.
 * @param {HTMLElement} host @param {DocumentFragment} content @param {CSSStyleSheet} sheet @param {boolean} [delegatesFocus]
 * @returns {any}
 */
export function plant(host, content, sheet, delegatesFocus) {
  const shadow = host.attachShadow({ mode: 'open', delegatesFocus });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(content.cloneNode(true));
  /** @type {any} */
  const pieces = { host };
  for (const piece of shadow.querySelectorAll('[id]')) pieces[piece.id] = piece;
  return pieces;
}

/**
 * Fires an event that bubbles and leaves shadow trees.
 * @param {Element} element @param {string} type @param {unknown} detail
 */
export const fire = (element, type, detail) =>
  element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
