// One small surface over three real browsers: `launch(name)` gives a browser, its `open(options)` a tab with
// goto, eval, click, move, press, tap, resize, shot, close. What one browser cannot do, it says by throwing.
//
// `eval` takes a function and its arguments (plain data), runs it inside the page behind the helpers of inpage.js, and gives what it
// returns or resolves to. Nothing here depends on the page's security policy allowing eval.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const helpers = readFileSync(new URL('inpage.js', import.meta.url), 'utf8');

/** The first of these programs that is installed. */
function program(...names) {
  const found = names.flatMap(name => (process.env.PATH ?? '').split(':').map(folder => join(folder, name))).find(existsSync);
  if (!found) throw new Error(`none of ${names.join(', ')} is installed; tests/run installs it`);
  return found;
}

/** The source of a function body that calls `fn` with `args` behind the helpers. */
const body = (fn, args) => `${helpers}\nreturn await (${fn})(...${JSON.stringify(args)});`;

/** Chromium through playwright-core: a fresh context for every tab. */
async function chromium() {
  const { chromium } = await import('playwright-core');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb'];
  const browser = await chromium.launch({ executablePath: program('chromium', 'chromium-browser', 'google-chrome'), args });
  return {
    name: 'chromium', version: browser.version(), close: () => browser.close(),
    async open({ width = 800, height = 900, ratio = 1, dark = false, touch = false, still = false, forced = false, locale = 'en-GB', before = undefined, script = true } = {}) {
      const context = await browser.newContext({
        viewport: { width, height }, deviceScaleFactor: ratio, colorScheme: dark ? 'dark' : 'light', hasTouch: touch, isMobile: touch,
        reducedMotion: still ? 'reduce' : 'no-preference', forcedColors: forced ? 'active' : 'none', locale, acceptDownloads: true, javaScriptEnabled: script,
      });
      if (before) await context.addInitScript(before);
      const page = await context.newPage(), devtools = await context.newCDPSession(page);
      const requests = [];
      page.on('request', request => requests.push(request.url()));
      return {
        page, devtools, requests,
        goto: url => page.goto(url),
        async eval(fn, ...args) {
          const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', { expression: `(async () => { ${body(fn, args)} })()`, awaitPromise: true, returnByValue: true });
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return result.value;
        },
        click: (x, y) => page.mouse.click(x, y), move: (x, y) => page.mouse.move(x, y), press: key => page.keyboard.press(key), tap: (x, y) => page.touchscreen.tap(x, y),
        resize: (width, height) => page.setViewportSize({ width, height }),
        dark: on => page.emulateMedia({ colorScheme: on ? 'dark' : 'light' }),
        /** Zooms as a browser does: fewer CSS pixels in the window, more device pixels in each. */
        zoom: by => devtools.send('Emulation.setDeviceMetricsOverride', { width: Math.round(width / by), height: Math.round(height / by), deviceScaleFactor: ratio * by, mobile: false }),
        shot: (path, whole = false) => page.screenshot({ path, fullPage: whole }),
        close: () => context.close(),
      };
    },
  };
}

/** Firefox through WebDriver BiDi; the reader's colour scheme is a setting that it starts with. */
async function firefox(dark) {
  const { default: puppeteer } = await import('puppeteer-core');
  const extraPrefsFirefox = { 'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1 };
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: program('firefox-esr', 'firefox'), headless: true, extraPrefsFirefox });
  return {
    name: 'firefox', version: await browser.version(), close: () => browser.close(),
    async open({ width = 800, height = 900, ratio = 1 } = {}) {
      const page = await browser.newPage();
      await page.setViewport({ width, height, deviceScaleFactor: ratio });
      return {
        goto: url => page.goto(url), eval: (fn, ...args) => page.evaluate(`(async () => { ${body(fn, args)} })()`),
        click: (x, y) => page.mouse.click(x, y), move: (x, y) => page.mouse.move(x, y), press: key => page.keyboard.press(key),
        resize: (width, height) => page.setViewport({ width, height, deviceScaleFactor: ratio }),
        shot: (path, whole = false) => page.screenshot({ path, fullPage: whole }),
        close: () => page.close(),
      };
    },
  };
}

const freePort = () => new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});
const keys = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C', Home: '\uE011', End: '\uE010', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Space: ' ' };

/** Where Debian keeps WebKit's small browser: the folder is named after the processor. */
async function miniBrowser() {
  for (const triplet of await readdir('/usr/lib'))
    if (/-linux-gnu/.test(triplet))
      for (const version of ['4.1', '4.0']) {
        const folder = join('/usr/lib', triplet, `webkit2gtk-${version}`);
        if ((await readdir(folder).catch(() => [])).includes('MiniBrowser')) return join(folder, 'MiniBrowser');
      }
  throw new Error('no MiniBrowser under /usr/lib; apt-get install webkit2gtk-driver');
}

/** WebKitGTK through classic WebDriver: one window, a pixel ratio of 1, and a screen that xvfb makes up. */
async function webkit() {
  const port = await freePort(), binary = await miniBrowser();
  const xvfb = spawn('xvfb-run', ['-a', '-s', '-screen 0 1600x1200x24', 'WebKitWebDriver', `--port=${port}`],
    { env: { ...process.env, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' }, stdio: 'ignore', detached: true });
  const stop = () => { try { process.kill(-xvfb.pid, 'SIGTERM'); } catch { /* already gone */ } };   // the whole group: Xvfb, driver, browser
  process.once('exit', stop);
  const call = async (method, path, data) => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: data && JSON.stringify(data) });
    const { value } = await reply.json();
    if (!reply.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    for (let left = 100; ; left--) {
      try { if ((await call('GET', '/status')).ready) break; } catch (e) { if (!left) throw e; }
      await new Promise(done => setTimeout(done, 100));
    }
    const { sessionId, capabilities } = await call('POST', '/session', { capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } } });
    const at = `/session/${sessionId}`;
    await call('POST', `${at}/timeouts`, { script: 30000, pageLoad: 30000 });
    const act = action => call('POST', `${at}/actions`, { actions: [action] });
    const run = async source => {
      const script = `const done = arguments[arguments.length - 1]; (async () => { ${source} })().then(value => done({ value }), error => done({ thrown: String(error?.message ?? error) }))`;
      const reply = await call('POST', `${at}/execute/async`, { script, args: [] });
      if (reply.thrown) throw new Error(reply.thrown);
      return reply.value;
    };
    const pointer = (...actions) => act({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });
    const size = async (width, height) => {             // the viewport, not the window, gets the size asked for
      await call('POST', `${at}/window/rect`, { width, height });
      const [w, h] = await run('return [innerWidth, innerHeight]');
      await call('POST', `${at}/window/rect`, { width: 2 * width - w, height: 2 * height - h });
    };
    return {
      name: 'webkit', version: `WebKitGTK ${capabilities.browserVersion}`,
      close: async () => { await call('DELETE', at).catch(() => {}); stop(); },
      async open({ width = 800, height = 900 } = {}) {
        await call('POST', `${at}/url`, { url: 'about:blank' });
        await size(width, height);
        return {
          goto: url => call('POST', `${at}/url`, { url }), eval: (fn, ...args) => run(body(fn, args)),
          press: key => act({ type: 'key', id: 'keys', actions: ['keyDown', 'keyUp'].map(type => ({ type, value: keys[key] ?? key })) }),
          move: (x, y) => pointer({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }),
          click: (x, y) => pointer({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }),
          resize: size,
          shot: async path => {
            const picture = Buffer.from(await call('GET', `${at}/screenshot`), 'base64');
            if (path) await writeFile(path, picture);
            return picture;
          },
          close: () => call('POST', `${at}/url`, { url: 'about:blank' }),
        };
      },
    };
  } catch (e) {
    stop();
    throw e;
  }
}

/** Starts a browser by name: chromium, firefox, `firefox dark` or webkit. */
export const launch = name => ({ chromium, firefox, 'firefox dark': () => firefox(true), webkit })[name]();
