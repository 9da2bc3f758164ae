// The first script of every test page: writes down what a reader, a reporter at the console and the page itself would notice.
// It keeps its notes under a symbol, so that it is no global of the page.
(() => {
  const log = { console: [], events: [], violations: [], errors: [], shifts: [], texts: new WeakMap() };
  globalThis[Symbol.for('nutgraph.test')] = log;

  for (const level of ['error', 'warn', 'info', 'log']) {
    const original = console[level];
    console[level] = (...what) => {
      log.console.push({ level, text: what.map(String).join(' ') });
      original.apply(console, what);
    };
  }
  addEventListener('error', e => log.errors.push(String(e.message)));
  addEventListener('unhandledrejection', e => log.errors.push(`unhandled: ${e.reason?.message ?? e.reason}`));
  addEventListener('securitypolicyviolation', e => log.violations.push(`${e.effectiveDirective} ${e.blockedURI}`));
  for (const type of ['nut-ready', 'nut-error', 'nut-point', 'nut-fact', 'nut-draw', 'nut-param'])
    addEventListener(type, e => {
      const detail = e.detail && typeof e.detail === 'object' ? JSON.parse(JSON.stringify(e.detail)) : e.detail;
      log.events.push({ type, detail, target: e.target?.id || e.target?.localName, bubbles: e.bubbles, composed: e.composed, at: performance.now() });
    });
  if (globalThis.PerformanceObserver?.supportedEntryTypes?.includes('layout-shift'))
    new PerformanceObserver(list => {
      for (const e of list.getEntries()) if (!e.hadRecentInput) log.shifts.push({ value: e.value, at: e.startTime, what: e.sources?.map(s => `${s.node?.nodeName} ${s.node?.id ?? ''} ${s.previousRect.top},${s.previousRect.height} to ${s.currentRect.top},${s.currentRect.height}`) });
    }).observe({ type: 'layout-shift', buffered: true });

  // Words on a canvas cannot be read back from its pixels, so they are noted as they are drawn: what, how large, and where,
  // in CSS pixels of the canvas. Setting a canvas's size or clearing all of it starts its list anew.
  const context = CanvasRenderingContext2D.prototype;
  const fillText = context.fillText, clearRect = context.clearRect;
  context.fillText = function (text, x, y, ...rest) {
    const m = this.getTransform(), ratio = this.canvas.width / (this.canvas.clientWidth || this.canvas.width), size = this.measureText(text);
    const left = x - size.actualBoundingBoxLeft, right = x + size.actualBoundingBoxRight, top = y - size.actualBoundingBoxAscent, bottom = y + size.actualBoundingBoxDescent;
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]].map(([u, v]) => [(m.a * u + m.c * v + m.e) / ratio, (m.b * u + m.d * v + m.f) / ratio]);
    const note = {
      text, font: this.font, px: (parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? '0') * Math.hypot(m.a, m.b)) / ratio, color: this.fillStyle, alpha: this.globalAlpha,
      left: Math.min(...corners.map(c => c[0])), right: Math.max(...corners.map(c => c[0])), top: Math.min(...corners.map(c => c[1])), bottom: Math.max(...corners.map(c => c[1])),
    };
    if (!log.texts.has(this.canvas)) log.texts.set(this.canvas, []);
    log.texts.get(this.canvas).push(note);
    return fillText.call(this, text, x, y, ...rest);
  };
  context.clearRect = function (...box) {
    log.texts.set(this.canvas, []);
    return clearRect.apply(this, box);
  };
  for (const side of ['width', 'height']) {
    const own = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side);
    Object.defineProperty(HTMLCanvasElement.prototype, side, { ...own, set(value) {
      log.texts.set(this, []);
      own.set.call(this, value);
    } });
  }
})();
