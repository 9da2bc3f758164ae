// The servers that stories are published to in the tests: real programs that speak Amazon's and Azure's protocols, each on a free port
// of this machine, and a gate before one of them that can be shut after any number of requests.

import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

// A run that is ended takes its servers with it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** A port that nobody uses. */
export function freePort() {
  return new Promise((found, failed) => {
    const server = net.createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => found(port));
    });
  });
}

/** Starts a program and waits until its port answers; fails with what it said if it ends before. */
async function start(command, args, port) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  let gone = null;
  child.on('error', (error) => { gone = error.message; });
  child.on('exit', (code) => { gone ??= `ended with ${code}`; });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said = (said + text).slice(-4000); });
  const until = Date.now() + 90_000;
  for (;;) {
    if (gone) throw new Error(`${command}: ${gone}\n${said}`);
    if (Date.now() > until) throw new Error(`${command} does not answer on port ${port}\n${said}`);
    const up = await new Promise((answer) => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); answer(true); });
      socket.on('error', () => answer(false));
    });
    if (up) return child;
    await new Promise((later) => setTimeout(later, 100));
  }
}

/** Ends a program at once, as a crash does. */
export async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((end) => child.once('exit', end));
  child.kill('SIGKILL');
  await gone;
}

/** A server of Amazon's protocol with the bucket `newsroom`. */
export async function amazon() {
  const port = await freePort();
  const python = join(process.env.NUTGRAPH_PUBLISH_PYTHON ?? '/nowhere', 'bin/python');
  const child = await start(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], port);
  const origin = `http://127.0.0.1:${port}`;
  const made = await fetch(`${origin}/newsroom`, { method: 'PUT' });
  if (!made.ok) throw new Error(`no bucket: ${made.status} ${await made.text()}`);
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::newsroom/*' }] };
  const opened = await fetch(`${origin}/newsroom?policy`, { method: 'PUT', body: JSON.stringify(policy) });
  if (!opened.ok) throw new Error(`no policy: ${opened.status} ${await opened.text()}`);
  return {
    origin,
    url: 's3://newsroom/2026/coca',
    site: `${origin}/newsroom/2026/coca`,
    env: (endpoint = origin) => ({ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1' }),
    /** From now on only keys of users that it knows are good: there are none. */
    strict: (after) => fetch(`${origin}/moto-api/reset-auth`, { method: 'POST', body: String(after) }),
    end: () => kill(child),
  };
}

// The account that every copy of Azurite has, as its documentation says.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** A server of Azure's protocol with the container `newsroom`, which anybody may read. It keeps its files when it is killed. */
export async function azure() {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'nutgraph-azurite-'));
  const program = join(here, 'node_modules/azurite/dist/src/blob/main.js');
  const args = [program, '--blobHost', '127.0.0.1', '--blobPort', String(port), '--location', folder, '--skipApiVersionCheck', '--disableTelemetry', '--silent'];
  const server = {
    child: await start(process.execPath, args, port),
    origin,
    url: 'az://newsroom/2026/coca',
    site: `${origin}/${ACCOUNT}/newsroom/2026/coca`,
    env: (key = KEY) => ({ AZURE_STORAGE_USE_EMULATOR: 'true', AZURITE_BLOB_STORAGE_URL: origin, AZURE_STORAGE_ACCOUNT_NAME: ACCOUNT, AZURE_STORAGE_ACCOUNT_KEY: key }),
    again: async () => { server.child = await start(process.execPath, args, port); },
    // What it holds in memory alone is lost when it is killed: it writes its two indexes every five seconds.
    saved: () => new Promise((done) => setTimeout(done, 6000)),
    kill: () => kill(server.child),
    end: () => kill(server.child),
  };
  const date = new Date().toUTCString();
  const headers = { 'x-ms-blob-public-access': 'blob', 'x-ms-date': date, 'x-ms-version': '2021-12-02' };
  const listed = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`).join('');
  const signed = `PUT\n\n\n\n\n\n\n\n\n\n\n\n${listed}/${ACCOUNT}/${ACCOUNT}/newsroom\nrestype:container`;
  const signature = createHmac('sha256', Buffer.from(KEY, 'base64')).update(signed).digest('base64');
  const made = await fetch(`${origin}/${ACCOUNT}/newsroom?restype=container`, { method: 'PUT', headers: { ...headers, authorization: `SharedKey ${ACCOUNT}:${signature}` } });
  if (!made.ok) throw new Error(`no container: ${made.status} ${await made.text()}`);
  return server;
}

/** A gate before a server. After `open` requests that change something it is shut: it takes no request and answers none. */
export async function gate(origin) {
  const target = new URL(origin);
  const state = { open: Infinity, passed: 0 };
  const server = http.createServer((ask, answer) => {
    const changes = ask.method !== 'GET' && ask.method !== 'HEAD';
    if (state.passed >= state.open) return ask.socket.destroy();
    if (changes) state.passed += 1;
    const onward = http.request({ host: target.hostname, port: target.port, method: ask.method, path: ask.url, headers: ask.headers }, (back) => {
      answer.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(answer);
    });
    onward.on('error', () => ask.socket.destroy());
    ask.pipe(onward);
  });
  const port = await freePort();
  await new Promise((ready) => server.listen(port, '127.0.0.1', () => ready(undefined)));
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Lets this many changes through from now on. */
    shutAfter: (changes) => { state.open = changes; state.passed = 0; },
    passed: () => state.passed,
    end: () => { server.closeAllConnections?.(); return new Promise((done) => server.close(done)); },
  };
}
