// One chart on a page of its own, for frames: `embed.html?spec=…`. It tells the page around it how high it is; where nobody listens, the
// chart takes the height that the frame has.
//
// An address may choose a chart and how it is shown, and no more: neither a spec of another host nor words of its own, as anybody can write
// an address, and what stands here stands under the newsroom's name.

/** What an address may say of its chart. */
const allowed = ['as-of', 'locale', 'controls', 'refresh'];

/** How long the page around is waited for before the chart takes the frame's height, in milliseconds. */
const PATIENCE = 400;

/** The least height that a chart can be read at: a lower frame scrolls. */
const LEAST = 200;

const root = document.documentElement, query = new URLSearchParams(location.search), here = new URL(location.href);

/** The spec's address, empty where there is none that may stand here. */
function address() {
  const spec = query.get('spec');
  if (!spec) return '';
  try {
    const url = new URL(spec, here);
    return url.origin == here.origin && /^https?:$/.test(url.protocol) ? url.href : '';
  } catch {
    return '';
  }
}

/** Tells the page around, and keeps to its answer. @param {HTMLElement} graph */
function keepHeight(graph) {
  let natural = 0, fitted = false, timer = 0;

  // A scroll bar that comes and goes while the frame grows would make the chart narrow and wide again.
  root.style.overflow = 'hidden';
  const fit = () => {
    fitted = innerHeight != natural && innerHeight >= LEAST;
    root.style.overflow = fitted || innerHeight == natural ? 'hidden' : '';
    if (fitted) graph.setAttribute('height', '' + innerHeight);
  };
  const free = () => {
    fitted = false;
    graph.removeAttribute('height');
  };
  const tell = () => {
    const height = Math.ceil(graph.getBoundingClientRect().height);
    if (fitted || !height) return;
    natural = height;
    parent.postMessage({ nutgraph: height }, '*');
    // The same to pages of AMP.
    parent.postMessage({ sentinel: 'amp', type: 'embed-size', height }, '*');
    clearTimeout(timer);
    timer = setTimeout(fit, PATIENCE);
  };

  new ResizeObserver(tell).observe(graph);
  addEventListener('resize', () => {
    // The answer may come late.
    if (fitted && innerHeight == natural) free();
    else if (fitted) fit();
  });
  addEventListener('message', ({ data, source }) => {
    if (source != parent || data != 'nutgraph') return;
    if (fitted) free();
    tell();
  });
}

const spec = address(), locale = query.get('locale'), theme = query.get('theme');
root.style.colorScheme = theme == 'dark' ? 'dark' : theme == 'auto' ? 'light dark' : 'light';
if (locale) root.lang = locale;
if (/^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale ?? '')) root.dir = 'rtl';
document.body.style.margin = '0';
document.body.style.font = '16px/1.5 system-ui, sans-serif';
if (spec) {
  const graph = document.createElement('nut-graph');
  graph.style.display = 'block';
  graph.setAttribute('spec', spec);
  for (const name of allowed) {
    const value = query.get(name);
    if (value) graph.setAttribute(name, value);
  }
  graph.addEventListener('nut-ready', () => {
    document.title = graph.shadowRoot?.querySelector('[part=heading]')?.textContent || document.title;
  });
  document.body.append(graph);
  if (parent != window) keepHeight(graph);
} else {
  const found = query.get('spec') ? `embed.html draws no spec of another host: ${query.get('spec')}` : 'embed.html needs ?spec=ADDRESS, of a spec on its own host';
  console.error(`nutgraph: ${found}`);
  const line = document.createElement('p');
  line.textContent = 'There is no chart at this address.';
  document.body.append(line);
}
