// `nutgraph publish` as a newsroom uses it: the example story with the built widget goes to real servers and to a folder, is read from
// there as a browser would, is changed, had back, and broken in the middle in every way that a night at the desk offers.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from '../browser/browsers.mjs';
import { amazon, azure, gate } from './servers.mjs';

const program = resolve(process.env.NUTGRAPH ?? 'target/debug/nutgraph');
const build = resolve(process.env.NUTGRAPH_BUILD ?? 'dist');
const example = fileURLToPath(new URL('../../www/story', import.meta.url));

let work;
/** The example story as it is, and with one figure corrected in data and text. */
let story, corrected;

before(async () => {
  work = await mkdtemp(join(tmpdir(), 'nutgraph-publish-'));
  story = join(work, 'story');
  corrected = join(work, 'corrected');
  for (const folder of [story, corrected]) {
    await cp(example, folder, { recursive: true });
    await cp(build, join(folder, 'nutgraph'), { recursive: true });
  }
  const data = join(corrected, 'coca/coca-cultivation.csv');
  const text = await readFile(data, 'utf8');
  assert.match(text, /96085/);
  await writeFile(data, text.replace('96085', '76085'));
});
after(() => rm(work, { recursive: true, force: true }));

/** Runs `nutgraph publish` with nothing of this machine's own keys in its environment. */
const run = (args, env = {}, shell = '') => command(['publish', ...args], env, shell);

function command(args, env = {}, shell = '', cwd = process.cwd()) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|AZURE|GOOGLE)_/.test(name)));
  const [file, list] = shell ? ['sh', ['-c', `${shell}; exec "$0" "$@"`, program, ...args]] : [program, args];
  return new Promise((done, failed) => {
    const child = spawn(file, list, { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { err += text; });
    child.on('error', failed);
    child.on('close', (code, signal) => done({ code, signal, out, err }));
  });
}

async function succeeds(args, env, last) {
  const { code, out, err } = await run(args, env);
  assert.equal(code, 0, `${out}\n${err}`);
  assert.match(out, last);
  return out;
}

async function fails(args, env, words, shell) {
  const { code, out, err } = await run(args, env, shell);
  assert.equal(code, 2, `${out}\n${err}`);
  assert.match(err, words);
  return err;
}

/** What a reader gets of a file on a server. */
async function get(site, name) {
  const answer = await fetch(`${site}/${name}`);
  return { status: answer.status, kind: answer.headers.get('content-type'), cache: answer.headers.get('cache-control'), text: Buffer.from(await answer.arrayBuffer()) };
}

/** Every file that a reader can ask for, by its name, from a server: those of the folder that was published. */
async function seen(site, folder) {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const all = {};
  for (const entry of names) {
    const name = join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1);
    if (!/-[0-9a-f]{10}\.|nutgraph-[0-9a-f]{10}/.test(name)) all[name] = (await get(site, name)).text.toString('latin1');
  }
  return all;
}

async function wasm() {
  const name = (await readdir(build)).find((name) => /^nutgraph-[0-9a-f]{10}\.wasm$/.test(name));
  assert.ok(name);
  return name;
}

describe('on a server of Amazon\'s protocol', () => {
  let server;
  before(async () => { server = await amazon(); });
  after(() => server?.end());

  test('a dry run says what would be put, and puts nothing', async () => {
    const out = await succeeds(['--dry-run', story, server.url], server.env(), /would publish \d{8}T\d{6}Z-[0-9a-f]{8} at s3:\/\/newsroom\/2026\/coca: \d+ files put/);
    assert.match(out, /^put {5}nutgraph\/nutgraph-[0-9a-f]{10}\.wasm {2}[\d,]+$/m);
    const lines = out.trim().split('\n');
    assert.match(lines.at(-2), /^show {4}nutgraph\/nutgraph\.js {2}/, 'the script comes last');
    assert.equal((await get(server.site, 'index.html')).status, 404);
    assert.match(await succeeds(['--list', server.url], server.env(), /./), /nothing has been published there yet/);
  });

  test('a story is published and served with the headers that browsers and caches need', async () => {
    await succeeds([story, server.url], server.env(), /published /);
    const script = await get(server.site, 'nutgraph/nutgraph.js');
    assert.deepEqual([script.status, script.kind, script.cache], [200, 'text/javascript; charset=utf-8', 'public, max-age=60, must-revalidate']);
    assert.ok(script.text.equals(await readFile(join(build, 'nutgraph.js'))));
    const engine = await get(server.site, `nutgraph/${await wasm()}`);
    assert.deepEqual([engine.status, engine.kind, engine.cache], [200, 'application/wasm', 'public, max-age=31536000, immutable']);
    assert.ok(engine.text.equals(await readFile(join(build, await wasm()))));
    const packed = await fetch(`${server.site}/nutgraph/${await wasm()}.br`);
    assert.deepEqual([packed.headers.get('content-type'), packed.headers.get('content-encoding')], ['application/wasm', 'br']);
    assert.ok(Buffer.from(await packed.arrayBuffer()).equals(engine.text), 'what is unpacked is the engine');
    assert.equal((await get(server.site, 'coca/coca-cultivation.csv')).kind, 'text/csv; charset=utf-8');
    await succeeds([story, server.url], server.env(), /^nothing to do: /m);
  });

  test('numbers that the data do not prove are not published', async () => {
    const { code, err } = await run([corrected, server.url], server.env());
    assert.equal(code, 1);
    assert.match(err, /error\[wrong-number\][\s\S]*nothing was published/);
    assert.match((await get(server.site, 'coca/coca-cultivation.csv')).text.toString(), /96085/);
  });

  test('a change is published, and the release before is had back', async () => {
    const first = await seen(server.site, story);
    const out = await succeeds(['--unchecked', corrected, server.url], server.env(), /to undo: nutgraph publish --rollback s3:/);
    assert.match(out, /^switch {2}coca\/coca-cultivation\.csv/m);
    assert.equal(out.match(/^switch/gm)?.length, 1, 'only what differs is switched');
    assert.match((await get(server.site, 'coca/coca-cultivation.csv')).text.toString(), /76085/);
    await succeeds(['--rollback', server.url], server.env(), /restored /);
    assert.deepEqual(await seen(server.site, story), first);
    const list = await succeeds(['--list', server.url], server.env(), /what readers see/);
    const [second, one] = list.trim().split('\n');
    assert.ok(one.endsWith('what readers see') && !second.endsWith('what readers see'), list);
    await succeeds(['--rollback', second.split(' ')[0], server.url], server.env(), /restored /);
    assert.match((await get(server.site, 'coca/coca-cultivation.csv')).text.toString(), /76085/);
    await succeeds(['--rollback', one.split(' ')[0], server.url], server.env(), /restored /);
    assert.deepEqual(await seen(server.site, story), first);
  });

  test('a server that goes away leaves the story as it was, and the next run goes on', async () => {
    const door = await gate(server.origin);
    const env = server.env(door.origin);
    const fresh = { url: 's3://newsroom/broken', site: `${server.origin}/newsroom/broken` };
    try {
      await succeeds([story, fresh.url], env, /published /);
      const first = await seen(fresh.site, story);
      const other = join(work, 'other');
      await cp(corrected, other, { recursive: true });
      await writeFile(join(other, 'coca/SOURCES.md'), 'Changed as well.\n');
      const puts = (out) => Number(out.match(/: (\d+) files? put/)?.[1]);
      const planned = puts(await succeeds(['--dry-run', '--unchecked', other, fresh.url], env, /would publish /));
      let changes = 0;
      for (const open of [1, 5, 12]) {
        door.shutAfter(open);
        const words = await fails(['--unchecked', other, fresh.url], env, /cannot put .+; see whether the store can be reached, then run the same command again/);
        assert.match(words, /the published story is as it was$/m);
        assert.deepEqual(await seen(fresh.site, story), first);
        changes += door.passed();
      }
      door.shutAfter(Infinity);
      const out = await succeeds(['--unchecked', other, fresh.url], env, /published /);
      assert.equal(changes, 18);
      assert.equal(puts(out), planned - changes, `what was put is there: ${out}`);
      assert.match((await get(fresh.site, 'coca/coca-cultivation.csv')).text.toString(), /76085/);
      assert.equal((await get(fresh.site, 'coca/SOURCES.md')).text.toString(), 'Changed as well.\n');
    } finally {
      await door.end();
    }
  });

  test('a reader sees the story from the server, is told when its data have changed, and no longer after the rollback', async () => {
    const folder = join(work, 'noticed');
    const url = 's3://newsroom/noticed';
    const put = (name, text) => writeFile(join(folder, name), text);
    const record = async (date) => {
      const { code, err } = await command(['build', '--widget', build, '-o', 'nutgraph', '--record', 'index.html'], { SOURCE_DATE_EPOCH: String(Date.parse(date) / 1000) }, '', folder);
      assert.equal(code, 0, err);
    };
    await mkdir(folder);
    await put('rain.csv', 'year,mm\n2014,100\n2015,110\n2016,120\n');
    await put('index.html', `<!doctype html><html lang="en"><meta charset="utf-8"><title>Rain</title><script async src="nutgraph/nutgraph.js"></script>
<p>It rose by <nut-fact for="rain" expr="change(mm, 2014, 2015)">10 percent</nut-fact>.</p>
<nut-graph id="rain" mark="line" data="rain.csv" x="year" y="mm" heading="Rain" source="Ours" published="nutgraph/manifest.json#index.html"><p>Rain, 2014 to 2016.</p></nut-graph></html>`);
    await record('2026-11-25');
    await succeeds([folder, url], server.env(), /published /);
    const browser = await launch('chromium');
    // Every visit is a new reader's, with nothing kept from before.
    const visit = async () => {
      const tab = await browser.open();
      await tab.goto(`${server.origin}/newsroom/noticed/index.html`);
      const notice = await tab.eval(async () => {
        const graph = document.querySelector('nut-graph');
        await graph.ready;
        // The notice comes after the chart, if it comes.
        await until(() => performance.getEntriesByName(new URL('nutgraph/manifest.json', location.href).href).length, 'the record to be read');
        await new Promise((later) => setTimeout(later, 1500));
        return [...graph.shadowRoot.querySelectorAll('button')].map((button) => button.textContent).find((text) => /2026/.test(text)) ?? '';
      });
      if (process.env.NUTGRAPH_SHOTS) await tab.shot(join(process.env.NUTGRAPH_SHOTS, `publish-${notice ? 'changed' : 'as-published'}.png`));
      await tab.close();
      return notice;
    };
    try {
      assert.equal(await visit(), '');
      // What the article says is still true of the revised data: they rose by 10 percent.
      await put('rain.csv', 'year,mm\n2014,100\n2015,110\n2016,125\n');
      await record('2026-12-03');
      await succeeds([folder, url], server.env(), /^switch {2}rain\.csv/m);
      assert.equal(await visit(), 'Data changed on December 3, 2026, after publication on November 25, 2026');
      await succeeds(['--rollback', url], server.env(), /restored /);
      assert.equal(await visit(), '');
    } finally {
      await browser.close();
    }
  });

  test('a wrong key is named, with the variables that hold it', async () => {
    await server.strict(0);
    try {
      const words = await fails([story, 's3://newsroom/other'], server.env(), /the store answered 403 Forbidden/);
      assert.match(words, /check the key \(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY\)/);
      assert.match(words, /the published story is as it was$/m);
    } finally {
      await server.strict(1e9);
    }
    await fails([story, server.url], { AWS_ENDPOINT_URL: server.origin }, /the environment has no key for this store; set AWS_ACCESS_KEY_ID/);
    await fails([story, 's3://no-such-bucket/x'], server.env(), /NoSuchBucket[\s\S]*make the bucket first/);
  });

  test('a store that does not compress can hold the files compressed, and one that knows no conditions takes them too', async () => {
    const url = 's3://newsroom/packed';
    const env = { ...server.env(), AWS_CONDITIONAL_PUT: 'disabled' };
    const engine = async () => {
      const answer = await fetch(`${server.origin}/newsroom/packed/nutgraph/${await wasm()}`);
      assert.equal(answer.headers.get('content-type'), 'application/wasm');
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(await readFile(join(build, await wasm()))));
      return answer.headers.get('content-encoding');
    };
    await succeeds([story, url], env, /published /);
    assert.equal(await engine(), null);
    await succeeds(['--encoding', 'br', story, url], env, /published /);
    assert.equal(await engine(), 'br');
    await succeeds(['--encoding', 'br', story, url], env, /^nothing to do/m);
    await succeeds(['--rollback', url], env, /restored /);
    assert.equal((await fetch(`${server.origin}/newsroom/packed/index.html`)).headers.get('content-encoding'), null);
  });
});

describe('on a server of Azure\'s protocol', () => {
  let server;
  before(async () => { server = await azure(); });
  after(() => server?.end());

  test('a story is published, survives a crash of the server in the middle of a change, and is had back', async () => {
    await succeeds([story, server.url], server.env(), /published /);
    const script = await get(server.site, 'nutgraph/nutgraph.js');
    assert.deepEqual([script.kind, script.cache], ['text/javascript; charset=utf-8', 'public, max-age=60, must-revalidate']);
    const engine = await get(server.site, `nutgraph/${await wasm()}`);
    assert.deepEqual([engine.kind, engine.cache], ['application/wasm', 'public, max-age=31536000, immutable']);
    await succeeds([story, server.url], server.env(), /^nothing to do/m);
    const first = await seen(server.site, story);

    await server.saved();
    const door = await gate(server.origin);
    door.shutAfter(9);
    const through = { ...server.env(), AZURITE_BLOB_STORAGE_URL: door.origin };
    await fails(['--unchecked', corrected, server.url], through, /the published story is as it was$/m);
    await server.kill();
    await door.end();
    await fails(['--unchecked', corrected, server.url], server.env(), /cannot read releases\/current\.json: [\s\S]*the published story is as it was$/m);
    await server.again();
    assert.deepEqual(await seen(server.site, story), first);

    await succeeds(['--unchecked', corrected, server.url], server.env(), /published /);
    assert.match((await get(server.site, 'coca/coca-cultivation.csv')).text.toString(), /76085/);
    await succeeds(['--rollback', server.url], server.env(), /restored /);
    assert.deepEqual(await seen(server.site, story), first);
  });

  test('a wrong key changes nothing', async () => {
    const wrong = server.env(Buffer.from('not the key of this account').toString('base64'));
    const words = await fails([story, 'az://newsroom/other'], wrong, /the store answered 403/);
    assert.match(words, /check the key \(AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY\)/);
  });
});

describe('in a folder', () => {
  const files = async (folder) => {
    const all = {};
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      if (entry.isFile()) all[path.slice(folder.length + 1)] = await readFile(path, 'latin1');
    }
    return all;
  };
  const shown = async (folder) => Object.fromEntries(Object.entries(await files(folder)).filter(([name]) => !name.startsWith('releases/')));

  test('a story is published, changed and had back, by a path and by a file: address', async () => {
    const site = join(work, 'site');
    await succeeds([story, site], {}, /published /);
    assert.deepEqual(await shown(site), await files(story));
    await succeeds([story, `file://${site}`], {}, /^nothing to do/m);
    await succeeds(['--unchecked', corrected, site], {}, /published /);
    assert.deepEqual(await shown(site), await files(corrected));
    await succeeds(['--rollback', site], {}, /restored /);
    assert.deepEqual(await shown(site), await files(story));
    await fails([work, site], {}, /lies in the folder that is to be published; name a folder outside of it/);
    await fails(['--encoding', 'br', story, site], {}, /a folder keeps no headers/);
  });

  test('a disk that is full in the middle leaves the story as it was, and so does a program that is killed there', async () => {
    const site = join(work, 'full');
    await succeeds([story, site], {}, /published /);
    const large = join(work, 'large');
    await cp(corrected, large, { recursive: true });
    await writeFile(join(large, 'coca/photo.jpg'), Buffer.alloc(3_000_000, 'x'));
    await fails(['--unchecked', large, site], {}, /cannot put releases\/\S+\/coca\/photo\.jpg: File too large[\s\S]*free some space or raise the limit[\s\S]*the published story is as it was$/m, 'trap "" XFSZ; ulimit -f 2048');
    assert.deepEqual(await shown(site), await files(story));
    const killed = await run(['--unchecked', large, site], {}, 'ulimit -f 2048');
    assert.equal(killed.signal, 'SIGXFSZ', JSON.stringify(killed));
    assert.deepEqual(await shown(site), await files(story));
    await succeeds(['--unchecked', large, site], {}, /: [1-9]\d? files? put/);
    assert.deepEqual(await shown(site), await files(large));
    await succeeds(['--rollback', site], {}, /restored /);
    assert.deepEqual(await shown(site), await files(story));
  });

  test('what cannot be understood ends with the remedy', async () => {
    await fails([story, 'ftp://example.org/x'], {}, /cannot publish to ftp:\/\/example\.org\/x: .*; name a folder, s3:\/\/BUCKET\/PATH/);
    await fails([join(work, 'none'), join(work, 'site')], {}, /there is no folder .*none; name the folder/);
    await fails([join(work, 'site')], {}, /publish needs a folder and an address; write nutgraph publish DIR URL/);
    await fails(['--rollback', '20200101T000000Z-00000000', join(work, 'site')], {}, /no release called 20200101T000000Z-00000000 was published there; --list shows/);
  });
});
