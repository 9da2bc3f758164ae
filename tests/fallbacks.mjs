// Makes the fallback pictures of the example story out of the story itself, in a real browser: node tests/fallbacks.mjs URL
// (URL: where `cargo run` serves it).
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../www/story/coca');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
await page.goto(process.argv[2]);
const pictures = await page.evaluate(() => Promise.all([...document.querySelectorAll('nut-graph')].map(async graph => {
  await graph.ready;
  return [graph.id, (await graph.toSVG()) + '\n'];
})));
for (const [id, svg] of pictures) {
  writeFileSync(join(folder, `${id}.svg`), svg);
  console.log(id, svg.slice(0, 90), svg.length);
}
await browser.close();
