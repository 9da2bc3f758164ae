// A web server for tests: folders, pages made up by a test, and every awkwardness that a real host can have.
//
// Two ports serve the same things, so that one can be another origin. A path that begins with `/as/NAME/` is served as if by
// a host with the fault NAME (see `faults`), which the files that a script fetches beside itself then share. A query says the
// same for a single file: `?delay=2000`, `?status=404`, `?type=text/html`, `?allow=*`. Every request is kept in `requests`.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css',
  '.wasm': 'application/wasm', '.json': 'application/json', '.csv': 'text/csv', '.tsv': 'text/tab-separated-values', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.txt': 'text/plain; charset=utf-8',
};

/** What is different on a host, and mostly goes wrong: each takes a path and gives what to serve differently. */
const faults = {
  'wasm-missing': path => (path.endsWith('.wasm') ? { status: 404 } : {}),
  'wasm-as-bytes': path => (path.endsWith('.wasm') ? { type: 'application/octet-stream' } : {}),
  'wasm-with-charset': path => (path.endsWith('.wasm') ? { type: 'application/wasm; charset=utf-8' } : {}),
  'wasm-slow': path => (path.endsWith('.wasm') ? { delay: 1500 } : {}),
  'wasm-broken': path => (path.endsWith('.wasm') ? { body: '<!DOCTYPE html><title>Not found</title>' } : {}),
  open: () => ({ allow: '*' }),                                  // readable from every page, as a newsroom's own host must be
  'script-slow': path => (path.endsWith('nutgraph.js') ? { delay: 600 } : {}),
};

/**
 * Starts serving `roots`, a map from a path prefix (`/data/`) to a folder.
 *
 * @param {Record<string, string>} roots
 */
export async function serve(roots) {
  /** @type {Map<string, {body: string | Buffer, type?: string, headers?: Record<string, string>}>} */
  const made = new Map();
  /** @type {string[]} */
  const requests = [];
  const prefixes = Object.keys(roots).sort((a, b) => b.length - a.length);

  async function answer(request, response) {
    const url = new URL(request.url, 'http://host');
    requests.push(url.pathname + url.search);
    let path = decodeURIComponent(url.pathname), wrong = {};
    const fault = /^\/as\/([^/]+)(\/.*)$/.exec(path);
    if (fault) {
      path = fault[2];
      wrong = faults[fault[1]](path);
    }
    const ask = name => url.searchParams.get(name) ?? wrong[name];
    if (ask('delay')) await new Promise(done => setTimeout(done, Number(ask('delay'))));
    const found = wrong.body !== undefined ? { body: wrong.body } : await find(path);
    const status = Number(ask('status') ?? (found ? 200 : 404));
    const headers = { 'content-type': ask('type') ?? found?.type ?? (found && (types[extname(path)] ?? 'application/octet-stream')) ?? 'text/html', 'cache-control': 'no-store', ...found?.headers };
    if (ask('allow')) headers['access-control-allow-origin'] = ask('allow');
    response.writeHead(status, headers);
    response.end(status === 200 ? found.body : `<!DOCTYPE html><title>${status}</title><p>No such page.`);
  }

  async function find(path) {
    if (made.has(path)) return made.get(path);
    const prefix = prefixes.find(p => path.startsWith(p));
    if (prefix === undefined) return undefined;
    let file = normalize(join(roots[prefix], path.slice(prefix.length)));
    if (path.endsWith('/')) file = join(file, 'index.html');
    try {
      return { body: await readFile(file), type: types[extname(file)] };
    } catch {
      return undefined;
    }
  }

  const listen = () => new Promise(ready => {
    const server = createServer((request, response) => answer(request, response).catch(error => response.writeHead(500).end(String(error))));
    server.listen(0, '127.0.0.1', () => ready(server));
  });
  const servers = await Promise.all([listen(), listen()]);
  const [origin, other] = servers.map(server => `http://127.0.0.1:${server.address().port}`);
  let count = 0;

  return {
    /** The origin that pages are opened from. */
    origin,
    /** The same things from another origin. */
    other,
    /** Paths asked for so far, in order. */
    requests,
    /** Serves a text or bytes at a path. */
    put(path, body, type, headers) {
      made.set(path, { body, type, headers });
      return path;
    },
    /** Serves a page under a name of its own and gives its address. */
    page(body, headers) {
      const path = `/made/${++count}.html`;
      made.set(path, { body, headers });
      return origin + path;
    },
    close: () => servers.forEach(server => (server.closeAllConnections(), server.close())),
  };
}
